"""Tables in, claims out: each row of a results table whose numbers are bound to their subject.

Only a cell whose method, data set and metric are all told by the headers, the caption or the paper
becomes a quantity. Everything else in a table can still be looked up; it is only not compared.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from synth.claims.axes import Axes, is_over_languages, method_of_header, read_axes
from synth.claims.captions import describes_data
from synth.claims.headers import HeaderReader, citations, parts_of
from synth.claims.lexicon import is_score_metric
from synth.claims.line_kinds import better_of
from synth.claims.names import NameTable, read_names
from synth.claims.placed_cells import placed_cell
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
_CHANGES = re.compile(
    r"\b(?:gap|differences?|improvements?|gains?|deltas?|drops?|changes?|correlations?)\b|Δ", re.IGNORECASE
)
"""Tables of changes, not of scores; their cells must not be taken for levels."""
_CUT_OFF = re.compile(r"\b(?:top|hits?|recall|precision|acc(?:uracy)?)[-@ ]?\d|@\s?\d|\bk\s?=", re.IGNORECASE)
"""Words over a column that make another measure of the caption's: "Top-20" of two cut-offs."""
_UNBOUNDED = re.compile(
    r"(?i:rmse|\b[mr]?ae\b|\bm[as]p?e\b|(?:squared|absolute) error|\bfid\b|inception|psnr|cider|lpips|speed)"
)
"""Measures whose values may lie above a hundred."""
_HIGHEST = 100.0
"""The highest score of any other measure, however it is printed."""


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
    axes = read_axes(table, HeaderReader(names, table.table.caption), metrics)
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


def _quantities(
    table: PlacedTable, row: int, column: int, axes: Axes, text: str, names: NameTable
) -> Iterator[Quantity]:
    span = table.spans[row][column]
    if span is None:
        return
    subject = _subject(table, row, column, axes, names)
    if subject is None:
        return
    cell = text[span[0] : span[1]]
    subject = replace(subject, cell=placed_cell(table, row, column))
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


def _subject(table: PlacedTable, row: int, column: int, axes: Axes, names: NameTable) -> Quantity | None:
    """Return a quantity with its subject bound and no value yet; None where a part of it is untold."""
    header = axes.columns[column].with_(axes.rows[row])
    caption = replace(axes.caption, conditions=()) if header.conditions else axes.caption
    header = header.with_(caption)
    side, across = axes.rows[row], axes.columns[column]
    carrier, other = (across, side) if axes.methods_in_columns else (side, across)
    method = method_of_header(carrier, names)
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
    if header.is_average and not is_over_languages(axes):
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
        better=better_of(
            metric, f"{table.table.columns[column]} {table.row_headers[row]}", table.table.caption
        ),
    )


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
