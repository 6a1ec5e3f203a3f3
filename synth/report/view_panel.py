"""Reviews → what a page shows of them: a block per reviewer and one matrix of the shared criteria. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from statistics import fmean, stdev

from synth.report.view_records import Reference, ReviewView, SharedView
from synth.text import clean_line
from synth.types import Panel, Review

__all__ = ["agreement_in_words", "review_views", "shared_view"]

FEW_CLAIMS = 5
"""Claims that a mark is shown to rest on; a longer list helps nobody, and report.json has it."""


def review_views(
    panel: Panel, references: Callable[[Sequence[str]], tuple[Reference, ...]]
) -> tuple[ReviewView, ...]:
    """Return the reviewers that scored, each with the criteria that are its own."""
    shared = set(_shared_names(panel))
    return tuple(
        ReviewView(
            reviewer=clean_line(review.reviewer),
            concern=clean_line(review.concern),
            mean=f"{fmean(mark.score for mark in review.scores):.1f}",
            marks=tuple(
                (
                    clean_line(mark.criterion),
                    f"{mark.score:.1f}",
                    clean_line(mark.reason),
                    references(mark.claim_ids) if len(mark.claim_ids) <= FEW_CLAIMS else (),
                )
                for mark in review.scores
                if mark.criterion not in shared
            ),
        )
        for review in _scoring(panel)
    )


def shared_view(panel: Panel) -> SharedView:
    """Return the criteria that more than one reviewer marks; no rows where there is none."""
    reviewers = _scoring(panel)
    rows = []
    for name in _shared_names(panel):
        given = [_mark(review, name) for review in reviewers]
        known = [mark for mark in given if mark is not None]
        shown = tuple("–" if mark is None else f"{mark:.1f}" for mark in given)
        rows.append((clean_line(name), shown, f"{fmean(known):.1f}", f"{stdev(known):.1f}"))
    return SharedView(reviewers=tuple(clean_line(review.reviewer) for review in reviewers), rows=tuple(rows))


def agreement_in_words(panel: Panel) -> str:
    """Return the agreement with what it means (Krippendorff 2011: 1 perfect, 0 as by chance)."""
    if panel.score is None:
        return ""
    if panel.agreement is None:
        return (
            "Agreement between reviewers is not defined here: too few criteria are marked by more than one."
        )
    return (
        f"Agreement on the shared criteria: {panel.agreement:.2f} ({clean_line(panel.agreement_name)}), "
        "where 1 is full agreement, 0 what chance would give, and less than 0 disagreement beyond chance; "
        "each reviewer judges by its own concern, so that a low value shows where concerns pull apart."
    )


def _scoring(panel: Panel) -> list[Review]:
    return [review for review in panel.reviews if review.scores and review.failure is None]


def _shared_names(panel: Panel) -> list[str]:
    counts = Counter(
        name for review in _scoring(panel) for name in dict.fromkeys(mark.criterion for mark in review.scores)
    )
    return [name for name, count in counts.items() if count > 1]


def _mark(review: Review, criterion: str) -> float | None:
    return next((mark.score for mark in review.scores if mark.criterion == criterion), None)
