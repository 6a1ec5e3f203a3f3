"""Fit the verdicts on claims with numbers and write them into synth/verdicts/coefficients.json.

    python tests/benchmarks/fit_verdicts.py SHARED [--written ROWS.jsonl…] [--dry]

Fitted on true and false statements made from real papers (synth.evaluation.mutations) and, where files
are named, on statements written by hand (see statements.py); the figures printed are of papers held out in
turn. Tables and claims without numbers have scripts of their own, fit_tables.py and fit_text.py. The papers
are not part of the project; only the coefficients are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from softmax import LABELS, fit, measures, show, softmax
from statements import read_paper
from statements import read_rows as read_statements

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import synth.verdicts
from synth.claims import extract_claims, read_in_context, read_names, read_statement
from synth.evaluation.mutations import make_statements
from synth.passages.hybrid import PassageIndex
from synth.types import Document
from synth.verdicts.aliases import Aliases
from synth.verdicts.decide import require_witness
from synth.verdicts.entailment import PackagedEntailment
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import FactReader, claimed_quantities
from synth.verdicts.features import claim_features, is_borne_out, is_opposed
from synth.verdicts.judge import PASSAGES
from synth.verdicts.ledger import Ledger
from synth.verdicts.lookup import choose_tables
from synth.verdicts.whole_tables import WholeTables
from tests.evaluation.gate import FITTED_EVERY

L2 = 3e-4
"""Weight of the penalty on large coefficients."""

WORTH = 900
"""Statements that a file counts for at most: what one body of writers thinks of is all alike."""

FOREIGN = ("reworded", "one clause")
"""Kinds of true statements that are held against another paper."""

Row = tuple[dict[str, float], str, str]
"""Features, label, kind."""


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
        has_all = is_borne_out(text, matches, whole)
        return [Described(features, label, kind, self._paper, has_all, is_opposed(matches, whole))]


def made_rows(documents: Sequence[Document], per_kind: int) -> list[Described]:
    """Describe statements made from each paper, and those of one paper held against another."""
    rows = []
    made = [make_statements(one, extract_claims(one), per_kind=per_kind) for one in documents]
    for place, document in enumerate(documents):
        describe = Describer(document)
        for one in made[place]:
            rows += describe(one.text, one.gold, one.kind)
        for one in made[place - 1]:
            if one.kind in FOREIGN:
                rows += describe(one.text, "not_found", "foreign")
    return rows


def written_rows(paths: Sequence[Path], folder: Path, cache: Path | None) -> list[Described]:
    """Describe statements written by hand; those of a large file count for less each."""
    return [row for path in paths for row in _rows_of(path, folder, cache)]


def _rows_of(path: Path, folder: Path, cache: Path | None) -> list[Described]:
    statements = read_statements([path])
    rows = []
    for stem in dict.fromkeys(one.source for one in statements):
        document = read_paper(stem, folder, cache)
        if document is not None:
            describe = Describer(document)
            for one in statements:
                if one.source == stem:
                    rows += describe(one.claim, one.label, f"written: {one.kind}")
    return [replace(row, worth=min(1.0, WORTH / len(rows))) for row in rows]


def arrays(rows: Sequence[Row]) -> tuple[list[str], np.ndarray, np.ndarray]:
    names = list(rows[0][0])
    values_ND = np.array([[row[0][name] for name in names] for row in rows])
    return names, values_ND, np.array([LABELS.index(row[1]) for row in rows])


def probabilities(weights_3F: np.ndarray, rows_ND: np.ndarray) -> np.ndarray:
    return softmax(np.column_stack([np.ones(len(rows_ND)), rows_ND]) @ weights_3F.T)


def model(names: list[str], weights_3F: np.ndarray) -> dict[str, object]:
    return {"features": names, "weights": [[round(float(w), 4) for w in column] for column in weights_3F]}


def fit_quantity(made: Sequence[Described], written: Sequence[Described], n_folds: int) -> dict[str, object]:
    """Fit on statements made from papers and written by hand; print figures of papers not fitted on."""
    rows = [*made, *written]
    names, x_ND, y_N = arrays([(row.features, row.label, row.kind) for row in rows])
    weights_N = np.array(weights_of(rows))
    papers = sorted({row.paper for row in rows})
    fold_N = np.array([papers.index(row.paper) % n_folds for row in rows])
    p_N3 = np.zeros((len(rows), 3))
    for fold in range(n_folds):
        held_N = fold_N == fold
        weights_3F = fit(x_ND[~held_N], y_N[~held_N], weights_N[~held_N], l2=L2)
        p_N3[held_N] = probabilities(weights_3F, x_ND[held_N])
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
    return model(names, fit(x_ND, y_N, weights_N, l2=L2))


def witnessed(p_N3: np.ndarray, rows: Sequence[Described]) -> np.ndarray:
    """Return probabilities as the judge gives them: no label leads without a witness."""
    return np.array(
        [
            require_witness(tuple(p_3), can_support=row.has_all, can_refute=row.is_opposed)
            for p_3, row in zip(p_N3, rows, strict=True)
        ]
    )


def weights_of(rows: Sequence[Described]) -> list[float]:
    """Weigh made and written statements alike, within them each label, and within a label rare kinds up.

    A verifier meets whatever people get wrong, not what is easily made.
    """
    share = {"supported": 0.45, "refuted": 0.35, "not_found": 0.2}
    counts = Counter((row.kind.startswith("written"), row.label, row.kind) for row in rows)
    totals: Counter[tuple[bool, str]] = Counter()
    for (is_written, label, _), n in counts.items():
        totals[is_written, label] += n if is_written else n**0.5
    weights = []
    for row in rows:
        is_written = row.kind.startswith("written")
        n = counts[is_written, row.label, row.kind]
        weights.append(share[row.label] * (1 if is_written else n**-0.5) / totals[is_written, row.label])
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
        write({"quantity": fitted})


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
