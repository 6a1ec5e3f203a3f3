"""What a sentence leaves out: taken from its section when one candidate stands, else left out."""

from __future__ import annotations

from typing import Any

import pytest

from synth.claims import extract_claims, read_in_context, read_names
from synth.types import Document, Quantity
from tests.claims.test_extract import Part, document, sentence

ABSTRACT: tuple[Part, ...] = (
    ("We propose Kestrel-B, a model for transfer between languages.", "sentence", "abstract", "Abstract"),
    ("Kestrel-B outperforms mBERT on XNLI and MLQA.", "sentence", "abstract", "Abstract"),
)


def heading(words: str) -> Part:
    return (words, "heading", "text", words)


def last_of(*parts: Part) -> Quantity:
    """The last quantity of the last claim of a paper about Kestrel-B."""
    return extract_claims(document(*ABSTRACT, *parts, title="Kestrel-B: transfer"))[-1].quantities[-1]


CASES: list[tuple[tuple[str, ...], dict[str, Any]]] = [
    # An agentless gain is the paper's own.
    (
        ("On XNLI, a 1.4% average accuracy improvement is obtained.",),
        {"method": "Kestrel-B", "dataset": "XNLI"},
    ),
    (("Our experiments show gains of 2.3 points on XNLI.",), {"method": "Kestrel-B", "dataset": "XNLI"}),
    (("We observe an improvement of 2.3 points on XNLI.",), {"method": "Kestrel-B"}),
    # … but not where something else brings it about, or may.
    (("Without the adapter, gains of 2.3 points are obtained on XNLI.",), {"method": None}),
    (("We observe a gain of 2.3 points on XNLI when we double the batch.",), {"method": None}),
    (("We show that larger models outperform it by 2.3 points on XNLI.",), {"method": None}),
    # "It" and "the model" are the one method named before.
    (("We test mBERT on XNLI.", "It reaches 66.3 accuracy."), {"method": "mBERT", "dataset": "XNLI"}),
    (("We test mBERT on XNLI.", "The model reaches 66.3 accuracy."), {"method": "mBERT", "dataset": "XNLI"}),
    (("Kestrel-B beats mBERT on XNLI.", "Its accuracy is 2.3 points higher."), {"method": "Kestrel-B"}),
    (("We test mBERT and XLM-R on XNLI.", "It reaches 66.3 accuracy."), {"method": None, "dataset": "XNLI"}),
    (("We test mBERT on XNLI and MLQA.", "It reaches 66.3 accuracy."), {"method": "mBERT", "dataset": None}),
    (("Though mBERT is small, it still reaches 66.3 accuracy on XNLI.",), {"method": "mBERT"}),
    # The metric of the sentence before, on the same data set only.
    (
        ("Kestrel-B has 75.4 accuracy on XNLI.", "mBERT reaches 66.3%."),
        {"metric": "accuracy", "dataset": "XNLI"},
    ),
    (("Kestrel-B has 75.4 accuracy on XNLI.", "mBERT reaches 57.1% on MLQA."), {"metric": None}),
    # A value on plain words' ground is on no data set named before.
    (("We test mBERT on XNLI.", "It reaches 66.3 accuracy on smaller devices."), {"dataset": None}),
    (("We train mBERT on XNLI.", "It reaches 66.3 accuracy."), {"dataset": None}),
    # Shares and physical measures are no scores.
    (("Kestrel-B has 75.4 accuracy on XNLI.", "About 94.5% of the words are in English."), {"metric": None}),
    (("Kestrel-B has 75.4 accuracy on XNLI.", "The room was at 75% relative humidity."), {"dataset": None}),
    # "This number" goes on with what the number before is.
    (("The gain is 4.1% for French.", "This number is 2.5% for German."), {"role": "difference"}),
]


@pytest.mark.parametrize(("texts", "expected"), CASES, ids=[texts[-1][:60] for texts, _ in CASES])
def test_takes_what_was_established(texts: tuple[str, ...], expected: dict[str, Any]) -> None:
    quantity = last_of(*(sentence(text) for text in texts))
    assert {name: getattr(quantity, name) for name in expected} == expected


def test_context_ends_with_the_section() -> None:
    quantity = last_of(
        sentence("We test mBERT on XNLI."),
        heading("5 Speed"),
        sentence("It reaches 66.3 accuracy.", "5 Speed"),
    )
    assert (quantity.method, quantity.dataset) == (None, None)


@pytest.mark.parametrize(
    ("aside", "dataset"),
    [("Training takes long.", "XNLI"), ("We turn to MLQA and WikiANN now.", None)],
)
def test_a_heading_names_the_data_set_until_the_text_turns_to_another(
    aside: str, dataset: str | None
) -> None:
    title = "4.1 Results on XNLI"
    quantity = last_of(
        heading(title), sentence(aside, title), sentence("Kestrel-B reaches 75.4 accuracy.", title)
    )
    assert quantity.dataset == dataset


def test_a_subheading_inherits_the_data_set_of_its_heading() -> None:
    quantity = last_of(
        heading("4.1 Results on XNLI"),
        heading("Small models"),
        sentence("Here Kestrel-B reaches 75.4%.", "Small models"),
    )
    assert quantity.dataset == "XNLI"


def test_captions_neither_take_nor_give_context() -> None:
    caption: Part = ("Table 3: Results of mBERT on WikiANN.", "caption", "caption", "Results")
    quantity = last_of(sentence("We test XLM-R on XNLI."), caption, sentence("It reaches 71.2 accuracy."))
    assert (quantity.method, quantity.dataset) == ("XLM-R", "XNLI")


def paper(*texts: str) -> Document:
    return document(*ABSTRACT, *(sentence(text) for text in texts))


def test_a_metric_is_learnt_from_captions_and_sentences_if_it_is_the_only_one() -> None:
    caption: Part = ("Table 2: Accuracy on XNLI.", "caption", "caption", None)
    names = read_names(document(*ABSTRACT, caption, sentence("F1 scores on MLQA and MLQA accuracy follow.")))
    assert names.metric_of("XNLI") == "Accuracy"
    assert names.metric_of("MLQA") is None


def test_a_model_is_no_data_set() -> None:
    texts = ["Kestrel-B gains 3.2 points on BarnLM and 2.8 points on HayLM."] * 2
    quantities = extract_claims(paper(*texts))[-1].quantities
    assert [q.dataset for q in quantities] == [None, None]
    assert [q.role for q in quantities] == ["difference", "difference"]
    assert [q.condition for q in quantities] == ["BarnLM", "HayLM"]


def test_read_in_context_reads_sentences_as_the_claims_do() -> None:
    doc = paper("We test mBERT on XNLI.", "It reaches 66.3 accuracy.")
    read = read_in_context(doc)
    (quantity,) = read("It reaches 66.3 accuracy.")
    assert (quantity.method, quantity.dataset, quantity.start) == ("mBERT", "XNLI", 3 + len("reaches "))
    (alone,) = read("It reaches 61.0 accuracy.")
    assert alone.method is None


def test_a_sentence_with_two_readings_is_read_by_itself() -> None:
    read = read_in_context(
        paper(
            "We test mBERT on XNLI.",
            "It has 66.3 accuracy.",
            "We test XLM-R on MLQA.",
            "It has 66.3 accuracy.",
        )
    )
    assert [q.method for q in read("It has 66.3 accuracy.")] == [None]
