"""Outcomes in, figures with bootstrap intervals out.

Every measure is computed from sums over rows (a confusion matrix, squared errors, the bins of a
reliability diagram), so that a bootstrap sample is a weighting of the clusters' sums, and a thousand of
them take milliseconds. The tests hold the measures to scikit-learn's and to hand-computed values.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from synth.evaluation.outcomes import LABELS, Bin, Figure, Outcome

__all__ = ["BINS", "RESAMPLES", "bootstrap", "measure", "reliability"]

RESAMPLES = 1_000
"""Bootstrap samples behind an interval."""

BINS = 10
"""Bins of equal width in which confidence is compared with accuracy (Guo et al. 2017, §2)."""

_EDGES = np.arange(1, BINS) / BINS
_GIVEN = (*LABELS, "unjudged")
_CONFUSION = len(LABELS) * len(_GIVEN)
_BRIER = _CONFUSION
_BIN_N, _BIN_CONFIDENCE, _BIN_RIGHT = (
    slice(_BRIER + 1 + k * BINS, _BRIER + 1 + (k + 1) * BINS) for k in range(3)
)
_COLUMNS = _BRIER + 1 + 3 * BINS

Array = npt.NDArray[np.float64]
Measure = Callable[[Array], Mapping[str, Array]]
"""Sums with any leading axes, the last one being the columns, in; figures with those axes out."""


def measure(outcomes: Sequence[Outcome], *, seed: int = 0) -> dict[str, Figure]:
    """Return the figures of judged statements, each with its 95 % interval.

    - accuracy, f1 per label, and macro_f1, their mean over the labels that occur in the gold;
    - false_support: the share of refuted and not_found rows called supported;
    - true_support: the share of supported rows called supported;
    - ece: expected calibration error, Σ_b n_b/n |accuracy_b - confidence_b| over ten bins of the
      confidence of the label given (Guo et al. 2017, eq. 3), over the rows that have a confidence;
    - brier: mean over rows of Σ_label (p - y)², from 0 to 2 (Brier 1950).

    An unjudged row is an error: it misses its label, and its Brier score is 1, as with p = 0 for all.
    Figures without a basis (no false row, no confidence) are left out. Raises ValueError without rows.
    """
    return bootstrap(
        np.stack([_sums(outcome) for outcome in outcomes]),
        [outcome.cluster for outcome in outcomes],
        _figures,
        seed=seed,
    )


def bootstrap(sums_NK: Array, clusters: Sequence[str], figures: Measure, *, seed: int) -> dict[str, Figure]:
    """Return each figure of the summed rows with its percentile interval over resampled clusters.

    Clusters are drawn with replacement (Davison and Hinkley 1997, §2.4 and §3.8); a figure that has no
    basis on all rows is left out, one that has none in a sample leaves that sample out.
    """
    names = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    sums_CK = np.zeros((len(names), sums_NK.shape[1]))
    np.add.at(sums_CK, [names[cluster] for cluster in clusters], sums_NK)
    rng = np.random.default_rng(seed)
    draws_RC = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=RESAMPLES)
    found = {}
    with np.errstate(invalid="ignore", divide="ignore"):
        points, samples = figures(sums_CK.sum(axis=0)), figures(draws_RC @ sums_CK)
    for name, point in points.items():
        if not np.isnan(point):
            low, high = np.nanpercentile(samples[name], [2.5, 97.5])
            found[name] = Figure(value=float(point), low=float(low), high=float(high))
    return found


def reliability(outcomes: Sequence[Outcome]) -> tuple[Bin, ...]:
    """Return the reliability diagram's bins that hold a verdict, lowest confidence first."""
    if not outcomes:
        return ()
    sums_K = np.sum([_sums(outcome) for outcome in outcomes], axis=0)
    rows = zip(sums_K[_BIN_N], sums_K[_BIN_CONFIDENCE], sums_K[_BIN_RIGHT], strict=True)
    return tuple(
        Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            n=round(n),
            confidence=float(confidence / n),
            accuracy=float(right / n),
        )
        for place, (n, confidence, right) in enumerate(rows)
        if n
    )


def _sums(outcome: Outcome) -> Array:
    row_K = np.zeros(_COLUMNS)
    gold = LABELS.index(outcome.gold)
    row_K[gold * len(_GIVEN) + _GIVEN.index(outcome.label)] = 1
    truth_3 = np.eye(len(LABELS))[gold]
    row_K[_BRIER] = np.sum((np.array(outcome.probabilities or (0.0, 0.0, 0.0)) - truth_3) ** 2)
    if outcome.confidence is not None:
        place = int(np.digitize(outcome.confidence, _EDGES, right=True))
        for part, value in (
            (_BIN_N, 1.0),
            (_BIN_CONFIDENCE, outcome.confidence),
            (_BIN_RIGHT, float(outcome.label == outcome.gold)),
        ):
            row_K[part.start + place] = value
    return row_K


def _figures(sums_K: Array) -> dict[str, Array]:
    confusion_33 = sums_K[..., :_CONFUSION].reshape(*sums_K.shape[:-1], len(LABELS), len(_GIVEN))
    n = confusion_33.sum(axis=(-1, -2))
    gold_3, given_3 = confusion_33.sum(axis=-1), confusion_33.sum(axis=-2)[..., : len(LABELS)]
    right_3 = np.diagonal(confusion_33, axis1=-2, axis2=-1)
    f1_3 = np.where(gold_3 > 0, 2 * right_3 / (gold_3 + given_3), np.nan)
    occurs_3 = gold_3 > 0
    macro = np.where(occurs_3, f1_3, 0).sum(axis=-1) / occurs_3.sum(axis=-1)
    false_n = gold_3[..., 1] + gold_3[..., 2]
    return {
        "accuracy": right_3.sum(axis=-1) / n,
        "macro_f1": macro,
        **{f"f1_{label}": f1_3[..., place] for place, label in enumerate(LABELS)},
        "false_support": (confusion_33[..., 1, 0] + confusion_33[..., 2, 0]) / false_n,
        "true_support": right_3[..., 0] / gold_3[..., 0],
        "ece": calibration_error(sums_K[..., _BIN_N], sums_K[..., _BIN_CONFIDENCE], sums_K[..., _BIN_RIGHT]),
        "brier": sums_K[..., _BRIER] / n,
    }


def calibration_error(n_B: Array, confidence_B: Array, right_B: Array) -> Array:
    """Return the expected calibration error from each bin's count and its sums of confidence and hits.

    Guo et al. 2017, eq. 3; NaN where no bin holds anything.
    """
    return np.asarray(np.abs(right_B - confidence_B).sum(axis=-1) / n_B.sum(axis=-1))
