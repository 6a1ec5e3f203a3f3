"""Papers → documents → claims; what could not be had or read is kept with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from synth.errors import (
    NothingFound,
    PaperNotFound,
    SourceError,
    SourceUnavailable,
    SynthError,
    UnreadablePaper,
)
from synth.pipeline.jobs import Job, Loss, ReadPaper, Values
from synth.types import Document, FetchedFile, Paper, PaperDecision

__all__ = ["READERS", "extract_claims", "read_wanted", "read_papers", "without_numbers"]

READERS = 2
"""Documents read at the same time, each in a process of its own."""


def read_wanted(job: Job, values: Values) -> Values:
    """Read the papers that screening let pass."""
    wanted = [decision for decision in values["decisions"] if decision.outcome == "included"]
    read, failures = read_papers(job, wanted)
    return {"read": read, "failures": failures}


def read_papers(job: Job, wanted: Sequence[PaperDecision]) -> tuple[tuple[ReadPaper, ...], dict[str, Loss]]:
    """Fetch and read papers at once: documents are read while the next ones are fetched.

    Returns what was read, and by versioned id why the others were not.
    """
    failures: dict[str, Loss] = {}
    read: dict[str, ReadPaper] = {}
    pool = ThreadPoolExecutor(max_workers=READERS)
    try:
        with job.board.stage("Reading papers", len(wanted)) as progress:
            pending: list[tuple[PaperDecision, FetchedFile, Future[Document] | Document]] = []
            for decision in wanted:
                try:
                    file = job.adapters.source(decision.paper.database).fetch(decision.paper)
                except (SourceError, PaperNotFound) as error:
                    failures[decision.paper.versioned_id] = ("not_retrieved", error)
                    continue
                key = job.adapters.file_key(file, decision.paper)
                known = job.adapters.known_document(key)
                pending.append(
                    (decision, file, known or pool.submit(job.adapters.read, file, decision.paper))
                )
            for number, (decision, file, waiting) in enumerate(pending, start=1):
                try:
                    document = _settle(job, decision.paper, file, waiting)
                    read[decision.paper.versioned_id] = ReadPaper(
                        decision=decision, file=file, document=_with_warning(document, file)
                    )
                except UnreadablePaper as error:
                    failures[decision.paper.versioned_id] = ("excluded_full_text", error)
                progress(number + len(wanted) - len(pending), len(wanted), decision.paper.title)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for paper_id, (_, failure) in failures.items():
        job.board.say(f"{paper_id}: {failure}")
    return tuple(read.values()), failures


def _settle(job: Job, paper: Paper, file: FetchedFile, waiting: Future[Document] | Document) -> Document:
    if isinstance(waiting, Document):
        return waiting
    document = waiting.result()
    job.adapters.keep_document(job.adapters.file_key(file, paper), document)
    return document


def _with_warning(document: Document, file: FetchedFile) -> Document:
    """Return a document with what could not be had of its paper today; the store keeps it without."""
    return replace(document, warnings=(*document.warnings, file.warning)) if file.warning else document


def extract_claims(job: Job, values: Values) -> Values:
    """Take the claims from the documents; a paper without any is lost."""
    from synth.claims import rate_relevance

    read: tuple[ReadPaper, ...] = values["read"]
    failures = dict(values["failures"])
    with_claims = []
    with job.board.stage("Extracting claims", len(read)) as progress:
        for number, paper in enumerate(read, start=1):
            claims = job.adapters.claims(paper.document)
            rated = rate_relevance(values["plan"], claims, job.adapters.embedder)
            if rated:
                with_claims.append(replace(paper, claims=rated))
            else:
                record = paper.decision.paper
                failures[record.versioned_id] = ("excluded_full_text", without_numbers(record))
            progress(number, len(read), paper.decision.paper.title)
    if not with_claims:
        raise _nothing_readable(values["decisions"], failures)
    return {"papers": tuple(with_claims), "lost": failures}


def without_numbers(paper: Paper) -> SynthError:
    """Say why a paper that was read is left out of a report."""
    return NothingFound(f"“{paper.title}” states no numeric result")


def _nothing_readable(decisions: Sequence[PaperDecision], failures: Mapping[str, Any]) -> SynthError:
    outages = [error for _, error in failures.values() if isinstance(error, SourceUnavailable)]
    if outages:
        return outages[0]
    return NothingFound(
        f"none of the {len(failures)} papers that fit could be used: "
        + "; ".join(f"{paper_id}: {error}" for paper_id, (_, error) in sorted(failures.items())),
        advice="Try other papers (--paper ID), a larger --max-papers, or another --source.",
    )
