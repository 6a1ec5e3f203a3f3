"""Where the cells of a table stand on a page: its rows held against what is printed on one height.

A row of the table and a row of print are compared cell by cell, in order; the rows are then aligned as a
whole (Smith & Waterman 1981), so that a number counts for its table only among the numbers around it. What
the columns of the rows found so far have in common tells equal numbers apart and finds what is printed
higher or lower than its row, as cells over several rows are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from synth.passages.cell_rows import (
    Column,
    Found,
    PrintedRow,
    TableRow,
    Used,
    column_of,
    edges_of,
    match_row,
    occurrences,
    overlaps,
    weight_of,
)

__all__ = ["TableMatch", "match_table"]

LEAST_ROW = 0.4
"""Share of a row's weight that must be found for the row to count."""

LEAST_TABLE = 0.4
"""The same of a table."""

SKIPPED_ROW = 1.0
"""What a row that is passed over costs, on either side, in letters."""

MARGIN = 80.0
"""Points beside the known columns in which others are looked for."""


class TableMatch(NamedTuple):
    """What of a table was found on a page."""

    cells: Mapping[tuple[int, int], tuple[Found, ...]]
    """By row and number within it; a cell may be printed over several rows."""
    score: float
    """Weight of what was found, as a share of the table's, 0 to 1."""
    differing: tuple[tuple[int, int, str], ...]
    """Cells in whose place another number is printed: row, number within it, what is printed."""


def match_table(rows: Sequence[TableRow], page: Sequence[PrintedRow], used: Used) -> TableMatch | None:
    """Find a table's rows on a page; None where too little of them is there.

    `used` are the glyphs, by row and place, that other tables have taken; what is found here is to be
    added to it by the caller.
    """
    weights = [sum(weight_of(cell) for cell in row.cells) for row in rows]
    path = _align(rows, weights, page, used)
    if not path:
        return None
    found = {i: match_row(rows[i], page[j], j, used, None) for i, j in path}
    columns = _columns(rows, found, page)
    cells: dict[tuple[int, int], tuple[Found, ...]] = {}
    for i, j in path:
        for c, place in match_row(rows[i], page[j], j, used, columns).items():
            cells[i, c] = (place,)
    weight = sum(weight_of(rows[i].cells[c]) for i, c in cells)
    if not sum(weights) or weight < LEAST_TABLE * sum(weights[i] for i, _ in path):
        return None
    _fill(cells, rows, path, page, columns, used)
    differing = _differing(cells, rows, dict(path), page, columns)
    score = sum(weight_of(rows[i].cells[c]) for i, c in cells) / sum(weights)
    return TableMatch(cells, score, differing)


def _align(
    rows: Sequence[TableRow], weights: Sequence[int], page: Sequence[PrintedRow], used: Used
) -> list[tuple[int, int]]:
    """Return which row of the table is which row of print, from top to bottom."""
    width = len(page)
    scores = [_row_scores(row, weight, page, used) for row, weight in zip(rows, weights, strict=True)]
    table = [[0.0] * (width + 1) for _ in range(len(rows) + 1)]
    top, at = 0.0, (0, 0)
    for i, found in enumerate(scores, 1):
        above, here = table[i - 1], table[i]
        for j in range(1, width + 1):
            score = found.get(j - 1, 0.0)
            best = max(0.0, above[j] - SKIPPED_ROW, here[j - 1] - SKIPPED_ROW)
            if score:
                best = max(best, above[j - 1] + score)
            here[j] = best
            if best > top:
                top, at = best, (i, j)
    path: list[tuple[int, int]] = []
    i, j = at
    while i and j and table[i][j] > 0:
        score = scores[i - 1].get(j - 1, 0.0)
        if score and table[i][j] == table[i - 1][j - 1] + score:
            path.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif table[i][j] == table[i - 1][j] - SKIPPED_ROW:
            i -= 1
        else:
            j -= 1
    return path[::-1]


def _row_scores(row: TableRow, weight: int, page: Sequence[PrintedRow], used: Used) -> dict[int, float]:
    """Return how much of a row is found in each row of print where it is enough to count."""
    scores: dict[int, float] = {}
    if not weight:
        return scores
    numbers = {c for c, cell in enumerate(row.cells) if any(map(str.isdigit, cell))}
    for j, printed in enumerate(page):
        # A quick look first: of most rows of print nothing stands in the table.
        if not any(cell in printed.marks for cell in row.cells if cell):
            continue
        found = match_row(row, printed, j, used, None)
        score = sum(weight_of(row.cells[c]) for c in found)
        # Words alone may stand in any sentence, and a name may go on in the next line: a row of numbers
        # is told by its numbers.
        figures = [c for c in found if c in numbers]
        is_whole = len(figures) == len(numbers) > 1
        if (is_whole or score >= LEAST_ROW * weight) and len(figures) >= LEAST_ROW * len(numbers):
            scores[j] = float(score)
    return scores


def _columns(
    rows: Sequence[TableRow], found: Mapping[int, Mapping[int, Found]], page: Sequence[PrintedRow]
) -> dict[int, Column]:
    """Return where the columns stand, by the rows of which most was found."""
    edges: dict[int, list[tuple[float, float]]] = {}
    for i, places in found.items():
        size = sum(1 for cell in rows[i].cells if cell)
        if len(places) < 0.75 * size:
            continue
        for c, place in places.items():
            column = rows[i].columns[c]
            if column is not None:
                edges.setdefault(column, []).append(edges_of(page[place.row], place.start, place.end))
    return {
        c: Column(median(left for left, _ in found), median(right for _, right in found))
        for c, found in edges.items()
    }


def _bounds(row: TableRow, c: int, columns: Mapping[int, Column]) -> tuple[float, float] | None:
    """Return the edges between which nothing but a cell's column stands; None where they are not known."""
    column = row.columns[c]
    if column is None or column not in columns:
        return None
    here, before, after = columns[column], columns.get(column - 1), columns.get(column + 1)
    left = (before.right + here.left) / 2 if before else here.left - 4
    right = (here.right + after.left) / 2 if after else here.right + 40
    return left, right


def _fill(
    cells: dict[tuple[int, int], tuple[Found, ...]],
    rows: Sequence[TableRow],
    path: Sequence[tuple[int, int]],
    page: Sequence[PrintedRow],
    columns: Mapping[int, Column],
    used: Used,
) -> None:
    """Find cells that are printed higher or lower than their row, or on several lines."""
    taken = used | {(f.row, at) for places in cells.values() for f in places for at in range(f.start, f.end)}
    for number, (i, j) in enumerate(path):
        above = path[number - 1][1] if number else max(j - 3, -1)
        below = path[number + 1][1] if number + 1 < len(path) else min(j + 4, len(page))
        for c, cell in enumerate(rows[i].cells):
            column, bounds = column_of(rows[i], c, columns), _bounds(rows[i], c, columns)
            if not cell or (i, c) in cells or column is None or bounds is None:
                continue
            band = range(above + 1, below)
            places = _apart(cell, band, j, page, column, taken) or _stacked(cell, band, page, bounds, taken)
            if places:
                cells[i, c] = places
                taken |= {(f.row, at) for f in places for at in range(f.start, f.end)}
        for run in _unknown(rows[i], [c for c in range(len(rows[i].cells)) if (i, c) in cells], columns):
            for c, place in _side_by_side(
                rows[i], run, range(above + 1, below), j, page, columns, taken
            ).items():
                cells[i, c] = (place,)
                taken |= {(place.row, at) for at in range(place.start, place.end)}


def _unknown(row: TableRow, found: Sequence[int], columns: Mapping[int, Column]) -> list[list[int]]:
    """Return the cells, neighbours together, that were not found and whose column is not known."""
    runs: list[list[int]] = []
    is_open = False
    for c, cell in enumerate(row.cells):
        is_lost = bool(cell) and c not in found and row.columns[c] is not None
        if is_lost and row.columns[c] not in columns:
            runs += [] if is_open else [[]]
            runs[-1].append(c)
        is_open = is_lost or (is_open and not cell)
    return runs


def _side_by_side(
    row: TableRow,
    run: Sequence[int],
    band: range,
    j: int,
    page: Sequence[PrintedRow],
    columns: Mapping[int, Column],
    taken: Used,
) -> dict[int, Found]:
    """Find cells that fill all the room between two known columns: those that span the rows of a group."""
    room = _room(row, run, columns)
    if room is None:
        return {}
    wanted = "".join(row.cells[c] for c in run)
    for k in sorted(band, key=lambda k: (abs(k - j), k)):
        inside = _inside(page[k], k, room, taken)
        if "".join(page[k].marks[at] for at in inside) != wanted:
            continue
        found: dict[int, Found] = {}
        at = inside[0]
        for c in run:
            end = at + len(row.cells[c])
            if not page[k].breaks[at] or not page[k].breaks[end]:
                return {}
            found[c] = Found(k, at, end)
            at = end
        return found
    return {}


def _room(row: TableRow, run: Sequence[int], columns: Mapping[int, Column]) -> tuple[float, float] | None:
    """Return the edges of the known columns around cells whose own are not known."""
    numbers = [row.columns[c] or 0 for c in run]
    lefts = [column.right for number, column in columns.items() if number < numbers[0]]
    rights = [column.left for number, column in columns.items() if number > numbers[-1]]
    if not lefts and not rights:
        return None
    margin = MARGIN * len(run)
    return max(lefts, default=min(rights, default=0) - margin), min(
        rights, default=max(lefts, default=0) + margin
    )


def _inside(printed: PrintedRow, k: int, bounds: tuple[float, float], taken: Used) -> list[int]:
    """Return what of a row of print stands between two edges and is not taken."""
    return [
        at
        for at, (line, index) in enumerate(printed.glyphs)
        if bounds[0] <= line.lefts[index] and line.rights[index] <= bounds[1] and (k, at) not in taken
    ]


def _apart(
    cell: str, band: range, j: int, page: Sequence[PrintedRow], column: Column, taken: Used
) -> tuple[Found, ...]:
    """Find a cell on one line near its row."""
    for k in sorted(band, key=lambda k: (abs(k - j), k)):
        for start in occurrences(cell, page[k]):
            end = start + len(cell)
            is_free = not any((k, at) in taken for at in range(start, end))
            if is_free and overlaps(page[k], start, end, column):
                return (Found(k, start, end),)
    return ()


def _stacked(
    cell: str, band: range, page: Sequence[PrintedRow], bounds: tuple[float, float], taken: Used
) -> tuple[Found, ...]:
    """Find a cell whose words are printed on several lines, one below the other."""
    parts: list[tuple[Found, str]] = []
    for k in band:
        inside = _inside(page[k], k, bounds, taken)
        if inside and inside[-1] - inside[0] + 1 == len(inside):
            found = Found(k, inside[0], inside[-1] + 1)
            parts.append((found, page[k].marks[found.start : found.end]))
    whole = "".join(text for _, text in parts)
    at = whole.find(cell)
    if at < 0 or whole.find(cell, at + 1) >= 0:
        return ()
    edges = [0]
    for _, text in parts:
        edges.append(edges[-1] + len(text))
    first = bisect_left(edges, at)
    last = bisect_left(edges, at + len(cell))
    # Half a line of a cell is no cell.
    if edges[first] != at or last >= len(edges) or edges[last] != at + len(cell):
        return ()
    return tuple(found for found, _ in parts[first:last])


def _differing(
    cells: Mapping[tuple[int, int], tuple[Found, ...]],
    rows: Sequence[TableRow],
    path: Mapping[int, int],
    page: Sequence[PrintedRow],
    columns: Mapping[int, Column],
) -> tuple[tuple[int, int, str], ...]:
    """Return cells in whose place another number is printed, in rows all else of which was found."""
    found: list[tuple[int, int, str]] = []
    for i, j in path.items():
        missing = [c for c, cell in enumerate(rows[i].cells) if cell and (i, c) not in cells]
        if len(missing) != 1 or sum(1 for cell in rows[i].cells if cell) < 3:
            continue
        c = missing[0]
        bounds, cell = _bounds(rows[i], c, columns), rows[i].cells[c]
        if bounds is None or not cell.replace(".", "").isdigit():
            continue
        inside = "".join(page[j].marks[at] for at in _inside(page[j], j, bounds, set()))
        if inside.replace(".", "").isdigit() and inside != cell:
            found.append((i, c, inside))
    return tuple(found)
