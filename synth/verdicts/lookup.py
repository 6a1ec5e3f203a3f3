"""A claimed quantity looked up in a paper's tables: the cell that its words lead to, and its neighbours.

The words of a claim choose rows and columns. The value of the cell they lead to bears the claim out
or speaks against it; the same value in a neighbouring row or column is another's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from synth.types import CellRef
from synth.verdicts.agreement import compare_loosely, kind_of_role
from synth.verdicts.compare import Outcome, compare
from synth.verdicts.conflicts import Candidate
from synth.verdicts.cues import is_better_low
from synth.verdicts.derive import combine_two, speaks_of_mean
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.grids import GridCell, Header, PaperTable, counted_things, left_out, names_in
from synth.verdicts.holding import Level, hold
from synth.verdicts.nouns import counts_other
from synth.verdicts.subjects import Term, compared_spans, is_held, terms_of, text_keys, word_stem
from synth.verdicts.table_relations import read_relation
from synth.verdicts.table_words import read_words
from synth.verdicts.units import Unit, may_measure_alike

__all__ = ["choose_tables", "look_beside", "look_up", "named_cell"]

TABLES = 5
"""Tables that are searched for a claim."""

LEFT_OVER = 0.12
"""What a header loses if the claim has none of its words: "Lantern-large" is not "Lantern"."""

NEIGHBOUR = 0.02
"""By how much a neighbour must fit the claim better for the value to be the neighbour's."""

CAPTION, MENTION = 0.8, 0.5
"""Credit for a word of the caption, and of the sentences that speak of the table."""

NAMED = 0.5
"""Share of the best header's fit from which another counts as named by the claim as well."""

_REPLACES = re.compile(r"\b(?:replac|swap|switch|substitut|exchang|instead)", re.IGNORECASE)
"""Where one thing takes another's place, the order of their names tells nothing."""

_UNMEASURED = ("bare", "percent", "points", "ratio")

SMALL = 20
"""Whole numbers below are not looked for among sums."""

SPELT = 0.8
"""Share of a header that the claim must name for none of it to be left over."""

MAX_PAIRS = 60
"""Pairs of cells whose difference or ratio is tried."""


_Fit = tuple[frozenset[int], float]
"""Which of a claim's words a header has, by place, and its own share that the claim lacks."""


@dataclass(frozen=True, slots=True)
class _Scored:
    """A cell, or two of which a number is computed, and how well the claim's words lead there."""

    cell: GridCell
    stated: Stated
    outcome: Outcome
    score: float
    second: Stated | None = None
    is_turned: bool = False
    second_at: tuple[int, int] | None = None

    @property
    def at(self) -> tuple[int, int]:
        """Row and column of the cell."""
        return self.cell.row, self.cell.column


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
    printed, table = table, _spell_out(claimed, table)
    claimed = replace(claimed, terms=(*claimed.terms, *_in_headers(claimed, table)))
    rows = [_header_fit(claimed, header) for header in table.rows]
    columns = [_header_fit(claimed, header) for header in table.columns]
    scored = _plain_cells(claimed, table, rows, columns, _near(claimed, printed))
    if kind_of_role(claimed.quantity) == "change" or claimed.reading.unit.dimension == "ratio":
        compared = list(_compared(claimed, printed, table))
        told = {frozenset((one.at, one.second_at)) for one in compared}
        scored += compared
        scored += [one for one in _pairs(claimed, table) if frozenset((one.at, one.second_at)) not in told]
    if kind_of_role(claimed.quantity) == "value":
        scored += _totals(claimed, printed, table)
    return _candidates(claimed, table, scored)


def _spell_out(claimed: Claimed, table: PaperTable) -> PaperTable:
    """Add to the headers the claim's words that name them otherwise: "Rel.", "PWX", "sw", "CoT"."""
    names = names_in(claimed.text, table)
    if not names:
        return table
    said = read_words(claimed.text)
    rows, columns = list(table.rows), list(table.columns)
    for name in names:
        start, end = said.words[name.start].start, said.words[name.end].end
        keys = {term.key for term in claimed.all_terms if start <= term.start < end}
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


def _in_headers(claimed: Claimed, table: PaperTable) -> list[Term]:
    """Return the claim's other numbers that tell this table's rows or columns apart."""
    headers = [*table.rows, *table.columns]
    return [term for term in claimed.others if any(term.key in header.keys for header in headers)]


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
    return _candidate(claimed, table, _Scored(cell, stated, compare_loosely(claimed, stated), 0.0), 0.0, None)


def _header_fit(claimed: Claimed, header: Header) -> tuple[frozenset[int], float]:
    """Return which of the claim's words a header has, by place, and its own share that the claim lacks."""
    held = frozenset(place for place, term in enumerate(claimed.terms) if is_held(term, header.keys))
    if opposed := _opposed(claimed, header):
        return frozenset(place for place in held if claimed.terms[place].key not in opposed), 1.0
    said = frozenset(term.key for term in claimed.terms)
    total = sum(term.weight for term in header.terms)
    said |= header.told
    left = sum(term.weight for term in header.terms if not is_held(term, said))
    return held, left / total if total else 0.0


def _opposed(claimed: Claimed, header: Header) -> frozenset[str]:
    """Return the keys of what only one of the two has: "without dropout" beside "w/ dropout"."""
    counted = _miscounted(claimed.text, header.text)
    lacked = left_out(claimed.text)
    if not lacked and not header.lacks:
        return counted
    said = frozenset(term.key for term in claimed.terms)
    return (lacked ^ header.lacks) & header.keys & said | counted


def _miscounted(text: str, header: str) -> frozenset[str]:
    """Return the keys of what a claim and a header count differently: "a single stage", "(2 stage)"."""
    printed = counted_things(header)
    if not printed:
        return frozenset()
    said = counted_things(text)
    return frozenset(key for key in printed.keys() & said.keys() if not printed[key] & said[key])


def _plain_cells(
    claimed: Claimed, table: PaperTable, rows: Sequence[_Fit], columns: Sequence[_Fit], near: Set[int]
) -> list[_Scored]:
    """Return the cells whose number may be the claimed one, and of the others the best that differ.

    A bare cell has the claim's unit if its column, or a row of such cells, holds the claimed number.

    Args:
        claimed: The claimed quantity.
        table: The table.
        rows: How well each row's header fits the claim.
        columns: How well each column's does.
        near: Which of the table's cells have a number that may agree with the claimed one.
    """
    unit, is_value = claimed.reading.unit, kind_of_role(claimed.quantity) == "value"
    is_points = unit.dimension == "points" and kind_of_role(claimed.quantity) == "change"
    is_counted = unit.dimension.startswith("count:")
    others = {n for n, one in enumerate(table.columns) if is_counted and counts_other(unit, one.text)}
    compare_with = _comparer(claimed)
    held: set[int] = set()
    later = []
    for place in sorted(near):
        cell = table.cells[place]
        if cell.column in others or (is_points and not _tells_change(table, cell)):
            continue
        for stated in cell.facts.stated[:2]:
            outcome, loose = compare_with(stated)
            if loose.kind == "equal":
                held.add(cell.column)
            later.append((place, stated, outcome, loose))
    weights = _Weights(claimed, table)
    found = []
    for place, stated, outcome, loose in later:
        cell = table.cells[place]
        told = loose if cell.column in held else outcome
        if told.kind != "incomparable":
            found.append(
                (place, _Scored(cell, stated, told, weights.score((rows[cell.row], columns[cell.column]))))
            )
    if is_value:  # what is no value of its own has no other in a cell with a value
        far = [
            (-weights.score((rows[cell.row], columns[cell.column])), place)
            for place, cell in enumerate(table.cells)
            if place not in near and cell.column not in others and _may_differ(unit, cell, held)
        ]
        found += _best_that_differ(table, sorted(far), compare_with, held)
    return [one for _, one in sorted(found, key=lambda item: item[0])]


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
    is_measured = unit.dimension not in _UNMEASURED and not is_counted
    are_errors = _speaks_of_errors(claimed)

    def compare_with(stated: Stated) -> tuple[Outcome, Outcome]:
        outcome = _compare(claimed, stated, are_errors=are_errors)
        is_bare = is_value and stated.reading.unit.dimension == "bare"
        is_open = outcome.kind == "incomparable" or (is_measured and outcome.reason == "scale_differs")
        return outcome, _compare(plain, stated, are_errors=are_errors) if is_bare and is_open else outcome

    return compare_with


def _may_differ(unit: Unit, cell: GridCell, held: Set[int]) -> bool:
    """Whether a number far from the claimed one may speak against it: it measures the same, or may do so."""
    return cell.column in held or any(
        may_measure_alike(unit, stated.reading.unit) for stated in cell.facts.stated[:2]
    )


def _best_that_differ(
    table: PaperTable, ranked: Sequence[tuple[float, int]], compare_with: _Comparer, held: Set[int]
) -> list[tuple[int, _Scored]]:
    """Return of cells, the best fit first, the best with another number; two of them if they fit alike."""
    found: list[tuple[int, _Scored]] = []
    for lag, place in ranked:
        if len(found) > 1 or (found and -lag < found[0][1].score):
            break
        cell = table.cells[place]
        for stated in cell.facts.stated[:2]:
            outcome, loose = compare_with(stated)
            told = loose if cell.column in held else outcome
            if told.kind == "differs":
                found.append((place, _Scored(cell, stated, told, -lag)))
    return found


def _near(claimed: Claimed, table: PaperTable) -> Set[int]:
    """Return which of a table's cells have a number that may agree with the claimed one."""
    if _speaks_of_errors(claimed):
        return frozenset(range(len(table.cells)))  # what is left of a whole may be the claimed number
    return table.numbers.near(claimed.reading)


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


class _Weights:
    """How much each of a claim's words tells, and what of it a table has beside its headers."""

    def __init__(self, claimed: Claimed, table: PaperTable) -> None:
        self._weighed = [(term.weight, _beside(term, table) * term.weight) for term in claimed.terms]
        self._shares: dict[frozenset[int], float] = {}

    def score(self, fits: Sequence[_Fit]) -> float:
        """Return how well the claim's words lead to what stands under some headers."""
        named = frozenset().union(*(fit[0] for fit in fits))
        if named not in self._shares:
            self._shares[named] = self._share(named)
        left = sum(fit[1] for fit in fits) / len(fits)
        return self._shares[named] - 2 * LEFT_OVER * left

    def _share(self, named: Set[int]) -> float:
        total = held = 0.0
        for place, (weight, beside) in enumerate(self._weighed):
            total += weight
            held += weight if place in named else beside
        return held / (total or 1.0)


def _beside(term: Term, table: PaperTable) -> float:
    """Return the credit for a word that the caption has, or the text around the table."""
    if is_held(term, table.caption):
        return CAPTION
    return MENTION if is_held(term, table.around) else 0.0


def _pairs(claimed: Claimed, table: PaperTable) -> Iterator[_Scored]:
    """Compute what two cells of one row or one column come to, of those that the claim names.

    What is compared may stand with another number of the claim, so that all of its words count.
    """
    terms = (*_once(claimed.all_terms), *_in_headers(claimed, table))
    claimed = replace(claimed, terms=terms)
    rows = [_header_fit(claimed, header) for header in table.rows]
    columns = [_header_fit(claimed, header) for header in table.columns]
    named_rows, named_columns = _meant(claimed, rows), _meant(claimed, columns)
    numbers = {(c.row, c.column): c for c in table.cells if c.facts.stated}
    n, weights = 0, _Weights(claimed, table)
    pairs = [
        ((one, column), (other, column))
        for one, other in combinations(named_rows, 2)
        for column in (named_columns or range(len(columns)))
    ] + [
        ((row, one), (row, other))
        for one, other in combinations(named_columns, 2)
        for row in (named_rows or range(len(rows)))
    ]
    for first, last in pairs:
        if first not in numbers or last not in numbers or n >= MAX_PAIRS:
            continue
        if not _are_both_named(claimed, _apart(table, first, last)):
            continue
        n += 1
        one, other = numbers[first], numbers[last]
        fits = [rows[r] for r in sorted({first[0], last[0]})] + [
            columns[c] for c in sorted({first[1], last[1]})
        ]
        score = weights.score(fits)
        outcome = combine_two(claimed.reading, one.facts.stated[0].reading, other.facts.stated[0].reading)
        if outcome is not None:
            values = one.facts.stated[0].reading.value, other.facts.stated[0].reading.value
            headers = _apart(table, first, last)
            is_turned = outcome.kind == "equal" and _is_turned(
                claimed, headers, values, is_low=_is_low_better(table, first, last)
            )
            second = _named(table, other, other.facts.stated[0])
            yield _Scored(one, one.facts.stated[0], outcome, score, second, is_turned, last)


def _compared(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[_Scored]:
    """Compute what the cells come to that the claim holds against each other."""
    relation = read_relation(claimed.text, printed)
    if relation is None or not relation.pairs:
        return
    claimed = replace(claimed, terms=_once(claimed.all_terms))
    rows = [_header_fit(claimed, header) for header in table.rows]
    columns = [_header_fit(claimed, header) for header in table.columns]
    numbers = {(c.row, c.column): c for c in table.cells if c.facts.stated}
    weights = _Weights(claimed, table)
    for first, last, is_ahead in relation.pairs:
        one, other = numbers[first], numbers[last]
        outcome = combine_two(claimed.reading, one.facts.stated[0].reading, other.facts.stated[0].reading)
        if outcome is None:
            continue
        places = sorted({first[0], last[0]}), sorted({first[1], last[1]})
        fits = [rows[row] for row in places[0]] + [columns[column] for column in places[1]]
        second = _named(table, other, other.facts.stated[0])
        is_turned = outcome.kind == "equal" and not is_ahead
        yield _Scored(one, one.facts.stated[0], outcome, weights.score(fits), second, is_turned, last)


_SUM = re.compile(
    r"\b(?:sum|summ(?:ed|ing)|add(?:ed|s|ing)? up|total(?:s|led|ling|ing)?|altogether|taken together"
    r"|put together|combined|in all|between them)\b",
    re.IGNORECASE,
)


def _totals(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[_Scored]:
    """Add up, or average, the named cells of each column and row, or all of them, as the claim says."""
    kinds = [("derived_total", _SUM.search(claimed.text)), ("derived_mean", speaks_of_mean(claimed.text))]
    wanted = [kind for kind, said in kinds if said]
    if not wanted or _is_small(claimed):
        return
    rows = [_header_fit(claimed, header) for header in table.rows]
    columns = [_header_fit(claimed, header) for header in table.columns]
    weights = _Weights(claimed, table)
    unit = claimed.reading.unit
    scale = unit.factor if unit.dimension.startswith("count:") else Decimal(1)
    plain = replace(claimed.reading, unit=Unit("bare", scale))
    for cells in _lines_of(claimed, printed):
        fits = [rows[row] for row in sorted({c.row for c in cells})]
        fits += [columns[column] for column in sorted({c.column for c in cells})]
        stated = [cell.facts.stated[0] for cell in cells]
        values = [one.reading.value for one in stated if one.reading.value is not None]
        for kind in wanted:
            total = sum(values, Decimal(0)) / (len(values) if kind == "derived_mean" else 1)
            reading = replace(stated[0].reading, value=total, step=max(one.reading.step for one in stated))
            found = (compare(claimed.reading, reading), compare(plain, reading))
            if any(one.kind == "equal" for one in found):
                last = _named(table, cells[-1], stated[-1])
                yield _Scored(cells[0], stated[0], Outcome("equal", kind), weights.score(fits), last)


def _is_small(claimed: Claimed) -> bool:
    """Whether a number is one that some sum comes to anyhow: "four"."""
    value = claimed.reading.value
    return value is None or (abs(value) < SMALL and value == value.to_integral_value())


def _lines_of(claimed: Claimed, printed: PaperTable) -> Iterator[list[GridCell]]:
    """Yield the cells of each column, and of each row, that are named together, or else all of them."""
    cells = {(c.row, c.column): c for c in printed.cells if (c.row, c.column) in printed.values}
    names = names_in(claimed.text, printed)
    for axis in (0, 1):
        summed = {
            item
            for level in printed.levels
            if level.axis == axis
            for place, items in enumerate(level.items)
            if level.is_summary(place)
            for item in items
        }
        groups = [frozenset(place[axis] for place in cells) - summed]
        for number, level in enumerate(printed.levels):
            mine = [name.items for name in names if name.level == number]
            if level.axis == axis and len(mine) > 1:
                groups.insert(0, frozenset().union(*mine))
        across = [name.items for name in names if printed.levels[name.level].axis != axis]
        lines = sorted({place[1 - axis] for place in cells})
        kept = [line for line in lines if all(line in items for items in across)] or lines
        for group in groups:
            for line in kept:
                found = [cells[place] for place in cells if place[1 - axis] == line and place[axis] in group]
                if len(found) > 1:
                    yield found


def _once(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Keep the first of each word."""
    return tuple({term.key: term for term in reversed(terms)}.values())[::-1]


def _are_both_named(claimed: Claimed, headers: tuple[Header, Header]) -> bool:
    """Whether the claim tells both of two headers: by a word of its own, or all of its words.

    A gain "on the test set" is none between the development and the test set.
    """
    said = frozenset(term.key for term in claimed.all_terms)
    for header, rival in (headers, headers[::-1]):
        has_own = any(_is_only(term, header, rival) for term in claimed.terms)
        if not has_own and not all(is_held(term, said) for term in header.terms):
            return False
    return True


def _apart(table: PaperTable, first: tuple[int, int], second: tuple[int, int]) -> tuple[Header, Header]:
    """Return the headers in which two cells differ."""
    if first[0] != second[0]:
        return table.rows[first[0]], table.rows[second[0]]
    return table.columns[first[1]], table.columns[second[1]]


def _is_turned(
    claimed: Claimed,
    headers: tuple[Header, Header],
    values: tuple[Decimal | None, Decimal | None],
    *,
    is_low: bool = False,
) -> bool:
    """Whether the claim puts ahead the one of two values that is behind.

    Its subject is named first, unless it is what the claim compares with ("over B, A gains 2").
    Where low values are the better ones (`is_low`), the worse of two is the higher.
    """
    one, other = values
    if (
        not claimed.direction
        or one is None
        or other is None
        or one == other
        or _REPLACES.search(claimed.text)
    ):
        return False
    places = [_first_place(claimed, header, rival) for header, rival in (headers, headers[::-1])]
    if places[0] is None or places[1] is None or places[0] == places[1]:
        return False
    compared = {term.key for term in claimed.baselines}
    spans = compared_spans(claimed.text)
    is_base = [
        any(
            term.key in compared or any(start <= term.start < end for start, end in spans)
            for term in claimed.all_terms
            if _is_only(term, header, rival)
        )
        for header, rival in (headers, headers[::-1])
    ]
    first_is_subject = places[0] < places[1] if is_base[0] == is_base[1] else is_base[1]
    ahead = one - other if first_is_subject else other - one
    if is_low and _IS_JUDGED.search(claimed.text) and not is_better_low(claimed.text):
        ahead = -ahead
    return (ahead > 0) != (claimed.direction > 0)


_IS_JUDGED = re.compile(
    r"\b(?:better|worse|beat\w*|outperform\w*|surpass\w*|ahead|behind|improv\w*|trail\w*)\b", re.IGNORECASE
)
"""Words that say which is better, not which is higher."""


def _is_low_better(table: PaperTable, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether a table marks by an arrow that what two of its cells measure should be low."""
    texts = [table.rows[row].text + table.columns[column].text for row, column in (first, second)]
    if "↑" in texts[0] + texts[1]:
        return False
    return "↓" in texts[0] + texts[1] + table.table.table.caption


def _is_only(term: Term, header: Header, rival: Header) -> bool:
    return is_held(term, header.keys) and not is_held(term, rival.keys)


def _first_place(claimed: Claimed, header: Header, rival: Header) -> int | None:
    """Return where the claim first names a header by a word that its rival lacks."""
    return min((t.start for t in claimed.all_terms if _is_only(t, header, rival)), default=None)


def _meant(claimed: Claimed, fits: Sequence[tuple[frozenset[int], float]]) -> list[int]:
    """Return the rows or columns that the claim names: by words that not all of them have."""
    if not fits:
        return []
    common = frozenset.intersection(*(held for held, _ in fits))
    weights = [sum(claimed.terms[p].weight for p in held - common) for held, _ in fits]
    best = max(weights)
    named = [
        place
        for place, weight in enumerate(weights)
        # "Nepali" beside "Nepali + Hindi" has no word of its own.
        if best > 0 and (weight >= NAMED * best or (fits[place][0] and not fits[place][1]))
    ]
    return sorted(named, key=lambda place: (-weights[place] + LEFT_OVER * fits[place][1], place))[:8]


def _candidates(claimed: Claimed, table: PaperTable, scored: Sequence[_Scored]) -> list[Candidate]:
    equal = [one for one in scored if one.outcome.kind == "equal"]
    other = [one for one in scored if one.outcome.kind == "differs"]
    top_equal = max((one.score for one in equal), default=None)
    top_other = max((one.score for one in other), default=None)
    found = []
    if top_equal is not None:
        best = next(one for one in equal if one.score == top_equal)
        lead = best.score - (top_other if top_other is not None else 0.0)
        rival = next((one for one in other if one.score == top_other), None)
        is_anothers = rival is not None and lead < -NEIGHBOUR
        found.append(_candidate(claimed, table, best, lead, rival if is_anothers else None))
    if top_other is not None:
        tops = [one for one in other if one.score == top_other]
        lead = top_other - (top_equal if top_equal is not None else 0.0)
        if top_equal is None or lead > NEIGHBOUR:
            found.append(_candidate(claimed, table, tops[0], lead if len(tops) == 1 else 0.0, None))
    return found


def _named(table: PaperTable, cell: GridCell, stated: Stated) -> Stated:
    """Bind a cell's number to its headers, for a reader."""
    row, column = table.rows[cell.row].text, table.columns[cell.column].text
    return replace(stated, quantity=replace(stated.quantity, method=row or None, dataset=column or None))


def _turned(claimed: Claimed, scored: _Scored) -> str:
    """Say whether a difference goes the other way: a cell with a sign, or two cells of which one is ahead."""
    if kind_of_role(claimed.quantity) != "change":
        return ""
    sign = scored.stated.quantity.text[:1]
    is_signed = scored.second is None and sign in ("+", "-", "−", "–")
    way = (1 if sign == "+" else -1) if is_signed else 0
    return "direction_reversed" if scored.is_turned or way * claimed.direction < 0 else ""


def _candidate(
    claimed: Claimed, table: PaperTable, scored: _Scored, lead: float, rival: _Scored | None
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
    named = _named(table, cell, stated)
    conflict = "subject_differs" if rival is not None else _turned(claimed, scored)
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
        lead=max(-1.0, min(1.0, lead)),
        cell=CellRef(row=row.text or cell.row, column=column.text or cell.column),
        at=(cell.row, cell.column),
        rival=_named(table, rival.cell, rival.stated) if rival is not None else None,
    )
