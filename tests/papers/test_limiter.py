from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from synth.errors import StoreError
from synth.papers.limiter import LONGEST_PAUSE_S, Limiter, exclusive

ROOT = Path(__file__).parent.parent.parent


class Naps:
    """Remembers how long it was asked to sleep, and does not."""

    def __init__(self) -> None:
        self.taken: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


def stamp(path: Path, *, wall_ago_s: float, steady_ago_s: float, gap_s: float = 3.0) -> None:
    row = {"wall_s": time.time() - wall_ago_s, "steady_s": time.monotonic() - steady_ago_s, "gap_s": gap_s}
    path.write_text(json.dumps(row), encoding="ascii")


def waited(path: Path, interval_s: float = 3.0) -> float:
    naps = Naps()
    with Limiter(path, interval_s, sleep=naps).slot():
        pass
    return sum(naps.taken)


def test_the_first_request_does_not_wait(tmp_path: Path) -> None:
    assert waited(tmp_path / "api.stamp") == 0


def test_the_next_request_waits_out_the_interval(tmp_path: Path) -> None:
    assert waited(tmp_path / "api.stamp") == 0
    assert 0 < waited(tmp_path / "api.stamp") <= 3


def test_an_interval_of_zero_switches_it_off(tmp_path: Path) -> None:
    assert waited(tmp_path / "api.stamp", 0.0) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wall_ago_s", "steady_ago_s", "has_to_wait"),
    [
        (900.0, 900.0, False),
        (1.0, 1.0, True),
        # The wall clock was set forward an hour: the steady one still knows.
        (3_600.0, 1.0, True),
        # It was set back an hour, so the stamp lies in the future: one interval, not an hour.
        (-3_600.0, 1.0, True),
        # Another boot, whose steady clock had run for longer: likewise.
        (900.0, -9_999.0, True),
    ],
)
def test_clocks_that_jump(tmp_path: Path, wall_ago_s: float, steady_ago_s: float, has_to_wait: bool) -> None:
    path = tmp_path / "api.stamp"
    stamp(path, wall_ago_s=wall_ago_s, steady_ago_s=steady_ago_s, gap_s=60.0)
    assert (0 < waited(path, 60.0) <= 60) is has_to_wait


@pytest.mark.parametrize(
    "text", ["", "{", '{"wall_s": 1}', '{"wall_s": "x", "steady_s": 1, "gap_s": 1}', "[]"]
)
def test_a_stamp_cut_off_in_the_middle_costs_one_interval(tmp_path: Path, text: str) -> None:
    path = tmp_path / "api.stamp"
    path.write_text(text, encoding="ascii")
    assert waited(path) == 3.0


def test_a_pause_asked_for_by_the_server_holds_for_everyone(tmp_path: Path) -> None:
    path = tmp_path / "api.stamp"
    Limiter(path, 3.0).hold_off(40.0)
    assert 20 < waited(path) <= 40
    assert 0 < waited(path) <= 3


def test_a_pause_is_capped(tmp_path: Path) -> None:
    path = tmp_path / "api.stamp"
    Limiter(path, 3.0).hold_off(86_400.0)
    assert waited(path) <= LONGEST_PAUSE_S


def test_an_error_in_the_slot_lets_go_of_it(tmp_path: Path) -> None:
    limiter = Limiter(tmp_path / "api.stamp", 3.0, sleep=Naps())
    with pytest.raises(ZeroDivisionError), limiter.slot():
        raise ZeroDivisionError
    assert waited(tmp_path / "api.stamp") > 0


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "locks").write_text("a file in the way", encoding="ascii")
    with pytest.raises(StoreError) as caught, exclusive(tmp_path / "locks" / "api.lock"):
        pass
    assert "SYNTH_HOME" in caught.value.advice


def test_threads_take_turns(tmp_path: Path) -> None:
    limiter = Limiter(tmp_path / "api.stamp", 0.01)
    inside, most = [], []

    def go() -> None:
        with limiter.slot():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1, 1, 1, 1]


TAKE_TURNS = """
import sys, time
from pathlib import Path
from synth.papers.limiter import Limiter
limiter = Limiter(Path(sys.argv[1]), 0.1)
for _ in range(3):
    with limiter.slot():
        print(time.monotonic(), flush=True)
"""


def test_processes_share_the_interval(tmp_path: Path) -> None:
    command = [sys.executable, "-c", TAKE_TURNS, str(tmp_path / "api.stamp")]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    moments = sorted(float(line) for process in processes for line in process.communicate()[0].split())
    assert len(moments) == 6
    gaps = [later - earlier for earlier, later in zip(moments, moments[1:], strict=False)]
    assert min(gaps) >= 0.1


HOLD = """
import sys, time
from pathlib import Path
from synth.papers.limiter import Limiter
with Limiter(Path(sys.argv[1]), 3.0).slot():
    print("in", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_leaves_its_stamp_but_not_its_lock(tmp_path: Path) -> None:
    path = tmp_path / "api.stamp"
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"in\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert 0 < waited(path) <= 3
