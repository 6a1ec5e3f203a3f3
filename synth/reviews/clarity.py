"""Can a reader understand every number, and look it up?"""

from __future__ import annotations

from synth.reviews.marks import COMPLETE, TRACEABLE, TRUSTWORTHY, from_angle, mark, percent, require_claims
from synth.types import CriterionScore, Draft, JudgedClaim, Review

__all__ = ["Clarity"]

LONG_QUOTE_WORDS = 60
"""A sentence with more words is hard to check at a glance."""

_RESULT_ROLES = ("level", "difference", "ratio")

# A sentence that opens with one of these, or points back with one, leans on the sentence before it.
_POINTS_BACK = frozenset("it its they their them this these that those he she his her both such".split())


class Clarity:
    """Marks whether each number says what it is of, reads alone, and can be looked up."""

    name = "clarity"
    concern = "Can a reader understand every number and look it up?"

    def __call__(self, draft: Draft) -> Review:
        """Mark a draft; raises `NothingFound` when it has no claim."""
        require_claims(draft)
        places, subjects, alone = _mark_places(draft), _mark_subjects(draft), _mark_sentences(draft)
        findings = _mark_findings(draft)
        shared = (
            from_angle(TRUSTWORTHY, "A number without a subject can't be reused", subjects),
            from_angle(COMPLETE, "As far as findings go", findings),
            from_angle(TRACEABLE, "As far as places go", places),
        )
        scores = (places, subjects, alone, findings, *shared)
        return Review(reviewer=self.name, concern=self.concern, scores=scores)


def _mark_places(draft: Draft) -> CriterionScore:
    lost = tuple(j for j in draft.claims if not _has_place(j))
    known = len(draft.claims) - len(lost)
    reason = f"{percent(known, len(draft.claims))} claims are given with their page or source line."
    return mark("every claim has its place", known / len(draft.claims), reason, lost or draft.claims)


def _has_place(judged: JudgedClaim) -> bool:
    return judged.claim.page is not None or any(e.line is not None for e in judged.verdict.evidence)


def _mark_subjects(draft: Draft) -> CriterionScore:
    """Count the results' values that name what is measured, and on what or of which method."""
    results = tuple(j for j in draft.claims if j.claim.asserts != "setting") or draft.claims
    values = [(j, q) for j in results for q in j.claim.quantities if q.role in _RESULT_ROLES]
    vague = [j for j, q in values if not (q.metric and (q.dataset or q.method))]
    bound = len(values) - len(vague)
    reason = f"{percent(bound, len(values))} values name what is measured, and on what or of which method."
    return mark(
        "every number has its subject", bound / len(values) if values else 0.0, reason, vague or results
    )


def _mark_sentences(draft: Draft) -> CriterionScore:
    hard = tuple(j for j in draft.claims if not _reads_alone(j.claim.quote))
    easy = len(draft.claims) - len(hard)
    reason = (
        f"{percent(easy, len(draft.claims))} quotes can be read alone: at most {LONG_QUOTE_WORDS} words, "
        "and not leaning on the sentence before."
    )
    return mark("quotes read alone", easy / len(draft.claims), reason, hard or draft.claims)


def _reads_alone(quote: str) -> bool:
    words = quote.split()
    opening = words[0].strip("“\"'(,").lower() if words else ""
    return 0 < len(words) <= LONG_QUOTE_WORDS and opening not in _POINTS_BACK


def _mark_findings(draft: Draft) -> CriterionScore:
    known = {j.claim.id for j in draft.claims}
    sound = [f for f in draft.findings if f.claim_ids and set(f.claim_ids) <= known]
    used = {claim_id for f in sound for claim_id in f.claim_ids}
    reason = f"{percent(len(sound), len(draft.findings))} findings name the claims that they rest on."
    if not draft.findings:
        reason = "No finding could be written from the verified claims."
    share = len(sound) / len(draft.findings) if draft.findings else 0.0
    return mark("findings name their claims", share, reason, [j for j in draft.claims if j.claim.id in used])
