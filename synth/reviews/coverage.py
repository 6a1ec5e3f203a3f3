"""Is the whole question answered, from enough papers?"""

from __future__ import annotations

from math import log2

from synth.reviews.marks import COMPLETE, TRACEABLE, TRUSTWORTHY, mark, percent, results_of
from synth.text import tokens
from synth.types import CriterionScore, Draft, Facet, JudgedClaim, Review

__all__ = ["Coverage"]

AMPLE_PAPERS = 10
"""Papers with a verified result from which on breadth gets full marks."""
BY_ABSTRACT_ONLY = 0.25
BY_ONE_PAPER = 0.75
"""A facet's worth when only abstracts, or only one paper's results, speak of it; 1 for two papers."""


class Coverage:
    """Marks whether every facet of the question is answered, and from how many papers."""

    name = "coverage"
    concern = "Is every part of the question answered, from enough papers?"

    def __call__(self, draft: Draft) -> Review:
        """Mark a draft; one without papers gets low marks, since then nothing is answered."""
        results = results_of(draft.claims)
        facets, breadth = _mark_facets(draft, results), _mark_breadth(results)
        access = _mark_access(draft)
        whole = [m.score / 10 for m in (facets, breadth, access)]
        shared = (
            mark(TRUSTWORTHY, breadth.score / 10, f"As far as breadth goes: {breadth.reason}"),
            mark(COMPLETE, sum(whole) / 3, "The mean of facets, breadth and access."),
            _mark_protocol(draft),
        )
        return Review(reviewer=self.name, concern=self.concern, scores=(facets, breadth, access, *shared))


def _mark_facets(draft: Draft, results: tuple[JudgedClaim, ...]) -> CriterionScore:
    facets = tuple(f for f in draft.plan.facets if f.is_core) or draft.plan.facets
    answers = [_answers(facet, draft, results) for facet in facets]
    worth = [_worth(facet, found, draft) for facet, found in zip(facets, answers, strict=True)]
    parts = [
        f"“{facet.term}” by {_count_papers(found) or 'no'} paper{'' if _count_papers(found) == 1 else 's'}"
        for facet, found in zip(facets, answers, strict=True)
    ]
    reason = "Verified results speak of " + ", ".join(parts) + "." if parts else "The question has no facet."
    claims = [claim for found in answers for claim in found]
    return mark("every facet is answered", sum(worth) / len(worth) if worth else 0.0, reason, claims)


def _answers(facet: Facet, draft: Draft, results: tuple[JudgedClaim, ...]) -> tuple[JudgedClaim, ...]:
    """Return the results that speak of a facet, in their words or under their paper's title."""
    titles = {(p.paper.id, p.paper.version): p.paper.title for p in draft.papers}
    found = []
    for judged in results:
        claim = judged.claim
        subjects = [s for q in claim.quantities for s in (q.metric, q.dataset, q.method, q.baseline) if s]
        title = titles.get((claim.paper_id or "", claim.version), "")
        if _speaks_of(facet, " ".join([claim.quote, title, *subjects])):
            found.append(judged)
    return tuple(found)


def _worth(facet: Facet, found: tuple[JudgedClaim, ...], draft: Draft) -> float:
    n_papers = _count_papers(found)
    if n_papers:
        return 1.0 if n_papers > 1 else BY_ONE_PAPER
    is_mentioned = any(_speaks_of(facet, f"{p.paper.title} {p.paper.abstract}") for p in draft.papers)
    return BY_ABSTRACT_ONLY if is_mentioned else 0.0


def _speaks_of(facet: Facet, text: str) -> bool:
    words = set(tokens(text))
    names = [set(tokens(name)) for name in (facet.term, *facet.synonyms)]
    return any(name and name <= words for name in names)


def _count_papers(claims: tuple[JudgedClaim, ...]) -> int:
    return len({judged.claim.paper_id for judged in claims})


def _mark_breadth(results: tuple[JudgedClaim, ...]) -> CriterionScore:
    n_papers = _count_papers(results)
    plural = "" if n_papers == 1 else "s"
    reason = (
        f"{n_papers} paper{plural} give{'' if plural else 's'} {len(results)} verified results of their own."
    )
    # The tenth paper adds less than the second.
    return mark("enough papers", log2(1 + n_papers) / log2(1 + AMPLE_PAPERS), reason, results)


def _mark_access(draft: Draft) -> CriterionScore:
    flow = draft.flow
    reason = f"{percent(flow.included, flow.sought)} papers that fit could be had, read and used."
    share = flow.included / flow.sought if flow.sought else 0.0
    return mark("papers that fit were read", share, reason)


def _mark_protocol(draft: Draft) -> CriterionScore:
    left_out = [d for d in draft.decisions if d.outcome != "included"]
    with_reason = [d for d in left_out if d.reason]
    checks = (bool(draft.runs), not draft.flow.problems(), len(with_reason) == len(left_out))
    reason = (
        f"{len(draft.runs)} exact queries are on record; the flow "
        f"{'adds up' if checks[1] else 'does not add up'}; {percent(len(with_reason), len(left_out))} papers "
        "left out have a reason."
    )
    return mark(TRACEABLE, sum(checks) / len(checks), reason)
