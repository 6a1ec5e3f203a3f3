"""What the field's names, the caption and the company of other headers tell of a table's headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from synth.claims.benchmarks import benchmark_of, find_benchmarks
from synth.claims.captions import first_sentence
from synth.claims.headers import Header, HeaderReader, share
from synth.claims.measures import measure_name
from synth.claims.names import EMPTY, EMPTY_WORDS, NameTable, name_kind

__all__ = ["listed_datasets", "tell_axes", "tell_caption"]

_SCORE = re.compile(
    r"(?:[\w.-]+ ){1,3}(?:scores?|rates?|ratings?|loss|index)(?: \W?\w)?|frequency|percentage|proportion",
    re.IGNORECASE,
)
_ITEM = r"[A-Z\d][\w+-]*[A-Z\d][\w+-]*"
_ON = re.compile(rf"\b[oO]n (?:the )?(?P<items>{_ITEM}(?:(?:, (?:and )?| and ){_ITEM})*)(?![\w-])")
_MOSTLY = 0.6
"""Share of an axis' headers that must name data sets for the axis to be one of data sets."""


def _known(axis: Sequence[Header], listed: Sequence[str]) -> tuple[Header, ...]:
    """Tell measures and data sets of an axis that only the field's names, or a list in the caption, tell."""
    found = [_named_by_field(header, str, listed) for header in axis]
    if any(header.metric for header in found):
        # Beside measures "map" is one; elsewhere it is a map.
        found = [_named_by_field(header, str.upper, listed) for header in found]
    return tuple(found)


def tell_axes(
    rows: Sequence[Header], columns: Sequence[Header], listed: Sequence[str]
) -> tuple[tuple[Header, ...], tuple[Header, ...]]:
    """Return a table's headers with what the field's names and the `listed` data sets of the caption tell.

    Where one axis is of data sets, a name on the other that reads as one is a method's.
    """
    return _told_apart(_known(rows, listed), _known(columns, listed))


def _told_apart(
    rows: tuple[Header, ...], columns: tuple[Header, ...]
) -> tuple[tuple[Header, ...], tuple[Header, ...]]:
    share_of = [share([header.dataset is not None for header in axis]) for axis in (rows, columns[1:])]
    if min(share_of) >= _MOSTLY or max(share_of) < _MOSTLY:
        return rows, columns
    if share_of[0] > share_of[1]:
        return rows, tuple(_as_method(header) for header in columns)
    return tuple(_as_method(header) for header in rows), columns


def _as_method(header: Header) -> Header:
    if header.dataset is None or header.rest:
        return header
    return replace(header, dataset=None, rest=(header.dataset,))


def _named_by_field(header: Header, spell: Callable[[str], str], listed: Sequence[str]) -> Header:
    for level in header.rest:
        rest = tuple(other for other in header.rest if other != level)
        is_score = _SCORE.fullmatch(level) is not None and not _reads_as_method(level)
        is_measure = measure_name(spell(level)) is not None or is_score
        if header.metric is None and len(level) > 1 and is_measure:
            header = replace(header, metric=level, rest=rest)
        elif header.dataset is None and (level in listed or benchmark_of(level) is not None):
            header = replace(header, dataset=level, rest=rest)
    return header


def _reads_as_method(level: str) -> bool:
    """Whether a level has a word that is a method's in the whole field: "GPT Score" is what GPT gives."""
    return any(name_kind(word, EMPTY) == "method" for word in level.split())


def listed_datasets(caption: str, names: NameTable) -> tuple[str, ...]:
    """Return what a caption's first sentence lists, "on A, B and C", less methods and measures."""
    first = first_sentence(caption)
    lists = (match["items"] for match in _ON.finditer(first))
    found = (item for items in lists for item in re.split(r",?\s+and\s+|,\s*", items))
    return tuple(
        dict.fromkeys(
            name
            for name in (item.strip() for item in found)
            if name.lower() not in EMPTY_WORDS
            and name_kind(name, names) != "method"
            and measure_name(name) is None
        )
    )


def tell_caption(caption: str, reader: HeaderReader, whole: Header, listed: Sequence[str]) -> Header:
    """Return what a caption tells of its table, its first sentence where all of it tells too much."""
    first = first_sentence(caption)
    opening = reader.read_caption(first)
    named = {found.name for _, found in find_benchmarks(first)} or {
        found.name for _, found in find_benchmarks(caption)
    }
    told = whole.dataset or opening.dataset or (named.pop() if len(named) == 1 else None)
    if len(listed) == 1:
        told = told or listed[0]
    return replace(
        whole,
        dataset=told if len(listed) < 2 else None,
        metric=whole.metric or opening.metric,
    )
