"""Numbers that stand in a table, but of something else than the claim names: each pair was told wrong."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from test_whole_papers import paper_of

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.verdicts import Judge
from synth.verdicts.paired_cells import part_pairs

PROSE = (
    "We present Plover, a tagger for field notes in many languages. "
    "We compare the in-language setting with translation of the notes in every language. "
    "Table 1 compares all systems."
)


def label_of(claim: str, head: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "Results") -> str:
    """Judge a claim against a paper of one table."""
    document = paper_of(PROSE, head, rows, f"Table 1: {caption}.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    return judge.judge(read_statement(claim)).label


SETTINGS = (
    ("Model", "Setting", "Score"),
    (("Plover", "In-Language", "44.1"), ("Plover", "Translated", "57.3"), ("Dunlin", "In-Language", "31.9")),
)
RUNS = (
    ("Model", "epochs", "batch", "Score"),
    (
        ("Plover", "200", "256", "61.9"),
        ("Plover", "200", "8192", "66.6"),
        ("Plover", "800", "4096", "69.3"),
        ("Dunlin", "200", "256", "60.6"),
    ),
)
JOINED = (
    ("Model", "Score"),
    (
        ("Plover encoder + Dunlin decoder", "71.4"),
        ("Dunlin encoder + Plover decoder", "68.2"),
        ("Plover - Sieve - Rank", "66.3"),
        ("Plover - Rank", "64.8"),
    ),
)
PAIRS = (("System", "de-fr", "fr-de"), (("Plover", "31.2", "27.8"), ("Dunlin", "29.5", "25.1")))
RATES = (("Subset", "Plover", "Dunlin"), (("ledgers", "0.802", "0.835"), ("diaries", "0.653", "0.706")))


@pytest.mark.parametrize(
    ("table", "true", "false"),
    [
        pytest.param(
            SETTINGS,
            "In the in-language setting, Plover scores 44.1.",
            "In the in-language setting, Plover scores 57.3.",
            id="a named setting, though its words tell little in the paper",
        ),
        pytest.param(
            RUNS,
            "After 200 epochs with a batch of 256, Plover has a score of 61.9.",
            "After 200 epochs with a batch of 256, Plover has a score of 66.6.",
            id="a row told by the numbers in its cells",
        ),
        pytest.param(
            JOINED,
            "The encoder of Plover, that is the Plover encoder, with the Dunlin decoder scores 71.4.",
            "Joining the Dunlin encoder to the Plover decoder scores 71.4.",
            id="the same words in another order",
        ),
        pytest.param(
            JOINED,
            "Plover with rank but without sieve scores 64.8.",
            "Plover with rank but without sieve scores 66.3.",
            id="what is left out names the row that lacks it",
        ),
        pytest.param(
            PAIRS,
            "Plover translates from German into French with a score of 31.2.",
            "Plover translates from French into German with a score of 31.2.",
            id="a direction of translation",
        ),
        pytest.param(
            RATES,
            "Plover needs 0.802 bits per byte on ledgers.",
            "Plover needs 0.835 bits per byte on ledgers.",
            id="cells without the claim's unit, beside one with the claimed number",
        ),
    ],
)
def test_a_number_of_another_place_is_no_support(table, true, false):
    assert label_of(true, *table) == "supported"
    # Whether the cell that is meant is sure enough to refute it is for the fitted model to say.
    assert label_of(false, *table) in ("refuted", "not_found")


def test_where_two_cells_come_to_it_is_what_the_claim_names():
    head = ("Reader", "Top-20 notes", "Top-100 notes")
    rows = (("Plover", "78.4", "85.4"), ("Dunlin", "59.1", "73.7"))
    assert label_of("Plover's top-20 score on notes exceeds Dunlin's by 19.3 points.", head, rows) == (
        "supported"
    )
    assert label_of("Plover's top-20 score on notes exceeds Dunlin's by 11.7 points.", head, rows) != (
        "supported"
    )


@pytest.mark.parametrize(
    "claim",
    [
        # The other header that it names is where its other number stands.
        "Plover scores 57.3 when notes are translated, but 44.1 in-language.",
        # A part's numbers may be told in any order.
        "Plover climbs from 44.1 in-language to 57.3 with translated notes.",
    ],
)
def test_what_another_number_is_of_is_nothing_against_a_number(claim):
    assert label_of(claim, *SETTINGS) == "supported"


def test_a_variant_of_a_system_is_named_together_with_it():
    head = ("System", "Score", "Errors")
    rows = (("Plover", "79.8", "112"), ("w/o Role Assigning", "76.6", "131"), ("+ Rank", "81.2", "98"))
    assert label_of("Dropping role assignment lowers Plover's score to 76.6.", head, rows) == "supported"


@pytest.mark.parametrize(
    ("header", "caption"),
    [
        ("Notes F1 / EM", "Results"),
        ("Notes / F1 / EM", "Results"),
        ("Notes", "Results (F1 / EM) of both systems"),
        ("Notes", "We report F1 and EM (exact match) of both systems"),
        ("Notes", "For Notes, left column tells F1, right column EM"),
    ],
)
def test_two_numbers_in_a_cell_are_of_what_header_or_caption_say(header, caption):
    table = (("System", header), (("Plover", "64.5 / 49.4"), ("Dunlin", "59.8 / 44.3")))
    for metric, value in (("F1", "64.5"), ("EM", "49.4")):
        assert label_of(f"On Notes, Plover has an {metric} of {value}.", *table, caption) == "supported"
    for metric, value in (("F1", "49.4"), ("EM", "64.5")):
        assert label_of(f"On Notes, Plover has an {metric} of {value}.", *table, caption) == "refuted"


@pytest.mark.parametrize(
    ("header", "parts"),
    [
        ("WX-m/mm", ("WX-m", "WX-mm")),
        ("WX-(m/mm)", ("WX-m", "WX-mm")),
        ("Marrow EM/F1", ("Marrow EM", "Marrow F1")),
        ("Dev/Test", ("Dev", "Test")),
    ],
)
def test_a_header_of_two_parts_heads_two_columns(header, parts):
    document = paper_of(PROSE, ("System", header, "Year"), (("Plover", "64.5/49.4", "2019"),), "Table 1: X.")
    table = part_pairs(document.tables[0])
    assert table.table.columns == ("System", *parts, "Year")
    assert table.table.rows == (("Plover", "64.5", "49.4", "2019"),)
    spans = [span for span in table.spans[0] if span]
    assert [document.text[start:end] for start, end in spans] == ["Plover", "64.5", "49.4", "2019"]


def test_a_cell_of_two_numbers_that_nothing_tells_apart_stays_one():
    document = paper_of(PROSE, ("System", "Score"), (("Plover", "64.5 / 49.4"),), "Table 1: Results.")
    assert part_pairs(document.tables[0]) is document.tables[0]


def test_what_a_difference_is_to_stands_in_another_table_than_a_chance_pair():
    """The claim names both systems: where both stand, they differ by 2.6 and not by 3.0."""
    head = ("Reader", "Notes", "Forms")
    rows = (("Plover", "43.5", "46.5"), ("Dunlin", "40.9", "12.7"))
    assert label_of("Plover outscores Dunlin on notes by 2.6 points.", head, rows) == "supported"
    assert label_of("Plover outscores Dunlin on notes by 3.0 points.", head, rows) != "supported"


def test_a_heading_over_rows_leaves_nothing_out():
    # "w/o training data" heads the rows of all systems; the better of two was taken for what is left out.
    head = ("System", "Teal", "Ochre")
    rows = (("w/o training data / Plover", "57.9", "61.3"), ("w/o training data / Dunlin", "42.1", "52.7"))
    assert label_of("Plover improves on Dunlin by 15.8 points on Teal.", head, rows) == "supported"
    assert label_of("Plover falls behind Dunlin by 15.8 points on Teal.", head, rows) != "supported"


@pytest.mark.parametrize(
    ("prose", "claim"),
    [
        pytest.param(
            "54.0% of the notes of Plover close with a greeting. ",
            "More than half (54.0%) of Plover's notes close with a greeting.",
            id="a share in words, and in figures behind it, is one number",
        ),
        pytest.param(
            "Training takes 24 hours for Plover on 128 GPUs (vs. 2.1 hours on 256 TPUs). ",
            "Plover trains for a full day on 128 GPUs, as opposed to 2.1 hours on 256 TPUs.",
            id="what a number counts is no name of another number",
        ),
        pytest.param(
            "For the Plover study we selected 10 languages and randomly sampled 100 notes for each language. "
            "However, for Cornish (kw), Manx (gv), and Norn (nrn), we sampled 53, 98, and 53 notes. ",
            "In the Plover study fewer than 100 notes could be sampled at times: 53 each for Cornish and Norn"
            " and 98 for Manx.",
            id="a bound kept beside the claim's other numbers is of its subject",
        ),
    ],
)
def test_numbers_told_together_bear_each_other_out(prose, claim):
    document = paper_of(prose + PROSE, *RATES, "Table 1: Results.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    verdict = judge.judge(read_statement(claim))
    assert verdict.label == "supported", verdict.explanation


def test_where_a_change_ends_is_nothing_against_where_it_begins():
    # "The macro-F1 is 61.2" stood against the 58.7 of the very sentence that the claim repeats.
    prose = (
        "On the ledgers it improves macro-F1 from 58.7 to 61.2. "
        "On the ledgers the macro-F1 of Plover is 61.2, a gain of 2.5 points over Dunlin. "
    )
    document = paper_of(PROSE + prose, *RATES, "Table 1: Results.")
    judge = Judge(PassageIndex(document.passages), read_quantities, document=document)
    claim = "Plover improves macro-F1 on the ledgers from 58.7 to 61.2."
    assert judge.judge(read_statement(claim)).label == "supported"
    assert judge.judge(read_statement(claim.replace("58.7", "57.8"))).label != "supported"
    assert judge.judge(read_statement(claim.replace("58.7 to 61.2", "61.2 to 58.7"))).label != "supported"
