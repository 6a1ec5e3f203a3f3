"""A table's cells as quantities with their subject: row header, column header, caption."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from synth.types import Passage, Quantity, Table
from synth.verdicts.compare import read_quantity
from synth.verdicts.facts import Facts, Stated
from synth.verdicts.subjects import Context, Term, terms_of, text_keys

__all__ = ["Cell", "Grid", "read_grid"]

MAX_CELLS = 4_000
"""Cells of a table that are read; the largest printed tables have a few hundred."""

_NUMBER = re.compile(
    r"(?P<sign>[-−–+]?)\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?[±]\s?(?P<spread>\d+(?:\.\d+)?))?\s?(?P<unit>%|[kKMB](?![a-zA-Z]))?"
)
_HEADER_SHARE = 0.5
"""A row with fewer numbers than this share of its filled cells belongs to the head, if it is on top."""
_UNIT = re.compile(r"%|\bpercent|\bper cent", re.IGNORECASE)
_SCALE_UNITS = {"k": "thousand", "K": "thousand", "M": "million", "B": "billion", "%": "%"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a number."""

    row: int
    """0-based, in `Table.rows`."""
    column: int
    """0-based."""
    text: str
    """As printed."""
    value: float
    """Its first number."""
    row_header: str
    """The words of its row."""
    column_header: str
    """The words above it."""
    facts: Facts
    """The cell as a source of its own, its context being its headers and the caption."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as read."""

    cells: tuple[Cell, ...]
    """Cells with numbers, row by row."""
    row_headers: tuple[str, ...]
    """Headers of the rows, in order; "" for a row of the head."""
    column_headers: tuple[str, ...]
    """Headers of the columns, sub-headers included."""
    caption: str
    """The caption."""
    keys: frozenset[str]
    """Keys of all words of the table."""


def read_grid(table: Table) -> Grid:
    """Return the table's numeric cells with their headers."""
    table = _squared(table)
    head = _head_rows(table)
    columns = tuple(
        " ".join([name, *(table.rows[row][place] for row in range(head))]).strip()
        for place, name in enumerate(table.columns)
    )
    headers = tuple(_row_headers(table, head))
    caption_terms = terms_of(table.caption)
    words = " . ".join([table.caption, *columns, *(cell for row in table.rows for cell in row)])
    cells: list[tuple[int, int, str]] = []
    for row in range(head, len(table.rows)):
        for column, text in enumerate(table.rows[row]):
            if len(cells) < MAX_CELLS and is_numeric(text):
                cells.append((row, column, text))
    row_terms = [terms_of(header) for header in headers]
    column_terms = [terms_of(header) for header in columns]
    shared = text_keys(caption_terms)
    everything = text_keys([t for terms in (*row_terms, *column_terms) for t in terms])
    keys = text_keys(terms_of(words))
    read = []
    for row, column, text in cells:
        own = (*row_terms[row], *column_terms[column])
        context = _context(own, caption_terms, shared, everything)
        unit = "%" if _UNIT.search(columns[column]) else None
        facts = _cell_facts(text, unit, context, keys, f"{headers[row]} {columns[column]}", (row, column))
        read.append(Cell(row, column, text, _first_value(text), headers[row], columns[column], facts))
    return Grid(tuple(read), headers, columns, table.caption, keys)


def is_numeric(text: str) -> bool:
    """Whether a cell is a number, maybe with a spread, a unit, brackets or a mark."""
    bare = text.strip()
    if not bare or not any(c.isdigit() for c in bare):
        return False
    rest = _NUMBER.sub("", bare)
    return len(re.findall(r"[A-Za-z]", rest)) <= 2 and bool(_NUMBER.search(bare))


def _squared(table: Table) -> Table:
    """Make every row as long as the longest: a user's table may be ragged."""
    width = max([len(table.columns), *map(len, table.rows)])
    return Table(
        caption=table.caption,
        columns=(*table.columns, *[""] * (width - len(table.columns))),
        rows=tuple((*row, *[""] * (width - len(row))) for row in table.rows),
    )


def _head_rows(table: Table) -> int:
    """Return how many of the first rows continue the head."""
    for place, row in enumerate(table.rows[:3]):
        filled = [cell for cell in row if cell.strip()]
        numeric = sum(is_numeric(cell) for cell in filled)
        if len(filled) > 1 and numeric < _HEADER_SHARE * len(filled) and numeric <= 1:
            continue
        return place
    return 0 if len(table.rows) <= 3 else 3


def _row_headers(table: Table, head: int) -> list[str]:
    """Join each row's words; a row with one filled cell is a heading for those below it."""
    headers, heading, above = [""] * head, "", ""
    for row in table.rows[head:]:
        words = [cell.strip() for cell in row if cell.strip() and not is_numeric(cell)]
        filled = sum(bool(cell.strip()) for cell in row)
        if filled == 1 and words:
            heading = words[0]
            headers.append("")
            continue
        if row and not row[0].strip() and above:
            words.insert(0, above)  # the first cell of a group stands in its first row only
        elif words:
            above = row[0].strip() if row[0].strip() and not is_numeric(row[0]) else ""
        if not words and row and row[0].strip():
            words = [row[0].strip()]  # numbers as row names: "2019", "layer 6"
        headers.append(" ".join([*words, heading]).strip())
    return headers


def _context(
    own: Sequence[Term], caption: tuple[Term, ...], shared: frozenset[str], everything: frozenset[str]
) -> Context:
    own_keys = text_keys(own)
    return Context(
        own=tuple(own),
        shared=caption,
        own_keys=own_keys,
        shared_keys=shared - own_keys,
        foreign_keys=everything - own_keys - shared,
        is_first_person=False,
    )


def _first_value(text: str) -> float:
    match = _NUMBER.search(text)
    number = float(match["number"].replace(",", "")) if match else 0.0
    return -number if match and match["sign"] in ("-", "−", "–") else number


def _cell_facts(
    text: str, unit: str | None, context: Context, keys: frozenset[str], header: str, place: tuple[int, int]
) -> Facts:
    stated = []
    for match in _NUMBER.finditer(text):
        sign = "-" if match["sign"] in ("-", "−", "–") else ""
        own_unit = _SCALE_UNITS.get(match["unit"] or "", unit)
        quantity = Quantity(
            text=match.group().strip(),
            start=match.start(),
            end=match.end(),
            value=sign + match["number"].replace(",", ""),
            uncertainty=match["spread"],
            unit=own_unit,
        )
        reading = read_quantity(quantity)
        if reading is not None:
            stated.append(Stated(quantity, reading, context, 0, ((), ())))
    passage = Passage(
        paper_id="",
        version=None,
        index=place[0] * 1000 + place[1],
        kind="table",
        where="table",
        section=header,
        page=None,
        line=None,
        start=0,
        end=len(text),
        text=text,
    )
    return Facts(passage=passage, stated=tuple(stated), keys=keys, baselines=(), comparison=None)
