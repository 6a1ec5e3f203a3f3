"""Which of two things a claim gives which of its two numbers, from the order of its words.

"A reaches 71, ahead of the 69 of B", "with 71 against 69, A beats B", "replacing B by A lifts it from
69 to 71": names and numbers stand in a few orders, and each says whose a number is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from synth.verdicts.cues import is_better_low

__all__ = [
    "Mention",
    "Span",
    "compared_words",
    "ends_of_change",
    "is_at_odds",
    "is_removed",
    "parted",
    "sides_told",
]

Span = tuple[int, int]
"""Where a number begins and ends in a claim."""

_PHRASE = r"(?:\s+(?!(?:and|but|or|while|whereas|from|to|lifts?|raises?|than|by|with|on)\b)[^\s,;:()]+)"
_REMOVED_BEHIND = re.compile(
    r"\b(?:without|w/o|no|no longer|dropping|drops|removing|removes|omitting|excluding|excludes|ablating|"
    r"disabling|lacking|lacks|discarding|skipping|stripping|deleting|taking away|taking out|leaving out|"
    r"leaving off|leaves out|switching off|turning off|losing|minus|absence of|removal of|apart from|"
    rf"except(?:ing)?(?: for)?|other than)(?P<what>{_PHRASE}{{1,6}})",
    re.IGNORECASE,
)
_REMOVED_BETWEEN = re.compile(
    rf"\b(?:leaving|leaves?|taking|takes?)(?P<what>{_PHRASE}{{1,6}}?)\s+(?:out|off|away)\b", re.IGNORECASE
)
_REMOVED_BEFORE = re.compile(
    r"(?P<what>(?:[^\s,;:()]+\s+){1,4})(?:is|are|was|were|being)\s+(?:not|removed|dropped|omitted|left out|"
    r"disabled|excluded|discarded|taken away|switched off|turned off|missing)\b",
    re.IGNORECASE,
)
"""What a claim says to be absent."""

_OLD_BEHIND = re.compile(
    r"\b(?:instead of|rather than|in place of|as opposed to|as against|compared (?:with|to)|relative to|"
    r"in comparison (?:with|to)|versus|vs\.?|over|than|against|unlike|beyond|upon|"
    r"replac\w+|substitut\w+|swapp\w+|exchang\w+|"
    r"(?:switch\w*|mov\w+|go|goes|going|went|chang\w+|pass\w*|com\w+|shift\w*|turn\w*|scal\w+|grow\w*) from)"
    rf"{_PHRASE}{{1,5}}",
    re.IGNORECASE,
)
"""Words ahead of what something else takes the place of."""

_CHANGE = re.compile(r"from\W{0,3}(?:about |around |roughly |some |just |only |as little as |as low as )?$")
_TO = re.compile(r"\bto\W{0,3}(?:(?:about|around|roughly|some|just|only|nearly|almost)\s)?$")
_UP_FROM = re.compile(
    r"\W*(?:,? ?(?:up|down|a rise|a drop|an increase|a fall|compared|rather than|instead of)\b)[^\d]{0,25}$"
)
_NEW_AHEAD = re.compile(
    r"\b(?:add\w*|append\w*|using|with|via|through|by|to|introduc\w+|includ\w+|appl\w+|into|under|when|once)"
    r"(?: (?:the|a|an|its|their|just|only))*\s*$",
    re.IGNORECASE,
)
"""Words ahead of what a change is made by or leads to."""
_MOVES = re.compile(
    r"\b(?:rais|ris|rose|lift|improv|increas|decreas|boost|push|drag|drop|fall|fell|cut|lower|reduc|bring|brought|"
    r"tak|took|climb|grow|grew|go(?:es)?\b|went|shrink|jump|mov|hurt|help|driv|drove|carri|send|sent|degrad|chang)\w*",
    re.IGNORECASE,
)

_BREAK = re.compile(
    r"[,;():]|\b(?:and|while|whereas|but|or|versus|vs|against|than|over|ahead|behind|compared|above|below|from|to|"
    r"as opposed|beats?|exceeds?|surpass\w*|outperform\w*)\b"
)
"""Where between two numbers the words of the first end and those of the second begin."""
_ASIDE = re.compile(r"\W{0,2}\([^()]*\)")
"""A bracket that tells more of the number ahead of it."""
_OPENING = re.compile(r"\(\W*$")
"""A bracket in which a number follows what it is of: "A (71)"."""
_PREPOSITION = re.compile(
    r"[\s\w%]{0,14}?\b(?:for|of|on|by|with|in|at|under|using|when|without|goes to|belongs to)\b"
)
"""How a number's own name follows it: "71 for A"."""
_ITS_NAME = re.compile(
    r"(?:\s?%|\s(?:points?|per ?cent))?\s(?:for|of|by|with|from|under|using|without|in)(?: the| an?| its)* "
)
"""What stands between a number and what it is of: "69 for B"."""
_CLAUSE = re.compile(r";|,? \b(?:but|while|whereas|although|though|yet)\b|\. ")

_OTHER_FIRST = re.compile(
    r"\s*(?:compared|relative|in contrast|unlike|against|while|whereas|behind|where)\b", re.IGNORECASE
)
"""An opening that names what a claim compares with before what it speaks of."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A word of the claim that tells one of two places in the source from the other."""

    start: int
    """Offset of its first character in the claim."""
    end: int
    """Offset behind it."""
    side: int
    """0 for the place that has the claim's first number, 1 for that of the second."""
    is_variant: bool = False
    """Whether the source has it as something added to the other: "+ author"."""


def is_removed(text: str, start: int) -> bool:
    """Whether what a claim names at an offset is said to be absent: "without dropout"."""
    return any(begin <= start < end for begin, end in _removed_spans(text))


@lru_cache(maxsize=64)
def _removed_spans(text: str) -> tuple[Span, ...]:
    """Return where a text names what is absent; asked for every name of it."""
    patterns = (_REMOVED_BEHIND, _REMOVED_BETWEEN, _REMOVED_BEFORE)
    return tuple(match.span("what") for pattern in patterns for match in pattern.finditer(text))


def compared_words(text: str) -> list[Span]:
    """Return where a claim names what something else takes the place of: "instead of B"."""
    return [match.span() for match in _OLD_BEHIND.finditer(text)]


def sides_told(text: str, first: Span, second: Span, mentions: Sequence[Mention]) -> int:
    """Return 1 where a claim gives each of two numbers to its own side, -1 for the other's, 0 if untold.

    Args:
        text: The claim.
        first: Its number that stands first.
        second: The other one.
        mentions: Words that tell the two sides apart, in order.
    """
    before = [one for one in mentions if one.start < first[0]]
    behind = next((one for one in mentions if one.start >= second[1]), None)
    if behind is not None and before and before[-1].side != behind.side:
        if _ITS_NAME.fullmatch(text, second[1], behind.start):
            return _given(before[-1].side)  # "A does better than B at 71, against 69 for B"
    after = [one.side for one in mentions if one.start >= second[1]]
    cut = parted(text, first, second)
    mine = [one.side for one in mentions if first[1] <= one.start < cut]
    theirs = [one.side for one in mentions if cut <= one.start < second[0]]
    ends = ends_of_change(text, first, second)
    if ends and not (mine and (theirs or after)):
        new = _changed(text, mentions)
        return 0 if new is None else (1 if (new == 1) == (ends > 0) else -1)
    in_clause = _in_clause(text, first, before)
    spans = compared_words(text)
    is_compared = all(any(start <= one.start < end for start, end in spans) for one in in_clause)
    sides = [one.side for one in in_clause]
    return _in_order(text, sides, mine, theirs, after, is_compared=is_compared)


def ends_of_change(text: str, first: Span, second: Span) -> int:
    """Return 1 for "from x to y", -1 for "to y from x" and "y, up from x", 0 for two numbers side by side."""
    ahead, gap = text[: first[0]], text[first[1] : second[0]]
    if _CHANGE.search(ahead) and _TO.search(gap):
        return 1
    if _CHANGE.search(gap) and (_TO.search(ahead) or _UP_FROM.match(gap)):
        return -1
    return 0


_RISES = re.compile(
    r"\b(?:raises|raised|rises|rose|lifts|lifted|increases|increased|grows|grew|climbs|climbed|boosts|boosted|"
    r"jumps|jumped)\b",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\b(?:lowers|lowered|reduces|reduced|decreases|decreased|drops|dropped|falls|fell|cuts|shrinks|shrank|"
    r"drags|dragged|declines|declined)\b",
    re.IGNORECASE,
)
_GOES = re.compile(
    r"\b(?:go(?:es)?|went|takes?|took|brings?|brought|moves?|moved|changes?|changed)\b", re.IGNORECASE
)
_THAN = re.compile(
    r"\W*(?:\w+\s){0,2}(?:(?P<more>higher|larger|greater)|(?P<less>lower|smaller)) than (?:the |an? |its )?"
)


_AGAINST = re.compile(
    r"\W{0,2}(?:(?:%|points?|BLEU|F1|EM|hours?|seconds?|ms|GB|[A-Z]\w{0,4})\W{1,2})?"
    r"(?:vs\.?|versus|against|compared (?:to|with)|as opposed to|to)\s"
    r"(?:(?:only|just|the|a|about|some)\s){0,2}[~≈]?"
)
"""What stands between two numbers that a claim sets against one another: "(71 vs. 69)"."""
_MORE = re.compile(r"\b(?:more|higher|larger|greater|longer|exceeds?|exceeded|above)\b", re.IGNORECASE)
_LESS = re.compile(r"\b(?:less|fewer|lower|smaller|shorter|below)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:better|outperform\w*|outscor\w*|beats?|beaten|ahead|surpass\w*|wins?|tops|topped|superior)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:worse|underperform\w*|trail\w*|lags?|lagging|lagged|behind|loses?|lost|inferior|short of)\b",
    re.IGNORECASE,
)


def is_at_odds(text: str, first: Span, second: Span, *, is_rise: bool) -> bool:
    """Whether a claim's words for how two of its numbers differ are not borne out by the numbers.

    "Falls from 61 to 64", "64, lower than the 61 of B", "A is larger than B (61 against 64)".

    Args:
        text: The claim.
        first: Its number that stands first.
        second: The next one, of the same unit.
        is_rise: Whether the second is the greater one.
    """
    told = _THAN.fullmatch(text, first[1], second[0])
    if told is not None:
        return is_rise == (told["more"] is not None)
    ends = ends_of_change(text, first, second)
    if not ends and _AGAINST.fullmatch(text, first[1], second[0]) and not _OTHER_FIRST.match(text):
        return _is_said_otherwise(text[: first[0]], is_rise=is_rise)
    cut = max((match.end() for match in _ASIDES.finditer(text, 0, first[0])), default=0)
    if not ends or _GOES.search(text, cut, first[0]) or _IS_END.search(text, cut, first[0]):
        return False
    rises, falls = (pattern.search(text, cut, first[0]) is not None for pattern in (_RISES, _FALLS))
    return rises != falls and rises != (is_rise == (ends > 0))


def _is_said_otherwise(ahead: str, *, is_rise: bool) -> bool:
    """Whether the words ahead of "61 against 64" put the wrong one of them above the other."""
    more, less = (pattern.search(ahead) is not None for pattern in (_MORE, _LESS))
    if more == less:
        better, worse = (pattern.search(ahead) is not None for pattern in (_AHEAD, _BEHIND))
        if more or better == worse:
            return False
        more = better != is_better_low(ahead)
    return more == is_rise


_IS_END = re.compile(r"\bfrom [^,;]{0,20}\d[^,;]{0,20} to\W*$")
"""Ahead of a number that another change ends with: "from 44 to 48 and from 60 to 64"."""
_ASIDES = re.compile(r"[,;:]|\b(?:and|but|while|whereas|although|when|which|that)\b")
"""Where what is said of another number may end."""


def parted(text: str, first: Span, second: Span) -> int:
    """Return where between two numbers the words of the first end and those of the second begin."""
    own, others = _ASIDE.match(text, first[1], second[0]), _OPENING.search(text, first[1], second[0])
    start, end = own.end() if own else first[1], others.start() if others else second[0]
    cut = _BREAK.search(text, start, end)
    if cut is not None:
        return cut.start()
    return second[0] if _PREPOSITION.match(text, first[1], second[0]) else first[1]


def _in_clause(text: str, first: Span, before: Sequence[Mention]) -> list[Mention]:
    """Return what is named ahead of a number in its own clause."""
    cut = max((match.end() for match in _CLAUSE.finditer(text, 0, first[0])), default=0)
    return [one for one in before if one.start >= cut]


def _in_order(
    text: str, before: list[int], mine: list[int], theirs: list[int], after: list[int], *, is_compared: bool
) -> int:
    """Pair names and numbers as they follow one another.

    Where only one side is named, it has the first number, unless it is what is compared with
    (`is_compared`: "better than B, with 71 against 69").
    """
    if theirs and after and not mine and not before and theirs[-1] != after[0]:
        return _given(theirs[-1])  # "at 69, B trails the 71 of A"
    own = mine[0] if mine else (before[-1] if before else None)
    other = theirs[-1] if theirs else (after[0] if after and (mine or not len(set(before)) == 2) else None)
    if own is not None and other is not None and own != other:
        return _given(own)
    if mine or theirs:
        return _given(mine[0]) if mine and not theirs else 0
    if len(set(before)) == 2:
        return 0 if _OTHER_FIRST.match(text) else _given(before[0])
    if len(set(after)) == 2 and not before:
        return _given(after[0])
    if before and not after and not _OTHER_FIRST.match(text):
        return -_given(before[0]) if is_compared else _given(before[0])
    return 0


def _given(side: int) -> int:
    """Return 1 if the first number is given to its own side."""
    return 1 if side == 0 else -1


def _changed(text: str, mentions: Sequence[Mention]) -> int | None:
    """Return the side that a change leads to; None if untold.

    What a claim names is what was done, unless it is what that takes the place of.
    """
    spans = compared_words(text)
    is_old = [any(start <= one.start < end for start, end in spans) for one in mentions]
    old = {one.side for one, told in zip(mentions, is_old, strict=True) if told}
    new = [one for one, told in zip(mentions, is_old, strict=True) if not told]
    if len(old) == 1:
        return 1 - min(old)
    verb = _MOVES.search(text)
    for told in (
        [one for one in new if one.is_variant],
        new,
        [one for one in new if _NEW_AHEAD.search(text, 0, one.start)],
        [one for one in new if verb is not None and one.start < verb.start()],
    ):
        if len(sides := {one.side for one in told}) == 1:
            return min(sides)
    return None
