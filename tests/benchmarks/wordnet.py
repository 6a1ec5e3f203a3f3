"""Synonyms and antonyms from WordNet 3.0's files (Debian: `apt-get install wordnet-base`).

Only a word's first sense counts, and only words that have few senses: rarer senses turn a sentence
into another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

MAX_SENSES = 3


class Lexicon(NamedTuple):
    """Words of like and of opposite meaning, by word."""

    synonyms: dict[str, tuple[str, ...]]
    antonyms: dict[str, tuple[str, ...]]


@cache
def read_wordnet(folder: Path = Path("/usr/share/wordnet")) -> Lexicon:
    """Read adjectives, adverbs and nouns; verbs are left out, since their forms would have to be made."""
    synonyms: dict[str, tuple[str, ...]] = {}
    antonyms: dict[str, tuple[str, ...]] = {}
    for part in ("noun", "adv", "adj"):
        synsets = dict(_synsets(folder / f"data.{part}"))
        for word, offset in _first_senses(folder / f"index.{part}"):
            words, opposites = synsets[offset]
            others = tuple(other for other in words if other != word and "_" not in other)
            if others:
                synonyms[word] = others
            mine = tuple(
                synsets[there][0][target - 1]
                for source, there, target in opposites
                if words[source - 1] == word and there in synsets
            )
            if mine:
                antonyms[word] = tuple(other for other in mine if "_" not in other)
    return Lexicon(synonyms, {word: found for word, found in antonyms.items() if found})


def _synsets(path: Path) -> Iterator[tuple[int, tuple[list[str], list[tuple[int, int, int]]]]]:
    """Yield offset → (words, antonyms as (source word, offset, target word)); see wndb(5WN)."""
    for line in path.open(encoding="latin-1"):
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        n = int(fields[3], 16)
        words = [word.split("(")[0].lower() for word in fields[4 : 4 + 2 * n : 2]]
        at = 5 + 2 * n
        opposites = []
        for _ in range(int(fields[4 + 2 * n])):
            symbol, offset, _, places = fields[at : at + 4]
            if symbol == "!":
                opposites.append((int(places[:2], 16), int(offset), int(places[2:], 16)))
            at += 4
        yield int(fields[0]), (words, opposites)


def _first_senses(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.open(encoding="latin-1"):
        fields = line.split()
        if line.startswith("  ") or "_" in fields[0] or len(fields[0]) < 4 or int(fields[2]) > MAX_SENSES:
            continue
        yield fields[0], int(fields[-int(fields[2])])
