"""Pairs from statements whose numbers are tied to the places of a paper: what they are, data/README.md says.

A statement's number and its place are one quantity. Of another quantity are the number and: a place that
gives the claimed value although the statement is wrong; the places of the statement's other numbers; its
place's neighbours, in the same row, column or sentence; another place that has many of its words.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from entailment_data import Pair, clean
from papers import read_rows
from places import Place, places_of_row, plain_value
from quantity_pairs import OTHER, SAME

from synth.verdicts.links import marked_at

PLACED = Path(__file__).with_name("data") / "placed.jsonl.gz"
"""Statements about papers of the shared corpus and, as "tdms/N", about rows of TDMS."""

_WITH_VALUE = 3
_NEIGHBOURS = 2
_LOOKED_AT = 150
"""Places among which one is looked for that shares words with a claim."""

Statement = dict[str, Any]


class Paper:
    """A paper's places by what they are looked for."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_key: dict[str, Place] = {}
        for place in places:
            self.by_key.setdefault(place.key, place)

    @cached_property
    def by_value(self) -> Mapping[str, Sequence[Place]]:
        return _grouped((place.value, place) for place in self.by_key.values())

    @cached_property
    def by_group(self) -> Mapping[str, Sequence[Place]]:
        return _grouped((place.group, place) for place in self.by_key.values())

    def beside(self, place: Place) -> list[Place]:
        """Return the other numbers of a sentence, or the cells that share a row or a column with one."""
        others = [one for one in self.by_group[place.group] if one != place and one.value != place.value]
        if not place.row and not place.column:
            return others
        return [one for one in others if (one.row == place.row) != (one.column == place.column)]


def _grouped(pairs: Iterable[tuple[str, Place]]) -> Mapping[str, Sequence[Place]]:
    groups: dict[str, list[Place]] = defaultdict(list)
    for key, place in pairs:
        groups[key].append(place)
    return groups


def read_placed(*, of_tdms: bool) -> list[Statement]:
    """Return the statements about rows of TDMS, or those about the papers of the corpus."""
    with gzip.open(PLACED, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if row["source"].startswith("tdms/") == of_tdms]


def read_tdms(path: Path) -> dict[str, Paper]:
    """Read the rows of TDMS by their source."""
    return {f"tdms/{n}": Paper(places_of_row(row)) for n, row in enumerate(read_rows(path))}


def placed_pairs(
    statements: Sequence[Statement], papers: Mapping[str, Paper], rng: random.Random
) -> Iterator[Pair]:
    """Yield the pairs of statements; a place that today's reading of the paper lacks is passed over."""
    for statement in statements:
        paper = papers.get(statement["source"])
        if paper is not None:
            yield from _pairs_of(statement, paper, rng)


def _pairs_of(statement: Statement, paper: Paper, rng: random.Random) -> Iterator[Pair]:
    text, numbers = statement["claim"], statement["numbers"]
    places = [paper.by_key.get(keys[0]) if len(keys) == 1 else None for _, _, keys in numbers]
    for (start, end, keys), place in zip(numbers, places, strict=True):
        if len(keys) > 1 or (keys and place is None):
            continue  # computed from several, or no longer found
        claim = clean(marked_at(text, start, end))
        if place is not None:
            yield Pair(place.context, claim, SAME, "placed")
        others: dict[str, Place] = {}
        claimed = plain_value(text[start:end])
        if statement["label"] != "supported" and (place is None or claimed != place.value):
            others |= {one.key: one for one in paper.by_value.get(claimed, ())[:_WITH_VALUE]}
        others |= {one.key: one for one in places if one and place and one.value != place.value}
        if place is not None:
            near = paper.beside(place)
            others |= {one.key: one for one in rng.sample(near, min(_NEIGHBOURS, len(near)))}
        alike = _alike(text, place, paper, rng)
        if alike is not None:
            others.setdefault(alike.key, alike)
        for other in others.values():
            if place is None or other.context != place.context:
                yield Pair(other.context, claim, OTHER, "placed")


def _alike(text: str, place: Place | None, paper: Paper, rng: random.Random) -> Place | None:
    """Return a place of another value that shares many words with a claim, out of some taken at random."""
    every = list(paper.by_key.values())
    some = rng.sample(every, min(_LOOKED_AT, len(every)))
    words = _words(text)
    fit = [one for one in some if place is None or one.value != place.value]
    return max(fit, key=lambda one: len(words & _words(one.context)), default=None)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))
