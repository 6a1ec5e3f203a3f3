"""So many of so many: a part and its whole are one statement."""

from __future__ import annotations

import pytest

from synth.verdicts.shares import shares_in

FAMILIES = "In the open setting Lantern performs best on 16 out of the 22 plant families."


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("Lantern wins on 16 out of the 22 plant families.", 16, 22),
        ("Lantern wins on sixteen of twenty-two plant families.", 16, 22),
        ("Scores rise on 61/66 pairs.", 61, 66),
        ("Scores rise on each of the 66 Brindle pairs.", 66, 66),
        ("Scores rise on all twelve pairs.", 12, 12),
        ("Lantern wins on all but two of the nine plots.", 7, 9),
        ("It fails on 3 plots out of 10.", 3, 10),
        ("None of the 12 readers agreed.", 0, 12),
        ("Among the 45 slips of Lantern 62B that were read, 28 were put down to haste.", 28, 45),
        ("Of the twelve tongues tested, only three are covered.", 3, 12),
    ],
)
def test_a_part_is_read_with_its_whole(text, part, whole):
    assert [(one.part, one.whole) for one in shares_in(text)] == [(part, whole)]


@pytest.mark.parametrize(
    "text", ["The ratio is 1/2.", "See Table 3 and 22 others.", "It scored 3 in 5 days."]
)
def test_other_numbers_are_no_parts(text):
    assert shares_in(text) == ()


@pytest.mark.parametrize(
    "claim",
    [
        "In the open setting Lantern is the best on 20 of the 22 plant families.",
        "In the open setting Lantern performs best on each of the 22 plant families.",
        "In the open setting Lantern is best on all but two of the 22 plant families.",
    ],
)
def test_another_part_of_the_same_whole_is_refuted(judge, claim):
    """Cause: the 22 was found, and a 20 elsewhere, so that the claim was borne out."""
    source = f"{FAMILIES} We tried 20 seeds."
    assert judge(claim, source).label == "refuted"


def test_the_same_part_is_no_contradiction(judge):
    claim = "In the open setting Lantern is the best on 16 of the 22 plant families."
    assert judge(claim, FAMILIES).label == "supported"


def test_the_part_of_another_subject_refutes_nothing(judge):
    source = f"{FAMILIES} Tallow is best on 5 of the 22 plant families in the closed setting."
    claim = "In the closed setting Tallow is the best on 5 of the 22 plant families."
    assert judge(claim, source).label == "supported"
