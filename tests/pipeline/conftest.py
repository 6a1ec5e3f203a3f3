"""A small arXiv of our own: the demo corpus under ids that arXiv could have given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from synth.resources import data_dir
from tests.standin.arxiv import ArxivStandin

DEMO = data_dir() / "demo"
QUESTION = "Does lantern priming improve lichen-based image sorting on MossBench?"


def arxiv_rows() -> list[dict[str, Any]]:
    """The demo corpus as rows of the stand-in: "demo.0003" becomes "2901.00003"."""
    rows = []
    for line in (DEMO / "papers.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        row["id"] = row["id"].replace("demo.0", "2901.00")
        row["summary"] = row.pop("abstract")
        row["categories"] = ["cs.CV"]
        for key in ("pdf", "src"):
            row[key] = (DEMO / row[key]).read_bytes() if row.get(key) else None
        rows.append(row)
    return rows


@pytest.fixture
def arxiv(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ArxivStandin]:
    """The stand-in, with SYNTH_ARXIV_URL pointing at it."""
    with ArxivStandin(arxiv_rows()) as server:
        monkeypatch.setenv("SYNTH_ARXIV_URL", server.url)
        yield server
