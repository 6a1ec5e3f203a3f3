"""A row of a table held against what is printed on one height of a page, cell by cell, in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from synth.passages.lines import Line

__all__ = [
    "Column",
    "Found",
    "PrintedRow",
    "TableRow",
    "Used",
    "cell_letters",
    "column_of",
    "edges_of",
    "match_row",
    "occurrences",
    "overlaps",
    "printed_rows",
    "weight_of",
]

_MARKS = re.compile(r"[^\W_]|\.(?=\d)")
"""What of a cell is compared: letters, digits, and the points of numbers."""

MAX_WEIGHT = 8
"""Letters of a cell that count; a long name must not outweigh the numbers of its row."""

MANY = 200
"""Places for the cells of a row from which they are taken as they come."""

SAME_HEIGHT = 1.5
"""Points by which baselines of one row of print may differ."""


class PrintedRow(NamedTuple):
    """What is printed on one height of a page, from left to right."""

    baseline: float
    marks: str
    """Its letters, digits and decimal points."""
    glyphs: tuple[tuple[Line, int], ...]
    """The line of each, and where in the line it stands."""
    breaks: tuple[bool, ...]
    """Whether something parts each from the one before; one more for the end."""
    known: dict[str, list[int]]
    """Where cells that were looked for stand in it."""


class TableRow(NamedTuple):
    """A row of a table, its cells from left to right."""

    cells: tuple[str, ...]
    """What of each is compared."""
    columns: tuple[int | None, ...]
    """The column of each; None where it is not known, or where the cell spans several."""


class Found(NamedTuple):
    """A cell on a page: a stretch of a row of print."""

    row: int
    start: int
    end: int


def cell_letters(text: str) -> str:
    """Return what of a cell is compared."""
    return "".join(_MARKS.findall(text)).lower()


def printed_rows(lines: Sequence[Line]) -> list[PrintedRow]:
    """Gather the upright lines of a page by height, top down."""
    rows: list[list[Line]] = []
    for line in sorted((line for line in lines if line.is_upright), key=lambda one: -one.baseline):
        if rows and rows[-1][0].baseline - line.baseline <= SAME_HEIGHT:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_row_of(sorted(row, key=lambda line: line.x0)) for row in rows]


def _row_of(lines: Sequence[Line]) -> PrintedRow:
    marks: list[str] = []
    glyphs: list[tuple[Line, int]] = []
    breaks: list[bool] = []
    for line in lines:
        after = -1
        for match in _MARKS.finditer(line.text):
            marks.append(match[0].lower()[:1])
            glyphs.append((line, match.start()))
            breaks.append(match.start() != after)
            after = match.end()
    breaks.append(True)
    return PrintedRow(lines[0].baseline, "".join(marks), tuple(glyphs), tuple(breaks), {})


class Column(NamedTuple):
    """Between which edges the cells of a column stand."""

    left: float
    right: float


Used = set[tuple[int, int]]


def weight_of(cell: str) -> int:
    """Return how much a cell counts, in letters."""
    return min(len(cell), MAX_WEIGHT)


class _Node(NamedTuple):
    """A place where a cell may stand."""

    number: int
    start: int
    end: int


def match_row(
    row: TableRow, printed: PrintedRow, j: int, used: Used, columns: Mapping[int, Column] | None
) -> dict[int, Found]:
    """Return the heaviest choice of cells that stand in a row of print, in order."""

    def is_free(c: int, start: int) -> bool:
        end = start + len(row.cells[c])
        if used and any((j, at) in used for at in range(start, end)):
            return False
        column = column_of(row, c, columns)
        return column is None or overlaps(printed, start, end, column)

    starts = [occurrences(cell, printed) for cell in row.cells]
    if sum(map(len, starts)) > MANY:
        chosen = _first_places(row, starts, is_free)
    else:
        chosen = _best_places(row, starts, is_free)
    return {node.number: Found(j, node.start, node.end) for node in chosen}


def _first_places(
    row: TableRow, starts: Sequence[Sequence[int]], is_free: Callable[[int, int], bool]
) -> list[_Node]:
    """Choose for each cell the first place behind the one before it: enough for rows of equal cells."""
    chosen: list[_Node] = []
    end = 0
    for c, places in enumerate(starts):
        behind = places[bisect_left(places, end) :]
        start = next((start for start in behind if is_free(c, start)), None)
        if start is not None:
            end = start + len(row.cells[c])
            chosen.append(_Node(c, start, end))
    return chosen


def _best_places(
    row: TableRow, starts: Sequence[Sequence[int]], is_free: Callable[[int, int], bool]
) -> list[_Node]:
    best = _Best()
    for c, cell in enumerate(row.cells):
        places = [_Node(c, start, start + len(cell)) for start in starts[c] if is_free(c, start)]
        best.add(places, weight_of(cell))
    return best.chain()


class _Best:
    """The heaviest chains of places for the cells so far: the further along a row one ends, the heavier."""

    def __init__(self) -> None:
        self._nodes: list[tuple[_Node, int, int]] = []
        """Places, each with the weight of the chain that ends there, and the number of the place before."""
        self._ends: list[int] = []
        self._numbers: list[int] = []

    def add(self, nodes: Sequence[_Node], weight: int) -> None:
        """Take the places of the next cell, of which a chain has one at most."""
        fresh = len(self._nodes)
        for node in nodes:
            at = bisect_right(self._ends, node.start) - 1
            before = self._numbers[at] if at >= 0 else -1
            behind = self._nodes[before][1] if before >= 0 else 0
            self._nodes.append((node, behind + weight, before))
        for number in range(fresh, len(self._nodes)):
            self._keep(number)

    def _keep(self, number: int) -> None:
        node, weight, _ = self._nodes[number]
        at = bisect_right(self._ends, node.end)
        if at and self._nodes[self._numbers[at - 1]][1] >= weight:
            return
        stop = at
        while stop < len(self._ends) and self._nodes[self._numbers[stop]][1] <= weight:
            stop += 1
        self._ends[at:stop] = [node.end]
        self._numbers[at:stop] = [number]

    def chain(self) -> list[_Node]:
        """Return the places of the heaviest chain, the last first."""
        found: list[_Node] = []
        number = self._numbers[-1] if self._numbers else -1
        while number >= 0:
            node, _, number = self._nodes[number]
            found.append(node)
        return found


def occurrences(cell: str, printed: PrintedRow) -> list[int]:
    """Return where a cell's letters stand with something that parts them from others on either side."""
    if cell not in printed.known:
        found = printed.known[cell] = []
        at = printed.marks.find(cell) if cell else -1
        while at >= 0:
            if printed.breaks[at] and printed.breaks[at + len(cell)]:
                found.append(at)
            at = printed.marks.find(cell, at + 1)
    return printed.known[cell]


def edges_of(printed: PrintedRow, start: int, end: int) -> tuple[float, float]:
    """Return the left and right edge of a stretch of a row of print."""
    first, last = printed.glyphs[start], printed.glyphs[end - 1]
    return first[0].lefts[first[1]], last[0].rights[last[1]]


def overlaps(printed: PrintedRow, start: int, end: int, column: Column) -> bool:
    """Tell whether a stretch of a row of print stands in a column."""
    left, right = edges_of(printed, start, end)
    return left < column.right and right > column.left


def column_of(row: TableRow, c: int, columns: Mapping[int, Column] | None) -> Column | None:
    """Return where a cell's column stands; None where that is not known."""
    column = row.columns[c]
    return None if columns is None or column is None else columns.get(column)
