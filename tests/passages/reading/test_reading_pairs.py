"""LaTeX with its PDF beside it: the text of the one at the places of the other, or one of them alone."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from reading_pdfs import Put, fetched, make_pdf, paragraph

from synth.errors import UnreadablePaper
from synth.passages import read_document
from synth.passages import reader as reader_module
from synth.settings import ReaderLimits
from synth.types import Box, Document

LIMITS = ReaderLimits(seconds=15, memory_bytes=900 * 2**20)

LATEX = r"""\documentclass{article}
\title{Measuring the harbour with lanterns}
\begin{document}\maketitle
\section{Tides}
The harbour was measured every day of the year, and it gained $2.1$ points over the old
tables~\cite{oldtables}. All of the afflicted instruments were offset by the tide.
\begin{table}\caption{Gains of every instrument in the harbour.}
\begin{tabular}{lcc}\hline Instrument & Depth & Speed \\ \hline
Lantern & 71.2 & 5 \\ Bell & 73.3 & 5 \\ Buoy~\cite{oldtables} & 70.4 & 6 \\ \hline\end{tabular}\end{table}
We used the same instruments, as Table~\ref{t} shows, in every season of the year.
\end{document}"""

ROWS = [
    ["Instrument", "Depth", "Speed"],
    ["Lantern", "71.2", "5"],
    ["Bell", "73.3", "5"],
    ["Buoy [4]", "70.4", "6"],
]


def table(rows: list[list[str]], x: float, y: float) -> list[Put]:
    return [
        Put(x + 80 * c, y - 12 * r, cell)
        for r, cells in enumerate(rows)
        for c, cell in enumerate(cells)
        if cell
    ]


def pages(rows: list[list[str]] = ROWS) -> list[list[Put]]:
    """Set the paper in two columns' width, its table on a page of its own, above other numbers."""
    first = [
        Put(60, 740, "Measuring the harbour with lanterns", 17, "B"),
        Put(60, 700, "1 Tides", 12, "B"),
        *paragraph(
            [
                "The harbour was measured every day of the year, and it gai-",
                "ned 2.1 points over the old tables [4]. All of the afflicted instru-",
                "ments were offset by the tide.",
            ],
            60,
            680,
        ),
        *paragraph(
            ["We used the same instruments, as Table 1 shows, in every", "season of the year."], 60, 644
        ),
    ]
    second = [
        *paragraph(["Table 1: Gains of every instrument in the harbour."], 60, 720),
        *table(rows, 60, 700),
        *paragraph(["In 5 of 6 years the lantern was lit on 71 nights of 73 in all."], 60, 500),
    ]
    return [first, second]


def read(
    folder: Path, latex: str = LATEX, rows: list[list[str]] = ROWS, pdf: bytes | None = None
) -> Document:
    file = fetched(folder / "paper.pdf", pdf or make_pdf(pages(rows)))
    source = fetched(folder / "paper.tex", latex.encode(), "source")
    return read_document(dataclasses.replace(file, beside=source), paper_id="p", version=2, limits=LIMITS)


def inside(box: Box | None, page: int, x: float, y: float) -> bool:
    return box is not None and box.page == page and box.x0 - 1 <= x <= box.x1 and box.y0 <= y <= box.y1


def test_sentences_have_the_text_of_the_source_and_the_places_of_the_pdf(tmp_path: Path) -> None:
    document = read(tmp_path)
    assert document.kind == "latex"
    assert document.beside_sha256 is not None
    first, second, third = (p for p in document.passages if p.kind == "sentence")
    assert "gained 2.1 points" in first.text
    # Parted by a hyphen at a line's end, and with a number where the source has a key.
    assert [(box.page, round(box.y0)) for box in first.boxes] == [(1, 678), (1, 666)]
    assert [(box.page, round(box.y0)) for box in second.boxes] == [(1, 666), (1, 654)]
    assert first.boxes[1].x1 < second.boxes[0].x0
    assert third.page == 1
    (heading,) = (p for p in document.passages if p.kind == "heading")
    assert inside(heading.boxes[0], 1, 80, 702)
    (caption,) = (p for p in document.passages if p.kind == "caption")
    assert caption.page == 2


def test_cells_stand_where_they_are_printed(tmp_path: Path) -> None:
    (grid,) = read(tmp_path).tables
    assert grid.page == 2
    for r in range(3):
        for c in range(3):
            assert inside(grid.boxes[r][c], 2, 60 + 80 * c, 702 - 12 * (r + 1)), (r, c)
    assert read(tmp_path).warnings == ()


def test_equal_numbers_are_told_apart_by_their_column(tmp_path: Path) -> None:
    latex = LATEX.replace("Lantern & 71.2 & 5", "Lantern & & 5").replace("Bell & 73.3 & 5", "Bell & 5 & 5")
    rows = [ROWS[0], ["Lantern", "", "5"], ["Bell", "5", "5"], ROWS[3]]
    (grid,) = read(tmp_path, latex, rows).tables
    assert inside(grid.boxes[0][2], 2, 220, 690)
    assert inside(grid.boxes[1][1], 2, 140, 678)
    assert inside(grid.boxes[1][2], 2, 220, 678)


def test_a_number_that_differs_is_named_and_has_no_box(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ["Bell", "73.8", "5"], ROWS[3]]
    document = read(tmp_path, rows=rows)
    (grid,) = document.tables
    assert grid.boxes[1][1] is None
    assert inside(grid.boxes[1][2], 2, 220, 678)
    assert any("73.3 in the LaTeX source and 73.8 on" in warning for warning in document.warnings)


def test_a_table_that_is_not_printed_has_no_place(tmp_path: Path) -> None:
    document = read(tmp_path, rows=[ROWS[0]])
    (grid,) = document.tables
    assert all(box is None for row in grid.boxes for box in row)
    assert any("cells with numbers were not found" in warning for warning in document.warnings)


def test_a_cell_over_several_rows_stands_between_them(tmp_path: Path) -> None:
    latex = LATEX.replace("{lcc}", "{clcc}")
    latex = latex.replace("Instrument & Depth", "Set & Instrument & Depth")
    latex = latex.replace("Lantern & 71.2", r"\multirow{2}{*}{12} & Lantern & 71.2")
    latex = latex.replace("Bell & 73.3", "& Bell & 73.3").replace("Buoy~", "9 & Buoy~")
    put = pages([])
    cells = [["Set", *ROWS[0]], ["", *ROWS[1]], ["", *ROWS[2]], ["9", *ROWS[3]]]
    put[1] += [*table(cells, 60, 700), Put(60, 682, "12")]
    (grid,) = read(tmp_path, latex, pdf=make_pdf(put)).tables
    assert inside(grid.boxes[0][0], 2, 62, 684)


def test_another_papers_source_is_not_read(tmp_path: Path) -> None:
    other = r"\documentclass{article}\begin{document}" + " ".join(
        f"Nothing of what is said here about ferns number {n} stands in the other paper." for n in range(9)
    )
    document = read(tmp_path, other + r"\end{document}")
    assert document.kind == "pdf"
    assert document.text.startswith("Measuring the harbour")
    assert "0 % of the sentences" in document.warnings[0]
    assert document.beside_sha256 is not None


def test_a_source_that_cannot_be_read_leaves_the_pdf(tmp_path: Path) -> None:
    document = read(tmp_path, "no source at all")
    assert document.kind == "pdf"
    assert "LaTeX source could not be read" in document.warnings[0]


def test_a_pdf_that_cannot_be_read_leaves_the_source(tmp_path: Path) -> None:
    document = read(tmp_path, pdf=b"%PDF-1.5 nothing follows")
    assert document.kind == "latex"
    assert document.page_starts == ()
    assert "PDF could not be read" in document.warnings[0]


def test_where_neither_can_be_read_the_pdfs_reason_is_given(tmp_path: Path) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read(tmp_path, "no source at all", pdf=make_pdf([[], [], []]))
    assert refused.value.reason == "scanned"


def test_a_pdf_in_place_of_a_source_is_no_news(tmp_path: Path) -> None:
    pdf = make_pdf(pages())
    file = dataclasses.replace(
        fetched(tmp_path / "a.pdf", pdf), beside=fetched(tmp_path / "a.gz", pdf, "source")
    )
    document = read_document(file, paper_id="p", version=2, limits=LIMITS)
    assert (document.kind, document.warnings) == ("pdf", ())


def test_a_source_named_first_is_kept_where_its_pdf_is_another_papers(tmp_path: Path) -> None:
    source = fetched(tmp_path / "paper.tex", LATEX.encode(), "source")
    other = make_pdf(
        [paragraph(["Ferns grow in the shade of the old wall and nowhere else at all."], 60, 700)]
    )
    file = dataclasses.replace(source, beside=fetched(tmp_path / "paper.pdf", other))
    document = read_document(file, paper_id="p", version=2, limits=LIMITS)
    assert (document.kind, document.page_starts) == ("latex", ())
    assert document.sha256 == source.sha256


def test_a_pair_that_takes_the_process_down_is_read_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = reader_module._run

    def fails_on_pairs(request: dict[str, object], deadline: float) -> reader_module._Outcome:
        if "beside" in request:
            return reader_module._Outcome({}, False, -6)
        return run(request, deadline)

    monkeypatch.setattr(reader_module, "_run", fails_on_pairs)
    document = read(tmp_path)
    assert document.kind == "pdf"
    assert "could not be read together" in document.warnings[0]


def test_pages_begin_where_their_running_text_does(tmp_path: Path) -> None:
    put = pages()
    put.append(paragraph(["A third page holds one more sentence about lanterns at sea."], 60, 700))
    latex = LATEX.replace(
        r"\end{document}",
        "\n\nA third page holds one more sentence about lanterns at sea.\n" + r"\end{document}",
    )
    document = read(tmp_path, latex, pdf=make_pdf(put))
    assert len(document.page_starts) == 3
    assert document.text[document.page_starts[2] :].startswith("A third page")
    assert list(document.page_starts) == sorted(document.page_starts)


def test_citations_and_references_are_as_printed(tmp_path: Path) -> None:
    document = read(tmp_path)
    first, _, third = (p.text for p in document.passages if p.kind == "sentence")
    assert first.endswith("over the old tables [4].")
    assert third == "We used the same instruments, as Table 1 shows, in every season of the year."
    # What follows moves with the text, to the letter.
    (grid,) = document.tables
    for cells, spans in zip(grid.table.rows, grid.spans, strict=True):
        for cell, span in zip(cells, spans, strict=True):
            assert span is not None
            assert document.text[slice(*span)] == cell


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("as Section 3.2 (Fig. 4) shows", "as Section 3.2 (Fig. 4) shows"),
        # Another sign behind it, or another word: not what the key stands for.
        ("as Section 3.2 (Fig. 4, left) shows", "as Section 3.2 (Fig. ref) shows"),
        ("as Section of (Fig. 4) shows", "as Section ref (Fig. 4) shows"),
    ],
)
def test_a_key_stays_where_the_print_has_something_else(tmp_path: Path, printed: str, expected: str) -> None:
    words = "The whole harbour was measured again in spring, "
    body = rf"{words}as Section~\ref{{a}} (Fig.~\ref{{b}}) shows plainly enough."
    latex = rf"\documentclass{{article}}\begin{{document}}{body}\end{{document}}"
    pdf = make_pdf([paragraph([words, printed + " plainly enough."], 60, 700)])
    assert read(tmp_path, latex, pdf=pdf).text == f"{words}{expected} plainly enough."
