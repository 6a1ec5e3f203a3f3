"""Results of papers as tuples of data set, metric, score (and method) against annotated ones.

What is scored is what `extract_claims` gives: every level that a paper claims as its own and binds to a
metric and a data set. Two names are one where one holds the other's letters and digits. The task that the
annotations name is not extracted and is not compared.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

import numpy as np

from synth.evaluation.metrics import Array, bootstrap
from synth.evaluation.outcomes import Figure
from synth.evaluation.rows import Row
from synth.evaluation.spans import f1_figures
from synth.ports import Board
from synth.text import fold
from synth.types import Claim

__all__ = ["Result", "matched", "measure_tuples", "results_of"]

Result = tuple[str, ...]
"""Data set, metric, score, and the method where the set annotates it."""

_SHORTEST = 3
"""Letters and digits from which a name may be found inside another."""


def measure_tuples(rows: Sequence[Row], board: Board, *, seed: int) -> tuple[dict[str, Figure], list[float]]:
    """Return micro-averaged figures of scores alone and of whole tuples, and the seconds of each paper."""
    from synth.claims import extract_claims
    from synth.passages import read_text

    counts, seconds = [], []
    with board.stage("Extracting results", len(rows)) as progress:
        for number, row in enumerate(rows, start=1):
            has_method = any("method" in result for result in row["results"])
            keys = ("dataset", "metric", "score", *(("method",) if has_method else ()))
            gold = [tuple(str(result.get(key) or "") for key in keys) for result in row["results"]]
            began = time.perf_counter()
            claims = extract_claims(read_text(row["text"], paper_id=str(row["id"])))
            seconds.append(time.perf_counter() - began)
            found = results_of(claims, has_method=has_method)
            counts.append(_counts(found, gold))
            progress(number, len(rows))
    figures = bootstrap(np.array(counts, dtype=float), [str(row["id"]) for row in rows], _both, seed=seed)
    return figures, seconds


def results_of(claims: Sequence[Claim], *, has_method: bool) -> list[Result]:
    """Return the distinct results that a paper claims as its own, in order."""
    found: dict[Result, None] = {}
    for claim in claims:
        for q in claim.quantities if claim.asserts == "own" else ():
            if q.role == "level" and q.value and q.metric and q.dataset and (q.method or not has_method):
                method = (q.method or "",) if has_method else ()
                found[(q.dataset, q.metric, q.value, *method)] = None
    return list(found)


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
    scores = {score for result in found if (score := _number(result[2])) is not None}
    wanted = {score for result in gold if (score := _number(result[2])) is not None}
    return len(scores & wanted), len(scores), len(wanted), matched(found, gold), len(found), len(gold)


def _agree(one: Result, other: Result) -> bool:
    names = (*zip(one[:2], other[:2], strict=True), *zip(one[3:], other[3:], strict=True))
    score = _number(one[2])
    return score is not None and score == _number(other[2]) and all(_alike(a, b) for a, b in names)


def _alike(one: str, other: str) -> bool:
    a, b = (re.sub(r"[\W_]+", "", fold(name)) for name in (one, other))
    return a == b or (min(len(a), len(b)) >= _SHORTEST and (a in b or b in a))


def _number(text: str) -> Decimal | None:
    found = re.search(r"\d+(?:\.\d+)?", text.replace(",", ""))
    try:
        return Decimal(found.group()) if found else None
    except InvalidOperation:
        return None


def _both(counts_6: Array) -> Mapping[str, Array]:
    score, scores, wanted, right, ours, gold = np.moveaxis(counts_6, -1, 0)
    return {**f1_figures(score, scores, wanted, "score"), **f1_figures(right, ours, gold, "tuple")}
