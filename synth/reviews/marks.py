"""What the reviewers share: how a share becomes a mark, and the criteria that all of them judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from synth.errors import NothingFound
from synth.types import CriterionScore, Draft, JudgedClaim

__all__ = [
    "COMPLETE",
    "SHARED_CRITERIA",
    "TRACEABLE",
    "TRUSTWORTHY",
    "counted",
    "from_angle",
    "ids_of",
    "judged_claims",
    "mark",
    "percent",
    "require_claims",
    "results_of",
]

TRUSTWORTHY = "trustworthy for reuse"
COMPLETE = "complete for the question"
TRACEABLE = "traceable to the sources"
SHARED_CRITERIA = (TRUSTWORTHY, COMPLETE, TRACEABLE)
"""Every reviewer marks these from its own angle; the panel's agreement is measured on them."""


def mark(criterion: str, share: float, reason: str, claims: Iterable[JudgedClaim] = ()) -> CriterionScore:
    """Turn a share of what could be reached, 0 to 1, into a mark of 0 to 10 with two decimals.

    `claims` are those that cost points, or those counted when none did.
    """
    score = round(10 * min(1.0, max(0.0, share)), 2)
    return CriterionScore(criterion=criterion, score=score, reason=reason, claim_ids=ids_of(claims))


def from_angle(criterion: str, words: str, *marks: CriterionScore) -> CriterionScore:
    """Mark a shared criterion by the mean of a reviewer's own marks; their claims come along."""
    score = round(sum(own.score for own in marks) / len(marks), 2)
    first = marks[0]
    if len(marks) == 1:
        return replace(first, criterion=criterion, reason=f"{words}: {first.reason}")
    claim_ids = tuple(dict.fromkeys(i for own in marks for i in own.claim_ids))
    parts = ", ".join(f"“{own.criterion}” {own.score:g}" for own in marks)
    return CriterionScore(
        criterion=criterion, score=score, reason=f"{words}: the mean of {parts}.", claim_ids=claim_ids
    )


def ids_of(claims: Iterable[JudgedClaim]) -> tuple[str, ...]:
    """Return the claims' ids in order, each once."""
    return tuple(dict.fromkeys(judged.claim.id for judged in claims))


def percent(part: float, whole: float) -> str:
    """Write a share with the counts it stands for: "41 of 43 (95 %)"."""
    return f"{part:g} of {whole:g} ({100 * part / whole:.0f} %)" if whole else "none of 0"


def counted(n: int, noun: str) -> str:
    """Write a count with its noun: "1 paper", "0 papers"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def require_claims(draft: Draft) -> None:
    """Raise `NothingFound` for a draft without claims: there is nothing to mark, not even with 0."""
    if not draft.claims:
        raise NothingFound("the draft has no claim to judge")


def judged_claims(draft: Draft) -> tuple[JudgedClaim, ...]:
    """Return the claims that got a verdict; the others are unjudged and counted apart."""
    return tuple(judged for judged in draft.claims if judged.verdict.label != "unjudged")


def results_of(claims: Sequence[JudgedClaim]) -> tuple[JudgedClaim, ...]:
    """Return the papers' own results that stand in their source: what a report may rest on."""
    return tuple(j for j in claims if j.claim.asserts == "own" and j.verdict.label == "supported")
