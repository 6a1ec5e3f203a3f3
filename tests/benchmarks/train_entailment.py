"""Train the packaged entailment model (see docs/entailment.md).

    python tests/benchmarks/train_entailment.py SHARED WORK [--steps first second third export]

Starts from the packaged MiniLM encoder and learns three classes of (premise, hypothesis): entailed,
contradicted, neutral. First from everyday NLI and pairs made by rule from abstracts; second from invented
findings; third, in turn without each part, from SciFact's training part. The models of the third step are
exported to WORK: of each part, fit_text.py fits the judge's coefficients on what the model says that has not
seen it. The mean of their weights is what ships, in eight bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

import torch
from entailment_data import Pair, made_pairs, nli_pairs, scifact_pairs, scifact_papers, split_rows
from entailment_export import export_classifier
from entailment_model import PairClassifier
from entailment_training import Recipe, State, soup, train
from findings import finding_pairs
from papers import read_rows

import synth.verdicts
from synth.passages import read_document
from synth.types import FetchedFile

ROOT = Path(__file__).resolve().parents[2]
SEED = 20
PARTS = 2
"""Of SciFact's training part; each is held out in turn."""


def demo_papers(root: Path) -> list[list[str]]:
    """Return the sentences of the project's own demo papers."""
    found = []
    for line in (root / "papers.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["pdf"]:
            content = (root / row["pdf"]).read_bytes()
            file = FetchedFile(
                path=str(root / row["pdf"]),
                kind="pdf",
                sha256=hashlib.sha256(content).hexdigest(),
                size=len(content),
            )
            document = read_document(file, paper_id=row["id"], version=row["version"])
            found.append([row["title"], *(p.text for p in document.passages if p.kind == "sentence")])
    return found


def first_pairs(shared: Path) -> list[Pair]:
    """Return everyday NLI and pairs made from SciFact's training abstracts and the demo papers."""
    made = list(made_pairs(_papers(shared), random.Random(SEED)))
    nli = nli_pairs(shared / "bench/nli/counterfactual-train.jsonl.gz")
    return nli + random.Random(SEED).sample(made, 7_000)


def second_pairs(shared: Path) -> list[Pair]:
    """Return invented findings, with some of the first step's."""
    rng = random.Random(2)
    made = list(made_pairs(_papers(shared), random.Random(31)))
    nli = nli_pairs(shared / "bench/nli/counterfactual-train.jsonl.gz")
    return list(finding_pairs(3_300, rng)) + rng.sample(made, 3_000) + rng.sample(nli, 1_000)


def third_pairs(shared: Path, part: int) -> list[Pair]:
    """Return SciFact's training claims but those of one part, with some of the other steps'."""
    rng = random.Random(40 + part)
    parts = split_rows(list(read_rows(shared / "bench/scifact/train.jsonl.gz")), PARTS)
    seen = [row for place, rows in enumerate(parts) if place != part for row in rows]
    made = list(made_pairs(scifact_papers(seen), random.Random(50 + part)))
    return list(scifact_pairs(seen, rng)) + rng.sample(made, 300) + list(finding_pairs(100, rng))


def _papers(shared: Path) -> list[list[str]]:
    rows = list(read_rows(shared / "bench/scifact/train.jsonl.gz"))
    return scifact_papers(rows) + demo_papers(ROOT / "data" / "demo")


def learn(shared: Path, work: Path, steps: Sequence[str]) -> None:
    """Train what is asked for and keep the weights in `work`."""
    if "first" in steps:
        torch.manual_seed(SEED)
        start = PairClassifier.from_packaged().state_dict()
        train(start, first_pairs(shared), Recipe(seed=SEED), work / "first.pt")
    if "second" in steps:
        before = torch.load(work / "first.pt")
        train(before, second_pairs(shared), Recipe(seed=21), work / "second.pt")
    if "third" in steps:
        for part in range(PARTS):
            recipe = Recipe(
                epochs=2, rate=1e-4, smoothing=0.1, masked=0.03, frozen=2, workers=1, seed=30 + part
            )
            train(torch.load(work / "second.pt"), third_pairs(shared, part), recipe, work / f"third{part}.pt")


def export(work: Path) -> None:
    """Write the model that ships and those of the parts; the digest printed belongs into entailment.py."""
    states = [torch.load(work / f"third{part}.pt") for part in range(PARTS)]
    models = Path(synth.verdicts.__file__).parent / "models"
    models.mkdir(exist_ok=True)
    for part, state in enumerate(states):
        _write(work / f"part{part}.onnx", state)
    _write(models / "entailment.onnx", soup(states))


def _write(path: Path, state: State) -> None:
    content = export_classifier({name: values.float().numpy() for name, values in state.items()})
    path.write_bytes(content)
    print(f"{path.name}: {len(content) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(content).hexdigest()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--steps", nargs="+", default=["first", "second", "third", "export"])
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    learn(options.shared, options.work, options.steps)
    if "export" in options.steps:
        export(options.work)


if __name__ == "__main__":
    main()
