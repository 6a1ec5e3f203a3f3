"""Judge hand-made statements about papers and count what was right.

    python tests/benchmarks/statements.py ROWS.jsonl… --pdf FOLDER [--cache FOLDER] [--show [KIND…]]

A row is `{"id", "source": stem of a PDF, "claim", "label", "kind"}`. Printed are labels given by kind,
the rate of true statements supported, of false or absent ones supported, the expected calibration
error and the time a claim takes once its paper is read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from softmax import LABELS, measures

from synth.adapters import make_judge
from synth.claims import read_statement
from synth.errors import UnreadablePaper
from synth.passages import read_document
from synth.passages.embedders import make_embedder
from synth.ports import Embedder
from synth.settings import Settings
from synth.types import Document, FetchedFile, Verdict
from synth.verdicts.entailment import PackagedEntailment


@dataclass(frozen=True)
class Row:
    """A statement with its gold label."""

    id: str
    source: str
    claim: str
    label: str
    kind: str
    note: str


@dataclass(frozen=True)
class Judged:
    """A statement and what was said of it."""

    row: Row
    verdict: Verdict
    seconds: float


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """Read statements; a line that is still being written is left out."""
    rows = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                print(f"{path.name}: a line is no JSON: {line[:60]}")
                continue
            note = str(row.get("note", ""))
            rows.append(Row(row["id"], row["source"], row["claim"], row["label"], row["kind"], note))
    return rows


def read_paper(stem: str, folder: Path, cache: Path | None) -> Document | None:
    """Read a PDF, or take it from the cache; None where it can't be read."""
    known = cache / f"{stem}.pickle" if cache else None
    if known is not None and known.is_file():
        document: Document = pickle.loads(known.read_bytes())
        return document
    path = folder / f"{stem}.pdf"
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    file = FetchedFile(path=str(path), kind="pdf", sha256=digest, size=len(content))
    try:
        document = read_document(file, paper_id=stem, version=None)
    except UnreadablePaper as error:
        print(f"{stem}: {error}")
        return None
    if known is not None:
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_bytes(pickle.dumps(document))
    return document


def judge_all(rows: Sequence[Row], folder: Path, cache: Path | None, embedder: Embedder) -> Iterator[Judged]:
    """Judge the statements, paper by paper."""
    for stem in dict.fromkeys(row.source for row in rows):
        document = read_paper(stem, folder, cache)
        if document is None:
            continue
        judge = make_judge(document, embedder, PackagedEntailment())
        mine = [row for row in rows if row.source == stem]
        judge.judge(read_statement(mine[0].claim))  # builds the paper's index; not counted
        for row in mine:
            began = time.perf_counter()
            verdict = judge.judge(read_statement(row.claim))
            yield Judged(row, verdict, time.perf_counter() - began)


def show_table(judged: Sequence[Judged]) -> None:
    """Print the labels given by kind, and the rates over all."""
    for label in LABELS:
        for kind in sorted({one.row.kind for one in judged if one.row.label == label}):
            given = [one.verdict.label for one in judged if (one.row.label, one.row.kind) == (label, kind)]
            shares = "  ".join(f"{name} {given.count(name):3d}" for name in (*LABELS, "unjudged"))
            print(f"{label:10s} {kind:12s} n {len(given):3d}  {shares}")
    scored = [one for one in judged if one.verdict.probabilities is not None]
    found = measures(
        np.array([one.verdict.probabilities for one in scored]),
        np.array([LABELS.index(one.row.label) for one in scored]),
    )
    true = [one for one in judged if one.row.label == "supported"]
    false = [one for one in judged if one.row.label != "supported"]
    print(f"true supported   {rate(true):.3f} of {len(true)}")
    print(f"false supported  {rate(false):.3f} of {len(false)}")
    print("  ".join(f"{key} {found[key]:.3f}" for key in ("accuracy", "macro-f1", "ece", "brier")))
    times = sorted(one.seconds for one in judged)
    middle, mean = 1000 * times[len(times) // 2], 1000 * float(np.mean(times))
    print(f"time a claim     median {middle:.0f} ms, mean {mean:.0f} ms")


def rate(judged: Sequence[Judged]) -> float:
    """Return the share that was called supported."""
    return sum(one.verdict.label == "supported" for one in judged) / max(1, len(judged))


def show_wrong(judged: Sequence[Judged], kinds: Sequence[str]) -> None:
    """Print what was judged wrongly, with the explanation given and the reason of the gold label."""
    for one in judged:
        row, verdict = one.row, one.verdict
        if verdict.label == row.label or (kinds and row.kind not in kinds):
            continue
        print(f"\n{row.id} [{row.kind}] {row.label}, given {verdict.label} {verdict.confidence}")
        print(f"  claim: {row.claim}\n  gold:  {row.note}\n  said:  {verdict.explanation}")
        for evidence in verdict.evidence[:2]:
            print(f"    p{evidence.page} {evidence.cell or ''} {evidence.quote[:160]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, nargs="+")
    parser.add_argument("--pdf", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="keeps papers as read between runs")
    parser.add_argument("--home", type=Path, default=Path.home() / ".synth")
    parser.add_argument("--show", nargs="*", metavar="KIND", help="print what was judged wrongly")
    options = parser.parse_args()
    embedder = make_embedder(Settings(home=options.home))
    judged = list(judge_all(read_rows(options.rows), options.pdf, options.cache, embedder))
    if options.show is not None:
        show_wrong(judged, options.show)
    show_table(judged)


if __name__ == "__main__":
    main()
