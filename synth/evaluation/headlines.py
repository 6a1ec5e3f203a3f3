"""Headline numbers of papers, listed by hand, against what is extracted of those papers.

A number is found when a claim states its value on its page; it is bound when such a claim also names the
listed measure, data set and method, each in any of the listed ways. What a row leaves null is not asked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

import numpy as np

from synth.adapters import Adapters
from synth.evaluation.alike import is_alike, same_dataset, same_metric
from synth.evaluation.metrics import Array, bootstrap
from synth.evaluation.outcomes import Figure
from synth.evaluation.rows import Row
from synth.evaluation.verification import find_paper_file
from synth.ports import Board
from synth.tasks import extract_source
from synth.types import Claim, Quantity

__all__ = ["measure_headlines", "score_headline"]

_SLOTS: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("metric", same_metric),
    ("dataset", same_dataset),
    ("method", is_alike),
)


def measure_headlines(
    rows: Sequence[Row], corpus: Path | None, adapters: Adapters, board: Board, *, seed: int
) -> tuple[dict[str, Figure], list[float]]:
    """Return the shares that are found and bound, and that have each slot right, and the seconds a paper."""
    papers: dict[str, tuple[Claim, ...]] = {}
    counts, seconds = [], []
    with board.stage("Extracting headlines", len(rows)) as progress:
        for number, row in enumerate(rows, start=1):
            if row["source"] not in papers:
                began = time.perf_counter()
                papers[row["source"]] = extract_source(find_paper_file(row["source"], corpus), adapters)[1]
                seconds.append(time.perf_counter() - began)
            counts.append([*score_headline(row, papers[row["source"]]), True])
            progress(number, len(rows))
    return bootstrap(
        np.array(counts, dtype=float), [row["source"] for row in rows], _shares, seed=seed
    ), seconds


def score_headline(row: Row, claims: Sequence[Claim]) -> list[bool]:
    """Return whether a number is found, has each slot right in some claim, and has all right in one claim."""
    stating = [
        q for claim in claims if claim.page == row["page"] for q in claim.quantities if _states(q, row)
    ]
    right = [[_fits(quantity, row, slot, alike) for slot, alike in _SLOTS] for quantity in stating]
    return [bool(stating), *(any(one[n] for one in right) for n in range(len(_SLOTS))), any(map(all, right))]


def _states(quantity: Quantity, row: Row) -> bool:
    """Whether a quantity has a row's value, or a range at one end; a drop of "-1.29" is listed as 1.29."""
    try:
        wanted = Decimal(row["value"])
        ends = (quantity.low, quantity.high) if quantity.value is None else (quantity.value,)
        return any(Decimal(end) in (wanted, -abs(wanted)) for end in ends if end is not None)
    except InvalidOperation:
        return False


def _fits(quantity: Quantity, row: Row, slot: str, alike: Callable[[str, str], bool]) -> bool:
    if row.get(slot) is None:
        return True
    named = [getattr(quantity, slot)]
    if slot == "dataset":
        named.append(quantity.condition)  # a language is either
    return any(alike(name, usual) for name in named if name for usual in row[slot].split("|"))


def _shares(sums_6: Array) -> Mapping[str, Array]:
    *right, total = np.moveaxis(sums_6, -1, 0)
    return {
        name: count / total
        for name, count in zip(("found", *(s for s, _ in _SLOTS), "bound"), right, strict=True)
    }
