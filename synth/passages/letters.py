"""Two texts of one paper held against each other by their letters and digits.

What a typesetter adds or changes (spaces, hyphens at line ends, ligatures, accents drawn apart, the signs
of formulas) is no letter, so a text and its print are nearly equal as streams of letters; what moved, as
floats do, is found anew by stretches that occur once on either side (patience diff, by B. Cohen).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["Letters", "Run", "align_letters", "letters_of", "matching_runs", "without_keys"]

_LETTERS = re.compile(r"[^\W_]+")

_KEYS = re.compile(r"\[[^\[\]\n]*[A-Za-z][^\[\]\n]*\]")

SIZES = (24, 12, 6, 3)
"""Lengths of the stretches looked for, in letters: the longer over all, the shorter in the gaps."""

WINDOWS = (1 << 40, 20_000, 3_000, 300)
"""Letters of a gap, on either side, up to which stretches of a size are looked for."""


class Letters(NamedTuple):
    """The letters and digits of a text, in lower case."""

    text: str
    """Nothing but letters."""
    offsets: array[int]
    """Where each stands in the text that it comes from."""


class Run(NamedTuple):
    """A stretch that is equal on both sides."""

    a: int
    b: int
    size: int


def without_keys(text: str) -> str:
    """Return a text of a source without its citations: it has keys where the print has numbers or names."""
    return _KEYS.sub(" ", text) if "[" in text else text


def letters_of(text: str, spans: Iterable[tuple[int, int]] | None = None) -> Letters:
    """Return the letters of a text, or of stretches of it in the order given."""
    parts: list[str] = []
    offsets = array("l")
    for start, end in spans if spans is not None else ((0, len(text)),):
        for match in _LETTERS.finditer(text, start, end):
            lowered = match[0].lower()
            # A few capitals have no small form of their own length; they stay as they are.
            parts.append(lowered if len(lowered) == len(match[0]) else match[0])
            offsets.extend(range(match.start(), match.end()))
    return Letters("".join(parts), offsets)


def align_letters(a: str, b: str) -> array[int]:
    """Return for each letter of `a` the place of its counterpart in `b`, -1 where it has none.

    Places increase: what stands elsewhere in `b` has none here.
    """
    places = array("l", [-1]) * len(a)
    pending = [(0, len(a), 0, len(b), 0)]
    while pending:
        a0, a1, b0, b1, level = pending.pop()
        while level < len(SIZES) and max(a1 - a0, b1 - b0) > WINDOWS[level]:
            level += 1
        if level >= len(SIZES) or min(a1 - a0, b1 - b0) < SIZES[-1]:
            continue
        at_a, at_b = a0, b0
        for run in (*_chain(matching_runs(a, b, SIZES[level], (a0, a1), (b0, b1))), Run(a1, b1, 0)):
            places[run.a : run.a + run.size] = array("l", range(run.b, run.b + run.size))
            if run.a > at_a and run.b > at_b:
                pending.append((at_a, run.a, at_b, run.b, level + 1))
            at_a, at_b = run.a + run.size, run.b + run.size
    return places


def matching_runs(
    a: str, b: str, size: int, within_a: tuple[int, int], within_b: tuple[int, int]
) -> list[Run]:
    """Return the longest equal stretches around `size` letters that occur once on either side, in order."""
    a0, a1 = within_a
    b0, b1 = within_b
    known = _single(b, b0, b1, size)
    own = _single(a, a0, a1, size)
    runs: list[Run] = []
    ends: dict[int, int] = {}
    for gram, i in own.items():
        j = known.get(gram, -1)
        if i < 0 or j < 0 or ends.get(j - i, -1) > i:
            continue
        start = 0
        while i - start > a0 and j - start > b0 and a[i - start - 1] == b[j - start - 1]:
            start += 1
        stop = size
        while i + stop < a1 and j + stop < b1 and a[i + stop] == b[j + stop]:
            stop += 1
        ends[j - i] = i + stop
        runs.append(Run(i - start, j - start, start + stop))
    return sorted(runs)


def _single(text: str, start: int, end: int, size: int) -> dict[str, int]:
    """Return the stretches of `size` letters with their places; -1 for what occurs more than once."""
    found: dict[str, int] = {}
    for at in range(start, end - size + 1):
        gram = text[at : at + size]
        found[gram] = -1 if gram in found else at
    return found


def _chain(runs: Sequence[Run]) -> list[Run]:
    """Return the heaviest chain of runs that increases on both sides, overlaps cut off."""
    if not runs:
        return []
    ranks = {b: rank for rank, b in enumerate(sorted({run.b for run in runs}), 1)}
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    for number, run in enumerate(runs):
        weight, best = _best(tree, ranks[run.b] - 1)
        before.append(best)
        _raise(tree, ranks[run.b], (weight + run.size, number))
    chain: list[Run] = []
    at = _best(tree, len(ranks))[1]
    while at >= 0:
        chain.append(runs[at])
        at = before[at]
    return _without_overlaps(reversed(chain))


def _best(tree: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    """Return the greatest weight up to a rank of a Fenwick tree, and whose it is."""
    best = (0, -1)
    while rank > 0:
        best = max(best, tree[rank])
        rank -= rank & -rank
    return best


def _raise(tree: list[tuple[int, int]], rank: int, value: tuple[int, int]) -> None:
    while rank < len(tree):
        tree[rank] = max(tree[rank], value)
        rank += rank & -rank


def _without_overlaps(chain: Iterable[Run]) -> list[Run]:
    kept: list[Run] = []
    for run in chain:
        cut = 0
        if kept:
            last = kept[-1]
            cut = max(0, last.a + last.size - run.a, last.b + last.size - run.b)
        if cut < run.size:
            kept.append(Run(run.a + cut, run.b + cut, run.size - cut))
    return kept
