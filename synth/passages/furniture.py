"""What stands around a page's text: running heads, page numbers, stamps, footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from synth.passages.layout import SPANNING, Block, Columns, Style, join_rows
from synth.passages.lines import Line
from synth.passages.pdf_text import PageContent

__all__ = ["find_furniture", "take_footnotes"]

_PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W{0,3}$", re.I
)
_HEAD = re.compile(
    r"^(?:arxiv:|published as a |published in |preprint\b|under review|accepted (?:to|at|by|for) |"
    r"proceedings of |in proceedings|© ?\d{4}|copyright |to appear in )",
    re.I,
)


def find_furniture(
    pages: Sequence[PageContent], lines: Sequence[Sequence[Line]], style: Style
) -> list[set[int]]:
    """Return, per page, the indexes of lines that are no part of the text.

    These are running heads and feet (repeated at a page's edge), page numbers, stamps, turned text
    and line numbers.
    """
    edges = [_edge_rows(page, found, style) for page, found in zip(pages, lines, strict=True)]
    seen: Counter[str] = Counter()
    for rows in edges:
        seen.update({_key(text) for text, _ in rows})
    enough = max(2, round(0.25 * len(pages)))
    result = []
    for found, rows in zip(lines, edges, strict=True):
        furniture = {i for i, line in enumerate(found) if not line.is_upright}
        for text, indexes in rows:
            is_repeated = seen[_key(text)] >= enough and len(text) < 160
            if is_repeated or _PAGE_NUMBER.match(text) or _HEAD.match(text):
                furniture.update(indexes)
        result.append(furniture | _line_numbers(found))
    return result


def _edge_rows(page: PageContent, lines: Sequence[Line], style: Style) -> list[tuple[str, list[int]]]:
    """Return text and line indexes of the two first and the two last rows near a page's edges."""
    upright = [(i, line) for i, line in enumerate(lines) if line.is_upright]
    rows: list[list[tuple[int, Line]]] = []
    for i, line in sorted(upright, key=lambda item: (-item[1].baseline, item[1].x0)):
        if rows and abs(rows[-1][0][1].baseline - line.baseline) < 0.5 * line.size:
            rows[-1].append((i, line))
        else:
            rows.append([(i, line)])
    near = [row for row in _apart(rows[:3]) if row[0][1].baseline > 0.86 * page.height]
    foot = rows[3:][::-1][:3]
    if foot and _is_page_number(foot[0], page):
        near.append(foot[0])
    near += [row for row in _apart(foot) if row not in near and row[0][1].baseline < 0.13 * page.height]
    # A title in large type may be what the running heads repeat.
    return [
        ("  ".join(line.text for _, line in row), [i for i, _ in row])
        for row in near
        if max(line.size for _, line in row) < 1.15 * style.sizes[-1]
    ]


def _is_page_number(row: Sequence[tuple[int, Line]], page: PageContent) -> bool:
    """Tell a page number in the middle of the foot, however close to the text it stands."""
    line = row[0][1]
    is_central = abs((line.x0 + line.x1) / 2 - page.width / 2) < 15
    return len(row) == 1 and is_central and line.baseline < 0.13 * page.height and line.text.isdecimal()


def _apart(rows: Sequence[list[tuple[int, Line]]]) -> Sequence[list[tuple[int, Line]]]:
    """Return the outermost rows, at most two, that a gap sets apart from the next one inwards."""
    found = 0
    for i, (outer, inner) in enumerate(zip(rows, rows[1:], strict=False)):
        size = max(outer[0][1].size, inner[0][1].size)
        if abs(outer[0][1].baseline - inner[0][1].baseline) > 1.5 * size:
            found = i + 1
    return rows[: found or (1 if len(rows) == 1 else 0)]


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def _line_numbers(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of a draft's line numbers: digits down a margin, each higher than the last."""
    numbers = [(i, line) for i, line in enumerate(lines) if line.text.isdecimal() and len(line.text) <= 4]
    found: set[int] = set()
    for edge in sorted({round(line.x1) for _, line in numbers}):
        aligned = [(i, line) for i, line in numbers if abs(line.x1 - edge) < 2]
        values = [int(line.text) for _, line in sorted(aligned, key=lambda item: -item[1].baseline)]
        others = [line for line in lines if not line.text.isdecimal()]
        is_margin = all(line.x0 > edge or line.x1 < edge - 20 for line in others)
        if len(values) >= 12 and is_margin and values == list(range(values[0], values[0] + len(values))):
            found.update(i for i, _ in aligned)
    return found


# ------------------------------------------------------------------- footnotes


def take_footnotes(
    page: PageContent, lines: Sequence[Line], columns: Columns, style: Style
) -> tuple[list[Block], list[Line]]:
    """Part the footnotes from a page's lines; returns them and the rest."""
    taken: set[int] = set()
    blocks: list[Block] = []
    for column in (0, 1, SPANNING):
        below = [i for i, line in enumerate(lines) if columns.of(line) == column]
        notes = _footnote_lines(page, [lines[i] for i in below], column, columns, style)
        in_notes = {id(line) for line in notes}
        chosen = [i for i in below if id(lines[i]) in in_notes]
        taken.update(chosen)
        group: list[Line] = []
        for line in join_rows([lines[i] for i in chosen], columns):
            if group and re.match(r"\^|[*†‡§¶∗]|https?://", line.text):
                blocks.append(Block(kind="footnote", lines=tuple(group), page=page.number, column=column))
                group = []
            group.append(line)
        if group:
            blocks.append(Block(kind="footnote", lines=tuple(group), page=page.number, column=column))
    return blocks, [line for i, line in enumerate(lines) if i not in taken]


def _footnote_lines(
    page: PageContent, lines: Sequence[Line], column: int, columns: Columns, style: Style
) -> list[Line]:
    small: list[Line] = []
    for line in sorted(lines, key=lambda line: (line.baseline, line.x0)):
        if line.size > 0.95 * style.size and len(line.text) > 2:
            break
        small.append(line)
    if not small:
        return []
    top = max(line.y1 for line in small)
    left, width = columns.left[column], columns.width(column)
    for rule in page.rules:
        is_short = 30 < rule.x1 - rule.x0 < 0.7 * width
        if is_short and abs(rule.x0 - left) < 16 and rule.y < min(top + 12, 0.6 * page.height):
            return [line for line in small if line.y1 < rule.y + 4]
    marked = [line.baseline for line in small if re.match(r"\^|[*†‡§¶∗]", line.text)]
    if marked and max(marked) < 0.4 * page.height:
        return [line for line in small if line.baseline <= max(marked) + 1]
    return []
