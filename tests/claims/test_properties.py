"""What holds for every text, hostile ones included."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.claims import read_quantities, read_statement
from synth.claims.nonquantities import mask
from synth.claims.numerals import as_decimal

PIECES = st.sampled_from(
    [
        "1",
        "2.1",
        "-0.3",
        "1,024",
        "10^20",
        "3×10^8",
        "±",
        "%",
        " points",
        " F1",
        " BLEU",
        " accuracy",
        "–",
        "-",
        "/",
        ", ",
        " and ",
        " to ",
        " from ",
        " by ",
        "[",
        "]",
        "(",
        ")",
        " on ",
        " XNLI",
        " mBERT",
        " improves",
        " over ",
        " than ",
        " half of ",
        " twenty",
        " p < ",
        " Table ",
        " et al. ",
        "2019",
        " which ",
        " our model ",
        "k",
        "M",
        "x",
        "^",
        "\u2009",
        " respectively",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_every_quantity_stands_where_it_says(text: str) -> None:
    found = read_quantities(text)
    last = 0
    for quantity in found:
        assert text[quantity.start : quantity.end] == quantity.text
        assert quantity.text
        assert quantity.start >= last
        last = quantity.end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_numbers_are_decimal_strings(text: str) -> None:
    for quantity in read_quantities(text):
        for number in (quantity.value, quantity.low, quantity.high, quantity.uncertainty):
            assert number is None or as_decimal(number) is not None
        assert quantity.value is not None or (quantity.low is not None and quantity.high is not None)


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_names_stand_in_the_text(text: str) -> None:
    for quantity in read_quantities(text):
        for name in (quantity.dataset, quantity.method, quantity.baseline, quantity.metric):
            assert name is None or name in text


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_masking_keeps_length_and_reading_is_repeatable(text: str) -> None:
    assert len(mask(text)) == len(text)
    assert read_statement(text) == read_statement(text)


# The number of characters is such that a quadratic pattern would not come to an end in a test run.
LONG = 200_000


@pytest.mark.parametrize(
    "text",
    [
        "1" * LONG,
        "1," * (LONG // 2),
        "111," * (LONG // 4),
        "1." * (LONG // 2),
        "1 " * (LONG // 2),
        "111 " * (LONG // 4),
        "1-" * (LONG // 2),
        "1e" * (LONG // 2),
        "-" * LONG,
        "[1, " * (LONG // 4),
        "(1 " * (LONG // 3),
        "A1-" * (LONG // 3),
        "a" * LONG + " 1",
        "A" * LONG + " 1",
        " " * LONG + "1",
        "two " * (LONG // 4),
        "XNLI, " * (LONG // 6) + "1.5",
        "in the " * (LONG // 7) + "1.5 points",
        "improves " * (LONG // 9) + "by 1.5 points",
        "Table 1, " * (LONG // 9),
        "\x00" * LONG + "1",
        "of " * (LONG // 3) + "2%",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_end(text: str) -> None:
    for quantity in read_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
