"""The numbers of a table's cell: "86.4 ± 0.3", "80.2 / 67.4", "125.0M", "9.6 · 10^18", "[0.1, 0.2]".

A cell is read when it holds numbers and next to nothing else; names with digits ("ViT-L/16") hold none.
Values and units follow the conventions of prose, see `synth.claims.drafts`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from synth.claims.quantities import scan
from synth.types import Comparator

__all__ = ["CellNumber", "read_cell"]

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_MARKS = r"[\s*†‡§¶♦↑↓✓]*"
_PLAIN = re.compile(
    rf"{_MARKS}\(?{_MARKS}(?P<number>(?P<sign>[+\-−–])?(?P<digits>{_DIGITS})(?P<percent>\s?%)?"
    rf"(?:\s?±\s?(?P<spread>\d+(?:\.\d+)?|\.\d+))?(?P<late_percent>\s?%)?)(?:\^[*†‡§¶]+|\s?±)?{_MARKS}\)?{_MARKS}"
)
_NONE = re.compile(r"[\s\-–—−]*")
_GAP = re.compile(r"[\s*†‡§¶♦↑↓✓/|,;()\[\]{}_^→•=%]*|\s*(?:to|and|vs\.?)\s*|\s*\((?:p|[×x])\s*|\s*[×x]?\)\s*")
"""What may stand between, before and behind the numbers of a cell."""
_LOWERED = re.compile(r"(?<=\d)_\{?(?=[±+\-−–]?[\d.])")
_SPACED_SCALE = re.compile(r"(?<=\d) (?=[kKMB]$)")
_LONGEST = 60
"""Characters of a cell that is read at most; a longer one is prose."""
_WORDS = 24
"""Characters of words behind a cell's number at most: "8 V100 GPUs"."""
_MOST = 12
"""Numbers of a cell at most; more are a column that was taken for a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNumber:
    """A number in a cell; offsets count in the cell."""

    start: int
    end: int
    value: str | None
    low: str | None = None
    high: str | None = None
    uncertainty: str | None = None
    unit: str | None = None
    sign: str = ""
    """"+" or "-" where one is printed."""
    comparator: Comparator = "="
    part: int = 0
    """Which of the parts it stands in that "/" sets apart, from 0."""
    is_beside: bool = False
    """Whether it stands lowered or in brackets beside another: a gain, a deviation, a second measure."""


def read_cell(cell: str, *, has_spread: bool = False) -> tuple[CellNumber, ...]:
    """Return the numbers of a cell in order; () for a cell of words.

    `has_spread` says that the table tells of deviations: an unsigned number beside another is then its
    uncertainty.
    """
    if len(cell) > _LONGEST or not any(c.isdigit() for c in cell):
        return ()
    parts = list(_parts(cell))
    if all(match is not None or _NONE.fullmatch(cell, start, end) for start, end, match in parts):
        return tuple(_plain(match, place) for place, (_, _, match) in enumerate(parts) if match is not None)
    found = _scanned(cell)
    return tuple(_with_spreads(found) if has_spread else found)


def _parts(cell: str) -> list[tuple[int, int, re.Match[str] | None]]:
    ends = [*(match.start() for match in re.finditer(r"[/|]", cell)), len(cell)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [(a, b, _PLAIN.fullmatch(cell, a, b)) for a, b in zip(starts, ends, strict=True)]


def _plain(match: re.Match[str], part: int) -> CellNumber:
    sign = "-" if match["sign"] and match["sign"] != "+" else match["sign"] or ""
    return CellNumber(
        start=match.start("number"),
        end=match.end("number"),
        value=f"{'-' if sign == '-' else ''}{_decimal(match['digits'])}",
        uncertainty=_decimal(match["spread"]) if match["spread"] else None,
        unit="%" if match["percent"] or match["late_percent"] else None,
        sign=sign,
        part=part,
    )


def _decimal(digits: str) -> str:
    plain = digits.replace(",", "")
    return f"0{plain}" if plain.startswith(".") else plain


def _scanned(cell: str) -> list[CellNumber]:
    """Read a cell by the grammar of prose."""
    lowered = [match.start() for match in _LOWERED.finditer(cell)]
    # "0.7 M" is set as wide as its column; "84.5_0.3" has its deviation lowered.
    text = _LOWERED.sub(lambda m: " " * len(m.group()), cell)
    closed = _SPACED_SCALE.sub("", text)
    drafts = scan(closed)[: _MOST + 1]
    if not drafts or len(drafts) > _MOST:
        return []
    edges = [0, *(edge for draft in drafts for edge in (draft.start, draft.end)), len(closed)]
    gaps = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2)]
    are_words = [not _GAP.fullmatch(closed, start, end) for start, end in gaps]
    if any(are_words[:-1]) or (are_words[-1] and not _is_unit(closed[gaps[-1][0] :])):
        return []
    shift = len(cell) - len(closed)
    return [
        CellNumber(
            start=draft.start,
            end=draft.end + (shift if draft.end > len(closed) - 2 else 0),
            value=draft.value,
            low=draft.low,
            high=draft.high,
            uncertainty=draft.uncertainty,
            unit=draft.unit,
            sign=draft.sign,
            comparator=draft.comparator,
            part=len(re.findall(r"[/|]", cell[: draft.start])),
            is_beside=_is_beside(cell, draft.start) or any(n < draft.start <= n + 3 for n in lowered),
        )
        for draft in drafts
    ]


def _is_unit(words: str) -> bool:
    """Whether words behind a number may be what it counts; a name goes on with its sign: "7B-Instruct"."""
    return len(words) <= _WORDS and re.match(r"\s", words) is not None and "=" not in words


def _is_beside(cell: str, start: int) -> bool:
    return re.search(r"\w[^\w()]*\(\s*[±+\-−–]?$", cell[:start]) is not None


def _with_spreads(found: list[CellNumber]) -> list[CellNumber]:
    joined: list[CellNumber] = []
    for number in found:
        before = joined[-1] if joined else None
        if before is not None and number.is_beside and not number.sign and before.uncertainty is None:
            joined[-1] = replace(before, uncertainty=number.value)
        else:
            joined.append(number)
    return joined
