"""The stand-in answers as arXiv does; its yardstick are answers recorded from arXiv."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest

from tests.standin.arxiv import ArxivStandin
from tests.standin.corpus import Record, corpus_of
from tests.standin.faults import Faults
from tests.standin.grammar import BadQueryError, parse_query
from tests.standin.shelf import row, shelf

ATOM = "{http://www.w3.org/2005/Atom}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def get(url: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, dict[str, str]]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers=headers or {}), timeout=10) as response:
            return response.status, response.read(), dict(response.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def ask(standin: ArxivStandin, **fields: object) -> tuple[int, ElementTree.Element]:
    status, body, _ = get(f"{standin.url}/api/query?{urlencode(fields)}")
    return status, ElementTree.fromstring(body)


def ids(feed: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}id", "").split("/abs/")[1] for entry in feed.iter(f"{ATOM}entry")]


def matching(query: str) -> set[str]:
    score = parse_query(query)
    return {record.versioned_id for record in corpus_of(shelf()).newest() if score(record) > 0}


@pytest.fixture(scope="module")
def standin() -> Iterator[ArxivStandin]:
    with ArxivStandin(shelf()) as server:
        yield server


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ti:spores", {"2101.00001v1", "2101.00002v2", "2101.00006v3"}),
        ('ti:"spores at scale"', {"2101.00006v3"}),
        ('abs:"scale spores"', set()),
        ("all:zero-shot AND all:MossNLI", {"2101.00001v1", "2101.00002v2"}),
        ('all:"zero shot" ANDNOT abs:points', {"2101.00002v2"}),
        ("(ti:ferns OR ti:burrowing) AND cat:math.RA", {"2101.00005v1"}),
        ("ti:ferns OR ti:burrowing AND cat:math.RA", {"2101.00005v1"}),
        ("cat:hep-*", {"hep-th/0005057v1"}),
        ("au:zolw", set()),
        ("au:żółw", {"2101.00003v1"}),
        ('co:"table 2"', {"2101.00002v2"}),
        ("jr:annals", {"2101.00002v2"}),
        ("id:2101.00005", {"2101.00005v1"}),
        ("ti:burrow*", {"2101.00003v1"}),
        ("multilingual spore", {"2101.00001v1", "2101.00002v2", "2101.00006v3"}),
        ('ti:"zero shot moss"', {"2101.00001v1"}),
        ('ti:"zero-shot-moss"', {"2101.00001v1"}),
        ('abs:"pre training"', {"2101.00001v1", "2101.00006v3"}),
        ("abs:pretraining", set()),
        ("ti:fern", {"2101.00005v1"}),
        ("ti:retract", set()),
        ('ti:"multilingual spore"', {"2101.00001v1"}),
        ('ti:"open garden question"', {"2101.00003v1"}),
        ("ti:moss ti:ferns AND cat:hep-th", {"2101.00001v1", "2101.00004v2", "hep-th/0005057v1"}),
        ("submittedDate:[201901010000 TO 201912312359]", {"2101.00003v1"}),
        (
            "ti:moss AND submittedDate:[20210504 TO 20210504]",
            {"2101.00001v1", "2101.00004v2", "hep-th/0005057v1"},
        ),
    ],
)
def test_query_grammar(query: str, expected: set[str]) -> None:
    assert matching(query) == expected


@pytest.mark.parametrize("query", ["(ti:a", "ti:a)", "AND ti:a", "ti:a OR", "zz:a", '""" ', ""])
def test_broken_queries_are_refused(query: str) -> None:
    with pytest.raises(BadQueryError):
        parse_query(query)


def test_pages_carry_the_opensearch_counts(standin: ArxivStandin) -> None:
    pages = [ask(standin, search_query="all:spores", start=start, max_results=2)[1] for start in (0, 2)]
    assert [ids(page) for page in pages] == [ids(pages[0]), ids(pages[1])]
    assert len(ids(pages[0])) == 2
    assert len(ids(pages[1])) == 1
    assert [page.findtext(f"{OPENSEARCH}totalResults") for page in pages] == ["3", "3"]
    assert [page.findtext(f"{OPENSEARCH}startIndex") for page in pages] == ["0", "2"]


def test_sorting_by_date(standin: ArxivStandin) -> None:
    _, feed = ask(
        standin, search_query="all:spores OR all:burrowing", sortBy="submittedDate", sortOrder="ascending"
    )
    assert ids(feed)[0] == "2101.00003v1"


def test_id_list_with_and_without_versions(standin: ArxivStandin) -> None:
    _, feed = ask(standin, id_list="2101.00002,2101.00006v1,9999.99999,hep-th/0005057")
    assert ids(feed) == ["2101.00002v2", "2101.00006v1", "hep-th/0005057v1"]


def test_id_list_is_narrowed_by_a_query(standin: ArxivStandin) -> None:
    _, feed = ask(standin, id_list="2101.00002,2101.00005", search_query="ti:ferns")
    assert ids(feed) == ["2101.00005v1"]


def test_malformed_id_is_an_error_entry(standin: ArxivStandin) -> None:
    status, feed = ask(standin, id_list="abc")
    assert status == 400
    assert feed.findtext(f"{ATOM}entry/{ATOM}summary") == "incorrect id format for abc"


def test_versions_exist_up_to_a_day() -> None:
    with ArxivStandin(shelf(), until="2021-12-31") as server:
        _, feed = ask(server, id_list="2101.00006,2101.00006v3")
        assert ids(feed) == ["2101.00006v1"]
        assert get(f"{server.url}/pdf/2101.00006v3")[0] == 404


def test_documents_have_length_and_etag(standin: ArxivStandin) -> None:
    status, body, headers = get(f"{standin.url}/pdf/2101.00001v1")
    assert (status, body[:5], headers["Content-Length"]) == (200, b"%PDF-", str(len(body)))
    assert get(f"{standin.url}/pdf/2101.00001v1", {"If-None-Match": headers["ETag"]})[0] == 304


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/pdf/2101.00002", 200),
        ("/pdf/2101.00002v1.pdf", 200),
        ("/src/hep-th/0005057v1", 200),
        ("/e-print/hep-th/0005057", 200),
        ("/abs/2101.00004", 200),
        ("/pdf/2101.00004v2", 404),
        ("/pdf/hep-th/0005057v1", 404),
        ("/src/2101.00001v1", 404),
        ("/pdf/2101.00002v9", 404),
        ("/pdf/../../etc/passwd", 404),
    ],
)
def test_which_documents_exist(standin: ArxivStandin, path: str, status: int) -> None:
    assert get(standin.url + path)[0] == status


def test_faults_follow_from_seed_address_and_turn() -> None:
    faults = Faults(rate_429=0.3, rate_503=0.2, reset=0.1, empty=0.2, seed=7)
    drawn = [faults.draw(f"/api/query?{n}", 0, is_api=True) for n in range(400)]
    assert drawn == [faults.draw(f"/api/query?{n}", 0, is_api=True) for n in range(400)]
    shares = {
        name: drawn.count(name) / 400 for name in ("429", "429_retry_after", "503", "reset", "empty", None)
    }
    expected = {"429": 0.15, "429_retry_after": 0.15, "503": 0.2, "reset": 0.1, "empty": 0.2, None: 0.2}
    assert shares == pytest.approx(expected, abs=0.07)
    assert all(faults.draw(f"/pdf/{n}", 0, is_api=False) != "empty" for n in range(100))


def test_rates_beyond_one_are_refused() -> None:
    with pytest.raises(ValueError, match="more than 1"):
        Faults(rate_429=0.6, rate_503=0.6)


def test_records_without_optional_fields_are_served() -> None:
    with ArxivStandin([row("2101.00009", authors=[], categories=["cs.AI"])]) as server:
        _, feed = ask(server, id_list="2101.00009")
        assert ids(feed) == ["2101.00009v1"]


# ---------------------------------------------------------------------- against arXiv's own answers


def shape(element: ElementTree.Element) -> dict[str, set[str]]:
    """Which tags stand under which, with their attributes' names."""
    found: dict[str, set[str]] = {}
    for parent in element.iter():
        found.setdefault(parent.tag, set()).update(child.tag for child in parent)
        found[parent.tag].update(f"@{name}" for name in parent.attrib)
    return found


def order(entry: ElementTree.Element) -> list[str]:
    """Tags of an entry in order, repetitions dropped; doi and its link come late and not always."""
    tags = dict.fromkeys(child.tag.rsplit("}")[-1] for child in entry)
    return [tag for tag in tags if tag not in ("doi", "journal_ref", "comment", "link")]


@pytest.fixture(scope="module")
def recordings(shared_dir: Path) -> list[tuple[dict[str, str], int, ElementTree.Element]]:
    found = []
    for path in sorted((shared_dir / "fixtures" / "arxiv-api").glob("*.json")):
        recording = json.loads(path.read_text("utf-8"))
        body = path.parent / "xml" / f"{path.stem}.xml"
        if body.is_file():
            query = {name: values[0] for name, values in parse_qs(urlsplit(recording["url"]).query).items()}
            found.append((query, recording["status_code"], ElementTree.parse(body).getroot()))
    assert len(found) >= 15
    return found


@pytest.fixture(scope="module")
def recorded_corpus(recordings: list[tuple[dict[str, str], int, ElementTree.Element]]) -> list[Record]:
    """The papers of the recordings, so that the stand-in can be asked what arXiv was asked."""
    arxiv = "{http://arxiv.org/schemas/atom}"
    records = {}
    for _, _, feed in recordings:
        for entry in feed.iter(f"{ATOM}entry"):
            name = entry.findtext(f"{ATOM}id", "").partition("/abs/")[2]
            if not name:
                continue
            identifier, _, version = name.rpartition("v")
            records[name] = row(
                identifier,
                int(version),
                title=entry.findtext(f"{ATOM}title"),
                summary=entry.findtext(f"{ATOM}summary"),
                published=entry.findtext(f"{ATOM}published"),
                updated=entry.findtext(f"{ATOM}updated"),
                authors=[author.findtext(f"{ATOM}name") for author in entry.iter(f"{ATOM}author")],
                categories=[category.get("term") for category in entry.iter(f"{ATOM}category")],
                comment=entry.findtext(f"{arxiv}comment"),
                journal_ref=entry.findtext(f"{arxiv}journal_ref"),
                doi=entry.findtext(f"{arxiv}doi"),
            )
    return list(records.values())


@pytest.mark.shared
def test_answers_have_the_shape_of_recorded_ones(
    recordings: list[tuple[dict[str, str], int, ElementTree.Element]], recorded_corpus: list[Record]
) -> None:
    known: dict[str, set[str]] = {}
    for _, _, theirs in recordings:
        for tag, parts in shape(theirs).items():
            known.setdefault(tag, set()).update(parts)
    with ArxivStandin(recorded_corpus) as server:
        for query, status, theirs in recordings:
            got, ours = ask(server, **query)
            assert got == status, query
            for tag, parts in shape(ours).items():
                assert parts <= known[tag], (query, tag)
            if not query.get("search_query"):
                assert [entry.findtext(f"{ATOM}id") for entry in ours.iter(f"{ATOM}entry")] == [
                    entry.findtext(f"{ATOM}id") for entry in theirs.iter(f"{ATOM}entry")
                ]
                for name in ("totalResults", "startIndex", "itemsPerPage"):
                    assert ours.findtext(OPENSEARCH + name) == theirs.findtext(OPENSEARCH + name)


@pytest.mark.shared
def test_entries_keep_arxivs_order_of_elements(
    recordings: list[tuple[dict[str, str], int, ElementTree.Element]], recorded_corpus: list[Record]
) -> None:
    with ArxivStandin(recorded_corpus) as server:
        for query, _, theirs in recordings:
            entries = list(theirs.iter(f"{ATOM}entry"))
            if query.get("search_query") or not entries:
                continue
            _, ours = ask(server, **query)
            for mine, recorded in zip(ours.iter(f"{ATOM}entry"), entries, strict=True):
                assert order(mine) == order(recorded)


def test_a_view_hides_later_versions_and_adds_withdrawals(tmp_path: Path) -> None:
    control = tmp_path / "control.json"
    with ArxivStandin(shelf(), control=control) as standin:
        assert ids(ask(standin, id_list="2101.00006")[1]) == ["2101.00006v3"]
        control.write_text(
            json.dumps({"newest": {"2101.00006": 1}, "withdrawn": {"2101.00001": "Withdrawn"}})
        )
        assert ids(ask(standin, id_list="2101.00006")[1]) == ["2101.00006v1"]
        assert ids(ask(standin, id_list="2101.00006v3")[1]) == []
        assert ids(ask(standin, id_list="2101.00001")[1]) == ["2101.00001v2"]
        assert get(f"{standin.url}/pdf/2101.00001v2")[0] == 404
        assert get(f"{standin.url}/pdf/2101.00001v1")[0] == 200


def test_a_view_takes_documents_and_papers_and_the_api_away() -> None:
    with ArxivStandin(shelf()) as standin:
        standin.show(no_document=("2101.00006v3",), unknown=("2101.00001",))
        assert get(f"{standin.url}/pdf/2101.00006v3")[0] == 404
        assert ids(ask(standin, id_list="2101.00001,2101.00006")[1]) == ["2101.00006v3"]
        standin.show(out_of_reach=("/api/",))
        assert get(f"{standin.url}/api/query?id_list=2101.00001")[0] == 503
        assert get(f"{standin.url}/pdf/2101.00006v3")[0] == 200
