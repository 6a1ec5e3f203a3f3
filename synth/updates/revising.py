"""An earlier state and today's answers → the later state and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from synth import __version__
from synth.errors import InvalidRecord, PaperNotFound, SynthError
from synth.judging import Material, hold_together, judge_claims
from synth.pipeline import Job, included_paper, read_papers
from synth.states import Shelved, State, shelve
from synth.types import (
    Document,
    IncludedPaper,
    JudgedClaim,
    Paper,
    PaperChange,
    PaperDecision,
    Report,
    Revision,
    Verdict,
)
from synth.updates.asking import Answers
from synth.updates.changes import claim_changes, conflict_changes
from synth.updates.newcomers import Newcomers, told_by
from synth.updates.rereading import Reread, decision_of, earlier_material, reread

if TYPE_CHECKING:
    from synth.verdicts import Compared

__all__ = ["Revised", "revise_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What came of holding a state against today's answers."""

    state: State
    """The later state; the earlier one where nothing changed or nothing could be read."""
    revision: Revision
    """What changed."""
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The later state's documents by versioned id; empty where there is no later state."""
    outages: tuple[str, ...] = ()
    """What could not be asked or read though it should, a sentence each."""

    @property
    def is_new(self) -> bool:
        """Whether there is a later state."""
        return self.revision.new_state != self.revision.old_state


def revise_state(job: Job, state: State, answers: Answers, newcomers: Newcomers, moment: str) -> Revised:
    """Bring a state up to date: read what changed, judge and compare what depends on it.

    A state is made only of what was read: a paper whose new version can't be had stays as it was, its
    claims `unjudged` in the revision, and is asked for again the next time.
    """
    changes = {change.paper.id: change for change in answers.papers}
    failures = _Failures()
    read = _read_changed(job, state, changes, failures)
    gone = {id for id, change in changes.items() if change.status in ("withdrawn", "retracted")}
    is_new = bool(read or gone or newcomers.joining or any(c.status == "corrected" for c in changes.values()))
    if not is_new and not newcomers.found:
        told = replace(newcomers, listed=newcomers.failed)
        return _unrevised(state, answers, changes, failures, told, moment)
    with job.board.stage("Reading changes", len(read)) as progress:
        materials: dict[str, Material] = {}
        rereads: dict[str, Reread] = {}
        for included in state.report.draft.papers:
            name = included.paper.id
            old = earlier_material(job.adapters, state, included)
            if name in read:
                rereads[name] = reread(job.adapters, state.report.draft.plan, old, *read[name])
                progress(len(rereads), len(read), included.paper.title)
            materials[name] = _standing_material(job, old, changes[name], rereads.get(name), answers)
    if not is_new:
        listed = told_by(job.adapters, state, list(materials.values()), newcomers)
        return _unrevised(state, answers, changes, failures, replace(newcomers, listed=listed), moment)
    return _later(job, state, answers, changes, failures, newcomers, moment, materials, rereads)


@dataclass(slots=True)
class _Failures:
    """Papers whose new version could not be had, and why."""

    by_id: dict[str, str] = field(default_factory=dict)

    def note(self, paper: Paper, error: SynthError) -> None:
        """Note why a paper's new version could not be had."""
        self.by_id[paper.id] = f"{paper.versioned_id} could not be read: {error.message}"


# --------------------------------------------------------------------------- reading


def _read_changed(
    job: Job, state: State, changes: dict[str, PaperChange], failures: _Failures
) -> dict[str, tuple[Paper, Document]]:
    """Fetch and read the new versions; a version without any document is a withdrawal."""
    from synth.papers import without_document

    wanted: list[PaperDecision] = []
    for included in state.report.draft.papers:
        change = changes[included.paper.id]
        if change.status == "new_version" and change.today is not None:
            wanted.append(replace(decision_of(state, included), paper=change.today))
    if not wanted:
        return {}
    read, lost = read_papers(job, wanted)
    for decision in wanted:
        paper = decision.paper
        if paper.versioned_id not in lost:
            continue
        error = lost[paper.versioned_id][1]
        change = changes[paper.id]
        if isinstance(error, PaperNotFound) and job.adapters.source(paper.database).keeps_versions:
            standing = without_document(paper, change.standing)
            is_known = change.paper.status == "withdrawn"
            changes[paper.id] = replace(
                change,
                status="unchanged" if is_known else "withdrawn",
                standing=standing,
                explanation=standing.notices[0].detail,
            )
        else:
            failures.note(paper, error)
    return {one.decision.paper.id: (one.decision.paper, one.document) for one in read}


def _standing_material(
    job: Job, old: Material, change: PaperChange, again: Reread | None, answers: Answers
) -> Material:
    """Return a paper's material as the later state has it."""
    if change.status in ("withdrawn", "retracted"):
        paper = replace(old.paper, status="withdrawn")
        told = f"{change.explanation.rstrip('.')}: it supports nothing any more"
        verdict = Verdict.unjudged("source_withdrawn", told)
        return replace(
            old,
            decision=replace(old.decision, paper=paper),
            verdicts={claim.id: verdict for claim in old.claims},
            stands=False,
        )
    if again is not None:
        return _with_status(again.material, change)
    if change.paper.id in answers.restored:
        paper = replace(old.paper, status="fine")
        verdicts = judge_claims(job.adapters, old.document, old.claims)
        return replace(
            old,
            decision=replace(old.decision, paper=paper),
            verdicts={claim.id: verdict for claim, verdict in zip(old.claims, verdicts, strict=True)},
            stands=True,
        )
    return _with_status(old, change)


def _with_status(material: Material, change: PaperChange) -> Material:
    """Put into the paper's record whether it stands: what is not known is not fine in the report either."""
    if material.paper.status == "withdrawn":
        return material
    paper = replace(material.paper, status=change.standing.state)
    return replace(material, decision=replace(material.decision, paper=paper))


# --------------------------------------------------------------------------- the later state


def _later(
    job: Job,
    state: State,
    answers: Answers,
    changes: Mapping[str, PaperChange],
    failures: _Failures,
    newcomers: Newcomers,
    moment: str,
    materials: Mapping[str, Material],
    rereads: Mapping[str, Reread],
) -> Revised:
    draft = state.report.draft
    joined = {one.paper.id: one.reread for one in newcomers.joining}
    together = [*materials.values(), *(one.material for one in joined.values())]
    with job.board.stage("Comparing papers", len(together)) as progress:
        judged, compared = hold_together(job.adapters, draft.plan, together)
        progress(len(together), len(together))
    again = {**rereads, **joined}
    kept = {included.paper.id: included for included in draft.papers}
    papers = tuple(_included(one, kept.get(one.paper.id), again.get(one.paper.id)) for one in together)
    report = _report(job, state, papers, judged, compared, newcomers, moment)
    documents = {one.paper.versioned_id: one.document for one in together}
    later = State(
        run_id=state.run_id,
        number=state.number + 1,
        created=moment,
        report=report,
        asked=state.asked,
        shelf=_shelf(job, state, report, documents),
    )
    touched = {*rereads, *joined, *answers.restored}
    touched |= {name for name, change in changes.items() if change.status in ("withdrawn", "retracted")}
    claims = claim_changes(
        state.report,
        report,
        changes,
        failures=failures.by_id,
        reread={name: one.changes for name, one in rereads.items()},
    )
    gone, new = conflict_changes(state.report, report, claims, touched)
    outages = _outages(failures, answers, newcomers)
    revision = Revision(
        run_id=state.run_id,
        old_state=state.number,
        new_state=later.number,
        checked=moment,
        papers=tuple(changes[included.paper.id] for included in draft.papers),
        claims=claims,
        added=tuple(claim for one in rereads.values() for claim in one.added),
        conflicts_gone=gone,
        conflicts_new=new,
        newcomers=newcomers.records(compared, {one.claim.id for one in draft.claims}),
        problems=(*outages, *answers.gaps),
    )
    return Revised(state=later, revision=revision, documents=documents, outages=outages)


def _included(material: Material, kept: IncludedPaper | None, again: Reread | None) -> IncludedPaper:
    if again is not None or kept is None:
        n_claims = again.n_prose if again else len(material.claims)
        return included_paper(material.paper, material.document, n_claims)
    return replace(kept, paper=material.paper)


def _shelf(job: Job, state: State, report: Report, documents: Mapping[str, Document]) -> tuple[Shelved, ...]:
    """Keep the places of what was not read again: today's code would give it other names."""
    # A file of a folder keeps its name when it changes.
    known = {(one.name, one.sha256): one for one in state.shelf}
    return tuple(known.get((one.name, one.sha256), one) for one in shelve(job.adapters, documents, report))


def _report(
    job: Job,
    state: State,
    papers: tuple[IncludedPaper, ...],
    judged: tuple[JudgedClaim, ...],
    compared: Compared,
    newcomers: Newcomers,
    moment: str,
) -> Report:
    from synth.report import compose, write_findings
    from synth.reviews import review

    draft = state.report.draft
    records = {included.paper.id: included.paper for included in papers}
    decisions = tuple(
        replace(one, paper=records[one.paper.id])
        if one.outcome == "included" and one.paper.id in records
        else one
        for one in draft.decisions
    )
    standing = tuple(one.paper for one in papers if one.paper.status != "withdrawn")
    flow, runs, decisions = newcomers.recount(draft.flow, draft.runs, decisions)
    if problems := flow.problems():
        raise InvalidRecord(f"the flow does not add up: {'; '.join(problems)}")
    later = replace(
        draft,
        papers=papers,
        decisions=decisions,
        flow=flow,
        runs=runs,
        claims=judged,
        comparisons=compared.comparisons,
        conflicts=compared.conflicts,
        quotations=compared.quotations,
        findings=write_findings(
            judged, compared.comparisons, compared.conflicts, draft.question, papers=standing
        ),
    )
    record = replace(
        state.report.record,
        created=moment,
        synth_version=__version__,
        models=(("embedder", job.adapters.embedder.name), ("entailment", job.adapters.entailment.name)),
        timings_s=(),
        requests=job.adapters.requests_made,
    )
    with job.board.stage("Reviewing") as progress:
        panel = review(later)
        progress(len(panel.reviews), len(panel.reviews))
    return compose(later, panel, record)


# --------------------------------------------------------------------------- what changed


def _unrevised(
    state: State,
    answers: Answers,
    changes: Mapping[str, PaperChange],
    failures: _Failures,
    newcomers: Newcomers,
    moment: str,
) -> Revised:
    """Return what there is to tell where the report stays what it is."""
    outages = _outages(failures, answers, newcomers)
    revision = Revision(
        run_id=state.run_id,
        old_state=state.number,
        new_state=state.number,
        checked=moment,
        papers=tuple(changes[included.paper.id] for included in state.report.draft.papers),
        claims=claim_changes(state.report, state.report, changes, failures=failures.by_id),
        newcomers=newcomers.listed,
        problems=(*outages, *answers.gaps),
    )
    return Revised(state=state, revision=revision, outages=outages)


def _outages(failures: _Failures, answers: Answers, newcomers: Newcomers) -> tuple[str, ...]:
    """Return what could not be asked or read though it should."""
    return (*failures.by_id.values(), *answers.outages, *newcomers.problems)
