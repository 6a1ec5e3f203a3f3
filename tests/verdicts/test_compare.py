"""Two quantities by number alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.types import Quantity
from synth.verdicts.compare import compare, read_quantity


def quantity(
    value=None, unit=None, *, low=None, high=None, comparator="=", hedge=None, uncertainty=None, text=""
):
    return read_quantity(
        Quantity(
            text=text, start=0, end=0, value=value, unit=unit, low=low, high=high, comparator=comparator,
            hedge=hedge, uncertainty=uncertainty,
        )
    )  # fmt: skip


def about(value, unit=None):
    return quantity(value, unit, comparator="~", hedge="about")


def over(value, unit=None):
    return quantity(value, unit, low=value, comparator=">", hedge="over")


def up_to(value, unit=None):
    return quantity(value, unit, high=value, comparator="<=", hedge="up to")


def nearly(value, unit=None, text=""):
    return quantity(value, unit, comparator="~", hedge="nearly", text=text)


def part(value, text, **fields):
    return quantity(value, "x", text=text, **fields)


def just_over(value):
    return quantity(value, low=value, comparator=">", hedge="just over")


def below(value):
    return quantity(value, high=value, comparator="<")


EQUAL = [
    (quantity("2.1"), quantity("2.1"), "value_equal"),
    (quantity("71"), quantity("71.0"), "value_equal"),
    (quantity("28"), quantity("28.4"), "rounded"),
    (quantity("71.4", "%"), quantity("71.36", "%"), "rounded"),
    (about("28"), quantity("28.4"), "rounded"),
    (about("30"), quantity("28.4"), "hedge_met"),
    (quantity("3.5", "days"), quantity("84", "h"), "unit_converted"),
    (quantity("84", "h"), quantity("3.5", "days"), "unit_converted"),
    (quantity("0.34", "billion parameters"), quantity("340", "million parameters"), "unit_converted"),
    (quantity("0.713"), quantity("71.3", "%"), "unit_converted"),
    (quantity("71.3", "%"), quantity("0.713"), "unit_converted"),
    (quantity("71.3"), quantity("71.3", "%"), "value_equal"),
    (over("40", "%"), quantity("43", "%"), "bound_met"),
    (up_to("35", "%"), up_to("35", "%"), "value_equal"),
    (up_to("35", "%"), quantity("35", "%"), "value_equal"),
    (below("0.05"), quantity("0.03"), "bound_met"),
    (quantity(low="3", high="7"), quantity(low="3", high="7"), "value_equal"),
    (quantity(low="3", high="7"), quantity("5"), "within_range"),
    (quantity("90", "ms"), quantity(low="90", high="120", unit="ms"), "range_end"),
    (quantity("-0.3"), quantity("0.3"), "value_equal"),
    (quantity("1e20"), quantity("100000000000000000000"), "value_equal"),
    (nearly("50"), quantity("47.3"), "hedge_met"),
    (just_over("11"), quantity("11.1"), "bound_met"),
    (part("0.25", "a quarter"), quantity("25", "%"), "unit_converted"),
    (part("0.25", "a quarter"), quantity("24.6", "%"), "unit_converted"),
    (nearly("0.67", "x", "nearly two thirds"), quantity("64", "%"), "hedge_met"),
    (part("0.4", "two fifths", low="0.4", comparator=">"), quantity("43.08", "%"), "bound_met"),
    (part("0.25", "a quarter"), quantity("0.25"), "value_equal"),
    (quantity("2", "cents"), quantity("0.02", "$"), "unit_converted"),
    (quantity("300", "K"), quantity("26.85", "°C"), "unit_converted"),
    (quantity("1", "orders of magnitude"), quantity("12", "x"), "within_range"),
    (quantity("600", "pages/min"), quantity("10", "pages/s"), "unit_converted"),
    (over("60"), quantity(low="62", high="70"), "bound_met"),
    # "Over" may say across how many, and a unit may be left out where the claim gave it before.
    (over("122", "languages"), quantity("122", "languages"), "value_equal"),
    (quantity("147"), quantity("147", "GPU hours"), "value_equal"),
    (part("0.28", "28 answers out of a hundred"), quantity("0.28"), "value_equal"),
]

DIFFERENT = [
    (quantity("2.1"), quantity("2.4"), "value_differs"),
    (quantity("2.1"), quantity("1.2"), "value_differs"),
    (quantity("2.1"), quantity("2.19"), "value_differs"),
    (about("28"), quantity("41"), "value_differs"),
    (about("50"), quantity("41"), "value_differs"),
    (quantity("84", "days"), quantity("84", "h"), "scale_differs"),
    (quantity("340", "billion parameters"), quantity("340", "million parameters"), "scale_differs"),
    # "two images" once met "20K images" as the same digits at another scale.
    (quantity("2", "images"), quantity("20", "thousand images"), "value_differs"),
    (quantity("2.1", "%"), quantity("2.1", "points"), "unit_differs"),
    (over("50", "%"), quantity("43", "%"), "bound_violated"),
    (over("43", "%"), quantity("43", "%"), "bound_violated"),
    (below("0.01"), quantity("0.03"), "bound_violated"),
    (quantity("35", "%"), up_to("35", "%"), "bound_differs"),
    (quantity(low="3", high="7"), quantity(low="3", high="9"), "range_differs"),
    (nearly("50"), quantity("50.9"), "bound_violated"),
    (nearly("50"), quantity("42"), "value_differs"),
    (just_over("50"), quantity("62"), "value_differs"),
    (just_over("50"), quantity("48"), "bound_violated"),
    (part("0.25", "over a quarter", low="0.25", comparator=">"), quantity("21.9", "%"), "bound_violated"),
    (quantity("12", "h"), quantity("12", "GPU hours"), "unit_differs"),
    (over("60"), quantity(low="52", high="70"), "bound_violated"),
    (quantity("71.2", uncertainty="0.3"), quantity("71.2", uncertainty="0.8"), "uncertainty_differs"),
]

UNLIKE = [
    (quantity("2.13"), quantity("2.1"), "more_precise_than_source"),
    (quantity("8", "layers"), quantity("12", "GPUs"), "unit_differs"),
    # "30 %" and "30 times" were once taken for a mistaken unit: the digits agree by chance.
    (about("30", "%"), quantity("30", "x"), "unit_differs"),
    (quantity("2", "images"), quantity("2", "h"), "unit_differs"),
    # A factor in whole numbers is rounded: "3 times" may be the 3.4 of "more than three times".
    (over("3", "x"), quantity("3", "x"), "bound_differs"),
    # A far number keeps a bound, but is not what it is cited from.
    (below("556"), quantity("83.8"), "bound_differs"),
    # What is far beyond a bound, or within a wide range, is not what it is cited from.
    (over("40", "%"), quantity("70", "%"), "bound_differs"),
    (part("0.25", "over a quarter", low="0.25", comparator=">"), quantity("47", "%"), "bound_differs"),
    (quantity(low="0", high="999"), quantity("2"), "range_differs"),
    # A part in words is no section number, a count no decimal.
    (part("0.9", "more than nine tenths", low="0.9", comparator=">"), quantity("1"), "unit_differs"),
    (quantity("4", "layers"), quantity("4.1"), "unit_differs"),
    (quantity("30", "%"), up_to("35", "%"), "bound_differs"),
    (quantity("5"), quantity(low="3", high="7"), "range_differs"),
]


@pytest.mark.parametrize(
    ("claim", "source", "kind", "reason"),
    [(*row[:2], "equal", row[2]) for row in EQUAL]
    + [(*row[:2], "differs", row[2]) for row in DIFFERENT]
    + [(*row[:2], "incomparable", row[2]) for row in UNLIKE],
)
def test_outcome(claim, source, kind, reason):
    found = compare(claim, source)
    assert (found.kind, found.reason) == (kind, reason)


numbers = st.decimals(min_value=-10_000, max_value=10_000, places=2).map(str)


@given(numbers)
def test_a_number_equals_itself(value):
    assert compare(quantity(value), quantity(value)).kind == "equal"


@given(numbers, st.integers(min_value=1, max_value=9))
def test_a_changed_last_digit_is_never_equal(value, change):
    last = str((int(value[-1]) + change) % 10)
    if abs(float(value)) != abs(float(value[:-1] + last)):
        assert compare(quantity(value[:-1] + last), quantity(value)).kind != "equal"


@pytest.mark.parametrize(
    "bad", [{}, {"value": "many"}, {"value": "NaN"}, {"low": "1", "value": None, "comparator": "="}]
)
def test_what_is_no_number_is_not_read_or_read_as_a_bound(bad):
    found = quantity(**bad)
    assert found is None or found.bound == ">"
