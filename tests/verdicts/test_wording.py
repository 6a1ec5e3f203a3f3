"""Statements whose numbers all stand in the source and whose words turn them round."""

from __future__ import annotations

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex
from synth.verdicts import Judge
from synth.verdicts.clauses import is_at_odds
from tests.verdicts.test_whole_papers import paper_of

HEAD = ("Text", "Brindle perplexity", "Quillfish accuracy / Seen", "Quillfish accuracy / Unseen")
ROWS = (
    ("Spanish", "157.2", "86.2", "64.1"),
    ("Spanish + French", "109.3", "88.4", "70.6"),
    ("Marrow-first", "140.5", "71.9", "55.3"),
    ("Marrow-last", "118.6", "80.4", "58.8"),
)
PROSE = (
    "We propose Lantern, a tagger that learns from text of several languages. "
    "For Spanish, Lantern gets 86.2 and 64.1 on seen and unseen charts, respectively. "
    "On Quillfish, pretraining brings 79.9% accuracy, an improvement of 2% to training from scratch."
)


@pytest.fixture(scope="module")
def judge():
    document = paper_of(PROSE, HEAD, ROWS, "Table 1: Lantern by the text that it learns from.")
    search = PassageIndex(document.passages)
    whole = Judge(search, read_quantities, document=document)
    return lambda claim: whole.judge(read_statement(claim), paper_id="demo.1").label


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        (
            "Adding French text lowers the Brindle perplexity of Spanish by 47.9 points.",
            "Adding French text raises the Brindle perplexity of Spanish by 47.9 points.",
        ),
        (
            "Replacing the Marrow-first text by Marrow-last gains 8.5 points of seen Quillfish accuracy.",
            "Replacing the Marrow-first text by Marrow-last costs 8.5 points of seen Quillfish accuracy.",
        ),
        (
            "On Spanish text Lantern is 22.1 points better on seen than on unseen Quillfish charts.",
            "On Spanish text Lantern is 22.1 points better on unseen than on seen Quillfish charts.",
        ),
        (
            "Pretraining reaches 79.9% on Quillfish, a gain of 2% on training from scratch.",
            "Pretraining reaches 79.9% on Quillfish, a loss of 2% on training from scratch.",
        ),
    ],
)
def test_a_change_told_the_other_way_round_is_not_supported(judge, claim, turned):
    assert judge(claim) == "supported"
    assert judge(turned) == "refuted"


def test_a_part_of_a_whole_is_none_that_one_score_is_of_another(judge):
    """Cause: 70.6 is a tenth more than 64.1, and "a tenth" was taken for that."""
    assert judge("With French text a tenth of the unseen Quillfish charts are tagged.") != "supported"


def test_a_stated_fall_outweighs_two_cells_that_come_to_the_same_rise():
    """Cause: of many cells some two are as far apart as any change."""
    prose = "Choosing one Lantern for all texts, we observe a 2.2 decrease in Quillfish accuracy."
    document = paper_of(prose, HEAD, ROWS, "Table 1: Lantern by the text that it learns from.")
    whole = Judge(PassageIndex(document.passages), read_quantities, document=document)
    claim = "Choosing one Lantern for all texts raises seen Quillfish accuracy by 2.2 points."
    assert whole.judge(read_statement(claim), paper_id="demo.1").label != "supported"


def test_a_bare_cell_is_of_a_time_only_where_the_table_speaks_of_time(judge):
    """Cause: 71.9 of a column of accuracies was taken for hours."""
    assert judge("Seen Quillfish charts with Marrow-first text took Lantern 71.9 hours.") != "supported"
    head, rows = ("Text", "Quillfish time"), (("Marrow-first", "71.9"), ("Marrow-last", "80.4"))
    document = paper_of("Lantern learns from text.", head, rows, "Table 1: Lantern by its text, in hours.")
    timed = Judge(PassageIndex(document.passages), read_quantities, document=document)
    claim = read_statement("With Marrow-first text, Quillfish took Lantern 71.9 hours.")
    assert timed.judge(claim, paper_id="demo.1").label == "supported"


def test_formulas_tell_rows_apart():
    head, rows = ("Features", "Brindle"), (("(p, q)", "80.8"), ("(p, q, p * q)", "80.4"))
    document = paper_of("Lantern joins features.", head, rows, "Table 1: Lantern with joined features.")
    whole = Judge(PassageIndex(document.passages), read_quantities, document=document)
    verdicts = [
        whole.judge(read_statement(claim), paper_id="demo.1")
        for claim in (
            "On Brindle, adding p*q to the features of Lantern takes it from 80.8 to 80.4.",
            "On Brindle, adding p*q to the features of Lantern takes it from 80.4 to 80.8.",
        )
    ]
    assert [verdict.label for verdict in verdicts] == ["supported", "refuted"]


@pytest.mark.parametrize(
    ("text", "is_odd"),
    [
        ("Pruning lowers the error from 7 to 4.", False),
        ("Pruning lowers the error from 4 to 7.", True),
        ("Pruning raises it to 7 from 4.", False),
        ("Pruning raises it to 4 from 7.", True),
        ("Lowered rates take it from 4 to 7.", False),
        ("Its score is 7, lower than the 4 of Tallow.", True),
        ("Its score is 7, higher than the 4 of Tallow.", False),
        ("Lantern outscores Tallow (7 vs. 4).", False),
        ("Lantern outscores Tallow (4 vs. 7).", True),
        ("Lantern needs more days than Tallow, 4 against 7.", True),
        ("Lantern has the better perplexity, 4 against 7.", False),
        ("Lantern has the worse perplexity, 4 against 7.", True),
        ("Compared with Tallow, Lantern does better, 4 against 7.", False),
        ("Lantern and Tallow do better and worse, 4 against 7.", False),
    ],
)
def test_words_of_change_fit_the_order_of_their_numbers(text, is_odd):
    first, second = sorted((text.index("4"), text.index("7")))
    spans = (first, first + 1), (second, second + 1)
    assert is_at_odds(text, *spans, is_rise=text[second] == "7") is is_odd
