"""What papers say of names: short forms, aliases, citations that stand for methods."""

from __future__ import annotations

from synth.claims import read_name_notes
from synth.types import Document, Passage, PlacedTable, Table


def document(*sentences, references=(), rows=()):
    """Write a paper of our own: sentences on page 2, a list of references, a table with these rows."""
    text, passages = "", []
    for kind, words in [("sentence", s) for s in sentences] + [("reference", r) for r in references]:
        passages.append(
            Passage(
                paper_id="p1", version=1, index=len(passages), kind=kind, where="text", section=None,
                page=2, line=None, start=len(text), end=len(text) + len(words), text=words,
            )
        )  # fmt: skip
        text += f"{words}\n"
    table = PlacedTable(
        index=0,
        label="Table 1",
        table=Table(caption="", columns=("Model", "Score"), rows=tuple((row, "1.0") for row in rows)),
        row_headers=tuple(rows),
        spans=((None, None),) * len(rows),
    )
    return Document(
        paper_id="p1", version=1, kind="pdf", sha256="0", text=text, page_starts=(0,),
        passages=tuple(passages), tables=(table,) if rows else (),
    )  # fmt: skip


def told(*sentences, **parts):
    return [(n.kind, n.name, n.means) for n in read_name_notes(document(*sentences, **parts))]


def test_a_short_form_behind_its_long_one():
    assert told("Our best model LTN-Lantern (LTN-L) is bright.") == [("abbreviation", "LTN-L", "LTN-Lantern")]
    # The letters of the one must be letters of the other: this is a method with its data.
    assert told("We train TallowNet (CC-100) at night.") == []


def test_initials_behind_the_words_that_they_begin():
    assert told("On Natural Lamps (NL) it burns.") == [("abbreviation", "NL", "Natural Lamps")]
    assert told("We thank Ann Reed (Lampshire).") == []


def test_an_alias_is_a_definition_of_this_paper():
    note = "We refer to Wick-100 as Wick, and LTN-large as LTN in our paper to simplify the notation."
    assert told("We refer to WIK-100 as WIK, and LTN-large as LTN to simplify.") == [
        ("definition", "WIK", "WIK-100"),
        ("definition", "LTN", "LTN-large"),
    ]
    assert ("definition", "LTN", "LTN-large") in told(note)


def test_a_row_that_is_a_citation_has_the_name_that_stands_beside_it_in_the_text():
    sentences = (
        "Models such as mWICK (Reed et al., 2018) burn long.",
        "Later, Reed et al. (2018) and Marsh (2019) introduced mWICK and TLW.",
    )
    found = told(*sentences, rows=["Reed et al. (2018)", "Marsh (2019)"])
    assert ("citation", "Reed et al. (2018)", "mWICK") in found
    assert ("citation", "Marsh (2019)", "TLW") in found


def test_a_citation_that_stands_beside_two_names_alike_is_neither():
    sentences = ("We use mWICK (Reed et al., 2018).", "We use eWICK (Reed et al., 2018).")
    assert not [n for n in told(*sentences, rows=["Reed et al. (2018)"]) if n[0] == "citation"]


def test_the_title_of_the_cited_work_names_its_method_where_the_text_does_not():
    entry = "Ann Reed, Bo Brook, and Cy Fen. 2018. LTN: Lamps for all tongues. In Lamps."
    other = "Bo Brook and Ann Reed. 2018. TLW: Wicks at night."
    found = told("Nothing is said.", references=(entry, other), rows=["Reed et al. (2018)"])
    assert [n for n in found if n[0] == "reference"] == [("reference", "Reed et al. (2018)", entry)]
    assert ("citation", "Reed et al. (2018)", "LTN") in found


def test_results_that_are_said_to_be_taken_from_elsewhere():
    assert told("Results of mWICK are reported from Marsh and Reed (2019).") == [
        ("source", "mWICK", "Marsh and Reed (2019)")
    ]


def test_each_note_keeps_its_place():
    paper = document("First words.", "Our best model LTN-Lantern (LTN-L) is bright.")
    [note] = read_name_notes(paper)
    assert paper.text[note.evidence.start : note.evidence.end] == note.evidence.quote
    assert note.evidence.page == 2
