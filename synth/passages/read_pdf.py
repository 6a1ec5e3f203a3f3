"""A PDF's bytes in, a `Document` out: PDFium first, pypdf where that fails."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from synth.errors import UnreadablePaper
from synth.passages.document import Printed, document_of_page_texts, print_of_pages
from synth.passages.pdf_gate import check_header, damaged, ends_early, open_slowly
from synth.passages.pdf_text import PageContent, open_pdf
from synth.passages.pieces import Source
from synth.settings import ReaderLimits
from synth.types import Document

__all__ = ["Print", "read_pdf", "read_print"]

FEW_CHARS = 20
"""A page with fewer characters counts as one without text: a stamp on a scan, a page number."""


class Print(NamedTuple):
    """A PDF as it was read."""

    document: Document
    """The document."""
    printed: Printed | None
    """Where everything stands on its pages; None where the fallback reader had to read it."""
    notes: tuple[str, ...]
    """What is wrong with the file or could not be read of it."""


def read_pdf(data: bytes, request: dict[str, Any], limits: ReaderLimits) -> Document:
    """Read a PDF with the engine that the request names, "pdfium" or "pypdf".

    Raises `UnreadablePaper` with the reason.
    """
    return read_print(data, request, limits).document


def read_print(data: bytes, request: dict[str, Any], limits: ReaderLimits) -> Print:
    """Read a PDF as `read_pdf` does, and tell where on its pages everything stands."""
    check_header(data)
    source = Source(request["paper_id"], request["version"], request["sha256"])
    found = None
    if request.get("engine", "pdfium") == "pdfium":
        found = _fast(data, source, limits)
    return found or _slow(data, request["path"], source, limits)


def _fast(data: bytes, source: Source, limits: ReaderLimits) -> Print | None:
    """Read with PDFium; None where it can't open the file or finds no text in it."""
    pdf = open_pdf(data)
    if pdf is None:
        return None
    pages: list[PageContent] = []
    missing = 0
    for page in pdf.pages(limits.pages):
        if page is None:
            missing += 1
        else:
            pages.append(page)
    counts = [sum(len(run.text) for run in page.glyphs) for page in pages]
    if not any(counts):
        return None
    _refuse_scan(counts, pdf.page_count)
    printed = print_of_pages(pages, source, pdf.title)
    notes = _warnings(data, counts, missing, pdf.page_count, limits)
    document = replace(printed.document, warnings=notes + printed.document.warnings)
    return Print(document, printed, notes)


def _slow(data: bytes, path: str, source: Source, limits: ReaderLimits) -> Print:
    pdf = open_slowly(path, data)
    if pdf.page_count == 0:
        raise UnreadablePaper("the PDF has no pages", reason="empty", advice="Fetch it again.")
    texts = list(pdf.pages(limits.pages))
    missing = sum(text is None for text in texts)
    if missing == len(texts):
        raise damaged(data, "none of its pages can be read")
    counts = [len("".join((text or "").split())) for text in texts]
    if not any(counts):
        raise _without_text(len(texts))
    _refuse_scan(counts, pdf.page_count)
    document = document_of_page_texts([text or "" for text in texts], source, pdf.title)
    note = "read by the fallback reader: no places on the page, tables and headings not told apart"
    notes = (note, *_warnings(data, counts, missing, pdf.page_count, limits))
    return Print(replace(document, warnings=notes), None, notes)


def _refuse_scan(counts: list[int], page_count: int) -> None:
    bare = sum(count < FEW_CHARS for count in counts)
    if page_count > 2 and bare >= 0.9 * len(counts):
        raise _without_text(len(counts))


def _without_text(pages: int) -> UnreadablePaper:
    where = "its page" if pages == 1 else f"nearly all of its {pages} pages"
    return UnreadablePaper(
        f"the PDF has no text on {where}: a scan, or blank",
        reason="scanned",
        advice="Run it through OCR first, for example: ocrmypdf in.pdf out.pdf",
    )


def _warnings(
    data: bytes, counts: list[int], missing: int, page_count: int, limits: ReaderLimits
) -> tuple[str, ...]:
    found = []
    bare = sum(count < FEW_CHARS for count in counts)
    if bare:
        found.append(f"{bare} of {page_count} pages without text")
    if missing:
        found.append(f"{missing} of {page_count} pages could not be read")
    if page_count > limits.pages:
        found.append(f"only the first {limits.pages} of {page_count} pages were read")
    if ends_early(data):
        found.append("the file ends without its end mark: it may be truncated")
    return tuple(found)
