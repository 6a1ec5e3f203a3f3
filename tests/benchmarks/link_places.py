"""Measure the quantity head on statements tied to places of real papers that it never learnt from.

    python tests/benchmarks/link_places.py SHARED [--statements N]

Prints the area under the ROC curve of "the same quantity" over pairs of a statement's number and a place, and
how often of a number's places its own comes first. What the pairs are: place_pairs.py.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from pathlib import Path

import numpy as np
from place_pairs import placed_pairs, read_placed, read_tdms
from quantity_pairs import SAME
from scipy.stats import mannwhitneyu

from synth.verdicts.entailment import PackagedEntailment


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--statements", type=int, default=300, help="taken at random, with a fixed seed")
    options = parser.parse_args()
    rng = random.Random(0)
    statements = rng.sample(read_placed(of_tdms=True), options.statements)
    pairs = list(placed_pairs(statements, read_tdms(options.shared / "bench/tdms/dev.jsonl.gz"), rng))
    score_N = PackagedEntailment().link([(pair.premise, pair.hypothesis) for pair in pairs])
    is_same_N = np.array([pair.label == SAME for pair in pairs])
    places = defaultdict(list)
    for row, pair in enumerate(pairs):
        places[pair.hypothesis].append(row)
    asked = [rows for rows in places.values() if is_same_N[rows].any()]
    first = np.mean([is_same_N[max(rows, key=lambda row: score_N[row])] for rows in asked])
    wins = mannwhitneyu(score_N[is_same_N], score_N[~is_same_N]).statistic
    area = wins / (is_same_N.sum() * (~is_same_N).sum())
    print(f"{len(pairs)} pairs, AUC {area:.3f}; ", end="")
    print(f"own place first for {100 * first:.1f} % of {len(asked)} numbers with one")


if __name__ == "__main__":
    main()
