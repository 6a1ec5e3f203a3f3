"""Report → `report.json` and `manifest.json`; pure, and equal reports give equal bytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synth.report.alike import quantity_of
from synth.report.bibtex import citation_keys
from synth.report.links import page_link, web_page
from synth.report.revision_rows import claim_marks, revision_row
from synth.report.rows import box_row, evidence_row, judged_claim_row
from synth.types import (
    Comparison,
    ComparisonCell,
    Conflict,
    Finding,
    Flow,
    IncludedPaper,
    JudgedClaim,
    NameMerge,
    Panel,
    Paper,
    PaperDecision,
    Quotation,
    Report,
    Review,
    Revision,
)

__all__ = [
    "conflict_row",
    "dump",
    "dump_lines",
    "finding_row",
    "flow_row",
    "manifest",
    "text_file_name",
    "to_json",
]

Row = dict[str, Any]
Texts = Mapping[str, tuple[str, tuple[int, ...]]]
"""Text and page starts of each paper read, by versioned id."""


def to_json(report: Report, texts: Texts | None = None, revision: Revision | None = None) -> Row:
    """Return the whole report as plain values; DESIGN.md names the keys.

    With the `revision` that led to it, the report and each of its claims have a key `revision`; it is
    null for a claim that stands as it did.
    """
    draft = report.draft
    places = _Places.of(report)
    row: Row = {
        "question": draft.question.text,
        "title": report.title,
        "abstract": report.abstract,
        "flow": flow_row(draft.flow),
        "papers": _paper_rows(report),
        "claims": [judged_claim_row(judged) for judged in draft.claims],
        "comparisons": [_comparison_row(comparison, places) for comparison in draft.comparisons],
        "conflicts": [conflict_row(conflict) for conflict in draft.conflicts],
        "reviews": _panel_row(report.panel),
        "manifest": manifest(report, texts),
        "quotations": [_quotation_row(quotation) for quotation in draft.quotations],
        "findings": [finding_row(finding) for finding in draft.findings],
        "limitations": list(report.limitations),
        "decisions": [_decision_row(decision) for decision in draft.decisions],
    }
    if revision is not None:
        marks = claim_marks(revision)
        row["revision"] = revision_row(revision)
        for claim in row["claims"]:
            claim["revision"] = marks.get(claim["id"])
    return row


def manifest(report: Report, texts: Texts | None = None) -> Row:
    """Return what it takes to repeat the run and to check its quotes.

    `texts` names the files in which `text[start:end] == quote` holds for every claim: UTF-8,
    offsets in Unicode code points, line ends as they are.
    """
    draft, record = report.draft, report.record
    return {
        "run": record.id,
        "created": record.created,
        "question": draft.question.text,
        "settings": {
            "digest": record.settings_digest,
            "max_papers": draft.plan.max_papers,
            "since": draft.plan.since,
            "until": draft.plan.until,
        },
        "versions": {"synth": record.synth_version},
        "models": dict(record.models),
        "papers": [
            {
                "id": included.paper.id,
                "version": included.paper.version,
                "database": included.paper.database,
                "sha256": included.sha256,
                "source_sha256": included.beside_sha256,
                "read_from": included.read_from,
            }
            for included in draft.papers
        ],
        "flow": flow_row(draft.flow),
        "queries": [
            {"database": run.database, "query": run.query, "total": run.total, "fetched": run.fetched}
            for run in draft.runs
        ],
        "requests": record.requests,
        "timings_s": dict(record.timings_s),
        "texts": _text_rows(report, texts or {}),
    }


def flow_row(flow: Flow) -> Row:
    """Return PRISMA 2020's boxes; reasons are spelt out beside the sums."""
    return {
        "identified": dict(flow.identified),
        "duplicates": flow.duplicates,
        "screened": flow.screened,
        "excluded": flow.excluded,
        "excluded_by_reason": dict(flow.excluded_by_reason),
        "sought": flow.sought,
        "not_retrieved": flow.not_retrieved,
        "not_retrieved_by_reason": dict(flow.not_retrieved_by_reason),
        "assessed": flow.assessed,
        "excluded_full_text": dict(flow.excluded_full_text),
        "included": flow.included,
    }


def dump(row: Row) -> bytes:
    """Return a row as indented JSON in UTF-8; keys keep their order."""
    text = json.dumps(row, ensure_ascii=False, indent=1, allow_nan=False)
    # A lone surrogate has no UTF-8; backslashreplace writes it as JSON's own escape.
    return (text + "\n").encode("utf-8", "backslashreplace")


def dump_lines(row: Row) -> bytes:
    """Return a row as JSON in UTF-8, a line for each item of its lists, which takes a tenth of the time.

    Keys keep their order. The library indents in Python and writes all else in C.
    """

    def compact(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, allow_nan=False)

    lines = []
    for key, value in row.items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {compact(item)}" for item in value)
            lines.append(f" {compact(key)}: [\n{items}\n ]")
        else:
            lines.append(f" {compact(key)}: {compact(value)}")
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    return text.encode("utf-8", "backslashreplace")


def text_file_name(versioned_id: str) -> str:
    """Return the name of a paper's text file: "hep-th/0005057v1" → "hep-th_0005057v1.txt".

    An id that had to be changed gets a digest, so that two ids never share a file.
    """
    plain = "".join(c if c.isascii() and (c.isalnum() or c in ".-") else "_" for c in versioned_id)
    plain = plain.lstrip(".")[:80]
    is_old_arxiv = plain == versioned_id.replace("/", "_") and versioned_id.count("/") == 1
    if plain != versioned_id and not is_old_arxiv:
        plain = (
            f"{plain}-{hashlib.blake2b(versioned_id.encode('utf-8', 'replace'), digest_size=4).hexdigest()}"
        )
    return f"{plain}.txt"


def _paper_rows(report: Report) -> list[Row]:
    papers = report.draft.papers
    keys = citation_keys([included.paper for included in papers])
    relevance = {
        decision.paper.id: decision.relevance
        for decision in report.draft.decisions
        if decision.outcome == "included"
    }
    return [
        _paper_row(included, key, relevance.get(included.paper.id))
        for included, key in zip(papers, keys, strict=True)
    ]


def _paper_row(included: IncludedPaper, key: str, relevance: float | None) -> Row:
    paper = included.paper
    return {
        "id": paper.id,
        "version": paper.version,
        "database": paper.database,
        "title": paper.title,
        "authors": list(paper.authors),
        "abstract": paper.abstract,
        "published": paper.published,
        "updated": paper.updated,
        "categories": list(paper.categories),
        "journal_ref": paper.journal_ref,
        "doi": paper.doi,
        "url": web_page(paper),
        "pdf_url": paper.pdf_url,
        "status": paper.status,
        "key": key,
        "relevance": relevance,
        "sha256": included.sha256,
        "source_sha256": included.beside_sha256,
        "read_from": included.read_from,
        "pages": included.n_pages,
        "claims": included.n_claims,
        "warnings": list(included.warnings),
    }


def _comparison_row(comparison: Comparison, places: _Places) -> Row:
    return {
        "dataset": comparison.dataset,
        "metric": comparison.metric,
        "role": comparison.role,
        "baseline": comparison.baseline,
        "direction": comparison.direction,
        "merges": [_merge_row(merge) for merge in comparison.merges],
        "cells": [
            {
                "method": cell.method,
                "paper": cell.paper_id,
                "version": cell.version,
                "value": cell.value,
                "unit": cell.unit,
                "claim": cell.claim_id,
                "page": cell.page,
                "condition": cell.condition,
                "own": cell.is_own,
                "name": cell.name or cell.method,
                "details": list(cell.details),
                "origin": cell.origin,
                "origin_has_it": cell.origin_has_it,
                "merges": [_merge_row(merge) for merge in cell.merges],
                "also": [evidence_row(evidence) for evidence in cell.also],
                "link": places.link(cell),
                "boxes": places.boxes(cell),
                "conflicts": places.conflicts(cell),
            }
            for cell in comparison.cells
        ],
    }


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the values of comparisons stand, and what they are in conflict with."""

    papers: dict[str, Paper]
    claims: dict[str, JudgedClaim]
    conflicting: dict[tuple[str, str], list[int]]

    @classmethod
    def of(cls, report: Report) -> _Places:
        """Return a report's papers and claims by id, and the numbers of the conflicts of each value."""
        draft = report.draft
        conflicting: dict[tuple[str, str], list[int]] = {}
        for number, conflict in enumerate(draft.conflicts):
            for pair in zip(conflict.claim_ids, conflict.values, strict=True):
                conflicting.setdefault(pair, []).append(number)
        return cls(
            {included.paper.id: included.paper for included in draft.papers},
            {judged.claim.id: judged for judged in draft.claims},
            conflicting,
        )

    def link(self, cell: ComparisonCell) -> str | None:
        """Return the address of the page that a value stands on."""
        paper = self.papers.get(cell.paper_id)
        return None if paper is None else page_link(paper, cell.page)

    def boxes(self, cell: ComparisonCell) -> list[Row]:
        """Return where the value is printed; the whole claim's place where its own is not known."""
        judged, quantity = self.claims.get(cell.claim_id), quantity_of(cell, self.claims)
        if quantity is not None and quantity.cell is not None and quantity.cell.box is not None:
            return [box_row(quantity.cell.box)]
        return [] if judged is None else [box_row(box) for box in judged.claim.boxes]

    def conflicts(self, cell: ComparisonCell) -> list[int]:
        """Return the numbers of its conflicts, from 0, as `conflicts` lists them."""
        return self.conflicting.get((cell.claim_id, cell.value), [])


def conflict_row(conflict: Conflict) -> Row:
    """Return a conflict between papers."""
    return {
        "subject": conflict.subject,
        "claims": list(conflict.claim_ids),
        "values": list(conflict.values),
        "likely_reason": conflict.likely_reason,
        "explanation": conflict.explanation,
        "quoted": list(conflict.quoted) or [False] * len(conflict.values),
    }


def _merge_row(merge: NameMerge) -> Row:
    evidence = None if merge.evidence is None else evidence_row(merge.evidence)
    return {"kind": merge.kind, "printed": merge.printed, "name": merge.name, "evidence": evidence}


def _quotation_row(quotation: Quotation) -> Row:
    return {
        "subject": quotation.subject,
        "claim": quotation.claim_id,
        "value": quotation.value,
        "origin": quotation.origin_claim_id,
        "origin_value": quotation.origin_value,
        "agrees": quotation.agrees,
        "told": quotation.is_told,
        "explanation": quotation.explanation,
    }


def finding_row(finding: Finding) -> Row:
    """Return a finding with the claims that it rests on."""
    return {"text": finding.text, "claims": list(finding.claim_ids), "strength": finding.strength}


def _decision_row(decision: PaperDecision) -> Row:
    return {
        "id": decision.paper.id,
        "version": decision.paper.version,
        "title": decision.paper.title,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "detail": decision.detail,
        "relevance": decision.relevance,
    }


def _panel_row(panel: Panel) -> Row:
    return {
        "score": panel.score,
        "spread": panel.spread,
        "agreement": panel.agreement,
        "agreement_name": panel.agreement_name,
        "reviews": [_review_row(review) for review in panel.reviews],
    }


def _review_row(review: Review) -> Row:
    return {
        "reviewer": review.reviewer,
        "concern": review.concern,
        "failure": review.failure,
        "scores": [
            {
                "criterion": score.criterion,
                "score": score.score,
                "reason": score.reason,
                "claims": list(score.claim_ids),
            }
            for score in review.scores
        ],
    }


def _text_rows(report: Report, texts: Texts) -> list[Row]:
    rows = []
    for included in report.draft.papers:
        id = included.paper.versioned_id
        if id in texts:
            text, page_starts = texts[id]
            rows.append(
                {
                    "paper": included.paper.id,
                    "version": included.paper.version,
                    "file": f"texts/{text_file_name(id)}",
                    "characters": len(text),
                    "page_starts": list(page_starts),
                }
            )
    return rows
