"""Title, abstract, limitations and the small phrases that all formats share."""

from __future__ import annotations

import dataclasses

import pytest
from sample import evidence_of, sample_report, small_report

from synth.report import compose
from synth.report.composition import conclusion
from synth.report.limitations import limitations
from synth.report.phrases import (
    count_of,
    date_in_words,
    join_words,
    place_in_paper,
    quantity_line,
    value_in_words,
    with_unit,
)
from synth.types import Draft, Flow, Independent, Panel, Quantity


def quantity(**fields):
    return Quantity(**{"text": "x", "start": 0, "end": 1, "value": "40", **fields})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": "%"}, "40%"),
        ({"unit": "x", "value": "2.5"}, "2.5×"),
        ({"unit": "points", "comparator": "<="}, "at most 40 points"),
        ({"comparator": "~", "unit": "GB"}, "about 40 GB"),
        ({"uncertainty": "0.3"}, "40 ± 0.3"),
        ({"value": None, "low": "40", "high": "50", "unit": "%"}, "between 40 and 50%"),
        ({"value": None, "low": "40", "comparator": ">"}, "more than 40"),
        ({"value": None, "text": "many"}, "many"),
        ({"value": "1", "unit": "points"}, "1 point"),
    ],
)
def test_values_read_as_prose(fields, words):
    assert value_in_words(quantity(**fields)) == words


def test_a_quantity_without_any_subject_is_only_its_value():
    assert quantity_line(quantity()) == "40"
    bound = quantity(
        metric="accuracy",
        dataset="GlyphNLI",
        method="RiverAdapter",
        baseline="FullTune",
        role="difference",
        direction="decrease",
        unit="points",
    )
    assert (
        quantity_line(bound) == "accuracy on GlyphNLI: decrease by 40 points, RiverAdapter, against FullTune"
    )


def test_small_phrases():
    assert count_of(1, "paper") == "one paper"
    assert count_of(1234, "claim") == "1,234 claims"
    assert join_words(["a", "b", "c"]) == "a, b and c"
    assert with_unit("3e8", None) == "3e8"
    assert with_unit("500000", "words") == "500,000 words"
    assert with_unit("1024", None) == "1024"
    assert date_in_words("2026-11-21T09:30:00+00:00") == "21 November 2026"
    assert date_in_words(None) == "an unknown date"


def test_the_place_of_a_claim_without_pages_is_its_section():
    claim = small_report()[0].draft.claims[0].claim
    assert place_in_paper(claim) == "place unknown"
    assert place_in_paper(dataclasses.replace(claim, section="Results")) == "Results"


def test_the_abstract_is_ours_and_its_numbers_are_the_run_s():
    report, whole = sample_report()
    assert report.abstract.startswith("This review asks: “Does adapter tuning improve")
    assert "20 records; 13 papers were screened, 10 read in full and 8 included" in report.abstract
    assert (
        "94% (44 of 47) of those that could be judged are supported there, 2 refuted and 1 not found; 1 "
        "could not be judged." in report.abstract
    )
    for included in report.draft.papers:
        assert included.paper.abstract not in report.abstract
    for text, _ in whole.values():
        assert not any(sentence in report.abstract for sentence in text.split(". ") if len(sentence) > 30)


def test_rates_leave_out_the_unjudged_and_an_empty_run_has_none():
    report, _ = small_report()
    assert "none could be judged" in report.abstract
    assert "%" not in report.abstract


def test_the_title_fits_questions_and_topics():
    assert sample_report()[0].title.endswith("ToneQA? A verified review of eight papers")
    assert small_report()[0].title == "speed: a verified review of one paper"


def test_limitations_name_this_run_s_gaps():
    report, _ = sample_report()
    said = "\n".join(report.limitations)
    for gap in (
        "Only one database was searched (arxiv)",
        "12 of 812 records",
        "from 1 January 2024",
        "The full text of 1 of 11 papers could not be had (withdrawn: 1)",
        "2502.00404v3 was read with gaps: 3 of 12 pages without text",
        "16 of 56 scores and differences could not be tied",
        "One claim could not be judged (no subject: 1); every rate given here leaves it out.",
        "For 40 of 48 claims no other paper was found",
        "The reviewer “independence” failed",
    ):
        assert gap in said


def test_a_run_without_gaps_claims_none():
    report, _ = sample_report()
    draft = report.draft
    flow = Flow(
        identified=(("arxiv", 4), ("demo", 4)),
        duplicates=0,
        screened=8,
        excluded_by_reason=(),
        sought=8,
        not_retrieved_by_reason=(),
        assessed=8,
        excluded_full_text=(),
        included=8,
    )
    papers = tuple(dataclasses.replace(p, warnings=(), read_from="latex") for p in draft.papers)
    plan = dataclasses.replace(draft.plan, facets=(), since=None)
    clean = Draft(
        question=draft.question,
        plan=plan,
        runs=(),
        flow=flow,
        decisions=(),
        papers=papers,
        claims=(),
        comparisons=(),
        conflicts=(),
    )
    assert limitations(clean, Panel(reviews=(), score=None, spread=None, agreement=None)) == ()


def test_composing_is_pure():
    report, _ = sample_report()
    assert compose(report.draft, report.panel, report.record) == report


def test_the_conclusion_counts_findings_by_strength():
    first, second = conclusion(sample_report()[0])
    assert "eight included papers yielded five findings from verified claims" in first
    assert "one finding is disputed" in first
    assert "48 numeric claims" in second


def test_what_no_other_paper_does_is_not_said():
    # "Other papers report the same quantity as no claims and agree" once stood in an abstract.
    report, _ = small_report()
    [judged] = report.draft.claims
    evidence = (evidence_of(judged.claim),)

    def told(**independent):
        claims = (dataclasses.replace(judged, independent=Independent(**independent)),)
        return compose(dataclasses.replace(report.draft, claims=claims), report.panel, report.record).abstract

    agree = "For one claim another paper reports the same quantity and agrees"
    differ = "or one claim another paper gives a different value."
    assert f"{agree}." in told(supports=evidence)
    assert f"F{differ}" in told(contradicts=evidence)
    assert f"{agree}; f{differ}" in told(supports=evidence, contradicts=evidence)
