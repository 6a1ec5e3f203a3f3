"""Rows that are told as a step from another: "+ reranking", "w/o cache", "no pruning".

Such a row is a method, that of the row above with something added or taken away. What is added may be the
whole name ("+ LanternNet" below "Baseline"); else the row's name is told with that of the row it builds on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from synth.claims.benchmarks import letters
from synth.text import has_word

__all__ = ["read_variants"]

_STEP = re.compile(
    r"(?:(?P<added>\+|w/(?!o)|with\b|plus\b)|[-–−](?=\s)|w/o\b|without\b|no\b|minus\b)\s*(?P<what>.+)",
    re.IGNORECASE,
)


def read_variants(
    names: Sequence[str], own_method: str | None, is_method: Callable[[str], bool]
) -> tuple[str | None, ...]:
    """Return the method of each row of a table that is a step from another, None for all others.

    `names` are the rows' names, "" where one has none; `is_method` tells whether one is known as a method's.
    """
    found: list[str | None] = []
    base = ""
    for name in names:
        step = _STEP.fullmatch(name.strip())
        if step is None or not has_word(step["what"]):
            base = name if has_word(name) else base
            found.append(None)
            continue
        is_own = own_method is not None and letters(own_method) in letters(step["what"])
        known = is_own or is_method(step["what"])
        start = base or own_method
        if step["added"] and known:
            found.append(step["what"])
        else:
            found.append(f"{start} {name.strip()}" if start else None)
    return tuple(found)
