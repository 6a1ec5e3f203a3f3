"""Real papers and bench rows as the verifier's input."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synth.claims import NameTable, read_names
from synth.errors import UnreadablePaper
from synth.passages import passages_of_text, read_document
from synth.types import Document, FetchedFile, Passage


@dataclass(frozen=True)
class Source:
    """A paper as read."""

    document: Document
    names: NameTable

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self.document.passages


def read_papers(shared: Path, limit: int | None = None) -> list[Source]:
    """Read the corpus's PDFs, every second one so that a run stays short."""
    found = []
    rows = [json.loads(line) for line in (shared / "corpus" / "papers.jsonl").open(encoding="utf-8")]
    for row in [row for row in rows if row["pdf"]][::2][:limit]:
        path = shared / "corpus" / row["pdf"]
        content = path.read_bytes()
        file = FetchedFile(
            path=str(path), kind="pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content)
        )
        try:
            document = read_document(file, paper_id=row["id"], version=row["version"])
        except UnreadablePaper as error:
            print(f"{row['id']}: {error}")
            continue
        found.append(Source(document, read_names(document)))
    return found


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def text_passages(row: dict[str, Any]) -> tuple[Passage, ...]:
    """Return the passages of a row's inline text."""
    return passages_of_text(row["text"], paper_id="text")
