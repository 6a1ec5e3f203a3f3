"""Simple true and false statements about tables: a cell's value, a comparison, an extreme."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from synth.verdicts.cells import Cell, Grid

Said = tuple[str, str]
"""A statement and its label."""


def table_statements(grid: Grid, other: Grid, seed: int) -> Iterator[Said]:
    """Make statements about one table; those about another are not found in it."""
    rng = random.Random(seed)
    cells = [cell for cell in grid.cells if cell.row_header and cell.column_header]
    if len({cell.row for cell in cells}) < 2:
        return
    yield from _lookups(cells, rng)
    yield from _comparison(cells, rng)
    yield from _extreme(cells, rng)
    foreign = [cell for cell in other.cells if cell.row_header and cell.column_header]
    if foreign:
        yield _lookup(rng.choice(foreign), rng, None), "not_found"
        first, second = rng.choice(foreign), rng.choice(foreign)
        if first.row_header != second.row_header:
            yield _compare(first, second, "outperforms"), "not_found"


def _lookups(cells: Sequence[Cell], rng: random.Random) -> Iterator[Said]:
    cell = rng.choice(cells)
    yield _lookup(cell, rng, None), "supported"
    changed = _changed(cell.text, rng)
    if changed and not any(changed in other.text for other in cells):
        yield _lookup(cell, rng, changed), "refuted"
    rivals = [c for c in cells if c.column == cell.column and c.row != cell.row and c.value != cell.value]
    if rivals:
        yield _lookup(cell, rng, rng.choice(rivals).text), "refuted"


def _lookup(cell: Cell, rng: random.Random, text: str | None) -> str:
    value = text or cell.text
    return rng.choice(
        (
            f"{cell.row_header} has a {cell.column_header} of {value}.",
            f"The {cell.column_header} of {cell.row_header} is {value}.",
            f"{cell.row_header} achieves {value} in terms of {cell.column_header}.",
        )
    )


def _changed(text: str, rng: random.Random) -> str | None:
    places = [i for i, c in enumerate(text) if c.isdigit()][:3]
    if not places:
        return None
    place = rng.choice(places)
    return text[:place] + rng.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]


def _comparison(cells: Sequence[Cell], rng: random.Random) -> Iterator[Said]:
    one = rng.choice(cells)
    rivals = [c for c in cells if c.column == one.column and c.row != one.row and c.value != one.value]
    if not rivals:
        return
    other = rng.choice(rivals)
    high, low = (one, other) if one.value > other.value else (other, one)
    column = high.column_header
    yield f"{high.row_header} has a higher {column} than {low.row_header}.", "supported"
    yield f"{low.row_header} has a higher {column} than {high.row_header}.", "refuted"
    yield f"{low.row_header} has a lower {column} than {high.row_header}.", "supported"


def _compare(one: Cell, other: Cell, verb: str) -> str:
    return f"{one.row_header} {verb} {other.row_header} on {one.column_header}."


def _extreme(cells: Sequence[Cell], rng: random.Random) -> Iterator[Said]:
    column = rng.choice(cells).column
    ordered = sorted((c for c in cells if c.column == column), key=lambda c: (c.value, c.row))
    if len(ordered) < 3 or ordered[-1].value == ordered[-2].value:
        return
    yield f"{ordered[-1].row_header} has the highest {ordered[-1].column_header}.", "supported"
    wrong = rng.choice(ordered[:-1])
    yield f"{wrong.row_header} has the highest {wrong.column_header}.", "refuted"
