"""Rows of a table as they stand on a page, and as they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import Literal, NamedTuple

from synth.passages.grid_columns import Phrase, is_data_row, phrases_of
from synth.passages.lines import Line
from synth.passages.table_text import is_figure, is_filler, without_marks

__all__ = ["NEAR", "GridRow", "TableRow", "cell_text", "clean", "pitch_of", "single_cells"]

NEAR = 0.72
"""How far from a row a name may stand that belongs to it, in steps from row to row."""


class GridRow(NamedTuple):
    """A row of a table as it is written."""

    kind: Literal["header", "group", "body"]
    cells: tuple[tuple[Phrase, ...], ...]
    """Of a body row one per column, of others one per phrase; each line of its text a phrase."""
    name: str = ""
    """Of a body row: the groups that it stands under and its name."""
    spanned: tuple[str, ...] = ()
    """Of a body row, per column: the text of a cell that reaches over it from another row."""


@dataclass(slots=True)
class TableRow:
    """A row as it stands on the page."""

    phrases: list[Phrase]
    """What stands in it, left to right."""
    y: float
    """Height of its baseline."""
    is_data: bool
    """Whether it holds figures behind what may be its name."""
    places: list[int | None] = field(default_factory=list)
    """The column of each phrase; None where that is not clear."""
    spread: dict[int, str] = field(default_factory=dict)
    """By column, what is centred over it and others to its left."""
    more: dict[int, list[Phrase]] = field(default_factory=dict)
    """By column, the further lines of the cell there."""

    @classmethod
    def of(cls, row: Sequence[Line]) -> TableRow:
        """Take a row's lines, left to right."""
        phrases = phrases_of(row)
        return cls(phrases, row[0].baseline, is_data_row(phrases))

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.phrases[0].x0

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(phrase.x1 for phrase in self.phrases)

    @property
    def is_names(self) -> bool:
        """Whether it holds nothing but words."""
        return not any(is_figure(phrase.text) or is_filler(phrase.text) for phrase in self.phrases)


def cell_text(cell: Sequence[Phrase]) -> str:
    """Return a cell's text, its lines joined."""
    return " ".join(phrase.text for phrase in cell)


def pitch_of(rows: Sequence[TableRow]) -> float:
    """Return the step from one row of figures to the next with nothing between, in points."""
    size = max(phrase.line.size for row in rows for phrase in row.phrases)
    apart: list[TableRow] = []
    for row in rows:
        # What stands half way between two rows is a cell of both.
        if not apart or apart[-1].y - row.y > 0.7 * size or not (apart[-1].is_data and row.is_data):
            apart.append(row)
    pairs = [(a, b) for a, b in zip(apart, apart[1:], strict=False) if a.is_data and b.is_data]
    if pairs:
        return median_low(a.y - b.y for a, b in pairs)
    data = [row.y for row in apart if row.is_data]
    steps = [above - below for above, below in zip(data, data[1:], strict=False)]
    # Where a row of words stands between all rows of figures, it takes a step of its own.
    least = min(steps, default=1.2 * size)
    return least if least < 1.9 * size else least / 2


def single_cells(phrases: Sequence[Phrase]) -> tuple[tuple[Phrase, ...], ...]:
    """Return phrases as the cells of a row that is no row of the body."""
    return tuple((phrase,) for phrase in phrases)


def clean(text: str) -> str:
    """Return a cell's text without footnote marks."""
    return text[slice(*without_marks(text))]
