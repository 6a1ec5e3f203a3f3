"""What became of the cells of a table."""

from __future__ import annotations

from dataclasses import replace

from synth.revisions import revise_claims
from synth.types import Document
from tests.revisions.versions import Grid, revise, row_claims, told, values, write

COLUMNS = ("Method", "MossBench", "PebbleSort", "Mean")
ROWS = (
    ("GlowNet", "71.2", "62.5", "66.9"),
    ("SlabNet", "70.1", "60.3", "65.2"),
    ("LanternPrime", "78.4", "61.2", "69.8"),
)
OLD = write([], [Grid(COLUMNS, ROWS)])


def test_the_same_table_is_unchanged_whatever_its_number_and_order_of_rows() -> None:
    later = write([], [Grid(COLUMNS, ROWS[::-1])], version=2)
    assert {c.status for c in revise(OLD, later).changes} == {"unchanged"}
    renumbered = write([], [Grid(COLUMNS, ROWS, label="Table 4")], version=2)
    assert {(c.status, c.reason) for c in revise(OLD, renumbered).changes} == {("moved", "other_table")}


def test_a_source_without_pages_and_labels_in_captions_is_the_same() -> None:
    later = write([], [Grid(COLUMNS, ROWS)], version=2, kind="latex")
    assert {c.status for c in revise(OLD, later).changes} == {"unchanged"}
    assert {c.status for c in revise(later, OLD).changes} == {"unchanged"}


def test_another_number_in_a_cell_is_a_changed_value() -> None:
    rows = (ROWS[0], ("SlabNet", "70.4", "60.3", "65.4"), ROWS[2])
    found = revise(OLD, write([], [Grid(COLUMNS, rows, page=6)], version=5))
    changed = [c for c in found.changes if c.status == "value_changed"]
    assert [values(c) for c in changed] == [[("70.1", "70.4")], [("65.2", "65.4")]]
    assert (
        changed[0].explanation
        == "Table 1, SlabNet, MossBench: 70.1 in version 1, 70.4 in version 5 (page 6)."
    )
    assert [c.status for c in found.changes].count("moved") == 7


def test_columns_in_another_order_and_new_ones_change_nothing() -> None:
    columns = ("Method", "PebbleSort", "FernSet", "MossBench", "Mean")
    rows = [(r[0], r[2], "50.5", r[1], r[3]) for r in ROWS]
    found = revise(OLD, write([], [Grid(columns, rows)], version=2))
    assert {c.status for c in found.changes} == {"unchanged"}
    assert [c.quantities[0].value for c in found.added] == ["50.5"] * 3


def test_headers_read_one_column_off_are_no_changed_values() -> None:
    columns = ("Method", "", "MossBench", "PebbleSort")
    found = revise(OLD, write([], [Grid(columns, ROWS)], version=2))
    assert {c.status for c in found.changes} == {"unchanged"}


def test_values_exchanged_between_two_names_are_changed() -> None:
    rows = (("GlowNet", *ROWS[1][1:]), ("SlabNet", *ROWS[0][1:]), ROWS[2])
    found = revise(OLD, write([], [Grid(COLUMNS, rows)], version=2))
    assert [c.status for c in found.changes] == ["value_changed"] * 6 + ["unchanged"] * 3


def test_a_row_of_another_name_with_the_same_numbers_is_reworded() -> None:
    rows = (("GlowNet-Base", *ROWS[0][1:]), *ROWS[1:])
    found = revise(OLD, write([], [Grid(COLUMNS, rows)], version=2))
    assert told(found.changes)[:3] == [("reworded", "row_renamed")] * 3


def test_a_row_a_column_and_a_table_that_are_no_more_are_gone() -> None:
    without_row = revise(OLD, write([], [Grid(COLUMNS, ROWS[1:])], version=2))
    assert told(without_row.changes)[:3] == [("gone", "row_gone")] * 3
    rows = [(r[0], r[1], r[3]) for r in ROWS]
    without_column = revise(OLD, write([], [Grid((*COLUMNS[:2], "Mean"), rows)], version=2))
    assert told(without_column.changes)[1] == ("gone", "column_gone")
    nothing = revise(OLD, write(["Nothing is left of the greenhouse."], version=2))
    assert set(told(nothing.changes)) == {("gone", "table_gone")}


def test_a_table_that_was_not_read_again_is_looked_for_in_the_text() -> None:
    later = write(["Scores of all methods on the test sets.", *(" ".join(row) for row in ROWS)], version=2)
    assert {c.status for c in revise(OLD, later).changes} == {"unchanged"}


def test_a_table_of_which_only_the_caption_is_read_is_not_judged() -> None:
    whole = write([], [Grid(COLUMNS, [("GlowNet", "", "", "")])], version=2)
    later = type(whole)(
        **{name: getattr(whole, name) for name in whole.__slots__ if name != "tables"}, tables=()
    )
    assert set(told(revise(OLD, later).changes)) == {("unjudged", "table_not_read")}


def test_of_two_numbers_of_a_cell_only_the_changed_one_is() -> None:
    columns = ("Method", "F1 / EM")
    old = write([], [Grid(columns, [("GlowNet", "64.5 / 49.4"), ("SlabNet", "60.0 / 44.1")])])
    new = write([], [Grid(columns, [("GlowNet", "64.5 / 49.9"), ("SlabNet", "60.0 / 44.1")])], version=2)
    cells = revise_claims(old, (), new, ()).cells
    assert [values(c) for c in cells] == [[("49.4", "49.9")]]


def test_cells_that_no_claim_states_are_followed_all_the_same() -> None:
    rows = (ROWS[0], ("SlabNet", "70.4", "60.3", "65.2"), ROWS[2])
    later = write([], [Grid(COLUMNS, rows)], version=2)
    found = revise_claims(OLD, row_claims(OLD)[:3], later, ())
    assert [values(c) for c in found.cells] == [[("70.1", "70.4")]]
    assert not any(cell.is_listed for cell in found.cells)
    assert all(change.is_listed for change in found.changes)
    assert OLD.text[found.cells[0].old.start : found.cells[0].old.end] == "SlabNet 70.1 60.3 65.2"


def test_rows_that_citations_name_are_told_by_them() -> None:
    rows = [("Fern et al. (2018)", "72.4", "57.8"), ("Moss et al. (2020)", "71.2", "65.2")]
    columns = ("Method", "MossBench", "PebbleSort")
    changed = [rows[1], (rows[0][0], "72.4", "59.1")]
    found = revise(write([], [Grid(columns, rows)]), write([], [Grid(columns, changed)], version=2))
    assert [values(c) for c in found.changes] == [[], [("57.8", "59.1")], [], []]


def test_a_lost_column_is_not_taken_for_its_twin() -> None:
    columns = ("Method", "Keys", "Values", "Score")
    rows = [("GlowNet", "64", "64", "71.2"), ("SlabNet", "32", "32", "70.1"), ("FernNet", "16", "16", "69.4")]
    later = [(r[0], r[1], r[3]) for r in rows]
    found = revise(
        write([], [Grid(columns, rows)]), write([], [Grid(("Method", "Keys", "Score"), later)], version=2)
    )
    assert [c.reason for c in found.changes] == ["same_place", "column_gone", "same_place"] * 3


def test_a_table_cut_in_two_is_followed_into_both_parts() -> None:
    parts = [
        Grid(("Method", "MossBench"), [r[:2] for r in ROWS]),
        Grid(("Method", "PebbleSort", "Mean"), [(r[0], *r[2:]) for r in ROWS]),
    ]
    assert {c.status for c in revise(OLD, write([], parts, version=2)).changes} == {"unchanged"}
    joined = revise(write([], parts), write([], [Grid(COLUMNS, ROWS)], version=2))
    assert {c.status for c in joined.changes} == {"unchanged"}


def test_a_row_claim_tells_each_column_that_changed() -> None:
    rows = (("GlowNet", "71.4", "62.5", "67.0"), *ROWS[1:])
    later = write([], [Grid(COLUMNS, rows)], version=2)
    first, *others = row_claims(OLD)[:3]
    claim = replace(first, quantities=(*first.quantities, *(q for c in others for q in c.quantities)))
    change = revise_claims(OLD, [claim], later, ()).changes[0]
    assert change.explanation == (
        "Table 1, GlowNet: MossBench 71.2 in version 1, 71.4 in version 2; Mean 66.9, now 67.0 (page 1)."
    )
    assert change.new is not None
    assert [q.value for q in change.new.quantities] == ["71.4", "62.5", "67.0"]


def test_lost_cells_that_no_claim_states_are_told_row_by_row() -> None:
    cells = revise_claims(OLD, (), write([], [Grid(COLUMNS, ROWS[1:])], version=2), ()).cells
    assert told(cells) == [("gone", "row_gone")]
    assert [q.value for q in cells[0].old.quantities] == ["71.2", "62.5", "66.9"]


def test_rows_that_citations_and_settings_name_are_told_by_both() -> None:
    # With the citations left out, all rows of a setting had one name, and a changed one was lost.
    rows = [
        ("Fern et al. (2018) [3]", "72.4"),
        ("Moss et al. (2020) [9]", "71.2"),
        ("Slab et al. (2021) [4]", "70.0"),
    ]
    earlier = write([], [Grid(("Method", "MossBench"), rows)])
    later = write([], [Grid(("Method", "MossBench"), [rows[0], (rows[1][0], "75.5"), rows[2]])], version=2)

    def with_settings(document: Document) -> Document:
        table = document.tables[0]
        headers = tuple(f"{header} / semi-supervised" for header in table.row_headers)
        return replace(document, tables=(replace(table, row_headers=headers),))

    found = revise(with_settings(earlier), with_settings(later))
    assert [c.status for c in found.changes] == ["unchanged", "value_changed", "unchanged"]


def test_a_cell_that_stands_in_another_row_only_is_not_told() -> None:
    table = OLD.tables[0]
    spans = ((table.spans[0][0], None, *table.spans[0][2:]), *table.spans[1:])
    shared = replace(OLD, tables=(replace(table, spans=spans),))
    rows = (("GlowNet", "71.9", "62.5", "66.9"), *ROWS[1:])
    assert revise_claims(shared, (), write([], [Grid(COLUMNS, rows)], version=2), ()).cells == ()
