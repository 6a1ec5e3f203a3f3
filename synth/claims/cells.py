"""Every number of a paper's tables as a claim of its own, bound to what its headers tell.

Where `synth.claims.table_claims` keeps only what two papers can be compared by, this keeps all: scores,
gains, counts and settings. A slot that neither header, caption nor paper tells stays None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from synth.claims.cell_numbers import CellNumber, read_cell
from synth.claims.cell_subjects import SubjectReader
from synth.claims.headers import citations, parts_of
from synth.claims.line_kinds import (
    better_of,
    has_deviations,
    pair_of_metrics,
    unit_of_header,
)
from synth.claims.names import NameTable, read_names
from synth.claims.placed_cells import placed_cell
from synth.claims.units import SCALES
from synth.claims.usual_metrics import UsualMetrics, read_metrics
from synth.identity import content_id
from synth.types import Claim, Direction, Document, Passage, PlacedTable, Quantity, Role

__all__ = ["extract_cells"]


def extract_cells(document: Document, names: NameTable | None = None) -> tuple[Claim, ...]:
    """Return a claim for each cell of a paper's tables that holds numbers, table by table, row by row.

    Each quote is the cell as it stands in `Document.text`, and each of its quantities carries the `cell`.
    A cell that is spanned by another, and so printed elsewhere, makes no claim.
    """
    if not document.tables:
        return ()
    table_names = names or read_names(document)
    metrics = read_metrics(document, table_names)
    passages = sorted(
        (p for p in document.passages if p.where == "table" or p.kind == "table"), key=lambda p: p.start
    )
    places = _Places(document, passages, [p.start for p in passages])
    claims = (
        claim
        for table in document.tables
        for claim in _TableReader(table, table_names, metrics, document).claims(places)
    )
    return tuple({claim.id: claim for claim in claims}.values())


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a document stand."""

    document: Document
    rows: Sequence[Passage]
    starts: Sequence[int]

    def passage(self, start: int, end: int) -> Passage | None:
        place = bisect_right(self.starts, start) - 1
        found = self.rows[place] if place >= 0 else None
        return found if found is not None and end <= found.end else None

    def page(self, table: PlacedTable, start: int) -> int | None:
        # A long table goes on on further pages.
        return bisect_right(self.document.page_starts, start) or table.page


class _TableReader:
    """Reads the cells of one table."""

    def __init__(
        self,
        table: PlacedTable,
        names: NameTable,
        metrics: UsualMetrics,
        document: Document,
    ) -> None:
        self._table = table
        self._pair = pair_of_metrics(table.table.caption)
        parts = [parts_of(table, row) for row in range(len(table.table.rows))]
        self._cites = [citations(f"{name} {others}") for _, name, others in parts]
        spread = has_deviations(table.table.caption)
        self._cells = {
            (row, column): found
            for row, spans in enumerate(table.spans)
            for column, span in enumerate(spans)
            if span is not None and (found := read_cell(document.text[span[0] : span[1]], has_spread=spread))
        }
        self._subjects = SubjectReader(table, names, metrics, self._cells, document.title or "")

    def claims(self, places: _Places) -> Iterator[Claim]:
        """Yield the claims row by row."""
        for (row, column), numbers in self._cells.items():
            yield self._claim(row, column, numbers, places)

    def _claim(self, row: int, column: int, numbers: Sequence[CellNumber], places: _Places) -> Claim:
        table, document = self._table, places.document
        span = table.spans[row][column]
        assert span is not None
        start, end = span
        cell = placed_cell(table, row, column)
        subject = replace(self._subjects.read(row, column), cell=cell)
        quantities = tuple(
            self._quantity(subject, number, numbers, document.text, start) for number in numbers
        )
        passage = places.passage(start, end)
        is_setting = all(q.role == "setting" for q in quantities)
        cites = self._cites[row]
        quote = document.text[start:end]
        payload = {
            "paper": document.paper_id,
            "version": document.version,
            "quote": quote,
            "start": start,
            "cell": [table.index, row, column],
        }
        return Claim(
            id=content_id("claim", payload),
            paper_id=document.paper_id,
            version=document.version,
            quote=quote,
            page=cell.box.page if cell.box is not None else places.page(table, start),
            start=start,
            end=end,
            where="table",
            section=table.section,
            quantities=quantities,
            asserts="setting" if is_setting else "reported" if cites else "own",
            cites=cites if not is_setting else (),
            passage_index=passage.index if passage is not None else None,
            boxes=(cell.box,) if cell.box is not None else (),
        )

    def _quantity(
        self, subject: Quantity, number: CellNumber, numbers: Sequence[CellNumber], text: str, start: int
    ) -> Quantity:
        role, metric = subject.role, subject.metric
        if number.is_beside and number.sign and role == "level":
            role = "difference"
        elif number.is_beside and role == "level":
            metric = None  # it may be anything: a deviation, a rank, another measure
        parts = [part.strip() for part in (metric or "").split("/")]
        if len(parts) > 1 and number.part < len(parts):
            metric = parts[number.part]
        elif not metric and role == "level" and len(self._pair) == max(n.part for n in numbers) + 1:
            metric = self._pair[number.part]
        row, column = (subject.cell.row, subject.cell.column) if subject.cell else ("", "")
        if subject.method is not None and subject.method in row:
            row = ""  # the "(ml)" of a method's name is no unit
        return replace(
            subject,
            text=text[start + number.start : start + number.end],
            start=start + number.start,
            end=start + number.end,
            value=number.value,
            low=number.low,
            high=number.high,
            uncertainty=number.uncertainty,
            unit=_unit(number, row, column, role),
            comparator=number.comparator,
            role=role,
            direction=_direction(number) if role in ("difference", "ratio") else None,
            metric=metric,
            better=better_of(metric, f"{column} {row}", self._table.table.caption),
        )


def _unit(number: CellNumber, row: str, column: str, role: Role) -> str | None:
    told = unit_of_header(column, is_count=role == "count") or unit_of_header(row, is_count=role == "count")
    if number.unit in SCALES.values() and told is not None and told not in SCALES.values():
        return f"{number.unit} {told}"  # "125M" under "# params"
    return number.unit or told


def _direction(number: CellNumber) -> Direction | None:
    return None if not number.sign else "increase" if number.sign == "+" else "decrease"
