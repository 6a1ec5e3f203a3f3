"""What may speak against a claim, and several numbers that one sentence gives together."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities
from synth.verdicts.subjects import contexts

GROWTH = (
    "The Brindle accuracy decreases from 71.8% to 67.7% as we go from Lantern-7 to Lantern-90. "
    "We report the accuracy on each of the 15 Brindle languages."
)


def test_a_count_found_elsewhere_does_not_outweigh_the_sentence_that_says_it_all(judge):
    """Cause: the 15 languages of another sentence refuted "to 90 languages"."""
    claim = "Going from 7 to 90 languages, the Brindle accuracy falls from 71.8% to 67.7%."
    assert judge(claim, GROWTH).label == "supported"


def test_a_count_that_stands_nowhere_keeps_a_claim_from_support(judge):
    claim = "Going from 7 to 60 languages, the Brindle accuracy falls from 71.8% to 67.7%."
    assert judge(claim, GROWTH).label != "supported"


def test_a_wrong_result_is_still_refuted(judge):
    claim = "Going from 7 to 90 languages, the Brindle accuracy falls from 71.8% to 61.7%."
    assert judge(claim, GROWTH).label == "refuted"


@pytest.mark.parametrize("source", ["Lantern was run with 12 768 3072.", "Lantern has 12 layers."])
def test_a_bare_number_does_not_refute_a_count_of_something_else(judge, source):
    """Cause: the method's name alone was subject enough."""
    assert judge("Lantern was tested on 12 patients with gout.", source).label == "not_found"


def test_numbers_in_a_bracket_belong_to_the_name_ahead_of_it():
    text = "We train two models: Lantern Base (12 layers, 90M params) and Lantern (24 layers, 210M params)."
    quantities = read_quantities(text)
    found = dict(zip([q.text for q in quantities], contexts(text, quantities), strict=True))
    [small] = [context for words, context in found.items() if words.startswith("90M")]
    [large] = [context for words, context in found.items() if words.startswith("210M")]
    assert "base" in small.own_keys
    assert "base" not in large.own_keys


def test_abbreviated_nouns_are_the_nouns(judge):
    source = "We train two models: Lantern Base (12 layers, 90M params) and Lantern (24 layers, 210M params)."
    assert judge("The base version of Lantern has 90 million parameters.", source).label == "supported"


def test_a_sentence_goes_on_with_what_the_one_before_it_named(judge):
    """Cause: "The gain over Tallow …" names neither the method nor the data set."""
    source = "On Marrow, Lantern reaches an F1 of 61.2. The gain over Tallow is 2.4 points (p = 0.08)."
    assert judge("The gain of Lantern on Marrow over Tallow is 2.4 points.", source).label == "supported"
    assert judge("The gain of Lantern on Marrow over Tallow is 3.4 points.", source).label == "refuted"


def test_who_is_not_named_is_not_refuted_by_another_methods_value(judge):
    """Cause: human readers were held to the value of the method beside them."""
    source = (
        "The best model, Lantern, reaches an F1 of 61.2, far below human readers at 88.3. "
        "Lantern obtains an F1 of 61.2 on Marrow."
    )
    assert judge("Human readers reach an F1 of 88.3 on Marrow.", source).label != "refuted"


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        (
            "For Urdu, Lantern improves accuracy on Brindle by 15.7%.",
            "11.4% for Urdu; 15.7% is its gain for Swahili",
        ),
        ("For Swahili, Lantern lowers accuracy on Brindle by 15.7%.", "as a gain, not as a loss"),
        ("For Swahili, Lantern improves accuracy on Brindle by 15.7%.", "as claimed"),
    ],
)
def test_explanations_read_as_sentences(judge, claim, told):
    source = (
        "Lantern performs well on rare languages, improving 15.7% in accuracy on Brindle for Swahili and "
        "11.4% for Urdu over previous models."
    )
    assert told in judge(claim, source).explanation


def test_a_baseline_that_only_the_binding_knows_is_named(judge):
    """Cause: the reader was told "compares with Tallow, not with , where it gives"."""
    source = "Lantern-Seq outperforms Tallow on Marrow by 2.6 Bleu points and 2.6 Rouge-L points."
    claim = "On Marrow, Lantern-Seq leads Lantern-Tok by 2.6 points in ROUGE-L."
    assert judge(claim, source).explanation.startswith(
        "the paper compares with Tallow, not with Lantern-Tok, where it gives 2.6 Rouge-L points"
    )


FAMILIES = "Amongst the varieties there are 29 unique scripts and 27 language families."


@pytest.mark.parametrize(
    ("claim", "is_true"),
    [
        ("The varieties have 29 scripts and 27 language families.", True),
        # Both numbers stand there, each counting the other's things.
        ("The varieties have 27 scripts and 29 language families.", False),
    ],
)
def test_a_number_counts_what_the_source_has_it_count(judge, claim, is_true):
    assert (judge(claim, FAMILIES).label == "supported") == is_true


@pytest.mark.parametrize(
    ("claim", "is_true"),
    [
        ("Premises were sampled at 250 sentences from each of ten sources.", True),
        # The small count was no result, so that nothing hung on it.
        ("Premises were sampled at 250 sentences from each of eight sources.", False),
        # Three million is no small count.
        ("Training took three million steps over 32 sampled tasks.", False),
    ],
)
def test_small_counts_beside_others_matter(judge, claim, is_true):
    source = (
        "We sample 250 sentences from each of the ten sources as premises. "
        "The number of sampled tasks is set to 32, and training takes at most 3 thousand steps."
    )
    assert (judge(claim, source).label == "supported") == is_true


def test_a_number_in_words_is_found_without_its_noun(judge):
    source = "We hired professional translators (three for Russian, five for Thai) for the dataset."
    claim = "Five professional translators were hired for the Thai dataset."
    assert judge(claim, source).reasons == ("value_equal",)


def test_who_is_likelier_matters(judge):
    """Cause: "likelier … than" was no comparison, and a language at a sentence's start no name."""
    source = "Non-English papers are 46% more likely to appear in workshops than English-only papers."
    claim = "English-only papers are 46% likelier to appear in workshops than non-English ones."
    assert judge(claim, source).label != "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Wick reads 10 characters against the 160 words of Tallow on Brindle.",
        "Wick was trained for 5 layers with a batch of 64 on Brindle.",
    ],
)
def test_another_noun_is_not_borne_out_by_a_bare_number_elsewhere(judge, claim):
    """Cause: "10 words" and "5 epochs" lost against a citation and a table's bare number."""
    source = (
        "Wick reads 10 words against the 160 words of Tallow on Brindle. "
        "Wick was trained for 5 epochs with a batch of 64 on Brindle. "
        "Others are told of in [5, 10]. Warm-up took 5 and 10."
    )
    assert judge(claim, source).label != "supported"
