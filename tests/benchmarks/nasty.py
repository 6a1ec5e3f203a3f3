"""Read every hostile file of the private corpus: each has to give text or a clear reason, in time.

    python tests/benchmarks/nasty.py [NAME…]

Prints exit code, seconds, memory and what was said of each. Exit code 1 when a file takes more than
30 s or 2 GB, makes Synth fail in a way that is not its own, or leaves a file outside the home.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.measure import Cost, mib, shared_folder, synth

LIMIT_S, LIMIT_BYTES = 30.0, 2 * 2**30
EXPECTED_CODES = (0, 5, 6)  # read; read and without a number; can't be read, for a stated reason


def problems_of(cost: Cost, strays: list[Path]) -> list[str]:
    checks = (
        (cost.code is None, "did not end"),
        (cost.code is not None and cost.code not in EXPECTED_CODES, f"ended with {cost.code}"),
        ("Traceback" in cost.err, "showed a traceback"),
        (cost.code not in (0, None) and not cost.err.strip(), "gave no reason"),
        (cost.seconds > LIMIT_S, "took too long"),
        (cost.peak_bytes > LIMIT_BYTES, "took too much memory"),
        (bool(strays), f"left {', '.join(p.name for p in strays)}"),
    )
    return [words for is_wrong, words in checks if is_wrong]


def main(names: list[str]) -> int:
    folder = shared_folder() / "nasty"
    files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "SOURCES.tsv"]
    chosen = [p for p in files if not names or any(name in p.name for name in names)]
    n_wrong = 0
    slowest = largest = 0.0
    for path in chosen:
        with tempfile.TemporaryDirectory() as place:
            cwd = Path(place) / "cwd"
            cwd.mkdir()
            settings = {"SYNTH_HOME": str(Path(place) / "home"), "SYNTH_OFFLINE": "1"}
            cost = synth("extract", str(path), "--json", settings=settings, cwd=cwd, limit_s=60.0)
            strays = [p for p in (*cwd.rglob("*"), *Path(place).iterdir()) if p.name not in ("cwd", "home")]
        wrong = problems_of(cost, strays)
        n_wrong += bool(wrong)
        slowest, largest = max(slowest, cost.seconds), max(largest, float(cost.peak_bytes))
        said = (
            f"{len(cost.out.splitlines())} claims"
            if cost.code == 0
            else (cost.err.strip() or "–").splitlines()[0]
        )
        verdict = f"WRONG: {'; '.join(wrong)}" if wrong else "ok"
        name = path.relative_to(folder).as_posix()
        took = f"{cost.seconds:5.1f} s {mib(cost.peak_bytes):>10}"
        print(f"{cost.code!s:>4} {took}  {verdict:<8} {name}: {said[:110]}")
    print(f"{len(chosen)} files, {n_wrong} wrong; slowest {slowest:.1f} s, largest {mib(largest)}")
    return 1 if n_wrong or not chosen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
