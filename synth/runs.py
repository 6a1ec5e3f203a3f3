"""Finished runs: found again by folder or id, and rendered once per state."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from synth import records
from synth.adapters import Adapters
from synth.errors import StoreError, SynthError, UsageError
from synth.resources import code_digest, template_dir
from synth.settings import Settings
from synth.states import State, load_revision, load_state
from synth.store import RunRow, Store
from synth.types import Document, Report, Revision

__all__ = ["export_run", "find_row", "find_run", "known_documents", "render_run"]


def find_row(name: str, store: Store) -> RunRow:
    """Return a run by its folder, its id, or the beginning of its id.

    Raises `UsageError` when no run, or more than one, is meant.
    """
    rows = store.runs()
    folder = str(Path(name).expanduser().absolute())
    # Of several runs that were written to one folder the latest, which comes first, is what it shows.
    meant = [row for row in rows if row.folder == folder][:1] or [row for row in rows if row.id == name]
    if not meant and name:
        meant = [
            row for row in rows if row.id.startswith(name) or row.id.removeprefix("run-").startswith(name)
        ]
    if len(meant) != 1:
        what = "no run" if not meant else f"{len(meant)} runs"
        raise UsageError(f"{name!r} names {what}", advice="synth runs lists them with their ids and folders.")
    return meant[0]


def find_run(name: str, store: Store, number: int | None = None) -> tuple[RunRow, State | None]:
    """Return a run and its newest state, or another; None for a run that has no report yet.

    Raises `UsageError` when no run, or more than one, is meant, and for a state that is not kept.
    """
    row = find_row(name, store)
    if number is None and not row.states and store.get(f"report:{row.id}") is None:
        return row, None
    return row, load_state(store, row.id, number)


def known_documents(state: State, adapters: Adapters) -> dict[str, Document]:
    """Return the documents of a state's papers that the store has, by versioned id."""
    shelf = {shelved.name: shelved.document for shelved in state.shelf}
    found = {}
    for included in state.report.draft.papers:
        name = included.paper.versioned_id
        key = shelf.get(name) or adapters.document_key(
            included.sha256, included.paper, included.beside_sha256
        )
        document = adapters.known_document(key)
        if document is not None:
            found[name] = document
    return found


def export_run(
    name: str,
    formats: tuple[str, ...],
    out: Path | None,
    template: str,
    settings: Settings,
    store: Store,
    *,
    number: int | None = None,
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Render a run's report again, in other formats or another template, of its newest state or another."""
    row, state = find_run(name, store, number)
    if state is None:
        raise UsageError(
            f"run {row.id} has no report yet ({row.state})",
            advice=f'Finish it first: synth report "{row.question}"',
        )
    own = Path(row.folder) if number in (None, max(row.states, 1)) else Path(row.folder) / f"states/{number}"
    return render_run(
        state.report,
        formats,
        (out or own).absolute(),
        template=template,
        documents=known_documents(state, Adapters(settings, store)),
        settings=settings,
        revision=load_revision(store, state.run_id, state.number),
    )


def render_run(
    report: Report,
    formats: Sequence[str],
    out: Path,
    *,
    template: str,
    documents: Mapping[str, Document],
    settings: Settings,
    revision: Revision | None = None,
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Write a report's files to `out`; an equal report is rendered once and copied from then on.

    With the revision that made it, what changed is marked. A format that fails is in the second part with
    its reason, and all others are written.
    """
    from synth.report import render

    shelf = settings.home / "rendered" / _render_key(report, formats, template, revision)
    try:
        if shelf.is_dir():
            return _copy(shelf, out, formats), ()
        shelf.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=shelf.parent, prefix=".part-"))
        try:
            _, problems = render(
                report,
                formats,
                fresh,
                template=template,
                texts={name: (d.text, d.page_starts) for name, d in documents.items()},
                timeout_s=settings.tex_timeout_s,
                cache=settings.home / "typeset",
                revision=revision,
            )
            files = _copy(fresh, out, formats)
            # What lacks a format, for want of TeX perhaps, is tried anew the next time.
            if not problems and not shelf.exists():
                fresh.rename(shelf)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    except OSError as error:
        raise StoreError(
            f"{error.filename or out} can't be written: {error.strerror or error}",
            advice="Name a folder that can be written and has room, with --out; synth doctor shows both.",
        ) from error
    return files, problems


def _render_key(report: Report, formats: Sequence[str], template: str, revision: Revision | None) -> str:
    summary = hashlib.blake2b(records.encode(report), digest_size=16)
    if revision is not None:
        summary.update(records.encode(revision))
    summary.update(f"{sorted(formats)} {template} {code_digest('report')}".encode())
    for path in sorted(template_dir().rglob("*")):
        if path.is_file():
            summary.update(path.name.encode() + path.read_bytes())
    return summary.hexdigest()


def _copy(folder: Path, out: Path, formats: Sequence[str]) -> dict[str, Path]:
    """Copy a rendered report, each file whole or not at all; the dates of files go with them."""
    files = {}
    for source in sorted(path for path in folder.rglob("*") if path.is_file()):
        target = out / source.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        shutil.copy2(source, part)
        os.replace(part, target)
        name = target.suffix.lstrip(".") if target.parent == out else ""
        if name in formats and target.name != "manifest.json":
            files[name] = target
    files["manifest"] = out / "manifest.json"
    return files
