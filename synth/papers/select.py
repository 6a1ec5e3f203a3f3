"""Which papers answer the question: ranked by words and by meaning, screened with a reason; pure.

Words: BM25 over title and abstract (Robertson and Zaragoza, The Probabilistic Relevance Framework,
2009, section 3.4), where a facet of the question counts as one term however it is spelt. Meaning:
cosine of sentence embeddings. The two are blended with fixed weights, so that a paper's relevance
does not depend on which others were found, but for the facets' weights.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from synth.text import tokens
from synth.types import Facet, Paper, PaperDecision, Question, SearchPlan

if TYPE_CHECKING:
    from synth.ports import Embedder

__all__ = ["RankedPaper", "off_topic_below", "rank_papers", "screen"]

# How near an answer can come differs between questions (a long one holds words that no abstract repeats),
# so the bound follows the nearest paper. Under the floor neither words nor meaning are shared; over the
# ceiling some of either are, however good the best paper is.
_OFF_TOPIC_SHARE = 0.35
_OFF_TOPIC_FLOOR = 0.2
_OFF_TOPIC_CEILING = 0.3

_SHORTLIST = 90
"""Papers whose abstracts are encoded, the best by words."""

_ENCODED_WORDS = 120
"""Words of title and abstract that are encoded: the topic stands first, and the cost is per word."""

_WORDS_WEIGHT = 0.5
_MEANING_WEIGHT = 0.5
# Unrelated abstracts lie at a cosine of about 0.05 with a question, answers to it at 0.6 and above.
_COSINE_FLOOR = 0.1
_COSINE_CEILING = 0.7

_K1 = 1.2
_B = 0.5
_TITLE_WEIGHT = 3.0
_COLOUR_WEIGHT = 0.2
# What a facet scores whose words are all there, but not side by side.
_APART = 0.5


class RankedPaper(NamedTuple):
    """A paper with its relevance to the question."""

    paper: Paper
    relevance: float
    """0 to 1, higher is better."""


class _Text(NamedTuple):
    """A paper's words, stemmed."""

    title: tuple[str, ...]
    abstract: tuple[str, ...]


def rank_papers(plan: SearchPlan, papers: Sequence[Paper], embedder: Embedder) -> tuple[RankedPaper, ...]:
    """Order papers by relevance, best first, ties by id.

    A paper without an abstract (a file not yet read) is judged by its title.
    """
    if not papers:
        return ()
    texts = [_Text(tuple(tokens(p.title)), tuple(tokens(p.abstract))) for p in papers]
    by_words = _score_words(plan.facets, texts)
    shortlist = _shortlist(papers, by_words)
    by_meaning = dict(
        zip(shortlist, _score_meaning(plan.question, [papers[n] for n in shortlist], embedder), strict=True)
    )
    # Off the shortlist, words stand in for the meaning that was not looked at.
    ranked = [
        RankedPaper(paper, round(_WORDS_WEIGHT * words + _MEANING_WEIGHT * by_meaning.get(n, words), 6))
        for n, (paper, words) in enumerate(zip(papers, by_words, strict=True))
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.relevance, one.paper.id, one.paper.version or 0)))


def off_topic_below(ranked: Iterable[RankedPaper]) -> float:
    """Return the relevance under which a paper is off topic: a third of the best or so, 0.2 to 0.3."""
    best = max((one.relevance for one in ranked), default=0.0)
    return min(max(_OFF_TOPIC_SHARE * best, _OFF_TOPIC_FLOOR), _OFF_TOPIC_CEILING)


def screen(
    plan: SearchPlan, ranked: Sequence[RankedPaper], *, pinned: Collection[Paper] = ()
) -> tuple[PaperDecision, ...]:
    """Decide on every paper by its record alone, pinned papers first, then by relevance.

    Those that remain are the `plan.max_papers` most relevant ones; pinned papers take places but are
    never left out. What a record does not say is not held against it: a paper without a date does not
    lie outside the dates, and a file whose abstract nobody has read yet is not off topic.

    Args:
        plan: Its dates and its number of papers apply.
        ranked: From `rank_papers`, best first.
        pinned: The papers that the user named.
    """
    names = {paper.versioned_id for paper in pinned}
    least = off_topic_below(ranked)
    wanted = [one for one in ranked if one.paper.versioned_id in names]
    decisions = [PaperDecision(paper=one.paper, outcome="included") for one in wanted]
    n_left = plan.max_papers - len(decisions)
    for one in ranked:
        if one.paper.versioned_id in names:
            continue
        reason, detail = _find_reason(one, plan, least)
        if not reason and n_left <= 0:
            reason, detail = "below_rank", f"The {plan.max_papers} places went to more relevant papers."
        if not reason:
            n_left -= 1
        decisions.append(
            PaperDecision(
                paper=one.paper,
                outcome="excluded" if reason else "included",
                reason=reason,
                detail=detail,
                relevance=one.relevance,
            )
        )
    return tuple(decisions)


def _find_reason(one: RankedPaper, plan: SearchPlan, least: float) -> tuple[str, str]:
    paper = one.paper
    if paper.status == "withdrawn":
        return "withdrawn", f"Withdrawn: {paper.comment or 'its database says so'}"
    if paper.published is not None:
        if plan.since and paper.published < plan.since:
            return "outside_dates", f"First version of {paper.published}, before {plan.since}."
        if plan.until and paper.published > plan.until:
            return "outside_dates", f"First version of {paper.published}, after {plan.until}."
    if paper.abstract and one.relevance < least:
        return "off_topic", f"Relevance {one.relevance:.3f}, under {least:.3f}."
    return "", ""


# ---------------------------------------------------------------------- meaning


def _shortlist(papers: Sequence[Paper], by_words: Sequence[float]) -> list[int]:
    """Return the places of the papers worth encoding: an abstract costs as much as twenty sentences."""
    order = sorted(range(len(papers)), key=lambda n: (-by_words[n], papers[n].id, papers[n].version or 0))
    return sorted(order[:_SHORTLIST])


def _score_meaning(question: Question, papers: Sequence[Paper], embedder: Embedder) -> list[float]:
    texts = [" ".join(f"{paper.title}. {paper.abstract}".split()[:_ENCODED_WORDS]) for paper in papers]
    vectors_ND = embedder.embed([question.text, *texts])
    cosines_N = vectors_ND[1:] @ vectors_ND[0]
    span = _COSINE_CEILING - _COSINE_FLOOR
    return [min(max((float(cosine) - _COSINE_FLOOR) / span, 0.0), 1.0) for cosine in cosines_N]


# ---------------------------------------------------------------------- words


def _score_words(facets: Iterable[Facet], texts: Sequence[_Text]) -> list[float]:
    """Return for each text the share of the facets' weight that it holds, 0 to 1."""
    terms = [(facet, [tuple(tokens(form)) for form in (facet.term, *facet.synonyms)]) for facet in facets]
    terms = [(facet, [form for form in forms if form]) for facet, forms in terms]
    mean_length = sum(len(text.abstract) for text in texts) / len(texts) or 1.0
    total = 0.0
    scores = [0.0] * len(texts)
    for facet, forms in terms:
        if not forms:
            continue
        counts = [_count(forms, text) for text in texts]
        weight = _facet_weight(facet, sum(1 for n in counts if n >= 1), len(texts))
        total += weight
        for number, text in enumerate(texts):
            scores[number] += weight * _saturate(counts[number], len(text.abstract) / mean_length)
    return [score / total if total else 0.0 for score in scores]


def _facet_weight(facet: Facet, n_with: int, n_texts: int) -> float:
    """Weigh a facet by its rarity among the papers found, within a factor of about two.

    Plain idf would give a facet that all results share no weight at all, although it is what the
    question is about.
    """
    rarity = math.log(1 + n_texts / (1 + n_with)) / math.log(1 + n_texts)
    return (1.0 + rarity) * (1.0 if facet.is_core else _COLOUR_WEIGHT)


def _count(forms: Sequence[tuple[str, ...]], text: _Text) -> float:
    """Count a facet in title and abstract; its words standing apart count once, as a half."""
    exact = max(
        _TITLE_WEIGHT * _occurrences(form, text.title) + _occurrences(form, text.abstract) for form in forms
    )
    if exact:
        return exact
    present = {*text.title, *text.abstract}
    shares = [sum(word in present for word in form) / len(form) for form in forms]
    return _APART * max(share if share == 1 else share / 2 for share in shares)


def _occurrences(form: tuple[str, ...], words: tuple[str, ...]) -> int:
    n = len(form)
    return sum(words[i : i + n] == form for i in range(len(words) - n + 1))


def _saturate(count: float, relative_length: float) -> float:
    """Damp repetition and length as BM25 does, scaled to reach 1 in the limit."""
    if count == 0:
        return 0.0
    return count / (count + _K1 * (1 - _B + _B * relative_length))
