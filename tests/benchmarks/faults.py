"""Hold a run against a failing server to a run against a sound one: the claims have to be the same.

    python tests/benchmarks/faults.py [--papers 15] [--seed 0] [--question "…"]

Of the requests, 15 % are answered 429 and 10 % 503; others are reset, cut off, or answered with a
web page. Exit code 1 when a claim, a verdict or the flow differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.measure import shared_folder, synth
from tests.benchmarks.speed import QUESTION, must
from tests.standin.arxiv import ArxivStandin
from tests.standin.faults import Faults


def answers(report: Path) -> tuple[list[tuple[str, ...]], object]:
    """What a report says: its claims with their places and verdicts, and its flow."""
    content = json.loads((report / "report.json").read_text(encoding="utf-8"))
    claims = [
        tuple(str(claim[key]) for key in ("id", "paper", "version", "page", "start", "end", "quote"))
        + (claim["verdict"]["label"],)
        for claim in content["claims"]
    ]
    return claims, content["flow"]


def report_with(faults: Faults, question: str, n_papers: int, scratch: Path) -> tuple[Path, Counter[str]]:
    """Make a report against a server with these faults; returns its folder and the faults met."""
    out = scratch / "report"
    with ArxivStandin(shared_folder() / "corpus", faults=faults) as arxiv:
        settings = {
            "SYNTH_HOME": str(scratch / "home"),
            "SYNTH_ARXIV_URL": arxiv.url,
            "SYNTH_ARXIV_INTERVAL_S": "0",
            "SYNTH_DOCUMENT_INTERVAL_S": "0",
        }
        flags = ("--max-papers", str(n_papers), "--out", str(out), "--format", "json", "--quiet")
        cost = must(synth("report", question, *flags, settings=settings, cwd=scratch), "the run")
        met = Counter(request.fault or "none" for request in arxiv.requests)
    print(f"{cost.seconds:.1f} s; requests by fault: {dict(sorted(met.items()))}")
    return out, met


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--papers", type=int, default=15)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--question", default=QUESTION)
    flags = parser.parse_args()
    bad = Faults(rate_429=0.15, rate_503=0.10, reset=0.05, truncate=0.05, html=0.05, seed=flags.seed)
    with tempfile.TemporaryDirectory() as sound, tempfile.TemporaryDirectory() as failing:
        expected, _ = report_with(Faults(), flags.question, flags.papers, Path(sound))
        found, met = report_with(bad, flags.question, flags.papers, Path(failing))
        (claims, flow), (claims_met, flow_met) = answers(expected), answers(found)
    differing = set(claims) ^ set(claims_met)
    for claim in sorted(differing)[:20]:
        print(f"only {'without' if claim in claims else 'with'} faults: {claim}")
    print(f"{len(claims)} claims without faults, {len(claims_met)} with; {len(differing)} differ")
    print(f"flow {'the same' if flow == flow_met else f'differs: {flow} / {flow_met}'}")
    if sum(n for name, n in met.items() if name != "none") == 0:
        print("no fault was met: this shows nothing")
        return 1
    return 0 if claims == claims_met and flow == flow_met else 1


if __name__ == "__main__":
    sys.exit(main())
