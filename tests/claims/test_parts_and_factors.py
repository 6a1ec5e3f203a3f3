"""Parts, factors and savings as papers print them."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Half a dozen rangers took part.", "6", "rangers"),
        ("A nurse misreads 1 in 5 labels.", "0.2", "x"),
        ("It fails in 1 out of 10 cases.", "0.1", "x"),
        ("It cuts memory by a factor of 4.", "4", "x"),
        ("It is about a factor of 10 faster.", "10", "x"),
    ],
)
def test_one_number_is_read(text, value, unit):
    assert [(one.value, one.unit) for one in read_quantities(text)] == [(value, unit)]


def test_a_scale_factor_is_no_multiple():
    assert read_quantities("Images are resized with a scale factor of 0.5.")[0].unit is None


def test_what_is_sooner_or_longer_is_a_difference():
    # "12 hours sooner" was read as a level, and no table has that.
    for text in ("Plover finishes 12 hours sooner than Dunlin.", "Plover needs 3 days longer than Dunlin."):
        assert [one.role for one in read_quantities(text)] == ["difference"]


def test_what_is_saved_is_a_difference():
    assert read_quantities("The cache saves Plover 2.4 seconds of reading time.")[0].role == "difference"
