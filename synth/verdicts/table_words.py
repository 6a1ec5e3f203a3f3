"""A statement's words and numbers, with their bounds, signs and precision."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from synth.text import SMALL_NUMBERS, fold, stem

__all__ = [
    "Said",
    "SaidNumber",
    "Word",
    "is_same_number",
    "numbers_in",
    "read_words",
    "words_of",
]

Bound = Literal["", "<", "<=", ">", ">=", "~"]


_WORD = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)|(?P<word>[^\W\d_]+\d[^\W_]*|"
    r"[^\W\d_]+|\+{1,2}|(?<=\s)-(?=\w))"
)
_SIGN = re.compile(r"(?:^|[\s(\[=,;:])[-−–]\s?$")
_FALL = re.compile(r"\b(?:drop\w*|decreas\w+|reduc\w+|declin\w+|loss|loses?|negative|fell|falls?)\b")
_CARDINALS = {word: value for value, word in enumerate(SMALL_NUMBERS)} | {
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "once": 1,
    "twice": 2,
    "thrice": 3,
    "single": 1,
}
_SHORT = {
    "acc": "accuracy",
    "avg": "average",
    "mean": "average",
    "prec": "precision",
    "rec": "recall",
    "params": "parameters",
    "no": "number",
    "num": "number",
    "nb": "number",
    "temp": "temperature",
    "freq": "frequency",
    "perp": "perplexity",
    "ppl": "perplexity",
    "pp": "perplexity",
    "std": "deviation",
    "sd": "deviation",
    "yr": "year",
    "yrs": "years",
    "hrs": "hours",
    "min": "minimum",
    "max": "maximum",
    "ref": "reference",
    "refs": "references",
    "corr": "correlation",
    "dev": "development",
    "sim": "similarity",
    "percentage": "percent",
}
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (">=", re.compile(r"(?:at least|no less than|not less than|no fewer than|minimum of|≥|>=)\s*$")),
    (
        "<=",
        re.compile(r"(?:at most|no more than|not more than|up to|maximum of|not exceed(?:ing)?|≤|<=)\s*$"),
    ),
    (
        ">",
        re.compile(
            r"(?:(?:more|greater|higher|larger|bigger|longer|older|better|over) than|over|above|exceed(?:s|"
            r"ed|ing)?|"
            r"surpass(?:es|ed|ing)?|>)(?: the| a| value| of)*\s*$"
        ),
    ),
    (
        "<",
        re.compile(
            r"(?:(?:less|lower|smaller|fewer|shorter|younger|lesser|worse) than|under|below|<)(?: the| a|"
            r" value| of)*\s*$"
        ),
    ),
    (
        "~",
        re.compile(
            r"(?:about|around|approximately|approx\.?|roughly|nearly|almost|close to|some|ca\.?|∼|~|≈)\s*$"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or number of a text."""

    key: str
    """Folded and stemmed; a number without thousands separators."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it."""
    number: Decimal | None
    """Its value, for a numeral."""


@dataclass(frozen=True, slots=True)
class SaidNumber:
    """A number that a statement gives."""

    place: int
    """Its index among the statement's words."""
    value: Decimal
    """Its value, signed."""
    step: Decimal
    """Distance of neighbouring numbers at the printed precision: 0.1 for "2.1"."""
    bound: Bound
    """"" for a plain number, a bound, or "~" for about."""
    is_percent: bool
    """Whether "%" or "percent" follows it."""
    is_spelt: bool
    """Whether it is written in letters: "three"."""
    is_unsigned: bool
    """Whether words give its sign: "a drop of 2.1"."""
    text: str
    """As written."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as read."""

    text: str
    """The statement."""
    lower: str
    """The same, folded."""
    words: tuple[Word, ...]
    """Its words and numbers, in order."""
    places: Mapping[str, tuple[int, ...]]
    """Where each key stands among the words."""
    numbers: tuple[SaidNumber, ...]
    """Its numbers, in order."""
    initials: str
    """The first letters of its words."""


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    return stem(_SHORT.get(word, word))


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words and numbers of a text, in order."""
    folded = _fold_in_place(text)
    found = []
    for match in _WORD.finditer(folded):
        if match["number"]:
            bare = match["number"].replace(",", "")
            found.append(Word(bare, match.start(), match.end(), Decimal(bare)))
        elif match["word"] != "s" or folded[match.start() - 1 : match.start()] not in ("'", "’"):
            # A lone letter is a name only as it is written: "S", not the "s" of a plural.
            letter = text[match.start()] if match.end() - match.start() == 1 else ""
            found.append(Word(letter or _key(match["word"]), match.start(), match.end(), None))
    return tuple(found)


@lru_cache(maxsize=16_384)
def _fold_in_place(text: str) -> str:
    """Fold each character that stays one character, so that offsets hold."""
    if text.isascii():
        return text.lower()
    return "".join(folded if len(folded := fold(c)) == 1 else c for c in text)


@lru_cache(maxsize=256)
def read_words(text: str) -> Said:
    """Return a statement's words and numbers."""
    words = words_of(text)
    lower = _fold_in_place(text)
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        places[word.key].append(place)
    numbers = [number for place in range(len(words)) if (number := _said_number(lower, words, place))]
    initials = "".join(word.key[0] for word in words)
    return Said(text, lower, words, {key: tuple(at) for key, at in places.items()}, tuple(numbers), initials)


def _said_number(lower: str, words: Sequence[Word], place: int) -> SaidNumber | None:
    word = words[place]
    text = lower[word.start : word.end]
    value, is_spelt = word.number, False
    if value is None:
        if text not in _CARDINALS:
            return None
        value, is_spelt = Decimal(_CARDINALS[text]), True
    elif word.start and (lower[word.start - 1].isalnum() or lower[word.start - 1] == "_"):
        return None  # "m2", "v1.5": part of a name
    before, after = lower[max(0, word.start - 30) : word.start], lower[word.end : word.end + 12]
    if not is_spelt and re.match(r"(?:st|nd|rd|th)\b", after):
        return None
    if not is_spelt and _SIGN.search(before):
        value = -value
    bound: Bound = next((bound for bound, pattern in _BOUNDS if pattern.search(before)), "")
    is_percent = bool(re.match(r"\s?(?:%|percent|per cent)", after))
    exponent = word.number.as_tuple().exponent if word.number is not None else 0
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return SaidNumber(place, value, step, bound, is_percent, is_spelt, bool(_FALL.search(lower)), text)


@lru_cache(maxsize=16_384)
def numbers_in(text: str) -> tuple[Decimal, ...]:
    """Return the numbers of a cell, signed, in order."""
    found = []
    folded = _fold_in_place(text)
    for word in words_of(text):
        if word.number is None:
            continue
        before = folded[max(0, word.start - 3) : word.start]
        found.append(-word.number if _SIGN.search(before) else word.number)
    return tuple(found)


def is_same_number(said: SaidNumber, stated: Decimal) -> bool:
    """Whether a stated number is the one said, rounded to its precision; a sign may be left unsaid."""
    one, other = said.value, stated
    if said.is_unsigned and one > 0 > other:
        other = -other
    if one == other:
        return True
    if said.bound == "~":
        return abs(one - other) <= max(abs(one) * Decimal("0.05"), said.step / 2)
    if said.step < 1 and abs(one - other) <= said.step / 2:
        return True
    return said.is_percent and abs(one / 100 - other) <= said.step / 200
