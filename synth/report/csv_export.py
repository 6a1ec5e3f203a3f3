"""Claims → `claims.csv`, one row per quantity, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from synth.report.links import page_link
from synth.report.marks import marks_for
from synth.report.phrases import COMPARATOR_WORDS, place_of
from synth.text import clean_line
from synth.types import JudgedClaim, Paper, Quantity, Report, Revision

__all__ = ["COLUMNS", "claims_csv", "guard"]

COLUMNS = (
    "claim",
    "paper",
    "version",
    "title",
    "page",
    "where",
    "section",
    "asserts",
    "relevance",
    "quote",
    "quantity",
    "value",
    "low",
    "high",
    "uncertainty",
    "comparator",
    "hedge",
    "unit",
    "role",
    "direction",
    "metric",
    "dataset",
    "method",
    "baseline",
    "condition",
    "verdict",
    "confidence",
    "reasons",
    "explanation",
    "evidence",
    "supports",
    "contradicts",
    "link",
    "id",
    "start",
    "end",
)
"""Header of `claims.csv`."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def claims_csv(report: Report, revision: Revision | None = None) -> str:
    """Return all claims; a claim with three quantities takes three rows.

    With the `revision` that led to the report, a last column says what became of each claim.

    A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a carriage
    return and is no plain number) gets an apostrophe in front, as OWASP advises; `report.json`
    has the text to the letter.
    """
    papers = {included.paper.id: included.paper for included in report.draft.papers}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    marks = marks_for(revision)
    columns = COLUMNS if revision is None else (*COLUMNS, "change")
    writer.writerow(columns)
    for number, judged in enumerate(report.draft.claims, start=1):
        mark = marks.claim(judged.claim.id)
        shared = {**_claim_cells(number, judged, papers), "change": mark.text if mark else None}
        for quantity in judged.claim.quantities or (None,):
            cells = {**shared, **_quantity_cells(quantity)}
            writer.writerow([guard(cells[column]) for column in columns])
    return out.getvalue()


def _claim_cells(number: int, judged: JudgedClaim, papers: dict[str, Paper]) -> dict[str, object]:
    claim, verdict = judged.claim, judged.verdict
    paper = papers.get(claim.paper_id or "")
    return {
        "claim": number,
        "id": claim.id,
        "paper": claim.paper_id,
        "version": claim.version,
        "title": paper.title if paper else None,
        "page": claim.page,
        "where": claim.where,
        "section": claim.section,
        "asserts": claim.asserts,
        "relevance": _round(claim.relevance),
        "quote": claim.quote,
        "verdict": verdict.label,
        "confidence": _round(verdict.confidence),
        "reasons": " ".join(verdict.reasons),
        "explanation": verdict.explanation,
        "evidence": " | ".join(f"{place_of(e)}: {e.quote}" for e in verdict.evidence[:1]),
        "supports": len(judged.independent.supports),
        "contradicts": len(judged.independent.contradicts),
        "link": page_link(paper, claim.page) if paper else None,
        "start": claim.start,
        "end": claim.end,
    }


def _quantity_cells(quantity: Quantity | None) -> dict[str, object]:
    names = [*"value low high uncertainty hedge unit role direction".split()]
    names += "metric dataset method baseline condition".split()
    cells: dict[str, object] = {name: getattr(quantity, name, None) for name in names}
    cells["quantity"] = quantity.text if quantity else None
    # "=" alone would look like a formula.
    cells["comparator"] = COMPARATOR_WORDS[quantity.comparator] if quantity else None
    return cells


def _round(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def guard(value: object) -> str:
    """Return a cell as one line of text that no spreadsheet runs as a formula; "" for None."""
    if value is None:
        return ""
    text = clean_line(str(value))
    is_formula = text[:1] in ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    return f"'{text}" if is_formula and not _NUMBER.fullmatch(text) else text
