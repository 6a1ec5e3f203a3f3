"""The sets that `synth eval` knows: what each measures, where it is had, which file it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from synth.errors import PrerequisiteError, UsageError
from synth.evaluation.rows import FORMATS

__all__ = ["SETS", "BenchSet", "choose_sets", "find_file"]

Task = Literal["verdicts", "spans", "tuples", "statements", "headlines", "mutations"]
"""What is measured: verdicts on rows, spans of quantities, result tuples, verdicts on whole papers,
headline numbers of papers, verdicts on statements made from papers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchSet:
    """A set by name."""

    name: str
    task: Task
    about: str
    """What its rows are, for people."""
    home: str
    """Where it is had."""
    split: str = "dev"
    """The part that is measured unless another is named."""


_ALL = (
    BenchSet(
        name="scifact",
        task="verdicts",
        about="claims against one cited abstract",
        home="https://github.com/allenai/scifact",
    ),
    BenchSet(
        name="healthver",
        task="verdicts",
        about="health claims against one abstract",
        home="https://github.com/sarrouti/HealthVer",
    ),
    BenchSet(
        name="scitab",
        task="verdicts",
        about="claims against a table of an arXiv paper",
        home="https://github.com/XinyuanLu00/SciTab",
    ),
    BenchSet(
        name="semtab",
        task="verdicts",
        about="statements against a table of a paper (SEM-TAB-FACTS)",
        home="https://sites.google.com/view/sem-tab-facts (SemEval-2021, task 9)",
    ),
    BenchSet(
        name="measeval",
        task="spans",
        about="spans of quantities in abstracts",
        home="https://github.com/harperco/MeasEval",
        split="train",
    ),
    BenchSet(
        name="tdms",
        task="tuples",
        about="task, dataset, metric and score of papers on language",
        home="https://github.com/IBM/science-result-extractor",
    ),
    BenchSet(
        name="scirex",
        task="tuples",
        about="task, dataset, metric, method and score of papers on machine learning",
        home="https://github.com/allenai/SciREX",
    ),
    BenchSet(
        name="statements",
        task="statements",
        about="hand-made claims against whole papers",
        home="written by hand; put yours there",
    ),
    BenchSet(
        name="headlines",
        task="headlines",
        about="headline numbers of whole papers, listed by hand",
        home="tests/evaluation of Synth's sources; the papers from arXiv",
    ),
    BenchSet(
        name="mutations",
        task="mutations",
        about="true statements made from papers, and their corruptions",
        home="made on the spot from the demo corpus, or from --corpus FOLDER",
    ),
)
SETS = {one.name: one for one in _ALL}
"""The known sets by name."""

_ENDINGS = (".jsonl.gz", ".jsonl")


def choose_sets(names: tuple[str, ...]) -> tuple[BenchSet, ...]:
    """Return the sets of these names, "all" being all of them; raises `UsageError` for an unknown one."""
    unknown = [name for name in names if name not in SETS and name != "all"]
    if unknown:
        raise UsageError(
            f"{unknown[0]!r} is no set that synth eval knows", advice=f"Known: {', '.join(SETS)}, all"
        )
    wanted = SETS if "all" in names else dict.fromkeys(names)
    return tuple(SETS[name] for name in wanted)


def find_file(one: BenchSet, bench: Path | None, split: str | None) -> Path:
    """Return the file of a set's part, `BENCH/NAME/PART.jsonl.gz` or without .gz.

    Raises `PrerequisiteError` where there is no bench folder or the set is not in it, with where each set
    is had and how its rows look; `UsageError` for a part that the set doesn't have.
    """
    if bench is None:
        raise PrerequisiteError(
            f"{one.name} needs its data, and no folder of sets is named",
            advice="Name one: synth eval NAME --bench FOLDER (or SYNTH_BENCH, or bench in synth.toml).\n"
            + where_to_get(tuple(SETS.values())),
        )
    part = split or one.split
    for ending in _ENDINGS:
        if (bench / one.name / f"{part}{ending}").is_file():
            return bench / one.name / f"{part}{ending}"
    parts = _parts(bench / one.name)
    if parts:
        raise UsageError(
            f"{bench / one.name} has no part {part!r}", advice=f"Choose --split from: {', '.join(parts)}"
        )
    raise PrerequisiteError(f"{bench} has no {one.name}/{part}.jsonl.gz", advice=where_to_get((one,)))


def _parts(folder: Path) -> list[str]:
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    return sorted({n.removesuffix(ending) for n in names for ending in _ENDINGS if n.endswith(ending)})


def where_to_get(sets: tuple[BenchSet, ...]) -> str:
    """Say where sets are had and into which rows they are to be converted."""
    lines = ["Convert each to JSON lines, BENCH/NAME/PART.jsonl.gz:"]
    for one in sets:
        if one.task != "mutations":
            lines.append(f"  {one.name}/{one.split}.jsonl.gz  {one.about}: {one.home}")
    lines.append("The label is one of supported, refuted, not_found. Rows:")
    lines += [f"  {text}" for task, text in FORMATS.items() if any(one.task == task for one in sets)]
    return "\n".join(lines)
