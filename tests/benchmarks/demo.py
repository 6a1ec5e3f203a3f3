"""Score extraction and verdicts on the demo corpus against its gold.

    python tests/benchmarks/demo.py [--show]

Recall: gold quantities of the prose whose value was read in the same sentence, and how many of
those have the gold's metric, data set and method. Accuracy: labels of `check_claims.jsonl`. With
95 % bootstrap intervals, over papers for recall and over statements for accuracy.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.measure import ROOT, synth

DEMO = ROOT / "data" / "demo"
SUBJECTS = ("metric", "dataset", "method")
N_SAMPLES, SEED = 2000, 0

Counts = list[tuple[int, int]]
"""Hits and trials per sampling unit."""


def rows_of(name: str) -> list[dict]:
    return [json.loads(line) for line in (DEMO / name).read_text(encoding="utf-8").splitlines()]


def squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def rate(counts: Counts) -> float:
    return sum(hits for hits, _ in counts) / max(1, sum(trials for _, trials in counts))


def interval(counts: Counts) -> str:
    """Rate with its 95 % percentile bootstrap interval, and the counts behind it."""
    rng = random.Random(SEED)
    samples = sorted(rate(rng.choices(counts, k=len(counts))) for _ in range(N_SAMPLES))
    low, high = samples[round(0.025 * N_SAMPLES)], samples[round(0.975 * N_SAMPLES) - 1]
    hits, trials = sum(h for h, _ in counts), sum(n for _, n in counts)
    return f"{100 * rate(counts):.1f} % [{100 * low:.1f}, {100 * high:.1f}] ({hits} of {trials})"


def is_read(gold: dict, claims: list[dict]) -> dict | None:
    """The quantity that was read for a gold quantity, or None."""
    quote = squash(gold["quote"])
    for claim in claims:
        if squash(claim["quote"]) in quote or quote in squash(claim["quote"]):
            for quantity in claim["quantities"]:
                if gold["value"] in (quantity["value"], quantity["low"], quantity["high"]):
                    return quantity
    return None


def has_subject(gold: dict, read: dict, key: str) -> bool:
    named, expected = squash(read[key] or ""), squash(gold[key])
    return bool(named) and (named in expected or expected in named)


def score_extraction(scratch: Path, settings: dict[str, str], *, show: bool) -> None:
    found: Counts = []
    bound: dict[str, Counts] = {key: [] for key in SUBJECTS}
    gold = [row for row in rows_of("gold_claims.jsonl") if row["where"] != "table"]
    for paper, version in sorted({(row["paper"], row["version"]) for row in gold}):
        cost = synth("extract", f"{paper}v{version}", "--json", settings=settings, cwd=scratch)
        claims = [json.loads(line) for line in cost.out.splitlines()]
        mine = [row for row in gold if (row["paper"], row["version"]) == (paper, version)]
        read = [(row, is_read(row, claims)) for row in mine]
        found.append((sum(quantity is not None for _, quantity in read), len(read)))
        for key in SUBJECTS:
            named = [(row, q) for row, q in read if q is not None and row[key]]
            bound[key].append((sum(has_subject(row, q, key) for row, q in named), len(named)))
            if show:
                for row, q in named:
                    if not has_subject(row, q, key):
                        print(f"{paper}v{version} {key}: {row[key]} read as {q[key]}: {row['quote']}")
        for row, quantity in read:
            if show and quantity is None:
                print(f"{paper}v{version} not read: {row['value']} in {row['quote']}")
    print(f"recall of quantities in prose   {interval(found)}")
    for key in SUBJECTS:
        print(f"  of these, right {key:<15} {interval(bound[key])}")


def score_verdicts(scratch: Path, settings: dict[str, str], *, show: bool) -> None:
    cost = synth("check", str(DEMO / "check_claims.jsonl"), "--json", settings=settings, cwd=scratch)
    if cost.code != 0:
        sys.exit(f"synth check ended with {cost.code}:\n{cost.err}")
    given = {row["id"]: row for row in map(json.loads, cost.out.splitlines())}
    rows = rows_of("check_claims.jsonl")
    right = [(given[r["id"]]["label"] == r["expected"], 1) for r in rows]
    print(f"accuracy of verdicts            {interval(right)}")
    false = [r for r in rows if r["expected"] != "supported"]
    passed = [(given[r["id"]]["label"] == "supported", 1) for r in false]
    print(f"false statements supported      {interval(passed)}")
    for row in rows:
        label, reasons = given[row["id"]]["label"], given[row["id"]]["reasons"]
        if show and label != row["expected"]:
            print(f"{row['source']} {row['expected']}, given {label} ({', '.join(reasons)}): {row['claim']}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print what was missed")
    show = parser.parse_args().show
    with tempfile.TemporaryDirectory() as place:
        settings = {"SYNTH_HOME": f"{place}/home", "SYNTH_OFFLINE": "1"}
        score_extraction(Path(place), settings, show=show)
        score_verdicts(Path(place), settings, show=show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
