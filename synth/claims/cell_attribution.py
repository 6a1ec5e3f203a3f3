"""Metric, data set and method of a cell's number whose headers leave them open: its table's, the paper's."""

from __future__ import annotations

import re
from dataclasses import replace

from synth.claims.benchmarks import is_same_name, letters
from synth.claims.paper_usage import TableUse, Usage, is_score
from synth.text import has_word
from synth.types import Quantity

__all__ = ["fill_cell"]

_HIGHEST = 100.0
"""The highest score of a measure that nothing names."""
_NUMBER = re.compile(r"\d{1,2}$|[IVX]{1,4}$")
_OURS_HEADED = re.compile(r"\W{0,2}[Oo]urs?(?: (?:method|approach|model|system))?\W{0,2}")


def fill_cell(quantity: Quantity, usage: Usage) -> Quantity:
    """Fill what the headers of a cell leave open from its table and the paper."""
    table = _table_of(quantity, usage)
    dataset = quantity.dataset or (table.dataset if is_score(quantity) else None)
    if dataset is None and is_score(quantity) and (quantity.condition is None or not table.has_datasets):
        dataset = usage.dataset
    metric = quantity.metric
    if metric is None and _is_plain(quantity):
        coined = next((level for level in _levels(quantity) if letters(level) in usage.coined), None)
        usual = _heading(quantity) if table.has_metrics else table.metric or usage.metric
        metric = coined or usual or usage.metric_on(dataset)
        if not table.has_metrics:
            metric = coined or usage.metric_on(dataset) or usual
    method = quantity.method or _ours(quantity, usage)
    if method is None:
        method = _carrier(quantity) if table.has_methods else table.method or usage.protagonist
    return replace(quantity, metric=metric, dataset=dataset, method=method)


def _ours(quantity: Quantity, usage: Usage) -> str | None:
    """Return the paper's own method, or the header itself, where the headers of a cell say "Ours"."""
    ours = next((level for level in _levels(quantity) if _OURS_HEADED.fullmatch(level)), None)
    return ours and (usage.protagonist or ours)


def _table_of(quantity: Quantity, usage: Usage) -> TableUse:
    label = quantity.cell.label if quantity.cell is not None else None
    number = _NUMBER.search(label or "")
    return usage.tables.get(number.group(), TableUse()) if number is not None else TableUse()


def _levels(quantity: Quantity) -> list[str]:
    """Return the levels of the headers of a cell, the row's first."""
    cell = quantity.cell
    return f"{cell.row} / {cell.column}".split(" / ") if cell is not None else []


def _heading(quantity: Quantity) -> str | None:
    """Return what stands over several columns where other columns name their measures: "TEDs / simple"."""
    levels = quantity.cell.column.split(" / ") if quantity.cell is not None else []
    is_new = len(levels) > 1 and not is_same_name(levels[0], quantity.dataset)
    return levels[0] if is_new and levels[0] in (quantity.condition or "").split(", ") else None


def _carrier(quantity: Quantity) -> str | None:
    """Return the name of a cell's row where it is told as a condition, but rows beside it are methods."""
    cell, told = quantity.cell, quantity.condition or ""
    name = cell.row.split(" / ")[-1] if cell is not None else ""
    is_name = has_word(name) and not is_same_name(name, quantity.dataset)
    return name if is_name and any(part.endswith(f" {name}") for part in told.split(", ")) else None


def _is_plain(quantity: Quantity) -> bool:
    """Whether a cell's number has no unit, and no size, that a score hasn't."""
    try:
        return quantity.unit in (None, "%", "points") and abs(float(quantity.value or "nan")) <= _HIGHEST
    except ValueError:
        return False
