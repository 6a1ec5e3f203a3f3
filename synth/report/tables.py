"""Comparisons → tables that fit a page: a row per method and setting, a column per paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from synth.report.citing import Names
from synth.report.links import Pointer
from synth.report.phrases import LABEL_MARKS, shorten, with_unit
from synth.text import clean_line, fold
from synth.types import Comparison, ComparisonCell, Label, NameMerge

__all__ = ["Around", "CellValue", "ComparisonRow", "ComparisonView", "build_comparisons"]

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
    origin: str = ""
    """For a quoted value, whose it is: a paper's name or a citation; "" where untold."""
    is_missed: bool = False
    """Whether its origin is a paper of the report that prints other values only."""
    change: str = ""
    """What became of it since the earlier state: "was 72.6"."""


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
    names_merged: tuple[str, ...] = ()
    """What the papers call the methods where that is more than another spelling, a method each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rest of the report knows of the papers and claims of a table."""

    paper: Callable[[str], Pointer | None]
    claim: Callable[[str], Pointer | None]
    labels: Mapping[str, Label]
    names: Names
    change: Callable[[ComparisonCell], str]
    """What became of a value since an earlier state."""


def build_comparisons(comparisons: Sequence[Comparison], around: Around) -> tuple[ComparisonView, ...]:
    """Return the tables, those of most papers first; ties keep the order of the comparisons."""
    ordered = sorted(comparisons, key=lambda c: -len({cell.paper_id for cell in c.cells}))
    return tuple(part for c in ordered for part in _parts(c, around))


def _parts(comparison: Comparison, around: Around) -> list[ComparisonView]:
    names = around.names
    known = {cell.paper_id: pointer for cell in comparison.cells if (pointer := around.paper(cell.paper_id))}
    ids = sorted(known, key=lambda id: int(known[id].text))
    unit = _common_unit(comparison)
    title = f"{shorten(comparison.dataset)}, {shorten(comparison.metric)}{f' ({unit})' if unit else ''}"
    # Parts of even width: eight papers stand as four and four.
    width = -(-len(ids) // -(-len(ids) // COLUMNS)) if ids else 1
    parts = [ids[i : i + width] for i in range(0, len(ids), width)]
    views = []
    for number, part in enumerate(parts, start=1):
        cells = [cell for cell in comparison.cells if cell.paper_id in part]
        rows = _rows(cells, part, unit, around)
        suffix = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        views.append(
            ComparisonView(
                title=title,
                caption=f"{_ROLE_WORDS[comparison.role]}{suffix}",
                papers=tuple(known[id] for id in part),
                names=tuple(names[id].text if id in names else "" for id in part),
                rows=rows,
                names_merged=_merged(cells, names),
            )
        )
    return views


_STEPS = {
    "abbreviation": "short form, see",
    "definition": "defined on",
    "citation": "cited so on",
    "same_values": "same row of numbers in",
}


def _merged(cells: Sequence[ComparisonCell], names: Names) -> tuple[str, ...]:
    """Say for each method under which other names it is printed, and what says that they are one."""
    found: dict[str, dict[str, None]] = {}
    for cell in cells:
        steps = [
            f"{_STEPS[merge.kind]}{_where(merge, cell, names)}"
            for merge in cell.merges
            if merge.kind in _STEPS
        ]
        if steps:
            told = f"“{shorten(cell.method)}” in {_called(cell.paper_id, names)} ({', '.join(steps)})"
            found.setdefault(cell.name or cell.method, {})[told] = None
    return tuple(f"{shorten(name)}: {'; '.join(told)}" for name, told in found.items())


def _where(merge: NameMerge, cell: ComparisonCell, names: Names) -> str:
    place = merge.evidence
    if place is None:
        return ""
    page = f"p. {place.page}" if place.page is not None else "the text"
    is_elsewhere = place.paper_id != cell.paper_id
    return f" {_called(place.paper_id or '', names)}, {page}" if is_elsewhere else f" {page}"


def _called(paper_id: str, names: Names) -> str:
    return names[paper_id].text if paper_id in names else paper_id


def _common_unit(comparison: Comparison) -> str:
    units = {cell.unit for cell in comparison.cells}
    unit = units.pop() if len(units) == 1 else None
    return shorten(unit or "", 40)


def _rows(
    cells: Sequence[ComparisonCell],
    papers: Sequence[str],
    unit: str,
    around: Around,
) -> tuple[ComparisonRow, ...]:
    groups: dict[tuple[str, str], list[ComparisonCell]] = {}
    for cell in cells:
        name = fold(cell.name or cell.method)
        groups.setdefault((name, fold(_setting(cell))), []).append(cell)
    return tuple(
        ComparisonRow(
            method=shorten(group[0].name or group[0].method),
            condition=shorten(_setting(group[0])),
            cells=tuple(_column(group, paper, unit, around) for paper in papers),
        )
        # What holds without a condition stands first, then condition by condition.
        for (_, _), group in sorted(groups.items(), key=lambda item: (item[0][1] != "", item[0][1]))
    )


def _setting(cell: ComparisonCell) -> str:
    """Return the condition, and what else tells several values of a method in one paper apart."""
    return ", ".join(part for part in (cell.condition, *cell.details) if part)


def _column(
    group: Sequence[ComparisonCell],
    paper: str,
    unit: str,
    around: Around,
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
            if around.labels.get(cell.claim_id) == "supported"
            else LABEL_MARKS[around.labels.get(cell.claim_id, "unjudged")],
            is_own=cell.is_own,
            claim=around.claim(cell.claim_id),
            origin=shorten(_called(cell.origin or "", around.names)),
            is_missed=cell.origin_has_it is False,
            change=around.change(cell),
        )
        for cell in first.values()
    )
