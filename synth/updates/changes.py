"""What became of every claim and conflict of a report; pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from synth.types import Claim, ClaimChange, Conflict, PaperChange, Report

__all__ = ["claim_changes", "conflict_changes"]


def claim_changes(
    earlier: Report,
    later: Report,
    papers: Mapping[str, PaperChange],
    *,
    reread: Mapping[str, Sequence[ClaimChange]] | None = None,
    failures: Mapping[str, str] | None = None,
) -> tuple[ClaimChange, ...]:
    """Return what became of every claim of the earlier report, by paper then place, with its verdicts.

    Args:
        earlier: The report as it was.
        later: The report as it is, the same where nothing changed.
        papers: What became of each paper, by id.
        reread: What became of the claims of the papers that have another text now, by id.
        failures: Why other papers' new versions could not be had, by id.
    """
    now = {one.claim.id: one.verdict for one in later.draft.claims}
    then = {one.claim.id: one.verdict for one in earlier.draft.claims}
    found: list[ClaimChange] = []
    for included in earlier.draft.papers:
        name = included.paper.id
        claims = [one.claim for one in earlier.draft.claims if one.claim.paper_id == name]
        own = (reread or {}).get(name)
        if own is None:
            failure = (failures or {}).get(name)
            own = [_untouched(claim, papers[name], failure) for claim in claims]
        told = [
            replace(
                change,
                old_verdict=then.get(change.old.id),
                new_verdict=now.get((change.new or change.old).id) if _is_judged(change) else None,
            )
            for change in own
        ]
        found += sorted(told, key=lambda change: (change.old.start, change.old.end, change.old.id))
    return tuple(found)


def _is_judged(change: ClaimChange) -> bool:
    return change.new is not None or change.status == "source_withdrawn"


def _untouched(claim: Claim, paper: PaperChange, failure: str | None) -> ClaimChange:
    """Return what became of a claim whose paper was not read again."""
    if paper.status in ("withdrawn", "retracted"):
        return ClaimChange(
            old=claim,
            new=None,
            status="source_withdrawn",
            reason=paper.status,
            explanation=paper.explanation,
        )
    if failure is not None:
        return ClaimChange(old=claim, new=None, status="unjudged", reason="not_read", explanation=failure)
    if paper.status == "unknown":
        return ClaimChange(
            old=claim, new=None, status="unjudged", reason="not_asked", explanation=paper.explanation
        )
    is_gone = paper.paper.status == "withdrawn" and paper.standing.state == "withdrawn"
    return ClaimChange(
        old=claim,
        new=claim,
        status="unchanged",
        reason="still_withdrawn" if is_gone else "same_version",
        explanation=paper.explanation
        if is_gone
        else f"{paper.paper.versioned_id} is still the newest version.",
    )


def conflict_changes(
    earlier: Report, later: Report, changes: Sequence[ClaimChange], touched: Collection[str]
) -> tuple[tuple[Conflict, ...], tuple[Conflict, ...]]:
    """Return the conflicts that are gone and those that are new.

    Only those of which a touched paper is a party count: what other code makes of unchanged papers is no
    news about them.
    """
    became = {change.old.id: change.new.id for change in changes if change.new is not None}
    papers = {one.claim.id: one.claim.paper_id for report in (earlier, later) for one in report.draft.claims}

    def is_touched(conflict: Conflict) -> bool:
        return any(papers.get(id) in touched for id in conflict.claim_ids)

    def key(conflict: Conflict, names: Mapping[str, str]) -> frozenset[tuple[str, str]]:
        ids = [names.get(id, id) for id in conflict.claim_ids]
        return frozenset(zip(ids, conflict.values, strict=True))

    before = {key(conflict, became): conflict for conflict in earlier.draft.conflicts}
    after = {key(conflict, {}): conflict for conflict in later.draft.conflicts}
    gone = tuple(one for name, one in before.items() if name not in after and is_touched(one))
    new = tuple(one for name, one in after.items() if name not in before and is_touched(one))
    return gone, new
