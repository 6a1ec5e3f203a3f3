"""How far two cells are apart that a claim names in full, against what other cells come to."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.verdicts import Judge
from tests.verdicts.test_whole_papers import paper_of

PROSE = (
    "Table 1 compares four encoders. Lantern lies 6.2 points above the plain Tallow on Brindle. "
    "On Marrow, accuracy drops slightly, from 55.0 to 54.6."
)
HEAD = ("Encoder", "Quillfish", "Marrow", "Brindle")
ROWS = (
    ("Tallow", "65.4", "49.5", "58.7"),
    ("Lantern", "71.3", "55.0", "64.9"),
    ("Copperleaf", "73.6", "54.6", "61.2"),
    ("Sedge", "70.2", "57.9", "61.6"),
)


@pytest.fixture(scope="module")
def check():
    document = paper_of(PROSE, HEAD, ROWS, "Table 1: Accuracy of all encoders.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    return lambda text: judge.judge(read_statement(text))


@pytest.mark.parametrize(
    "claim",
    [
        "For Quillfish, Lantern is 5.9 higher than Tallow.",
        "The value for Quillfish is 5.9 higher with Lantern than with Tallow.",
        "On Marrow, accuracy is 5.1 points lower with Tallow than with Copperleaf.",
        "On Brindle, Copperleaf is 0.4 points lower than Sedge.",
    ],
)
def test_what_the_two_named_cells_come_to_is_supported(check, claim):
    assert check(claim).label == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "For Quillfish, Lantern is 8.2 higher than Tallow.",  # Copperleaf is
        "The value for Quillfish is 2.3 higher with Lantern than with Tallow.",  # Copperleaf over Lantern
        "On Marrow, Copperleaf is 0.4 points lower than Tallow.",  # than Lantern
        "The value for Brindle is 6.2 higher with Tallow than with Lantern.",  # the other way round
        "The value for Quillfish is 5.9 lower with Lantern than with Tallow.",
        "On Brindle, Copperleaf is 61.2 lower than Sedge.",  # a value, no distance
    ],
)
def test_what_other_cells_come_to_is_not(check, claim):
    assert check(claim).label != "supported", check(claim).explanation


def test_a_scene_is_compared_with_another(check):
    assert check("Accuracy is higher with Lantern than with Tallow on Marrow.").label == "supported"
    assert check("Accuracy is lower with Lantern than with Tallow on Marrow.").label == "refuted"


def test_names_in_brackets_and_joint_names_are_kept_apart():
    head = ("Encoder", "Quillfish", "Marrow")
    rows = (
        ("Tallow (40 rounds)", "82.8", "44.1"),
        ("Lantern (30 rounds)", "82.9", "44.7"),
        ("Lantern + Tallow (30 rounds)", "83.1", "46.9"),
    )
    document = paper_of(PROSE, head, rows, "Table 1: Accuracy of all encoders.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)

    def label(text):
        return judge.judge(read_statement(text)).label

    assert label("For Marrow, Lantern (30 rounds) is 0.6 higher than Tallow (40 rounds).") == "supported"
    assert label("Marrow is 0.6 lower with Tallow (40 rounds) than with Lantern (30 rounds).") == "supported"
    assert label("For Marrow, Lantern (30 rounds) is 0.6 lower than Tallow (40 rounds).") == "refuted"


def test_a_claim_may_leave_out_the_unit_that_a_header_gives():
    head = ("Encoder", "Time (days)", "Energy (kWh)")
    rows = (("Tallow", "5.8", "20.9"), ("Lantern", "3.5", "12.6"))
    document = paper_of(PROSE, head, rows, "Table 1: Cost of both encoders.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)

    def label(text):
        return judge.judge(read_statement(text)).label

    assert label("Table 1 gives 3.5 for Lantern under Time (days).") == "supported"
    assert label("Table 1 gives 3.5 for Tallow under Time (days).") == "refuted"
    assert label("For Energy (kWh), Lantern is given as 20.9.") == "refuted"


def test_a_longer_name_is_another_encoders():
    head = ("Encoder", "Quillfish", "Marrow")
    rows = (("LMX", "51.2", "60.6"), ("LMX-R", "49.8", "64.3"), ("Tallow", "53.6", "68.1"))
    document = paper_of(PROSE, head, rows, "Table 1: Accuracy of all encoders.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)

    def label(text):
        return judge.judge(read_statement(text)).label

    assert label("For Marrow, Tallow is 7.5 higher than LMX.") == "supported"
    assert label("For Marrow, Tallow is 3.8 higher than LMX.") != "supported"  # than LMX-R
    assert label("For Marrow, Tallow is 3.8 higher than LMX-R.") == "supported"


def test_a_claim_may_leave_out_the_scale_that_a_header_gives():
    head = ("Language", "Tokens (M)", "Documents (M)")
    rows = (("Tallow", "66,054", "143"), ("Lantern", "16,804", "55"))
    document = paper_of(PROSE, head, rows, "Table 1: Size of both corpora.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)

    def label(text):
        return judge.judge(read_statement(text)).label

    assert label("The value of Lantern for Tokens (M) is 16,804.") == "supported"
    assert label("The value of Tallow for Tokens (M) is 16,804.") != "supported"
    assert label("Lantern has 16,804 tokens.") != "supported"
