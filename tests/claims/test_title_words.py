"""Headers that name what a title is about."""

from __future__ import annotations

import pytest

from synth.claims.title_words import is_in_title

TITLE = "Echo-of-Steps Training for Small Models"


@pytest.mark.parametrize(
    ("header", "is_in"),
    [
        ("Echo of Steps", True),
        ("echo-of-steps training", True),
        ("EoS", True),
        ("standard", False),
        ("Training", False),  # one word of a title may mean anything
        ("FS", False),  # a code of two letters stands in many initials
        ("SoE", False),
        ("of", False),
    ],
)
def test_words_and_initials_of_a_title(header, is_in):
    assert is_in_title(header, TITLE) is is_in
