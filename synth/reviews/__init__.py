"""A draft in, reviewers' scores with reasons out."""

from synth.reviews.agreement import krippendorff_alpha
from synth.reviews.panel import REVIEWERS, review

__all__ = ["REVIEWERS", "krippendorff_alpha", "review"]
