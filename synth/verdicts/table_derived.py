"""What a table's cells come to together: differences and ratios of two, totals and means of a row or column.

A claim gives them where the table prints the cells alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import combinations

import numpy as np

from synth.verdicts.agreement import is_of_two, is_part, kind_of_role
from synth.verdicts.clauses import is_removed
from synth.verdicts.compare import Outcome, compare
from synth.verdicts.cues import is_better_low
from synth.verdicts.derive import are_whole, combine_two, speaks_of_mean
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import GridCell, Header, PaperTable, names_in
from synth.verdicts.near import reach
from synth.verdicts.subjects import Term, compared_spans, is_held
from synth.verdicts.table_fit import LEFT_OVER, Scored, Weights, header_fit, in_headers, with_headers
from synth.verdicts.table_pairs import PairFits
from synth.verdicts.table_relations import read_relation
from synth.verdicts.units import Unit

__all__ = ["derived_cells"]

NAMED = 0.5
"""Share of the best header's fit from which another counts as named by the claim as well."""

_REPLACES = re.compile(r"\b(?:replac|swap|switch|substitut|exchang|instead)", re.IGNORECASE)
"""Where one thing takes another's place, the order of their names tells nothing."""

_OLD = re.compile(
    r"\b(?:replac(?:e|es|ing)|instead of|in place of|(?:switch|swapp|chang)\w* from)\b"
    r"(?:\s(?!(?:by|with|to|for|in|on)\b)[^\s,;:()]+){1,6}",
    re.IGNORECASE,
)
"""What loses its place."""

SMALL = 20
"""Whole numbers below are not looked for among sums."""

LIKELY = 0.3
"""Pairs that may be expected to come to a number by chance, from which one that does is not taken up."""

BEST = 6
"""Pairs that come to a number of which more than their fit is told, those that fit best."""

RIVALS = 2
"""Pairs that fit best and that are held against those that come to a number."""

_FINE = Decimal("1e-9")

MAX_PAIRS = 60
"""Pairs of cells whose difference or ratio is tried."""


def derived_cells(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[Scored]:
    """Yield what several cells come to that may be the claimed quantity.

    Args:
        claimed: The claimed quantity.
        printed: The table as printed.
        table: The same, its headers with the claim's words for them.
    """
    if is_of_two(claimed):
        yield from _two_cells(claimed, printed, table)
    if kind_of_role(claimed.quantity) == "value":
        yield from _totals(claimed, printed, table)


class _Fits:
    """How well a claim's words lead to what stands under a table's headers."""

    def __init__(self, claimed: Claimed, table: PaperTable, printed: PaperTable) -> None:
        self.rows = [header_fit(claimed, header) for header in table.rows]
        self.columns = [header_fit(claimed, header) for header in table.columns]
        self._weights = Weights(claimed, table)
        self._printed, self._claim = printed, claimed.reading

    @cached_property
    def _pairs(self) -> PairFits:
        return PairFits(self._printed, self.rows, self.columns, self._weights.weighed, self._claim)

    def score(self, cells: Sequence[GridCell]) -> float:
        """Return how well the words lead to some cells together."""
        rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
        return self._weights.score([*(self.rows[n] for n in rows), *(self.columns[n] for n in columns)])

    def score_of_two(self, first: GridCell, last: GridCell) -> float:
        """Return how well they lead to two cells that are compared: the better, the less keeps them apart."""
        return self.score((first, last)) - self._pairs.lost(first.at, last.at)

    def chance(self, score: float, n_coming: int) -> float:
        """Return how many pairs that fit as well may be expected to come to a number by chance."""
        return self._pairs.chance(score, n_coming)

    def are_whole_and_part(self, first: GridCell, last: GridCell) -> bool:
        """Whether one of two cells is a mean or a total and the other is not."""
        return self._pairs.are_whole_and_part(first.at, last.at)

    def is_outdone(self, scored: Scored, rival: Scored) -> bool:
        """Whether a rival pair has one cell of a pair, and the claim tells its other one more closely.

        By more of its words, or in full: that "ENG" says less than "TGT" tells nothing.
        """
        if scored.other is None or rival.other is None:
            return False
        mine, theirs = {scored.cell.at, scored.other.at}, {rival.cell.at, rival.other.at}
        own, others = mine - theirs, theirs - mine
        if len(own) != 1 or len(others) != 1:
            return False
        (row, column), (other_row, other_column) = own.pop(), others.pop()
        if (row == other_row) == (column == other_column):
            return False
        fits = (
            (self.rows[row], self.rows[other_row])
            if column == other_column
            else (
                self.columns[column],
                self.columns[other_column],
            )
        )
        (held, left), (other_held, other_left) = fits
        is_named_in_full = other_left < left and not other_left
        return held <= other_held and other_left <= left and (held < other_held or is_named_in_full)

    def best(self, n: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return the pairs of cells that fit best, of those of which the claim tells both sides."""
        return self._pairs.best(n)


def _two_cells(claimed: Claimed, printed: PaperTable, table: PaperTable) -> list[Scored]:
    """Return what pairs of cells come to: those that the claim compares, those it names, those that fit.

    What is compared may stand with another number of the claim, so that all of its words count.
    "Once the missing judgements were added" is the row "Annotated (w/o holes)": no word of it is the
    claim's, but of some hundred pairs few come to 8.1, and of these one stands where the claim's other
    words lead.
    """
    words = replace(claimed, terms=(*_once(claimed.all_terms), *in_headers(claimed, table)))
    fits = _Fits(words, table, printed)
    coming = list(_coming_to(claimed, printed))
    told: dict[frozenset[tuple[int, int]], Scored] = {}
    for one in (*_compared(claimed, printed, table), *_named(words, table, fits)):
        told.setdefault(_both(one), one)
    ranked = sorted(coming, key=lambda pair: -fits.score_of_two(pair[0], pair[1]))
    for first, last, outcome in ranked[:BEST]:
        one = _pair(words, table, fits, first, last, outcome)
        if fits.chance(one.score, len(coming)) <= LIKELY:
            told.setdefault(_both(one), one)
    for one in _rivals(words, table, fits) if coming else ():
        told.setdefault(_both(one), one)
    for at, one in list(told.items()):
        if (
            one.other is not None
            and one.outcome.kind == "differs"
            and fits.are_whole_and_part(one.cell, one.other)
        ):
            del told[at]  # a mean is no rival of what it sums up
    rivals = [one for one in told.values() if one.outcome.kind == "differs"]
    return [_with_chance(one, fits, len(coming), rivals) for one in told.values()]


def _rivals(claimed: Claimed, table: PaperTable, fits: _Fits) -> Iterator[Scored]:
    """Yield the pairs that the claim's words lead to best and that come to another number."""
    numbers = {cell.at: cell for cell in table.cells if cell.facts.stated}
    for first, last in fits.best(RIVALS):
        outcome = _come_to(claimed, numbers[first], numbers[last])
        if outcome is not None and outcome.kind == "differs":
            yield _pair(claimed, table, fits, numbers[first], numbers[last], outcome)


def _with_chance(scored: Scored, fits: _Fits, n_coming: int, rivals: Sequence[Scored]) -> Scored:
    """Tell of a pair that comes to the claimed number how likely some pair does by chance.

    Where the claim names another in place of one of the two, and more closely, it is chance.
    """
    if scored.outcome.kind != "equal":
        return scored
    if any(fits.is_outdone(scored, rival) for rival in rivals):
        return replace(scored, alike=n_coming, chance=1.0)
    return replace(scored, alike=n_coming, chance=fits.chance(scored.score, n_coming))


def _both(scored: Scored) -> frozenset[tuple[int, int]]:
    """Return where the two cells of a pair stand."""
    return frozenset(cell.at for cell in (scored.cell, scored.other) if cell is not None)


def _pair(
    claimed: Claimed, table: PaperTable, fits: _Fits, first: GridCell, last: GridCell, outcome: Outcome
) -> Scored:
    """Return a pair of cells with what it comes to: turned if the claim puts ahead the one behind."""
    one, other = first.facts.stated[0], last.facts.stated[0]
    is_turned = outcome.kind == "equal" and _is_turned(
        claimed,
        _apart(table, first.at, last.at),
        (one.reading.value, other.reading.value),
        is_low=_is_low_better(table, first.at, last.at),
    )
    second = with_headers(table, last, other)
    return Scored(first, one, outcome, fits.score_of_two(first, last), second, is_turned, last)


def _come_to(claimed: Claimed, first: GridCell, last: GridCell) -> Outcome | None:
    """Hold a claimed quantity against what two cells come to; None if they can't be combined."""
    one, other = first.facts.stated[0], last.facts.stated[0]
    if is_part(claimed) and not are_whole(one.reading, other.reading):
        return None
    return combine_two(claimed.reading, one.reading, other.reading)


def _named(claimed: Claimed, table: PaperTable, fits: _Fits) -> Iterator[Scored]:
    """Compute what two cells of one row or one column come to, of those that the claim names."""
    numbers = {cell.at: cell for cell in table.cells if cell.facts.stated}
    named_rows, named_columns = _meant(claimed, fits.rows), _meant(claimed, fits.columns)
    n = 0
    pairs = [
        ((one, column), (other, column))
        for one, other in combinations(named_rows, 2)
        for column in (named_columns or range(len(table.columns)))
    ] + [
        ((row, one), (row, other))
        for one, other in combinations(named_columns, 2)
        for row in (named_rows or range(len(table.rows)))
    ]
    for first, last in pairs:
        if first not in numbers or last not in numbers or n >= MAX_PAIRS:
            continue
        if not _are_both_named(claimed, _apart(table, first, last)):
            continue
        n += 1
        outcome = _come_to(claimed, numbers[first], numbers[last])
        if outcome is not None:
            yield _pair(claimed, table, fits, numbers[first], numbers[last], outcome)


def _compared(claimed: Claimed, printed: PaperTable, table: PaperTable) -> Iterator[Scored]:
    """Compute what the cells come to that the claim holds against each other."""
    relation = read_relation(claimed.text, printed)
    if relation is None or not relation.pairs:
        return
    fits = _Fits(replace(claimed, terms=_once(claimed.all_terms)), table, printed)
    numbers = {cell.at: cell for cell in table.cells if cell.facts.stated}
    for first, last, is_ahead in relation.pairs:
        one, other = numbers[first], numbers[last]
        outcome = _come_to(claimed, one, other)
        if outcome is None:
            continue
        second = with_headers(table, other, other.facts.stated[0])
        is_turned = outcome.kind == "equal" and not is_ahead
        yield Scored(
            one, one.facts.stated[0], outcome, fits.score_of_two(one, other), second, is_turned, other
        )


def _coming_to(claimed: Claimed, table: PaperTable) -> Iterator[tuple[GridCell, GridCell, Outcome]]:
    """Yield all pairs of one row or one column that come to a claimed number; few do by chance."""
    reading = claimed.reading
    if reading.value is None or (reading.bound in ("<", ">") and not reading.is_near):
        return
    for first, last in _pairs_about(claimed, table):
        outcome = _come_to(claimed, first, last)
        if outcome is not None and outcome.kind == "equal":
            yield first, last, outcome


def _pairs_about(claimed: Claimed, table: PaperTable) -> Iterator[tuple[GridCell, GridCell]]:
    """Yield pairs of cells of one row or column that may come to a number, by a quick look at their sizes."""
    low, high = reach(claimed.reading) or (0.0, math.inf)
    for cells, sizes_N in table.lines:
        gaps_NN = np.abs(sizes_N[:, None] - sizes_N)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios_NN = np.abs(sizes_N[:, None] / sizes_N)
        fits_NN = np.zeros_like(gaps_NN, dtype=bool)
        for come_to_NN in (gaps_NN, 100 * gaps_NN, ratios_NN, 100 * np.abs(ratios_NN - 1)):
            fits_NN |= (low <= come_to_NN) & (come_to_NN <= high)
        for first, last in np.argwhere(np.triu(fits_NN | fits_NN.T, k=1)):
            yield cells[first], cells[last]


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
    fits = _Fits(claimed, table, printed)
    unit = claimed.reading.unit
    scale = unit.factor if unit.dimension.startswith("count:") else Decimal(1)
    plain = replace(claimed.reading, unit=Unit("bare", scale))
    for cells in _lines_of(claimed, printed):
        stated = [cell.facts.stated[0] for cell in cells]
        values = [one.reading.value for one in stated if one.reading.value is not None]
        for kind in wanted:
            total = sum(values, Decimal(0)) / (len(values) if kind == "derived_mean" else 1)
            # A mean is as precise as the claim asks, a total as its parts.
            step = _FINE if kind == "derived_mean" else max(one.reading.step for one in stated)
            reading = replace(stated[0].reading, value=total, step=step)
            found = (compare(claimed.reading, reading), compare(plain, reading))
            if any(one.kind == "equal" for one in found):
                last = with_headers(table, cells[-1], stated[-1])
                yield Scored(cells[0], stated[0], Outcome("equal", kind), fits.score(cells), last)


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
    if not claimed.direction or one is None or other is None or one == other:
        return False
    first = _first_place(claimed, headers[0], headers[1])
    second = _first_place(claimed, headers[1], headers[0])
    if first is None or second is None:
        added = _added(claimed, (first, second))
        gain = one - other if added == 0 else other - one
        return added is not None and _goes_against(claimed, gain, is_low=is_low)
    if first == second:
        return False
    places = (first, second)
    if _REPLACES.search(claimed.text):
        old = [
            any(span.start() <= place < span.end() for span in _OLD.finditer(claimed.text))
            for place in places
        ]
        gain = one - other if old[1] else other - one
        return old[0] != old[1] and _goes_against(claimed, gain, is_low=is_low)
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
    if is_base[0] == is_base[1] and (subject := _resumed(claimed.text, places)) is not None:
        is_base = [subject == 1, subject == 0]
    begins = [_is_left_behind(claimed.text, place) for place in places]
    if is_base[0] == is_base[1] and begins[0] != begins[1]:
        is_base = begins
    first_is_subject = places[0] < places[1] if is_base[0] == is_base[1] else is_base[1]
    ahead = one - other if first_is_subject else other - one
    return _goes_against(claimed, ahead, is_low=is_low)


def _goes_against(claimed: Claimed, gain: Decimal, *, is_low: bool) -> bool:
    """Whether what the claim's subject has more is a loss where a gain is claimed, or a gain for a loss."""
    if is_low and _IS_JUDGED.search(claimed.text) and not is_better_low(claimed.text):
        gain = -gain
    return (gain > 0) != (claimed.direction > 0)


_ADDS = re.compile(
    r"\b(?:add(?:s|ed|ing|ition of)?|with|includ(?:es?|ed|ing)|introduc(?:es?|ed|ing)|append(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)


def _added(claimed: Claimed, places: tuple[int | None, int | None]) -> int | None:
    """Return which of two headers names what a claim says to be added to the other; None if untold.

    "Adding French lowers the perplexity" is said of "Spanish + French" beside "Spanish".
    """
    told = [place for place in places if place is not None]
    if len(told) != 1 or is_removed(claimed.text, told[0]) or _REPLACES.search(claimed.text):
        return None
    said = _ADDS.search(claimed.text, 0, told[0])
    is_compared = any(start <= told[0] < end for start, end in compared_spans(claimed.text))
    return None if said is None or is_compared else places.index(told[0])


_ANAPHOR = re.compile(
    r"\b(?:trail\w*|lag\w*(?: behind)?|beat\w*|behind|ahead of|above|below|over|than|outperform\w*|surpass\w*"
    r"|exceed\w*|outdo\w*|outscor\w*|lead\w*|top\w*) (?:it|them|the (?:former|latter|other))\b",
    re.IGNORECASE,
)
"""Where what is compared with has been named before: "A has more data, and yet B beats it"."""


def _resumed(text: str, places: tuple[int, int]) -> int | None:
    """Return which of two names a claim speaks of that calls the other one "it"; None if it does not."""
    told = _ANAPHOR.search(text)
    if told is None or max(places) > told.start():
        return None
    return int(places[1] > places[0])


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
