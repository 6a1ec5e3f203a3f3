"""A stated number with the claimed value may still speak against the claim: why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from synth.types import CellRef, Quantity
from synth.verdicts.compare import Outcome, Reading, compare
from synth.verdicts.cues import (
    are_turned,
    direction_of,
    is_better_low,
    is_reversed,
    is_turned_round,
    is_two_way,
)
from synth.verdicts.facts import CHANGES, Claimed, Facts, Stated
from synth.verdicts.nouns import are_other_nouns, is_noun_there
from synth.verdicts.owners import are_named_apart, are_swapped, is_renamed
from synth.verdicts.subjects import (
    Context,
    Term,
    is_held,
    name_key,
    terms_of,
    window_likeness,
    word_stem,
)
from synth.verdicts.units import BARE, Unit

__all__ = [
    "Candidate",
    "compare_loosely",
    "compare_numbers",
    "conflict_of",
    "is_count",
    "kind_of_role",
]

TELLING = 0.8
"""Weight of the claim's words that stand with another number of the sentence from which it owns them."""

LIKELIER = 0.25
"""By how much another number must stand in the claim's own wording more closely to own it."""

TELLING_COUNT = 100
"""Count from which the same number of other things is the same number, misread: small ones are chance."""

CLOSE = Decimal("0.15")
"""Relative distance up to which a hedged number may be another."""

_LOOSE = ("bound_met", "hedge_met", "within_range")
"""Reasons for which many a number will do."""

_VALUES = ("level", "count", "setting")

_MOVES = frozenset(CHANGES)


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
    lead: float = 0.0
    """By how much its cell fits the claim better than the best cell with another value."""
    company: float = 0.0
    """Share of the claim's other numbers that stand at the same place."""
    cell: CellRef | None = None
    """Where it is a table's cell."""
    at: tuple[int, int] = (-1, -1)
    """Row and column of that cell."""
    rival: Stated | None = None
    """The number that the source gives for the claim's subject instead."""
    is_loose: bool = False
    """Whether it is only the claim's digits in a passage, or a number of a table read as a line."""

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
        outcome = _settle_bound(stated, outcome)
    if outcome.reason in _LOOSE and _is_told_too(claimed, stated, outcome):
        return Outcome("incomparable", outcome.reason)
    if outcome.reason == "unit_differs":
        return _settle_units(claimed, stated, outcome)
    if outcome.kind == "equal" and _compares_with_level(claimed, stated):
        return Outcome("incomparable", "role_differs")
    if outcome.kind != "differs" or outcome.reason == "scale_differs":
        return outcome
    if kind_of_role(mine) != kind_of_role(theirs) or _are_distinct(mine.metric, theirs.metric):
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
    if outcome.reason == "rounded" and is_count(claimed) and claimed.reading.step == 1:
        return Outcome("differs", "value_differs")
    if outcome.kind == "equal" or not _may_be_counts(claimed, stated):
        return outcome
    if not _is_close(claimed.reading, stated.reading):
        return outcome
    if are_other_nouns(claimed.reading.unit, stated.reading.unit):
        is_same = claimed.reading.value is not None and claimed.reading.value >= TELLING_COUNT
        is_same = is_same and _base(claimed.reading) == _base(stated.reading)
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

    A bare 1 is not 98 %, nor "doubles" the number 2 in a column of ranks.
    """
    mine, theirs = claimed.reading, stated.reading
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


def _may_be_counts(claimed: Claimed, stated: Stated) -> bool:
    units = (claimed.reading.unit.dimension, stated.reading.unit.dimension)
    return all(unit == "bare" or unit.startswith("count:") for unit in units)


def _is_close(one: Reading, other: Reading) -> bool:
    """Whether two numbers may be equal, whatever they count; saves the full comparison."""
    if one.value is None or other.value is None or one.bound in ("<", ">"):
        return True
    mine, theirs = abs(one.value), abs(other.value)
    return any(abs(x - theirs * other.unit.factor) <= CLOSE * x for x in (mine, mine * one.unit.factor))


def _base(reading: Reading) -> Decimal | None:
    return None if reading.value is None else reading.value * reading.unit.factor


def _bare(reading: Reading) -> Reading:
    return replace(reading, unit=Unit("bare", reading.unit.factor))


def conflict_of(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> str:
    """Return the reason code of what speaks against a candidate with the claimed value; "" for nothing.

    Args:
        claimed: The claimed quantity.
        candidate: A stated quantity that equals it.
        others: What all numbers of the same passage come to, this one included.
    """
    stated, facts = candidate.stated, candidate.facts
    if is_reversed(claimed.comparison, facts.comparison) or _points_elsewhere(claimed, stated, facts):
        return "direction_reversed"
    rivals = _told(claimed, others) if _ends_pair(claimed, candidate, others) else others
    if _counts_anothers(claimed, stated):
        return "subject_differs"
    if candidate.owner or any(_owns(claimed, other, candidate) for other in rivals):
        return "subject_differs"
    if _has_other_baseline(claimed, facts) or _is_against_another(claimed, stated, facts):
        return "baseline_differs"
    if _is_of_another(claimed, candidate) or is_renamed(claimed, facts):
        return "subject_differs"
    if _is_other_role(claimed, stated, facts):
        return "role_differs"
    return ""


def _counts_anothers(claimed: Claimed, stated: Stated) -> bool:
    """Whether a number counts what another of the claim's does: 27 families for "27 scripts, 29 families"."""
    mine, theirs = claimed.reading.unit, stated.reading.unit
    nouns = [_noun_of(unit) for unit in (mine, theirs)]
    if not all(nouns) or nouns[0] == nouns[1]:
        return False
    others = [one.reading for one in (*claimed.before, *claimed.behind)]
    return any(_noun_of(other.unit) == nouns[1] and _base(other) != _base(stated.reading) for other in others)


def _noun_of(unit: Unit) -> str:
    return unit.dimension.split()[-1].removeprefix("count:") if unit.dimension.startswith("count:") else ""


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
        is_named = noun in stated.window[1][:2] and _base(claimed.reading) == _base(stated.reading)
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
    if outcome.reason in _LOOSE:
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


def _measures_another(rival: Stated, candidate: Stated, claimed: Claimed) -> bool:
    """Whether the candidate is bound to what the claim measures, and the rival to something else."""
    mine, own = claimed.quantity.metric, candidate.quantity.metric
    if own is None or _are_distinct(mine, own) or not _are_distinct(mine, rival.quantity.metric):
        return False
    only_there = rival.context.own_keys - candidate.context.own_keys
    return not any(term.is_name and term.key in only_there for term in claimed.all_terms)


def _keeps_place(rival: Candidate, candidate: Candidate, claimed: Claimed) -> bool:
    """Whether the claim tells the rival too, and numbers and names in the source's order: none is swapped."""
    is_ahead = rival.stated.quantity.start < candidate.stated.quantity.start
    told = claimed.before if is_ahead else claimed.behind
    if not any(compare(other.reading, rival.stated.reading).kind == "equal" for other in told):
        return False
    return _keeps_names(claimed, candidate.facts)


def _keeps_names(claimed: Claimed, facts: Facts) -> bool:
    """Whether the claim's names stand in the passage in the same order, and none is put for another."""
    mine = [term.key for term in claimed.all_terms if term.is_name]
    theirs = [term.key for term in terms_of(facts.passage.text) if term.is_name]
    if not set(mine) <= set(theirs) and not set(theirs) <= set(mine):
        return False
    order = iter(theirs)
    return all(key in order for key in mine if key in theirs)


def _ends_pair(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether the numbers next to each other in the claim are so in the passage: "55 versus 30"."""
    if not claimed.before or not claimed.before[-1].reading.value:
        return False
    place = candidate.stated.quantity.start
    ahead = [one.stated for one in others if one.stated.quantity.start < place]
    last = max(ahead, key=lambda one: one.quantity.start, default=None)
    if last is None or compare(claimed.before[-1].reading, last.reading).reason != "value_equal":
        return False
    between = candidate.facts.passage.text[last.quantity.end : place]
    return _VERSUS.fullmatch(between) is not None


_VERSUS = re.compile(r"\W{0,3}(?:vs\.?|versus|against|compared (?:to|with))\W{0,3}", re.IGNORECASE)


def _told(claimed: Claimed, others: Sequence[Candidate]) -> list[Candidate]:
    """Return the numbers of a passage that the claim tells as well."""
    told = [one.reading for one in (*claimed.before, *claimed.behind)]
    return [one for one in others if any(compare(mine, one.stated.reading).kind == "equal" for mine in told)]


def _owns(claimed: Claimed, rival: Candidate, candidate: Candidate) -> bool:
    """Whether the claim rather speaks of another number of the same sentence.

    What is said ahead of all numbers may hold for each of them and decides nothing.
    """
    one, other = candidate.stated, rival.stated
    is_like = one.reading.unit == other.reading.unit and one.quantity.role == other.quantity.role
    if rival.outcome.kind == "equal" or not is_like or _measures_another(other, one, claimed):
        return False
    if _keeps_place(rival, candidate, claimed):
        return False
    head = candidate.facts.head
    mine, theirs = one.context.own_keys - head, other.context.own_keys - head
    gain = sum(
        term.weight * ((term.key in theirs) - (term.key in mine))
        for term in claimed.terms
        if not claimed.own or term.key in claimed.own
    )
    if gain >= 2 * TELLING:
        return True
    if gain >= TELLING:
        return rival.likeness > candidate.likeness - LIKELIER
    if candidate.outcome.reason in _LOOSE:
        return False
    return rival.likeness > candidate.likeness + LIKELIER and gain > -TELLING / 2


def _points_elsewhere(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether the claim has the number go the other way."""
    if are_swapped(claimed, stated):
        return claimed.direction == stated.direction != 0
    if is_turned_round(claimed.comparison, facts.comparison):
        return False  # "A leads B by 2" where "B trails A by 2" is stated
    mine, theirs = ([term.surface for term in terms] for terms in (claimed.terms, _words(stated.context)))
    if _MOVES & {claimed.quantity.role, stated.quantity.role} and are_turned(mine, theirs):
        return True
    sign = _sign(stated)
    if claimed.quantity.role in CHANGES and sign and not _sign(claimed):
        return claimed.direction * sign < 0
    if claimed.direction * stated.direction >= 0:
        return False
    if _is_ambiguous(stated) or _is_ambiguous(claimed):
        return False  # "the gain shrinks": which of the two the number has is not told
    if _are_bound_alike(claimed, stated):
        return True
    if direction_of(" ".join(mine)) != direction_of(" ".join(theirs)):
        return True
    whole = direction_of(" ".join(term.surface for term in claimed.all_terms))
    return whole * direction_of(facts.passage.text) < 0


def _sign(number: Claimed | Stated) -> int:
    """Return 1 or -1 for a number printed with its sign."""
    return {"+": 1, "-": -1, "−": -1, "–": -1}.get(number.quantity.text[:1], 0)


def _is_ambiguous(number: Claimed | Stated) -> bool:
    """Whether words of rise and of fall both stand next to a number that prints no sign."""
    before, after = number.window
    return number.quantity.text[:1] not in "+-−–" and is_two_way([*before, *after])


def _are_bound_alike(claimed: Claimed, stated: Stated) -> bool:
    """Whether grammar gives both numbers a direction, of measures for which better means the same."""
    mine, theirs = claimed.quantity, stated.quantity
    if mine.direction is None or theirs.direction is None:
        return False
    return is_better_low(mine.metric) == is_better_low(theirs.metric)


def _has_other_baseline(claimed: Claimed, facts: Facts) -> bool:
    """Whether the passage compares with something, and the claim with something it never names."""
    if not claimed.baselines or not facts.baselines:
        return False
    if any(is_held(term, facts.keys) for term in claimed.baselines):
        return False
    # "BERT-base" is claimed where "BERT" is stated, or the other way round.
    return not any(
        mine.key.startswith(theirs.key) or theirs.key.startswith(mine.key)
        for mine in claimed.baselines
        for theirs in facts.baselines
    )


def _is_against_another(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether this number is compared with one name, and the claim's with another that the passage lacks."""
    mine, theirs = claimed.quantity.baseline, stated.quantity.baseline
    names = _names(mine)
    if not theirs or not names or any(is_held(term, facts.keys) for term in names):
        return False
    return are_named_apart(mine, theirs, facts.passage.text)


def _is_of_another(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether the number is bound to a metric or a data set that is told apart from the claim's."""
    mine, theirs = claimed.quantity, candidate.stated.quantity
    if _are_distinct(mine.metric, theirs.metric) and not _is_said_there(mine.metric, candidate.facts):
        return True
    lacking = {term.key for term in candidate.missing}
    is_unsaid = any(term.key in lacking for term in _names(mine.dataset))
    return is_unsaid and _are_distinct(mine.dataset, theirs.dataset)


def _is_said_there(metric: str | None, facts: Facts) -> bool:
    """Whether all telling words of a metric stand in the passage: "the precision/recall/F1 is 98%"."""
    return all(is_held(term, facts.keys) for term in terms_of(f"x {metric}") if term.weight >= 1)


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
