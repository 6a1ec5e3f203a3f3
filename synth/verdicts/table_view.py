"""Where a statement meets a table: the rows, columns and cells that it names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from synth.verdicts.cells import Grid, is_blank, is_numeric
from synth.verdicts.table_labels import Label, Mention, make_labels, match_labels
from synth.verdicts.table_words import (
    Said,
    SaidNumber,
    is_same_number,
    numbers_in,
    read_words,
    words_of,
)

__all__ = ["Group", "Place", "TableIndex", "View", "index_grid", "view_claim"]

NAMED = 0.5
"""Share of a header that names it."""
QUOTED = 0.7
"""Share of a cell's words that quotes it."""
FULL, PARTIAL = 0.9, 0.7
"""Where one header is said in full, others must be said to this share at least."""

Place = tuple[int, int]
"""Row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows, or columns, that a statement names by the same words."""

    items: tuple[int, ...]
    """Their numbers."""
    places: frozenset[int]
    """Indices of the statement's words that name them."""
    score: float
    """How much of their headers is said, 0 to 1."""

    @property
    def start(self) -> int:
        """Index of the first word."""
        return min(self.places)

    @property
    def end(self) -> int:
        """Index of the last word."""
        return max(self.places)


def _score(group: Group | None) -> float:
    return group.score if group else 0.0


class TableIndex:
    """A grid made ready for statements; the same for all statements about one table."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.width = len(grid.column_headers)
        self.levels = [make_labels(level) for level in grid.levels]
        self.joined = make_labels(grid.column_headers)
        self.headings = make_labels([grid.headings[row] for row in grid.body])
        self.columns = {
            column: make_labels(self._texts(column))
            for column in range(self.width)
            if column in grid.key_columns or column not in grid.numeric_columns
        }
        self.numbers: dict[Place, tuple[Decimal, ...]] = {
            (row, column): numbers_in(grid.texts[row][column])
            for row in grid.body
            for column in range(self.width)
            if column not in grid.key_columns or column in grid.numeric_columns
        }
        self.words = frozenset(
            word.key
            for text in (grid.caption, *grid.column_headers, *(c for row in grid.texts for c in row))
            for word in words_of(text)
        )
        self.frequency = _word_frequency(grid)
        self._data_columns = [c for c in sorted(grid.numeric_columns) if c not in grid.key_columns]

    def _texts(self, column: int) -> list[str]:
        """Return a column's cells of words; a blank key cell goes on with the one above it."""
        texts, above = [], ""
        for row in self.grid.body:
            text = self.grid.texts[row][column]
            if column in self.grid.key_columns:
                text = above = text or above
            elif is_numeric(text) and not any(c.isalpha() for c in text):
                text = ""
            texts.append(text)
        return texts

    def value(self, row: int, column: int) -> Decimal | None:
        """Return a cell's first number, if it is a numeric cell."""
        numbers = self.numbers.get((row, column))
        return numbers[0] if numbers and is_numeric(self.grid.texts[row][column]) else None

    def data_columns(self) -> list[int]:
        """Return the columns of numbers that don't name the rows."""
        return list(self._data_columns)


def _word_frequency(grid: Grid) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for row in grid.body:
        for key in {word.key for text in grid.texts[row] for word in words_of(text)}:
            counts[key] += 1
    return dict(counts)


@dataclass(frozen=True)
class View:
    """A statement held against a table."""

    index: TableIndex
    """The table."""
    said: Said
    """The statement."""
    rows: tuple[Group, ...]
    """Rows that it names by their headers; each set of words once, fullest first."""
    columns: tuple[Group, ...]
    """Columns that it names."""
    quoted: tuple[tuple[Mention, int], ...]
    """Cells of words that it quotes, and the column of each; items are rows."""
    strangers: tuple[str, ...] = ()
    """Names like those of the headers, but of none of them: "Factor 8" where there are five."""

    @property
    def grid(self) -> Grid:
        """The table's grid."""
        return self.index.grid

    @cached_property
    def named(self) -> frozenset[int]:
        """Indices of the words that name rows or columns."""
        return frozenset(p for group in (*self.rows, *self.columns) for p in group.places)

    @cached_property
    def free_numbers(self) -> tuple[SaidNumber, ...]:
        """The numbers that are no part of a name."""
        return tuple(n for n in self.said.numbers if n.place not in self.named)

    @cached_property
    def row_items(self) -> tuple[int, ...]:
        """All rows named."""
        return tuple(sorted({item for group in self.rows for item in group.items}))

    @cached_property
    def column_items(self) -> tuple[int, ...]:
        """All columns named."""
        return tuple(sorted({item for group in self.columns for item in group.items}))

    def places_of(self, number: SaidNumber) -> list[Place]:
        """Return the cells that hold a number."""
        return [
            place
            for place, stated in self.index.numbers.items()
            if any(is_same_number(number, one) for one in stated)
        ]

    @cached_property
    def supports(self) -> dict[Place, tuple[float, float]]:
        """How far the statement names each cell's row and its column, each 0 to 1."""
        rows, columns = _fullest(self.rows), _fullest(self.columns)
        return {place: _support(rows.get(place[0]), columns.get(place[1])) for place in self.index.numbers}


def _fullest(groups: Sequence[Group]) -> dict[int, Group]:
    """Return for each row or column the first of the groups that name it by most of its header."""
    best: dict[int, Group] = {}
    for group in groups:
        for item in group.items:
            if item not in best or group.score > best[item].score:
                best[item] = group
    return best


def _support(row: Group | None, column: Group | None) -> tuple[float, float]:
    if row and column and row.places == column.places:
        return (row.score, 0.0)  # one name can't tell both where it heads a row and a column
    return _score(row), _score(column)


def index_grid(grid: Grid) -> TableIndex:
    """Return a grid made ready for statements."""
    return TableIndex(grid)


def view_claim(text: str, index: TableIndex) -> View:
    """Find what a statement names in a table."""
    said = read_words(text)
    strange = _strangers(said, index)
    taken = frozenset(place for places, _ in strange for place in places)
    columns = _column_groups(said, index, taken)
    rows = _row_groups(said, index, taken)
    rows, columns = _without_parts(rows, columns), _without_parts(columns, rows)
    columns = _without_keys(columns, index, has_rows=bool(rows))
    named = frozenset(p for group in columns for p in group.places)
    quoted = _quoted(said, index, named | frozenset(p for group in rows for p in group.places))
    return View(index, said, rows, columns, quoted, tuple(text for _, text in strange))


def _without_parts(groups: tuple[Group, ...], others: tuple[Group, ...]) -> tuple[Group, ...]:
    """Drop what the other axis names by more words: row "1" where column "Factor 1" is named."""
    return tuple(g for g in groups if not any(g.places < other.places for other in others))


def _without_keys(columns: tuple[Group, ...], index: TableIndex, *, has_rows: bool) -> tuple[Group, ...]:
    """Drop the columns that only name the rows, where others or rows are named: "in the year 2016"."""
    keys = set(index.grid.key_columns)
    kept = tuple(group for group in columns if not keys.issuperset(group.items))
    return kept if kept or has_rows else columns


def _strangers(said: Said, index: TableIndex) -> list[tuple[frozenset[int], str]]:
    """Find "Factor 8" where the headers have Factor 1 to 5."""
    families: dict[str, set[str]] = defaultdict(set)
    for labels in [*index.levels, *index.columns.values()]:
        for label in labels:
            for word, number in pairwise(label.keys):
                if number.isdigit() and word.isalpha():
                    families[word].add(number)
    found = []
    for place, (head, tail) in enumerate(pairwise(said.words)):
        family = families.get(head.key, set())
        if tail.number is not None and len(family) > 1 and tail.key.isdigit() and tail.key not in family:
            found.append((frozenset((place, place + 1)), said.text[head.start : tail.end]))
    return found


def _column_groups(said: Said, index: TableIndex, taken: frozenset[int]) -> tuple[Group, ...]:
    mentions: list[tuple[Mention, tuple[int, ...]]] = []
    for labels in [*index.levels, *([index.joined] if len(index.levels) > 1 else [])]:
        for mention in match_labels(said, labels, taken):
            is_name = _is_spelt(mention, labels[mention.items[0]], said)
            if is_name and (mention.score >= NAMED or len(mention.places) > 1):
                mentions.append((mention, mention.items))
    return _groups(mentions)


def _row_groups(said: Said, index: TableIndex, taken: frozenset[int]) -> tuple[Group, ...]:
    mentions: list[tuple[Mention, tuple[int, ...]]] = []
    body = index.grid.body
    labels = [index.headings, *(index.columns[c] for c in index.grid.key_columns)]
    for texts in labels:
        for mention in match_labels(said, texts, taken):
            if mention.score >= NAMED and _is_spelt(mention, texts[mention.items[0]], said):
                mentions.append((mention, tuple(body[item] for item in mention.items)))
    return _groups(mentions)


def _is_spelt(mention: Mention, label: Label, said: Said) -> bool:
    """Whether a mention has a word of the label's, where it has any: "4" alone does not name "WX-4"."""
    if all(key[0].isdigit() for key in label.keys):
        return True
    return any(said.words[place].number is None for place in mention.places)


def _groups(mentions: Sequence[tuple[Mention, tuple[int, ...]]]) -> tuple[Group, ...]:
    """Group rows or columns by the words that name them; those named by fewer of the same words fall out."""
    words: dict[int, set[int]] = defaultdict(set)
    score: dict[int, float] = defaultdict(float)
    for mention, items in mentions:
        for item in items:
            words[item] |= mention.places
            score[item] = max(score[item], mention.score)
    alike: dict[frozenset[int], list[int]] = defaultdict(list)
    for item, places in words.items():
        alike[frozenset(places)].append(item)
    fullest = max((score[item] for item in words), default=0.0)
    kept = [
        Group(tuple(sorted(items)), places, max(score[item] for item in items))
        for places, items in alike.items()
        if not any(places < other for other in alike)
        and not (fullest >= FULL and max(score[item] for item in items) < PARTIAL)
    ]
    return tuple(sorted(kept, key=lambda g: (g.start, g.items)))


def _quoted(said: Said, index: TableIndex, named: Iterable[int]) -> tuple[tuple[Mention, int], ...]:
    """Find the cells of words that a statement quotes outside the names of rows and columns."""
    taken = frozenset(named)
    found = []
    for column, labels in index.columns.items():
        if column in index.grid.key_columns:
            continue
        for mention in match_labels(said, labels):
            fresh = mention.places - taken
            if mention.score >= QUOTED and fresh and not _is_blank_label(index, mention, column):
                rows = tuple(index.grid.body[item] for item in mention.items)
                found.append((Mention(mention.places, rows, mention.score), column))
    return tuple(found)


def _is_blank_label(index: TableIndex, mention: Mention, column: int) -> bool:
    return all(is_blank(index.grid.texts[index.grid.body[item]][column]) for item in mention.items)
