"""So many of so many: "on 20 of the 22 families" against "on 16 out of 22 families".

Finding the 20 and the 22 somewhere says nothing: a part and its whole are one statement, and the same whole
of the same things with another part contradicts it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from synth.text import SMALL_NUMBERS, STOPWORDS, TENS
from synth.verdicts.compare import Outcome
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.holding import hold
from synth.verdicts.ledger import Ledger, Place
from synth.verdicts.match import QuantityMatch
from synth.verdicts.nouns import alike_nouns
from synth.verdicts.subjects import word_stem

__all__ = ["Share", "shares_in", "with_shares"]

OPPOSED = 0.5
"""Share of a claim's words that the sentence with another part of the same whole has at least."""

UNNAMED = 0.35
"""Share of a claim's words that are names which that sentence and those around it lack, at most."""

AROUND = 0.5
"""Credit for a word that only stands in the sentences around it."""

_VALUES = {word: value for value, word in enumerate(SMALL_NUMBERS) if value} | {
    f"{tens}-{SMALL_NUMBERS[one]}" if one else tens: 10 * n + one
    for n, tens in enumerate(TENS, start=2)
    for one in range(10)
}
_NUMBER = rf"\d{{1,4}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))}"
_THE = r"(?:the|these|those|its|our|their|all|tested|a[ ]total[ ]of)[ ]"
_BEHIND = r"(?P<behind>(?:[ ][A-Za-z][\w-]{0,24}){0,4})"
_SHARE = re.compile(
    rf"""(?<![\w.,/$€-])(?:
      (?P<but>all[ ]but[ ])?(?P<part>{_NUMBER}|none|neither|not[ ]one)
        (?P<ahead>(?:[ ][a-z][a-z-]{{1,20}}){{0,2}})[ ]
        (?:out[ ]of|of|among)[ ](?:{_THE}){{0,2}}(?P<whole>{_NUMBER})
      | (?:of|among|amongst|out[ ]of)[ ](?:{_THE})?(?P<all>{_NUMBER})
        (?P<things>(?:[ ][A-Za-z\d][\w-]{{0,24}}){{1,12}}),
        [ ](?:only[ ]|just[ ]|some[ ])?(?P<some>{_NUMBER})
        (?=[ ](?:were|was|are|is|have|had|did|do|could|can|lack|show|[a-z]+ed|of[ ]them)\b)
      | (?:each|every[ ]one|all)(?:[ ]of)?[ ](?:{_THE})?(?P<every>{_NUMBER})
      | (?P<over>\d{{1,3}})[ ]?/[ ]?(?P<under>\d{{1,3}})
    )(?![\w%/]|[.,]\d|-(?!\w+[ ]))(?:-[a-z]+)?{_BEHIND}""",
    re.VERBOSE | re.IGNORECASE,
)
_NONE = ("none", "neither", "not one")
_ENDS = frozenset(
    """for in on out at with from to by that which who and or but while when is was are were has have
    had""".split()
)


@dataclass(frozen=True, slots=True)
class Share:
    """A part and its whole, told of things."""

    part: int
    """How many; as many as there are for "all"."""
    whole: int
    """Of how many."""
    start: int
    """Where it is told: offset of its first character."""
    end: int
    """Offset behind its last number."""
    nouns: frozenset[str]
    """Stems of the words that name the things; empty where untold."""

    def is_of(self, other: Share) -> bool:
        """Whether both are told of the same whole of the same things, as far as it can be told."""
        if self.whole != other.whole:
            return False
        mine = {key for noun in self.nouns for key in (noun, *alike_nouns(noun))}
        return not self.nouns or not other.nouns or not mine.isdisjoint(other.nouns)


@lru_cache(maxsize=4_096)
def shares_in(text: str) -> tuple[Share, ...]:
    """Return the parts of counted wholes that a text tells, in order."""
    return tuple(share for match in _SHARE.finditer(text) if (share := _read(match)) is not None)


def _read(match: re.Match[str]) -> Share | None:
    if match["over"]:
        part, whole, end = int(match["over"]), int(match["under"]), match.end("under")
    elif match["all"]:
        part, whole, end = _value(match["some"]), _value(match["all"]), match.end("some")
        return _checked(Share(part, whole, match.start(), end, frozenset(_nouns(match["things"]))))
    elif match["every"]:
        part = whole = _value(match["every"])
        end = match.end("every")
    else:
        said = match["part"].lower()
        whole, end = _value(match["whole"]), match.end("whole")
        part = 0 if said in _NONE else _value(said)
        part = whole - part if match["but"] else part
    nouns = frozenset((*_nouns(match["ahead"] or ""), *_nouns(match["behind"])))
    if match["over"] and not nouns:
        return None
    return _checked(Share(part, whole, match.start(), end, nouns))


def _checked(share: Share) -> Share | None:
    """Return a share of several things, of which no more can be told than there are; else None."""
    return share if 0 <= share.part <= share.whole and share.whole >= LEAST else None


LEAST = 2
"""A whole of one has no parts."""


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _VALUES[number.lower()]


def _nouns(words: str) -> Iterator[str]:
    for word in words.lower().split():
        if word in _ENDS:
            return
        if word not in STOPWORDS:
            yield word_stem(word)


def with_shares(
    matches: Sequence[QuantityMatch],
    ledger: Ledger,
    describe: Callable[[Claimed, Place, Stated], Candidate],
) -> list[QuantityMatch]:
    """Let another part of the same whole speak against a claimed one.

    Args:
        matches: The claim's quantities, at least one, held against the source.
        ledger: The source.
        describe: Holds a claimed quantity against a stated one.
    """
    found = list(matches)
    for share in shares_in(matches[0].claimed.text):
        place = _opposed(share, matches[0].claimed, ledger)
        number = _number_of(share, matches)
        if place is None or number is None:
            continue
        against = _against(matches[number].claimed, share, place, describe)
        if against is not None:
            found[number] = replace(matches[number], agrees=None, contradicts=against, stands=False)
    return found


def _number_of(share: Share, matches: Sequence[QuantityMatch]) -> int | None:
    """Return the place of the claim's number that tells the part, or of the whole for "all"."""
    inside = [
        n
        for n, match in enumerate(matches)
        if share.start <= match.claimed.quantity.start < share.end
        and match.claimed.reading.value in (share.part, share.whole)
    ]
    return next(
        (n for n in inside if matches[n].claimed.reading.value == share.part), next(iter(inside), None)
    )


def _opposed(share: Share, claimed: Claimed, ledger: Ledger) -> Place | None:
    """Return the place that tells another part of the whole, unless the claimed one fits as well."""
    best: dict[bool, tuple[float, Place]] = {}
    rows = {*ledger.rows_with_digits(str(share.whole))}
    if share.whole < len(SMALL_NUMBERS):
        rows |= {*ledger.rows_with_digits(SMALL_NUMBERS[share.whole])}
    total = sum(term.weight for term in claimed.all_terms)
    for row in sorted(rows):
        place = ledger.place(row)
        told = [one for one in shares_in(place.facts.passage.text) if one.is_of(share)]
        if not told:
            continue
        is_same = any(one.part == share.part for one in told)
        fit, missing = hold(claimed.all_terms, [(1.0, place.facts.keys), (AROUND, place.around)])
        if not is_same and sum(term.weight for term in missing) > UNNAMED * total:
            continue
        if is_same not in best or fit > best[is_same][0]:
            best[is_same] = fit, place
    same, other = (best.get(is_same, (0.0, None)) for is_same in (True, False))
    return other[1] if other[0] >= OPPOSED and other[0] > same[0] else None


def _against(
    claimed: Claimed, share: Share, place: Place, describe: Callable[[Claimed, Place, Stated], Candidate]
) -> Candidate | None:
    """Return the number of a place that tells another part."""
    spans = [one for one in shares_in(place.facts.passage.text) if one.is_of(share)]
    for stated in place.facts.stated:
        told = [one for one in spans if one.start <= stated.quantity.start < one.end]
        if any(stated.reading.value == one.part for one in told):
            candidate = describe(claimed, place, stated)
            return replace(candidate, outcome=Outcome("differs", "value_differs"), conflict="", owner="")
    return None
