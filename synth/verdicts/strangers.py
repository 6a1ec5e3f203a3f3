"""Names of a claim that its source has in no form: what is said of them, the source does not say.

A paraphrase has words of its own, but it invents no names. A name counts as known if the source has it
in another spelling, as an abbreviation, as a part of a longer name or the other way round; plain words
with a capital ("Danish", "Microsoft") count only where they are all that names a method or a data set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cached_property

from synth.text import fold, stem
from synth.types import Quantity
from synth.verdicts.languages import LANGUAGE_NAMES
from synth.verdicts.nouns import is_known_noun
from synth.verdicts.subjects import Term, name_key, names_of, word_stem

__all__ = ["KnownNames"]

LONG_ENOUGH = 6
"""Letters from which a name found within other words is no accident."""

PREFIX = 5
"""First letters that an adjective shares with its name: "African", "Africa"."""

SHORTENED = 4
"""Letters of a name at least that may be a longer one cut short: "XLM-R" for "XLM-RoBERTa"."""

_SAID_ANYHOW = frozenset(
    """ai ml nlp cv llm lm gpu cpu tpu ram id api url pdf http eu un us usa uk phd january february march
    april may june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday""".split()
)
"""Names that a reader puts in without the source's having them."""

_PARTS = re.compile(r"[-‐‑–./@+_'’]")
_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑–./@+_][^\W_]+)*")
_CITED = re.compile(r"(?P<name>[^\W_][\w-]*) [(\[](?P<author>[^\W\d_][\w-]+)(?: et al\b|,| (?:and|&) )")
"""A name and who it is of: "Heron (Marsh et al., 2017)"."""
_PLURAL = re.compile(r"(?<=[A-Z\d])s$|(?<=[a-z][A-Z][a-z])s$")


_ALONE = re.compile(
    r"\b(?:for|of|with|than|over|by|to|against) (?P<name>[A-Z][a-z]{3,})"
    r"(?=[.,;:)]|$| (?:under|on|for|in|is|has|by|and|with|at|than)\b)"
)
"""Where a plain word with a capital stands by itself as what a number is of: "than with Sable on Marrow"."""


class KnownNames:
    """The names and words of a source, to ask whether it has a name at all.

    Args:
        texts: All that the source prints, references included.
        keys: What its passages are found by: names joined, abbreviations and initials among them.
    """

    def __init__(self, texts: Iterable[str], keys: Set[str]) -> None:
        self._texts = tuple(texts)
        self._keys = keys

    def strangers(self, quantity: Quantity, terms: Iterable[Term], text: str) -> tuple[Term, ...]:
        """Return which of a claim's names the source has in no form, in order.

        A name that the claim gives with a citation that the source has is known by that.

        Args:
            quantity: A quantity of the claim: what it is bound to counts even if it is a plain word.
            terms: The words of the claim.
            text: The claim.
        """
        alone = {match.start("name") for match in _ALONE.finditer(text)}
        told = [
            term
            for term in terms
            if (term.is_name and _is_coined(term.surface))
            or (term.start in alone and _is_plain_name(term.surface))
        ]
        found = [term for term in told if self._lacks(term)]
        for field in (quantity.method, quantity.dataset, quantity.baseline):
            names = names_of(field)
            if field and len(names) == 1 and _is_plain_name(field) and self._lacks(names[0]):
                found.append(names[0])
        cited = {name_key(match["name"]) for match in _CITED.finditer(text) if self._has(match["author"])}
        return tuple({term.key: term for term in found if term.key not in cited}.values())

    def _lacks(self, term: Term) -> bool:
        return not (term.key in self._keys or self._is_spelt_out(term) or self._has(term.surface))

    def _is_spelt_out(self, term: Term) -> bool:
        return f"+{_PLURAL.sub('', term.surface).lower()}" in self._keys or term.initials in self._keys

    def _has(self, name: str) -> bool:
        """Whether the source has a name, or all of its parts that are more than a letter or a number."""
        if self._has_whole(name):
            return True
        parts = [part for part in _PARTS.split(name) if len(part) > 1]
        told = [part for part in parts if any(c.isupper() for c in part)]
        return told != [name] and all(self._has_whole(part) for part in told)

    def _has_whole(self, name: str) -> bool:
        singular = _PLURAL.sub("", name)
        key = name_key(singular)
        if {name_key(name), key} & (self._words | _SAID_ANYHOW) or fold(name) in LANGUAGE_NAMES:
            return True
        if name[1:].islower() and (word_stem(name) in self._stems or key[:PREFIX] in self._beginnings):
            return True
        if len(key) >= LONG_ENOUGH and key in self._joined:
            return True
        is_longer = any(key[:size] in self._coined for size in range(SHORTENED, len(key)))
        return is_longer or (len(key) >= SHORTENED and any(coined.startswith(key) for coined in self._coined))

    @cached_property
    def _tokens(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(token for text in self._texts for token in _TOKEN.findall(text)))

    @cached_property
    def _words(self) -> frozenset[str]:
        parts = (part for token in self._tokens for part in (token, *_PARTS.split(token)) if part)
        return frozenset(name_key(part) for part in parts)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for word in self._words)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(word[:PREFIX] for word in self._words if len(word) >= PREFIX)

    @cached_property
    def _coined(self) -> frozenset[str]:
        """Keys of the names that no common word can be."""
        return frozenset(name_key(token) for token in self._tokens if _is_coined(token))

    @cached_property
    def _joined(self) -> str:
        return re.sub(r"[\W_]+", "", fold("".join(self._texts)))


def _is_coined(name: str) -> bool:
    """Whether a name is written as no plain word is: "PawsNet", "WERX", "Heron-2", "v3L"."""
    parts = [part for part in _PARTS.split(name) if part]
    if any(_is_inner_capital(part) for part in parts):
        return True
    return len(parts) > 1 and parts[0][:1].isupper() and any(_is_tag(part) for part in parts[1:])


def _is_inner_capital(part: str) -> bool:
    """Whether a capital or a digit stands within a word, apart from the plural of an abbreviation."""
    letters = sum(c.isalpha() for c in part)
    return letters > 1 and part[0].isalpha() and any(c.isupper() or c.isdigit() for c in part[1:])


def _is_tag(part: str) -> bool:
    """Whether a name's part is a number or a capital alone: what tells a version, no word."""
    return part.isdigit() or (len(part) == 1 and part.isupper())


def _is_plain_name(field: str) -> bool:
    """Whether a field is a single word that names something, and is no "People" that opens a sentence."""
    return field.isalpha() and field[0].isupper() and not field.endswith("s") and not is_known_noun(field)
