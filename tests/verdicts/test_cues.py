"""Direction, negation, comparison, and numbers that follow from others."""

from __future__ import annotations

import pytest

from synth.types import Quantity
from synth.verdicts.compare import read_quantity
from synth.verdicts.cues import are_turned, direction_of, is_negated, read_comparison
from synth.verdicts.derive import derive
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
