"""Crossref, which also serves the notices of Retraction Watch.

Notices: https://www.crossref.org/documentation/crossmark/crossmark-registering-updates/
A work names its notices in `updated-by`; a notice names the works it is about in `update-to`, which
says nothing against the notice itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from synth import __version__
from synth.papers.registers.answers import (
    Batch,
    Line,
    UnreadableAnswerError,
    ask_in_batches,
    quoted,
    unknown,
)
from synth.papers.registers.dois import same_doi
from synth.papers.standing import join_standings
from synth.text import clean_line
from synth.types import Notice, Standing

if TYPE_CHECKING:
    from synth.papers.http import Transport
    from synth.settings import Settings

__all__ = ["Crossref", "standing_of_work"]

_FIELDS = "DOI,title,updated-by,update-to,relation"
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,200}")

NoticeKind = Literal["withdrawal", "retraction", "correction", "concern"]

# Types of update that publishers may register, and the natures of Retraction Watch's records.
_KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "removal": "withdrawal",
    "withdrawal": "withdrawal",
    # Which part was retracted is told in the notice's text only, so what stands can't be told from here.
    "partial_retraction": "concern",
    "expression_of_concern": "concern",
    "addendum": "correction",
    "clarification": "correction",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "new_edition": "correction",
    "new_version": "correction",
}
_REINSTATEMENT = "reinstatement"
_RELATIONS: dict[str, NoticeKind] = {
    "is-retracted-by": "retraction",
    "is-withdrawn-by": "withdrawal",
    "is-corrected-by": "correction",
}
# What publishers write before the title of a work that is gone. "Retraction:" is how a notice is titled.
_GONE_TITLE = re.compile(
    r"\W{0,3}(?:retracted|withdrawn|removed)(?: article| paper)?\s?[:\])]", re.IGNORECASE
)
_MOST_UPDATES = 200


class Crossref:
    """Crossref, or a mirror of it at `settings.crossref_url`, as a `Register`."""

    name = "crossref"

    def __init__(self, settings: Settings, transport: Transport, *, is_today: bool = True) -> None:
        # https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/
        mail = settings.contact_mail if _MAIL.fullmatch(settings.contact_mail) else ""
        headers = (("User-Agent", f"Synth/{__version__} (mailto:{mail})"),) if mail else ()
        terms = transport.hurried_terms("crossref", settings.register_interval_s, headers)
        self._line = Line(settings.crossref_url, transport, terms, is_today)

    def ask(self, dois: Sequence[str]) -> Mapping[str, Standing]:
        """Return what Crossref says today of each of these DOIs; see `Register.ask`."""
        return ask_in_batches(self.name, dois, self._ask_batch)

    def _ask_batch(self, batch: Batch) -> dict[str, Standing]:
        if batch.is_alone:
            status, answer = self._line.ask(f"/works/{quoted(batch.dois[0])}")
            works = [] if status == 404 else [answer.get("message")]
        else:
            filters = ",".join(f"doi:{quoted(doi)}" for doi in batch.dois)
            query = f"filter={filters}&rows={len(batch.dois)}&select={_FIELDS}"
            status, answer = self._line.ask(f"/works?{query}")
            works = _items(status, answer)
        told = {}
        for doi in batch.dois:
            own = [work for work in works if isinstance(work, dict) and same_doi(work.get("DOI"), doi)]
            if own:
                told[doi] = join_standings(standing_of_work(work, doi) for work in own)
        return told


def _items(status: int, answer: Mapping[str, Any]) -> list[Any]:
    message = answer.get("message")
    items = message.get("items") if isinstance(message, dict) else None
    if status != 200 or not isinstance(items, list):
        raise UnreadableAnswerError("it has no list of works")
    return items


class _Update(NamedTuple):
    """An entry of `updated-by`, read."""

    kind: str
    """Type in lower case with underscores; "" where there is none."""
    source: str
    date: str | None
    doi: str | None
    """The notice's DOI."""


def standing_of_work(work: Mapping[str, Any], doi: str) -> Standing:
    """Read the standing of a work from its record at Crossref; pure.

    A retraction, withdrawal or removal makes it `withdrawn`, unless Retraction Watch dates a
    reinstatement later than every one of them. An expression of concern, a partial retraction, and an
    entry of a type that is not known here make it `unknown`: something was said against it, and what
    stands can't be told. Corrections leave it `fine`.

    Args:
        work: The record, of any form.
        doi: The DOI that was asked for, lower case.
    """
    try:
        updates = [_read_update(entry) for entry in _updates(work, doi)]
        notices = [*_relation_notices(work, doi), *_title_notices(work)]
    except UnreadableAnswerError as error:
        return unknown(Crossref.name, f"its record of {doi} can't be read: {error}")
    unread = sorted({update.kind for update in updates} - _KINDS.keys() - {_REINSTATEMENT})
    gaps: tuple[tuple[str, str], ...] = ()
    if unread:
        what = f"an update of the type {unread[0]!r}" if unread[0] else "an update without a type"
        gaps = ((Crossref.name, f"has {what} to {doi}, which can't be judged"),)
    gone = [update for update in updates if _KINDS.get(update.kind) in ("retraction", "withdrawal")]
    if gone and not notices and _is_reinstated(gone, updates):
        updates = [update for update in updates if update not in gone]
    notices = [notice for update in updates for notice in _update_notices(update, doi)] + notices
    kinds = {notice.kind for notice in notices}
    if kinds & {"retraction", "withdrawal"}:
        return Standing(state="withdrawn", notices=tuple(notices), unasked=gaps)
    is_doubtful = "concern" in kinds or bool(gaps)
    return Standing(state="unknown" if is_doubtful else "fine", notices=tuple(notices), unasked=gaps)


def _updates(work: Mapping[str, Any], doi: str) -> Iterator[Any]:
    yield from _entries(work, "updated-by")
    for entry in _entries(work, "update-to"):
        # A publisher that changed the work in its own place names it as its own notice.
        if isinstance(entry, dict) and same_doi(entry.get("DOI"), doi):
            yield entry


def _entries(work: Mapping[str, Any], field: str) -> list[Any]:
    entries = work.get(field)
    if entries is None:
        return []
    if not isinstance(entries, list) or len(entries) > _MOST_UPDATES:
        raise UnreadableAnswerError(f"{field} is no list of updates")
    return entries


def _read_update(entry: object) -> _Update:
    if not isinstance(entry, dict):
        raise UnreadableAnswerError("an update is no object")
    kind, source, notice = entry.get("type"), entry.get("source"), entry.get("DOI")
    return _Update(
        kind=clean_line(kind).lower().replace(" ", "_").replace("-", "_")[:40]
        if isinstance(kind, str)
        else "",
        source="retraction-watch" if source == "retraction-watch" else Crossref.name,
        date=_day(entry.get("updated")),
        doi=clean_line(notice).lower()[:200] if isinstance(notice, str) and notice.strip() else None,
    )


def _day(moment: object) -> str | None:
    """Return the day of Crossref's `{"date-parts": [[2021, 3, 4]]}`; None where it is not a whole one."""
    parts = moment.get("date-parts") if isinstance(moment, dict) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    if not isinstance(first, list) or len(first) != 3 or not all(type(part) is int for part in first):
        return None
    try:
        return date(*first).isoformat()
    except (ValueError, OverflowError):
        return None


def _is_reinstated(gone: Sequence[_Update], updates: Sequence[_Update]) -> bool:
    last = max((update.date or "" for update in updates if update.kind == _REINSTATEMENT), default="")
    return bool(last) and all(update.date is not None and update.date < last for update in gone)


def _update_notices(update: _Update, doi: str) -> Iterator[Notice]:
    if update.kind == _REINSTATEMENT:
        kind: NoticeKind | None = "correction"
        words = "was retracted and then reinstated"
    else:
        kind = _KINDS.get(update.kind)
        article = "an" if update.kind[:1] in ("a", "e") else "a"
        words = f"has {article} {update.kind.replace('_', ' ')}"
    if kind is None:
        return
    who = (
        "Retraction Watch records that" if update.source == "retraction-watch" else "Its publisher says that"
    )
    notice = f" ({update.doi})" if update.doi and update.doi != doi else ""
    yield Notice(
        kind=kind,
        register=update.source,
        detail=f"{who} {doi} {words}{notice}.",
        date=update.date,
        url=f"https://doi.org/{quoted(update.doi or doi)}",
    )


def _relation_notices(work: Mapping[str, Any], doi: str) -> Iterator[Notice]:
    relations = work.get("relation")
    if not isinstance(relations, dict):
        if relations is None or relations == []:
            return
        raise UnreadableAnswerError("relation is no object")
    for name, kind in _RELATIONS.items():
        if relations.get(name):
            words = name.removeprefix("is-").replace("-", " ")
            yield Notice(
                kind=kind,
                register=Crossref.name,
                detail=f"Its publisher says that {doi} is {words} another work.",
                url=f"https://doi.org/{quoted(doi)}",
            )


def _title_notices(work: Mapping[str, Any]) -> Iterator[Notice]:
    titles = work.get("title")
    for title in titles if isinstance(titles, list) else [titles]:
        if isinstance(title, str) and (match := _GONE_TITLE.match(title.lstrip())):
            word = match[0].strip(" :[]()").upper()
            yield Notice(
                kind="retraction" if "RETRACTED" in word else "withdrawal",
                register=Crossref.name,
                detail=f"Its publisher has put {word} before its title.",
            )
            return
