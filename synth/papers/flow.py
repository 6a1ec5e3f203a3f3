"""The PRISMA 2020 flow of a run, whose numbers add up by construction; pure.

Page MJ, McKenzie JE, Bossuyt PM, et al. The PRISMA 2020 statement. BMJ 2021;372:n71, figure 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from synth.errors import InvalidRecord
from synth.types import Flow, PaperDecision, SearchOutcome

__all__ = ["build_flow", "join_outcomes"]


def join_outcomes(outcomes: Iterable[SearchOutcome]) -> SearchOutcome:
    """Put what several sources returned behind one another."""
    listed = list(outcomes)
    return SearchOutcome(
        papers=tuple(paper for outcome in listed for paper in outcome.papers),
        runs=tuple(run for outcome in listed for run in outcome.runs),
    )


def build_flow(outcome: SearchOutcome, decisions: Sequence[PaperDecision]) -> Flow:
    """Count what became of every record.

    A database that was asked and had nothing stands in `identified` with 0. What has no decision was
    removed as a duplicate.

    Args:
        outcome: All records that were identified, pinned papers included.
        decisions: One per paper that was left after merging.

    Raises:
        InvalidRecord: A paper is decided on twice, or was never identified.
    """
    identified = Counter({run.database: 0 for run in outcome.runs})
    identified.update(paper.database for paper in outcome.papers)
    known = {(paper.database, paper.versioned_id) for paper in outcome.papers}
    decided = [(decision.paper.database, decision.paper.versioned_id) for decision in decisions]
    stray = [f"{database}:{name}" for database, name in decided if (database, name) not in known]
    if stray or len(set(decided)) != len(decided):
        raise InvalidRecord(f"decisions don't match the records: {stray or 'a paper is decided on twice'}")

    reasons = {
        outcome_name: Counter(d.reason for d in decisions if d.outcome == outcome_name)
        for outcome_name in ("excluded", "not_retrieved", "excluded_full_text")
    }
    sought = len(decisions) - reasons["excluded"].total()
    assessed = sought - reasons["not_retrieved"].total()
    return Flow(
        identified=tuple(sorted(identified.items())),
        duplicates=len(outcome.papers) - len(decisions),
        screened=len(decisions),
        excluded_by_reason=_by_frequency(reasons["excluded"]),
        sought=sought,
        not_retrieved_by_reason=_by_frequency(reasons["not_retrieved"]),
        assessed=assessed,
        excluded_full_text=_by_frequency(reasons["excluded_full_text"]),
        included=assessed - reasons["excluded_full_text"].total(),
    )


def _by_frequency(reasons: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
