"""Statements against a source: what must be accepted, what must be refused, and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex, passages_of_text
from synth.verdicts import Judge, judge_claim, judge_own_claim
from synth.verdicts.reasons import REASONS

TRUE = [
    ("Lantern improves Marrow by 1.3 points.", "value_equal"),
    ("Lantern gains 2.4 points on Quillfish over Tallow.", "value_equal"),
    ("Lantern improves Marrow by 1.3 points and Quillfish by 2.4 points.", "value_equal"),
    ("Lantern reaches 71.4% accuracy on Brindle.", "rounded"),
    ("Lantern reaches about 71% accuracy on Brindle.", "rounded"),
    ("Lantern's accuracy on Brindle is over 70%.", "bound_met"),
    ("Training took 3.5 days.", "unit_converted"),
    ("The model has 0.34 billion parameters.", "unit_converted"),
    ("Memory use falls by up to 35%.", "value_equal"),
]

FALSE = [
    ("Lantern improves Marrow by 2.4 points.", {"value_differs", "subject_differs"}),
    ("Lantern improves Quillfish by 1.3 points.", {"value_differs", "subject_differs"}),
    ("Lantern improves Quillfish by 2.9 points.", {"value_differs"}),
    ("Lantern improves Quillfish by 24 points.", {"value_differs"}),
    ("Lantern improves Quillfish by 2.4% over Tallow.", {"unit_differs"}),
    ("Lantern lowers Quillfish by 2.4 points.", {"direction_reversed"}),
    ("Training took 84 days on 8 accelerators.", {"scale_differs"}),
    ("The model has 340 billion parameters.", {"scale_differs"}),
    ("Lantern reaches an accuracy of less than 70% on Brindle.", {"bound_violated"}),
    ("The encoder was trained on 6 languages.", {"value_differs", "subject_differs"}),
]


@pytest.mark.parametrize(("statement", "reason"), TRUE)
def test_what_the_source_says_is_supported(judge, statement, reason):
    verdict = judge(statement)
    assert (verdict.label, verdict.reasons[0]) == ("supported", reason), verdict.explanation


@pytest.mark.parametrize(("statement", "reasons"), FALSE)
def test_what_the_source_says_otherwise_is_refuted(judge, statement, reasons):
    verdict = judge(statement)
    assert verdict.label == "refuted", verdict.explanation
    assert verdict.reasons[0] in reasons


@pytest.mark.parametrize(
    "statement",
    ["Sea ice shrank by 13% per decade.", "Glaciers lost 267 gigatonnes a year.", "Whales sing at 52 Hz."],
)
def test_what_nothing_speaks_of_is_not_found(judge, statement):
    assert judge(statement).label == "not_found"


def test_another_baseline_is_not_supported(judge):
    assert judge("Lantern improves Marrow by 1.3 points over Copperleaf.").label != "supported"


def test_the_explanation_names_both_numbers(judge):
    verdict = judge("Lantern improves Marrow by 2.4 points.")
    assert "1.3 points" in verdict.explanation
    assert "Marrow" in verdict.explanation


@pytest.mark.parametrize("statement", [row[0] for row in TRUE + FALSE])
def test_a_verdict_can_be_checked(judge, lantern, statement):
    verdict = judge(statement)
    assert sum(verdict.probabilities) == pytest.approx(1)
    assert verdict.confidence == max(verdict.probabilities) < 1
    assert verdict.evidence
    assert set(verdict.reasons) <= set(REASONS)
    for evidence in verdict.evidence:
        assert lantern[evidence.start : evidence.end] == evidence.quote


def test_a_digit_of_the_claim_decides(judge):
    """Similarity of wording hardly sees a number: the two statements differ in one character."""
    assert judge("On Brindle it reaches an accuracy of 71.36%.").label == "supported"
    assert judge("On Brindle it reaches an accuracy of 77.36%.").label == "refuted"


def test_derived_numbers_are_named(judge):
    source = "Lantern reaches 73.6 accuracy on Brindle, and Tallow reaches 71.2 accuracy on Brindle."
    verdict = judge("On Brindle, Lantern is 2.4 points more accurate than Tallow.", source)
    assert (verdict.label, verdict.reasons[0]) == ("supported", "derived_difference")
    assert "73.6" in verdict.explanation
    assert "71.2" in verdict.explanation


def test_an_empty_statement_is_unjudged(judge):
    assert judge("…").label == "unjudged"
    assert judge("…").confidence is None


def test_an_empty_source_says_nothing():
    verdict = judge_claim(read_statement("It gains 2 points."), PassageIndex(()), read_quantities)
    assert (verdict.label, verdict.reasons) == ("not_found", ("no_passage",))


def test_same_input_same_verdict(judge):
    statement = TRUE[2][0]
    assert judge(statement) == judge(statement)


def test_hostile_statements_are_judged_in_time(judge):
    for statement in ("9" * 5_000, "and " * 3_000 + "2.1", "(" * 2_000 + "5 %", "2.1 over " * 500):
        assert judge(statement).label in ("not_found", "refuted", "supported", "unjudged")


# ------------------------------------------------------------------ a paper's own claims


def own_claim(text, quote):
    start = text.index(quote)
    claim = read_statement(quote)
    moved = tuple(replace(q, start=q.start + start, end=q.end + start) for q in claim.quantities)
    return replace(claim, paper_id="demo.1", version=1, start=start, end=start + len(quote), quantities=moved)


ABSTRACT = "Lantern reaches an accuracy of 71.4% on Brindle."
PAPER = (
    f"{ABSTRACT} We describe the model. In our tests, the accuracy of Lantern on Brindle is 71.4%. Thanks."
)


def judge_own(text, claim):
    return judge_own_claim(claim, PassageIndex(passages_of_text(text, paper_id="demo.1")), read_quantities)


def test_an_own_claim_stands_at_its_place():
    lone = f"{ABSTRACT} We describe the model."
    verdict = judge_own(lone, own_claim(lone, ABSTRACT))
    assert (verdict.label, verdict.reasons) == ("supported", ("quote_at_place",))
    assert verdict.evidence[0].quote == ABSTRACT


def test_a_claim_said_twice_is_surer_than_one_said_once():
    lone = f"{ABSTRACT} We describe the model."
    once, twice = judge_own(lone, own_claim(lone, ABSTRACT)), judge_own(PAPER, own_claim(PAPER, ABSTRACT))
    assert "restated_elsewhere" in twice.reasons
    assert twice.confidence > once.confidence
    assert len(twice.evidence) == 2


def test_a_paper_that_contradicts_itself_is_told_so():
    torn = PAPER.replace("Brindle is 71.4%", "Brindle is 69.8%")
    verdict = judge_own(torn, own_claim(torn, ABSTRACT))
    assert "internal_conflict" in verdict.reasons
    assert "69.8%" in verdict.explanation
    assert verdict.confidence < judge_own(PAPER, own_claim(PAPER, ABSTRACT)).confidence - 0.2


def test_a_claim_that_is_not_at_its_place_is_unjudged():
    moved = replace(own_claim(PAPER, ABSTRACT), start=3, end=3 + len(ABSTRACT))
    verdict = judge_own(PAPER, moved)
    assert (verdict.label, verdict.reasons) == ("unjudged", ("quote_not_at_place",))


class CountingReader:
    def __init__(self):
        self.read = []

    def __call__(self, text):
        self.read.append(text)
        return read_quantities(text)


def test_a_passage_is_read_once_however_many_claims_it_serves():
    reader = CountingReader()
    keeper = Judge(PassageIndex(passages_of_text(PAPER, paper_id="demo.1")), reader)
    for _ in range(3):
        keeper.judge(read_statement("Lantern's accuracy on Brindle is 71.4%."))
    assert len(reader.read) == len(set(reader.read))


@pytest.mark.parametrize(
    "statement",
    [
        "Lantern was trained on 40 billion questions in 84 hours.",
        "It took 84 hours to answer over 40 thousand questions.",
    ],
)
def test_the_digits_of_a_scaled_number_do_not_stand_for_another_scale(judge, statement):
    source = (
        "Lantern was trained on 40 million questions. "
        "Answering one of over 40 million questions with it takes 84 hours."
    )
    assert judge(statement, source).label != "supported"
