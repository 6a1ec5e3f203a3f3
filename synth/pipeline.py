"""The stages in order: a question in, a report out.

A question goes through `STAGES`; each names what it requires and what it assigns, which is checked
before anything runs. What is costly is kept in the store under the content of its inputs, so a run
that was stopped, or asked again, goes on from what is there.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from synth import __version__, records
from synth.adapters import Adapters, find_paper
from synth.errors import (
    DocumentRejected,
    InvalidRecord,
    NothingFound,
    PaperNotFound,
    SourceError,
    SourceUnavailable,
    SynthError,
    UnreadablePaper,
    UsageError,
)
from synth.identity import digest
from synth.judging import Material, hold_together, judge_claims
from synth.ports import Board
from synth.runs import render_run
from synth.settings import Settings
from synth.states import Asked, keep_report, shelve
from synth.types import (
    Claim,
    Document,
    Draft,
    FetchedFile,
    IncludedPaper,
    Paper,
    PaperDecision,
    Question,
    Report,
    RunRecord,
    SearchOutcome,
    Verdict,
)

if TYPE_CHECKING:
    from synth.store import Store
    from synth.verdicts import Compared

__all__ = ["STAGES", "Job", "Request", "RunResult", "Stage", "check_stages", "run", "search"]

Values = dict[str, Any]
Loss = tuple[Literal["not_retrieved", "excluded_full_text"], SynthError]
"""Where a paper's way ended after screening, and why."""

CODE = ("claims", "papers", "passages", "question", "report", "reviews", "verdicts")
"""Stages whose code a report follows from."""

READERS = 2
"""Documents read at the same time, each in a process of its own."""


# --------------------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked for."""

    question: Question
    """The question."""
    sources: tuple[str, ...] = ("arxiv",)
    """"arxiv", "demo", or folders of papers."""
    pinned: tuple[str, ...] = ()
    """Ids of papers to include whatever the search says, with or without version."""
    since: str | None = None
    """Earliest first version, ISO day."""
    until: str | None = None
    """Latest first version, ISO day."""
    out: Path | None = None
    """Folder of the report; None for one named after the question."""
    formats: tuple[str, ...] = ("pdf", "html", "md", "json", "tex", "bib", "csv")
    """Formats to write."""
    template: str = "full"
    """Layout of the typeset report."""

    def asked(self) -> Asked:
        """Return what later states of the run have to know."""
        return Asked(
            sources=self.sources,
            pinned=self.pinned,
            formats=self.formats,
            template=self.template,
            folder=str(Path.cwd()),
        )

    def run_id(self, settings: Settings) -> str:
        """Name the run by what can change its result."""
        asked = [self.question.text, self.sources, self.pinned, self.since, self.until, settings.digest()]
        return f"run-{digest(asked)[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run gave."""

    report: Report
    """The report's records."""
    folder: Path
    """Where its files lie."""
    files: Mapping[str, Path]
    """File by format."""
    problems: tuple[SynthError, ...]
    """What was left out and why; the first names the exit code."""


# --------------------------------------------------------------------------- stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A run's unchanging surroundings."""

    request: Request
    settings: Settings
    adapters: Adapters
    board: Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the pipeline."""

    name: str
    """Its name in manifests and timings."""
    requires: tuple[str, ...]
    """Values that must be there before it runs."""
    assigns: tuple[str, ...]
    """Values that it adds."""
    run: Callable[[Job, Values], Values]
    """Takes the values so far and returns those it assigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """A paper whose document was read."""

    decision: PaperDecision
    file: FetchedFile
    document: Document
    claims: tuple[Claim, ...] = ()


def check_stages(stages: Iterable[Stage], given: Iterable[str]) -> None:
    """Raise `InvalidRecord` when a stage requires what no earlier one assigns."""
    known = set(given)
    for stage in stages:
        missing = sorted(set(stage.requires) - known)
        if missing:
            raise InvalidRecord(f"stage {stage.name} requires {', '.join(missing)}, which nothing gives it")
        known.update(stage.assigns)


def _plan(job: Job, values: Values) -> Values:
    from synth.question import plan_search

    request = job.request
    return {
        "plan": plan_search(
            request.question, max_papers=job.settings.max_papers, since=request.since, until=request.until
        )
    }


def _search(job: Job, values: Values) -> Values:
    from synth.papers import join_outcomes

    plan = values["plan"]
    pinned = _look_up(job)
    # A pinned paper is a record of its database like any other: the flow counts it.
    outcomes = [SearchOutcome(papers=pinned, runs=())]
    if len(pinned) < plan.max_papers:
        for name in job.request.sources:
            source = job.adapters.source(name)
            with job.board.stage(f"Searching {Path(source.name).name}") as progress:
                outcomes.append(source.search(plan, progress))
    outcome = join_outcomes(outcomes)
    if not outcome.papers:
        raise NothingFound(
            f"no paper was found for “{job.request.question.text}”",
            advice="Use other words, widen --since and --until, or add a --source; "
            "synth search QUESTION shows the queries.",
        )
    return {"pinned": pinned, "outcome": outcome}


def _look_up(job: Job) -> tuple[Paper, ...]:
    """Find the pinned papers, all of a source in one request, keeping the order given."""
    if not job.request.pinned:
        return ()
    try:
        return job.adapters.source(job.request.sources[0]).lookup(job.request.pinned)
    except (PaperNotFound, UsageError):
        if len(job.request.sources) == 1 and not any(name.startswith("demo.") for name in job.request.pinned):
            raise
        return tuple(find_paper(job.adapters, name, job.request.sources) for name in job.request.pinned)


def _screen(job: Job, values: Values) -> Values:
    from synth.papers import make_registers, merge_versions, rank_papers, screen_standing

    plan, outcome = values["plan"], values["outcome"]
    pinned: tuple[Paper, ...] = values["pinned"]
    merged = merge_versions(outcome.papers, pinned=pinned)
    described, unread = _describe_files(job, merged)
    with job.board.stage("Screening", len(described)) as progress:
        ranked = rank_papers(plan, described, job.adapters.embedder)
        screened = screen_standing(
            plan,
            ranked,
            lambda: make_registers(job.settings, job.adapters.transport, is_today=False),
            pinned=pinned,
            tell=job.board.say,
        )
        decisions = tuple(_unread_decision(decision, unread) for decision in screened)
        progress(len(described), len(described))
    if not any(decision.outcome == "included" for decision in decisions):
        raise NothingFound(
            f"{_papers(len(decisions))} found, and none fits “{job.request.question.text}”: "
            + "; ".join(f"{d.paper.versioned_id}: {d.detail}" for d in decisions[:3]),
            advice="synth search QUESTION shows each with the reason; widen the dates or use other words.",
        )
    return {"decisions": decisions}


def _papers(count: int) -> str:
    return "1 paper was" if count == 1 else f"{count} papers were"


def _describe_files(
    job: Job, papers: Sequence[Paper]
) -> tuple[tuple[Paper, ...], dict[str, UnreadablePaper]]:
    """Give files of the user's the title and abstract that are printed in them, since no database has them.

    What can't be read keeps its file name and comes back with the reason.
    """
    files = [paper for paper in papers if is_bare_file(paper)]
    unread: dict[str, UnreadablePaper] = {}
    known: dict[str, Paper] = {}
    if files:
        with job.board.stage("Looking into files", len(files)) as progress:
            for number, paper in enumerate(files, start=1):
                try:
                    file = job.adapters.source(paper.database).fetch(paper)
                    known[paper.versioned_id] = with_front_matter(paper, job.adapters.document(file, paper))
                except UnreadablePaper as error:
                    unread[paper.versioned_id] = error
                progress(number, len(files), paper.title)
    return tuple(known.get(paper.versioned_id, paper) for paper in papers), unread


def is_bare_file(paper: Paper) -> bool:
    """Tell whether a paper is a file about which no database says anything."""
    return paper.database not in ("arxiv", "demo") and not paper.abstract


def with_front_matter(paper: Paper, document: Document) -> Paper:
    """Return the paper with the title and abstract that its document prints."""
    sentences = [p.text for p in document.passages if p.where == "abstract" and p.kind == "sentence"]
    return replace(paper, title=document.title or paper.title, abstract=" ".join(sentences))


def _unread_decision(decision: PaperDecision, unread: Mapping[str, UnreadablePaper]) -> PaperDecision:
    error = unread.get(decision.paper.versioned_id)
    if error is None or decision.relevance is None:
        return decision
    return replace(decision, outcome="excluded", reason="unreadable", detail=str(error))


def _read(job: Job, values: Values) -> Values:
    wanted = [decision for decision in values["decisions"] if decision.outcome == "included"]
    read, failures = read_papers(job, wanted)
    return {"read": read, "failures": failures}


def read_papers(job: Job, wanted: Sequence[PaperDecision]) -> tuple[tuple[ReadPaper, ...], dict[str, Loss]]:
    """Fetch and read papers at once: documents are read while the next ones are fetched.

    Returns what was read, and by versioned id why the others were not.
    """
    failures: dict[str, Loss] = {}
    read: dict[str, ReadPaper] = {}
    pool = ThreadPoolExecutor(max_workers=READERS)
    try:
        with job.board.stage("Reading papers", len(wanted)) as progress:
            pending: list[tuple[PaperDecision, FetchedFile, Future[Document] | Document]] = []
            for decision in wanted:
                try:
                    file = job.adapters.source(decision.paper.database).fetch(decision.paper)
                except (SourceError, PaperNotFound) as error:
                    failures[decision.paper.versioned_id] = ("not_retrieved", error)
                    continue
                key = job.adapters.file_key(file, decision.paper)
                known = job.adapters.known_document(key)
                pending.append(
                    (decision, file, known or pool.submit(job.adapters.read, file, decision.paper))
                )
            for number, (decision, file, waiting) in enumerate(pending, start=1):
                try:
                    document = _settle(job, decision.paper, file, waiting)
                    read[decision.paper.versioned_id] = ReadPaper(
                        decision=decision, file=file, document=_with_warning(document, file)
                    )
                except UnreadablePaper as error:
                    failures[decision.paper.versioned_id] = ("excluded_full_text", error)
                progress(number + len(wanted) - len(pending), len(wanted), decision.paper.title)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    for paper_id, (_, failure) in failures.items():
        job.board.say(f"{paper_id}: {failure}")
    return tuple(read.values()), failures


def _settle(job: Job, paper: Paper, file: FetchedFile, waiting: Future[Document] | Document) -> Document:
    if isinstance(waiting, Document):
        return waiting
    document = waiting.result()
    job.adapters.keep_document(job.adapters.file_key(file, paper), document)
    return document


def _with_warning(document: Document, file: FetchedFile) -> Document:
    """Return a document with what could not be had of its paper today; the store keeps it without."""
    return replace(document, warnings=(*document.warnings, file.warning)) if file.warning else document


def _claim(job: Job, values: Values) -> Values:
    from synth.claims import rate_relevance

    read: tuple[ReadPaper, ...] = values["read"]
    failures = dict(values["failures"])
    with_claims = []
    with job.board.stage("Extracting claims", len(read)) as progress:
        for number, paper in enumerate(read, start=1):
            claims = job.adapters.claims(paper.document)
            rated = rate_relevance(values["plan"], claims, job.adapters.embedder)
            if rated:
                with_claims.append(replace(paper, claims=rated))
            else:
                record = paper.decision.paper
                failures[record.versioned_id] = ("excluded_full_text", without_numbers(record))
            progress(number, len(read), paper.decision.paper.title)
    if not with_claims:
        raise _nothing_readable(values["decisions"], failures)
    return {"papers": tuple(with_claims), "lost": failures}


def without_numbers(paper: Paper) -> SynthError:
    """Say why a paper that was read is left out of a report."""
    return NothingFound(f"“{paper.title}” states no numeric result")


def _nothing_readable(decisions: Sequence[PaperDecision], failures: Mapping[str, Any]) -> SynthError:
    outages = [error for _, error in failures.values() if isinstance(error, SourceUnavailable)]
    if outages:
        return outages[0]
    return NothingFound(
        f"none of the {len(failures)} papers that fit could be used: "
        + "; ".join(f"{paper_id}: {error}" for paper_id, (_, error) in sorted(failures.items())),
        advice="Try other papers (--paper ID), a larger --max-papers, or another --source.",
    )


def _verify(job: Job, values: Values) -> Values:
    papers: tuple[ReadPaper, ...] = values["papers"]
    total = sum(len(paper.claims) for paper in papers)
    verdicts: dict[str, Verdict] = {}
    done = 0
    with job.board.stage("Verifying claims", total) as progress:
        for paper in papers:
            found = judge_claims(job.adapters, paper.document, paper.claims)
            verdicts |= zip((claim.id for claim in paper.claims), found, strict=True)
            done += len(paper.claims)
            progress(done, total, paper.decision.paper.title)
    return {"verdicts": verdicts}


def _compare(job: Job, values: Values) -> Values:
    verdicts = values["verdicts"]
    materials = [
        Material(
            decision=paper.decision,
            document=paper.document,
            claims=paper.claims,
            verdicts={claim.id: verdicts[claim.id] for claim in paper.claims},
            tables=job.adapters.table_claims(paper.document),
            notes=job.adapters.name_notes(paper.document),
        )
        for paper in values["papers"]
    ]
    judged, compared = hold_together(job.adapters, values["plan"], materials)
    return {"judged": judged, "compared": compared}


def _draft(job: Job, values: Values) -> Values:
    from synth.papers import build_flow
    from synth.report import write_findings

    decisions = tuple(final_decision(decision, values["lost"]) for decision in values["decisions"])
    judged, question = values["judged"], job.request.question
    compared: Compared = values["compared"]
    draft = Draft(
        question=question,
        plan=values["plan"],
        runs=values["outcome"].runs,
        flow=build_flow(values["outcome"], decisions),
        decisions=decisions,
        papers=tuple(included_paper(p.decision.paper, p.document, len(p.claims)) for p in values["papers"]),
        claims=judged,
        comparisons=compared.comparisons,
        conflicts=compared.conflicts,
        quotations=compared.quotations,
        findings=write_findings(
            judged,
            compared.comparisons,
            compared.conflicts,
            question,
            papers=tuple(paper.decision.paper for paper in values["papers"]),
        ),
    )
    if problems := draft.flow.problems():
        raise InvalidRecord(f"the flow does not add up: {'; '.join(problems)}")
    return {"draft": draft}


def final_decision(decision: PaperDecision, lost: Mapping[str, Loss]) -> PaperDecision:
    """Return what became of a paper once it was asked for and read; `lost` by versioned id."""
    if decision.outcome != "included" or decision.paper.versioned_id not in lost:
        return decision
    outcome, error = lost[decision.paper.versioned_id]
    return replace(decision, outcome=outcome, reason=_reason_code(error), detail=str(error))


def _reason_code(error: SynthError) -> str:
    if isinstance(error, UnreadablePaper):
        return f"unreadable_{error.reason}"
    if isinstance(error, SourceUnavailable):
        return "out_of_reach"
    if isinstance(error, DocumentRejected):
        return "not_the_document"
    if isinstance(error, PaperNotFound):
        return "no_document"
    return "no_numeric_claims"


def included_paper(paper: Paper, document: Document, n_claims: int) -> IncludedPaper:
    """Return a paper of a report with what was read of it."""
    return IncludedPaper(
        paper=paper,
        sha256=document.sha256,
        read_from=document.kind,
        n_pages=len(document.page_starts),
        n_claims=n_claims,
        warnings=document.warnings,
        beside_sha256=document.beside_sha256,
    )


def _review(job: Job, values: Values) -> Values:
    from synth.reviews import review

    with job.board.stage("Reviewing") as progress:
        panel = review(values["draft"])
        progress(len(panel.reviews), len(panel.reviews))
    return {"panel": panel}


STAGES = (
    Stage(name="plan", requires=("request",), assigns=("plan",), run=_plan),
    Stage(name="search", requires=("plan",), assigns=("pinned", "outcome"), run=_search),
    Stage(name="screen", requires=("plan", "pinned", "outcome"), assigns=("decisions",), run=_screen),
    Stage(name="read", requires=("decisions",), assigns=("read", "failures"), run=_read),
    Stage(
        name="claims",
        requires=("plan", "read", "failures", "decisions"),
        assigns=("papers", "lost"),
        run=_claim,
    ),
    Stage(name="verify", requires=("papers",), assigns=("verdicts",), run=_verify),
    Stage(
        name="compare",
        requires=("plan", "papers", "verdicts"),
        assigns=("judged", "compared"),
        run=_compare,
    ),
    Stage(
        name="draft",
        requires=("judged", "compared", "papers", "lost", "decisions", "outcome", "pinned"),
        assigns=("draft",),
        run=_draft,
    ),
    Stage(name="review", requires=("draft",), assigns=("panel",), run=_review),
)
"""The data's way. Rendering comes after it, since a report can be rendered again in other formats."""


# --------------------------------------------------------------------------- running


def run(request: Request, settings: Settings, store: Store, board: Board) -> RunResult:
    """Answer a question with a report.

    Raises the `SynthError` that stops it; what was done until then is in the store, and the same
    request goes on from there. Problems that only leave something out are in `RunResult.problems`.
    """
    check_stages(STAGES, given=("request",))
    run_id = request.run_id(settings)
    folder = (request.out or Path("reports") / _slug(request.question.text, run_id)).absolute()
    noted = {"question": request.question.text, "sources": ",".join(request.sources), "folder": str(folder)}
    store.put_run(run_id, state="running", **noted)
    try:
        with Adapters(settings, store, board.say) as adapters:
            job = Job(request=request, settings=settings, adapters=adapters, board=board)
            report, values = _answer(job, run_id)
        with board.stage("Typesetting", len(request.formats)) as progress:
            included = {p.paper.versioned_id for p in report.draft.papers}
            read = {p.decision.paper.versioned_id: p.document for p in values["read"]}
            texts = {name: document for name, document in read.items() if name in included}
            files, problems = render_run(
                report, request.formats, folder, template=request.template, documents=texts, settings=settings
            )
            progress(len(request.formats) - len(problems), len(request.formats))
    except SynthError as error:
        store.put_run(run_id, state=f"stopped: {error}", **noted)
        raise
    outages = tuple(error for _, error in values["failures"].values() if error.exit_code == 4)
    store.put_run(run_id, state="done", **noted)
    return RunResult(report=report, folder=folder, files=files, problems=(*outages, *problems))


def search(request: Request, settings: Settings, store: Store, board: Board) -> Values:
    """Search and screen without reading anything; returns the values of the first three stages."""
    with Adapters(settings, store, board.say) as adapters:
        job = Job(request=request, settings=settings, adapters=adapters, board=board)
        return _run_stages(job, STAGES[:3], {"request": request})[0]


def _answer(job: Job, run_id: str) -> tuple[Report, Values]:
    """Return the report and the values up to reading; what follows is done once per state of the papers."""
    start = [stage.name for stage in STAGES].index("claims")
    values, timings = _run_stages(job, STAGES[:start], {"request": job.request})
    key = _state_key(job, run_id, values)
    known = job.adapters.store.get(key)
    if known is not None:
        report = records.decode(known, Report)
    else:
        values, later = _run_stages(job, STAGES[start:], values)
        report = _compose(job, run_id, values, [*timings, *later])
        job.adapters.store.put(key, "report", records.encode(report))
    documents = {p.decision.paper.versioned_id: p.document for p in values["read"]}
    shelf = shelve(job.adapters, documents, report)
    keep_report(job.adapters.store, run_id, report, job.request.asked(), shelf)
    return report, values


def _state_key(job: Job, run_id: str, values: Values) -> str:
    """Name all that a report follows from: the question, the papers' fates and bytes, the code."""
    read = [
        (p.decision.paper.versioned_id, p.document.sha256, p.document.beside_sha256) for p in values["read"]
    ]
    lost = [(name, outcome, str(error)) for name, (outcome, error) in sorted(values["failures"].items())]
    decided = hashlib.blake2b(records.encode(values["decisions"]), digest_size=16).hexdigest()
    names = [job.adapters.embedder.name, job.adapters.entailment.name]
    return job.adapters.key("report", CODE, [run_id, decided, read, lost, names])


def _run_stages(job: Job, stages: Sequence[Stage], given: Values) -> tuple[Values, list[tuple[str, float]]]:
    values = dict(given)
    timings = []
    for stage in stages:
        start = time.perf_counter()
        assigned = stage.run(job, values)
        if set(assigned) != set(stage.assigns):
            raise InvalidRecord(
                f"stage {stage.name} assigned {sorted(assigned)}, not {sorted(stage.assigns)}"
            )
        values.update(assigned)
        timings.append((stage.name, round(time.perf_counter() - start, 3)))
    return values, timings


def _compose(job: Job, run_id: str, values: Values, timings: list[tuple[str, float]]) -> Report:
    from synth.report import compose

    record = RunRecord(
        id=run_id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        synth_version=__version__,
        settings_digest=job.settings.digest(),
        models=(("embedder", job.adapters.embedder.name), ("entailment", job.adapters.entailment.name)),
        timings_s=tuple(timings),
        requests=job.adapters.requests_made,
    )
    return compose(values["draft"], values["panel"], record)


def _slug(question: str, run_id: str) -> str:
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in question.lower()).split()
    return "-".join([*(words[:7] or ["report"]), run_id.removeprefix("run-")[:6]])
