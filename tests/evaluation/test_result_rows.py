"""Rows of result sets as documents: sections, and tables given as lists of numbers."""

from __future__ import annotations

import json

from synth.evaluation.result_rows import document_of_row

CELLS = [
    {"number": "93.4", "isBolded": True, "associatedRows": ["RippleTag"], "associatedColumns": ["F1", "12"]},
    {"number": "91.2", "isBolded": False, "associatedRows": ["Drift", "-"], "associatedColumns": ["F1"]},
    {"number": "90.0", "isBolded": False, "associatedRows": ["Drift"], "associatedColumns": ["F1"]},
]
CAPTION = "F1 \nDrift \n91.2 \nRippleTag \n93.4 \n\nTable 4: Results on PONDBENCH."


def row(**more: object) -> dict[str, object]:
    text = "section: title\nOn Ponds\nsection: abstract\nPonds are deep.\nsection: Results\nThey stay so.\n"
    return {"id": "1", "text": text, "results": [], **more}


def test_marks_of_sections_become_headings() -> None:
    document = document_of_row(row())
    assert document.title == "On Ponds"
    told = {p.text: (p.where, p.section) for p in document.passages if p.kind == "sentence"}
    assert told == {"Ponds are deep.": ("abstract", "abstract"), "They stay so.": ("text", "Results")}


def test_words_parted_from_their_signs_are_joined() -> None:
    text = "document : On Ponds section : Abstract Ponds ( wet ) are deep . section : Method We look ."
    document = document_of_row({**row(), "text": text})
    sentences = [(p.where, p.text) for p in document.passages if p.kind == "sentence"]
    assert sentences == [("abstract", "Ponds (wet) are deep."), ("text", "Method We look.")]


def test_numbers_become_a_grid_in_the_order_of_the_text() -> None:
    found = document_of_row(row(tables=[json.dumps([{"caption": CAPTION, "numberCells": CELLS}])])).tables[0]
    assert found.label == "Table 4"
    assert found.table.caption == "Table 4: Results on PONDBENCH."
    assert found.table.columns == ("", "F1")
    # A second number for one row and column is kept in a row of its own.
    assert found.table.rows == (("Drift", "91.2"), ("Drift", "90.0"), ("RippleTag", "93.4"))
    assert found.best == ((2, 1),)


def test_a_long_name_of_a_method_is_a_header_and_a_line_of_prose_is_none() -> None:
    name = "RippleTag of three layers ( tied weights ) + a cache that goes on"
    prose = "We went on with the tagger of the last section, which was trained once and for all, and found"
    cells = [{"number": "93.4", "associatedRows": [prose, name, "24M"], "associatedColumns": ["F1"]}]
    found = document_of_row(row(tables=[json.dumps([{"caption": "", "numberCells": cells}])])).tables[0]
    assert found.table.rows[0][0] == name
    assert len(name) > 60


def test_broken_tables_are_left_out() -> None:
    assert document_of_row(row(tables=["{", json.dumps([{"caption": "x"}]), json.dumps("x")])).tables == ()
