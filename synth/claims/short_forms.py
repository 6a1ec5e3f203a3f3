"""Short forms that a paper explains: "Quill Fish Index (QFI)", "QFI (quill fish index)", "QFI: quill…".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text"
(2003): the letters of the short form stand in the long one in their order, the first of them at its start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from synth.text import STOPWORDS

__all__ = ["read_short_forms"]

MAX_WORDS = 8
"""Words of a long form at most."""

_SHORT = r"[A-Za-z][\w+-]{1,10}"
_LONG_FIRST = re.compile(rf"\(\s?[\"'“]?(?P<short>{_SHORT}?)s?[\"'”]?\s?[);,]")
_SHORT_FIRST = re.compile(rf"(?<![\w-])(?P<short>{_SHORT})\s?\((?P<long>[A-Za-z][\w\s-]{{4,80}})\)")
_LEGEND = re.compile(
    rf"(?<![\w-])(?P<short>{_SHORT})\s?[:=]\s?(?P<long>[A-Za-z][\w-]*(?:\s[a-z][\w-]*){{0,5}})(?=\s?[,;.()]|$)"
)
_WORD = re.compile(r"[^\W_]+")
_BEFORE = re.compile(r"(?:[^\W_][\w’'/-]*\s){1,10}$")


class _Form(NamedTuple):
    short: str
    long: str


def read_short_forms(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (short, long) forms in the order of their definition; a short form keeps its first long one."""
    found: dict[str, str] = {}
    for text in texts:
        for form in _forms_in(text):
            found.setdefault(form.short, form.long)
    return tuple(found.items())


def _forms_in(text: str) -> Iterator[_Form]:
    if "(" in text:
        for match in _LONG_FIRST.finditer(text):
            long = _long_before(text[max(0, match.start() - 120) : match.start()], match["short"])
            if long:
                yield _Form(match["short"], long)
        for match in _SHORT_FIRST.finditer(text):
            if long := _long_in(match["long"].split(), match["short"]):
                yield _Form(match["short"], long)
    for match in _LEGEND.finditer(text):
        if long := _long_in(match["long"].split(), match["short"]):
            yield _Form(match["short"], long)


def _long_before(text: str, short: str) -> str:
    """Return the words at the end of a text that a short form stands for; "" if none do."""
    if not _is_short(short):
        return ""
    match = _BEFORE.search(text)
    words = match.group().split() if match else []
    letters = _letters(short)
    most = min(len(words), len(letters) + 5, 2 * len(letters), MAX_WORDS)
    for size in range(1, most + 1):
        tail = words[-size:]
        if _spells(tail, letters) and (size > 1 or _is_joined(tail[0])):
            return " ".join(tail)
    return ""


def _long_in(words: list[str], short: str) -> str:
    """Return a long form that is given in full; "" if its letters are others."""
    letters = _letters(short)
    if not _is_short(short) or not 1 <= len(words) <= MAX_WORDS or not _spells(words, letters):
        return ""
    return " ".join(words)


def _is_short(short: str) -> bool:
    """Whether a word is written as a short form: two capitals at least, or one and a digit."""
    return sum(c.isupper() for c in short) + any(c.isdigit() for c in short) >= 2


def _is_joined(word: str) -> bool:
    return len(_WORD.findall(word)) > 1


def _letters(short: str) -> str:
    return "".join(c for c in short.lower() if c.isalpha())


def _spells(words: list[str], letters: str) -> bool:
    """Whether words give a short form's letters, each at least its first; small words may give none."""
    parts = [part.lower() for word in words for part in _WORD.findall(word)]
    if not letters or not parts or len(letters) < 2 or "".join(parts) == letters:
        return False
    if parts[0][0] != letters[0]:
        return False
    return _take(parts, letters)


def _take(parts: list[str], letters: str) -> bool:
    """Whether letters can be read off words in order: of each its first, and more behind it."""
    if not parts:
        return not letters
    head, rest = parts[0], parts[1:]
    if letters and head[0] == letters[0]:
        for taken in _runs(head, letters):
            if _take(rest, letters[taken:]):
                return True
    return head in STOPWORDS and _take(rest, letters)


def _runs(word: str, letters: str) -> Iterator[int]:
    """Yield how many of the letters a word may give: its first, and more in their order."""
    place = taken = 0
    while taken < len(letters):
        place = word.find(letters[taken], place)
        if place < 0:
            return
        place, taken = place + 1, taken + 1
        yield taken
