"""Papers as their databases describe them, and the way of each from the search to the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["FetchedFile", "Flow", "Paper", "PaperDecision", "PaperStatus", "QueryRun", "SearchOutcome"]

PaperStatus = Literal["fine", "withdrawn", "unknown"]
"""Whether the paper still stands; `unknown` is never read as `fine`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of a paper as its database describes it."""

    id: str
    """The identifier without version: "1911.02116", "hep-th/0005057", "demo.0003", a file's slug."""
    version: int | None
    """The version; None where the source knows no versions."""
    database: str
    """The source that gave it: "arxiv", "demo", or a folder's path as the user wrote it."""
    title: str
    """One line."""
    authors: tuple[str, ...] = ()
    """Names in order."""
    abstract: str = ""
    """Whitespace collapsed; may be empty for a file."""
    published: str | None = None
    """Day of the first version, ISO 8601."""
    updated: str | None = None
    """Day of this version, ISO 8601."""
    categories: tuple[str, ...] = ()
    """Subject classes, primary first."""
    comment: str | None = None
    """The authors' comment; says so when a version is withdrawn."""
    journal_ref: str | None = None
    """Where it was published, as the authors wrote it."""
    doi: str | None = None
    """The published version's DOI."""
    pdf_url: str | None = None
    """Where its PDF is had; None where there is none (a withdrawal, a gap in the record)."""
    source_url: str | None = None
    """Where its LaTeX source is had."""
    page_url: str | None = None
    """The page a person would open."""
    status: PaperStatus = "unknown"
    """Whether it still stands."""

    @property
    def versioned_id(self) -> str:
        """The id with its version: "1911.02116v2"; the bare id where there is no version."""
        return self.id if self.version is None else f"{self.id}v{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRun:
    """What a query asked and what it got: a line of the search protocol."""

    database: str
    """The source asked."""
    query: str
    """The exact query."""
    total: int
    """Matches that the database reports."""
    fetched: int
    """Results taken from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOutcome:
    """Everything that a source returned for a plan, before any merging."""

    papers: tuple[Paper, ...]
    """Results of all queries in order, duplicates included, so that they can be counted."""
    runs: tuple[QueryRun, ...]
    """One per query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A document that lies on disk, checked."""

    path: str
    """Absolute path inside the cache or the user's folder."""
    kind: Literal["pdf", "source", "text"]
    """A PDF; a LaTeX source (.tex, .gz, .tar, .tar.gz); plain text or Markdown."""
    sha256: str
    """Hex digest of its bytes."""
    size: int
    """Bytes."""
    beside: FetchedFile | None = None
    """The other file of the same version, to be read with it: a PDF's LaTeX source, a source's PDF."""
    warning: str | None = None
    """What could not be had beside it, one sentence; None where nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperDecision:
    """What became of an identified paper, and why."""

    paper: Paper
    """The paper, in the version that was considered."""
    outcome: Literal["included", "excluded", "not_retrieved", "excluded_full_text"]
    """Where its way ended (PRISMA 2020's boxes)."""
    reason: str = ""
    """Why it ended there: a code of `Flow.excluded_by_reason` and the like; "" when included."""
    detail: str = ""
    """The same for a reader, one sentence."""
    relevance: float | None = None
    """Relevance to the question, 0 to 1, higher is better; None when pinned by the user."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """PRISMA 2020's boxes; `problems()` is empty when they add up."""

    identified: tuple[tuple[str, int], ...]
    """Records per database, duplicates included."""
    duplicates: int
    """Records removed because another query, database or version had given the paper."""
    screened: int
    """Papers whose title and abstract were screened."""
    excluded_by_reason: tuple[tuple[str, int], ...]
    """Papers excluded in screening, by reason."""
    sought: int
    """Papers whose full text was asked for."""
    not_retrieved_by_reason: tuple[tuple[str, int], ...]
    """Papers whose full text could not be had, by reason."""
    assessed: int
    """Papers whose full text was read."""
    excluded_full_text: tuple[tuple[str, int], ...]
    """Papers excluded after reading, by reason."""
    included: int
    """Papers in the report."""

    @property
    def excluded(self) -> int:
        """Papers excluded in screening."""
        return sum(n for _, n in self.excluded_by_reason)

    @property
    def not_retrieved(self) -> int:
        """Papers whose full text could not be had."""
        return sum(n for _, n in self.not_retrieved_by_reason)

    def problems(self) -> tuple[str, ...]:
        """Say which sums don't add up; empty when all do."""
        total = sum(n for _, n in self.identified)
        lost = sum(n for _, n in self.excluded_full_text)
        checks = (
            (total - self.duplicates == self.screened, "identified - duplicates ≠ screened"),
            (self.screened - self.excluded == self.sought, "screened - excluded ≠ sought"),
            (self.sought - self.not_retrieved == self.assessed, "sought - not retrieved ≠ assessed"),
            (self.assessed - lost == self.included, "assessed - excluded in full text ≠ included"),
        )
        return tuple(message for is_right, message in checks if not is_right)
