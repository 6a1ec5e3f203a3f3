"""Documents on disk: checked before they are kept, kept under id and version, never half there."""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, NamedTuple

from synth.errors import StoreError
from synth.papers.limiter import exclusive
from synth.types import FetchedFile

__all__ = ["DocumentCache", "Kind", "find_document_problem", "hash_file", "sniff"]

Kind = Literal["pdf", "gzip", "tar", "tex", "html", "unknown"]
"""What a file is by its first bytes."""

_HEAD_BYTES = 1024
_TAIL_BYTES = 2048
_CHUNK_BYTES = 256 * 1024
_SUFFIXES: dict[Kind, str] = {"pdf": ".pdf", "tar": ".tar", "tex": ".tex"}


class _Sidecar(NamedTuple):
    """What is known of a kept document, in a JSON file beside it."""

    file: str
    kind: Literal["pdf", "source"]
    sha256: str
    size: int
    etag: str | None
    url: str


class DocumentCache:
    """A folder of documents, each with a sidecar that holds its digest.

    A document counts as kept once its sidecar stands; both are written beside their place, flushed
    and renamed, so that a process killed at any moment leaves the old state or the new one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def lock(self, key: str) -> AbstractContextManager[None]:
        """Keep other threads and processes from fetching the same document at the same time."""
        return exclusive(self._folder / "locks" / f"{_file_name(key)}.lock")

    def part(self, key: str) -> Path:
        """Return where the document is written while it comes in."""
        return self._folder / f"{_file_name(key)}.part"

    def note_absent(self, key: str) -> None:
        """Remember that a database has no such document."""
        _write_durably(self._absence_path(key), "")

    def is_absent(self, key: str) -> bool:
        """Tell whether a database said that it has no such document."""
        return self._absence_path(key).is_file()

    def find(self, key: str) -> FetchedFile | None:
        """Return the kept document; None where there is none or the disk has damaged it."""
        try:
            row = json.loads(self._sidecar_path(key).read_text(encoding="utf-8"))
            sidecar = _Sidecar(**row)
            # A name, not a path: a sidecar must not lead out of the folder.
            path = self._folder / Path(sidecar.file).name
            is_whole = path.stat().st_size == sidecar.size and hash_file(path) == sidecar.sha256
        except (FileNotFoundError, ValueError, TypeError):
            return None
        if not is_whole:
            return None
        return FetchedFile(
            path=str(path.absolute()), kind=sidecar.kind, sha256=sidecar.sha256, size=sidecar.size
        )

    def keep(self, key: str, *, sha256: str, size: int, etag: str | None, url: str) -> FetchedFile:
        """Move the checked `part(key)` to its place and return it."""
        part = self.part(key)
        found = sniff(part)
        path = self._folder / f"{_file_name(key)}{_suffix(part, found)}"
        kind: Literal["pdf", "source"] = "pdf" if found == "pdf" else "source"
        sidecar = _Sidecar(path.name, kind, sha256, size, etag, url)
        try:
            os.replace(part, path)
            _write_durably(self._sidecar_path(key), json.dumps(sidecar._asdict(), indent=1))
        except OSError as error:
            raise StoreError(
                f"{path} can't be written: {error}",
                advice="Make room or make the folder writable, or set SYNTH_HOME to one that is.",
            ) from error
        return FetchedFile(path=str(path.absolute()), kind=kind, sha256=sha256, size=size)

    def _absence_path(self, key: str) -> Path:
        return self._folder / f"{_file_name(key)}.none"

    def _sidecar_path(self, key: str) -> Path:
        return self._folder / f"{_file_name(key)}.json"


def sniff(path: Path) -> Kind:
    """Tell what a file is by its first bytes; `tex` for text that is no HTML."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    # Readers accept a PDF header anywhere in the first kilobyte (PDF 1.7, implementation note 13).
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"\x1f\x8b\x08"):
        return "gzip"
    if _is_tar(head):
        return "tar"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")):
        return "html"
    return "tex" if b"\x00" not in head and b"\\" in head else "unknown"


def find_document_problem(path: Path, wanted: Literal["pdf", "source"], *, max_unpacked: int) -> str | None:
    """Say why a downloaded file is not the document that was asked for; None for a good one.

    A source may be a gzip stream (whole to its end), a tar archive, a bare TeX file, or a PDF, which
    is what arXiv sends as the source of a paper submitted as PDF.

    Args:
        path: The file.
        wanted: What was asked for.
        max_unpacked: Bytes beyond which a gzip stream is not unpacked any further.
    """
    if path.stat().st_size == 0:
        return "an empty file came"
    kind = sniff(path)
    if kind == "html":
        return f"a web page came in place of a {'PDF' if wanted == 'pdf' else 'LaTeX source'}"
    if kind == "pdf":
        return None if b"%%EOF" in _tail(path) else "the PDF is cut off"
    if wanted == "pdf":
        return "what came is no PDF"
    if kind == "unknown":
        return "what came is no LaTeX source"
    return _gzip_problem(path, max_unpacked) if kind == "gzip" else None


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _gzip_problem(path: Path, max_unpacked: int) -> str | None:
    unpacker = zlib.decompressobj(wbits=31)
    n_bytes = 0
    with path.open("rb") as file:
        pending = file.read(_CHUNK_BYTES)
        while pending and not unpacker.eof:
            try:
                n_bytes += len(unpacker.decompress(pending, _CHUNK_BYTES))
            except zlib.error as error:
                return f"the archive is damaged ({error})"
            if n_bytes > max_unpacked:
                return None  # what a reader makes of so much is the reader's to say
            pending = unpacker.unconsumed_tail or file.read(_CHUNK_BYTES)
    return None if unpacker.eof else "the archive is cut off"


def _suffix(path: Path, kind: Kind) -> str:
    """Name a file after what it is; readers look inside in any case."""
    if kind != "gzip":
        return _SUFFIXES.get(kind, "")
    with path.open("rb") as file:
        start = zlib.decompressobj(wbits=31).decompress(file.read(_CHUNK_BYTES), _HEAD_BYTES)
    return ".tar.gz" if _is_tar(start) else ".gz"


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return file.read()


def _file_name(key: str) -> str:
    return key.replace("/", "_")


def _write_durably(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)
