"""The best pairing, held to trying all of them."""

from __future__ import annotations

import random
from itertools import permutations

import pytest

from synth.revisions.assignment import assign


def best_sum(scores: dict[tuple[int, int], float], n: int, m: int) -> float:
    columns = [*range(m), *([-1] * n)]
    return max(
        sum(scores.get((row, column), 0.0) for row, column in enumerate(chosen))
        for chosen in permutations(columns, n)
    )


@pytest.mark.parametrize("seed", range(30))
def test_no_other_pairing_scores_more(seed: int) -> None:
    chance = random.Random(seed)
    n, m = chance.randint(1, 4), chance.randint(1, 4)
    scores = {(i, k): chance.random() for i in range(n) for k in range(m) if chance.random() < 0.6}
    pairs = assign(scores)
    assert len(set(pairs.values())) == len(pairs)
    assert sum(scores[pair] for pair in pairs.items()) == pytest.approx(best_sum(scores, n, m))


def test_pairs_that_score_nothing_are_not_made() -> None:
    assert assign({(0, 0): 0.0, (1, 1): -2.0}) == {}


def test_ties_go_to_the_lower_numbers() -> None:
    assert assign({(0, 0): 1.0, (0, 1): 1.0}) == {0: 0}


def test_groups_that_are_too_large_are_cut_and_still_paired_one_to_one() -> None:
    scores = {
        (i, k): 1.0 / (1 + abs(i - k)) for i in range(330) for k in range(max(0, i - 3), min(330, i + 4))
    }
    assert assign(scores) == {n: n for n in range(330)}
