"""The measure that a paper uses for each data set, where a table does not say it.

Papers describe their data sets one after another and end each description with "F1 is used as the metric";
the data set is then the one that the section is headed by, or the last one that was named.
"""

from __future__ import annotations

import re

from synth.claims.lexicon import METRIC, metric_head
from synth.claims.names import NAME, NameTable, name_kind
from synth.types import Document, Passage

__all__ = ["read_usual_metrics"]

_USED = re.compile(
    r"\b(?:is|are|was|were)\s(?:used|adopted|reported|computed|employed|chosen)\s(?:as|for|in)\b"
    r"|\b(?:evaluat|measur|scor|assess)\w+\s(?:\w+\s){0,3}(?:by|with|using|in terms of|via)\b"
    r"|\b(?:[Mm]etrics?|measures?)\s(?:\w+\s){0,3}(?:is|are)\b"
    r"|\b[Ww]e (?:report|use|measure|adopt|compute|evaluate)\b"
)
"""Ways to say by what something is measured."""
_REACH = 6
"""Sentences within which a data set stays the one that is spoken of."""


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
        if dataset and metric:
            found.setdefault(dataset.lower(), {}).setdefault(metric_head(metric), metric)
    told = {name: next(iter(heads.values())) for name, heads in found.items() if len(heads) == 1}
    return {**told, **dict(names.metrics)}


def _one_dataset(text: str, names: NameTable) -> str:
    """Return the one data set that a text names; "" for none or several."""
    datasets = {m.group().lower(): m.group() for m in NAME.finditer(text) if _is_dataset(m.group(), names)}
    return next(iter(datasets.values())) if len(datasets) == 1 else ""


def _is_dataset(name: str, names: NameTable) -> bool:
    # The benchmark that the paper collects is named everywhere.
    return name_kind(name, names) == "dataset" and name.lower() != (names.own_dataset or "").lower()


def _used_metric(passage: Passage) -> str | None:
    if not _USED.search(passage.text):
        return None
    metrics = {metric_head(m.group()): m.group() for m in METRIC.finditer(passage.text)}
    metrics.pop("acc", None)  # the short form in "accuracy (ACC)"
    return next(iter(metrics.values())) if len(metrics) == 1 else None
