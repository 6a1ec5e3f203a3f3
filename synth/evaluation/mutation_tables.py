"""A paper's tables in, true statements about their cells and corruptions of them out."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from synth.evaluation.mutation_corruptions import new_digits
from synth.evaluation.mutation_facts import Cell, Facts, Grid, places_of, read_number
from synth.evaluation.mutation_names import INVENTED
from synth.evaluation.mutation_sentences import Made
from synth.text import clean_line, fold
from synth.types import Document, PlacedTable

__all__ = ["Contrast", "contrasts_of", "grids_of", "table_corruptions", "table_truths"]

_CELL = re.compile(
    r"[^\w.,±(−-]{0,2}(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?%?(?:\s?±\s?\.?\d[\d.]*|\s?\([^()]{1,12}\))?[^\w.,]{0,2}"
)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9 .+&'’()_@-]{1,38}[A-Za-z0-9)+]")
_MAX_WORDS = 4
_NO_NAME = frozenset(
    """model models method methods system systems dataset datasets data set task tasks metric metrics language
    languages params parameters size type name total all other others none yes no value values score scores
    row column train dev test config setting settings group ours baseline baselines rank year id avg avg.
    average mean overall score""".split()
)
_MIN_ROWS, _MIN_CELLS = 2, 4
_PER_TABLE = 40
"""Cells of a table that statements are made of at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two cells of one column: what a statement compares, or takes one for the other."""

    facts: Facts
    grid: Grid
    cell: Cell
    other: Cell
    """A cell of the same column."""
    beside: Cell | None
    """A cell of the same row; None where it has no other."""


def grids_of(document: Document) -> list[Grid]:
    """Return the tables whose rows and columns have names of their own, with their numeric cells."""
    grids = [Grid(table=table, cells=tuple(_cells(table))) for table in document.tables]
    return [
        grid
        for grid in grids
        if len(grid.cells) >= _MIN_CELLS and len({cell.place[0] for cell in grid.cells}) >= _MIN_ROWS
    ]


def _cells(table: PlacedTable) -> Iterator[Cell]:
    rows = [_name(header) for header in table.row_headers]
    columns = [_name(header) for header in table.table.columns]
    counted = Counter(fold(name) for name in rows if name), Counter(fold(name) for name in columns if name)
    for i, (row, cells) in enumerate(zip(rows, table.table.rows, strict=True)):
        for j, (column, text) in enumerate(zip(columns, cells, strict=True)):
            if row is None or column is None or table.spans[i][j] is None:
                continue
            if counted[0][fold(row)] > 1 or counted[1][fold(column)] > 1 or fold(row) == fold(column):
                continue
            match = _CELL.fullmatch(text.strip())
            value = read_number(match[1] + (match[2] or "")) if match else None
            if match is not None and value is not None:
                text = match[1] + (match[2] or "")
                yield Cell(row=row, column=column, text=text, value=value, table=table.index, place=(i, j))


def _name(header: str) -> str | None:
    """Return a header as a name for a sentence; None for one that names nothing by itself."""
    parts = [part for part in (clean_line(p) for p in header.split(" / ")) if part]
    if not parts or len(parts) > 2 or not all(_HEADER.fullmatch(part) for part in parts):
        return None
    last = parts[-1]
    if sum(len(part.split()) for part in parts) > _MAX_WORDS or last.lower() in _NO_NAME:
        return None
    if len(parts) == 2 and parts[0] == parts[1]:
        return None
    if len({word.lower() for word in header.split()}) < len([w for w in header.split() if w != "/"]):
        return None
    if any(part.count("(") != part.count(")") for part in parts) or sum(c.isalpha() for c in last) < 2:
        return None
    return last if len(parts) == 1 else f"{last} ({parts[0]})"


def contrasts_of(facts: Facts, rng: random.Random) -> list[Contrast]:
    """Return named cells, each with a rival of its column, in random order, tables taking turns."""
    by_table = []
    for grid in facts.grids:
        found = []
        for cell in rng.sample(grid.cells, min(len(grid.cells), _PER_TABLE)):
            column = [c for c in facts.column(cell) if c.value != cell.value]
            row = [c for c in grid.cells if c.place[0] == cell.place[0] and c.value != cell.value]
            if column:
                beside = rng.choice(row) if row else None
                other = rng.choice(column)
                found.append(Contrast(facts=facts, grid=grid, cell=cell, other=other, beside=beside))
        by_table.append(found)
    return [found[turn] for turn in range(_PER_TABLE) for found in by_table if turn < len(found)]


# --------------------------------------------------------------------------- true


def table_truths(one: Contrast, rng: random.Random) -> Iterator[Made]:
    """State the cell, and how far it lies from its rival."""
    yield "table look-up", *_look_up(one, one.cell.row, one.cell.column, one.cell.text, rng)
    if _is_comparable(one):
        yield (
            "table difference",
            *_gap(
                one,
                one.cell.row,
                one.other.row,
                _distance(one),
                is_over=one.cell.value > one.other.value,
                rng=rng,
            ),
        )


def _look_up(
    one: Contrast, row: str, column: str, number: str, rng: random.Random
) -> tuple[str, tuple[int, int]]:
    label = one.grid.table.label
    forms = [("", f"{row} has ", f" for {column}."), ("", f"For {column}, {row} is given as ", ".")]
    forms += [("", f"The value of {row} for {column} is ", ".")]
    if label:
        forms += [
            (f"In {label}, ", f"{row} has ", f" under {column}."),
            (f"{label} gives ", "", f" for {row} under {column}."),
        ]
    before, head, tail = forms[rng.randrange(len(forms))]
    start = len(before) + len(head)
    return f"{before}{head}{number}{tail}", (start, start + len(number))


def _gap(
    one: Contrast, row: str, other: str, number: str, *, is_over: bool, rng: random.Random
) -> tuple[str, tuple[int, int]]:
    word = "higher" if is_over else "lower"
    forms = (
        (f"For {one.cell.column}, {row} is ", f" {word} than {other}."),
        (f"The value for {one.cell.column} is ", f" {word} with {row} than with {other}."),
    )
    head, tail = forms[rng.randrange(len(forms))]
    return f"{head}{number}{tail}", (len(head), len(head) + len(number))


def _distance(one: Contrast) -> str:
    return f"{abs(one.cell.value - one.other.value):f}"


def _is_comparable(one: Contrast) -> bool:
    """Whether the two numbers are of one make: as many decimals, and of one order."""
    a, b = one.cell, one.other
    return places_of(a.text) == places_of(b.text) > 0 and max(a.value, b.value) < 10 * max(
        min(a.value, b.value), Decimal(1)
    )


# --------------------------------------------------------------------------- false


def table_corruptions(one: Contrast, rng: random.Random) -> Iterator[Made]:
    """State a cell or a difference falsely in one thing that the paper nowhere bears out."""
    cell, facts = one.cell, one.facts
    new = new_digits(cell.text, rng)
    if not facts.states(new):
        yield "table digit", *_look_up(one, cell.row, cell.column, new, rng)
    if not facts.may_give(cell.row, cell.column, one.other):
        yield "table swap of rows", *_look_up(one, cell.row, cell.column, one.other.text, rng)
    if one.beside is not None and not facts.may_give(cell.row, cell.column, one.beside):
        yield "table swap of columns", *_look_up(one, cell.row, cell.column, one.beside.text, rng)
    names = [name for name in INVENTED["method"] if not facts.mentions(name)]
    if names:
        yield "table row (invented)", *_look_up(one, rng.choice(names), cell.column, cell.text, rng)
    if _is_comparable(one):
        yield from _false_gaps(one, rng)


def _false_gaps(one: Contrast, rng: random.Random) -> Iterator[Made]:
    right, is_over = _distance(one), one.cell.value > one.other.value
    row, other = one.cell.row, one.other.row
    gaps = one.facts.gaps(row, one.cell.column)
    if all((gap > 0) == is_over for name, gap in gaps if name == other):
        yield "table direction", *_gap(one, row, other, right, is_over=not is_over, rng=rng)
    new = new_digits(right, rng)
    if not any(_is_near(gap, new) for _, gap in gaps) and not one.facts.gives(row, new):
        yield "table difference's digit", *_gap(one, row, other, new, is_over=is_over, rng=rng)
    # "mUSE (Other systems)" of one table and "mUSE (Other Systems)" of another are one.
    near = {_bare(name) for name, gap in gaps if _is_near(gap, right)} | {_bare(other), _bare(row)}
    rivals = sorted({name for name, _ in gaps if _bare(name) not in near})
    if rivals:
        yield "table baseline", *_gap(one, row, rng.choice(rivals), right, is_over=is_over, rng=rng)


def _bare(name: str) -> str:
    return fold(name).split(" (")[0]


def _is_near(gap: Decimal, number: str) -> bool:
    return abs(abs(gap) - Decimal(number)) <= Decimal(1).scaleb(-places_of(number)) * 2
