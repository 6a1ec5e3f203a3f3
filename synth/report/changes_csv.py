"""Revision → `changes.csv`, a row per number that changed and per claim of which none did."""

from __future__ import annotations

import csv
import io

from synth.report.csv_export import guard
from synth.report.differences import value_difference
from synth.report.links import page_link
from synth.report.phrases import value_in_words
from synth.report.revised import Places
from synth.types import ClaimChange, Quantity, QuantityChange, Report, Revision, Verdict

__all__ = ["COLUMNS", "changes_csv"]

COLUMNS = (
    "claim",
    "paper",
    "old_version",
    "new_version",
    "status",
    "method",
    "metric",
    "dataset",
    "condition",
    "old_value",
    "new_value",
    "difference",
    "old_page",
    "new_page",
    "old_verdict",
    "old_confidence",
    "new_verdict",
    "new_confidence",
    "reason",
    "explanation",
    "old_quote",
    "new_quote",
    "old_link",
    "new_link",
    "in_report",
    "id",
)
"""Header of `changes.csv`; `claim` is the number in the updated report, `id` the earlier state's."""


def changes_csv(revision: Revision, report: Report, earlier: Report | None = None) -> str:
    """Return what became of every claim, safe to open in a spreadsheet; unchanged claims are left out."""
    places = Places.of(revision, report, earlier)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for change in revision.claims:
        if change.status != "unchanged":
            shared = _claim_cells(change, places)
            for quantity in change.quantities or (None,):
                cells = {**shared, **_quantity_cells(quantity)}
                writer.writerow([guard(cells[column]) for column in COLUMNS])
    return out.getvalue()


def _claim_cells(change: ClaimChange, places: Places) -> dict[str, object]:
    old, new = change.old, change.new
    paper = places.papers.get(old.paper_id or "")
    today = paper.today if paper else None
    return {
        "claim": places.numbers.get((new or old).id),
        "paper": old.paper_id,
        "old_version": old.version,
        "new_version": new.version if new else None,
        "status": change.status,
        "old_page": old.page,
        "new_page": new.page if new else None,
        **_verdict_cells("old", change.old_verdict),
        **_verdict_cells("new", change.new_verdict),
        "reason": change.reason,
        "explanation": change.explanation,
        "old_quote": old.quote,
        "new_quote": new.quote if new else None,
        "old_link": page_link(paper.paper, old.page) if paper else None,
        "new_link": page_link(today, new.page) if today and new else None,
        "in_report": "yes" if places.is_of_report(change) else "no",
        "id": old.id,
    }


def _verdict_cells(side: str, verdict: Verdict | None) -> dict[str, object]:
    confidence = None if verdict is None or verdict.confidence is None else f"{verdict.confidence:.4f}"
    return {f"{side}_verdict": verdict.label if verdict else None, f"{side}_confidence": confidence}


def _quantity_cells(change: QuantityChange | None) -> dict[str, object]:
    old, new = (change.old, change.new) if change is not None else (None, None)
    known = old or new
    cells: dict[str, object] = {
        name: getattr(known, name, None) for name in ("method", "metric", "dataset", "condition")
    }
    # A minus sign that a spreadsheet reads as one.
    difference = value_difference(old, new).replace("−", "-") if old and new else None
    return {**cells, "old_value": _shown(old), "new_value": _shown(new), "difference": difference}


def _shown(quantity: Quantity | None) -> str | None:
    return None if quantity is None else quantity.value or value_in_words(quantity)
