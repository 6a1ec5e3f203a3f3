"""A run's own gaps, one sentence each: what was not searched, not read, not bound, not judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from synth.report.phrases import capital, count_of, date_in_words, join_words, number_word, reason_in_words
from synth.text import clean_line, tokens
from synth.types import Draft, Panel

__all__ = ["limitations"]

LOW_CONFIDENCE = 0.7
"""Below this a verdict is called doubtful: a careful reader would disagree with three in ten."""


def limitations(draft: Draft, panel: Panel) -> tuple[str, ...]:
    """Return the gaps that this run has, the widest first; a gap that it lacks is not mentioned."""
    sentences = (
        *_search_gaps(draft),
        *_retrieval_gaps(draft),
        *_reading_gaps(draft),
        *_question_gaps(draft),
        *_binding_gaps(draft),
        *_verdict_gaps(draft),
        *_independence_gaps(draft),
        *_panel_gaps(panel),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _search_gaps(draft: Draft) -> list[str]:
    names = [clean_line(name) for name, _ in draft.flow.identified]
    gaps = []
    if len(names) == 1:
        gaps.append(f"Only one database was searched ({names[0]}); work that it does not hold is missing.")
    cut = [run for run in draft.runs if run.total > run.fetched]
    if cut:
        total, fetched = sum(run.total for run in cut), sum(run.fetched for run in cut)
        gaps.append(
            f"{capital(count_of(len(cut), 'query', 'queries'))} matched more than was taken: {fetched:,} of "
            f"{total:,} records, the best by the database's own order; the rest was never screened."
        )
    plan = draft.plan
    if plan.since or plan.until:
        span = [f"from {date_in_words(plan.since)}" if plan.since else ""]
        span += [f"until {date_in_words(plan.until)}" if plan.until else ""]
        gaps.append(f"Only papers first published {' '.join(part for part in span if part)} were considered.")
    if draft.flow.excluded:
        gaps.append(
            f"{capital(count_of(draft.flow.excluded, 'paper'))} {_was(draft.flow.excluded)} left out on "
            f"title and abstract alone ({_reasons(draft.flow.excluded_by_reason)})."
        )
    return gaps


def _retrieval_gaps(draft: Draft) -> list[str]:
    flow, gaps = draft.flow, []
    if flow.not_retrieved:
        gaps.append(
            f"The full text of {flow.not_retrieved:,} of {flow.sought:,} papers could not be had "
            f"({_reasons(flow.not_retrieved_by_reason)}); what they report is missing."
        )
    lost = sum(n for _, n in flow.excluded_full_text)
    if lost:
        gaps.append(
            f"{capital(count_of(lost, 'paper'))} {_was(lost)} fetched but left out after reading "
            f"({_reasons(flow.excluded_full_text)})."
        )
    return gaps


def _reading_gaps(draft: Draft) -> list[str]:
    gaps = []
    if len(draft.papers) == 1:
        gaps.append("Only one paper was included, so that nothing could be checked independently.")
    for included in draft.papers:
        if included.paper.status == "withdrawn":
            gaps.append(
                f"{included.paper.versioned_id} has been withdrawn; "
                "its claims are kept but should not be used."
            )
    unknown = [p for p in draft.papers if p.paper.status == "unknown"]
    if unknown:
        verb = "stands" if len(unknown) == 1 else "stand"
        gaps.append(
            f"Whether {count_of(len(unknown), 'included paper')} still {verb} "
            "(not withdrawn, not replaced) is not known."
        )
    warned = [p for p in draft.papers if p.warnings]
    for included in warned[:5]:
        gaps.append(
            f"{included.paper.versioned_id} was read with gaps: "
            f"{'; '.join(map(clean_line, included.warnings))}."
        )
    if len(warned) > 5:
        gaps.append(
            f"{capital(count_of(len(warned) - 5, 'further paper'))} {_was(len(warned) - 5)} read with gaps."
        )
    from_pdf = sum(p.read_from == "pdf" for p in draft.papers)
    if from_pdf:
        gaps.append(
            f"{capital(count_of(from_pdf, 'paper'))} {_was(from_pdf)} read from PDF, where the columns of a "
            "table are told by where its words stand: a cell can be taken for its neighbour's."
        )
    silent = sum(p.n_claims == 0 for p in draft.papers)
    if silent:
        gaps.append(f"No numeric claim was found in {count_of(silent, 'included paper')}.")
    return gaps


def _question_gaps(draft: Draft) -> list[str]:
    seen = {token for judged in draft.claims for token in tokens(judged.claim.quote)}
    missing = [
        clean_line(facet.term)
        for facet in draft.plan.facets
        if facet.is_core and not any(_is_mentioned(name, seen) for name in (facet.term, *facet.synonyms))
    ]
    if not missing or not draft.claims:
        return []
    named = join_words([f"“{term}”" for term in missing])
    return [f"No claim mentions {named}: that part of the question is not answered by numbers."]


def _is_mentioned(name: str, seen: set[str]) -> bool:
    words = tokens(name)
    return bool(words) and all(word in seen for word in words)


def _binding_gaps(draft: Draft) -> list[str]:
    scores = [
        quantity
        for judged in draft.claims
        for quantity in judged.claim.quantities
        if quantity.role in ("level", "difference", "ratio")
    ]
    loose = sum(not (q.metric and q.dataset and q.method) for q in scores)
    gaps = []
    if loose:
        gaps.append(
            f"{loose:,} of {len(scores):,} scores and differences could not be tied to a method, a metric "
            "and a data set all three; they are quoted as they stand but enter no comparison."
        )
    if draft.claims and not draft.comparisons:
        gaps.append(
            "No metric was found to be reported for one data set more than once, so nothing is compared."
        )
    return gaps


def _verdict_gaps(draft: Draft) -> list[str]:
    gaps = []
    unjudged = [judged for judged in draft.claims if judged.verdict.label == "unjudged"]
    if unjudged:
        reasons = Counter(judged.verdict.reasons[0] for judged in unjudged)
        gaps.append(
            f"{capital(count_of(len(unjudged), 'claim'))} could not be judged "
            f"({_reasons(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))}); "
            f"every rate given here leaves {'it' if len(unjudged) == 1 else 'them'} out."
        )
    doubtful = sum(
        judged.verdict.confidence is not None and judged.verdict.confidence < LOW_CONFIDENCE
        for judged in draft.claims
    )
    if doubtful:
        gaps.append(
            f"{capital(count_of(doubtful, 'verdict'))} {_has(doubtful)} a confidence below {LOW_CONFIDENCE}."
        )
    repeated = sum(judged.claim.asserts == "reported" for judged in draft.claims)
    if repeated:
        gaps.append(
            f"{capital(count_of(repeated, 'claim'))} {_repeats(repeated)} results of other work; "
            f"{'it was' if repeated == 1 else 'they were'} checked where quoted, not at the origin."
        )
    return gaps


def _independence_gaps(draft: Draft) -> list[str]:
    gaps = []
    alone = sum(finding.strength == "one_paper" for finding in draft.findings)
    if alone and alone == len(draft.findings):
        gaps.append("Every finding rests on a single paper.")
    elif alone:
        gaps.append(
            f"{capital(number_word(alone))} of {count_of(len(draft.findings), 'finding')} "
            f"{'rests' if alone == 1 else 'rest'} on one paper."
        )
    unechoed = sum(not j.independent.supports and not j.independent.contradicts for j in draft.claims)
    if unechoed and len(draft.papers) > 1:
        gaps.append(
            f"For {unechoed:,} of {count_of(len(draft.claims), 'claim')} no other paper was found to "
            "report the same quantity: they are neither confirmed nor contradicted."
        )
    open_conflicts = sum(conflict.likely_reason == "unknown" for conflict in draft.conflicts)
    if open_conflicts:
        gaps.append(f"{capital(count_of(open_conflicts, 'conflict'))} between papers could not be explained.")
    return gaps


def _panel_gaps(panel: Panel) -> list[str]:
    failed = [review for review in panel.reviews if review.failure is not None]
    return [
        f"The reviewer “{clean_line(review.reviewer)}” failed ({clean_line(review.failure or '')}) and has "
        "no part in the panel's score."
        for review in failed
    ]


def _reasons(counts: Sequence[tuple[str, int]]) -> str:
    return ", ".join(f"{reason_in_words(reason)}: {n:,}" for reason, n in counts) or "no reason recorded"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _repeats(count: int) -> str:
    return "repeats" if count == 1 else "repeat"
