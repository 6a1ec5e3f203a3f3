"""A report is held against today's papers: what changed is told, what did not is left alone."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.conftest import CHANGING, PRIMED, QUESTION, arxiv_rows
from tests.pipeline.test_runs import check_report, digests
from tests.standin.arxiv import ArxivStandin

OF_REPORT = ("report.json", "report.md", "claims.csv", "references.bib", "manifest.json")


def changes(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "changes.json").read_text("utf-8"))


def statuses(folder: Path, paper: str) -> set[str]:
    return {claim["status"] for claim in changes(folder)["claims"] if claim["paper"] == paper}


def paper_of(folder: Path, paper: str) -> dict[str, Any]:
    return next(row for row in changes(folder)["papers"] if row["id"] == paper)


def of_report(folder: Path) -> dict[str, str]:
    return {name: digest for name, digest in digests(folder).items() if name in OF_REPORT}


def test_nothing_changed_costs_one_query_and_leaves_the_report_alone(synth, arxiv, run: Path) -> None:
    arxiv.show(newest={CHANGING: 1})
    before = of_report(run)
    ended = synth("update", str(run))
    assert ended.code == 0, ended.err
    assert [request.path.split("?")[0] for request in arxiv.requests] == ["/api/query"]
    assert of_report(run) == before
    found = changes(run)
    assert {claim["status"] for claim in found["claims"]} == {"unchanged"}
    assert {paper["status"] for paper in found["papers"]} == {"unchanged"}
    assert len(found["claims"]) == len(json.loads((run / "report.json").read_text("utf-8"))["claims"])
    assert (found["old_state"], found["new_state"]) == (1, 1)
    assert not (run / "states").exists()
    (row,) = (json.loads(line) for line in synth("runs", "--json").out.splitlines())
    assert row["states"] == 1
    assert row["checked"] == found["checked"]


def test_new_version_is_read_and_becomes_a_state(synth, arxiv, run: Path) -> None:
    first = of_report(run)
    ended = synth("update", str(run))
    assert ended.code == 10, ended.err
    assert ended.out.strip() == str(run)
    assert {r.path for r in arxiv.served("/pdf")} == {f"/pdf/{CHANGING}v2"}, (
        "unchanged papers are not fetched"
    )
    check_report(run)
    row = paper_of(run, CHANGING)
    assert (row["old_version"], row["new_version"], row["status"]) == (1, 2, "new_version")
    found = changes(run)
    assert (found["old_state"], found["new_state"]) == (1, 2)
    assert "value_changed" in statuses(run, CHANGING)
    assert all(statuses(run, paper["id"]) <= {"unchanged"} for paper in found["papers"] if paper != row)
    for claim in found["claims"]:
        assert set(claim) >= {"id", "paper", "quote", "status", "old", "new", "reason", "explanation"}
        if claim["status"] == "value_changed":
            assert claim["old"]["value"] != claim["new"]["value"]
            assert isinstance(claim["new"]["value"], str)
    # The first state is kept as it was, and the run's folder is the second.
    assert of_report(run / "states" / "1") == first
    assert of_report(run / "states" / "2") == of_report(run)
    assert digests(run / "states" / "2") == {
        name: digest for name, digest in digests(run).items() if not name.startswith("states/")
    }
    assert f"{CHANGING}v1" not in (run / "report.md").read_text("utf-8")
    # Asked again, nothing has changed any more.
    arxiv.requests.clear()
    again = synth("update", str(run))
    assert again.code == 0, again.err
    assert len(arxiv.requests) == 1
    assert of_report(run) == of_report(run / "states" / "2")


def test_updated_report_has_the_claims_of_a_report_made_today(
    synth, arxiv, run: Path, tmp_path: Path
) -> None:
    assert synth("update", str(run)).code == 10
    today = tmp_path / "today"
    assert synth("report", QUESTION, "--out", str(today), "--format", "json", "--max-papers", "14").code == 0
    # The two stand-ins listen on ports of their own, which stand in the links.
    texts = [(folder / "report.json").read_text("utf-8") for folder in (run, today)]
    one, other = (json.loads(re.sub(r"http://127\.0\.0\.1:\d+", "", text)) for text in texts)

    def told(report: dict[str, Any]) -> list[Any]:
        return [(c["id"], c["verdict"]["label"], c["verdict"]["confidence"]) for c in report["claims"]]

    assert sorted(told(one)) == sorted(told(other))
    assert one["comparisons"] == other["comparisons"]
    assert one["conflicts"] == other["conflicts"]
    assert [f["text"] for f in one["findings"]] == [f["text"] for f in other["findings"]]


def test_states_are_shown_compared_and_exported(synth, arxiv, run: Path, tmp_path: Path) -> None:
    first = json.loads((run / "report.json").read_text("utf-8"))
    assert synth("update", str(run)).code == 10
    arxiv.show(withdrawn={PRIMED: "This paper has been withdrawn: the lamp was a mirror."})
    assert synth("update", str(run)).code == 10
    shown = json.loads(synth("show", str(run), "--state", "1", "--json").out)
    assert [claim["id"] for claim in shown["claims"]] == [claim["id"] for claim in first["claims"]]
    assert "state 1 of 3" in synth("show", str(run), "--state", "1").out
    for span, expected in (("1..2", {CHANGING}), ("2..3", {PRIMED}), ("1..3", {CHANGING, PRIMED})):
        rows = [
            json.loads(line) for line in synth("show", str(run), "--state", span, "--json").out.splitlines()
        ]
        assert {row["id"] for row in rows if row["kind"] == "paper"} == expected, span
        assert {row["paper"] for row in rows if row["kind"] == "claim"} == expected, span
    out = tmp_path / "out"
    assert synth("export", str(run), "--state", "1", "--format", "json,md", "--out", str(out)).code == 0
    assert (out / "report.md").read_bytes() == (run / "states" / "1" / "report.md").read_bytes()
    assert synth("show", str(run), "--state", "4").code == 2
    assert synth("show", str(run), "--state", "3..1").code == 2
    assert synth("show", str(run), "--state", "last").code == 2


def test_withdrawn_paper_is_marked_and_supports_nothing(synth, arxiv, run: Path) -> None:
    before = json.loads((run / "report.json").read_text("utf-8"))
    assert any(cell["paper"] == PRIMED for table in before["comparisons"] for cell in table["cells"])
    arxiv.show(
        newest={CHANGING: 1}, withdrawn={PRIMED: "This paper has been withdrawn: the lamp was a mirror."}
    )
    ended = synth("update", str(run))
    assert ended.code == 10, ended.err
    assert statuses(run, PRIMED) == {"source_withdrawn"}
    assert paper_of(run, PRIMED)["status"] == "withdrawn"
    assert paper_of(run, PRIMED)["standing"]["state"] == "withdrawn"
    report = check_report(run)
    assert PRIMED in {paper["id"] for paper in report["papers"]}
    own = [claim for claim in report["claims"] if claim["paper"] == PRIMED]
    assert own
    assert {claim["verdict"]["label"] for claim in own} == {"unjudged"}
    assert {reason for claim in own for reason in claim["verdict"]["reasons"]} == {"source_withdrawn"}
    told = [place for claim in report["claims"] for side in claim["independent"].values() for place in side]
    assert PRIMED not in {place["paper"] for place in told}
    assert PRIMED not in {cell["paper"] for table in report["comparisons"] for cell in table["cells"]}
    names = {claim["id"] for claim in own}
    assert not names & {id for finding in report["findings"] for id in finding["claims"]}
    assert not names & {id for conflict in report["conflicts"] for id in conflict["claims"]}
    # It is no news the second time, but no claim of it is fine; it comes back when its notice is gone.
    assert synth("update", str(run)).code == 0
    told = [claim for claim in changes(run)["claims"] if claim["paper"] == PRIMED]
    assert {(claim["status"], claim["reason"]) for claim in told} == {("unchanged", "still_withdrawn")}
    assert {claim["new"]["verdict"]["label"] for claim in told} == {"unjudged"}
    arxiv.show(newest={CHANGING: 1})
    assert synth("update", str(run)).code == 10
    assert statuses(run, PRIMED) == {"unchanged"}
    again = check_report(run)
    assert [c["verdict"]["label"] for c in again["claims"]] == [
        c["verdict"]["label"] for c in before["claims"]
    ]
    assert again["comparisons"] == before["comparisons"]


def test_version_without_any_document_is_a_withdrawal(synth, arxiv, run: Path) -> None:
    arxiv.show(no_document=[f"{CHANGING}v2"])
    ended = synth("update", str(run))
    assert ended.code == 10, ended.err
    assert statuses(run, CHANGING) == {"source_withdrawn"}
    assert synth("update", str(run)).code == 0


def test_outage_makes_no_state_and_is_never_fine(synth, arxiv, run: Path) -> None:
    before = of_report(run)
    arxiv.show(out_of_reach=["/api/"])
    ended = synth("update", str(run))
    assert ended.code == 4, ended.err
    assert "127.0.0.1" in ended.err
    assert of_report(run) == before
    assert {claim["status"] for claim in changes(run)["claims"]} == {"unjudged"}
    assert {claim["reason"] for claim in changes(run)["claims"]} == {"not_asked"}
    assert {paper["status"] for paper in changes(run)["papers"]} == {"unknown"}
    assert not (run / "states").exists()
    assert synth("update", str(run), "--offline").code == 4
    arxiv.show()
    assert synth("update", str(run)).code == 10, "the same command goes on from there"


def test_paper_that_is_not_named_in_the_answer_is_unknown(synth, arxiv, run: Path) -> None:
    arxiv.show(newest={CHANGING: 1}, unknown=[PRIMED])
    ended = synth("update", str(run))
    assert ended.code == 4, ended.err
    assert PRIMED in ended.err
    assert statuses(run, PRIMED) == {"unjudged"}
    assert paper_of(run, PRIMED)["status"] == "unknown"
    assert statuses(run, CHANGING) == {"unchanged"}


def test_document_out_of_reach_leaves_its_paper_as_it_was(synth, arxiv, run: Path) -> None:
    arxiv.show(out_of_reach=[f"/pdf/{CHANGING}", f"/src/{CHANGING}", f"/e-print/{CHANGING}"])
    ended = synth("update", str(run))
    assert ended.code == 4, ended.err
    assert statuses(run, CHANGING) == {"unjudged"}
    assert not (run / "states").exists()
    # Another paper's withdrawal is told all the same, and this one is read when it can be had.
    gone = {PRIMED: "This paper has been withdrawn by its author."}
    arxiv.show(out_of_reach=[f"/pdf/{CHANGING}", f"/src/{CHANGING}"], withdrawn=gone)
    ended = synth("update", str(run))
    assert ended.code == 10, ended.err
    assert statuses(run, CHANGING) == {"unjudged"}
    assert statuses(run, PRIMED) == {"source_withdrawn"}
    arxiv.show(withdrawn=gone)
    assert synth("update", str(run)).code == 10
    assert "value_changed" in statuses(run, CHANGING)
    assert changes(run)["new_state"] == 3


def test_all_runs_ask_for_each_paper_once(synth, arxiv, run: Path, tmp_path: Path) -> None:
    arxiv.show(newest={CHANGING: 1})
    other = tmp_path / "other"
    assert synth("report", QUESTION, "--out", str(other), "--format", "json", "--max-papers", "4").code == 0
    arxiv.requests.clear()
    assert synth("update", "--all").code == 0
    assert len(arxiv.requests) == 1
    ids = arxiv.requests[0].path.split("id_list=")[1].split("&")[0].split(",")
    assert len(ids) == len(set(ids))
    arxiv.show(out_of_reach=["/api/"])
    assert synth("update", "--all").code == 4
    arxiv.show(withdrawn={PRIMED: "This paper has been withdrawn by its author."})
    ended = synth("update", "--all", "--json")
    assert ended.code == 10, ended.err
    rows = [json.loads(line) for line in ended.out.splitlines()]
    assert {row["run"] for row in rows if row["kind"] == "run"} == {row["run"] for row in rows}
    assert len({row["run"] for row in rows}) == 2
    assert {row["exit_code"] for row in rows if row["kind"] == "run"} == {10}


def test_run_made_before_states_were_kept_is_updated(synth, arxiv, run: Path, home: Path) -> None:
    from synth import records
    from synth.states import load_state
    from synth.store import Store

    with Store(home / "store.db") as store:
        (row,) = store.runs()
        report = load_state(store, row.id).report
        store.put(f"report:{row.id}", "report", records.encode(report))
    with sqlite3.connect(home / "store.db") as other:
        other.execute("DELETE FROM states")
        other.execute("DELETE FROM results WHERE key LIKE 'state:%'")
    other.close()
    ended = synth("update", str(run))
    assert ended.code == 10, ended.err
    assert "value_changed" in statuses(run, CHANGING)
    assert (run / "states" / "1" / "report.json").is_file()
    assert json.loads(synth("show", str(run), "--state", "1", "--json").out)["claims"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["update"], "lacks the run"),
        (["update", "somewhere", "--all"], "not both"),
        (["update", "nothing"], "no run"),
        (["update", "nothing", "--format", "docx"], "docx"),
    ],
)
def test_bad_calls_say_what_and_how(synth, arguments: list[str], says: str) -> None:
    ended = synth(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert says in ended.err


def test_no_run_to_update(synth) -> None:
    assert synth("update", "--all").code == 5


# --------------------------------------------------------------------------- killed


def start(run: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "synth", "update", str(run), "--quiet"]
    return subprocess.Popen(
        command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def wait_for(happened: Any, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not happened() and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)


@pytest.mark.parametrize("moment", ["asked", "fetched", "read", "part", "named", "published"])
def test_killed_update_leaves_the_old_state_whole_and_resumes(
    arxiv: ArxivStandin, synth, run: Path, home: Path, moment: str
) -> None:
    before = of_report(run)

    def read() -> int:
        with sqlite3.connect(home / "store.db") as store:
            (count,) = store.execute("SELECT COUNT(*) FROM results WHERE stage = 'document'").fetchone()
        store.close()
        return count

    n_documents = read()
    happened = {
        "asked": lambda: arxiv.served("/api"),
        "fetched": lambda: arxiv.served("/pdf"),
        "read": lambda: read() > n_documents,
        "part": lambda: list((run / "states").glob(".part-2-*")),
        "named": lambda: (run / "states" / "2").exists(),
        "published": lambda: (run / "changes.md").exists(),
    }[moment]
    running = start(run)
    wait_for(happened, running)
    running.send_signal(signal.SIGKILL)
    running.wait()
    listed = json.loads(synth("runs", "--json").out.splitlines()[0])
    shown = json.loads(synth("show", str(run), "--json").out)
    versions = {claim["version"] for claim in shown["claims"] if claim["paper"] == CHANGING}
    assert versions == {listed["states"]}, "the store has one state or the other"
    if listed["states"] == 1:
        old = run / "states" / "1" if (run / "states" / "1").exists() else run
        assert of_report(old) == before
        assert synth("update", str(run)).code == 10
    else:
        assert synth("update", str(run)).code == 0
    assert of_report(run / "states" / "1") == before
    assert of_report(run) == of_report(run / "states" / "2")
    assert {claim["version"] for claim in check_report(run)["claims"] if claim["paper"] == CHANGING} == {2}
    assert not list((run / "states").glob(".part-*"))
    assert len({request.path for request in arxiv.served("/pdf")}) == 1


def test_two_updates_at_once_make_one_state(arxiv: ArxivStandin, synth, run: Path) -> None:
    both = [start(run), start(run)]
    assert sorted(one.wait(timeout=120) for one in both) == [0, 10]
    assert json.loads(synth("runs", "--json").out.splitlines()[0])["states"] == 2


# --------------------------------------------------------------------------- other sources, new papers


def test_file_of_a_folder_that_changed(synth, tmp_path: Path) -> None:
    folder = tmp_path / "work" / "papers"
    folder.mkdir()
    text = (
        "# On Moss\n\nAbstract\n\nRipple reaches an accuracy of {} on PondBench. Drift reaches 79.0% on it.\n"
    )
    (folder / "moss.md").write_text(text.format("81.3%"), encoding="utf-8")
    (folder / "fern.md").write_text(
        "# On Fern\n\nBracken reaches an accuracy of 70.1% on PondBench.\n", "utf-8"
    )
    out = tmp_path / "out"
    ended = synth(
        "report",
        "Which accuracy does Ripple reach on PondBench?",
        "--source",
        "papers",
        "--out",
        str(out),
        "--format",
        "json",
    )
    assert ended.code == 0, ended.err
    os.chdir(tmp_path)  # The folder was named from another one.
    assert synth("update", str(out)).code == 0
    (folder / "moss.md").write_text(text.format("82.3%"), encoding="utf-8")
    ended = synth("update", str(out))
    assert ended.code == 10, ended.err
    (claim,) = [claim for claim in changes(out)["claims"] if claim["status"] == "value_changed"]
    assert (claim["paper"], claim["old"]["value"], claim["new"]["value"]) == ("moss", "81.3", "82.3")
    assert synth("update", str(out)).code == 0
    (folder / "moss.md").write_text(text.format("83.3%"), encoding="utf-8")
    assert synth("update", str(out)).code == 10
    (claim,) = [claim for claim in changes(out)["claims"] if claim["status"] == "value_changed"]
    assert (claim["old"]["value"], claim["new"]["value"]) == ("82.3", "83.3"), "of the file as it was last"
    (folder / "moss.md").unlink()
    assert synth("update", str(out)).code == 4


def test_new_paper_is_listed_once_or_taken_in(home: Path, synth, monkeypatch, tmp_path: Path) -> None:
    with ArxivStandin(arxiv_rows()) as server:
        monkeypatch.setenv("SYNTH_ARXIV_URL", server.url)
        server.show(unknown=[PRIMED])
        run = tmp_path / "run"
        assert synth("report", QUESTION, "--out", str(run), "--format", "json").code == 0
        before = check_report(run)
        server.show()
        assert synth("update", str(run)).code == 0, "no search without a flag"
        server.show(out_of_reach=[f"/pdf/{PRIMED}", f"/src/{PRIMED}"])
        assert synth("update", str(run), "--list-new").code == 4
        assert changes(run)["newcomers"][0]["failure"]
        server.show()
        listed = synth("update", str(run), "--list-new")
        assert listed.code == 10, listed.err
        (row,) = changes(run)["newcomers"]
        assert row["id"] == PRIMED
        assert row["supports"] or row["contradicts"]
        assert len(check_report(run)["papers"]) == len(before["papers"])
        assert synth("update", str(run), "--list-new").code == 0, "what was listed is no news"
        taken = synth("update", str(run), "--include-new")
        assert taken.code == 10, taken.err
        report = check_report(run)
        assert {p["id"] for p in report["papers"]} == {p["id"] for p in before["papers"]} | {PRIMED}
        assert report["flow"]["included"] == before["flow"]["included"] + 1
        assert any(claim["paper"] == PRIMED for claim in report["claims"])
        assert synth("update", str(run), "--include-new").code == 0
