"""Tables in, claims out: each row of a results table whose numbers are bound to their subject.

Only a cell whose method, data set and metric are all told by the headers, the caption or the paper
becomes a quantity. Everything else in a table can still be looked up; it is only not compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from synth.claims.captions import describes_data
from synth.claims.headers import Header, HeaderReader, citations, parts_of, share, without_citations
from synth.claims.lexicon import is_score_metric
from synth.claims.names import NameTable, read_names
from synth.claims.usual_metrics import read_usual_metrics
from synth.identity import content_id
from synth.types import Claim, Document, Passage, PlacedTable, Quantity

__all__ = ["extract_table_claims"]

MAX_QUOTE = 1500
"""Characters of a row that are quoted at most; a longer one was not read as a row."""

_CELL = re.compile(
    r"(?P<value>[-−–]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−–]?\d+(?:\.\d+)?|[-−–]?\.\d+)\s?(?P<percent>%)?"
    r"(?:\s?±\s?(?P<spread>\d+(?:\.\d+)?))?"
)
_BEHIND = re.compile(r"\s*(?:\([^()]*\)|[*†‡§¶↑↓])*\s*")
"""What may stand behind a cell's number: a gain in brackets, marks; never a second number."""
_PAIR = re.compile(r"(\d+(?:\.\d+)?)\s?/\s?(\d+(?:\.\d+)?)")
_ACCURACY = re.compile(r"\bacc\.?(?!\w)", re.IGNORECASE)
_OURS = re.compile(r"\b[Oo]urs?\b|\bthis (?:work|paper)\b|\bproposed\b", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:gap|differences?|improvements?|gains?|deltas?|drops?|changes?|correlations?)\b|Δ", re.IGNORECASE
)
"""Tables of changes, not of scores; their cells must not be taken for levels."""
_CUT_OFF = re.compile(r"\b(?:top|hits?|recall|precision|acc(?:uracy)?)[-@ ]?\d|@\s?\d|\bk\s?=", re.IGNORECASE)
"""Words over a column that make another measure of the caption's: "Top-20" of two cut-offs."""
_NO_METHOD = re.compile(
    r"[\W\d_]*|(?:[-–−+]|w/|with|without|no)\s.*|w/o\b.*|(?:model|method|system|approach|setting|baseline)s?|human\b.*|random|chance|majority|[|#].*"
    r"|(?:train(?:ing)?|dev|test|lang(?:uage)?s?|size|layers?|tokens?|vocab\w*|examples?|year)\b.*",
    re.IGNORECASE,
)
"""Headers that name no method: steps of an ablation, counts, splits, what people or chance reach."""
_UNBOUNDED = re.compile(
    r"(?i:rmse|\b[mr]?ae\b|\bm[as]p?e\b|(?:squared|absolute) error|\bfid\b|inception|psnr|cider|lpips|speed)"
)
"""Measures whose values may lie above a hundred."""
_HIGHEST = 100.0
"""The highest score of any other measure, however it is printed."""
_DECIMAL = re.compile(r"[(+-]?\d+\.\d+(?![\w.])")
"""A cell of a column of scores, which tells nothing of the other scores of its row."""
_SIZED = re.compile(r"(?:model )?size|(?:# ?)?param(?:eter)?s?\.?", re.IGNORECASE)
_SIZE = re.compile(r"\d+(?:\.\d+)?\s?[MB]")
_MAX_DETAIL = 20
"""Characters of a cell that tells something of its row; a longer one is prose."""
_MOSTLY = 0.6
"""Share of an axis' headers that must name data sets for the axis to be one of data sets."""


@dataclass(frozen=True, slots=True)
class _Axes:
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


def extract_table_claims(document: Document, names: NameTable | None = None) -> tuple[Claim, ...]:
    """Return a claim for each row of a results table that has a number bound to its subject.

    Each quote is the row as it stands in `Document.text`, and each quantity stands in its cell.
    """
    if not document.tables:
        return ()
    table_names = names or read_names(document)
    metrics = read_usual_metrics(document, table_names)
    rows = [p for p in document.passages if p.where == "table" or p.kind == "table"]
    claims = (
        claim
        for table in document.tables
        for claim in _claims_of(table, document, rows, table_names, metrics)
    )
    return tuple({claim.id: claim for claim in claims}.values())


def _claims_of(
    table: PlacedTable,
    document: Document,
    passages: Sequence[Passage],
    names: NameTable,
    metrics: Mapping[str, str],
) -> Iterator[Claim]:
    if _CHANGES.search(table.table.caption) or describes_data(table.table.caption):
        return
    axes = _axes(table, HeaderReader(names, table.table.caption), metrics)
    cells = {
        (row, column): found
        for row in range(len(table.table.rows))
        for column in range(len(table.table.columns))
        if (found := tuple(_quantities(table, row, column, axes, document.text, names)))
    }
    scores = _scores(cells, axes.methods_in_columns)
    if not any(quantity.metric for found in scores.values() for quantity in found):
        # That one column is of scores says that its neighbours are; a table without any may be of anything.
        return
    for row in range(len(table.table.rows)):
        quantities = tuple(q for place, found in scores.items() if place[0] == row for q in found)
        if quantities:
            claim = _claim(table, row, quantities, document, passages)
            if claim is not None:
                yield claim


def _scores(
    cells: Mapping[tuple[int, int], tuple[Quantity, ...]], methods_in_columns: bool
) -> dict[tuple[int, int], tuple[Quantity, ...]]:
    """Leave out the lines of a table that count something.

    A line with a number that no score can reach holds no scores, though a measure be named beside it: the
    table describes data, and its other lines of whole numbers count as well.
    """
    lines: dict[int, list[Quantity]] = defaultdict(list)
    for place, found in cells.items():
        lines[place[methods_in_columns]].extend(found)
    beyond = {line for line, found in lines.items() if any(map(_is_beyond, found))}
    whole = {line for line, found in lines.items() if all((q.value or "").isdigit() for q in found)}
    counts = beyond | (whole if beyond else set())
    return {place: found for place, found in cells.items() if place[methods_in_columns] not in counts}


def _is_beyond(quantity: Quantity) -> bool:
    return abs(float(quantity.value or 0)) > _HIGHEST and not _UNBOUNDED.search(quantity.metric or "")


def _axes(table: PlacedTable, reader: HeaderReader, metrics: Mapping[str, str]) -> _Axes:
    columns = tuple(reader.read(header) for header in table.table.columns)
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
    in_rows = share([row.dataset is not None or row.language is not None for row in rows])
    in_columns = share([column.dataset is not None or column.language is not None for column in columns[1:]])
    named = sum(bool(column.rest) for column in columns[1:])
    untold = ((),) * len(rows)
    axes = _Axes(
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


def _quantities(
    table: PlacedTable, row: int, column: int, axes: _Axes, text: str, names: NameTable
) -> Iterator[Quantity]:
    span = table.spans[row][column]
    if span is None:
        return
    subject = _subject(table, row, column, axes, names)
    if subject is None:
        return
    cell = text[span[0] : span[1]]
    metrics = [part.strip() for part in (subject.metric or "").split("/")]
    pair = _PAIR.fullmatch(cell.strip())
    if pair is not None and len(metrics) == 2:
        for place, metric in enumerate(metrics, start=1):
            start = span[0] + cell.index(pair.group()) + pair.start(place)
            number = pair.group(place)
            yield replace(
                subject, text=number, value=number, start=start, end=start + len(number), metric=metric
            )
        return
    match = _CELL.match(cell.strip())
    if match is None or not _BEHIND.fullmatch(cell.strip()[match.end() :]):
        return
    start = span[0] + len(cell) - len(cell.lstrip())
    unit = "%" if match["percent"] or "%" in table.table.columns[column] else None
    yield replace(
        subject,
        text=match.group(),
        start=start,
        end=start + match.end(),
        value=re.sub("[−–]", "-", match["value"]).replace(",", ""),
        uncertainty=match["spread"],
        unit=unit,
    )


def _subject(table: PlacedTable, row: int, column: int, axes: _Axes, names: NameTable) -> Quantity | None:
    """Return a quantity with its subject bound and no value yet; None where a part of it is untold."""
    header = axes.columns[column].with_(axes.rows[row])
    caption = replace(axes.caption, conditions=()) if header.conditions else axes.caption
    header = header.with_(caption)
    side, across = axes.rows[row], axes.columns[column]
    carrier, other = (across, side) if axes.methods_in_columns else (side, across)
    method = _method(carrier, names)
    metric = header.metric or axes.metrics.get((header.dataset or "").lower())
    # Words over a column that names its data set are a heading; elsewhere they may mean anything.
    is_untold = bool(other.rest) and (
        other.dataset is None or any(_CHANGES.search(word) or _CUT_OFF.search(word) for word in other.rest)
    )
    if is_untold or not method or not header.dataset:
        return None
    if metric and not all(
        is_score_metric(_ACCURACY.sub("accuracy", part.strip())) for part in metric.split("/")
    ):
        return None
    conditions = [*header.conditions, *([header.language] if header.language else [])]
    if header.is_average and not _is_over_languages(axes):
        # A mean over data sets is a score of none of them.
        return None
    details = axes.details[row]
    if header.is_average and axes.over[row]:
        details = (*details, f"mean of {', '.join(axes.over[row])}")
    return Quantity(
        text="",
        start=0,
        end=0,
        value=None,
        metric=metric,
        dataset=header.dataset,
        method=f"{method} {axes.sizes[row]}".strip(),
        condition=", ".join(dict.fromkeys(conditions)) or None,
        details=details,
    )


def _with_details(table: PlacedTable, axes: _Axes) -> _Axes:
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


def _is_over_languages(axes: _Axes) -> bool:
    return sum(column.language is not None for column in axes.columns) >= 2


def _method(header: Header, names: NameTable) -> str | None:
    """Return whose numbers a row or column holds."""
    if len(header.rest) != 1:
        return None
    method = header.rest[0]
    if _OURS.search(method):
        bare = " ".join(re.sub(r"[()\[\]]", " ", _OURS.sub(" ", method)).split())
        return bare or names.own_method
    return None if _NO_METHOD.fullmatch(method) else method


def _claim(
    table: PlacedTable,
    row: int,
    quantities: tuple[Quantity, ...],
    document: Document,
    passages: Sequence[Passage],
) -> Claim | None:
    first, last = quantities[0].start, quantities[-1].end
    around = [p for p in passages if p.start <= first and last <= p.end]
    start, end = (around[0].start, around[0].end) if around else (first, last)
    if end - start > MAX_QUOTE:
        return None
    payload = {
        "paper": document.paper_id,
        "version": document.version,
        "quote": document.text[start:end],
        "start": start,
        "table": table.index,
    }
    _, name, others = parts_of(table, row)
    cites = citations(f"{name} {others}")
    return Claim(
        id=content_id("claim", payload),
        paper_id=document.paper_id,
        version=document.version,
        quote=document.text[start:end],
        page=table.page,
        start=start,
        end=end,
        where="table",
        section=table.section,
        quantities=quantities,
        asserts="reported" if cites else "own",
        cites=cites,
        passage_index=around[0].index if around else None,
        boxes=around[0].boxes if around else (),
    )
