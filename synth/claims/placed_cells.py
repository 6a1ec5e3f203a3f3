"""A cell of a table as a record: its headers, its place, where it is printed."""

from __future__ import annotations

from synth.types import PlacedTable, TableCell

__all__ = ["placed_cell"]


def placed_cell(table: PlacedTable, row: int, column: int) -> TableCell:
    """Return the record of a body cell; rows and columns count from 0."""
    return TableCell(
        table=table.index,
        label=table.label,
        row=table.row_headers[row],
        column=table.table.columns[column],
        row_number=row,
        column_number=column,
        is_bold=(row, column) in table.best,
        box=table.boxes[row][column] if table.boxes else None,
    )
