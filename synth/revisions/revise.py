"""Two versions of a paper and their claims in, what became of each claim out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.revisions.prose import match_prose, read_prose
from synth.revisions.sentences import SentenceClaims
from synth.revisions.tables import TableClaims
from synth.types import Claim, ClaimChange, Document

__all__ = ["RevisedClaims", "revise_claims"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedClaims:
    """What became of a paper's claims in a later version of it."""

    changes: tuple[ClaimChange, ...]
    """One for each earlier claim, in its order; without verdicts."""
    added: tuple[Claim, ...]
    """Claims of the later version that have no counterpart, in its order."""
    cells: tuple[ClaimChange, ...] = ()
    """Table cells that no earlier claim states and that are not as they were, by table, row and column."""


def revise_claims(
    earlier: Document, old: Sequence[Claim], later: Document, new: Sequence[Claim]
) -> RevisedClaims:
    """Tell for each claim of a paper's earlier version what became of it in the later one.

    Takes both claims that sentences make and claims that tables make, which may be of a row or of a
    cell. All words of both documents are compared, not the claims alone: what was not extracted from
    the later version as a claim is found all the same. Statuses are those of `ClaimStatus` but
    `source_withdrawn`.
    """
    old_prose, new_prose = read_prose(earlier, old), read_prose(later)
    matches = match_prose(old_prose, new_prose)
    sentences = SentenceClaims(earlier, later, old_prose, new_prose, matches, new)
    tables = TableClaims(earlier, later, new_prose, new)
    changes = tuple(tables.revise(claim) if tables.has(claim) else sentences.revise(claim) for claim in old)
    return RevisedClaims(
        changes=changes,
        added=tuple(c for c in new if (tables.is_added(c) if tables.has_later(c) else sentences.is_added(c))),
        cells=tables.unstated(old),
    )
