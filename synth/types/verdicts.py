"""Whether a claim stands in its source, and what other papers say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.types.claims import Claim
from synth.types.evidence import Evidence

__all__ = ["Independent", "JudgedClaim", "Label", "Verdict"]

Label = Literal["supported", "refuted", "not_found", "unjudged"]
"""What a verdict says; `unjudged` always comes with a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a source says what a claim says."""

    label: Label
    """The verdict."""
    confidence: float | None
    """Probability that a careful reader would agree with the label; None when unjudged."""
    probabilities: tuple[float, float, float] | None
    """Of supported, refuted, not_found, summing to 1; None when unjudged."""
    reasons: tuple[str, ...]
    """Reason codes, most important first: "value_equal", "unit_converted", …; never empty."""
    explanation: str
    """The verdict in one sentence for a reader."""
    evidence: tuple[Evidence, ...] = ()
    """The places it rests on, strongest first."""

    @classmethod
    def unjudged(cls, reason: str, explanation: str) -> Verdict:
        """Say that there is no basis for a verdict, and why."""
        return cls(
            label="unjudged", confidence=None, probabilities=None, reasons=(reason,), explanation=explanation
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Independent:
    """What the other papers say about a claim's quantity."""

    supports: tuple[Evidence, ...] = ()
    """Places in other papers that report the same quantity and agree."""
    contradicts: tuple[Evidence, ...] = ()
    """Places in other papers that report the same quantity and differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedClaim:
    """A claim with both of its verdicts."""

    claim: Claim
    """The claim."""
    verdict: Verdict
    """In its source."""
    independent: Independent
    """In the other papers; both tuples empty means none found."""
