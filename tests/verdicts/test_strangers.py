"""Names that a source has in no form: nothing is supported of them, however well the number fits."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.verdicts import Judge
from synth.verdicts.aliases import Aliases
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import FactReader, claimed_quantities
from synth.verdicts.ledger import Ledger
from tests.verdicts.test_whole_papers import paper_of

PROSE = (
    "We propose Lantern, which reaches an accuracy of 71.4% on Quill-Fish after 12 hours on two P100 cards. "
    "The named entity recognition (NER) part of Marrow-v2 gives Lantern an F1 of 58.2. "
    "On African birdsong the XLM-R encoder reaches 64.0% accuracy. "
    "TallowNet and WordStore share 4,397 records by their ID."
)
HEAD = ("Model", "GLINT", "swh_Latn")
ROWS = (("TallowNet", "65.4", "58.1"), ("Lantern", "71.3", "60.9"))


@pytest.fixture(scope="module")
def document():
    return paper_of(PROSE, HEAD, ROWS, "Table 1: Exact match of all models.")


@pytest.fixture(scope="module")
def strangers(document):
    """Return what a claim names that the paper above does not have."""
    ledger = Ledger(document.passages, FactReader(read_quantities), document.tables, Aliases())

    def names(text, ledger=ledger):
        matches = match_claim(claimed_quantities(read_statement(text)), ledger, ())
        return {term.surface for match in matches for term in match.claimed.strangers}

    return names


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("HeronNet reaches an accuracy of 71.4% on Quill-Fish.", "HeronNet"),
        ("Lantern reaches an accuracy of 71.4% on PondBench.", "PondBench"),
        ("Lantern reaches an accuracy of 71.4% on MOSSQA.", "MOSSQA"),
        ("With Korin-3, an accuracy of 71.4% is reached on Quill-Fish.", "Korin-3"),
        ("Lantern gains 5.9 points over ParaLux-T on GLINT.", "ParaLux-T"),
        ("The accuracy of Sablecore on Quill-Fish is 71.4%.", "Sablecore"),
        ("Table 1 gives 65.4 for Sablecore under GLINT.", "Sablecore"),
        ("On GLINT, Lantern is 5.9 points above the 65.4 of Sablecore.", "Sablecore"),
    ],
)
def test_a_name_that_the_source_lacks_is_strange(strangers, claim, name):
    assert strangers(claim) == {name}


@pytest.mark.parametrize(
    "claim",
    [
        "Lantern reaches an accuracy of 71.4% on QuillFish.",  # written together
        "Lantern's accuracy on the Quill Fish records is 71.4%.",  # written apart
        "Lantern trained for 12 hours on two P100s.",  # a plural
        "Lantern-based tagging reaches 71.4% on Quill-Fish.",  # a part of a compound
        "On NER, Lantern has an F1 of 58.2.",  # an abbreviation
        "XLM-RoBERTa reaches 64.0% on birdsong from Africa.",  # a longer form, a noun for its adjective
        "TallowNet has 58.1 for Swahili.",  # the language of a code
        "The Danish-trained TallowNet scores 65.4 on GLINT.",  # a language
        "In December, 4,397 IDs were shared.",  # months, plurals of abbreviations
        "People share 4,397 records by ID.",  # a noun that opens the sentence
        "Microsoft's TallowNet scores 65.4 on GLINT.",  # a plain word beside the name
        "With Google Translate, TallowNet scores 65.4 on GLINT.",  # two plain words
        "The EM of Lantern on GLINT is 71.3.",  # the short form of a metric
    ],
)
def test_a_name_in_another_form_is_not(strangers, claim):
    assert strangers(claim) == set()


def test_a_source_known_in_part_may_have_any_name(document, strangers):
    part = Ledger(document.passages[:1], FactReader(read_quantities), is_whole=False)
    assert strangers("HeronNet reaches an accuracy of 71.4% on Quill-Fish.", part) == set()


def test_what_is_said_of_a_strange_name_is_not_found_and_named(document):
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    verdict = judge.judge(read_statement("We find that HeronNet reaches an accuracy of 71.4% on Quill-Fish."))
    assert verdict.label == "not_found"
    assert verdict.reasons == ("name_unknown",)
    assert verdict.explanation == "the source never names HeronNet"
    known = judge.judge(read_statement("We find that Lantern reaches an accuracy of 71.4% on Quill-Fish."))
    assert known.label == "supported"
