"""From features to probabilities: small fitted models whose every step can be told.

Claims with numbers are decided by boosted trees of two questions each (`trees.json`), tables and claims
without numbers by multinomial logistic regression (`coefficients.json`, `text_coefficients.json`).
`tests/benchmarks/fit_verdicts.py`, `fit_tables.py` and `fit_text.py` fit them and say on what. What they say
of whole papers is set right by `calibration.json`, which `fit_calibration.py` fits.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from synth.errors import InvalidRecord
from synth.verdicts.trees import BoostedTrees

__all__ = [
    "LABELS",
    "Basis",
    "Model",
    "Probabilities",
    "bounded_odds",
    "calibrate",
    "label_of",
    "predict",
    "require_witness",
    "soften",
]

LABELS: tuple[Literal["supported"], Literal["refuted"], Literal["not_found"]] = (
    "supported",
    "refuted",
    "not_found",
)
"""Order of the probabilities of a verdict."""

Model = Literal["quantity", "text", "words", "table"]
"""Which of the fitted models: of numbers in prose, of prose without numbers (with an entailment model and
without one), of tables."""

Basis = Literal["numbers", "words"]
"""What a claim on a whole paper was judged by."""

Probabilities = tuple[float, float, float]
"""Of supported, refuted, not_found, summing to 1."""

_SMALLEST = 1e-3
"""Probabilities below count as this one before their logarithm is taken."""

_LEAD = 5e-4
"""By how much a label is raised above the middle between it and the one that lacks a witness."""

SURE = 6.0
"""Log odds that count as certainty where they are a feature."""

CEILING = 0.99
"""No verdict is given with more: the sets it was fitted on can't tell one in a hundred."""


def predict(model: Model, features: Mapping[str, float]) -> Probabilities:
    """Return the probabilities of supported, refuted, not_found; they sum to 1.

    Raises `InvalidRecord` if the features are not those the model was fitted on.
    """
    fitted = _trees() if model == "quantity" else _coefficients()[model]
    if set(fitted.features) != set(features):
        odd = sorted(set(fitted.features) ^ set(features))
        raise InvalidRecord(f"the {model} model was fitted on other features: {', '.join(odd)}")
    return soften(_softmax(fitted.scores(features)))


def calibrate(basis: Basis, probabilities: Probabilities, closeness: float = 0.0) -> Probabilities:
    """Set probabilities right for papers that nothing was fitted or developed on; the label stays.

    Temperature scaling (Guo et al., 2017, "On Calibration of Modern Neural Networks", section 4.2): the log
    probabilities are multiplied by a scale, so that the fitted models are no surer than they are right.
    What stands nearly word for word in the paper is judged better than a free paraphrase, so the scale's
    logarithm runs from one value to another with the share of the claim's words that its evidence has
    (`closeness`, 0 to 1).
    """
    far, near = _calibration()[basis]
    scale = far ** (1 - closeness) * near**closeness
    return soften(_softmax([scale * math.log(max(p, _SMALLEST)) for p in probabilities]))


def require_witness(probabilities: Probabilities, *, can_support: bool, can_refute: bool) -> Probabilities:
    """Let no label lead that has no witness in the source; sum and order of the rest stay.

    The label is the one that leads once what has no witness counts as not found. But a witness may have
    been overlooked, so that the others lose no more than makes this label lead.
    """
    supported, refuted, _ = probabilities
    seen = (supported if can_support else 0.0, refuted if can_refute else 0.0)
    chosen = LABELS.index(label_of((*seen, 1 - sum(seen))))
    found = list(probabilities)
    while (top := LABELS.index(label_of((found[0], found[1], found[2])))) != chosen:
        middle = (found[chosen] + found[top]) / 2
        found[chosen], found[top] = middle + _LEAD, middle - _LEAD
    return found[0], found[1], found[2]


def label_of(probabilities: Probabilities) -> Literal["supported", "refuted", "not_found"]:
    """Return the likeliest label; a tie goes to the more cautious one, which comes later."""
    best = max(range(3), key=lambda place: (probabilities[place], place))
    return LABELS[best]


def bounded_odds(one: float, other: float) -> float:
    """Return how far one probability outweighs another, from -1 to 1: log odds, as features may be."""
    odds = math.log((one + 1e-6) / (other + 1e-6))
    return max(-1.0, min(1.0, odds / SURE))


def _softmax(scores: Sequence[float]) -> Probabilities:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = math.fsum(powers)
    return powers[0] / total, powers[1] / total, powers[2] / total


def soften(probabilities: Probabilities) -> Probabilities:
    """Mix in as much of "don't know" as keeps every probability at or below the ceiling."""
    top = max(probabilities)
    if top <= CEILING:
        return probabilities
    share = (top - CEILING) / (top - 1 / 3)
    mixed = [p * (1 - share) + share / 3 for p in probabilities]
    return mixed[0], mixed[1], mixed[2]


@cache
def _calibration() -> dict[str, tuple[float, float]]:
    """Read by basis the scale of the log probabilities for claims in words far from and near the paper's."""
    content = json.loads(Path(__file__).with_name("calibration.json").read_text(encoding="utf-8"))
    return {name: (one["far"], one["near"]) for name, one in content["bases"].items()}


@cache
def _trees() -> BoostedTrees:
    """Read the model of claims with numbers."""
    content = json.loads(Path(__file__).with_name("trees.json").read_text(encoding="utf-8"))
    return BoostedTrees.of_json(content)


@dataclass(frozen=True)
class _Coefficients:
    """A multinomial logistic regression."""

    features: tuple[str, ...]
    """Names of what is weighed."""
    weights: tuple[tuple[float, ...], ...]
    """Of each label the bias, then a weight a feature."""

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Return the log odds of each label, up to a term that they share."""
        row = [1.0, *(features[name] for name in self.features)]
        return [math.fsum(w * x for w, x in zip(column, row, strict=True)) for column in self.weights]


@cache
def _coefficients() -> dict[str, _Coefficients]:
    """Read the logistic regressions by name."""
    found = {}
    for file in ("coefficients.json", "text_coefficients.json"):
        content = json.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))
        for name, model in content["models"].items():
            weights = tuple(tuple(column) for column in model["weights"])
            found[name] = _Coefficients(tuple(model["features"]), weights)
    return found
