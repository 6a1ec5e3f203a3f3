"""Records → the rows of JSON that the command line and `report.json` promise.

Keys are a contract: they may be added to, never renamed or dropped. Numbers of papers are decimal
strings as printed; confidences and scores are JSON numbers; what is not known is null.
"""

from __future__ import annotations

from typing import Any

from synth.types import Box, Claim, Evidence, Independent, JudgedClaim, Quantity, TableCell, Verdict

__all__ = [
    "box_row",
    "claim_row",
    "evidence_row",
    "independent_row",
    "judged_claim_row",
    "quantity_row",
    "verdict_row",
]

Row = dict[str, Any]


def claim_row(claim: Claim) -> Row:
    """Return a claim as `synth extract --json` writes it.

    `table` tells where a table's cell stands that is a claim of its own; `cell`, which one a number of a
    row states, or a number in prose repeats.
    """
    row: Row = {
        "id": claim.id,
        "paper": claim.paper_id,
        "version": claim.version,
        "quote": claim.quote,
        "page": claim.page,
        "start": claim.start,
        "end": claim.end,
        # The contract knows three places; a caption is running text.
        "where": "text" if claim.where == "caption" else claim.where,
        "section": claim.section,
        "asserts": claim.asserts,
        "cites": list(claim.cites),
        "relevance": claim.relevance,
        "boxes": [box_row(box) for box in claim.boxes],
        "quantities": [quantity_row(quantity) for quantity in claim.quantities],
    }
    if claim.main_result is not None:
        row["main_result"] = {
            name: getattr(claim.main_result, name) for name in ("task", "dataset", "metric")
        }
    cells = {quantity.cell for quantity in claim.quantities}
    cell = cells.pop() if len(cells) == 1 and claim.where == "table" else None
    if cell is not None:
        row["table"] = _cell_row(cell)
    for stated, quantity in zip(row["quantities"], claim.quantities, strict=True):
        if quantity.cell is not None and cell is None:
            stated["cell"] = _cell_row(quantity.cell)
    return row


def quantity_row(quantity: Quantity) -> Row:
    """Return a quantity of a claim; offsets count in the paper's text, as the claim's do."""
    return {
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "uncertainty": quantity.uncertainty,
        "unit": quantity.unit,
        "metric": quantity.metric,
        "dataset": quantity.dataset,
        "method": quantity.method,
        "baseline": quantity.baseline,
        "direction": quantity.direction,
        "start": quantity.start,
        "end": quantity.end,
        "text": quantity.text,
        "comparator": quantity.comparator,
        "hedge": quantity.hedge,
        "role": quantity.role,
        "condition": quantity.condition,
        "better": quantity.better,
    }


def _cell_row(cell: TableCell) -> Row:
    return {
        "row": cell.row,
        "column": cell.column,
        "label": cell.label,
        "table": cell.table,
        "row_number": cell.row_number,
        "column_number": cell.column_number,
        "bold": cell.is_bold,
        "box": None if cell.box is None else box_row(cell.box),
    }


def verdict_row(id: str, verdict: Verdict) -> Row:
    """Return a verdict as `synth check --json` writes it, under the id of the claim it judges."""
    return {
        "id": id,
        "label": verdict.label,
        "confidence": verdict.confidence,
        "probabilities": _probabilities(verdict),
        "reasons": list(verdict.reasons),
        "explanation": verdict.explanation,
        "evidence": [evidence_row(evidence) for evidence in verdict.evidence],
    }


def evidence_row(evidence: Evidence) -> Row:
    """Return a place in a source; `table` is there only where the place is a table's cell."""
    row: Row = {
        "paper": evidence.paper_id,
        "version": evidence.version,
        "page": evidence.page,
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "line": evidence.line,
        "boxes": [box_row(box) for box in evidence.boxes],
    }
    if evidence.cell is not None:
        row["table"] = {"row": evidence.cell.row, "column": evidence.cell.column}
    return row


def independent_row(independent: Independent) -> Row:
    """Return what other papers say; two empty lists mean that none was found to speak of it."""
    return {
        "supports": [evidence_row(evidence) for evidence in independent.supports],
        "contradicts": [evidence_row(evidence) for evidence in independent.contradicts],
    }


def judged_claim_row(judged: JudgedClaim) -> Row:
    """Return a claim with both of its verdicts as `report.json` holds it."""
    return {
        **claim_row(judged.claim),
        "verdict": verdict_row(judged.claim.id, judged.verdict),
        "independent": independent_row(judged.independent),
    }


def _probabilities(verdict: Verdict) -> Row | None:
    if verdict.probabilities is None:
        return None
    supported, refuted, not_found = verdict.probabilities
    return {"supported": supported, "refuted": refuted, "not_found": not_found}


def box_row(box: Box) -> Row:
    """Return a rectangle on a page, in PDF points from its lower left corner."""
    return {"page": box.page, "x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1}
