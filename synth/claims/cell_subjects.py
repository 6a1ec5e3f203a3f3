"""What the headers of a table's cell tell of its numbers: measure, data set, method, conditions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from synth.claims.axes import is_over_languages, method_of_header, read_axes
from synth.claims.axis_names import listed_datasets, tell_axes, tell_caption
from synth.claims.benchmarks import is_same_name, letters
from synth.claims.cell_numbers import CellNumber
from synth.claims.headers import Header, HeaderReader, is_naming, share, without_citations
from synth.claims.lexicon import is_score_metric
from synth.claims.line_kinds import LineKind, is_noun, is_split, kind_of_header, kind_of_table, unit_of_header
from synth.claims.names import NAME, NameTable, name_kind
from synth.claims.table_rows import Row, read_rows
from synth.claims.title_words import is_in_title
from synth.claims.units import SCALES
from synth.claims.usual_metrics import UsualMetrics
from synth.claims.variants import read_variants
from synth.types import PlacedTable, Quantity, Role

__all__ = ["SubjectReader"]

Numbers = Mapping[tuple[int, int], Sequence[CellNumber]]
"""The numbers of a table by row and column."""

_HIGHEST = 100.0
"""The highest score of a measure that a cell's own headers don't name."""
_SOME = 0.3
"""Share of an axis' headers that must be of a kind for those of unknown names to be of it as well."""
_VALUE = re.compile(r"\d")
"""What makes a row of a setting's name one that tries a value of it: "2x steps"."""
_NEARLY_ALL = 0.8
"""Share of a column's numbers that must have decimals for a noun over it to count nothing."""
_CUT_OFF = re.compile(r"(?:top|hits?)[-@ ]?\d+|@\s?\d+|k\s?=\s?\d+", re.IGNORECASE)
"""A header that completes the caption's measure: "Top-20" over columns of accuracy."""
_NO_NAME = re.compile(r"values?|results?|scores?|total|overall|all", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_INNER = re.compile(r"\([^()]*\)")
_MEAN_SCORE = re.compile(r"(?:macro|overall|average|aggregate|[A-Z]{3,})[- ][Ss]cores?")
"""A mean over data sets, which is the measure of none of them."""
_PAIR = re.compile(r"(?:[A-Z]{2}|[a-z]{2})\s?(?:[-–→⇒]|->)\s?(?:[A-Z]{2}|[a-z]{2})")
_NUMBER = re.compile(r"\d{1,2}$")
_PER_CENT = re.compile(r"\s?(?:%|\(\s?%\s?\))\s*[↑↓]?$")
_ROLES: Mapping[LineKind, Role] = {
    "score": "level",
    "difference": "difference",
    "ratio": "ratio",
    "p_value": "p_value",
    "count": "count",
    "setting": "setting",
    "untold": "level",
}


class SubjectReader:
    """Reads the headers of one table."""

    def __init__(
        self,
        table: PlacedTable,
        names: NameTable,
        metrics: UsualMetrics,
        numbers: Numbers,
        title: str = "",
    ) -> None:
        """`title` is the paper's: what it speaks of is what the paper puts to the test."""
        self._columns_of = table.table.columns
        self._names = names
        reader = HeaderReader(names, table.table.caption)
        axes = read_axes(table, reader, metrics.of_datasets)
        listed = listed_datasets(table.table.caption, names)
        rows, columns = tell_axes(axes.rows, axes.columns, listed)
        self._axes = replace(
            axes,
            rows=rows,
            columns=columns,
            caption=tell_caption(table.table.caption, reader, axes.caption, listed),
        )
        self._kind = kind_of_table(table.table.caption)
        number = _NUMBER.search(table.label or "")
        self._in_text = metrics.of_tables.get(number.group()) if number else None
        self._of_paper = metrics.of_all
        self._title = title
        self._columns = [
            "untold"
            if is_noun(header)
            and _are_scores([here[0] for (_, its), here in numbers.items() if its == column])
            else kind_of_header(header)
            for column, header in enumerate(table.table.columns)
        ]
        self._rows = read_rows(table)
        self._times = Counter(row.name for row in self._rows)
        self._settings_tried = frozenset(
            number
            for number, row in enumerate(self._rows)
            if row.kind == "setting" and _VALUE.search(row.name)
            if _are_scores(
                [here[0] for (its, place), here in numbers.items() if its == number and place != row.place]
            )
        )
        self._counting = self._lines_beyond(numbers)
        self._in_units = self._lines_in_units(numbers)
        across = self._across()
        self._over_all = _over_all(self._axes.columns[1:])
        self._names_metrics = any(header.metric for header in across)
        self._datasets_across = share([header.dataset is not None for header in across]) >= _SOME
        # Names beside a known method that tell nothing else are methods as well.
        self._methods_across = any(self._names_method(header.rest) for header in across) and all(
            len(header.rest) == 1 and header == Header(rest=header.rest) for header in across
        )
        is_headed = any(is_naming(header) for header in table.table.columns)
        named_beside = share([self._names_method(header.rest) for header in self._axes.rows])
        self._methods_beside = is_headed or named_beside >= _SOME
        self._variants = read_variants(
            [row.name for row in self._rows], names.own_method, lambda name: self._names_method((name,))
        )

    def read(self, row: int, column: int) -> Quantity:
        """Return a quantity bound to what the headers of a cell tell, with no value yet."""
        axes, kind = self._axes, self._kind_of(row, column)
        side, across, told = axes.rows[row], axes.columns[column], self._rows[row]
        in_column = self._is_method_in_column(row, column)
        other = side if in_column else across
        header = across.with_(side)
        dataset, rest = header.dataset or told.dataset, _untold_levels(other, is_score=kind == "untold")
        method, rest = self._method(row, column, in_column, rest, kind)
        line = row if axes.methods_in_columns else column
        is_data = self._datasets_across and not other.is_average and line not in self._counting
        if dataset is None and len(rest) == 1 and _PAIR.fullmatch(rest[0]):
            dataset, rest = rest[0], []  # a direction of translation, whichever others the caption names
        if dataset is None and is_data and len(rest) == 1 and rest[0][:1].isupper():
            dataset, rest = rest[0], []
        if self._names_metrics and header.metric is None and not in_column:
            # Beside "A / F1" over other columns, "B / Zeal" is a data set and a measure as well.
            if len(rest) == 2 and self._datasets_across:
                header, dataset, rest = replace(header, metric=rest[1]), dataset or rest[0], []
            elif len(rest) == 1 and across.dataset is not None:
                header, rest = replace(header, metric=rest[0]), []
        dataset = dataset or axes.caption.dataset
        # One cell beside the name says how its method was used; several tell tasks and data sets.
        beside = told.others if len(told.others) == 1 else ()
        if not in_column:
            method = self._with_what_is_tested(method, (*rest, *beside))
        metric, rest = self._metric(row, column, header, dataset, rest, kind)
        # Beside columns of languages, one that a row names is that of its training data,
        # unless the column has a name of its own: then the row is of that language's scores.
        is_told = kind == "untold" and bool(across.rest) and not across.is_average
        language = across.language or (side.language if is_told or not is_over_languages(axes) else None)
        conditions = [*(header.conditions or axes.caption.conditions), *([language] if language else [])]
        details = axes.details[row]
        if self._times[told.name] > 1:
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

    def _across(self) -> Sequence[Header]:
        """The headers across the lines of methods, less those that count or set something."""
        if self._axes.methods_in_columns:
            return self._axes.rows
        pairs = zip(self._axes.columns[1:], self._columns[1:], strict=True)
        stubs = {row.place for row in self._rows}
        return [
            header
            for place, (header, kind) in enumerate(pairs, start=1)
            if kind in ("score", "untold") and not header.is_average and place not in stubs
        ]

    def _lines_beyond(self, numbers: Numbers) -> frozenset[int]:
        """Return the lines with a number that no score reaches: no caption's measure is theirs."""
        side = not self._axes.methods_in_columns
        return frozenset(
            place[side]
            for place, found in numbers.items()
            for number in found
            if abs(float(number.value or number.high or 0)) > _HIGHEST or number.unit not in (None, "%")
        )

    def _lines_in_units(self, numbers: Numbers) -> frozenset[int]:
        """Return the lines whose first numbers all have a unit of measure."""
        side = not self._axes.methods_in_columns
        units: dict[int, set[str | None]] = defaultdict(set)
        for place, found in numbers.items():
            units[place[side]].add(found[0].unit)
        none = {None, "%", *SCALES.values()}
        return frozenset(line for line, found in units.items() if not found & none)

    def _counted(self, row: int, column: int) -> str | None:
        """Return what is counted or set: the level of the headers that says so, "Batch size"."""
        headers = (self._columns_of[column], self._rows[row].name)
        levels = [level for header in headers for level in reversed(header.split(" / "))]
        told = next((level for level in levels if kind_of_header(level) in ("count", "setting")), None)
        return _BRACKETS.sub("", told).strip(" :↑↓") or None if told is not None else None

    def _names_method(self, rest: Sequence[str]) -> bool:
        if len(rest) != 1:
            return False
        bare = without_citations(rest[0])
        if is_same_name(bare, self._names.own_method):
            return True  # "Ember Tree" is the EmberTree of the text
        named = (bare, *(match.group() for match in NAME.finditer(bare)))
        return any(name_kind(name, self._names) == "method" for name in named)

    def _kind_of(self, row: int, column: int) -> LineKind:
        """Tell what a cell holds by its column, its row or the caption, whichever first says anything."""
        if column == self._rows[row].place and self._columns[column] in ("untold", "setting"):
            return "setting"  # a row that goes by a number: "k" of 5
        beside = self._rows[row].kind
        if row in self._settings_tried and self._axes.columns[column].dataset is not None:
            beside = "untold"
        kinds = (self._columns[column], beside, self._kind)
        return next((kind for kind in kinds if kind != "untold"), "untold")

    def _is_method_in_column(self, row: int, column: int) -> bool:
        if self._axes.methods_in_columns:
            return True
        side, across = self._axes.rows[row], self._axes.columns[column]
        if not across.rest or self._columns[column] != "untold":
            return False
        return (
            self._rows[row].kind != "untold"
            or not side.rest
            or (self._methods_across and not self._methods_beside)
        )

    def _method(
        self, row: int, column: int, in_column: bool, rest: list[str], kind: LineKind
    ) -> tuple[str | None, list[str]]:
        """Return whose number a cell is, and the levels across that tell something else."""
        axes, told = self._axes, self._rows[row]
        carrier = axes.columns[column] if in_column else axes.rows[row]
        if not in_column and told.dataset is not None and told.dataset == told.name:
            return (told.models[0] if told.models else None), rest
        if in_column and len(carrier.rest) > 1:
            own = tuple(level for level in carrier.rest if level not in self._over_all)
            carrier = replace(carrier, rest=own or carrier.rest)
        bare = self._without_heading(carrier)
        headings = [level for level in carrier.rest if level not in bare.rest and _is_condition(level)]
        carrier, rest = bare, [*rest, *headings]
        is_tried = row in self._settings_tried and kind == "untold"
        method = self._named(
            carrier, self._columns[column] if in_column else "untold" if is_tried else told.kind
        )
        if not in_column and method is None and told.kind == "untold" and self._kind != "count":
            method = self._variants[row]
        if not in_column:
            if len(told.models) > 1:
                method = " ".join(told.models)
            elif method is not None and name_kind(method, self._names) != "method":
                # Beside a name that says how something was used stands what was used: "ICL | ChatGPT".
                used = [other for other in told.others if name_kind(other, self._names) == "method"]
                method = f"{method} {used[0]}" if used else method
            method = f"{method} {axes.sizes[row]}".strip() if method is not None else None
            if method is not None and self._methods_across and len(rest) == 1 and not self._datasets_across:
                return f"{rest[0]} {method}", []
        if method is None and column != told.place:
            rest = [*rest, *self._name_as_condition(carrier, told, in_column)]
        return method, rest

    def _with_what_is_tested(self, method: str | None, levels: Sequence[str]) -> str | None:
        """Return a method with what the title is about, where a header says that it was used."""
        if method is None:
            return None
        told = next((level for level in levels if is_in_title(level, self._title)), None)
        return f"{method} {told}" if told is not None and letters(told) not in letters(method) else method

    def _share_in(self, column: int) -> str | None:
        """Return what a column gives a share of by its own header: "Win" of "Win%"."""
        level = self._columns_of[column].split(" / ")[-1].strip()
        name = _PER_CENT.sub("", level)
        return name if name != level else None

    def _without_heading(self, carrier: Header) -> Header:
        """Return a header of a method with only the level that names it: "Few labels / Fern"."""
        named = [level for level in carrier.rest if self._names_method((level,))]
        if len(carrier.rest) < 2 or len(named) != 1:
            return carrier
        return replace(carrier, rest=(named[0],))

    def _named(self, carrier: Header, kind: LineKind) -> str | None:
        method = method_of_header(carrier, self._names) if kind == "untold" else None
        method = method.lstrip("-– ") if method is not None else None  # what "Ours" left of "Ours-large"
        if not method or "=" in _INNER.sub("", method) or _NO_NAME.fullmatch(method):
            return None
        return None if self._kind == "count" and not self._names_method((method,)) else method

    def _name_as_condition(self, carrier: Header, row: Row, in_column: bool) -> list[str]:
        """Return the name of a row or column that is no method, as what sets its numbers apart: "k 5"."""
        headed = self._columns_of[row.place] if row.place is not None and not in_column else ""
        is_number = not any(c.isalpha() for c in " ".join(carrier.rest))
        levels = [level for level in carrier.rest if _is_condition(level)]
        return [f"{headed} {level}".strip() if is_number else level for level in levels]

    def _metric(
        self, row: int, column: int, header: Header, dataset: str | None, rest: list[str], kind: LineKind
    ) -> tuple[str | None, list[str]]:
        """Return what a cell measures, and the other levels of its headers less those that tell it."""
        if kind in ("count", "setting"):
            counted = self._counted(row, column)
            named = next((level for level in rest if not is_split(level)), None)
            if counted or named is None:
                return counted, rest
            return _BRACKETS.sub("", named), [level for level in rest if level != named]
        metric = header.metric or self._rows[row].metric
        told = self._axes.caption.metric
        if metric is not None and told is not None and told.lower().endswith(f" {metric.lower()}"):
            metric = told  # "Exact match accuracy" in the caption, "Accuracy" over the column
        line = row if self._axes.methods_in_columns else column
        if metric is None and kind == "untold" and line not in self._counting:
            # Where other columns name their measures, words over this one may name another.
            if not (rest and self._names_metrics):
                usual = self._axes.metrics.get((dataset or "").lower())
                is_mean = self._in_text is None or _MEAN_SCORE.search(self._in_text) is not None
                in_text = (usual, self._in_text if dataset and (header.is_average or not is_mean) else None)
                metric = self._axes.caption.metric or next(
                    (m for m in in_text if is_score_metric(m or "")),
                    None if self._names_metrics else self._of_paper,
                )
            cuts = [level for level in rest if _CUT_OFF.fullmatch(level)]
            if metric is not None and cuts and not _CUT_OFF.search(metric):
                return f"{cuts[0]} {metric}", [level for level in rest if level not in cuts]
        if metric is None:
            # What is given in a unit of its own is a measure: "Training Cost (FLOPs)".
            share = self._share_in(column)
            measured = [
                level
                for level in rest
                if line in self._in_units or _unit(level) not in (None, "%") or level == share
            ]
            if measured:
                return _BRACKETS.sub("", measured[0]), [level for level in rest if level not in measured]
        return metric, rest


def _over_all(axis: Sequence[Header]) -> frozenset[str]:
    """Return the levels that stand over all headers of an axis, and so tell none of them apart."""
    levels = [frozenset(header.rest) for header in axis]
    return frozenset.intersection(*levels) if len(levels) > 1 else frozenset()


def _are_scores(numbers: Sequence[CellNumber]) -> bool:
    """Whether numbers have decimals as scores have: what things are counted as, or set to, has none."""
    decimal = [number.unit in (None, "%") and "." in (number.value or "") for number in numbers]
    are_low = all(abs(float(number.value or 0)) <= _HIGHEST for number in numbers)
    return len(numbers) > 1 and are_low and share(decimal) >= _NEARLY_ALL


def _unit(level: str) -> str | None:
    return unit_of_header(level, is_count=False)


def _untold_levels(header: Header, *, is_score: bool) -> list[str]:
    return [
        level
        for level in header.rest
        if (_is_condition(level) or (is_score and is_noun(level))) and not is_split(level)
    ]


def _is_condition(level: str) -> bool:
    return kind_of_header(level) == "untold" and not _NO_NAME.fullmatch(level)
