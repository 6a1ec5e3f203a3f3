from __future__ import annotations

import dataclasses
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import arxiv
import pytest
from arxiv import _feed

from synth.errors import (
    DocumentRejected,
    PaperNotFound,
    SourceUnavailable,
    UsageError,
)
from synth.papers.arxiv_source import ArxivSource, paper_from_result
from synth.papers.documents import hash_file
from synth.papers.http import Transport
from synth.question import parse_question, plan_search
from synth.types import DatabaseQuery, Paper, SearchPlan
from tests.standin.arxiv import ArxivStandin
from tests.standin.corpus import corpus_of
from tests.standin.faults import Faults
from tests.standin.feed import write_feed
from tests.standin.shelf import pdf, row, shelf, tar_gz

ROOT = Path(__file__).parent.parent.parent
Make = Callable[..., ArxivSource]

PLAN = plan_search(
    parse_question("Does multilingual spore pre-training improve zero-shot transfer on MossNLI?"),
    max_papers=5,
)


def silent(done: int, total: int | None, note: str = "") -> None: ...


def one_query(text: str, limit: int = 50) -> SearchPlan:
    return dataclasses.replace(PLAN, queries=(DatabaseQuery(database="arxiv", text=text, limit=limit),))


# ---------------------------------------------------------------------- search


def test_a_search_returns_papers_with_addresses_at_the_mirror(
    standin: ArxivStandin, make_source: Make
) -> None:
    outcome = make_source(standin.url).search(one_query('ti:"how multilingual"'), silent)
    (paper,) = outcome.papers
    assert paper == Paper(
        id="2101.00002",
        version=2,
        database="arxiv",
        title="How Multilingual Is a Spore, Really?",
        authors=("Ada Quince", "Bo Larkspur"),
        abstract="We probe zero-shot cross-garden transfer of pretrained spores again, on MossNLI.",
        published="2021-05-04",
        updated="2021-05-05",
        categories=("cs.CL", "cs.LG"),
        comment="Table 2 corrected",
        journal_ref="Annals of Moss 3 (2021) 1-9",
        doi="10.0000/moss.3.1",
        pdf_url=f"{standin.url}/pdf/2101.00002v2",
        source_url=f"{standin.url}/src/2101.00002v2",
        page_url=f"{standin.url}/abs/2101.00002v2",
        status="fine",
    )
    assert [(run.total, run.fetched) for run in outcome.runs] == [(1, 1)]


def test_every_query_of_the_plan_is_run_and_told(standin: ArxivStandin, make_source: Make) -> None:
    told: list[tuple[int, int | None]] = []
    outcome = make_source(standin.url).search(PLAN, lambda done, total, note="": told.append((done, total)))
    assert [run.query for run in outcome.runs] == [query.text for query in PLAN.queries]
    assert sum(run.fetched for run in outcome.runs) == len(outcome.papers)
    assert {"2101.00001", "2101.00002", "2101.00006"} <= {paper.id for paper in outcome.papers}
    n = len(PLAN.queries)
    assert told == [(done, n) for done in range(n + 1)]


def test_a_broad_query_is_sent_only_for_want_of_papers(make_source: Make) -> None:
    queries = (
        DatabaseQuery(database="arxiv", text='all:"moss"', limit=50),
        DatabaseQuery(database="arxiv", text='all:"number"', limit=50, is_broad=True),
    )
    with ArxivStandin([row(f"2101.{n:05d}", title=f"Moss number {n}") for n in range(8)]) as server:
        for max_papers, n_sent in ((2, 1), (3, 2)):
            plan = dataclasses.replace(PLAN, queries=queries, max_papers=max_papers)
            outcome = make_source(server.url).search(plan, silent)
            assert [run.query for run in outcome.runs] == [query.text for query in queries[:n_sent]]
            assert len(outcome.papers) == 8 * n_sent


def test_queries_of_other_databases_are_left_alone(standin: ArxivStandin, make_source: Make) -> None:
    plan = dataclasses.replace(PLAN, queries=(DatabaseQuery(database="demo", text="moss", limit=5),))
    assert make_source(standin.url).search(plan, silent).papers == ()
    assert standin.requests == []


def test_the_second_search_makes_no_request(standin: ArxivStandin, make_source: Make) -> None:
    first = make_source(standin.url).search(PLAN, silent)
    n_requests = len(standin.requests)
    assert make_source(standin.url).search(PLAN, silent) == first
    assert len(standin.requests) == n_requests
    assert make_source(standin.url, is_offline=True).search(PLAN, silent) == first


def test_long_results_come_in_pages(make_source: Make) -> None:
    rows = [row(f"2101.{n:05d}", title=f"Moss number {n}") for n in range(230)]
    with ArxivStandin(rows) as server:
        outcome = make_source(server.url).search(one_query("ti:moss", limit=210), silent)
        assert [run.total for run in outcome.runs] == [230]
        assert len({paper.id for paper in outcome.papers}) == 210
        assert len(server.requests) == 3


def test_a_withdrawn_paper_is_known_as_one(standin: ArxivStandin, make_source: Make) -> None:
    (paper,) = make_source(standin.url).search(one_query("ti:retracted"), silent).papers
    assert (paper.status, paper.pdf_url, paper.source_url) == ("withdrawn", None, None)


def test_a_broken_query_is_the_users(standin: ArxivStandin, make_source: Make) -> None:
    with pytest.raises(UsageError, match="ends too early"):
        make_source(standin.url).search(one_query("(ti:moss"), silent)


def test_no_network_is_no_empty_answer(make_source: Make) -> None:
    with pytest.raises(SourceUnavailable):
        make_source("http://127.0.0.1:9").search(PLAN, silent)


def test_an_empty_page_is_asked_for_again(make_source: Make) -> None:
    with ArxivStandin(shelf(), faults=Faults(empty=0.5, seed=3)) as server:
        outcome = make_source(server.url).search(PLAN, silent)
        assert "empty" in {request.fault for request in server.requests}
    with ArxivStandin(shelf()) as server:
        assert [p.id for p in make_source(server.url).search(PLAN, silent).papers] == [
            p.id for p in outcome.papers
        ]


def test_pages_that_stay_empty_are_an_outage(make_source: Make) -> None:
    with ArxivStandin(shelf(), faults=Faults(empty=1.0)) as server:
        source = make_source(server.url, request_retries=2)
        with pytest.raises(SourceUnavailable, match="empty"):
            source.search(one_query("ti:moss"), silent)
        assert len(server.requests) == 3


# ---------------------------------------------------------------------- look-up


def test_look_up_keeps_the_order_and_takes_ids_as_they_are_written(
    standin: ArxivStandin, make_source: Make
) -> None:
    wanted = ["https://arxiv.org/abs/2101.00006", "hep-th/0005057", "arXiv:2101.00006v1", "2101.00006"]
    found = make_source(standin.url).lookup(wanted)
    assert [p.versioned_id for p in found] == [
        "2101.00006v3",
        "hep-th/0005057v1",
        "2101.00006v1",
        "2101.00006v3",
    ]


def test_look_up_asks_for_a_hundred_ids_at_a_time(make_source: Make) -> None:
    rows = [row(f"2101.{n:05d}") for n in range(101)]
    with ArxivStandin(rows) as server:
        found = make_source(server.url).lookup([f"2101.{n:05d}" for n in range(101)])
        assert [p.id for p in found] == [r["id"] for r in rows]
        assert len(server.requests) == 2


@pytest.mark.parametrize("missing", ["9999.99999", "2101.00001v9", "0000.0000"])
def test_an_unknown_id_is_named(standin: ArxivStandin, make_source: Make, missing: str) -> None:
    with pytest.raises(PaperNotFound, match=missing) as caught:
        make_source(standin.url).lookup(["2101.00001", missing])
    assert f"{standin.url}/abs/{missing}" in caught.value.advice


def test_a_malformed_id_is_refused_before_anything_is_asked(standin: ArxivStandin, make_source: Make) -> None:
    with pytest.raises(UsageError, match="abc"):
        make_source(standin.url).lookup(["2101.00001", "abc"])
    assert standin.requests == []


def test_no_ids_ask_nothing(standin: ArxivStandin, make_source: Make) -> None:
    assert make_source(standin.url).lookup([]) == ()
    assert standin.requests == []


# ---------------------------------------------------------------------- documents


def test_a_document_is_fetched_once(standin: ArxivStandin, make_source: Make) -> None:
    (paper,) = make_source(standin.url).lookup(["2101.00001"])
    files = [make_source(standin.url).fetch(paper) for _ in range(2)]
    assert files[0] == files[1]
    assert files[0].kind == "pdf"
    assert files[0].sha256 == hash_file(Path(files[0].path))
    assert Path(files[0].path).read_bytes() == pdf("text of 2101.00001v1")
    assert [request.path for request in standin.served("/pdf")] == ["/pdf/2101.00001v1"]
    assert make_source(standin.url, is_offline=True).fetch(paper) == files[0]


def test_the_source_is_taken_where_there_is_no_pdf(standin: ArxivStandin, make_source: Make) -> None:
    source = make_source(standin.url)
    (paper,) = source.lookup(["hep-th/0005057"])
    file = source.fetch(paper)
    assert file.kind == "source"
    assert file.path.endswith(".tar.gz")
    assert Path(file.path).read_bytes() == tar_gz("moss")


def test_the_source_is_taken_where_the_pdf_never_comes_right(make_source: Make) -> None:
    rows = [row("2101.00001", pdf=b"<html>The PDF can't be made</html>", src=tar_gz("moss"))]
    with ArxivStandin(rows) as server:
        source = make_source(server.url, request_retries=2)
        assert source.fetch(source.lookup(["2101.00001"])[0]).kind == "source"


def test_a_pdf_sent_as_the_source_is_a_pdf(make_source: Make) -> None:
    with ArxivStandin([row("2101.00001", pdf=None, src=pdf("moss"))]) as server:
        source = make_source(server.url)
        file = source.fetch(source.lookup(["2101.00001"])[0])
        assert (file.kind, Path(file.path).suffix) == ("pdf", ".pdf")


def test_what_is_no_document_is_rejected_and_leaves_nothing(make_source: Make, tmp_path: Path) -> None:
    with ArxivStandin([row("2101.00001", pdf=b"<html>wait</html>")]) as server:
        source = make_source(server.url, request_retries=1)
        with pytest.raises(DocumentRejected, match="web page"):
            source.fetch(source.lookup(["2101.00001"])[0])
    left = [path.name for path in (tmp_path / "home" / "documents").rglob("*") if path.is_file()]
    assert [name for name in left if not name.endswith(".lock")] == []


def test_a_paper_without_any_document(make_source: Make) -> None:
    with ArxivStandin([row("2101.00001", pdf=None)]) as server:
        source = make_source(server.url)
        with pytest.raises(PaperNotFound, match="neither a PDF nor a LaTeX source"):
            source.fetch(source.lookup(["2101.00001"])[0])


def test_a_withdrawn_paper_is_not_asked_for(standin: ArxivStandin, make_source: Make) -> None:
    source = make_source(standin.url)
    (paper,) = source.lookup(["2101.00004"])
    with pytest.raises(PaperNotFound, match="Lemma 2"):
        source.fetch(paper)
    assert standin.served("/pdf") == standin.served("/src") == []


def test_offline_what_was_never_fetched_is_out_of_reach(standin: ArxivStandin, make_source: Make) -> None:
    (paper,) = make_source(standin.url).lookup(["2101.00001"])
    with pytest.raises(SourceUnavailable, match="network is off"):
        make_source(standin.url, is_offline=True).fetch(paper)


def test_a_document_damaged_on_disk_is_fetched_again(standin: ArxivStandin, make_source: Make) -> None:
    source = make_source(standin.url)
    (paper,) = source.lookup(["2101.00001"])
    path = Path(source.fetch(paper).path)
    path.write_bytes(b"%PDF-1.4 half")
    assert Path(source.fetch(paper).path).read_bytes() == pdf("text of 2101.00001v1")


def test_a_document_larger_than_the_limit_is_rejected(standin: ArxivStandin, make_source: Make) -> None:
    from synth.settings import ReaderLimits

    source = make_source(standin.url, limits=ReaderLimits(file_bytes=100))
    with pytest.raises(DocumentRejected, match="larger"):
        source.fetch(source.lookup(["2101.00001"])[0])


FETCH = """
import json, sys
from pathlib import Path
from synth.papers import ArxivSource, Transport
from synth.settings import Settings
settings = Settings(home=Path(sys.argv[1]), arxiv_url=sys.argv[2], arxiv_interval_s=0, document_interval_s=0)
with Transport(settings, backoff_s=0) as transport:
    source = ArxivSource(settings, transport)
    for paper in source.lookup(sys.argv[3:]):
        print(source.fetch(paper).sha256, flush=True)
"""


def start(standin: ArxivStandin, home: Path, *ids: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", FETCH, str(home), standin.url, *ids]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def wait_for(standin: ArxivStandin, path: str) -> None:
    for _ in range(2_000):
        if standin.served(path):
            return
        time.sleep(0.01)
    pytest.fail(f"{path} was never asked for")


def test_a_process_killed_in_a_download_loses_nothing(
    standin: ArxivStandin, make_source: Make, tmp_path: Path
) -> None:
    ids = ("2101.00001", "2101.00002", "2101.00003")
    standin.stall_on = "/pdf/2101.00003"
    process = start(standin, tmp_path / "home", *ids)
    assert process.stdout is not None
    with process.stdout:
        wait_for(standin, "/pdf/2101.00003")
        process.send_signal(signal.SIGKILL)
        process.wait()
    standin.stall_on = None
    standin.release.set()
    n_before = len(standin.requests)

    source = make_source(standin.url)
    papers = source.lookup(ids)
    for paper in papers:
        assert Path(source.fetch(paper).path).read_bytes() == pdf(f"text of {paper.versioned_id}")
    assert [request.path for request in standin.requests[n_before:]] == [
        "/pdf/2101.00003v1",
        "/src/2101.00003v1",
    ]
    assert list((tmp_path / "home").rglob("*.part")) == []


def test_two_processes_fetch_a_document_once(standin: ArxivStandin, tmp_path: Path) -> None:
    processes = [start(standin, tmp_path / "home", "2101.00001", "2101.00003") for _ in range(2)]
    outputs = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert outputs[0] == outputs[1]
    assert len(outputs[0].split()) == 2
    fetched = [request.path for request in standin.served("/pdf")]
    assert sorted(fetched) == ["/pdf/2101.00001v1", "/pdf/2101.00003v1"]


# ---------------------------------------------------------------------- faults


STORM = Faults(
    rate_429=0.15, rate_503=0.10, reset=0.05, truncate=0.08, html=0.08, empty=0.05, malformed=0.05, seed=11
)


def gather(source: ArxivSource) -> list[tuple[str, str]]:
    named = source.lookup(["2101.00003", "2101.00005", "2101.00007", "hep-th/0005057", "2101.00006v1"])
    found = (*named, *source.search(PLAN, silent).papers)
    papers = {paper.versioned_id: paper for paper in found if paper.status == "fine"}
    return [(name, source.fetch(paper).sha256) for name, paper in papers.items()]


def test_faults_change_nothing(make_transport: Callable[..., Transport], tmp_path: Path) -> None:
    got = []
    for place, faults in (("calm", None), ("storm", STORM)):
        with ArxivStandin(shelf(), faults=faults) as server:
            transport = make_transport(server.url, home_name=place)
            got.append(gather(ArxivSource(transport.settings, transport)))
            faults_met = {request.fault for request in server.requests}
    assert got[0] == got[1]
    assert len(got[0]) == 8
    assert {"503", "html", "truncate"} <= faults_met


def test_silence_is_timed_out_and_asked_again(make_source: Make) -> None:
    with ArxivStandin(shelf(), faults=Faults(hang=0.4, hang_s=5, seed=2)) as server:
        source = make_source(server.url, request_timeout_s=0.1)
        assert source.lookup(["2101.00001"])[0].id == "2101.00001"
        for name in ("2101.00001", "2101.00002", "2101.00003", "2101.00005"):
            source.fetch(source.lookup([name])[0])
        assert "hang" in {request.fault for request in server.requests}


@pytest.mark.shared
def test_faults_change_nothing_on_real_papers(
    shared_dir: Path, make_transport: Callable[..., Transport]
) -> None:
    plan = plan_search(parse_question("How accurate are large language models at arithmetic?"), max_papers=15)
    got = []
    for place, faults in (("calm", None), ("storm", STORM)):
        with ArxivStandin(shared_dir / "corpus", faults=faults) as server:
            transport = make_transport(server.url, home_name=place)
            source = ArxivSource(transport.settings, transport)
            papers = dict.fromkeys(source.search(plan, silent).papers)
            fine = [paper for paper in papers if paper.status == "fine"][:15]
            got.append([(paper.versioned_id, source.fetch(paper).sha256) for paper in fine])
    assert len(got[0]) == 15
    assert [name for name, _ in got[0]] == [name for name, _ in got[1]]
    assert got[0] == got[1]


# ---------------------------------------------------------------------- records


def result_of(feed: bytes) -> arxiv.Result:
    (result,) = _feed.parse(feed).results
    return result


def feed_of(**fields: object) -> bytes:
    (record,) = corpus_of([row("2101.00001", **fields)]).newest()
    return write_feed([record], query="", id_list="2101.00001", total=1, start=0, max_results=10)


def test_a_missing_link_to_the_pdf_is_made_from_the_id() -> None:
    feed = b"\n".join(line for line in feed_of().splitlines() if b'title="pdf"' not in line)
    result = result_of(feed)
    assert result.pdf_url is None
    assert paper_from_result(result, "http://mirror:1").pdf_url == "http://mirror:1/pdf/2101.00001v1"


def test_links_to_other_hosts_are_not_taken_over() -> None:
    feed = feed_of().replace(b"https://arxiv.org/pdf", b"http://169.254.169.254/pdf")
    paper = paper_from_result(result_of(feed), "http://mirror:1")
    hosts = {urlsplit(str(url)).netloc for url in (paper.pdf_url, paper.source_url, paper.page_url)}
    assert hosts == {"mirror:1"}


def test_titles_and_abstracts_are_one_line_without_hidden_characters() -> None:
    feed = feed_of(title="Moss\n  and\u202e ferns", summary="  We\n\nmeasure\u200b 3.1 points. ")
    paper = paper_from_result(result_of(feed), "http://mirror:1")
    assert (paper.title, paper.abstract) == ("Moss and ferns", "We measure 3.1 points.")


@pytest.mark.shared
def test_every_recorded_entry_becomes_a_paper(shared_dir: Path) -> None:
    papers = [
        paper_from_result(result, "http://mirror:1")
        for path in sorted((shared_dir / "fixtures" / "arxiv-api" / "xml").glob("*.xml"))
        if json.loads((path.parent.parent / f"{path.stem}.json").read_text("utf-8"))["status_code"] == 200
        for result in _feed.parse(path.read_bytes()).results
    ]
    assert len(papers) > 100
    for paper in papers:
        assert paper.version is not None
        assert paper.title
        assert paper.authors
        assert paper.abstract == " ".join(paper.abstract.split())
        assert paper.pdf_url == f"http://mirror:1/pdf/{paper.versioned_id}"
        assert paper.published is not None
        assert paper.updated is not None
        assert paper.published <= paper.updated
        assert len(set(paper.categories)) == len(paper.categories) >= 1


@pytest.mark.shared
def test_recorded_answers_come_through_the_client(shared_dir: Path, make_source: Make) -> None:
    """The whole way of a recorded page: transport, client, parser."""
    folder = shared_dir / "fixtures" / "arxiv-api" / "xml"
    body = (folder / "id_astro-ph_0601001_s0_m100_3150dca9dc76.xml").read_bytes()

    class Recorded(ArxivStandin):
        def answer_query(self, query: object, *, is_emptied: bool) -> tuple[int, bytes]:
            return 200, body

    with Recorded([]) as server:
        (paper,) = make_source(server.url).lookup(["astro-ph/0601001"])
    assert paper.versioned_id == "astro-ph/0601001v1"
    assert paper.journal_ref == "ActaAstron.56:1-50,2006"
