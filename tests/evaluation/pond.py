"""A short paper of our own invention, with a table."""

from __future__ import annotations

from dataclasses import replace

from synth.passages import read_text
from synth.types import Document, PlacedTable, Table

PROSE = (
    "Ripple is a method for counting frogs in ponds by the sound of their evening calls. "
    "On PONDBENCH the accuracy of Ripple is 81.3%, while the accuracy of Drift is 79.0%. "
    "Ripple outperforms Drift by 2.3 points in accuracy on the ponds of the northern valley. "
    "Training Ripple on the recordings took 84 hours on eight machines of our laboratory. "
    "The recordings hold more than 640 calls of frogs that were heard in the early spring. "
    "The encoder of Ripple was trained on 4.5 million calls that volunteers had recorded. "
)
COLUMNS = ("PONDBENCH", "MARSHSET")
ROWS = (("Ripple", ("81.3", "74.6")), ("Drift", ("79.0", "70.1")), ("Gullwing", ("66.2", "58.8")))


def pond(prose: str = PROSE) -> Document:
    """The paper as read, its table as a grid."""
    start = len(prose)
    lines, spans = [], []
    text = prose
    for name, cells in ROWS:
        line = name
        row = []
        for cell in cells:
            line += "  "
            row.append((len(text) + len(line), len(text) + len(line) + len(cell)))
            line += cell
        lines.append(line)
        spans.append(tuple(row))
        text += line + "\n"
    document = read_text(text, paper_id="pond.1")
    grid = PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption="Accuracy in percent.", columns=COLUMNS, rows=tuple(cells for _, cells in ROWS)),
        row_headers=tuple(name for name, _ in ROWS),
        spans=tuple(spans),
    )
    prose_alone = tuple(p for p in document.passages if p.end <= start)
    return replace(document, passages=prose_alone, tables=(grid,))
