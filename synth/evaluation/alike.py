"""When two names of a task, data set, measure or method are one."""

from __future__ import annotations

import re

from synth.claims.benchmarks import find_benchmarks, letters, task_name
from synth.claims.measures import measure_name
from synth.text import fold

__all__ = ["is_alike", "same_dataset", "same_metric", "same_task"]

_SHORTEST = 3
"""Letters and digits from which a name may be found inside another."""


def same_task(one: str, other: str) -> bool:
    """Whether two names are of one task."""
    return is_alike(task_name(one), task_name(other))


def same_dataset(one: str, other: str) -> bool:
    """Whether two names are of one data set, by their letters or as the field calls it."""
    usual = ({found.name for _, found in find_benchmarks(name.replace("_", " "))} for name in (one, other))
    return is_alike(one, other) or bool(set.intersection(*usual))


def same_metric(one: str, other: str) -> bool:
    """Whether two names are of one measure."""
    a, b = (measure_name(name.replace("_", " ")) or name for name in (one, other))
    return is_alike(one, other) or a == b


def is_alike(one: str, other: str) -> bool:
    """Whether one name holds the letters and digits of the other or all its words, or both are empty."""
    a, b = letters(one), letters(other)
    if not a or not b:
        return a == b
    holds = min(len(a), len(b)) >= _SHORTEST and (a in b or b in a)
    return a == b or holds or _has_words(one, other) or _has_words(other, one)


def _has_words(one: str, other: str) -> bool:
    """Whether a name has the other's words in their order; several may have others between them.

    "Spearman rank correlation" has those of "Spearman correlation".
    """
    if _words(other) in _words(one):
        return True
    few, rest = _words(other).split(), iter(_words(one).split())
    return len(few) > 1 and all(word in rest for word in few)


def _words(name: str) -> str:
    return " ".join(["", *re.findall(r"[^\W\d_]+|\d+", fold(name)), ""])
