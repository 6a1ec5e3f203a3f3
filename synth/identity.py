"""Names for records that follow from their content alone."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable
from typing import Any

__all__ = ["canonical_json", "content_id", "digest"]

ID_BYTES = 10
"""Bytes of a digest kept in an id: 80 bits, so a million records collide with probability 4e-13."""


def canonical_json(value: object) -> str:
    """Write a value as JSON in the one form that equal values share (sorted keys, no spaces).

    Dataclasses become objects; sets are refused, since their order is not theirs to choose.
    """
    return json.dumps(
        value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def digest(value: object) -> str:
    """Return the BLAKE2b hex digest of a value's canonical JSON, 80 bits."""
    return hashlib.blake2b(canonical_json(value).encode(), digest_size=ID_BYTES).hexdigest()


def content_id(kind: str, payload: object, parents: Iterable[str] = ()) -> str:
    """Name a record by its content and the ids it was made from: "claim:b2:…"."""
    return f"{kind}:b2:{digest([payload, list(parents)])}"


def _plain(value: object) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        # Fields one level at a time: json calls back for nested records.
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
