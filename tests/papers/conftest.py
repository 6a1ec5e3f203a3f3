"""Fixtures of the tests about finding and fetching papers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from synth.papers.arxiv_source import ArxivSource
from synth.papers.http import Transport
from synth.settings import Settings
from tests.standin.arxiv import ArxivStandin
from tests.standin.shelf import shelf


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def standin() -> Iterator[ArxivStandin]:
    with ArxivStandin(shelf()) as server:
        yield server


@pytest.fixture
def make_transport(tmp_path: Path) -> Iterator[Callable[..., Transport]]:
    """Make transports that wait for nothing; all share one home and are closed at the end."""
    made: list[Transport] = []

    def make(url: str, *, home_name: str = "home", **changes: object) -> Transport:
        values = {"arxiv_interval_s": 0.0, "document_interval_s": 0.0, "request_timeout_s": 5.0, **changes}
        settings = Settings(home=tmp_path / home_name, arxiv_url=url, **values)
        made.append(Transport(settings, backoff_s=0.0, sleep=lambda _: None))
        return made[-1]

    yield make
    for transport in made:
        transport.close()


@pytest.fixture
def make_source(make_transport: Callable[..., Transport]) -> Callable[..., ArxivSource]:
    """Make a source with a transport of its own."""

    def make(url: str, **changes: object) -> ArxivSource:
        transport = make_transport(url, **changes)
        return ArxivSource(transport.settings, transport)

    return make
