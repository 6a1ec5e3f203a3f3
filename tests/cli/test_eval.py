"""`synth eval`: its exit codes, its JSON, and what it says of what it lacks."""

from __future__ import annotations

import gzip
import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from synth.resources import data_dir

# Without the time of day: names of tests are made of the bytes, and have to be the same in every process.
gzipped = partial(gzip.compress, mtime=0)

TEXT = "On PONDBENCH the accuracy of Ripple is 81.3%, while Drift reaches 79.0%."
ROWS = [
    {"id": "1", "claim": "Ripple reaches 81.3% accuracy on PONDBENCH.", "text": TEXT, "label": "supported"},
    {"id": "2", "claim": "Ripple reaches 91.3% accuracy on PONDBENCH.", "text": TEXT, "label": "refuted"},
    {"id": "3", "claim": "Gull lays 12 eggs in May.", "text": "Ripples fade.", "label": "not_found"},
]


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    folder = tmp_path / "bench"
    put(folder / "scifact" / "dev.jsonl.gz", ROWS)
    return folder


def put(path: Path, rows: list[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzipped("\n".join(json.dumps(row) for row in rows).encode()))


def test_figures_for_people_and_for_programs(synth, bench: Path, tmp_path: Path) -> None:
    ended = synth("eval", "scifact", "--bench", str(bench))
    assert ended.code == 0
    assert "scifact/dev: 3 rows" in ended.out
    assert "false support" in ended.out
    out, rows = tmp_path / "out.json", tmp_path / "rows.jsonl"
    ended = synth("eval", "scifact", "--bench", str(bench), "--json", "--out", str(out), "--rows", str(rows))
    (line,) = [json.loads(line) for line in ended.out.splitlines()]
    assert json.loads(out.read_text())["sets"] == [
        line | {"ms": json.loads(out.read_text())["sets"][0]["ms"]}
    ]
    assert line["set"] == "scifact/dev"
    assert line["rows"] == 3
    assert set(line["figures"]["accuracy"]) == {"value", "low", "high"}
    assert {"macro_f1", "false_support", "true_support", "ece", "brier"} <= set(line["figures"])
    judged = [json.loads(row) for row in rows.read_text().splitlines()]
    assert [(row["id"], row["gold"]) for row in judged] == [(row["id"], row["label"]) for row in ROWS]


def test_the_bench_folder_is_a_setting(synth, bench: Path, monkeypatch) -> None:
    monkeypatch.setenv("SYNTH_BENCH", str(bench))
    assert synth("eval", "scifact", "--json").code == 0
    monkeypatch.delenv("SYNTH_BENCH")
    Path("synth.toml").write_text(f'bench = "{bench}"\n', encoding="utf-8")
    assert synth("eval", "scifact", "--json").code == 0


def test_limit_and_seed_repeat(synth, bench: Path) -> None:
    first, again = (
        json.loads(synth("eval", "scifact", "--bench", str(bench), "--limit", "2", "--json").out)
        for _ in range(2)
    )
    assert first["rows"] == 2
    assert first["figures"] == again["figures"]


def test_without_data_it_says_where_to_get_it(synth) -> None:
    ended = synth("eval", "scifact")
    assert (ended.code, ended.out) == (3, "")
    for home in ("allenai/scifact", "sarrouti/HealthVer", "SciTab", "MeasEval", "science-result-extractor"):
        assert home in ended.err
    assert '"claim"' in ended.err


def test_an_unknown_name_lists_the_known_ones(synth) -> None:
    ended = synth("eval", "pond")
    assert (ended.code, ended.out) == (2, "")
    assert "scifact" in ended.err
    assert "mutations" in ended.err


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", 5, "no rows"),
        (gzipped(b"\n"), 5, "no rows"),
        (gzipped(json.dumps(ROWS[0]).encode() * 50)[:-9], 6, "cut-off gzip"),
        (gzipped(b'{"claim": "x"'), 6, "line 1"),
        (b"\x89PNG", 6, "UTF-8"),
    ],
)
def test_broken_files(synth, bench: Path, content: bytes, code: int, says: str) -> None:
    (bench / "scifact" / "dev.jsonl.gz").write_bytes(content)
    ended = synth("eval", "scifact", "--bench", str(bench), "--json")
    assert (ended.code, ended.out) == (code, "")
    assert says in ended.err


def test_one_broken_set_leaves_the_others(synth, bench: Path) -> None:
    put(bench / "scitab" / "dev.jsonl.gz", [{"claim": "x"}])
    ended = synth("eval", "scitab", "scifact", "--bench", str(bench), "--json")
    assert ended.code == 6
    assert [json.loads(line)["set"] for line in ended.out.splitlines()] == ["scifact/dev"]


def test_tables_spans_and_tuples(synth, bench: Path) -> None:
    table = {
        "caption": "Accuracy.",
        "columns": ["Method", "POND"],
        "rows": [["Ripple", "81.3"], ["Drift", "79.0"]],
    }
    empty = {"caption": "", "columns": [], "rows": []}
    put(
        bench / "scitab" / "dev.jsonl.gz",
        [
            {"id": "1", "claim": "Ripple has 81.3 on POND.", "table": table, "label": "supported"},
            {"id": "2", "claim": "Ripple has 81.3 on POND.", "table": empty, "label": "not_found"},
        ],
    )
    put(
        bench / "measeval" / "train.jsonl.gz",
        [{"id": "1", "text": "It took 84 hours and 3 lamps.", "quantities": [{"start": 8, "end": 16}]}],
    )
    put(
        bench / "tdms" / "dev.jsonl.gz",
        [
            {
                "id": "1",
                "text": TEXT,
                "results": [{"dataset": "PondBench", "metric": "Accuracy", "score": "81.3"}],
            }
        ],
    )
    ended = synth("eval", "scitab", "measeval", "tdms", "--bench", str(bench), "--json")
    assert ended.code == 0, ended.err
    tables, spans, tuples = [json.loads(line) for line in ended.out.splitlines()]
    assert tables["unjudged"] == 1
    assert spans["figures"]["strict_recall"]["value"] == 1
    assert tuples["figures"]["score_recall"]["value"] == 1


def test_statements_find_their_papers_in_a_folder(synth, bench: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    shutil.copy(data_dir() / "demo" / "pdf" / "demo.0001v1.pdf", papers / "slabs.pdf")
    claim = "LanternPrime reaches an accuracy of 78.4% on MossBench."
    rows = [
        {"id": "1", "source": "slabs", "claim": claim, "label": "supported", "kind": "prose"},
        {
            "id": "2",
            "source": "slabs",
            "claim": claim.replace("78", "87"),
            "label": "refuted",
            "kind": "digit",
        },
    ]
    put(bench / "statements" / "dev.jsonl.gz", rows)
    ended = synth("eval", "statements", "--bench", str(bench), "--corpus", str(papers), "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert (found["rows"], found["clusters"], found["unjudged"]) == (2, 1, 0)
    assert [(kind["kind"], kind["hits"]) for kind in found["kinds"]] == [("prose", 1), ("digit", 1)]


def test_mutations_of_a_folder(synth, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    shutil.copy(data_dir() / "demo" / "pdf" / "demo.0001v1.pdf", papers / "slabs.pdf")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    ended = synth("eval", "mutations", "--corpus", str(papers), "--limit", "1", "--json")
    assert ended.code == 0, ended.err
    found = json.loads(ended.out)
    assert {kind["n"] for kind in found["kinds"]} == {1}
    assert {kind["label"] for kind in found["kinds"]} == {"supported", "refuted"}


def test_mutations_of_nothing(synth, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert synth("eval", "mutations", "--corpus", str(tmp_path / "empty")).code == 5
    assert synth("eval", "mutations", "--corpus", str(tmp_path / "none")).code == 2


def test_diagrams_are_drawn(synth, bench: Path, tmp_path: Path) -> None:
    ended = synth("eval", "scifact", "--bench", str(bench), "--figures", str(tmp_path / "docs"), "--json")
    assert ended.code == 0
    assert (tmp_path / "docs" / "reliability.svg").read_text(encoding="utf-8").startswith("<?xml")
