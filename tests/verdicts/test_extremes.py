"""Superlatives of a claim held against the cell that its number stands in."""

from __future__ import annotations

import pytest
from test_whole_papers import paper_of

from synth.claims import read_quantities, read_statement
from synth.verdicts.evidence import match_claim
from synth.verdicts.extremes import extreme_told
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.ledger import Ledger

ROWS = (
    ("small / Plover", "61.9", "12"),
    ("small / Dunlin", "66.6", "14"),
    ("small / Curlew", "64.1", "19"),
    ("large / Plover", "69.3", "31"),
    ("large / Dunlin", "60.6", "35"),
)


def told(claim: str) -> int:
    document = paper_of(
        "Table 1 compares all taggers.", ("Model", "Score", "Hours"), ROWS, "Table 1: Results."
    )
    ledger = Ledger(document.passages, read_quantities, document.tables)
    matches = match_claim(claimed_quantities(read_statement(claim)), ledger, document.passages)
    return extreme_told(claim, [m.witness for m in matches if m.witness is not None], ledger.tables)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The large Plover has the highest score, 69.3.", 1),
        ("The small Curlew has the highest score, 64.1.", -1),
        ("The large Plover has the lowest score, 69.3.", -1),
        ("The large Dunlin has the worst score, 60.6.", 1),
        ("The large Plover has a score of 69.3.", 0),
    ],
)
def test_a_superlative_is_held_against_its_row_and_column(claim, expected):
    """Cause: "the highest score, 64.1" was supported wherever the cell said 64.1."""
    assert told(claim) == expected


def test_the_best_of_a_part_is_an_extreme():
    assert told("Of the small models, Dunlin is best with a score of 66.6.") == 1
