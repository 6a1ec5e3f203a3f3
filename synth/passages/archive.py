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
    {".tex", ".ltx", ".latex", ".bbl", ".bib", ".txt", ".cls", ".sty", ".def", ".inc", ".md", ".json", ""}
)
"""Suffixes of files that can hold text of a paper. Of others, small ones are kept that are text too."""

TEX_MARKS = (b"\\begin", b"\\document", b"\\bye", b"\\input")
"""What files of TeX hold."""

BINARY_SUFFIXES = frozenset(
    """.pdf .png .jpg .jpeg .gif .eps .ps .svg .tif .tiff .bmp .gz .zip .tar .bz2 .xz .ttf .otf .pfb .tfm .vf
    .mp4 .avi .xlsx .docx .pptx .pyc .npy .pkl .csv .dat .log .aux .out .synctex .fls .bst""".split()
)
"""Suffixes of files that hold no LaTeX."""

MAX_OTHER = 1_000_000
"""Bytes of a file with any other suffix, such as the tables of an `\\input{tables/main.tab}`."""

MAX_DEPTH = 32
"""Folders within folders."""


def unpack(data: bytes, limits: ReaderLimits) -> dict[str, bytes]:
    """Return the text files of an e-print by name; one that is no archive under `SINGLE`.

    Understands a gzipped file, a tar, a gzipped tar and a plain file. Raises `UnreadablePaper` with
    reason `unsafe_archive` for links, devices, paths that leave the folder or lie too deep in it,
    `too_large` for what unpacks to more than the limits, `truncated` for what breaks off. An archive
    that holds a PDF and no TeX is that PDF.
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
    pdfs: list[tarfile.TarInfo] = []
    count = total = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for member in archive:
                count += 1
                total += max(member.size, 0)
                if count > limits.files or total > limits.unpacked_bytes:
                    raise _too_large(limits)
                name = _safe_name(member)
                pdfs += [member] if member.isfile() and name.lower().endswith(".pdf") else []
                if member.isfile() and (content := _text_of(archive, member, name)) is not None:
                    files[name] = content
            has_tex = any(mark in content for content in files.values() for mark in TEX_MARKS)
            if len(pdfs) == 1 and not has_tex:
                only = archive.extractfile(pdfs[0])
                return {SINGLE: only.read() if only else b""}
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise UnreadablePaper(
            f"the tar archive is damaged: {error}", reason="truncated", advice="Fetch the file again."
        ) from error
    return files


def _text_of(archive: tarfile.TarFile, member: tarfile.TarInfo, name: str) -> bytes | None:
    """Return a file's content; None for one that holds no text."""
    suffix = PurePosixPath(name).suffix.lower()
    is_text = suffix in TEXT_SUFFIXES
    # What macOS adds to archives is called like the file that it says something about.
    if PurePosixPath(name).name.startswith("._") or suffix in BINARY_SUFFIXES:
        return None
    if not is_text and member.size > MAX_OTHER:
        return None
    file = archive.extractfile(member)
    content = file.read() if file else b""
    return content if is_text or b"\0" not in content[:4096] else None


def _safe_name(member: tarfile.TarInfo) -> str:
    path = PurePosixPath(member.name)
    what = ""
    if member.issym() or member.islnk():
        what = "a link"
    elif not (member.isfile() or member.isdir()):
        what = "a device"
    elif path.is_absolute() or ".." in path.parts or "\\" in member.name or "\0" in member.name:
        what = "a path that leaves the archive"
    elif len(path.parts) > MAX_DEPTH:
        what = f"a path of more than {MAX_DEPTH} folders"
    if what:
        raise UnreadablePaper(
            f"the archive holds {what}: {member.name[:80]!r}",
            reason="unsafe_archive",
            advice="Don't unpack it elsewhere either; give the paper's PDF instead.",
        )
    # Bytes that are no UTF-8 come as halves of surrogate pairs, which no text may hold.
    return path.as_posix().removeprefix("./").encode("utf-8", "replace").decode("utf-8")


def _too_large(limits: ReaderLimits) -> UnreadablePaper:
    return UnreadablePaper(
        f"the archive holds more than {limits.files} files or {limits.unpacked_bytes >> 20} MB",
        reason="too_large",
        advice="If the paper is genuine, give its PDF instead.",
    )
