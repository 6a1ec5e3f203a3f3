"""What the expansion of macros reads and writes: texts within texts, and a macro put in its place."""

from __future__ import annotations

import re
from array import array

from synth.passages.latex_definitions import Macro, behind_space, built_in, read_argument, written_out
from synth.passages.latex_source import Collector, Tracked

__all__ = ["MAX_DEPTH", "Frame", "Frames"]

MAX_DEPTH = 100
"""Depth of macros within macros."""

MAX_BODY = 4_000
"""Characters of a body that is put in its macro's place."""

_ENDS_IN_MACRO = re.compile(r"\\(?!xspace$)[a-zA-Z]+$")
_FONT = re.compile(r"\\(?:bf|it|sc|tt|em|sf|rm|color|bfseries|itshape|boldmath)(?![a-zA-Z])")
_QUOTED = re.compile(r"\s*\{([^{}]{1,80})\}")
_CSNAME = re.compile(r"([^\\{}]{1,80})\\endcsname\s?")
_PRIVATE = re.compile(r"\\([a-zA-Z]*@[a-zA-Z@]*)")
_LOOKS_AHEAD = re.compile(
    r"\\(?:futurelet|afterassignment|@ifnextchar|@ifstar|write|catcode|read)(?![a-zA-Z@])"
)
_XSPACE_STOPS = frozenset("{}~.!,:;?/')-\\”’")
"""Characters before which the package xspace sets no space."""

_KEPT = frozenset(
    """begin end part chapter section subsection subsubsection paragraph subparagraph caption item cite citep
    citet label ref eqref autoref cref Cref footnote title author thanks par url href abstract maketitle
    appendix multicolumn multirow hline toprule midrule bottomrule cline cmidrule bibitem textbf textit emph
    underline mathbf frac sqrt and or not in to left right text input include""".split()
)
"""Macros that are read by what they mean, however a paper's style draws them."""


class Frame:
    """A text being read: the source, or what a macro in it stands for."""

    __slots__ = ("at", "kept", "source", "text", "undo")

    def __init__(self, source: Tracked) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.kept = 0
        """Offset up to which the text is written or left out."""
        self.undo: list[tuple[int, str, Macro | None]] = []
        """Where groups end, and what macros stand for behind them."""


class Frames:
    """Texts being read, the innermost last, and the text being written."""

    def __init__(self, budget: int) -> None:
        self.macros = built_in()
        self.out = Collector()
        self.frames: list[Frame] = []
        self.budget = budget
        """Macro uses that may still be expanded."""
        self.is_cut = False
        """Whether something was left out, or put in, behind what was written last."""

    def _keep(self, frame: Frame, stop: int) -> None:
        if stop > frame.kept:
            if self.is_cut and frame.text[frame.kept].isalpha() and _ENDS_IN_MACRO.search(self.out.tail(40)):
                # What stood between a macro and a word is gone; they must not become one.
                self.out.add("{}", frame.source.line_at(frame.kept))
            self.is_cut = False
            self.out.add_piece(frame.source[frame.kept : stop])
        frame.kept = stop

    def _push(self, source: Tracked) -> None:
        if source.text:
            self.frames.append(Frame(source))

    def _tracked(self, text: str, frame: Frame, start: int) -> Tracked:
        return Tracked(text, array("l", [frame.source.line_at(start)]) * len(text))

    def _use(self, frame: Frame, word: str, start: int) -> bool:
        macro = self.macros[word]
        if self.budget <= 0 or len(self.frames) > MAX_DEPTH or not self._is_usable(word, macro):
            return False
        arguments = self._arguments(frame, macro)
        if arguments is None:
            return False
        self.budget -= 1
        line = frame.source.line_at(start)
        body = written_out(macro, arguments, line)
        if macro.arity == 0:
            self._pass_space(frame, macro)
        if _FONT.search(macro.body):
            # A group keeps a macro's font changes to itself, as its author meant it.
            wrapped = Collector()
            wrapped.add("{", line)
            wrapped.add_piece(body)
            wrapped.add("}", line)
            body = wrapped.done()
        elif _ENDS_IN_MACRO.search(body.text) and self._following().isalpha():
            # Without this, the body's last macro would run into the word behind it.
            closed = Collector()
            closed.add_piece(body)
            closed.add("{}", line)
            body = closed.done()
        frame.kept = frame.at
        if macro.is_final:
            self.out.add_piece(body)
        else:
            self._push(body)
        return True

    def _is_usable(self, word: str, macro: Macro) -> bool:
        if word in _KEPT or len(macro.body) > MAX_BODY or _LOOKS_AHEAD.search(macro.body):
            return False
        return all(self._is_known(name) for name in _PRIVATE.findall(macro.body))

    def _is_known(self, private: str) -> bool:
        """Tell whether a name with the sign "@" is a macro's, or a macro's with the sign behind it."""
        return private in self.macros or private == "@" or private.partition("@")[0] in self.macros

    def _arguments(self, frame: Frame, macro: Macro) -> list[Tracked] | None:
        """Read a macro's arguments behind it; those of a body's last macro follow in the text around it."""
        start = frame.at
        arguments: list[Tracked] = []
        if macro.is_starred:
            frame.at += frame.text.startswith("*", frame.at)
            arguments.append(Tracked("", array("l")))
        if macro.default is not None and len(arguments) < macro.arity:
            arguments.append(self._optional(frame, macro.default))
        if macro.ends and macro.ends[0]:
            if not frame.text.startswith(macro.ends[0], frame.at):
                frame.at = start
                return None
            frame.at += len(macro.ends[0])
        while len(arguments) < macro.arity:
            end = macro.ends[len(arguments) + 1] if macro.ends else ""
            holder = frame
            if not end and behind_space(frame.text, frame.at) >= len(frame.text):
                holder = self._around(frame)
            found = read_argument(holder.text, holder.at, end)
            if found is None:
                frame.at = start
                return None
            arguments.append(holder.source[found[0] : found[1]])
            holder.at = found[2]
            if holder is not frame:
                holder.kept = holder.at
        return arguments

    def _around(self, frame: Frame) -> Frame:
        """Return the nearest text around one that has more to come."""
        for outer in reversed(self.frames):
            if outer is not frame and outer.text[outer.at : outer.at + 200].strip():
                return outer
        return frame

    def _following(self) -> str:
        """Return the character that is read next, "" at the end."""
        return next((f.text[f.at] for f in reversed(self.frames) if f.at < len(f.text)), "")

    def _optional(self, frame: Frame, default: str) -> Tracked:
        found = re.compile(r"\s*\[([^\[\]]{0,500})\]").match(frame.text, frame.at)
        if found is None:
            return self._tracked(default, frame, frame.at)
        frame.at = found.end()
        return frame.source[found.start(1) : found.end(1)]

    def _pass_space(self, frame: Frame, macro: Macro) -> None:
        """Pass over the space that TeX swallows behind a control word, unless the macro gives it back."""
        text = frame.text
        while "xspace" not in macro.body and text[frame.at : frame.at + 1] in (" ", "\t"):
            frame.at += 1
        if text[frame.at : frame.at + 2] == "{}":
            frame.at += 2

    def _xspace(self, frame: Frame, start: int) -> bool:
        following = self._following()
        if following and not following.isspace() and following not in _XSPACE_STOPS:
            self.out.add(" ", frame.source.line_at(start))
        return True

    def _csname(self, frame: Frame, start: int) -> bool:
        match = _CSNAME.match(frame.text, frame.at)
        if match is None or match[1].strip() not in self.macros:
            return False
        frame.at = match.end()
        return self._use(frame, match[1].strip(), start)

    def _use_name(self, frame: Frame, start: int) -> bool:
        match = _QUOTED.match(frame.text, frame.at)
        if match is None or match[1].strip() not in self.macros:
            return False
        frame.at = match.end()
        return self._use(frame, match[1].strip(), start)
