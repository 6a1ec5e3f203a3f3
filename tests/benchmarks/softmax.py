"""Multinomial logistic regression by Newton-free gradient descent, and measures of probabilities."""

from __future__ import annotations

import numpy as np

LABELS = ("supported", "refuted", "not_found")


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
    """Macro-F1, F1 by class, false-support rate, ECE (10 bins of equal width), Brier score."""
    said_N = probabilities_N3.argmax(axis=1)
    result: dict[str, float] = {"n": float(len(labels_N)), "accuracy": float((said_N == labels_N).mean())}
    scores = []
    for place, label in enumerate(LABELS):
        hit = float(((said_N == place) & (labels_N == place)).sum())
        precision = hit / max((said_N == place).sum(), 1)
        recall = hit / max((labels_N == place).sum(), 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        result[f"f1 {label}"] = f1
        if (labels_N == place).any():
            scores.append(f1)
    result["macro-f1"] = float(np.mean(scores))
    false = labels_N != 0
    result["false support"] = float((said_N[false] == 0).mean()) if false.any() else 0.0
    confidence_N, right_N = probabilities_N3.max(axis=1), said_N == labels_N
    bins_N = np.minimum((confidence_N * 10).astype(int), 9)
    result["ece"] = float(
        sum(
            abs(confidence_N[bins_N == b].mean() - right_N[bins_N == b].mean()) * (bins_N == b).mean()
            for b in np.unique(bins_N)
        )
    )
    result["brier"] = float(((probabilities_N3 - np.eye(3)[labels_N]) ** 2).sum(axis=1).mean())
    return result


def show(name: str, found: dict[str, float]) -> None:
    print(
        f"{name:34s} "
        + "  ".join(f"{key} {value:.3f}" if key != "n" else f"n {value:.0f}" for key, value in found.items())
    )
