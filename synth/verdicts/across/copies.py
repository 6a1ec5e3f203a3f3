"""Which numbers are a paper's own: rows with the same numbers in two papers are one measurement.

Two teams that measure one model on many test sets never get the same decimals on all of them. Where two
papers print one row, the younger has it from the older, whether it says so or not; so the value counts
once, under the name and the setting that the older paper gives it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from synth.types import NameMerge
from synth.verdicts.across.entries import Entry, evidence_of
from synth.verdicts.across.names import key_of

__all__ = ["join_copies"]

_ENOUGH = 3
"""Equal numbers that make two rows of one method one measurement."""
_PLENTY = 6
"""Equal numbers that do so whatever the rows are called."""
_DIFFERING = 0.25
"""Share of the numbers in common that may differ: rounded, corrected, or misprinted."""
_CROWD = 40
"""Rows with one and the same number; a number that so many share tells nothing."""


def join_copies(entries: Sequence[Entry], published: Mapping[str, str]) -> list[Entry]:
    """Return the entries; those of a copied row are no longer own, and are named as in the oldest row.

    `published` has the day of each paper's first version, ISO 8601; of papers without a day, the one that
    marks the row as its own is the older, then the one of the smaller id.
    """
    older = _older_rows(entries, published)
    rows: dict[str, Entry] = {}
    for entry in entries:
        rows.setdefault(entry.claim.id, entry)
    return [_joined(entry, rows, older) for entry in entries]


def _older_rows(entries: Sequence[Entry], published: Mapping[str, str]) -> dict[str, str]:
    """Return for each copied row, by its claim's id, the oldest row with the same numbers."""
    cells: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    claims: dict[str, Entry] = {}
    for entry in entries:
        if entry.is_tabled:
            cells[entry.claim.id][*entry.subject, *entry.part] = entry.quantity.value or ""
            claims.setdefault(entry.claim.id, entry)
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in _candidates(cells, claims):
        if _is_one(cells[one], cells[other], claims[one].method.key == claims[other].method.key):
            found[one].append(other)
            found[other].append(one)

    def age(claim_id: str) -> tuple[str, bool, str, str]:
        entry = claims[claim_id]
        return published.get(entry.paper, "9999"), not entry.is_own, entry.paper, claim_id

    return {
        claim_id: oldest
        for claim_id, others in found.items()
        if (oldest := min((claim_id, *others), key=age)) != claim_id
    }


def _candidates(
    cells: Mapping[str, Mapping[tuple[str, ...], str]], claims: Mapping[str, Entry]
) -> list[tuple[str, str]]:
    """Return the pairs of rows of two papers that have enough numbers in common."""
    holders: dict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for claim_id, row in cells.items():
        for cell, value in row.items():
            holders[cell, value].append(claim_id)
    common: Counter[tuple[str, str]] = Counter()
    for crowd in holders.values():
        if 1 < len(crowd) <= _CROWD:
            common.update(combinations(sorted(crowd), 2))
    return [
        pair
        for pair, count in sorted(common.items())
        if count >= _ENOUGH and claims[pair[0]].paper != claims[pair[1]].paper
    ]


def _is_one(
    one: Mapping[tuple[str, ...], str], other: Mapping[tuple[str, ...], str], has_one_name: bool
) -> bool:
    shared = one.keys() & other.keys()
    equal = sum(one[cell] == other[cell] for cell in shared)
    return equal >= (_ENOUGH if has_one_name else _PLENTY) and len(shared) - equal <= _DIFFERING * len(shared)


def _joined(entry: Entry, rows: Mapping[str, Entry], older: Mapping[str, str]) -> Entry:
    if entry.claim.id not in older:
        return entry
    oldest = rows[older[entry.claim.id]]
    method = entry.method
    if method.key != oldest.method.key or method.size != oldest.method.size:
        step = NameMerge(
            kind="same_values",
            printed=method.name,
            name=oldest.method.name,
            evidence=evidence_of(oldest.claim),
        )
        method = replace(oldest.method, merges=(*method.merges, step))
    settings = (entry.condition, None if entry.regime else _told_regime(oldest))
    told = [setting for setting in settings if setting]
    return replace(
        entry,
        method=method,
        regime=entry.regime or oldest.regime,
        condition=", ".join(told) or None,
        is_own=False,
        origin=oldest.paper if oldest.is_own else oldest.origin or oldest.paper,
    )


def _told_regime(entry: Entry) -> str:
    """Return the part of a condition that concerns the data set as a whole, for a reader."""
    parts = (part.strip() for part in (entry.condition or "").split(","))
    return ", ".join(part for part in parts if key_of(part) in entry.regime)
