"""Tables as claims: what the headers bind, and what stays untold."""

from __future__ import annotations

import pytest

from synth.claims.headers import HeaderReader
from synth.claims.names import NameTable
from synth.claims.table_claims import extract_table_claims
from synth.types import Document, Passage, PlacedTable, Table

NAMES = NameTable(
    own_method="Lantern",
    methods=frozenset({"lantern", "tallow", "mwick"}),
    datasets=frozenset({"mossbench", "quillfish"}),
    metrics=(("quillfish", "accuracy"),),
)


def document(caption, columns, rows, *, row_headers=None, page=3):
    """Print a table as a paper does, a row a line, and place its cells."""
    text, passages, spans = f"{caption}\n", [], []
    for row in rows:
        start, placed = len(text), []
        for cell in row:
            placed.append((len(text), len(text) + len(cell)) if cell else None)
            text += f"{cell} | "
        passages.append((start, len(text)))
        text += "\n"
        spans.append(tuple(placed))
    table = PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption=caption, columns=tuple(columns), rows=tuple(tuple(row) for row in rows)),
        row_headers=tuple(row_headers or (row[0] for row in rows)),
        spans=tuple(spans),
        page=page,
    )
    return Document(
        paper_id="p1",
        version=1,
        kind="pdf",
        sha256="0",
        text=text,
        page_starts=(0,),
        passages=tuple(
            Passage(
                paper_id="p1", version=1, index=number, kind="table", where="table", section=None,
                page=page, line=None, start=start, end=end, text=text[start:end],
            )
            for number, (start, end) in enumerate(passages)
        ),
        tables=(table,),
    )  # fmt: skip


def bound(claim):
    return [(q.method, q.metric, q.dataset, q.condition, q.value) for q in claim.quantities]


def test_rows_are_methods_and_columns_data_sets_with_their_metrics():
    paper = document(
        "Table 1: Results.",
        ["Model", "MossBench / Acc.", "Quillfish / F1"],
        [["Lantern", "71.3", "64.0"], ["Tallow (Reed et al., 2019)", "69.8", "61.5"]],
    )
    ours, theirs = extract_table_claims(paper, NAMES)
    assert bound(ours) == [
        ("Lantern", "Acc.", "MossBench", None, "71.3"),
        ("Lantern", "F1", "Quillfish", None, "64.0"),
    ]
    assert [q.method for q in theirs.quantities] == ["Tallow", "Tallow"]
    assert (ours.asserts, theirs.asserts) == ("own", "reported")


def test_quotes_and_numbers_stand_at_their_offsets():
    paper = document("Table 1: Accuracy on MossBench.", ["Model", "Avg"], [["Lantern", "71.3 ± 0.4"]])
    # A lone average is the score of the data set that the caption names only if it is over languages.
    assert extract_table_claims(paper, NAMES) == ()
    paper = document("Table 1: Accuracy on MossBench.", ["Model", "Score"], [["Lantern", "71.3"]])
    assert extract_table_claims(paper, NAMES) == ()
    paper = document("Table 1: Results on MossBench.", ["Model", "Accuracy"], [["Lantern", "71.3 ± 0.4"]])
    (claim,) = extract_table_claims(paper, NAMES)
    assert paper.text[claim.start : claim.end] == claim.quote
    (quantity,) = claim.quantities
    assert paper.text[quantity.start : quantity.end] == quantity.text == "71.3 ± 0.4"
    assert quantity.uncertainty == "0.4"


def test_the_average_over_languages_is_the_data_sets_score():
    paper = document(
        "Table 2: Zero-shot accuracy on Quillfish.",
        ["Model", "en", "de", "Avg"],
        [["mWick", "80.1", "70.3", "75.2"]],
    )
    (claim,) = extract_table_claims(paper, NAMES)
    assert [(q.condition, q.value) for q in claim.quantities] == [
        ("zero-shot, en", "80.1"),
        ("zero-shot, de", "70.3"),
        ("zero-shot", "75.2"),
    ]


def test_data_sets_may_run_down_the_rows():
    paper = document(
        "Table 3: Accuracy.",
        ["Data", "Lantern", "Tallow"],
        [["MossBench", "71", "69"], ["Quillfish", "64", "61"]],
    )
    first, _ = extract_table_claims(paper, NAMES)
    assert [(q.method, q.dataset, q.value) for q in first.quantities] == [
        ("Lantern", "MossBench", "71"),
        ("Tallow", "MossBench", "69"),
    ]


def test_a_group_that_is_not_understood_sets_its_rows_apart():
    paper = document(
        "Table 4: Accuracy on MossBench.",
        ["Model", "Accuracy"],
        [["Lantern", "71.3"], ["Lantern", "73.0"]],
        row_headers=["Lantern", "With warm wicks / Lantern"],
    )
    plain, warm = extract_table_claims(paper, NAMES)
    assert plain.quantities[0].condition is None
    assert warm.quantities[0].condition == "With warm wicks"


@pytest.mark.parametrize("header", ["Layers", "Params (M)", "Training time", "#GPUs"])
def test_columns_that_are_no_scores_bind_nothing(header):
    paper = document("Table 5: Sizes of models on MossBench.", ["Model", header], [["Lantern", "71.3"]])
    assert extract_table_claims(paper, NAMES) == ()


def test_two_metrics_in_one_cell_are_two_numbers():
    paper = document("Table 6: Results.", ["Model", "MossBench / F1/EM"], [["Tallow", "64.5/49.4"]])
    (claim,) = extract_table_claims(paper, NAMES)
    assert [(q.metric, q.value) for q in claim.quantities] == [("F1", "64.5"), ("EM", "49.4")]
    assert [paper.text[q.start : q.end] for q in claim.quantities] == ["64.5", "49.4"]


def test_our_row_is_the_papers_own_method():
    paper = document("Table 7: Accuracy on MossBench.", ["Model", "Accuracy"], [["Ours", "71.3"]])
    (claim,) = extract_table_claims(paper, NAMES)
    assert claim.quantities[0].method == "Lantern"


def test_ways_to_say_that_labels_came_from_one_language():
    reader = HeaderReader(NAMES)
    for group in (
        "Cross-lingual zero-shot transfer (models are trained on English data)",
        "Fine-tune multilingual model on English training set (Cross-lingual Transfer)",
    ):
        assert reader.read(group).conditions == ("zero-shot",)
