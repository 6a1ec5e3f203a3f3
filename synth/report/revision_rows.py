"""Revision → `changes.json`: what became of every paper and claim, old and new side by side; pure.

Keys are a contract: they may be added to, never renamed or dropped. Values are decimal strings as the
papers have them; versions and states are numbers; what is not known or was not judged is null.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

from synth.report.differences import value_difference
from synth.report.json_report import conflict_row, finding_row
from synth.report.links import page_link
from synth.report.revised import FindingChange, Places, finding_changes
from synth.report.rows import claim_row, quantity_row, verdict_row
from synth.types import (
    Claim,
    ClaimChange,
    ClaimStatus,
    Newcomer,
    Notice,
    Paper,
    PaperChange,
    PaperRevision,
    Quantity,
    QuantityChange,
    Report,
    Revision,
    Standing,
    Verdict,
)

__all__ = ["changes_json", "claim_change_row", "paper_change_row"]

Row = dict[str, Any]


def changes_json(revision: Revision, report: Report, earlier: Report | None = None) -> Row:
    """Return a revision as `changes.json` holds it.

    `report` is the later state's report, the same as the earlier one where nothing changed. With
    `earlier`, the findings that came and went are told, and whether a claim is one of the report's.
    """
    places = Places.of(revision, report, earlier)
    return {
        "run": revision.run_id,
        "question": report.draft.question.text,
        "checked": revision.checked,
        "old_state": revision.old_state,
        "new_state": revision.new_state,
        "changed": revision.has_changes,
        "counts": {
            "papers": _tally([paper.status for paper in revision.papers], get_args(PaperRevision)),
            "claims": _tally([claim.status for claim in revision.claims], get_args(ClaimStatus)),
            "added": len(revision.added),
            "newcomers": len(revision.newcomers),
        },
        "papers": [paper_change_row(change) for change in revision.papers],
        "claims": [
            {**claim_change_row(change, places.papers), "in_report": places.is_of_report(change)}
            for change in revision.claims
        ],
        "added": [claim_row(claim) for claim in revision.added],
        "conflicts": {
            "gone": [conflict_row(conflict) for conflict in revision.conflicts_gone],
            "new": [conflict_row(conflict) for conflict in revision.conflicts_new],
        },
        "findings": [_finding_row(change) for change in finding_changes(revision, report, earlier)],
        "newcomers": [_newcomer_row(newcomer) for newcomer in revision.newcomers],
        "problems": list(revision.problems),
    }


def paper_change_row(change: PaperChange) -> Row:
    """Return what became of a paper; versions are numbers, null where a source knows none."""
    return {
        "id": change.paper.id,
        "old_version": change.paper.version,
        "new_version": None if change.today is None else change.today.version,
        "status": change.status,
        "explanation": change.explanation,
        "title": change.paper.title,
        "new_title": None if change.today is None else change.today.title,
        "updated": None if change.today is None else change.today.updated,
        "standing": _standing_row(change.standing),
    }


def claim_change_row(change: ClaimChange, papers: dict[str, PaperChange] | None = None) -> Row:
    """Return what became of a claim; `id` is the earlier state's, and `new` null without a counterpart.

    With `papers` by id, both sides carry the address of their page.
    """
    paper = (papers or {}).get(change.old.paper_id or "")
    first = _first_change(change)
    old, new = change.old, change.new
    return {
        "id": old.id,
        "paper": old.paper_id,
        "quote": old.quote,
        "status": change.status,
        "reason": change.reason,
        "explanation": change.explanation,
        "old": _side_row(old, first.old, change.old_verdict, paper.paper if paper else None),
        "new": None
        if new is None
        else _side_row(new, first.new, change.new_verdict, paper.today if paper else None),
        "quantities": [
            {
                "old": None if each.old is None else quantity_row(each.old),
                "new": None if each.new is None else quantity_row(each.new),
                "difference": value_difference(each.old, each.new) or None,
            }
            for each in change.quantities
        ],
    }


def _finding_row(change: FindingChange) -> Row:
    return {
        "status": change.status,
        "old": None if change.old is None else finding_row(change.old),
        "new": None if change.new is None else finding_row(change.new),
        "claims": [each.old.id for each in change.changes],
    }


def _first_change(change: ClaimChange) -> QuantityChange:
    """Return the number that `value` tells: the first that changed, else the claim's first."""
    if change.quantities:
        return change.quantities[0]
    old = next(iter(change.old.quantities), None)
    new = next(iter(change.new.quantities), None) if change.new is not None else None
    return QuantityChange(old=old, new=new)


def _side_row(claim: Claim, quantity: Quantity | None, verdict: Verdict | None, paper: Paper | None) -> Row:
    return {
        "id": claim.id,
        "version": claim.version,
        "quote": claim.quote,
        "value": None if quantity is None else _value(quantity),
        "values": [_value(each) for each in claim.quantities],
        "page": claim.page,
        "start": claim.start,
        "end": claim.end,
        "where": "text" if claim.where == "caption" else claim.where,
        "section": claim.section,
        "verdict": None if verdict is None else verdict_row(claim.id, verdict),
        "link": None if paper is None else page_link(paper, claim.page),
    }


def _value(quantity: Quantity) -> str | None:
    """Return the number; of an interval both ends, of a bound its one end."""
    if quantity.value is not None:
        return quantity.value
    return "–".join(end for end in (quantity.low, quantity.high) if end is not None) or None


def _standing_row(standing: Standing) -> Row:
    return {
        "state": standing.state,
        "notices": [_notice_row(notice) for notice in standing.notices],
        "unasked": [{"register": register, "reason": reason} for register, reason in standing.unasked],
    }


def _notice_row(notice: Notice) -> Row:
    return {
        "kind": notice.kind,
        "register": notice.register,
        "detail": notice.detail,
        "date": notice.date,
        "url": notice.url,
    }


def _newcomer_row(newcomer: Newcomer) -> Row:
    paper = newcomer.paper
    return {
        "id": paper.id,
        "version": paper.version,
        "title": paper.title,
        "published": paper.published,
        "relevance": newcomer.relevance,
        "supports": list(newcomer.supports),
        "contradicts": list(newcomer.contradicts),
        "adds": list(newcomer.adds),
        "failure": newcomer.failure,
    }


def _tally(found: list[Any], names: tuple[str, ...]) -> dict[str, int]:
    counts = Counter(found)
    return {name: counts[name] for name in names}
