"""Whether a claimed number and a stated one speak of the same quantity, as a model reads both contexts."""

from __future__ import annotations

import re

from synth.ports import QuantityLinker
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import bounded_odds
from synth.verdicts.facts import Claimed, Stated

__all__ = ["MARK", "claim_context", "link_odds", "place_context"]

MARK = "[N]"
"""What stands for the number asked about: the digits themselves tell nothing of what they are of."""

CONTEXT_WORDS = 40
"""Words of a sentence that are read, half of them on either side of the number."""

CAPTION_CHARACTERS = 100
"""Of a table's caption that are read."""

_DIGITS = re.compile(r"\d(?:[\d., ]*\d)?")


def link_odds(linker: QuantityLinker, claimed: Claimed, candidate: Candidate | None) -> float:
    """Return how likely a candidate's number is of the claimed quantity: log odds, from -1 to 1.

    0 without a candidate, and for a number that is computed from two.
    """
    place = place_context(candidate)
    if not place:
        return 0.0
    probability = float(linker.link([(place, claim_context(claimed))])[0])
    return bounded_odds(probability, 1 - probability)


def claim_context(claimed: Claimed) -> str:
    """Return a claim with one of its numbers marked."""
    return _marked(claimed.text, claimed.quantity.start, claimed.quantity.end)


def place_context(candidate: Candidate | None) -> str:
    """Return where a number stands, the number marked; "" for one that is computed from two.

    A cell is told by its table's caption, its row's header and its column's.
    """
    if candidate is None or candidate.second is not None:
        return ""
    if candidate.cell is not None:
        headers = [str(name) for name in (candidate.cell.row, candidate.cell.column)]
        return " | ".join((candidate.caption[:CAPTION_CHARACTERS], *headers))
    return _sentence(candidate.facts.passage.text, candidate.stated)


def _sentence(text: str, stated: Stated) -> str:
    marked = _marked(text, stated.quantity.start, stated.quantity.end)
    words = marked.split()
    if len(words) <= CONTEXT_WORDS:
        return marked
    at = next((place for place, word in enumerate(words) if MARK in word), 0)
    start = max(0, min(at - CONTEXT_WORDS // 2, len(words) - CONTEXT_WORDS))
    return " ".join(words[start : start + CONTEXT_WORDS])


def _marked(text: str, start: int, end: int) -> str:
    """Put the mark in place of a number's digits, or of the words that say it."""
    digits = _DIGITS.search(text, start, end)
    first, last = digits.span() if digits else (start, end)
    return text[:first] + MARK + text[last:]
