"""Which cells and sentences a claim leads to: each case was a wrong verdict on whole papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_whole_papers import paper_of

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex, passages_of_text
from synth.types import Verdict
from synth.verdicts import Judge

PROSE = (
    "We present Plover, a tagger for field notes. "
    "The released corpus was scored over 19,270 recordings by two raters. "
    "A nurse misreads 1 in 5 labels. "
    "Its shorter codes (12 versus 5 symbols) and its shorter sequences (58 versus 31) make Plover quick. "
    "Plover reads a page about a factor of 10 faster than Dunlin. "
    "Table 1 compares all systems."
)
HEAD = ("Model", "Ans. Rel.", "Cont. Rel.", "Error rate (↓)", "train steps")
ROWS = (
    ("Plover", "0.81", "0.69", "71.4", "300K"),
    ("Plover w/o pretraining", "0.74", "0.63", "78.8", "200K"),
    ("Dunlin", "0.43", "0.55", "80.9", "100K"),
)


@pytest.fixture
def check() -> Callable[[str], Verdict]:
    """Judge a claim against the prose and the table above."""
    document = paper_of(PROSE, HEAD, ROWS, "Table 1: Results of all systems.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    return lambda claim: judge.judge(read_statement(claim))


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        # "Cont." stands for context: the neighbouring column's value is no support.
        ("Plover reaches a context relevance of 0.69.", "supported"),
        ("Plover reaches a context relevance of 0.81.", "refuted"),
        # Parts of a whole differ by points.
        ("On answer relevance, Plover beats Dunlin by 38 percentage points.", "supported"),
        # "without" chooses the row that leaves it out.
        ("Without pretraining, Plover has an error rate of 78.8.", "supported"),
        ("Without pretraining, Plover has an error rate of 71.4.", "refuted"),
        # The column counts steps, not recordings.
        ("Dunlin was trained on 100,000 recordings.", "not_found"),
    ],
)
def test_headers_lead_to_the_cell(check, claim, label):
    assert check(claim).label == label


def test_what_is_higher_is_worse_below_a_downward_arrow(check):
    worse = check("The error rate of Dunlin is 9.5 points worse than that of Plover.")
    assert "direction_reversed" not in worse.reasons


@pytest.mark.parametrize(
    "claim",
    [
        "In all, 19,270 recordings of the corpus were scored.",  # "over" before an exact number is no bound
        "About 20 percent of the labels are misread by a nurse.",  # 1 in 5
        "With Plover, sequences are 58 long, or only 31.",  # a pair keeps its order
    ],
)
def test_a_sentence_bears_out(check, claim):
    assert check(claim).label == "supported"


def test_each_number_has_its_own_baseline():
    """Another number's baseline in the same sentence is none of this one's."""
    text = "Plover improves by 11.7 points compared with Dunlin and by 5.5 points compared with Sanderling."
    passages = passages_of_text(text, paper_id="demo.2")
    judge = Judge(PassageIndex(passages), read_quantities)
    claim = "Plover improves by 11.7 points compared with Dunlin and by 5.5 points compared with Whimbrel."
    assert judge.judge(read_statement(text)).label == "supported"
    assert judge.judge(read_statement(claim)).label != "supported"


def test_a_level_is_no_difference(check):
    """71.4 is a rate: it neither bears out nor refutes a lead in points."""
    assert check("Plover is 71.4 points ahead of Dunlin on error rate.").label != "supported"


def test_a_multiple_is_no_count_of_steps(check):
    assert "value_differs" not in check("Plover was trained for three times as many steps as Dunlin.").reasons


def test_a_number_of_many_digits_is_compared(check):
    """ "x % 1" fails in decimal arithmetic where x has more digits than are kept."""
    assert check(f"Plover was scored over a third of {10**40} recordings.").label != "supported"
