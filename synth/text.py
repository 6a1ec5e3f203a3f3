"""Plain string helpers that several stages share; pure, standard library only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "SMALL_NUMBERS",
    "STOPWORDS",
    "TENS",
    "citation_key",
    "clean_line",
    "counted",
    "fold",
    "has_word",
    "stem",
    "tokens",
]

# C0 and C1 controls, bidirectional overrides, zero-width characters, the BOM and lone surrogates:
# they hide text from a reader or reorder it, and no title or sentence needs them.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*", re.UNICODE)
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")

STOPWORDS = frozenset(
    """a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has have
    having he her here hers him his how i if in into is it its itself just me more most my no nor not
    now of off on once only or other our ours out over own same she should so some such than that the
    their theirs them then there these they this those through to too under until up very was we were
    what when where which while who whom why will with would you your yours much many well using use
    used via versus vs""".split()
)
"""English words that carry no subject."""

SMALL_NUMBERS = tuple(
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty""".split()
)
"""The numbers from 0 to 20 in words, each at its own place."""

TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
"""The tens in words, from 20."""


def clean_line(text: str) -> str:
    """Return the text as one line: NFC, whitespace collapsed, hidden and control characters removed."""
    return _SPACE.sub(" ", _HIDDEN.sub("", unicodedata.normalize("NFC", text))).strip()


def counted(count: int, noun: str) -> str:
    """Return a count in digits with its noun: "1 paper", "0 papers"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def fold(text: str) -> str:
    """Return the text for comparing names: NFKD without accents, lower case, dashes made alike."""
    if text.isascii():
        return text.lower()  # nothing to decompose, and most words by far
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", bare).lower()


@lru_cache(maxsize=65_536)
def has_word(text: str) -> bool:
    """Whether a text has two letters in a row, as a word or a name does and "5.2 (x)" does not."""
    return _TWO_LETTERS.search(text) is not None


def stem(word: str) -> str:
    """Cut common English endings, so that "improves" meets "improvement"; lower case in and out.

    A light stemmer after Harman's S-stemmer (1991) with a few derivational endings: precision
    matters more here than recall, since a wrong match binds a number to a wrong subject.
    """
    if len(word) <= 3 or any(c.isdigit() for c in word):
        return word
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + replacement
    return word


_ENDINGS = (
    ("ization", "iz"),
    ("ations", "at"),
    ("ation", "at"),
    ("ements", ""),
    ("ement", ""),
    ("ments", ""),
    ("ment", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "i"),
    ("sses", "ss"),
    ("ness", ""),
    ("edly", ""),
    ("ed", ""),
    ("es", ""),
    ("ss", "ss"),
    ("s", ""),
    ("ly", ""),
    ("e", ""),
    ("y", "i"),
)


def tokens(text: str, *, keep_stopwords: bool = False) -> list[str]:
    """Split into folded, stemmed words; numbers keep their point ("2.1"); stop words are dropped."""
    words = _WORD.findall(fold(text))
    return [stem(word) for word in words if keep_stopwords or word not in STOPWORDS]


_SURNAME = re.compile(r"[^\W\d_][\w’'‑–-]+")
_YEAR = re.compile(r"(?:19|20)\d\d[a-z]?")


def citation_key(citation: str) -> str:
    """Return what the spellings of a citation share: "reed 2019"; a number in brackets stays as it is."""
    name, year = _SURNAME.search(citation), _YEAR.search(citation)
    return f"{fold(name[0])} {year[0]}" if name and year else citation.strip()
