"""Screening that leaves out what was retracted where it was published."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from synth.papers.select import RankedPaper, screen
from synth.papers.today import ask_standing
from synth.types import Paper, PaperDecision, Standing

if TYPE_CHECKING:
    from synth.ports import Register
    from synth.types import SearchPlan

__all__ = ["screen_standing"]


def screen_standing(
    plan: SearchPlan,
    ranked: Sequence[RankedPaper],
    make_registers: Callable[[], Sequence[Register]],
    *,
    pinned: Collection[Paper] = (),
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[PaperDecision, ...]:
    """Decide as `screen` does, and ask the registers about the papers with a DOI that would be included.

    A retracted one is left out as `withdrawn`, and the next paper takes its place and is asked about in
    turn. Where nothing sure is said, the paper stays, of status `unknown`. A pinned paper stays in any
    case: `tell` hears what was said against it. The registers are made once there is a DOI to ask for.
    """
    names = {paper.versioned_id for paper in pinned}
    current = list(ranked)
    asked: dict[str, Standing] = {}
    while True:
        decisions = screen(plan, current, pinned=pinned)
        open_questions = [
            decision.paper
            for decision in decisions
            if decision.outcome == "included"
            and decision.paper.doi
            and decision.paper.database != "demo"
            and decision.paper.versioned_id not in asked
        ]
        if not open_questions:
            return tuple(_explained(decision, asked) for decision in decisions)
        for paper, standing in zip(
            open_questions, ask_standing(open_questions, make_registers()), strict=True
        ):
            asked[paper.versioned_id] = standing
            if paper.versioned_id in names and standing.state == "withdrawn":
                tell(f"{paper.versioned_id}: {standing.notices[0].detail}")
        current = [one._replace(paper=_marked(one.paper, asked, names)) for one in current]


def _marked(paper: Paper, asked: dict[str, Standing], pinned: Collection[str]) -> Paper:
    standing = asked.get(paper.versioned_id)
    if standing is None:
        return paper
    is_kept = standing.state == "withdrawn" and paper.versioned_id in pinned
    return replace(paper, status="unknown" if is_kept else standing.state)


def _explained(decision: PaperDecision, asked: dict[str, Standing]) -> PaperDecision:
    standing = asked.get(decision.paper.versioned_id)
    if standing is None or decision.reason != "withdrawn":
        return decision
    return replace(decision, detail=standing.notices[0].detail)
