"""A method that is tied to its number directly, without a verb: "mBERT (66.3)", "66.3 for mBERT"."""

from __future__ import annotations

import re

from synth.claims.groups import Group
from synth.claims.lexicon import METRIC_PATTERN
from synth.claims.phrases import Sentence
from synth.claims.slots import fit, starts_new

__all__ = ["attached_method"]

_METHOD_BEHIND = re.compile(r"(?<![\w-])(?:for|by|of|obtained[ ]by|achieved[ ]by|reported[ ]for)[ ]")
_THAT_ACHIEVES = re.compile(
    r"(?P<that>[ ](?:that[ ])?)(?=[A-Za-z][\w-]*[ ](?:achiev|obtain|reach|get|scor|attain))"
)
_HOLDS = re.compile(r"(?:[ ](?:model|baseline|models))?[ ]?(?:\((?:with[ ])?|['’]s?[ ]|:[ ]|=[ ]?|[ ]at[ ])")


def attached_method(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    """Return the method that stands beside the numbers of a group, for each of the n or one for all."""
    return (
        _just_before(sentence, group)
        or _of_metric(sentence, group, n)
        or _each_for(sentence, group)
        or _just_behind(sentence, group, n)
    )


def _just_before(sentence: Sentence, group: Group) -> tuple[str, ...]:
    before = sentence.names_between(group.left, group.start)
    last = before[-1] if before else None
    if last is not None and last.kind == "method":
        tail = sentence.plain[last.end : group.start]
        if group.role == "level" and tail == " " and not group.has_verb:
            return (last.text,)  # "A reaches 79.5% and B 80.1%"
        suits = group.role == "level" or (group.drafts[0].unit or "").endswith("parameters")
        if suits and _HOLDS.fullmatch(tail):
            return (last.text,)
    rival = _rival_in_brackets(sentence, group) if group.role == "level" else None
    return (rival,) if rival is not None else ()


def _of_metric(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    """Read "the accuracy of mBERT on XNLI falls to 64.2"."""
    owned = _METRIC_OF.search(sentence.plain, group.left, group.start)
    phrase = sentence.phrase_at(owned.end(), group.start) if owned is not None else None
    if phrase is None or not phrase.is_method:
        return ()
    return fit(phrase, n) if _VALUE_NEXT.fullmatch(sentence.plain, phrase.end, group.start) else ()


def _just_behind(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    plain = sentence.plain
    if group.role != "level":
        return ()
    achieved = _THAT_ACHIEVES.match(plain, group.end, group.right)
    if achieved is not None:
        phrase = sentence.phrase_at(achieved.end("that"), group.right)
        is_method = phrase is not None and phrase.is_named and "dataset" not in phrase.kinds
        return fit(phrase, n) if phrase is not None and is_method else ()
    for match in _METHOD_BEHIND.finditer(plain, group.end, group.right):
        if re.search(r"[\x01;,]", plain[group.end : match.start()]) or match.start() - group.end > 45:
            break
        if starts_new(sentence, group.end, match.start()):
            break
        phrase = sentence.phrase_at(match.end(), group.right)
        if phrase is not None and phrase.is_method:
            return fit(phrase, n)
    return ()


_COMPARED_THEN = re.compile(
    r"\b(?:than|over|outperforms?|outperforming|beats?|surpass(?:es|ing)?|exceeds?|above"
    r"|compared[ ](?:to|with))[ ]"
    r"(?:the[ ])?(?:[a-z-]+[ ]){0,2}(?=[A-Z\w]*[A-Z])"
)
_BREAK = re.compile(r"[,;:()]|\b(?:and|but|while|by|which|that|is|are)\b")


def _rival_in_brackets(sentence: Sentence, group: Group) -> str | None:
    """Read "outperforms the ViT-B model trained on JFT (84.15)": the value of what is outperformed."""
    if sentence.plain[group.start - 1 : group.start] != "(":
        return None
    comparisons = list(_COMPARED_THEN.finditer(sentence.plain, max(0, group.start - 120), group.start))
    names = sentence.names_between(comparisons[-1].end(), group.start) if comparisons else []
    if not names or names[0].kind != "method" or _BREAK.search(sentence.plain, names[0].end, group.start - 2):
        return None
    return names[0].text


_METRIC_OF = re.compile(
    rf"(?:{METRIC_PATTERN}(?:[ ]scores?)?|\b(?:gains?|improvements?|advantage))[ ]of[ ](?:the[ ]|our[ ])?",
    re.VERBOSE,
)
_VALUE_NEXT = re.compile(
    r"(?:[ ](?:on|in|for)[ ][^\x01;]{1,50})?[ ](?:model[ ])?(?:(?:is|was|reaches|rises|falls|drops"
    r"|increases|decreases"
    r"|improves|rose|fell|dropped|increased|decreased|improved)(?:[ ]only)?[ ]|(?:by|to|from|up|about"
    r"|at)[ ]){1,4}"
)
_EACH_FOR = re.compile(r"[ ](?:for|with|by)[ ](?:the[ ])?")


def _each_for(sentence: Sentence, group: Group) -> tuple[str, ...]:
    """Read "from 20.9 for A to 12.6 for B"."""
    if len(group.drafts) != 2 or group.drafts[1].pair is None:
        return ()
    names = []
    for draft, limit in zip(group.drafts, (group.drafts[1].start, group.right), strict=True):
        each = _EACH_FOR.match(sentence.plain, draft.end, limit)
        phrase = sentence.phrase_at(each.end(), limit) if each is not None else None
        if phrase is None or len(phrase.items) != 1 or "dataset" in phrase.kinds:
            return ()
        names.append(phrase.items[0])
    return tuple(names)
