"""A research question, and the plan of what is asked of which database."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DatabaseQuery", "Facet", "Question", "SearchPlan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A research question as the user put it."""

    text: str
    """The question, whitespace collapsed, control characters removed; never empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One idea of a question, with other names for it."""

    term: str
    """The words of the question, lower case but for names such as XNLI."""
    synonyms: tuple[str, ...] = ()
    """Other names: abbreviations spelt out, spelling variants, near-synonyms."""
    is_core: bool = True
    """False for words that only colour the question ("improve", "much")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseQuery:
    """One query to one database, in that database's own grammar."""

    database: str
    """The source's name: "arxiv"."""
    text: str
    """The query string as it is sent."""
    limit: int
    """How many results are asked for at most; at least 1."""
    is_broad: bool = False
    """True for a fallback, sent only where the queries before it found too few papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPlan:
    """What will be asked, and how much of it is wanted."""

    question: Question
    """The question planned for."""
    facets: tuple[Facet, ...]
    """The question's ideas, in its own order."""
    queries: tuple[DatabaseQuery, ...]
    """The queries, most specific first."""
    max_papers: int
    """How many papers are to be included at most; at least 1."""
    since: str | None = None
    """Earliest date of a paper's first version, ISO 8601 day, inclusive."""
    until: str | None = None
    """Latest date of a paper's first version, ISO 8601 day, inclusive."""
