"""The structure of a sentence as far as binding needs it: names, metrics, verbs, clauses.

A `Sentence` finds each kind of mention once; `synth.claims.binding` asks it what stands where.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from synth.claims.lexicon import CONDITION, DATASET_HEADS, LANGUAGES, METRIC, TASK_HEADS
from synth.claims.names import EMPTY_WORDS, NAME, NameTable, name_kind
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION

__all__ = ["Mention", "Phrase", "Sentence", "analyse"]


MAX_ITEMS = 12
"""Names that are read of one list at most."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in the sentence."""

    start: int
    end: int
    text: str
    kind: str | None = None
    """For names: "method", "dataset" or None."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with its coordinated items: "XNLI, MLQA and PAWS-X" has three."""

    start: int
    end: int
    items: tuple[str, ...]
    kinds: tuple[str | None, ...]
    text: str
    is_named: bool = True
    """False for a task in plain words ("question answering")."""

    @property
    def is_dataset(self) -> bool:
        """Whether every item is known as a data set or task."""
        return all(kind == "dataset" for kind in self.kinds)

    @property
    def is_method(self) -> bool:
        """Whether every item is known as a method."""
        return all(kind == "method" for kind in self.kinds)


@dataclass(slots=True)
class Sentence:
    """A sentence with its mentions, each kind in order."""

    text: str
    plain: str
    """The text with citations blanked, same length."""
    names: list[Mention] = field(default_factory=list)
    metrics: list[Mention] = field(default_factory=list)
    conditions: list[Mention] = field(default_factory=list)
    verbs: list[Mention] = field(default_factory=list)
    name_starts: list[int] = field(default_factory=list)

    def names_between(self, start: int, end: int) -> list[Mention]:
        """Return the names that lie within an interval."""
        first = bisect_left(self.name_starts, start)
        return [n for n in self.names[first:] if n.end <= end]

    def metrics_between(self, start: int, end: int) -> list[Mention]:
        """Return the metrics that lie within an interval."""
        return [m for m in self.metrics if start <= m.start and m.end <= end]

    def phrase_at(self, position: int, limit: int) -> Phrase | None:
        """Read the noun phrase that begins at a position: names, or a task in plain words."""
        first = bisect_left(self.name_starts, position)
        if first < len(self.names) and self.names[first].end <= limit:
            lead = self.plain[position : self.names[first].start]
            if _LEAD.fullmatch(lead):
                return self._named_phrase(first, limit)
        return self._task_phrase(position, limit)

    def _task_phrase(self, position: int, limit: int) -> Phrase | None:
        """Read tasks in plain words: "addition and subtraction"."""
        spans: list[tuple[int, int]] = []
        match = _TASK.match(self.plain, position, limit)
        while match is not None and len(spans) < 8:
            spans.append(match.span("task"))
            link = _TASK_LINK.match(self.plain, match.end(), limit)
            match = _TASK.match(self.plain, link.end() - 1, limit) if link else None
        if not spans:
            return None
        items = tuple(self.text[start:end] for start, end in spans)
        start, end = spans[0][0], spans[-1][1]
        return Phrase(start, end, items, ("dataset",) * len(items), self.text[start:end], is_named=False)

    def _named_phrase(self, first: int, limit: int) -> Phrase:
        items: list[str] = []
        kinds: list[str | None] = []
        start, end, index = self.names[first].start, 0, first
        while index < len(self.names) and self.names[index].end <= limit and len(items) < MAX_ITEMS:
            name = self.names[index]
            head = _HEAD.match(self.plain, name.end, limit)
            item_end = head.end("kept") if head else name.end
            is_set = bool(head and head["set"]) or bool(head and head["kept"].strip())
            items.append(self.text[name.start : item_end])
            kinds.append(name.kind or ("dataset" if is_set else None))
            end = head.end() if head else name.end
            if index + 1 >= len(self.names):
                break
            gap = self.plain[end : self.names[index + 1].start]
            if not self.coordinates(gap, index):
                break
            index += 1
        return Phrase(start, end, tuple(items), tuple(kinds), self.text[start : max(end, start)].strip())

    def coordinates(self, gap: str, index: int) -> bool:
        """Whether the gap behind the name at an index makes it and the next one items of a list.

        A comma does so only in a list that ends with "and" or "or": "On A, B is best" has none.
        """
        link = _COORDINATION.fullmatch(gap)
        if link is None or {self.names[index].kind, self.names[index + 1].kind} == {"method", "dataset"}:
            return False
        if link["link"] != ",":
            return True
        for place in range(index + 1, min(len(self.names) - 1, index + MAX_ITEMS)):
            link = _COORDINATION.fullmatch(self.plain[self.names[place].end : self.names[place + 1].start])
            if link is None or link["link"] != ",":
                return link is not None
        return False


_LEAD = re.compile(
    r"(?:[ ]?(?!(?:by|on|in|of|for|to|with|from|than|over|at|and|or|but|is|are|was|were|we"
    r"|it)\b)[a-z“\"'‘][\w“”\"'’-]*[ ]){0,4}[ ]?[“\"'‘]?"
)
_COORDINATION = re.compile(
    r"\s{0,40}(?P<link>,|/|,?[ ]?\b(?:and|or|&|as[ ]well[ ]as)\b)[ ]?(?:the[ ]|on[ ]|both[ ])?\s{0,40}"
)
_HEAD_WORD = (
    r"(?!(?:at|of|in|on|for|by|with|to|and|or|from|is|are|was|were|than|over|across|using"
    r"|when)\b)[a-z][\w-]*[ ]"
)
_HEAD = re.compile(
    rf"(?P<kept>(?:[ ](?:{_HEAD_WORD}){{0,2}}(?:{TASK_HEADS}))?)"
    rf"(?P<set>(?:[ ](?:{_HEAD_WORD}){{0,2}}(?:{DATASET_HEADS}))?)(?![\w])"
)
# Alone they name no task: "in zero-shot transfer", "for search".
_VAGUE_TASKS = (
    "(?:(?:(?:zero|few|one)-shot|cross-lingual|multilingual)[ ])?(?:transfer|prediction|search|matching"
    "|completion"
    "|similarity|understanding|inference|induction|"
    "verification|extraction|identification|alignment|generation|reconstruction|modeling"
    "|modelling|regression|retrieval)"
)
_TASK = re.compile(
    rf"[ ]?(?:(?:the|a|an|our|their|both|all|various|several"
    rf"|downstream)[ ])?(?P<task>(?!(?:average|par|top|each|every|the|this|that|these|those"
    rf"|all)\b|(?:{_VAGUE_TASKS})(?![\w-]|[ ](?:{TASK_HEADS})))(?:(?!(?:at|of|in|on|for|by|with"
    rf"|to|and|or|from|is|are|was|were|we|than"
    rf"|over)\b)[A-Za-z][\w-]*[ ]){{0,3}}?(?:{TASK_HEADS}))(?:[ ](?:{DATASET_HEADS}))?(?![\w-])"
)
_TASK_LINK = re.compile(r"(?:,|,?[ ](?:and|or))[ ]")
_PROPER = re.compile(
    rf"(?<![\w.\"“'-])(?!(?:{LANGUAGES})\b)[A-Z][a-z]{{2,}}(?:[ ][A-Z][a-z]{{2,}}){{0,3}}(?![\w’'-])"
)
_VERB = re.compile(
    r"(?<![\w-])(?:"
    r"(?:achiev|outperform|improv|increas|decreas|reduc|surpass|exceed|outscor|underperform"
    r"|obtain|attain|yield|deliver|produc|establish|retain|preserv|recover|"
    r"requir|provid|retriev|maintain|rais|boost|enhanc|degrad|declin|observ|demonstrat|perform"
    r"|answer|solv|compris|cover|contain|includ|consist|involv|support|trail|bypass|agre|handl"
    r"|"
    r"narrow|widen|clos|differ|accelerat|speed|halv|doubl|tripl|sav|remain|correspond|amount"
    r"|indicat|suggest|reveal|compar|us|train|tun|evaluat|test|sampl)(?:e|es|s|ed|d|ing)"
    r"|record(?:s|ed)|reach(?:es|ed|ing)?|outperform|surpass|exceed|yield|obtain|attain|perform|boost"
    r"|match(?:es|ed|ing)?|beats?|beating|gets?|got|getting|gives?|gave|giving|show(?:s|ed|n"
    r"|ing)?|report(?:s|ed|ing)?|"
    r"scor(?:e|es|ed|ing)|gain(?:s|ed|ing)?|drop(?:s|ped|ping)?|lead(?:s|ing)?|led|result(?:s"
    r"|ed|ing)?(?=[ ]in)|bring(?:s|ing)?|brought|tak(?:e|es|ing)|took|cost(?:s|ing)?|runs?|ran"
    r"|need(?:s|ed|ing)?|stop(?:s|ped)|"
    r"ris(?:e|es|ing)|rose|fall(?:s|ing)?|fell|grow(?:s|ing)?|grew|set(?:s|ting)?(?=[ ](?:a"
    r"|the|new))|los(?:e|es|ing)|lost|lag(?:s|ged|ging)?|find(?:s|ing)?|found|see(?:s|n)?|saw"
    r"|has|have|had|is|are|was|were|be|been|being|"
    r"can|could|may|might|would|will|do|does|did)(?![\w-])",
    re.IGNORECASE,
)
_NOUNY = re.compile(
    r"(?i:\b(?:an?|the|of|this|that|our|its|their|absolute|relative|significant|large|small"
    r"|performance|accuracy|average|overall|further|similar|consistent|with|and|in|no|\d%?"
    r"|points?|best|high|higher|low|lower|test|great|slight|clear|substantial|massive|huge"
    r"|additional|same|results|F1|BLEU))[ ]$"
)
_NOUN_VERBS = frozenset(
    """gain gains drop drops increase increases decrease decreases boost score scores rise fall lead report
    reports result results cost costs use uses runs run match test set sets need yield yields sample
    samples train answer answers support reported used""".split()
)


def analyse(text: str, names: NameTable) -> Sentence:
    """Find the mentions of a sentence."""
    plain = _without_citations(text)
    sentence = Sentence(text=text, plain=plain)
    sentence.metrics = [Mention(m.start(), m.end(), m.group()) for m in METRIC.finditer(plain)]
    sentence.conditions = [Mention(m.start(), m.end(), m.group().strip()) for m in CONDITION.finditer(plain)]
    sentence.names = _find_names(sentence, names)
    sentence.name_starts = [n.start for n in sentence.names]
    sentence.verbs = [
        Mention(m.start(), m.end(), m.group().lower())
        for m in _VERB.finditer(plain)
        if not _is_noun(plain, m)
        and not any(metric.start <= m.start() < metric.end for metric in sentence.metrics)
    ]
    return sentence


def _is_noun(plain: str, match: re.Match[str]) -> bool:
    if match.group().lower() not in _NOUN_VERBS:
        return False
    return _NOUNY.search(plain[max(0, match.start() - 14) : match.start()]) is not None


def _without_citations(text: str) -> str:
    if "[" in text:
        text = BRACKET_CITATION.sub(_blank, text)
    if "19" in text or "20" in text:
        text = _PARENTHESISED.sub(_blank, text)
        text = AUTHOR_YEAR.sub(_keep_authors, text)
    return text


_PARENTHESISED = re.compile(
    r"\((?:e\.g\.,? |see |cf\. |i\.e\.,? )?[A-Z][^()\d]{1,80}[ ,](?:19|20)\d\d[a-z]?(?:[;,][^()]{0,200})?\)"
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _keep_authors(match: re.Match[str]) -> str:
    kept = match["authors"]
    return kept + " " * (len(match.group()) - len(kept))


_TAIL = re.compile(
    r"(?:[ ](?:(?:Large|Base|Small|Tiny|Medium|Mini|XL|XXL|Huge|Giant|large|base)(?![\w])"
    r"|\d(?:\.\d)?(?=[ ,;)]|$)(?![ ]?[%×±])(?![ ](?:points|and|F1|BLEU))|(?:19|20)\d\d\b"
    r"|\d{1,3}(?:\.\d{1,2})?[MB]\b|v\d\b)){1,2}"
)


def _find_names(sentence: Sentence, names: NameTable) -> list[Mention]:
    plain = sentence.plain
    taken = [(m.start, m.end) for m in sentence.metrics]
    found: list[Mention] = []
    for match in NAME.finditer(plain):
        if match.group().lower() in EMPTY_WORDS or _overlaps(taken, match.start(), match.end()):
            continue
        end = match.end()
        tail = _TAIL.match(plain, end)
        if (
            tail is not None
            and not re.match(r"[ ]\d(?:\.\d)?$", tail.group())
            or (tail is not None and _is_version(match.group()))
        ):
            end = tail.end()
        found.append(Mention(match.start(), end, sentence.text[match.start() : end]))
    found += _proper_names(sentence, taken + [(n.start, n.end) for n in found], names)
    found.sort(key=lambda n: n.start)
    return [Mention(n.start, n.end, n.text, name_kind(n.text, names)) for n in _adjoined(sentence, found)]


def _is_version(name: str) -> bool:
    return name_kind(name, NameTable()) is not None


def _overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < e and s < end for s, e in spans)


_ORDINARY = re.compile(
    r"(?:Table|Figure|Fig|Section|Sec|Appendix|Equation|Theorem|Lemma|Note|Here|This|These"
    r"|Those|That|The|Our|We|It|In|On|For|With|As|By|At|From|However|Moreover|"
    r"Furthermore|Overall|Finally|Also|Both|All|Results?|Training|Models?|Performance|Accuracy"
    r"|Using|Compared|When|While|Although|Since|If|After|Before|During|Despite|"
    r"Among|Across|Interestingly|Surprisingly|Notably|Specifically|Similarly|Additionally"
    r"|First|Second|Third|Then|Next|Experiments?|Average|Most|Each|Some|Many|Only|Even|Such|"
    r"Conversely|Consequently|Thus|Therefore|Hence|Monday|Tuesday|Wednesday|Thursday|Friday"
    r"|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October"
    r"|November|December|Methods?|Data|Dataset|Observe|Because|"
    r"Without|Under|Over|Between|Given|Following|Adding|Increasing|Comparing|Fine|Evaluation"
    r"|Human|Baselines?|Ours|Left|Right|Top|Bottom|Random|Unlike|Indeed|Meanwhile|Previous"
    r"|Best|Large|Small|Base|"
    r"Size|Number|Language|Languages|Task|Tasks|Test|Dev|Mean|Ablation|Comparison|Effect"
    r"|Abstract|Introduction|Conclusion|Their|They|There|One|Two|Three|Four|Five|Another|Other"
    r"|Again|Pre|Zero|Few|No|Not|Yet|But|And|Or|So|To|Of)"
)


def _proper_names(sentence: Sentence, taken: list[tuple[int, int]], names: NameTable) -> list[Mention]:
    """Find capitalised words that the shape of a name alone does not give away ("Natural Questions")."""
    found: list[Mention] = []
    for match in _PROPER.finditer(sentence.plain):
        start, end = match.span()
        first = re.match(r"\w+", match.group())
        if first is not None and _ORDINARY.fullmatch(first.group()):
            rest = re.match(r"\w+ ", match.group())
            if rest is None:
                continue
            start += rest.end()
        if _overlaps(taken, start, end) or sentence.plain[end : end + 7].startswith((" et al", "’s et")):
            continue
        if match.group().endswith("ly"):
            continue
        opens = start == 0 or sentence.plain[start - 2 : start] in (". ", ": ")
        if (
            opens
            and " " not in match.group()
            and name_kind(match.group(), names) is None
            and not _VERB.match(sentence.plain, end + 1)
        ):
            continue
        found.append(Mention(start, end, sentence.text[start:end]))
    return found


def _adjoined(sentence: Sentence, names: list[Mention]) -> list[Mention]:
    """Join names side by side: "WMT 2014" + "English-to-German", "Wu" + "Palmer" stay as printed."""
    joined: list[Mention] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and name.start < last.end:
            continue
        if last is not None and sentence.text[last.end : name.start] == " ":
            joined[-1] = Mention(last.start, name.end, sentence.text[last.start : name.end])
        else:
            joined.append(name)
    return joined
