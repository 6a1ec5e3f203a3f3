"""Which number is a number of what: metric, data set, method, baseline and condition.

Binding follows grammar, clause by clause. The numbers of an enumeration form a group; the text
between two groups is split at its last separator, the left part belonging to the number before
it, the right part to the one behind. Within its segment a group takes what prepositions, verbs
and brackets tie to it; what it lacks it may share with its neighbour of the same clause. A slot
that nothing names stays None: a wrong subject is worse than none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from synth.claims.lexicon import BASELINE_HEADS, LANGUAGE_LIST, METRIC
from synth.claims.names import NameTable
from synth.claims.nonquantities import AUTHOR_YEAR
from synth.claims.phrases import Mention, Phrase, Sentence, analyse
from synth.claims.quantities import Draft
from synth.claims.roles import direction_of, role_of
from synth.types import Direction, Quantity, Role

__all__ = ["bind"]

BLANK = "\x01"
"""Stands in for quantities where the words around them are searched."""


@dataclass(slots=True)
class Group:
    """The quantities of one enumeration with the stretch of text that speaks of them."""

    drafts: list[Draft]
    roles: list[Role] = field(default_factory=list)
    left: int = 0
    """Where its segment begins."""
    right: int = 0
    """Where its segment ends."""
    metric: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    baseline: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    is_comparand: bool = False
    """Whether it is what another number is compared with ("…, compared to 66.3 for mBERT")."""
    has_verb: bool = True
    """Whether a verb stands between it and the group before."""

    @property
    def start(self) -> int:
        """Offset of its first quantity."""
        return self.drafts[0].start

    @property
    def end(self) -> int:
        """Offset behind its last quantity."""
        return self.drafts[-1].end

    @property
    def role(self) -> Role:
        """The role of its last quantity."""
        return self.roles[-1]


def bind(text: str, drafts: list[Draft], names: NameTable) -> tuple[Quantity, ...]:
    """Turn drafts into quantities with their subjects; `names` resolves "our method"."""
    if not drafts:
        return ()
    sentence = analyse(text, names)
    plain = _blank_quantities(sentence.plain, drafts)
    sentence.plain = plain
    sentence.verbs = [v for v in sentence.verbs if plain[v.start] != BLANK]
    groups = _groups(drafts)
    _segment(sentence, groups)
    _assign_roles(sentence, text, groups)
    for group in groups:
        _bind_group(sentence, group, names)
    _share(sentence, groups)
    quantities = []
    for group in groups:
        for index, (draft, role) in enumerate(zip(group.drafts, group.roles, strict=True)):
            quantities.append(_finish(sentence, group, draft, role, index))
    return tuple(quantities)


def _blank_quantities(plain: str, drafts: list[Draft]) -> str:
    parts, last = [], 0
    for draft in drafts:
        if draft.start < last:
            continue
        parts.append(plain[last : draft.start])
        parts.append(BLANK * (draft.end - draft.start))
        last = draft.end
    parts.append(plain[last:])
    return "".join(parts)


def _groups(drafts: list[Draft]) -> list[Group]:
    groups: list[Group] = []
    for draft in drafts:
        last = groups[-1] if groups else None
        in_list = last is not None and draft.list_id >= 0 and draft.list_id == last.drafts[-1].list_id
        in_pair = last is not None and draft.pair is not None and draft.pair is last.drafts[-1]
        if last is not None and (in_list or in_pair):
            last.drafts.append(draft)
        else:
            groups.append(Group([draft]))
    return groups


# --------------------------------------------------------------------------- segments

_SEPARATOR = re.compile(r";|:(?=\s)|,?\s(?:and|but|while|whereas|or|although|though|yet)\s(?:also\s|only\s|by\s(?=\x01))?|\s\(?(?=(?:vs\.?|v\.s\.|versus|compared\s(?:to|with)|instead\sof|as\sopposed\sto)\s)|,\s?|\)(?=\s)")
_STRONG = re.compile(r";|(?<![. ]al)(?<!vs)(?<!cf)(?<!\.[eg])(?<!Fig)\.\s(?=[A-Z“\"])|\s(?:while|whereas|but|although|though)\s")


def _segment(sentence: Sentence, groups: list[Group]) -> None:
    """Give each group its stretch of the sentence."""
    plain = sentence.plain
    groups[0].left, groups[-1].right = 0, len(plain)
    for before, behind in zip(groups, groups[1:], strict=False):
        gap_start, gap_end = before.end, behind.start
        verbs = [v for v in sentence.verbs if gap_start <= v.start and v.end <= gap_end]
        behind.has_verb = bool(verbs)
        cut = _cut(sentence, gap_start, gap_end, verbs[0] if verbs else None)
        if cut is None:
            before.right, behind.left = gap_end, gap_start
        else:
            before.right, behind.left = cut


def _cut(sentence: Sentence, start: int, end: int, verb: Mention | None) -> tuple[int, int] | None:
    separators = list(_SEPARATOR.finditer(sentence.plain, start, end))
    if not separators:
        return None
    strong = _STRONG.search(sentence.plain, start, end)
    if strong is not None:
        return strong.start(), strong.end() if strong.group().strip() in (";", ".") else strong.start() + 1
    if verb is not None:
        before_verb = [s for s in separators if s.end() <= verb.start]
        if before_verb:
            index = len(before_verb) - 1
            while index > 0 and _is_bare_name(sentence, before_verb[index - 1].end(), before_verb[index].start()):
                index -= 1
            return before_verb[index].start(), before_verb[index].end()
    index = len(separators) - 1
    while index > 0 and _is_bare_name(sentence, separators[index - 1].end(), separators[index].start()):
        index -= 1
    return separators[index].start(), separators[index].end()


def _is_bare_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is one name and nothing else: an item of a list, not a clause."""
    names = sentence.names_between(start, end)
    return len(names) == 1 and sentence.plain[start:end].strip() == sentence.plain[names[0].start : names[0].end]


def _assign_roles(sentence: Sentence, text: str, groups: list[Group]) -> None:
    previous: tuple[Draft, Role] | None = None
    for group in groups:
        for index, draft in enumerate(group.drafts):
            gap_has_verb = group.has_verb if index == 0 else False
            role = role_of(text, draft, previous, gap_has_verb)
            group.roles.append(role)
            previous = (draft, role)
        if group.drafts[0].list_id >= 0 and group.roles[0] == "setting":
            group.roles = ["setting"] * len(group.roles)
        # The first of an enumeration is often told only by what stands behind the last.
        if group.drafts[-1].list_id >= 0 and len(set(group.roles)) > 1 and group.roles[-1] in ("difference", "ratio"):
            if group.roles[0] == "level" and group.drafts[0].unit == group.drafts[-1].unit and not _LEVEL_VERB.search(text[max(0, group.start - 30) : group.start]):
                group.roles = [group.roles[-1]] * len(group.roles)
        if group.drafts[-1].pair is not None and "setting" in group.roles:
            group.roles = ["setting"] * len(group.roles)


_LEVEL_VERB = re.compile(r"(?i:\b(?:achiev\w*|reach\w*|obtain\w*|scor\w*|to|attain\w*|get\w*)[ ](?:\w+[ ]){0,2})$")


# --------------------------------------------------------------------------- one group

_COMPARAND_LEFT = re.compile(
    r"(?:\b(?:than|compared[ ](?:to|with)|vs\.?|v\.s\.|versus|against|relative[ ]to|instead[ ]of|as[ ]opposed[ ]to|up[ ]from|down[ ]from)(?:[ ](?:the|only|a|an|just|its|their|about))*[ ]\(?|[ ]\(?vs\.?[ ])$"
)


def _bind_group(sentence: Sentence, group: Group, names: NameTable) -> None:
    plain = sentence.plain
    group.is_comparand = _COMPARAND_LEFT.search(plain[max(0, group.start - 40) : group.start]) is not None
    group.metric = _metric(sentence, group)
    group.dataset = _dataset(sentence, group)
    group.condition = _condition(sentence, group)
    if group.role in ("difference", "ratio"):
        group.baseline = _baseline(sentence, group)
    group.method = _method(sentence, group, names)
    if group.baseline and group.method == group.baseline:
        group.method = ()
    if group.baseline and group.dataset == group.baseline:
        group.dataset = ()


_METRIC_ROLES = ("level", "difference", "ratio")
_METRIC_FAR = re.compile(r"[.;]|\b(?:which|while|whereas|where|than|compared)\b")


def _metric(sentence: Sentence, group: Group) -> tuple[str, ...]:
    if group.role not in _METRIC_ROLES:
        return ()
    printed = [d.metric for d in group.drafts if d.metric]
    if printed and len(set(printed)) > 1:
        return tuple(d.metric or printed[-1] for d in group.drafts)
    if printed:
        return _split_compound(printed[-1], len(group.drafts))
    is_bare = group.role == "level" and all(d.unit is None and "." not in (d.value or "") for d in group.drafts)
    behind = [] if is_bare else sentence.metrics_between(group.end, group.right)
    if behind and not _METRIC_FAR.search(sentence.plain, group.end, behind[0].start) and behind[0].start - group.end < 60:
        if BLANK not in sentence.plain[group.end : behind[0].start] and not _starts_new(sentence, group.end, behind[0].start):
            return _coordinated(sentence, behind, len(group.drafts))
    before = sentence.metrics_between(group.left, group.start)
    if before:
        return _coordinated_back(sentence, before, len(group.drafts))
    measured = _MEASURED.search(sentence.plain, group.left, group.start)
    if measured is not None and group.role in ("difference", "ratio") or measured is not None and group.drafts[-1].pair:
        return _as_metric(sentence, measured)
    return ()


_WHAT_WORD = r"(?:(?!by\b|from\b|to\b|the\b|and\b|performance\b|results\b|it\b|them\b|on\b|of\b|over\b)[A-Za-z][\w-]*[ ])"
_WHAT = rf"(?P<what>{_WHAT_WORD}{{1,4}}?(?:of[ ](?:the[ ])?{_WHAT_WORD}{{1,4}}?)?)(?:by|from)[ ]\Z"
_MEASURED = re.compile(
    r"(?<![\w-])(?i:reduc|increas|decreas|lower|rais|cut|boost|shrink|grow|improv|shorten|lengthen)(?:e|es|ed|s|ing|ting)?[ ](?:the[ ]|its[ ]|their[ ]|our[ ])?"
    r"" + _WHAT
)
_MEASURED_NEXT = re.compile(r"[ ]?(?:and[ ])?(?:the[ ]|its[ ]|their[ ])?" + _WHAT)


def _as_metric(sentence: Sentence, measured: re.Match[str]) -> tuple[str, ...]:
    """What a verb of change acts on, if it is in plain words: "the number of parameters"."""
    start, end = measured.span("what")
    if sentence.names_between(start, end) and " " not in sentence.text[start:end].strip():
        return ()
    return (sentence.text[start:end].strip(),)


def _starts_new(sentence: Sentence, start: int, end: int) -> bool:
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


# --------------------------------------------------------------------------- data set

_ON = re.compile(r"(?<![\w-])(?:(?P<on>[Oo]n|[Aa]cross)|(?P<soft>[Ff]or|[Ii]n|[Oo]f|[Tt]o|[Oo]ver|[Ff]rom))[ ](?:the[ ]|both[ ]|all[ ])?")
_CHANGES_OBJECT = re.compile(
    r"(?<![\w-])(?:improv|increas|boost|rais|reduc|decreas|lower|advanc|push|lift|enhanc|degrad|hurt|bring)(?:e|es|ed|s|ing)?[ ](?:the[ ])?(?:performance[ ]on[ ]|results[ ]on[ ]|accuracy[ ]on[ ])?"
)
_TO_VALUE = re.compile(r"(?:[ ](?:accuracy|performance|scores?|results?))?[ ](?:by|from|to|at)(?:[ ](?:about|up|as|much|only|a|an|over))*[ ]?$|[ ]?[:(=][ ]?$")


def _dataset(sentence: Sentence, group: Group) -> tuple[str, ...]:
    if group.role in ("p_value", "setting"):
        return ()
    behind = _dataset_behind(sentence, group)
    if behind:
        return behind
    before = _dataset_before(sentence, group)
    return before if before else ()


def _dataset_behind(sentence: Sentence, group: Group) -> tuple[str, ...]:
    limit = group.right
    later = next((v.start for v in sentence.verbs if v.start >= group.end), limit)
    for match in _ON.finditer(sentence.plain, group.end, min(limit, max(later, group.end))):
        if BLANK in sentence.plain[group.end : match.start()]:
            break
        items = _accept_dataset(sentence, match, limit)
        if items:
            return _fit(items, len(group.drafts))
    named = sentence.names_between(group.end, limit)
    if named and named[0].kind == "dataset" and re.fullmatch(r"[ ]?\(?[ ]?", sentence.plain[group.end : named[0].start]):
        return (named[0].text,)
    return ()


_TRAINED_ON = re.compile(r"(?i:\b(?:(?:pre-?|fine-?)?(?:train|tun)(?:s|ed|ing|e)?|based|depend\w*|rel(?:y|ies|ying)|focus\w*|built|conditioned|updates?|steps?|epochs?)(?:[ ]only|[ ]jointly)?)[ ]$")


def _accept_dataset(sentence: Sentence, match: re.Match[str], limit: int) -> Phrase | None:
    if _TRAINED_ON.search(sentence.plain[max(0, match.start() - 20) : match.start()]):
        return None
    phrase = sentence.phrase_at(match.end(), limit)
    if phrase is None:
        return None
    if match["on"]:
        return phrase if "method" not in phrase.kinds else None
    if not phrase.is_named and match["soft"].lower() not in ("for", "in"):
        return None
    return phrase if phrase.is_dataset else None


def _fit(phrase: Phrase, n: int) -> tuple[str, ...]:
    """One item for each of n quantities, or the phrase as printed for one quantity."""
    if len(phrase.items) == n or len(phrase.items) == 1:
        return phrase.items
    return (phrase.text,) if n == 1 or len(phrase.items) > n else ()


def _dataset_before(sentence: Sentence, group: Group) -> tuple[str, ...]:
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
        if last.kind != "method" and metric is not None and re.fullmatch(r"[ ](?:(?!and|or|in|of|on|with)[a-z-]+[ ])?", plain[last.end : metric.start]):
            return (last.text,)
        if _TO_VALUE.fullmatch(tail) and _opens_segment(sentence, group, last) and last.kind == "dataset":
            return (last.text,)
    for match in _CHANGES_OBJECT.finditer(plain, group.left, group.start):
        phrase = sentence.phrase_at(match.end(), group.start)
        if phrase is not None and phrase.is_named and "method" not in phrase.kinds and _TO_VALUE.fullmatch(plain[phrase.end : group.start]):
            return _fit(phrase, n)
    found: tuple[str, ...] = ()
    for match in _ON.finditer(plain, group.left, group.start):
        phrase = _accept_dataset(sentence, match, group.start)
        if phrase is not None:
            found = _fit(phrase, n)
    return found


def _opens_segment(sentence: Sentence, group: Group, name: Mention) -> bool:
    return re.fullmatch(r"[\s,]*(?:and[ ]|by[ ]|on[ ]|the[ ])*", sentence.plain[group.left : name.start]) is not None


# --------------------------------------------------------------------------- baseline

_AGAINST = re.compile(
    r"(?<![\w-])(?:over|than|compar(?:ed|ing|ison)[ ](?:to|with|against)|against|relative[ ]to|vs\.?|versus|ahead[ ]of|behind|above|below|with[ ]respect[ ]to)[ ](?:that[ ]of[ ]|those[ ]of[ ]|using[ ]|the[ ]use[ ]of[ ])?"
)
_WITHIN_OF = re.compile(r"[ ](?:of|from|behind)[ ]")
_BEATS = re.compile(
    r"(?<![\w-])(?:outperform|surpass|exceed|beat|outscor|underperform|trail|lag|lead|improv)(?:e|es|ed|s|ing|ging|s[ ]behind)?(?P<over>[ ](?:over|upon|on|behind|both|all))*[ ]"
)
_DETERMINER = re.compile(r"(?:(?:the|a|an|our|its|all|both|any|their|these)[ ])+")


def _baseline(sentence: Sentence, group: Group) -> tuple[str, ...]:
    plain, n = sentence.plain, len(group.drafts)
    for match in _AGAINST.finditer(plain, group.end, group.right):
        if BLANK in plain[group.end : match.start()]:
            break
        found = _against(sentence, match.end(), group.right, n)
        if found:
            return found
    if any((d.hedge or "").lower() == "within" for d in group.drafts):
        match = _WITHIN_OF.match(plain, group.end)
        if match is not None:
            return _against(sentence, match.end(), group.right, n)
    return _baseline_before(sentence, group, n)


def _baseline_before(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    plain = sentence.plain
    found: tuple[str, ...] = ()
    for pattern in (_BEATS, _AGAINST):
        for match in pattern.finditer(plain, group.left, group.start):
            items = _against(sentence, match.end(), group.start, n, is_object="over" in match.groupdict())
            found = items or found
        if found:
            return found
    return ()


def _against(sentence: Sentence, position: int, limit: int, n: int, is_object: bool = False) -> tuple[str, ...]:
    author = AUTHOR_YEAR.match(sentence.text, position, limit)
    if author is not None:
        return (author.group(),)
    phrase = sentence.phrase_at(position, limit)
    if phrase is not None and phrase.is_named and "dataset" not in phrase.kinds:
        if is_object and None in phrase.kinds and re.match(r"improv", sentence.plain[max(0, position - 12) : position].lstrip()):
            return ()
        return _fit(phrase, n)
    stop = re.compile(r"[,;()\x01]|\b(?:by|on|in|with|at|for|from|when|while|and)\b")
    end = stop.search(sentence.plain, position, limit)
    stretch_end = end.start() if end is not None else limit
    head = None
    for head in BASELINE_HEADS.finditer(sentence.plain, position, stretch_end):
        pass
    if head is None or head.start() - position > 60:
        return ()
    start = position
    determiner = _DETERMINER.match(sentence.plain, position)
    if determiner is not None and not determiner.group().startswith("our"):
        start = determiner.end()
    return (sentence.text[min(start, head.start()) : head.end()].strip(),)


# --------------------------------------------------------------------------- method

_OWN = re.compile(
    r"(?<![\w-])(?:(?P<we>[Ww]e)|(?:[Oo]ur|[Tt]he[ ]proposed|[Oo]ur[ ]proposed)[ ](?:[\w-]+[ ]){0,3}?(?:models?|methods?|approach(?:es)?|systems?|frameworks?|architectures?|networks?|algorithms?|retrievers?|encoders?|technique|strategy|pipeline|transformer))(?![\w-])"
)
_BOUNDARY = re.compile(r"[;:(]|,|\b(?:while|whereas|but|that|which|who|where|when|although|though|because|since|if|as)\b|\x01")
_RELATIVE_PRONOUN = re.compile(r"\b(?:which|that|who)[ ](?:[a-z]+ly[ ]|also[ ]|only[ ])?$")
_BLOCKING = re.compile(
    r"(?i:(?<![\w-])(?:on|in|for|over|than|to|by|from|with|against|at|under|using|vs|versus|compared|across|between|like|via|without|except|excluding|besides|into|per|through|see|on[ ]the|in[ ]the|for[ ]the|than[ ]the|over[ ]the|with[ ]the|to[ ]the|by[ ]the|from[ ]the|both|training|pretraining|fine-?tuning|replacing|adding|removing|switching|of)(?:[ ](?:the|both|all|a|an|vanilla|standard|original))?)[ ]$"
)
_OF_METRIC = re.compile(r"(?i:(?:accuracy|performance|results?|scores?|version|variants?|rates?|f1|bleu|quality|perplexity|fidelity|latency|speed)[ ]of(?:[ ]the)?)[ ]$")
_CONNECTIVE = re.compile(r"[\s,]*(?:(?:and|but|thereby|thus|hence|while|also|further|then|even|still|which|or|yet|on[ ]average|in[ ]turn|respectively|[a-z]+ly|again)[\s,]*){0,4}")
_STRONG_VERB = re.compile(
    r"^(?:can|could|may|might|will|would|do|does|did|achiev|outperform|surpass|exceed|obtain|attain|reach|beat|improv|underperform|outscor|yield|scor|gain|get|got|deliver|perform|match|contain|compris|cover|includ|consist|involv|support|handl|retain|establish|set|los|lost|lag|trail|boost|preserv|maintain|recover|reduc|increas|has|have|had|drop|answer|solv|retriev|requir|need|tak|took|use|used|run|is|are|was|were|show|provid|giv|gave|produc|rais|bypass|cost|speed|decreas)"
)
_METHOD_BEHIND = re.compile(r"(?<![\w-])(?:for|by|of|with|using|obtained[ ]by|achieved[ ]by|reported[ ]for)[ ]")


_THAT_ACHIEVES = re.compile(r"(?P<that>[ ](?:that[ ])?)(?=[A-Za-z][\w-]*[ ](?:achiev|obtain|reach|get|scor|attain))")


def _method(sentence: Sentence, group: Group, names: NameTable) -> tuple[str, ...]:
    if group.role in ("p_value", "setting"):
        return ()
    n = len(group.drafts)
    attached = _attached_method(sentence, group, n)
    if attached or group.is_comparand:
        return attached
    subject = _subject(sentence, group, names)
    if subject is None:
        return ()
    if isinstance(subject, str):
        return (subject,)
    return _fit(subject, n)


def _attached_method(sentence: Sentence, group: Group, n: int) -> tuple[str, ...]:
    """Read "mBERT (66.3)", "mBERT's 66.3", "66.3 for mBERT"."""
    plain = sentence.plain
    before = sentence.names_between(group.left, group.start)
    if before:
        last = before[-1]
        tail = plain[last.end : group.start]
        suits = group.role == "level" or (group.drafts[0].unit or "").endswith("parameters")
        if suits and last.kind == "method" and re.fullmatch(r"(?:[ ](?:model|baseline|models))?[ ]?(?:\((?:with[ ])?|['’]s?[ ]|:[ ]|=[ ]?|[ ]at[ ])", tail):
            return (last.text,)
    if group.role == "level":
        achieved = _THAT_ACHIEVES.match(plain, group.end, group.right)
        if achieved is not None:
            phrase = sentence.phrase_at(achieved.end("that"), group.right)
            return _fit(phrase, n) if phrase is not None and phrase.is_named and "dataset" not in phrase.kinds else ()
        for match in _METHOD_BEHIND.finditer(plain, group.end, group.right):
            if re.search(r"[\x01;,]", plain[group.end : match.start()]) or match.start() - group.end > 45:
                break
            if _starts_new(sentence, group.end, match.start()):
                break
            phrase = sentence.phrase_at(match.end(), group.right)
            if phrase is not None and phrase.is_method:
                return _fit(phrase, n)
    return ()


def _subject(sentence: Sentence, group: Group, names: NameTable) -> Phrase | str | None:
    """Find the subject of the verb that governs a group; the paper's own name for "we"."""
    verbs = [v for v in sentence.verbs if v.end <= group.start and v.start >= _clause_start(sentence, group)]
    index = len(verbs) - 1
    while index >= 0:
        verb = verbs[index]
        floor = verbs[index - 1].end if index else _clause_start(sentence, group)
        start = floor
        for boundary in _BOUNDARY.finditer(sentence.plain, floor, verb.start):
            start = boundary.end()
        region = sentence.plain[start : verb.start]
        if _RELATIVE_PRONOUN.search(sentence.plain[max(0, verb.start - 24) : verb.start]):
            return _antecedent(sentence, verb)
        if _CONNECTIVE.fullmatch(region):
            if index == 0:
                return _subject_in(sentence, _clause_start(sentence, group), verb, names, is_whole=True)
            index -= 1
            continue
        return _subject_in(sentence, start, verb, names, floor=floor)
    return None


def _antecedent(sentence: Sentence, verb: Mention) -> Phrase | None:
    """Return the method that a relative pronoun before a verb stands for, if it is the name just before."""
    names = [n for n in sentence.names_between(0, verb.start) if n.kind == "method"]
    if not names:
        return None
    gap = sentence.plain[names[-1].end : verb.start]
    if re.fullmatch(r"[ ]?(?:\([^()]{0,40}\))?[ ]{0,30},?[ ](?:which|that|who)[ ](?:[a-z]+[ ])?", gap) is None:
        return None
    last = names[-1]
    return Phrase(last.start, last.end, (last.text,), (last.kind,), last.text)


def _clause_start(sentence: Sentence, group: Group) -> int:
    start = 0
    for strong in _STRONG.finditer(sentence.plain, 0, group.start):
        start = strong.end()
    return start


def _subject_in(
    sentence: Sentence, start: int, verb: Mention, names: NameTable, *, is_whole: bool = False, floor: int | None = None
) -> Phrase | str | None:
    plain = sentence.plain
    own = _OWN.search(plain, start, verb.start)
    if own is not None and not _BLOCKING.search(plain[max(0, own.start() - 30) : own.start()]):
        return _own(sentence, own, verb, names)
    if not _STRONG_VERB.match(verb.text):
        return None
    for chain in _chains(sentence, start, verb.start, floor if floor is not None else start):
        subject = _as_subject(sentence, chain, start, verb, is_whole)
        if subject is not None:
            return subject
    return None


def _chains(sentence: Sentence, start: int, end: int, floor: int) -> list[list[Mention]]:
    """Return the coordinated names that lie before a verb, nearest first."""
    chains: list[list[Mention]] = []
    names = sentence.names_between(floor, end)
    for position in range(len(names) - 1, -1, -1):
        name = names[position]
        last = chains[-1] if chains else None
        index = sentence.names.index(name)
        if last is not None and sentence.coordinates(sentence.plain[name.end : last[0].start], index):
            last.insert(0, name)
        elif name.start >= start:
            chains.append([name])
        else:
            break
    return chains


def _as_subject(sentence: Sentence, chain: list[Mention], start: int, verb: Mention, is_whole: bool) -> Phrase | None:
    plain = sentence.plain
    lead = plain[max(0, chain[0].start - 40) : chain[0].start]
    if _BLOCKING.search(lead) and not _OF_METRIC.search(lead):
        return None
    if any(name.kind == "dataset" for name in chain):
        return None
    tail = plain[chain[-1].end : verb.start]
    metric = METRIC.match(plain, chain[-1].end + 1)
    if metric is not None and any(name.kind != "method" for name in chain):
        return None
    if is_whole and len(tail) > 60:
        return None
    if re.search(r"\b(?:of|on|in|for|with)\b[^,]*$", tail) and re.search(r"\b(?:number|size|amount|gap|difference)\b", plain[start : chain[0].start]):
        return None
    return Phrase(
        chain[0].start,
        chain[-1].end,
        tuple(name.text for name in chain),
        tuple(name.kind for name in chain),
        sentence.text[chain[0].start : chain[-1].end],
    )


def _own(sentence: Sentence, own: re.Match[str], verb: Mention, names: NameTable) -> str | None:
    if own["we"]:
        # "we improve", "we outperform": the paper's method; "we use", "we find": its authors.
        is_result = re.match(r"(?:achiev|outperform|surpass|improv|obtain|attain|reach|beat|exceed|gain|get|got|boost|reduc|increas|scor)", verb.text)
        return names.own_method if is_result else None
    inside = sentence.names_between(own.start(), own.end())
    if inside:
        return inside[-1].text
    if re.search(r"\b(?:models|methods|approaches|systems|results|experiments|networks|algorithms)$", own.group()):
        return sentence.text[own.start() : own.end()]
    return names.own_method or sentence.text[own.start() : own.end()]


# --------------------------------------------------------------------------- condition

_OPENING_CONDITION = re.compile(r"[^\x01]{0,160}")


def _condition(sentence: Sentence, group: Group) -> tuple[str, ...]:
    if group.role in ("p_value", "setting", "count"):
        return ()
    for match in LANGUAGE_LIST.finditer(sentence.plain, group.left, group.right):
        items = tuple(re.split(r",? (?:and|or) |, ", sentence.text[match.start("items") : match.end("items")]))
        if len(items) == len(group.drafts):
            return items
    own = [c for c in sentence.conditions if group.left <= c.start and c.end <= group.right and not _overlaps_group(c, group)]
    behind = [c for c in own if c.start >= group.end]
    if len(group.drafts) > 1 and len(behind) == len(group.drafts):
        return tuple(c.text for c in behind)
    chosen: list[str] = []
    for mention in own:
        if mention.text not in chosen:
            chosen.append(mention.text)
    chosen = [c for c in chosen if not any(c in name for name in group.dataset)]
    return (", ".join(chosen),) if chosen else ()


def _overlaps_group(mention: Mention, group: Group) -> bool:
    return mention.start < group.end and group.start < mention.end


# --------------------------------------------------------------------------- neighbours

def _share(sentence: Sentence, groups: list[Group]) -> None:
    """Let groups of one clause lend each other what only one of them names."""
    _continue_lists(sentence, groups)
    groups = [g for g in groups if g.role in ("level", "difference", "ratio")]
    for before, behind in zip(groups, groups[1:], strict=False):
        gap = sentence.plain[before.end : behind.start]
        behind.has_verb = any(before.end <= v.start and v.end <= behind.start for v in sentence.verbs)
        if _STRONG.search(gap) or len(gap) > 160:
            continue
        if not behind.metric and _same_unit(before, behind):
            behind.metric = before.metric if len(before.metric) == 1 else ()
        if behind.is_comparand:
            if not behind.dataset:
                behind.dataset = before.dataset if len(before.dataset) == 1 else ()
            continue
        if sentence.plain[behind.start - 1 : behind.start] == "(" and (behind.has_verb or sentence.names_between(before.end, behind.start)):
            continue
        if not behind.method and (not behind.has_verb or _verb_lacks_subject(sentence, before, behind)) and not before.is_comparand:
            behind.method = before.method if len(before.method) == 1 else ()
            if not behind.has_verb and not behind.baseline and behind.role == before.role and behind.role != "level":
                behind.baseline = before.baseline if len(before.baseline) == 1 else ()
        if not behind.dataset and not _has_free_names(sentence, behind):
            behind.dataset = before.dataset if len(before.dataset) == 1 else ()
    for before, behind in zip(reversed(groups[:-1]), reversed(groups[1:]), strict=True):
        gap = sentence.plain[before.end : behind.start]
        if not behind.has_verb and before.role == behind.role == "difference" and _same_unit(before, behind) and not _STRONG.search(gap):
            before.baseline = before.baseline or (behind.baseline if len(behind.baseline) == 1 else ())
        if len(gap) <= 8 and re.fullmatch(r",?[ ]?(?:and|or|/)?[ ]?", gap):
            before.dataset = before.dataset or (behind.dataset if len(behind.dataset) == 1 else ())
            before.method = before.method or (behind.method if len(behind.method) == 1 else ())
            before.baseline = before.baseline or (behind.baseline if len(behind.baseline) == 1 and before.role == behind.role else ())


def _continue_lists(sentence: Sentence, groups: list[Group]) -> None:
    """Read "A by 1.6 and B by 2.1": the name that opens the segment takes the slot of its twin."""
    for before, behind in zip(groups, groups[1:], strict=False):
        if behind.has_verb or behind.dataset or behind.baseline:
            continue
        measured = _MEASURED_NEXT.fullmatch(sentence.plain, behind.left, behind.start)
        if measured is not None and before.metric and not behind.metric and behind.role in ("difference", "ratio"):
            behind.metric = _as_metric(sentence, measured)
        names = sentence.names_between(behind.left, behind.start)
        if not names or not _opens_segment(sentence, behind, names[0]):
            continue
        if not _TO_VALUE.fullmatch(sentence.plain[names[-1].end : behind.start]):
            continue
        item = (sentence.text[names[0].start : names[-1].end],)
        kinds = {name.kind for name in names}
        if before.baseline and "dataset" not in kinds and not _names_dataset_before(sentence, before):
            behind.baseline = item
        elif before.dataset and "method" not in kinds:
            behind.dataset = item


def _names_dataset_before(sentence: Sentence, group: Group) -> bool:
    return bool(_dataset_before(sentence, group))


def _same_unit(before: Group, behind: Group) -> bool:
    first, second = before.drafts[-1].unit, behind.drafts[0].unit
    scores = (None, "%", "points", "x")
    return first == second or (first in scores and second in (None, "%", "points"))


def _verb_lacks_subject(sentence: Sentence, before: Group, behind: Group) -> bool:
    """Whether the verb between two groups continues the subject: ", outperforming …", "and improves …"."""
    verb = next((v for v in sentence.verbs if before.end <= v.start < behind.start), None)
    if verb is None:
        return False
    return _CONNECTIVE.fullmatch(sentence.plain[max(before.right, before.end) : verb.start].lstrip(",; ")) is not None


def _has_free_names(sentence: Sentence, group: Group) -> bool:
    bound = " ".join((*group.baseline, *group.method, *group.metric))
    return any(name.text not in bound for name in sentence.names_between(group.left, group.right))


# --------------------------------------------------------------------------- the result

def _finish(sentence: Sentence, group: Group, draft: Draft, role: Role, index: int) -> Quantity:
    metric = _nth(group.metric, index, group)
    unit = draft.unit
    if unit is None and role == "difference" and metric is not None and draft.metric is not None:
        unit = "points"  # "by 2.0 BLEU" is two BLEU points
    bounds = (group.left, group.right)
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
        method=_nth(group.method, index, group) if is_own_slot else None,
        baseline=_nth(group.baseline, index, group),
        condition=_nth(group.condition, index, group),
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


def _nth(items: tuple[str, ...], index: int, group: Group) -> str | None:
    if not items:
        return None
    if len(items) == 1:
        return items[0]
    return items[index] if len(items) == len(group.drafts) else None
