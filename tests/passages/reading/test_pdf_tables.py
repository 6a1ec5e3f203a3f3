"""Tables of PDFs become grids: each number under its own header, or no grid at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from synth.passages.read_pdf import read_pdf
from synth.settings import ReaderLimits
from synth.types import Document, PlacedTable
from tests.passages.reading.reading_pdfs import Put, make_pdf, paragraph

FILLER = [
    "The harbour was measured on four days of the spring, and the depth was read",
    "from the pier by two pilots who knew nothing of what the other had written.",
    "Every reading was taken twice, and where the two differed a third was asked",
    "for; the mean of all of them is what the figures of this report are made of.",
]
CAPTION = Put(60, 655, "Table 2: Scores of the vessels.", 9)
LEFT, RIGHT, TOP, STEP = 60, 400, 620, 12


def rule(y: float, x0: float = LEFT, x1: float = RIGHT) -> str:
    return f"{x0} {y} m {x1} {y} l S"


def row(number: float, *cells: tuple[float, str] | tuple[float, str, str]) -> list[Put]:
    """Set a table's row: x, text and, for bold, the font "B" of each cell."""
    y = TOP - number * STEP
    return [Put(cell[0], y, cell[1], 9, cell[2] if len(cell) > 2 else "F") for cell in cells]


def read(rows: Sequence[Sequence[Put]], rules: Sequence[str] = (), caption: Put | None = CAPTION) -> Document:
    page = [
        *paragraph(FILLER, 60, 720),
        *([caption] if caption else []),
        *(put for cells in rows for put in cells),
        *paragraph(FILLER, 60, 300),
    ]
    return read_page(page, rules=rules)


def read_page(*pages: Sequence[Put], rules: Sequence[str] = ()) -> Document:
    request = {"paper_id": "tides", "version": 1, "sha256": "0" * 64, "path": ""}
    document = read_pdf(make_pdf(pages, extra="\n".join(rules)), request, ReaderLimits())
    for table in document.tables:
        for cells, spans, boxes in zip(table.table.rows, table.spans, table.boxes, strict=True):
            for cell, span, box in zip(cells, spans, boxes, strict=True):
                assert span is None or document.text[slice(*span)] == cell
                assert (span is None) == (box is None)
    return document


def grid(rows: Sequence[Sequence[Put]], rules: Sequence[str] = ()) -> PlacedTable:
    (table,) = read(rows, rules).tables
    return table


CELLS = [
    ((60, "Vessel"), (200, "Dev"), (260, "Test"), (320, "Speed")),
    ((60, "Skiff"), (200, "71.2"), (260, "70.4"), (320, "9.5")),
    ((60, "Barge"), (200, "73.9"), (260, "62.0"), (320, "8.5")),
    ((60, "Yawl"), (200, "63.9"), (260, "52.0"), (320, "7.5")),
]
HEADER = row(0, (60, "Vessel", "B"), (200, "Dev", "B"), (260, "Test", "B"), (320, "Speed", "B"))
SKIFF = row(1, (60, "Skiff"), (200, "71.2"), (260, "70.4", "B"), (320, "9.5"))
BARGE = row(2, (60, "Barge"), (200, "73.9"), (260, "62.0"), (320, "8.5"))
RULES = [rule(TOP + 9), rule(TOP - 3), rule(TOP - 2 * STEP - 3)]


def test_a_table_under_its_caption() -> None:
    document = read([HEADER, SKIFF, BARGE], RULES)
    (table,) = document.tables
    assert table.label == "Table 2"
    assert table.table.caption == "Table 2: Scores of the vessels."
    assert table.table.columns == ("Vessel", "Dev", "Test", "Speed")
    assert table.table.rows == (("Skiff", "71.2", "70.4", "9.5"), ("Barge", "73.9", "62.0", "8.5"))
    assert table.row_headers == ("Skiff", "Barge")
    assert table.best == ((0, 2),)
    assert table.page == 1
    box = table.boxes[1][2]
    assert box is not None
    assert box.page == 1
    assert 259 < box.x0 < box.x1 < 285
    assert box.y0 < TOP - 2 * STEP < box.y1


def test_an_empty_cell_keeps_its_column() -> None:
    document = read([HEADER, SKIFF, row(2, (60, "Barge"), (260, "62.0"), (320, "8.5"))], RULES)
    assert document.tables[0].table.rows[1] == ("Barge", "", "62.0", "8.5")
    assert [p.text for p in document.passages if p.kind == "table"][2] == "Barge | | 62.0 | 8.5"


def test_headers_that_span_columns_head_each_of_them() -> None:
    spanning = row(-1, (223, "Harbour"), (316, "Open sea"))
    table = grid([spanning, HEADER, SKIFF, BARGE], [rule(TOP + 21), *RULES[1:]])
    assert table.table.columns == ("Vessel", "Harbour / Dev", "Harbour / Test", "Open sea Speed")


def test_a_rule_under_a_header_tells_what_it_spans() -> None:
    # The words stand over one column only; the rule under them reaches over three.
    spanning = row(-1, (205, "Sea"))
    rules = [rule(TOP + 21), rule(TOP + 9, 198, 350), *RULES[1:]]
    assert grid([spanning, HEADER, SKIFF, BARGE], rules).table.columns == (
        "Vessel",
        "Sea / Dev",
        "Sea / Test",
        "Sea / Speed",
    )


def test_a_header_of_two_lines_is_one_name() -> None:
    second = row(0.9, (200, "(2019)"), (260, "(2020)"), (320, "(kn)"))
    rows = [HEADER, second, row(2, (60, "Skiff"), (200, "71.2"), (260, "70.4"), (320, "9.5"))]
    rows += [row(3, (60, "Barge"), (200, "73.9"), (260, "62.0"), (320, "8.5"))]
    table = grid(rows, [rule(TOP + 9), rule(TOP - STEP - 3), rule(TOP - 3 * STEP - 3)])
    assert table.table.columns == ("Vessel", "Dev (2019)", "Test (2020)", "Speed (kn)")


def test_a_row_of_words_names_the_rows_under_it() -> None:
    rows = [HEADER, row(1, (60, "In calm seas, with the crew of the first day"))]
    rows += [[put._replace(y=put.y - STEP) for put in cells] for cells in (SKIFF, BARGE)]
    rows += [row(4, (60, "In storms")), row(5, (60, "Skiff"), (200, "41.2"), (260, "40.4"), (320, "3.5"))]
    table = grid(rows, [*RULES[:2], rule(TOP - 5 * STEP - 3)])
    calm = "In calm seas, with the crew of the first day"
    assert table.row_headers == (f"{calm} / Skiff", f"{calm} / Barge", "In storms / Skiff")


def test_a_name_beside_several_rows_is_theirs() -> None:
    rows = [
        row(0, (60, "Vessel", "B"), (120, "Sea", "B"), (200, "Dev", "B"), (260, "Test", "B")),
        row(1, (120, "calm"), (200, "71.2"), (260, "70.4")),
        row(1.5, (60, "Skiff")),
        row(2, (120, "rough"), (200, "61.2"), (260, "60.4")),
        row(3, (120, "calm"), (200, "73.9"), (260, "72.0")),
        row(3.5, (60, "Barge")),
        row(4, (120, "rough"), (200, "63.9"), (260, "62.0")),
    ]
    table = grid(rows, [*RULES[:2], rule(TOP - 4 * STEP - 3)])
    assert table.row_headers == ("Skiff / calm", "Skiff / rough", "Barge / calm", "Barge / rough")
    assert [spans[0] is None for spans in table.spans] == [False, True, False, True]


def test_a_new_header_begins_a_new_table() -> None:
    other = row(3, (60, "Vessel", "B"), (200, "Cost", "B"), (260, "Crew", "B"), (320, "Age", "B"))
    rows = [HEADER, SKIFF, BARGE, other, row(4, (60, "Skiff"), (200, "1.2"), (260, "3"), (320, "12"))]
    rows += [row(5, (60, "Barge"), (200, "7.5"), (260, "11"), (320, "30"))]
    rules = [*RULES, rule(TOP - 3 * STEP - 3), rule(TOP - 5 * STEP - 3)]
    first, second = read(rows, rules).tables
    assert first.row_headers == ("Skiff", "Barge")
    assert second.table.columns == ("Vessel", "Cost", "Crew", "Age")
    assert second.table.rows[1] == ("Barge", "7.5", "11", "30")


def test_columns_that_are_set_twice_side_by_side_are_one_table() -> None:
    rows = [
        row(i, (60, a), (110, b), (220, c), (270, d))
        for i, (a, b, c, d) in enumerate(
            [
                ("Port", "Depth", "Port", "Depth"),
                ("Alm", "1.5", "Carn", "3.5"),
                ("Bray", "2.5", "Dorn", "4.5"),
            ]
        )
    ]
    table = grid(rows, RULES)
    assert table.table.columns == ("Port", "Depth")
    assert table.row_headers == ("Alm", "Bray", "Carn", "Dorn")


def test_tables_beside_each_other_have_their_own_captions() -> None:
    vessels, ports = (
        [("Vessel", "Dev"), ("Skiff", "71.2"), ("Barge", "73.9")],
        [("Port", "Depth"), ("Alm", "1.5"), ("Bray", "2.5")],
    )
    left = [row(i, (60, a), (150, b)) for i, (a, b) in enumerate(vessels)]
    right = [row(i, (320, a), (430, b)) for i, (a, b) in enumerate(ports)]
    page = [
        *paragraph(FILLER, 60, 720),
        Put(60, 640, "Table 1: Scores of the vessels.", 9),
        Put(320, 640, "Table 2: Depths of the ports.", 9),
        *(put for cells in [*left, *right] for put in cells),
        *paragraph(FILLER, 60, 300),
    ]
    rules = [rule(y, *x) for y in (TOP + 9, TOP - 3, TOP - 2 * STEP - 3) for x in ((58, 200), (318, 480))]
    request = {"paper_id": "tides", "version": 1, "sha256": "0" * 64, "path": ""}
    document = read_pdf(make_pdf([page], extra="\n".join(rules)), request, ReaderLimits())
    assert [(t.label, t.table.columns, t.row_headers) for t in document.tables] == [
        ("Table 1", ("Vessel", "Dev"), ("Skiff", "Barge")),
        ("Table 2", ("Port", "Depth"), ("Alm", "Bray")),
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([SKIFF, BARGE], "no header"),
        ([HEADER[:2] + HEADER[3:], SKIFF, BARGE], "a column of figures without a header"),
        ([row(0, (60, "Vessel"), (215, "Harbour at the north")), SKIFF, BARGE], "a header between columns"),
        (
            [HEADER, SKIFF, row(2, (60, "Barge"), (225, "73.9"), (290, "62.0"))],
            "figures between the columns",
        ),
        (
            [row(0, (60, "Keel"), (200, "the lowest part")), row(1, (60, "Bow"), (200, "the front"))],
            "no figures",
        ),
    ],
)
def test_what_is_uncertain_is_no_grid(rows: list[list[Put]], why: str) -> None:
    document = read(rows, RULES)
    assert document.tables == (), why
    assert document.warnings == ("1 of 1 tables could not be read as a grid",)
    assert [p for p in document.passages if p.kind == "table"]


def test_a_caption_between_two_tables_is_that_of_its_paper_s_other_captions_side() -> None:
    # All captions of this page stand under their tables; the upper one was given the larger table below.
    small = [row(i, *cells[:3]) for i, cells in enumerate([CELLS[0], CELLS[1], CELLS[2]])]
    large = [row(i + 6, *cells) for i, cells in enumerate(CELLS)]
    page = [
        *paragraph(FILLER, 60, 720),
        *(put for cells in small for put in cells),
        Put(60, TOP - 4 * STEP, "Table 1: Scores of the first day.", 9),
        *(put for cells in large for put in cells),
        Put(60, TOP - 11 * STEP, "Table 2: Scores of the second day.", 9),
        *paragraph(FILLER, 60, 300),
    ]
    request = {"paper_id": "tides", "version": 1, "sha256": "0" * 64, "path": ""}
    document = read_pdf(make_pdf([page]), request, ReaderLimits())
    assert [(table.label, len(table.table.columns)) for table in document.tables] == [
        ("Table 1", 3),
        ("Table 2", 4),
    ]


def test_a_chart_s_figures_are_no_table() -> None:
    axis = [
        row(i, (60, f"{80 - 10 * i}"), (140 + 9 * i, f"{70 + i}.5"), (240 - 9 * i, f"{60 + i}.5"))
        for i in range(6)
    ]
    assert read(axis, caption=None).tables == ()


def test_footnote_marks_are_no_part_of_a_cell() -> None:
    marked = row(2, (60, "Barge*"), (200, "73.9†"), (260, "62.0"), (320, "8.5"))
    document = read([HEADER, SKIFF, marked], RULES)
    assert document.tables[0].table.rows[1][:2] == ("Barge", "73.9")
    assert "Barge* | 73.9† |" in document.text
