"""Do the results come from several groups, and do they confirm each other?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from synth.errors import NothingFound
from synth.reviews.marks import (
    COMPLETE,
    TRACEABLE,
    TRUSTWORTHY,
    counted,
    from_angle,
    mark,
    percent,
    require_claims,
    results_of,
)
from synth.text import fold
from synth.types import Conflict, CriterionScore, Draft, Evidence, JudgedClaim, Paper, Review

__all__ = ["Independence", "author_groups"]

AMPLE_GROUPS = 5.0
"""Effective number of author groups from which on diversity gets full marks."""


class Independence:
    """Marks whether the evidence rests on several groups that confirm each other."""

    name = "independence"
    concern = "Do results come from several groups of authors, in balance, and confirm each other?"

    def __call__(self, draft: Draft) -> Review:
        """Mark a draft; raises `NothingFound` when it has no verified result."""
        require_claims(draft)
        results = results_of(draft.claims)
        if not results:
            raise NothingFound("no result of a paper's own was verified, so there is nothing to weigh")
        groups = _mark_groups(draft, results)
        balance = _mark_balance(results)
        echo = _mark_confirmation(results)
        shared = (
            from_angle(TRUSTWORTHY, "As far as sources go", groups, *echo),
            from_angle(COMPLETE, "As far as sources go", groups, balance),
            *_mark_places(draft),
        )
        scores = (groups, balance, *echo, *_mark_conflicts(draft), *shared)
        return Review(reviewer=self.name, concern=self.concern, scores=scores)


def author_groups(papers: Iterable[Paper]) -> dict[str, str]:
    """Return for each paper id the least id of its group: papers that are linked by shared authors.

    Names are compared without case and accents. Papers without authors stand alone.
    """
    leader: dict[str, str] = {}
    by_author: dict[str, str] = {}
    for paper in sorted(papers, key=lambda p: p.id):
        leader.setdefault(paper.id, paper.id)
        for author in paper.authors:
            name = fold(author)
            known = by_author.setdefault(name, paper.id)
            first, second = sorted((leader[known], leader[paper.id]))
            leader = {key: first if value == second else value for key, value in leader.items()}
    return leader


def effective_number(counts: Mapping[str, int]) -> float:
    """Return the inverse Simpson index (Hill number of order 2): n for n groups of equal size."""
    total = sum(counts.values())
    return total**2 / sum(n**2 for n in counts.values()) if total else 0.0


def _mark_groups(draft: Draft, results: tuple[JudgedClaim, ...]) -> CriterionScore:
    leader = author_groups(p.paper for p in draft.papers)
    counts = Counter(leader.get(j.claim.paper_id or "", "unknown") for j in results)
    effective = effective_number(counts)
    top, n_top = min(counts.items(), key=lambda item: (-item[1], item[0]))
    reason = (
        f"Results come from {counted(len(counts), 'group')} of authors, as good as "
        f"{effective:.1f} of equal weight; the largest gives {percent(n_top, len(results))}."
    )
    largest = [j for j in results if leader.get(j.claim.paper_id or "", "unknown") == top]
    return mark("several groups of authors", (effective - 1) / (AMPLE_GROUPS - 1), reason, largest)


def _mark_balance(results: tuple[JudgedClaim, ...]) -> CriterionScore:
    counts = Counter(j.claim.paper_id or "" for j in results)
    n_papers, effective = len(counts), effective_number(counts)
    top, n_top = min(counts.items(), key=lambda item: (-item[1], item[0]))
    # One paper can't be balanced against anything.
    share = (effective - 1) / (n_papers - 1) if n_papers > 1 else 0.0
    most = f"{top} gives {percent(n_top, len(results))} results"
    reason = f"{counted(n_papers, 'paper')}, as good as {effective:.1f} of equal weight; {most}."
    return mark("balance of papers", share, reason, [j for j in results if j.claim.paper_id == top])


def _mark_confirmation(results: tuple[JudgedClaim, ...]) -> tuple[CriterionScore, ...]:
    """Mark how many comparable results another paper confirms; no mark where none is comparable."""
    comparable = [j for j in results if _is_comparable(j)]
    if not comparable:
        return ()
    confirmed = [j for j in comparable if j.independent.supports and not j.independent.contradicts]
    disputed = [j for j in comparable if j.independent.contradicts]
    reason = (
        f"Another paper confirms {percent(len(confirmed), len(comparable))} results that name a metric and a "
        f"data set, and disputes {len(disputed)}; "
        f"{counted(len(results) - len(comparable), 'other result')} can't be compared."
    )
    share = len(confirmed) / len(comparable)
    return (mark("results are confirmed elsewhere", share, reason, confirmed + disputed or comparable),)


def _is_comparable(judged: JudgedClaim) -> bool:
    is_named = any(q.metric and q.dataset for q in judged.claim.quantities)
    return is_named or bool(judged.independent.supports or judged.independent.contradicts)


def _mark_conflicts(draft: Draft) -> tuple[CriterionScore, ...]:
    """Mark whether conflicts have a likely reason; no mark where there is no conflict."""
    if not draft.conflicts:
        return ()
    explained = [c for c in draft.conflicts if c.likely_reason != "unknown"]
    reason = f"{percent(len(explained), len(draft.conflicts))} conflicts between papers have a likely reason."
    share = len(explained) / len(draft.conflicts)
    return (mark("conflicts are explained", share, reason, _claims_in(draft, draft.conflicts)),)


def _claims_in(draft: Draft, conflicts: Iterable[Conflict]) -> list[JudgedClaim]:
    wanted = {claim_id for conflict in conflicts for claim_id in conflict.claim_ids}
    return [j for j in draft.claims if j.claim.id in wanted]


def _mark_places(draft: Draft) -> tuple[CriterionScore, ...]:
    """Mark whether what other papers say can be looked up; no mark where they say nothing."""
    places = [e for j in draft.claims for e in (*j.independent.supports, *j.independent.contradicts)]
    if not places:
        return ()
    known = [e for e in places if _has_place(e)]
    reason = f"{percent(len(known), len(places))} places in other papers are given by paper and page or line."
    return (mark(TRACEABLE, len(known) / len(places), reason),)


def _has_place(evidence: Evidence) -> bool:
    return bool(evidence.paper_id and evidence.quote) and (evidence.page or evidence.line) is not None
