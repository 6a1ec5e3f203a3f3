"""The measure that a paper uses for each data set, where a table does not say it.

Papers describe their data sets one after another and end each description with "F1 is used as the metric";
the data set is then the one that the section is headed by, or the last one that was named. What a table's
sentences do not say either, a paper says once for all: "we report accuracy".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from synth.claims.lexicon import METRIC, is_score_metric, metric_head
from synth.claims.names import NAME, NameTable, name_kind
from synth.types import Document, Passage

__all__ = [
    "UsualMetrics",
    "is_mean_score",
    "most_of",
    "read_declared",
    "read_metrics",
    "read_usual_metrics",
]

_USED = re.compile(
    r"\b(?:is|are|was|were)\s(?:used|adopted|reported|computed|employed|chosen)\s(?:as|for|in)\b"
    r"|\b(?:evaluat|measur|scor|assess)\w+\s(?:\w+\s){0,3}(?:by|with|using|in terms of|via)\b"
    r"|\b(?:[Mm]etrics?|measures?)\s(?:\w+\s){0,3}(?:is|are)\b"
    r"|\b[Ww]e (?:only |always |mainly )?(?:report|use|measure|adopt|compute|evaluate)\b"
)
"""Ways to say by what something is measured."""
_TABLE = re.compile(r"\b(?:Tables?|Tab\.)\s?(?P<number>\d{1,2})\b")
_METRICS_TITLE = re.compile(r"\b(?:metrics?|measures?)\b", re.IGNORECASE)
_MEAN_SCORE = re.compile(r"(?:macro|overall|average|aggregate|avg\.?)[- ]scores?", re.IGNORECASE)
_REACH = 6
"""Sentences within which a data set stays the one that is spoken of."""
_OFTEN, _NEARLY_ALL = 5, 0.85
"""How often a paper must name a measure, and which share of all that it names, for it to be the one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualMetrics:
    """The measures that a paper uses; what it leaves open is left out."""

    of_datasets: Mapping[str, str] = field(default_factory=dict)
    """By lower-case name of a data set."""
    of_tables: Mapping[str, str] = field(default_factory=dict)
    """By the number of a table, "3"."""
    of_all: str | None = None
    """The one measure of the whole paper."""


def read_metrics(document: Document, names: NameTable) -> UsualMetrics:
    """Return what a paper's text says of what is measured where."""
    return UsualMetrics(
        of_datasets=read_usual_metrics(document, names),
        of_tables=_read_table_metrics(document),
        of_all=_read_paper_metric(document),
    )


def read_usual_metrics(document: Document, names: NameTable) -> dict[str, str]:
    """Return the measure of each data set by its lower-case name, for those that have exactly one."""
    found: dict[str, dict[str, str]] = {}
    section, dataset, age = None, "", 0
    for passage in document.passages:
        if passage.kind == "heading" or (passage.kind == "sentence" and passage.section != section):
            section, dataset, age = passage.section, _one_dataset(passage.section or passage.text, names), 0
        if passage.kind != "sentence":
            continue
        # A name in a section's title holds for all of it; one in a sentence, for the next few.
        named = _one_dataset(passage.text, names)
        dataset, age = (named, 0) if named else (dataset if age < _REACH else "", age + 1)
        metric = _used_metric(passage)
        # "We report exact match on A, B and C" holds for each.
        for one in _datasets(passage.text, names) or ([dataset] if dataset else []) if metric else []:
            found.setdefault(one.lower(), {}).setdefault(metric_head(metric or ""), metric or "")
    told = {name: next(iter(heads.values())) for name, heads in found.items() if len(heads) == 1}
    return {**told, **dict(names.metrics)}


def _read_table_metrics(document: Document) -> dict[str, str]:
    """Return the measure of each table by its number, where the text about it names exactly one.

    What tells it is a sentence that names the table, or else the section that it stands in: "We report exact
    match. Table 3 shows our scores". Sections of one title, of the set-up and of the results, are one.
    """
    told: dict[str, dict[str, str]] = {}
    used: dict[str, dict[str, str]] = {}
    sections: dict[str, set[str]] = {}
    for passage in document.passages:
        if passage.kind != "sentence":
            continue
        metrics = _metrics(passage.text)
        title = passage.section or ""
        if _USED.search(passage.text):
            used.setdefault(title, {}).update(metrics)
        for match in _TABLE.finditer(passage.text):
            told.setdefault(match["number"], {}).update(metrics)
            sections.setdefault(match["number"], set()).add(title)
    for number, titles in sections.items():
        if not told[number]:
            told[number] = {head: metric for title in titles for head, metric in used.get(title, {}).items()}
    return {number: next(iter(heads.values())) for number, heads in told.items() if len(heads) == 1}


def _read_paper_metric(document: Document) -> str | None:
    """Return the one measure that a section on measures names, or that the paper hardly ever departs from."""
    counts: Counter[str] = Counter()
    printed: dict[str, str] = {}
    described: set[str] = set()
    for passage in document.passages:
        if passage.kind not in ("sentence", "caption"):
            continue
        for match in METRIC.finditer(passage.text):
            if is_score_metric(match.group()) and not is_mean_score(match.group()):
                head = metric_head(match.group())
                counts[head] += 1
                printed.setdefault(head, match.group())
                if passage.kind == "sentence" and _METRICS_TITLE.search(passage.section or ""):
                    described.add(head)
    if described:
        return printed[described.pop()] if len(described) == 1 else None
    most = most_of(counts, _OFTEN, _NEARLY_ALL)
    return printed[most] if most is not None else None


_OF_ALL_BEFORE = re.compile(
    r"\b[Aa]ll (?:[\w-]+ ){0,2}(?:scores?|results?|numbers|values|metrics|experiments)\b[^.;]{0,40}"
    r"\b(?:denotes?|are|is|reports?|represents?|shows?|in|by|with)\b[^.;]{0,20}$"
    r"|\b(?:main|primary|headline)(?: evaluation)? (?:metric|measure)\b(?! (?:for|of|on) )[^.:;]{0,40}$"
    r"|\bonly report (?:\w+ )?$"
)
_REPORTS = re.compile(r"\b(?:compute|report|use|measure|adopt|evaluate)[^.;]{0,30}$")
_OF_SOME = re.compile(
    r"\b(?:each|respectively|(?:this|these|that|those|both) (?:tasks?|data ?sets?|benchmarks?|sections?"
    r"|experiments?|tables?|figures?))\b"
)
"""What is told of some scores only: "F1 for each data set", "in this section"."""
_OF_ALL_BEHIND = re.compile(
    r"[^.;]{0,30}\b(?:for|on|across|in) all (?:[\w-]+ ){0,2}(?:data ?sets|tasks|benchmarks|experiments)\b"
)


def read_declared(document: Document) -> str | None:
    """Return the one measure that a paper says all its scores are of: "all scores denote nDCG@10"."""
    found: dict[str, str] = {}
    for passage in document.passages:
        metrics = list(METRIC.finditer(passage.text)) if passage.kind in ("sentence", "caption") else []
        if len(metrics) != 1 or not is_score_metric(metrics[0].group()) or _OF_SOME.search(passage.text):
            continue
        before, behind = passage.text[: metrics[0].start()], passage.text[metrics[0].end() :]
        if _OF_ALL_BEFORE.search(before) or (_REPORTS.search(before) and _OF_ALL_BEHIND.match(behind)):
            found.setdefault(metric_head(metrics[0].group()), metrics[0].group())
    return next(iter(found.values())) if len(found) == 1 else None


def most_of(counts: Counter[str], least: int, share: float) -> str | None:
    """Return what is counted most, if so often at least and so large a share of all; None else."""
    name, times = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return name if times >= least and times >= share * counts.total() else None


def is_mean_score(metric: str) -> bool:
    """Whether a measure is but a mean of scores, which says nothing of what they measure."""
    return _MEAN_SCORE.fullmatch(metric) is not None


def _one_dataset(text: str, names: NameTable) -> str:
    """Return the one data set that a text names; "" for none or several."""
    datasets = _datasets(text, names)
    return datasets[0] if len(datasets) == 1 else ""


def _datasets(text: str, names: NameTable) -> list[str]:
    """Return the data sets that a text names, each once, as printed."""
    found = (match.group() for match in NAME.finditer(text) if _is_dataset(match.group(), names))
    return list({name.lower(): name for name in found}.values())


def _is_dataset(name: str, names: NameTable) -> bool:
    # The benchmark that the paper collects is named everywhere.
    return name_kind(name, names) == "dataset" and name.lower() != (names.own_dataset or "").lower()


def _used_metric(passage: Passage) -> str | None:
    if not _USED.search(passage.text):
        return None
    metrics = _metrics(passage.text)
    return next(iter(metrics.values())) if len(metrics) == 1 else None


def _metrics(text: str) -> dict[str, str]:
    """Return the metrics of a text by their heads; a short form in brackets behind one is the same."""
    found: dict[str, str] = {}
    end = 0
    for match in METRIC.finditer(text):
        is_verb = match.group() == "Recall" and not text[: match.start()].strip()
        if not is_verb and (text[end : match.start()] != " (" or not found):
            found.setdefault(metric_head(match.group()), match.group())
        end = match.end()
    return found
