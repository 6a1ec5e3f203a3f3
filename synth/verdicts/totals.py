"""Totals that a passage does not state but that follow: a list added up, so many times one, the rest.

"120 records for training, 40 for validation and 40 for testing" are 200 altogether; "50 minutes per
fold" are 250 over five folds; 430 of 500 questions are 86 % of them. Any number is some total of enough
numbers: these are tried only where a claim speaks of a total or of a rest, a product only of a passage
that says "each" or "per", and a share only of what the claim names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from synth.verdicts.compare import Reading
from synth.verdicts.derive import MAX_NUMBERS, Derived, fits, may_be_end
from synth.verdicts.facts import Claimed
from synth.verdicts.nouns import are_other_nouns, may_be_one
from synth.verdicts.units import BARE, Unit

__all__ = ["derive_total"]

MAX_TIMES = 100
"""How many times what each has is taken at most."""

TELLING = 100
"""Count from which a product is told by its number, whatever noun stands with it."""

_FINE = Decimal("1e-9")
_PERCENT = Unit("percent", Decimal(1))

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
    claimed: Claimed, stated: Sequence[Reading], passage: str, *, is_complement: bool = False
) -> Derived | None:
    """Return how the numbers of a passage come to a claimed total, rest or share; None if they do not.

    Args:
        claimed: The number claimed.
        stated: The numbers of the passage, in order.
        passage: The passage.
        is_complement: Whether the claim speaks of errors and the passage of what is right.
    """
    claim, text = claimed.reading, claimed.text
    if claim.value is None or len(stated) > MAX_NUMBERS or claim.unit.dimension == "points":
        return None
    if claim.unit.dimension == "percent" or claim.is_fraction:
        keys = frozenset(term.key for term in claimed.all_terms)
        if (found := _share(claim, stated, keys, is_complement=is_complement)) is not None:
            return found
        return _rest(claim, stated) if _REST.search(text) and claim.bound not in ("<", ">") else None
    if claim.bound in ("<", ">") or claim.unit.dimension == "ratio":
        return None
    if claim.unit.dimension.endswith(" time"):
        return _device_time(claim, stated)
    if _TOTAL.search(text):
        if (found := _sum_of_list(claim, stated)) is not None:
            return found
        if _EACH.search(passage):
            others = (*claimed.before, *claimed.behind)
            return _product(claim, stated, [one.reading.value for one in others if one.reading.value])
    return _rest(claim, stated) if _REST.search(text) or is_complement else None


def _share(
    claim: Reading, stated: Sequence[Reading], keys: Set[str], *, is_complement: bool
) -> Derived | None:
    """Tell so many of a counted whole that the claim names as a share: 430 of 500 questions are 86 %."""
    for place, whole in enumerate(stated):
        noun = whole.unit.dimension.removeprefix("count:").split(" ")[-1]
        if not whole.unit.dimension.startswith("count:") or noun not in keys or not _is_count(whole):
            continue
        for other, part in enumerate(stated):
            if other == place or not _is_count(part) or not _are_counted_alike(part, whole):
                continue
            one, all_of_them = _base(part), _base(whole)
            if not 0 < one < all_of_them:
                continue
            share = (all_of_them - one if is_complement else one) / all_of_them * 100
            if fits(claim, replace(part, value=share, step=_FINE, unit=_PERCENT)):
                return Derived("derived_ratio", other, place)
    return None


def _is_count(reading: Reading) -> bool:
    """Whether a number counts things, exactly."""
    dimension = reading.unit.dimension
    is_counted = dimension == "bare" or dimension.startswith("count:")
    if not is_counted or reading.bound or reading.value is None:
        return False
    # A remainder of 10^60 asks for more digits than decimals keep.
    return _base(reading) == _base(reading).to_integral_value()


def _base(reading: Reading) -> Decimal:
    return (reading.value or Decimal(0)) * reading.unit.factor


def _are_counted_alike(one: Reading, other: Reading) -> bool:
    return one.unit.dimension == "bare" or not are_other_nouns(one.unit, other.unit)


def _device_time(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    """Take the time of a run so many times as it has devices: 36 hours on 8 GPUs are 288 GPU hours."""
    device = Unit(f"count:{claim.unit.dimension.removesuffix(' time').lower()}", Decimal(1))
    for place, time in enumerate(stated):
        if time.unit.dimension != "time" or time.value is None or not may_be_end(time, claim):
            continue
        for count in stated:
            if count.value is None or count.bound or not may_be_one(device, count.unit):
                continue
            unit = replace(claim.unit, factor=time.unit.factor)
            if fits(claim, replace(time, value=time.value * _base(count), step=time.step, unit=unit)):
                return Derived("derived_product", place, place)
    return None


def _sum_of_list(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    """Add up three or more neighbouring numbers of one unit."""
    for first, last in _runs(stated):
        values = [one.value for one in stated[first : last + 1] if one.value is not None]
        step = max(one.step for one in stated[first : last + 1])
        if fits(claim, replace(stated[first], value=sum(values, Decimal(0)), step=step)):
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
                unit = claim.unit if _may_count(claim, one) else one.unit
                if fits(claim, replace(one, value=_base(one) * n / unit.factor, step=one.step, unit=unit)):
                    return Derived("derived_product", place, place)
    return None


def _may_count(claim: Reading, one: Reading) -> bool:
    """Whether a claim's noun may stand for another: "1,200 ratings" of 24 people who rated 50 sentences."""
    are_counts = [reading.unit.dimension.startswith("count:") for reading in (claim, one)]
    return all(are_counts) and _base(claim) >= TELLING


def _rest(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    """Take some numbers from the largest one, or parts from the whole."""
    parts = [one for one in stated if one.value is not None and not one.bound]
    units = {one.unit for one in parts}
    if len(parts) != len(stated) or not parts or len(units - {BARE}) > 1:
        return None
    values = [one.value for one in parts if one.value is not None]
    step = max(one.step for one in parts)
    largest = max(parts, key=lambda one: one.value or Decimal(0))
    if largest.unit.dimension == "percent":
        left = 100 - sum(values, Decimal(0))
    elif len(values) > 1:
        left = 2 * max(values) - sum(values, Decimal(0))
    else:
        return None
    if left <= 0 or not fits(claim, replace(largest, value=left, step=step)):
        return None
    return Derived("derived_rest", 0, len(stated) - 1)
