"""What became of papers and claims → rows of `changes.json` and of an updated `report.json`; pure.

Keys are a contract: they may be added to, never renamed or dropped. Values are decimal strings as the
papers have them; versions and states are numbers; what is not known or was not judged is null.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

from synth.report.differences import value_difference
from synth.report.links import page_link
from synth.report.revised import marks_of
from synth.report.rows import quantity_row, verdict_row
from synth.types import (
    Claim,
    ClaimChange,
    ClaimStatus,
    Notice,
    Paper,
    PaperChange,
    PaperRevision,
    Quantity,
    QuantityChange,
    Revision,
    Standing,
    Verdict,
)

__all__ = ["claim_change_row", "claim_marks", "counts_row", "paper_change_row", "revision_row"]

Row = dict[str, Any]


def revision_row(revision: Revision) -> Row:
    """Return what led to a state, as its `report.json` tells it; `changes.json` beside it has the rest."""
    return {
        "old_state": revision.old_state,
        "new_state": revision.new_state,
        "checked": revision.checked,
        "counts": counts_row(revision),
    }


def counts_row(revision: Revision) -> Row:
    """Return how many papers and claims fared how; every status is there, and each sum is the whole."""
    return {
        "papers": _tally([paper.status for paper in revision.papers], get_args(PaperRevision)),
        "claims": _tally([claim.status for claim in revision.claims], get_args(ClaimStatus)),
        "added": len(revision.added),
        "newcomers": len(revision.newcomers),
    }


def claim_marks(revision: Revision) -> dict[str, Row]:
    """Return what an updated `report.json` says of its claims by their ids; unchanged ones have none."""
    marks: dict[str, Row] = {}
    for claim in revision.added:
        marks[claim.id] = {"status": "added", "reason": None, "explanation": None, "old": None}
    for id, change in marks_of(revision).items():
        row = claim_change_row(change)
        marks[id] = {key: row[key] for key in ("status", "reason", "explanation", "old", "quantities")}
    return marks


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


def _tally(found: list[Any], names: tuple[str, ...]) -> dict[str, int]:
    counts = Counter(found)
    return {name: counts[name] for name in names}
