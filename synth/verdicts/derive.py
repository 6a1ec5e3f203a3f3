"""Numbers that a source does not state but that follow from two that it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from synth.verdicts.compare import Outcome, Reading, compare, in_unit_of
from synth.verdicts.units import BARE, Unit, is_measure

__all__ = [
    "Derived",
    "are_whole",
    "combine_two",
    "derive",
    "is_complement_of",
    "may_be_end",
    "rest_of_whole",
    "speaks_of_mean",
]

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
    """"derived_difference", "derived_ratio", "derived_change" (in per cent), "derived_sum",
    "derived_mean" or "derived_complement" (what is left of 100)."""
    first: int
    """Place of the one number."""
    second: int
    """Place of the other; the first again for a complement, the last of all for a mean."""


def derive(
    claim: Reading,
    stated: Sequence[Reading],
    *,
    is_change: bool,
    is_mean: bool = False,
    is_complement: bool = False,
) -> Derived | None:
    """Return how stated numbers of one unit give the claimed one; None if none do.

    Args:
        claim: The number claimed.
        stated: The numbers of one passage, of the same kind of thing.
        is_change: Whether the claim speaks of a change or a comparison; else only sums are tried.
        is_mean: Whether the claim speaks of a mean.
        is_complement: Whether the claim speaks of errors and the passage of what is right.
    """
    if claim.value is None or not claim.value or len(stated) > MAX_NUMBERS:
        return None
    for first, second in combinations(range(len(stated)), 2):
        one, other = stated[first], in_unit_of(stated[second], stated[first])
        if one.unit != other.unit or one.value is None or other.value is None:
            continue
        if not (may_be_end(one, claim) and may_be_end(other, claim)):
            continue
        for reason, reading in _comings(claim, one, other, is_change):
            if fits(claim, reading):
                return Derived(reason, first, second)
    if is_complement and (found := _complement(claim, stated)) is not None:
        return found
    return _mean(claim, stated) if is_mean else None


def may_be_end(stated: Reading, claim: Reading) -> bool:
    """Whether a stated number is exact enough to compute with: "about 100" is for "nearly two thirds"."""
    return not stated.bound or stated.bound == claim.bound == "~"


def _comings(claim: Reading, one: Reading, other: Reading, is_change: bool) -> Iterator[tuple[str, Reading]]:
    """Yield what two numbers come to; two parts of a whole also as percentages if the claim is in points."""
    pairs = [(one, other)]
    if claim.unit.dimension == "points" and (parts := _as_percent(one, other)) is not None:
        pairs.append(parts)
    for first, second in pairs:
        if first.value is not None and second.value is not None:
            step = max(first.step, second.step)
            yield from _combine(first, first.value, second.value, step, is_change)


def are_whole(one: Reading, other: Reading) -> bool:
    """Whether two numbers may be how many there are of something: one score is no part of another."""
    return all(reading.step * reading.unit.factor >= 1 for reading in (one, other))


def speaks_of_mean(text: str) -> bool:
    """Whether a text speaks of a mean: "on average", "averaged over"."""
    return _MEAN.search(text) is not None


def is_complement_of(claim: str, passage: str) -> bool:
    """Whether one text speaks of what the other leaves: errors and what is right, one part and all others."""
    mine, theirs = (
        (_ERROR.search(text) is not None, _RIGHT.search(text) is not None) for text in (claim, passage)
    )
    if mine in ((True, False), (False, True)) and theirs == (mine[1], mine[0]):
        return True
    if _excludes(claim, passage) != _excludes(passage, claim):
        return True
    return _denies(claim, passage) != _denies(passage, claim)


_EXCLUDED = re.compile(
    r"\b(?:other than|(?:all|everything) but|except(?: for)?|apart from|excluding|not (?:in|from|by)|non-?)"
    r"\s?(?:the )?(?P<name>[^\W\d_][\w-]+)",
    re.IGNORECASE,
)


def _excludes(one: str, other: str) -> bool:
    """Whether one text speaks of all but what the other speaks of: "languages other than English"."""
    return any(
        re.search(rf"\b{re.escape(name)}\b", other, re.IGNORECASE) is not None
        and name.lower() not in (match["name"].lower() for match in _EXCLUDED.finditer(other))
        for name in (match["name"] for match in _EXCLUDED.finditer(one))
    )


_WORD = re.compile(r"[a-z]{4,}")
_DENYING = re.compile(r"(?:dis|un|in|im|ir|non|mis)(?P<base>[a-z]{4,})")


def _denies(one: str, other: str) -> bool:
    """Whether one text has a word of the other's with a prefix that denies it: "disagreed", "unlabelled"."""
    words = frozenset(_WORD.findall(other.lower()))
    mine = frozenset(_WORD.findall(one.lower()))
    return any(
        match["base"] in words and match["base"] not in mine
        for word in mine
        if (match := _DENYING.fullmatch(word)) is not None and word not in words
    )


_MEAN = re.compile(r"\b(?:on average|averag|mean\b)", re.IGNORECASE)
_ERROR = re.compile(
    r"\b(?:errors?\b|misclassif|mis-?label|incorrect|wrong|mistake|fail(?:s|ed|ing)? (?:on|in|to)|failure)",
    re.IGNORECASE,
)
_RIGHT = re.compile(r"\b(?:accura|correct|right\b|success)", re.IGNORECASE)


def rest_of_whole(text: str, claim: Reading) -> Reading | None:
    """Return what is left of a whole beside a claimed share of errors, or of right answers, if it is one."""
    if (_ERROR.search(text) is None) == (_RIGHT.search(text) is None) and not _EXCLUDED.search(text):
        return None
    if claim.value is None or not _is_share(claim):
        return None
    whole = 1 if 0 < claim.value < 1 and claim.unit.dimension != "percent" else 100
    return replace(claim, value=whole - claim.value) if 0 < claim.value < whole else None


def _is_share(claim: Reading) -> bool:
    """Whether a number may be a part of a whole: a percentage or a decimal, but no count of things."""
    is_count = claim.unit.dimension == "bare" and claim.step >= 1
    return claim.unit.dimension in ("percent", "bare") and not is_count or claim.is_fraction


def _complement(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    if not _is_share(claim):
        return None
    for place, reading in enumerate(stated):
        if reading.value is None or reading.bound or reading.unit.dimension not in ("percent", "bare"):
            continue
        whole = 1 if 0 < reading.value < 1 and reading.unit.dimension == "bare" else 100
        if 0 < reading.value < whole and fits(claim, replace(reading, value=whole - reading.value)):
            return Derived("derived_complement", place, place)
    return None


def combine_two(claim: Reading, one: Reading, other: Reading) -> Outcome | None:
    """Hold a claimed change against what two stated numbers come to; None if they can't be combined.

    The number that the claim's unit asks for decides: points or a bare number a difference, a
    percentage also a relative change, a multiple a ratio.
    """
    if claim.value is None or one.value is None or other.value is None:
        return None
    other = in_unit_of(other, one)
    if one.unit != other.unit or not (may_be_end(one, claim) and may_be_end(other, claim)):
        return None
    if is_measure(claim.unit) and one.unit.dimension == "bare":
        # The cells' unit stands in the caption, if anywhere.
        claim = replace(claim, unit=BARE)
        found = [reading for _, reading in _comings(claim, one, other, is_change=True)][:1]
        return Outcome("equal", "derived_difference") if any(fits(claim, one) for one in found) else None
    for reason, reading in _comings(claim, one, other, is_change=True):
        if fits(claim, reading):
            return Outcome("equal", reason)
    if is_measure(claim.unit) and one.unit.dimension != claim.unit.dimension:
        return None
    return Outcome("differs", "value_differs")


def _as_percent(one: Reading, other: Reading) -> tuple[Reading, Reading] | None:
    """Return two parts of a whole ("0.78") as percentages, whose difference is told in points."""
    if one.value is None or other.value is None or one.unit.dimension != "bare":
        return None
    if not (0 < one.value < 1 and 0 < other.value < 1):
        return None
    first, second = (
        replace(reading, value=value * 100, step=reading.step * 100, unit=_PERCENT)
        for reading, value in ((one, one.value), (other, other.value))
    )
    return first, second


def _mean(claim: Reading, stated: Sequence[Reading]) -> Derived | None:
    values = [reading.value for reading in stated if reading.value is not None and not reading.bound]
    if len(values) < 2 or len(values) != len(stated) or len({reading.unit for reading in stated}) != 1:
        return None
    mean = sum(values, Decimal(0)) / len(values)
    if not fits(claim, replace(stated[0], value=mean, step=_FINE)):
        return None
    return Derived("derived_mean", 0, len(stated) - 1)


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
        if ratio > 1 or like.unit.dimension != "ratio":
            yield "derived_ratio", replace(like, value=ratio, step=_FINE, unit=_RATIO)
        yield "derived_change", replace(like, value=abs(ratio - 1) * 100, step=_FINE, unit=_PERCENT)


NEAR_BOUND = Decimal("1.25")
"""By which factor a computed number may lie beyond a claimed bound: any small number is below some bound."""


def _is_near(claim: Reading, reading: Reading) -> bool:
    """Whether a computed number lies just beyond the bound."""
    if claim.value is None or reading.value is None or claim.value <= 0 or reading.value <= 0:
        return False
    one, other = claim.value * claim.unit.factor, reading.value * reading.unit.factor
    if claim.is_fraction and reading.unit.dimension == "percent":
        one *= 100
    return max(one, other) <= NEAR_BOUND * min(one, other)


def fits(claim: Reading, reading: Reading) -> bool:
    """Whether a computed number is the claimed one, within the precision the claim states."""
    if claim.unit.dimension == "bare" and reading.unit.dimension in ("ratio", "percent"):
        return False
    if claim.unit.dimension == "ratio" and reading.unit.dimension == "bare":
        return False  # who says "triples" does not mean a difference of 3
    if reading.unit is _RATIO and reading.value is not None and reading.value < 1 and not claim.is_fraction:
        return False  # a part is told in words, "a quarter of"
    if claim.bound in ("<", ">") and not _is_near(claim, reading):
        return False
    return compare(claim, reading).kind == "equal"
