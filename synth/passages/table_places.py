"""Tables of a LaTeX source found on the pages of its PDF."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from synth.passages.cell_places import TableMatch, match_table
from synth.passages.cell_rows import Found, PrintedRow, TableRow, cell_letters, printed_rows
from synth.passages.document import Printed
from synth.passages.letters import without_keys
from synth.passages.pdf_text import PageContent
from synth.passages.table_writer import enclose
from synth.passages.writer import line_box
from synth.types import Box, Document, PlacedTable

__all__ = ["PlacedCells", "place_tables"]

_WORD = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")

MAX_CANDIDATES = 3
"""Pages on which a table without a place is looked for."""

GOOD = 0.5
"""Share of a table found on its caption's page with which no other page is looked at."""


class PlacedCells(NamedTuple):
    """Tables with their places."""

    tables: tuple[PlacedTable, ...]
    rows: Mapping[int, tuple[int | None, tuple[Box, ...]]]
    """Page and boxes of each row, by the index of its passage."""
    numbers: int
    """Body cells that hold a number."""
    found: int
    """Those of them that have a box."""
    differing: tuple[str, ...]
    """Cells in whose place the PDF has another number, a sentence each."""


class _Cell(NamedTuple):
    """A cell of a row as it is written in the document's text."""

    start: int
    end: int
    letters: str
    column: int | None


class _Row(NamedTuple):
    passage: int
    cells: tuple[_Cell, ...]

    @property
    def compared(self) -> TableRow:
        """What of it is held against the print."""
        return TableRow(tuple(cell.letters for cell in self.cells), tuple(cell.column for cell in self.cells))


def place_tables(document: Document, pages: Sequence[int | None], printed: Printed) -> PlacedCells:
    """Find the document's tables; `pages` are those of the passages that were found already."""
    places = _Places(document, printed)
    for rows in _groups(document):
        places.look_for(rows, _hint(document, rows, pages))
    tables = tuple(places.place(table) for table in document.tables)
    boxes = [
        box is not None
        for table in tables
        for cells, spans, placed in zip(table.table.rows, table.spans, table.boxes, strict=True)
        for cell, span, box in zip(cells, spans, placed, strict=True)
        if span is not None and any(map(str.isdigit, without_keys(cell)))
    ]
    return PlacedCells(tables, places.rows, len(boxes), sum(boxes), places.differing())


def _groups(document: Document) -> list[list[_Row]]:
    """Return the rows of each table, header rows included."""
    groups: list[list[_Row]] = []
    columns = _columns(document.tables)
    before = -1
    for passage in document.passages:
        if passage.kind != "table":
            continue
        row = _Row(passage.index, _cells(document.text, passage.start, passage.end, columns))
        # Rows of a table follow each other line by line; an empty line parts two tables.
        if groups and passage.start == before + 1:
            groups[-1].append(row)
        else:
            groups.append([row])
        before = passage.end
    return groups


def _columns(tables: Sequence[PlacedTable]) -> dict[int, int | None]:
    """Return the column of each cell by where it begins in the text; None for those that span several.

    Where a long table is folded, its second half has columns of its own.
    """
    columns: dict[int, int | None] = {}
    for table in tables:
        width = len(table.table.columns)
        fold, before = 0, -1
        for cells, spans in zip(table.table.rows, table.spans, strict=True):
            starts = [span[0] for span in spans if span is not None]
            if not starts:
                continue
            fold += starts[0] < before
            before = starts[0]
            for c, span in enumerate(spans):
                if span is not None:
                    is_wide = c + 1 < width and spans[c + 1] is None and bool(cells[c + 1])
                    columns[span[0]] = None if is_wide else c + (width + 1) * fold
    return columns


def _cells(text: str, start: int, end: int, columns: Mapping[int, int | None]) -> tuple[_Cell, ...]:
    cells: list[_Cell] = []
    at = start
    for part in text[start:end].split("|"):
        inside = range(at, at + len(part))
        column = next((columns[i] for i in inside if i in columns), None)
        cells.append(_Cell(at, at + len(part), cell_letters(without_keys(part)), column))
        at += len(part) + 1
    return tuple(cells)


def _hint(document: Document, rows: Sequence[_Row], pages: Sequence[int | None]) -> int | None:
    """Return the page of the caption above a table's rows; None where there is none or it was not found."""
    for index in range(rows[0].passage - 1, max(rows[0].passage - 400, -1), -1):
        passage = document.passages[index]
        if passage.kind == "caption":
            return pages[index]
        if passage.kind not in ("table", "footnote"):
            return None
    return None


class _Places:
    """Tables found so far on the pages of a PDF."""

    def __init__(self, document: Document, printed: Printed) -> None:
        self._document, self._printed = document, printed
        self._pages: dict[int, list[PrintedRow]] = {}
        self._words: dict[int, frozenset[str]] = {}
        self._used: dict[int, set[tuple[int, int]]] = {}
        self._boxes: dict[int, tuple[int, Box]] = {}
        """Where a cell begins in the text: where it ends, and its box."""
        self._differing: list[tuple[int, str, str]] = []
        self.rows: dict[int, tuple[int | None, tuple[Box, ...]]] = {}
        """Page and boxes of each row, by the index of its passage."""

    def look_for(self, rows: Sequence[_Row], hint: int | None) -> None:
        """Find a table, its caption's page first; a long one runs on over pages."""
        letters = [row.compared for row in rows]
        number, match = self._best(letters, hint)
        if match is not None:
            self._keep(rows, match, number)
            self._continue(rows, letters, match, number)
        found = {
            row.passage: [self._boxes[cell.start][1] for cell in row.cells if cell.start in self._boxes]
            for row in rows
        }
        numbers = {box.page for boxes in found.values() for box in boxes}
        # A row that was not found stands where all others do, and a table where its caption does.
        page = hint if not numbers else min(numbers) if len(numbers) == 1 else None
        for passage, boxes in found.items():
            self.rows[passage] = (boxes[0].page if boxes else page, _by_page(boxes))

    def _best(self, letters: Sequence[TableRow], hint: int | None) -> tuple[int, TableMatch | None]:
        best: tuple[int, TableMatch | None] = (0, None)
        if hint is not None:
            best = hint, self._match(letters, hint)
            if best[1] is not None and best[1].score >= GOOD:
                return best
        for number in self._candidates(letters):
            match = None if number == hint else self._match(letters, number)
            if match is not None and (best[1] is None or match.score > best[1].score):
                best = number, match
        return best

    def _candidates(self, letters: Sequence[TableRow]) -> list[int]:
        """Return the pages that have most of a table's cells."""
        wanted = {
            word for row in letters for cell in row.cells for word in _WORD.findall(cell) if len(word) > 1
        }
        counts = {number: len(wanted & self._words_of(number)) for number in self._printed.lines}
        ranked = sorted(counts, key=lambda number: (-counts[number], number))
        return [number for number in ranked[:MAX_CANDIDATES] if counts[number]]

    def _words_of(self, number: int) -> frozenset[str]:
        if number not in self._words:
            text = "\n".join(line.text for line in self._printed.lines[number])
            self._words[number] = frozenset(word.lower() for word in _WORD.findall(text))
        return self._words[number]

    def _match(self, letters: Sequence[TableRow], number: int) -> TableMatch | None:
        return match_table(letters, self._page(number), self._used.setdefault(number, set()))

    def _page(self, number: int) -> list[PrintedRow]:
        if number not in self._pages:
            self._pages[number] = printed_rows(self._printed.lines[number])
        return self._pages[number]

    def _continue(
        self, rows: Sequence[_Row], letters: Sequence[TableRow], match: TableMatch, number: int
    ) -> None:
        """Find what of a long table stands on the pages behind and before."""
        for step in (1, -1):
            found, at = match, number
            left, offset = list(letters), 0
            while found is not None:
                placed = [i for i, _ in found.cells]
                cut = max(placed) + 1 if step > 0 else min(placed)
                left = left[cut:] if step > 0 else left[:cut]
                offset += cut if step > 0 else 0
                at += step
                if len(left) < 2 or at not in self._printed.lines:
                    break
                again = self._match(left, at)
                if again is None or len({i for i, _ in again.cells}) < 2:
                    break
                self._keep(rows[offset : offset + len(left)], again, at)
                found = again

    def _keep(self, rows: Sequence[_Row], match: TableMatch, number: int) -> None:
        page, used = self._page(number), self._used[number]
        content = self._printed.pages[number]
        for (i, c), places in match.cells.items():
            cell = rows[i].cells[c]
            self._boxes[cell.start] = (
                cell.end,
                enclose([b for f in places for b in _boxes(page, f, content)]),
            )
            used |= {(f.row, at) for f in places for at in range(f.start, f.end)}
        for i, c, instead in match.differing:
            cell = rows[i].cells[c]
            self._differing.append(
                (rows[i].passage, self._document.text[cell.start : cell.end].strip(), instead)
            )

    # ---- what was found

    def place(self, table: PlacedTable) -> PlacedTable:
        """Return a table with its page and the boxes of its cells."""
        boxes = tuple(
            tuple(None if span is None else self._box_of(span) for span in spans) for spans in table.spans
        )
        page = next((box.page for row in boxes for box in row if box is not None), None)
        if page is None:
            starts = [span[0] for row in table.spans for span in row if span is not None]
            page = self._page_at(starts[0]) if starts else None
        return replace(table, boxes=boxes, page=page)

    def _page_at(self, offset: int) -> int | None:
        """Return the page of the row that stands at an offset of the document's text."""
        passages = self._document.passages
        for index, (page, _) in self.rows.items():
            if passages[index].start <= offset < passages[index].end:
                return page
        return None

    def _box_of(self, span: tuple[int, int]) -> Box | None:
        """Return the box of the written cell in which a span stands."""
        for start in range(span[0], max(span[0] - 12, -1), -1):
            if start in self._boxes:
                end, box = self._boxes[start]
                return box if span[1] <= end else None
        return None

    def differing(self) -> tuple[str, ...]:
        """Say which numbers the PDF has otherwise."""
        return tuple(
            f"a table has {written} in the LaTeX source and {instead} on the PDF's page "
            f"{self.rows[passage][0]}, in the row “{self._document.passages[passage].text[:60]}”"
            for passage, written, instead in self._differing
        )


def _boxes(page: Sequence[PrintedRow], found: Found, content: PageContent) -> list[Box]:
    """Return the boxes of a stretch of a row of print, a box for each line in it."""
    glyphs = page[found.row].glyphs[found.start : found.end]
    lines: dict[int, list[int]] = {}
    for line, index in glyphs:
        lines.setdefault(id(line), []).append(index)
    known = {id(line): line for line, _ in glyphs}
    return [line_box(known[key], min(at), max(at) + 1, content) for key, at in lines.items()]


def _by_page(boxes: Sequence[Box]) -> tuple[Box, ...]:
    """Return one box for all cells of a row that stand on one page."""
    pages: dict[int, list[Box]] = {}
    for box in boxes:
        pages.setdefault(box.page, []).append(box)
    return tuple(enclose(found) for found in pages.values())
