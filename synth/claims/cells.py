"""Every number of a paper's tables as a claim of its own, bound to what its headers tell.

Where `synth.claims.table_claims` keeps only what two papers can be compared by, this keeps all: scores,
gains, counts and settings. A slot that neither header, caption nor paper tells stays None.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from synth.claims.axes import Axes, is_over_languages, method_of_header, read_axes
from synth.claims.cell_numbers import CellNumber, read_cell
from synth.claims.headers import Header, HeaderReader, citations, parts_of, share, without_citations
from synth.claims.line_kinds import (
    LineKind,
    better_of,
    has_deviations,
    is_split,
    kind_of_header,
    kind_of_table,
    pair_of_metrics,
    unit_of_header,
)
from synth.claims.names import NameTable, name_kind, read_names
from synth.claims.units import SCALES
from synth.claims.usual_metrics import read_usual_metrics
from synth.identity import content_id
from synth.types import Claim, Direction, Document, Passage, PlacedTable, Quantity, Role, TableCell

__all__ = ["extract_cells"]

_HIGHEST = 100.0
"""The highest score of a measure that a cell's own headers don't name."""
_MOSTLY = 0.6
"""Share of an axis' headers that must name data sets for the others of it to be data sets."""
_CUT_OFF = re.compile(r"(?:top|hits?)[-@ ]?\d+|@\s?\d+|k\s?=\s?\d+", re.IGNORECASE)
"""A header that completes the caption's measure: "Top-20" over columns of accuracy."""
_DATA_HEADED = re.compile(
    r"(?:eval(?:uation)? )?(?:data ?-?sets?|corpus|corpora|benchmarks?|tasks?)", re.IGNORECASE
)
_METRIC_HEADED = re.compile(r"(?:eval(?:uation)? )?(?:metrics?|measures?)", re.IGNORECASE)
_NO_NAME = re.compile(r"values?|results?|scores?|total|overall|all", re.IGNORECASE)
_LONGEST_NAME = 50
"""Characters of a name at most."""
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_ROLES: Mapping[LineKind, Role] = {
    "score": "level",
    "difference": "difference",
    "ratio": "ratio",
    "p_value": "p_value",
    "count": "count",
    "setting": "setting",
    "untold": "level",
}


def extract_cells(document: Document, names: NameTable | None = None) -> tuple[Claim, ...]:
    """Return a claim for each cell of a paper's tables that holds numbers, table by table, row by row.

    Each quote is the cell as it stands in `Document.text`, and each of its quantities carries the `cell`.
    A cell that is spanned by another, and so printed elsewhere, makes no claim.
    """
    if not document.tables:
        return ()
    table_names = names or read_names(document)
    metrics = read_usual_metrics(document, table_names)
    passages = sorted(
        (p for p in document.passages if p.where == "table" or p.kind == "table"), key=lambda p: p.start
    )
    places = _Places(document, passages, [p.start for p in passages])
    claims = (
        claim
        for table in document.tables
        for claim in _TableReader(table, table_names, metrics, document.text).claims(places)
    )
    return tuple({claim.id: claim for claim in claims}.values())


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the cells of a document stand."""

    document: Document
    rows: Sequence[Passage]
    starts: Sequence[int]

    def passage(self, start: int, end: int) -> Passage | None:
        place = bisect_right(self.starts, start) - 1
        found = self.rows[place] if place >= 0 else None
        return found if found is not None and end <= found.end else None

    def page(self, table: PlacedTable, start: int) -> int | None:
        # A long table goes on on further pages.
        return bisect_right(self.document.page_starts, start) or table.page


class _TableReader:
    """Reads the cells of one table."""

    def __init__(self, table: PlacedTable, names: NameTable, metrics: Mapping[str, str], text: str) -> None:
        self._table = table
        self._names = names
        self._axes: Axes = read_axes(table, HeaderReader(names, table.table.caption), metrics)
        self._kind = kind_of_table(table.table.caption)
        self._bold = frozenset(table.best)
        self._pair = pair_of_metrics(table.table.caption)
        self._columns = [kind_of_header(header) for header in table.table.columns]
        parts = [parts_of(table, row) for row in range(len(table.table.rows))]
        self._rows = [kind_of_header(name) for _, name, _ in parts]
        self._cites = [citations(f"{name} {others}") for _, name, others in parts]
        spread = has_deviations(table.table.caption)
        self._cells = {
            (row, column): found
            for row, spans in enumerate(table.spans)
            for column, span in enumerate(spans)
            if span is not None and (found := read_cell(text[span[0] : span[1]], has_spread=spread))
        }
        self._names_of = [name for _, name, _ in parts]
        self._name_columns = [
            _place_of(name, cells) for (_, name, _), cells in zip(parts, table.table.rows, strict=True)
        ]
        self._times = Counter(self._names_of)
        self._told = _told(table)
        self._counting = self._lines_beyond()
        self._names_metrics = any(header.metric for header in self._across())
        self._datasets_across = share([h.dataset is not None for h in self._across()]) >= _MOSTLY

    def claims(self, places: _Places) -> Iterator[Claim]:
        """Yield the claims row by row."""
        for (row, column), numbers in self._cells.items():
            yield self._claim(row, column, numbers, places)

    def _across(self) -> Sequence[Header]:
        """The headers across the lines of methods, less those that count or set something."""
        if self._axes.methods_in_columns:
            return self._axes.rows
        pairs = zip(self._axes.columns[1:], self._columns[1:], strict=True)
        return [h for h, kind in pairs if kind in ("score", "untold") and not h.is_average]

    def _lines_beyond(self) -> frozenset[int]:
        """Return the lines with a number that no score reaches: no caption's measure is theirs."""
        side = not self._axes.methods_in_columns
        return frozenset(
            place[side]
            for place, numbers in self._cells.items()
            for number in numbers
            if abs(float(number.value or number.high or 0)) > _HIGHEST or number.unit not in (None, "%")
        )

    def _claim(self, row: int, column: int, numbers: Sequence[CellNumber], places: _Places) -> Claim:
        table, document = self._table, places.document
        span = table.spans[row][column]
        assert span is not None
        start, end = span
        cell = TableCell(
            table=table.index,
            label=table.label,
            row=table.row_headers[row],
            column=table.table.columns[column],
            row_number=row,
            column_number=column,
            is_bold=(row, column) in self._bold,
        )
        subject = replace(self._subject(row, column), cell=cell)
        quantities = tuple(
            self._quantity(subject, number, numbers, document.text, start) for number in numbers
        )
        passage = places.passage(start, end)
        box = table.boxes[row][column] if table.boxes else None
        is_setting = all(q.role == "setting" for q in quantities)
        cites = self._cites[row]
        quote = document.text[start:end]
        payload = {
            "paper": document.paper_id,
            "version": document.version,
            "quote": quote,
            "start": start,
            "cell": [table.index, row, column],
        }
        return Claim(
            id=content_id("claim", payload),
            paper_id=document.paper_id,
            version=document.version,
            quote=quote,
            page=box.page if box is not None else places.page(table, start),
            start=start,
            end=end,
            where="table",
            section=table.section,
            quantities=quantities,
            asserts="setting" if is_setting else "reported" if cites else "own",
            cites=cites if not is_setting else (),
            passage_index=passage.index if passage is not None else None,
            boxes=(box,) if box is not None else (),
        )

    def _quantity(
        self, subject: Quantity, number: CellNumber, numbers: Sequence[CellNumber], text: str, start: int
    ) -> Quantity:
        role, metric = subject.role, subject.metric
        if number.is_beside and number.sign and role == "level":
            role = "difference"
        elif number.is_beside and role == "level":
            metric = None  # it may be anything: a deviation, a rank, another measure
        parts = [part.strip() for part in (metric or "").split("/")]
        if len(parts) > 1 and number.part < len(parts):
            metric = parts[number.part]
        elif not metric and role == "level" and len(self._pair) == max(n.part for n in numbers) + 1:
            metric = self._pair[number.part]
        row, column = (subject.cell.row, subject.cell.column) if subject.cell else ("", "")
        return replace(
            subject,
            text=text[start + number.start : start + number.end],
            start=start + number.start,
            end=start + number.end,
            value=number.value,
            low=number.low,
            high=number.high,
            uncertainty=number.uncertainty,
            unit=_unit(number, row, column, role),
            comparator=number.comparator,
            role=role,
            direction=_direction(number) if role in ("difference", "ratio") else None,
            metric=metric,
            better=better_of(metric, f"{column} {row}", self._table.table.caption),
        )

    def _subject(self, row: int, column: int) -> Quantity:
        """Return a quantity with what the headers of a cell tell, and no value yet."""
        axes, kind = self._axes, self._kind_of(row, column)
        side, across = axes.rows[row], axes.columns[column]
        in_column = self._is_method_in_column(row, column)
        carrier, other = (across, side) if in_column else (side, across)
        carried = self._columns[column] if in_column else self._rows[row]
        header = across.with_(side)
        told = self._told[row]
        names_data = not in_column and told.dataset is not None and told.dataset == self._names_of[row]
        method = None if carried != "untold" or names_data else self._method(carrier, row, in_column)
        dataset, rest = header.dataset or told.dataset, _untold_levels(other)
        if dataset is None and self._datasets_across and len(rest) == 1 and not other.is_average:
            dataset, rest = rest[0], []
        dataset = dataset or axes.caption.dataset
        metric, rest = self._metric(row, column, header, dataset, rest, kind)
        if method is None and not names_data and column != self._name_columns[row]:
            rest = [*rest, *self._name_as_condition(carrier, row, in_column)]
        # Beside columns of languages, one that a row names is that of its training data.
        language = across.language or (None if is_over_languages(axes) else side.language)
        conditions = [*(header.conditions or axes.caption.conditions), *([language] if language else [])]
        details = axes.details[row]
        if self._times[self._names_of[row]] > 1:
            rest = [*rest, *details]
        if header.is_average:
            conditions.append("average")
            if is_over_languages(axes) and axes.over[row]:
                details = (*details, f"mean of {', '.join(axes.over[row])}")
        return Quantity(
            text="",
            start=0,
            end=0,
            value=None,
            role=_ROLES[kind],
            metric=metric,
            dataset=dataset,
            method=method,
            condition=", ".join(dict.fromkeys([*conditions, *rest])) or None,
            details=details,
        )

    def _kind_of(self, row: int, column: int) -> LineKind:
        """Tell what a cell holds by its column, its row or the caption, whichever first says anything."""
        if column == self._name_columns[row] and self._columns[column] in ("untold", "setting"):
            return "setting"  # a row that goes by a number: "k" of 5
        kinds = (self._columns[column], self._rows[row], self._kind)
        return next((kind for kind in kinds if kind != "untold"), "untold")

    def _is_method_in_column(self, row: int, column: int) -> bool:
        if self._axes.methods_in_columns:
            return True
        side, across = self._axes.rows[row], self._axes.columns[column]
        if not across.rest or self._columns[column] != "untold":
            return False
        return self._rows[row] != "untold" or not side.rest

    def _method(self, carrier: Header, row: int, in_column: bool) -> str | None:
        method = method_of_header(carrier, self._names)
        if method is None or "=" in method or _NO_NAME.fullmatch(method):
            return None
        if self._kind == "count" and name_kind(method, self._names) != "method":
            return None
        size = "" if in_column else self._axes.sizes[row]
        return f"{method} {size}".strip()

    def _name_as_condition(self, carrier: Header, row: int, in_column: bool) -> list[str]:
        """Return the name of a row or column that is no method, as what sets its numbers apart: "k 5"."""
        place = self._name_columns[row]
        headed = self._table.table.columns[place] if place is not None and not in_column else ""
        is_number = not any(c.isalpha() for c in " ".join(carrier.rest))
        return [f"{headed} {level}".strip() if is_number else level for level in carrier.rest]

    def _metric(
        self, row: int, column: int, header: Header, dataset: str | None, rest: list[str], kind: LineKind
    ) -> tuple[str | None, list[str]]:
        """Return what a cell measures, and the other levels of its headers less those that tell it."""
        if kind in ("count", "setting"):
            return None, rest
        metric = header.metric or self._told[row].metric
        line = row if self._axes.methods_in_columns else column
        if metric is None and kind == "untold" and line not in self._counting:
            # Where other columns name their measures, words over this one may name another.
            if not (rest and self._names_metrics):
                metric = self._axes.caption.metric or self._axes.metrics.get((dataset or "").lower())
            cuts = [level for level in rest if _CUT_OFF.fullmatch(level)]
            if metric is not None and cuts and not _CUT_OFF.search(metric):
                return f"{cuts[0]} {metric}", [level for level in rest if level not in cuts]
        if metric is None:
            # What is given in a unit of its own is a measure: "Training Cost (FLOPs)".
            measured = [level for level in rest if unit_of_header(level, is_count=False) not in (None, "%")]
            if measured:
                return _BRACKETS.sub("", measured[0]), [level for level in rest if level not in measured]
        return metric, rest


@dataclass(frozen=True, slots=True)
class _Told:
    """What a row's cells tell under a heading that says what they name."""

    dataset: str | None = None
    metric: str | None = None


def _told(table: PlacedTable) -> list[_Told]:
    columns = [header.strip(" :") for header in table.table.columns]
    data = next((n for n, header in enumerate(columns) if _DATA_HEADED.fullmatch(header)), None)
    measure = next((n for n, header in enumerate(columns) if _METRIC_HEADED.fullmatch(header)), None)
    return [
        _Told(
            dataset=_name_in(cells[data]) if data is not None else None,
            metric=_name_in(cells[measure]) if measure is not None else None,
        )
        for cells in table.table.rows
    ]


def _place_of(name: str, cells: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(cells) if cell.strip() == name), None) if name else None


def _name_in(cell: str) -> str | None:
    bare = without_citations(cell) or cell.strip()
    return bare if any(c.isalpha() for c in bare) and len(bare) <= _LONGEST_NAME else None


def _untold_levels(header: Header) -> list[str]:
    return [level for level in header.rest if kind_of_header(level) == "untold" and not is_split(level)]


def _unit(number: CellNumber, row: str, column: str, role: Role) -> str | None:
    told = unit_of_header(column, is_count=role == "count") or unit_of_header(row, is_count=role == "count")
    if number.unit in SCALES.values() and told is not None and told not in SCALES.values():
        return f"{number.unit} {told}"  # "125M" under "# params"
    return number.unit or told


def _direction(number: CellNumber) -> Direction | None:
    return None if not number.sign else "increase" if number.sign == "+" else "decrease"
