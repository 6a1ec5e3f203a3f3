"""Set the probabilities of verdicts on whole papers right, and write synth/verdicts/calibration.json.

    python tests/benchmarks/fit_calibration.py ROWS.jsonl… --pdf FOLDER [--cache FOLDER] [--dry]

The rows are hand-made statements about papers that no coefficient was fitted on
(tests/evaluation/statements/{held,fresh,blind}.jsonl). Two scales are fitted (see
`synth.verdicts.decide.calibrate`) for claims with numbers and one for the few without. The figures printed
are of papers left out in turn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from fit_verdicts import Described, witnessed, written_rows
from scipy.optimize import minimize
from softmax import LABELS, measures, show, softmax
from statements import Judged, judge_all, read_rows

import synth.verdicts
from synth.claims import read_statement
from synth.passages.embedders import make_embedder
from synth.settings import Settings
from synth.verdicts.decide import predict
from synth.verdicts.facts import claimed_quantities

WORTH = 100
"""Statements that they count for at most, beside the penalty."""

PRIOR = 3.0
"""Weight of the penalty on the logarithms of the scales."""

FEWEST = 20
"""Verdicts without numbers from which a scale is fitted to them."""

SMALLEST = 1e-3
FILE = Path(synth.verdicts.__file__).with_name("calibration.json")

Part = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Raw probabilities_N3, labels_N, closeness_N."""


def scaled(logs: np.ndarray, raw_N3: np.ndarray, closeness_N: np.ndarray) -> np.ndarray:
    """Return probabilities with the scales applied; `logs` are the logarithms of far and near."""
    scale_N = np.exp(logs[0] * (1 - closeness_N) + logs[1] * closeness_N)
    return softmax(scale_N[:, None] * np.log(np.maximum(raw_N3, SMALLEST)))


def fit(raw_N3: np.ndarray, y_N: np.ndarray, closeness_N: np.ndarray) -> np.ndarray:
    """Return the logarithms of least log loss."""

    def loss(logs: np.ndarray) -> float:
        p_N = scaled(logs, raw_N3, closeness_N)[np.arange(len(y_N)), y_N]
        return float(min(WORTH, len(y_N)) * -np.log(p_N).mean() + PRIOR * (logs**2).sum() / 2)

    return np.asarray(minimize(loss, np.zeros(2), method="Nelder-Mead").x)


def part_of(rows: Sequence[Described]) -> Part:
    """Return what the fitted model says of described statements."""
    raw_N3 = witnessed(np.array([predict("quantity", row.features) for row in rows]), rows)
    labels_N = np.array([LABELS.index(row.label) for row in rows])
    closeness = [max(row.features["coverage"], row.features["against_coverage"]) for row in rows]
    return raw_N3, labels_N, np.array(closeness)


def fit_numbers(rows: Sequence[Described]) -> dict[str, float]:
    """Fit the scales of claims with numbers; print what they do for papers left out in turn."""
    part = part_of(rows)
    left_out_N3 = np.zeros_like(part[0])
    for paper in sorted({row.paper for row in rows}):
        mine_N = np.array([row.paper == paper for row in rows])
        logs = fit(*(one[~mine_N] for one in part))
        left_out_N3[mine_N] = scaled(logs, part[0][mine_N], part[2][mine_N])
    show(f"numbers ({len(rows)}): as fitted", measures(part[0], part[1]))
    show("  calibrated, papers left out", measures(left_out_N3, part[1]))
    far, near = np.exp(fit(*part))
    return {"far": round(float(far), 3), "near": round(float(near), 3)}


def fit_words(judged: Sequence[Judged], kept: dict[str, float]) -> dict[str, float]:
    """Fit one scale for claims without numbers; keep the one at hand where too few of them are judged."""
    judged = [one for one in judged if one.verdict.probabilities is not None]
    if len(judged) < FEWEST:
        print(f"words: {len(judged)} judged, too few to fit")
        return kept
    raw_N3 = np.array([one.verdict.probabilities for one in judged])
    labels_N = np.array([LABELS.index(one.row.label) for one in judged])
    show(f"words ({len(judged)}): as fitted", measures(raw_N3, labels_N))
    logs = fit(raw_N3, labels_N, np.zeros(len(judged)))
    show("  calibrated, in sample", measures(scaled(logs, raw_N3, np.zeros(len(judged))), labels_N))
    scale = round(float(np.exp(logs[0])), 3)
    return {"far": scale, "near": scale}


def write(bases: dict[str, dict[str, float]]) -> None:
    """Write the file."""
    about = (
        "Temperature scaling of verdicts on whole papers: the scale of the log probabilities for claims in "
        "words far from and near the paper's own. Written by tests/benchmarks/fit_calibration.py."
    )
    FILE.write_text(json.dumps({"about": about, "bases": bases}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--pdf", type=Path, required=True, help="folder of the papers")
    parser.add_argument("--cache", type=Path, help="keeps papers as read between runs")
    parser.add_argument("--home", type=Path, default=Settings().home, help="where the model's export is kept")
    parser.add_argument("--dry", action="store_true", help="measure, but leave the file as it was")
    options = parser.parse_args()
    statements = read_rows(options.rows)
    bases = {"numbers": fit_numbers(written_rows(options.rows, options.pdf, options.cache))}
    before = FILE.read_text(encoding="utf-8")
    bare = [row for row in statements if not claimed_quantities(read_statement(row.claim))]
    try:
        write({name: {"far": 1.0, "near": 1.0} for name in ("numbers", "words")})
        embedder = make_embedder(Settings(home=options.home))
        kept = json.loads(before)["bases"]["words"]
        bases["words"] = fit_words(list(judge_all(bare, options.pdf, options.cache, embedder)), kept)
    finally:
        FILE.write_text(before, encoding="utf-8")
    print(bases)
    if not options.dry:
        write(bases)


if __name__ == "__main__":
    main()
