"""A paper's tables as places of evidence: which words name each row and column, and the cells' numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from synth.types import Box, Passage, PlacedTable, Quantity
from synth.verdicts.aliases import Aliases, language_keys
from synth.verdicts.cells import is_numeric
from synth.verdicts.compare import read_quantity
from synth.verdicts.facts import Facts, Stated
from synth.verdicts.header_words import bases_of, other_words, stub_head
from synth.verdicts.near import NumberIndex
from synth.verdicts.paired_cells import part_pairs
from synth.verdicts.setting_numbers import printed_numbers
from synth.verdicts.subjects import Context, Term, name_key, terms_of, text_keys, word_stem
from synth.verdicts.table_names import Level, Name, find_names, levels_of
from synth.verdicts.table_words import read_words

__all__ = [
    "GridCell",
    "Header",
    "PaperTable",
    "counted_things",
    "left_out",
    "names_in",
    "read_tables",
]

_LABEL_NUMBER = re.compile(r"[A-Z]?\d{1,2}(?:\.\d{1,2})?", re.IGNORECASE)
_CELL_NUMBER = re.compile(
    r"(?P<sign>(?<![\w)])[-−–+])?\s?(?<![\w.])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?(?:±|\+/-)\s?(?P<spread>\d*\.?\d+))?\s?(?P<unit>%|(?:hrs?|hours?|min(?:ute)?s?|sec(?:ond)?s?|ms|s|h|days?|weeks?|[KMGT]B|[kKMBmb])(?![a-zA-Z]))?"
)
_UNIT_IN_HEADER = re.compile(
    r"[(\[,]\s?(?P<unit>%|ms|s|sec|seconds?|min|minutes?|h|hours?|days?|GB|MB|KB|TB|[kKMB]|G?FLOPs|GMACs"
    r"|[kMG]?Hz|[km]g|[kMG]?Wh|[kMG]W|[kcmnµ]m|[kMGT]?eV|k?Pa|µs|ns)\s?[)\]](?:\s|$)"
)
_COUNTS = re.compile(
    r"#|\b(?:param|size|tokens?|words?|sentences?|sents|examples?|instances|pairs|documents?|docs|passages|queries"
    r"|questions|images|weights|samples|lines|data|train)",
    re.IGNORECASE,
)
"""Headers over counts, where "110m" are millions and no metres."""

_UNITS = {
    "hr": "h", "hrs": "h", "mins": "min", "secs": "s", "day": "days", "week": "weeks",
    "k": "thousand", "K": "thousand", "M": "million", "B": "billion", "sec": "s", "second": "s",
    "seconds": "s", "minute": "min", "minutes": "min", "hour": "h", "hours": "h",
}  # fmt: skip
"""Signs that a header or cell prints and the canonical name of the unit."""

MAX_CELLS = 4_000
"""Cells of a table that are read; the largest printed tables have a few hundred."""

MAX_PARTS = 6
"""Parts of a joined name that are told apart."""

MAX_LETTERS = 4
"""Letters that a cell may have beside its numbers and still be one: a unit, a mark."""


@dataclass(frozen=True, slots=True)
class Header:
    """What names a row or a column."""

    text: str
    """As printed, its group included."""
    terms: tuple[Term, ...]
    """Its words."""
    keys: frozenset[str]
    """Keys of its words, and of its numbers as "#100"."""
    lacks: frozenset[str] = frozenset()
    """Keys of what it says to be left out: "w/o dropout"."""
    told: frozenset[str] = frozenset()
    """Keys of its words that a claim says in other words."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with a number."""

    row: int
    """0-based body row."""
    column: int
    """0-based."""
    facts: Facts
    """What it states; its passage is the cell where it is printed."""

    @property
    def at(self) -> tuple[int, int]:
        """Its row and column."""
        return self.row, self.column


@dataclass(frozen=True, eq=False)
class PaperTable:
    """A table with the words that lead to each of its cells; each is equal to itself only."""

    table: PlacedTable
    """As placed on its page."""
    rows: tuple[Header, ...]
    """Of the body rows."""
    columns: tuple[Header, ...]
    """Of the columns."""
    caption: frozenset[str]
    """Keys of the caption and of the heading above."""
    around: frozenset[str]
    """Keys of the sentences that speak of the table."""
    keys: frozenset[str]
    """Keys of all headers and the caption."""
    cells: tuple[GridCell, ...]
    """The cells with numbers, row by row."""
    aliases: Aliases = field(default_factory=Aliases)
    """The paper's abbreviations."""

    @cached_property
    def values(self) -> dict[tuple[int, int], Decimal]:
        """The number of each cell that holds one and does not name its row, by row and column."""
        found = {}
        for cell in self.cells:
            text = self.table.table.rows[cell.row][cell.column]
            value = cell.facts.stated[0].reading.value if cell.facts.stated else None
            if value is not None and is_numeric(text) and text not in self.rows[cell.row].text.split(" / "):
                found[cell.row, cell.column] = value
        return found

    @cached_property
    def numbers(self) -> NumberIndex:
        """The first two numbers of each cell, by size."""
        return NumberIndex([cell.facts.stated[:2] for cell in self.cells])

    @cached_property
    def lines(self) -> tuple[tuple[tuple[GridCell, ...], npt.NDArray[np.float64]], ...]:
        """The cells with numbers of each row and of each column, with `sizes_N` of their first numbers."""
        found: dict[tuple[int, int], list[tuple[GridCell, float]]] = {}
        for cell in self.cells:
            value = cell.facts.stated[0].reading.value if cell.facts.stated else None
            if value is not None:
                for line in ((0, cell.row), (1, cell.column)):
                    found.setdefault(line, []).append((cell, float(value)))
        return tuple(
            (tuple(cell for cell, _ in line), np.array([size for _, size in line]))
            for line in found.values()
            if len(line) > 1
        )

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The levels of its headers, those of the rows first."""
        return levels_of(self.table, self.aliases, self.values)


def read_tables(
    tables: Sequence[PlacedTable],
    mentions: Mapping[str, Set[str]],
    aliases: Aliases,
    paper: tuple[str, int | None] = ("", None),
) -> tuple[PaperTable, ...]:
    """Return a paper's tables in order.

    Args:
        tables: As placed.
        mentions: By a table's number, the keys of the sentences that speak of it.
        aliases: The paper's abbreviations.
        paper: Its id and version.
    """
    return tuple(_read(table, mentions, aliases, paper) for table in tables)


@lru_cache(maxsize=256)
def names_in(text: str, table: PaperTable) -> tuple[Name, ...]:
    """Return what a claim names in a table, in the order of its words."""
    return find_names(read_words(text), table.levels)


def _read(
    placed: PlacedTable, mentions: Mapping[str, Set[str]], aliases: Aliases, paper: tuple[str, int | None]
) -> PaperTable:
    placed = part_pairs(placed)
    rows = _rows(placed, aliases)
    columns = tuple(_header(text, aliases) for text in placed.table.columns)
    caption = _header(placed.table.caption, aliases).keys | text_keys(terms_of(f"x {placed.section or ''}"))
    number = _LABEL_NUMBER.search(placed.label or "")
    around = frozenset(mentions.get(number.group().lower(), ())) if number else frozenset()
    keys = caption.union(*(header.keys for header in (*rows, *columns)))
    cells: list[GridCell] = []
    for row, texts in enumerate(placed.table.rows):
        for column, text in enumerate(texts):
            if len(cells) < MAX_CELLS and is_number(text):
                here = rows[row].keys | columns[column].keys | caption
                facts = _facts(text, placed, (row, column), (rows[row], columns[column]), here, paper)
                cells.append(GridCell(row, column, facts))
    return PaperTable(placed, rows, columns, caption, around, keys, tuple(cells), aliases)


def _rows(placed: PlacedTable, aliases: Aliases) -> tuple[Header, ...]:
    """Return the heads of the rows; one that varies a row above it, or only numbers it, has more words."""
    rows = [_header(text, aliases) for text in placed.row_headers]
    for row, base in enumerate(bases_of(placed.row_headers)):
        if base is not None:
            rows[row] = replace(rows[row], keys=rows[row].keys | rows[base].keys)
        elif head := stub_head(placed.row_headers[row], placed.table.rows[row], placed.table.columns):
            rows[row] = replace(rows[row], keys=rows[row].keys | text_keys(terms_of(f"x {head}")))
    return tuple(rows)


def _header(text: str, aliases: Aliases) -> Header:
    # A letter ahead, lest the first word, capitalised anyhow, be taken for a common one.
    terms = terms_of(f"x {text}")
    keys = aliases.widen(text_keys(terms) | _part_keys(terms)) | printed_numbers(text)
    keys |= language_keys(text) | other_words(text) | _cut_off_keys(text)
    return Header(text, terms, keys, left_out(text))


_AT_K = re.compile(r"(?P<metric>[^\W_][\w-]*)@[kKnN]\b.*/ (?P<k>\d{1,4})$")


def _cut_off_keys(text: str) -> frozenset[str]:
    """Return what a metric is called at a cut-off that stands on a level of its own: "Recall@k / 20"."""
    match = _AT_K.search(text)
    return frozenset((name_key(f"{match['metric']}@{match['k']}"),)) if match else frozenset()


_LEFT_OUT = re.compile(
    r"(?:\bw/o|\bwithout|\bno|\blacking|(?:^|(?<=/ ))[−–-])\s(?:the\s|any\s)?(?P<what>\w[\w-]*)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def left_out(text: str) -> frozenset[str]:
    """Return the keys of what a header or a claim says to be left out: "w/o dropout", "without dropout"."""
    return frozenset(
        term.key for match in _LEFT_OUT.finditer(text) for term in terms_of(f"x {match['what']}")
    )


_SMALL = {word: n for n, word in enumerate("single two three four five six seven eight nine ten".split(), 1)}
_SMALL |= {"one": 1, "double": 2}
_COUNTED = re.compile(
    rf"(?<![\w.,-])(?P<n>\d{{1,3}}|{'|'.join(_SMALL)})[ -](?P<what>[a-z]{{3,}})(?![\w-])", re.IGNORECASE
)


@lru_cache(maxsize=8192)
def counted_things(text: str) -> dict[str, frozenset[int]]:
    """Return how many of what a header or a claim names, by the key of the word: "2 stage", "one layer"."""
    found: dict[str, frozenset[int]] = {}
    for match in _COUNTED.finditer(text):
        number = _SMALL.get(match["n"].lower()) or int(match["n"])
        key = word_stem(match["what"])
        found[key] = found.get(key, frozenset()) | {number}
    return found


def _part_keys(terms: Sequence[Term]) -> frozenset[str]:
    """Return the parts of joined names as words: "Lantern-large" opens a sentence as two of them."""
    parts = [part for term in terms if term.is_name for part in term.surface.split("-")[:MAX_PARTS]]
    words = [part for part in parts if part.isalpha() and len(part) > 2]
    return frozenset(key for word in words for key in (word.lower(), word_stem(word)))


def is_number(text: str) -> bool:
    """Whether a cell is a number, maybe with a spread, a unit, brackets or a mark."""
    letters = sum(c.isalpha() for c in _CELL_NUMBER.sub("", text))
    return letters <= MAX_LETTERS and _CELL_NUMBER.search(text) is not None


def _facts(
    text: str,
    placed: PlacedTable,
    place: tuple[int, int],
    headers: tuple[Header, Header],
    keys: frozenset[str],
    paper: tuple[str, int | None],
) -> Facts:
    row, column = headers
    own = row.keys | column.keys
    context = Context(
        own=(*row.terms, *column.terms),
        shared=(),
        own_keys=own,
        shared_keys=keys - own,
        foreign_keys=frozenset(),
        is_first_person=False,
    )
    stated = []
    for match in _CELL_NUMBER.finditer(text):
        quantity = _quantity(match, _unit_of(column.text) or _unit_of(row.text), f"{column.text} {row.text}")
        reading = read_quantity(quantity)
        if reading is not None:
            stated.append(Stated(quantity, reading, context, 0, ((), ())))
    passage = _passage(text, placed, place, paper)
    return Facts(passage=passage, stated=tuple(stated), keys=keys, baselines=(), comparison=None)


def _quantity(match: re.Match[str], unit: str | None, headers: str) -> Quantity:
    printed = match["unit"]
    if printed in ("m", "b"):
        printed = printed.upper() if _COUNTS.search(headers) else None
    sign = "-" if match["sign"] in ("-", "−", "–") else ""
    return Quantity(
        text=match.group().strip(),
        start=match.start(),
        end=match.end(),
        value=sign + _plain(match["number"]),
        uncertainty=match["spread"],
        unit=_UNITS.get(printed, printed) if printed else unit,
    )


def _plain(number: str) -> str:
    plain = number.replace(",", "")
    return f"0{plain}" if plain.startswith(".") else plain


def _unit_of(header: str) -> str | None:
    match = _UNIT_IN_HEADER.search(header)
    return _UNITS.get(match["unit"], match["unit"]) if match else None


def _passage(
    text: str, placed: PlacedTable, place: tuple[int, int], paper: tuple[str, int | None]
) -> Passage:
    row, column = place
    span = placed.spans[row][column]
    box: Box | None = placed.boxes[row][column] if placed.boxes else None
    start, end = span if span is not None else (0, len(text))
    return Passage(
        paper_id=paper[0],
        version=paper[1],
        index=placed.index,
        kind="table",
        where="table",
        section=placed.section,
        page=placed.page if box is None else box.page,
        line=placed.line,
        start=start,
        end=end,
        text=text,
        boxes=() if box is None else (box,),
    )
