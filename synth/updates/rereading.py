"""A paper of an earlier state as it was read then, and its later version with what became of its claims."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.adapters import Adapters
from synth.judging import Material, judge_claims, rate_rows
from synth.states import State
from synth.types import (
    Claim,
    ClaimChange,
    Document,
    Evidence,
    IncludedPaper,
    NameNote,
    Paper,
    PaperDecision,
    SearchPlan,
    Verdict,
)

__all__ = ["Reread", "decision_of", "earlier_material", "read_anew", "reread"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A later version of a paper."""

    material: Material
    """What the report has of it."""
    n_prose: int
    """Claims that its text makes."""
    changes: tuple[ClaimChange, ...] = ()
    """What became of each claim of the earlier report, and the cells that differ; without verdicts."""
    added: tuple[Claim, ...] = ()
    """Claims without a counterpart in the earlier version."""


def earlier_material(adapters: Adapters, state: State, included: IncludedPaper) -> Material:
    """Return what a state has of a paper; nothing is read again that the store still has.

    Claims, tables and notes are those of the state, whatever the code would make of the paper today.
    """
    paper = included.paper
    shelved = next((one for one in state.shelf if one.name == paper.versioned_id), None)
    key = (
        shelved.document if shelved else adapters.document_key(included.sha256, paper, included.beside_sha256)
    )
    document = adapters.known_document(key)
    if document is None:
        file = adapters.source(paper.database).fetch(replace(paper, status="fine"))
        document = adapters.document(file, paper)
    tables = adapters.known(shelved.tables, tuple[Claim, ...]) if shelved else None
    notes = adapters.known(shelved.notes, tuple[NameNote, ...]) if shelved else None
    judged = [one for one in state.report.draft.claims if one.claim.paper_id == paper.id]
    return Material(
        decision=decision_of(state, included),
        document=document,
        claims=tuple(one.claim for one in judged),
        verdicts={one.claim.id: one.verdict for one in judged},
        tables=adapters.table_claims(document) if tables is None else tables,
        notes=adapters.name_notes(document) if notes is None else notes,
        stands=paper.status != "withdrawn",
    )


def decision_of(state: State, included: IncludedPaper) -> PaperDecision:
    """Return why a paper is in a state's report."""
    for decision in state.report.draft.decisions:
        if decision.paper.id == included.paper.id and decision.outcome == "included":
            return replace(decision, paper=included.paper)
    return PaperDecision(paper=included.paper, outcome="included")


def read_anew(adapters: Adapters, plan: SearchPlan, decision: PaperDecision, document: Document) -> Reread:
    """Return a paper that no earlier state has: its claims rated, and judged in its own text."""
    from synth.claims import rate_relevance

    claims = rate_relevance(plan, adapters.claims(document), adapters.embedder)
    verdicts = judge_claims(adapters, document, claims) if claims else ()
    return Reread(
        material=Material(
            decision=decision,
            document=document,
            claims=claims,
            verdicts={claim.id: verdict for claim, verdict in zip(claims, verdicts, strict=True)},
            tables=adapters.table_claims(document),
            notes=adapters.name_notes(document),
        ),
        n_prose=len(claims),
        added=claims,
    )


def reread(adapters: Adapters, plan: SearchPlan, old: Material, paper: Paper, document: Document) -> Reread:
    """Return a paper's later version: its claims, what became of the earlier ones, and their verdicts.

    Claims that say what they said keep their verdicts, with the places of the new version; the others
    are judged in it.
    """
    from synth.claims import rate_relevance
    from synth.revisions import revise_claims

    prose = adapters.claims(document)
    tables = adapters.table_claims(document)
    revised = revise_claims(old.document, old.claims, document, (*prose, *tables))
    counterparts = {change.new.id for change in revised.changes if change.new}
    rows = [claim for claim in tables if claim.id in counterparts]
    rated = [*rate_relevance(plan, prose, adapters.embedder), *rate_rows(adapters, plan, rows)]
    claims = tuple(sorted(rated, key=lambda claim: (claim.start, claim.end, claim.id)))
    verdicts = _kept_verdicts(revised.changes, old, document)
    unknown = [claim for claim in claims if claim.id not in verdicts]
    if unknown:
        found = judge_claims(adapters, document, unknown)
        verdicts |= zip((claim.id for claim in unknown), found, strict=True)
    return Reread(
        material=replace(
            old,
            decision=replace(old.decision, paper=paper),
            document=document,
            claims=claims,
            verdicts=verdicts,
            tables=tables,
            notes=adapters.name_notes(document),
            stands=True,
        ),
        n_prose=len(prose),
        changes=(*revised.changes, *revised.cells),
        added=revised.added,
    )


# --------------------------------------------------------------------------- verdicts that hold


def _kept_verdicts(changes: Sequence[ClaimChange], old: Material, document: Document) -> dict[str, Verdict]:
    """Return the verdicts that hold in the later version, by the later claims' ids."""
    kept = {}
    for change in changes:
        if change.status in ("unchanged", "moved") and change.new is not None and old.stands:
            verdict = _moved_verdict(old.verdicts.get(change.old.id), change.old, change.new, document)
            if verdict is not None:
                kept[change.new.id] = verdict
    return kept


def _moved_verdict(verdict: Verdict | None, old: Claim, new: Claim, document: Document) -> Verdict | None:
    """Return a verdict with its evidence where it stands now; None where a piece of it is not found."""
    if verdict is None or verdict.label == "unjudged":
        return None
    places = [_moved_evidence(evidence, old, new, document) for evidence in verdict.evidence]
    found = tuple(place for place in places if place is not None)
    if len(found) < len(places) or new.page != old.page:
        return None  # The sentence that explains it names pages.
    return replace(verdict, evidence=found)


def _moved_evidence(evidence: Evidence, old: Claim, new: Claim, document: Document) -> Evidence | None:
    if (evidence.start, evidence.end) == (old.start, old.end):
        start, end = new.start, new.end
    else:
        start = document.text.find(evidence.quote)
        if start < 0 or document.text.find(evidence.quote, start + 1) >= 0:
            return None
        end = start + len(evidence.quote)
    page = bisect.bisect_right(document.page_starts, start) or None
    if page != evidence.page and document.page_starts:
        return None
    passage = next((p for p in document.passages if p.start <= start and end <= p.end), None)
    return replace(
        evidence,
        version=document.version,
        page=page,
        start=start,
        end=end,
        quote=document.text[start:end],
        line=passage.line if passage else None,
        boxes=new.boxes if (start, end) == (new.start, new.end) else passage.boxes if passage else (),
    )
