"""What a reference to another place is printed as: "3", "Table 3", "Tables 1 and 2"."""

from __future__ import annotations

from collections.abc import Sequence

from synth.passages.latex_numbers import Numbers, Reference

__all__ = ["NAMED", "UNKNOWN", "written_reference"]

UNKNOWN = "ref"
"""What stands for a number that the source does not tell."""

NAMED = frozenset(
    "autoref Autoref cref Cref crefrange Crefrange labelcref vref Vref fullref figref tabref secref".split()
)
"""Macros that print the kind of place before its number."""

_BARE = frozenset(("labelcref", "vref"))


def written_reference(name: str, keys: Sequence[str], numbers: Numbers) -> str:
    """Return what the macro `name` prints for labels."""
    found = [numbers.labels.get(key.strip()) for key in keys]
    known = [reference for reference in found if reference]
    if not known or len(known) < len(found) or name in ("pageref", "nameref"):
        return UNKNOWN
    values = [_value(reference, name) for reference in known]
    joined = values[0] if len(values) == 1 else f"{', '.join(values[:-1])} and {values[-1]}"
    if name.lower() == "crefrange" and len(values) == 2:
        joined = f"{values[0]} to {values[1]}"
    if name not in NAMED or name in _BARE or len({reference.kind for reference in known}) > 1:
        return joined
    kind = known[0].kind.capitalize()
    return f"{kind}{'s' if len(values) > 1 else ''} {joined}"


def _value(reference: Reference, name: str) -> str:
    if name == "subref":
        return f"({reference.number[-1]})" if reference.number[-1:].isalpha() else reference.number
    is_bracketed = name == "eqref" or (reference.kind == "equation" and name.lower().startswith("cref"))
    return f"({reference.number})" if is_bracketed else reference.number
