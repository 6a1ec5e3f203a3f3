"""Which sentence of the later version each sentence of the earlier one has become.

The same words are found first, wherever they stand and however the reader cut them into sentences.
What remains is paired one to one over the whole paper, so that of several similar sentences each
gets its own counterpart.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from synth.revisions.assignment import assign
from synth.revisions.subjects import are_other, exchanged, names_of
from synth.revisions.tokens import Token, read_tokens, skeleton
from synth.types import Claim, Document, Passage

__all__ = ["Match", "Prose", "Unit", "match_prose", "read_prose"]

_KINDS = ("sentence", "caption", "footnote")
MAX_DEBRIS = 5
"""Words that the rest of a formula before a sentence has at most."""
MIN_RUN = 16
"""Characters of a skeleton that make a sentence found inside a longer text more than chance."""


class Unit:
    """A sentence, caption or footnote as it is compared."""

    def __init__(self, passage: Passage, subject: frozenset[str] = frozenset()) -> None:
        self.passage = passage
        self.subject = subject
        """Words of the methods and data sets that its claims are about."""
        self.words = read_tokens(passage.text)
        """Its words and numbers; offsets count in the passage."""
        self.key = skeleton(self.words)
        """What two readings of it share."""

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words and numbers; offsets count in the document."""
        return read_tokens(self.passage.text, self.passage.start)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that name something."""
        return names_of(self.words, self.passage.text)

    @cached_property
    def numbers(self) -> Counter[str]:
        """Its numbers."""
        return Counter(token.key for token in self.words if token.is_number)


class Prose:
    """All that a version says in sentences, in reading order."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.text = "".join(unit.key for unit in self.units)
        ends, at = [], 0
        for unit in self.units:
            at += len(unit.key)
            ends.append(at)
        self._ends = ends

    def locate(self, key: str, start: int) -> tuple[int, int, int, int]:
        """Return the first and last unit of a stretch of `text`, and its offsets in the document."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._ends, start + len(key))
        return (
            first,
            last,
            self._offset(first, start, at_end=False),
            self._offset(last, start + len(key), at_end=True),
        )

    def starts(self, unit: int) -> int:
        """Return where a unit begins in `text`."""
        return self._ends[unit] - len(self.units[unit].key)

    def _offset(self, number: int, position: int, *, at_end: bool) -> int:
        unit = self.units[number]
        at = self.starts(number)
        if not at_end and position <= at:
            return unit.passage.start
        if at_end and position >= self._ends[number]:
            return unit.passage.end
        for token in unit.tokens:
            at += len(skeleton((token,)))
            if at >= position and at_end:
                return token.end
            if at > position and not at_end:
                return token.start
        return unit.passage.end


def read_prose(document: Document, claims: Sequence[Claim] = ()) -> Prose:
    """Read a document's sentences, captions and footnotes; tables and references are no prose.

    The claims, where they are given, say what their sentences are about.
    """
    subjects: dict[int | None, frozenset[str]] = defaultdict(frozenset)
    for claim in claims:
        parts = (part for q in claim.quantities for part in (q.method, q.dataset, q.baseline) if part)
        subjects[claim.passage_index] |= {token.key for part in parts for token in read_tokens(part)}
    passages = (p for p in document.passages if p.kind in _KINDS and p.where != "table")
    return Prose([Unit(passage, subjects[passage.index]) for passage in passages])


@dataclass(frozen=True, slots=True)
class Match:
    """The counterpart of a unit."""

    first: int
    """Number of the first unit of the later version that it stands in."""
    last: int
    """Number of the last."""
    start: int
    """Offset of its text in the later document."""
    end: int
    """Offset behind it."""
    is_same: bool
    """Whether the words are the same."""


def match_prose(old: Prose, new: Prose) -> dict[int, Match]:
    """Return the counterpart of each unit of the earlier version that has one, by number."""
    matches = dict(_same_units(old, new))
    taken = {match.first for match in matches.values()}
    for number, match in _same_runs(old, new, [n for n in range(len(old.units)) if n not in matches]):
        matches[number] = match
        taken.update(range(match.first, match.last + 1))
    free = [n for n in range(len(new.units)) if n not in taken]
    lost = [n for n in range(len(old.units)) if n not in matches and old.units[n].words]
    matches |= _similar(old, new, lost, free, matches)
    return matches


def _same_units(old: Prose, new: Prose) -> Iterator[tuple[int, Match]]:
    """Pair units of the same words; where several are alike, in order, those of one part first."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(new.units):
        if unit.key:
            places[unit.key].append(number)
    asking: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(old.units):
        if unit.key in places:
            asking[unit.key].append(number)
    for key, numbers in asking.items():
        for number, other in _in_order(numbers, places[key], old, new):
            place = new.units[other].passage
            yield number, Match(other, other, place.start, place.end, True)


def _in_order(
    numbers: Sequence[int], others: Sequence[int], old: Prose, new: Prose
) -> Iterator[tuple[int, int]]:
    if len(numbers) == len(others):
        yield from zip(numbers, others, strict=True)
        return
    scores = {}
    for n, number in enumerate(numbers):
        for m, other in enumerate(others):
            here, there = old.units[number].passage, new.units[other].passage
            score = 1.0 + (here.where == there.where) + 0.5 * (here.section == there.section)
            scores[n, m] = score + 0.1 / (1 + abs(n - m))
    for n, m in assign(scores).items():
        yield numbers[n], others[m]


def _same_runs(old: Prose, new: Prose, numbers: Sequence[int]) -> Iterator[tuple[int, Match]]:
    """Find units whose words stand in the later version, cut into sentences in another way."""
    for number in numbers:
        key = old.units[number].key
        start = new.text.find(key) if len(key) >= MIN_RUN else -1
        at = old.starts(number)
        if start < 0:
            rest = skeleton(_without_debris(old.units[number]))
            start = new.text.find(rest) if MIN_RUN <= len(rest) < len(key) else -1
            key, at = rest, at + len(key) - len(rest)
        if start >= 0:
            first, last, begins, ends = new.locate(key, start)
            head = new.text[new.starts(first) : start]
            tail = new.text[start + len(key) : new.starts(last) + len(new.units[last].key)]
            is_same = _is_known(head, old.text[:at].endswith(head), old) and _is_known(
                tail, old.text.startswith(tail, at + len(key)), old
            )
            yield number, Match(first, last, begins, ends, is_same)


def _without_debris(unit: Unit) -> tuple[Token, ...]:
    """Return a sentence without the end of a formula read to its beginning: "-1 (45) Panel (b) …"."""
    for n, token in enumerate(unit.words[:MAX_DEBRIS]):
        if not token.is_number and len(token.key) > 2:
            is_opening = unit.passage.text[token.start].isupper()
            return unit.words[n:] if is_opening else unit.words
    return unit.words


def _is_known(rest: str, is_next: bool, old: Prose) -> bool:
    """Whether what stands beside the words in their later sentence stood in the earlier version too."""
    return not rest or is_next or len(rest) >= MIN_RUN and rest in old.text


# ------------------------------------------------------------------------- similar sentences

ENOUGH = 0.5
"""Score from which two sentences are one that was edited."""
ROUNDS = 3
"""How often sentences about something else are set back for others."""
FEW = 8
"""Candidates that are weighed for each sentence."""
NEAR, SHARED, ALIKE, OTHER = 0.12, 0.14, 0.04, 0.15
"""What standing between the same neighbours, sharing the numbers, and being of one kind add to a score, and
what other names with other numbers take from it."""


def _similar(
    old: Prose, new: Prose, lost: Sequence[int], free: Sequence[int], matches: Mapping[int, Match]
) -> dict[int, Match]:
    weights = _Weights(old, new)
    gaps = _Gaps(matches, len(old.units), len(new.units))
    bags = {number: weights.bag(new.units[number]) for number in free}
    where: dict[str, list[int]] = defaultdict(list)
    for number in free:
        for key in bags[number]:
            where[key].append(number)
    scores: dict[tuple[int, int], float] = {}
    for number in lost:
        bag = weights.bag(old.units[number])
        near: dict[int, float] = defaultdict(float)
        for key, count in bag.items():
            if len(where[key]) <= max(20, len(free) // 5):
                for other in where[key]:
                    near[other] += min(count, bags[other][key]) * weights.of(key)
        best = sorted(near, key=lambda other: (-near[other], other))[:FEW]
        for other in best:
            score = weights.likeness(bag, bags[other])
            if score < 0.25:
                continue
            score += SHARED * _shared_numbers(old.units[number], new.units[other])
            score += NEAR * gaps.nearness(number, other)
            score -= _otherness(old.units[number], new.units[other])
            score += ALIKE * (old.units[number].passage.kind == new.units[other].passage.kind)
            if score >= ENOUGH:
                scores[number, other] = score - ENOUGH + 0.01
    chosen = _assign_subjects(scores, old, new)
    places = {number: new.units[other].passage for number, other in chosen.items()}
    return {n: Match(other, other, places[n].start, places[n].end, False) for n, other in chosen.items()}


def _assign_subjects(scores: dict[tuple[int, int], float], old: Prose, new: Prose) -> dict[int, int]:
    """Pair sentences so that those about something else stand back where another one is left."""
    chosen = assign(scores)
    left = dict(scores)
    for _ in range(ROUNDS):
        others = [pair for pair in chosen.items() if _is_about_other(old.units[pair[0]], new.units[pair[1]])]
        if not others:
            return chosen
        left = {pair: score for pair, score in left.items() if pair not in others}
        better = assign(left)
        used = set(better.values())
        chosen = better | {n: m for n, m in others if n not in better and m not in used}
        if all(pair in chosen.items() for pair in others):
            return chosen
    return chosen


class _Weights:
    """How much each word tells: rare ones more (inverse document frequency)."""

    def __init__(self, old: Prose, new: Prose) -> None:
        units = (*old.units, *new.units)
        self._count = len(units)
        self._frequency = Counter(
            key for unit in units for key in {token.key for token in unit.words if not token.is_number}
        )

    def of(self, key: str) -> float:
        if key == "#":
            return 0.7
        return math.log((1 + self._count) / (0.5 + self._frequency[key]))

    def bag(self, unit: Unit) -> Counter[str]:
        return Counter("#" if token.is_number else token.key for token in unit.words)

    def likeness(self, old: Mapping[str, int], new: Mapping[str, int]) -> float:
        """Return the weight of the words of both over the mean weight of each, 0 to 1."""
        shared = sum(min(count, new[key]) * self.of(key) for key, count in old.items() if key in new)
        whole = sum(count * self.of(key) for bag in (old, new) for key, count in bag.items())
        return 2 * shared / whole if whole else 0.0


class _Gaps:
    """Between which sentences of the later version a sentence would stand if nothing had moved."""

    def __init__(self, matches: Mapping[int, Match], n_old: int, n_new: int) -> None:
        self._before, self._behind = [-1] * n_old, [n_new] * n_old
        last = -1
        for number in range(n_old):
            self._before[number] = last
            if number in matches:
                last = matches[number].last
        following = n_new
        for number in reversed(range(n_old)):
            self._behind[number] = following
            if number in matches:
                following = matches[number].first

    def nearness(self, old: int, new: int) -> float:
        """Return 1 between the counterparts of its neighbours, a half close to one of them, 0 elsewhere."""
        before, behind = self._before[old], self._behind[old]
        if before < new < behind:
            return 1.0
        return 0.5 if 0 < new - before <= 3 or 0 < behind - new <= 3 else 0.0


def _shared_numbers(old: Unit, new: Unit) -> float:
    weights = {key: min(len(key.strip("-")), 4) for key in old.numbers}
    shared = sum(min(count, new.numbers[key]) * weights[key] for key, count in old.numbers.items())
    whole = sum(count * weights[key] for key, count in old.numbers.items())
    return shared / whole if whole else 0.0


def _otherness(old: Unit, new: Unit) -> float:
    """Return what other names, and other numbers of them, take from a score."""
    if old.numbers == new.numbers or not exchanged(old.names, new.names):
        return 0.0
    return OTHER if are_other(old.names, new.names, old.subject) else OTHER / 2


def _is_about_other(old: Unit, new: Unit) -> bool:
    """Whether both the numbers and what they are of are others."""
    return old.numbers != new.numbers and are_other(old.names, new.names, old.subject)
