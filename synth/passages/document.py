"""Blocks of a paper put together into a `Document`: one canonical text, passages with places.

A page's floats, footnotes and running heads stand before the first paragraph that begins on the
page, so that a paragraph that runs on over a column, a table or a page is one stretch of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from synth.passages.broken_tables import join_broken_tables
from synth.passages.characters import normalize
from synth.passages.floats import take_floats
from synth.passages.furniture import find_furniture, take_footnotes
from synth.passages.layout import (
    Block,
    Columns,
    Style,
    document_style,
    ends_sentence,
    find_columns,
    in_reading_order,
    split_blocks,
)
from synth.passages.lines import Line, page_lines
from synth.passages.pdf_text import PageContent
from synth.passages.pieces import Source
from synth.passages.roles import assign_roles
from synth.passages.sentences import Words
from synth.passages.writer import DocumentWriter, Segment
from synth.types import Document

__all__ = ["Printed", "document_of_page_texts", "document_of_pages", "print_of_pages"]

_BULLET = re.compile(r"^(?:[•◦▪‣∙]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_EQUATION_NUMBER = re.compile(r"\s\([A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?\)$")
_WORD = re.compile(r"[^\W\d_]{3}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_RUN_IN_ABSTRACT = re.compile(r"^abstract\s*[.:—–-]+\s*", re.I)


class Printed(NamedTuple):
    """The document of a PDF, and what on its pages it was made of."""

    document: Document
    """The document."""
    segments: tuple[Segment, ...]
    """Which line each stretch of its text stems from, in order."""
    lines: Mapping[int, Sequence[Line]]
    """All lines of each page, by its number."""
    pages: Mapping[int, PageContent]
    """The pages, by number."""


def document_of_pages(pages: Sequence[PageContent], source: Source, meta_title: str = "") -> Document:
    """Assemble the document of a PDF's pages."""
    return print_of_pages(pages, source, meta_title).document


def print_of_pages(pages: Sequence[PageContent], source: Source, meta_title: str = "") -> Printed:
    """Assemble the document of a PDF's pages and tell where on them each stretch of it stands."""
    found = [page_lines(page) for page in pages]
    style = document_style(found)
    furniture = find_furniture(pages, found, style)
    body: list[Block] = []
    asides: dict[int, list[Block]] = {}
    columns: dict[int, Columns] = {}
    tendency = 0
    for page, lines, unwanted in zip(pages, found, furniture, strict=True):
        kept = [line for i, line in enumerate(lines) if i not in unwanted]
        columns[page.number] = find_columns(kept, page.width, style)
        apart = [_furniture(page.number, lines[i]) for i in sorted(unwanted)]
        floats, kept, tendency = take_floats(page, kept, columns[page.number], style, tendency)
        notes, kept = take_footnotes(page, kept, columns[page.number], style)
        asides[page.number] = [*apart, *floats, *notes]
        ordered = in_reading_order(kept, columns[page.number], style)
        body += split_blocks(ordered, page.number, columns[page.number], style)
    blocks = _join_paragraphs(assign_roles(body, columns, style) if body else [], columns, style)
    words = Words(line.text for lines in found for line in lines)
    writer = DocumentWriter(source, words, {page.number: page for page in pages})
    _write(writer, blocks, join_broken_tables(asides, pages), [page.number for page in pages])
    return Printed(
        document=writer.finish(meta_title),
        segments=tuple(writer.segments),
        lines={page.number: lines for page, lines in zip(pages, found, strict=True)},
        pages={page.number: page for page in pages},
    )


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
