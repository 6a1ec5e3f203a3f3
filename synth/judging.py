"""Claims judged in their own papers, and held against the other papers': a run and its updates alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from synth.adapters import Adapters, make_judge
from synth.identity import digest
from synth.types import (
    Claim,
    Document,
    Independent,
    JudgedClaim,
    NameNote,
    Paper,
    PaperDecision,
    SearchPlan,
    Verdict,
)

if TYPE_CHECKING:
    from synth.verdicts import Compared

__all__ = ["Material", "compare", "hold_together", "judge_claims", "rate_rows"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What a report has of a paper."""

    decision: PaperDecision
    """Why it is there."""
    document: Document
    """What was read."""
    claims: tuple[Claim, ...]
    """Its claims in the report, relevance rated."""
    verdicts: Mapping[str, Verdict]
    """Their verdicts in the paper itself, by claim id."""
    tables: tuple[Claim, ...]
    """All claims of its tables, those of the report among them."""
    notes: tuple[NameNote, ...]
    """What it says of the names it uses."""
    stands: bool = True
    """False for a withdrawn or retracted paper: it supports nothing and contradicts nothing."""

    @property
    def paper(self) -> Paper:
        """The paper in the version that was read."""
        return self.decision.paper


def judge_claims(adapters: Adapters, document: Document, claims: Sequence[Claim]) -> tuple[Verdict, ...]:
    """Judge claims of a paper in its own text, once per state of text and code."""

    def make() -> tuple[Verdict, ...]:
        judge = make_judge(document, adapters.embedder, adapters.entailment)
        return tuple(judge.judge_own(claim) for claim in claims)

    # Relevance belongs to the question, not to the claim: another question finds the same verdicts.
    names = [adapters.embedder.name, adapters.entailment.name]
    inputs = [digest(document.text), [claim.id for claim in claims], names]
    code = ("claims", "passages", "verdicts")
    return adapters.memo("verdicts", code, inputs, tuple[Verdict, ...], make)


def compare(materials: Sequence[Material]) -> Compared:
    """Compare what papers say, sentences and tables, of those that stand."""
    from synth.verdicts import compare_papers

    standing = [material for material in materials if material.stands]
    return compare_papers(
        [claim for material in standing for claim in _everything(material)],
        notes={material.paper.id: material.notes for material in standing},
        papers=tuple(material.paper for material in standing),
        texts={material.paper.id: material.document.text for material in standing},
    )


def hold_together(
    adapters: Adapters, plan: SearchPlan, materials: Sequence[Material]
) -> tuple[tuple[JudgedClaim, ...], Compared]:
    """Hold the papers' sentences and tables against each other; return all claims, by paper then place.

    Of the tables, only what meets another paper's number becomes a claim of the report.
    """
    compared = compare(materials)
    met = _met(compared)
    judged: list[JudgedClaim] = []
    for material in materials:
        judged += _judged(adapters, plan, material, met if material.stands else set(), compared)
    return tuple(judged), compared


def _everything(material: Material) -> tuple[Claim, ...]:
    known = {claim.id for claim in material.claims}
    return (*material.claims, *(claim for claim in material.tables if claim.id not in known))


def _judged(
    adapters: Adapters, plan: SearchPlan, material: Material, met: set[str], compared: Compared
) -> list[JudgedClaim]:
    known = {claim.id for claim in material.claims}
    claims, verdicts = material.claims, dict(material.verdicts)
    added = tuple(claim for claim in material.tables if claim.id in met and claim.id not in known)
    if added:
        rated = rate_rows(adapters, plan, added)
        found = judge_claims(adapters, material.document, rated)
        verdicts |= zip((claim.id for claim in rated), found, strict=True)
        claims = tuple(sorted((*claims, *rated), key=_place))
    return [
        JudgedClaim(
            claim=claim,
            verdict=verdicts[claim.id],
            independent=compared.independent.get(claim.id, Independent()),
        )
        for claim in claims
    ]


def _met(compared: Compared) -> set[str]:
    """Return the ids of the claims that another paper's number was held against."""
    met = {name for name, found in compared.independent.items() if found.supports or found.contradicts}
    met |= {cell.claim_id for comparison in compared.comparisons for cell in comparison.cells}
    met |= {claim_id for conflict in compared.conflicts for claim_id in conflict.claim_ids}
    return met | {id for q in compared.quotations for id in (q.claim_id, q.origin_claim_id)}


def _place(claim: Claim) -> tuple[int, int, str]:
    return claim.start, claim.end, claim.id


def rate_rows(adapters: Adapters, plan: SearchPlan, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Rate rows of tables by the names that their headers bind, since a row itself has hardly a word."""
    from synth.claims import rate_relevance

    told = [replace(claim, quote=_subject_of(claim)) for claim in claims]
    rated = {claim.id: claim.relevance for claim in rate_relevance(plan, told, adapters.embedder)}
    return tuple(replace(claim, relevance=rated.get(claim.id)) for claim in claims)


def _subject_of(claim: Claim) -> str:
    names = ((q.method, q.metric, q.dataset, q.condition) for q in claim.quantities)
    return " ".join(dict.fromkeys(name for row in names for name in row if name))
