"""A question in, a report out: the stages run in order, and the report typeset."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from synth import __version__, records
from synth.adapters import Adapters
from synth.errors import InvalidRecord, SynthError
from synth.pipeline.jobs import Job, Request, RunResult, Stage, Values, check_stages
from synth.pipeline.stages import STAGES
from synth.ports import Board
from synth.runs import render_run
from synth.settings import Settings
from synth.states import keep_report, shelve
from synth.types import Report, RunRecord

if TYPE_CHECKING:
    from synth.store import Store

__all__ = ["CODE", "run", "search"]

CODE = ("claims", "papers", "passages", "question", "report", "reviews", "verdicts")
"""Stages whose code a report follows from."""


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
