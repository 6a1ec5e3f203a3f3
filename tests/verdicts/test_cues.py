"""Direction, negation, comparison, and numbers that follow from others."""

from __future__ import annotations

import pytest

from synth.types import Quantity
from synth.verdicts.compare import read_quantity
from synth.verdicts.cues import (
    are_turned,
    direction_of,
    is_negated,
    is_reversed,
    is_turned_round,
    read_comparison,
)
from synth.verdicts.derive import derive, is_complement_of
from synth.verdicts.subjects import baseline_names


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("it improves accuracy", 1),
        ("accuracy drops", -1),
        ("it improves perplexity", -1),
        ("latency gets worse", 1),
        ("higher here, lower there", 0),
        ("it is blue", 0),
    ],
)
def test_direction(text, direction):
    assert direction_of(text) == direction


def test_wordings_are_turned_by_words_of_opposite_direction():
    assert are_turned("scores are higher here".split(), "scores are lower here".split())
    assert not are_turned("it raises scores".split(), "it improves scores".split())
    assert not are_turned("it cuts cost to raise scores".split(), "it cuts cost and scores improve".split())


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("it does not help", True),
        ("it helps", False),
        ("it never fails to help", False),
        ("it can't help", True),
    ],
)
def test_negation(text, negated):
    assert is_negated(text) is negated


@pytest.mark.parametrize(
    ("text", "ahead", "behind"),
    [
        ("here Lantern-B outperforms Tallow-2", "lanternb", "tallow2"),
        ("here Tallow-2 is outperformed by Lantern-B", "lanternb", "tallow2"),
        ("here Tallow-2 is clearly worse than Lantern-B", "lanternb", "tallow2"),
    ],
)
def test_who_is_ahead_of_whom(text, ahead, behind):
    comparison = read_comparison(text)
    assert (comparison.ahead, comparison.behind) == ({ahead}, {behind})


def test_no_names_no_comparison():
    assert read_comparison("this outperforms that") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("gains 2 points over Tallow on Brindle", ["Tallow"]),
        ("is better than Tallow-2 (base)", ["Tallow-2"]),
        ("outperforms PALM540B by 3", ["PALM540B"]),
        ("reaches over 40 points", []),
    ],
)
def test_baselines(text, names):
    """A digit inside a name once ended the slot: "PALM540B" was read as "PALM"."""
    assert [term.surface for term in baseline_names(text)] == names


def number(value, unit=None):
    return read_quantity(Quantity(text=value, start=0, end=0, value=value, unit=unit))


@pytest.mark.parametrize(
    ("claim", "stated", "is_change", "reason"),
    [
        (number("2.4", "points"), [number("73.6", "%"), number("71.2", "%")], True, "derived_difference"),
        (number("30", "ms"), [number("120", "ms"), number("90", "ms")], True, "derived_difference"),
        (number("1.5", "x"), [number("120", "ms"), number("80", "ms")], True, "derived_ratio"),
        (number("25", "%"), [number("120", "ms"), number("90", "ms")], True, "derived_change"),
        # A metric on the scale from 0 to 1 gains points all the same.
        (number("8.1", "points"), [number("0.654"), number("0.735")], True, "derived_difference"),
        (
            number("20", "languages"),
            [number("14", "languages"), number("6", "languages")],
            False,
            "derived_sum",
        ),
    ],
)
def test_what_follows_from_two_numbers(claim, stated, is_change, reason):
    assert derive(claim, stated, is_change=is_change).reason == reason


@pytest.mark.parametrize(
    ("claim", "stated", "asked", "reason"),
    [
        (number("28.6", "%"), [number("71.4", "%")], {"is_complement": True}, "derived_complement"),
        (number("0.29"), [number("0.71")], {"is_complement": True}, "derived_complement"),
        (number("70"), [number("68"), number("71"), number("71")], {"is_mean": True}, "derived_mean"),
    ],
)
def test_what_follows_if_it_is_asked_for(claim, stated, asked, reason):
    assert derive(claim, stated, is_change=False, **asked).reason == reason
    assert derive(claim, stated, is_change=False) is None


def test_a_bound_is_not_met_by_any_small_difference():
    """Once "less than 80%" followed from 100 and 99.93, whose relative change is below anything."""
    below = read_quantity(
        Quantity(text="less than 80%", start=0, end=0, value="80", high="80", unit="%", comparator="<")
    )
    assert derive(below, [number("100", "%"), number("99.93", "%")], is_change=True) is None


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("Lantern misclassifies 7% of them.", "Lantern has an accuracy of 93%.", True),
        ("Lantern is right in 93%.", "The error of Lantern is 7%.", True),
        ("Lantern has an accuracy of 93%.", "Its accuracy is 93%.", False),
        ("The error is 7%.", "The error is 7%, the accuracy 93%.", False),
        ("Languages other than Veltish make up 10.3% of it.", "Veltish accounts for 89.7% of it.", True),
        ("Veltish makes up 89.7% of it.", "10.3% of it is in languages except Veltish.", True),
        ("10.3% of it is not in Veltish.", "Languages other than Veltish account for 10.3%.", False),
        ("Languages other than Veltish make up 10.3% of it.", "Tamrian accounts for 89.7% of it.", False),
    ],
)
def test_errors_are_what_accuracy_leaves_and_others_what_one_does(claim, passage, expected):
    assert is_complement_of(claim, passage) is expected


TURNED = [
    ("Lantern-2 leads Tallow-1 by 2 points.", "Tallow-1 trails Lantern-2 by 2 points."),
    ("Lantern-2 is ahead of Tallow-1.", "Tallow-1 falls short of Lantern-2."),
    ("Lantern-2 outperforms Tallow-1.", "Tallow-1 is outperformed by Lantern-2."),
    ("Lantern-2 has a lower error than Tallow-1.", "Tallow-1 is worse than Lantern-2."),
    ("Lantern-2 is 3 points above Tallow-1.", "Tallow-1 lies 3 points below Lantern-2."),
]


@pytest.mark.parametrize(("one", "other"), TURNED)
def test_who_is_ahead_is_told_from_either_side(one, other):
    mine, theirs = read_comparison(one), read_comparison(other)
    assert is_turned_round(mine, theirs)
    assert not is_reversed(mine, theirs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lantern-2 falls behind Tallow-1 by 3 points.", "Lantern-2 outperforms Tallow-1 by 3 points."),
        ("On Brindle, Lantern-2 beats Tallow-1.", "On Brindle, Tallow-1 beats Lantern-2."),
        # The shorter name is part of the longer one.
        ("Lantern-2 trails Tallow-1 Lantern-2.", "Lantern-2 surpasses Tallow-1 Lantern-2."),
    ],
)
def test_who_is_ahead_may_be_reversed(one, other):
    assert is_reversed(read_comparison(one), read_comparison(other))


@pytest.mark.parametrize(
    ("claim", "stated", "is_change"),
    [
        (number("2.9", "points"), [number("73.6", "%"), number("71.2", "%")], True),
        (number("144.8", "%"), [number("73.6", "%"), number("71.2", "%")], False),
        (number("30", "ms"), [number("120", "ms"), number("90", "s")], True),
        (number("2"), [number(str(n)) for n in range(10, 30, 2)], True),
    ],
)
def test_what_does_not_follow(claim, stated, is_change):
    assert derive(claim, stated, is_change=is_change) is None
