"""Claimed quantities held against all that some passages state: who agrees, who contradicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from synth.ports import QuantityReader
from synth.types import Claim, Passage, Quantity
from synth.verdicts.compare import Outcome, Reading, compare, read_quantity
from synth.verdicts.cues import Comparison, are_turned, baseline_names, direction_of, read_comparison
from synth.verdicts.derive import derive
from synth.verdicts.subjects import (
    Context,
    Term,
    Window,
    contexts,
    coverage,
    is_held,
    match_terms,
    name_key,
    terms_of,
    text_keys,
    window,
    window_likeness,
)

__all__ = [
    "Candidate",
    "Claimed",
    "Facts",
    "FactReader",
    "QuantityMatch",
    "Stated",
    "candidates_in",
    "claimed_quantities",
    "match_quantity",
]

MARGIN = 0.04
"""By how much another number of the sentence must fit the claim's subject better to own it."""

LIKELIER = 0.25
"""By how much another number must stand in the claim's own wording more closely to own it."""

DERIVED_SUBJECT = 0.5
"""Share of the subject that a passage must hold before two of its numbers are combined: any two
numbers give some third one."""

OTHER_NUMBERS = 0.5
"""Weight of words that a claim of several numbers shares among them."""

_CHANGES = ("difference", "ratio")
_VALUES = ("level", "count", "setting")


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity of a passage, ready to be compared."""

    quantity: Quantity
    """As read; offsets count in the passage's text."""
    reading: Reading
    """Its numbers."""
    context: Context
    """The words that stand with it."""
    direction: int
    """1 up, -1 down, 0 unknown."""
    window: Window
    """The words next to it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage states."""

    passage: Passage
    """The passage."""
    stated: tuple[Stated, ...]
    """Its quantities, in order."""
    keys: frozenset[str]
    """Keys of all its words."""
    baselines: tuple[Term, ...]
    """Names that it compares with."""
    comparison: Comparison | None
    """Whom it puts ahead of whom."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A quantity of a claim with the words that tell what it is of."""

    quantity: Quantity
    """As read."""
    reading: Reading
    """Its numbers."""
    terms: tuple[Term, ...]
    """Words of its subject, weighted."""
    all_terms: tuple[Term, ...]
    """All words of the claim."""
    direction: int
    """1 up, -1 down, 0 unknown."""
    window: Window
    """The words next to it."""
    baselines: tuple[Term, ...]
    """Names that the claim compares with."""
    comparison: Comparison | None
    """Whom the claim puts ahead of whom."""


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

    @property
    def agrees(self) -> bool:
        """Whether it has the claimed value and nothing against it."""
        return self.outcome.kind == "equal" and not self.conflict


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """The strongest witness for a claimed quantity and the strongest against it."""

    claimed: Claimed
    """The claimed quantity."""
    agrees: Candidate | None
    """The best candidate with the claim's value and without a conflict."""
    contradicts: Candidate | None
    """The best candidate of the same subject with another value, or with a conflict."""


class FactReader:
    """Reads what passages state, each once.

    Args:
        read: The reader of quantities.
    """

    def __init__(self, read: QuantityReader) -> None:
        self._read = read
        self._known: dict[tuple[str, int | None, int, str], Facts] = {}

    def __call__(self, passage: Passage) -> Facts:
        """Return the passage's facts."""
        key = (passage.paper_id, passage.version, passage.start, passage.text)
        if key not in self._known:
            self._known[key] = self._read_facts(passage)
        return self._known[key]

    def _read_facts(self, passage: Passage) -> Facts:
        quantities = self._read(passage.text)
        stated = []
        baselines = baseline_names(passage.text)
        surroundings = contexts(passage.text, quantities, passage.section or "", _one_baseline(baselines))
        for quantity, context in zip(quantities, surroundings, strict=True):
            reading = read_quantity(quantity)
            if reading is not None:
                near = window(passage.text, quantity.start, quantity.end)
                stated.append(Stated(quantity, reading, context, _direction(quantity, context), near))
        return Facts(
            passage=passage,
            stated=tuple(stated),
            keys=text_keys(terms_of(passage.text)),
            baselines=baselines,
            comparison=read_comparison(passage.text),
        )


def claimed_quantities(claim: Claim) -> tuple[Claimed, ...]:
    """Return the claim's quantities with their subjects; those without a number are left out."""
    # A paper's claim counts offsets in its document, a given statement in itself: both start at `start`.
    local = [replace(q, start=q.start - claim.start, end=q.end - claim.start) for q in claim.quantities]
    all_terms, baselines = terms_of(claim.quote), baseline_names(claim.quote)
    surroundings = contexts(claim.quote, local, everywhere=_one_baseline(baselines))
    found = []
    for quantity, context in zip(local, surroundings, strict=True):
        reading = read_quantity(quantity)
        if reading is None:
            continue
        weight = OTHER_NUMBERS if len(local) > 1 else 1.0
        shared = (replace(term, weight=term.weight * weight) for term in context.shared)
        found.append(
            Claimed(
                quantity=quantity,
                reading=reading,
                terms=_once((*context.own, *shared)),
                all_terms=all_terms,
                direction=_direction(quantity, context),
                window=window(claim.quote, quantity.start, quantity.end),
                baselines=baselines,
                comparison=read_comparison(claim.quote),
            )
        )
    return tuple(found)


def _one_baseline(baselines: Sequence[Term]) -> Sequence[Term]:
    """Return the names a sentence compares with if they stand together, so that all numbers share them."""
    together = all(right.start - left.end <= 5 for left, right in pairwise(baselines))
    return baselines if together else ()


def match_quantity(claimed: Claimed, facts: Iterable[Facts]) -> QuantityMatch:
    """Hold one claimed quantity against all that the passages state."""
    agrees: Candidate | None = None
    contradicts: Candidate | None = None
    for passage_facts in facts:
        found = candidates_in(claimed, passage_facts)
        agreeing = [candidate for candidate in found if candidate.agrees]
        for candidate in agreeing:
            agrees = _stronger(agrees, candidate)
        # A sentence that gives the claimed value for the subject gives its other values for others.
        best = max((candidate.subject for candidate in agreeing), default=-1.0)
        for candidate in found:
            if not candidate.agrees and candidate.subject > best:
                contradicts = _stronger(contradicts, candidate)
    return QuantityMatch(claimed, agrees, contradicts)


def candidates_in(claimed: Claimed, facts: Facts) -> list[Candidate]:
    """Hold a claimed quantity against each quantity of one passage, and against what follows from two."""
    found = []
    share = coverage(claimed.all_terms, facts.keys)
    for stated in facts.stated:
        outcome = _compare_roles(claimed, stated)
        if outcome.kind != "incomparable":
            subject, missing = match_terms(claimed.terms, stated.context, claimed.quantity.method)
            likeness = window_likeness(claimed.window, stated.window)
            found.append(Candidate(facts, stated, outcome, subject, share, likeness, missing, ""))
    settled = [_with_conflict(claimed, candidate, found) for candidate in found]
    if not any(candidate.outcome.kind == "equal" for candidate in settled):
        settled.extend(_derived(claimed, facts))
    return settled


def _compare_roles(claimed: Claimed, stated: Stated) -> Outcome:
    outcome = compare(claimed.reading, stated.reading)
    if outcome.reason == "bound_met" and stated.reading.bound and claimed.quantity.role != "p_value":
        # "Over 40" follows from "over 50", but who cites a bound is held to it.
        return Outcome("differs", "bound_differs")
    mine, theirs = claimed.quantity, stated.quantity
    if (
        outcome.reason == "unit_differs"
        and outcome.kind == "differs"
        and _is_level(mine)
        and _is_level(theirs)
    ):
        # "An accuracy of 92.1 points" is one of 92.1 %; only between gains do they differ.
        units = {claimed.reading.unit.dimension, stated.reading.unit.dimension}
        return Outcome("equal", "value_equal") if units == {"percent", "points"} else outcome
    if outcome.kind != "differs" or outcome.reason in ("unit_differs", "scale_differs"):
        return outcome
    if _kind_of_role(mine) != _kind_of_role(theirs) or _names_differ(mine.metric, theirs.metric):
        return Outcome("incomparable", "role_differs")
    return outcome


def _with_conflict(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> Candidate:
    if candidate.outcome.kind != "equal":
        return candidate
    return replace(candidate, conflict=_conflict(claimed, candidate, others))


def _conflict(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> str:
    stated, facts = candidate.stated, candidate.facts
    if any(other.outcome.kind == "differs" and _owns(other, candidate) for other in others):
        return "subject_differs"
    if _is_reversed(claimed, facts) or _points_elsewhere(claimed, stated):
        return "direction_reversed"
    if _has_other_baseline(claimed, facts):
        return "baseline_differs"
    mine, theirs = _kind_of_role(claimed.quantity), _kind_of_role(stated.quantity)
    if {mine, theirs} == {"value", "change"} and not (claimed.direction or _turn_of(stated)):
        return "role_differs"
    return ""


def _owns(rival: Candidate, candidate: Candidate) -> bool:
    """Whether the claim rather speaks of another number of the same sentence."""
    if rival.subject > candidate.subject + MARGIN:
        return rival.likeness > candidate.likeness - LIKELIER
    return rival.likeness > candidate.likeness + LIKELIER and rival.subject > candidate.subject - 2 * MARGIN


def _derived(claimed: Claimed, facts: Facts) -> list[Candidate]:
    numbers = [(s, reading) for s in facts.stated for reading in _levels(s)]
    is_change = _kind_of_role(claimed.quantity) == "change" or bool(
        direction_of(" ".join(term.surface for term in claimed.terms))
    )
    found = derive(claimed.reading, [reading for _, reading in numbers], is_change=is_change)
    if found is None:
        return []
    first, second = numbers[found.first][0], numbers[found.second][0]
    joint = replace(
        first.context,
        own_keys=first.context.own_keys | second.context.own_keys,
        shared_keys=first.context.shared_keys | second.context.shared_keys,
    )
    subject, missing = match_terms(claimed.terms, joint, claimed.quantity.method)
    share = coverage(claimed.all_terms, facts.keys)
    if subject < DERIVED_SUBJECT or share < DERIVED_SUBJECT or missing:
        return []
    outcome = Outcome("equal", found.reason)
    return [Candidate(facts, first, outcome, subject, share, 0.0, missing, "", second)]


def _levels(stated: Stated) -> list[Reading]:
    """Return the levels that a quantity states: itself, or both ends of "from 120 to 90 ms"."""
    reading = stated.reading
    if reading.value is None and reading.ends is not None:
        return [replace(reading, value=end, low=None, high=None) for end in reading.ends]
    return [reading] if _kind_of_role(stated.quantity) == "value" else []


def _stronger(best: Candidate | None, other: Candidate) -> Candidate:
    if best is None:
        return other
    return other if _strength(other) > _strength(best) else best


def _strength(candidate: Candidate) -> tuple[float, int, int]:
    is_plain = candidate.outcome.reason in ("value_equal", "value_differs")
    fit = candidate.subject + candidate.coverage
    return round(fit, 3), int(is_plain), -candidate.facts.passage.index


def _direction(quantity: Quantity, context: Context) -> int:
    if quantity.direction is not None:
        return 1 if quantity.direction == "increase" else -1
    if quantity.role not in _CHANGES:
        return 0
    return direction_of(" ".join(term.surface for term in _words(context)))


def _kind_of_role(quantity: Quantity) -> str:
    if quantity.role in _CHANGES:
        return "change"
    return "value" if quantity.role in _VALUES else quantity.role


def _is_level(quantity: Quantity) -> bool:
    return _kind_of_role(quantity) == "value"


def _names_differ(mine: str | None, theirs: str | None) -> bool:
    """Whether two bound names share no word at all; an unbound name differs from none."""
    if not mine or not theirs or name_key(mine) == name_key(theirs):
        return False
    return not text_keys(terms_of(mine)) & text_keys(terms_of(theirs))


def _is_reversed(claimed: Claimed, facts: Facts) -> bool:
    mine, theirs = claimed.comparison, facts.comparison
    if mine is None or theirs is None:
        return False
    return bool(mine.ahead & theirs.behind and mine.behind & theirs.ahead and not mine.ahead & theirs.ahead)


def _points_elsewhere(claimed: Claimed, stated: Stated) -> bool:
    """Whether the claim has the number go the other way."""
    mine, theirs = ([term.surface for term in terms] for terms in (claimed.terms, _words(stated.context)))
    if claimed.quantity.role in _CHANGES and are_turned(mine, theirs):
        return True
    return claimed.direction * stated.direction < 0 and direction_of(" ".join(mine)) != direction_of(
        " ".join(theirs)
    )


def _turn_of(stated: Stated) -> int:
    """Return the direction of the words that stand with a number, whatever its role was read as."""
    return direction_of(" ".join(term.surface for term in stated.context.own))


def _words(context: Context) -> tuple[Term, ...]:
    return (*context.own, *context.shared)


def _has_other_baseline(claimed: Claimed, facts: Facts) -> bool:
    if not claimed.baselines or not facts.baselines:
        return False
    return not any(is_held(term, facts.keys) for term in claimed.baselines)


def _once(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Keep each key's heaviest term."""
    kept: dict[str, Term] = {}
    for term in terms:
        if term.key not in kept or kept[term.key].weight < term.weight:
            kept[term.key] = term
    return tuple(kept.values())
