"""A stated number with the claimed value that still speaks against the claim, and one that does not.

Each case is a defect that was seen on statements made from papers.
"""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import passages_of_text
from synth.verdicts.facts import FactReader, claimed_quantities
from synth.verdicts.match import candidates_in


def conflicts(claim: str, source: str) -> list[str]:
    """Return the conflict of each number of a claim with its equal in a sentence; "none" without one."""
    (facts,) = FactReader(read_quantities).read_all(passages_of_text(source, paper_id="demo.1"))
    found = []
    for claimed in claimed_quantities(read_statement(claim)):
        equal = [one for one in candidates_in(claimed, facts) if one.outcome.kind == "equal"]
        found.append(equal[0].conflict if equal else "none")
    return found


GAIN = "Lantern-2 reaches 79.9% on Brindle, an improvement of 2% over Tallow, but is still 4% behind Wick."


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        # Words of fall elsewhere in the sentence once made the direction doubtful.
        (GAIN, GAIN, ["", "", ""]),
        (
            GAIN.replace("improvement", "deterioration"),
            GAIN,
            ["", "direction_reversed", ""],
        ),
        (
            "Compared to Tallow, we have 5.5% loss.",
            "Compared to Tallow, we have 5.5% gain.",
            ["direction_reversed"],
        ),
        (
            "Lantern-2 has 40% fewer parameters than Tallow-1 and is 60% slower than Tallow-1.",
            "Lantern-2 has 40% fewer parameters than Tallow-1 and is 60% faster than Tallow-1.",
            ["", "direction_reversed"],
        ),
        (
            "Adding the signal improves Brindle by 0.6 mIoU.",
            "The signal helps Quillfish but harms Marrow (-0.2 mIoU on Marrow and -0.6 mIoU on Brindle).",
            ["direction_reversed"],
        ),
        # The same one is ahead, seen from the other side.
        (
            "Tallow-1 trails Lantern-2 by 3 points on Brindle.",
            "Lantern-2 leads Tallow-1 by 3 points on Brindle.",
            [""],
        ),
        # Numbers told in the source's order beside the source's names are not swapped.
        (
            "The values for Tallow and Lantern are 37.2% and 16%, respectively, which are larger.",
            "The values for Tallow and Lantern are 37.2% and 16%, respectively, which are much larger.",
            ["", ""],
        ),
        (
            "We gain 2.6 and 4.5 points on Quillfish and Brindle respectively.",
            "We gain 4.5 and 2.6 points on Quillfish and Brindle respectively.",
            ["subject_differs", "subject_differs"],
        ),
        # "Lantern" may be said of "Lantern-base"; another name may not.
        ("Wick is 71% faster than Lantern-base.", "Wick is 71% faster than Lantern.", [""]),
        ("Wick is 71% faster than Tallow.", "Wick is 71% faster than Lantern.", ["baseline_differs"]),
        # The very sentence, said of another name.
        (
            "Using just the paraphrase task in the case of Marrow improves test accuracy by 0.4 points.",
            "In the case of Brindle, using just the paraphrase task improves test accuracy by 0.4 points.",
            ["subject_differs"],
        ),
    ],
)
def test_what_speaks_against_an_equal_number(claim, source, expected):
    assert conflicts(claim, source) == expected


def test_a_number_told_elsewhere_in_the_claim_meets_no_bound():
    """ "27 of less than 40" was once borne out by the 27."""
    assert conflicts("The rest (27 of less than 40) need edits.", "The rest (27 of 50) need edits.") == [
        "",
        "none",
    ]


def test_a_number_told_elsewhere_in_the_claim_does_not_contradict():
    """Of "from 34.8 to 20.5" the 34.8 was once held against the 20.5."""
    (facts,) = FactReader(read_quantities).read_all(
        passages_of_text("The perplexity falls from 34.8 to 20.5 on Brindle.", paper_id="demo.1")
    )
    first, second = claimed_quantities(read_statement("It cuts the perplexity on Brindle from 34.8 to 20.5."))
    for claimed in (first, second):
        assert [one.outcome.kind for one in candidates_in(claimed, facts) if one.conflict == ""].count(
            "equal"
        ) == 1
        assert not [one for one in candidates_in(claimed, facts) if one.outcome.kind == "differs"]


def test_a_computed_change_has_a_direction():
    source = "On Brindle, Lantern-2 reaches 60.3 and Tallow-1 53.1 accuracy."
    (facts,) = FactReader(read_quantities).read_all(passages_of_text(source, paper_id="demo.1"))
    for claim, expected in (
        ("On Brindle, Lantern-2 outperforms Tallow-1 by 7.2 points in accuracy.", ""),
        ("On Brindle, Lantern-2 underperforms Tallow-1 by 7.2 points in accuracy.", "direction_reversed"),
    ):
        (claimed,) = claimed_quantities(read_statement(claim))
        derived = [one for one in candidates_in(claimed, facts) if one.second is not None]
        assert [one.conflict for one in derived] == [expected]
