"""A document's file in, its text as passages with exact places out; and search among them."""

from __future__ import annotations

import importlib
from typing import Any

# Loaded on first use: reading needs no vectors, searching needs no PDF library.
_HOMES = {
    "passages_of_text": "synth.passages.plain_text",
    "make_embedder": "synth.passages.embedders",
    "PassageIndex": "synth.passages.hybrid",
    "read_document": "synth.passages.reader",
    "read_text": "synth.passages.reader",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
