"""What a comparison calls the rows and columns by a part of their headers: "SBERT" of "SBERT-NLI-base".

A claim that looks up one cell names its row in full; one that compares speaks of families of rows
("SBERT is ahead"), or tells a row from its neighbours by a word ("with CC-News", "max").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from synth.text import STOPWORDS
from synth.verdicts.grids import PaperTable, names_in
from synth.verdicts.subjects import terms_of
from synth.verdicts.table_names import Level, Name
from synth.verdicts.table_words import Said, read_words, words_of

__all__ = ["names_compared"]

_WITHOUT = re.compile(r"\s*(?:w/o|without|no|[−–-])\s+(?:the\s|any\s)?", re.IGNORECASE)

ONE, SEVERAL = 0.75, 0.65
"""How far a part of a header names it where no other header has it, and where some others do."""

FULL = 0.9
"""Share of a header from which its words name nothing else."""

SHORTEST = 3
"""Letters of a common word that may tell a row from its neighbours."""


@lru_cache(maxsize=256)
def names_compared(text: str, table: PaperTable) -> tuple[Name, ...]:
    """Return what a claim names in a table, in the order of its words, parts of headers included."""
    said, known = read_words(text), names_in(text, table)
    known = tuple(name for name in known if not _is_part(name, known))
    found = list(known)
    in_full = {word for name in known if name.score >= FULL for word in range(name.start, name.end + 1)}
    for place, level in enumerate(table.levels):
        mine = [name for name in known if name.level == place]
        taken = in_full.union(*(range(name.start, name.end + 1) for name in mine))
        left_out = _left_out(said, place, level, taken)
        for name in left_out:
            taken.update(range(name.start, name.end + 1))
        found += left_out
        families = _families(said, place, level, taken)
        for family in families:
            taken.update(range(family.start, family.end + 1))
        found += families
        for family in families:
            found += _members(said, place, level, family, taken)
    return tuple(sorted(found, key=lambda name: (name.start, name.level, min(name.labels))))


def _is_part(name: Name, names: Sequence[Name]) -> bool:
    """Whether a name is of a part of a header, and names another in full: "English" of "English only"."""
    return name.score < FULL and any(
        other.score >= FULL and other.start <= name.start and name.end <= other.end for other in names
    )


def _left_out(said: Said, place: int, level: Level, taken: set[int]) -> list[Name]:
    """Return where a claim names what some of a level's rows go without: "the gate" of "w/o gate"."""
    found = []
    for part, label in enumerate(level.labels):
        match = _WITHOUT.match(label)
        keys = tuple(word.key for word in words_of(label[match.end() :])) if match else ()
        for start in range(len(said.words) - len(keys) + 1 if keys else 0):
            words = range(start, start + len(keys))
            if tuple(said.words[n].key for n in words) == keys and not taken.intersection(words):
                found.append(replace(_name(place, level, [part], words), score=FULL))
                break
    return found


def _families(said: Said, place: int, level: Level, taken: set[int]) -> list[Name]:
    """Return the names in a claim that are a part of some of a level's headers, but not of all."""
    found = []
    for term in terms_of(f"x {said.text}"):
        start, end = term.start - 2, term.end - 2
        words = [n for n, word in enumerate(said.words) if start <= word.start and word.end <= end]
        if not term.is_name or not words or taken.intersection(words):
            continue
        keys = tuple(said.words[n].key for n in words)
        parts = [n for n, label in enumerate(level.labels) if _has(label, keys)]
        if parts and len(parts) < len(level.labels):
            found.append(_name(place, level, parts, words))
    return found


def _members(said: Said, place: int, level: Level, family: Name, taken: set[int]) -> list[Name]:
    """Return the words elsewhere in a claim that tell some of a family's headers from the others."""
    found = []
    for n, word in enumerate(said.words):
        if n in taken or word.key in STOPWORDS or len(word.key) < SHORTEST or not word.key.isalpha():
            continue
        parts = [part for part in sorted(family.labels) if _has(level.labels[part], (word.key,))]
        if parts and len(parts) < len(family.labels):
            found.append(_name(place, level, parts, [n]))
    return found


@lru_cache(maxsize=65_536)
def _has(label: str, keys: tuple[str, ...]) -> bool:
    """Whether some words stand in a header, one behind the other."""
    words = tuple(word.key for word in words_of(label))
    return any(words[n : n + len(keys)] == keys for n in range(len(words) - len(keys) + 1))


def _name(place: int, level: Level, parts: Sequence[int], words: Sequence[int]) -> Name:
    items = frozenset().union(*(level.items[part] for part in parts))
    score = ONE if len(parts) == 1 else SEVERAL
    return Name(place, frozenset(parts), items, min(words), max(words), score)
