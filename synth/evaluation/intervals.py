"""Intervals of counted shares; the only place that imports scipy."""

from __future__ import annotations

from synth.evaluation.outcomes import Figure

__all__ = ["wilson"]


def wilson(hits: int, n: int) -> Figure:
    """Return `hits / n` with its 95 % score interval (Wilson 1927), which holds for small n too.

    Raises ValueError for n < 1 or hits outside 0 to n.
    """
    from scipy.stats import binomtest

    interval = binomtest(hits, n).proportion_ci(confidence_level=0.95, method="wilson")
    return Figure(value=hits / n, low=float(interval.low), high=float(interval.high))
