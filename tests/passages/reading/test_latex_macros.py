"""Macros and conditions of LaTeX become what TeX would have printed in their place."""

from __future__ import annotations

import pytest

from synth.passages.latex_expand import prepare
from synth.passages.latex_source import flatten
from synth.passages.latex_text import read_latex


def text(body: str, preamble: str = "", **files: str) -> str:
    main = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    given = {"main.tex": main.encode(), **{name: content.encode() for name, content in files.items()}}
    found, _ = read_latex({name.replace("_", "."): content for name, content in given.items()})
    return "\n".join(piece.text for piece in found)


@pytest.mark.parametrize(
    ("preamble", "body", "expected"),
    [
        (r"\def\x{1.2}", r"It is \x\ and \def\x{3.4}\x.", "It is 1.2 and 3.4."),
        (r"\def\x{1.2}", r"It is {\def\x{3.4}\x}, then \x.", "It is 3.4, then 1.2."),
        (r"\def\x{1.2}", r"It is {\gdef\x{3.4}\x}, then \x.", "It is 3.4, then 3.4."),
        (
            r"\def\x{1.2}",
            r"\begin{quote}\def\x{3.4}{\def\x{5.6}\x}, \x\end{quote} and \x.",
            "5.6, 3.4\nand 1.2.",
        ),
        (r"\def\x{1.2}", r"} \def\x{3.4}\x{} and \x.", "3.4 and 3.4."),
        (r"\def\x{1.2}\let\y\x\def\x{9.9}", r"It is \y.", "It is 1.2."),
        (r"\newcommand\x{\y}\newcommand\y{1.2}", r"It is \x.", "It is 1.2."),
        (
            r"\newcommand{\x}[2][0.3]{#2 $\pm$ #1}",
            r"It is \x{1.2} or \x[0.4]{1.3}.",
            "It is 1.2 ± 0.3 or 1.3 ± 0.4.",
        ),
        (r"\NewDocumentCommand{\x}{O{0.3} m}{#2 $\pm$ #1}", r"It is \x{1.2}.", "It is 1.2 ± 0.3."),
        (r"\NewDocumentCommand\x{s m}{#2}", r"It is \x*{1.2}.", "It is 1.2."),
        (r"\def\row#1:#2;{#1 gains #2}", r"The \row Skiff:1.2;.", "The Skiff gains 1.2."),
        (r"\expandafter\def\csname v1\endcsname{1.2}", r"It is \csname v1\endcsname.", "It is 1.2."),
        (r"\csdef{v1}{1.2}", r"It is \csuse{v1}.", "It is 1.2."),
        (
            r"\makeatletter\@namedef{v1}{1.2}\def\@v{3.4}\def\w{\@v}\makeatother",
            r"\@nameuse{v1}, \w.",
            "1.2, 3.4.",
        ),
        (r"\newcommand{\gain}{2.1\xspace}", r"A \gain gain, \gain, or \gain{}.", "A 2.1 gain, 2.1, or 2.1."),
        (
            r"\newcommand{\code}[1]{#1\xspace}\newcommand{\x}{\code{Py}}",
            r"The \x code, \x.",
            "The Py code, Py.",
        ),
        (r"\newcommand{\ie}{\emph{i.e.}\@\xspace}", r"Fast, \ie quick.", "Fast, i.e. quick."),
        (r"\newcommand{\recall}{Recall}", r"The \recall@5 of it.", "The Recall@5 of it."),
        (r"\newcommand{\best}{\textbf}", r"It is \best{1.2}.", "It is 1.2."),
        (r"\newcommand{\twice}[1]{\once{#1}\once}\newcommand{\once}[1]{(#1)}", r"\twice{a}{b}.", "(a)(b)."),
        (r"\newcommand{\rev}[1]{\textcolor{blue}{#1}}", r"\rev{It is 1.2.}", "It is 1.2."),
        (r"\let\oldcite\cite\renewcommand{\cite}[1]{\oldcite{#1}}", r"As in \cite{a}.", "As in [a]."),
        (
            r"\newacronym{sn}{SkiffNet}{a net for skiffs}",
            r"The \gls{sn}, \glspl{sn} and \ac{Yawl}.",
            "The SkiffNet, SkiffNets and Yawl.",
        ),
        (r"\newcommand{\hide}[1]{}", r"It is \hide{9.9}1.2.", "It is 1.2."),
        ("", r"It is \st{9.9} \sout{8.8} 1.2 and \replaced{3.4}{7.7}, \deleted{6.6}.", "It is 1.2 and 3.4,."),
        # "\\Skiff" is the end of a line and a word, not a macro.
        (r"\newcommand{\Skiff}{9.9}", r"It is 1.2\\Skiff.", "It is 1.2 Skiff."),
    ],
)
def test_macros_are_what_they_were_last_defined_as(preamble: str, body: str, expected: str) -> None:
    assert text(body, preamble) == expected


KEPT_FIRST = [
    (r"\newif\ifnew\newtrue", r"\ifnew"),
    (r"\newif\ifnew\newtrue", r"\ifnew\iftrue\fi"),
    ("", r"\iftrue"),
    (r"\def\a{x}\def\b{x}", r"\ifx\a\b"),
    ("", r"\ifx\a\undefined"),
    (r"\def\a{}", r"\ifx\a\empty"),
    (r"\def\a{x}", r"\ifdefined\a"),
    (r"\def\version{2}", r"\ifnum\version>1 "),
    (r"\newcommand{\blind}{1}", r"\if1\blind"),
    (r"\let\ifnew\iftrue", r"\ifnew"),
    ("", r"\ifcsname a\endcsname 9.9 \fi\iftrue"),
]
KEPT_SECOND = [
    (r"\newif\ifnew", r"\ifnew"),
    (r"\newif\ifnew\newtrue\newfalse", r"\ifnew"),
    ("", r"\iffalse\iftrue\fi\iff"),
    (r"\def\a{x}\def\b{y}", r"\ifx\a\b"),
    ("", r"\ifdefined\a"),
    (r"\newcommand{\blind}{0}", r"\if1\blind"),
    ("", r"\ifcase1 9.9 \or 3.4 \or "),
    ("", r"\ifsomeclassoption"),
]


@pytest.mark.parametrize(("preamble", "condition"), KEPT_FIRST)
def test_the_branch_that_holds_is_kept(preamble: str, condition: str) -> None:
    assert text(rf"It is {condition} 1.2 \else 9.9 \fi now.", preamble) == "It is 1.2 now."


@pytest.mark.parametrize(("preamble", "condition"), KEPT_SECOND)
def test_the_branch_that_does_not_hold_is_left_out(preamble: str, condition: str) -> None:
    second = "3.4" if "case" in condition else "1.2"
    assert text(rf"It is {condition} 9.9 \else {second} \fi now.", preamble) == f"It is {second} now."


@pytest.mark.parametrize(
    ("preamble", "condition"),
    [
        (r"\newtoggle{full}\toggletrue{full}", r"\iftoggle{full}"),
        (r"\newbool{full}\setbool{full}{true}", r"\ifbool{full}"),
        (r"\newboolean{full}\setboolean{full}{true}", r"\ifthenelse{\boolean{full}}"),
        (r"\newboolean{full}", r"\ifthenelse{\not \boolean{full} \and \equal{a}{a}}"),
        (r"\def\v{2}", r"\ifthenelse{\v > 1}"),
        (r"\def\v{two}", r"\ifdefstring{\v}{two}"),
        (r"\def\v{two}", r"\ifdef{\v}"),
        ("", r"\makeatletter\@ifundefined{v}"),
        ("", r"\ifblank{ }"),
    ],
)
def test_conditions_with_branches_in_braces(preamble: str, condition: str) -> None:
    assert text(rf"It is {condition}{{1.2}}{{9.9}} now.", preamble) == "It is 1.2 now."


def test_a_condition_on_the_mode_is_told_by_what_stands_before() -> None:
    preamble = r"\newcommand{\sym}[1]{\ifmmode^{#1}\else\(^{#1}\)\fi}"
    assert text(r"It is 1.2\sym{a} or $x\sym{a}$.", preamble) == "It is 1.2^a or x^a."


def test_what_is_no_text_is_left_out() -> None:
    hidden = r"\excludecomment{old}\newenvironment{older}{\comment}{\endcomment}"
    body = "It\n\\begin{comment}\nis 9.9\n\\end{comment}\n\\begin{old}was 8.8\\end{old}\n"
    body += r"\begin{older}was 7.7\end{older}\ExplSyntaxOn 6.6 \ExplSyntaxOff is 1.2."
    assert text(body, hidden) == "It is 1.2."


def test_verbatim_text_is_not_expanded() -> None:
    source, _ = flatten({"a.tex": b"\\def\\x{9.9}\\begin{verbatim}\\x\\end{verbatim}"}, "a.tex")
    assert prepare(source).text.strip() == r"\begin{verbatim}\x\end{verbatim}"


def test_an_unclosed_condition_hides_the_rest_as_in_tex() -> None:
    assert text(r"It is 1.2. \iffalse It was 9.9.") == "It is 1.2."


def test_macros_of_a_style_in_the_archive_are_known() -> None:
    style = (
        r"\ProvidesPackage{ours}\newcommand{\gain}{1.2}\def\ours@box{\hbox{9.9}}\newcommand{\x}{\ours@box}"
    )
    assert text(r"It is \gain.", r"\usepackage{ours}", ours_sty=style) == "It is 1.2."


def test_text_in_an_argument_keeps_its_lines() -> None:
    source, _ = flatten({"a.tex": b"\\newcommand{\\rev}[1]{#1}\n\\rev{One\ntwo\nthree}"}, "a.tex")
    prepared = prepare(source)
    assert [prepared.line_at(prepared.text.index(word)) for word in ("One", "two", "three")] == [2, 3, 4]


def test_environments_of_a_paper_are_those_that_they_stand_for() -> None:
    preamble = r"\newenvironment{eqs}[1]{#1\begin{align}}{\end{align}}"
    assert text(r"\begin{eqs}{With}x &= 1.2.\end{eqs}", preamble) == "With x = 1.2."


@pytest.mark.parametrize(
    "preamble",
    [
        r"\def\x{\x\x}",
        r"\def\x{a\y}\def\y{b\x}",
        r"\def\x#1{\x{#1#1}}",
        r"\newcommand{\x}{\begin{e}}\newenvironment{e}{\begin{e}}{\end{e}}",
        r"\def\x{\ifnum1=1 \x \fi}",
        r"\def\x{\expandafter\x\x}",
        r"\edef\x{\x\x}",
        r"\def\x{\iftrue\iftrue\iftrue\x}",
    ],
)
def test_macros_without_end_end(preamble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synth.passages.latex_expand.MAX_EXPANSIONS", 500)
    assert "It is 1.2." in text(r"It is 1.2. \x{}", preamble)
