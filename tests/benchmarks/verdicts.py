"""Measure verdicts on benches of statements, as `synth check` would judge their rows.

    python tests/benchmarks/verdicts.py BENCH.jsonl.gz [BENCH.jsonl.gz …] [--limit N] [--no-embedder]

Rows: {"id", "claim", "text" | "table", "label"}. Printed per bench: macro-F1 and F1 by class,
false-support rate (share of statements that are not supported and were called so), ECE over ten
bins, Brier score, all with 95 % bootstrap intervals; rows left unjudged count as wrong and are
printed; milliseconds per claim.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
from papers import read_rows, text_passages
from softmax import LABELS, measures

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.passages.embedders import make_embedder
from synth.ports import Embedder
from synth.settings import Settings
from synth.types import Table, Verdict
from synth.verdicts import judge_claim, judge_table

RESAMPLES = 1_000


def judge_row(row: dict[str, Any], embedder: Embedder | None) -> Verdict:
    claim = read_statement(row["claim"])
    if "table" in row:
        table = row["table"]
        rows = tuple(tuple(cells) for cells in table["rows"])
        return judge_table(claim, Table(caption=table["caption"], columns=tuple(table["columns"]), rows=rows))
    search = PassageIndex(text_passages(row), embedder)
    return judge_claim(claim, search, read_quantities, embedder=embedder)


def report(path: Path, limit: int | None, embedder: Embedder | None) -> None:
    rows = list(read_rows(path))[:limit]
    began = time.perf_counter()
    verdicts = [judge_row(row, embedder) for row in rows]
    spent_s = time.perf_counter() - began
    labels_N = np.array([LABELS.index(row["label"]) for row in rows])
    # An unjudged row gives no label: as wrong as can be, so that nothing is won by keeping silent.
    wrong = {0: (0.0, 0.5, 0.5), 1: (0.5, 0.0, 0.5), 2: (0.5, 0.5, 0.0)}
    p_N3 = np.array([v.probabilities or wrong[y] for v, y in zip(verdicts, labels_N, strict=True)])
    point = measures(p_N3, labels_N)
    rng = np.random.default_rng(0)
    draws = [
        measures(p_N3[pick_N], labels_N[pick_N])
        for pick_N in rng.integers(0, len(rows), size=(RESAMPLES, len(rows)))
    ]
    unjudged = sum(verdict.label == "unjudged" for verdict in verdicts)
    pace = f"{1000 * spent_s / len(rows):.1f} ms a claim"
    print(f"\n{path.parent.name}/{path.name.split('.')[0]}: {len(rows)} rows, {unjudged} unjudged, {pace}")
    for name, value in point.items():
        if name != "n":
            low, high = np.percentile([draw[name] for draw in draws], [2.5, 97.5])
            print(f"  {name:14s} {value:.3f}  [{low:.3f}, {high:.3f}]")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benches", type=Path, nargs="+")
    parser.add_argument("--limit", type=int, help="only the first rows")
    parser.add_argument("--no-embedder", action="store_true", help="compare words alone")
    parser.add_argument("--home", type=Path, default=Path.home() / ".synth")
    options = parser.parse_args()
    embedder = None if options.no_embedder else make_embedder(Settings(home=options.home))
    for path in options.benches:
        report(path, options.limit, embedder)


if __name__ == "__main__":
    main()
