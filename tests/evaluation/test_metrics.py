"""Measures against values worked out by hand and against scikit-learn's."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score

from synth.evaluation.counts import count_kinds, milliseconds, spread
from synth.evaluation.intervals import wilson
from synth.evaluation.metrics import measure, reliability
from synth.evaluation.outcomes import LABELS, Outcome


def outcome(gold: str, probabilities: tuple | None, *, cluster: str = "", kind: str = "") -> Outcome:
    label = "unjudged" if probabilities is None else LABELS[int(np.argmax(probabilities))]
    return Outcome(
        id=f"{gold}-{probabilities}-{cluster}",
        cluster=cluster or f"{gold}-{probabilities}",
        gold=gold,
        label=label,
        confidence=None if probabilities is None else max(probabilities),
        probabilities=probabilities,
        seconds=0.01,
        kind=kind,
    )


def drawn(n: int = 300) -> list[Outcome]:
    rng = np.random.default_rng(5)
    found = []
    for number in range(n):
        p_3 = rng.dirichlet((1.5, 1.0, 1.0))
        gold = LABELS[rng.choice(3, p=0.7 * p_3 + 0.1)]
        found.append(outcome(gold, tuple(float(p) for p in p_3), cluster=f"paper {number // 3}"))
    return found


# Four of five right; confidences 0.8, 0.6, 0.75, 0.95 and, wrong, 0.55.
FIVE = [
    outcome("supported", (0.8, 0.1, 0.1)),
    outcome("supported", (0.6, 0.3, 0.1)),
    outcome("refuted", (0.15, 0.75, 0.1)),
    outcome("refuted", (0.55, 0.25, 0.2)),
    outcome("not_found", (0.03, 0.02, 0.95)),
]


def test_figures_worked_out_by_hand() -> None:
    found = {name: figure.value for name, figure in measure(FIVE).items()}
    assert found["accuracy"] == pytest.approx(4 / 5)
    assert found["f1_supported"] == pytest.approx(2 * 2 / (2 + 3))
    assert found["f1_refuted"] == pytest.approx(2 * 1 / (2 + 1))
    assert found["f1_not_found"] == pytest.approx(1)
    assert found["macro_f1"] == pytest.approx((0.8 + 2 / 3 + 1) / 3)
    assert found["false_support"] == pytest.approx(1 / 3)
    assert found["true_support"] == pytest.approx(1)
    # Bins (0.5, 0.6] hold 0.6 right and 0.55 wrong; the others one right verdict each.
    gaps = abs(1 - (0.6 + 0.55)) + abs(1 - 0.75) + abs(1 - 0.8) + abs(1 - 0.95)
    assert found["ece"] == pytest.approx(gaps / 5)
    squares = (0.04 + 0.01 + 0.01) + (0.16 + 0.09 + 0.01) + (0.15**2 + 0.25**2 + 0.01)
    squares += (0.55**2 + 0.75**2 + 0.04) + (0.03**2 + 0.02**2 + 0.05**2)
    assert found["brier"] == pytest.approx(squares / 5)


def test_figures_are_those_of_scikit_learn() -> None:
    rows = drawn()
    found = {name: figure.value for name, figure in measure(rows).items()}
    gold, given = [row.gold for row in rows], [row.label for row in rows]
    assert found["accuracy"] == pytest.approx(accuracy_score(gold, given))
    assert found["macro_f1"] == pytest.approx(f1_score(gold, given, labels=list(LABELS), average="macro"))
    by_label = f1_score(gold, given, labels=list(LABELS), average=None)
    assert [found[f"f1_{label}"] for label in LABELS] == pytest.approx(list(by_label))
    truth_N3 = np.array([[row.gold == label for label in LABELS] for row in rows], dtype=int)
    p_N3 = np.array([row.probabilities for row in rows])
    assert found["brier"] == pytest.approx(brier_score_loss(truth_N3, p_N3, scale_by_half=False))


def test_reliability_is_that_of_scikit_learn() -> None:
    rows = drawn()
    right = [row.label == row.gold for row in rows]
    accuracy, confidence = calibration_curve(right, [row.confidence for row in rows], n_bins=10)
    bins = reliability(rows)
    assert [one.accuracy for one in bins] == pytest.approx(list(accuracy))
    assert [one.confidence for one in bins] == pytest.approx(list(confidence))
    weighted = sum(one.n * abs(one.accuracy - one.confidence) for one in bins) / len(rows)
    assert measure(rows)["ece"].value == pytest.approx(weighted)


def test_an_unjudged_row_is_an_error_and_has_no_confidence() -> None:
    rows = [outcome("supported", (0.9, 0.05, 0.05)), outcome("refuted", None)]
    found = {name: figure.value for name, figure in measure(rows).items()}
    assert found["accuracy"] == pytest.approx(0.5)
    assert found["f1_refuted"] == 0
    assert found["false_support"] == 0
    assert found["brier"] == pytest.approx((0.01 + 0.0025 + 0.0025 + 1) / 2)
    assert found["ece"] == pytest.approx(0.1)
    assert sum(one.n for one in reliability(rows)) == 1


def test_figures_without_a_basis_are_left_out() -> None:
    found = measure([outcome("supported", None)])
    assert set(found) == {"accuracy", "macro_f1", "f1_supported", "true_support", "brier"}


def test_intervals_hold_the_figure_and_repeat() -> None:
    rows = drawn()
    first, again, other = measure(rows, seed=3), measure(rows, seed=3), measure(rows, seed=4)
    assert first == again
    assert first != other
    for name in ("accuracy", "macro_f1", "true_support", "brier"):
        assert first[name].low < first[name].value < first[name].high


def test_rows_of_one_paper_are_drawn_together() -> None:
    # Ten papers whose rows are all right or all wrong: alone, rows would look ten times as sure.
    rows = [
        outcome("supported", (0.9, 0.1, 0.0) if paper % 2 else (0.1, 0.9, 0.0), cluster=f"paper {paper}")
        for paper in range(10)
        for _ in range(10)
    ]
    together = measure(rows)["accuracy"]
    apart = measure([outcome(r.gold, r.probabilities, cluster=str(n)) for n, r in enumerate(rows)])[
        "accuracy"
    ]
    assert together.high - together.low > 2 * (apart.high - apart.low)


def test_wilson_interval_is_the_formula_of_1927() -> None:
    n, hits, z = 40, 38, 1.959963984540054
    p = hits / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    found = wilson(hits, n)
    assert (found.value, found.low, found.high) == pytest.approx((p, middle - half, middle + half))
    assert wilson(12, 12).high == pytest.approx(1)
    assert wilson(12, 12).low < 0.8


def test_kinds_are_counted_by_side() -> None:
    rows = [
        outcome("supported", (0.9, 0.1, 0.0), kind="prose"),
        outcome("supported", (0.1, 0.8, 0.1), kind="prose"),
        outcome("refuted", (0.1, 0.1, 0.8), kind="digit"),
        outcome("refuted", None, kind="digit"),
        outcome("refuted", (0.8, 0.1, 0.1), kind="digit"),
    ]
    assert [(one.kind, one.n, one.hits) for one in count_kinds(rows)] == [("prose", 2, 1), ("digit", 3, 2)]


def test_parts_of_a_file_are_spread_over_it() -> None:
    assert spread(range(10), 3) == (0, 3, 6)
    assert spread(range(10), None) == spread(range(10), 99) == tuple(range(10))


def test_times() -> None:
    assert milliseconds([0.01, 0.02, 0.03]) == pytest.approx({"median": 20.0, "p95": 29.0})
    assert milliseconds([]) == {}
