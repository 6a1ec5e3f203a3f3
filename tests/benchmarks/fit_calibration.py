"""Set the probabilities of verdicts on whole papers right, and write synth/verdicts/calibration.json.

    python tests/benchmarks/fit_calibration.py ROWS.jsonl… --pdf FOLDER [--cache FOLDER] [--dry]

The rows are hand-made statements about papers that no rule was developed on and no coefficient fitted on
(tests/evaluation/statements/heldout.jsonl). Three numbers are fitted for each basis, a scale and two shifts
(vector scaling, see `synth.verdicts.decide.calibrate`); the figures printed are of papers left out in turn.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from softmax import LABELS, measures, show, softmax
from statements import Judged, judge_all, read_rows

import synth.verdicts
from synth.claims import read_statement
from synth.passages.embedders import make_embedder
from synth.settings import Settings
from synth.verdicts import decide
from synth.verdicts.facts import claimed_quantities

PRIOR = 2.0
"""Statements that the prior is worth: it holds the scale near 1 and the shifts near 0."""

SMALLEST = 1e-4
UNSET = {"scale": 1.0, "shifts": [0.0, 0.0, 0.0]}
FILE = Path(synth.verdicts.__file__).with_name("calibration.json")


def write(bases: dict[str, object]) -> None:
    """Write the file, and have it read again."""
    about = "Vector scaling of verdicts on whole papers. Written by tests/benchmarks/fit_calibration.py."
    FILE.write_text(json.dumps({"about": about, "bases": bases}, indent=1) + "\n", encoding="utf-8")
    decide._calibration.cache_clear()


def apply(numbers: np.ndarray, raw_N3: np.ndarray) -> np.ndarray:
    """Return calibrated probabilities; `numbers` are the scale's logarithm and the first two shifts."""
    shifts_3 = np.array([numbers[1], numbers[2], 0.0])
    return softmax(np.exp(numbers[0]) * np.log(np.maximum(raw_N3, SMALLEST)) + shifts_3)


def fit(raw_N3: np.ndarray, y_N: np.ndarray) -> np.ndarray:
    """Return the numbers of least log loss."""

    def loss(numbers: np.ndarray) -> float:
        p_N = apply(numbers, raw_N3)[np.arange(len(y_N)), y_N]
        return float(-np.log(p_N).sum() + PRIOR * (numbers**2).sum() / 2)

    return np.asarray(minimize(loss, np.zeros(3), method="Nelder-Mead").x)


def fit_basis(judged: Sequence[Judged], name: str) -> dict[str, object]:
    """Fit one basis; print what the calibration does for papers left out in turn."""
    scored = [one for one in judged if one.verdict.probabilities is not None]
    raw_N3 = np.array([one.verdict.probabilities for one in scored])
    y_N = np.array([LABELS.index(one.row.label) for one in scored])
    papers = sorted({one.row.source for one in scored})
    fold_N = np.array([papers.index(one.row.source) for one in scored])
    p_N3 = np.zeros_like(raw_N3)
    for fold in range(len(papers)):
        held_N = fold_N == fold
        p_N3[held_N] = apply(fit(raw_N3[~held_N], y_N[~held_N]), raw_N3[held_N])
    for title, found_N3 in (("as fitted", raw_N3), ("calibrated, papers left out", p_N3)):
        found = measures(found_N3, y_N)
        found["true supported"] = float((found_N3[y_N == 0].argmax(axis=1) == 0).mean())
        show(f"{name} ({len(scored)}): {title}", found)
    numbers = fit(raw_N3, y_N)
    shifts = [round(float(numbers[1]), 4), round(float(numbers[2]), 4), 0.0]
    return {"scale": round(float(np.exp(numbers[0])), 4), "shifts": shifts}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--pdf", type=Path, required=True, help="folder of the papers")
    parser.add_argument("--cache", type=Path, help="keeps papers as read between runs")
    parser.add_argument("--home", type=Path, default=Settings().home, help="where the model's export is kept")
    parser.add_argument("--dry", action="store_true", help="measure, but leave the file as it was")
    options = parser.parse_args()
    before = FILE.read_text(encoding="utf-8")
    try:
        write({"numbers": UNSET, "words": UNSET})
        embedder = make_embedder(Settings(home=options.home))
        judged = list(judge_all(read_rows(options.rows), options.pdf, options.cache, embedder))
    finally:
        FILE.write_text(before, encoding="utf-8")
    bases = {}
    for name, has_numbers in (("numbers", True), ("words", False)):
        mine = [one for one in judged if bool(_numbers(one)) == has_numbers]
        bases[name] = fit_basis(mine, name) if mine else UNSET
    if not options.dry:
        write(bases)
        print(f"written: {FILE.name} {bases}")


def _numbers(one: Judged) -> bool:
    return bool(claimed_quantities(read_statement(one.row.claim)))


if __name__ == "__main__":
    main()
