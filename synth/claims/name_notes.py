"""What a paper tells of the names it uses: short forms, aliases, whose method a citation stands for.

Papers call one method by many names ("XLM-RoBERTa (XLM-R)", "we refer to XLM-100 as XLM", a row that reads
"Devlin et al. (2018)"). Each note is taken from one place of the paper, which stays with it as evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from synth.claims.headers import citations, without_citations
from synth.claims.names import EMPTY_WORDS, NAME
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.text import citation_key, fold
from synth.types import Document, Evidence, NameNote, Passage

__all__ = ["read_name_notes"]

_SHAPE = rf"(?:[Mm]ultilingual )?{NAME.pattern}"
_BRACKETED = re.compile(rf"(?P<long>{_SHAPE})\s\((?P<short>{NAME.pattern})\)")
_SPELT = re.compile(r"(?P<long>(?:[A-Z][\w-]{1,20}\s){2,6})\((?P<short>[A-Z][A-Za-z]{1,6})\)")
"""A name of several words before its initials: "Natural Lamps (NL)"."""
_ALIAS = re.compile(
    r"\b[Ww]e (?:will )?(?:\w+ly )?(?:refer to|denote|abbreviate|call) (?P<pairs>[^.;]{3,120})"
)
_AS = re.compile(rf"(?P<name>{_SHAPE})\s(?:simply\s)?(?:as|by)\s(?P<alias>{NAME.pattern})")
_CITED_BEHIND = re.compile(
    rf"(?P<name>{_SHAPE})(?:\s[a-z-]{{3,12}})?\s?(?=\(|\[|[A-Z][\w’'-]+ (?:et al|and ))"
)
_PLAIN_CITED = re.compile(r"(?<=[a-z] )(?P<name>[A-Z][a-z]{3,14})\s(?=\()")
"""A name that is a plain word: "the former best, Tallow (Reed et al., 2019)"."""
_CITED_BEFORE = re.compile(r"\s(?:\w+ly\s)?(?:introduced?|propos(?:e|ed)|presented?|released?|developed?)\s")
_LISTED = re.compile(rf"{_SHAPE}(?:(?:, and|,| and) {_SHAPE})*")
_BETWEEN = re.compile(r"(?:, and|,| and)\s")
_SOURCE = re.compile(
    r"\b(?:[Rr]esults?|[Nn]umbers?|[Ss]cores?) (?:of|for|on) (?P<name>.{2,60}?) (?:are|is|were|was) "
    r"(?:directly )?(?:reported|taken|copied|quoted|cited|borrowed|obtained|reproduced) (?:from|by) "
)
_TITLE_HEAD = re.compile(rf"(?:^|[.,”\"]\s)(?P<name>{NAME.pattern}):\s[A-Z]")
_SURNAMES = re.compile(r"[A-Z][\w’'‑–-]+")
_MAX_REFERENCE = 500


@lru_cache(maxsize=32)
def read_name_notes(document: Document) -> tuple[NameNote, ...]:
    """Return what a document's sentences, captions and references tell of the names in it."""
    prose = [p for p in document.passages if p.kind in ("sentence", "caption", "footnote")]
    references = [p for p in document.passages if p.kind == "reference"]
    wanted = _cited_in_tables(document)
    notes = [note for passage in prose for note in _definitions(passage)]
    sources = [note for passage in prose for note in _sources(passage)]
    cited = {citation_key(c): c for c in (*wanted, *(note.means for note in sources))}
    entries = [note for key, printed in cited.items() for note in _entry(key, printed, references)]
    notes += [*sources, *entries, *_cited_methods(prose, cited, entries)]
    return tuple(dict.fromkeys(notes))


def _cited_in_tables(document: Document) -> list[str]:
    headers = (header for table in document.tables for header in table.row_headers)
    return [citation for header in headers for citation in citations(header)]


def _place(passage: Passage) -> Evidence:
    return Evidence(
        paper_id=passage.paper_id,
        version=passage.version,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        line=passage.line,
        boxes=passage.boxes,
    )


def _definitions(passage: Passage) -> Iterator[NameNote]:
    yield from _short_forms(passage)
    yield from _initials(passage)
    yield from _aliases(passage)


def _short_forms(passage: Passage) -> Iterator[NameNote]:
    """Read "Long-Name (L-N)": two names, the letters of the short one in their order in the long one."""
    for match in _BRACKETED.finditer(passage.text):
        short, long = match["short"], match["long"]
        if short.lower() in EMPTY_WORDS or len(short) < 2:
            continue
        if _is_subsequence(_letters(short), _letters(long)) and _letters(short) != _letters(long):
            yield NameNote(kind="abbreviation", name=short, means=long, evidence=_place(passage))


def _initials(passage: Passage) -> Iterator[NameNote]:
    """Read "Natural Lamps (NL)" after Schwartz and Hearst (2003): capitals that are the words' initials."""
    for match in _SPELT.finditer(passage.text):
        short, words = match["short"], match["long"].split()[-len(match["short"]) :]
        if (
            short.isupper()
            and [word[0] for word in words] == list(short)
            and short.lower() not in EMPTY_WORDS
        ):
            long = " ".join(words)
            yield NameNote(kind="abbreviation", name=short, means=long, evidence=_place(passage))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(name))


def _is_subsequence(short: str, long: str) -> bool:
    letters = iter(long)
    return short[:1] == long[:1] and all(letter in letters for letter in short)


def _aliases(passage: Passage) -> Iterator[NameNote]:
    for match in _ALIAS.finditer(passage.text):
        for pair in _AS.finditer(match["pairs"]):
            yield NameNote(
                kind="definition", name=pair["alias"], means=pair["name"], evidence=_place(passage)
            )


def _sources(passage: Passage) -> Iterator[NameNote]:
    for match in _SOURCE.finditer(passage.text):
        cited = AUTHOR_YEAR.match(passage.text, match.end()) or BRACKET_CITATION.match(
            passage.text, match.end()
        )
        name = without_citations(match["name"])
        if cited is not None and name:
            yield NameNote(kind="source", name=name, means=cited.group(), evidence=_place(passage))


def _entry(key: str, printed: str, references: Sequence[Passage]) -> Iterator[NameNote]:
    """Find a citation's entries: its surnames stand at the head, or its number in brackets, and its year."""
    _, _, year = key.partition(" ")
    surnames = [fold(name) for name in _SURNAMES.findall(printed)]
    for wanted in dict.fromkeys((year, year.rstrip("abcdefgh"))):
        found = [p for p in references if _is_entry(p.text, key, surnames, wanted)]
        for passage in found:
            means = passage.text[:_MAX_REFERENCE]
            yield NameNote(kind="reference", name=printed, means=means, evidence=_place(passage))
        if found:
            return


def _is_entry(text: str, key: str, surnames: Sequence[str], year: str) -> bool:
    if key.startswith("["):
        return text.startswith(key)
    # The first author stands before the first comma, as "Reed, A." or as "Ann Reed".
    first = set(re.findall(r"[^\W\d_][\w’'‑–-]+", fold(re.split(r",|\band\b", text, maxsplit=1)[0])))
    rest = fold(text)
    return bool(surnames) and surnames[0] in first and year in text and all(s in rest for s in surnames[1:])


def _cited_methods(
    prose: Sequence[Passage], cited: dict[str, str], entries: Sequence[NameNote]
) -> list[NameNote]:
    """Name the method of each citation: the name that stands beside it the most, or that heads its title."""
    votes: dict[str, Counter[str]] = {key: Counter() for key in cited}
    places: dict[tuple[str, str], Evidence] = {}
    for passage in prose:
        for key, name in _named(passage.text):
            if key in votes:
                votes[key][_letters(name)] += 1
                places.setdefault((key, _letters(name)), _place(passage))
                places.setdefault((key, name), _place(passage))
    spelt = {(key, _letters(name)): name for key, name in reversed(places) if name != _letters(name)}
    notes = []
    for key, printed in cited.items():
        ranked = votes[key].most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            name = ranked[0][0]
            notes.append(
                NameNote(
                    kind="citation",
                    name=printed,
                    means=spelt.get((key, name), name),
                    evidence=places[key, name],
                )
            )
        elif not ranked:
            notes += _titled(printed, [note for note in entries if note.name == printed])
    return notes


def _titled(printed: str, entries: Sequence[NameNote]) -> Iterable[NameNote]:
    heads = [(match["name"], e) for e in entries if (match := _TITLE_HEAD.search(e.means)) is not None]
    if len({name for name, _ in heads}) == 1:
        name, entry = heads[0]
        return [NameNote(kind="citation", name=printed, means=name, evidence=entry.evidence)]
    return []


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Yield each citation's key with the name that stands beside it."""
    cited = sorted(
        (*AUTHOR_YEAR.finditer(text), *BRACKET_CITATION.finditer(text)), key=lambda match: match.start()
    )
    if not cited:
        return
    starts = {match.start(): match for match in cited}
    for match in (*_CITED_BEHIND.finditer(text), *_PLAIN_CITED.finditer(text)):
        opening = 1 if text[match.end() : match.end() + 1] == "(" else 0
        found = starts.get(match.end() + opening)
        # A bracket with several citations says of none that the name is its own.
        if found is not None and not text[found.end() :].lstrip("]) ").startswith((";", ",")) | (
            opening == 1 and text[found.end() : found.end() + 1] not in (")", "")
        ):
            yield citation_key(found.group()), match["name"]
    yield from _introduced(text, cited)


def _introduced(text: str, cited: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    """Read "Reed et al. (2018) and Brook (2019) introduced Tallow and Wick": as many works as names."""
    for last, found in enumerate(cited):
        verb = _CITED_BEFORE.match(text, found.end())
        names = _LISTED.match(text, verb.end()) if verb else None
        if names is None:
            continue
        first = last
        while first > 0 and _BETWEEN.fullmatch(text, cited[first - 1].end(), cited[first].start()):
            first -= 1
        works = cited[first : last + 1]
        listed = [m.group() for m in re.finditer(_SHAPE, names.group())]
        if len(works) == len(listed):
            for work, name in zip(works, listed, strict=True):
                yield citation_key(work.group()), name
