"""How much of a claim's words stand at a place, the nearer to the number the better."""

from __future__ import annotations

from collections.abc import Sequence

from synth.verdicts.subjects import Term, is_held

__all__ = ["Level", "hold"]

Level = tuple[float, frozenset[str]]
"""Credit for a word that stands at this distance from the number, and the keys that stand there."""


def hold(terms: Sequence[Term], levels: Sequence[Level]) -> tuple[float, tuple[Term, ...]]:
    """Return which share of the words' weight a place holds, in [0, 1], and the names that it lacks.

    Args:
        terms: Words, weighted by how much they tell; none at all count as held.
        levels: Nearest first; a word gets the credit of the first level that has it.
    """
    total = held = 0.0
    missing = []
    for term in terms:
        total += term.weight
        credit = next((credit for credit, keys in levels if is_held(term, keys)), 0.0)
        held += term.weight * credit
        if credit == 0 and term.is_name:
            missing.append(term)
    return (held / total if total else 1.0), tuple(missing)
