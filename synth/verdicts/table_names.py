"""What a claim calls the rows and columns of a paper's table: the parts of their headers, level by level.

A header is a path ("GPT-3 / Direct", "Perplexity / Test"). Each level of the path is an axis of its own:
a claim that names "Direct" and "Perplexity" means the rows and the columns that have these parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from synth.text import STOPWORDS, stem
from synth.types import PlacedTable
from synth.verdicts.aliases import LANGUAGES, Aliases
from synth.verdicts.clauses import is_removed
from synth.verdicts.table_labels import (
    Label,
    Mention,
    make_labels,
    match_acronym,
    places_of,
    without_rivals,
)
from synth.verdicts.table_words import Said

__all__ = ["Level", "Name", "find_names", "levels_of"]

LEAST = 0.55
"""Share of a header that must be said for it to be named."""

MAX_TIMES = 3
"""How often one part may be named in a claim."""

MAX_LETTERS = 5
"""Letters of an acronym that is looked for word by word."""

MAX_CODE = 3
"""Letters of a code that may be a common word."""

PARTED = 0.5
"""What is left of a name of which the claim has the words in two phrases."""

ACROSS = 0.5
"""What is left of a header's share whose words stand on both sides of "than"."""

_THAN = re.compile(r"\bthan\b")

GAP = 1
"""Words that may stand between those of a name, beside its own."""

SHORT_FORM = re.compile(r"(?=.*[A-Z].*[A-Z\d])[A-Z][\w-]{1,7}\.?")
"""A header that may be letters taken from a longer name: "PWX" of "PAWS-X"."""

_UNIT_BEHIND = re.compile(r"\s?%|[\w-]")
_SUMMARY = re.compile(r"(?:avg|average|mean|overall|total|all|macro|micro)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the headers of the rows, or of the columns."""

    axis: int
    """0 for rows, 1 for columns."""
    labels: tuple[str, ...]
    """Its distinct parts, in order."""
    items: tuple[frozenset[int], ...]
    """For each part the rows or columns that have it."""
    spelt: tuple[tuple[Label, int], ...]
    """What the parts are called, other names included, and which part each is a name of."""

    def label_of(self, item: int) -> int | None:
        """Return which part a row or column has at this level."""
        return next((place for place, items in enumerate(self.items) if item in items), None)

    def is_summary(self, place: int) -> bool:
        """Whether a part sums others up: "Avg"."""
        return _SUMMARY.match(self.labels[place]) is not None


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a claim that name one part of a level, or several parts alike."""

    level: int
    """Which level."""
    labels: frozenset[int]
    """Which of its parts."""
    items: frozenset[int]
    """The rows or columns that have it."""
    start: int
    """Index of the first word."""
    end: int
    """Index of the last word."""
    score: float
    """How much of the part is said, 0 to 1."""
    places: frozenset[int] = frozenset()
    """Indices of the words; empty where all from the first to the last are meant."""

    @property
    def words(self) -> frozenset[int]:
        """Indices of its words, without those that only stand between them."""
        return self.places or frozenset(range(self.start, self.end + 1))


def levels_of(table: PlacedTable, aliases: Aliases, filled: Iterable[tuple[int, int]]) -> tuple[Level, ...]:
    """Return the levels of a table's headers, those of the rows first.

    Args:
        table: The table.
        aliases: The paper's abbreviations.
        filled: Row and column of the cells with numbers; other rows and columns have no part in it.
    """
    rows_filled, columns_filled = frozenset(row for row, _ in filled), frozenset(c for _, c in filled)
    rows = _row_paths(table)
    columns = [tuple(enumerate(_parts(text))) for text in table.table.columns]
    depth = max((len(path) for path in columns), default=0)
    # A header that spans no others is printed at the foot of the head.
    aligned = [tuple((depth - len(path) + n, part) for n, part in path) for path in columns]
    rows = [path if row in rows_filled else () for row, path in enumerate(rows)]
    aligned = [path if column in columns_filled else () for column, path in enumerate(aligned)]
    made = [*_levels(0, rows, aliases), *_levels(1, aligned, aliases)]
    return tuple(level for level in made if len(level.labels) > 1)


def _parts(header: str) -> list[str]:
    return [part.strip() for part in header.split(" / ") if part.strip()]


def _row_paths(table: PlacedTable) -> list[tuple[tuple[int, str], ...]]:
    """Give each part of a row's header its level: its column, or below 0 for the headings above it."""
    above: dict[int, str] = {}
    paths = []
    for header, cells in zip(table.row_headers, table.table.rows, strict=True):
        above |= {column: text for column, text in enumerate(cells[:4]) if text}
        path, free = [], list(range(min(4, len(cells))))
        parts = _parts(header)
        for part in reversed(parts):
            column = next((c for c in reversed(free) if above.get(c) == part), None)
            if column is not None:
                free = [c for c in free if c < column]
            path.append((column, part))
        headings = sum(column is None for column, _ in path)
        told, n = [], 0
        for column, part in reversed(path):
            told.append((column, part) if column is not None else (n - headings, part))
            n += column is None
        paths.append(tuple((level if level is not None else 0, part) for level, part in told))
    return paths


def _levels(axis: int, paths: Sequence[Sequence[tuple[int, str]]], aliases: Aliases) -> list[Level]:
    found: dict[int, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for item, path in enumerate(paths):
        for level, part in path:
            found[level][part].add(item)
    made = []
    for level in sorted(found):
        labels = tuple(found[level])
        items = tuple(frozenset(found[level][label]) for label in labels)
        spelt = [*zip(make_labels(labels), range(len(labels)), strict=True)]
        for place, label in enumerate(labels):
            spelt += [(made_label, place) for made_label in make_labels(aliases.other_names(label))]
        made.append(Level(axis, labels, items, tuple(spelt)))
    return made


def find_names(said: Said, levels: Sequence[Level]) -> tuple[Name, ...]:
    """Return what a claim names in a table, in the order of its words."""
    found: list[Name] = []
    for place, level in enumerate(levels):
        for mention in _mentions(said, level):
            parts = frozenset(level.spelt[item][1] for item in mention.items)
            found.append(_name(place, level, parts, mention.places, mention.score))
    found += _cut_short(said, levels, found)
    found += _run_together(said, levels, found)
    return tuple(sorted(_fullest(found), key=lambda name: (name.start, name.level, min(name.labels))))


def _mentions(said: Said, level: Level) -> list[Mention]:
    """Return where a level's parts are named; each may be so several times."""
    found: list[Mention] = []
    blocked: frozenset[int] = frozenset()
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for item, (label, _) in enumerate(level.spelt):
        if label.keys:
            groups[label.keys].append(item)
    for _ in range(MAX_TIMES):
        hits = []
        for keys, items in list(groups.items()):
            places, score = _fit(said, level.spelt[items[0]][0], blocked)
            if not places:
                del groups[keys]  # none of its words is said, nor will be where fewer are free
            elif score >= LEAST and not places & blocked and _is_said(said, places, level.spelt[items[0]][0]):
                hits.append(Mention(places, tuple(items), score))
        kept = [_in_order(said, mention, level) for mention in without_rivals(_without_removed(said, hits))]
        if not kept:
            break
        found += kept
        blocked = blocked.union(*(mention.places for mention in kept))
    return found


def _without_removed(said: Said, mentions: Sequence[Mention]) -> list[Mention]:
    """Drop a part of which the claim says a word to be absent, if the rest is one too: "Oak without ivy"."""
    kept = []
    for mention in mentions:
        gone = {place for place in mention.places if is_removed(said.text, said.words[place].start)}
        if not gone or not any(other.places == mention.places - gone for other in mentions):
            kept.append(mention)
    return kept


def _in_order(said: Said, mention: Mention, level: Level) -> Mention:
    """Keep of parts with the same words those that have them in the claim's order: "oak root, elm leaf"."""
    labels = [level.spelt[item][0] for item in mention.items]
    if len({label.keys for label in labels}) < 2 or len({frozenset(label.keys) for label in labels}) > 1:
        return mention
    nearness = [round(_nearness(said, label, mention.places), 3) for label in labels]
    best = max(nearness)
    items = tuple(item for item, near in zip(mention.items, nearness, strict=True) if near == best)
    return replace(mention, items=items)


def _nearness(said: Said, label: Label, places: Set[int]) -> float:
    """Return how near a claim says each word of a part behind the one ahead of it there."""
    found = []
    for key in label.keys:
        mine = [run[0] for run in _places(said, key, frozenset()) if run[0] in places]
        found += [_order_of(said, mine[0])] if mine else []
    return sum(1 / (other - one) for one, other in pairwise(found) if other > one)


def _order_of(said: Said, place: int) -> int:
    """Return a word's place; what a thing comes from is told first: "into Swahili from German"."""
    is_origin = place > 0 and said.words[place - 1].key == "from"
    return place - len(said.words) * is_origin


def _fit(said: Said, label: Label, blocked: frozenset[int]) -> tuple[frozenset[int], float]:
    """Return the words nearest one another that name a label, and how much of it they say."""
    options = [_places(said, key, blocked) for key in label.keys]
    if not any(options):
        return match_acronym(said, label, blocked)
    best: tuple[float, int, int] = (0.0, 0, 0)
    chosen: frozenset[int] = frozenset()
    for anchor in sorted({run[0] for runs in options for run in runs}):
        used: set[int] = set()
        share = 0.0
        for runs, weight in zip(options, label.weights, strict=True):
            near = [
                run
                for run in runs
                if not used.intersection(run) and abs(run[0] - anchor) <= len(label.keys) + GAP
            ]
            if near:
                used.update(_nearest(near, anchor))
                share += weight
        if not used:
            continue
        if any(is_removed(said.text, said.words[place].start) for place in used):
            share += _lacking_weight(label)
        if _is_parted(said, used):
            share, used = _unparted(said, label, options, anchor) or (share * PARTED, used)
        if _is_across(said, used):
            share *= ACROSS
        rank = (round(share, 6), min(used) - max(used), -anchor)
        if not chosen or rank > best:
            best, chosen = rank, frozenset(used)
    return chosen, min(1.0, best[0])


_LACKING = (("w", "o"), ("without",), ("no",))
"""Words of a part that says something to be left out: "w/o dropout"."""


def _lacking_weight(label: Label) -> float:
    """Return what the words weigh by which a part says that something is left out; 0 without any."""
    n = next((len(words) for words in _LACKING if label.keys[: len(words)] == words), 0)
    return sum(label.weights[:n])


def _nearest(runs: Sequence[tuple[int, ...]], anchor: int) -> tuple[int, ...]:
    return min(runs, key=lambda run: (abs(run[0] - anchor), run))


def _places(said: Said, key: str, blocked: frozenset[int]) -> list[tuple[int, ...]]:
    """Return where a header's word is said: as it is, cut short, as a language, by what it stands for."""
    places = places_of(said, key, blocked)
    language = LANGUAGES.get(key)
    if not places and language:
        places = tuple(place for place in said.places.get(stem(language), ()) if place not in blocked)
    if places or not key.isalpha() or not 3 <= len(key) <= MAX_LETTERS:
        return [(place,) for place in places]
    runs = [
        tuple(range(start, start + len(key)))
        for start in range(len(said.words))
        if said.initials.startswith(key, start)
    ]
    return [run for run in runs if said.words[run[0]].key not in STOPWORDS and not blocked.intersection(run)]


def _unparted(
    said: Said, label: Label, options: Sequence[Sequence[tuple[int, ...]]], anchor: int
) -> tuple[float, set[int]] | None:
    """Return how much of a label is said, and where, on one side of a comma; None for too little of it."""
    share, used = 0.0, set[int]()
    for runs, weight in zip(options, label.weights, strict=True):
        near = [run for run in runs if not used.intersection(run) and not _is_parted(said, {anchor, *run})]
        near = [run for run in near if abs(run[0] - anchor) <= len(label.keys) + GAP]
        if near:
            used.update(_nearest(near, anchor))
            share += weight
    return (share, used) if share >= LEAST else None


def _is_parted(said: Said, used: Set[int]) -> bool:
    """Whether a comma stands between words: "60 digits, T5" does not name "T5-60M"."""
    return "," in said.text[said.words[min(used)].end : said.words[max(used)].start]


def _is_across(said: Said, used: Set[int]) -> bool:
    """Whether "than" stands between words: "oak (2 layers) is higher than ivy" does not name "oak + ivy"."""
    return _THAN.search(said.text, said.words[min(used)].end, said.words[max(used)].start) is not None


def _name(place: int, level: Level, parts: frozenset[int], places: frozenset[int], score: float) -> Name:
    items = frozenset().union(*(level.items[part] for part in parts))
    return Name(place, parts, items, min(places), max(places), score, places)


def _is_said(said: Said, places: frozenset[int], label: Label) -> bool:
    """Whether a word of the label's is said, or all of its numbers: "4" does not name "WX-4".

    A code that is a common word as well is one in capitals only: "IT", not "it".
    """
    if all(key in STOPWORDS and len(key) <= MAX_CODE for key in label.keys):
        return all(said.text[said.words[p].start : said.words[p].end].isupper() for p in places)
    if all(key[0].isdigit() for key in label.keys):
        return len(label.keys) == len(places) and not any(
            _UNIT_BEHIND.match(said.text, said.words[place].end) for place in places
        )
    return any(said.words[place].number is None for place in places)


def _cut_short(said: Said, levels: Sequence[Level], known: Sequence[Name]) -> list[Name]:
    """Find the names of which a header keeps a few letters in their order: "PWX" for "PAWS-X"."""
    taken = {(name.level, label) for name in known for label in name.labels}
    words = [match for match in _NAME.finditer(said.text) if _is_name(match.group())]
    found = []
    for place, level in enumerate(levels):
        free = [
            (part, label.rstrip(".").replace("-", ""))
            for part, label in enumerate(level.labels)
            if (place, part) not in taken and SHORT_FORM.fullmatch(label)
        ]
        for word in words:
            fitting = [part for part, short in free if _keeps(short, word.group())]
            places = frozenset(
                n for n, one in enumerate(said.words) if word.start() <= one.start < word.end()
            )
            is_free = (
                not any(
                    name.level == place and name.start <= max(places) and min(places) <= name.end
                    for name in known
                )
                if places
                else False
            )
            if len(fitting) == 1 and is_free:
                found.append(_name(place, level, frozenset(fitting), places, 0.8))
    return found


SHARED_START = 7
"""Letters with which a name and a header begin alike at least, where one is in two words."""

ENDING = 4
"""Letters by which their ends may differ."""


def _run_together(said: Said, levels: Sequence[Level], known: Sequence[Name]) -> list[Name]:
    """Find names that are one word in a claim and two in a header, or end otherwise: "Austroasiatic"."""
    taken = {place for name in known for place in name.words}
    words = [
        (place, said.lower[word.start : word.end])
        for place, word in enumerate(said.words)
        if place not in taken and word.end - word.start >= SHARED_START
    ]
    return [
        _name(n, level, frozenset((part,)), frozenset((place,)), 0.85)
        for n, level in enumerate(levels)
        for part, label in enumerate(level.labels)
        if (short := _joined_letters(label))
        for place, told in words
        if told.isalpha() and told.startswith(short[:-1]) and abs(len(told) - len(short)) <= ENDING
    ]


@lru_cache(maxsize=8_192)
def _joined_letters(label: str) -> str:
    """Return a header of two words as one, without what stands in brackets; "" for others."""
    bare = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", label).strip()
    short = "".join(c for c in bare.lower() if c.isalpha())
    return short if len(short) >= SHARED_START and _TWO_WORDS.search(bare) else ""


_TWO_WORDS = re.compile(r"\w[ -]\w")
_NAME = re.compile(r"[A-Z][\w-]*(?: (?:of )?[A-Z][\w-]*)*")


def _is_name(text: str) -> bool:
    return len(text) >= 4 and any(c.isupper() for c in text)


def _keeps(short: str, name: str) -> bool:
    """Whether letters stand in a name in their order, each a capital, a digit, or behind another of them."""
    letters = [c for c in name if c.isalnum()]
    if not letters or letters[0].upper() != short[0]:
        return False
    place, capitals = 0, [c for c in letters if c.isupper() or c.isdigit()]
    for letter in short:
        place = next((n for n in range(place, len(letters)) if letters[n].upper() == letter.upper()), -1) + 1
        if not place:
            return False
    kept = 0
    for letter in short:
        kept += kept < len(capitals) and capitals[kept].upper() == letter.upper()
    return kept == len(capitals)


def _fullest(names: Sequence[Name]) -> list[Name]:
    """Drop a name whose words are part of another's that says as much of its header."""
    return [
        name
        for name in names
        if not any(
            other is not name and name.words < other.words and other.score >= name.score for other in names
        )
    ]
