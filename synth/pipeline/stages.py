"""The stages in order, each with what it requires and what it gives."""

from __future__ import annotations

from synth.pipeline.drafting import compare_claims, review_draft, verify_claims, write_draft
from synth.pipeline.finding import find_papers, plan_question, screen_papers
from synth.pipeline.jobs import Stage
from synth.pipeline.reading import extract_claims, read_wanted

__all__ = ["STAGES"]

STAGES = (
    Stage(name="plan", requires=("request",), assigns=("plan",), run=plan_question),
    Stage(name="search", requires=("plan",), assigns=("pinned", "outcome"), run=find_papers),
    Stage(name="screen", requires=("plan", "pinned", "outcome"), assigns=("decisions",), run=screen_papers),
    Stage(name="read", requires=("decisions",), assigns=("read", "failures"), run=read_wanted),
    Stage(
        name="claims",
        requires=("plan", "read", "failures", "decisions"),
        assigns=("papers", "lost"),
        run=extract_claims,
    ),
    Stage(name="verify", requires=("papers",), assigns=("verdicts",), run=verify_claims),
    Stage(
        name="compare",
        requires=("plan", "papers", "verdicts"),
        assigns=("judged", "compared"),
        run=compare_claims,
    ),
    Stage(
        name="draft",
        requires=("judged", "compared", "papers", "lost", "decisions", "outcome", "pinned"),
        assigns=("draft",),
        run=write_draft,
    ),
    Stage(name="review", requires=("draft",), assigns=("panel",), run=review_draft),
)
"""The data's way. Rendering comes after it, since a report can be rendered again in other formats."""
