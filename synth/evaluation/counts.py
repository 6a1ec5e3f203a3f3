"""Small sums that every set needs: parts of a file, times, counts by kind, digests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from synth.evaluation.intervals import wilson
from synth.evaluation.outcomes import KindCount, Outcome

__all__ = ["count_kinds", "digest_of", "milliseconds", "spread"]

T = TypeVar("T")


def spread(rows: Sequence[T], limit: int | None) -> tuple[T, ...]:
    """Return `limit` items spread evenly over a sequence, the same every time; all of them for None."""
    if limit is None or limit >= len(rows):
        return tuple(rows)
    return tuple(rows[place * len(rows) // limit] for place in range(limit))


def milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    """Return median and 95th percentile of some durations, in milliseconds; nothing for none."""
    if not seconds:
        return {}
    median, p95 = np.percentile(np.array(seconds) * 1000, [50, 95])
    return {"median": float(median), "p95": float(p95)}


def count_kinds(outcomes: Sequence[Outcome]) -> tuple[KindCount, ...]:
    """Count by kind and gold label how many were put on the right side: supported, or refused."""
    groups: dict[tuple[str, str], list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.kind:
            groups.setdefault((outcome.kind, outcome.gold), []).append(outcome)
    counts = []
    for (kind, _), members in groups.items():
        gold = members[0].gold
        hits = sum((o.label == "supported") == (gold == "supported") for o in members)
        counts.append(
            KindCount(kind=kind, gold=gold, n=len(members), hits=hits, share=wilson(hits, len(members)))
        )
    return tuple(sorted(counts, key=lambda count: (count.gold != "supported", count.kind, count.gold)))


def digest_of(parts: Sequence[str]) -> str:
    """Return the SHA-256 of some strings, parted so that no two lists have one digest."""
    return hashlib.sha256("\0".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()
