"""At which task a result is one: by what its data set serves, how it is measured, what the paper is about."""

from __future__ import annotations

from collections.abc import Sequence

from synth.claims.result_facts import PaperFacts

__all__ = ["prominence", "serves", "task_of", "usual_measures"]

_ROUGE = ("ROUGE-1", "ROUGE-2", "ROUGE-L")
_MEASURES = {
    "language modeling": ("Perplexity", "BPC", "NLL"),
    "summarization": (*_ROUGE, "METEOR", "BLEU"),
    "machine translation": ("BLEU", "METEOR"),
    "dependency parsing": ("UAS", "LAS"),
    "constituency parsing": ("F1", "Precision", "Recall", "EM"),
    "part-of-speech tagging": ("Accuracy", "Error"),
    "chunking": ("F1", "Precision", "Recall"),
    "named entity recognition": ("F1", "Precision", "Recall", "Micro F1", "Macro F1"),
    "semantic role labeling": ("F1", "Precision", "Recall"),
    "coreference resolution": ("F1", "Avg F1", "Precision", "Recall"),
    "question answering": (
        *("EM", "F1", "Accuracy", "MAP", "MRR", "BLEU-1", "BLEU-4", "METEOR", "ROUGE-L", "R@1", "Error"),
        *("P@1", "P@5", "Hits@1"),
    ),
}
"""How the tasks that share their data sets with others are measured."""
_TELLING = frozenset(("Perplexity", "BPC", "UAS", "LAS", *_ROUGE, "BLEU"))
"""Measures that no other task uses."""


def serves(task: str, measure: str) -> bool:
    """Whether a measure is one in use for a task."""
    return measure in _MEASURES[task] if task in _MEASURES else measure not in _TELLING


def usual_measures(task: str) -> tuple[str, ...]:
    """Return the measures in use for a task, the leading one first; none where they are anything."""
    return _MEASURES.get(task, ())


def task_of(usual: Sequence[str], measure: str | None, facts: PaperFacts) -> str:
    """Return the task among a data set's usual ones, or all of the paper's, that the paper is about most."""
    fit = [task for task in usual if measure is None or serves(task, measure)] or list(usual)
    fit = fit or [task for task in facts.tasks if measure is None or serves(task, measure)]
    return max(fit, key=lambda task: (facts.tasks[task], -fit.index(task)), default="")


def prominence(task: str, facts: PaperFacts) -> float:
    """Return how often a paper names a task, as a share of the one that it names most; 0 for none."""
    most = max(facts.tasks.values(), default=0)
    return facts.tasks[task] / most if most else 0.0
