"""Documents read in processes of their own, which can be killed.

A thread per document is enough for several at once: the work is done in the child.
"""

from __future__ import annotations

import dataclasses
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

from synth.errors import InvalidRecord, UnreadablePaper
from synth.passages.pieces import Source
from synth.passages.plain_text import document_of_text
from synth.passages.worker import MAX_ANSWER
from synth.settings import ReaderLimits
from synth.types import Box, Document, FetchedFile, Passage, PassageKind, PlacedTable, Table, Where

__all__ = ["read_document", "read_text"]

FIRST_SHARE = 0.6
"""Share of the time that the fast engine gets, so that the slow one has some left."""

PAIR_SHARE = 0.4
"""Share of the time that two files together get, so that one of them can still be read alone."""

_KINDS = frozenset(("title", "heading", "sentence", "caption", "footnote", "table", "reference", "furniture"))
_WHERES = frozenset(("abstract", "text", "table", "caption"))


def read_document(
    file: FetchedFile, *, paper_id: str, version: int | None, limits: ReaderLimits | None = None
) -> Document:
    """Read one file within the limits.

    Raises `UnreadablePaper`, whose `reason` says what is wrong with it. Whatever the file does, the
    call returns within `limits.seconds` (and the second or so that starting a process takes).
    """
    if not Path(file.path).is_file():
        raise UnreadablePaper(
            f"{Path(file.path).name} is not there",
            reason="missing",
            advice="Give the path of a file that exists.",
        )
    limits = limits or ReaderLimits()
    deadline = time.monotonic() + limits.seconds
    if file.beside is not None:
        return _read_pair(file, file.beside, paper_id, version, limits)
    return _read_alone(file, paper_id, version, limits, deadline)


def _read_pair(
    file: FetchedFile, beside: FetchedFile, paper_id: str, version: int | None, limits: ReaderLimits
) -> Document:
    """Read a paper from two files; where that ends without a document, from one of them."""
    deadline = time.monotonic() + limits.seconds
    request = _request(file, paper_id, version, limits) | {"beside": os.path.abspath(beside.path)}
    outcome = _run(request, time.monotonic() + PAIR_SHARE * limits.seconds)
    refusal = _refusal_of(outcome, limits)
    if refusal is None:
        document = _decode(outcome.answer, file, paper_id, version)
        return dataclasses.replace(document, beside_sha256=beside.sha256)
    if refusal.reason not in ("crashed", "too_slow", "too_much_memory", "missing"):
        raise refusal
    try:
        document = _read_alone(file, paper_id, version, limits, deadline)
    except UnreadablePaper as error:
        middle = (time.monotonic() + deadline) / 2
        if error.reason not in ("crashed", "too_slow", "too_much_memory") or middle <= time.monotonic():
            raise
        document = _read_alone(beside, paper_id, version, limits, deadline)
    note = f"its two files could not be read together ({refusal.message}): one was read alone"
    warnings = (note, *document.warnings)
    return dataclasses.replace(document, sha256=file.sha256, beside_sha256=beside.sha256, warnings=warnings)


def _read_alone(
    file: FetchedFile, paper_id: str, version: int | None, limits: ReaderLimits, deadline: float
) -> Document:
    left = max(deadline - time.monotonic(), 0.0)
    first = left * (FIRST_SHARE if file.kind != "text" else 1.0)
    request = _request(file, paper_id, version, limits)
    outcome = _run(request | {"engine": "pdfium"}, time.monotonic() + first)
    refusal = _refusal_of(outcome, limits)
    if refusal is None:
        return _decode(outcome.answer, file, paper_id, version)
    if file.kind != "text" and refusal.reason in ("crashed", "too_slow", "too_much_memory"):
        second = _run(request | {"engine": "pypdf"}, deadline)
        later = _refusal_of(second, limits)
        if later is None:
            return _decode(second.answer, file, paper_id, version)
        if later.reason not in ("crashed", "too_slow") or refusal.reason == "crashed":
            refusal = later
    raise refusal


def read_text(text: str, *, paper_id: str = "inline", version: int | None = None) -> Document:
    """Return a text given inline as a document; `Document.text` is the text to the letter."""
    import hashlib

    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return document_of_text(text, Source(paper_id, version, digest))


def _request(file: FetchedFile, paper_id: str, version: int | None, limits: ReaderLimits) -> dict[str, Any]:
    return {
        "path": os.path.abspath(file.path),
        "kind": file.kind,
        "sha256": file.sha256,
        "paper_id": paper_id,
        "version": version,
        "limits": dataclasses.asdict(limits),
    }


# ------------------------------------------------------------------- the process


class _Outcome(NamedTuple):
    answer: dict[str, Any]
    is_late: bool
    code: int


def _run(request: dict[str, Any], deadline: float) -> _Outcome:
    with tempfile.TemporaryDirectory(prefix="synth-reader-") as folder:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "synth.passages.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=_environment(),
            start_new_session=True,
        )
        try:
            written = _exchange(process, json.dumps(request).encode(), deadline)
        finally:
            _kill(process)
    is_late = written is None
    return _Outcome(_parse(written or b""), is_late, process.returncode)


def _environment() -> dict[str, str]:
    """Give the child the parent's modules and nothing else."""
    return {
        "PATH": os.defpath,
        "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in sys.path if entry),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
    }


def _exchange(process: subprocess.Popen[bytes], request: bytes, deadline: float) -> bytes | None:
    """Send the request and collect the answer; None when time or space ran out."""
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(request)
        process.stdin.close()
    except BrokenPipeError:
        return b""
    parts: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return None
            part = os.read(process.stdout.fileno(), 1 << 20)
            if not part:
                break
            parts.append(part)
            size += len(part)
            if size > MAX_ANSWER:
                return b""
    try:
        process.wait(max(deadline - time.monotonic(), 0.1))
    except subprocess.TimeoutExpired:
        return None
    return b"".join(parts)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it may have started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # It has ended by itself.
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None and not pipe.closed:
            pipe.close()


def _parse(written: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(written)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal_of(outcome: _Outcome, limits: ReaderLimits) -> UnreadablePaper | None:
    """Say why there is no document; None when there is one."""
    if outcome.is_late or outcome.code == -signal.SIGXCPU:
        return UnreadablePaper(
            f"reading it takes longer than {limits.seconds:g} s",
            reason="too_slow",
            advice="Print it to a new PDF and give that, or leave the paper out.",
        )
    error = outcome.answer.get("error")
    if isinstance(error, dict) and error.get("reason") in UnreadablePaper.REASONS:
        return UnreadablePaper(
            str(error.get("message", "")),
            reason=error["reason"],
            advice=str(error.get("advice", "")) or _ADVICE,
        )
    if isinstance(outcome.answer.get("document"), dict):
        return None
    cause = f"signal {-outcome.code}" if outcome.code < 0 else f"exit code {outcome.code}"
    return UnreadablePaper(
        f"the reading process ended without an answer ({cause})", reason="crashed", advice=_ADVICE
    )


_ADVICE = "The file is damaged or hostile: print it to a new PDF and give that, or leave the paper out."


# ------------------------------------------------------------------- the answer


def _decode(answer: dict[str, Any], file: FetchedFile, paper_id: str, version: int | None) -> Document:
    """Build the document from a child's answer, trusting none of it."""
    try:
        found = answer["document"]
        text = _typed(found["text"], str)
        passages = tuple(
            _passage(row, index, text, paper_id, version)
            for index, row in enumerate(_typed(found["passages"], list))
        )
        return Document(
            paper_id=paper_id,
            version=version,
            kind=_one_of(found["kind"], ("pdf", "latex", "text")),
            sha256=file.sha256,
            text=text,
            page_starts=tuple(_offset(start, text) for start in _typed(found["page_starts"], list)),
            passages=passages,
            tables=tuple(_table(row, index, text) for index, row in enumerate(_typed(found["tables"], list))),
            title=None if found["title"] is None else _typed(found["title"], str),
            warnings=tuple(_typed(warning, str) for warning in _typed(found["warnings"], list)),
        )
    except (KeyError, TypeError, ValueError, IndexError, InvalidRecord) as error:
        raise UnreadablePaper(
            f"the reading process gave a malformed answer: {error}", reason="crashed", advice=_ADVICE
        ) from error


def _passage(row: Any, index: int, text: str, paper_id: str, version: int | None) -> Passage:
    kind, where, section, page, line, start, end, boxes = _typed(row, list)
    start, end = _offset(start, text), _offset(end, text)
    checked: PassageKind = _one_of(kind, _KINDS)
    place: Where = _one_of(where, _WHERES)
    return Passage(
        paper_id=paper_id,
        version=version,
        index=index,
        kind=checked,
        where=place,
        section=None if section is None else _typed(section, str),
        page=None if page is None else _typed(page, int),
        line=None if line is None else _typed(line, int),
        start=start,
        end=end,
        text=text[start:end],
        boxes=tuple(_box(box) for box in _typed(boxes, list)),
    )


def _table(row: Any, index: int, text: str) -> PlacedTable:
    label, caption, columns, rows, names, spans, page, line, section, boxes, best = _typed(row, list)
    table = Table(
        caption=_typed(caption, str), columns=_strings(columns), rows=tuple(_strings(cells) for cells in rows)
    )
    placed = PlacedTable(
        index=index,
        label=None if label is None else _typed(label, str),
        table=table,
        row_headers=_strings(names),
        spans=tuple(tuple(_span(span, text) for span in cells) for cells in spans),
        page=None if page is None else _typed(page, int),
        line=None if line is None else _typed(line, int),
        section=None if section is None else _typed(section, str),
        boxes=tuple(tuple(None if box is None else _box(box) for box in cells) for cells in boxes),
        best=tuple((_typed(i, int), _typed(c, int)) for i, c in best),
    )
    shape = [len(table.columns)] * len(table.rows)
    shapes = [[len(cells) for cells in grid] for grid in (table.rows, placed.spans, placed.boxes)]
    if shapes[:2] != [shape, shape] or shapes[2] not in (shape, []) or len(placed.row_headers) != len(shape):
        raise ValueError(f"table {index} is no grid")
    for cells, places in zip(table.rows, placed.spans, strict=True):
        for cell, span in zip(cells, places, strict=True):
            if span is not None and text[slice(*span)] != cell:
                raise ValueError(f"cell {cell[:20]!r} of table {index} does not stand at {span}")
    if any(not (0 <= i < len(shape) and 0 <= c < len(table.columns)) for i, c in placed.best):
        raise ValueError(f"table {index} marks a cell that it does not have")
    return placed


def _strings(row: Any) -> tuple[str, ...]:
    return tuple(_typed(cell, str) for cell in _typed(row, list))


def _span(value: Any, text: str) -> tuple[int, int] | None:
    if value is None:
        return None
    start, end = _typed(value, list)
    return _offset(start, text), _offset(end, text)


def _box(row: Any) -> Box:
    page, *edges = _typed(row, list)
    x0, y0, x1, y1 = (float(edge) for edge in edges)
    return Box(page=_typed(page, int), x0=x0, y0=y0, x1=x1, y1=y1)


def _typed(value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(f"{str(value)[:40]!r} is no {kind.__name__}")
    return value


def _one_of(value: Any, allowed: Any) -> Any:
    if value not in allowed:
        raise ValueError(f"{str(value)[:40]!r} is not allowed")
    return value


def _offset(value: Any, text: str) -> int:
    if not isinstance(value, int) or not 0 <= value <= len(text):
        raise ValueError(f"offset {str(value)[:20]} lies outside the text")
    return value
