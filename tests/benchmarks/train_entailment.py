"""Train the packaged entailment model (see docs/entailment.md).

    python tests/benchmarks/train_entailment.py SHARED WORK [--steps first second export]

Starts from the packaged MiniLM encoder and learns three classes of (premise, hypothesis): entailed,
contradicted, neutral. First on everyday NLI and pairs made by rule, then on two thirds of SciFact's
training part: the other third, unseen, is what fit_text.py fits the judge's coefficients on. What was
learnt is exported in eight bits. WORK holds the weights between the steps.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from entailment_data import Pair, made_pairs, nli_pairs, scifact_pairs, scifact_papers, split_rows
from entailment_export import export_classifier
from entailment_model import PairClassifier, encode
from papers import read_rows

import synth.verdicts
from synth.passages import read_document
from synth.types import FetchedFile

ROOT = Path(__file__).resolve().parents[2]
SEED = 20
BATCH_TOKENS = 2_048
MADE = 7_000
FROZEN_LAYERS = 2
PARTS = 3
"""Of SciFact's training part; the first is held out."""


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


def batches_of(pairs: Sequence[Pair], lengths: Sequence[int], rng: random.Random) -> list[list[int]]:
    """Group pairs of like length up to so many tokens, in random order."""
    order = sorted(range(len(pairs)), key=lambda row: lengths[row] + rng.random() * 6)
    batches: list[list[int]] = [[]]
    for row in order:
        batch = batches[-1]
        if batch and (len(batch) + 1) * lengths[row] > BATCH_TOKENS or len(batch) == 48:
            batches.append([row])
        else:
            batch.append(row)
    rng.shuffle(batches)
    return batches


def train(
    model: PairClassifier,
    pairs: Sequence[Pair],
    *,
    epochs: int,
    rate: float,
    smoothing: float = 0.05,
    name: str,
) -> None:
    """Train in place: AdamW, linear warm-up and decay, bfloat16 arithmetic."""
    rng = random.Random(SEED)
    encoded = encode([(pair.premise, pair.hypothesis) for pair in pairs])
    lengths = [len(ids) for ids, _ in encoded]
    schedule = [batch for _ in range(epochs) for batch in batches_of(pairs, lengths, rng)]
    counts = dict(sorted(Counter((pair.source, pair.label) for pair in pairs).items()))
    print(f"{name}: {len(pairs)} pairs, {len(schedule)} batches, {counts}", flush=True)
    learned = [p for p in model.parameters() if p.requires_grad]
    decayed = [p for p in learned if p.dim() > 1]
    plain = [p for p in learned if p.dim() <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=rate,
        fused=True,
    )
    warm = max(1, len(schedule) // 20)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer,
        lambda step: min((step + 1) / warm, max(0.0, (len(schedule) - step) / (len(schedule) - warm))),
    )
    loss_of = torch.nn.CrossEntropyLoss(label_smoothing=smoothing)
    model.train()
    began, recent = time.time(), []
    for step, batch in enumerate(schedule, start=1):
        with torch.autocast("cpu", torch.bfloat16):
            logits = model([encoded[row] for row in batch])
        loss = loss_of(logits.float(), torch.tensor([pairs[row].label for row in batch]))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        scheduler.step()
        optimizer.zero_grad()
        recent.append(
            (
                loss.item(),
                float((logits.argmax(1) == torch.tensor([pairs[r].label for r in batch])).float().mean()),
            )
        )
        if step % 25 == 0:
            loss_mean, right = np.mean(recent[-25:], axis=0)
            spent = f"{time.time() - began:.0f} s"
            print(f"  {step}/{len(schedule)} loss {loss_mean:.3f} right {right:.3f} {spent}", flush=True)
    model.eval()


def export(weights: Path) -> None:
    """Write the model that ships; the digest that is printed belongs into synth/verdicts/entailment.py."""
    state = {name: values.float().numpy() for name, values in torch.load(weights).items()}
    content = export_classifier(state)
    path = Path(synth.verdicts.__file__).parent / "models" / "entailment.onnx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    print(f"{path.name}: {len(content) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(content).hexdigest()}")


def learn(shared: Path, work: Path, steps: Sequence[str]) -> None:
    """Train what is asked for and keep the weights in `work`."""
    rows = list(read_rows(shared / "bench/scifact/train.jsonl.gz"))
    seen = [row for part in split_rows(rows, PARTS)[1:] for row in part]
    papers = scifact_papers(rows) + demo_papers(ROOT / "data" / "demo")
    made = list(made_pairs(papers, random.Random(SEED)))
    if "first" in steps:
        pairs = nli_pairs(shared / "bench/nli/counterfactual-train.jsonl.gz")
        pairs += random.Random(SEED).sample(made, MADE)
        model = PairClassifier.from_packaged()
        train(model, pairs, epochs=1, rate=1.5e-4, name="first")
        torch.save(model.state_dict(), work / "first.pt")
    if "second" in steps:
        torch.manual_seed(SEED)
        model = PairClassifier.from_packaged()
        model.load_state_dict(torch.load(work / "first.pt"))
        model.freeze(FROZEN_LAYERS)
        pairs = list(scifact_pairs(seen, random.Random(SEED)))
        pairs += random.Random(SEED).sample(made, len(pairs) // 8)
        train(model, pairs, epochs=2, rate=8e-5, name="second")
        torch.save(model.state_dict(), work / "second.pt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--steps", nargs="+", default=["first", "second", "export"])
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    if set(options.steps) - {"export"}:
        learn(options.shared, options.work, options.steps)
    if "export" in options.steps:
        export(options.work / "second.pt")


if __name__ == "__main__":
    main()
