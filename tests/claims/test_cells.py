"""Every cell of a table as a claim: what its number is, what its headers bind, what stays untold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims import extract_cells
from synth.claims.cell_numbers import read_cell
from synth.claims.line_kinds import kind_of_header, kind_of_table
from synth.claims.names import NameTable
from tests.claims.tables import document

NAMES = NameTable(
    own_method="Lantern",
    methods=frozenset({"lantern", "tallow"}),
    datasets=frozenset({"mossbench", "quillfish", "fernset"}),
)


def told(claim):
    return [(q.value, q.role, q.metric, q.dataset, q.method, q.condition) for q in claim.quantities]


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("71.3", [("71.3", None, None)]),
        (".534", [("0.534", None, None)]),
        ("79,168", [("79168", None, None)]),
        ("71.3 ± 0.4", [("71.3", "0.4", None)]),
        ("71.3±.4*", [("71.3", "0.4", None)]),
        ("44.4%", [("44.4", None, "%")]),
        ("125.0M", [("125.0", None, "million")]),
        ("0.7 M", [("0.7", None, "million")]),
        ("9.6 · 10^18", [("9.6e18", None, None)]),
        ("80.2 / 67.4", [("80.2", None, None), ("67.4", None, None)]),
        ("90.1/-", [("90.1", None, None)]),
        ("3 days", [("3", None, "days")]),
        ("8 V100 GPUs", [("8", None, "GPUs")]),
        ("−3.4", [("-3.4", None, None)]),
    ],
)
def test_numbers_of_a_cell(cell, numbers):
    assert [(n.value, n.uncertainty, n.unit) for n in read_cell(cell)] == numbers


@pytest.mark.parametrize("cell", ["ViT-L/16", "-", "", "r = 8", "7B-Instruct", "Reed et al. (2019)", "Top-5"])
def test_cells_of_words_hold_no_number(cell):
    assert read_cell(cell) == ()


def test_a_number_in_brackets_is_a_deviation_only_where_the_table_tells_of_deviations():
    assert [n.value for n in read_cell("71.3 (0.4)")] == ["71.3", "0.4"]
    (number,) = read_cell("71.3 (0.4)", has_spread=True)
    assert (number.value, number.uncertainty) == ("71.3", "0.4")


def test_ranges_and_intervals_are_one_quantity():
    (span,) = read_cell("4-5")
    assert (span.value, span.low, span.high) == (None, "4", "5")
    (interval,) = read_cell("71.3 [70.1, 72.5]")
    assert (interval.value, interval.low, interval.high) == ("71.3", "70.1", "72.5")


def test_every_numeric_cell_is_a_claim_with_its_headers_and_place():
    paper = document(
        "Table 1: Results.",
        ["Model", "# params", "MossBench / Acc. ↑", "Quillfish / Perplexity"],
        [["Lantern", "12M", "71.3", "14.0"], ["Tallow (Reed et al., 2019)", "20M", "69.8", "15.5"]],
        best=((0, 2),),
    )
    claims = extract_cells(paper, NAMES)
    assert len(claims) == 6
    for claim in claims:
        assert paper.text[claim.start : claim.end] == claim.quote
        for quantity in claim.quantities:
            assert paper.text[quantity.start : quantity.end] == quantity.text
    params, accuracy, perplexity = claims[:3]
    assert told(params) == [("12", "count", "# params", None, "Lantern", None)]
    assert params.quantities[0].unit == "million parameters"
    assert told(accuracy) == [("71.3", "level", "Acc.", "MossBench", "Lantern", None)]
    assert told(perplexity) == [("14.0", "level", "Perplexity", "Quillfish", "Lantern", None)]
    assert (accuracy.quantities[0].better, perplexity.quantities[0].better) == ("higher", "lower")
    cell = accuracy.quantities[0].cell
    assert (cell.row, cell.column, cell.is_bold) == ("Lantern", "MossBench / Acc. ↑", True)
    assert (accuracy.asserts, claims[4].asserts, claims[4].cites) == (
        "own",
        "reported",
        ("Reed et al., 2019",),
    )


def test_a_caption_tells_the_measure_of_columns_that_name_data_only():
    paper = document(
        "Table 2: Accuracy of all systems.",
        ["Model", "MossBench", "Quillfish", "Bracken"],
        [["Lantern", "71.3", "64.0", "50.2"]],
    )
    # Beside columns of known data sets one of an unknown name is one as well.
    assert [told(claim)[0][2:4] for claim in extract_cells(paper, NAMES)] == [
        ("Accuracy", "MossBench"),
        ("Accuracy", "Quillfish"),
        ("Accuracy", "Bracken"),
    ]


def test_the_section_that_speaks_of_a_table_tells_the_measure_that_its_caption_leaves_out():
    paper = document(
        "Table 1: Test scores.", ["Model", "MossBench", "Quillfish"], [["Lantern", "71.3", "64.0"]]
    )
    sentences = (
        "We report Exact Match (EM) scores.",
        "Table 1 shows all results.",
        "Recall that EM is strict.",
    )
    text, passages = paper.text, list(paper.passages)
    for words in sentences:
        start, text = len(text) + 1, f"{text}\n{words}"
        passages.append(
            replace(
                passages[0], index=len(passages), kind="sentence", where="text", section="Answering",
                start=start, end=len(text), text=words,
            )
        )  # fmt: skip
    told_in_text = replace(paper, text=text, passages=tuple(passages))
    assert [told(claim)[0][2] for claim in extract_cells(told_in_text, NAMES)] == ["Exact Match"] * 2
    assert [told(claim)[0][2] for claim in extract_cells(paper, NAMES)] == [None] * 2


def test_what_a_caption_lists_names_data_sets_and_stands_over_measures():
    paper = document(
        "Table 3: Lantern on FernSet, ZQA, and 2Moss.",
        ["Model", "FernSet EM", "ZQA / EM", "ZQA / Zeal", "2Moss / EM"],
        [["Lantern", "71.3", "64.0", "33.1", "58.2"]],
    )
    assert [told(claim)[0][2:4] for claim in extract_cells(paper, NAMES)][1:] == [
        ("EM", "ZQA"),
        ("Zeal", "ZQA"),
        ("EM", "2Moss"),
    ]


def test_a_name_across_an_axis_of_data_sets_is_a_methods():
    names = replace(NAMES, datasets=NAMES.datasets | {"orqa"})
    paper = document(
        "Table 4: Exact match.",
        ["Model", "Tallow", "ORQA"],
        [["MossBench", "71.3", "64.0"], ["Quillfish", "61.3", "60.0"]],
    )
    second = extract_cells(paper, names)[1]
    assert told(second)[0][2:5] == ("Exact match", "MossBench", "ORQA")


def test_the_caption_may_say_the_columns_measure_more_exactly():
    paper = document(
        "Table 5: Exact match accuracy on MossBench.", ["Model", "Accuracy"], [["Lantern", "71.3"]]
    )
    assert told(extract_cells(paper, NAMES)[0])[0][2] == "Exact match accuracy"


def test_a_direction_of_translation_is_told_by_its_column():
    paper = document(
        "Table 6: BLEU on MossBench English-to-German and others.",
        ["Model", "EN-DE", "EN-FR"],
        [["Lantern", "28.4", "41.8"]],
    )
    assert [told(claim)[0][2:4] for claim in extract_cells(paper, NAMES)] == [
        ("BLEU", "EN-DE"),
        ("BLEU", "EN-FR"),
    ]


def test_names_stand_under_every_heading_of_models():
    paper = document(
        "Table 2: Accuracy on MossBench.",
        ["MossBench / Framework", "MossBench / Backbone", "Acc."],
        [["Tallow", "Lantern-S", "71.3"]],
    )
    assert told(extract_cells(paper, NAMES)[0])[0][4] == "Tallow Lantern-S"


def test_no_measure_is_guessed_for_a_column_beside_others_that_name_theirs():
    paper = document(
        "Table 3: BLEU and more on MossBench.", ["Model", "BLEU", "Zeal"], [["Lantern", "31.3", "64.0"]]
    )
    assert [told(claim)[0][2] for claim in extract_cells(paper, NAMES)] == ["BLEU", None]


def test_pairs_take_the_two_measures_that_the_caption_names():
    paper = document(
        "Table 4: F1 and EM on Quillfish.", ["Model", "de", "sw"], [["Lantern", "64.0 / 51.2", "50.1 / 40.9"]]
    )
    first = extract_cells(paper, NAMES)[0]
    assert [(q.value, q.metric, q.condition) for q in first.quantities] == [
        ("64.0", "F1", "de"),
        ("51.2", "EM", "de"),
    ]


def test_hyperparameters_are_settings_and_statistics_counts():
    settings = document(
        "Table 5: Hyperparameters.", ["Parameter", "Lantern"], [["Batch size", "128"], ["Dropout", "0.1"]]
    )
    assert {q.role for claim in extract_cells(settings, NAMES) for q in claim.quantities} == {"setting"}
    assert {claim.asserts for claim in extract_cells(settings, NAMES)} == {"setting"}
    counts = document(
        "Table 6: Statistics of the data.",
        ["Dataset", "Train", "Tokens (M)"],
        [["MossBench", "79,168", "242"]],
    )
    (train, tokens) = extract_cells(counts, NAMES)
    assert told(train) == [("79168", "count", None, "MossBench", None, "Train")]
    assert (tokens.quantities[0].role, tokens.quantities[0].unit) == ("count", "million tokens")


def test_signed_numbers_under_a_gain_go_a_way():
    paper = document("Table 7: Effects.", ["Model", "Δ Acc."], [["Lantern", "+1.2"], ["Tallow", "-0.4"]])
    assert [(q.role, q.value, q.direction) for c in extract_cells(paper, NAMES) for q in c.quantities] == [
        ("difference", "1.2", "increase"),
        ("difference", "-0.4", "decrease"),
    ]


def test_a_row_that_goes_by_a_number_is_a_condition_and_no_method():
    paper = document("Table 8: Accuracy on MossBench.", ["Depth", "Acc."], [["2", "61.3"], ["4", "64.4"]])
    assert told(extract_cells(paper, NAMES)[1]) == [("61.3", "level", "Acc.", "MossBench", None, "Depth 2")]


def test_what_headers_and_captions_announce():
    assert kind_of_header("#lg") == "count"
    assert kind_of_header("Learning rate") == "setting"
    assert kind_of_header("r = 8") == "untold"
    assert kind_of_header("p-value") == "p_value"
    assert kind_of_table("Table 3: Results with other hyperparameters.") == "untold"
    assert kind_of_table("Table 3: Hyperparameters of all models.") == "setting"


def test_a_citation_key_is_no_part_of_a_methods_name():
    """Cause: a LaTeX source cites by key, and the year in a key was taken for a citation alone."""
    rows = [
        ("Tallow [reed2017lantern]", "61.2"),
        ("Skiff [DBLP:journals/corr/Reed16, NalSkiff2017]", "63.4"),
        ("Lantern [large]", "71.3"),
    ]
    claims = extract_cells(document("Accuracy on MossBench.", ("Model", "Accuracy"), rows))
    assert [q.method for claim in claims for q in claim.quantities] == ["Tallow", "Skiff", "Lantern [large]"]
    assert claims[0].cites == ("[reed2017lantern]",)


def with_sentences(paper, *sentences, section="Metrics", title=None):
    text, passages = paper.text, list(paper.passages)
    for words in sentences:
        start, text = len(text) + 1, f"{text}\n{words}"
        passages.append(
            replace(
                passages[0], index=len(passages), kind="sentence", where="text", section=section,
                start=start, end=len(text), text=words,
            )
        )  # fmt: skip
    return replace(paper, text=text, passages=tuple(passages), title=title)


def test_a_section_on_metrics_tells_the_one_of_the_whole_paper():
    paper = document("Table 2: Test scores.", ["Model", "de", "sw"], [["Lantern", "71.3", "64.0"]])
    one = with_sentences(paper, "All sets are balanced, so we only report accuracy.")
    assert [told(claim)[0][2] for claim in extract_cells(one, NAMES)] == ["accuracy"] * 2
    two = with_sentences(paper, "We report accuracy and F1.")
    assert [told(claim)[0][2] for claim in extract_cells(two, NAMES)] == [None] * 2


def test_a_measure_that_a_paper_hardly_departs_from_is_that_of_its_tables():
    paper = document("Table 2: Test scores.", ["Model", "de"], [["Lantern", "71.3"]])
    often = with_sentences(paper, *["The accuracy grew."] * 6, "Their kappa is 0.7.", section="Results")
    assert told(extract_cells(often, NAMES)[0])[0][2] == "accuracy"
    mixed = with_sentences(paper, *["The accuracy grew, and so did BLEU."] * 6, section="Results")
    assert told(extract_cells(mixed, NAMES)[0])[0][2] is None


def test_the_papers_measure_is_that_of_no_column_with_a_measure_or_count_of_its_own():
    paper = document(
        "Table 2: Test scores.",
        ["Model", "de", "Frequency", "# params"],
        [["Lantern", "71.3", "54.0%", "110M"]],
    )
    one = with_sentences(paper, "We report accuracy.")
    assert [told(claim)[0][1:3] for claim in extract_cells(one, NAMES)][1:] == [
        ("level", "Frequency"),
        ("count", "# params"),
    ]


def test_a_method_under_a_heading_of_columns_is_told_by_its_own_level():
    paper = document(
        "Table 3: Accuracy.",
        ["Language", "Few labels / Tallow", "Few labels / Lantern", "Transfer / French"],
        [["German", "60.1", "71.3", "50.2"]],
    )
    first = extract_cells(paper, NAMES)[0]
    assert told(first)[0][4:] == ("Tallow", "German, Few labels")


def test_the_way_of_working_that_the_title_is_about_is_part_of_a_method():
    columns = ["Model", "MossBench / standard", "MossBench / EoS"]
    paper = document("Table 4: Accuracy.", columns, [["Lantern", "60.1", "71.3"]])
    titled = replace(paper, title="Echo-of-Steps Training for Small Models")
    assert [told(claim)[0][4:] for claim in extract_cells(titled, NAMES)] == [
        ("Lantern", "standard"),
        ("Lantern EoS", "EoS"),
    ]


def test_brackets_behind_a_data_set_that_tell_its_part_hide_it_not():
    columns = ["Model", "FernSet (5K test set) / B@4", "MossBench (dev) / B@4", "MossBench / test-P"]
    paper = document("Table 5: Results.", columns, [["Lantern", "40.1", "38.3", "70.1"]])
    assert [told(claim)[0][2:4] for claim in extract_cells(paper, NAMES)] == [
        ("B@4", "FernSet"),
        ("B@4", "MossBench"),
        (None, "MossBench"),
    ]


def test_a_column_of_shares_is_measured_by_its_header():
    columns = ["Comparison", "German / Win%", "German / Loss%"]
    paper = document("Table 6: Lantern against others.", columns, [["Lantern vs. Tallow", "58.0", "25.2"]])
    assert [told(claim)[0][2] for claim in extract_cells(paper, NAMES)] == ["Win", "Loss"]


def test_a_way_of_using_a_model_is_part_of_the_method():
    columns = ["Model", "Prompt type", "MossBench"]
    paper = document(
        "Table 7: Accuracy.", columns, [["Lantern", "Plain", "60.1"], ["Lantern", "Echoed", "71.3"]]
    )
    assert [told(claim)[0][4] for claim in extract_cells(paper, NAMES)] == ["Lantern Plain", "Lantern Echoed"]
    # What a model was trained on is a condition of its numbers.
    trained = document(
        "Table 7: Accuracy.", ["Model", "Training", "MossBench"], [["Lantern", "Fern only", "60.1"]]
    )
    assert told(extract_cells(trained, NAMES)[0])[0][4] == "Lantern"


def test_signs_alone_name_no_method():
    """Cause: without letters they were as good as the name of a paper's method where it had none."""
    rows = [["4", "71.3", "64.0"], ["8", "72.1", "65.2"]]
    paper = document("Table 1: Accuracy.", ["Layers", "✓", "–"], rows)
    scores = [claim.quantities[0] for claim in extract_cells(paper) if "." in claim.quote]
    conditions = [one.condition for one in scores]
    assert conditions == ["✓, Layers 4", "–, Layers 4", "✓, Layers 8", "–, Layers 8"]
