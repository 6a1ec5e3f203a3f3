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


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Of 500 lamps, 430 were lit correctly.", "86% of the lamps were lit correctly."),
        ("Of 500 lamps, 430 were lit correctly.", "More than four fifths of the lamps were lit correctly."),
        ("Of 500 lamps, 430 were lit correctly.", "The crew failed on 14% of the lamps."),
        ("Of 500 lamps, 430 were lit correctly.", "70 lamps were lit wrongly."),
        ("Judges agreed on 91.5% of the lamps.", "Judges disagreed on 8.5% of the lamps."),
        ("Lantern has an accuracy of 78.9%.", "Lantern is wrong in about one fifth of the cases."),
        ("Training Lantern takes 36 hours on 8 GPUs.", "Training Lantern takes 288 GPU hours."),
        ("Each of the 24 people rated 50 sentences.", "In total, the people gave 1,200 ratings."),
        ("Lighting takes 2 hours and 30 minutes.", "Lighting takes two and a half hours."),
        (
            "Lantern trains for 36 hours, Tallow for 108.5 hours.",
            "Tallow trains three times as long as Lantern.",
        ),
        ("Lantern trains in 36 hours, Tallow in 108 hours.", "Lantern trains 72 hours faster than Tallow."),
        ("Throughput rises from 120 to 300 lamps per second.", "Throughput rises two and a half times."),
    ],
)
def test_shares_devices_and_multiples_follow(judge, source, claim):
    assert judge(claim, source).label == "supported"


@pytest.mark.parametrize(
    ("source", "claim"),
    [
        ("Of 500 lamps, 430 were lit correctly.", "76% of the lamps were lit correctly."),
        ("Of 500 lamps, 430 were lit correctly.", "The crew failed on 24% of the lamps."),
        ("Judges agreed on 91.5% of the lamps.", "Judges disagreed on 18.5% of the lamps."),
        ("Training Lantern takes 36 hours on 8 GPUs.", "Training Lantern takes 388 GPU hours."),
        ("Lighting takes 2 hours and 30 minutes.", "Lighting takes three and a half hours."),
        # A multiple in words was as good as a number rounded to it: 2.5 was "triples".
        ("Throughput rises from 120 to 300 lamps per second.", "Throughput triples."),
        ("Lantern trains in 36 hours, Tallow in 108 hours.", "Tallow trains 72 hours faster than Lantern."),
    ],
)
def test_other_shares_devices_and_multiples_do_not(judge, source, claim):
    assert judge(claim, source).label != "supported"


@pytest.mark.parametrize("huge", ["10^60", "10^{400}", "1e-300", "9" * 80, "1e999999"])
@pytest.mark.parametrize("claim", ["{} of the sums are learned with 71% accuracy.", "It learns 71% of them."])
def test_a_number_of_more_digits_than_decimals_keep_breaks_nothing(judge, huge, claim):
    # Whether 10^60 is whole was asked by its remainder, for which decimals have too few digits.
    source = f"Numbers up to {huge} are drawn for 5,000 sums. Of them 3,550 are learned; {huge} sums are not."
    assert judge(claim.format(huge), source).label in ("supported", "refuted", "not_found", "unjudged")
