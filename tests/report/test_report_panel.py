"""The review panel on the page: own criteria by reviewer, shared ones in one matrix."""

from __future__ import annotations

from synth.report.view_panel import agreement_in_words, review_views, shared_view
from synth.report.view_records import Reference
from synth.types import CriterionScore, Panel, Review


def mark(criterion, score, n_claims=0):
    return CriterionScore(
        criterion=criterion,
        score=score,
        reason=f"{n_claims} of 600.",
        claim_ids=tuple(map(str, range(n_claims))),
    )


PANEL = Panel(
    reviews=(
        Review(reviewer="clarity", concern="Clear?", scores=(mark("place", 10.0, 600), mark("reuse", 2.0))),
        Review(reviewer="coverage", concern="All?", scores=(mark("facets", 9.0, 5), mark("reuse", 8.0))),
        Review(reviewer="fidelity", concern="True?", failure="no numbers"),
        Review(reviewer="independence", concern="Many?", scores=(mark("groups", 7.0),)),
    ),
    score=7.5,
    spread=1.0,
    agreement=0.19,
)


def references(ids):
    return tuple(Reference(text=id, anchor=f"claim-{id}") for id in ids)


def test_claims_are_listed_only_where_they_are_few():
    # "Claims 1, 2, 3 … and 595 more" behind every reason was noise.
    clarity, coverage, _ = review_views(PANEL, references)
    assert [(name, len(claims)) for name, _, _, claims in clarity.marks] == [("place", 0)]
    assert [(name, len(claims)) for name, _, _, claims in coverage.marks] == [("facets", 5)]


def test_shared_criteria_stand_once_with_mean_and_spread():
    views = review_views(PANEL, references)
    assert [view.mean for view in views] == ["6.0", "8.5", "7.0"]
    assert not any(name == "reuse" for view in views for name, *_ in view.marks)
    shared = shared_view(PANEL)
    assert shared.reviewers == ("clarity", "coverage", "independence")
    assert shared.rows == (("reuse", ("2.0", "8.0", "–"), "5.0", "4.2"),)


def test_the_agreement_is_explained_or_said_to_be_undefined():
    assert agreement_in_words(PANEL).startswith("Agreement on the shared criteria: 0.19 (Krippendorff")
    nothing = Panel(reviews=(), score=None, spread=None, agreement=None)
    assert agreement_in_words(nothing) == ""
    alone = Panel(reviews=PANEL.reviews[:1], score=6.0, spread=None, agreement=None)
    assert "not defined" in agreement_in_words(alone)
