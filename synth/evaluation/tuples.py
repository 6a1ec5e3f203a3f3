"""Results of papers as tuples of task, data set, metric, score (and method) against annotated ones.

What is scored is what `read_results` gives: the headline results that a paper claims as its own, from its
tables and its prose. Two names are one where one holds the other's letters and digits, or the other as a
whole word, or where both go by one usual name of the field ("PTB" and "Penn Treebank").
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from synth.claims.results import PaperResult
from synth.evaluation.alike import is_alike, same_dataset, same_metric, same_task
from synth.evaluation.metrics import Array, bootstrap
from synth.evaluation.outcomes import Figure
from synth.evaluation.result_rows import document_of_row
from synth.evaluation.rows import Row
from synth.evaluation.spans import f1_figures
from synth.ports import Board

__all__ = ["Result", "matched", "measure_tuples", "results_of"]

Result = tuple[str, ...]
"""Task, data set, metric, score, and the method where the set annotates it."""


def measure_tuples(rows: Sequence[Row], board: Board, *, seed: int) -> tuple[dict[str, Figure], list[float]]:
    """Return micro-averaged figures of scores alone and of whole tuples, and the seconds of each paper."""
    from synth.claims import extract_claims
    from synth.claims.results import read_results

    counts, seconds = [], []
    with board.stage("Extracting results", len(rows)) as progress:
        for number, row in enumerate(rows, start=1):
            has_method = any("method" in result for result in row["results"])
            keys = ("task", "dataset", "metric", "score", *(("method",) if has_method else ()))
            gold = [tuple(str(result.get(key) or "") for key in keys) for result in row["results"]]
            document = document_of_row(row)
            began = time.perf_counter()
            results = read_results(document, extract_claims(document))
            seconds.append(time.perf_counter() - began)
            counts.append(_counts(results_of(results, has_method=has_method), gold))
            progress(number, len(rows))
    figures = bootstrap(np.array(counts, dtype=float), [str(row["id"]) for row in rows], _both, seed=seed)
    return figures, seconds


def results_of(results: Sequence[PaperResult], *, has_method: bool) -> list[Result]:
    """Return the distinct results as tuples, in order."""
    found = ((r.task, r.dataset, r.metric, r.score, *((r.method,) if has_method else ())) for r in results)
    return list(dict.fromkeys(found))


def matched(found: Sequence[Result], gold: Sequence[Result]) -> int:
    """Count the results that agree with an annotated one in every part, each annotated one used once."""
    used: set[int] = set()
    for result in found:
        for place, one in enumerate(gold):
            if place not in used and _agree(result, one):
                used.add(place)
                break
    return len(used)


def _counts(found: Sequence[Result], gold: Sequence[Result]) -> tuple[int, ...]:
    scores = {score for result in found if (score := _number(result[3])) is not None}
    wanted = {score for result in gold if (score := _number(result[3])) is not None}
    return len(scores & wanted), len(scores), len(wanted), matched(found, gold), len(found), len(gold)


def _agree(one: Result, other: Result) -> bool:
    score = _number(one[3])
    if score is None or score != _number(other[3]):
        return False
    same: tuple[Callable[[str, str], bool], ...] = (same_task, same_dataset, same_metric)
    names = zip(same, one, other, strict=False)
    return all(alike(a, b) for alike, a, b in names) and all(map(is_alike, one[4:], other[4:]))


def _number(text: str) -> Decimal | None:
    found = re.search(r"\d*\.?\d+", text.replace(",", ""))
    try:
        return Decimal(found.group()) if found else None
    except InvalidOperation:
        return None


def _both(counts_6: Array) -> Mapping[str, Array]:
    score, scores, wanted, right, ours, gold = np.moveaxis(counts_6, -1, 0)
    return {**f1_figures(score, scores, wanted, "score"), **f1_figures(right, ours, gold, "tuple")}
