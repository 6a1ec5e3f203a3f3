"""The rows of a table's body: the name of each, and what its other header cells tell of its numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from synth.claims.headers import is_naming, parts_of, without_citations
from synth.claims.line_kinds import LineKind, kind_of_header
from synth.types import PlacedTable

__all__ = ["Row", "read_rows"]

_DATA_HEADED = re.compile(
    r"(?:eval(?:uation)? )?(?:data ?-?sets?|corpus|corpora|benchmarks?|tasks?)", re.IGNORECASE
)
_METRIC_HEADED = re.compile(r"(?:eval(?:uation)? )?(?:metrics?|measures?)", re.IGNORECASE)
_WAY_HEADED = re.compile(
    r"(?:prompt(?:ing)?|training|inference|decoding|adaptation) (?:type|method|strategy|style|technique)s?"
    r"|prompt(?:ing)?s?|strateg(?:y|ies)|techniques?|variants?",
    re.IGNORECASE,
)
"""Headings over the ways in which models are used: with the model's name, each is a method."""
_LONGEST_NAME = 50
"""Characters of a name at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """What the cells of a row tell of its numbers."""

    group: str
    name: str
    place: int | None
    """Column in which the name stands."""
    kind: LineKind
    dataset: str | None
    """The cell under "Dataset"."""
    metric: str | None
    """The cell under "Metric"."""
    models: tuple[str, ...]
    """The cells under "Model", "Retriever" and the like, and beside them those under "Prompting"."""
    others: tuple[str, ...]
    """Its other header cells."""


def read_rows(table: PlacedTable) -> list[Row]:
    """Return the rows of a table, top down."""
    columns = [header.strip(" :") for header in table.table.columns]
    data = next((n for n, header in enumerate(columns) if _DATA_HEADED.fullmatch(header)), None)
    measure = next((n for n, header in enumerate(columns) if _METRIC_HEADED.fullmatch(header)), None)
    models = [n for n, header in enumerate(columns) if is_naming(header)]
    if models:
        models += [n for n, header in enumerate(columns) if _WAY_HEADED.fullmatch(header.split(" / ")[-1])]
    found = []
    for number, cells in enumerate(table.table.rows):
        group, name, others = parts_of(table, number)
        found.append(
            Row(
                group=group,
                name=name,
                place=next((n for n, cell in enumerate(cells) if name and cell.strip() == name), None),
                kind=kind_of_header(name),
                dataset=_name_in(cells[data]) if data is not None else None,
                metric=_name_in(cells[measure]) if measure is not None else None,
                models=tuple(dict.fromkeys(named for n in models if (named := _name_in(cells[n])))),
                others=tuple(other for other in others.split(" / ") if other),
            )
        )
    return found


def _name_in(cell: str) -> str | None:
    bare = without_citations(cell) or cell.strip()
    return bare if any(c.isalpha() for c in bare) and len(bare) <= _LONGEST_NAME else None
