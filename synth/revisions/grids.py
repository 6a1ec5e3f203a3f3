"""Which table, row and column of the later version each of the earlier one has become."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from synth.revisions.assignment import assign
from synth.revisions.tokens import read_tokens, skeleton
from synth.text import fold
from synth.types import Document, PlacedTable

__all__ = ["Grid", "GridMatch", "match_grids", "read_grids"]

_NUMBERS_ONLY = re.compile(r"[\W\d]*")
SAME_TABLE = 0.35
"""Score from which two tables are one."""
SAME_LINE = 0.5
"""Score from which two rows or columns of other names are one: half of its values, or a like name."""
ORDER = 0.02
"""What standing at the same place adds to the score of two lines."""


class Grid:
    """A table as it is compared."""

    def __init__(self, table: PlacedTable) -> None:
        self.table = table
        self.caption = Counter(_words(table.table.caption))
        self.columns = tuple(_name(header) for header in table.table.columns)
        self.numbers = tuple(tuple(_numbers(cell) for cell in row) for row in table.table.rows)
        self._headers = tuple(_header_columns(table, row) for row in range(len(table.table.rows)))

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """What each row is called, its group included."""
        return tuple(
            "/".join(_name(part) for part in header.split(" / ")) for header in self.table.row_headers
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What each row is called by its own header cells."""
        return tuple(_name(header.rsplit(" / ", 1)[-1]) for header in self.table.row_headers)

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """What the headings are called that each row stands under."""
        return tuple(_name(header.rpartition(" / ")[0]) for header in self.table.row_headers)

    @cached_property
    def values(self) -> Counter[str]:
        """All numbers of its body."""
        return Counter(n for row in range(len(self.rows)) for n in self.row_values(row))

    def is_header(self, row: int, column: int) -> bool:
        """Whether a cell names its row."""
        return column in self._headers[row]

    def row_values(self, row: int) -> tuple[str, ...]:
        """The numbers of a row's body in order."""
        cells = self.numbers[row]
        return tuple(n for c, cell in enumerate(cells) if not self.is_header(row, c) for n in cell)

    def printed(self, row: int, column: int) -> tuple[str, ...]:
        """The numbers of a cell as printed."""
        return tuple(
            t.printed for t in read_tokens(self.table.table.rows[row][column], is_cell=True) if t.is_number
        )

    def printed_values(self, row: int) -> tuple[str, ...]:
        """The numbers of a row's body in order, as printed."""
        return tuple(n for column in self.row_cells(row) for n in self.printed(row, column))

    def row_cells(self, row: int) -> tuple[int, ...]:
        """The columns in which a row has numbers."""
        return tuple(c for c, cell in enumerate(self.numbers[row]) if cell and not self.is_header(row, c))


def _header_columns(table: PlacedTable, row: int) -> frozenset[int]:
    """Return the columns whose cell is part of the row's header."""
    parts = set(table.row_headers[row].split(" / "))
    found = set()
    for column, cell in enumerate(table.table.rows[row]):
        if not cell or cell not in parts:
            break
        found.add(column)
    return frozenset(found)


def _words(text: str) -> list[str]:
    return [token.key for token in read_tokens(text) if not token.is_number]


def _name(header: str) -> str:
    """Return what a header is called, citations left out; a header that is a citation is called by it."""
    name = skeleton(read_tokens(header))
    return name or ("" if _NUMBERS_ONLY.fullmatch(header) else "".join(filter(str.isalnum, fold(header))))


def _numbers(cell: str) -> tuple[str, ...]:
    return tuple(token.key for token in read_tokens(cell, is_cell=True) if token.is_number)


def read_grids(document: Document) -> tuple[Grid, ...]:
    """Read a document's tables for comparison."""
    return tuple(Grid(table) for table in document.tables)


@dataclass(frozen=True, slots=True)
class GridMatch:
    """The counterpart of a table."""

    new: int
    """Number of the later table."""
    rows: Mapping[int, int]
    """Row of the later table for each row that has a counterpart."""
    columns: Mapping[int, int]
    """Column of the later table for each column that has a counterpart."""
    renamed: frozenset[int]
    """Rows that are told only by their values: they have another name."""


def match_grids(old: Sequence[Grid], new: Sequence[Grid]) -> dict[int, GridMatch]:
    """Return the counterpart of each earlier table that has one, by number; one to one."""
    scores = {}
    for n, first in enumerate(old):
        for m, second in enumerate(new):
            score = _table_likeness(first, second)
            if score >= SAME_TABLE:
                scores[n, m] = score + ORDER / (1 + abs(n - m))
    return {n: _match_lines(m, old[n], new[m]) for n, m in assign(scores).items()}


def _table_likeness(old: Grid, new: Grid) -> float:
    """Return how much two tables share of caption, headers and numbers, 0 to 1."""
    values = _share(old.values, new.values)
    rows = _share(Counter(old.rows), Counter(new.rows))
    columns = _share(Counter(old.columns), Counter(new.columns))
    caption = _share(old.caption, new.caption)
    return 0.3 * values + 0.25 * rows + 0.25 * columns + 0.2 * caption


def _share(first: Counter[str], second: Counter[str]) -> float:
    """Return what two bags have in common over the mean of their sizes, 0 to 1 (Dice)."""
    size = first.total() + second.total()
    return 2 * (first & second).total() / size if size else 0.0


def _match_lines(number: int, old: Grid, new: Grid) -> GridMatch:
    columns = _named_alike(old.columns, new.columns)
    rows = _match_rows(old, new, columns)
    columns = _match_columns(old, new, rows)
    renamed = frozenset(n for n, m in rows.items() if old.names[n] != new.names[m])
    return GridMatch(number, rows, columns, renamed)


def _named_alike(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Pair the lines whose name is one in both tables and stands once in each."""
    counts, others = Counter(old), Counter(new)
    places = {name: n for n, name in enumerate(new)}
    return {n: places[name] for n, name in enumerate(old) if name and counts[name] == others[name] == 1}


def _match_rows(old: Grid, new: Grid, columns: Mapping[int, int]) -> dict[int, int]:
    """Pair rows: by full name, by name, several of one name by their values, others by both."""
    pairs = _named_alike(old.rows, new.rows)
    for names, others in ((old.rows, new.rows), (old.names, new.names)):
        left, right = _left(len(names), pairs.keys()), _left(len(others), pairs.values())
        by_name: dict[str, list[int]] = defaultdict(list)
        for m in right:
            by_name[others[m]].append(m)
        scores = {
            (n, m): 0.05 + _row_likeness(old, new, n, m, columns) + ORDER / (1 + abs(n - m))
            for n in left
            if names[n]
            for m in by_name.get(names[n], ())
            if not _are_set_apart(old, new, n, m)
        }
        pairs |= assign(scores)
    left, right = _left(len(old.rows), pairs.keys()), _left(len(new.rows), pairs.values())
    scores = {}
    for n in left:
        for m in right:
            if _are_set_apart(old, new, n, m):
                continue
            score = 0.6 * _row_likeness(old, new, n, m, columns) + 0.4 * _name_likeness(old, new, n, m)
            if score >= SAME_LINE:
                scores[n, m] = score + ORDER / (1 + abs(n - m))
    return pairs | assign(scores)


def _are_set_apart(old: Grid, new: Grid, n: int, m: int) -> bool:
    """Whether two rows stand under different headings that both tables have."""
    return old.groups[n] != new.groups[m] and {old.groups[n], new.groups[m]} <= {*old.groups} & {*new.groups}


def _left(count: int, taken: Iterable[int]) -> list[int]:
    used = set(taken)
    return [n for n in range(count) if n not in used]


def _row_likeness(old: Grid, new: Grid, n: int, m: int, columns: Mapping[int, int]) -> float:
    """Return the share of a row's cells that are the same in another, and of its values told anyhow."""
    cells = old.row_cells(n)
    if not cells:
        return 0.0
    same = sum(columns.get(c) is not None and old.numbers[n][c] == new.numbers[m][columns[c]] for c in cells)
    anyhow = _share(Counter(old.row_values(n)), Counter(new.row_values(m)))
    return 0.5 * same / len(cells) + 0.5 * anyhow


def _name_likeness(old: Grid, new: Grid, n: int, m: int) -> float:
    names = [Counter(_words(grid.table.row_headers[row])) for grid, row in ((old, n), (new, m))]
    return _share(*names)


def _match_columns(old: Grid, new: Grid, rows: Mapping[int, int]) -> dict[int, int]:
    """Pair columns: by name, several of one name by their values, others by their values alone."""
    pairs = _named_alike(old.columns, new.columns)
    for must_agree in (True, False):
        left, right = _left(len(old.columns), pairs.keys()), _left(len(new.columns), pairs.values())
        scores = {}
        for n in left:
            for m in right:
                if must_agree and old.columns[n] != new.columns[m]:
                    continue
                score = _column_likeness(old, new, n, m, rows) + (0.05 if must_agree else 0)
                if score >= (0 if must_agree else SAME_LINE):
                    scores[n, m] = score + ORDER / (1 + abs(n - m))
        pairs |= assign(scores)
    return pairs


def _column_likeness(old: Grid, new: Grid, n: int, m: int, rows: Mapping[int, int]) -> float:
    told = [(r, s) for r, s in rows.items() if old.numbers[r][n] or new.numbers[s][m]]
    return sum(old.numbers[r][n] == new.numbers[s][m] for r, s in told) / len(told) if told else 0.0
