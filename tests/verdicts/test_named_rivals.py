"""Claims that name two rows or two columns: the number of one is not refuted by what stands at the other."""

from __future__ import annotations

import pytest
from test_other_cells import label_of

LANGUAGES = (
    ("Setting", "en", "zh", "sw"),
    (
        ("Translate test / Kestrel-max", "74.6", "69.1", "57.8"),
        ("Translate test / Kestrel-last", "73.2", "67.4", "56.1"),
        ("Zero shot / Kestrel-max", "73.9", "65.3", "51.2"),
    ),
)
STEPS = (
    ("Vectors", "de", "it"),
    (
        ("Plover (Wiki)", "41.2", "44.7"),
        ("Plover (Crawl)", "46.3", "48.1"),
        ("Post-Sieve", "52.9", "55.4"),
        ("Ret-Sieve", "51.0", "53.6"),
    ),
)
ABLATION = (
    ("Model", "Ledgers", "Diaries"),
    (
        ("Plover (200 epochs)", "82.4", "44.7"),
        ("- Span masking", "82.1", "42.8"),
        ("- Coarse labels (i.e., predict raw ink)", "80.6", "41.2"),
        ("+ Second pass", "82.9", "45.3"),
    ),
)
LEVELS = (
    ("Pair", "Unit / word", "Unit / sentence"),
    (("de-fr", "0.6184", "0.6391"), ("de-it", "0.6027", "0.6275")),
)
SIZES = (
    ("Reader", "Ledgers", "Diaries"),
    (("Plover (base)", "63.7", "58.1"), ("Plover (large)", "67.9", "61.4"), ("Dunlin", "55.2", "50.6")),
)
CITED = (
    ("Reader", "Ledgers", "Diaries"),
    (("Plover", "67.9", "61.4"), ("Marsh et al. (2017)", "63.6", "55.2"), ("Teal", "60.2", "51.9")),
)


@pytest.mark.parametrize(
    ("table", "true", "false"),
    [
        pytest.param(
            LANGUAGES,
            "Translating the Chinese test set into English and reading it with Kestrel-max gives 69.1.",
            "Translating the Swahili test set into English and reading it with Kestrel-max gives 69.1.",
            id="what is translated and what into",
        ),
        pytest.param(
            STEPS,
            "On German, retouching Plover (Wiki) vectors with Post-Sieve gives 52.9.",
            "On German, retouching Plover (Wiki) vectors with Ret-Sieve gives 52.9.",
            id="a method and what it starts from",
        ),
        pytest.param(
            STEPS,
            "On Italian, Post-Sieve reaches 55.4, where Plover (Crawl) has 48.1.",
            "On Italian, Post-Sieve reaches 53.6, where Plover (Crawl) has 48.1.",
            id="each of two has its number",
        ),
        pytest.param(
            ABLATION,
            "If Plover (200 epochs) has to predict raw ink in place of coarse labels, with span masking "
            "retained, it scores 80.6 on Ledgers and 41.2 on Diaries.",
            "Plover (200 epochs) scores 80.6 on Ledgers and 41.2 on Diaries.",
            id="what takes the place of what a row goes without",
        ),
        pytest.param(
            LEVELS,
            "On the de-fr part of the word likeness task, mapping Plover by the sentence gives 0.6391, "
            "against 0.6184 for the word.",
            "On the de-fr part of the word likeness task, mapping Plover by the sentence gives 0.6184, "
            "against 0.6391 for the word.",
            id="the second number has its name behind it",
        ),
        pytest.param(
            SIZES,
            "In its large size, Plover attains 67.9 on Ledgers.",
            "In its base size, Plover attains 67.9 on Ledgers.",
            id="a size ahead of the name and a comma",
        ),
        pytest.param(
            SIZES,
            "Ahead of the Dunlin baseline on Ledgers, Plover (large) stands at 67.9.",
            "Ahead of the Dunlin baseline on Ledgers, Plover (large) stands at 63.7.",
            id="a baseline is no base size",
        ),
        pytest.param(
            CITED,
            "On Ledgers, Plover leads Heron (Marsh et al., 2017) by 4.3 points.",
            "On Ledgers, Plover trails Heron (Marsh et al., 2017) by 4.3 points.",
            id="a system that the table knows by its citation",
        ),
        pytest.param(
            CITED,
            "With far more data than Plover, Teal nonetheless trails it by 9.5 points on Diaries.",
            "With far more data than Plover, Teal nonetheless beats it by 9.5 points on Diaries.",
            id="the one named first is called it",
        ),
    ],
)
def test_a_cell_that_is_named_is_not_refuted_by_another(table, true, false):
    assert label_of(true, *table) == "supported"
    assert label_of(false, *table) != "supported"
