"""What a claim has otherwise than a sentence that it says over again: numbers, names, directions.

The two are laid side by side word by word (Ratcliff and Obershelp, 1988, as `difflib` has it).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from synth.text import SMALL_NUMBERS, STOPWORDS, fold
from synth.verdicts.cues import direction_of
from synth.verdicts.subjects import Term, name_key, terms_of, word_stem

__all__ = ["Differences", "Word", "differences"]

SAME = 0.75
"""Share of a claim's words in a sentence, in its order, from which the claim says it over again."""

WORDS = 6
"""Words of a claim that must be the sentence's at least: shorter ones are alike by chance."""

SLOT = 3
"""Words at most that stand in the place of others."""

_WORD = re.compile(r"\d[\d,]*(?:\.\d+)?(?![^\W\d_])|[^\W_]+(?:[-‐‑–./'’+@][^\W_]+)*")
_NUMBER = re.compile(r"[\d.,]+[KMBTGkx]?")


_WRITERS = frozenset("author authors paper study article".split())
"""What a claim puts for a paper's "we"."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a claim or a sentence."""

    key: str
    """Its stem, or a name without punctuation."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it."""
    is_number: bool
    """Whether it is a number, in figures or in a word."""
    direction: int
    """1 up, -1 down, 0 for what tells none."""
    term: Term | None
    """What it tells of a subject; None for a word that any sentence has."""

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name."""
        return self.term is not None and self.term.is_name and not self.is_number


@dataclass(frozen=True, slots=True)
class Differences:
    """What a claim has otherwise than a sentence."""

    same: int
    """How many of its words are the sentence's, in order."""
    numbers: tuple[tuple[Word, Word], ...]
    """Each number of the claim, with the one in its place; also where the two are the same."""
    names: tuple[tuple[Word, Word], ...]
    """Names, with other names in their place."""
    turned: tuple[tuple[Word, Word], ...]
    """Words of direction, with their opposites in their place."""
    n_words: int
    """Other words of the claim with a meaning of their own, and numbers in the place of none."""


@lru_cache(maxsize=1_024)
def _words_of(text: str) -> tuple[Word, ...]:
    """Return the words of a text that tell something: no articles, no pronouns."""
    terms = {term.start: term for term in terms_of(text)}
    found = []
    for match in _WORD.finditer(text):
        folded = fold(match.group())
        is_number = _NUMBER.fullmatch(match.group()) is not None or folded in SMALL_NUMBERS
        direction = direction_of(match.group())
        if (folded in STOPWORDS and not direction) or folded in _WRITERS:
            continue
        term = terms.get(match.start())
        key = term.key if term is not None else name_key(folded) if is_number else word_stem(folded)
        found.append(Word(key, match.start(), match.end(), is_number, direction, term))
    return tuple(found)


def differences(claim: str, sentence: str) -> Differences | None:
    """Return what a claim has otherwise than a sentence; None where it does not say it over again."""
    mine, theirs = _words_of(claim), _words_of(sentence)
    keys = {word.key for word in theirs}
    least = max(SAME * len(mine), WORDS)
    if sum(word.key in keys for word in mine) < least:
        return None
    matcher = SequenceMatcher(None, [w.key for w in mine], [w.key for w in theirs], autojunk=False)
    numbers, names, turned = [], [], []
    same = n_words = 0
    for tag, a, b, c, d in matcher.get_opcodes():
        here, there = mine[a:b], theirs[c:d]
        if tag == "equal":
            same += len(here)
            numbers += [pair for pair in zip(here, there, strict=True) if pair[0].is_number]
            continue
        pairs = _in_turn(here, there) if len(here) <= SLOT and len(there) <= SLOT else ()
        numbers += [pair for pair in pairs if pair[0].is_number]
        names += [pair for pair in pairs if pair[0].is_name]
        opposed = _opposed(here, there)
        turned += opposed
        paired = {id(pair[0]) for pair in (*pairs, *opposed)}
        n_words += sum(_tells(word) for word in here if id(word) not in paired)
    if same < least:
        return None
    if (exchanged := _exchanged(mine, theirs)) is not None:
        numbers, n_words = exchanged, 0
    return Differences(same, tuple(numbers), tuple(names), tuple(turned), n_words)


def _exchanged(mine: Sequence[Word], theirs: Sequence[Word]) -> list[tuple[Word, Word]] | None:
    """Pair all numbers in turn where both have the same ones and all words alike, but not their order."""
    if [word.key for word in mine if not word.is_number] != [w.key for w in theirs if not w.is_number]:
        return None
    ours, others = ([word for word in words if word.is_number] for words in (mine, theirs))
    keys = [word.key for word in ours], [word.key for word in others]
    if keys[0] == keys[1] or sorted(keys[0]) != sorted(keys[1]):
        return None
    return list(zip(ours, others, strict=True))


def _in_turn(here: Sequence[Word], there: Sequence[Word]) -> list[tuple[Word, Word]]:
    """Pair the numbers of two slots in turn, and their names; nothing where one has more than the other."""
    found: list[tuple[Word, Word]] = []
    for kind in ("is_number", "is_name"):
        mine = [word for word in here if getattr(word, kind)]
        theirs = [word for word in there if getattr(word, kind)]
        if len(mine) == len(theirs):
            found += zip(mine, theirs, strict=True)
        elif mine and theirs and kind == "is_name":
            found.append((mine[-1], theirs[-1]))  # names of several words: "Marrow Hard" for "the Brindle"
    return found


def _opposed(here: Sequence[Word], there: Sequence[Word]) -> list[tuple[Word, Word]]:
    return [(word, other) for word in here for other in there if word.direction * other.direction < 0][:1]


def _tells(word: Word) -> bool:
    """Whether a word has a meaning of its own, or is a number."""
    return word.is_number or (word.term is not None and word.term.weight >= 1)
