"""A stand-in for arXiv on the loopback: the API's Atom, /pdf, /src, /e-print and /abs of a corpus.

python -m tests.standin.arxiv --corpus FOLDER --port 8000 --fault-429 0.15 --fault-503 0.1
SYNTH_ARXIV_URL=http://127.0.0.1:8000 SYNTH_ARXIV_INTERVAL_S=0 synth report "…"

--newest 2003.11080v3 shows no later version of a paper. --control FILE is read anew at each request, so
that papers change while the server runs; its fields are those of `tests.standin.corpus.View`:

    {"newest": {"2003.11080": 3}, "withdrawn": {"2004.04906": "Withdrawn: Table 2 is wrong"},
     "no_pdf": ["1706.03762v7"], "no_document": [], "unknown": [], "out_of_reach": ["/api/"]}
"""

from __future__ import annotations

import argparse
import hashlib
import re
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.standin.corpus import Corpus, Record, View, corpus_of, read_corpus
from tests.standin.faults import Faults
from tests.standin.feed import write_error, write_feed
from tests.standin.grammar import BadQueryError, parse_query
from tests.standin.loopback import LoopbackServer

_ID = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(\d+))?")
_MAX_RESULTS = 2_000
_PAGE = b"<!DOCTYPE html>\n<html><head><title>arXiv</title></head><body>%s</body></html>\n"


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    path: str
    """With its query, unquoted."""
    moment_s: float
    """`time.monotonic()` at arrival."""
    fault: str | None
    """The fault that it met."""
    headers: Mapping[str, str]


class ArxivStandin:
    """A server on 127.0.0.1 while the `with` block lasts.

    Args:
        corpus: A folder with `papers.jsonl`, or rows with the files' bytes.
        faults: What goes wrong, and how often.
        until: Day up to which versions exist.
        port: 0 takes a free one.
        view: What is shown; `show` changes it later.
        control: A file with a `View` as JSON, read anew at each request.
    """

    def __init__(
        self,
        corpus: Path | Iterable[Mapping[str, Any]],
        *,
        faults: Faults | None = None,
        until: str | None = None,
        port: int = 0,
        view: View | None = None,
        control: Path | None = None,
    ) -> None:
        read = read_corpus if isinstance(corpus, Path) else corpus_of
        self.corpus: Corpus = read(corpus, until)
        self.corpus.view = view or View()
        self.control = control
        self.faults = faults or Faults()
        self.requests: list[Request] = []
        self.stall_on: str | None = None
        """A path whose answer stops in the middle until `release` is set."""
        self.release = threading.Event()
        self._turns: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.standin = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """What `SYNTH_ARXIV_URL` is to be."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> ArxivStandin:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.release.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def log(self, path: str, headers: Mapping[str, str]) -> str | None:
        """Note a request and draw its fault."""
        with self._lock:
            turn = self._turns[path]
            self._turns[path] += 1
            fault = self.faults.draw(path, turn, is_api=path.startswith("/api/"))
            self.requests.append(Request(unquote(path), time.monotonic(), fault, headers))
            return fault

    def show(self, **fields: Any) -> None:
        """Change what is shown; fields that are not named are as at the start."""
        self.corpus.view = View(**fields)

    def is_out_of_reach(self, path: str) -> bool:
        """Say whether an address answers 503 for now, after a look into the control file."""
        if self.control is not None:
            self.corpus.view = View.read(self.control)
        return any(unquote(path).startswith(prefix) for prefix in self.corpus.view.out_of_reach)

    def served(self, prefix: str = "/") -> list[Request]:
        """Requests whose path begins so, in order."""
        return [request for request in self.requests if request.path.startswith(prefix)]

    # ------------------------------------------------------------------ answers

    def answer_query(self, query: Mapping[str, str], *, is_emptied: bool) -> tuple[int, bytes]:
        """The API's answer: status and feed."""
        try:
            start, count = int(query.get("start", "0")), int(query.get("max_results", "10"))
        except ValueError:
            return 400, write_error("start must be an integer")
        if start < 0 or not 0 <= count <= _MAX_RESULTS:
            return 400, write_error(f"max_results must be between 0 and {_MAX_RESULTS}")
        text, id_list = query.get("search_query", "").strip(), query.get("id_list", "").strip()
        try:
            found = self._find(text, [name for name in id_list.split(",") if name])
        except BadQueryError as error:
            return 400, write_error(str(error))
        found = _sort(found, query.get("sortBy", "relevance"), query.get("sortOrder", "descending"))
        page = [] if is_emptied else [record for _, record in found[start : start + count]]
        return 200, write_feed(
            page, query=text, id_list=id_list, total=len(found), start=start, max_results=count
        )

    def _find(self, text: str, ids: list[str]) -> list[tuple[float, Record]]:
        records = [self._resolve(name) for name in ids] if ids else self.corpus.newest()
        known = [record for record in dict.fromkeys(records) if record is not None]
        if not text:
            return [(0.0, record) for record in known] if ids else []
        score = parse_query(text)
        return [(points, record) for record in known if (points := score(record)) > 0]

    def _resolve(self, name: str) -> Record | None:
        match = _ID.fullmatch(name)
        if match is None:
            raise BadQueryError(f"incorrect id format for {name}")
        return self.corpus.find(re.sub(r"\.[A-Z]{2}/", "/", match[1]), int(match[2]) if match[2] else None)

    def find_file(self, path: str) -> tuple[bytes, str] | None:
        """The body and content type of a document's address; None where there is no such document."""
        kind, _, name = path.strip("/").partition("/")
        match = _ID.fullmatch(name.removesuffix(".pdf"))
        record = self._resolve(match[0]) if match else None
        if record is None:
            return None
        if kind == "abs":
            return _PAGE % record.title.encode(), "text/html; charset=utf-8"
        file = record.pdf if kind == "pdf" else record.src
        if file is None:
            return None
        body = file if isinstance(file, bytes) else file.read_bytes()
        return body, "application/pdf" if body.startswith(b"%PDF") else "application/gzip"


def _sort(found: list[tuple[float, Record]], by: str, order: str) -> list[tuple[float, Record]]:
    keys = {
        "relevance": lambda item: item[0],
        "lastUpdatedDate": lambda item: item[1].updated,
        "submittedDate": lambda item: item[1].published,
    }
    return sorted(found, key=keys.get(by, keys["relevance"]), reverse=order != "ascending")


class _Server(LoopbackServer):
    standin: ArxivStandin


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent: `ArxivStandin.requests` is the log."""

    def do_GET(self) -> None:
        standin = self.server.standin
        fault = standin.log(self.path, dict(self.headers.items()))
        if standin.is_out_of_reach(self.path):
            self._send(503, b"Service unavailable", "text/plain")
        elif fault is None or not self._fail(fault):
            self._serve(fault)

    def _serve(self, fault: str | None) -> None:
        standin, address = self.server.standin, urlsplit(self.path)
        if address.path == "/api/query":
            fields = {name: values[0] for name, values in parse_qs(address.query).items()}
            status, body = standin.answer_query(fields, is_emptied=fault == "empty")
            if fault == "malformed":
                body = body[: len(body) * 2 // 3]
            self._send(status, body, "application/atom+xml; charset=utf-8", is_cut=fault == "truncate")
            return
        found = standin.find_file(unquote(address.path))
        if found is None:
            self._send(404, _PAGE % b"Not found", "text/html; charset=utf-8")
            return
        body, kind = found
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self._send(304, b"", kind, etag=etag)
            return
        is_stalled = standin.stall_on is not None and standin.stall_on in self.path
        self._send(200, body, kind, etag=etag, is_cut=fault == "truncate", is_stalled=is_stalled)

    def _fail(self, fault: str) -> bool:
        """Act out the faults that leave no answer; False for those that spoil it."""
        standin = self.server.standin
        if fault in ("429", "429_retry_after", "503"):
            headers = {"Retry-After": standin.faults.retry_after} if fault != "429" else {}
            body = b"Rate exceeded." if fault != "503" else b"Service unavailable"
            self._send(int(fault[:3]), body, "text/plain", headers=headers)
        elif fault == "reset":
            # No lingering: the kernel sends RST in place of FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()
        elif fault == "hang":
            standin.release.wait(standin.faults.hang_s)
            self.close_connection = True
        elif fault == "html":
            self._send(200, _PAGE % b"Please wait", "text/html; charset=utf-8")
        else:
            return False
        return True

    def _send(
        self,
        status: int,
        body: bytes,
        kind: str,
        *,
        etag: str | None = None,
        headers: Mapping[str, str] | None = None,
        is_cut: bool = False,
        is_stalled: bool = False,
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if is_cut or is_stalled:
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            if is_cut:
                self.close_connection = True
                return
            self.server.standin.release.wait()
            body = body[len(body) // 2 :]
        self.wfile.write(body)


def main(arguments: list[str] | None = None) -> None:
    """Serve a corpus until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.standin.arxiv", description="A stand-in for arXiv")
    parser.add_argument("--corpus", type=Path, required=True, help="folder with papers.jsonl, pdf/ and src/")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--until", metavar="YYYY-MM-DD", help="hide versions of later days")
    parser.add_argument(
        "--newest",
        metavar="ID",
        action="append",
        default=[],
        help="hide versions after this one: 2003.11080v3",
    )
    parser.add_argument("--control", type=Path, help="JSON file with what is shown, read at each request")
    parser.add_argument("--seed", type=int, default=0)
    for name in ("429", "503", "reset", "truncate", "html", "hang", "empty", "malformed"):
        parser.add_argument(f"--fault-{name}", type=float, default=0.0, metavar="RATE")
    given = parser.parse_args(arguments)
    faults = Faults(
        rate_429=given.fault_429,
        rate_503=given.fault_503,
        reset=given.fault_reset,
        truncate=given.fault_truncate,
        html=given.fault_html,
        hang=given.fault_hang,
        empty=given.fault_empty,
        malformed=given.fault_malformed,
        seed=given.seed,
    )
    newest = {name: int(version) for name, _, version in (item.rpartition("v") for item in given.newest)}
    with ArxivStandin(
        given.corpus,
        faults=faults,
        until=given.until,
        port=given.port,
        view=View(newest=newest),
        control=given.control,
    ) as standin:
        print(standin.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(standin.requests)} requests", file=sys.stderr)


if __name__ == "__main__":
    main()
