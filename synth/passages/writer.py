"""The canonical text being written, and the place of every passage in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from synth.passages.grids import Grid, read_grids
from synth.passages.layout import Block
from synth.passages.lines import Line
from synth.passages.pdf_text import PageContent
from synth.passages.pieces import Source, unread_tables
from synth.passages.roles import is_abstract_heading, section_name
from synth.passages.sentences import Words, joint, split_sentences
from synth.passages.table_writer import TableText, enclose, write_row
from synth.text import clean_line
from synth.types import Box, Document, Passage, PassageKind, PlacedTable, Where

__all__ = ["DocumentWriter", "Segment", "line_box"]

_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_RUN_IN_ABSTRACT = re.compile(r"^abstract\s*[.:—–-]+\s*", re.I)
_KINDS: Mapping[str, PassageKind] = {"caption": "caption", "footnote": "footnote", "reference": "reference"}


class Segment(NamedTuple):
    """A stretch of the canonical text that one line of a page holds."""

    start: int
    line: Line
    length: int
    offset: int = 0
    """Where the stretch begins in the line."""


class _Stretch(NamedTuple):
    """A block as it was written."""

    start: int
    text: str
    segments: tuple[Segment, ...]
    starts: tuple[int, ...]
    heights: tuple[float, ...] | None = None
    """Of a table's row, the baseline of each segment."""


class DocumentWriter:
    """Writes a PDF's blocks one below the other and notes where each passage stands."""

    def __init__(
        self, source: Source, words: Words, pages: Mapping[int, PageContent], *, has_boxes: bool = True
    ) -> None:
        self._source, self._words, self._pages = source, words, pages
        self._has_boxes = has_boxes
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._page_starts: dict[int, int] = {}
        self._section: str | None = None
        self._is_abstract = False
        self._title: str | None = None
        self._caption = ""
        self._tables: list[PlacedTable] = []
        self._captioned = self._unread = 0
        self.segments: list[Segment] = []
        """What of the text stands where, in order."""

    def add(self, block: Block) -> None:
        """Write a block and note its passages."""
        writers: dict[str, Callable[[Block], None]] = {
            "title": self._add_title,
            "heading": self._add_heading,
            "text": self._add_text,
            "table": self._add_rows,
        }
        writers.get(block.kind, self._add_aside)(block)

    def finish(self, meta_title: str = "") -> Document:
        """Return the document; `meta_title` serves where no title was printed."""
        starts: list[int] = []
        following = self._length
        for number in sorted(self._pages, reverse=True):
            following = min(self._page_starts.get(number, following), following)
            starts.append(following)
        return Document(
            paper_id=self._source.paper_id,
            version=self._source.version,
            kind="pdf",
            sha256=self._source.sha256,
            text="".join(self._parts),
            page_starts=tuple(reversed(starts)),
            passages=tuple(self._passages),
            tables=tuple(self._tables),
            title=self._title or clean_line(meta_title) or None,
            warnings=unread_tables(self._unread, self._captioned),
        )

    # ---- blocks

    def _add_title(self, block: Block) -> None:
        stretch = self._write(block.lines, "\n\n")
        self._title = clean_line(stretch.text)
        self._note("title", "text", stretch)

    def _add_heading(self, block: Block) -> None:
        stretch = self._write(block.lines, "\n\n")
        self._enter(stretch.text)
        self._note("heading", self._where, stretch)

    def _add_rows(self, block: Block) -> None:
        self._captioned += block.is_captioned
        rules = self._pages[block.page].rules
        is_captioned = block.is_captioned or bool(block.caption)
        grids: tuple[Grid, ...] = ()
        if block.rows:
            grids = read_grids(block.rows, rules, is_captioned=is_captioned, head=block.head).parts
        if not grids:
            self._unread += block.is_captioned
            for line in block.lines:
                self._note("table", "table", self._write((line,), "\n"))
        for grid in grids:
            self._add_grid(grid, block)

    def _add_grid(self, grid: Grid, block: Block) -> None:
        written = TableText(grid)
        for row in grid.rows:
            text = write_row(row.cells)
            self._push("\n")
            segments = tuple(
                Segment(self._length + start, phrase.line, len(phrase.text), phrase.start)
                for start, phrase in text.pieces
            )
            heights = tuple(segment.line.baseline for segment in segments)
            stretch = _Stretch(self._length, text.text, segments, tuple(s.start for s in segments), heights)
            self.segments += segments
            self._page_starts.setdefault(block.page, self._length)
            written.add(row, text, self._length)
            self._push(text.text)
            self._note("table", "table", stretch)
        if not grid.columns:
            return
        page = self._pages[block.page]
        self._tables.append(
            written.place(
                index=len(self._tables),
                caption=self._caption if block.is_captioned else clean_line(block.caption),
                section=self._section,
                page=block.page,
                box=lambda line, first, last: line_box(line, first, last, page),
            )
        )

    def _add_aside(self, block: Block) -> None:
        kind = _KINDS.get(block.kind, "furniture")
        if kind == "furniture":
            # Its lines have nothing to do with each other.
            for line in block.lines:
                self._note(kind, "text", self._write((line,), "\n"))
            return
        stretch = self._write(block.lines, "\n" if kind == "reference" else "\n\n")
        if kind == "reference":
            self._note(kind, "text", stretch)
        else:
            if kind == "caption":
                self._caption = clean_line(stretch.text)
            self._note_sentences(kind, "caption" if kind == "caption" else "text", stretch)

    def _add_text(self, block: Block) -> None:
        lead = _run_in(block.lines[0])
        name = block.lines[0].text[:lead].rstrip()
        if lead:
            self._enter(name.rstrip(" .:—–-"))
        stretch = self._write(block.lines, "\n\n")
        if lead:
            self._note("heading", self._where, stretch, 0, len(name))
        where: Where = "abstract" if block.is_abstract else self._where
        self._note_sentences("sentence", where, stretch, skip=lead)

    # ---- passages

    @property
    def _where(self) -> Where:
        return "abstract" if self._is_abstract else "text"

    def _enter(self, heading: str) -> None:
        self._section = section_name(clean_line(heading))
        self._is_abstract = is_abstract_heading(self._section)

    def _write(self, lines: Sequence[Line], separator: str) -> _Stretch:
        """Write lines as one stretch of text."""
        if self._length:
            self._push(separator)
        start, first = self._length, len(self._parts)
        segments: list[Segment] = []
        for i, line in enumerate(lines):
            text, gap = line.text, ""
            if i + 1 < len(lines):
                cut, gap = joint(text, lines[i + 1].text, self._words)
                text = text[: len(text) - cut]
            self._page_starts.setdefault(line.page, self._length)
            segments.append(Segment(self._length, line, len(text)))
            self._push(text + gap)
        self.segments += segments
        written = "".join(self._parts[first:])
        return _Stretch(start, written, tuple(segments), tuple(segment.start for segment in segments))

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _note_sentences(self, kind: PassageKind, where: Where, stretch: _Stretch, skip: int = 0) -> None:
        for first, last in split_sentences(stretch.text[skip:]):
            # A formula's scraps are no sentence: "(3)", "X j", "76.5 75.5".
            is_debris = kind == "sentence" and not _WORD.search(stretch.text, skip + first, skip + last)
            self._note("furniture" if is_debris else kind, where, stretch, skip + first, skip + last)

    def _note(
        self, kind: PassageKind, where: Where, stretch: _Stretch, first: int = 0, last: int | None = None
    ) -> None:
        """Note a passage at offsets within a stretch."""
        text = stretch.text[first:last]
        if not text:
            return
        start = stretch.start + first
        page, boxes = self._places(start, start + len(text), stretch)
        boxes = boxes if stretch.heights is None else _by_height(boxes, stretch.heights)
        self._passages.append(
            Passage(
                paper_id=self._source.paper_id,
                version=self._source.version,
                index=len(self._passages),
                kind=kind,
                where=where,
                section=self._section,
                page=page,
                line=None,
                start=start,
                end=start + len(text),
                text=text,
                boxes=boxes,
            )
        )

    def _places(self, start: int, end: int, stretch: _Stretch) -> tuple[int | None, tuple[Box, ...]]:
        """Return the page on which a passage begins, and its boxes."""
        page: int | None = None
        boxes: list[Box] = []
        at = max(bisect_right(stretch.starts, start) - 1, 0)
        while at < len(stretch.segments) and stretch.segments[at].start < end:
            segment = stretch.segments[at]
            first = max(start - segment.start, 0)
            last = min(end - segment.start, segment.length)
            if last > first:
                page = page or segment.line.page
                if self._has_boxes:
                    page_of_line = self._pages[segment.line.page]
                    boxes.append(
                        line_box(segment.line, first + segment.offset, last + segment.offset, page_of_line)
                    )
            at += 1
        return page, tuple(boxes)


def _by_height(boxes: Sequence[Box], heights: Sequence[float]) -> tuple[Box, ...]:
    """Return one box for all cells of a row that stand on one line."""
    lines: dict[float, list[Box]] = {}
    for box, height in zip(boxes, heights, strict=True):
        lines.setdefault(height, []).append(box)
    return tuple(enclose(found) for found in lines.values())


def _run_in(line: Line) -> int:
    """Return the length of a heading at the beginning of a paragraph's first line; 0 for none."""
    abstract = _RUN_IN_ABSTRACT.match(line.text)
    if abstract:
        return abstract.end()
    lead = line.bold_until
    while 0 < lead < len(line.text) and line.text[lead - 1] != " ":
        lead += 1
    name, rest = line.text[:lead].strip(), line.text[lead:]
    if not (3 <= len(name) <= 80 and len(rest) > 8) or len(name.split()) > 10 or not name[:1].isalnum():
        return 0
    is_closed = name.endswith((".", ":", "?"))
    is_title = rest[:1].isupper() and any(map(str.isupper, name)) and name[-1] not in ",;("
    return lead if is_closed or is_title else 0


def line_box(line: Line, first: int, last: int, page: PageContent) -> Box:
    """Return the box of a line's characters on the page as it is stored, turned back if need be."""
    x0, x1 = min(line.lefts[first:last]), max(line.rights[first:last])
    y0, y1 = line.y0, line.y1
    if page.turn == 90:
        x0, y0, x1, y1 = page.height - y1, x0, page.height - y0, x1
    elif page.turn == 180:
        x0, y0, x1, y1 = page.width - x1, page.height - y1, page.width - x0, page.height - y0
    elif page.turn == 270:
        x0, y0, x1, y1 = y0, page.width - x1, y1, page.width - x0
    return Box(page=line.page, x0=round(x0, 1), y0=round(y0, 1), x1=round(x1, 1), y1=round(y1, 1))
