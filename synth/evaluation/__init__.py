"""A set's name in, its measures with their uncertainty out: how far the verdicts can be trusted."""

from synth.evaluation.files import write_results
from synth.evaluation.outcomes import Bin, Evaluation, Figure, KindCount, Outcome
from synth.evaluation.output import evaluation_lines, evaluation_row, outcome_row
from synth.evaluation.run import Order, Result, evaluate, evaluate_sets
from synth.evaluation.sets import SETS, BenchSet, choose_sets

__all__ = [
    "SETS",
    "BenchSet",
    "Bin",
    "Evaluation",
    "Figure",
    "KindCount",
    "Order",
    "Outcome",
    "Result",
    "choose_sets",
    "evaluate",
    "evaluate_sets",
    "evaluation_lines",
    "evaluation_row",
    "outcome_row",
    "write_results",
]
