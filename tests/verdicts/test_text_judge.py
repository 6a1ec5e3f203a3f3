"""Claims without numbers: which passages are read for them, and what follows from what they say."""

from __future__ import annotations

import numpy as np
import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import passages_of_text
from synth.verdicts.facts import FactReader
from synth.verdicts.text_judge import TOGETHER, judge_text

CLAIM = "Heron pretraining reduces the forgetting of rare words."
TEXT = "Heron pretraining has an effect on the forgetting of rare words."
ENTAILED, CONTRADICTED, NEUTRAL = (0.9, 0.05, 0.05), (0.05, 0.9, 0.05), (0.05, 0.05, 0.9)


class Scripted:
    """An entailment model that says the same of every premise, and keeps what it was asked."""

    name = "scripted@1"

    def __init__(self, said: tuple[float, float, float]) -> None:
        self.said = said
        self.asked: list[str] = []

    def score(self, pairs):
        self.asked += [premise for premise, _ in pairs]
        return np.array([self.said] * len(pairs), np.float32)


def judge(text: str, model: Scripted):
    facts = FactReader(read_quantities).read_all(passages_of_text(text, paper_id="demo.1"))
    return judge_text(read_statement(CLAIM), facts, None, model)


@pytest.mark.parametrize(
    ("said", "label"), [(ENTAILED, "supported"), (CONTRADICTED, "refuted"), (NEUTRAL, "not_found")]
)
def test_where_the_words_are_the_claims_a_sure_model_decides(said, label):
    """That few of the claims it was fitted on are refuted must not keep a plain contradiction down."""
    verdict = judge(TEXT, Scripted(said))
    assert verdict.label == label
    assert verdict.confidence == max(verdict.probabilities)


def test_the_nearest_passages_are_read_by_themselves_and_together_in_the_papers_order():
    others = [f"Rare words of the {name} list are kept apart." for name in ("first", "second", "third")]
    text = " ".join((*others, TEXT))
    model = Scripted(NEUTRAL)
    judge(text, model)
    together, *singly = model.asked
    assert len(singly) == TOGETHER
    assert TEXT in singly
    assert together == " ".join(sorted(singly, key=text.index))
