"""A results table in, its cells with their subject out: data set, measure, split, and whose line it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from synth.claims.benchmarks import Benchmark, find_benchmarks, find_tasks, letters
from synth.claims.captions import describes_data
from synth.claims.headers import parts_of
from synth.claims.measures import find_measures, is_possible_score, measure_name, tidy
from synth.claims.names import NAME, name_kind
from synth.claims.result_facts import PaperFacts
from synth.claims.result_lines import own_weight
from synth.claims.result_tasks import prominence, serves, task_of
from synth.text import has_word, tokens
from synth.types import PlacedTable, Quantity

__all__ = ["ScoreCell", "read_score_cells", "table_weight"]

_VALUE = re.compile(
    r"^[^\w(+±.–−-]{0,3}(?P<value>\d{1,4}(?:,\d{3})*\.\d+|\.\d+|\d{1,3}(?:,\d{3})+|\d{1,4})(?![\d.]*[A-Za-z])"
)
_DEV = re.compile(r"\b(?:dev|devel|development|val|valid|validation)\b", re.IGNORECASE)
_TEST = re.compile(r"\btest", re.IGNORECASE)
_WHOLE = re.compile(r"\b(?:test|all|full|overall|total|av(?:era)?g|average|combined)\b", re.IGNORECASE)
_TRAIN = re.compile(r"\btrain(?:ing)?\b", re.IGNORECASE)
_NO_SCORE = re.compile(
    r"\b(?:params?|parameters?|size|#|time|speed|epochs?|layers?|dims?|dimensions?|number|count|std|sentences"
    r"|tokens|vocab\w*|length|year|rank|increase|improvement|gain|diff\w*|delta|units?|support|p-value|steps?"
    r"|words?/s\w*|sents?/s\w*|seconds?|hours?|memory|flops|coverage|throughput|tokens/s|oov|%|statistics)\b|^sd$|^#|Δ|∆",
    re.IGNORECASE,
)
_ANOTHERS = -1.0
"""Log-odds up to which a line is somebody else's, or a baseline."""
_SHORT = 3
"""Signs of a data set's name up to which it may be short for anything else."""
_SOME_DATA = re.compile(
    r"\b(?:on|for|of) (?:the |our |a )?(?P<name>(?:[\w-]+ ){1,4}?)(?:data ?sets?|corpus|corpora|benchmark)\b"
)
_LABEL = re.compile(r"^\s*(?:table|tab\.)\s?[\w.]{1,6}?\s?[.:|]?\s", re.IGNORECASE)
_FEW = 3
"""Words of a header at most; a longer one is a line of prose taken for one."""
_SPLIT_WORDS = re.compile(
    r"\b(?:test|sets?|dev|devel|development|val|valid|validation|scores?|results?|full|all|overall|average|avg"
    r"|single|models?|std|en|english)\b",
    re.IGNORECASE,
)
_MAIN = re.compile(
    r"\b(?:results?|performances?|comparison|compar\w+|state[- ]of[- ]the[- ]art|scores?|test sets?"
    r"|overall|main|final|accurac(?:y|ies)|evaluation)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:ablat\w+|effects?|impacts?|influence|analysis|varying|different|various|features?|contributions?|error"
    r" analysis|human|manual|quality|breakdown|per[- ](?:class|type|category)|length|training time|speed"
    r"|efficiency|sensitivity|oracle|examples?|without|hyper-?param\w*|tuning|transfer|subset|by type"
    r"|qualitative|probing|agreement|correlations?|size|number of|components?|variants?|low-resource)\b",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:statistics|hyper-?parameters?|examples? (?:of|from)|samples?|dataset sizes?|data sizes?|settings?"
    r"|configurations?|notations?|templates?|vocabular\w+)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreCell:
    """A number of a table that may be a result of its paper."""

    table: int
    row: int
    column: int
    line: int
    """The line of its method: its row, or its column where methods stand in columns."""
    value: float
    printed: str
    method: str
    dataset: str
    benchmark: Benchmark | None
    """The public data set that `dataset` is; None for one that is not known."""
    measure: str
    is_dev: bool
    is_whole: bool
    """Whether its header names the test set, all of the data, or a mean."""
    is_bold: bool
    own: float
    """How much its line's name speaks for the paper's own method, log-odds."""
    told: float
    """How surely data set and measure are told, log-odds."""
    task: str | None
    """A task that its headers name."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a header or caption tells."""

    benchmarks: tuple[Benchmark, ...] = ()
    others: tuple[str, ...] = ()
    """Names that the paper uses as data sets."""
    measures: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    is_dev: bool = False
    is_test: bool = False
    is_no_score: bool = False
    is_whole: bool = False
    is_bare: bool = True
    """Whether it holds no other words than these."""

    @property
    def tells(self) -> bool:
        return bool(
            self.benchmarks or self.others or self.measures or self.tasks or self.is_dev or self.is_test
        )


@dataclass(frozen=True, slots=True)
class _Lines:
    """A table with its two axes read."""

    rows: tuple[_Told, ...]
    columns: tuple[_Told, ...]
    caption: _Told
    mention: _Told
    names_data: bool
    """Whether headers across the lines of methods name public data sets."""
    methods_in_columns: bool


def read_score_cells(
    table: PlacedTable, facts: PaperFacts, told: Mapping[tuple[int, int], Quantity]
) -> tuple[ScoreCell, ...]:
    """Return the cells that hold a score of a told measure on a told data set, row by row.

    `told` has what the headers tell of cells, by row and column, see `synth.claims.cell_subjects`.
    """
    caption = tidy(table.table.caption)
    if describes_data(caption) if caption else False:
        return ()
    axes = _axes(table, caption, facts)
    return tuple(_cells(table, axes, facts, told))


def table_weight(table: PlacedTable, cells: Sequence[ScoreCell]) -> float:
    """Return how much a table's caption and lines speak for its being one of the main results, log-odds."""
    caption = tidy(table.table.caption)
    opening = _LABEL.sub("", caption).split(". ")[0]
    weight = 0.0
    if _MAIN.search(caption):
        weight += 0.5
    if _ASIDE.search(opening):
        weight -= 1.0
    if _DATA.search(opening):
        weight -= 2.0
    if cells and any(cell.own > 1 for cell in cells) and any(cell.own < -0.5 for cell in cells):
        weight += 1.0  # its own lines stand beside those of others
    return weight - 0.1 * min(table.index, 8)


def _axes(table: PlacedTable, caption: str, facts: PaperFacts) -> _Lines:
    rows = tuple(_read(" / ".join(_row_parts(table, row)), facts) for row in range(len(table.table.rows)))
    columns = tuple(_read(header, facts) for header in table.table.columns)
    in_rows = _share(rows)
    in_columns = _share(columns[1:])
    in_columns_are_methods = in_rows >= 0.5 and in_columns < 0.5
    number = re.search(r"\d+", table.label or "")
    about = " ".join(facts.sentences_of_table.get(number.group(), ())) if number else ""
    return _Lines(
        rows=rows,
        columns=columns,
        caption=_read(caption, facts, is_header=False),
        mention=_read(about, facts, is_header=False),
        names_data=any(one.benchmarks for one in (rows if in_columns_are_methods else columns[1:])),
        methods_in_columns=in_columns_are_methods,
    )


def _row_parts(table: PlacedTable, row: int) -> tuple[str, str, str]:
    group, name, others = parts_of(table, row)
    return tidy(group), tidy(name), tidy(others)


def _share(axis: Sequence[_Told]) -> float:
    return sum(bool(one.benchmarks or one.measures or one.tasks) for one in axis) / len(axis) if axis else 0.0


def _read(text: str, facts: PaperFacts, *, is_header: bool = True) -> _Told:
    levels = [tidy(level) for level in text.split(" / ")] if is_header else [text]
    measures = [m for level in levels for _, m in find_measures(level, is_header=is_header)]
    if not is_header:
        measures = [m for m in measures if m not in ("Precision", "Recall")] or measures
    bare = " ".join(levels)
    known = {found.name: found for _, found in find_benchmarks(bare) if _is_meant(found, facts)}
    return _Told(
        benchmarks=tuple(known.values()),
        others=_other_datasets(bare, facts, is_header),
        measures=tuple(dict.fromkeys(measures)),
        tasks=tuple(dict.fromkeys(task for _, task in find_tasks(bare))),
        is_dev=bool(_DEV.search(bare)) and not (_TEST.search(bare) and not is_header),
        is_test=bool(_TEST.search(bare)),
        is_no_score=is_header and any(_is_no_score(level) for level in levels),
        is_whole=bool(_WHOLE.search(bare)),
        is_bare=not is_header or not has_word(_without_terms(bare)),
    )


def _is_no_score(level: str) -> bool:
    """Whether a level of a header names something that is no score, or a score on training data."""
    if _TRAIN.search(level) and not _TEST.search(level):
        return len(level.split()) <= _FEW
    return bool(_NO_SCORE.search(level)) and len(level.split()) <= _FEW and not find_measures(level)


def _without_terms(text: str) -> str:
    for start, name in reversed((*find_measures(text, is_header=True),)):
        text = text[:start] + text[start + len(name) :]
    return _SPLIT_WORDS.sub(" ", text)


def _is_meant(benchmark: Benchmark, facts: PaperFacts) -> bool:
    """Whether a short name means the data set: only in a paper about what the data set is used for."""
    return len(benchmark.name) > _SHORT or any(prominence(task, facts) >= 0.1 for task in benchmark.tasks)


def _other_datasets(text: str, facts: PaperFacts, is_header: bool) -> tuple[str, ...]:
    names = (m.group() for m in NAME.finditer(text))
    found = [n for n in names if name_kind(n, facts.names) == "dataset" and not find_benchmarks(n)]
    if not is_header and not found:
        some = [m["name"].strip() for m in _SOME_DATA.finditer(text)]
        found = [n for n in some if not _SPLIT_WORDS.search(n) and len(tokens(n)) == len(n.split()) > 1]
    return tuple(dict.fromkeys(found))


def _cells(
    table: PlacedTable, axes: _Lines, facts: PaperFacts, told: Mapping[tuple[int, int], Quantity]
) -> Iterator[ScoreCell]:
    bold = set(table.best)
    owns = _owns(table, axes, facts)
    # Rows of one name are one line: which of them is which, their table does not tell.
    headers = [_row_parts(table, row) for row in range(len(table.table.rows))]
    lines = [headers.index(header) for header in headers]
    for row, cells in enumerate(table.table.rows):
        for column, cell in enumerate(cells):
            match = _VALUE.match(cell.strip()) if column else None
            if match is None:
                continue
            line, across, along = (
                (column, axes.rows[row], axes.columns[column])
                if axes.methods_in_columns
                else (lines[row], axes.columns[column], axes.rows[row])
            )
            if across.is_no_score:
                continue
            name = tidy(table.table.columns[column]) if axes.methods_in_columns else _row_parts(table, row)[1]
            value = float(match["value"].replace(",", ""))
            subject = told.get((row, column))
            measure, sure = _measure(across, along, axes, facts)
            if subject is not None and subject.metric and sure <= 0.0:
                measure, sure = measure_name(subject.metric) or subject.metric, 0.2
            dataset, benchmark, surer = _dataset(across, along, axes, measure, facts)
            is_told = bool(across.benchmarks or along.benchmarks)
            if (
                subject is not None
                and subject.dataset
                and not is_told
                and _is_another(subject.dataset, dataset)
            ):
                named = [found for _, found in find_benchmarks(subject.dataset)]
                benchmark, surer = next(iter(named), None), 0.5
                dataset = benchmark.name if benchmark is not None else subject.dataset
            if measure is None and benchmark is not None:
                measure, sure = _usual_measure(benchmark, facts), -0.5
            if measure is None or not dataset or not is_possible_score(value, measure):
                continue
            yield ScoreCell(
                table=table.index,
                row=row,
                column=column,
                line=line,
                value=value,
                printed=match["value"],
                method=(subject.method if subject is not None else None) or name,
                dataset=dataset,
                benchmark=benchmark,
                measure=measure,
                is_dev=_is_dev(across, along, axes.caption),
                is_whole=across.is_whole,
                is_bold=(row, column) in bold,
                own=owns[line],
                told=sure + surer,
                task=next(iter((*across.tasks, *along.tasks)), None),
            )


def _is_another(name: str, dataset: str) -> bool:
    return letters(name) not in letters(dataset)  # "CoNLL" is no other than "CoNLL 2003"


def _owns(table: PlacedTable, axes: _Lines, facts: PaperFacts) -> list[float]:
    """Return how much each line of methods speaks for being the paper's own, by its number."""
    if axes.methods_in_columns:
        names = [("", tidy(header)) for header in table.table.columns]
    else:
        names = [_row_parts(table, row)[:2] for row in range(len(table.table.rows))]
    weights = [own_weight(name, group, facts) for group, name in names]
    most = max((facts.mentions(name) for _, name in names), default=0)
    others = sum(weight <= _ANOTHERS for weight in weights)
    for place, (_, name) in enumerate(names):
        if weights[place] > _ANOTHERS:
            # What is not cited in a table that cites others; what the text speaks of most.
            weights[place] += 0.7 * (2 * others >= len(weights) - others > 0)
            weights[place] += 0.6 * (facts.mentions(name) / most if most else 0.0)
    return weights


def _is_dev(across: _Told, along: _Told, caption: _Told) -> bool:
    if across.is_dev or along.is_dev:
        return not across.is_test
    return caption.is_dev and not (across.is_test or along.is_test or caption.is_test)


def _measure(across: _Told, along: _Told, axes: _Lines, facts: PaperFacts) -> tuple[str | None, float]:
    named = (*across.benchmarks, *along.benchmarks, *axes.caption.benchmarks)
    usual = {measure for benchmark in named for measure in benchmark.metrics}
    for told, weight in ((across, 0.5), (along, 0.3), (axes.caption, 0.2)):
        if told.measures:
            return next((m for m in told.measures if m in usual), told.measures[0]), weight
    if named:
        return _usual_measure(named[0], facts), 0.0
    if axes.mention.measures:
        return axes.mention.measures[0], -0.3
    return None, 0.0


def _usual_measure(benchmark: Benchmark, facts: PaperFacts) -> str | None:
    """Return the measure of a data set that the paper names most; the leading one where it names none."""
    task = task_of(benchmark.tasks, None, facts)
    fit = [m for m in benchmark.metrics if serves(task, m)] or list(benchmark.metrics)
    named = [measure for measure in fit if facts.measures[measure]]
    return max(named, key=lambda m: facts.measures[m]) if named else next(iter(fit), None)


def _dataset(
    across: _Told, along: _Told, axes: _Lines, measure: str | None, facts: PaperFacts
) -> tuple[str, Benchmark | None, float]:
    for told, weight in ((across, 1.0), (along, 0.5), (axes.caption, 0.8)):
        if told.benchmarks:
            found = _fitting(told.benchmarks, measure, facts)
            weight -= 0.5 * (len(told.benchmarks) > 1)
            # Where some columns name a data set, one that names none may be of another.
            weight -= (2.0 if axes.names_data else 0.2) * (told is not across and not across.is_bare)
            return found.name, found, weight
    for told, weight in ((across, 0.0), (axes.caption, 0.0)):
        if told.others:
            return told.others[0], None, weight
    tasks = (*across.tasks, *along.tasks, *axes.caption.tasks)
    if main := _main_benchmark(measure, tasks, axes.mention.benchmarks, facts):
        weight = 0.3 if main in axes.mention.benchmarks else 0.0
        return main.name, main, weight - (2.0 if axes.names_data else 0.2) * (not across.is_bare)
    return "", None, 0.0


def _fitting(benchmarks: Sequence[Benchmark], measure: str | None, facts: PaperFacts) -> Benchmark:
    """Return the first of the data sets named that is measured so; else the first."""
    return next((b for b in benchmarks if measure in b.metrics), benchmarks[0])


def _main_benchmark(
    measure: str | None, tasks: Sequence[str], mentioned: Sequence[Benchmark], facts: PaperFacts
) -> Benchmark | None:
    """Return the data set that the paper speaks of most among those for a task or measured so."""
    fit = [
        benchmark
        for benchmark in facts.known.values()
        if (not tasks or any(task in benchmark.tasks for task in tasks))
        and (measure is None or measure in benchmark.metrics)
    ]
    near = [benchmark for benchmark in fit if benchmark in mentioned]
    if tasks and not fit:
        return None
    return max(near or fit, key=lambda b: (facts.benchmarks[b.name], b.name), default=None)
