"""Merging, ranking, screening and the flow."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.errors import InvalidRecord
from synth.papers import build_flow, join_outcomes, merge_versions, rank_papers, screen
from synth.papers.select import RankedPaper, off_topic_below
from synth.question import parse_question, plan_search
from synth.text import tokens
from synth.types import Flow, Paper, PaperDecision, QueryRun, SearchOutcome

QUESTION = parse_question("Does multilingual spore pre-training improve zero-shot transfer on MossNLI?")
PLAN = plan_search(QUESTION, max_papers=3)


class HashEmbedder:
    """Embeds a text as its bag of stems, each hashed to a direction."""

    name = "hash"
    dimension = 256

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        vectors_ND = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for n, text in enumerate(texts):
            for word in tokens(text):
                vectors_ND[n, int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimension] += 1
        norms_N1 = np.linalg.norm(vectors_ND, axis=1, keepdims=True)
        return vectors_ND / np.maximum(norms_N1, 1e-9)


def paper(identifier: str, version: int | None = 1, **fields: object) -> Paper:
    values = {"database": "arxiv", "title": f"Paper {identifier}", "status": "fine", **fields}
    return Paper(id=identifier, version=version, **values)  # type: ignore[arg-type]


def names(papers: Sequence[Paper]) -> list[str]:
    return [f"{one.database}:{one.versioned_id}" for one in papers]


# ---------------------------------------------------------------------- merging


def test_the_newest_version_is_kept() -> None:
    records = [paper("2101.00001", 2), paper("2101.00002", 1), paper("2101.00001", 3), paper("2101.00001", 1)]
    assert names(merge_versions(records)) == ["arxiv:2101.00001v3", "arxiv:2101.00002v1"]


def test_pinned_versions_are_kept_instead() -> None:
    records = [paper("2101.00001", n) for n in (1, 2, 3, 2)]
    assert names(merge_versions(records, pinned=[records[0]])) == ["arxiv:2101.00001v1"]
    both = merge_versions(records, pinned=[records[0], records[1]])
    assert names(both) == ["arxiv:2101.00001v1", "arxiv:2101.00001v2"]


def test_databases_are_merged_by_arxiv_id_doi_and_title() -> None:
    title = "Zero-Shot Moss Transfer with Multilingual Spores"
    records = [
        paper("2101.00001", 2, title=title, authors=("Ada Quince",), doi="10.0000/Moss"),
        paper("2101.00001", 1, database="folder"),
        paper("moss", None, database="other", doi="10.0000/moss"),
        paper(
            "moss-2",
            None,
            database="library",
            title="zero–shot moss transfer with multilingual spores.",
            authors=("Quince, Ada",),
        ),
        paper("untold", None, database="shelf", title=title),
    ]
    assert names(merge_versions(records)) == ["arxiv:2101.00001v2"]


def test_different_papers_are_not_merged() -> None:
    title = "Zero-Shot Moss Transfer with Multilingual Spores"
    records = [
        paper("2101.00001", 1, title=title, authors=("Ada Quince",)),
        paper("2101.00002", 1, title=title, authors=("Ada Quince",)),  # same database: another paper
        paper("x", None, database="folder", title=title, authors=("Bo Larkspur",)),
        paper("y", None, database="folder", title="Erratum"),
        paper("2101.00003", 1, title="Erratum"),
        paper("demo.0001", 1, database="demo"),
        paper("demo.0001", 1, database="folder"),
    ]
    assert len(merge_versions(records)) == len(records)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            paper,
            st.sampled_from(["2101.00001", "2101.00002", "moss"]),
            st.sampled_from([None, 1, 2]),
            database=st.sampled_from(["arxiv", "folder", "demo"]),
            title=st.sampled_from(["", "Moss", "How Multilingual Is a Spore?"]),
            doi=st.sampled_from([None, "10.0/a", "10.0/b"]),
        ),
        max_size=12,
    ),
    st.data(),
)
def test_merging_invents_nothing_and_loses_no_pinned_paper(records: list[Paper], data: st.DataObject) -> None:
    pinned = data.draw(st.lists(st.sampled_from(records), max_size=2)) if records else []
    merged = merge_versions(records, pinned=pinned)
    assert all(any(one is record for record in records) for one in merged)
    keys = [(one.database, one.versioned_id) for one in merged]
    assert len(set(keys)) == len(keys)
    assert {one.versioned_id for one in pinned} <= {one.versioned_id for one in merged}
    assert bool(merged) == bool(records)


# ---------------------------------------------------------------------- ranking


ON_TOPIC = paper(
    "2101.00001",
    title="Zero-Shot Transfer with Multilingual Spores",
    abstract="Multilingual spore pretraining improves zero shot transfer on MossNLI by 3.1 points.",
)
NEAR_TOPIC = paper(
    "2101.00002", title="Spores at Scale", abstract="Pre-training of spores at scale. Transfer is studied."
)
OFF_TOPIC = paper(
    "2101.00003", title="Tides of Canal Boats", abstract="Candles burn for two hours on a paper boat."
)


def test_relevance_orders_papers_and_lies_between_0_and_1() -> None:
    ranked = rank_papers(PLAN, [OFF_TOPIC, NEAR_TOPIC, ON_TOPIC], HashEmbedder())
    assert [one.paper for one in ranked] == [ON_TOPIC, NEAR_TOPIC, OFF_TOPIC]
    assert 1 >= ranked[0].relevance > 0.6
    assert ranked[0].relevance > ranked[1].relevance > ranked[2].relevance >= 0
    assert ranked[2].relevance < off_topic_below(ranked)


def test_ranking_does_not_depend_on_the_order_of_results() -> None:
    same = [dataclasses.replace(NEAR_TOPIC, id=f"2101.0001{n}") for n in range(3)]
    orders = {rank_papers(PLAN, order, HashEmbedder()) for order in itertools.permutations([ON_TOPIC, *same])}
    assert len(orders) == 1
    assert [one.paper.id for one in orders.pop()][1:] == sorted(one.id for one in same)


def test_a_synonym_counts_as_the_facet() -> None:
    plan = plan_search(parse_question("How accurate is natural language inference for moss?"), max_papers=3)
    spelt = paper("2101.00001", title="Moss and natural language inference")
    short = paper("2101.00002", title="Moss and NLI")
    other = paper("2101.00003", title="Moss and lichen sorting")
    ranked = {one.paper.id: one.relevance for one in rank_papers(plan, [spelt, short, other], Blind())}
    assert ranked["2101.00001"] == pytest.approx(ranked["2101.00002"])
    assert ranked["2101.00002"] > ranked["2101.00003"]


class Blind(HashEmbedder):
    """Sees no meaning: every text lies in the same direction but the question."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        vectors_ND = np.zeros((len(texts), 2), dtype=np.float32)
        vectors_ND[0, 0] = 1
        vectors_ND[1:, 1] = 1
        return vectors_ND


def test_nothing_is_ranked_without_papers() -> None:
    assert rank_papers(PLAN, [], HashEmbedder()) == ()


# ---------------------------------------------------------------------- screening


def ranked(*papers: Paper, relevance: float = 0.9) -> list[RankedPaper]:
    return [RankedPaper(one, round(relevance - n / 100, 2)) for n, one in enumerate(papers)]


def outcomes(decisions: Sequence[PaperDecision]) -> list[tuple[str, str, str]]:
    return [(decision.paper.id, decision.outcome, decision.reason) for decision in decisions]


def test_every_exclusion_has_its_reason() -> None:
    plan = plan_search(QUESTION, max_papers=2, since="2020-01-01", until="2021-12-31")
    papers = ranked(
        paper("a", status="withdrawn", comment="Lemma 2 is wrong", published="2021-01-01"),
        paper("b", published="2019-12-31"),
        paper("c", published="2022-01-01"),
        paper("d", published="2020-01-01"),
        paper("e", published="2021-12-31"),
        paper("f", published="2021-06-01"),
    )
    far = RankedPaper(paper("g", published="2021-01-01", abstract="Boats."), 0.1)
    decisions = screen(plan, [*papers, far])
    assert outcomes(decisions) == [
        ("a", "excluded", "withdrawn"),
        ("b", "excluded", "outside_dates"),
        ("c", "excluded", "outside_dates"),
        ("d", "included", ""),
        ("e", "included", ""),
        ("f", "excluded", "below_rank"),
        ("g", "excluded", "off_topic"),
    ]
    assert "Lemma 2" in decisions[0].detail
    assert all(bool(decision.detail) == (decision.outcome == "excluded") for decision in decisions)


@pytest.mark.parametrize(("best", "least"), [(0.9, 0.3), (0.7, 0.245), (0.6, 0.21), (0.3, 0.2), (None, 0.2)])
def test_what_is_off_topic_follows_the_nearest_paper(best: float | None, least: float) -> None:
    """A fixed 0.3 shut out papers that answer long questions, of which no abstract holds all words."""
    papers = [] if best is None else [RankedPaper(paper("a"), best), RankedPaper(paper("b"), best / 3)]
    assert off_topic_below(papers) == pytest.approx(least)


def test_a_paper_is_off_topic_only_beside_a_better_one() -> None:
    near = RankedPaper(paper("a", abstract="Moss."), 0.25)
    assert outcomes(screen(PLAN, [near])) == [("a", "included", "")]
    best = RankedPaper(paper("b", abstract="Moss."), 0.8)
    assert outcomes(screen(PLAN, [best, near])) == [("b", "included", ""), ("a", "excluded", "off_topic")]


def test_what_a_record_does_not_say_is_not_held_against_it() -> None:
    plan = plan_search(QUESTION, max_papers=2, since="2020-01-01")
    unread = RankedPaper(paper("scan-0017", None, database="folder"), 0.0)
    assert outcomes(screen(plan, [unread])) == [("scan-0017", "included", "")]


def test_pinned_papers_come_first_and_are_never_excluded() -> None:
    plan = plan_search(QUESTION, max_papers=2, since="2020-01-01")
    pinned = paper("z", published="1999-01-01", status="withdrawn", abstract="Boats.")
    decisions = screen(plan, [*ranked(paper("a"), paper("b")), RankedPaper(pinned, 0.0)], pinned=[pinned])
    assert outcomes(decisions) == [
        ("z", "included", ""),
        ("a", "included", ""),
        ("b", "excluded", "below_rank"),
    ]
    assert [decision.relevance for decision in decisions] == [None, 0.9, 0.89]


def test_more_pinned_papers_than_places() -> None:
    papers = [paper(name) for name in "abcd"]
    decisions = screen(PLAN, ranked(*papers), pinned=papers)
    assert [decision.outcome for decision in decisions] == ["included"] * 4


# ---------------------------------------------------------------------- flow


def outcome_of(*papers: Paper, runs: tuple[QueryRun, ...] = ()) -> SearchOutcome:
    return SearchOutcome(papers=papers, runs=runs)


def test_a_flow_counts_every_record() -> None:
    records = [paper("a"), paper("a"), paper("b"), paper("c"), paper("d"), paper("e", database="demo")]
    run = QueryRun(database="folder", query="all papers", total=0, fetched=0)
    decisions = [
        PaperDecision(paper=records[0], outcome="included"),
        PaperDecision(paper=records[2], outcome="excluded", reason="off_topic"),
        PaperDecision(paper=records[3], outcome="not_retrieved", reason="withdrawn"),
        PaperDecision(paper=records[4], outcome="excluded_full_text", reason="scanned"),
        PaperDecision(paper=records[5], outcome="excluded", reason="below_rank"),
    ]
    flow = build_flow(outcome_of(*records, runs=(run,)), decisions)
    assert flow == Flow(
        identified=(("arxiv", 5), ("demo", 1), ("folder", 0)),
        duplicates=1,
        screened=5,
        excluded_by_reason=(("below_rank", 1), ("off_topic", 1)),
        sought=3,
        not_retrieved_by_reason=(("withdrawn", 1),),
        assessed=2,
        excluded_full_text=(("scanned", 1),),
        included=1,
    )
    assert flow.problems() == ()


def test_a_decision_about_nothing_that_was_found_is_a_defect() -> None:
    with pytest.raises(InvalidRecord, match="arxiv:bv1"):
        build_flow(outcome_of(paper("a")), [PaperDecision(paper=paper("b"), outcome="included")])


def test_two_decisions_about_one_paper_are_a_defect() -> None:
    decision = PaperDecision(paper=paper("a"), outcome="included")
    with pytest.raises(InvalidRecord, match="twice"):
        build_flow(outcome_of(paper("a"), paper("a")), [decision, decision])


def test_outcomes_are_joined_in_order() -> None:
    runs = [QueryRun(database=name, query="q", total=1, fetched=1) for name in ("arxiv", "demo")]
    joined = join_outcomes([outcome_of(paper("a"), runs=(runs[0],)), outcome_of(paper("b"), runs=(runs[1],))])
    assert ([one.id for one in joined.papers], joined.runs) == (["a", "b"], tuple(runs))


RECORDS = st.builds(
    paper,
    st.sampled_from(["2101.00001", "2101.00002", "2101.00003", "moss", "fern"]),
    st.sampled_from([None, 1, 2]),
    database=st.sampled_from(["arxiv", "folder", "demo"]),
    title=st.sampled_from(["Moss", "How Multilingual Is a Spore?", "Zero-shot transfer on MossNLI"]),
    abstract=st.sampled_from(["", "Spores transfer zero-shot on MossNLI.", "Boats burn."]),
    status=st.sampled_from(["fine", "withdrawn", "unknown"]),
    published=st.sampled_from([None, "2019-05-05", "2021-05-05"]),
)


@settings(deadline=None)
@given(st.lists(RECORDS, max_size=15), st.integers(1, 5), st.sampled_from([None, "2020-01-01"]), st.data())
def test_the_numbers_of_any_run_add_up(
    records: list[Paper], max_papers: int, since: str | None, data: st.DataObject
) -> None:
    plan = plan_search(QUESTION, max_papers=max_papers, since=since)
    pinned = data.draw(st.lists(st.sampled_from(records), max_size=2)) if records else []
    merged = merge_versions(records, pinned=pinned)
    decisions = list(screen(plan, rank_papers(plan, merged, HashEmbedder()), pinned=pinned))
    n_included = sum(decision.outcome == "included" for decision in decisions)
    assert n_included <= max(max_papers, len({one.versioned_id for one in pinned}) * len(records))
    for n, decision in enumerate(decisions):
        if decision.outcome == "included":
            fate = data.draw(st.sampled_from(["included", "not_retrieved", "excluded_full_text"]))
            reason = "" if fate == "included" else "scanned"
            decisions[n] = dataclasses.replace(decision, outcome=fate, reason=reason)
    flow = build_flow(outcome_of(*records), decisions)
    assert flow.problems() == ()
    assert flow.included == sum(decision.outcome == "included" for decision in decisions)
    assert min(flow.duplicates, flow.screened, flow.sought, flow.assessed, flow.included) >= 0
