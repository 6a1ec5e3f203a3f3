"""LaTeX becomes text: macros, mathematics, floats, and traps that hung other readers."""

from __future__ import annotations

import io
import tarfile

import pytest

from synth.errors import UnreadablePaper
from synth.passages.archive import SINGLE, unpack
from synth.passages.latex_main import find_main
from synth.passages.latex_source import flatten
from synth.passages.latex_text import read_latex
from synth.passages.pieces import Piece
from synth.settings import ReaderLimits


def pieces(body: str, preamble: str = "", **files: str) -> list[Piece]:
    main = f"\\documentclass{{article}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"
    found, _ = read_latex(
        {"main.tex": main.encode(), **{f"{name}.tex": text.encode() for name, text in files.items()}}
    )
    return found


def text(body: str, preamble: str = "", **files: str) -> str:
    return "\n".join(piece.text for piece in pieces(body, preamble, **files))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"It gains $71.2\pm0.3$ points.", "It gains 71.2 ± 0.3 points."),
        (r"About $10^{20}$ and $10^{-5}$ steps.", "About 10^20 and 10^-5 steps."),
        (r"A share of 12\% or \textbf{3.5}\,\%.", "A share of 12% or 3.5 %."),
        (r"With $p<0.05$ and $n \geq 30$.", "With p < 0.05 and n ≥ 30."),
        (r"$F_1$ of BERT$_\mathrm{BASE}$.", "F1 of BERT_BASE."),
        (r"About $\sim$5~GB, or $3\times 10^8$ bytes.", "About ~5 GB, or 3 × 10^8 bytes."),
        (r"As \citet[see][p.~3]{pilot19} show in Table~\ref{t}.", "As [pilot19] show in Table ref."),
        (r"R\'enyi, \"{O}sterreich, Gla\v{s}, \c{c}a, na\"\i ve.", "Rényi, Österreich, Glaš, ça, naïve."),
        (
            r"See \href{https://a.example}{the site} or \url{https://b.example}.",
            "See the site or https://b.example.",
        ),
        (r"``Quoted'' words---and 3--4 of them.", "“Quoted” words—and 3–4 of them."),
        (r"A \unknownmacro{kept} word.", "A kept word."),
        # "= 0.3" was once taken for the value of a TeX register named \alpha.
        (r"\looseness=-1 With $\alpha=0.3$ and $\epsilon = 10^{-9}$.", "With α = 0.3 and ϵ = 10^-9."),
        (r"Half is $\frac{1}{2}$.", "Half is 1/2."),
        (r"Run \verb|a_b| or \lstinline[language=C]{c_d}.", "Run a_b or c_d."),
        (r"\begin{tabbing}Skiff \= 1.2 \\ Barge \> 3.4\end{tabbing}", "Skiff 1.2 Barge 3.4"),
        ("One % a comment with 99\nline.", "One line."),
        (r"Ten {\bf bold} words\vspace{-3mm} here.", "Ten bold words here."),
    ],
)
def test_inline_latex_reads_as_print(latex: str, expected: str) -> None:
    assert text(latex) == expected


def test_numbers_hidden_in_macros_show() -> None:
    preamble = r"\newcommand{\gain}{2.1\xspace}\def\model{SkiffNet}\newcommand{\again}{\gain}"
    preamble += r"\newcommand{\pts}[2]{#1 points on #2}"
    assert (
        text(r"\model gains \again, that is \pts{2.1}{Harbour}.", preamble)
        == "SkiffNetgains 2.1, that is 2.1 points on Harbour."
    )


def test_a_macro_that_calls_itself_ends() -> None:
    assert "word" in text(r"A \loop word.", r"\newcommand{\loop}{x \pool}\newcommand{\pool}{y \loop}")


def test_macros_that_grow_without_bound_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("synth.passages.latex_expand.MAX_EXPANSIONS", 2_000)
    preamble = "".join(
        rf"\newcommand{{\x{chr(98 + i)}}}{{\x{chr(97 + i)}\x{chr(97 + i)}}}" for i in range(24)
    )
    assert "end" in text(r"\xy end.", r"\newcommand{\xa}{lol }" + preamble)


def test_structure_is_kept_and_floats_are_not_sentences() -> None:
    found = pieces(
        r"""
\title{Tides}\maketitle
\begin{abstract}We gain 2.1 points.\end{abstract}
\section{Results}
Text before.\footnote{A note.}
\begin{table}\begin{tabular}{lr} Skiff & 71.2 \\ \end{tabular}\caption{Scores of all.}\end{table}
Text after.
\begin{thebibliography}{9}\bibitem{a} A. Pilot. Depths. 2019.\end{thebibliography}
"""
    )
    assert [(p.kind, p.text, p.is_abstract) for p in found] == [
        ("title", "Tides", False),
        ("sentence", "We gain 2.1 points.", True),
        ("heading", "Results", False),
        ("sentence", "Text before.", False),
        ("footnote", "A note.", False),
        ("caption", "Scores of all.", False),
        ("table", "Skiff | 71.2", False),
        ("sentence", "Text after.", False),
        ("reference", "A. Pilot. Depths. 2019.", False),
    ]


@pytest.mark.parametrize("gap", ["\n\n", " \n\n", "\t\n  \n\n ", "\\par "])
def test_an_empty_line_ends_a_paragraph_whatever_spaces_stand_around_it(gap: str) -> None:
    # A space before the line's end once hid the paragraph's.
    assert [piece.text for piece in pieces(f"One two.{gap}Three.")] == ["One two.", "Three."]


def test_lines_are_those_of_the_source() -> None:
    found = pieces("First words.\n\n% a comment\nSecond words.")
    assert [piece.lines[0] for piece in found] == [4, 7]


def test_inputs_are_joined_and_stay_inside_the_archive() -> None:
    assert text(r"Before. \input{part} After.", part="Middle.") == "Before. Middle. After."
    source, missing = flatten({"a.tex": rb"\input{../../etc/passwd} \input{a} rest"}, "a.tex")
    assert len(missing) == 2
    assert "rest" in source.text


@pytest.mark.parametrize(
    "body",
    [
        r"Words. \newenvironment{x}{\begin{y}}{\end{y}} More words.",
        r"Words. \begin{table} never closed. More words.",
        r"Words {{{{ unbalanced. More words.",
        r"Words } } more. More words.",
        r"Words \href{only. More words.",
        r"Words $ unclosed. More words.",
        "Words " + "{" * 5000 + " More words.",
        "Words " + r"\textbf{" * 5000 + " More words.",
        "Words " + "$x^{" * 3000 + " More words.",
    ],
)
def test_broken_latex_still_gives_its_text(body: str) -> None:
    # An unbalanced \newenvironment made pylatexenc hang, \href with one argument made it raise.
    assert "Words" in text(body)


def test_the_main_file_is_found() -> None:
    files = {
        "intro.tex": b"Words.",
        "supplement.tex": b"\\documentclass{article}\\begin{document}S\\end{document}",
        "paper.tex": b"\\documentclass{article}\\begin{document}\\input{intro}\\end{document}",
    }
    assert find_main(files) == "paper.tex"
    assert find_main({**files, "00README.XXX": b"supplement.tex toplevelfile\n"}) == "supplement.tex"
    assert find_main({"notes.md": b"# Notes"}) is None


def test_a_source_without_tex_is_refused() -> None:
    with pytest.raises(UnreadablePaper) as refused:
        read_latex({"withdrawn.txt": b"This paper was withdrawn."})
    assert refused.value.reason == "not_a_paper"


# ------------------------------------------------------------------- archives


def tar(*members: tuple[str, bytes] | tarfile.TarInfo, mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                archive.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                archive.addfile(info, io.BytesIO(member[1]))
    return out.getvalue()


@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_archives_give_their_text_files(mode: str) -> None:
    packed = tar(("./main.tex", b"text"), ("figures/a.png", b"\x89PNG"), mode=mode)
    assert unpack(packed, ReaderLimits()) == {"main.tex": b"text"}


def test_a_single_gzipped_file_is_unpacked() -> None:
    import gzip

    assert unpack(gzip.compress(b"\\bye"), ReaderLimits()) == {SINGLE: b"\\bye"}


def link(name: str, target: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = tarfile.SYMTYPE, target
    return info


@pytest.mark.parametrize(
    "member",
    [
        ("../evil.tex", b"x"),
        ("/etc/evil.tex", b"x"),
        ("a/../../evil.tex", b"x"),
        link("main.tex", "/etc/passwd"),
    ],
)
def test_archives_that_reach_out_are_refused(member: tuple[str, bytes] | tarfile.TarInfo) -> None:
    with pytest.raises(UnreadablePaper) as refused:
        unpack(tar(member), ReaderLimits())
    assert refused.value.reason == "unsafe_archive"


def test_bombs_and_stumps_are_refused() -> None:
    limits = ReaderLimits(unpacked_bytes=100_000, files=10)
    for packed in (tar(("main.tex", b"a" * 200_000)), tar(*((f"{i}.tex", b"a") for i in range(20)))):
        with pytest.raises(UnreadablePaper) as refused:
            unpack(packed, limits)
        assert refused.value.reason == "too_large"
    with pytest.raises(UnreadablePaper) as refused:
        unpack(tar(("main.tex", b"abc" * 1000))[:60], limits)
    assert refused.value.reason == "truncated"
