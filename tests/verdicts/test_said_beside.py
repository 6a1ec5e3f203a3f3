"""Numbers of one sentence that are no rivals, things counted in general words, the source's own authors."""

from __future__ import annotations

from synth.claims import read_statement
from synth.claims.extract import read_quantities
from synth.types import Passage
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.ledger import Ledger


def passage(index: int, kind: str, text: str) -> Passage:
    return Passage(
        paper_id="p", version=1, index=index, kind=kind, where="text", section=None, page=1,
        start=1000 * index, end=1000 * index + len(text), text=text, boxes=(), line=None,
    )  # fmt: skip


def test_a_number_of_quite_another_size_is_no_rival(judge):
    """Cause: the learning rate stood with "Fennel F9", and so was taken for what the claim gives as 164."""
    source = (
        "We train Lantern for 20 epochs, with a maximum length of 164, batch size of 16, "
        "and learning rate of 1e-5 on a single Fennel F9 card."
    )
    claim = "Lantern was trained for twenty epochs with inputs capped at 164 tokens on one Fennel F9."
    assert judge(claim, source).label == "supported"


def test_samples_may_be_anything(judge):
    """Cause: 3,150 prompts were told apart from 3150 samples."""
    source = "Brindle comprises a total of 3150 samples, with 315 samples in Basque and nine other tongues."
    claim = "Brindle is made of 3,150 prompts: 315 in Basque and the rest in nine other tongues."
    assert judge(claim, source).label == "supported"


def test_the_names_of_the_authors_are_not_looked_for():
    """Cause: "Abel and Thorn's tool" had two names that the paper prints above its abstract only."""
    passages = [
        passage(0, "title", "Testing lanterns in the field"),
        passage(1, "furniture", "Ida Abel* and Joe Thorn†"),
        passage(2, "heading", "Abstract"),
        passage(3, "sentence", "The tool has about 1200 lines."),
    ]
    ledger = Ledger(passages, read_quantities)
    claim = read_statement("The tool of Abel and Thorn in Quill has some 1200 lines.")
    [match] = match_claim(claimed_quantities(claim), ledger, passages[3:])
    assert match.agrees is not None
    assert [term.surface for term in match.agrees.missing] == ["Quill"]
