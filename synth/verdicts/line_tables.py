"""Tables of which a source has only the lines: small ones without a caption, or set too loosely for a grid.

"τ  0.07  0.1  0.2" above "with head  62.9  64.9  66.2" is a table nevertheless: lines of a label and equally
many numbers, below a line that heads them. What can't be told (a column's head) is left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from synth.types import Passage, PlacedTable, Table

__all__ = ["read_line_tables"]

Span = tuple[int, int]

FEWEST = 2
"""Numbers of a line, and lines of a table, at least."""

HEAD_LINES = 4
"""Lines above the first numbers among which their heads are looked for."""

HEADING_GAP = 0.75
"""Distance of a heading from the lines around it at least, in lines: nearer ones stand beside them."""

SHORT_HEAD = 3
"""Letters of a sign that heads a line of settings at most: "τ", "k", "lr"."""

_NUMBER = r"[(\[]?[-−–+<>~≈±]{0,2}\d[\d,]*(?:\.\d+)?(?:\s?±\s?[\d.]+)?(?:%|[KMBkx]|e-?\d+)?[)\]]?[*†‡]?"
_VALUE = re.compile(rf"(?:{_NUMBER}|[-–—✓✗X]|n/a)(?=\s|\||$)")
_GAP = re.compile(r"\s*\|\s*|\s+")
_WIDE = re.compile(r"\s*\|\s*|\s{2,}")
_SCRIPT = re.compile(r"(?<![\w])([a-z]{3})[ ](?=[A-Z][a-z]{3}\b)")
"""The code of a language ahead of that of its script: "swh Latn"."""
_BRACKETED = re.compile(r"[ ](?=\([^()\s]+\))")
_LABEL = re.compile(r"\s*(?P<label>Tab(?:le|\.)\s?[A-Z]?\d{1,2}(?:\.\d{1,2})?)")


@dataclass(frozen=True, slots=True)
class _Line:
    passage: Passage
    label: Span
    values: tuple[Span, ...]

    @property
    def text(self) -> str:
        return _WIDE.sub(" / ", self.passage.text[slice(*self.label)].strip(" |"))

    def cells(self) -> tuple[str, ...]:
        return tuple(self.passage.text[start:end] for start, end in self.values)


def read_line_tables(
    passages: Sequence[Passage], taken: Sequence[str | None], first: int
) -> tuple[PlacedTable, ...]:
    """Return the tables that lines outside all grids make up.

    Args:
        passages: The source's passages in reading order; of kind "table" are only lines in no grid.
        taken: Labels of the tables that are grids: their captions are not these tables'.
        first: The number of the first of these tables.
    """
    blocks = [block for run in _runs(passages) for block in _blocks(run)]
    return tuple(
        _table(block, head, headings, _caption(passages, block[0].passage, taken), first + place)
        for place, (block, head, headings) in enumerate(blocks)
    )


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Yield the lines of tables that follow one another on a page."""
    run: list[Passage] = []
    for passage in passages:
        is_next = run and passage.index - run[-1].index == 1 and passage.page == run[-1].page
        if run and not (is_next and passage.kind == "table"):
            yield run
            run = []
        if passage.kind == "table":
            run.append(passage)
    if run:
        yield run


_Block = tuple[list[_Line], tuple[str, ...], dict[int, str]]
"""Lines, the heads of their columns, and the heading above a line by its place."""


def _blocks(run: Sequence[Passage]) -> Iterator[_Block]:
    """Yield the tables in a run of lines: as many numbers in each line, lines without any between them."""
    lines = [_read(passage) for passage in run]
    place = 0
    while place < len(lines):
        size = len(lines[place].values)
        if size < FEWEST:
            place += 1
            continue
        stop = _end_of(lines, place, size)
        members = [n for n in range(place, stop) if len(lines[n].values) == size]
        above = lines[max(0, place - HEAD_LINES) : place]
        head = next((found for line in reversed(above) if (found := _heads(line, size))), ())
        if not head and _is_settings(lines[members[0]]):
            head = (lines[members[0]].text, *lines[members[0]].cells())
            members = members[1:]
        if len(members) >= FEWEST and all(any(c.isalpha() for c in lines[n].text) for n in members):
            yield [lines[n] for n in members], head or ("",) * (size + 1), _headings(lines, place, stop, size)
        place = stop


def _end_of(lines: Sequence[_Line], place: int, size: int) -> int:
    """Return where lines of so many numbers end; a line that heads others ends them too."""
    stop = place + 1
    for n in range(place + 1, len(lines)):
        if len(lines[n].values) == size:
            stop = n + 1
        elif lines[n].values or _heads(lines[n], size):
            break
    return stop


def _read(passage: Passage) -> _Line:
    """Part a line into its label and the numbers behind it; a line that ends in words has none."""
    text, values, place = passage.text, [], len(passage.text)
    tokens = list(re.finditer(r"[^\s|]+(?:\s?±\s?[\d.]+)?", text))
    while tokens and _VALUE.fullmatch(tokens[-1].group()):
        token = tokens.pop()
        values.append(token.span())
        place = token.start()
    is_table = any(c.isdigit() for start, end in values for c in text[start:end])
    return _Line(passage, (0, place), tuple(reversed(values)) if is_table else ())


def _heads(line: _Line, size: int) -> tuple[str, ...]:
    """Return what a line without numbers gives as heads of so many columns, that of the labels first."""
    if line.values:
        return ()
    text = _BRACKETED.sub("", _SCRIPT.sub(r"\1_", line.passage.text.strip()))
    for gap in (_WIDE, _GAP):
        parts = [part for part in gap.split(text) if part]
        if len(parts) == size:
            return ("", *parts)
        if len(parts) == size + 1:
            return tuple(parts)
    return ()


def _is_settings(line: _Line) -> bool:
    """Whether a line's numbers head the columns below: they grow from left to right, behind a short sign."""
    numbers = [re.sub(r"[^\d.]", "", cell) for cell in line.cells()]
    if len(line.text) > SHORT_HEAD or not all(re.fullmatch(r"\d+(?:\.\d+)?", number) for number in numbers):
        return False
    return all(float(one) < float(other) for one, other in pairwise(numbers))


def _headings(lines: Sequence[_Line], place: int, stop: int, size: int) -> dict[int, str]:
    """Return the heading of each line of a block, by its place in it: the last line of words above it."""
    found: dict[int, str] = {}
    heading, n = _heading_above(lines, place, size), 0
    for line in range(place, stop):
        if len(lines[line].values) == size:
            found[n] = heading
            n += 1
        elif _is_apart(lines, line):
            heading = lines[line].passage.text.strip(" |")
    return found


def _heading_above(lines: Sequence[_Line], place: int, size: int) -> str:
    """Return the line of words between the heads of the columns and the first numbers."""
    above = lines[place - 1] if place else None
    if above is None or above.values or _heads(above, size) or not _is_apart(lines, place - 1):
        return ""
    return above.passage.text.strip(" |") if place > 1 and _heads(lines[place - 2], size) else ""


def _is_apart(lines: Sequence[_Line], place: int) -> bool:
    """Whether a line of words stands on a line of its own, not half way beside two others."""
    tops = [_top(lines[n].passage) for n in (place - 1, place, place + 1) if 0 <= n < len(lines)]
    if any(top is None for top in tops) or len(tops) < 3:
        return True
    before, own, behind = (top or 0.0 for top in tops)
    height = max(box.y1 - box.y0 for box in lines[place].passage.boxes)
    return min(abs(before - own), abs(own - behind)) >= HEADING_GAP * height


def _top(passage: Passage) -> float | None:
    return passage.boxes[0].y0 if passage.boxes else None


def _caption(passages: Sequence[Passage], line: Passage, taken: Sequence[str | None]) -> str:
    """Return the caption ahead of a line, nothing but lines between; "" for none, or that of a grid."""
    place = next(n for n, passage in enumerate(passages) if passage.index == line.index)
    ahead: list[str] = []
    while place and passages[place - 1].kind in ("table", "caption"):
        place -= 1
        if passages[place].kind == "caption":
            ahead.append(passages[place].text)
            if _LABEL.match(ahead[-1]):
                return "" if _label_of(ahead[-1]) in taken else " ".join(reversed(ahead))
    return ""


def _label_of(caption: str) -> str | None:
    match = _LABEL.match(caption)
    return match["label"] if match else None


def _table(
    block: Sequence[_Line], head: tuple[str, ...], headings: dict[int, str], caption: str, index: int
) -> PlacedTable:
    first = block[0].passage
    rows = [(line.text, *line.cells()) for line in block]
    named = [" / ".join(part for part in (headings.get(n, ""), row[0]) if part) for n, row in enumerate(rows)]
    return PlacedTable(
        index=index,
        label=_label_of(caption),
        table=Table(caption=caption, columns=head, rows=tuple(rows)),
        row_headers=tuple(named),
        spans=tuple(
            (None, *((line.passage.start + start, line.passage.start + end) for start, end in line.values))
            for line in block
        ),
        page=first.page,
        line=first.line,
        section=first.section,
    )
