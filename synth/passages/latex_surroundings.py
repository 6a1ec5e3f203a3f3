"""Environments met in the expansion of macros: a paper's own, hidden ones, and other ways to write them."""

from __future__ import annotations

import re

from synth.passages.latex_branches import NAME, Branches
from synth.passages.latex_cells import TABULARS
from synth.passages.latex_definitions import Environment, Macro, read_argument, read_environment, written_out
from synth.passages.latex_frames import MAX_DEPTH, Frame
from synth.passages.latex_macros import DISPLAYS, FLOATS, SKIPPED
from synth.passages.latex_source import Collector

__all__ = ["OPTIONS", "PLAIN", "Surroundings"]

_NAMED = re.compile(r"\s*(?:\{\s*\\?([a-zA-Z@]{1,80})\s*\}|\\([a-zA-Z@]+))")
_BEGINS = re.compile(r"\\(?:begin\s*\{\s*)?([a-zA-Z]+\*?)")
_SHAPED = frozenset(TABULARS) | FLOATS | DISPLAYS | SKIPPED | {"abstract"}
"""Environments whose content is read in a way of its own."""

OPTIONS = re.compile(r"\s*\[([^\[\]]{0,2000})\]")
_VALUE = r"\s*=\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|([^,\[\]{}]+))"
_OPTION_VALUES = {key: re.compile(rf"\b{key}{_VALUE}") for key in ("caption", "label")}
_CTABLE_RULES = {"FL": r"\toprule ", "ML": r"\\ \midrule ", "LL": r"\\ \bottomrule ", "NN": r"\\ "}

PLAIN = ("tabular", "tabularx", "longtable", "table", "figure")
"""Environments that are also begun by a macro of their name."""

_REST_OF_LINE = re.compile(r"[ \t]*\n")
_VERBATIM = frozenset("verbatim verbatim* lstlisting minted Verbatim filecontents filecontents*".split())


class Surroundings(Branches):
    """Reads where environments begin and end."""

    def __init__(self, budget: int) -> None:
        super().__init__(budget)
        self.environments: dict[str, Environment] = {}
        self.hidden = {"comment"}
        """Environments whose content is not printed."""
        self.is_body = False

    def _define_environment(self, frame: Frame, start: int) -> bool:
        found = read_environment(frame.text, start)
        if found is None:
            return False
        name, environment, frame.at = found
        begin = environment.begin.body
        if re.match(r"\s*\\(?:comment|setbox\d*\\vbox\\bgroup)\b", begin):
            self.hidden.add(name)
        elif any(inner.rstrip("*") in _SHAPED for inner in _BEGINS.findall(begin)):
            self.environments[name] = environment
        return True

    def _begin(self, frame: Frame, start: int) -> bool:
        match = NAME.match(frame.text, frame.at)
        if match is None:
            return False
        name = match[1].strip()
        if name in self.hidden or name in _VERBATIM:
            stop = frame.text.find(f"\\end{{{name}}}", match.end())
            if stop < 0:
                return False
            frame.at = stop + len(f"\\end{{{name}}}")
            if name in _VERBATIM:
                self._keep(frame, frame.at)
            elif _starts_line(frame.text, start):
                # With its line's end; two empty lines would part the paragraph around it.
                following = _REST_OF_LINE.match(frame.text, frame.at)
                frame.at = following.end() if following else frame.at
            return True
        environment = self.environments.get(name)
        if environment is None or self.budget <= 0 or len(self.frames) > MAX_DEPTH:
            self.is_body |= name == "document"
            return self._rewrite(frame, f"\\begin{{{name}}}", match.end(), start)
        back, frame.at = frame.at, match.end()
        arguments = self._arguments(frame, environment.begin)
        if arguments is None:
            frame.at = back
            return False
        self.budget -= 1
        frame.kept = frame.at
        self._push(written_out(environment.begin, arguments, frame.source.line_at(start)))
        return True

    def _end(self, frame: Frame, start: int) -> bool:
        match = NAME.match(frame.text, frame.at)
        environment = self.environments.get(match[1].strip()) if match else None
        if match is None:
            return False
        if environment is None:
            return self._rewrite(frame, f"\\end{{{match[1].strip()}}}", match.end(), start)
        frame.at = frame.kept = match.end()
        self._push(self._tracked(environment.end, frame, start))
        return True

    def _rewrite(self, frame: Frame, written: str, end: int, start: int) -> bool:
        r"""Write `\begin {x}` without its spaces, for those that search for it."""
        if end - start == len(written):
            return False
        self.out.add(written, frame.source.line_at(start))
        frame.at = end
        return True

    def _ctable(self, frame: Frame, start: int) -> bool:
        r"""Write `\ctable[caption=…]{columns}{notes}{rows}` of the package ctable as a table."""
        options = OPTIONS.match(frame.text, frame.at)
        at = options.end() if options else frame.at
        spans = []
        for _ in range(3):
            found = read_argument(frame.text, at)
            if found is None:
                return False
            spans.append(found)
            at = found[2]
        line = frame.source.line_at(start)
        out = Collector()
        out.add("\\begin{table}", line)
        if options:
            for key in ("caption", "label"):
                value = _OPTION_VALUES[key].search(options[0])
                out.add(f"\\{key}{{{value[1] or value[2]}}}" if value else "", line)
        parts = [frame.source[span[0] : span[1]] for span in spans]
        out.add(f"\\begin{{tabular}}{{{parts[0].text}}}", line)
        out.add_piece(parts[2])
        out.add("\\end{tabular}\\begin{tablenotes}", line)
        out.add_piece(parts[1])
        out.add("\\end{tablenotes}\\end{table}", line)
        frame.at = frame.kept = at
        # Its rules, which also end rows.
        for name, body in _CTABLE_RULES.items():
            self.macros.setdefault(name, Macro(body=body))
        self._push(out.done())
        return True

    def _plain_begin(self, frame: Frame, start: int) -> bool:
        r"""Write `\tabular{lr}` as `\begin{tabular}{lr}`, which it does."""
        name = frame.text[start + 1 : frame.at]
        if not self.is_body or frame.text[frame.at : frame.at + 1] not in ("{", "["):
            return False
        self.out.add(f"\\begin{{{name}}}", frame.source.line_at(start))
        return True

    def _plain_end(self, frame: Frame, start: int) -> bool:
        if not self.is_body:
            return False
        self.out.add(f"\\end{{{frame.text[start + 4 : frame.at]}}}", frame.source.line_at(start))
        return True

    def _hide(self, frame: Frame, start: int) -> bool:
        del start
        match = _NAMED.match(frame.text, frame.at)
        if match:
            self.hidden.add(match[1] or match[2])
            frame.at = match.end()
        return match is not None

    def _show(self, frame: Frame, start: int) -> bool:
        del start
        match = _NAMED.match(frame.text, frame.at)
        if match:
            self.hidden.discard(match[1] or match[2])
            frame.at = match.end()
        return match is not None

    def _skip_programme(self, frame: Frame, start: int) -> bool:
        """Pass over LaTeX3 code, which prints nothing where it stands."""
        del start
        stop = frame.text.find("\\ExplSyntaxOff", frame.at)
        frame.at = stop + len("\\ExplSyntaxOff") if stop >= 0 else len(frame.text)
        return True


def _starts_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()
