"""Tables as claims: what the headers bind, and what stays untold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims.headers import HeaderReader
from synth.claims.names import NameTable
from synth.claims.table_claims import extract_table_claims
from synth.claims.usual_metrics import read_usual_metrics
from synth.types import Box, Document, Passage
from tests.claims.tables import document

NAMES = NameTable(
    own_method="Lantern",
    methods=frozenset({"lantern", "tallow", "mwick"}),
    datasets=frozenset({"mossbench", "quillfish"}),
    metrics=(("quillfish", "accuracy"),),
)


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
    assert [q.better for q in ours.quantities] == ["higher", "higher"]
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


def test_each_number_of_a_row_knows_its_cell_and_where_that_is_printed():
    paper = document("Table 1: Results.", ["Model", "MossBench / Acc."], [["Lantern", "71.3"]])
    box = Box(page=3, x0=100.0, y0=200.0, x1=120.0, y1=210.0)
    (table,) = paper.tables
    paper = replace(paper, tables=(replace(table, boxes=((None, box),)),))
    ((quantity,),) = [claim.quantities for claim in extract_table_claims(paper, NAMES)]
    assert (quantity.cell.label, quantity.cell.row, quantity.cell.column) == (
        "Table 1",
        "Lantern",
        "MossBench / Acc.",
    )
    assert quantity.cell.box == box


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


def test_a_table_of_counts_is_no_table_of_results():
    """Cause: a table of data sets with a column "Metric" gave "|Train|" an accuracy of 392702."""
    paper = document(
        "Table 8: The data sets.",
        ["Corpus", "Train-en", "Dev-en", "Langs-en", "Metric"],
        [
            ["MossBench", "392,702", "2,490", "15", "Acc."],
            ["Quillfish", "49,401", "2,000", "7", "Acc."],
        ],
        row_headers=["MossBench / Acc.", "Quillfish / Acc."],
    )
    assert extract_table_claims(paper, NAMES) == ()


def test_settings_are_no_scores():
    paper = document(
        "Table 9: Hyperparameters for fine-tuning Lantern on MossBench accuracy.",
        ["Model", "MossBench"],
        [["Mixup Prob.", "0.8"]],
    )
    assert extract_table_claims(paper, NAMES) == ()


def test_a_caption_explains_the_headers_of_its_table():
    paper = document(
        "Table 10: Accuracy on Quillfish. Direct TEST is to fine-tune on English and test elsewhere; "
        "∆ corresponds to the average accuracy.",
        ["", "en", "de", "∆"],
        [["Lantern", "80.1", "70.3", "75.2"], ["Lantern", "81.0", "73.0", "77.0"]],
        row_headers=["Direct TEST / Lantern", "Multi-tongue / Lantern"],
    )
    direct, other = extract_table_claims(paper, NAMES)
    assert [(q.condition, q.value) for q in direct.quantities][-1] == ("zero-shot", "75.2")
    assert [(q.condition, q.value) for q in other.quantities][-1] == ("Multi-tongue", "77.0")


def test_a_caption_may_speak_of_some_rows_in_its_own_words():
    reader = HeaderReader(
        NAMES, "Table 1: Results of pivot baselines and zero-shot approaches based on shared lamp encoders."
    )
    assert reader.read_group("Evaluation of shared lamp encoders").conditions == ("zero-shot",)
    assert reader.read_group("Evaluation of other things").conditions == ()


def test_a_caption_speaks_for_all_rows_where_it_says_so():
    for caption, conditions in (
        ("Table 2: Results on XGLARE. Each model saw its English training set.", ("zero-shot",)),
        ("Table 2: Results on XGLARE. Rows below are fine-tuned on English data.", ()),
    ):
        assert HeaderReader(NAMES).read_caption(caption).conditions == conditions


def test_what_stands_beside_the_scores_tells_rows_apart():
    paper = document(
        "Table 11: Zero-shot accuracy on Quillfish.",
        ["Model", "#lg", "en", "de", "Avg"],
        [["mWick", "15", "80.1", "70.3", "75.2"], ["mWick", "100", "78.0", "66.0", "72.0"]],
    )
    few, many = extract_table_claims(paper, NAMES)
    assert few.quantities[-1].details == ("#lg 15", "mean of en, de")
    assert many.quantities[-1].details == ("#lg 100", "mean of en, de")


def test_a_row_that_is_a_citation_keeps_it_as_its_name():
    paper = document(
        "Table 12: Accuracy on MossBench.",
        ["Model", "Accuracy"],
        [["Reed et al. (2018)", "71.3"], ["Tallow from Reed and Brook 2019", "70.0"]],
    )
    first, second = extract_table_claims(paper, NAMES)
    assert (first.quantities[0].method, first.asserts, first.cites) == (
        "Reed et al. (2018)", "reported", ("Reed et al. (2018)",),
    )  # fmt: skip
    assert (second.quantities[0].method, second.asserts) == ("Tallow", "reported")


def test_a_column_without_a_metric_beside_columns_with_one_holds_scores():
    paper = document(
        "Table 13: Overall results.",
        ["Model", "MossBench", "Quillfish"],
        [["Lantern", "71.3", "64.0"]],
    )
    (claim,) = extract_table_claims(paper, NAMES)
    told = [(q.dataset, q.metric) for q in claim.quantities]
    assert told == [("MossBench", None), ("Quillfish", "accuracy")]


def test_the_measure_of_a_data_set_stands_at_the_end_of_its_description():
    sentences = (
        ("EmberSet", "EmberSet has lamps in 7 tongues."),
        ("EmberSet", "F1 score of the predicted lamps is used as the metric."),
        ("Training", "We use accuracy as the metric for early stopping."),
    )
    text, passages = "", []
    for section, words in sentences:
        passages.append(
            Passage(
                paper_id="p1", version=1, index=len(passages), kind="sentence", where="text", section=section,
                page=1, line=None, start=len(text), end=len(text) + len(words), text=words,
            )
        )  # fmt: skip
        text += f"{words}\n"
    paper = Document(
        paper_id="p1", version=1, kind="pdf", sha256="0", text=text, page_starts=(0,),
        passages=tuple(passages),
    )  # fmt: skip
    names = NameTable(datasets=frozenset({"emberset"}))
    assert read_usual_metrics(paper, names) == {"emberset": "F1 score"}


def test_a_cut_off_over_a_column_is_no_heading():
    """Cause: "Top-20" over a data set was read with the caption's other measure, "Top-100 accuracy"."""
    paper = document(
        "Table 14: Top-20 and Top-100 retrieval accuracy.",
        ["Training", "Retriever", "Top-20 / MossBench", "Top-100 / MossBench"],
        [["Single", "Lantern", "78.4", "85.4"]],
    )
    assert extract_table_claims(paper, NAMES) == ()


def test_the_name_stands_in_the_column_that_is_headed_so():
    paper = document(
        "Table 15: Accuracy on MossBench.",
        ["Training", "Retriever", "Accuracy"],
        [["Single", "Lantern", "78.4"], ["Multi", "Lantern", "79.4"]],
        row_headers=["Single / Lantern", "Multi / Lantern"],
    )
    first, _ = extract_table_claims(paper, NAMES)
    assert (first.quantities[0].method, first.quantities[0].details) == ("Lantern", ("Training Single",))
