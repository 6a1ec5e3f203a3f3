"""What comparisons ask of a table: the only one, a limit, the widest gap, and the numbers that they prove."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_table_relations import read

from synth.verdicts.grids import PaperTable
from synth.verdicts.table_relations import read_relation

HEAD = ("Model", "Brindle / F1", "Marrow / F1", "Tallow / P@1", "Quill / F1", "# params")
ROWS = (
    ("Plover-base", "61.0", "70.2", "44.0", "80.5", "110"),
    ("Plover-large", "66.4", "73.0", "45.1", "82.5", "340"),
    ("Dunlin (X = Letters)", "60.2", "74.1", "41.0", "79.0", "120"),
    ("Dunlin (X = Diaries)", "63.0", "69.0", "39.5", "78.1", "120"),
    ("Curlew", "58.8", "68.8", "38.0", "83.3", "95"),
)


@pytest.fixture(scope="module")
def scores() -> PaperTable:
    return read(HEAD, ROWS, "Table 1: Results of all systems.")


@pytest.fixture
def holds(scores) -> Callable[[str], bool | None]:
    def tell(claim: str) -> bool | None:
        relation = read_relation(claim, scores)
        return None if relation is None or relation.ground < 0.45 else relation.holds

    return tell


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Plover-large comes first on Brindle.", True),
        ("Curlew comes first on Brindle.", False),
        ("Curlew outranks Plover-base on Quill.", True),
        ("Curlew outranks Plover-base on Marrow.", False),
        ("Plover-base is second-best on Quill.", False),
        ("Plover-large is second-best on Quill.", True),
        ("Plover-large is the best at Tallow's P@1.", True),  # P@1 is no perplexity
        ("Plover-large is best in all but two columns.", True),
        ("Plover-large is best in all but one of the columns.", False),
    ],
)
def test_what_comes_first(holds, claim, expected):
    assert holds(claim) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Curlew is the only system that stays below 60 on Brindle.", True),
        ("Dunlin with Letters is the only system that stays below 60 on Brindle.", False),
        ("Plover-large is the only system that exceeds 65 on Brindle.", True),
        ("On Quill, Curlew is the only one that beats Plover-large.", True),
        ("On Marrow, Curlew is the only one that beats Plover-large.", False),
    ],
)
def test_the_only_one_of_which_it_is_so(holds, claim, expected):
    assert holds(claim) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Three of four systems beat Curlew on Marrow.", False),
        ("All but one of the systems beat Dunlin with Diaries on Marrow.", True),
        ("At least three of four systems beat Curlew on Marrow.", True),
        ("No system exceeds 85 on Quill.", True),
        ("No system exceeds 83 on Quill.", False),
        ("Every system stays above 78 on Quill.", True),
        ("Three of five systems stay above 80 on Quill.", True),
        ("Four of five systems stay above 80 on Quill.", False),
        ("Curlew is no better than Plover-base on Marrow.", True),
        ("Plover-base is no better than Curlew on Marrow.", False),
    ],
)
def test_how_many_systems_it_is_so_of(holds, claim, expected):
    assert holds(claim) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Going from Plover-base to Plover-large helps most on Brindle.", True),
        ("Going from Plover-base to Plover-large helps most on Tallow.", False),
        ("Going from Plover-base to Plover-large helps least on Tallow.", True),
        ("The gap between Plover-large and Curlew is widest on Brindle.", True),
        ("The largest gain of Plover-large over Plover-base is on Brindle.", True),
        ("The largest gain of Plover-large over Plover-base is on Quill.", False),
    ],
)
def test_where_two_are_most_apart(holds, claim, expected):
    assert holds(claim) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Plover leads on Brindle.", True),  # either of the two so called
        ("Dunlin leads on Marrow.", True),
        ("Dunlin leads on Brindle.", False),
        ("Diaries as X is better than Letters on Brindle.", True),
        ("Diaries as X is better than Letters on Marrow.", False),
    ],
)
def test_rows_are_called_by_a_part_of_their_headers(holds, claim, expected):
    assert holds(claim) is expected


def test_columns_of_another_measure_are_no_rivals(scores):
    # Its number of parameters is larger than any score.
    relation = read_relation("Plover-large has its highest score on Quill.", scores)
    assert relation is not None
    assert relation.holds


def test_the_use_of_a_part_is_what_is_lost_without_it():
    rows = (("Full", "70.0"), ("w/o gate", "61.0"), ("w/o memory", "66.0"))
    table = read(("Model", "F1"), rows, "Table 2: Ablation of Plover.")
    assert read_relation("The gate is more effective than the memory.", table).holds
    assert not read_relation("The memory is more effective than the gate.", table).holds
    assert read_relation("Removing the gate hurts more than removing the memory.", table).holds


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        ("On Brindle, Plover-large (66.4) beats Curlew by 7.6 points.", ["66.4", "7.6"]),
        ("On Brindle, Plover-large beats Curlew by 6.6 points.", []),
        ("On Brindle, Plover-large beats Curlew (66.4).", []),  # the number is the other's
        ("Plover-large beats Curlew by 66.4 points on Brindle.", []),  # a level is no gap
    ],
)
def test_the_numbers_that_a_comparison_comes_to(scores, claim, proved):
    relation = read_relation(claim, scores)
    assert relation is not None
    assert [claim[start:end] for start, end in relation.proved] == proved
