"""Evaluations in, lines for people and objects for JSON out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from synth.evaluation.outcomes import Bin, Evaluation, Figure, KindCount, Outcome

__all__ = ["evaluation_lines", "evaluation_row", "outcome_row"]

_NAMES = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "f1_supported": "  F1 supported",
    "f1_refuted": "  F1 refuted",
    "f1_not_found": "  F1 not found",
    "false_support": "false support",
    "true_support": "true support",
    "ece": "ECE",
    "brier": "Brier",
}
_BAR = 30
"""Characters of a bar that stands for 1."""


def evaluation_lines(one: Evaluation) -> Iterator[str]:
    """Tell an evaluation in lines; figures in percent with their 95 % intervals, Brier as it is."""
    groups = f" in {one.clusters} groups" if one.clusters != one.rows else ""
    yield f"{one.name}: {one.rows} rows{groups}, {one.unjudged} unjudged (they count as wrong)"
    for name, figure in one.figures.items():
        yield f"  {_NAMES.get(name, name.replace('_', ' ')):<18} {_figure(name, figure)}"
    if one.ms:
        yield f"  {'ms each':<18} median {one.ms['median']:.1f}, 95th percentile {one.ms['p95']:.1f}"
    if one.reliability:
        yield from _diagram(one.reliability)
    if one.kinds:
        yield from _kinds(one.kinds)
    yield from (f"  note: {note}" for note in one.notes)
    yield f"  data: SHA-256 {one.sha256[:16]}…, seed {one.seed}"


def _figure(name: str, figure: Figure) -> str:
    if name == "brier":
        return f"{figure.value:6.3f}  [{figure.low:.3f}, {figure.high:.3f}]"
    return f"{100 * figure.value:6.1f}  [{100 * figure.low:.1f}, {100 * figure.high:.1f}]"


def _diagram(bins: tuple[Bin, ...]) -> Iterator[str]:
    yield "  confidence      n  right  said   (█ right, ┃ where it should end)"
    for one in bins:
        filled, target = round(_BAR * one.accuracy), min(_BAR - 1, round(_BAR * one.confidence))
        bar = "".join("┃" if i == target else "█" if i < filled else "·" for i in range(_BAR))
        shares = f"{100 * one.accuracy:5.0f} {100 * one.confidence:5.0f}"
        yield f"  {one.low:.1f} to {one.high:.1f} {one.n:6d}  {shares}   {bar}"


def _kinds(kinds: tuple[KindCount, ...]) -> Iterator[str]:
    width = max(len(one.kind) for one in kinds)
    yield "  by kind: share of true ones supported, of others refused"
    for one in kinds:
        verb = "supported" if one.gold == "supported" else "refused"
        counts = f"n {one.n:4d}  {verb:<9} {_figure('', one.share)}  ({one.hits} of {one.n})"
        yield f"    {one.kind:<{width}}  {counts}"


def evaluation_row(one: Evaluation) -> dict[str, Any]:
    """Return an evaluation as a JSON object; figures are fractions of 1."""
    return {
        "set": one.name,
        "sha256": one.sha256,
        "rows": one.rows,
        "clusters": one.clusters,
        "unjudged": one.unjudged,
        "seed": one.seed,
        "limit": one.limit,
        "figures": {name: _interval(figure) for name, figure in one.figures.items()},
        "ms": {name: round(value, 3) for name, value in one.ms.items()},
        "reliability": [
            {
                "low": b.low,
                "high": b.high,
                "n": b.n,
                "confidence": round(b.confidence, 5),
                "accuracy": round(b.accuracy, 5),
            }
            for b in one.reliability
        ],
        "kinds": [
            {"kind": k.kind, "label": k.gold, "n": k.n, "hits": k.hits, **_interval(k.share)}
            for k in one.kinds
        ],
        "notes": list(one.notes),
        "models": dict(one.models),
    }


def _interval(figure: Figure) -> dict[str, float]:
    return {"value": round(figure.value, 5), "low": round(figure.low, 5), "high": round(figure.high, 5)}


def outcome_row(name: str, one: Outcome) -> dict[str, Any]:
    """Return one statement's outcome as a JSON object."""
    probabilities = one.probabilities
    return {
        "set": name,
        "id": one.id,
        "kind": one.kind,
        "source": one.source,
        "claim": one.claim,
        "gold": one.gold,
        "label": one.label,
        "confidence": one.confidence,
        "probabilities": None if probabilities is None else list(probabilities),
        "reasons": list(one.reasons),
        "explanation": one.explanation,
        "ms": round(1000 * one.seconds, 3),
    }
