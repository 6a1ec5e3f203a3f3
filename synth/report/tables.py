"""Comparisons → tables that fit a page: a row per method and setting, a column per paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from synth.report.alike import changes_in_words, quantity_of
from synth.report.asked import is_asked
from synth.report.citing import Names
from synth.report.links import Pointer
from synth.report.phrases import LABEL_MARKS, setting, shorten, with_unit
from synth.report.table_records import CellValue, ComparisonRow, ComparisonView, Further, TableSection
from synth.report.table_rows import Row, folded_rows, is_quoted, method_of, numbers_of
from synth.text import clean_line, fold
from synth.types import Better, Comparison, ComparisonCell, Conflict, JudgedClaim, NameMerge

__all__ = ["Around", "build_comparisons", "conflict_anchors"]

COLUMNS = 6
"""Papers side by side at most; a table of more is printed in parts."""

_ROLE_WORDS = {
    "level": "reported values",
    "ratio": "reported ratios",
    "count": "reported counts",
    "p_value": "reported p-values",
    "setting": "reported settings",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rest of the report knows of the papers and claims of a table."""

    paper: Callable[[str], Pointer | None]
    claim: Callable[[str], Pointer | None]
    page: Callable[[str | None, int | None], str | None]
    """Address of a page of a paper."""
    claims: Mapping[str, JudgedClaim]
    names: Names
    conflicts: Mapping[tuple[str, str], str]
    """Anchor of the conflict that a claim's value is part of."""
    change: Callable[[ComparisonCell], str]
    """What became of a value since an earlier state."""
    asked: Sequence[str] = ()
    """The data sets that the question names."""


def conflict_anchors(conflicts: Sequence[Conflict]) -> dict[tuple[str, str], str]:
    """Return for each claim and value the anchor of the first conflict that it is part of."""
    anchors: dict[tuple[str, str], str] = {}
    for number, conflict in enumerate(conflicts, start=1):
        for id, value in zip(conflict.claim_ids, conflict.values, strict=True):
            anchors.setdefault((id, value), f"conflict-{number}")
    return anchors


def build_comparisons(comparisons: Sequence[Comparison], around: Around) -> tuple[ComparisonView, ...]:
    """Return the tables: on data sets that the question names first, then of most papers first.

    Ties keep the order of the comparisons.
    """
    ordered = sorted(
        comparisons,
        key=lambda c: (not is_asked(c.dataset, around.asked), -len({cell.paper_id for cell in c.cells})),
    )
    return tuple(part for c in ordered for part in _parts(c, around))


def _parts(comparison: Comparison, around: Around) -> list[ComparisonView]:
    names = around.names
    known = {cell.paper_id: pointer for cell in comparison.cells if (pointer := around.paper(cell.paper_id))}
    ids = sorted(known, key=lambda id: int(known[id].text))
    unit = _common_unit(comparison)
    title = f"{shorten(comparison.dataset)}, {shorten(comparison.metric)}{f' ({unit})' if unit else ''}"
    shown, folded = folded_rows(
        [cell for cell in comparison.cells if cell.paper_id in known],
        _better(comparison, around),
        lambda cell: bool(around.change(cell)) or (cell.claim_id, cell.value) in around.conflicts,
    )
    # Parts of even width: eight papers stand as four and four.
    width = -(-len(ids) // -(-len(ids) // COLUMNS)) if ids else 1
    parts = [ids[i : i + width] for i in range(0, len(ids), width)]
    views = []
    for number, part in enumerate(parts, start=1):
        cells = [cell for cell in comparison.cells if cell.paper_id in part]
        suffix = f", part {number} of {len(parts)}" if len(parts) > 1 else ""
        views.append(
            ComparisonView(
                title=title,
                caption=f"{_caption(comparison)}{suffix}",
                papers=tuple(known[id] for id in part),
                names=tuple(names[id].text if id in names else "" for id in part),
                sections=_sections(_within(shown, part), part, unit, around),
                further=_further(_within(folded, part), unit, around),
                names_merged=_merged(cells, names),
            )
        )
    return views


def _caption(comparison: Comparison) -> str:
    """Say what the values are; for changes also to what and in which setting, by which tables differ."""
    if comparison.role != "difference":
        return _ROLE_WORDS[comparison.role]
    settings = list(dict.fromkeys(cell.condition or "" for cell in comparison.cells))
    told = setting(shorten(settings[0])) if len(settings) == 1 else ""
    return f"reported {changes_in_words(comparison)}{told}"


def _within(rows: Sequence[Row], papers: Sequence[str]) -> list[Row]:
    """Return what the rows have of some papers; rows that have nothing of them go."""
    parts = [tuple(cell for cell in row if cell.paper_id in papers) for row in rows]
    return [part for part in parts if part]


def _better(comparison: Comparison, around: Around) -> Better | None:
    told = Counter(
        quantity.better
        for cell in comparison.cells
        if (quantity := quantity_of(cell, around.claims)) is not None and quantity.better is not None
    )
    return next(iter(told)) if len(told) == 1 else None


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


# --------------------------------------------------------------------------- rows


def _sections(
    rows: Sequence[Row], papers: Sequence[str], unit: str, around: Around
) -> tuple[TableSection, ...]:
    """Group rows that follow one another under one condition, own results before quoted ones."""
    sections = []
    for (_, quoted), group in groupby(rows, key=lambda row: (fold(row[0].condition or ""), is_quoted(row))):
        found = list(group)
        sections.append(
            TableSection(
                condition=shorten(found[0][0].condition or ""),
                is_quoted=quoted,
                rows=tuple(_row(row, papers, unit, around) for row in found),
            )
        )
    return tuple(sections)


def _row(row: Row, papers: Sequence[str], unit: str, around: Around) -> ComparisonRow:
    return ComparisonRow(
        method=method_of(row[0]),
        details=shorten(", ".join(row[0].details)),
        cells=tuple(
            _column([cell for cell in row if cell.paper_id == paper], unit, around) for paper in papers
        ),
    )


def _column(cells: Sequence[ComparisonCell], unit: str, around: Around) -> tuple[CellValue, ...]:
    # A paper that repeats a value in several places is shown once, by its first claim.
    first: dict[tuple[str, str | None], ComparisonCell] = {}
    for cell in cells:
        first.setdefault((cell.value, cell.unit), cell)
    return tuple(_value(cell, unit, around) for cell in first.values())


def _value(cell: ComparisonCell, unit: str, around: Around) -> CellValue:
    judged = around.claims.get(cell.claim_id)
    label = "unjudged" if judged is None else judged.verdict.label
    return CellValue(
        shown=clean_line(cell.value) if unit else with_unit(clean_line(cell.value), cell.unit),
        mark="" if label == "supported" else LABEL_MARKS[label],
        is_own=cell.is_own,
        claim=around.claim(cell.claim_id),
        origin=shorten(_called(cell.origin or "", around.names)),
        is_missed=cell.origin_has_it is False,
        change=around.change(cell),
        page="" if cell.page is None else f"p. {cell.page}",
        url=around.page(cell.paper_id, cell.page),
        place=_place(cell, around),
        conflict=around.conflicts.get((cell.claim_id, cell.value), ""),
    )


def _place(cell: ComparisonCell, around: Around) -> str:
    quantity = quantity_of(cell, around.claims)
    if quantity is None or quantity.cell is None:
        return ""
    placed = quantity.cell
    parts = (placed.label, f"row {placed.row}" if placed.row else "", f"column {placed.column}")
    return ", ".join(shorten(part) for part in parts if part)


def _further(rows: Sequence[Row], unit: str, around: Around) -> tuple[Further, ...]:
    """Return the folded rows by condition and paper, each value with what it is of."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((fold(row[0].condition or ""), row[0].paper_id), []).append(row)
    found = []
    for (_, paper_id), group in groups.items():
        paper = around.paper(paper_id)
        if paper is not None:
            numbers = numbers_of(group)
            found.append(
                Further(
                    condition=shorten(group[0][0].condition or ""),
                    paper=paper,
                    name=_called(paper_id, around.names),
                    span=f"from {min(numbers)} to {max(numbers)}" if numbers else "",
                    values=tuple(
                        (", ".join([method_of(row[0]), *map(shorten, row[0].details)]), value)
                        for row in group
                        for value in _column(row, unit, around)
                    ),
                )
            )
    return tuple(found)
