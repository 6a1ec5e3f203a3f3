"""Gradient-boosted trees as plain data: each asks at most two questions, and their answers are added up.

Friedman, 2001, "Greedy Function Approximation: A Gradient Boosting Machine", algorithm 6. Fitted by
`tests/benchmarks/fit_verdicts.py`; nothing but this file is needed to evaluate them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["BoostedTrees", "Node"]

Node = float | tuple[int, float, "Node", "Node"]
"""What a tree adds to a label's log odds, or a question: which feature, the largest value that answers no,
and what follows on no and on yes."""


@dataclass(frozen=True)
class BoostedTrees:
    """Trees over named features, some for each label."""

    features: tuple[str, ...]
    """Names of what they ask of."""
    start: tuple[float, ...]
    """Log odds of each label before the first tree."""
    trees: tuple[tuple[Node, ...], ...]
    """Of each label."""

    @classmethod
    def of_json(cls, content: Mapping[str, Any]) -> BoostedTrees:
        """Read them from what `fit_verdicts.py` writes."""
        trees = tuple(tuple(_node(tree) for tree in label) for label in content["trees"])
        return cls(tuple(content["features"]), tuple(content["start"]), trees)

    def scores(self, features: Mapping[str, float]) -> list[float]:
        """Return the log odds of each label, up to a term that they share."""
        row = [features[name] for name in self.features]
        return [
            start + sum(_answer(tree, row) for tree in trees)
            for start, trees in zip(self.start, self.trees, strict=True)
        ]


def _node(content: Any) -> Node:
    if isinstance(content, list):
        place, most, no, yes = content
        return int(place), float(most), _node(no), _node(yes)
    return float(content)


def _answer(node: Node, row: Sequence[float]) -> float:
    while isinstance(node, tuple):
        place, most, no, yes = node
        node = no if row[place] <= most else yes
    return node
