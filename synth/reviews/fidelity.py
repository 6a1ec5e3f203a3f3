"""Do the numbers stand in the papers that they are taken from?"""

from __future__ import annotations

from synth.reviews.marks import (
    COMPLETE,
    TRACEABLE,
    TRUSTWORTHY,
    from_angle,
    judged_claims,
    mark,
    percent,
    require_claims,
)
from synth.types import CriterionScore, Draft, JudgedClaim, Review

__all__ = ["Fidelity"]

DOUBTFUL = 0.5
"""A verdict with less confidence is more likely wrong than right."""


class Fidelity:
    """Marks whether the report's numbers are those of its sources."""

    name = "fidelity"
    concern = "Do the numbers stand in the papers that they are taken from?"

    def __call__(self, draft: Draft) -> Review:
        """Mark a draft; raises `NothingFound` when it has no claim."""
        require_claims(draft)
        judged = judged_claims(draft)
        reach = _mark_reach(draft, judged)
        marks = [reach]
        if judged:
            truth = _mark_truth(draft, judged)
            marks = [truth, reach, *_mark_confidence(judged), *_mark_findings(draft)]
            trust = from_angle(TRUSTWORTHY, "As far as numbers go", truth)
        else:
            trust = mark(TRUSTWORTHY, 0.0, "No claim could be judged.", draft.claims)
        complete = from_angle(COMPLETE, "As far as verdicts go", reach)
        scores = (*marks, trust, complete, _mark_evidence(draft))
        return Review(reviewer=self.name, concern=self.concern, scores=scores)


def _mark_truth(draft: Draft, judged: tuple[JudgedClaim, ...]) -> CriterionScore:
    """A refuted claim weighs double: it says something false, not just something unfounded."""
    wrong = tuple(j for j in judged if j.verdict.label == "refuted")
    lost = tuple(j for j in judged if j.verdict.label == "not_found")
    good = len(judged) - len(wrong) - len(lost)
    unjudged = len(draft.claims) - len(judged)
    reason = (
        f"{percent(good, len(judged))} judged claims are supported, {len(wrong)} refuted, "
        f"{len(lost)} not found; {unjudged} unjudged are counted apart."
    )
    share = good / (len(judged) + len(wrong))
    return mark("numbers stand in their source", share, reason, (*wrong, *lost) or judged)


def _mark_reach(draft: Draft, judged: tuple[JudgedClaim, ...]) -> CriterionScore:
    unjudged = tuple(j for j in draft.claims if j.verdict.label == "unjudged")
    codes = sorted({j.verdict.reasons[0] for j in unjudged if j.verdict.reasons})
    why = f" The others: {', '.join(codes)}." if codes else ""
    reason = f"{percent(len(judged), len(draft.claims))} claims could be judged.{why}"
    return mark("every claim is judged", len(judged) / len(draft.claims), reason, unjudged or draft.claims)


def _mark_confidence(judged: tuple[JudgedClaim, ...]) -> tuple[CriterionScore, ...]:
    """Mark how sure the verdicts are; no mark where none has a confidence."""
    rated = [(j, j.verdict.confidence) for j in judged if j.verdict.confidence is not None]
    if not rated:
        return ()
    mean = sum(confidence for _, confidence in rated) / len(rated)
    doubtful = [j for j, confidence in rated if confidence < DOUBTFUL]
    few = percent(len(doubtful), len(rated))
    reason = f"Mean confidence {mean:.2f}; {few} verdicts have less than {DOUBTFUL}."
    return (mark("verdicts are sure", mean, reason, doubtful or judged),)


def _mark_findings(draft: Draft) -> tuple[CriterionScore, ...]:
    """Mark whether findings rest on supported claims alone; no mark where there is no finding."""
    if not draft.findings:
        return ()
    by_id = {j.claim.id: j for j in draft.claims}
    weak_ids = {j.claim.id for j in draft.claims if j.verdict.label != "supported"}
    sound = [f for f in draft.findings if not weak_ids & set(f.claim_ids) and set(f.claim_ids) <= set(by_id)]
    used = tuple(by_id[i] for f in draft.findings for i in f.claim_ids if i in by_id)
    weak = tuple(j for j in used if j.claim.id in weak_ids)
    reason = f"{percent(len(sound), len(draft.findings))} findings rest on supported claims alone."
    criterion = "findings rest on verified numbers"
    return (mark(criterion, len(sound) / len(draft.findings), reason, weak or used),)


def _mark_evidence(draft: Draft) -> CriterionScore:
    bare = tuple(j for j in draft.claims if not any(e.quote for e in j.verdict.evidence))
    shown = len(draft.claims) - len(bare)
    reason = f"{percent(shown, len(draft.claims))} claims show the words of the source that decide them."
    return mark(TRACEABLE, shown / len(draft.claims), reason, bare or draft.claims)
