"""What tables of LaTeX sources are written with: each construct in a small table that must read as print.

Unless a test says otherwise, the table printed is this one: Skiff 71.2 and 70.4, Barge 73.9 and 72.0.
"""

from __future__ import annotations

import pytest

from synth.passages.latex_text import read_latex
from synth.passages.pieces import Source, document_of_pieces
from synth.types import Document, PlacedTable


def read(body: str, preamble: str = "", **files: str) -> Document:
    main = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\nText.\n{body}\n\\end{{document}}\n"
    given = {"main.tex": main.encode(), **{f"{name}.tex": text.encode() for name, text in files.items()}}
    pieces, missing = read_latex(given)
    assert not missing
    document = document_of_pieces(pieces, Source("tides", 1, "0" * 64), kind="latex", title=None)
    for found in document.tables:
        for cells, spans in zip(found.table.rows, found.spans, strict=True):
            for cell, span in zip(cells, spans, strict=True):
                assert span is None or document.text[slice(*span)] == cell
    return document


def table(rows: str, spec: str = "lrr", preamble: str = "") -> PlacedTable:
    inner = f"\\begin{{tabular}}{{{spec}}}\n{rows}\n\\end{{tabular}}"
    (found,) = read(f"\\begin{{table}}\\caption{{Scores.}}{inner}\\end{{table}}", preamble).tables
    return found


def cells(found: PlacedTable) -> dict[tuple[str, str], str]:
    """Every cell behind the rows' names by its row's and its column's header."""
    return {
        (name, header): cell
        for name, row in zip(found.row_headers, found.table.rows, strict=True)
        for header, cell in zip(found.table.columns[1:], row[1:], strict=True)
        if cell
    }


PRINTED = {
    ("Skiff", "Dev"): "71.2",
    ("Skiff", "Test"): "70.4",
    ("Barge", "Dev"): "73.9",
    ("Barge", "Test"): "72.0",
}
HEAD = r"\toprule Vessel & Dev & Test \\ \midrule "
BODY = r"Skiff & 71.2 & 70.4 \\ Barge & 73.9 & 72.0 \\ \bottomrule"
PLAIN = f"\\begin{{tabular}}{{lrr}}{HEAD}{BODY}\\end{{tabular}}"


# ------------------------------------------------------------------- environments


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (r"\begin{tabular}[t]{@{}lrr@{}}", r"\end{tabular}"),
        (r"\begin{tabular*}{\linewidth}{@{\extracolsep{\fill}}lrr}", r"\end{tabular*}"),
        (r"\begin{tabularx}{\textwidth}{l>{\raggedleft\arraybackslash}XX}", r"\end{tabularx}"),
        (r"\begin{tabulary}{\textwidth}{LRR}", r"\end{tabulary}"),
        (r"\begin{tabu} to \textwidth {lX[r]X[r]}", r"\end{tabu}"),
        (r"\begin{tblr}{colspec={lrr}, row{1}={font=\bfseries}}", r"\end{tblr}"),
        (r"\begin{NiceTabular}{lrr}[hvlines]", r"\end{NiceTabular}"),
        (r"\begin{supertabular}{lrr}", r"\end{supertabular}"),
        (r"$\begin{array}{lrr}", r"\end{array}$"),
        (r"\begin {tabular} {lrr}", r"\end {tabular}"),
        (r"\tabular{lrr}", r"\endtabular"),
        (r"\begin{ours}{lrr}", r"\end{ours}"),
        (r"\bt", r"\et"),
        (r"\begin{tabular}{l*{2}{r}}", r"\end{tabular}"),
        (r"\begin{tabular}{|l||r|r|}", r"\end{tabular}"),
        (r"\begin{tabular}{lR{2cm}R{2cm}}", r"\end{tabular}"),
        (r"\begin{tabular}{lS[table-format=2.1]S}", r"\end{tabular}"),
        # Lengths of space and of rules between columns are not printed.
        (r"\begin{tabular}{l@{\hskip 0.5em}r!{\vrule width 1.2pt}r}", r"\end{tabular}"),
        (r"\begin{tabular}{l@{\kern-0.5pt}r@{\hspace{0.5cm}}r}", r"\end{tabular}"),
        (r"\begin{tabular}{lD{.}{.}{2}D{.}{.}{-1}}", r"\end{tabular}"),
    ],
)
def test_environments(begin: str, end: str) -> None:
    preamble = r"""\newenvironment{ours}[1]{\centering\small\begin{tabular}{#1}}{\end{tabular}}
    \newcommand{\bt}{\begin{tabular}{lrr}}\newcommand{\et}{\end{tabular}}
    \newcolumntype{R}[1]{>{\raggedleft\arraybackslash}p{#1}}"""
    (found,) = read(f"\\begin{{table}}\\caption{{C.}}{begin}{HEAD}{BODY}{end}\\end{{table}}", preamble).tables
    assert cells(found) == PRINTED


@pytest.mark.parametrize(
    "body",
    [
        r"\begin{table}\caption{C.}\resizebox{0.9\textwidth}{!}{" + PLAIN + r"}\end{table}",
        r"\begin{table}\caption{C.}\scalebox{0.8}{" + PLAIN + r"}\end{table}",
        r"\begin{table}\caption{C.}\adjustbox{max width=\textwidth}{" + PLAIN + r"}\end{table}",
        r"\begin{table}\caption{C.}\begin{adjustbox}{angle=90}" + PLAIN + r"\end{adjustbox}\end{table}",
        r"\begin{table}\rotatebox{90}{" + PLAIN + r"}\caption{C.}\end{table}",
        r"\begin{sidewaystable*}\caption{C.}" + PLAIN + r"\end{sidewaystable*}",
        r"\begin{wraptable}{r}{5cm}\caption{C.}" + PLAIN + r"\end{wraptable}",
        r"\begin{tablehere}\caption{C.}" + PLAIN + r"\end{tablehere}",
        r"\begin{center}\captionof{table}{C.}" + PLAIN + r"\end{center}",
        r"\begin{figure}\makeatletter\def\@captype{table}\makeatother\caption{C.}" + PLAIN + r"\end{figure}",
        r"\begin{table}\ttabbox{\caption{C.}}{" + PLAIN + r"}\end{table}",
        r"\begin{table}\caption{C.}\begin{ruledtabular}" + PLAIN + r"\end{ruledtabular}\end{table}",
        r"\begin{table}\caption{C.}\begin{tabular}{c}" + PLAIN + r"\end{tabular}\end{table}",
        r"\ctable[caption={C.}, label=t]{lrr}{\tnote{1}}{\FL Vessel & Dev & Test \ML Skiff & 71.2 & 70.4 \NN"
        r" Barge & 73.9 & 72.0 \LL}",
        r"\begin{longtable}{lrr}\caption{C.}\\"
        + HEAD
        + r"\endfirsthead Vessel & Dev & Test \\ \midrule \endhead"
        r"\midrule \multicolumn{3}{r}{Continued} \endfoot \endlastfoot " + BODY + r"\end{longtable}",
    ],
)
def test_what_tables_stand_in(body: str) -> None:
    (found,) = read(body).tables
    assert cells(found) == PRINTED
    assert (found.label, found.table.caption) == ("Table 1", "C.")


def test_tables_beside_each_other_in_a_tabular_are_tables_of_their_own() -> None:
    other = PLAIN.replace("71.2", "61.2")
    document = read(
        r"\begin{table}\caption{C.}\begin{tabular}{cc}" + PLAIN + "&" + other + r"\end{tabular}\end{table}"
    )
    assert [cells(found)["Skiff", "Dev"] for found in document.tables] == ["71.2", "61.2"]


@pytest.mark.parametrize(
    "parts",
    [
        r"\begin{subtable}{5cm}\caption{Bay}%s\end{subtable}\begin{subtable}{5cm}\caption{Sea}%s\end{subtable}",
        r"\subfloat[Bay]{%s}\subfloat[Sea\label{s}]{%s}",
        r"\subcaptionbox{Bay}{%s}\subcaptionbox{Sea}{%s}",
    ],
)
def test_parts_of_a_table_have_captions_of_their_own(parts: str) -> None:
    document = read(r"\begin{table}\caption{C.}" + parts % (PLAIN, PLAIN) + r"\end{table}")
    assert [found.table.caption for found in document.tables] == ["C. Bay", "C. Sea"]


def test_a_table_beside_a_figure_has_the_table_s_caption() -> None:
    body = r"\begin{figure}\begin{floatrow}\ffigbox{\includegraphics{x}}{\caption{F.}}\capbtabbox{"
    (found,) = read(body + PLAIN + r"}{\caption{C.}}\end{floatrow}\end{figure}").tables
    assert (found.label, found.table.caption) == ("Table 1", "C.")


def test_notes_under_a_table_are_read() -> None:
    notes = r"\begin{tablenotes}[flushleft]\item[a] Means of 3 runs.\end{tablenotes}"
    document = read(
        r"\begin{table}\begin{threeparttable}\caption{C.}"
        + PLAIN
        + notes
        + r"\end{threeparttable}\end{table}"
    )
    assert [p.text for p in document.passages if p.kind == "footnote"] == ["a Means of 3 runs."]
    document = read(r"\begin{table}\caption{C.}" + PLAIN + r"\\ \footnotesize Means of 3 runs.\end{table}")
    assert [p.text for p in document.passages if p.kind == "footnote"] == ["Means of 3 runs."]


# ------------------------------------------------------------------- rows that are and that are not


@pytest.mark.parametrize(
    "row",
    [
        "\n% Sloop & 99.1 & 99.2 \\\\\n",
        "\n\\iffalse Sloop & 99.1 & 99.2 \\\\ \\fi\n",
        "\n\\ifold Sloop & 99.1 & 99.2 \\\\ \\fi\n",
        "\n\\begin{comment}\nSloop & 99.1 & 99.2 \\\\\n\\end{comment}\n",
        "\n\\hide{Sloop & 99.1 & 99.2 \\\\}\n",
        r"\addlinespace[2pt] \cmidrule(lr){2-3} \noalign{\smallskip} \rowcolor{gray!20} ",
        r"\hhline{|-|-|-|} \specialrule{1pt}{2pt}{2pt} \arrayrulecolor{black} ",
    ],
)
def test_rows_that_are_not_printed(row: str) -> None:
    preamble = r"\newif\ifold \newcommand{\hide}[1]{}"
    found = table(
        rf"{HEAD} Skiff & 71.2 & 70.4 \\ {row} Barge & 73.9 & 72.0 \\ \bottomrule", preamble=preamble
    )
    assert cells(found) == PRINTED


@pytest.mark.parametrize(
    ("rows", "preamble"),
    [
        (r"\row{Skiff}{71.2}{70.4} \row{Barge}{73.9}{72.0}", r"\newcommand{\row}[3]{#1 & #2 & #3 \\}"),
        (r"\row Skiff:71.2,70.4; \row Barge:73.9,72.0;", r"\def\row#1:#2,#3;{#1 & #2 & #3 \\}"),
        (r"Skiff & \two{71.2}{70.4} \\ Barge & \two{73.9}{72.0}", r"\newcommand{\two}[2]{#1 & #2}"),
        (
            r"Skiff & \skiffDev & \skiffTest{} \\ Barge & 73.9 & 72.0",
            r"\def\skiffDev{71.2}\def\skiffTest{70.4}",
        ),
        (r"Skiff & 71.2 & 70.4 \tabularnewline[2pt] Barge & 73.9 & 72.0 \tabularnewline", ""),
        ("Skiff & 71.2 % 99.1\n & 70.4 \\\\ Barge & % 99.2\n 73.9 & 72.0", ""),
        (r"\ifx\v\undefined \else Skiff & 71.2 & 70.4 \\ \fi Barge & 73.9 & 72.0", r"\def\v{1}"),
        (r"\input{rows}", ""),
        (r"\rows", r"\newcommand{\rows}{Skiff & 71.2 & 70.4 \\ Barge & 73.9 & 72.0 \\}"),
    ],
)
def test_rows_from_elsewhere(rows: str, preamble: str) -> None:
    inner = f"\\begin{{tabular}}{{lrr}}{HEAD}{rows}\\end{{tabular}}"
    body = f"\\begin{{table}}\\caption{{C.}}{inner}\\end{{table}}"
    (found,) = read(body, preamble, **({"rows": BODY} if "input" in rows else {})).tables
    assert cells(found) == PRINTED


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"\input{tables/main}", "tables/main"),
        (r"\input tables/main.tex ", "tables/main"),
        (r"\include{tables/main}", "tables/main"),
        (r"\subfile{tables/main}", "tables/main"),
        (r"\import{tables/}{main}", "tables/main"),
        (r"\input{\where/main}", "tables/main"),
    ],
)
def test_tables_in_files_of_their_own(written: str, name: str) -> None:
    inner = r"\begin{table}\caption{C.}" + PLAIN + r"\end{table}"
    whole = "\\documentclass[../main]{subfiles}\n\\begin{document}\n" + inner + "\n\\end{document}\n"
    preamble = r"\newcommand{\where}{tables}"
    document = read(written + " More.", preamble, **{name: whole if "subfile" in written else inner})
    assert cells(document.tables[0]) == PRINTED
    assert document.text.endswith("More.")


# ------------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (
            r"\toprule \multirow{2}{*}{Vessel} & \multicolumn{2}{c|}{\textbf{Bay}} & \multicolumn{2}{c}{Sea}"
            r"\\ \cmidrule(l{3pt}r{3pt}){2-3} \cmidrule(lr){4-5} & Dev & Test & Dev & Test \\ \midrule",
            ("Bay / Dev", "Bay / Test", "Sea / Dev", "Sea / Test"),
        ),
        (
            r"\hline Vessel & Dev & Test & Dev & Test \\ & (bay) & (bay) & (sea) & (sea) \\ \hline",
            ("Dev (bay)", "Test (bay)", "Dev (sea)", "Test (sea)"),
        ),
        (
            r"\toprule Vessel & \makecell{Dev\\bay} & \shortstack[l]{Test\\bay} & \thead{Dev\\sea}"
            r"& \begin{tabular}[c]{@{}c@{}}Test\\sea\end{tabular} \\ \midrule",
            ("Dev bay", "Test bay", "Dev sea", "Test sea"),
        ),
        (
            r"\toprule & \multicolumn{4}{c}{\rotatebox[origin=c]{0}{Scores (\%)}} \\ \cmidrule{2-5}"
            r"Vessel & 2019 & 2020 & 2021 & 2022 \\ \midrule",
            ("Scores (%) / 2019", "Scores (%) / 2020", "Scores (%) / 2021", "Scores (%) / 2022"),
        ),
        (
            r"\toprule $\lambda$ & 0.1 & 0.2 & 0.5 & 1.0 \\ \midrule",
            ("0.1", "0.2", "0.5", "1.0"),
        ),
        (
            r"\toprule \diagbox{Vessel}{Water} & Bay & Sea & Lake & Pond \\ \midrule",
            ("Bay", "Sea", "Lake", "Pond"),
        ),
    ],
)
def test_headers(head: str, columns: tuple[str, ...]) -> None:
    found = table(
        rf"{head} Skiff & 71.2 & 70.4 & 61.2 & 60.4 \\ Barge & 73.9 & 72.0 & 63.9 & 62.0 \\ \bottomrule",
        "lrrrr",
    )
    assert found.table.columns[1:] == columns
    assert [row[1] for row in found.table.rows] == ["71.2", "73.9"]


def test_empty_columns_that_only_part_others_are_left_out() -> None:
    found = table(
        r"""\toprule & \multicolumn{2}{c}{Bay} && \multicolumn{2}{c}{Sea} \\ \cmidrule{2-3} \cmidrule{5-6}
        Vessel & Dev & Test && Dev & Test \\ \midrule Skiff & 71.2 & 70.4 && 61.2 & 60.4 \\ \bottomrule""",
        "lrrcrr",
    )
    assert found.table.columns[1:] == ("Bay / Dev", "Bay / Test", "Sea / Dev", "Sea / Test")
    assert found.table.rows == (("Skiff", "71.2", "70.4", "61.2", "60.4"),)


def test_a_transposed_table_keeps_its_ways() -> None:
    found = table(
        r"\toprule & Skiff & Barge \\ \midrule Dev & 71.2 & 73.9 \\ Test & 70.4 & 72.0 \\ \bottomrule"
    )
    assert {(column, row): cell for (row, column), cell in cells(found).items()} == PRINTED


# ------------------------------------------------------------------- names of rows


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (r"\multicolumn{3}{l}{\textit{Sail}} \\ Skiff & 1.2 & 3.4 \\ Yawl & 5.6 & 7.8 \\ \midrule"
         r"\multicolumn{3}{c}{\textbf{Steam}} \\ Barge & 2.1 & 4.3 \\",
         ["Sail / Skiff", "Sail / Yawl", "Steam / Barge"]),
        (r"\textbf{Sail} & & \\ Skiff & 1.2 & 3.4 \\ \textbf{Steam} \\ Barge & 2.1 & 4.3 \\",
         ["Sail / Skiff", "Steam / Barge"]),
        (r"Sail & 9.1 & 8.1 \\ \quad Skiff & 1.2 & 3.4 \\ \hspace{1em}Yawl & 5.6 & 7.8 \\"
         r"Steam & 9.2 & 8.2 \\",
         ["Sail", "Sail / Skiff", "Sail / Yawl", "Steam"]),
        (r"\multicolumn{3}{l}{Sail} \\ ~~Skiff & 1.2 & 3.4 \\ ~~Yawl & 5.6 & 7.8 \\ Mean & 3.4 & 5.6 \\",
         ["Sail / Skiff", "Sail / Yawl", "Mean"]),
        (r"Skiff & 1.2*** & 3.4** \\ & (0.3) & (0.4) \\ Barge & 5.6 & 7.8$^{*}$ \\ & (0.1) & (0.2) \\",
         ["Skiff", "Skiff", "Barge", "Barge"]),
        (r"Skiff & 1.2 & 3.4 \\ \midrule & 5.6 & 7.8 \\", ["Skiff", ""]),
    ],
)  # fmt: skip
def test_names_of_rows(rows: str, names: list[str]) -> None:
    assert list(table(HEAD + rows + r"\bottomrule").row_headers) == names


@pytest.mark.parametrize(
    "rows",
    [
        r"\multirow{2}{*}{Sail} & Skiff & 1.2 \\ & Yawl & 3.4 \\ \midrule"
        r"\multirow[t]{1}{2cm}{Steam} & Barge & 5.6 \\",
        r"\multirow2*{Sail} & Skiff & 1.2 \\ & Yawl & 3.4 \\ \midrule \multirow{1}*{Steam} & Barge & 5.6 \\",
        r"& Skiff & 1.2 \\ \multirow{-2}{*}{Sail} & Yawl & 3.4 \\ \midrule Steam & Barge & 5.6 \\",
        r"Sail & Skiff & 1.2 \\ & Yawl & 3.4 \\ \cmidrule{1-3} Steam & Barge & 5.6 \\",
        r"\multirow{2}{*}{\rotatebox{90}{Sail}} & Skiff & 1.2 \\ \cline{2-3} & Yawl & 3.4 \\ \hline "
        r"Steam & Barge & 5.6 \\",
    ],
)
def test_names_over_several_rows(rows: str) -> None:
    found = table(rf"\toprule Drive & Vessel & Test \\ \midrule {rows} \bottomrule", "llr")
    assert list(found.row_headers) == ["Sail / Skiff", "Sail / Yawl", "Steam / Barge"]
    assert [row[2] for row in found.table.rows] == ["1.2", "3.4", "5.6"]


# ------------------------------------------------------------------- cells


CELLS = [
    (r"\num{1.2e-3}", "1.2 × 10^-3"),
    (r"\num{1.2 +- 0.3}", "1.2 ± 0.3"),
    (r"\SI{1.2}{\percent}", "1.2 %"),
    (r"\qty{3.5}{\giga\byte}", "3.5 GB"),
    (r"\tablenum[table-format=2.1]{1.25}", "1.25"),
    (r"\numrange{1}{2}", "1–2"),
    (r"\SIrange{1}{2}{\metre}", "1–2 m"),
    (r"\ang{12}", "12°"),
    (r"$1.2 \pm 0.3$", "1.2 ± 0.3"),
    (r"$1.2_{\pm 0.3}$", "1.2 ± 0.3"),
    (r"1.2{\scriptsize$\pm$0.3}", "1.2 ± 0.3"),
    (r"1.2\sd{0.3}", "1.2 ± 0.3"),
    (r"1.2\,{\scriptsize(0.3)}", "1.2 (0.3)"),
    (r"\makecell{1.2 \\ \small (0.3)}", "1.2 (0.3)"),
    (r"\res{1.2}", "1.2 ± 0.1"),
    (r"$1.2^{***}$", "1.2"),
    (r"1.2\sym{**}", "1.2"),
    (r"1.2\tnote{a}", "1.2"),
    (r"1.2$^\dagger$", "1.2"),
    (r"\cellcolor[HTML]{FFEE99} 1.2", "1.2"),
    (r"\cellcolor{gray!25}\textcolor{red}{1.2}", "1.2"),
    (r"{$\phantom{-}1.2$}", "1.2"),
    (r"\B 1.2", "1.2"),
    (r"\raise.5ex\hbox{1.2}\kern-3pt", "1.2"),
    (r"\st{9.9} 1.2", "1.2"),
    (r"1{,}234", "1,234"),
    (r"1\,234", "1 234"),
    (r"12,5", "12,5"),
    (r"\$1,200", "$1,200"),
    (r"$-$1.2", "-1.2"),
    (r"$<$0.001", "<0.001"),
    (r"$1.2\%$", "1.2%"),
    (r"$10^{-6}$", "10^-6"),
    (r"2$\times$", "2 ×"),
    (r"1.2 {\color{green}$\uparrow$0.3}", "1.2 ↑0.3"),
    (r"1.2 [1.0, 1.4]", "1.2 [1.0, 1.4]"),
    (r"1.2 {\small[1.0, 1.4]}", "1.2 [1.0, 1.4]"),
    (r"$\underset{\pm0.3}{1.2}$", "1.2 ± 0.3"),
    (r"$\overset{*}{1.2}$", "1.2"),
    (r"$1.2\mathrm{e}{-5}$", "1.2e-5"),
    (r"\makebox[1cm][c]{1.2}", "1.2"),
    (r"\fcolorbox{red}{blue}{1.2}", "1.2"),
    (r"1.2\vrule height 3pt width 0pt", "1.2"),
    (r"\multicolumn1c{1.2}", "1.2"),
]


@pytest.mark.parametrize(("written", "printed"), CELLS)
def test_cells_read_as_print_and_are_figures(written: str, printed: str) -> None:
    preamble = r"""\newcommand{\sd}[1]{{\scriptsize$\pm$#1}}\newcommand{\res}[2][0.1]{#2 $\pm$ #1}
    \newcommand{\B}{\fontseries{b}\selectfont}\newcommand{\sym}[1]{\ifmmode^{#1}\else\(^{#1}\)\fi}"""
    found = table(rf"{HEAD} Skiff & {written} & 70.4 \\ Barge & 73.9 & 72.0 \\", preamble=preamble)
    assert cells(found)["Skiff", "Dev"] == printed
    # Alone in its row, only a figure makes the row one of data.
    found = table(rf"Vessel & Dev \\ Skiff & {written} \\", "lr", preamble)
    assert found.table.rows == (("Skiff", printed),)


@pytest.mark.parametrize(
    ("written", "printed"),
    [("--", "–"), ("-", "-"), ("---", "—"), ("n/a", "n/a"), (r"$-$", "-"), (r"\ding{55}", "✗"), ("", "")],
)
def test_absence_is_not_zero(written: str, printed: str) -> None:
    found = table(rf"{HEAD} Skiff & {written} & 70.4 \\ Barge & 73.9 & 72.0 \\ \bottomrule")
    assert found.table.rows[0] == ("Skiff", printed, "70.4")


@pytest.mark.parametrize(
    "best",
    [
        r"\textbf{73.9}",
        r"{\bf 73.9}",
        r"\bfseries 73.9",
        r"$\mathbf{73.9}$",
        r"$\bm{73.9}$",
        r"{\boldmath$73.9$}",
        r"\best{73.9}",
        r"\textbf{73.9} $\pm$ 0.1",
        r"\fontseries{b}\selectfont 73.9",
        r"\cellcolor{gray!10}\textbf{\underline{73.9}}",
        r"\underline{73.9}",
    ],
)
def test_marks_of_the_best(best: str) -> None:
    found = table(
        rf"{HEAD} Skiff & 71.2 & 70.4 \\ Barge & {best} & 72.0 \\ \bottomrule",
        preamble=r"\newcommand{\best}{\textbf}",
    )
    assert found.best == ((1, 1),)


def test_columns_that_print_joins_are_one_by_a_column_type_too() -> None:
    found = table(
        r"Vessel & \multicolumn{2}{c}{Dev} \\ \midrule Skiff & 71.2 & 0.3 \\ Barge & 73.9 & 0.4 \\",
        "lP",
        r"\newcolumntype{P}{r@{$\,\pm\,$}l}",
    )
    assert found.table.columns == ("Vessel", "Dev")
    assert [row[1] for row in found.table.rows] == ["71.2 ± 0.3", "73.9 ± 0.4"]


def test_an_escaped_ampersand_is_no_end_of_a_cell() -> None:
    assert table(rf"{HEAD} Hull \& Keel & 71.2 & 70.4 \\ \bottomrule").table.rows == (
        ("Hull & Keel", "71.2", "70.4"),
    )


def test_parts_of_a_table_side_by_side_keep_what_heads_their_names() -> None:
    found = table(
        r"\toprule Sail & Test & Steam & Test \\ \midrule Skiff & 71.2 & Barge & 72.0 \\ Yawl & 70.1 & & \\",
        "lrlr",
    )
    assert found.row_headers == ("Sail / Skiff", "Sail / Yawl", "Steam / Barge")
    assert [row[1] for row in found.table.rows] == ["71.2", "70.1", "72.0"]


def test_a_new_header_between_rules_begins_a_new_table() -> None:
    rows = rf"{HEAD} Skiff & 71.2 & 70.4 \\ Barge & 73.9 & 72.0 \\ \midrule Vessel & Bay & Sea \\ \midrule"
    rows += r" Skiff & 61.2 & 60.4 \\ Barge & 63.9 & 62.0 \\ \bottomrule"
    inner = rf"\begin{{tabular}}{{lrr}}{rows}\end{{tabular}}"
    first, second = read(rf"\begin{{table}}\caption{{C.}}{inner}\end{{table}}").tables
    assert cells(first) == PRINTED
    assert cells(second)["Barge", "Sea"] == "62.0"
    assert first.label == second.label == "Table 1"


def test_numbers_of_columns_belong_to_the_header() -> None:
    found = table(
        r"""\hline\hline \\[-1.8ex] & \multicolumn{2}{c}{Depth of} \\ \cline{2-3} \\[-1.8ex] & Bay & Sea \\
        & (1) & (2) \\ \hline \\[-1.8ex] Wind & 0.81$^{***}$ & $-$0.01 \\ & (0.02) & (0.01) \\ & & \\ \hline
        Days & 1,200 & 1,100 \\ \hline\hline""",
        r"@{\extracolsep{5pt}}lcc",
    )
    assert found.table.columns == ("", "Depth of / Bay (1)", "Depth of / Sea (2)")
    assert found.row_headers == ("Wind", "Wind", "Days")


def test_columns_under_the_corner_name_rows() -> None:
    found = table(
        r"""\hline \multicolumn{2}{c}{\multirow{2}{*}{Vessel and crew}} & \multicolumn{2}{c}{Bay} \\
        \cline{3-4} & & Dev & Test \\ \hline
        \multirow{2}{*}{\rotatebox{90}{Sail}} & 1 & 71.2 & 70.4 \\ & 10 & 73.9 & 72.0 \\ \hline""",
        "cccc",
    )
    assert found.row_headers == ("Sail / 1", "Sail / 10")


def test_a_cell_in_a_box_reaches_over_rows_too() -> None:
    found = table(
        r"Drive & Vessel & Test \\ \midrule"
        r"\parbox[t]{0mm}{\multirow{2}{*}{\rotatebox{90}{Sail}}} & Skiff & 1.2 \\ & Yawl & 3.4 \\",
        "llr",
    )
    assert found.row_headers == ("Sail / Skiff", "Sail / Yawl")


def test_settings_tell_rows_apart_that_are_called_the_same() -> None:
    found = table(
        r"\toprule Vessel & Mass & Dev & Test \\ \midrule Skiff & 7B & 71.2 & 70.4 \\"
        r"Skiff & 13B & 73.9 & 72.0 \\ Barge & 7B & 61.2 & 60.4 \\",
        "lrrr",
    )
    assert found.row_headers == ("Skiff / 7B", "Skiff / 13B", "Barge / 7B")
    # Scores do not name rows.
    found = table(r"Vessel & Dev & Test \\ \midrule Skiff & 71.2 & 70.4 \\ Skiff & 73.9 & 72.0 \\")
    assert found.row_headers == ("Skiff", "Skiff")
