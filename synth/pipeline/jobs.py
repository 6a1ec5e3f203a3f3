"""What is asked for, what a run has around it, and what a stage is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from synth.adapters import Adapters
from synth.errors import InvalidRecord, SynthError
from synth.identity import digest
from synth.ports import Board
from synth.settings import Settings
from synth.states import Asked
from synth.types import Claim, Document, FetchedFile, PaperDecision, Question, Report

__all__ = ["Job", "Loss", "ReadPaper", "Request", "RunResult", "Stage", "Values", "check_stages"]

Values = dict[str, Any]

Loss = tuple[Literal["not_retrieved", "excluded_full_text"], SynthError]
"""Where a paper's way ended after screening, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a run is asked for."""

    question: Question
    """The question."""
    sources: tuple[str, ...] = ("arxiv",)
    """"arxiv", "demo", or folders of papers."""
    pinned: tuple[str, ...] = ()
    """Ids of papers to include whatever the search says, with or without version."""
    since: str | None = None
    """Earliest first version, ISO day."""
    until: str | None = None
    """Latest first version, ISO day."""
    out: Path | None = None
    """Folder of the report; None for one named after the question."""
    formats: tuple[str, ...] = ("pdf", "html", "md", "json", "tex", "bib", "csv")
    """Formats to write."""
    template: str = "full"
    """Layout of the typeset report."""

    def asked(self) -> Asked:
        """Return what later states of the run have to know."""
        return Asked(
            sources=self.sources,
            pinned=self.pinned,
            formats=self.formats,
            template=self.template,
            folder=str(Path.cwd()),
        )

    def run_id(self, settings: Settings) -> str:
        """Name the run by what can change its result."""
        asked = [self.question.text, self.sources, self.pinned, self.since, self.until, settings.digest()]
        return f"run-{digest(asked)[:12]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run gave."""

    report: Report
    """The report's records."""
    folder: Path
    """Where its files lie."""
    files: Mapping[str, Path]
    """File by format."""
    problems: tuple[SynthError, ...]
    """What was left out and why; the first names the exit code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A run's unchanging surroundings."""

    request: Request
    settings: Settings
    adapters: Adapters
    board: Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the pipeline."""

    name: str
    """Its name in manifests and timings."""
    requires: tuple[str, ...]
    """Values that must be there before it runs."""
    assigns: tuple[str, ...]
    """Values that it adds."""
    run: Callable[[Job, Values], Values]
    """Takes the values so far and returns those it assigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPaper:
    """A paper whose document was read."""

    decision: PaperDecision
    file: FetchedFile
    document: Document
    claims: tuple[Claim, ...] = ()


def check_stages(stages: Iterable[Stage], given: Iterable[str]) -> None:
    """Raise `InvalidRecord` when a stage requires what no earlier one assigns."""
    known = set(given)
    for stage in stages:
        missing = sorted(set(stage.requires) - known)
        if missing:
            raise InvalidRecord(f"stage {stage.name} requires {', '.join(missing)}, which nothing gives it")
        known.update(stage.assigns)
