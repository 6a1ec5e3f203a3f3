"""Cells found in rows of print."""

from __future__ import annotations

from synth.passages.cell_places import match_table
from synth.passages.cell_rows import MANY, TableRow, cell_letters, printed_rows
from synth.passages.lines import Line


def line(x: float, y: float, text: str) -> Line:
    return Line(
        page=1,
        row=0,
        text=text,
        lefts=tuple(x + 5 * i for i in range(len(text))),
        rights=tuple(x + 5 * i + 5 for i in range(len(text))),
        baseline=y,
        size=10.0,
        max_size=10.0,
        bold_until=0,
        math_share=0.0,
        is_upright=True,
    )


def row(*cells: str) -> TableRow:
    return TableRow(tuple(map(cell_letters, cells)), tuple(range(len(cells))))


def printed(*rows: str, width: int = 40) -> list[Line]:
    return [
        line(50 + width * c, 700 - 12 * r, cell)
        for r, cells in enumerate(rows)
        for c, cell in enumerate(cells.split("|"))
        if cell
    ]


def test_signs_and_superscripts_are_passed_over() -> None:
    page = printed_rows(printed("Bell|94.5±0.3†|1,024", "Buoy|-3.1|10^20", width=90))
    found = match_table([row("Bell", "94.5 ± 0.3", "1024"), row("Buoy", "–3.1", "10^20")], page, set())
    assert found is not None
    assert found.score == 1.0
    assert sorted(found.cells) == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_a_number_is_not_found_inside_another() -> None:
    page = printed_rows(printed("Bell|194.5|7", "Buoy|94.51|7", width=90))
    found = match_table([row("Bell", "94.5", "7"), row("Buoy", "94.5", "7")], page, set())
    assert found is None or not {(0, 1), (1, 1)} & set(found.cells)


def test_a_cell_on_several_lines_is_found_as_one() -> None:
    lines = [*printed("A long|94.5|7", "", "Buoy|91.2|8", "Bell|90.1|9", width=90), line(50, 688, "name")]
    page = printed_rows(lines)
    found = match_table(
        [row("A long name", "94.5", "7"), row("Buoy", "91.2", "8"), row("Bell", "90.1", "9")], page, set()
    )
    assert found is not None
    assert len(found.cells[0, 0]) == 2


def test_what_another_table_has_is_not_taken_again() -> None:
    page = printed_rows(printed("Bell|94.5|7", "Buoy|91.2|8", "Bell|94.5|7", "Buoy|91.2|8", width=90))
    table = [row("Bell", "94.5", "7"), row("Buoy", "91.2", "8")]
    first = match_table(table, page, set())
    assert first is not None
    used = {(f.row, at) for places in first.cells.values() for f in places for at in range(f.start, f.end)}
    second = match_table(table, page, used)
    assert second is not None
    assert {f.row for places in first.cells.values() for f in places} == {0, 1}
    assert {f.row for places in second.cells.values() for f in places} == {2, 3}


def test_many_equal_cells_each_have_their_own_place() -> None:
    # Comparing all places of all cells with each other took half a minute for forty rows of ones.
    size = 24
    cells = ["01"[(r * c) % 2] for r in range(size) for c in range(size)]
    rows = [cells[r * size : (r + 1) * size] for r in range(size)]
    assert sum(row.count(cell) for row in rows[1:2] for cell in row) > MANY
    page = printed_rows(printed(*map("|".join, rows), width=12))
    found = match_table([row(*cells) for cells in rows], page, set())
    assert found is not None
    assert all(found.cells[r, c][0][:2] == (r, c) for r in range(size) for c in range(size))
