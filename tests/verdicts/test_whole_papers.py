"""Claims held against a paper's prose and its tables in one pool."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from synth.claims import read_quantities, read_statement
from synth.passages import PassageIndex, passages_of_text
from synth.types import Document, PlacedTable, Table, Verdict
from synth.verdicts import Judge

PROSE = (
    "We propose Lantern, which aligns words during pretraining. "
    "Lantern was trained for 12 hours on a corpus of 1.3M photos. "
    "Table 1 compares Lantern with Tallow and Copperleaf on Quillfish and Marrow. "
    "The default configuration uses m = 210 records."
)
HEAD = ("Model", "Quillfish / F1", "Quillfish / EM", "Marrow / F1")
ROWS = (
    ("Tallow", "65.4", "58.1", "49.0"),
    ("Lantern-base", "71.3", "60.9", "52.5"),
    ("Lantern-large", "73.6", "66.2", "55.1"),
    ("Copperleaf", "70.2", "59.9", "54.8"),
)


def placed(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str, start: int) -> PlacedTable:
    """Lay a table's cells one behind the other, from an offset on."""
    spans, position = [], start
    for row in rows:
        spans.append([])
        for cell in row:
            spans[-1].append((position, position + len(cell)))
            position += len(cell) + 1
    return PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption=caption, columns=tuple(head), rows=tuple(tuple(row) for row in rows)),
        row_headers=tuple(row[0] for row in rows),
        spans=tuple(tuple(row) for row in spans),
        page=3,
    )


def paper_of(prose: str, head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> Document:
    """Return a paper of some prose and the cells of one table behind it."""
    cells = " ".join(cell for row in rows for cell in row)
    return Document(
        paper_id="demo.1",
        version=1,
        kind="text",
        sha256="0" * 64,
        text=f"{prose}\n\n{cells}",
        page_starts=(),
        passages=tuple(replace(one, version=1) for one in passages_of_text(prose, paper_id="demo.1")),
        tables=(placed(head, rows, caption, len(prose) + 2),),
    )


@pytest.fixture
def check() -> Callable[[str], Verdict]:
    """Judge a claim against the prose and the table above."""
    document = paper_of(PROSE, HEAD, ROWS, "Table 1: Results of all models.")
    judge = Judge(
        PassageIndex(document.passages),
        read_quantities,
        document=document,
        abbreviations=(("QF", "Quill Fish"),),
    )

    def verdict(statement: str) -> Verdict:
        found = judge.judge(read_statement(statement))
        for evidence in found.evidence:
            assert document.text[evidence.start : evidence.end] == evidence.quote
        return found

    return verdict


@pytest.mark.parametrize(
    "claim",
    [
        "Lantern-large attains 73.6 F1 on Quillfish.",
        "On Quillfish, Lantern-base scores an F1 of 71.3, ahead of the 65.4 of Tallow.",
        "Lantern-large beats Tallow by 8.2 F1 points on Quillfish.",
        "Copperleaf's exact match on Quillfish is 59.9.",
    ],
)
def test_a_cell_bears_out_what_its_headers_say(check, claim):
    assert check(claim).label == "supported"


@pytest.mark.parametrize(
    "claim",
    [
        "Lantern-large attains 71.3 F1 on Quillfish.",
        "Lantern-large attains 55.1 F1 on Quillfish.",
        "Lantern-large attains 66.2 F1 on Quillfish.",
        "Lantern-large attains 74.6 F1 on Quillfish.",
        "Tallow beats Lantern-large by 8.2 F1 points on Quillfish.",
        "Lantern-large beats Tallow by 3.4 F1 points on Quillfish.",
    ],
)
def test_a_neighbours_value_is_another_ones(check, claim):
    """Cause: tables were read as lines of text, where any number of a line was the row's."""
    assert check(claim).label != "supported"


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("On Quillfish, Lantern-base (65.4 F1) is ahead of Tallow (71.3 F1).", "subject_differs"),
        ("On Quillfish, Tallow does better than Lantern-base, with 71.3 versus 65.4 F1.", "subject_differs"),
        (
            "Replacing Lantern-base by Tallow lifts the F1 on Quillfish from 65.4 to 71.3.",
            "direction_reversed",
        ),
    ],
)
def test_two_numbers_that_are_swapped_are_refuted(check, claim, reason):
    """Cause: each number was looked for by itself, and each stands in the table."""
    found = check(claim)
    assert (found.label, found.reasons) == ("refuted", (reason,))


@pytest.mark.parametrize(
    "claim",
    [
        "On Quillfish, Lantern-base (71.3 F1) is ahead of Tallow (65.4 F1).",
        "Replacing Tallow by Lantern-base lifts the F1 on Quillfish from 65.4 to 71.3.",
    ],
)
def test_two_numbers_at_their_own_places_agree(check, claim):
    assert check(claim).label == "supported"


def test_evidence_names_row_and_column(check):
    found = check("Lantern-large attains 73.6 F1 on Quillfish.").evidence[0]
    assert (found.cell.row, found.cell.column) == ("Lantern-large", "Quillfish / F1")
    assert (found.quote, found.page) == ("73.6", 3)


def test_the_reader_is_told_whose_value_it_is(check):
    told = check("Lantern-large attains 71.3 F1 on Quillfish.").explanation
    assert "73.6" in told
    assert "Lantern-base" in told


def test_a_wrong_difference_is_told_with_both_of_its_cells(check):
    """Cause: the reader was told "the table gives 73.6, not 3.4 points", a level against a difference."""
    told = check("Lantern-large beats Tallow by 3.4 F1 points on Quillfish.").explanation
    assert "73.6" in told
    assert "65.4" in told
    assert "a difference of 8.2, not 3.4" in told
    assert told.endswith("page 3")


def test_what_a_table_says_of_a_comparison_reads_as_a_sentence(check):
    """Cause: the cells were told bare, "71.3 (…) against 65.4 (…); so in 0 of 2 cases", without a page."""
    told = check("On both of Quillfish's metrics, Tallow is ahead of Lantern-base.").explanation
    assert told.startswith("the table has ")
    assert "are as claimed" in told
    assert told.endswith("page 3")


@pytest.mark.parametrize(
    ("claim", "is_true"),
    [
        ("Lantern's training took 12 hours and drew on 1.3 million pictures.", True),
        ("Lantern's training took 12 days and drew on 1.3 million pictures.", False),
        ("Lantern's training took 12 hours and drew on 1.3 million sentences.", False),
        ("By default, Lantern's configuration uses 210 records.", True),
    ],
)
def test_other_words_for_what_is_counted(check, claim, is_true):
    """Cause: a paraphrase counts "pictures" where the paper counts photos; tokens are no documents."""
    assert (check(claim).label == "supported") == is_true


@pytest.fixture
def read_prose() -> Callable[[str], Verdict]:
    """Judge a claim without numbers against the prose above, as a whole paper."""
    passages = tuple(replace(one, version=1) for one in passages_of_text(PROSE, paper_id="demo.1"))
    document = Document(
        paper_id="demo.1",
        version=1,
        kind="text",
        sha256="0" * 64,
        text=PROSE,
        page_starts=(),
        passages=passages,
    )
    judge = Judge(PassageIndex(passages), read_quantities, document=document)
    return lambda statement: judge.judge(read_statement(statement))


def test_what_stands_nearly_word_for_word_in_a_paper_is_supported(read_prose):
    assert read_prose("Lantern aligns words during pretraining.").label == "supported"


@pytest.mark.parametrize(
    "statement",
    [
        "Tallow, which we propose, aligns words during pretraining.",  # another's name in the sentence
        "Lantern aligns photos during pretraining.",  # another word in the sentence
        "Pretraining on words comes before Lantern is aligned.",  # the same words, another statement
    ],
)
def test_words_that_a_paper_shares_with_a_claim_are_no_verdict(read_prose, statement):
    # They were called supported or not found with some 0.4 each, at random: a paper has the words of
    # what it denies as well.
    found = read_prose(statement)
    assert found.label == "unjudged"
    assert found.reasons == ("text_undecided",)
    assert found.evidence


def test_what_a_paper_does_not_speak_of_is_not_found(read_prose):
    assert read_prose("Larvae of zebrafish swim in the dark.").label == "not_found"
