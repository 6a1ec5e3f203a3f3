"""Stretches of text without pages (LaTeX, Markdown, plain text) put together into a `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from synth.passages.latex_tables import TableDraft
from synth.passages.sentences import split_sentences
from synth.types import Document, Passage, PassageKind, PlacedTable, Table, Where

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
    table: TableDraft | None = None
    """For a table, its rows and its grid."""


def document_of_pieces(
    pieces: Iterable[Piece], source: Source, *, kind: Literal["latex", "text"], title: str | None
) -> Document:
    """Write the pieces one below the other and name their passages."""
    parts: list[str] = []
    passages: list[Passage] = []
    tables: list[PlacedTable] = []
    count = 0
    length, section = 0, None
    for piece in pieces:
        if parts:
            parts.append("\n\n")
            length += 2
        if piece.kind == "heading":
            section = piece.text
        note_passages(passages, piece, length, section, source)
        if piece.table is not None:
            count += 1
            tables += [_placed(piece.table, len(tables), length, section)] if piece.table.columns else []
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
        tables=tuple(tables),
        title=title,
        warnings=unread_tables(count - len(tables), count),
    )


def unread_tables(unread: int, count: int) -> tuple[str, ...]:
    """Say how many tables are there only as rows of text; nothing where all could be read."""
    return (f"{unread} of {count} tables could not be read as a grid",) if unread else ()


def _placed(draft: TableDraft, index: int, offset: int, section: str | None) -> PlacedTable:
    """Return a table whose text stands at `offset` of the document's."""
    return PlacedTable(
        index=index,
        label=draft.label,
        table=Table(caption=draft.caption, columns=draft.columns, rows=draft.rows),
        row_headers=draft.names,
        spans=tuple(
            tuple(None if span is None else (span[0] + offset, span[1] + offset) for span in row)
            for row in draft.spans
        ),
        line=draft.row_lines[0],
        section=section,
        best=draft.best,
    )


def note_passages(
    passages: list[Passage], piece: Piece, offset: int, section: str | None, source: Source
) -> None:
    """Append the passages of a piece that stands at `offset` of the document's text."""
    for start, end, line in _spans(piece):
        passages.append(
            Passage(
                paper_id=source.paper_id,
                version=source.version,
                index=len(passages),
                kind=piece.kind,
                where=_where(piece),
                section=section,
                page=None,
                line=line,
                start=offset + start,
                end=offset + end,
                text=piece.text[start:end],
            )
        )


def _spans(piece: Piece) -> list[tuple[int, int, int | None]]:
    """Return where a piece's passages stand in its text, and the source line of each."""
    if piece.table is not None:
        ends = [*(start - 1 for start in piece.table.row_starts[1:]), len(piece.text)]
        return list(zip(piece.table.row_starts, ends, piece.table.row_lines, strict=True))
    is_running = piece.kind in ("sentence", "caption", "footnote")
    spans = split_sentences(piece.text) if is_running else [(0, len(piece.text))]
    return [(start, end, piece.lines[start] if start < len(piece.lines) else None) for start, end in spans]


def _where(piece: Piece) -> Where:
    if piece.kind == "caption":
        return "caption"
    if piece.kind == "table":
        return "table"
    return "abstract" if piece.is_abstract else "text"
