"""Whose value a quantity is: the subject of its verb, or the name that is tied to it directly."""

from __future__ import annotations

import re

from synth.claims.attached import attached_method
from synth.claims.groups import STRONG, Group
from synth.claims.lexicon import METRIC
from synth.claims.names import NameTable
from synth.claims.phrases import Mention, Phrase, Sentence
from synth.claims.slots import fit

__all__ = ["CONNECTIVE", "method_of"]

REACH = 600
"""Characters before a number in which its subject is looked for."""
MAX_VERBS = 12
"""Verbs before a number that are asked for their subject."""

_OWN = re.compile(
    r"(?<![\w-])(?:(?P<we>[Ww]e)|(?:[Oo]ur|[Tt]he[ ]proposed"
    r"|[Oo]ur[ ]proposed)[ ](?:[\w-]+[ ]){0,3}?(?:models?|methods?|approach(?:es)?|systems?"
    r"|frameworks?|architectures?|networks?|algorithms?|retrievers?|encoders?|technique"
    r"|strategy|pipeline|transformer))(?![\w-])"
)
_BOUNDARY = re.compile(
    r"[;:(]|,|\b(?:while|whereas|but|that|which|who|where|when|although|though|because|since|if|as)\b|\x01"
)
_RELATIVE_PRONOUN = re.compile(r"\b(?:which|that|who)[ ](?:[a-z]+ly[ ]|also[ ]|only[ ])?$")
_BLOCKING = re.compile(
    r"(?i:(?<![\w-])(?:on|in|for|over|than|to|by|from|with|against|at|under|using|vs|versus"
    r"|compared|across|between|like|via|without|except|excluding|besides|into|per|through|see"
    r"|on[ ]the|in[ ]the|for[ ]the|than[ ]the|over[ ]the|with[ ]the|to[ ]the|by[ ]the"
    r"|from[ ]the|both|training|pretraining|fine-?tuning|replacing|adding|removing|switching"
    r"|of)(?:[ ](?:the|both|all|a|an|vanilla|standard|original))?)[ ]$"
)
_OF_METRIC = re.compile(
    r"(?i:(?:accuracy|performance|results?|scores?|version|variants?|rates?|f1|bleu|quality"
    r"|perplexity|fidelity|latency|speed)[ ]of(?:[ ]the)?)[ ]$"
)
CONNECTIVE = re.compile(
    r"[\s,]*(?:(?:and|but|thereby|thus|hence|while|also|further|then|even|still|which|or|yet"
    r"|on[ ]average|in[ ]turn|respectively|[a-z]+ly|again)[\s,]*){0,4}"
)
_STRONG_VERB = re.compile(
    r"^(?:can|could|may|might|will|would|do|does|did|achiev|outperform|surpass|exceed|obtain"
    r"|attain|reach|beat|improv|underperform|outscor|yield|scor|gain|get|got|deliver|perform"
    r"|match|contain|compris|cover|includ|consist|involv|support|handl|retain|establish|set"
    r"|los|lost|lag|trail|boost|preserv|maintain|recover|reduc|increas|has|have|had|drop"
    r"|answer|solv|retriev|requir|need|tak|took|use|used|run|is|are|was|were|show|provid|giv"
    r"|gave|bring|brought|lead|led|record|result|stop|produc|rais|bypass|cost|speed|decreas)"
)


def method_of(sentence: Sentence, group: Group, names: NameTable) -> tuple[str, ...]:
    """Read whose value it is; "our method" becomes the name the paper gives it."""
    if group.role in ("p_value", "setting"):
        return ()
    n = len(group.drafts)
    if n == 2 and _IN_BRACKETS_VERSUS.search(sentence.plain[group.drafts[0].end : group.drafts[1].start]):
        return _versus(sentence, group, names)
    attached = attached_method(sentence, group, n)
    if attached or group.is_comparand:
        return attached
    subject = _subject(sentence, group, names)
    if subject == IT:
        group.anaphor = True
        return ()
    if subject is None:
        return ()
    if isinstance(subject, str):
        return (subject,)
    return fit(subject, n)


IT = "it"
"""Stands for a subject that an earlier clause or sentence names."""
_ANAPHOR = re.compile(
    r"(?:^|[\s,])(?:[Ii]t|(?:[Tt]he|[Tt]his)(?:[ ](?:proposed|resulting|final|same|full|new|latter))?[ ]"
    r"(?:model|method|approach|system|framework|architecture|network|algorithm|classifier|retriever))"
    r"(?:[ ](?:also|then|still|even|only|itself|alone|thus|therefore|[a-z]+ly))*[ ]$"
)
_GERUND_SUBJECT = re.compile(
    r"[\s,]*(?:[Aa]nd[ ]|[Bb]ut[ ]|[Tt]hat[ ])?(?:[Uu]sing|[Aa]dding|[Rr]emoving|[Rr]eplacing|[Cc]ombining"
    r"|[Ii]ntegrating|[Ii]ncreasing|[Rr]educing|[Dd]ecreasing|[Ss]witching|[Ss]caling|[Tt]raining|[Ii]ncluding"
    r"|[Ff]ine-?tuning|[Pp]re-?training|[Ee]xtending|[Aa]pplying|[Ii]ntroducing|[Dd]isabling|[Mm]oving)[ ]"
)

_IN_BRACKETS_VERSUS = re.compile(r"\b(?:vs|v\.s|versus|against)\b")
_OPENS_VERSUS = re.compile(r"(?:[ ](?:by|with)[ ]an?[ ](?:[a-z]+[ ]){0,2}margin)?[ ]?\(")
_COMPARED = re.compile(
    r"(?:than|over|to|with|against|outperforms?|beats?|surpass(?:es)?|exceeds?)(?:[ ]the)?[ ]$"
)


def _versus(sentence: Sentence, group: Group, names: NameTable) -> tuple[str, ...]:
    """Read "A is better than B (81.3 vs. 76.4)": the first is A's, the second is B's."""
    before = sentence.names_between(group.left, group.start)
    if not before or _OPENS_VERSUS.fullmatch(sentence.plain, before[-1].end, group.start) is None:
        return ()
    rival = before[-1]
    if _COMPARED.search(sentence.plain[max(0, rival.start - 24) : rival.start]) is None:
        return ()
    subject = _subject(sentence, group, names)
    if isinstance(subject, Phrase):
        subject = subject.items[0] if len(subject.items) == 1 else None
    if subject == IT:
        group.anaphor, group.rival = True, rival.text
        return ()
    return (subject, rival.text) if subject and subject != rival.text else ()


def _subject(sentence: Sentence, group: Group, names: NameTable) -> Phrase | str | None:
    """Find the subject of the verb that governs a group; the paper's own name for "we"."""
    clause = _clause_start(sentence, group)
    verbs = [v for v in sentence.verbs if v.end <= group.start and v.start >= clause][-MAX_VERBS:]
    index = len(verbs) - 1
    while index >= 0:
        verb = verbs[index]
        floor = verbs[index - 1].end if index else clause
        start = floor
        for boundary in _BOUNDARY.finditer(sentence.plain, floor, verb.start):
            start = boundary.end()
        region = sentence.plain[start : verb.start]
        if _RELATIVE_PRONOUN.search(sentence.plain[max(0, verb.start - 24) : verb.start]):
            return _antecedent(sentence, verb)
        if CONNECTIVE.fullmatch(region):
            if index == 0:
                return _subject_in(sentence, clause, verb, names, is_whole=True)
            index -= 1
            continue
        is_gerund = index > 0 and start == floor and _is_gerund(sentence, verbs[index - 1])
        if is_gerund and not _COSTS.match(verb.text):
            return None
        return _subject_in(sentence, start, verb, names, floor=floor)
    return None


_COSTS = re.compile(r"tak|took|need|requir|cost|us")  # what making a thing takes is the thing's own
_GERUND_OPENS = re.compile(r"(?:^|[,;:(][ ]?|\b(?:and|but|that|while|by|of)[ ])$")


def _is_gerund(sentence: Sentence, verb: Mention) -> bool:
    """Whether a verb opens its clause as a gerund: "using X improves …" has no method for a subject."""
    return verb.text.endswith("ing") and bool(_GERUND_OPENS.search(sentence.plain[: verb.start][-8:]))


def _antecedent(sentence: Sentence, verb: Mention) -> Phrase | None:
    """Return the method that a relative pronoun before a verb stands for, if it is the name just before."""
    names = [n for n in sentence.names_between(0, verb.start) if n.kind == "method"]
    if not names:
        return None
    gap = sentence.plain[names[-1].end : verb.start]
    if (
        re.fullmatch(r"[ ]?(?:\([^()]{0,40}\))?[ ]{0,30},?[ ](?:which|that|who)[ ](?:[a-z]+[ ])?", gap)
        is None
    ):
        return None
    last = names[-1]
    return Phrase(last.start, last.end, (last.text,), (last.kind,), last.text)


def _clause_start(sentence: Sentence, group: Group) -> int:
    start = max(0, group.start - REACH)
    for strong in STRONG.finditer(sentence.plain, start, group.start):
        start = strong.end()
    return start


def _subject_in(
    sentence: Sentence,
    start: int,
    verb: Mention,
    names: NameTable,
    *,
    is_whole: bool = False,
    floor: int | None = None,
) -> Phrase | str | None:
    plain = sentence.plain
    own = _OWN.search(plain, start, verb.start)
    if own is not None and not _BLOCKING.search(plain[max(0, own.start() - 30) : own.start()]):
        return _own(sentence, own, verb, names)
    if not _STRONG_VERB.match(verb.text):
        return None
    if _GERUND_SUBJECT.match(plain, start) and not _COSTS.match(verb.text):
        return None
    if _ANAPHOR.search(plain[start : verb.start]):
        return IT
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


def _as_subject(
    sentence: Sentence, chain: list[Mention], start: int, verb: Mention, is_whole: bool
) -> Phrase | None:
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
    if re.search(r"\b(?:of|on|in|for|with)\b[^,]*$", tail) and re.search(
        r"\b(?:number|size|amount|gap|difference)\b", plain[start : chain[0].start]
    ):
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
        is_result = re.match(
            r"(?:achiev|outperform|surpass|improv|obtain|attain|reach|beat|exceed|gain|get|got|boost"
            r"|reduc|increas|scor)",
            verb.text,
        )
        return names.own_method if is_result else None
    inside = sentence.names_between(own.start(), own.end())
    if inside:
        return inside[-1].text
    if re.search(
        r"\b(?:models|methods|approaches|systems|results|experiments|networks|algorithms)$", own.group()
    ):
        return sentence.text[own.start() : own.end()]
    return names.own_method or sentence.text[own.start() : own.end()]
