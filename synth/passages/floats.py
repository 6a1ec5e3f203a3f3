"""Captions, tables and figures of a page, taken out of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from synth.passages.float_regions import Region, regions_beside, ruled_regions, wrapped_width
from synth.passages.layout import (
    SPANNING,
    Block,
    Columns,
    Style,
    ends_sentence,
    gather_rows,
    is_heading_line,
    is_prose,
)
from synth.passages.lines import Line, join_cells
from synth.passages.pdf_text import PageContent, Rule

__all__ = ["Floats", "take_floats"]

CELL_SEPARATOR = "  "
"""Stands between two cells of a table row."""

_CAPTION = re.compile(
    r"^(?:(?:Supplementary|Extended Data|Appendix|Online)\s)?"
    r"(?P<label>Figure|Fig\.?|FIGURE|FIG\.?|Table|TABLE|Tab\.|Algorithm|ALGORITHM|Listing|Scheme|Chart|Box)\s*"
    r"(?:S?[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})*[a-z]?|[IVX]{1,5}|[A-Z]\d{0,2})(?P<mark>\s*[:.|–—-]|\s*$|\s*\(|\s)"
)

_SECTION_NUMBER = re.compile(r"(?:(?:[A-Z]|[A-Z]?\d{1,2})(?:\.\d{1,2})*|[IVX]{1,5})\.?$")


class _Caption(NamedTuple):
    lines: list[Line]
    column: int
    is_table: bool
    is_algorithm: bool


class Floats(NamedTuple):
    """What was taken out of a page's text."""

    blocks: list[Block]
    """Captions, each before its table, tables and the words of figures."""
    rest: list[Line]
    """The other lines, in order."""
    tendency: int
    """How many more tables, on this page and those before, stand above their captions than below."""


def take_floats(
    page: PageContent, lines: Sequence[Line], columns: Columns, style: Style, tendency: int = 0
) -> Floats:
    """Part captions, table rows and the words in figures from a page's lines.

    `tendency` is that of the pages before; it decides for captions between two tables.
    """
    drawn = _lines_in_figures(page, lines, columns, style)
    in_figures = {id(line) for line in drawn}
    rest = [line for line in lines if id(line) not in in_figures]
    captions = _find_captions(rest, page.rules, columns, style)
    in_captions = {id(line) for caption in captions for line in caption.lines}
    rest = [line for line in rest if id(line) not in in_captions]
    regions = ruled_regions(page.rules, rest, [caption.lines for caption in captions], columns, style)
    for caption in captions:
        others = [other for other in captions if other is not caption]
        tendency += (
            _vote(_sides(page, caption, rest, others, regions, columns, style)) if caption.is_table else 0
        )
    blocks: list[Block] = []
    # Tables claim their rows first: a figure's words are what nobody else wants.
    for caption in sorted(captions, key=lambda caption: not caption.is_table):
        others = [other for other in captions if other is not caption]
        sides = _sides(page, caption, rest, others, regions, columns, style)
        rows = _chosen(caption, sides, tendency, regions)
        taken = {id(line) for row in rows for line in row}
        rest = [line for line in rest if id(line) not in taken]
        caption_lines = tuple(join_cells(row, " ") for row in gather_rows(caption.lines))
        blocks.append(Block(kind="caption", lines=caption_lines, page=page.number, column=caption.column))
        if rows:
            kind = "table" if caption.is_table else "furniture"
            blocks.append(_row_block(kind, rows, page.number, caption.column, is_captioned=True))
    loose, rest = _take_loose_tables(rest, page.number, columns, style)
    blocks += loose
    if drawn:
        blocks.append(_row_block("furniture", gather_rows(drawn), page.number, SPANNING))
    return Floats(blocks, rest, tendency)


def _own_side(lines: Sequence[Line], caption: _Caption, others: Sequence[_Caption]) -> Sequence[Line]:
    """Leave out what stands over or under another caption that stands beside this one."""
    top, bottom = caption.lines[0].y1, caption.lines[-1].y0
    left, right = min(x.x0 for x in caption.lines), max(x.x1 for x in caption.lines)
    for other in others:
        if other.lines[-1].y0 > top or other.lines[0].y1 < bottom:
            continue
        x0, x1 = min(x.x0 for x in other.lines), max(x.x1 for x in other.lines)
        if x0 > right:
            lines = [line for line in lines if line.x0 < (right + x0) / 2]
        elif x1 < left:
            lines = [line for line in lines if line.x1 > (x1 + left) / 2]
    return lines


def _row_block(
    kind: str, rows: Sequence[Sequence[Line]], page: int, column: int, *, is_captioned: bool = False
) -> Block:
    joined = tuple(join_cells(row, CELL_SEPARATOR) for row in rows)
    if kind != "table":
        return Block(kind="furniture", lines=joined, page=page, column=column)
    cells = tuple(tuple(row) for row in rows)
    return Block(kind="table", lines=joined, page=page, column=column, rows=cells, is_captioned=is_captioned)


def _lines_in_figures(page: PageContent, lines: Sequence[Line], columns: Columns, style: Style) -> list[Line]:
    """Return the lines inside images and embedded drawings, unless a drawing holds the text itself."""
    inside: list[Line] = []
    for x0, y0, x1, y1 in page.figures:
        if (x1 - x0) * (y1 - y0) > 0.75 * page.width * page.height or min(x1 - x0, y1 - y0) < 15:
            continue
        within = [
            line
            for line in lines
            if x0 - 1 <= (line.x0 + line.x1) / 2 <= x1 + 1 and y0 - 1 <= line.baseline <= y1 + 1
        ]
        if sum(is_prose([line], columns, style) for line in within) < 4:
            known = {id(line) for line in inside}
            inside += [line for line in within if id(line) not in known]
    return inside


# ------------------------------------------------------------------- captions


def _find_captions(
    lines: Sequence[Line], rules: Sequence[Rule], columns: Columns, style: Style
) -> list[_Caption]:
    captions: list[_Caption] = []
    i = 0
    while i < len(lines):
        match = _CAPTION.match(lines[i].text)
        if not match or not _starts_caption(lines, i, match, columns, style):
            i += 1
            continue
        end = _caption_end(lines, i, rules, columns)
        label = match["label"].lower()
        column = max(columns.of(line) for line in lines[i:end])
        captions.append(_Caption(list(lines[i:end]), column, label.startswith("tab"), label == "algorithm"))
        i = end
    return captions


def _starts_caption(
    lines: Sequence[Line], i: int, match: re.Match[str], columns: Columns, style: Style
) -> bool:
    line = lines[i]
    has_mark = match["mark"].strip() in (":", ".", "|", "–", "—", "-") or not line.text[match.end() :].strip()
    is_bold = line.bold_until >= len(match[0].rstrip(" .:|"))
    is_small = line.size < 0.96 * style.size
    if not (has_mark or is_bold or is_small):
        return False
    above = lines[i - 1] if i else None
    if above is None or columns.of(above) != columns.of(line):
        return has_mark or is_bold or above is None or ends_sentence(above.text)
    step = above.baseline - line.baseline
    follows_closely = 0 < step < 1.25 * style.leading and abs(above.size - line.size) < 0.04 * line.size
    # "… as shown in / Table 2. We …": the label only happens to stand at a line's beginning.
    return not (follows_closely and is_prose([above], columns, style) and not is_bold)


def _caption_end(lines: Sequence[Line], start: int, rules: Sequence[Rule], columns: Columns) -> int:
    first = lines[start]
    end = start + 1
    step = 0.0
    while end < len(lines):
        above, line = lines[end - 1], lines[end]
        if line.row == above.row:
            beside = _CAPTION.match(line.text)
            if beside and beside["mark"].strip() and line.x0 > above.x1:
                break
            end += 1
            continue
        gap = above.baseline - line.baseline
        limit = 1.18 * step if step else 1.45 * first.size
        if _is_ruled_off(above, line, rules):
            break
        starts_new = _CAPTION.match(line.text) and line.bold_until > 0
        cells = sum(other.row == line.row for other in lines[end : end + 4])
        if not 0.5 * first.size < gap <= limit + 0.3 or abs(line.size - first.size) > 0.05 * first.size:
            break
        if starts_new or cells > 2 or (cells == 2 and (ends_sentence(above.text) or line.x0 > first.x0 + 4)):
            break
        if columns.of(line) != columns.of(first) and SPANNING not in (columns.of(line), columns.of(first)):
            break
        step = gap
        end += 1
    return end


def _is_ruled_off(above: Line, line: Line, rules: Sequence[Rule]) -> bool:
    """Tell whether a rule as wide as a line parts it from the one above."""
    return any(
        line.baseline < rule.y < above.baseline and rule.x0 < line.x0 + 2 and rule.x1 > line.x1 - 2
        for rule in rules
    )


# ------------------------------------------------------------------- regions


class _Sides(NamedTuple):
    """The rows next to a caption that may be its own."""

    up: list[list[Line]]
    down: list[list[Line]]


def _sides(
    page: PageContent,
    caption: _Caption,
    lines: Sequence[Line],
    others: Sequence[_Caption],
    regions: Sequence[Region],
    columns: Columns,
    style: Style,
) -> _Sides:
    lines = _own_side(lines, caption, others)
    barriers = [other.lines[0] for other in others]
    x0 = min(line.x0 for line in caption.lines)
    x1 = max(line.x1 for line in caption.lines)
    others_lines = [other.lines for other in others]
    beside = regions_beside(caption.lines, others_lines, regions, columns) if caption.is_table else []
    if beside:
        return _rows_beside(caption, beside, lines, barriers, regions, columns, style)
    wrapped = wrapped_width(caption.lines, regions, columns.width(SPANNING)) if caption.is_table else None
    if wrapped and (caption.column == SPANNING or columns.gutter is None):
        band = _within(lines, wrapped)
    elif caption.column == SPANNING or columns.gutter is None:
        band = list(lines)
    else:
        band = [line for line in lines if columns.of(line) == caption.column]
        # A caption beside its table, or a narrow one above a table across both columns.
        spanning = [
            r
            for r in regions
            if columns.gutter and r.x0 < columns.gutter < r.x1 and r.x0 <= x1 and x0 <= r.x1
        ]
        known = {id(line) for line in band}
        band += [line for line in lines if id(line) not in known and any(r.holds([line]) for r in spanning)]
    rows = gather_rows(band)
    top = max(line.baseline for line in caption.lines)
    bottom = min(line.baseline for line in caption.lines)
    above = [row for row in rows if row[0].baseline > top][::-1]
    below = [row for row in rows if row[0].baseline < bottom]

    def walk(side: Sequence[list[Line]], start: float) -> list[list[Line]]:
        return _walk(side, start, caption, barriers, regions, columns, style)

    is_figure = not (caption.is_table or caption.is_algorithm)
    return _Sides(walk(above, _top_of_figure(page, caption, top) if is_figure else top), walk(below, bottom))


def _within(lines: Sequence[Line], region: Region) -> list[Line]:
    return [line for line in lines if region.x0 - 6 <= (line.x0 + line.x1) / 2 <= region.x1 + 6]


def _rows_beside(
    caption: _Caption,
    beside: Sequence[Region],
    lines: Sequence[Line],
    barriers: Sequence[Line],
    regions: Sequence[Region],
    columns: Columns,
    style: Style,
) -> _Sides:
    """Return the rows of a table that stands beside its caption, from the middle up and down."""
    rows = gather_rows(_within(lines, beside[0]))
    middle = (beside[0].y0 + beside[0].y1) / 2
    above = [row for row in rows if row[0].baseline > middle][::-1]
    below = [row for row in rows if row[0].baseline <= middle]
    up, down = (_walk(side, middle, caption, barriers, regions, columns, style) for side in (above, below))
    return _Sides([*up, *down], [])


def _vote(sides: _Sides) -> int:
    """Tell whether a table stands above its caption (1) or below (-1); 0 where either may be."""
    is_up, is_down = _tabular(sides.up) > 0, _tabular(sides.down) > 0
    return is_up - is_down


def _chosen(caption: _Caption, sides: _Sides, tendency: int, regions: Sequence[Region]) -> list[list[Line]]:
    """Return the rows of a caption's table or figure, top down."""
    up, down = sides
    if caption.is_table or caption.is_algorithm:
        is_below = _tabular(down) > _tabular(up) or (bool(down) and not up)
        if caption.is_table and tendency and _tabular(up) and _tabular(down):
            is_below = tendency < 0
        chosen = down if is_below else up
    else:
        chosen = up or down
    if caption.is_table:
        chosen = _between_rules(chosen, regions)
    return sorted(chosen, key=lambda row: -row[0].baseline)


def _between_rules(rows: Sequence[list[Line]], regions: Sequence[Region]) -> list[list[Line]]:
    """Leave out what stands beside the rules that most rows of a table stand between."""
    holding = [region for region in regions if any(region.holds(row) for row in rows)]
    if not holding:
        return list(rows)
    x0, x1 = min(region.x0 for region in holding) - 6, max(region.x1 for region in holding) + 6
    kept = [[line for line in row if line.x1 > x0 and line.x0 < x1] for row in rows]
    return [row for row in kept if row]


def _top_of_figure(page: PageContent, caption: _Caption, top: float) -> float:
    """Return the upper edge of the drawings above a figure's caption, which may carry titles."""
    for x0, y0, x1, y1 in sorted(page.figures, key=lambda area: area[1]):
        is_over = any(line.x0 < x1 and line.x1 > x0 for line in caption.lines)
        if (
            is_over
            and top - 5 <= y1
            and y0 <= top + 45
            and (x1 - x0) * (y1 - y0) < 0.75 * page.width * page.height
        ):
            top = max(top, y1)
    return top


def _tabular(rows: Sequence[Sequence[Line]]) -> int:
    return sum(len(row) - 1 for row in rows)


def _walk(
    side: Sequence[list[Line]],
    start: float,
    caption: _Caption,
    others: Sequence[Line],
    regions: Sequence[Region],
    columns: Columns,
    style: Style,
) -> list[list[Line]]:
    """Go from a caption upwards or downwards as long as rows belong to its table or figure."""
    taken: list[list[Line]] = []
    last = start
    barriers = [line.baseline for line in others if _overlaps(line, caption.lines)]
    for index, row in enumerate(side):
        baseline = row[0].baseline
        gap = abs(last - baseline)
        between = any(min(last, baseline) < y < max(last, baseline) for y in barriers)
        is_ruled = any(region.holds(row) for region in regions)
        if between or (gap > _reach(caption, bool(taken), style) and not (is_ruled and gap < 60)):
            break
        if not is_ruled and _is_text(row, side[index + 1 : index + 4], columns, style):
            break
        taken.append(row)
        last = baseline
    if not caption.is_table:
        return taken
    # Words behind the last row of cells are the text around the table.
    while taken and len(taken[-1]) == 1 and not any(region.holds(taken[-1]) for region in regions):
        if _tabular(taken) > 0 and not _reads_as_words(taken[-1][0].text):
            break
        taken.pop()
    return taken


def _reads_as_words(text: str) -> bool:
    words = text.split()
    return len(words) >= 3 and sum(word.isalpha() and word.islower() for word in words) >= 0.5 * len(words)


def _reach(caption: _Caption, has_rows: bool, style: Style) -> float:
    if not has_rows:
        return 45.0
    return 2.3 * style.leading if caption.is_table or caption.is_algorithm else 80.0


def _overlaps(line: Line, lines: Sequence[Line]) -> bool:
    return line.x0 <= max(x.x1 for x in lines) and line.x1 >= min(x.x0 for x in lines)


def _is_text(row: Sequence[Line], beyond: Sequence[Sequence[Line]], columns: Columns, style: Style) -> bool:
    """Tell whether a row belongs to the text around a float: a line of prose, a tail, a heading.

    `beyond` are the rows that follow on the way from the caption.
    """
    if is_prose(row, columns, style) or _is_numbered_heading(row, columns, style):
        return True
    if len(row) > 1 or any(_is_numeric(other) for other in beyond[:2]):
        return False
    line = row[0]
    column = columns.of(line)
    indent = line.x0 - columns.left[column]
    at_edge = abs(indent) < 4 or abs(indent - 1.2 * line.size) < 5
    if at_edge and is_heading_line(line, style) and line.size >= 0.98 * style.sizes[0]:
        return True
    if not (style.is_body(line.size) and at_edge and beyond):
        return False
    step = abs(beyond[0][0].baseline - line.baseline)
    return step < 1.3 * style.leading and is_prose(beyond[0], columns, style)


def _is_numbered_heading(row: Sequence[Line], columns: Columns, style: Style) -> bool:
    """Tell whether a row is a heading whose number stands apart."""
    if len(row) != 2 or not _SECTION_NUMBER.match(row[0].text):
        return False
    heading = join_cells(row, " ")
    at_edge = abs(row[0].x0 - columns.left[columns.of(heading)]) < 4
    return at_edge and heading.size >= 0.98 * style.sizes[0] and is_heading_line(heading, style)


# ------------------------------------------------------------------- tables without captions


def _take_loose_tables(
    lines: Sequence[Line], page: int, columns: Columns, style: Style
) -> tuple[list[Block], list[Line]]:
    """Take rows of figures that stand together without a caption over or under them."""
    blocks: list[Block] = []
    taken: set[int] = set()
    for column in (0, 1, SPANNING):
        rows = gather_rows(line for line in lines if columns.of(line) == column)
        for group in _number_groups(rows, columns, style):
            blocks.append(_row_block("table", group, page, column))
            taken.update(id(line) for row in group for line in row)
    return blocks, [line for line in lines if id(line) not in taken]


def _number_groups(rows: Sequence[list[Line]], columns: Columns, style: Style) -> list[Sequence[list[Line]]]:
    """Return the stretches of rows that begin and end with figures and hold no line of text."""
    groups: list[Sequence[list[Line]]] = []
    start: int | None = None
    last = numeric = 0
    for i, row in enumerate([*rows, []]):
        is_near = (
            start is not None and row and rows[i - 1][0].baseline - row[0].baseline < 2.4 * style.leading
        )
        if start is not None and (not is_near or i - last > 3 or is_prose(row, columns, style)):
            if numeric >= 2:
                groups.append(rows[_header(rows, start, groups, columns, style) : last + 1])
            start, numeric = None, 0
        if row and _is_numeric(row):
            start = i if start is None else start
            last, numeric = i, numeric + 1
    return groups


def _header(
    rows: Sequence[list[Line]],
    start: int,
    groups: Sequence[Sequence[list[Line]]],
    columns: Columns,
    style: Style,
) -> int:
    """Return where the header of a table that is known from its figures begins."""
    first = start
    while first > 0 and start - first < 3:
        row = rows[first - 1]
        is_near = row[0].baseline - rows[first][0].baseline < 1.6 * style.leading
        is_cells = len(row) > 1 or max(line.size for line in row) < 0.95 * style.size
        if not is_near or not is_cells or is_prose(row, columns, style) or (groups and row is groups[-1][-1]):
            break
        first -= 1
    return first


_NUMBER = re.compile(r"^[-+(<>~±]{0,2}\d[\d.,/]*(?:[%)±×x†*]|[kKMGBT]|ms|s|h)*(?:±[\d.]+\)?)?$")


def _is_numeric(row: Sequence[Line]) -> bool:
    """Tell whether a row is mostly figures."""
    tokens = [token for line in row for token in line.text.split()]
    numbers = sum(bool(_NUMBER.match(token)) for token in tokens)
    words = sum(token.isalpha() and len(token) > 2 for token in tokens)
    return numbers >= 3 and numbers >= 0.4 * len(tokens) and words <= numbers
