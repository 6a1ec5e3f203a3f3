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

from synth.claims.benchmarks import find_benchmarks, letters, task_name
from synth.claims.measures import measure_name
from synth.claims.results import PaperResult
from synth.evaluation.metrics import Array, bootstrap
from synth.evaluation.outcomes import Figure
from synth.evaluation.result_rows import document_of_row
from synth.evaluation.rows import Row
from synth.evaluation.spans import f1_figures
from synth.ports import Board
from synth.text import fold

__all__ = ["Result", "matched", "measure_tuples", "results_of"]

Result = tuple[str, ...]
"""Task, data set, metric, score, and the method where the set annotates it."""

_SHORTEST = 3
"""Letters and digits from which a name may be found inside another."""


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
    same: tuple[Callable[[str, str], bool], ...] = (_same_task, _same_dataset, _same_metric)
    names = zip(same, one, other, strict=False)
    return all(alike(a, b) for alike, a, b in names) and all(map(_alike, one[4:], other[4:]))


def _same_task(one: str, other: str) -> bool:
    return _alike(task_name(one), task_name(other))


def _same_dataset(one: str, other: str) -> bool:
    usual = ({found.name for _, found in find_benchmarks(name.replace("_", " "))} for name in (one, other))
    return _alike(one, other) or bool(set.intersection(*usual))


def _same_metric(one: str, other: str) -> bool:
    a, b = (measure_name(name.replace("_", " ")) or name for name in (one, other))
    return _alike(one, other) or a == b


def _alike(one: str, other: str) -> bool:
    a, b = letters(one), letters(other)
    if not a or not b:
        return a == b
    holds = min(len(a), len(b)) >= _SHORTEST and (a in b or b in a)
    return a == b or holds or _words(one) in _words(other) or _words(other) in _words(one)


def _words(name: str) -> str:
    return " ".join(["", *re.findall(r"[^\W\d_]+|\d+", fold(name)), ""])


def _number(text: str) -> Decimal | None:
    found = re.search(r"\d*\.?\d+", text.replace(",", ""))
    try:
        return Decimal(found.group()) if found else None
    except InvalidOperation:
        return None


def _both(counts_6: Array) -> Mapping[str, Array]:
    score, scores, wanted, right, ours, gold = np.moveaxis(counts_6, -1, 0)
    return {**f1_figures(score, scores, wanted, "score"), **f1_figures(right, ours, gold, "tuple")}
