"""Small numbers of a text and the nouns that they count, in digits or words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from synth.text import SMALL_NUMBERS, STOPWORDS
from synth.verdicts.subjects import word_stem

__all__ = ["Count", "CountIndex", "counts_in"]

REACH = 4
"""Words behind a number that may name what it counts: "eight parallel attention heads"."""

AHEAD = 3
"""Words ahead of it that may, as in "layers: 6"."""

_VALUES = {word: value for value, word in enumerate(SMALL_NUMBERS) if value} | {"single": 1, "both": 2}
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]\w*)|(?P<number>(?<![\w.,–-])\d{1,3}(?![\w%]|[.,–]\d))|(?P<stop>[.;:!?()\[\],/]|\d[\d.,]*)"
)
_ENDS = frozenset(
    """for in on out at with from to by that which who and or but while is are was were has have had as than
    per""".split()
)
"""Words that end the phrase of what a number counts."""
_PASSED = frozenset(STOPWORDS) | {"of"}
_LABELS = frozenset(
    "table tab figure fig section sec equation eq appendix chapter theorem lemma version ref page".split()
)
"""Words whose number is a name."""


@dataclass(frozen=True, slots=True)
class Count:
    """A small number in a text with the words next to it."""

    value: int
    """The number."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it."""
    phrase: tuple[str, ...]
    """Stems of the words behind it, up to the end of what they name."""
    ahead: tuple[str, ...]
    """Stems of the words ahead of it."""


@lru_cache(maxsize=4_096)
def counts_in(text: str) -> tuple[Count, ...]:
    """Return the whole numbers up to 999 of a text, in order; those of tables and sections are names."""
    tokens = list(_TOKEN.finditer(text))
    found = []
    for place, token in enumerate(tokens):
        number = token["number"]
        value = int(number) if number else _VALUES.get((token["word"] or "").lower())
        if value is not None and not _is_label(tokens, place):
            phrase, ahead = _phrase(tokens, place), _ahead(tokens, place)
            found.append(Count(value, token.start(), token.end(), phrase, ahead))
    return tuple(found)


def _is_label(tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether a number is that of a table, a section or a citation."""
    before = tokens[place - 1].group().lower() if place else ""
    return before == "[" or before in _LABELS


def _phrase(tokens: Sequence[re.Match[str]], place: int) -> tuple[str, ...]:
    words: list[str] = []
    for token in tokens[place + 1 : place + 1 + 2 * REACH]:
        word = (token["word"] or "").lower()
        if not word or len(words) == REACH or word in _ENDS or (words and (word == "of" or word in _VALUES)):
            break
        if word not in _PASSED and word not in _VALUES:  # "three of the four tasks" counts tasks
            words.append(word_stem(word))
    return tuple(words)


def _ahead(tokens: Sequence[re.Match[str]], place: int) -> tuple[str, ...]:
    words = [(token["word"] or "").lower() for token in tokens[max(0, place - AHEAD) : place]]
    return tuple(word_stem(word) for word in words if word and word not in _PASSED)


class CountIndex:
    """The small numbers of many texts by the words next to them.

    Args:
        texts: The texts, in order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._by_word: dict[str, list[tuple[int, Count]]] = defaultdict(list)
        for row, text in enumerate(texts):
            for count in counts_in(text):
                for word in dict.fromkeys((*count.phrase, *count.ahead)):
                    self._by_word[word].append((row, count))

    def beside(self, words: Sequence[str]) -> Iterator[tuple[int, Count]]:
        """Yield the row of each number that stands next to one of some stems, and the number."""
        for word in words:
            yield from self._by_word.get(word, ())
