"""Cells of PDFs' tables that reach over several columns or rows, and what their edges are told from."""

from __future__ import annotations

from tests.passages.reading.reading_pdfs import Put, paragraph
from tests.passages.reading.test_pdf_tables import (
    BARGE,
    FILLER,
    HEADER,
    SKIFF,
    STEP,
    TOP,
    grid,
    read,
    read_page,
    row,
    rule,
)

RULED = [rule(TOP + 9), rule(TOP - 3)]


def test_a_value_between_two_columns_is_that_of_both() -> None:
    # It stands in neither, and the table was none; the columns' names show how wide they are.
    rows = [
        HEADER,
        SKIFF,
        row(2, (60, "Barge"), (200, "73.9"), (294.5, "52.5")),
        row(3, (60, "Yawl"), (200, "63.9"), (260, "52.0"), (320, "7.5")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.table.rows[1] == ("Barge", "73.9", "52.5", "52.5")


def test_a_setting_of_all_columns_beside_two_columns_of_names() -> None:
    rows = [
        row(0, (60, "Vessel"), (120, "Setting"), (200, "Calm"), (260, "Storm")),
        row(1, (60, "Skiff"), (120, "Crew"), (200, "12"), (260, "24")),
        row(2, (120, "Sail"), (237.6, "jib")),
        row(3, (60, "Barge"), (120, "Crew"), (200, "18"), (260, "34")),
        row(4, (120, "Sail"), (234, "fore")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 2 * STEP - 3), rule(TOP - 4 * STEP - 3)])
    assert [cells[2:] for cells in table.table.rows] == [
        ("12", "24"),
        ("jib", "jib"),
        ("18", "34"),
        ("fore", "fore"),
    ]
    assert table.row_headers[3] == "Barge / Sail"


def test_values_half_way_between_two_rows_are_those_of_both() -> None:
    # Rows of figures in their own right, they belonged to the upper row's name alone.
    rows = [
        HEADER,
        row(1, (60, "Skiff"), (200, "71.2"), (260, "70.4")),
        row(1.4, (320, "9.5")),
        row(1.8, (60, "Barge"), (200, "73.9"), (260, "62.0")),
        row(2.8, (60, "Yawl"), (200, "61.2"), (260, "60.4")),
        row(3.2, (320, "7.5")),
        row(3.6, (60, "Sloop"), (200, "63.9"), (260, "52.0")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 3.6 * STEP - 3)])
    assert [(cells[0], cells[3]) for cells in table.table.rows] == [
        ("Skiff", "9.5"),
        ("Barge", "9.5"),
        ("Yawl", "7.5"),
        ("Sloop", "7.5"),
    ]


def test_a_name_of_two_lines_amid_a_block_of_rows_is_that_of_the_block() -> None:
    rows = [
        row(0, (60, "Vessel"), (130, "Sea"), (200, "Dev"), (260, "Test")),
        row(1, (130, "calm"), (200, "71.2"), (260, "70.4")),
        row(2, (60, "Skiff of"), (130, "rough"), (200, "61.2"), (260, "60.4")),
        row(3, (60, "the north"), (130, "icy"), (200, "51.2"), (260, "50.4")),
        row(4, (130, "warm"), (200, "73.9"), (260, "72.0")),
        row(5, (130, "calm"), (200, "63.9"), (260, "62.0")),
        row(6, (60, "Barge"), (130, "rough"), (200, "53.9"), (260, "52.0")),
        row(7, (130, "icy"), (200, "43.9"), (260, "42.0")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 4 * STEP - 3), rule(TOP - 7 * STEP - 3)])
    assert [name.split(" / ")[0] for name in table.row_headers] == 4 * ["Skiff of the north"] + 3 * ["Barge"]


def test_a_broken_line_parts_blocks_of_rows() -> None:
    # Its dashes are each too short for a rule.
    rows = [
        row(0, (60, "Vessel"), (120, "Sea"), (200, "Dev"), (260, "Test")),
        row(1, (120, "calm"), (200, "71.2"), (260, "70.4")),
        row(2, (60, "Skiff"), (120, "rough"), (200, "61.2"), (260, "60.4")),
        row(3, (120, "icy"), (200, "51.2"), (260, "50.4")),
        row(4, (120, "warm"), (200, "50.2"), (260, "40.4")),
        row(5, (60, "Barge"), (120, "calm"), (200, "73.9"), (260, "72.0")),
    ]
    dashes = [rule(TOP - 4 * STEP - 3, x, x + 3) for x in range(60, 400, 6)]
    table = grid(rows, [*RULED, *dashes, rule(TOP - 5 * STEP - 3)])
    assert table.row_headers[3:] == ("Skiff / warm", "Barge / calm")


def test_entries_of_several_lines_are_told_by_the_gaps_between_them() -> None:
    rows = [HEADER]
    for i, (name, *figures) in enumerate((("Skiff", "71.2", "9.5"), ("Barge", "73.9", "8.5"))):
        at = 1 + 4 * i
        rows.append(
            row(at, (60, f"{name} of the north,"), (200, figures[0]), (260, "70.4"), (320, figures[1]))
        )
        rows += [row(at + 0.8, (60, "with all its crew")), row(at + 1.6, (60, "and no sail"))]
    table = grid(rows, [*RULED, rule(TOP - 7 * STEP - 3)])
    assert table.row_headers == (
        "Skiff of the north, with all its crew and no sail",
        "Barge of the north, with all its crew and no sail",
    )


def test_a_name_over_groups_of_columns_stands_in_the_middle_of_their_names() -> None:
    # The groups are wider than their cells, so that the middle of the cells lies left of the name.
    top = row(-2, (254, "Harbour"))
    groups = row(-1, (198, "Open water"), (309, "Close to land"))
    columns = row(0, (60, "Vessel"), (200, "Dev"), (231, "Test"), (300, "Dev"), (331, "Test"))
    rows = [top, groups, columns]
    for i, name in ((1, "Skiff"), (2, "Barge")):
        rows.append(row(i, (60, name), (200, "71.2"), (231, "70.4"), (300, "61.2"), (331, "60.4")))
    rules = [rule(TOP + 33), rule(TOP + 9, 198, 255), rule(TOP + 9, 298, 372), *RULED[1:]]
    table = grid(rows, [*rules, rule(TOP - 2 * STEP - 3)])
    assert table.table.columns[1:] == (
        "Harbour / Open water / Dev",
        "Harbour / Open water / Test",
        "Harbour / Close to land / Dev",
        "Harbour / Close to land / Test",
    )


def test_marks_that_alone_tell_two_rows_apart_stay_in_their_names() -> None:
    rows = [HEADER, SKIFF, row(2, (60, "Skiff*"), (200, "73.9"), (260, "62.0"), (320, "8.5"))]
    rows.append(row(3, (60, "Yawl*"), (200, "63.9"), (260, "52.0"), (320, "7.5")))
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.row_headers == ("Skiff", "Skiff*", "Yawl")


def test_the_title_of_a_part_need_not_stand_in_its_middle() -> None:
    table = grid([row(-1, (150, "(a) Long runs")), HEADER, SKIFF, BARGE], [rule(TOP + 21), *RULED[1:]])
    assert table.table.columns == ("Vessel", "Dev", "Test", "Speed")
    assert table.row_headers == ("(a) Long runs / Skiff", "(a) Long runs / Barge")


def test_the_rules_over_and_under_a_page_are_none_of_its_table() -> None:
    # All that stood between them was taken for the table, down to the next heading and its text.
    page = [
        *paragraph(FILLER[:2], 60, 720),
        Put(60, 655, "Table 2: Scores of the vessels.", 9),
        *(put for cells in (HEADER, SKIFF, BARGE) for put in cells),
        *paragraph(FILLER[:1], 60, 560),
    ]
    rules = [rule(770, 58, 440), rule(60, 58, 440), *RULED, rule(TOP - 2 * STEP - 3)]
    document = read_page(page, rules=rules)
    assert document.tables[0].row_headers == ("Skiff", "Barge")
    assert [p.text for p in document.passages if p.kind == "table"][-1].startswith("Barge")


def test_a_heading_whose_number_stands_apart_is_no_row_of_the_table_under_it() -> None:
    heading = [Put(60, TOP + 18, "B", 12, "B"), Put(90, TOP + 18, "Depths of the ports", 12, "B")]
    below = Put(60, TOP - 3 * STEP - 6, "Table 2: Scores of the vessels.", 9)
    document = read([heading, HEADER, SKIFF, BARGE], [], caption=below)
    assert document.tables[0].table.columns == ("Vessel", "Dev", "Test", "Speed")


def test_names_whose_further_lines_stand_beside_further_rows() -> None:
    # Each row had one line of its name: "(north)" for a name.
    rows = [
        row(0, (60, "Vessel"), (130, "Sea"), (200, "Dev"), (260, "Test")),
        row(1, (60, "Skiff"), (130, "calm"), (200, "71.2"), (260, "70.4")),
        row(2, (60, "(north)"), (130, "rough"), (200, "61.2"), (260, "60.4")),
        row(3, (60, "Barge of"), (130, "calm"), (200, "73.9"), (260, "72.0")),
        row(4, (60, "the south"), (130, "rough"), (200, "63.9"), (260, "62.0")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 2 * STEP - 3), rule(TOP - 4 * STEP - 3)])
    assert table.row_headers == (
        "Skiff (north) / calm",
        "Skiff (north) / rough",
        "Barge of the south / calm",
        "Barge of the south / rough",
    )


def test_a_score_under_a_label_of_two_columns_is_no_name() -> None:
    rows = [
        row(-1, (80, "Harbour"), (215, "Open sea")),
        row(0, (60, "Dev"), (120, "Test"), (200, "Dev"), (260, "Test")),
        row(1, (60, "71.2"), (120, "70.4"), (200, "61.2"), (260, "60.4")),
        row(2, (60, "73.9"), (120, "72.0"), (200, "63.9"), (260, "62.0")),
    ]
    rules = [rule(TOP + 21), rule(TOP + 9, 60, 140), rule(TOP + 9, 200, 280), *RULED[1:]]
    table = grid(rows, [*rules, rule(TOP - 2 * STEP - 3)])
    assert table.table.columns == ("Harbour / Dev", "Harbour / Test", "Open sea / Dev", "Open sea / Test")
    assert table.row_headers == ("", "")


def test_a_count_before_a_column_of_text_is_no_part_of_the_name() -> None:
    rows = [
        row(0, (60, "Vessel"), (140, "Crew"), (200, "What it carried")),
        row(1, (60, "Skiff"), (140, "12"), (200, "ropes")),
        row(2, (60, "Barge"), (140, "24"), (200, "coal")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 2 * STEP - 3)])
    assert table.row_headers == ("Skiff", "Barge")


def test_a_label_in_the_middle_of_three_columns_is_theirs_where_the_row_then_leaves_none_out() -> None:
    # It stands exactly over the middle one, as if it were the first line of that name.
    rows = [
        row(0, (60, "Vessel"), (120, "Calm"), (180, "Storm"), (263, "Sail"), (380, "Load")),
        row(1, (120, "Dev"), (180, "Dev"), (229, "Dev"), (262, "Test"), (295, "Long"), (380, "Test")),
    ]
    for i, name in ((2, "Skiff"), (3, "Barge")):
        figures = [(x, f"7{i}.2") for x in (120, 180, 229, 262, 295, 380)]
        rows.append(row(i, (60, name), *figures))
    table = grid(rows, [rule(TOP + 9), rule(TOP - STEP - 3), rule(TOP - 3 * STEP - 3)])
    assert [column.split()[0] for column in table.table.columns[3:6]] == ["Sail", "Sail", "Sail"]


def test_settings_tell_rows_apart_that_are_called_the_same() -> None:
    rows = [
        row(0, (60, "Vessel"), (130, "Mass"), (200, "Dev"), (260, "Test")),
        row(1, (60, "Skiff"), (130, "7B"), (200, "71.2"), (260, "70.4")),
        row(2, (60, "Skiff"), (130, "13B"), (200, "73.9"), (260, "72.0")),
        row(3, (60, "Barge"), (130, "7B"), (200, "61.2"), (260, "60.4")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.row_headers == ("Skiff / 7B", "Skiff / 13B", "Barge / 7B")
