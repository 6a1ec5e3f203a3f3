"""On which lines a comparison is said to hold: those named, all but those, or groups of rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_table_relations import read

from synth.verdicts.relation_cues import extremes_in
from synth.verdicts.table_relations import read_relation

HEAD = ("Reader", "Brindle", "Marrow", "Tallow", "Quill", "Sorrel")
ROWS = (
    ("Plover-3", "61.0", "70.2", "44.0", "80.5", "55.1"),
    ("Dunlin", "60.2", "74.1", "41.0", "83.0", "54.9"),
    ("Curlew", "58.8", "68.8", "45.9", "79.3", "50.0"),
)
PROMPTS = ("Model / Prompt", "Brindle", "Marrow")
PROMPTED = (
    ("Plover / Standard prompting", "25.5", "61.0"),
    ("Plover / Staged", "20.6", "64.2"),
    ("Dunlin / Standard prompting", "31.0", "55.3"),
    ("Dunlin / Staged", "35.8", "57.9"),
    ("Curlew / Standard prompting", "28.1", "49.0"),
    ("Curlew / Staged", "30.4", "52.7"),
)
PARTS = ("Set", "Plover", "Dunlin")
TWICE = (
    ("Brindle", "31.3", "24.8"),
    ("Marrow", "45.1", "47.2"),
    ("Tallow", "36.8", "27.1"),
    ("Brindle", "33.3", "26.5"),
    ("Marrow", "45.0", "47.1"),
    ("Tallow", "30.1", "21.3"),
)
FAMILIES = ("Reader", "Indo-E (18)", "Afro-Asia (7)", "Atlantic-Congo (9)")
FAMILY = (
    ("Plover", "87.5", "23.5", "61.0"),
    ("Dunlin", "86.5", "65.5", "58.2"),
    ("Curlew", "84.0", "40.1", "50.9"),
)
RATES = ("Rate", "EM", "F1")
RATED = (("0.2", "0.497", "0.589"), ("0.4", "0.510", "0.597"), ("0.6", "0.506", "0.591"))


def teller(head, rows) -> Callable[[str], bool | None]:
    table = read(head, rows, "Table 1: Results of all readers.")

    def tell(claim: str) -> bool | None:
        relation = read_relation(claim, table)
        return None if relation is None or relation.ground < 0.6 else relation.holds

    return tell


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Plover-3 beats Dunlin on three of the five sets, falling behind only on Marrow and Quill.", True),
        ("Plover-3 beats Dunlin on three of the five sets, falling behind only on Marrow and Tallow.", False),
        ("Plover-3 beats Dunlin on three of the five sets, namely Brindle, Tallow and Sorrel.", True),
        ("Plover-3 beats Dunlin on three of the five sets, namely Brindle, Quill and Sorrel.", False),
        ("Plover-3 leads the listed readers on two of five sets, Brindle and Sorrel.", True),
        ("Plover-3 leads the listed readers on two of five sets, Brindle and Tallow.", False),
        ("Dunlin outperforms all others on two of five sets, losing Brindle and Sorrel to Plover-3 and "
         "Tallow to Curlew.", True),
        ("Dunlin beats Plover-3 only on Marrow and Quill.", True),
        ("Dunlin beats Plover-3 only on Marrow.", False),
        ("Curlew beats Plover-3 only on Tallow.", True),
        ("In the Dunlin-versus-Curlew study of five sets, Plover-3 is best on Brindle.", True),
        ("In the Dunlin-versus-Curlew study of five sets, Plover-3 is best on Quill.", False),
        ("Among the Dunlin and Curlew rows of the comparison, Dunlin is best on Quill.", True),
        ("Among the Dunlin and Curlew rows of the comparison, Curlew is best on Quill.", False),
        ("Plover-3 is the only reader whose Sorrel score gets to 55 percent or more.", True),
        ("Plover-3 is the only reader whose Sorrel score gets to 54 percent or more.", False),
        ("Curlew is the only reader whose Brindle score stands at 59 or less.", True),
        ("Although Dunlin has the lowest Tallow score, at 41.0, it beats both others on Quill.", True),
        ("Although Dunlin has the highest Tallow score, at 41.0, it beats both others on Quill.", False),
        ("Plover-3 is best on Brindle yet second-best on Marrow.", True),
        ("Plover-3 is best on Sorrel yet worst on Quill.", False),
    ],
)  # fmt: skip
def test_lines_that_are_named_are_the_only_ones_or_the_others(claim, expected):
    assert teller(HEAD, ROWS)(claim) is expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "Of the three models, Plover is the only one whose Brindle score suffers under staged prompting.",
            True,
        ),
        (
            "Of the three models, Dunlin is the only one whose Brindle score suffers under staged prompting.",
            False,
        ),
        ("Dunlin benefits from staged prompting on Brindle.", True),
        ("Plover benefits from staged prompting on Brindle.", False),
        ("On Marrow, every model gains with staged prompting.", True),
        ("On Brindle, all models but Plover see better scores once staged prompting is applied.", True),
        ("On Brindle, all models but Curlew see better scores once staged prompting is applied.", False),
    ],
)
def test_one_side_is_named_and_the_other_is_the_standard(claim, expected):
    assert teller(PROMPTS, PROMPTED)(claim) is expected


def test_a_table_in_two_parts_has_each_line_twice():
    tell = teller(PARTS, TWICE)
    assert tell("Plover beats Dunlin on two of the three sets, losing only on Marrow.") is True
    assert tell("Plover beats Dunlin on two of the three sets, losing only on Tallow.") is False


def test_what_is_left_out_under_another_name_settles_nothing():
    tell = teller(FAMILIES, FAMILY)
    assert tell("Plover has the top accuracy for every family but Afroasiatic.") is True  # "Afro-Asia"
    assert tell("Plover has the top accuracy for every family but Uralic.") is None
    assert tell("Plover has the top accuracy for every family.") is False


def test_a_number_that_is_a_name_is_known():
    tell = teller(RATES, RATED)
    assert tell("Of the three rates tried, 0.4 is the best by EM and F1 alike.") is True
    assert tell("Of the three rates tried, 0.6 is the best by EM and F1 alike.") is False


def test_a_name_that_ends_in_a_number_ranks_nothing():
    # "3 leads" was read as "3 best".
    assert [cue.rank for cue in extremes_in("plover-3 leads the listed readers")] == [1]
    assert list(extremes_in("the 3 best readers")) == []


def test_a_comparison_proves_no_number_that_it_does_not_come_to():
    # "Reach 70.2" was read as a limit, and a limit as a number that is known.
    table = read(HEAD, ROWS, "Table 1.")
    relation = read_relation("Dunlin and its kin reach 70.2 on Brindle, far above Curlew.", table)
    assert relation is not None
    assert relation.holds
    assert not relation.proved
    assert not relation.is_borne_out
