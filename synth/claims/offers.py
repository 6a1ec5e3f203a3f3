"""Candidates for what a number is of, and how much speaks for each: a logit over them and over none.

A candidate is a name with features that say who offers it and where it stands. Names that differ by signs
and case only are one candidate, and what is said of them adds up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from synth.claims.benchmarks import letters

__all__ = ["Offers", "load_weights"]

Weights = Mapping[str, float]


class Offers:
    """The candidates for one slot of one number, in the order in which they were offered."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._features: dict[str, dict[str, float]] = {}

    def add(self, name: str | None, **features: float) -> None:
        """Offer a name; of a feature that it has already, the higher value counts. None is no offer."""
        key = letters(name or "")
        if name is None or not key:
            return
        self._names.setdefault(key, name)
        known = self._features.setdefault(key, {})
        for feature, value in features.items():
            known[feature] = max(value, known.get(feature, value))

    def features(self) -> list[tuple[str, Mapping[str, float]]]:
        """Return the candidates with their features."""
        return [(self._names[key], self._features[key]) for key in self._names]

    def best(self, weights: Weights, least: float = 0.0) -> str | None:
        """Return the candidate of the highest log-odds above the least; of equals the first offered."""
        best, most = None, least
        for key, features in self._features.items():
            total = weights["any"] + sum(weights.get(name, 0.0) * value for name, value in features.items())
            if total > most:
                best, most = self._names[key], total
        return best


@cache
def load_weights() -> Mapping[str, Weights]:
    """Return the weights of each slot's features, log-odds."""
    content = json.loads(Path(__file__).with_name("attribution.json").read_text(encoding="utf-8"))
    weights: Mapping[str, Weights] = content["weights"]
    return weights
