"""Units made comparable."""

from __future__ import annotations

from decimal import Decimal

import pytest

from synth.verdicts.units import BARE, read_unit, share_nouns


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("days", "h", 24),
        ("h", "min", 60),
        ("years", "months", 12),
        ("GB", "MB", 1000),
        ("GiB", "MiB", 1024),
        ("keV", "eV", 1000),
        ("km", "m", 1000),
        ("µm", "nm", 1000),
        ("billion parameters", "million parameters", 1000),
        ("thousand examples", "examples", 1000),
        ("kcal", "cal", 1000),
        ("GPU days", "GPU hours", 24),
        ("kWh", "kJ", 3600),
        ("TPUv3 core days", "TPU hours", 24),
        ("thousand node hours", "node hours", 1000),
        ("tokens/s", "tokens/min", 60),
        ("FPS", "frames/s", 1),
        ("$", "cents", 100),
        ("EFLOPs", "PFLOPs", 1000),
    ],
)
def test_units_of_one_dimension_differ_by_a_factor(one, other, ratio):
    assert read_unit(one).dimension == read_unit(other).dimension
    assert read_unit(one).factor / read_unit(other).factor == Decimal(ratio)


@pytest.mark.parametrize(
    ("one", "other"),
    [("%", "points"), ("h", "GPU hours"), ("s", "m"), ("layers", "GPUs"), ("tokens/s", "tokens")],
)
def test_units_of_different_things_do_not_meet(one, other):
    assert read_unit(one).dimension != read_unit(other).dimension


def test_no_unit_is_bare_and_a_scale_alone_is_a_number():
    assert read_unit(None) == read_unit("") == BARE
    assert read_unit("million").factor == 10**6
    assert read_unit("million").dimension == "bare"


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("samples", "examples", True),
        ("cards", "GPUs", True),
        ("tokens", "words", False),
        ("V100 GPUs", "GPUs", True),
        ("GPU", "GPUs", True),
        ("layers", "GPUs", False),
        ("%", "%", False),
    ],
)
def test_counted_nouns_meet_by_their_head(one, other, shared):
    assert share_nouns(read_unit(one), read_unit(other)) is shared
