"""What is read of a number's surroundings, and what the model makes of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from test_whole_papers import HEAD, PROSE, ROWS, paper_of

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.types import Verdict
from synth.verdicts import Judge
from synth.verdicts.entailment import PackagedEntailment
from synth.verdicts.links import CONTEXT_WORDS, MARK


class Recorder:
    """A linker that keeps what it is asked and answers with one probability."""

    name = "recorder@1"

    def __init__(self, probability: float) -> None:
        self.probability = probability
        self.asked: list[tuple[str, str]] = []

    def link(self, pairs):
        self.asked += pairs
        return np.full(len(pairs), self.probability, np.float32)


def judge_with(linker: Recorder, prose: str = PROSE) -> Callable[[str], Verdict]:
    document = paper_of(prose, HEAD, ROWS, "Table 1: Results of all systems.")
    judge = Judge(PassageIndex(document.passages), read_quantities, linker=linker, document=document)
    return lambda claim: judge.judge(read_statement(claim))


def test_a_cell_is_told_by_caption_and_headers_and_the_digits_are_hidden():
    linker = Recorder(0.9)
    judge_with(linker)("Lantern-large reaches an EM of 66.2 on Quillfish.")
    assert (
        "Table 1: Results of all systems. | Lantern-large | Quillfish / EM",
        f"Lantern-large reaches an EM of {MARK} on Quillfish.",
    ) in linker.asked


def test_a_sentence_keeps_its_unit_and_its_other_numbers():
    linker = Recorder(0.9)
    judge_with(linker)("Training Lantern took 12 hours.")
    assert (
        f"Lantern was trained for {MARK} hours on a corpus of 1.3M photos.",
        f"Training Lantern took {MARK} hours.",
    ) in linker.asked


def test_of_a_long_sentence_the_part_around_the_number_is_read():
    # A page read as one sentence would cost seconds and lose the number where the model cuts.
    linker = Recorder(0.9)
    prose = f"{'moss ' * 200}Lantern was trained for 12 hours {'fern ' * 200}."
    judge_with(linker, prose)("Training Lantern took 12 hours.")
    places = [place for place, _ in linker.asked if "trained" in place]
    assert places
    assert all(MARK in place and len(place.split()) <= CONTEXT_WORDS for place in places)


def test_the_model_moves_the_confidence_both_ways():
    claim = "On Quillfish, the large one comes to 66.2."
    high, low = (judge_with(Recorder(p))(claim).probabilities[0] for p in (0.98, 0.02))
    assert high > low


def test_two_numbers_are_not_linked_where_a_third_follows_from_them():
    linker = Recorder(0.9)
    judge_with(linker)("Lantern-large beats Lantern-base by 5.3 EM on Quillfish.")
    assert not any(f"by {MARK} EM" in claim for _, claim in linker.asked)


@pytest.mark.parametrize(
    ("place", "same", "other"),
    [
        (
            "Table 2: Results on Quillfish (dev). | Lantern-large | F1",
            "Large Lantern has an F1 of [N] on Quillfish.",
            "Large Lantern has an exact match of [N] on Quillfish.",
        ),
        (
            "After filtering, the corpus holds [N] sentences, down from 4.1 million.",
            "Filtering leaves [N] sentences in the corpus.",
            "Before filtering, there were [N] sentences in the corpus.",
        ),
        (
            "Lantern gains [N] points over Tallow on Marrow, where it reaches 55.1.",
            "On Marrow, Lantern is [N] points ahead of Tallow.",
            "On Marrow, Lantern's score is [N].",
        ),
    ],
)
def test_the_packaged_model_tells_quantities_apart(place, same, other):
    mine, theirs = PackagedEntailment().link([(place, same), (place, other)])
    assert mine > theirs
    assert 0 <= theirs
    assert mine <= 1
