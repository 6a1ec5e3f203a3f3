"""Multinomial logistic regression by gradient descent, and measures of its probabilities."""

from __future__ import annotations

import numpy as np

from synth.evaluation.metrics import measure
from synth.evaluation.outcomes import LABELS, Outcome

__all__ = ["LABELS", "fit", "measures", "show", "softmax"]


def fit(rows_ND: np.ndarray, labels_N: np.ndarray, weights_N: np.ndarray, l2: float = 1e-3) -> np.ndarray:
    """Return weights_3F, bias first, that minimise weighted log loss plus an L2 penalty (Adam)."""
    x_NF = np.column_stack([np.ones(len(rows_ND)), rows_ND])
    y_N3 = np.eye(3)[labels_N]
    w_3F = np.zeros((3, x_NF.shape[1]))
    mean, square = np.zeros_like(w_3F), np.zeros_like(w_3F)
    share_N = weights_N / weights_N.sum()
    for step in range(1, 4001):
        gradient = (softmax(x_NF @ w_3F.T) - y_N3).T * share_N @ x_NF + l2 * np.c_[np.zeros(3), w_3F[:, 1:]]
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        w_3F -= 0.03 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return w_3F


def softmax(scores_N3: np.ndarray) -> np.ndarray:
    powers = np.exp(scores_N3 - scores_N3.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def measures(probabilities_N3: np.ndarray, labels_N: np.ndarray) -> dict[str, float]:
    """The figures that `synth eval` prints, without their intervals."""
    outcomes = [
        Outcome(
            id=str(number),
            cluster=str(number),
            gold=LABELS[label],
            label=LABELS[int(p_3.argmax())],
            confidence=float(p_3.max()),
            probabilities=tuple(p_3),
            seconds=0.0,
        )
        for number, (p_3, label) in enumerate(zip(probabilities_N3, labels_N, strict=True))
    ]
    found = measure(outcomes)
    # Two words a name for people, but for the one that is written with a hyphen.
    names = {name: name.replace("_", "-" if name == "macro_f1" else " ") for name in found}
    return {"n": float(len(outcomes)), **{names[name]: figure.value for name, figure in found.items()}}


def show(name: str, found: dict[str, float]) -> None:
    print(
        f"{name:34s} "
        + "  ".join(f"{key} {value:.3f}" if key != "n" else f"n {value:.0f}" for key, value in found.items())
    )
