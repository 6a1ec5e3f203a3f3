"""A question's ideas: phrases between words without a subject, with their other names; pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from synth.question.lexicon import (
    AUXILIARIES,
    BOUNDARIES,
    GENERIC,
    NOUN_VERBS,
    PREFIXES,
    QUALITIES,
    RELATIONS,
    SPELLINGS,
    SYNONYMS,
)
from synth.text import STOPWORDS, fold
from synth.types import Facet

__all__ = ["MAX_FACETS", "find_facets", "is_general", "is_name", "singular", "spellings", "words_of"]

MAX_FACETS = 8
"""Core facets taken from a question; one with more is an abstract, not a question."""

_MAX_SYNONYMS = 10
_MAX_PHRASE_WORDS = 5

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{2,80})[\"“”»]")
_BRACKETED = re.compile(r"\(\s*([A-Z][A-Za-z0-9-]{1,11})\s*\)")
_TOKEN = re.compile(r"[^\W_]+(?:(?:['’.+-]|/(?=\d))[^\W_]+)*\+{0,2}|[^\s\w]", re.UNICODE)
# XNLI, LLMs, ImageNet, mBERT, BM25, GPT-4: capitals or digits where no sentence puts them.
_NAME_PART = re.compile(r"[A-Z]{2,}s?|\w*[a-z][A-Z]\w*|[A-Z]\w*\d\w*|[A-Z]{2,}\w*\d*\w*")
_IS_WORD = re.compile(r"[^\W_]")
_COLOURS = RELATIONS | QUALITIES | GENERIC


class _Phrase(NamedTuple):
    """Words that belong together, as they stand in the question."""

    words: tuple[str, ...]
    abbreviation: str | None = None
    is_verb: bool = False


def find_facets(text: str) -> tuple[Facet, ...]:
    """Take a question apart into facets, in its own order, without repetition.

    Phrases end at stop words, punctuation and the verbs of questions. Names (data sets, models,
    abbreviations in capitals) are facets of their own, to the letter; quoted words are one facet.
    """
    if _is_shouted(text):
        text = text.lower()
    facets: dict[str, Facet] = {}
    n_core = 0
    for phrase in _find_phrases(text):
        facet = _make_facet(phrase)
        key = _key(facet.term)
        if not key or key in facets:
            continue
        if facet.is_core:
            n_core += 1
            if n_core > MAX_FACETS:
                continue
        facets[key] = facet
    return tuple(facets.values())


def is_name(word: str) -> bool:
    """Say whether a word is the name of a data set, a model or an abbreviation, by its capitals."""
    return any(_NAME_PART.fullmatch(part) for part in word.split("-"))


def is_general(word: str) -> bool:
    """Say whether a word alone names no subject: a number, or too general a verb, quality or noun."""
    return fold(word) in _COLOURS or word.isdecimal()


def words_of(term: str) -> tuple[str, ...]:
    """Split a term at spaces and hyphens, lower case, without accents."""
    return tuple(re.findall(r"[^\W_]+", fold(term)))


def singular(word: str) -> str:
    """Return an English noun without its plural ending; other words unchanged."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "as", "ics")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def spellings(term: str) -> tuple[str, ...]:
    """Return how a term is also written where no search engine knows: joined, British, American.

    Hyphen and space, one and many are left out: an index parts words at hyphens and stems them.
    """
    forms = [term]
    words = term.split(" ")
    for place, word in enumerate(words):
        prefix, hyphen, rest = word.partition("-")
        if hyphen and prefix.lower() in PREFIXES and rest.isalpha() and rest.islower():
            forms.append(" ".join([*words[:place], prefix + rest, *words[place + 1 :]]))
    for one, other in SPELLINGS:
        forms += [form.replace(one, other) for form in forms if one in form]
        forms += [form.replace(other, one) for form in forms if other in form and one not in form]
    return tuple(dict.fromkeys(form for form in forms if form != term))


# ---------------------------------------------------------------------- phrases


def _find_phrases(text: str) -> Iterator[_Phrase]:
    position = 0
    for quoted in _QUOTED.finditer(text):
        yield from _split_phrases(text[position : quoted.start()])
        words = tuple(word for word in quoted[1].split() if _IS_WORD.search(word))
        if words:
            yield _Phrase(words)
        position = quoted.end()
    yield from _split_phrases(text[position:])


def _split_phrases(text: str) -> Iterator[_Phrase]:
    position = 0
    for bracket in _BRACKETED.finditer(text):
        before = list(_between_boundaries(text[position : bracket.start()]))
        yield from before[:-1]
        if before and not is_name(before[-1].words[0]):
            yield before[-1]._replace(abbreviation=bracket[1])
        else:
            yield from before[-1:]
            yield _Phrase((bracket[1],))
        position = bracket.end()
    yield from _between_boundaries(text[position:])


def _between_boundaries(text: str) -> Iterator[_Phrase]:
    words: list[str] = []
    awaits_verb = False
    was_noun = False
    for token in _TOKEN.findall(text):
        bare = re.sub(r"['’]s$", "", token)
        lowered = fold(bare)
        is_boundary = not _IS_WORD.search(bare) or (
            (lowered in STOPWORDS or lowered in BOUNDARIES) and not is_name(bare)
        )
        # "Do language models scale with data?", but "Does the scale of moss matter?"
        is_verb = lowered in RELATIONS or (awaits_verb and was_noun and lowered in NOUN_VERBS)
        awaits_verb = lowered in AUXILIARIES or (awaits_verb and not is_verb)
        was_noun = not is_boundary
        if is_boundary or is_verb or is_name(bare):
            yield from _cut(words)
            words = []
            if not is_boundary:
                yield _Phrase((bare,), is_verb=is_verb)
        else:
            words.append(bare)
    yield from _cut(words)


def _cut(words: list[str]) -> Iterator[_Phrase]:
    """Yield words as phrases of bearable length; longer ones rarely stand anywhere to the letter.

    A quality behind its noun is the question's predicate ("is supplementation effective").
    """
    while len(words) > 1 and fold(words[-1]) in QUALITIES:
        words = words[:-1]
    for start in range(0, len(words), _MAX_PHRASE_WORDS):
        yield _Phrase(tuple(words[start : start + _MAX_PHRASE_WORDS]))


def _is_shouted(text: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_]{2,}", text) if fold(word) in STOPWORDS or len(word) > 5]
    return len(words) > 1 and all(word.isupper() for word in words)


# ---------------------------------------------------------------------- facets


def _make_facet(phrase: _Phrase) -> Facet:
    term = " ".join(word if is_name(word) else word.lower() for word in phrase.words)
    if phrase.is_verb or not _is_core(term, phrase.words):
        return Facet(term=term, is_core=False)
    names = [phrase.abbreviation] if phrase.abbreviation else []
    names += _other_names(term)
    names += [form for name in (term, *names) for form in spellings(name)]
    synonyms = [name for name in dict.fromkeys(names) if name != term]
    return Facet(term=term, synonyms=tuple(synonyms[:_MAX_SYNONYMS]))


def _is_core(term: str, words: Iterable[str]) -> bool:
    if _lookup(_key(term)):
        return True
    return not all(is_general(word) for word in words)


def _other_names(term: str) -> list[str]:
    """Look the whole term up; failing that, put other names in for the longest part that has some."""
    whole = _lookup(_key(term))
    if whole:
        return whole
    words = term.split(" ")
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            part = _lookup(_key(" ".join(words[start : start + length])))
            if part:
                return [" ".join([*words[:start], name, *words[start + length :]]) for name in part]
    return []


def _lookup(key: str) -> list[str]:
    return [name for name in _synonyms_by_key().get(key, ()) if _key(name) != key]


@cache
def _synonyms_by_key() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for row in SYNONYMS:
        for name in row:
            table[_key(name)] = tuple(dict.fromkeys((*table.get(_key(name), ()), *row)))
    return table


def _key(term: str) -> str:
    """Bring a term into the form that all its spellings share."""
    joined = fold(term)
    for british, american in SPELLINGS:
        joined = joined.replace(american, british)
    return "".join(singular(word) for word in re.findall(r"[^\W_]+", joined))
