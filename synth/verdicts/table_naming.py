"""What a claim names in a table, and cells that are of something else.

"The GPU takes 12 ms" names the column "GPU". However few of its words tell in the paper, a cell of the column
"CPU" is not what it speaks of; unless the claim gives what stands under "GPU" as another of its numbers.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from decimal import Decimal
from functools import cached_property

from synth.verdicts.compare import Reading, compare
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import GridCell, PaperTable, names_in
from synth.verdicts.header_words import is_variant
from synth.verdicts.table_names import Level, Name
from synth.verdicts.table_words import read_words, words_of

__all__ = ["Naming"]

STRAY = 0.15
"""What a place loses in fit for each level of the headers at which the claim names another."""

NAMED = 0.95
"""Share of a header that must be said for a place of another one to be a stray."""

MAGNITUDE = 10
"""Times that one value of a measure may be another."""

_Place = tuple[int, int]
"""Row and column."""


class Naming:
    """The parts of a table's headers that a claim names, level by level.

    Args:
        claimed: The claimed quantity.
        table: The table as printed.
    """

    def __init__(self, claimed: Claimed, table: PaperTable) -> None:
        self._table = table
        self._by_level: dict[int, list[tuple[Name, frozenset[str]]]] = {}
        for name in names_in(claimed.text, table):
            words = read_words(claimed.text).words[name.start : name.end + 1]
            keys = frozenset(word.key for word in words)
            self._by_level.setdefault(name.level, []).append((name, keys))
        others = (*claimed.before, *claimed.behind) if self._by_level else ()
        self._own = self._places_of(claimed.reading) if others else frozenset()
        self._others = frozenset().union(*(self._places_of(other.reading) for other in others))

    @cached_property
    def _values(self) -> dict[_Place, Decimal]:
        """The number of each cell; only asked for where the claim names another part of the table."""
        return {cell.at: value for cell in self._table.cells if (value := _value_of(cell)) is not None}

    def _places_of(self, reading: Reading) -> frozenset[_Place]:
        """Return the cells that hold a number."""
        cells = [self._table.cells[place] for place in self._table.numbers.near(reading)]
        return frozenset(
            cell.at
            for cell in cells
            if any(compare(reading, one.reading).kind == "equal" for one in cell.facts.stated[:2])
        )

    def loss(self, cells: Sequence[GridCell]) -> float:
        """Return what a cell, or two that are compared, lose in fit for what the claim names instead."""
        return STRAY * sum(self._is_stray(level, cells) for level in self._by_level)

    def _is_stray(self, number: int, cells: Sequence[GridCell]) -> bool:
        """Whether the claim names another part of a level than any that the cells have."""
        level, named = self._table.levels[number], self._by_level[number]
        items = frozenset().union(*(name.items for name, _ in named))
        mine = {cell.at[level.axis] for cell in cells}
        are_compared = len(mine) > 1 and len(frozenset().union(*(name.labels for name, _ in named))) > 1
        if mine <= items if are_compared else mine & items:
            return False
        parts = [_part_of(level, item) for item in mine]
        if not all(parts) or any(is_variant(part) for part in parts):
            return False
        return any(
            name.score >= NAMED
            and not name.items & mine
            and self._may_hold(level.axis, name.items, cells)
            and not self._is_given_to_other(level.axis, name.items, cells)
            and not any(
                _is_told(part, keys, [level.labels[place] for place in name.labels]) for part in parts
            )
            for name, keys in named
        )

    def _may_hold(self, axis: int, items: Set[int], cells: Sequence[GridCell]) -> bool:
        """Whether a number of like size stands there in line with a cell: no count of tokens is a score."""
        mine = [(cell.at[1 - axis], abs(value)) for cell in cells if (value := _value_of(cell)) is not None]
        return any(
            line == place[1 - axis] and _is_alike(size, abs(value))
            for place, value in self._values.items()
            if place[axis] in items
            for line, size in mine
        )

    def _is_given_to_other(self, axis: int, items: Set[int], cells: Sequence[GridCell]) -> bool:
        """Whether another number of the claim, and not this one, stands there in line with a cell."""
        return not any(place[axis] in items for place in self._own) and any(
            place[axis] in items and place[1 - axis] == cell.at[1 - axis]
            for place in self._others
            for cell in cells
        )


def _value_of(cell: GridCell) -> Decimal | None:
    """Return a cell's first number; None without one."""
    return cell.facts.stated[0].reading.value if cell.facts.stated else None


def _is_alike(one: Decimal, other: Decimal) -> bool:
    """Whether two sizes may be of one measure: some measures are zero, few are ten times another."""
    return not one or not other or max(one, other) <= MAGNITUDE * min(one, other)


def _part_of(level: Level, item: int) -> str:
    """Return the part that a row or column has at a level; "" for none."""
    place = level.label_of(item)
    return "" if place is None else level.labels[place]


def _is_told(part: str, keys: frozenset[str], named: Sequence[str]) -> bool:
    """Whether a part has all words of a name, and others: "oak and ivy" is told by "oak" as well."""
    mine = _words_of(part)
    return keys <= mine and mine not in [_words_of(other) for other in named]


def _words_of(part: str) -> frozenset[str]:
    return frozenset(word.key for word in words_of(part))
