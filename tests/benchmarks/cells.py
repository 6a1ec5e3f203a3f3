"""Share of the numeric cells of real tables that are read under their right headers.

    python tests/benchmarks/cells.py SHARED [--kind latex|pdf]

holds the cells of `tests/evaluation/latex_cells.jsonl` against the sources of SHARED/corpus/src and the PDFs
of SHARED/corpus/pdf. Each of these was judged by eye, beside its source or its printed page: whether its
value is the cell's, whether its row header, with the groups it stands under, and its column header, with
all levels, are those that a reader of the page gives it. A row of the list has the paper, the table's and
the row's number, the column, that judgement, and digests of the value and of the headers: no text of the
papers. A cell whose digests have changed since must be judged again: it is named, and counts as wrong.
`--draw 300` prints a new sample of a kind, with a seed, for judging; its judgements are null.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator
from hashlib import sha256
from math import sqrt
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.errors import UnreadablePaper
from synth.passages.archive import unpack
from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.passages.read_pdf import read_pdf
from synth.passages.table_text import is_figure
from synth.settings import ReaderLimits
from synth.types import Document, PlacedTable

LIST = Path(__file__).parents[1] / "evaluation" / "latex_cells.jsonl"
PER_TABLE = 5
"""Cells of a PDF's table in a new sample: more tables say more than more cells."""


class Cell(NamedTuple):
    """A numeric cell."""

    paper: str
    table: int
    row: int
    column: int
    row_header: str
    column_header: str
    value: str

    @property
    def place(self) -> tuple[str, int, int, int]:
        """Where it stands."""
        return self.paper, self.table, self.row, self.column

    @property
    def digests(self) -> dict[str, str]:
        """Digests of what was judged."""
        return {"value": _digest(self.value), "headers": _digest(f"{self.row_header}\n{self.column_header}")}


class Share(NamedTuple):
    """What became of the cells that were judged."""

    right: int
    of: int
    wrong: list[str]
    """Places of cells that were judged wrong."""
    changed: list[str]
    """Places of cells that are read otherwise than when they were judged."""


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def read_paper(path: Path, kind: str) -> Document:
    """Read a source archive or a PDF."""
    data = path.read_bytes()
    if kind == "pdf":
        request = {"paper_id": path.stem, "version": None, "sha256": sha256(data).hexdigest(), "path": ""}
        return read_pdf(data, request, ReaderLimits())
    pieces, _ = read_latex(unpack(data, ReaderLimits()))
    return document_of_pieces(pieces, Source(path.stem, None, "0" * 64), kind="latex", title=None)


def cells_of(shared: Path, kind: str, papers: Collection[str] | None = None) -> Iterator[Cell]:
    """Give the numeric cells of all papers, or some, without first columns: these name the rows."""
    folder, suffix = ("pdf", ".pdf") if kind == "pdf" else ("src", ".tar.gz")
    for path in sorted((shared / "corpus" / folder).glob(f"*{suffix}")):
        paper = path.name.removesuffix(suffix)
        if papers is not None and paper not in papers:
            continue
        try:
            document = read_paper(path, kind)
        except UnreadablePaper:
            continue
        for table in document.tables:
            yield from _cells(paper, table)


def _cells(paper: str, table: PlacedTable) -> Iterator[Cell]:
    for i, (name, cells) in enumerate(zip(table.row_headers, table.table.rows, strict=True)):
        for c, (header, cell) in enumerate(zip(table.table.columns, cells, strict=True)):
            if c and is_figure(cell):
                yield Cell(paper, table.index, i, c, name, header, cell)


def judged(kind: str) -> list[dict[str, Any]]:
    """Return the list's rows of a kind."""
    rows = [json.loads(line) for line in LIST.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["kind"] == kind]


def share_right(shared: Path, kind: str) -> Share:
    """Hold the judged cells of a kind against what is read today."""
    rows = judged(kind)
    found = {cell.place: cell.digests for cell in cells_of(shared, kind, {row["paper"] for row in rows})}
    wrong: list[str] = []
    changed: list[str] = []
    for row in rows:
        place = row["paper"], row["table"], row["row"], row["column"]
        name = "{} table {} row {} column {}".format(*place)
        if found.get(place) != {"value": row["value"], "headers": row["headers"]}:
            changed.append(name)
        elif not row["right"]:
            wrong.append(name)
    return Share(len(rows) - len(wrong) - len(changed), len(rows), wrong, changed)


def interval(right: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    if not count:
        return 0.0, 1.0
    share = right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def draw(shared: Path, kind: str, count: int, seed: int, papers: int) -> list[Cell]:
    """Draw a sample: of LaTeX from all cells, of PDFs some papers, and of their tables some cells each."""
    chance = random.Random(seed)
    if kind == "latex":
        cells = list(cells_of(shared, kind))
        return sorted(chance.sample(cells, min(count, len(cells))))
    names = sorted(path.stem for path in (shared / "corpus" / "pdf").glob("*.pdf"))
    chance.shuffle(names)
    chosen: list[Cell] = []
    for name in names[:papers]:
        tables: dict[int, list[Cell]] = {}
        for cell in cells_of(shared, kind, {name}):
            tables.setdefault(cell.table, []).append(cell)
        for number in chance.sample(sorted(tables), min(2, len(tables))):
            chosen += chance.sample(tables[number], min(PER_TABLE, len(tables[number])))
        if len(chosen) >= count:
            break
    return sorted(chosen[:count])


def main() -> None:
    """Print the shares, or a new sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--kind", choices=("latex", "pdf"))
    parser.add_argument("--draw", type=int, default=0, help="cells of a new sample")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--papers", type=int, default=40, help="PDFs among which a new sample is drawn")
    options = parser.parse_args()
    if options.draw:
        for cell in draw(options.shared, options.kind or "latex", options.draw, options.seed, options.papers):
            row = dict(zip(("paper", "table", "row", "column"), cell.place, strict=True))
            judgement = {"kind": options.kind or "latex", **row, **cell.digests, "right": None}
            sys.stdout.write(json.dumps(judgement) + "\n")
        return
    for kind in [options.kind] if options.kind else ["latex", "pdf"]:
        share = share_right(options.shared, kind)
        low, high = interval(share.right, share.of)
        sys.stdout.write(
            f"{kind}: {share.right} of {share.of} cells right, "
            f"{100 * share.right / max(share.of, 1):.1f} % "
            f"(95 % interval {100 * low:.1f} to {100 * high:.1f})\n"
        )
        sys.stdout.writelines(f"  judged wrong: {place}\n" for place in share.wrong)
        sys.stdout.writelines(f"  changed since it was judged: {place}\n" for place in share.changed)


if __name__ == "__main__":
    main()
