"""Which column each cell of a table's rows stands in, and over which others it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from synth.passages.grid_columns import Column, deal, place_in, reach_of
from synth.passages.grid_headers import ALIGNED
from synth.passages.grid_rows import TableRow
from synth.passages.table_text import is_figure, is_filler, is_setting, leading_columns

__all__ = ["leading", "place_rows", "told_apart"]

MAX_LEAD = 4
"""Columns that name rows."""


def leading(rows: Sequence[TableRow], columns: Sequence[Column]) -> int:
    """Return how many columns from the left hold names and not figures; at least one."""
    texts: list[list[str]] = [[] for _ in columns]
    for row in rows:
        for phrase, place in zip(row.phrases, row.places, strict=True):
            if place is not None:
                texts[place].append(phrase.text)
    return leading_columns(texts)


def told_apart(rows: Sequence[TableRow], columns: Sequence[Column], lead: int) -> int:
    """Take columns of settings to the names of rows that are called the same without them: "7B", "13B"."""
    cells = [
        {place: phrase.text for phrase, place in zip(row.phrases, row.places, strict=True)}
        for row in rows
        if row.is_data
    ]
    while lead < min(len(columns) - 2, MAX_LEAD):
        pairs = [
            (one.get(lead), other.get(lead))
            for one, other in pairwise(cells)
            if one.get(0) and all(one.get(c) == other.get(c) for c in range(lead))
        ]
        figures = [text for row in cells if is_figure(text := row.get(lead, ""))]
        differs = all(one and other and one != other for one, other in pairs)
        if not pairs or not differs or not is_setting(figures):
            break
        lead += 1
    return lead


def place_rows(rows: Sequence[TableRow], columns: Sequence[Column], wide: Sequence[Column]) -> None:
    """Note in each row where its cells stand; `wide` are the columns with their names."""
    for row in rows:
        if row.is_data:
            row.phrases = deal(row.phrases, columns)
        row.places = [place_in(phrase, columns) for phrase in row.phrases]
        if len(row.phrases) > 1 and None in row.places:
            _spread(row, columns, wide)
    lead = leading(rows, columns)
    for row in _central(rows, columns, wide, lead):
        row.places = [*row.places[:-1], lead]
        row.spread = dict.fromkeys(range(lead + 1, len(columns)), row.phrases[-1].text)


def _spread(row: TableRow, columns: Sequence[Column], wide: Sequence[Column]) -> None:
    """Place what stands over several columns of a row that leaves them to it."""
    reach = [reach_of(p, columns, is_first=p is row.phrases[0], wide=wide) for p in row.phrases]
    taken = [c for found in reach for c in found]
    if -1 in taken or len(set(taken)) < len(taken):
        return
    row.places = [found[0] for found in reach]
    # What is centred over several columns is said of each; a long name is not.
    row.spread = {
        c: phrase.text
        for phrase, found in zip(row.phrases, reach, strict=True)
        for c in found[1:]
        if is_figure(phrase.text) or is_filler(phrase.text)
    }


def _central(
    rows: Sequence[TableRow], columns: Sequence[Column], wide: Sequence[Column], lead: int
) -> list[TableRow]:
    """Return the rows that say one thing of all columns, in the middle of them.

    Under the middle one of an odd number of columns that is sure only where no row says anything
    of another column alone.
    """
    count = len(columns) - lead
    if count < 2:
        return []
    middles = [(reach[lead].x0 + reach[-1].x1) / 2 for reach in (columns, wide)]
    alone = [row for row in rows if len(row.phrases) > 1 and _is_alone(row, columns, lead)]
    central = [
        row for row in alone if min(abs(row.phrases[-1].middle - middle) for middle in middles) < ALIGNED
    ]
    return central if count % 2 == 0 or 1 < len(central) == len(alone) else []


def _is_alone(row: TableRow, columns: Sequence[Column], lead: int) -> bool:
    """Tell whether names stand before the last cell of a row and nothing else."""
    places = [place_in(phrase, columns) for phrase in row.phrases[:-1]]
    return all(place is not None and place < lead for place in places) and (
        row.phrases[-1].x0 > columns[lead - 1].x1
    )
