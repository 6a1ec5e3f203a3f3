"""Fit the coefficients of claims without numbers and write synth/verdicts/text_coefficients.json.

    python tests/benchmarks/fit_text.py SHARED WORK [--dry]

"words", for use without an entailment model, and "text", with one, are both fitted on all of SciFact's
training part. Of each half the model's scores are those of the model trained on the other half
(train_entailment.py leaves both in WORK), since scores of rows that it has learnt look surer than any to
come. What ships is measured on SciFact's dev part and on HealthVer's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from entailment_data import split_rows
from papers import read_rows, text_passages
from softmax import LABELS, fit, measures, show, softmax
from train_entailment import PARTS

import synth.verdicts
from synth.claims import read_quantities, read_statement
from synth.passages.embedders import make_embedder
from synth.passages.hybrid import PassageIndex
from synth.ports import Embedder, Entailment
from synth.settings import Settings
from synth.verdicts.entailment import PackagedEntailment
from synth.verdicts.facts import FactReader, claimed_quantities
from synth.verdicts.judge import PASSAGES
from synth.verdicts.subjects import terms_of
from synth.verdicts.text_judge import TEXT_PASSAGES, features_of_text, hits_of, read_entailment

L2 = 3e-3


def describe(
    rows: Sequence[dict[str, Any]],
    embedder: Embedder,
    entailment: Entailment | None,
    *,
    numbers: bool = False,
) -> tuple[list[dict[str, float]], np.ndarray]:
    """Return the features and labels_N of the rows that state no number, or of all."""
    described, labels = [], []
    for row in rows:
        claim = row["claim"]
        if claimed_quantities(read_statement(claim)) and not numbers:
            continue
        found = PassageIndex(text_passages(row), embedder)(claim, paper_id=None, limit=PASSAGES)
        facts = [FactReader(read_quantities)(passage) for passage, _ in found]
        if facts:
            terms = terms_of(claim)
            hits = hits_of(claim, terms, facts[:TEXT_PASSAGES], embedder)
            read = None if entailment is None else read_entailment(claim, hits, entailment)
            described.append(dict(features_of_text(claim, terms, hits, read)))
            labels.append(LABELS.index(row["label"]))
    return described, np.array(labels)


def matrix(described: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray:
    return np.array([[one[name] for name in names] for one in described])


def probabilities(weights_3F: np.ndarray, rows_ND: np.ndarray) -> np.ndarray:
    return softmax(np.column_stack([np.ones(len(rows_ND)), rows_ND]) @ weights_3F.T)


def cross_validated(x_ND: np.ndarray, y_N: np.ndarray, folds: int = 10) -> np.ndarray:
    """Return probabilities_N3 of rows by coefficients that have not seen them."""
    fold_N = np.random.default_rng(0).permutation(len(y_N)) % folds
    p_N3 = np.zeros((len(y_N), 3))
    for fold in range(folds):
        held_N = fold_N == fold
        weights_3F = fit(x_ND[~held_N], y_N[~held_N], np.ones((~held_N).sum()), l2=L2)
        p_N3[held_N] = probabilities(weights_3F, x_ND[held_N])
    return p_N3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path, help="where train_entailment.py left the models of the halves")
    parser.add_argument("--dry", action="store_true", help="measure, but write nothing")
    parser.add_argument("--home", type=Path, default=Path.home() / ".synth")
    options = parser.parse_args()
    embedder = make_embedder(Settings(home=options.home))
    parts = split_rows(list(read_rows(options.shared / "bench/scifact/train.jsonl.gz")), PARTS)
    described: list[dict[str, float]] = []
    labels: list[np.ndarray] = []
    for part, rows in enumerate(parts):
        path = options.work / f"part{part}.onnx"
        model = PackagedEntailment(path, hashlib.sha256(path.read_bytes()).hexdigest())
        some, labels_N = describe(rows, embedder, model, numbers=True)
        described += some
        labels.append(labels_N)
    y_N = np.concatenate(labels)
    plain, _ = describe(parts[0][:1], embedder, None, numbers=True)
    features = {"text": list(described[0]), "words": list(plain[0])}
    fitted = {}
    for name, names in features.items():
        x_ND = matrix(described, names)
        show(f"{name}: SciFact train, 10-fold", measures(cross_validated(x_ND, y_N), y_N))
        fitted[name] = (names, fit(x_ND, y_N, np.ones(len(y_N)), l2=L2))
    for bench in ("scifact", "healthver"):
        rows = list(read_rows(options.shared / f"bench/{bench}/dev.jsonl.gz"))
        some, labels_N = describe(rows, embedder, PackagedEntailment())
        for name, (names, weights_3F) in fitted.items():
            show(f"{name}: {bench} dev", measures(probabilities(weights_3F, matrix(some, names)), labels_N))
    if not options.dry:
        write(fitted)


def write(fitted: dict[str, tuple[list[str], np.ndarray]]) -> None:
    path = Path(synth.verdicts.__file__).with_name("text_coefficients.json")
    content = {
        "about": "Multinomial logistic regression; per label (supported, refuted, not_found) the bias, "
        "then a weight a feature. Written by tests/benchmarks/fit_text.py.",
        "models": {
            name: {
                "features": names,
                "weights": [[round(float(w), 4) for w in column] for column in weights_3F],
            }
            for name, (names, weights_3F) in fitted.items()
        },
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"written: {path.name}")


if __name__ == "__main__":
    main()
