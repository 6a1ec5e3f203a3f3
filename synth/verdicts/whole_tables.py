"""What a paper's tables say of a claim as a whole: comparisons, extremes, counts of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.types import Claim, Evidence, PlacedTable, Verdict
from synth.verdicts.cells import read_placed
from synth.verdicts.decide import Probabilities
from synth.verdicts.grids import PaperTable
from synth.verdicts.table import judge_with
from synth.verdicts.table_view import TableIndex, index_grid

__all__ = ["TableVerdict", "WholeTables", "placed_evidence"]

TABLES = 2
"""Tables that a claim is tried on, those with most of its words first."""

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


class WholeTables:
    """Judges claims by a paper's tables, each made ready once."""

    def __init__(self) -> None:
        self._known: dict[int, TableIndex] = {}

    def judge(self, claim: Claim, tables: Sequence[PaperTable]) -> TableVerdict:
        """Judge a claim by the first of some tables; the one that is least in doubt decides."""
        best = TableVerdict(UNKNOWN, None, None)
        for table in tables[:TABLES]:
            placed = table.table
            if placed.index not in self._known:
                self._known[placed.index] = index_grid(read_placed(placed))
            verdict = judge_with(claim, self._known[placed.index])
            if verdict.probabilities and verdict.probabilities[2] < best.probabilities[2]:
                best = TableVerdict(verdict.probabilities, verdict, placed)
        return best


def placed_evidence(found: TableVerdict, paper: tuple[str | None, int | None]) -> tuple[Evidence, ...]:
    """Return the cells that a table's verdict rests on, where they are printed."""
    if found.verdict is None or found.table is None:
        return ()
    return tuple(_placed(one, found.table, paper) for one in found.verdict.evidence)


def _placed(evidence: Evidence, table: PlacedTable, paper: tuple[str | None, int | None]) -> Evidence:
    """Give a cell its place in the document; the first cell of these headers with this text."""
    for row, texts in enumerate(table.table.rows):
        for column, text in enumerate(texts):
            span = table.spans[row][column]
            if span is None or text != evidence.quote:
                continue
            box = table.boxes[row][column] if table.boxes else None
            return replace(
                evidence,
                paper_id=paper[0],
                version=paper[1],
                page=table.page,
                line=table.line,
                start=span[0],
                end=span[1],
                boxes=() if box is None else (box,),
            )
    return replace(evidence, paper_id=paper[0], version=paper[1], page=table.page, line=table.line)
