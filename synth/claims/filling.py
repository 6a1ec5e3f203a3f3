"""What a sentence leaves out, from the rest of the sentence, the sentences before and the paper.

Binding and sharing have taken what grammar ties to a number. A score that still lacks a slot takes
the one candidate that its sentence offers, else the one that the sentences before have established,
else, for the metric, the one that the paper uses on that data set throughout. Two candidates make
none, and numbers that are no scores ("94% of the words", "5% noise") take nothing.
"""

from __future__ import annotations

import re

from synth.claims.context import COMPARED, Context, distinct_names
from synth.claims.groups import Group
from synth.claims.lexicon import LANGUAGES, METRIC, is_score_metric, metric_head
from synth.claims.names import NameTable
from synth.claims.phrases import Mention, Sentence
from synth.claims.sentence_cues import is_counted, is_scored, is_share_of_things

__all__ = ["fill"]

_UNITS = (None, "%", "points")


def fill(sentence: Sentence, groups: list[Group], names: NameTable, context: Context) -> None:
    """Give each score of a sentence the slots that only its surroundings tell."""
    scores = [g for g in groups if _is_score(sentence, g)]
    for group in scores:
        _fill_dataset(sentence, group, scores, context)
    for group in scores:
        _fill_metric(sentence, group, scores, names, context)
    for group in scores:
        _fill_method(sentence, group, groups, names, context)


_LESS = re.compile(
    r"(?i:[ ](?:less|fewer|faster|slower|smaller|cheaper|larger|shorter|longer|of[ ]the[ ](?:training"
    r"|data|tokens))\b)"
)


def _is_score(sentence: Sentence, group: Group) -> bool:
    """Whether the numbers of a group are scores or gains, and not sizes, shares or counts."""
    if group.role not in ("level", "difference", "ratio"):
        return False
    for draft in group.drafts:
        if draft.unit not in _UNITS or draft.noun is not None or draft.kind != "digits":
            return False
        if draft.metric is None and draft.unit is None and "." not in f"{draft.value}{draft.low}":
            return False
    if any(d.metric for d in group.drafts) or group.metric:
        return True
    plain, is_percent = sentence.plain, group.drafts[-1].unit == "%"
    if is_percent and is_share_of_things(plain, group.end):
        return False
    if is_percent and group.role != "level" and _LESS.match(plain, group.end):
        return False
    if group.role != "level":
        return True
    if is_counted(plain, group.end):
        return False
    return bool(group.method) or is_scored(plain[max(group.left, group.start - 60) : group.start])


# --------------------------------------------------------------------------- data set

_SOME_SET = re.compile(
    r"(?i:\b(?:on|across|over|for|of|in)[ ](?:[\w-]+[ ]){0,5}(?:tasks?|data[ ]?sets?|benchmarks?|corpora"
    r"|test[ ]sets|domains|each|every|settings|questions|data))\b"
)
_ON_PLAIN = re.compile(
    rf"(?<![\w-])[Oo]n[ ](?:the[ ]|an?[ ])?(?!average|par|top|the[ ]one|the[ ]other|other[ ]hand"
    rf"|one[ ]hand|contrary"
    rf"|its|our|their|basis|(?:\w+[ ])?(?:dev|val|test|validation|development|training)\b"
    rf"|(?:\S+[ ])?languages?\b|{LANGUAGES})[a-z]"
)
_TRAINING_BEHIND = re.compile(r"[ ](?:pre-?train|train(?:ing|ed)|fine-?tun)")
_TRAINING_DATA = re.compile(r"(?i:\b(?:trained|tuned|training|tuning|train)[ ](?:[\w-]+[ ]){0,8})$")


def _fill_dataset(sentence: Sentence, group: Group, scores: list[Group], context: Context) -> None:
    if group.dataset:
        return
    opening = _opening_dataset(sentence)
    if opening is None and _names_another(sentence, group):
        return
    bound = [d for g in scores for d in g.dataset]
    mentioned = [n.text for n in sentence.names if n.kind == "dataset" and _is_tested_on(sentence, n)]
    candidates = distinct_names([*bound, *mentioned])
    if opening is not None and not any(n.start >= group.left > 0 for n in _datasets(sentence, group)):
        group.dataset = (opening,)
    elif len(candidates) == 1:
        group.dataset = (candidates[0],)
    elif not candidates and context.dataset and not _names_some_place(sentence):
        group.dataset = (context.dataset,)


def _names_some_place(sentence: Sentence) -> bool:
    """Whether the sentence says in plain words where it measures: "on smaller models", "across tasks"."""
    return _SOME_SET.search(sentence.plain) is not None or _ON_PLAIN.search(sentence.plain) is not None


def _datasets(sentence: Sentence, group: Group) -> list[Mention]:
    return [n for n in sentence.names_between(group.left, group.right) if n.kind == "dataset"]


_OPENS = re.compile(r"(?:On|For|In|In the case of|At)[ ](?:the[ ]|both[ ])?$")


def _opening_dataset(sentence: Sentence) -> str | None:
    """The data set of an opening adverbial, "On XNLI, …", which holds for the whole sentence."""
    first = sentence.names[0] if sentence.names else None
    if first is None or first.kind != "dataset" or not _OPENS.fullmatch(sentence.plain[: first.start]):
        return None
    behind = re.match(r"(?:[ ][a-z-]+){0,3},[ ]", sentence.plain[first.end : first.end + 60])
    return first.text if behind is not None else None


def _names_another(sentence: Sentence, group: Group) -> bool:
    """Whether the group's own words name a place of measurement that could not be read."""
    for name in sentence.names_between(group.left, group.right):
        before = sentence.plain[max(0, name.start - 16) : name.start]
        if name.kind is None and re.search(r"\b(?:[Oo]n|[Ii]n|[Ff]or|[Aa]cross)[ ](?:the[ ])?$", before):
            return True
    segment = sentence.plain[group.left : group.right]
    return (
        re.search(
            r"(?i:\b(?:on|across|over)[ ](?:average[ ])?(?:all|both|other|each|every|\w+[ ]of[ ]the)\b)",
            segment,
        )
        is not None
    )


def _is_tested_on(sentence: Sentence, name: Mention) -> bool:
    if _TRAINING_BEHIND.match(sentence.plain, name.end):
        return False
    return _TRAINING_DATA.search(sentence.plain[max(0, name.start - 40) : name.start]) is None


# --------------------------------------------------------------------------- metric


def _fill_metric(
    sentence: Sentence, group: Group, scores: list[Group], names: NameTable, context: Context
) -> None:
    if group.metric:
        return
    printed = [m for g in scores for m in g.metric] + [m.text for m in sentence.metrics]
    heads = {metric_head(m): m for m in reversed(printed)}
    if heads:
        metric = next(iter(heads.values())) if len(heads) == 1 else None
    elif len(group.dataset) == 1 and (known := names.metric_of(group.dataset[0])) is not None:
        metric = known
    else:
        metric = context.metric if _same_place(group, context) else None
    if metric is not None and METRIC.fullmatch(metric) and is_score_metric(metric):
        group.metric = (metric,)


def _same_place(group: Group, context: Context) -> bool:
    """Whether the sentence speaks of the data set of the one before: another may have another metric."""
    if not group.dataset or context.dataset is None:
        return not group.dataset
    return group.dataset[0].lower() == context.dataset.lower()


# --------------------------------------------------------------------------- method

_GAIN = r"(?:[\w\x01%-]+[ ]){0,6}?(?:improvements?|gains?|increases?|boosts?|uplifts?)\b"
_AGENTLESS = re.compile(
    r"(?i:\b(?:(?:is|are|was|were)[ ](?:\w+ly[ ])?(?:obtained|achieved|reached|gained|attained|observed)\b"
    rf"|(?:our|these)[ ](?:\w+[ ]){{0,2}}(?:results?|experiments?|evaluations?|findings?)[ ](?:\w+[ ]){{0,2}}"
    rf"(?:show|reveal|demonstrate|indicate|confirm)s?[ ](?:that[ ]there[ ]is[ ])?{_GAIN}"
    rf"|we[ ](?:\w+[ ]){{0,2}}(?:see|observe|report|have|show|demonstrate|find|record)[ ]{_GAIN}"
    rf"|(?:demonstrating|showing|yielding|achieving|obtaining)[ ]{_GAIN}))"
)
_GERUND = re.compile(
    r"(?i:\b(?:using|adding|removing|replacing|combining|integrating|increasing|reducing|switching|scaling"
    r"|without|w/o|by[ ]\w+ing|ablat\w*|instead[ ]of|when|as[ ]we|if)\b)"
)
_ITS = re.compile(r"(?<![\w-])[Ii]ts[ ](?:[\w-]+[ ]){0,3}$|(?<![\w-])[Ii]ts[ ][^,;.]{0,60}$")


_THE_GAIN = re.compile(
    r"[ ]{0,2}(?:The|This|These)[ ](?:\w+[ ])?(?:gains?|improvements?|differences?|advantages?|margins?"
    r"|gaps?)[ ]"
    r"(?!of[ ][A-Z])"
)
_METRIC_MOVES = re.compile(
    r"(?i:\b(?:rises|rose|drops|dropped|falls|fell|increases|increased|decreases|decreased|improves|improved|grows|grew)"
    r"(?:[ ]\w+)?,?[ ]from[ ](?:\w+[ ])?)$"
)


_VERSUS = re.compile(r"\b(?:vs|versus|against)\b")


def _inner(sentence: Sentence, group: Group) -> str:
    """The words between the numbers of a group: of "78.4 vs. 59.1" each has an owner of its own."""
    return sentence.plain[group.drafts[0].end : group.drafts[-1].start]


def _fill_method(
    sentence: Sentence, group: Group, groups: list[Group], names: NameTable, context: Context
) -> None:
    if group.method or group.is_comparand or (_VERSUS.search(_inner(sentence, group)) and not group.rival):
        return
    before = sentence.plain[group.left : group.start]
    if group.anaphor or _ITS.search(before) or _THE_GAIN.match(before):
        method = _antecedent(sentence, group, context)
    elif group.drafts[-1].pair is not None and _METRIC_MOVES.search(before):
        is_own = context.method is not None and context.method == names.own_method
        method = context.method if is_own and not any(g.method for g in groups) else None
    elif any(g.method for g in groups):
        return
    else:
        method = names.own_method if context.is_own and _is_agentless(sentence, group, names) else None
    if method is not None and (method,) != group.baseline:
        group.method = (method, group.rival) if group.rival else (method,)
        group.is_inferred = True


_OBLIQUE = re.compile(r"\b(?:of|in|to|with|for|on|from|by|via|using)[ ](?:the[ ]|a[ ]|an[ ]|our[ ])?$")


def _is_aside(before: str) -> bool:
    """Whether a name behind these words is no subject that "it" could take up."""
    return COMPARED.search(before) is not None or _OBLIQUE.search(before) is not None


def _antecedent(sentence: Sentence, group: Group, context: Context) -> str | None:
    """What "it" stands for: the one method that the sentence names before, else the one established."""
    before = [
        name.text
        for name in sentence.names_between(0, group.start)
        if name.kind == "method" and not _is_aside(sentence.plain[max(0, name.start - 90) : name.start])
    ]
    candidates = distinct_names(before)
    if candidates:
        return candidates[0] if len(candidates) == 1 else None
    return context.method


def _is_agentless(sentence: Sentence, group: Group, names: NameTable) -> bool:
    """Whether a gain is stated without saying whose, and nothing else in the sentence may own it."""
    if group.role == "ratio" or _GERUND.search(sentence.plain):
        return False
    if not _AGENTLESS.search(sentence.plain) and not _COMPARED_FIRST.match(sentence.plain):
        return False
    own = (names.own_method or "").lower()
    baseline = " ".join(b for b in group.baseline).lower()
    return all(
        n.kind != "method" or n.text.lower() == own or n.text.lower() in baseline for n in sentence.names
    )


_COMPARED_FIRST = re.compile(r"Compared[ ](?:to|with)[ ][^\x01]{0,120}\b(?:we|our)\b")
