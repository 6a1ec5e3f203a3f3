"""Tables of PDFs whose caption stands beside them, that text runs around, or that a page's end breaks."""

from __future__ import annotations

from collections.abc import Sequence

from tests.passages.reading.reading_pdfs import Put, paragraph
from tests.passages.reading.test_pdf_tables import (
    BARGE,
    FILLER,
    HEADER,
    SKIFF,
    STEP,
    TOP,
    grid,
    read_page,
    row,
    rule,
)


def moved(cells: Sequence[Put], x: float = 0, y: float = 0) -> list[Put]:
    return [put._replace(x=put.x + x, y=put.y + y) for put in cells]


def test_a_caption_beside_its_table() -> None:
    rows = [
        HEADER,
        SKIFF,
        BARGE,
        *(row(i, (60, f"Yawl {i}"), (200, f"6{i}.9"), (320, "7.5")) for i in (3, 4)),
    ]
    beside = paragraph(["Table 2: Scores of the", "vessels, taken on the", "days of one spring."], 420, 612)
    page = [*paragraph(FILLER, 60, 720), *(put for cells in rows for put in cells), *beside]
    page += paragraph(FILLER, 60, 300)
    rules = [rule(TOP - 3), rule(TOP - 2 * STEP - 3), rule(TOP - 4 * STEP - 3)]
    (table,) = read_page(page, rules=rules).tables
    assert table.table.caption == "Table 2: Scores of the vessels, taken on the days of one spring."
    assert table.table.columns == ("Vessel", "Dev", "Test", "Speed")
    assert table.row_headers == ("Skiff", "Barge", "Yawl 3", "Yawl 4")


def test_text_beside_a_table_is_no_part_of_its_rows() -> None:
    # Lines of text stood nearly at the height of rows, which ended the table there.
    rows = [moved(cells, 200) for cells in (HEADER, SKIFF, BARGE)]
    text = paragraph([f"{line[:34]}" for line in (*FILLER, *FILLER)], 60, TOP + 26)
    caption = Put(260, TOP - 3 * STEP - 3, "Table 2: Scores of the vessels.", 9)
    page = [*paragraph(FILLER, 60, 720), *text, *(put for cells in rows for put in cells), caption]
    page += paragraph([" ".join(FILLER[:2])[:120]] * 6, 60, 400)
    rules = [rule(y, 256, 552) for y in (TOP + 9, TOP - 3, TOP - 2 * STEP - 3)]
    (table,) = read_page(page, rules=rules).tables
    assert table.table.columns == ("Vessel", "Dev", "Test", "Speed")
    assert table.row_headers == ("Skiff", "Barge")


def test_a_table_that_goes_on_overleaf_keeps_its_header() -> None:
    # The later part had no header and no grid, the first one no caption.
    size = row(0.9, (60, "Size"), (200, "8M"), (260, "16M"), (320, "32M"))
    first = [*paragraph(FILLER, 60, 720), *moved(HEADER, y=20), *moved(size, y=20)]
    for i in range(38):
        first += row(i + 0.5, (60, f"Skiff {i}"), (200, f"{i}.2"), (260, f"{i}.4"), (320, f"{i}.5"))
    second = []
    for i in range(6):
        second += moved(row(i, (60, f"Barge {i}"), (200, f"{i}.2"), (260, f"{i}.4"), (320, f"{i}.5")), y=100)
    second.append(Put(60, 642, "Table 2: Scores of the vessels.", 9))
    second += paragraph(FILLER, 60, 500)
    document = read_page(first, second, rules=[rule(TOP + 6)])
    assert [(table.page, len(table.row_headers)) for table in document.tables] == [(1, 38), (2, 6)]
    assert {table.table.columns for table in document.tables} == {
        ("Vessel Size", "Dev 8M", "Test 16M", "Speed 32M")
    }
    assert {table.table.caption for table in document.tables} == {"Table 2: Scores of the vessels."}
    assert document.warnings == ()
    assert document.text.count("Vessel") == 1


def test_sizes_between_the_rows_and_the_columns_are_a_column() -> None:
    # No row of figures holds one of them.
    rows = [row(0, (60, "Vessel"), (120, "Size"), (170, "Sea"), (230, "Dev"), (290, "Test"))]
    for i, (name, size) in enumerate((("Skiff", "0.6M"), ("", "1.7M"), ("Barge", "3.0M"))):
        at = 1 + 2 * i
        rows.append(row(at, (170, "calm"), (230, f"7{i}.2"), (290, f"6{i}.4")))
        rows.append(row(at + 0.5, (120, size)))
        rows.append(row(at + 1, (170, "rough"), (230, f"5{i}.2"), (290, f"4{i}.4")))
        if name == "Skiff":
            rows.append(row(2.5, (60, name)))
    rows.append(row(5.5, (60, "Barge")))
    rules = [rule(TOP + 9), rule(TOP - 3), rule(TOP - 4 * STEP - 3), rule(TOP - 6 * STEP - 3)]
    rows = sorted(rows, key=lambda cells: -cells[0].y)
    assert grid(rows, rules).row_headers == (
        "Skiff / 0.6M / calm",
        "Skiff / 0.6M / rough",
        "Skiff / 1.7M / calm",
        "Skiff / 1.7M / rough",
        "Barge / 3.0M / calm",
        "Barge / 3.0M / rough",
    )


def test_a_header_that_is_set_anew_begins_a_new_part() -> None:
    # It was read as a row of the table whose columns have other names.
    again = row(3, (60, "Vessel"), (200, "Keel"), (260, "Mast"), (320, "Age"))
    rows = [HEADER, SKIFF, BARGE, again, moved(SKIFF, y=-3 * STEP), moved(BARGE, y=-3 * STEP)]
    page = [*paragraph(FILLER, 60, 720), Put(60, 655, "Table 2: Scores of the vessels.", 9)]
    page += [*(put for cells in rows for put in cells), *paragraph(FILLER, 60, 300)]
    rules = [rule(TOP + 9), rule(TOP - 3), rule(TOP - 5 * STEP - 3)]
    assert [table.table.columns for table in read_page(page, rules=rules).tables] == [
        ("Vessel", "Dev", "Test", "Speed"),
        ("Vessel", "Keel", "Mast", "Age"),
    ]


def test_one_label_under_the_names_of_two_columns_is_that_of_both() -> None:
    rows = [
        row(0, (60, "Sea"), (190, "Calm"), (240, "Storm, in winter"), (345, "Harbour")),
        row(1, (60, "Vessel"), (226, "Skiff (red)"), (350, "Barge")),
        row(2, (60, "Dev"), (192, "71.2"), (266, "70.4"), (352, "9.5")),
        row(3, (60, "Test"), (192, "73.9"), (266, "62.0"), (352, "8.5")),
    ]
    table = grid(rows, [rule(TOP + 9), rule(TOP - STEP - 3), rule(TOP - 3 * STEP - 3)])
    assert table.table.columns[1:] == (
        "Calm / Skiff (red)",
        "Storm, in winter / Skiff (red)",
        "Harbour Barge",
    )


def test_parts_side_by_side_under_titles_of_their_own_stand_under_each_other() -> None:
    # Each number had the first part's name.
    rows = [
        row(0, (60, "Calm seas"), (140, "Score"), (200, "Rough seas"), (290, "Score")),
        row(1, (60, "Skiff"), (140, "71.2"), (200, "Yawl"), (290, "51.2")),
        row(2, (60, "Barge"), (140, "73.9"), (200, "Sloop"), (290, "53.9")),
    ]
    table = grid(rows, [rule(TOP + 9), rule(TOP - 3), rule(TOP - 2 * STEP - 3)])
    assert table.table.columns == ("Calm seas", "Score")
    assert table.table.rows[3] == ("Sloop", "53.9")
    assert table.row_headers == (
        "Calm seas / Skiff",
        "Calm seas / Barge",
        "Rough seas / Yawl",
        "Rough seas / Sloop",
    )


def test_levels_over_parts_side_by_side_head_their_names() -> None:
    rows = [
        row(-1, (100, "Calm"), (236, "Rough")),
        row(0, (60, "Vessel"), (140, "Score"), (200, "Vessel"), (290, "Score")),
        row(1, (60, "Skiff"), (140, "71.2"), (200, "Yawl"), (290, "51.2")),
        row(2, (60, "Barge"), (140, "73.9"), (200, "Sloop"), (290, "53.9")),
    ]
    rules = [rule(TOP + 21), rule(TOP + 9, 60, 165), rule(TOP + 9, 200, 315), rule(TOP - 3)]
    table = grid(rows, [*rules, rule(TOP - 2 * STEP - 3)])
    assert table.table.columns == ("Vessel", "Score")
    assert table.row_headers == ("Calm / Skiff", "Calm / Barge", "Rough / Yawl", "Rough / Sloop")
