"""The network edge: one session for all requests, with time limits, retries and a cache of answers.

The only file that knows requests and urllib3; what it raises is of Synth's own tree.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import requests
from urllib3.exceptions import ConnectTimeoutError, InvalidHeader, MaxRetryError, ProtocolError
from urllib3.util import Retry

from synth import __version__
from synth.errors import (
    DocumentRejected,
    PaperNotFound,
    SourceError,
    SourceUnavailable,
    StoreError,
    UsageError,
)
from synth.papers.addresses import follow, host
from synth.papers.limiter import LONGEST_PAUSE_S, Limiter
from synth.papers.terms import Terms, hurried, in_update, usual_terms
from synth.settings import Settings

if TYPE_CHECKING:
    from synth.papers.answer_cache import AnswerCache

__all__ = ["Answer", "Download", "Transport"]

ANSWER_BYTES = 50 * 2**20
"""Size of an API answer at most; 2,000 records of arXiv are about 5 MB."""

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_BACKOFF_S = 60.0
_MAX_REDIRECTS = 5
_CHUNK_BYTES = 64 * 1024
_BAD_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)

_NO_NETWORK = (
    "Check the network and SYNTH_ARXIV_URL. What was fetched is kept: the same command goes on from there, "
    "and --offline works from the cache alone."
)

T = TypeVar("T")


class Answer(NamedTuple):
    """What an API said."""

    status: int
    body: bytes
    is_cached: bool
    """True when no request was made for it."""


class Download(NamedTuple):
    """A file that came whole and passed its check."""

    sha256: str
    size: int
    etag: str | None


class _PassingFailureError(Exception):
    """A try that failed in a way that another may not."""

    def __init__(
        self,
        message: str,
        *,
        cause: Exception | None = None,
        status: int | None = None,
        retry_after: str | None = None,
        is_rejection: bool = False,
    ) -> None:
        super().__init__(message)
        self.cause = cause
        self.status = status
        self.retry_after = retry_after
        self.is_rejection = is_rejection


class Transport:
    """Makes requests politely, and never the same one twice.

    Args:
        settings: Home, intervals, time limits and retries.
        backoff_s: Seconds before the second try; doubled with each further one, up to a minute.
        sleep: Waits for seconds; tests pass their own.
        notify: Hears, in words for a reader, why a request has to wait.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        backoff_s: float = 1.0,
        sleep: Callable[[float], None] = time.sleep,
        notify: Callable[[str], None] | None = None,
    ) -> None:
        self.settings = settings
        self._backoff_s = backoff_s
        self._sleep = sleep
        self._notify = notify or (lambda _: None)
        self._counting = threading.Lock()
        self._n_requests = 0
        self._session = _build_session()
        self._today: dict[str, bytes] = {}
        self._limiters: dict[str, Limiter] = {}
        self._api = usual_terms(settings, "api", settings.arxiv_interval_s, backoff_s)
        self._documents = usual_terms(settings, "documents", settings.document_interval_s, backoff_s)

    @property
    def requests_made(self) -> int:
        """Requests that went over the network, retries and redirects included."""
        return self._n_requests

    def __enter__(self) -> Transport:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back connections and the cache's files."""
        self._session.close()
        if "_answers" in self.__dict__:
            self._answers.close()

    @cached_property
    def _answers(self) -> AnswerCache:
        # Its library takes a third of a second to import, and an update in which nothing changed asks once.
        from synth.papers.answer_cache import AnswerCache

        return AnswerCache(self.settings.home / "http")

    def get_answer(
        self,
        url: str,
        *,
        find_problem: Callable[[int, bytes], str | None],
        is_today: bool = False,
        terms: Terms | None = None,
    ) -> Answer:
        """Ask an API, or take its answer from the cache while it is fresh.

        An answer with a problem is asked for again and never kept; offline, age does not count.

        Args:
            url: The whole address with its query.
            find_problem: Says why an answer of this status and body can't be believed.
            is_today: The cache of answers is left alone: only what this transport was told counts.
            terms: Those of the host; arXiv's by default.

        Raises:
            SourceUnavailable: Out of reach, refusing or answering rubbish after all retries, or
                offline and not in the cache; offline and `is_today` in any case.
        """
        terms = terms or self._api
        body = self._today.get(url) if is_today else self._find(url)
        if body is not None:
            return Answer(200, body, True)
        self._refuse_offline(url, "today's answer is wanted" if is_today else f"{url} is not in the cache")

        def attempt() -> Answer:
            """Ask once; what another attempt may mend is raised as a passing failure."""
            with self._limiter(terms).slot(), self._open(url, terms) as response:
                body = b"".join(_read(response, ANSWER_BYTES, time.monotonic() + terms.request_s))
            problem = find_problem(response.status_code, body)
            if problem:
                raise _PassingFailureError(problem, status=response.status_code)
            if response.status_code == 200 and is_today:
                self._today[url] = body
            elif response.status_code == 200:
                self._answers.keep(url, body)
            return Answer(response.status_code, body, False)

        return self._retry(url, attempt, terms)

    def download(
        self, url: str, part: Path, *, max_bytes: int, find_problem: Callable[[Path], str | None]
    ) -> Download:
        """Fetch a document into `part`, flushed to disk, whole and checked; `part` is overwritten.

        Args:
            url: The document's address.
            part: Where it is written; the caller renames it once it is good.
            max_bytes: More than this is refused.
            find_problem: Says why the file is not the document that was asked for.

        Raises:
            PaperNotFound: The server knows no such document (404, 410).
            DocumentRejected: What came was none, after all retries.
            SourceUnavailable: As for `get_answer`.
        """
        self._refuse_offline(url, f"{url} is not in the cache")
        # Compression on the way would make Content-Length useless as a check.
        terms = self._documents._replace(headers=(("Accept-Encoding", "identity"),))

        def attempt() -> Download:
            """Download once, into the part file; what another attempt may mend is a passing failure."""
            with self._limiter(terms).slot(), self._open(url, terms) as response:
                _raise_for_document(response)
                size, sha256 = _write(part, _read(response, max_bytes, time.monotonic() + terms.request_s))
            problem = _length_problem(response, size) or find_problem(part)
            if problem:
                raise _PassingFailureError(problem, status=response.status_code, is_rejection=True)
            return Download(sha256, size, response.headers.get("ETag"))

        return self._retry(url, attempt, terms)

    @property
    def update_terms(self) -> Terms:
        """Terms of arXiv in an update."""
        return in_update(self._api)

    def hurried_terms(self, lane: str, interval_s: float, headers: tuple[tuple[str, str], ...] = ()) -> Terms:
        """Return terms for what can be put off to another day.

        Args:
            lane: Whose turn a request takes.
            interval_s: Seconds between requests of the lane.
            headers: Sent with every request.
        """
        return hurried(usual_terms(self.settings, lane, interval_s, self._backoff_s), headers)

    def _find(self, url: str) -> bytes | None:
        max_age_s = None if self.settings.is_offline else self.settings.api_cache_s
        return self._answers.find(url, max_age_s)

    def _limiter(self, terms: Terms) -> Limiter:
        with self._counting:
            if terms.lane not in self._limiters:
                stamp = self.settings.home / "locks" / f"{terms.lane}.stamp"
                self._limiters[terms.lane] = Limiter(stamp, terms.interval_s, sleep=self._sleep)
            return self._limiters[terms.lane]

    # ------------------------------------------------------------------ one request

    @contextmanager
    def _open(self, url: str, terms: Terms) -> Iterator[requests.Response]:
        """Send a GET and follow redirects on the same host; translate what requests raises."""
        timeouts_s = (terms.connect_timeout_s, terms.silence_s)
        try:
            for _ in range(_MAX_REDIRECTS):
                with self._counting:
                    self._n_requests += 1
                with self._session.get(
                    url,
                    headers=dict(terms.headers),
                    timeout=timeouts_s,
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    if not response.is_redirect:
                        _raise_for_passing(response)
                        yield response
                        return
                    url = follow(url, response.headers["Location"])
        except _BAD_ADDRESS as error:
            raise UsageError(
                f"{url} is not an address: {error}",
                advice="SYNTH_ARXIV_URL should look like https://export.arxiv.org",
            ) from error
        except requests.exceptions.SSLError as error:
            raise SourceUnavailable(
                f"{host(url)} has no certificate to trust: {error}", url=url, advice=_NO_NETWORK
            ) from error
        except requests.exceptions.RequestException as error:
            raise _PassingFailureError(_describe(error), cause=_root_cause(error)) from error
        raise SourceUnavailable(
            f"{url} redirects more than {_MAX_REDIRECTS} times", url=url, advice=_NO_NETWORK
        )

    # ------------------------------------------------------------------ retries

    def _retry(self, url: str, attempt: Callable[[], T], terms: Terms) -> T:
        limiter = self._limiter(terms)
        budget = Retry(
            total=terms.retries,
            connect=min(terms.connect_retries, terms.retries),
            backoff_factor=terms.backoff_s,
            backoff_max=_LONGEST_BACKOFF_S,
        )
        n_tries = 0
        started_s = time.monotonic()
        while True:
            n_tries += 1
            try:
                return attempt()
            except _PassingFailureError as failure:
                asked_s = _retry_after_s(failure.retry_after, budget)
                if asked_s is not None:
                    # Also when we give up: others that share the home would only be refused too.
                    limiter.hold_off(asked_s)
                    if asked_s > terms.longest_wait_s:
                        raise _final_error(url, failure, n_tries) from failure
                if time.monotonic() - started_s > terms.tries_s:
                    raise _final_error(url, failure, n_tries) from failure
                cause = failure.cause or ProtocolError(str(failure))
                try:
                    budget = budget.increment(method="GET", url=url, error=cause)
                except MaxRetryError:
                    raise _final_error(url, failure, n_tries) from failure
                # A rejected document is no sign of a tired server, and the next copy may be whole.
                backoff_s = 0.0 if failure.is_rejection else budget.get_backoff_time()
                self._pause(url, failure, max(asked_s or 0.0, backoff_s, terms.backoff_s))

    def _pause(self, url: str, failure: _PassingFailureError, wait_s: float) -> None:
        self._notify(f"{host(url)}: {failure}; next try in {wait_s:.3g} s")
        self._sleep(wait_s)

    def _refuse_offline(self, url: str, reason: str) -> None:
        if self.settings.is_offline:
            raise SourceUnavailable(
                f"{reason}, and the network is off",
                url=url,
                advice="Give the command once without --offline (SYNTH_OFFLINE), or use --source demo.",
            )


def _build_session() -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = f"Synth/{__version__} (literature synthesis; one request at a time)"
    # Without an auth of its own requests looks into ~/.netrc, and would send a password found there.
    session.auth = lambda request: request
    return session


def _read(response: requests.Response, max_bytes: int, deadline_s: float) -> Iterator[bytes]:
    n_bytes = 0
    for chunk in response.iter_content(_CHUNK_BYTES):
        n_bytes += len(chunk)
        if n_bytes > max_bytes:
            raise DocumentRejected(
                f"{response.url} is larger than {max_bytes / 2**20:.0f} MB",
                url=str(response.url),
                advice="Leave the paper out, or raise the limit on a document's size.",
            )
        if time.monotonic() > deadline_s:
            raise _PassingFailureError("the answer trickles in too slowly")
        yield chunk


def _write(part: Path, chunks: Iterator[bytes]) -> tuple[int, str]:
    sha256 = hashlib.sha256()
    size = 0
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            for chunk in chunks:
                sha256.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except requests.exceptions.RequestException:
        raise  # an OSError by descent, but the network's and not the disk's
    except OSError as error:
        raise StoreError(
            f"{part} can't be written: {error}",
            advice="Make room or make the folder writable, or set SYNTH_HOME to one that is.",
        ) from error
    return size, sha256.hexdigest()


def _length_problem(response: requests.Response, size: int) -> str | None:
    promised = response.headers.get("Content-Length", "")
    if response.headers.get("Content-Encoding") or not promised.isdecimal():
        return None
    return None if int(promised) == size else f"{size} of {promised} bytes came"


def _raise_for_passing(response: requests.Response) -> None:
    if response.status_code in _PASSING:
        raise _PassingFailureError(
            f"HTTP {response.status_code}",
            status=response.status_code,
            retry_after=response.headers.get("Retry-After"),
        )


def _raise_for_document(response: requests.Response) -> None:
    url = str(response.url)
    if response.status_code in (404, 410):
        raise PaperNotFound(f"there is no document at {url}")
    if response.status_code != 200:
        raise SourceUnavailable(
            f"{url} answers HTTP {response.status_code}",
            url=url,
            status=response.status_code,
            advice="Open the address in a browser; arXiv shuts out addresses that ask too often.",
        )


def _retry_after_s(header: str | None, budget: Retry) -> float | None:
    if header is None:
        return None
    try:
        return min(budget.parse_retry_after(header), LONGEST_PAUSE_S)
    except InvalidHeader:
        return None


def _root_cause(error: Exception) -> Exception | None:
    """Dig out urllib3's own error, by which its `Retry` tells an unreachable host from a broken answer."""
    inner = error.args[0] if error.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ProxyError):
        return reason if isinstance(reason, ConnectTimeoutError) else ConnectTimeoutError(str(error))
    return reason if isinstance(reason, ConnectTimeoutError) else None


def _describe(error: Exception) -> str:
    if isinstance(error, requests.exceptions.Timeout):
        return "no answer in time"
    if _root_cause(error) is not None:
        return "can't be reached"
    if isinstance(error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return "the answer broke off"
    return f"the connection broke ({type(error).__name__})"


def _final_error(url: str, failure: _PassingFailureError, n_tries: int) -> SourceError:
    tries = f"{n_tries} tries" if n_tries > 1 else "one try"
    if failure.is_rejection:
        return DocumentRejected(
            f"{url} did not send the document in {tries}: {failure}",
            url=url,
            status=failure.status,
            advice="Open the address in a browser; if the document is there, give the same command again.",
        )
    advice = _NO_NETWORK
    if failure.status == 429:
        advice = "The server asks for fewer requests. Wait some minutes, then give the same command again."
    message = f"{host(url)} gave no usable answer in {tries}: {failure}"
    return SourceUnavailable(message, url=url, status=failure.status, advice=advice)
