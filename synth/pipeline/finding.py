"""A question → the papers that will be read: planned, searched, screened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from synth.adapters import find_paper
from synth.errors import NothingFound, PaperNotFound, UnreadablePaper, UsageError
from synth.pipeline.jobs import Job, Values
from synth.types import Document, Paper, PaperDecision, SearchOutcome

__all__ = ["find_papers", "plan_question", "screen_papers"]


def plan_question(job: Job, values: Values) -> Values:
    """Plan what is asked of which database."""
    from synth.question import plan_search

    request = job.request
    return {
        "plan": plan_search(
            request.question, max_papers=job.settings.max_papers, since=request.since, until=request.until
        )
    }


def find_papers(job: Job, values: Values) -> Values:
    """Look up the pinned papers and search every source; raises `NothingFound` where all is empty."""
    from synth.papers import join_outcomes

    plan = values["plan"]
    pinned = _look_up(job)
    # A pinned paper is a record of its database like any other: the flow counts it.
    outcomes = [SearchOutcome(papers=pinned, runs=())]
    if len(pinned) < plan.max_papers:
        for name in job.request.sources:
            source = job.adapters.source(name)
            with job.board.stage(f"Searching {Path(source.name).name}") as progress:
                outcomes.append(source.search(plan, progress))
    outcome = join_outcomes(outcomes)
    if not outcome.papers:
        raise NothingFound(
            f"no paper was found for “{job.request.question.text}”",
            advice="Use other words, widen --since and --until, or add a --source; "
            "synth search QUESTION shows the queries.",
        )
    return {"pinned": pinned, "outcome": outcome}


def _look_up(job: Job) -> tuple[Paper, ...]:
    """Find the pinned papers, all of a source in one request, keeping the order given."""
    if not job.request.pinned:
        return ()
    try:
        return job.adapters.source(job.request.sources[0]).lookup(job.request.pinned)
    except (PaperNotFound, UsageError):
        if len(job.request.sources) == 1 and not any(name.startswith("demo.") for name in job.request.pinned):
            raise
        return tuple(find_paper(job.adapters, name, job.request.sources) for name in job.request.pinned)


def screen_papers(job: Job, values: Values) -> Values:
    """Decide of every paper found whether it is read; raises `NothingFound` where none is."""
    from synth.papers import make_registers, merge_versions, rank_papers, screen_standing

    plan, outcome = values["plan"], values["outcome"]
    pinned: tuple[Paper, ...] = values["pinned"]
    merged = merge_versions(outcome.papers, pinned=pinned)
    described, unread = _describe_files(job, merged)
    with job.board.stage("Screening", len(described)) as progress:
        ranked = rank_papers(plan, described, job.adapters.embedder)
        screened = screen_standing(
            plan,
            ranked,
            lambda: make_registers(job.settings, job.adapters.transport, is_today=False),
            pinned=pinned,
            tell=job.board.say,
        )
        decisions = tuple(_unread_decision(decision, unread) for decision in screened)
        progress(len(described), len(described))
    if not any(decision.outcome == "included" for decision in decisions):
        raise NothingFound(
            f"{_papers(len(decisions))} found, and none fits “{job.request.question.text}”: "
            + "; ".join(f"{d.paper.versioned_id}: {d.detail}" for d in decisions[:3]),
            advice="synth search QUESTION shows each with the reason; widen the dates or use other words.",
        )
    return {"decisions": decisions}


def _papers(count: int) -> str:
    return "1 paper was" if count == 1 else f"{count} papers were"


def _describe_files(
    job: Job, papers: Sequence[Paper]
) -> tuple[tuple[Paper, ...], dict[str, UnreadablePaper]]:
    """Give files of the user's the title and abstract that are printed in them, since no database has them.

    What can't be read keeps its file name and comes back with the reason.
    """
    files = [paper for paper in papers if _is_bare_file(paper)]
    unread: dict[str, UnreadablePaper] = {}
    known: dict[str, Paper] = {}
    if files:
        with job.board.stage("Looking into files", len(files)) as progress:
            for number, paper in enumerate(files, start=1):
                try:
                    file = job.adapters.source(paper.database).fetch(paper)
                    known[paper.versioned_id] = _with_front_matter(paper, job.adapters.document(file, paper))
                except UnreadablePaper as error:
                    unread[paper.versioned_id] = error
                progress(number, len(files), paper.title)
    return tuple(known.get(paper.versioned_id, paper) for paper in papers), unread


def _is_bare_file(paper: Paper) -> bool:
    """Tell whether a paper is a file about which no database says anything."""
    return paper.database not in ("arxiv", "demo") and not paper.abstract


def _with_front_matter(paper: Paper, document: Document) -> Paper:
    """Return the paper with the title and abstract that its document prints."""
    sentences = [p.text for p in document.passages if p.where == "abstract" and p.kind == "sentence"]
    return replace(paper, title=document.title or paper.title, abstract=" ".join(sentences))


def _unread_decision(decision: PaperDecision, unread: Mapping[str, UnreadablePaper]) -> PaperDecision:
    error = unread.get(decision.paper.versioned_id)
    if error is None or decision.relevance is None:
        return decision
    return replace(decision, outcome="excluded", reason="unreadable", detail=str(error))
