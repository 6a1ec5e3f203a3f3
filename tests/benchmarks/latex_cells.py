"""Share of the numeric cells of LaTeX tables that are read under their right headers.

    python tests/benchmarks/latex_cells.py SHARED

reads the sources of SHARED/corpus/src and holds the cells of `tests/passages/latex_sample.jsonl` against
them. Each of these was judged by eye, beside its source and print: whether its row header, with the groups
it stands under, and its column header, with all levels, are those that a reader of the page gives it. A row
has the paper, the table's and the row's number, the column, that judgement, and a digest of headers and
number: no text of the papers. A cell whose digest has changed since must be judged again and counts as
wrong. `--draw 300` prints a new sample, with a seed, for judging; its judgements are null.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Collection, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from synth.passages.archive import unpack
from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.passages.table_text import is_figure
from synth.settings import ReaderLimits
from synth.types import PlacedTable

SAMPLE = Path(__file__).parents[1] / "passages" / "latex_sample.jsonl"


class Cell(NamedTuple):
    """A numeric cell."""

    paper: str
    table: int
    row: int
    column: int
    row_header: str
    column_header: str
    number: str

    @property
    def place(self) -> tuple[str, int, int, int]:
        """Where it stands."""
        return self.paper, self.table, self.row, self.column

    @property
    def digest(self) -> str:
        """Digest of what was judged."""
        judged = "\n".join((self.row_header, self.column_header, self.number))
        return sha256(judged.encode()).hexdigest()[:16]


def cells_of(folder: Path, papers: Collection[str] | None = None) -> Iterator[Cell]:
    """Give the numeric cells of a folder's sources, or some, without first columns: these name the rows."""
    for path in sorted(folder.glob("*.tar.gz")):
        paper = path.name.removesuffix(".tar.gz")
        if papers is not None and paper not in papers:
            continue
        pieces, _ = read_latex(unpack(path.read_bytes(), ReaderLimits()))
        document = document_of_pieces(pieces, Source(paper, None, "0" * 64), kind="latex", title=None)
        for table in document.tables:
            yield from _cells(paper, table)


def _cells(paper: str, table: PlacedTable) -> Iterator[Cell]:
    for i, (name, cells) in enumerate(zip(table.row_headers, table.table.rows, strict=True)):
        for c, (header, cell) in enumerate(zip(table.table.columns, cells, strict=True)):
            if c and is_figure(cell):
                yield Cell(paper, table.index, i, c, name, header, cell)


def share_right(folder: Path) -> tuple[int, int, list[str]]:
    """Return how many cells of the sample are right, of how many, and where the others stand."""
    rows = [json.loads(line) for line in SAMPLE.read_text().splitlines()]
    papers = {row["paper"] for row in rows}
    found = {cell.place: cell.digest for cell in cells_of(folder, papers)}
    wrong: list[str] = []
    for row in rows:
        place = row["paper"], row["table"], row["row"], row["column"]
        if not row["right"] or found.get(place) != row["digest"]:
            wrong.append("{} table {} row {} column {}".format(*place))
    return len(rows) - len(wrong), len(rows), wrong


def main() -> None:
    """Print the share, or a new sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--draw", type=int, default=0, help="cells of a new sample")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    folder = options.shared / "corpus" / "src"
    if options.draw:
        cells = list(cells_of(folder))
        chosen = random.Random(options.seed).sample(cells, min(options.draw, len(cells)))
        for cell in sorted(chosen):
            row = {
                "paper": cell.paper,
                "table": cell.table,
                "row": cell.row,
                "column": cell.column,
                "digest": cell.digest,
                "right": None,
            }
            sys.stdout.write(json.dumps(row) + "\n")
        return
    right, count, wrong = share_right(folder)
    sys.stdout.write(f"{right} of {count} cells right, {100 * right / count:.1f} %\n")
    sys.stdout.writelines(f"  wrong: {place}\n" for place in wrong)


if __name__ == "__main__":
    main()
