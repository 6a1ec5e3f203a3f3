"""Fit the verdicts' coefficients and write synth/verdicts/coefficients.json.

    python tests/benchmarks/fit_verdicts.py SHARED [--dry]

- quantity: true and false statements made from real papers' sentences (mutations.py), half of the
  papers to fit on, the other half to measure;
- text: SciFact's training part (claims without numbers), measured on its dev part;
- table: SciTab's dev part (five-fold cross-validation) and simple statements made from its tables,
  measured on SemTab's dev part as well.

The benches are not part of the project; only these coefficients are.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from mutations import Statement, bereft, foreign, siblings, statements, thinned
from papers import Source, read_papers, read_rows, text_passages
from softmax import LABELS, fit, measures, show, softmax
from table_statements import table_statements

import synth.verdicts
from synth.claims import read_quantities, read_statement
from synth.passages.embedders import make_embedder
from synth.passages.hybrid import PassageIndex
from synth.ports import Embedder
from synth.settings import Settings
from synth.types import Table
from synth.verdicts.cells import Grid, read_grid
from synth.verdicts.facts import FactReader, claimed_quantities, implied_names
from synth.verdicts.features import quantity_features, text_features
from synth.verdicts.judge import PASSAGES, TEXT_PASSAGES, hits_of
from synth.verdicts.match import match_quantity
from synth.verdicts.subjects import terms_of
from synth.verdicts.table import features_of

Row = tuple[dict[str, float], str, str]
"""Features, label, kind."""


def quantity_rows(papers: Sequence[Source], per_kind: int) -> list[tuple[int, Row, Statement]]:
    """Make statements from every paper and describe the number each is about."""
    rows = []
    for place, paper in enumerate(papers):
        index = PassageIndex(paper.passages)
        reader = partial(read_quantities, names=paper.names)
        read = FactReader(reader)
        other = papers[(place + 7) % len(papers)]
        made = [
            *statements(paper.passages, reader, place, per_kind),
            *siblings(paper.passages, reader, place, per_kind),
            *foreign(other.passages, partial(read_quantities, names=other.names), place, per_kind),
        ]
        made += [thin for i, one in enumerate(made) if i % 2 and (thin := thinned(one, place + i))]
        for statement in made:
            rows.extend((place, row, statement) for row in describe(statement, index, read))
        for statement in [one for one in made if one.label == "supported"][::3]:
            rest = PassageIndex(bereft(paper.passages, statement))
            gone = replace(statement, kind="number gone", label="not_found")
            rows.extend((place, row, gone) for row in describe(gone, rest, read))
    return rows


def describe(statement: Statement, index: PassageIndex, read: FactReader) -> list[Row]:
    """Return the features of the number that a statement is about; none if it was not read as one."""
    start, end = statement.touched
    claim = read_statement(statement.text)
    claimed = claimed_quantities(claim, implied_names(claim, index, None))
    touched = [one for one in claimed if one.quantity.start < end and start < one.quantity.end]
    if not touched:
        return []
    found = index(statement.text, paper_id=None, limit=PASSAGES)
    match = match_quantity(touched[0], read.read_all([passage for passage, _ in found]))
    return [(quantity_features(match), statement.label, statement.kind)]


def text_rows(path: Path, embedder: Embedder) -> list[Row]:
    """Describe the claims of a bench that state no number."""
    rows = []
    for row in read_rows(path):
        claim = read_statement(row["claim"])
        if claimed_quantities(claim):
            continue
        passages = text_passages(row)
        found = PassageIndex(passages, embedder)(row["claim"], paper_id=None, limit=PASSAGES)
        facts = [FactReader(read_quantities)(passage) for passage, _ in found]
        if facts:
            terms = terms_of(row["claim"])
            hits = hits_of(row["claim"], terms, facts[:TEXT_PASSAGES], embedder)
            rows.append((text_features(row["claim"], terms, hits), row["label"], "text"))
    return rows


def grid_of(row: dict[str, Any]) -> Grid:
    table = row["table"]
    return read_grid(
        Table(
            caption=table["caption"],
            columns=tuple(table["columns"]),
            rows=tuple(tuple(cells) for cells in table["rows"]),
        )
    )


def table_rows(path: Path, *, is_made: bool = False) -> list[Row]:
    """Describe the claims of a bench of tables, or statements made from its tables."""
    rows = [row for row in read_rows(path) if row["table"]["rows"]]
    grids = [grid_of(row) for row in rows]
    found = []
    for place, (row, grid) in enumerate(zip(rows, grids, strict=True)):
        if not grid.cells:
            continue
        said = [(row["claim"], row["label"])]
        if is_made:
            said = list(table_statements(grid, grids[(place + 50) % len(grids)], place))
        found += [(features_of(read_statement(text), grid)[0], label, "table") for text, label in said]
    return found


def arrays(rows: Sequence[Row]) -> tuple[list[str], np.ndarray, np.ndarray]:
    names = list(rows[0][0])
    values_ND = np.array([[row[0][name] for name in names] for row in rows])
    return names, values_ND, np.array([LABELS.index(row[1]) for row in rows])


def probabilities(weights_3F: np.ndarray, rows_ND: np.ndarray) -> np.ndarray:
    return softmax(np.column_stack([np.ones(len(rows_ND)), rows_ND]) @ weights_3F.T)


def model(names: list[str], weights_3F: np.ndarray) -> dict[str, object]:
    return {"features": names, "weights": [[round(float(w), 4) for w in column] for column in weights_3F]}


def fit_quantity(papers: Sequence[Source], per_kind: int) -> dict[str, object]:
    rows = quantity_rows(papers, per_kind)
    names, x_ND, y_N = arrays([row for _, row, _ in rows])
    first_N = np.array([place % 2 == 0 for place, _, _ in rows])
    # Weighted so that kinds count alike within a label: a verifier meets whatever people get wrong.
    share = {"supported": 0.45, "refuted": 0.35, "not_found": 0.2}
    kinds: dict[tuple[str, str], int] = defaultdict(int)
    for _, label, kind in (row for place, row, _ in rows if place % 2 == 0):
        kinds[label, kind] += 1
    per_label = {label: sum(n**0.5 for (other, _), n in kinds.items() if other == label) for label in LABELS}
    weights_N = np.array(
        [
            share[label] * kinds[label, kind] ** -0.5 / per_label[label] if kinds[label, kind] else 0.0
            for _, (_, label, kind), _ in rows
        ]
    )
    weights_3F = fit(x_ND[first_N], y_N[first_N], weights_N[first_N], l2=3e-4)
    p_N3 = probabilities(weights_3F, x_ND)
    show("quantity: papers fitted on", measures(p_N3[first_N], y_N[first_N]))
    show("quantity: other papers", measures(p_N3[~first_N], y_N[~first_N]))
    for kind in dict.fromkeys(row[2] for _, row, _ in rows):
        mine_N = np.array([row[2] == kind for _, row, _ in rows]) & ~first_N
        if mine_N.any():
            said_N = p_N3[mine_N].argmax(axis=1)
            shares = "  ".join(f"{label} {np.mean(said_N == i):.2f}" for i, label in enumerate(LABELS))
            print(f"  {kind:32s} n {mine_N.sum():4d}  {shares}")
    return model(names, weights_3F)


def fit_text(shared: Path, embedder: Embedder) -> dict[str, object]:
    names, x_ND, y_N = arrays(text_rows(shared / "bench/scifact/train.jsonl.gz", embedder))
    weights_3F = fit(x_ND, y_N, np.ones(len(y_N)), l2=3e-3)
    show("text: scifact train", measures(probabilities(weights_3F, x_ND), y_N))
    _, dev_ND, dev_N = arrays(text_rows(shared / "bench/scifact/dev.jsonl.gz", embedder))
    show("text: scifact dev", measures(probabilities(weights_3F, dev_ND), dev_N))
    return model(names, weights_3F)


def fit_table(shared: Path) -> dict[str, object]:
    path = shared / "bench/scitab/dev.jsonl.gz"
    names, x_ND, y_N = arrays(table_rows(path))
    _, made_ND, made_N = arrays(table_rows(path, is_made=True))
    order = list(range(len(y_N)))
    random.Random(0).shuffle(order)
    fold_N = np.empty(len(y_N), int)
    fold_N[order] = np.arange(len(y_N)) % 5
    p_N3 = np.zeros((len(y_N), 3))
    for fold in range(5):
        held_N = fold_N == fold
        weights_3F = fit_joint(x_ND[~held_N], y_N[~held_N], made_ND, made_N)
        p_N3[held_N] = probabilities(weights_3F, x_ND[held_N])
    show("table: scitab dev, 5-fold", measures(p_N3, y_N))
    weights_3F = fit_joint(x_ND, y_N, made_ND, made_N)
    show("table: made statements", measures(probabilities(weights_3F, made_ND), made_N))
    _, dev_ND, dev_N = arrays(table_rows(shared / "bench/semtab/dev.jsonl.gz"))
    show("table: semtab dev", measures(probabilities(weights_3F, dev_ND), dev_N))
    return model(names, weights_3F)


def fit_joint(x_ND: np.ndarray, y_N: np.ndarray, made_ND: np.ndarray, made_N: np.ndarray) -> np.ndarray:
    """Fit on real and made statements, each kind with half the weight."""
    weights_N = np.concatenate([np.full(len(y_N), 1 / len(y_N)), np.full(len(made_N), 1 / len(made_N))])
    return fit(np.concatenate([x_ND, made_ND]), np.concatenate([y_N, made_N]), weights_N, l2=1e-3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--dry", action="store_true", help="measure, but write nothing")
    parser.add_argument("--per-kind", type=int, default=6, help="statements of a kind per paper")
    parser.add_argument("--only", nargs="+", default=["quantity", "text", "table"], help="models to fit")
    parser.add_argument("--home", type=Path, default=Path.home() / ".synth")
    options = parser.parse_args()
    models: dict[str, object] = {}
    if "quantity" in options.only:
        models["quantity"] = fit_quantity(read_papers(options.shared), options.per_kind)
    if "text" in options.only:
        models["text"] = fit_text(options.shared, make_embedder(Settings(home=options.home)))
    if "table" in options.only:
        models["table"] = fit_table(options.shared)
    if not options.dry:
        write(models)


def write(models: dict[str, object]) -> None:
    """Put fitted models into the file, beside those that were not fitted this time."""
    path = Path(synth.verdicts.__file__).with_name("coefficients.json")
    kept = json.loads(path.read_text(encoding="utf-8"))["models"] if path.is_file() else {}
    content = {
        "about": "Multinomial logistic regression; per label (supported, refuted, not_found) the bias, "
        "then a weight a feature. Written by tests/benchmarks/fit_verdicts.py.",
        "models": kept | models,
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"written: {path.name}")


if __name__ == "__main__":
    main()
