"""What a number is: level, difference, ratio, count, p-value or setting."""

from __future__ import annotations

import re

from synth.claims.drafts import Draft
from synth.claims.joins import SCALE_WORDS
from synth.claims.lexicon import FALL, RISE
from synth.types import Role

__all__ = ["role_of"]

LEFT_REACH = 240
"""Characters before a number in which its governing words are looked for."""

COUNT_REACH = 120
"""Characters before a count in which a verb makes it a setting ("we train … on 12k examples")."""

_CHANGE_NOUN = (
    r"(?:gains?|improvements?|increases?|boosts?|drops?|decreases?|reductions?|differences?"
    r"|gaps?|margins?|declines?|losses|advantages?|"
    r"uplifts?|degradations?|deltas?|changes?|increments?|leads?(?![ ]to[ ])|rise|fall|jump|deterioration"
    r"|enhancements?|discrepanc(?:y|ies)|savings?|deficit|speed-?ups?)"
)
_BY = re.compile(
    r"\bby(?:[ ](?:a|an|the|only|just|another|as[ ]much[ ]as|margins?|up|large|wide"
    r"|significant|margin|of|total|further|additional|average|on|mean|relative|absolute"
    r"|impressive|remarkable)){0,5}[ (]{1,2}$"
)
_CHANGES_DIRECTLY = re.compile(
    r"(?i:\b(?:adds?|costs?|(?:improv|increas|gain|drop|los|decreas|reduc|boost|ris|sav|fall|rais"
    r"|declin|degrad|add|cost)(?:e|es|s|ed|ing|ping|ped))[ ])(?:(?:up[ ]to|about|only|a|an|another|by"
    r"|further)[ ])*$"
)
_NOUN_OF = re.compile(
    rf"\b{_CHANGE_NOUN}[ ](?:(?:in|on|for|over|to|with|by|from"
    rf"|using)[ ][^,;.]{{1,60}}[ ])?(?:of|is|was|are|were|to|:|=|≈|from)(?:[ ](?:only|just"
    rf"|about|an?|the|merely|approximately|average))*[ ]\(?$|\b{_CHANGE_NOUN}[ ]?\((?:of[ ]"
    rf"|=[ ]?|[Δ∆][ ]?=?[ ]?)?$|[Δ∆][ ]?=?[ ]?$"
)
_LOSS_OF = re.compile(r"\bloss(?:[ ](?:in|on)[ ][^,;.]{1,40})?[ ]of(?:[ ](?:only|just|about|a|an|the))*[ ]$")
"""A loss in points or per cent is none that is trained with."""
_NOUN_BEHIND = re.compile(
    r"\s?\)?(?:[ ]loss(?=[ ]?(?:[.,;)]|in\b|on\b|of\b|over\b|for\b|when\b|$))"
    rf"|[ ](?:(?!by\b|to\b|from\b|than\b)[\w/@.%-]+[ ]){{0,4}}?{_CHANGE_NOUN}\b"
    rf"|[ ](?:(?:absolute|relative|average|on average|in absolute terms|or)[ ])?(?:higher|lower"
    rf"|better|worse|more|above|below|ahead|behind|short|away|less|fewer|greater|stronger|sooner|quicker"
    rf"|faster|slower|longer|shorter"
    rf"|weaker|off|of[ ]improvement)\b)"
)
_PACE_BEHIND = re.compile(
    r"[ ](?:as[ ])?(?:\w+[ ])?(?:faster|slower|quicker|lighter|heavier|smaller|larger|bigger|cheaper|shorter"
    r"|longer|more[ ](?:quickly|slowly|often|cheaply|accurate)"
    r"|speed-?up|speedups|fewer[ ](?:parameters|tokens|FLOPs|examples|data|compute)"
    r"|less[ ](?:memory|compute|time|data|energy)|more[ ](?:efficient|parameters|memory"
    r"|compute|time|data)|relative(?![ ](?:humidity|abundance|frequency|density|permittivity|risk)))\b"
)
_BEGINS_PAIR = re.compile(r"(?i:\bfrom)(?:[ ](?:about|around|only|just|an?))*[ ][(<>~]?$")
_RELATIVE = re.compile(r"\brelative(?:ly)?\b(?![ ]to\b)(?:[ ]\w+){0,3}[ (]{0,2}$")
_ABSOLUTE = re.compile(r"\babsolute(?:ly)?(?:[ ]\w+){0,3}[ (]{0,2}$")
_LEVEL_LEFT = re.compile(
    r"(?i:\b(?:scor\w*|achiev\w*|reach\w*|obtain\w*|attain\w*|to|at|get\w*|with)(?:[ ](?:of|a"
    r"|an|only|just)){0,2})[ ]$"
)

_SETTING_NAME = (
    r"(?:batch[ -]sizes?|learning[ -]rates?|drop-?out(?:[ ](?:rate|probability))?"
    r"|weight[ ]decay|warm-?up(?:[ ]steps)?|temperatures?|(?:hidden|embedding|vocab(?:ulary)?"
    r"|feed-?forward|filter|"
    r"kernel|patch|model|beam|window|step|queue|buffer|chunk|sample|population)[ -](?:sizes?"
    r"|dimensions?|width)|hidden[ ]units|dimension(?:ality|s)?|beam|random[ ]seeds?|seeds?"
    r"|ranks?|patience|momentum|threshold|cut-?off|"
    r"vocabulary|vocab|(?:sequence|context|input|maximum|max|output|prompt)[ ](?:lengths?"
    r"|sizes?|tokens)|length|depth|width|resolution|label[ ]smoothing|smoothing|epsilon"
    r"|gradient[ ]clipping|clipping|"
    r"attention[ ]heads|heads|layers|epochs|iterations|steps|top-?[kp]|stride|exponent"
    r"|significance[ ]level|margin[ ]parameter|hyper-?parameters?|batch(?:es)?|bandwidth"
    r"|max\.?[ ]length|exploration|discount[ ]factor)(?:[ ](?:factors?|values?|parameters?"
    r"|hyper-?parameters?|rates?))?"
)
_SETTING_LEFT = re.compile(
    rf"(?i:\b{_SETTING_NAME}(?:[ ](?:of|is|was|are|were|to|at|from|between|in|as|set[ ]to"
    rf"|equal[ ]to|fixed[ ](?:to|at)|:|=|∈)|[ ]?[=:∈(])?(?:[ ](?:be|either|the|a|an"
    rf"|up[ ]to))?)[ ]?[\[({{]?$"
)
_SYMBOL_LEFT = re.compile(
    r"(?:(?<![\w])[A-Za-zα-ωΑ-Ωϵℓ|](?:[_^]?\{?[\w,|]{0,6}\}?)?|\b(?:dim|len|lr|bs|max|min|eps"
    r"|beta\d?|epsilon|alpha|lambda|gamma|sigma|seed|size|warmup|decay))[ ]?(?:=|≤|≥|<|>|∈|:="
    r"|→|≈|∼)[ ]?(?:[\[({]|[−-])?$"
)
_SETTING_VERB = re.compile(
    r"(?i:\b(?:(?:we|was|were|is|are|be|been)[ ](?:\w+[ ]){0,2}?(?:train|pre-?train|fine-?tune"
    r"|set|use|tune|sample|select|choose|chose|fix|run|ran|limit|truncate|split|employ"
    r"|optimi[sz]e|initiali[sz]e|warm|adopt|experiment|profile|benchmark|time|"
    r"generate|crop|pad|keep|repeat|evaluate|search|apply|train|resize|anneal|perform|conduct"
    r"|take|consider|collect|randomly|test|query)(?:d|ed|ned|ted|s)?|trained|fine-?tuned"
    r"|pre-?trained|training|using|optimized|averaged|averaging|sampled|tuned|initialized"
    r"|batches?[ ]of|set[ ]to)\b)"
)
_SETTING_NOUN = re.compile(
    r"(?:GPUs?|TPUs?|CPUs?|cores|nodes|machines|devices|epochs|steps|iterations|updates|runs"
    r"|seeds|trials|layers|heads|dimensions|units|folds|repetitions|batches|warmup|blocks"
    r"|channels|beams|workers|threads|chips|annotators|raters|evaluators|crowdworkers|participants)$"
)
_SCHEDULE = re.compile(r"[ ](?:training[ ])?schedules?\b")
_SETTING_UNIT = re.compile(
    r"(?:^|[ ])(?:h|days|min|s|epochs|GPU hours|GPU days|TPU days|weeks|GB|TB|MB|GHz)$"
)


_SAME_MEASURE = re.compile(
    r"(?i:\b(?:this|that|the)[ ](?:number|figure|value|percentage|amount)[ ](?:is|was|becomes|rises[ ]to"
    r"|falls[ ]to"
    r"|drops[ ]to|grows[ ]to)[ ](?:only[ ]|even[ ]|about[ ]|just[ ]|as[ ](?:high|low|much)[ ]as[ ])?)$"
)


def role_of(
    text: str,
    draft: Draft,
    previous: tuple[Draft, Role] | None,
    gap_has_verb: bool,
    before: Role | None = None,
) -> Role:
    """Tell what a number is.

    `previous` is the quantity before it in the sentence with its role, `before` the role of the
    last quantity of the sentence before.
    """
    if draft.is_p_value:
        return "p_value"
    if draft.pair is not None and previous is not None:
        return previous[1]
    left = text[max(0, draft.start - LEFT_REACH) : draft.start]
    right = text[draft.end : draft.end + 60]
    if draft.unit in ("x", "orders of magnitude"):
        return _role_of_multiple(draft, left, right)
    if _SETTING_LEFT.search(left) or (
        _SYMBOL_LEFT.search(left) and draft.unit != "%" and draft.metric is None
    ):
        return "setting"
    if draft.noun is not None or _is_scaled(draft):
        return _counted_role(text, draft, left, right)
    changed = _change_role(draft, left, right)
    if changed is not None:
        return changed
    if _SAME_MEASURE.search(left) and draft.unit in ("%", "points", None):
        earlier = previous[1] if previous is not None else before
        if earlier in ("difference", "ratio"):
            return earlier
    if previous is not None and (again := _role_again(text, previous, draft, gap_has_verb)) is not None:
        return again
    if _is_setting_measure(draft, left, right):
        return "setting"
    return "level"


def _role_of_multiple(draft: Draft, left: str, right: str) -> Role:
    """Tell a ratio ("three times", "half of that") from a share ("a quarter of the tokens")."""
    if draft.kind == "fraction" and not _BY.search(left):
        if draft.is_share or _SHARE_OF.match(right) or (_IS_LEFT.search(left) and _NO_COMPARAND.match(right)):
            return "level"
    return "setting" if _SCHEDULE.match(right) else "ratio"


_SHARE_OF = re.compile(
    r"[ ]of[ ](?:(?:the|its|their|our|all|these|this|those)[ ](?!size\b|cost\b|time\b|compute\b|memory\b"
    r"|parameters\b|FLOPs\b|number\b|amount\b|of\b)|(?:which|whom)\b|(?!th[eo]se\b|this\b|its\b)[a-z-]{2,30}s\b|[A-Z])"
)
"""Behind a part of things: "a quarter of the tokens" is a share, "half of the cost" compares."""

_IS_LEFT = re.compile(r"(?:\b(?:is|was|are|were|be|of|at|to)|[=,;:(]|\b(?:but|and))[ ]$")
_NO_COMPARAND = re.compile(r"[ ]?(?:[.,;)]|$)|[ ](?:on|in|for|at|but|and|while|whereas|when)\b")

_HARDWARE = re.compile(
    r"(?i:\b(?:server|machine|CPU|GPU|TPU|Xeon|RAM|node|instance|cluster|NVIDIA|Intel|AMD)\b)"
)
_SHARE_SET = re.compile(
    r"[ ](?:corruption|drop-?out|mask\w*|noise|sub-?sampl\w*|warm-?up|label"
    r"|of[ ](?:the[ ])?(?:training|labell?ed|tokens|input|data|examples|images)|train\w*"
    r"|probability|for[ ](?:training|validation|testing))\b"
)


_WITH_SHARE = re.compile(
    r"(?:\b[Ww]ith|\b[Uu]sing|\b[Oo]n|\b[Ff]rom|\b[Gg]iven)[ ](?:only[ ]|just[ ]|as[ ]little[ ]as[ ])?$"
)
_OF_TRAINING = re.compile(
    r"[ ]of[ ](?:the[ ]|all[ ]|our[ ])?(?:training|labell?ed|labels|annotated|annotations|supervised"
    r"|fine-tuning)\b"
)
_TREATED = re.compile(
    r"(?:\b(?:was|were|is|are|been|be|and|then|,)[ ](?:\w+ly[ ]|then[ ])?(?!(?:measured|observed"
    r"|estimated|reduced|increased"
    r"|achieved|obtained|improved|limited|found|determined|lowered|raised|shortened|reached|reported|recorded|delayed"
    r"|expected|needed|required|decreased|extended|detected|predicted)\b)[a-z]{3,}(?:ed|grown|kept|held|run|left|spun|cut)\b"
    r"|\b(?:kept|held|grown|left|spun))(?:[ ](?!by\b|than\b)[\w\x00°%µ./-]+){0,8}?[ ](?:for|at|to|under"
    r"|in|of)[ ]"
    r"(?:about[ ]|approximately[ ]|~)?$"
)


def _is_setting_measure(draft: Draft, left: str, right: str) -> bool:
    """Whether hours, gigabytes or a share of the data say how an experiment was run."""
    if draft.unit is None or _BEGINS_PAIR.search(left) and (RISE.search(left) or FALL.search(left)):
        return False
    if draft.unit in ("GHz", "GB", "TB", "MB") and _HARDWARE.search(left + right):
        return True
    if draft.unit == "%":
        if _WITH_SHARE.search(left) and _OF_TRAINING.match(right):
            return True
        return _SHARE_SET.match(right) is not None and _SETTING_VERB.search(left) is not None
    if _TREATED.search(left) and draft.unit not in ("x", "points") and draft.metric is None:
        return True
    return _SETTING_UNIT.search(draft.unit) is not None and _SETTING_VERB.search(left) is not None


def _is_scaled(draft: Draft) -> bool:
    return draft.unit in SCALE_WORDS


def _counted_role(text: str, draft: Draft, left: str, right: str) -> Role:
    noun = draft.noun or ""
    if noun and (
        re.match(r"(?:[ -]\w+){0,3}?[ -]", right)
        and re.search(r"\b(?:fewer|less)[ ]" + re.escape(noun), right)
    ):
        return "difference"
    if _BY.search(left) and (RISE.search(left) or FALL.search(left)):
        return "difference"
    if _SETTING_NOUN.search(noun) or _SETTING_VERB.search(left[-COUNT_REACH:]):
        return "setting"
    return "count"


def _change_role(draft: Draft, left: str, right: str) -> Role | None:
    is_relative = draft.unit == "%" and (draft.qualifier == "relative" or bool(_RELATIVE.search(left)))
    if draft.unit == "%" and draft.qualifier == "" and _ABSOLUTE.search(left):
        draft.unit = "points"
    if _BEGINS_PAIR.search(left):
        return None
    if _PACE_BEHIND.match(right) and draft.unit in ("%", None) and draft.metric is None:
        return "ratio" if draft.unit == "%" else "difference"
    changes = (
        draft.sign == "+"
        and _is_printed_score(draft)
        or bool(_BY.search(left) and (RISE.search(left) or FALL.search(left) or _margin(left)))
        and not (left.endswith("(") and _VERSUS_NEXT.match(right))
        or bool(_NOUN_OF.search(left))
        and not (left.endswith("(") and _VERSUS.search(right))
        or _changes_directly(draft, left, right)
        or draft.unit in ("%", "points")
        and bool(_LOSS_OF.search(left))
        or bool(_NOUN_BEHIND.match(right))
        and not (left.endswith("(") and right.startswith(")"))
        or draft.unit is not None
        and bool(_SAVES.search(left) or _OFFSET_BEHIND.match(right) or _takes_off(left, right))
        or (draft.hedge or "").lower() == "within"
        and draft.unit in ("%", "points")
        or (draft.sign == "-" and (draft.unit in ("points", "%") or draft.metric is not None))
    )
    if changes:
        return "ratio" if is_relative else "difference"
    if draft.unit == "points" and not _LEVEL_LEFT.search(left):
        return "difference"
    return None


def _is_printed_score(draft: Draft) -> bool:
    """Whether a signed number is a gain and not the "+1" of a formula."""
    return draft.unit is not None or draft.metric is not None or "." in (draft.value or "")


_SAVES = re.compile(r"(?i:\bsav(?:es?|ed|ing)[ ](?:[a-z]+[ ])?(?:[\w-]+[ ]){0,2})$")
"""Who saves seconds or bytes tells a difference: "saves the encoder 2.4 seconds"."""

_OFFSET_BEHIND = re.compile(
    r"[ ](?:earlier|older|younger|larger|smaller|bigger|heavier|lighter|taller|deeper|wider|apart)\b"
)
"""Behind a measure that tells how far two things lie apart: "12 MB larger", "3 hours earlier"."""

_TAKES = re.compile(
    r"(?i:\b(?:tak(?:es?|ing)|took|shav\w+|knock\w*|chop\w*|trim\w*|slic\w+)[ ](?:[a-z]+[ ]){0,2})$"
)
_OFF_BEHIND = re.compile(r"[ ](?:[\w/-]+[ ]){0,4}?off\b")


def _takes_off(left: str, right: str) -> bool:
    """Whether something takes seconds or bytes off something else."""
    return _TAKES.search(left) is not None and _OFF_BEHIND.match(right) is not None


_VERSUS_NEXT = re.compile(r"[ ]?(?:vs|v\.s|versus|against)\b")
_VERSUS = re.compile(r"\b(?:vs|v\.s|versus|compared)\b")


_FALLS_WITHIN = re.compile(r"(?i:\bfalls?[ ](?:\w+[ ])?)$")


def _changes_directly(draft: Draft, left: str, right: str) -> bool:
    """Read "gains 2.1 points": the number is the verb's object; "improved 88.5% result" is a score."""
    if draft.unit not in ("%", "points") and draft.metric is None:
        return False
    if (draft.low is not None and draft.value is None) and _FALLS_WITHIN.search(left):
        return False
    return (
        _CHANGES_DIRECTLY.search(left) is not None
        and re.match(r"[ ](?:results?|baselines?|models?)\b", right) is None
    )


def _margin(left: str) -> bool:
    return bool(
        re.search(
            r"\b(?:margin|differ\w*|win|wins|shift\w*|chang\w*|accelerat\w*|speed\w*|narrow\w*|clos\w*"
            r"|widen\w*)\b",
            left,
        )
    )


def _role_again(text: str, previous: tuple[Draft, Role], draft: Draft, gap_has_verb: bool) -> Role | None:
    """Return the role that a number takes over from the one before it, if it goes on from there."""
    if _restates(text, previous, draft):
        return "ratio" if draft.unit == "%" and previous[0].unit != "%" else previous[1]
    return previous[1] if _continues(text, previous, draft, gap_has_verb) else None


_THAT_IS = re.compile(r"[ ]?[,(]?[ ]?(?:or|i\.e\.,?|that[ ]is,?|equivalently,?|equal[ ]to)[ ]$")


def _restates(text: str, previous: tuple[Draft, Role], draft: Draft) -> bool:
    """Whether a number tells a difference once more: "by 47.9 points, or about 30 %"."""
    before, role = previous
    if role not in ("difference", "ratio") or draft.unit not in ("%", "points", "x"):
        return False
    return _THAT_IS.match(text[before.end : draft.start]) is not None


def _continues(text: str, previous: tuple[Draft, Role], draft: Draft, gap_has_verb: bool) -> bool:
    """Whether "by 2.1 on A and 3.0 on B" makes the second what the first is."""
    before, role = previous
    if draft.unit is None and before.unit == "points" and draft.value is not None and "." in draft.value:
        draft.unit = "points"
    if role not in ("difference", "ratio") or gap_has_verb or before.unit == "x":
        return False
    gap = text[before.end : draft.start]
    if before.list_id >= 0 and before.list_id == draft.list_id:
        return True
    same = before.unit == draft.unit
    joins = re.search(r"(?:,|[ ]and|[ ]or)[ ]", gap) is not None
    return (
        same
        and joins
        and len(gap) < 80
        and not re.search(
            r"[;()]|\b(?:from|than|compared|reach\w*|achiev\w*|with)[ ]|\bto[ ](?:\w+[ ])?$", gap
        )
    )
