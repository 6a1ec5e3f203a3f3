"""Whose number it is: names of methods and data sets that are told apart, or may be one."""

from __future__ import annotations

import re
from collections.abc import Set

from synth.verdicts.facts import CHANGES, Claimed, Facts, Stated
from synth.verdicts.subjects import Term, coverage, is_held, name_key, names_of, terms_of, text_keys, window

__all__ = ["are_named_apart", "are_swapped", "derived_conflict", "is_renamed", "owner_of"]

VERBATIM = 0.85
"""Share of a claim's common words from which a passage says the same in the same words."""

VERBATIM_WORDS = 4
"""Common words that a claim has at least before their share tells anything."""

_PART = re.compile(r"[^\W_]+")
_ROUND_OR_SQUARE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def are_named_apart(one: str | None, other: str | None, text: str = "") -> bool:
    """Whether two names are of different things, whatever their case, dashes and abbreviation.

    A name and a longer one that begins or ends with it ("Lantern", "Lantern-B") may be one thing,
    unless a text that speaks of the second has the first beside it.

    Args:
        one: A name as bound; None or no name at all is never apart from anything.
        other: Another.
        text: The text that `other` was read from.
    """
    if not one or not other or not (_is_name(one) and _is_name(other)):
        return False
    if _aliases(one) & _aliases(other) or _is_torn(one, other):
        return False
    mine, theirs = _parts(one), _parts(other)
    if not (mine <= theirs or theirs <= mine):
        return True
    return name_key(one) in {term.key for term in terms_of(text.replace(other, " ")) if term.is_name}


TORN = 6
"""Letters that a name torn at a line's end keeps at least."""


def _is_torn(one: str, other: str) -> bool:
    """Whether one name is the other up to a line's end: "NaturalQues" of "NaturalQues-tions"."""
    short, long = sorted((one, other), key=len)
    rest = long[len(short) :]
    return (
        len(short) >= TORN
        and short.isalpha()
        and long.startswith(short)
        and rest.isalpha()
        and rest.islower()
    )


def owner_of(claimed: Claimed, stated: Stated, facts: Facts) -> str:
    """Name the other method, data set or condition that a number belongs to; "" if it may be the claim's."""
    mine, theirs, text = claimed.quantity, stated.quantity, facts.passage.text
    said = {term.key for term in claimed.all_terms}
    is_apart = are_named_apart(mine.method, theirs.method, text) and not _is_told_from_below(claimed, stated)
    if is_apart and not _compares_both(claimed, theirs.method, facts, said):
        return theirs.method or ""
    if not _is_in(theirs.dataset, said) and are_named_apart(mine.dataset, theirs.dataset, text):
        return theirs.dataset or ""
    is_contrast = _stands_there(mine.condition, facts) and not _is_in(theirs.condition, said)
    if is_contrast and are_named_apart(mine.condition, theirs.condition, text):
        return theirs.condition or ""
    return ""


def _compares_both(claimed: Claimed, method: str | None, facts: Facts, said: Set[str]) -> bool:
    """Whether claim and passage both name two methods with one number: grammar may give it to either."""
    alone = not any(one.reading.unit == claimed.reading.unit for one in (*claimed.before, *claimed.behind))
    return alone and _is_in(method, said) and _is_in(claimed.quantity.method, facts.keys)


def are_swapped(claimed: Claimed, stated: Stated) -> bool:
    """Whether the claim sets the two compared against each other the other way round."""
    mine, theirs = claimed.quantity, stated.quantity
    if mine.role not in CHANGES or not (mine.method and theirs.baseline):
        return False
    if are_named_apart(mine.method, theirs.baseline) or not are_named_apart(mine.method, theirs.method):
        return False
    return mine.baseline is None or not are_named_apart(mine.baseline, theirs.method)


def derived_conflict(claimed: Claimed, first: Stated, second: Stated) -> str:
    """Return "direction_reversed" where two numbers give the claimed change, but the other way round."""
    if claimed.quantity.role not in CHANGES or not claimed.direction:
        return ""
    way = _way_between(claimed, first, second)
    return "direction_reversed" if way * claimed.direction < 0 else ""


def _way_between(claimed: Claimed, first: Stated, second: Stated) -> int:
    """Return 1 where the claim's method has the higher of two numbers, -1 for the lower, 0 if untold.

    Of "from 58.7 to 61.2" the second is what came of it.
    """
    one, other = first.reading.value, second.reading.value
    if one is None or other is None or one == other:
        return 0
    if first.direction and first.direction == second.direction and first.quantity.role not in CHANGES:
        return first.direction
    mine, rival = (_name_keys(name) for name in (claimed.quantity.method, claimed.quantity.baseline))
    leaning = [
        bool(mine & stated.context.own_keys) - bool(rival & stated.context.own_keys)
        for stated in (first, second)
    ]
    if leaning[0] == leaning[1]:
        return 0
    return 1 if (one > other) == (leaning[0] > leaning[1]) else -1


def _name_keys(name: str | None) -> frozenset[str]:
    return frozenset(term.key for term in names_of(name))


def is_renamed(claimed: Claimed, facts: Facts) -> bool:
    """Whether the passage says the same in nearly the same words, but has another name in the same place."""
    common = [term for term in claimed.all_terms if not term.is_name]
    if len(common) < VERBATIM_WORDS or coverage(common, facts.keys) < VERBATIM:
        return False
    lacking = [t for t in claimed.all_terms if t.is_name and not is_held(t, facts.keys)]
    if not lacking:
        return False
    keys = text_keys(claimed.all_terms)
    text = facts.passage.text
    return any(
        are_named_apart(mine.surface, theirs.surface) and _stand_alike(claimed.text, mine, text, theirs)
        for theirs in terms_of(text)
        if theirs.is_name and not is_held(theirs, keys)
        for mine in lacking
    )


def _stand_alike(text: str, one: Term, other_text: str, other: Term) -> bool:
    """Whether the same word stands next to both names, on the same side, or both open their sentence."""
    mine, theirs = window(text, one.start, one.end), window(other_text, other.start, other.end)
    return any(near[:1] == far[:1] for near, far in zip(mine, theirs, strict=True))


def _is_told_from_below(claimed: Claimed, stated: Stated) -> bool:
    """Whether "B lies 2 points below A" is claimed where "A lies 2 points above B" is stated."""
    return are_swapped(claimed, stated) and claimed.direction * stated.direction < 0


def _is_in(name: str | None, keys: Set[str]) -> bool:
    return any(term.key in keys for term in names_of(name))


def _stands_there(condition: str | None, facts: Facts) -> bool:
    """Whether the passage speaks of the claim's condition too, and so tells it from others."""
    return _is_in(condition, facts.keys)


_PLURAL = re.compile(r"[A-Z]{2,}s")
"""Acronyms in the plural, as "LLMs" and "MCQs", are kinds of things and name none."""


def _is_name(name: str) -> bool:
    return any(not _PLURAL.fullmatch(term.surface) for term in names_of(name))


def _parts(name: str) -> frozenset[str]:
    return frozenset(name_key(part) for part in _PART.findall(_ROUND_OR_SQUARE.sub(" ", name)))


def _aliases(name: str) -> frozenset[str]:
    """Return the keys a name may go by: joined, by its initials, and "multilingual X" as "mX"."""
    words = name.split()
    keys = {name_key(name), name_key(_ROUND_OR_SQUARE.sub(" ", name))}
    if len(words) > 1:
        initials = "".join(word[0] for word in words if word[0].isalnum())
        keys.add(name_key(initials[: len(words) - 1] + words[-1]))
        if len(initials) > 2:
            keys.add(name_key(initials))
    return frozenset(keys)
