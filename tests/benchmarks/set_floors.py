"""Measure the gate's sets and write their floors: figures less a margin, pinned to the data's digest.

    python tests/benchmarks/set_floors.py [--margin 0.02] [--only NAME …] [--allow-regression]

A floor that exists is never lowered (nor a ceiling raised) without --allow-regression, as long as its
data is the same. The gate itself is tests/evaluation/test_gate.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.evaluation import evaluation_lines
from tests.benchmarks.measure import shared_folder
from tests.evaluation.gate import FLOORS, OWN, SHARED, Gate, limits_of, measure, read_floors


def kept(old: dict | None, new: dict, gate: Gate) -> list[str]:
    """Keep the stricter limit of both where the data is the same; returns what would have slackened."""
    if old is None or old["sha256"] != new["sha256"]:
        return []
    slackened = []
    for side, stricter in (("at_least", max), ("at_most", min), ("kinds", max)):
        for name, value in old[side].items():
            if name in new[side] and stricter(value, new[side][name]) != new[side][name]:
                slackened.append(f"{gate.key}: {name} from {value} to {new[side][name]}")
                new[side][name] = value
    return slackened


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--margin", type=float, default=0.02, help="what a figure may fall by")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="sets by name")
    parser.add_argument("--allow-regression", action="store_true", help="let floors fall")
    flags = parser.parse_args()
    floors = read_floors()
    slackened: list[str] = []
    with tempfile.TemporaryDirectory() as home:
        for gate in (*OWN, *SHARED):
            if flags.only and gate.name not in flags.only:
                continue
            found = measure(gate, Path(home), None if gate in OWN else shared_folder())
            print("\n".join(evaluation_lines(found)), flush=True)
            limits = limits_of(gate, found, flags.margin)
            if not flags.allow_regression:
                slackened += kept(floors.get(gate.key), limits, gate)
            floors[gate.key] = limits
    content = {"about": "Written by tests/benchmarks/set_floors.py; fractions of 1.", "sets": floors}
    FLOORS.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    for line in slackened:
        print(f"kept as it was: {line} (--allow-regression lets it fall)", file=sys.stderr)
    return 1 if slackened else 0


if __name__ == "__main__":
    sys.exit(main())
