"""Two states of a run held against each other: nothing is asked, nothing is judged."""

from __future__ import annotations

from collections.abc import Sequence

from synth.adapters import Adapters
from synth.errors import UsageError
from synth.states import State, load_check, load_revision
from synth.types import (
    Claim,
    ClaimChange,
    IncludedPaper,
    Newcomer,
    PaperChange,
    PaperRevision,
    Revision,
    Standing,
)
from synth.updates.changes import claim_changes, conflict_changes
from synth.updates.rereading import earlier_material

__all__ = ["compare_states"]


def compare_states(adapters: Adapters, old: State, new: State) -> Revision:
    """Return what changed from one state of a run to a later one.

    Of states that follow each other it is what the update found; otherwise the papers' texts as they were
    read are compared again. Raises `UsageError` where the first is not the earlier one.
    """
    if old.number >= new.number:
        raise UsageError(
            f"state {old.number} is not earlier than state {new.number}",
            advice=f"Name the earlier one first: --state {new.number}..{old.number}",
        )
    made = load_revision(adapters.store, new.run_id, new.number)
    if made is not None and made.old_state == old.number:
        return made
    from synth.revisions import revise_claims

    check = load_check(adapters.store, new.run_id)
    standings = dict(check.standings) if check else {}
    later = {included.paper.id: included for included in new.report.draft.papers}
    papers: dict[str, PaperChange] = {}
    reread: dict[str, Sequence[ClaimChange]] = {}
    added: list[Claim] = []
    for included in old.report.draft.papers:
        name = included.paper.id
        today = later.get(name)
        change = _paper_change(included, today, standings.get(name))
        papers[name] = change
        if change.status == "new_version" and today is not None:
            before = earlier_material(adapters, old, included)
            after = earlier_material(adapters, new, today)
            known = {claim.id for claim in after.claims}
            rows = [claim for claim in after.tables if claim.id not in known]
            found = revise_claims(before.document, before.claims, after.document, [*after.claims, *rows])
            reread[name] = (*found.changes, *found.cells)
            added += found.added
    claims = claim_changes(old.report, new.report, papers, reread=reread)
    touched = {name for name, change in papers.items() if change.status != "unchanged"} | (
        set(later) - set(papers)
    )
    gone, came = conflict_changes(old.report, new.report, claims, touched)
    return Revision(
        run_id=new.run_id,
        old_state=old.number,
        new_state=new.number,
        checked=new.created,
        papers=tuple(papers.values()),
        claims=claims,
        added=tuple(added),
        conflicts_gone=gone,
        conflicts_new=came,
        newcomers=tuple(
            Newcomer(paper=included.paper, relevance=None)
            for name, included in later.items()
            if name not in papers
        ),
    )


def _paper_change(old: IncludedPaper, new: IncludedPaper | None, standing: Standing | None) -> PaperChange:
    paper, today = old.paper, None if new is None else new.paper
    status: PaperRevision = "unchanged"
    if new is None or today is None:
        status, told = "unknown", f"The later state is without {paper.versioned_id}."
    elif today.status == "withdrawn" and paper.status != "withdrawn":
        is_retracted = any(notice.kind == "retraction" for notice in standing.notices) if standing else False
        status = "retracted" if is_retracted else "withdrawn"
        told = f"{paper.versioned_id} is {status}."
    elif (today.version, new.sha256) != (paper.version, old.sha256):
        status, told = "new_version", f"{today.versioned_id} has taken the place of {paper.versioned_id}."
    else:
        told = f"{paper.versioned_id} is in both states."
    return PaperChange(
        paper=paper,
        today=today,
        status=status,
        standing=standing or Standing(state=paper.status if today is None else today.status),
        explanation=told,
    )
