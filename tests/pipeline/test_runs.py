"""A question in, a verified report out: contracts of the whole way, on the demo corpus."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.conftest import QUESTION, arxiv_rows
from tests.standin.arxiv import ArxivStandin
from tests.standin.faults import Faults

FAST = "json,md,html,bib,csv,tex"


def load(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "report.json").read_text("utf-8"))


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def check_report(folder: Path) -> dict[str, Any]:
    """Hold a report to what every report promises."""
    report = load(folder)
    assert set(report) >= {
        "question",
        "title",
        "abstract",
        "flow",
        "papers",
        "claims",
        "comparisons",
        "conflicts",
        "reviews",
        "manifest",
    }
    flow = report["flow"]
    assert sum(flow["identified"].values()) - flow["duplicates"] == flow["screened"]
    excluded = flow["excluded"] if isinstance(flow["excluded"], int) else sum(flow["excluded"].values())
    assert flow["screened"] - excluded == flow["sought"]
    lost = (
        flow["not_retrieved"]
        if isinstance(flow["not_retrieved"], int)
        else sum(flow["not_retrieved"].values())
    )
    assert flow["sought"] - lost == flow["assessed"]
    assert flow["assessed"] - sum(flow["excluded_full_text"].values()) == flow["included"]
    assert flow["included"] == len(report["papers"])
    for claim in report["claims"]:
        version = "" if claim["version"] is None else f"v{claim['version']}"
        text = (folder / "texts" / f"{claim['paper']}{version}.txt").read_text("utf-8")
        assert text[claim["start"] : claim["end"]] == claim["quote"]
        for quantity in claim["quantities"]:
            assert text[quantity["start"] : quantity["end"]] == quantity["text"]
        verdict = claim["verdict"]
        assert verdict["label"] in ("supported", "refuted", "not_found", "unjudged")
        assert (verdict["confidence"] is None) == (verdict["label"] == "unjudged")
        assert verdict["reasons"]
        assert set(claim["independent"]) == {"supports", "contradicts"}
    return report


def test_demo_report_keeps_its_promises(synth, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = synth("report", QUESTION, "--source", "demo", "--out", str(out), "--format", FAST)
    assert ended.code == 0, ended.err
    assert ended.out.strip() == str(out)
    report = check_report(out)
    assert len(report["papers"]) >= 6
    assert len(report["claims"]) >= 50
    assert report["conflicts"], "the planted conflict is not reported"
    withdrawn = {row["id"] for row in arxiv_rows() if row.get("withdrawn")}
    included = {paper["id"].replace("demo.0", "2901.00") for paper in report["papers"]}
    assert not withdrawn & included
    for name in ("report.md", "report.html", "references.bib", "claims.csv", "manifest.json", "report.tex"):
        assert (out / name).stat().st_size > 200


def test_same_question_again_gives_the_same_bytes_and_asks_nothing(synth, arxiv, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    assert synth("report", QUESTION, "--out", str(first), "--format", FAST).code == 0
    asked = len(arxiv.requests)
    assert asked > 0
    assert synth("report", QUESTION, "--out", str(second), "--format", FAST).code == 0
    assert len(arxiv.requests) == asked
    assert digests(first) == digests(second)
    check_report(first)


def test_faults_change_no_claim(synth, models: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("SYNTH_REQUEST_RETRIES", "12")
    found = []
    faults = Faults(rate_429=0.15, rate_503=0.10, reset=0.05, truncate=0.05, html=0.05, seed=3)
    for name, trouble in (("calm", Faults()), ("stormy", faults)):
        with ArxivStandin(arxiv_rows(), faults=trouble) as server:
            monkeypatch.setenv("SYNTH_ARXIV_URL", server.url)
            other = tmp_path / name / "home"
            other.mkdir(parents=True)
            (other / "models").symlink_to(models)
            monkeypatch.setenv("SYNTH_HOME", str(other))
            out = tmp_path / name / "out"
            ended = synth("report", QUESTION, "--out", str(out), "--format", "json")
            assert ended.code == 0, ended.err
            assert any(request.fault for request in server.requests) == (name == "stormy")
        found.append([(c["id"], c["quote"], c["verdict"]["label"]) for c in load(out)["claims"]])
    assert found[0] == found[1]


def test_outage_of_a_document_is_counted_and_resumed(synth, arxiv, tmp_path: Path) -> None:
    rows = arxiv_rows()
    broken = next(row for row in rows if row["id"].endswith("1"))["id"]
    arxiv.stall_on = None
    out = tmp_path / "out"
    records = arxiv.corpus.records
    lost = tuple(r for r in records if r.id == broken)
    page = b"<!DOCTYPE html><html>busy</html>"
    for record in lost:
        object.__setattr__(record, "pdf", page)
        object.__setattr__(record, "src", page)
    ended = synth("report", QUESTION, "--out", str(out), "--format", "json")
    assert ended.code == 4, ended.err
    assert broken in ended.err
    report = check_report(out)
    assert broken not in {paper["id"] for paper in report["papers"]}
    for record, row in zip(lost, [r for r in rows if r["id"] == broken], strict=True):
        object.__setattr__(record, "pdf", row["pdf"])
        object.__setattr__(record, "src", row["src"])
    before = len(arxiv.served("/pdf"))
    assert synth("report", QUESTION, "--out", str(out), "--format", "json").code == 0
    assert {r.path.split("v")[0] for r in arxiv.served("/pdf")[before:]} == {f"/pdf/{broken}"}
    assert broken in {paper["id"] for paper in check_report(out)["papers"]}


@pytest.mark.parametrize("moment_s", [0.6, 1.5, 2.5])
def test_killed_run_goes_on_where_it_was(arxiv, synth, home, tmp_path: Path, moment_s: float) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "synth", "report", QUESTION, "--out", str(out), "--format", "json"]
    running = subprocess.Popen(
        command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=dict(os.environ)
    )
    time.sleep(moment_s)
    running.send_signal(signal.SIGKILL)
    running.wait()
    done = [request.path for request in arxiv.served("/pdf")]
    ended = synth("report", QUESTION, "--out", str(out), "--format", "json")
    assert ended.code == 0, ended.err
    check_report(out)
    again = [request.path for request in arxiv.served("/pdf")[len(done) :]]
    # The one that was on its way when the signal came may be asked for again; no other.
    assert len(set(done) & set(again)) <= 1


def test_two_runs_at_once_on_one_home(arxiv, home, tmp_path: Path) -> None:
    outs = [tmp_path / "a", tmp_path / "b"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "synth", "report", QUESTION, "--out", str(out), "--format", "json"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env=dict(os.environ),
        )
        for out in outs
    ]
    for run in runs:
        _, err = run.communicate(timeout=300)
        assert run.returncode == 0, err.decode()
    first, second = (check_report(out)["claims"] for out in outs)
    assert [c["id"] for c in first] == [c["id"] for c in second]


def test_pinned_papers_come_whatever_the_search_says(synth, arxiv, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ended = synth(
        "report",
        QUESTION,
        "--paper",
        "2901.00004v1",
        "--max-papers",
        "2",
        "--out",
        str(out),
        "--format",
        "json",
    )
    assert ended.code == 0, ended.err
    papers = check_report(out)["papers"]
    assert len(papers) == 2
    assert ("2901.00004", 1) in {(paper["id"], paper["version"]) for paper in papers}


def test_offline_answers_from_the_cache_alone(synth, arxiv, tmp_path: Path) -> None:
    args = ("report", QUESTION, "--out", str(tmp_path / "out"), "--format", "json")
    ended = synth(*args, "--offline")
    assert ended.code == 4
    assert not arxiv.requests
    assert synth(*args).code == 0
    asked = len(arxiv.requests)
    assert synth(*args, "--offline").code == 0
    assert len(arxiv.requests) == asked


def test_folder_of_papers_with_broken_ones(synth, tmp_path: Path) -> None:
    from tests.pipeline.conftest import DEMO

    folder = tmp_path / "papers"
    folder.mkdir()
    for path in sorted((DEMO / "pdf").glob("*.pdf"))[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "page.pdf").write_text("<!DOCTYPE html><html><body>Not here</body></html>")
    whole = (folder / sorted(p.name for p in folder.glob("*.pdf"))[0]).read_bytes()
    (folder / "half.pdf").write_bytes(whole[: len(whole) // 2])
    out = tmp_path / "out"
    ended = synth("report", QUESTION, "--source", str(folder), "--out", str(out), "--format", "json")
    assert ended.code == 0, ended.err
    report = check_report(out)
    assert len(report["papers"]) >= 3
    assert "unreadable" in json.dumps(report["flow"])


def test_exported_formats_are_those_of_the_run(synth, run: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    ended = synth("export", str(run), "--format", "csv,md", "--out", str(again))
    assert ended.code == 0, ended.err
    for name in ("claims.csv", "report.md"):
        assert (again / name).read_bytes() == (run / name).read_bytes()
    listed = [json.loads(line) for line in synth("runs", "--json").out.splitlines()]
    assert [row["state"] for row in listed] == ["done"]
    shown = json.loads(synth("show", listed[0]["id"], "--json").out)
    assert shown["question"] == load(run)["question"]


def test_interrupted_run_says_that_nothing_is_lost(arxiv, home, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "synth", "report", QUESTION, "--out", str(tmp_path / "out")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ))
    deadline = time.monotonic() + 60
    while not arxiv.served("/pdf") and time.monotonic() < deadline:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"the same command goes on" in err
    assert b"Traceback" not in err
