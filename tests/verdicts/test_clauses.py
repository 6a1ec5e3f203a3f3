"""Which of two things a claim gives which of its two numbers."""

from __future__ import annotations

import pytest

from synth.verdicts.clauses import Mention, is_removed, sides_told


def told(text: str) -> int:
    """Read a claim in which 71 is said to be of Lantern where it gives each to its own, and 69 of Tallow."""
    spans = sorted((text.index(number), text.index(number) + 2) for number in ("71", "69"))
    names = ("Lantern", "Tallow") if text.index("71") < text.index("69") else ("Tallow", "Lantern")
    mentions = []
    for side, name in enumerate(names):
        start = text.find(name)
        while start >= 0:
            mentions.append(Mention(start, start + len(name), side))
            start = text.find(name, start + 1)
    return sides_told(text, spans[0], spans[1], sorted(mentions, key=lambda one: one.start))


@pytest.mark.parametrize(
    "text",
    [
        "Lantern (71) beats Tallow (69).",
        "Lantern reaches 71, ahead of the 69 of Tallow.",
        "Lantern does better than Tallow, with 71 versus 69.",
        "With 71 for Lantern and 69 for Tallow, both stay low.",
        "Tallow and Lantern: 71 for Lantern, 69 for Tallow.",
        "At 69, Tallow trails the 71 of Lantern.",
        "Lantern scores 71, whereas Tallow only gets to 69.",
        "Lantern's 71 leaves even Tallow (69) behind.",
        "Lantern and Tallow obtain 71 and 69, respectively.",
        "Tallow is best on short texts, but on long ones Lantern overtakes it with 71 against 69.",
        "Replacing Tallow by Lantern lifts the score from 69 to 71.",
        "Switching from Tallow to Lantern moves it from 69 to 71.",
        "Lantern instead of Tallow raises it to 71 from 69.",
        "Lantern raises the score from 69 to 71.",
        "With Lantern the score is 71, up from 69.",
    ],
)
def test_each_number_goes_to_its_own_name(text):
    assert told(text) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Lantern (69) is behind Tallow (71).",
        "Tallow does better than Lantern, with 71 versus 69.",
        "Lantern lowers the score from 71 to 69.",
        "Replacing Lantern by Tallow lifts the score from 69 to 71.",
        "Tallow scores 71, whereas Lantern only gets to 69.",
    ],
)
def test_swapped_names_are_told(text):
    assert told(text) == -1


def test_nothing_is_told_without_a_name():
    assert told("It rises from 69 to 71.") == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Trained without dropout it reaches 61.", "dropout"),
        ("Leaving the author names out costs 3 points.", "author"),
        ("Once dropout is removed, 61 are left.", "dropout"),
    ],
)
def test_what_is_left_out_is_said_to_be_absent(text, name):
    assert is_removed(text, text.index(name))
    assert not is_removed("Trained with dropout it reaches 61.", 13)
