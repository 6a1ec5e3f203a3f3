"""What a command costs: wall time, and the memory of all its processes together."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLE_S = 0.05


@dataclass(frozen=True)
class Cost:
    """How a command ended and what it took."""

    code: int | None
    """Exit code; None when it was stopped for taking too long."""
    seconds: float
    cpu_s: float
    """Processor time of the process and its descendants: what is left of `seconds` on an idle machine."""
    peak_bytes: int
    """Largest sum of the resident memory of the process and its descendants, sampled; pages that
    several of them share count several times."""
    out: str
    err: str


def shared_folder() -> Path:
    """The private development corpus; ends the script with a message where there is none."""
    folder = Path(os.environ.get("SYNTH_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "papers.jsonl").is_file():
        sys.exit("the private development corpus is not on this machine (set SYNTH_SHARED)")
    return folder


def synth(*arguments: str, settings: Mapping[str, str], cwd: Path, limit_s: float = 900.0) -> Cost:
    """Run Synth's command line with these settings and no others."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SYNTH_")}
    environment |= {"PYTHONPATH": str(ROOT), **settings}
    return run([sys.executable, "-m", "synth", *arguments], environment, cwd, limit_s)


def run(command: Sequence[str], environment: Mapping[str, str], cwd: Path, limit_s: float) -> Cost:
    """Run a command to its end, or to the limit."""
    began, cpu_began = time.perf_counter(), _children_cpu()
    process = subprocess.Popen(
        command, cwd=cwd, env=dict(environment), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    peaks = [0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, ended), daemon=True)
    watcher.start()
    try:
        out, err = process.communicate(timeout=limit_s)
        code: int | None = process.returncode
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        code = None
    seconds = time.perf_counter() - began
    ended.set()
    watcher.join()
    return Cost(code, seconds, _children_cpu() - cpu_began, max(peaks), out, err)


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(root: int, peaks: list[int], ended: threading.Event) -> None:
    while not ended.wait(SAMPLE_S):
        peaks.append(sum(_resident(pid) for pid in _family(root)))


def _family(root: int) -> list[int]:
    """The process and its descendants, from Linux's /proc."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it ended while we looked
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    family = [root]
    for pid in family:
        family.extend(children.get(pid, ()))
    return family


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError, ValueError):
        return 0


def mib(n_bytes: float) -> str:
    """Bytes as MiB."""
    return f"{n_bytes / 2**20:,.0f} MiB"
