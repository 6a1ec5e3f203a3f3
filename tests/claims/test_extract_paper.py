"""Sentences and cells of a paper together: what a number repeats, what it takes over, what is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.claims import extract_cells, extract_paper, read_quantities
from synth.claims.cell_links import link_cells
from synth.claims.names import NameTable
from synth.claims.own_subjects import name_own_subjects
from synth.types import Claim
from tests.claims.tables import document

NAMES = NameTable(
    own_method="Lantern",
    own_dataset="FernSet",
    methods=frozenset({"lantern", "tallow", "mwick"}),
    datasets=frozenset({"mossbench", "quillfish", "fernset"}),
)
PAPER = document(
    "Table 1: Accuracy of all systems.",
    ["Model", "MossBench", "Quillfish", "Avg"],
    [
        ["Lantern", "71.3", "64.06", "67.7"],
        ["Tallow", "69.8", "61.5", "65.6"],
        ["mWick", "58.2", "61.5", "59.9"],
    ],
)


def sentence(text: str, asserts: str = "own") -> Claim:
    quantities = read_quantities(text, NAMES)
    return Claim(
        id="c", paper_id="p1", version=1, quote=text, page=1, start=0, end=len(text), where="text",
        section="Results", quantities=quantities, asserts=asserts,
    )  # fmt: skip


def linked(text: str):
    (claim,) = link_cells(PAPER, [sentence(text)], extract_cells(PAPER, NAMES), NAMES)
    return [(q.value, q.cell and (q.cell.row, q.cell.column)) for q in claim.quantities], claim


def test_a_sentence_takes_over_what_the_cell_it_repeats_tells():
    places, claim = linked("On MossBench, Lantern reaches 71.3.")
    assert places == [("71.3", ("Lantern", "MossBench"))]
    (quantity,) = claim.quantities
    assert (quantity.metric, quantity.dataset, quantity.method) == ("Accuracy", "MossBench", "Lantern")
    assert quantity.better == "higher"


def test_a_rounded_number_repeats_its_cell():
    assert linked("Lantern scores 64.1% on Quillfish.")[0] == [("64.1", ("Lantern", "Quillfish"))]


def test_of_cells_of_one_value_the_one_whose_names_agree_is_meant():
    assert linked("mWick scores 61.5% on Quillfish.")[0] == [("61.5", ("mWick", "Quillfish"))]
    # Nothing tells which of the two is meant.
    assert linked("This is the 61.5% of before.")[0] == [("61.5", None)]


def test_a_sentence_about_other_methods_repeats_no_cell():
    assert linked("On MossBench, Tallow drops to 71.3% accuracy.")[0] == [("71.3", None)]


@pytest.mark.parametrize(
    "text", ["Lantern has more than 69.8% on MossBench.", "Lantern has 71 layers.", "It takes 71.3 GB."]
)
def test_bounds_counts_and_measures_repeat_no_score(text):
    assert [place for _, place in linked(text)[0]] == [None]


def test_what_a_sentence_says_itself_stays():
    (claim,) = link_cells(
        PAPER,
        [
            replace(
                one := sentence("Lantern scores 71.3."), quantities=(replace(one.quantities[0], metric="EM"),)
            )
        ],
        extract_cells(PAPER, NAMES),
        NAMES,
    )
    assert claim.quantities[0].metric == "EM"


def test_a_papers_own_method_heads_its_sentence_and_its_data_set_is_counted():
    (speed, count, other) = name_own_subjects(
        [
            sentence("Lantern is on a par with its teacher while being 7.5x smaller."),
            sentence("We introduce FernSet, which unites 15 tasks."),
            sentence("Unlike Tallow, which is 2.5x faster, Lantern is exact."),
        ],
        NAMES,
    )
    assert [(q.method, q.metric) for q in speed.quantities] == [("Lantern", "size")]
    assert [q.dataset for q in count.quantities] == ["FernSet"]
    assert [q.method for q in other.quantities] != ["Lantern"]


def test_an_abstract_speaks_of_the_papers_own_unless_it_names_another():
    ours, others = (
        replace(sentence(text), where="abstract")
        for text in ("It improves MossBench accuracy by 2.7 points.", "Tallow reaches 61.5% there.")
    )
    (gain, level) = name_own_subjects([ours, others], NAMES)
    assert [q.method for q in gain.quantities] == ["Lantern"]
    assert [q.method for q in level.quantities] != ["Lantern"]


def test_a_whole_paper_is_read_in_order_and_its_main_results_are_marked():
    paper = document(
        "Table 1: Test results on SQuAD.",
        ["Model", "EM", "F1"],
        [["Tallow (Reed et al., 2019)", "79.8", "87.0"], ["Lantern (ours)", "81.3", "89.1"]],
        best=((1, 1), (1, 2)),
    )
    claims = extract_paper(paper)
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)
    marked = {claim.quote: claim.main_result for claim in claims if claim.main_result is not None}
    assert {quote: (r.task, r.dataset, r.metric) for quote, r in marked.items()} == {
        "81.3": ("question answering", "SQuAD", "EM"),
        "89.1": ("question answering", "SQuAD", "F1"),
    }
