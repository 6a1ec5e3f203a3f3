"""Comparisons → tables that fit a page: a row per method and setting, a column per paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from synth.report.citing import Names
from synth.report.links import Pointer
from synth.report.phrases import LABEL_MARKS, shorten, with_unit
from synth.text import clean_line, fold
from synth.types import Comparison, ComparisonCell, Label

__all__ = ["CellValue", "ComparisonRow", "ComparisonView", "build_comparisons"]

COLUMNS = 6
"""Papers side by side at most; a table of more is printed in parts."""

_ROLE_WORDS = {
    "level": "reported values",
    "difference": "reported differences",
    "ratio": "reported ratios",
    "count": "reported counts",
    "p_value": "reported p-values",
    "setting": "reported settings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellValue:
    """One value in a cell, with the way to its evidence."""

    shown: str
    mark: str
    """The verdict's sign where it is not "supported"; "" where it is."""
    is_own: bool
    claim: Pointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """A method under one setting; a cell per column, empty where that paper gives no value."""

    method: str
    condition: str
    cells: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """A table, or a part of one that is too wide."""

    title: str
    caption: str
    papers: tuple[Pointer, ...]
    names: tuple[str, ...]
    """What each paper is called: "Brook and Li (2025)"."""
    rows: tuple[ComparisonRow, ...]


def build_comparisons(
    comparisons: Sequence[Comparison],
    paper: Callable[[str], Pointer | None],
    claim: Callable[[str], Pointer | None],
    labels: Mapping[str, Label],
    names: Names,
) -> tuple[ComparisonView, ...]:
    """Return the tables, those of most papers first; ties keep the order of the comparisons."""
    ordered = sorted(comparisons, key=lambda c: -len({cell.paper_id for cell in c.cells}))
    return tuple(part for c in ordered for part in _parts(c, paper, claim, labels, names))


def _parts(
    comparison: Comparison,
    paper: Callable[[str], Pointer | None],
    claim: Callable[[str], Pointer | None],
    labels: Mapping[str, Label],
    names: Names,
) -> list[ComparisonView]:
    known = {cell.paper_id: pointer for cell in comparison.cells if (pointer := paper(cell.paper_id))}
    ids = sorted(known, key=lambda id: int(known[id].text))
    unit = _common_unit(comparison)
    title = f"{shorten(comparison.dataset)}, {shorten(comparison.metric)}{f' ({unit})' if unit else ''}"
    # Parts of even width: eight papers stand as four and four.
    width = -(-len(ids) // -(-len(ids) // COLUMNS)) if ids else 1
    parts = [ids[i : i + width] for i in range(0, len(ids), width)]
    views = []
    for number, part in enumerate(parts, start=1):
        cells = [cell for cell in comparison.cells if cell.paper_id in part]
        rows = _rows(cells, part, unit, claim, labels)
        suffix = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        views.append(
            ComparisonView(
                title=title,
                caption=f"{_ROLE_WORDS[comparison.role]}{suffix}",
                papers=tuple(known[id] for id in part),
                names=tuple(names[id].text if id in names else "" for id in part),
                rows=rows,
            )
        )
    return views


def _common_unit(comparison: Comparison) -> str:
    units = {cell.unit for cell in comparison.cells}
    unit = units.pop() if len(units) == 1 else None
    return shorten(unit or "", 40)


def _rows(
    cells: Sequence[ComparisonCell],
    papers: Sequence[str],
    unit: str,
    claim: Callable[[str], Pointer | None],
    labels: Mapping[str, Label],
) -> tuple[ComparisonRow, ...]:
    groups: dict[tuple[str, str], list[ComparisonCell]] = {}
    for cell in cells:
        groups.setdefault((fold(cell.method), fold(cell.condition or "")), []).append(cell)
    return tuple(
        ComparisonRow(
            method=shorten(group[0].method),
            condition=shorten(group[0].condition or ""),
            cells=tuple(_column(group, paper, unit, claim, labels) for paper in papers),
        )
        # What holds without a condition stands first, then condition by condition.
        for (_, _), group in sorted(groups.items(), key=lambda item: (item[0][1] != "", item[0][1]))
    )


def _column(
    group: Sequence[ComparisonCell],
    paper: str,
    unit: str,
    claim: Callable[[str], Pointer | None],
    labels: Mapping[str, Label],
) -> tuple[CellValue, ...]:
    # A paper that repeats a value in several places is shown once, by its first claim.
    first: dict[tuple[str, str | None], ComparisonCell] = {}
    for cell in group:
        if cell.paper_id == paper:
            first.setdefault((cell.value, cell.unit), cell)
    return tuple(
        CellValue(
            shown=clean_line(cell.value) if unit else with_unit(clean_line(cell.value), cell.unit),
            mark=""
            if labels.get(cell.claim_id) == "supported"
            else LABEL_MARKS[labels.get(cell.claim_id, "unjudged")],
            is_own=cell.is_own,
            claim=claim(cell.claim_id),
        )
        for cell in first.values()
    )
