from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.papers.feed import read_feed_head
from tests.standin.corpus import corpus_of
from tests.standin.feed import write_error, write_feed
from tests.standin.shelf import shelf

RECORDS = corpus_of(shelf()).newest()
GOOD = write_feed(RECORDS, query="all:moss", id_list="", total=len(RECORDS), start=0, max_results=100)


def test_a_good_page() -> None:
    head = read_feed_head(GOOD)
    assert (head.total, head.n_entries, head.error, head.problem) == (8, 8, None, None)


def test_no_results_are_no_problem() -> None:
    head = read_feed_head(write_feed([], query="x", id_list="", total=0, start=0, max_results=10))
    assert (head.total, head.problem) == (0, None)


def test_a_page_behind_the_last_is_no_problem() -> None:
    page = write_feed([], query="x", id_list="", total=8, start=8, max_results=10)
    assert read_feed_head(page).problem is None


def test_an_empty_page_where_results_are_promised() -> None:
    page = write_feed([], query="x", id_list="", total=8, start=4, max_results=10)
    assert "empty" in str(read_feed_head(page).problem)


def test_an_error_entry_gives_arxivs_words() -> None:
    head = read_feed_head(write_error("incorrect id format for abc"))
    assert (head.error, head.problem) == ("incorrect id format for abc", None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"Rate exceeded.",
        b"<!DOCTYPE html>\n<html></html>",
        b"<html><body/></html>",
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><feed>&b;</feed>',
        b"<feed xmlns='http://www.w3.org/2005/Atom'></feed>",
        b"<rss></rss>",
        GOOD.replace(b"<published>2019", b"<publish>2019").replace(
            b"2019-02-01T00:00:00Z</published>", b"</publish>"
        ),
        GOOD.replace(b"/abs/", b"/about/"),
        GOOD.replace(b"<opensearch:totalResults>8", b"<opensearch:totalResults>many"),
    ],
)
def test_what_is_no_page_of_results(body: bytes) -> None:
    head = read_feed_head(body)
    assert head.problem
    assert (head.total, head.n_entries) == (0, 0) or head.n_entries == 8


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=len(GOOD) - 10))
def test_no_truncated_page_passes(length: int) -> None:
    assert read_feed_head(GOOD[:length]).problem is not None


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(body: bytes) -> None:
    assert read_feed_head(body).problem is not None


@pytest.mark.shared
def test_every_recorded_page_is_good(shared_dir: Path) -> None:
    pages = sorted((shared_dir / "fixtures" / "arxiv-api" / "xml").glob("*.xml"))
    assert len(pages) == 19
    assert [path.name for path in pages if read_feed_head(path.read_bytes()).problem] == []
    errors = [read_feed_head(path.read_bytes()).error for path in pages]
    assert [error for error in errors if error] == ["incorrect id format for abc"]
