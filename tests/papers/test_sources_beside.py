"""The LaTeX source that is fetched beside a PDF: once, where there is one, and never instead of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from synth.papers import ArxivSource, FolderSource
from tests.standin.arxiv import ArxivStandin
from tests.standin.shelf import pdf, row, tar_gz

Make = Callable[..., ArxivSource]


def test_the_source_comes_beside_the_pdf_and_once(make_source: Make) -> None:
    with ArxivStandin([row("2101.00001", src=tar_gz("moss"))]) as server:
        source = make_source(server.url)
        (paper,) = source.lookup(["2101.00001"])
        files = [make_source(server.url).fetch(paper) for _ in range(2)]
        assert len(server.served("/src")) == 1
    assert files[0] == files[1]
    beside = files[0].beside
    assert beside is not None
    assert (files[0].kind, beside.kind, files[0].warning) == ("pdf", "source", None)
    assert Path(beside.path).read_bytes() == tar_gz("moss")


@pytest.mark.parametrize("src", [None, pdf("moss")], ids=["no source", "a PDF for a source"])
def test_a_paper_without_a_source_is_not_asked_again(make_source: Make, src: bytes | None) -> None:
    with ArxivStandin([row("2101.00001", src=src)]) as server:
        source = make_source(server.url)
        (paper,) = source.lookup(["2101.00001"])
        files = [make_source(server.url).fetch(paper) for _ in range(2)]
        assert len(server.served("/src")) == 1
    assert [(file.kind, file.beside, file.warning) for file in files] == [("pdf", None, None)] * 2


def test_a_source_that_is_none_is_a_warning(make_source: Make) -> None:
    with ArxivStandin([row("2101.00001", src=b"<html>wait</html>")]) as server:
        source = make_source(server.url, request_retries=0)
        file = source.fetch(source.lookup(["2101.00001"])[0])
    assert (file.kind, file.beside) == ("pdf", None)
    assert file.warning is not None
    assert "web page" in file.warning


def test_sources_out_of_reach_are_a_warning_and_asked_for_once(make_source: Make) -> None:
    rows = [row(f"2101.0000{n}", src=tar_gz("moss")) for n in (1, 2)]
    with ArxivStandin(rows) as server:
        source = make_source(server.url)
        papers = source.lookup(["2101.00001", "2101.00002"])
        for paper in papers:
            make_source(server.url, read_from="pdf").fetch(paper)
    offline = make_source(server.url, is_offline=True)
    files = [offline.fetch(paper) for paper in papers]
    assert all(file.beside is None and "network is off" in (file.warning or "") for file in files)
    assert files[0].warning == files[1].warning


def test_sources_are_left_alone_where_the_settings_say_so(make_source: Make) -> None:
    with ArxivStandin([row("2101.00001", src=tar_gz("moss"))]) as server:
        source = make_source(server.url, read_from="pdf")
        assert source.fetch(source.lookup(["2101.00001"])[0]).beside is None
        assert server.served("/src") == []


def test_a_folder_gives_the_source_that_lies_beside_a_pdf(tmp_path: Path) -> None:
    for name, body in {
        "pdf/2003.11080v5.pdf": pdf("a"),
        "src/2003.11080v5.tar.gz": tar_gz("a"),
        "pdf/moss.pdf": pdf("b"),
        "moss.txt": b"Moss grows 3 mm a day.",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(body)
    source = FolderSource(tmp_path)
    one, other = (source.fetch(paper) for paper in source.lookup(["2003.11080", "moss"]))
    assert one.beside is not None
    assert (one.kind, one.beside.kind) == ("pdf", "source")
    # Plain text is no source.
    assert (other.kind, other.beside) == ("pdf", None)
    alone = FolderSource(tmp_path, wants_sources=False)
    assert alone.fetch(alone.lookup(["2003.11080"])[0]).beside is None
