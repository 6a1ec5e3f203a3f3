"""Where a statement's words meet the headers and the cells of words of a table.

A table tells its rows apart by a few words, and so must a statement about one of them: a word that
every header has counts little, a word that one header has counts much.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from synth.text import STOPWORDS
from synth.verdicts.table_words import Said, words_of

__all__ = [
    "Label",
    "Mention",
    "make_labels",
    "match_acronym",
    "match_labels",
    "places_of",
    "without_rivals",
]

STOPWORD_WEIGHT = 0.1
"""A stop word in a header still tells "All" from "None"."""
MIN_SHARE = 0.34
"""Share of a header's weight that a statement must have to mention it."""
NEAR = 5
"""Words between a name and the last of its numbers: "layers 1, 2 and 3"."""
RIVAL_SHARE = 0.85
"""Of headers that meet the same words, those that fit nearly as well as the best are kept."""


@dataclass(frozen=True, slots=True)
class Label:
    """A header or a cell of words, ready to be looked for."""

    keys: tuple[str, ...]
    """Keys of its words, in order."""
    weights: tuple[float, ...]
    """How far each word tells it from its neighbours, summing to 1."""
    initials: str
    """First letters, for acronyms; "" for fewer than three words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a statement that name rows, columns or cells."""

    places: frozenset[int]
    """Indices of the statement's words."""
    items: tuple[int, ...]
    """What they name: indices of the labels that fit alike."""
    score: float
    """How much of the label is said, 0 to 1."""

    @property
    def start(self) -> int:
        """Index of the first word."""
        return min(self.places)

    @property
    def end(self) -> int:
        """Index of the last word."""
        return max(self.places)


def make_labels(texts: Sequence[str]) -> tuple[Label, ...]:
    """Return the texts as labels of one axis: words that most of them have weigh little."""
    keyed = [tuple(word.key for word in words_of(text)) for text in texts]
    frequency = Counter(key for keys in keyed for key in set(keys))
    n = max(1, len({keys for keys in keyed if keys}))
    made = []
    for text, keys in zip(texts, keyed, strict=True):
        bracketed = _bracketed(text)
        is_plain = all(key in STOPWORDS or inside for key, inside in zip(keys, bracketed, strict=True))
        raw = [
            _rarity(key, frequency[key], n, is_plain) * (0.4 if inside else 1.0)
            for key, inside in zip(keys, bracketed, strict=True)
        ]
        total = sum(raw) or 1.0
        letters = "".join(key[0] for key in keys if key[0].isalpha())
        made.append(Label(keys, tuple(w / total for w in raw), letters if len(letters) >= 3 else ""))
    return tuple(made)


def _rarity(key: str, frequency: int, n: int, is_plain: bool) -> float:
    """Weigh a word by how few labels have it; `is_plain` says that the label has stop words only."""
    is_sign = not any(c.isalnum() for c in key)
    base = STOPWORD_WEIGHT if (key in STOPWORDS and not is_plain) or is_sign else 1.0
    if len(key) == 1 and not key.isascii():
        base = 0.3  # Greek letters and signs rarely survive copying
    return base * (0.15 + math.log1p(n / frequency))


def _bracketed(text: str) -> list[bool]:
    """Say of each word whether it stands in brackets, as units and notes do."""
    depth, inside = 0, []
    positions = iter(words_of(text))
    word = next(positions, None)
    for place, char in enumerate(text):
        if word is not None and place == word.start:
            inside.append(depth > 0)
            word = next(positions, None)
        depth += (char in "([") - (char in ")]")
    return inside


def match_labels(said: Said, labels: Sequence[Label], taken: Iterable[int] = ()) -> tuple[Mention, ...]:
    """Return the mentions of labels in a statement, in the order of their first words.

    Args:
        said: The statement.
        labels: Labels of one axis.
        taken: Indices of words that can't be part of a mention.
    """
    blocked = frozenset(taken)
    found: dict[tuple[str, ...], tuple[frozenset[int], float]] = {}
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for item, label in enumerate(labels):
        if not label.keys:
            continue
        groups[label.keys].append(item)
        if label.keys not in found:
            found[label.keys] = _match(said, label, blocked)
    hits = [
        Mention(places, tuple(groups[keys]), score)
        for keys, (places, score) in found.items()
        if score >= MIN_SHARE and places
    ]
    return without_rivals(hits)


def _match(said: Said, label: Label, blocked: frozenset[int]) -> tuple[frozenset[int], float]:
    options = [
        _behind(said, before, places_of(said, key, blocked))
        if key.isdigit()
        else places_of(said, key, blocked)
        for before, key in zip(("", *label.keys), label.keys, strict=False)
    ]
    if not any(options):
        return match_acronym(said, label, blocked)
    anchor = _anchor(options, label.weights)
    used: set[int] = set()
    share = 0.0
    for places, weight in zip(options, label.weights, strict=True):
        free = [place for place in places if place not in used]
        if free:
            nearest = min(free, key=lambda place: (abs(place - anchor), place))
            used.add(nearest)
            distance = abs(nearest - anchor)
            share += weight * (1.0 if distance <= len(label.keys) + 4 else 0.6)
    return frozenset(used), min(1.0, share)


def _behind(said: Said, before: str, places: tuple[int, ...]) -> tuple[int, ...]:
    """Keep the places of a label's number that stand behind its word: "factor 5", not "5 factors"."""
    heads = said.places.get(before, ())
    if not heads:
        return places
    return tuple(place for place in places if any(0 < place - head <= NEAR for head in heads))


def _anchor(options: Sequence[Sequence[int]], weights: Sequence[float]) -> int:
    """Return the place around which most of a label's weight stands."""
    candidates = sorted({place for places in options for place in places})
    span = len(options) + 2

    def weight_near(anchor: int) -> float:
        return sum(
            weight
            for places, weight in zip(options, weights, strict=True)
            if any(abs(place - anchor) <= span for place in places)
        )

    return max(candidates, key=lambda place: (round(weight_near(place), 6), -place))


def places_of(said: Said, key: str, blocked: frozenset[int]) -> tuple[int, ...]:
    """Return where a label's word stands in a statement, cut short or in full."""
    places = said.places.get(key, ())
    if not places and len(key) >= 3 and key.isalpha():
        # "temp" for "temperature", and the other way round
        places = tuple(
            place
            for other, at in said.places.items()
            if other[0] == key[0] and len(other) >= 3 and other.isalpha() and _is_cut(key, other)
            for place in at
        )
    return tuple(place for place in places if place not in blocked)


_SIZES = frozenset(("base", "large", "small", "mini", "tiny", "medium"))
"""Sizes of models, which are no words cut short: "base" is no "baseline"."""


@lru_cache(maxsize=65_536)
def _is_cut(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if short in _SIZES:
        return False
    return long.startswith(short) and (len(short) >= 4 or len(short) * 2 <= len(long))


def match_acronym(said: Said, label: Label, blocked: frozenset[int]) -> tuple[frozenset[int], float]:
    """Meet "mean relative error" with the header "MRE", and the other way round."""
    if label.initials:
        places = [p for p in said.places.get(label.initials, ()) if p not in blocked]
        return (frozenset(places[:1]), 0.9) if places else (frozenset(), 0.0)
    if len(label.keys) == 1 and 3 <= len(label.keys[0]) <= 5 and label.keys[0].isalpha():
        start = said.initials.find(label.keys[0])
        if start >= 0:
            return frozenset(range(start, start + len(label.keys[0]))), 0.9
    return frozenset(), 0.0


def without_rivals(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Keep of the labels that meet the same words those that fit best, and join the ones that fit alike."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.places) * m.score, -m.score, m.items)):
        rivals = [other for other in kept if other.places & mention.places]
        if any(
            mention.places < other.places or mention.score < RIVAL_SHARE * other.score for other in rivals
        ):
            continue
        kept.append(mention)
    joined: dict[frozenset[int], Mention] = {}
    for mention in kept:
        twin = joined.get(mention.places)
        if twin is not None:
            items = tuple(sorted({*twin.items, *mention.items}))
            mention = Mention(mention.places, items, max(twin.score, mention.score))
        joined[mention.places] = mention
    return tuple(sorted(joined.values(), key=lambda m: (m.start, m.items)))
