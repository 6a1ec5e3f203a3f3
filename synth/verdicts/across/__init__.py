"""The second question: do other papers report the same quantity, and do they agree?

Precision goes first: a conflict that is none costs more trust than one that is missed. Only numbers whose
metric, data set and method are all named take part, and they are compared only where nothing that the
papers say sets them apart: neither the kind of average, nor the unit, nor a condition, nor what a gain is a
gain over. What a paper quotes from another is no finding of its own; it is held against its origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.types import Claim, Comparison, Conflict, Independent, NameNote, Paper, Quotation
from synth.verdicts.across.conflicts import Witnesses, find_conflicts
from synth.verdicts.across.copies import join_copies
from synth.verdicts.across.entries import join_tellings, read_entries, with_common_names
from synth.verdicts.across.names import NameBook
from synth.verdicts.across.quotations import hold_to_origins, origins_of
from synth.verdicts.across.tables import build_tables

__all__ = ["Compared", "compare_papers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the papers of a run say of each other."""

    independent: Mapping[str, Independent]
    """What other papers say for every claim by its id; both sides empty where none speaks of it."""
    comparisons: tuple[Comparison, ...]
    """Tables over at least two papers with results of their own."""
    conflicts: tuple[Conflict, ...]
    """Different values for what reads as one quantity."""
    quotations: tuple[Quotation, ...]
    """Values that papers of the run quote from each other."""


def compare_papers(
    claims: Sequence[Claim],
    *,
    notes: Mapping[str, Sequence[NameNote]] | None = None,
    papers: Sequence[Paper] = (),
    texts: Mapping[str, str] | None = None,
) -> Compared:
    """Compare the claims of different papers with each other.

    `notes` has what each paper, by its id, says of the names it uses; `papers` tell which of them are cited
    and which is the older; by `texts`, the papers' texts by id, no paper is said not to have a number that it
    prints. Work grows with the number of claims, and with the square only of the papers
    that report one and the same quantity.
    """
    told = notes or {}
    published = {paper.id: paper.published for paper in papers if paper.published}
    read = join_tellings(origins_of(read_entries(claims, NameBook(told)), told, papers))
    named = with_common_names(join_tellings(join_copies(read, published)))
    entries, quotations = hold_to_origins(named, texts or {})
    witnesses = Witnesses()
    conflicts = find_conflicts(entries, witnesses)
    return Compared(
        independent={claim.id: witnesses.of(claim) for claim in claims},
        comparisons=build_tables(entries),
        conflicts=conflicts,
        quotations=quotations,
    )
