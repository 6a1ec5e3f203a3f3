"""Differences that a claim tells as if they were levels, and claims that share words with tables only."""

from __future__ import annotations

import pytest
from test_whole_papers import paper_of

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.types import Verdict
from synth.verdicts import Judge

HEAD = ("Grader", "Relevance", "Focus")
ROWS = (("Plover", "0.92", "0.70"), ("Dunlin", "0.72", "0.63"), ("Curlew", "0.71", "0.52"))


def verdict(claim: str) -> Verdict:
    document = paper_of(
        "We compare all with people. Table 1 compares them.", HEAD, ROWS, "Table 1: Agreement with people."
    )
    return Judge(PassageIndex(document.passages), read_quantities, document=document).judge(
        read_statement(claim)
    )


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("On focus the lead of Plover over Dunlin is only 0.07.", "supported"),
        ("On relevance the lead of Plover over Dunlin is only 0.07.", "refuted"),
        ("On focus the lead of Plover over Dunlin is 0.18.", "refuted"),
    ],
)
def test_a_lead_told_as_a_level_is_a_difference(claim, label):
    """Cause: "the lead is 0.07" was read as a score, which no cell has."""
    assert verdict(claim).label == label


def test_a_claim_that_shares_words_with_a_table_only_is_held_against_it():
    """Cause: a claim of which no sentence had a word was not found, whatever the tables said."""
    found = verdict("Curlew has 0.52 on focus.")
    assert (found.label, found.evidence[0].quote) == ("supported", "0.52")


def test_of_several_numbers_it_is_told_how_many_agree():
    explanation = verdict("On focus Plover has 0.70, Dunlin 0.63 and Curlew 0.52.").explanation
    assert "its 2 other numbers agree too" in explanation
