"""Public data sets and tasks in a text, under their usual names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from synth.claims.field_names import BENCHMARKS, TASKS
from synth.text import fold

__all__ = [
    "Benchmark",
    "benchmark_of",
    "find_benchmark_spans",
    "find_benchmarks",
    "find_tasks",
    "is_same_name",
    "letters",
    "task_name",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """A public data set."""

    name: str
    """Its usual name."""
    tasks: tuple[str, ...]
    """What it is used for; the usual one first."""
    metrics: tuple[str, ...]
    """What is measured on it; the leading one first."""


_PARTS = re.compile(r"[A-Za-z]+|\d+")
_JOINED = re.compile(r"[-–‑][A-Z][A-Za-z]")
_SHORT = 5
"""Signs up to which a name is only itself in the case that it is written in."""
_GAP = 4
"""Signs and spaces that may stand between two parts of a name."""


def letters(name: str) -> str:
    """Return a name's letters and digits in lower case, to compare."""
    return re.sub(r"[\W_]+", "", fold(name))


def is_same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one but for signs and case; absent ones are no name."""
    return bool(one and other) and letters(one or "") == letters(other or "")


def find_benchmarks(text: str) -> tuple[tuple[int, Benchmark], ...]:
    """Return the public data sets that a text names, each with the offset of the name, in order."""
    return tuple((start, _benchmarks()[name]) for start, _, name in _found(text, "benchmarks"))


def find_benchmark_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the public data sets that a text names stand, as start and end, in order."""
    return tuple((start, end) for start, end, _ in _found(text, "benchmarks"))


def find_tasks(text: str) -> tuple[tuple[int, str], ...]:
    """Return the tasks that a text names under their usual names, each with its offset, in order."""
    return tuple((start, name) for start, _, name in _found(text, "tasks"))


def benchmark_of(name: str) -> Benchmark | None:
    """Return the public data set that goes by exactly this name; None where it isn't known."""
    usual = _spellings("benchmarks").get(letters(name))
    return _benchmarks()[usual] if usual else None


def task_name(name: str) -> str:
    """Return the usual name of a task; a name that isn't known stays as it is, in lower case."""
    plain = " ".join(re.sub(r"_+", " ", name).split())
    return _spellings("tasks").get(letters(plain), plain.lower())


@lru_cache(maxsize=1)
def _benchmarks() -> dict[str, Benchmark]:
    found = {}
    for line in BENCHMARKS.strip().splitlines():
        name, _, tasks, metrics = (part.strip() for part in line.split(";"))
        found[name] = Benchmark(name=name, tasks=_listed(tasks), metrics=_listed(metrics))
    return found


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


@lru_cache(maxsize=2)
def _spellings(what: str) -> dict[str, str]:
    """Return the usual name by the letters of each spelling."""
    return {letters(spelling): name for name, spellings in _names(what) for spelling in spellings}


def _names(what: str) -> list[tuple[str, tuple[str, ...]]]:
    lines = (BENCHMARKS if what == "benchmarks" else TASKS).strip().splitlines()
    parts = [line.split(";") for line in lines]
    return [(part[0].strip(), (part[0].strip(), *_listed(part[1]))) for part in parts]


@lru_cache(maxsize=2)
def _by_first_part(what: str) -> dict[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    """Return each spelling's parts, its usual name and whether its case counts, by its first part."""
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for name, spellings in _names(what):
        for spelling in spellings:
            is_exact = len(spelling) <= _SHORT
            for written in (spelling, spelling.upper()) if is_exact else (spelling.lower(),):
                parts = tuple(_PARTS.findall(written))
                index.setdefault(parts[0].lower(), []).append((parts, name, is_exact))
    return {first: tuple(sorted(found, key=lambda f: (-len(f[0]), f))) for first, found in index.items()}


def _found(text: str, what: str) -> tuple[tuple[int, int, str], ...]:
    index, parts = _by_first_part(what), list(_PARTS.finditer(text))
    found, place = [], 0
    while place < len(parts):
        begun = parts[place].group().lower()
        here = index.get(begun) or index.get(begun.removesuffix("s"), ())
        fits = ((s, n) for s, n, is_exact in here if _fits(text, parts[place : place + len(s)], s, is_exact))
        spelling, name = next(fits, ((), ""))
        if name:
            found.append((parts[place].start(), parts[place + len(spelling) - 1].end(), name))
        place += len(spelling) or 1
    return tuple(found)


def _fits(text: str, here: list[re.Match[str]], spelling: tuple[str, ...], is_exact: bool) -> bool:
    """Whether a text's parts are those of a spelling, with only signs between, and end where it does."""
    words = [part.group() if is_exact else part.group().lower() for part in here]
    if not is_exact and words and words[-1] == f"{spelling[-1]}s":
        words[-1] = spelling[-1]
    if tuple(words) != spelling:
        return False
    gaps = (text[a.end() : b.start()] for a, b in zip(here, here[1:], strict=False))
    if is_exact and _JOINED.match(text, here[-1].end()):
        return False  # "CR-CNN" is no data set
    edges = text[max(0, here[0].start() - 1) : here[0].start()] + text[here[-1].end() : here[-1].end() + 1]
    return all(len(gap) <= _GAP and "\n\n" not in gap for gap in gaps) and not any(c.isalnum() for c in edges)
