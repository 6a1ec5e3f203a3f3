"""Progress for people, on stderr: live bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from synth.ports import Board, Progress

__all__ = ["LiveBoard", "PlainBoard", "SilentBoard", "make_board"]


def make_board(*, is_quiet: bool = False, stream: IO[str] | None = None) -> Board:
    """Choose the board that fits where stderr goes."""
    target = stream or sys.stderr
    if is_quiet:
        return SilentBoard()
    return LiveBoard() if target.isatty() else PlainBoard(target)


class SilentBoard:
    """Shows nothing."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Progress]:
        """Open a stage."""
        yield lambda done, total, note="": None

    def say(self, text: str) -> None:
        """Tell nothing."""


class PlainBoard:
    """Writes one line when a stage ends, and one per quarter of a long stage."""

    def __init__(self, stream: IO[str], *, patience_s: float = 10.0) -> None:
        self._stream = stream
        self._patience_s = patience_s

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Progress]:
        """Open a stage and time it."""
        start = last = time.monotonic()
        count = [0, total]

        def advance(done: int, total: int | None, note: str = "") -> None:
            nonlocal last
            count[:] = [done, total]
            if time.monotonic() - last >= self._patience_s:
                last = time.monotonic()
                self.say(f"{name}: {_count(done, total)}{note[:60]}".rstrip())

        yield advance
        done, known = count
        self.say(f"{name}: {_count(done or 0, known)}{time.monotonic() - start:.1f} s")

    def say(self, text: str) -> None:
        """Write a line."""
        print(text, file=self._stream, flush=True)


class LiveBoard:
    """Draws a bar per stage with counts and time left; fits a terminal of 40 columns."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True, highlight=False)

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Progress]:
        """Open a stage with a bar of its own, which stays as a line when the stage ends."""
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            ProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bars

        columns: list[ProgressColumn] = [TextColumn("{task.description}", justify="left")]
        if self._console.width >= 60:
            columns.append(BarColumn(bar_width=None))
        columns += [MofNCompleteColumn(), TimeRemainingColumn(compact=True, elapsed_when_finished=True)]
        if self._console.width >= 100:
            columns.append(TextColumn("[dim]{task.fields[note]}", table_column=None))
        with Bars(*columns, console=self._console, expand=self._console.width >= 60) as bars:
            task = bars.add_task(f"{name:<18}", total=total, note="")

            def advance(done: int, total: int | None, note: str = "") -> None:
                # Titles may hold square brackets, which rich would read as markup.
                bars.update(task, completed=done, total=total, note=note[:40].replace("[", "("))

            yield advance
            done = bars.tasks[0].completed
            bars.update(task, total=done, completed=done, note="")

    def say(self, text: str) -> None:
        """Print a line above the bars."""
        self._console.print(text, markup=False)


def _count(done: int, total: int | None) -> str:
    if not done and not total:
        return ""
    return f"{done} of {total}  " if total else f"{done}  "
