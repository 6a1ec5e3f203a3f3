"""What a paper's tables say of a claim as a whole: comparisons, extremes, counts of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.types import CellRef, Claim, Evidence, PlacedTable, Verdict
from synth.verdicts.cells import read_placed
from synth.verdicts.decide import Probabilities, label_of
from synth.verdicts.grids import PaperTable
from synth.verdicts.subjects import is_held, terms_of
from synth.verdicts.table import judge_with
from synth.verdicts.table_relations import Relation, read_relation
from synth.verdicts.table_view import TableIndex, index_grid

__all__ = ["TableVerdict", "WholeTables", "placed_evidence"]

TABLES = 2
"""Tables that a claim is tried on, those with most of its words first."""

COMPARED = 4
"""Tables on which a claim's comparisons are tried."""

GROUND = 0.45
"""How sure it must be that a comparison is meant as it was read."""

LEAST, RISE = 0.15, 0.8
"""Probability of what a comparison comes to without any ground, and how it grows with the ground."""

BORNE_OUT = 0.4
"""Share of what a reading lacks in ground that it gains where what it comes to can hardly be chance."""

SHARED = 0.4
"""What is left of a comparison's ground on a table that has none of the claim's words."""

RARELY = 0.03
"""Probability left to the opposite of what a comparison on a table comes to."""

MAX_CELLS = 3
"""Cells shown for a comparison."""

UNKNOWN: Probabilities = (0.0, 0.0, 1.0)
"""Where no table speaks of a claim."""


@dataclass(frozen=True, slots=True)
class TableVerdict:
    """What the table that speaks most clearly of a claim says of it."""

    probabilities: Probabilities
    """Of supported, refuted, not_found."""
    verdict: Verdict | None
    """With the cells that it rests on; None where no table speaks of the claim."""
    table: PlacedTable | None
    """The table."""
    cells: tuple[tuple[int, int], ...] = ()
    """Row and column of the cells that decide, where they are known."""
    proved: tuple[tuple[int, int], ...] = ()
    """Where the claim gives numbers that what it compares comes to, in characters."""

    @property
    def is_comparison(self) -> bool:
        """Whether what the claim compares was read on the table, all of it."""
        return bool(self.cells)

    def accounts_for(self, start: int, end: int) -> bool:
        """Whether a number of the claim, by its place, is what the comparison comes to."""
        return any(one < end and start < other for one, other in self.proved)


class WholeTables:
    """Judges claims by a paper's tables, each made ready once."""

    def __init__(self) -> None:
        self._known: dict[int, TableIndex] = {}

    def judge(self, claim: Claim, tables: Sequence[PaperTable]) -> TableVerdict:
        """Judge a claim by the first of some tables.

        Where a table settles what the claim compares, that decides, else the table least in doubt.
        """
        compared = self._compare(claim, tables[:COMPARED])
        if compared is not None:
            return compared
        best = TableVerdict(UNKNOWN, None, None)
        for table in tables[:TABLES]:
            placed = table.table
            if placed.index not in self._known:
                self._known[placed.index] = index_grid(read_placed(placed))
            verdict = judge_with(claim, self._known[placed.index])
            if verdict.probabilities and verdict.probabilities[2] < best.probabilities[2]:
                best = TableVerdict(verdict.probabilities, verdict, placed)
        return best

    @staticmethod
    def _compare(claim: Claim, tables: Sequence[PaperTable]) -> TableVerdict | None:
        """Try what a claim compares on each table; the reading with the best ground decides.

        A table that has fewer of the claim's words than another is less likely to be meant.
        """
        terms = terms_of(claim.quote)
        held = [sum(is_held(term, table.keys) for term in terms) for table in tables]
        best: tuple[Relation, PaperTable] | None = None
        for table, n_held in zip(tables, held, strict=True):
            relation = read_relation(claim.quote, table)
            if relation is None:
                continue
            share = n_held / max(held) if n_held else 0.0
            relation = replace(relation, ground=relation.ground * (SHARED + (1 - SHARED) * share**2))
            if best is None or relation.ground > best[0].ground:
                best = relation, table
        return _relation_verdict(*best) if best is not None and best[0].ground >= GROUND else None


def _relation_verdict(relation: Relation, table: PaperTable) -> TableVerdict:
    """Say of a comparison that was read on a table whether it holds there."""
    ground = relation.ground
    if relation.is_borne_out:
        ground += BORNE_OUT * (1 - ground)
    sure = LEAST + RISE * ground
    rest = 1 - sure - RARELY
    probabilities = (sure, RARELY, rest) if relation.holds else (RARELY, sure, rest)
    verdict = Verdict(
        label=label_of(probabilities),
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=("comparison_holds" if relation.holds else "comparison_fails",),
        explanation=relation.told,
    )
    proved = relation.proved if relation.holds else ()
    return TableVerdict(probabilities, verdict, table.table, tuple(dict.fromkeys(relation.cells)), proved)


def placed_evidence(found: TableVerdict, paper: tuple[str | None, int | None]) -> tuple[Evidence, ...]:
    """Return the cells that a table's verdict rests on, where they are printed."""
    if found.verdict is None or found.table is None:
        return ()
    if found.cells:
        cells = tuple(_of_cell(cell, found.table, paper) for cell in found.cells[:MAX_CELLS])
        return tuple(one for one in cells if one is not None)
    return tuple(_placed(one, found.table, paper) for one in found.verdict.evidence)


def _of_cell(
    cell: tuple[int, int], table: PlacedTable, paper: tuple[str | None, int | None]
) -> Evidence | None:
    """Return a cell as evidence; None where it is not printed."""
    row, column = cell
    span = table.spans[row][column]
    if span is None:
        return None
    box = table.boxes[row][column] if table.boxes else None
    return Evidence(
        paper_id=paper[0],
        version=paper[1],
        page=table.page if box is None else box.page,
        line=table.line,
        start=span[0],
        end=span[1],
        quote=table.table.rows[row][column],
        cell=CellRef(row=table.row_headers[row] or row, column=table.table.columns[column] or column),
        boxes=() if box is None else (box,),
    )


def _placed(evidence: Evidence, table: PlacedTable, paper: tuple[str | None, int | None]) -> Evidence:
    """Give a cell its place in the document; the first cell of these headers with this text."""
    for row, texts in enumerate(table.table.rows):
        for column, text in enumerate(texts):
            if text == evidence.quote and (found := _of_cell((row, column), table, paper)) is not None:
                return replace(found, cell=evidence.cell)
    return replace(evidence, paper_id=paper[0], version=paper[1], page=table.page, line=table.line)
