"""Pages of lines in, blocks in reading order out: style, columns, rows, paragraphs.

The order in which a PDF draws its text is nearly always the reading order, columns included, so
it is followed unless it jumps about; then the columns are read by position.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from synth.passages.lines import Line, join_cells

__all__ = [
    "Block",
    "BlockKind",
    "Columns",
    "Style",
    "document_style",
    "ends_sentence",
    "find_columns",
    "gather_rows",
    "in_reading_order",
    "is_heading_line",
    "is_prose",
    "join_rows",
    "split_blocks",
]

BlockKind = Literal[
    "title", "front", "heading", "text", "caption", "footnote", "table", "reference", "furniture"
]
"""What a block is; `front` is what stands between the title and the first sentence."""

SPANNING = 2
"""Column number of what runs across both columns."""

_END = re.compile(r"""[.!?:][)\]}"'’”*†‡]*(?:\^?\d{1,2}(?:,\d{1,2})*)?$""")
_BULLET = re.compile(r"^(?:[•◦▪‣∙·–—*]\s|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_NUMBERED = re.compile(
    r"^(?:(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|(?:Appendix|APPENDIX) [A-Z]\b[.:]?)\s+\S"
)
_KNOWN_HEADING = re.compile(
    r"^(?:\d{1,2}\.?\s+|[IVX]{1,5}\.\s+)?(?:abstract|introduction|related works?|background|preliminaries|"
    r"methods?|methodology|approach|experiments?|experimental (?:setup|results|settings)|results|"
    r"results and discussion|discussion|conclusions?|conclusions? and future work|future work|"
    r"references|bibliography|acknowledge?ments?|appendix|appendices|limitations|ethics statement|"
    r"broader impacts?|supplementary materials?|data availability|author contributions|funding)\W?$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together."""

    kind: BlockKind
    """What they are."""
    lines: tuple[Line, ...]
    """Top down; a table's are its rows, cells parted by two spaces."""
    page: int
    """1-based."""
    column: int = 0
    """0 left or only, 1 right, 2 across both."""
    is_abstract: bool = False
    """Whether it is an abstract that no heading names."""
    rows: tuple[tuple[Line, ...], ...] = ()
    """A table's rows, its cells apart."""
    is_captioned: bool = False
    """Whether the block before it is its caption."""
    head: tuple[tuple[Line, ...], ...] = ()
    """The header's rows of a table that goes on from an earlier page."""
    caption: str = ""
    """The caption of a broken table, which may stand on another page."""

    @property
    def text(self) -> str:
        """Its lines one after the other, hyphens not mended."""
        return " ".join(line.text for line in self.lines)


class Style(NamedTuple):
    """What the body text of a document looks like."""

    size: float
    leading: float
    sizes: tuple[float, ...]

    def is_body(self, size: float) -> bool:
        """Tell whether a font size is that of running text; some papers set it in two or three."""
        return any(0.96 * common <= size <= 1.04 * common for common in self.sizes)


class Columns(NamedTuple):
    """Where the text stands on a page."""

    gutter: float | None
    left: tuple[float, float, float]
    right: tuple[float, float, float]

    def of(self, line: Line) -> int:
        """Return the column of a line."""
        if self.gutter is None:
            return 0
        if line.x1 <= self.gutter + 4:
            return 0
        return 1 if line.x0 >= self.gutter - 4 else SPANNING

    def width(self, column: int) -> float:
        """Return the width of a column's text."""
        return max(self.right[column] - self.left[column], 1.0)


def document_style(pages: Sequence[Sequence[Line]]) -> Style:
    """Find the sizes and the leading of most of the text, points."""
    sizes: Counter[float] = Counter()
    for number, lines in enumerate(pages):
        for line in lines:
            if line.is_upright and len(line.text) > 30 and line.text.count(" ") > 3:
                # The first pages count more: references and appendices are set as they please.
                sizes[round(line.size, 1)] += len(line.text) * (3 if number < 5 else 1)
    if not sizes:
        return Style(10.0, 12.0, (10.0,))
    size = max(sizes, key=lambda key: (sizes[key], key))
    common = tuple(sorted(key for key, count in sizes.items() if count >= 0.15 * sum(sizes.values())))
    steps: Counter[float] = Counter()
    for lines in pages:
        for above, below in zip(lines, lines[1:], strict=False):
            if abs(above.size - size) < 0.3 and abs(below.size - size) < 0.3 and abs(above.x0 - below.x0) < 2:
                step = above.baseline - below.baseline
                if 0.9 * size < step < 2.6 * size:
                    steps[round(step, 0)] += 1
    leading = max(steps, key=lambda key: (steps[key], -key)) if steps else 1.2 * size
    return Style(size, leading, common or (size,))


def find_columns(lines: Sequence[Line], width: float, style: Style) -> Columns:
    """Find the gutter of a page, if it has one, and the edges of its columns."""
    prose = [
        line
        for line in lines
        if line.is_upright and len(line.text) > 22 and 0.8 * style.size < line.size < 1.12 * style.size
    ]
    gutter = _find_gutter(prose, width)
    columns = Columns(gutter, (0.0, 0.0, 0.0), (width, width, width))
    lefts, rights = [0.0, 0.0, 0.0], [width, width, width]
    everything = [line for line in lines if line.is_upright] or list(lines)
    for column in (0, 1, SPANNING):
        inside = [line for line in prose if columns.of(line) == column] or [
            line for line in everything if columns.of(line) == column
        ]
        if column == SPANNING and len(inside) < 3:
            lefts[column], rights[column] = lefts[0], rights[1] if gutter else rights[0]
        elif inside:
            lefts[column], rights[column] = _edges(inside)
    return Columns(gutter, (lefts[0], lefts[1], lefts[2]), (rights[0], rights[1], rights[2]))


def _find_gutter(prose: Sequence[Line], width: float) -> float | None:
    best: tuple[int, float] | None = None
    lefts, rights = sorted(line.x0 for line in prose), sorted(line.x1 for line in prose)
    for x in range(int(0.36 * width), int(0.64 * width), 3):
        left = bisect_right(rights, x + 1)
        right = len(lefts) - bisect_left(lefts, x - 1)
        crossing = len(prose) - left - right
        if min(left, right) >= 4 and crossing <= 0.6 * (left + right):
            score = (-crossing, -abs(x - width / 2))
            if best is None or score > (best[0], -abs(best[1] - width / 2)):
                best = (-crossing, float(x))
    return best[1] if best else None


def _edges(lines: Sequence[Line]) -> tuple[float, float]:
    lefts = Counter(round(line.x0) for line in lines)
    rights = Counter(round(line.x1) for line in lines)
    left = min(lefts, key=lambda x: (-lefts[x], x))
    right = max(rights, key=lambda x: (rights[x], x))
    return float(left), float(max(right, sorted(line.x1 for line in lines)[int(0.8 * (len(lines) - 1))]))


# ------------------------------------------------------------------- rows and prose


def gather_rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Gather lines into rows, top down, cells from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.baseline, line.x0)):
        if rows and abs(rows[-1][0].baseline - line.baseline) <= 0.35 * max(line.size, 5.0):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def is_prose(row: Sequence[Line], columns: Columns, style: Style) -> bool:
    """Tell whether a row is a full line of body text."""
    size = max(line.size for line in row)
    if not style.is_body(size):
        return False
    if any(right.x0 - left.x1 > 2.2 * size for left, right in zip(row, row[1:], strict=False)):
        return False
    text = " ".join(line.text for line in row)
    letters = sum(map(str.isalpha, text))
    width = columns.width(columns.of(row[0]) if len(row) == 1 else SPANNING)
    return (
        row[-1].x1 - row[0].x0 >= 0.72 * width
        and letters >= 0.6 * len(text.replace(" ", ""))
        and len(text.split()) >= 5
    )


def ends_sentence(text: str) -> bool:
    """Tell whether a line's end may be a sentence's end."""
    return bool(_END.search(text))


# ------------------------------------------------------------------- order and blocks


def in_reading_order(lines: Sequence[Line], columns: Columns, style: Style) -> list[Line]:
    """Return a page's lines as they are read, those side by side in a column joined."""
    joined = join_rows(lines, columns)
    sides = [columns.of(line) for line in joined]
    swaps = sum(
        (a, b) == (1, 0) and below.baseline > above.baseline - 3 * style.leading
        for a, b, above, below in zip(sides, sides[1:], joined, joined[1:], strict=False)
    )
    if swaps > 2:
        return _by_position(joined, columns)
    return [line for run in _settle(_runs(joined, style)) for line in run]


def _runs(lines: Sequence[Line], style: Style) -> list[list[Line]]:
    """Cut at every jump upwards and every wide step downwards."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and -0.5 * line.size < runs[-1][-1].baseline - line.baseline < 2.2 * style.leading:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _settle(runs: Sequence[list[Line]]) -> list[list[Line]]:
    """Put each run before the first that stands below it: some titles and abstracts are drawn last."""
    settled: list[list[Line]] = []
    for run in runs:
        bottom = min(line.baseline for line in run)
        x0, x1 = min(line.x0 for line in run), max(line.x1 for line in run)
        at = len(settled)
        for i, other in enumerate(settled):
            is_under = max(line.baseline for line in other) < bottom
            shared = min(x1, max(line.x1 for line in other)) - max(x0, min(line.x0 for line in other))
            if is_under and shared > 0.25 * min(x1 - x0, max(line.x1 for line in other) - other[0].x0):
                at = i
                break
        settled.insert(at, run)
    return settled


def _by_position(lines: Sequence[Line], columns: Columns) -> list[Line]:
    ordered: list[Line] = []
    band: list[Line] = []
    for line in sorted(lines, key=lambda line: (-line.baseline, line.x0)):
        if columns.of(line) == SPANNING:
            ordered += sorted(band, key=lambda line: (columns.of(line), -line.baseline, line.x0))
            ordered.append(line)
            band = []
        else:
            band.append(line)
    return ordered + sorted(band, key=lambda line: (columns.of(line), -line.baseline, line.x0))


def join_rows(lines: Sequence[Line], columns: Columns) -> list[Line]:
    """Join the lines that stand side by side within a column."""
    joined: list[Line] = []
    cells: list[Line] = []
    for line in lines:
        if cells and line.row == cells[-1].row and columns.of(line) == columns.of(cells[-1]):
            cells.append(line)
            continue
        if cells:
            joined.append(join_cells(cells, " "))
        cells = [line]
    if cells:
        joined.append(join_cells(cells, " "))
    return joined


def split_blocks(lines: Sequence[Line], page: int, columns: Columns, style: Style) -> list[Block]:
    """Part a page's lines into paragraphs, headings and the like; all are called text as yet."""
    blocks: list[Block] = []
    group: list[Line] = []
    for line in lines:
        if group and _is_break(group[-1], line, columns, style):
            blocks.append(Block(kind="text", lines=tuple(group), page=page, column=columns.of(group[0])))
            group = []
        group.append(line)
    if group:
        blocks.append(Block(kind="text", lines=tuple(group), page=page, column=columns.of(group[0])))
    return blocks


def _is_break(above: Line, below: Line, columns: Columns, style: Style) -> bool:
    column = columns.of(below)
    if columns.of(above) != column:
        return True
    step = above.baseline - below.baseline
    leading = style.leading * max(above.size, below.size) / style.size
    if step > 1.4 * leading or step < -0.5 * below.size:
        return True
    is_plain = min(len(above.text), len(below.text)) > 3 and max(above.math_share, below.math_share) < 0.4
    if is_plain and abs(above.size - below.size) > 0.07 * above.size:
        return True
    if is_heading_line(below, style) or is_heading_line(above, style):
        same = abs(above.size - below.size) < 0.3 and above.is_bold == below.is_bold and above.is_bold
        return not (same and is_heading_line(above, style) and not _NUMBERED.match(below.text))
    if _BULLET.match(below.text) and below.x0 > columns.left[column] - 6 and ends_sentence(above.text):
        return True
    if not ends_sentence(above.text):
        return False
    is_short = above.x1 < columns.right[column] - 1.5 * above.size
    is_indented = 0.7 * below.size < below.x0 - above.x0 < 5 * below.size
    return is_short or is_indented or (below.bold_until > 2 and above.bold_until == 0)


def is_heading_line(line: Line, style: Style) -> bool:
    """Tell whether a line looks like a heading by its type, its number or its words."""
    text = line.text
    words = text.split()
    if not words or len(words) > 16 or len(text) > 110 or line.math_share > 0.35:
        return False
    if _KNOWN_HEADING.match(text):
        return True
    letters = "".join(filter(str.isalpha, text))
    if len(letters) < 3 or not (letters[0].isupper() or _NUMBERED.match(text)):
        return False
    is_large = line.size > 1.06 * style.sizes[-1]
    is_caps = len(letters) > 5 and sum(map(str.isupper, letters)) > 0.9 * len(letters)
    if _NUMBERED.match(text):
        # "2.1. Setup" in italics is a heading; "A meeting of …" is a journal's name.
        styles = ("ital", "cmti", "csc")
        is_set_apart = text[0].isdigit() and any(style in line.font.lower() for style in styles)
        return (is_large or line.is_bold or is_caps or is_set_apart) and not text.endswith((",", ";"))
    return (is_large or line.is_bold) and not text.endswith((",", ";", ":")) and len(words) <= 12
