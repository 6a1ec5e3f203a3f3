"""Which number is a number of what: metric, data set, method, baseline and condition.

Binding follows grammar, clause by clause. The numbers of an enumeration form a group; the text
between two groups is split at its last separator, the left part belonging to the number before
it, the right part to the one behind. Within its segment a group takes what prepositions, verbs
and brackets tie to it; what it lacks it may share with its neighbour of the same clause. A slot
that nothing names stays None: a wrong subject is worse than none.
"""

from __future__ import annotations

import re

from synth.claims.context import NO_CONTEXT, Context
from synth.claims.directions import direction_of
from synth.claims.drafts import Draft
from synth.claims.filling import fill
from synth.claims.groups import BLANK, Group, blank_quantities, group_drafts, segment
from synth.claims.names import NameTable
from synth.claims.phrases import Sentence, analyse
from synth.claims.roles import role_of
from synth.claims.sharing import share
from synth.claims.slots import baseline_of, condition_of, dataset_of, metric_of
from synth.claims.subjects import method_of
from synth.types import Direction, Quantity, Role

__all__ = ["bind"]


def bind(
    text: str, drafts: list[Draft], names: NameTable, context: Context = NO_CONTEXT
) -> tuple[Quantity, ...]:
    """Turn drafts into quantities with their subjects.

    `names` resolves "our method"; `context` tells what the sentences before have established.
    """
    if not drafts:
        return ()
    sentence = analyse(text, names)
    plain = blank_quantities(sentence.plain, drafts)
    sentence.plain = plain
    sentence.verbs = [v for v in sentence.verbs if plain[v.start] != BLANK]
    groups = group_drafts(drafts)
    segment(sentence, groups)
    _assign_roles(sentence, text, groups, context)
    for group in groups:
        _bind_group(sentence, group, names)
    share(sentence, groups)
    fill(sentence, groups, names, context)
    quantities = []
    for group in groups:
        for index, (draft, role) in enumerate(zip(group.drafts, group.roles, strict=True)):
            quantities.append(_finish(sentence, group, draft, role, index))
    return tuple(quantities)


def _assign_roles(sentence: Sentence, text: str, groups: list[Group], context: Context) -> None:
    previous: tuple[Draft, Role] | None = None
    for group in groups:
        for index, draft in enumerate(group.drafts):
            gap_has_verb = group.has_verb if index == 0 else False
            role = role_of(text, draft, previous, gap_has_verb, context.role)
            group.roles.append(role)
            previous = (draft, role)
        if group.drafts[0].list_id >= 0 and group.roles[0] == "setting":
            group.roles = ["setting"] * len(group.roles)
        # The first of an enumeration is often told only by what stands behind the last.
        if (
            group.drafts[-1].list_id >= 0
            and len(set(group.roles)) > 1
            and group.roles[-1] in ("difference", "ratio")
        ):
            if (
                group.roles[0] == "level"
                and group.drafts[0].unit == group.drafts[-1].unit
                and not _LEVEL_VERB.search(text[max(0, group.start - 30) : group.start])
            ):
                group.roles = [group.roles[-1]] * len(group.roles)
        if group.drafts[-1].pair is not None and "setting" in group.roles:
            group.roles = ["setting"] * len(group.roles)


_LEVEL_VERB = re.compile(
    r"(?i:\b(?:achiev\w*|reach\w*|obtain\w*|scor\w*|to|attain\w*|get\w*)[ ](?:\w+[ ]){0,2})$"
)


_COMPARAND_LEFT = re.compile(
    r"(?:\b(?:than|compared[ ](?:to|with)|vs\.?|v\.s\.|versus|against|relative[ ]to"
    r"|instead[ ]of|as[ ]opposed[ ]to|up[ ]from|down[ ]from)(?:[ ](?:the|only|a|an|just|its"
    r"|their|about))*[ ]\(?|[ ]\(?vs\.?[ ])$"
)


def _bind_group(sentence: Sentence, group: Group, names: NameTable) -> None:
    plain = sentence.plain
    group.is_comparand = _COMPARAND_LEFT.search(plain[max(0, group.start - 40) : group.start]) is not None
    group.metric = metric_of(sentence, group)
    group.dataset = dataset_of(sentence, group)
    group.condition = condition_of(sentence, group)
    if group.role in ("difference", "ratio") or group.drafts[-1].pair is not None:
        group.baseline = baseline_of(sentence, group)
    group.method = method_of(sentence, group, names)
    if group.baseline and group.method == group.baseline:
        group.method = ()
    if group.baseline and group.dataset == group.baseline:
        group.dataset = ()


def _finish(sentence: Sentence, group: Group, draft: Draft, role: Role, index: int) -> Quantity:
    metric = _nth(group.metric, index, group)
    unit = draft.unit
    if unit is None and role == "difference" and metric is not None and draft.metric is not None:
        unit = "points"  # "by 2.0 BLEU" is two BLEU points
    bounds = (group.left, group.right)
    of_others = _of_others(sentence.plain, draft)
    is_own_slot = role in ("level", "difference", "ratio", "count")
    return Quantity(
        text=sentence.text[draft.start : draft.end],
        start=draft.start,
        end=draft.end,
        value=draft.value,
        low=draft.low,
        high=draft.high,
        uncertainty=draft.uncertainty,
        unit=unit,
        comparator=draft.comparator,
        hedge=draft.hedge,
        role=role,
        direction=_direction(sentence, group, draft, role, metric, bounds),
        metric=metric,
        dataset=_nth(group.dataset, index, group) if is_own_slot else None,
        method=_method(sentence, group, index) if is_own_slot and of_others is None else None,
        baseline=_nth(group.baseline, index, group),
        condition=of_others or _nth(group.condition, index, group),
    )


def _direction(
    sentence: Sentence, group: Group, draft: Draft, role: Role, metric: str | None, bounds: tuple[int, int]
) -> Direction | None:
    first_of_pair = next((d for d in group.drafts if d.pair is draft), None)
    if first_of_pair is not None:
        return direction_of(sentence.plain, first_of_pair, role, metric, bounds)
    found = direction_of(sentence.plain, draft, role, metric, bounds)
    if found is None and role in ("difference", "ratio") and not group.has_verb:
        return direction_of(sentence.plain, draft, role, metric, (0, group.right))
    return found


_REPORTED_BEHIND = re.compile(
    r"[ ](?:(?:that|which)[ ])?(?:(?:is|was|were|are|had[ ]been)[ ])?(?P<words>(?:(?:originally"
    r"|previously|first|earlier)[ ])?"
    r"(?:reported|published|claimed|quoted)[ ](?:before|previously|earlier|originally|elsewhere"
    r"|(?:by|in)[ ](?:the[ ])?(?:[a-z]+[ ]){0,2}[\w-]+))"
)
_REPORTED_BEFORE = re.compile(
    r"(?P<words>(?:previously|originally)[ ](?:reported|published|claimed))(?:[ ][a-z]+){0,3}[ ]$"
)
_REPORT_REACH = 60


def _of_others(plain: str, draft: Draft) -> str | None:
    """The words that say that a value was reported by others ("not the 78.4% reported before"), if any.

    Such a value stays without a method, so that it is never compared as the paper's own.
    """
    window = plain[max(0, draft.start - _REPORT_REACH) : draft.start]
    match = _REPORTED_BEHIND.match(plain, draft.end) or _REPORTED_BEFORE.search(window)
    return match["words"].strip() if match is not None else None


_CHANGES_OBJECT = re.compile(
    r"(?i:\b(?:improv|rais|reduc|lower|increas|decreas|boost|push|bring|cut|lift|shorten)(?:e|es|s|ed|ing|ting)?)"
    r"[ ](?!from\b)[^,;\x01]{2,80}[ ]from[ ](?:\w+[ ]){0,2}$"
)


def _method(sentence: Sentence, group: Group, index: int) -> str | None:
    """The n-th quantity's method; what a method improves "from 58.7" is not its own value."""
    starts_pair = index + 1 < len(group.drafts) and group.drafts[index + 1].pair is group.drafts[index]
    if starts_pair and len(group.method) == 1:
        before = sentence.plain[group.left : group.drafts[index].start]
        if group.is_inferred or _CHANGES_OBJECT.search(before):
            return _nth(group.baseline, index, group)
    return _nth(group.method, index, group)


def _nth(items: tuple[str, ...], index: int, group: Group) -> str | None:
    if not items:
        return None
    if len(items) == 1:
        return items[0]
    return items[index] if len(items) == len(group.drafts) else None
