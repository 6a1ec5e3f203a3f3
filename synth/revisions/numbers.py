"""What became of each number of a sentence in the sentence that it has become."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from synth.revisions.tokens import REFERENCE, SHORT_WORDS, Token, is_close, skeleton

__all__ = ["Comparison", "NumberChange", "compare_sentences"]


class NumberChange(NamedTuple):
    """A number that is another one, or stands in one of two sentences only; counts tokens."""

    old: int | None
    """Which token of the earlier sentence."""
    new: int | None
    """Which token of the later one."""


class Comparison(NamedTuple):
    """How two sentences differ."""

    is_reworded: bool
    """Whether words differ, beyond how a reader took the same ones."""
    changes: tuple[NumberChange, ...]
    """The numbers that differ, in the order of the earlier sentence, added ones last."""
    places: dict[int, int]
    """Token of the later sentence for each number of the earlier one that has a counterpart."""
    likeness: float
    """Twice the words that align over the words of both, 0 to 1; any number equals any other."""


_SCALES = frozenset(
    """k m b t thousand million billion trillion hundred % x times ms us ns s sec second seconds min mins
    minute minutes h hr hrs hour hours day days week weeks month months year years mb gb tb kb mib gib hz
    khz mhz ghz""".split()
)
"""Words behind a number that make it another number."""
_SAME_SCALE = {
    **dict.fromkeys(("sec", "second", "seconds"), "s"),
    **dict.fromkeys(("mins", "minute", "minutes"), "min"),
    **dict.fromkeys(("hr", "hrs", "hour", "hours"), "h"),
    **{"days": "day", "weeks": "week", "months": "month", "years": "year", "times": "x"},
    **{"thousand": "k", "million": "m", "billion": "b", "trillion": "t"},
}


def compare_sentences(
    old: Sequence[Token], new: Sequence[Token], *, nearby: frozenset[str] = frozenset()
) -> Comparison:
    """Compare two sentences that are one, edited; quadratic in their length at worst.

    Numbers are compared where the words around them align; a list told in another order changes
    nothing. `nearby` are numbers beside the later sentence, where a part of the earlier one may
    have gone.
    """
    masked_old, masked_new = _masked(old), _masked(new)
    operations = SequenceMatcher(None, masked_old, masked_new, autojunk=False).get_opcodes()
    is_reworded = any(
        tag != "equal" and not _is_reading(old[i:j], new[k:m]) for tag, i, j, k, m in operations
    )
    pairs: list[tuple[int, int]] = []
    for tag, i, j, k, m in operations:
        if tag == "equal":
            pairs += [(i + n, k + n) for n in range(j - i) if old[i + n].is_number]
        elif tag == "replace":
            pairs += _paired(old, new, range(i, j), range(k, m))
    places = {i: k for i, k in pairs if _is_same(old, new, i, k)}
    is_reworded = is_reworded or any(
        old[i].key != new[k].key and REFERENCE not in (old[i].key, new[k].key) for i, k in places.items()
    )
    differing = [(i, k) for i, k in pairs if i not in places]
    loose_old = [i for i, t in enumerate(old) if t.is_number and i not in places]
    loose_new = [k for k, t in enumerate(new) if t.is_number and k not in set(places.values())]
    if is_reworded:
        firm = {(i, k) for i, k in differing if _is_held(masked_old, masked_new, i, k)}
        _place_elsewhere(old, new, loose_old, loose_new, firm, places)
    changes = list(_changes(old, new, loose_old, loose_new, differing, places, nearby))
    aligned = sum(j - i for tag, i, j, _, _ in operations if tag == "equal")
    return Comparison(is_reworded, tuple(changes), places, 2 * aligned / max(1, len(old) + len(new)))


def _masked(tokens: Sequence[Token]) -> list[str]:
    return ["#" if token.is_number else token.key for token in tokens]


def _paired(old: Sequence[Token], new: Sequence[Token], olds: range, news: range) -> list[tuple[int, int]]:
    """Pair the numbers of two stretches of other words: in order, if they are as many."""
    first = [i for i in olds if old[i].is_number]
    second = [k for k in news if new[k].is_number]
    return list(zip(first, second, strict=True)) if len(first) == len(second) else []


def _is_same(old: Sequence[Token], new: Sequence[Token], i: int, k: int) -> bool:
    if REFERENCE in (old[i].key, new[k].key):
        return True
    if old[i].key != new[k].key and not is_close(old[i].printed, new[k].printed):
        return False
    units = [_scale(tokens, place) for tokens, place in ((old, i), (new, k))]
    return units[0] == units[1] or None in units


def _scale(tokens: Sequence[Token], place: int) -> str | None:
    if place + 1 >= len(tokens) or tokens[place + 1].key not in _SCALES:
        return None
    return _SAME_SCALE.get(tokens[place + 1].key, tokens[place + 1].key)


def _is_held(old: Sequence[str], new: Sequence[str], i: int, k: int) -> bool:
    """Whether the words on both sides of a number are the same, which pins it to its subject."""
    before = old[max(0, i - 2) : i] == new[max(0, k - 2) : k]
    return before and old[i + 1 : i + 3] == new[k + 1 : k + 3]


def _place_elsewhere(
    old: Sequence[Token],
    new: Sequence[Token],
    loose_old: list[int],
    loose_new: list[int],
    firm: set[tuple[int, int]],
    places: dict[int, int],
) -> None:
    """Find numbers that stand in the later sentence at another place, since its words were rearranged."""
    held_old, held_new = {i for i, _ in firm}, {k for _, k in firm}
    for i in loose_old:
        for k in loose_new:
            is_free = i not in held_old and k not in held_new and k not in places.values()
            if is_free and _is_same(old, new, i, k):
                places[i] = k
                break


def _changes(
    old: Sequence[Token],
    new: Sequence[Token],
    loose_old: Sequence[int],
    loose_new: Sequence[int],
    differing: Sequence[tuple[int, int]],
    places: dict[int, int],
    nearby: frozenset[str],
) -> Iterator[NumberChange]:
    used = set(places.values())
    partner = {i: k for i, k in differing if i not in places and k not in used}
    for i in loose_old:
        if i in places:
            continue
        if i in partner:
            yield NumberChange(i, partner[i])
        elif old[i].key not in nearby and old[i].key != REFERENCE:
            yield NumberChange(i, None)
    used |= set(partner.values())
    yield from (NumberChange(None, k) for k in loose_new if k not in used and new[k].key != REFERENCE)


_LIGATURES = re.compile("ff[il]?|f[il]")


def _is_reading(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Whether two stretches are the same words, read in two ways: hyphens, spaces, a glyph, a formula."""
    old, new = ([t for t in tokens if t.key != REFERENCE] for tokens in (old, new))
    first, second = skeleton(old), skeleton(new)
    if first == second or first.replace("><", "") == second.replace("><", ""):
        return True
    if Counter(t.key for t in old if t.is_number) != Counter(t.key for t in new if t.is_number):
        return False
    words = [token.key for token in (*old, *new) if not token.is_number]
    if all(len(word) <= 2 and (word == "a" or word not in SHORT_WORDS) for word in words):
        return True
    return _LIGATURES.sub("", first) == _LIGATURES.sub("", second) or _is_glyph(first, second)


def _is_glyph(old: str, new: str) -> bool:
    """Whether two words differ in letters that one of them has not: accents, ligatures, lost glyphs."""
    if old.isascii() and new.isascii():
        return False
    plain = sorted(("".join(filter(str.isascii, word)) for word in (old, new)), key=len)
    letters = iter(plain[1])
    return len(plain[0]) >= 3 and len(plain[1]) - len(plain[0]) <= 2 and all(c in letters for c in plain[0])
