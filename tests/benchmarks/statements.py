"""Hand-made statements and their papers, for the scripts that fit on them.

A row is `{"id", "source": stem of a PDF, "claim", "label", "kind"}`; a file may be gzipped. To measure
verdicts on such rows: `synth eval statements` (with --rows for every verdict and its explanation).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.adapters import make_judge
from synth.claims import read_statement
from synth.errors import UnreadablePaper
from synth.passages import read_document
from synth.ports import Embedder
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


def read_rows(paths: Iterable[Path]) -> list[Row]:
    """Read statements about papers; a line that is still being written is left out."""
    rows = []
    for path in paths:
        content = path.read_bytes()
        text = gzip.decompress(content) if path.suffix == ".gz" else content
        for line in text.decode().splitlines():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                print(f"{path.name}: a line is no JSON: {line[:60]}")
                continue
            if "/" in row["source"]:
                continue  # a row of a benchmark, no paper
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
        for row in mine:
            yield Judged(row, judge.judge(read_statement(row.claim)))
