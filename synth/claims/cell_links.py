"""Numbers in prose linked to the table's cell that they repeat, and what they take over from it.

"It reaches 79.1 on Swahili" repeats a cell; the cell's headers then tell the method and the measure that the
sentence leaves unsaid. A cell is linked when its value is the stated one within rounding and its names agree
with the sentence's better than those of any other such cell; the weights are hand-set log-odds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from synth.claims.benchmarks import letters
from synth.claims.lexicon import metric_head
from synth.claims.measures import measure_name
from synth.claims.names import NameTable
from synth.text import tokens
from synth.types import Claim, Document, Quantity

__all__ = ["link_cells"]

_UNITS = (None, "%", "points")
_TABLE = re.compile(r"\b(?:Tables?|Tab\.)\s?(?P<number>\d{1,2}|[IVX]{1,4})\b")
_NUMBER = re.compile(r"\d{1,2}|[IVX]{1,4}(?!\w)")
_CUT = re.compile(r"(?:@|top[- ]?)(\d+)", re.IGNORECASE)
_MEAN = re.compile(r"\b(?:averages?|averaged|mean|overall)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:we|our|ours)\b", re.IGNORECASE)
_REACH = 3
"""Sentences of a section within which the table that was named is the one spoken of."""
_SURE = 2.0
"""Log-odds from which a cell is taken for the one that is repeated."""
_APART = 0.7
"""Log-odds by which it must lead over cells that would tell something else."""
_FEW = 400
"""Cells of one value that are looked at at most; a value of more tells nothing."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number of a table as it is compared with prose."""

    quantity: Quantity
    method: frozenset[str]
    """Stems of the method's name."""
    place: frozenset[str]
    """Stems of data set, condition and headers."""
    is_own: bool
    table: str
    """The table's number, as printed."""


def link_cells(
    document: Document, claims: Sequence[Claim], cells: Sequence[Claim], names: NameTable
) -> tuple[Claim, ...]:
    """Return the claims of sentences with each quantity that repeats a cell linked to it.

    Metric, data set and method are taken over where the sentence leaves them out; what it says itself stays.
    """
    known = _by_value(cells, names)
    if not known:
        return tuple(claims)
    tables = _tables_near(document)
    methods = frozenset(stem for found in known.values() for cell in found for stem in cell.method)
    methods -= frozenset(tokens("model models method baseline ours base large small full"))
    return tuple(_linked(claim, known, tables, methods) for claim in claims)


def _by_value(cells: Sequence[Claim], names: NameTable) -> Mapping[Decimal, list[_Cell]]:
    found: dict[Decimal, list[_Cell]] = defaultdict(list)
    own = set(tokens(names.own_method or ""))
    for claim in cells:
        for quantity in claim.quantities:
            value = _decimal(quantity.value)
            if value is None or quantity.cell is None or quantity.role not in ("level", "difference"):
                continue
            method = frozenset(tokens(quantity.method or ""))
            headers = f"{quantity.cell.row} {quantity.cell.column}"
            number = _NUMBER.search(quantity.cell.label or "")
            cell = _Cell(
                quantity,
                method,
                frozenset(tokens(f"{quantity.dataset or ''} {quantity.condition or ''} {headers}")) - method,
                bool(own & method) or claim.asserts == "own" and quantity.cell.is_bold,
                number.group() if number else "",
            )
            for key in _roundings(value):
                found[key].append(cell)
    return found


def _decimal(value: str | None) -> Decimal | None:
    try:
        found = Decimal(value or "")
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 9 else None


def _roundings(value: Decimal) -> Iterable[Decimal]:
    """The value to each number of decimals that it may be told with; as a share, in per cent too."""
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) else 0
    found = {value.normalize()}
    for scaled, most in ((value, places), (value * 100, places - 2)):
        if scaled is value or (places >= 2 and abs(value) <= 1):
            kept = range(max(0, most - 2), most + 1)
            found |= {scaled.quantize(Decimal(1).scaleb(-n), ROUND_HALF_UP).normalize() for n in kept}
    return sorted(found)


def _tables_near(document: Document) -> dict[int, frozenset[str]]:
    """Return the numbers of the tables that are named in a sentence or just before it, by its offset."""
    near: dict[int, frozenset[str]] = {}
    recent: list[tuple[str | None, frozenset[str]]] = []
    for passage in document.passages:
        if passage.kind in ("sentence", "footnote", "caption"):
            named = frozenset(match["number"] for match in _TABLE.finditer(passage.text))
            recent = [*recent[-_REACH:], (passage.section, named)]
            same = (numbers for section, numbers in recent if section == passage.section)
            near[passage.start] = frozenset().union(*same)
    return near


def _linked(
    claim: Claim,
    known: Mapping[Decimal, list[_Cell]],
    tables: Mapping[int, frozenset[str]],
    methods: frozenset[str],
) -> Claim:
    candidates = [_candidates(quantity, known) for quantity in claim.quantities]
    if not any(candidates):
        return claim
    words = frozenset(tokens(claim.quote))
    sentence = _Sentence(
        words=words,
        methods=words & methods,
        named=frozenset(match["number"] for match in _TABLE.finditer(claim.quote)),
        near=tables.get(claim.start, frozenset()),
        is_ours=claim.asserts == "own" and _OURS.search(claim.quote) is not None,
        is_mean=_MEAN.search(claim.quote) is not None,
    )
    quantities = []
    for place, quantity in enumerate(claim.quantities):
        lines = _lines(one for n, found in enumerate(candidates) if n != place for one in found)
        cell = _repeated(quantity, candidates[place], sentence, lines)
        quantities.append(quantity if cell is None else _taken_over(quantity, cell))
    return replace(claim, quantities=tuple(quantities))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    """What a sentence says besides its numbers."""

    words: frozenset[str]
    """Stems."""
    named: frozenset[str]
    """The tables that it names."""
    near: frozenset[str]
    """The tables that are named in it or just before."""
    methods: frozenset[str]
    """Stems of the names of methods that tables have, as far as it says them."""
    is_ours: bool
    is_mean: bool
    """Whether it speaks of a mean."""


def _candidates(quantity: Quantity, known: Mapping[Decimal, list[_Cell]]) -> list[_Cell]:
    """Return the cells of a quantity's value; none for a bare whole number, which may be anything."""
    value = _decimal(quantity.value)
    if value is None or quantity.unit not in _UNITS or quantity.role not in ("level", "difference"):
        return []
    is_bare = quantity.unit is None and quantity.metric is None and "." not in (quantity.value or "")
    if is_bare or quantity.comparator not in ("=", "~"):
        return []
    cells = [c for c in known.get(value.normalize(), ()) if c.quantity.role == quantity.role]
    return cells if len(cells) <= _FEW else []


def _lines(cells: Iterable[_Cell]) -> frozenset[tuple[int, str, int]]:
    """Return the rows and columns in which cells stand."""
    places = [cell.quantity.cell for cell in cells]
    return frozenset(
        line
        for cell in places
        if cell is not None
        for line in ((cell.table, "row", cell.row_number), (cell.table, "column", cell.column_number))
    )


def _repeated(
    quantity: Quantity, cells: Sequence[_Cell], sentence: _Sentence, lines: frozenset[tuple[int, str, int]]
) -> Quantity | None:
    if not cells:
        return None
    printed = len(re.sub(r"\D", "", quantity.value or ""))
    alone = 1.0 * (len({c.quantity.cell for c in cells}) == 1) * (printed >= 3)
    weights = [
        (
            _weight(quantity, cell, sentence)
            + alone
            + 0.5 * (printed - 3)
            + 0.8 * bool(_lines([cell]) & lines),  # what a sentence tells together stands in line
            -place,
            cell,
        )
        for place, cell in enumerate(cells)
    ]
    weight, _, best = max(weights, key=lambda one: one[:2])
    rivals = (one for one, _, cell in weights if _told(cell) != _told(best))
    return best.quantity if weight >= _SURE and weight - max(rivals, default=-9.0) >= _APART else None


def _told(cell: _Cell) -> tuple[str | None, ...]:
    return cell.quantity.metric, cell.quantity.dataset, cell.quantity.method


def _weight(quantity: Quantity, cell: _Cell, sentence: _Sentence) -> float:
    """Return how much speaks for a sentence's number being this cell's, log-odds."""
    other, words = cell.quantity, sentence.words
    weight = 2.0 * (cell.table in sentence.named) + 1.0 * (cell.table in sentence.near)
    weight -= 1.0 * bool(sentence.named - {cell.table})
    if cell.method:
        share = len(cell.method & words) / len(cell.method)
        # A sentence that names methods of the tables, but not this one, speaks of others.
        weight += 2.0 * share - (3.0 if sentence.methods else 0.5) * (share == 0)
    weight += 0.7 * (sentence.is_ours and cell.is_own)
    weight += min(1.5, 0.75 * len(cell.place & words))
    is_mean = "average" in (other.condition or "")
    if sentence.is_mean:
        weight += 0.7 if is_mean else -0.8
    elif is_mean:
        weight -= 0.4
    weight += 0.5 * (_places(quantity.value) == _places(other.value))
    if other.dataset is not None:
        stems = frozenset(tokens(other.dataset))
        weight += 1.0 * bool(stems and stems <= words)
    weight += _agreement(quantity.method, other.method)
    weight += _agreement(quantity.dataset, f"{other.dataset or ''} {other.condition or ''}")
    if quantity.metric and other.metric:
        weight += 1.0 if _same_metric(quantity.metric, other.metric) else -2.0
    return weight


def _places(value: str | None) -> int:
    return len((value or "").partition(".")[2])


def _agreement(said: str | None, told: str | None) -> float:
    a, b = letters(said or ""), letters(told or "")
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    return 0.0 if set(tokens(said or "")) & set(tokens(told or "")) else -1.5


def _same_metric(one: str, other: str) -> bool:
    cut = set(_CUT.findall(one)), set(_CUT.findall(other))
    if all(cut) and not cut[0] & cut[1]:
        return False  # "top-20 accuracy" is no "Top-100 accuracy"
    usual = measure_name(one), measure_name(other)
    return metric_head(one) == metric_head(other) or (usual[0] is not None and usual[0] == usual[1])


def _taken_over(quantity: Quantity, cell: Quantity) -> Quantity:
    return replace(
        quantity,
        metric=quantity.metric or cell.metric,
        dataset=quantity.dataset or cell.dataset,
        method=quantity.method or cell.method,
        better=quantity.better or cell.better,
        cell=cell.cell,
    )
