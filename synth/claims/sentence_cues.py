"""What the words around a number tell of it without a name: the measure that moves, the item of a list."""

from __future__ import annotations

import re

from synth.claims.lexicon import LANGUAGES
from synth.claims.names import NAME

__all__ = [
    "find_tasks_named",
    "is_counted",
    "is_scored",
    "is_share_of_things",
    "moved_measure",
    "told_respectively",
]

_BEFORE = 120
"""Characters before a number in which the verb that moves a measure stands."""

_MOVES = (
    r"(?:speed|speeds|sped|speeding)[ ]up|(?:increas|reduc|decreas|improv|rais|lower|boost|cut|drop|accelerat"
    r"|shrink|enhanc)(?:es|ed|e|ing|s)?"
)
_ABOUT = (
    r"(?:up[ ]to|about|over|around|more[ ]than|an?[ ](?:factor|average)[ ]of|only|just|roughly|nearly"
    r"|almost)[ ]"
)
_OBJECT = re.compile(
    rf"\b(?P<verb>{_MOVES})[ ](?:(?:the|its|their|our|overall)[ ])?"
    r"(?P<what>[a-z][\w-]*(?:[ ](?!by\b|from\b|to\b)[\w-]+){0,4})"
    rf"[ ](?:by|from|to)[ ](?:{_ABOUT})*$"
)
_IN_WHAT = re.compile(
    r"[ ](?:(?:relative|absolute|overall|average)[ ])?(?:increase|reduction|improvement|decrease|drop|gain"
    r"|speed-?up|enhancement)s?[ ]in[ ](?:(?:the|its)[ ])?(?P<what>[a-zA-Z][\w-]*"
    r"(?:[ ](?!by\b|when\b|while\b|over\b|compared\b|for\b|on\b|and\b|with\b|of\b)[a-z][\w-]*){0,2})"
)
_SUBJECT = re.compile(
    r"(?:^|[,;:(][ ]|\bthat[ ])(?:[Tt]he|[Oo]ur|[Ii]ts|[Tt]heir)[ ]"
    r"(?P<what>[a-z][\w-]*(?:[ ][a-z][\w-]*){0,2}?[ ]"
    r"(?:scores?|rates?|similarity|time|cost|usage|consumption|error|loss))[ ](?:[^,;]{0,60}?[ ])?"
    r"(?:is|was|rises|rose|drops|dropped|falls|fell|increases|increased|decreases|decreased|improves|improved"
    r"|reaches|reached)\b[^,;]{0,24}$"
)
_NO_MEASURE = re.compile(
    rf"{LANGUAGES}|performance|results?$|quality|state|SOTA|baselines?|(?:[\w-]+ ){{0,2}}training$"
    r"|(?:languages?|tasks?|settings?|domains?|cases|data|datasets?|models?)$|(?:\w+ )?\w+ly$"
)
_SCORED = re.compile(
    r"(?i:\b(?:achiev\w*|reach\w*|obtain\w*|attain\w*|scor(?:e|es|ed|ing)|gets?|got|perform\w*|outperform\w*"
    r"|improv\w*|surpass\w*|exceed\w*|drop\w*|falls?|fell|ris(?:e|es|ing)|rose|increas\w*|decreas\w*|yield\w*"
    r"|gains?|gained|stops?|remains?|averag\w*|state[- ]of[- ]the[- ]art|performance|vs\.?|versus|against)\b)"
)
_NOUN_BEHIND = re.compile(
    r"[ ](?!(?:on|in|for|with|and|or|over|than|when|while|whereas|but|at|by|to|from|as|using|which|where"
    r"|across"
    r"|after|before|under|without|if|against|versus|vs|respectively|averaged|average|absolute|relative"
    r"|better|higher|lower|worse|above|below|behind|ahead|more|less|accurate|overall|only|compared|between"
    r"|improvements?|gains?|increases?|drops?|reductions?|decreases?|boosts?|is|are|was|were|has|loss"
    r"|performance|accuracy|results?|scores?|success|error|correct\w*|zero-shot|macro|micro|test|dev"
    r"|significantly|thereby|thus|outperforming|surpassing|closing)\b)[a-z]"
)
_SHARE = re.compile(r"[ ]of[ ](?!(?:accuracy|the[ ]time|improvement|gain|macro|micro))")
_DONE = re.compile(
    r"[ ](?:were|are|was|is|being)[ ](?:(?:\w+ly[ ])?\w{3,}ed\b|due[ ]to|because|caused|from|in"
    r"|men\b|women\b)"
)
_OPENING_LIST = re.compile(
    r"(?:[Oo]n|[Ff]or|[Ii]n)[ ](?P<items>[a-z][\w-]*(?:, [a-z][\w-]*){0,4},? and [a-z][\w-]*),"
)
_VALUE = r"\d[\d.]*\s?%?"
_VALUES = re.compile(rf"{_VALUE}(?:, {_VALUE}){{0,4}},? and {_VALUE}")
_ITEM_ENDS = re.compile(r",? and |, ")
_TASK = re.compile(
    r"\b(?:[Oo]n|[Ii]n|[Ff]or)[ ](?:the[ ])?(?P<task>[a-z][\w-]*(?:[ ][a-z][\w-]*){0,2}?)[ ]"
    r"(?=\([A-Z]+\)|tasks?\b|data ?sets?\b|benchmarks?\b)"
)


_SOME = re.compile(
    r"\b(?:all|most|many|some|several|few|both|each|every|any|other|these|those|various|different|multiple|more|two"
    r"|three|four|five|six|seven|eight|nine|ten|our|its|their|this|that|downstream|same|such|single|specific|target|given)\b"
)
"""Words of tasks that are not named."""


def moved_measure(text: str, start: int, end: int, unit: str | None) -> str | None:
    """Return what the number at `start:end` of a text changes, in the text's own words.

    "They speed up decoding by 7x", "a 12% drop in memory", "its coverage score rises by 3%"; None where a
    name stands for it, or a word such as "performance" that is no measure.
    """
    before = text[max(0, start - _BEFORE) : start]
    match = _OBJECT.search(before)
    if match is not None and not NAME.search(match["what"]) and not _NO_MEASURE.search(match["what"]):
        return f"{match['what']} speed" if "up" in match["verb"] and unit == "x" else match["what"]
    match = _IN_WHAT.match(text, end) or _SUBJECT.search(before)
    if match is None or _NO_MEASURE.search(match["what"]):
        return None
    return match["what"]


def told_respectively(text: str, at: int) -> str | None:
    """Return what a number in a row of numbers is of, where a row of things opens the sentence.

    "For sorting and counting, it reaches 71.2% and 80.4%": the second is of counting.
    """
    opening = _OPENING_LIST.match(text)
    row = next((m for m in _VALUES.finditer(text) if m.start() <= at < m.end()), None)
    if opening is None or row is None:
        return None
    items = _ITEM_ENDS.split(opening["items"])
    place = len(_ITEM_ENDS.findall(text, row.start(), at))
    return items[place] if len(items) == len(_ITEM_ENDS.split(row.group())) else None


def find_tasks_named(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return what is said to be a task or a data set in plain words, each with its start and end.

    "on the step counting task", "in step counting (SC)".
    """
    found = (m for m in _TASK.finditer(text) if not _SOME.search(m["task"]))
    return tuple((m.start("task"), m.end("task"), m["task"]) for m in found)


def is_share_of_things(text: str, end: int) -> bool:
    """Whether the per cent before `end` are of things: "56.6% of the tokens", "20% were left out"."""
    return _SHARE.match(text, end) is not None or _DONE.match(text, end) is not None


def is_counted(text: str, end: int) -> bool:
    """Whether a noun stands behind a number, which then counts or measures that: "60% recycled paper"."""
    return _NOUN_BEHIND.match(text, end) is not None


def is_scored(before: str) -> bool:
    """Whether the words before a number say that something scores: "reaches", "improves to"."""
    return _SCORED.search(before) is not None
