"""Whether a claimed number and a stated one speak of the same quantity, as a model reads both contexts."""

from __future__ import annotations

import math
import re

from synth.ports import QuantityLinker
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Stated

__all__ = ["Links", "claim_context", "place_context"]

MARK = "[N]"
"""What stands for the number asked about: the digits themselves tell nothing of what they are of."""

CONTEXT_WORDS = 40
"""Words of a sentence that are read, half of them on either side of the number."""

CAPTION_CHARACTERS = 100
"""Of a table's caption that are read."""

_SURE = 6.0
"""Log odds that count as certainty."""

_DIGITS = re.compile(r"\d(?:[\d., ]*\d)?")


class Links:
    """What the model says of pairs of contexts, each read when it is first asked for.

    Args:
        linker: The model.
    """

    def __init__(self, linker: QuantityLinker) -> None:
        self._linker = linker
        self._known: dict[tuple[str, str], float] = {}

    def odds(self, claimed: Claimed, candidate: Candidate | None) -> float:
        """Return how likely a candidate's number is of the claimed quantity: log odds, from -1 to 1.

        0 without a candidate, and for a number that is computed from two.
        """
        pair = place_context(candidate), claim_context(claimed)
        if not pair[0]:
            return 0.0
        if pair not in self._known:
            self._known[pair] = _log_odds(float(self._linker.link([pair])[0]))
        return self._known[pair]


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


def _log_odds(probability: float) -> float:
    odds = math.log((probability + 1e-6) / (1 - probability + 1e-6))
    return max(-1.0, min(1.0, odds / _SURE))
