"""Small counts: what a text counts, and whether a source counts what a claim counts with its number."""

from __future__ import annotations

import pytest

from synth.verdicts.counts import CountIndex, counts_in

SOURCE = (
    "We propose Lantern, a tagger for river charts. "
    "The Lantern encoder has six layers and eight attention heads. "
    "Lantern was trained on 8 P100 GPUs for four epochs and reaches an accuracy of 71.3% on Brindle. "
    "Nine volunteers drew the charts, see Table 5."
)


def test_a_number_counts_the_words_behind_it_up_to_the_end_of_their_phrase():
    [six, eight] = counts_in("It has six layers and 8 attention heads.")
    assert (six.value, six.phrase) == (6, ("layer",))
    assert (eight.value, eight.phrase) == (8, ("attention", "head"))


def test_a_partitive_counts_the_things_of_the_whole():
    [three, four] = counts_in("It is best on three of the four tasks.")
    assert three.phrase == four.phrase == ("task",)


def test_numbers_of_tables_and_citations_and_parts_of_names_count_nothing():
    assert counts_in("See Table 5, Section 4, [7] and GPT-3, with 3.5 points and 12%.") == ()


def test_an_index_finds_a_number_by_the_words_on_either_side():
    index = CountIndex(["The layers: 6 in all.", "Six layers.", "Six heads."])
    assert [(row, count.value) for row, count in index.beside(["layer"])] == [(0, 6), (1, 6)]


@pytest.mark.parametrize(
    "claim",
    [
        "Lantern, whose encoder has six layers, reaches an accuracy of 71.3% on Brindle.",
        "Trained on eight P100 cards, Lantern reaches an accuracy of 71.3% on Brindle.",
    ],
)
def test_a_count_of_the_same_things_is_borne_out(judge, claim):
    assert judge(claim, SOURCE).label == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Lantern, whose encoder has nine layers, reaches an accuracy of 71.3% on Brindle.",
        "Trained on six P100 cards, Lantern reaches an accuracy of 71.3% on Brindle.",
        "Trained for nine epochs, Lantern reaches an accuracy of 71.3% on Brindle.",
    ],
)
def test_the_same_count_of_other_things_bears_no_claim_out(judge, claim):
    """Cause: nine volunteers stood for nine layers, since only the result was asked for its subject."""
    assert judge(claim, SOURCE).label != "supported"
