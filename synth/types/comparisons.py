"""Values of several papers side by side: tables, conflicts, what one quotes from another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.types.claims import Direction, Role
from synth.types.evidence import Evidence

__all__ = ["Comparison", "ComparisonCell", "Conflict", "NameMerge", "Quotation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonCell:
    """One reported value in a comparison table."""

    method: str
    """Whose value, as the paper names it."""
    paper_id: str
    """Where it stands."""
    version: int | None
    """Which version."""
    value: str
    """As printed."""
    unit: str | None
    """Canonical unit."""
    claim_id: str
    """The claim that states it."""
    page: int | None
    """Where to look."""
    condition: str | None
    """What sets it apart from its neighbours."""
    is_own: bool
    """The paper's own result, not one it quotes."""
    name: str = ""
    """What all papers' rows of this method are called here: the name most of them use; "" for `method`."""
    details: tuple[str, ...] = ()
    """What else the paper tells of it, where that tells it from another cell of the row."""
    merges: tuple[NameMerge, ...] = ()
    """Why `method` is taken for `name`, a step each; empty where the names are one to the letter."""
    origin: str | None = None
    """For a quoted value, whose it is: the id of a paper of the report, or the citation as printed."""
    origin_has_it: bool | None = None
    """Whether the origin prints that value; None where it is no paper of the report or prints none."""
    also: tuple[Evidence, ...] = ()
    """Other places of the same paper that give the same value of the same method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMerge:
    """One step by which a printed name is taken for another."""

    kind: Literal["spelling", "abbreviation", "definition", "citation", "same_values"]
    """`spelling`: case, hyphens, "multilingual" for "m". `same_values`: an older paper prints the same row
    of numbers under that name. The others: a paper says so, see `NameNote`."""
    printed: str
    """The name before the step."""
    name: str
    """The name after it."""
    evidence: Evidence | None = None
    """Where a paper says so, or prints the row; None for a spelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Values of one metric on one data set."""

    dataset: str
    """The name most papers use."""
    metric: str
    """The name most papers use."""
    role: Role
    """Levels and differences are never put into one table."""
    cells: tuple[ComparisonCell, ...]
    """At least two, ordered by setting, then method, then paper."""
    merges: tuple[NameMerge, ...] = ()
    """Other names of the data set under which values stand here, and what says that they are one."""
    baseline: str | None = None
    """What the differences are differences to, as most papers call it; None for levels, and where no
    paper says."""
    direction: Direction | None = None
    """Whether the differences are increases or decreases; None for levels, and where no paper says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two or more papers that give different values for what reads as the same quantity."""

    subject: str
    """What the values are of, in words."""
    claim_ids: tuple[str, ...]
    """The claims in conflict, ordered by paper id."""
    values: tuple[str, ...]
    """Their values, in the same order."""
    likely_reason: str
    """Code: "model_size", "split", "language", "training_data", "condition", "version", "rounding",
    "unknown"."""
    explanation: str
    """One sentence for a reader."""
    quoted: tuple[bool, ...] = ()
    """For each value, whether its paper quotes it from elsewhere; empty where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A value that one paper of the report gives as another paper's."""

    subject: str
    """What the value is of, in words."""
    claim_id: str
    """The claim that quotes."""
    value: str
    """The value as quoted."""
    origin_claim_id: str
    """The claim of the quoted paper."""
    origin_value: str
    """Its value."""
    agrees: bool
    """Whether both are equal within the coarser one's precision."""
    is_told: bool
    """Whether the quoting paper cites the other; False where only its equal numbers tell."""
    explanation: str
    """One sentence for a reader."""
