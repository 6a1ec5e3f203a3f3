"""What an update does to a run's folder, and what it leaves alone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from synth.errors import StoreError
from synth.updates.folders import keep_files, publish, state_folder, write_state
from tests.report.sample import sample_report

REPORT = sample_report()[0]


def write(folder: Path, created: str, *texts: str, **files: str) -> None:
    """Write a report's files as they are in a run's folder."""
    manifest = {"run": REPORT.record.id, "created": created, "texts": [{"file": f"texts/{n}"} for n in texts]}
    content = {"manifest.json": json.dumps(manifest), "report.md": created}
    content |= {f"texts/{name}": name for name in texts} | {f"report.{k}": v for k, v in files.items()}
    for name, text in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def listed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def fail(_: Path) -> None:
    raise AssertionError("what lies there was to be kept")


def test_files_of_the_user_are_neither_copied_nor_removed(tmp_path: Path) -> None:
    write(tmp_path, REPORT.record.created, "a_v1.txt", pdf="old")
    (tmp_path / "figures").mkdir()
    own = {"figures/mine.pdf", "texts/mine.txt", "notes.md", "figures/../report.docx"}
    for name in own:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    keep_files(tmp_path, 1, REPORT, fail)
    assert listed(state_folder(tmp_path, 1)) == {"manifest.json", "report.md", "report.pdf", "texts/a_v1.txt"}
    write_state(tmp_path, 2, lambda part: write(part, "later", "a_v2.txt"))
    publish(tmp_path, 2)
    top = {name for name in listed(tmp_path) if not name.startswith("states/")}
    assert top == {"manifest.json", "report.md", "texts/a_v2.txt", "report.docx", *own} - {
        "figures/../report.docx"
    }
    assert (tmp_path / "report.md").read_text(encoding="utf-8") == "later"


def test_state_of_another_run_in_the_same_folder_is_not_taken_for_ours(tmp_path: Path) -> None:
    write(state_folder(tmp_path, 1), "another day")
    write(tmp_path, REPORT.record.created)
    keep_files(tmp_path, 1, REPORT, fail)
    assert (state_folder(tmp_path, 1) / "report.md").read_text(encoding="utf-8") == REPORT.record.created


def test_folder_that_is_gone_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "gone" / "run"
    keep_files(folder, 1, REPORT, lambda part: write(part, REPORT.record.created))
    assert listed(state_folder(folder, 1)) == {"manifest.json", "report.md"}


def test_what_breaks_off_leaves_nothing_behind(tmp_path: Path) -> None:
    write(tmp_path, REPORT.record.created)

    def broken(part: Path) -> None:
        write(part, "half")
        raise StoreError("no room")

    with pytest.raises(StoreError):
        write_state(tmp_path, 2, broken)
    assert not any((tmp_path / "states").iterdir())


def test_folder_that_can_not_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "states").write_text("a file", encoding="utf-8")
    write(tmp_path, REPORT.record.created)
    with pytest.raises(StoreError, match="states"):
        keep_files(tmp_path, 1, replace(REPORT), fail)
