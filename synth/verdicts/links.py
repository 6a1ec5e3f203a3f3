"""Whether a claimed number and a stated one speak of the same quantity, as a model reads both contexts."""

from __future__ import annotations

import re

from synth.ports import QuantityLinker
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import bounded_odds
from synth.verdicts.facts import Claimed

__all__ = [
    "DIGITS",
    "MARK",
    "LinkOdds",
    "cell_context",
    "claim_context",
    "link_odds",
    "marked_at",
    "place_context",
    "sentence_context",
]

MARK = "[N]"
"""What stands for the number asked about: the digits themselves tell nothing of what they are of."""

CONTEXT_WORDS = 40
"""Words of a sentence that are read, half of them on either side of the number."""

CAPTION_CHARACTERS = 100
"""Of a table's caption that are read."""

DIGITS = re.compile(r"\d(?:[\d., ]*\d)?")
"""The digits of a number as printed, with separators."""


def link_odds(linker: QuantityLinker, claimed: Claimed, candidate: Candidate | None) -> float:
    """Return how likely a candidate's number is of the claimed quantity: log odds, from -1 to 1.

    0 without a candidate, and for a number that is computed from two.
    """
    place = place_context(candidate)
    if not place:
        return 0.0
    probability = float(linker.link([(place, claim_context(claimed))])[0])
    return bounded_odds(probability, 1 - probability)


class LinkOdds:
    """Asks the model of each number and place once.

    Args:
        linker: The model.
    """

    def __init__(self, linker: QuantityLinker) -> None:
        self._linker = linker
        self._known: dict[tuple[int, int, int], float] = {}

    def __call__(self, claimed: Claimed, candidate: Candidate | None) -> float:
        """Return the log odds of `link_odds`."""
        if candidate is None:
            return 0.0
        key = claimed.quantity.start, id(candidate.stated), id(candidate.second)
        if key not in self._known:
            self._known[key] = link_odds(self._linker, claimed, candidate)
        return self._known[key]


def claim_context(claimed: Claimed) -> str:
    """Return a claim with one of its numbers marked."""
    return marked_at(claimed.text, claimed.quantity.start, claimed.quantity.end)


def place_context(candidate: Candidate | None) -> str:
    """Return where a number stands, the number marked; "" for one that is computed from two.

    A cell is told by its table's caption, its row's header and its column's.
    """
    if candidate is None or candidate.second is not None:
        return ""
    if candidate.cell is not None:
        return cell_context(candidate.caption, str(candidate.cell.row), str(candidate.cell.column))
    quantity = candidate.stated.quantity
    return sentence_context(candidate.facts.passage.text, quantity.start, quantity.end)


def cell_context(caption: str, row: str, column: str) -> str:
    """Return what tells a table's cell: its caption's beginning and its headers."""
    return " | ".join((caption[:CAPTION_CHARACTERS], row, column))


def sentence_context(text: str, start: int, end: int) -> str:
    """Return the part of a sentence around one of its numbers, the number marked."""
    marked = marked_at(text, start, end)
    words = marked.split()
    if len(words) <= CONTEXT_WORDS:
        return marked
    at = next((place for place, word in enumerate(words) if MARK in word), 0)
    start = max(0, min(at - CONTEXT_WORDS // 2, len(words) - CONTEXT_WORDS))
    return " ".join(words[start : start + CONTEXT_WORDS])


def marked_at(text: str, start: int, end: int) -> str:
    """Put the mark in place of a number's digits, or of the words that say it."""
    digits = DIGITS.search(text, start, end)
    first, last = digits.span() if digits else (start, end)
    return text[:first] + MARK + text[last:]
