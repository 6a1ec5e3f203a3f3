"""Claims → verdicts → what the papers say of each other → a draft and its review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from synth.errors import (
    DocumentRejected,
    InvalidRecord,
    PaperNotFound,
    SourceUnavailable,
    SynthError,
    UnreadablePaper,
)
from synth.judging import Material, hold_together, judge_claims
from synth.pipeline.jobs import Job, Loss, ReadPaper, Values
from synth.types import Document, Draft, IncludedPaper, Paper, PaperDecision, Verdict

if TYPE_CHECKING:
    from synth.verdicts import Compared

__all__ = [
    "compare_claims",
    "final_decision",
    "included_paper",
    "review_draft",
    "verify_claims",
    "write_draft",
]


def verify_claims(job: Job, values: Values) -> Values:
    """Judge every claim in its own paper."""
    papers: tuple[ReadPaper, ...] = values["papers"]
    total = sum(len(paper.claims) for paper in papers)
    verdicts: dict[str, Verdict] = {}
    done = 0
    with job.board.stage("Verifying claims", total) as progress:
        for paper in papers:
            found = judge_claims(job.adapters, paper.document, paper.claims)
            verdicts |= zip((claim.id for claim in paper.claims), found, strict=True)
            done += len(paper.claims)
            progress(done, total, paper.decision.paper.title)
    return {"verdicts": verdicts}


def compare_claims(job: Job, values: Values) -> Values:
    """Hold the papers against each other."""
    verdicts = values["verdicts"]
    materials = [
        Material(
            decision=paper.decision,
            document=paper.document,
            claims=paper.claims,
            verdicts={claim.id: verdicts[claim.id] for claim in paper.claims},
            tables=job.adapters.table_claims(paper.document),
            notes=job.adapters.name_notes(paper.document),
        )
        for paper in values["papers"]
    ]
    judged, compared = hold_together(job.adapters, values["plan"], materials)
    return {"judged": judged, "compared": compared}


def write_draft(job: Job, values: Values) -> Values:
    """Put all records of a report together, its flow added up."""
    from synth.papers import build_flow
    from synth.report import write_findings

    decisions = tuple(final_decision(decision, values["lost"]) for decision in values["decisions"])
    judged, question = values["judged"], job.request.question
    compared: Compared = values["compared"]
    draft = Draft(
        question=question,
        plan=values["plan"],
        runs=values["outcome"].runs,
        flow=build_flow(values["outcome"], decisions),
        decisions=decisions,
        papers=tuple(included_paper(p.decision.paper, p.document, len(p.claims)) for p in values["papers"]),
        claims=judged,
        comparisons=compared.comparisons,
        conflicts=compared.conflicts,
        quotations=compared.quotations,
        findings=write_findings(
            judged,
            compared.comparisons,
            compared.conflicts,
            question,
            papers=tuple(paper.decision.paper for paper in values["papers"]),
        ),
    )
    if problems := draft.flow.problems():
        raise InvalidRecord(f"the flow does not add up: {'; '.join(problems)}")
    return {"draft": draft}


def final_decision(decision: PaperDecision, lost: Mapping[str, Loss]) -> PaperDecision:
    """Return what became of a paper once it was asked for and read; `lost` by versioned id."""
    if decision.outcome != "included" or decision.paper.versioned_id not in lost:
        return decision
    outcome, error = lost[decision.paper.versioned_id]
    return replace(decision, outcome=outcome, reason=_reason_code(error), detail=str(error))


def _reason_code(error: SynthError) -> str:
    if isinstance(error, UnreadablePaper):
        return f"unreadable_{error.reason}"
    if isinstance(error, SourceUnavailable):
        return "out_of_reach"
    if isinstance(error, DocumentRejected):
        return "not_the_document"
    if isinstance(error, PaperNotFound):
        return "no_document"
    return "no_numeric_claims"


def included_paper(paper: Paper, document: Document, n_claims: int) -> IncludedPaper:
    """Return a paper of a report with what was read of it."""
    return IncludedPaper(
        paper=paper,
        sha256=document.sha256,
        read_from=document.kind,
        n_pages=len(document.page_starts),
        n_claims=n_claims,
        warnings=document.warnings,
        beside_sha256=document.beside_sha256,
    )


def review_draft(job: Job, values: Values) -> Values:
    """Have the panel mark the draft."""
    from synth.reviews import review

    with job.board.stage("Reviewing") as progress:
        panel = review(values["draft"])
        progress(len(panel.reviews), len(panel.reviews))
    return {"panel": panel}
