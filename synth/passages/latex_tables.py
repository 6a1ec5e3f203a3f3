"""Rows of a LaTeX table's cells in, its text and its grid out: header levels, row names, groups."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from synth.passages.table_text import (
    RowShape,
    folds_of,
    has_decimals,
    header_length,
    is_figure,
    is_filler,
    is_scale,
    is_setting,
    join_row,
    leading_columns,
    without_marks,
)

__all__ = ["Cell", "Row", "TableDraft", "draft_table", "split_rows"]


class Cell(NamedTuple):
    """A cell as print has it."""

    text: str
    width: int = 1
    """Columns that it fills."""
    height: int = 1
    """Rows that it fills: downwards, or upwards where it is negative."""
    is_bold: bool = False
    is_underlined: bool = False
    indent: float = 0.0
    """How far its text is set in, em."""


class Row(NamedTuple):
    """A row as print has it."""

    cells: tuple[Cell, ...]
    line: int
    """Line of the source on which it begins, 1-based."""
    is_ruled: bool
    """Whether a rule over all columns stands above it."""
    lines: tuple[tuple[int, int], ...] = ()
    """First and last column, from 0, of the shorter rules above it."""


class TableDraft(NamedTuple):
    """A table with offsets into its own text, which is its rows one below the other."""

    text: str
    row_starts: tuple[int, ...]
    """Where each row begins in `text`."""
    row_lines: tuple[int, ...]
    """Source line of each row."""
    caption: str = ""
    label: str | None = None
    columns: tuple[str, ...] = ()
    """Empty where it could not be read as a grid."""
    rows: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    spans: tuple[tuple[tuple[int, int] | None, ...], ...] = ()
    best: tuple[tuple[int, int], ...] = ()


class _Place(NamedTuple):
    """What stands at a row and a column."""

    row: int
    """Row and column of the cell's own place: another's where it reaches over this one."""
    column: int
    cell: Cell


NEAR_EM = 0.15
"""Indents that differ by less are one level."""

MAX_LEAD = 4
"""Columns that name rows."""

_Grid = list[list[_Place | None]]


def draft_table(rows: Sequence[Row], caption: str = "", label: str | None = None) -> TableDraft | None:
    """Write a table's rows and read its grid; None where nothing stands in it."""
    rows = list(_written(rows))
    if not rows:
        return None
    width = max(sum(cell.width for cell in row.cells) for row in rows)
    places = _lay_out(rows, width)
    texts: list[str] = []
    starts: list[int] = []
    cell_starts: list[tuple[int, ...]] = []
    length = 0
    for row in rows:
        text, inner = join_row([cell.text for cell in row.cells])
        starts.append(length)
        cell_starts.append(tuple(length + at for at in inner))
        texts.append(text)
        length += len(text) + 1
    draft = TableDraft("\n".join(texts), tuple(starts), tuple(row.line for row in rows), caption, label)
    return _with_grid(draft, rows, places, cell_starts)


def _written(rows: Sequence[Row]) -> Iterator[Row]:
    """Give the rows in which something stands, with the rules over empty ones above them."""
    is_ruled = False
    lines: tuple[tuple[int, int], ...] = ()
    for row in rows:
        is_ruled, lines = is_ruled or row.is_ruled, (*lines, *row.lines)
        if any(cell.text for cell in row.cells):
            yield row._replace(is_ruled=is_ruled, lines=lines)
            is_ruled, lines = False, ()


def _lay_out(rows: Sequence[Row], width: int) -> _Grid:
    """Put every cell where it stands, and into the empty places that it reaches over."""
    grid: _Grid = [[None] * width for _ in rows]
    for i, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            for c in range(column, min(column + cell.width, width)):
                if cell.text:
                    grid[i][c] = _Place(i, column, cell)
            column += cell.width
    tall = [place for i, row in enumerate(grid) for place in row if place and place.row == i]
    for place in tall:
        height = place.cell.height
        reach = (
            range(place.row + height + 1, place.row)
            if height < 0
            else range(place.row + 1, place.row + height)
        )
        for i in reach:
            for c in range(place.column, min(place.column + place.cell.width, width)):
                if 0 <= i < len(grid) and grid[i][c] is None:
                    grid[i][c] = place
    return grid


def _own(places: Sequence[_Place | None], i: int) -> list[_Place]:
    """Return the cells that are written in a row, left to right."""
    found: list[_Place] = []
    for place in places:
        if place and place.row == i and (not found or place.column != found[-1].column):
            found.append(place)
    return found


def _shape(places: Sequence[_Place | None], i: int, names: Sequence[bool], *, is_wordy: bool) -> RowShape:
    own = [place for place in _own(places, i)]
    texts = [place.cell.text for place in own]
    rest = texts[1:] if len(texts) > 1 and own[0].column == 0 and not is_figure(texts[0]) else texts
    is_numbered = _is_numbering(rest)
    figures = 0 if is_numbered else sum(map(is_figure, rest))
    fillers = sum(map(is_filler, rest))
    is_first_alone = len(own) == 1 and (own[0].column == 0 or own[0].cell.width > 1)
    return RowShape(
        size=len(own),
        is_data=len(texts) > 1 and figures > 0 and (is_wordy or 2 * (figures + fillers) >= len(rest)),
        is_names=is_numbered or not any(is_figure(text) or is_filler(text) for text in texts),
        is_nameless=places[0] is None and any(names),
        has_decimals=any(map(has_decimals, texts)),
        is_group=is_first_alone and not is_figure(texts[0]),
        is_scale=is_scale(rest, 2 if len(texts) > len(rest) and len(texts[0]) < 3 else 3),
    )


def _is_numbering(texts: Sequence[str]) -> bool:
    """Tell whether cells number columns: "(1)", "(2)"."""
    return len(texts) > 1 and list(texts) == [f"({i})" for i in range(1, len(texts) + 1)]


def split_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Cut a table's rows where a new header begins between rules, for other columns of the same rows."""
    written = list(_written(rows))
    width = max((sum(cell.width for cell in row.cells) for row in written), default=0)
    # Where every row is ruled, a rule says nothing.
    if width < 3 or all(row.is_ruled for row in written):
        return [written]
    parts: list[list[Row]] = [[]]
    for i, row in enumerate(written):
        is_late = any(_is_row_of_figures(other) for other in parts[-1])
        if is_late and row.is_ruled and _is_new_header(written[0], written[i : i + 4], width):
            parts.append([])
        parts[-1].append(row)
    return parts


def _is_row_of_figures(row: Row) -> bool:
    return sum(is_figure(cell.text) for cell in row.cells[1:]) > 0


def _is_new_header(first: Row, rows: Sequence[Row], width: int) -> bool:
    """Tell whether words over all columns, up to the next rule, name columns anew."""
    end = next((j for j in range(1, len(rows)) if rows[j].is_ruled), None)
    if end is None or not _is_row_of_figures(rows[end]):
        return False
    texts = [cell.text for row in rows[:end] for cell in row.cells]
    if any(is_figure(text) or is_filler(text) for text in texts):
        return False
    stub = rows[0].cells[0].text
    covered = sum(cell.width for cell in rows[end - 1].cells[1:] if cell.text)
    return stub in ("", first.cells[0].text) and rows[0].cells[0].width == 1 and covered >= width - 2


def _with_grid(
    draft: TableDraft, rows: Sequence[Row], places: _Grid, cell_starts: Sequence[tuple[int, ...]]
) -> TableDraft:
    """Add the grid to a draft, unless it has no figures or no header."""
    width = len(places[0])
    named = [row[0] is not None for row in places]
    shapes = [_shape(row, i, named, is_wordy=False) for i, row in enumerate(places)]
    if not any(shape.is_data for shape in shapes):
        shapes = [_shape(row, i, named, is_wordy=True) for i, row in enumerate(places)]
    head = header_length(shapes, [i for i in range(1, len(rows)) if rows[i].is_ruled])
    data = [i for i in range(head, len(rows)) if shapes[i].is_data]
    if head == 0 or not data or width < 2:
        return draft
    titles, columns = _header(rows[: head + 1], places[:head])
    lead = max(_leading(places, data), _named(places[:head], places, data))
    lead = _told_apart(places, data, lead)
    spacers = {c for c in range(width) if all(_is_blank(row[c]) for row in places)}
    if any(not columns[c] for c in range(lead, width) if c not in spacers):
        return draft
    body: list[tuple[str, ...]] = []
    names: list[str] = []
    spans: list[tuple[tuple[int, int] | None, ...]] = []
    bold: list[tuple[int, int]] = []
    underlined: list[tuple[int, int]] = []
    stubs = _Stubs()
    for i in range(head, len(rows)):
        own = _own(places[i], i)
        if shapes[i].is_group and _is_alone(places[i], i):
            stubs.open_group(i, _clean(own[0].cell.text))
            continue
        cells, where = _body_row(rows[i], places[i], i, cell_starts[i])
        for c, place in enumerate(places[i]):
            if place and place.row == i and c >= lead and any(map(str.isdigit, place.cell.text)):
                bold += [(len(body), c)] if place.cell.is_bold else []
                underlined += [(len(body), c)] if place.cell.is_underlined else []
        body.append(cells)
        spans.append(where)
        indent = own[0].cell.indent if own and own[0].column == 0 else None
        names.append(" / ".join((*titles, *stubs.name(rows[i], cells[:lead], indent))))
    kept = [c for c in range(width) if c not in spacers]
    draft = draft._replace(
        columns=tuple(columns[c] for c in kept),
        rows=tuple(tuple(cells[c] for c in kept) for cells in body),
        names=tuple(names),
        spans=tuple(tuple(where[c] for c in kept) for where in spans),
        # An underline marks the second best where the best is bold, else the best.
        best=tuple((i, kept.index(c)) for i, c in bold or underlined),
    )
    return _unfolded(draft)


class _Stubs:
    """Names rows by what stands left of their figures, and by what stands above that."""

    def __init__(self) -> None:
        self.groups: list[tuple[int, str]] = []
        """Rows that name those under them."""
        self.above: list[tuple[float, tuple[str, ...]]] = []
        """Rows under which others are set in, and how far they are themselves."""
        self.depth: float | None = None
        """How far the first row of the group is set in."""
        self.parents: list[str] = []
        """Names of the rows under which the last one stood."""
        self.last: tuple[str, ...] = ()

    def open_group(self, number: int, text: str) -> None:
        """Begin the group that a row of words names; in the row below another, one within it."""
        follows = bool(self.groups) and self.groups[-1][0] == number - 1
        self.groups = [*self.groups, (number, text)] if follows else [(number, text)]
        self.above, self.parents, self.depth, self.last = [], [], None, ()

    def name(self, row: Row, cells: Sequence[str], indent: float | None) -> list[str]:
        """Return the parts of a row's name."""
        stub = self._continued(row, cells)
        if indent is not None:
            if self.groups and self.depth and not indent:
                # What is set out again behind rows that were set in is no part of their group.
                self.groups = []
            self.depth = indent if self.depth is None else self.depth
            self.above = [(depth, name) for depth, name in self.above if depth < indent - NEAR_EM]
            self.parents = [part for _, name in self.above for part in name]
            self.above.append((indent, stub))
        parts = [*(text for _, text in self.groups), *self.parents, *stub]
        self.last = stub
        return [part for part in parts if part]

    def _continued(self, row: Row, cells: Sequence[str]) -> tuple[str, ...]:
        """Fill the empty first cells of a row from the row above, where no rule parts the two."""
        stub = list(cells)
        if row.is_ruled or not self.last:
            return tuple(stub)
        for c, text in enumerate(stub):
            if text or any(first <= c <= last for first, last in row.lines):
                break
            stub[c] = self.last[c]
        return tuple(stub)


def _unfolded(draft: TableDraft) -> TableDraft:
    """Put the columns of a long table under each other that stand side by side several times over."""
    heads, columns = folds_of(draft.columns, draft.rows)
    if len(heads) == 1:
        return draft
    width = len(columns)
    parts = [
        (i, fold * width)
        for fold in range(len(heads))
        for i, cells in enumerate(draft.rows)
        if any(cells[fold * width : (fold + 1) * width])
    ]
    rows = tuple(draft.rows[i][at : at + width] for i, at in parts)
    places = {(i, at + c): (number, c) for number, (i, at) in enumerate(parts) for c in range(width)}
    return draft._replace(
        columns=columns,
        rows=rows,
        names=tuple(" / ".join(filter(None, (heads[at // width], draft.rows[i][at]))) for i, at in parts),
        spans=tuple(draft.spans[i][at : at + width] for i, at in parts),
        best=tuple(places[place] for place in draft.best),
    )


def _is_blank(place: _Place | None) -> bool:
    """Tell whether nothing stands in a place but what reaches over it from beside."""
    return place is None or place.cell.width > 1


def _is_alone(places: Sequence[_Place | None], i: int) -> bool:
    return all(place is None or place.row == i for place in places)


def _body_row(
    row: Row, places: Sequence[_Place | None], i: int, starts: Sequence[int]
) -> tuple[tuple[str, ...], tuple[tuple[int, int] | None, ...]]:
    """Return a row's cells by column, and where in the text each stands that is written in it."""
    at: dict[int, int] = {}
    column = 0
    for cell, start in zip(row.cells, starts, strict=True):
        at[column] = start
        column += cell.width
    cells: list[str] = []
    spans: list[tuple[int, int] | None] = []
    for c, place in enumerate(places):
        # Words across columns are said once, a figure across columns of each.
        is_echo = place is not None and place.column != c and not is_figure(place.cell.text)
        cells.append(_clean(place.cell.text) if place and not is_echo else "")
        if place and place.row == i and place.column == c:
            first, last = without_marks(place.cell.text)
            spans.append((at[c] + first, at[c] + last))
        else:
            spans.append(None)
    return tuple(cells), tuple(spans)


def _leading(places: _Grid, data: Sequence[int]) -> int:
    """Return how many columns from the left hold names and not figures; at least one."""
    columns = [[place.cell.text for i in data if (place := places[i][c])] for c in range(len(places[0]))]
    return leading_columns(columns)


def _told_apart(places: _Grid, data: Sequence[int], lead: int) -> int:
    """Take columns of settings to the names of rows that are called the same without them: "7B", "13B"."""
    while lead < min(len(places[0]) - 1, MAX_LEAD):
        pairs = [
            (places[i][lead], places[j][lead])
            for i, j in itertools.pairwise(data)
            if j == i + 1 and places[i][0] and _texts(places[i][:lead]) == _texts(places[j][:lead])
        ]
        column = [place.cell.text for i in data if (place := places[i][lead])]
        differs = all(one and other and one.cell.text != other.cell.text for one, other in pairs)
        if not pairs or not differs or not is_setting(column):
            break
        lead += 1
    return lead


def _texts(places: Sequence[_Place | None]) -> list[str]:
    return [place.cell.text if place else "" for place in places]


def _named(header: _Grid, places: _Grid, data: Sequence[int]) -> int:
    """Return over how many columns the header's first cell reaches, where all of them may name rows."""
    first = next((row[0] for row in header if row[0]), None)
    if first is None or not 1 < first.cell.width < 4 or first.cell.width >= len(places[0]) - 1:
        return 1
    others = [[place.cell.text for i in data if (place := places[i][c])] for c in range(1, first.cell.width)]
    return first.cell.width if all(is_setting(texts) for texts in others) else 1


def _header(rows: Sequence[Row], places: _Grid) -> tuple[list[str], tuple[str, ...]]:
    """Return titles of the whole table and each column's header, levels joined by " / "."""
    width = len(places[0])
    titles: list[str] = []
    columns: list[str] = []
    for c in range(width):
        text = ""
        above: _Place | None = None
        for i, row in enumerate(places):
            place = row[c]
            if place is None or place == above:
                continue
            if place.cell.width >= width:
                titles += [_clean(place.cell.text)] if c == 0 else []
                continue
            if above is not None:
                is_parted = _is_spanning(places[above.row]) or _is_level(above, place, c, rows, i)
                text += " / " if is_parted else " "
            text += _clean(place.cell.text)
            above = place
        columns.append(text)
    return titles, tuple(columns)


def _is_spanning(row: Sequence[_Place | None]) -> bool:
    """Tell whether a row of a header has a cell over several columns: then it is a level of its own."""
    return any(place and place.column > 0 and place.cell.width > 1 for place in row)


def _is_level(above: _Place, place: _Place, c: int, rows: Sequence[Row], i: int) -> bool:
    """Tell whether a cell of a header is a level of its own, and not the next line of the one above."""
    if (above.column, above.cell.width) != (place.column, place.cell.width):
        return True
    return rows[i].is_ruled or any(first <= c <= last for first, last in rows[i].lines)


def _clean(text: str) -> str:
    return text[slice(*without_marks(text))]
