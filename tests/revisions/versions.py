"""Documents made of sentences and tables for tests of two versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from synth.claims import extract_claims
from synth.revisions import RevisedClaims, revise_claims
from synth.types import (
    Claim,
    ClaimChange,
    Document,
    Passage,
    PassageKind,
    PlacedTable,
    Quantity,
    Table,
    Where,
)


class Line(NamedTuple):
    """A passage to be written."""

    text: str
    section: str | None = None
    page: int | None = 1
    kind: PassageKind = "sentence"


class Grid(NamedTuple):
    """A table to be written: header, then rows; the first cell of a row is its name."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = "Scores of all methods on the test sets."
    label: str | None = "Table 1"
    page: int | None = 1


def write(
    lines: Sequence[Line | str],
    tables: Sequence[Grid] = (),
    *,
    version: int = 1,
    kind: Literal["pdf", "latex"] = "pdf",
) -> Document:
    """Return a document of these sentences, then these tables."""
    text, passages, placed = "", [], []

    def add(line: Line, where: Where) -> None:
        nonlocal text
        start = len(text)
        text += line.text + "\n"
        passages.append(
            Passage(
                paper_id="made.0001",
                version=version,
                index=len(passages),
                kind=line.kind,
                where=where,
                section=line.section,
                page=line.page if kind == "pdf" else None,
                line=None,
                start=start,
                end=start + len(line.text),
                text=line.text,
            )
        )

    for line in lines:
        add(Line(line) if isinstance(line, str) else line, "text")
    for number, grid in enumerate(tables):
        label = f"{grid.label}: " if grid.label and kind == "pdf" else ""
        add(Line(label + grid.caption, None, grid.page, "caption"), "caption")
        spans = []
        for row in grid.rows:
            at, row_spans = len(text), []
            for cell in row:
                row_spans.append((at, at + len(cell)) if cell else None)
                at += len(cell) + 1
            spans.append(tuple(row_spans))
            add(Line(" ".join(row), None, grid.page, "table"), "table")
        placed.append(
            PlacedTable(
                index=number,
                label=grid.label,
                table=Table(
                    caption=label + grid.caption,
                    columns=tuple(grid.columns),
                    rows=tuple(tuple(row) for row in grid.rows),
                ),
                row_headers=tuple(row[0] for row in grid.rows),
                spans=tuple(spans),
                page=grid.page if kind == "pdf" else None,
            )
        )
    return Document(
        paper_id="made.0001",
        version=version,
        kind=kind,
        sha256=str(version) * 64,
        text=text,
        page_starts=(0,) if kind == "pdf" else (),
        passages=tuple(passages),
        tables=tuple(placed),
    )


def row_claims(document: Document) -> tuple[Claim, ...]:
    """Return a claim for each number of each table's cells."""
    claims = []
    for table in document.tables:
        for row, spans in enumerate(table.spans):
            passage = next(
                p for p in document.passages if p.kind == "table" and spans[0] and p.start == spans[0][0]
            )
            for column, span in enumerate(spans[1:], start=1):
                cell = table.table.rows[row][column]
                if span is None or not cell[:1].isdigit():
                    continue
                quantity = Quantity(text=cell, start=span[0], end=span[1], value=cell)
                claims.append(
                    Claim(
                        id=f"cell {table.index} {row} {column}",
                        paper_id=document.paper_id,
                        version=document.version,
                        quote=passage.text,
                        page=table.page,
                        start=passage.start,
                        end=passage.end,
                        where="table",
                        section=None,
                        quantities=(quantity,),
                        passage_index=passage.index,
                    )
                )
    return tuple(claims)


def revise(earlier: Document, later: Document) -> RevisedClaims:
    """Follow the claims of all sentences and cells."""
    old, new = ((*extract_claims(d), *row_claims(d)) for d in (earlier, later))
    return revise_claims(earlier, old, later, new)


def told(changes: Sequence[ClaimChange]) -> list[tuple[str, str]]:
    """Return status and reason of each change."""
    return [(change.status, change.reason) for change in changes]


def values(change: ClaimChange) -> list[tuple[str | None, str | None]]:
    """Return the numbers that differ, old and new."""
    return [(c.old and c.old.value, c.new and c.new.value) for c in change.quantities]
