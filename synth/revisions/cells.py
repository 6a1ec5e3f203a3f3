"""What became of each number of the tables of the earlier version."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from synth.revisions.grids import Grid, GridMatch, match_grids, read_grids
from synth.revisions.prose import Prose
from synth.revisions.tokens import Token, is_close, read_tokens
from synth.types import ClaimStatus, Document

__all__ = ["Cell", "CellFate", "follow_cells"]

Cell = tuple[int, int, int]
"""A cell by the numbers of its table, row and column."""

SAME_CAPTION = 0.6
"""Share of words from which two captions are one."""
TELLING = 2
"""Numbers of a row that must stand together in a text to be that row."""


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
    text = _LaterText(later, prose)
    fates: dict[Cell, CellFate] = {}
    for number, grid in enumerate(old):
        match = matches.get(number)
        for row in range(len(grid.rows)):
            cells = grid.row_cells(row)
            if match is not None and row in match.rows:
                fates |= _follow_row(number, grid, match, new[match.new], row)
            else:
                fates |= {
                    (number, row, column): fate
                    for column, fate in zip(cells, _follow_lost_row(grid, row, match, new, text), strict=True)
                }
    return _look_in_other_parts(fates, old, new)


# ------------------------------------------------------------------------- rows that have a counterpart


def _follow_row(number: int, old: Grid, match: GridMatch, new: Grid, row: int) -> dict[Cell, CellFate]:
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
    return fates


def _kept(reason: str, place: Cell) -> CellFate:
    return CellFate("reworded" if reason == "row_renamed" else "unchanged", reason, place)


def _compare(old: Grid, new: Grid, cell: Cell, place: Cell, reason: str) -> CellFate:
    before, now = old.numbers[cell[1]][cell[2]], new.numbers[place[1]][place[2]]
    if before == now:
        return _kept(reason, place)
    if not now:
        return CellFate("gone", "cell_empty", None)
    if len(before) == len(now) and all(is_close(a, b) for a, b in zip(before, now, strict=True)):
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
    found = text.find(old.row_values(row))
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

    def __init__(self, document: Document, prose: Prose) -> None:
        self._document = document
        self._prose = prose

    @cached_property
    def _numbers(self) -> tuple[Token, ...]:
        return tuple(token for token in read_tokens(self._document.text) if token.is_number)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places = defaultdict(list)
        for n, token in enumerate(self._numbers):
            places[token.key].append(n)
        return places

    def find(self, values: Sequence[str]) -> tuple[int, int] | None:
        """Return the offsets at which these numbers stand one after another; None where they do not."""
        if len(values) < TELLING:
            return None
        size = len(values)
        for place in self._places.get(values[0], ()):
            there = self._numbers[place : place + size]
            if tuple(token.key for token in there) == tuple(values):
                return there[0].start, there[-1].end
        return None

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


# ------------------------------------------------------------------------- tables cut in other places


def _look_in_other_parts(
    fates: dict[Cell, CellFate], old: Sequence[Grid], new: Sequence[Grid]
) -> dict[Cell, CellFate]:
    """Find cells in another table of the same caption: a wide table is cut in two, or two were joined."""
    return {cell: _in_other_part(cell, fate, old[cell[0]], new) for cell, fate in fates.items()}


def _in_other_part(cell: Cell, fate: CellFate, grid: Grid, new: Sequence[Grid]) -> CellFate:
    if fate.status not in ("gone", "unjudged") or fate.reason == "cell_empty" or not grid.caption:
        return fate
    _, row, column = cell
    for number, other in enumerate(new):
        total = grid.caption.total() + other.caption.total()
        if 2 * (grid.caption & other.caption).total() < SAME_CAPTION * total:
            continue
        rows = [r for r, name in enumerate(other.rows) if name == grid.rows[row]]
        columns = [c for c, name in enumerate(other.columns) if name == grid.columns[column]]
        if len(rows) == 1 and len(columns) == 1:
            return _compare(grid, other, cell, (number, rows[0], columns[0]), "same_place")
    return fate
