"""What a report dares to answer, which results it quotes, and how it calls papers."""

from __future__ import annotations

import dataclasses

import pytest
from sample import Text, claim_of, sample_report, verdict_of

from synth.report.answer import answer
from synth.report.asked import LIMIT, PER_PAPER, asked_datasets, bearing_claims, names_in
from synth.report.citing import named, paper_names, surname
from synth.report.phrases import number_words
from synth.types import Independent, JudgedClaim, Paper, Question

ASKED = Question(text="Does adapter tuning improve transfer on GlyphNLI and Tone-QA?")


def judged(paper_id, quote, shown, *, label="supported", relevance=0.5, asserts="own", **fields):
    text = Text(paper_id=paper_id, version=1, parts=[])
    values = {"value": shown.split(" ")[0], "unit": "points", "role": "difference", "direction": "increase"}
    claim = claim_of(text, quote, 3, [(shown, {**values, **fields})], relevance=relevance, asserts=asserts)
    return JudgedClaim(claim=claim, verdict=verdict_of(claim, label), independent=Independent())


def gain(paper_id, value, dataset="GlyphNLI", **fields):
    return judged(
        paper_id, f"On {dataset} we gain {value} points.", f"{value} points", dataset=dataset, **fields
    )


def answered(*claims, question=ASKED):
    draft = sample_report()[0].draft
    return " ".join(answer(dataclasses.replace(draft, question=question, claims=claims)))


# --------------------------------------------------------------------------- answer


def test_the_answer_counts_what_is_reported_and_hedges():
    said = answered(gain("a", "1.6"), gain("b", "2.4"), gain("c", "0.3", direction="decrease"))
    assert said == (
        "As far as verified claims go, two of the three differences that three papers state on GlyphNLI are "
        "increases. No verified score or difference could be tied to Tone-QA. Baselines and settings differ "
        "from claim to claim, so that this counts what is reported and does not measure an effect."
    )


def test_a_result_that_is_repeated_refuted_quoted_or_a_rise_in_error_counts_no_more_than_it_should():
    said = answered(
        gain("a", "1.6"),
        gain("a", "1.6"),
        gain("b", "9.9", label="refuted"),
        gain("b", "9.8", asserts="reported"),
        gain("c", "3.1", metric="error rate"),
    )
    assert said.startswith(
        "As far as verified claims go, the one difference that a paper states on GlyphNLI is"
    )


def test_directions_that_balance_are_no_answer():
    said = answered(gain("a", "1.6"), gain("b", "2.4", direction="decrease"))
    assert "the differences that two papers state on GlyphNLI go both ways, one up and one down" in said


def test_scores_alone_leave_the_question_open():
    said = answered(gain("a", "65.4", role="level", direction=None, metric="accuracy"))
    assert said == (
        "On GlyphNLI, one paper states scores but no difference that could be tied to it. No verified score "
        "or difference could be tied to Tone-QA. The question is left open by what could be verified."
    )


def test_a_question_that_names_no_data_set_gets_no_tally():
    assert answered(gain("a", "1.6"), question=Question(text="does tuning help")) == ""


def test_names_are_words_with_a_capital_inside():
    assert names_in("Does tuning on XNLI, PAWS-X and (GlyphNLI) help English?") == (
        "XNLI",
        "PAWS-X",
        "GlyphNLI",
    )


def test_a_method_in_the_question_is_no_data_set():
    claims = [gain("a", "1.6", method="TideXL")]
    question = Question(text="Does TideXL improve GlyphNLI?")
    assert asked_datasets(question, claims) == ("GlyphNLI",)


# --------------------------------------------------------------------------- results as stated


def test_a_result_without_a_method_is_quoted_under_its_data_set():
    claim = judged(
        "a", "On GlyphNLI, 1.8% is gained on average.", "1.8%", value="1.8", unit="%", dataset="GlyphNLI"
    )
    ((dataset, found),) = bearing_claims([claim], ("GlyphNLI", "Tone-QA"))
    assert (dataset, found) == ("GlyphNLI", (claim,))


def test_a_claim_about_two_data_sets_stands_with_the_one_of_which_less_is_known():
    both = judged("a", "We gain 3.1 points on GlyphNLI and on Tone-QA.", "3.1 points")
    groups = dict(bearing_claims([gain("b", "1.0"), gain("c", "2.0"), both], ("GlyphNLI", "Tone-QA")))
    assert groups["Tone-QA"] == (both,)


def test_counts_settings_and_other_work_are_no_results():
    claims = [
        gain("a", "15", role="count", direction=None),
        gain("b", "2.0", asserts="setting"),
        gain("c", "3.0", asserts="reported"),
        judged("d", "There are 7500 of them.", "7500", role="level", unit=None, direction=None),
    ]
    assert bearing_claims(claims, ("GlyphNLI",)) == ()


def test_no_paper_speaks_for_all_and_the_list_ends():
    one = [gain("a", f"{n}.5", relevance=0.9) for n in range(9)]
    assert sum(len(found) for _, found in bearing_claims(one, ("GlyphNLI",))) == PER_PAPER
    many = [gain(f"p{n}", "1.5", relevance=n / 100) for n in range(40)]
    ((_, found),) = bearing_claims(many, ("GlyphNLI",))
    assert len(found) == LIMIT
    assert [item.claim.relevance for item in found] == sorted((n / 100 for n in range(25, 40)), reverse=True)


# --------------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Ada Brook", "Brook"),
        ("Kim van der Berg", "van der Berg"),
        ("Berg, Kim van der", "Berg"),
        ("Sammy Davis Jr.", "Davis"),
        ("王小明", "王小明"),
        ("The River Collaboration", "River Collaboration"),
        ("Nguyễn Văn Đức", "Đức"),
        ("王 小明 (Xiaoming Wang)", "Wang"),
        ("Xiaoming Wang (王小明)", "Wang"),
    ],
)
def test_surnames(name, family):
    assert surname(name) == family


def paper(id, *authors, year="2020", title="On Rivers"):
    return Paper(
        id=id, version=1, database="arxiv", title=title, authors=authors, published=year and f"{year}-05-01"
    )


def test_papers_are_called_by_author_and_year():
    names = paper_names(
        [
            paper("4", "Ada Brook", "Bo Li", "Cy Ro"),
            paper("2", "Ada Brook", "Di Wu", "Cy Ro"),
            paper("1", "Ada Brook", "Bo Li"),
            paper("3", "Bo Li", year=None),
            paper("5"),
        ]
    )
    assert {id: name.text for id, name in names.items()} == {
        "4": "Brook et al. (2020b)",
        "2": "Brook et al. (2020a)",
        "1": "Brook and Li (2020)",
        "3": "Li (undated)",
        "5": "“On Rivers” (2020)",
    }
    assert names["4"].year == "2020b"
    assert [names[id].is_plural for id in ("4", "3", "5")] == [True, False, False]
    assert named(["1", "3"], names) == "Brook and Li (2020) and Li (undated)"
    assert named(["1", "2", "3", "4"], names) == "", "of more than three the number is given"


def test_counts_of_one_series_have_one_form():
    assert number_words(3, 12) == ("three", "twelve")
    assert number_words(3, 13) == ("3", "13")
