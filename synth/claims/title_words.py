"""Whether a header names what a paper's title is about: a way of working that the paper puts to the test."""

from __future__ import annotations

import re

from synth.claims.benchmarks import letters

__all__ = ["is_in_title"]

_WORDS = re.compile(r"[^\W\d_]+")
_CAPITALS, _SHORTEST = 2, 3
"""Capitals and letters from which a word is read as initials; a code of a language has two."""
_TELLING = 10
"""Letters from which words of a header that stand in the title are no accident."""


def is_in_title(header: str, title: str) -> bool:
    """Whether a title has a header's words in a row, or those that it has the initials of.

    "Echo of Steps" and "EoS" are in "Echo-of-Steps Training for Small Models".
    """
    words = _WORDS.findall(header)
    if len(words) > 1:
        return len(letters(header)) >= _TELLING and letters(header) in letters(title)
    if not header.isalpha() or len(header) < _SHORTEST or sum(c.isupper() for c in header) < _CAPITALS:
        return False
    return header.lower() in "".join(word[0] for word in _WORDS.findall(title)).lower()
