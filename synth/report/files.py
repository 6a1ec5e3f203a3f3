"""Files that are there whole or not at all, and a memory of what was costly to make."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from synth.errors import StoreError, UsageError
from synth.settings import FORMATS

__all__ = ["Memory", "check_formats", "name_of", "write_whole"]


class Memory:
    """Keeps made bytes by name: for one rendering, and in a folder for all later ones.

    Args:
        folder: Where they are kept; None to forget them with this object.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._recent: dict[str, bytes] = {}

    def recall(self, name: str) -> bytes | None:
        """Return what was kept under a name; None when nothing was."""
        if name not in self._recent and self._folder is not None:
            path = self._folder / name
            if path.is_file():
                self._recent[name] = path.read_bytes()
        return self._recent.get(name)

    def keep(self, name: str, content: bytes) -> bytes:
        """Keep bytes under a name and return them."""
        self._recent[name] = content
        if self._folder is not None:
            write_whole(self._folder / name, content)
        return content


def check_formats(formats: Sequence[str]) -> None:
    """Raise `UsageError` for a format that no report has."""
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UsageError(f"unknown format {unknown[0]!r}", advice=f"Formats: {', '.join(FORMATS)}")


def name_of(made_from: Sequence[bytes], suffix: str) -> str:
    """Return a file name that follows from what a file is made from."""
    parts = b"".join(hashlib.sha256(part).digest() for part in made_from)
    return f"{hashlib.blake2b(parts, digest_size=16).hexdigest()}.{suffix}"


def write_whole(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there; a file that is right already stays untouched.

    Raises `StoreError` when the disk is full, the folder read-only, or something is in the way.
    """
    try:
        if path.is_file() and path.read_bytes() == content:
            return path
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_and_move(path, content)
    except OSError as error:
        raise StoreError(
            f"{path} can't be written: {error.strerror or error}",
            advice="Free some space or choose another folder: --out DIR. The same command goes on from here.",
        ) from error
    return path


def _write_and_move(path: Path, content: bytes) -> None:
    handle, partial = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp's files are for their owner alone; a report is for sharing.
        Path(partial).chmod(0o644)
        os.replace(partial, path)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise
