"""Two quantities compared by number alone: unit, precision, bounds and hedges.

Whether they are quantities of the same thing is not asked here; see `synth.verdicts.subjects`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from synth.types import Quantity
from synth.verdicts.units import Unit, read_unit, share_nouns

__all__ = [
    "Outcome",
    "Reading",
    "are_of_other_size",
    "compare",
    "in_unit_of",
    "read_quantity",
    "significant_digits",
]

Kind = Literal["equal", "differs", "incomparable"]

_ABOUT = (
    "about",
    "around",
    "approximately",
    "roughly",
    "nearly",
    "almost",
    "some",
    "close to",
    "~",
    "∼",
    "≈",
    "circa",
)
_ATTAINED = ("up to", "as much as", "as high as", "as many as", "maximum", "at best")
"""Upper bounds that are reached: "up to 40" says that 40 occurs."""

_ATTAINED_BELOW = ("as little as", "as few as", "as low as")
"""Lower bounds that are reached: "as few as 25" tells of 25."""

_NOT_ABOVE = ("nearly", "almost", "approaching")
"""Hedges that say that the number is not quite reached."""

_CLOSE_BOUND = re.compile(
    r"(?:just|slightly|a little|a bit|little|marginally|a shade|not quite|shy|short)\b", re.IGNORECASE
)
"""Bounds that the value comes near to: "just over", "not quite"."""

_FRACTION_WORD = re.compile(
    r"\b(?:hal(?:f|ves|ved|ving)|thirds?|quarters?|(?:four|fif|six|seven|eigh|nin|ten|twelf|fifteen|sixteen|(?:twen|thir|for|fif)tie|hundred|thousand|million)ths?|"
    r"(?:in|out of) (?:every |an? )?[\w-]+$)",
    re.IGNORECASE,
)
_OF_HUNDRED = re.compile(r"hundred|thousand|\b1000?$", re.IGNORECASE)
"""The whole of a part told to the hundredth: "28 out of a hundred"."""

HEDGE_SHARE = Decimal("0.02")
"""Relative slack of "about": "about 50" for 49.2."""
HEDGE_CEILING = Decimal("0.1")
"""Relative slack of "about" before a round number at most: "about 30" for 28.4, not for 25."""
NEAR_SHARE = Decimal("0.05")
"""How far beyond its bound a number said to be "just over" it lies at most, relative to it."""
FRACTION_STEP = Decimal("0.03")
"""Precision of a fraction in words: "a quarter" is said of 23.5 % to 26.5 %."""
MULTIPLE_STEP = Decimal("0.2")
"""Precision of a multiple in words, relative to it: "triples" is said of 2.7 to 3.3."""
PASSED_SHARE = Decimal("0.005")
"""By how much a number that is "nearly" reached may be passed, lest rounding decides."""
NEAR_LOWER, NEAR_UPPER = Decimal("1.5"), Decimal(2)
"""By which factor a number may lie beyond a bound: "over 40" is not said of 70, "below 40" not of 15."""
NEAR_FRACTION = Decimal("1.4")
"""The same for a part in words: "more than a quarter" is not said of 47 %."""
NARROW = 4
"""How many times its lower end the upper end of a range is at most, for a number within to bear it out."""
OTHER_SIZE = 1_000
"""Factor from which two numbers are of quite another size."""
TINY = Decimal("0.01")
"""Number, such as a rate, below which a nought beside it is of something else."""
EXACT_DIGITS = 4
"""Digits before the trailing zeros from which no writer means a bound by "over"."""
MAGNITUDE_SPREAD = 2
"""An order of magnitude is a factor between 5 and 20."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a claimed quantity relates to a stated one."""

    kind: Kind
    """Equal within the claim's precision, different, or of another nature."""
    reason: str
    """Reason code: "value_equal", "rounded", "unit_converted", "bound_met", "value_differs", …"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity as decimal numbers in one unit."""

    value: Decimal | None
    """The number; None for a range."""
    low: Decimal | None
    """Lower end of a range."""
    high: Decimal | None
    """Upper end of a range."""
    step: Decimal
    """Distance of neighbouring numbers at the printed precision: 0.1 for "2.1"."""
    bound: Literal["", "<", ">", "~"]
    """"" for a plain number, a one-sided bound, or "~" for about."""
    is_strict: bool
    """For a bound: whether the bound itself is left out."""
    is_attained: bool
    """For "<": whether the bound is said to be reached ("up to")."""
    unit: Unit
    """Its unit."""
    uncertainty: Decimal | None = None
    """What follows ±, in the same unit."""
    is_below: bool = False
    """For "~": whether the number is not quite reached ("nearly")."""
    is_near: bool = False
    """For a bound: whether the value lies close to it ("just over")."""
    is_open: bool = False
    """For a bound: whether a number far beyond it keeps it as well, as a p-value does."""
    is_fraction: bool = False
    """Whether it is a part in words: "a quarter", "two thirds", "one in five"."""

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """Both ends of a range; None where one is open."""
        return None if self.low is None or self.high is None else (self.low, self.high)


_EXACT = Decimal("1e-6")
"""Step up to which a multiple is computed, not printed: "3 times" may be 3.4 times, rounded."""

_VIOLATED = Outcome("differs", "bound_violated")


def read_quantity(quantity: Quantity) -> Reading | None:
    """Return the quantity as numbers; None if it holds none that can be read."""
    value, low, high = (_decimal(text) for text in (quantity.value, quantity.low, quantity.high))
    bound = _bound(quantity, value, low, high)
    if value is None and bound in ("<", ">"):
        value = high if bound == "<" else low
    if value is None and (low is None or high is None):
        return None
    if value is not None and bound in ("<", ">"):
        low = high = None
    if quantity.unit == "orders of magnitude" and value is not None:
        return _magnitude(quantity, value, bound)
    numbers = [number for number in (value, low, high) if number is not None]
    hedge = (quantity.hedge or "").lower()
    is_fraction = value is not None and 0 < value < 1 and bool(_FRACTION_WORD.search(quantity.text))
    step = min(Decimal(1).scaleb(_exponent(number)) for number in numbers)
    if is_fraction and value is not None and not _OF_HUNDRED.search(quantity.text):
        step = min(FRACTION_STEP, value * 3 * HEDGE_CEILING)
    if value is not None and _is_multiple_in_words(quantity, value):
        step = value * MULTIPLE_STEP
    return Reading(
        value=value,
        low=low,
        high=high,
        step=step,
        bound=bound,
        is_strict=quantity.comparator in ("<", ">") and not _may_span(hedge, quantity),
        is_attained=hedge.startswith((*_ATTAINED, *_ATTAINED_BELOW)),
        unit=read_unit(quantity.unit),
        uncertainty=_decimal(quantity.uncertainty),
        is_below=bound == "~" and hedge.startswith(_NOT_ABOVE),
        is_near=bound in ("<", ">") and _CLOSE_BOUND.match(hedge) is not None,
        is_open=quantity.role == "p_value",
        is_fraction=is_fraction,
    )


def _is_multiple_in_words(quantity: Quantity, value: Decimal) -> bool:
    """Whether a number is "twice", "triples" or "four times"."""
    is_spelt = not any(c.isdigit() for c in quantity.text)
    return quantity.unit == "x" and is_spelt and value >= 2


def _magnitude(quantity: Quantity, value: Decimal, bound: Literal["", "<", ">", "~"]) -> Reading:
    """Read "two orders of magnitude" as a factor: a range around 100, or with a bound 100 itself."""
    factor = Decimal(10) ** max(Decimal(-9), min(Decimal(9), value))
    is_bound = bound in ("<", ">")
    return Reading(
        value=factor if is_bound else None,
        low=None if is_bound else factor / MAGNITUDE_SPREAD,
        high=None if is_bound else factor * MAGNITUDE_SPREAD,
        step=Decimal(1).scaleb(_exponent(factor.normalize())),
        bound=bound if is_bound else "",
        is_strict=quantity.comparator in ("<", ">"),
        is_attained=False,
        unit=read_unit("x"),
    )


def compare(claim: Reading, source: Reading) -> Outcome:
    """Say whether the source's number is the claim's, within the precision the claim states."""
    aligned = _align(claim, source)
    if aligned is None:
        is_mistaken = _may_be_mistaken(claim.unit, source.unit) and _same_digits(claim, source)
        return Outcome("differs" if is_mistaken else "incomparable", "unit_differs")
    converted, unit_reason = aligned
    outcome = _compare_numbers(claim, converted)
    if outcome.kind == "equal":
        outcome = _compare_uncertainty(claim, converted, outcome)
    if outcome.kind == "equal" and unit_reason == "unit_differs":
        return Outcome("differs", "unit_differs")
    if outcome.kind == "equal" and unit_reason and outcome.reason in ("value_equal", "rounded"):
        return Outcome("equal", unit_reason)
    is_rescaled = unit_reason == "unit_converted" and _same_digits(claim, source)
    if outcome.reason in ("value_differs", "bound_met") and is_rescaled:
        return Outcome("differs", "scale_differs")
    return outcome


def _bound(
    quantity: Quantity, value: Decimal | None, low: Decimal | None, high: Decimal | None
) -> Literal["", "<", ">", "~"]:
    if value is not None and (quantity.hedge or "").lower() == "over" and _is_exact(value):
        return ""
    if quantity.comparator in ("<", "<="):
        return "<"
    if quantity.comparator in (">", ">="):
        return ">"
    if value is None and (low is None) != (high is None):
        return ">" if high is None else "<"
    hedge = (quantity.hedge or "").lower()
    return "~" if quantity.comparator == "~" or hedge.startswith(_ABOUT) else ""


def _may_span(hedge: str, quantity: Quantity) -> bool:
    """Whether "over" before things counted may say across how many: "multiplied over 122 languages"."""
    return hedge == "over" and read_unit(quantity.unit).dimension.startswith("count:")


def _is_exact(value: Decimal) -> bool:
    """Whether a number is too precise for a bound: "scored over 19,270 files" tells how many there were."""
    return len(value.normalize().as_tuple().digits) >= EXACT_DIGITS


def _decimal(text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def significant_digits(number: str) -> int:
    """Return how many digits of a printed number tell its value: 2 of "-0.710"."""
    return len(number.strip("-0.").replace(".", ""))


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _align(claim: Reading, source: Reading) -> tuple[Reading, str] | None:
    """Bring the source's numbers into the claim's unit; None if they measure different things."""
    mine, theirs = claim.unit, source.unit
    if mine == theirs:
        return source, ""
    if mine.dimension == theirs.dimension == "temperature":
        return _shift(source, mine, theirs), "unit_converted"
    if mine.dimension == theirs.dimension or share_nouns(mine, theirs):
        if mine.factor == theirs.factor:
            return source, ""
        return _scale(source, theirs.factor, mine.factor), "unit_converted"
    pair = {mine.dimension, theirs.dimension}
    if pair == {"percent", "points"}:
        return source, "unit_differs"
    if pair == {"ratio", "percent"}:
        part = claim if mine.dimension == "ratio" else source
        if not part.is_fraction:
            return None
        return _scale(source, Decimal("0.01") if part is claim else Decimal(100)), "unit_converted"
    if "bare" not in pair or _are_whole_and_part(claim, source):
        return None
    if pair == {"bare", "percent"} and (hundredth := _as_percent(claim, source)) is not None:
        return hundredth, "unit_converted"
    if _is_unit_left_out(claim, source):
        return source, ""
    if mine.factor == theirs.factor:
        return source, ""
    return _scale(source, theirs.factor, mine.factor), "unit_converted"


def in_unit_of(reading: Reading, other: Reading) -> Reading:
    """Return a number in another's unit, where both measure or count the same: 0.215 TB for 215 GB."""
    mine, theirs = reading.unit, other.unit
    if mine == theirs or mine.dimension != theirs.dimension or mine.zero or theirs.zero:
        return reading
    return replace(_scale(reading, mine.factor, theirs.factor), unit=theirs)


def are_of_other_size(one: Reading, other: Reading) -> bool:
    """Whether two numbers are so far apart that no writer takes one for the other: a rate and a length."""
    if one.value is None or other.value is None:
        return False
    if not one.value or not other.value:
        return max(abs(one.value), abs(other.value)) < TINY
    ratio = abs(one.value * one.unit.factor) / abs(other.value * other.unit.factor)
    return not 1 <= OTHER_SIZE * ratio <= OTHER_SIZE**2


def _is_unit_left_out(claim: Reading, source: Reading) -> bool:
    """Whether a bare number is claimed where a measured one is stated: "425 GPU hours …, then 147"."""
    is_bare = claim.unit.dimension == "bare" and claim.unit.factor == 1
    return is_bare and not source.unit.dimension.startswith("count:")


def _as_percent(claim: Reading, source: Reading) -> Reading | None:
    """Read a bare number below one as a fraction where the other side is a percentage."""
    bare, percent = (claim, source) if claim.unit.dimension == "bare" else (source, claim)
    if bare.value is None or percent.value is None or not -1 <= bare.value <= 1:
        return None
    if bare.step >= 1 and percent.bound:
        return None  # some "1" is no 100 % that a bound of 15 % is held against
    if abs(bare.value - percent.value) <= bare.step:
        return None  # "0.5" beside "0.5 %": the sign was left out
    return _scale(source, Decimal("0.01") if bare is claim else Decimal(100))


def _scale(reading: Reading, factor: Decimal, over: Decimal = Decimal(1)) -> Reading:
    def times(number: Decimal | None) -> Decimal | None:
        return None if number is None else number * factor / over  # 30 s are 0.5 min, not 0.4999…

    return replace(
        reading,
        value=times(reading.value),
        low=times(reading.low),
        high=times(reading.high),
        step=reading.step * factor / over,
        uncertainty=times(reading.uncertainty),
    )


def _shift(reading: Reading, mine: Unit, theirs: Unit) -> Reading:
    """Bring a temperature onto another scale, whose zero may lie elsewhere."""

    def on_scale(number: Decimal | None) -> Decimal | None:
        return None if number is None else (number * theirs.factor + theirs.zero - mine.zero) / mine.factor

    return replace(
        reading, value=on_scale(reading.value), low=on_scale(reading.low), high=on_scale(reading.high)
    )


def _are_whole_and_part(claim: Reading, source: Reading) -> bool:
    """Whether a bare whole number meets a part in words, or a bare decimal a count of things."""
    for one, other in ((claim, source), (source, claim)):
        if other.unit.dimension != "bare" or other.value is None:
            continue
        base = other.value * other.unit.factor
        is_whole = base == base.to_integral_value()  # "% 1" fails on numbers of more digits than are kept
        if one.is_fraction and is_whole or one.unit.dimension.startswith("count:") and not is_whole:
            return True
    return False


def _may_be_mistaken(one: Unit, other: Unit) -> bool:
    """Whether a unit may stand where the other is meant: hours for GPU hours, one noun for another."""
    if one.dimension.startswith("count:") and other.dimension.startswith("count:"):
        return True
    return one.dimension.split(" ")[-1] == other.dimension.split(" ")[-1] == "time"


def _same_digits(claim: Reading, source: Reading) -> bool:
    """Whether the same number is printed, so that only the unit or its scale can be wrong."""
    return claim.value is not None and source.value is not None and abs(claim.value) == abs(source.value)


def _compare_numbers(claim: Reading, source: Reading) -> Outcome:
    if claim.value is None:
        return _compare_range(claim, source)
    if source.value is None:
        return _against_range(claim, claim.value, source)
    if claim.bound in ("<", ">"):
        return _check_bound(claim, source, claim.value, source.value)
    if source.bound in ("<", ">"):
        return _against_bound(claim, source, claim.value, source.value)
    return _compare_points(claim, source, claim.value, source.value)


def _against_range(claim: Reading, value: Decimal, source: Reading) -> Outcome:
    """Compare a claimed number with a source's range: its ends are stated, what lies between is not."""
    if source.ends is None:
        return Outcome("incomparable", "range_differs")
    if claim.bound in ("<", ">") and not claim.is_attained:
        end = min(source.ends) if claim.bound == ">" else max(source.ends)
        return _check_bound(claim, source, value, end)
    if value in source.ends:
        return Outcome("equal", "range_end")
    inside = min(source.ends) < value < max(source.ends)
    return Outcome("incomparable" if inside else "differs", "range_differs")


def _compare_points(claim: Reading, source: Reading, mine: Decimal, theirs: Decimal) -> Outcome:
    distance = abs(mine - theirs)
    if distance == 0:
        return Outcome("equal", "value_equal")
    if claim.is_below and abs(mine) * (1 + PASSED_SHARE) < abs(theirs):
        return _VIOLATED if distance <= _slack(claim, mine) else Outcome("differs", "value_differs")
    if distance <= claim.step / 2 and source.step < claim.step:
        return Outcome("equal", "rounded")
    if claim.bound == "~" and distance <= _slack(claim, mine):
        return Outcome("equal", "hedge_met")
    if distance <= source.step / 2 and claim.step < source.step:
        return Outcome("incomparable", "more_precise_than_source")
    if abs(mine) == abs(theirs):
        # The sign is printed or put into words ("-0.3", "drops by 0.3"): direction tells.
        return Outcome("equal", "value_equal")
    return Outcome("differs", "value_differs")


def _slack(claim: Reading, value: Decimal) -> Decimal:
    """Return how far off "about" may be: the more, the rounder the number."""
    size, step = abs(value), claim.step
    if claim.is_fraction:
        return max(step, size * HEDGE_CEILING)
    round_step = Decimal(1).scaleb(_exponent(value.normalize()))
    return max(step / 2, size * HEDGE_SHARE, min(round_step / 2, size * HEDGE_CEILING))


def _compare_range(claim: Reading, source: Reading) -> Outcome:
    mine, theirs = claim.ends, source.ends
    if mine is not None and theirs is not None:
        half = claim.step / 2
        same = all(abs(one - other) <= half for one, other in zip(mine, theirs, strict=True))
        return Outcome("equal", "value_equal") if same else Outcome("differs", "range_differs")
    if mine is None or source.value is None or source.bound in ("<", ">"):
        return Outcome("incomparable", "range_differs")
    if source.value not in mine and not 0 < mine[1] <= NARROW * mine[0]:
        return Outcome("incomparable", "range_differs")  # any number lies "between 0 and 999"
    inside = mine[0] <= source.value <= mine[1]
    return Outcome("equal", "within_range") if inside else Outcome("differs", "range_differs")


def _check_bound(claim: Reading, source: Reading, mine: Decimal, theirs: Decimal) -> Outcome:
    """Ask whether a claimed bound follows from what the source states."""
    ahead = theirs - mine if claim.bound == ">" else mine - theirs
    if source.bound == claim.bound:
        if ahead == 0:
            return Outcome("equal", "value_equal")
        return Outcome("equal", "bound_met") if ahead > 0 and not claim.is_attained else _VIOLATED
    if source.bound in ("<", ">"):
        return _VIOLATED if ahead <= 0 else Outcome("incomparable", "bound_differs")
    if claim.is_attained and ahead > claim.step / 2:
        return Outcome("incomparable", "bound_differs")
    if claim.is_near and ahead > max(_slack(claim, mine), abs(mine) * NEAR_SHARE):
        return Outcome("differs", "value_differs")
    if ahead == 0 and claim.is_strict and claim.unit.dimension == "ratio" and source.step > _EXACT:
        return Outcome("incomparable", "bound_differs")  # "3 times" may be 3.4 times, rounded
    near = NEAR_UPPER if claim.bound == "<" else NEAR_FRACTION if claim.is_fraction else NEAR_LOWER
    if ahead > 0 and not claim.is_open and not _is_within(mine, theirs, near):
        return Outcome("incomparable", "bound_differs")
    if ahead > 0 or (ahead == 0 and not claim.is_strict):
        return Outcome("equal", "bound_met" if ahead else "value_equal")
    return _VIOLATED


def _is_within(one: Decimal, other: Decimal, factor: Decimal) -> bool:
    """Whether two numbers differ by no more than a factor."""
    return abs(one) <= factor * abs(other) and abs(other) <= factor * abs(one)


def _against_bound(claim: Reading, source: Reading, mine: Decimal, theirs: Decimal) -> Outcome:
    """Compare a plain claimed number with a source that only states a bound."""
    if abs(mine - theirs) <= claim.step / 2:
        if claim.bound == "~":
            return Outcome("equal", "hedge_met")
        if source.bound == ">" and source.is_attained:
            return Outcome("equal", "value_equal")
        return Outcome("differs", "bound_differs")
    allowed = mine < theirs if source.bound == "<" else mine > theirs
    return Outcome("incomparable", "bound_differs") if allowed else Outcome("differs", "value_differs")


def _compare_uncertainty(claim: Reading, source: Reading, outcome: Outcome) -> Outcome:
    if claim.uncertainty is None or source.uncertainty is None:
        return outcome
    half = Decimal(1).scaleb(_exponent(claim.uncertainty)) / 2
    if abs(claim.uncertainty - source.uncertainty) <= half:
        return outcome
    return Outcome("differs", "uncertainty_differs")
