"""Where the arguments and options of a macro begin and end in a LaTeX source."""

from __future__ import annotations

import re

from synth.passages.latex_source import group_end

__all__ = ["OPTION", "Arguments"]

OPTION = re.compile(r"\s*\[[^\[\]]{0,1000}(?:\[[^\[\]]{0,200}\][^\[\]]{0,1000})*\]")
"""Options in brackets, which may hold brackets."""

_SINGLE = re.compile(r"\\(?P<word>[a-zA-Z]+)[ \t]*|\\.|[^\s}$]")


class Arguments:
    """Finds the arguments of macros in a text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def skip_options(self, at: int, end: int) -> int:
        """Return the offset behind the options in brackets that stand at one."""
        while option := OPTION.match(self.text, at, end):
            at = option.end()
        return at

    def skip_arguments(self, at: int, end: int) -> int:
        """Return the offset behind the options and arguments that stand at one."""
        at = self.skip_options(at, end)
        while self.text[at : at + 1] == "{":
            closed = group_end(self.text, at)
            if closed < 0 or closed > end:
                break
            at = self.skip_options(closed, end)
        return at

    def argument(self, at: int, end: int) -> tuple[int, int, int]:
        """Return the span of a macro's argument and the offset behind it."""
        while at < end and self.text[at].isspace():
            at += 1
        if self.text[at : at + 1] == "{":
            closed = group_end(self.text, at)
            if 0 < closed <= end:
                return at + 1, closed - 1, closed
            return at + 1, at + 1, at + 1
        match = _SINGLE.match(self.text, at, end)
        if match is None:
            return at, at, at
        stop = match.end()
        if match["word"] and self.text[stop : stop + 1] == "{":
            # As in x_\mathrm{max}: the macro brings its own argument along.
            closed = group_end(self.text, stop)
            stop = closed if 0 < closed <= end else stop
        return at, stop, stop
