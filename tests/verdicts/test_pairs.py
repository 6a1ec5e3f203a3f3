"""Two numbers of a claim held against the places that have them."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import passages_of_text
from synth.types import PlacedTable, Table
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.ledger import Ledger


def swapped(claim: str, text: str, tables: tuple[PlacedTable, ...] = ()) -> tuple[bool, bool]:
    """Say whether two of a claim's numbers stand as it has them, and whether they are swapped."""
    passages = passages_of_text(text, paper_id="demo.1")
    ledger = Ledger(passages, read_quantities, tables)
    matches = match_claim(claimed_quantities(read_statement(claim)), ledger, passages)
    return any(match.paired for match in matches), any(match.swapped for match in matches)


def table_of(head: tuple[str, ...], *rows: tuple[str, ...]) -> PlacedTable:
    return PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption="Table 1: Box AP on Marrow.", columns=head, rows=rows),
        row_headers=tuple(row[0] for row in rows),
        spans=tuple(tuple(None for _ in row) for row in rows),
        page=1,
    )


SENTENCE = "On Marrow, Tallow returns texts of 10 words on average versus Lantern with 160 words."


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Lantern returns shorter texts than Tallow on Marrow, with 10 and 160 words.", (False, True)),
        ("Tallow returns shorter texts than Lantern on Marrow, with 10 and 160 words.", (True, False)),
        ("On Marrow, texts returned by Lantern have 160 words, but 10 words with Tallow.", (True, False)),
    ],
)
def test_a_sentence_parts_its_words_between_two_numbers(claim, expected):
    """Cause: "10 words versus Lantern with 160" was cut behind the name that goes with the 160."""
    assert swapped(claim, SENTENCE) == expected


LISTS = "We split the notes into train and validation sets with 1800 and 200 notes, respectively."


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Training used 1800 notes and validation 200.", (True, False)),
        ("Training used 200 notes and validation 1800.", (False, True)),
    ],
)
def test_numbers_told_in_one_go_follow_the_order_of_their_names(claim, expected):
    """Cause: names ahead of both numbers were no one's, and 200 notes were not set against a bare 1800."""
    assert swapped(claim, LISTS) == expected


def test_a_change_told_the_other_way_round():
    text = "With beam search, BLEU on Marrow falls from 31.5 to 28.2."
    assert swapped("With beam search, BLEU on Marrow climbs from 28.2 to 31.5.", text) == (False, True)
    assert swapped("With beam search, BLEU on Marrow falls from 31.5 to 28.2.", text) == (True, False)


def test_marks_say_what_a_row_has():
    """Cause: rows named "(a)" and "(b)" were told apart by nothing."""
    table = table_of(("case", "dropout", "cosine", "AP"), ("(a)", "X", "", "56.4"), ("(b)", "", "X", "56.8"))
    text = "Table 1 shows box AP on Marrow."
    claim = "On Marrow, box AP is {} with dropout and {} with the cosine schedule."
    assert swapped(claim.format(56.4, 56.8), text, (table,)) == (True, False)
    assert swapped(claim.format(56.8, 56.4), text, (table,)) == (False, True)


def test_labels_within_a_row_name_the_cells_behind_them():
    """Cause: of two tables printed side by side the second's labels named nothing."""
    table = table_of(
        ("High / Language", "High / Box AP", "Low / Language", "Low / Box AP"),
        ("Italian", "0.04", "Nepali", "0.75"),
    )
    text = "Table 1 shows box AP on Marrow."
    claim = "On Marrow, box AP for Italian ({}) is far from that for Nepali ({})."
    assert swapped(claim.format("0.04", "0.75"), text, (table,)) == (True, False)
    assert swapped(claim.format("0.75", "0.04"), text, (table,)) == (False, True)
