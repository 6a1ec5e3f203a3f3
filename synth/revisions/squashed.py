"""A text searched letter by letter, without spaces and signs: for words that a reader ran together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from synth.text import fold
from synth.types import Quantity

__all__ = ["SquashedText"]

MIN_LETTERS = 40
"""Letters that a quotation must have to be looked for: shorter ones stand anywhere by chance."""


class SquashedText:
    """A text as its letters and digits."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _places(self) -> tuple[str, list[int]]:
        letters, places = [], []
        for n, character in enumerate(self._text):
            for letter in fold(character):
                if letter.isalnum():
                    letters.append(letter)
                    places.append(n)
        return "".join(letters), places

    def find(
        self, quote: str, quantities: Sequence[Quantity]
    ) -> tuple[int, int, tuple[Quantity, ...]] | None:
        """Return where a quotation stands to the letter, and its quantities there; None where it does not."""
        wanted = "".join(filter(str.isalnum, fold(quote)))
        letters, places = self._places if len(wanted) >= MIN_LETTERS else ("", [])
        at = letters.find(wanted) if letters else -1
        if at < 0:
            return None
        start, end = places[at], places[at + len(wanted) - 1] + 1
        found, behind = [], start
        for quantity in quantities:
            place = self._text.find(quantity.text, behind, end)
            if place >= 0:
                behind = place + len(quantity.text)
                found.append(replace(quantity, start=place, end=behind))
        return start, end, tuple(found)
