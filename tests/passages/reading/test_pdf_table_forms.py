"""Forms of tables that print has: settings across columns, names of several lines, titles."""

from __future__ import annotations

import pytest

from synth.passages.table_text import is_figure
from tests.passages.reading.reading_pdfs import Put
from tests.passages.reading.test_pdf_tables import (
    BARGE,
    HEADER,
    RULES,
    SKIFF,
    STEP,
    TOP,
    grid,
    read,
    row,
    rule,
)

RULED = [rule(TOP + 9), rule(TOP - 3)]


def moved(cells: list[Put], rows: int) -> list[Put]:
    return [put._replace(y=put.y - rows * STEP) for put in cells]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1e-3", True),
        ("5E-04", True),
        ("1482.0±1.0 (+2.2%)", True),
        ("23.0 (77.4→57.4)", True),
        ("172M (+30%)", True),
        ("89.6^a", True),
        ("62.4/-", True),
        ("(0.9, 0.999)", True),
        ("3-shot", False),
        ("GPT-3", False),
        ("1" + ",1" * 5000 + "!", False),
        ("1" + ", -1" * 5000 + "!", False),
        ("1" + "--1" * 5000 + "!", False),
    ],
)
def test_what_a_figure_is(text: str, is_one: bool) -> None:
    # Lists of numbers took a time that doubled with each of them.
    assert is_figure(text) == is_one


def test_a_setting_in_the_middle_is_that_of_all_columns() -> None:
    rows = [
        row(0, (60, "Setting"), (200, "Calm"), (300, "Storm")),
        row(1, (60, "Crew"), (200, "12"), (300, "24")),
        row(2, (60, "Ballast"), (246, "4e-2")),
        row(3, (60, "Sail"), (250.5, "jib")),
        row(4, (60, "Days"), (200, "60"), (300, "80")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 4 * STEP - 3)])
    assert table.table.columns == ("Setting", "Calm", "Storm")
    assert table.table.rows[1:3] == (("Ballast", "4e-2", "4e-2"), ("Sail", "jib", "jib"))
    assert table.spans[1][2] is None


def test_a_row_of_words_between_rules_is_a_group_however_wide_its_gaps() -> None:
    wide = [(380, "Crew"), (440, "Age")]
    rows = [
        [*HEADER, *row(0, *wide)],
        row(1, (100, "Crews of the north"), (300, "four days")),
        [*moved(SKIFF, 1), *row(2, (380, "4"), (440, "12"))],
        [*moved(BARGE, 1), *row(3, (380, "9"), (440, "31"))],
    ]
    rules = [rule(TOP + y, 60, 470) for y in (9, -3, -3 - STEP, -3 - 3 * STEP)]
    table = grid(rows, rules)
    assert table.row_headers == (
        "Crews of the north / four days / Skiff",
        "Crews of the north / four days / Barge",
    )


def test_a_cell_of_words_goes_on_in_the_next_line() -> None:
    rows = [
        row(0, (60, "Vessel"), (140, "Crew"), (200, "Days"), (260, "What it carried")),
        row(1, (60, "Skiff"), (140, "12"), (200, "4"), (260, "ropes and the")),
        row(1.9, (260, "nets of a year")),
        row(3, (60, "Barge"), (140, "24"), (200, "9"), (260, "coal")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.table.rows[0] == ("Skiff", "12", "4", "ropes and the nets of a year")
    assert table.row_headers == ("Skiff", "Barge")


def test_a_measure_under_the_names_of_several_columns_is_that_of_each() -> None:
    measures = row(1, (220.3, "Accuracy"), (320, "Knots"))
    rows = [HEADER, measures, moved(SKIFF, 1), moved(BARGE, 1)]
    table = grid(rows, [rule(TOP + 9), rule(TOP - STEP - 3), rule(TOP - 3 * STEP - 3)])
    assert table.table.columns == ("Vessel", "Dev / Accuracy", "Test / Accuracy", "Speed Knots")


def test_words_in_the_middle_of_two_columns_are_said_of_both() -> None:
    # Each word stands nearly over a column of its own, which took them for two names.
    over = row(-1, (200, "Open harbour"))
    columns = row(0, (60, "Vessel"), (200, "Dev"), (231, "Test"))
    rows = [over, columns]
    rows += [row(i, (60, name), (200, "71.2"), (231, "70.4")) for i, name in ((1, "Skiff"), (2, "Barge"))]
    table = grid(rows, [rule(TOP + 21), *RULES[1:]])
    assert table.table.columns == ("Vessel", "Open harbour / Dev", "Open harbour / Test")


def test_a_size_beside_a_model_needs_no_header_of_its_own() -> None:
    rows = [
        row(0, (60, "Vessel"), (200, "Dev"), (260, "Test")),
        row(1, (60, "Skiff"), (120, "2B"), (200, "71.2"), (260, "70.4")),
        row(2, (120, "8B"), (200, "73.9"), (260, "62.0")),
        row(3, (60, "Barge"), (120, "2B"), (200, "63.9"), (260, "52.0")),
    ]
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.row_headers == ("Skiff / 2B", "Skiff / 8B", "Barge / 2B")


def test_a_name_that_touches_the_first_column_is_parted_from_it() -> None:
    rows = [
        HEADER,
        SKIFF,
        BARGE,
        row(3, (60, "Yawl of the north-east sea 63.9"), (260, "52.0"), (320, "7.5")),
    ]
    name, *others = rows[3]
    width = 200 + 17.51 - name.x
    # Set so that the last word ends where the column does.
    rows[3] = [name._replace(size=round(9 * width / 130.57, 2)), *others]
    table = grid(rows, [*RULED, rule(TOP - 3 * STEP - 3)])
    assert table.table.rows[2][:3] == ("Yawl of the north-east sea", "63.9", "52.0")


def test_a_rule_ends_a_caption() -> None:
    caption = Put(60, TOP + 14, "Table 2: Scores.", 9)
    document = read([HEADER, SKIFF, BARGE], RULES, caption)
    assert document.tables[0].table.caption == "Table 2: Scores."
    assert document.tables[0].table.columns[0] == "Vessel"


def test_whole_numbers_under_names_of_columns_are_part_of_the_header() -> None:
    title = row(-1, (243, "Eighteen ports"))
    numbers = row(1, (60, "Crew"), (200, "8"), (260, "4"), (320, "2"))
    rows = [title, HEADER, numbers, moved(SKIFF, 1), moved(BARGE, 1)]
    rules = [rule(TOP + 21), rule(TOP + 9), rule(TOP - STEP - 3), rule(TOP - 3 * STEP - 3)]
    table = grid(rows, rules)
    assert [column.split(" / ")[-1] for column in table.table.columns] == [
        "Vessel Crew",
        "Dev 8",
        "Test 4",
        "Speed 2",
    ]
    assert table.row_headers == ("Skiff", "Barge")


def test_titles_between_rules_stand_over_the_names_of_the_columns() -> None:
    titles = [row(-2, (253.5, "Northern")), row(-1, (246, "(of four days)"))]
    rows = [*titles, HEADER, SKIFF, BARGE]
    rules = [rule(TOP + 33), rule(TOP + 9), *RULES[1:]]
    table = grid(rows, rules)
    assert table.table.columns[0] == "Vessel"
    assert table.row_headers[0].endswith("Skiff")


def test_a_name_over_narrow_columns_is_not_dealt_out_word_by_word() -> None:
    # "Sea (kn)" stands nearly word by word over its two middle columns, and belongs to all four.
    names = ("a", "b", "c", "d")
    xs = (200, 220, 240, 260)
    rows = [
        row(-1, (220.5, "Sea (kn)")),
        row(0, (60, "Vessel"), *((x + 3, name) for x, name in zip(xs, names, strict=True))),
        row(1, (60, "Skiff"), *((x, "7.2") for x in xs)),
        row(2, (60, "Barge"), *((x, "9.2") for x in xs)),
    ]
    table = grid(rows, [rule(TOP + 21), *RULES[1:]])
    assert table.table.columns == ("Vessel", *(f"Sea (kn) / {name}" for name in names))


def test_a_group_right_under_the_header_is_no_level_of_it() -> None:
    rows = [row(0, (200, "Dev"), (260, "Test")), row(1, (60, "In calm seas"))]
    rows += [moved(SKIFF[:3], 1), moved(BARGE[:3], 1)]
    rules = [rule(TOP - 3 + STEP), *(rule(TOP - 3 - i * STEP) for i in (0, 1, 3))]
    table = grid(rows, rules)
    assert table.table.columns == ("", "Dev", "Test")
    assert table.row_headers == ("In calm seas / Skiff", "In calm seas / Barge")


def test_the_second_line_of_a_column_s_name_is_no_group() -> None:
    rows = [
        row(0, (60, "Vessel"), (200, "Dev"), (300, "Share of the crew")),
        row(0.9, (325, "asked")),
        row(2, (60, "Skiff"), (200, "71.2"), (332, "4-5")),
        row(3, (60, "Barge"), (200, "73.9"), (332, "5-6")),
    ]
    table = grid(rows, [rule(TOP + 9), rule(TOP - 3 * STEP - 3)])
    assert table.table.columns == ("Vessel", "Dev", "Share of the crew asked")
    assert table.row_headers == ("Skiff", "Barge")


def test_the_first_line_of_a_name_is_not_that_of_all_figures() -> None:
    table = grid(
        [
            row(-1, (60, "Name"), (130, "Wind"), (254, "Harbour")),
            row(0, (60, "used"), (130, "force"), (200, "Dev"), (262, "Test"), (320, "Speed")),
            row(1, (60, "Skiff"), (130, "low"), (200, "71.2"), (262, "70.4"), (323, "9.5")),
            row(2, (60, "Barge"), (130, "high"), (200, "73.9"), (262, "62.0"), (323, "8.5")),
        ],
        [rule(TOP + 21), rule(TOP - 3), rule(TOP - 2 * STEP - 3)],
    )
    assert table.table.columns == ("Name used", "Wind force", "Dev", "Harbour Test", "Speed")
