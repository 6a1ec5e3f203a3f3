"""Cells of several lines: the further ones are taken into the rows in which the cells begin."""

from __future__ import annotations

from collections.abc import Sequence

from synth.passages.grid_rows import TableRow
from synth.passages.table_text import is_figure

__all__ = ["fold"]

ENTRY_GAP = 1.2
"""Least step from one entry to the next where entries have several lines, in steps from line to line."""


def fold(body: Sequence[TableRow], separators: set[int]) -> list[TableRow]:
    """Take the further lines of cells of words into the rows in which these begin.

    `separators` are the numbers of the rows with a rule over them.
    """
    entries = _entries(body, separators)
    if entries:
        for first, *more in entries:
            for row in more:
                _take(row, first)
        return [entry[0] for entry in entries]
    kept: list[TableRow] = []
    last: TableRow | None = None
    for i, row in enumerate(body):
        if kept and last is not None and i not in separators and _goes_on(row, kept[-1], last, body[i - 1]):
            _take(row, kept[-1])
        else:
            kept.append(row)
        last = row
    return kept


def _take(row: TableRow, whole: TableRow) -> None:
    for phrase, place in zip(row.phrases, row.places, strict=True):
        if place is not None:
            whole.more.setdefault(place, []).append(phrase)


def _entries(body: Sequence[TableRow], separators: set[int]) -> list[list[TableRow]]:
    """Part rows into entries of one row of figures and the further lines of its words; empty if unsure.

    Entries are told by the gaps between them, or by rules, and each begins with its figures.
    """
    steps = [above.y - below.y for above, below in zip(body, body[1:], strict=False)]
    if not steps or min(steps) <= 0:
        return []
    entries: list[list[TableRow]] = [[body[0]]]
    for i, (row, step) in enumerate(zip(body[1:], steps, strict=True), 1):
        if i in separators or step > ENTRY_GAP * min(steps):
            entries.append([row])
        else:
            entries[-1].append(row)
    if not 2 <= len(entries) < len(body) or not all(_is_entry(entry) for entry in entries):
        return []
    return entries


def _is_entry(rows: Sequence[TableRow]) -> bool:
    """Tell whether rows are one row of figures and lines that go on with its words."""
    first, *more = rows
    if not more:
        return first.is_data
    words = {
        place
        for phrase, place in zip(first.phrases, first.places, strict=True)
        if place is not None and not is_figure(phrase.text)
    }
    return first.is_data and all(
        not row.is_data and row.is_names and words.issuperset(row.places) for row in more
    )


def _goes_on(row: TableRow, whole: TableRow, last: TableRow, above: TableRow) -> bool:
    """Tell whether a line holds nothing but words that go on with those of cells above it."""
    if 0 in row.places or not row.is_names or above.y - row.y > 1.3 * row.phrases[0].line.size:
        return False
    texts = {
        place: phrase.text
        for phrase, place in zip(last.phrases, last.places, strict=True)
        if place is not None
    }
    return (
        whole.is_data
        and None not in row.places
        and len(set(row.places)) == len(row.places)
        and all(place in texts and not is_figure(texts[place]) for place in row.places if place is not None)
    )
