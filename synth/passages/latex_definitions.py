r"""Definitions of a LaTeX source: what `\newcommand`, `\def` and their like say that a macro stands for."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from synth.passages.latex_source import Collector, Tracked, group_end

__all__ = [
    "DEFINERS",
    "MAX_BODY",
    "Definition",
    "Environment",
    "Macro",
    "behind_space",
    "built_in",
    "read_argument",
    "read_definition",
    "read_environment",
    "written_out",
]

MAX_BODY = 20_000
"""Characters of a macro's body."""

MAX_ARGUMENT = 60_000
"""Characters of a macro's argument; some papers put whole sections into one."""


class Macro(NamedTuple):
    """What a macro stands for."""

    arity: int = 0
    default: str | None = None
    """What its first argument is where it is left out; None where it may not be."""
    body: str = ""
    ends: tuple[str, ...] = ()
    r"""Text that `\def` wants before the first argument and behind each."""
    is_starred: bool = False
    """Whether a star behind its name is its first argument, and says nothing."""
    is_final: bool = False
    r"""Whether its body is not looked at again: `\let\old\section` must not call the new one."""


class Environment(NamedTuple):
    """What an environment begins and ends with."""

    begin: Macro
    end: str


class Definition(NamedTuple):
    """A definition in the source."""

    name: str
    macro: Macro
    stop: int
    """Offset behind it."""
    is_global: bool


DEFINERS = frozenset(
    """newcommand renewcommand providecommand newcommandx renewcommandx DeclareRobustCommand newrobustcmd
    renewrobustcmd providerobustcmd DeclareMathOperator def gdef edef xdef long NewDocumentCommand
    RenewDocumentCommand ProvideDocumentCommand DeclareDocumentCommand NewExpandableDocumentCommand
    csdef csgdef csedef csxdef global protected outer""".split()
)
"""Macros that define others."""

_NAME = r"(?:\{\s*\\(?P<braced>[a-zA-Z@]+|[^a-zA-Z@])\s*\}|\\(?P<bare>[a-zA-Z@]+|[^a-zA-Z@]))"
_COMMAND = re.compile(
    r"\\(?:(?:re)?newcommandx?|providecommand|DeclareRobustCommand|(?:re)?newrobustcmd|providerobustcmd"
    rf"|DeclareMathOperator)\s*\*?\s*{_NAME}\s*(?:\[\s*(?P<arity>\d)\s*\])?\s*"
    r"(?:\[(?P<default>[^\[\]]{0,200})\])?\s*"
)
_PRIMITIVE = re.compile(
    r"(?:\\(?P<prefix>global|long|protected|outer)\s*)*"
    r"(?:\\(?P<which>[gex]?def)\s*\\(?:csname\s*(?P<named>[^\\{}]{1,80})\\endcsname|(?P<bare>[a-zA-Z@]+|[^a-zA-Z@]))"
    r"|\\cs(?P<cs>[gex]?def)\s*\{(?P<quoted>[^{}\\]{1,80})\})(?P<params>[^{}]{0,200})"
)
_DOCUMENT_COMMAND = re.compile(
    rf"\\(?:New|Renew|Provide|Declare|NewExpandable)DocumentCommand\s*{_NAME}\s*(?=\{{)"
)
_DOCUMENT_ARGUMENT = re.compile(r"\s*[+!>]*(?:(?P<kind>[mos])|O\s*\{(?P<default>[^{}]*)\})\s*")
_ENVIRONMENT = re.compile(
    r"\\(?:(?:re)?newenvironment|NewDocumentEnvironment)\s*\*?\s*\{\s*(?P<name>[^{}\\]{1,60}?)\s*\}\s*"
    r"(?:\[\s*(?P<arity>\d)\s*\])?\s*(?:\[(?P<default>[^\[\]]{0,200})\])?\s*"
    r"(?P<xparse>\{[moO s\{\}]*\}(?=\s*\{))?"
)
_CONTROL = re.compile(r"\\(?:[a-zA-Z@]+|.)", re.S)


def built_in() -> dict[str, Macro]:
    """Return macros of packages that print only some of their arguments: what is struck out is not."""
    removed = dict.fromkeys("st sout xout xcancel cancel bcancel".split(), Macro(1, None, ""))
    return removed | {
        "deleted": Macro(2, "", ""),
        "replaced": Macro(3, "", "#2"),
        "added": Macro(2, "", "#2"),
        "onedot": Macro(0, None, "."),
    }


def read_definition(text: str, at: int) -> Definition | None:
    """Read the definition that begins at an offset; None where it is none that can be read."""
    command = _COMMAND.match(text, at)
    if command:
        body = _body(text, command.end())
        if body is None:
            return None
        macro = Macro(int(command["arity"] or 0), command["default"], text[body[0] : body[1]])
        return Definition(command["braced"] or command["bare"], macro, body[2], is_global=False)
    primitive = _PRIMITIVE.match(text, at)
    if primitive:
        return _primitive(text, primitive)
    document = _DOCUMENT_COMMAND.match(text, at)
    return _document_command(text, document) if document else None


def _body(text: str, at: int) -> tuple[int, int, int] | None:
    """Return where a body begins and ends, and the offset behind it."""
    if text[at : at + 1] == "{":
        closed = group_end(text, at, MAX_BODY)
        return (at + 1, closed - 1, closed) if closed > 0 else None
    # \newcommand\x\y needs no braces either.
    control = _CONTROL.match(text, at)
    return (at, control.end(), control.end()) if control else None


def _primitive(text: str, match: re.Match[str]) -> Definition | None:
    closed = group_end(text, match.end(), MAX_BODY) if text[match.end() : match.end() + 1] == "{" else -1
    if closed < 0:
        return None
    name = (match["named"] or match["bare"] or match["quoted"]).strip()
    ends = re.split(r"#\d", match["params"].rstrip("#"))
    body = text[match.end() + 1 : closed - 1]
    # Space around the parameters of a definition is layout; behind the last one, TeX would want it.
    ends = [end.strip() for end in ends]
    is_plain = not any(ends)
    macro = Macro(len(ends) - 1, None, body, () if is_plain else tuple(ends))
    which = match["which"] or match["cs"]
    return Definition(name, macro, closed, match["prefix"] == "global" or which in ("gdef", "xdef"))


def _document_command(text: str, match: re.Match[str]) -> Definition | None:
    closed = group_end(text, match.end(), 500)
    body = _body(text, behind_space(text, closed)) if closed > 0 else None
    if body is None:
        return None
    arguments, default, is_starred, arity = text[match.end() + 1 : closed - 1], None, False, 0
    at = 0
    while at < len(arguments):
        found = _DOCUMENT_ARGUMENT.match(arguments, at)
        if found is None or (arity and found["kind"] != "m"):
            # Of arguments that may be left out, the first is enough for what papers define.
            return None
        if found["kind"] == "s":
            is_starred = True
        elif found["kind"] != "m":
            default = found["default"] or ""
        arity += 1
        at = found.end()
    macro = Macro(arity, default, text[body[0] : body[1]], (), is_starred)
    return Definition(match["braced"] or match["bare"], macro, body[2], is_global=True)


def read_environment(text: str, at: int) -> tuple[str, Environment, int] | None:
    """Read the definition of an environment: its name, what it stands for, the offset behind."""
    match = _ENVIRONMENT.match(text, at)
    begin = _body(text, match.end()) if match else None
    end = _body(text, behind_space(text, begin[2])) if begin else None
    if match is None or begin is None or end is None:
        return None
    arity = match["xparse"].count("m") if match["xparse"] else int(match["arity"] or 0)
    macro = Macro(arity, match["default"], text[begin[0] : begin[1]])
    return match["name"], Environment(macro, text[end[0] : end[1]]), end[2]


def behind_space(text: str, at: int) -> int:
    """Return the offset of the next character that is no white space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at


# ------------------------------------------------------------------- use


def read_argument(text: str, at: int, end: str = "") -> tuple[int, int, int] | None:
    """Return where a macro's argument begins and ends, and the offset behind; `end` is what closes it."""
    if end:
        return _delimited(text, at, end)
    at = behind_space(text, at)
    if text[at : at + 1] == "{":
        closed = group_end(text, at, MAX_ARGUMENT)
        return (at + 1, closed - 1, closed) if closed > 0 else None
    if at >= len(text) or text[at] == "}":
        return None
    control = _CONTROL.match(text, at)
    stop = control.end() if control else at + 1
    return at, stop, stop


def _delimited(text: str, at: int, end: str) -> tuple[int, int, int] | None:
    limit = min(len(text), at + MAX_ARGUMENT)
    here = at
    while here < limit:
        if text.startswith(end, here):
            # Braces around the whole of it are no part of it.
            is_group = text[at : at + 1] == "{" and group_end(text, at, MAX_ARGUMENT) == here
            return (at + 1, here - 1, here + len(end)) if is_group else (at, here, here + len(end))
        if text[here] == "{":
            here = group_end(text, here, MAX_ARGUMENT)
            if here < 0:
                return None
        elif text[here] == "}":
            return None
        else:
            here += 2 if text[here] == "\\" else 1
    return None


_PARAMETER = re.compile(r"##|#(\d)")


def written_out(macro: Macro, arguments: Sequence[Tracked], line: int) -> Tracked:
    """Put arguments into a macro's body; what is the body's own stems from the line of its use."""
    if "#" not in macro.body:
        return Tracked(macro.body, array("l", [line]) * len(macro.body))
    out = Collector()
    at = 0
    for match in _PARAMETER.finditer(macro.body):
        out.add(macro.body[at : match.start()], line)
        number = int(match[1] or 0)
        if number == 0:
            out.add("#", line)
        elif number <= len(arguments):
            out.add_piece(arguments[number - 1])
        at = match.end()
    out.add(macro.body[at:], line)
    return out.done()
