"""A document in, its claims out: what is a claim, whose it is, and that it stands at its place."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from synth.claims import extract_claims, read_names, read_quantities, read_statement
from synth.types import Box, Document, Passage, PassageKind, Where

Part = tuple[str, PassageKind, Where, str | None]


def document(*parts: Part, title: str | None = None) -> Document:
    passages, text = [], ""
    for index, (words, kind, where, section) in enumerate(parts):
        start = len(text)
        text += words + "\n"
        passages.append(
            Passage(
                paper_id="demo.0001",
                version=2,
                index=index,
                kind=kind,
                where=where,
                section=section,
                page=1 + index // 2,
                line=None,
                start=start,
                end=start + len(words),
                text=words,
                boxes=(Box(page=1 + index // 2, x0=0.0, y0=0.0, x1=1.0, y1=1.0),),
            )
        )
    return Document(
        paper_id="demo.0001",
        version=2,
        kind="text",
        sha256="0" * 64,
        text=text,
        page_starts=(0,),
        passages=tuple(passages),
        title=title,
    )


def sentence(words: str, section: str | None = "Results", where: Where = "text") -> Part:
    return (words, "sentence", where, section)


def test_a_claim_carries_its_place() -> None:
    doc = document(
        sentence("We study transfer in depth."),
        sentence("Kestrel-B reaches 75.4 accuracy on XNLI.", "Results"),
    )
    (claim,) = extract_claims(doc)
    assert doc.text[claim.start : claim.end] == claim.quote == "Kestrel-B reaches 75.4 accuracy on XNLI."
    assert (claim.paper_id, claim.version, claim.page, claim.section) == ("demo.0001", 2, 1, "Results")
    assert claim.passage_index == 1
    assert claim.boxes == doc.passages[1].boxes
    (quantity,) = claim.quantities
    assert doc.text[quantity.start : quantity.end] == quantity.text == "75.4 accuracy"
    assert claim.id.startswith("claim:b2:")


def test_ids_tell_equal_sentences_at_two_places_apart() -> None:
    words = "Kestrel-B reaches 75.4 accuracy on XNLI."
    first, second = extract_claims(document(sentence(words), sentence(words)))
    assert first.id != second.id


def test_the_quote_is_never_cut() -> None:
    words = (
        "Kestrel-B reaches 75.4 accuracy on XNLI, " + "and that is so in every single run, " * 40 + "always."
    )
    (claim,) = extract_claims(document(sentence(words)))
    assert claim.quote == words


@pytest.mark.parametrize("kind", ["title", "heading", "table", "reference", "furniture"])
def test_only_sentences_captions_and_footnotes_are_claims(kind: PassageKind) -> None:
    doc = document(("Kestrel-B reaches 75.4 accuracy on XNLI.", kind, "text", None))
    assert extract_claims(doc) == ()


@pytest.mark.parametrize(
    "words",
    [
        "We propose a method for transfer (Section 3).",
        "We compare two methods on three tasks.",
        "This holds for every j = 0 and k = 1.",
        "Kestrel-B 71.2 65.4 81.9 70.3 62.2 55.1 44.0",
        "See Table 2 for all of the results [12].",
        "mBERT was released in 2018 by its authors.",
    ],
)
def test_no_claim_without_an_assertion(words: str) -> None:
    assert extract_claims(document(sentence(words))) == ()


@pytest.mark.parametrize(
    ("words", "section", "asserts"),
    [
        ("Our model reaches 75.4 accuracy on XNLI.", "Results", "own"),
        ("The benchmark covers 40 languages.", "Introduction", "own"),
        ("We train with a batch size of 256 on 8 GPUs.", "Setup", "setting"),
        ("We use a learning rate of 1e-4 and a dropout of 0.1.", "Setup", "setting"),
        ("Miller et al. (2019) report 71.3 accuracy on XNLI.", "Results", "reported"),
        ("An accuracy of 71.3 was reported by Miller et al. (2019).", "Results", "reported"),
        ("A larger model gained 2.1 points on XNLI [12].", "Related Work", "reported"),
        ("We improve on Miller et al. (2019) by 2.1 points.", "Results", "own"),
        ("We also outperform the model of [12] by 2.1 points.", "Related Work", "own"),
        ("Slabs were dried for 48 hours at 21 °C.", "Methods", "setting"),
        ("The cell has an area of 110 cm^2.", "Experimental Setup", "setting"),
        ("The cell has an area of 110 cm^2.", "Results", "own"),
        ("The labels come from 12 annotators in each round.", "Annotation", "setting"),
        ("XNLI contains 7500 sentence pairs in 15 languages.", "Introduction", "setting"),
        ("We build FogSet, which contains 7500 pairs.", "Introduction", "own"),
    ],
)
def test_whose_result_it_is(words: str, section: str, asserts: str) -> None:
    (claim,) = extract_claims(document(sentence(words, section)))
    assert claim.asserts == asserts
    assert bool(claim.cites) == (asserts == "reported")


def test_citations_are_kept_as_printed() -> None:
    (claim,) = extract_claims(document(sentence("Miller et al. (2019) report 71.3 accuracy on XNLI.")))
    assert claim.cites == ("Miller et al. (2019)",)


# --------------------------------------------------------------------------- names


OPENING = (
    sentence("We propose Kestrel, a new model for transfer.", "Abstract", "abstract"),
    sentence(
        "Kestrel is simple, and Kestrel outperforms mBERT by 2.1 points on XNLI.", "Abstract", "abstract"
    ),
)


def test_our_model_is_resolved_where_the_paper_names_it() -> None:
    doc = document(*OPENING, sentence("Our model reaches 75.4 accuracy on XNLI."), title="On Transfer")
    assert extract_claims(doc)[-1].quantities[0].method == "Kestrel"


def test_the_title_names_the_method() -> None:
    doc = document(sentence("Our model reaches 75.4 on XNLI."), title="Kestrel: Transfer Without Data")
    assert read_names(doc).own_method == "Kestrel"
    assert extract_claims(doc)[0].quantities[0].method == "Kestrel"


def test_words_before_a_titles_colon_are_no_name_unless_the_text_uses_them() -> None:
    text = sentence("We introduce Kestrel, a model that hunts. Kestrel reaches 75.4 on XNLI.")
    assert (
        read_names(document(text, title="Hunting From Above: Transfer Without Data")).own_method == "Kestrel"
    )
    used = sentence("Red Kestrel reaches 75.4 on XNLI.")
    assert read_names(document(used, title="Red Kestrel: Transfer Without Data")).own_method == "Red Kestrel"


def test_the_title_names_a_benchmark_and_no_method() -> None:
    doc = document(sentence("Our model reaches 75.4 on XNLI."), title="KITE: A Benchmark for Transfer")
    names = read_names(doc)
    assert (names.own_method, names.own_dataset) == (None, "KITE")
    assert extract_claims(doc)[0].quantities[0].method == "Our model"


def test_the_casing_of_the_text_wins_over_the_title() -> None:
    doc = document(
        sentence("Here KesTrel is shown."), sentence("Then KesTrel is used."), title="KESTREL: A New Model"
    )
    assert read_names(doc).own_method == "KesTrel"


def test_without_a_name_our_model_stays_as_written() -> None:
    assert read_quantities("Our model reaches 75.4 on XNLI.")[0].method == "Our model"


def test_we_is_no_name() -> None:
    assert read_quantities("We reach 75.4 on XNLI.")[0].method is None


def test_a_name_that_the_paper_uses_as_data_set_is_no_method() -> None:
    doc = document(
        sentence("All models are tested on the VALE-9 dataset."),
        sentence("Results on VALE-9 vary."),
        sentence("On VALE-9 it is hard."),
        sentence("Kestrel-B improves VALE-9 by 2.1 points."),
    )
    quantity = extract_claims(doc)[-1].quantities[0]
    assert (quantity.dataset, quantity.method) == ("VALE-9", "Kestrel-B")


def test_abbreviations_are_read() -> None:
    doc = document(sentence("We use Dense Vector Search (DVS) here.", "Abstract", "abstract"))
    assert read_names(doc).abbreviations == (("DVS", "Dense Vector Search"),)


# --------------------------------------------------------------------------- statements


def test_a_statement_has_no_paper() -> None:
    claim = read_statement("Kestrel-B improves XNLI by 2.1 points.", id="row-7")
    assert (claim.id, claim.paper_id, claim.start, claim.end) == ("row-7", None, 0, len(claim.quote))
    assert claim.quantities[0].dataset == "XNLI"


def test_a_statement_without_numbers_is_still_a_claim() -> None:
    assert read_statement("Transfer works.").quantities == ()


def test_a_long_text_is_read_in_pieces_with_its_own_offsets() -> None:
    text = "nothing here " * 400 + "Kestrel-B reaches 75.4 accuracy on XNLI."
    (quantity,) = read_quantities(text)
    assert text[quantity.start : quantity.end] == "75.4 accuracy"


# --------------------------------------------------------------------------- real input


@pytest.mark.shared
def test_measeval_floor(shared_dir: Path) -> None:
    """Soft recall of real spans on the first texts: a floor, far below what is measured."""
    path = shared_dir / "bench" / "measeval" / "train.jsonl.gz"
    if not path.is_file():
        pytest.skip("MeasEval is not on this machine")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(next(lines)) for _ in range(60)]
    hit = total = 0
    for row in rows:
        found = read_quantities(row["text"])
        for gold in row["quantities"]:
            total += 1
            hit += any(q.start < gold["end"] and gold["start"] < q.end for q in found)
    assert hit / total > 0.8


@pytest.mark.parametrize("words", ["DPR beats BM25 by 2.3%.", "mBERT reaches 66.3 on XNLI."])
def test_a_short_sentence_of_names_and_a_score_is_no_debris(words: str) -> None:
    (claim,) = extract_claims(document(sentence(words)))
    assert claim.quote == words
