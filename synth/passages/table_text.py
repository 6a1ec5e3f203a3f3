"""What tables of every kind of source have in common: figures, marks, rows as text, headers.

A table's row is written with strokes between its cells, so that an empty cell shows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "Folds",
    "RowShape",
    "folds_of",
    "is_scale",
    "has_decimals",
    "header_length",
    "is_figure",
    "is_filler",
    "is_setting",
    "join_row",
    "leading_columns",
    "without_marks",
]

_FILLERS = frozenset("n/a N/A n.a. NA ✓ ✗ × X x ? / . … ... ∗ yes no Yes No".split())
_DASHES = re.compile(r"[-–—−]{1,6}$")
_NUMBER = (
    r"(?:\d{1,3}(?:[ \u2009]\d{3})+(?![\d,])(?:\.\d+)?"
    r"|\.?\d(?:[\d.^_]|,(?!\s))*(?:[eE][-–−+]?\d{1,3}|\^[a-z](?![a-z]))?)"
)
_UNIT = (
    r"%|‰|°C?|[×€$£]|[kKMGBTmsxhd]{1,2}|[GMTk]?FLOPs|GB|MB|ms|min|sec|hrs?|days?|px|pts?|pp|dB"
    r"|[kKMGTmμµnp]?(?:Hz|eV|W|V|A|J|N|Pa|g|m|s|L|K|bits?|B)"
)
_FIGURE = re.compile(
    rf"^[-–+(<>≤≥~≈±∼$€£↑↓\[{{]{{0,3}}\s?{_NUMBER}"
    rf"(?:\s?/\s?[-–](?![-–])|\s?(?:\+/-|[-–/±×·+:(~∓\[→↑↓]|[,;](?=\s))\s?[-−+$±]{{0,2}}{_NUMBER}%?[)\]]?)*"
    rf"\s?(?:{_UNIT})?"
    rf"(?:\s?\([-−+±]?{_NUMBER}%?\))?"
    r"[)\]}*∗⋆†‡§¶↑↓↗↘]{0,3}$"
)
_MARKS = re.compile(
    r"(?:\s?[*†‡§¶∗⋆♦♣♠♥]|(?<=[a-z)\]])\^\(?[a-e\d](?:,[a-e\d])*\)?|(?<=\d)\^[a-z](?:,[a-z])*)+$"
    r"|^[*†‡§¶∗⋆♦♣♠♥]+\s?(?=\w)"
)


def is_figure(text: str) -> bool:
    """Tell whether a cell's text is a number, with its sign, unit, range or uncertainty."""
    return bool(_FIGURE.match(text))


def is_filler(text: str) -> bool:
    """Tell whether a cell's text stands for nothing, or for yes and no."""
    return text in _FILLERS or bool(_DASHES.match(text))


def has_decimals(text: str) -> bool:
    """Tell whether a cell's text is a number with a decimal point, and no size such as "0.5M"."""
    return "." in text and not text[-1].isalpha() and is_figure(text)


class Folds(NamedTuple):
    """The parts of a long table whose columns stand side by side."""

    heads: tuple[str, ...]
    """What heads the names in each part: "" where all parts name the same things."""
    columns: tuple[str, ...]
    """Headers of a part's columns, without what heads all of them."""


def folds_of(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Folds:
    """Return the parts of a long table; one without a head for a table that is one part."""
    for count in (2, 3, 4):
        width, rest = divmod(len(columns), count)
        if width < 2 or rest:
            continue
        parts = [tuple(columns[i * width : (i + 1) * width]) for i in range(count)]
        if len(set(parts)) == 1 and len(set(parts[0])) == width:
            return Folds(("",) * count, parts[0])
        titled = [_without_title(part) for part in parts]
        own = [names for _, names in titled]
        if any(names[1:] != own[0][1:] or not all(names) for names in own):
            continue
        is_same = all(names == own[0] for names in own)
        heads = tuple(
            title if is_same else " / ".join(filter(None, (title, names[0]))) for title, names in titled
        )
        if len(set(heads)) == count and _are_names_and_figures(rows, width):
            return Folds(heads, own[0])
    return Folds(("",), tuple(columns))


def _without_title(columns: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Part the levels that all headers have in common from the headers."""
    levels = [column.split(" / ") for column in columns]
    count = 0
    while all(len(names) > count + 1 and names[count] == levels[0][count] for names in levels):
        count += 1
    return " / ".join(levels[0][:count]), tuple(" / ".join(names[count:]) for names in levels)


def _are_names_and_figures(rows: Sequence[Sequence[str]], width: int) -> bool:
    """Tell whether of each so many columns the first holds words and the others figures."""
    for c in range(max(map(len, rows), default=0)):
        texts = [row[c] for row in rows if row[c]]
        figures = sum(is_figure(text) or is_filler(text) for text in texts)
        if (2 * figures >= len(texts)) != bool(c % width):
            return False
    return True


def without_marks(text: str) -> tuple[int, int]:
    """Return the offsets of a cell's text without the footnote marks at its ends."""
    start, end = 0, len(text)
    while (mark := _MARKS.search(text[start:end])) and mark.end() - mark.start() < end - start:
        if mark.start() == 0:
            start += mark.end()
        else:
            end = start + mark.start()
    return start, end


def leading_columns(columns: Sequence[Sequence[str]]) -> int:
    """Return how many columns from the left name the rows; at least one.

    These are the first ones of words. A setting before them or among them, such as "6" layers or
    "7B", is part of a row's name too; a score is not.
    """
    words = [2 * sum(is_figure(text) or is_filler(text) for text in texts) < len(texts) for texts in columns]
    lead = next((c for c, is_words in enumerate(words[:-1]) if is_words), 0)
    if lead > 2 or not all(is_setting(texts) for texts in columns[:lead]):
        return 1
    while lead < len(words) - 1:
        # Behind a last column of words, a setting is no part of a name but what the table tells.
        is_among = lead < 3 and lead + 2 < len(words) and words[lead + 1] and is_setting(columns[lead])
        if not words[lead] and not is_among:
            break
        lead += 1
    return max(min(lead, len(words) - 1), 1)


def is_scale(texts: Sequence[str], least: int = 3) -> bool:
    """Tell whether cells are so many plain numbers, or more, that rise, or fall, from each to the next."""
    try:
        values = [float(text) for text in texts]
    except ValueError:
        return False
    steps = [second > first for first, second in itertools.pairwise(values)]
    is_strict = all(first != second for first, second in itertools.pairwise(values))
    return len(values) >= least and is_strict and (all(steps) or not any(steps))


def is_setting(texts: Sequence[str]) -> bool:
    """Tell whether a column's figures are whole numbers or sizes."""
    return all("." not in text or text[-1:].isalpha() for text in texts)


def join_row(cells: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """Write the cells of a row with strokes between; returns also where each begins.

    What is left of an empty cell is the stroke after it: "a | | c".
    """
    text = ""
    starts: list[int] = []
    for c, cell in enumerate(cells):
        if c:
            text += (" |" if cells[c - 1] else "|") + (" " if any(cells[c:]) else "")
        starts.append(len(text))
        text += cell
    return text, tuple(starts)


class RowShape(NamedTuple):
    """What of a row tells whether it belongs to a header."""

    size: int
    """Cells that hold something."""
    is_data: bool
    """Whether it holds figures behind what may be its name."""
    is_names: bool
    """Whether it holds nothing but words."""
    is_nameless: bool = False
    """Whether nothing stands where other rows have their name."""
    has_decimals: bool = False
    """Whether one of its figures has a decimal point."""
    is_group: bool = False
    """Whether it may name the group of rows under it."""
    is_scale: bool = False
    """Whether its figures rise or fall from each column to the next, as settings do."""


def header_length(rows: Sequence[RowShape], ruled: Sequence[int]) -> int:
    """Return how many of a table's first rows are its header.

    `ruled` are the numbers of the rows over which a rule crosses the whole table, without the
    first row's.
    """
    first_data = next((i for i, row in enumerate(rows) if row.is_data), len(rows))
    ruled = [i for i in ruled if i < first_data + 3]
    if not ruled:
        while first_data > 1 and rows[first_data - 1].is_group:
            first_data -= 1
        return first_data
    end = ruled[0]
    if end > first_data:
        # Years and sizes head columns too; scores, with their decimals, do not.
        scores = [row for row in rows[:end] if row.has_decimals and not row.is_scale]
        is_header = rows[first_data].is_nameless or not scores
        return end if end <= 5 and is_header else first_data
    for number, i in enumerate(ruled[1:]):
        block = rows[end:i]
        most = max(row.size for row in rows[:end])
        # Under nothing but titles, the names of the columns are still to come.
        least = 2 if most == 1 else most / 2
        is_group = len(block) == 1 and block[0].is_group
        if i <= first_data and not is_group and all(row.is_names and row.size >= least for row in block):
            end = i
        elif _is_numbered(block) and any(row.has_decimals for row in rows[i:]):
            return i
        elif i > first_data or any(row.size > 1 for row in block):
            break
        elif number == 0 and end == 1 and rows[0].size == 1:
            end = i
    return end


def _is_numbered(block: Sequence[RowShape]) -> bool:
    """Tell whether rows are names of columns and, under them, whole numbers that belong to the names."""
    is_named = block[0].is_names and block[0].size > 1
    return is_named and any(row.is_data for row in block) and not any(row.has_decimals for row in block)
