"""What a panel of reviewers says of a draft."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CriterionScore", "Panel", "Review"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScore:
    """A reviewer's mark for one criterion."""

    criterion: str
    """Its name: "every facet of the question is answered"."""
    score: float
    """0 to 10, higher is better."""
    reason: str
    """Why, with the figures it rests on."""
    claim_ids: tuple[str, ...] = ()
    """The claims that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one reviewer says of a draft."""

    reviewer: str
    """Its name: "coverage", "fidelity", "independence", "clarity"."""
    concern: str
    """What it looks after, one sentence."""
    scores: tuple[CriterionScore, ...] = ()
    """Empty when it failed."""
    failure: str | None = None
    """Why it failed; None when it did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """All reviews and what they come to together."""

    reviews: tuple[Review, ...]
    """In the order of the reviewers' names."""
    score: float | None
    """Mean of the reviewers' means, 0 to 10; None when all failed."""
    spread: float | None
    """Standard deviation of the reviewers' means; None with fewer than two."""
    agreement: float | None
    """Agreement on the criteria that several reviewers mark; None where it is not defined."""
    agreement_name: str = "Krippendorff's alpha (interval)"
    """Which statistic `agreement` is."""
