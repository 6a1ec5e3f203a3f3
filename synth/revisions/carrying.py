"""A quantity of the earlier version, restated with the numbers that stand in its place in the later one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synth.revisions.tokens import Token
from synth.types import Document, Quantity

__all__ = ["carry"]


def carry(
    quantity: Quantity, pairs: Sequence[tuple[Token, Token]], earlier: Document, later: Document
) -> Quantity:
    """Return the quantity as the later document states it; `pairs` are its numbers, old and new, in order.

    Its text keeps the words around the numbers ("up to … epochs") where the later document has them too;
    what it is a number of is taken over.
    """
    (first, start), (last, end) = pairs[0], max(pairs, key=lambda pair: pair[1].end)
    prefix, suffix = earlier.text[quantity.start : first.start], earlier.text[last.end : quantity.end]
    begins = start.start - len(prefix) if later.text[: start.start].endswith(prefix) else start.start
    ends = end.end + len(suffix) if later.text.startswith(suffix, end.end) else end.end
    printed = {old.printed.lstrip("-"): new.printed for old, new in pairs}

    def renumbered(number: str | None) -> str | None:
        return None if number is None else printed.get(number.lstrip("-"), number)

    return replace(
        quantity,
        text=later.text[begins:ends],
        start=begins,
        end=ends,
        value=renumbered(quantity.value),
        low=renumbered(quantity.low),
        high=renumbered(quantity.high),
        uncertainty=renumbered(quantity.uncertainty),
        cell=None,
    )
