"""A grid written as text: its rows with strokes between the cells, and where each cell stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from synth.passages.grid_columns import Phrase
from synth.passages.grid_rows import GridRow, cell_text
from synth.passages.grids import Grid
from synth.passages.lines import Line
from synth.passages.table_text import folds_of, join_row, without_marks
from synth.types import Box, PlacedTable, Table

__all__ = ["RowText", "TableText", "enclose", "table_label", "write_row"]

_LABEL = re.compile(
    r"^((?:(?:Supplementary|Extended Data|Appendix|Online)\s)?(?:Tables?|TABLE|Tab\.?)\s*"
    r"[A-Z]?[\dIVX]*(?:[.-]?\d+)*[a-z]?)(?=[\s:.|–—-]|$)"
)


class RowText(NamedTuple):
    """A row as text."""

    text: str
    pieces: tuple[tuple[int, Phrase], ...]
    """Offset in `text` of each line of each cell."""
    spans: tuple[tuple[int, int], ...]
    """Offsets in `text` of each cell, footnote marks left out; empty cells have no length."""


def table_label(caption: str) -> str | None:
    """Return how a caption calls its table: "Table 3"; None where it does not."""
    found = _LABEL.match(caption)
    return found[1] if found and len(found[1].split()) > 1 else None


def write_row(cells: Sequence[Sequence[Phrase]]) -> RowText:
    """Write the cells of a row side by side, the lines of a cell one after the other."""
    texts = [cell_text(cell) for cell in cells]
    text, starts = join_row(texts)
    pieces: list[tuple[int, Phrase]] = []
    spans: list[tuple[int, int]] = []
    for cell, start, written in zip(cells, starts, texts, strict=True):
        at = start
        for phrase in cell:
            pieces.append((at, phrase))
            at += len(phrase.text) + 1
        first, last = without_marks(written)
        spans.append((start + first, start + last))
    return RowText(text, tuple(pieces), tuple(spans))


@dataclass(slots=True)
class TableText:
    """A grid whose rows are being written into a document."""

    grid: Grid
    rows: list[tuple[GridRow, RowText, int]] = field(default_factory=list)
    """The body rows written so far, each with its offset in the document."""

    def add(self, row: GridRow, written: RowText, offset: int) -> None:
        """Note where a row was written."""
        if row.kind == "body":
            self.rows.append((row, written, offset))

    def place(
        self,
        *,
        index: int,
        caption: str,
        section: str | None,
        page: int,
        box: Callable[[Line, int, int], Box],
    ) -> PlacedTable:
        """Return the table with its places; `box` gives that of a stretch of a line."""
        width = len(self.grid.columns)
        texts_of = [
            [row.spanned[c] or written.text[slice(*written.spans[c])] for c in range(width)]
            for row, written, _ in self.rows
        ]
        heads, columns = folds_of(self.grid.columns, texts_of)
        cells: list[tuple[str, ...]] = []
        names: list[str] = []
        spans: list[tuple[tuple[int, int] | None, ...]] = []
        boxes: list[tuple[Box | None, ...]] = []
        best: list[tuple[int, int]] = []
        for fold, head in enumerate(heads):
            for all_texts, (row, written, offset) in zip(texts_of, self.rows, strict=True):
                part = range(fold * len(columns), (fold + 1) * len(columns))
                texts = [all_texts[c] for c in part]
                if not any(texts):
                    continue
                best += ((len(cells), i) for i, c in enumerate(part) if _is_best(row, c, written))
                cells.append(tuple(texts))
                own = " / ".join(filter(None, (head, *texts[: self.grid.lead])))
                names.append(row.name if fold == 0 and not head else own)
                spans.append(tuple(_moved(written.spans[c], offset) for c in part))
                boxes.append(tuple(_cell_box(row.cells[c], box) for c in part))
        return PlacedTable(
            index=index,
            label=table_label(caption),
            table=Table(caption=caption, columns=columns, rows=tuple(cells)),
            row_headers=tuple(names),
            spans=tuple(spans),
            page=page,
            section=section,
            boxes=tuple(boxes),
            best=tuple(best),
        )


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int] | None:
    return (span[0] + offset, span[1] + offset) if span[1] > span[0] else None


def _is_best(row: GridRow, c: int, written: RowText) -> bool:
    """Tell whether a cell's figures are set in bold throughout."""
    cell = row.cells[c]
    if c == 0 or not any(char.isdigit() for char in written.text[slice(*written.spans[c])]):
        return False
    return all(_is_bold(phrase) for phrase in cell)


def _is_bold(phrase: Phrase) -> bool:
    strong = {at for start, end in phrase.line.bold for at in range(start, end)}
    digits = [at for at in range(phrase.start, phrase.end) if phrase.line.text[at].isdigit()]
    return bool(digits) and all(at in strong for at in digits)


def _cell_box(cell: Sequence[Phrase], box: Callable[[Line, int, int], Box]) -> Box | None:
    return enclose([box(phrase.line, phrase.start, phrase.end) for phrase in cell]) if cell else None


def enclose(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around boxes of one page; there must be one at least."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        page=boxes[0].page,
        x0=min(box.x0 for box in boxes),
        y0=min(box.y0 for box in boxes),
        x1=max(box.x1 for box in boxes),
        y1=max(box.y1 for box in boxes),
    )
