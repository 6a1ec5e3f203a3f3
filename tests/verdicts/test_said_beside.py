"""Numbers of one sentence that are no rivals, things counted in general words, the source's own authors."""

from __future__ import annotations

from decimal import Decimal

import pytest

from synth.claims import read_statement
from synth.claims.extract import read_quantities
from synth.types import Passage
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.ledger import Ledger
from synth.verdicts.printed import printed_at


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


RATES = (
    "We either leave a word as it is (70% of the time) or replace it by one of its Brindle forms with a "
    "probability of 30%. We change at most 15% of the words of a batch to Brindle forms."
)


def test_a_bound_that_is_stated_is_not_broken_by_other_numbers(judge):
    """Cause: the 70 % and the 30 % of another sentence broke "no more than 15 %"."""
    claim = "A word is replaced by a Brindle form with a probability of 30%, no more than 15% of a batch."
    assert judge(claim, RATES).label == "supported"


def test_a_bound_that_is_stated_otherwise_is_refuted(judge):
    claim = "A word is replaced by a Brindle form with a probability of 30%, no more than 5% of a batch."
    assert judge(claim, RATES).label != "supported"


STORES = (
    "Tallow's store of Marrow needs 15 terabytes. In comparison Lantern only requires 215 GB to index Marrow."
)


@pytest.mark.parametrize("times", ["seventy times", "70 times", "about seventy times"])
def test_what_a_claim_compares_with_is_no_contradiction(judge, times):
    """Cause: the 215 GB that make the 15 TB seventy times as much refuted them."""
    claim = f"Tallow's 15 TB for Marrow are {times} as much as Lantern's index of it needs."
    assert judge(claim, STORES).label == "supported"


def test_what_it_compares_with_must_come_to_the_multiple(judge):
    claim = "Tallow's 15 TB for Marrow are about seven times as much as Lantern's index of it needs."
    assert judge(claim, STORES).label != "supported"


def test_ends_in_two_units_come_to_a_change(judge):
    source = "With Lantern the Marrow index shrinks from 1.2 TB to 300 GB."
    assert judge("With Lantern the Marrow index shrinks to a quarter.", source).label == "supported"


def test_a_duration_in_another_unit_keeps_its_bound(judge):
    """Cause: 30 seconds were 0.4999… minutes, which broke "just under half a minute"."""
    source = "The run time of Lantern on Marrow is slightly less than 30 seconds."
    assert judge("Lantern ran on Marrow for just under half a minute.", source).label == "supported"


def test_what_is_left_of_a_name_is_told_by_leaving_it_out(judge):
    source = "Latin accounts for 89.70% of Marrow's training text."
    claim = "Languages other than Latin account for 10.3% of Marrow's training text."
    assert judge(claim, source).label == "supported"
    assert judge(claim.replace("10.3", "12.3"), source).label != "supported"


def test_a_multiple_is_computed_where_the_claims_other_number_stands(judge):
    """Cause: the sentence has too few of the claim's words for two of its numbers to be combined."""
    source = "On Brindle we reduce the VRAM consumption during training from 1.2 TB to 350 GB."
    claim = "Full tuning on Brindle takes about 1.2 terabytes, more than three times what Lantern needs."
    assert judge(claim, source).label == "supported"
    assert judge(claim.replace("three", "five"), source).label != "supported"


def test_as_few_as_tells_of_a_number(judge):
    """Cause: "as little as 25" was a bound that a plain 25 did not keep."""
    source = (
        "While Tallow used as much as 5000 pairs, Lantern learns the Marrow space with as little as 25 pairs."
    )
    claim = "Whereas Tallow relied on up to five thousand pairs, Lantern learns Marrow from a mere 25."
    assert judge(claim, source).label == "supported"
    assert judge(claim.replace("25", "35"), source).label != "supported"


def test_a_size_in_a_name_refutes_no_count(judge):
    source = "Scaling Lantern fixes a large portion of the spelling errors of the 62B model on Brindle."
    verdict = judge("Of the spelling errors of Lantern 62B on Brindle, 28 were fixed by scaling.", source)
    assert verdict.label == "not_found"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lantern has m = 28 heads.", ["28"]),
        ("They are defined in Table 28.", []),
        ("It was the 28th of May.", []),
        ("She was born on 02/28/2001.", []),
        ("See [12, 28] for more.", []),
        ("It failed on 28/45.", ["28"]),
    ],
)
def test_the_numbers_of_tables_and_days_state_nothing(text, found):
    assert [match.group() for match in printed_at(Decimal(28), Decimal(1), text)] == found


def test_what_another_passage_says_need_not_be_said_again():
    """Cause: the names of "…, which ran on a Fennel F9" were missed where the six phases stand."""
    claim = "Six phases make up Lantern, which was tried out on a Fennel Model F9."
    sentences = ["Lantern works in six phases:", "We ran it on a Fennel Model F9.", "Other words stand here."]
    told, untold = (_missing(claim, sentences[:n] + sentences[2:]) for n in (2, 1))
    assert told == []
    assert untold == ["Fennel", "Model", "F9"]


def _missing(claim: str, sentences: list[str]) -> list[str]:
    passages = [passage(4 * n, "sentence", text) for n, text in enumerate(sentences)]
    claimed = claimed_quantities(read_statement(claim))
    [match] = match_claim(claimed, Ledger(passages, read_quantities), passages[:1])
    assert match.agrees is not None
    return [term.surface for term in match.agrees.missing]


@pytest.mark.parametrize("named", ["Welsh, Thai and Hausa", "Thai, Welsh, and Hausa"])
def test_a_claim_that_names_what_it_counts_has_its_own_count(judge, named):
    """Cause: the paper counts five languages, in other words, and the three were taken for a misread five."""
    source = (
        "For Welsh, Thai and Hausa we sampled 53, 98 and 53 requests due to the limited number of requests. "
        "Figure 2 compares Lantern on five languages by the requests sampled."
    )
    claim = f"For three languages, {named}, fewer than 100 requests were sampled, 98 of them for Thai."
    assert judge(claim, source).label == "supported"


def test_the_size_in_a_name_is_no_number_of_the_claim(judge):
    """Cause: the 60M of the name was taken for the claim's 60 at another scale."""
    source = "Lantern-60M fails on subtraction. Accuracy ranges from 20% to 50% on 60-digit numbers."
    claim = "Lantern-60M ranges from 20% to 50% in accuracy on 60-digit numbers."
    assert judge(claim, source).label == "supported"


def test_more_than_halved_is_less_than_a_half(judge):
    """Cause: "more than halved" was refuted by the ratio that makes it true."""
    source = "With Lantern the error on Marrow drops from 6.2% to 2.9%."
    assert judge("With Lantern the error on Marrow more than halved.", source).label == "supported"
    source = source.replace("2.9", "3.9")
    assert judge("With Lantern the error on Marrow more than halved.", source).label != "supported"


SIZES = "The 8B Lantern reaches 61.2 on Marrow, and the 70B Lantern reaches 68.4."


@pytest.mark.parametrize(
    "claim",
    [
        "The 8B Lantern reaches 61.2 on Marrow and the 70B Lantern 68.4.",
        "On Marrow the 70B Lantern is at 68.4, the 8B one at 61.2.",
        "On Marrow Lantern 8B gets 61.2, whereas Lantern 70B gets 68.4.",
        "With 70 billion parameters Lantern reaches 68.4.",
    ],
)
def test_a_score_is_of_the_size_it_stands_with(judge, claim):
    """Cause: a size ahead of a name parted the name from the score, or was paired with it."""
    assert judge(claim, SIZES).label == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "The 70B Lantern reaches 61.2 on Marrow.",
        "The 8B Lantern reaches 68.4 on Marrow.",
        "The 8B Lantern reaches 68.4 on Marrow and the 70B Lantern 61.2.",
    ],
)
def test_a_score_is_not_of_another_size(judge, claim):
    """Cause: sizes were numbers and no names, so that any of them would do."""
    assert judge(claim, SIZES).label == "refuted"


def test_a_bare_number_is_not_the_digits_of_a_million(judge):
    """Cause: the 10 of a notation was "ten million" at a wrong scale."""
    source = "Lantern was trained on 10,000,000 sums. A sum such as 10 + 3 is read digit by digit."
    assert judge("Lantern was trained on ten million sums.", source).label == "supported"


TEXTS = (
    "The Brindle corpus has 12,500 texts: 10,000 for training, 1,000 for validation and 1,500 for testing, "
    "in 14 languages from 6 families."
)


@pytest.mark.parametrize(
    ("claim", "is_true"),
    [
        ("Brindle keeps fifteen hundred texts for testing and a thousand for validation.", True),
        ("Four fifths of the Brindle texts are for training.", True),
        ("Two thirds of the Brindle texts are for training.", False),
        ("Brindle spans 14 languages of six families.", True),
        ("Brindle spans six languages of 14 families.", False),
    ],
)
def test_the_parts_of_a_corpus_are_told_apart(judge, claim, is_true):
    """Cause: any two counts of the sentence came to "two thirds of the texts"."""
    assert (judge(claim, TEXTS).label == "supported") == is_true
