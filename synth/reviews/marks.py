"""What the reviewers share: how a share becomes a mark, and the criteria that all of them judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synth.errors import NothingFound
from synth.types import CriterionScore, Draft, JudgedClaim

__all__ = [
    "COMPLETE",
    "SHARED_CRITERIA",
    "TRACEABLE",
    "TRUSTWORTHY",
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


def ids_of(claims: Iterable[JudgedClaim]) -> tuple[str, ...]:
    """Return the claims' ids in order, each once."""
    return tuple(dict.fromkeys(judged.claim.id for judged in claims))


def percent(part: float, whole: float) -> str:
    """Write a share with the counts it stands for: "41 of 43 (95 %)"."""
    return f"{part:g} of {whole:g} ({100 * part / whole:.0f} %)" if whole else "none of 0"


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
