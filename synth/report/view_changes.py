"""Revision → what a changes report shows, what no longer stands first; one view for all its formats.

Everything here is plain text and web addresses; each template environment escapes for its format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from synth.report.differences import differing_pieces, value_difference
from synth.report.links import page_link, web_page
from synth.report.phrases import (
    LABEL_MARKS,
    LABEL_WORDS,
    PAPER_WORDS,
    STATUS_WORDS,
    moment_in_words,
    place_in_paper,
    reason_in_words,
    shorten,
    value_in_words,
)
from synth.report.revised import (
    ConflictChange,
    FindingChange,
    Places,
    conflict_changes,
    finding_changes,
    is_flipped,
)
from synth.report.view_changes_records import (
    ChangeGroup,
    ChangesView,
    ChangeView,
    CheckedPaper,
    ConflictView,
    FindingView,
    NewcomerView,
    SideView,
    UntoldView,
    ValueView,
)
from synth.report.view_checked import LONGEST, checked_papers, sentence, unknown_paper
from synth.report.view_records import Reference
from synth.report.words_changes import (
    FINDING_WORDS,
    UNTOUCHED,
    commands,
    lead,
    touched_in_words,
)
from synth.text import clean_line
from synth.types import (
    Claim,
    ClaimChange,
    Conflict,
    Newcomer,
    Paper,
    PaperChange,
    Quantity,
    QuantityChange,
    Report,
    Revision,
    Verdict,
)

__all__ = ["build_changes"]

_FALLEN = frozenset(("withdrawn", "retracted"))


@dataclass(frozen=True, slots=True)
class _Index:
    """Numbers, names and addresses of what can be pointed at."""

    places: Places
    papers: dict[str, CheckedPaper]

    def claim(self, id: str) -> Reference | None:
        number = self.places.numbers.get(id)
        return None if number is None else Reference(text=str(number), anchor=f"claim-{number}")

    def references(self, ids: Sequence[str]) -> tuple[Reference, ...]:
        found = [reference for id in dict.fromkeys(ids) if (reference := self.claim(id)) is not None]
        return tuple(sorted(found, key=lambda reference: int(reference.text)))


def build_changes(revision: Revision, report: Report, earlier: Report | None = None) -> ChangesView:
    """Return the view of a revision; `report` is the later state's, `earlier` the one before it."""
    places = Places.of(revision, report, earlier)
    papers = checked_papers(revision, report)
    listed = [change for change in revision.claims if places.is_of_report(change)]
    index = _Index(places, {change.paper.id: paper for change, paper in papers})
    by_status = {
        status: [change for change in revision.claims if change.status == status] for status in STATUS_WORDS
    }
    return ChangesView(
        report=report,
        title=f"What changed: {shorten(report.title, 300)}",
        question=report.draft.question.text,
        run_id=revision.run_id,
        checked=moment_in_words(revision.checked),
        old_state=revision.old_state,
        new_state=revision.new_state,
        is_new_state=revision.new_state != revision.old_state,
        lead=lead(revision, listed),
        is_calm=not revision.has_changes
        and not revision.problems
        and not any(map(_is_doubtful, revision.papers)),
        paper_counts=_counts([change.status for change in revision.papers], PAPER_WORDS),
        claim_counts=_counts([change.status for change in listed], STATUS_WORDS),
        n_papers=len(revision.papers),
        n_claims=len(listed),
        n_others=len(revision.claims) - len(listed),
        fallen=_fallen(papers, by_status["source_withdrawn"], index),
        noticed=tuple(p for change, p in papers if p.notices and change.status not in _FALLEN),
        values=_groups(by_status["value_changed"], index),
        gone=_groups(by_status["gone"], index),
        flipped=_groups([c for c in revision.claims if is_flipped(c) and c.status != "value_changed"], index),
        findings=tuple(_finding(change, index) for change in finding_changes(revision, report, earlier)),
        conflicts=tuple(map(_conflict, conflict_changes(revision))),
        score=_score(report, earlier),
        reworded=_groups(by_status["reworded"], index),
        moved=_groups(by_status["moved"], index),
        untold=_untold(by_status["unjudged"], index),
        unasked=tuple(paper for change, paper in papers if _is_doubtful(change)),
        problems=tuple(shorten(problem, LONGEST) for problem in revision.problems),
        added=_added(revision.added, index),
        n_added=len(revision.added),
        newcomers=tuple(_newcomer(newcomer, index) for newcomer in revision.newcomers),
        papers=tuple(paper for _, paper in papers),
        commands=commands(revision),
    )


def _is_doubtful(change: PaperChange) -> bool:
    return change.status == "unknown" or change.standing.state == "unknown"


def _counts(found: Sequence[str], words: dict[str, str]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(found)
    return tuple((status, word, counts[status]) for status, word in words.items() if counts[status])


# --------------------------------------------------------------------------- claims


def _groups(changes: Sequence[ClaimChange], index: _Index) -> tuple[ChangeGroup, ...]:
    """Group changes by paper in the order of the papers; claims of the report before other cells."""
    found: dict[str | None, list[ClaimChange]] = {}
    for change in changes:
        found.setdefault(change.old.paper_id, []).append(change)
    order = {id: position for position, id in enumerate(index.papers)}
    return tuple(
        ChangeGroup(
            paper=index.papers.get(id or "") or unknown_paper(id),
            claims=tuple(_change(c, index) for c in found[id] if index.places.is_of_report(c)),
            others=tuple(_change(c, index) for c in found[id] if not index.places.is_of_report(c)),
        )
        for id in sorted(found, key=lambda id: (order.get(id or "", len(order)), id or ""))
    )


def _change(change: ClaimChange, index: _Index) -> ChangeView:
    old, new = change.old, change.new
    paper = index.places.papers.get(old.paper_id or "")
    return ChangeView(
        number=index.places.numbers.get((new or old).id),
        is_cell=old.where == "table",
        values=tuple(_value(each, change) for each in change.quantities),
        old=_side(old, change.old_verdict, paper.paper if paper else None),
        new=None if new is None else _side(new, change.new_verdict, paper.today if paper else None),
        pieces=differing_pieces(old.quote, old.quote if new is None else new.quote),
        verdicts=_verdicts(change),
        is_flipped=is_flipped(change),
        explanation=sentence(change.explanation),
    )


def _side(claim: Claim, verdict: Verdict | None, paper: Paper | None) -> SideView:
    version = [] if claim.version is None else [f"version {claim.version}"]
    return SideView(
        page=place_in_paper(claim) if claim.page is None else f"p. {claim.page}",
        place=", ".join([*version, place_in_paper(claim)]),
        url=None if paper is None else page_link(paper, claim.page),
        label=None if verdict is None else verdict.label,
        verdict="" if verdict is None else _verdict(verdict),
    )


def _verdict(verdict: Verdict) -> str:
    confidence = "" if verdict.confidence is None else f" {verdict.confidence:.2f}"
    return f"{LABEL_MARKS[verdict.label]} {LABEL_WORDS[verdict.label]}{confidence}"


def _verdicts(change: ClaimChange) -> str:
    old, new = (None if v is None else _verdict(v) for v in (change.old_verdict, change.new_verdict))
    if old is None or new is None or old == new:
        return old or new or ""
    return f"{old} → {new}"


def _value(change: QuantityChange, of: ClaimChange) -> ValueView:
    known = change.old or change.new
    return ValueView(
        subject=("" if known is None else _subject(known)) or _told(of, change),
        old="none" if change.old is None else shorten(value_in_words(change.old), 60),
        new="none" if change.new is None else shorten(value_in_words(change.new), 60),
        difference=value_difference(change.old, change.new),
    )


def _told(of: ClaimChange, change: QuantityChange) -> str:
    """Return what the explanation says before it gives the values; all of it where it gives none."""
    head, _, rest = clean_line(of.explanation).partition(": ")
    values = [each.value for each in (change.old, change.new) if each is not None and each.value]
    return shorten(head, 200) if any(value in rest for value in values) else shorten(of.explanation, 200)


def _subject(quantity: Quantity) -> str:
    if quantity.cell is not None and not quantity.method:
        cell = quantity.cell
        table = shorten(cell.label or "") or f"table {cell.table + 1}"
        return ", ".join(part for part in (table, shorten(cell.row), shorten(cell.column)) if part)
    measured = " on ".join(shorten(part) for part in (quantity.metric, quantity.dataset) if part)
    against = f"against {shorten(quantity.baseline)}" if quantity.baseline else ""
    condition = shorten(quantity.condition or "")
    return ", ".join(part for part in (shorten(quantity.method or ""), measured, against, condition) if part)


def _fallen(
    papers: Sequence[tuple[PaperChange, CheckedPaper]], changes: Sequence[ClaimChange], index: _Index
) -> tuple[ChangeGroup, ...]:
    """Return the papers that stand no longer, those without claims too."""
    groups = {group.paper.id: group for group in _groups(changes, index)}
    return tuple(
        groups.get(paper.id, ChangeGroup(paper=paper, claims=()))
        for change, paper in papers
        if change.status in _FALLEN or paper.id in groups
    )


def _untold(changes: Sequence[ClaimChange], index: _Index) -> tuple[UntoldView, ...]:
    reasons: dict[str, list[ClaimChange]] = {}
    for change in changes:
        reasons.setdefault(change.reason, []).append(change)
    return tuple(
        UntoldView(
            paper=group.paper,
            reason=reason_in_words(reason),
            # What is said of the paper above is not said of its claims again.
            explanation="" if group.paper.status == "unknown" else group.everything[0].explanation,
            claims=group.everything,
        )
        for reason, found in reasons.items()
        for group in _groups(found, index)
    )


def _added(
    claims: Sequence[Claim], index: _Index
) -> tuple[tuple[CheckedPaper, tuple[tuple[str, str, str | None], ...]], ...]:
    found: dict[str | None, list[tuple[str, str, str | None]]] = {}
    for claim in claims:
        change = index.places.papers.get(claim.paper_id or "")
        today = None if change is None else change.today
        url = None if today is None else page_link(today, claim.page)
        found.setdefault(claim.paper_id, []).append((place_in_paper(claim), clean_line(claim.quote), url))
    return tuple(
        (index.papers.get(id or "") or unknown_paper(id), tuple(lines)) for id, lines in found.items()
    )


# --------------------------------------------------------------------------- the report


def _finding(change: FindingChange, index: _Index) -> FindingView:
    old, new = change.old or change.new, change.new or change.old
    return FindingView(
        word=FINDING_WORDS[change.status],
        pieces=differing_pieces(old.text if old else "", new.text if new else ""),
        because=touched_in_words(change.changes) or (UNTOUCHED if change.status == "gone" else ""),
        claims=index.references([(each.new or each.old).id for each in change.changes]),
    )


def _conflict(change: ConflictChange) -> ConflictView:
    old, new = change.old or change.new, change.new or change.old
    return ConflictView(
        word=_conflict_word(change),
        subject="" if new is None else shorten(new.subject, 200),
        pieces=differing_pieces(_sides(old), _sides(new)),
        reason="" if change.new is None else reason_in_words(change.new.likely_reason),
    )


def _conflict_word(change: ConflictChange) -> str:
    if change.old is None:
        return "new"
    if change.new is None:
        return "gone"
    is_same = _sides(change.old) == _sides(change.new)
    return "between other claims now" if is_same else "with other values now"


def _sides(conflict: Conflict | None) -> str:
    return "" if conflict is None else " against ".join(dict.fromkeys(map(shorten, conflict.values)))


def _score(report: Report, earlier: Report | None) -> str:
    now, then = report.panel.score, None if earlier is None else earlier.panel.score
    if now is None or then is None or f"{now:.1f}" == f"{then:.1f}":
        return ""
    return f"The review panel gives the report {now:.1f} of 10 now; it gave {then:.1f} before."


def _newcomer(newcomer: Newcomer, index: _Index) -> NewcomerView:
    paper = newcomer.paper
    failure = [f"It could not be read: {shorten(newcomer.failure, LONGEST)}"] if newcomer.failure else []
    authors = ", ".join(shorten(author) for author in paper.authors[:3])
    return NewcomerView(
        link=Reference(text=paper.versioned_id, anchor=None, url=web_page(paper)),
        title=shorten(paper.title, 300),
        authors=f"{authors} and others" if len(paper.authors) > 3 else authors,
        relevance="" if newcomer.relevance is None else f"{newcomer.relevance:.2f}",
        lines=(*(shorten(line, LONGEST) for line in newcomer.adds), *failure),
        supports=index.references(newcomer.supports),
        contradicts=index.references(newcomer.contradicts),
    )
