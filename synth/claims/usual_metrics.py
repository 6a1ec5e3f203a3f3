"""The measure that a paper uses for each data set, where a table does not say it.

Papers describe their data sets one after another and end each description with "F1 is used as the metric";
the data set is then the one that the section is headed by, or the last one that was named.
"""

from __future__ import annotations

import re

from synth.claims.lexicon import METRIC, metric_head
from synth.claims.names import NAME, NameTable, name_kind
from synth.types import Document, Passage

__all__ = ["read_table_metrics", "read_usual_metrics"]

_USED = re.compile(
    r"\b(?:is|are|was|were)\s(?:used|adopted|reported|computed|employed|chosen)\s(?:as|for|in)\b"
    r"|\b(?:evaluat|measur|scor|assess)\w+\s(?:\w+\s){0,3}(?:by|with|using|in terms of|via)\b"
    r"|\b(?:[Mm]etrics?|measures?)\s(?:\w+\s){0,3}(?:is|are)\b"
    r"|\b[Ww]e (?:report|use|measure|adopt|compute|evaluate)\b"
)
"""Ways to say by what something is measured."""
_TABLE = re.compile(r"\b(?:Tables?|Tab\.)\s?(?P<number>\d{1,2})\b")
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
        # "We report exact match on A, B and C" holds for each.
        for one in _datasets(passage.text, names) or ([dataset] if dataset else []) if metric else []:
            found.setdefault(one.lower(), {}).setdefault(metric_head(metric or ""), metric or "")
    told = {name: next(iter(heads.values())) for name, heads in found.items() if len(heads) == 1}
    return {**told, **dict(names.metrics)}


def read_table_metrics(document: Document) -> dict[str, str]:
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
