"""A question in, a search plan out."""

from __future__ import annotations

from synth.question.plan import parse_question, plan_search

__all__ = ["parse_question", "plan_search"]
