"""Revisions of the invented reports: a paper with a new version, one withdrawn, one out of reach."""

from __future__ import annotations

import dataclasses

from sample import TITLES, Text, build, claim_of, hostile_report, paper_of, sample_report, verdict_of

from synth.types import (
    Claim,
    ClaimChange,
    Independent,
    JudgedClaim,
    Newcomer,
    Notice,
    Paper,
    PaperChange,
    QuantityChange,
    Report,
    Revision,
    Standing,
    Verdict,
)

CHECKED = "2026-11-22T12:00:00+00:00"
FINE = Standing(state="fine")


def changed(claim: Claim, **fields) -> Claim:
    """The claim as the paper's next version has it."""
    return dataclasses.replace(claim, id=f"{claim.id}-later", version=(claim.version or 0) + 1, **fields)


def with_value(claim: Claim, old: str, new: str) -> Claim:
    """The claim with another number of the same length in its quote."""
    assert len(old) == len(new)
    quantities = tuple(
        dataclasses.replace(q, value=new, text=q.text.replace(old, new)) if q.value == old else q
        for q in claim.quantities
    )
    return changed(claim, quote=claim.quote.replace(old, new), quantities=quantities)


def kept(claim: Claim, verdict: Verdict) -> ClaimChange:
    return ClaimChange(
        old=claim,
        new=claim,
        status="unchanged",
        reason="same_place",
        explanation="The same words in the same place.",
        old_verdict=verdict,
        new_verdict=verdict,
    )


def cells_of(text: Text) -> tuple[Claim, Claim]:
    """A row of a table in two versions, of which the first score differs."""
    row = claim_of(
        text,
        "RiverAdapter 71.0 58.3",
        6,
        [
            ("71.0", {"value": "71.0", "metric": "F1", "dataset": "ToneQA dev", "method": "RiverAdapter"}),
            ("58.3", {"value": "58.3", "metric": "EM", "dataset": "ToneQA dev", "method": "RiverAdapter"}),
        ],
        where="table",
        section="Results",
    )
    return row, with_value(row, "71.0", "69.5")


def sample_revision() -> tuple[Revision, Report, Report]:
    """A revision with every status in it, the later report, and the earlier one."""
    earlier, _ = sample_report()
    then = earlier.draft.claims
    fate: dict[str, ClaimChange] = {j.claim.id: kept(j.claim, j.verdict) for j in then}
    _of_new_version(then, fate)
    for judged in then[18:24]:
        fate[judged.claim.id] = ClaimChange(
            old=judged.claim,
            new=None,
            status="source_withdrawn",
            reason="withdrawn",
            explanation="Its paper was withdrawn.",
            old_verdict=judged.verdict,
        )
    for judged in then[30:36]:
        fate[judged.claim.id] = ClaimChange(
            old=judged.claim,
            new=None,
            status="unjudged",
            reason="not_asked",
            explanation="arXiv gave no record of the paper.",
            old_verdict=judged.verdict,
        )
    later = _later_report(earlier, fate)
    old_row, new_row = cells_of(Text(paper_id=TITLES[0][0], version=2, parts=["x" * 4000]))
    cell = ClaimChange(
        old=old_row,
        new=new_row,
        status="value_changed",
        reason="value_differs",
        explanation="Table 2, RiverAdapter, ToneQA dev F1: 71.0 in version 2, 69.5 in version 3 (page 6).",
        quantities=(QuantityChange(old=old_row.quantities[0], new=new_row.quantities[0]),),
        is_listed=False,
    )
    changes = [fate[judged.claim.id] for judged in then]
    revision = Revision(
        run_id=earlier.record.id,
        old_state=1,
        new_state=2,
        checked=CHECKED,
        papers=tuple(_paper_change(n, included.paper) for n, included in enumerate(earlier.draft.papers)),
        claims=(*changes[:6], cell, *changes[6:]),
        added=(
            dataclasses.replace(
                then[0].claim, id="claim-added", quote="We also reach 70.2 % on GlyphNLI dev.", quantities=()
            ),
        ),
        conflicts_gone=earlier.draft.conflicts,
        newcomers=(
            Newcomer(
                paper=dataclasses.replace(paper_of(2), id="2611.00001", version=1),
                relevance=0.61,
                supports=(then[6].claim.id,),
                contradicts=(then[12].claim.id,),
                adds=("Accuracy of RiverAdapter on GlyphNLI dev.",),
            ),
        ),
        problems=("OpenAlex gave no answer for 10.9999/inv.2025.7.",),
    )
    return revision, later, earlier


def _of_new_version(then: tuple[JudgedClaim, ...], fate: dict[str, ClaimChange]) -> None:
    """One claim each of the first paper: a value changed, reworded, moved, as it was, gone, as it was."""
    first = [judged.claim for judged in then[:6]]
    value = with_value(first[0], "65.4", "66.1")
    reworded = changed(first[1], quote=first[1].quote.replace("we obtain", "one obtains"))
    moved = changed(first[2], page=3)
    made = (
        (value, "value_changed", "value_differs", "65.4 in version 2, 66.1 in version 3 (page 1)."),
        (reworded, "reworded", "other_words", "The same numbers in other words."),
        (moved, "moved", "other_page", "From page 2 to page 3."),
        (changed(first[3]), "unchanged", "same_place", "The same words in the same place."),
        (None, "gone", "no_counterpart", "Version 3 says nothing of it."),
        (changed(first[5]), "unchanged", "same_place", "The same words in the same place."),
    )
    for old, (new, status, reason, explanation), judged in zip(first, made, then[:6], strict=True):
        fate[old.id] = ClaimChange(
            old=old,
            new=new,
            status=status,
            reason=reason,
            explanation=explanation,
            quantities=(QuantityChange(old=old.quantities[0], new=new.quantities[0]),)
            if status == "value_changed"
            else (),
            old_verdict=judged.verdict,
            new_verdict=None if new is None else verdict_of(new, "supported", 0.97),
        )


def _later_report(earlier: Report, fate: dict[str, ClaimChange]) -> Report:
    """The report of the later state: new claims in place of the old, the withdrawn ones unjudged."""
    papers = [included.paper for included in earlier.draft.papers]
    papers[0] = next_version(papers[0])
    papers[3] = dataclasses.replace(papers[3], status="withdrawn")
    judged = []
    for entry in earlier.draft.claims:
        change = fate[entry.claim.id]
        if change.status == "gone":
            continue
        if change.status == "source_withdrawn":
            verdict = Verdict.unjudged("source_withdrawn", "Its paper was withdrawn.")
            judged.append(JudgedClaim(claim=change.old, verdict=verdict, independent=Independent()))
            continue
        claim = change.new or change.old
        judged.append(
            JudgedClaim(claim=claim, verdict=change.new_verdict or entry.verdict, independent=Independent())
        )
    texts = [Text(paper_id=p.id, version=p.version, parts=[]) for p in papers]
    claims = [entry.claim for entry in judged]
    report, _ = build(papers, texts, claims, judged=tuple(judged))
    return dataclasses.replace(report, panel=dataclasses.replace(report.panel, score=8.6))


def next_version(paper: Paper) -> Paper:
    version = (paper.version or 0) + 1
    return dataclasses.replace(
        paper,
        version=version,
        pdf_url=f"https://export.example.org/pdf/{paper.id}v{version}",
        page_url=f"https://export.example.org/abs/{paper.id}v{version}",
    )


def _paper_change(position: int, paper: Paper) -> PaperChange:
    notice = Notice(
        kind="withdrawal", register="arxiv", detail="The authors found an error.", date="2026-11-20"
    )
    correction = Notice(
        kind="correction",
        register="crossref",
        detail="Table 3 was corrected.",
        url="https://doi.example.org/10.9999/corr",
    )
    known = {
        0: ("new_version", next_version(paper), FINE, "Version 3 of 20 November 2026."),
        3: (
            "withdrawn",
            paper,
            Standing(state="withdrawn", notices=(notice,)),
            "Version 3 is marked as withdrawn.",
        ),
        5: (
            "unknown",
            None,
            Standing(state="unknown", unasked=(("arxiv", "no answer in 10 s"),)),
            "arXiv gave no record of the paper.",
        ),
        6: (
            "corrected",
            paper,
            Standing(state="unknown", notices=(correction,), unasked=(("openalex", "status 503"),)),
            "A correction was published.",
        ),
    }
    status, today, standing, explanation = known.get(position, ("unchanged", paper, FINE, "As it was."))
    return PaperChange(paper=paper, today=today, status=status, standing=standing, explanation=explanation)


def calm_revision() -> tuple[Revision, Report]:
    """An update in which nothing changed."""
    report, _ = sample_report()
    return (
        Revision(
            run_id=report.record.id,
            old_state=1,
            new_state=1,
            checked=CHECKED,
            papers=tuple(
                PaperChange(
                    paper=included.paper,
                    today=included.paper,
                    status="unchanged",
                    standing=FINE,
                    explanation="As it was.",
                )
                for included in report.draft.papers
            ),
            claims=tuple(kept(judged.claim, judged.verdict) for judged in report.draft.claims),
        ),
        report,
    )


def hostile_revision() -> tuple[Revision, Report]:
    """Every string that a stranger may supply is an attack, in the old version and in the new."""
    report, _ = hostile_report()
    claims = [judged.claim for judged in report.draft.claims]
    changes = []
    for n, (judged, other) in enumerate(zip(report.draft.claims, [*claims[1:], claims[0]], strict=True)):
        old = judged.claim
        status = ("value_changed", "gone", "reworded", "unjudged", "source_withdrawn", "moved")[n % 6]
        has_new = status in ("value_changed", "reworded", "moved")
        changes.append(
            ClaimChange(
                old=old,
                new=dataclasses.replace(other, paper_id=old.paper_id) if has_new else None,
                status=status,
                reason=other.quote[:40],
                explanation=other.quote,
                quantities=(QuantityChange(old=old.quantities[0], new=other.quantities[0]),)
                if status == "value_changed"
                else (),
                old_verdict=judged.verdict,
                new_verdict=verdict_of(other, "refuted") if has_new else None,
            )
        )
    papers = []
    for n, included in enumerate(report.draft.papers):
        attack = claims[2 * n].quote
        standing = Standing(
            state=("withdrawn", "unknown", "fine")[n % 3],
            notices=(
                Notice(kind="retraction", register=attack[:30], detail=attack, url="javascript:alert(1)"),
            ),
            unasked=((attack[:20], attack),),
        )
        papers.append(
            PaperChange(
                paper=included.paper,
                today=included.paper if n % 2 else None,
                status=("retracted", "unknown", "new_version")[n % 3],
                standing=standing,
                explanation=attack,
            )
        )
    newcomer = Newcomer(
        paper=report.draft.papers[1].paper, relevance=0.5, adds=(claims[3].quote,), failure=claims[5].quote
    )
    revision = Revision(
        run_id=report.record.id,
        old_state=1,
        new_state=2,
        checked=CHECKED,
        papers=tuple(papers),
        claims=tuple(changes),
        added=tuple(claims[:4]),
        conflicts_new=report.draft.conflicts,
        newcomers=(newcomer,),
        problems=tuple(claim.quote for claim in claims[:6]),
    )
    return revision, report
