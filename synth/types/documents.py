"""What is read from a paper: its text with the places of passages and tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from synth.errors import InvalidRecord

__all__ = ["Box", "Document", "Passage", "PassageKind", "PlacedTable", "Table", "Where"]

Where = Literal["abstract", "text", "table", "caption"]
"""The part of a paper in which a claim stands."""

PassageKind = Literal[
    "title", "heading", "sentence", "caption", "footnote", "table", "reference", "furniture"
]
"""What a passage is; `furniture` is running heads, page numbers, stamps and line numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle on a page, in PDF points, origin at the lower left."""

    page: int
    """1-based."""
    x0: float
    """Left."""
    y0: float
    """Bottom."""
    x1: float
    """Right."""
    y1: float
    """Top."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document's text with its exact place."""

    paper_id: str
    """`Paper.id` of its document."""
    version: int | None
    """`Paper.version` of its document."""
    index: int
    """Its number among the document's passages, from 0, in reading order."""
    kind: PassageKind
    """What it is."""
    where: Where
    """Which part of the paper it stands in."""
    section: str | None
    """The heading above it, as printed, without its number."""
    page: int | None
    """Page on which it begins, 1-based; None where the source has no pages."""
    line: int | None
    """Line of the source file on which it begins, 1-based; None for a PDF."""
    start: int
    """Offset of its first character in `Document.text`."""
    end: int
    """Offset behind its last character."""
    text: str
    """`Document.text[start:end]`, to the letter."""
    boxes: tuple[Box, ...] = ()
    """Where it is printed, a box a line; empty where the source has no pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as text."""

    caption: str
    """Its caption; may be empty."""
    columns: tuple[str, ...]
    """Header of each column; several header rows are joined by " / "."""
    rows: tuple[tuple[str, ...], ...]
    """Cells by row; every row is as long as `columns`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTable:
    """A table of a document, and where each of its cells stands."""

    index: int
    """Its number among the document's tables, from 0, in reading order."""
    label: str | None
    """How the paper calls it, as printed: "Table 3"; None where it has no number."""
    table: Table
    """Caption, headers and body; header rows are not repeated among the rows."""
    row_headers: tuple[str, ...]
    """Full header of each body row: the group it stands under and its header cells, joined by " / "."""
    spans: tuple[tuple[tuple[int, int] | None, ...], ...]
    """Per body cell its half-open offsets in `Document.text`; None for an empty or spanned one."""
    page: int | None = None
    """Page on which it begins, 1-based; None where the source has no pages."""
    line: int | None = None
    """Line of the source file on which it begins, 1-based; None for a PDF."""
    section: str | None = None
    """The heading above it."""
    boxes: tuple[tuple[Box | None, ...], ...] = ()
    """Per body cell where it is printed; empty where the source has no pages."""
    best: tuple[tuple[int, int], ...] = ()
    """Row and column of the body cells that are set in bold, as the best of their kind are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper's text as read: in reading order, hyphens and ligatures mended."""

    paper_id: str
    """`Paper.id`."""
    version: int | None
    """`Paper.version`."""
    kind: Literal["pdf", "latex", "text"]
    """What its text was read from."""
    sha256: str
    """Digest of the file's bytes; `beside_sha256` is that of the file beside it."""
    text: str
    """The whole text; all offsets of Synth count its characters."""
    page_starts: tuple[int, ...]
    """Offset at which each page begins in `text`; empty where the source has no pages."""
    passages: tuple[Passage, ...]
    """All of it that was told apart, in reading order; each stands in `text` to the letter."""
    tables: tuple[PlacedTable, ...] = ()
    """Its tables as grids, in reading order."""
    title: str | None = None
    """The title as printed, if it was found."""
    warnings: tuple[str, ...] = ()
    """What was lost or doubtful: "3 of 12 pages without text"."""
    beside_sha256: str | None = None
    """Digest of the other file that was read with it, such as a PDF's LaTeX source; None without one."""

    def __post_init__(self) -> None:
        """Hold every passage to the letter of the text."""
        for passage in self.passages:
            if self.text[passage.start : passage.end] != passage.text:
                raise InvalidRecord(
                    f"passage {passage.index} of {self.paper_id} does not stand at "
                    f"{passage.start}:{passage.end}"
                )
