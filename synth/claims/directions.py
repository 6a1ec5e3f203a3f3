"""Which way a difference or ratio goes, from the words of change around it."""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.lexicon import FALL, LOWER_IS_BETTER, RISE
from synth.claims.numerals import as_decimal
from synth.types import Direction, Role

__all__ = ["direction_of"]

_PRAISE = re.compile(
    r"(?i:^(?:improv|outperform|gain|better|surpass|beat|exceed|ahead|lead|advantage|superior"
    r"|enhanc|boost|advance))"
)
_BLAME = re.compile(
    r"(?i:^(?:degrad|wors|underperform|lag|trail|behind|inferior|deteriorat|hurt|suffer|weaker"
    r"|lose|lost|losing))"
)


_TIMES = ("ms", "µs", "s", "min", "h", "days", "weeks", "months", "years")
_PACE = re.compile(r"(?i:^(?:fast|quick|slow|speed))")


def direction_of(
    plain: str, draft: Draft, role: Role, metric: str | None, bounds: tuple[int, int]
) -> Direction | None:
    """Tell which way a difference or ratio goes, from the nearest word of change in its segment.

    `plain` is the sentence with every quantity blanked, `bounds` the segment in which the number's
    governing words stand. An improvement of a metric that is better when lower is a decrease.
    """
    if draft.pair is not None:
        return _pair_direction(draft) or _direction_of_word(_governing_word(plain, draft, bounds))
    if role not in ("difference", "ratio"):
        return None
    if draft.grows is not None:
        return "increase" if draft.grows else "decrease"
    if draft.sign:
        return "increase" if draft.sign == "+" else "decrease"
    word = _governing_word(plain, draft, bounds)
    if word is None:
        return None
    rises = RISE.match(word) is not None
    if role == "difference" and draft.unit in _TIMES and _PACE.match(word):
        rises = not rises  # who is an hour faster takes an hour less
    if metric is not None and LOWER_IS_BETTER.search(metric):
        if _PRAISE.match(word):
            rises = False
        elif _BLAME.match(word):
            rises = True
    return "increase" if rises else "decrease"


def _direction_of_word(word: str | None) -> Direction | None:
    if word is None:
        return None
    return "increase" if RISE.match(word) else "decrease"


def _pair_direction(draft: Draft) -> Direction | None:
    first = draft.pair
    if first is None or first.unit != draft.unit:
        return None
    old, new = as_decimal(first.value or ""), as_decimal(draft.value or "")
    if old is None or new is None or old == new:
        return None
    return "increase" if new > old else "decrease"


_BEHIND_REACH = 48
_LOSS_BEHIND = re.compile(r"[ ](?:absolute[ ]|relative[ ])?loss(?:es)?\b(?![ ]function)")
_OFF_BEHIND = re.compile(r"[ ]off(?:[ ](?:the|its|their|our)\b|[ ]?[.,;)]|$)")


_OBJECT_OF = re.compile(
    r"(?i:\b(?:(?P<more>adds?|added|adding)|(?P<less>costs?|costing))[ ]"
    r"(?:(?:up[ ]to|about|only|a|an|another|over|nearly|almost|some|further|it|them)[ ])*)$"
)
"""What a change brings or takes away: "adds 0.9 BLEU", "costs 0.9 BLEU"."""


def _governing_word(plain: str, draft: Draft, bounds: tuple[int, int]) -> str | None:
    brought = _OBJECT_OF.search(plain, bounds[0], draft.start)
    if brought is not None:
        return "higher" if brought["more"] else "worse"
    right_end = min(bounds[1], draft.end + _BEHIND_REACH)
    if _OFF_BEHIND.match(plain, draft.end) or _LOSS_BEHIND.match(plain, draft.end):
        return "lower"  # "takes 0.8 off the perplexity"
    behind = _first(plain, draft.end, right_end)
    if behind is not None and not re.search(r"[,;(]|\bon\b|\bby\b", plain[draft.end : behind.start()]):
        return behind.group()
    before = _last(plain, bounds[0], draft.start)
    if before is not None:
        return before.group()
    return None


def _first(plain: str, start: int, end: int) -> re.Match[str] | None:
    found = [m for m in (RISE.search(plain, start, end), FALL.search(plain, start, end)) if m is not None]
    return min(found, key=lambda m: m.start(), default=None)


def _last(plain: str, start: int, end: int) -> re.Match[str] | None:
    found = [*RISE.finditer(plain, start, end), *FALL.finditer(plain, start, end)]
    return max(found, key=lambda m: m.start(), default=None)
