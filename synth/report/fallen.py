"""A withdrawn paper supports nothing: a report's records without what rests on one. Pure."""

from __future__ import annotations

from dataclasses import replace

from synth.types import JudgedClaim, Report

__all__ = ["without_fallen_support"]


def without_fallen_support(report: Report) -> Report:
    """Return the report without support from its withdrawn papers; the same one where it has none.

    What they contradict stays: a doubt is no support.
    """
    fallen = {included.paper.id for included in report.draft.papers if included.paper.status == "withdrawn"}
    if not fallen:
        return report
    claims = tuple(_without(judged, fallen) for judged in report.draft.claims)
    return replace(report, draft=replace(report.draft, claims=claims))


def _without(judged: JudgedClaim, fallen: set[str]) -> JudgedClaim:
    supports = judged.independent.supports
    kept = tuple(evidence for evidence in supports if evidence.paper_id not in fallen)
    if len(kept) == len(supports):
        return judged
    return replace(judged, independent=replace(judged.independent, supports=kept))
