"""Figures may rise and never fall: each set is held to floors that are pinned to its data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from synth.evaluation import Evaluation, Figure
from synth.evaluation.outcomes import KindCount
from tests.evaluation.gate import OWN, SHARED, Gate, breaches, limits_of, measure, read_floors


def hold(gate: Gate, home: Path, shared: Path | None) -> None:
    found = measure(gate, home, shared)
    assert breaches(read_floors()[gate.key], found) == []


@pytest.mark.parametrize("gate", OWN, ids=lambda gate: gate.key)
def test_floor_of_what_comes_with_the_project(gate: Gate, home: Path) -> None:
    hold(gate, home, None)


@pytest.mark.shared
@pytest.mark.parametrize("gate", SHARED, ids=lambda gate: gate.key)
def test_floor_of_the_benches(gate: Gate, home: Path, shared_dir: Path) -> None:
    hold(gate, home, shared_dir)


FOUND = Evaluation(
    name="pond/dev",
    sha256="aa",
    rows=40,
    clusters=40,
    unjudged=0,
    seed=0,
    limit=None,
    figures={
        "accuracy": Figure(value=0.8, low=0.7, high=0.9),
        "ece": Figure(value=0.04, low=0.02, high=0.09),
    },
)
POND = Gate("pond", held=("accuracy",), capped=("ece",))


def test_a_measurement_keeps_its_own_limits() -> None:
    assert breaches(limits_of(POND, FOUND, 0.0), FOUND) == []


def of_kind(hits: int) -> Evaluation:
    share = Figure(value=hits / 12, low=0, high=1)
    return replace(FOUND, kinds=(KindCount(kind="swap", gold="refuted", n=12, hits=hits, share=share),))


def test_a_kind_may_lose_the_one_that_its_floor_allows() -> None:
    """A floor of 11 of 12 that was rounded up to 0.917 refused the 11 of 12 that it stood for."""
    limits = limits_of(POND, of_kind(12), 0.02)
    assert breaches(limits, of_kind(11)) == []
    assert breaches(limits, of_kind(10)) != []


@pytest.mark.parametrize(("name", "value"), [("accuracy", 0.77), ("ece", 0.07)])
def test_what_falls_below_the_floor_is_named(name: str, value: float) -> None:
    worse = replace(FOUND, figures={**FOUND.figures, name: Figure(value=value, low=0, high=1)})
    broken = breaches(limits_of(POND, FOUND, 0.02), worse)
    assert len(broken) == 1
    assert name in broken[0]


def test_other_data_is_no_pass() -> None:
    assert "measure anew" in breaches(limits_of(POND, FOUND, 0.02), replace(FOUND, sha256="bb"))[0]


def test_a_figure_that_is_gone_is_no_pass() -> None:
    assert breaches(limits_of(POND, FOUND, 0.02), replace(FOUND, figures={})) != []
