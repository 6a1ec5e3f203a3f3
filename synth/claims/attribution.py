"""Metric, data set and method of a number whose sentence or headers leave them open.

Binding and filling take what grammar ties to a number, and linking what the cell tells that it repeats.
These are weighed here against all else that offers a name: the sentence by names and in plain words, the
table or figure that is spoken of, the sentences before, the section's heading, what the paper usually
measures, and whose paper it is. `attribution.json` tells what each offer is worth; `synth.claims.offers`
adds it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.claims.benchmarks import is_same_name, letters
from synth.claims.cell_attribution import fill_cell
from synth.claims.context import COMPARED
from synth.claims.lexicon import LANGUAGES, METRIC, is_score_metric, metric_head
from synth.claims.names import NameTable
from synth.claims.offers import Offers, load_weights
from synth.claims.paper_usage import TableUse, Usage, find_open_metrics, is_score
from synth.claims.plain_measures import (
    find_counted,
    find_thing,
    find_told_noun,
    find_vague_measures,
)
from synth.claims.plain_settings import find_amount, is_of_data, is_of_model
from synth.claims.plain_words import (
    find_carriers,
    find_people,
    find_places,
    find_subjects,
    is_done,
)
from synth.claims.sentence_cues import (
    find_tasks_named,
    is_counted,
    is_scored,
    is_share_of_things,
    moved_measure,
    told_respectively,
)
from synth.claims.spoken import Speech, Spoken, SpokenName, told_in_turn
from synth.types import Claim, Document, Quantity

__all__ = ["attribute"]

_NEAR = 0.012
"""Log-odds that each character between a name and a number costs."""
_FARTHEST = 1.2
"""The most that distance costs within a sentence."""
_RESULTS = ("level", "difference", "ratio")
_CLAUSE = re.compile(r";|, (?:while|whereas|but|which)\b|\b(?:while|whereas)\b")
_ASIDE = re.compile(r"\b(?:in|to|for|on|from|of|like) (?:(?:the|an?) )?$")
_OURS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|[Tt]his (?:work|paper)|[Tt]he proposed)\b")
_WE_SEE = re.compile(r"\b[Ww]e (?:\w+ ){1,3}that\b")
"""What only goes on to tell of something, the paper's own or not."""
_GOES_ON = re.compile(
    r"(?:It|Its|This|These|They|The (?:model|method|system|approach)|Moreover|Furthermore|Finally)\b"
)
_GAINS = re.compile(
    r"\b(?:improve\w*|gains?|state[- ]of[- ]the[- ]art|outperform\w*|surpass\w*|increase\w*|boost\w*"
    r"|obtain\w*|achiev\w*)\b"
)
_BETTER = re.compile(
    r" (?:is|are|was|were|performs?|performed)(?: \w+ly| only| much| even| still)* (?:better|worse"
    r"|stronger|weaker|more|less|superior|inferior|ahead|behind)\b"
    r"| (?:\w+ly |also )?(?:outperforms?|underperforms?|beats?|surpass\w*|lags?|trails?)\b"
)
"""Behind what is compared with something else."""
_HAS = re.compile(
    r"\b(?:ha[sd]|have|contain\w*|compris\w*|consist\w*|includ\w*|cover\w*|span\w*|features?|provides?)\b"
)
_BEATS = re.compile(
    r"\b(?:outperform|underperform|surpass|exceed|beat|outscor|trail|lag)\w*(?: behind)?"
    r"(?: (?:the|both|all))*(?: \w+)? $"
)
_BY = re.compile(r" by (?:only |about |over |up to )?[+-]?")
_OF_ITS = re.compile(r"[ -](?:parameters? |param\. )?(?:version of |variant of )?")
"""Between a size and what is so large: "a 52-billion Fern model", "the 7B parameter Fern"."""
_COST = re.compile(r"(?:G|M)?FLOPs?|params?|FPS|GPUs?|TPUs?|CPUs?", re.IGNORECASE)
_MODE = re.compile(r"[Ww]ithout (?:using|any|requiring|the need|a single|access)\b")
"""How something works, which nothing was taken from."""
_IN_BRACKETS = re.compile(r"(?: models?)? \((?:with |about |~|has )?")
_FROM = re.compile(r"\b(?:[Ff]rom|[Ww]ithin|[Ii]nto) (?:the )?(?:\w+ )?$")
_IS_SET = re.compile(
    r"\b(?:sets?|splits?|data ?sets?|corpus|corpora|collections?|benchmarks?|data|subsets?|portion|pools?)$"
)
_OPENS = re.compile(r"(?:[A-Z][\w ]{2,24}, )?(?:[Ii]n|[Oo]n|[Ff]or) (?:the )?")
_LANGUAGE_BEHIND = re.compile(rf"(?: (?:for|in|on))? (?P<language>{LANGUAGES})(?![\w-])")
_LANGUAGE_BEFORE = re.compile(rf"(?<![\w-])(?P<language>{LANGUAGES}) (?:shows? [^,;.()]{{0,40}})?\($")
_USE_OF = re.compile(
    r"\b(?:us(?:ag)?e|addition|removal|absence|presence|introduction|inclusion|lack|choice) of"
    r" (?:(?:the|an?) )?$",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"(?:without|w/o|removing|dropping)\b", re.IGNORECASE)
_DONE_BY = re.compile(r"\b(?:obtained|achieved|reached|attained|reported|set|held|given) by (?:the |our )?$")
_ADVANCES = re.compile(
    r"\b(?:improv|advanc|push|rais|mov|extend|break|establish|set|outdo)\w*(?: (?:up)?on| over)?"
    r"(?: (?:the|a|an|new))*(?: \w+)? $"
)
"""Before a state of the art that something else takes further."""
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
_TIED = re.compile(r"[ )]{1,2}(?:[A-Za-z][\w-]* ){0,3}(?:on|for|in|across) (?:the |both |all )?")
_VERSUS = re.compile(r"\b(?:vs\.?|versus) $")
_RIVAL = re.compile(
    r"\b(?:vs\.?|versus|compared (?:to|with)|against|than|from)"
    r"(?: (?!by\b)[\w’'-]+){0,3} ?\(?$"
)
"""Before a number that another one is compared with."""
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
    """Return the claims of sentences and cells with metric, data set and method of their results.

    Of other papers' results ("reported") only what their own sentences tell is taken.
    """
    reader = _Reader(Speech(document, names, usage.protagonist), usage, claims)
    return tuple(reader.read(claim) for claim in claims)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a number stands."""

    here: Spoken
    before: Sequence[Spoken]
    """The sentences before it, nearest first."""
    start: int
    end: int
    claim: Claim
    tables: Sequence[TableUse]
    """The tables that are spoken of."""
    index: int
    """The passage's."""
    earlier: Sequence[Quantity]
    """The numbers of the sentence before it, as they were told."""

    @property
    def is_abstract(self) -> bool:
        """Whether it stands in the abstract."""
        return self.claim.where == "abstract"

    @property
    def is_reported(self) -> bool:
        """Whether the sentence tells another's result."""
        return self.claim.asserts == "reported"

    @property
    def is_rival(self) -> bool:
        """Whether the number is what another is compared with: "vs. 69.4", "than the 81.8"."""
        return _RIVAL.search(self.here.text, max(0, self.start - 40), self.start) is not None

    @property
    def is_versus(self) -> bool:
        """Whether "vs" stands right before the number."""
        return _VERSUS.search(self.here.text, max(0, self.start - 8), self.start) is not None

    def is_tied(self, start: int) -> bool:
        """Whether a preposition ties what begins there to the number before it: "2.2 points for EN-DE"."""
        return start > self.end and _TIED.fullmatch(self.here.text, self.end, start) is not None

    @property
    def goes_on(self) -> bool:
        """Whether the sentence opens with what goes on from the one before."""
        return _GOES_ON.match(self.here.text) is not None

    def distance(self, name: SpokenName) -> float:
        """Return what a name's distance costs: by characters, and more across the bounds of clauses."""
        low, high = (name.end, self.start) if name.end <= self.start else (self.end, name.start)
        bounds = len(_CLAUSE.findall(self.here.text[low:high])) if low < high else 0
        return _cost(high - low) + 0.5 * bounds


class _Reader:
    """Fills the claims of one paper."""

    def __init__(self, speech: Speech, usage: Usage, claims: Sequence[Claim]) -> None:
        self._speech = speech
        self._usage = usage
        self._weights = load_weights()
        self._cells = {
            _place_of(q): q for claim in claims if claim.where == "table" for q in claim.quantities if q.cell
        }

    def read(self, claim: Claim) -> Claim:
        """Return a claim with what is left open filled."""
        if claim.where == "table":
            filled = tuple(fill_cell(q, self._usage) if q.role in _RESULTS else q for q in claim.quantities)
        elif claim.passage_index is None:
            return claim
        else:
            told: list[Quantity] = []
            for quantity in claim.quantities:
                told.append(self._told(quantity, claim, told) if _is_open(quantity) else quantity)
            filled = tuple(told)
        return claim if filled == claim.quantities else replace(claim, quantities=filled)

    def _told(self, quantity: Quantity, claim: Claim, earlier: Sequence[Quantity]) -> Quantity:
        """Fill what a sentence leaves open, and weigh again what was taken from elsewhere."""
        assert claim.passage_index is not None
        here, before = self._speech.sentence(claim.passage_index), self._speech.before(claim.passage_index)
        start, end = quantity.start - claim.start, quantity.end - claim.start
        tables = self._spoken_of(here, before)
        place = _Place(here, before, start, end, claim, tables, claim.passage_index, earlier)
        quantity = replace(quantity, metric=quantity.metric or _measure(quantity, here.text, start, end))
        is_gain = quantity.role == "difference" and quantity.unit is None
        is_result = (is_score(quantity) or is_gain) and _reads_as_score(quantity, place)
        if not is_result:
            return self._amount(quantity, place)
        quantity = replace(quantity, dataset=self._datasets(quantity, place).best(self._weights["dataset"]))
        quantity = replace(quantity, metric=self._metrics(quantity, place).best(self._weights["metric"]))
        method = self._methods(quantity, place).best(self._weights["method"])
        quantity = replace(quantity, condition=quantity.condition or _language(place))
        return replace(
            quantity, method=method, baseline=quantity.baseline or self._beaten(quantity, method, place)
        )

    def _amount(self, quantity: Quantity, place: _Place) -> Quantity:
        """Fill what is told of a number that is no score: a share, a size, a count, how something was set."""
        text, start, end = place.here.text, place.start, place.end
        metric = quantity.metric or find_thing(text, start, end, quantity.unit)
        if metric is None and quantity.unit == "%":
            metric = find_counted(text, end)
        # Whatever it is, it may be said of someone: "Fern answers 71.8% of the questions". But what a
        # count is of is no method's unless the sentence names one.
        is_said = metric is not None and quantity.role not in ("count", "setting")
        metric = metric or find_amount(text, start, end, quantity.unit)
        known = {letters(name.text) for name in place.here.of_kind("method")}
        is_printed = quantity.method is not None and quantity.method in text
        if not (is_said or place.is_reported) and is_printed and letters(quantity.method or "") not in known:
            quantity = replace(quantity, method=None)  # "Humidity was kept at 75%"
        is_set = quantity.role == "setting" and quantity.unit != "%" and not is_of_data(metric)
        reach = "all" if is_said else "paper" if is_set else "sentence"
        methods = self._methods(quantity, place, reach=reach)
        is_data = is_of_data(metric)
        datasets = self._datasets(
            quantity, place, is_amount=True, is_data=is_data, is_told=not is_of_model(metric)
        )
        self._unknown(methods, datasets, place, is_data=is_data)
        method = methods.best(self._weights["method"])
        dataset = datasets.best(self._weights["dataset"])
        if is_data and dataset is not None and _holds(text[:start], dataset):
            method = None  # "We test Fern on MossQA, which has 2,000 questions"
        return replace(quantity, metric=metric, dataset=dataset, method=method)

    def _unknown(self, methods: Offers, datasets: Offers, place: _Place, *, is_data: bool) -> None:
        """Offer what an amount may be of that neither paper nor field tell what it is: by where it stands."""
        text, start, end = place.here.text, place.start, place.end
        sentence = self._speech.structure(text)
        for name in sentence.names:
            gap = text[end : name.start] if name.start >= end else ""
            is_behind = name.start >= end and _OF_ITS.fullmatch(gap) is not None
            is_before = name.end <= start and _IN_BRACKETS.fullmatch(text, name.end, start) is not None
            if name.kind != "dataset" and not is_data and not _COST.fullmatch(name.text):
                methods.add(name.text if is_behind or is_before else None, beside=1.0)
            if name.kind is None and is_data:
                before = text[max(0, name.start - 40) : name.start]
                where = float(_WHERE.search(before) is not None or _FROM.search(before) is not None)
                has = float(name.end <= start and _HAS.search(text, name.end, start) is not None)
                near = -_cost(start - name.end if name.end <= start else name.start - end)
                datasets.add(name.text if where or has else None, unknown=1.0, where=where, near=near)
        for _, stop, phrase in find_subjects(sentence, start)[:1]:
            named = {name.text for name in place.here.of_kind("dataset")}
            if _HAS.match(text, stop + 1) is not None and not any(name in phrase for name in named):
                is_set = _IS_SET.search(phrase) is not None
                datasets.add(phrase if is_set and is_data else None, unknown=1.0)
                methods.add(None if is_set or is_data else phrase, subject=1.0, has=1.0)

    def _spoken_of(self, here: Spoken, before: Sequence[Spoken]) -> list[TableUse]:
        """Return the tables that a sentence names, else those that were named just before."""
        named = next((sentence.tables for sentence in (here, *before) if sentence.tables), ())
        return [self._usage.tables[number] for number in named if number in self._usage.tables]

    def _beaten(self, quantity: Quantity, method: str | None, place: _Place) -> str | None:
        """Return what a gain or a loss is told against: "A trails B on two sets: MossQA by 17.3 points"."""
        if quantity.role not in ("difference", "ratio"):
            return None
        text, found = place.here.text, None
        for name in self._speech.structure(text).names:
            if name.end > place.start or name.kind == "dataset" or is_same_name(name.text, method):
                continue
            gap = text[name.end : place.start]
            is_object = _BEATS.search(text, 0, name.start) is not None
            is_next = found is not None and _BY.fullmatch(gap) is not None  # "A beats B by 2.1 and C by 1.4"
            if (is_object or is_next) and _CLAUSE.search(gap) is None:
                found = name.text
        return found

    # ----------------------------------------------------------------------- candidates

    def _known(self, found: Offers, quantity: Quantity, place: _Place, slot: str) -> None:
        """Offer what was bound to the number by grammar, and what it was given from elsewhere."""
        name = getattr(quantity, slot)
        cell = self._cells.get(_place_of(quantity))
        told = getattr(cell, slot) if cell is not None else None
        if slot == "dataset" and (is_same_name(told, quantity.method) or self._speech.is_measure(told)):
            told = None
        found.add(told, cell=1.0)
        if slot == "dataset" and (is_same_name(name, quantity.method) or self._speech.is_measure(name)):
            return
        if name is not None and name in place.here.text:
            found.add(name, bound=1.0, boundrival=float(slot == "method" and place.is_versus))
        elif not is_same_name(name, told):
            found.add(name, taken=self._doubt(name) if slot == "metric" else 1.0)

    def _doubt(self, metric: str | None) -> float:
        """Return how much a measure told elsewhere counts: less where all is said to be of another."""
        declared = self._usage.declared
        is_other = (
            declared is not None and metric is not None and metric_head(metric) != metric_head(declared)
        )
        return 0.3 if is_other else 1.0

    def _methods(self, quantity: Quantity, place: _Place, *, reach: str = "all") -> Offers:
        """Return the candidates for whose a number is.

        `reach` tells where they are looked for: what the "sentence" names, what the "paper" names besides,
        "all" that is told in plain words too.
        """
        found, usage, text = Offers(), self._usage, place.here.text
        self._known(found, quantity, place, "method")
        self._said_methods(found, quantity, place)
        if reach == "sentence":
            return found
        if reach == "all":
            self._plain_methods(found, place)
        for back, sentence in enumerate(place.before):
            near = 1.0 - 0.33 * back
            found.add(sentence.subject(quantity.baseline), spoken=near, goeson=near * place.goes_on)
        for use in place.tables:
            found.add(use.method, **{use.kind: 1.0})
        if not place.is_reported and not is_same_name(usage.protagonist, quantity.baseline):
            ours = _OURS.search(_WE_SEE.sub("", text)) is not None
            sees = not ours and _WE_SEE.search(text) is not None
            told = quantity.baseline is not None or place.is_abstract or _GAINS.search(text) is not None
            found.add(
                usage.protagonist or usage.own_phrase,
                main=1.0,
                ours=float(ours) + 0.4 * sees,
                told=float(told),
                rivalmain=float(place.is_rival),
            )
        return found

    def _said_methods(self, found: Offers, quantity: Quantity, place: _Place) -> None:
        """Offer the methods that the sentence itself names: its first before the number is its subject."""
        text, is_first = place.here.text, True
        in_turn = told_in_turn(text, place.start, place.here.names, "method")
        found.add(in_turn, inturn=1.0)
        subjects = find_subjects(self._speech.structure(text), place.start)
        done = next((one for one in subjects[:1] if is_done(one[2])), None)
        for name in place.here.of_kind("method"):
            before = text[max(0, name.start - 90) : name.start]
            is_bound = is_same_name(name.text, quantity.method) or is_same_name(name.text, in_turn)
            is_bound = is_bound or _DONE_BY.search(before) is not None
            is_compared = bool(COMPARED.search(before)) and not is_bound
            is_compared = is_compared or is_same_name(name.text, quantity.baseline)
            is_before = name.end <= place.start
            found.add(
                name.text,
                said=1.0,
                near=-place.distance(name),
                compared=float(is_compared),
                rival=float(is_compared and is_before and place.is_rival),
                first=float(is_before and is_first and not is_compared),
                firstrival=float(is_before and is_first and not is_compared and place.is_rival),
                behind=float(not is_before),
                aside=float(_ASIDE.search(before) is not None),
                within=float(done is not None and done[0] <= name.start < done[1]),
            )
            is_first = is_first and (is_compared or not is_before)

    def _plain_methods(self, found: Offers, place: _Place) -> None:
        """Offer what the sentence tells in plain words: subjects, people, what "with" brings in."""
        text = place.here.text
        sentence = self._speech.structure(text)
        for back, (start, end, name) in enumerate(find_subjects(sentence, place.start)):
            found.add(
                name,
                subject=1.0 if back == 0 else 0.0,
                farsubject=float(back > 0),
                subjectrival=float(place.is_rival),
                better=float(not place.is_rival and _BETTER.match(text, end) is not None),
                done=float(back == 0 and (is_done(name) or _USE_OF.search(text[:start]) is not None)),
            )
        for start, end, name in find_people(text):
            gap = place.start - end if end <= place.start else start - place.end
            before = text[max(0, start - 60) : start]
            is_compared = COMPARED.search(before) is not None or _ADVANCES.search(before) is not None
            found.add(
                name,
                people=1.0,
                nearpeople=float(gap <= 20),
                comparedpeople=float(is_compared and not place.is_rival),
                rivalpeople=float(place.is_rival),
            )
        for way, (start, _, name) in find_carriers(sentence, place.start, place.end):
            found.add(
                name,
                **{f"{way}phrase": 1.0},
                without=float(_WITHOUT.match(name) is not None and _MODE.match(text, start) is None),
                opens=float(way == "way" and start <= _OPENING),
            )

    def _datasets(
        self,
        quantity: Quantity,
        place: _Place,
        *,
        is_amount: bool = False,
        is_data: bool = False,
        is_told: bool = True,
    ) -> Offers:
        """Return the candidates for where a number is measured; of an amount, what it is told of.

        `is_data` says that it is of what data sets consist of. Without `is_told` only those are candidates
        that the sentence itself names.
        """
        found, usage, text = Offers(), self._usage, place.here.text
        self._known(found, quantity, place, "dataset")
        found.add(told_respectively(text, place.start), respectively=1.0)
        found.add(told_in_turn(text, place.start, place.here.names, "dataset"), inturn=1.0)
        for name in place.here.of_kind("dataset"):
            before = text[max(0, name.start - 40) : name.start]
            is_used = _TRAINED.search(before) is not None or _IS_USED.match(text, name.end) is not None
            found.add(
                name.text,
                said=1.0,
                near=-place.distance(name),
                where=float(_WHERE.search(before) is not None),
                used=float(is_used and not is_amount),
                tied=float(place.is_tied(name.start)),
                behind=float(name.start >= place.end),
            )
        for start, end, task in find_tasks_named(text):
            gap = place.start - end if end <= place.start else start - place.end
            # What opens a sentence holds for all of it.
            opens = start <= _OPENING or _OPENS.fullmatch(text, 0, start) is not None
            found.add(task, task=1.0, near=0.0 if opens else -_cost(gap), opens=float(opens))
        for start, end, task in find_places(self._speech.structure(text), place.start):
            gap = place.start - end if end <= place.start else start - place.end
            found.add(task, place=1.0, near=-_cost(gap), tied=float(place.is_tied(start)))
        if is_told:
            # "2.7 GHz" is of no data set because the paper brings one.
            is_of_paper = not is_amount or (is_data and usage.is_own_dataset)
            self._datasets_around(found, quantity, place, is_of_paper=is_of_paper and not place.is_reported)
        return found

    def _datasets_around(
        self, found: Offers, quantity: Quantity, place: _Place, *, is_of_paper: bool
    ) -> None:
        """Offer the data sets told around a sentence and, with `is_of_paper`, what the paper measures on."""
        usage = self._usage
        beside = float(quantity.condition is not None)
        everywhere = float(_EVERYWHERE.search(place.here.text) is not None)
        for use in place.tables:
            found.add(use.dataset, **{use.kind: 1.0}, everywhere=everywhere)
        for back, sentence in enumerate(place.before):
            named = list(dict.fromkeys(name.text for name in sentence.of_kind("dataset")))
            if named:
                near = 1.0 - 0.33 * back
                found.add(named[-1], spoken=near, several=float(len(named) > 1), everywhere=everywhere)
        found.add(self._speech.topic(place.index), topic=1.0, everywhere=everywhere)
        heading = [n.text for n in self._speech.names_in(place.here.section or "") if n.kind == "dataset"]
        if len(heading) == 1:
            found.add(heading[0], heading=1.0, everywhere=everywhere)
        if quantity.metric is not None:
            found.add(usage.datasets.get(metric_head(quantity.metric)), alone=1.0, everywhere=everywhere)
        if is_of_paper:
            found.add(
                usage.dataset,
                usual=1.0,
                own=float(usage.is_own_dataset),
                everywhere=everywhere,
                beside=beside,
            )

    def _metrics(self, quantity: Quantity, place: _Place) -> Offers:
        """Return the candidates for what is measured."""
        found, usage, text = Offers(), self._usage, place.here.text
        self._known(found, quantity, place, "metric")
        for name in place.here.of_kind("metric"):
            found.add(
                name.text,
                said=1.0,
                near=-place.distance(name),
                behind=float(name.start >= place.end),
                adjacent=float(name.start == place.end + 1),
            )
        for one in place.earlier:
            is_like = (one.role, one.unit) == (quantity.role, quantity.unit)
            found.add(one.metric if is_like else None, sibling=1.0)
        there = usage.metric_on(quantity.dataset)
        found.add(there, there=self._doubt(there))
        for use in place.tables:
            if use.metric is not None and not _is_cost(use.metric):
                found.add(use.metric, **{use.kind: 1.0})
        for back, sentence in enumerate(place.before):
            said = [one.text for one in sentence.of_kind("metric") if not _is_cost(one.text)]
            named = {metric_head(one): one for one in said}
            if named:
                found.add(next(iter(named.values())), spoken=1.0 - 0.33 * back, several=float(len(named) > 1))
        found.add(usage.metric, usual=1.0)
        found.add(usage.declared, declared=1.0)
        found.add(next(iter(usage.named), None), most=1.0)
        for start, end, vague in find_vague_measures(text):
            gap = place.start - end if end <= place.start else start - place.end
            found.add(vague, vague=1.0, near=-_cost(gap))
        for match in find_open_metrics(text):
            gap = place.start - match.end() if match.end() <= place.start else match.start() - place.end
            found.add(match.group(), open=1.0, near=-_cost(gap))
        found.add(find_thing(text, place.start, place.end, quantity.unit), thing=1.0)
        if quantity.unit == "%":
            found.add(find_counted(text, place.end), counted=1.0)
        found.add(find_told_noun(text, place.start), noun=1.0)
        return found


def _measure(quantity: Quantity, text: str, start: int, end: int) -> str | None:
    if quantity.unit == "%" and is_share_of_things(text, end):
        return None
    return moved_measure(text, start, end, quantity.unit)


def _language(place: _Place) -> str | None:
    """Return the language right beside a number: "1.09% for Dutch", "Basque (36%)"."""
    text = place.here.text
    found = _LANGUAGE_BEHIND.match(text, place.end) or _LANGUAGE_BEFORE.search(text, 0, place.start)
    return found["language"] if found is not None else None


def _holds(before: str, dataset: str) -> bool:
    """Whether the text before a number says that a data set has what is counted."""
    at = before.rfind(dataset)
    return at >= 0 and _HAS.search(before, at) is not None


def _is_open(quantity: Quantity) -> bool:
    """Whether a number may be a result."""
    return quantity.role in (*_RESULTS, "count", "setting")


def _place_of(quantity: Quantity) -> tuple[int, int, int] | None:
    cell = quantity.cell
    return (cell.table, cell.row_number, cell.column_number) if cell is not None else None


def _reads_as_score(quantity: Quantity, place: _Place) -> bool:
    """Whether a number is told as a score or a gain, and not as a share of things, a place in the paper."""
    if quantity.metric is not None or quantity.cell is not None:
        return True
    text, start, end = place.here.text, place.start, place.end
    if quantity.unit != "points" and is_counted(text, end):
        return False
    if _PLACE.search(text[max(0, start - 24) : start]):
        return False
    if quantity.unit == "%" and is_share_of_things(text, end):
        return False
    if quantity.role != "level" or quantity.unit == "points" or place.here.of_kind("metric"):
        return True
    is_told = bool(place.here.names) or _OURS.search(text) is not None or bool(find_vague_measures(text))
    is_bracketed = text[max(0, start - 1) : start] == "("
    if quantity.unit == "%" and (is_told or is_bracketed or place.is_reported):
        return True  # but "humidity was kept at 75%" tells of nothing that scores
    return is_scored(text[max(0, start - _SCORING) : start])


def _is_cost(metric: str) -> bool:
    """Whether a measure is a time or a size, which scores are not."""
    return METRIC.fullmatch(metric) is not None and not is_score_metric(metric)


def _cost(gap: int) -> float:
    return min(_FARTHEST, _NEAR * max(0, gap))
