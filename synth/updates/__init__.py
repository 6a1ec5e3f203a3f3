"""A run held against today's sources: what still stands, what changed, and the report brought up to date."""

from synth.updates.command import Order, Updated, update_runs
from synth.updates.comparing import compare_states

__all__ = ["Order", "Updated", "compare_states", "update_runs"]
