"""What a changes report shows: the records that its templates print, plain text throughout."""

from __future__ import annotations

from dataclasses import dataclass

from synth.report.differences import Piece
from synth.report.view_records import Reference
from synth.types import Label, Report

__all__ = [
    "ChangeGroup",
    "ChangeView",
    "ChangesView",
    "CheckedPaper",
    "ConflictView",
    "FindingView",
    "NewcomerView",
    "NoticeView",
    "SideView",
    "UntoldView",
    "ValueView",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """A number that changed: what it is of, what it was, what it is."""

    subject: str
    """Method, metric, data set and condition; the change's explanation where the paper tells none of them."""
    old: str
    """"none" where the number is new."""
    new: str
    """"none" where the number is gone."""
    difference: str
    """Signed, in its unit; "" where there is none to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideView:
    """A claim in one version of its paper."""

    page: str
    """"p. 6"; the section where the source has no pages."""
    place: str
    """"version 3, p. 6, Results"."""
    url: str | None
    label: Label | None
    """None where it was not judged."""
    verdict: str
    """Sign, word and confidence: "✓ supported 0.97"; "" where it was not judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A claim with what became of it."""

    number: int | None
    """Its number in the updated report; None where it stands there no more, or never did."""
    is_cell: bool
    """A row or cell of a table, whose quotation says less than its values."""
    values: tuple[ValueView, ...]
    old: SideView
    new: SideView | None
    pieces: tuple[Piece, ...]
    """Both wordings in one, with what differs told apart."""
    verdicts: str
    """Its verdict then and now, once where both are one; "" where it was not judged."""
    is_flipped: bool
    """Whether its verdict is another one now."""
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGroup:
    """Claims of one paper that fared alike."""

    paper: CheckedPaper
    claims: tuple[ChangeView, ...]
    """Claims of the report in its order."""
    others: tuple[ChangeView, ...] = ()
    """Other cells of the paper's tables."""

    @property
    def everything(self) -> tuple[ChangeView, ...]:
        """Both in one row."""
        return self.claims + self.others


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    """What a register says against a paper."""

    kind: str
    text: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedPaper:
    """A paper that was asked for, with what was learnt."""

    number: int | None
    """Its number among the references; None where the updated report has it no more."""
    name: str
    """As a sentence calls it: "Brook and Li (2025)"."""
    head: str
    """Number, name and versions: "[1] Brook and Li (2025), version 2 → 3"."""
    title: str
    id: str
    versions: str
    """"version 3 → 5", "version 2", or "" where the source knows none."""
    old_url: str | None
    new_url: str | None
    status: str
    word: str
    """The status in words."""
    standing: str
    """What the registers say of it, in words."""
    explanation: str
    doubt: str
    """What the registers say, and the explanation where it says more; for a paper that may not stand."""
    notices: tuple[NoticeView, ...]
    n_claims: int
    """Claims of it that were looked at again."""

    @property
    def stop(self) -> str:
        """What a sentence ends with behind the title: nothing where that has its own end."""
        return "" if self.title[-1] in "?!." else "."


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What became of a finding."""

    word: str
    """"no longer drawn", "reads otherwise now", "still drawn", "new"."""
    pieces: tuple[Piece, ...]
    """Its text, with what differs told apart."""
    because: str
    """What became of the claims that it rested on; "" where nothing did."""
    claims: tuple[Reference, ...]
    """Those claims as the updated report numbers them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UntoldView:
    """Claims of one paper of which nothing could be told, for one reason."""

    paper: CheckedPaper
    reason: str
    explanation: str
    """Of the first of them; "" where it is said of the paper already."""
    claims: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomerView:
    """A paper that the question's search finds now and did not find then."""

    link: Reference
    title: str
    authors: str
    relevance: str
    lines: tuple[str, ...]
    """What it would add, agree or disagree with, or why it could not be read."""
    supports: tuple[Reference, ...]
    contradicts: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictView:
    """A conflict that came, went, or has other values."""

    word: str
    """"gone", "with other values now", "new"."""
    subject: str
    pieces: tuple[Piece, ...]
    """"73.8 against 72.6", with what differs told apart."""
    reason: str
    """The likely reason; "" for one that is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """A revision as a template sees it."""

    report: Report
    """The later state's report."""
    title: str
    question: str
    run_id: str
    checked: str
    """Day and time, UTC."""
    old_state: int
    new_state: int
    is_new_state: bool
    lead: tuple[str, ...]
    """What happened, in sentences."""
    is_calm: bool
    """Nothing changed, and nothing is left untold."""
    paper_counts: tuple[tuple[str, str, int], ...]
    """Status, word and number of papers, those that occur."""
    claim_counts: tuple[tuple[str, str, int], ...]
    """Status, word and number of claims, those that occur."""
    n_papers: int
    n_claims: int
    """Claims of the report."""
    n_others: int
    """Other values of the papers' tables that are not as they were."""
    fallen: tuple[ChangeGroup, ...]
    """Papers that stand no longer, with the claims that fall with them."""
    noticed: tuple[CheckedPaper, ...]
    """Papers that stand, but against which a register has something."""
    values: tuple[ChangeGroup, ...]
    gone: tuple[ChangeGroup, ...]
    flipped: tuple[ChangeGroup, ...]
    """Claims judged otherwise though their numbers are the same."""
    findings: tuple[FindingView, ...]
    """Those that are gone first; findings on which nothing changed are left out."""
    conflicts: tuple[ConflictView, ...]
    """Those that are gone first."""
    score: str
    """What the review panel says now and then; "" where it says the same."""
    reworded: tuple[ChangeGroup, ...]
    moved: tuple[ChangeGroup, ...]
    untold: tuple[UntoldView, ...]
    unasked: tuple[CheckedPaper, ...]
    """Papers of which it is not known whether they stand."""
    problems: tuple[str, ...]
    added: tuple[tuple[CheckedPaper, tuple[tuple[str, str, str | None], ...]], ...]
    """Claims that are new in later versions: place, quote and address, paper by paper."""
    n_added: int
    newcomers: tuple[NewcomerView, ...]
    papers: tuple[CheckedPaper, ...]
    commands: tuple[tuple[str, str], ...]
    """What can be done next: a command and what it does."""
