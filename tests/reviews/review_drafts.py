"""Drafts made up for the reviewers' tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from synth.types import (
    Claim,
    Draft,
    Evidence,
    Facet,
    Finding,
    Flow,
    IncludedPaper,
    Independent,
    JudgedClaim,
    Label,
    Paper,
    PaperDecision,
    Quantity,
    QueryRun,
    Question,
    SearchPlan,
    Verdict,
)

FACETS = (Facet(term="lantern priming"), Facet(term="mossbench"))


def make_paper(number: int, *, authors: Sequence[str] = (), title: str = "") -> Paper:
    return Paper(
        id=f"demo.{number:04d}",
        version=1,
        database="demo",
        title=title or f"Lantern priming, part {number}",
        authors=tuple(authors) or (f"Author {number}",),
        abstract="A made-up abstract.",
    )


def evidence(paper_id: str, quote: str = "It is 78.4 %.") -> Evidence:
    return Evidence(paper_id=paper_id, version=1, page=1, start=0, end=len(quote), quote=quote)


def make_verdict(label: Label, confidence: float, paper_id: str) -> Verdict:
    if label == "unjudged":
        return Verdict.unjudged("source_unreadable", "The source can't be read.")
    return Verdict(
        label=label,
        confidence=confidence,
        probabilities=(1.0, 0.0, 0.0),
        reasons=("value_equal",),
        explanation="Made up.",
        evidence=(evidence(paper_id),),
    )


def make_claim(
    paper: Paper,
    number: int = 1,
    *,
    label: Label = "supported",
    confidence: float = 0.9,
    supports: Sequence[str] = (),
    contradicts: Sequence[str] = (),
    dataset: str = "MossBench",
    **changes: Any,
) -> JudgedClaim:
    quote = f"LanternPrime reaches an accuracy of 78.4% on {dataset}, slab {number}."
    quantity = Quantity(
        text="78.4%", start=35, end=40, value="78.4", unit="%", metric="accuracy", dataset=dataset
    )
    claim = Claim(
        id=f"claim:{paper.id}:{number}",
        paper_id=paper.id,
        version=paper.version,
        quote=quote,
        page=1,
        start=0,
        end=len(quote),
        where="text",
        section="Results",
        quantities=(quantity,),
    )
    return JudgedClaim(
        claim=replace(claim, **changes),
        verdict=make_verdict(label, confidence, paper.id),
        independent=Independent(
            supports=tuple(evidence(p) for p in supports),
            contradicts=tuple(evidence(p) for p in contradicts),
        ),
    )


def make_draft(claims: Sequence[JudgedClaim], papers: Sequence[Paper], **changes: Any) -> Draft:
    question = Question(text="Does lantern priming help on MossBench?")
    n = len(papers)
    flow = Flow(
        identified=(("demo", n),),
        duplicates=0,
        screened=n,
        excluded_by_reason=(),
        sought=n,
        not_retrieved_by_reason=(),
        assessed=n,
        excluded_full_text=(),
        included=n,
    )
    included = tuple(
        IncludedPaper(
            paper=p,
            sha256="0" * 64,
            read_from="pdf",
            n_pages=2,
            n_claims=sum(j.claim.paper_id == p.id for j in claims),
        )
        for p in papers
    )
    first = tuple(j.claim.id for j in claims[:1])
    draft = Draft(
        question=question,
        plan=SearchPlan(question=question, facets=FACETS, queries=(), max_papers=15),
        runs=(QueryRun(database="demo", query="lantern", total=n, fetched=n),),
        flow=flow,
        decisions=tuple(PaperDecision(paper=p, outcome="included") for p in papers),
        papers=included,
        claims=tuple(claims),
        comparisons=(),
        conflicts=(),
        findings=(Finding(text="Priming helps.", claim_ids=first, strength="one_paper"),) if first else (),
    )
    return replace(draft, **changes)


def good_draft(n_papers: int = 5, n_claims: int = 3) -> Draft:
    papers = [make_paper(number) for number in range(1, n_papers + 1)]
    other = {p.id: papers[i - 1].id for i, p in enumerate(papers)}
    claims = [make_claim(p, i, supports=[other[p.id]]) for p in papers for i in range(1, n_claims + 1)]
    return make_draft(claims, papers)
