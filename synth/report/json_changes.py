"""Revision → `changes.json`: every paper and claim, old and new side by side, and what came of it; pure."""

from __future__ import annotations

from typing import Any

from synth.report.json_report import conflict_row, finding_row
from synth.report.revised import FindingChange, Places, finding_changes
from synth.report.revision_rows import claim_change_row, counts_row, paper_change_row
from synth.report.rows import claim_row
from synth.types import Newcomer, Report, Revision

__all__ = ["changes_json"]

Row = dict[str, Any]


def changes_json(revision: Revision, report: Report, earlier: Report | None = None) -> Row:
    """Return a revision as `changes.json` holds it.

    `report` is the later state's report, the same as the earlier one where nothing changed. With
    `earlier`, the findings that came and went are told, and whether a claim is one of the report's.
    """
    places = Places.of(revision, report, earlier)
    return {
        "run": revision.run_id,
        "question": report.draft.question.text,
        "checked": revision.checked,
        "old_state": revision.old_state,
        "new_state": revision.new_state,
        "changed": revision.has_changes,
        "counts": counts_row(revision),
        "papers": [paper_change_row(change) for change in revision.papers],
        "claims": [
            {**claim_change_row(change, places.papers), "in_report": places.is_of_report(change)}
            for change in revision.claims
        ],
        "added": [claim_row(claim) for claim in revision.added],
        "conflicts": {
            "gone": [conflict_row(conflict) for conflict in revision.conflicts_gone],
            "new": [conflict_row(conflict) for conflict in revision.conflicts_new],
        },
        "findings": [_finding_row(change) for change in finding_changes(revision, report, earlier)],
        "newcomers": [_newcomer_row(newcomer) for newcomer in revision.newcomers],
        "problems": list(revision.problems),
    }


def _finding_row(change: FindingChange) -> Row:
    return {
        "status": change.status,
        "old": None if change.old is None else finding_row(change.old),
        "new": None if change.new is None else finding_row(change.new),
        "claims": [each.old.id for each in change.changes],
    }


def _newcomer_row(newcomer: Newcomer) -> Row:
    paper = newcomer.paper
    return {
        "id": paper.id,
        "version": paper.version,
        "title": paper.title,
        "published": paper.published,
        "relevance": newcomer.relevance,
        "supports": list(newcomer.supports),
        "contradicts": list(newcomer.contradicts),
        "adds": list(newcomer.adds),
        "failure": newcomer.failure,
    }
