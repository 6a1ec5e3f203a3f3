"""What an evaluation hands on: a row's outcome, a figure with its interval, a set's result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from synth.types import Label

__all__ = ["LABELS", "Bin", "Evaluation", "Figure", "KindCount", "Outcome"]

LABELS: tuple[Label, ...] = ("supported", "refuted", "not_found")
"""Labels in the order of `Verdict.probabilities`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of one statement."""

    id: str
    """The row's id."""
    cluster: str
    """What the row shares with others (its paper, its table, its text): they are resampled together."""
    gold: Label
    """The label that is right."""
    label: Label
    """The label that was given; `unjudged` counts as wrong."""
    confidence: float | None
    """Probability of the label given; None when unjudged."""
    probabilities: tuple[float, float, float] | None
    """Of `LABELS`, summing to 1; None when unjudged."""
    seconds: float
    """Wall time of the judgement, reading of the source not included."""
    kind: str = ""
    """What sort of statement it is, where the set says so."""
    claim: str = ""
    """The statement."""
    source: str = ""
    """The paper it was held against; empty for a row that brings its text or table."""
    reasons: tuple[str, ...] = ()
    """The verdict's reason codes."""
    explanation: str = ""
    """The verdict in one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measured value with its 95 % interval."""

    value: float
    """The figure on all rows."""
    low: float
    """2.5th percentile over the resamples, or the lower end of a Wilson interval."""
    high: float
    """97.5th percentile, or the upper end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The verdicts whose confidence lies in one of ten intervals of equal width, `(low, high]`."""

    low: float
    high: float
    n: int
    """Verdicts."""
    confidence: float
    """Their mean confidence."""
    accuracy: float
    """The share of them that is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """What became of the statements of one kind."""

    kind: str
    gold: Label
    """The label that is right for all of them."""
    n: int
    hits: int
    """Supported ones where the statements are true; others (refused) where they are not."""
    share: Figure
    """`hits / n` with its Wilson interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The measures of one set."""

    name: str
    """The set's name, with its part: "scifact/dev"."""
    sha256: str
    """Digest of the data: the file's bytes, or all that the statements were made from."""
    rows: int
    """Rows measured."""
    clusters: int
    """Groups of rows that were resampled together."""
    unjudged: int
    """Rows that got no verdict; they count as wrong."""
    seed: int
    """Seed of the resampling, and of the making of statements."""
    limit: int | None
    """How many rows were asked for; None for all."""
    figures: Mapping[str, Figure]
    """Figures by name, as fractions of 1."""
    ms: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds per claim (or text): "median" and "p95"."""
    reliability: tuple[Bin, ...] = ()
    """Confidence against accuracy; bins without a verdict are left out."""
    kinds: tuple[KindCount, ...] = ()
    """Counts by kind, where the set tells kinds."""
    notes: tuple[str, ...] = ()
    """What a reader of the figures must know."""
    models: Mapping[str, str] = field(default_factory=dict)
    """The models of the settings that judged, by their part."""
