"""Stretches of text without pages (LaTeX, Markdown, plain text) put together into a `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from synth.passages.sentences import split_sentences
from synth.types import Document, Passage, PassageKind, Where

__all__ = ["Piece", "Source", "document_of_pieces", "note_passages"]


class Source(NamedTuple):
    """What a document is read from."""

    paper_id: str
    version: int | None
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A paragraph, heading, caption or entry."""

    kind: PassageKind
    """`sentence` for running text, which is still to be cut into sentences."""
    text: str
    """Its text."""
    lines: Sequence[int]
    """Source line of each character of `text`."""
    is_abstract: bool = False
    """Whether it stands in the abstract."""


def document_of_pieces(
    pieces: Iterable[Piece], source: Source, *, kind: Literal["latex", "text"], title: str | None
) -> Document:
    """Write the pieces one below the other and name their passages."""
    parts: list[str] = []
    passages: list[Passage] = []
    length, section = 0, None
    for piece in pieces:
        if parts:
            parts.append("\n\n")
            length += 2
        if piece.kind == "heading":
            section = piece.text
        note_passages(passages, piece, length, section, source)
        parts.append(piece.text)
        length += len(piece.text)
    return Document(
        paper_id=source.paper_id,
        version=source.version,
        kind=kind,
        sha256=source.sha256,
        text="".join(parts),
        page_starts=(),
        passages=tuple(passages),
        title=title,
    )


def note_passages(
    passages: list[Passage], piece: Piece, offset: int, section: str | None, source: Source
) -> None:
    """Append the passages of a piece that stands at `offset` of the document's text."""
    is_running = piece.kind in ("sentence", "caption", "footnote")
    spans = split_sentences(piece.text) if is_running else [(0, len(piece.text))]
    for start, end in spans:
        passages.append(
            Passage(
                paper_id=source.paper_id,
                version=source.version,
                index=len(passages),
                kind=piece.kind,
                where=_where(piece),
                section=section,
                page=None,
                line=piece.lines[start] if start < len(piece.lines) else None,
                start=offset + start,
                end=offset + end,
                text=piece.text[start:end],
            )
        )


def _where(piece: Piece) -> Where:
    if piece.kind == "caption":
        return "caption"
    if piece.kind == "table":
        return "table"
    return "abstract" if piece.is_abstract else "text"
