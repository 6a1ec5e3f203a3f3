"""Records in, a report in every format out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from synth.report.changes_rendering import render_changes
    from synth.report.composition import compose
    from synth.report.figures import draw_reliability
    from synth.report.findings import write_findings
    from synth.report.json_changes import changes_json
    from synth.report.json_report import to_json
    from synth.report.rendering import render
    from synth.report.revision_rows import claim_change_row, paper_change_row
    from synth.report.rows import claim_row, evidence_row, verdict_row
    from synth.report.tex_compiler import XelatexCompiler

__all__ = [
    "XelatexCompiler",
    "changes_json",
    "claim_change_row",
    "claim_row",
    "compose",
    "draw_reliability",
    "evidence_row",
    "paper_change_row",
    "render",
    "render_changes",
    "to_json",
    "verdict_row",
    "write_findings",
]

_HOMES = {
    "XelatexCompiler": "tex_compiler",
    "changes_json": "json_changes",
    "claim_change_row": "revision_rows",
    "claim_row": "rows",
    "compose": "composition",
    "draw_reliability": "figures",
    "evidence_row": "rows",
    "paper_change_row": "revision_rows",
    "render": "rendering",
    "render_changes": "changes_rendering",
    "to_json": "json_report",
    "verdict_row": "rows",
    "write_findings": "findings",
}


def __getattr__(name: str) -> Any:
    """Import a part when it is first used: the command line starts without Jinja and matplotlib."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"synth.report.{_HOMES[name]}"), name)
