"""From features to probabilities."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import synth.verdicts
from synth.errors import InvalidRecord
from synth.verdicts.decide import CEILING, combine, label_of, predict, soften

MODELS = json.loads(Path(synth.verdicts.__file__).with_name("coefficients.json").read_text(encoding="utf-8"))[
    "models"
]


def features(model, value):
    return dict.fromkeys(MODELS[model]["features"], value)


@pytest.mark.parametrize("model", ["quantity", "text", "table"])
@pytest.mark.parametrize("value", [-1.0, 0.0, 0.5, 1.0])
def test_probabilities_sum_to_one_and_are_never_certain(model, value):
    found = predict(model, features(model, value))
    assert sum(found) == pytest.approx(1)
    assert 0 < min(found) <= max(found) <= CEILING + 1e-9


def test_other_features_than_the_fitted_ones_are_refused():
    with pytest.raises(InvalidRecord, match="colour"):
        predict("text", features("text", 0.0) | {"colour": 1.0})


def test_a_claim_is_as_sure_as_its_weakest_number():
    assert combine([(0.9, 0.05, 0.05), (0.2, 0.7, 0.1)]) == pytest.approx((0.2, 0.7, 0.1))
    assert combine([(0.9, 0.05, 0.05), (0.3, 0.1, 0.6)]) == pytest.approx((0.3, 0.1, 0.6))


@given(st.lists(st.tuples(*[st.floats(0.001, 1)] * 3), min_size=1, max_size=5))
def test_combined_probabilities_are_probabilities(raw):
    parts = [tuple(x / sum(row) for x in row) for row in raw]
    found = soften(combine(parts))
    assert sum(found) == pytest.approx(1)
    assert min(found) >= -1e-12


def test_a_tie_goes_to_the_more_cautious_label():
    assert label_of((0.4, 0.4, 0.2)) == "refuted"
    assert label_of((1 / 3, 1 / 3, 1 / 3)) == "not_found"
    assert label_of((0.6, 0.2, 0.2)) == "supported"
