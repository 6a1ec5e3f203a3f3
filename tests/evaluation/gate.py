"""What the gate measures: which sets, how much of each, and which figures are held.

`floors.json` beside this file holds the limits, each pinned to the digest of its data;
`python tests/benchmarks/set_floors.py` measures anew and writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from synth.adapters import Adapters
from synth.evaluation import Evaluation, Order, choose_sets, evaluate
from synth.evaluation.counts import spread
from synth.evaluation.mutation_run import papers_in
from synth.progress import SilentBoard
from synth.settings import Settings
from synth.store import Store

HERE = Path(__file__).parent
FITTED_EVERY = 4
"""fit_verdicts.py fits on every so manieth paper of a corpus by name, the first included."""
HELD_OUT = ("held", "blind", "open")
"""The hand-made statements on which no coefficient is fitted, only the scales of the confidence."""
FLOORS = HERE / "floors.json"
REMEASURE = "python tests/benchmarks/set_floors.py"


class Gate(NamedTuple):
    """One set as the gate measures it."""

    name: str
    split: str | None = None
    limit: int | None = None
    """Rows, so that the whole gate takes minutes; of mutations, statements of a kind."""
    bench: str | None = "bench"
    """Folder below the private corpus; None for this folder, which holds what the project may bring."""
    corpus: str | None = None
    """Folder of papers below the private corpus."""
    unfitted: int | None = None
    """Papers of it to take, of those that nothing was fitted on."""
    held: tuple[str, ...] = ("accuracy", "macro_f1", "true_support")
    """Figures that must not fall."""
    capped: tuple[str, ...] = ("false_support", "ece")
    """Figures that must not rise."""

    @property
    def key(self) -> str:
        return f"{self.name}{'/' + self.split if self.split else ''}{'/corpus' if self.corpus else ''}"


OWN = (Gate("mutations", limit=12, bench=None, held=("true_support",)),)
"""Runs everywhere: the demo corpus comes with the project."""

SHARED = (
    Gate("scifact"),
    Gate("healthver", limit=200),
    Gate("scitab"),
    Gate("semtab"),
    Gate("measeval", held=("strict_f1", "soft_f1"), capped=()),
    Gate("tdms", limit=40, held=("score_f1", "tuple_f1"), capped=()),
    Gate("scirex", limit=60, held=("score_f1", "tuple_f1"), capped=()),
    Gate("mutations", limit=12, corpus="corpus/pdf", unfitted=8, held=("true_support",)),
    Gate("statements", split="dev", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="calibration", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="more", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="held", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="fresh", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="blind", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="open", bench=None, corpus="corpus/pdf"),
    Gate("statements", split="latex", bench=None, corpus="corpus/src"),
    Gate("headlines", split="blind", bench=None, corpus="corpus/pdf", held=("found", "bound"), capped=()),
    Gate("headlines", split="wide", bench=None, corpus="corpus/pdf", held=("found", "bound"), capped=()),
)
"""Needs the private development corpus."""


def measure(gate: Gate, home: Path, shared: Path | None) -> Evaluation:
    """Measure a gate's set with the default judge."""
    bench = shared / gate.bench if shared is not None and gate.bench else HERE
    settings = Settings(home=home, bench=bench, is_offline=True)
    corpus = shared / gate.corpus if shared is not None and gate.corpus else None
    if corpus is not None and gate.unfitted is not None:
        corpus = unfitted_papers(corpus, home / "unfitted", gate.unfitted)
    order = Order(split=gate.split, limit=gate.limit, corpus=corpus)
    with Store(home / "store.db") as store, Adapters(settings, store) as adapters:
        return evaluate(choose_sets((gate.name,))[0], order, adapters, SilentBoard())[0]


def unfitted_papers(corpus: Path, folder: Path, n: int) -> Path:
    """Return a folder of links to papers that no coefficient was fitted on.

    Left out are those that fit_verdicts.py takes, and those of the hand-made statements it is given.
    """
    folder.mkdir()
    written = {
        json.loads(line)["source"]
        for path in (HERE / "statements").glob("*.jsonl")
        if path.stem not in HELD_OUT
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    unseen = [p for i, p in enumerate(papers_in(corpus)) if i % FITTED_EVERY and p.stem not in written]
    for path in spread(unseen, n):
        (folder / path.name).symlink_to(path)
    return folder


def read_floors() -> dict[str, dict]:
    return json.loads(FLOORS.read_text(encoding="utf-8"))["sets"] if FLOORS.is_file() else {}


def _down(share: float) -> float:
    """Cut to three digits: 11 of 12 must not fall below a floor of 11 of 12 that was rounded up."""
    return math.floor(share * 1000) / 1000


def limits_of(gate: Gate, found: Evaluation, margin: float) -> dict[str, object]:
    """The limits that a measurement sets: every held figure less the margin, every capped one plus it.

    Of each kind of statement one more may go wrong, or the margin's share of them.
    """
    return {
        "sha256": found.sha256,
        "rows": found.rows,
        "at_least": {
            n: _down(max(0.0, found.figures[n].value - margin)) for n in gate.held if n in found.figures
        },
        "at_most": {n: -_down(-found.figures[n].value - margin) for n in gate.capped if n in found.figures},
        "kinds": {
            f"{k.gold} {k.kind}": _down(max(0.0, k.share.value - max(margin, 1 / k.n))) for k in found.kinds
        },
    }


def breaches(limits: Mapping[str, dict], found: Evaluation) -> list[str]:
    """Say which limits a measurement breaks."""
    if limits["sha256"] != found.sha256:
        return [f"the data changed (SHA-256 {found.sha256[:12]}…): measure anew with {REMEASURE}"]
    broken = []
    for name, floor in limits["at_least"].items():
        value = found.figures[name].value if name in found.figures else None
        if value is None or value < floor:
            broken.append(f"{name} is {value}, its floor {floor}")
    for name, ceiling in limits["at_most"].items():
        value = found.figures[name].value if name in found.figures else None
        if value is None or value > ceiling:
            broken.append(f"{name} is {value}, its ceiling {ceiling}")
    shares = {f"{k.gold} {k.kind}": k.share.value for k in found.kinds}
    for kind, floor in limits["kinds"].items():
        # A kind of which no statement could be made this time is no failure of the verdicts.
        if shares.get(kind, floor) < floor:
            broken.append(f"{kind} is {shares[kind]:.3f}, its floor {floor}")
    return broken
