"""Metric, data set and method of a number whose sentence or headers leave them open.

Binding and filling take what grammar ties to a number, and linking what the cell tells that it repeats.
What is still open is weighed here: names in the sentence by their place in it, the table that is spoken of,
the sentences before, the section's heading, what the paper usually measures, and whose paper it is. The
weights are hand-set log-odds that a reader would name a candidate; the highest above nought is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from synth.claims.benchmarks import is_same_name, letters
from synth.claims.context import COMPARED
from synth.claims.lexicon import metric_head
from synth.claims.names import NameTable
from synth.claims.paper_usage import TableUse, Usage, is_score
from synth.claims.sentence_cues import (
    find_tasks_named,
    is_counted,
    is_scored,
    is_share_of_things,
    moved_measure,
    told_respectively,
)
from synth.claims.spoken import Speech, Spoken, SpokenName
from synth.types import Claim, Document, Quantity

__all__ = ["attribute"]

_NEAR = 0.012
"""Log-odds that each character between a name and a number costs."""
_FARTHEST = 1.2
"""The most that distance costs within a sentence."""
_HIGHEST = 100.0
"""The highest score of a measure that nothing names."""

_LEAST_BESIDE = 0.3
"""The least log-odds for a data set beside a condition, such as a language, which may be all there is."""

_RESULTS = ("level", "difference", "ratio")
_SUBJECT = 1.2
"""The least log-odds for a method to be the subject of what is no score."""

Candidates = dict[str, float]
"""Weights by name; a name that is offered twice keeps the higher one."""

_NUMBER = re.compile(r"\d{1,2}$|[IVX]{1,4}$")
_CLAUSE = re.compile(r";|, (?:while|whereas|but|which)\b|\b(?:while|whereas)\b")
_ASIDE = re.compile(r"\b(?:in|to|for|on|from|of|like) (?:(?:the|an?) )?$")
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Tt]his (?:work|paper)|[Tt]he proposed)\b")
_OURS_HEADED = re.compile(r"\W{0,2}[Oo]urs?(?: (?:method|approach|model|system))?\W{0,2}")
_GOES_ON = re.compile(
    r"(?:It|Its|This|These|They|The (?:model|method|system|approach)|Moreover|Furthermore|Finally)\b"
)
_GAINS = re.compile(
    r"\b(?:improve\w*|gains?|state[- ]of[- ]the[- ]art|outperform\w*|surpass\w*|increase\w*|boost\w*"
    r"|obtain\w*|achiev\w*)\b"
)
_WHERE = re.compile(r"\b(?:[Oo]n|[Ii]n|[Ff]or|[Aa]cross|[Oo]ver|[Oo]f) (?:the )?(?:\w+ )?$")
_TRAINED = re.compile(r"\b(?:train\w*|fine-?tun\w*|pre-?train\w*) (?:\w+ ){0,4}$")
_IS_USED = re.compile(
    r" (?:gold |training |pre-?training )?(?:documents?|passages?|data|examples|corpus|training|train"
    r"|pre-?train\w*|fine-?tun\w*|models?|labels)\b"
)
"""Behind a data set that a method is given: "access to MossQA gold passages"."""
_PLACE = re.compile(
    r"(?:\b(?:(?:sub)?sections?|figures?|tables?|fig\.|sec\.|tab\.|appendix|eqn?\.?)|§)\s*$", re.I
)
_SCORING = 80
"""Characters before a number in which a verb says that something scores."""
_OPENING = 12
"""Characters within which what opens a sentence holds for all of it: "In step counting (SC), …"."""
_EVERYWHERE = re.compile(
    r"(?i:\b(?:on|across|over|in) (?:average )?(?:the )?(?:all|both|each|every|\w+) (?:\w+ ){0,2}?"
    r"(?:tasks?|datasets?|benchmarks?|domains)\b)"
)


def attribute(
    document: Document, claims: Sequence[Claim], names: NameTable, usage: Usage
) -> tuple[Claim, ...]:
    """Return the claims of sentences and cells with the open slots of their scores filled.

    Claims of other papers' results ("reported") in sentences stay as they are.
    """
    reader = _Reader(Speech(document, names, usage.protagonist), usage)
    return tuple(reader.read(claim) for claim in claims)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands."""

    here: Spoken
    before: Sequence[Spoken]
    """The sentences before it, nearest first."""
    start: int
    end: int
    is_abstract: bool
    tables: Sequence[TableUse]
    """The tables that are spoken of."""

    def distance(self, name: SpokenName) -> float:
        """Return what a name's distance costs: by characters, and more across the bounds of clauses."""
        low, high = (name.end, self.start) if name.end <= self.start else (self.end, name.start)
        bounds = len(_CLAUSE.findall(self.here.text[low:high])) if low < high else 0
        return _cost(high - low) + 0.5 * bounds


class _Reader:
    """Fills the claims of one paper."""

    def __init__(self, speech: Speech, usage: Usage) -> None:
        self._speech = speech
        self._usage = usage

    def read(self, claim: Claim) -> Claim:
        """Return a claim with what is left open filled."""
        if claim.where == "table":
            filled = tuple(self._cell(q) if q.role in _RESULTS else q for q in claim.quantities)
        elif claim.asserts == "reported" or claim.passage_index is None:
            return claim
        else:
            filled = tuple(
                self._told(q, claim) if _is_open(q) or self._is_weak(q, claim.quote) else q
                for q in claim.quantities
            )
        return claim if filled == claim.quantities else replace(claim, quantities=filled)

    def _cell(self, quantity: Quantity) -> Quantity:
        """Fill what the headers of a cell leave open from its table and the paper."""
        usage, table = self._usage, self._table_of(quantity)
        dataset = quantity.dataset or (table.dataset if is_score(quantity) else None)
        if dataset is None and is_score(quantity) and (quantity.condition is None or not table.has_datasets):
            dataset = usage.dataset
        metric = quantity.metric
        if metric is None and _is_plain(quantity):
            coined = next((level for level in _levels(quantity) if letters(level) in usage.coined), None)
            usual = _heading(quantity) if table.has_metrics else table.metric or usage.metric
            metric = coined or usual or usage.metric_on(dataset)
            if not table.has_metrics:
                metric = coined or usage.metric_on(dataset) or usual
        method = quantity.method or self._ours(quantity)
        if method is None:
            method = _carrier(quantity) if table.has_methods else table.method or usage.protagonist
        return replace(quantity, metric=metric, dataset=dataset, method=method)

    def _ours(self, quantity: Quantity) -> str | None:
        """Return the paper's own method, or the header itself, where the headers of a cell say "Ours"."""
        ours = next((level for level in _levels(quantity) if _OURS_HEADED.fullmatch(level)), None)
        return ours and (self._usage.protagonist or ours)

    def _table_of(self, quantity: Quantity) -> TableUse:
        label = quantity.cell.label if quantity.cell is not None else None
        number = _NUMBER.search(label or "")
        return self._usage.tables.get(number.group(), TableUse()) if number is not None else TableUse()

    def _is_weak(self, quantity: Quantity, text: str) -> bool:
        """Whether a number's method is the header of a cell, is no name that is known, and is not said."""
        if quantity.cell is None or quantity.method is None or quantity.method in text:
            return False
        return not any(name.kind == "method" for name in self._speech.names_in(quantity.method))

    def _told(self, quantity: Quantity, claim: Claim) -> Quantity:
        """Fill what a sentence leaves open."""
        assert claim.passage_index is not None
        here, before = self._speech.sentence(claim.passage_index), self._speech.before(claim.passage_index)
        start, end = quantity.start - claim.start, quantity.end - claim.start
        place = _Place(here, before, start, end, claim.where == "abstract", self._spoken_of(here, before))
        if quantity.metric is None and not (quantity.unit == "%" and is_share_of_things(here.text, end)):
            quantity = replace(quantity, metric=moved_measure(here.text, start, end, quantity.unit))
        if not is_score(quantity):
            return quantity
        if not _reads_as_score(quantity, here, start, end):
            # Whatever it is, it may be said of someone: "Fern answers 71.8% of the questions".
            subject = _best(self._said_methods(quantity, place), _SUBJECT)
            return replace(quantity, method=quantity.method or subject)
        if quantity.dataset is None:
            least = _LEAST_BESIDE if quantity.condition is not None else 0.0
            quantity = replace(quantity, dataset=_best(self._datasets(quantity, place), least))
        if quantity.metric is None:
            quantity = replace(quantity, metric=_best(self._metrics(quantity, place)))
        if quantity.method is None:
            return replace(quantity, method=_best(self._methods(quantity, place)))
        if self._is_weak(quantity, here.text):
            subject = _best(self._said_methods(quantity, place), _SUBJECT)
            return replace(quantity, method=subject or quantity.method)
        return quantity

    def _spoken_of(self, here: Spoken, before: Sequence[Spoken]) -> list[TableUse]:
        """Return the tables that a sentence names, else those that were named just before."""
        named = next((sentence.tables for sentence in (here, *before) if sentence.tables), ())
        return [self._usage.tables[number] for number in named if number in self._usage.tables]

    # ----------------------------------------------------------------------- candidates

    def _methods(self, quantity: Quantity, place: _Place) -> Candidates:
        found = self._said_methods(quantity, place)
        text, usage = place.here.text, self._usage
        own = usage.protagonist if usage.is_own else usage.own_phrase
        if _OURS.search(text):
            _offer(found, own, 1.6)
        for back, sentence in enumerate(place.before):
            weight = 0.6 - 0.3 * back + 0.6 * bool(_GOES_ON.match(text))
            _offer(found, sentence.subject(quantity.baseline), weight)
        for use in place.tables:
            _offer(found, use.method, 0.5)
        if not is_same_name(usage.protagonist, quantity.baseline):
            is_told = quantity.baseline is not None or place.is_abstract or _GAINS.search(text) is not None
            _offer(found, usage.protagonist or (own if is_told else None), 0.4 + 0.4 * is_told)
        return found

    def _said_methods(self, quantity: Quantity, place: _Place) -> Candidates:
        """Return the methods that the sentence itself names: its first before the number is its subject."""
        found: Candidates = {}
        text, is_first = place.here.text, True
        for name in place.here.of_kind("method"):
            before = text[max(0, name.start - 90) : name.start]
            weight = 2.0 - place.distance(name)
            if COMPARED.search(before) or is_same_name(name.text, quantity.baseline):
                weight -= 4.0
            elif name.start < place.start:
                weight += 0.8 * is_first - 0.5 * bool(_ASIDE.search(before))
                is_first = False
            else:
                weight -= 0.6
            _offer(found, name.text, weight)
        return found

    def _datasets(self, quantity: Quantity, place: _Place) -> Candidates:
        found: Candidates = {}
        text, usage = place.here.text, self._usage
        _offer(found, told_respectively(text, place.start), 2.5)
        for name in place.here.of_kind("dataset"):
            before = text[max(0, name.start - 40) : name.start]
            weight = 1.4 - place.distance(name) + 0.8 * bool(_WHERE.search(before))
            is_used = _TRAINED.search(before) is not None or _IS_USED.match(text, name.end) is not None
            _offer(found, name.text, weight - 2.5 * is_used)
        for start, end, task in find_tasks_named(text):
            gap = place.start - end if end <= place.start else start - place.end
            _offer(found, task, 1.0 - _cost(gap) if start > _OPENING else 1.6)
        if _EVERYWHERE.search(text):
            return found
        for use in place.tables:
            _offer(found, use.dataset, 1.2)
        for back, sentence in enumerate(place.before):
            named = list(dict.fromkeys(name.text for name in sentence.of_kind("dataset")))
            if named:
                _offer(found, named[-1], (0.9 if len(named) == 1 else 0.2) - 0.3 * back)
        heading = [n.text for n in self._speech.names_in(place.here.section or "") if n.kind == "dataset"]
        if len(heading) == 1:
            _offer(found, heading[0], 0.9)
        if quantity.metric is not None:
            _offer(found, usage.datasets.get(metric_head(quantity.metric)), 0.8)
        _offer(found, usage.dataset, 0.8 if usage.is_own_dataset else 0.4)
        return found

    def _metrics(self, quantity: Quantity, place: _Place) -> Candidates:
        found: Candidates = {}
        usage = self._usage
        for name in place.here.of_kind("metric"):
            _offer(found, name.text, 1.8 - place.distance(name))
        _offer(found, usage.metric_on(quantity.dataset), 1.3)
        for use in place.tables:
            _offer(found, use.metric, 1.2)
        for back, sentence in enumerate(place.before):
            named = {metric_head(name.text): name.text for name in sentence.of_kind("metric")}
            if len(named) == 1:
                _offer(found, next(iter(named.values())), 0.7 - 0.3 * back)
        _offer(found, usage.metric, 0.5)
        return found


def _is_open(quantity: Quantity) -> bool:
    """Whether a number that may be a score, or tells how many times something is better, lacks a slot."""
    is_told = quantity.metric and quantity.method and quantity.dataset
    return not is_told and (is_score(quantity) or quantity.role == "ratio")


def _reads_as_score(quantity: Quantity, here: Spoken, start: int, end: int) -> bool:
    """Whether a number is told as a score or a gain, and not as a share of things, a place in the paper."""
    if quantity.metric is not None or quantity.cell is not None:
        return True
    text = here.text
    if _PLACE.search(text[max(0, start - 24) : start]) or is_counted(text, end):
        return False
    if quantity.unit == "%" and is_share_of_things(text, end):
        return False
    if quantity.role != "level" or here.of_kind("metric"):
        return True
    return is_scored(text[max(0, start - _SCORING) : start])


def _levels(quantity: Quantity) -> list[str]:
    """Return the levels of the headers of a cell, the row's first."""
    cell = quantity.cell
    return f"{cell.row} / {cell.column}".split(" / ") if cell is not None else []


def _heading(quantity: Quantity) -> str | None:
    """Return what stands over several columns where other columns name their measures: "TEDs / simple"."""
    levels = quantity.cell.column.split(" / ") if quantity.cell is not None else []
    is_new = len(levels) > 1 and not is_same_name(levels[0], quantity.dataset)
    return levels[0] if is_new and levels[0] in (quantity.condition or "").split(", ") else None


def _carrier(quantity: Quantity) -> str | None:
    """Return the name of a cell's row where it is told as a condition, but rows beside it are methods."""
    cell, told = quantity.cell, quantity.condition or ""
    name = cell.row.split(" / ")[-1] if cell is not None else ""
    is_name = re.search(r"[^\W\d_]{2}", name) is not None and not is_same_name(name, quantity.dataset)
    return name if is_name and any(part.endswith(f" {name}") for part in told.split(", ")) else None


def _is_plain(quantity: Quantity) -> bool:
    """Whether a cell's number has no unit, and no size, that a score hasn't."""
    try:
        return quantity.unit in (None, "%", "points") and abs(float(quantity.value or "nan")) <= _HIGHEST
    except ValueError:
        return False


def _cost(gap: int) -> float:
    return min(_FARTHEST, _NEAR * max(0, gap))


def _offer(found: Candidates, name: str | None, weight: float) -> None:
    if name is not None:
        found[name] = max(weight, found.get(name, weight))


def _best(found: Mapping[str, float], least: float = 0.0) -> str | None:
    """Return the candidate of the highest weight above the least; of equals the first that was offered."""
    name = max(found, key=lambda one: found[one], default=None)
    return name if name is not None and found[name] > least else None
