"""A whole paper's claims: of its sentences and its tables' cells, linked, its main results marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from synth.claims.attribution import attribute
from synth.claims.cell_links import link_cells
from synth.claims.cells import extract_cells
from synth.claims.extract import extract_claims
from synth.claims.names import read_names
from synth.claims.own_subjects import name_own_subjects
from synth.claims.paper_usage import read_usage
from synth.claims.results import PaperResult, read_results
from synth.types import Claim, Document, MainResult, TableCell

__all__ = ["extract_paper"]


def extract_paper(document: Document, claims: Sequence[Claim] | None = None) -> tuple[Claim, ...]:
    """Return all numeric claims of a paper in reading order: of its sentences, and one for each cell.

    `claims` are those of its sentences where they are known. A number in prose that repeats a cell carries
    the `cell` and takes over what the sentence leaves out; headline results carry their `main_result`.
    """
    names = read_names(document)
    prose = extract_claims(document) if claims is None else claims
    cells = extract_cells(document, names)
    linked = name_own_subjects(link_cells(document, prose, cells, names), names)
    usage = read_usage(document, names, linked, cells)
    told = attribute(document, (*linked, *cells), names, usage)
    found = _marked(told, read_results(document, prose, names, cells))
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.end)))


def _marked(claims: Sequence[Claim], results: Sequence[PaperResult]) -> list[Claim]:
    in_cells = {(r.table, *r.cell): r for r in results if r.table is not None and r.cell is not None}
    in_prose = {r.place: r for r in results if r.place is not None}
    marked = []
    for claim in claims:
        places = [_place(q.cell) for q in claim.quantities if q.cell is not None]
        stated = [in_prose[q.start, q.end] for q in claim.quantities if (q.start, q.end) in in_prose]
        repeated = [in_cells[place] for place in places if place in in_cells and claim.asserts == "own"]
        result = next(iter((*repeated, *stated)), None)
        if result is not None:
            told = MainResult(task=result.task, dataset=result.dataset, metric=result.metric)
            claim = replace(claim, main_result=told)
        marked.append(claim)
    return marked


def _place(cell: TableCell) -> tuple[int, int, int]:
    return cell.table, cell.row_number, cell.column_number
