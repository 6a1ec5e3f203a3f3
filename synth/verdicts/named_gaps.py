"""How far two cells are apart that a claim names in full: "on C, A is 2.1 lower than B".

Of the thousands of pairs of cells of a paper some come to any number. Where a table has the two that are
held against each other, what others come to that lack one of the names bears nothing out, and what these
come to needs no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.verdicts.agreement import is_of_two
from synth.verdicts.conflicts import Candidate
from synth.verdicts.derive import combine_two
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import GridCell, PaperTable
from synth.verdicts.subjects import Term, is_held
from synth.verdicts.table_relations import Relation, read_relation
from synth.verdicts.table_words import read_words, words_of

__all__ = ["NamedGap", "named_gap", "with_gap"]

GROUND = 0.45
"""How sure it must be that a comparison is meant as it was read."""

SHARED = 0.4
"""What is left of a comparison's ground on a table that has none of the claim's words."""

ALL, MOST = 0.999, 0.75
"""Share of the words that name the two cells with which another number may be meant: computed, or stated."""

TABLES = 4
"""Tables on which a claim's comparison is tried."""


@dataclass(frozen=True, slots=True)
class NamedGap:
    """What the two cells come to that a claim holds against each other."""

    table: int
    """`PlacedTable.index` of their table."""
    cells: frozenset[tuple[int, int]]
    """Row and column of both."""
    is_claimed: bool
    """Whether they come to the claimed number."""
    is_ahead: bool
    """Whether the one said to be ahead is."""
    named: tuple[Term, ...]
    """The claim's words that their headers have."""
    said: frozenset[str]
    """All words of the claim, if it has all of their headers; else none."""


def named_gap(claimed: Claimed, tables: Sequence[PaperTable]) -> NamedGap | None:
    """Return what the two cells come to that a claim with one change names; None where it names none.

    The table that has most of the claim's words, and reads the comparison most plainly, is meant.
    """
    if claimed.quantity.role != "difference" or not is_of_two(claimed) or claimed.reading.bound in ("<", ">"):
        return None
    held = [sum(is_held(term, table.keys) for term in claimed.all_terms) for table in tables[:TABLES]]
    best: tuple[float, Relation, PaperTable] | None = None
    for table, n_held in zip(tables, held, strict=False):
        relation = read_relation(claimed.text, table)
        if relation is None or len(relation.pairs) != 1:
            continue
        share = n_held / max(held) if n_held else 0.0
        ground = relation.ground * (SHARED + (1 - SHARED) * share**2)
        if ground >= GROUND and (best is None or ground > best[0]):
            best = ground, relation, table
    return None if best is None else _gap(claimed, best[1], best[2])


def _gap(claimed: Claimed, relation: Relation, table: PaperTable) -> NamedGap | None:
    first, last, is_ahead = relation.pairs[0]
    numbers: dict[tuple[int, int], GridCell] = {cell.at: cell for cell in table.cells if cell.facts.stated}
    one, other = numbers[first].facts.stated[0], numbers[last].facts.stated[0]
    outcome = combine_two(claimed.reading, one.reading, other.reading)
    if outcome is None:
        return None
    headers = [header for row, column in (first, last) for header in (table.rows[row], table.columns[column])]
    keys = frozenset().union(*(header.keys for header in headers))
    said = frozenset(word.key for word in read_words(claimed.text).words)
    return NamedGap(
        table=table.table.index,
        cells=frozenset((first, last)),
        is_claimed=outcome.kind == "equal",
        is_ahead=is_ahead,
        named=tuple(term for term in claimed.all_terms if is_held(term, keys)),
        said=said if all(_words_in(header.text) <= said for header in headers) else frozenset(),
    )


def _words_in(header: str) -> frozenset[str]:
    return frozenset(word.key for word in words_of(header))


def with_gap(gap: NamedGap | None, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out what says nothing of a named gap, and what speaks against it where it is as claimed."""
    if gap is None:
        return list(candidates)
    if not gap.is_claimed:
        return [one for one in candidates if not one.agrees or _may_be_meant(one, gap)]
    if not gap.is_ahead:
        return [one for one in candidates if not one.agrees]
    return [replace(one, conflict="") for one in candidates if one.agrees or _is_of(one, gap)]


def _may_be_meant(candidate: Candidate, gap: NamedGap) -> bool:
    """Whether what the claim names stands with a number as well: all of it, or most in a sentence.

    Where it names the two cells in full, a longer name ("XLM-R" for "XLM") is another's.
    """
    keys = candidate.stated.context.own_keys
    if candidate.second is not None:
        keys |= candidate.second.context.own_keys
    if candidate.cell is None:
        keys |= candidate.facts.keys
    cells = [cell for cell in (candidate.cell, candidate.second_cell) if cell is not None]
    if gap.said and any(not _words_in(f"{cell.row} {cell.column}") <= gap.said for cell in cells):
        return False
    is_said = candidate.second is None and candidate.cell is None and not candidate.is_loose
    held = sum(term.weight for term in gap.named if is_held(term, keys))
    return held >= (MOST if is_said else ALL) * sum(term.weight for term in gap.named)


def _is_of(candidate: Candidate, gap: NamedGap) -> bool:
    """Whether a candidate is what the two cells come to."""
    return candidate.cells == gap.cells and candidate.facts.passage.index == gap.table
