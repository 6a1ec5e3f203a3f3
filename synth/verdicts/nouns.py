"""Nouns that papers count: which may stand for one another, and which can't."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from synth.text import stem
from synth.verdicts.units import Unit

__all__ = ["alike_nouns", "are_other_nouns", "counts_other", "is_known_noun", "is_noun_there", "may_be_one"]

# Without what may stand for anything counted: entries, items, rows, cases, units.
_GROUPS = """
image picture photo photograph frame
video clip movie film
cpu
example sample record datapoint observation pair triple triplet
document article passage page text abstract paper publication
token
word term
character letter
sentence utterance line
step iteration update
epoch pass
gpu accelerator card v100 a100 p100 tpu device core chip processor worker node machine
person people participant subject annotator rater worker user human judge speaker patient student
task dataset benchmark set corpus test column collection domain
language tongue
country nation
layer block
head
question query prompt instruction request
parameter weight
class category label topic type
model system network baseline method
neuron dimension feature
embedding vector representation
year month week day hour minute second
"""
_GROUP: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _word in _line.split():
        _GROUP.setdefault(stem(_word), set()).add(_number)


def is_known_noun(word: str) -> bool:
    """Whether a word is a noun that papers count: "people", "images"."""
    return stem(word.lower()) in _GROUP


def may_be_one(one: Unit, other: Unit) -> bool:
    """Whether two counted nouns are known to name the same things."""
    mine, theirs = _groups(one), _groups(other)
    return bool(mine & theirs)


def are_other_nouns(one: Unit, other: Unit) -> bool:
    """Whether two units count things that are told apart: tokens are no documents, images are pictures.

    A noun that is in no group may stand for any, and so may a sample of whatever there is.
    """
    if _is_generic(one) or _is_generic(other):
        return False
    mine, theirs = _groups(one), _groups(other)
    return bool(mine and theirs) and not mine & theirs


_GENERIC = frozenset(
    stem(word) for word in "example sample record datapoint observation instance entry item case".split()
)


def _is_generic(unit: Unit) -> bool:
    """Whether a unit counts what may be anything: samples are texts, pictures or questions."""
    return any(word in _GENERIC for word in unit.dimension.removeprefix("count:").split()[-1:])


def is_noun_there(unit: Unit, keys: Set[str]) -> bool:
    """Whether what a unit counts is named among words, or a noun that may stand for it."""
    noun = unit.dimension.removeprefix("count:").split()[-1]
    return noun in keys or any(key in keys for key in alike_nouns(noun))


@cache
def alike_nouns(noun: str) -> tuple[str, ...]:
    """Return the nouns that share a group with one."""
    mine = _GROUP.get(noun, set())
    return tuple(sorted(key for key, groups in _GROUP.items() if groups & mine))


def counts_other(unit: Unit, header: str) -> bool:
    """Whether a header names what it counts ("train steps"), and a counted noun is of something else."""
    mine = _groups(unit)
    named = [_GROUP[key] for word in _HEADER_WORD.findall(header) if (key := stem(word.lower())) in _GROUP]
    return bool(mine and named) and not any(mine & groups for groups in named)


_HEADER_WORD = re.compile(r"[^\W\d_]+")


def _groups(unit: Unit) -> set[int]:
    """Return the groups of a unit's last noun that is in any: "sentence embeddings" are of the sentences'."""
    words = unit.dimension.removeprefix("count:").split()
    return next((_GROUP[key] for word in reversed(words) if (key := stem(word)) in _GROUP), set())
