"""A report before and after its review, and the record of the run that made it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from synth.types.comparisons import Comparison, Conflict, Quotation
from synth.types.papers import Flow, Paper, PaperDecision, QueryRun
from synth.types.questions import Question, SearchPlan
from synth.types.reviews import Panel
from synth.types.verdicts import JudgedClaim

__all__ = ["Draft", "Finding", "IncludedPaper", "Report", "RunRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A statement of the report with the verified claims that it rests on."""

    text: str
    """One sentence of ours, never copied from a paper."""
    claim_ids: tuple[str, ...]
    """What it rests on; never empty."""
    strength: Literal["several_papers", "one_paper", "disputed"]
    """How far it can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncludedPaper:
    """A paper of the report with what was read of it."""

    paper: Paper
    """The paper."""
    sha256: str
    """Digest of the file that was read."""
    read_from: Literal["pdf", "latex", "text"]
    """What was read."""
    n_pages: int
    """Pages; 0 where the source has none."""
    n_claims: int
    """Claims found in it."""
    warnings: tuple[str, ...] = ()
    """What could not be read of it."""
    beside_sha256: str | None = None
    """Digest of the LaTeX source that was read with the PDF; None where one file was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All records of a run before review: what the reviewers see."""

    question: Question
    """The question."""
    plan: SearchPlan
    """What was searched."""
    runs: tuple[QueryRun, ...]
    """The exact queries and their yields."""
    flow: Flow
    """PRISMA 2020."""
    decisions: tuple[PaperDecision, ...]
    """What became of every paper, by id."""
    papers: tuple[IncludedPaper, ...]
    """The included papers, by relevance."""
    claims: tuple[JudgedClaim, ...]
    """All claims, by paper then place."""
    comparisons: tuple[Comparison, ...]
    """Comparison tables."""
    conflicts: tuple[Conflict, ...]
    """Conflicts between papers."""
    findings: tuple[Finding, ...] = ()
    """What the verified claims come to."""
    quotations: tuple[Quotation, ...] = ()
    """Values that papers of the report quote from each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The manifest of a run: enough to repeat it."""

    id: str
    """Content id of question and settings."""
    created: str
    """ISO 8601 second, UTC, of the first start."""
    synth_version: str
    """Version of Synth."""
    settings_digest: str
    """Digest of every setting that can change a result."""
    models: tuple[tuple[str, str], ...]
    """Model names with revision or digest."""
    timings_s: tuple[tuple[str, float], ...] = ()
    """Seconds per stage."""
    requests: int = 0
    """Requests that went over the network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The view model that every format is rendered from."""

    draft: Draft
    """The records."""
    panel: Panel
    """The reviews."""
    record: RunRecord
    """The manifest."""
    title: str
    """The report's title."""
    abstract: str
    """Written from verified findings."""
    limitations: tuple[str, ...] = field(default=())
    """This run's own gaps, one sentence each."""
