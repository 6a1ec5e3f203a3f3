"""Stand-ins for Crossref and OpenAlex on the loopback: works by DOI, in batches or alone.

python -m tests.standin.registers crossref --works FILE --port 8001
SYNTH_CROSSREF_URL=http://127.0.0.1:8001 SYNTH_REGISTER_INTERVAL_S=0 synth update RUN

FILE is a JSON object of records by DOI, as `crossref_work` and `openalex_work` make them; it is read anew
at each request.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from tests.standin.loopback import LoopbackServer

Work = dict[str, Any]

_CROSSREF_FIELDS = frozenset({"DOI", "title", "updated-by", "update-to", "relation", "type", "publisher"})
_MOST_VALUES = 100
_LONGEST_PATH = 4_096


def update(
    kind: str, notice: str, *, source: str = "publisher", day: tuple[int, ...] | None = (2024, 5, 6)
) -> Work:
    """An entry of `updated-by` or `update-to`, as Crossref writes it."""
    entry: Work = {"DOI": notice, "type": kind, "label": kind.title(), "source": source}
    if day is not None:
        entry["updated"] = {"date-parts": [list(day)]}
    if source == "retraction-watch":
        entry["record-id"] = "4711"
    return entry


def crossref_work(doi: str, *updates: Work, title: str = "On Moss", **fields: Any) -> Work:
    """A work's record at Crossref, with the notices about it."""
    work: Work = {"DOI": doi, "title": [title], "type": "journal-article", "publisher": "Fern Press"}
    if updates:
        work["updated-by"] = list(updates)
    return work | fields


def openalex_work(doi: str, *, is_retracted: object = False) -> Work:
    """A work's record at OpenAlex."""
    return {"id": "https://openalex.org/W4711", "doi": f"https://doi.org/{doi}", "is_retracted": is_retracted}


class RegisterStandin:
    """A server on 127.0.0.1 while the `with` block lasts.

    Args:
        kind: Whose protocol it speaks.
        works: Records by DOI in lower case, or a file with them.
        port: 0 takes a free one.
    """

    def __init__(
        self, kind: Literal["crossref", "openalex"], works: Mapping[str, Work] | Path, *, port: int = 0
    ) -> None:
        self.kind = kind
        self._works: Mapping[str, Work] | Path = works
        self.fault: str | None = None
        """What every request meets: "500", "403", "429", "429_retry_after", "truncate", "html", "reset",
        "list", "null", "deep", "items" or "hang"."""
        self.n_faults: int | None = None
        """Requests that meet it; None for all."""
        self.requests: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.release = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """What `SYNTH_CROSSREF_URL` or `SYNTH_OPENALEX_URL` is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def works(self) -> Mapping[str, Work]:
        """Records by DOI."""
        if isinstance(self._works, Path):
            works: dict[str, Work] = json.loads(self._works.read_text("utf-8"))
            return works
        return self._works

    @works.setter
    def works(self, works: Mapping[str, Work] | Path) -> None:
        self._works = works

    def __enter__(self) -> RegisterStandin:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def draw(self) -> str | None:
        """The fault of the next request."""
        if self.n_faults is None:
            return self.fault
        self.n_faults -= 1
        return self.fault if self.n_faults >= 0 else None

    def answer(self, path: str) -> tuple[int, Any]:
        """Status and content: an object to be sent as JSON, or text."""
        address = urlsplit(path)
        # Values are unquoted one by one: a quoted comma within one must not part it.
        query = dict(pair.partition("=")[::2] for pair in address.query.split("&") if pair)
        if len(path) > _LONGEST_PATH:
            return 414, "Request-URI Too Long"
        speak = _crossref if self.kind == "crossref" else _openalex
        return speak(self.works, unquote(address.path), query)


def _crossref(works: Mapping[str, Work], path: str, query: Mapping[str, str]) -> tuple[int, Any]:
    def ok(kind: str, message: Any) -> tuple[int, Any]:
        return 200, {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}

    if path.startswith("/works/"):
        work = works.get(path.removeprefix("/works/").lower())
        return ok("work", work) if work and not query else (404, "Resource not found.")
    filters = unquote(query.get("filter", "")).split(",")
    select = query.get("select", "DOI").split(",")
    if (
        path != "/works"
        or any(not item.startswith("doi:10.") for item in filters)
        or not set(select) <= _CROSSREF_FIELDS
    ):
        return 400, {"status": "failed", "message-type": "validation-failure", "message": []}
    found = [works[doi] for item in filters if (doi := item.removeprefix("doi:").lower()) in works]
    rows = int(query.get("rows", "20"))
    items = [{name: work[name] for name in select if name in work} for work in found[:rows]]
    return ok("work-list", {"total-results": len(found), "items-per-page": rows, "items": items})


def _openalex(works: Mapping[str, Work], path: str, query: Mapping[str, str]) -> tuple[int, Any]:
    select = query.get("select", "").split(",")

    def shown(work: Work) -> Work:
        return {name: work[name] for name in select if name in work}

    if path.startswith("/works/doi:"):
        work = works.get(path.removeprefix("/works/doi:").lower())
        return (200, shown(work)) if work else (404, "<!doctype html><title>404 Not Found</title>")
    values = unquote(query.get("filter", "")).removeprefix("doi:").split("|")
    per_page = int(query.get("per_page", "25"))
    if path != "/works" or len(values) > _MOST_VALUES or per_page > _MOST_VALUES or "," in query["filter"]:
        return 400, {"error": "Invalid query parameters error.", "message": "too many values"}
    found = [works[doi.lower()] for doi in values if doi.lower() in works]
    return 200, {
        "meta": {"count": len(found), "page": 1},
        "results": [shown(work) for work in found[:per_page]],
    }


_SPOILT: dict[str, bytes] = {
    "html": b"<!DOCTYPE html><html><body>Please wait</body></html>",
    "list": b"[]",
    "null": b'{"message": null, "results": null}',
    "items": b'{"message": {"items": [1, null, "x", []]}, "results": [1, null, "x", []]}',
    "deep": b'{"message":' * 100_000,
}


class _Server(LoopbackServer):
    standin: RegisterStandin


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: `RegisterStandin.requests` is the log."""

    def do_GET(self) -> None:
        standin = self.server.standin
        standin.requests.append(unquote(self.path))
        standin.headers.append(dict(self.headers.items()))
        fault = standin.draw()
        if fault in ("reset", "hang"):
            if fault == "hang":
                standin.release.wait(30)
            self.close_connection = True
            self.connection.close()
        elif fault in ("500", "403", "429", "429_retry_after"):
            self._send(int(fault[:3]), b"no", retry_after="3600" if fault.endswith("after") else None)
        elif fault in _SPOILT:
            self._send(200, _SPOILT[fault])
        else:
            status, content = standin.answer(self.path)
            body = content.encode() if isinstance(content, str) else json.dumps(content).encode()
            self._send(status, body[: len(body) // 2] if fault == "truncate" else body)

    def _send(self, status: int, body: bytes, retry_after: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if retry_after:
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(body)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve records until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin.registers", description=__doc__)
    parser.add_argument("kind", choices=("crossref", "openalex"))
    parser.add_argument("--works", type=Path, required=True, help="JSON object of records by DOI")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    given = parser.parse_args(arguments)
    with RegisterStandin(given.kind, given.works, port=given.port) as standin:
        print(standin.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(standin.requests)} requests", file=sys.stderr)


if __name__ == "__main__":
    main()
