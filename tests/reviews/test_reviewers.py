"""Each reviewer's marks move for the reasons that it names."""

from __future__ import annotations

from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from review_drafts import evidence, good_draft, make_claim, make_draft, make_paper

from synth.errors import NothingFound
from synth.reviews import REVIEWERS, review
from synth.reviews.marks import COMPLETE, SHARED_CRITERIA, TRUSTWORTHY
from synth.types import Conflict, Draft, Facet, Finding, Label, Review, Verdict


def mean(answer: Review) -> float:
    return fmean(score.score for score in answer.scores)


def score_of(answer: Review, criterion: str) -> float:
    return next(s.score for s in answer.scores if s.criterion == criterion)


def reason_of(answer: Review, criterion: str) -> str:
    return next(s.reason for s in answer.scores if s.criterion == criterion)


def with_claim(draft: Draft, place: int, **changes: object) -> Draft:
    claims = list(draft.claims)
    claims[place] = replace(claims[place], **changes)
    return replace(draft, claims=tuple(claims))


def refuted() -> Verdict:
    return Verdict(
        label="refuted",
        confidence=0.9,
        probabilities=(0.05, 0.9, 0.05),
        reasons=("value_differs",),
        explanation="The source says 76.2.",
        evidence=(evidence("demo.0001"),),
    )


# --------------------------------------------------------------------------- all of them


@pytest.mark.parametrize("name", sorted(REVIEWERS))
def test_every_reviewer_keeps_the_contract(name: str) -> None:
    draft = good_draft()
    answer = REVIEWERS[name](draft)
    assert answer.reviewer == name == REVIEWERS[name].name
    assert answer.concern == REVIEWERS[name].concern
    own = [s for s in answer.scores if s.criterion not in SHARED_CRITERIA]
    assert 2 <= len(own) <= 4
    assert len({s.criterion for s in answer.scores}) == len(answer.scores)
    known = {judged.claim.id for judged in draft.claims}
    for score in answer.scores:
        assert 0 <= score.score <= 10
        assert any(c.isdigit() for c in score.reason) or score.criterion in SHARED_CRITERIA
        assert set(score.claim_ids) <= known
    assert REVIEWERS[name](draft) == answer


@pytest.mark.parametrize("criterion", SHARED_CRITERIA)
def test_every_reviewer_marks_the_shared_criteria(criterion: str) -> None:
    draft = good_draft()
    for reviewer in REVIEWERS.values():
        assert any(s.criterion == criterion for s in reviewer(draft).scores)


@pytest.mark.parametrize("name", ["clarity", "fidelity", "independence"])
def test_a_draft_without_claims_is_not_marked(name: str) -> None:
    with pytest.raises(NothingFound, match="claim"):
        REVIEWERS[name](make_draft([], []))


def test_a_draft_without_papers_covers_nothing() -> None:
    assert mean(REVIEWERS["coverage"](make_draft([], []))) < 2.5


# --------------------------------------------------------------------------- coverage


def test_losing_the_papers_of_a_facet_lowers_coverage() -> None:
    whole = good_draft()
    papers = [p.paper for p in whole.papers]
    narrow = make_draft([make_claim(p, dataset="PebbleSort") for p in papers], papers)
    coverage = REVIEWERS["coverage"]
    assert mean(coverage(narrow)) < mean(coverage(whole))
    assert score_of(coverage(narrow), COMPLETE) < score_of(coverage(whole), COMPLETE)
    assert "“mossbench” in 0 papers" in reason_of(coverage(narrow), "every facet is answered")


def test_a_synonym_answers_a_facet() -> None:
    draft = good_draft()
    facets = (Facet(term="moss sorting benchmark", synonyms=("mossbench",)),)
    plan = replace(draft.plan, facets=facets)
    assert score_of(REVIEWERS["coverage"](replace(draft, plan=plan)), "every facet is answered") == 10


def test_a_refuted_claim_answers_nothing() -> None:
    paper = make_paper(1)
    draft = make_draft([make_claim(paper, label="refuted")], [paper])
    answer = REVIEWERS["coverage"](draft)
    assert score_of(answer, "enough papers") == 0
    assert score_of(answer, "every facet is answered") < 2.5


def test_papers_that_could_not_be_had_lower_coverage() -> None:
    draft = good_draft()
    flow = replace(
        draft.flow,
        identified=(("demo", 10),),
        screened=10,
        sought=10,
        not_retrieved_by_reason=(("withdrawn", 5),),
    )
    answer = REVIEWERS["coverage"](replace(draft, flow=flow))
    assert score_of(answer, "papers that fit were read") == 5
    assert "5 of 10" in reason_of(answer, "papers that fit were read")


def test_more_papers_never_lower_coverage() -> None:
    means = [mean(REVIEWERS["coverage"](good_draft(n))) for n in range(1, 12)]
    assert means == sorted(means)


# --------------------------------------------------------------------------- fidelity


def test_each_refuted_claim_lowers_fidelity() -> None:
    draft = good_draft()
    means = [mean(REVIEWERS["fidelity"](draft))]
    for place in range(len(draft.claims)):
        draft = with_claim(draft, place, verdict=refuted())
        means.append(mean(REVIEWERS["fidelity"](draft)))
        assert means[-1] <= means[-2]
    assert means[1] < means[0]
    assert means[-1] < means[0] / 1.5


def test_the_refuted_claim_is_named() -> None:
    draft = with_claim(good_draft(), 4, verdict=refuted())
    score = next(
        s for s in REVIEWERS["fidelity"](draft).scores if s.criterion == "numbers stand in their source"
    )
    assert score.claim_ids == (draft.claims[4].claim.id,)
    assert "14 of 15" in score.reason
    assert "1 refuted" in score.reason


def test_unjudged_claims_are_counted_apart() -> None:
    draft = with_claim(good_draft(), 0, verdict=Verdict.unjudged("source_unreadable", "Scanned."))
    answer = REVIEWERS["fidelity"](draft)
    assert score_of(answer, "numbers stand in their source") == 10
    assert "14 of 14" in reason_of(answer, "numbers stand in their source")
    assert "1 unjudged" in reason_of(answer, "numbers stand in their source")
    assert score_of(answer, "every claim is judged") < 10
    assert "source_unreadable" in reason_of(answer, "every claim is judged")


def test_a_draft_that_nobody_could_judge_is_not_trusted() -> None:
    draft = good_draft()
    unjudged = Verdict.unjudged("source_unreadable", "Scanned.")
    draft = replace(draft, claims=tuple(replace(j, verdict=unjudged) for j in draft.claims))
    answer = REVIEWERS["fidelity"](draft)
    assert score_of(answer, TRUSTWORTHY) == 0
    assert mean(answer) == 0


def test_a_finding_on_a_refuted_claim_costs_points() -> None:
    draft = with_claim(good_draft(), 0, verdict=refuted())
    answer = REVIEWERS["fidelity"](draft)
    assert score_of(answer, "findings rest on verified numbers") == 0


def test_doubtful_verdicts_cost_points() -> None:
    sure, paper = good_draft(), make_paper(1)
    doubtful = make_draft([make_claim(paper, confidence=0.4)], [paper])
    criterion = "verdicts are sure"
    assert score_of(REVIEWERS["fidelity"](doubtful), criterion) < score_of(
        REVIEWERS["fidelity"](sure), criterion
    )


# --------------------------------------------------------------------------- independence


def test_one_author_group_everywhere_lowers_independence() -> None:
    several = good_draft()
    papers = [make_paper(n, authors=["Ilse Grønvold", f"Guest {n}"]) for n in range(1, 6)]
    alone = make_draft(several.claims, papers)
    independence = REVIEWERS["independence"]
    assert mean(independence(alone)) < mean(independence(several))
    assert score_of(independence(alone), "several groups of authors") == 0
    assert score_of(independence(several), "several groups of authors") == 10
    assert "1 group of authors" in reason_of(independence(alone), "several groups of authors")


def test_groups_are_linked_over_a_third_paper_and_over_accents() -> None:
    authors = (["A. Grønvold"], ["A. Grønvold", "B. Moss"], ["b. moss"], ["C. Cairn"])
    papers = [make_paper(n, authors=names) for n, names in enumerate(authors, start=1)]
    draft = make_draft([make_claim(p) for p in papers], papers)
    assert "2 groups" in reason_of(REVIEWERS["independence"](draft), "several groups of authors")


def test_confirmation_raises_and_dispute_lowers() -> None:
    paper, other = make_paper(1), make_paper(2)

    def marked(**says: list[str]) -> float:
        draft = make_draft([make_claim(paper, **says), make_claim(other)], [paper, other])
        return score_of(REVIEWERS["independence"](draft), "results are confirmed elsewhere")

    assert marked(supports=[other.id]) > marked()
    assert marked(supports=[other.id], contradicts=[other.id]) == marked()


def test_one_loud_paper_lowers_the_balance() -> None:
    papers = [make_paper(n) for n in (1, 2, 3)]
    even = [make_claim(p, i) for p in papers for i in range(4)]
    loud = [make_claim(papers[0], i) for i in range(10)] + [make_claim(p) for p in papers[1:]]
    independence, criterion = REVIEWERS["independence"], "balance of papers"
    assert score_of(independence(make_draft(even, papers)), criterion) == 10
    assert score_of(independence(make_draft(loud, papers)), criterion) < 5


def test_conflicts_are_marked_only_where_there_are_some() -> None:
    draft = good_draft()
    criteria = [s.criterion for s in REVIEWERS["independence"](draft).scores]
    assert "conflicts are explained" not in criteria
    ids = (draft.claims[0].claim.id, draft.claims[3].claim.id)
    conflict = Conflict(
        subject="accuracy on MossBench",
        claim_ids=ids,
        values=("78.4", "76.9"),
        likely_reason="unknown",
        explanation="Made up.",
    )
    unexplained = REVIEWERS["independence"](replace(draft, conflicts=(conflict,)))
    assert score_of(unexplained, "conflicts are explained") == 0
    known = replace(conflict, likely_reason="split")
    explained = REVIEWERS["independence"](replace(draft, conflicts=(known,)))
    assert score_of(explained, "conflicts are explained") == 10


# --------------------------------------------------------------------------- clarity


@pytest.mark.parametrize(
    ("criterion", "change"),
    [
        ("every claim has its place", {"page": None}),
        ("every number has its subject", {"quantities": ()}),
        ("quotes read alone", {"quote": "It reaches 78.4% there."}),
        ("quotes read alone", {"quote": "Accuracy is 78.4% " + "and so on " * 30}),
    ],
)
def test_what_a_reader_misses_costs_points(criterion: str, change: dict) -> None:
    draft = good_draft()
    claim = draft.claims[0].claim
    if "quantities" in change:
        change = {"quantities": (replace(claim.quantities[0], metric=None),)}
    worse = with_claim(draft, 0, claim=replace(claim, **change))
    before, after = REVIEWERS["clarity"](draft), REVIEWERS["clarity"](worse)
    assert score_of(after, criterion) < score_of(before, criterion) == 10
    assert next(s for s in after.scores if s.criterion == criterion).claim_ids == (claim.id,)


def test_a_finding_without_its_claims_costs_points() -> None:
    draft = good_draft()
    loose = Finding(text="Priming helps.", claim_ids=("claim:elsewhere",), strength="one_paper")
    answer = REVIEWERS["clarity"](replace(draft, findings=(*draft.findings, loose)))
    assert score_of(answer, "findings name their claims") == 5


def test_a_source_line_is_a_place() -> None:
    """LaTeX has no pages: a paper read from its source must not be called untraceable."""
    draft = good_draft()
    judged = draft.claims[0]
    lines = tuple(replace(e, page=None, line=12) for e in judged.verdict.evidence)
    draft = with_claim(
        draft,
        0,
        claim=replace(judged.claim, page=None),
        verdict=replace(judged.verdict, evidence=lines),
    )
    assert score_of(REVIEWERS["clarity"](draft), "every claim has its place") == 10


# --------------------------------------------------------------------------- whatever the draft

LABELS: tuple[Label, ...] = ("supported", "refuted", "not_found", "unjudged")


@given(
    labels=st.lists(st.sampled_from(LABELS), min_size=1, max_size=12),
    n_papers=st.integers(1, 4),
    n_authors=st.integers(1, 4),
)
def test_marks_stay_on_the_scale_and_refuting_never_helps(
    labels: list[Label], n_papers: int, n_authors: int
) -> None:
    papers = [make_paper(n, authors=[f"Author {n % n_authors}"]) for n in range(n_papers)]
    claims = [make_claim(papers[i % n_papers], i, label=label) for i, label in enumerate(labels)]
    draft = make_draft(claims, papers)
    panel = review(draft)
    for answer in panel.reviews:
        assert (answer.failure is None) == bool(answer.scores)
        assert all(0 <= score.score <= 10 for score in answer.scores)
    fidelity = REVIEWERS["fidelity"]
    criterion = "numbers stand in their source"
    for place, label in enumerate(labels):
        if label == "supported":
            worse = with_claim(draft, place, verdict=refuted())
            assert score_of(fidelity(worse), criterion) <= score_of(fidelity(draft), criterion)
            assert mean(fidelity(worse)) < mean(fidelity(draft))
