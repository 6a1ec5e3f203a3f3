"""A small arXiv of our own: the demo corpus under ids that arXiv could have given."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
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


CHANGING = "2901.00004"
"""The paper of which two versions exist; the run was made when there was one."""
PRIMED = "2901.00001"
"""A paper whose numbers others are compared with."""
WITH_DOI = "2901.00002"
"""A paper with a DOI."""
DOI = "10.0000/demo.0002"


@pytest.fixture(scope="session")
def first_run(models: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the home and the report of a run, made when papers were in their first versions."""
    folder = tmp_path_factory.mktemp("first")
    (folder / "home").mkdir()
    (folder / "home" / "models").symlink_to(models)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("SYNTH_")}
    with ArxivStandin(arxiv_rows()) as server:
        server.show(newest={CHANGING: 1})
        settings = {
            "SYNTH_HOME": str(folder / "home"),
            "SYNTH_ARXIV_URL": server.url,
            "SYNTH_ARXIV_INTERVAL_S": "0",
            "SYNTH_DOCUMENT_INTERVAL_S": "0",
        }
        command = ["report", QUESTION, "--format", "json,md,csv,bib", "--out", str(folder / "run"), "-q"]
        subprocess.run([sys.executable, "-m", "synth", *command], check=True, env=clean | settings)
    return folder


@pytest.fixture
def run(first_run: Path, home: Path, tmp_path: Path) -> Path:
    """A copy of the first run for one test: its folder, in this test's home."""
    shutil.rmtree(home)
    shutil.copytree(first_run / "home", home, symlinks=True)
    shutil.copytree(first_run / "run", tmp_path / "run")
    with sqlite3.connect(home / "store.db") as store:
        store.execute("UPDATE runs SET folder = ?", (str(tmp_path / "run"),))
    store.close()
    return tmp_path / "run"
