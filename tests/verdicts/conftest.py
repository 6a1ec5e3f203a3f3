"""Sources of our own invention, and a judge over them."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex, passages_of_text
from synth.verdicts import Judge

LANTERN = (
    "Transfer to distant languages remains hard. We propose Lantern, which aligns words during pretraining. "
    "Lantern improves Quillfish by 2.4 points and Marrow by 1.3 points over Tallow. "
    "On Brindle it reaches an accuracy of 71.36%. "
    "Training took 84 hours on 8 accelerators, and the model has 340 million parameters. "
    "Inference time drops from 120 ms to 90 ms. Memory use falls by up to 35%. "
    "The encoder was trained on 14 languages and the decoder on 6 languages."
)


@pytest.fixture
def lantern():
    """The source's text."""
    return LANTERN


@pytest.fixture
def judge():
    """Judge a statement against the source above, or another."""

    def verdict(statement, source=LANTERN):
        search = PassageIndex(passages_of_text(source, paper_id="demo.1"))
        return Judge(search, read_quantities).judge(read_statement(statement))

    return verdict
