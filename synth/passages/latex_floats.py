"""A LaTeX float's source in, its tables out, each with the caption that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from synth.passages.latex_arguments import Arguments
from synth.passages.latex_cells import SourceRow, Tabular, find_tabulars, read_tabular
from synth.passages.latex_numbers import CAPTION
from synth.passages.latex_source import group_end
from synth.passages.latex_tables import Cell, Row

__all__ = ["Caption", "Convert", "captions_in", "captions_of", "rows_of", "tabulars_in"]

Convert = Callable[[int, int], str]
"""Gives the text of the source between two offsets."""

_SUB_BEGIN = re.compile(
    r"\\begin\s*\{sub(?:table|figure|float|captionblock)\}|\\sub(?:table|caption|float)\b"
)
_SUB_END = re.compile(r"\\end\s*\{sub(?:table|figure|float|captionblock)\}")
_PART = re.compile(
    r"\\sub(?:(?:float|table|figure)\s*(?:\[[^\[\]]{0,80}\]\s*)?\[|captionbox\s*(?P<brace>\{))"
    r"(?=(?:[^\[\]{}\\]|\\[^a-zA-Z])*[a-zA-Z])"
)
"""A part of a float that gives its caption in brackets, or first of two arguments."""

_TYPES = re.compile(
    r"\\(?P<box>(?:capb)?tabbox|ttabbox|ffigbox|capbtabbox)(?![a-z])|\\captionsetup\s*\{[^{}]*type=(?P<type>[a-z]+)"
    r"|\\end\s*\{minipage\}|\\caption(?![a-z])"
)
_BOLD_GROUP = re.compile(r"\\(?:textbf|mathbf|bm|boldsymbol|pmb|boldmath)\s*\{")
_BOLD_SWITCH = re.compile(
    r"\\(?:(?:bfseries|bf|boldmath)(?![a-zA-Z])|fontseries\s*\{bx?\}(?:\s*\\selectfont)?)[^\d\\]{0,40}\d"
)
_UNDERLINE = re.compile(r"\\(?:underline|underbar|uline|ul)\s*\{[^{}]{0,40}\d")
_COLOUR = re.compile(r"\\[a-z]*color\s*(?:\[[^\[\]]{0,40}\])?\s*\{[^{}]{0,60}\}")
_LENGTH = r"\\h(?:space\*?\s*\{\s*|skip\s*)(?P<size>\d{0,2}\.?\d{1,3})\s*(?P<unit>[a-z]{2})\s*\}?"
_SPACE_PART = re.compile(
    rf"{_LENGTH}|\\h?phantom\s*\{{(?P<phantom>[^{{}}]{{0,20}})\}}|\\(?:qquad|quad|enspace|enskip|indent|tab)(?![a-zA-Z])"
    r"|\\[ ;:,]|~"
)
_SPACE = re.compile(rf"(?:\s|[${{}}]|{_SPACE_PART.pattern})*")
_EM = {"em": 1.0, "ex": 0.43, "pt": 0.1, "mm": 0.28, "cm": 2.8, "in": 7.2}
_WIDTHS = {
    "\\qquad": 2.0,
    "\\quad": 1.0,
    "\\enspace": 0.5,
    "\\enskip": 0.5,
    "\\indent": 1.5,
    "\\tab": 2.0,
    "~": 0.33,
}
_WIDTHS |= {"\\": 0.33, "\\;": 0.28, "\\:": 0.22, "\\,": 0.17}
"""Widths of spaces in ten-point type, em (the TeXbook, chapters 12 and 18)."""

_GLUE = {"pm": "±", "cdot": "·", "times": "×", "slash": "/"}


class Caption(NamedTuple):
    """A caption's place in the source."""

    begin: int
    """Where its macro begins."""
    at: int
    """Where its options and argument begin."""
    start: int
    """Of its text."""
    stop: int
    """Of its text."""
    is_part: bool
    """Whether it belongs to a part of a float, "(a)"."""
    kind: str | None = None
    """What it calls itself a caption of, "table"; None where that is what it stands in."""

    @property
    def end(self) -> int:
        """Behind its argument."""
        return self.stop + 1


def captions_in(text: str, start: int, end: int) -> list[Caption]:
    """Return the captions between two offsets, in order."""
    arguments = Arguments(text)
    found = []
    for match in CAPTION.finditer(text, start, end):
        opened = len(_SUB_BEGIN.findall(text, start, match.start()))
        is_part = opened > len(_SUB_END.findall(text, start, match.start()))
        first, last, _ = arguments.argument(arguments.skip_options(match.end(), end), end)
        kind = match["kind"] or _called(text, start, match.start())
        found.append(Caption(match.start(), match.end(), first, last, is_part, kind))
    for match in _PART.finditer(text, start, end):
        closed = group_end(text, match.end() - 1) if match["brace"] else -1
        last = closed - 1 if closed > 0 else text.find("]", match.end(), end)
        if match.end() < last <= end:
            found.append(Caption(match.start(), match.end(), match.end(), last, is_part=True))
    return sorted(found)


def _called(text: str, start: int, at: int) -> str | None:
    """Return what a caption is called by what stands before it in its part of the float."""
    marks = list(_TYPES.finditer(text, start, at))
    if not marks:
        return None
    if marks[-1]["box"]:
        return "figure" if "fig" in marks[-1]["box"] else "table"
    return marks[-1]["type"]


def tabulars_in(text: str, start: int, end: int) -> list[Tabular]:
    """Return the outermost tabular environments between two offsets, in order."""
    tabulars: list[Tabular] = []
    for outer in find_tabulars(text, start, end):
        inner = [
            tabular for tabular in find_tabulars(text, outer.start, outer.end) if _is_whole(text, tabular)
        ]
        # One that holds others side by side only says where they stand.
        tabulars += inner if len(inner) > 1 or (inner and _is_frame(text, outer, inner[0])) else [outer]
    return tabulars


def _is_whole(text: str, inner: Tabular) -> bool:
    """Tell whether a tabular in a cell is a table, and not lines of the cell."""
    rows, _ = read_tabular(text, inner)
    return len(rows) > 2 and max(len(row.cells) for row in rows) > 1


def _is_frame(text: str, outer: Tabular, inner: Tabular) -> bool:
    """Tell whether hardly anything stands around the only table in a tabular."""
    around = text[outer.start : inner.start] + text[inner.stop : outer.end]
    return not re.search(r"\d", re.sub(r"\{[^{}]*\}", "", around))


def captions_of(captions: Sequence[Caption], tabulars: Sequence[Tabular]) -> list[tuple[int, ...]]:
    """Return, per tabular, the numbers of its captions: the float's, then its part's."""
    whole = [i for i, caption in enumerate(captions) if not caption.is_part]
    whole = [i for i in whole if captions[i].kind == "table"] or whole
    parts = [i for i, caption in enumerate(captions) if caption.is_part]
    chosen: list[tuple[int, ...]] = []
    for number, tabular in enumerate(tabulars):
        main = _pick(whole, number, len(tabulars), captions, tabular)
        part = [parts[number]] if len(parts) == len(tabulars) else []
        chosen.append((*main, *part))
    return chosen


def _pick(
    whole: Sequence[int], number: int, count: int, captions: Sequence[Caption], tabular: Tabular
) -> list[int]:
    if len(whole) == count:
        return [whole[number]]
    before = [i for i in whole if captions[i].at < tabular.start]
    return before[-1:] or list(whole[:1])


# ------------------------------------------------------------------- rows


def rows_of(text: str, found: Tabular, convert: Convert, line_at: Callable[[int], int]) -> list[Row]:
    """Return a tabular's rows as print has them."""
    source, glue = read_tabular(text, found)
    width = max((sum(cell.width for cell in row.cells) for row in source), default=0)
    printed = {column: shown for column, raw in glue.items() if (shown := _printed(raw))}
    return [_row(text, row, width, printed, convert, line_at) for row in source]


def _row(
    text: str,
    row: SourceRow,
    width: int,
    glue: Mapping[int, str],
    convert: Convert,
    line_at: Callable[[int], int],
) -> Row:
    cells = [
        Cell(
            convert(cell.start, cell.end),
            cell.width,
            cell.height,
            _is_bold(text, cell.start, cell.end),
            bool(_UNDERLINE.search(text, cell.start, cell.end)),
            _indent(text, cell.start, cell.end),
        )
        for cell in row.cells
    ]
    is_ruled = row.is_ruled or any(first == 0 and last >= width - 1 for first, last in row.lines)
    lines = tuple((_shifted(first, glue), _shifted(last, glue)) for first, last in row.lines)
    return Row(tuple(_glued(cells, glue)), line_at(row.start), is_ruled, lines)


def _indent(text: str, start: int, end: int) -> float:
    """Return how far a cell's text is set in, em."""
    found = _SPACE.match(text, start, end)
    width = 0.0
    for part in _SPACE_PART.finditer(found[0]) if found else ():
        if part["size"]:
            width += float(part["size"]) * _EM.get(part["unit"], 0.0)
        elif part["phantom"] is not None:
            width += 0.5 * len(part["phantom"].replace("\\", ""))
        else:
            width += _WIDTHS.get(part[0].strip(), 0.0)
    return width


def _printed(raw: str) -> str:
    """Return what a column specification prints between two columns, "" for mere space."""
    shown = re.sub(r"\\([a-zA-Z]+)\*?(?:\s*\{[^{}]*\})?", lambda macro: _GLUE.get(macro[1], ""), raw)
    shown = re.sub(r"\\.|[${}~]", " ", shown).strip()
    return f" {shown} " if shown == "±" else shown


def _shifted(column: int, glue: Mapping[int, str]) -> int:
    return column - sum(joined < column for joined in glue)


def _glued(cells: Sequence[Cell], glue: Mapping[int, str]) -> Iterator[Cell]:
    """Join the cells between which print has a sign and no gap."""
    column = 0
    held: Cell | None = None
    for cell in cells:
        inside = sum(column <= joined < column + cell.width - 1 for joined in glue)
        whole = cell._replace(width=cell.width - inside)
        if held is not None:
            between = glue[column - 1] if held.text and cell.text else ""
            whole = whole._replace(
                text=f"{held.text}{between}{cell.text}",
                is_bold=held.is_bold,
                is_underlined=held.is_underlined,
            )
        column += cell.width
        if column - 1 in glue and cell.width == 1:
            held = whole
        else:
            held = None
            yield whole
    if held is not None:
        yield held


def _is_bold(text: str, start: int, end: int) -> bool:
    """Tell whether a cell's first figures are set in bold."""
    if _BOLD_SWITCH.search(text, start, end):
        return True
    for match in _BOLD_GROUP.finditer(text, start, end):
        closed = group_end(text, match.end() - 1)
        before = re.search(r"\d", _COLOUR.sub("", text[start : match.start()]))
        if match.end() < closed <= end and before is None and re.search(r"\d", text[match.end() : closed]):
            return True
    return False
