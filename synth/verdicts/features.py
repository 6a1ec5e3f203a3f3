"""What the fitted models see of a claim and its evidence; every feature lies in [-1, 1]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.verdicts.conflicts import Candidate
from synth.verdicts.cues import direction_of, is_negated
from synth.verdicts.facts import Facts
from synth.verdicts.match import QuantityMatch
from synth.verdicts.subjects import Term, is_held

__all__ = ["TextHit", "quantity_features", "text_features"]

_SAME_DIGITS = ("unit_differs", "scale_differs", "bound_differs", "bound_violated")


def quantity_features(match: QuantityMatch) -> dict[str, float]:
    """Describe the strongest witnesses for and against a claimed quantity."""
    yes, no = match.agrees, match.contradicts
    claim_terms = match.claimed.all_terms
    for_it = _witness(yes, claim_terms)
    against = _witness(no, claim_terms)
    turned = no is not None and (bool(no.conflict) or no.outcome.reason in _SAME_DIGITS)
    digits = len(
        str(match.claimed.quantity.value or match.claimed.quantity.low or "").strip("-0.").replace(".", "")
    )
    return {
        "agrees": for_it.present,
        "agrees_subject": for_it.subject,
        "agrees_names": for_it.names,
        "agrees_coverage": for_it.coverage,
        "agrees_lacks_name": float(yes is not None and bool(yes.missing)),
        "agrees_other_name": float(yes is not None and _names_another(yes, claim_terms)),
        "agrees_likeness": for_it.likeness,
        "contradicts_likeness": against.likeness,
        "agrees_derived": float(yes is not None and yes.outcome.reason.startswith("derived")),
        "agrees_inexactly": float(
            yes is not None
            and yes.outcome.reason in ("rounded", "hedge_met", "bound_met", "within_range", "range_end")
        ),
        "agrees_in_table": float(yes is not None and yes.facts.passage.kind == "table"),
        "agrees_digits": for_it.present * min(digits, 5) / 5,
        "contradicts": against.present,
        "contradicts_subject": against.subject,
        "contradicts_names": against.names,
        "contradicts_coverage": against.coverage,
        "contradicts_turned": float(turned),
        "contradicts_turned_coverage": against.coverage * turned,
        "contradicts_in_table": float(no is not None and no.facts.passage.kind == "table"),
        "agrees_leads": max(0.0, for_it.subject - against.subject),
        "contradicts_leads": max(0.0, against.subject - for_it.subject) * for_it.present,
        "contradicts_alone": against.coverage * against.names * (1 - for_it.present),
        "contradicts_verbatim": max(0.0, against.coverage - 0.8)
        * 5
        * max(0.0, against.coverage - for_it.coverage),
        "agrees_verbatim": max(0.0, for_it.coverage - 0.8) * 5 * max(0.0, for_it.coverage - against.coverage),
        "same_subject_turned": float(turned and against.subject >= for_it.subject),
    }


@dataclass(frozen=True, slots=True)
class _Witness:
    present: float
    subject: float
    names: float
    coverage: float
    likeness: float


def _witness(candidate: Candidate | None, claim_terms: Sequence[Term]) -> _Witness:
    if candidate is None:
        return _Witness(0.0, 0.0, 0.0, 0.0, 0.0)
    names = [term for term in claim_terms if term.is_name]
    lacking = {term.key for term in candidate.missing}
    held = sum(term.key not in lacking for term in names) / len(names) if names else 1.0
    return _Witness(1.0, candidate.subject, held, candidate.coverage, candidate.likeness)


def _names_another(candidate: Candidate, claim_terms: Sequence[Term]) -> bool:
    """Whether the sentence has names that the claim lacks where the claim has names that it lacks."""
    claimed = {term.key for term in claim_terms}
    context = candidate.stated.context
    return bool(candidate.missing) and any(
        term.is_name and term.key not in claimed for term in (*context.own, *context.shared)
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


def text_features(claim: str, terms: Sequence[Term], hits: Sequence[TextHit]) -> dict[str, float]:
    """Describe the best passages for a claim without numbers; `hits` best first, at least one."""
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
        "negation_differs": float(negations),
        "negation_differs_close": float(negations) * best.cosine,
        "claim_negated": float(is_negated(claim)),
        "claim_falls": float(direction_of(claim) < 0),
        "length": min(len(terms), 20) / 20,
    }
