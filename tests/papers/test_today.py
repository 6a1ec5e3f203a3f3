"""What became of the papers of a report: every state, every fault, and never a paper left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from synth.errors import UsageError
from synth.papers import FolderSource, KnownPaper, ask_standing, ask_today, without_document
from synth.papers.arxiv_source import ArxivSource
from synth.ports import PaperSource
from synth.types import Notice, Paper, PaperChange, Standing
from tests.standin.arxiv import ArxivStandin
from tests.standin.faults import Faults
from tests.standin.shelf import pdf, row

Make = Callable[..., ArxivSource]

RETRACTION = Notice(kind="retraction", register="crossref", detail="Its publisher retracted it.")
CORRECTION = Notice(kind="correction", register="crossref", detail="Table 2 was corrected.")
GONE = Standing(state="withdrawn", notices=(RETRACTION,))
FINE = Standing(state="fine")
SILENT = Standing(state="unknown", unasked=(("crossref", "can't be reached"),))


class StubRegister:
    """A register that says what it is told to."""

    def __init__(self, told: Mapping[str, Standing], name: str = "crossref") -> None:
        self.name = name
        self.told = told
        self.asked: list[str] = []

    def ask(self, dois: Sequence[str]) -> Mapping[str, Standing]:
        self.asked += dois
        return {doi: self.told[doi] for doi in dois}


def known(*papers: Paper) -> list[KnownPaper]:
    return [KnownPaper(paper) for paper in papers]


def ask(source: PaperSource, *items: KnownPaper, registers: Sequence[StubRegister] = ()) -> list[PaperChange]:
    return list(ask_today(items, lambda _: source, registers=registers))


def paper(identifier: str, version: int | None = 1, **fields: Any) -> Paper:
    values: dict[str, Any] = {"database": "arxiv", "title": "On Moss", "status": "fine", **fields}
    return Paper(id=identifier, version=version, **values)


# ------------------------------------------------------------------ arXiv


def test_each_paper_gets_its_newest_version_by_one_query(standin: ArxivStandin, make_source: Make) -> None:
    papers = [
        paper("2101.00006", 1),
        paper("hep-th/0005057", 1),
        paper("2101.00001", 1),
        paper("2101.00004", 1),
    ]
    changes = ask(make_source(standin.url), *known(*papers))
    assert [change.paper for change in changes] == papers
    assert [change.today.versioned_id for change in changes if change.today] == [
        "2101.00006v3",
        "hep-th/0005057v1",
        "2101.00001v1",
        "2101.00004v2",
    ]
    assert [change.status for change in changes] == ["new_version", "unchanged", "unchanged", "withdrawn"]
    assert [change.standing.state for change in changes] == ["fine", "fine", "fine", "withdrawn"]
    assert len(standin.requests) == 1


def test_250_papers_are_three_queries(make_source: Make) -> None:
    rows = [row(f"2101.{number:05d}") for number in range(250)]
    with ArxivStandin(rows) as server:
        changes = ask(make_source(server.url), *known(*(paper(item["id"]) for item in rows)))
        assert len(server.requests) == 3
    assert {change.status for change in changes} == {"unchanged"}
    assert len(changes) == 250


def test_a_paper_of_two_runs_is_asked_once(standin: ArxivStandin, make_source: Make) -> None:
    changes = ask(make_source(standin.url), *known(paper("2101.00006", 1), paper("2101.00006", 3)))
    assert [change.status for change in changes] == ["new_version", "unchanged"]
    assert standin.requests[0].path.count("2101.00006") == 1


def test_yesterdays_answer_is_not_todays(standin: ArxivStandin, make_source: Make) -> None:
    one = KnownPaper(paper("2101.00006", 1))
    standin.show(newest={"2101.00006": 1})
    assert ask(make_source(standin.url), one)[0].status == "unchanged"
    standin.show()
    # Another command of the same home, whose cache is a second old.
    assert ask(make_source(standin.url), one)[0].status == "new_version"


def test_a_question_is_asked_once_in_a_command(standin: ArxivStandin, make_source: Make) -> None:
    source = make_source(standin.url)
    ask(source, KnownPaper(paper("2101.00006", 1)))
    ask(source, KnownPaper(paper("2101.00006", 1)))
    assert len(standin.requests) == 1


def test_a_paper_that_is_missing_from_the_answer_is_unknown(standin: ArxivStandin, make_source: Make) -> None:
    standin.show(unknown=("2101.00006",))
    gone, there = ask(make_source(standin.url), *known(paper("2101.00006", 1), paper("2101.00001")))
    assert (gone.status, gone.standing.state, gone.today) == ("unknown", "unknown", None)
    assert gone.standing.unasked[0][0] == "arxiv"
    assert there.status == "unchanged"


def test_what_is_no_arxiv_id_does_not_spoil_the_query(standin: ArxivStandin, make_source: Make) -> None:
    odd, good = ask(make_source(standin.url), *known(paper("nonsense,&x=1"), paper("2101.00001")))
    assert (odd.status, good.status) == ("unknown", "unchanged")


def test_an_older_version_than_the_one_that_was_read_is_no_answer(
    standin: ArxivStandin, make_source: Make
) -> None:
    change = ask(make_source(standin.url), KnownPaper(paper("2101.00001", 4)))[0]
    assert (change.status, change.today) == ("unknown", None)
    assert "2101.00001v1 only" in change.explanation


def test_offline_everything_is_unknown(standin: ArxivStandin, make_source: Make) -> None:
    one = KnownPaper(paper("2101.00001"))
    ask(make_source(standin.url), one)
    change = ask(make_source(standin.url, is_offline=True), one)[0]
    assert (change.status, change.standing.state) == ("unknown", "unknown")
    assert "network is off" in change.explanation
    assert len(standin.requests) == 1


@pytest.mark.parametrize("fault", ["rate_503", "rate_429", "html", "malformed", "empty", "truncate", "reset"])
def test_no_fault_of_arxiv_passes_for_unchanged(fault: str, make_source: Make) -> None:
    with ArxivStandin([row("2101.00001")], faults=Faults(**{fault: 1.0})) as server:
        change = ask(make_source(server.url), KnownPaper(paper("2101.00001")))[0]
    assert (change.status, change.standing.state, change.today) == ("unknown", "unknown", None)


def test_a_source_that_is_no_more_leaves_its_papers_unknown() -> None:
    def nowhere(name: str) -> PaperSource:
        raise UsageError(f"there is no folder {name}")

    change = ask_today([KnownPaper(paper("moss", None, database="library"))], nowhere)[0]
    assert change.status == "unknown"
    assert change.standing.unasked == (("library", "there is no folder library"),)


# ------------------------------------------------------------------ withdrawals


def test_a_later_withdrawal_is_told_with_its_comment(standin: ArxivStandin, make_source: Make) -> None:
    standin.show(withdrawn={"2101.00001": "Withdrawn: the spores were counted twice"})
    change = ask(make_source(standin.url), KnownPaper(paper("2101.00001")))[0]
    assert (change.status, change.standing.state) == ("withdrawn", "withdrawn")
    assert "counted twice" in change.explanation
    assert change.standing.notices[0].register == "arxiv"


def test_a_withdrawal_that_was_known_is_no_news(standin: ArxivStandin, make_source: Make) -> None:
    first = ask(make_source(standin.url), KnownPaper(paper("2101.00004", 2)))[0]
    again = ask(make_source(standin.url), KnownPaper(paper("2101.00004", 2), standing=first.standing))[0]
    assert (first.status, again.status) == ("withdrawn", "unchanged")
    assert again.standing == first.standing
    assert "still withdrawn" in again.explanation


def test_a_version_without_documents_is_a_withdrawal() -> None:
    standing = without_document(paper("2101.00001", 3), FINE)
    assert standing.state == "withdrawn"
    assert "2101.00001v3 has neither a PDF nor a source" in standing.notices[0].detail


# ------------------------------------------------------------------ DOIs


def test_registers_are_asked_for_papers_with_a_doi_alone(standin: ArxivStandin, make_source: Make) -> None:
    register = StubRegister({"10.0000/moss.3.1": FINE})
    changes = ask(
        make_source(standin.url), *known(paper("2101.00001"), paper("2101.00002", 2)), registers=[register]
    )
    assert register.asked == ["10.0000/moss.3.1"]
    assert [change.standing.state for change in changes] == ["fine", "fine"]


@pytest.mark.parametrize(
    ("told", "status", "state"),
    [
        (FINE, "unchanged", "fine"),
        (GONE, "retracted", "withdrawn"),
        (Standing(state="fine", notices=(CORRECTION,)), "corrected", "fine"),
        (SILENT, "unchanged", "unknown"),
        (replace(GONE, unasked=SILENT.unasked), "retracted", "withdrawn"),
    ],
)
def test_what_a_register_says(
    told: Standing, status: str, state: str, standin: ArxivStandin, make_source: Make
) -> None:
    register = StubRegister({"10.0000/moss.3.1": told})
    change = ask(make_source(standin.url), KnownPaper(paper("2101.00002", 2)), registers=[register])[0]
    assert (change.status, change.standing.state) == (status, state)


def test_a_doi_is_asked_for_where_arxiv_is_out_of_reach(make_source: Make) -> None:
    register = StubRegister({"10.5555/moss": GONE})
    change = ask(
        make_source("http://127.0.0.1:9"),
        KnownPaper(paper("2101.00001", doi="10.5555/moss")),
        registers=[register],
    )[0]
    assert (change.status, change.today) == ("retracted", None)
    assert [name for name, _ in change.standing.unasked] == ["arxiv"]


def test_no_register_is_no_fine(standin: ArxivStandin, make_source: Make) -> None:
    change = ask(make_source(standin.url), KnownPaper(paper("2101.00002", 2)))[0]
    assert change.standing.state == "unknown"
    assert "switched off" in change.standing.unasked[0][1]


def test_a_retraction_is_not_forgotten_while_its_register_is_silent(
    standin: ArxivStandin, make_source: Make
) -> None:
    item = KnownPaper(paper("2101.00002", 2), standing=GONE)
    change = ask(make_source(standin.url), item, registers=[StubRegister({"10.0000/moss.3.1": SILENT})])[0]
    assert (change.status, change.standing.state) == ("unchanged", "withdrawn")
    taken_back = ask(make_source(standin.url), item, registers=[StubRegister({"10.0000/moss.3.1": FINE})])[0]
    assert taken_back.standing.state == "fine"


def test_a_known_correction_is_no_news(standin: ArxivStandin, make_source: Make) -> None:
    corrected = Standing(state="fine", notices=(CORRECTION,))
    item = KnownPaper(paper("2101.00002", 2), standing=corrected)
    change = ask(make_source(standin.url), item, registers=[StubRegister({"10.0000/moss.3.1": corrected})])[0]
    assert change.status == "unchanged"


def test_the_graver_of_two_dois_counts(standin: ArxivStandin, make_source: Make) -> None:
    register = StubRegister({"10.0000/moss.3.1": FINE, "10.5555/older": GONE})
    item = KnownPaper(paper("2101.00002", 2, doi="10.5555/older"))
    change = ask(make_source(standin.url), item, registers=[register])[0]
    assert sorted(register.asked) == ["10.0000/moss.3.1", "10.5555/older"]
    assert change.standing.state == "withdrawn"


def test_no_register_is_asked_for_an_invented_paper(tmp_path: Path) -> None:
    (tmp_path / "papers.jsonl").write_text(json.dumps({"id": "demo.1", "title": "M", "doi": "10.5555/moss"}))
    register = StubRegister({})
    item = KnownPaper(paper("demo.1", None, database="demo", doi="10.5555/moss"))
    change = ask(FolderSource(tmp_path, name="demo"), item, registers=[register])[0]
    assert (change.status, change.standing.state, register.asked) == ("unchanged", "fine", [])


def test_papers_that_were_found_just_now_are_asked_for_at_the_registers_alone() -> None:
    register = StubRegister({"10.5555/moss": GONE})
    papers = [
        paper("2101.00001", doi="10.5555/moss"),
        paper("2101.00002"),
        paper("2101.00003", status="unknown"),
    ]
    standings = ask_standing(papers, [register])
    assert [standing.state for standing in standings] == ["withdrawn", "fine", "unknown"]


# ------------------------------------------------------------------ folders


def folder_paper(source: FolderSource) -> KnownPaper:
    only = max(source.newest(["2101.00001"]).values(), key=lambda found: found.version or 0)
    return KnownPaper(only, sha256=source.fetch(only).sha256)


def test_a_folder_tells_newer_versions_and_changed_files(tmp_path: Path) -> None:
    (tmp_path / "2101.00001v1.pdf").write_bytes(pdf("first"))
    item = folder_paper(FolderSource(tmp_path))
    assert ask(FolderSource(tmp_path), item)[0].status == "unchanged"
    (tmp_path / "2101.00001v1.pdf").write_bytes(pdf("other"))
    changed = ask(FolderSource(tmp_path), item)[0]
    assert (changed.status, changed.paper.version) == ("new_version", 1)
    assert "another one" in changed.explanation
    (tmp_path / "2101.00001v2.pdf").write_bytes(pdf("second"))
    newer = ask(FolderSource(tmp_path), item)[0]
    assert newer.today is not None
    assert (newer.status, newer.today.version) == ("new_version", 2)


def test_a_file_that_is_gone_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "2101.00001v1.pdf").write_bytes(pdf("first"))
    (tmp_path / "2101.00002v1.pdf").write_bytes(pdf("first"))
    item = folder_paper(FolderSource(tmp_path))
    (tmp_path / "2101.00001v1.pdf").unlink()
    assert ask(FolderSource(tmp_path), item)[0].status == "unknown"


def test_a_folder_of_files_keeps_no_record_of_withdrawals(tmp_path: Path) -> None:
    (tmp_path / "2101.00001v1.pdf").write_bytes(pdf("first"))
    change = ask(FolderSource(tmp_path), folder_paper(FolderSource(tmp_path)))[0]
    assert (change.status, change.standing.state) == ("unchanged", "unknown")
    assert "keeps no record" in change.standing.unasked[0][1]
