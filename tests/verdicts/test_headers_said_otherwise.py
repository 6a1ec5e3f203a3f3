"""Rows and columns that a claim names in other words than the table prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from test_whole_papers import paper_of

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.types import Verdict
from synth.verdicts import Judge
from synth.verdicts.asides import without_asides
from synth.verdicts.header_words import bases_of, other_words, stub_head
from synth.verdicts.setting_numbers import numbers_beside, printed_numbers
from synth.verdicts.subjects import contexts, is_held, terms_of, text_keys

PROSE = "We present Plover, a reader of field notes. Table 1 compares what it reads. Dunlin is older."
Check = Callable[[Sequence[str], Sequence[Sequence[str]], str], Verdict]


@pytest.fixture
def check() -> Check:
    """Judge a claim against a paper of the prose above and one table."""

    def verdict(head: Sequence[str], rows: Sequence[Sequence[str]], claim: str) -> Verdict:
        document = paper_of(PROSE, head, rows, "Table 1: Accuracy of Plover in reading marks.")
        judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
        return judge.judge(read_statement(claim))

    return verdict


SIZES = ("Model", "7B", "13B", "70B")
SIZED = (("Plover", "61.4", "66.9", "72.3"), ("Dunlin", "58.8", "63.1", "69.7"))
BASES = ("Base", "From Scratch", "Pretrained")
BASED = (("2", "12.5", "99.1"), ("5", "14.8", "97.4"), ("19", "10.2", "93.6"))
ABLATION = ("Model", "Marks", "Rings")
ABLATED = (
    ("Dunlin", "60.3", "58.8"),
    ("Plover", "84.4", "91.5"),
    ("- sketches", "82.2", "73.6"),
    ("+ season", "84.9", "90.2"),
)


@pytest.mark.parametrize(
    ("head", "rows", "claim", "label"),
    [
        (SIZES, SIZED, "The 13-billion-parameter Plover has an accuracy of 66.9.", "supported"),
        (SIZES, SIZED, "The 13-billion-parameter Plover has an accuracy of 72.3.", "refuted"),
        (BASES, BASED, "In base 19, the pretrained Plover reaches 93.6 accuracy.", "supported"),
        (BASES, BASED, "Pretrained Plover has a base-5 accuracy of 97.4.", "supported"),
        (BASES, BASED, "In base 19, the pretrained Plover reaches 97.4 accuracy.", "refuted"),
        (
            ABLATION,
            ABLATED,
            "Stripping the sketches from Plover brings it down to 73.6 on Rings.",
            "supported",
        ),
        (ABLATION, ABLATED, "Stripping the sketches from Plover brings it down to 90.2 on Rings.", "refuted"),
        (ABLATION, ABLATED, "Plover has an accuracy of 91.5 on Rings.", "supported"),
        (ABLATION, ABLATED, "Plover has an accuracy of 73.6 on Rings.", "refuted"),
    ],
)
def test_a_header_said_otherwise_leads_to_its_cell(check, head, rows, claim, label):
    """Cause: sizes, bases and ablations in a claim's words met no header, and a rival's row won."""
    assert check(head, rows, claim).label == label


def test_numbers_that_name_a_place_have_one_key():
    assert printed_numbers("Plover 13B") == {"#13000000000"}
    assert printed_numbers("(4 layers), 1,000 steps") == {"#4", "#1000"}
    text = "A five-digit sum in base-7 by Plover 13B"
    assert {term.key for term in numbers_beside(text, (), None)} == {"#5", "#7", "#13000000000"}


def test_a_header_stands_for_other_words():
    subtraction = terms_of("a subtraction")[0]
    assert subtraction.key in other_words("− / 5 / float")
    assert not other_words("- sketches / 5")
    assert terms_of("what people get")[0].key in other_words("Human (2 readers)")


def test_a_variant_is_of_the_row_it_varies():
    assert bases_of(["Dunlin", "Plover", "- sketches", "w/o season", "Wren"]) == [None, None, 1, 1, None]
    assert bases_of(["A / Plover", "B / - sketches"]) == [None, None]


def test_a_numbered_row_is_of_what_its_column_counts():
    assert stub_head("19", ("19", "93.6"), ("Base", "Accuracy")) == "Base"
    assert stub_head("Plover", ("Plover", "93.6"), ("Base", "Accuracy")) == ""


@pytest.mark.parametrize(("said", "printed"), [("Harbour Lamp Journal", "HLJ"), ("Lantern-in-Window", "LiW")])
def test_a_name_meets_its_unexplained_acronym(said, printed):
    keys = text_keys(terms_of(f"x {printed} only"))
    assert all(is_held(term, keys) for term in terms_of(f"on {said}"))


@pytest.mark.parametrize(
    "text",
    [
        "Plover gets 71 instead of Dunlin's marks",
        "Plover gets 71, while Dunlin fails",
        "Plover, unlike Dunlin, fails",
    ],
)
def test_what_is_compared_with_tells_little(text):
    weights = {term.key: term.weight for term in without_asides(terms_of(f"x {text}", -2), text, ())}
    assert weights["dunlin"] < weights["plover"]


def test_a_compared_thing_with_a_number_keeps_its_weight():
    text = "Plover gets 71, while Dunlin has 69"
    terms = terms_of(text)
    assert without_asides(terms, text, ((12, 14), (33, 35))) == terms


SPLITS = ("Model", "Seen", "Unseen")
SPLIT = (("Plover", "71.3", "64.8"), ("Dunlin", "66.0", "59.2"))


@pytest.mark.parametrize(
    ("claim", "label"),
    [
        ("Plover has an accuracy of 64.8 on unseen marks.", "supported"),
        ("Plover has an accuracy of 71.3 on unseen marks.", "refuted"),
    ],
)
def test_a_column_of_the_opposite_is_not_meant(check, claim, label):
    assert check(SPLITS, SPLIT, claim).label == label


def test_a_value_of_the_opposite_alone_bears_nothing_out(check):
    """Cause: in a table of one split no other column fitted better."""
    rows = [row[:2] for row in SPLIT]
    assert check(SPLITS[:2], rows, "Plover has an accuracy of 71.3 on unseen marks.").label != "supported"


def test_a_size_in_a_name_is_a_number_of_so_many_billions(judge):
    """Cause: "11B" at the end of a name was read as 11, which is another number than 11 billion."""
    source = "Plover comes in five sizes. We tried all sizes of Plover except for Plover-11B, a costly one."
    verdict = judge("Every size of Plover except the 11-billion one was tried.", source)
    assert verdict.label == "supported"
    assert judge("Every size of Plover except the 13-billion one was tried.", source).label != "supported"


def test_signs_part_a_list_of_settings():
    """Cause: what stands ahead of a sign was given to the number before it."""
    text = "Total hours [h] ≈ 100 Power of each lamp [W] ≈ 50 Energy in all [kWh] ≈ 5"
    first, second, third = contexts(text, read_quantities(text))
    assert "hour" in first.own_keys
    assert "power" in second.own_keys - first.own_keys
    assert "energi" in third.own_keys - second.own_keys
