"""What a paper says, so that no corruption of it is true by accident.

A changed number must not be what the paper states for the same subject anywhere else, nor what follows
from numbers that it states there: its rounding, its complement, a fraction for a percentage, a difference
or ratio of neighbours. Where in doubt a number counts as borne out, and no statement is made of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import permutations

from synth.text import SMALL_NUMBERS, STOPWORDS, fold, stem, tokens
from synth.types import Document, Passage, PlacedTable

__all__ = ["Cell", "Facts", "Grid", "number_in", "places_of", "read_number", "words_of"]

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?|(?<![\w.])\.\d+")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NEIGHBOURS = 1
"""Sentences before and behind whose numbers may be combined with a sentence's own."""

_SLACK = 0.6
"""Units of the last place within which two numbers are one: rounding, and a little for bad rounding."""


def read_number(text: str) -> Decimal | None:
    """Return a printed number without its thousands separators; None for what is none."""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_in(text: str) -> tuple[int, int] | None:
    """Return where the first number of a text stands."""
    found = _DIGITS.search(text)
    return (found.start(), found.end()) if found else None


def places_of(number: str) -> int:
    """Return how many decimal places a printed number has."""
    return len(number.partition(".")[2])


def words_of(text: str) -> frozenset[str]:
    """Return the words of a name, case and accents aside."""
    return frozenset(re.findall(r"[^\W_]+", fold(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A numeric cell with the names of its row and its column."""

    row: str
    column: str
    text: str
    """The number as printed, without mark of the best and without uncertainty."""
    value: Decimal
    table: int
    """`PlacedTable.index`."""
    place: tuple[int, int]
    """Row and column in the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table's numeric cells that have names of their own."""

    table: PlacedTable
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """Something that states numbers: a passage, or a cell under its headers."""

    numbers: tuple[float, ...]
    meant: tuple[float, ...]
    """All that the numbers may be written as, sorted: fractions, percentages, complements."""


class _AnyCell:
    """A cell of any table, headed or not."""

    __slots__ = ("column", "key", "row", "said", "words")

    def __init__(self, table: PlacedTable, i: int, j: int) -> None:
        self.key = (table.index, i, j)
        self.row, self.column = fold(table.row_headers[i]), fold(table.table.columns[j])
        self.words = words_of(self.row), words_of(f"{self.column} {table.table.caption}")
        self.said = _read(table.table.rows[i][j])


class Facts:
    """A paper's numbers with what stands around them."""

    def __init__(self, document: Document, grids: Sequence[Grid] = ()) -> None:
        self.document = document
        self.grids = tuple(grids)
        self.folded = fold(document.text)
        self._passages = [p for p in document.passages if p.kind not in ("reference", "furniture")]
        self._said = {p.index: _read(p.text) for p in self._passages}
        self._texts = {p.index: fold(p.text) for p in self._passages}
        self._stems = {p.index: frozenset(_content(p.text)) for p in self._passages}
        self._cells = [
            cell
            for table in document.tables
            for i, row in enumerate(table.table.rows)
            for j in range(len(row))
            if (cell := _AnyCell(table, i, j)).said.numbers
        ]
        self._spans = {
            (table.index, i, j): span
            for table in document.tables
            for i, spans in enumerate(table.spans)
            for j, span in enumerate(spans)
            if span is not None
        }
        self._in_cells = sorted(n for cell in self._cells for n in cell.said.meant)
        self._anywhere = sorted([*self._in_cells, *(n for said in self._said.values() for n in said.meant)])
        self._columns: dict[tuple[int, int], list[Cell]] = defaultdict(list)
        self._rows: dict[str, list[Cell]] = defaultdict(list)
        for named in (cell for grid in self.grids for cell in grid.cells):
            self._columns[named.table, named.place[1]].append(named)
            self._rows[fold(named.row)].append(named)

    def mentions(self, name: str) -> bool:
        """Whether a name occurs anywhere in the paper."""
        return fold(name) in self.folded

    # ------------------------------------------------------------------- numbers

    def states(self, number: str) -> bool:
        """Whether any number of the paper is, rounds to, or complements the printed number."""
        return _is_among(self._anywhere, number)

    def states_near(self, number: str, passage: Passage) -> bool:
        """Whether a passage that shares two words with this one, or a table, states the printed number."""
        words = self._stems.get(passage.index, frozenset())
        return _is_among(self._in_cells, number) or any(
            (other.kind == "table" or len(words & self._stems[other.index]) >= 2)
            and _is_among(self._said[other.index].meant, number)
            for other in self._passages
        )

    def follows(self, number: str, passage: Passage) -> bool:
        """Whether the printed number follows from numbers of the passage, its neighbours or named rows."""
        near = [
            one
            for other in self._passages
            if abs(other.index - passage.index) <= _NEIGHBOURS
            for one in self._said[other.index].numbers
        ]
        pairs = permutations(dict.fromkeys(near), 2)
        return any(_derives(a, b, number) for a, b in (*pairs, *self._named_pairs(passage)))

    def _named_pairs(self, passage: Passage) -> Iterator[tuple[float, float]]:
        """Pairs of one column's cells, one of whose rows the passage names."""
        said = fold(passage.text)
        for name, cells in self._rows.items():
            if name in said:
                for cell in cells:
                    for other in self.column(cell):
                        if other is not cell:
                            yield float(cell.value), float(other.value)
                            yield float(other.value), float(cell.value)

    # ------------------------------------------------------------------- names

    def gives(self, name: str, number: str, *, but: int | None = None) -> bool:
        """Whether a sentence with this name, or a row or column so headed, has the printed number.

        The passage of index `but` is left out of it.
        """
        folded = fold(name)
        return any(
            index != but and folded in text and _is_among(self._said[index].meant, number)
            for index, text in self._texts.items()
        ) or any(
            (_names(folded, cell.row) or _names(folded, cell.column)) and _is_among(cell.said.meant, number)
            for cell in self._cells
        )

    def may_give(self, row: str, column: str, wrong: Cell) -> bool:
        """Whether the paper gives a cell's number for another row or column too, or may be read so."""
        mine, under, bare = words_of(row), words_of(column), fold(row).split(" (")[0]
        for cell in self._cells:
            if cell.key != (wrong.table, *wrong.place) and mine & cell.words[0] and under & cell.words[1]:
                if _is_among(cell.said.meant, wrong.text):
                    return True
        span = self._spans.get((wrong.table, *wrong.place), (0, 0))
        return any(
            bare in self._texts[p.index]
            and not (p.start <= span[0] < p.end)
            and _is_among(self._said[p.index].meant, wrong.text)
            for p in self._passages
        )

    def rivals_of(self, name: str) -> list[str]:
        """Return the names that stand beside this one in tables, never with the same number, in order."""
        folded = fold(name)
        shared: dict[str, bool] = {}
        for grid in self.grids:
            for line in (0, 1):
                mine = {
                    c.place[1 - line]: c.value for c in grid.cells if fold((c.row, c.column)[line]) == folded
                }
                for cell in grid.cells if mine else ():
                    other = (cell.row, cell.column)[line]
                    if cell.place[1 - line] in mine and fold(other) != folded:
                        differs = cell.value != mine[cell.place[1 - line]]
                        shared[other] = shared.get(other, True) and differs
        words = words_of(name)
        return sorted(other for other, is_rival in shared.items() if is_rival and not words & words_of(other))

    def column(self, cell: Cell) -> list[Cell]:
        """Return the named cells of a cell's column, itself among them."""
        return self._columns[cell.table, cell.place[1]]

    def gaps(self, row: str, column: str) -> list[tuple[str, Decimal]]:
        """How far a row's cells lie above the others of their columns, in all tables that have such ones."""
        words = words_of(column)
        return [
            (other.row, cell.value - other.value)
            for cell in self._rows[fold(row)]
            if words & words_of(cell.column)
            for other in self.column(cell)
            if other is not cell
        ]


def _names(folded: str, header: str) -> bool:
    """Whether a folded header holds a folded name as a word of its own."""
    return folded in header and re.search(rf"(?<![^\W_]){re.escape(folded)}(?![^\W_])", header) is not None


def _read(text: str) -> _Said:
    numbers = tuple(dict.fromkeys(_numbers(text)))
    meant = sorted(m for n in numbers for m in (n, 100 * n, n / 100, 1 - n, 100 - n, 100 - 100 * n))
    return _Said(numbers, tuple(meant))


def _numbers(text: str) -> Iterator[float]:
    for match in _NUMBER.finditer(text):
        number = read_number(match.group())
        if number is not None:
            yield float(number)
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in SMALL_NUMBERS:
            yield float(SMALL_NUMBERS.index(word))


def _content(text: str) -> Iterable[str]:
    return (stem(word) for word in tokens(text) if word not in STOPWORDS and not word[0].isdigit())


def _is_among(meant: Sequence[float], number: str) -> bool:
    """Whether a sorted sequence holds the printed number, within rounding; true for what is no number."""
    value = read_number(number)
    if value is None:
        return True
    slack = _SLACK * 10.0 ** -places_of(number)
    place = bisect_left(meant, float(value) - slack)
    return place < len(meant) and meant[place] <= float(value) + slack


def _derives(a: float, b: float, number: str) -> bool:
    """Whether the printed number is a difference, sum, ratio or relative change, within rounding."""
    results = [abs(a - b), a + b, abs(a - b) * 100]
    if b:
        results += [a / b, abs(a - b) / abs(b) * 100, a / b * 100]
    return _is_among(sorted(results), number)
