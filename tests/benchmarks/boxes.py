"""How much of LaTeX sources is found on the pages of their PDFs, and whether it is found in the right place.

    python tests/benchmarks/boxes.py [PAIR_FOLDER] [--show]

Pairs are the demo papers, the corpus papers that have both files, and those of PAIR_FOLDER (NAME.pdf beside
NAME.tar.gz, NAME.gz or NAME.tex). For each pair: the share of sentences, and of table cells with a number,
that have boxes; and of those the share that is right. Right means that PDFium, asked for the characters
whose middle lies inside the boxes, gives the cell's figures and nothing else, or of the sentence's words of
four letters and more nine in ten. `--show` lists what was not found or is wrong. Exit code 1 below 95 %
found or 99 % right over all pairs.
"""

from __future__ import annotations

import argparse
import ctypes
import re
import sys
import time
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.passages.characters import normalize
from synth.passages.letters import without_keys
from synth.passages.placing import place_document
from synth.passages.read_pdf import read_print
from synth.passages.read_source import read_source
from synth.settings import ReaderLimits
from synth.types import Box, Document
from tests.benchmarks.measure import ROOT, shared_folder

FOUND, RIGHT = 0.95, 0.99
"""Least shares."""

_WORD = re.compile(r"[^\W\d_]{4,}")
_DRAWN_APART = re.compile(r"f[fil]{1,2}|[^a-z]")
"""What PDFium gives odd boxes: ligatures, and accents that are drawn apart."""

_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True)
class Pair:
    """A paper's two files."""

    name: str
    pdf: Path
    source: Path


def demo_pairs() -> Iterator[Pair]:
    """The papers that come with Synth."""
    demo = ROOT / "data" / "demo"
    for pdf in sorted((demo / "pdf").glob("*.pdf")):
        packed = [*(demo / "src").glob(f"{pdf.stem}.*"), *(demo / "tex").glob(f"{pdf.stem}.tex")]
        yield Pair(pdf.stem, pdf, packed[0])


def folder_pairs(pdfs: Path, sources: Path) -> Iterator[Pair]:
    """The papers of two folders that have a file of the same name in both."""
    for pdf in sorted(pdfs.glob("*.pdf")):
        found = [sources / f"{pdf.stem}{ending}" for ending in (".tar.gz", ".gz", ".tex")]
        yield from (Pair(pdf.stem, pdf, path) for path in found[:] if path.is_file())


class Print:
    """A PDF's characters, read by PDFium without any of Synth's code."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2_raw as raw

        raw.FPDF_InitLibrary()
        self._raw, self._data = raw, data
        self._document = raw.FPDF_LoadMemDocument64(data, len(data), None)
        self._pages: dict[int, list[tuple[float, float, str]]] = {}

    def under(self, boxes: Sequence[Box]) -> str:
        """Return the characters whose middle lies in the boxes, in the order in which they are drawn."""
        parts = []
        for box in boxes:
            parts.append(
                "".join(
                    char
                    for x, y, char in self._page(box.page)
                    if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1
                )
            )
        return normalize(" ".join(parts))

    def _page(self, number: int) -> list[tuple[float, float, str]]:
        if number not in self._pages:
            self._pages[number] = list(self._characters(number))
        return self._pages[number]

    def _characters(self, number: int) -> Iterator[tuple[float, float, str]]:
        raw = self._raw
        page = raw.FPDF_LoadPage(self._document, number - 1)
        text = raw.FPDFText_LoadPage(page)
        edges: Any = [ctypes.c_double() for _ in range(4)]
        for at in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetCharBox(text, at, *map(ctypes.byref, edges))
            left, right, bottom, top = (edge.value for edge in edges)
            yield (left + right) / 2, (bottom + top) / 2, chr(raw.FPDFText_GetUnicode(text, at))


@dataclass
class Tally:
    """Counts of one kind of thing."""

    told: int = 0
    found: int = 0
    right: int = 0

    def add(self, other: Tally) -> None:
        """Add another's counts."""
        self.told, self.found = self.told + other.told, self.found + other.found
        self.right += other.right

    def line(self) -> str:
        """Return shares for print."""
        found = 100 * self.found / self.told if self.told else 100.0
        right = 100 * self.right / self.found if self.found else 100.0
        return f"{found:5.1f} % of {self.told:5} found, {right:5.1f} % right"

    @property
    def is_good(self) -> bool:
        """Whether it reaches the least shares."""
        return self.found >= FOUND * self.told and self.right >= RIGHT * self.found


def bare(text: str) -> str:
    """Return the letters of a text that have boxes of their own."""
    return _DRAWN_APART.sub("", unicodedata.normalize("NFKD", text).lower())


def tally_sentences(document: Document, printed: Print, *, show: bool) -> Tally:
    """Count sentences of words."""
    tally = Tally()
    for passage in document.passages:
        words = _WORD.findall(without_keys(passage.text).lower())
        if passage.kind != "sentence" or len(words) < 3:
            continue
        tally.told += 1
        if not passage.boxes:
            say(show, f"    not found: {passage.text[:100]}")
            continue
        tally.found += 1
        under = bare(printed.under(passage.boxes))
        lost = [word for word in words if bare(word) not in under]
        if len(lost) <= 0.1 * len(words):
            tally.right += 1
        else:
            say(show, f"    wrong, page {passage.page}, without {lost[:5]}: {passage.text[:90]}")
    return tally


def tally_cells(document: Document, printed: Print, *, show: bool) -> Tally:
    """Count table cells with a number."""
    tally = Tally()
    for table in document.tables:
        for r, cells in enumerate(table.table.rows):
            for c, cell in enumerate(cells):
                figures = "".join(_FIGURES.findall(without_keys(cell)))
                if not figures or table.spans[r][c] is None:
                    continue
                tally.told += 1
                box = table.boxes[r][c]
                if box is None:
                    say(show, f"    not found: {cell!r} in {table.label}, {' | '.join(cells)[:80]}")
                    continue
                tally.found += 1
                under = "".join(_FIGURES.findall(printed.under([box])))
                if under == figures or (len(cell) > 12 and under.startswith(figures)):
                    tally.right += 1
                else:
                    say(show, f"    wrong, page {box.page}: {cell!r} is {under!r} in {table.label}")
    return tally


def say(show: bool, text: str) -> None:
    """Print a line where lines are wanted."""
    if show:
        sys.stdout.write(text + "\n")


def main() -> int:
    """Measure all pairs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("pairs", type=Path, nargs="?", help="folder with further pairs")
    parser.add_argument("--show", action="store_true", help="list what was not found or is wrong")
    options = parser.parse_args()
    corpus = shared_folder() / "corpus"
    pairs = [*demo_pairs(), *folder_pairs(corpus / "pdf", corpus / "src")]
    if options.pairs:
        pairs += folder_pairs(options.pairs, options.pairs)
    sentences, all_cells = Tally(), Tally()
    for pair in pairs:
        pdf, source = pair.pdf.read_bytes(), pair.source.read_bytes()
        request = {"paper_id": pair.name, "version": None, "sha256": sha256(pdf).hexdigest(), "path": ""}
        print_ = read_print(pdf, request, ReaderLimits()).printed
        assert print_ is not None
        document = read_source(source, request, ReaderLimits())
        began = time.process_time()
        placed = place_document(document, print_)
        seconds = time.process_time() - began
        printed = Print(pdf)
        text = tally_sentences(placed.document, printed, show=options.show)
        cells = tally_cells(placed.document, printed, show=options.show)
        sys.stdout.write(
            f"{pair.name:18} {len(print_.pages):3} pages {seconds:5.2f} s  "
            f"sentences {text.line()}  cells {cells.line()}\n"
        )
        sentences.add(text)
        all_cells.add(cells)
    sys.stdout.write(f"sentences {sentences.line()}\ncells     {all_cells.line()}\n")
    return 0 if sentences.is_good and all_cells.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
