"""Whose numbers a line of a results table holds: how much speaks for the paper's own method."""

from __future__ import annotations

import re

from synth.claims.benchmarks import letters
from synth.claims.headers import without_citations
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.claims.result_facts import BORROWED, PaperFacts, is_citation
from synth.text import has_word, tokens

__all__ = ["own_weight"]

_OURS = re.compile(r"\b(?:ours?|this (?:work|paper)|proposed)\b", re.IGNORECASE)
_OUR_COPY = re.compile(
    r"\b(?:our|ours|we|us)\b.{0,20}(?:re-?)?(?:impl|baseline|reproduc|replicat|re-?run)"
    r"|(?:re-?)?impl[a-z.]*\b.{0,12}\bour",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:baselines?|previous|prior|state[- ]of[- ]the[- ]art|sota|random|majority|oracle"
    r"|upper bound|published|existing|humans?|chance|lead-?3|gold|best (?:result|system|published)"
    r"|(?:first|second|third|\d(?:st|nd|rd|th)) place|median|inter-?annotator|competitors?)\b",
    re.IGNORECASE,
)
_SIZE = re.compile(
    r"[-_ (]?(?:tiny|mini|small|base|medium|large|huge|xx?l|teacher|google|\d+(?:\.\d+)?[mb])\b\)?",
    re.IGNORECASE,
)
_NAMED = 2.0
"""What the paper's own name in that of a line is worth."""
_CUT = 4
"""Letters from which the beginning of a word stands for it."""
_COUNTS = re.compile(r"^\s*[#%]|# ?of\b|\bnumber of\b|^av(?:era)?g\b|^(?:total|mean|std|all)$", re.IGNORECASE)
_LESS = re.compile(
    r"^\s*[-–−](?!\d)\s?\w|\bw/?o\b|\bwithout\b|\bno\b|^\s*(?:less|minus|only)\b", re.IGNORECASE
)
_MORE = re.compile(r"^\s*\+|\bfull\b|\bensemble\b|\bjoint\b|\bfinal\b|\bcombin", re.IGNORECASE)


def own_weight(name: str, group: str, facts: PaperFacts) -> float:
    """Return how much a line's name and the words over it speak for the paper's own method.

    Log-odds set by hand: above 0 more likely its own than another's.
    """
    words = f"{group} {name}"
    bare = without_citations(name) or name
    weight = 0.0
    if _OUR_COPY.search(words):
        weight -= 1.0
    elif _OURS.search(words):
        weight += 3.0
    named = _named_weight(bare, facts)
    if is_citation(name):
        # A method of its own on top of a cited one is its own.
        weight -= 0.5 if named >= 1.0 and _is_on_top(name) else 2.5
    elif facts.is_cited(bare):
        weight -= 1.2
    built_on = _SIZE.sub("", bare).strip(" -_()").lower()
    if built_on in BORROWED and named < _NAMED and not facts.title.lower().startswith(built_on):
        weight -= 2.0  # what many build on is a baseline by itself
    if _OTHERS.search(words):
        weight -= 2.0
    if _LESS.search(name):
        weight -= 1.0
    if _MORE.search(name):
        weight += 0.3
    if not has_word(name):
        weight -= 1.0
    elif _COUNTS.search(name):
        weight -= 2.0
    return weight + named


def _is_on_top(name: str) -> bool:
    """Whether a name adds something to what it cites: "Reed et al. (2019) + Ripple"."""
    ends = [m.end() for pattern in (AUTHOR_YEAR, BRACKET_CITATION) for m in pattern.finditer(name)]
    return bool(ends) and "+" in name[max(ends) :]


def _named_weight(name: str, facts: PaperFacts) -> float:
    key, stems = letters(name), [word for word in tokens(name) if len(word) > 1 and not word.isdigit()]
    weight = 0.0
    own = letters(facts.names.own_method or "")
    if own in facts.own_names and own in key:
        weight += _NAMED
    elif any(one in key for one in facts.own_names):
        weight += 1.0
    if stems:
        weight += 1.0 * sum(_is_in(word, facts.title_words) for word in stems) / len(stems)
        weight += 0.6 * sum(_is_in(word, facts.abstract_words) for word in stems) / len(stems)
    return weight


def _is_in(word: str, words: frozenset[str]) -> bool:
    """Whether a word stands among others, or a header's cut-off form of one, as "eval"."""
    return word in words or (len(word) >= _CUT and any(other.startswith(word) for other in words))
