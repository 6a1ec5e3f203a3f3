"""Papers that the question's search finds today and did not find then."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from synth.adapters import Adapters
from synth.errors import NothingFound, SourceError
from synth.judging import Material, compare
from synth.pipeline import STAGES, Job, final_decision, read_papers, without_numbers
from synth.states import State
from synth.text import counted
from synth.types import (
    Comparison,
    Flow,
    Newcomer,
    Paper,
    PaperDecision,
    QueryRun,
    SearchOutcome,
)
from synth.updates.rereading import Reread, read_anew

if TYPE_CHECKING:
    from synth.verdicts import Compared

__all__ = ["Found", "Newcomers", "search_again", "told_by"]

ADDITIONS = 3
"""Comparisons named for a new paper."""

VALUES = 3
"""Values named of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A new paper that was read."""

    paper: Paper
    """The paper."""
    relevance: float | None
    """To the question, 0 to 1."""
    reread: Reread
    """What it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomers:
    """What a search of today gave that an earlier one had not."""

    found: tuple[Found, ...] = ()
    """New papers that were read, most relevant first."""
    failed: tuple[Newcomer, ...] = ()
    """New papers that could not be read."""
    takes_in: bool = False
    """Whether they join the report."""
    outcome: SearchOutcome | None = None
    """Everything that the search returned; None where none was made."""
    decisions: tuple[PaperDecision, ...] = ()
    """What became of the papers that the earlier search had not found."""
    listed: tuple[Newcomer, ...] = ()
    """The new papers with what they would add, where they don't join."""
    problems: tuple[str, ...] = ()
    """What could not be searched or read, a sentence each."""

    @property
    def joining(self) -> tuple[Found, ...]:
        """The new papers that join the report."""
        return self.found if self.takes_in else ()

    def records(self, compared: Compared, known: Collection[str]) -> tuple[Newcomer, ...]:
        """Return the new papers with what they say of the claims of the earlier report."""
        if not self.takes_in:
            return self.listed
        return (*_records(self.found, compared, known), *self.failed)

    def recount(
        self, flow: Flow, runs: tuple[QueryRun, ...], decisions: tuple[PaperDecision, ...]
    ) -> tuple[Flow, tuple[QueryRun, ...], tuple[PaperDecision, ...]]:
        """Return the flow, the queries and the decisions with the papers of today's search."""
        if not self.takes_in or self.outcome is None:
            return flow, runs, decisions
        from synth.papers import build_flow

        joined = (*decisions, *self.decisions)
        known = {(paper.database, paper.versioned_id) for paper in self.outcome.papers}
        # What was found then, or pinned, and is not among today's results is a record all the same.
        former = tuple(d.paper for d in joined if (d.paper.database, d.paper.versioned_id) not in known)
        outcome = replace(self.outcome, papers=(*self.outcome.papers, *former))
        return build_flow(outcome, joined), self.outcome.runs, joined


def search_again(job: Job, state: State, *, takes_in: bool, ignored: Collection[str] = ()) -> Newcomers:
    """Make the run's search again and read what is new and fits.

    New is a paper on which the earlier search had nothing to decide. It fits where today's ranking has it
    among the most relevant ones, as many as the report may hold.
    """
    draft = state.report.draft
    known = {decision.paper.id for decision in draft.decisions}
    values: dict[str, Any] = {"request": job.request, "plan": draft.plan}
    try:
        for stage in STAGES[1:3]:
            values.update(stage.run(job, values))
    except NothingFound:
        return Newcomers(takes_in=takes_in)
    except SourceError as error:
        return Newcomers(takes_in=takes_in, problems=(f"new papers were not searched for: {error.message}",))
    fresh = [one for one in values["decisions"] if one.paper.id not in known]
    wanted = [one for one in fresh if one.outcome == "included" and one.paper.id not in ignored]
    read, lost = read_papers(job, wanted)
    found = []
    for one in read:
        again = read_anew(job.adapters, draft.plan, one.decision, one.document)
        if again.material.claims:
            found.append(Found(paper=one.decision.paper, relevance=one.decision.relevance, reread=again))
        else:
            lost[one.decision.paper.versioned_id] = (
                "excluded_full_text",
                without_numbers(one.decision.paper),
            )
    failed = [(one, lost[one.paper.versioned_id][1]) for one in wanted if one.paper.versioned_id in lost]
    return Newcomers(
        found=tuple(found),
        failed=tuple(
            Newcomer(paper=one.paper, relevance=one.relevance, failure=str(error)) for one, error in failed
        ),
        takes_in=takes_in,
        outcome=values["outcome"],
        decisions=tuple(final_decision(one, lost) for one in fresh),
        problems=tuple(
            f"{one.paper.versioned_id} is new and could not be fetched: {error}"
            for one, error in failed
            if isinstance(error, SourceError)
        ),
    )


def told_by(
    adapters: Adapters, state: State, materials: Sequence[Material], newcomers: Newcomers
) -> tuple[Newcomer, ...]:
    """Return the new papers with what they would add to a report that they don't join."""
    known = {one.claim.id for one in state.report.draft.claims}
    together = [*materials, *(one.reread.material for one in newcomers.found)]
    compared = compare(together)
    return (*_records(newcomers.found, compared, known), *newcomers.failed)


def _records(found: Sequence[Found], compared: Compared, known: Collection[str]) -> tuple[Newcomer, ...]:
    return tuple(
        Newcomer(
            paper=one.paper,
            relevance=one.relevance,
            supports=_claims_that(compared, known, one.paper.id, "supports"),
            contradicts=_claims_that(compared, known, one.paper.id, "contradicts"),
            adds=_additions(one, compared.comparisons),
        )
        for one in found
    )


def _claims_that(
    compared: Compared, known: Collection[str], paper_id: str, side: Literal["supports", "contradicts"]
) -> tuple[str, ...]:
    """Return the ids of known claims for or against which a paper gives evidence."""
    return tuple(
        claim_id
        for claim_id, independent in compared.independent.items()
        if claim_id in known and any(one.paper_id == paper_id for one in getattr(independent, side))
    )


def _additions(one: Found, comparisons: Sequence[Comparison]) -> tuple[str, ...]:
    """Say what a paper adds: values in comparison tables, or else how much it states."""
    told = []
    for comparison in comparisons:
        cells = [cell for cell in comparison.cells if cell.paper_id == one.paper.id]
        if cells:
            values = ", ".join(f"{cell.name or cell.method} {cell.value}" for cell in cells[:VALUES])
            more = f" and {len(cells) - VALUES} more" if len(cells) > VALUES else ""
            told.append(f"{comparison.metric} on {comparison.dataset}: {values}{more}.")
    rest = counted(one.reread.n_prose, "numeric claim") + ("" if told else ", none of them compared yet")
    return (*told[:ADDITIONS], f"{rest}.")
