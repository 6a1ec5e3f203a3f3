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
from synth.store import RunRow, Store
from synth.types import Document, Report

__all__ = ["export_run", "find_run", "keep_report", "load_report", "render_run"]


def keep_report(store: Store, run_id: str, report: Report) -> None:
    """Keep a run's latest report."""
    store.put(f"report:{run_id}", "report", records.encode(report))


def load_report(store: Store, run_id: str) -> Report | None:
    """Return the latest report of a run, or None when the store does not know it."""
    known = store.get(f"report:{run_id}")
    return None if known is None else records.decode(known, Report)


def find_run(name: str, store: Store) -> tuple[RunRow, Report | None]:
    """Return a run by its folder, its id, or the beginning of its id.

    Raises `UsageError` when no run, or more than one, is meant.
    """
    rows = store.runs()
    folder = str(Path(name).expanduser().absolute())
    meant = [row for row in rows if row.folder == folder] or [row for row in rows if row.id == name]
    if not meant and name:
        meant = [
            row for row in rows if row.id.startswith(name) or row.id.removeprefix("run-").startswith(name)
        ]
    if len(meant) != 1:
        what = "no run" if not meant else f"{len(meant)} runs"
        raise UsageError(f"{name!r} names {what}", advice="synth runs lists them with their ids and folders.")
    return meant[0], load_report(store, meant[0].id)


def export_run(
    name: str, formats: tuple[str, ...], out: Path | None, template: str, settings: Settings, store: Store
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Render a run's report again, in other formats or another template."""
    row, report = find_run(name, store)
    if report is None:
        raise UsageError(
            f"run {row.id} has no report yet ({row.state})",
            advice=f'Finish it first: synth report "{row.question}"',
        )
    adapters = Adapters(settings, store)
    keys = {p.paper.versioned_id: adapters.document_key(p.sha256, p.paper) for p in report.draft.papers}
    known = {name: adapters.known_document(key) for name, key in keys.items()}
    return render_run(
        report,
        formats,
        (out or Path(row.folder)).absolute(),
        template=template,
        documents={name: document for name, document in known.items() if document is not None},
        settings=settings,
    )


def render_run(
    report: Report,
    formats: Sequence[str],
    out: Path,
    *,
    template: str,
    documents: Mapping[str, Document],
    settings: Settings,
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Write a report's files to `out`; an equal report is rendered once and copied from then on.

    A format that fails is in the second part with its reason, and all others are written.
    """
    from synth.report import render

    shelf = settings.home / "rendered" / _render_key(report, formats, template)
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


def _render_key(report: Report, formats: Sequence[str], template: str) -> str:
    summary = hashlib.blake2b(records.encode(report), digest_size=16)
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
