"""Invented papers that are one table."""

from __future__ import annotations

from synth.types import Document, Passage, PlacedTable, Table


def document(caption, columns, rows, *, row_headers=None, page=3, best=()):
    """Print a table as a paper does, a row a line, and place its cells."""
    text, passages, spans = f"{caption}\n", [], []
    for row in rows:
        start, placed = len(text), []
        for cell in row:
            placed.append((len(text), len(text) + len(cell)) if cell else None)
            text += f"{cell} | "
        passages.append((start, len(text)))
        text += "\n"
        spans.append(tuple(placed))
    table = PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption=caption, columns=tuple(columns), rows=tuple(tuple(row) for row in rows)),
        row_headers=tuple(row_headers or (row[0] for row in rows)),
        spans=tuple(spans),
        page=page,
        best=best,
    )
    return Document(
        paper_id="p1",
        version=1,
        kind="pdf",
        sha256="0",
        text=text,
        page_starts=(0,),
        passages=tuple(
            Passage(
                paper_id="p1", version=1, index=number, kind="table", where="table", section=None,
                page=page, line=None, start=start, end=end, text=text[start:end],
            )
            for number, (start, end) in enumerate(passages)
        ),
        tables=(table,),
    )  # fmt: skip
