"""Totals that a passage does not state but that follow: a list added up, so many times one, the rest.

"120 records for training, 40 for validation and 40 for testing" are 200 altogether; "50 minutes per
fold" are 250 over five folds. Any number is some total of enough numbers: these are tried only where
a claim speaks of a total or of a rest, and a product only of a passage that says "each" or "per".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from synth.verdicts.compare import Reading, compare
from synth.verdicts.derive import MAX_NUMBERS, Derived, may_be_end

__all__ = ["derive_total"]

MAX_TIMES = 20
"""How many times what each has is taken at most."""

_TOTAL = re.compile(
    r"\b(?:sum|summ(?:ed|ing)|add(?:ed|s|ing)? up|total(?:s|led|ling|ing)?|altogether|together"
    r"|combined|in all|between them|overall|as a whole|all told)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\b(?:the (?:rest|remaining|remainder|others?|balance)|remaining|left over|leaving)\b", re.IGNORECASE
)
_EACH = re.compile(r"\b(?:each|per|every|apiece)\b", re.IGNORECASE)


def derive_total(
    claim: Reading, text: str, stated: Sequence[Reading], passage: str, times: Sequence[Decimal]
) -> Derived | None:
    """Return how the numbers of a passage come to a claimed total or rest; None if they do not.

    Args:
        claim: The number claimed.
        text: The claim.
        stated: The numbers of the passage, in order.
        passage: The passage.
        times: How many of each there may be: the claim's other whole numbers.
    """
    if claim.value is None or claim.bound in ("<", ">") or len(stated) > MAX_NUMBERS:
        return None
    if claim.unit.dimension in ("points", "ratio"):
        return None
    if _TOTAL.search(text):
        if (found := _sum_of_list(claim, stated)) is not None:
            return found
        if _EACH.search(passage):
            return _product(claim, stated, times)
    return _rest(claim, stated) if _REST.search(text) else None


def _sum_of_list(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    """Add up three or more neighbouring numbers of one unit."""
    for first, last in _runs(stated):
        values = [one.value for one in stated[first : last + 1] if one.value is not None]
        step = max(one.step for one in stated[first : last + 1])
        if _is_equal(claim, replace(stated[first], value=sum(values, Decimal(0)), step=step)):
            return Derived("derived_total", first, last)
    return None


def _runs(stated: Sequence[Reading]) -> Iterator[tuple[int, int]]:
    """Yield where lists of three or more numbers of one unit begin and end, the longest first."""
    cuts = [0]
    for place, (one, other) in enumerate(pairwise(stated), start=1):
        if one.unit != other.unit or one.bound or other.bound or one.value is None or other.value is None:
            cuts.append(place)
    runs = [(first, last - 1) for first, last in pairwise([*cuts, len(stated)])]
    parts = [(a, b) for first, last in runs for a in range(first, last) for b in range(a + 2, last + 1)]
    yield from sorted(parts, key=lambda part: (part[0] - part[1], part))


def _product(claim: Reading, stated: Sequence[Reading], times: Sequence[Decimal]) -> Derived | None:
    """Take one number so many times as the claim, or the passage, counts things."""
    for place, one in enumerate(stated):
        if one.value is None or not may_be_end(one, claim):
            continue
        told = [
            other.value
            for n, other in enumerate(stated)
            if n != place and other.value is not None and other.unit.dimension.startswith("count:")
        ]
        for n in (*times, *told):
            if 1 < n <= MAX_TIMES and n == n.to_integral_value():
                if _is_equal(claim, replace(one, value=one.value * n, step=one.step * n)):
                    return Derived("derived_product", place, place)
    return None


def _rest(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    """Take some numbers from the largest one, or parts from the whole."""
    parts = [one for one in stated if one.value is not None and not one.bound]
    if len(parts) != len(stated) or not parts or len({one.unit for one in parts}) != 1:
        return None
    values = [one.value for one in parts if one.value is not None]
    step = max(one.step for one in parts)
    if parts[0].unit.dimension == "percent":
        left = 100 - sum(values, Decimal(0))
    elif len(values) > 1:
        left = 2 * max(values) - sum(values, Decimal(0))
    else:
        return None
    if left <= 0 or not _is_equal(claim, replace(parts[0], value=left, step=step)):
        return None
    return Derived("derived_rest", 0, len(stated) - 1)


def _is_equal(claim: Reading, reading: Reading) -> bool:
    return compare(claim, reading).kind == "equal"
