"""Totals and rests that follow from the numbers of a passage."""

from __future__ import annotations

import pytest

SOURCE = (
    "We collected records from three clinics. The training set has 1,200 records, the validation set "
    "300 records and the test set 500 records. Tuning took 40 minutes per fold with five folds. "
    "Of the answers 62% were correct and 23% were partly correct. "
    "Storing the index of Lantern needs about 100 GB of memory. It is kept on one machine. "
    "We compress the index, which brings the memory of Lantern down to 36 GB."
)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("The training, validation and test sets have 2,000 records altogether.", "derived_total"),
        ("Tuning took 200 minutes in total over the five folds.", "derived_product"),
        ("The remaining 15% of the answers were neither correct nor partly correct.", "derived_rest"),
        ("Compression trims the memory of Lantern by nearly two thirds.", "derived_change"),
    ],
)
def test_what_follows_from_several_numbers_is_supported(judge, claim, reason):
    verdict = judge(claim, SOURCE)
    assert (verdict.label, verdict.reasons[0]) == ("supported", reason)


@pytest.mark.parametrize(
    "claim",
    [
        "The training, validation and test sets have 2,400 records altogether.",
        "Tuning took 400 minutes in total over the five folds.",
        "The remaining 35% of the answers were neither correct nor partly correct.",
        "Compression trims the memory of Lantern by nearly a third.",
        # No word says that numbers are put together: nothing is added up.
        "The validation set and what belongs to it have 2,000 records.",
    ],
)
def test_what_does_not_follow_is_not_supported(judge, claim):
    assert judge(claim, SOURCE).label != "supported"
