"""Where the columns of a table stand: the white stripes that run down between its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from synth.passages.lines import Line
from synth.passages.table_text import is_figure, is_filler

__all__ = [
    "Column",
    "Phrase",
    "deal",
    "find_columns_of",
    "has_figure",
    "is_data_row",
    "name_columns",
    "overlapped",
    "phrases_of",
    "place_in",
    "reach_of",
    "widened",
]

PHRASE_GAP = 0.42
"""Gap that may part two cells, in ems; TeX's word space in a table is at most a third."""

ASIDE_GAP = 0.9
"""The same before what stands in brackets behind a number."""

STRIPE = 0.12
"""Least width of the white stripe between two columns, in ems: what the widest cells leave of it."""

_DECIMAL = re.compile(r"-?\d+\.\d+$")
_WORD = re.compile(r"[^ ]+")


class Phrase(NamedTuple):
    """Words of a row with no more than a word space between them."""

    line: Line
    start: int
    end: int
    text: str
    """Its characters."""
    x0: float
    """Left edge."""
    x1: float
    """Right edge."""

    @classmethod
    def of(cls, line: Line, start: int, end: int) -> Phrase:
        """Take a stretch of a line."""
        return cls(line, start, end, line.text[start:end], line.lefts[start], max(line.rights[start:end]))

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.x0 + self.x1) / 2

    def words(self) -> Iterator[Phrase]:
        """Give its words one by one."""
        for match in _WORD.finditer(self.line.text, self.start, self.end):
            yield Phrase.of(self.line, match.start(), match.end())

    def until(self, end: int) -> Phrase:
        """Return what begins with it and ends at another offset of its line."""
        return Phrase.of(self.line, self.start, end)


class Column(NamedTuple):
    """A column's reach from its widest cell's left edge to the right one."""

    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Half way between its edges."""
        return (self.x0 + self.x1) / 2


def phrases_of(row: Sequence[Line]) -> list[Phrase]:
    """Cut a row at every gap that is wider than a word space, left to right."""
    found: list[Phrase] = []
    for line in row:
        start: int | None = None
        end = 0
        was_decimal = False
        for match in _WORD.finditer(line.text):
            first, last = match.span()
            # However close they are set, two numbers side by side are two cells.
            is_decimal = bool(_DECIMAL.match(match[0]))
            # What stands in brackets behind a number is said of it.
            is_aside = start is not None and match[0][0] == "(" and is_figure(line.text[start:end])
            reach = ASIDE_GAP if is_aside else PHRASE_GAP
            if start is None:
                start = first
            elif line.lefts[first] - line.rights[end - 1] > reach * line.size or (was_decimal and is_decimal):
                found.append(Phrase.of(line, start, end))
                start = first
            end, was_decimal = last, is_decimal
        if start is not None:
            found.append(Phrase.of(line, start, end))
    return sorted(found, key=lambda phrase: phrase.x0)


def is_data_row(phrases: Sequence[Phrase]) -> bool:
    """Tell whether a row holds figures behind what may be its name."""
    rest = phrases[1:] if len(phrases) > 1 and not is_figure(phrases[0].text) else phrases
    figures = sum(is_figure(phrase.text) for phrase in rest)
    fillers = sum(is_filler(phrase.text) for phrase in rest)
    return len(phrases) > 1 and figures > 0 and 2 * (figures + fillers) >= len(rest)


def has_figure(phrases: Sequence[Phrase]) -> bool:
    """Tell whether a figure stands among a row's cells, however many words there are too."""
    return len(phrases) > 1 and any(is_figure(phrase.text) for phrase in phrases[1:])


def find_columns_of(
    rows: Sequence[Sequence[Phrase]], full: float = 0.6, others: Sequence[Phrase] = ()
) -> list[Column] | None:
    """Find the columns that rows of figures stand in; None where they stand in none.

    In every row each column holds one phrase at most. What shows where they stand are the rows that
    have at least the share `full` of the most cells. The rest of them and figures that stand alone,
    the `others`, show what columns stand beyond these.
    """
    most = max(len(row) for row in rows)
    core = [row for row in rows if len(row) >= full * most]
    size = max(phrase.line.size for row in core for phrase in row)
    for allowed in range(1 + len(core) // 4):
        columns = _stripes(core, allowed, STRIPE * size)
        if len(columns) >= 2 and all(_is_one_each(deal(row, columns), columns) for row in core):
            beyond = [[p for p in row if p.x0 > columns[-1].x1] for row in (*rows, others)]
            return [*columns, *_stripes(beyond, 0, STRIPE * size)]
    return None


def name_columns(names: Sequence[Phrase]) -> list[Column]:
    """Find the columns in which names stand that have no row of their own."""
    size = max((phrase.line.size for phrase in names), default=0.0)
    return _stripes([[phrase] for phrase in names], 0, STRIPE * size)


def deal(row: Sequence[Phrase], columns: Sequence[Column]) -> list[Phrase]:
    """Cut and join the phrases of a row of figures so that each fills its column, if words allow it."""
    dealt: list[Phrase] = []
    for phrase in row:
        is_whole = place_in(phrase, columns) is not None or (
            is_figure(phrase.text) and reach_of(phrase, columns, is_first=False) != [-1]
        )
        parts = [phrase] if is_whole else _cut(phrase, columns)
        is_clear = all(is_figure(part.text) or is_filler(part.text) for part in parts[1:])
        dealt += parts if is_clear else [phrase]
    joined: list[Phrase] = []
    for phrase in dealt:
        before = joined[-1] if joined else None
        if before and before.line is phrase.line and not (is_figure(before.text) and is_figure(phrase.text)):
            place = place_in(phrase, columns)
            if place is not None and place == place_in(before, columns):
                joined[-1] = before.until(phrase.end)
                continue
        joined.append(phrase)
    return joined


def _cut(phrase: Phrase, columns: Sequence[Column]) -> list[Phrase]:
    """Cut a phrase between words that stand in different columns; whole where one stands in several."""
    parts: list[Phrase] = []
    places: list[int | None] = []
    for word in phrase.words():
        over = overlapped(word, columns)
        place = place_in(word, columns) if over else places[-1] if places else None
        if place is None:
            return [phrase]
        if places and places[-1] == place:
            parts[-1] = parts[-1].until(word.end)
        else:
            parts.append(word)
            places.append(place)
    return parts


def _stripes(rows: Sequence[Sequence[Phrase]], allowed: int, width: float) -> list[Column]:
    """Return what lies between stripes that at most `allowed` phrases cross."""
    edges = sorted(
        (x, step) for row in rows for phrase in row for x, step in ((phrase.x0, 1), (phrase.x1, -1))
    )
    columns: list[Column] = []
    depth = 0
    start: float | None = None
    for x, step in edges:
        before, depth = depth, depth + step
        if before <= allowed < depth:
            start = x
        elif depth <= allowed < before and start is not None:
            if columns and start - columns[-1].x1 < width:
                columns[-1] = Column(columns[-1].x0, x)
            else:
                columns.append(Column(start, x))
    return columns


def _is_one_each(row: Sequence[Phrase], columns: Sequence[Column]) -> bool:
    taken = [c for phrase in row for c in reach_of(phrase, columns, is_first=phrase is row[0])]
    return -1 not in taken and len(set(taken)) == len(taken)


def reach_of(
    phrase: Phrase, columns: Sequence[Column], *, is_first: bool, wide: Sequence[Column] | None = None
) -> list[int]:
    """Return the columns that a phrase of a row of figures fills; [-1] where that is not clear.

    These are several for a name that runs on over columns that its row leaves empty, and for what
    is centred over several columns, as `wide` as these are with their names.
    """
    place = place_in(phrase, columns)
    if place is not None:
        return [place]
    over = overlapped(phrase, columns) or _between(phrase, columns)
    if not over:
        return [-1]
    if not is_figure(phrase.text) and (is_first or len(phrase.text) > 12):
        return over
    middles = [(reach[over[0]].x0 + reach[over[-1]].x1) / 2 for reach in (columns, wide or columns)]
    askew = min(abs(phrase.middle - middle) for middle in middles)
    return over if askew < 0.5 * phrase.line.size else [-1]


def _between(phrase: Phrase, columns: Sequence[Column]) -> list[int]:
    """Return the two columns between which a value stands that may be that of both."""
    after = next((i for i, column in enumerate(columns) if column.x0 >= phrase.x1 - 0.5), 0)
    is_value = is_figure(phrase.text) or is_filler(phrase.text)
    return [after - 1, after] if after > 1 and is_value else []


def place_in(phrase: Phrase, columns: Sequence[Column]) -> int | None:
    """Return the one column in which a phrase stands; None where it reaches over several or none."""
    over = overlapped(phrase, columns)
    if len(over) == 1:
        return over[0]
    if not over:
        return None
    shares = [(min(phrase.x1, columns[i].x1) - max(phrase.x0, columns[i].x0), i) for i in over]
    widest = max(shares)
    others = sum(share for share, i in shares if i != widest[1])
    return widest[1] if others < 0.25 * widest[0] else None


def overlapped(phrase: Phrase, columns: Sequence[Column]) -> list[int]:
    """Return the columns over or in which a phrase stands."""
    x0, x1 = phrase.x0 + 0.5, phrase.x1 - 0.5
    over: list[int] = []
    for i, (left, right) in enumerate(columns):
        if left >= x1:
            break
        if right > x0:
            over.append(i)
    return over


def widened(columns: Sequence[Column], header: Sequence[Sequence[Phrase]]) -> list[Column]:
    """Return columns as wide as their cells and their names together.

    What is said of several columns stands in the middle of these, not of the cells alone.
    """
    wide = list(columns)
    for row in header:
        for phrase in row:
            over = overlapped(phrase, columns)
            if len(over) == 1:
                reach = wide[over[0]]
                wide[over[0]] = Column(min(reach.x0, phrase.x0), max(reach.x1, phrase.x1))
    return wide
