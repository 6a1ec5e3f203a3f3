"""Files of rows: every fault is named with its line, and nothing is guessed."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from synth.errors import NothingFound, PrerequisiteError, UnreadableInput, UsageError
from synth.evaluation.rows import read_rows
from synth.evaluation.sets import SETS, choose_sets, find_file

GOOD = {"id": "a", "claim": "Ripple reaches 81.3%.", "text": "Ripple reaches 81.3%.", "label": "supported"}


def write(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


@pytest.mark.parametrize("name", ["dev.jsonl", "dev.jsonl.gz"])
def test_plain_and_gzipped_files_read_alike(tmp_path: Path, name: str) -> None:
    rows, digest = read_rows(write(tmp_path / name, GOOD, "", {**GOOD, "id": "b"}), "verdicts")
    assert [row["id"] for row in rows] == ["a", "b"]
    assert len(digest) == 64


@pytest.mark.parametrize(
    ("task", "row", "says"),
    [
        ("verdicts", "{not JSON", "not JSON"),
        ("verdicts", "[1]", "not a JSON object"),
        ("verdicts", {**GOOD, "claim": " "}, '"claim"'),
        ("verdicts", {**GOOD, "label": "true"}, "'true'"),
        ("verdicts", {**GOOD, "text": None}, '"text" nor "table"'),
        ("verdicts", {**GOOD, "table": {"columns": "A"}}, '"table"'),
        ("statements", {"claim": "It is 3.", "label": "refuted"}, '"source"'),
        ("spans", {"text": "It is 3.", "quantities": [{"start": 6, "end": 60}]}, "offsets"),
        ("spans", {"text": "It is 3."}, '"quantities"'),
        ("tuples", {"text": "It is 3.", "results": [{"metric": "F1"}]}, '"score"'),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, task: str, row: object, says: str) -> None:
    good = {
        "verdicts": GOOD,
        "statements": {**GOOD, "source": "demo.0001"},
        "spans": {"text": "It is 3.", "quantities": [{"start": 6, "end": 7}]},
        "tuples": {"text": "It is 3.", "results": []},
    }[task]
    with pytest.raises(UnreadableInput, match="line 2") as refused:
        read_rows(write(tmp_path / "dev.jsonl", good, row), task)
    assert says in refused.value.message


def test_a_cut_off_file_is_no_short_one(tmp_path: Path) -> None:
    path = write(tmp_path / "dev.jsonl.gz", *[{**GOOD, "id": str(n)} for n in range(500)])
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UnreadableInput, match="cut-off gzip"):
        read_rows(path, "verdicts")


def test_an_empty_file_is_nothing_found(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="no rows"):
        read_rows(write(tmp_path / "dev.jsonl.gz"), "verdicts")


def test_sets_are_chosen_by_name() -> None:
    assert [one.name for one in choose_sets(("scitab", "scifact", "scitab"))] == ["scitab", "scifact"]
    assert choose_sets(("all",)) == tuple(SETS.values())
    with pytest.raises(UsageError) as refused:
        choose_sets(("pond",))
    assert all(name in refused.value.advice for name in SETS)


def test_a_missing_set_says_where_it_is_had(tmp_path: Path) -> None:
    with pytest.raises(PrerequisiteError) as refused:
        find_file(SETS["scifact"], None, None)
    for one in SETS.values():
        assert one.task == "mutations" or one.home in refused.value.advice
    with pytest.raises(PrerequisiteError, match=r"scitab/dev\.jsonl\.gz") as refused:
        find_file(SETS["scitab"], tmp_path, None)
    assert "XinyuanLu00/SciTab" in refused.value.advice
    assert "SciREX" not in refused.value.advice


def test_an_unknown_part_names_those_that_there_are(tmp_path: Path) -> None:
    path = write(tmp_path / "semtab" / "dev.jsonl.gz", GOOD)
    assert find_file(SETS["semtab"], tmp_path, "dev") == path
    with pytest.raises(UsageError) as refused:
        find_file(SETS["semtab"], tmp_path, "train")
    assert "dev" in refused.value.advice
