r"""Macros and conditions of a LaTeX source in, the text that they stand for out.

Goes through the source once, as TeX does: a macro is replaced by what it was last defined as, in the
group where that holds, and only the branch of a condition that is printed is kept. Nothing is run:
macros are replaced as text, a bounded number of times. What cannot be told is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from synth.passages.latex_branches import NAME
from synth.passages.latex_conditions import BRACED, is_condition
from synth.passages.latex_definitions import (
    DEFINERS,
    MAX_BODY,
    Macro,
    read_argument,
    read_definition,
)
from synth.passages.latex_frames import Frame
from synth.passages.latex_scopes import Scopes
from synth.passages.latex_source import MAX_CHARS, Collector, Tracked
from synth.passages.latex_surroundings import OPTIONS, PLAIN, Surroundings

__all__ = ["prepare"]

MAX_EXPANSIONS = 60_000
"""Macro uses expanded in a source."""

_CONTROL = re.compile(r"\\(?:([a-zA-Z@]+)|.)", re.S)
_LET = re.compile(r"\s*\\([a-zA-Z@]+)\s*=?\s*(?:\\([a-zA-Z@]+)|(.))")
_CS_LET = re.compile(r"\s*\{([^{}\\]{1,80})\}\s*(?:\{\s*([^{}\\]{1,80})\s*\}|\\([a-zA-Z@]+))")
_EXPANDAFTER = re.compile(
    r"\s*\\(newcommand|renewcommand|providecommand|[gex]?def)\s*\{?\s*\\csname\s*([^\\{}]{1,80})\\endcsname\s*\}?"
)
_ACRONYMS = frozenset("gls Gls GLS glspl Glspl ac acs acf acp Ac acrshort acrfull".split())
"""Macros of the packages glossaries and acronym that print what a key stands for."""

_COUNTERS = frozenset(
    "thetable thefigure thesection thesubsection thesubsubsection thechapter theequation thealgorithm".split()
)
"""Macros that write a counter's value."""


def prepare(source: Tracked, styles: Iterable[Tracked] = ()) -> Tracked:
    """Strip definitions and dead branches, and expand macros; `styles` define some too."""
    expander = _Expander()
    for style in styles:
        expander.learn(style)
    return expander.expand(source)


class _Expander(Surroundings):
    def __init__(self) -> None:
        super().__init__(MAX_EXPANSIONS)
        self.acronyms: dict[str, Tracked] = {}
        self.scopes: Scopes | None = None
        """Groups of the source, once a definition within one asks for them."""
        self.handlers: dict[str, Callable[[Frame, int], bool]] = {
            **dict.fromkeys(DEFINERS, self._define),
            **dict.fromkeys(BRACED, self._choose),
            **dict.fromkeys(("newenvironment", "renewenvironment"), self._define_environment),
            **dict.fromkeys(("NewDocumentEnvironment",), self._define_environment),
            **dict.fromkeys(("newtoggle", "newbool", "newboolean", "providebool"), self._new_switch),
            **dict.fromkeys(("providetoggle", "provideboolean"), self._new_switch),
            **dict.fromkeys(("toggletrue", "booltrue"), self._switch_on),
            **dict.fromkeys(("togglefalse", "boolfalse"), self._switch_off),
            **dict.fromkeys(("settoggle", "setbool", "setboolean"), self._set_switch),
            **dict.fromkeys(("else", "or"), self._leave_branch),
            **dict.fromkeys(("excludecomment", "excludeversion"), self._hide),
            **dict.fromkeys(("includecomment", "includeversion"), self._show),
            **dict.fromkeys(("csuse", "@nameuse"), self._use_name),
            **dict.fromkeys(("@namedef", "@namegdef"), self._define_name),
            "fi": self._leave_branch,
            "newif": self._new_if,
            "let": self._let,
            "cslet": self._cs_let,
            "csletcs": self._cs_let,
            "expandafter": self._expandafter,
            "csname": self._csname,
            "xspace": self._xspace,
            **dict.fromkeys(PLAIN, self._plain_begin),
            **dict.fromkeys((f"end{name}" for name in PLAIN), self._plain_end),
            "ctable": self._ctable,
            "newacronym": self._define_acronym,
            **dict.fromkeys(_ACRONYMS, self._use_acronym),
            "begin": self._begin,
            "end": self._end,
            "ExplSyntaxOn": self._skip_programme,
            "newtheorem": self._drop_theorem,
        }

    # ---- the loop

    def learn(self, style: Tracked) -> None:
        """Take the definitions of a style file; what it would print is no text of the paper."""
        known = dict(self.macros)
        self.expand(style)
        self.out = Collector()
        self.frames.clear()
        self.is_body = False
        self.scopes = None
        private = {name: macro for name, macro in self.macros.items() if name not in known}
        # Styles draw headings and lists their own way; what these mean is known without them.
        self.macros = known | {name: m for name, m in private.items() if _is_plain(m)}
        self.environments.clear()

    def expand(self, source: Tracked) -> Tracked:
        """Return a source without definitions, dead branches and macros of its own."""
        self.frames = [Frame(source)]
        while self.frames and self.out.length <= MAX_CHARS:
            frame = self.frames[-1]
            match = self._next(frame)
            self._keep(frame, match.start() if match else len(frame.text))
            if match is None:
                if self.frames and self.frames[-1] is frame:
                    self.frames.pop()
                continue
            frame.kept, frame.at = match.start(), match.end()
            self._handle(frame, match[1], match.start())
        return self.out.done()

    def _next(self, frame: Frame) -> re.Match[str] | None:
        """Find the next macro that means something here."""
        handlers, macros, setters = self.handlers, self.macros, self.setters
        text, at = frame.text, frame.at
        while match := _CONTROL.search(text, at):
            word = match[1]
            at = match.end()
            if word is None:
                continue
            if frame.undo and frame.undo[-1][0] <= match.start():
                self._close_groups(frame, match.start())
            if word in macros or word in handlers or word in setters or word.startswith("if"):
                return match
            if "@" in word and not word.startswith("@"):
                # Outside of styles the sign is no letter: \recall@5.
                plain = _CONTROL.match(text, match.start(), match.start() + 1 + word.index("@"))
                if plain and plain[1] in macros:
                    return plain
        return None

    def _handle(self, frame: Frame, word: str, start: int) -> None:
        done = False
        if word in self.macros and self.macros[word].arity >= 0:
            done = self._use(frame, word, start)
        elif word in self.setters:
            self.switches.set(*self.setters[word])
            done = True
        elif word in self.handlers:
            done = self.handlers[word](frame, start)
        elif is_condition(word, frame.text[frame.at : frame.at + 1], self.switches):
            done = self._enter_branch(frame, word)
        if done:
            frame.kept = frame.at
            self.is_cut = True

    # ---- definitions

    def _define(self, frame: Frame, start: int) -> bool:
        found = read_definition(frame.text, start)
        if found is None:
            return False
        word = frame.text[start + 1 : frame.at]
        frame.at = found.stop
        if word.startswith("provide") and found.name in self.macros:
            return True
        macro = found.macro
        if word in ("edef", "xdef", "csedef", "csxdef"):
            macro = macro._replace(body=self._written(macro.body))
        self._set(frame, found.name, macro, is_global=found.is_global)
        return True

    def _set(self, frame: Frame, name: str, macro: Macro, *, is_global: bool = False) -> None:
        if name == "@captype":
            self.out.add(f"\\captionsetup{{type={macro.body}}}", frame.source.line_at(frame.at))
            return
        if name in _COUNTERS and self.frames[0] is frame:
            # Kept, as what numbers look like: the counters of a source are counted elsewhere.
            self.out.add(f"\\renewcommand{{\\{name}}}{{{macro.body}}}", frame.source.line_at(frame.at))
            return
        if self.is_body and not is_global and frame is self.frames[0]:
            if self.scopes is None:
                self.scopes = Scopes(frame.text)
            end = self.scopes.end_at(frame.at)
            if end is not None:
                frame.undo.append((end, name, self.macros.get(name)))
                frame.undo.sort(key=lambda undone: -undone[0])
        self.macros[name] = macro

    def _close_groups(self, frame: Frame, at: int) -> None:
        while frame.undo and frame.undo[-1][0] <= at:
            _, name, macro = frame.undo.pop()
            if macro is None:
                self.macros.pop(name, None)
            else:
                self.macros[name] = macro

    def _written(self, body: str) -> str:
        """Write out the macros without arguments in a body that is fixed when it is defined."""
        return re.sub(
            r"\\([a-zA-Z]+)\s*",
            lambda m: self.macros[m[1]].body if m[1] in self.macros and not self.macros[m[1]].arity else m[0],
            body,
        )

    def _define_name(self, frame: Frame, start: int) -> bool:
        del start
        name = NAME.match(frame.text, frame.at)
        body = read_argument(frame.text, name.end()) if name else None
        if name is None or body is None:
            return False
        self._set(frame, name[1].strip(), Macro(0, None, frame.text[body[0] : body[1]]))
        frame.at = body[2]
        return True

    def _expandafter(self, frame: Frame, start: int) -> bool:
        r"""Read `\expandafter\def\csname x\endcsname{…}`; elsewhere the order of expansion is ours."""
        match = _EXPANDAFTER.match(frame.text, frame.at)
        if match is None:
            return True
        found = read_definition(f"\\{match[1]}\\x{frame.text[match.end() : match.end() + MAX_BODY]}", 0)
        if found is None:
            return False
        self._set(frame, match[2].strip(), found.macro)
        frame.at = match.end() + found.stop - len(f"\\{match[1]}\\x")
        del start
        return True

    def _let(self, frame: Frame, start: int) -> bool:
        del start
        match = _LET.match(frame.text, frame.at)
        if match is None:
            return False
        frame.at = match.end()
        name, other = match[1], match[2]
        if other in ("iftrue", "iffalse") and name.startswith("if"):
            self.switches.set(name[2:], other == "iftrue")
        elif other in self.macros:
            self._set(frame, name, self.macros[other])
        elif other != name:
            self._set(frame, name, Macro(body=f"\\{other}" if other else match[3], is_final=True))
        return True

    def _cs_let(self, frame: Frame, start: int) -> bool:
        del start
        match = _CS_LET.match(frame.text, frame.at)
        if match is None:
            return False
        frame.at = match.end()
        other = (match[2] or match[3]).strip()
        if other in self.macros:
            self._set(frame, match[1].strip(), self.macros[other])
        return True

    def _drop_theorem(self, frame: Frame, start: int) -> bool:
        if not self.is_body:
            return False
        pattern = r"\*?\s*\{[^{}]*\}\s*(?:\[[^\[\]]*\])?\s*\{[^{}]*\}\s*(?:\[[^\[\]]*\])?"
        match = re.compile(pattern).match(frame.text, frame.at)
        frame.at = match.end() if match else frame.at
        del start
        return True

    def _define_acronym(self, frame: Frame, start: int) -> bool:
        """Note what an acronym's key stands for; that is printed in its place, without its long form."""
        del start
        options = OPTIONS.match(frame.text, frame.at)
        key = read_argument(frame.text, options.end() if options else frame.at)
        short = read_argument(frame.text, key[2]) if key else None
        long = read_argument(frame.text, short[2]) if short else None
        if key is None or short is None or long is None:
            return False
        self.acronyms[frame.text[key[0] : key[1]].strip()] = frame.source[short[0] : short[1]]
        frame.at = long[2]
        return True

    def _use_acronym(self, frame: Frame, start: int) -> bool:
        word = frame.text[start + 1 : frame.at]
        match = NAME.match(frame.text, frame.at + frame.text.startswith("*", frame.at))
        if match is None:
            return False
        frame.at = frame.kept = match.end()
        key = match[1].strip()
        self._push(self.acronyms.get(key) or self._tracked(key, frame, start))
        if word.endswith(("pl", "acp")):
            self.frames.insert(-1, Frame(self._tracked("s", frame, start)))
        return True


def _is_plain(macro: Macro) -> bool:
    """Tell whether a style's macro is words and figures, and no drawing."""
    if macro.is_final or len(macro.body) > 400 or "@" in macro.body:
        return False
    return not re.search(
        r"\\(?:hbox|vbox|vskip|hskip|kern|global|setbox|advance|begingroup|rule)", macro.body
    )
