"""A source package's bytes in, its files out, in memory: nothing of an archive touches the disk."""

from __future__ import annotations

import io
import tarfile
import zlib
from pathlib import PurePosixPath

from synth.errors import UnreadablePaper
from synth.settings import ReaderLimits

__all__ = ["SINGLE", "unpack"]

SINGLE = "paper.tex"
"""Name given to a source that is one file."""

TEXT_SUFFIXES = frozenset(
    {".tex", ".ltx", ".bbl", ".bib", ".txt", ".cls", ".sty", ".def", ".inc", ".md", ".json", ""}
)
"""Suffixes of files that can hold text of a paper; others are counted and left in the archive."""


def unpack(data: bytes, limits: ReaderLimits) -> dict[str, bytes]:
    """Return the text files of an e-print by name; one that is no archive under `SINGLE`.

    Understands a gzipped file, a tar, a gzipped tar and a plain file. Raises `UnreadablePaper` with
    reason `unsafe_archive` for links, devices and paths that leave the folder, `too_large` for what
    unpacks to more than the limits, `truncated` for what breaks off.
    """
    if data[:2] == b"\x1f\x8b":
        data = _gunzip(data, limits.unpacked_bytes)
    if data[257:262] == b"ustar" or _is_old_tar(data):
        return _untar(data, limits)
    if len(data) > limits.unpacked_bytes:
        raise _too_large(limits)
    return {SINGLE: data}


def _gunzip(data: bytes, limit: int) -> bytes:
    out: list[bytes] = []
    total = 0
    while data[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        try:
            piece = stream.decompress(data, limit - total + 1)
        except zlib.error as error:
            raise UnreadablePaper(
                f"the gzip stream is damaged: {error}", reason="truncated", advice="Fetch the file again."
            ) from error
        total += len(piece)
        if total > limit:
            raise UnreadablePaper(
                f"the archive unpacks to more than {limit >> 20} MB",
                reason="too_large",
                advice="If the paper is genuine, give its PDF instead.",
            )
        if not stream.eof:
            raise UnreadablePaper(
                "the gzip stream breaks off", reason="truncated", advice="Fetch the file again."
            )
        out.append(piece)
        data = stream.unused_data
    return b"".join(out)


def _is_old_tar(data: bytes) -> bool:
    """Tell a pre-POSIX tar by its header's checksum."""
    if len(data) < 512 or len(data) % 512 or not data[:1].strip(b"\0"):
        return False
    header = data[:148] + b" " * 8 + data[156:512]
    return data[148:154].strip(b" \0") == f"{sum(header):o}".rjust(6, "0").encode().lstrip(b" ")


def _untar(data: bytes, limits: ReaderLimits) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    count = total = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                count += 1
                total += max(member.size, 0)
                if count > limits.files or total > limits.unpacked_bytes:
                    raise _too_large(limits)
                name = _safe_name(member)
                if not member.isfile() or PurePosixPath(name).suffix.lower() not in TEXT_SUFFIXES:
                    continue
                content = archive.extractfile(member)
                files[name] = content.read() if content else b""
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise UnreadablePaper(
            f"the tar archive is damaged: {error}", reason="truncated", advice="Fetch the file again."
        ) from error
    return files


def _safe_name(member: tarfile.TarInfo) -> str:
    path = PurePosixPath(member.name)
    what = ""
    if member.issym() or member.islnk():
        what = "a link"
    elif not (member.isfile() or member.isdir()):
        what = "a device"
    elif path.is_absolute() or ".." in path.parts or "\\" in member.name or "\0" in member.name:
        what = "a path that leaves the archive"
    if what:
        raise UnreadablePaper(
            f"the archive holds {what}: {member.name[:80]!r}",
            reason="unsafe_archive",
            advice="Don't unpack it elsewhere either; give the paper's PDF instead.",
        )
    return path.as_posix().removeprefix("./")


def _too_large(limits: ReaderLimits) -> UnreadablePaper:
    return UnreadablePaper(
        f"the archive holds more than {limits.files} files or {limits.unpacked_bytes >> 20} MB",
        reason="too_large",
        advice="If the paper is genuine, give its PDF instead.",
    )
