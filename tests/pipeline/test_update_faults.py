"""What an update makes of sources that fail it: nothing is lost, nothing unknown passes for fine."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import Ended
from tests.pipeline.conftest import QUESTION, arxiv_rows
from tests.standin.arxiv import ArxivStandin
from tests.standin.registers import RegisterStandin, crossref_work, openalex_work, update

CHANGED = "2901.00004"
BY_NUMBER = {"newest": {CHANGED: 1}}
DOI, OTHER_DOI = "10.0000/demo.0002", "10.0000/demo.0010"
WITH_DOI = "2901.00002"


class Library(NamedTuple):
    """A run of the first versions, made once and put back before each test."""

    base: Path
    snapshot: Path
    server: ArxivStandin
    crossref: RegisterStandin
    openalex: RegisterStandin

    @property
    def run(self) -> Path:
        """The run's folder."""
        return self.base / "run"


class Update(NamedTuple):
    """How an update ended, and what it wrote."""

    code: int
    err: str
    changes: dict[str, Any]

    def paper(self, identifier: str) -> dict[str, Any]:
        return next(row for row in self.changes["papers"] if row["id"] == identifier)

    def statuses(self, identifier: str) -> set[str]:
        return {row["status"] for row in self.changes["claims"] if row["paper"] == identifier}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    base = tmp_path_factory.mktemp("library")
    with (
        ArxivStandin(arxiv_rows()) as server,
        RegisterStandin("crossref", {}) as crossref,
        RegisterStandin("openalex", {}) as openalex,
    ):
        yield Library(base / "now", base / "snapshot", server, crossref, openalex)


Run = Callable[..., Update]


@pytest.fixture
def updated(
    library: Library, synth: Callable[..., Ended], models: Path, monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Update the run of the first versions, with the sources as they are shown."""
    server, crossref, openalex = library.server, library.crossref, library.openalex
    server.show(**BY_NUMBER)
    crossref.works = {doi: crossref_work(doi) for doi in (DOI, OTHER_DOI)}
    openalex.works = {doi: openalex_work(doi) for doi in (DOI, OTHER_DOI)}
    crossref.fault = openalex.fault = None
    monkeypatch.setenv("SYNTH_HOME", str(library.base / "home"))
    monkeypatch.setenv("SYNTH_ARXIV_URL", server.url)
    monkeypatch.setenv("SYNTH_CROSSREF_URL", crossref.url)
    monkeypatch.setenv("SYNTH_OPENALEX_URL", openalex.url)
    if not library.snapshot.exists():
        (library.base / "home").mkdir(parents=True)
        (library.base / "home" / "models").symlink_to(models)
        ended = synth("report", QUESTION, "--out", str(library.run), "--format", "json,md")
        assert ended.code == 0, ended.err
        shutil.copytree(library.base, library.snapshot, symlinks=True)
    shutil.rmtree(library.base)
    shutil.copytree(library.snapshot, library.base, symlinks=True)
    server.show()

    def run(*flags: str) -> Update:
        ended = synth("update", str(library.run), *flags)
        file = library.run / "changes.json"
        return Update(ended.code, ended.err, json.loads(file.read_text("utf-8")) if file.exists() else {})

    return run


def report(library: Library) -> dict[str, Any]:
    return json.loads((library.run / "report.json").read_text("utf-8"))


def digest_of_report(library: Library) -> str:
    return hashlib.sha256((library.run / "report.json").read_bytes()).hexdigest()


def supported_by(library: Library, identifier: str) -> set[str]:
    return {row["verdict"]["label"] for row in report(library)["claims"] if row["paper"] == identifier}


# ------------------------------------------------------------------ arXiv


@pytest.mark.parametrize("how", ["refused", "offline"])
def test_arxiv_out_of_reach_leaves_the_report_as_it_is(
    how: str, library: Library, updated: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = digest_of_report(library)
    if how == "refused":
        monkeypatch.setenv("SYNTH_ARXIV_URL", "http://127.0.0.1:9")
    outcome = updated(*(["--offline"] if how == "offline" else []))
    assert outcome.code == 4, outcome.err
    assert {row["status"] for row in outcome.changes["papers"]} == {"unknown"}
    assert {row["status"] for row in outcome.changes["claims"]} == {"unjudged"}
    assert digest_of_report(library) == before

    library.server.show()
    monkeypatch.setenv("SYNTH_ARXIV_URL", library.server.url)
    outcome = updated()
    assert outcome.code == 10, outcome.err
    assert outcome.paper(CHANGED)["status"] == "new_version"


def test_a_paper_that_arxiv_leaves_out_is_unknown_and_the_others_are_updated(
    library: Library, updated: Run
) -> None:
    library.server.show(unknown=("2901.00001",))
    outcome = updated()
    assert outcome.code == 10, outcome.err
    assert outcome.paper("2901.00001")["status"] == "unknown"
    assert outcome.paper("2901.00001")["new_version"] is None
    assert outcome.statuses("2901.00001") == {"unjudged"}
    assert outcome.paper(CHANGED)["new_version"] == 2
    assert "2901.00001" in outcome.err


def test_a_mirror_that_lags_behind_is_no_answer(library: Library, updated: Run) -> None:
    assert updated().code == 10
    library.server.show(**BY_NUMBER)
    outcome = updated()
    assert outcome.code == 4, outcome.err
    assert outcome.paper(CHANGED)["status"] == "unknown"
    assert outcome.statuses(CHANGED) == {"unjudged"}


# ------------------------------------------------------------------ documents


def test_a_version_without_a_pdf_is_read_from_its_source(library: Library, updated: Run) -> None:
    library.server.show(no_pdf=(f"{CHANGED}v2",))
    outcome = updated()
    assert outcome.code == 10, outcome.err
    assert outcome.paper(CHANGED)["status"] == "new_version"
    assert "value_changed" in outcome.statuses(CHANGED)


# ------------------------------------------------------------------ registers


@pytest.fixture
def still(library: Library, updated: Run) -> Run:
    """Update while no paper has a new version."""
    library.server.show(**BY_NUMBER)
    return updated


def test_nothing_changed_is_one_query_per_source(library: Library, still: Run) -> None:
    for server in (library.server, library.crossref, library.openalex):
        server.requests.clear()
    outcome = still()
    assert outcome.code == 0, outcome.err
    assert {row["standing"]["state"] for row in outcome.changes["papers"]} == {"fine"}
    assert [len(library.server.requests), len(library.crossref.requests), len(library.openalex.requests)] == [
        1,
        1,
        1,
    ]


def test_a_retraction_takes_the_support_away(library: Library, still: Run) -> None:
    library.crossref.works = {
        DOI: crossref_work(DOI, update("retraction", "10.0000/notice", source="retraction-watch")),
        OTHER_DOI: crossref_work(OTHER_DOI),
    }
    outcome = still()
    assert outcome.code == 10, outcome.err
    row = outcome.paper(WITH_DOI)
    assert (row["status"], row["standing"]["state"]) == ("retracted", "withdrawn")
    assert row["standing"]["notices"][0]["register"] == "retraction-watch"
    assert outcome.statuses(WITH_DOI) == {"source_withdrawn"}
    assert supported_by(library, WITH_DOI) == {"unjudged"}

    library.crossref.fault = "500"
    silent = still()
    assert silent.paper(WITH_DOI)["standing"]["state"] == "withdrawn"
    assert supported_by(library, WITH_DOI) == {"unjudged"}


def test_a_correction_is_told_once(library: Library, still: Run) -> None:
    library.crossref.works = {
        DOI: crossref_work(DOI, update("erratum", "10.0000/notice")),
        OTHER_DOI: crossref_work(OTHER_DOI),
    }
    outcome = still()
    assert outcome.code == 10, outcome.err
    assert outcome.paper(WITH_DOI)["status"] == "corrected"
    assert outcome.paper(WITH_DOI)["standing"]["state"] == "fine"
    assert "source_withdrawn" not in outcome.statuses(WITH_DOI)
    assert still().code == 0


def test_a_concern_is_told_once_and_the_paper_is_not_fine_in_the_report(library: Library, still: Run) -> None:
    assert still().code == 0
    library.crossref.works = {
        DOI: crossref_work(DOI, update("expression_of_concern", "10.0000/notice")),
        OTHER_DOI: crossref_work(OTHER_DOI),
    }
    outcome = still()
    assert outcome.code == 10, outcome.err
    assert outcome.paper(WITH_DOI)["standing"]["state"] == "unknown"
    assert {paper["id"]: paper["status"] for paper in report(library)["papers"]}[WITH_DOI] == "unknown"
    again = still()
    assert again.code == 0, again.err
    assert again.paper(WITH_DOI)["standing"]["state"] == "unknown"


def test_a_register_that_fails_while_a_state_is_made_leaves_a_mark(library: Library, updated: Run) -> None:
    library.crossref.fault = "list"
    outcome = updated()
    assert outcome.code == 10, outcome.err
    assert outcome.paper(CHANGED)["status"] == "new_version"
    statuses = {paper["id"]: paper["status"] for paper in report(library)["papers"]}
    assert (statuses[WITH_DOI], statuses[CHANGED]) == ("unknown", "fine")


@pytest.mark.parametrize("fault", ["429_retry_after", "list"])
def test_a_register_that_never_answered_leaves_the_standing_unknown(
    fault: str, library: Library, still: Run
) -> None:
    library.crossref.fault = fault
    outcome = still()
    row = outcome.paper(WITH_DOI)
    assert (row["status"], row["standing"]["state"]) == ("unchanged", "unknown")
    assert outcome.statuses(WITH_DOI) == {"unchanged"}
    assert outcome.code == 0, outcome.err
    assert "crossref" in outcome.err


def test_a_register_that_answered_before_and_does_not_now_is_an_outage(library: Library, still: Run) -> None:
    assert still().code == 0
    library.openalex.fault = "500"
    outcome = still()
    assert outcome.code == 4, outcome.err
    assert outcome.paper(WITH_DOI)["standing"]["state"] == "unknown"
    library.openalex.fault = None
    assert still().code == 0
