"""Headline numbers listed by hand: when one counts as found, and when as bound."""

from __future__ import annotations

from dataclasses import replace

import pytest

from synth.evaluation.alike import is_alike
from synth.evaluation.headlines import score_headline
from synth.types import Claim, Quantity

ROW = {
    "source": "pond",
    "page": 3,
    "value": "81.30",
    "metric": "EM|exact match",
    "dataset": "PondBench|Swahili",
    "method": "Ripple",
}


def claim(page: int | None = 3, **slots: str) -> Claim:
    quantity = Quantity(text="81.3", start=0, end=4, **({"value": "81.3"} | slots))
    return Claim(
        id="c", paper_id="pond", version=1, quote="81.3", page=page, start=0, end=4, where="table",
        section=None, quantities=(quantity,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "right"),
    [
        ({"metric": "Exact Match", "dataset": "PONDBENCH", "method": "Ripple (large)"}, [1, 1, 1, 1, 1]),
        ({"metric": "EM", "condition": "Swahili", "method": "Ripple"}, [1, 1, 1, 1, 1]),
        ({"metric": "F1", "dataset": "PondBench", "method": "Ripple"}, [1, 0, 1, 1, 0]),
        ({"dataset": "PondBench"}, [1, 0, 1, 0, 0]),
        ({"value": "81.4", "metric": "EM", "dataset": "PondBench", "method": "Ripple"}, [0, 0, 0, 0, 0]),
    ],
)
def test_slots_of_a_headline(slots, right):
    assert score_headline(ROW, [claim(**slots)]) == [bool(one) for one in right]


def test_a_number_on_another_page_is_not_found():
    assert not any(score_headline(ROW, [claim(page=4, metric="EM", dataset="PondBench", method="Ripple")]))


def test_slots_must_be_right_in_one_claim_to_be_bound():
    claims = [claim(metric="EM"), claim(dataset="PondBench", method="Ripple")]
    assert score_headline(ROW, claims) == [True, True, True, True, False]


def test_what_a_row_leaves_open_is_not_asked_for():
    open_row = ROW | {"metric": None, "method": None}
    assert score_headline(open_row, [claim(dataset="PondBench")])[-1]


@pytest.mark.parametrize(
    ("slots", "value", "is_found"),
    [
        ({"value": "-1.29", "text": "-1.29"}, "1.29", True),
        ({"value": "1.29"}, "-1.29", False),
        ({"value": None, "low": "4", "high": "16"}, "16", True),
        ({"value": None, "low": "4", "high": "16"}, "10", False),
    ],
)
def test_a_number_stands_for_its_size_and_a_range_for_its_ends(slots, value, is_found):
    quantity = replace(claim().quantities[0], **slots)
    found = score_headline(ROW | {"value": value}, [replace(claim(), quantities=(quantity,))])
    assert found[0] is is_found


def test_a_name_has_the_words_of_another_in_their_order():
    assert is_alike("Spearman rank correlation", "Spearman correlation")
    assert not is_alike("Spearman rank correlation", "correlation Spearman")
    assert not is_alike("Ripple large", "Ripple small")
