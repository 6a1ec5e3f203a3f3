"""A table's numbers by size: none that agrees with a claimed one is left out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.types import Quantity
from synth.verdicts.agreement import compare_loosely
from synth.verdicts.compare import read_quantity
from synth.verdicts.facts import Claimed, Stated
from synth.verdicts.near import NumberIndex
from synth.verdicts.subjects import Context

NOWHERE = Context((), (), frozenset(), frozenset(), frozenset(), is_first_person=False)
UNITS = (None, "%", "points", "x", "h", "min", "ms", "GB", "thousand", "million", "layers", "million tokens")
NUMBERS = st.one_of(
    st.decimals("-2000", "2000", places=2).map(str),
    st.decimals("-2", "2", places=3).map(str),
    st.integers(-3_000_000, 3_000_000).map(str),
)


def quantity(
    value: str, unit: str | None, hedge: str | None = None, comparator: str | None = None
) -> Quantity:
    text = f"{hedge or ''} {value} {unit or ''}".strip()
    return Quantity(
        text=text, start=0, end=len(text), value=value, unit=unit, hedge=hedge, comparator=comparator
    )


def stated(value: str, unit: str | None) -> Stated:
    number = quantity(value, unit)
    reading = read_quantity(number)
    assert reading is not None
    return Stated(number, reading, NOWHERE, 0, ((), ()))


def claimed(number: Quantity) -> Claimed:
    reading = read_quantity(number)
    assert reading is not None
    return Claimed(number, reading, (), (), 0, ((), ()), (), None, text=number.text)


@settings(max_examples=400, deadline=None)
@given(
    NUMBERS,
    st.sampled_from(UNITS),
    st.sampled_from((None, "about", "nearly", "just over", "up to")),
    st.sampled_from((None, "<", ">", "<=", ">=")),
    st.lists(st.tuples(NUMBERS, st.sampled_from(UNITS)), max_size=8),
    st.sampled_from((Decimal(1), Decimal("0.01"), Decimal(100), Decimal(60), Decimal(1000))),
)
def test_what_agrees_is_near(value, unit, hedge, comparator, cells, factor):
    one = claimed(quantity(value, unit, hedge, comparator))
    twins = [(str(Decimal(value) * factor), unit) for unit in UNITS] + [(value, unit) for unit in UNITS]
    numbers = [stated(*cell) for cell in (*cells, *twins)]
    near = NumberIndex([[number] for number in numbers]).near(one.reading)
    agreeing = {n for n, number in enumerate(numbers) if compare_loosely(one, number).kind == "equal"}
    assert agreeing <= near


@pytest.mark.parametrize(
    ("value", "unit", "kept"),
    [("71.3", "%", {0, 1}), ("2", "h", {2}), ("450", None, set())],
)
def test_what_is_far_in_every_unit_is_left_out(value: str, unit: str | None, kept: set[int]) -> None:
    cells = [stated("71.3", None), stated("0.713", None), stated("120", "min"), stated("12", "%")]
    assert NumberIndex([[cell] for cell in cells]).near(claimed(quantity(value, unit)).reading) == kept
