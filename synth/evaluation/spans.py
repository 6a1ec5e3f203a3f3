"""Spans of quantities against annotated ones: strict and soft F1.

Strict counts a span whose both ends agree; soft an overlap of at least one character, each span used
once. MeasEval annotates an enumeration or a from-to pair as one span (Harper et al. 2021, §3), so ours are
joined before they are scored; nothing else of the reading is changed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence

import numpy as np

from synth.evaluation.metrics import Array, bootstrap
from synth.evaluation.outcomes import Figure
from synth.evaluation.rows import Row
from synth.ports import Board
from synth.types import Quantity

__all__ = ["f1_figures", "joined_spans", "measure_spans", "overlaps"]

Span = tuple[int, int]
"""Half-open character offsets."""

_LIST = re.compile(r"[ ]?(?:,|;|/|,?[ ]?(?:and|or|to|vs\.?|versus|&))[ ]?(?:and[ ]|or[ ])?")


def measure_spans(rows: Sequence[Row], board: Board, *, seed: int) -> tuple[dict[str, Figure], list[float]]:
    """Return strict and soft precision, recall and F1 over all texts, and the seconds of each text."""
    from synth.claims import read_quantities

    counts, seconds = [], []
    with board.stage("Reading quantities", len(rows)) as progress:
        for number, row in enumerate(rows, start=1):
            began = time.perf_counter()
            quantities = read_quantities(row["text"])
            seconds.append(time.perf_counter() - began)
            ours = joined_spans(row["text"], quantities)
            gold = sorted((q["start"], q["end"]) for q in row["quantities"])
            counts.append((len(set(ours) & set(gold)), overlaps(ours, gold), len(ours), len(gold)))
            progress(number, len(rows))
    figures = bootstrap(
        np.array(counts, dtype=float), [str(row["id"]) for row in rows], _strict_and_soft, seed=seed
    )
    return figures, seconds


def joined_spans(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """Return the quantities' spans, those of one enumeration with one unit as one span."""
    spans: list[Span] = []
    last: Quantity | None = None
    for quantity in quantities:
        gap = text[spans[-1][1] : quantity.start] if spans else "-"
        if last is not None and _LIST.fullmatch(gap) and last.unit == quantity.unit:
            spans[-1] = (spans[-1][0], quantity.end)
        else:
            spans.append((quantity.start, quantity.end))
        last = quantity
    return spans


def overlaps(ours: Sequence[Span], gold: Sequence[Span]) -> int:
    """Count our spans that share a character with an annotated one, each annotated one used once."""
    used: set[int] = set()
    for start, end in ours:
        for place, (gold_start, gold_end) in enumerate(gold):
            if place not in used and start < gold_end and gold_start < end:
                used.add(place)
                break
    return len(used)


def f1_figures(right: Array, ours: Array, gold: Array, name: str) -> Mapping[str, Array]:
    """Return micro-averaged precision, recall and F1 from counts; NaN where there is nothing to count."""
    return {
        f"{name}_precision": np.asarray(right / ours),
        f"{name}_recall": np.asarray(right / gold),
        f"{name}_f1": np.asarray(2 * right / (ours + gold)),
    }


def _strict_and_soft(counts_4: Array) -> Mapping[str, Array]:
    exact, soft, ours, gold = np.moveaxis(counts_4, -1, 0)
    return {**f1_figures(exact, ours, gold, "strict"), **f1_figures(soft, ours, gold, "soft")}
