"""The stages in order: a question in, a report out.

A question goes through `STAGES`; each names what it requires and what it assigns, which is checked
before anything runs. What is costly is kept in the store under the content of its inputs, so a run
that was stopped, or asked again, goes on from what is there.
"""

from __future__ import annotations

from synth.pipeline.drafting import final_decision, included_paper
from synth.pipeline.jobs import Job, ReadPaper, Request, RunResult, Stage, check_stages
from synth.pipeline.reading import read_papers, without_numbers
from synth.pipeline.running import run, search
from synth.pipeline.stages import STAGES

__all__ = [
    "STAGES",
    "Job",
    "ReadPaper",
    "Request",
    "RunResult",
    "Stage",
    "check_stages",
    "final_decision",
    "included_paper",
    "read_papers",
    "run",
    "search",
    "without_numbers",
]
