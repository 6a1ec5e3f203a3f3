"""What a claim states and what a passage states, read into the same terms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from synth.ports import QuantityReader
from synth.types import Claim, Passage, Quantity
from synth.verdicts.compare import Reading, compare, read_quantity
from synth.verdicts.cues import Comparison, direction_of, read_comparison
from synth.verdicts.setting_numbers import numbers_beside
from synth.verdicts.subjects import (
    Context,
    Term,
    Window,
    baseline_names,
    contexts,
    is_unit,
    terms_of,
    text_keys,
    window,
)

__all__ = [
    "CHANGES",
    "Claimed",
    "FactReader",
    "Facts",
    "Neighbour",
    "Stated",
    "claimed_quantities",
]

OTHER_NUMBERS = 0.5
"""Weight of words that a claim of several numbers shares among them."""

CHANGES = ("difference", "ratio")
"""Roles of a number that tells how far something moved."""


_ANAPHOR = re.compile(
    r"(?:It|Its|This|That|These|They|The (?:gain|improvement|difference|increase|decrease|drop|reduction|"
    r"effect|gap|result|score|value|error)s?)\b"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A quantity of a passage, ready to be compared."""

    quantity: Quantity
    """As read; offsets count in the passage's text."""
    reading: Reading
    """Its numbers."""
    context: Context
    """The words that stand with it."""
    direction: int
    """1 up, -1 down, 0 unknown."""
    window: Window
    """The words next to it."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a passage states."""

    passage: Passage
    """The passage."""
    stated: tuple[Stated, ...]
    """Its quantities, in order."""
    keys: frozenset[str]
    """Keys of all its words."""
    baselines: tuple[Term, ...]
    """Names that it compares with."""
    comparison: Comparison | None
    """Whom it puts ahead of whom."""
    head: frozenset[str] = frozenset()
    """Keys of the words ahead of its first number, which may hold for all of them."""


class Neighbour(NamedTuple):
    """Another number of the same claim."""

    reading: Reading
    """Its numbers."""
    window: Window
    """The words next to it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A quantity of a claim with the words that tell what it is of."""

    quantity: Quantity
    """As read."""
    reading: Reading
    """Its numbers."""
    terms: tuple[Term, ...]
    """Words of its subject, weighted."""
    all_terms: tuple[Term, ...]
    """All words of the claim."""
    direction: int
    """1 up, -1 down, 0 unknown."""
    window: Window
    """The words next to it."""
    baselines: tuple[Term, ...]
    """Names that the claim compares with."""
    comparison: Comparison | None
    """Whom the claim puts ahead of whom."""
    implied: frozenset[str] = frozenset()
    """Keys of its names that the source is full of."""
    own: frozenset[str] = frozenset()
    """Keys of the words of its own segment, where the claim has several numbers."""
    others: tuple[Term, ...] = ()
    """The claim's other numbers that may name a place, as words that a header may have: "#100"."""
    text: str = ""
    """The claim in full."""
    places: tuple[tuple[int, int], ...] = ()
    """Where the claim's numbers stand in it, this one's included."""
    before: tuple[Neighbour, ...] = ()
    """The numbers ahead of it in the claim."""
    behind: tuple[Neighbour, ...] = ()
    """The numbers that follow it in the claim."""
    strangers: tuple[Term, ...] = ()
    """Names of the claim that the source has in no form."""


class FactReader:
    """Reads what passages state, each once.

    Args:
        read: The reader of quantities.
    """

    def __init__(self, read: QuantityReader) -> None:
        self._read = read
        self._quantities: dict[str, tuple[Quantity, ...]] = {}
        self._known: dict[tuple[str, int | None, int, str, str], Facts] = {}

    def __call__(self, passage: Passage, before: str = "") -> Facts:
        """Return the passage's facts; `before` is the sentence that it continues."""
        key = (passage.paper_id, passage.version, passage.start, passage.text, before)
        if key not in self._known:
            self._known[key] = self._read_facts(passage, before)
        return self._known[key]

    def quantities(self, passage: Passage) -> tuple[Quantity, ...]:
        """Return the quantities of a passage."""
        if passage.text not in self._quantities:
            self._quantities[passage.text] = self._read(passage.text)
        return self._quantities[passage.text]

    def read_all(self, passages: Sequence[Passage]) -> list[Facts]:
        """Return the facts of each passage, in order.

        A sentence that begins with "it" or "the gain" and names nothing continues the one before it,
        if that is among them:
        "Lantern reaches 61.2 on Marrow. The gain is 2.4 points."
        """
        by_place = {(p.paper_id, p.version, p.index): p for p in passages if p.kind == "sentence"}
        found = []
        for passage in passages:
            before = by_place.get((passage.paper_id, passage.version, passage.index - 1))
            goes_on = before is not None and passage.kind == "sentence" and before.section == passage.section
            found.append(self(passage, before.text if before and goes_on and _goes_on(passage) else ""))
        return found

    def _read_facts(self, passage: Passage, before: str) -> Facts:
        quantities = self.quantities(passage)
        stated = []
        surroundings = contexts(passage.text, quantities, f"{passage.section or ''} {before}")
        for quantity, context in zip(quantities, surroundings, strict=True):
            reading = read_quantity(quantity)
            if reading is not None:
                near = window(passage.text, quantity.start, quantity.end)
                stated.append(Stated(quantity, reading, context, _direction(quantity, context), near))
        return Facts(
            passage=passage,
            stated=tuple(stated),
            keys=text_keys(terms_of(passage.text)) | text_keys(terms_of(before)),
            baselines=baseline_names(passage.text),
            comparison=read_comparison(passage.text),
            head=_head(passage.text, quantities),
        )


def _head(text: str, quantities: Sequence[Quantity]) -> frozenset[str]:
    """Return the keys of the words ahead of the first of several numbers."""
    return text_keys(terms_of(text[: quantities[0].start])) if len(quantities) > 1 else frozenset()


def claimed_quantities(claim: Claim, implied: frozenset[str] = frozenset()) -> tuple[Claimed, ...]:
    """Return the claim's quantities with their subjects; those without a number are left out."""
    # A paper's claim counts offsets in its document, a given statement in itself: both start at `start`.
    local = [replace(q, start=q.start - claim.start, end=q.end - claim.start) for q in claim.quantities]
    local = [
        one for place, one in enumerate(local) if not _is_glossed(claim.quote, *local[place : place + 2])
    ]
    all_terms = tuple(t for t in terms_of(claim.quote) if not any(is_unit(t, q) for q in local))
    baselines = baseline_names(claim.quote)
    surroundings = contexts(claim.quote, local)
    found = []
    for quantity, context in zip(local, surroundings, strict=True):
        reading = read_quantity(quantity)
        if reading is None:
            continue
        weight = OTHER_NUMBERS if len(local) > 1 else 1.0
        shared = (replace(term, weight=term.weight * weight) for term in context.shared)
        found.append(
            Claimed(
                quantity=quantity,
                reading=reading,
                terms=_once((*context.own, *shared)),
                all_terms=all_terms,
                direction=_direction(quantity, context),
                window=window(claim.quote, quantity.start, quantity.end),
                baselines=baselines,
                comparison=read_comparison(claim.quote),
                implied=implied,
                own=frozenset(term.key for term in context.own) if len(local) > 1 else frozenset(),
                others=numbers_beside(claim.quote, local, quantity),
                text=claim.quote,
                places=tuple((one.start, one.end) for one in local),
            )
        )
    told = tuple(Neighbour(one.reading, one.window) for one in found)
    return tuple(
        replace(one, before=told[:place], behind=told[place + 1 :]) for place, one in enumerate(found)
    )


_GLOSS = re.compile(r"\s*\((?:i\.e\.,?|that is,?|precisely|exactly|or)?\s*")


def _is_glossed(text: str, quantity: Quantity, behind: Quantity | None = None) -> bool:
    """Whether a share in words is followed by itself in figures: "more than half (54.0 %)"."""
    if behind is None or not _GLOSS.fullmatch(text, quantity.end, behind.start):
        return False
    vague, exact = read_quantity(quantity), read_quantity(behind)
    if vague is None or exact is None or not vague.is_fraction:
        return False
    return compare(vague, exact).kind == "equal"


def _goes_on(passage: Passage) -> bool:
    """Whether a sentence speaks on of what was named before it, and names only what it compares with."""
    if not _ANAPHOR.match(passage.text):
        return False
    compared = {term.key for term in baseline_names(passage.text)}
    return all(term.key in compared for term in terms_of(passage.text) if term.is_name)


def _direction(quantity: Quantity, context: Context) -> int:
    if quantity.direction is not None:
        return 1 if quantity.direction == "increase" else -1
    if quantity.role not in CHANGES:
        return 0
    return direction_of(" ".join(term.surface for term in (*context.own, *context.shared)))


def _once(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Keep each key's heaviest term."""
    kept: dict[str, Term] = {}
    for term in terms:
        if term.key not in kept or kept[term.key].weight < term.weight:
            kept[term.key] = term
    return tuple(kept.values())
