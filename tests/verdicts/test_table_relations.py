"""Comparisons of claims, read on a table's headers, and what is computed from the cells compared."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from test_whole_papers import placed

from synth.claims import read_statement
from synth.types import PlacedTable
from synth.verdicts.aliases import Aliases
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.grids import PaperTable, names_in, read_tables
from synth.verdicts.lookup import look_up
from synth.verdicts.pairs import pair_up
from synth.verdicts.table_relations import Relation, read_relation

HEAD = ("Model", "BRDL / Acc.", "MRW-X / Acc.", "sw / Acc.", "de / Acc.", "Avg")
ROWS = (
    ("Human", "99.0", "98.0", "97.0", "97.5", "97.9"),
    ("Plover (ours)", "81.2", "74.0", "66.1", "70.3", "72.9"),
    ("Dunlin (Lee et al., 2019)", "78.4", "75.5", "61.0", "69.8", "71.2"),
    ("Curlew-large", "70.1", "71.9", "60.4", "71.6", "68.5"),
)
ERRORS = (("Plover", "12.4", "3.1"), ("Dunlin", "15.0", "2.2"))


def read(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], caption: str) -> PaperTable:
    table: PlacedTable = placed(head, rows, caption, 0)
    return read_tables([table], {}, Aliases())[0]


@pytest.fixture(scope="module")
def scores() -> PaperTable:
    return read(HEAD, ROWS, "Table 1: Accuracy of all systems on Brindle, Marrow-X and two languages.")


@pytest.fixture
def holds(scores) -> Callable[[str], bool | None]:
    """Say whether a claim's comparison holds in the table above; None where none is read."""

    def tell(claim: str) -> bool | None:
        relation = read_relation(claim, scores)
        return None if relation is None or not relation.ground else relation.holds

    return tell


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Plover beats Dunlin in Swahili.", True),
        ("Dunlin beats Plover in Swahili.", False),
        ("In Swahili, Dunlin is surpassed by Plover.", True),
        ("Plover is better than Curlew-large in every language but German.", True),
        ("Plover is better than Curlew-large in every language but Swahili.", False),
        ("Plover has the best score on average.", True),
        ("Dunlin has the highest accuracy in German.", False),
        ("The top accuracy in German belongs to Curlew-large.", True),
        ("Plover is best in Swahili but trails Dunlin on Marrow-X.", True),
        ("Curlew-large alone is ahead of Plover in German.", True),
        ("Dunlin alone is ahead of Plover in German.", False),
        ("No system is better than Plover in Swahili.", True),
        ("No system is better than Plover in German.", False),
        ("Using Plover instead of Dunlin raises accuracy in Swahili.", True),
        ("Using Dunlin instead of Plover raises accuracy in Swahili.", False),
        ("Plover beats Dunlin on three of four tasks.", True),
        ("Plover beats Dunlin on two of four tasks.", False),
        ("German is the only language in which Curlew-large has the best score.", True),
        ("Swahili is the only language in which Curlew-large has the best score.", False),
    ],
)
def test_a_claims_comparison(holds, claim, expected):
    assert holds(claim) is expected


@pytest.mark.parametrize(
    "claim",
    [
        "Plover beats Godwit in Swahili.",  # the table has no such system
        "Plover was trained for ten days.",
        "",
    ],
)
def test_what_the_table_does_not_compare_is_left_alone(holds, claim):
    assert holds(claim) is None


def test_what_should_be_low_is_better_when_low():
    table = read(("Model", "Error (↓)", "Gain"), ERRORS, "Table 2: Both systems.")
    better = read_relation("Plover has a better error than Dunlin.", table)
    worse = read_relation("Dunlin has a better error than Plover.", table)
    assert isinstance(better, Relation)
    assert isinstance(worse, Relation)
    assert (better.holds, worse.holds) == (True, False)


@pytest.mark.parametrize(
    ("claim", "named"),
    [
        ("Plover reads Swahili.", {"Plover (ours)", "sw"}),  # the code of a language
        ("Dunlin on Marrow-X", {"Dunlin (Lee et al., 2019)", "MRW-X"}),  # letters in their order
        ("Brindle in German", {"BRDL", "de"}),
        ("60 large, Plover", {"Plover (ours)"}),  # two phrases name nothing together
    ],
)
def test_headers_are_named_in_other_words(scores, claim, named):
    found = names_in(claim, scores)
    assert {scores.levels[name.level].labels[label] for name in found for label in name.labels} == named


@pytest.mark.parametrize(
    ("claim", "reason", "conflict"),
    [
        ("Plover leads Dunlin by 5.1 points in Swahili.", "derived_difference", ""),
        ("Dunlin leads Plover by 5.1 points in Swahili.", "derived_difference", "direction_reversed"),
        ("Moving from Swahili to German lifts Plover by 4.2 points.", "derived_difference", ""),
    ],
)
def test_a_difference_is_of_the_cells_that_are_compared(scores, claim, reason, conflict):
    wanted = claimed_quantities(read_statement(claim))[0]
    found = [one for one in look_up(wanted, scores) if one.outcome.kind == "equal"]
    assert [(one.outcome.reason, one.conflict) for one in found] == [(reason, conflict)]


HOLES = (("Original (w/ holes)", "0.654", "0.481"), ("Annotated (w/o holes)", "0.735", "0.555"))


def test_two_cells_that_alone_come_to_a_number_are_found_in_other_words():
    # No word of either row is the claim's: only pairs that the claim names were tried.
    table = read(("", "Plover", "Dunlin"), HOLES, "Table 2: nDCG@10 on Marrow before and after annotation.")
    claim = "With more judgements, Plover's nDCG@10 on Marrow rises by 8.1 points."
    (found,) = [one for one in look_up(claimed_quantities(read_statement(claim))[0], table) if one.agrees]
    assert (found.outcome.reason, found.alike) == ("derived_difference", 1)


def test_of_two_pairs_that_come_to_a_number_the_better_fit_is_its():
    # Both systems gain 5.1 points from German to Swahili; the claim is about one of them.
    rows = (("Plover", "61.0", "66.1"), ("Dunlin", "57.2", "62.3"))
    # "From German" is not who is ahead, though it is named first.
    table = read(("Model", "de", "sw"), rows, "Table 2: Accuracy by language.")
    claim = "From German to Swahili Dunlin gains 5.1 points."
    (found,) = [one for one in look_up(claimed_quantities(read_statement(claim))[0], table) if one.agrees]
    assert (found.stated.quantity.method, found.alike) == ("Dunlin", 2)


def test_the_lines_of_a_table_are_added_up():
    rows = (("Diaries", "259"), ("Letters", "140"), ("Ledgers", "356"))
    table = read(("Source", "Pages"), rows, "Table 3: Pages by source.")
    wanted = claimed_quantities(read_statement("Added up over all sources, there are 755 pages."))[0]
    found = [one for one in look_up(wanted, table) if one.outcome.kind == "equal"]
    assert [one.outcome.reason for one in found] == ["derived_total"]


STAGES = (("Curlew", "69.5"), ("Curlew (2 stage)", "71.4"), ("Direct answers", "66.7"), ("Steps", "63.2"))


@pytest.fixture(scope="module")
def stages() -> PaperTable:
    return read(("Model", "Joint F1"), STAGES, "Table 4: Results on Brindle.")


@pytest.mark.parametrize(
    ("claim", "conflicts"),
    [
        ("With a single stage, Curlew has a joint F1 of 71.4.", ["subject_differs"]),
        ("With two stages, Curlew has a joint F1 of 71.4.", [""]),
    ],
)
def test_what_a_header_counts_tells_it_from_its_neighbour(stages, claim, conflicts):
    wanted = claimed_quantities(read_statement(claim))[-1]
    assert [one.conflict for one in look_up(wanted, stages) if one.outcome.kind == "equal"] == conflicts


@pytest.mark.parametrize(
    ("claim", "order"),
    [
        ("Thinking aloud instead of direct answers takes F1 from 63.2 to 66.7.", -1),
        ("Thinking aloud instead of direct answers takes F1 from 66.7 to 63.2.", 1),
        ("Using steps takes F1 from 63.2 to 66.7.", -1),
        ("Using steps takes F1 from 66.7 to 63.2.", 1),
        ("Practice takes F1 from 63.2 to 66.7.", 0),
    ],
)
def test_what_is_new_goes_with_the_second_of_two_values(stages, claim, order):
    numbers = claimed_quantities(read_statement(claim))[-2:]
    (pairing,) = pair_up(numbers, ((), ()), [stages])
    assert pairing.told == order
