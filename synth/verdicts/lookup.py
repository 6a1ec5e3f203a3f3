"""A claimed quantity looked up in a paper's tables: the cell that its words lead to, and its neighbours.

The words of a claim choose rows and columns. The value of the cell they lead to bears the claim out
or speaks against it; the same value in a neighbouring row or column is another's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from synth.types import CellRef
from synth.verdicts.agreement import compare_loosely, kind_of_role
from synth.verdicts.compare import Outcome
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.grids import GridCell, Header, PaperTable, names_in
from synth.verdicts.holding import Level, hold
from synth.verdicts.nouns import counts_other
from synth.verdicts.subjects import Term, is_held, name_key, names_of, terms_of, text_keys, word_stem
from synth.verdicts.table_derived import derived_cells
from synth.verdicts.table_fit import (
    CAPTION,
    MENTION,
    Scored,
    Weights,
    cells_of,
    header_fit,
    in_headers,
    opposites_of,
    with_headers,
)
from synth.verdicts.table_naming import Naming
from synth.verdicts.table_rivals import holds_against, is_told_elsewhere
from synth.verdicts.table_settings import with_settings
from synth.verdicts.table_words import read_words
from synth.verdicts.units import BARE, Unit, is_measure, may_measure_alike

__all__ = ["UNLIKELY", "choose_tables", "look_beside", "look_up", "named_cell"]

TABLES = 5
"""Tables that are searched for a claim."""

NEIGHBOUR = 0.02
"""By how much a neighbour must fit the claim better for the value to be the neighbour's."""

COMPUTED, UNLIKELY = 0.2, 0.05
"""The same for a number that two cells come to, if so few pairs are expected to do so by chance."""

IN_FULL = 0.9
"""Fit from which a claim's words lead to one place alone."""

SPELT = 0.8
"""Share of a header that the claim must name for none of it to be left over."""

MAGNITUDE = 10_000
"""Times that a value may be another of the same measure; sizes of models differ by thousands."""

_MEASURED = {
    "time": re.compile(
        r"(?i:\b(?:time|timings?|hours?|hrs?|days?|min|minutes?|secs?|seconds?|duration|run-?times?|speed|age"
        r"|throughput|weeks?|months?|years?|costs?|delay|period)\b|latenc)|\bm?s\b|\bh\b|[µμ]s\b"
    ),
    "bytes": re.compile(
        r"\b(?:mem|size|storage|disk|v?ram|footprint|index|bytes|[kmgt]i?b)\b|memor", re.IGNORECASE
    ),
}
"""Words of a table that say that its bare numbers are of a time or of a size in memory."""


def choose_tables(terms: Sequence[Term], tables: Sequence[PaperTable]) -> list[PaperTable]:
    """Return the tables whose headers and captions have most of a claim's words."""
    shares = {
        place: sum(term.weight for term in terms if is_held(term, table.keys))
        for place, table in enumerate(tables)
    }
    best = sorted((place for place in shares if shares[place] > 0), key=lambda p: (-shares[p], p))
    return [tables[place] for place in best[:TABLES]]


def look_up(claimed: Claimed, table: PaperTable) -> list[Candidate]:
    """Return what a table has for a claimed quantity: the best cells with its value and with another."""
    printed, table = table, with_settings(claimed, _spell_out(claimed, table))
    claimed = replace(claimed, terms=(*claimed.terms, *in_headers(claimed, table)))
    rows = [header_fit(claimed, header) for header in table.rows]
    columns = [header_fit(claimed, header) for header in table.columns]
    naming = Naming(claimed, printed)
    weights = Weights(claimed, table)

    def fit_of(cell: GridCell) -> float:
        return weights.score((rows[cell.row], columns[cell.column])) - naming.loss((cell,))

    scored = _plain_cells(claimed, table, fit_of, _near(claimed, printed))
    derived = derived_cells(claimed, printed, table)
    scored += [replace(one, score=one.score - naming.loss(cells_of(one))) for one in derived]
    return _candidates(claimed, printed, table, scored)


def _spell_out(claimed: Claimed, table: PaperTable) -> PaperTable:
    """Add to the headers the claim's words that name them otherwise: "Rel.", "PWX", "sw", "CoT"."""
    names = names_in(claimed.text, table)
    if not names:
        return table
    said = read_words(claimed.text)
    rows, columns = list(table.rows), list(table.columns)
    for name in names:
        start, end = said.words[name.start].start, said.words[name.end].end
        keys = {term.key for term in claimed.all_terms if term.start < end and start < term.end}
        level = table.levels[name.level]
        told = {key for place in name.labels for key in text_keys(terms_of(f"x {level.labels[place]}"))}
        headers = columns if level.axis else rows
        for item in name.items:
            headers[item] = _spelt(headers[item], keys, told, name.score)
    return replace(table, rows=tuple(rows), columns=tuple(columns))


def _spelt(header: Header, keys: Set[str], told: Set[str], score: float) -> Header:
    """Let a header have the claim's words for it, and know what of it they say."""
    return replace(
        header, keys=header.keys | keys, told=header.told | told if score >= SPELT else header.told
    )


def look_beside(claimed: Claimed, table: PaperTable, beside: tuple[int, int]) -> list[Candidate]:
    """Return what stands in the row or the column of another number of the claim, if it is the claimed value.

    "A reaches 71, ahead of the 69 of B": what is said of A's cell tells the column of B's, but not its row.
    """
    row, column = beside
    found = []
    near = _near(claimed, table)
    for axis, other in ((table.rows, row), (table.columns, column)):
        is_column = axis is table.rows
        if not any(_stands_beside(table.cells[place], beside, is_column=is_column) for place in near):
            continue
        rivals = axis[other].keys
        kept = tuple(term for term in claimed.terms if not is_held(term, rivals))
        mine = replace(claimed, terms=kept)
        cells = tuple(cell for cell in table.cells if _stands_beside(cell, beside, is_column=is_column))
        found += [
            one for one in look_up(mine, replace(table, cells=cells)) if one.agrees and one.second is None
        ]
    return found


def _stands_beside(cell: GridCell, beside: tuple[int, int], *, is_column: bool) -> bool:
    """Whether a cell stands in the column (or else the row) of another, and is not that one."""
    row, column = beside
    if is_column:
        return cell.column == column and cell.row != row
    return cell.row == row and cell.column != column


def named_cell(claimed: Claimed, table: PaperTable, cell: GridCell, stated: Stated) -> Candidate:
    """Return a cell with the claimed value as a place of it, whatever else the table has."""
    return _candidate(claimed, table, Scored(cell, stated, compare_loosely(claimed, stated), 0.0), 0.0, None)


def _plain_cells(
    claimed: Claimed, table: PaperTable, fit_of: Callable[[GridCell], float], near: Set[int]
) -> list[Scored]:
    """Return the cells whose number may be the claimed one, and of the others the best that differ.

    A bare cell has the claim's unit if its column, or a row of such cells, holds the claimed number.

    Args:
        claimed: The claimed quantity.
        table: The table.
        fit_of: How well the claim's words lead to a cell.
        near: Which of the table's cells have a number that may agree with the claimed one.
    """
    unit, is_value = claimed.reading.unit, kind_of_role(claimed.quantity) == "value"
    is_change = kind_of_role(claimed.quantity) == "change" and unit.dimension in ("points", "bare")
    is_counted, is_measured = unit.dimension.startswith("count:"), unit.dimension in _MEASURED
    is_whole_count = is_counted and claimed.reading.step >= 1
    others = {n for n, one in enumerate(table.columns) if is_counted and counts_other(unit, one.text)}
    compare_with = _comparer(claimed)
    held = _Lines(set(), set())
    later = []
    for place in sorted(near):
        cell = table.cells[place]
        if cell.column in others or (is_change and not _tells_change(table, cell)):
            continue
        for stated in cell.facts.stated[:2]:
            if is_measured and stated.reading.unit.dimension == "bare" and not _measures(unit, table, cell):
                continue
            outcome, loose = compare_with(stated)
            if loose.kind == "equal":
                held.columns.add(cell.column)
                if stated.reading.unit.dimension == "bare" and not is_whole_count:
                    held.rows.add(cell.row)
            later.append((place, stated, outcome, loose))
    found = []
    for place, stated, outcome, loose in later:
        cell = table.cells[place]
        told = loose if held.has(cell) else outcome
        if told.kind == "equal" or (told.kind == "differs" and not _names_row(table, cell)):
            found.append((place, Scored(cell, stated, told, fit_of(cell))))
    if is_value:  # what is no value of its own has no other in a cell with a value
        far = [
            (-fit_of(cell), place)
            for place, cell in enumerate(table.cells)
            if place not in near
            and cell.column not in others
            and _may_differ(unit, cell, held)
            and not _names_row(table, cell)
        ]
        found += _best_that_differ(table, sorted(far), compare_with, held)
    return [one for _, one in sorted(found, key=lambda item: item[0])]


def _measures(unit: Unit, table: PaperTable, cell: GridCell) -> bool:
    """Whether a bare number may be of a claim's measure: no hours stand under "accuracy"."""
    headers = f"{table.rows[cell.row].text} {table.columns[cell.column].text} {table.table.table.caption}"
    return _MEASURED[unit.dimension].search(headers) is not None


class _Lines(NamedTuple):
    """Where bare cells have the claim's unit, because one of them holds the claimed number."""

    columns: set[int]
    """Columns with such a cell."""
    rows: set[int]
    """Rows with one: the columns beside it may be of the same measure."""

    def has(self, cell: GridCell) -> bool:
        """Whether a cell stands in one of them."""
        return cell.column in self.columns or cell.row in self.rows


_Comparer = Callable[[Stated], tuple[Outcome, Outcome]]
"""Compares a cell's number with a claimed one, as it is and as if it had the claim's unit."""


def _comparer(claimed: Claimed) -> _Comparer:
    unit = claimed.reading.unit
    is_counted = unit.dimension.startswith("count:")
    plain = replace(
        claimed,
        reading=replace(claimed.reading, unit=Unit("bare", unit.factor if is_counted else Decimal(1))),
    )
    is_value = kind_of_role(claimed.quantity) == "value"
    is_measured = is_measure(unit)
    are_errors = _speaks_of_errors(claimed)

    def compare_with(stated: Stated) -> tuple[Outcome, Outcome]:
        """Hold a cell's number against the claim: as both stand, and with a unit that either leaves out."""
        outcome = _compare(claimed, stated, are_errors=are_errors)
        if unit == BARE and outcome.kind == "incomparable" and is_measure(stated.reading.unit):
            bare = replace(stated, reading=replace(stated.reading, unit=BARE))
            return outcome, _compare(claimed, bare, are_errors=are_errors)  # "3.5 under Time (days)"
        if unit == BARE and stated.reading.unit.dimension == "bare" and stated.reading.unit != BARE:
            scaled = replace(claimed, reading=replace(claimed.reading, unit=stated.reading.unit))
            told = _compare(scaled, stated, are_errors=are_errors)  # "66,054 under Tokens (M)"
            return (told, told) if told.kind == "equal" else (outcome, outcome)
        is_bare = is_value and stated.reading.unit.dimension == "bare"
        is_open = outcome.kind == "incomparable" or (is_measured and outcome.reason == "scale_differs")
        return outcome, _compare(plain, stated, are_errors=are_errors) if is_bare and is_open else outcome

    return compare_with


def _names_row(table: PaperTable, cell: GridCell) -> bool:
    """Whether a cell is part of its row's name, as "256" in a column of batch sizes."""
    return cell.facts.passage.text.strip() in table.rows[cell.row].text.split(" / ")


def _may_differ(unit: Unit, cell: GridCell, held: _Lines) -> bool:
    """Whether a number far from the claimed one may speak against it: it measures the same, or may do so."""
    return held.has(cell) or any(
        may_measure_alike(unit, stated.reading.unit) for stated in cell.facts.stated[:2]
    )


def _best_that_differ(
    table: PaperTable, ranked: Sequence[tuple[float, int]], compare_with: _Comparer, held: _Lines
) -> list[tuple[int, Scored]]:
    """Return of cells, the best fit first, the best with another number; two of them if they fit alike."""
    found: list[tuple[int, Scored]] = []
    for lag, place in ranked:
        if len(found) > 1 or (found and -lag < found[0][1].score):
            break
        cell = table.cells[place]
        for stated in cell.facts.stated[:2]:
            outcome, loose = compare_with(stated)
            told = loose if held.has(cell) else outcome
            if told.kind == "differs":
                found.append((place, Scored(cell, stated, told, -lag)))
    return found


def _near(claimed: Claimed, table: PaperTable) -> Set[int]:
    """Return which of a table's cells have a number that may agree with the claimed one."""
    if _speaks_of_errors(claimed):
        return frozenset(range(len(table.cells)))  # what is left of a whole may be the claimed number
    near = table.numbers.near(claimed.reading)
    if claimed.reading.unit != BARE:
        return near
    scales = {cell.facts.stated[0].reading.unit.factor for cell in table.cells if cell.facts.stated} - {1}
    scaled = (replace(claimed.reading, unit=Unit("bare", scale)) for scale in sorted(scales))
    return frozenset(near).union(*(table.numbers.near(one) for one in scaled))


_CHANGE = re.compile(
    r"Δ|∆|[+−–-]\s?\d|\b(?:gain|diff|improv|change|drop|reduc|increas|decreas|gap|delta|margin|relative|loss)",
    re.IGNORECASE,
)


def _tells_change(table: PaperTable, cell: GridCell) -> bool:
    """Whether a cell is a difference: it prints a sign, or its headers say so; else it is a level."""
    row, column = table.rows[cell.row].text, table.columns[cell.column].text
    if any(_CHANGE.search(text) for text in (row, column, table.table.table.caption)):
        return True
    return _CHANGE.match(cell.facts.passage.text.strip()) is not None


def _compare(claimed: Claimed, stated: Stated, *, are_errors: bool) -> Outcome:
    """Compare with a cell: its headers tell what it counts, if anything does.

    "7.2 % errors" is what a column of accuracies has as 92.8.
    """
    if are_errors and not _ERRORS & (stated.context.own_keys | stated.context.shared_keys):
        stated = _complement(stated)
    return compare_loosely(claimed, stated)


_ERRORS = frozenset(
    word_stem(word) for word in ("error", "errors", "misclassified", "wrong", "mistakes", "err")
)
"""Words of what is counted where accuracy is not."""


def _speaks_of_errors(claimed: Claimed) -> bool:
    if claimed.reading.unit.dimension == "bare" and claimed.reading.step >= 1:
        return False  # "28 of the mistakes" are counted
    return claimed.reading.unit.dimension in ("percent", "bare") and any(
        term.key in _ERRORS or term.key.startswith("misclassif") for term in claimed.all_terms
    )


def _complement(stated: Stated) -> Stated:
    """Return what is left of a whole: 7.2 for an accuracy of 92.8."""
    value, reading = stated.reading.value, stated.reading
    if value is None or not 0 < value < 100:
        return stated
    whole = 1 if value < 1 else 100
    return replace(stated, reading=replace(reading, value=whole - value))


def _candidates(
    claimed: Claimed, printed: PaperTable, table: PaperTable, scored: Sequence[Scored]
) -> list[Candidate]:
    equal = [one for one in scored if one.outcome.kind == "equal"]
    top_equal = max((one.score for one in equal), default=None)
    other = [
        one
        for one in scored
        if one.outcome.kind == "differs"
        and _may_rival(claimed, one)
        and not any(
            one.score > mine.score
            and (is_told_elsewhere(claimed, one) or holds_against(claimed, printed, mine, one))
            for mine in equal
            if mine.score == top_equal
        )
    ]
    top_other = max((one.score for one in other), default=None)
    found = []
    if top_equal is not None:
        best = next(one for one in equal if one.score == top_equal)
        lead = best.score - (top_other if top_other is not None else 0.0)
        rival = next((one for one in other if one.score == top_other), None)
        is_anothers = rival is not None and lead < -_margin(best, rival.score)
        found.append(_candidate(claimed, table, best, lead, rival if is_anothers else None))
    if top_other is not None:
        tops = [one for one in other if one.score == top_other]
        lead = top_other - (top_equal if top_equal is not None else 0.0)
        margin = max((_margin(one, top_other) for one in equal if one.score == top_equal), default=0.0)
        if top_equal is None or lead > margin:
            found.append(_candidate(claimed, table, tops[0], lead if len(tops) == 1 else 0.0, None))
    return found


def _may_rival(claimed: Claimed, scored: Scored) -> bool:
    """Whether a cell may hold what is claimed otherwise: millions of tokens are no rival of a score."""
    mine, theirs = claimed.reading, scored.stated.reading
    if scored.second is not None or not mine.value or not theirs.value:
        return True
    if mine.unit == BARE and is_measure(theirs.unit):
        theirs = replace(theirs, unit=BARE)  # the claim leaves out the unit that a header gives
    sizes = sorted(abs(one.value * one.unit.factor) for one in (mine, theirs) if one.value is not None)
    return sizes[1] <= MAGNITUDE * sizes[0]


def _margin(scored: Scored, rival: float) -> float:
    """Return by how much another place must fit the claim better for a number to be its.

    Of the hundreds of pairs of a table few come to one number of several digits; but where the claim's words
    lead to another pair in full, it is that one.
    """
    return COMPUTED if scored.alike and scored.chance <= UNLIKELY and rival < IN_FULL else NEIGHBOUR


def _turned(claimed: Claimed, scored: Scored) -> str:
    """Say whether a difference goes the other way: a cell with a sign, or two cells of which one is ahead."""
    if kind_of_role(claimed.quantity) != "change":
        return ""
    sign = scored.stated.quantity.text[:1]
    is_signed = scored.second is None and sign in ("+", "-", "−", "–")
    way = (1 if sign == "+" else -1) if is_signed else 0
    return "direction_reversed" if scored.is_turned or way * claimed.direction < 0 else ""


def _lacks_baseline(claimed: Claimed, table: PaperTable, cells: Sequence[GridCell]) -> bool:
    """Whether neither of two cells that are compared has a name of what the claim compares with."""
    names = names_of(claimed.quantity.baseline)
    keys = table.caption.union(*(table.rows[one.row].keys | table.columns[one.column].keys for one in cells))
    if not names or any(is_held(term, keys) for term in names):
        return False
    return not any(author in keys for author in _cited_with(claimed, names))


_CITED = re.compile(r"\s?[(\[]?(?P<author>[^\W\d_][\w-]+)(?: et al\b| (?:and|&) |,? \(?(?:19|20)\d\d)")


def _cited_with(claimed: Claimed, names: Sequence[Term]) -> list[str]:
    """Return the keys of the authors a claim cites for what it names: "Lantern (Lee et al., 2019)"."""
    found = [
        _CITED.match(claimed.text, match.end())
        for term in names
        for match in re.finditer(re.escape(term.surface), claimed.text)
    ]
    return [name_key(match["author"]) for match in found if match]


def _candidate(
    claimed: Claimed, table: PaperTable, scored: Scored, lead: float, rival: Scored | None
) -> Candidate:
    cell = scored.cell
    row, column = table.rows[cell.row], table.columns[cell.column]
    levels: list[Level] = [
        (1.0, row.keys | column.keys),
        (CAPTION, table.caption),
        (MENTION, table.around),
    ]
    if scored.second is not None:
        levels.insert(1, (1.0, scored.second.context.own_keys))
    subject, missing = hold(claimed.terms, levels)
    share, _ = hold(claimed.all_terms, levels)
    stated = scored.stated
    other = scored.other
    named = with_headers(table, cell, stated)
    is_opposite = scored.second is None and any(opposites_of(claimed, header) for header in (row, column))
    conflict = "subject_differs" if rival is not None or is_opposite else _turned(claimed, scored)
    if not conflict and other is not None and _lacks_baseline(claimed, table, (cell, other)):
        conflict = "baseline_differs"
    return Candidate(
        facts=cell.facts,
        stated=named,
        outcome=scored.outcome,
        subject=subject,
        coverage=share,
        likeness=0.0,
        missing=missing,
        conflict=conflict if scored.outcome.kind == "equal" else "",
        second=scored.second,
        beside=other.facts if other is not None else None,
        second_cell=_cell_ref(table, other) if other is not None else None,
        lead=max(-1.0, min(1.0, lead)),
        cell=_cell_ref(table, cell),
        caption=table.table.table.caption,
        alike=scored.alike,
        chance=scored.chance,
        at=cell.at,
        second_at=other.at if other is not None else (-1, -1),
        rival=with_headers(table, rival.cell, rival.stated) if rival is not None else None,
    )


def _cell_ref(table: PaperTable, cell: GridCell) -> CellRef:
    row, column = table.rows[cell.row].text, table.columns[cell.column].text
    return CellRef(row=row or cell.row, column=column or cell.column)
