"""Environments of a LaTeX source: paragraphs and displays, floats with their captions, tables and notes."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from synth.passages.latex_arguments import Arguments
from synth.passages.latex_cells import TABULARS, Tabular
from synth.passages.latex_floats import Caption, captions_in, captions_of, rows_of, tabulars_in
from synth.passages.latex_macros import DISPLAYS, FLOATS, SKIPPED
from synth.passages.latex_numbers import float_kind, read_numbers
from synth.passages.latex_sink import Sink
from synth.passages.latex_source import Tracked, group_end
from synth.passages.latex_tables import draft_table, split_rows
from synth.passages.latex_units import space_uncertainty
from synth.passages.pieces import Piece
from synth.types import PassageKind

__all__ = ["Environments"]

_ENVIRONMENT = re.compile(r"\s*\{\s*([a-zA-Z@*\s-]{1,40})\}")

_WITH_ARGUMENTS = frozenset("minipage multicols adjustbox spacing tcolorbox adjustwidth list".split())
"""Environments whose arguments say how they are set."""

_HOLDERS = frozenset("center minipage flushleft flushright threeparttable tcolorbox samepage".split())
"""Environments that may stand for a float: where they hold a caption and a table."""

MAX_HOLDER = 20_000
"""Characters of such an environment."""

_DELUXE_NOTES = re.compile(r"\\(?:tablecomments|tablerefs|tablenotetext\s*\{[^{}]{0,20}\})\s*(?=\{)")


_COMMAND = re.compile(
    r"\\(?:begin|end|label|[a-z]*space|setlength|addtolength|captionsetup|ref|cite[a-z]*)\*?\s*(?:\[[^\[\]]*\])?\s*(?:\{[^{}]*\})?"
    r"|\\[a-zA-Z]+"
)
_NOTE = re.compile(r"note|\\tablefoot|\\tabnote", re.I)
_DRAWN = re.compile(
    r"\\begin\s*\{(?:tikzpicture|pgfpicture|axis|picture|lstlisting|[Vv]erbatim|minted|algorithmic)"
)
_WORD = re.compile(r"[a-zA-Z]{2,}")


class Environments(Arguments, ABC):
    """Keeps what is being written, and reads environments."""

    def __init__(self, source: Tracked) -> None:
        super().__init__(source.text)
        self.source = source
        self.pieces: list[Piece] = []
        self.sink = Sink()
        self.kind: PassageKind = "sentence"
        self.is_abstract = False
        self.is_math = False
        self.depth = 0
        self.notes: list[Piece] = []
        self.is_cell = False
        self.is_tabbing = False
        self.numbers = read_numbers(source.text)

    @abstractmethod
    def walk(self, start: int, end: int) -> None:
        """Convert the source between two offsets."""

    def flush(self) -> None:
        """End the paragraph at hand; its footnotes follow it."""
        if self.is_cell:
            return
        text, lines = self.sink.take()
        if text and (self.kind != "sentence" or any(char.isalnum() for char in text)):
            self.pieces.append(Piece(kind=self.kind, text=text, lines=lines, is_abstract=self.is_abstract))
        self.pieces += self.notes
        self.notes = []

    def convert(self, start: int, stop: int, *, is_math: bool) -> str:
        """Return the text of the source between two offsets."""
        outer = self.sink, self.is_math
        self.sink, self.is_math = Sink(), is_math
        depth, self.depth = self.depth, self.depth + 2
        self.walk(start, stop)
        text = "".join(self.sink.chars)
        self.sink, self.is_math = outer
        self.depth = depth
        return text

    def apart(self, name: str, at: int, end: int) -> int:
        """Write a heading, title, caption or footnote as a piece of its own."""
        if name == "captionof":
            _, _, at = self.argument(at, end)
        at = self.skip_options(at, end)
        start, stop, after = self.argument(at, end)
        return self._write_apart(name, start, stop, after)

    def _write_apart(self, name: str, start: int, stop: int, after: int) -> int:
        kinds: dict[str, PassageKind] = {
            "title": "title",
            "icmltitle": "title",
            "caption": "caption",
            "captionof": "caption",
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

    # ---- environments

    def environment(self, edge: str, at: int, end: int) -> int:
        """Begin or end an environment, or pass over a float; returns the offset behind."""
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
        self.is_tabbing = name == "tabbing" and edge == "begin"
        if edge == "end":
            if name not in ("center", "small", "minipage"):
                self.flush()
            self.is_abstract = self.is_abstract and name not in ("abstract", "onecolabstract")
            if name == "thebibliography":
                self.kind = "sentence"
            return after
        if (
            name in FLOATS
            or name in SKIPPED
            or float_kind(name)
            or self._is_float(name, match[1], after, end)
        ):
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
            captions = captions_in(self.text, at, stop)
            self._tables(captions, tabulars, is_table=is_table)
            self._notes(tabulars, captions, at, stop)
            return tabulars[0].stop if tabulars else after
        if name in FLOATS or float_kind(name) or "\\caption" in self.text[at:stop]:
            captions, found = captions_in(self.text, at, stop), tabulars_in(self.text, at, stop)
            self._tables(captions, found, is_table="table" in name)
            self._notes(found, captions, at, stop)
        return after

    def _is_float(self, name: str, written: str, at: int, end: int) -> bool:
        """Tell whether an environment that only arranges its content holds a table with a caption."""
        if name not in _HOLDERS:
            return False
        stop = self.text.find(f"\\end{{{written}}}", at, min(end, at + MAX_HOLDER))
        inner = self.text[at : max(stop, at)]
        return "\\caption" in inner and any(f"\\begin{{{tabular}" in inner for tabular in TABULARS)

    def _notes(self, tabulars: Sequence[Tabular], captions: Sequence[Caption], at: int, stop: int) -> None:
        """Write what stands under the tables of a float as footnotes, and the notes of AASTeX's tables."""
        for note in _DELUXE_NOTES.finditer(self.text, at, stop):
            closed = group_end(self.text, note.end())
            if note.end() < closed <= stop:
                self._note(note.end() + 1, closed - 1)
        if not tabulars or tabulars[0].start == at:
            return
        edges = [tabulars[0].stop]
        taken = [(tabular.start - len(tabular.name) - 8, tabular.stop) for tabular in tabulars[1:]]
        taken += [(c.begin, c.end) for c in captions if c.begin >= tabulars[0].stop]
        for first, last in sorted(taken):
            edges += [first, max(last, edges[-1])]
        edges.append(stop)
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            said = self.text[max(start, 0) : max(end, start)]
            least = 1 if _NOTE.search(said) else 3
            if not _DRAWN.search(said) and len(_WORD.findall(_COMMAND.sub(" ", said))) >= least:
                self._note(start, end)

    def _tables(self, captions: Sequence[Caption], tabulars: Sequence[Tabular], *, is_table: bool) -> None:
        """Write captions and the tables that are theirs; what only arranges pictures is no table."""
        owners = captions_of(captions, tabulars)
        labels: dict[int, str | None] = {}
        texts: dict[int, str] = {}
        for i, caption in enumerate(captions):
            count = len(self.pieces)
            self._write_apart("caption", caption.start, caption.stop, caption.stop)
            texts[i] = self.pieces[-1].text if len(self.pieces) > count else ""
            is_of_table = is_table if caption.kind is None else caption.kind == "table"
            number = self.numbers.captions.get(caption.at)
            if is_of_table and number:
                labels[i] = f"Table {number.number}"
        for tabular, owner in zip(tabulars, owners, strict=True):
            caption_text = " ".join(texts[i] for i in owner)
            rows = rows_of(self.text, tabular, self._cell_text, self.source.line_at)
            for part in split_rows(rows):
                draft = draft_table(part, caption_text, labels.get(owner[0]) if owner else None)
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
