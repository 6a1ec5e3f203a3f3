"""The numbers of a table by size, so that only those near a claimed one need be compared with it."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence, Set

from synth.verdicts.compare import HEDGE_CEILING, NEAR_UPPER, Reading
from synth.verdicts.facts import Stated

__all__ = ["NumberIndex", "reach"]

SHARES = (0.01, 100.0)
"""A share as a percentage, and a percentage as a share."""

ROUNDING = 1e-9
"""Relative error of sizes as floating-point numbers, amply."""


def reach(claim: Reading) -> tuple[float, float] | None:
    """Return between which sizes, in the claim's unit, any number lies that `compare` finds equal.

    None where the size says nothing: for a range, a bound that is kept by any number beyond it, and a
    temperature, whose scale may start elsewhere.
    """
    if claim.value is None or claim.is_open or claim.unit.dimension == "temperature":
        return None
    size, step = abs(float(claim.value)), float(claim.step)
    if not math.isfinite(size + step):
        return None
    if claim.bound in ("<", ">"):
        low, high = size / float(NEAR_UPPER), size * float(NEAR_UPPER)
    else:
        slack = max(step, size * float(HEDGE_CEILING)) if claim.bound == "~" else step
        low, high = size - slack, size + slack
    margin = ROUNDING * (size + step)
    return low - margin, high + margin


class NumberIndex:
    """The numbers of cells, sorted by size within each unit.

    Args:
        cells: What each cell states.
    """

    def __init__(self, cells: Sequence[Sequence[Stated]]) -> None:
        self._all = frozenset(range(len(cells)))
        self._unsized: set[int] = set()
        found: dict[float, list[tuple[float, int]]] = defaultdict(list)
        for place, numbers in enumerate(cells):
            for stated in numbers:
                reading = stated.reading
                size = math.nan if reading.value is None or reading.bound else abs(float(reading.value))
                if math.isfinite(size):
                    found[float(reading.unit.factor)].append((size, place))
                else:
                    self._unsized.add(place)
        self._sizes = {
            factor: ([size for size, _ in numbers], [place for _, place in numbers])
            for factor, numbers in ((factor, sorted(found[factor])) for factor in found)
        }

    def near(self, claim: Reading) -> Set[int]:
        """Return the cells with a number that may agree with a claimed one, in whatever unit it is read."""
        span = reach(claim)
        if span is None:
            return self._all
        near = set(self._unsized)
        low, high = span
        for factor, (sizes, places) in self._sizes.items():
            for scale in {1.0, factor, factor / float(claim.unit.factor), *SHARES}:
                first, last = bisect_left(sizes, low / scale), bisect_right(sizes, high / scale)
                near.update(places[first:last])
        return near
