"""What papers are read from can be said: both files, one of them, or which PDF goes with a source."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from synth.resources import data_dir

DEMO = data_dir() / "demo"


def claims(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_source_has_the_pages_of_the_pdf_that_is_named(synth) -> None:
    source, pdf = DEMO / "tex" / "demo.0007v1.tex", DEMO / "pdf" / "demo.0007v1.pdf"
    ended = synth("extract", str(source), "--pdf", str(pdf), "--json")
    assert ended.code == 0
    found = claims(ended.out)
    assert all(claim["page"] is not None and claim["boxes"] for claim in found)
    assert {claim["page"] for claim in found} == {1, 2}


def test_a_source_has_the_pages_of_a_pdf_of_its_name(
    synth, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(DEMO / "tex" / "demo.0001v1.tex", tmp_path / "moss.tex")
    shutil.copy(DEMO / "pdf" / "demo.0001v1.pdf", tmp_path / "moss.pdf")
    (first, *_) = claims(synth("extract", str(tmp_path / "moss.tex"), "--json").out)
    assert first["page"] == 1
    monkeypatch.setenv("SYNTH_READ_FROM", "pdf")
    (first, *_) = claims(synth("extract", str(tmp_path / "moss.tex"), "--json").out)
    assert first["page"] is None


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["paper.pdf", "--pdf", "paper.pdf"], 2, "goes with a LaTeX source"),
        (["demo.0001", "--pdf", "paper.pdf"], 2, "goes with a LaTeX source"),
        (["paper.tex", "--pdf", "missing.pdf"], 6, "missing.pdf"),
    ],
)
def test_a_pdf_goes_with_a_source_only(synth, home: Path, arguments: list[str], code: int, says: str) -> None:
    shutil.copy(DEMO / "tex" / "demo.0001v1.tex", "paper.tex")
    shutil.copy(DEMO / "pdf" / "demo.0001v1.pdf", "paper.pdf")
    ended = synth("extract", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_an_unknown_way_to_read_papers_is_refused(synth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNTH_READ_FROM", "photographs")
    ended = synth("extract", "demo.0001")
    assert (ended.code, ended.out) == (2, "")
    assert "latex+pdf" in ended.err


def test_the_demo_says_the_same_in_either_reading(synth, monkeypatch: pytest.MonkeyPatch) -> None:
    readings = []
    for way in ("latex+pdf", "pdf"):
        monkeypatch.setenv("SYNTH_READ_FROM", way)
        found = claims(synth("extract", "demo.0002", "--json").out)
        readings.append(
            [
                (claim["page"], [q["value"] for q in claim["quantities"]])
                for claim in found
                if claim["where"] != "table"
            ]
        )
    assert readings[0] == readings[1]
