"""A paper's own headline results: whose line, which data set, which measure, which split."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims import extract_claims
from synth.claims.benchmarks import benchmark_of, find_benchmarks, find_tasks, task_name
from synth.claims.measures import find_measures, is_lower_better, is_possible_score, measure_name, tidy
from synth.claims.results import PaperResult, read_results
from synth.passages import read_text
from synth.types import Document, PlacedTable, Table

PROSE = """# RippleTag: Tagging with Waves

## Abstract

We propose RippleTag, a tagger for named entity recognition made of waves. On CoNLL 2003 it reaches 93.4 F1.

## Experiments

We compare with Drift (Reed et al., 2017) and Tallow (Brook et al., 2018) on CoNLL 2003 and OntoNotes.
Drift (Reed et al., 2017) is a tagger without waves. RippleTag is trained once.
"""


def table(
    caption: str,
    columns: list[str],
    rows: list[list[str]],
    *,
    best: tuple[tuple[int, int], ...] = (),
    index: int = 0,
) -> PlacedTable:
    return PlacedTable(
        index=index,
        label=f"Table {index + 1}",
        table=Table(caption=caption, columns=tuple(columns), rows=tuple(map(tuple, rows))),
        row_headers=tuple(row[0] for row in rows),
        spans=tuple((None,) * len(columns) for _ in rows),
        best=best,
    )


MAIN = table(
    "Table 1: Results on the test sets of CoNLL 2003 and OntoNotes (F1).",
    ["Model", "CoNLL 2003", "OntoNotes"],
    [
        ["Drift (Reed et al., 2017)", "91.2", "86.0"],
        ["Tallow (Brook et al., 2018)", "92.0", "87.5"],
        ["RippleTag (small)", "92.9", "87.9"],
        ["RippleTag (ours)", "93.4", "88.6"],
    ],
    best=((3, 1), (3, 2)),
)


def results(*tables: PlacedTable, text: str = PROSE) -> tuple[PaperResult, ...]:
    document: Document = replace(read_text(text), tables=tables)
    return read_results(document, extract_claims(document))


def told(found: tuple[PaperResult, ...]) -> set[tuple[str, str, str, str]]:
    return {(r.task, r.dataset, r.metric, r.score) for r in found}


def test_the_best_own_line_counts_a_data_set_each() -> None:
    found = results(MAIN)
    assert told(found) == {
        ("named entity recognition", "CoNLL 2003", "F1", "93.4"),
        ("named entity recognition", "OntoNotes", "F1", "88.6"),
    }
    assert found[0].score == "93.4"  # the abstract states it, so it is the surest
    assert (found[0].table, found[0].cell, found[0].method) == (0, (3, 1), "RippleTag (ours)")


def test_lines_that_cite_somebody_are_never_its_own() -> None:
    others = table(
        "Table 1: Results on CoNLL 2003 (F1).",
        ["Model", "CoNLL 2003"],
        [["Drift (Reed et al., 2017)", "91.2"], ["Tallow (Brook et al., 2018)", "95.0"]],
        best=((1, 1),),
    )
    assert "95.0" not in {r.score for r in results(others)}


def test_test_scores_count_and_not_those_of_development() -> None:
    split = table(
        "Table 1: Results on CoNLL 2003 (F1).",
        ["Model", "dev", "test"],
        [["Drift (Reed et al., 2017)", "94.1", "91.2"], ["RippleTag (ours)", "95.8", "93.4"]],
    )
    assert told(results(split)) == {("named entity recognition", "CoNLL 2003", "F1", "93.4")}


def test_what_is_measured_on_a_development_set_alone_is_no_headline() -> None:
    dev = table(
        "Table 2: Results on the development set of OntoNotes (F1).",
        ["Model", "OntoNotes"],
        [["Drift (Reed et al., 2017)", "88.0"], ["RippleTag (ours)", "89.9"]],
        best=((1, 1),),
        index=1,
    )
    found = results(replace(MAIN, table=replace(MAIN.table, columns=("Model", "CoNLL 2003", "SST-2"))), dev)
    assert "89.9" not in {r.score for r in found}


def test_rows_of_one_name_are_one_line() -> None:
    # Some readers lose what tells rows of one name apart; a bold number of any of them is the line's.
    same = table(
        "Table 1: Test results on CoNLL 2003.",
        ["Model", "F1", "Accuracy"],
        [
            ["Drift (Reed et al., 2017)", "91.2", "86.0"],
            ["RippleTag", "93.4", "80.1"],
            ["RippleTag", "90.0", "88.6"],
            ["RippleTag", "85.2", "81.3"],
        ],
        best=((1, 1), (2, 2)),
    )
    assert {(r.metric, r.score) for r in results(same)} == {("F1", "93.4"), ("Accuracy", "88.6")}


def test_where_a_line_is_said_to_be_its_own_one_that_nothing_names_is_not() -> None:
    better = table(
        "Table 1: Test results on CoNLL 2003 (F1).",
        ["Model", "F1"],
        [["Fathom", "94.0"], ["Sounding", "90.2"], ["RippleTag (ours)", "93.4"]],
        best=((0, 1),),
    )
    assert {r.score for r in results(better)} == {"93.4"}


def test_letters_within_a_name_are_no_deviation() -> None:
    split = table(
        "Table 1: Test results.",
        ["Model", "PTB - SD / UAS", "SD"],
        [["Drift (Reed et al., 2017)", "91.2", "0.2"], ["RippleTag (ours)", "93.4", "0.1"]],
    )
    assert {(r.dataset, r.score) for r in results(split)} == {("Penn Treebank", "93.4")}


def test_columns_that_are_no_scores_are_left_out() -> None:
    mixed = table(
        "Table 1: Results on CoNLL 2003.",
        ["Model", "F1", "Params", "train F1"],
        [["Drift (Reed et al., 2017)", "91.2", "12.5", "99.0"], ["RippleTag (ours)", "93.4", "14.5", "99.5"]],
    )
    assert {r.score for r in results(mixed)} == {"93.4"}


def test_methods_may_stand_in_columns() -> None:
    turned = table(
        "Table 1: Test results (F1).",
        ["", "Drift (Reed et al., 2017)", "RippleTag (ours)"],
        [["CoNLL 2003", "91.2", "93.4"], ["OntoNotes", "86.0", "88.6"]],
    )
    assert {(r.dataset, r.score) for r in results(turned)} == {("CoNLL 2003", "93.4"), ("OntoNotes", "88.6")}


def test_statistics_and_ablations_are_no_main_results() -> None:
    counts = table(
        "Table 2: Statistics of the data sets.",
        ["Data", "CoNLL 2003", "OntoNotes"],
        [["RippleTag sentences", "14.0", "59.9"]],
        index=1,
    )
    parts = table(
        "Table 3: Ablation study on the development set of CoNLL 2003 (F1).",
        ["Model", "F1"],
        [["RippleTag", "95.8"], ["- waves", "94.0"], ["- tides", "94.4"]],
        index=2,
    )
    assert told(results(MAIN, counts, parts)) == told(results(MAIN))


def test_lower_is_better_for_errors_and_perplexity() -> None:
    text = PROSE.replace("named entity recognition", "language modeling").replace("CoNLL 2003", "WikiText-2")
    text = text.replace("93.4 F1", "a perplexity of 58.2")
    scores = table(
        "Table 1: Test perplexity on WikiText-2.",
        ["Model", "Perplexity"],
        [["Drift (Reed et al., 2017)", "65.1"], ["RippleTag (small)", "61.0"], ["RippleTag", "58.2"]],
    )
    assert told(results(scores, text=text)) == {("language modeling", "WikiText-2", "Perplexity", "58.2")}


def test_prose_tells_results_where_there_are_no_tables() -> None:
    assert ("named entity recognition", "CoNLL 2003", "F1", "93.4") in told(results())


def test_an_empty_paper_has_no_results() -> None:
    assert results(text="Nothing was measured.") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On CoNLL-2003 and CoNLL03", ["CoNLL 2003", "CoNLL 2003"]),
        ("WSJ and the PTB", ["Penn Treebank", "Penn Treebank"]),
        ("a race of SST - 2 against SQuAD 2.0", ["SST-2", "SQuAD 2.0"]),
        ("CR-CNN ranks classes", []),
        ("TyDiQA-GoldP, PAWS-X and NQ", ["TyDi QA", "PAWS-X", "Natural Questions"]),
        ("we drop the math of a copa", []),
        ("IMDB reviews of FB15k-237", ["IMDb", "FB15K-237"]),
    ],
)
def test_data_sets_by_any_of_their_spellings(text: str, names: list[str]) -> None:
    assert [found.name for _, found in find_benchmarks(text)] == names


def test_names_of_tasks() -> None:
    assert [task for _, task in find_tasks("POS tagging with language models")] == [
        "part-of-speech tagging",
        "language modeling",
    ]
    assert task_name("relationship_extraction") == "relation extraction"
    assert task_name("pond_counting") == "pond counting"
    assert benchmark_of("Penn Tree bank") is not None
    assert benchmark_of("PONDBENCH") is None


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("ROUGE - L", "ROUGE-L"),
        ("F 1", "F1"),
        ("Test PPL", "Perplexity"),
        ("bits / char", "BPC"),
        ("H@10", "Hits@10"),
        ("R-1", "ROUGE-1"),
        ("Joint goal", "Joint goal accuracy"),
    ],
)
def test_measures_as_headers_print_them(header: str, measure: str) -> None:
    assert [name for _, name in find_measures(tidy(header), is_header=True)] == [measure]


def test_one_letter_is_a_measure_in_headers_only() -> None:
    assert find_measures("R and P of joint training") == ()
    assert measure_name("F-measure") == "F1"
    assert measure_name("pond depth") is None


def test_scores_that_a_measure_can_take() -> None:
    assert is_possible_score(61.0, "F1")
    assert not is_possible_score(161.0, "F1")
    assert is_possible_score(161.0, "Perplexity")
    assert is_lower_better("WER")
    assert not is_lower_better("F1")
