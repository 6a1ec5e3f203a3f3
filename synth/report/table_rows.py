"""Cells of a comparison → rows under their conditions, what a paper has alone folded to its best. Pure.

A table is for comparing: a method that two papers report stays, and so does what a conflict or a change
hangs on. A paper's own many variants under one condition are shown by the best of them; the others stand
below the table, each with its link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from synth.report.phrases import shorten
from synth.text import fold
from synth.types import Better, ComparisonCell

__all__ = ["ALONE", "Row", "folded_rows", "is_quoted", "method_of", "numbers_of"]

ALONE = 3
"""Rows of one paper alone under one condition that are folded at the least; fewer are not worth a fold."""

Row = tuple[ComparisonCell, ...]
"""The cells of one method under one condition."""


def method_of(cell: ComparisonCell) -> str:
    """Return what all papers' rows of the method are called."""
    return shorten(cell.name or cell.method)


def folded_rows(
    cells: Sequence[ComparisonCell], better: Better | None, must_show: Callable[[ComparisonCell], bool]
) -> tuple[list[Row], list[Row]]:
    """Return the rows to show and those to fold, both by condition, own ones before quoted ones.

    Rows keep the order of the cells. Where it is not known which values are `better`, the two ends are
    shown of what is folded.
    """
    rows = _rows(cells)
    alone: dict[tuple[str, bool, str], list[Row]] = {}
    for row in rows:
        papers = {cell.paper_id for cell in row}
        if len(papers) == 1 and not any(map(must_show, row)):
            alone.setdefault((_condition(row[0]), is_quoted(row), row[0].paper_id), []).append(row)
    rests = [_rest(group, better) for group in alone.values()]
    folded = {id(row) for rest in rests if len(rest) >= ALONE for row in rest}
    return [row for row in rows if id(row) not in folded], [row for row in rows if id(row) in folded]


def is_quoted(row: Row) -> bool:
    """Tell whether every value of a row is quoted from work of others."""
    return not any(cell.is_own for cell in row)


def numbers_of(rows: Sequence[Row]) -> list[Decimal]:
    """Return the values that are plain numbers, in order."""
    return [number for row in rows for cell in row if (number := _number(cell)) is not None]


def _rows(cells: Sequence[ComparisonCell]) -> list[Row]:
    groups: dict[tuple[str, str, str], list[ComparisonCell]] = {}
    for cell in cells:
        key = (_condition(cell), fold(cell.name or cell.method), fold(", ".join(cell.details)))
        groups.setdefault(key, []).append(cell)
    # What holds without a condition stands first, then condition by condition, own results before quoted.
    ordered = sorted(
        groups.items(), key=lambda item: (item[0][0] != "", item[0][0], is_quoted(tuple(item[1])))
    )
    return [tuple(group) for _, group in ordered]


def _condition(cell: ComparisonCell) -> str:
    return fold(cell.condition or "")


def _rest(group: Sequence[Row], better: Better | None) -> list[Row]:
    """Return what is folded of a group: all but the best row, or all but both ends."""
    known = [(numbers[0], row) for row in group if (numbers := numbers_of([row]))]
    if not known:
        return list(group[ALONE:])
    low, high = min(known, key=lambda pair: pair[0])[1], max(known, key=lambda pair: pair[0])[1]
    kept = {"higher": [high], "lower": [low], None: [low, high]}[better]
    return [row for row in group if not any(row is shown for shown in kept)]


def _number(cell: ComparisonCell) -> Decimal | None:
    try:
        number = Decimal(cell.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
