"""Time updates of a report on real papers: nothing changed, and one paper changed of fifteen.

    python tests/benchmarks/update.py [--paper 2003.11080v3] [--papers 15] [--format json,html,md,csv,bib]

The stand-in shows the paper in the version named until the report is made. Its own share of the first run
is what a report on this paper alone costs from an empty home, less what starting the program costs; an
update's cost is counted likewise. Processor time is the steadier figure on a shared machine. Exit code 1
when a limit is missed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.measure import Cost, shared_folder, synth
from tests.standin.arxiv import ArxivStandin

QUESTION = "Does multilingual pre-training improve zero-shot cross-lingual transfer on XNLI and PAWS-X?"
CALM_S, SHARE = 2.0, 1.3
REPEATS = 3


def must(cost: Cost, what: str, code: int = 0) -> Cost:
    if cost.code != code:
        sys.exit(f"{what} ended with {cost.code}:\n{cost.err[-2000:]}")
    return cost


def wall_and_cpu(cost: Cost) -> str:
    return f"{cost.seconds:.1f} s ({cost.cpu_s:.1f} s CPU)"


def line(what: str, value: str, is_met: bool, limit: str) -> bool:
    print(f"{'ok    ' if is_met else 'MISSED'} {what:<44} {value:>22}   (limit {limit})", flush=True)
    return is_met


def measure(question: str, paper: str, n_papers: int, formats: str, scratch: Path) -> bool:
    corpus = shared_folder() / "corpus"
    identifier, _, version = paper.rpartition("v")
    home, out = scratch / "home", scratch / "report"
    with ArxivStandin(corpus) as arxiv:
        settings = {
            "SYNTH_HOME": str(home),
            "SYNTH_ARXIV_URL": arxiv.url,
            "SYNTH_ARXIV_INTERVAL_S": "0",
            "SYNTH_DOCUMENT_INTERVAL_S": "0",
            "SYNTH_REGISTERS": "none",
        }

        def run(*arguments: str, elsewhere: Path | None = None) -> Cost:
            own = settings | ({"SYNTH_HOME": str(elsewhere)} if elsewhere else {})
            return synth(*arguments, settings=own, cwd=scratch)

        arxiv.show(newest={identifier: int(version)})
        ask = ("report", question, "--paper", paper, "--format", formats, "--quiet")
        # The packaged model is made ready once for a home, by its first run.
        must(run(*ask, "--max-papers", "1", "--out", str(scratch / "warm")), "the first run of a home")
        alone_home = scratch / "alone"
        (alone_home).mkdir()
        shutil.copytree(home / "models", alone_home / "models", symlinks=True)
        one = ("--max-papers", "1", "--out", str(scratch / "one"))
        alone = must(run(*ask, *one, elsewhere=alone_home), "the report on one paper")
        for entry in home.iterdir():
            if entry.name != "models":
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        first = must(run(*ask, "--max-papers", str(n_papers), "--out", str(out)), "the first run")
        start = min((run("--version") for _ in range(REPEATS)), key=lambda cost: cost.cpu_s)
        asked = len(arxiv.requests)
        calm = [must(run("update", str(out), "--quiet"), "the first update") for _ in range(REPEATS)]
        asked = len(arxiv.requests) - asked
        arxiv.show()
        changed = must(run("update", str(out), "--quiet"), "the second update", 10)
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    n_claims, n_read = len(report["claims"]), len(report["papers"])
    print(f"{n_read} papers, {n_claims} claims; {formats}")
    best = min(calm, key=lambda cost: cost.cpu_s)
    own = alone.cpu_s - start.cpu_s
    ratio = (changed.cpu_s - best.cpu_s) / own
    mean = changed.cpu_s / (first.cpu_s / n_read)
    n_queries = -(-n_read // 100)
    return all(
        [
            line("first run", wall_and_cpu(first), True, "–"),
            line("nothing changed", wall_and_cpu(best), best.cpu_s <= CALM_S, f"{CALM_S:g} s"),
            line("queries for it", f"{asked / REPEATS:g}", asked == REPEATS * n_queries, str(n_queries)),
            line("a report on the changed paper alone", wall_and_cpu(alone), True, "–"),
            line("one paper changed", wall_and_cpu(changed), True, "–"),
            line("its cost : the paper's own share", f"{ratio:.2f}", ratio <= SHARE, f"{SHARE:g}"),
            line(f"the whole update : a {n_read}th of the first run", f"{mean:.2f}", True, "–"),
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--paper", default="2003.11080v3", help="a paper of the corpus with a later version")
    parser.add_argument("--papers", type=int, default=15)
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--format", default="json,html,md,csv,bib")
    flags = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="synth-update-") as scratch:
        is_met = measure(flags.question, flags.paper, flags.papers, flags.format, Path(scratch))
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
