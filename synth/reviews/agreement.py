"""How far several reviewers give the same marks to the same things."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations

__all__ = ["krippendorff_alpha"]


def krippendorff_alpha(units: Collection[Sequence[float]]) -> float | None:
    """Return Krippendorff's alpha for interval data, at most 1; 0 is agreement by chance alone.

    Each unit holds the marks that one thing got, from any number of reviewers; things with fewer
    than two marks say nothing about agreement and are left out. None where alpha is not defined:
    no unit with two marks, or all marks alike, so that chance agreement can't be told from real.

    The formula is that of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011),
    section F; it is short, and its worked example is in the tests, so no library is asked for it.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    marks = sorted(mark for unit in pairable for mark in unit)
    observed = sum(_disagreement(unit) / (len(unit) - 1) for unit in pairable)
    expected = _disagreement(marks) / (len(marks) - 1) if marks else 0.0
    return 1.0 - observed / expected if expected else None


def _disagreement(marks: Sequence[float]) -> float:
    return sum((a - b) ** 2 for a, b in combinations(marks, 2))
