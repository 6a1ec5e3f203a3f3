"""The sentences of a paper with the names in them, and what was said just before each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from synth.claims.benchmarks import find_benchmark_spans, is_same_name
from synth.claims.context import COMPARED
from synth.claims.lexicon import METRIC
from synth.claims.names import EMPTY_WORDS, NAME, NameTable, name_kind
from synth.claims.paper_usage import find_open_metrics
from synth.claims.phrases import Sentence, analyse
from synth.types import Document, Passage

__all__ = ["Spoken", "SpokenName", "Speech", "told_in_turn"]

_REACH = 3
"""Sentences back in a section that a sentence may go on from."""
_TOPIC = 25
"""Sentences back in a section within which what it last named is still its topic."""
_TABLE = re.compile(r"\b(?:Tables?|Tab\.|(?P<figure>Figures?|Figs?\.))\s?(?P<number>\d{1,2}|[IVX]{1,4})\b")


@dataclass(frozen=True, slots=True)
class SpokenName:
    """A name in a sentence."""

    text: str
    kind: str
    """"method", "dataset" or "metric"."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with its names in order."""

    text: str
    section: str | None
    names: tuple[SpokenName, ...]
    tables: tuple[str, ...]
    """Numbers of the tables that it names, and "Figure 3" of figures."""

    def of_kind(self, kind: str) -> tuple[SpokenName, ...]:
        """Return its names of one kind."""
        return tuple(name for name in self.names if name.kind == kind)

    def subject(self, baseline: str | None) -> str | None:
        """Return the first method that it names other than to compare something with it."""
        for name in self.of_kind("method"):
            before = self.text[max(0, name.start - 90) : name.start]
            if not COMPARED.search(before) and not is_same_name(name.text, baseline):
                return name.text
        return None


class Speech:
    """The sentences of one paper, read when they are asked for."""

    def __init__(self, document: Document, names: NameTable, protagonist: str | None) -> None:
        """`protagonist` is a method, whatever company its name keeps."""
        self._names = names
        self._protagonist = protagonist
        self._passages = {passage.index: passage for passage in document.passages}
        self._before = _before(document.passages)
        self._of_section = _of_section(document.passages)
        self._read: dict[int, Spoken] = {}
        self._structures: dict[str, Sentence] = {}

    def sentence(self, index: int) -> Spoken:
        """Return the passage of an index."""
        if index not in self._read:
            passage = self._passages[index]
            self._read[index] = Spoken(
                passage.text,
                passage.section,
                self.names_in(passage.text),
                tuple(
                    ("Figure " if m["figure"] else "") + m["number"] for m in _TABLE.finditer(passage.text)
                ),
            )
        return self._read[index]

    def structure(self, text: str) -> Sentence:
        """Return a sentence's names, verbs and clauses as binding reads them."""
        if text not in self._structures:
            self._structures[text] = analyse(text, self._names)
        return self._structures[text]

    def before(self, index: int) -> tuple[Spoken, ...]:
        """Return the sentences of its section that stand just before it, nearest first."""
        return tuple(self.sentence(one) for one in self._before.get(index, ()))

    def topic(self, index: int) -> str | None:
        """Return the data set that its section named last, further back than the sentences just before."""
        for back in self._of_section.get(index, ()):
            named = dict.fromkeys(name.text for name in self.sentence(back).of_kind("dataset"))
            if named:
                return next(iter(named)) if len(named) == 1 else None
        return None

    def is_measure(self, name: str | None) -> bool:
        """Whether the paper explains a short form as that of a measure."""
        return (name or "").lower() in self._names.measures

    def names_in(self, text: str) -> tuple[SpokenName, ...]:
        """Return the names in a text that are of a kind."""
        found = [SpokenName(m.group(), "metric", m.start(), m.end()) for m in METRIC.finditer(text)]
        if not found:
            found = [SpokenName(m.group(), "metric", m.start(), m.end()) for m in find_open_metrics(text)]
        found += self._benchmarks_in(text, found)
        taken = [(name.start, name.end) for name in found]
        for match in NAME.finditer(text):
            is_own = is_same_name(match.group(), self._protagonist)
            kind = "method" if is_own else name_kind(match.group(), self._names)
            kind = "metric" if self.is_measure(match.group()) else kind
            overlaps = any(start < match.end() and match.start() < end for start, end in taken)
            if kind is not None and not overlaps and match.group().lower() not in EMPTY_WORDS:
                found.append(SpokenName(match.group(), kind, match.start(), match.end()))
        return tuple(sorted(found, key=lambda name: name.start))

    def _benchmarks_in(self, text: str, metrics: Sequence[SpokenName]) -> list[SpokenName]:
        """Return the public data sets in a text, less what the paper means by their names."""
        found = (
            SpokenName(text[start:end], "dataset", start, end)
            for start, end in find_benchmark_spans(text)
            if not any(metric.start < end and start < metric.end for metric in metrics)
        )
        return [
            name
            for name in found
            if name_kind(name.text, self._names) != "method"
            and not self.is_measure(name.text)
            and not is_same_name(name.text, self._protagonist)
        ]


_LINK = re.compile(r",? (?:and|or) (?:on |the |for )?|, (?:on |the |for )?")
_VALUE = r"[+~]?\d[\d.]*(?: ?(?:%|points?|x))?"
_VALUES = re.compile(rf"{_VALUE}(?:, {_VALUE}){{0,6}},? and {_VALUE}")
_BETWEEN = re.compile(r",? and |, ")


def told_in_turn(text: str, at: int, names: Sequence[SpokenName], kind: str) -> str | None:
    """Return the name that goes with a number in a row of numbers, where as many names stand in a row.

    "It reaches 71.2% and 80.4% on FernSet and MossQA, respectively": the second goes with MossQA. Without
    "respectively" it must be the only row of so many names, and stand before the numbers: "A and B have 6.4%
    and 2.8%".
    """
    row = next((m for m in _VALUES.finditer(text) if m.start() <= at < m.end()), None)
    if row is None:
        return None
    rows: list[list[SpokenName]] = []
    for name in names:
        is_next = rows and rows[-1][-1].kind == name.kind
        if is_next and _LINK.fullmatch(text, rows[-1][-1].end, name.start):
            rows[-1].append(name)
        else:
            rows.append([name])
    fitting = [one for one in rows if len(one) == len(_BETWEEN.split(row.group()))]
    if "respectively" in text:
        fitting = [one for one in fitting if one[0].kind == kind]
    elif fitting and fitting[0][-1].end > row.start():
        return None
    if len(fitting) != 1 or fitting[0][0].kind != kind:
        return None
    return fitting[0][len(_BETWEEN.findall(text, row.start(), at))].text


def _before(passages: Sequence[Passage]) -> dict[int, tuple[int, ...]]:
    before: dict[int, tuple[int, ...]] = {}
    recent: list[Passage] = []
    for passage in passages:
        if passage.kind != "sentence":
            continue
        same = [p.index for p in reversed(recent) if p.section == passage.section]
        before[passage.index] = tuple(same[:_REACH])
        recent = [*recent[-_REACH:], passage]
    return before


def _of_section(passages: Sequence[Passage]) -> dict[int, tuple[int, ...]]:
    """Return the sentences of each sentence's section before those just before it, nearest first."""
    found: dict[int, tuple[int, ...]] = {}
    section: list[int] = []
    name: str | None = None
    for passage in passages:
        if passage.kind != "sentence":
            continue
        if passage.section != name:
            section, name = [], passage.section
        found[passage.index] = tuple(reversed(section[-_TOPIC:-_REACH]))
        section.append(passage.index)
    return found
