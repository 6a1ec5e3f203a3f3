"""Numbers are given to labels as LaTeX gives them, and references show them."""

from __future__ import annotations

import pytest

from synth.passages.latex_numbers import read_numbers
from synth.passages.latex_text import read_latex

FIGURE = r"\begin{figure}\caption{F.}\label{%s}\end{figure}"
TABLE = r"\begin{table}\caption{C.}\label{%s}\end{table}"


def numbers(body: str, name: str = "article") -> dict[str, str]:
    text = f"\\documentclass{{{name}}}\\begin{{document}}{body}\\end{{document}}"
    return {label: reference.number for label, reference in read_numbers(text).labels.items()}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (FIGURE % "f" + TABLE % "a" + TABLE % "b", {"f": "1", "a": "1", "b": "2"}),
        (r"\begin{table*}\caption*{None.}\end{table*}" + TABLE % "a", {"a": "1"}),
        (
            r"\section{A}\label{a}\section*{B}\section{C}\subsection{D}\label{d}\subsubsection{E}\label{e}",
            {"a": "1", "d": "2.1", "e": "2.1.1"},
        ),
        (r"\section{A}\appendix\section{B}\label{b}\subsection{C}\label{c}", {"b": "A", "c": "A.1"}),
        (
            r"\begin{table}\caption{C.}\label{a}\begin{subtable}{1cm}\caption{x}\label{x}\end{subtable}"
            r"\begin{subtable}{1cm}\caption{y}\label{y}\end{subtable}\end{table}",
            {"a": "1", "x": "1a", "y": "1b"},
        ),
        # Captions of parts may come before the whole's.
        (
            TABLE % "z"
            + r"\begin{table}\begin{subtable}{1cm}\caption{x}\label{x}\end{subtable}"
            + r"\caption{C.}\label{a}\end{table}",
            {"z": "1", "x": "2a", "a": "2"},
        ),
        (r"\begin{figure}\subfloat[x\label{x}]{}\caption{F.}\label{a}\end{figure}", {"x": "1a", "a": "1"}),
        (
            r"\begin{equation}\label{a}\end{equation}\begin{align}x\label{b}\\y\nonumber\\z\label{c}\end{align}"
            r"\begin{align*}x\\y\end{align*}\begin{equation}\tag{A}\label{d}\end{equation}"
            r"\begin{equation}\label{e}\end{equation}",
            {"a": "1", "b": "2", "c": "3", "d": "A", "e": "4"},
        ),
        (
            r"\begin{subequations}\label{a}\begin{align}x\label{b}\\y\label{c}\end{align}\end{subequations}",
            {"a": "1", "b": "1a", "c": "1b"},
        ),
        (
            r"\newtheorem{theorem}{Theorem}\newtheorem{lemma}[theorem]{Lemma}"
            r"\begin{theorem}\label{a}\end{theorem}\begin{lemma}\label{b}\end{lemma}",
            {"a": "1", "b": "2"},
        ),
        (r"\begin{enumerate}\item A\item B\label{b}\end{enumerate}", {"b": "2"}),
        (
            r"\renewcommand{\thetable}{S\arabic{table}}\setcounter{table}{2}" + TABLE % "a",
            {"a": "S3"},
        ),
        (r"\numberwithin{table}{section}\section{A}\section{B}" + TABLE % "a", {"a": "2.1"}),
        (r"\begin{center}\captionof{table}{C.}\label{a}\end{center}" + TABLE % "b", {"a": "1", "b": "2"}),
        (r"\begin{longtable}{l}\caption{C.}\label{a}\end{longtable}" + TABLE % "b", {"a": "1", "b": "2"}),
        # A label behind an environment means the section again.
        (r"\section{A}" + TABLE % "a" + r"\label{s}", {"a": "1", "s": "1"}),
    ],
)
def test_labels_are_numbered(body: str, expected: dict[str, str]) -> None:
    assert numbers(body) == expected


def test_classes_number_their_own_way() -> None:
    assert numbers(r"\section{A}\subsection{B}\label{b}" + TABLE % "a", "IEEEtran") == {"b": "I-A", "a": "I"}
    assert numbers(r"\chapter{A}\section{B}\label{b}" + TABLE % "a", "book") == {"b": "1.1", "a": "1.1"}


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Table~\ref{a}", "Table 1"),
        (r"Tables~\ref{a} and \ref{b}", "Tables 1 and 2"),
        (r"\autoref{a}", "Table 1"),
        (r"\Cref{a,b}", "Tables 1 and 2"),
        (r"\crefrange{a}{b}", "Tables 1 to 2"),
        (r"\eqref{e}", "(1)"),
        (r"\hyperref[a]{Table~\ref*{a}}", "Table 1"),
        (r"\cref{a,nowhere}", "ref"),
        (r"Table~\ref{nowhere}", "Table ref"),
        (r"\tab{b}", "Tab. 2"),
    ],
)
def test_references_show_numbers(written: str, printed: str) -> None:
    main = rf"""\documentclass{{article}}\newcommand{{\tab}}[1]{{Tab.~\ref{{#1}}}}\begin{{document}}
    It is in {written} here. {TABLE % "a"}{TABLE % "b"}\begin{{equation}}x=1\label{{e}}\end{{equation}}
    \end{{document}}"""
    pieces, _ = read_latex({"main.tex": main.encode()})
    assert pieces[0].text == f"It is in {printed} here."


def test_a_table_s_label_is_its_number() -> None:
    inner = r"\begin{tabular}{lr}Vessel & Test\\Skiff & 1.2\end{tabular}"
    table = rf"\begin{{table}}\caption{{C.}}{inner}\end{{table}}"
    main = rf"\documentclass{{article}}\begin{{document}}Text.{table}\appendix"
    main += r"\renewcommand{\thetable}{A.\arabic{table}}"
    main += rf"\setcounter{{table}}{{0}}{table}\end{{document}}"
    pieces, _ = read_latex({"main.tex": main.encode()})
    assert [piece.table.label for piece in pieces if piece.table] == ["Table 1", "Table A.1"]
    assert not any("renewcommand" in piece.text for piece in pieces)
