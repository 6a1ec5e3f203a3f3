"""All that a source states, read once: its numbers by value, its words by rarity, its tables.

A claim is held against places: a sentence with the sentences around it, or a table's cell with its
headers and caption.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from synth.ports import QuantityReader
from synth.text import SMALL_NUMBERS, stem
from synth.types import Passage, PlacedTable, Quantity
from synth.verdicts.aliases import Aliases
from synth.verdicts.compare import Reading, read_quantity
from synth.verdicts.counts import CountIndex
from synth.verdicts.facts import FactReader, Facts
from synth.verdicts.grids import PaperTable, read_tables
from synth.verdicts.line_tables import read_line_tables
from synth.verdicts.strangers import KnownNames
from synth.verdicts.subjects import Term, terms_of, text_keys

__all__ = ["DIGITS", "NUMBER_WORDS", "WORD_OF", "Ledger", "Place", "plain_digits"]

STATING = ("title", "sentence", "caption", "footnote", "table")
"""Kinds of passages that state something."""

BEHIND, AHEAD = 2, 1
"""Sentences before and behind one whose words may tell what its numbers are of."""

TABLE_LINES = 15
"""Passages within which the caption of a table's line is looked for."""

STRANGE = 0.25
"""Weight of a common word that the source never uses: a paraphrase has many."""

NAME_UNKNOWN = 1.0
"""Weight of a name that the source never uses: it tells most."""

FUNCTION = 0.1
"""Weight of a word that joins clauses."""

_FUNCTION_WORDS = frozenset(
    stem(word)
    for word in """whereas although though even whose yet never rather across instead still just merely mere
    however according both every each once whether already one also alone alike et al even""".split()
)

_LABEL = re.compile(r"\b(?:Table|Tab\.)\s?(?P<number>[A-Z]?\d{1,2}(?:\.\d{1,2})?)", re.IGNORECASE)


DIGITS = re.compile(r"(?<![\w.])\d{1,3}(?:,[ ]?\d{3})+(?!\d)(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?")
"""A number as printed, also one whose separator a page's setting has torn off ("56, 355")."""


NUMBER_WORDS = re.compile(rf"(?<![\w-])(?:{'|'.join(SMALL_NUMBERS[2:])})(?![\w-])", re.IGNORECASE)
"""Small numbers in words, which a text may give without a noun: "three for Russian, five for Thai"."""
WORD_OF = dict(enumerate(SMALL_NUMBERS[2:], start=2))


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of the source with what stands around it."""

    row: int
    """Its number among the stating passages."""
    facts: Facts
    """What it states."""
    around: frozenset[str]
    """Keys of the sentences around it, its caption or its heading."""


class Ledger:
    """Reads a source's passages and tables once, whatever is asked of them.

    Args:
        passages: The source's passages, in reading order.
        read: The reader of quantities.
        tables: Its tables as grids; their rows among the passages are then left out.
        aliases: Names that stand for one another in it.
        is_whole: Whether the passages are all of it, so that a name they lack is none of its own.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        read: QuantityReader | FactReader,
        tables: Sequence[PlacedTable] = (),
        aliases: Aliases | None = None,
        *,
        is_whole: bool = True,
    ) -> None:
        self._all = tuple(passages)
        self._is_whole = is_whole
        self._facts = read if isinstance(read, FactReader) else FactReader(read)
        self._aliases = aliases or Aliases()
        left = _outside(passages, tables)
        lines = read_line_tables(left, [table.label for table in tables], len(tables))
        self._passages = [p for p in _outside(left, lines) if p.kind in STATING]
        self._front = _ahead_of_text(passages)
        self._rows = {self._key(p): row for row, p in enumerate(self._passages)}
        self._tables = (*tables, *lines)
        self._places: dict[int, Place] = {}

    @staticmethod
    def _key(passage: Passage) -> tuple[str | None, int, str]:
        return passage.paper_id, passage.start, passage.text

    @cached_property
    def _keys(self) -> list[frozenset[str]]:
        """Keys of each passage's words."""
        return [self._aliases.widen(text_keys(terms_of(p.text))) for p in self._passages]

    @cached_property
    def _frequencies(self) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        for keys in self._keys:
            counts.update(keys)
        for table in self.tables:
            counts.update(table.keys)
        return counts

    @cached_property
    def _numbers(self) -> tuple[list[float], list[tuple[int, str]]]:
        """Values of all quantities of the prose in base units, ascending, their rows and dimensions."""
        found = []
        for row, passage in enumerate(self._passages):
            for quantity in self._facts.quantities(passage):
                reading = read_quantity(quantity)
                if reading is not None:
                    dimension = reading.unit.dimension
                    found += [(abs(float(value)), row, dimension) for value in _values(reading)]
        found.sort()
        return [value for value, _, _ in found], [(row, dimension) for _, row, dimension in found]

    @cached_property
    def _digits(self) -> Mapping[str, list[int]]:
        """Rows by the numbers printed in them, read as quantities or not."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(self._passages):
            for number in {plain_digits(match.group()) for match in DIGITS.finditer(passage.text)}:
                rows[number].append(row)
            for word in {match.group().lower() for match in NUMBER_WORDS.finditer(passage.text)}:
                rows[word].append(row)
        return rows

    @cached_property
    def tables(self) -> tuple[PaperTable, ...]:
        """The tables, with the sentences that speak of each."""
        mentions: dict[str, set[str]] = defaultdict(set)
        for passage, keys in zip(self._passages, self._keys, strict=True):
            if passage.kind in ("sentence", "footnote"):
                for match in _LABEL.finditer(passage.text):
                    mentions[match["number"].lower()] |= keys
        return read_tables(self._tables, mentions, self._aliases, self.paper)

    @cached_property
    def counts(self) -> CountIndex:
        """The small numbers of the prose by the words next to them."""
        return CountIndex([passage.text for passage in self._passages])

    def strangers(self, quantity: Quantity, terms: Sequence[Term], text: str) -> tuple[Term, ...]:
        """Return which names of a claim the source has in no form; none where it is known in part."""
        return self._names.strangers(quantity, terms, text) if self._is_whole else ()

    @cached_property
    def _names(self) -> KnownNames:
        cells = [line for table in self._tables for line in _lines_of(table)]
        return KnownNames([*(passage.text for passage in self._all), *cells], self._frequencies.keys())

    @property
    def paper(self) -> tuple[str, int | None]:
        """Id and version of the source."""
        return (self._passages[0].paper_id, self._passages[0].version) if self._passages else ("", None)

    def rarity(self, term: Term) -> float:
        """Return how much a word tells in this source, 0 to 1: a name it has everywhere tells little."""
        n = len(self._passages)
        times = self._frequencies.get(term.key, 0)
        if not times:
            return NAME_UNKNOWN if term.is_name else STRANGE
        return math.log(1 + n / times) / math.log(1 + n) if n > 1 else 1.0

    def knows(self, term: Term) -> bool:
        """Whether the source has the word anywhere."""
        return self._frequencies.get(term.key, 0) > 0

    @cached_property
    def _authors(self) -> frozenset[str]:
        """Keys of the names printed ahead of the paper's text: its authors' and their places'."""
        return frozenset(key for text in self._front for key in text_keys(terms_of(text)))

    def is_by(self, term: Term) -> bool:
        """Whether a name is one of the source's own authors: "Tang's algorithm" is the source's."""
        return term.is_name and term.key in self._authors and not self.knows(term)

    def weigh(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Weigh words by how much they tell in this source."""
        return tuple(replace(term, weight=term.weight * self._telling(term)) for term in terms)

    def _telling(self, term: Term) -> float:
        return FUNCTION if term.key in _FUNCTION_WORDS else self.rarity(term)

    def place(self, row: int) -> Place:
        """Return a passage with what stands around it."""
        if row not in self._places:
            passage = self._passages[row]
            facts = self._facts(passage)
            around: set[str] = set(text_keys(terms_of(passage.section or "")))
            for other in self._neighbours(row):
                around |= self._keys[other]
            self._places[row] = Place(row, self._aliases.widen_facts(facts), frozenset(around))
        return self._places[row]

    def _neighbours(self, row: int) -> list[int]:
        """Return the sentences around one, or the caption of a table's line."""
        kind = self._passages[row].kind
        if kind in ("sentence", "footnote"):
            near = range(max(0, row - BEHIND), min(len(self._passages), row + AHEAD + 1))
            return [other for other in near if other != row and self._passages[other].kind == kind]
        if kind != "table":
            return []
        near = range(max(0, row - TABLE_LINES), min(len(self._passages), row + TABLE_LINES))
        captions = [other for other in near if self._passages[other].kind == "caption"]
        return [min(captions, key=lambda other: (abs(other - row), other))] if captions else []

    def row_of(self, passage: Passage) -> int | None:
        """Return the number of a passage; None for one that states nothing or is in a grid."""
        return self._rows.get(self._key(passage))

    def rows_with(self, low: float, high: float, dimension: str | None = None) -> list[int]:
        """Return the passages that give a number between two, base units and without sign.

        Of one dimension ("time", "bytes") where it is named.
        """
        values, rows = self._numbers
        found = rows[bisect_left(values, low) : bisect_right(values, high)]
        return sorted({row for row, measured in found if dimension in (None, measured)})

    def rows_with_digits(self, number: str) -> list[int]:
        """Return the passages in which a number is printed, as a quantity or within a formula."""
        return self._digits.get(number, [])

    def share(self, row: int, terms: Sequence[Term]) -> float:
        """Return how much of some words a passage has, for a first choice."""
        return sum(term.weight for term in terms if term.key in self._keys[row])

    def best_share(self, terms: Sequence[Term]) -> float:
        """Return which share of some words the passage has that has most of them, 0 to 1."""
        total = sum(term.weight for term in terms)
        if not total:
            return 1.0
        return max((self.share(row, terms) for row in range(len(self._passages))), default=0.0) / total


def _lines_of(table: PlacedTable) -> Iterator[str]:
    grid = table.table
    yield " ".join((table.label or "", grid.caption, *grid.columns))
    for header, row in zip(table.row_headers, grid.rows, strict=True):
        yield " ".join((header, *row))


FRONT = 40
"""Passages among which the authors are named, at most."""


def _ahead_of_text(passages: Sequence[Passage]) -> list[str]:
    """Return what is printed ahead of the abstract or the first sentence and states nothing."""
    first = next((n for n, p in enumerate(passages) if p.kind in ("sentence", "heading")), 0)
    return [p.text for p in passages[: min(first, FRONT)] if p.kind not in STATING]


def plain_digits(number: str) -> str:
    """Return a printed number without separators, "56355" for "56, 355"; "84.10" is "84.1"."""
    plain = re.sub(r"[,\s]", "", number)
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _values(reading: Reading) -> list[float]:
    numbers = [reading.value, reading.low, reading.high]
    return [float(number * reading.unit.factor) for number in numbers if number is not None]


def _outside(passages: Sequence[Passage], tables: Sequence[PlacedTable]) -> list[Passage]:
    """Leave out the lines of tables that are read as grids."""
    placed = sorted(span for table in tables for row in table.spans for span in row if span)
    return [p for p in passages if p.kind != "table" or not _holds_any(p, placed)]


def _holds_any(passage: Passage, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a table's cell stands within a passage; `spans` are sorted."""
    place = bisect_left(spans, (passage.start, passage.start))
    return place < len(spans) and spans[place][1] <= passage.end
