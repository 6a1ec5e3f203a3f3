"""How well claims are followed from one version of a paper into the next.

    python tests/benchmarks/version_pairs.py [SHARED] [--papers 11] [--seeds 2] [--show]

Prints three things, all shares with 95 % intervals:

- of real pairs of versions, the share of the changes listed in `data/version_pairs.jsonl` (ids, pages and
  values, checked against the texts) that get the right status and values, and what was told beyond the list;
- of control pairs, in which nothing changed, the alarms: two versions that differ in layout, and papers that
  are read once as a PDF and once from their LaTeX source;
- of later versions made from real papers by known edits (`later_versions.py`), the shares of edits that get
  the right status and values, and the false alarms on claims and cells that were not edited.

`--show` prints every miss. Exit code 1 where a share falls below the floors at the top of the file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from synth.claims import extract_claims
from synth.evaluation.intervals import wilson
from synth.passages import read_document
from synth.revisions import RevisedClaims, revise_claims
from synth.types import Claim, ClaimChange, Document, FetchedFile
from tests.benchmarks.later_versions import Cell, Later, edit
from tests.benchmarks.measure import shared_folder

REAL, EDITED, FALSE_ALARMS = 0.85, 0.97, 0.005
"""The least share of real and of made changes told rightly, and the greatest share of false alarms."""

LISTED = Path(__file__).parent / "data" / "version_pairs.jsonl"
CONTROLS = (
    ("corpus/pdf/1706.03762v5.pdf", "corpus/pdf/1706.03762v7.pdf"),
    ("corpus/pdf/1706.03762v7.pdf", "corpus/src/1706.03762v7.tar.gz"),
    ("corpus/src/1706.03762v7.tar.gz", "corpus/pdf/1706.03762v7.pdf"),
)
DEMO = Path(__file__).resolve().parents[2] / "data" / "demo"
CALM = ("unchanged", "moved")


def read(path: Path) -> Document:
    """Read a paper of the corpus; its id and version are in its name."""
    content = path.read_bytes()
    kind: Literal["pdf", "source"] = "pdf" if path.suffix == ".pdf" else "source"
    file = FetchedFile(
        path=str(path), kind=kind, sha256=hashlib.sha256(content).hexdigest(), size=len(content)
    )
    paper, _, version = re.sub(r"\.(?:pdf|tex|gz|tar\.gz)$", "", path.name).rpartition("v")
    document: Document = read_document(file, paper_id=paper, version=int(version))
    return document


def cell_of(document: Document, offset: int) -> Cell | None:
    """Return the cell in which a character stands."""
    for table in document.tables:
        for row, spans in enumerate(table.spans):
            for column, span in enumerate(spans):
                if span is not None and span[0] <= offset < span[1]:
                    return table.index, row, column
    return None


def numbers(change: ClaimChange) -> list[tuple[str | None, str | None]]:
    """Return the values that differ."""
    return [
        (c.old and (c.old.value or c.old.text), c.new and (c.new.value or c.new.text))
        for c in change.quantities
    ]


class Tally:
    """Counts by kind, and what was missed."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.misses: list[str] = []

    def add(self, kind: str, is_right: bool, told: str) -> None:
        self.all[kind] += 1
        self.right[kind] += is_right
        if not is_right:
            self.misses.append(f"{kind}: {told}")

    def share(self, *kinds: str) -> tuple[int, int]:
        chosen = kinds or tuple(self.all)
        return sum(self.right[k] for k in chosen), sum(self.all[k] for k in chosen)

    def line(self, title: str, *kinds: str) -> str:
        right, n = self.share(*kinds)
        if not n:
            return f"{title:40} none"
        figure = wilson(right, n)
        return f"{title:40} {right:6}/{n:<6} {figure.value:7.2%}  [{figure.low:.2%}, {figure.high:.2%}]"


# ------------------------------------------------------------------------- made pairs


def score_made(
    document: Document, later: Later, new: Sequence[Claim], found: RevisedClaims, tally: Tally
) -> None:
    """Hold what was told against what was done."""
    for change in found.changes:
        wanted, pairs = later.sentences.get(change.old.id, ("kept", []))
        told = (
            f"{change.old.paper_id} {change.status}/{change.reason} {numbers(change)} wanted {wanted} {pairs}"
        )
        told += f" | {change.old.quote[:300]!r} -> {change.new and change.new.quote[:300]!r}"
        if wanted == "kept":
            tally.add("sentence kept", change.status in CALM, told)
        else:
            is_right = change.status == wanted and (not pairs or numbers(change) == pairs)
            tally.add(f"sentence {wanted}", is_right, told)
    told_cells: dict[Cell, ClaimChange] = {}
    for change in found.cells:
        for quantity in change.old.quantities:
            cell = cell_of(document, quantity.start)
            if cell is not None:
                told_cells[cell] = change
    for table in document.tables:
        for row, cells in enumerate(table.table.rows):
            for column, text in enumerate(cells):
                cell = (table.index, row, column)
                if not any(c.isdigit() for c in text):
                    continue
                score_cell(document, cell, later.cells.get(cell), told_cells.get(cell), tally)
    added = {claim.quote for claim in found.added}
    for sentence in {*later.inserted} & {claim.quote for claim in new}:
        tally.add("sentence inserted", sentence in added, f"{document.paper_id} {sentence[:300]!r}")


def score_cell(
    document: Document,
    cell: Cell,
    done: tuple[str, str, str] | None,
    change: ClaimChange | None,
    tally: Tally,
) -> None:
    """Hold what was told of a cell against what was done to it."""
    table = document.tables[cell[0]]
    row, text = table.row_headers[cell[1]], table.table.rows[cell[1]][cell[2]]
    told = f"{document.paper_id} {table.label} {row!r} {table.table.columns[cell[2]]!r} {text!r}: {done}"
    told += f" told {change and (change.status, change.reason, numbers(change))}"
    if done is None:
        tally.add("cell kept", change is None, told)
    elif done[0] == "gone":
        if change is not None or text not in row:
            tally.add("cell gone", change is not None and change.status == "gone", told)
    else:
        is_right = change is not None and change.status == done[0] and numbers(change) == [done[1:]]
        tally.add("cell value_changed", is_right, told)


def made_pairs(corpus: Path, n_papers: int, n_seeds: int, tally: Tally) -> tuple[float, str]:
    """Score later versions made from papers of the corpus; returns the slowest comparison."""
    paths = sorted((corpus / "pdf").glob("*.pdf"))
    slowest = (0.0, "")
    for path in paths[:: max(1, len(paths) // n_papers)][:n_papers]:
        document = read(path)
        claims = extract_claims(document)
        for seed in range(n_seeds):
            later = edit(document, claims, seed, is_switch=seed % 2 == 1)
            later_claims = extract_claims(later.document)
            began = time.process_time()
            found = revise_claims(document, claims, later.document, later_claims)
            slowest = max(
                slowest, (time.process_time() - began, f"{path.stem}, {len(document.text):,} characters")
            )
            score_made(document, later, later_claims, found, tally)
    return slowest


# ------------------------------------------------------------------------- real pairs


def locate(shared: Path, name: str) -> Path:
    """Return the file of a listed name: of the shared corpus, or of the demo corpus."""
    return shared / name if name.startswith("corpus/") else DEMO / name.removeprefix("demo/")


def compare(shared: Path, older: str, newer: str) -> RevisedClaims:
    """Read two versions and follow the claims of one into the other."""
    earlier, later = read(locate(shared, older)), read(locate(shared, newer))
    return revise_claims(earlier, extract_claims(earlier), later, extract_claims(later))


def described(change: ClaimChange) -> dict[str, Any]:
    """Return what a change is in the terms of the list."""
    found: dict[str, Any] = {"status": change.status, "page": change.old.page}
    if change.old.where == "table":
        found["cell"] = change.explanation.split(":")[0]
    else:
        found["numbers"] = [q.value or q.text for q in change.old.quantities]
    if change.quantities:
        found["values"] = [list(pair) for pair in numbers(change)]
    return found


def real_pairs(shared: Path, tally: Tally) -> None:
    """Hold the changes that are told of real pairs against those that are listed."""
    listed: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for line in LISTED.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        listed[row.pop("older"), row.pop("newer")].append(row)
    for (older, newer), rows in listed.items():
        found = compare(shared, older, newer)
        told = [described(c) for c in (*found.changes, *found.cells) if c.status not in CALM]
        told += [
            {"status": "added", "page": c.page, "numbers": [q.value or q.text for q in c.quantities]}
            for c in found.added
        ]
        for row in rows:
            tally.add(f"listed {row['status']}", row in told, f"{older}: {row}")
        n_calm = sum(change.status in CALM for change in found.changes)
        for change in (c for c in told if c not in rows):
            tally.add("told beyond the list", False, f"{older}: {change}")
        print(f"{older} -> {newer}: {len(rows)} listed, {len(told)} told, {n_calm} claims unchanged or moved")


def control_pairs(shared: Path, tally: Tally) -> None:
    """Count the alarms of pairs in which nothing changed."""
    demo = [
        (pdf, tex)
        for path in sorted((DEMO / "pdf").glob("*.pdf"))
        if (DEMO / "tex" / f"{path.stem}.tex").is_file()
        for pdf, tex in [(f"demo/pdf/{path.name}", f"demo/tex/{path.stem}.tex")]
    ]
    for older, newer in (*CONTROLS, *demo, *((tex, pdf) for pdf, tex in demo)):
        found = compare(shared, older, newer)
        for change in (*found.changes, *found.cells):
            tally.add("calm", change.status in CALM, f"{older} -> {newer}: {described(change)}")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", nargs="?", type=Path, help="the private development corpus")
    parser.add_argument("--papers", type=int, default=11, help="papers that later versions are made of")
    parser.add_argument(
        "--seeds", type=int, default=2, help="later versions of each; every second is read otherwise"
    )
    parser.add_argument("--show", action="store_true", help="print every miss")
    options = parser.parse_args()
    shared = options.shared or shared_folder()
    real, control, made = Tally(), Tally(), Tally()
    real_pairs(shared, real)
    control_pairs(shared, control)
    seconds, what = made_pairs(shared / "corpus", options.papers, options.seeds, made)
    kinds = [kind for kind in sorted(real.all) if kind.startswith("listed")]
    for kind in kinds:
        print(real.line(kind, kind))
    print(real.line("listed changes of real pairs", *kinds))
    print(f"{'told beyond the list':40} {real.all['told beyond the list']:6}")
    print(control.line("control pairs: unchanged or moved"))
    edits = [kind for kind in sorted(made.all) if not kind.endswith("kept")]
    for kind in sorted(made.all):
        print(made.line(f"made: {kind}", kind))
    print(made.line("made: all edits", *edits))
    print(f"slowest comparison: {seconds:.2f} s of processor time ({what})")
    for miss in (*real.misses, *control.misses, *made.misses) if options.show else ():
        print(miss)
    return int(not is_good_enough(real, control, made, kinds, edits))


def is_good_enough(
    real: Tally, control: Tally, made: Tally, kinds: Sequence[str], edits: Sequence[str]
) -> bool:
    """Whether all floors hold."""
    right, n = real.share(*kinds)
    done, n_edits = made.share(*edits)
    kept, n_kept = made.share(*(kind for kind in made.all if kind.endswith("kept")))
    return (
        right >= REAL * n
        and not control.misses
        and done >= EDITED * n_edits
        and n_kept - kept <= FALSE_ALARMS * n_kept
    )


if __name__ == "__main__":
    sys.exit(main())
