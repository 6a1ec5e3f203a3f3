r"""A tabular environment's source in, its rows of cells out, as offsets into the source.

Rows end at `\\`, cells at `&`, wherever neither stands within braces or another environment. What
rules, colours and skips a row begins with is taken off it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from synth.passages.latex_source import group_end

__all__ = ["TABULARS", "SourceCell", "SourceRow", "Tabular", "find_tabulars", "read_tabular"]

TABULARS = {
    **dict.fromkeys("tabular array longtable supertabular xtabular NiceTabular mpsupertabular".split(), 1),
    **dict.fromkeys("tabular* tabularx tabulary xltabular tabularew NiceTabular*".split(), 2),
    **dict.fromkeys("tabu longtabu tblr longtblr talltblr deluxetable deluxetable* planotable".split(), 1),
}
"""Environments of rows and cells, and how many arguments come before the first cell."""

MAX_CELLS = 60_000
"""Cells of a table that are read."""

MAX_SPAN = 200
"""Columns or rows that a cell may reach over."""

_BEGIN = re.compile(r"\\begin\s*\{\s*([a-zA-Z]+\*?)\s*\}")
_EDGE = re.compile(r"\\(begin|end)\s*\{\s*([a-zA-Z]+\*?)\s*\}")
_TOKEN = re.compile(
    r"\\(?P<edge>begin|end)\s*\{\s*[a-zA-Z]+\*?\s*\}|\\(?P<word>[a-zA-Z@]+)\*?|(?P<row>\\\\)\*?|\\."
    r"|(?P<brace>[{}])|(?P<amp>&)",
    re.S,
)
_OPTION = re.compile(r"\s*\[[^\[\]]{0,300}\]")
_ROW_OPTION = re.compile(r"[ \t]*\[[^\[\]]{0,60}\]")
_COMMAND = re.compile(r"\s*\\([a-zA-Z]+)\*?")
_TRIM = re.compile(r"[ \t]*(?:\[[^\[\]]{0,60}\]|\([^()]{0,20}\))")
_RANGE = re.compile(r"\s*(\d{1,3})\s*-\s*(\d{1,3})\s*$")
_MULTICOLUMN = re.compile(
    r"\s*\\multicolumn\s*(?:\{\s*(\d{1,3})\s*\}|(\d))\s*(?:(?P<spec>\{)|[a-zA-Z]\s*(?=\{))"
)
_MULTIROW = re.compile(r"\\multirow(?:cell|thead)?\s*(?:\[[^\[\]]{0,40}\]\s*)?(?:\{\s*(-?\d{1,3})\s*\}|(\d))")
_SET_CELL = re.compile(r"\s*\\SetCell\s*\[([^\[\]]{0,80})\]\s*(?:\{[^{}]{0,80}\})?")
_SET_SIZE = re.compile(r"\b([rc])\s*=\s*(\d{1,3})")
_CELL_KEY = re.compile(r"\bcell\s*\{\s*(\d{1,3})\s*\}\s*\{\s*(\d{1,3})\s*\}\s*=\s*\{([^{}]{0,80})\}")
_BLOCK = re.compile(
    r"\s*\\Block\s*(?:\[[^\[\]]{0,80}\]\s*)?\{\s*(\d{0,3})\s*-\s*(\d{0,3})\s*\}\s*(?:<[^<>]{0,80}>)?"
)
_TABLEHEAD = re.compile(r"\\tablehead\s*(?=\{)")
_STARTDATA = re.compile(r"\\startdata\b")
_ENDDATA = re.compile(r"\\enddata\b")
_LENGTH = r"\s*-?\s*(?:[\d.]+\s*(?:pt|em|ex|cm|mm|in|mu|bp|pc)?|\\[a-zA-Z]+)"
_UNPRINTED = re.compile(
    rf"\\(?:h?skip|kern|hspace\*?|extracolsep)(?![a-z])(?:{_LENGTH})?(?:\s*\{{[^{{}}]*\}})?"
    rf"|\\[hv]rule(?:\s*(?:width|height|depth){_LENGTH})*|\\[a-zA-Z]+\s*\{{[^{{}}]*\}}"
)
"""What a column specification holds besides what it prints."""

_COLUMN_TYPE = re.compile(r"\\newcolumntype\s*\{\s*([a-zA-Z])\s*\}\s*(?:\[\d\]\s*)?(?=\{)")
_REPEAT = re.compile(r"\*\s*\{\s*(\d{1,3})\s*\}\s*(?=\{)")

# What a row may begin with: how many arguments it takes, and whether it draws a rule.
_FULL_RULES = dict.fromkeys(
    """hline toprule midrule bottomrule firsthline lasthline hdashline Hline thickhline heavyrule colrule
    botrule frstrule tophline middlehline bottomhline hlinethick thickmidrule""".split(),
    0,
) | {"Xhline": 1, "specialrule": 3, "hhline": 1, "hlineB": 1, "hlinewd": 1}
_PART_RULES = {"cline": 1, "cmidrule": 1, "cdashline": 1, "cdashlinelr": 1}
_SKIPS = dict.fromkeys(
    """addlinespace morecmidrules centering raggedright arraybackslash pagebreak nopagebreak
    global small footnotesize scriptsize normalsize""".split(),
    0,
) | dict.fromkeys(
    """noalign rowcolor arrayrulecolor rowfont rowstyle vspace rule taburulecolor doublerulesepcolor
    label caption tabularnewline""".split(),
    1,
)
_SKIPS |= {"tabularnewline": 0, "rule": 2}
_DELUXE = ("deluxetable", "deluxetable*", "planotable")
"""Tables of the journals' class AASTeX: the header is a macro's argument, the body between two marks."""

_HEADS = ("endfirsthead", "endhead", "endfoot", "endlastfoot")


class SourceCell(NamedTuple):
    """A cell as the source has it."""

    start: int
    end: int
    width: int
    """Columns that it fills."""
    height: int
    """Rows that it fills: downwards, or upwards where it is negative."""


@dataclass(slots=True)
class SourceRow:
    """A row as the source has it."""

    cells: list[SourceCell]
    start: int
    is_ruled: bool = False
    """Whether a rule over all columns stands above it."""
    lines: list[tuple[int, int]] = field(default_factory=list)
    """First and last column, from 0, of the shorter rules above it."""


class Tabular(NamedTuple):
    """A tabular environment in a source."""

    name: str
    start: int
    """Of its content, arguments included."""
    end: int
    """Of its content."""
    stop: int
    """Behind its end mark."""


def find_tabulars(text: str, start: int, end: int) -> Iterator[Tabular]:
    """Give the outermost tabular environments between two offsets that are closed there."""
    at = start
    while match := _BEGIN.search(text, at, end):
        at = match.end()
        if match[1] not in TABULARS:
            continue
        depth = 1
        for edge in _EDGE.finditer(text, match.end(), end):
            if edge[2] == match[1]:
                depth += 1 if edge[1] == "begin" else -1
                if depth == 0:
                    yield Tabular(match[1], match.end(), edge.start(), edge.end())
                    at = edge.end()
                    break


def read_tabular(text: str, found: Tabular) -> tuple[list[SourceRow], dict[int, str]]:
    """Return the rows of a tabular, and what it prints between columns, by the number of the left one."""
    if found.name in _DELUXE:
        return list(_deluxe_rows(text, found)), {}
    at, spec = _arguments(text, found)
    rows = list(_rows(text, at, found.end))
    if found.name.endswith("tblr"):
        # What is given in braces behind \begin{tblr} are keys, not columns.
        return _with_keys(text, rows, spec), {}
    return _without_repeats(text, rows), _glue(_written_out(spec, _column_types(text)))


def _with_keys(text: str, rows: list[SourceRow], keys: str) -> list[SourceRow]:
    """Let cells reach as far as the keys of tabularray say: `cell{1}{2} = {r=2,c=3}{c}`."""
    for found in _CELL_KEY.finditer(keys):
        i, c = int(found[1]) - 1, int(found[2]) - 1
        sizes = {key: min(max(int(count), 1), MAX_SPAN) for key, count in _SET_SIZE.findall(found[3])}
        if not sizes or not 0 <= i < len(rows):
            continue
        column = 0
        for k, cell in enumerate(rows[i].cells):
            if column == c:
                wide = cell._replace(width=sizes.get("c", 1), height=sizes.get("r", 1))
                hidden = rows[i].cells[k + 1 : k + wide.width]
                if not any(text[other.start : other.end].strip() for other in hidden):
                    rows[i].cells[k : k + wide.width] = [wide]
                break
            column += cell.width
    return rows


def _deluxe_rows(text: str, found: Tabular) -> Iterator[SourceRow]:
    """Give the rows of a table of AASTeX: its header's, then the body's, with a rule between."""
    head = _TABLEHEAD.search(text, found.start, found.end)
    closed = group_end(text, head.end()) if head else -1
    if head and 0 < closed <= found.end:
        yield from _rows(text, head.end() + 1, closed - 1)
    first = _STARTDATA.search(text, found.start, found.end)
    last = _ENDDATA.search(text, found.start, found.end)
    if first:
        for i, row in enumerate(_rows(text, first.end(), last.start() if last else found.end)):
            row.is_ruled |= i == 0
            yield row


def _arguments(text: str, found: Tabular) -> tuple[int, str]:
    at, spec = found.start, ""
    if found.name in ("tabu", "longtabu"):
        width = re.compile(r"\s*(?:to|spread)\s*[^{}\[]{0,40}").match(text, at, found.end)
        at = width.end() if width else at
    for _ in range(TABULARS[found.name]):
        while option := _OPTION.match(text, at, found.end):
            at = option.end()
        while at < found.end and text[at].isspace():
            at += 1
        closed = group_end(text, at) if text[at : at + 1] == "{" else -1
        if not 0 < closed <= found.end:
            break
        spec, at = text[at + 1 : closed - 1], closed
    while found.name.startswith("Nice") and (option := _OPTION.match(text, at, found.end)):
        at = option.end()
    return at, spec


@lru_cache(maxsize=4)
def _column_types(text: str) -> dict[str, str]:
    r"""Return what a source's own column types stand for: `\newcolumntype{P}{r@{$\pm$}l}`."""
    types: dict[str, str] = {}
    for match in _COLUMN_TYPE.finditer(text):
        closed = group_end(text, match.end(), 500)
        if closed > 0:
            types[match[1]] = text[match.end() + 1 : closed - 1]
    return types


def _written_out(spec: str, types: dict[str, str]) -> str:
    """Put what column types stand for in their place, where they set several columns."""
    for _ in range(MAX_SPAN):
        at = next((i for i in _letters(spec) if re.search(r"[@!]", types.get(spec[i], ""))), None)
        if at is None or len(spec) > 5_000:
            break
        spec = spec[:at] + types[spec[at]] + spec[at + 1 :]
    return spec


def _letters(spec: str) -> Iterator[int]:
    """Give the offsets of the letters of a specification that stand in no braces."""
    at = 0
    while at < len(spec):
        closed = group_end(spec, at) if spec[at] == "{" else -1
        if closed > 0:
            at = closed
            continue
        if spec[at].isalpha():
            yield at
        at += 1


def _glue(spec: str) -> dict[int, str]:
    r"""Read a column specification for what it prints between columns: `r@{$\pm$}l`."""
    for _ in range(8):
        repeat = _REPEAT.search(spec)
        closed = group_end(spec, repeat.end()) if repeat else -1
        if repeat is None or closed < 0 or len(spec) > 5_000:
            break
        inner = spec[repeat.end() + 1 : closed - 1] * min(int(repeat[1]), MAX_SPAN)
        spec = spec[: repeat.start()] + inner + spec[closed:]
    glue: dict[int, str] = {}
    column = at = 0
    while at < len(spec):
        char = spec[at]
        at += 1
        closed = group_end(spec, at) if spec[at : at + 1] == "{" else -1
        if char in "@!" and closed > 0:
            printed = _UNPRINTED.sub("", spec[at + 1 : closed - 1])
            if column and re.search(r"\\pm\b|[.,/()±–-]", printed):
                glue[column - 1] = printed
            at = closed
        elif char in "<>" and closed > 0:
            at = closed
        elif char.isalpha():
            column += 1
            at = closed if closed > 0 else at
            option = _OPTION.match(spec, at)
            at = option.end() if option else at
    return glue


# ------------------------------------------------------------------- rows


def _rows(text: str, start: int, end: int) -> Iterator[SourceRow]:
    """Cut the content at row ends and cell ends of its own level."""
    edges = [start]
    depth = cells = 0
    for match in _TOKEN.finditer(text, start, end):
        if match["brace"]:
            depth += 1 if match["brace"] == "{" else -1
        elif match["edge"]:
            depth += 1 if match["edge"] == "begin" else -1
        elif depth > 0:
            continue
        elif match["word"] in _HEADS:
            # These end a row too, and what they stand behind may be a rule alone.
            written = _take_commands(text, edges[0], match.start(), SourceRow([], 0)) < match.start()
            if len(edges) > 1 or written:
                yield _row(text, [*edges, match.start()])
                edges = [match.start()]
        elif match["word"] in ("cutinhead", "sidehead"):
            closed = group_end(text, match.end()) if text[match.end() : match.end() + 1] == "{" else -1
            if 0 < closed <= end:
                yield _row(text, [match.end(), closed])
                edges = [closed]
        elif match["amp"]:
            cells += 1
            if cells > MAX_CELLS:
                return
            edges += [match.start(), match.end()]
        elif match["row"] or match["word"] in ("tabularnewline", "cr"):
            yield _row(text, [*edges, match.start()])
            option = _ROW_OPTION.match(text, match.end(), end)
            edges = [option.end() if option else match.end()]
    yield _row(text, [*edges, end])


def _row(text: str, edges: list[int]) -> SourceRow:
    row = SourceRow([], edges[0])
    edges[0] = _take_commands(text, edges[0], edges[1], row)
    row.start = edges[0]
    covered = 0
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        if covered and not text[start:end].strip():
            covered -= 1
            continue
        marked = _marked(text, start, end)
        # These leave the places empty that they reach over, where \multicolumn leaves them out.
        covered = marked.width - 1 if marked else 0
        row.cells.append(marked or _cell(text, start, end))
    return row


def _take_commands(text: str, at: int, end: int, row: SourceRow) -> int:
    """Pass over what a row begins with besides its first cell, and note the rules among it."""
    while match := _COMMAND.match(text, at, end):
        name = match[1]
        count = _FULL_RULES.get(name, _PART_RULES.get(name, _SKIPS.get(name, 0 if name in _HEADS else -1)))
        if count < 0:
            break
        at = match.end()
        # \hline takes no options: brackets behind it belong to the first cell.
        takes_options = name not in _FULL_RULES or name.endswith("rule")
        while takes_options and (option := _TRIM.match(text, at, end)):
            at = option.end()
        argument = ""
        for _ in range(count):
            while at < end and text[at].isspace():
                at += 1
            closed = group_end(text, at) if text[at : at + 1] == "{" else -1
            if not 0 < closed <= end:
                break
            argument, at = text[at + 1 : closed - 1], closed
        row.is_ruled |= name in _FULL_RULES
        span = _RANGE.match(argument) if name in _PART_RULES else None
        if span:
            row.lines.append((int(span[1]) - 1, int(span[2]) - 1))
    while at < end and text[at].isspace():
        at += 1
    return at


def _cell(text: str, start: int, end: int) -> SourceCell:
    width = height = 1
    many = _MULTICOLUMN.match(text, start, end)
    if many:
        closed = group_end(text, many.end() - 1) if many["spec"] else many.end()
        if 0 < closed <= end:
            width, start = min(max(int(many[1] or many[2]), 1), MAX_SPAN), closed
    tall = _MULTIROW.search(text, start, end)
    if tall:
        height = max(min(int(tall[1] or tall[2]), MAX_SPAN), -MAX_SPAN) or 1
    return SourceCell(start, end, width, height)


def _marked(text: str, start: int, end: int) -> SourceCell | None:
    """Read a cell that says how far it reaches as tabularray and nicematrix have it; None for others."""
    found = _SET_CELL.match(text, start, end)
    if found:
        sizes = {key: min(max(int(count), 1), MAX_SPAN) for key, count in _SET_SIZE.findall(found[1])}
        return SourceCell(found.end(), end, sizes.get("c", 1), sizes.get("r", 1))
    block = _BLOCK.match(text, start, end)
    if block:
        rows, columns = (min(max(int(count or 1), 1), MAX_SPAN) for count in block.groups())
        return SourceCell(block.end(), end, columns, rows)
    return None


def _without_repeats(text: str, rows: list[SourceRow]) -> list[SourceRow]:
    """Leave out the heads and feet that a long table repeats on each of its pages."""
    marks: dict[str, int] = {}
    for i, row in enumerate(rows):
        before = text[rows[i - 1].start if i else 0 : row.start] if i else ""
        for name in _HEADS:
            if f"\\{name}" in before:
                marks[name] = i
    if not marks:
        return rows
    dropped: set[int] = set()
    first = 0
    for name, stop in sorted(marks.items(), key=lambda mark: mark[1]):
        if name in ("endfoot", "endlastfoot") or (name == "endhead" and "endfirsthead" in marks):
            dropped.update(range(first, stop))
        first = stop
    return [row for i, row in enumerate(rows) if i not in dropped]
