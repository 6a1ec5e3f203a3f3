"""What a claimed change comes to beside another number that the claim tells.

"LoRA cuts the 1.2 TB to a third": the sentence with the 1.2 TB has the number that makes it a third, however
few of the claim's other words it has. Two numbers of any sentence come to something; but one of these two is
told by the claim itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from synth.verdicts.agreement import is_of_two
from synth.verdicts.conflicts import Candidate
from synth.verdicts.derive import combine_two
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.ledger import Ledger, Place
from synth.verdicts.match import levels_of
from synth.verdicts.owners import derived_conflict
from synth.verdicts.settling import Pool

__all__ = ["derive_beside"]

TELLING = 2
"""Digits that a number has at least to be known again."""

FEW = 6
"""Numbers of a sentence up to which two of them come to a third by no chance."""


def derive_beside(
    claimed: Sequence[Claimed],
    pools: Sequence[Pool],
    ledger: Ledger,
    describe: Callable[[Claimed, Place, Stated], Candidate],
) -> None:
    """Add to the pools of changes what the claim's other numbers come to with those beside them.

    Args:
        claimed: The claim's quantities.
        pools: The places found for each, in the same order.
        ledger: The source.
        describe: Holds a claimed quantity against a stated one.
    """
    for place, change in enumerate(claimed):
        is_stated = any(
            _is_prose(one) and one.outcome.reason == "value_equal" for one in pools[place].agreeing
        )
        if not is_of_two(change) or change.reading.value is None or is_stated:
            continue
        for other, pool in enumerate(pools):
            if other == place or is_of_two(claimed[other]):
                continue
            for anchor in pool.agreeing:
                if _is_prose(anchor) and _is_known_again(claimed[other], anchor):
                    pools[place].agreeing.extend(_beside(change, anchor, ledger, describe))


def _is_prose(candidate: Candidate) -> bool:
    return candidate.cell is None and not candidate.is_loose


def _is_known_again(claimed: Claimed, anchor: Candidate) -> bool:
    """Whether a number says by itself that it is the one that is claimed."""
    digits = len((claimed.quantity.value or "").strip("0").replace(".", ""))
    return anchor.second is None and digits >= TELLING and len(anchor.facts.stated) <= FEW


def _beside(
    change: Claimed,
    anchor: Candidate,
    ledger: Ledger,
    describe: Callable[[Claimed, Place, Stated], Candidate],
) -> Iterator[Candidate]:
    row = ledger.row_of(anchor.facts.passage)
    if row is None:
        return
    for stated in anchor.facts.stated:
        if stated is anchor.stated:
            continue
        for level in levels_of(stated):
            found = combine_two(change.reading, anchor.stated.reading, level)
            if found is not None and found.kind == "equal":
                conflict = derived_conflict(change, anchor.stated, stated)
                witness = describe(change, ledger.place(row), anchor.stated)
                yield replace(witness, outcome=found, second=stated, owner="", conflict=conflict)
