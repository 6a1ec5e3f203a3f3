"""Blocks of a paper put together into a `Document`: one canonical text, passages with places.

A page's floats, footnotes and running heads stand before the first paragraph that begins on the
page, so that a paragraph that runs on over a column, a table or a page is one stretch of text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from synth.passages.characters import normalize
from synth.passages.floats import take_floats
from synth.passages.layout import (
    Block,
    Columns,
    Style,
    document_style,
    ends_sentence,
    find_columns,
    find_furniture,
    in_reading_order,
    split_blocks,
    take_footnotes,
)
from synth.passages.lines import Line, page_lines
from synth.passages.pdf_text import PageContent
from synth.passages.pieces import Source
from synth.passages.roles import assign_roles, is_abstract_heading, section_name
from synth.passages.sentences import Words, joint, split_sentences
from synth.text import clean_line
from synth.types import Box, Document, Passage, PassageKind, Where

__all__ = ["DocumentWriter", "document_of_page_texts", "document_of_pages"]

_BULLET = re.compile(r"^(?:[•◦▪‣∙]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_EQUATION_NUMBER = re.compile(r"\s\([A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_RUN_IN_ABSTRACT = re.compile(r"^abstract\s*[.:—–-]+\s*", re.I)


class _Segment(NamedTuple):
    """A stretch of the canonical text that one line of a page holds."""

    start: int
    line: Line
    first: int
    length: int


def document_of_pages(pages: Sequence[PageContent], source: Source, meta_title: str = "") -> Document:
    """Assemble the document of a PDF's pages."""
    found = [page_lines(page) for page in pages]
    style = document_style(found)
    furniture = find_furniture(pages, found, style)
    body: list[Block] = []
    asides: dict[int, list[Block]] = {}
    columns: dict[int, Columns] = {}
    for page, lines, unwanted in zip(pages, found, furniture, strict=True):
        kept = [line for i, line in enumerate(lines) if i not in unwanted]
        columns[page.number] = find_columns(kept, page.width, style)
        apart = [_furniture(page.number, lines[i]) for i in sorted(unwanted)]
        floats, kept = take_floats(page, kept, columns[page.number], style)
        notes, kept = take_footnotes(page, kept, columns[page.number], style)
        asides[page.number] = [*apart, *floats, *notes]
        ordered = in_reading_order(kept, columns[page.number], style)
        body += split_blocks(ordered, page.number, columns[page.number], style)
    blocks = _join_paragraphs(assign_roles(body, columns, style) if body else [], columns, style)
    words = Words(line.text for lines in found for line in lines)
    writer = DocumentWriter(source, words, {page.number: page for page in pages})
    _write(writer, blocks, asides, [page.number for page in pages])
    return writer.finish(meta_title)


def document_of_page_texts(texts: Sequence[str], source: Source, meta_title: str = "") -> Document:
    """Assemble a document of pages whose text is known but not its places."""
    pages = {number: PageContent(number, 0.0, 0.0, 0, ()) for number in range(1, len(texts) + 1)}
    lines = {
        number: [_bare_line(number, line) for line in normalize(text).split("\n") if line.strip()]
        for number, text in enumerate(texts, 1)
    }
    words = Words(line.text for found in lines.values() for line in found)
    writer = DocumentWriter(source, words, pages, has_boxes=False)
    group: list[Line] = []
    for found in lines.values():
        for line in found:
            if group and ends_sentence(group[-1].text) and len(group[-1].text) < 0.8 * len(group[0].text):
                writer.add(Block(kind="text", lines=tuple(group), page=group[0].page))
                group = []
            group.append(line)
    if group:
        writer.add(Block(kind="text", lines=tuple(group), page=group[0].page))
    return writer.finish(meta_title)


def _bare_line(page: int, text: str) -> Line:
    text = " ".join(text.split())
    zeros = (0.0,) * len(text)
    return Line(
        page=page,
        row=0,
        text=text,
        lefts=zeros,
        rights=zeros,
        baseline=0.0,
        size=10.0,
        max_size=10.0,
        bold_until=0,
        math_share=0.0,
        is_upright=True,
    )


def _furniture(page: int, line: Line) -> Block:
    return Block(kind="furniture", lines=(line,), page=page)


# ------------------------------------------------------------------- paragraphs


def _join_paragraphs(blocks: Sequence[Block], columns: Mapping[int, Columns], style: Style) -> list[Block]:
    """Join the parts of paragraphs that a column, a page, a float or a formula parted."""
    joined: list[Block] = []
    for block in blocks:
        if joined and block.kind == joined[-1].kind == "text" and _runs_on(joined[-1], block, columns, style):
            joined[-1] = replace(joined[-1], lines=joined[-1].lines + block.lines)
        else:
            joined.append(block)
    return joined


def _runs_on(above: Block, below: Block, columns: Mapping[int, Columns], style: Style) -> bool:
    last, first = above.lines[-1], below.lines[0]
    if last.text.endswith("-") and first.text[:1].isalpha():
        return True
    if _BULLET.match(first.text) and not first.text[:1].isdigit():
        return False
    begins_low = first.text[:1].islower() or first.text[:1] in ",;)]"
    if begins_low:
        return True
    if ends_sentence(last.text):
        return False
    if last.math_share > 0.35 or _EQUATION_NUMBER.search(last.text):
        return False
    page = columns[last.page]
    is_full = last.x1 > page.right[page.of(last)] - 2.5 * last.size
    here = columns[first.page]
    is_indented = 0.7 * first.size < first.x0 - here.left[here.of(first)] < 4 * first.size
    return is_full and not is_indented and abs(first.size - last.size) < 0.06 * style.size


# ------------------------------------------------------------------- writing


class _Order(NamedTuple):
    blocks: Sequence[Block]
    asides: Mapping[int, Sequence[Block]]


def _write(
    writer: DocumentWriter,
    blocks: Sequence[Block],
    asides: Mapping[int, Sequence[Block]],
    pages: Iterable[int],
) -> None:
    waiting = list(pages)
    for block in blocks:
        while waiting and waiting[0] <= block.page:
            for aside in asides[waiting.pop(0)]:
                writer.add(aside)
        writer.add(block)
    for page in waiting:
        for aside in asides[page]:
            writer.add(aside)


@dataclass
class _State:
    section: str | None = None
    is_abstract: bool = False


class DocumentWriter:
    """Writes the canonical text and notes where each passage stands."""

    def __init__(
        self, source: Source, words: Words, pages: Mapping[int, PageContent], *, has_boxes: bool = True
    ) -> None:
        self._source, self._words, self._pages = source, words, pages
        self._has_boxes = has_boxes
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._page_starts: dict[int, int] = {}
        self._state = _State()
        self._title: str | None = None
        self.warnings: list[str] = []

    def add(self, block: Block) -> None:
        """Write a block and name its passages."""
        writers: dict[str, Callable[[Block], None]] = {
            "title": self._add_title,
            "heading": self._add_heading,
            "text": self._add_text,
            "table": self._add_rows,
        }
        writers.get(block.kind, self._add_whole)(block)

    def finish(self, meta_title: str = "") -> Document:
        """Return the document; `meta_title` serves where no title was printed."""
        starts: list[int] = []
        following = self._length
        for number in sorted(self._pages, reverse=True):
            following = min(self._page_starts.get(number, following), following)
            starts.append(following)
        title = self._title or clean_line(meta_title) or None
        return Document(
            paper_id=self._source.paper_id,
            version=self._source.version,
            kind="pdf",
            sha256=self._source.sha256,
            text="".join(self._parts),
            page_starts=tuple(reversed(starts)),
            passages=tuple(self._passages),
            title=title,
            warnings=tuple(self.warnings),
        )

    # ---- blocks

    def _add_title(self, block: Block) -> None:
        start, segments = self._write_lines(block.lines, "\n\n")
        self._title = clean_line(self._tail(start))
        self._note("title", "text", start, self._length, segments)

    def _add_heading(self, block: Block) -> None:
        start, segments = self._write_lines(block.lines, "\n\n")
        self._enter(self._tail(start))
        self._note("heading", self._where, start, self._length, segments)

    def _add_rows(self, block: Block) -> None:
        for line in block.lines:
            start, segments = self._write_lines((line,), "\n")
            self._note("table", "table", start, self._length, segments)

    def _add_whole(self, block: Block) -> None:
        kinds: dict[str, PassageKind] = {
            "caption": "caption",
            "footnote": "footnote",
            "reference": "reference",
        }
        kind = kinds.get(block.kind, "furniture")
        start, segments = self._write_lines(
            block.lines, "\n" if kind in ("furniture", "reference") else "\n\n"
        )
        where: Where = "caption" if kind == "caption" else "text"
        if kind in ("caption", "footnote"):
            self._note_sentences(kind, where, start, segments)
        else:
            self._note(kind, where, start, self._length, segments)

    def _add_text(self, block: Block) -> None:
        lead = self._run_in(block.lines[0])
        if lead:
            name = block.lines[0].text[:lead]
            self._enter(name.rstrip(" .:—–-"))
        start, segments = self._write_lines(block.lines, "\n\n")
        if lead:
            self._note(
                "heading", self._where, start, start + len(block.lines[0].text[:lead].rstrip()), segments
            )
        where = "abstract" if block.is_abstract else self._where
        self._note_sentences("sentence", where, start, segments, skip=lead)

    def _run_in(self, line: Line) -> int:
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
        closed = name.endswith((".", ":", "?"))
        return (
            lead
            if (closed or (rest[:1].isupper() and any(map(str.isupper, name)))) and name[-1] not in ",;("
            else 0
        )

    # ---- passages

    @property
    def _where(self) -> Where:
        return "abstract" if self._state.is_abstract else "text"

    def _enter(self, heading: str) -> None:
        name = section_name(clean_line(heading))
        self._state = _State(section=name, is_abstract=is_abstract_heading(name))

    def _write_lines(self, lines: Sequence[Line], separator: str) -> tuple[int, list[_Segment]]:
        """Write lines as one stretch; returns its beginning and where each line went."""
        if self._length:
            self._push(separator)
        start = self._length
        segments: list[_Segment] = []
        for i, line in enumerate(lines):
            text, gap = line.text, ""
            if i + 1 < len(lines):
                cut, gap = joint(text, lines[i + 1].text, self._words)
                text = text[: len(text) - cut]
            self._page_starts.setdefault(line.page, self._length)
            segments.append(_Segment(self._length, line, 0, len(text)))
            self._push(text + gap)
        return start, segments

    def _push(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _note_sentences(
        self, kind: PassageKind, where: Where, start: int, segments: Sequence[_Segment], skip: int = 0
    ) -> None:
        text = self._tail(start + skip)
        for first, last in split_sentences(text):
            # A formula's scraps are no sentence: "(3)", "X j", "76.5 75.5".
            is_debris = kind == "sentence" and not _WORD.search(text, first, last)
            self._note(
                "furniture" if is_debris else kind, where, start + skip + first, start + skip + last, segments
            )

    def _tail(self, start: int) -> str:
        pieces: list[str] = []
        length = self._length
        for part in reversed(self._parts):
            if length <= start:
                break
            pieces.append(part)
            length -= len(part)
        return "".join(reversed(pieces))[start - length :]

    def _note(
        self, kind: PassageKind, where: Where, start: int, end: int, segments: Sequence[_Segment]
    ) -> None:
        page, boxes = self._boxes(start, end, segments)
        text = self._tail(start)[: end - start]
        if not text:
            return
        self._passages.append(
            Passage(
                paper_id=self._source.paper_id,
                version=self._source.version,
                index=len(self._passages),
                kind=kind,
                where=where,
                section=self._state.section,
                page=page,
                line=None,
                start=start,
                end=end,
                text=text,
                boxes=boxes,
            )
        )

    def _boxes(
        self, start: int, end: int, segments: Sequence[_Segment]
    ) -> tuple[int | None, tuple[Box, ...]]:
        """Return the page on which a stretch begins and its boxes."""
        page: int | None = None
        boxes = []
        at = max(bisect_right([segment.start for segment in segments], start) - 1, 0)
        for segment in segments[at:]:
            if segment.start >= end:
                break
            first = max(start - segment.start, 0)
            last = min(end - segment.start, segment.length)
            if last > first:
                page = page or segment.line.page
                if self._has_boxes:
                    boxes.append(_place(segment.line, first, last, self._pages[segment.line.page]))
        return page, tuple(boxes)


def _place(line: Line, first: int, last: int, page: PageContent) -> Box:
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
