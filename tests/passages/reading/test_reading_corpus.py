"""Reading held against real papers and real broken files of the private corpus."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from synth.errors import UnreadablePaper
from synth.passages import read_document
from synth.settings import ReaderLimits
from synth.types import Document, FetchedFile

pytestmark = pytest.mark.shared


def read(path: Path, kind: str = "pdf") -> Document:
    file = FetchedFile(path=str(path), kind=kind, sha256="0" * 64, size=path.stat().st_size)  # type: ignore[arg-type]
    return read_document(file, paper_id=path.stem, version=1, limits=ReaderLimits())


def test_no_broken_file_hangs_crashes_or_passes_in_silence(shared_dir: Path) -> None:
    files = sorted((shared_dir / "nasty").rglob("*.pdf"))
    assert files
    for path in files:
        started = time.monotonic()
        try:
            outcome = read(path).text
        except UnreadablePaper as error:
            outcome = error.reason if error.advice else ""
        assert outcome.strip(), path
        # The limit that the project promises; a hang would be far beyond it.
        assert time.monotonic() - started < 30, path


@pytest.mark.parametrize(
    "name",
    [
        "1911.02116v2",
        "2003.11080v5",
        "1706.03762v7",
        "2010.11929v2",
        "2005.00396v3",
        "2103.14030v2",
        "1905.00506v2",
    ],
)
def test_real_papers_are_told_apart(shared_dir: Path, name: str) -> None:
    document = read(shared_dir / "corpus" / "pdf" / f"{name}.pdf")
    sentences = [p for p in document.passages if p.kind == "sentence"]
    words = sum(len(p.text.split()) for p in sentences if p.where == "abstract")
    assert document.title
    assert 80 <= words <= 300
    assert sum(p.kind == "reference" for p in document.passages) >= 15
    # Sentences broken by a column, a float or a page begin in lower case or end without a stop.
    broken = [p.text for p in sentences if re.match(r"[a-z]+[ ,]", p.text)]
    assert len(broken) <= 0.03 * len(sentences), broken


def plain(text: str) -> str:
    """Letters, digits and signs of a sentence, without citations, marks and spaces."""
    text = re.sub(r"\[[^\]]*\]|\^\d+|\([^)]*(?:19|20)\d\d[^)]*\)", "", text.lower())
    return re.sub(r"[^a-z0-9.%+-]", "", text)


def test_sentences_of_the_source_are_found_in_the_pdf(shared_dir: Path) -> None:
    """Recall of LaTeX sentences among the PDF's, to the letter but for citations and spaces."""
    pdf = read(shared_dir / "corpus" / "pdf" / "1706.03762v7.pdf")
    source = read(shared_dir / "corpus" / "src" / "1706.03762v7.tar.gz", "source")
    printed = {plain(p.text) for p in pdf.passages if p.kind in ("sentence", "caption", "footnote")}
    wanted = [
        plain(p.text)
        for p in source.passages
        if p.kind == "sentence"
        and len(p.text.split()) >= 6
        and not re.search(r"\bref\b", p.text)
        and "√" not in p.text
    ]
    missing = [sentence for sentence in wanted if sentence not in printed]
    assert len(wanted) > 100
    assert 1 - len(missing) / len(wanted) >= 0.9, missing
