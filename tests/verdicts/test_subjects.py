"""Which words belong to which number."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities
from synth.verdicts.aliases import language_keys
from synth.verdicts.subjects import (
    contexts,
    is_held,
    match_terms,
    name_key,
    terms_of,
    text_keys,
    window,
    window_likeness,
)


def shares(sentence, subject):
    """How much of a subject each number of a sentence holds."""
    found = contexts(sentence, read_quantities(sentence))
    return [round(match_terms(terms_of(subject), context)[0], 2) for context in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lantern improves Quillfish by 2.4 points and Marrow by 1.3 points.",
        "Lantern gains 2.4 points on Quillfish and 1.3 points on Marrow.",
        "Lantern gains 2.4 points on Quillfish, a hard task, and 1.3 points on Marrow.",
    ],
)
def test_a_name_belongs_to_the_number_it_stands_with(sentence):
    first, second = shares(sentence, "the Quillfish")
    assert first > second
    first, second = shares(sentence, "the Marrow")
    assert second > first


@pytest.mark.parametrize(
    ("one", "other"), [("PAWS-X", "pawsx"), ("paws x", "PAWSX"), ("ViT-L/16", "vit l 16"), ("Café", "CAFE")]
)
def test_names_meet_without_case_and_punctuation(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("It beats others on the QFT.", "Scores on the quillfish fidelity test are high."),
        ("It beats others on English-Dutch.", "Scores on the English-to-Dutch task are high."),
        ("It beats others on PAWS-X.", "Scores on PAWSX are high."),
    ],
)
def test_abbreviations_meet_what_they_stand_for(claim, source):
    names = [term for term in terms_of(claim) if term.is_name]
    [context] = contexts(f"{source[:-1]} at 71.3%.", read_quantities(f"{source[:-1]} at 71.3%."))
    assert names
    assert match_terms(names, context) == (1.0, ())


def test_a_name_that_is_not_there_is_reported_missing():
    [context] = contexts("Marrow accuracy is 71.3%.", read_quantities("Marrow accuracy is 71.3%."))
    share, missing = match_terms(terms_of("accuracy on the Quillfish"), context)
    assert [term.surface for term in missing] == ["Quillfish"]
    assert share < 0.5


def test_joined_neighbours_are_one_name():
    assert name_key("BERT-base") in text_keys(terms_of("the BERT base model"))


def test_wording_next_to_the_number_is_compared():
    text, number = "hard distillation reaches 83.0% and soft distillation 81.8%.", "83.0%"
    start = text.index(number)
    mine = window(text, start, start + len(number))
    assert window_likeness(mine, mine) == 1.0
    start = text.index("81.8%")
    assert window_likeness(mine, window(text, start, start + 5)) < 0.6


def test_nothing_in_nothing_out():
    assert contexts("No numbers here.", ()) == ()
    assert terms_of("") == ()
    assert match_terms((), contexts("71.3%", read_quantities("71.3%"))[0]) == (1.0, ())


def test_how_a_name_takes_part_is_no_part_of_it():
    keys = text_keys(terms_of("The dictionary of Tallow reaches 11.1."))
    assert [is_held(term, keys) for term in terms_of("a Tallow-built one")] == [True, False]


@pytest.mark.parametrize(
    ("header", "language"),
    [("sw", "swahili"), ("swh_Latn", "swahili"), ("EN-COT", "english"), ("NL / F1", "dutch")],
)
def test_codes_in_headers_name_languages(header, language):
    assert language in language_keys(header)


def test_words_that_name_no_language_are_left_alone():
    assert not language_keys("no-retrieval")
