"""Records to JSON bytes and back, checked against their types; the edge to msgspec."""

from __future__ import annotations

from typing import Any, TypeVar

from synth.errors import InvalidRecord

__all__ = ["decode", "encode"]

T = TypeVar("T")


def encode(record: Any) -> bytes:
    """Write a record, or a tuple of records, as JSON; equal records give equal bytes."""
    import msgspec

    return msgspec.json.encode(record, order="deterministic")


def decode(data: bytes, kind: type[T]) -> T:
    """Read what `encode` wrote; raises `InvalidRecord` when the bytes don't hold a `kind`."""
    import msgspec

    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError as error:
        raise InvalidRecord(f"not a {getattr(kind, '__name__', kind)}: {error}") from error
