"""Programs on a table that end in a number: look-up, bound, difference, ratio, mean, sum and range."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from synth.verdicts.table_cues import has
from synth.verdicts.table_view import Place, View
from synth.verdicts.table_words import SaidNumber, is_same_number

__all__ = ["Finding", "judge_numbers", "line_of", "said_values"]

SAME_PLACE = 0.15
"""Cells whose headers fit this much less than the best one's still count as the cell that is meant."""
MAX_DERIVED = 24
"""Cells among which differences and ratios are looked for."""

_REFERENCE = re.compile(
    r"(?:tables?|figs?\.?|figures?|sections?|eqs?\.?|equations?|appendix|steps?|refs?\.?|rows?|columns?|models?|cases?|"
    r"et al\.?,?|studies|study)\s*[(\[]?\s*$"
)
_CITATION = re.compile(r"^\s*(?:\)|\])")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one program says of a statement."""

    kind: str
    """The program: "lookup", "extreme", "compare", …"""
    holds: float
    """Whether the table bears it out: 1 yes, 0 no, between for a part of what was tried."""
    ground: float
    """How sure it is that the statement means these cells, 0 to 1."""
    cells: tuple[Place, ...]
    """The cells used."""
    told: str
    """What a reader is told."""


def said_values(view: View) -> list[SaidNumber]:
    """Return the numbers that may be values of cells: no "Table 3", no citation's year."""
    found = []
    for number in view.free_numbers:
        word = view.said.words[number.place]
        before = view.said.lower[max(0, word.start - 16) : word.start]
        after = view.said.lower[word.end : word.end + 3]
        is_year = number.step == 1 and 1900 <= number.value <= 2035 and bool(_CITATION.match(after))
        if not number.is_spelt and not _REFERENCE.search(before) and not is_year:
            found.append(number)
    return found


def judge_numbers(view: View, skipped: Iterable[int]) -> list[Finding]:
    """Say of each number whether the table has it where the statement puts it.

    Args:
        view: The statement against the table.
        skipped: Indices of words that other programs have read as counts.
    """
    ignored = set(skipped)
    numbers = [number for number in said_values(view) if number.place not in ignored]
    findings = []
    for number in numbers:
        found = _look_up(view, number)
        if found.holds < 0.5:
            found = _derive(view, number) or found
        findings.append(found)
    return findings


# ------------------------------------------------------------------ look-up


def _look_up(view: View, number: SaidNumber) -> Finding:
    supports = _supports(view)
    filled = [place for place in supports if view.index.numbers[place]]
    if not filled:
        return Finding("lookup", 0.0, 0.0, (), f"no cell of the table holds {number.text}")
    best = max(supports[place] for place in filled)
    targets = [place for place in filled if supports[place] >= best - SAME_PLACE]
    if number.bound in BOUNDS and (best >= 0.5 or has(view.said, "every")):
        return _check_bound(view, number, targets, max(best, 0.5))
    hits = [place for place in view.places_of(number)]
    at_target = [place for place in hits if supports[place] >= best - SAME_PLACE]
    if at_target:
        row, column = at_target[0]
        named = _name(view, at_target[0])
        return Finding(
            "lookup",
            1.0,
            best,
            tuple(at_target[:3]),
            f"the table gives {_text(view, row, column)} for {named}",
        )
    if hits:
        told = f"the table has {number.text} for {_name(view, hits[0])}"
        if best > 0.5:
            given = f"the table gives {_text(view, *targets[0])} for {_name(view, targets[0])}"
            told = f"{given}; {number.text} is for {_name(view, hits[0])}"
        near = max(supports[place] for place in hits)
        return Finding("misplaced", max(0.0, 0.5 - (best - near)), best, (targets[0], hits[0]), told)
    told = f"no cell of the table holds {number.text}"
    if best > 0.5:
        told = f"the table gives {_text(view, *targets[0])} for {_name(view, targets[0])}, not {number.text}"
    return Finding("absent", 0.0, best, tuple(targets[:1]), told)


def _supports(view: View) -> dict[Place, float]:
    """Return how far a statement names each cell, 0 to 1, by the mean of its row and its column."""
    quoted: dict[int, float] = {}
    for mention, _ in view.quoted:
        for item in mention.items:
            quoted[item] = max(quoted.get(item, 0.0), mention.score)
    has_one_column, has_one_row = len(view.index.data_columns()) <= 1, len(view.grid.body) == 1
    supports = {}
    for place, (row, column) in view.supports.items():
        row = max(row, quoted.get(place[0], 0.0))
        if has_one_column:
            column = 1.0 if row else column
        if has_one_row:
            row = 1.0 if column else row
        supports[place] = (row + column) / 2
    return supports


def _check_bound(view: View, number: SaidNumber, targets: Sequence[Place], ground: float) -> Finding:
    values = [(place, value) for place in targets if (value := view.index.value(*place)) is not None]
    if not values:
        return Finding("lookup", 0.0, 0.0, (), f"no cell of the table holds {number.text}")
    test = BOUNDS[number.bound]
    met = [place for place, value in values if test(value, number.value)]
    needs_all = (has(view.said, "every") and not has(view.said, "least_one")) or len(values) == 1
    holds = float(len(met) == len(values)) if needs_all else float(bool(met))
    if has(view.said, "negation"):
        holds = 1 - holds
    told = f"{len(met)} of the {len(values)} cells are {WORDED[number.bound]} {number.text}"
    return Finding("bound", holds, ground, tuple(met[:3] or targets[:3]), told)


BOUNDS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lambda value, bound: value < bound,
    "<=": lambda value, bound: value <= bound,
    ">": lambda value, bound: value > bound,
    ">=": lambda value, bound: value >= bound,
}
"""Whether a value keeps a bound."""
WORDED = {"<": "below", "<=": "at most", ">": "above", ">=": "at least"}
"""Bounds in words."""


def _name(view: View, place: Place) -> str:
    grid = view.grid
    return f"{grid.row_name(place[0])} under {grid.column_name(place[1])}"


def _text(view: View, row: int, column: int) -> str:
    return view.grid.texts[row][column] or "nothing"


# ------------------------------------------------------------------ numbers that follow from cells


def _derive(view: View, number: SaidNumber) -> Finding | None:
    """Find the named cells from which a number follows."""
    for program in (_extent, _mean_or_sum, _difference):
        found = program(view, number)
        if found is not None:
            return found
    return None


def line_of(view: View, rows: Sequence[int], columns: Sequence[int]) -> list[tuple[Place, Decimal]]:
    """Return the numeric cells of these rows and columns, row by row."""
    return [
        ((row, column), value)
        for row in rows
        for column in columns
        if (value := view.index.value(row, column)) is not None
    ]


def _extent(view: View, number: SaidNumber) -> Finding | None:
    """Try "ranges from A to B": the least and the greatest value of a column."""
    if not has(view.said, "extent"):
        return None
    for column in view.column_items or view.index.data_columns():
        cells = line_of(view, view.row_items or view.grid.body, [column])
        if len(cells) < 2:
            continue
        spread = max(v for _, v in cells) - min(v for _, v in cells)
        if is_same_number(number, spread):
            return Finding(
                "range", 1.0, 0.7, (), f"{number.text} is the range of {view.grid.column_name(column)}"
            )
    return None


def _mean_or_sum(view: View, number: SaidNumber) -> Finding | None:
    kinds = [kind for kind in ("mean", "sum") if has(view.said, kind)]
    lines = [[(row, c) for row in view.grid.body if not view.grid.is_summary(row)] for c in view.column_items]
    lines += [[(row, c) for c in view.index.data_columns()] for row in view.row_items]
    lines.append([(row, c) for row in view.row_items for c in view.column_items])
    for line in lines:
        values = [value for place in line if (value := view.index.value(*place)) is not None]
        if len(values) < 2:
            continue
        for kind in kinds:
            result = sum(values, Decimal(0)) / (len(values) if kind == "mean" else 1)
            if is_same_number(number, result):
                return Finding(
                    kind, 1.0, 0.8, tuple(line[:3]), f"{number.text} is the {kind} of {len(values)} cells"
                )
    return None


def _difference(view: View, number: SaidNumber) -> Finding | None:
    """Try the difference, ratio and relative change of two named cells of one row or column."""
    if not has(view.said, "difference") or not (view.rows or view.columns):
        return None
    rows = view.row_items or view.grid.body
    columns = view.column_items or view.index.data_columns()
    cells = line_of(view, rows, columns)[:MAX_DERIVED]
    ground = 0.9 if view.rows and view.columns else 0.6
    for (one, a), (other, b) in combinations(cells, 2):
        if one[0] != other[0] and one[1] != other[1]:
            continue
        for name, value in _results(a, b):
            if is_same_number(number, value):
                told = f"{number.text} is the {name} {a} and {b} ({_name(view, one)}; {_name(view, other)})"
                return Finding("difference", 1.0, ground, (one, other), told)
    return None


def _results(a: Decimal, b: Decimal) -> list[tuple[str, Decimal]]:
    high, low = max(a, b), min(a, b)
    found = [("difference between", high - low)]
    if low > 0:
        found += [
            ("ratio of", high / low),
            ("relative change in percent between", 100 * (high - low) / low),
            ("relative change in percent between", 100 * (high - low) / high),
        ]
    return found
