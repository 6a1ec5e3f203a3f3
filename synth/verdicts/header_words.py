"""What the head of a row says beyond its own words: signs that stand for words, and rows that vary another.

An ablation prints its full model once, and below it "- abstract" or "+ venue": each is that model, changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from synth.verdicts.subjects import word_stem

__all__ = ["bases_of", "is_variant", "other_words", "stub_head"]

_OPERATIONS = {
    "+": ("addition", "adding", "sum"),
    "-": ("subtraction", "subtracting", "difference"),
    "*": ("multiplication", "multiplying", "product"),
    "/": ("division", "dividing", "quotient"),
}
_ALIKE = {"−": "-", "–": "-", "×": "*", "∗": "*", "·": "*", "÷": "/"}
"""Other signs for the same operation."""

_PEOPLE = ("people", "person", "annotator", "reader", "participant")
"""Words for whom a row of "Human" scores tells of."""

_VARIANT = re.compile(
    r"(?:[+−–↪└-]\s?|(?:w/o?|with|without|no|not|minus|plus|less)\s)(?:the\s|any\s)?(?P<what>[^\W\d_])",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d[\d.,]*\s?(?:[KMBkx%]|-|to|–|\d)*")


def other_words(header: str) -> frozenset[str]:
    """Return words that a header stands for: "- / 5 / float" is of subtraction, "Human" of people."""
    found: list[str] = []
    for part in header.split(" / "):
        sign = part.strip()
        found += _OPERATIONS.get(_ALIKE.get(sign, sign), ())
        found += _PEOPLE if sign.lower().startswith("human") else ()
    return frozenset(word_stem(word) for word in found)


def bases_of(headers: Sequence[str]) -> list[int | None]:
    """Return for each row the one above that it varies ("- abstract" below "Lantern"); None for all others.

    Both must stand in one group of rows.
    """
    bases: list[int | None] = []
    last: dict[str, int] = {}
    for row, header in enumerate(headers):
        group, _, part = header.rpartition(" / ")
        bases.append(last.get(group) if is_variant(part) else None)
        if not is_variant(part) and any(c.isalpha() for c in part):
            last[group] = row
    return bases


def is_variant(part: str) -> bool:
    """Whether the part of a head says what is added to another row, or taken from it: "w/o venue"."""
    return _VARIANT.match(part) is not None


def stub_head(header: str, cells: Sequence[str], columns: Sequence[str]) -> str:
    """Return the head of the column in which a row is numbered ("Base" above 19); "" for other rows."""
    part = header.rpartition(" / ")[2]
    if not _BARE_NUMBER.fullmatch(part):
        return ""
    return next((columns[place] for place, cell in enumerate(cells[:4]) if cell == part), "")
