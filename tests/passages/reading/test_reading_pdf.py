"""A PDF becomes one text in reading order, with every passage in its place."""

from __future__ import annotations

from reading_pdfs import Put, assemble, make_pdf, paragraph

from synth.passages.document import document_of_pages
from synth.passages.lines import page_lines
from synth.passages.pdf_text import open_pdf
from synth.passages.pieces import Source
from synth.types import Document, Passage

LEFT, RIGHT = 60.0, 320.0
FILLER = [
    "The harbour of Lindisle was measured every day of",
    "the year, and the tide tables were compared with",
    "the soundings that the pilots had taken before it",
    "was dredged, so that the depth is known well now.",
]


def read(pages: list[list[Put]], extra: str = "") -> Document:
    pdf = open_pdf(make_pdf(pages, extra=extra))
    assert pdf is not None
    return document_of_pages(list(pdf.pages(100)), Source("paper", 1, "0" * 64), pdf.title)


def of_kind(document: Document, kind: str) -> list[str]:
    return [passage.text for passage in document.passages if passage.kind == kind]


def find(document: Document, words: str) -> Passage:
    return next(passage for passage in document.passages if words in passage.text)


def front() -> list[Put]:
    return [Put(120, 730, "Tides and Their Tables", 18, "B"), Put(200, 705, "Ada Pilot", 11)]


def test_sections_title_and_abstract_are_told_apart() -> None:
    page = [
        *front(),
        Put(270, 670, "Abstract", 12, "B"),
        *paragraph(["We gain 2.1 points over the older tide", "tables of the port."], 100, 650),
        Put(60, 600, "1 Introduction", 12, "B"),
        *paragraph(FILLER * 3, 60, 580),
    ]
    document = read([page])
    assert document.title == "Tides and Their Tables"
    claim = find(document, "2.1 points")
    assert claim.text == "We gain 2.1 points over the older tide tables of the port."
    assert (claim.where, claim.section, claim.page) == ("abstract", "Abstract", 1)
    assert find(document, "Lindisle").section == "Introduction"
    assert "Ada Pilot" in of_kind(document, "furniture")


def test_columns_are_read_one_after_the_other_whatever_the_drawing_order() -> None:
    left = paragraph(
        ["Left words begin here and go on", *FILLER, "and so the left column ends as"], LEFT, 700
    )
    right = paragraph(["it runs over to the right one.", *FILLER, "It ends here."], RIGHT, 700)
    across = [put for pair in zip(left, right, strict=True) for put in pair]
    for drawn in (left + right, across):
        assert "the left column ends as it runs over to the right one." in read([drawn]).text


def test_a_sentence_runs_on_over_a_page_break() -> None:
    first = [*paragraph([*FILLER, "The depth at the pier rose by 3.5"], 60, 700), Put(300, 40, "1", 9)]
    second = [
        Put(200, 760, "Tides and Their Tables", 9),
        *paragraph(["percent within a year of dredging.", *FILLER], 60, 700),
        Put(300, 40, "2", 9),
    ]
    third = [Put(200, 760, "Tides and Their Tables", 9), *paragraph(FILLER, 60, 700), Put(300, 40, "3", 9)]
    document = read([first, second, third])
    claim = find(document, "3.5")
    assert claim.text == "The depth at the pier rose by 3.5 percent within a year of dredging."
    assert [box.page for box in claim.boxes] == [1, 2]
    assert claim.page == 1
    assert document.page_starts[1] == document.text.index("percent within")
    assert of_kind(document, "furniture").count("Tides and Their Tables") == 2
    assert {"1", "2", "3"} <= set(of_kind(document, "furniture"))


def test_boxes_frame_the_sentence_and_not_its_line() -> None:
    page = paragraph(["Short one. The second sentence of it begins", "here and ends soon."], 60, 700)
    second = find(read([page]), "The second")
    first = find(read([page]), "Short one")
    assert first.boxes[0].x1 <= second.boxes[0].x0
    assert second.boxes[0].y0 < 700 < second.boxes[0].y1


def test_table_rows_and_captions_stay_out_of_the_sentences() -> None:
    rows = [
        Put(x, y, text, 9)
        for y, cells in (
            (600, ("Model", "Dev", "Test")),
            (588, ("Skiff", "71.2", "70.4")),
            (576, ("Barge", "73.9", "72.0")),
        )
        for x, text in zip((80, 180, 260), cells, strict=True)
    ]
    page = [
        *paragraph(FILLER, 60, 700),
        Put(60, 625, "Table 2: Scores of the two vessels.", 9),
        *rows,
        *paragraph(FILLER, 60, 530),
    ]
    document = read([page])
    assert of_kind(document, "table") == ["Model | Dev | Test", "Skiff | 71.2 | 70.4", "Barge | 73.9 | 72.0"]
    assert of_kind(document, "caption") == ["Table 2: Scores of the two vessels."]
    assert not any("71.2" in text for text in of_kind(document, "sentence"))


def test_a_mention_of_a_table_at_a_line_s_beginning_is_no_caption() -> None:
    page = paragraph(
        [
            FILLER[0],
            "the soundings of that year are all given in full in",
            "Table 2. They differ little from",
            *FILLER,
        ],
        60,
        700,
    )
    assert of_kind(read([page]), "caption") == []


def test_footnotes_below_their_rule_do_not_break_a_sentence() -> None:
    page_one = [
        *paragraph([*FILLER * 2, "The skiff is faster than any of the"], 60, 300),
        Put(60, 100, "We thank the pilots of the port for their help.", 8),
    ]
    page_two = paragraph(["barges by 4.2 knots.", *FILLER], 60, 700)
    document = read([page_one, page_two], extra="60 115 100 0.5 re f")
    assert of_kind(document, "footnote") == ["We thank the pilots of the port for their help."]
    assert find(document, "4.2").text == "The skiff is faster than any of the barges by 4.2 knots."


def test_references_are_entries_and_not_sentences() -> None:
    page = [
        *paragraph(FILLER, 60, 700),
        Put(60, 620, "References", 12, "B"),
        *paragraph(
            [
                "[1] A. Pilot. Tides of Lindisle. Journal of",
                "    Harbours, 12(3):4-5, 2019.",
                "[2] B. Bosun. Depths. 2020.",
            ],
            60,
            600,
        ),
    ]
    document = read([page])
    assert len(of_kind(document, "reference")) == 2
    assert not any("Bosun" in text for text in of_kind(document, "sentence"))


def test_a_run_in_heading_is_told_from_its_sentence() -> None:
    page = [
        Put(60, 724, "Setup", 10, "B"),
        Put(95, 724, "We sail each vessel five", 10),
        *paragraph(["times over the same course.", *FILLER], 60, 712),
    ]
    document = read([page])
    assert find(document, "We sail").section == "Setup"
    assert find(document, "We sail").text == "We sail each vessel five times over the same course."


def test_passages_stand_to_the_letter_and_pages_rise() -> None:
    document = read([paragraph(FILLER * 4, 60, 700) for _ in range(3)])
    assert list(document.page_starts) == sorted(document.page_starts)
    for index, passage in enumerate(document.passages):
        assert passage.index == index
        assert document.text[passage.start : passage.end] == passage.text


def test_a_turned_page_is_read_and_its_boxes_lie_on_the_page() -> None:
    turned = "\n".join(
        f"BT /F 10 Tf 0 1 -1 0 {100 + 12 * i} 60 Tm ({line}) Tj ET" for i, line in enumerate(FILLER)
    )
    document = read([[]], extra=turned)
    passage = find(document, "Lindisle")
    assert "every day of the year" in passage.text
    assert passage.boxes[0].x1 - passage.boxes[0].x0 < 15
    assert passage.boxes[0].y1 - passage.boxes[0].y0 > 150


def test_a_capitalised_line_does_not_end_the_references() -> None:
    # A journal's name in italics, "A meeting of …", once passed for an appendix A.
    page = [
        *paragraph(FILLER, 60, 700),
        Put(60, 620, "References", 12, "B"),
        *paragraph(["[1] A. Pilot. Tides of Lindisle. In proceedings."], 60, 600),
        Put(75, 588, "A Meeting of the Pilots, pages 3-4.", 10, "F"),
        *paragraph(["[2] B. Bosun. Depths. 2020."], 60, 576),
    ]
    assert len(of_kind(read([page]), "reference")) == 2


def test_maths_letters_beyond_the_first_plane_are_kept() -> None:
    # PDFium gives such a letter as two halves, which were both dropped: "B = ABA" read "B = B".
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
    cmap += b"2 beginbfchar <41> <D835DC34> <42> <0042> endbfchar endcmap"
    drawn = b"BT /F 10 Tf 1 0 0 1 60 700 Tm (B = ABA) Tj ET"
    pdf = open_pdf(
        assemble(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R >>",
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(cmap), cmap),
                b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R "
                b"/Resources << /Font << /F 3 0 R >> >> >>",
            ]
        )
    )
    assert pdf is not None
    (page,) = pdf.pages(1)
    assert page is not None
    assert [line.text for line in page_lines(page)] == ["B = ABA"]
