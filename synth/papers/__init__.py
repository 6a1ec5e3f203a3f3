"""A search plan in, papers and their documents out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synth.papers.documents import hash_file
from synth.papers.flow import build_flow, join_outcomes
from synth.papers.folder_source import FolderSource, identify_file
from synth.papers.limiter import exclusive
from synth.papers.merge import merge_versions
from synth.papers.screen_standing import screen_standing
from synth.papers.select import RankedPaper, rank_papers, screen
from synth.papers.standing import without_document
from synth.papers.today import KnownPaper, ask_standing, ask_today

if TYPE_CHECKING:
    from synth.papers.arxiv_source import ArxivSource
    from synth.papers.http import Transport
    from synth.papers.registers import make_registers

__all__ = [
    "ArxivSource",
    "FolderSource",
    "KnownPaper",
    "RankedPaper",
    "Transport",
    "ask_standing",
    "ask_today",
    "build_flow",
    "exclusive",
    "hash_file",
    "identify_file",
    "join_outcomes",
    "make_registers",
    "merge_versions",
    "rank_papers",
    "screen",
    "screen_standing",
    "without_document",
]


def __getattr__(name: str) -> Any:
    # The network's libraries take half a second to import; `synth --help` must not wait for them.
    if name == "ArxivSource":
        from synth.papers.arxiv_source import ArxivSource

        return ArxivSource
    if name == "Transport":
        from synth.papers.http import Transport

        return Transport
    if name == "make_registers":
        from synth.papers.registers import make_registers

        return make_registers
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
