"""Columns of which each cell has two numbers, "64.5 / 49.4": told apart where the table says what they are.

What they are stands in the header ("F1 / EM", "WX-m/mm") or, for all columns, in the caption: "(F1 / EM)",
"we report F1 and EM", "left … , right …".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from synth.types import PlacedTable

__all__ = ["part_pairs"]

LEAST = 0.5
"""Share of a column's filled cells that must be pairs."""

_NUMBER = r"(?:[-−–+]?\d+(?:\.\d+)?%?|[-−–]|n/a)"
_PAIR = re.compile(rf"\s*(?P<one>{_NUMBER})\s?[/|]\s?(?P<other>{_NUMBER})\s*")
_METRIC = (
    r"(?:F1|EM|MAP|MRR|AUC|BLEU|chrF|ROUGE(?:-\w+)?|R-?\d|P-?\d|[PRH](?:its?)?@\d+|nDCG(?:@\d+)?|top-\d+"
    r"|precision|recall|accuracy|acc\.?|exact match|dev(?:elopment)?|valid(?:ation)?|test|mean|median)"
)
_METRICS_IN_HEADER = re.compile(
    rf"(?P<stem>(?:.*[\s(])?)(?P<one>{_METRIC})\s?/\s?(?P<other>{_METRIC})\)?", re.IGNORECASE
)
_IN_HEADER = re.compile(
    r"(?P<stem>(?:[^/|]*[\s(-])?)(?P<one>[^\W_][\w@.]*)\s?[/|]\s?(?P<other>[^\W_][\w@.-]*)\)?\s*"
)
_IN_CAPTION = re.compile(
    rf"\b(?P<one>{_METRIC})(?: scores?)?(?: \([^()]*\))?\s?(?:/|\||,? and)\s?(?P<other>{_METRIC})(?!\w)",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"\bleft\b(?P<one>[^.;]{3,80}?)[,;.]?\s(?:and |the )?\bright\b(?P<other>[^.;]{3,80})", re.IGNORECASE
)


def part_pairs(placed: PlacedTable) -> PlacedTable:
    """Return a table with a column of its own for each of two numbers that stand in one cell.

    A table without such cells, or that does not say what the two are, is returned as it is.
    """
    columns, rows = placed.table.columns, placed.table.rows
    parted = {
        column: parts
        for column, header in enumerate(columns)
        if _are_pairs([row[column] for row in rows]) and (parts := _parts_of(header, placed.table.caption))
    }
    if not parted:
        return placed
    headers = [parted.get(column, (text,)) for column, text in enumerate(columns)]
    cells = [[_halves(text) if c in parted else ((0, text),) for c, text in enumerate(row)] for row in rows]
    firsts = [sum(map(len, headers[:column])) for column in range(len(headers))]
    return replace(
        placed,
        table=replace(
            placed.table,
            columns=tuple(chain.from_iterable(headers)),
            rows=tuple(tuple(text for halves in row for _, text in halves) for row in cells),
        ),
        spans=tuple(
            tuple(_within(span, half) for span, halves in zip(spans, row, strict=True) for half in halves)
            for spans, row in zip(placed.spans, cells, strict=True)
        ),
        boxes=tuple(
            tuple(box for box, halves in zip(boxes, row, strict=True) for _ in halves)
            for boxes, row in zip(placed.boxes, cells, strict=True)
        )
        if placed.boxes
        else (),
        best=tuple((row, firsts[column]) for row, column in placed.best if column not in parted),
    )


def _are_pairs(cells: Sequence[str]) -> bool:
    filled = [text for text in cells if any(c.isdigit() for c in text)]
    n_pairs = sum(_PAIR.fullmatch(text) is not None for text in filled)
    return n_pairs > 0 and n_pairs >= LEAST * len(filled)


def _halves(text: str) -> tuple[tuple[int, str], tuple[int, str]]:
    """Return the two numbers of a cell, each with its offset; one that stands alone is the first."""
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return (0, text), (len(text), "")
    return (pair.start("one"), pair["one"]), (pair.start("other"), pair["other"])


def _within(span: tuple[int, int] | None, half: tuple[int, str]) -> tuple[int, int] | None:
    """Return where a number stands of which the cell does."""
    offset, text = half
    return (span[0] + offset, span[0] + offset + len(text)) if span is not None and text else None


def _parts_of(header: str, caption: str) -> tuple[str, str] | None:
    """Return the headers of the two numbers; None where nothing tells them."""
    if told := _METRICS_IN_HEADER.fullmatch(header):
        return told["stem"] + told["one"], told["stem"] + told["other"]
    above, _, last = header.rpartition(" / ")
    if told := _IN_HEADER.fullmatch(last):
        stem = told["stem"].removesuffix("(")
        return _under(above, stem + told["one"]), _under(above, stem + told["other"])
    told = _IN_CAPTION.search(caption) or _SIDES.search(caption)
    return (_under(header, told["one"].strip()), _under(header, told["other"].strip())) if told else None


def _under(above: str, part: str) -> str:
    return f"{above} / {part}" if above else part
