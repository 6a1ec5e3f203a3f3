"""Rows of a table on a page in, a grid out: columns, header levels, row names, groups of rows.

A table that can't be read with certainty gives no grid: a number under another's header would make
false evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import NamedTuple

from synth.passages.grid_body import TableBody
from synth.passages.grid_columns import (
    Column,
    Phrase,
    find_columns_of,
    has_figure,
    name_columns,
    overlapped,
    widened,
)
from synth.passages.grid_folding import fold
from synth.passages.grid_headers import ALIGNED, read_header, titles_of
from synth.passages.grid_places import leading, place_rows, told_apart
from synth.passages.grid_rows import NEAR, GridRow, TableRow, pitch_of, single_cells
from synth.passages.lines import Line
from synth.passages.pdf_text import Rule
from synth.passages.table_text import (
    RowShape,
    has_decimals,
    header_length,
    is_figure,
    is_setting,
)

__all__ = ["Grid", "Grids", "header_rows", "read_grids"]

SPARSE = 0.2
"""Share of its cells that a column of figures fills at least; a chart's labels fill fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table, or a part of one that has a header of its own."""

    columns: tuple[str, ...]
    """Header of each column, levels joined by " / "; none where the part is no grid."""
    rows: tuple[GridRow, ...]
    """All rows, top down."""
    lead: int
    """How many columns from the left name the rows."""


class Grids(NamedTuple):
    """What became of a table's rows."""

    parts: tuple[Grid, ...]
    """One for each part that has its own header, rows without columns where that is no grid; none if
    no part is one."""
    doubts: tuple[str, ...]
    """Why parts are no grids."""


class _Unsure(Exception):
    """A table or a part of one can't be read with certainty; the message says why."""


def read_grids(
    rows: Sequence[Sequence[Line]],
    rules: Sequence[Rule],
    *,
    is_captioned: bool,
    head: Sequence[Sequence[Line]] = (),
) -> Grids:
    """Read a table's rows, top down, under their own header or under the `head` of an earlier page.

    What has no caption must have rules, to be told from the figures of a chart.
    """
    if head:
        return _under_head(rows, rules, head)
    found = [TableRow.of(row) for row in rows]
    left, right = min(row.x0 for row in found), max(row.x1 for row in found)
    top, bottom = found[0].y + 40, found[-1].y - 20
    within = [rule for rule in rules if bottom < rule.y < top and rule.x1 > left and rule.x0 < right]
    strips = _strips(rows, within)
    if strips:
        beside = [read_grids(strip, rules, is_captioned=is_captioned) for strip in strips]
        doubts = tuple(doubt for grids in beside for doubt in grids.doubts)
        is_whole = all(grids.parts for grids in beside)
        return Grids(tuple(grid for grids in beside for grid in grids.parts) if is_whole else (), doubts)
    if not is_captioned and len({round(rule.y) for rule in within}) < 2:
        return Grids((), ("neither caption nor rules",))
    grids = [_read_part(part, within, is_captioned=is_captioned) for part in _parts(found, within)]
    parts = tuple(grid for grid, _ in grids)
    is_read = any(grid.columns for grid in parts)
    return Grids(parts if is_read else (), tuple(doubt for _, doubt in grids if doubt))


def header_rows(rows: Sequence[Sequence[Line]], rules: Sequence[Rule]) -> tuple[tuple[Line, ...], ...]:
    """Return the rows of a table that are its header; none where it has none."""
    part = _Part([TableRow.of(row) for row in rows], rules, 0.6, is_captioned=True, is_wordy=False)
    return tuple(tuple(row) for row in rows[: part.header_length()])


def _under_head(
    rows: Sequence[Sequence[Line]], rules: Sequence[Rule], head: Sequence[Sequence[Line]]
) -> Grids:
    """Read rows as if the header stood over them; it is no part of what is written."""
    lift = rows[0][0].baseline + 1.5 * rows[0][0].size - head[-1][0].baseline
    lifted = [[replace(line, baseline=line.baseline + lift) for line in row] for row in head]
    top = rows[0][0].baseline + 0.7 * rows[0][0].size
    grid, doubt = _read_part(
        [TableRow.of(row) for row in (*lifted, *rows)],
        [rule for rule in rules if rule.y < top],
        is_captioned=True,
        head=len(head),
    )
    if not grid.columns:
        return Grids((), (doubt,))
    return Grids((replace(grid, rows=grid.rows[len(head) :]),), ())


# ------------------------------------------------------------------- rows


def _strips(rows: Sequence[Sequence[Line]], rules: Sequence[Rule]) -> list[list[list[Line]]]:
    """Part tables that stand side by side, each between rules of its own; empty for a single one."""
    areas: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda rule: rule.x0):
        if areas and rule.x0 < areas[-1][1] + 6:
            areas[-1] = areas[-1][0], max(areas[-1][1], rule.x1)
        else:
            areas.append((rule.x0, rule.x1))
    if len(areas) < 2:
        return []
    strips: list[list[list[Line]]] = [[] for _ in areas]
    for row in rows:
        for strip, (x0, x1) in zip(strips, areas, strict=True):
            inside = [line for line in row if x0 - 6 <= line.x0 and line.x1 <= x1 + 6]
            strip += [inside] if inside else []
    count = sum(len(row) for row in rows)
    is_whole = all(len(strip) > 2 for strip in strips)
    return strips if is_whole and sum(len(row) for strip in strips for row in strip) == count else []


def _is_full(rules: Sequence[Rule], top: float, bottom: float, x0: float, x1: float) -> bool:
    """Tell whether a rule, or several in one line, parts two heights over a table's whole width."""
    between = [rule for rule in rules if bottom < rule.y < top]
    for rule in between:
        beside = [other for other in between if abs(other.y - rule.y) < 1.5]
        covered = sum(min(other.x1, x1) - max(other.x0, x0) for other in beside)
        reaches = min(o.x0 for o in beside) < x0 + 6 and max(o.x1 for o in beside) > x1 - 6
        if reaches and covered > 0.75 * (x1 - x0):
            return True
    return False


def _parts(rows: Sequence[TableRow], rules: Sequence[Rule]) -> list[list[TableRow]]:
    """Part a table where a new header follows rows of figures between two rules."""
    x0, x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
    typical = median([len(row.phrases) for row in rows if row.is_data] or [0])
    ruled = [i for i in range(1, len(rows)) if _is_full(rules, rows[i - 1].y, rows[i].y, x0, x1)]
    repeated = [i for i in range(2, len(rows)) if _is_repeated(rows, i)]
    if repeated:
        edges = [0, *repeated, len(rows)]
        return [list(rows[a:b]) for a, b in zip(edges, edges[1:], strict=False)]
    if len(ruled) > 0.85 * len(rows):
        return [list(rows)]
    starts = [0]
    for first, last in zip(ruled, ruled[1:], strict=False):
        block = rows[first:last]
        is_header = all(row.is_names for row in block) and any(len(row.phrases) > 1 for row in block)
        is_titled = len(block) > 1 and len(block[0].phrases) == 1
        is_wide = sum(len(row.phrases) for row in block) >= 0.6 * typical
        has_figures = any(row.is_data for row in rows[starts[-1] : first])
        if has_figures and (is_titled or (is_header and is_wide)) and all(row.is_names for row in block):
            # A title that has its own rules goes with the header under it.
            while first > 0 and first - 1 > starts[-1] and len(rows[first - 1].phrases) == 1:
                if rows[first - 1].is_data or first not in ruled:
                    break
                first -= 1
            starts.append(first)
    return [list(rows[a:b]) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)]


def _is_repeated(rows: Sequence[TableRow], i: int) -> bool:
    """Tell whether a row begins a header anew: as the first one does, with names of as many columns."""
    first, row = rows[0], rows[i]
    return (
        len(row.phrases) > 2
        and first.is_names
        and row.is_names
        and row.phrases[0].text == first.phrases[0].text
        and abs(row.x0 - first.x0) < 2
        and len(row.phrases) >= 0.5 * len(first.phrases)
        and rows[i - 1].is_data
        and any(other.is_data for other in rows[i + 1 : i + 3])
    )


# ------------------------------------------------------------------- a part


def _read_part(
    rows: Sequence[TableRow], rules: Sequence[Rule], *, is_captioned: bool, head: int = 0
) -> tuple[Grid, str]:
    """Read a part by the first of some ways, from the strictest on, that finds no doubt in it.

    `head` is how many of its first rows are the header, 0 where that is not known. Returns rows
    without columns, and why, where each of the ways finds a doubt.
    """
    doubt = ""
    for full in (0.6, 0.9):
        for is_wordy in (False, True):
            fresh = [TableRow(list(row.phrases), row.y, row.is_data) for row in rows]
            for row in fresh:
                row.is_data = row.is_data or (is_wordy and has_figure(row.phrases))
            try:
                part = _Part(fresh, rules, full, is_captioned=is_captioned, is_wordy=is_wordy)
                return part.read(head or part.header_length()), ""
            except _Unsure as unsure:
                doubt = doubt or str(unsure)
    written = tuple(GridRow("header", single_cells(row.phrases)) for row in rows)
    return Grid(columns=(), rows=written, lead=0), doubt


def _is_shared(one: str, other: str) -> bool:
    """Tell whether two columns stand under one label."""
    return " / " in one and one.split(" / ")[0] == other.split(" / ")[0]


class _Part:
    """A table, or a part of it, while it is read."""

    def __init__(
        self,
        rows: Sequence[TableRow],
        rules: Sequence[Rule],
        full: float,
        *,
        is_captioned: bool,
        is_wordy: bool,
    ) -> None:
        self.rows, self.rules, self.is_captioned = rows, rules, is_captioned
        self.full = full
        """Share of the most cells that a row has, from which on a row shows where the columns are."""
        self.is_wordy = is_wordy
        """Whether rows count as rows of figures that hold more words than figures."""
        self.x0, self.x1 = min(row.x0 for row in rows), max(row.x1 for row in rows)
        self.columns: list[Column] = []
        self.lead = 1

    def read(self, head: int) -> Grid:
        """Return the grid, of whose rows the first `head` are the header.

        Raises `_Unsure` where anything about it is in doubt.
        """
        body = self.rows[head:]
        data = [row for row in body if row.is_data]
        if head == 0 or not data:
            raise _Unsure("no header" if data else "no rows of figures")
        self._part_names(data)
        alone = [row.phrases[0] for row in body if len(row.phrases) == 1 and is_figure(row.phrases[0].text)]
        columns = find_columns_of([row.phrases for row in data], self.full, alone)
        if columns is None:
            raise _Unsure("figures stand in no columns")
        if len(data) < 2 and len(columns) < 3:
            raise _Unsure("a single number")
        self.columns = columns = self._with_names(columns, body)
        header = [row.phrases for row in self.rows[:head]]
        place_rows(body, columns, widened(columns, header))
        body = fold(body, self._separators(body))
        self.lead = told_apart(body, columns, leading(body, columns))
        titles = titles_of(header, columns)
        filled = [sum(c in row.places for row in data) for c in range(len(columns))]
        if not self.is_captioned and min(filled[self.lead :]) < SPARSE * len(data):
            raise _Unsure("a column nearly empty")
        found = read_header(header[titles:], columns, self.lead, self.rules, body[0].y)
        if found is None and self._is_unnamed(self.lead, header[titles:], body):
            # Two columns of names under one header: a model and its size.
            self.lead += 1
            found = read_header(header[titles:], columns, self.lead, self.rules, body[0].y)
        if found is None:
            raise _Unsure("a header between columns")
        more, names = found
        # A column without a name, or with its neighbour's, is one that was cut or joined wrongly.
        # Signs alone are no names: a chart's marks.
        is_named = not set("".join(names[self.lead :])) <= set("+-−–=/|×* ")
        if not is_named or not all(names[self.lead :]) or sum(not name for name in names[1:]) > 1:
            raise _Unsure("a column without a name")
        if self.is_wordy and any(a == b for a, b in zip(names, names[1:], strict=False)):
            raise _Unsure("two columns of one name")
        # What stands under one label with the next column is no name of the rows.
        first = [
            p.text for row in data for p, place in zip(row.phrases, row.places, strict=True) if not place
        ]
        are_scores = all(map(is_figure, first)) and any(map(has_decimals, first))
        is_named = self.lead > 1 or not are_scores or not _is_shared(names[0], names[1])
        table = TableBody(body, columns, self.lead, self._separators(body), self.rules, is_named=is_named)
        written = table.read([*(row.phrases[0].text for row in self.rows[:titles]), *more])
        if written is None:
            raise _Unsure("a row outside the columns")
        above = [GridRow("header", single_cells(row.phrases)) for row in self.rows[:head]]
        return Grid(columns=names, rows=(*above, *written), lead=self.lead)

    def _part_names(self, data: Sequence[TableRow]) -> None:
        """Part a name from a figure that stands close behind it, where that stands under others."""
        most = max(len(row.phrases) for row in data)
        edges = [phrase.x1 for row in data for phrase in row.phrases if is_figure(phrase.text)]
        for row in data:
            first = row.phrases[0]
            words = list(first.words())
            is_joined = len(words) > 1 and is_figure(words[-1].text) and not is_figure(first.text)
            if len(row.phrases) >= most or not is_joined:
                continue
            if 2 * sum(abs(edge - first.x1) < ALIGNED for edge in edges) >= len(data) - 1:
                row.phrases[:1] = [first.until(words[-2].end), words[-1]]

    def _is_unnamed(self, c: int, header: Sequence[Sequence[Phrase]], body: Sequence[TableRow]) -> bool:
        """Tell whether a column of settings has no header of its own."""
        texts = [
            phrase.text
            for row in body
            for phrase, place in zip(row.phrases, row.places, strict=True)
            if place == c
        ]
        over = [found for row in header for phrase in row if c in (found := overlapped(phrase, self.columns))]
        return c < len(self.columns) - 1 and is_setting(texts) and all(found[0] < self.lead for found in over)

    def _rule_above(self, i: int) -> bool:
        return _is_full(self.rules, self.rows[i - 1].y, self.rows[i].y, self.x0, self.x1)

    def _separators(self, body: Sequence[TableRow]) -> set[int]:
        return {
            i for i in range(1, len(body)) if _is_full(self.rules, body[i - 1].y, body[i].y, self.x0, self.x1)
        }

    def header_length(self) -> int:
        """Return how many of the first rows are the header."""
        rows = self.rows
        names = [row.phrases[0].x1 for row in rows[1:] if row.is_data and not is_figure(row.phrases[0].text)]
        shapes = [
            RowShape(
                size=len(row.phrases),
                is_data=row.is_data,
                is_names=row.is_names,
                is_nameless=bool(names) and row.x0 > min(names),
                has_decimals=any(has_decimals(phrase.text) for phrase in row.phrases),
                is_group=i > 0 and self._is_group(i),
            )
            for i, row in enumerate(rows)
        ]
        return header_length(shapes, [i for i in range(1, len(rows)) if self._rule_above(i)])

    def _is_group(self, i: int) -> bool:
        """Tell whether a row names a group and no column."""
        row, above = self.rows[i], self.rows[:i]
        is_parted = any(row.y < rule.y < above[-1].y for rule in self.rules)
        is_short = 2 * len(row.phrases) < max(len(other.phrases) for other in above)
        if len(row.phrases) == 1:
            # What stands over a column at the right is the next line of its name.
            is_central = abs(row.phrases[0].middle - (self.x0 + self.x1) / 2) < 0.25 * (self.x1 - self.x0)
            return is_central or row.x0 < self.x0 + 0.4 * (self.x1 - self.x0)
        return is_parted and is_short and row.x0 < self.x0 + 2

    def _with_names(self, columns: list[Column], body: Sequence[TableRow]) -> list[Column]:
        """Add the columns of names that stand beside rows of figures and in none of them."""
        data = [row.y for row in body if row.is_data]
        pitch = pitch_of(body)
        rows = [row for row in body if not row.is_data and row.x1 < columns[-1].x0]
        near = [row for row in rows if min(abs(y - row.y) for y in data) < NEAR * pitch]
        outer = [row for row in near if row.x1 < columns[0].x0]
        inner = [row for row in near if row.x0 > columns[0].x1 and not overlapped(row.phrases[0], columns)]
        found = name_columns([phrase for row in outer for phrase in row.phrases])
        if len(inner) > 1:
            found += name_columns([row.phrases[0] for row in inner if len(row.phrases) == 1])
        return sorted([*found, *columns])
