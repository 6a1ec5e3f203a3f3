from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from synth import __version__
from synth.errors import DocumentRejected, PaperNotFound, SourceUnavailable, StoreError, UsageError
from synth.papers.addresses import follow
from synth.papers.http import Transport
from synth.papers.limiter import LONGEST_PAUSE_S
from synth.settings import Settings

Reply = tuple[int, dict[str, str], bytes]


class Scripted(ThreadingHTTPServer):
    """Gives the replies of a script in turn, the last one for ever; remembers what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Scripted

    def log_message(self, format: str, *args: object) -> None: ...

    def do_GET(self) -> None:
        turn = min(len(self.server.asked), len(self.server.replies) - 1)
        self.server.asked.append((self.path, dict(self.headers.items())))
        status, headers, body = self.server.replies[turn]
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(*replies: Reply) -> Iterator[Scripted]:
    server = Scripted(list(replies))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


OK: Reply = (200, {}, b"good")


def good(status: int, body: bytes) -> str | None:
    return None if body == b"good" else "not good"


def any_file(path: Path) -> str | None:
    return None


@pytest.fixture
def naps() -> list[float]:
    return []


@pytest.fixture
def make(tmp_path: Path, naps: list[float]) -> Iterator[Callable[..., Transport]]:
    made: list[Transport] = []

    def make_one(url: str = "http://127.0.0.1:9", backoff_s: float = 0.0, **changes: object) -> Transport:
        values = {"arxiv_interval_s": 0.0, "document_interval_s": 0.0, "request_timeout_s": 5.0, **changes}
        settings = Settings(home=tmp_path / "home", arxiv_url=url, **values)
        made.append(Transport(settings, backoff_s=backoff_s, sleep=naps.append))
        return made[-1]

    yield make_one
    for transport in made:
        transport.close()


def test_an_answer_is_asked_for_once(make: Callable[..., Transport]) -> None:
    with serving(OK) as server:
        first, second = make(), make()
        assert first.get_answer(server.url, find_problem=good) == (200, b"good", False)
        assert second.get_answer(server.url, find_problem=good) == (200, b"good", True)
        assert (first.requests_made, second.requests_made, len(server.asked)) == (1, 0, 1)


def test_requests_name_synth(make: Callable[..., Transport]) -> None:
    with serving(OK) as server:
        make().get_answer(server.url, find_problem=good)
        assert server.asked[0][1]["User-Agent"].startswith(f"Synth/{__version__}")


def test_an_old_answer_is_asked_for_again(make: Callable[..., Transport]) -> None:
    with serving(OK) as server:
        make().get_answer(server.url, find_problem=good)
        assert not make(api_cache_s=0.0).get_answer(server.url, find_problem=good).is_cached


def test_offline_answers_come_from_the_cache_whatever_their_age(make: Callable[..., Transport]) -> None:
    with serving(OK) as server:
        make().get_answer(server.url, find_problem=good)
    offline = make(is_offline=True, api_cache_s=0.0)
    assert offline.get_answer(server.url, find_problem=good).body == b"good"
    with pytest.raises(SourceUnavailable) as caught:
        offline.get_answer(server.url + "/other", find_problem=good)
    assert "--offline" in caught.value.advice
    assert offline.requests_made == 0


def test_a_bad_answer_is_asked_for_again_and_never_kept(make: Callable[..., Transport]) -> None:
    with serving((200, {}, b"half"), OK) as server:
        transport = make()
        assert transport.get_answer(server.url, find_problem=good).body == b"good"
        assert len(server.asked) == 2
    with serving((200, {}, b"half")) as server:
        transport = make(request_retries=2)
        with pytest.raises(SourceUnavailable, match="in 3 tries: not good"):
            transport.get_answer(server.url, find_problem=good)
        with pytest.raises(SourceUnavailable):
            make(is_offline=True).get_answer(server.url, find_problem=good)


def test_an_answer_that_is_an_error_is_given_back_but_not_kept(make: Callable[..., Transport]) -> None:
    with serving((400, {}, b"good")) as server:
        transport = make()
        for _ in range(2):
            assert transport.get_answer(server.url, find_problem=good) == (400, b"good", False)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_passing_refusals_are_retried(make: Callable[..., Transport], status: int) -> None:
    with serving((status, {}, b""), (status, {}, b""), OK) as server:
        transport = make()
        assert transport.get_answer(server.url, find_problem=good).body == b"good"
        assert transport.requests_made == 3


def test_retries_end(make: Callable[..., Transport]) -> None:
    with serving((429, {}, b"Rate exceeded.")) as server:
        with pytest.raises(SourceUnavailable) as caught:
            make(request_retries=3).get_answer(server.url, find_problem=good)
        assert len(server.asked) == 4
    assert caught.value.status == 429
    assert "fewer requests" in caught.value.advice
    assert caught.value.exit_code == 4


def test_the_pause_doubles(make: Callable[..., Transport], naps: list[float]) -> None:
    with serving((503, {}, b"")) as server, pytest.raises(SourceUnavailable):
        make(backoff_s=2.0, request_retries=7).get_answer(server.url, find_problem=good)
    assert naps == [2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0]


@pytest.mark.parametrize(
    ("header", "low", "high"),
    [
        ("7", 7.0, 7.0),
        (" 7 ", 7.0, 7.0),
        ("0", 1.0, 1.0),  # no less than our own pause
        ("86400", LONGEST_PAUSE_S, LONGEST_PAUSE_S),
        ("Fri, 31 Dec 2100 23:59:59 GMT", LONGEST_PAUSE_S, LONGEST_PAUSE_S),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 1.0, 1.0),
        ("soon", 1.0, 1.0),
    ],
)
def test_retry_after_is_honoured(
    make: Callable[..., Transport], naps: list[float], header: str, low: float, high: float
) -> None:
    with serving((429, {"Retry-After": header}, b""), OK) as server:
        make(backoff_s=1.0).get_answer(server.url, find_problem=good)
    assert len(naps) == 1
    assert low <= naps[0] <= high


def test_retry_after_holds_off_other_processes_too(make: Callable[..., Transport], naps: list[float]) -> None:
    with serving((429, {"Retry-After": "50"}, b""), OK) as server:
        with pytest.raises(SourceUnavailable):
            make(arxiv_interval_s=3.0, request_retries=0).get_answer(server.url, find_problem=good)
        make(arxiv_interval_s=3.0).get_answer(server.url, find_problem=good)
    assert len(naps) == 1
    assert 20 < naps[0] <= 50


def test_a_host_out_of_reach_is_given_up_soon(make: Callable[..., Transport]) -> None:
    transport = make(request_retries=8)
    with pytest.raises(SourceUnavailable, match=r"in 3 tries: can't be reached") as caught:
        transport.get_answer("http://127.0.0.1:9/", find_problem=good)
    assert "--offline" in caught.value.advice


def test_an_answer_of_an_earlier_command_is_not_todays(make: Callable[..., Transport]) -> None:
    with serving(OK) as server:
        make().get_answer(server.url, find_problem=good)
        transport = make()
        first = transport.get_answer(server.url, find_problem=good, is_today=True)
        second = transport.get_answer(server.url, find_problem=good, is_today=True)
        assert (first.is_cached, second.is_cached, len(server.asked)) == (False, True, 2)
        with pytest.raises(SourceUnavailable, match="today's answer is wanted, and the network is off"):
            make(is_offline=True).get_answer(server.url, find_problem=good, is_today=True)


def test_a_question_that_can_wait_a_day_is_not_waited_for(
    make: Callable[..., Transport], naps: list[float]
) -> None:
    transport = make(backoff_s=2.0)
    with pytest.raises(SourceUnavailable, match="in 2 tries: can't be reached"):
        transport.get_answer(
            "http://127.0.0.1:9/", find_problem=good, terms=transport.hurried_terms("moss", 0.0)
        )
    with serving((503, {}, b"")) as server, pytest.raises(SourceUnavailable, match="in 4 tries"):
        transport.get_answer(server.url, find_problem=good, terms=transport.hurried_terms("moss", 0.0))
    assert sum(naps) < 3


def test_an_update_waits_for_arxiv_but_not_for_a_dead_host(
    make: Callable[..., Transport], naps: list[float]
) -> None:
    transport = make(backoff_s=2.0, request_retries=8)
    with serving((503, {}, b""), (429, {"Retry-After": "50"}, b""), OK) as server:
        assert not transport.get_answer(server.url, find_problem=good, terms=transport.update_terms).is_cached
    assert naps == [2.0, 50.0]
    with pytest.raises(SourceUnavailable, match="in 2 tries: can't be reached"):
        transport.get_answer("http://127.0.0.1:9/", find_problem=good, terms=transport.update_terms)


def test_a_server_that_asks_for_a_long_pause_is_given_up_and_left_alone(
    make: Callable[..., Transport], naps: list[float]
) -> None:
    with serving((429, {"Retry-After": "50"}, b""), OK) as server:
        transport = make()
        terms = transport.hurried_terms("moss", 3.0)
        with pytest.raises(SourceUnavailable, match="in one try"):
            transport.get_answer(server.url, find_problem=good, terms=terms)
        assert naps == []
        transport.get_answer(server.url, find_problem=good, terms=terms)
    assert 20 < naps[0] <= 50


def test_a_try_that_took_long_is_not_made_again_for_what_can_wait(make: Callable[..., Transport]) -> None:
    transport = make()
    with serving((503, {}, b"")) as server:
        terms = transport.hurried_terms("moss", 0.0)._replace(tries_s=0.0)
        with pytest.raises(SourceUnavailable, match="in one try"):
            transport.get_answer(server.url, find_problem=good, terms=terms)


def test_lanes_do_not_wait_for_each_other(make: Callable[..., Transport], naps: list[float]) -> None:
    with serving(OK) as server:
        transport = make(arxiv_interval_s=3.0)
        transport.get_answer(f"{server.url}/a", find_problem=good)
        transport.get_answer(f"{server.url}/b", find_problem=good, terms=transport.hurried_terms("moss", 3.0))
        assert naps == []
        transport.get_answer(f"{server.url}/c", find_problem=good, terms=transport.hurried_terms("moss", 3.0))
        assert len(naps) == 1


def test_a_server_that_says_nothing_is_given_up(make: Callable[..., Transport]) -> None:
    silent = threading.Event()

    class Silent(_Handler):
        def do_GET(self) -> None:
            silent.wait(5)

    with serving(OK) as server:
        server.RequestHandlerClass = Silent
        with pytest.raises(SourceUnavailable, match="no answer in time"):
            make(request_timeout_s=0.05, request_retries=1).get_answer(server.url, find_problem=good)
        silent.set()


def test_an_answer_that_never_ends_is_given_up(
    make: Callable[..., Transport], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("synth.papers.http.ANSWER_BYTES", 1_000)
    with serving((200, {}, b"x" * 2_000)) as server, pytest.raises(DocumentRejected, match="larger than"):
        make().get_answer(server.url, find_problem=good)


@pytest.mark.parametrize("url", ["gopher://arxiv.example/api", "arxiv", "http://", "http://[::1/api"])
def test_an_address_that_is_none_is_the_users(make: Callable[..., Transport], url: str) -> None:
    with pytest.raises(UsageError) as caught:
        make().get_answer(url, find_problem=good)
    assert "SYNTH_ARXIV_URL" in caught.value.advice


def test_redirects_stay_with_their_host(make: Callable[..., Transport]) -> None:
    with serving((301, {"Location": "/moved"}, b""), OK) as server:
        assert make().get_answer(server.url + "/a", find_problem=good).body == b"good"
        assert [path for path, _ in server.asked] == ["/a", "/moved"]


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data", "file:///etc/passwd"]
)
def test_redirects_elsewhere_are_not_followed(make: Callable[..., Transport], target: str) -> None:
    with (
        serving((302, {"Location": target}, b"")) as server,
        pytest.raises(SourceUnavailable, match="another host"),
    ):
        make().get_answer(server.url, find_problem=good)


@pytest.mark.parametrize(
    ("url", "location", "target"),
    [
        ("https://arxiv.org/pdf/1.pdf", "/pdf/1", "https://arxiv.org/pdf/1"),
        ("http://arxiv.org/pdf/1", "https://arxiv.org/pdf/1", "https://arxiv.org/pdf/1"),
        ("https://export.arxiv.org/pdf/1", "https://arxiv.org/pdf/1", "https://arxiv.org/pdf/1"),
        ("https://arxiv.org/pdf/1", "http://arxiv.org/pdf/1", None),
        ("https://arxiv.org/pdf/1", "https://arxiv.org.example/pdf/1", None),
        ("http://mirror.example/pdf/1", "https://arxiv.org/pdf/1", None),
    ],
)
def test_where_a_redirect_may_lead(url: str, location: str, target: str | None) -> None:
    if target is None:
        with pytest.raises(SourceUnavailable):
            follow(url, location)
    else:
        assert follow(url, location) == target


def test_redirects_in_a_circle_end(make: Callable[..., Transport]) -> None:
    with (
        serving((302, {"Location": "/again"}, b"")) as server,
        pytest.raises(SourceUnavailable, match="redirects"),
    ):
        make().get_answer(server.url, find_problem=good)


def test_no_password_of_the_users_is_sent(
    make: Callable[..., Transport], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password secret\n", encoding="ascii")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with serving(OK) as server:
        make().get_answer(server.url, find_problem=good)
        assert "Authorization" not in server.asked[0][1]


def test_a_download_is_whole_and_carries_its_digest(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((200, {"ETag": '"a"'}, b"document")) as server:
        part = tmp_path / "new" / "part"
        got = make().download(server.url, part, max_bytes=100, find_problem=any_file)
        assert part.read_bytes() == b"document"
    assert (got.size, got.etag) == (8, '"a"')
    assert got.sha256 == hashlib.sha256(b"document").hexdigest()


def test_a_short_download_is_fetched_again(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((200, {"Content-Length": "20"}, b"short"), (200, {}, b"document")) as server:
        make().download(server.url, tmp_path / "part", max_bytes=100, find_problem=any_file)
        assert (tmp_path / "part").read_bytes() == b"document"


def test_a_missing_document_is_not_asked_for_again(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((404, {}, b"<html>")) as server:
        with pytest.raises(PaperNotFound):
            make().download(server.url, tmp_path / "part", max_bytes=100, find_problem=any_file)
        assert len(server.asked) == 1


def test_a_refused_download_names_the_status(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((403, {}, b"")) as server, pytest.raises(SourceUnavailable, match="HTTP 403"):
        make().download(server.url, tmp_path / "part", max_bytes=100, find_problem=any_file)


def test_a_document_that_stays_wrong_is_rejected(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((200, {}, b"<html>")) as server:
        with pytest.raises(DocumentRejected, match="web page"):
            make(request_retries=2).download(
                server.url, tmp_path / "part", max_bytes=100, find_problem=lambda _: "a web page came"
            )
        assert len(server.asked) == 3


def test_a_document_too_large_is_not_asked_for_again(make: Callable[..., Transport], tmp_path: Path) -> None:
    with serving((200, {}, b"x" * 101)) as server:
        with pytest.raises(DocumentRejected, match="larger than"):
            make().download(server.url, tmp_path / "part", max_bytes=100, find_problem=any_file)
        assert len(server.asked) == 1


def test_a_folder_that_cannot_be_written_is_told(make: Callable[..., Transport], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="ascii")
    with serving(OK) as server, pytest.raises(StoreError) as caught:
        make().download(server.url, tmp_path / "file" / "part", max_bytes=100, find_problem=any_file)
    assert "SYNTH_HOME" in caught.value.advice


def test_a_cache_that_is_no_cache_is_told(make: Callable[..., Transport], tmp_path: Path) -> None:
    folder = tmp_path / "home" / "http"
    folder.mkdir(parents=True)
    (folder / "answers.sqlite").write_bytes(b"not a database, but long enough to be read as one" * 50)
    with serving(OK) as server, pytest.raises(StoreError) as caught:
        make().get_answer(server.url, find_problem=good)
    assert str(folder) in caught.value.advice
