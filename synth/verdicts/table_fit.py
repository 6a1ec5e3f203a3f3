"""How well the words of a claim lead to what stands under the headers of a table."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from synth.verdicts.clauses import compared_words, is_removed
from synth.verdicts.compare import Outcome
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.grids import GridCell, Header, PaperTable, counted_things, left_out
from synth.verdicts.subjects import Term, is_held, terms_of, word_stem

__all__ = [
    "CAPTION",
    "LEFT_OVER",
    "MENTION",
    "Fit",
    "Scored",
    "Weights",
    "cells_of",
    "header_fit",
    "in_headers",
    "opposites_of",
    "with_headers",
]

LEFT_OVER = 0.12
"""What a header loses if the claim has none of its words: "Lantern-large" is not "Lantern"."""

CAPTION, MENTION = 0.8, 0.5
"""Credit for a word of the caption, and of the sentences that speak of the table."""

Fit = tuple[frozenset[int], float]
"""Which of a claim's words a header has, by place, and its own share that the claim lacks."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A cell, or two of which a number is computed, and how well the claim's words lead there."""

    cell: GridCell
    """The cell, or the first of two."""
    stated: Stated
    """Its number."""
    outcome: Outcome
    """How the claimed quantity relates to it, or to what is computed of both."""
    score: float
    """How well the words lead there; at most 1."""
    second: Stated | None = None
    """The number of the other cell."""
    is_turned: bool = False
    """Whether the claim puts ahead the one of two that is behind."""
    other: GridCell | None = None
    """The other cell, of two that are compared."""
    alike: int = 0
    """Pairs of cells of the table that come to the number as well, if it was looked for among all."""
    chance: float = 0.0
    """For what two cells come to: pairs that fit as well and may be expected to do so by chance."""


def cells_of(scored: Scored) -> tuple[GridCell, ...]:
    """Return the cell, or both of two."""
    return (scored.cell,) if scored.other is None else (scored.cell, scored.other)


def in_headers(claimed: Claimed, table: PaperTable) -> list[Term]:
    """Return the claim's other numbers that tell this table's rows or columns apart."""
    headers = [*table.rows, *table.columns]
    return [term for term in claimed.others if any(term.key in header.keys for header in headers)]


def header_fit(claimed: Claimed, header: Header) -> tuple[frozenset[int], float]:
    """Return which of the claim's words a header has, by place, and its own share that the claim lacks."""
    held = frozenset(place for place, term in enumerate(claimed.terms) if is_held(term, header.keys))
    if opposed := _opposed(claimed, header):
        return frozenset(place for place in held if claimed.terms[place].key not in opposed), 1.0
    said = frozenset(key for term in claimed.terms for key in (term.key, term.initials) if key) | header.told
    total = sum(term.weight for term in header.terms)
    left = sum(term.weight for term in header.terms if not is_held(term, said))
    return held, left / total if total else 0.0


def _opposed(claimed: Claimed, header: Header) -> frozenset[str]:
    """Return the keys of what only one of the two has: "without dropout" beside "w/ dropout"."""
    counted = _miscounted(claimed.text, header.text) | opposites_of(claimed, header)
    lacked = left_out(claimed.text)
    if not lacked and not header.lacks:
        return counted
    said = frozenset(term.key for term in claimed.terms)
    kept = header.lacks - lacked - _removed(claimed.text) if header.lacks else header.lacks
    return (kept | lacked - header.lacks) & header.keys & said | counted


_PAIRS = (
    ("high", "low"), ("long", "short"), ("seen", "unseen"), ("supervised", "unsupervised"),
    ("max", "min"), ("easy", "hard"), ("clean", "noisy"), ("forward", "backward"),
)  # fmt: skip
_OPPOSITES = {word_stem(one): word_stem(other) for pair in _PAIRS for one, other in (pair, pair[::-1])}
"""Words of which a claim that says one does not mean the other's column."""


def opposites_of(claimed: Claimed, header: Header) -> frozenset[str]:
    """Return the keys of a header's words of which the claim says the opposite only."""
    said = {term.key for term in claimed.all_terms if term.key in _OPPOSITES}
    wanted = {_OPPOSITES[key] for key in said} - said
    if not wanted:
        return frozenset()
    printed = {key for term in header.terms for key in (term.key, word_stem(term.surface))}
    return frozenset(key for key in wanted & printed if _OPPOSITES[key] not in printed)


@lru_cache(maxsize=1_024)
def _removed(text: str) -> frozenset[str]:
    """Return the keys of what a claim says to be taken away, in whatever words, or replaced."""
    spans = compared_words(text)
    return frozenset(
        term.key
        for term in terms_of(text)
        if is_removed(text, term.start) or any(start <= term.start < end for start, end in spans)
    )


def _miscounted(text: str, header: str) -> frozenset[str]:
    """Return the keys of what a claim and a header count differently: "a single stage", "(2 stage)"."""
    printed = counted_things(header)
    if not printed:
        return frozenset()
    said = counted_things(text)
    return frozenset(key for key in printed.keys() & said.keys() if not printed[key] & said[key])


class Weights:
    """How much each of a claim's words tells, and what of it a table has beside its headers."""

    def __init__(self, claimed: Claimed, table: PaperTable) -> None:
        self.weighed = [(term.weight, _beside(term, table) * term.weight) for term in claimed.terms]
        """Of each word the weight, and what of it the table has beside its headers."""
        self._shares: dict[frozenset[int], float] = {}

    def score(self, fits: Sequence[Fit]) -> float:
        """Return how well the claim's words lead to what stands under some headers."""
        named = frozenset().union(*(fit[0] for fit in fits))
        if named not in self._shares:
            self._shares[named] = self._share(named)
        left = sum(fit[1] for fit in fits) / len(fits)
        return self._shares[named] - 2 * LEFT_OVER * left

    def _share(self, named: Set[int]) -> float:
        total = held = 0.0
        for place, (weight, beside) in enumerate(self.weighed):
            total += weight
            held += weight if place in named else beside
        return held / (total or 1.0)


def _beside(term: Term, table: PaperTable) -> float:
    """Return the credit for a word that the caption has, or the text around the table."""
    if is_held(term, table.caption):
        return CAPTION
    return MENTION if is_held(term, table.around) else 0.0


def with_headers(table: PaperTable, cell: GridCell, stated: Stated) -> Stated:
    """Bind a cell's number to its headers, for a reader."""
    row, column = table.rows[cell.row].text, table.columns[cell.column].text
    return replace(stated, quantity=replace(stated.quantity, method=row or None, dataset=column or None))
