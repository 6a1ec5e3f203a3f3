"""How much a claim bears on the question, from shared words and from meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from synth.ports import Embedder
from synth.text import tokens
from synth.types import Claim, Facet, SearchPlan

__all__ = ["rate_relevance"]

COSINE_RANGE = (0.10, 0.65)
"""Cosines of sentence encoders between unrelated and paraphrased sentences; mapped to 0 and 1."""


ENCODED = 40
"""Claims of a paper whose meaning is looked at, those that name most of the question first."""


def rate_relevance(plan: SearchPlan, claims: Sequence[Claim], embedder: Embedder) -> tuple[Claim, ...]:
    """Return the claims with `relevance` in [0, 1]: half the facets that they name, half their nearness.

    Words alone miss paraphrases and vectors alone miss names such as XNLI, so both count equally.
    Encoding costs more than all else here, so only results that name a facet are encoded, `ENCODED` at
    most; of the others, and of settings, the facets alone count.
    """
    facets = [facet for facet in plan.facets if facet.is_core] or list(plan.facets)
    spellings = [_spellings(facet) for facet in facets]
    coverage = {claim.id: _coverage(spellings, claim) for claim in claims}
    worth = [claim for claim in claims if claim.asserts != "setting" and coverage[claim.id] > 0]
    chosen = sorted(worth, key=lambda claim: (-coverage[claim.id], claim.start))[:ENCODED]
    quotes = [claim.quote for claim in chosen]
    nearness = dict(zip(quotes, _nearness(plan.question.text, quotes, embedder), strict=True))
    return tuple(
        replace(claim, relevance=round(0.5 * coverage[claim.id] + 0.5 * nearness.get(claim.quote, 0.0), 4))
        for claim in claims
    )


def _nearness(question: str, quotes: list[str], embedder: Embedder) -> list[float]:
    if not quotes:
        return []
    vectors_ND = embedder.embed([question, *quotes])
    cosines_N = vectors_ND[1:] @ vectors_ND[0]
    low, high = COSINE_RANGE
    nearness_N: npt.NDArray[np.float32] = np.clip((cosines_N - low) / (high - low), 0.0, 1.0)
    return [float(nearness) for nearness in nearness_N]


def _spellings(facet: Facet) -> tuple[frozenset[str], ...]:
    names = (facet.term, *facet.synonyms)
    return tuple(found for found in (frozenset(tokens(name)) for name in names) if found)


def _coverage(facets: Sequence[tuple[frozenset[str], ...]], claim: Claim) -> float:
    """Share of the facets of which the claim, or the section above it, names one spelling in full."""
    if not facets:
        return 0.0
    bound = [name for q in claim.quantities for name in (q.metric, q.dataset, q.method, q.baseline) if name]
    words = set(tokens(" ".join([claim.quote, claim.section or "", *bound])))
    return sum(any(spelling <= words for spelling in facet) for facet in facets) / len(facets)
