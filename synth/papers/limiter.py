"""Turn-taking between threads and processes that share a home: the only file that knows filelock."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from synth.errors import SourceUnavailable, StoreError

__all__ = ["LONGEST_PAUSE_S", "Limiter", "exclusive"]

LONGEST_PAUSE_S = 120.0
"""Seconds that a server's Retry-After can hold us off at most."""

_LONGEST_WAIT_S = 900.0
"""Seconds after which another process that keeps a lock is taken to be stuck."""


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path`; the system lets go of it when the process dies, however it dies.

    Raises `StoreError` where the file can't be made, `SourceUnavailable` after fifteen minutes.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path, timeout=_LONGEST_WAIT_S)
        lock.acquire()
    except Timeout as error:
        raise SourceUnavailable(
            f"another Synth process has held {path} for {_LONGEST_WAIT_S / 60:.0f} minutes",
            advice="Wait for it or end it, then give the same command again.",
        ) from error
    except OSError as error:
        raise StoreError(
            f"the lock {path} can't be taken: {error}",
            advice="Make the folder writable, or set SYNTH_HOME to one that is.",
        ) from error
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Stamp:
    """When the last request ended, by two clocks, and how long to stay away from then on."""

    wall_s: float
    steady_s: float
    gap_s: float


class Limiter:
    """Lets one request through at a time, and none sooner than `interval_s` after the last.

    All processes that name the same `path` share it. Two clocks are kept, since the wall clock can
    be set and the steady one starts again at a boot: the longer of the two waits is taken, and
    neither is believed beyond the gap itself, so a stamp from the future costs one gap at most.

    Args:
        path: File of the stamp; its lock lies beside it.
        interval_s: Seconds between requests; 0 switches the limiter off.
        sleep: Waits for seconds; tests pass their own.
    """

    def __init__(self, path: Path, interval_s: float, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._path = path
        self._lock_path = path.with_name(path.name + ".lock")
        self._interval_s = interval_s
        self._sleep = sleep

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Wait for a turn and keep it until the request is over.

        arXiv asks for one connection at a time as well as for the interval (API terms of use), so
        the turn is not given up before the answer is in. Raises what `exclusive` raises.
        """
        if self._interval_s <= 0:
            yield
            return
        with exclusive(self._lock_path):
            wait_s = self._remaining_s()
            if wait_s > 0:
                self._sleep(wait_s)
            # Written before the request too: a process killed in the middle of one has still made it.
            self._write(self._interval_s)
            try:
                yield
            finally:
                self._write(self._interval_s)

    def hold_off(self, pause_s: float) -> None:
        """Keep every process away for `pause_s` seconds, at most `LONGEST_PAUSE_S`."""
        if self._interval_s <= 0:
            return
        with exclusive(self._lock_path):
            self._write(max(self._interval_s, min(pause_s, LONGEST_PAUSE_S)))

    def _remaining_s(self) -> float:
        try:
            stamp = self._read()
        except FileNotFoundError:
            return 0.0
        except (OSError, ValueError, KeyError, TypeError):
            # Cut off in the middle of writing, so a request was made just now.
            return self._interval_s
        gap_s = min(max(stamp.gap_s, self._interval_s), max(LONGEST_PAUSE_S, self._interval_s))
        waits = (stamp.wall_s + gap_s - time.time(), stamp.steady_s + gap_s - time.monotonic())
        return max(min(max(wait_s, 0.0), gap_s) for wait_s in waits)

    def _read(self) -> _Stamp:
        row = json.loads(self._path.read_text(encoding="ascii"))
        return _Stamp(float(row["wall_s"]), float(row["steady_s"]), float(row["gap_s"]))

    def _write(self, gap_s: float) -> None:
        row = {"wall_s": time.time(), "steady_s": time.monotonic(), "gap_s": gap_s}
        try:
            self._path.write_text(json.dumps(row), encoding="ascii")
        except OSError as error:
            raise StoreError(
                f"{self._path} can't be written: {error}",
                advice="Make room or make the folder writable, or set SYNTH_HOME to one that is.",
            ) from error
