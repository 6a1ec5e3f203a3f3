"""A claim without numbers and passages in, a verdict out: words, meaning and entailment decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.ports import Embedder, Entailment
from synth.text import tokens
from synth.types import Claim, Verdict
from synth.verdicts.cues import are_turned, direction_of, is_negated
from synth.verdicts.decide import bounded_odds, label_of, predict
from synth.verdicts.facts import Facts
from synth.verdicts.reasons import REASONS, evidence_of, place_of
from synth.verdicts.subjects import Term, coverage, is_held, terms_of

__all__ = [
    "TEXT_PASSAGES",
    "Read",
    "TextHit",
    "features_of_text",
    "hits_of",
    "is_nearly_said",
    "judge_text",
    "read_entailment",
]

ENCODED_CHARACTERS = 400
"""How much of a passage is compared in meaning: a sentence in full, the beginning of a table."""

TEXT_PASSAGES = 8
"""Passages whose meaning is compared with a claim without numbers."""

TOGETHER = 3
"""Passages that the entailment model reads against the claim, each and as one text in the paper's order."""

VERBATIM = 0.8
"""Share of a claim's words, in its order in one passage, from which the passage is about to say just that."""


def judge_text(
    claim: Claim,
    facts: Sequence[Facts],
    embedder: Embedder | None = None,
    entailment: Entailment | None = None,
) -> Verdict:
    """Judge a claim without numbers by the passages found for it, at least one.

    Without an entailment model words and meaning alone decide, by coefficients of their own.
    """
    terms = terms_of(claim.quote)
    hits = hits_of(claim.quote, terms, facts[:TEXT_PASSAGES], embedder)
    read = None if entailment is None else read_entailment(claim.quote, hits, entailment)
    probabilities = predict(
        "words" if read is None else "text", features_of_text(claim.quote, terms, hits, read)
    )
    label = label_of(probabilities)
    passage = hits[0].facts.passage
    code = {"supported": "text_agrees", "refuted": "text_disagrees", "not_found": "text_unclear"}[label]
    return Verdict(
        label=label,
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=(code,),
        explanation=f"{REASONS[code]}{place_of(passage)}",
        evidence=(evidence_of(passage),),
    )


@dataclass(frozen=True, slots=True)
class TextHit:
    """A passage that may say what a claim without numbers says."""

    facts: Facts
    """The passage."""
    coverage: float
    """Share of the claim's words that it has."""
    cosine: float
    """Cosine of the two sentences' vectors; the coverage where there are no vectors."""


def hits_of(
    claim: str, terms: Sequence[Term], facts: Sequence[Facts], embedder: Embedder | None
) -> list[TextHit]:
    """Return the passages by how much they say what the claim says, in words and in meaning."""
    shares = [coverage(terms, one.keys) for one in facts]
    cosines = shares
    if embedder is not None:
        vectors_ND = embedder.embed([claim, *(one.passage.text[:ENCODED_CHARACTERS] for one in facts)])
        cosines = [float(cosine) for cosine in vectors_ND[1:] @ vectors_ND[0]]
    hits = [TextHit(*row) for row in zip(facts, shares, cosines, strict=True)]
    return sorted(hits, key=lambda hit: (-hit.coverage - hit.cosine, hit.facts.passage.index))


def is_nearly_said(claim: str, text: str) -> bool:
    """Whether a text has nearly all of a claim's words in their order, and all that are written as names."""
    mine, theirs = tokens(claim), tokens(text)
    names = [name for word in claim.split() if word != word.lower() for name in tokens(word)]
    return bool(mine) and _longest_common(mine, theirs) >= VERBATIM * len(mine) and set(names) <= set(theirs)


def _longest_common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return the length of the longest sequence of words that both have in this order."""
    longest = [0] * (len(other) + 1)
    for word in one:
        before = 0
        for place, its in enumerate(other, start=1):
            longer = before + 1 if word == its else max(longest[place], longest[place - 1])
            before, longest[place] = longest[place], longer
    return longest[-1]


Scores = tuple[float, float, float]
"""Probabilities of entailed, contradicted, neutral."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the entailment model says of a claim."""

    together: Scores
    """Of the best passages as one text."""
    singly: tuple[Scores, ...]
    """Of each of them."""


def read_entailment(claim: str, hits: Sequence[TextHit], entailment: Entailment) -> Read:
    """Score the best passages, at least one, against the claim, as one text and each by itself."""
    near = sorted(hits[:TOGETHER], key=lambda hit: hit.facts.passage.index)
    texts = [hit.facts.passage.text for hit in near]
    premises = [" ".join(texts), *texts]
    together, *singly = (
        (float(entailed), float(contradicted), float(neutral))
        for entailed, contradicted, neutral in entailment.score([(premise, claim) for premise in premises])
    )
    return Read(together, tuple(singly))


def features_of_text(
    claim: str, terms: Sequence[Term], hits: Sequence[TextHit], read: Read | None
) -> Mapping[str, float]:
    """Describe the best passages for a claim without numbers; `hits` best first, at least one."""
    words = _features_of_words(claim, terms, hits)
    return words if read is None else {**words, **_features_of_entailment(read)}


def _features_of_words(claim: str, terms: Sequence[Term], hits: Sequence[TextHit]) -> dict[str, float]:
    best = hits[0]
    text = best.facts.passage.text
    union = frozenset().union(*(hit.facts.keys for hit in hits[:3]))
    total = sum(term.weight for term in terms) or 1.0
    names = [term for term in terms if term.is_name]
    turns = direction_of(claim) * direction_of(text)
    negations = is_negated(claim) != is_negated(text)
    return {
        "coverage": best.coverage,
        "cosine": best.cosine,
        "both": best.coverage * best.cosine,
        "union_coverage": sum(term.weight for term in terms if term.key in union) / total,
        "second_cosine": hits[1].cosine if len(hits) > 1 else 0.0,
        "names": sum(is_held(term, union) for term in names) / len(names) if names else 1.0,
        "same_direction": float(turns > 0),
        "other_direction": float(turns < 0),
        "other_direction_close": float(turns < 0) * best.cosine,
        "turned_close": float(are_turned(claim.split(), text.split())) * best.cosine,
        "negation_differs": float(negations),
        "negation_differs_close": float(negations) * best.cosine,
        "claim_negated": float(is_negated(claim)),
        "claim_falls": float(direction_of(claim) < 0),
        "length": min(len(terms), 20) / 20,
    }


def _features_of_entailment(read: Read) -> dict[str, float]:
    entailed, contradicted, neutral = read.together
    return {
        "entailed": entailed,
        "contradicted": contradicted,
        "leans": bounded_odds(entailed, contradicted),
        "decided": bounded_odds(1 - neutral, neutral),
        "entailed_singly": max(scores[0] for scores in read.singly),
        "contradicted_singly": max(scores[1] for scores in read.singly),
    }
