"""What became of each number of the tables of the earlier version."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from synth.revisions.grids import Grid, GridMatch, match_grids, read_grids
from synth.revisions.prose import Prose
from synth.revisions.tokens import is_close, read_tokens, skeleton
from synth.types import ClaimStatus, Document, PlacedTable

__all__ = ["Cell", "CellFate", "follow_cells"]

Cell = tuple[int, int, int]
"""A cell by the numbers of its table, row and column."""

SAME_CAPTION = 0.6
"""Share of words from which two captions are one."""
TELLING, TELLING_DIGITS = 2, 5
"""Numbers of a row, and characters of these, that must stand together in a text to be that row."""
BESIDE = 400
"""Characters around a table in which its numbers stand that were not read into cells."""
BEFORE = 200
"""Characters in which the name of a row stands before its numbers."""


@dataclass(frozen=True, slots=True)
class CellFate:
    """What became of a cell."""

    status: ClaimStatus
    """`unchanged` wherever it stands now: its place is compared later."""
    reason: str
    """Code of `ClaimChange.reason`."""
    new: Cell | None = None
    """The later cell."""
    found: tuple[int, int] | None = None
    """Offsets in the later document of a row that was found in its text, not in a table."""


def follow_cells(earlier: Document, later: Document, prose: Prose) -> dict[Cell, CellFate]:
    """Return what became of each cell with a number; `prose` is the later version's."""
    old, new = read_grids(earlier), read_grids(later)
    matches = match_grids(old, new)
    text = _LaterText(later, prose, {match.new for match in matches.values()})
    fates: dict[Cell, CellFate] = {}
    for number, grid in enumerate(old):
        match = matches.get(number)
        for row in range(len(grid.rows)):
            cells = grid.row_cells(row)
            if match is not None and row in match.rows:
                fates |= _follow_row(number, grid, match, new[match.new], row, text)
            else:
                fates |= {
                    (number, row, column): fate
                    for column, fate in zip(cells, _follow_lost_row(grid, row, match, new, text), strict=True)
                }
    return _look_in_other_parts(fates, old, new)


# ------------------------------------------------------------------------- rows that have a counterpart


def _follow_row(
    number: int, old: Grid, match: GridMatch, new: Grid, row: int, text: _LaterText
) -> dict[Cell, CellFate]:
    there = match.rows[row]
    by_order = _by_order(old, new, row, there)
    by_name = {c: match.columns[c] for c in old.row_cells(row) if c in match.columns}
    is_whole = len(by_name) == len(old.row_cells(row))
    told_by_name = sum(old.numbers[row][c] == new.numbers[there][k] for c, k in by_name.items())
    # Headers that moved against the numbers below them are read wrongly more often than printed so.
    is_shifted = (
        len(by_order) >= TELLING
        and len(by_order) >= told_by_name + 2
        and (not is_whole or len(by_order) > len(old.row_cells(row)) / 2)
        and not _is_reordered(match)
    )
    if is_shifted:
        by_name = {}
    by_order = {c: k for c, k in by_order.items() if k not in by_name.values()}
    reason = "row_renamed" if row in match.renamed else "same_place"
    fates = {}
    for column in old.row_cells(row):
        cell = (number, row, column)
        if column in by_order and column not in by_name:
            fates[cell] = _kept(reason, (match.new, there, by_order[column]))
        elif column in by_name:
            fates[cell] = _compare(old, new, cell, (match.new, there, by_name[column]), reason)
        elif is_shifted:
            fates[cell] = CellFate("unjudged", "row_not_aligned")
        elif _left_columns(new, match):
            fates[cell] = CellFate("unjudged", "column_not_aligned")
        else:
            fates[cell] = CellFate("gone", "column_gone")
    return {cell: _made_sure(fate, old, cell, match.new, text) for cell, fate in fates.items()}


def _made_sure(fate: CellFate, old: Grid, cell: Cell, there: int, text: _LaterText) -> CellFate:
    """Hold back that a number is gone which stands beside the table's cells: it was not read into one."""
    if fate.status != "gone" or not text.has_beside(there, old.printed(*cell[1:])):
        return fate
    return CellFate("unjudged", "cell_not_read")


def _kept(reason: str, place: Cell) -> CellFate:
    return CellFate("reworded" if reason == "row_renamed" else "unchanged", reason, place)


def _compare(old: Grid, new: Grid, cell: Cell, place: Cell, reason: str) -> CellFate:
    before, now = old.numbers[cell[1]][cell[2]], new.numbers[place[1]][place[2]]
    if before == now:
        return _kept(reason, place)
    if not now:
        return CellFate("gone", "cell_empty", None)
    printed = old.printed(*cell[1:]), new.printed(*place[1:])
    if len(before) == len(now) and all(map(is_close, *printed)):
        return CellFate("reworded", "precision_differs", place)
    return CellFate("value_changed", "value_differs", place)


def _by_order(old: Grid, new: Grid, row: int, there: int) -> dict[int, int]:
    """Return the later cell for each cell of a row that stands in the same order with the same numbers."""
    olds, news = old.row_cells(row), new.row_cells(there)
    blocks = SequenceMatcher(
        None, [old.numbers[row][c] for c in olds], [new.numbers[there][c] for c in news], autojunk=False
    ).get_matching_blocks()
    return {olds[b.a + n]: news[b.b + n] for b in blocks for n in range(b.size)}


def _is_reordered(match: GridMatch) -> bool:
    """Whether all columns are told by name and stand in another order: the paper moved them."""
    places = [match.columns[c] for c in sorted(match.columns)]
    return places != sorted(places)


def _left_columns(new: Grid, match: GridMatch) -> list[int]:
    used = set(match.columns.values())
    return [
        c
        for c in range(len(new.columns))
        if c not in used and any(c in new.row_cells(row) for row in range(len(new.rows)))
    ]


# ------------------------------------------------------------------------- rows that have none


def _follow_lost_row(
    old: Grid, row: int, match: GridMatch | None, new: Sequence[Grid], text: _LaterText
) -> list[CellFate]:
    cells = old.row_cells(row)
    found = text.find(old.names[row], old.printed_values(row))
    if found is not None:
        return [CellFate("unchanged", "found_in_text", None, found)] * len(cells)
    if match is not None:
        used = set(match.rows.values())
        left = [r for r in range(len(new[match.new].rows)) if r not in used and new[match.new].row_cells(r)]
        is_there = any(new[match.new].names[r] == old.names[row] for r in left)
        fate = CellFate("unjudged", "row_not_aligned") if is_there else CellFate("gone", "row_gone")
    elif text.has_caption(old.caption):
        fate = CellFate("unjudged", "table_not_read")
    else:
        fate = CellFate("gone", "table_gone")
    return [fate] * len(cells)


class _LaterText:
    """The later version's text, searched for what its tables do not have."""

    def __init__(self, document: Document, prose: Prose, matched: Collection[int]) -> None:
        self._document = document
        self._prose = prose
        # What stands in a table that was compared as a table is no row of another.
        self._compared = [_extent(document.tables[number]) for number in sorted(matched)]

    def find(self, name: str, values: Sequence[str]) -> tuple[int, int] | None:
        """Return the offsets at which a row's numbers stand one after another behind its name."""
        n_characters = sum(map(len, values))
        is_alone = len(values) < TELLING
        if not values or n_characters < (
            2 * TELLING_DIGITS if not name else 3 if is_alone else TELLING_DIGITS
        ):
            return None
        row = r"\D{1,40}".join(map(re.escape, values))
        for match in re.finditer(rf"(?<![\d.]){row}(?![\d.]*\d)", self._document.text):
            before = self._document.text[max(0, match.start() - BEFORE) : match.start()]
            is_compared = any(start <= match.start() < end for start, end in self._compared)
            words = skeleton(read_tokens(before))
            if not is_compared and (words.endswith(name) if is_alone else name in words):
                return match.span()
        return None

    def has_beside(self, number: int, values: Sequence[str]) -> bool:
        """Whether these numbers stand near the cells of a table, but in none of them."""
        table = self._document.tables[number]
        start, end = _extent(table)
        start, end = max(0, start - BESIDE), end + BESIDE
        around = list(self._document.text[start:end])
        for span in (span for row in table.spans for span in row if span is not None):
            for n in range(max(0, span[0] - start), min(len(around), span[1] - start)):
                around[n] = " "
        left = "".join(around)
        return all(re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.]*\d)", left) for value in values)

    def has_caption(self, caption: Counter[str]) -> bool:
        """Whether these words are a caption of the later version."""
        if caption.total() < 3:
            return False
        for unit in self._prose.units:
            if unit.passage.kind == "caption":
                words = Counter(token.key for token in unit.tokens if not token.is_number)
                if (
                    words
                    and 2 * (caption & words).total() / (caption.total() + words.total()) >= SAME_CAPTION
                ):
                    return True
        return False


def _extent(table: PlacedTable) -> tuple[int, int]:
    spans = [span for row in table.spans for span in row if span is not None]
    return min((start for start, _ in spans), default=0), max((end for _, end in spans), default=0)


# ------------------------------------------------------------------------- tables cut in other places


def _look_in_other_parts(
    fates: dict[Cell, CellFate], old: Sequence[Grid], new: Sequence[Grid]
) -> dict[Cell, CellFate]:
    """Find cells in another table of the same caption: a wide table is cut in two, or two were joined.

    Only later cells that are no other cell's counterpart can be one.
    """
    taken = {fate.new for fate in fates.values() if fate.new is not None}
    twins = {
        number: [m for m, other in enumerate(new) if _has_like_caption(grid, other)]
        for number, grid in enumerate(old)
    }
    found = {}
    for cell, fate in fates.items():
        other = _place_in(cell, old[cell[0]], new, twins[cell[0]]) if _is_lost(fate) else None
        if other is not None and other not in taken:
            taken.add(other)
            fate = _compare(old[cell[0]], new[other[0]], cell, other, "same_place")
        found[cell] = fate
    return found


def _is_lost(fate: CellFate) -> bool:
    return fate.status in ("gone", "unjudged") and fate.reason != "cell_empty"


def _has_like_caption(grid: Grid, other: Grid) -> bool:
    total = grid.caption.total() + other.caption.total()
    return bool(total) and 2 * (grid.caption & other.caption).total() >= SAME_CAPTION * total


def _place_in(cell: Cell, grid: Grid, new: Sequence[Grid], twins: Sequence[int]) -> Cell | None:
    """Return the one cell of the tables that has the row's and the column's name."""
    for number in twins:
        rows = [r for r, name in enumerate(new[number].rows) if name == grid.rows[cell[1]]]
        columns = [c for c, name in enumerate(new[number].columns) if name == grid.columns[cell[2]]]
        if len(rows) == len(columns) == 1:
            return number, rows[0], columns[0]
    return None
