"""The reading process: a request as JSON on stdin, a document or a reason as JSON on stdout.

Run as `python -m synth.passages.worker`. Before it touches the file it gives up what it does not
need: memory beyond its limit, writing, network, other programs.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import resource
import sys
from typing import Any

from synth.errors import UnreadablePaper
from synth.settings import ReaderLimits
from synth.types import Box, Document

__all__ = ["MAX_ANSWER", "main", "read_bytes"]

MAX_ANSWER = 200 * 2**20
"""Bytes of an answer; the text of a thousand pages takes eight million."""

_READERS = {"pdf": "read_pdf", "source": "read_source", "text": "plain_text", "pair": "read_pair"}
"""The module that reads a kind of file, or a PDF and its source."""

_FORBIDDEN = tuple(
    """socket. subprocess. os.exec os.fork os.posix_spawn os.system os.remove os.rename os.mkdir os.rmdir
    os.symlink os.link os.truncate os.chmod shutil.""".split()
)
"""Prefixes of the audit events (docs.python.org/3/library/audit_events.html) that reading never needs."""


def main() -> None:
    """Serve one request and end."""
    request = json.loads(sys.stdin.buffer.read())
    # PDFium prints to the C library's stdout; the answer goes where only we write.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    limits = ReaderLimits(**request["limits"])
    _load_reader("pair" if request.get("beside") else request["kind"])
    _give_up_privileges(limits)
    try:
        document = _read(request, limits)
        written = _to_json({"document": encode(document)})
    except UnreadablePaper as error:
        written = _refusal(error.reason, error.message, error.advice)
    except MemoryError:
        written = _refusal("too_much_memory", "reading it takes more memory than is allowed", "")
    except RecursionError:
        written = _refusal("crashed", "its structure is nested too deeply to be read", "")
    except FileNotFoundError:
        written = _refusal("missing", "the file is not there any more", "")
    except Exception as error:  # The parent reports it; a traceback on a pipe helps nobody.
        written = _refusal("crashed", f"{type(error).__name__}: {str(error)[:200]}", "")
    answer.write(written)
    answer.flush()
    # Libraries' clean-up may crash on what a hostile file left behind; the answer is out.
    os._exit(0)


def _read(request: dict[str, Any], limits: ReaderLimits) -> Document:
    data = _bytes_of(request["path"], limits)
    if not request.get("beside"):
        return read_bytes(data, request, limits)
    from synth.passages.read_pair import read_pair

    beside = _bytes_of(request["beside"], limits)
    if request["kind"] == "pdf":
        return read_pair(data, beside, request, limits, primary="pdf")
    return read_pair(beside, data, request, limits, primary="source")


def _bytes_of(path: str, limits: ReaderLimits) -> bytes:
    with open(path, "rb") as file:
        data = file.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise UnreadablePaper(
            f"the file is larger than {limits.file_bytes >> 20} MB",
            reason="too_large",
            advice="Give a smaller file.",
        )
    return data


def read_bytes(data: bytes, request: dict[str, Any], limits: ReaderLimits) -> Document:
    """Read a file's bytes by what they are, whatever the file is called.

    Raises `UnreadablePaper` with the reason.
    """
    is_pdf = b"%PDF" in data[:1024] and not data.startswith(b"\x1f\x8b")
    if request["kind"] == "pdf" or (is_pdf and request["kind"] == "source"):
        from synth.passages.read_pdf import read_pdf

        return read_pdf(data, request, limits)
    if request["kind"] == "text":
        return _read_plain(data, request)
    from synth.passages.read_source import read_source

    return read_source(data, request, limits)


def _read_plain(data: bytes, request: dict[str, Any]) -> Document:
    from synth.passages.pieces import Source
    from synth.passages.plain_text import decode_text, document_of_text
    from synth.passages.read_source import MAX_TEXT, too_long

    text = decode_text(data)
    if len(text) > MAX_TEXT:
        raise too_long()
    return document_of_text(text, Source(request["paper_id"], request["version"], request["sha256"]))


# ------------------------------------------------------------------- limits


def _load_reader(kind: str) -> None:
    """Import what reading takes while Python may still keep the compiled modules for the next process."""
    importlib.import_module(f"synth.passages.{_READERS[kind]}")
    sys.dont_write_bytecode = True
    # A page makes many short lists and no cycles: looking for those is time lost.
    gc.set_threshold(100_000)


def _give_up_privileges(limits: ReaderLimits) -> None:
    seconds = int(limits.seconds) + 1
    for what, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(what)
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
    sys.addaudithook(_forbid)


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _forbid(event: str, arguments: tuple[Any, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"a reading process may not do {event}")
    # os.open gives no mode, only flags; builtin open gives both.
    if event == "open" and arguments[2] & _WRITING:
        raise PermissionError("a reading process may not write files")


# ------------------------------------------------------------------- answers


def encode(document: Document) -> dict[str, Any]:
    """Write a document as plain JSON values; a passage's text is left to its offsets."""
    return {
        "kind": document.kind,
        "text": document.text,
        "page_starts": document.page_starts,
        "title": document.title,
        "warnings": document.warnings,
        "passages": [
            [
                p.kind,
                p.where,
                p.section,
                p.page,
                p.line,
                p.start,
                p.end,
                [_box_row(box) for box in p.boxes],
            ]
            for p in document.passages
        ],
        "tables": [
            [
                t.label,
                t.table.caption,
                t.table.columns,
                t.table.rows,
                t.row_headers,
                t.spans,
                t.page,
                t.line,
                t.section,
                [[box and _box_row(box) for box in row] for row in t.boxes],
                t.best,
            ]
            for t in document.tables
        ],
    }


def _box_row(box: Box) -> list[float]:
    return [box.page, box.x0, box.y0, box.x1, box.y1]


def _refusal(reason: str, message: str, advice: str) -> bytes:
    return _to_json({"error": {"reason": reason, "message": message, "advice": advice}})


def _to_json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


if __name__ == "__main__":
    main()
