"""Statements made from a paper: the label must be right, whatever was altered."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from synth.claims import extract_claims
from synth.evaluation.mutation_facts import Facts
from synth.evaluation.mutation_names import is_name, replace_name
from synth.evaluation.mutation_run import two_sided
from synth.evaluation.mutation_sentences import reworded
from synth.evaluation.mutation_tables import contrasts_of, grids_of
from synth.evaluation.mutations import MadeStatement, make_statements
from synth.evaluation.outcomes import Outcome
from synth.text import SMALL_NUMBERS
from tests.evaluation.pond import COLUMNS, PROSE, ROWS, pond

VALUES = {(name, column): cell for name, cells in ROWS for column, cell in zip(COLUMNS, cells, strict=True)}


def made(document=None, *, seed: int = 0, per_kind: int = 50) -> tuple[MadeStatement, ...]:
    document = document or pond()
    return make_statements(document, extract_claims(document), seed=seed, per_kind=per_kind)


def of(kind: str, **options) -> list[MadeStatement]:
    return [one for one in made(**options) if one.kind == kind]


def facts() -> Facts:
    document = pond()
    return Facts(document, grids_of(document))


def test_the_same_seed_makes_the_same_statements() -> None:
    assert made(seed=1) == made(seed=1)
    assert made(seed=1) != made(seed=2)


def test_every_kind_has_its_label_and_its_number() -> None:
    found = made()
    assert {one.gold for one in found} == {"supported", "refuted"}
    assert {"digit", "unit", "direction", "bound", "scale", "percent for points", "small count"} <= {
        one.kind for one in found
    }
    for one in found:
        start, end = one.touched
        number = one.text[start:end]
        assert any(c.isdigit() for c in number) or number in SMALL_NUMBERS, one


def test_a_false_sentence_is_no_sentence_of_the_paper() -> None:
    for one in made():
        assert one.gold == "supported" or one.text not in PROSE


def test_no_two_statements_of_a_kind_come_from_one_sentence() -> None:
    sentences = [(one.kind, one.basis) for one in made() if one.passage_index is not None]
    assert len(sentences) == len(set(sentences))


@pytest.mark.parametrize("seed", range(5))
def test_look_ups_are_what_the_table_says(seed: int) -> None:
    for one in of("table look-up", seed=seed):
        assert any(
            name in one.text and column in one.text and value in one.text
            for (name, column), value in VALUES.items()
        )


@pytest.mark.parametrize("kind", ["table swap of rows", "table swap of columns", "table digit"])
@pytest.mark.parametrize("seed", range(5))
def test_swapped_and_changed_cells_are_not_what_the_table_says(kind: str, seed: int) -> None:
    found = of(kind, seed=seed)
    assert found
    for one in found:
        (name,) = [name for name, _ in ROWS if name in one.text]
        (column,) = [column for column in COLUMNS if column in one.text]
        assert one.text[slice(*one.touched)] != VALUES[name, column]


@pytest.mark.parametrize(
    "kind", ["table difference", "table direction", "table baseline", "table difference's digit"]
)
@pytest.mark.parametrize("seed", range(5))
def test_differences_hold_or_fail_as_labelled(kind: str, seed: int) -> None:
    found = of(kind, seed=seed)
    assert found
    for one in found:
        first, second = sorted((name for name, _ in ROWS if name in one.text), key=one.text.index)
        (column,) = [column for column in COLUMNS if column in one.text]
        gap = Decimal(VALUES[first, column]) - Decimal(VALUES[second, column])
        said = Decimal(one.text[slice(*one.touched)]) * (1 if "higher" in one.text else -1)
        assert (gap == said) == (one.gold == "supported"), one.text


def test_a_number_is_borne_out_in_all_that_it_may_be_written_as() -> None:
    known = facts()
    for number in ("81.3", "0.813", "81", "18.7", "640", "84"):
        assert known.states(number), number
    for number in ("87.3", "8.13", "641", "0.83"):
        assert not known.states(number), number


def test_what_follows_from_neighbours_is_borne_out() -> None:
    known = facts()
    passage = next(p for p in known.document.passages if "outperforms" in p.text)
    # 81.3 - 79.0 and 74.6 - 70.1: the table's differences between rows that the sentence names.
    assert known.follows("2.3", passage)
    assert known.follows("4.5", passage)
    assert not known.follows("3.7", passage)


def test_a_swap_that_another_place_bears_out_is_not_made() -> None:
    spoilt = PROSE + "In a second run the accuracy of Drift on PONDBENCH was 81.3% too, to our surprise. "
    document = pond(spoilt)
    for one in made(document):
        if one.kind == "table swap of rows" and "Drift" in one.text and "PONDBENCH" in one.text:
            assert one.text[slice(*one.touched)] != "81.3"


def test_rivals_stand_in_one_table_and_never_share_a_number() -> None:
    assert facts().rivals_of("Ripple") == ["Drift", "Gullwing"]
    assert facts().rivals_of("PONDBENCH") == ["MARSHSET"]
    assert facts().rivals_of("Heron") == []


def test_rows_without_names_of_their_own_make_no_statement() -> None:
    document = pond()
    (table,) = document.tables
    from dataclasses import replace

    unnamed = replace(document, tables=(replace(table, row_headers=("12", "Drift", "Drift")),))
    assert contrasts_of(Facts(unnamed, grids_of(unnamed)), random.Random(0)) == []


def test_rewording_keeps_the_number_and_its_place() -> None:
    text = "Specifically, on PONDBENCH, our Ripple significantly outperforms Drift by 2.3 points [4]."
    start = text.index("2.3 points")
    said, (begin, end) = reworded(text, (start, start + len("2.3 points")))
    assert said == "On PONDBENCH, their Ripple beats Drift by 2.3 points."
    assert said[begin:end] == "2.3 points"


def test_a_new_name_takes_the_right_article() -> None:
    assert replace_name("An Otter of 3 kg, an Otter again.", "Otter", "Mole", (12, 16)) == (
        "A Mole of 3 kg, a Mole again.",
        (10, 14),
    )
    assert replace_name("It is a Mole of 3 kg.", "Mole", "MRI-2", (16, 20)) == (
        "It is an MRI-2 of 3 kg.",
        (18, 22),
    )
    assert replace_name("Moles of 3 kg.", "Mole", "Otter", (9, 13)) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("Ripple", True), ("DPR-2", True), ("our method", False), ("What", False), ("Average", False)],
)
def test_names(text: str, is_one: bool) -> None:
    assert is_name(text) == is_one


def test_refuted_and_not_found_are_one_side() -> None:
    given = Outcome(
        id="1",
        cluster="1",
        gold="refuted",
        label="not_found",
        confidence=0.5,
        probabilities=(0.2, 0.3, 0.5),
        seconds=0,
    )
    assert two_sided(given).label == "refuted"
    assert two_sided(given).confidence == pytest.approx(0.8)
