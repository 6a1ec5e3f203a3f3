"""Claims extracted from a paper, checked against that paper: the first of the two questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.types import Claim, Evidence, Passage, Verdict
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, FactReader, claimed_quantities
from synth.verdicts.match import QuantityMatch, match_quantity
from synth.verdicts.reasons import REASONS, evidence_of, place_of
from synth.verdicts.subjects import name_key

__all__ = ["verdict_on_own"]

RESTATED_SUBJECT = 0.85
"""Share of the subject that another passage must hold to count as saying the same again."""

# The sentence stands there to the letter, so what can be wrong is our reading of it: which number
# is of what. A second place that reads the same makes that less likely; a table's row, flattened
# to a line of text, or a number without a bound subject makes it likelier. Estimates, not fitted:
# no set of judged extracted claims exists yet.
_AT_PLACE = 0.92
_RESTATED = 0.05
_UNBOUND = -0.06
_IN_TABLE = -0.06
_CONFLICT = -0.25


@dataclass(frozen=True, slots=True)
class _Echo:
    restated: Candidate | None
    conflict: Candidate | None


def verdict_on_own(claim: Claim, passages: Sequence[Passage], read: FactReader) -> Verdict:
    """Judge an extracted claim by its own place and by the rest of the paper.

    Args:
        claim: A claim with its place in the document.
        passages: Passages of the same paper that may speak of it, its own among them.
        read: Reads a passage's facts.
    """
    home = next((passage for passage in passages if _stands_in(claim, passage)), None)
    if home is None:
        return Verdict.unjudged(
            "quote_not_at_place", f"{REASONS['quote_not_at_place']}: {claim.start} to {claim.end}"
        )
    facts = [read(passage) for passage in passages if not _overlap(claim, passage)]
    echoes = [
        _listen(claimed, match_quantity(claimed, facts, may_derive=False))
        for claimed in claimed_quantities(claim)
    ]
    restated = next((echo.restated for echo in echoes if echo.restated), None)
    conflict = next((echo.conflict for echo in echoes if echo.conflict), None)
    return _verdict(claim, home, restated, conflict)


def _verdict(claim: Claim, home: Passage, restated: Candidate | None, conflict: Candidate | None) -> Verdict:
    is_bound = any(q.metric or q.dataset or q.method for q in claim.quantities)
    confidence = _AT_PLACE + (0 if is_bound else _UNBOUND) + (_IN_TABLE if claim.where == "table" else 0)
    reasons, evidence = ["quote_at_place"], [_own_place(home, claim)]
    explanation = f"the sentence stands in the paper{place_of(home)}"
    if conflict is not None:
        confidence += _CONFLICT
        reasons.append("internal_conflict")
        evidence.append(evidence_of(conflict.facts.passage))
        stated, place = conflict.stated.quantity.text, place_of(conflict.facts.passage)
        explanation += f", but the paper also gives {stated}{place}"
    elif restated is not None:
        confidence += _RESTATED
        reasons.append("restated_elsewhere")
        evidence.append(evidence_of(restated.facts.passage))
        explanation += f" and is said again{place_of(restated.facts.passage)}"
    confidence = round(confidence, 4)
    rest = 1 - confidence
    refuted = rest * (0.8 if conflict is not None else 0.5)
    return Verdict(
        label="supported",
        confidence=confidence,
        probabilities=(confidence, refuted, rest - refuted),
        reasons=tuple(reasons),
        explanation=explanation,
        evidence=tuple(evidence),
    )


def _listen(claimed: Claimed, match: QuantityMatch) -> _Echo:
    yes, no = match.agrees, match.contradicts
    # "Two sentences" stand everywhere; only a number in digits is worth saying twice.
    is_telling = any(c.isdigit() for c in claimed.quantity.text)
    is_same = yes is not None and yes.subject >= RESTATED_SUBJECT and not yes.missing
    restated = yes if is_telling and is_same else None
    is_conflict = restated is None and no is not None and _same_subject(claimed, no)
    return _Echo(restated, no if is_conflict else None)


def _same_subject(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether two numbers are bound alike in every respect: only then do they conflict."""
    mine, theirs = claimed.quantity, candidate.stated.quantity
    if candidate.conflict or candidate.outcome.reason != "value_differs" or mine.role != theirs.role:
        return False
    if not (mine.metric and mine.dataset and mine.method):
        return False
    fields = ("metric", "dataset", "method", "baseline", "condition", "unit", "direction")
    return all(name_key(getattr(mine, f) or "") == name_key(getattr(theirs, f) or "") for f in fields)


def _stands_in(claim: Claim, passage: Passage) -> bool:
    if not passage.start <= claim.start <= claim.end <= passage.end:
        return False
    return passage.text[claim.start - passage.start : claim.end - passage.start] == claim.quote


def _overlap(claim: Claim, passage: Passage) -> bool:
    return passage.start < claim.end and claim.start < passage.end


def _own_place(home: Passage, claim: Claim) -> Evidence:
    return replace(
        evidence_of(home),
        page=claim.page,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        boxes=claim.boxes or home.boxes,
    )
