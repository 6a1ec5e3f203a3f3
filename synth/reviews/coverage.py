"""Is the whole question answered, from enough papers?"""

from __future__ import annotations

from math import log2

from synth.reviews.marks import (
    COMPLETE,
    TRACEABLE,
    TRUSTWORTHY,
    counted,
    from_angle,
    mark,
    percent,
    results_of,
)
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
        shared = (
            from_angle(TRUSTWORTHY, "As far as breadth goes", breadth),
            from_angle(COMPLETE, "As far as coverage goes", facets, breadth, access),
            _mark_protocol(draft),
        )
        return Review(reviewer=self.name, concern=self.concern, scores=(facets, breadth, access, *shared))


def _mark_facets(draft: Draft, results: tuple[JudgedClaim, ...]) -> CriterionScore:
    facets = tuple(f for f in draft.plan.facets if f.is_core) or draft.plan.facets
    words = [(judged, _words_of(judged, draft)) for judged in results]
    abstracts = [set(tokens(f"{p.paper.title} {p.paper.abstract}")) for p in draft.papers]
    answers = [tuple(j for j, said in words if _speaks_of(facet, said)) for facet in facets]
    worth = [
        _worth(_count_papers(found), any(_speaks_of(facet, said) for said in abstracts))
        for facet, found in zip(facets, answers, strict=True)
    ]
    parts = [
        f"“{facet.term}” in {counted(_count_papers(found), 'paper')}"
        for facet, found in zip(facets, answers, strict=True)
    ]
    reason = f"Verified results speak of {', '.join(parts)}." if parts else "The question has no facet."
    claims = [claim for found in answers for claim in found]
    return mark("every facet is answered", sum(worth) / len(worth) if worth else 0.0, reason, claims)


def _words_of(judged: JudgedClaim, draft: Draft) -> set[str]:
    """Return the words of a result: its sentence, its subjects, and its paper's title."""
    claim = judged.claim
    subjects = [s for q in claim.quantities for s in (q.metric, q.dataset, q.method, q.baseline) if s]
    titles = [p.paper.title for p in draft.papers if p.paper.id == claim.paper_id]
    return set(tokens(" ".join([claim.quote, *titles, *subjects])))


def _worth(n_papers: int, is_in_abstracts: bool) -> float:
    if n_papers:
        return 1.0 if n_papers > 1 else BY_ONE_PAPER
    return BY_ABSTRACT_ONLY if is_in_abstracts else 0.0


def _speaks_of(facet: Facet, words: set[str]) -> bool:
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
        f"{counted(len(draft.runs), 'query string')} on record; "
        f"the flow {'adds' if checks[1] else 'does not add'} up; "
        f"{percent(len(with_reason), len(left_out))} papers left out have a reason."
    )
    return mark(TRACEABLE, sum(checks) / len(checks), reason)
