"""Tables of LaTeX sources become grids whose cells stand in the document's text."""

from __future__ import annotations

import pytest

from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.types import Document, PlacedTable


def read(body: str, preamble: str = "") -> Document:
    main = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\nText.\n{body}\n\\end{{document}}\n"
    found, _ = read_latex({"main.tex": main.encode()})
    document = document_of_pieces(found, Source("tides", 1, "0" * 64), kind="latex", title=None)
    for table in document.tables:
        assert_placed(document, table)
    return document


def assert_placed(document: Document, table: PlacedTable) -> None:
    """Every cell stands where it says it does; what has no place repeats another cell or is empty."""
    assert len(table.row_headers) == len(table.table.rows) == len(table.spans)
    for cells, spans in zip(table.table.rows, table.spans, strict=True):
        assert len(cells) == len(spans) == len(table.table.columns)
        for cell, span in zip(cells, spans, strict=True):
            if span is not None:
                assert document.text[slice(*span)] == cell
                assert cell


def table(rows: str, spec: str = "lrr", preamble: str = "", name: str = "tabular") -> PlacedTable:
    inner = f"\\begin{{{name}}}{{{spec}}}\n{rows}\n\\end{{{name}}}"
    body = f"\\begin{{table}}\\caption{{Scores.}}{inner}\\end{{table}}"
    (found,) = read(body, preamble).tables
    return found


PLAIN = r"\toprule Vessel & Dev & Test \\ \midrule Skiff & 71.2 & 70.4 \\ Barge & 73.9 & 72.0 \\ \bottomrule"


def test_a_plain_table() -> None:
    document = read(
        f"\\section{{Results}}\n\\begin{{table}}[t]\n\\caption{{Scores of two vessels.}}\n"
        f"\\begin{{tabular}}{{lrr}}{PLAIN}\\end{{tabular}}\\end{{table}}\nMore text."
    )
    (found,) = document.tables
    assert found.table.caption == "Scores of two vessels."
    assert found.label == "Table 1"
    assert found.section == "Results"
    assert found.line == 8
    assert found.table.columns == ("Vessel", "Dev", "Test")
    assert found.table.rows == (("Skiff", "71.2", "70.4"), ("Barge", "73.9", "72.0"))
    assert found.row_headers == ("Skiff", "Barge")
    kinds = [(p.kind, p.text) for p in document.passages if p.kind in ("caption", "table")]
    assert kinds == [
        ("caption", "Scores of two vessels."),
        ("table", "Vessel | Dev | Test"),
        ("table", "Skiff | 71.2 | 70.4"),
        ("table", "Barge | 73.9 | 72.0"),
    ]


def test_headers_that_span_columns_head_each_of_them() -> None:
    found = table(
        r"""\toprule & \multicolumn{2}{c}{Harbour} & Reef \\ \cmidrule(lr){2-3}
        Vessel & north & south & all \\ \midrule Skiff & 1.5 & 2.5 & 3.5 \\""",
        "lrrr",
    )
    assert found.table.columns == ("Vessel", "Harbour / north", "Harbour / south", "Reef / all")


def test_a_header_over_two_lines_is_one_name() -> None:
    found = table(
        r"""\hline Vessel & Mean & Top \\ & depth & speed \\ \hline
        Skiff & 1.5 & 2.5 \\ \hline Barge & 2.5 & 9.5 \\ \hline"""
    )
    assert found.table.columns == ("Vessel", "Mean depth", "Top speed")
    assert found.row_headers == ("Skiff", "Barge")


def test_cells_that_reach_over_rows_are_repeated_without_a_place() -> None:
    found = table(
        r"""Vessel & Sea & Test \\ \midrule \multirow{2}{*}{Skiff} & calm & 70.4 \\ & rough & 60.1 \\
        Barge & calm & 72.0 \\""",
        "llr",
    )
    assert found.table.rows[1] == ("Skiff", "rough", "60.1")
    assert found.spans[1][0] is None
    assert found.row_headers == ("Skiff / calm", "Skiff / rough", "Barge / calm")


def test_a_row_of_words_names_the_rows_under_it() -> None:
    found = table(
        r"""Vessel & Dev & Test \\ \midrule
        \multicolumn{3}{l}{\textit{In calm seas}} \\ Skiff & 71.2 & 70.4 \\ \midrule
        \multicolumn{3}{l}{\textit{In storms}} \\ Skiff & 51.2 & 50.4 \\"""
    )
    assert found.row_headers == ("In calm seas / Skiff", "In storms / Skiff")


def test_an_empty_cell_keeps_its_column() -> None:
    found = table(r"Vessel & Dev & Test \\ \hline Skiff & & 70.4 \\ Barge & 73.9 & \\")
    assert found.table.rows == (("Skiff", "", "70.4"), ("Barge", "73.9", ""))
    assert found.spans[0][1] is None


def test_bold_marks_the_best_and_an_underline_only_where_nothing_is_bold() -> None:
    body = r"Vessel & Dev & Test \\ \hline Skiff & \textbf{71.2} & \underline{70.4} \\"
    body += r"Barge & 60.1 & {\bf 72.0} \\"
    assert table(body).best == ((0, 1), (1, 2))
    assert table(body.replace(r"\textbf{71.2}", "71.2").replace(r"{\bf 72.0}", "72.0")).best == ((0, 2),)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (r"$71.2 \pm 0.3$", "71.2 ± 0.3"),
        (r"71.2$_{\pm 0.3}$", "71.2 ± 0.3"),
        (r"\num{1.2e-3}", "1.2 × 10^-3"),
        (r"\SI{25}{\milli\second}", "25 ms"),
        (r"\qty{71.2}{\percent}", "71.2 %"),
        (r"71.2$^{\dagger}$", "71.2"),
        (r"71.2\textsuperscript{a}", "71.2"),
        (r"\makecell[c]{71.2 \\ (0.3)}", "71.2 (0.3)"),
        (r"\shortstack{71.2\\ (0.3)}", "71.2 (0.3)"),
        (r"\cellcolor[gray]{0.9}71.2", "71.2"),
        (r"\color{red}{71.2}", "71.2"),
        (r"\phantom{0}1.2", "1.2"),
        (r"1{,}024", "1,024"),
        (r"\begin{tabular}{@{}c@{}}71.2 \\ (0.3)\end{tabular}", "71.2 (0.3)"),
        (r"$1.5\cdot10^{20}$", "1.5 · 10^20"),
        (r"71.2 % formerly 68.9", "71.2"),
        (r"\best", "71.2"),
        (r"R\&D", "R&D"),
    ],
)
def test_cells_read_as_print(cell: str, expected: str) -> None:
    found = table(
        f"Vessel & Dev & Test \\\\ \\hline\nSkiff & {cell}\n & 3.5 \\\\", preamble=r"\newcommand{\best}{71.2}"
    )
    assert found.table.rows[0][1] == expected


def test_columns_that_print_joins_are_one() -> None:
    found = table(
        r"""Vessel & \multicolumn{2}{c}{Depth} & Speed \\ \hline
        Skiff & 1.5 & 0.2 & 9.5 \\ Barge & 2.5 & 0.1 & 8.5 \\""",
        r"l r@{ $\pm$ }l r",
    )
    assert found.table.columns == ("Vessel", "Depth", "Speed")
    assert found.table.rows[0] == ("Skiff", "1.5 ± 0.2", "9.5")


@pytest.mark.parametrize(
    ("name", "spec"),
    [
        ("tabular*", r"\linewidth}{@{\extracolsep{\fill}}lrr"),
        ("tabularx", r"\textwidth}{X *{2}{r}"),
        ("tabulary", r"\textwidth}{LRR"),
        ("array", "lrr"),
    ],
)
def test_other_tabular_environments(name: str, spec: str) -> None:
    assert table(PLAIN, spec, name=name).table.rows[1] == ("Barge", "73.9", "72.0")


def test_a_long_table_is_read_once_though_its_head_is_repeated() -> None:
    document = read(
        r"""\begin{longtable}{lrr}\caption{Scores.}\\ \hline Vessel & Dev & Test \\ \hline \endfirsthead
        \hline Vessel (continued) & Dev & Test \\ \hline \endhead
        \hline \multicolumn{3}{r}{next page} \\ \endfoot
        Skiff & 71.2 & 70.4 \\ Barge & 73.9 & 72.0 \\ \hline \end{longtable}"""
    )
    (found,) = document.tables
    assert found.table.caption == "Scores."
    assert found.table.columns == ("Vessel", "Dev", "Test")
    assert found.row_headers == ("Skiff", "Barge")


def test_each_table_of_a_float_has_its_own_caption() -> None:
    tabular = f"\\begin{{tabular}}{{lrr}}{PLAIN}\\end{{tabular}}"
    document = read(
        rf"""\begin{{table}}\begin{{minipage}}{{4cm}}\caption{{First.}}{tabular}\end{{minipage}}
        \begin{{minipage}}{{4cm}}\caption{{Second.}}\resizebox{{4cm}}{{!}}{{{tabular}}}\end{{minipage}}\end{{table}}
        \begin{{table*}}\begin{{subtable}}{{4cm}}\caption{{calm}}{tabular}\end{{subtable}}
        \begin{{subtable}}{{4cm}}\caption{{rough}}{tabular}\end{{subtable}}\caption{{Third.}}\end{{table*}}"""
    )
    assert [(t.label, t.table.caption) for t in document.tables] == [
        ("Table 1", "First."),
        ("Table 2", "Second."),
        ("Table 3", "Third. calm"),
        ("Table 3", "Third. rough"),
    ]


def test_notes_under_a_table_are_footnotes() -> None:
    document = read(
        f"\\begin{{table}}\\caption{{Scores.}}\\begin{{tabular}}{{lrr}}{PLAIN}\\end{{tabular}}"
        r"\begin{tablenotes}\item[a] In calm seas.\end{tablenotes}\end{table}"
    )
    assert [p.text for p in document.passages if p.kind == "footnote"] == ["a In calm seas."]


def test_what_is_no_grid_is_rows_of_text_and_a_warning() -> None:
    document = read(
        r"""\begin{table}\caption{Terms.}\begin{tabular}{ll}
        Keel & the lowest part \\ Bow & the front \\\end{tabular}\end{table}"""
    )
    assert document.tables == ()
    assert [p.text for p in document.passages if p.kind == "table"] == [
        "Keel | the lowest part",
        "Bow | the front",
    ]
    assert document.warnings == ("1 of 1 tables could not be read as a grid",)


def test_pictures_arranged_in_a_tabular_are_no_table() -> None:
    document = read(
        r"\begin{figure}\begin{tabular}{cc}\includegraphics{a} & \includegraphics{b} \\"
        r"calm & rough \\\end{tabular}\caption{Two seas.}\end{figure}"
    )
    assert not [p for p in document.passages if p.kind == "table"]


def test_a_matrix_is_no_table() -> None:
    document = read(
        r"With \[ A = \left(\begin{array}{cc} a & b \\ \hline 1.5 & 2.5 \\\end{array}\right) \] it ends."
    )
    assert document.tables == ()


@pytest.mark.parametrize(
    "rows",
    [
        r"Skiff & {71.2 & 70.4 \\ Barge & 1.5",
        r"\multicolumn{999}{c}{x} & 1.5 \\ \hline Skiff & 2.5 \\",
        r"A & B \\ \hline \multirow{-999}{*}{x} & 1.5 \\ \multirow{999}{*}{y} & 2.5 \\",
        r"\begin{tabular}{c} A & B \\ 1 & 2 \\",
        r"A & B \\ \hline \cmidrule{9-99999} x & 1.5 \\",
        "A & B \\\\ \\hline " + "x & 1.5 \\\\ " * 3000,
        "A & B \\\\ \\hline " + "& " * 5000 + "1.5 \\\\",
    ],
)
def test_broken_tables_end(rows: str) -> None:
    read(f"\\begin{{table}}\\begin{{tabular}}{{lr}}{rows}\\end{{tabular}}\\end{{table}} After.")


AASTEX = r"""
\begin{deluxetable*}{lcc}[t]
\tablecaption{Depths of the ports.\label{tab:ports}}
\tablewidth{0pt}
\tablehead{\colhead{Port} & \multicolumn{2}{c}{Depth} \\ \colhead{} & \colhead{Ebb} & \colhead{Flood}}
\startdata
\cutinhead{North}
Alm\tablenotemark{a} & 1.5$\pm$0.2 & \nodata \\
Bray & \phn2.5 & 4.5 \\
\cutinhead{South}
Carn & 3.5 & 5.5 \\
\enddata
\tablecomments{Measured in spring.}
\tablenotetext{a}{By one pilot only.}
\end{deluxetable*}
"""


def test_tables_of_the_journals_class_aastex() -> None:
    # Its header is the argument of a macro, its body stands between two marks: all of it was lost.
    document = read(AASTEX)
    (found,) = document.tables
    assert found.label == "Table 1"
    assert found.table.caption == "Depths of the ports."
    assert found.table.columns == ("Port", "Depth / Ebb", "Depth / Flood")
    assert found.row_headers == ("North / Alm", "North / Bray", "South / Carn")
    assert found.table.rows[0] == ("Alm", "1.5 ± 0.2", "...")
    notes = [passage.text for passage in document.passages if passage.kind == "footnote"]
    assert notes == ["Measured in spring.", "By one pilot only."]


TABULARRAY = (
    r"\begin{tblr}{lcc} \toprule \SetCell[r=2]{l} Vessel & \SetCell[c=2]{c} Sea & \\ \cmidrule[lr]{2-3} "
    r"& Calm & Rough \\ \midrule Skiff & 1.5 & 2.5 \\ \bottomrule \end{tblr}",
    r"\begin{tblr}{colspec={lcc}, cell{1}{1}={r=2}{l}, cell{1}{2} = {c=2}{c}} Vessel & Sea & \\ "
    r"& Calm & Rough \\ Skiff & 1.5 & 2.5 \end{tblr}",
    r"\begin{NiceTabular}{lcc}[hvlines] \Block{2-1}{Vessel} & \Block{1-2}{Sea} & \\ & Calm & Rough \\"
    r" Skiff & 1.5 & 2.5 \\ \end{NiceTabular}",
)


@pytest.mark.parametrize("source", TABULARRAY)
def test_cells_that_say_themselves_how_far_they_reach(source: str) -> None:
    (found,) = read(f"\\begin{{table}}\\caption{{Scores.}}{source}\\end{{table}}").tables
    assert found.table.columns == ("Vessel", "Sea / Calm", "Sea / Rough")
    assert found.table.rows == (("Skiff", "1.5", "2.5"),)


def test_a_caption_of_a_table_in_a_figure_counts_among_the_tables() -> None:
    small = f"\\begin{{tabular}}{{lrr}}{PLAIN}\\end{{tabular}}"
    body = f"\\begin{{wrapfigure}}{{r}}{{5cm}}{small}\\captionof{{table}}{{First.}}\\end{{wrapfigure}}"
    body += f"\\begin{{table}}\\caption{{Second.}}{small}\\end{{table}}"
    assert [(t.label, t.table.caption) for t in read(body).tables] == [
        ("Table 1", "First."),
        ("Table 2", "Second."),
    ]


def test_a_colour_s_code_is_no_figure_before_the_bold_one() -> None:
    skiff = r"\cellcolor[HTML]{DCF5F2}{\textbf{71.2}}"
    rows = rf"\toprule Vessel & Dev \\ \midrule Skiff & {skiff} \\ Barge & 70.1 \\"
    assert table(rows, "lr").best == ((0, 1),)


def test_columns_set_twice_side_by_side_are_one_table() -> None:
    rows = (
        r"\hline Port & Depth & Port & Depth \\ \hline Alm & 1.5 & Carn & 3.5 \\ Bray & 2.5 & Dorn & 4.5 \\"
    )
    found = table(rows, "lrlr")
    assert found.table.columns == ("Port", "Depth")
    assert found.row_headers == ("Alm", "Bray", "Carn", "Dorn")


def test_one_column_of_figures_among_words_is_enough() -> None:
    rows = r"\toprule Port & Share & Kind & Use \\ \midrule "
    rows += r"Alm & 62.9\% & blue & coal \\ Bray & 7.1\% & red & fish \\"
    assert table(rows, "lrll").table.rows[1] == ("Bray", "7.1%", "red", "fish")
