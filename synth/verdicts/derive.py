"""Numbers that a source does not state but that follow from two that it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from synth.verdicts.compare import Reading, compare
from synth.verdicts.units import Unit

__all__ = ["Derived", "derive"]

MAX_NUMBERS = 8
"""Numbers of one passage that are combined at most: more pairs give any number by chance."""

_POINTS = Unit("points", Decimal(1))
_PERCENT = Unit("percent", Decimal(1))
_RATIO = Unit("ratio", Decimal(1))
_FINE = Decimal("1e-9")  # a quotient is as precise as the claim asks


@dataclass(frozen=True, slots=True)
class Derived:
    """A number computed from two stated ones."""

    reason: str
    """"derived_difference", "derived_ratio", "derived_change" (in per cent) or "derived_sum"."""
    first: int
    """Place of the one number."""
    second: int
    """Place of the other."""


def derive(claim: Reading, stated: Sequence[Reading], *, is_change: bool) -> Derived | None:
    """Return how two stated numbers of one unit give the claimed one; None if none do.

    Args:
        claim: The number claimed.
        stated: The numbers of one passage, of the same kind of thing.
        is_change: Whether the claim speaks of a change or a comparison; else only sums are tried.
    """
    if claim.value is None or not claim.value or len(stated) > MAX_NUMBERS:
        return None
    for first, second in combinations(range(len(stated)), 2):
        one, other = stated[first], stated[second]
        if one.unit != other.unit or one.bound or other.bound or one.value is None or other.value is None:
            continue
        for reason, reading in _combine(one, one.value, other.value, max(one.step, other.step), is_change):
            if _fits(claim, reading):
                return Derived(reason, first, second)
    return None


def _combine(
    like: Reading, one: Decimal, other: Decimal, step: Decimal, is_change: bool
) -> Iterator[tuple[str, Reading]]:
    if not is_change:
        # Only whole numbers of things add up; scores do not.
        if like.unit.dimension.startswith("count:") and step >= 1:
            yield "derived_sum", replace(like, value=one + other, step=step)
        return
    unit = _POINTS if like.unit.dimension in ("percent", "points") else like.unit
    yield "derived_difference", replace(like, value=abs(one - other), step=step, unit=unit)
    if one <= 0 or other <= 0:
        return
    for ratio in (one / other, other / one):
        if ratio > 1:
            yield "derived_ratio", replace(like, value=ratio, step=_FINE, unit=_RATIO)
        yield "derived_change", replace(like, value=abs(ratio - 1) * 100, step=_FINE, unit=_PERCENT)


def _fits(claim: Reading, reading: Reading) -> bool:
    if claim.unit.dimension == "bare" and reading.unit.dimension in ("ratio", "percent"):
        return False
    return compare(claim, reading).kind == "equal"
