"""A LaTeX source's bytes in, a `Document` out, whatever way it is packed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from synth.errors import UnreadablePaper
from synth.passages.archive import SINGLE, unpack
from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.settings import ReaderLimits
from synth.types import Document

__all__ = ["MAX_TEXT", "read_source", "too_long"]

MAX_TEXT = 40_000_000
"""Characters of a document's text."""


def read_source(data: bytes, request: dict[str, Any], limits: ReaderLimits) -> Document:
    """Read a .tex file or an archive; a PDF that comes in place of a source is read as what it is.

    Raises `UnreadablePaper` with the reason.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadablePaper("the file is empty", reason="empty", advice="Fetch it again.")
    files = unpack(data, limits)
    if b"%PDF" in files.get(SINGLE, b"")[:1024]:
        from synth.passages.read_pdf import read_pdf  # Hardly ever needed, and long to load.

        return read_pdf(files[SINGLE], request, limits)
    pieces, missing = read_latex(files)
    title = next((piece.text for piece in pieces if piece.kind == "title"), None)
    document = document_of_pieces(
        pieces, Source(request["paper_id"], request["version"], request["sha256"]), kind="latex", title=title
    )
    if len(document.text) > MAX_TEXT:
        raise too_long()
    if not missing:
        return document
    named = ", ".join(" ".join(name.split()) for name in missing[:3])
    what = "input is" if len(missing) == 1 else "inputs are"
    note = f"{len(missing)} {what} not in the archive: {named}"
    return replace(document, warnings=(*document.warnings, note))


def too_long() -> UnreadablePaper:
    """Return the refusal of a text beyond `MAX_TEXT`."""
    return UnreadablePaper(
        f"its text is longer than {MAX_TEXT // 1_000_000} million characters",
        reason="too_large",
        advice="Give the paper itself.",
    )
