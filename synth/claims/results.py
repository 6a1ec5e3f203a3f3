"""A paper's own headline results: which of its numbers, on which data set, by which measure, at which task.

Of all numbers that a paper prints, few are what it reached itself: others are those of earlier work, of its
own variants, of development sets, counts and settings. A result is the best number of the paper's own lines
in a table of main results, or one that its abstract states. Each candidate gets the sum of hand-set log-odds
of what speaks for it, and those above a threshold are returned, one a data set and measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from synth.claims.benchmarks import Benchmark, find_benchmarks, find_tasks
from synth.claims.measures import is_lower_better, is_possible_score, measure_name
from synth.claims.names import NameTable
from synth.claims.result_facts import PaperFacts, read_facts
from synth.claims.result_tables import ScoreCell, read_score_cells, table_weight
from synth.claims.result_tasks import prominence, task_of
from synth.types import Claim, Document, Quantity

__all__ = ["PaperResult", "read_results"]

_PLAIN = re.compile(r"\d+(?:\.\d+)?")
THRESHOLD = 4.0
"""Log-odds from which a number counts as a headline result."""
_NAMED = 0.5
"""Log-odds from which a line is told by its name to be the paper's own."""
_SAID = 3.0
"""Log-odds from which a line is said to be the paper's own; then one that nothing names is another's."""
_NO_TABLES = 4.0
"""Log-odds that prose gains where a document has no tables: then it is all that tells results."""
_SURELY = 2.5
"""Log-odds beyond which a name tells no more."""
_CLOSE = 1.0
"""How far, in log-odds, two numbers for one measure on one data set are apart when the better one counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperResult:
    """A result that a paper claims as its own."""

    task: str
    """The usual name of the task; "" where none is told."""
    dataset: str
    """The usual name of a public data set; as printed for others."""
    metric: str
    """The usual name of the measure."""
    score: str
    """As printed, less thousands separators."""
    method: str
    """Whose it is, as printed."""
    table: int | None
    """`PlacedTable.index` of its table; None where it stands in prose."""
    cell: tuple[int, int] | None
    """Its row and column there."""
    place: tuple[int, int] | None
    """Offsets of the number in the document's text where it stands in prose; None for a cell."""
    weight: float
    """What speaks for it, log-odds."""


def read_results(
    document: Document,
    claims: Sequence[Claim] = (),
    names: NameTable | None = None,
    cells: Sequence[Claim] = (),
) -> tuple[PaperResult, ...]:
    """Return the headline results of a paper, the surest first.

    Tables are read from `document`, in the light of what `cells`, its cells as claims, are bound to where
    there are any; of prose, the levels that `claims` bind to a measure and a data set.
    """
    facts = read_facts(document, names)
    told = _told(cells)
    stated = frozenset(value for q in _levels(claims) if (value := float(q.value or 0)))
    found: dict[tuple[str, str], PaperResult] = {}
    for result in sorted(
        (*_from_tables(document, facts, stated, told), *_from_prose(claims, facts, bool(document.tables))),
        key=lambda r: (-r.weight, _place(r)),
    ):
        key = (result.dataset.lower(), result.metric)
        if result.weight >= THRESHOLD and not _is_told(result, found.values()):
            other = found.setdefault(key, result)
            if other.weight - result.weight <= _CLOSE and _is_better(result, other):
                found[key] = result
    return tuple(found.values())


def _is_better(one: PaperResult, other: PaperResult) -> bool:
    a, b = float(one.score), float(other.score)
    return a < b if is_lower_better(one.metric) else a > b


def _levels(claims: Sequence[Claim]) -> list[Quantity]:
    """Return the levels that sentences state as the paper's own."""
    return [
        quantity
        for claim in claims
        if claim.asserts == "own" and claim.where in ("abstract", "text")
        for quantity in claim.quantities
        if quantity.role == "level" and quantity.value and _PLAIN.fullmatch(quantity.value)
    ]


def _is_told(result: PaperResult, found: Iterable[PaperResult]) -> bool:
    """Whether a result in prose repeats one that is found; it may name the measure in other words."""
    return result.table is None and any(float(one.score) == float(result.score) for one in found)


def _place(result: PaperResult) -> tuple[int, tuple[int, int], str]:
    return (result.table if result.table is not None else 1_000_000, result.cell or (0, 0), result.score)


def _told(cells: Sequence[Claim]) -> dict[int, dict[tuple[int, int], Quantity]]:
    """Return what the headers of each cell tell, by table, then by row and column."""
    found: dict[int, dict[tuple[int, int], Quantity]] = {}
    for claim in cells:
        first = claim.quantities[0]
        if first.cell is not None:
            place = first.cell.row_number, first.cell.column_number
            found.setdefault(first.cell.table, {})[place] = first
    return found


def _from_tables(
    document: Document,
    facts: PaperFacts,
    stated: frozenset[float],
    told: Mapping[int, Mapping[tuple[int, int], Quantity]],
) -> Iterable[PaperResult]:
    for table in document.tables:
        cells = read_score_cells(table, facts, told.get(table.index, {}))
        main = table_weight(table, cells)
        groups: dict[tuple[str, bool], list[ScoreCell]] = {}
        for cell in cells:
            groups.setdefault((cell.dataset, cell.is_dev), []).append(cell)
        for group in groups.values():
            for cell in _best_line(group):
                yield PaperResult(
                    task=_task(cell, facts),
                    dataset=cell.dataset,
                    metric=cell.measure,
                    score=cell.printed.replace(",", ""),
                    method=cell.method,
                    table=cell.table,
                    cell=(cell.row, cell.column),
                    place=None,
                    weight=main + cell.told + _cell_weight(cell, group, facts) + 0.7 * (cell.value in stated),
                )


def _best_line(cells: Sequence[ScoreCell]) -> list[ScoreCell]:
    """Return the cells of one line of a data set, a measure each: the best of those that may be its own.

    A name that says "ours" beats one that doesn't, but not by so much that a better and bold variant of it
    with a plainer name loses.
    """
    surest = max(cell.own for cell in cells)
    is_named, least = surest >= _NAMED, _NAMED if surest >= _SAID else 0.0
    # Where no line is told to be its own: a paper prints its best in bold.
    own = [cell for cell in cells if (cell.own >= least if is_named else cell.is_bold and cell.own > -0.5)]
    weights: dict[int, dict[str, float]] = {}
    for cell in own:
        rivals = [other for other in own if other.measure == cell.measure]
        above = sum(_beats(other, cell) for other in rivals)
        reached = 1.2 * (1 - above / len(rivals)) if above else 2.0
        weight = min(cell.own, _SURELY) * 0.8 + reached + 1.0 * cell.is_bold
        of_line = weights.setdefault(cell.line, {})
        of_line[cell.measure] = max(weight, of_line.get(cell.measure, weight))
    if not weights:
        return []
    line = max(weights, key=lambda number: (sum(weights[number].values()) / len(weights[number]), number))
    best: dict[str, ScoreCell] = {}
    for cell in own:
        if cell.line == line and (cell.measure not in best or _leads(cell, best[cell.measure])):
            best[cell.measure] = cell
    return list(best.values())


def _leads(one: ScoreCell, other: ScoreCell) -> bool:
    """Whether, of a line's cells for one measure, this one tells what the line reaches as a whole."""
    a, b = ((cell.is_whole, cell.told, cell.is_bold) for cell in (one, other))
    return a > b or (a == b and _beats(one, other))


def _beats(one: ScoreCell, other: ScoreCell) -> bool:
    return one.value < other.value if is_lower_better(one.measure) else one.value > other.value


def _cell_weight(cell: ScoreCell, group: Sequence[ScoreCell], facts: PaperFacts) -> float:
    weight = min(cell.own, 3.0) * 0.7 + 0.6 * cell.is_bold - 4.0 * cell.is_dev
    rivals = [other for other in group if other.measure == cell.measure]
    if len(rivals) > 1 and not any(_beats(other, cell) for other in rivals):
        weight += 0.5
    if cell.printed.isdigit():
        weight -= 0.8
    if cell.value in facts.leading_numbers:
        weight += 2.0
    elif cell.value in facts.closing_numbers:
        weight += 1.0
    if cell.benchmark is None:
        weight -= 1.0
    else:
        weight += 0.8 * (cell.measure in cell.benchmark.metrics) - 0.5 * (
            cell.measure not in cell.benchmark.metrics
        )
        weight += 0.5 * (facts.benchmarks[cell.dataset] >= 4)
        weight += _task_weight(_task(cell, facts), facts)
    if cell.measure in ("Precision", "Recall") and any(other.measure.endswith("F1") for other in group):
        weight -= 5.0
    return weight


def _task_weight(task: str, facts: PaperFacts) -> float:
    """A data set of a task that the paper hardly speaks of may be a name that means something else there."""
    share = prominence(task, facts)
    return -1.0 if share == 0 else 0.5 if share > 0.3 else 0.0


def _task(cell: ScoreCell, facts: PaperFacts) -> str:
    usual = cell.benchmark.tasks if cell.benchmark else ()
    if cell.task and (not usual or cell.task in usual):
        return cell.task
    return task_of(usual, cell.measure, facts)


def _from_prose(claims: Sequence[Claim], facts: PaperFacts, has_tables: bool) -> Iterable[PaperResult]:
    for claim in claims:
        for quantity in _levels([claim]):
            if not quantity.value or not quantity.metric or not quantity.dataset:
                continue
            measure = measure_name(quantity.metric) or quantity.metric
            benchmark = _benchmark(quantity.dataset, measure, facts)
            value = float(quantity.value)
            if not is_possible_score(value, measure) or ("." not in quantity.value and not quantity.unit):
                continue
            weight = (
                0.5
                + (2.0 if claim.where == "abstract" else 0.0)
                + (0.8 if benchmark else -0.5)
                + (0.8 if benchmark and measure in benchmark.metrics else 0.0)
                + (0.0 if has_tables else _NO_TABLES)
            )
            yield PaperResult(
                task=task_of(benchmark.tasks if benchmark else (), measure, facts),
                dataset=benchmark.name if benchmark else quantity.dataset,
                metric=measure,
                score=quantity.value,
                method=quantity.method or facts.names.own_method or "",
                table=None,
                cell=None,
                place=(quantity.start, quantity.end),
                weight=weight,
            )


def _benchmark(dataset: str, measure: str, facts: PaperFacts) -> Benchmark | None:
    """Return the public data set of a phrase: the one it names, or the paper's for the task that it names."""
    named = [found for _, found in find_benchmarks(dataset)]
    if named:
        return named[0]
    tasks = {task for _, task in find_tasks(dataset)}
    fit = [b for b in facts.known.values() if tasks.intersection(b.tasks) and measure in b.metrics]
    return max(fit, key=lambda b: (facts.benchmarks[b.name], b.name), default=None)
