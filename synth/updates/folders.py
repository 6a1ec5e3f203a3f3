"""The folder of a run: its newest state's files, and those of every state under `states/N/`.

A state is written to a folder of its own, which gets its name when it is whole. Then its files take the
places of the older ones, one rename each, so that a kill leaves no file half written; the command that is
given again after one puts right what was not reached.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from synth.errors import StoreError
from synth.types import Report

__all__ = ["keep_files", "publish", "state_folder", "write_state"]

_NAMES = (
    *("report.pdf", "report.html", "report.md", "report.json", "report.tex", "manifest.json"),
    *("references.bib", "claims.csv"),
    *("changes.pdf", "changes.html", "changes.md", "changes.json", "changes.tex", "changes.csv"),
)
_FIGURES = ("figures/flow.pdf", "figures/effects.pdf")


def state_folder(folder: Path, number: int) -> Path:
    """Return where the files of a run's state lie."""
    return folder / "states" / str(number)


def keep_files(folder: Path, number: int, report: Report, render: Callable[[Path], None]) -> None:
    """Make sure that a state's files lie in its own folder: those of the run's folder, or rendered anew."""
    target = state_folder(folder, number)
    if _is_of(target, report):
        return
    with _translated(folder):
        shutil.rmtree(target, ignore_errors=True)
        # What the last check found is no part of the report that it was made on.
        files = [path for path in _own_files(folder) if not path.name.startswith("changes.")]
        with _part(folder, number) as part:
            if _is_of(folder, report):
                for path in files:
                    copy = part / path.relative_to(folder)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(path, copy)
            else:
                render(part)
            part.rename(target)


def _is_of(folder: Path, report: Report) -> bool:
    """Tell whether the files of a folder are of this report: another run may have been written there."""
    row = _manifest(folder)
    return (row.get("run"), row.get("created")) == (report.record.id, report.record.created)


def write_state(folder: Path, number: int, render: Callable[[Path], None]) -> Path:
    """Write a state's files to its own folder, whole or not at all; return that folder."""
    target = state_folder(folder, number)
    with _translated(folder), _part(folder, number) as part:
        render(part)
        # What a killed update left behind was never the run's state.
        shutil.rmtree(target, ignore_errors=True)
        part.rename(target)
    return target


def publish(folder: Path, number: int) -> dict[str, Path]:
    """Put a state's files in the place of an earlier one's; return the report's and the changes' files."""
    source = state_folder(folder, number)
    with _translated(folder):
        stale = _own_files(folder)
        files = [path.relative_to(source) for path in _own_files(source)]
        with _part(folder, number) as part:
            for name in files:
                (part / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(source / name, part / name)
            for name in files:
                os.replace(part / name, folder / name)
        # The text of a version that was replaced, a format that was exported later: of an earlier state.
        for path in stale:
            if path.relative_to(folder) not in files:
                path.unlink(missing_ok=True)
    return {str(name): folder / name for name in files if name.parent == Path()}


@contextmanager
def _part(folder: Path, number: int) -> Iterator[Path]:
    states = folder / "states"
    states.mkdir(parents=True, exist_ok=True)
    for left in states.glob(f".part-{number}-*"):
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(dir=states, prefix=f".part-{number}-"))
    part.chmod(0o755)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _own_files(folder: Path) -> list[Path]:
    """Return the files of a run's folder that are Synth's: a user may keep other things beside them."""
    listed = _manifest(folder).get("texts")
    rows = [row for row in listed if isinstance(row, dict)] if isinstance(listed, list) else []
    names = [*_NAMES, *_FIGURES, *(f"texts/{Path(str(row.get('file'))).name}" for row in rows)]
    return [folder / name for name in names if (folder / name).is_file()]


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        row = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return row if isinstance(row, dict) else {}


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"{error.filename or folder} can't be written: {error.strerror or error}",
            advice="Make the run's folder writable and give it room; then give the same command again.",
        ) from error
