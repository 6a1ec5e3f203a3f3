"""A statement and a source in, a verdict with its evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from synth.ports import Embedder, PassageSearch, QuantityReader
from synth.types import Claim, Evidence, Verdict
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import Probabilities, combine, label_of, predict, soften
from synth.verdicts.facts import FactReader, Facts, claimed_quantities, implied_names
from synth.verdicts.features import TextHit, quantity_features, text_features
from synth.verdicts.match import QuantityMatch
from synth.verdicts.own import verdict_on_own
from synth.verdicts.reasons import REASONS, evidence_of, explain, place_of, reason_of
from synth.verdicts.subjects import Term, coverage, terms_of
from synth.verdicts.together import match_together

__all__ = ["Judge", "judge_claim", "judge_own_claim"]

PASSAGES = 12
"""Passages that are read for a claim; the search puts the right one among the first few."""

ENCODED_CHARACTERS = 400
"""How much of a passage is compared in meaning: a sentence in full, the beginning of a table."""

OWN_SHARE = 0.3
"""Score from which a passage may say again, or contradict, what a paper's own claim says."""

TEXT_PASSAGES = 8
"""Passages whose meaning is compared with a claim without numbers."""

MAX_EVIDENCE = 3
"""Places shown for a verdict."""

_IMPOSSIBLE = 1e-3
"""Probability left to a label for which there is no witness at all."""

_NOTHING_SHARED: Probabilities = (0.01, 0.01, 0.98)
"""Where the source has no word of the claim; an estimate, since no such row was fitted on."""


class Judge:
    """Judges statements against sources; reads each passage once, however many claims it serves.

    Args:
        search: Finds passages of the source.
        read: Reads the quantities of a text.
        embedder: Compares the meaning of statements without numbers; None compares words alone.
    """

    def __init__(self, search: PassageSearch, read: QuantityReader, embedder: Embedder | None = None) -> None:
        self._search = search
        self._facts = FactReader(read)
        self._embedder = embedder

    def judge(self, claim: Claim, *, paper_id: str | None = None) -> Verdict:
        """Say whether the source (one paper, or all for None) states what the claim states."""
        if not terms_of(claim.quote) and not claim.quantities:
            return Verdict.unjudged("empty_claim", REASONS["empty_claim"])
        hits = self._search(claim.quote, paper_id=paper_id, limit=PASSAGES)
        facts = self._facts.read_all([passage for passage, _ in hits])
        if not facts:
            return _nothing_found()
        claimed = claimed_quantities(claim, implied_names(claim, self._search, paper_id))
        if not claimed:
            return self._judge_text(claim, facts)
        return judge_numbers(match_together(claimed, facts))

    def judge_own(self, claim: Claim) -> Verdict:
        """Check a claim extracted from a paper: it stands at its place, and the rest agrees with it."""
        hits = self._search(claim.quote, paper_id=claim.paper_id, limit=PASSAGES)
        return verdict_on_own(claim, [passage for passage, score in hits if score >= OWN_SHARE], self._facts)

    def _judge_text(self, claim: Claim, facts: Sequence[Facts]) -> Verdict:
        terms = terms_of(claim.quote)
        hits = hits_of(claim.quote, terms, facts[:TEXT_PASSAGES], self._embedder)
        probabilities = predict("text", text_features(claim.quote, terms, hits))
        label = label_of(probabilities)
        passage = hits[0].facts.passage
        code = {"supported": "text_agrees", "refuted": "text_disagrees", "not_found": "text_unclear"}[label]
        return Verdict(
            label=label,
            confidence=max(probabilities),
            probabilities=probabilities,
            reasons=(code,),
            explanation=f"{REASONS[code]}{place_of(passage)}",
            evidence=tuple(evidence_of(hit.facts.passage) for hit in hits[:1]),
        )


def judge_claim(
    claim: Claim,
    search: PassageSearch,
    read: QuantityReader,
    *,
    paper_id: str | None = None,
    embedder: Embedder | None = None,
) -> Verdict:
    """Judge one statement; for many against the same source keep a `Judge`."""
    return Judge(search, read, embedder).judge(claim, paper_id=paper_id)


def judge_own_claim(claim: Claim, search: PassageSearch, read: QuantityReader) -> Verdict:
    """Check one claim against the paper it was extracted from; for many keep a `Judge`."""
    return Judge(search, read).judge_own(claim)


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


def judge_numbers(matches: Sequence[QuantityMatch]) -> Verdict:
    """Turn the matches of a claim's quantities, at least one, into its verdict."""
    parts = [_restrict(predict("quantity", quantity_features(match)), match) for match in matches]
    return verdict_on_matches(matches, parts)


def verdict_on_matches(matches: Sequence[QuantityMatch], parts: Sequence[Probabilities]) -> Verdict:
    """Join the quantities' matches and probabilities into one verdict."""
    probabilities = soften(combine(parts))
    label = label_of(probabilities)
    decisive = _decisive(label, parts)
    witnesses = _witnesses(label, matches, decisive)
    reasons = tuple(dict.fromkeys(reason_of(candidate) for candidate in witnesses))
    if label == "not_found":
        reasons = ("value_missing",) if witnesses else ("no_passage",)
    return Verdict(
        label=label,
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=reasons,
        explanation=explain(label, matches, matches[decisive]),
        evidence=_distinct(evidence_of(candidate.facts.passage) for candidate in witnesses),
    )


def _nothing_found() -> Verdict:
    return Verdict(
        label="not_found",
        confidence=_NOTHING_SHARED[2],
        probabilities=_NOTHING_SHARED,
        reasons=("no_passage",),
        explanation=REASONS["no_passage"],
    )


def _restrict(probabilities: Probabilities, match: QuantityMatch) -> Probabilities:
    """Leave no label without a witness: what the model gives it goes to not_found."""
    supported = probabilities[0] if match.agrees else min(probabilities[0], _IMPOSSIBLE)
    refuted = probabilities[1] if match.contradicts else min(probabilities[1], _IMPOSSIBLE)
    return supported, refuted, 1 - supported - refuted


def _decisive(label: str, parts: Sequence[Probabilities]) -> int:
    """Return the place of the quantity that the label hangs on."""
    places = range(len(parts))
    if label == "supported":
        return min(places, key=lambda place: (parts[place][0], place))
    column = 1 if label == "refuted" else 2
    return max(places, key=lambda place: (parts[place][column], -place))


def _witnesses(label: str, matches: Sequence[QuantityMatch], decisive: int) -> list[Candidate]:
    """Return the candidates that bear the label out, the decisive quantity's first."""
    order = [decisive, *(place for place in range(len(matches)) if place != decisive)]
    if label == "supported":
        found = [matches[place].agrees for place in order]
    elif label == "refuted":
        found = [matches[decisive].contradicts]
    else:
        found = [matches[decisive].agrees or matches[decisive].contradicts]
    return [candidate for candidate in found if candidate is not None]


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({(one.paper_id, one.start, one.end): one for one in evidence}.values())[:MAX_EVIDENCE]
