"""Report → what a page shows, numbered and linked: one view for LaTeX, HTML and Markdown.

Everything here is plain text and web addresses; each template environment escapes for its format.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synth.report.alike import alike_parts
from synth.report.answer import answer
from synth.report.asked import asked_datasets, bearing_claims
from synth.report.bibtex import citation_keys
from synth.report.citing import PaperName, paper_names
from synth.report.composition import conclusion, databases
from synth.report.links import page_link, web_page
from synth.report.marks import Marks, marks_for
from synth.report.phrases import (
    LABEL_MARKS,
    LABEL_WORDS,
    OUTCOME_WORDS,
    capital,
    date_in_words,
    place_in_paper,
    place_of,
    quantity_line,
    reason_in_words,
    shorten,
)
from synth.report.tables import Around, build_comparisons, conflict_anchors
from synth.report.view_panel import agreement_in_words, review_views, shared_view
from synth.report.view_quotations import quotation_views
from synth.report.view_records import (
    BearingView,
    ClaimView,
    ConflictSide,
    ConflictView,
    EvidenceView,
    FindingView,
    LeftOut,
    PaperView,
    Reference,
    ReportView,
)
from synth.text import clean_line
from synth.types import (
    Draft,
    Evidence,
    Finding,
    IncludedPaper,
    JudgedClaim,
    Paper,
    PaperDecision,
    Report,
    Revision,
)

__all__ = ["build_view"]

_STRENGTH_WORDS = {"several_papers": "several papers", "one_paper": "single source", "disputed": "disputed"}
# Reasons that say no more than "supported" does.
_ROUTINE = frozenset(("quote_at_place", "restated_elsewhere"))
_ASSERTS_WORDS = {"own": "", "reported": "result of other work", "setting": "experimental setting"}


@dataclass(frozen=True, slots=True)
class _Index:
    """Numbers and addresses of everything that can be pointed at."""

    papers: dict[str, tuple[int, Paper]]
    names: dict[str, PaperName]
    claims: dict[str, tuple[int, JudgedClaim]]
    shown: frozenset[str]
    marks: Marks

    def paper(self, id: str | None) -> Reference | None:
        if id is None or id not in self.papers:
            return None
        number, paper = self.papers[id]
        return Reference(text=str(number), anchor=f"paper-{number}", url=web_page(paper))

    def claim(self, id: str) -> Reference | None:
        if id not in self.claims:
            return None
        number, judged = self.claims[id]
        anchor = f"claim-{number}" if id in self.shown else None
        return Reference(
            text=str(number), anchor=anchor, url=self.page(judged.claim.paper_id, judged.claim.page)
        )

    def page(self, paper_id: str | None, page: int | None) -> str | None:
        known = self.papers.get(paper_id or "")
        return None if known is None else page_link(known[1], page)


def build_view(
    report: Report,
    *,
    claim_limit: int | None = None,
    table_limit: int | None = None,
    revision: Revision | None = None,
) -> ReportView:
    """Return the view of a report.

    With `claim_limit`, claims that bear least on the question are left to the other formats; those
    that findings, conflicts and reviews rest on are always kept. With `table_limit`, the comparisons
    of most papers are kept. With a `revision` that led to this report, what it changed is marked, and
    its claims are all kept.
    """
    draft = report.draft
    marks = marks_for(revision)
    shown, threshold = _choose_claims(report, claim_limit, marks)
    index = _Index(
        papers={p.paper.id: (n, p.paper) for n, p in enumerate(draft.papers, start=1)},
        names=paper_names([included.paper for included in draft.papers]),
        claims={j.claim.id: (n, j) for n, j in enumerate(draft.claims, start=1)},
        shown=shown,
        marks=marks,
    )
    keys = citation_keys([included.paper for included in draft.papers])
    by_paper: dict[str | None, list[JudgedClaim]] = {}
    for judged in draft.claims:
        by_paper.setdefault(judged.claim.paper_id, []).append(judged)
    known = {judged.claim.id: judged for judged in draft.claims}
    comparisons = build_comparisons(
        alike_parts(draft.comparisons, known),
        Around(
            paper=index.paper,
            claim=index.claim,
            page=index.page,
            claims=known,
            names=index.names,
            conflicts=conflict_anchors(draft.conflicts),
            change=marks.cell,
            asked=asked_datasets(draft.question, draft.claims),
        ),
    )
    kept = comparisons if table_limit is None else comparisons[:table_limit]
    return ReportView(
        report=report,
        date=date_in_words(report.record.created),
        databases=databases(draft),
        answer=answer(draft),
        bearing=_bearing(draft, index),
        n_taken=f"{sum(run.fetched for run in draft.runs):,}",
        findings=tuple(_finding_view(finding, index) for finding in draft.findings),
        comparisons=kept,
        n_comparisons_hidden=len(comparisons) - len(kept),
        conflicts=tuple(_conflict_view(i, report, index) for i in range(len(draft.conflicts))),
        quotations=quotation_views(draft.quotations, index),
        papers=tuple(
            _paper_view(included, key, by_paper.get(included.paper.id, []), index)
            for included, key in zip(draft.papers, keys, strict=True)
        ),
        left_out=_left_out(draft.decisions),
        counts=tuple(
            (label, word, LABEL_MARKS[label], sum(j.verdict.label == label for j in draft.claims))
            for label, word in LABEL_WORDS.items()
        ),
        n_claims=len(draft.claims),
        n_shown=len(shown),
        threshold=threshold,
        conclusion=conclusion(report),
        reviews=review_views(report.panel, lambda ids: _references(ids, index)),
        shared=shared_view(report.panel),
        agreement=agreement_in_words(report.panel),
        revision=marks.view,
    )


def _choose_claims(report: Report, limit: int | None, marks: Marks) -> tuple[frozenset[str], str]:
    draft = report.draft
    everything = frozenset(judged.claim.id for judged in draft.claims)
    if limit is None or len(everything) <= limit:
        return everything, ""
    cited = {id for finding in draft.findings for id in finding.claim_ids}
    cited |= {
        judged.claim.id
        for _, found in bearing_claims(draft.claims, asked_datasets(draft.question, draft.claims))
        for judged in found
    }
    cited |= {id for conflict in draft.conflicts for id in conflict.claim_ids}
    cited |= {id for id in everything if marks.must_show(id)}
    pinned = {d.paper.id for d in draft.decisions if d.outcome == "included" and d.relevance is None}
    # A threshold that can be stated: the lowest multiple of 0.05 that keeps within the limit.
    for twentieth in range(21):
        threshold = twentieth / 20
        kept = {
            judged.claim.id
            for judged in draft.claims
            if judged.claim.id in cited
            or judged.claim.paper_id in pinned
            or (judged.claim.relevance is not None and judged.claim.relevance >= threshold)
        }
        if len(kept) <= limit:
            break
    return frozenset(kept), f"{threshold:.2f}"


def _paper_view(included: IncludedPaper, key: str, claims: Sequence[JudgedClaim], index: _Index) -> PaperView:
    paper = included.paper
    number = index.papers[paper.id][0]
    shown = [judged for judged in claims if judged.claim.id in index.shown]
    shown.sort(key=lambda judged: judged.claim.asserts == "setting")
    return PaperView(
        number=number,
        anchor=f"paper-{number}",
        key=key,
        id=paper.versioned_id,
        title=shorten(paper.title, 300) or paper.versioned_id,
        authors=_authors(paper),
        year=index.names[paper.id].year,
        venue=shorten(paper.journal_ref or "", 200),
        url=web_page(paper),
        pdf_url=page_link(paper, None),
        is_withdrawn=paper.status == "withdrawn",
        read_from={"pdf": "PDF", "latex": "LaTeX source", "text": "text"}[included.read_from],
        n_claims=len(claims),
        warnings=included.warnings,
        claims=tuple(_claim_view(judged, index) for judged in shown),
        n_hidden=len(claims) - len(shown),
        change=index.marks.paper(paper.id),
    )


def _authors(paper: Paper, limit: int = 8) -> str:
    names = [shorten(name) for name in paper.authors]
    if len(names) > limit:
        return f"{', '.join(names[: limit - 1])} and {len(names) - limit + 1} others"
    return ", ".join(names) or "Authors unknown"


def _claim_view(judged: JudgedClaim, index: _Index) -> ClaimView:
    claim, verdict = judged.claim, judged.verdict
    number = index.claims[claim.id][0]
    paper = index.paper(claim.paper_id) or Reference(text="?", anchor=None)
    cites = f" ({', '.join(map(shorten, claim.cites))})" if claim.cites else ""
    confidence = "" if verdict.confidence is None else f"{verdict.confidence:.2f}"
    return ClaimView(
        number=number,
        anchor=f"claim-{number}",
        quote=clean_line(claim.quote),
        label=verdict.label,
        word=LABEL_WORDS[verdict.label],
        mark=LABEL_MARKS[verdict.label],
        confidence=confidence,
        place=place_in_paper(claim),
        url=index.page(claim.paper_id, claim.page),
        note=f"{_ASSERTS_WORDS[claim.asserts]}{cites}" if claim.asserts != "own" else "",
        quantities=tuple(quantity_line(quantity) for quantity in claim.quantities),
        is_setting=claim.asserts == "setting",
        is_routine=verdict.label == "supported" and set(verdict.reasons) <= _ROUTINE,
        explanation=clean_line(verdict.explanation),
        reasons=", ".join(reason_in_words(code) for code in verdict.reasons),
        evidence=tuple(_evidence_view(e, judged, index) for e in verdict.evidence),
        supports=tuple(_evidence_view(e, judged, index) for e in judged.independent.supports),
        contradicts=tuple(_evidence_view(e, judged, index) for e in judged.independent.contradicts),
        paper=paper,
        source=index.names[claim.paper_id].text if claim.paper_id in index.names else "",
        relevance="" if claim.relevance is None else f"{claim.relevance:.2f}",
        change=index.marks.claim(claim.id),
    )


def _bearing(draft: Draft, index: _Index) -> tuple[BearingView, ...]:
    groups = bearing_claims(draft.claims, asked_datasets(draft.question, draft.claims))
    return tuple(
        BearingView(dataset=name, claims=tuple(_claim_view(judged, index) for judged in found))
        for name, found in groups
    )


def _evidence_view(evidence: Evidence, judged: JudgedClaim, index: _Index) -> EvidenceView:
    claim = judged.claim
    is_own = evidence.paper_id == claim.paper_id
    is_same = is_own and clean_line(evidence.quote) == clean_line(claim.quote)
    return EvidenceView(
        source=None if is_own else index.paper(evidence.paper_id),
        place=place_of(evidence),
        quote="" if is_same else clean_line(evidence.quote),
        url=index.page(evidence.paper_id, evidence.page),
    )


def _finding_view(finding: Finding, index: _Index) -> FindingView:
    ids = [index.claims[id][1].claim.paper_id for id in finding.claim_ids if id in index.claims]
    papers = [reference for id in dict.fromkeys(ids) if (reference := index.paper(id)) is not None]
    return FindingView(
        text=finding.text,
        strength=finding.strength,
        word=_STRENGTH_WORDS[finding.strength],
        papers=tuple(sorted(papers, key=lambda reference: int(reference.text))),
        claims=_references(finding.claim_ids, index),
        change=index.marks.finding(finding),
    )


def _references(ids: Sequence[str], index: _Index) -> tuple[Reference, ...]:
    found = [reference for id in dict.fromkeys(ids) if (reference := index.claim(id)) is not None]
    return tuple(sorted(found, key=lambda reference: int(reference.text)))


def _conflict_view(position: int, report: Report, index: _Index) -> ConflictView:
    conflict = report.draft.conflicts[position]
    sides = []
    quoted = conflict.quoted or (False,) * len(conflict.values)
    for id, value, is_quoted in zip(conflict.claim_ids, conflict.values, quoted, strict=True):
        reference = index.claim(id)
        if reference is None:
            continue
        claim = index.claims[id][1].claim
        sides.append(
            ConflictSide(
                value=shorten(value),
                paper=index.paper(claim.paper_id) or Reference(text="?", anchor=None),
                claim=reference,
                source=index.names[claim.paper_id].text if claim.paper_id in index.names else "",
                place=place_in_paper(claim),
                quote=clean_line(claim.quote),
                is_quoted=is_quoted,
            )
        )
    return ConflictView(
        anchor=f"conflict-{position + 1}",
        subject=capital(shorten(conflict.subject, 200)),
        reason=reason_in_words(conflict.likely_reason),
        sides=tuple(sides),
    )


def _left_out(decisions: Sequence[PaperDecision]) -> tuple[LeftOut, ...]:
    groups: dict[tuple[str, str], list[PaperDecision]] = {}
    for decision in decisions:
        if decision.outcome != "included":
            groups.setdefault((decision.outcome, decision.reason), []).append(decision)
    order = list(OUTCOME_WORDS)
    return tuple(
        _left_out_group(outcome, reason, groups[outcome, reason])
        for outcome, reason in sorted(groups, key=lambda key: (-order.index(key[0]), key[1]))
    )


def _left_out_group(outcome: str, reason: str, decisions: Sequence[PaperDecision]) -> LeftOut:
    rows = [_left_out_row(decision) for decision in decisions]
    details = {detail for _, _, detail in rows}
    shared = details.pop() if len(details) == 1 and len(rows) > 1 else ""
    return LeftOut(
        outcome=OUTCOME_WORDS[outcome],
        reason=reason_in_words(reason) if reason else "no reason recorded",
        detail=shared,
        papers=tuple((link, title, "" if shared else detail) for link, title, detail in rows),
    )


def _left_out_row(decision: PaperDecision) -> tuple[Reference, str, str]:
    paper = decision.paper
    link = Reference(text=paper.versioned_id, anchor=None, url=web_page(paper))
    return link, shorten(paper.title, 300), shorten(decision.detail, 300)
