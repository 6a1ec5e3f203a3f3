"""Statements against a table."""

from __future__ import annotations

import pytest

from synth.claims import read_statement
from synth.types import Table
from synth.verdicts import judge_table
from synth.verdicts.cells import read_grid

SCORES = Table(
    caption="Table 2: Accuracy of all systems on Quillfish and Marrow.",
    columns=("System", "Quillfish", "Marrow"),
    rows=(
        ("Tallow", "65.4", "58.1"),
        ("Lantern", "71.3", "60.9"),
        ("Lantern-B", "73.6", "59.2"),
    ),
)


@pytest.mark.parametrize(
    "statement",
    [
        "Lantern has an accuracy of 71.3 on Quillfish.",
        "Tallow reaches 58.1 on Marrow.",
        "Lantern outperforms Tallow on Quillfish.",
        "Lantern-B has the highest accuracy on Quillfish.",
    ],
)
def test_what_the_cells_say_is_not_refuted(statement):
    verdict = judge_table(read_statement(statement), SCORES)
    assert verdict.label == "supported", verdict


@pytest.mark.parametrize(
    "statement",
    [
        "Lantern has an accuracy of 77.3 on Quillfish.",
        "Tallow outperforms Lantern on Quillfish.",
        "Tallow has the highest accuracy on Quillfish.",
        "Lantern reaches 58.1 on Marrow.",
    ],
)
def test_what_the_cells_contradict_is_not_supported(statement):
    assert judge_table(read_statement(statement), SCORES).label != "supported"


def test_evidence_names_the_cell():
    verdict = judge_table(read_statement("Lantern has an accuracy of 71.3 on Quillfish."), SCORES)
    cell = verdict.evidence[0].cell
    assert (cell.row, cell.column) == ("Lantern", "Quillfish")
    assert verdict.evidence[0].quote == "71.3"


def test_headers_over_two_rows_and_group_headings_are_read():
    table = Table(
        caption="",
        columns=("", "Quillfish", "Quillfish"),
        rows=(
            ("", "dev", "test"),
            ("small models", "", ""),
            ("Tallow", "1.5", "2.5 ± 0.1"),
            ("", "3.5", "-4"),
        ),
    )
    grid = read_grid(table)
    assert [(c.row_header, c.column_header, c.value) for c in grid.cells] == [
        ("Tallow small models", "Quillfish dev", 1.5),
        ("Tallow small models", "Quillfish test", 2.5),
        ("Tallow small models", "Quillfish dev", 3.5),
        ("Tallow small models", "Quillfish test", -4.0),
    ]


def test_a_ragged_table_is_read():
    grid = read_grid(Table(caption="", columns=("a", "b"), rows=(("x",), ("y", "2", "3"))))
    assert [cell.value for cell in grid.cells] == [2.0, 3.0]


def test_a_table_of_words_supports_no_number():
    words = Table(caption="Colours", columns=("a", "b"), rows=(("red", "blue"),))
    assert judge_table(read_statement("Red has an accuracy of 4.1."), words).label != "supported"


def test_an_empty_table_is_unjudged():
    verdict = judge_table(read_statement("Red is 4."), Table(caption="", columns=(), rows=()))
    assert (verdict.label, verdict.reasons) == ("unjudged", ("empty_source",))
