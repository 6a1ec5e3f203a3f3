"""Small counts held to their noun: "eight heads" is borne out by eight heads, not by any eight.

A paper has each small number somewhere, so that finding one says nothing. What is asked is whether the
source counts what the claim counts, and with which number where most of the claim's words stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from synth.verdicts.agreement import is_minor
from synth.verdicts.counts import Count, counts_in
from synth.verdicts.facts import Claimed
from synth.verdicts.holding import hold
from synth.verdicts.languages import LANGUAGE_NAMES
from synth.verdicts.ledger import Ledger
from synth.verdicts.match import QuantityMatch, Tally
from synth.verdicts.nouns import alike_nouns

__all__ = ["with_tallies"]

AROUND = 0.5
"""Credit for a word that only stands in the sentences around a count."""

WHOLE_PHRASE = 0.25
"""What it adds that all words of a counted phrase stand with the number: "eight attention heads"."""


def with_tallies(matches: Iterable[QuantityMatch], ledger: Ledger) -> list[QuantityMatch]:
    """Tell of each small count how the source counts what it counts."""
    return [
        replace(match, tally=_tally(match, ledger)) if is_minor(match.claimed) else match for match in matches
    ]


def _tally(match: QuantityMatch, ledger: Ledger) -> Tally | None:
    """Return how the source counts what a claim's number counts; None if it counts no such thing."""
    claimed = match.claimed
    count = _count_of(claimed)
    if count is None or not count.phrase or _lists_them(claimed.text, count):
        return None
    words = {word: (word, *alike_nouns(word)) for word in count.phrase}
    heads = [word for word in count.phrase if word == _noun(claimed)] or list(count.phrase)
    nouns = tuple(dict.fromkeys(key for head in heads for key in words[head]))
    fits: dict[bool, list[float]] = {True: [], False: []}
    for row, other in ledger.counts.beside(nouns):
        is_same = other.value == count.value
        if not is_same and not any(noun in other.phrase for noun in nouns):
            continue  # a noun ahead of a number may be of the number before it
        place = ledger.place(row)
        fit, _ = hold(claimed.all_terms, [(1.0, place.facts.keys), (AROUND, place.around)])
        said = {*other.phrase, *other.ahead}
        told = sum(not said.isdisjoint(keys) for keys in words.values())
        fits[is_same].append(fit + WHOLE_PHRASE * told / len(words))
    if not fits[True] and not fits[False]:
        return None
    if match.agrees is not None and match.agrees.cell is not None:
        fits[True].append(match.agrees.coverage)
    return Tally(max(fits[True], default=0.0), max(fits[False], default=0.0))


_NAME = re.compile(r"(?<![\w-])[A-Z][a-z]{2,}(?![\w-])")
_ITEM = r"[A-Z][\w.+/-]*(?:[ ][A-Z\d][\w.+/-]*){0,3}"
_LIST = re.compile(rf"{_ITEM}(?:, {_ITEM}){{0,12}},? (?:and|or) {_ITEM}")
_NEXT = re.compile(r",? (?:and|or) |, ")


def _lists_them(text: str, count: Count) -> bool:
    """Whether a claim names as many things as it counts: "two languages, Welsh and Thai".

    Then the count is the claim's own, whatever the source counts.
    """
    named = {word.lower() for word in _NAME.findall(text)} & LANGUAGE_NAMES
    if len(named) == count.value and "languag" in count.phrase:
        return True
    return any(len(_NEXT.split(one.group())) == count.value for one in _LIST.finditer(text, count.end))


def _count_of(claimed: Claimed) -> Count | None:
    """Return a claim's number with the words that it counts."""
    start, end = claimed.quantity.start, claimed.quantity.end
    inside = (count for count in counts_in(claimed.text) if start <= count.start < end)
    return next((count for count in inside if count.value == claimed.reading.value), None)


def _noun(claimed: Claimed) -> str:
    """Return the stem of the noun that a claimed number counts; "" if untold."""
    dimension = claimed.reading.unit.dimension
    return dimension.split()[-1].removeprefix("count:") if dimension.startswith("count:") else ""
