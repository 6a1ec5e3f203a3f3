"""Spans of quantities and result tuples: what counts as found."""

from __future__ import annotations

import pytest

from synth.claims import extract_claims
from synth.claims.results import read_results
from synth.evaluation.spans import joined_spans, measure_spans, overlaps
from synth.evaluation.tuples import matched, measure_tuples, results_of
from synth.passages import read_text
from synth.progress import SilentBoard
from synth.types import Quantity

TEXT = "On PONDBENCH, Ripple reaches an accuracy of 81.3%."


def test_enumerations_are_one_span() -> None:
    text = "We measured depths of 4, 6 and 9 m within 3 weeks."
    parts = (("4", "m"), ("6", "m"), ("9 m", "m"), ("3 weeks", "weeks"))
    read = [
        Quantity(
            text=part, start=text.index(part), end=text.index(part) + len(part), value=part[0], unit=unit
        )
        for part, unit in parts
    ]
    assert [text[a:b] for a, b in joined_spans(text, read)] == ["4, 6 and 9 m", "3 weeks"]


def test_an_annotated_span_counts_once() -> None:
    assert overlaps([(0, 3), (4, 6)], [(1, 5)]) == 1
    assert overlaps([(0, 3), (4, 6)], [(2, 3), (5, 9)]) == 2
    assert overlaps([(0, 3)], [(3, 5)]) == 0


def test_strict_and_soft_figures() -> None:
    rows = [
        {"id": "1", "text": "It took 84 hours.", "quantities": [{"start": 8, "end": 16}]},
        {"id": "2", "text": "It took 84 hours.", "quantities": [{"start": 8, "end": 10}]},
    ]
    figures, seconds = measure_spans(rows, SilentBoard(), seed=0)
    assert figures["strict_f1"].value == pytest.approx(0.5)
    assert figures["soft_f1"].value == pytest.approx(1)
    assert len(seconds) == 2


def test_results_are_tuples_with_the_method_where_it_is_asked_for() -> None:
    document = read_text(TEXT)
    results = read_results(document, extract_claims(document))
    assert results_of(results, has_method=True) == [("", "PONDBENCH", "Accuracy", "81.3", "Ripple")]
    assert results_of(results, has_method=False) == [("", "PONDBENCH", "Accuracy", "81.3")]


def test_names_match_when_one_holds_the_other() -> None:
    ours = [("counting", "PONDBENCH", "Accuracy", "81.3")]
    assert matched(ours, [("frog counting", "PondBench (test)", "Accuracy", "81.30%")]) == 1
    assert matched(ours, [("counting", "PondBench", "Accuracy", "81.4")]) == 0
    assert matched(ours, [("counting", "MarshSet", "Accuracy", "81.3")]) == 0
    assert matched(ours, [("naming", "PondBench", "Accuracy", "81.3")]) == 0
    assert matched(ours * 2, [("counting", "PondBench", "Accuracy", "81.3")]) == 1


def test_names_match_when_the_field_knows_them_as_one() -> None:
    ours = [("relation extraction", "Penn Treebank", "F1", "81.3")]
    assert matched(ours, [("relationship_extraction", "PTB", "Avg F1", "81.3")]) == 1
    assert matched(ours, [("relationship_extraction", "CTB", "F1", "81.3")]) == 0


def test_figures_of_tuples() -> None:
    gold = {"task": "", "dataset": "PondBench", "metric": "Accuracy", "score": "81.3"}
    other = {**gold, "metric": "F1"}
    figures, _ = measure_tuples([{"id": "1", "text": TEXT, "results": [gold, other]}], SilentBoard(), seed=0)
    assert figures["score_f1"].value == pytest.approx(1)
    assert figures["tuple_precision"].value == pytest.approx(1)
    assert figures["tuple_recall"].value == pytest.approx(0.5)
