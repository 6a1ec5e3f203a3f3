"""Words of a claim that tell what a number is not of: "…, instead of B", "…, while B fails".

A level that a claim gives for A is looked for where A stands. What A is compared with is told for another
reason, and where it has no number of its own it must not lead to the place of B.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from synth.verdicts.clauses import Span, compared_words
from synth.verdicts.ledger import Ledger
from synth.verdicts.subjects import Term

__all__ = ["without_asides", "without_told_elsewhere"]

ASIDE = 0.3
"""Weight of such words, relative to others."""

_CONTRAST = re.compile(
    r"(?:[,;—–] ?(?:while|whereas|but|although|though|yet|unlike|not)|(?<=\w )(?:while|whereas))\b[^;.]*"
)
"""A clause that tells of something else: "…, while B fails"."""


_RELATIVE = re.compile(r"[,;—–] ?(?:and )?(?:which|who|whose|where)\b[^,;.]*")
"""A clause that tells something more: "…, which ran on a Fennel F9"."""

BORNE_OUT = 0.6
"""Share of such a clause's words from which some passage says it: the number's own need not say it again."""


def without_told_elsewhere(
    terms: Sequence[Term], text: str, numbers: Sequence[Span], ledger: Ledger
) -> tuple[Term, ...]:
    """Let the words of a clause tell little that another passage of the source bears out by itself.

    Args:
        terms: Words of a claim, weighted.
        text: The claim.
        numbers: Where its numbers stand: a clause with one is about it.
        ledger: The source.
    """
    kept = list(terms)
    for clause in _RELATIVE.finditer(text):
        inside = [n for n, term in enumerate(kept) if clause.start() <= term.start < clause.end()]
        if any(clause.start() <= begin < clause.end() for begin, _ in numbers) or not inside:
            continue
        if ledger.best_share([kept[n] for n in inside]) >= BORNE_OUT:
            for n in inside:
                kept[n] = replace(kept[n], weight=kept[n].weight * ASIDE, is_name=False)
    return tuple(kept)


def without_asides(terms: Sequence[Term], text: str, numbers: Sequence[Span]) -> tuple[Term, ...]:
    """Let the words for what a claim compares with tell little.

    Args:
        terms: Words of a level's subject.
        text: The claim.
        numbers: Where its numbers stand: a phrase with one is no aside.
    """
    spans = [
        (start, end)
        for start, end in (*compared_words(text), *(match.span() for match in _CONTRAST.finditer(text)))
        if not any(start <= begin < end for begin, _ in numbers)
    ]
    if not spans:
        return tuple(terms)
    found = [
        replace(term, weight=term.weight * ASIDE)
        if any(start <= term.start < end for start, end in spans)
        else term
        for term in terms
    ]
    return tuple(found)
