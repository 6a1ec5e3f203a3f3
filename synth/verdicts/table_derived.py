"""What a table's cells come to together: differences and ratios of two, totals and means of a row or column.

A claim gives them where the table prints the cells alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import numpy as np

from synth.verdicts.agreement import kind_of_role
from synth.verdicts.compare import Outcome, compare
from synth.verdicts.cues import is_better_low
from synth.verdicts.derive import combine_two, speaks_of_mean
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import GridCell, Header, PaperTable, names_in
from synth.verdicts.subjects import Term, compared_spans, is_held
from synth.verdicts.table_fit import LEFT_OVER, Scored, Weights, header_fit, in_headers, with_headers
from synth.verdicts.table_relations import read_relation
from synth.verdicts.units import Unit

__all__ = ["derived_cells"]

NAMED = 0.5
"""Share of the best header's fit from which another counts as named by the claim as well."""

_REPLACES = re.compile(r"\b(?:replac|swap|switch|substitut|exchang|instead)", re.IGNORECASE)
"""Where one thing takes another's place, the order of their names tells nothing."""

SMALL = 20
"""Whole numbers below are not looked for among sums."""

TELLING_DIGITS = 2
"""Significant digits from which a number is looked for among what any two cells come to."""

COINCIDENT, ENOUGH = 2, 0.5
"""Up to how many pairs of a table may come to a number, and how well the claim's words must lead to one,
for it to be meant though the claim does not name it."""

SLACK = 0.12
"""How far off "about" may be, as a share."""

MAX_PAIRS = 60
"""Pairs of cells whose difference or ratio is tried."""


def derived_cells(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[Scored]:
    """Yield what several cells come to that may be the claimed quantity.

    Args:
        claimed: The claimed quantity.
        printed: The table as printed.
        table: The same, its headers with the claim's words for them.
    """
    kind = kind_of_role(claimed.quantity)
    if kind == "change" or claimed.reading.unit.dimension == "ratio":
        yield from _two_cells(claimed, printed, table)
    if kind == "value":
        yield from _totals(claimed, printed, table)


def _two_cells(claimed: Claimed, printed: PaperTable, table: PaperTable) -> list[Scored]:
    """Return what pairs of cells come to: those that the claim compares, those it names, those that fit."""
    coincident = list(_coincident(claimed, table))
    told: dict[frozenset[tuple[int, int] | None], Scored] = {}
    for one in (*_compared(claimed, printed, table), *_pairs(claimed, table)):
        alike = len(coincident) if one.outcome.kind == "equal" else 0
        told.setdefault(_both(one), replace(one, alike=alike))
    if len(coincident) <= COINCIDENT:
        for one in coincident:
            if one.score >= ENOUGH:
                told.setdefault(_both(one), replace(one, alike=len(coincident)))
    return list(told.values())


def _both(scored: Scored) -> frozenset[tuple[int, int] | None]:
    return frozenset((scored.at, scored.second_at))


def _pairs(claimed: Claimed, table: PaperTable) -> Iterator[Scored]:
    """Compute what two cells of one row or one column come to, of those that the claim names.

    What is compared may stand with another number of the claim, so that all of its words count.
    """
    terms = (*_once(claimed.all_terms), *in_headers(claimed, table))
    claimed = replace(claimed, terms=terms)
    rows = [header_fit(claimed, header) for header in table.rows]
    columns = [header_fit(claimed, header) for header in table.columns]
    named_rows, named_columns = _meant(claimed, rows), _meant(claimed, columns)
    numbers = {(c.row, c.column): c for c in table.cells if c.facts.stated}
    n, weights = 0, Weights(claimed, table)
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
            second = with_headers(table, other, other.facts.stated[0])
            yield Scored(one, one.facts.stated[0], outcome, score, second, is_turned, last)


def _compared(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[Scored]:
    """Compute what the cells come to that the claim holds against each other."""
    relation = read_relation(claimed.text, printed)
    if relation is None or not relation.pairs:
        return
    claimed = replace(claimed, terms=_once(claimed.all_terms))
    rows = [header_fit(claimed, header) for header in table.rows]
    columns = [header_fit(claimed, header) for header in table.columns]
    numbers = {(c.row, c.column): c for c in table.cells if c.facts.stated}
    weights = Weights(claimed, table)
    for first, last, is_ahead in relation.pairs:
        one, other = numbers[first], numbers[last]
        outcome = combine_two(claimed.reading, one.facts.stated[0].reading, other.facts.stated[0].reading)
        if outcome is None:
            continue
        places = sorted({first[0], last[0]}), sorted({first[1], last[1]})
        fits = [rows[row] for row in places[0]] + [columns[column] for column in places[1]]
        second = with_headers(table, other, other.facts.stated[0])
        is_turned = outcome.kind == "equal" and not is_ahead
        yield Scored(one, one.facts.stated[0], outcome, weights.score(fits), second, is_turned, last)


def _coincident(claimed: Claimed, table: PaperTable) -> Iterator[Scored]:
    """Yield the pairs of one row or one column that come to the claimed number, named by the claim or not.

    "Once the missing judgements were added" is the row "Annotated (w/o holes)": no word of it is the
    claim's, but of some hundred pairs few come to 8.1, and of these one stands where the claim's other
    words lead.
    """
    value = claimed.reading.value
    if value is None or claimed.reading.bound in ("<", ">") or _digits(value) < TELLING_DIGITS:
        return
    claimed = replace(claimed, terms=(*_once(claimed.all_terms), *in_headers(claimed, table)))
    rows = [header_fit(claimed, header) for header in table.rows]
    columns = [header_fit(claimed, header) for header in table.columns]
    weights = Weights(claimed, table)
    for first, last in _pairs_that_come_to(claimed, table):
        one, other = first.facts.stated[0], last.facts.stated[0]
        outcome = combine_two(claimed.reading, one.reading, other.reading)
        if outcome is None or outcome.kind != "equal":
            continue
        at, second_at = (first.row, first.column), (last.row, last.column)
        fits = [rows[row] for row in sorted({first.row, last.row})]
        fits += [columns[column] for column in sorted({first.column, last.column})]
        values = one.reading.value, other.reading.value
        is_low = _is_low_better(table, at, second_at)
        is_turned = _is_turned(claimed, _apart(table, at, second_at), values, is_low=is_low)
        second = with_headers(table, last, other)
        yield Scored(first, one, outcome, weights.score(fits), second, is_turned, second_at)


def _pairs_that_come_to(claimed: Claimed, table: PaperTable) -> Iterator[tuple[GridCell, GridCell]]:
    """Yield pairs of cells of one row or column that may come to a number, by a quick look at their sizes."""
    value = abs(float(claimed.reading.value or 0))
    slack = max(float(claimed.reading.step), SLACK * value if claimed.reading.bound == "~" else 0.0)
    for cells, sizes_N in table.lines:
        gaps_NN = np.abs(sizes_N[:, None] - sizes_N)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios_NN = np.abs(sizes_N[:, None] / sizes_N)
        fits_NN = np.zeros_like(gaps_NN, dtype=bool)
        for come_to_NN in (gaps_NN, 100 * gaps_NN, ratios_NN, 100 * np.abs(ratios_NN - 1)):
            fits_NN |= np.abs(come_to_NN - value) <= slack
        for first, last in np.argwhere(np.triu(fits_NN | fits_NN.T, k=1)):
            yield cells[first], cells[last]


def _digits(value: Decimal) -> int:
    """Return how many significant digits a number has."""
    return len(str(abs(value)).replace(".", "").strip("0"))


_SUM = re.compile(
    r"\b(?:sum|summ(?:ed|ing)|add(?:ed|s|ing)? up|total(?:s|led|ling|ing)?|altogether|taken together"
    r"|put together|combined|in all|between them)\b",
    re.IGNORECASE,
)


def _totals(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[Scored]:
    """Add up, or average, the named cells of each column and row, or all of them, as the claim says."""
    kinds = [("derived_total", _SUM.search(claimed.text)), ("derived_mean", speaks_of_mean(claimed.text))]
    wanted = [kind for kind, said in kinds if said]
    if not wanted or _is_small(claimed):
        return
    rows = [header_fit(claimed, header) for header in table.rows]
    columns = [header_fit(claimed, header) for header in table.columns]
    weights = Weights(claimed, table)
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
                last = with_headers(table, cells[-1], stated[-1])
                yield Scored(cells[0], stated[0], Outcome("equal", kind), weights.score(fits), last)


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
    first = _first_place(claimed, headers[0], headers[1])
    second = _first_place(claimed, headers[1], headers[0])
    if first is None or second is None or first == second:
        return False
    places = (first, second)
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
    begins = [_is_left_behind(claimed.text, place) for place in places]
    if is_base[0] == is_base[1] and begins[0] != begins[1]:
        is_base = begins
    first_is_subject = places[0] < places[1] if is_base[0] == is_base[1] else is_base[1]
    ahead = one - other if first_is_subject else other - one
    if is_low and _IS_JUDGED.search(claimed.text) and not is_better_low(claimed.text):
        ahead = -ahead
    return (ahead > 0) != (claimed.direction > 0)


_FROM = re.compile(r"\bfrom(?: \w+){0,2} $", re.IGNORECASE)
"""Ahead of what a change begins with: "from German to Swahili" is a gain of Swahili's."""


def _is_left_behind(text: str, place: int) -> bool:
    return _FROM.search(text, 0, place) is not None and " to " in text[place:]


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
