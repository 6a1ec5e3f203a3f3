"""A sentence and the quantities that it states, for tests: only the fields that a case is about."""

from __future__ import annotations

from typing import Any

from synth.claims import read_quantities

Case = tuple[str, list[dict[str, Any]]]


def q(value: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"value": value, **fields}


def assert_reads(text: str, expected: list[dict[str, Any]]) -> None:
    """Hold the reading to the case; the number of quantities is always checked."""
    found = read_quantities(text)
    assert [f.value for f in found] == [e["value"] for e in expected], [f.text for f in found]
    for quantity, fields in zip(found, expected, strict=True):
        assert {name: getattr(quantity, name) for name in fields} == fields
        assert text[quantity.start : quantity.end] == quantity.text
