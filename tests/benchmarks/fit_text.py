"""Fit the coefficients of claims without numbers and write synth/verdicts/text_coefficients.json.

    python tests/benchmarks/fit_text.py SHARED --work WORK [--dry]

"words", for use without an entailment model, is fitted on all of SciFact's training part. "text" weighs
the same words against the entailment model's scores: of each part of the training claims those of the model
in WORK that has not seen it (see train_entailment.py), since scores of rows that it has learnt look surer
than any to come. Both are measured on SciFact's dev part and on HealthVer's.
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

SURE = 6.0
"""Log odds are divided by this, so that they are as large as other features."""


def describe(
    rows: Sequence[dict[str, Any]],
    embedder: Embedder,
    entailment: Entailment | None,
    *,
    numbers: bool = False,
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return names of features, features_ND and labels_N of the rows that state no number."""
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
            described.append(features_of_text(claim, terms, hits, read))
            labels.append(LABELS.index(row["label"]))
    names = list(described[0])
    return names, np.array([[one[name] for name in names] for one in described]), np.array(labels)


def balance(labels_N: np.ndarray) -> np.ndarray:
    """Return weights_N of rows by their label: the inverse square root of how many share it.

    One in five of SciFact's training claims is refuted. Fitted with equal weights, a claim is called so only
    where the evidence outweighs that share, but how many of the claims about a paper are false nobody knows.
    This is halfway to equal shares of the three labels.
    """
    counts_C = np.bincount(labels_N, minlength=len(LABELS))
    return 1 / np.sqrt(counts_C[labels_N])


def probabilities(weights_3F: np.ndarray, rows_ND: np.ndarray) -> np.ndarray:
    return softmax(np.column_stack([np.ones(len(rows_ND)), rows_ND]) @ weights_3F.T)


def cross_validated(x_ND: np.ndarray, y_N: np.ndarray, l2: float, folds: int = 10) -> np.ndarray:
    """Return probabilities_N3 of rows by models that have not seen them."""
    fold_N = np.random.default_rng(0).permutation(len(y_N)) % folds
    p_N3 = np.zeros((len(y_N), 3))
    for fold in range(folds):
        held_N = fold_N == fold
        weights_3F = fit(x_ND[~held_N], y_N[~held_N], balance(y_N[~held_N]), l2=l2)
        p_N3[held_N] = probabilities(weights_3F, x_ND[held_N])
    return p_N3


def unseen(
    rows: Sequence[dict[str, Any]], embedder: Embedder, work: Path
) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Describe each part of the rows by models that have not seen it.

    Returns names of features, features_ND, labels_N and odds_N2: the log odds of supported and refuted
    against not found by the words of the other parts.
    """
    described, labels, odds = [], [], []
    parts = split_rows(rows, PARTS)
    for place, part in enumerate(parts):
        path = work / f"part{place}.onnx"
        model = PackagedEntailment(path, hashlib.sha256(path.read_bytes()).hexdigest())
        _, words_ND, words_N = describe(
            [row for other in parts if other is not part for row in other], embedder, None, numbers=True
        )
        words_3F = fit(words_ND, words_N, balance(words_N), l2=3e-3)
        names, x_ND, y_N = describe(part, embedder, model, numbers=True)
        described.append(x_ND)
        labels.append(y_N)
        odds.append(odds_of(words_3F, x_ND))
    return names, np.concatenate(described), np.concatenate(labels), np.concatenate(odds)


def odds_of(weights_3F: np.ndarray, rows_ND: np.ndarray) -> np.ndarray:
    """Return odds_N2: log odds of supported and refuted against not found by the words' features."""
    words_NF = np.column_stack([np.ones(len(rows_ND)), rows_ND[:, : weights_3F.shape[1] - 1]])
    return words_NF @ against_not_found(weights_3F).T


def against_not_found(weights_3F: np.ndarray) -> np.ndarray:
    """Return weights_2F of the log odds of supported and refuted against not found."""
    return (weights_3F[:2] - weights_3F[2]) / SURE


def fit_beside(
    weights_3F: np.ndarray, odds_N2: np.ndarray, rows_ND: np.ndarray, labels_N: np.ndarray, l2: float
) -> np.ndarray:
    """Weigh the last features of rows against a model of the first ones; return weights_3F of all.

    The model of the first ones enters with its log odds alone, so that few rows are enough.
    """
    n_words = weights_3F.shape[1]
    stacked_ND = np.column_stack([odds_N2, rows_ND[:, n_words - 1 :]])
    p_N3 = cross_validated(stacked_ND, labels_N, l2)
    show("text: parts that the model has not seen, 10-fold", measures(p_N3, labels_N))
    stacked_3D = fit(stacked_ND, labels_N, balance(labels_N), l2=l2)
    both_3F = stacked_3D[:, 1:3] @ against_not_found(weights_3F)
    both_3F[:, 0] += stacked_3D[:, 0]
    return np.column_stack([both_3F, stacked_3D[:, 3:]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="holds the models of the parts")
    parser.add_argument("--dry", action="store_true", help="measure, but write nothing")
    parser.add_argument("--home", type=Path, default=Path.home() / ".synth")
    options = parser.parse_args()
    embedder = make_embedder(Settings(home=options.home))
    train = list(read_rows(options.shared / "bench/scifact/train.jsonl.gz"))
    shipped = PackagedEntailment()
    word_names, all_ND, all_N = describe(train, embedder, None, numbers=True)
    text_names, x_ND, y_N, odds_N2 = unseen(train, embedder, options.work)
    words_3F = fit(all_ND, all_N, balance(all_N), l2=3e-3)
    fitted = {
        "text": (text_names, fit_beside(words_3F, odds_N2, x_ND, y_N, l2=1e-3)),
        "words": (word_names, words_3F),
    }
    for bench in ("scifact", "healthver"):
        rows = list(read_rows(options.shared / f"bench/{bench}/dev.jsonl.gz"))
        said = []
        for name, (_, weights_3F) in fitted.items():
            _, x_ND, y_N = describe(rows, embedder, shipped if name == "text" else None)
            said.append(probabilities(weights_3F, x_ND))
            show(f"{name}: {bench} dev", measures(said[-1], y_N))
        show(f"mean of both: {bench} dev", measures(np.mean(said, axis=0), y_N))
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
