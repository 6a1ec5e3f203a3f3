"""What statements ask of a table, tried as programs on its cells."""

from __future__ import annotations

import pytest

from synth.types import PlacedTable, Table
from synth.verdicts.cells import is_blank, read_grid, read_placed
from synth.verdicts.table_features import Reading, read_claim
from synth.verdicts.table_view import index_grid

ALLOYS = Table(
    caption="Table 3: Properties of the cast alloys.",
    columns=("Alloy", "Process", "Strength (MPa)", "Elongation (%)", "E corr (V)"),
    rows=(
        ("ZK-A", "rolled", "120 ± 3", "4.1", "−1.62"),
        ("ZK-B", "cast", "155 ± 4", "4.1", "−1.58"),
        ("WX-4", "cast", "171 ± 2", "9.7", "−1.51"),
        ("WX-5", "forged", "203 ± 6", "12.0", "-"),
    ),
)


def read(statement: str, table: Table = ALLOYS) -> Reading:
    return read_claim(statement, index_grid(read_grid(table)))


def outcome(statement: str, kind: str, table: Table = ALLOYS) -> bool:
    found = [finding for finding in read(statement, table).findings if finding.kind == kind]
    assert found, f"no {kind} in {read(statement, table).findings}"
    return found[0].holds >= 0.5


@pytest.mark.parametrize(
    ("kind", "true", "false"),
    [
        ("text", "The process of WX-5 is forged.", "The process of ZK-A is forged."),
        ("extreme", "WX-5 has the highest strength.", "WX-4 has the highest strength."),
        ("extreme", "The lowest elongation is 4.1.", "The lowest elongation is 9.7."),
        ("extreme", "The second highest strength is 171.", "The second highest strength is 155."),
        ("compare", "WX-4 has a higher strength than ZK-A.", "ZK-A has a higher strength than WX-4."),
        ("compare", "ZK-A does not have a higher strength than WX-4.", "WX-4 is not higher than ZK-A."),
        ("count", "There are four alloys in the table.", "There are six alloys in the table."),
        ("count", "There are 3 different types of process.", "There are 4 different types of process."),
        ("count", "The table has more than 3 columns.", "The table has more than 7 columns."),
        ("same", "ZK-A and ZK-B have the same elongation.", "ZK-A and WX-4 have the same elongation."),
        ("same", "The strength values are all unique.", "The elongation values are all unique."),
        ("range", "Elongation ranges from 4.1 to 12.0.", "Elongation ranges from 4.1 to 13.5."),
        ("bound", "All strength values are above 100.", "All strength values are above 160."),
        ("sign", "All E corr values are negative.", "Some elongation values are negative."),
        ("only", "Only WX-5 has the process forged.", "Only ZK-B has the process cast."),
        ("missing", "WX-5 has no value for E corr.", "WX-4 has no value for E corr."),
    ],
)
def test_a_program_tells_true_from_false(kind, true, false):
    assert outcome(true, kind)
    assert not outcome(false, kind)


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("WX-4 has a strength 51 points higher than ZK-A.", "difference"),
        ("The average elongation is 7.475.", "mean"),
        ("The strength of ZK-B is 155.", "lookup"),
        ("ZK-A has an E corr of -1.62.", "lookup"),
    ],
)
def test_a_number_is_found_or_derived(statement, kind):
    assert outcome(statement, kind)


def test_a_wrong_number_is_told_with_the_right_one():
    finding = read("The strength of ZK-B is 165.").findings[0]
    assert (finding.kind, finding.told) == (
        "absent",
        "the table gives 155 ± 4 for ZK-B under Strength (MPa), not 165",
    )


def test_a_number_of_another_row_is_misplaced():
    finding = read("The elongation of WX-4 is 12.0.").findings[0]
    assert finding.kind == "misplaced"
    assert set(finding.cells) == {(2, 3), (3, 3)}


def test_low_is_good_for_an_error():
    errors = Table(
        caption="", columns=("System", "Word error rate"), rows=(("Tallow", "9.1"), ("Lantern", "7.2"))
    )
    assert outcome("Lantern outperforms Tallow.", "compare", errors)
    assert outcome("Lantern has the best word error rate.", "extreme", errors)


def test_a_longer_name_is_not_its_part():
    table = Table(
        caption="",
        columns=("System", "F1"),
        rows=(("Lantern", "61"), ("Lantern large", "64"), ("Tallow", "58")),
    )
    assert read("Lantern large has an F1 of 64.", table).view.row_items == (1,)


def test_a_member_that_a_family_of_headers_lacks_is_a_stranger():
    # "Factor 8" once met row 8 of a table of five factors, and was refuted by it.
    table = Table(
        caption="",
        columns=("Item", "Title", "Factor 1", "Factor 2"),
        rows=tuple((str(n), word, f"0.{n}", f"0.{n + 1}") for n, word in enumerate("abcdefgh", start=1)),
    )
    view = read("The lowest Factor 8 is 0.2.", table).view
    assert (view.strangers, view.rows) == (("Factor 8",), ())


def test_a_lone_letter_names_a_row_only_as_it_is_written():
    table = Table(caption="", columns=("Type", "Value"), rows=(("S", "1"), ("M", "2")))
    assert read("The systems' values differ.", table).view.rows == ()
    assert read("Type S has 1.", table).view.row_items == (0,)


def test_what_the_table_lacks_is_named():
    assert read("Quillfish has the highest strength.").missing_words == ("Quillfish",)


def test_words_above_numbers_are_a_header_and_repeated_text_is_a_heading():
    table = Table(
        caption="",
        columns=("Model", "Quillfish", "Marrow"),
        rows=(
            ("", "F1", "EM"),
            ("small", "small", "small"),
            ("Tallow", "1.0", "2.0"),
            ("Lantern", "<bold>3.0</bold>", "4.0"),
        ),
    )
    grid = read_grid(table)
    assert grid.levels[1] == ("", "F1", "EM")
    assert (grid.body, grid.headings[2]) == ((2, 3), "small")
    assert grid.best == {(3, 1)}


def test_a_table_of_words_has_no_second_header_row():
    # Its first rows were once taken for header rows, for want of numbers.
    table = Table(caption="", columns=("Format", "Tool"), rows=(("CSV", "loader"), ("XML", "reader")))
    assert read_grid(table).body == (0, 1)


def test_a_placed_table_keeps_its_row_headers_and_bold_cells():
    table = Table(caption="", columns=("", "Scores / F1", "Scores / EM"), rows=(("Tallow", "1.5", "2.5"),))
    placed = PlacedTable(
        index=0,
        label="Table 1",
        table=table,
        row_headers=("small models / Tallow",),
        spans=((None, None, None),),
        best=((0, 2),),
    )
    grid = read_placed(placed)
    assert [(c.row, c.column, c.row_header, c.value) for c in grid.cells] == [
        (0, 1, "small models / Tallow", 1.5),
        (0, 2, "small models / Tallow", 2.5),
    ]
    assert grid.levels == (("", "Scores", "Scores"), ("", "F1", "EM"))
    assert (grid.headings, grid.best) == (("small models",), {(0, 2)})


@pytest.mark.parametrize(
    ("text", "blank"), [("", True), ("–", True), ("n/a", True), ("0", False), ("no", False)]
)
def test_blank_cells_are_told_from_zero(text, blank):
    assert is_blank(text) is blank


def test_a_count_of_a_family_is_not_one_of_its_members():
    # "5 factors" was once taken for the column "Factor 5", and its count never tried.
    table = Table(
        caption="",
        columns=("Title", *(f"Factor {n}" for n in range(1, 6))),
        rows=tuple((word, *(f"0.{n}" for n in range(1, 6))) for word in ("calm", "shy", "tidy")),
    )
    assert read("There are 5 factors in the table.", table).view.columns == ()
    assert outcome("There are 5 factors in the table.", "count", table)
    assert read("Calm has a Factor 5 of 0.5.", table).view.column_items == (5,)
