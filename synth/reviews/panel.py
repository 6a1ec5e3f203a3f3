"""All reviewers on one draft, and what they come to together."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean, stdev

from synth.ports import Reviewer
from synth.reviews.agreement import krippendorff_alpha
from synth.reviews.clarity import Clarity
from synth.reviews.coverage import Coverage
from synth.reviews.fidelity import Fidelity
from synth.reviews.independence import Independence
from synth.types import Draft, Panel, Review

__all__ = ["REVIEWERS", "review"]

REVIEWERS: Mapping[str, Reviewer] = {
    "clarity": Clarity(),
    "coverage": Coverage(),
    "fidelity": Fidelity(),
    "independence": Independence(),
}
"""The panel, by name."""


def review(draft: Draft, reviewers: Mapping[str, Reviewer] = REVIEWERS) -> Panel:
    """Have every reviewer mark the draft and sum up their marks.

    A reviewer that raises, marks nothing or leaves the scale is reported as failed and counts
    nowhere. The score is the mean of the reviewers' means; the spread is the sample standard
    deviation of these means; the agreement is taken over the criteria that several marked.
    """
    reviews = tuple(_ask(name, reviewers[name], draft) for name in sorted(reviewers))
    means = [fmean(score.score for score in r.scores) for r in reviews if r.failure is None]
    return Panel(
        reviews=reviews,
        score=fmean(means) if means else None,
        spread=stdev(means) if len(means) > 1 else None,
        agreement=krippendorff_alpha(_marks_by_criterion(reviews)),
    )


def _ask(name: str, reviewer: Reviewer, draft: Draft) -> Review:
    # A reviewer may be anybody's code, and what it raises must not cost the report.
    try:
        answer = reviewer(draft)
    except Exception as error:
        return Review(reviewer=name, concern=reviewer.concern, failure=f"{type(error).__name__}: {error}")
    if not answer.scores and answer.failure is None:
        return Review(reviewer=name, concern=reviewer.concern, failure="it marked nothing")
    outside = [score for score in answer.scores if not 0 <= score.score <= 10]
    if outside:
        failure = f"its mark for “{outside[0].criterion}” is {outside[0].score}, outside 0 to 10"
        return Review(reviewer=name, concern=reviewer.concern, failure=failure)
    return answer


def _marks_by_criterion(reviews: tuple[Review, ...]) -> list[list[float]]:
    marks: dict[str, list[float]] = {}
    for answer in reviews:
        if answer.failure is None:
            for score in answer.scores:
                marks.setdefault(score.criterion, []).append(score.score)
    return list(marks.values())
