"""The store keeps what it was given, explains what it can't open, and loses nothing to a kill."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synth.errors import StoreError
from synth.store import Store


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "home" / "store.db") as opened:
        yield opened


def test_result_comes_back_as_it_was(store: Store) -> None:
    assert store.get("claim:1") is None
    store.put("claim:1", "claims", b"\x00payload")
    assert store.get("claim:1") == b"\x00payload"
    store.put("claim:1", "claims", b"newer")
    assert store.get("claim:1") == b"newer"


def test_vectors_come_back_by_model_and_text(store: Store) -> None:
    vectors = {"a": np.array([0.5, -1.0], np.float32), "b": np.array([3.25, 0.0], np.float32)}
    store.vectors.put("model@1", vectors)
    found = store.vectors.get("model@1", ["b", "missing", "a"])
    assert set(found) == {"a", "b"}
    np.testing.assert_array_equal(found["b"], vectors["b"])
    assert store.vectors.get("model@2", ["a"]) == {}


def test_more_vectors_than_sqlite_has_variables(store: Store) -> None:
    vectors = {str(n): np.ones(2, np.float32) for n in range(2500)}
    store.vectors.put("m", vectors)
    assert len(store.vectors.get("m", list(vectors))) == 2500


def test_run_keeps_its_first_start(store: Store) -> None:
    store.put_run("run-1", question="q", sources="demo", folder="/a", state="running")
    first = store.runs()[0]
    store.put_run("run-1", question="q", sources="demo", folder="/b", state="done")
    (again,) = store.runs()
    assert (again.created, again.state, again.folder) == (first.created, "done", "/b")


def test_verify_names_a_damaged_result(store: Store) -> None:
    store.put("k1", "s", b"one")
    store.put("k2", "s", b"two")
    with sqlite3.connect(store.path) as other:
        other.execute("UPDATE results SET digest = 'wrong' WHERE key = 'k2'")
    other.close()
    assert store.verify() == ("k2",)


def test_newer_store_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    Store(path).close()
    with sqlite3.connect(path) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('synth', 'm999_later', '')"
        )
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer Synth") as caught:
        Store(path)
    assert caught.value.exit_code == 3
    assert "SYNTH_HOME" in caught.value.advice
    assert path.read_bytes() == before


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"this is a diary, not a database" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Store(path)


def test_home_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreError):
        Store(tmp_path / "home" / "store.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_home(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError):
        Store(tmp_path / "home" / "store.db")


WRITER = """
import sys
from pathlib import Path
from synth.store import Store
with Store(Path(sys.argv[1])) as store:
    for n in range(50):
        store.put(f"{sys.argv[2]}-{n}", "s", b"x" * 1000)
"""


def test_two_first_runs_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name], stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    for writer in writers:
        _, errors = writer.communicate(timeout=60)
        assert writer.returncode == 0, errors.decode()
    with Store(path) as store:
        assert all(store.get(f"{name}-{n}") for name in ("a", "b") for n in range(50))


def test_a_store_that_is_being_laid_out_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cause: only the making of tables was tried again; SQLite does not wait to switch the journal."""
    path = tmp_path / "store.db"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    waited: list[float] = []

    def release(seconds: float) -> None:
        waited.append(seconds)
        other.close()

    monkeypatch.setattr("synth.store.database.time.sleep", release)
    monkeypatch.setattr("synth.store.database.BUSY_S", 0.0)
    with Store(path) as store:
        store.put("k", "s", b"x")
        assert store.get("k") == b"x"
    assert len(waited) == 1
