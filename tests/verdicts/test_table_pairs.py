"""Two cells that come to a claimed number, told from those that do so by chance."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from test_whole_papers import placed

from synth.claims import read_statement
from synth.verdicts.aliases import Aliases
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import claimed_quantities
from synth.verdicts.grids import PaperTable, read_tables
from synth.verdicts.lookup import look_up

HEAD = ("Model / Prompt", "Teal", "Ochre", "Umber", "Avg.")
ROWS = (
    ("Lantern-7B / Plain", "58.8", "48.0", "47.2", "51.3"),
    ("Lantern-7B / Staged", "60.0", "52.8", "50.5", "54.4"),
    ("Tallow-2 / Plain", "32.0", "24.8", "28.0", "28.3"),
    ("Tallow-2 / Staged", "84.4", "79.8", "77.6", "80.6"),
    ("Copperleaf / Plain", "61.9", "55.1", "49.9", "55.6"),
    ("Copperleaf / Staged", "65.2", "58.3", "53.1", "58.9"),
)


def read(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> PaperTable:
    """Return a table whose first column heads its rows."""
    return read_tables([placed(head, rows, caption, 0)], {}, Aliases())[0]


@pytest.fixture(scope="module")
def prompts() -> PaperTable:
    return read(HEAD, ROWS, "Table 1: Accuracy on Marrow with plain and staged prompts.")


def found_in(claim: str, table: PaperTable) -> list[Candidate]:
    """Return the places with the claimed value, for the claim's last number."""
    return [one for one in look_up(claimed_quantities(read_statement(claim))[-1], table) if one.agrees]


def test_a_bound_close_by_is_looked_for_among_all_pairs(prompts):
    # "A little over three" is a bound, and bounds were kept by any number beyond.
    (found,) = found_in(
        "Lantern-7B gains only a little over three points on average from staged prompts.", prompts
    )
    assert found.outcome.reason == "derived_difference"
    assert {found.stated.quantity.value, found.second.quantity.value} == {"51.3", "54.4"}


def test_what_one_respect_tells_apart_is_compared_first(prompts):
    # Tallow-2's staged prompts are 2.8 times each of the others' in some column as well.
    (found,) = found_in("Tallow-2 nearly triples its average with staged prompts.", prompts)
    assert {found.stated.quantity.value, found.second.quantity.value} == {"28.3", "80.6"}


def test_a_pair_that_fits_better_owns_the_comparison(prompts):
    # 24.3 lies between Copperleaf's plain and Tallow's staged prompt in Teal, which nobody compares.
    assert found_in("With staged prompts Tallow-2 beats Copperleaf by 22.5 points in Teal.", prompts) == []


def test_the_fewer_pairs_come_to_a_number_the_less_it_is_chance(prompts):
    (rare,) = found_in("In Ochre Tallow-2 gains 55.0 points from staged prompts.", prompts)
    (common,) = found_in(
        "Lantern-7B gains only a little over three points on average from staged prompts.", prompts
    )
    assert 0 <= rare.chance < common.chance


def test_three_times_is_no_difference_of_three(prompts):
    rows = (("Lantern", "76.9"), ("Tallow", "80.3"))
    table = read(("Model", "Score"), rows, "Table 2: Scores.")
    assert found_in("Tallow triples the score of Lantern.", table) == []


def test_hours_are_the_difference_of_hours():
    rows = (("Lantern", "256", "53 hrs"), ("Tallow", "256", "65 hrs"), ("Copperleaf", "268", "n/a"))
    table = read(("Model", "Batch", "Time"), rows, "Table 3: Cost of training.")
    (found,) = found_in("Lantern finishes 12 hours sooner than Tallow.", table)
    assert found.stated.quantity.unit == found.second.quantity.unit == "h"


def test_a_unit_in_the_caption_is_that_of_the_cells():
    rows = (("Plain", "135"), ("+ sparse layers", "51"), ("+ wide beam", "44"))
    table = read(("Model", "Total"), rows, "Table 4: Inference time per sample (ms).")
    (found,) = found_in("Sparse layers take 84 ms off the inference time of the plain model.", table)
    assert found.outcome.reason == "derived_difference"


def test_millions_may_be_printed_small():
    rows = (("Lantern", "110m", "26.5"), ("Tallow", "11318m", "34.5"))
    table = read(("Model", "# params", "Score"), rows, "Table 5: Models.")
    (found,) = found_in("Tallow has about 11.3 billion parameters.", table)
    assert found.outcome.kind == "equal"


def test_what_names_a_row_is_no_result_of_it():
    # "3" of the row's name was the claim's other value, and owned its 26.2 % of errors.
    rows = (("+ / 3", "3", "88.4"), ("plain minus / 3", "3", "73.8"))
    table = read(("Op.", "Num. digits", "Accuracy"), rows, "Table 6: Arithmetic with plain numbers.")
    claim = "With plain numbers the error rate on minus of three digits is 26.2%."
    (found,) = found_in(claim, table)
    assert found.stated.quantity.value == "73.8"


def test_a_cut_off_on_a_level_of_its_own_is_part_of_the_metric():
    rows = (("Lantern (plain)", "43.9", "81.1"), ("Lantern (joined)", "61.3", "86.3"))
    table = read(("System", "hits@k / 5", "hits@k / 100"), rows, "Table 7: Retrieval on Marrow.")
    (found,) = found_in("Moving from plain to joined buys Lantern 5.2 points of hits@100.", table)
    assert found.missing == ()


def test_millions_are_no_rival_of_a_score():
    # "multiplication" named the column "×" of scores, which then stood against the count of tokens.
    table = read(
        ("Training", "+", "×", "Token Usage"),
        (("Stepwise / Big", "97.1", "08.2", "3,812,406"), ("Direct / Big", "64.0", "38.9", "1,207,118")),
        "Table 1: Scores, and what the training on single operations used.",
    )
    (found,) = found_in("Stepwise training on multiplication ran through about 3.81 million tokens.", table)
    assert found.conflict == ""


def test_what_a_shorter_header_leaves_unsaid_makes_no_chance_pair():
    # "ENG" says a little more than "TGT" that the claim lacks, which tells nothing of which is meant.
    table = read(
        ("Prompts / Model", "NLI", "Avg. / class"),
        (
            ("ENG. prompts / Plover", "38.1", "46.3"),
            ("ENG. prompts / Dunlin", "56.4", "64.6"),
            ("TGT. prompts / Plover", "35.2", "44.0"),
            ("TGT. prompts / Dunlin", "51.7", "60.2"),
        ),
        "Table 1: Accuracy.",
    )
    claim = "With English prompts, Dunlin's classification average is 18.3 points higher than that of Plover."
    assert any(found.chance < 1 for found in found_in(claim, table))


def test_a_gain_over_what_neither_of_two_cells_is_of_is_none_of_theirs(prompts):
    # "1.3 points over Sablecore" was borne out by the difference to another system.
    true = "On Ochre, Copperleaf with staged prompts reaches 58.3, a gain of 5.5 points over Lantern-7B."
    assert found_in(true, prompts)
    assert found_in(true.replace("Lantern-7B", "Sablecore"), prompts) == []
