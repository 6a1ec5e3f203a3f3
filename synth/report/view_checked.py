"""Papers that were asked for → what a changes report shows of them. Pure."""

from __future__ import annotations

from collections import Counter

from synth.report.citing import Names, paper_names
from synth.report.links import safe_url, web_page
from synth.report.phrases import PAPER_WORDS, shorten
from synth.report.view_changes_records import CheckedPaper, NoticeView
from synth.report.words_changes import standing_in_words, versions_in_words
from synth.text import clean_line
from synth.types import Notice, PaperChange, Report, Revision

__all__ = ["LONGEST", "checked_papers", "sentence", "unknown_paper"]

LONGEST = 400
"""Characters of an explanation or a notice; quotations are never shortened."""


def checked_papers(revision: Revision, report: Report) -> list[tuple[PaperChange, CheckedPaper]]:
    """Return the papers in their order, each with what is shown of it; `report` is the later state's."""
    numbers = {included.paper.id: n for n, included in enumerate(report.draft.papers, start=1)}
    names = paper_names([change.paper for change in revision.papers])
    counts = Counter(change.old.paper_id for change in revision.claims)
    return [
        (change, _checked(change, numbers.get(change.paper.id), names, counts[change.paper.id]))
        for change in revision.papers
    ]


def _checked(change: PaperChange, number: int | None, names: Names, n_claims: int) -> CheckedPaper:
    paper = change.paper
    return CheckedPaper(
        number=number,
        name=names[paper.id].text,
        head=_head(number, names[paper.id].text, versions_in_words(change)),
        title=shorten(paper.title, 300) or paper.versioned_id,
        id=paper.id,
        versions=versions_in_words(change),
        old_url=web_page(paper),
        new_url=None if change.today is None else web_page(change.today),
        status=change.status,
        word=PAPER_WORDS[change.status],
        standing=standing_in_words(change.standing),
        explanation=sentence(change.explanation),
        doubt=_doubt(change),
        notices=tuple(_notice(notice, change.explanation) for notice in change.standing.notices),
        n_claims=n_claims,
    )


def _doubt(change: PaperChange) -> str:
    """Return what the registers say, and the explanation where it says more."""
    is_told = any(
        clean_line(reason) in clean_line(change.explanation) for _, reason in change.standing.unasked
    )
    said = f"{standing_in_words(change.standing)}."
    return said if is_told else f"{said} {sentence(change.explanation)}"


def sentence(text: str) -> str:
    """Return an explanation as a whole sentence of bounded length."""
    line = shorten(text, LONGEST)
    return line if not line or line[-1] in ".!?…" else f"{line}."


def _head(number: int | None, name: str, versions: str) -> str:
    numbered = name if number is None else f"[{number}] {name}"
    return f"{numbered}, {versions}" if versions else numbered


def _notice(notice: Notice, explanation: str) -> NoticeView:
    source = shorten(notice.register) + (f", {notice.date}" if notice.date else "")
    # What the explanation says already is not said again.
    is_told = clean_line(notice.detail).rstrip(".") in clean_line(explanation)
    detail = shorten(notice.detail, LONGEST).rstrip(".")
    return NoticeView(
        kind=notice.kind,
        text=source if is_told else f"{detail} ({source})",
        url=safe_url(notice.url),
    )


def unknown_paper(id: str | None) -> CheckedPaper:
    """Return what is shown of a paper that the revision does not name."""
    name = shorten(id or "") or "a source without id"
    return CheckedPaper(
        number=None,
        name=name,
        head=name,
        title=name,
        id=name,
        versions="",
        old_url=None,
        new_url=None,
        status="unknown",
        word=PAPER_WORDS["unknown"],
        standing="",
        explanation="",
        doubt="",
        notices=(),
        n_claims=0,
    )
