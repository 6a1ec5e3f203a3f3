"""The command line's names, exit codes and JSON keys stay."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DEMO = "Do tidal clocks improve forecasts?"


def rows(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize(
    "command", ["report", "update", "check", "extract", "search", "export", "runs", "show", "eval", "doctor"]
)
def test_commands_of_the_contract_have_help(synth, command: str) -> None:
    ended = synth(command, "--help")
    assert ended.code == 0
    assert "Usage:" in ended.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["report", ""], 2, "question"),
        (["report", "accuracy"], 2, "question"),
        (["report", "What is it of the?"], 2, "searched for"),
        (["report", "a good question about parsing", "--max-papers", "0"], 2, "--max-papers"),
        (["report", "a good question about parsing", "--max-papers", "many"], 2, "max-papers"),
        (
            ["report", "a good question about parsing", "--since", "2022", "--until", "2020"],
            2,
            "--since 2022 lies after",
        ),
        (["report", "a good question about parsing", "--since", "yesterday"], 2, "--since"),
        (["report", "a good question about parsing", "--format", "docx"], 2, "docx"),
        (["report", "a good question about parsing", "--template", "shiny"], 2, "shiny"),
        (["report", "a good question about parsing", "--source", "no/such/folder"], 2, "no/such/folder"),
        (["report", "a good question about parsing", "--paper", "12"], 2, "12"),
        (["report"], 2, "QUESTION"),
        (["frobnicate"], 2, "frobnicate"),
        (["show", "nothing"], 2, "nothing"),
        (["runs"], 5, "no run"),
        (["extract", "missing.pdf"], 6, "missing.pdf"),
        (["check", "missing.jsonl"], 6, "missing.jsonl"),
        (["extract", "demo.9999"], 5, "demo.9999"),
    ],
)
def test_bad_calls_say_what_and_how(synth, arguments: list[str], code: int, says: str) -> None:
    ended = synth(*arguments)
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_folder_without_papers(synth, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ended = synth("report", "a good question about parsing", "--source", str(tmp_path / "empty"))
    assert ended.code == 5
    assert "empty" in ended.err


def test_unreachable_arxiv_is_an_outage_and_no_empty_answer(synth) -> None:
    ended = synth("search", "does dense retrieval beat sparse retrieval")
    assert ended.code == 4
    assert "127.0.0.1:9" in ended.err


def test_unknown_model_says_how_to_get_it(synth, monkeypatch) -> None:
    monkeypatch.setenv("SYNTH_EMBEDDER", "no-such-maker/no-such-model")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    ended = synth("search", DEMO, "--source", "demo")
    assert ended.code == 3
    assert "no-such-model" in ended.err


def test_newer_store_is_left_alone(synth, home: Path) -> None:
    import sqlite3

    synth("runs")
    with sqlite3.connect(home / "store.db") as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('synth', 'm999', '')"
        )
    other.close()
    ended = synth("runs")
    assert ended.code == 3
    assert "newer Synth" in ended.err


def test_check_rows_come_back_in_order_with_the_keys_of_the_contract(synth, tmp_path: Path) -> None:
    text = "On PONDBENCH the accuracy of Ripple is 81.3%, while Drift reaches 79.0%."
    claims = tmp_path / "claims.jsonl"
    claims.write_text(
        "\n".join(
            json.dumps(row)
            for row in (
                {"id": "true", "claim": "Ripple reaches 81.3% accuracy on PONDBENCH.", "text": text},
                {"id": "false", "claim": "Ripple reaches 91.3% accuracy on PONDBENCH.", "text": text},
                {"id": "absent", "claim": "Gull lays 12 eggs in May.", "text": text},
                {"id": "lost", "claim": "Ripple reaches 81.3% accuracy.", "source": "missing.pdf"},
                {"id": "none", "claim": "Ripple reaches 81.3% accuracy."},
            )
        )
    )
    ended = synth("check", str(claims), "--json")
    assert ended.code == 0
    found = rows(ended.out)
    assert [row["id"] for row in found] == ["true", "false", "absent", "lost", "none"]
    assert [row["label"] for row in found] == [
        "supported",
        "refuted",
        "not_found",
        "unjudged",
        "unjudged",
    ]
    for row in found[:3]:
        assert set(row["probabilities"]) == {"supported", "refuted", "not_found"}
        assert sum(row["probabilities"].values()) == pytest.approx(1)
        assert row["confidence"] == pytest.approx(row["probabilities"][row["label"]])
        assert row["reasons"]
        for evidence in row["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
    for row in found[3:]:
        assert row["confidence"] is None
        assert row["reasons"]


def test_broken_row_is_named_and_the_others_are_judged(synth, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    good = json.dumps({"id": "a", "claim": "It took 3 hours.", "text": "It took 3 hours."})
    claims.write_text(f'{good}\n{{"id": "b", \n{good.replace("a", "c", 1)}\n')
    ended = synth("check", str(claims), "--json")
    assert ended.code == 6
    assert "row 2" in ended.err
    assert [row["label"] for row in rows(ended.out)] == ["supported", "unjudged", "supported"]


def test_plain_claims_against_a_text_file(synth, tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("Ripple was trained for 84 hours. It has 12 million parameters.\n")
    claims = tmp_path / "claims.txt"
    claims.write_text("Ripple was trained for 3.5 days.\n\nRipple has 12 billion parameters.\n")
    ended = synth("check", str(claims), "--against", str(source), "--json")
    assert ended.code == 0
    assert [row["label"] for row in rows(ended.out)] == ["supported", "refuted"]
    text = source.read_text()
    for row in rows(ended.out):
        for evidence in row["evidence"]:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['synth', '--help']\n"
        "try:\n    from synth.cli import main; main()\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'numpy', 'arxiv', 'requests', 'jinja2', 'rich', 'sqlite3', 'matplotlib'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stderr.strip() == "[]"


def test_closed_pipe_is_no_error(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text(
        "\n".join(f"Method {chr(65 + n % 26)}x improves accuracy by {n}.5%." for n in range(600))
    )
    command = f"{sys.executable} -m synth extract {source} --json | head -n 1; echo ${{PIPESTATUS[0]}}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=dict(os.environ))
    assert ended.stdout.splitlines()[-1] == "0"
    assert "Traceback" not in ended.stderr
    assert "BrokenPipe" not in ended.stderr


@pytest.mark.parametrize("columns", ["40", "200"])
def test_narrow_and_wide_terminals(synth, monkeypatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    ended = synth("extract", "demo.0001")
    assert ended.code == 0
    assert "\x1b[" not in ended.out + ended.err
    assert "claims" in ended.out
