"""The words by which a clause compares: "beats", "the lowest", "instead of", "on four of six tasks"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from synth.text import SMALL_NUMBERS

__all__ = [
    "ANY",
    "AVERAGE",
    "COMPARES",
    "DENIED",
    "EACH",
    "FAILS",
    "NONE",
    "ONLY",
    "ONLY_ON",
    "ONLY_WHERE",
    "REMOVED",
    "Cue",
    "HowMany",
    "clauses_of",
    "compared_in",
    "compares",
    "exchanges_in",
    "extremes_in",
    "gaps_in",
    "how_many",
    "limits_in",
]

Way = Literal["up", "down"]

_CLAUSE = re.compile(
    r";|,? (?:but|yet)\b(?! also)|,? (?:while|whereas|even though|although|though|where)\b"
    r"|, and (?=[^,]*\b(?:on|trails?)\b)"
)
_ASIDE = re.compile(r", (?:at|with|by|scoring|reaching|having|namely)\b[^,;]{0,40}\d[^,;]{0,12},")
"""What tells the number of an opening clause: "although A is best, at 12.0, …"."""
_WHOLE = re.compile(r"\b(?:every|all|each|any|everything|everywhere)\b(?: [\w-]+){0,4}$")

_AHEAD = (
    r"outperform\w*|surpass\w*|beat(?:s|en|ing)?|outscor\w+|outdo\w*|outdid|overtak\w+|outrank\w*|eclips\w+|"
    r"bests|bested|tops|topped|topping|better|superior|stronger|ahead of|edge[sd]? (?:out|past)|"
    r"(?:edge|advantage|lead) over|"
    r"improv\w+ (?:on|over|upon)|wins? (?:over|against)|"
    r"more (?:effective|accurate|efficient|robust)|faster|quicker|leads|leading"
)
_BEHIND = (
    r"underperform\w*|trail\w*|lags?|lagged|lagging|worse|inferior|weaker|behind|short of|"
    r"los(?:es|ing|t) (?:out )?(?:to|against)|less (?:effective|accurate|efficient|robust)|slower|poorer|"
    r"(?:hurts?|harms?|degrad\w+|costs?) (?:\w+ ){0,2}more"
)
_UP = r"higher|greater|larger|more|exceed\w*|above|bigger|longer"
_DOWN = r"lower|smaller|less|fewer|below|shorter"
_HELPED = r"improves?|improved|boosts?|boosted|helps?|helped"
_HURT = r"hurts?|harms?|harmed|degrades?|degraded|worsens?|worsened|impairs?"
_RAISED = r"raises?|raised|lifts?|lifted|increases?|increased"
_LOWERED = r"lowers|lowered|reduces?|reduced|decreases?|decreased"
_COMPARED = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_CHANGED = re.compile(
    rf"\b(?:(?P<ahead>{_HELPED})|(?P<behind>{_HURT})|(?P<up>{_RAISED})|(?P<down>{_LOWERED}))\b"
    r"(?! (?:on|over|upon)\b)"
)
COMPARES = re.compile(
    r"(?:high|low|great|larg|bigg?|small|strong|weak|long|short|bett|wors)(?:er|est|t|e)?|best|most|least|more|less"
)
_PASSIVE = re.compile(r"\s+by\b(?!\s+(?:[\d(]|an?\b|nearly|about|almost|some|over|more|just))")
_EXCHANGED = re.compile(
    r"\b(?:(?P<move>(?:switch|mov|go|chang|pass|shift|step|grow|rais|scal)\w*(?: \w+){0,3} from|between)"
    r"|instead of|rather than|in place of|as opposed to)\b"
)
_EXTREME = re.compile(
    r"\b(?:(?P<good>(?<!it )best(?! to\b)|top(?!-| \d)|tops|topped|strongest|record|"
    r"most (?:accurate|effective)|"
    r"(?:leads|leading)(?= (?:on|in|at|for|across|every|all|both|throughout)\b|[,.]|$)|first place|"
    r"(?:comes?|came|coming|finish\w*|ranks?|ranked|is|are|lands?) (?:out )?(?:first|on top)(?! of)|"
    r"un(?:beaten|rivall?ed|matched|surpassed)"
    r"|(?:leads?|beats?|tops?|outperforms?|surpass(?:es)?|exceeds?|outscores?|ahead of|better than)"
    r" (?:all|every|each|any|both|the)(?: of)?(?: the)? (?:others?|rest|listed|competing|compared|remaining"
    r"|tested|competitors?|rivals?|alternatives?)\b)"
    r"|(?P<bad>worst|weakest|poorest|(?:comes?|came|finish\w*|ranks?|ranked) (?:out )?last)"
    r"|(?P<high>highest|largest|greatest|most(?! [a-z-]+(?:ive|al|ous|ant|ent|ful|able|ible|ed|ing|ic|ary)\b)"
    r"|maximum|longest|biggest)"
    r"|(?P<low>lowest|smallest|least|fewest|minimum|shortest))\b"
    r"(?!-| of (?:the|all|these|its)\b| likely| \w+ly\b)"
)
_BESIDE = re.compile(
    r"\b(?:over|than|below|above|behind|against|of|from|to|taking|beats?|(?:surpass|outperform|exceed)\w*)"
    r"(?: the| its| their| even)*$"
)
"""Ahead of "the best earlier system", which is only what is compared with."""
_RANK = re.compile(
    r"(?<![\w-])(?:(?P<two>second|2nd|next)|(?P<three>third|3rd)|(?P<more>two|three|four|five|\d))[ -]$"
)
"""Ahead of "best": which of them, or that several are."""
_RISE = r"gains?|improvements?|increases?|jumps?|boosts?|lifts?|advantages?|leads?|benefits?|growth"
_FALL = r"drops?|loss(?:es)?|declines?|decreases?|deficits?|degradations?|reductions?|falls?|penalt(?:y|ies)"
_GAP = re.compile(
    r"\b(?:(?P<great>largest|biggest|greatest|widest|highest|most)"
    r"|(?P<small>smallest|narrowest|least|lowest|slightest)) (?:[a-z-]+ ){0,2}?"
    rf"(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|(?P<apart>gaps?|margins?|differences?|changes?))\b"
)
_MOST = re.compile(
    r"\b(?:(?P<rise>gain\w*|benefit\w*|improv\w+|profit\w*|helps?|helped)"
    r"|(?P<fall>drops?|dropped|los(?:es?|t|ing)|suffer\w*|declin\w+|hurts?|harms?|harmed|degrad\w+|falls?|fell))"
    r" (?:[a-z]+ ){0,2}?(?:the )?(?:(?P<great>most)|(?P<small>least))\b"
)
_IS_GREAT = re.compile(
    rf"\b(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|(?P<apart>gaps?|margins?|differences?|changes?))\b[^,;]{{0,80}}?"
    r"\b(?:is|are|was|were|being) (?:by far )?(?:the )?(?:(?P<great>largest|biggest|greatest|widest|highest)"
    r"|(?P<small>smallest|narrowest|lowest|slightest))\b"
)
_OR_MORE = re.compile(
    r"\b(?:gets? to|got to|reach\w*|stands? at|stays? at|has|have|is|are|scores?|with|at|of) "
    r"(?P<value>\d+(?:,\d{3})*(?:\.\d+)?)(?: ?%| per ?cent| points?)? "
    r"or (?:(?P<more>more|above|higher|better|over)|(?:less|below|lower|fewer|under))\b"
)
_SUFFERED = re.compile(r"\b(?:suffer|benefit|gain|profit|declin|deteriorat|degrad|worsen|improv)\w*")
_LIMIT = re.compile(
    r"\b(?:(?P<over>above|over|exceed\w*|(?:more|higher|better|greater) than|pass(?:es)?|clears?|tops)"
    r"|(?P<under>below|under|less than|lower than|worse than|fewer than|short of)"
    r"|(?P<from>at least|reach(?:es)?)|(?P<to>at most))"
    r"(?: the)? (?P<value>\d+(?:,\d{3})*(?:\.\d+)?)(?![\d.]*\d)"
    r"(?! ?(?:times|x\b|-?fold|points?|of\b))"
)

EACH = re.compile(
    r"\b(?:each|every|all|both|throughout|across the board|consistently|alike|any|either|everywhere|always|"
    r"invariably)\b"
)
ONLY = re.compile(r"\b(?:the only|alone|the sole|only one)\b")
ONLY_WHERE = re.compile(r"\b(?:the only|the sole|the one)\b[^,;]*\b(?:which|where|that|whom|whose)\b")
ONLY_ON = re.compile(
    r"\b(?:only|solely|nowhere but|no more than) (?:on|in|for|at|with|under|when|into|from)\b"
)
"""Ahead of the only lines of which something is said: "beats B only on C"."""
FAILS = re.compile(
    r"\b(?:los(?:es?|ing)|trail\w*|behind|fail\w*|falter\w*|except\w*|save|miss\w*|excluding|apart from"
    r"|not on|yield\w*|conced\w*|worse|beaten|losses|overtaken|short)\b"
)
"""Behind "on n of m", ahead of the lines on which it is not so."""
NONE = re.compile(r"\b(?:no|none of|neither|nothing)\b")
ANY = re.compile(r"\b(?:any|at least one|some)\b")
DENIED = re.compile(
    r"\b(?:not|never|fails? to|cannot|no longer)\b|n['’]t\b|\b(?:is|are|was|were|does|do|has) no\s*$"
)
REMOVED = re.compile(
    r"\b(?:without|remov\w+|dropp\w+|omit\w*|ablat\w+|leav\w+ out|tak\w+ (?:away|out)|discard\w*|exclud\w+|"
    r"stripp\w+|lack\w*|cutting|deleting|disabl\w+|no)\b|\bw/o\b"
)
AVERAGE = re.compile(r"\b(?:averag\w*|mean|overall)\b")

_NUMBERS = {word: n for n, word in enumerate(SMALL_NUMBERS) if n}
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_N_OF_M = re.compile(
    rf"\b(?P<least>at least )?(?P<n>{_N}) (?:out )?of (?:(?:the|its|all|these) ){{0,2}}(?P<m>{_N})\b"
)
_ALL_BUT = re.compile(rf"\b(?:all|each|every\w*|any\w*)(?: [\w-]+)?,? (?:but|except(?: for)?) (?P<n>{_N})\b")
_MOST_OF = re.compile(r"\b(?:most of|the majority of|most (?=\w+s\b))")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that compare."""

    start: int
    """Offset of their first character in the clause."""
    end: int
    """Offset behind them."""
    is_up: bool
    """Whether what is spoken of is said to be higher, or better, than what it is held against."""
    is_better: bool = False
    """Whether it is said to be better or worse, whichever way its metric runs."""
    is_change: bool = False
    """Whether they tell of an effect: "lowers the score of B"."""
    is_move: bool = False
    """Whether they are of a move "from A to B"."""
    is_of_size: bool = True
    """For a superlative of gaps: whether their sign is told by the words, as in "the largest drop"."""
    rank: int = 1
    """For a superlative, 2 for "second-best"."""
    limit: Decimal | None = None
    """The number that is not passed, or is."""
    with_limit: bool = False
    """Whether that number itself will do."""


@dataclass(frozen=True, slots=True)
class HowMany:
    """In how many of the cases that a clause speaks of it is said to be so."""

    kind: Literal["all_but", "of", "at_least", "most", "each", "open"]
    """"open" where it isn't said."""
    n: int = 0
    """How many."""
    m: int = 0
    """Of how many."""
    span: tuple[int, int] = (0, 0)
    """Offsets of the words in the clause."""


def compares(text: str) -> bool:
    """Whether any words of a claim compare."""
    patterns = (
        _COMPARED,
        _CHANGED,
        _EXCHANGED,
        _EXTREME,
        _GAP,
        _MOST,
        _IS_GREAT,
        _LIMIT,
        _OR_MORE,
        _SUFFERED,
    )
    return any(pattern.search(text) for pattern in patterns)


def clauses_of(text: str) -> Iterator[tuple[int, int]]:
    """Return where the clauses of a claim start and end, each with one comparison or so."""
    start = 0
    if re.match(r"(?:although|while|though|whereas|even though)\b", text):
        comma = text.find(",")
        if comma > 0 and (aside := _ASIDE.match(text, comma)):
            comma = aside.end() - 1
        if comma > 0:
            yield 0, comma
            start = comma
    for match in _CLAUSE.finditer(text, start + 1):
        if "but" in match.group() and _WHOLE.search(text[start : match.start()]):
            continue
        yield from _halves(text, start, match.start())
        start = match.end()
    yield from _halves(text, start, len(text))


def _halves(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part "A benefits least and B most"."""
    for match in re.finditer(r" and ", text[start:end]):
        place = start + match.start()
        if _EXTREME.search(text, start, place) and _EXTREME.search(text, place, end):
            yield start, place
            yield place + len(match.group()), end
            return
    yield start, end


def compared_in(text: str) -> Iterator[Cue]:
    """Return the words that hold one thing against another: "beats", "lower than", "raises"."""
    for match in _COMPARED.finditer(text):
        if re.match(r"(?:more|less)\b", match.group()) and not re.search(r"\bthan\b", text[match.end() :]):
            continue
        is_up = bool(match["ahead"] or match["up"])
        is_turned = match.group().endswith(("ed", "en")) and _PASSIVE.match(text, match.end()) is not None
        yield Cue(match.start(), match.end(), is_up != is_turned, bool(match["ahead"] or match["behind"]))
    for match in _CHANGED.finditer(text):
        is_up = bool(match["ahead"] or match["up"])
        is_better = bool(match["ahead"] or match["behind"])
        yield Cue(match.start(), match.end(), is_up, is_better, is_change=True)


def exchanges_in(text: str) -> Iterator[Cue]:
    """Return the words that put one thing in another's place: "instead of", "moving from"."""
    for match in _EXCHANGED.finditer(text):
        yield Cue(match.start(), match.end(), is_up=True, is_move=match["move"] is not None)


def extremes_in(text: str) -> Iterator[Cue]:
    """Return the superlatives of what is spoken of: "best", "comes first", "the lowest"."""
    for match in _EXTREME.finditer(text):
        place = _RANK.search(text, 0, match.start())
        before = text[: place.start() if place else match.start()]
        if (place and place["more"]) or _BESIDE.search(before.rstrip()):
            continue
        rank = 1 if place is None else 2 if place["two"] else 3
        is_up, is_better = bool(match["good"] or match["high"]), bool(match["good"] or match["bad"])
        yield Cue(match.start(), match.end(), is_up, is_better, rank=rank)


def gaps_in(text: str) -> Iterator[Cue]:
    """Return the superlatives of how far two things are apart: "benefits most", "the narrowest gap".

    `is_up` is of the gap, as the words have it: a "largest drop" is the lowest of all rises.
    """
    found = [match for pattern in (_GAP, _MOST, _IS_GREAT) for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda one: one.start()):
        is_fall = match["fall"] is not None
        is_of_size = "apart" in match.re.groupindex and match["apart"] is not None
        yield Cue(
            match.start(),
            match.end(),
            (match["great"] is not None) != is_fall,
            is_better=match.re is _MOST,
            is_of_size=not is_of_size,
        )


def limits_in(text: str) -> Iterator[Cue]:
    """Return the limits that values are held against: "above 80", "at least 3"."""
    for match in _OR_MORE.finditer(text):
        limit = Decimal(match["value"].replace(",", ""))
        yield Cue(match.start(), match.end(), match["more"] is not None, limit=limit, with_limit=True)
    for match in _LIMIT.finditer(text):
        is_up = bool(match["over"] or match["from"])
        limit = Decimal(match["value"].replace(",", ""))
        yield Cue(
            match.start(), match.end(), is_up, limit=limit, with_limit=bool(match["from"] or match["to"])
        )


def how_many(text: str) -> HowMany:
    """Say in how many cases a clause has its comparison hold."""
    if match := _ALL_BUT.search(text):
        return HowMany("all_but", _count(match["n"]), span=match.span())
    if match := _N_OF_M.search(text):
        kind: Literal["at_least", "of"] = "at_least" if match["least"] else "of"
        return HowMany(kind, _count(match["n"]), _count(match["m"]), match.span())
    if match := _MOST_OF.search(text):
        return HowMany("most", span=match.span())
    if match := EACH.search(text):
        return HowMany("each", span=match.span())
    return HowMany("open")


def _count(text: str) -> int:
    return _NUMBERS.get(text) or int(text)
