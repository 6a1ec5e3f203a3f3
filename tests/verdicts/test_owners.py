"""Whose number it is: another method's value never bears a claim out."""

from __future__ import annotations

import pytest

from synth.verdicts.owners import are_named_apart

RIVAL = (
    "On long walks, Lantern reaches an accuracy of 71.4% on Brindle, outperforming Tallow and Wick by "
    "10.2% and 14.6%. "
    "The largest lamp is described in the appendix."
)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lantern", "Tallow", True),
        ("mWick", "multilingual Wick", False),
        ("PAWS-X", "PAWSX", False),
        ("Quiet Flame Trainer", "QFT", False),
        ("Lantern", "Lantern-Large", False),
        ("Lantern", "our model", False),
        ("Lantern", None, False),
        # A name torn at a line's end, and a kind of thing.
        ("MarrowQues", "MarrowQuestions", False),
        ("Lantern", "LLMs", False),
    ],
)
def test_names_are_apart_unless_they_may_be_one(one, other, expected):
    assert are_named_apart(one, other) is expected
    assert are_named_apart(other, one) is expected


def test_a_longer_name_is_another_where_the_shorter_stands_beside_it():
    assert are_named_apart("Lantern", "Lantern-R", "Lantern-R reaches 71.4%, ahead of Lantern.")
    assert not are_named_apart("Lantern", "Lantern-R", "Lantern-R reaches 71.4%.")


def test_a_rival_named_as_a_baseline_does_not_get_the_value(judge):
    """Cause: the claimed name stood in the sentence, so nothing seemed to be missing."""
    verdict = judge("Wick reaches an accuracy of 71.4% on Brindle.", RIVAL)
    assert (verdict.label, verdict.reasons[0]) == ("refuted", "subject_differs")
    assert "for Lantern, not for Wick" in verdict.explanation
    assert judge("Lantern reaches an accuracy of 71.4% on Brindle.", RIVAL).label == "supported"


def test_an_unnamed_sentence_with_the_rivals_value_is_the_rivals(judge):
    """Cause: "it improves … to 61.2" has no name, so that it fitted any."""
    source = (
        "On Marrow it improves the F1 from 58.7 to 61.2. "
        "The F1 of Lantern on Marrow is 61.2, a gain of 2.5 points over Tallow."
    )
    assert judge("On Marrow, Tallow reaches an F1 of 61.2.", source).label == "refuted"
    assert judge("On Marrow, Lantern reaches an F1 of 61.2.", source).label == "supported"


def test_two_methods_may_have_one_value(judge):
    source = (
        "Lantern reaches an accuracy of 71.4% on Brindle. Tallow reaches an accuracy of 71.4% on Brindle."
    )
    assert judge("Tallow reaches an accuracy of 71.4% on Brindle.", source).label == "supported"


def test_a_gain_may_be_told_from_the_other_side(judge):
    source = "On Brindle, Lantern outperforms Tallow by 4.3 points of accuracy."
    assert (
        judge("On Brindle, Lantern outperforms Tallow by 4.3 points of accuracy.", source).label
        == "supported"
    )
    assert (
        judge("On Brindle, Tallow outperforms Lantern by 4.3 points of accuracy.", source).label == "refuted"
    )


def test_a_list_without_the_name_yields_to_the_value_bound_to_it(judge):
    """Cause: "5.9, 4.3 and 2.8 points for the three sizes" held any of the three for each size."""
    source = (
        "The gain on Brindle shrinks with the size: 5.9, 4.3 and 2.8 points for the three sizes. "
        "Lantern-Large improves accuracy on Brindle by 2.8 points over Tallow."
    )
    wrong = judge("Lantern-Large improves accuracy on Brindle by 5.9 points over Tallow.", source)
    assert wrong.label != "supported"
