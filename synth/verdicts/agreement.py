"""Two quantities compared by all that they print: number, unit, what is counted, and role.

What they are quantities of, and whose they are, is not asked here; see `synth.verdicts.conflicts`.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from synth.types import Quantity
from synth.verdicts.compare import Outcome, Reading, compare
from synth.verdicts.cues import speaks_of_change
from synth.verdicts.facts import CHANGES, Claimed, Stated
from synth.verdicts.nouns import are_other_nouns, is_noun_there
from synth.verdicts.subjects import name_key, terms_of, window_likeness, word_stem
from synth.verdicts.units import BARE, Unit

__all__ = [
    "LOOSE",
    "are_distinct",
    "base_of",
    "compare_loosely",
    "compare_numbers",
    "is_count",
    "is_minor",
    "is_of_two",
    "is_part",
    "kind_of_role",
    "may_be_change",
]

SMALL = 20
"""Counts up to here are often said of what no source counts: "on both", "one of three"."""

CLOSE = Decimal("0.15")
"""Relative distance up to which a hedged number may be another."""

LOOSE = ("bound_met", "hedge_met", "within_range")
"""Reasons for which many a number will do."""

_VALUES = ("level", "count", "setting")


def compare_numbers(claimed: Claimed, stated: Stated) -> Outcome:
    """Compare two quantities by number, unit and role; numbers of different roles don't contradict."""
    outcome = compare(claimed.reading, stated.reading)
    mine, theirs = claimed.quantity, stated.quantity
    if _counts_what_is_not_there(claimed, stated):
        return Outcome("incomparable", "unit_differs")
    if outcome.reason == "bound_met" and mine.role != "p_value":
        outcome = _settle_bound(stated, outcome)
    if outcome.reason in LOOSE and _is_told_too(claimed, stated, outcome):
        return Outcome("incomparable", outcome.reason)
    if outcome.reason == "unit_differs":
        return _settle_units(claimed, stated, outcome)
    if outcome.kind == "equal" and _compares_with_level(claimed, stated):
        return Outcome("incomparable", "role_differs")
    if outcome.kind != "differs" or outcome.reason == "scale_differs":
        return outcome
    if kind_of_role(mine) != kind_of_role(theirs) or are_distinct(mine.metric, theirs.metric):
        return Outcome("incomparable", "role_differs")
    if _is_told_too(claimed, stated, outcome):
        return Outcome("incomparable", "value_differs")
    if _is_bare_beside_unit(claimed, stated) or _is_score_beside_points(claimed, stated):
        return Outcome("incomparable", "unit_differs")
    return outcome


def compare_loosely(claimed: Claimed, stated: Stated) -> Outcome:
    """Compare two quantities as `compare_numbers`, and count equal numbers of things as equal.

    A paraphrase counts "pictures" where the source counts "images", and a unit that a claim's number
    only shares with its neighbour ("a size of 312 and 14 million words") may not be its own.
    """
    outcome = compare_numbers(claimed, stated)
    if outcome.kind != "incomparable" and _is_far_fetched(claimed, stated, outcome):
        return Outcome("incomparable", "unit_differs")
    is_whole = claimed.reading.step == 1 and claimed.reading.unit.factor == 1
    if outcome.reason == "rounded" and is_count(claimed) and is_whole:
        return Outcome("differs", "value_differs")
    if outcome.kind == "equal" or not _may_be_counts(claimed, stated):
        return outcome
    if not _is_close(claimed.reading, stated.reading):
        return outcome
    if are_other_nouns(claimed.reading.unit, stated.reading.unit):
        is_same = base_of(claimed.reading) == base_of(stated.reading) is not None
        return Outcome("differs", "unit_differs") if is_same else outcome
    own, other = _bare(claimed.reading), _bare(stated.reading)
    if not any(c.isalpha() for c in claimed.quantity.text):
        own = replace(own, unit=BARE)
    loose = compare(own, other)
    return loose if loose.kind == "equal" and loose.reason != "rounded" else outcome


_MULTIPLES = frozenset(("speedup", "speed", "ratio", "factor", "time", "x", "fold"))
"""Words of a header or sentence that make its bare numbers multiples."""


def _is_far_fetched(claimed: Claimed, stated: Stated, outcome: Outcome) -> bool:
    """Whether two numbers are equal by a conversion that nothing asks for.

    A bare 1 is not 98 %, nor "doubles" the number 2 in a column of ranks, nor ".50" "one half of the texts".
    """
    mine, theirs = claimed.reading, stated.reading
    if theirs.is_fraction and mine.unit.dimension == "bare":
        return True
    if outcome.reason == "unit_converted" and mine.unit.dimension == "bare" and mine.step >= 1:
        return theirs.unit.dimension == "percent"
    is_multiple = mine.unit.dimension == "ratio" and theirs.unit.dimension in ("bare",)
    if mine.is_fraction and (outcome.kind == "differs" or claimed.quantity.role != "ratio"):
        return False  # a part may be printed as 0.15
    return is_multiple and stated.quantity.role != "ratio" and not _MULTIPLES & stated.context.own_keys


def is_count(claimed: Claimed) -> bool:
    """Whether a quantity counts things or is a bare setting: no measure of time, size or score."""
    dimension = claimed.reading.unit.dimension
    return dimension.startswith("count:") or (
        dimension == "bare" and claimed.quantity.role in ("count", "setting")
    )


def is_minor(claimed: Claimed) -> bool:
    """Whether a quantity is a small whole number that only sets the scene: "on all three tasks"."""
    value = claimed.reading.value
    if value is None or value != value.to_integral_value() or abs(value) > SMALL:
        return False
    if claimed.reading.unit.factor != 1:
        return False
    return is_count(claimed)


def _may_be_counts(claimed: Claimed, stated: Stated) -> bool:
    units = (claimed.reading.unit.dimension, stated.reading.unit.dimension)
    return all(unit == "bare" or unit.startswith("count:") for unit in units)


def _is_close(one: Reading, other: Reading) -> bool:
    """Whether two numbers may be equal, whatever they count; saves the full comparison."""
    if one.value is None or other.value is None or one.bound in ("<", ">"):
        return True
    mine, theirs = abs(one.value), abs(other.value)
    return any(abs(x - theirs * other.unit.factor) <= CLOSE * x for x in (mine, mine * one.unit.factor))


def base_of(reading: Reading) -> Decimal | None:
    """Return a number in base units; None for a range."""
    return None if reading.value is None else reading.value * reading.unit.factor


def _bare(reading: Reading) -> Reading:
    return replace(reading, unit=Unit("bare", reading.unit.factor))


def kind_of_role(quantity: Quantity) -> str:
    """Return "change" for differences and ratios, "value" for levels, counts and settings, else the role."""
    if quantity.role in CHANGES:
        return "change"
    return "value" if quantity.role in _VALUES else quantity.role


def is_of_two(claimed: Claimed) -> bool:
    """Whether a claimed quantity is what two others come to: a difference, a ratio, a multiple."""
    if kind_of_role(claimed.quantity) == "change" or claimed.reading.unit.dimension == "ratio":
        return True
    return any(word in _FURTHER for word in claimed.window[1][:2])


def may_be_change(claimed: Claimed) -> bool:
    """Whether a number told as a level may be a difference all the same: "the lead of A is only 0.07"."""
    if kind_of_role(claimed.quantity) != "value" or is_count(claimed) or claimed.reading.is_fraction:
        return False
    return claimed.reading.value is not None and speaks_of_change(claimed.text)


_FURTHER = frozenset(word_stem(word) for word in "more fewer less additional extra further".split())
"""Words next to a number of things that make it so many more than others: "300 more examples"."""


def is_part(claimed: Claimed) -> bool:
    """Whether a claimed quantity is a part of a whole ("a quarter of the problems"), which no change is."""
    return claimed.reading.is_fraction and claimed.quantity.role == "level"


def _settle_units(claimed: Claimed, stated: Stated, outcome: Outcome) -> Outcome:
    """Decide where units differ but the digits are the same."""
    units = [claimed.reading.unit.dimension, stated.reading.unit.dimension]
    if sorted(units) == ["percent", "points"]:
        # Only between gains do they differ: an accuracy of 92.1 points is one of 92.1 %, and
        # "2.1 % absolute" may be cited as either.
        are_levels = kind_of_role(claimed.quantity) == kind_of_role(stated.quantity) == "value"
        is_printed = "%" in claimed.quantity.text and "%" in stated.quantity.text
        return Outcome("equal", "value_equal") if are_levels or is_printed else outcome
    if all(unit.startswith("count:") for unit in units) and outcome.kind == "differs":
        noun = units[0].split()[-1].removeprefix("count:")
        is_named = noun in stated.window[1][:2] and base_of(claimed.reading) == base_of(stated.reading)
        return Outcome("equal", "value_equal") if is_named else Outcome("incomparable", "unit_differs")
    return outcome


def _settle_bound(stated: Stated, outcome: Outcome) -> Outcome:
    """Hold a cited bound to the bound that is stated."""
    # "Over 40" follows from "over 50", but who cites a bound is held to it.
    return Outcome("differs", "bound_differs") if stated.reading.bound in ("<", ">") else outcome


def _is_told_too(claimed: Claimed, stated: Stated, outcome: Outcome) -> bool:
    """Whether a stated number is another number of the same claim: "from 34.8" beside "to 20.5"."""
    if not claimed.before and not claimed.behind:
        return False
    likeness = window_likeness(claimed.window, stated.window)
    if outcome.reason in LOOSE:
        likeness = 0.0  # "27 of less than 40": the 27 that is stated is the other number
    return any(
        compare(other.reading, stated.reading).reason in ("value_equal", "unit_converted", "rounded")
        and window_likeness(other.window, stated.window) >= likeness
        for other in (*claimed.before, *claimed.behind)
    )


def _counts_what_is_not_there(claimed: Claimed, stated: Stated) -> bool:
    """Whether a counted noun is claimed and the number is bare, in a sentence without that noun.

    A bare number with a scale ("270M") is telling enough to be compared.
    """
    unit, other = claimed.reading.unit, stated.reading.unit
    if not unit.dimension.startswith("count:") or other.dimension != "bare" or other.factor != 1:
        return False
    context = stated.context
    return not is_noun_there(unit, context.own_keys | context.shared_keys | context.foreign_keys)


def _is_score_beside_points(claimed: Claimed, stated: Stated) -> bool:
    """Whether a percentage meets points of difference, which are no score."""
    units = {claimed.reading.unit.dimension, stated.reading.unit.dimension}
    are_changes = kind_of_role(claimed.quantity) == kind_of_role(stated.quantity) == "change"
    return units == {"percent", "points"} and not are_changes


def _compares_with_level(claimed: Claimed, stated: Stated) -> bool:
    """Whether "half of that" or "doubles" is claimed and a bare 0.5 or 2 is the value of something."""
    is_ratio = claimed.reading.unit.dimension == "ratio" and claimed.quantity.role == "ratio"
    return is_ratio and stated.reading.unit.dimension == "bare" and kind_of_role(stated.quantity) == "value"


def _is_bare_beside_unit(claimed: Claimed, stated: Stated) -> bool:
    """Whether one number has a unit of measure and the other none: scores and durations don't differ."""
    units = {claimed.reading.unit.dimension, stated.reading.unit.dimension}
    return "bare" in units and not units <= {"bare", "percent", "points"} and len(units) > 1


def are_distinct(mine: str | None, theirs: str | None) -> bool:
    """Whether each of two bound names has a telling word that the other lacks ("box AP", "mask AP")."""
    if not mine or not theirs:
        return False
    one, other = (
        # The stem whatever the case: "Accuracy" within a sentence looks like a name.
        {word_stem(name_key(term.surface)) for term in terms_of(f"x {name}") if term.weight >= 1}
        for name in (mine, theirs)
    )
    return bool(one - other) and bool(other - one)
