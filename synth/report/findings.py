"""Verified claims → sentences of ours, each with the claims that it rests on.

Only a claim that its source supports may enter a sentence, and only when the text names what the
number is of: a sentence needs a metric, a data set and mostly a method. A number that is bound less
well is never dressed up; the report shows its claim as a quotation instead. Values are pooled only
when metric, unit and condition read alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Literal

from synth.report.alike import alike_parts, relative
from synth.report.asked import asked_datasets
from synth.report.citing import Names, named, paper_names
from synth.report.names import as_dataset, as_method, as_metric, in_sentence
from synth.report.phrases import (
    capital,
    count_of,
    join_words,
    number_word,
    number_words,
    reason_in_words,
    setting,
    with_unit,
)
from synth.report.single_results import single_results
from synth.text import clean_line, fold, tokens
from synth.types import Comparison, ComparisonCell, Conflict, Finding, JudgedClaim, Paper, Question

__all__ = ["write_findings"]

LIMITS = {"agreement": 4, "range": 4, "change": 4, "single": 6, "dispute": 4}
"""How many findings of each kind are written; the report shows everything else as tables and claims."""

SINGLES_A_PAPER = 3
"""Single results that are told of one paper."""

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
    *,
    papers: Sequence[Paper] = (),
) -> tuple[Finding, ...]:
    """Return what the verified claims come to: agreement, ranges, changes, single results, disputes.

    What speaks of a data set that the question names comes first, then what more papers bear, then what
    is more relevant; ties keep the order of the comparisons, conflicts and claims. `papers` lets the
    sentences call papers by author and year. Every finding names supported claims only.
    """
    verified = {judged.claim.id: judged for judged in claims if judged.verdict.label == "supported"}
    names = paper_names(papers)
    rank = _ranker(verified, question)
    parts = alike_parts(comparisons, verified)
    disputes = _disputes(conflicts, verified, names)
    disputed = {claim_id for finding in disputes for claim_id in finding.claim_ids}
    kinds: dict[str, list[Finding]] = {
        "agreement": [f for c in parts for f in _agreements(c, verified, disputed, names)],
        "range": [f for c in parts for f in _ranges(c, verified)],
        "change": [f for c in parts for f in _changes(c, verified, names)],
        "dispute": disputes,
    }
    chosen = {kind: sorted(found, key=rank)[: LIMITS[kind]] for kind, found in kinds.items()}
    told = {claim_id for found in chosen.values() for finding in found for claim_id in finding.claim_ids}
    singles = single_results(verified, told | disputed, names)
    chosen["single"] = _few_a_paper(sorted(singles, key=rank), verified)[: LIMITS["single"]]
    return tuple(sorted((finding for found in chosen.values() for finding in found), key=rank))


def _few_a_paper(findings: Sequence[Finding], verified: Claims) -> list[Finding]:
    kept, taken = [], Counter[str | None]()
    for finding in findings:
        paper_id = verified[finding.claim_ids[0]].claim.paper_id
        taken[paper_id] += 1
        if taken[paper_id] <= SINGLES_A_PAPER:
            kept.append(finding)
    return kept


def _ranker(verified: Claims, question: Question) -> Callable[[Finding], tuple[bool, int, float]]:
    asked = set(tokens(question.text))
    datasets = [fold(name) for name in asked_datasets(question, tuple(verified.values()))]

    def rank(finding: Finding) -> tuple[bool, int, float]:
        """Put first what names an asked data set, then what rests on more papers, then what is nearer."""
        known = [verified[claim_id].claim for claim_id in finding.claim_ids]
        shared = len(asked & set(tokens(finding.text))) / max(1, len(asked))
        text = fold(finding.text)
        return (
            not any(name in text for name in datasets),
            -len({claim.paper_id for claim in known}),
            # What a claim bears on its own, and what the sentence shares with the question, count alike.
            -(max(claim.relevance or 0.0 for claim in known) + shared),
        )

    return rank


def _values(comparison: Comparison, verified: Claims) -> list[_Value]:
    values = [value for cell in comparison.cells if (value := _value(cell, verified)) is not None]
    return _with_signs(values) if comparison.role == "level" else values


def _with_signs(values: Sequence[_Value]) -> list[_Value]:
    """Count bare scores as per cent where others of the comparison print the sign: tables leave it out."""
    if not any(value.unit == "%" for value in values):
        return list(values)
    return [
        replace(value, unit="%") if value.unit is None and 1 < abs(value.number) <= 100 else value
        for value in values
    ]


def _value(cell: ComparisonCell, verified: Claims) -> _Value | None:
    method = as_method(cell.name or cell.method)
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


def _by_condition(values: Sequence[_Value]) -> list[list[_Value]]:
    """Group values that may be pooled: those of one condition, or all that state none."""
    groups: dict[tuple[str, str | None], list[_Value]] = {}
    for value in values:
        groups.setdefault((fold(value.condition), value.unit), []).append(value)
    return list(groups.values())


def _subject(comparison: Comparison) -> tuple[str, str] | None:
    metric, dataset = as_metric(comparison.metric), as_dataset(comparison.dataset)
    return (metric, dataset) if metric and dataset else None


# --------------------------------------------------------------------------- agreement


def _agreements(comparison: Comparison, verified: Claims, disputed: set[str], names: Names) -> list[Finding]:
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
            found.append(_finding(_agreement_text(*subject, group, names), group, strength))
    return found


def _agreement_text(metric: str, dataset: str, group: Sequence[_Value], names: Names) -> str:
    n_papers = _paper_count(group)
    n_own = _paper_count([value for value in group if value.is_own])
    first = group[0]
    head = (
        f"{capital(_papers(group, names))} give the same {metric} for {first.method} on "
        f"{dataset}{setting(first.condition)}, {first.shown}"
    )
    if n_own == 0:
        return f"{head}; none of them reports it as its own result."
    if n_own == n_papers:
        return f"{head}, {'both' if n_own == 2 else 'all'} as their own result."
    repeats = "the other repeats it" if n_papers - n_own == 1 else "the others repeat it"
    reports = "reports" if n_own == 1 else "report"
    return f"{head}; {number_word(n_own)} of them {reports} it first-hand, {repeats}."


# --------------------------------------------------------------------------- ranges and changes


def _ranges(comparison: Comparison, verified: Claims) -> list[Finding]:
    subject = _subject(comparison)
    if subject is None or comparison.role != "level":
        return []
    groups = _by_condition(_values(comparison, verified))
    return [finding for group in groups if (finding := _range(*subject, group)) is not None]


def _range(metric: str, dataset: str, values: Sequence[_Value]) -> Finding | None:
    is_wide = len({fold(value.method) for value in values}) > 1 and len(values) > 2
    if not is_wide or not _is_one_scale(values):
        return None
    ordered = sorted(values, key=lambda value: (value.number, value.paper_id, value.claim_id))
    low, high = ordered[0], ordered[-1]
    if low.number == high.number:
        return None
    n_papers = _paper_count(values)
    ends = f"from {low.shown} ({low.method}) to {high.shown} ({high.method})"
    if fold(low.method) == fold(high.method):
        ends = f"from {low.shown} to {high.shown} (both {low.method})"
    n_values, n_shown = number_words(len(values), n_papers)
    text = (
        f"On {dataset}{setting(low.condition)}, {metric} ranges {ends} over {n_values} reported values "
        f"in {n_shown} {'paper' if n_papers == 1 else 'papers'}."
    )
    return _finding(text, ordered, "several_papers" if n_papers > 1 else "one_paper")


def _is_one_scale(values: Sequence[_Value]) -> bool:
    """Tell whether values share a unit and aren't shares of one beside shares of a hundred."""
    if len({value.unit for value in values}) != 1:
        return False
    numbers = [abs(value.number) for value in values]
    return not (values[0].unit is None and min(numbers) <= 1 and max(numbers) > 5)


def _changes(comparison: Comparison, verified: Claims, names: Names) -> list[Finding]:
    subject = _subject(comparison)
    if subject is None or comparison.direction is None:
        return []
    metric, dataset = subject
    found = []
    for group in _by_condition(_values(comparison, verified)):
        if _paper_count(group) > 1 and _is_one_scale(group):
            where = f"{metric} on {dataset}{setting(group[0].condition)}"
            text = (
                f"{capital(_papers(group, names))} report {comparison.direction}s in {where} "
                f"{_span(group)}{relative(comparison)}."
            )
            found.append(_finding(text, group, "several_papers"))
    return found


def _span(values: Sequence[_Value]) -> str:
    ordered = sorted(values, key=lambda value: abs(value.number))
    low, high = ordered[0], ordered[-1]
    return f"of {high.shown}" if low.number == high.number else f"of {low.number} to {high.shown}"


# --------------------------------------------------------------------------- disputes


def _disputes(conflicts: Sequence[Conflict], verified: Claims, names: Names) -> list[Finding]:
    found = []
    for conflict in conflicts:
        pairs = zip(conflict.claim_ids, conflict.values, strict=True)
        known = [(claim_id, clean_line(value)) for claim_id, value in pairs if claim_id in verified]
        values = list(dict.fromkeys(value for _, value in known))
        papers = list(dict.fromkeys(verified[claim_id].claim.paper_id or "" for claim_id, _ in known))
        if len(values) > 1 and len(papers) > 1:
            text = (
                f"{capital(named(papers, names)) or 'Papers'} disagree on the "
                f"{in_sentence(clean_line(conflict.subject))}: {join_words(values)} are reported"
                f"{_cause(conflict.likely_reason)}."
            )
            ids = tuple(dict.fromkeys(claim_id for claim_id, _ in known))
            found.append(Finding(text=text, claim_ids=ids, strength="disputed"))
    return found


def _cause(code: str) -> str:
    if code == "unknown":
        return ", and nothing in the texts explains the difference"
    return f"; the likely reason is {reason_in_words(code)}"


# --------------------------------------------------------------------------- all


def _finding(text: str, values: Sequence[_Value], strength: Strength) -> Finding:
    ids = tuple(dict.fromkeys(value.claim_id for value in values))
    return Finding(text=text, claim_ids=ids, strength=strength)


def _paper_count(values: Sequence[_Value]) -> int:
    return len({value.paper_id for value in values})


def _papers(values: Sequence[_Value], names: Names) -> str:
    """Return the papers by name while they are few, else their number."""
    ids = list(dict.fromkeys(value.paper_id for value in values))
    return named(ids, names) or count_of(len(ids), "paper")
