"""What a paper as a whole measures, where and of whom: what its sentences and tables take for granted.

A paper says once that it measures accuracy on its test set, and then prints numbers. All that is bound to a
number somewhere in it, in sentences and in cells, is counted here: which measure goes with which data set,
what a table is of, which measure and data set most of it is about, and whose method it is about.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from synth.claims.benchmarks import (
    benchmark_of,
    find_benchmarks,
    find_tasks,
    is_same_name,
    letters,
    task_name,
)
from synth.claims.captions import first_sentence
from synth.claims.lexicon import METRIC, is_score_metric, metric_head
from synth.claims.measures import measure_name
from synth.claims.names import EMPTY_WORDS, NAME, NameTable, name_kind
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.claims.result_tasks import usual_measures
from synth.claims.usual_metrics import is_mean_score, most_of, read_declared
from synth.types import Claim, Document, Quantity

__all__ = ["TableUse", "Usage", "find_open_metrics", "is_score", "read_usage"]

_OPEN_METRIC = re.compile(
    r"(?<![\w-])(?!(?:the|an?|our|its|this|that|of|in|on|with|for|and|much|more|very|better|best"
    r"|high(?:er|est)?|low(?:er|est)?|final)[ -])"
    r"(?:[a-z][\w-]{1,24}[ -])?[a-z][\w-]{2,24}[ -](?:rates?|scores?|agreement|similarit(?:y|ies)|index)\b",
    re.IGNORECASE,
)
_SET_RATE = re.compile(
    r"\b(?:learning|drop-?out|sampling|mask(?:ing)?|frame|decay|noise|corruption|keep|bit)[ -]rates?",
    re.IGNORECASE,
)
_MOSTLY = 0.6
"""Share of all that is counted from which one thing is what is usually meant."""
_FEW = 3
"""How often it must be counted at least."""
_NUMBER = re.compile(r"\d{1,2}$|[IVX]{1,4}$")
_UNITS = (None, "%", "points")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableUse:
    """What a table is of, as far as most of its scores, or its caption, agree on it."""

    kind: str = "table"
    """"table" or "figure"."""
    metric: str | None = None
    dataset: str | None = None
    method: str | None = None
    has_metrics: bool = False
    """Whether headers name measures for some of its scores and leave them open for others."""
    has_methods: bool = False
    """Whether headers name methods for some of its scores, or list the paper's own."""
    has_datasets: bool = False
    """Whether headers name data sets for some of its scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What a paper usually measures; None and absent where it has no usual thing."""

    protagonist: str | None = None
    """Whose results the paper's are: its own method, or the one system that it puts to the test."""
    is_own: bool = False
    """Whether the protagonist is the paper's own method."""
    own_phrase: str | None = None
    """How the paper speaks of its own method where it has no name: "our approach"."""
    metric: str | None = None
    declared: str | None = None
    """The measure that the paper says all its scores are of."""
    dataset: str | None = None
    is_own_dataset: bool = False
    """Whether the data set is what the paper presents."""
    named: tuple[str, ...] = ()
    """The measures that the paper names anywhere, as the field calls them, the most frequent first."""
    coined: frozenset[str] = frozenset()
    """Letters of the short forms of measures that the paper explains: "tree edit distance score (TEDs)"."""
    metrics: Mapping[str, str] = field(default_factory=dict)
    """What is measured on a data set, by the letters of its name."""
    datasets: Mapping[str, str] = field(default_factory=dict)
    """Where alone something is measured, by the head of the measure."""
    tables: Mapping[str, TableUse] = field(default_factory=dict)
    """By the table's number as printed; a figure's with "Figure " before it, as far as its caption tells."""

    def metric_on(self, dataset: str | None) -> str | None:
        """Return what the paper measures on a data set, else what the field does, as far as it is clear."""
        if not dataset:
            return None
        known = self.metrics.get(letters(dataset))
        if known is not None:
            return known
        benchmark = benchmark_of(dataset) or next((b for _, b in find_benchmarks(dataset)), None)
        usual = benchmark.metrics if benchmark is not None else usual_measures(task_name(dataset))
        only = usual[0] if len(usual) == 1 else None
        return next((metric for metric in self.named if metric in usual), only)


def is_score(quantity: Quantity) -> bool:
    """Whether a quantity may be a score or a gain of one, by its role and unit."""
    if quantity.role not in ("level", "difference", "ratio") or quantity.unit not in _UNITS:
        return False
    value = quantity.value or quantity.low or quantity.high or ""
    return quantity.unit is not None or quantity.metric is not None or "." in value


def find_open_metrics(text: str) -> tuple[re.Match[str], ...]:
    """Return what reads as a measure that the field has no name of: "refusal RATE", "step agreement"."""
    found = (m for m in _OPEN_METRIC.finditer(text) if not _SET_RATE.search(m.group()))
    return tuple(m for m in found if not find_tasks(m.group()))


def read_usage(document: Document, names: NameTable, prose: Sequence[Claim], cells: Sequence[Claim]) -> Usage:
    """Return what a paper's sentences and cells usually measure."""
    pairs: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[str, Counter[str]] = defaultdict(Counter)
    printed: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for quantity in _scores((*prose, *cells)):
        metric = quantity.metric or ""
        if is_score_metric(metric) and quantity.dataset is not None:
            head, place = metric_head(metric), letters(quantity.dataset)
            printed.setdefault(head, metric)
            spelled.setdefault(place, quantity.dataset)
            pairs[place][head] += 1
            places[head][place] += 1
    protagonist, is_own = _protagonist(document, names, cells)
    counts, spellings = _named_metrics(document, cells)
    usual = most_of(counts, _FEW, 0.5)
    dataset = _usual_dataset(document, names, (*prose, *cells))
    return Usage(
        protagonist=protagonist,
        is_own=is_own,
        own_phrase=_own_phrase(document) if protagonist is None else None,
        metric=spellings[usual] if usual is not None else None,
        declared=read_declared(document),
        named=tuple(
            name
            for head in sorted(counts, key=lambda h: (-counts[h], h))
            if (name := measure_name(spellings[head]))
        ),
        coined=frozenset(letters(short) for short, long in names.abbreviations if _MEASURE.search(long)),
        dataset=dataset,
        is_own_dataset=dataset is not None and dataset == names.own_dataset,
        metrics={
            **{
                place: printed[most] for place, heads in pairs.items() if (most := most_of(heads, 1, _MOSTLY))
            },
            **{letters(name): metric for name, metric in names.metrics},
        },
        datasets={head: spelled[next(iter(found))] for head, found in places.items() if len(found) == 1},
        tables=_tables(document, names, cells, protagonist),
    )


def _scores(claims: Iterable[Claim]) -> Iterable[Quantity]:
    return (quantity for claim in claims for quantity in claim.quantities if is_score(quantity))


def _named_metrics(document: Document, cells: Sequence[Claim]) -> tuple[Counter[str], dict[str, str]]:
    """Return how often sentences, captions and headers name each measure of scores, and how they print it."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    texts = [p.text for p in document.passages if p.kind in ("sentence", "caption")]
    headers = {f"{q.cell.column} " for claim in cells for q in claim.quantities if q.cell is not None}
    for text in (*texts, *sorted(headers)):
        for metric in _metrics_in(text):
            head = _SHORT.get(metric_head(metric), metric_head(metric))
            counts[head] += 1
            printed.setdefault(head, metric)
    return counts, printed


def _metrics_in(text: str) -> list[str]:
    found = [match.group() for match in METRIC.finditer(text)]
    known = (metric for metric in found if is_score_metric(metric) or measure_name(metric) is not None)
    return [metric for metric in known if not is_mean_score(metric)]


_MEASURE = re.compile(
    r"\b(?:scores?|rates?|distance|accuracy|errors?|precision|recall|similarity|agreement|coefficient|correlation"
    r"|divergence|perplexity)$",
    re.IGNORECASE,
)
_SHORT = {"acc": "accuracy", "acc.": "accuracy", "exactmatch": "em"}


def _usual_dataset(document: Document, names: NameTable, claims: Iterable[Claim]) -> str | None:
    """Return the data set that most scores are bound to, or that title and abstract alone name."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for quantity in _scores(claims):
        if quantity.dataset is not None:
            counts[letters(quantity.dataset)] += 1
            spelled.setdefault(letters(quantity.dataset), quantity.dataset)
    most = most_of(counts, _FEW, _MOSTLY)
    if most is not None:
        return spelled[most]
    opening = " ".join(p.text for p in document.passages if p.where == "abstract")
    found = (b.name for _, b in find_benchmarks(f"{document.title or ''} {opening}"))
    named = {name for name in found if name_kind(name, names) != "method"}
    return names.own_dataset or (named.pop() if len(named) == 1 else None)


# --------------------------------------------------------------------------- tables


def _tables(
    document: Document, names: NameTable, cells: Sequence[Claim], protagonist: str | None
) -> Mapping[str, TableUse]:
    scores: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in _scores(cells):
        if quantity.cell is not None:
            scores[quantity.cell.table].append(quantity)
    found = {}
    for table in document.tables:
        number = _NUMBER.search(table.label or "")
        if number is None:
            continue
        inside = scores[table.index]
        caption = _of_caption(table.table.caption, names, protagonist)
        found[number.group()] = TableUse(
            metric=_agreed(q.metric for q in inside) or caption.metric,
            dataset=_agreed(q.dataset for q in inside) or caption.dataset,
            method=caption.method,
            has_metrics=any(q.metric for q in inside) and not all(q.metric for q in inside),
            has_methods=any(q.method for q in inside) or _lists(protagonist, table.row_headers),
            has_datasets=any(q.dataset for q in inside),
        )
    for passage in document.passages:
        figure = _FIGURE.match(passage.text) if passage.kind == "caption" else None
        if figure is not None:
            told = _of_caption(passage.text[figure.end() :], names, protagonist)
            found.setdefault(f"Figure {figure['number']}", replace(told, kind="figure"))
    return found


def _lists(name: str | None, headers: Iterable[str]) -> bool:
    levels = (letters(level) for header in headers for level in header.split(" / "))
    return name is not None and letters(name) in levels


def _agreed(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return most_of(counts, 1, 0.9)


_FIGURE = re.compile(r"\s*Fig(?:ure|\.)\s?(?P<number>\d{1,2})\s?[:.]\s?", re.IGNORECASE)
_TASK = re.compile(
    r"(?:^|\b(?:on|for|of|in)[ ](?:the[ ])?)(?P<task>(?:[A-Za-z][\w’'-]{0,24}[ ]){0,3}?(?:classification"
    r"|parsing|tagging|translation|summari[sz]ation|generation|retrieval|answering|similarity|recognition|detection"
    r"|location|segmentation|multiplication|addition|subtraction|arithmetic|modell?ing))\b",
    re.IGNORECASE,
)
"""A task that a caption says its table is of: "Results on step detection", "Moss detection scores"."""


def _of_caption(caption: str, names: NameTable, protagonist: str | None) -> TableUse:
    """Return what a caption says of the whole table: one measure, one data set or task, one method."""
    first = first_sentence(caption)
    metrics = {metric_head(m.group()): m.group() for m in METRIC.finditer(caption)} or {
        m.group().lower(): m.group() for m in find_open_metrics(first)
    }
    named = [m.group() for m in NAME.finditer(first)]
    datasets = list(dict.fromkeys(n for n in named if name_kind(n, names) == "dataset"))
    coined = {names.own_method} - {protagonist}  # what the paper calls something else than its method
    methods = list(dict.fromkeys(n for n in named if name_kind(n, names) == "method" and n not in coined))
    said = (m["task"] for m in _TASK.finditer(first) if not find_open_metrics(m["task"]))
    tasks = list(dict.fromkeys(said)) or [name for _, name in find_tasks(first)]
    return TableUse(
        metric=next(iter(metrics.values())) if len(metrics) == 1 else _joined(first),
        dataset=next((found[0] for found in (datasets, tasks) if len(found) == 1), None),
        method=methods[0] if len(methods) == 1 else None,
    )


def _joined(text: str) -> str | None:
    """Return two measures that are told as one: "the mean of Pearson and Spearman correlation"."""
    found = list(METRIC.finditer(text))
    if len(found) != 2 or text[found[0].end() : found[1].start()].strip() not in ("and", "&"):
        return None
    return text[found[0].start() : found[1].end()]


# --------------------------------------------------------------------------- whose results

_PROPOSES = re.compile(
    r"\b(?:[Ww]e|paper|work)[ ](?:\w+[ ]){0,2}(?:propose|introduce|present|develop|design|call|term|name|dub"
    r"|denote|extend|release|train|build)\w*\b[^.;]{0,140}$"
)


def _protagonist(document: Document, names: NameTable, cells: Sequence[Claim]) -> tuple[str | None, bool]:
    """Return the method that the paper's results are of, and whether it is the paper's own.

    Votes: the title, each time that the abstract names it, "we propose X"; against: a citation right behind
    it, which makes it another's.
    """
    title = document.title or ""
    abstract = " ".join(p.text for p in document.passages if p.where == "abstract")
    sentences = [p.text for p in document.passages if p.kind == "sentence"]
    rows = Counter(letters(q.method) for claim in cells for q in claim.quantities if q.method)
    if (
        names.own_method is not None
        and names.own_method != names.own_dataset
        and (names.own_method in title or names.own_method in abstract or _is_row(names.own_method, rows))
    ):
        return names.own_method, True
    votes: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for weight, text in ((3, title), (2, abstract), *((1, text) for text in sentences[:80])):
        for match in NAME.finditer(text):
            name = _singular(match.group())
            if name.lower() in EMPTY_WORDS or METRIC.fullmatch(name) or name_kind(name, names) == "dataset":
                continue
            key = letters(name)
            spelled.setdefault(key, name)
            if _is_cited(text, match.end()):
                votes[key] -= 4
            elif weight > 1:
                votes[key] += weight
            if _PROPOSES.search(text[: match.start()]):
                votes[key] += 2
    for key in list(votes):
        known = name_kind(spelled[key], names) == "method" or _is_row(spelled[key], rows)
        if not known or is_same_name(spelled[key], names.own_dataset):
            del votes[key]
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < _FEW or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None, False
    name = spelled[ranked[0][0]]
    return name, not any(
        _is_cited(text, m.end()) for text in sentences for m in re.finditer(re.escape(name), text)
    )


_OUR_METHOD = re.compile(
    r"\b[Oo]ur (?:proposed )?(?:method|approach|model|system|framework|architecture|network|algorithm)\b"
)


def _own_phrase(document: Document) -> str | None:
    """Return what a paper that gives its method no name calls it most; None where it hardly speaks of one."""
    found = (m.group() for p in document.passages for m in _OUR_METHOD.finditer(p.text))
    counts = Counter(phrase[:1].lower() + phrase[1:] for phrase in found)
    return most_of(counts, _FEW, 0.0)


def _is_row(name: str, rows: Counter[str]) -> bool:
    return any(letters(name) in row for row in rows)


def _singular(name: str) -> str:
    return name[:-1] if len(name) > 2 and name.endswith("s") and name[-2].isupper() else name


def _is_cited(text: str, end: int) -> bool:
    behind = text[end : end + 60].lstrip(" ")
    return any(
        pattern.match(one) is not None
        for one in (behind, behind.lstrip("( "))
        for pattern in (AUTHOR_YEAR, BRACKET_CITATION)
    )
