"""Where something stands: the place and the words that bear a verdict."""

from __future__ import annotations

from dataclasses import dataclass

from synth.types.documents import Box

__all__ = ["CellRef", "Evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRef:
    """A cell of a table."""

    row: str | int
    """Row header, or 0-based row number where there is none."""
    column: str | int
    """Column header, or 0-based column number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A place in a source that bears on a claim."""

    paper_id: str | None
    """The paper; None for text given inline."""
    version: int | None
    """Its version."""
    page: int | None
    """1-based; None where the source has no pages."""
    start: int
    """Offset of the quote in the source's text."""
    end: int
    """Offset behind it."""
    quote: str
    """The source's words, to the letter."""
    line: int | None = None
    """Line of a LaTeX source."""
    cell: CellRef | None = None
    """Where the evidence is a table's cell."""
    boxes: tuple[Box, ...] = ()
    """Where it is printed."""
