"""Time of reading papers, beside other readers of the same files, on one core.

    python tests/benchmarks/reading.py [SHARED] [--papers 4] [--rounds 3]

Prints processor seconds, the least of some rounds: Synth's reading of PDFs (text, sentences, tables, the
box of every passage and cell) against pypdf's and pdfplumber's text of the same pages, and Synth's reading
of LaTeX sources (text, sentences, tables) against pandoc's conversion of the main file to JSON and
latexml's to XML. What is not installed is named and left out. Seconds are given for a paper and for twenty
pages of it; ratios are the other's time over Synth's, so that above 1 Synth is the faster. Exit code 1 when
twenty pages take longer than 1.5 s as a PDF or 0.5 s as LaTeX.

A LaTeX source has no pages: 3,000 characters of its text count as one.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.passages.archive import unpack
from synth.passages.latex_main import find_main
from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.passages.read_pdf import read_pdf
from synth.settings import ReaderLimits
from tests.benchmarks.measure import shared_folder

PAGES = 20
PDF_S, LATEX_S = 1.5, 0.5
"""Limits for that many pages."""

CHARS_A_PAGE = 3_000


def cpu_seconds() -> float:
    """Processor time of this process and of those that it started and that ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def least(action: Callable[[], object], rounds: int) -> float:
    """Return the least processor time of some runs, seconds."""
    times = []
    for _ in range(rounds):
        began = cpu_seconds()
        action()
        times.append(cpu_seconds() - began)
    return min(times)


def read_with_synth(data: bytes) -> int:
    """Read a PDF with all boxes; returns its pages."""
    request = {"paper_id": "timed", "version": 1, "sha256": sha256(data).hexdigest(), "path": ""}
    return len(read_pdf(data, request, ReaderLimits()).page_starts)


def read_with_pypdf(path: Path) -> None:
    """Take the text of every page."""
    from pypdf import PdfReader

    for page in PdfReader(path).pages:
        page.extract_text()


def read_with_pdfplumber(path: Path) -> None:
    """Take the text of every page."""
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()


def read_latex_with_synth(data: bytes) -> int:
    """Read a source archive; returns the characters of its text."""
    pieces, _ = read_latex(unpack(data, ReaderLimits()))
    document = document_of_pieces(pieces, Source("timed", 1, "0" * 64), kind="latex", title=None)
    return len(document.text)


CONVERTERS = {
    "pandoc": ("pandoc", "--sandbox", "-f", "latex", "-t", "json", "-o", os.devnull),
    "latexml": ("latexml", "--quiet", f"--destination={os.devnull}"),
}
"""Programs that read LaTeX, to be called with the main file's name."""


def convert(program: str, files: Mapping[str, bytes], main: str) -> None:
    """Convert the main file in a folder of its own; what a program cannot read takes its time too."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        command = [*CONVERTERS[program], main]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)


def spread(paths: Sequence[Path], count: int) -> list[Path]:
    """Choose files evenly from the smallest to the largest."""
    ordered = sorted(paths, key=lambda path: (path.stat().st_size, path.name))
    return [ordered[(2 * i + 1) * len(ordered) // (2 * count)] for i in range(min(count, len(ordered)))]


def say(name: str, pages: float, seconds: float, others: Mapping[str, float]) -> float:
    """Print a paper's line; returns the seconds for as many pages as the limit is for."""
    scaled = seconds * PAGES / pages
    ratios = "".join(f"  {other} x{took / seconds:.1f}" for other, took in others.items())
    sys.stdout.write(f"  {name:22} {pages:5.0f} pages  {seconds:6.2f} s  {scaled:5.2f} s a {PAGES}{ratios}\n")
    return scaled


def time_pdfs(paths: Sequence[Path], rounds: int, *, with_pdfplumber: bool) -> float:
    """Print the times of PDFs; returns the mean for as many pages as the limit is for."""
    scaled = []
    for path in paths:
        data = path.read_bytes()
        pages = read_with_synth(data)
        seconds = least(partial(read_with_synth, data), rounds)
        others = {"pypdf": least(partial(read_with_pypdf, path), 1)}
        if with_pdfplumber:
            others["pdfplumber"] = least(partial(read_with_pdfplumber, path), 1)
        scaled.append(say(path.stem, pages, seconds, others))
    return sum(scaled) / len(scaled)


def time_sources(paths: Sequence[Path], rounds: int, converters: Sequence[str]) -> float:
    """Print the times of LaTeX sources; returns the mean for as many pages as the limit is for."""
    scaled = []
    for path in paths:
        data = path.read_bytes()
        chars = read_latex_with_synth(data)
        seconds = least(partial(read_latex_with_synth, data), rounds)
        files = unpack(data, ReaderLimits())
        main = find_main(files)
        others = {name: least(partial(convert, name, files, main), 1) for name in converters if main}
        scaled.append(say(path.name.removesuffix(".tar.gz"), chars / CHARS_A_PAGE, seconds, others))
    return sum(scaled) / len(scaled)


def main() -> None:
    """Time the readers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("--papers", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    corpus = (options.shared or shared_folder()) / "corpus"
    with_pdfplumber = importlib.util.find_spec("pdfplumber") is not None
    converters = [name for name in CONVERTERS if shutil.which(name)]
    for name in ("pdfplumber", *CONVERTERS):
        if name not in converters and not (name == "pdfplumber" and with_pdfplumber):
            sys.stdout.write(f"{name} is not installed and left out\n")
    sys.stdout.write("PDF, with boxes; the others' times over Synth's\n")
    pdfs = spread(sorted((corpus / "pdf").glob("*.pdf")), options.papers)
    pdf_s = time_pdfs(pdfs, options.rounds, with_pdfplumber=with_pdfplumber)
    sys.stdout.write("LaTeX sources; the others' times over Synth's\n")
    sources = spread(sorted((corpus / "src").glob("*.tar.gz")), options.papers)
    latex_s = time_sources(sources, options.rounds, converters)
    sys.stdout.write(
        f"mean of {PAGES} pages: PDF {pdf_s:.2f} s (limit {PDF_S}), LaTeX {latex_s:.2f} s (limit {LATEX_S})\n"
    )
    sys.exit(0 if pdf_s <= PDF_S and latex_s <= LATEX_S else 1)


if __name__ == "__main__":
    main()
