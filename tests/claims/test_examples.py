"""Prompts, word problems and sample answers claim nothing; the paper's own sentences around them do."""

from __future__ import annotations

import pytest

from synth.claims import extract_claims
from tests.claims.test_extract import Part, document, sentence


def quotes(*parts: Part) -> list[str]:
    return [claim.quote for claim in extract_claims(document(*parts))]


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("Q: A shelf holds 5 jars and 12 cups, so how many things are on it?", "Results"),
        ("A: There are 17 things on it in the end.", "Results"),
        ("Marta bought 12 apples and gave away 5 of them.", "Analysis"),
        ("She had 12 apples and lost 5 of them.", "Analysis"),
        ("How many of the 12 apples are left for her 3 sisters?", "Analysis"),
        ("The answer is 17 apples for all of them.", "Analysis"),
        ("The garden has 14 rows with 20 bulbs each.", "Prompt for word problems"),
        ("The garden has 14 rows with 20 bulbs each.", "MODEL ANSWER (CORRECT)"),
    ],
)
def test_shown_text_is_no_claim(words: str, section: str) -> None:
    assert quotes(sentence(words, section)) == []


def test_a_block_goes_on_until_the_paper_speaks() -> None:
    own = "Our model reaches 75.4 accuracy on such problems."
    story = "There are 14 rows with 20 bulbs in each of them."
    assert quotes(sentence("Q: A garden has 14 rows."), sentence(story), sentence(own)) == [own]


@pytest.mark.parametrize(
    "words",
    [
        "Kestrel has 12 layers and 110M parameters in total.",
        "Calibration takes nearly 6 hours per slab of moss.",
        "We asked how many of the 40 answers hold: the accuracy is 75.4.",
    ],
)
def test_a_method_is_no_person(words: str) -> None:
    assert quotes(sentence(words)) == [words]
