"""A stated number with the claimed value may still speak against the claim: why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.types import Quantity
from synth.verdicts.compare import Outcome, compare
from synth.verdicts.cues import are_turned, direction_of, is_two_way
from synth.verdicts.facts import CHANGES, Claimed, Facts, Stated
from synth.verdicts.owners import are_swapped
from synth.verdicts.subjects import Context, Term, is_held, name_key, terms_of, word_stem

__all__ = ["Candidate", "compare_numbers", "conflict_of", "kind_of_role"]

MARGIN = 0.04
"""By how much another number of the sentence must fit the claim's subject better to own it."""

LIKELIER = 0.25
"""By how much another number must stand in the claim's own wording more closely to own it."""

NEAR_BOUND = 2
"""By which factor a number may lie beyond a cited bound: "over 40" is not said of 400."""

_VALUES = ("level", "count", "setting")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stated quantity held against a claimed one."""

    facts: Facts
    """The passage."""
    stated: Stated
    """The quantity in it."""
    outcome: Outcome
    """How the numbers relate."""
    subject: float
    """Share of the claim's subject that its context holds, 0 to 1."""
    coverage: float
    """Share of all the claim's words that its passage holds anywhere, 0 to 1."""
    likeness: float
    """How far it stands in the claim's own wording, 0 to 1."""
    missing: tuple[Term, ...]
    """Names of the claim's subject that its passage lacks."""
    conflict: str
    """"direction_reversed", "baseline_differs", "subject_differs", "role_differs"; "" for none."""
    second: Stated | None = None
    """The other number where `outcome` was derived from two."""
    owner: str = ""
    """The other method or data set that the number is bound to; "" if it may be the claim's."""

    @property
    def agrees(self) -> bool:
        """Whether it has the claimed value and nothing against it."""
        return self.outcome.kind == "equal" and not self.conflict


def compare_numbers(claimed: Claimed, stated: Stated) -> Outcome:
    """Compare two quantities by number, unit and role; numbers of different roles don't contradict."""
    outcome = compare(claimed.reading, stated.reading)
    mine, theirs = claimed.quantity, stated.quantity
    if _counts_what_is_not_there(claimed, stated):
        return Outcome("incomparable", "unit_differs")
    if outcome.reason == "bound_met" and mine.role != "p_value":
        outcome = _settle_bound(claimed, stated, outcome)
    if outcome.reason == "unit_differs":
        return _settle_units(claimed, stated, outcome)
    if outcome.kind != "differs" or outcome.reason == "scale_differs":
        return outcome
    if kind_of_role(mine) != kind_of_role(theirs) or _are_distinct(mine.metric, theirs.metric):
        return Outcome("incomparable", "role_differs")
    if _is_bare_beside_unit(claimed, stated) or _is_score_beside_points(claimed, stated):
        return Outcome("incomparable", "unit_differs")
    return outcome


def conflict_of(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> str:
    """Return the reason code of what speaks against a candidate with the claimed value; "" for nothing.

    Args:
        claimed: The claimed quantity.
        candidate: A stated quantity that equals it.
        others: What all numbers of the same passage come to, this one included.
    """
    stated, facts = candidate.stated, candidate.facts
    if _is_reversed(claimed, facts) or _points_elsewhere(claimed, stated):
        return "direction_reversed"
    if candidate.owner or any(_owns(other, candidate) for other in others):
        return "subject_differs"
    if _has_other_baseline(claimed, facts):
        return "baseline_differs"
    if _is_of_another(claimed, candidate):
        return "subject_differs"
    if _is_other_role(claimed, stated, facts):
        return "role_differs"
    return ""


def kind_of_role(quantity: Quantity) -> str:
    """Return "change" for differences and ratios, "value" for levels, counts and settings, else the role."""
    if quantity.role in CHANGES:
        return "change"
    return "value" if quantity.role in _VALUES else quantity.role


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
        is_named = noun in stated.context.own_keys and claimed.reading.value == stated.reading.value
        return Outcome("equal", "value_equal") if is_named else Outcome("incomparable", "unit_differs")
    return outcome


def _settle_bound(claimed: Claimed, stated: Stated, outcome: Outcome) -> Outcome:
    """Hold a cited bound to what is stated: it is near the number that it is drawn from."""
    mine, theirs = claimed.reading.value, stated.reading.value
    if stated.reading.bound:
        # "Over 40" follows from "over 50", but who cites a bound is held to it.
        return Outcome("differs", "bound_differs")
    if mine is None or theirs is None:
        return outcome
    is_near = abs(theirs) <= NEAR_BOUND * abs(mine) and abs(mine) <= NEAR_BOUND * abs(theirs)
    return outcome if is_near else Outcome("incomparable", "bound_differs")


def _counts_what_is_not_there(claimed: Claimed, stated: Stated) -> bool:
    """Whether a counted noun is claimed and the number is bare, in a sentence without that noun.

    A bare number with a scale ("270M") is telling enough to be compared.
    """
    unit, other = claimed.reading.unit, stated.reading.unit
    if not unit.dimension.startswith("count:") or other.dimension != "bare" or other.factor != 1:
        return False
    context = stated.context
    noun = unit.dimension.removeprefix("count:").split()[-1]
    return not any(noun in keys for keys in (context.own_keys, context.shared_keys, context.foreign_keys))


def _is_score_beside_points(claimed: Claimed, stated: Stated) -> bool:
    """Whether a percentage meets points of difference, which are no score."""
    units = {claimed.reading.unit.dimension, stated.reading.unit.dimension}
    are_changes = kind_of_role(claimed.quantity) == kind_of_role(stated.quantity) == "change"
    return units == {"percent", "points"} and not are_changes


def _is_bare_beside_unit(claimed: Claimed, stated: Stated) -> bool:
    """Whether one number has a unit of measure and the other none: scores and durations don't differ."""
    units = {claimed.reading.unit.dimension, stated.reading.unit.dimension}
    return "bare" in units and not units <= {"bare", "percent", "points"} and len(units) > 1


def _owns(rival: Candidate, candidate: Candidate) -> bool:
    """Whether the claim rather speaks of another number of the same sentence."""
    one, other = candidate.stated, rival.stated
    is_like = one.reading.unit == other.reading.unit and one.quantity.role == other.quantity.role
    if rival.outcome.kind == "equal" or not is_like:
        return False
    if rival.subject > candidate.subject + MARGIN:
        return rival.likeness > candidate.likeness - LIKELIER
    return rival.likeness > candidate.likeness + LIKELIER and rival.subject > candidate.subject - MARGIN


def _is_reversed(claimed: Claimed, facts: Facts) -> bool:
    """Whether the claim puts behind what the passage puts ahead."""
    mine, theirs = claimed.comparison, facts.comparison
    if mine is None or theirs is None:
        return False
    is_crossed = mine.ahead & theirs.behind and mine.behind & theirs.ahead
    return bool(is_crossed) and not mine.ahead & theirs.ahead


def _points_elsewhere(claimed: Claimed, stated: Stated) -> bool:
    """Whether the claim has the number go the other way."""
    if are_swapped(claimed, stated):
        return claimed.direction == stated.direction != 0
    mine, theirs = ([term.surface for term in terms] for terms in (claimed.terms, _words(stated.context)))
    if claimed.quantity.role in CHANGES and are_turned(mine, theirs):
        return True
    if claimed.direction * stated.direction >= 0:
        return False
    if is_two_way(theirs):
        return False  # "the gain shrinks": which of the two the number has is not told
    return direction_of(" ".join(mine)) != direction_of(" ".join(theirs))


def _has_other_baseline(claimed: Claimed, facts: Facts) -> bool:
    """Whether the passage compares with something, and the claim with something it never names."""
    if not claimed.baselines or not facts.baselines:
        return False
    return not any(is_held(term, facts.keys) for term in claimed.baselines)


def _is_of_another(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether the number is bound to a metric or a data set that is told apart from the claim's."""
    mine, theirs = claimed.quantity, candidate.stated.quantity
    if _are_distinct(mine.metric, theirs.metric):
        return True
    lacking = {term.key for term in candidate.missing}
    is_unsaid = any(term.key in lacking for term in _names(mine.dataset))
    return is_unsaid and _are_distinct(mine.dataset, theirs.dataset)


def _is_other_role(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether a gain is claimed where a level is stated, or the other way round."""
    mine, theirs = kind_of_role(claimed.quantity), kind_of_role(stated.quantity)
    if (mine, theirs) == ("value", "change"):
        return _reads_as_change(stated) and not _reads_as_change(claimed)
    if (mine, theirs) == ("change", "value"):
        return claimed.direction != 0 and direction_of(facts.passage.text) == 0
    return False


def _reads_as_change(number: Claimed | Stated) -> bool:
    """Whether the wording next to a number is that of a change: "by 2", "a gain of 2"."""
    before, after = number.window
    return before[:1] == ("by",) or direction_of(" ".join((*before, *after))) != 0


def _are_distinct(mine: str | None, theirs: str | None) -> bool:
    """Whether each of two bound names has a telling word that the other lacks ("box AP", "mask AP")."""
    if not mine or not theirs:
        return False
    one, other = (
        # The stem whatever the case: "Accuracy" within a sentence looks like a name.
        {word_stem(name_key(term.surface)) for term in terms_of(f"x {name}") if term.weight >= 1}
        for name in (mine, theirs)
    )
    return bool(one - other) and bool(other - one)


def _names(field: str | None) -> list[Term]:
    return [term for term in terms_of(f"x {field}") if term.is_name] if field else []


def _words(context: Context) -> tuple[Term, ...]:
    return (*context.own, *context.shared)
