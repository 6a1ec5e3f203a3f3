"""What commands print: JSON lines for programs, plain lines for people."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synth.text import counted
from synth.types import Claim, Document, Flow, PaperDecision, Quantity, Report, Revision, Verdict

if TYPE_CHECKING:
    from synth.doctor import CheckResult
    from synth.evaluation import Evaluation
    from synth.states import State
    from synth.store import RunRow
    from synth.updates import Updated

__all__ = [
    "change_lines",
    "show_changes",
    "show_checks",
    "show_claims",
    "show_evaluation",
    "show_report",
    "show_runs",
    "show_search",
    "show_update",
    "show_verdict",
    "summary_lines",
]

LABELS = {
    "supported": "✓ supported",
    "refuted": "✗ refuted",
    "not_found": "∅ not found",
    "unjudged": "? unjudged",
}


def _emit(row: Any) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _wrap(text: str, indent: str = "    ") -> str:
    width = max(30, min(100, shutil.get_terminal_size((100, 24)).columns))
    return textwrap.fill(text, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


# --------------------------------------------------------------------------- search


def show_search(values: Mapping[str, Any], *, as_json: bool) -> None:
    """Print the papers of a search with what became of them, then the flow's first boxes."""
    from synth.papers import build_flow

    decisions: Sequence[PaperDecision] = values["decisions"]
    flow = build_flow(values["outcome"], decisions)
    if as_json:
        for decision in decisions:
            _emit(_decision_row(decision))
        _emit({"flow": _flow_row(flow), "queries": [_query_row(run) for run in values["outcome"].runs]})
        return
    for run in values["outcome"].runs:
        print(f"{run.database}: {run.query}  ({run.fetched} of {run.total})")
    for outcome, heading in (("included", "Would be read"), ("excluded", "Left out")):
        chosen = [d for d in decisions if d.outcome == outcome]
        print(f"\n{heading}: {len(chosen)}")
        for decision in chosen:
            score = "pinned" if decision.relevance is None else f"{decision.relevance:.2f}"
            why = f" [{decision.reason}]" if decision.reason else ""
            print(f"  {score:>6}  {decision.paper.versioned_id}  {decision.paper.title}{why}")


def _query_row(run: Any) -> dict[str, Any]:
    return {"database": run.database, "query": run.query, "total": run.total, "fetched": run.fetched}


def _decision_row(decision: PaperDecision) -> dict[str, Any]:
    paper = decision.paper
    return {
        "id": paper.id,
        "version": paper.version,
        "database": paper.database,
        "title": paper.title,
        "authors": list(paper.authors),
        "published": paper.published,
        "updated": paper.updated,
        "status": paper.status,
        "outcome": decision.outcome,
        "reason": decision.reason,
        "detail": decision.detail,
        "relevance": decision.relevance,
    }


def _flow_row(flow: Flow) -> dict[str, Any]:
    return {
        "identified": dict(flow.identified),
        "duplicates": flow.duplicates,
        "screened": flow.screened,
        "excluded": dict(flow.excluded_by_reason),
        "sought": flow.sought,
    }


# --------------------------------------------------------------------------- extract, check


def show_claims(document: Document, claims: Sequence[Claim], *, as_json: bool) -> None:
    """Print a paper's claims with their quantities; for people, the cells of a table under its name."""
    from synth.report import claim_row

    table = None
    for claim in claims:
        if as_json:
            _emit(claim_row(claim))
            continue
        cell = claim.quantities[0].cell if claim.where == "table" and claim.quantities else None
        if cell is not None:
            if cell.table != table:
                table = cell.table
                print(f"{cell.label or 'table'}" + (f", p. {claim.page}" if claim.page else ""))
            print(f"  {cell.row} | {cell.column}: " + "; ".join(describe(q) for q in claim.quantities))
            continue
        place = f"p. {claim.page}" if claim.page else claim.where
        print(f"{place}, {claim.asserts}" + (f", {claim.section}" if claim.section else ""))
        print(_wrap(claim.quote))
        for quantity in claim.quantities:
            print(f"      · {describe(quantity)}")
    if not as_json:
        pages = f", {len(document.page_starts)} pages" if document.page_starts else ""
        print(f"\n{len(claims)} claims{pages}" + "".join(f"\nnote: {w}" for w in document.warnings))


def describe(quantity: Quantity) -> str:
    """Tell a quantity in one line: the words, then what they are bound to."""
    bound = [
        f"{name}: {value}"
        for name, value in (
            ("metric", quantity.metric),
            ("dataset", quantity.dataset),
            ("method", quantity.method),
            ("baseline", quantity.baseline),
            ("condition", quantity.condition),
            ("direction", quantity.direction),
        )
        if value
    ]
    return f"{quantity.text} ({quantity.role})" + (f"  {'; '.join(bound)}" if bound else "")


def show_verdict(row_id: str, text: str, verdict: Verdict, *, as_json: bool) -> None:
    """Print one verdict."""
    from synth.report import verdict_row

    if as_json:
        _emit(verdict_row(row_id, verdict))
        return
    sure = f" ({verdict.confidence:.2f})" if verdict.confidence is not None else ""
    print(f"{LABELS[verdict.label]}{sure}  {row_id}")
    print(_wrap(text))
    print(_wrap(f"→ {verdict.explanation}"))
    for evidence in verdict.evidence[:2]:
        place = f"{evidence.paper_id or 'text'}" + (f", p. {evidence.page}" if evidence.page else "")
        print(_wrap(f"“{evidence.quote}” ({place})", "      "))


# --------------------------------------------------------------------------- runs


def show_runs(rows: Sequence[RunRow], *, as_json: bool) -> None:
    """Print the runs of a home."""
    for row in rows:
        if as_json:
            _emit({name: getattr(row, name) for name in row.__slots__})
        else:
            when = row.updated[:16].replace("T", " ")
            states = f", {row.states} states" if row.states > 1 else ""
            print(f"{row.id}  {when}  {row.state}{states}\n    {row.question}\n    {row.folder}")


def show_report(row: RunRow, state: State | None, *, as_json: bool) -> None:
    """Print how a run stands and what a report of it says."""
    from synth.report import to_json

    if state is None:
        if as_json:
            _emit({"id": row.id, "question": row.question, "state": row.state, "folder": row.folder})
        else:
            print(f"{row.id}: {row.state}\n{row.question}")
        return
    report = state.report
    if as_json:
        _emit(to_json(report))
        return
    if row.states > 1:
        print(f"state {state.number} of {row.states}, made {state.created}")
    for line in summary_lines(report, Path(row.folder)):
        print(line)
    print()
    for paper in report.draft.papers:
        print(f"  {paper.paper.versioned_id}  {paper.n_claims:>4} claims  {paper.paper.title}")
    for conflict in report.draft.conflicts:
        print(_wrap(f"conflict: {conflict.explanation}", "  "))
    for review in report.panel.reviews:
        marks = ", ".join(f"{score.criterion} {score.score:.1f}" for score in review.scores)
        print(_wrap(f"{review.reviewer}: {marks or 'failed: ' + str(review.failure)}", "  "))


def summary_lines(report: Report, folder: Path) -> list[str]:
    """Say in a few lines what a report found."""
    draft = report.draft
    labels: Counter[str] = Counter(judged.verdict.label for judged in draft.claims)
    told = ", ".join(f"{labels[label]} {label.replace('_', ' ')}" for label in LABELS if labels[label])
    flow = draft.flow
    identified = sum(n for _, n in flow.identified)
    lines = [
        draft.question.text,
        f"  papers: {identified} identified, {counted(flow.duplicates, 'duplicate')}, "
        f"{flow.excluded} screened out, {flow.not_retrieved} not retrieved, {flow.included} included",
        f"  claims: {len(draft.claims)} ({told})",
        f"  across papers: {counted(len(draft.comparisons), 'comparison')}, "
        f"{counted(len(draft.conflicts), 'conflict')}",
    ]
    if report.panel.score is not None:
        spread = "" if report.panel.spread is None else f" ± {report.panel.spread:.1f}"
        lines.append(f"  review: {report.panel.score:.1f}{spread} of 10")
    return [*lines, f"  report: {folder}"]


# --------------------------------------------------------------------------- updates


def show_update(one: Updated, *, as_json: bool, is_brief: bool = False) -> None:
    """Print what an update came to: JSON lines on stdout, or the folder there and words on stderr.

    Brief, a run of which there is nothing to tell is one line.
    """
    revision, report = one.revision, one.report
    if as_json:
        rows = _change_rows(revision, report, one.earlier) if revision and report else [{"kind": "run"}]
        for row in rows[:-1]:
            _emit(row)
        ended = {"run": one.row.id, "folder": one.row.folder, "exit_code": one.exit_code}
        _emit({**rows[-1], **ended, "errors": [str(problem) for problem in one.problems]})
        return
    words = {0: "nothing changed", 4: "can't be told", 10: "changed"}.get(one.exit_code, "not updated")
    if is_brief:
        print(f"{one.row.id}  {words}  {one.row.question}", file=sys.stderr)
    if revision is None or report is None:
        return
    if not is_brief or one.exit_code or revision.problems:
        for line in change_lines(revision, report)[1 if is_brief else 0 :]:
            print(line, file=sys.stderr)
        if one.files:
            print(f"  see {one.files.get('changes.md') or one.files['changes.json']}", file=sys.stderr)
    print(one.row.folder)


def show_changes(revision: Revision, report: Report, earlier: Report, *, as_json: bool) -> None:
    """Print what changed between two states of a run."""
    if as_json:
        for row in _change_rows(revision, report, earlier):
            _emit(row)
        return
    for line in change_lines(revision, report):
        print(line)
    for change in revision.claims:
        if change.status != "unchanged":
            print(_wrap(f"{change.status.replace('_', ' ')}: {change.explanation}", "  "))


def change_lines(revision: Revision, report: Report) -> list[str]:
    """Say in a few lines what changed."""
    is_same = revision.old_state == revision.new_state
    states = f"state {revision.old_state}" + ("" if is_same else f" → {revision.new_state}")
    statuses = Counter(change.status for change in revision.claims)
    counted = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in statuses.most_common())
    lines = [report.draft.question.text, f"  {states}, sources asked {revision.checked}"]
    for paper in revision.papers:
        # What is unknown is among the problems, with the reason.
        if paper.status not in ("unchanged", "unknown"):
            lines.append(_wrap(f"{paper.status.replace('_', ' ')}: {paper.explanation}", "  "))
    lines.append(f"  claims: {counted or 'none'}; {len(revision.added)} added")
    if revision.conflicts_gone or revision.conflicts_new:
        lines.append(f"  conflicts: {len(revision.conflicts_gone)} gone, {len(revision.conflicts_new)} new")
    for newcomer in revision.newcomers:
        what = newcomer.failure or (
            f"agrees with {len(newcomer.supports)} claims, contradicts {len(newcomer.contradicts)}"
        )
        lines.append(_wrap(f"new paper {newcomer.paper.versioned_id}, {newcomer.paper.title}: {what}", "  "))
    lines += [_wrap(f"not told: {problem}", "  ") for problem in revision.problems]
    if is_same and not revision.newcomers and not revision.problems:
        lines.append("  nothing changed")
    return lines


def _change_rows(revision: Revision, report: Report, earlier: Report | None) -> list[dict[str, Any]]:
    """Return what changed a row each, and the whole in the last; what is unchanged is only counted."""
    from synth.report import changes_json

    whole = changes_json(revision, report, earlier)
    parts = (("papers", "paper"), ("claims", "claim"), ("added", "added"), ("newcomers", "newcomer"))
    rows = [
        {"kind": kind, "run": revision.run_id, **row}
        for name, kind in parts
        for row in whole.pop(name)
        if row.get("status") != "unchanged"
    ]
    return [*rows, {"kind": "run", **whole}]


# --------------------------------------------------------------------------- eval


def show_evaluation(one: Evaluation, *, as_json: bool) -> None:
    """Print the measures of a set."""
    from synth.evaluation import evaluation_lines, evaluation_row

    if as_json:
        _emit(evaluation_row(one))
        return
    print("\n".join(evaluation_lines(one)), end="\n\n", flush=True)


# --------------------------------------------------------------------------- doctor


def show_checks(results: Sequence[CheckResult], *, as_json: bool) -> None:
    """Print what the doctor found."""
    for result in results:
        if as_json:
            _emit({"name": result.name, "ok": result.ok, "detail": result.detail, "mend": result.mend})
            continue
        mark = {True: "ok      ", False: "MISSING ", None: "unknown "}[result.ok]
        print(f"{mark} {result.name}: {result.detail}")
        if result.ok is not True and result.mend:
            print(f"         → {result.mend}")
