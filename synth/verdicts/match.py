"""Claimed quantities held against all that some passages state: who agrees, who contradicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from synth.verdicts.agreement import compare_numbers, kind_of_role
from synth.verdicts.compare import Outcome, Reading
from synth.verdicts.conflicts import Candidate, conflict_of
from synth.verdicts.cues import direction_of
from synth.verdicts.derive import derive, is_complement_of, speaks_of_mean
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.owners import derived_conflict, owner_of
from synth.verdicts.subjects import (
    Context,
    Term,
    coverage,
    is_held,
    match_terms,
    name_key,
    names_of,
    terms_of,
    window_likeness,
)

__all__ = ["QuantityMatch", "Tally", "candidates_in", "levels_of", "match_quantity", "may_oppose"]

DERIVED_SUBJECT = 0.5
"""Share of the subject that a passage must hold before two of its numbers are combined: any two
numbers give some third one."""

ROW_SUBJECT = 0.5
"""Share of the claim's subject, its method aside, that a table's row must hold to refute it."""

SHORT_OF = 0.2
"""By how much a value without the method's name may fit the subject less than one that is bound to it."""

TURNED = 0.3
"""Bonus of a candidate with the claim's digits and something against it: it tells a reader most."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How a source counts what a small number of a claim counts."""

    alike: float
    """Fit of the best place with the claimed number, 0 to 1.25; 0 where there is none."""
    otherwise: float
    """The same of the best place with another number."""

    @property
    def lead_of_others(self) -> float:
        """By how much better the place with another number fits, 0 to 1.25."""
        return max(0.0, self.otherwise - self.alike)


@dataclass(frozen=True, slots=True)
class QuantityMatch:
    """The strongest witness for a claimed quantity and the strongest against it."""

    claimed: Claimed
    """The claimed quantity."""
    agrees: Candidate | None
    """The best candidate with the claim's value and without a conflict."""
    contradicts: Candidate | None
    """The best candidate of the same subject with another value, or with a conflict."""
    n_places: int = 1
    """Places of the source that give its value."""
    neighbour: Candidate | None = None
    """A table's cell with the claimed value for something else."""
    stands: bool = False
    """Whether its digits stand where another of the claim's numbers is found."""
    names_place: bool = False
    """Whether it is a row's or a column's name where another of the claim's numbers is found."""
    paired: float = 0.0
    """How well a place fits where it and another number stand as the claim gives them, 0 to 1."""
    swapped: float = 0.0
    """How well a place fits where the two stand the other way round, 0 to 1."""
    is_altered: bool = False
    """Whether `contradicts` is a sentence that the claim says over again but for this."""
    tally: Tally | None = None
    """How the source counts what it counts; None for other numbers, and where it counts no such thing."""
    nearest: Candidate | None = None
    """The place with its value that fits best, whatever stands against it."""
    rival: Candidate | None = None
    """The place with another value that fits best, whether or not it can speak against the claim."""

    @property
    def witness(self) -> Candidate | None:
        """The place with its value that bears it out, or that comes nearest to doing so."""
        return self.agrees or self.nearest


def match_quantity(claimed: Claimed, facts: Iterable[Facts], *, may_derive: bool = True) -> QuantityMatch:
    """Hold one claimed quantity against all that the passages state, and what follows from it."""
    agreeing: list[Candidate] = []
    opposing: list[Candidate] = []
    for passage_facts in facts:
        if not passage_facts.stated:
            continue
        found = candidates_in(claimed, passage_facts, may_derive=may_derive)
        agreeing_here = [candidate for candidate in found if candidate.agrees]
        agreeing.extend(agreeing_here)
        # A sentence that gives the claimed value for the subject gives its other values for others.
        best = max((candidate.subject for candidate in agreeing_here), default=-1.0)
        opposing.extend(
            candidate
            for candidate in found
            if not candidate.agrees and candidate.subject > best and may_oppose(claimed, candidate)
        )
    agreeing, opposing = _settle_owners(claimed, agreeing, opposing)
    return QuantityMatch(claimed, _strongest(agreeing), _strongest(opposing))


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
    owner = owner_of(claimed, stated, facts)
    return Candidate(facts, stated, outcome, subject, share, likeness, missing, "", owner=owner)


def _derived(claimed: Claimed, facts: Facts) -> list[Candidate]:
    numbers = [(s, reading) for s in facts.stated for reading in levels_of(s)]
    is_change = kind_of_role(claimed.quantity) == "change" or (
        # A bounded level ("more than 46 %") is near some difference of any two numbers.
        claimed.reading.bound not in ("<", ">")
        and bool(direction_of(" ".join(term.surface for term in claimed.terms)))
    )
    found = derive(
        claimed.reading,
        [reading for _, reading in numbers],
        is_change=is_change,
        is_mean=speaks_of_mean(claimed.text),
        is_complement=is_complement_of(claimed.text, facts.passage.text),
    )
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
    conflict = derived_conflict(claimed, first, second) if second is not first else ""
    return [Candidate(facts, first, outcome, subject, share, 0.0, missing, conflict, second)]


def _match_subject(claimed: Claimed, context: Context) -> tuple[float, tuple[Term, ...]]:
    quantity = claimed.quantity
    method = quantity.method if quantity.method != quantity.dataset else None
    return match_terms(claimed.terms, context, method, claimed.implied)


def levels_of(stated: Stated) -> list[Reading]:
    """Return the levels that a quantity states: itself, or both ends of "from 120 to 90 ms"."""
    reading = stated.reading
    if reading.value is None and reading.ends is not None:
        return [replace(reading, value=end, low=None, high=None) for end in reading.ends]
    return [reading] if kind_of_role(stated.quantity) == "value" else []


def may_oppose(claimed: Claimed, candidate: Candidate) -> bool:
    """Say whether a candidate is near enough to the claim's subject to speak against it.

    The method's name alone is not: all of a paper is about it. A table's row must be of the names
    claimed, and its column's header or caption must stand with it.
    """
    if candidate.owner and not candidate.conflict:
        return False  # another's value says nothing of the claim's
    if _is_of_unnamed(claimed, candidate):
        return False
    own = {term.key for term in terms_of(f"x {claimed.quantity.method or ''}")}
    content = [term for term in claimed.terms if term.key not in own and term.weight >= 1]
    if not content:
        return True
    share = coverage(content, candidate.facts.keys)
    if candidate.facts.passage.kind != "table":
        lacking = {term.key for term in candidate.missing}
        return share > 0 or any(term.is_name and term.key not in lacking for term in content)
    return share >= ROW_SUBJECT and not candidate.missing


def _is_of_unnamed(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether a claim of no bound method ("human readers reach 88") meets a method it never names."""
    method = candidate.stated.quantity.method
    if claimed.quantity.method or not method:
        return False
    said = {term.key for term in claimed.all_terms}
    names = names_of(method)
    if not names or any(term.key in said for term in names):
        return False
    words = [term for term in claimed.terms if not term.is_name and term.weight >= 1]
    return any(term.key not in candidate.facts.keys for term in words)


def _settle_owners(
    claimed: Claimed, agreeing: list[Candidate], opposing: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """Let a value be another's only where the source does not give it to the claim's method as well.

    Where it does not, a sentence with that value but without the method's name tells the other's;
    and where another value is given for all that the claim names, one without that name must fit
    about as well to count.
    """
    fullest = max((c.subject for c in opposing if _is_in_full(claimed, c)), default=0.0)
    agreeing = [c for c in agreeing if _has_method(claimed, c) or c.subject > fullest - SHORT_OF]
    best = max((c.subject for c in agreeing), default=0.0)
    # The value stands where it should: that it also stands in other company is nothing against it.
    opposing = [c for c in opposing if not c.conflict or c.subject > best - SHORT_OF]
    if not any(candidate.owner for candidate in opposing):
        return agreeing, opposing
    named = [candidate for candidate in agreeing if _has_method(claimed, candidate)]
    if named:
        return named, [candidate for candidate in opposing if not candidate.owner]
    return [], opposing


def _is_in_full(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether another value is bound to the method and the data set that the claim binds."""
    mine, theirs = claimed.quantity, candidate.stated.quantity
    if candidate.conflict or candidate.missing or candidate.outcome.reason != "value_differs":
        return False
    return all(
        one and other and name_key(one) == name_key(other)
        for one, other in ((mine.method, theirs.method), (mine.dataset, theirs.dataset))
    )


def _has_method(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether the passage names the claim's method, or speaks of one that may be it."""
    method = claimed.quantity.method
    if candidate.stated.quantity.method is not None:
        return True
    return any(is_held(term, candidate.facts.keys) for term in names_of(method))


def _strongest(candidates: Iterable[Candidate]) -> Candidate | None:
    return max(candidates, key=_strength, default=None)


def _strength(candidate: Candidate) -> tuple[float, int, int]:
    is_plain = candidate.outcome.reason in ("value_equal", "value_differs")
    fit = candidate.subject + candidate.coverage + (TURNED if candidate.conflict else 0)
    return round(fit, 3), int(is_plain), -candidate.facts.passage.index
