"""A sentence said over again but for one number, name, unit or direction is that sentence, altered."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import passages_of_text
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.ledger import Ledger
from synth.verdicts.quoted import differences

SOURCE = (
    "All models were trained with at most 200 steps of an Adam optimiser and batch size 25. "
    "The operator follows from equation (21) and from theorem 6.1. "
    "The small model takes 1 day to train on 4 GPUs, while the large model takes 1 day on 8 GPUs. "
    "Using translated prompts with Lantern for Urdu on Quillfish results in 54% accuracy compared to 49.1% "
    "for native ones. Tallow was tried on Marrow and on Brindle. "
    "With the Marrow corpus (over 8 million sentences), we only reach a score of 66.1. "
    "Growing a primed slab takes 84 hours on 8 banks, about 40% less than growing an unprimed one."
)


@pytest.fixture(scope="module")
def altered():
    """Return what a claim gives otherwise than a sentence above, and the reason."""
    passages = passages_of_text(SOURCE, paper_id="demo.1")
    ledger = Ledger(passages, read_quantities)

    def found(claim):
        matches = match_claim(claimed_quantities(read_statement(claim)), ledger, passages)
        return [
            (match.claimed.quantity.text, match.contradicts.conflict or match.contradicts.outcome.reason)
            for match in matches
            if match.is_altered
        ]

    return found


@pytest.mark.parametrize(
    ("claim", "number", "reasons"),
    [
        ("All models were trained with at most 200 steps of an Adam optimiser and batch size 21.", "21", ()),
        (
            "The small model takes 1 day to train on 4 GPUs, while the large model takes 1 day on 8 CPUs.",
            "8",
            ("unit_differs",),
        ),
        (
            "Using translated prompts with Lantern for Urdu on Marrow results in 54% accuracy compared with "
            "49.1% for native ones.",
            "54% accuracy",
            ("subject_differs",),
        ),
        (
            "With the Marrow corpus (under 8 million sentences), the authors only reach a score of 66.1.",
            "under 8 million",
            ("bound_violated",),
        ),
        (
            "With the Marrow corpus (over 8 billion sentences), the authors only reach a score of 66.1.",
            "over 8 billion",
            ("scale_differs", "bound_violated"),
        ),
        (
            "Growing a primed slab takes 84 hours on 8 banks, about 40% more than growing an unprimed one.",
            "about 40%",
            ("direction_reversed",),
        ),
    ],
)
def test_one_slot_of_a_sentence_is_altered(altered, claim, number, reasons):
    ((text, reason),) = altered(claim)
    assert text == number
    assert not reasons or reason in reasons


@pytest.mark.parametrize(
    "claim",
    [
        "All models were trained with at most 200 steps of an Adam optimiser and batch size 25.",
        "The models were trained with at most 200 steps of the Adam optimiser and with batches of 25.",
        "The small model takes 24 hours to train on 4 GPUs, while the large model takes 1 day on 8 GPUs.",
        "Using translated prompts with Lantern for Urdu on Quillfish gives about 54% accuracy against 49.1%.",
        "Growing a primed slab takes 3.5 days on 8 banks, some 40% less than growing an unprimed one.",
        # Another number and another name: something else is spoken of.
        "Using translated prompts with Lantern for Urdu on Marrow results in 61% accuracy compared to 58%.",
        "Batches of 21 were used.",  # too short to be any sentence over again
    ],
)
def test_a_sentence_in_other_words_is_not(altered, claim):
    assert altered(claim) == []


def test_a_number_that_stands_elsewhere_for_the_same_is_no_alteration():
    passages = passages_of_text(
        "On Marrow the large Lantern encoder reaches an accuracy of 71.4 after training. "
        "On Marrow the large Lantern encoder with pruning reaches an accuracy of 69.8 after training.",
        paper_id="demo.1",
    )
    ledger = Ledger(passages, read_quantities)
    claim = "On Marrow the large Lantern encoder reaches an accuracy of 69.8 after training with pruning."
    matches = match_claim(claimed_quantities(read_statement(claim)), ledger, passages)
    assert not any(match.is_altered for match in matches)


def test_words_are_paired_slot_by_slot():
    told = differences(
        "In 2019 trials the primed Lantern encoder with calibrated bins improves accuracy on Marrow and "
        "Brindle by 2.4 points over Tallow.",
        "In 2019 trials the primed Lantern encoder with calibrated bins worsens accuracy on Marrow and "
        "Brindle by 2.9 points over Sedge.",
    )
    assert told is not None
    assert [(a.key, b.key) for a, b in told.names] == [("tallow", "sedge")]
    assert [(a.key, b.key) for a, b in told.numbers] == [("2019", "2019"), ("24", "29")]
    assert len(told.turned) == 1
    assert differences("Lantern improves Marrow.", "Tallow was tried on Brindle by hand.") is None


def test_a_sentence_said_over_again_is_nothing_against_itself(judge):
    source = (
        "DuskMix reaches 80.3% accuracy on Marrow, 1.9 points above Lantern (78.4%) and 6.2 above Tallow. "
        "When the bins are calibrated, Lantern reaches 76.9% on Brindle, and its gain over Tallow shrinks to "
        "2.9 points."
    )
    claim = (
        "DuskMix reaches about 80% accuracy on Marrow, 1.9 points above Lantern (78.4%) and 6.2 above Tallow."
    )
    assert judge(claim, source).label == "supported"
    assert judge("In accuracy on Brindle, Lantern lies 2.9 points above Tallow.", source).label == "supported"
    assert judge(claim.replace("about 80%", "about 74%"), source).label != "supported"


def test_numbers_in_another_order_are_not_the_same_sentence(judge):
    source = "Lantern and Tallow were trained for this study on 100 and 500 languages respectively."
    assert judge(source, source).label == "supported"
    claim = source.replace("100 and 500", "500 and 100")
    assert judge(claim, source).label != "supported"
