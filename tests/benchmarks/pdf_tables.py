"""How many of the captioned tables of PDFs are read as grids, why others are not, and what a page takes.

    python tests/benchmarks/pdf_tables.py [CORPUS] [--per-paper] [--list] [--dump FOLDER]

CORPUS is a folder of PDFs. A table is found where its caption is found; one of which nothing but the
caption is found is counted apart: most of these are pictures or paragraphs of text. Many of the refused are
no tables of figures either, but examples, prompts and lists set as tables; the reason says so ("no rows of
figures"). `--dump` writes the tables of each paper as text, to compare two states of the reader with diff.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.passages.broken_tables import join_broken_tables
from synth.passages.floats import take_floats
from synth.passages.furniture import find_furniture
from synth.passages.grid_columns import phrases_of
from synth.passages.grid_rows import cell_text
from synth.passages.grids import Grid, Grids, read_grids
from synth.passages.layout import Block, document_style, find_columns
from synth.passages.lines import page_lines
from synth.passages.pdf_text import PageContent, open_pdf
from tests.benchmarks.measure import shared_folder

MAX_PAGES = 400
NOT_FOUND = "nothing found beside the caption"
_TABLE = re.compile(r"(?i)(?:supplementary |extended data |appendix |online )?tab")


class Found(NamedTuple):
    """A table and what became of it."""

    page: int
    caption: str
    """Empty where there is none."""
    rows: Sequence[Sequence[str]]
    """As they stand on the page, where it is no grid."""
    grids: Grids

    @property
    def is_read(self) -> bool:
        """Whether it is a grid, or several."""
        return bool(self.grids.parts)


def tables_of(pages: Sequence[PageContent]) -> Iterator[Found]:
    """Give the tables of a paper, top down."""
    floats = dict(zip((page.number for page in pages), _floats_of(pages), strict=True))
    joined = join_broken_tables(floats, pages)
    for page in pages:
        caption = ""
        for block in [*joined[page.number], Block(kind="furniture", lines=(), page=page.number)]:
            if caption and not block.is_captioned:
                yield Found(page.number, caption, (), Grids((), (NOT_FOUND,)))
                caption = ""
            if block.kind == "table":
                is_captioned = block.is_captioned or bool(block.caption)
                grids = read_grids(block.rows, page.rules, is_captioned=is_captioned, head=block.head)
                rows = [[phrase.text for phrase in phrases_of(row)] for row in block.rows]
                yield Found(page.number, caption, rows, grids)
            caption = block.text if block.kind == "caption" and _TABLE.match(block.text) else ""


def _floats_of(pages: Sequence[PageContent]) -> Iterator[list[Block]]:
    """Give each page's captions, tables and words of figures, as the reader finds them."""
    found = [page_lines(page) for page in pages]
    style = document_style(found)
    tendency = 0
    for page, lines, unwanted in zip(pages, found, find_furniture(pages, found, style), strict=True):
        kept = [line for i, line in enumerate(lines) if i not in unwanted]
        columns = find_columns(kept, page.width, style)
        blocks, _, tendency = take_floats(page, kept, columns, style, tendency)
        yield blocks


def text_of(table: Found) -> Iterator[str]:
    """Write a table down, line by line."""
    state = "grid" if table.is_read else "no grid"
    yield f"page {table.page}: {state} {'; '.join(table.grids.doubts)} {table.caption[:110]}".rstrip()
    if not table.is_read:
        yield from ("    " + " ¦ ".join(row) for row in table.rows)
    for grid in table.grids.parts:
        yield from _text_of_grid(grid)
    yield ""


def _text_of_grid(grid: Grid) -> Iterator[str]:
    yield "  = " + " || ".join(grid.columns)
    for row in grid.rows:
        spanned = row.spanned or [""] * len(row.cells)
        cells = [text or cell_text(cell) for text, cell in zip(spanned, row.cells, strict=True)]
        yield f"    {row.kind} [{row.name}] " + " | ".join(cells)


def main() -> None:
    """Read a folder of PDFs and print what became of their tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--per-paper", action="store_true")
    parser.add_argument("--list", action="store_true", help="print each captioned table that is no grid")
    parser.add_argument("--dump", type=Path)
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for path in sorted((options.corpus or shared_folder() / "corpus" / "pdf").glob("*.pdf")):
        began = time.process_time()
        pdf = open_pdf(path.read_bytes())
        pages = [page for page in pdf.pages(MAX_PAGES) if page] if pdf else []
        tables = list(tables_of(pages))
        totals["milliseconds"] += round(1000 * (time.process_time() - began))
        totals["pages"] += len(pages)
        captioned = [table for table in tables if table.caption]
        refused = [table for table in captioned if not table.is_read]
        totals["captioned"] += len(captioned)
        totals["read"] += len(captioned) - len(refused)
        totals["without caption"] += sum(not table.caption and table.is_read for table in tables)
        reasons.update("; ".join(table.grids.doubts) for table in refused)
        if options.per_paper:
            sys.stdout.write(f"{path.stem:24} {len(captioned) - len(refused):3} of {len(captioned):3}\n")
        if options.list:
            for table in refused:
                why = "; ".join(table.grids.doubts)
                sys.stdout.write(f"{path.stem} page {table.page}: {why}: {table.caption[:70]}\n")
        if options.dump:
            options.dump.mkdir(exist_ok=True)
            text = "\n".join(line for table in tables for line in text_of(table))
            (options.dump / f"{path.stem}.txt").write_text(text)
    sys.stdout.write(f"{totals['captioned']} captioned tables found, {totals['read']} read as grids")
    sys.stdout.write(f", and {totals['without caption']} without caption\n")
    for reason, count in reasons.most_common():
        sys.stdout.write(f"  {count:4} {reason}\n")
    milliseconds = totals["milliseconds"] / max(totals["pages"], 1)
    sys.stdout.write(f"{totals['pages']} pages, {milliseconds:.0f} ms of processor time a page\n")


if __name__ == "__main__":
    main()
