"""Text of strangers → LaTeX that can only be typeset, never obeyed.

Three things happen to every value, in this order: hidden characters go (`text.clean_line`),
the ten special characters are escaped by PyLaTeX, and stretches that the main font does not
hold are wrapped in a command that names their script, since XeTeX has no font fallback.
The scripts and symbol commands are declared by `font_setup`, which looks at what a finished
document uses, so that a report in English loads no font for Thai.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pylatex.utils import NoEscape, escape_latex

from synth.report.links import Pointer, Stretch, tex_url
from synth.text import clean_line

__all__ = ["NoEscape", "docinfo", "escape", "font_setup", "href", "marked", "pointer", "pointers", "target"]

LONG_WORD = 24
"""Characters after which an unbroken word may be broken anywhere, lest it run into the margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    command: str
    ranges: tuple[tuple[int, int], ...]
    fonts: tuple[str, ...]
    options: str = ""
    is_right_to_left: bool = False
    breaks_anywhere: str = ""


# Fonts in order of preference; the first that is installed is used, else the characters' names.
_SCRIPTS = (
    _Script(
        command="sygreek",
        ranges=((0x370, 0x3FF), (0x1F00, 0x1FFF)),
        fonts=("Noto Serif", "DejaVu Serif", "GFS Didot"),
        options="Scale=MatchLowercase",
    ),
    _Script(
        command="sycyrillic",
        ranges=((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
        fonts=("Noto Serif", "DejaVu Serif"),
        options="Scale=MatchLowercase",
    ),
    _Script(
        command="sylatin",
        ranges=((0x180, 0x2AF), (0x1E00, 0x1EFF), (0xA720, 0xA7FF)),
        fonts=("Noto Serif", "DejaVu Serif"),
        options="Scale=MatchLowercase",
    ),
    _Script(
        command="sykana",
        ranges=((0x3040, 0x30FF), (0x31F0, 0x31FF), (0xFF65, 0xFF9F)),
        fonts=("Noto Serif CJK JP", "Noto Sans CJK JP"),
        breaks_anywhere="ja",
    ),
    _Script(
        command="syhangul",
        ranges=((0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF)),
        fonts=("Noto Serif CJK KR", "Noto Sans CJK KR"),
        breaks_anywhere="ko",
    ),
    _Script(
        command="syhan",
        ranges=(
            (0x2E80, 0x303F),
            (0x3100, 0x312F),
            (0x31A0, 0x31EF),
            (0x3200, 0x4DBF),
            (0x4E00, 0x9FFF),
            (0xF900, 0xFAFF),
            (0xFE30, 0xFE4F),
            (0xFF00, 0xFF64),
            (0xFFA0, 0xFFEF),
            (0x20000, 0x323AF),
        ),
        fonts=("Noto Serif CJK SC", "Noto Sans CJK SC"),
        breaks_anywhere="zh",
    ),
    _Script(
        command="syhebrew",
        ranges=((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
        fonts=("Noto Serif Hebrew", "Noto Sans Hebrew", "DejaVu Sans"),
        options="Script=Hebrew,Scale=MatchLowercase",
        is_right_to_left=True,
    ),
    _Script(
        command="syarabic",
        ranges=((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC)),
        fonts=("Noto Naskh Arabic", "Noto Sans Arabic", "DejaVu Sans"),
        options="Script=Arabic",
        is_right_to_left=True,
    ),
    _Script(command="syarmenian", ranges=((0x530, 0x58F),), fonts=("Noto Serif Armenian", "DejaVu Serif")),
    _Script(
        command="sydevanagari",
        ranges=((0x900, 0x97F), (0xA8E0, 0xA8FF)),
        fonts=("Noto Serif Devanagari", "Noto Sans Devanagari"),
        options="Script=Devanagari",
    ),
    _Script(
        command="sybengali",
        ranges=((0x980, 0x9FF),),
        fonts=("Noto Serif Bengali", "Noto Sans Bengali"),
        options="Script=Bengali",
    ),
    _Script(
        command="sytamil",
        ranges=((0xB80, 0xBFF),),
        fonts=("Noto Serif Tamil", "Noto Sans Tamil"),
        options="Script=Tamil",
    ),
    _Script(
        command="sytelugu",
        ranges=((0xC00, 0xC7F),),
        fonts=("Noto Serif Telugu", "Noto Sans Telugu"),
        options="Script=Telugu",
    ),
    _Script(
        command="sythai",
        ranges=((0xE00, 0xE7F),),
        fonts=("Noto Serif Thai", "Noto Sans Thai"),
        options="Script=Thai",
        breaks_anywhere="th",
    ),
    _Script(
        command="sygeorgian",
        ranges=((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
        fonts=("Noto Serif Georgian", "DejaVu Serif"),
    ),
    _Script(
        command="syethiopic",
        ranges=((0x1200, 0x139F),),
        fonts=("Noto Serif Ethiopic", "Noto Sans Ethiopic"),
        options="Script=Ethiopic",
    ),
)
_BY_COMMAND = {script.command: script for script in _SCRIPTS}

# Tried in order for a single character; the last word is its name in brackets.
_SYMBOL_FONTS = (
    "DejaVu Serif",
    "Noto Sans Math",
    "Noto Sans Symbols2",
    "DejaVu Sans",
    "Noto Sans Symbols",
    "Symbola",
    "Noto Emoji",
)

# Punctuation that every text font has, besides Latin letters with their accents.
_PLAIN = frozenset("–—‘’‚“”„†‡•…‰‹›€™")
_DROPPED = frozenset("\u20dd\u20de\u20df\u20e0\u20e3\u00ad\u034f\u061c\ufe0e\ufe0f\ufff9\ufffa\ufffb")
# Two of these make a flag; as letters they still name the country.
_FLAG_LETTERS = {0x1F1E6 + i: chr(ord("A") + i) for i in range(26)}
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_CLUSTER = re.compile("[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+")
_BREAK = "\ue000"  # a private-use character stands for a break until escaping is done
_WORD_SPLIT = re.compile(rf"[^\s\u2e80-\u9fff\uac00-\ud7ff]{{{LONG_WORD + 1},}}")


def escape(text: str) -> NoEscape:
    """Return LaTeX that prints the text, whatever it holds, as one line.

    Control, bidirectional and zero-width characters are dropped; a character that no installed
    font has comes out as its Unicode name in brackets.
    """
    if isinstance(text, NoEscape):
        return text
    line = clean_line(str(text)).replace(_BREAK, "\ufffd").translate(_FLAG_LETTERS)
    line = _WORD_SPLIT.sub(_allow_breaks, line)
    return NoEscape("".join(_typeset_run(command, run) for command, run in _runs(line)))


def href(url: str, text: str) -> NoEscape:
    """Return a link to a web address that shows the text."""
    return NoEscape(rf"\href{{{tex_url(url)}}}{{{escape(text)}}}")


def pointer(reference: Pointer, text: str | None = None) -> NoEscape:
    """Return a reference as a link inside the document, else to the web, else as bare text."""
    shown = reference.text if text is None else text
    if reference.anchor is not None:
        return NoEscape(rf"\hyperlink{{{_anchor(reference.anchor)}}}{{{escape(shown)}}}")
    return escape(shown) if reference.url is None else href(reference.url, shown)


def pointers(references: Sequence[Pointer], limit: int = 12) -> NoEscape:
    """Return references separated by commas; those above the limit are counted."""
    shown = [str(pointer(reference)) for reference in references[:limit]]
    rest = len(references) - len(shown)
    return NoEscape(", ".join(shown) + (f" and {rest} more" if rest else ""))


def marked(pieces: Sequence[Stretch]) -> NoEscape:
    r"""Return a wording in which what was dropped is struck out and what came in is underlined, by words."""
    shown, last = "", None
    for piece in pieces:
        command = {"old": r"\syold", "new": r"\synew"}.get(piece.kind)
        words = piece.core.split(" ") if piece.core else []
        set_words = [_marked_word(command, word) for word in words]
        is_glued = command == r"\synew" and last == r"\syold" and not piece.leads and not shown.endswith(" ")
        shown += " " * (is_glued or piece.leads) + " ".join(set_words) + " " * piece.trails
        last = command
    return NoEscape(shown)


def docinfo(title: str, subject: str) -> NoEscape:
    """Return the PDF's title and subject, in hex: no character in it can act on TeX or on a PDF reader."""
    entries = " ".join(
        f"/{name} <FEFF{clean_line(text).encode('utf-16-be', 'replace').hex().upper()}>"
        for name, text in (("Title", title), ("Subject", subject))
    )
    return NoEscape(rf"\special{{pdf:docinfo <<{entries}>>}}")


def target(anchor: str) -> NoEscape:
    """Return the place that a pointer leads to, a line above the text that follows."""
    return NoEscape(rf"\sytarget{{{_anchor(anchor)}}}")


def font_setup(document: str) -> NoEscape:
    r"""Return the declarations of the script commands that a document uses, and of `\sysym`."""
    used = [script for script in _SCRIPTS if f"\\{script.command}{{" in document]
    lines = [_declare(script) for script in used]
    lines.append(_declare_symbols())
    return NoEscape("\n".join(lines))


def _marked_word(command: str | None, word: str) -> str:
    # A long word must be able to break, which nothing in a box can.
    if command is None:
        return str(escape(word))
    return f"{command if len(word) <= LONG_WORD else command + 'long'}{{{escape(word)}}}"


def _anchor(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise ValueError(f"{name!r} can't be an anchor")
    return name


def _allow_breaks(match: re.Match[str]) -> str:
    word = match.group()
    return _BREAK.join(word[i : i + 4] for i in range(0, len(word), 4))


def _runs(line: str) -> list[tuple[str, str]]:
    """Split into stretches of one script; a space between two words of a script belongs to it."""
    # Japanese mixes kana and Chinese characters in one word: one font for both.
    is_japanese = any(_command_of(char) == "sykana" for char in line)
    runs: list[tuple[str, str]] = []
    for cluster in _CLUSTER.findall(line):
        command = _command_of_cluster(cluster)
        if command == "syhan" and is_japanese:
            command = "sykana"
        if runs and runs[-1][0] == command:
            runs[-1] = (command, runs[-1][1] + cluster)
        elif command in _BY_COMMAND and len(runs) > 1 and runs[-1][1] == " " and runs[-2][0] == command:
            runs.pop()
            runs[-1] = (command, f"{runs[-1][1]} {cluster}")
        else:
            runs.append((command, cluster))
    return runs


def _command_of_cluster(cluster: str) -> str:
    command = _command_of(cluster[0])
    # A letter with an accent that Unicode has no single character for.
    return "sylatin" if len(cluster) > 1 and command == "" else command


def _command_of(char: str) -> str:
    code = ord(char)
    if code < 0x180 or char in _PLAIN or char == _BREAK:
        return ""
    if char in _DROPPED or code in _SKIN_TONES or 0xE0000 <= code <= 0xE0FFF:
        return "drop"
    for script in _SCRIPTS:
        if any(low <= code <= high for low, high in script.ranges):
            # An unassigned code point has no glyph anywhere.
            return "symbol" if unicodedata.category(char) in ("Cn", "Co") else script.command
    return "symbol"


def _typeset_run(command: str, run: str) -> str:
    if command == "drop":
        return ""
    if command == "symbol":
        return "".join(_symbol(char) for char in run if not unicodedata.combining(char))
    # PyLaTeX braces every hyphen; only doubled ones could be read as a dash, and XeTeX is told not to.
    escaped = str(escape_latex(run)).replace("{-}", "-").replace(_BREAK, r"\sybreak{}")
    return f"\\{command}{{{escaped}}}" if command else escaped


def _symbol(char: str) -> str:
    if unicodedata.category(char) == "Zs":
        return " "
    name = unicodedata.name(char, "").lower() or f"U+{ord(char):04X}"
    return f"\\sysym{{{ord(char):X}}}{{{escape_latex(name)}}}"


def _declare(script: _Script) -> str:
    family = script.command + "font"
    options = f"[{script.options}]" if script.options else ""
    choice = "{}"
    for font in reversed(script.fonts):
        choice = f"{{\\newfontfamily\\{family}{{{font}}}{options}}}{choice}"
        choice = f"{{\\IfFontExistsTF{{{font}}}{choice}}}"
    body = "#1"
    if script.is_right_to_left:
        body = r"\beginR #1\endR "
    if script.breaks_anywhere:
        body = rf'\XeTeXlinebreaklocale "{script.breaks_anywhere}"\XeTeXlinebreakskip=0pt plus 1pt {body}'
    return (
        f"\\newcommand\\{family}{{}}\\let\\{family}\\relax\n{choice[1:-1]}\n"
        f"\\newcommand\\{script.command}[1]{{{{\\{family} {body}}}}}"
    )


def _declare_symbols() -> str:
    lines: list[str] = []
    test = r"{\normalfont\footnotesize[#2]}"
    for number, font in reversed(list(enumerate(_SYMBOL_FONTS))):
        family = f"sysymfont{'abcdefgh'[number]}"
        lines.insert(
            0,
            rf"\IfFontExistsTF{{{font}}}{{\newfontfamily\{family}{{{font}}}[Scale=MatchLowercase]}}{{\let\{family}\relax}}",
        )
        test = rf'{{\{family}\iffontchar\font"#1 \char"#1 \else{test}\fi}}'
    lines.append(rf'\newcommand\sysym[2]{{\iffontchar\font"#1 \char"#1 \else{test}\fi}}')
    return "\n".join(lines)
