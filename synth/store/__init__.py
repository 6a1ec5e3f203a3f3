"""Records in, the same records out in a later run."""

from synth.store.database import RunRow, StateRow, Store

__all__ = ["RunRow", "StateRow", "Store"]
