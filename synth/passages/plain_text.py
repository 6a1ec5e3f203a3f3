"""Plain text and Markdown in, passages out; the text stays as it is, to the letter.

Offsets must hold in the user's own file, so nothing is normalised or mended here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from synth.errors import UnreadablePaper
from synth.passages.pieces import Piece, Source, note_passages
from synth.types import Document, Passage, PassageKind

__all__ = ["decode_text", "document_of_text", "passages_of_text"]

_PARAGRAPH = re.compile(
    r"#{1,6}[ \t][^\n]*|\S(?:[^\n]|\n(?![ \t]*(?:\n|#{1,6}\s|[-*+•]\s|\d{1,2}[.)]\s|\|)))*"
)
_HEADING = re.compile(r"#{1,6}\s+(?P<title>.*?)\s*#*\s*$")
_TABLE_ROW = re.compile(r"\|.*\|\s*$", re.S)
_TABLE_RULE = re.compile(r"[|:\s-]+$")
_REFERENCE_HEADING = re.compile(r"^(?:\d+\.?\s+)?(?:references|bibliography)\W*$", re.I)


def decode_text(data: bytes) -> str:
    """Decode a text file; raises `UnreadablePaper` for what is empty or no text."""
    if not data.strip():
        raise UnreadablePaper("the file is empty", reason="empty", advice="Give a file with text in it.")
    start = data[:512].lstrip().lower()
    if b"\0" in data[:8192] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadablePaper(
            "the file holds binary data, not text",
            reason="not_a_paper",
            advice="Give a PDF, .tex, .txt or .md file.",
        )
    if start.startswith((b"<!doctype html", b"<html")):
        raise UnreadablePaper(
            "the file is a web page, not text",
            reason="not_a_paper",
            advice="Save the page as plain text first.",
        )
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def document_of_text(text: str, source: Source) -> Document:
    """Return a text as a document whose `text` is exactly the one given."""
    pieces = list(_pieces(text))
    title = next((piece.text for _, piece, is_title in pieces if is_title), None)
    return Document(
        paper_id=source.paper_id,
        version=source.version,
        kind="text",
        sha256=source.sha256,
        text=text,
        page_starts=(),
        passages=_passages(pieces, source),
        title=title,
    )


def passages_of_text(
    text: str, *, paper_id: str = "inline", version: int | None = None
) -> tuple[Passage, ...]:
    """Return the passages of a text given inline; their offsets count its characters."""
    return _passages(_pieces(text), Source(paper_id, version, ""))


def _passages(
    pieces: Iterator[tuple[int, Piece, bool]] | list[tuple[int, Piece, bool]], source: Source
) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    section: str | None = None
    for offset, piece, _ in pieces:
        if piece.kind == "heading":
            section = piece.text
        note_passages(passages, piece, offset, section, source)
    return tuple(passages)


def _pieces(text: str) -> Iterator[tuple[int, Piece, bool]]:
    """Give each paragraph with its offset, and whether it is the title."""
    line, counted = 1, 0
    is_abstract = in_references = False
    for match in _PARAGRAPH.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        written = match[0].rstrip()
        heading = _HEADING.match(written)
        kind: PassageKind = "reference" if in_references else "sentence"
        start = match.start()
        if heading:
            start += heading.start("title")
            written, kind = heading["title"], "heading"
            is_abstract = written.strip().lower() == "abstract"
            in_references = bool(_REFERENCE_HEADING.match(written))
        elif _TABLE_ROW.match(written):
            if _TABLE_RULE.match(written):
                continue
            kind = "table"
        if written:
            lines = (
                [line + written.count("\n", 0, i) for i in range(len(written))]
                if "\n" in written
                else [line] * len(written)
            )
            is_title = (
                bool(heading)
                and match.start() == len(text) - len(text.lstrip())
                and text.lstrip().startswith("# ")
            )
            yield start, Piece(kind=kind, text=written, lines=lines, is_abstract=is_abstract), is_title
