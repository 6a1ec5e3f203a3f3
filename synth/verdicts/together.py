"""Several quantities of one claim, judged where the source states most of them together.

"From 71 % to 66 % as we go from 7 to 90 languages" is said in one sentence or not at all: what
another sentence counts does not speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from synth.types import Passage
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Facts
from synth.verdicts.match import QuantityMatch, match_quantity

__all__ = ["match_together"]

_SECONDARY = ("count", "setting")
"""Roles of numbers that tell how something was done, beside what came of it."""

ENOUGH = 2
"""Quantities of a claim that a passage must give to be the one that the claim is drawn from."""


def match_together(claimed: Sequence[Claimed], facts: Sequence[Facts]) -> list[QuantityMatch]:
    """Hold a claim's quantities against the source; one match each, in order.

    Where one passage gives several of them, nothing elsewhere speaks against those, nor against the
    counts and settings beside them; and a count whose digits stand in that passage within a name
    ("from Lantern-7 to Lantern-90") goes with it and is left out.
    """
    matches = [match_quantity(quantity, facts) for quantity in claimed]
    home = _home(claimed, facts) if len(claimed) > ENOUGH else None
    if home is None:
        return matches
    settled = [_settle(match, home) for match in matches]
    return [match for match in settled if match is not None]


def _home(claimed: Sequence[Claimed], facts: Sequence[Facts]) -> Facts | None:
    """Return the passage that gives most of the claim's results, at least two; the first of equals."""
    results = [quantity for quantity in claimed if quantity.quantity.role not in _SECONDARY]
    held = [sum(_is_held(match_quantity(quantity, [one])) for quantity in results) for one in facts]
    most = max(held, default=0)
    return facts[held.index(most)] if most >= ENOUGH else None


def _is_held(match: QuantityMatch) -> bool:
    return match.agrees is not None and not match.agrees.missing and match.contradicts is None


def _settle(match: QuantityMatch, home: Facts) -> QuantityMatch | None:
    is_secondary = match.claimed.quantity.role in _SECONDARY
    here = match_quantity(match.claimed, [home])
    if is_secondary and here.agrees is None and _stands_in_name(match.claimed, home):
        return None
    if is_secondary or _is_held(here):
        return replace(match, agrees=here.agrees or match.agrees, contradicts=_only(match, home.passage))
    return match


def _only(match: QuantityMatch, passage: Passage) -> Candidate | None:
    """Return what speaks against a quantity if it stands in the passage."""
    against = match.contradicts
    return against if against is not None and against.facts.passage == passage else None


def _stands_in_name(claimed: Claimed, facts: Facts) -> bool:
    """Whether a whole number's digits stand in a passage, though not as one of its quantities."""
    value = claimed.quantity.value or ""
    if not value.isdigit():
        return False
    found = re.finditer(rf"(?<![\d.,]){value}(?!\d|[.,]\d)", facts.passage.text)
    return any(
        not any(s.quantity.start <= match.start() < s.quantity.end for s in facts.stated) for match in found
    )
