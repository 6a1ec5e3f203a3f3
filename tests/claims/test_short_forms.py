"""Short forms and what they stand for, wherever a paper explains them."""

from __future__ import annotations

import pytest

from synth.claims.short_forms import read_short_forms


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("We use the Harbour Lamp Journal (HLJ) portion.", [("HLJ", "Harbour Lamp Journal")]),
        ("Scores of Lantern-in-Window (LiW) readers are given.", [("LiW", "Lantern-in-Window")]),
        ("We call it tidal current forecasting (TiCuF).", [("TiCuF", "tidal current forecasting")]),
        ("LLA (lantern line accuracy) is the metric.", [("LLA", "lantern line accuracy")]),
        ("Numbers are of each task: CLS: classification, HRB: harbour.", [("CLS", "classification"),
                                                                         ("HRB", "harbour")]),
        ("Several Small Lamp Networks (SLNs) are trained.", [("SLN", "Small Lamp Networks")]),
    ],
)  # fmt: skip
def test_a_short_form_is_read_where_it_is_explained(text, forms):
    assert list(read_short_forms([text])) == forms


@pytest.mark.parametrize(
    "text",
    [
        "The harbour is bright (Figure 3) and wide (see below).",
        "We train on ships (Tallow, Marrow) and boats.",
        "The lamp of the pier (HLJ) is lit.",
        "It is small (small).",
        "Results (in %) are means.",
    ],
)
def test_what_does_not_spell_it_is_no_long_form(text):
    assert read_short_forms([text]) == ()


def test_the_first_explanation_counts():
    texts = ["Harbour Lamp Journal (HLJ) first.", "Then hollow log jam (HLJ)."]
    assert read_short_forms(texts) == (("HLJ", "Harbour Lamp Journal"),)
