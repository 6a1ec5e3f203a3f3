"""Report → files in a run folder, each written whole or not at all; no format can take another along."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from synth.errors import StoreError, SynthError, UsageError
from synth.identity import digest
from synth.ports import TexCompiler
from synth.report.bibtex import bibliography
from synth.report.csv_export import claims_csv
from synth.report.effects import EffectGroup, effect_groups
from synth.report.fallen import without_fallen_support
from synth.report.files import Memory, check_formats, name_of, write_whole
from synth.report.json_report import Texts, dump, manifest, text_file_name, to_json
from synth.report.tex_compiler import XelatexCompiler
from synth.report.typesetting import typeset
from synth.report.view import build_view
from synth.resources import template_dir
from synth.settings import FORMATS, TEMPLATES
from synth.types import Flow, Report, Revision

__all__ = ["CLAIM_LIMIT", "TABLE_LIMIT", "page_values", "render"]

CLAIM_LIMIT = 1000
"""Claims printed in full in the typeset report; HTML, Markdown, JSON and CSV have all."""
TABLE_LIMIT = 16
"""Comparison tables in the typeset report."""

_FILES = {
    "pdf": "report.pdf",
    "html": "report.html",
    "md": "report.md",
    "json": "report.json",
    "tex": "report.tex",
    "bib": "references.bib",
    "csv": "claims.csv",
}


@dataclass(frozen=True)
class _Job:
    report: Report
    texts: Texts
    out: Path
    template: str
    memory: Memory
    compile_tex: TexCompiler
    revision: Revision | None

    @cached_property
    def source(self) -> bytes:
        """The report as LaTeX; the PDF and the .tex are made of the same."""
        return _tex(self)


def render(
    report: Report,
    formats: Sequence[str],
    out: Path,
    *,
    template: str = "full",
    texts: Texts,
    compile_tex: TexCompiler | None = None,
    timeout_s: float = 120.0,
    cache: Path | None = None,
    revision: Revision | None = None,
) -> tuple[dict[str, Path], tuple[SynthError, ...]]:
    """Write a report; return the files by format ("manifest" always among them) and what failed.

    A format that fails is in the second part with its reason, and all others are written. Figures and
    PDFs are kept in `cache` under a digest of what they were made from, so that an equal report is not
    typeset twice. `compile_tex` is XeLaTeX with `timeout_s` seconds unless another is given. With the
    `revision` that led from the state before to this report, what it changed is marked; the pages that
    the marks speak of are `render_changes`'s. Raises `UsageError` for an unknown format or template,
    `StoreError` when the folder can't be written.
    """
    check_formats(formats)
    if template not in TEMPLATES:
        raise UsageError(f"unknown template {template!r}", advice=f"Templates: {', '.join(TEMPLATES)}")
    compiler = compile_tex or XelatexCompiler(timeout_s=timeout_s)
    report = without_fallen_support(report)
    job = _Job(report, texts, out, template, Memory(cache), compiler, revision)
    files: dict[str, Path] = {}
    problems: list[SynthError] = []
    writers = _writers(job)
    # TeX works in a process of its own: the other formats are written meanwhile, the PDF last.
    with ThreadPoolExecutor(max_workers=1) as pool:
        if "pdf" in formats:
            writers["pdf"] = _begin_pdf(job, pool)
        for name in sorted(set(formats), key=lambda name: (name == "pdf", FORMATS.index(name))):
            try:
                files[name] = write_whole(out / _FILES[name], writers[name]())
            except StoreError:
                raise
            except SynthError as error:
                problems.append(error)
    for id, (text, _) in sorted(texts.items()):
        write_whole(out / "texts" / text_file_name(id), text.encode("utf-8", "replace"))
    files["manifest"] = write_whole(out / "manifest.json", dump(manifest(report, texts)))
    return files, tuple(problems)


def _writers(job: _Job) -> dict[str, Callable[[], bytes]]:
    return {
        "html": lambda: _html(job),
        "md": lambda: _markdown(job),
        "json": lambda: dump(to_json(job.report, job.texts, job.revision)),
        "tex": lambda: _tex_with_figures(job),
        "bib": lambda: bibliography([included.paper for included in job.report.draft.papers]).encode(),
        "csv": lambda: claims_csv(job.report, job.revision).encode("utf-8", "replace"),
    }


# --------------------------------------------------------------------------- formats


def _html(job: _Job) -> bytes:
    from synth.report.templates import render_html

    figures = _figures(job, "svg")
    js = _asset("report.js")
    values = {
        "view": build_view(job.report, revision=job.revision),
        **page_values("report.css", *(["changes.css"] if job.revision else [])),
        "js": js,
        "js_hash": _csp_hash(js),
        "flow_svg": base64.b64encode(figures["flow"]).decode(),
        "effects_svg": base64.b64encode(figures.get("effects", b"")).decode(),
    }
    return render_html("report.html.j2", values).lstrip().encode("utf-8", "replace")


def _markdown(job: _Job) -> bytes:
    from synth.report.templates import render_markdown

    return (
        render_markdown("report.md.j2", {"view": build_view(job.report, revision=job.revision)})
        .lstrip()
        .encode("utf-8", "replace")
    )


def _tex(job: _Job) -> bytes:
    from synth.report.templates import render_latex

    view = build_view(job.report, claim_limit=CLAIM_LIMIT, table_limit=TABLE_LIMIT, revision=job.revision)
    values = {"view": view, "has_effects": bool(effect_groups(job.report.draft))}
    return render_latex(f"{job.template}.tex.j2", values).encode("utf-8", "replace")


def _tex_with_figures(job: _Job) -> bytes:
    # A reader who compiles report.tex needs the figures beside it.
    for name, content in _figures(job, "pdf").items():
        write_whole(job.out / "figures" / f"{name}.pdf", content)
    return job.source


def _begin_pdf(job: _Job, pool: ThreadPoolExecutor) -> Callable[[], bytes]:
    """Start typesetting; the function returned waits for the PDF, or raises what went wrong."""
    source, figures = job.source, _figures(job, "pdf")
    name = name_of([source, *figures.values(), job.report.record.created.encode()], "pdf")
    known = job.memory.recall(name)
    if known is not None:
        return lambda: known
    typesetting = pool.submit(typeset, source, figures, "report", job.report.record.created, job.compile_tex)
    return lambda: job.memory.keep(name, typesetting.result())


def _figures(job: _Job, kind: str) -> dict[str, bytes]:
    """Return the figures that this report has, as "pdf" or "svg"."""
    draft = job.report.draft
    groups = effect_groups(draft)
    found = {"flow": _figure(job, kind, draft.flow)}
    if groups:
        found["effects"] = _figure(job, kind, groups)
    return found


def _figure(job: _Job, kind: str, subject: Flow | tuple[EffectGroup, ...]) -> bytes:
    made_from = [digest(subject).encode(), (Path(__file__).parent / "figures.py").read_bytes()]
    known = job.memory.recall(name_of(made_from, kind))
    if known is not None:
        return known
    # matplotlib takes a second to import: only when there is something to draw.
    from synth.report.figures import draw_effects, draw_flow

    drawn = draw_flow(subject) if isinstance(subject, Flow) else draw_effects(subject)
    for each, content in drawn.items():
        job.memory.keep(name_of(made_from, each), content)
    return drawn[kind]


# --------------------------------------------------------------------------- parts


def page_values(*sheets: str) -> dict[str, str]:
    """Return a page's style sheet, made of the packaged ones, with the digest for its policy."""
    css = "".join(map(_asset, sheets))
    return {"css": css, "css_hash": _csp_hash(css)}


def _asset(name: str) -> str:
    return (template_dir() / name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
