"""Findings rest on supported claims and say nothing that the claims don't."""

from __future__ import annotations

import dataclasses

import pytest
from sample import Text, claim_of, evidence_of, sample_report, small_report, verdict_of

from synth.report import write_findings
from synth.report.alike import alike_parts
from synth.report.names import as_dataset, as_method, as_metric, with_article
from synth.types import Comparison, ComparisonCell, Conflict, Independent, JudgedClaim, Paper, Question

QUESTION = Question(text="Does adapter tuning improve accuracy on GlyphNLI?")


def judged(
    paper_id,
    number,
    *,
    label="supported",
    asserts="own",
    unit="%",
    method="RiverAdapter",
    condition=None,
    **fields,
):
    text = Text(paper_id=paper_id, version=1, parts=[])
    quote = f"{method} reaches {number} on GlyphNLI."
    q = {
        "value": number,
        "unit": unit,
        "metric": "Accuracy",
        "dataset": "GlyphNLI",
        "method": method,
        "condition": condition,
        **fields,
    }
    claim = claim_of(text, quote, 1, [(number, q)], asserts=asserts)
    return JudgedClaim(claim=claim, verdict=verdict_of(claim, label), independent=Independent())


def comparison(*claims, role="level"):
    cells = []
    for item in claims:
        q = item.claim.quantities[0]
        cells.append(
            ComparisonCell(
                method=q.method,
                paper_id=item.claim.paper_id,
                version=1,
                value=q.value,
                unit=q.unit,
                claim_id=item.claim.id,
                page=1,
                condition=q.condition,
                is_own=item.claim.asserts == "own",
            )
        )
    first = claims[0].claim.quantities[0]
    change = {"baseline": first.baseline, "direction": first.direction} if role == "difference" else {}
    return Comparison(dataset="GlyphNLI", metric="Accuracy", role=role, cells=tuple(cells), **change)


def texts(claims, comparisons=(), conflicts=()):
    return [finding.text for finding in write_findings(claims, comparisons, conflicts, QUESTION)]


def test_papers_that_give_one_value_first_hand_agree():
    claims = [judged("a", "65.4"), judged("b", "65.40")]
    assert texts(claims, [comparison(*claims)]) == [
        "Two papers give the same accuracy for RiverAdapter on GlyphNLI, 65.4%, both as their own result."
    ]


def test_a_value_that_is_only_repeated_is_no_agreement_of_several_papers():
    claims = [judged("a", "65.4", asserts="reported"), judged("b", "65.4", asserts="reported")]
    (finding,) = write_findings(claims, [comparison(*claims)], (), QUESTION)
    assert finding.strength == "one_paper"
    assert "none of them reports it as its own result" in finding.text


def test_the_one_paper_that_measured_it_is_told_from_those_that_repeat_it():
    claims = [
        judged("a", "65.4"),
        judged("b", "65.4", asserts="reported"),
        judged("c", "65.4", asserts="reported"),
    ]
    assert texts(claims, [comparison(*claims)]) == [
        "Three papers give the same accuracy for RiverAdapter on GlyphNLI, 65.4%; one of them reports it "
        "first-hand, "
        "the others repeat it."
    ]


@pytest.mark.parametrize("label", ["refuted", "not_found", "unjudged"])
def test_claims_that_are_not_supported_enter_no_sentence(label):
    claims = [judged("a", "65.4", label=label), judged("b", "65.4", label=label)]
    conflict = Conflict(
        subject="x",
        claim_ids=tuple(j.claim.id for j in claims),
        values=("1", "2"),
        likely_reason="unknown",
        explanation="",
    )
    assert texts(claims, [comparison(*claims)], [conflict]) == []


def test_a_range_names_both_ends():
    claims = [
        judged("a", "65.4"),
        judged("b", "70.1", method="GlyphBERT"),
        judged("c", "72.0", method="TideXL"),
    ]
    assert texts(claims, [comparison(*claims)]) == [
        "On GlyphNLI, accuracy ranges from 65.4% (RiverAdapter) to 72.0% (TideXL) over three reported "
        "values in three papers."
    ]


def test_shares_of_one_and_of_a_hundred_are_never_one_range():
    claims = [
        judged("a", "0.654", unit=None),
        judged("b", "70.1", unit=None, method="GlyphBERT"),
        judged("c", "0.7", unit=None, method="TideXL"),
    ]
    assert not any("ranges" in text for text in texts(claims, [comparison(*claims)]))


def test_scores_with_and_without_their_sign_are_one_range():
    """A table left the sign out that the sentences print: two ranges were told of one comparison."""
    claims = [
        judged("a", "65.4"),
        judged("b", "70.1", unit=None, method="GlyphBERT"),
        judged("c", "72.0", method="TideXL"),
        judged("d", "63.9", unit=None, method="MossNet"),
    ]
    assert texts(claims, [comparison(*claims)]) == [
        "On GlyphNLI, accuracy ranges from 63.9 (MossNet) to 72.0% (TideXL) over four reported values in "
        "four papers."
    ]


def test_a_range_over_two_units_is_not_written():
    claims = [
        judged("a", "65.4"),
        judged("b", "70.1", unit="points", method="GlyphBERT"),
        judged("c", "71", method="TideXL"),
    ]
    assert not any("ranges" in text for text in texts(claims, [comparison(*claims)]))


def test_changes_are_told_with_their_direction_and_baseline():
    down = {"role": "difference", "unit": "points", "direction": "decrease", "baseline": "FullTune"}
    claims = [judged("a", "1.6", **down), judged("b", "2.4", **down)]
    assert texts(claims, [comparison(*claims, role="difference")]) == [
        "Two papers report decreases in accuracy on GlyphNLI of 1.6 to 2.4 points relative to FullTune."
    ]


def test_changes_to_what_no_paper_names_are_told_without_it():
    up = {"role": "difference", "unit": "points", "direction": "increase"}
    claims = [judged("a", "1.6", **up), judged("b", "2.4", **up)]
    assert texts(claims, [comparison(*claims, role="difference")]) == [
        "Two papers report increases in accuracy on GlyphNLI of 1.6 to 2.4 points."
    ]


def test_values_of_different_conditions_are_never_one_range():
    # A mean over languages and Swahili alone once stood as "increases of 1.6 to 15.7%".
    up = {"role": "difference", "unit": "%", "direction": "increase"}
    claims = [
        judged("a", "1.6", **up),
        judged("b", "14.6", **up),
        judged("b", "15.7", condition="low-resource", **up),
    ]
    said = texts(claims, [comparison(*claims, role="difference")])
    assert "Two papers report increases in accuracy on GlyphNLI of 1.6 to 14.6%." in said
    assert not any("15.7" in text and "14.6" in text for text in said)


def test_two_wordings_of_a_metric_and_two_units_are_taken_apart():
    claims = [
        judged("a", "65.4"),
        judged("b", "70.1", method="GlyphBERT"),
        judged("c", "72.0", method="TideXL", metric="average accuracy"),
        judged("d", "73.0", method="FullTune", metric="average accuracy"),
        judged("e", "3.1", method="FullTune", unit="points"),
    ]
    known = {item.claim.id: item for item in claims}
    parts = alike_parts([comparison(*claims)], known)
    assert [(part.metric, [cell.value for cell in part.cells]) for part in parts] == [
        ("accuracy", ["65.4", "70.1"]),
        ("average accuracy", ["72.0", "73.0"]),
    ]


def test_findings_call_papers_by_author_and_year():
    papers = [
        Paper(
            id="a",
            version=1,
            database="arxiv",
            title="A",
            authors=("Ada Brook", "Bo Li"),
            published="2024-01-02",
        ),
        Paper(
            id="b",
            version=1,
            database="arxiv",
            title="B",
            authors=("Kim van der Berg",),
            published="2025-01-02",
        ),
    ]
    both = [judged("a", "65.4"), judged("b", "65.4")]
    (finding,) = write_findings(both, [comparison(*both)], (), QUESTION, papers=papers)
    assert finding.text.startswith("Brook and Li (2024) and van der Berg (2025) give the same accuracy")
    (one,) = write_findings([judged("b", "65.4")], (), (), QUESTION, papers=papers)
    assert one.text == "Van der Berg (2025) reports an accuracy of 65.4% for RiverAdapter on GlyphNLI."
    ids = tuple(item.claim.id for item in both)
    conflict = Conflict(
        subject="Accuracy of X on GlyphNLI",
        claim_ids=ids,
        values=("65.4", "66.3"),
        likely_reason="unknown",
        explanation="",
    )
    (dispute,) = [
        f for f in write_findings(both, (), [conflict], QUESTION, papers=papers) if f.strength == "disputed"
    ]
    assert dispute.text.startswith(
        "Brook and Li (2024) and van der Berg (2025) disagree on the accuracy of X on GlyphNLI: "
    )


def test_what_the_question_names_comes_first_then_what_more_papers_bear():
    aside = [judged("a", "80.0", dataset="ToneQA"), judged("b", "80.0", dataset="ToneQA")]
    asked = judged("c", "65.4")
    pooled = dataclasses.replace(comparison(*aside), dataset="ToneQA")
    first, second = texts([*aside, asked], [pooled])
    assert "GlyphNLI" in first
    assert second.startswith("Two papers give the same accuracy for RiverAdapter on ToneQA")


def test_a_method_that_holds_its_data_set_makes_no_sentence():
    # "just the Model and Paraphrase Classification improves test accuracy" was once read as both.
    assert texts([judged("a", "0.4", method="Model and GlyphNLI")]) == []


def test_a_result_that_a_paper_repeats_is_told_once():
    claims = [judged("a", "65.4"), judged("b", "65.4"), judged("a", "65.4", baseline="FullTune")]
    again = dataclasses.replace(claims[2].claim, id="claim:again")
    claims[2] = dataclasses.replace(claims[2], claim=again)
    assert len(texts(claims, [comparison(*claims[:2])])) == 1


def test_a_single_result_is_hedged_as_one_paper_s():
    gain = judged("a", "1.6", role="difference", unit="points", direction="decrease", baseline="FullTune")
    assert texts([gain]) == [
        "One paper reports that RiverAdapter lowers accuracy on GlyphNLI by 1.6 points relative to FullTune."
    ]
    level = judged("a", "65.4", condition="zero-shot")
    assert texts([level]) == [
        "One paper reports an accuracy of 65.4% for RiverAdapter on GlyphNLI (zero-shot)."
    ]


def test_a_number_of_points_is_told_as_no_score():
    # "The gain at 60% humidity falls to 2.8 points" once stood as "an accuracy of 2.8 points".
    assert texts([judged("a", "2.8", unit="points")]) == []


def test_a_setting_that_opened_a_sentence_loses_its_capital():
    few, language = judged("a", "65.4", condition="With few labels"), judged("b", "61.0", condition="Swahili")
    assert [text.split("GlyphNLI")[1] for text in texts([few, language])] == [
        " (with few labels).",
        " (Swahili).",
    ]


def test_a_setting_that_only_names_the_methods_again_is_left_out():
    gain = {"role": "difference", "unit": "points", "direction": "increase", "method": "Tide"}
    claim = judged("a", "2.5", baseline="Brook", condition="TIDE, Brook, zero-shot", **gain)
    assert texts([claim]) == [
        "One paper reports that Tide raises accuracy on GlyphNLI (zero-shot) by 2.5 points relative to Brook."
    ]


def test_other_papers_are_heard_on_a_single_result():
    item, other = judged("a", "65.4"), judged("b", "65.4")
    item = dataclasses.replace(item, independent=Independent(supports=(evidence_of(other.claim),)))
    (finding,) = write_findings([item], (), (), QUESTION)
    assert finding.text.endswith("on GlyphNLI; one other paper agrees.")
    assert finding.strength == "several_papers"


@pytest.mark.parametrize("missing", ["metric", "dataset", "method"])
def test_a_number_without_its_subject_makes_no_sentence(missing):
    item = judged("a", "65.4")
    loose = dataclasses.replace(item.claim.quantities[0], **{missing: None})
    claim = dataclasses.replace(item.claim, quantities=(loose,))
    assert texts([dataclasses.replace(item, claim=claim)]) == []


def test_conflicts_are_told_with_their_reason():
    claims = [judged("a", "65.4"), judged("b", "66.3")]
    ids = tuple(j.claim.id for j in claims)
    conflict = Conflict(
        subject="accuracy of X on GlyphNLI",
        claim_ids=ids,
        values=("65.4", "66.3"),
        likely_reason="split",
        explanation="",
    )
    (finding,) = [f for f in write_findings(claims, (), [conflict], QUESTION) if f.strength == "disputed"]
    assert finding.text == (
        "Papers disagree on the accuracy of X on GlyphNLI: 65.4 and 66.3 are reported; the likely reason is "
        "a different split of the data."
    )
    assert finding.claim_ids == ids


def test_every_finding_rests_on_supported_claims_and_is_no_quotation():
    report, whole = sample_report()
    supported = {j.claim.id for j in report.draft.claims if j.verdict.label == "supported"}
    assert report.draft.findings
    for finding in report.draft.findings:
        assert finding.claim_ids
        assert set(finding.claim_ids) <= supported
        assert not any(finding.text in text for text, _ in whole.values())
        assert "None" not in finding.text


def test_a_report_without_bound_claims_has_no_findings():
    assert small_report()[0].draft.findings == ()


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "our method",
        "it",
        "the model",
        "The proposed approach",
        "12",
        "a (broken",
        "x" * 80,
        "this is much too long to be a name",
        "of BERT",
        "A; b",
    ],
)
def test_names_that_say_nothing_are_refused(name):
    assert as_method(name) is None


def test_names_that_say_something_are_kept():
    assert as_method("the XLM-R large") == "XLM-R large"
    assert as_dataset("PAWS-X (German)") == "PAWS-X (German)"
    assert as_metric("Accuracy") == "accuracy"
    assert as_metric("F1") == "F1"
    assert as_metric("Pearson correlation") == "Pearson correlation"
    assert as_metric("performance") is None


@pytest.mark.parametrize(
    "phrase",
    [
        "an accuracy",
        "a perplexity",
        "an F1",
        "an MRR",
        "a BLEU",
        "a ROUGE",
        "an AUC",
        "an EM",
        "errors",
        "a loss",
    ],
)
def test_articles_go_by_sound(phrase):
    assert with_article(phrase.split(" ")[-1]) == phrase
