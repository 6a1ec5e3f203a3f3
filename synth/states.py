"""The states of a run: what each report rested on, kept so that later ones can be held against it.

A state is a record in the store, found by the run's id and its number. The row of its number is written
last: a process killed before that leaves the run as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from synth import records
from synth.adapters import Adapters
from synth.errors import UsageError
from synth.store import RunRow, Store
from synth.types import Document, PaperDecision, Report, Revision, Standing

__all__ = [
    "Asked",
    "Check",
    "Shelved",
    "State",
    "keep_report",
    "keep_revision",
    "keep_state",
    "load_check",
    "load_revision",
    "load_state",
    "note_check",
    "shelve",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a run was asked for, beside its question and its plan."""

    sources: tuple[str, ...]
    """"arxiv", "demo", or folders."""
    pinned: tuple[str, ...] = ()
    """Ids of papers that were to be included whatever the search said."""
    formats: tuple[str, ...] = ("json",)
    """Formats that were written."""
    template: str = "full"
    """Layout of the typeset report."""
    folder: str = ""
    """The working folder, to which the names of folders are relative; "" for today's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """Where the store has what was read of a paper, whatever code reads papers today."""

    name: str
    """`Paper.versioned_id`."""
    sha256: str
    """Digest of the file that was read."""
    document: str
    """Key of its document."""
    tables: str
    """Key of the claims of its tables."""
    notes: str
    """Key of its notes on names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A report and what it rests on."""

    run_id: str
    """The run."""
    number: int
    """From 1."""
    created: str
    """ISO 8601 second, UTC."""
    report: Report
    """The report's records."""
    asked: Asked
    """What was asked for."""
    shelf: tuple[Shelved, ...] = ()
    """What was read of each included paper; what is missing is read again when it is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the sources said when they were last asked."""

    checked: str
    """ISO 8601 second, UTC."""
    standings: tuple[tuple[str, Standing], ...] = ()
    """By paper id, the last answer that was one: an outage does not take its place."""
    listed: tuple[str, ...] = ()
    """Ids of new papers that have been listed and not taken in."""


# --------------------------------------------------------------------------- states


def keep_state(store: Store, state: State) -> None:
    """Keep a state; from the last write on it is the run's."""
    key = f"state:{state.run_id}:{state.number}"
    store.put(key, "state", records.encode(state))
    store.put_state(state.run_id, state.number, key=key, created=state.created)


def keep_report(store: Store, run_id: str, report: Report, asked: Asked, shelf: Sequence[Shelved]) -> None:
    """Keep the report that a question was answered with.

    As long as a run was never updated, it is its first state. After that a report that is not the newest
    state's is a state of its own: nothing that was shown is lost.
    """
    rows = store.states(run_id)
    number = rows[-1].number if rows else 1
    if number > 1 and records.encode(load_state(store, run_id).report) != records.encode(report):
        number += 1
    created = report.record.created
    keep_state(
        store,
        State(
            run_id=run_id,
            number=number,
            created=created,
            report=report,
            asked=asked,
            shelf=tuple(shelf),
        ),
    )


def load_state(store: Store, run_id: str, number: int | None = None) -> State:
    """Return a state of a run, the newest unless another is named.

    Raises `UsageError` where there is none.
    """
    rows = store.states(run_id)
    if not rows and number in (None, 1):
        return _adopted(store, run_id)
    by_number = {row.number: row for row in rows}
    row = by_number.get(max(by_number, default=0) if number is None else number)
    kept = None if row is None else store.get(row.key)
    if kept is None:
        numbers = ", ".join(map(str, by_number)) or "none"
        raise UsageError(f"run {run_id} has no state {number}", advice=f"Its states: {numbers}")
    return records.decode(kept, State)


def _adopted(store: Store, run_id: str) -> State:
    """Return the report of a run that was made before states were kept as its first state."""
    kept = store.get(f"report:{run_id}")
    row = next((row for row in store.runs() if row.id == run_id), None)
    if kept is None or row is None:
        raise UsageError(f"run {run_id} has no report yet", advice=_finish(row))
    report = records.decode(kept, Report)
    return State(
        run_id=run_id,
        number=1,
        created=report.record.created,
        report=report,
        asked=Asked(
            sources=tuple(row.sources.split(",")),
            pinned=tuple(_pinned(report.draft.decisions)),
        ),
    )


def _finish(row: RunRow | None) -> str:
    return "synth runs lists them." if row is None else f'Finish it first: synth report "{row.question}"'


def _pinned(decisions: Sequence[PaperDecision]) -> list[str]:
    return [d.paper.versioned_id for d in decisions if d.outcome == "included" and d.relevance is None]


def shelve(adapters: Adapters, documents: Mapping[str, Document], report: Report) -> tuple[Shelved, ...]:
    """Say where the store has what was read of a report's papers; `documents` by versioned id."""
    shelved = []
    for included in report.draft.papers:
        name = included.paper.versioned_id
        if name in documents:
            document = documents[name]
            shelved.append(
                Shelved(
                    name=name,
                    sha256=included.sha256,
                    document=adapters.document_key(included.sha256, included.paper, included.beside_sha256),
                    tables=adapters.tables_key(document),
                    notes=adapters.notes_key(document),
                )
            )
    return tuple(shelved)


# --------------------------------------------------------------------------- revisions and checks


def keep_revision(store: Store, revision: Revision) -> None:
    """Keep what changed from one state to the next."""
    store.put(f"revision:{revision.run_id}:{revision.new_state}", "revision", records.encode(revision))


def load_revision(store: Store, run_id: str, number: int) -> Revision | None:
    """Return what changed when a state was made; None for a state that no update made."""
    kept = store.get(f"revision:{run_id}:{number}")
    return None if kept is None else records.decode(kept, Revision)


def load_check(store: Store, run_id: str) -> Check | None:
    """Return what the sources said when they were last asked; None where they never were."""
    kept = store.get(f"check:{run_id}")
    return None if kept is None else records.decode(kept, Check)


def note_check(store: Store, run_id: str, check: Check) -> None:
    """Keep what the sources said; answers about papers that were not asked for now stay."""
    before = load_check(store, run_id)
    if before is not None:
        standings = dict(before.standings) | dict(check.standings)
        listed = dict.fromkeys((*before.listed, *check.listed))
        check = replace(check, standings=tuple(sorted(standings.items())), listed=tuple(listed))
    store.put(f"check:{run_id}", "check", records.encode(check))
    store.note_check(run_id, check.checked)
