"""One claim that names its metric, data set and method → a sentence of ours that says whose result it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from synth.report.citing import Names, named
from synth.report.names import as_dataset, as_method, as_metric, with_article
from synth.report.phrases import capital, count_of, join_words, setting, value_in_words
from synth.text import clean_line, fold
from synth.types import Finding, Independent, JudgedClaim, Quantity

__all__ = ["single_results"]


def single_results(claims: Mapping[str, JudgedClaim], told: set[str], names: Names) -> list[Finding]:
    """Return a finding per claim that states an own result in full and is not among those told already."""
    known = {key for id in sorted(told) for key in _results(claims[id])}
    found: dict[str, Finding] = {}
    for judged in claims.values():
        # A paper says a result in its abstract and again in its text: once is enough.
        is_new = judged.claim.id not in told and not known & set(_results(judged))
        # Of a table's row the comparisons have the score that counts; its others are parts of it.
        is_said = judged.claim.asserts == "own" and judged.claim.where != "table"
        sentence = _single_text(judged, names) if is_new and is_said else None
        if sentence is not None and sentence not in found:
            found[sentence] = Finding(
                text=sentence, claim_ids=(judged.claim.id,), strength=_strength(judged.independent)
            )
    return list(found.values())


def _results(judged: JudgedClaim) -> list[tuple[str, ...]]:
    return [
        (judged.claim.paper_id or "", fold(q.method), fold(q.dataset), q.role, q.value or "")
        for q in judged.claim.quantities
        if q.method and q.dataset
    ]


def _strength(independent: Independent) -> Literal["several_papers", "one_paper", "disputed"]:
    if independent.contradicts:
        return "disputed"
    return "several_papers" if independent.supports else "one_paper"


def _single_text(judged: JudgedClaim, names: Names) -> str | None:
    for quantity in judged.claim.quantities:
        body = _result_text(quantity)
        if body is not None:
            return f"{_reports(judged.claim.paper_id, names)} {body}{_echo(judged, names)}."
    return None


def _reports(paper_id: str | None, names: Names) -> str:
    name = names.get(paper_id or "")
    if name is None:
        return "One paper reports"
    return f"{capital(name.text)} {'report' if name.is_plural else 'reports'}"


def _echo(judged: JudgedClaim, names: Names) -> str:
    agree = list(dict.fromkeys(evidence.paper_id or "" for evidence in judged.independent.supports))
    differ = list(dict.fromkeys(evidence.paper_id or "" for evidence in judged.independent.contradicts))
    parts = [f"{_others(agree, names)} {_verb('agree', agree, names)}"] if agree else []
    parts += [f"{_others(differ, names)} {_verb('differ', differ, names)}"] if differ else []
    return f"; {join_words(parts)}" if parts else ""


def _others(ids: Sequence[str], names: Names) -> str:
    return named(ids, names) or count_of(len(ids), "other paper")


def _verb(verb: str, ids: Sequence[str], names: Names) -> str:
    is_one = len(ids) == 1 and not (ids[0] in names and names[ids[0]].is_plural)
    return f"{verb}s" if is_one else verb


def _apart(quantity: Quantity) -> str:
    """Return the condition less what the sentence names already: a method is no setting of its own."""
    named = {fold(name) for name in (quantity.method, quantity.baseline) if name}
    parts = [part.strip() for part in clean_line(quantity.condition or "").split(",")]
    return ", ".join(part for part in parts if part and fold(part) not in named)


def _result_text(quantity: Quantity) -> str | None:
    metric, dataset = as_metric(quantity.metric), as_dataset(quantity.dataset)
    method, baseline = as_method(quantity.method), as_method(quantity.baseline)
    if not (metric and dataset and method) or quantity.text == "":
        return None
    # A method that holds its own data set's name is one phrase of the text read as two.
    if fold(dataset) in fold(method) or fold(method) in fold(dataset):
        return None
    value, under = value_in_words(quantity), setting(_apart(quantity))
    if quantity.role == "level" and quantity.value is not None:
        if quantity.unit == "points":
            # What is counted in points is the distance of two scores: of which, the text did not tell.
            return None
        return f"{with_article(metric)} of {value} for {method} on {dataset}{under}"
    if quantity.direction is None or quantity.value is None or quantity.value.startswith("-"):
        return None
    verb = "raises" if quantity.direction == "increase" else "lowers"
    over = f" relative to {baseline}" if baseline and fold(baseline) != fold(method) else ""
    if quantity.role == "difference":
        return f"that {method} {verb} {metric} on {dataset}{under} by {value}{over}"
    if quantity.role == "ratio" and quantity.unit == "x":
        factor = value.removesuffix("×")
        return f"that {method} {verb} {metric} on {dataset}{under} by a factor of {factor}{over}"
    return None
