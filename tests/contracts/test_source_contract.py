"""What every source of papers promises about today's versions, whoever keeps the papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from synth.papers import ArxivSource, FolderSource, Transport
from synth.ports import PaperSource
from synth.settings import Settings
from tests.standin.arxiv import ArxivStandin
from tests.standin.shelf import pdf, shelf

Open = Callable[[], PaperSource]


@pytest.fixture(params=["arxiv", "folder"])
def open_source(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open a source that has 2101.00006 in versions 1 and 3 and 2101.00001 in version 1."""
    if request.param == "folder":
        for name in ("2101.00006v1", "2101.00006v3", "2101.00001v1"):
            (tmp_path / f"{name}.pdf").write_bytes(pdf(name))
        yield lambda: FolderSource(tmp_path)
        return
    with ArxivStandin(shelf()) as server:
        settings = Settings(home=tmp_path / "home", arxiv_url=server.url, arxiv_interval_s=0.0)
        with Transport(settings, backoff_s=0.0, sleep=lambda _: None) as transport:
            yield lambda: ArxivSource(settings, transport)


def test_the_newest_version_comes_by_bare_id(open_source: Open) -> None:
    newest = open_source().newest(["2101.00006", "2101.00001"])
    assert {name: paper.version for name, paper in newest.items()} == {"2101.00006": 3, "2101.00001": 1}


def test_an_id_that_is_not_known_is_left_out(open_source: Open) -> None:
    assert list(open_source().newest(["2999.00009", "2101.00001"])) == ["2101.00001"]


def test_nothing_asked_is_nothing_answered(open_source: Open) -> None:
    assert open_source().newest([]) == {}


def test_a_version_that_is_said_to_stay_has_the_same_document_again(open_source: Open) -> None:
    source = open_source()
    paper = source.newest(["2101.00001"])["2101.00001"]
    assert source.fetch(paper).sha256 == open_source().fetch(paper).sha256
    assert source.keeps_versions == (source.name == "arxiv")
