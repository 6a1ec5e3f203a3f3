"""Several numbers that belong together: ranges, intervals, from-to pairs, fractions, enumerations."""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.numerals import as_decimal
from synth.claims.units import SCALES, canonical_noun

__all__ = ["SCALE_WORDS", "join", "share_units"]

_DASH = re.compile(r"[ ]?(?:-|–|—|‐|‑|−|~)[ ]?$|[ ](?:to|through)[ ]$|-to-$")
_AND = re.compile(r"[ ]and[ ]$")
_TO = re.compile(
    r"(?:[ ](?:up|down))?[ ]to[ ](?:(?:more|less|fewer|greater|higher|lower)[ ]than[ ]|at[ ](?:least|most)[ ]"
    r"|well[ ]over[ ]|as[ ](?:high|low|much|many)[ ]as[ ]|only[ ]|about[ ]|over[ ]|around[ ]"
    r"|just[ ]|nearly[ ]|roughly[ ]|almost[ ]|approximately[ ]|~[ ]?|≈[ ]?)?$"
)
_BETWEEN = re.compile(r"(?i:\bbetween)[ ](?:about[ ]|roughly[ ]|around[ ]|approximately[ ])?$")
_FROM = re.compile(
    r"(?i:\bfrom)[ ](?P<hedge>about[ ]|roughly[ ]|around[ ]|approximately[ ]|just[ ]|only[ ]"
    r"|over[ ]|~[ ]?|<[ ]?|>[ ]?|≈[ ]?)?$"
)
_RANGING = re.compile(
    r"(?i:\b(?:rang(?:e|es|ed|ing)|var(?:y|ies|ied|ying)|span(?:s|ned|ning)?|anywhere|sizes?"
    r"|lengths?|values?|search(?:ed)?|chosen|sampled|drawn|interval|between))\b[^.;]{0,25}$"
)
_CHANGE = re.compile(
    r"(?i:\b(?:improv|increas|decreas|drop|reduc|ris(?:e|es|ing)|rose|raised?|fall|fell|grow"
    r"|grew|boost|lower|go(?:es|ing)|went|jump|climb|declin|degrad|push|bring|brought|mov"
    r"|chang|shift|up|down|scal|halv|doubl|tripl|quadrupl|shr[aiu]nk|narrow|widen|slip|sank|sink|soar|surg"
    r"|plummet|plung|tumbl|cut|expand))\w{0,8}\b[^;]{0,80}$"
)
_INTERVAL_OPEN = re.compile(
    r"(?:[ ,:;]{0,2}\(?(?P<level>\d{2}(?:\.\d)?[ ]?%[ ])?(?:confidence[ ]interval|CI|C\.I\."
    r"|HDI|credible[ ]interval|interval)?[ :=,]{0,3}(?:of[ ])?)?[\[(][ ]?$"
)
_INTERVAL_COMMA = re.compile(r"[ ]?(?:,|;|-|–|to)[ ]?$|[ ]to[ ]$")
_INTERVAL_CLOSE = re.compile(r"[ ]?%?[ ]?[\])]")
_LIST = re.compile(r"(?:,|[ ]?/|;)?[ ]?(?:(?:and|or|vs\.?|versus|&)[ ])?(?:then[ ])?$")
_CI_WORDS = re.compile(r"(?:confidence|credible|CI\b|C\.I\.)")


def join(text: str, drafts: list[Draft]) -> list[Draft]:
    """Join ranges, intervals and from-to pairs; the order stays."""
    joined: list[Draft] = []
    position = 0
    while position < len(drafts):
        draft = drafts[position]
        following = drafts[position + 1] if position + 1 < len(drafts) else None
        if following is not None and following.start - draft.end <= 24:
            gap = text[draft.end : following.start]
            if _is_interval_of(text, joined, draft, following, gap):
                position += 2
                continue
            if _make_fraction(text, draft, following, gap):
                _add_whole(text, joined, following)
                joined.append(following)
                position += 2
                continue
            if _make_compound(draft, following, gap):
                position += 1  # the second is now the whole number
                drafts[position] = following
                continue
            if draft.grows is not None:
                joined.append(draft)  # "tripled to 90 ms" is no range
                position += 1
                continue
            if _make_duration(text, draft, following, gap):
                position += 1  # the second is now the whole duration
                drafts[position] = following
                continue
            if _make_pair(text, draft, following, gap):
                joined += [draft, following]
                position += 2
                continue
            if _make_range(text, draft, following, gap):
                position += 1  # the second is now the joined range
                drafts[position] = following
                continue
        joined.append(draft)
        position += 1
    return _without_ci_levels(text, joined)


def _make_fraction(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "2/3" of something as one share; "11/18 datasets" stays two counts."""
    if gap != "/" or first.unit or second.noun or second.metric or "." in f"{first.value}{second.value}":
        return False
    if _FORMULA_BEHIND.match(text, second.end) or _FORMULA_BEFORE.search(
        text[max(0, first.start - 4) : first.start]
    ):
        return False
    if second.unit is not None and second.unit not in _DIVIDED_UNITS:
        return False
    part, whole = as_decimal(first.value or ""), as_decimal(second.value or "")
    if part is None or whole is None or not 0 < part < whole <= MAX_DENOMINATOR:
        return False
    second.value = str(round(part / whole, 2))
    second.start, second.number_start = first.start, first.number_start
    second.unit, second.kind = second.unit or "x", "fraction"
    return True


_BELOW = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_JOINED = re.compile(r" (?:and )?$")


def _make_compound(first: Draft, second: Draft, gap: str) -> bool:
    """Read "three thousand two hundred" and "4 dozen" as one number."""
    if not _JOINED.match(gap) or second.kind != "word" or second.hedge:
        return False
    large, small = as_decimal(first.value or ""), as_decimal(second.value or "")
    if large is None or small is None or large != int(large) or small != int(small):
        return False
    scale = _BELOW.get((first.unit or "").split(" ")[0])  # the noun behind both may be read already
    if scale is not None and first.kind == "word" and not (second.unit or "").startswith(tuple(_BELOW)):
        total, is_one = large * scale + small, 0 < small < scale and small < LARGEST_REST
    else:
        total, is_one = large * small, first.kind == "digits" and small == DOZEN and gap == " "
    if not is_one:
        return False
    second.value, second.start, second.number_start = str(total), first.start, first.number_start
    return True


LARGEST_REST = 1_000
"""What stands behind "three thousand" as a part of one number is less."""
DOZEN = 12


_SMALLER = {
    ("h", "min"): 60,
    ("min", "s"): 60,
    ("days", "h"): 24,
    ("weeks", "days"): 7,
    ("years", "months"): 12,
}
"""How many of a unit of time are one of the next larger one."""

_TOGETHER = re.compile(r",?[ ](?:and[ ])?$")
_IN_TURN = re.compile(r"[^.;]{0,60}\brespectively\b")


def _make_duration(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "2 hours and 30 minutes" as 150 minutes."""
    times = _SMALLER.get((first.unit or "", second.unit or ""))
    if times is None or _TOGETHER.fullmatch(gap) is None or _IN_TURN.match(text, second.end):
        return False
    large, small = as_decimal(first.value or ""), as_decimal(second.value or "")
    if large is None or small is None or large != int(large) or not 0 < small < times:
        return False
    second.value = str(large * times + small)
    second.start, second.number_start, second.kind = first.start, first.number_start, "digits"
    return True


def _add_whole(text: str, joined: list[Draft], fraction: Draft) -> None:
    """Read "1 1/2 hours" as 1.5: the whole number stands just before the fraction."""
    whole = joined[-1] if joined else None
    if whole is None or whole.unit or whole.metric or text[whole.end : fraction.start] != " ":
        return
    number, part = as_decimal(whole.value or ""), as_decimal(fraction.value or "")
    if number is None or part is None or number != int(number):
        return
    joined.pop()
    fraction.value = str((number + part).normalize())
    fraction.start, fraction.number_start = whole.start, whole.number_start
    if fraction.unit == "x":
        fraction.unit, fraction.kind = None, "digits"


_DIVIDED_UNITS = ("h", "min", "s", "days", "weeks", "months", "years", "m", "km", "cm", "mm", "kg", "g")
_FORMULA_BEHIND = re.compile(
    r"[ ]?[=<>≤≥+*^·×∥|}∈∝]|[ ][-−][ ]|[ ]?\)[ ]?[=<>≤≥^]|[ ]?\([A-Za-zα-ω|∥]|[A-Za-z]"
)
_FORMULA_BEFORE = re.compile(r"[=<>≤≥+*^·×|{∝][ ]?$|[ ][-−][ ]$|[A-Za-z)]\($")


MAX_DENOMINATOR = 100
"""Largest denominator of a printed fraction."""
_BY_BEFORE = re.compile(r"\bby(?:[ ](?:about|over|up|more|than|almost|nearly|a|another))*[ ]$")


def _make_pair(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "from A to B" of something that changes as two quantities."""
    before = text[max(0, first.start - 90) : first.start]
    if not _TO.match(gap) or first.low or second.low or _BY_BEFORE.search(before):
        return False
    is_from = _FROM.search(before) is not None
    if not is_from and not ("." in (first.value or "") and _CHANGE.search(before)):
        return False
    if _RANGING.search(re.sub(r"from[ ]\S{0,6}[ ]?$", "", before[-40:])) and not _CHANGE.search(before):
        return False
    if is_from and not (
        _CHANGE.search(before) or _changes_behind(text, second) or _differ_in_kind(first, second)
    ):
        return False
    _agree(first, second)
    second.pair = first
    return True


def _changes_behind(text: str, second: Draft) -> bool:
    return _CHANGE.match(text[second.end : second.end + 1]) is not None or bool(
        re.match(
            r"[ ](?:improvement|increase|decrease|reduction|drop|gain)", text[second.end : second.end + 14]
        )
    )


def _differ_in_kind(first: Draft, second: Draft) -> bool:
    low, high = as_decimal(first.value or ""), as_decimal(second.value or "")
    return (
        low is not None
        and high is not None
        and "." in f"{first.value}{second.value}"
        and first.unit == second.unit
    )


def _make_range(text: str, first: Draft, second: Draft, gap: str) -> bool:
    """Read "A–B", "A to B" and "between A and B" as one interval, kept in `second`."""
    before = text[max(0, first.start - 30) : first.start]
    if "to" in gap and first.unit != second.unit and first.unit is not None and _BY_BEFORE.search(before):
        return False  # "by 2.1 points to 75.4"
    between = _BETWEEN.search(before) if _AND.match(gap) else None
    low, high = as_decimal(first.value or ""), as_decimal(second.value or "")
    if low is None or high is None or (between is None and not _DASH.match(gap)):
        return False
    opened = between or (_FROM.search(before) if "to" in gap else None)
    is_dash = between is None and "to" not in gap and "through" not in gap
    if is_dash and (low >= high or second.sign or first.kind != second.kind):
        return False
    if first.uncertainty or not _units_agree(first, second):
        return False
    second.low, second.high = (first.value, second.value) if low <= high else (second.value, first.value)
    second.value = None
    second.unit = second.unit or first.unit
    second.metric = second.metric or first.metric
    second.number_start = first.number_start
    second.start = opened.start() + max(0, first.start - 30) if opened else first.start
    second.sign = first.sign
    return True


def _units_agree(first: Draft, second: Draft) -> bool:
    if not first.unit or not second.unit or first.unit == second.unit:
        return True
    if first.unit in SCALE_WORDS and second.noun is not None and second.unit.split(" ")[0] in SCALE_WORDS:
        first.unit, first.noun = f"{first.unit} {canonical_noun(second.noun)}", second.noun
        return first.unit == second.unit
    if first.unit in SCALE_WORDS:  # "12k–15k words"; "1M to 2B tokens" has two scales
        return second.unit.split(" ")[0] == first.unit
    return first.unit == "%" and second.unit == "points"  # "9%–19% absolute"


def _is_interval_of(text: str, joined: list[Draft], low: Draft, high: Draft, gap: str) -> bool:
    """Read "85.3 [84.1, 86.5]" or "85.3 (95% CI 84.1–86.5)": the interval belongs to the value before it."""
    if not _INTERVAL_COMMA.match(gap) or not _INTERVAL_CLOSE.match(text, high.end):
        return False
    lower, upper = as_decimal(low.value or ""), as_decimal(high.value or "")
    if lower is None or upper is None or lower > upper:
        return False
    owner = joined[-1] if joined else None
    level = None
    if owner is not None and owner.value is not None and _is_ci_level(text, owner):
        level, owner = owner, (joined[-2] if len(joined) > 1 else None)
    opening = text[owner.end if owner else max(0, low.start - 40) : low.start]
    is_bracket = low.start > 0 and text[low.start - 1] in "[("
    if owner is None or owner.value is None or len(opening) > 45 or not _owns(opening, level is not None):
        return _lone_interval(text, joined, level, low, high, is_bracket)
    value = as_decimal(owner.value)
    if value is None or not lower <= value <= upper:
        return False
    close = _INTERVAL_CLOSE.match(text, high.end)
    owner.low, owner.high = low.value, high.value
    owner.end = owner.number_end = close.end() if close else high.end
    owner.unit = owner.unit or high.unit
    if level is not None:
        joined.remove(level)
    return True


def _owns(opening: str, has_level: bool) -> bool:
    return bool(_INTERVAL_OPEN.match(opening)) or has_level or bool(_CI_WORDS.search(opening))


def _lone_interval(
    text: str, joined: list[Draft], level: Draft | None, low: Draft, high: Draft, is_bracket: bool
) -> bool:
    """Read "[0.5, 0.9]" that belongs to no value."""
    if not (is_bracket and text[low.start - 1] == "[" and text[high.end : high.end + 1] == "]"):
        return False
    if level is not None:
        joined.remove(level)
    low.low, low.high, low.value = low.value, high.value, None
    low.start -= 1
    low.end = low.number_end = high.end + 1
    joined.append(low)
    return True


_CI_BEHIND = re.compile(r"[ ]?(?:%[ ])?(?:confidence|credible|CI\b|C\.I\.|HDI\b|C\.L\.|CL\b)")


def _is_ci_level(text: str, draft: Draft) -> bool:
    return draft.unit == "%" and _CI_BEHIND.match(text, draft.end) is not None


def _without_ci_levels(text: str, drafts: list[Draft]) -> list[Draft]:
    return [draft for draft in drafts if not _is_ci_level(text, draft)]


def _agree(first: Draft, second: Draft) -> None:
    """Give both of a pair the unit that one of them prints."""
    if first.unit in SCALE_WORDS and (second.unit or "").startswith(f"{first.unit} "):
        first.unit = second.unit
    if not _is_share_beside(first, second):
        first.unit = first.unit or second.unit
    first.metric = first.metric or second.metric
    first.noun = first.noun or second.noun
    if second.unit is None:
        second.unit, second.noun = first.unit, first.noun


_SIZE_OF = re.compile(
    r"(?i:\b(?:sizes?|widths?|lengths?|depths?|ranks?|dimensions?|resolution)[ ]of[ ]"
    r"|\b(?:size|width|length|depth|rank|dimension|resolution|top|seed|temperature)[ ])$"
)


def _is_share_beside(share: Draft, percentage: Draft) -> bool:
    """Whether a number below one stands bare beside a percentage: "0.784 vs. 59.1 %"."""
    one, other = as_decimal(share.value or ""), as_decimal(percentage.value or "")
    if share.unit is not None or percentage.unit != "%" or one is None or other is None:
        return False
    return abs(one) < 1 and one.as_tuple().exponent in (-2, -3, -4) and abs(other) >= SHARE_FACTOR * abs(one)


SHARE_FACTOR = 10
"""From which ratio on a percentage and a bare number below one are not of one scale."""


def share_units(text: str, drafts: list[Draft]) -> None:
    """Share unit and metric backwards along an enumeration, and number the enumerations."""
    list_id = 0
    for position in range(len(drafts) - 1, 0, -1):
        here, before = drafts[position], drafts[position - 1]
        gap = text[before.end : here.start]
        if len(gap) > 12 or not _LIST.match(gap) or not gap.strip() or here.pair is before:
            continue
        if gap.strip() == "/" and before.sign and not here.sign and before.unit == here.unit:
            here.sign = before.sign  # "+1.5%/1.4%"
        if not _are_alike(before, here) or "=" in text[max(0, before.start - 2) : before.start]:
            continue
        if here.unit is not None and _SIZE_OF.search(text[max(0, before.start - 16) : before.start]):
            continue  # "a hidden size of 312 and 14.5 million parameters", "at beam size 5 and 35 minutes"
        if here.list_id < 0:
            here.list_id = list_id
            list_id += 1
        before.list_id = here.list_id
        if before.unit is None and before.metric is None:
            before.unit, before.noun = here.unit, here.noun
            before.qualifier = before.qualifier or here.qualifier
        elif before.noun is None and here.noun is not None and before.unit in SCALE_WORDS:
            before.unit, before.noun = f"{before.unit} {canonical_noun(here.noun)}", here.noun
        if here.unit == "points" and before.unit is None and before.metric is not None:
            before.unit = "points"  # "2.9 F1 / 0.2 EM points"
        if before.metric is None and (before.unit == here.unit or before.unit is None):
            before.metric = here.metric


SCALE_WORDS = frozenset(SCALES.values())


def _are_alike(before: Draft, here: Draft) -> bool:
    """Whether two neighbours can be items of one enumeration: same unit, or the first prints none."""
    if before.kind != here.kind or before.sign != here.sign or _is_share_beside(before, here):
        return False
    same_scale = (
        before.unit in SCALE_WORDS
        and here.noun is not None
        and (here.unit or "").split(" ")[0] in SCALE_WORDS
    )
    return before.unit is None or before.unit == here.unit or same_scale
