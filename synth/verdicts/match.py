"""Claimed quantities held against all that some passages state: who agrees, who contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from synth.verdicts.compare import Outcome, Reading
from synth.verdicts.conflicts import Candidate, compare_numbers, conflict_of, kind_of_role
from synth.verdicts.cues import direction_of
from synth.verdicts.derive import derive
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.subjects import Context, Term, coverage, match_terms, window_likeness

__all__ = ["QuantityMatch", "candidates_in", "match_quantity"]

DERIVED_SUBJECT = 0.5
"""Share of the subject that a passage must hold before two of its numbers are combined: any two
numbers give some third one."""

TURNED = 0.3
"""Bonus of a candidate with the claim's digits and something against it: it tells a reader most."""


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """The strongest witness for a claimed quantity and the strongest against it."""

    claimed: Claimed
    """The claimed quantity."""
    agrees: Candidate | None
    """The best candidate with the claim's value and without a conflict."""
    contradicts: Candidate | None
    """The best candidate of the same subject with another value, or with a conflict."""


def match_quantity(claimed: Claimed, facts: Iterable[Facts], *, may_derive: bool = True) -> QuantityMatch:
    """Hold one claimed quantity against all that the passages state, and what follows from it."""
    agrees: Candidate | None = None
    contradicts: Candidate | None = None
    for passage_facts in facts:
        if not passage_facts.stated:
            continue
        found = candidates_in(claimed, passage_facts, may_derive=may_derive)
        agreeing = [candidate for candidate in found if candidate.agrees]
        for candidate in agreeing:
            agrees = _stronger(agrees, candidate)
        # A sentence that gives the claimed value for the subject gives its other values for others.
        best = max((candidate.subject for candidate in agreeing), default=-1.0)
        for candidate in found:
            if not candidate.agrees and candidate.subject > best:
                contradicts = _stronger(contradicts, candidate)
    return QuantityMatch(claimed, agrees, contradicts)


def candidates_in(claimed: Claimed, facts: Facts, *, may_derive: bool = True) -> list[Candidate]:
    """Hold a claimed quantity against each quantity of one passage, and against what follows from two."""
    share = coverage(claimed.all_terms, facts.keys, claimed.implied)
    outcomes = [compare_numbers(claimed, stated) for stated in facts.stated]
    is_there = any(outcome.kind == "equal" for outcome in outcomes)
    everything = [
        _candidate(claimed, facts, stated, outcome, share)
        for stated, outcome in zip(facts.stated, outcomes, strict=True)
        # What measures something else matters only as the rival of a number that is equal.
        if is_there or outcome.kind != "incomparable"
    ]
    found = [
        replace(candidate, conflict=conflict_of(claimed, candidate, everything))
        if candidate.outcome.kind == "equal"
        else candidate
        for candidate in everything
        if candidate.outcome.kind != "incomparable"
    ]
    if may_derive and not is_there:
        found.extend(_derived(claimed, facts))
    return found


def _candidate(claimed: Claimed, facts: Facts, stated: Stated, outcome: Outcome, share: float) -> Candidate:
    subject, missing = _match_subject(claimed, stated.context)
    likeness = window_likeness(claimed.window, stated.window)
    return Candidate(facts, stated, outcome, subject, share, likeness, missing, "")


def _derived(claimed: Claimed, facts: Facts) -> list[Candidate]:
    numbers = [(s, reading) for s in facts.stated for reading in _levels(s)]
    is_change = kind_of_role(claimed.quantity) == "change" or bool(
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
    subject, missing = _match_subject(claimed, joint)
    share = coverage(claimed.all_terms, facts.keys, claimed.implied)
    if subject < DERIVED_SUBJECT or share < DERIVED_SUBJECT or missing:
        return []
    outcome = Outcome("equal", found.reason)
    return [Candidate(facts, first, outcome, subject, share, 0.0, missing, "", second)]


def _match_subject(claimed: Claimed, context: Context) -> tuple[float, tuple[Term, ...]]:
    quantity = claimed.quantity
    method = quantity.method if quantity.method != quantity.dataset else None
    return match_terms(claimed.terms, context, method, claimed.implied)


def _levels(stated: Stated) -> list[Reading]:
    """Return the levels that a quantity states: itself, or both ends of "from 120 to 90 ms"."""
    reading = stated.reading
    if reading.value is None and reading.ends is not None:
        return [replace(reading, value=end, low=None, high=None) for end in reading.ends]
    return [reading] if kind_of_role(stated.quantity) == "value" else []


def _stronger(best: Candidate | None, other: Candidate) -> Candidate:
    if best is None:
        return other
    return other if _strength(other) > _strength(best) else best


def _strength(candidate: Candidate) -> tuple[float, int, int]:
    is_plain = candidate.outcome.reason in ("value_equal", "value_differs")
    fit = candidate.subject + candidate.coverage + (TURNED if candidate.conflict else 0)
    return round(fit, 3), int(is_plain), -candidate.facts.passage.index
