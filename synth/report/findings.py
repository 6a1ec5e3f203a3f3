"""Verified claims → sentences of ours, each with the claims that it rests on.

Only a claim that its source supports may enter a sentence, and only when the text names what the
number is of: a sentence needs a metric, a data set and mostly a method. A number that is bound less
well is never dressed up; the report shows its claim as a quotation instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from synth.report.names import as_dataset, as_method, as_metric, with_article
from synth.report.phrases import count_of, join_words, number_word, reason_in_words, value_in_words, with_unit
from synth.text import clean_line, fold, tokens
from synth.types import Comparison, ComparisonCell, Conflict, Finding, JudgedClaim, Quantity, Question

__all__ = ["write_findings"]

LIMITS = {"agreement": 6, "range": 6, "change": 5, "single": 8, "dispute": 6}
"""How many findings of each kind are written; the report shows everything else as tables and claims."""

Strength = Literal["several_papers", "one_paper", "disputed"]
Claims = dict[str, JudgedClaim]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A verified cell of a comparison with what a sentence needs."""

    method: str
    condition: str
    number: Decimal
    shown: str
    unit: str | None
    paper_id: str
    claim_id: str
    is_own: bool


def write_findings(
    claims: Sequence[JudgedClaim],
    comparisons: Sequence[Comparison],
    conflicts: Sequence[Conflict],
    question: Question,
) -> tuple[Finding, ...]:
    """Return what the verified claims come to: agreement, ranges, changes, single results, disputes.

    Within each kind the findings nearest to the question come first; ties keep the order of the
    comparisons, conflicts and claims. Every finding names supported claims only.
    """
    verified = {judged.claim.id: judged for judged in claims if judged.verdict.label == "supported"}
    rank = _ranker(verified, question)
    disputes = _disputes(conflicts, verified)
    disputed = {claim_id for finding in disputes for claim_id in finding.claim_ids}
    kinds: dict[str, list[Finding]] = {
        "agreement": [f for c in comparisons for f in _agreements(c, verified, disputed)],
        "range": [f for c in comparisons for f in _ranges(c, verified)],
        "change": [f for c in comparisons for f in _changes(c, verified)],
        "single": [],
        "dispute": disputes,
    }
    chosen = {kind: sorted(found, key=rank)[: LIMITS[kind]] for kind, found in kinds.items()}
    told = {claim_id for found in chosen.values() for finding in found for claim_id in finding.claim_ids}
    singles = _singles(verified.values(), told | disputed)
    chosen["single"] = sorted(singles, key=rank)[: LIMITS["single"]]
    return tuple(finding for found in chosen.values() for finding in found)


def _ranker(verified: Claims, question: Question) -> Callable[[Finding], float]:
    asked = set(tokens(question.text))

    def rank(finding: Finding) -> float:
        known = [verified[claim_id].claim.relevance or 0.0 for claim_id in finding.claim_ids]
        shared = len(asked & set(tokens(finding.text))) / max(1, len(asked))
        # What a claim bears on its own, and what the sentence shares with the question, count alike.
        return -(max(known) + shared)

    return rank


def _values(comparison: Comparison, verified: Claims) -> list[_Value]:
    return [value for cell in comparison.cells if (value := _value(cell, verified)) is not None]


def _value(cell: ComparisonCell, verified: Claims) -> _Value | None:
    method = as_method(cell.method)
    if cell.claim_id not in verified or method is None:
        return None
    try:
        number = Decimal(cell.value)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return _Value(
        method=method,
        condition=clean_line(cell.condition or ""),
        number=number,
        shown=with_unit(cell.value, cell.unit),
        unit=cell.unit,
        paper_id=cell.paper_id,
        claim_id=cell.claim_id,
        is_own=cell.is_own,
    )


def _subject(comparison: Comparison) -> tuple[str, str] | None:
    metric, dataset = as_metric(comparison.metric), as_dataset(comparison.dataset)
    return (metric, dataset) if metric and dataset else None


def _agreements(comparison: Comparison, verified: Claims, disputed: set[str]) -> list[Finding]:
    subject = _subject(comparison)
    if subject is None or comparison.role != "level":
        return []
    groups: dict[tuple[str, str], list[_Value]] = {}
    for value in _values(comparison, verified):
        groups.setdefault((fold(value.method), fold(value.condition)), []).append(value)
    found = []
    for group in groups.values():
        is_one_value = len({(value.number, value.unit) for value in group}) == 1
        is_disputed = any(value.claim_id in disputed for value in group)
        if is_one_value and not is_disputed and _paper_count(group) > 1:
            # Papers that all repeat a value found elsewhere confirm nothing.
            strength: Strength = "several_papers" if any(value.is_own for value in group) else "one_paper"
            found.append(_finding(_agreement_text(*subject, group), group, strength))
    return found


def _agreement_text(metric: str, dataset: str, group: Sequence[_Value]) -> str:
    n_papers = _paper_count(group)
    n_own = _paper_count([value for value in group if value.is_own])
    first = group[0]
    setting = f" ({first.condition})" if first.condition else ""
    head = (
        f"{_papers(n_papers)} give the same {metric} for {first.method} on {dataset}{setting}, {first.shown}"
    )
    if n_own == 0:
        return f"{head}; none of them reports it as its own result."
    if n_own == n_papers:
        return f"{head}, {'both' if n_own == 2 else 'all'} as their own result."
    repeats = "the other repeats it" if n_papers - n_own == 1 else "the others repeat it"
    reports = "reports" if n_own == 1 else "report"
    return f"{head}; {number_word(n_own)} of them {reports} it first-hand, {repeats}."


def _ranges(comparison: Comparison, verified: Claims) -> list[Finding]:
    subject = _subject(comparison)
    values = _values(comparison, verified)
    is_wide = len({fold(value.method) for value in values}) > 1 and len(values) > 2
    if subject is None or comparison.role != "level" or not is_wide or not _is_one_scale(values):
        return []
    metric, dataset = subject
    ordered = sorted(values, key=lambda value: (value.number, value.paper_id, value.claim_id))
    low, high = ordered[0], ordered[-1]
    if low.number == high.number:
        return []
    n_papers = _paper_count(values)
    ends = f"from {low.shown} ({low.method}) to {high.shown} ({high.method})"
    if fold(low.method) == fold(high.method):
        ends = f"from {low.shown} to {high.shown} (both {low.method})"
    # Settings that the papers keep apart are pooled here, which a reader has to know.
    pooled = ", under differing settings" if len({fold(value.condition) for value in values}) > 1 else ""
    text = (
        f"On {dataset}, {metric} ranges {ends} over {count_of(len(values), 'reported value')} "
        f"in {count_of(n_papers, 'paper')}{pooled}."
    )
    return [_finding(text, ordered, "several_papers" if n_papers > 1 else "one_paper")]


def _is_one_scale(values: Sequence[_Value]) -> bool:
    """Tell whether values share a unit and aren't shares of one beside shares of a hundred."""
    if len({value.unit for value in values}) != 1:
        return False
    numbers = [abs(value.number) for value in values]
    return not (values[0].unit is None and min(numbers) <= 1 and max(numbers) > 5)


def _changes(comparison: Comparison, verified: Claims) -> list[Finding]:
    subject = _subject(comparison)
    values = _values(comparison, verified)
    if subject is None or comparison.role != "difference" or not values or not _is_one_scale(values):
        return []
    directed = [(value, _direction(value, verified)) for value in values]
    ups = [value for value, direction in directed if direction == "increase"]
    downs = [value for value, direction in directed if direction == "decrease"]
    if len(ups) + len(downs) < 2 or _paper_count([*ups, *downs]) < 2:
        return []
    return [_finding(_change_text(*subject, ups, downs), [*ups, *downs], "several_papers")]


def _change_text(metric: str, dataset: str, ups: Sequence[_Value], downs: Sequence[_Value]) -> str:
    n_papers = _paper_count([*ups, *downs])
    if ups and downs:
        total = number_word(len(ups) + len(downs))
        by = f"reported by {count_of(n_papers, 'paper')}"
        split = f"{count_of(len(ups), 'increase')} and {count_of(len(downs), 'decrease')}"
        return f"The {total} differences in {metric} on {dataset} {by} are {split}."
    noun = "Increases" if ups else "Decreases"
    span = _span(ups or downs)
    return f"{noun} in {metric} on {dataset} {span} are reported by {count_of(n_papers, 'paper')}."


def _span(values: Sequence[_Value]) -> str:
    ordered = sorted(values, key=lambda value: abs(value.number))
    low, high = ordered[0], ordered[-1]
    if low.number == high.number:
        return f"of {low.shown}"
    plain = str(low.number) if low.unit == high.unit else low.shown
    return f"of {plain} to {high.shown}"


def _direction(value: _Value, verified: Claims) -> str | None:
    for quantity in verified[value.claim_id].claim.quantities:
        if quantity.role == "difference" and quantity.value is not None and quantity.direction:
            if _same_number(quantity.value, value.number):
                return quantity.direction
    return None


def _same_number(text: str, number: Decimal) -> bool:
    try:
        return abs(Decimal(text)) == abs(number)
    except InvalidOperation:
        return False


def _singles(claims: Iterable[JudgedClaim], told: set[str]) -> list[Finding]:
    found: dict[str, Finding] = {}
    for judged in claims:
        is_fit = judged.claim.asserts == "own" and judged.claim.id not in told
        sentence = _single_text(judged) if is_fit else None
        if sentence is not None and sentence not in found:
            strength: Strength = "several_papers" if judged.independent.supports else "one_paper"
            if judged.independent.contradicts:
                strength = "disputed"
            found[sentence] = Finding(text=sentence, claim_ids=(judged.claim.id,), strength=strength)
    return list(found.values())


def _single_text(judged: JudgedClaim) -> str | None:
    for quantity in judged.claim.quantities:
        body = _result_text(quantity)
        if body is not None:
            return f"One paper reports {body}{_echo(judged)}."
    return None


def _echo(judged: JudgedClaim) -> str:
    agree = len({evidence.paper_id for evidence in judged.independent.supports})
    differ = len({evidence.paper_id for evidence in judged.independent.contradicts})
    parts = [f"{count_of(agree, 'other paper')} {'agrees' if agree == 1 else 'agree'}"] if agree else []
    parts += [f"{count_of(differ, 'other paper')} {'differs' if differ == 1 else 'differ'}"] if differ else []
    return f"; {join_words(parts)}" if parts else ""


def _result_text(quantity: Quantity) -> str | None:
    metric, dataset = as_metric(quantity.metric), as_dataset(quantity.dataset)
    method, baseline = as_method(quantity.method), as_method(quantity.baseline)
    if not (metric and dataset and method) or quantity.text == "":
        return None
    value = value_in_words(quantity)
    setting = f" ({clean_line(quantity.condition)})" if quantity.condition else ""
    if quantity.role == "level" and quantity.value is not None:
        return f"{with_article(metric)} of {value} for {method} on {dataset}{setting}"
    if quantity.direction is None or quantity.value is None or quantity.value.startswith("-"):
        return None
    verb = "raises" if quantity.direction == "increase" else "lowers"
    over = f" relative to {baseline}" if baseline and fold(baseline) != fold(method) else ""
    if quantity.role == "difference":
        return f"that {method} {verb} {metric} on {dataset}{setting} by {value}{over}"
    if quantity.role == "ratio" and quantity.unit == "x":
        factor = value.removesuffix("×")
        return f"that {method} {verb} {metric} on {dataset}{setting} by a factor of {factor}{over}"
    return None


def _disputes(conflicts: Sequence[Conflict], verified: Claims) -> list[Finding]:
    found = []
    for conflict in conflicts:
        pairs = zip(conflict.claim_ids, conflict.values, strict=True)
        known = [(claim_id, clean_line(value)) for claim_id, value in pairs if claim_id in verified]
        values = list(dict.fromkeys(value for _, value in known))
        papers = {verified[claim_id].claim.paper_id for claim_id, _ in known}
        if len(values) > 1 and len(papers) > 1:
            text = (
                f"Papers disagree on {clean_line(conflict.subject)}: {join_words(values)} are reported"
                f"{_cause(conflict.likely_reason)}."
            )
            ids = tuple(dict.fromkeys(claim_id for claim_id, _ in known))
            found.append(Finding(text=text, claim_ids=ids, strength="disputed"))
    return found


def _cause(code: str) -> str:
    if code == "unknown":
        return ", and nothing in the texts explains the difference"
    return f"; the likely reason is {reason_in_words(code)}"


def _finding(text: str, values: Sequence[_Value], strength: Strength) -> Finding:
    ids = tuple(dict.fromkeys(value.claim_id for value in values))
    return Finding(text=text, claim_ids=ids, strength=strength)


def _paper_count(values: Sequence[_Value]) -> int:
    return len({value.paper_id for value in values})


def _papers(count: int) -> str:
    text = count_of(count, "paper")
    return text[0].upper() + text[1:]
