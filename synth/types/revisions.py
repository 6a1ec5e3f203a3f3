"""Two states of a report's sources: what became of papers and claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.types.claims import Claim, Quantity
from synth.types.comparisons import Conflict
from synth.types.papers import Paper, PaperStatus
from synth.types.verdicts import Verdict

__all__ = [
    "ClaimChange",
    "ClaimStatus",
    "Newcomer",
    "Notice",
    "PaperChange",
    "PaperRevision",
    "QuantityChange",
    "Revision",
    "Standing",
]

ClaimStatus = Literal[
    "unchanged", "moved", "reworded", "value_changed", "gone", "source_withdrawn", "unjudged"
]
"""What became of a claim since an earlier state: the same words in the same place; the same words elsewhere;
the same numbers of the same subject in other words; another number of the same subject; no counterpart; its
paper does not stand any more; can't be told (never read as `unchanged`)."""

PaperRevision = Literal["unchanged", "new_version", "withdrawn", "retracted", "corrected", "unknown"]
"""What became of a paper since an earlier state; `unknown` where it could not be asked, never `unchanged`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a register says against a paper: a retraction, a correction, an expression of concern."""

    kind: Literal["withdrawal", "retraction", "correction", "concern"]
    """What it is."""
    register: str
    """Who says so: "arxiv", "crossref", "retraction-watch", "openalex"."""
    detail: str
    """One sentence for a reader."""
    date: str | None = None
    """ISO 8601 day, where the register gives one."""
    url: str | None = None
    """Where it can be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whether a paper still stands, as far as the registers that were asked can tell."""

    state: PaperStatus
    """`fine` only where every register that was to be asked answered and none objects."""
    notices: tuple[Notice, ...] = ()
    """What they say, most serious first; corrections leave the state as it is."""
    unasked: tuple[tuple[str, str], ...] = ()
    """Registers that gave no answer to rely on, each with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperChange:
    """What became of a paper of a report."""

    paper: Paper
    """The paper as the earlier state has it."""
    today: Paper | None
    """Today's version; None where it could not be asked or its database knows it no more."""
    status: PaperRevision
    """What became of it."""
    standing: Standing
    """What the registers say."""
    explanation: str
    """One sentence for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityChange:
    """A number that is another one in the later version, or is in one of the two versions only."""

    old: Quantity | None
    """In the earlier version; None where it is new."""
    new: Quantity | None
    """In the later version; None where it is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What became of a claim between two states of its source."""

    old: Claim
    """The claim as it was."""
    new: Claim | None
    """Its counterpart; None where there is none, or where none was looked for."""
    status: ClaimStatus
    """What became of it."""
    reason: str
    """Code: "same_place", "other_page", "other_words", "value_differs", "no_counterpart", "ambiguous",
    "withdrawn", "retracted", "not_asked", "not_read", …"""
    explanation: str
    """The same in one sentence for a reader."""
    quantities: tuple[QuantityChange, ...] = ()
    """The numbers that differ; empty unless the value changed."""
    old_verdict: Verdict | None = None
    """Its verdict in its source then; None where it was not judged."""
    new_verdict: Verdict | None = None
    """Its counterpart's verdict now; None where it was not judged."""
    is_listed: bool = True
    """Whether it is a claim of the earlier state's report; False for another cell of its paper's tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """A paper that the question's search finds today and did not find then."""

    paper: Paper
    """The paper."""
    relevance: float | None
    """Relevance to the question, 0 to 1."""
    supports: tuple[str, ...] = ()
    """Ids of the report's claims that its numbers agree with."""
    contradicts: tuple[str, ...] = ()
    """Ids of the report's claims that its numbers contradict."""
    adds: tuple[str, ...] = ()
    """What it would add, a sentence each."""
    failure: str | None = None
    """Why it could not be read; None where it was, or was not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What changed between two states of a run."""

    run_id: str
    """The run."""
    old_state: int
    """The earlier state's number, from 1."""
    new_state: int
    """The later state's number; equal to the earlier one where nothing changed."""
    checked: str
    """When the sources were asked, ISO 8601 second, UTC."""
    papers: tuple[PaperChange, ...]
    """Every paper of the earlier state, in its order."""
    claims: tuple[ClaimChange, ...]
    """Every claim of the earlier state, and the cells of changed papers' tables that differ, by paper
    then place."""
    added: tuple[Claim, ...] = ()
    """Claims of later versions that have no counterpart in the earlier ones."""
    conflicts_gone: tuple[Conflict, ...] = ()
    """Conflicts of the earlier state that the later one has not."""
    conflicts_new: tuple[Conflict, ...] = ()
    """Conflicts of the later state that the earlier one had not."""
    newcomers: tuple[Newcomer, ...] = ()
    """New papers."""
    problems: tuple[str, ...] = ()
    """What could not be asked or read, a sentence each."""

    @property
    def has_changes(self) -> bool:
        """Whether anything a reader should know of changed; what could not be told counts as a change."""
        return (
            any(paper.status != "unchanged" for paper in self.papers)
            or any(claim.status != "unchanged" for claim in self.claims)
            or bool(self.added or self.conflicts_gone or self.conflicts_new or self.newcomers)
        )
