"""The data's way on one page: what each stage hands to the next.

Question → SearchPlan → Paper → Document (Passages) → Claim (Quantities)
→ Verdict (Evidence) → Review → Report.

A module per station: `questions`, `papers`, `documents`, `evidence`, `claims`, `verdicts`,
`comparisons`, `reviews`, `reports`, `revisions`. All are had from here: `from synth.types import Claim`.

Every record is a frozen, slotted, keyword-only dataclass of plain values: no
vectors, no I/O, no outside library. Offsets are half-open and count characters
of `Document.text`; pages are 1-based; boxes are PDF points with the origin at
the page's lower left corner.
"""

from __future__ import annotations

from synth.types.claims import (
    Better,
    Claim,
    Comparator,
    Direction,
    MainResult,
    NameNote,
    Quantity,
    Role,
    TableCell,
)
from synth.types.comparisons import Comparison, ComparisonCell, Conflict, NameMerge, Quotation
from synth.types.documents import Box, Document, Passage, PassageKind, PlacedTable, Table, Where
from synth.types.evidence import CellRef, Evidence
from synth.types.papers import FetchedFile, Flow, Paper, PaperDecision, PaperStatus, QueryRun, SearchOutcome
from synth.types.questions import DatabaseQuery, Facet, Question, SearchPlan
from synth.types.reports import Draft, Finding, IncludedPaper, Report, RunRecord
from synth.types.reviews import CriterionScore, Panel, Review
from synth.types.revisions import (
    ClaimChange,
    ClaimStatus,
    Newcomer,
    Notice,
    PaperChange,
    PaperRevision,
    QuantityChange,
    Revision,
    Standing,
)
from synth.types.verdicts import Independent, JudgedClaim, Label, Verdict

__all__ = [
    "Better",
    "Box",
    "CellRef",
    "Claim",
    "ClaimChange",
    "ClaimStatus",
    "Comparator",
    "Comparison",
    "ComparisonCell",
    "Conflict",
    "CriterionScore",
    "DatabaseQuery",
    "Direction",
    "Document",
    "Draft",
    "Evidence",
    "Facet",
    "FetchedFile",
    "Finding",
    "Flow",
    "IncludedPaper",
    "Independent",
    "JudgedClaim",
    "Label",
    "MainResult",
    "NameMerge",
    "NameNote",
    "Newcomer",
    "Notice",
    "Panel",
    "Paper",
    "PaperChange",
    "PaperDecision",
    "PaperRevision",
    "PaperStatus",
    "Passage",
    "PassageKind",
    "PlacedTable",
    "Quantity",
    "QuantityChange",
    "QueryRun",
    "Question",
    "Quotation",
    "Report",
    "Review",
    "Revision",
    "Role",
    "RunRecord",
    "SearchOutcome",
    "SearchPlan",
    "Standing",
    "Table",
    "TableCell",
    "Verdict",
    "Where",
]
