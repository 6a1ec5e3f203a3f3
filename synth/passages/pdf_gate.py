"""The second opinion on a PDF: what is wrong with it, and its text when PDFium fails.

The only importer of pypdf. pypdf reads eleven times slower than PDFium, but in Python: what kills
PDFium (memory bombs, forms that contain themselves) it refuses with an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from synth.errors import UnreadablePaper

__all__ = ["PdfText", "check_header", "encrypted", "ends_early", "open_slowly"]

HEADER_BYTES = 1024
"""Bytes among which "%PDF" must stand (ISO 32000-1, annex H.3.4.1)."""


def check_header(data: bytes) -> None:
    """Refuse what is no PDF at all: raises `UnreadablePaper` `empty` or `not_a_paper`."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadablePaper("the file is empty", reason="empty", advice="Fetch it again.")
    if b"%PDF" in data[:HEADER_BYTES]:
        return
    start = data[:512].lstrip().lower()
    what = "a web page" if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")) else "no PDF"
    raise UnreadablePaper(
        f"the file is {what}: it begins with {data[:24]!r}",
        reason="not_a_paper",
        advice="Fetch the PDF itself; a server may have sent an error page in its place.",
    )


def ends_early(data: bytes) -> bool:
    """Tell whether the end-of-file mark that closes every PDF is missing."""
    return b"%%EOF" not in data[-4096:]


def encrypted() -> UnreadablePaper:
    """Say that a password is needed."""
    return UnreadablePaper(
        "the PDF is encrypted and the empty password does not open it",
        reason="encrypted",
        advice="Save a copy without a password, for example: qpdf --decrypt --password=… in.pdf out.pdf",
    )


class PdfText:
    """A PDF as pypdf reads it."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.page_count = len(reader.pages)
        title = getattr(reader.metadata, "title", None)
        self.title = title if isinstance(title, str) else ""

    def pages(self, limit: int) -> Iterator[str | None]:
        """Give each page's text, at most `limit` pages; None for one that can't be read."""
        for index in range(min(limit, self.page_count)):
            try:
                yield self._reader.pages[index].extract_text()
            except MemoryError:
                raise
            except Exception:  # pypdf raises whatever a broken page provokes; the page is reported.
                yield None


def open_slowly(path: str, data: bytes) -> PdfText:
    """Open a PDF with pypdf, trying the empty password.

    Raises `UnreadablePaper` with the reason why it can't be read.
    """
    import logging

    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(path, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise encrypted()
        return PdfText(reader)
    except (UnreadablePaper, MemoryError):
        raise
    except (FileNotDecryptedError, DependencyError) as error:
        raise encrypted() from error
    except LimitReachedError as error:
        raise UnreadablePaper(
            f"the PDF unpacks to more than is allowed: {error}",
            reason="too_much_memory",
            advice="If the paper is genuine, print it to a new PDF and give that.",
        ) from error
    except Exception as error:  # Broken files make pypdf raise nearly anything; all mean the same.
        raise damaged(data, error) from error


def damaged(data: bytes, error: object) -> UnreadablePaper:
    """Say that a PDF can't be opened, and whether that is because its end is missing."""
    if ends_early(data):
        return UnreadablePaper(
            f"the PDF breaks off after {len(data)} bytes",
            reason="truncated",
            advice="Fetch it again; a download was probably cut short.",
        )
    return UnreadablePaper(
        f"the PDF is damaged: {str(error)[:120]}",
        reason="crashed",
        advice="Repair it, for example: qpdf in.pdf out.pdf, or mutool clean in.pdf out.pdf",
    )
