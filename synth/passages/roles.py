"""What each block of the text is: title, front matter, heading, sentence, reference."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from synth.passages.layout import Block, Columns, Style, ends_sentence, is_heading_line
from synth.passages.lines import Line

__all__ = ["assign_roles", "is_abstract_heading", "section_name"]

_ABSTRACT = re.compile(r"^a\s?b\s?s\s?t\s?r\s?a\s?c\s?t\W*$", re.I)
_RUN_IN_ABSTRACT = re.compile(r"^(abstract|summary)\s*[.:—–-]+\s*", re.I)
_REFERENCES = re.compile(
    r"^(?:\d{1,2}\.?\s+|[A-Z]\.?\s+|[IVX]+\.\s+)?(?:references(?: and notes)?|bibliography|"
    r"literature cited|works cited)\W*$",
    re.I,
)
_NUMBER = re.compile(
    r"^(?:(?:appendix|section)\s+)?(?:\d{1,2}|[A-Z]|[IVX]{1,5})(?:\.\d{1,2})*[.:)]?\s+(?=\S)", re.I
)
_APPENDIX = re.compile(r"^(?:[A-Z](?:\.\d{1,2})?\.?\s+[A-Z]|appendi|supplement|additional|[IVX]+\.\s)", re.I)
_MARKED_ENTRY = re.compile(r"^(?:\[[^\]\s]{1,12}\]|\[[^\]]{1,30}\d{2,4}[a-z]?\]|\d{1,3}\.\s|\(\d{1,3}\)\s)")
_CONTACT = re.compile(
    r"@|universit|institut|department|laborator|school of|\bemail|faculty|college|research$", re.I
)


def is_abstract_heading(text: str) -> bool:
    """Tell whether a heading opens the abstract."""
    return bool(_ABSTRACT.match(text))


def section_name(text: str) -> str:
    """Return a heading without its number."""
    return _NUMBER.sub("", text).strip() or text


def assign_roles(blocks: Sequence[Block], columns: Mapping[int, Columns], style: Style) -> list[Block]:
    """Name the blocks of a document's text, in reading order; the references are cut into entries."""
    named = _mark_title(list(blocks), style)
    opening = _opening(named, style)
    marked: list[Block] = []
    for i, block in enumerate(named):
        if block.kind == "text" and i < opening:
            marked.append(block if is_paragraph(block) else replace(block, kind="front"))
        elif block.kind == "text" and _is_heading(block, style):
            marked.append(replace(block, kind="heading"))
        else:
            marked.append(block)
    return _mark_references(_mark_abstract(marked), columns)


def _mark_abstract(blocks: list[Block]) -> list[Block]:
    """Call the paragraph between the title and the first heading the abstract, where none is named so."""
    heading = next((i for i, block in enumerate(blocks) if block.kind == "heading"), None)
    title = next((i for i, block in enumerate(blocks) if block.kind == "title"), None)
    if heading is None or title is None or _ABSTRACT.match(blocks[heading].text):
        return blocks
    before = [i for i in range(title, heading) if blocks[i].kind == "text"]
    # Set narrower or smaller than the introduction that may follow without a heading.
    before = [i for i in before if _is_set_alike(blocks[i], blocks[before[0]])]
    words = sum(len(blocks[i].text.split()) for i in before)
    if not 40 <= words <= 450 or any(_RUN_IN_ABSTRACT.match(blocks[i].text) for i in before):
        return blocks
    return [replace(block, is_abstract=True) if i in before else block for i, block in enumerate(blocks)]


# ------------------------------------------------------------------- title and front matter


def _mark_title(blocks: list[Block], style: Style) -> list[Block]:
    """Call the first page's largest type the title."""
    first = [
        (i, block)
        for i, block in enumerate(blocks)
        if block.page == blocks[0].page
        and sum(char.isalpha() for char in block.text) >= 6
        and not _is_section_heading(block)
    ][:12]
    if not first:
        return blocks
    largest = max(max(line.max_size for line in block.lines) for _, block in first)
    if largest < 1.12 * style.size:
        return _mark_plain_title(blocks, first[0][0])
    start = next(i for i, block in first if max(line.max_size for line in block.lines) >= 0.97 * largest)
    end = start
    title: list[Line] = []
    while end < len(blocks) and blocks[end].page == blocks[start].page and len(title) < 6:
        lines = [line for line in blocks[end].lines if line.max_size >= 0.94 * largest]
        title += lines
        if len(lines) < len(blocks[end].lines):
            left = tuple(line for line in blocks[end].lines if line not in lines)
            rest = [replace(blocks[end], lines=left)] if left else []
            if lines:
                end += 1
            return [*blocks[:start], _as_title(blocks[start], title), *(rest if lines else []), *blocks[end:]]
        end += 1
    return [*blocks[:start], _as_title(blocks[start], title), *blocks[end:]]


def _is_section_heading(block: Block) -> bool:
    """Tell a section's heading from a title by its words."""
    text = block.text
    return bool(_ABSTRACT.match(text) or _REFERENCES.match(text) or _KNOWN.match(_NUMBER.sub("", text)))


def _mark_plain_title(blocks: list[Block], at: int) -> list[Block]:
    """Call the first lines the title where type size does not tell: they are bold or capitals."""
    lines = blocks[at].lines

    def stands_out(line: Line) -> bool:
        letters = [char for char in line.text if char.isalpha()]
        return line.is_bold or sum(map(str.isupper, letters)) > 0.85 * len(letters)

    title = []
    for line in lines[:5]:
        if not stands_out(line) or line.is_bold != lines[0].is_bold or _CONTACT.search(line.text):
            break
        title.append(line)
    if not title or _ABSTRACT.match(title[0].text):
        return blocks
    rest = [replace(blocks[at], lines=lines[len(title) :])] if len(title) < len(lines) else []
    return [*blocks[:at], _as_title(blocks[at], title), *rest, *blocks[at + 1 :]]


def _is_set_alike(block: Block, first: Block) -> bool:
    return block.column == first.column and abs(block.lines[0].size - first.lines[0].size) < 0.3


def _as_title(block: Block, lines: Sequence[Line]) -> Block:
    return replace(block, kind="title", lines=tuple(lines))


def _opening(blocks: Sequence[Block], style: Style) -> int:
    """Return where the text opens: at the abstract, the first heading, else the first paragraph.

    Before it, bold and large lines are authors.
    """
    early = [(i, block) for i, block in enumerate(blocks) if block.page <= blocks[0].page + 1]
    for i, block in early:
        if block.kind == "text" and (_ABSTRACT.match(block.text) or _RUN_IN_ABSTRACT.match(block.text)):
            return i
    for i, block in early:
        if block.kind == "text" and _is_opening_heading(block, style):
            return i
    after_title = max((i for i, block in early if block.kind == "title"), default=None)
    if after_title is None:
        return 0
    return next((i for i, block in early if i > after_title and is_paragraph(block)), 0)


def _is_opening_heading(block: Block, style: Style) -> bool:
    is_known = _KNOWN.match(block.text) or re.match(r"^(?:1|I|0)[.:)]?\s+[A-Z]", block.text)
    return bool(is_known) and len(block.lines) <= 2 and is_heading_line(block.lines[0], style)


_KNOWN = re.compile(r"^\W*(?:introduction|background|motivation|overview|main)\W*$", re.I)


def is_paragraph(block: Block) -> bool:
    """Tell whether a block is running text, not names and addresses."""
    words = block.text.split()
    lower = sum(word.isalpha() and word.islower() for word in words)
    return len(words) >= 35 and lower >= 0.5 * len(words) and not _CONTACT.search(" ".join(words[:12]))


# ------------------------------------------------------------------- headings


def _is_heading(block: Block, style: Style) -> bool:
    first, text = block.lines[0], block.text
    if len(block.lines) > 3 or not _is_uniform(block.lines) or not is_heading_line(first, style):
        return False
    if _ABSTRACT.match(text) or _REFERENCES.match(text):
        return True
    return not ends_sentence(text) or bool(_NUMBER.match(text)) or first.is_bold


def _is_uniform(lines: Sequence[Line]) -> bool:
    return all(line.is_bold == lines[0].is_bold and abs(line.size - lines[0].size) < 0.3 for line in lines)


# ------------------------------------------------------------------- references


def _mark_references(blocks: list[Block], columns: Mapping[int, Columns]) -> list[Block]:
    result: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        opens = block.kind == "heading" and bool(_REFERENCES.match(block.text))
        if opens:
            result.append(block)
            i += 1
        if opens or _opens_bibliography(blocks, i):
            end = i
            while end < len(blocks) and not _closes_references(blocks[end], block if opens else None):
                end += 1
            result += _entries(blocks[i:end], columns)
            i = end
        elif not opens:
            result.append(block)
            i += 1
    return result


def _opens_bibliography(blocks: Sequence[Block], i: int) -> bool:
    """Tell whether a list [1], [2], … without a heading begins here."""
    if i >= len(blocks) or blocks[i].kind != "text" or not re.match(r"^\[1\]\s*[A-Z]", blocks[i].text):
        return False
    lines = [line.text for block in blocks[i : i + 12] if block.kind == "text" for line in block.lines]
    return all(any(line.startswith(f"[{n}]") for line in lines) for n in (2, 3))


def _closes_references(block: Block, opening: Block | None) -> bool:
    if block.kind != "heading":
        return False
    if opening is None:
        return True
    line, first = block.lines[0], opening.lines[0]
    is_alike = abs(line.size - first.size) < 0.4 and line.is_bold == first.is_bold
    if _APPENDIX.match(block.text):
        return is_alike or line.is_bold
    return is_alike and not _MARKED_ENTRY.match(block.text)


def _entries(blocks: Sequence[Block], columns: Mapping[int, Columns]) -> list[Block]:
    lines = [(block, line) for block in blocks for line in block.lines]
    if not lines:
        return []
    is_marked = sum(bool(_MARKED_ENTRY.match(line.text)) for _, line in lines) >= max(2, 0.1 * len(lines))
    offsets = _indents([line for _, line in lines], columns)
    # The depth of a hanging indent differs by style; anything from half an em counts.
    hanging = sum(4 < offset < 40 for offset in offsets.values()) >= 0.25 * len(lines)
    groups: list[tuple[Block, list[Line]]] = []
    for block, line in lines:
        if is_marked:
            starts = bool(_MARKED_ENTRY.match(line.text))
        elif hanging:
            starts = offsets[id(line)] < 3
        else:
            starts = line is block.lines[0] and line.text[:1].isupper()
        if starts or not groups:
            groups.append((block, []))
        groups[-1][1].append(line)
    return [
        Block(kind="reference", lines=tuple(entry), page=entry[0].page, column=block.column)
        for block, entry in groups
    ]


def _indents(lines: Sequence[Line], columns: Mapping[int, Columns]) -> dict[int, float]:
    """Return how far each line is set in from the leftmost of its column, by the line's id."""
    edges: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        edges.setdefault((line.page, columns[line.page].of(line)), []).append(line.x0)
    # One stray line must not move the edge.
    left = {key: sorted(found)[min(1, len(found) - 1)] for key, found in edges.items()}
    return {id(line): line.x0 - left[line.page, columns[line.page].of(line)] for line in lines}
