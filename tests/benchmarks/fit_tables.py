"""Fit the verdicts on tables and write their part of synth/verdicts/coefficients.json.

    python tests/benchmarks/fit_tables.py SHARED [--dry]

Fitted on SciTab's dev part (MIT) and on statements made from the tables of tdms/dev (Apache-2.0), of
SciTab and of our own invention (table_statements.py). SEM-TAB-FACTS is only measured on, never
fitted on: its dev part, and the half of its training part that was not looked at while the programs
were written. SciTab's figures are of five folds, no table in two of them.
"""

from __future__ import annotations

import argparse
import json
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from papers import read_rows
from real_tables import Source, invented_tables, scitab_tables, tdms_tables
from softmax import LABELS, measures, show, softmax
from table_statements import table_statements

import synth.verdicts
from synth.types import Table
from synth.verdicts.cells import read_grid
from synth.verdicts.table_features import read_claim, table_features
from synth.verdicts.table_view import TableIndex, index_grid

SEED = 0
INVENTED = 160
MADE = 4_000
"""Made statements that are kept, drawn at random."""
REAL_SHARE = 0.6
"""Weight of SciTab against the made statements."""
PLAIN_REAL = 0.4
"""Weight of a plain statement of SciTab against one in a paper's own voice, of which few are made."""
LABEL_SHARES = {"supported": 0.44, "refuted": 0.36, "not_found": 0.20}
"""Weight of the labels among the made statements: what readers meet, by the published sets."""
PROSE_BOOST = 3.0
"""Weight of the kinds made from papers' own sentences, of which there are few."""
L2 = 1e-2
FOLDS = 5

Statement = tuple[str, str, str, Table]
"""A statement, its label, its kind, its table."""


class Describer:
    """Turns statements into features; each table is read once."""

    def __init__(self) -> None:
        self._known: dict[Table, TableIndex] = {}
        self.names: list[str] = []

    def __call__(self, statements: Sequence[Statement]) -> tuple[np.ndarray, np.ndarray]:
        """Return rows_NF and labels_N."""
        rows = [table_features(read_claim(text, self._index(table))) for text, _, _, table in statements]
        self.names = list(rows[0])
        rows_NF = np.array([[row[name] for name in self.names] for row in rows])
        return rows_NF, np.array([LABELS.index(label) for _, label, _, _ in statements])

    def _index(self, table: Table) -> TableIndex:
        if table not in self._known:
            self._known[table] = index_grid(read_grid(table))
        return self._known[table]


def bench_statements(path: Path) -> list[Statement]:
    """Read a bench's statements with their tables."""
    return [(row["claim"], row["label"], "bench", table_of(row)) for row in read_rows(path)]


def table_of(row: dict[str, Any]) -> Table:
    table = row["table"]
    rows = tuple(tuple(cells) for cells in table["rows"])
    return Table(caption=table["caption"], columns=tuple(table["columns"]), rows=rows)


def is_unseen(row_id: str) -> bool:
    """Whether a row of SEM-TAB-FACTS's training part is of the half of papers kept aside."""
    return zlib.crc32(row_id.split("-Table")[0].encode()) % 2 == 1


def made_statements(bench: Path) -> list[Statement]:
    """Make statements from all tables, each with two others of its kind to borrow names from."""
    pools: list[list[Source]] = [
        list(tdms_tables(bench / "tdms/dev.jsonl.gz")),
        list(scitab_tables(bench / "scitab/dev.jsonl.gz")),
        list(invented_tables(INVENTED, SEED)),
    ]
    rng, made = random.Random(SEED), []
    for pool in pools:
        for place, source in enumerate(pool):
            others = [rng.choice(pool) for _ in range(2)]
            made += [(*said, source.table) for said in table_statements(source, others, place)]
    rng.shuffle(made)
    return made[:MADE]


def made_weights(made: Sequence[Statement]) -> np.ndarray:
    """Weigh made statements: labels by their shares, kinds within a label by the root of their number."""
    numbers = Counter((kind, label) for _, label, kind, _ in made)
    totals: dict[str, float] = defaultdict(float)
    for (kind, label), n in numbers.items():
        totals[label] += _boost(kind) * n**0.5
    return np.array(
        [
            LABEL_SHARES[label] * _boost(kind) * numbers[kind, label] ** -0.5 / totals[label]
            for _, label, kind, _ in made
        ]
    )


def _boost(kind: str) -> float:
    return PROSE_BOOST if kind.startswith("prose") else 1.0


def fit(rows_NF: np.ndarray, labels_N: np.ndarray, weights_N: np.ndarray) -> np.ndarray:
    """Return weights_3F, bias first, that minimise weighted log loss plus an L2 penalty (Newton's method)."""
    x_NF = np.column_stack([np.ones(len(rows_NF)), rows_NF])
    n = x_NF.shape[1]
    share_N, y_N3, w_3F = weights_N / weights_N.sum(), np.eye(3)[labels_N], np.zeros((3, n))
    penalty_3F = np.full((3, n), L2)
    penalty_3F[:, 0] = 1e-6  # the biases are free, but for what makes them unique
    for _ in range(30):
        p_N3 = softmax(x_NF @ w_3F.T)
        gradient = ((p_N3 - y_N3) * share_N[:, None]).T @ x_NF + penalty_3F * w_3F
        hessian = np.diag(penalty_3F.ravel())
        for a in range(3):
            for b in range(3):
                curve_N = share_N * p_N3[:, a] * ((a == b) - p_N3[:, b])
                hessian[a * n : (a + 1) * n, b * n : (b + 1) * n] += (x_NF * curve_N[:, None]).T @ x_NF
        step_3F = np.linalg.solve(hessian, gradient.ravel()).reshape(3, n)
        # Damped while far away: a full step from zero can overshoot.
        w_3F = w_3F - step_3F * min(1.0, 4.0 / float(np.abs(step_3F).max()))
        if np.abs(step_3F).max() < 1e-6:
            break
    return w_3F


def fit_joint(
    real: tuple[np.ndarray, np.ndarray],
    made: tuple[np.ndarray, np.ndarray],
    made_N: np.ndarray,
    names: list[str],
) -> np.ndarray:
    """Fit on real and made statements."""
    real_N = np.where(real[0][:, names.index("plain")] > 0, PLAIN_REAL, 1.0)
    real_N = real_N * REAL_SHARE / real_N.sum()
    made_N = made_N * (1 - REAL_SHARE) / made_N.sum()
    return fit(
        np.concatenate([real[0], made[0]]),
        np.concatenate([real[1], made[1]]),
        np.concatenate([real_N, made_N]),
    )


def probabilities(weights_3F: np.ndarray, rows_NF: np.ndarray) -> np.ndarray:
    return softmax(np.column_stack([np.ones(len(rows_NF)), rows_NF]) @ weights_3F.T)


def folds(statements: Sequence[Statement]) -> np.ndarray:
    """Deal tables, not statements, to the folds: statements come in true and altered pairs."""
    tables = list(dict.fromkeys(table for _, _, _, table in statements))
    random.Random(SEED).shuffle(tables)
    fold = {table: place % FOLDS for place, table in enumerate(tables)}
    return np.array([fold[table] for _, _, _, table in statements])


def show_kinds(made: Sequence[Statement], p_N3: np.ndarray) -> None:
    """Print for each kind of made statement how often each label was given."""
    said_N = p_N3.argmax(axis=1)
    for key in sorted({(kind, label) for _, label, kind, _ in made}):
        mine_N = np.array([(kind, label) == key for _, label, kind, _ in made])
        shares = "  ".join(f"{label} {np.mean(said_N[mine_N] == i):.2f}" for i, label in enumerate(LABELS))
        print(f"  {key[0]:24s} {key[1]:10s} n {mine_N.sum():4d}  {shares}")


def fit_tables(bench: Path) -> dict[str, object]:
    """Fit, print what was measured, and return the model as it is written."""
    describe = Describer()
    scitab, made = bench_statements(bench / "scitab/dev.jsonl.gz"), made_statements(bench)
    real, other, made_N = describe(scitab), describe(made), made_weights(made)
    fold_N, p_N3 = folds(scitab), np.zeros((len(scitab), 3))
    for fold in range(FOLDS):
        held_N = fold_N == fold
        weights_3F = fit_joint((real[0][~held_N], real[1][~held_N]), other, made_N, describe.names)
        p_N3[held_N] = probabilities(weights_3F, real[0][held_N])
    show("scitab dev, 5 folds by table", measures(p_N3, real[1]))
    weights_3F = fit_joint(real, other, made_N, describe.names)
    made_N3 = probabilities(weights_3F, other[0])
    show("made statements", measures(made_N3, other[1]))
    show_kinds(made, made_N3)
    rows = list(read_rows(bench / "semtab/train.jsonl.gz"))
    unseen = [(row["claim"], row["label"], "bench", table_of(row)) for row in rows if is_unseen(row["id"])]
    for name, statements in (
        ("semtab dev", bench_statements(bench / "semtab/dev.jsonl.gz")),
        ("semtab train, unseen half", unseen),
    ):
        rows_NF, labels_N = describe(statements)
        show(name, measures(probabilities(weights_3F, rows_NF), labels_N))
    return {"features": describe.names, "weights": [[round(float(w), 4) for w in row] for row in weights_3F]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--dry", action="store_true", help="measure, but write nothing")
    options = parser.parse_args()
    model = fit_tables(options.shared / "bench")
    if options.dry:
        return
    path = Path(synth.verdicts.__file__).with_name("coefficients.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["models"]["table"] = model
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"written: {path.name}")


if __name__ == "__main__":
    main()
