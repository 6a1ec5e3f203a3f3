"""Krippendorff's alpha against its author's own worked example."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.reviews import krippendorff_alpha

# Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section D: 4 observers, 12 units.
OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def units() -> list[list[float]]:
    rows = [line.split() for line in OBSERVERS]
    return [[float(mark) for mark in column if mark != "."] for column in zip(*rows, strict=True)]


def test_published_example() -> None:
    alpha = krippendorff_alpha(units())
    assert alpha == pytest.approx(0.849, abs=0.0005)


@pytest.mark.parametrize("marks", [[], [[1.0]], [[1.0], [2.0]], [[3.0, 3.0], [3.0, 3.0, 3.0]]])
def test_without_a_basis_it_is_not_defined(marks: list[list[float]]) -> None:
    assert krippendorff_alpha(marks) is None


def test_perfect_agreement_is_one_and_contradiction_is_negative() -> None:
    assert krippendorff_alpha([[1.0, 1.0], [9.0, 9.0]]) == 1.0
    contradiction = krippendorff_alpha([[1.0, 9.0], [9.0, 1.0]])
    assert contradiction is not None
    assert contradiction < 0


def test_a_unit_with_one_mark_changes_nothing() -> None:
    assert krippendorff_alpha([*units(), [5.0]]) == krippendorff_alpha(units())


marks = st.lists(st.lists(st.floats(0, 10).map(lambda x: round(x, 2)), max_size=5), max_size=6)


@given(marks)
def test_order_does_not_matter_and_one_is_the_most(values: list[list[float]]) -> None:
    alpha = krippendorff_alpha(values)
    turned = krippendorff_alpha([unit[::-1] for unit in values[::-1]])
    if alpha is None:
        assert turned is None
    else:
        assert alpha <= 1
        assert turned == pytest.approx(alpha, abs=1e-6)
