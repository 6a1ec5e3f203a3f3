"""Revision → a changes report in every format, each written whole or not at all.

A check that finds nothing writes JSON alone and is to take no time: what the other formats need is
imported where they are made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from synth.errors import StoreError, SynthError
from synth.report.files import Memory, check_formats, name_of, write_whole
from synth.report.json_changes import changes_json
from synth.report.json_report import dump_lines
from synth.types import Report, Revision

if TYPE_CHECKING:
    from synth.ports import TexCompiler
    from synth.report.view_changes_records import ChangesView

__all__ = ["ROW_LIMIT", "render_changes"]

ROW_LIMIT = 150
"""Changes of one kind in one paper that the typeset changes report lists; the other formats have all."""
_KINDS = ("json", "md", "csv", "html", "tex", "pdf")
"""Formats of a changes report, quick ones first; it has no bibliography of its own."""


@dataclass(frozen=True)
class _Job:
    revision: Revision
    report: Report
    earlier: Report | None
    memory: Memory
    compile_tex: TexCompiler | None
    timeout_s: float

    @cached_property
    def view(self) -> ChangesView:
        """The one view of all formats."""
        from synth.report.view_changes import build_changes

        return build_changes(self.revision, self.report, self.earlier)

    @cached_property
    def source(self) -> bytes:
        """The changes report as LaTeX; the PDF and the .tex are made of the same."""
        from synth.report.templates import render_latex

        values = {"view": self.view, "row_limit": ROW_LIMIT}
        return render_latex("changes.tex.j2", values).encode("utf-8", "replace")


def render_changes(
    revision: Revision,
    report: Report,
    formats: Sequence[str],
    out: Path,
    *,
    earlier: Report | None = None,
    compile_tex: TexCompiler | None = None,
    timeout_s: float = 120.0,
    cache: Path | None = None,
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Write `changes.*` into a folder; return the files by format ("json" always among them) and what failed.

    `report` is the later state's, `earlier` the one before it: with it the findings that came and went are
    told, and which claims are the report's. "bib" is no format of a changes report and passed over. A
    format that fails is in the second part with its reason, and all others are written. Raises
    `UsageError` for an unknown format, `StoreError` when the folder can't be written.
    """
    check_formats(formats)
    job = _Job(revision, report, earlier, Memory(cache), compile_tex, timeout_s)
    writers: dict[str, Callable[[], bytes]] = {
        "json": lambda: dump_lines(changes_json(revision, report, earlier)),
        "md": lambda: _markdown(job),
        "csv": lambda: _csv(job),
        "html": lambda: _html(job),
        "tex": lambda: job.source,
        "pdf": lambda: _pdf(job),
    }
    files: dict[str, Path] = {}
    problems: list[SynthError] = []
    for kind in _KINDS:
        if kind != "json" and kind not in formats:
            continue
        try:
            files[kind] = write_whole(out / f"changes.{kind}", writers[kind]())
        except StoreError:
            raise
        except SynthError as error:
            problems.append(error)
    return files, tuple(problems)


def _markdown(job: _Job) -> bytes:
    from synth.report.templates import render_markdown

    return render_markdown("changes.md.j2", {"view": job.view}).lstrip().encode("utf-8", "replace")


def _csv(job: _Job) -> bytes:
    from synth.report.changes_csv import changes_csv

    return changes_csv(job.revision, job.report, job.earlier).encode("utf-8", "replace")


def _html(job: _Job) -> bytes:
    from synth.report.rendering import page_values
    from synth.report.templates import render_html

    values = {"view": job.view, **page_values("report.css", "changes.css")}
    return render_html("changes.html.j2", values).lstrip().encode("utf-8", "replace")


def _pdf(job: _Job) -> bytes:
    from synth.report.tex_compiler import XelatexCompiler
    from synth.report.typesetting import typeset

    checked = job.revision.checked
    name = name_of([job.source, checked.encode()], "pdf")
    known = job.memory.recall(name)
    if known is not None:
        return known
    compiler = job.compile_tex or XelatexCompiler(timeout_s=job.timeout_s)
    return job.memory.keep(name, typeset(job.source, {}, "changes", checked, compiler))
