"""A table read as a grid: header rows, row names, headings of groups, and its cells as quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synth.types import Passage, PlacedTable, Quantity, Table
from synth.verdicts.compare import read_quantity
from synth.verdicts.facts import Facts, Stated
from synth.verdicts.subjects import Context, Term, terms_of, text_keys
from synth.verdicts.table_words import numbers_in

__all__ = ["Cell", "Grid", "is_blank", "is_numeric", "read_grid", "read_placed"]

MAX_CELLS = 4_000
"""Cells of a table that are read; the largest printed tables have a few hundred."""
MAX_HEAD = 3
"""Rows below the first that may continue the head."""
NUMERIC_SHARE = 0.5
"""A column holds numbers if this share of its filled cells do."""
MAX_KEY_COLUMNS = 3
"""Leading columns of words that together name a row."""

_NUMBER = re.compile(
    r"(?P<sign>[-−–+]?)\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    r"(?:\s?[±]\s?(?P<spread>\d+(?:\.\d+)?))?\s?(?P<unit>%|[kKMB](?![a-zA-Z]))?"
)
_STARTS_NUMBER = re.compile(r"(?:[pn]\s?[<>=≤≥])?[\s(\[<>≤≥=~≈∼±+$€£*−–-]*\.?\d")
_MARKUP = re.compile(r"</?(?:bold|italic|sub|sup|b|i)>")
_BOLD = re.compile(r"<(?:bold|b)>")
_COLUMN_NUMBER = re.compile(r"\(\d{1,2}[a-z]?\)")
_BLANK = re.compile(r"[\s.…∗*–—−-]*|n/?a|nan|none|not available|not reported", re.IGNORECASE)
_SUMMARY = re.compile(
    r"(?:grand |sub-?)?(?:totals?|sum|overall|average|avg\.?|mean|median|all)\b", re.IGNORECASE
)
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
    texts: tuple[tuple[str, ...], ...]
    """All cells without mark-up, by row of `Table.rows`; rows are equally long."""
    levels: tuple[tuple[str, ...], ...]
    """Header rows, top first; each as long as a row."""
    body: tuple[int, ...]
    """The rows that hold data, without header rows and headings."""
    headings: tuple[str, ...]
    """For each row the heading it stands under; "" where there is none."""
    key_columns: tuple[int, ...]
    """Columns that name the rows, leftmost first; never empty for a table with columns."""
    numeric_columns: frozenset[int]
    """Columns that hold numbers."""
    best: frozenset[tuple[int, int]]
    """Row and column of the cells set in bold."""

    def row_name(self, row: int) -> str:
        """Return how a row is called: its key cells, or its heading, or its number."""
        named = [self.texts[row][column] for column in self.key_columns if self.texts[row][column]]
        return ", ".join(dict.fromkeys(named)) or self.row_headers[row] or f"row {row + 1}"

    def column_name(self, column: int) -> str:
        """Return how a column is called: its headers, or its number."""
        return self.column_headers[column] or f"column {column + 1}"

    def is_summary(self, row: int) -> bool:
        """Whether a row sums others up: "Total", "Average"."""
        return bool(_SUMMARY.match(self.row_name(row)))


def read_placed(table: PlacedTable) -> Grid:
    """Return the grid of a document's table; rows keep the headers that the reader of the page gave them."""
    return _read(table.table, table.row_headers, frozenset(table.best))


def read_grid(table: Table) -> Grid:
    """Return the grid of a bare table: header rows and row names are found by what the cells hold."""
    return _read(table, (), frozenset())


def is_numeric(text: str) -> bool:
    """Whether a cell is a number, maybe with a spread, a unit, brackets or a mark."""
    bare = text.strip()
    if not _STARTS_NUMBER.match(bare):
        return False
    rest = _NUMBER.sub("", bare)
    return len(re.findall(r"[A-Za-z]", rest)) <= 2 and bool(_NUMBER.search(bare))


def is_blank(text: str) -> bool:
    """Whether a cell says that there is nothing: empty, a dash, "n/a"."""
    return bool(_BLANK.fullmatch(text))


# ------------------------------------------------------------------ the grid


def _read(table: Table, row_headers: Sequence[str], best: frozenset[tuple[int, int]]) -> Grid:
    bold = {
        (row, column)
        for row, cells in enumerate(table.rows)
        for column, text in enumerate(cells)
        if _BOLD.search(text)
    }
    table = _squared(table)
    numeric = _numeric_columns(table.rows)
    head = 0 if row_headers else _head_rows(table, numeric)
    levels = _levels(table, head)
    columns = tuple(" ".join(dict.fromkeys(filter(None, path))) for path in zip(*levels, strict=True))
    rows, headings = _row_headers(table, head)
    if row_headers:
        rows = [*row_headers, *rows[len(row_headers) :]]
        headings = [_heading_in(header, table.rows[row]) for row, header in enumerate(rows)]
    body = tuple(
        row for row in range(head, len(table.rows)) if row_headers or not _is_heading(table.rows[row])
    )
    keys = text_keys(terms_of(" . ".join([table.caption, *columns, *(c for row in table.rows for c in row)])))
    return Grid(
        cells=tuple(_cells(table, head, rows, columns, keys)),
        row_headers=tuple(rows),
        column_headers=columns,
        caption=table.caption,
        keys=keys,
        texts=table.rows,
        levels=levels,
        body=body,
        headings=tuple(headings),
        key_columns=_key_columns([table.rows[row] for row in body], numeric, len(columns)),
        numeric_columns=numeric,
        best=frozenset(best | bold),
    )


def _squared(table: Table) -> Table:
    """Make every row as long as the longest, for a user's table may be ragged, and drop mark-up."""
    width = max([len(table.columns), *map(len, table.rows)])

    def fill(cells: Sequence[str]) -> tuple[str, ...]:
        return (*(_MARKUP.sub("", cell).strip() for cell in cells), *[""] * (width - len(cells)))

    return Table(
        caption=_MARKUP.sub("", table.caption),
        columns=fill(table.columns),
        rows=tuple(fill(row) for row in table.rows),
    )


def _numeric_columns(rows: Sequence[Sequence[str]]) -> frozenset[int]:
    found = set()
    for column in range(len(rows[0]) if rows else 0):
        filled = [row[column] for row in rows if not is_blank(row[column])]
        if filled and sum(map(is_numeric, filled)) >= NUMERIC_SHARE * len(filled):
            found.add(column)
    return frozenset(found)


def _head_rows(table: Table, numeric: frozenset[int]) -> int:
    """Return how many of the first rows continue the head.

    Such a row has words where the rows below have numbers, or begins blank under headers that span
    columns; "(1) (2) (3)" numbers the columns.
    """
    has_spans = len(set(table.columns)) < len(table.columns)
    for place, row in enumerate(table.rows[:MAX_HEAD]):
        filled = [column for column, cell in enumerate(row) if cell]
        counted = [column for column in filled if column in numeric]
        is_numbered = len(filled) > 1 and all(_COLUMN_NUMBER.fullmatch(row[column]) for column in filled)
        no_numbers = not any(is_numeric(row[column]) for column in filled)
        over_numbers = no_numbers and len(counted) > 1 and not _is_heading(row)
        under_span = no_numbers and has_spans and len(filled) > 1 and not row[0] and not _is_heading(row)
        if not (is_numbered or over_numbers or under_span):
            return place
    return min(MAX_HEAD, max(0, len(table.rows) - 1))


def _levels(table: Table, head: int) -> tuple[tuple[str, ...], ...]:
    """Return the header rows; headers joined by " / " are taken apart."""
    parts = [column.split(" / ") for column in table.columns]
    depth = max((len(path) for path in parts), default=1)
    padded = [[""] * (depth - len(path)) + path for path in parts]
    return (*(tuple(level) for level in zip(*padded, strict=True)), *table.rows[:head])


def _is_heading(row: Sequence[str]) -> bool:
    """Whether a row is a heading for those below it: one text, alone or repeated over all columns."""
    filled = [cell for cell in row if cell]
    if not filled or len(row) < 2 or is_numeric(filled[0]):
        return False
    return (len(filled) == 1 and bool(row[0])) or (len(filled) == len(row) > 2 and len(set(filled)) == 1)


def _row_headers(table: Table, head: int) -> tuple[list[str], list[str]]:
    """Join each row's words, and say under which heading it stands."""
    headers, headings, heading, above = [""] * head, [""] * head, "", ""
    for row in table.rows[head:]:
        words = [cell for cell in row if cell and not is_numeric(cell)]
        if _is_heading(row):
            heading = words[0]
            headers.append("")
            headings.append("")
            continue
        if row and not row[0] and above:
            words.insert(0, above)  # the first cell of a group stands in its first row only
        elif words:
            above = row[0] if row[0] and not is_numeric(row[0]) else ""
        if not words and row and row[0]:
            words = [row[0]]  # numbers as row names: "2019", "layer 6"
        headers.append(" ".join([*words, heading]).strip())
        headings.append(heading)
    return headers, headings


def _heading_in(header: str, row: Sequence[str]) -> str:
    """Return the parts of a row's full header that none of its cells holds."""
    return " ".join(part for part in header.split(" / ") if part not in row)


def _key_columns(rows: Sequence[Sequence[str]], numeric: frozenset[int], width: int) -> tuple[int, ...]:
    """Return the leading columns that name the rows.

    They are as many columns of words ahead of the first column of numbers as tell the rows apart; a
    table of words alone is named by its first column, and running numbers by the column behind them.
    """
    if not width:
        return ()
    if not numeric - {0}:
        return (0,)
    if 0 in numeric:
        return (0, 1) if _is_serial(rows) and 1 not in numeric and width > 1 else (0,)
    for width in range(1, min(min(numeric), MAX_KEY_COLUMNS) + 1):
        if len({tuple(row[:width]) for row in rows}) == len(rows):
            return tuple(range(width))
    return tuple(range(min(min(numeric), MAX_KEY_COLUMNS)))


def _is_serial(rows: Sequence[Sequence[str]]) -> bool:
    return [row[0].rstrip(".") for row in rows] == [str(n) for n in range(1, len(rows) + 1)]


# ------------------------------------------------------------------ cells as quantities


def _cells(
    table: Table, head: int, headers: Sequence[str], columns: Sequence[str], keys: frozenset[str]
) -> Iterator[Cell]:
    caption_terms = terms_of(table.caption)
    row_terms = [terms_of(header) for header in headers]
    column_terms = [terms_of(header) for header in columns]
    shared = text_keys(caption_terms)
    everything = text_keys([t for terms in (*row_terms, *column_terms) for t in terms])
    n = 0
    for row in range(head, len(table.rows)):
        for column, text in enumerate(table.rows[row]):
            if n >= MAX_CELLS or not is_numeric(text):
                continue
            n += 1
            own = (*row_terms[row], *column_terms[column])
            context = _context(own, caption_terms, shared, everything)
            unit = "%" if _UNIT.search(columns[column]) else None
            facts = _cell_facts(text, unit, context, keys, f"{headers[row]} {columns[column]}", (row, column))
            value = float(numbers_in(text)[0]) if numbers_in(text) else 0.0
            yield Cell(row, column, text, value, headers[row], columns[column], facts)


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
