"""A plan carried out on a table's cells: on which lines it holds, and whether that is what is claimed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from synth.verdicts.relation_clause import Cell, Clause, Line
from synth.verdicts.relation_cues import ANY
from synth.verdicts.relation_plans import Plan
from synth.verdicts.table_names import Name

__all__ = ["MAX_PAIRS", "Relation", "carry_out"]

MAX_PAIRS = 8
"""Pairs of cells of a comparison that are told."""

MAX_ALIKE = 12
"""Pairs of cells of one line that are compared."""

PLAIN, UNSAID, MISCOUNTED = 0.85, 0.6, 0.4
"""Ground of a comparison whose cases are told, untold, or not as many as the claim says."""

TWOFOLD = 0.5
"""What is left of the ground where a name may be of two levels of headers."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a table says of a claim's comparisons."""

    holds: bool
    """Whether all of them hold."""
    ground: float
    """How sure it is that they are meant so, 0 to 1."""
    cells: tuple[Cell, ...]
    """The cells that decide."""
    told: str
    """What a reader is told."""
    pairs: tuple[tuple[Cell, Cell, bool], ...] = ()
    """The cells that are held against each other, and whether the first is ahead as claimed."""
    cases: tuple[tuple[Cell, ...], ...] = ()
    """Of each case that was looked at the cell of the subject and what it was held against."""
    proved: tuple[tuple[int, int], ...] = ()
    """Where the claim gives numbers that its comparisons come to, in characters."""
    is_borne_out: bool = False
    """Whether the claim's numbers, or many cases, show that it was hardly read so by chance."""
    is_counted: bool = False
    """Whether the cases are as many as the claim says."""

    @property
    def cases_of_two(self) -> tuple[tuple[Cell, ...], ...]:
        """The cases in which one cell was held against another."""
        return tuple(case for case in self.cases if len(case) > 1)


class Outcome(NamedTuple):
    """Whether a comparison holds on one line of a table."""

    holds: bool
    """Whether it does."""
    cells: tuple[Cell, ...]
    """The cells compared."""
    line: int
    """The column, or the row, that the line is."""


def carry_out(plan: Plan, clause: Clause) -> Relation | None:
    """Say whether a plan's comparison holds; None where its cells do not tell."""
    if plan.relation == "gap":
        return _widest(plan, clause)
    if plan.only == "subject":
        return _alone(plan, clause)
    if plan.relation == "within":
        return _settle(plan, clause, _inside(plan, clause))
    if plan.is_of_items and plan.other is not None:
        return _settle(plan, clause, _each_against(plan, plan.other, clause))
    if plan.subject is not None and plan.other is not None:
        outcomes = _pairwise(plan, clause)
        found = _settle(plan, clause, outcomes) if plan.ground else None
        return _with_pairs(found, outcomes)
    return _settle(plan, clause, _against_all(plan, clause))


# ---------------------------------------------------------------------- line by line


def _pairwise(plan: Plan, clause: Clause) -> list[Outcome]:
    """Say of each line whether the subject is ahead of the other."""
    assert plan.subject is not None
    assert plan.other is not None
    values, outcomes = clause.table.values, []
    for line in plan.lines:
        for one, two in _pairs(plan.subject, plan.other, line, plan.axis, clause):
            is_up = _is_up(plan, clause, one)
            holds = values[one] > values[two] if is_up else values[one] < values[two]
            outcomes.append(Outcome(holds, (one, two), one[1 - plan.axis]))
    return outcomes


def _pairs(subject: Name, other: Name, line: Line, axis: int, clause: Clause) -> list[tuple[Cell, Cell]]:
    """Pair the cells whose headers agree most beside what is compared."""
    mine = [cell for cell in line if cell[axis] in subject.items]
    theirs = [cell for cell in line if cell[axis] in other.items and cell[axis] not in subject.items]
    pairs = [(clause.table.agreement(one[axis], two[axis], axis), one, two) for one in mine for two in theirs]
    best = max((agreement for agreement, _, _ in pairs), default=0)
    return [(one, two) for agreement, one, two in pairs if agreement == best][:MAX_ALIKE]


def _against_all(plan: Plan, clause: Clause) -> list[Outcome]:
    """Say of each line whether its extreme is the subject's, or the other's where none is said to beat it."""
    subject = plan.subject or plan.other
    assert subject is not None
    table, axis, outcomes = clause.table, plan.axis, []
    left_out, kind = clause.left_out(axis), table.rivals_of(axis, subject)
    for line in plan.lines:
        cells = [
            cell
            for cell in line
            if cell[axis] not in left_out
            and (kind is None or cell[axis] in kind)
            and not table.is_summary(axis, cell[axis])
            and (cell[axis] in subject.items or not table.is_no_rival(axis, cell[axis]))
        ]
        mine = [cell for cell in cells if cell[axis] in subject.items]
        if axis == 1 and mine:
            cells = [cell for cell in cells if table.are_alike(cell[1], mine[0][1])]
        values = sorted({table.values[cell] for cell in cells})
        if not mine or len(cells) < 2 or len(values) < plan.cue.rank:
            continue
        wanted = values[-plan.cue.rank if _is_up(plan, clause, cells[0]) else plan.cue.rank - 1]
        best = next(cell for cell in cells if table.values[cell] == wanted)
        holds = any(table.values[cell] == wanted for cell in mine)
        own = next((cell for cell in mine if table.values[cell] == wanted), mine[0])
        against = [best] if not holds else _next_best(cells, own, clause, is_up=wanted == values[-1])
        outcomes.append(Outcome(holds, (own, *against), own[1 - axis]))
    return outcomes


def _next_best(cells: Sequence[Cell], own: Cell, clause: Clause, *, is_up: bool) -> list[Cell]:
    """Return the cell that comes behind the best."""
    rest = [cell for cell in cells if cell != own]
    return [(max if is_up else min)(rest, key=lambda cell: clause.table.values[cell])] if rest else []


def _inside(plan: Plan, clause: Clause) -> list[Outcome]:
    """Say of each line whether the subject's values are within the limit."""
    is_inside = _limit_of(plan, clause)
    return [
        Outcome(is_inside(cell), (cell,), cell[1 - plan.axis])
        for line in plan.lines
        for cell in line
        if (cell[plan.axis] in plan.subject.items if plan.subject else _is_system(cell, plan, clause))
    ]


def _each_against(plan: Plan, other: Name, clause: Clause) -> list[Outcome]:
    """Say of each system on the one line spoken of whether it is ahead of the other."""
    if len(plan.lines) != 1:
        return []
    (line,), values = plan.lines, clause.table.values
    base = next((cell for cell in line if cell[plan.axis] in other.items), None)
    if base is None:
        return []
    return [
        Outcome(
            values[cell] != values[base] and (values[cell] > values[base]) == _is_up(plan, clause, cell),
            (cell, base),
            cell[1 - plan.axis],
        )
        for cell in line
        if cell[plan.axis] not in other.items and _is_system(cell, plan, clause)
    ]


def _is_system(cell: Cell, plan: Plan, clause: Clause) -> bool:
    """Whether a cell is of a row, or column, that is counted among the systems."""
    item, table = cell[plan.axis], clause.table
    return not table.is_summary(plan.axis, item) and not table.is_no_rival(plan.axis, item)


def _limit_of(plan: Plan, clause: Clause) -> Callable[[Cell], bool]:
    limit, values = plan.cue.limit or Decimal(0), clause.table.values
    # "0.9" of a table in per cent, "90" of one in shares
    sizes = [abs(value) for value in values.values()]
    if sizes and limit > 1 >= max(sizes):
        limit /= 100
    elif sizes and limit < 1 and sorted(sizes)[len(sizes) // 2] > 1:
        limit *= 100

    def is_inside(cell: Cell) -> bool:
        value = values[cell]
        return (value > limit if plan.is_up else value < limit) or (plan.cue.with_limit and value == limit)

    return is_inside


def _is_up(plan: Plan, clause: Clause, cell: Cell) -> bool:
    """Whether the larger number is the one ahead."""
    return plan.is_up != (plan.cue.is_better and clause.table.is_low_better(cell))


# ---------------------------------------------------------------------- over all lines


def _widest(plan: Plan, clause: Clause) -> Relation | None:
    """Say whether two things are most apart on the lines told."""
    assert plan.subject is not None
    assert plan.other is not None
    values, gaps = clause.table.values, []
    for line in plan.lines:
        if clause.table.is_summary(1 - plan.axis, line[0][1 - plan.axis]):
            continue
        for one, two in _pairs(plan.subject, plan.other, line, plan.axis, clause):
            gap = values[one] - values[two]
            if not plan.cue.is_of_size:
                gap = abs(gap)
            elif plan.cue.is_better and clause.table.is_low_better(one):
                gap = -gap
            gaps.append((gap, (one, two), one[1 - plan.axis]))
    mine = [gap for gap in gaps if gap[2] in plan.told]
    if not mine or len(mine) == len(gaps):
        return None
    best = (max if plan.is_up else min)(gaps, key=lambda gap: gap[0])
    own = (max if plan.is_up else min)(mine, key=lambda gap: gap[0])
    holds = own[0] == best[0]
    cells = own[1] if holds else (*own[1], *best[1])
    end = "largest" if plan.is_up else "smallest"
    told = f"{clause.table.told(own[1])}, a gap of {own[0]}; the {end} is {best[0]}"
    return Relation(
        holds != plan.is_denied, _ground(plan, clause, PLAIN), cells, told, ((*own[1], True),), (own[1],)
    )


def _alone(plan: Plan, clause: Clause) -> Relation | None:
    """Say whether it is so of the subject, and of nothing else, on all lines."""
    assert plan.subject is not None
    axis, table = plan.axis, clause.table
    on_lines = [mine for line in plan.lines if (mine := _so_on(plan, clause, line)) is not None]
    if not on_lines:
        return None
    is_any = ANY.search(clause.text, plan.cue.end) is not None
    so = set[int].union(*on_lines) if is_any else set[int].intersection(*on_lines)
    strict = PLAIN if len(on_lines) == 1 or plan.is_named or plan.many.kind == "each" else UNSAID
    holds = bool(so) and so <= plan.subject.items
    if strict == UNSAID and not holds and any(mine and mine <= plan.subject.items for mine in on_lines):
        return None
    names = ", ".join(table.text_of(axis, item) for item in sorted(so)) or "none"
    shown = so | (plan.other.items if plan.other else plan.subject.items)
    cells = tuple(cell for line in plan.lines for cell in line if cell[axis] in shown)[:3]
    return Relation(holds, _ground(plan, clause, strict), cells, f"ahead in the table: {names}")


def _so_on(plan: Plan, clause: Clause, line: Line) -> set[int] | None:
    """Return of which rows, or columns, it is so on a line; None where the line doesn't tell."""
    axis, table = plan.axis, clause.table
    spared = plan.other.items if plan.other else frozenset[int]()
    kind = table.rivals_of(axis, plan.subject) if plan.subject else None
    cells = [
        cell
        for cell in line
        if cell[axis] in spared
        or (not table.is_no_rival(axis, cell[axis]) and (kind is None or cell[axis] in kind))
    ]
    if plan.other is None:
        is_inside = _limit_of(plan, clause)
        return {cell[axis] for cell in cells if is_inside(cell)}
    base = [table.values[cell] for cell in cells if cell[axis] in spared]
    if not base:
        return None
    is_up = _is_up(plan, clause, line[0])
    return {
        cell[axis]
        for cell in cells
        if table.values[cell] != base[0] and (table.values[cell] > base[0]) == is_up
    }


# ---------------------------------------------------------------------- on how many of them


def _settle(plan: Plan, clause: Clause, outcomes: Sequence[Outcome]) -> Relation | None:
    """Hold the outcomes of the lines against how many the clause speaks of."""
    if not outcomes:
        return None
    if plan.only == "lines":
        return _only_there(plan, clause, outcomes)
    held = [one.holds for one in outcomes if not _is_spared(plan, clause, one)]
    spared = [one for one in outcomes if _is_spared(plan, clause, one)]
    # A table in two parts has each line twice.
    lines = {clause.table.text_of(1 - plan.axis, one.line): one.holds for one in spared}
    freed = list(lines.values()) if len(lines) == plan.many.m - plan.many.n else [one.holds for one in spared]
    found = _counted(plan, held, freed)
    if found is None:
        return None
    holds, strict = found
    speaks_of_groups = bool(clause.excepted_items(plan.axis)) and len(outcomes[0].cells) > 1
    if not plan.is_of_items and not speaks_of_groups and _are_at_odds(outcomes):
        strict = min(strict, MISCOUNTED)
    if plan.is_denied:
        holds = not any(held)
    elif clause.has_strange_exception and any(held) and not all(held):
        return None  # those that are left out can't be told
    decisive = next((one for one in outcomes if one.holds == holds), outcomes[0])
    told = clause.table.told(decisive.cells)
    if len(outcomes) > 1:
        told += f"; of {len(outcomes)} such cases {sum(one.holds for one in outcomes)} are as claimed"
    return Relation(
        holds,
        _ground(plan, clause, strict),
        decisive.cells,
        told,
        cases=tuple(one.cells for one in outcomes),
        is_counted=strict == PLAIN and plan.many.kind in ("of", "all_but", "at_least"),
    )


def _is_spared(plan: Plan, clause: Clause, outcome: Outcome) -> bool:
    """Whether a clause leaves out the line of an outcome, or the group of rows of which two are compared."""
    if outcome.line in clause.excepted_items(1 - plan.axis):
        return True
    is_pair = plan.subject is not None and plan.other is not None
    return is_pair and outcome.cells[0][plan.axis] in clause.excepted_items(plan.axis)


def _are_at_odds(outcomes: Sequence[Outcome]) -> bool:
    """Whether on one line several cells of the same name say different things: which is meant is untold."""
    said: dict[int, set[bool]] = {}
    for one in outcomes:
        said.setdefault(one.line, set()).add(one.holds)
    return any(len(ways) > 1 for ways in said.values())


def _counted(plan: Plan, held: Sequence[bool], freed: Sequence[bool]) -> tuple[bool, float] | None:
    """Say whether it holds as often as it should, and how plain that is.

    Args:
        plan: What is claimed.
        held: Whether it holds on each line.
        freed: The same of the lines that the clause leaves out.
    """
    many, n_held, n = plan.many, sum(held), len(held) + len(freed)
    if many.kind == "all_but":
        return n - n_held - sum(freed) == many.n, PLAIN
    if many.kind in ("of", "at_least"):
        if freed and len(freed) == many.m - many.n:
            return all(held) and not any(freed), PLAIN  # the table may have a line more than are counted
        wanted = many.n - sum(freed)
        holds = n_held >= wanted if many.kind == "at_least" else n_held == wanted
        return holds, PLAIN if n == many.m else MISCOUNTED
    if many.kind == "most":
        return 2 * n_held > len(held), PLAIN
    if n == 1 or many.kind == "each" or plan.is_named:
        return all(held) and bool(held) and not (freed and all(freed)), PLAIN
    if all(held) or not any(held):
        return all(held), UNSAID
    return None


def _only_there(plan: Plan, clause: Clause, outcomes: Sequence[Outcome]) -> Relation | None:
    """Hold "A and B are the only ones on which …" against all lines."""
    if not plan.told:
        return None

    def is_told(one: Outcome) -> bool:
        return (one.cells[0][plan.axis] if plan.is_by_group else one.line) in plan.told

    holds = all(one.holds == is_told(one) for one in outcomes)
    told = [one for one in outcomes if is_told(one)]
    wrong = [one for one in outcomes if one.holds != is_told(one)]
    shown = (wrong or told or outcomes)[0]
    names = {clause.table.text_of(1 - plan.axis, one.line) for one in outcomes}
    is_counted = plan.many.kind == "of" and len(names) == plan.many.m
    return Relation(
        holds,
        _ground(plan, clause, PLAIN),
        shown.cells,
        clause.table.told(shown.cells),
        cases=tuple(one.cells for one in outcomes),
        is_counted=is_counted,
    )


def _ground(plan: Plan, clause: Clause, strict: float) -> float:
    ground = plan.ground * strict * min(name.score for name in plan.used)
    return ground * TWOFOLD if any(clause.is_twofold(name) for name in plan.used) else ground


def _with_pairs(relation: Relation | None, outcomes: Sequence[Outcome]) -> Relation | None:
    """Tell the cells held against each other, even where they don't settle a comparison."""
    pairs = tuple((one.cells[0], one.cells[1], one.holds) for one in outcomes)[:MAX_PAIRS]
    if relation is None:
        return Relation(False, 0.0, (), "", pairs) if pairs else None
    return replace(relation, pairs=pairs)
