"""LaTeX in, pieces of plain text with their source lines out; the only importer of pylatexenc.

pylatexenc's own converter hangs on unbalanced environments and knows no places, so this module
walks the source itself, once, from left to right, and takes from pylatexenc the tables that say
which character a symbol macro stands for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from synth.errors import UnreadablePaper
from synth.passages.characters import normal_char
from synth.passages.latex_arguments import OPTION
from synth.passages.latex_definitions import behind_space
from synth.passages.latex_environments import Environments
from synth.passages.latex_expand import prepare
from synth.passages.latex_macros import (
    ACCENTS,
    BREAKS,
    DINGBATS,
    DROPPED,
    LENGTHS,
    REFERENCES,
    SECTIONS,
    SPACED,
    SPACES,
    SWITCHES,
    SYMBOLS,
)
from synth.passages.latex_main import find_main
from synth.passages.latex_references import written_reference
from synth.passages.latex_source import Tracked, flatten, group_end, styles_of
from synth.passages.latex_units import QUANTITIES
from synth.passages.pieces import Piece

__all__ = ["latex_pieces", "read_latex"]

MAX_NESTING = 40
"""Depth of groups within groups that are followed."""

_TOKEN = re.compile(
    r"\\(?P<word>@*[a-zA-Z][a-zA-Z@]*)\*?[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|\\(?P<symbol>.|\n)"
    r"|(?P<paragraph>[ \t]*\n[ \t]*\n\s*)|(?P<space>\s+)"
    r"|(?P<math>\$\$?)|(?P<script>[\^_])|(?P<brace>[{}])|(?P<tie>~)|(?P<dash>---?)|(?P<quote>``|'')|(?P<amp>&)"
    # A word with the words behind it: spaces between them are most of what a paper is cut at.
    r"|(?P<text>[^\\\s$^_{}~`'&-](?:[^\\\s$^_{}~`'&-]| (?! ))*|.)",
    re.S,
)
_ASSIGNMENT = re.compile(r"=\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|true\w\w)?|-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)\b")
_SIZE = (
    r"\s*=?\s*[-+]?\s*[\d.]*\s*"
    r"(?:\\[a-zA-Z]+|(?:true\s*)?(?:pt|em|ex|cm|mm|in|mu|bp|sp|pc|dd|cc|fil+)(?![a-z]))"
)
_LENGTH = re.compile(rf"{_SIZE}(?:\s*(?:plus|minus)\s*[\d.]*\s*(?:\\[a-zA-Z]+|[a-z]{{2,5}}))*")
_RULE = re.compile(rf"(?:\s*(?:width|height|depth){_SIZE})*")
_SETTINGS = re.compile(r"(?:\[[^\[\]]*[a-zA-Z=][^\[\]]*\]|\(\s*[\d.]+\s*,\s*[\d.]+\s*\))+")
"""Options of a macro: not the interval in `\\small[1.0, 1.4]`."""

_SCRIPTS = {"tablenotemark": "^", "textsuperscript": "^", "sp": "^", "textsubscript": "_", "sb": "_"}
_FRACTIONS = frozenset("frac dfrac tfrac nicefrac sfrac diagbox backslashbox slashbox".split())
_STACKED = {"underset": "_", "overset": "^", "stackrel": "^"}

_MARKS = "°′*∗⋆⁎†‡§¶"
"""Signs that are written raised and mean no power."""

_ESCAPED = frozenset("%$&#_{}")


def read_latex(files: Mapping[str, bytes]) -> tuple[list[Piece], tuple[str, ...]]:
    """Return the pieces of a LaTeX source given as files by name, and what was missing in it.

    Raises `UnreadablePaper` with reason `not_a_paper` where no file is a TeX document, `empty`
    where it has no text.
    """
    main = find_main(files)
    if main is None:
        raise UnreadablePaper(
            "the source has no TeX document among its files",
            reason="not_a_paper",
            advice="Give the paper's PDF instead, or the .tex file itself.",
        )
    source, missing = flatten(files, main)
    pieces = list(latex_pieces(source, styles_of(files, source)))
    pieces += _bibliography(files, main, pieces)
    if not any(piece.kind == "sentence" for piece in pieces):
        raise UnreadablePaper(
            f"{main or 'the file'} has no text", reason="empty", advice="Give the paper's PDF instead."
        )
    return pieces, missing


def latex_pieces(source: Tracked, styles: Iterable[Tracked] = ()) -> Iterator[Piece]:
    """Walk a flattened source and give its pieces in order; `styles` define macros of it."""
    source = prepare(source, styles)
    text = source.text
    begin = text.find("\\begin{document}")
    end = text.find("\\end{document}", max(begin, 0))
    walker = _Walker(source)
    if begin >= 0:
        for match in re.finditer(
            r"\\(?:title|icmltitle|abstract)\b\s*(?:\[[^\[\]]{0,300}\]\s*)?(?=\{)", text[:begin]
        ):
            walker.walk(match.start(), group_end(text, match.end()))
        begin += len("\\begin{document}")
    walker.walk(max(begin, 0), end if end >= 0 else len(text))
    walker.flush()
    yield from walker.pieces


def _bibliography(files: Mapping[str, bytes], main: str, pieces: list[Piece]) -> list[Piece]:
    if any(piece.kind == "reference" for piece in pieces):
        return []
    names = sorted(name for name in files if name.lower().endswith(".bbl"))
    own = [name for name in names if name.rpartition(".")[0] == main.rpartition(".")[0]] or names[:1]
    found: list[Piece] = []
    for name in own:
        source, _ = flatten(files, name)
        found += [piece for piece in latex_pieces(source) if piece.kind == "reference"]
    return found


class _Walker(Environments):
    """Goes through a source once and collects its pieces."""

    def __init__(self, source: Tracked) -> None:
        super().__init__(source)
        self.is_script = False
        self._writers = {
            **dict.fromkeys(_FRACTIONS, self._fraction),
            **dict.fromkeys(QUANTITIES, self._quantity),
            **dict.fromkeys(_STACKED, self._stack),
            "ding": self._sign,
            "verb": self._verb,
            "lstinline": self._verb,
        }

    def walk(self, start: int, end: int) -> None:
        """Convert the source between two offsets."""
        if self.depth > MAX_NESTING:
            return
        self.depth += 1
        at = start
        while at < end:
            match = _TOKEN.match(self.text, at, end)
            if match is None:
                break
            at = max(self._token(match, end), match.end())
        self.depth -= 1

    # ---- tokens

    def _token(self, match: re.Match[str], end: int) -> int:
        line = self.source.lines[match.start()]
        kind = match.lastgroup
        if kind == "text":
            self._plain(match[0], line)
        elif kind == "word":
            return self._macro(match["word"], match.end(), end, line)
        elif kind == "symbol":
            return self._control_symbol(match["symbol"], match.end(), end, line)
        elif kind == "paragraph" and not self.is_math and self.kind == "sentence" and self.depth == 1:
            self.flush()
        elif kind == "paragraph" or kind == "space":
            if not self.is_math:
                self.sink.push(" ", line)
        elif kind == "math":
            self.is_math = not self.is_math
            if match[0] == "$$":
                self.sink.push(" ", line)
        elif kind == "script" and self.is_math:
            return self._script(match[0], match.end(), end, line)
        elif kind != "brace":
            self._sign_of_text(kind or "", match[0], line)
        return match.end()

    def _sign_of_text(self, kind: str, written: str, line: int) -> None:
        if kind == "tie" or kind == "amp":
            self.sink.push(" ", line)
        elif kind == "dash":
            self.sink.push("—" if len(written) == 3 else "–", line)
        elif kind == "quote":
            self.sink.push("“" if written == "``" else "”", line)
        else:
            self._plain(written, line)

    def _plain(self, text: str, line: int) -> None:
        if self.is_math:
            for char in text.replace(" ", ""):
                self._math_char(char, line)
            return
        text = text.replace("'", "’").replace("`", "‘")
        self.sink.push(text if text.isascii() else "".join(map(normal_char, text)), line)

    def _math_char(self, char: str, line: int) -> None:
        before = self.sink.last
        is_binary = char in "+-" and (before.isalnum() or before in (")", "]", "|"))
        if before in ("e", "E") and len(self.sink.chars) > 1 and self.sink.chars[-2].isdigit():
            # The sign of a power of ten: 1e-4.
            is_binary = False
        if self.is_script:
            self.sink.push(normal_char(char), line)
        elif char == ",":
            self.sink.push("," if before.isdigit() else ", ", line)
        elif (char in SPACED and before not in ("", "(", "[")) or is_binary:
            self.sink.push(f" {char} ", line)
        else:
            self.sink.push(normal_char(char), line)

    def _script(self, mark: str, at: int, end: int, line: int) -> int:
        start, stop, after = self.argument(at, end)
        was, self.is_script = self.is_script, True
        inner = self.convert(start, stop, is_math=True).strip()
        self.is_script = was
        before = self.sink.chars[-2:]
        base = before[-1] if before else ""
        if not inner:
            return after
        if not inner.strip(_MARKS):
            self.sink.push(inner, line)
        elif inner[0] == "±":
            self.sink.push(" " + inner, line)
        elif mark == "^":
            self.sink.push("^" + inner, line)
        else:
            # F with an index 1 is written F1 by everyone; x with an index max is not xmax.
            alone = base.isalpha() and (len(before) < 2 or not before[0].isalnum())
            self.sink.push(inner if alone and inner[0].isdigit() else "_" + inner, line)
        return after

    def _control_symbol(self, symbol: str, at: int, end: int, line: int) -> int:
        if symbol in _ESCAPED:
            self.sink.push(symbol, line)
        elif self.is_tabbing and symbol in "=><+-'`":
            self.sink.push(" ", line)
        elif symbol in "([":
            self.is_math = True
            self.sink.push(" " if symbol == "[" else "", line)
        elif symbol in ")]":
            self.is_math = False
            self.sink.push(" " if symbol == "]" else "", line)
        elif symbol in ACCENTS and not self.is_math:
            return self._accent(symbol, at, end, line)
        elif symbol in " ,;:\n>":
            self.sink.push(" ", line)
        elif symbol == "\\":
            self.sink.push(" ", line)
            option = OPTION.match(self.text, at, end)
            return option.end() if option else at
        elif symbol == "|":
            self.sink.push("‖", line)
        return at

    def _accent(self, name: str, at: int, end: int, line: int) -> int:
        start, stop, after = self.argument(at, end)
        letter = self.convert(start, stop, is_math=False).strip().replace("ı", "i").replace("ȷ", "j")
        self.sink.push(
            unicodedata.normalize("NFC", letter[:1] + ACCENTS[name]) + letter[1:] if letter else "", line
        )
        return after

    # ---- macros

    def _macro(self, name: str, at: int, end: int, line: int) -> int:
        if name == "begin" or name == "end":
            return self.environment(name, at, end)
        if name in SECTIONS or name in (
            "title",
            "icmltitle",
            "caption",
            "captionof",
            "footnote",
            "footnotetext",
            "abstract",
        ):
            return self.apart(name, at, end)
        if (
            name.lower().startswith(("cite", "parencite", "textcite", "autocite", "footcite"))
            and name != "citestyle"
        ):
            return self._cite(at, end, line)
        if name in REFERENCES:
            return self._refer(name, at, end, line)
        if name == "url":
            start, stop, after = self.argument(at, end)
            self.sink.push(self.text[start:stop], line)
            return after
        if name in BREAKS:
            return self._break(name, at, end)
        if name in DROPPED:
            return self._drop(name, at, end)
        if name in _SCRIPTS:
            return self._script(_SCRIPTS[name], at, end, line)
        if writer := self._writers.get(name):
            return writer(name, at, end, line)
        if name in ACCENTS and not self.is_math and not (len(name) > 1):
            return self._accent(name, at, end, line)
        return at if self._symbol(name, line) or self.is_math else self._behind_unknown(name, at, end)

    def _behind_unknown(self, name: str, at: int, end: int) -> int:
        """Return the offset behind what sets a macro that says nothing here: a value, options, a size."""
        ignored = _ASSIGNMENT.match(self.text, at, end)
        if ignored is None and name not in SWITCHES and self.text[at - 1].isalpha():
            ignored = _SETTINGS.match(self.text, at, end)
        return ignored.end() if ignored else at

    def _symbol(self, name: str, line: int) -> bool:
        """Write what a symbol macro stands for; returns whether it is one."""
        char = SYMBOLS.get(name) or _symbol_table(name)
        if name in SPACES:
            self.sink.push(" ", line)
        elif name == "sqrt":
            self.sink.push("√", line)
        elif char:
            if self.is_math and len(char) == 1:
                self._math_char(char, line)
            else:
                self.sink.push(char, line)
        return bool(char) or name in SPACES or name == "sqrt"

    def _break(self, name: str, at: int, end: int) -> int:
        if self.kind == "sentence" or name == "bibitem":
            self.flush()
        if name == "bibitem":
            at = self.skip_options(at, end)
            _, _, at = self.argument(at, end)
        elif name == "item":
            option = OPTION.match(self.text, at, end)
            if option:
                inner = self.convert(option.start() + 1, option.end() - 1, is_math=False).strip(" []")
                self.sink.push(inner + " ", self.source.line_at(at))
                return option.end()
        return at

    def _drop(self, name: str, at: int, end: int) -> int:
        if name in LENGTHS and (length := _LENGTH.match(self.text, at, end)):
            return length.end()
        at = self.skip_options(at, end)
        if name in ("vrule", "hrule"):
            found = _RULE.match(self.text, at, end)
            return found.end() if found else at
        for _ in range(DROPPED[name]):
            here = behind_space(self.text, at)
            if self.text[here : here + 1] != "{" and not name.startswith("multi"):
                break
            _, _, at = self.argument(here, end)
            at = self.skip_options(at, end)
        return at

    def _cite(self, at: int, end: int, line: int) -> int:
        at = self.skip_options(at, end)
        start, stop, after = self.argument(at, end)
        keys = " ".join(self.text[start:stop].split())
        if self.text[after - 1 : after] == "}" and keys:
            self.sink.push(f"{'' if self.sink.last in ('', ' ', '(') else ' '}[{keys}]", line)
            return after
        return at

    def _refer(self, name: str, at: int, end: int, line: int) -> int:
        start, stop, after = self.argument(self.skip_options(at, end), end)
        keys = self.text[start:stop].split(",")
        if name.lower() == "crefrange":
            start, stop, after = self.argument(after, end)
            keys.append(self.text[start:stop])
        self.sink.push(written_reference(name, keys, self.numbers), line)
        return after

    def _fraction(self, name: str, at: int, end: int, line: int) -> int:
        at = self.skip_options(at, end)
        start, stop, middle = self.argument(at, end)
        is_math = not name.endswith("box")
        first = self.convert(start, stop, is_math=is_math).strip()
        start, stop, after = self.argument(middle, end)
        second = self.convert(start, stop, is_math=is_math).strip()
        # A box parted by a diagonal names the rows and the columns of a table.
        self.sink.push(
            f"{first} / {second}" if not is_math else f"{_bracket(first)}/{_bracket(second)}", line
        )
        return after

    def _quantity(self, name: str, at: int, end: int, line: int) -> int:
        """Write a number, a unit or both."""
        quantity = QUANTITIES[name]
        written: list[str] = []
        for write in quantity.arguments:
            at = self.skip_options(at, end)
            start, stop, at = self.argument(at, end)
            written.append(write(self.text[start:stop]))
        first = quantity.between.join(filter(None, written[:2]))
        self.sink.push(" ".join(filter(None, (first, *written[2:]))), line)
        return at

    def _stack(self, name: str, at: int, end: int, line: int) -> int:
        """Write what stands over or under something behind it, as an uncertainty or a script."""
        start, stop, middle = self.argument(at, end)
        small = self.convert(start, stop, is_math=True).strip()
        start, stop, after = self.argument(middle, end)
        self.sink.push(self.convert(start, stop, is_math=True).strip(), line)
        before = " " if small[:1] in ("±", "(") else _STACKED[name] if small.strip(_MARKS) else ""
        self.sink.push(before + small, line)
        return after

    def _verb(self, name: str, at: int, end: int, line: int) -> int:
        """Write what stands between two signs as it is."""
        if name == "lstinline":
            at = self.skip_options(at, end)
        mark = self.text[at : at + 1]
        stop = self.text.find("}" if mark == "{" else mark, at + 1, min(end, at + 500)) if mark else -1
        if stop < 0:
            return at
        self.sink.push(self.text[at + 1 : stop], line)
        return stop + 1

    def _sign(self, name: str, at: int, end: int, line: int) -> int:
        """Write a sign of the font Zapf Dingbats by its number; those that tables don't use are left out."""
        del name
        start, stop, after = self.argument(at, end)
        self.sink.push(DINGBATS.get(self.text[start:stop].strip(), ""), line)
        return after


def _bracket(part: str) -> str:
    return part if len(part) < 2 or part.replace(".", "").isalnum() else f"({part})"


@lru_cache(maxsize=4096)
def _symbol_table(name: str) -> str:
    """Return the character that a symbol macro stands for; "" for other macros."""
    from pylatexenc.latex2text import get_default_latex_context_db

    spec = get_default_latex_context_db().get_macro_spec(name)
    written = getattr(spec, "simplify_repl", None)
    if not isinstance(written, str) or "%" in written:
        return ""
    return "".join(normal_char(char) for char in written.strip())
