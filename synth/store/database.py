"""The store: one SQLite file in `SYNTH_HOME`, shared by any number of processes."""

from __future__ import annotations

import hashlib
import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from sqlite_utils import Database, Migrations

from synth.errors import StoreError
from synth.store.migrations import STEPS

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["RunRow", "StateRow", "Store", "VectorTable"]

T = TypeVar("T")

BUSY_S = 60.0
"""Seconds to wait for another process's write."""

PATIENCE_S = (0.2, 0.4, 0.6, 0.8)
"""Seconds to wait before a store that another process lays out is looked at again, each time."""

CHUNK = 500
"""Rows per IN (…) list: below SQLite's historical limit of 999 variables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run as the store lists it."""

    id: str
    """The run's id."""
    question: str
    """Its question."""
    sources: str
    """Sources, comma-separated."""
    folder: str
    """Where its report lies."""
    state: str
    """"running", "done", or "stopped: why"."""
    created: str
    """First start, ISO 8601 UTC."""
    updated: str
    """Last change, ISO 8601 UTC."""
    states: int = 0
    """How many states are kept; 0 while it has no report."""
    checked: str = ""
    """When its sources were last asked what changed, ISO 8601 UTC; "" for never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRow:
    """A state of a run as the store lists it."""

    number: int
    """From 1."""
    key: str
    """Where its record is kept."""
    created: str
    """When it was made, ISO 8601 UTC."""


class Store:
    """Results, vectors and runs that outlive a process.

    Every write is a transaction of its own, so a kill at any moment leaves the last whole state.
    Raises `StoreError` for a store that can't be opened, written or understood.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(
                path, timeout=BUSY_S, isolation_level=None, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise _explain(error, path) from error
        self._db = Database(self._connection, execute_plugins=False)
        try:
            self._guarded(self._prepare)
        except StoreError:
            self._connection.close()
            raise

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    # ----------------------------------------------------------------- results

    def get(self, key: str) -> bytes | None:
        """Return the result stored under a key, or None."""
        rows = self._guarded(
            lambda: self._connection.execute("SELECT payload FROM results WHERE key = ?", (key,)).fetchall()
        )
        return zlib.decompress(rows[0][0]) if rows else None

    def put(self, key: str, stage: str, payload: bytes) -> None:
        """Keep a stage's result under the content id of its inputs."""
        row = (key, stage, zlib.compress(payload, 1), _checksum(payload), _now())
        self._guarded(
            lambda: self._connection.execute("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?)", row)
        )

    def verify(self) -> tuple[str, ...]:
        """Return the keys of results whose bytes no longer match their digest."""
        rows = self._guarded(
            lambda: self._connection.execute(
                "SELECT key, payload, digest FROM results ORDER BY key"
            ).fetchall()
        )
        return tuple(key for key, payload, stored in rows if not _is_whole(payload, stored))

    # ----------------------------------------------------------------- vectors

    @property
    def vectors(self) -> VectorTable:
        """The vectors of texts: a `ports.VectorCache`."""
        return VectorTable(self)

    def select_vectors(self, model: str, text_hashes: Sequence[str]) -> list[tuple[str, bytes]]:
        """Return the rows of at most `CHUNK` texts."""
        marks = ",".join("?" * len(text_hashes))
        # Only question marks are put into the statement; all values are bound.
        query = f"SELECT text_hash, vector FROM vectors WHERE model = ? AND text_hash IN ({marks})"
        return self._guarded(lambda: self._connection.execute(query, (model, *text_hashes)).fetchall())

    def insert_vectors(self, rows: Sequence[tuple[str, str, bytes]]) -> None:
        """Write rows in one transaction."""

        def write() -> None:
            with self._db.atomic():
                self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

        self._guarded(write)

    # ----------------------------------------------------------------- runs

    def put_run(self, run_id: str, *, question: str, sources: str, folder: str, state: str) -> None:
        """Note a run's state; `created` stays what it was at the first start."""
        now = _now()
        row = (run_id, question, sources, folder, state, now, now)
        self._guarded(
            lambda: self._connection.execute(
                "INSERT INTO runs (id, question, sources, folder, state, created, updated) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                "folder = excluded.folder, state = excluded.state, updated = excluded.updated",
                row,
            )
        )

    def runs(self) -> tuple[RunRow, ...]:
        """Return all runs, latest first."""
        rows = self._guarded(
            lambda: self._connection.execute(
                "SELECT id, question, sources, folder, state, created, updated, "
                "(SELECT COUNT(*) FROM states WHERE run_id = runs.id), checked FROM runs "
                "ORDER BY updated DESC, id"
            ).fetchall()
        )
        return tuple(RunRow(**dict(zip(RunRow.__slots__, row, strict=True))) for row in rows)

    def note_check(self, run_id: str, checked: str) -> None:
        """Note when a run's sources were asked what changed, ISO 8601 UTC."""
        self._guarded(
            lambda: self._connection.execute("UPDATE runs SET checked = ? WHERE id = ?", (checked, run_id))
        )

    def put_state(self, run_id: str, number: int, *, key: str, created: str) -> None:
        """Note a run's state; the one with the highest number is what the run shows from then on."""
        self._guarded(
            lambda: self._connection.execute(
                "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?)", (run_id, number, key, created)
            )
        )

    def states(self, run_id: str) -> tuple[StateRow, ...]:
        """Return a run's states, oldest first."""
        rows = self._guarded(
            lambda: self._connection.execute(
                "SELECT number, key, created FROM states WHERE run_id = ? ORDER BY number", (run_id,)
            ).fetchall()
        )
        return tuple(StateRow(number=number, key=key, created=created) for number, key, created in rows)

    # ----------------------------------------------------------------- inside

    def _prepare(self) -> None:
        """Lay the store out, or find it laid out.

        Two first runs at once both see an empty file; the loser finds tables made halfway, or the file held
        while it is switched to another journal, for which SQLite does not wait, and looks again.
        """
        for patience_s in (*PATIENCE_S, None):
            try:
                self._lay_out()
                return
            except sqlite3.Error as error:
                if patience_s is None or not _is_of_two(error):
                    raise
                time.sleep(patience_s)

    def _lay_out(self) -> None:
        self._connection.execute("PRAGMA journal_mode = WAL")
        # WAL with NORMAL survives a killed process; only a power cut can lose the last writes.
        self._connection.execute("PRAGMA synchronous = NORMAL")
        migrations = Migrations("synth")
        for step in STEPS:
            migrations(name=step.__name__)(step)
        known = [step.__name__ for step in STEPS]
        applied = [migration.name for migration in migrations.applied(self._db)]
        newer = [name for name in applied if name not in known]
        if newer:
            raise StoreError(
                f"the store {self.path} was written by a newer Synth (it has step {newer[0]})",
                advice="Install the newer Synth, or set SYNTH_HOME to another folder.",
            )
        if len(applied) < len(known):
            migrations.apply(self._db)

    def _guarded(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except sqlite3.Error as error:
            raise _explain(error, self.path) from error


class VectorTable:
    """The store's vectors, keyed by model and text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, model: str, text_hashes: Sequence[str]) -> dict[str, npt.NDArray[np.float32]]:
        """Return the vectors known for these texts; unknown texts are missing from the mapping."""
        import numpy as np  # Commands that compare no texts start without it.

        rows: list[tuple[str, bytes]] = []
        for chunk in _chunks(text_hashes):
            rows += self._store.select_vectors(model, chunk)
        return {text_hash: np.frombuffer(blob, dtype="<f4").astype(np.float32) for text_hash, blob in rows}

    def put(self, model: str, vectors: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Keep vectors, one row per text, as little-endian float32."""
        self._store.insert_vectors(
            [(model, text_hash, vector.astype("<f4").tobytes()) for text_hash, vector in vectors.items()]
        )


def _explain(error: Exception, path: Path) -> StoreError:
    text = str(error).lower()
    if "full" in text or "no space" in text:
        what, how = (
            "has no room left: the disk is full",
            "Free some space; what was done is kept, run it again.",
        )
    elif "readonly" in text or "read-only" in text or isinstance(error, PermissionError):
        what, how = "can't be written", "Make the folder writable, or set SYNTH_HOME to one that is."
    elif "not a database" in text or "malformed" in text:
        what, how = "is damaged", f"Move it away (mv {path} {path}.broken) and run it again."
    elif "locked" in text:
        what, how = "is held by another process", "Wait for the other run to end, then run it again."
    else:
        what, how = f"can't be used: {error}", "Set SYNTH_HOME to a folder that can be written: synth doctor"
    return StoreError(f"the store {path} {what}", advice=how)


def _is_of_two(error: sqlite3.Error) -> bool:
    """Whether an error comes of two processes that lay out one store: held, or made in the meantime."""
    # The library's own errors carry a code, of which the low byte tells the kind; the module's carry none.
    code = getattr(error, "sqlite_errorcode", None)
    kinds = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)
    return code is not None and code & 0xFF in kinds


def _chunks(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[i : i + CHUNK] for i in range(0, len(items), CHUNK))


def _checksum(payload: bytes) -> str:
    return hashlib.blake2b(payload, digest_size=16).hexdigest()


def _is_whole(compressed: bytes, stored: str) -> bool:
    try:
        return _checksum(zlib.decompress(compressed)) == stored
    except zlib.error:
        return False


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
