"""Two versions of a paper with their claims in, what became of each claim out."""

from synth.revisions.revise import RevisedClaims, revise_claims

__all__ = ["RevisedClaims", "revise_claims"]
