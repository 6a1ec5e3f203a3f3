"""The places of a paper's numbers, as the quantity head reads them.

A place is known by a digest of what is read there, so that statements can be tied to places of papers whose
text is not part of the project.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from entailment_data import clean
from quantity_pairs import CAPTION, REFERRED, SENTENCE_END, every_cell, joined

from synth.text import SMALL_NUMBERS
from synth.verdicts.ledger import plain_digits
from synth.verdicts.links import DIGITS, cell_context, sentence_context

_NUMBER = re.compile(
    r"(?<![\w.,\-\[])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE]-?\d+)?(?![\w]*\d)"
    r"|(?<![\w-])(?:two|three|four|five|six|seven|eight|nine|ten|twelve|half|twice)(?![\w-])"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_CITED = re.compile(r"(?:[(,;.]|al\S*)\s*$")
_END = re.compile(r"\s*(?:References|Bibliography|REFERENCES)\b")
_WORDS = (4, 90)
"""Of a line that is taken for a sentence."""
_CROWDED = 12
"""Numbers above which it is a table in disguise."""
_LONGEST_CAPTION = 300
_VALUES = {word: str(value) for value, word in enumerate(SMALL_NUMBERS)} | {"a dozen": "12", "half": ".5"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands."""

    context: str
    """What is read there."""
    value: str
    """The number as plain digits."""
    group: str
    """The sentence or the table that it belongs to."""
    row: str = ""
    """Of a cell."""
    column: str = ""
    """Of a cell."""

    @property
    def key(self) -> str:
        """What it is known by."""
        return hashlib.sha256(self.context.encode()).hexdigest()[:10]


def plain_value(text: str) -> str:
    """Return a number without separators and closing noughts; its words as they are where it has none."""
    digits = DIGITS.search(text)
    if digits is None:
        return _VALUES.get(text.strip().lower(), text.strip().lower())
    return plain_digits(digits.group())


def places_of_row(row: dict[str, Any]) -> Iterator[Place]:
    """Yield the places of a paper that is given as text and tables (TDMS)."""
    for line in row["text"].splitlines():
        if _END.match(line):
            break
        for sentence in SENTENCE_END.split(joined(line)):
            n_digits = sum(token[0].isdigit() for token in sentence.split())
            if _WORDS[0] <= len(sentence.split()) <= _WORDS[1] and n_digits <= _CROWDED:
                yield from _places_in(sentence)
    yield from _cells(row.get("tables") or ())


def _places_in(sentence: str) -> Iterator[Place]:
    for number in _NUMBER.finditer(sentence):
        before = sentence[: number.start()]
        is_year = _YEAR.fullmatch(number.group()) and _CITED.search(before)
        if not is_year and not REFERRED.search(before):
            context = clean(sentence_context(sentence, number.start(), number.end()))
            yield Place(context, plain_value(number.group()), sentence)


def _cells(tables: Iterable[str]) -> Iterator[Place]:
    for number, value, caption, row, column in every_cell(tables):
        if row or column:
            begin = CAPTION.search(caption)
            caption = caption[begin.start() if begin else 0 :][:_LONGEST_CAPTION]
            context = clean(cell_context(caption, row, column))
            yield Place(context, plain_value(value), f"table {number}", row, column)
