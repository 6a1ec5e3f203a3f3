"""What a number's sentence or headers leave open: taken from the table, the sentences around, the paper."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from synth.claims import extract_cells, extract_paper
from synth.claims import offers as offers_module
from synth.claims.names import EMPTY, read_names
from synth.claims.offers import Offers, load_weights
from synth.claims.paper_usage import read_usage
from synth.claims.phrases import analyse
from synth.claims.plain_settings import counted_noun
from synth.claims.plain_words import find_subjects
from synth.claims.sentence_cues import is_share_of_things, moved_measure, told_respectively
from synth.claims.spoken import SpokenName, told_in_turn
from synth.claims.usual_metrics import read_declared
from synth.claims.variants import read_variants
from synth.types import Quantity
from tests.claims import tables
from tests.claims.test_extract import Part, document, sentence

ABSTRACT: tuple[Part, ...] = (
    ("We propose Kestrel-B, a model for transfer.", "sentence", "abstract", "Abstract"),
    ("Kestrel-B outperforms mBERT on XNLI.", "sentence", "abstract", "Abstract"),
)
TITLE = "Kestrel-B: transfer"


def last_of(*parts: Part, title: str = TITLE) -> Quantity:
    """The last quantity of the last claim of a paper about Kestrel-B."""
    return extract_paper(document(*ABSTRACT, *parts, title=title))[-1].quantities[-1]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("We obtain 71.3% accuracy on XNLI.", "Kestrel-B"),
        ("Our approach pushes the state of the art by 4.9% accuracy on XNLI.", "Kestrel-B"),
        ("In comparison to mBERT, we see an average improvement of 3.1% accuracy on XNLI.", "Kestrel-B"),
        ("XLM-R shows its strength over mBERT on XNLI (with a gain of 3.1% accuracy).", "XLM-R"),
        ("XLM-R with frozen layers has an accuracy score of 59.27% before tuning on XNLI.", "XLM-R"),
    ],
)
def test_who_has_a_score_is_who_leads_the_sentence_or_whose_paper_it_is(text, method):
    assert last_of(sentence(text)).method == method


def test_a_name_that_is_compared_with_or_cited_is_not_whose_result_it_is():
    parts = [
        sentence("mBERT (Reed et al., 2019) reads sentences."),
        sentence("We gain 2.1% accuracy on XNLI."),
    ]
    assert last_of(*parts).method == "Kestrel-B"
    assert last_of(sentence("We gain 2.1% accuracy over mBERT on XNLI.")).method == "Kestrel-B"


def test_what_a_paper_measures_on_a_data_set_is_measured_on_it_elsewhere():
    parts = [
        sentence("Kestrel-B has an accuracy of 71.3% on XNLI."),
        sentence("On XNLI, mBERT reaches 66.4%."),
    ]
    assert last_of(*parts).metric == "accuracy"


def test_where_alone_something_is_measured_it_is_measured():
    parts = [
        sentence("Kestrel-B reaches 36.9 MAP on WikiQA."),
        sentence("Kestrel-B reaches 71.3% accuracy on XNLI."),
        sentence("A longer text follows here."),
        sentence("It says nothing of any score."),
        sentence("Nor does this one."),
        sentence("Kestrel-B is an impressive 19.5 MAP points over BM25."),
    ]
    assert last_of(*parts).dataset == "WikiQA"


def test_another_papers_result_is_of_whom_the_sentence_names_only():
    quantity = last_of(sentence("Reed et al. (2019) report 61.2%.", section="Related Work"))
    assert (quantity.method, quantity.dataset) == ("Reed et al.", None)


def test_a_share_of_things_is_no_score():
    assert last_of(sentence("Kestrel-B uses 56.6% of the tokens on XNLI.")).metric == "tokens"
    assert is_share_of_things("56.6% of the tokens", 5)
    assert not is_share_of_things("79% of the time", 3)


@pytest.mark.parametrize(
    ("text", "number", "unit", "measure"),
    [
        ("They speed up inference by 7x.", "7x", "x", "inference speed"),
        (
            "It increases the total inference time per query by only 21%.",
            "21%",
            "%",
            "total inference time per query",
        ),
        ("This leads to a 12% reduction in memory on long texts.", "12%", "%", "memory"),
        ("Specifically, the coverage score increased by 1.6%.", "1.6%", "%", "coverage score"),
        ("It improves performance by 2%.", "2%", "%", None),
        ("There is a 45% reduction in rare languages.", "45%", "%", None),
        ("It improves Kestrel-B by 2%.", "2%", "%", None),
    ],
)
def test_what_moves_is_what_is_measured(text, number, unit, measure):
    start = text.index(number)
    assert moved_measure(text, start, start + len(number), unit) == measure


def test_a_row_of_numbers_goes_with_the_row_of_things_that_opens_the_sentence():
    text = "For sorting and counting, it reaches 71.2% and 80.4%, far above 60%."
    assert told_respectively(text, text.index("71.2")) == "sorting"
    assert told_respectively(text, text.index("80.4")) == "counting"
    assert told_respectively(text, text.index("60%")) is None
    assert told_respectively("For sorting, copying and counting, it reaches 7% and 8%.", 48) is None


def cells(caption, columns, rows, title="Lantern: light", row_headers=None):
    paper = replace(tables.document(caption, columns, rows, row_headers=row_headers), title=title)
    return {
        (q.cell.row, q.cell.column): q for claim in extract_paper(paper) for q in claim.quantities if q.cell
    }


def test_rows_told_as_steps_are_methods():
    found = cells(
        "Table 1: Accuracy on XNLI.",
        ["Model", "Dev", "Test"],
        [
            ["Tallow (base)", "70.1", "69.0"],
            ["+ Lantern", "74.2", "73.1"],
            ["no cache", "68.3", "67.7"],
            ["w/o bracken", "68.2", "67.5"],
        ],
    )
    methods = [found[row, "Test"].method for row in ("Tallow (base)", "+ Lantern", "no cache", "w/o bracken")]
    assert methods == ["Tallow (base)", "Lantern", "Tallow (base) no cache", "Tallow (base) w/o bracken"]


def test_signs_are_no_steps():
    assert read_variants(["+", "-", "* 3", "- 4.2"], "Lantern", lambda name: False) == (None,) * 4
    assert read_variants(["+ more data"], "Lantern", lambda name: False) == ("Lantern + more data",)
    assert read_variants(["+ more data"], None, lambda name: False) == (None,)


def test_what_a_caption_says_of_a_method_is_no_definition_of_its_name():
    found = cells(
        "Table 1: Exact match. Lantern is evaluated on dev sets.",
        ["Model", "WebQ", "TriviaQA"],
        [["Lantern (XL)", "48.2", "67.3"], ["Tallow", "46.3", "64.9"]],
    )
    assert found["Lantern (XL)", "TriviaQA"].method == "Lantern (XL)"


def test_a_heading_of_names_keeps_unknown_columns_from_being_methods():
    found = cells(
        "Table 1: Exact match.",
        ["Model", "Brook", "TriviaQA"],
        [["Lantern", "48.2", "67.3"], ["no moss", "47.9", "67.4"], ["no fern", "47.0", "66.1"]],
    )
    assert found["no moss", "Brook"].method == "Lantern no moss"


def test_codes_of_languages_are_told_by_their_company():
    found = cells(
        "Table 1: Accuracy of ChatGPT.",
        ["Task", "En", "Fr", "De", "Zh"],
        [["MossQA", "0.90", "0.80", "0.78", "0.78"], ["FernQA", "0.68", "0.58", "0.52", "0.52"]],
        title="Is ChatGPT fluent?",
    )
    assert {found["MossQA", column].method for column in ("En", "Zh")} == {"ChatGPT"}
    assert found["FernQA", "De"].condition == "De"


def test_a_noun_over_decimals_counts_nothing():
    found = cells(
        "Table 1: Accuracy on XNLI.",
        ["Model", "Unit / word", "Unit / sentence", "Sentences"],
        [["Lantern", "56.5", "57.5", "120"], ["Tallow", "50.4", "47.9", "340"]],
    )
    assert found["Lantern", "Unit / sentence"].role == "level"
    assert found["Lantern", "Unit / sentence"].metric == "Accuracy"
    assert found["Lantern", "Sentences"].role == "count"


def test_under_the_value_of_a_setting_stand_scores():
    found = cells(
        "Table 1: Accuracy on XNLI.",
        ["Model", "# of epochs / 1", "# of epochs / 3"],
        [["Lantern", "61.1", "91.6"], ["Tallow", "24.2", "52.7"]],
    )
    quantity = found["Lantern", "# of epochs / 3"]
    assert (quantity.role, quantity.metric, quantity.condition) == ("level", "Accuracy", "3")


def test_rows_go_by_their_names_and_not_by_their_numbers():
    found = cells(
        "Table 1: Results on XNLI.",
        ["ID", "Description", "F1", "Accuracy"],
        [["0", "original", ".70", ".88"], ["1", "fern", ".31", ".40"]],
        row_headers=["0 / original", "1 / fern"],
    )
    assert found["0 / original", "F1"].method == "original"


def test_brackets_of_a_methods_name_are_no_unit():
    found = cells(
        "Table 1: Accuracy.", ["Model", "XNLI"], [["Lantern (ml)", "79.4"], ["Lantern (pl)", "75.3"]]
    )
    assert found["Lantern (ml)", "XNLI"].unit is None


def test_a_measure_of_a_part_is_one():
    found = cells("Table 1: Location of moss.", ["Model", "P-Acc", "L-Acc"], [["Lantern", "0.488", "0.697"]])
    assert found["Lantern", "L-Acc"].metric == "L-Acc"


def test_a_tool_that_evaluates_is_no_data_set():
    paper = document(
        (
            "We introduce Fernas, a framework for the evaluation of answers.",
            "sentence",
            "abstract",
            "Abstract",
        ),
        ("With Fernas, we put forward two measures.", "sentence", "abstract", "Abstract"),
        title="Fernas: Automated Evaluation of Answers",
    )
    names = read_names(paper)
    assert (names.own_method, names.own_dataset) == ("Fernas", None)


def test_usage_tells_the_one_system_that_a_title_names():
    paper = document(
        ("We ask ChatGPT questions.", "sentence", "abstract", "Abstract"),
        ("Llama-2 (Reed et al., 2023) is not asked.", "sentence", "text", "Introduction"),
        title="Don't ask ChatGPT",
    )
    usage = read_usage(paper, read_names(paper), (), extract_cells(paper))
    assert usage.protagonist == "ChatGPT"
    assert usage.metric is None
    assert usage.metric_on("XNLI") == "Accuracy"  # the one that the field has
    assert usage.metric_on("SQuAD") is None  # the field has two, and the paper names neither


def test_a_method_without_a_name_goes_by_what_the_paper_calls_it():
    parts = [
        ("We show how to read sentences.", "sentence", "abstract", "Abstract"),
        ("Our approach reads them backwards.", "sentence", "text", "Method"),
        ("Then our approach sorts them, and our approach ends.", "sentence", "text", "Method"),
        (
            "We see a gain of 1.09% accuracy over the base model on XNLI.",
            "sentence",
            "text",
            "Results",
        ),
    ]
    claims = extract_paper(document(*parts, title="Reading backwards"))
    assert claims[-1].quantities[-1].method == "our approach"


def test_a_row_that_is_ours_is_the_papers_own_or_goes_by_that_word():
    columns, rows = ["Model", "XNLI"], [["Tallow", "74.6"], ["Ours", "76.8"]]
    assert cells("Table 1: Accuracy.", columns, rows)["Ours", "XNLI"].method == "Lantern"
    assert cells("Table 1: Accuracy.", columns, rows, title="Light")["Ours", "XNLI"].method == "Ours"


def test_rows_that_try_values_of_a_setting_have_scores():
    found = cells(
        "Table 1: Scaling up.",
        ["Strategy", "GLUE", "SQuAD"],
        [["4x training steps", "85.33", "82.45"], ["Training steps", "10", "20"]],
    )
    assert (found["4x training steps", "SQuAD"].role, found["4x training steps", "SQuAD"].method) == (
        "level",
        "4x training steps",
    )
    assert found["Training steps", "SQuAD"].role == "setting"


def test_a_mean_of_scores_says_nothing_of_what_is_measured():
    found = [sentence(f"Tallow has an average score of {n}.1 on MossBench.") for n in range(20, 30)]
    paper = document(*ABSTRACT, *found, title=TITLE)
    assert read_usage(paper, read_names(paper), (), ()).metric is None


def test_a_task_that_opens_a_sentence_holds_for_all_of_it():
    text = "In step counting (SC), nothing is new, but the accuracy of Kestrel-B in Zulu is 28% lower."
    assert last_of(sentence(text)).dataset == "step counting"
    assert last_of(sentence("On most tasks, the accuracy of Kestrel-B is 28% lower.")).dataset != "most"


def test_places_in_the_paper_are_no_scores():
    assert last_of(sentence("Kestrel-B improves on it by 2.0 points (Section 4.2).")).value != "4.2"


def test_beside_columns_that_name_their_measures_a_heading_names_another():
    found = cells(
        "Table 1: Lantern and others.",
        ["Data set", "Language", "MOSs / plain", "MOSs / all", "mAP"],
        [["FernSet", "Lantern", "0.955", "0.959", "0.862"], ["FernSet", "HTML", "0.917", "0.920", "0.722"]],
        row_headers=["FernSet / Lantern", "FernSet / HTML"],
    )
    assert found["FernSet / HTML", "MOSs / all"].metric == "MOSs"
    assert found["FernSet / HTML", "mAP"].metric == "mAP"
    assert [found[f"FernSet / {name}", "mAP"].method for name in ("Lantern", "HTML")] == ["Lantern", "HTML"]


def test_a_measure_that_the_paper_explains_is_one():
    parts = [
        sentence("We report the moss overlap score (MOS)."),
        sentence("Kestrel-B reaches a good value."),
    ]
    paper = document(*ABSTRACT, *parts, title=TITLE)
    assert read_usage(paper, read_names(paper), (), ()).coined == {"mos"}


def test_a_short_form_is_what_the_paper_says_it_is():
    parts = [
        sentence("Grouped-query attention (GQA) makes reading fast."),
        sentence("We use GQA on the GQA task."),
    ]
    paper = document(*ABSTRACT, *parts, title=TITLE)
    assert "gqa" in read_names(paper).methods
    assert "gqa" not in read_names(paper).datasets


def test_each_of_two_measures_stands_before_its_value():
    values = extract_paper(
        document(
            *ABSTRACT, sentence("Kestrel-B has a precision of 99.4% for a recall of 95.6%."), title=TITLE
        )
    )[-1].quantities
    assert [(q.value, q.metric) for q in values] == [("99.4", "precision"), ("95.6", "recall")]


def test_a_data_set_named_in_plain_words_is_where_a_score_is_of():
    text = "On the Winograd Schema Challenge we obtain an accuracy of 62.6%, which nobody had before."
    assert last_of(sentence(text)).dataset == "Winograd Schema Challenge"


def test_of_several_measures_of_a_data_set_the_paper_uses_the_one_it_names_most():
    found = [sentence("Perplexity is lower for longer texts, and perplexity is what we report, not F1.")] * 3
    paper = document(*ABSTRACT, *found, title=TITLE)
    assert read_usage(paper, read_names(paper), (), ()).metric_on("Penn Treebank") == "Perplexity"


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("Removing the cache reduces accuracy by 2.1% on XNLI.", "Removing the cache"),
        (
            "One exception was that dropping words produced an accuracy of 60.1 on XNLI.",
            "dropping words",
        ),
        ("On the other hand, human raters achieve 97.2% accuracy on XNLI.", "human raters"),
        ("The random baseline accuracy is 33.3% on XNLI.", "random baseline"),
        ("Kestrel-B beats mBERT on XNLI (75.6% vs 69.4%).", "mBERT"),
        ("The best accuracy on XNLI is 95.1%, obtained by Lantern (Reed et al., 2019).", "Lantern"),
    ],
)
def test_whose_a_number_is_may_be_told_in_plain_words(text, method):
    assert last_of(sentence(text)).method == method


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("It is 9.4x faster than mBERT.", "speed"),
        ("Kestrel-B has 28% fewer parameters than mBERT.", "parameters"),
        ("Excluding its words, the whole model weighs 207 MB.", "size"),
        ("Kestrel-B answers 71.8% of the questions.", "questions"),
        ("Kestrel-B drops 20.5% of the lists of words.", "lists of words"),
        ("It took 3.5 hours to train Kestrel-B.", "time"),
    ],
)
def test_what_is_no_score_is_one_of_what_the_sentence_says(text, metric):
    assert last_of(sentence(text)).metric == metric


def test_numbers_in_a_row_go_with_names_in_a_row():
    text = "It reaches 71.2% and 80.4% on XNLI and MLQA, respectively."
    names = [
        SpokenName(name, "dataset", text.index(name), text.index(name) + len(name))
        for name in ("XNLI", "MLQA")
    ]
    assert told_in_turn(text, text.index("71.2"), names, "dataset") == "XNLI"
    assert told_in_turn(text, text.index("80.4"), names, "dataset") == "MLQA"
    assert told_in_turn(text.replace(", respectively", ""), text.index("80.4"), names, "dataset") is None


def test_a_preposition_ties_a_place_to_the_number_before_it():
    text = "We see 2.2 points improvement for EN-DE and 1.2 points improvement for EN-AR."
    assert last_of(sentence(text)).dataset == "EN-AR"


def test_offers_of_one_name_add_up_and_each_feature_counts_once():
    offers = Offers()
    offers.add("kNN-LM", said=1.0)
    offers.add("KNN LM", said=0.5, table=1.0)
    offers.add(None, said=1.0)
    assert offers.features() == [("kNN-LM", {"said": 1.0, "table": 1.0})]
    assert offers.best({"any": 0.0, "said": 1.0, "table": -0.5}) == "kNN-LM"
    assert offers.best({"any": -0.6, "said": 1.0, "table": -0.5}) is None


def test_each_weight_is_told_in_words():
    path = Path(offers_module.__file__).with_name("attribution.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    assert {name for slot in load_weights().values() for name in slot} == set(content["features"])


def test_what_stands_in_brackets_is_no_part_of_a_subject():
    text = "The frozen cache (with no words) model reaches 71.2% accuracy on XNLI."
    found = find_subjects(analyse(text, EMPTY), text.index("71.2"))
    assert [name for _, _, name in found] == ["frozen cache model"]


def test_a_long_row_of_words_costs_no_more_than_its_length():
    text = f"The {'truly ' * 400}{'( ) ' * 80}cache reaches 71.2% accuracy on XNLI."
    assert last_of(sentence(text)).metric == "accuracy"


def test_a_count_is_of_what_is_counted_and_of_no_method_that_is_not_named():
    # Whatever a paper counted was told as its own method's: "4,000 talks" of Kestrel-B.
    count = last_of(sentence("For 57 out of 60 pairs, we would judge them as valid."))
    assert (count.metric, count.method) == ("pairs", None)


@pytest.mark.parametrize(("unit", "noun"), [("million pairs", "pairs"), ("thousand", None)])
def test_a_scale_is_nothing_that_is_counted(unit, noun):
    assert counted_noun(unit) == noun


def _of(text: str, number: str, *before: str) -> Quantity:
    """A number of a sentence of a paper about LanternIR."""
    parts: list[Part] = [
        ("We propose LanternIR, a retriever.", "sentence", "abstract", "Abstract"),
        ("LanternIR outperforms BM25 on MossBench and FernQA.", "sentence", "abstract", "Abstract"),
        sentence("The ANCE model and the DPR model are trained with hard negatives."),
        sentence("The ANCE model reads passages, and so does the DPR model."),
        sentence("The MossBench dataset has queries, the FernQA dataset has questions."),
        *(sentence(one) for one in before),
        sentence(text),
    ]
    claims = extract_paper(document(*parts, title="LanternIR: retrieval"))
    return next(q for claim in claims if claim.quote == text for q in claim.quantities if number in q.text)


@pytest.mark.parametrize(
    ("text", "number", "method"),
    [
        # what is done to a method is whose result it is, not the method that it is done to
        ("Removing the cache from LanternIR costs 3.9 points on FernQA.", "3.9", None),
        (
            "Interpolating the sparse index with the dense index improves exact match by just 0.7.",
            "0.7",
            "Interpolating the sparse index with the dense index",
        ),
        ("The usage of a warm start leads to a 2.2% increase in exact match.", "2.2", "warm start"),
        # what stands behind "than" has a verb of its own, but is only compared with
        (
            "We observe that the bilingual models are slightly better than the model trained for ten"
            " languages: 2.2 points improvement on FernQA.",
            "2.2",
            "bilingual models",
        ),
        # the value in brackets is of the name before it, though that is compared with
        ("LanternIR (78.4) and ANCE (77.9) both surpass DPR (70.1) on FernQA.", "70.1", "DPR"),
        ("The best performance is over 95%, obtained by ANCE on FernQA.", "95", "ANCE"),
        ("LanternIR improves the SoA to 60.1% accuracy on FernQA.", "60.1", "LanternIR"),
        ("Accuracy drops from 81.2% to 64.0% without the reranker on FernQA.", "64.0", "without reranker"),
    ],
)
def test_who_is_told_in_plain_words_is_no_measure_and_no_rival(text, number, method):
    if method is None:
        assert _of(text, number).method != "LanternIR"
    else:
        assert method in (_of(text, number).method or "")


@pytest.mark.parametrize(
    ("text", "number", "nobody"),
    [
        ("In fern counting (FC), the difference is over 15% on average.", "15", "difference"),
        ("The score falls to 54.2 on FernQA.", "54.2", "score"),
        ("Basque shows the biggest drop (-36%) in accuracy on FernQA.", "36", "Basque"),
        ("For Dutch and French, the accuracy reaches 71.2 on FernQA.", "71.2", "French"),
    ],
)
def test_a_measure_a_difference_or_a_language_is_nobody(text, number, nobody):
    """Subjects of their verbs, they were taken for whose result it is."""
    assert nobody not in (_of(text, number).method or "")


def test_a_measure_is_no_verb_and_no_comparative():
    """ "Match" in "exact match" was a verb with "exact" for its subject; "lower" was what 1.7% counts."""
    assert _of("With the reranker, exact match on FernQA rises by 2.4 points.", "2.4").method == "reranker"
    text = "LanternIR has a validation error of 22.2%, which is 1.7% lower than the ANCE baseline's 23.9%."
    assert _of(text, "1.7").metric == "validation error"


def test_what_a_number_is_relative_to_is_its_baseline():
    """ "Relative" belongs to the number, so that only "to XLM" was left behind it."""
    quantity = _of("LanternIR improves accuracy by 15.7 % relative to XLM on FernQA.", "15.7")
    assert (quantity.role, quantity.baseline) == ("ratio", "XLM")


def test_names_in_a_row_before_numbers_in_a_row_have_one_each_without_respectively():
    """The name that stands nearest took both numbers."""
    text = "Sparse ways like BM25 and DPR have a rather low recall of 6.4% and 2.8% on FernQA."
    assert (_of(text, "6.4").method, _of(text, "2.8").method) == ("BM25", "DPR")


def test_what_is_beaten_is_the_baseline_of_each_number_of_a_list():
    """A colon or a second "by" stood between the verb and the number."""
    text = "DPR underperforms ANCE on two sets: MossBench by 17.3 points and FernQA by 7.8 points."
    assert (_of(text, "17.3").baseline, _of(text, "7.8").baseline) == ("ANCE", "ANCE")
    text = "LanternIR beats DPR by 2.1 points and ANCE by 1.4 points on FernQA."
    assert (_of(text, "2.1").baseline, _of(text, "1.4").baseline) == ("DPR", "ANCE")


def test_what_a_paper_says_all_its_scores_are_of_counts_for_more_than_one_number_elsewhere():
    """A measure that stood beside the data set once was taken for what is measured on it always."""
    text = "DPR trails ANCE by 17.3 points on MossBench."
    once = "ANCE has a recall of 12.1% on MossBench."
    assert _of(text, "17.3", once).metric == "recall"
    assert _of(text, "17.3", once, "All scores denote nDCG@10.").metric == "nDCG@10"


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("All scores denote nDCG@10.", "nDCG@10"),
        ("Our main metric is MRR@10.", "MRR@10"),
        ("The main metric of FernQA is MRR@10.", None),
        ("We report the primary metric for each data set: exact match for FernQA, and others.", None),
        ("All results in this section are in MRR@10.", None),
        ("We compute exact match for all datasets.", "exact match"),
        ("All results of DPR are better in recall and precision.", None),
        ("We report exact match on FernQA.", None),
    ],
)
def test_a_measure_is_declared_for_all_scores(text, metric):
    assert read_declared(document(sentence(text))) == metric


def test_the_short_form_of_a_measure_is_no_data_set():
    """The field has a data set by the name of MR, and the paper says that it means a miss rate."""
    explained = "We report the log-average miss rate (MR)."
    quantity = _of("On FernQA, LanternIR lowers MR from 46.2% to 41.7%.", "41.7", explained)
    assert (quantity.metric, quantity.dataset) == ("MR", "FernQA")


def test_a_language_right_beside_a_number_is_its_condition():
    text = "The improvements range from 1.09% for Dutch to 8.67% for French in F1."
    assert (_of(text, "1.09").condition, _of(text, "8.67").condition) == ("Dutch", "French")
    assert _of("Basque shows the biggest drop (-36%) in accuracy on FernQA.", "36").condition == "Basque"


def test_a_task_that_opens_a_sentence_holds_to_its_end():
    """Characters between it and the number were counted against it."""
    text = (
        "For instance, for the coin flip task, the accuracy, which differs a good deal, varied from 99.6%"
        " for Annotator A to 71.4% for Annotator C."
    )
    before = "MossBench has an accuracy of 50.0% for all."
    assert _of(text, "71.4", before).dataset == "coin flip"


def test_a_name_that_goes_on_with_another_digit_is_another_name():
    """Of Fern-10 and Fern-100 the first was taken for a part of the second, which then was the only one."""
    text = "Our model achieves 3.58% test error (average of 10 runs) on CIFAR-10 and 17.31% on CIFAR-100."
    assert (_of(text, "3.58").dataset, _of(text, "17.31").dataset) == ("CIFAR-10", "CIFAR-100")
    assert _of(text, "17.31").metric == "test error"


def test_what_a_section_named_last_is_its_topic_where_nothing_nearer_is_told():
    between = ["Much is written of moss.", "It says nothing.", "Nor does this.", "And here is more."]
    quantity = _of("A warm start gives 71.2% accuracy.", "71.2", "We now turn to FernQA.", *between)
    assert quantity.dataset == "FernQA"
