"""Whether a number that a claim calls the highest, the lowest or the best of its kind is so in its table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from synth.verdicts.conflicts import Candidate
from synth.verdicts.grids import PaperTable

__all__ = ["extreme_told"]

_HIGHEST = re.compile(
    r"\b(?:highest|largest|greatest|biggest|longest|maximum|maximal|peaks?|peaking|top(?:s|ped|ping)?)\b",
    re.IGNORECASE,
)
_LOWEST = re.compile(r"\b(?:lowest|smallest|least|fewest|shortest|minimum|minimal)\b", re.IGNORECASE)
_EITHER = re.compile(
    r"\b(?:best|worst|strongest|weakest|poorest|easiest|hardest|fastest|slowest|most|record|leads?|winner"
    r"|none of|no other|no (?:\w+ ){1,3}(?:gets?|goes|comes?|is|does|scores?|reaches|exceeds))\b",
    re.IGNORECASE,
)
"""Words that may mean the highest number or the lowest, as its measure has it."""

FEWEST = 3
"""Numbers that a row or column must have for one of them to be its highest or lowest."""


def extreme_told(text: str, witnesses: Sequence[Candidate], tables: Sequence[PaperTable]) -> int:
    """Return 1 where a claim's superlative holds of the cell of one of its numbers, -1 of none, else 0.

    The cell is held against its row, its column, and the parts of them that share its headers' first level.

    Args:
        text: The claim.
        witnesses: The places of its numbers.
        tables: The source's tables.
    """
    highest, lowest = _HIGHEST.search(text) is not None, _LOWEST.search(text) is not None
    if not (highest or lowest or _EITHER.search(text)):
        return 0
    found = [
        _is_extreme(value, line, highest=highest or not lowest, lowest=lowest or not highest)
        for one in witnesses
        if one.cell is not None and one.second is None
        for table in tables
        if table.table.index == one.facts.passage.index and one.at in table.values
        for value in [table.values[one.at]]
        for line in _lines(table, one.at)
    ]
    return 0 if not found else 1 if any(found) else -1


def _is_extreme(value: Decimal, line: Sequence[Decimal], *, highest: bool, lowest: bool) -> bool:
    return (highest and value == max(line)) or (lowest and value == min(line))


def _lines(table: PaperTable, at: tuple[int, int]) -> Iterator[list[Decimal]]:
    """Yield the numbers of a cell's column and of its row, and those beside it under one heading."""
    row, column = at
    group = table.rows[row].text.split(" / ")[0]
    heading = table.columns[column].text.split(" / ")[0]
    values = table.values
    lines = (
        [value for (_, c), value in values.items() if c == column],
        [value for (r, _), value in values.items() if r == row],
        [v for (r, c), v in values.items() if c == column and table.rows[r].text.split(" / ")[0] == group],
        [v for (r, c), v in values.items() if r == row and table.columns[c].text.split(" / ")[0] == heading],
    )
    yield from (line for line in lines if len(line) >= FEWEST)
