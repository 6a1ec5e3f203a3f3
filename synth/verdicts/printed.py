"""Where a text prints a number, read as a quantity or not: "m = 210", "five for Thai"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from synth.verdicts.ledger import DIGITS, NUMBER_WORDS, WORD_OF, plain_digits

__all__ = ["digits_of", "printed_at", "word_of"]


def printed_at(value: Decimal, factor: Decimal, text: str) -> Iterator[re.Match[str]]:
    """Yield where a text prints a number, in digits of which there are two at least, or in a word."""
    wanted = {digits_of(value), digits_of(value * factor)}
    for match in DIGITS.finditer(text):
        if plain_digits(match.group()) in wanted and len(match.group()) > 1:
            if not _is_reference(text, match.start(), match.end()):
                yield match
    if word := word_of(value):
        for match in NUMBER_WORDS.finditer(text):
            if match.group().lower() == word:
                yield match


_NUMBERS_ONLY = re.compile(r"[\d\s,;–-]*")
_LABELLED = re.compile(
    r"(?i:(?:\b(?:tables?|tab\.|figures?|fig\.|sections?|sec\.|equations?|eq\.|theorem|lemma|algorithm|appendix"
    r"|chapter|pages?|footnote)|§)\s?)$"
)
_DATED = re.compile(r"(?:st|nd|rd|th)\b|/(?:\d\d?/)?(?:19|20)\d\d\b")
"""Behind a number that is a day or a rank."""


def _is_reference(text: str, start: int, end: int) -> bool:
    """Whether a number is that of a table or a day, or stands in square brackets as a citation does."""
    if _LABELLED.search(text, max(0, start - 14), start) or _DATED.match(text, end):
        return True
    opening, closing = text.rfind("[", 0, start), text.find("]", end)
    return opening >= 0 and closing >= 0 and _NUMBERS_ONLY.fullmatch(text, opening + 1, closing) is not None


def word_of(value: Decimal) -> str:
    """Return a small whole number in words; "" for others."""
    return WORD_OF.get(int(value), "") if value == value.to_integral_value() else ""


def digits_of(value: Decimal) -> str:
    """Return a number as its plain digits, without separators or trailing noughts."""
    return plain_digits(f"{value:f}")
