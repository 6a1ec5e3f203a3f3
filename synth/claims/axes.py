"""What a table's two axes stand for: where its methods are, what each row and column tells of its numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from synth.claims.headers import Header, HeaderReader, parts_of, share, tell_codes, without_citations
from synth.claims.names import NameTable
from synth.types import PlacedTable

__all__ = ["Axes", "is_over_languages", "method_of_header", "read_axes"]

_OURS = re.compile(r"\b[Oo]urs?\b|\bthis (?:work|paper)\b|\bproposed\b", re.IGNORECASE)
_NO_METHOD = re.compile(
    r"[\W\d_]*|(?:[-–−+]|w/|with|without|no)\s.*|w/o\b.*|(?:model|method|system|approach|setting|baseline)s?|human\b.*|random|chance|majority|[|#].*"
    r"|(?:train(?:ing)?|dev|test|lang(?:uage)?s?|size|layers?|tokens?|vocab\w*|examples?|year)\b.*",
    re.IGNORECASE,
)
"""Headers that name no method: steps of an ablation, counts, splits, what people or chance reach."""
_DECIMAL = re.compile(r"[(+-]?\d+\.\d+(?![\w.])")
"""A cell of a column of scores, which tells nothing of the other scores of its row."""
_SIZED = re.compile(r"(?:model )?size|(?:# ?)?param(?:eter)?s?\.?", re.IGNORECASE)
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MB]")
_MAX_DETAIL = 20
"""Characters of a cell that tells something of its row; a longer one is prose."""
_MOSTLY = 0.6
"""Share of an axis' headers that must name data sets for the axis to be one of data sets."""


@dataclass(frozen=True, slots=True)
class Axes:
    """What a table's two axes stand for."""

    rows: tuple[Header, ...]
    columns: tuple[Header, ...]
    caption: Header
    methods_in_columns: bool
    metrics: Mapping[str, str]
    """The measure in use for each data set, where the paper names it, by lower-case name."""
    details: tuple[tuple[str, ...], ...]
    """What other cells tell of each row: "D Wiki"."""
    over: tuple[tuple[str, ...], ...]
    """The languages that each row has a score of."""
    sizes: tuple[str, ...]
    """The size of each row's model where only a column of its own tells rows of one name apart, else ""."""


def read_axes(table: PlacedTable, reader: HeaderReader, metrics: Mapping[str, str]) -> Axes:
    """Read a table's headers; `metrics` names the measure in use for data sets by lower-case name."""
    columns = tell_codes([reader.read(header) for header in table.table.columns])
    parts = [parts_of(table, row) for row in range(len(table.table.rows))]
    times = Counter(name for _, name, _ in parts)
    apart = {group for group, name, _ in parts if group and times[name] > 1}
    rows = []
    for group, name, others in parts:
        # A row that is named by a citation alone is the cited work's method.
        header = reader.read(without_citations(name) or name)
        over, beside = reader.read_group(group), reader.read(others)
        if group in apart and not (over.conditions or over.dataset or over.metric):
            # A heading that is not understood still sets rows of one name apart.
            over = replace(over, conditions=(group,))
        rows.append(header.with_(over).with_(beside))
    rows = list(tell_codes(rows))
    in_rows = share([row.dataset is not None or row.language is not None for row in rows])
    in_columns = share([column.dataset is not None or column.language is not None for column in columns[1:]])
    named = sum(bool(column.rest) for column in columns[1:])
    untold = ((),) * len(rows)
    axes = Axes(
        rows=tuple(rows),
        columns=columns,
        caption=reader.read_caption(table.table.caption),
        methods_in_columns=in_rows >= _MOSTLY and in_columns < _MOSTLY and named >= 2,
        metrics=metrics,
        details=untold,
        over=untold,
        sizes=("",) * len(rows),
    )
    return _with_details(table, axes)


def _with_details(table: PlacedTable, axes: Axes) -> Axes:
    """Read from the cells beside a row's scores what they tell of it."""
    if axes.methods_in_columns:
        return axes
    cells, columns = table.table.rows, range(len(table.table.columns))
    is_score = [any(_DECIMAL.match(row[n].strip()) for row in cells) for n in columns]
    sized = [n for n in columns if _SIZED.fullmatch(table.table.columns[n].strip())]
    telling = [
        n
        for n in columns
        if axes.columns[n].rest and axes.columns[n] == Header(rest=axes.columns[n].rest[:1])
        if not is_score[n] and n not in sized
    ]
    times = Counter(header.rest for header in axes.rows)
    spoken = [n for n in columns if axes.columns[n].language is not None]
    return replace(
        axes,
        details=tuple(
            tuple(
                f"{axes.columns[n].rest[0]} {cell}"
                for n in telling
                if 0 < len(cell := row[n].strip()) <= _MAX_DETAIL and re.search(r"\w", cell)
                if without_citations(cell)
                not in (*axes.rows[number].rest, axes.rows[number].dataset, axes.rows[number].metric)
            )
            for number, row in enumerate(cells)
        ),
        over=tuple(
            tuple(axes.columns[n].language or "" for n in spoken if row[n].strip()[:1].isdigit())
            for row in cells
        ),
        sizes=tuple(
            next((cell for n in sized[:1] if _SIZE.fullmatch(cell := row[n].strip())), "")
            if times[axes.rows[number].rest] > 1
            else ""
            for number, row in enumerate(cells)
        ),
    )


def is_over_languages(axes: Axes) -> bool:
    """Whether a table has a column each for several languages."""
    return sum(column.language is not None for column in axes.columns) >= 2


def method_of_header(header: Header, names: NameTable) -> str | None:
    """Return whose numbers a row or column holds."""
    if len(header.rest) != 1:
        return None
    method = header.rest[0]
    if _OURS.search(method):
        bare = " ".join(re.sub(r"[()\[\]]", " ", _OURS.sub(" ", method)).split())
        return bare or names.own_method
    return None if _NO_METHOD.fullmatch(method) else method
