"""Quoted values held against their origin, where the run has the paper that they are quoted from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from synth.text import citation_key, fold
from synth.types import NameNote, Paper, Quotation
from synth.verdicts.across.conflicts import told, what_of
from synth.verdicts.across.entries import Entry, agree, details_of
from synth.verdicts.across.names import key_of

__all__ = ["hold_to_origins", "origins_of"]

_MIN_TITLE = 15
"""Letters of a title at least; a shorter one may stand in any reference by chance."""


def origins_of(
    entries: Sequence[Entry], notes: Mapping[str, Sequence[NameNote]], papers: Sequence[Paper]
) -> list[Entry]:
    """Return the entries with the cited paper's id for a citation, where the run has that paper.

    A method whose results a paper says to have taken from elsewhere is quoted in all its tables.
    """
    cited = _cited_papers(notes, papers)
    sources = {
        (paper, key_of(note.name)): note.means
        for paper in sorted(notes)
        for note in notes[paper]
        if note.kind == "source"
    }
    placed = []
    for entry in entries:
        source = sources.get((entry.paper, key_of(entry.quantity.method))) if entry.is_tabled else None
        if source is not None and entry.is_own:
            entry = replace(entry, is_own=False, origin=source)
        if entry.origin is not None:
            key = citation_key(entry.origin)
            known = cited.get((entry.paper, key))
            if (entry.paper, key) not in cited:
                # The list of references could not be read; authors and year must do.
                known = _by_author(entry.origin, papers)
            if known is not None and known != entry.paper:
                entry = replace(entry, origin=known)
        placed.append(entry)
    return placed


def _cited_papers(
    notes: Mapping[str, Sequence[NameNote]], papers: Sequence[Paper]
) -> dict[tuple[str, str], str | None]:
    """Return the paper of the run that each citation means, by the title in its entry; None for none."""
    titles = [(letters, paper.id) for paper in papers if len(letters := _letters(paper.title)) >= _MIN_TITLE]
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    entries: Counter[tuple[str, str]] = Counter()
    for paper in sorted(notes):
        for note in notes[paper]:
            if note.kind == "reference":
                key = (paper, citation_key(note.name))
                entries[key] += 1
                text = _letters(note.means)
                found[key] |= {id for title, id in titles if title in text and id != paper}
    return {
        # Several entries for "2019a" were misread; of several for "2019" the rest are other authors' or torn.
        key: next(iter(ids)) if len(ids) == 1 and (entries[key] == 1 or key[1][-1:].isdigit()) else None
        for key, ids in found.items()
    }


def _by_author(citation: str, papers: Sequence[Paper]) -> str | None:
    """Return the one paper of the run with the citation's authors and year.

    "Reed and Brook" are two authors, "Reed et al." are more. A paper appears in print up to a year after
    its first version.
    """
    surnames, year = re.findall(r"[A-Z][\w’'-]+", citation), re.search(r"(?:19|20)\d\d", citation)
    found = []
    for paper in papers:
        last = [author.split()[-1] for author in paper.authors if author.strip()]
        if not (surnames and last and year and paper.published) or fold(last[0]) != fold(surnames[0]):
            continue
        is_of_size = len(last) > 2 if "et al" in citation else len(last) == len(surnames)
        if is_of_size and int(year[0]) - int(paper.published[:4]) in (0, 1):
            found.append(paper.id)
    return found[0] if len(found) == 1 else None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def hold_to_origins(
    entries: Sequence[Entry], texts: Mapping[str, str]
) -> tuple[list[Entry], tuple[Quotation, ...]]:
    """Return the entries, quoted ones with whether their origin has them, and the quotations to tell of.

    A value agrees where any value of that paper for the method in that setting is equal. It differs only
    where the paper has one value and one variant of the method, and the quoting row tells of no other; else
    the quoting paper may mean a variant that it does not name. Scores of a part of a data set are not told
    one by one.
    """
    own: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.is_own:
            own[entry.paper, entry.subject, entry.regime, entry.part].append(entry)
    held, found = [], []
    for entry in entries:
        known = own.get((entry.origin, entry.subject, entry.regime, entry.part), [])
        if not entry.is_own and known:
            has_it = any(agree(entry, other) for other in known)
            if has_it or not _prints(texts.get(entry.origin or ""), entry.quantity.value or ""):
                entry = replace(entry, origin_has_it=has_it)
                quotation = _quotation(entry, [other for other in known if _is_of_one_method(entry, other)])
                if quotation is not None and not entry.part:
                    found.append(quotation)
        held.append(entry)
    return held, tuple({(q.claim_id, q.subject, q.value): q for q in found}.values())


def _prints(text: str | None, value: str) -> bool:
    """Whether a text has a number; one that is not at hand may have any."""
    return text is None or re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", text) is not None


def _is_of_one_method(quoted: Entry, origin: Entry) -> bool:
    """Whether the names are one, or the origin's is a variant of the quoted one: "Wick (small beads)"."""
    bare = key_of(re.sub(r"\([^()]*\)", " ", origin.method.name))
    return quoted.method.key in (origin.method.key, bare) and quoted.method.size in ("", origin.method.size)


def _quotation(quoted: Entry, known: Sequence[Entry]) -> Quotation | None:
    equal = [other for other in known if agree(quoted, other)]
    if not equal and not (known and _is_held_to(quoted, known)):
        return None
    origin = (equal or known)[0]
    what = what_of(origin)
    given = told(quoted.quantity)
    return Quotation(
        subject=what,
        claim_id=quoted.claim.id,
        value=quoted.quantity.value or "",
        origin_claim_id=origin.claim.id,
        origin_value=origin.quantity.value or "",
        agrees=bool(equal),
        is_told=quoted.claim.asserts == "reported",
        explanation=(
            f"{given} is repeated for the {what}, as its origin has it"
            if equal
            else f"{given} is given for the {what}, where its origin has {told(origin.quantity)}"
        ),
    )


def _is_held_to(quoted: Entry, known: Sequence[Entry]) -> bool:
    """Whether a quoted number must be its origin's, as neither side tells of a second variant."""
    return (
        len({other.quantity.value for other in known}) == 1
        and quoted.method.key == known[0].method.key
        and not details_of(quoted)
        and (quoted.languages == known[0].languages or not quoted.languages or not known[0].languages)
    )
