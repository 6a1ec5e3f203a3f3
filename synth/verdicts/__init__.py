"""A claim and passages in, a verdict with its evidence out."""

from synth.verdicts.across import Compared, compare_papers
from synth.verdicts.entailment import make_entailment
from synth.verdicts.judge import Judge, judge_claim, judge_own_claim
from synth.verdicts.table import judge_table

__all__ = [
    "Compared",
    "Judge",
    "compare_papers",
    "judge_claim",
    "judge_own_claim",
    "judge_table",
    "make_entailment",
]
