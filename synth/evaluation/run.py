"""A set's name in, its evaluation out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.adapters import Adapters
from synth.errors import SynthError
from synth.evaluation.counts import count_kinds, milliseconds, spread
from synth.evaluation.headlines import measure_headlines
from synth.evaluation.metrics import measure, reliability
from synth.evaluation.mutation_run import evaluate_mutations
from synth.evaluation.outcomes import Evaluation, Outcome
from synth.evaluation.rows import read_rows
from synth.evaluation.sets import BenchSet, find_file
from synth.evaluation.spans import measure_spans
from synth.evaluation.tuples import measure_tuples
from synth.evaluation.verification import from_row, from_statement_row, judge_all
from synth.ports import Board
from synth.tasks import RowJudge

__all__ = ["Order", "Result", "evaluate", "evaluate_sets"]

Result = tuple[Evaluation, tuple[Outcome, ...]]
"""A set's measures, and the outcomes behind them where statements were judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be measured, besides the sets' names."""

    split: str | None = None
    """Part of the set; None for the one that the set is usually measured on."""
    limit: int | None = None
    """Rows at most, drawn evenly over the file; of mutations, statements of a kind. None for all."""
    seed: int = 0
    """Seed of the resampling and of the making of statements."""
    corpus: Path | None = None
    """Folder of papers: what mutations are made from, and where hand-made statements find their papers."""
    papers: int | None = None
    """Papers that mutations are made from at most, spread evenly over the corpus; None for all."""


def evaluate_sets(
    sets: Sequence[BenchSet],
    order: Order,
    adapters: Adapters,
    board: Board,
    tell: Callable[[Evaluation], None],
) -> tuple[list[Result], tuple[SynthError, ...]]:
    """Measure several sets, telling each as it is done; one that can't be is a problem and stops no other."""
    results: list[Result] = []
    problems: dict[tuple[str, str], SynthError] = {}
    for one in sets:
        try:
            results.append(evaluate(one, order, adapters, board))
            tell(results[-1][0])
        except SynthError as error:
            # Where the bench folder itself is missing, all sets have the same to say.
            problems.setdefault((type(error).__name__, error.advice), error)
    return results, tuple(problems.values())


def evaluate(one: BenchSet, order: Order, adapters: Adapters, board: Board) -> Result:
    """Measure one set; the outcomes are empty where no statements are judged.

    Raises `PrerequisiteError` where its data is missing, `UnreadableInput` where it is broken,
    `NothingFound` where it is empty.
    """
    if one.task == "mutations":
        return evaluate_mutations(
            adapters, board, corpus=order.corpus, papers=order.papers, limit=order.limit, seed=order.seed
        )
    settings = adapters.settings
    path = find_file(one, settings.bench, order.split)
    rows, sha256 = read_rows(path, one.task)
    rows = spread(rows, order.limit)
    name = f"{one.name}/{path.name.split('.')[0]}"
    outcomes: tuple[Outcome, ...] = ()
    notes: tuple[str, ...] = ()
    if one.task == "spans":
        figures, seconds = measure_spans(rows, board, seed=order.seed)
    elif one.task == "tuples":
        figures, seconds = measure_tuples(rows, board, seed=order.seed)
    elif one.task == "headlines":
        figures, seconds = measure_headlines(rows, order.corpus, adapters, board, seed=order.seed)
    else:
        statements = [
            from_row(row) if one.task == "verdicts" else from_statement_row(row, order.corpus) for row in rows
        ]
        outcomes = judge_all(statements, RowJudge(adapters), board, name)
        figures, seconds = measure(outcomes, seed=order.seed), [outcome.seconds for outcome in outcomes]
    clusters = {o.cluster for o in outcomes} or {str(row.get("source", row["id"])) for row in rows}
    return (
        Evaluation(
            name=name,
            sha256=sha256,
            rows=len(rows),
            clusters=len(clusters),
            unjudged=sum(outcome.label == "unjudged" for outcome in outcomes),
            seed=order.seed,
            limit=order.limit,
            figures=figures,
            ms=milliseconds(seconds),
            reliability=reliability(outcomes),
            kinds=count_kinds(outcomes),
            notes=notes,
            models={"embedder": settings.embedder, "entailment": settings.entailment},
        ),
        outcomes,
    )
