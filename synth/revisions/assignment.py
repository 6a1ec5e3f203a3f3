"""The best pairing of two sets, each member taken once at most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

__all__ = ["assign"]

MAX_SIDE = 300
"""Members of one side that are weighed against each other at once; weaker pairs are cut until it holds."""


def assign(scores: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return the one-to-one pairs with the greatest sum of scores; ties go to the lower numbers.

    Only pairs that are given, with a score above zero, can be chosen. Pairs that compete with each
    other are solved together (Kuhn 1955, in the shortest-path form of Jonker and Volgenant 1987),
    all others by themselves.
    """
    chosen: dict[int, int] = {}
    for pairs in _components({pair: score for pair, score in scores.items() if score > 0}):
        chosen |= _solve(pairs)
    return dict(sorted(chosen.items()))


def _components(scores: dict[tuple[int, int], float]) -> list[dict[tuple[int, int], float]]:
    """Split the pairs into groups that share no member, none of them too large."""
    parent: dict[tuple[bool, int], tuple[bool, int]] = {}

    def root(node: tuple[bool, int]) -> tuple[bool, int]:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for old, new in scores:
        parent[root((False, old))] = root((True, new))
    groups: dict[tuple[bool, int], dict[tuple[int, int], float]] = defaultdict(dict)
    for pair, score in scores.items():
        groups[root((False, pair[0]))][pair] = score
    small = []
    for group in groups.values():
        if max(len({old for old, _ in group}), len({new for _, new in group})) <= MAX_SIDE:
            small.append(group)
        else:
            weakest = float(np.quantile(list(group.values()), 0.25))
            small += _components({pair: score for pair, score in group.items() if score > weakest})
    return small


def _solve(scores: dict[tuple[int, int], float]) -> dict[int, int]:
    if len(scores) == 1:
        return dict(scores.keys())
    rows, columns = sorted({old for old, _ in scores}), sorted({new for _, new in scores})
    row_of, column_of = {old: n for n, old in enumerate(rows)}, {new: n for n, new in enumerate(columns)}
    # A column of its own for each row stands for "nobody", at no cost.
    costs = np.zeros((len(rows), len(columns) + len(rows)))
    costs[:, : len(columns)] = 1.0
    for (old, new), score in scores.items():
        nudge = 1e-9 * (row_of[old] + 1) * (column_of[new] + 1) / (len(rows) * len(columns))
        costs[row_of[old], column_of[new]] = nudge - score
    column_of_row = _cheapest(costs)
    return {
        rows[row]: columns[column]
        for row, column in enumerate(column_of_row)
        if column < len(columns) and (rows[row], columns[column]) in scores
    }


def _cheapest(costs: np.ndarray) -> list[int]:
    """Return the column of each row in the cheapest assignment; at least as many columns as rows."""
    n_rows, n_columns = costs.shape
    row_price, column_price = np.zeros(n_rows + 1), np.zeros(n_columns + 1)
    row_of = np.zeros(n_columns + 1, dtype=int)  # 0: free; rows and columns count from 1
    for row in range(1, n_rows + 1):
        row_of[0], column = row, 0
        least, came_from = np.full(n_columns + 1, np.inf), np.zeros(n_columns + 1, dtype=int)
        is_done = np.zeros(n_columns + 1, dtype=bool)
        while row_of[column] != 0:
            is_done[column] = True
            here = row_of[column]
            reduced = costs[here - 1] - row_price[here] - column_price[1:]
            is_better = ~is_done[1:] & (reduced < least[1:])
            least[1:][is_better] = reduced[is_better]
            came_from[1:][is_better] = column
            following = int(np.argmin(np.where(is_done[1:], np.inf, least[1:]))) + 1
            step = least[following]
            row_price[row_of[is_done]] += step
            column_price[is_done] -= step
            least[~is_done] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = int(came_from[column])
    column_of_row = [0] * n_rows
    for column in range(1, n_columns + 1):
        if row_of[column]:
            column_of_row[row_of[column] - 1] = column - 1
    return column_of_row
