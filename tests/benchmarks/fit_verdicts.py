"""Fit the verdicts on claims with numbers and write them to synth/verdicts/trees.json.

    python tests/benchmarks/fit_verdicts.py SHARED [--written ROWS.jsonl…] [--dry]

Fitted on true and false statements made from real papers (synth.evaluation.mutations) and, where files
are named, on statements written by hand (see statements.py); the figures printed are of papers held out in
turn. Tables and claims without numbers have scripts of their own, fit_tables.py and fit_text.py. The papers
are not part of the project; only the trees are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import GradientBoostingClassifier as Trees
from softmax import LABELS, measures, show
from statements import read_paper
from statements import read_rows as read_statements

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import synth.verdicts
from synth.claims import extract_claims, read_in_context, read_names, read_statement
from synth.evaluation.mutations import make_statements
from synth.passages.hybrid import PassageIndex
from synth.types import Document
from synth.verdicts.aliases import Aliases
from synth.verdicts.bearing import may_be_borne_out
from synth.verdicts.decide import require_witness
from synth.verdicts.entailment import PackagedEntailment
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import FactReader, claimed_quantities
from synth.verdicts.features import claim_features, is_opposed
from synth.verdicts.judge import PASSAGES
from synth.verdicts.ledger import Ledger
from synth.verdicts.lookup import choose_tables
from synth.verdicts.whole_tables import WholeTables
from tests.evaluation.gate import FITTED_EVERY

TREES = {
    "n_estimators": 250,
    "learning_rate": 0.08,
    "max_depth": 2,
    "min_samples_leaf": 15,
    "subsample": 0.6,
    "max_features": 0.3,
    "random_state": 0,
}
"""Settings of the trees, chosen by statements about papers left out; their neighbours do as well."""

SHARE = {"supported": 0.4, "refuted": 0.38, "not_found": 0.22}
"""What each label weighs: support is to be said less readily than it is right to say."""

WRITTEN = 0.8
"""What written statements weigh beside made ones, which are all alike and easily told."""

WORTH = 900
"""Statements that a file counts for at most: what one body of writers thinks of is all alike."""

FOREIGN = ("reworded", "one clause")
"""Kinds of true statements that are held against another paper."""


@dataclass(frozen=True)
class Described:
    """A claim as the model sees it."""

    features: dict[str, float]
    label: str
    kind: str
    paper: str
    has_all: bool
    """Whether each number that matters was found: else nothing is supported."""
    is_opposed: bool
    """Whether anything speaks against the claim: else nothing is refuted."""
    worth: float = 1.0
    """What it counts for, 0 to 1."""


class Describer:
    """Describes claims about one paper."""

    def __init__(self, document: Document) -> None:
        self._linker = PackagedEntailment()
        self._paper = document.paper_id
        self._tables = WholeTables()
        self._search = PassageIndex(document.passages)
        reader = FactReader(read_in_context(document))
        aliases = Aliases(read_names(document).abbreviations)
        self._ledger = Ledger(document.passages, reader, document.tables, aliases)

    def __call__(self, text: str, label: str, kind: str) -> list[Described]:
        """Return the claim's features; nothing for one without numbers."""
        claim = read_statement(text)
        claimed = claimed_quantities(claim)
        if not claimed:
            return []
        hits = [passage for passage, _ in self._search(text, paper_id=None, limit=PASSAGES)]
        matches = match_claim(claimed, self._ledger, hits)
        tables = choose_tables(self._ledger.weigh(claimed[0].all_terms), self._ledger.tables)
        whole = self._tables.judge(claim, tables).probabilities
        features = claim_features(text, matches, self._ledger, whole, self._linker)
        can_support = may_be_borne_out(matches)
        return [Described(features, label, kind, self._paper, can_support, is_opposed(matches, whole))]


def made_rows(documents: Sequence[Document], per_kind: int) -> list[Described]:
    """Describe statements made from each paper, and those of one paper held against another."""
    made = [make_statements(one, extract_claims(one), per_kind=per_kind) for one in documents]
    jobs = []
    for place, document in enumerate(documents):
        own = [(one.text, one.gold, one.kind) for one in made[place]]
        foreign = [(one.text, "not_found", "foreign") for one in made[place - 1] if one.kind in FOREIGN]
        jobs.append((document, [*own, *foreign]))
    return _described(jobs)


def written_rows(paths: Sequence[Path], folder: Path, cache: Path | None) -> list[Described]:
    """Describe statements written by hand; those of a large file count for less each."""
    return [row for path in paths for row in _rows_of(path, folder, cache)]


def _rows_of(path: Path, folder: Path, cache: Path | None) -> list[Described]:
    statements = read_statements([path])
    jobs = []
    for stem in dict.fromkeys(one.source for one in statements):
        document = read_paper(stem, folder, cache)
        if document is not None:
            mine = (one for one in statements if one.source == stem)
            jobs.append((document, [(one.claim, one.label, f"written: {one.kind}") for one in mine]))
    rows = _described(jobs)
    return [replace(row, worth=min(1.0, WORTH / len(rows))) for row in rows]


Job = tuple[Document, list[tuple[str, str, str]]]
"""A paper and statements about it: text, label, kind."""


def _described(jobs: Sequence[Job]) -> list[Described]:
    """Describe the statements of several papers, paper by paper on all cores."""
    with ProcessPoolExecutor() as workers:
        return [row for rows in workers.map(_describe, jobs) for row in rows]


def _describe(job: Job) -> list[Described]:
    document, statements = job
    describe = Describer(document)
    return [row for statement in statements for row in describe(*statement)]


def arrays(rows: Sequence[Described]) -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Return the features' names, values_NF, labels_N and weights_N."""
    names = list(rows[0].features)
    values_NF = np.array([[row.features[name] for name in names] for row in rows])
    weights_N = np.array(weights_of(rows))
    return names, values_NF, np.array([LABELS.index(row.label) for row in rows]), weights_N / weights_N.mean()


def fit_trees(values_NF: np.ndarray, labels_N: np.ndarray, weights_N: np.ndarray) -> Trees:
    return Trees(**TREES).fit(values_NF, labels_N, sample_weight=weights_N)


def fit_quantity(made: Sequence[Described], written: Sequence[Described], n_folds: int) -> dict[str, object]:
    """Fit on statements made from papers and written by hand; print figures of papers not fitted on."""
    rows = [*made, *written]
    names, x_NF, y_N, weights_N = arrays(rows)
    papers = sorted({row.paper for row in rows})
    fold_N = np.array([papers.index(row.paper) % n_folds for row in rows])
    p_N3 = np.zeros((len(rows), 3))
    for fold in range(n_folds):
        held_N = fold_N == fold
        p_N3[held_N] = fit_trees(x_NF[~held_N], y_N[~held_N], weights_N[~held_N]).predict_proba(x_NF[held_N])
    p_N3 = witnessed(p_N3, rows)
    for name, is_written in (("made", False), ("written", True)):
        mine_N = np.array([row.kind.startswith("written") == is_written for row in rows])
        if mine_N.any():
            found = measures(p_N3[mine_N], y_N[mine_N])
            said_N = p_N3[mine_N].argmax(axis=1)
            found["true supported"] = float((said_N[y_N[mine_N] == 0] == 0).mean())
            show(f"quantity: {name}, out of fold", found)
    for kind, label in sorted({(row.kind, row.label) for row in rows}):
        mine_N = np.array([(row.kind, row.label) == (kind, label) for row in rows])
        said_N = p_N3[mine_N].argmax(axis=1)
        shares = "  ".join(f"{name} {np.mean(said_N == i):.2f}" for i, name in enumerate(LABELS))
        print(f"  {label:10s} {kind:36s} n {mine_N.sum():4d}  {shares}")
    return as_json(names, fit_trees(x_NF, y_N, weights_N))


def as_json(names: list[str], trees: Trees) -> dict[str, object]:
    """Return trees as `synth.verdicts.trees` reads them, what each adds rounded."""
    start = [round(float(np.log(prior)), 5) for prior in trees.init_.class_prior_]
    grown = [[_as_json(one.tree_, 0) for one in column] for column in trees.estimators_.T]
    return {"features": names, "start": start, "trees": grown}


def _as_json(tree: Any, node: int) -> float | list[Any]:
    if tree.children_left[node] < 0:
        return round(TREES["learning_rate"] * float(tree.value[node].item()), 5)
    no, yes = (_as_json(tree, child[node]) for child in (tree.children_left, tree.children_right))
    return [int(tree.feature[node]), round(float(tree.threshold[node]), 6), no, yes]


def witnessed(p_N3: np.ndarray, rows: Sequence[Described]) -> np.ndarray:
    """Return probabilities as the judge gives them: no label leads without a witness."""
    return np.array(
        [
            require_witness(tuple(p_3), can_support=row.has_all, can_refute=row.is_opposed)
            for p_3, row in zip(p_N3, rows, strict=True)
        ]
    )


def weights_of(rows: Sequence[Described]) -> list[float]:
    """Weigh each label, and within a label of made statements rare kinds up.

    A verifier meets whatever people get wrong, not what is easily made.
    """
    counts = Counter((row.kind.startswith("written"), row.label, row.kind) for row in rows)
    totals: Counter[tuple[bool, str]] = Counter()
    for (is_written, label, _), n in counts.items():
        totals[is_written, label] += n if is_written else n**0.5
    weights = []
    for row in rows:
        is_written = row.kind.startswith("written")
        n = counts[is_written, row.label, row.kind]
        part = WRITTEN if is_written else 1 - WRITTEN
        one = SHARE[row.label] * (1 if is_written else n**-0.5) / totals[is_written, row.label]
        weights.append(part * one)
    return _by_worth(weights, rows)


def _by_worth(weights: Sequence[float], rows: Sequence[Described]) -> list[float]:
    """Let each row count for its worth; written ones together weigh as before."""
    worth = [weight * row.worth for weight, row in zip(weights, rows, strict=True)]
    is_written = [row.kind.startswith("written") for row in rows]
    total, left = (
        sum(weight for weight, mine in zip(some, is_written, strict=True) if mine)
        for some in (weights, worth)
    )
    return [weight * total / left if mine else weight for weight, mine in zip(worth, is_written, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--dry", action="store_true", help="measure, but write nothing")
    parser.add_argument("--per-kind", type=int, default=3, help="statements of a kind per paper")
    parser.add_argument("--every", type=int, default=FITTED_EVERY, help="take every n-th paper")
    parser.add_argument("--folds", type=int, default=8, help="folds of papers")
    parser.add_argument("--written", type=Path, nargs="*", default=[], help="statements written by hand")
    parser.add_argument("--cache", type=Path, help="keeps papers as read between runs")
    options = parser.parse_args()
    folder = options.shared / "corpus" / "pdf"
    stems = [path.stem for path in sorted(folder.glob("*.pdf"))][:: options.every]
    read = [read_paper(stem, folder, options.cache) for stem in stems]
    made = made_rows([one for one in read if one is not None], options.per_kind)
    written = written_rows(options.written, folder, options.cache)
    fitted = fit_quantity(made, written, options.folds)
    if not options.dry:
        write(fitted)


def write(model: dict[str, object]) -> None:
    """Write the file."""
    about = (
        "Boosted trees of two questions each: per label (supported, refuted, not_found) the log odds at the "
        "start, then trees; a question is [feature, largest value for no, no, yes]. Written by "
        "tests/benchmarks/fit_verdicts.py."
    )
    head = json.dumps({"about": about, "features": model["features"], "start": model["start"]}, indent=1)
    labels = [",\n".join(json.dumps(tree) for tree in trees) for trees in model["trees"]]
    path = Path(synth.verdicts.__file__).with_name("trees.json")
    content = head.removesuffix("\n}") + ',\n "trees": [[\n' + "\n],[\n".join(labels) + "\n]]\n}\n"
    path.write_text(content, encoding="utf-8")
    print(f"written: {path.name}, {len(content) // 1024} kB")


if __name__ == "__main__":
    main()
