"""Numbers that are no scores: what they set or count, of which data set, and whose."""

from __future__ import annotations

import pytest

from synth.claims import extract_paper
from synth.claims.plain_settings import find_amount, is_of_data
from synth.types import Quantity
from tests.claims.test_extract import Part, document, sentence

ABSTRACT: tuple[Part, ...] = (
    ("We propose LanternIR, a retriever.", "sentence", "abstract", "Abstract"),
    ("LanternIR outperforms BM25 on MossBench.", "sentence", "abstract", "Abstract"),
    sentence("The MossBench dataset has queries."),
    sentence("The DPR model reads passages."),
)


def numbers(*texts: str) -> list[Quantity]:
    """The quantities of the last sentence of a paper about LanternIR."""
    parts = [sentence(text) for text in texts]
    claims = extract_paper(document(*ABSTRACT, *parts, title="LanternIR: retrieval"))
    return [q for claim in claims if claim.quote == texts[-1] for q in claim.quantities]


@pytest.mark.parametrize(
    ("text", "number", "unit", "metric"),
    [
        ("A batch size of 256 is used.", "256", None, "batch size"),
        ("The weight decay is 0.01.", "0.01", None, "weight decay"),
        ("It runs for 90 epochs.", "90 epochs", "epochs", "epochs"),
        ("We train on 8 GPUs.", "8 GPUs", "GPUs", "GPUs"),
        ("It needs 36 GB.", "36 GB", "GB", "memory"),
        ("Windows are of one size (M = 7).", "7", None, "M"),
        ("DPR (7 billion) is larger.", "7 billion", "billion", "parameters"),
        ("There are 118K training and 5K test images.", "118K", "thousand", "images"),
        ("It has 25K images, with 20K for training.", "20K", "thousand", "images"),
        ("There are 2 million of them.", "2 million", "million", None),
    ],
)
def test_an_amount_is_one_of_what_its_sentence_says_in_plain_words(text, number, unit, metric):
    start = text.index(number)
    assert find_amount(text, start, start + len(number), unit) == metric


def test_a_setting_is_of_the_method_and_of_the_data_set_that_is_spoken_of():
    (batch,) = numbers("We train LanternIR on MossBench.", "We use a batch size of 256.")
    assert (batch.metric, batch.dataset, batch.method) == ("batch size", "MossBench", "LanternIR")


def test_what_a_data_set_holds_is_no_methods():
    (size,) = numbers("We test LanternIR on MossBench, which contains 2,000 questions.")
    assert (size.metric, size.dataset, size.method) == ("questions", "MossBench", None)
    assert is_of_data("training images")
    assert not is_of_data("layers")


def test_a_share_that_no_score_is_has_no_method_that_is_none():
    """Whatever stands before the verb was taken for whose value it is."""
    (humidity,) = numbers("Humidity was kept at 75 % in all experiments.")
    assert humidity.method is None
    (errors,) = numbers("Of the errors, 56.6% are due to missing passages.")
    assert errors.method is None


@pytest.mark.parametrize(
    ("text", "number", "metric", "dataset", "method"),
    [
        ("A 580 million parameter FernLM holds 71.2% accuracy.", "580", "parameters", None, "FernLM"),
        ("Larger models such as FernLM (7 billion) do worse.", "7", "parameters", None, "FernLM"),
        ("The encoder has 12 layers.", "12", "layers", None, "encoder"),
        ("The training set contains 7,473 questions.", "7,473", "questions", "MossBench", None),
        ("We take 500 passages from Wikipedia.", "500", "passages", "Wikipedia", None),
    ],
)
def test_an_amount_is_of_what_stands_beside_it_or_has_it(text, number, metric, dataset, method):
    quantity = next(q for q in numbers(text) if number in q.text)
    assert (quantity.metric, quantity.dataset, quantity.method) == (metric, dataset, method)


def test_a_paper_that_brings_a_data_set_has_other_amounts_too():
    """Cause: every amount of such a paper was of its data set, the clock of a machine as well."""
    opening: tuple[Part, ...] = (
        ("We present MossBench, a new benchmark for retrieval.", "sentence", "abstract", "Abstract"),
        ("On MossBench we compare ten systems.", "sentence", "abstract", "Abstract"),
    )
    asides = [sentence(text) for text in ("The systems differ.", "So do machines.", "They are old.")]
    claims = extract_paper(
        document(*opening, *asides, sentence("The clock runs at 2.7 GHz."), title="MossBench: a benchmark")
    )
    [clock] = [q for claim in claims for q in claim.quantities if q.value == "2.7"]
    assert clock.dataset is None


@pytest.mark.parametrize("place", ["almost all", "each set", "a target set"])
def test_what_is_no_name_is_no_data_set(place):
    """Cause: "outperforms BM25 on almost all (16/18) sets" was measured on "almost all"."""
    [number] = numbers(f"It outperforms BM25 on {place} by 2.4 points.")
    assert number.dataset in (None, "MossBench")
