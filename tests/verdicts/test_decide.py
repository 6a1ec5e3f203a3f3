"""From features to probabilities."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import synth.verdicts
from synth.errors import InvalidRecord
from synth.verdicts.decide import CEILING, calibrate, label_of, predict, require_witness, soften
from synth.verdicts.trees import BoostedTrees

FOLDER = Path(synth.verdicts.__file__).parent
MODELS = {
    name: model
    for file in ("coefficients.json", "text_coefficients.json")
    for name, model in json.loads((FOLDER / file).read_text(encoding="utf-8"))["models"].items()
} | {"quantity": json.loads((FOLDER / "trees.json").read_text(encoding="utf-8"))}


def features(model, value):
    return dict.fromkeys(MODELS[model]["features"], value)


@pytest.mark.parametrize("model", sorted(MODELS))
@pytest.mark.parametrize("value", [-1.0, 0.0, 0.5, 1.0])
def test_probabilities_sum_to_one_and_are_never_certain(model, value):
    found = predict(model, features(model, value))
    assert sum(found) == pytest.approx(1)
    assert 0 < min(found) <= max(found) <= CEILING + 1e-9


def test_other_features_than_the_fitted_ones_are_refused():
    with pytest.raises(InvalidRecord, match="colour"):
        predict("text", features("text", 0.0) | {"colour": 1.0})


def test_trees_add_up_the_answers_to_their_questions():
    trees = BoostedTrees.of_json(
        {
            "features": ["size", "weight"],
            "start": [0.5, 0.0],
            "trees": [[[0, 0.3, -1.0, [1, 0.0, 2.0, 3.0]], 0.25], []],
        }
    )
    assert trees.scores({"size": 0.3, "weight": 9.0}) == [0.5 - 1.0 + 0.25, 0.0]
    assert trees.scores({"size": 0.4, "weight": 0.0}) == [0.5 + 2.0 + 0.25, 0.0]
    assert trees.scores({"size": 0.4, "weight": 0.1}) == [0.5 + 3.0 + 0.25, 0.0]


@given(st.tuples(*[st.floats(0.001, 1)] * 3))
def test_softened_probabilities_are_probabilities(raw):
    found = soften(tuple(x / sum(raw) for x in raw))
    assert sum(found) == pytest.approx(1)
    assert max(found) <= CEILING + 1e-9


def test_a_tie_goes_to_the_more_cautious_label():
    assert label_of((0.4, 0.4, 0.2)) == "refuted"
    assert label_of((1 / 3, 1 / 3, 1 / 3)) == "not_found"
    assert label_of((0.6, 0.2, 0.2)) == "supported"


@pytest.mark.parametrize("basis", ["numbers", "words"])
@given(st.tuples(*[st.floats(0.001, 1.0)] * 3), st.floats(0.0, 1.0))
def test_calibration_keeps_the_order_of_the_labels(basis, weights, closeness):
    total = sum(weights)
    raw = tuple(weight / total for weight in weights)
    found = calibrate(basis, raw, closeness)
    assert sum(found) == pytest.approx(1.0)
    for one in range(3):
        for other in range(3):
            if raw[one] > raw[other] + 1e-3:
                assert found[one] > found[other] - 1e-9


def test_a_free_paraphrase_is_judged_with_less_confidence_than_the_papers_own_words():
    assert calibrate("numbers", (0.97, 0.02, 0.01), 0.2)[0] < calibrate("numbers", (0.97, 0.02, 0.01), 0.9)[0]


def test_without_witness_a_label_does_not_lead_and_doubt_stays():
    # Once all that lacked a witness went to not_found, four in ten claims "not found" with 0.95 were true.
    found = require_witness((0.5, 0.45, 0.05), can_support=False, can_refute=False)
    assert label_of(found) == "not_found"
    assert sum(found) == pytest.approx(1)
    assert min(found) > 0.25


def test_with_a_witness_nothing_is_taken_from_a_label():
    raw = (0.5, 0.3, 0.2)
    assert require_witness(raw, can_support=True, can_refute=True) == raw
    sure = (0.2, 0.7, 0.1)
    assert require_witness(sure, can_support=False, can_refute=True) == sure


def test_support_needs_more_than_all_that_may_be_missing():
    # Nothing speaks against the claim, so what would refute it was perhaps not found.
    assert label_of(require_witness((0.45, 0.35, 0.2), can_support=True, can_refute=False)) == "not_found"
    assert label_of(require_witness((0.6, 0.3, 0.1), can_support=True, can_refute=False)) == "supported"


@given(
    st.tuples(*[st.floats(min_value=0.001, max_value=1)] * 3),
    st.booleans(),
    st.booleans(),
)
def test_no_label_leads_without_a_witness(shares, can_support, can_refute):
    total = sum(shares)
    raw = (shares[0] / total, shares[1] / total, shares[2] / total)
    found = require_witness(raw, can_support=can_support, can_refute=can_refute)
    assert sum(found) == pytest.approx(1)
    assert can_support or label_of(found) != "supported"
    assert can_refute or label_of(found) != "refuted"
