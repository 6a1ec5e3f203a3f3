"""What a page shows: the records that templates print, numbered and linked, plain text throughout."""

from __future__ import annotations

from dataclasses import dataclass

from synth.report.table_records import ComparisonView
from synth.types import Label, Report

__all__ = [
    "BearingView",
    "ClaimView",
    "ConflictSide",
    "ConflictView",
    "EvidenceView",
    "FindingView",
    "LeftOut",
    "Mark",
    "PaperView",
    "QuotationView",
    "QuotedValue",
    "Reference",
    "ReportView",
    "ReviewView",
    "RevisionView",
    "SharedView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A pointer to a paper or a claim inside the document."""

    text: str
    """What is shown: a number."""
    anchor: str | None
    """Where it leads inside the document; None where the target is not printed."""
    url: str | None = None
    """Where it leads on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of something since an earlier state."""

    kind: str
    """A `ClaimStatus`, "added" or "verdict_changed"."""
    text: str
    """"changed since state 1: 72.6 → 73.8"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """What an updated report says of its changes before anything else."""

    since: str
    """"state 1"."""
    checked: str
    """Day and time, UTC."""
    lead: tuple[str, ...]
    """What changed, in sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """A place that a verdict rests on."""

    source: Reference | None
    """The paper, where it is another than the claim's own."""
    place: str
    """Page, table row and column."""
    quote: str
    """Its words; "" where they are the claim's own."""
    url: str | None
    """The page on the web."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A claim as it is printed."""

    number: int
    anchor: str
    quote: str
    label: Label
    word: str
    mark: str
    confidence: str
    """Two decimals; "" when unjudged."""
    place: str
    url: str | None
    note: str
    """Says so where the claim is not a result of the paper itself."""
    quantities: tuple[str, ...]
    is_setting: bool
    """It says how something was done; such claims stand behind a paper's results."""
    is_routine: bool
    """Supported by nothing but its own words at their place, so that a verdict line would say nothing."""
    explanation: str
    reasons: str
    evidence: tuple[EvidenceView, ...]
    supports: tuple[EvidenceView, ...]
    contradicts: tuple[EvidenceView, ...]
    paper: Reference
    source: str
    """The paper as a sentence calls it: "Brook and Li (2025)"."""
    relevance: str
    change: Mark | None = None
    """What became of it since the earlier state; None where it stands as it did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """An included paper with the claims that are printed of it."""

    number: int
    anchor: str
    key: str
    id: str
    title: str
    authors: str
    year: str
    venue: str
    url: str | None
    pdf_url: str | None
    is_withdrawn: bool
    read_from: str
    n_claims: int
    warnings: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    """Results first, experimental settings after them, each by place."""
    n_hidden: int
    """Claims of it that this format leaves to the others."""
    change: str = ""
    """What became of it since the earlier state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BearingView:
    """Results on one data set that the question names, as the papers state them."""

    dataset: str
    """Empty for results that bear on the question otherwise."""
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its papers and claims."""

    text: str
    strength: str
    word: str
    papers: tuple[Reference, ...]
    claims: tuple[Reference, ...]
    change: str = ""
    """How many of its claims have changed since the earlier state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictSide:
    """One paper's value in a conflict."""

    value: str
    paper: Reference
    claim: Reference
    source: str
    """The paper as a sentence calls it."""
    place: str
    quote: str
    is_quoted: bool = False
    """Whether the paper quotes the value from elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedValue:
    """A value that one paper of the report has from another, and that one's own."""

    subject: str
    value: str
    origin_value: str
    claim: Reference
    origin_claim: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationView:
    """What one paper of the report quotes from another, rightly or else not."""

    source: str
    """The quoting paper as a sentence calls it."""
    paper: Reference
    origin_source: str
    origin: Reference
    verb: str
    """"quote" where the paper names a source, else "print", in the number of its authors."""
    agrees: bool
    values: tuple[QuotedValue, ...]
    n_more: int
    """Values beyond those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """A conflict with both sides quoted."""

    anchor: str
    subject: str
    reason: str
    sides: tuple[ConflictSide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewView:
    """A reviewer with the marks on its own criteria."""

    reviewer: str
    concern: str
    mean: str
    """Mean of all its marks, one decimal."""
    marks: tuple[tuple[str, str, str, tuple[Reference, ...]], ...]
    """Criterion, score, reason, and the claims where they are few enough to be looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """The criteria that several reviewers mark: a row per criterion, a column per reviewer."""

    reviewers: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...], str, str], ...]
    """Criterion, marks in the order of the reviewers ("–" where one gave none), mean and spread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Papers that were left out at one point for one reason."""

    outcome: str
    reason: str
    detail: str
    """What is said of all of them alike; "" where each has its own."""
    papers: tuple[tuple[Reference, str, str], ...]
    """Link with the versioned id, title, and what is said of this one alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """The report as a template sees it."""

    report: Report
    date: str
    databases: str
    answer: tuple[str, ...]
    """What the answer seems to be, as far as verified claims bear it."""
    bearing: tuple[BearingView, ...]
    n_taken: str
    """Records taken by all queries together."""
    findings: tuple[FindingView, ...]
    comparisons: tuple[ComparisonView, ...]
    n_comparisons_hidden: int
    conflicts: tuple[ConflictView, ...]
    quotations: tuple[QuotationView, ...]
    """Those that differ first."""
    papers: tuple[PaperView, ...]
    left_out: tuple[LeftOut, ...]
    counts: tuple[tuple[str, str, str, int], ...]
    """Label, word, mark and number of claims for each label."""
    n_claims: int
    n_shown: int
    threshold: str
    """The relevance from which claims are printed here; "" when all are."""
    conclusion: tuple[str, ...]
    reviews: tuple[ReviewView, ...]
    """Those that scored; what failed stands in the panel."""
    shared: SharedView
    agreement: str
    """What the agreement statistic is here and what it means, in words."""
    revision: RevisionView | None = None
    """What changed since the earlier state; None for a first state."""
