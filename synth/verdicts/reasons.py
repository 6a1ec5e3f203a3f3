"""Reason codes, and the sentence that tells a reader what they mean here."""

from __future__ import annotations

from collections.abc import Sequence

from synth.types import Evidence, Passage
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Stated
from synth.verdicts.match import QuantityMatch, candidates_in

__all__ = ["REASONS", "evidence_of", "explain", "place_of", "reason_of"]

REASONS = {
    "value_equal": "the source states the same value",
    "rounded": "the source's value rounds to it",
    "unit_converted": "the source states the same value in another unit",
    "hedge_met": "the source's value is about that",
    "bound_met": "the source's value keeps the bound",
    "within_range": "the source's value lies in the range",
    "range_end": "the source gives it as an end of a range",
    "derived_difference": "it is the difference of two stated values",
    "derived_ratio": "it is the ratio of two stated values",
    "derived_change": "it is the relative change between two stated values",
    "derived_sum": "it is the sum of two stated values",
    "value_differs": "the source gives another value",
    "range_differs": "the source gives another range",
    "uncertainty_differs": "the source gives another uncertainty",
    "unit_differs": "the source gives the number in another unit",
    "scale_differs": "the source gives the number at another scale",
    "bound_differs": "the source states a bound, not the value",
    "bound_violated": "the source's value breaks the bound",
    "direction_reversed": "the source says it the other way round",
    "baseline_differs": "the source compares with something else",
    "subject_differs": "the source gives this number for something else",
    "role_differs": "the source states a level where the claim states a change, or the other way round",
    "value_missing": "the source speaks of it without this value",
    "no_passage": "nothing in the source speaks of it",
    "text_agrees": "the source says so in words",
    "text_disagrees": "the source says the opposite in words",
    "text_unclear": "the source speaks of it without saying so",
    "quote_at_place": "the sentence stands in the source at its place",
    "quote_not_at_place": "the sentence does not stand at its place",
    "restated_elsewhere": "another part of the paper says the same",
    "internal_conflict": "another part of the paper gives another value",
    "cell_agrees": "a cell of the table has it",
    "cell_differs": "the table's cell has another value",
    "comparison_holds": "the table's values bear the comparison out",
    "comparison_fails": "the table's values say otherwise",
    "source_unreadable": "the source can't be read",
    "empty_claim": "the claim states nothing that can be judged",
    "empty_source": "the source has no text",
}
"""What each code means, for the documentation and for readers."""


def reason_of(candidate: Candidate) -> str:
    """Return the code of what a candidate shows."""
    return candidate.conflict or candidate.outcome.reason


def explain(label: str, matches: Sequence[QuantityMatch], decisive: QuantityMatch) -> str:
    """Say in one sentence why a claim with numbers got its label."""
    claimed = decisive.claimed.quantity.text
    if label == "supported" and decisive.agrees is not None:
        return _explain_agreement(claimed, decisive.agrees, len(matches))
    if label == "refuted" and decisive.contradicts is not None:
        return _explain_conflict(claimed, decisive)
    if decisive.agrees is not None:
        place = place_of(decisive.agrees.facts.passage)
        return f"the number {claimed} stands in the source{place}, but not clearly for this subject"
    if decisive.contradicts is not None:
        place = place_of(decisive.contradicts.facts.passage)
        return f"the source speaks of something like it{place}, but nowhere gives {claimed} for it"
    return f"nothing in the source speaks of {claimed} or of its subject"


def evidence_of(passage: Passage) -> Evidence:
    """Return the passage as evidence, quoted in full."""
    return Evidence(
        paper_id=passage.paper_id or None,
        version=passage.version,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        line=passage.line,
        boxes=passage.boxes,
    )


def place_of(passage: Passage | Evidence) -> str:
    """Return ", page 3", or nothing where there are no pages."""
    return "" if passage.page is None else f", page {passage.page}"


def _explain_agreement(claimed: str, candidate: Candidate, n_quantities: int) -> str:
    stated, place = candidate.stated, place_of(candidate.facts.passage)
    code = candidate.outcome.reason
    others = {1: "", 2: "; so does its other number"}
    more = others.get(n_quantities, f"; so do its {n_quantities - 1} other numbers")
    if candidate.second is not None:
        both = f"{stated.quantity.text} and {candidate.second.quantity.text}"
        return f"{claimed} follows from {both}{place}: {REASONS[code]}{more}"
    how = ", as claimed" if code == "value_equal" else f": {REASONS[code]}"
    return f"the paper gives {_told(stated)}{place}{how}{more}"


def _explain_conflict(claimed: str, match: QuantityMatch) -> str:
    candidate = match.contradicts
    assert candidate is not None
    stated, place = candidate.stated, place_of(candidate.facts.passage)
    rival = _rival(match, candidate) if candidate.conflict == "subject_differs" else None
    if rival is not None:
        where = _subject(stated) or " of something else"
        return f"the paper gives {_told(rival)}; {stated.quantity.text} is stated{where}{place}"
    if candidate.conflict == "baseline_differs":
        against = ", ".join(term.surface for term in candidate.facts.baselines)
        return f"the paper gives {_told(stated)} against {against}, not what the claim names{place}"
    reason = reason_of(candidate)
    if reason in ("value_differs", "scale_differs", "range_differs"):
        return f"the paper gives {_told(stated)}, not {claimed}{place}"
    return f"the paper gives {_told(stated)}, the claim {claimed}: {REASONS[reason]}{place}"


def _rival(match: QuantityMatch, candidate: Candidate) -> Stated | None:
    """Return the number of the same sentence that fits the claim's subject best."""
    rivals = [
        other
        for other in candidates_in(match.claimed, candidate.facts)
        if other.outcome.kind == "differs" and other.subject > candidate.subject
    ]
    return max(rivals, key=lambda other: other.subject).stated if rivals else None


def _told(stated: Stated) -> str:
    """Return a quantity's words, with the noun it counts and what it is of."""
    quantity = stated.quantity
    noun = quantity.unit.split()[-1] if quantity.unit and quantity.role in ("count", "setting") else ""
    counted = f" {noun}" if noun.islower() and noun not in quantity.text.lower() else ""
    return f"{quantity.text}{counted}{_subject(stated)}"


def _subject(stated: Stated) -> str:
    """Name what a quantity is of, from its bound fields or else from the names beside it."""
    quantity = stated.quantity
    words = ""
    if quantity.metric and quantity.metric.lower() not in quantity.text.lower():
        words += f" {quantity.metric}"
    for field, preposition in (
        (quantity.dataset, "on"),
        (quantity.method, "for"),
        (quantity.baseline, "over"),
    ):
        if field:
            words += f" {preposition} {field}"
    if quantity.dataset is None:
        names = [term.surface for term in stated.context.own if term.is_name and term.surface not in words]
        words += f" ({', '.join(dict.fromkeys(names[:2]))})" if names else ""
    return words
