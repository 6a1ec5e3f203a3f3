"""What a group of quantities is tied to by grammar: metric, data set, baseline, condition.

Each reader looks at the group's own segment: what stands behind it first, then what stands before.
"""

from __future__ import annotations

import re

from synth.claims.groups import BLANK, Group
from synth.claims.lexicon import BASELINE_HEADS, LANGUAGE_LIST, LANGUAGES
from synth.claims.nonquantities import AUTHOR_YEAR
from synth.claims.phrases import Mention, Phrase, Sentence

__all__ = [
    "MEASURED_NEXT",
    "TO_VALUE",
    "baseline_of",
    "condition_of",
    "dataset_before",
    "dataset_of",
    "fit",
    "metric_of",
    "opens_segment",
    "plain_metric",
    "starts_new",
]

_LANGUAGE = re.compile(LANGUAGES)
REACH = 300
"""Characters before a number in which a baseline or data set is looked for."""

_METRIC_ROLES = ("level", "difference", "ratio")
_METRIC_FAR = re.compile(r"[.;]|\b(?:which|while|whereas|where|than|compared)\b")


def metric_of(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read what is measured: the unit printed, the metric behind, the metric before, in that order."""
    if group.role not in _METRIC_ROLES:
        return ()
    printed = [d.metric for d in group.drafts if d.metric]
    if printed and len(set(printed)) > 1:
        return tuple(d.metric or printed[-1] for d in group.drafts)
    if printed:
        return _split_compound(printed[-1], len(group.drafts))
    is_bare = group.role == "level" and all(
        d.unit is None and "." not in (d.value or "") for d in group.drafts
    )
    behind = [] if is_bare else sentence.metrics_between(group.end, group.right)
    before = sentence.metrics_between(group.left, group.start)
    is_told = bool(before) and _OF_VALUE.fullmatch(sentence.plain, before[-1].end, group.start) is not None
    if (
        behind
        # "A precision of 71% for a recall of 64%": each stands behind its own.
        and not (is_told and _OF_VALUE.match(sentence.plain, behind[0].end))
        and not _METRIC_FAR.search(sentence.plain, group.end, behind[0].start)
        and behind[0].start - group.end < 60
    ):
        if BLANK not in sentence.plain[group.end : behind[0].start] and not starts_new(
            sentence, group.end, behind[0].start
        ):
            return _coordinated(sentence, behind, len(group.drafts))
    relation = next((m for m in before if _RELATES.match(sentence.plain, m.start)), None)
    if relation is not None and not is_told:
        return (relation.text,)
    if before:
        return _coordinated_back(sentence, before, len(group.drafts))
    measured = _MEASURED.search(sentence.plain, group.left, group.start)
    if (
        measured is not None
        and group.role in ("difference", "ratio")
        or measured is not None
        and group.drafts[-1].pair
    ):
        return plain_metric(sentence, measured)
    return ()


_OF_VALUE = re.compile(r"(?:[ ]scores?)?[ ]of[ ]")
_RELATES = re.compile(
    r"(?i:(?:(?:spearman|pearson"
    r"|kendall)\S{0,3}[ ])?(?:rank[ ])?correlation(?:[ ]coefficient)?[ ](?:between|of|with)\b)"
)
_WHAT_WORD = (
    r"(?:(?!by\b|from\b|to\b|the\b|and\b|performance\b|results\b|it\b|them\b|on\b|of\b"
    r"|over\b)[A-Za-z][\w-]*[ ])"
)
_WHAT = rf"(?P<what>{_WHAT_WORD}{{1,4}}?(?:of[ ](?:the[ ])?{_WHAT_WORD}{{1,4}}?)?)(?:by|from)[ ]\Z"
_MEASURED = re.compile(
    r"(?<![\w-])(?i:reduc|increas|decreas|lower|rais|cut|boost|shrink|grow|improv|shorten"
    r"|lengthen)(?:e|es|ed|s|ing|ting)?[ ](?:the[ ]|its[ ]|their[ ]|our[ ])?"
    r"" + _WHAT
)
MEASURED_NEXT = re.compile(r"[ ]?(?:and[ ])?(?:the[ ]|its[ ]|their[ ])?" + _WHAT)


def plain_metric(sentence: Sentence, measured: re.Match[str]) -> tuple[str, ...]:
    """What a verb of change acts on, if it is in plain words: "the number of parameters"."""
    start, end = measured.span("what")
    if sentence.names_between(start, end) and " " not in sentence.text[start:end].strip():
        return ()
    return (sentence.text[start:end].strip(),)


def starts_new(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a verb stands between: the metric behind it belongs to another statement."""
    return any(start <= v.start < end for v in sentence.verbs)


def _split_compound(metric: str, n: int) -> tuple[str, ...]:
    parts = metric.split("/")
    return tuple(parts) if len(parts) == n > 1 else (metric,)


_AND = re.compile(r"(?:,|/|,?[ ](?:and|or))[ ]?(?:the[ ])?")


def _coordinated(sentence: Sentence, metrics: list[Mention], n: int) -> tuple[str, ...]:
    chain = [metrics[0]]
    for metric in metrics[1:]:
        if not _AND.fullmatch(sentence.plain[chain[-1].end : metric.start]):
            break
        chain.append(metric)
    if len(chain) == n:
        return tuple(m.text for m in chain)
    if n == 1 and len(chain) > 1:  # "98 % in precision, recall and F1"
        return (sentence.text[chain[0].start : chain[-1].end],)
    return _split_compound(metrics[0].text, n)


def _coordinated_back(sentence: Sentence, metrics: list[Mention], n: int) -> tuple[str, ...]:
    chain = [metrics[-1]]
    for metric in reversed(metrics[:-1]):
        if not _AND.fullmatch(sentence.plain[metric.end : chain[0].start]):
            break
        chain.insert(0, metric)
    if len(chain) == n:
        return tuple(m.text for m in chain)
    return _split_compound(metrics[-1].text, n)


_ON = re.compile(
    r"(?<![\w-])(?:(?P<on>[Oo]n|[Aa]cross)|(?P<soft>[Ff]or|[Ii]n|[Oo]f|[Tt]o|[Oo]ver"
    r"|[Ff]rom|[Ii]n[ ]the[ ]case[ ]of))[ ](?:the[ ]|both[ ]|all[ ])?"
)
_CHANGES_OBJECT = re.compile(
    r"(?<![\w-])(?:improv|increas|boost|rais|reduc|decreas|lower|advanc|push|lift|enhanc"
    r"|degrad|hurt|bring)(?:e|es|ed|s|ing)?[ ](?:the[ ])?(?:performance[ ]on[ ]"
    r"|results[ ]on[ ]|accuracy[ ]on[ ])?"
)
TO_VALUE = re.compile(
    r"(?:[ ](?:accuracy|performance|scores?|results?))?[ ](?:by|from|to|at)(?:[ ](?:about|up"
    r"|as|much|only|a|an|over))*[ ]?$|[ ]?[:(=][ ]?$"
)


def dataset_of(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read on what it is measured; one item for each quantity of the group, or one for all."""
    if group.role in ("p_value", "setting"):
        return ()
    behind = _dataset_behind(sentence, group)
    if behind:
        return behind
    before = dataset_before(sentence, group)
    return before if before else ()


def _dataset_behind(sentence: Sentence, group: Group) -> tuple[str, ...]:
    limit = group.right
    later = next((v.start for v in sentence.verbs if v.start >= group.end), limit)
    for match in _ON.finditer(sentence.plain, group.end, min(limit, max(later, group.end))):
        if BLANK in sentence.plain[group.end : match.start()]:
            break
        phrase = _accept_dataset(sentence, match, limit)
        if phrase is not None and (phrase.is_named or group.role != "count"):
            return fit(phrase, len(group.drafts))
    named = sentence.names_between(group.end, limit)
    if (
        named
        and named[0].kind == "dataset"
        and re.fullmatch(r"[ ]?\(?[ ]?", sentence.plain[group.end : named[0].start])
    ):
        return (named[0].text,)
    return ()


_TRAINED_ON = re.compile(
    r"(?i:\b(?:(?:pre-?|fine-?)?(?:train|tun)(?:s|ed|ing|e)?|based|depend\w*|rel(?:y|ies|ying)"
    r"|focus\w*|built|conditioned|updates?|steps?|epochs?)(?:[ ]only|[ ]jointly)?)[ ]$"
)


_TRAINING_BEHIND = re.compile(r"[ ](?:pre-?train|train(?:ing|ed)|fine-?tun)")


def _accept_dataset(sentence: Sentence, match: re.Match[str], limit: int) -> Phrase | None:
    if _TRAINED_ON.search(sentence.plain[max(0, match.start() - 20) : match.start()]):
        return None
    phrase = sentence.phrase_at(match.end(), limit)
    if phrase is None or _TRAINING_BEHIND.match(sentence.plain, phrase.end):
        return None
    if match["on"]:
        return phrase if "method" not in phrase.kinds else None
    if not phrase.is_named and match["soft"].lower() not in ("for", "in"):
        return None
    return phrase if phrase.is_dataset else None


def fit(phrase: Phrase, n: int) -> tuple[str, ...]:
    """Give one item to each of n quantities, or the phrase as printed to one."""
    if len(phrase.items) == n or len(phrase.items) == 1:
        return phrase.items
    return (phrase.text,) if n == 1 or len(phrase.items) > n else ()


def dataset_before(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read the data set from what stands before a group in its segment."""
    plain, n = sentence.plain, len(group.drafts)
    names = sentence.names_between(group.left, group.start)
    if names:
        last = names[-1]
        tail = plain[last.end : group.start]
        # "XNLI (80.9"
        if last.kind == "dataset" and re.fullmatch(r"[ ]?[(:=][ ]?", tail):
            return (last.text,)
        # "XNLI accuracy of"
        metric = next((m for m in sentence.metrics if 0 <= m.start - last.end <= 14), None)
        if (
            last.kind != "method"
            and metric is not None
            and re.fullmatch(r"[ ](?:(?!and|or|in|of|on|with)[a-z-]+[ ])?", plain[last.end : metric.start])
            and not starts_new(sentence, last.end, metric.start)
        ):
            return (last.text,)
        if TO_VALUE.fullmatch(tail) and opens_segment(sentence, group, last) and last.kind == "dataset":
            return (last.text,)
    for match in _CHANGES_OBJECT.finditer(plain, max(group.left, group.start - REACH), group.start):
        phrase = sentence.phrase_at(match.end(), group.start)
        if (
            phrase is not None
            and phrase.is_named
            and "method" not in phrase.kinds
            and TO_VALUE.fullmatch(plain[phrase.end : group.start])
        ):
            return fit(phrase, n)
    found: tuple[str, ...] = ()
    for match in _ON.finditer(plain, max(group.left, group.start - REACH), group.start):
        phrase = _accept_dataset(sentence, match, group.start)
        if phrase is not None and (phrase.is_named or group.role != "count"):
            found = fit(phrase, n)
    return found


def opens_segment(sentence: Sentence, group: Group, name: Mention) -> bool:
    """Whether a name is the first thing in a group's segment."""
    return (
        re.fullmatch(r"[\s,]*(?:and[ ]|by[ ]|on[ ]|the[ ])*", sentence.plain[group.left : name.start])
        is not None
    )


_AGAINST = re.compile(
    r"(?<![\w-])(?:over|than|compar(?:ed|ing|ison)[ ](?:to|with|against)|against|relative[ ]to"
    r"|vs\.?|versus|ahead[ ]of|behind|above|below|with[ ]respect[ ]to)[ ](?:that[ ]of[ ]"
    r"|those[ ]of[ ]|using[ ]|the[ ]use[ ]of[ ])?"
)
_RELATIVE_TO = re.compile(r"[ ]to[ ](?:that[ ]of[ ])?")
_WITHIN_OF = re.compile(r"[ ](?:of|from|behind)[ ]")
_BEATS = re.compile(
    r"(?<![\w-])(?:outperform|surpass|exceed|beat|outscor|underperform|trail|lag|lead"
    r"|improv)(?:e|es|ed|s|ing|ging|s[ ]behind)?(?P<over>[ ](?:over|upon|on|behind|both"
    r"|all))*[ ]"
)
_DETERMINER = re.compile(r"(?:(?:the|a|an|our|its|all|both|any|their|these)[ ])+")


def baseline_of(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read what a difference or ratio is measured against."""
    plain, n = sentence.plain, len(group.drafts)
    for match in _AGAINST.finditer(plain, group.end, group.right):
        if BLANK in plain[group.end : match.start()]:
            break
        found = _against(sentence, match.end(), group.right, n)
        if found:
            return found
    to = _RELATIVE_TO.match(plain, group.end) if group.drafts[-1].qualifier == "relative" else None
    if to is not None:  # "by 15.7% relative to X", where "relative" belongs to the number
        return _against(sentence, to.end(), group.right, n)
    if any((d.hedge or "").lower() == "within" for d in group.drafts):
        of = _WITHIN_OF.match(plain, group.end)
        if of is not None:
            return _against(sentence, of.end(), group.right, n)
    return _baseline_before(sentence, group, n)


def _baseline_before(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    plain = sentence.plain
    found: tuple[str, ...] = ()
    for pattern in (_BEATS, _AGAINST):
        for match in pattern.finditer(plain, max(group.left, group.start - REACH), group.start):
            items = _against(sentence, match.end(), group.start, n, is_object="over" in match.groupdict())
            found = items or found
        if found:
            return found
    return ()


_PHRASE_END = re.compile(r"[,;()\x01]|\b(?:by|on|in|with|at|for|from|when|while|and)\b")


def _against(
    sentence: Sentence, position: int, limit: int, n: int, is_object: bool = False
) -> tuple[str, ...]:
    author = AUTHOR_YEAR.match(sentence.text, position, limit)
    if author is not None and author["year"][-1] != "]":
        return (author.group(),)
    phrase = sentence.phrase_at(position, limit)
    if phrase is not None and phrase.is_named and "dataset" not in phrase.kinds:
        if (
            is_object
            and None in phrase.kinds
            and re.match(r"improv", sentence.plain[max(0, position - 12) : position].lstrip())
        ):
            return ()
        return fit(phrase, n)
    end = _PHRASE_END.search(sentence.plain, position, limit)
    stretch_end = end.start() if end is not None else limit
    heads = list(BASELINE_HEADS.finditer(sentence.plain, position, stretch_end))
    if not heads or heads[-1].start() - position > 60:
        return ()
    head = heads[-1]
    start = position
    determiner = _DETERMINER.match(sentence.plain, position)
    if determiner is not None and not determiner.group().startswith("our"):
        start = determiner.end()
    return (sentence.text[min(start, head.start()) : head.end()].strip(),)


def condition_of(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read the settings that tell this value from another of the same subject."""
    if group.role in ("p_value", "setting", "count"):
        return ()
    for match in LANGUAGE_LIST.finditer(sentence.plain, group.left, group.right):
        items = tuple(
            re.split(r",? (?:and|or) |, ", sentence.text[match.start("items") : match.end("items")])
        )
        if len(items) == len(group.drafts):
            return items
    own = [
        c
        for c in sentence.conditions
        if group.left <= c.start
        and c.end <= group.right
        and not _overlaps_group(c, group)
        and not _TRAINED_ON.search(sentence.plain[max(0, c.start - 24) : max(0, c.start - 3)])
    ]
    own = [c for c in _opening_conditions(sentence, group) if not _is_told_otherwise(c, own)] + own
    behind = [c for c in own if c.start >= group.end]
    if len(group.drafts) > 1 and len(behind) == len(group.drafts):
        return tuple(c.text for c in behind)
    chosen: list[str] = []
    for mention in own:
        if mention.text not in chosen:
            chosen.append(mention.text)
    chosen = [c for c in chosen if not any(c in name for name in group.dataset)]
    chosen += _tested_models(sentence, group)
    return (", ".join(chosen),) if chosen else ()


_OPENS = re.compile(r"(?:In|With|For|On|Under|After|Before|Without|Using|Given|At)[ ]")


def _opening_conditions(sentence: Sentence, group: Group) -> list[Mention]:
    """The settings of an opening adverbial ("In the zero-shot setting, …"), for the whole sentence."""
    if _OPENS.match(sentence.plain) is None:
        return []
    comma = sentence.plain.find(", ", 0, 120)
    if not 0 < comma < group.start:
        return []
    return [c for c in sentence.conditions if c.end <= comma and c.start < group.left]


def _is_told_otherwise(opening: Mention, own: list[Mention]) -> bool:
    """Whether the group itself names the same kind of setting: another language, another split."""
    is_language = _LANGUAGE.fullmatch(opening.text) is not None
    return any(
        c.text == opening.text or (_LANGUAGE.fullmatch(c.text) is not None) == is_language for c in own
    )


def _tested_models(sentence: Sentence, group: Group) -> list[str]:
    """Read "by 32% on LLaMA-2": what a method is applied to is a setting, not a data set."""
    for match in _ON.finditer(sentence.plain, group.end, group.right):
        if BLANK in sentence.plain[group.end : match.start()] or not match["on"]:
            continue
        phrase = sentence.phrase_at(match.end(), group.right)
        if phrase is not None and phrase.is_named and phrase.is_method:
            return [phrase.text]
    return []


def _overlaps_group(mention: Mention, group: Group) -> bool:
    return mention.start < group.end and group.start < mention.end
