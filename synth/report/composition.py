"""Records of a run → the report's own words: title, abstract, limitations. Pure; nothing is copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from synth.report.answer import answer
from synth.report.asked import asked_datasets
from synth.report.limitations import limitations
from synth.report.phrases import capital, count_of, date_in_words, join_words, share
from synth.text import clean_line, fold
from synth.types import Draft, Finding, JudgedClaim, Panel, Report, RunRecord

__all__ = ["compose", "conclusion", "databases", "top_findings"]

_DATABASE_NAMES = {"arxiv": "arXiv", "demo": "the demo corpus", "folder": "a folder of files"}


def compose(draft: Draft, panel: Panel, record: RunRecord) -> Report:
    """Return the view model that every format is rendered from."""
    return Report(
        draft=draft,
        panel=panel,
        record=record,
        title=_title(draft),
        abstract=_abstract(draft, panel, record),
        limitations=limitations(draft, panel),
    )


def conclusion(report: Report) -> tuple[str, ...]:
    """Return the closing paragraphs of the classic layout: what holds, what is open, how far to trust it."""
    draft = report.draft
    settled = [finding for finding in draft.findings if finding.strength == "several_papers"]
    disputed = [finding for finding in draft.findings if finding.strength == "disputed"]
    alone = len(draft.findings) - len(settled) - len(disputed)
    first = f"On the question “{draft.question.text}”, {_papers(draft)} yielded {_findings(draft)}."
    if draft.findings:
        parts = [
            f"{count_of(len(settled), 'finding')} {_rests(len(settled))} on several papers"
            if settled
            else "",
            f"{count_of(alone, 'finding')} {_rests(alone)} on a single paper" if alone else "",
            f"{count_of(len(disputed), 'finding')} {_is(len(disputed))} disputed" if disputed else "",
        ]
        first += f" {capital(join_words([part for part in parts if part]))}."
    return (first, _verdict_sentences(draft.claims))


def top_findings(draft: Draft, limit: int = 4) -> tuple[Finding, ...]:
    """Return the findings of an abstract: the first ones, one dispute at most, no paper alone twice.

    A single paper's result counts only where it speaks of a data set that the question names.
    """
    papers = {judged.claim.id: judged.claim.paper_id for judged in draft.claims}
    datasets = [fold(name) for name in asked_datasets(draft.question, draft.claims)]

    def is_asked(text: str) -> bool:
        return not datasets or any(name in fold(text) for name in datasets)

    chosen: list[Finding] = []
    seen: set[str | None] = set()
    n_disputes = 0
    for finding in draft.findings:
        sources = {papers.get(claim_id) for claim_id in finding.claim_ids}
        is_repeat = len(sources) == 1 and sources <= seen
        is_aside = finding.strength == "one_paper" and not is_asked(finding.text)
        is_second_dispute = finding.strength == "disputed" and n_disputes > 0
        if len(chosen) < limit and not (is_repeat or is_aside or is_second_dispute):
            chosen.append(finding)
            n_disputes += finding.strength == "disputed"
            seen |= sources if len(sources) == 1 else set()
    return tuple(chosen)


def databases(draft: Draft) -> str:
    """Return the databases that were asked, as running text."""
    names = dict.fromkeys(name for name, _ in draft.flow.identified)
    return join_words([_DATABASE_NAMES.get(name, clean_line(name)) for name in names]) or "no database"


def _title(draft: Draft) -> str:
    question = clean_line(draft.question.text)
    subject = f"{question} " if question.endswith("?") else f"{question.rstrip('.')}: "
    review = f"verified review of {count_of(len(draft.papers), 'paper')}"
    return f"{subject}{'A' if question.endswith('?') else 'a'} {review}"


def _abstract(draft: Draft, panel: Panel, record: RunRecord) -> str:
    sentences = [
        f"This review asks: “{clean_line(draft.question.text)}”",
        *answer(draft),
        _search_sentence(draft, record),
        _verdict_sentences(draft.claims),
        _independence_sentence(draft.claims),
        *[finding.text for finding in top_findings(draft)],
        _no_finding_sentence(draft),
        _panel_sentence(panel),
    ]
    if sentences[0][-2] not in "?!.":
        sentences[0] += "."
    return " ".join(sentence for sentence in sentences if sentence)


def _search_sentence(draft: Draft, record: RunRecord) -> str:
    flow = draft.flow
    found = sum(n for _, n in flow.identified)
    # Counts of one series are all in digits.
    return (
        f"A search of {databases(draft)} on {date_in_words(record.created)} gave "
        f"{found:,} {'record' if found == 1 else 'records'}; "
        f"{flow.screened:,} {'paper' if flow.screened == 1 else 'papers'} {_was(flow.screened)} screened, "
        f"{flow.assessed:,} read in full and {flow.included:,} included."
    )


def _verdict_sentences(claims: Sequence[JudgedClaim]) -> str:
    if not claims:
        return "No numeric claim was found in the papers."
    labels = Counter(judged.verdict.label for judged in claims)
    judged_n = len(claims) - labels["unjudged"]
    opening = f"In them, {count_of(len(claims), 'numeric claim')} {_was(len(claims))} found"
    if judged_n == 0:
        return f"{opening}; none could be judged."
    text = (
        f"{opening} and checked against the text it is credited to: "
        if len(claims) == 1
        else f"{opening}, each checked against the text it is credited to: "
    )
    text += f"{share(labels['supported'], judged_n)} of those that could be judged are supported there"
    rest = [
        f"{labels['refuted']:,} refuted" if labels["refuted"] else "",
        f"{labels['not_found']:,} not found" if labels["not_found"] else "",
    ]
    named = join_words([part for part in rest if part])
    text += f", {named}" if named else ""
    return f"{text}; {labels['unjudged']:,} could not be judged." if labels["unjudged"] else f"{text}."


def _independence_sentence(claims: Sequence[JudgedClaim]) -> str:
    if not claims:
        return ""
    backed = sum(bool(judged.independent.supports) for judged in claims)
    against = sum(bool(judged.independent.contradicts) for judged in claims)
    if not backed and not against:
        return "No claim could be compared with another paper."
    agree = f"for {count_of(backed, 'claim')} another paper reports the same quantity and agrees"
    differ = f"for {count_of(against, 'claim')} another paper gives a different value"
    return f"{capital('; '.join([agree] * bool(backed) + [differ] * bool(against)))}."


def _no_finding_sentence(draft: Draft) -> str:
    if draft.findings or not draft.claims:
        return ""
    return "No claim names its metric, data set and method well enough to be summed up in a sentence."


def _panel_sentence(panel: Panel) -> str:
    if panel.score is None:
        return "The review panel gave no score."
    n_scoring = sum(bool(review.scores) for review in panel.reviews)
    spread = f" (spread {panel.spread:.1f})" if panel.spread is not None else ""
    return f"A panel of {count_of(n_scoring, 'reviewer')} scores this report {panel.score:.1f} of 10{spread}."


def _papers(draft: Draft) -> str:
    return count_of(len(draft.papers), "included paper")


def _findings(draft: Draft) -> str:
    return count_of(len(draft.findings), "finding") + (" from verified claims" if draft.findings else "")


def _rests(count: int) -> str:
    return "rests" if count == 1 else "rest"


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
