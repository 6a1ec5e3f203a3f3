"""Pairs that were written for training: what they are, data/README.md says.

Rows of two kinds: findings, with claims that follow from them, contradict them or are not told; and places
of a number in a paper, with claims about that number and about others.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from entailment_data import CONTRADICTED, ENTAILED, NEUTRAL, Pair, clean, made_pairs
from quantity_pairs import OTHER, SAME, SENTENCE_END

from synth.verdicts.links import MARK

WRITTEN = tuple(sorted(Path(__file__).with_name("data").glob("written*.jsonl.gz")))
"""Learnt from one after the other, then all together."""

TEMPLATED = Path(__file__).with_name("data") / "templated.jsonl.gz"
"""Findings of some 250 templates with synonyms and opposites, for a beginning."""

_NUMBER = re.compile(r"(?<![\w.,\[])\d+(?:\.\d+)?(?![\w.,]*\d)")

_LABELS = {
    "entailed": ENTAILED,
    "contradicted": CONTRADICTED,
    "neutral": NEUTRAL,
    "same": SAME,
    "other": OTHER,
}


def written_pairs(path: Path) -> Iterator[Pair]:
    """Yield the pairs of a file in order."""
    for row in _rows(path):
        context = clean(row.get("premise") or row["place"])
        for key, label in _LABELS.items():
            for claim in row.get(key, ()):
                source = "finding" if "premise" in row else "quantity"
                yield Pair(context, clean(claim), label, source)


def echoed_pairs(paths: Sequence[Path], rng: random.Random) -> Iterator[Pair]:
    """Yield pairs of nearly the same words, half of them of the same sense.

    What was written follows in other words and contradicts in the same, so that without these a model
    takes many shared words for a contradiction.
    """
    papers: list[list[str]] = []
    for row in (row for path in paths for row in _rows(path)):
        if "premise" in row:
            sentences = [clean(one) for one in SENTENCE_END.split(row["premise"])]
            papers.append(["", *sentences])
            yield Pair(clean(row["premise"]), rng.choice(sentences), ENTAILED, "echo")
            claim = clean(rng.choice([*row["contradicted"], *row["neutral"]]))
            yield Pair(claim, claim, ENTAILED, "echo")
        else:
            yield from _echoed_quantity(row, rng)
    yield from made_pairs(papers, rng)


def _echoed_quantity(row: dict[str, Any], rng: random.Random) -> Iterator[Pair]:
    place = clean(row["place"])
    one, other = rng.sample(row["same"], 2) if len(row["same"]) > 1 else row["same"] * 2
    yield Pair(clean(one), clean(other), SAME, "echo")
    yield Pair(clean(one), clean(rng.choice(row["other"])), OTHER, "echo")
    if row["kind"] != "prose":
        return
    yield Pair(place, place, SAME, "echo")
    numbers = list(_NUMBER.finditer(place))
    if numbers and place.count(MARK) == 1:
        # The same sentence with another of its numbers marked.
        number = rng.choice(numbers)
        moved = place.replace(MARK, str(rng.randrange(2, 100)))
        start = (
            number.start() if number.start() < place.index(MARK) else number.start() + len(moved) - len(place)
        )
        yield Pair(place, moved[:start] + MARK + moved[start + len(number.group()) :], OTHER, "echo")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
