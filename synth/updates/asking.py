"""Today's version and standing of every paper of some runs, each paper asked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from synth.adapters import Adapters
from synth.states import Check, State
from synth.text import counted
from synth.types import IncludedPaper, PaperChange, Standing

__all__ = ["Answers", "Subject", "ask_about", "still_fine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What has to be known of a run to ask about its papers: its report itself may be large."""

    number: int
    """Its newest state."""
    folder: str
    """To which the names of folders are relative."""
    papers: tuple[IncludedPaper, ...]
    """The included papers."""
    standings: Mapping[str, Standing]
    """What was said of them when they were last asked about, by id."""

    @classmethod
    def of(cls, state: State, check: Check | None) -> Subject:
        """Return what has to be known of a state."""
        return cls(
            number=state.number,
            folder=state.asked.folder,
            papers=state.report.draft.papers,
            standings=dict(check.standings) if check else {},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the sources say today of one run's papers."""

    papers: tuple[PaperChange, ...]
    """A change per included paper, in the state's order."""
    restored: frozenset[str] = frozenset()
    """Ids of papers that were withdrawn or retracted in the state and stand again, in the same version."""
    outages: tuple[str, ...] = ()
    """Papers of which less is known than before, a sentence each."""
    gaps: tuple[str, ...] = ()
    """Registers that gave no answer, as before, a sentence each."""


def ask_about(subjects: Sequence[Subject], adapters: Adapters) -> list[Answers]:
    """Ask about the papers of several runs: one query per hundred papers of a database, runs together.

    Folders are looked at run by run, since their names are relative to where the run was started.
    """
    from synth.papers import KnownPaper, ask_today, make_registers

    known: list[KnownPaper] = []
    # A folder's name means something only where its run was started.
    groups: dict[str, list[int]] = {}
    for subject in subjects:
        for included in subject.papers:
            paper = included.paper
            base = "" if paper.database in ("arxiv", "demo") else subject.folder
            groups.setdefault(base, []).append(len(known))
            standing = subject.standings.get(paper.id)
            known.append(KnownPaper(paper, sha256=included.sha256, standing=standing))
    registers = make_registers(adapters.settings, adapters.transport)
    told: dict[int, PaperChange] = {}
    for base, indexes in sorted(groups.items()):
        with adapters.at(base):
            changes = ask_today([known[i] for i in indexes], adapters.source, registers=registers)
        told.update(zip(indexes, changes, strict=True))
    # Papers were listed run by run; so are the answers dealt out.
    changes_in_order = (told[index] for index in range(len(known)))
    return [_answers(subject, tuple(islice(changes_in_order, len(subject.papers)))) for subject in subjects]


def _answers(subject: Subject, changes: Sequence[PaperChange]) -> Answers:
    papers: list[PaperChange] = []
    restored: set[str] = set()
    unasked: dict[str, list[str]] = {}
    doubted: dict[str, list[str]] = {}
    unheard: dict[str, list[str]] = {}
    for included, change in zip(subject.papers, changes, strict=True):
        is_marked = included.paper.status == "withdrawn"
        if is_marked and change.standing.state == "withdrawn":
            # The version that withdrew it is no new one, and its notice no news.
            change = replace(
                change,
                status="unchanged",
                explanation=f"{change.paper.versioned_id} is still withdrawn or retracted.",
            )
        elif is_marked and change.standing.state == "fine" and change.status in ("unchanged", "corrected"):
            restored.add(change.paper.id)
            change = replace(
                change,
                status="corrected",
                explanation=f"{change.paper.versioned_id} stands again: nothing is said against it any more.",
            )
        elif change.standing.state == "withdrawn" and change.status not in ("withdrawn", "retracted"):
            is_retracted = any(notice.kind == "retraction" for notice in change.standing.notices)
            change = replace(change, status="retracted" if is_retracted else "withdrawn")
        papers.append(change)
        if change.status == "unknown":
            unasked.setdefault(_reasons(change), []).append(change.paper.id)
        elif change.standing.state == "unknown" and change.standing.unasked:
            before = subject.standings.get(change.paper.id)
            group = doubted if still_fine(included, before) else unheard
            group.setdefault(_reasons(change), []).append(change.paper.versioned_id)
    return Answers(
        papers=tuple(papers),
        restored=frozenset(restored),
        outages=(
            *_sentences(unasked, "could not be asked about"),
            *_sentences(doubted, "stood when last asked; whether they still do is not known"),
        ),
        gaps=_sentences(unheard, "may stand or not, nobody could be asked"),
    )


def _reasons(change: PaperChange) -> str:
    return "; ".join(f"{name}: {reason}" for name, reason in change.standing.unasked)


def _sentences(groups: Mapping[str, Sequence[str]], what: str) -> tuple[str, ...]:
    """Say what holds of papers, a sentence per reason."""
    return tuple(
        f"{counted(len(names), 'paper')} ({', '.join(names)}) {what} ({reason})"
        for reason, names in sorted(groups.items())
    )


def still_fine(included: IncludedPaper, before: Standing | None) -> bool:
    """Tell whether a paper was known to stand when its registers were last asked.

    A report made by an earlier version asked no register but the paper's database: a paper with a DOI is
    taken for fine only once an update has asked.
    """
    if before is not None:
        return before.state == "fine"
    return included.paper.status == "fine" and not included.paper.doi
