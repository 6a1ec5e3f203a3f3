"""What an evaluation leaves on disk: figures as JSON, statements as JSON lines, diagrams as SVG."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from synth import __version__
from synth.evaluation.outcomes import Evaluation, Outcome
from synth.evaluation.output import evaluation_row, outcome_row

__all__ = ["write_results"]


def write_results(
    results: Sequence[tuple[Evaluation, Sequence[Outcome]]],
    *,
    out: Path | None = None,
    rows: Path | None = None,
    figures: Path | None = None,
) -> None:
    """Write what was asked for: all figures, every judged statement, the reliability diagrams."""
    if out is not None:
        content = {"synth": __version__, "sets": [evaluation_row(one) for one, _ in results]}
        _write(out, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    if rows is not None:
        found = [outcome_row(one.name, outcome) for one, outcomes in results for outcome in outcomes]
        _write(rows, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found))
    panels = [
        (one.name, [(b.confidence, b.n, b.accuracy) for b in one.reliability])
        for one, _ in results
        if one.reliability
    ]
    if figures is not None and panels:
        from synth.report import draw_reliability

        _write(figures / "reliability.svg", draw_reliability(panels)["svg"].decode())


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
