"""What the macros and environments of LaTeX mean to a reader of text: tables, no code.

Macros that are in none of these tables vanish, and their arguments are read as text.
"""

from __future__ import annotations

__all__ = [
    "ACCENTS",
    "BREAKS",
    "DINGBATS",
    "DISPLAYS",
    "DROPPED",
    "FLOATS",
    "LENGTHS",
    "REFERENCES",
    "SECTIONS",
    "SKIPPED",
    "SPACED",
    "SPACES",
    "SWITCHES",
    "SYMBOLS",
]

SECTIONS = frozenset("part chapter section subsection subsubsection paragraph subparagraph".split())
"""Macros whose argument is a heading."""

SKIPPED = frozenset(
    """tabular tabularx tabulary longtable tabu array algorithm algorithmic algorithm2e lstlisting verbatim
    tblr longtblr talltblr longtabu xltabular tabulary supertabular xtabular mpsupertabular NiceTabular
    deluxetable planotable
    Verbatim minted tikzpicture pgfpicture picture comment filecontents CCSXML keywords IEEEkeywords
    pspicture forest alltt pmatrix bmatrix matrix vmatrix""".split()
)
"""Environments whose content is no running text."""

FLOATS = frozenset(
    """figure table wrapfigure wraptable sidewaystable sidewaysfigure SCfigure SCtable marginfigure algorithm
    listing subfigure""".split()
)
"""Environments of which only the captions are text."""

DISPLAYS = frozenset(
    """equation align gather multline eqnarray displaymath math flalign alignat split aligned cases
    dmath""".split()
)
"""Environments in which everything is mathematics."""

LENGTHS = frozenset("kern mkern mskip hskip vskip lower raise moveleft moveright hangindent".split())
"""TeX's macros of space, whose argument is a length without braces."""

SWITCHES = frozenset(
    """tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge bfseries mdseries itshape
    upshape slshape scshape rmfamily sffamily ttfamily bf it sl sc rm sf tt em normalfont selectfont centering
    raggedright raggedleft""".split()
)
"""Macros that take no options: brackets behind them are text."""

DROPPED = {
    **dict.fromkeys(LENGTHS, 1),
    **dict.fromkeys(
        """label vspace hspace includegraphics bibliography bibliographystyle usepackage documentclass
        pagestyle thispagestyle hypersetup phantom hphantom vphantom author date affiliation affil email
        address institute thanks icmlauthor authorrunning titlerunning index pdfoutput color definecolor
        graphicspath RequirePackage IEEEauthorblockN IEEEauthorblockA orcid ccsdesc keywords
        newtheorem theoremstyle PassOptionsToPackage DeclareGraphicsExtensions input include addbibresource
        tikzset pgfplotsset lstset captionsetup newcolumntype hyphenation setcitestyle urlstyle shorttitle
        shortauthors ead cortext fntext tnotetext nonumnote crefname preprint pacs altaffiliation homepage
        subjclass curraddr dedicatory textcolor colorbox hyperlink hypertarget href scalebox raisebox parbox
        foreignlanguage cellcolor rowcolor multirowcell rotatebox footnotemark tnote sisetup
        SetCell SetRow SetColumn phm mspace tag tikzmark vrule hrule tablewidth tablecolumns
        fontseries fontshape fontfamily fontencoding tabletypesize tablecaption""".split(),
        1,
    ),
    **dict.fromkeys("makecell thead shortstack specialcell hyperref".split(), 0),
    **dict.fromkeys(
        """renewcommand setlength addtolength setcounter addtocounter rule icmlaffiliation fontsize markboth
        resizebox multirow multicolumn fcolorbox""".split(),
        2,
    ),
}
"""Macros, and how many of their first arguments are no text; what follows them is text again."""

REFERENCES = frozenset(
    """ref eqref autoref Autoref cref Cref crefrange Crefrange labelcref pageref vref Vref fullref secref
    figref tabref subref nameref""".split()
)
"""Macros that print the number of another place."""

SPACES = frozenset("quad qquad space enspace thinspace newline linebreak hfill hfil xspace break".split())
"""Macros that leave a gap."""

BREAKS = frozenset("par maketitle newpage clearpage bigskip medskip smallskip appendix item bibitem".split())
"""Macros that end a paragraph."""

ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    '"': "\u0308",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "d": "\u0323",
    "b": "\u0331",
}
"""Accent macros and their combining characters."""

SYMBOLS = dict(
    pair.split("=", 1)
    for pair in """ldots=... dots=... cdots=... textellipsis=... S=§ copyright=© degree=° textdegree=° circ=°
    sim=~ texttildelow=~ textasciitilde=~ prime=′ percent=% textbackslash=\\ textbar=| textless=<
    textgreater=> lt=< gt=> ast=* le=≤ ge=≥ leqslant=≤ geqslant=≥ lesssim=≲ gtrsim=≳ mid=| vert=| Vert=‖
    LaTeX=LaTeX TeX=TeX textendash=– textemdash=— textquoteright=’ textquotesingle=' checkmark=✓ cmark=✓
    xmark=✗ pounds=£ textsterling=£ euro=€ texteuro=€ yen=¥ EUR=€
    nodata=... textpm=± texttimes=× textmu=μ i=ı j=ȷ""".split()
)
"""Symbol macros that pylatexenc lacks, or that read better another way."""

DINGBATS = {
    **dict.fromkeys(("51", "52"), "✓"),
    **dict.fromkeys(("53", "54", "55", "56"), "✗"),
    **dict.fromkeys(("72", "73", "80", "88"), "★"),
    **{str(171 + i): chr(0x2460 + i) for i in range(1, 10)},
}
"""Signs of Zapf Dingbats that tables use, by their number (the package pifont)."""

SPACED = frozenset("=<>≤≥≈±×·→←↔≪≫∈≡∼≃≅∝≠⊂⊆∪∩≲≳")
"""Signs with space around them in print."""
