"""What the reviewers come to together, and what a failing one costs."""

from __future__ import annotations

from statistics import fmean, stdev

import pytest
from review_drafts import good_draft, make_draft

from synth.reviews import REVIEWERS, review
from synth.types import CriterionScore, Draft, Review


class Fixed:
    """A reviewer that gives the same marks to everything."""

    concern = "Nothing."

    def __init__(self, name: str, *marks: float) -> None:
        self.name = name
        self.marks = marks

    def __call__(self, draft: Draft) -> Review:
        scores = tuple(
            CriterionScore(criterion=f"criterion {i}", score=score, reason="1 of 1")
            for i, score in enumerate(self.marks)
        )
        return Review(reviewer=self.name, concern=self.concern, scores=scores)


class Broken:
    name = "broken"
    concern = "Nothing."

    def __call__(self, draft: Draft) -> Review:
        raise ZeroDivisionError("no pages")


def panel_of(*reviewers: Fixed | Broken) -> dict:
    return {reviewer.name: reviewer for reviewer in reviewers}


def test_score_and_spread_are_of_the_reviewers_means() -> None:
    panel = review(good_draft(), panel_of(Fixed("a", 8.0, 6.0), Fixed("b", 4.0, 5.0)))
    assert panel.score == pytest.approx(fmean([7.0, 4.5]))
    assert panel.spread == pytest.approx(stdev([7.0, 4.5]))


def test_a_reviewer_that_raises_is_reported_and_counts_nowhere() -> None:
    alone = review(good_draft(), panel_of(Fixed("a", 8.0)))
    beside = review(good_draft(), panel_of(Fixed("a", 8.0), Broken()))
    failed = next(r for r in beside.reviews if r.reviewer == "broken")
    assert failed.failure == "ZeroDivisionError: no pages"
    assert failed.scores == ()
    assert beside.score == alone.score
    assert beside.spread is None


@pytest.mark.parametrize("marks", [(), (11.0,), (-0.1,), (float("nan"),)])
def test_marks_off_the_scale_are_a_failure(marks: tuple[float, ...]) -> None:
    panel = review(good_draft(), panel_of(Fixed("a", *marks)))
    assert panel.reviews[0].failure
    assert panel.score is None
    assert panel.agreement is None


def test_without_reviewers_there_is_no_score() -> None:
    panel = review(good_draft(), {})
    assert (panel.reviews, panel.score, panel.spread, panel.agreement) == ((), None, None, None)


def test_reviews_stand_in_the_order_of_names() -> None:
    panel = review(good_draft(), panel_of(Fixed("z", 1.0), Fixed("a", 2.0)))
    assert [r.reviewer for r in panel.reviews] == ["a", "z"]


def test_agreement_is_one_when_all_mark_alike() -> None:
    assert review(good_draft(), panel_of(Fixed("a", 8.0, 2.0), Fixed("b", 8.0, 2.0))).agreement == 1.0


def test_the_real_panel_on_a_sound_draft() -> None:
    panel = review(good_draft())
    assert [r.reviewer for r in panel.reviews] == sorted(REVIEWERS)
    assert all(r.failure is None for r in panel.reviews)
    assert panel.score is not None
    assert panel.score > 7
    assert panel.spread is not None
    assert panel.agreement is not None


def test_an_empty_draft_never_gets_a_fine_score() -> None:
    panel = review(make_draft([], []))
    failed = {r.reviewer for r in panel.reviews if r.failure}
    assert failed == {"clarity", "fidelity", "independence"}
    assert panel.score is not None
    assert panel.score < 2.5
    assert panel.spread is None
