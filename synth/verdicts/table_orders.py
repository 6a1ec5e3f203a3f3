"""Programs on a table that order its values: extremes, comparisons and trends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from synth.verdicts.table_cues import (
    Comparative,
    Superlative,
    find_comparative,
    find_superlative,
    has,
    is_lower_better,
)
from synth.verdicts.table_numbers import Finding, line_of, said_values
from synth.verdicts.table_view import Group, Place, View
from synth.verdicts.table_words import is_same_number

__all__ = ["judge_comparison", "judge_extreme", "judge_trend"]

MAX_PAIRS = 400
"""Pairs of cells that a comparison is tried on."""

_REST = re.compile(r"\b(?:other|others|all|rest|baselines?|previous|prior|remaining|any|every|existing)\b")

Line = list[tuple[Place, Decimal]]


def _lower_is_better(view: View, place: Place) -> bool:
    headers = [view.grid.column_headers[place[1]], view.grid.row_name(place[0])]
    marked = [header for header in headers if "↑" in header]
    if marked:
        return False
    return is_lower_better(*headers) or (
        len(view.index.data_columns()) == 1 and is_lower_better(view.grid.caption)
    )


# ------------------------------------------------------------------ extremes


def judge_extreme(view: View) -> Finding | None:
    """Try "the highest": within the named columns, within the named rows, or within the whole table."""
    wanted = find_superlative(view.said)
    if wanted is None:
        return None
    readings = [
        found
        for line, subjects, ground in _lines(view, wanted)
        if (found := _try(view, wanted, line, subjects, ground))
    ]
    if not readings:
        return None
    readings.sort(key=lambda found: -found.ground)
    best = readings[0]
    rivals = [found for found in readings if found.ground >= best.ground - 0.25]
    if any((found.holds >= 0.5) != (best.holds >= 0.5) for found in rivals):
        yes = next(found for found in rivals if found.holds >= 0.5)
        best = Finding(yes.kind, yes.holds, best.ground * 0.5, yes.cells, yes.told)
    if _is_negated_before(view, wanted.place):
        return Finding(best.kind, 1 - best.holds, best.ground, best.cells, best.told)
    return best


def _is_negated_before(view: View, place: int) -> bool:
    if not has(view.said, "negation") or place >= len(view.said.words):
        return False
    return bool(has_negation(view.said.lower[: view.said.words[place].start]))


def has_negation(text: str) -> bool:
    """Whether a stretch of a statement denies what follows it."""
    padded = f" {text} "
    return any(
        word in padded
        for word in (" not ", "n't ", "n’t ", " never ", " neither ", " nor ", " cannot ", " fails to ")
    )


def _lines(view: View, wanted: Superlative) -> list[tuple[Line, tuple[int, set[int]], float]]:
    """Return the lines of cells that an extreme may be meant in.

    With each the axis of its subjects (0 rows, 1 columns), the subjects named, and how sure it is.
    """
    data = [c for c in view.index.data_columns()]
    rows = [row for row in view.grid.body if not view.grid.is_summary(row)] or list(view.grid.body)
    named_columns = [c for c in view.column_items if c in data]
    named_rows = list(view.row_items)
    lines: list[tuple[Line, tuple[int, set[int]], float]] = []
    subjects = set(named_rows) or _quoted_rows(view)
    first = _meant_first(view, wanted)
    if first != "rows":
        for group in view.columns:
            columns = [c for c in group.items if c in data]
            lines.append((line_of(view, rows, columns), (0, subjects), 0.9))
            if subjects and len(columns) > 1:
                lines += [(line_of(view, rows, [c]), (0, subjects), 0.7) for c in columns]
    if first != "columns":
        ground = 0.8 if named_columns else 0.7
        lines += [(line_of(view, [row], data), (1, set(named_columns)), ground) for row in named_rows]
    if named_rows and not named_columns:
        numbers = said_values(view)
        held = {c for number in numbers for row, c in view.places_of(number) if row in named_rows}
        for column in held if numbers else data:
            ground = 0.9 if len(data) == 1 else 0.5
            lines.append((line_of(view, rows, [column]), (0, set(named_rows)), ground))
    if not named_rows and not named_columns:
        for column in data:
            lines.append(
                (line_of(view, rows, [column]), (0, _quoted_rows(view)), 0.9 if len(data) == 1 else 0.5)
            )
        lines.append((line_of(view, rows, data), (0, set()), 0.55))
    return lines


def _meant_first(view: View, wanted: Superlative) -> str:
    """Say along which an extreme is looked for: down "columns", along "rows", or either ("").

    "X has the highest … on Y" is of Y's line, "X has its highest value on Y" of X's; of two names
    behind the superlative the nearer one is of the line ("the highest Y was found for X").
    """
    sides = {}
    for name, groups in (("rows", view.rows), ("columns", view.columns)):
        if not groups:
            return ""
        nearest = min(groups, key=lambda group: (abs(group.start - wanted.place), group.start))
        sides[name] = nearest.start - wanted.place
    behind = [name for name in sides if sides[name] > 0]
    if len(behind) == 1:
        other = "columns" if behind == ["rows"] else "rows"
        before = view.said.lower[: view.said.words[wanted.place].start].rstrip()
        return other if before.endswith(("its", "their")) else behind[0]
    return min(behind, key=lambda name: sides[name]) if behind else ""


def _quoted_rows(view: View) -> set[int]:
    return {row for mention, _ in view.quoted for row in mention.items}


def _try(
    view: View, wanted: Superlative, line: Line, subjects: tuple[int, set[int]], ground: float
) -> Finding | None:
    values = sorted({value for _, value in line})
    if len(line) < 2 or len(values) < wanted.rank:
        return None
    axis, named = subjects
    is_high = wanted.is_high
    if wanted.is_quality and _lower_is_better(view, line[0][0]):
        is_high = not is_high
    extreme = values[-wanted.rank] if is_high else values[wanted.rank - 1]
    winners = [place for place, value in line if value == extreme]
    numbers = [n for n in said_values(view) if n.bound == ""]
    checks = []
    if named:
        checks.append(any(place[axis] in named for place in winners))
    if numbers:
        checks.append(any(is_same_number(number, extreme) for number in numbers))
    if not checks:
        return None
    names = view.grid.row_name if axis == 0 else view.grid.column_name
    other = view.grid.column_name(line[0][0][1]) if axis == 0 else view.grid.row_name(line[0][0][0])
    end = "highest" if is_high else "lowest"
    row, column = winners[0]
    told = f"the {end} for {other} is {view.grid.texts[row][column]}, of {names(winners[0][axis])}"
    return Finding("extreme", float(all(checks)), ground, tuple(winners[:2]), told)


# ------------------------------------------------------------------ comparisons


def judge_comparison(view: View) -> Finding | None:
    """Try "A is higher than B" on every named row or column that both have a value in."""
    wanted = find_comparative(view.said)
    if wanted is None:
        return None
    found = [
        outcome
        for axis, groups, others in ((0, view.rows, view.columns), (1, view.columns, view.rows))
        if (outcome := _compare(view, wanted, axis, groups, others)) is not None
    ]
    if not found:
        return None
    best = max(found, key=lambda finding: finding.ground)
    if _is_negated_before(view, wanted.place):
        return Finding(best.kind, 1 - best.holds, best.ground, best.cells, best.told)
    return best


def _compare(
    view: View, wanted: Comparative, axis: int, groups: Sequence[Group], others: Sequence[Group]
) -> Finding | None:
    left, right, ground = _sides(view, wanted, axis, groups)
    if not left or not right:
        return None
    lines = sorted({item for group in others for item in group.items})
    if not lines:
        lines = list(view.index.data_columns() if axis == 0 else view.grid.body)
        ground *= 0.7 if len(lines) > 1 else 1.0
    outcomes: list[tuple[bool, Place, Place]] = []
    for line in lines:
        for one, other in _pairs(left, right):
            a, b = ((one, line), (other, line)) if axis == 0 else ((line, one), (line, other))
            outcome = _is_ahead(view, wanted, a, b)
            if outcome is not None and len(outcomes) < MAX_PAIRS:
                outcomes.append((outcome, a, b))
    if not outcomes:
        return None
    share = sum(outcome for outcome, _, _ in outcomes) / len(outcomes)
    holds = float(share == 1.0) if has(view.said, "every") else share
    _, a, b = next((o for o in outcomes if o[0] == (share >= 0.5)), outcomes[0])
    told = f"the table has {_cell(view, a)} against {_cell(view, b)}"
    if len(outcomes) > 1:
        told += f"; of {len(outcomes)} such pairs {sum(o[0] for o in outcomes)} are as claimed"
    return Finding("compare", holds, ground, (a, b), told)


def _sides(
    view: View, wanted: Comparative, axis: int, groups: Sequence[Group]
) -> tuple[list[int], list[int], float]:
    """Return the rows or columns before "than" and behind it; all others where none is named behind it."""
    left = {item for group in groups if group.start < wanted.than for item in group.items}
    right = {item for group in groups if group.start >= wanted.than for item in group.items}
    if not left and wanted.has_than:
        return [], [], 0.0
    left, right = left - right, right - left
    if left and right:
        return sorted(left), sorted(right), 0.9 if wanted.has_than else 0.4
    if wanted.has_than and not _REST.search(view.said.lower, _offset(view, wanted.than)):
        return [], [], 0.0
    everything = set(view.grid.body) if axis == 0 else set(view.index.data_columns())
    if axis == 0:
        everything = {row for row in everything if not view.grid.is_summary(row)}
    left = left or right
    rest = sorted(everything - left)
    if axis == 1 and len(everything) > 2:
        return [], [], 0.0
    return sorted(left), rest, 0.5 if len(rest) == 1 else 0.35


def _offset(view: View, place: int) -> int:
    words = view.said.words
    return words[place].start if place < len(words) else len(view.said.lower)


def _pairs(left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Pair one to one where both sides have as many, else each with each."""
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    return [(one, other) for one in left for other in right]


def _is_ahead(view: View, wanted: Comparative, one: Place, other: Place) -> bool | None:
    a, b = view.index.value(*one), view.index.value(*other)
    if a is None or b is None:
        return None
    is_up = wanted.is_up != (wanted.is_quality and _lower_is_better(view, one))
    return a > b if is_up else a < b


def _cell(view: View, place: Place) -> str:
    grid = view.grid
    return f"{grid.texts[place[0]][place[1]]} ({grid.row_name(place[0])}, {grid.column_name(place[1])})"


# ------------------------------------------------------------------ trends


def judge_trend(view: View) -> Finding | None:
    """Try "increases with": values that only rise, or only fall, down a column or along a row."""
    rises, falls = has(view.said, "rise"), has(view.said, "fall")
    if rises == falls or not has(view.said, "along") or find_comparative(view.said):
        return None
    rows = [row for row in view.grid.body if not view.grid.is_summary(row)]
    data = view.index.data_columns()
    down = [line_of(view, rows, [c]) for c in view.column_items or data if c in data]
    along = [line_of(view, [row], data) for row in view.row_items]
    lines = [line for line in (along if view.rows and not view.columns else down) if len(line) > 2]
    if not lines or len(said_values(view)) > 0:
        return None
    shares = [_monotone(line, rises) for line in lines]
    share = sum(shares) / len(shares)
    if any(word in view.said.lower for word in ("decreasing order", "increasing order")):
        share = float(share == 1.0)
    ground = 0.7 if view.columns or view.rows else 0.4
    told = f"the values {'rise' if rises else 'fall'} in {share:.0%} of the steps"
    return Finding("trend", share, ground, tuple(place for place, _ in lines[0][:3]), told)


def _monotone(line: Line, rises: bool) -> float:
    steps = [(b > a) if rises else (b < a) for (_, a), (_, b) in zip(line, line[1:], strict=False)]
    return sum(steps) / len(steps)
