"""Time verdicts against papers that are read already: per claim, by number of claims, by pages.

    python tests/benchmarks/judge_speed.py [--home FOLDER]

Papers of the private corpus are joined and cut to 5, 15 and 45 pages; the claims are statements made from
the 15 pages (true ones and corruptions), none of them seen before. The clock runs from the building of the
judge to the last verdict; the encoder is loaded, its vectors are not. Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from synth.adapters import make_judge
from synth.claims import extract_claims, read_statement
from synth.evaluation.mutations import make_statements
from synth.passages import make_embedder, read_document
from synth.settings import Settings
from synth.types import Document, FetchedFile, Passage, PlacedTable
from synth.verdicts import make_entailment
from tests.benchmarks.measure import shared_folder

PAGES = (5, 15, 45)
CLAIMS = (100, 400)
MS_A_CLAIM, CLAIMS_RATIO = 60.0, 1.3
"""Limits: milliseconds a claim on 15 pages; how much dearer a claim may be among four times as many."""


def read(path: Path) -> Document:
    content = path.read_bytes()
    file = FetchedFile(
        path=str(path), kind="pdf", sha256=hashlib.sha256(content).hexdigest(), size=len(content)
    )
    return read_document(file, paper_id="joined", version=1)


def join(documents: Sequence[Document], n_pages: int) -> Document:
    """One document of the papers' pages in order, cut after so many."""
    text, starts = "", []
    passages: list[Passage] = []
    tables: list[PlacedTable] = []
    for document in documents:
        room = n_pages - len(starts)
        if room <= 0:
            break
        end = document.page_starts[room] if room < len(document.page_starts) else len(document.text)
        at, page = len(text), len(starts)
        for passage in document.passages:
            if passage.end <= end:
                moved = replace(
                    passage,
                    index=len(passages),
                    start=passage.start + at,
                    end=passage.end + at,
                    page=(passage.page or 1) + page,
                )
                passages.append(moved)
        for table in document.tables:
            if (table.page or 1) <= room:
                spans = tuple(
                    tuple((a[0] + at, a[1] + at) if a else None for a in row) for row in table.spans
                )
                tables.append(replace(table, index=len(tables), spans=spans, page=(table.page or 1) + page))
        starts += [start + at for start in document.page_starts[:room]]
        text += document.text[:end]
    return replace(
        documents[0],
        text=text,
        page_starts=tuple(starts),
        passages=tuple(passages),
        tables=tuple(tables),
    )


def claims_of(document: Document, n: int) -> list[str]:
    found: dict[str, None] = {}
    claims = extract_claims(document)
    for seed in range(50):
        if len(found) >= n:
            break
        found.update(
            dict.fromkeys(one.text for one in make_statements(document, claims, seed=seed, per_kind=12))
        )
    return list(found)[:n]


def timed(document: Document, claims: Sequence[str], home: Path) -> tuple[np.ndarray, float]:
    """Milliseconds of each verdict, the first one's with the building of the judge; CPU time beside them."""
    embedder, entailment = make_embedder(Settings(home=home)), make_entailment(Settings(home=home))
    embedder.embed(["Warm words."])
    entailment.score([("Warm words.", "Words.")])
    spent = []
    began, cpu_began = time.perf_counter(), time.process_time()
    judge = make_judge(document, embedder, entailment)
    for claim in claims:
        judge.judge(read_statement(claim))
        now = time.perf_counter()
        spent.append(1000 * (now - began))
        began = now
    return np.array(spent), 1000 * (time.process_time() - cpu_began) / len(claims)


def line(what: str, spent_N: np.ndarray, cpu: float) -> None:
    p95 = np.percentile(spent_N, 95)
    figures = f"mean {spent_N.mean():6.1f}  median {np.median(spent_N):6.1f}  p95 {p95:6.1f}  CPU {cpu:6.1f}"
    print(f"{what:<24} {figures}  first, with the index, {spent_N[0]:6.0f} ms", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, help="where the encoder's export lies, if it is made already")
    flags = parser.parse_args()
    papers = [read(path) for path in sorted((shared_folder() / "corpus" / "pdf").glob("*.pdf"))[:4]]
    documents = {n: join(papers, n) for n in PAGES}
    claims = claims_of(documents[15], max(CLAIMS))
    with tempfile.TemporaryDirectory() as scratch:
        home = flags.home or Path(scratch)
        means = {}
        for n in CLAIMS:
            spent_N, cpu = timed(documents[15], claims[:n], home)
            means[n] = spent_N.mean()
            line(f"15 pages, {len(spent_N)} claims", spent_N, cpu)
        pages = {}
        for n in PAGES:
            spent_N, cpu = timed(documents[n], claims[: CLAIMS[0]], home)
            pages[n] = spent_N.mean()
            line(f"{len(documents[n].page_starts)} pages, {len(spent_N)} claims", spent_N, cpu)
    ratio = means[CLAIMS[1]] / means[CLAIMS[0]]
    growth = [pages[b] / pages[a] for a, b in zip(PAGES, PAGES[1:], strict=False)]
    print(f"a claim among {CLAIMS[1]} costs {ratio:.2f} times what one among {CLAIMS[0]} costs (linear: 1)")
    print(f"three times the pages: {growth[0]:.2f} and {growth[1]:.2f} times the cost of a claim (linear: 3)")
    is_met = means[CLAIMS[1]] <= MS_A_CLAIM and ratio <= CLAIMS_RATIO and max(growth) < 3
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
