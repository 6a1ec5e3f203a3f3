"""What the sentences before have established: the method, data set and metric a sentence leaves out.

"It reaches 79.1" and "a gain of 2.3 points" speak of what was named a sentence earlier. A `Thread`
follows a document and offers, for each sentence, what its section's heading and the one or two
sentences before it name, each only if they name exactly one. A name a sentence prints itself is
always preferred; where two compete, nothing is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from synth.claims.lexicon import CONDITION, METRIC, metric_head
from synth.claims.names import EMPTY_WORDS, NAME, NameTable, name_kind
from synth.types import Passage, Quantity, Role

__all__ = ["COMPARED", "NO_CONTEXT", "Context", "Thread", "distinct_names"]

REACH = 2
"""Sentences back in which an antecedent is looked for."""
SECTION = 100
"""Sentences back in which a section may have turned from its heading's data set to another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a sentence may leave unsaid; None where nothing or more than one thing is established."""

    method: str | None = None
    """What "it" and "the model" stand for."""
    dataset: str | None = None
    """On what the sentences before measure."""
    metric: str | None = None
    """What they measure."""
    role: Role | None = None
    """What the last number before is: "this number is 2.5%" continues it."""
    is_own: bool = False
    """Whether a result without an agent ("gains of 2.1 points are obtained") is the paper's own."""


NO_CONTEXT = Context()
"""The context of a sentence of which nothing else is known."""

_OTHERS = re.compile(
    r"(?i:related[ ]work|background|prior[ ]work|previous[ ]work|literature|preliminar|ablation"
    r"|appendix|prompt|example|limitation|ethic|data)"
)
_HEADING_NUMBER = re.compile(r"\s{0,3}(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3})\.?[ ]")
_UNNUMBERED = 9
"""Depth of a heading that prints no number: below all that do."""
COMPARED = re.compile(
    r"\b(?:than|over|compared[ ](?:to|with)|vs\.?|versus|against|outperform\w*|surpass\w*|beat(?:s|ing)?"
    r"|exceed\w*|baselines?|unlike|behind|below|above|similar[ ]to|as[ ]in|counterpart)\b[^,;.]{0,60}$"
    r"|\b(?:from|by|like|follow\w*)(?:[ ](?:the|a|an|both|on|only))*[ ]$"
)
"""What stands before a name that is only compared with, or that something is made from."""
_OWN_SUBJECT = re.compile(
    r"(?<![\w-])(?:[Oo]ur|[Tt]he[ ]proposed)[ ](?:[\w-]+[ ]){0,2}(?:model|method|approach|system|framework"
    r"|architecture|network|algorithm|retriever|encoder|technique|strategy)(?![\w-])"
)
_TRAINING = re.compile(
    r"(?i:\b(?:train\w*|tuned|tuning|fine-?tun\w*|(?:setup|settings?|same)[ ]as)[ ](?:[\w-]+[ ]){0,8})$"
)
_TRAINING_BEHIND = re.compile(r"[ ](?:pre-?train|train(?:ing|ed)|fine-?tun)")
_OPENS_WITH_IT = re.compile(r"(?:It|Its|This|These|They)[ ]")
_RELATED = re.compile(r"(?i:related[ ]work|background|prior[ ]work|previous[ ]work|literature|preliminar)")


@dataclass(slots=True)
class _Heading:
    depth: int
    dataset: str | None


@dataclass(slots=True)
class _Spoken:
    """A sentence that was passed, with what was read of it."""

    text: str
    quantities: tuple[Quantity, ...]
    datasets: tuple[str, ...] | None = None
    methods: tuple[str, ...] | None = None


@dataclass(slots=True)
class Thread:
    """Follows a document in reading order: `context` of a passage first, then `advance` over it."""

    names: NameTable
    headings: list[_Heading] = field(default_factory=list)
    section: str | None = None
    spoken: list[_Spoken] = field(default_factory=list)
    """The sentences of this section so far."""

    def context(self, passage: Passage) -> Context:
        """Return what the passage may leave unsaid; captions and footnotes stand by themselves."""
        if passage.kind != "sentence" or _RELATED.search(passage.section or ""):
            return NO_CONTEXT
        spoken = self.spoken if passage.section == self.section else []
        recent = _recent(spoken)
        return Context(
            method=_nearest(self._methods(s) for s in recent),
            dataset=_nearest(self._datasets(s) for s in recent) or self._section_dataset(recent, spoken),
            metric=_nearest(_metrics(s) for s in recent),
            role=recent[0].quantities[-1].role if recent and recent[0].quantities else None,
            is_own=passage.where == "abstract" or not _OTHERS.search(passage.section or ""),
        )

    def advance(self, passage: Passage, quantities: tuple[Quantity, ...]) -> None:
        """Take note of a passage and the quantities read of it."""
        if passage.kind == "heading":
            self._enter(passage.text)
        elif passage.kind == "sentence":
            if passage.section != self.section:
                self.section, self.spoken = passage.section, []
            self.spoken.append(_Spoken(passage.text, quantities))

    def _enter(self, heading: str) -> None:
        number = _HEADING_NUMBER.match(heading)
        depth = number["number"].count(".") + 1 if number is not None else _UNNUMBERED
        while self.headings and self.headings[-1].depth >= depth:
            self.headings.pop()
        named = distinct_names(n for n in _names_in(heading, self.names, "dataset"))
        self.headings.append(_Heading(depth, named[0] if len(named) == 1 else None))
        self.spoken = []

    def _section_dataset(self, recent: list[_Spoken], spoken: list[_Spoken]) -> str | None:
        """Return the data set of the heading, unless the section goes on to speak of another."""
        named = next((h.dataset for h in reversed(self.headings) if h.dataset), None)
        if named is None or any(self._datasets(s) for s in recent):
            return None
        latest = next((found for s in reversed(spoken[-SECTION:]) if (found := self._datasets(s))), (named,))
        return named if [d.lower() for d in latest] == [named.lower()] else None

    def _datasets(self, spoken: _Spoken) -> tuple[str, ...]:
        if spoken.datasets is None:
            bound = [
                q.dataset for q in spoken.quantities if q.dataset and any(c.isupper() for c in q.dataset)
            ]
            spoken.datasets = distinct_names([*bound, *_names_in(spoken.text, self.names, "dataset")])
        return spoken.datasets

    def _methods(self, spoken: _Spoken) -> tuple[str, ...]:
        if spoken.methods is None:
            bound = [q.method for q in spoken.quantities if q.method and q.role in _SCORES]
            named = [] if bound else _names_in(spoken.text, self.names, "method")
            own = self.names.own_method
            if not bound and own and (_OWN_SUBJECT.search(spoken.text) or _says(spoken.text, own)):
                named = [own, *named]
            spoken.methods = distinct_names([*bound, *named])
        return spoken.methods


_SCORES = ("level", "difference", "ratio")


def _metrics(spoken: _Spoken) -> tuple[str, ...]:
    bound = [q.metric for q in spoken.quantities if q.metric and METRIC.fullmatch(q.metric)]
    found = bound or [m.group() for m in METRIC.finditer(spoken.text)]
    heads: dict[str, str] = {}
    for metric in found:
        heads.setdefault(metric_head(metric), metric)
    return tuple(heads.values())


def _recent(spoken: list[_Spoken]) -> list[_Spoken]:
    """The sentences before, nearest first; one that only goes on speaking of "it" costs no reach."""
    recent: list[_Spoken] = []
    reach = REACH
    for sentence in reversed(spoken):
        recent.append(sentence)
        reach -= not _OPENS_WITH_IT.match(sentence.text)
        if reach == 0 or len(recent) > 2 * REACH:
            break
    return recent


def _says(text: str, own: str) -> bool:
    """Whether a text names the paper's method other than to compare something with it."""
    place = text.find(own)
    return place >= 0 and not COMPARED.search(text[max(0, place - 90) : place])


def _names_in(text: str, names: NameTable, kind: str) -> list[str]:
    """The names of a kind in a text, less those that are only compared with or trained on."""
    found = []
    for match in NAME.finditer(text):
        name = match.group()
        if (
            name.lower() in EMPTY_WORDS
            or name_kind(name, names) != kind
            or CONDITION.match(text, match.start())
        ):
            continue
        before = text[max(0, match.start() - 90) : match.start()]
        if kind == "method":
            is_aside = COMPARED.search(before) is not None
        else:
            is_aside = bool(_TRAINING.search(before) or _TRAINING_BEHIND.match(text, match.end()))
        if not is_aside:
            found.append(name)
    return found


def _nearest(candidates: Iterable[tuple[str, ...]]) -> str | None:
    """Return the single candidate of the nearest sentence that has any."""
    for found in candidates:
        if found:
            return found[0] if len(found) == 1 else None
    return None


def distinct_names(found: Iterable[str]) -> tuple[str, ...]:
    """Drop what only repeats another in other case or with words added ("XNLI", "the XNLI task").

    "Fern-10" repeats nothing of "Fern-100".
    """
    kept: list[str] = []
    for name in found:
        if not any(_is_within(name, k) or _is_within(k, name) for k in kept):
            kept.append(name)
    return tuple(kept)


def _is_within(name: str, whole: str) -> bool:
    """Whether a name stands in another one, ending where a number in it does."""
    lowered = name.lower()
    at = whole.lower().find(lowered)
    behind = whole[at + len(name) : at + len(name) + 1]
    return at >= 0 and not (name[-1:].isdigit() and behind.isdigit())
