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
from synth.passages.latex_arguments import OPTION, Arguments
from synth.passages.latex_cells import TABULARS, Tabular
from synth.passages.latex_expand import prepare
from synth.passages.latex_floats import Caption, captions_in, captions_of, rows_of, tabulars_in
from synth.passages.latex_macros import (
    ACCENTS,
    BREAKS,
    DINGBATS,
    DISPLAYS,
    DROPPED,
    FLOATS,
    LENGTHS,
    REFERENCES,
    SECTIONS,
    SKIPPED,
    SPACED,
    SPACES,
    SYMBOLS,
)
from synth.passages.latex_main import find_main
from synth.passages.latex_numbers import read_numbers
from synth.passages.latex_references import written_reference
from synth.passages.latex_sink import Sink
from synth.passages.latex_source import Tracked, flatten, group_end, styles_of
from synth.passages.latex_tables import draft_table
from synth.passages.latex_units import QUANTITIES, space_uncertainty
from synth.passages.pieces import Piece
from synth.types import PassageKind

__all__ = ["latex_pieces", "read_latex"]

MAX_NESTING = 40
"""Depth of groups within groups that are followed."""

_TOKEN = re.compile(
    r"\\(?P<word>@*[a-zA-Z][a-zA-Z@]*)\*?[ \t]*(?:\n(?![ \t]*\n)[ \t]*)?|\\(?P<symbol>.|\n)"
    r"|(?P<paragraph>\n[ \t]*\n\s*)|(?P<space>\s+)"
    r"|(?P<math>\$\$?)|(?P<script>[\^_])|(?P<brace>[{}])|(?P<tie>~)|(?P<dash>---?)|(?P<quote>``|'')|(?P<amp>&)"
    r"|(?P<text>[^\\\s$^_{}~`'&-]+|.)",
    re.S,
)
_ASSIGNMENT = re.compile(r"=\s*-?[\d.]+\s*(?:pt|em|ex|cm|mm|in|true\w\w)?|-?[\d.]+\s*(?:pt|em|ex|cm|mm|in)\b")
_LENGTH = re.compile(
    r"\s*=?\s*[-+]?\s*[\d.]*\s*(?:\\[a-zA-Z]+|(?:true\s*)?(?:pt|em|ex|cm|mm|in|mu|bp|sp|pc|dd|cc|fil+)(?![a-z]))"
    r"(?:\s*(?:plus|minus)\s*[\d.]*\s*(?:\\[a-zA-Z]+|[a-z]{2,5}))*"
)
_ENVIRONMENT = re.compile(r"\s*\{\s*([a-zA-Z@*\s-]{1,40})\}")

_WITH_ARGUMENTS = frozenset("minipage multicols adjustbox spacing tcolorbox adjustwidth list".split())
"""Environments whose arguments say how they are set."""

_NOTES = re.compile(r"\\begin\{tablenotes\}(?:\[[^\]]{0,80}\])?(.*?)\\end\{tablenotes\}", re.S)

_DELUXE_NOTES = re.compile(r"\\(?:tablecomments|tablerefs|tablenotetext\s*\{[^{}]{0,20}\})\s*(?=\{)")

_SCRIPTS = {"tablenotemark": "^", "textsuperscript": "^", "sp": "^", "textsubscript": "_", "sb": "_"}
_FRACTIONS = frozenset("frac dfrac tfrac nicefrac sfrac diagbox backslashbox slashbox".split())

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


class _Walker(Arguments):
    """Goes through a source once and collects its pieces."""

    def __init__(self, source: Tracked) -> None:
        super().__init__(source.text)
        self.source = source
        self.pieces: list[Piece] = []
        self.sink = Sink()
        self.kind: PassageKind = "sentence"
        self.is_abstract = False
        self.is_math = False
        self.is_script = False
        self.depth = 0
        self.notes: list[Piece] = []
        self.is_cell = False
        self.numbers = read_numbers(source.text)
        self._writers = {
            **dict.fromkeys(_FRACTIONS, self._fraction),
            **dict.fromkeys(QUANTITIES, self._quantity),
            "ding": self._sign,
        }
        if re.search(r"\\(?:thetable|setcounter\s*\{table\}|counterwithin)", self.text):
            self.table_count = None

    def flush(self) -> None:
        """End the paragraph at hand; its footnotes follow it."""
        if self.is_cell:
            return
        text, lines = self.sink.take()
        if text and (self.kind != "sentence" or any(char.isalnum() for char in text)):
            self.pieces.append(Piece(kind=self.kind, text=text, lines=lines, is_abstract=self.is_abstract))
        self.pieces += self.notes
        self.notes = []

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
        line = self.source.line_at(match.start())
        if match["word"]:
            return self._macro(match["word"], match.end(), end, line)
        if match["symbol"]:
            return self._control_symbol(match["symbol"], match.end(), end, line)
        if match["paragraph"] and not self.is_math and self.kind == "sentence" and self.depth == 1:
            self.flush()
        elif match["paragraph"] or match["space"]:
            if not self.is_math:
                self.sink.push(" ", line)
        elif match["math"]:
            self.is_math = not self.is_math
            if match["math"] == "$$":
                self.sink.push(" ", line)
        elif match["script"] and self.is_math:
            return self._script(match["script"], match.end(), end, line)
        else:
            self._plain(match, line)
        return match.end()

    def _plain(self, match: re.Match[str], line: int) -> None:
        if match["brace"]:
            return
        if match["tie"] or match["amp"]:
            self.sink.push(" ", line)
        elif match["dash"]:
            self.sink.push("—" if len(match["dash"]) == 3 else "–", line)
        elif match["quote"]:
            self.sink.push("“" if match["quote"] == "``" else "”", line)
        elif self.is_math:
            for char in match[0]:
                self._math_char(char, line)
        else:
            quotes = match[0].replace("'", "’").replace("`", "‘")
            self.sink.push("".join(normal_char(char) for char in quotes), line)

    def _math_char(self, char: str, line: int) -> None:
        before = self.sink.last
        is_binary = char in "+-" and (before.isalnum() or before in (")", "]", "|"))
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
        inner = self._convert(start, stop, is_math=True).strip()
        self.is_script = was
        before = self.sink.chars[-2:]
        base = before[-1] if before else ""
        if not inner:
            return after
        if not inner.strip("°′*∗⋆⁎†‡§¶"):
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
        letter = self._convert(start, stop, is_math=False).strip().replace("ı", "i").replace("ȷ", "j")
        self.sink.push(
            unicodedata.normalize("NFC", letter[:1] + ACCENTS[name]) + letter[1:] if letter else "", line
        )
        return after

    # ---- macros

    def _macro(self, name: str, at: int, end: int, line: int) -> int:
        if name == "begin" or name == "end":
            return self._environment(name, at, end)
        if name in SECTIONS or name in (
            "title",
            "icmltitle",
            "caption",
            "footnote",
            "footnotetext",
            "abstract",
        ):
            return self._apart(name, at, end)
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
        if self._symbol(name, line) or self.is_math:
            return at
        assigned = _ASSIGNMENT.match(self.text, at, end)
        return assigned.end() if assigned else at

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
                inner = self._convert(option.start() + 1, option.end() - 1, is_math=False).strip(" []")
                self.sink.push(inner + " ", self.source.line_at(at))
                return option.end()
        return at

    def _drop(self, name: str, at: int, end: int) -> int:
        if name in LENGTHS and (length := _LENGTH.match(self.text, at, end)):
            return length.end()
        at = self.skip_options(at, end)
        for _ in range(DROPPED[name]):
            following = re.compile(r"\s*").match(self.text, at, end)
            here = following.end() if following else at
            if self.text[here : here + 1] != "{":
                break
            _, _, at = self.argument(here, end)
            at = self.skip_options(at, end)
        return at

    def _apart(self, name: str, at: int, end: int) -> int:
        """Write a heading, title, caption or footnote as a piece of its own."""
        at = self.skip_options(at, end)
        start, stop, after = self.argument(at, end)
        kinds: dict[str, PassageKind] = {
            "title": "title",
            "icmltitle": "title",
            "caption": "caption",
            "abstract": "sentence",
        }
        kind = "footnote" if name.startswith("footnote") else kinds.get(name, "heading")
        outer = self.sink, self.kind, self.is_math, self.depth
        if kind != "footnote":
            self.flush()
        self.sink, self.kind, self.is_math, self.depth = Sink(), kind, False, max(self.depth, 1)
        self.walk(start, stop)
        text, lines = self.sink.take()
        self.sink, self.kind, self.is_math, self.depth = outer
        if text:
            piece = Piece(kind=kind, text=text, lines=lines, is_abstract=name == "abstract")
            (self.notes if kind == "footnote" else self.pieces).append(piece)
        if kind == "heading":
            self.is_abstract = text.lower().strip(" .:") == "abstract"
        return after

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
        first = self._convert(start, stop, is_math=is_math).strip()
        start, stop, after = self.argument(middle, end)
        second = self._convert(start, stop, is_math=is_math).strip()
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

    def _sign(self, name: str, at: int, end: int, line: int) -> int:
        """Write a sign of the font Zapf Dingbats by its number; those that tables don't use are left out."""
        del name
        start, stop, after = self.argument(at, end)
        self.sink.push(DINGBATS.get(self.text[start:stop].strip(), ""), line)
        return after

    # ---- environments

    def _environment(self, edge: str, at: int, end: int) -> int:
        match = _ENVIRONMENT.match(self.text, at, end)
        if match is None:
            return at
        name = match[1].strip().rstrip("*")
        after = match.end()
        if self.is_cell:
            return self.skip_arguments(after, end) if edge == "begin" else after
        if name in DISPLAYS:
            self.is_math = edge == "begin"
            self.sink.push(" ", self.source.line_at(at))
            return self.skip_arguments(after, end) if edge == "begin" and name == "alignat" else after
        if edge == "end":
            if name not in ("center", "small", "minipage"):
                self.flush()
            self.is_abstract = self.is_abstract and name not in ("abstract", "onecolabstract")
            if name == "thebibliography":
                self.kind = "sentence"
            return after
        if name in FLOATS or name in SKIPPED:
            return self._float(name, match[1].strip(), after, end)
        if not self.is_math:
            self.flush()
        if name in ("abstract", "onecolabstract"):
            self.is_abstract = True
        elif name == "thebibliography":
            self.kind = "reference"
            return self.skip_arguments(after, end)
        elif name in _WITH_ARGUMENTS:
            return self.skip_arguments(after, end)
        return self.skip_options(after, end)

    def _float(self, name: str, written: str, at: int, end: int) -> int:
        """Pass over a table, figure or listing, but for its captions, tables and notes."""
        stop = self.text.find(f"\\end{{{written}}}", at, end)
        if stop < 0:
            # Unbalanced: give up the environment, not the rest of the paper.
            return at
        after = stop + len(f"\\end{{{written}}}")
        if written in TABULARS and name != "array" and not self.is_math:
            # Its own begin mark counts too, and it may hold others of its name.
            begin = self.text.rfind("\\begin", 0, at)
            tabulars = [found for found in tabulars_in(self.text, begin, end)[:1] if found.start == at]
            # All but those that are made to have captions stand in the text without a number.
            is_table = written not in ("tabular", "tabular*", "tabularx", "tabulary", "tblr")
            self._tables(captions_in(self.text, at, stop), tabulars, after, is_table=is_table)
            self._notes(at, stop)
            return tabulars[0].stop if tabulars else after
        if name in FLOATS or "\\caption" in self.text[at:stop]:
            found = tabulars_in(self.text, at, stop)
            self._tables(captions_in(self.text, at, stop), found, stop, is_table="table" in name)
            self._notes(at, stop)
        return after

    def _notes(self, at: int, stop: int) -> None:
        for note in _NOTES.finditer(self.text, at, stop):
            self._note(note.start(1), note.end(1))
        for note in _DELUXE_NOTES.finditer(self.text, at, stop):
            closed = group_end(self.text, note.end())
            if note.end() < closed <= stop:
                self._note(note.end() + 1, closed - 1)

    def _tables(self, captions: list[Caption], tabulars: list[Tabular], stop: int, *, is_table: bool) -> None:
        """Write captions and the tables that are theirs; what only arranges pictures is no table."""
        owners = captions_of(captions, tabulars)
        labels: dict[int, str | None] = {}
        texts: dict[int, str] = {}
        for i, caption in enumerate(captions):
            count = len(self.pieces)
            self._apart("caption", caption.at, stop)
            texts[i] = self.pieces[-1].text if len(self.pieces) > count else ""
            is_of_table = is_table if caption.kind is None else caption.kind == "table"
            number = self.numbers.captions.get(caption.at)
            if is_of_table and number:
                labels[i] = f"Table {number.number}"
        for tabular, owner in zip(tabulars, owners, strict=True):
            caption_text = " ".join(texts[i] for i in owner)
            rows = rows_of(self.text, tabular, self._cell_text, self.source.line_at)
            draft = draft_table(rows, caption_text, labels.get(owner[0]) if owner else None)
            if draft is not None and (is_table or draft.columns):
                self.pieces.append(Piece(kind="table", text=draft.text, lines=(), table=draft))

    def _cell_text(self, start: int, stop: int) -> str:
        outer = self.sink, self.kind, self.is_math, self.depth, self.is_cell
        self.sink, self.kind, self.is_math, self.is_cell = Sink(), "table", False, True
        self.depth = max(self.depth, 1) + 1
        self.walk(start, stop)
        text, _ = self.sink.take()
        self.sink, self.kind, self.is_math, self.depth, self.is_cell = outer
        return space_uncertainty(text)

    def _note(self, start: int, stop: int) -> None:
        """Write the notes under a table as a footnote."""
        text = self._cell_text(start, stop)
        if text:
            line = self.source.line_at(start)
            self.pieces.append(Piece(kind="footnote", text=text, lines=[line] * len(text)))

    def _convert(self, start: int, stop: int, *, is_math: bool) -> str:
        outer = self.sink, self.is_math
        self.sink, self.is_math = Sink(), is_math
        depth, self.depth = self.depth, self.depth + 2
        self.walk(start, stop)
        text = "".join(self.sink.chars)
        self.sink, self.is_math = outer
        self.depth = depth
        return text


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
