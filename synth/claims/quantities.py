"""Text in, unbound quantities out: value or interval, uncertainty, unit, hedge, comparator.

The steps: mask what states nothing, find the numerals, read the unit behind and the hedge before
each, join ranges, ± and intervals, share the unit along a list ("85.3, 86.1 and 87.9%").
"""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.hedges import read_hedge
from synth.claims.joins import SCALE_WORDS, join, share_units
from synth.claims.nonquantities import MASK, mask
from synth.claims.numerals import as_decimal, find_numerals
from synth.claims.tails import read_draft

__all__ = ["MAX_QUANTITIES", "may_state_quantity", "scan"]

MAX_QUANTITIES = 400
"""Quantities read of one text at most: more is a table that was taken for a sentence."""

_DIGIT = re.compile(r"\d")
_NUMBER_WORD = re.compile(
    r"\b(?=[atfsenhqdmboATFSENHQDMBO])(?:(?i:two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|hundred|thousand|half|halv|third|quarter|"
    r"twice|thrice|doubl|tripl|quadrupl|quintupl|dozen|\w{2,8}fold|million|billion|order of magnitude"
    r"|(?:fif|six|seven|eigh|nin|ten|twelf|fifteen|sixteen|(?:twen|thir|for|fif)tie)th"
    r"|(?:one|an?|full|single|whole) (?:percent|point|minute|hour|day|week|month|year|GPU)))"
)


def may_state_quantity(text: str) -> bool:
    """Tell quickly whether a text can hold a quantity at all."""
    return _DIGIT.search(text) is not None or _NUMBER_WORD.search(text) is not None


def scan(text: str) -> list[Draft]:
    """Return the quantities of a text in order, not yet bound to any subject."""
    masked = mask(text)
    drafts = []
    position = 0
    for numeral in find_numerals(masked)[:MAX_QUANTITIES]:
        draft = read_draft(masked, numeral) if numeral.start >= position else None
        if draft is not None:
            drafts.append(draft)
            position = draft.end
    drafts = join(masked, drafts)
    for draft in drafts:
        read_hedge(masked, draft)
    share_units(masked, drafts)
    for place, draft in enumerate(drafts[1:], start=1):
        _add_elided_unit(masked, _told_before(drafts[:place], draft), draft)
    return [draft for draft in drafts if _states_something(masked, draft)]


_ANOTHER = re.compile(
    r"(?i:\b(?:another|further|additional|against|versus|vs\.?|compared[ ](?:with|to)|than|instead[ ]of"
    r"|rather[ ]than|but|(?:and|or)[ ](?:only[ ])?(?:on|with|in|for|to))[ ]"
    r"(?:only[ ]|just[ ]|on[ ]|in[ ]|for[ ]){0,2})$"
)
_ELLIPSIS_END = re.compile(
    r"[ ]?(?:[,;).]|$)|[ ](?:with|for|in|on|by|when|while|under|using|after|were|was|are|is|and)\b"
)
_ON_ALONE = re.compile(r"(?i:[ ](?:on|with|in|for|of|to|than|about)[ ])$")
_SENTENCE_END = re.compile(r"[.!?][ ][A-Z]")


def _told_before(earlier: list[Draft], draft: Draft) -> Draft:
    """Return the number whose noun may be understood: the last one of the same scale, or just the last."""
    scale = f"{draft.unit} "
    same = [one for one in earlier if one.unit is not None and one.unit.startswith(scale)]
    return same[-1] if same else earlier[-1]


def _add_elided_unit(text: str, before: Draft, draft: Draft) -> None:
    """Give a bare number what the number before it counts: "on 64 GPUs, the others on eight"."""
    is_scaled = draft.unit in SCALE_WORDS and draft.noun is None
    if draft.metric is not None or draft.pair is not None or (draft.unit is not None and not is_scaled):
        return
    if draft.value is None or ("." in draft.value and not is_scaled) or not _may_be_elided(before):
        return
    gap = text[before.end : draft.start]
    if not _ELLIPSIS_END.match(text, draft.end) or _SENTENCE_END.search(gap) or len(gap) > ELLIPSIS_REACH:
        return
    left = text[max(0, draft.start - 40) : draft.start]
    is_alone = draft.kind == "word" and (draft.hedge is not None or _ON_ALONE.search(left) is not None)
    if not is_alone and _ANOTHER.search(left) is None:
        return
    unit = before.unit or ""
    bare = unit.split(" ", 1)[1] if unit.split(" ")[0] in SCALE_WORDS else unit
    draft.unit, draft.noun = (f"{draft.unit} {bare}" if is_scaled else bare), before.noun


def _may_be_elided(draft: Draft) -> bool:
    """Whether a number's unit is a counted noun or a time that the next number may leave out."""
    unit = draft.unit or ""
    if draft.noun is not None:
        return unit not in SCALE_WORDS
    return unit in ("s", "ms", "min", "h", "days", "weeks", "months", "years")


LARGE = 100
"""Number from which a word that counts nothing is still no pronoun or ordinal."""


def _is_large(draft: Draft) -> bool:
    value = as_decimal(draft.value or "")
    return value is not None and value >= LARGE


ELLIPSIS_REACH = 100
"""Characters over which a unit is still understood."""

_VARIABLE_BEHIND = re.compile(r"[ ]?[=<>≤≥∈][ ]?[A-Za-z\\({]")
_VARIABLE_BEFORE = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[ ]?[+*/−·^][ ]?|[ ]-[ ])$")
_OPERATOR_BEFORE = re.compile(r"[A-Za-z)\]}|\d][ ]?[+*/−·×÷^_][ ]?$")
_OPERATOR_BEHIND = re.compile(r"[ ]?[+*·×÷^_]")
_FORMULA_FRACTION = re.compile(r"/\d{1,3}[ ]?[=<>≤≥+*^·×]")
_ARGUMENT_BEFORE = re.compile(r"[A-Za-z]\($")  # f(0)
_BARE_ONE_DETERMINER = re.compile(r"(?i:\b(?:no|any|this|that|which|each|every|the|only|another)[ ])$")


def _states_something(text: str, draft: Draft) -> bool:
    """Whether the number is a quantity and not a stray of a formula or an ordinary pronoun."""
    if draft.kind == "word":
        return _word_counts(text, draft)
    if MASK in text[draft.start : draft.end]:
        return False
    if "," in text[draft.number_start : draft.number_end]:
        return True  # no formula prints "56,355"
    if draft.noun is not None and _VARIABLE_BEFORE.search(text[max(0, draft.start - 6) : draft.start]):
        return False
    if draft.unit is None and draft.metric is None and draft.value is not None and "." not in draft.value:
        if _VARIABLE_BEHIND.match(text, draft.end):
            return False
        before = text[max(0, draft.start - 5) : draft.start]
        behind = text[draft.end : draft.end + 2]
        if _OPERATOR_BEFORE.search(before) or (_OPERATOR_BEHIND.match(behind) and not draft.hedge):
            return False
        if _ARGUMENT_BEFORE.search(before) or _FORMULA_FRACTION.match(text, draft.end):
            return False
        if before.rstrip().endswith("=") and behind[:1] == "/" and behind[1:].isdigit():
            return False
    return True


def _word_counts(text: str, draft: Draft) -> bool:
    if draft.unit is None:
        return _is_large(draft)  # "five-hundred 32GB cards": what is counted stands behind its own measure
    if draft.value == "1" and draft.unit.split(" ")[0] not in SCALE_WORDS:
        is_measure = draft.noun is None
        return is_measure and not _BARE_ONE_DETERMINER.search(text[max(0, draft.start - 9) : draft.start])
    return True
