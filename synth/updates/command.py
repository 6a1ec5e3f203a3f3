"""`synth update`: runs are asked about together, and brought up to date one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from synth.adapters import Adapters
from synth.errors import SynthError
from synth.pipeline import Job, Request
from synth.ports import Board
from synth.runs import known_documents, render_run
from synth.settings import Settings
from synth.states import (
    Check,
    State,
    keep_revision,
    keep_state,
    load_check,
    load_revision,
    load_state,
    note_check,
)
from synth.store import RunRow, Store
from synth.types import Report, Revision
from synth.updates.asking import Answers, Subject, ask_about
from synth.updates.folders import keep_files, publish, write_state
from synth.updates.newcomers import Newcomers, search_again
from synth.updates.revising import Revised, revise_state

__all__ = ["Order", "Updated", "update_runs"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an update is to do."""

    formats: tuple[str, ...] | None = None
    """Formats to write; None for those of the run."""
    lists_new: bool = False
    """Search again, and list new papers."""
    takes_in: bool = False
    """Search again, and take new papers into the report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Updated:
    """What an update came to."""

    row: RunRow
    """The run."""
    revision: Revision | None = None
    """What changed; None where the update could not be made."""
    report: Report | None = None
    """The report as it stands now."""
    earlier: Report | None = None
    """The report as it was."""
    files: Mapping[str, Path] = field(default_factory=dict)
    """What was written into the run's folder, by file name."""
    outages: tuple[str, ...] = ()
    """What could not be asked or read though it should, a sentence each."""
    problems: tuple[SynthError, ...] = ()
    """What else went wrong: a format that failed, or why the update could not be made."""

    @property
    def is_changed(self) -> bool:
        """Whether there is something new to know."""
        revision = self.revision
        return revision is not None and (
            revision.new_state != revision.old_state
            or any(newcomer.failure is None for newcomer in revision.newcomers)
        )

    @property
    def exit_code(self) -> int:
        """10 where something changed, 4 where something could not be told that should, else 0."""
        if self.revision is None:
            return self.problems[0].exit_code
        if self.is_changed:
            return 10
        return 4 if self.outages else 0


def update_runs(
    rows: Sequence[RunRow], order: Order, settings: Settings, store: Store, board: Board
) -> tuple[Updated, ...]:
    """Hold runs against today's sources and bring their reports up to date; one result per run, in order.

    What goes wrong with one run is in its result, and no reason not to go on with the others.
    """
    # Yesterday's answer of a search is not today's.
    today = replace(settings, api_cache_s=0.0)
    with Adapters(today, store, board.say) as adapters:
        subjects: dict[str, Subject] = {}
        stopped: dict[str, SynthError] = {}
        for row in rows:
            try:
                subjects[row.id] = _subject(row, store)
            except SynthError as error:
                stopped[row.id] = error
        total = sum(len(subject.papers) for subject in subjects.values())
        with board.stage("Asking about papers", total) as progress:
            answers = dict(zip(subjects, ask_about(list(subjects.values()), adapters), strict=True))
            progress(total, total)
        found = []
        for row in rows:
            try:
                if row.id in stopped:
                    raise stopped[row.id]
                found.append(_update(row, subjects[row.id], answers[row.id], order, adapters, board))
            except SynthError as error:
                found.append(Updated(row=row, problems=(error,)))
        return tuple(found)


def _subject(row: RunRow, store: Store) -> Subject:
    return Subject.of(load_state(store, row.id), load_check(store, row.id))


def _update(
    row: RunRow, asked: Subject, answers: Answers, order: Order, adapters: Adapters, board: Board
) -> Updated:
    from synth.papers import exclusive

    store, settings = adapters.store, adapters.settings
    with exclusive(settings.home / "locks" / f"{row.id}.lock"), adapters.at(asked.folder):
        state = load_state(store, row.id)
        if state.number != asked.number:
            # Another process was quicker: what it found changed is changed no more.
            answers = ask_about([_subject(row, store)], adapters)[0]
        job = Job(request=_request(state), settings=settings, adapters=adapters, board=board)
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        check = load_check(store, row.id)
        newcomers = Newcomers()
        if order.lists_new or order.takes_in:
            ignored = check.listed if check and not order.takes_in else ()
            newcomers = search_again(job, state, takes_in=order.takes_in, ignored=ignored)
        revised = revise_state(job, state, answers, newcomers, moment)
        folder = Path(row.folder)
        files, problems = (_write if revised.is_new else _tell)(row, state, revised, order, adapters, board)
        told = () if order.takes_in else revised.revision.newcomers
        listed = tuple(newcomer.paper.id for newcomer in told if newcomer.failure is None)
        note_check(store, row.id, _check(moment, revised.revision, check, listed))
    return Updated(
        row=replace(row, folder=str(folder), states=revised.state.number, checked=moment),
        revision=revised.revision,
        report=revised.state.report,
        earlier=state.report,
        files=files,
        outages=revised.outages,
        problems=problems,
    )


def _request(state: State) -> Request:
    """Return the run's request; pinned papers are in its state already."""
    draft = state.report.draft
    return Request(
        question=draft.question,
        sources=state.asked.sources,
        since=draft.plan.since,
        until=draft.plan.until,
        formats=state.asked.formats,
        template=state.asked.template,
    )


def _check(moment: str, revision: Revision, before: Check | None, listed: tuple[str, ...]) -> Check:
    """Return what to know the next time: a register that is out of reach takes nothing back.

    A standing that is unknown because of what was said, not because nobody could be asked, is an answer.
    """
    known = dict(before.standings) if before else {}
    standings = {
        change.paper.id: change.standing
        for change in revision.papers
        if change.standing.state != "unknown"
        or change.paper.id not in known
        or change.standing.notices != known[change.paper.id].notices
    }
    return Check(checked=moment, standings=tuple(sorted(standings.items())), listed=listed)


# --------------------------------------------------------------------------- files

Written = tuple[dict[str, Path], tuple[SynthError, ...]]


def _write(
    row: RunRow, state: State, revised: Revised, order: Order, adapters: Adapters, board: Board
) -> Written:
    """Write the later state, and make it the run's: its row in the store comes last."""
    from synth.report import render_changes

    store, settings = adapters.store, adapters.settings
    folder, later = Path(row.folder), revised.state
    formats = order.formats or later.asked.formats
    problems: list[SynthError] = []

    def render_earlier(part: Path) -> None:
        render_run(
            state.report,
            state.asked.formats,
            part,
            template=state.asked.template,
            documents=known_documents(state, adapters),
            settings=settings,
            revision=load_revision(store, state.run_id, state.number),
        )

    def render_later(part: Path) -> None:
        _, failed = render_run(
            later.report,
            formats,
            part,
            template=later.asked.template,
            documents=revised.documents,
            settings=settings,
            revision=revised.revision,
        )
        problems.extend(failed)
        _, failed = render_changes(
            revised.revision,
            later.report,
            formats,
            part,
            earlier=state.report,
            timeout_s=settings.tex_timeout_s,
            cache=settings.home / "typeset",
        )
        problems.extend(failed)

    with board.stage("Typesetting", len(formats)) as progress:
        keep_files(folder, state.number, state.report, render_earlier)
        write_state(folder, later.number, render_later)
        progress(len(formats), len(formats))
    keep_revision(store, revised.revision)
    files = publish(folder, later.number)
    store.put_run(row.id, question=row.question, sources=row.sources, folder=row.folder, state="done")
    if state.number == 1 and not store.states(row.id):
        keep_state(store, state)
    keep_state(store, later)
    return files, tuple(problems)


def _tell(
    row: RunRow, state: State, revised: Revised, order: Order, adapters: Adapters, board: Board
) -> Written:
    """Write what was found into `changes.json`; the report, and the account of its last change, stay."""
    from synth.report import render_changes

    files, problems = render_changes(
        revised.revision, state.report, ("json",), Path(row.folder), earlier=state.report
    )
    return {path.name: path for path in files.values()}, problems
