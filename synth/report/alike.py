"""Comparisons → parts whose values may stand in one column: one kind of the metric, one unit. Pure.

"Accuracy" and "average accuracy" are not the same quantity, nor are per cent and points: what the
stage before put together by name is taken apart again before it is printed or summed up.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

from synth.report.names import as_method, as_metric
from synth.text import clean_line, fold
from synth.types import Comparison, ComparisonCell, JudgedClaim, Quantity

__all__ = ["alike_parts", "changes_in_words", "quantity_of", "relative"]

_KIND = re.compile(r"\b(?:average|averaged|mean|avg|overall|macro|micro|weighted|median|top-(?!1\b)\d+)\b")
"""Words that make another quantity of a metric; "Acc.", "accuracy" and "top-1 accuracy" are one."""
_KINDS = {"averaged": "average", "mean": "average", "avg": "average"}


def alike_parts(
    comparisons: Sequence[Comparison], claims: Mapping[str, JudgedClaim]
) -> tuple[Comparison, ...]:
    """Return the comparisons, each split by the kind of average and the unit; parts of one cell go."""
    return tuple(
        part
        for comparison in comparisons
        for part in _parts(comparison, claims)
        if len(part.cells) > 1 or len(comparison.cells) == 1
    )


def quantity_of(cell: ComparisonCell, claims: Mapping[str, JudgedClaim]) -> Quantity | None:
    """Return the quantity that a cell shows; None where its claim is not known or states another value."""
    if cell.claim_id not in claims:
        return None
    equal = [
        quantity
        for quantity in claims[cell.claim_id].claim.quantities
        if quantity.value == cell.value and quantity.unit == cell.unit
    ]
    return next((quantity for quantity in equal if quantity.method == cell.method), next(iter(equal), None))


def changes_in_words(comparison: Comparison) -> str:
    """Return what the differences of a comparison are: "increases relative to SlabNet"."""
    return f"{comparison.direction or 'difference'}s{relative(comparison) or ', baseline not named'}"


def relative(comparison: Comparison) -> str:
    """Return what the differences of a comparison are to: " relative to SlabNet"; "" where none is named."""
    baseline = as_method(comparison.baseline) or clean_line(comparison.baseline or "")
    return f" relative to {baseline}" if baseline else ""


def _parts(comparison: Comparison, claims: Mapping[str, JudgedClaim]) -> list[Comparison]:
    groups: dict[tuple[str, str], list[ComparisonCell]] = {}
    metrics: dict[tuple[str, str], str] = {}
    for cell in comparison.cells:
        quantity = quantity_of(cell, claims)
        wording = quantity.metric if quantity is not None and quantity.metric else comparison.metric
        metric = as_metric(wording) or clean_line(wording)
        kind = " ".join(sorted({_KINDS.get(word, word) for word in _KIND.findall(fold(metric))}))
        key = (kind, _unit_key(cell.unit, comparison))
        groups.setdefault(key, []).append(cell)
        metrics.setdefault(key, metric)
    if len(groups) == 1:
        return [comparison]
    return [
        dataclasses.replace(comparison, metric=metrics[key], cells=tuple(cells))
        for key, cells in groups.items()
    ]


def _unit_key(unit: str | None, comparison: Comparison) -> str:
    # Scores are printed with and without their per cent sign; a gain of 2 may be either, and stays alone.
    return "" if comparison.role == "level" and unit == "%" else unit or ""
