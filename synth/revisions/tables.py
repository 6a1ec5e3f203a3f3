"""What became of the claims that tables make."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from synth.identity import content_id
from synth.revisions.carrying import carry
from synth.revisions.cells import Cell, CellFate, follow_cells
from synth.revisions.places import Places
from synth.revisions.prose import Prose
from synth.revisions.tokens import Token, is_close, read_tokens
from synth.revisions.wording import explain
from synth.types import (
    Box,
    Claim,
    ClaimChange,
    ClaimStatus,
    Document,
    Passage,
    PlacedTable,
    Quantity,
    QuantityChange,
    TableCell,
)

__all__ = ["TableClaims"]

MAX_QUOTE = 1500
"""Characters of a row that are quoted at most; of a longer one only the cell is."""
_ORDER: tuple[ClaimStatus, ...] = ("value_changed", "unjudged", "gone", "reworded", "moved", "unchanged")
"""Which status a claim of several cells takes: the first that one of them has."""


class TableClaims:
    """Follows the claims of an earlier version's tables into the later one."""

    def __init__(self, earlier: Document, later: Document, prose: Prose, claims: Sequence[Claim]) -> None:
        self._earlier, self._later = earlier, later
        self._fates = follow_cells(earlier, later, prose)
        self._places = Places(earlier, later)
        self._old_cells, self._new_cells = _CellIndex(earlier), _CellIndex(later)
        self._stating: dict[Cell, list[Claim]] = defaultdict(list)
        for claim in claims:
            for cell in dict.fromkeys(self._new_cells.of_claim(claim).values()):
                self._stating[cell].append(claim)
        self._came_from = {fate.new: cell for cell, fate in self._fates.items() if fate.new is not None}

    def has(self, claim: Claim) -> bool:
        """Whether an earlier claim is one of a table."""
        return bool(self._old_cells.of_claim(claim))

    def has_later(self, claim: Claim) -> bool:
        """Whether a later claim is one of a table."""
        return bool(self._new_cells.of_claim(claim))

    def is_added(self, claim: Claim) -> bool:
        """Whether none of a later claim's cells is the counterpart of an earlier cell."""
        return not any(cell in self._came_from for cell in self._new_cells.of_claim(claim).values())

    def revise(self, claim: Claim) -> ClaimChange:
        """Return what became of a claim of a row or a cell."""
        cells = self._old_cells.of_claim(claim)
        fates = {n: self._fate_of(claim.quantities[n], cell) for n, cell in cells.items()}
        statuses = {n: self._status(cells[n], fate) for n, fate in fates.items()}
        status, reason = min(statuses.values(), key=lambda s: _ORDER.index(s[0]))
        if status == "gone" and any(s[0] not in ("gone", "unjudged") for s in statuses.values()):
            status = "value_changed"  # of several numbers, some are left
        place = next((fate.new for fate in fates.values() if fate.new is not None), None)
        new = self._counterpart(claim, {n: fate.new for n, fate in fates.items() if fate.new is not None})
        values = self._values(claim, fates, statuses, new) if status == "value_changed" else ()
        told = [n for n, s in statuses.items() if s[0] in ("value_changed", "gone")] if values else []
        columns = [self._column(cells[n]) for n in told] if len(told) > 1 else []
        leading = cells[told[0] if told else next(n for n, s in statuses.items() if s[1] == reason)]
        is_one = len(told) == 1 or len(set(cells.values())) == 1
        subject = f"{self._row(leading)}, {self._column(leading)}" if is_one else self._row(leading)
        page = None if place is None else _cell_page(self._later, place)
        return ClaimChange(
            old=claim,
            new=new if status != "gone" else None,
            status=status,
            reason=reason,
            explanation=explain(
                reason, claim, self._later.version, page, values, subject=subject.rstrip(", "), names=columns
            ),
            quantities=values,
        )

    def unstated(self, claims: Sequence[Claim]) -> tuple[ClaimChange, ...]:
        """Return what became of cells that none of the claims states, where they did not stay.

        A cell whose number is another one is told by itself; cells that were lost, row by row.
        """
        stated = {cell for claim in claims for cell in self._old_cells.of_claim(claim).values()}
        groups: dict[tuple[int, int, int, str], list[Cell]] = defaultdict(list)
        for cell, fate in self._fates.items():
            if cell not in stated and fate.status != "unchanged":
                column = cell[2] if fate.status == "value_changed" else -1
                groups[cell[0], cell[1], column, fate.reason].append(cell)
        made = (_claim_of_cells(self._earlier, cells) for cells in groups.values())
        # A cell that several rows share stands in one of them.
        changes = (self.revise(claim) for claim in made if self.has(claim))
        return tuple(
            replace(change, is_listed=False)
            for change in changes
            if change.status not in ("unchanged", "moved")
        )

    # ----------------------------------------------------------------------------- one cell

    def _fate_of(self, quantity: Quantity, cell: Cell) -> CellFate:
        """Return what became of one of a cell's numbers: of "64.5 / 49.4" only one may have changed."""
        fate = self._fates.get(cell)
        if fate is None:
            return CellFate("unjudged", "not_aligned")
        if fate.status != "value_changed" or fate.new is None:
            return fate
        old, new = self._old_cells.tokens(cell), self._new_cells.tokens(fate.new)
        numbers = [n for n, token in enumerate(old) if quantity.start <= token.start < quantity.end]
        if len(old) == len(new) > 1 and numbers and all(_is_same(old[n], new[n]) for n in numbers):
            return replace(fate, status="unchanged", reason="same_place")
        return fate

    def _status(self, cell: Cell, fate: CellFate) -> tuple[ClaimStatus, str]:
        if fate.status == "unchanged" and fate.new is not None:
            place = self._places.of_cell(self._earlier.tables[cell[0]], self._later.tables[fate.new[0]])
            return ("unchanged" if place == "same_place" else "moved"), place
        return fate.status, fate.reason

    def _row(self, cell: Cell) -> str:
        """Name a row: "Table 2, XLM-R Large", with its group where several rows have the name."""
        table = self._earlier.tables[cell[0]]
        group, _, name = table.row_headers[cell[1]].rpartition(" / ")
        if group and sum(header.endswith(f" / {name}") for header in table.row_headers) > 1:
            name = f"{name} ({group.split(' (')[0]})"
        return ", ".join(part for part in (table.label or f"table {table.index + 1}", name) if part)

    def _column(self, cell: Cell) -> str:
        return self._earlier.tables[cell[0]].table.columns[cell[2]]

    def _values(
        self,
        claim: Claim,
        fates: dict[int, CellFate],
        statuses: dict[int, tuple[ClaimStatus, str]],
        new: Claim | None,
    ) -> tuple[QuantityChange, ...]:
        values = []
        for n, fate in fates.items():
            before = claim.quantities[n]
            if statuses[n][0] == "gone":
                values.append(QuantityChange(old=before, new=None))
            elif statuses[n][0] == "value_changed" and fate.new is not None:
                span = self._new_cells.span(fate.new)
                known = new.quantities if new is not None else ()
                there = [q for q in known if span[0] <= q.start < span[1]]
                values.append(QuantityChange(old=before, new=self._now(claim, n, there, fate.new)))
        return tuple(values)

    def _now(self, claim: Claim, n: int, there: Sequence[Quantity], cell: Cell) -> Quantity:
        """Return the quantity of the later cell that stands where one of the earlier cell's stood."""
        before = claim.quantities[n]
        home = self._old_cells.at(before.start)
        siblings = [q for q in claim.quantities if self._old_cells.at(q.start) == home]
        if len(there) == len(siblings):
            return there[siblings.index(before)]
        return self._carried(before, cell)

    def _carried(self, quantity: Quantity, cell: Cell) -> Quantity:
        home, place = self._old_cells.at(quantity.start), _place_of(self._later, cell)
        old = self._old_cells.tokens(home) if home is not None else ()
        new = self._new_cells.tokens(cell)
        pairs = [p for p in zip(old, new, strict=False) if quantity.start <= p[0].start < quantity.end]
        if len(old) == len(new) and pairs:
            return replace(carry(quantity, pairs, self._earlier, self._later), cell=place)
        start, end = self._new_cells.span(cell)
        return Quantity(
            text=self._later.text[start:end],
            start=start,
            end=end,
            value=self._later.text[start:end],
            unit=quantity.unit,
            metric=quantity.metric,
            dataset=quantity.dataset,
            method=quantity.method,
            cell=place,
        )

    # ----------------------------------------------------------------------------- counterparts

    def _counterpart(self, claim: Claim, cells: dict[int, Cell]) -> Claim | None:
        """Return the later claim of the same cells, or make it from the earlier one."""
        if not cells:
            return None
        known = {c.id: c for cell in cells.values() for c in self._stating.get(cell, ())}
        if known:
            wanted = set(cells.values())

            def fit(candidate: Claim) -> tuple[int, int, str]:
                stated = set(self._new_cells.of_claim(candidate).values())
                return (len(stated & wanted), -len(stated - wanted), candidate.id)

            return max(known.values(), key=fit)
        made = _claim_of_cells(self._later, list(dict.fromkeys(cells.values())))
        quantities = tuple(self._carried(claim.quantities[n], cell) for n, cell in cells.items())
        return replace(made, asserts=claim.asserts, cites=claim.cites, quantities=quantities)


def _is_same(old: Token, new: Token) -> bool:
    return old.key == new.key or is_close(old.printed, new.printed)


class _CellIndex:
    """Finds cells by their place in the text."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._known: dict[str, dict[int, Cell]] = {}

    @cached_property
    def _spans(self) -> list[tuple[int, int, Cell]]:
        return sorted(
            (span[0], span[1], (table.index, row, column))
            for table in self._document.tables
            for row, spans in enumerate(table.spans)
            for column, span in enumerate(spans)
            if span is not None and span[1] > span[0]
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self._spans]

    def at(self, offset: int) -> Cell | None:
        """Return the cell that holds a character of the text."""
        n = bisect_right(self._starts, offset) - 1
        return self._spans[n][2] if n >= 0 and offset < self._spans[n][1] else None

    def of_claim(self, claim: Claim) -> dict[int, Cell]:
        """Return the cell of each quantity of a claim that stands in one, by number."""
        if claim.where != "table":
            return {}
        if claim.id not in self._known:
            cells = ((n, self.at(quantity.start)) for n, quantity in enumerate(claim.quantities))
            self._known[claim.id] = {n: cell for n, cell in cells if cell is not None}
        return self._known[claim.id]

    def span(self, cell: Cell) -> tuple[int, int]:
        """Return a cell's offsets."""
        span = self._document.tables[cell[0]].spans[cell[1]][cell[2]]
        return span or (0, 0)

    def tokens(self, cell: Cell) -> tuple[Token, ...]:
        """Return a cell's numbers."""
        start, end = self.span(cell)
        return tuple(
            t for t in read_tokens(self._document.text[start:end], start, is_cell=True) if t.is_number
        )


def _claim_of_cells(document: Document, cells: Sequence[Cell]) -> Claim:
    """Make the claim of a row's cells that no extracted claim states: their numbers, and nothing guessed."""
    table = document.tables[cells[0][0]]
    spans = [table.spans[cell[1]][cell[2]] or (0, 0) for cell in cells]
    quantities = tuple(q for cell in cells for q in _numbers_of(document, cell))
    row = _row_passage(document, min(spans))
    start, end = (row.start, row.end) if row is not None else (min(spans)[0], max(end for _, end in spans))
    payload = {
        "paper": document.paper_id,
        "version": document.version,
        "quote": document.text[start:end],
        "start": start,
        "cells": [list(cell) for cell in cells],
    }
    boxes = (_box(table, cell) for cell in cells)
    return Claim(
        id=content_id("claim", payload),
        paper_id=document.paper_id,
        version=document.version,
        quote=document.text[start:end],
        page=_cell_page(document, cells[0]),
        start=start,
        end=end,
        where="table",
        section=table.section,
        quantities=quantities,
        passage_index=None if row is None else row.index,
        boxes=tuple(box for box in boxes if box is not None),
    )


def _numbers_of(document: Document, cell: Cell) -> Iterator[Quantity]:
    """Return the numbers of a cell, told where they stand and not what they are of."""
    place = _place_of(document, cell)
    start, end = document.tables[cell[0]].spans[cell[1]][cell[2]] or (0, 0)
    for t in read_tokens(document.text[start:end], start, is_cell=True):
        if t.is_number:
            text = document.text[t.start : t.end]
            yield Quantity(text=text, start=t.start, end=t.end, value=t.printed, cell=place)


def _place_of(document: Document, cell: Cell) -> TableCell:
    table = document.tables[cell[0]]
    return TableCell(
        table=table.index,
        label=table.label,
        row=table.row_headers[cell[1]],
        column=table.table.columns[cell[2]],
        row_number=cell[1],
        column_number=cell[2],
        is_bold=cell[1:] in table.best,
        box=_box(table, cell),
    )


def _row_passage(document: Document, span: tuple[int, int]) -> Passage | None:
    return next(
        (
            p
            for p in document.passages
            if (p.where == "table" or p.kind == "table") and p.start <= span[0] and span[1] <= p.end
            if p.end - p.start <= MAX_QUOTE
        ),
        None,
    )


def _box(table: PlacedTable, cell: Cell) -> Box | None:
    return table.boxes[cell[1]][cell[2]] if table.boxes else None


def _cell_page(document: Document, cell: Cell) -> int | None:
    table = document.tables[cell[0]]
    box = _box(table, cell)
    return table.page if box is None else box.page
