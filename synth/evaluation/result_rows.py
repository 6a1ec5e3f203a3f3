"""Rows of result sets in, documents out: their marks of sections, their tables as lists of cells.

The sets keep a paper as text in which "section: NAME" opens each section, some with their words and signs
parted by spaces. Tables come as JSON: a list of numbers, each with the words found left of it and above it,
in no order; the caption may hold the whole table as text, whose order of names is then the order of rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from synth.evaluation.rows import Row
from synth.passages import read_text
from synth.types import Document, PlacedTable, Table

__all__ = ["document_of_row"]

_SECTION = re.compile(r"^section: (?P<name>[^\n]*)$", re.MULTILINE)
_RUN_IN = re.compile(r"(?:^|(?<=\s))section : (?P<name>Abstract|Introduction|Conclusions?|Related Work)?\s?")
_LOOSE_BEFORE = re.compile(r" (?=[.,;:)\]%])")
_LOOSE_BEHIND = re.compile(r"(?<=[(\[]) ")
_LOOSE_DASH = re.compile(r"(?<=\w) - (?=\w)")
_TABLE_LABEL = re.compile(r"\b(?:Table|TABLE)\s*(?P<number>\d{1,2})\s*[:.|]?")
_WORD = re.compile(r"[^\W\d_]{2}|[^\W\d_]\d|\d[^\W\d_]|[^\W\d_]")
_LONGEST_HEADER = 80
"""Characters of a header at most; longer ones are lines of prose taken for one."""
_CAPTION = 700


def document_of_row(row: Row) -> Document:
    """Return a row's text and tables as a document; raises nothing for broken tables but leaves them out."""
    text = str(row["text"])
    document: Document = read_text(_with_headings(text), paper_id=str(row["id"]))
    return replace(document, tables=tuple(_tables(row.get("tables") or ())))


def _with_headings(text: str) -> str:
    if _SECTION.search(text):
        text = re.sub(r"^section: title\n([^\n]*)", r"# \1\n", text, count=1, flags=re.MULTILINE)
        return _SECTION.sub(lambda m: f"\n## {m['name']}\n", text)
    joined = _LOOSE_DASH.sub(
        "-", _LOOSE_BEHIND.sub("", _LOOSE_BEFORE.sub("", text.replace("section : ", "\0")))
    )
    if "\0" not in joined:
        return text
    parts = joined.removeprefix("document: ").removeprefix("document : ").split("\0")
    sections = (_opened(part) for part in parts[1:])
    return "\n\n".join([f"# {parts[0].strip()[:160]}", *sections])


def _opened(part: str) -> str:
    name = re.match(r"(?:Abstract|Introduction|Conclusions?|Related Work)\b", part)
    return f"## {name.group()}\n\n{part[name.end() :].strip()}" if name else f"## Section\n\n{part.strip()}"


def _tables(written: Sequence[Any]) -> Iterator[PlacedTable]:
    index = 0
    for one in written:
        for table in _parsed(one):
            if isinstance(table, dict) and isinstance(table.get("numberCells"), list):
                yield _table(table, index)
                index += 1


def _parsed(one: Any) -> list[Any]:
    try:
        read = json.loads(one) if isinstance(one, str) else one
    except ValueError:
        return []
    return read if isinstance(read, list) else [read]


def _table(table: dict[str, Any], index: int) -> PlacedTable:
    raw = str(table.get("caption") or "")
    label = _TABLE_LABEL.search(raw)
    order = re.sub(r"\s+", "", raw)
    rows: dict[tuple[str, str, int], dict[str, tuple[str, bool]]] = {}
    beside: dict[tuple[str, str, int], str] = {}
    columns: dict[str, None] = {}
    for cell in table["numberCells"]:
        column = " / ".join(_headers(cell.get("associatedColumns")))
        names = _headers(cell.get("associatedRows"))
        group = next(iter(_headers(cell.get("associatedMergedColumns"))), "")
        columns[column] = None
        key = _free(rows, beside, group, names, column)
        beside.setdefault(key, " / ".join(names[1:3]))
        rows.setdefault(key, {})[column] = (str(cell.get("number", "")), bool(cell.get("isBolded")))
    ordered = sorted(rows, key=lambda key: (_place(key[1], order), key))
    across = sorted(columns, key=lambda name: (_place(name.split(" / ")[-1], order), name))
    cells = [[rows[key].get(name, ("", False)) for name in across] for key in ordered]
    return PlacedTable(
        index=index,
        label=f"Table {label['number']}" if label else None,
        table=Table(
            caption=raw[label.start() :][:_CAPTION] if label else ("" if len(raw) > _CAPTION else raw),
            columns=("", *across),
            rows=tuple(
                (key[1], *(value for value, _ in line)) for key, line in zip(ordered, cells, strict=True)
            ),
        ),
        row_headers=tuple(" / ".join(part for part in (*key[:2], beside[key]) if part) for key in ordered),
        spans=tuple((None,) * (len(across) + 1) for _ in ordered),
        best=tuple(
            (r, c + 1) for r, line in enumerate(cells) for c, (_, is_bold) in enumerate(line) if is_bold
        ),
    )


def _free(
    rows: dict[tuple[str, str, int], dict[str, tuple[str, bool]]],
    beside: dict[tuple[str, str, int], str],
    group: str,
    names: list[str],
    column: str,
) -> tuple[str, str, int]:
    """Return the row of a cell: one of its name that is empty in its column, with like words beside first."""
    name = names[0] if names else ""
    own = [key for key in rows if key[:2] == (group, name)]
    free = [key for key in own if column not in rows[key]]
    alike = [key for key in free if beside[key] == " / ".join(names[1:3])]
    return next(iter(alike or free), (group, name, len(own)))


def _headers(words: Any) -> list[str]:
    """Return the headers that hold words; numbers and lines of prose among them are left out."""
    found = (" ".join(str(word).split()) for word in words or ())
    return [word for word in found if _WORD.search(word) and len(word) <= _LONGEST_HEADER]


def _place(name: str, order: str) -> int:
    place = order.find(re.sub(r"\s+", "", name))
    return place if place >= 0 else len(order)
