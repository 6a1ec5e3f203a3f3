"""Comparisons → the rows of the plot of reported effects. Pure; `figures` draws them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from synth.report.alike import alike_parts, relative
from synth.report.names import as_metric
from synth.text import clean_line
from synth.types import Comparison, ComparisonCell, Draft, JudgedClaim, Quantity

__all__ = ["EffectGroup", "EffectRow", "effect_groups"]

MAX_GROUPS = 5
"""Panels in the plot."""
MAX_ROWS = 40
"""Rows in all panels together: what fits on one page and can be read."""
MAX_ROWS_PER_GROUP = 12
"""Rows of one panel, where there are so many panels that they have to share the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectRow:
    """A reported value with its interval."""

    name: str
    """Method and setting: "RiverAdapter (zero-shot)"."""
    place: str
    """Paper number and page: "[3] p. 5"."""
    value: float
    """As reported; a decrease is negative."""
    low: float | None
    """Lower end of the stated uncertainty; None where none is stated."""
    high: float | None
    """Upper end."""
    is_supported: bool
    """Whether the claim's source supports it."""
    is_own: bool
    """Whether it is the paper's own result."""


_Placed = tuple[int, EffectRow]
"""A row with the number of its paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectGroup:
    """Values of one metric on one data set: a panel."""

    title: str
    unit: str
    is_difference: bool
    relative: str
    """What differences are to: " relative to SlabNet"; "" for levels, and where no paper says."""
    rows: tuple[EffectRow, ...]
    n_left_out: int
    """Rows that did not fit."""


def effect_groups(draft: Draft) -> tuple[EffectGroup, ...]:
    """Return the panels: differences before levels, those of most papers first; empty if there is nothing."""
    numbers = {included.paper.id: n for n, included in enumerate(draft.papers, start=1)}
    claims = {judged.claim.id: judged for judged in draft.claims}
    parts = alike_parts(draft.comparisons, claims)
    candidates = [c for c in parts if c.role in ("difference", "level")]
    candidates.sort(key=lambda c: (c.role != "difference", -len({cell.paper_id for cell in c.cells})))
    groups: list[EffectGroup] = []
    room = MAX_ROWS
    most = max(MAX_ROWS_PER_GROUP, MAX_ROWS // max(1, len(candidates)))
    for comparison in candidates:
        group = _group(comparison, numbers, claims, min(most, room))
        if group is not None and len(groups) < MAX_GROUPS:
            groups.append(group)
            room -= len(group.rows)
    return tuple(groups)


def _group(
    comparison: Comparison, numbers: dict[str, int], claims: dict[str, JudgedClaim], limit: int
) -> EffectGroup | None:
    # Values in another unit than most would need an axis of their own.
    units = Counter(cell.unit or "" for cell in comparison.cells)
    unit = min(units, key=lambda name: (-units[name], name))
    rows: dict[tuple[str, float], _Placed] = {}
    for cell in comparison.cells:
        if (cell.unit or "") == unit and cell.paper_id in numbers and cell.claim_id in claims:
            row = _row(cell, comparison.role == "difference", numbers[cell.paper_id], claims[cell.claim_id])
            if row is not None:
                rows.setdefault((f"{row.name} {row.place}", row.value), (numbers[cell.paper_id], row))
    ordered = sorted(rows.values(), key=_by_paper)
    if len(ordered) < 2 or limit < 2:
        return None
    metric = as_metric(comparison.metric) or clean_line(comparison.metric)
    return EffectGroup(
        title=f"{metric} on {clean_line(comparison.dataset)}",
        unit=clean_line(unit),
        is_difference=comparison.role == "difference",
        relative=relative(comparison),
        rows=tuple(row for _, row in sorted(_chosen(ordered, limit), key=_by_paper)),
        n_left_out=max(0, len(ordered) - limit),
    )


def _by_paper(placed: _Placed) -> tuple[int, str, float]:
    number, row = placed
    return number, row.name, row.value


def _chosen(ordered: Sequence[_Placed], limit: int) -> list[_Placed]:
    """Return the rows to draw: the papers in turn, so that each has its share, own results before quoted."""
    turns: Counter[int] = Counter()
    ranked = []
    for number, row in sorted(ordered, key=lambda placed: not placed[1].is_own):
        ranked.append(((turns[number], not row.is_own, number), (number, row)))
        turns[number] += 1
    return [placed for _, placed in sorted(ranked, key=lambda item: item[0])[:limit]]


def _row(cell: ComparisonCell, is_difference: bool, number: int, judged: JudgedClaim) -> EffectRow | None:
    value = _to_float(cell.value)
    if value is None:
        return None
    quantity = _quantity_of(cell, judged.claim.quantities)
    low, high = _ends(value, quantity)
    if is_difference and quantity is not None and quantity.direction == "decrease" and value > 0:
        value, low, high = -value, _negate(high), _negate(low)
    page = f" p. {cell.page}" if cell.page is not None else ""
    told = [part for part in (cell.condition, *cell.details) if part]
    setting = f" ({clean_line(', '.join(told))})" if told else ""
    return EffectRow(
        name=f"{clean_line(cell.name or cell.method)}{setting}",
        place=f"[{number}]{page}",
        value=value,
        low=low,
        high=high,
        is_supported=judged.verdict.label == "supported",
        is_own=cell.is_own,
    )


def _quantity_of(cell: ComparisonCell, quantities: Sequence[Quantity]) -> Quantity | None:
    return next((q for q in quantities if q.value == cell.value and q.unit == cell.unit), None)


def _ends(value: float, quantity: Quantity | None) -> tuple[float | None, float | None]:
    if quantity is None:
        return None, None
    spread = _to_float(quantity.uncertainty)
    if spread is not None:
        return value - spread, value + spread
    low, high = _to_float(quantity.low), _to_float(quantity.high)
    return (low, high) if low is not None and high is not None and low <= value <= high else (None, None)


def _to_float(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def _negate(number: float | None) -> float | None:
    return None if number is None else -number
