"""Tables of which only the lines were read, and the numbers of a claim that name a place in one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.types import Box, Document, Passage, Verdict
from synth.verdicts import Judge
from synth.verdicts.line_tables import read_line_tables

LINES = (
    ("sentence", "We present Plover, a reader of field notes."),
    ("sentence", "Plover reads 88.4% of all notes at the default rate."),
    ("table", "lr  0.1  0.2  0.3  0.4"),
    ("table", "w/o lamp  60.6  60.7  59.0  58.2"),
    ("table", "w/ lamp  62.9  64.9  66.2  65.7"),
    ("sentence", "The next table has headings."),
    ("caption", "Table 7: Notes read by language."),
    ("table", "MODEL  AVG  ET  QU (low)"),
    ("table", "Readers"),
    ("table", "r  DIRECT  73.3 73.8 55.6"),
    ("table", "r  GUIDED  80.7 88.8 52.2"),
    ("table", "Plover-L"),
    ("table", "r  DIRECT  83.7 77.4 61.0"),
    ("table", "r  GUIDED  89.9 91.0 66.8"),
)


def paper(lines: tuple[tuple[str, str], ...] = LINES) -> Document:
    """Lay passages one below the other on a page."""
    text = "\n".join(line for _, line in lines)
    passages, start = [], 0
    for index, (kind, line) in enumerate(lines):
        box = Box(page=1, x0=50.0, y0=700.0 - 12 * index, x1=300.0, y1=710.0 - 12 * index)
        passages.append(
            Passage(paper_id="demo.1", version=1, index=index, kind=kind, where="text", section=None, page=1,
                    line=None, start=start, end=start + len(line), text=line, boxes=(box,))
        )  # fmt: skip
        start += len(line) + 1
    return Document(
        paper_id="demo.1", version=1, kind="pdf", sha256="0" * 64, text=text, page_starts=(0,),
        passages=tuple(passages),
    )  # fmt: skip


@pytest.fixture
def check() -> Callable[[str], Verdict]:
    document = paper()
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    return lambda claim: judge.judge(read_statement(claim))


def test_lines_of_equally_many_numbers_are_a_table():
    first, second = read_line_tables(paper().passages, (), 3)
    assert (first.index, first.label, first.table.columns) == (3, None, ("lr", "0.1", "0.2", "0.3", "0.4"))
    assert first.row_headers == ("w/o lamp", "w/ lamp")
    assert (second.label, second.table.columns) == ("Table 7", ("MODEL", "AVG", "ET", "QU(low)"))
    assert second.row_headers == (
        "Readers / r / DIRECT", "Readers / r / GUIDED", "Plover-L / r / DIRECT", "Plover-L / r / GUIDED",
    )  # fmt: skip


def test_a_cell_stands_at_its_offsets():
    document = paper()
    for table in read_line_tables(document.passages, (), 0):
        for row, spans in zip(table.table.rows, table.spans, strict=True):
            assert [document.text[slice(*span)] for span in spans if span] == list(row[1:])


@pytest.mark.parametrize(
    "lines",
    [
        (("table", "a  1  2"), ("table", "b  3  4  5")),
        (("table", "0.1  0.2"), ("table", "3 4")),
        (("table", "lamps of 1990 and 1991"), ("table", "boats of 1992 and 1993 too")),
        (("sentence", "a  1  2"), ("sentence", "b  3  4")),
    ],
)
def test_other_lines_are_none(lines):
    assert read_line_tables(paper(lines).passages, (), 0) == ()


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Guided Plover-L reads 66.8% of the notes in Quechua.", "supported"),
        ("Guided Plover-L reads 52.2% of the notes in Quechua.", "refuted"),
        ("At a rate of 0.4, Plover w/ lamp reads 65.7%.", "supported"),
        ("At a rate of 0.2, Plover with the lamp reads 65.7% of the notes.", "refuted"),
    ],
)
def test_a_number_that_names_a_column_leads_to_its_cell(check, claim, label):
    """Cause: what the prose says of the whole outweighed the cell that two numbers of the claim lead to."""
    assert check(claim).label == label
