"""Files of rows: JSON lines, plain or gzipped; a fault is named with its line."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from synth.errors import NothingFound, UnreadableInput
from synth.evaluation.outcomes import LABELS

__all__ = ["FORMATS", "Row", "read_rows"]

Row = dict[str, Any]
"""A row as its file has it, with the keys of its format checked."""

FORMATS = {
    "verdicts": '{"id", "claim", "text" or "table": {"caption", "columns", "rows"}, "label"}',
    "spans": '{"id", "text", "quantities": [{"start", "end"}]}, offsets half-open and in characters',
    "tuples": '{"id", "text", "results": [{"task", "dataset", "metric", "score", "method"?}]}',
    "statements": '{"id", "source", "claim", "label", "kind"}, source an arXiv id with version or a file',
    "headlines": '{"source", "page", "value", "metric", "dataset", "method"}, other names parted by "|"',
}
"""The row format of each task, for people."""

_LABELS = f"one of {', '.join(LABELS)}"
_NEEDED: dict[str, tuple[tuple[str, type], ...]] = {
    "verdicts": (("claim", str), ("label", str)),
    "spans": (("text", str), ("quantities", list)),
    "tuples": (("text", str), ("results", list)),
    "statements": (("claim", str), ("label", str), ("source", str)),
    "headlines": (("source", str), ("page", int), ("value", str)),
}


def read_rows(path: Path, task: str) -> tuple[tuple[Row, ...], str]:
    """Return a file's rows in order and the SHA-256 of its bytes.

    Raises `UnreadableInput` for a file that is broken or cut off and for a row that lacks what its task
    needs, naming the line; `NothingFound` for a file without rows.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            f"{path} can't be read: {error.strerror}", advice="Check the path and its permissions."
        ) from error
    rows = tuple(_parse(line, number, path, task) for number, line in _lines(content, path))
    if not rows:
        raise NothingFound(f"{path} holds no rows", advice=f"One a line: {FORMATS[task]}")
    return rows, hashlib.sha256(content).hexdigest()


def _lines(content: bytes, path: Path) -> Iterator[tuple[int, str]]:
    if content[:2] == b"\x1f\x8b":
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableInput(
                f"{path} is a broken or cut-off gzip file: {error}", advice="Get or write it again."
            ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableInput(f"{path} is not UTF-8: {error}", advice="Save it as UTF-8.") from error
    # Only newlines part rows: splitlines() would also cut at U+2028, which JSON strings may hold.
    yield from ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _parse(line: str, number: int, path: Path, task: str) -> Row:
    def refuse(fault: str) -> NoReturn:
        raise UnreadableInput(f"{path}, line {number}: {fault}", advice=f"A row is {FORMATS[task]}")

    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        refuse(f"not JSON ({error})")
    if not isinstance(row, dict):
        refuse("not a JSON object")
    for key, kind in _NEEDED[task]:
        value = row.get(key)
        if not isinstance(value, kind) or (isinstance(value, str) and not value.strip()):
            refuse(f'no {"text" if kind is str else "list"} under "{key}"')
    if fault := _faults(row, task):
        refuse(fault)
    return {"id": str(number), **row}


def _faults(row: Row, task: str) -> str:
    if task in ("verdicts", "statements") and row["label"] not in LABELS:
        return f"the label is {row['label']!r}, not {_LABELS}"
    if task == "verdicts":
        return _fault_of_basis(row)
    if task == "spans":
        ends = [(q.get("start"), q.get("end")) for q in row["quantities"] if isinstance(q, dict)]
        whole = len(ends) == len(row["quantities"])
        is_placed = whole and all(
            isinstance(a, int) and isinstance(b, int) and 0 <= a < b <= len(row["text"]) for a, b in ends
        )
        return "" if is_placed else "a quantity without whole offsets inside the text"
    if task == "tuples":
        is_scored = all(
            isinstance(r, dict) and isinstance(r.get("score"), str | int | float) for r in row["results"]
        )
        return "" if is_scored else 'a result without a number under "score"'
    return ""


def _fault_of_basis(row: Row) -> str:
    table = row.get("table")
    if table is None:
        return "" if isinstance(row.get("text"), str) else 'neither "text" nor "table" to judge it by'
    is_table = isinstance(table, dict) and isinstance(table.get("columns"), list)
    is_grid = (
        is_table and isinstance(table.get("rows"), list) and all(isinstance(r, list) for r in table["rows"])
    )
    return "" if is_grid else 'a broken "table": it needs "caption", "columns" and "rows"'
