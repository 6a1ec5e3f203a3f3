r"""Conditions of a LaTeX source: which of its branches is printed.

What can be told from the source itself is: switches of `\newif`, `\newbool` and `\newtoggle`, macros
compared with each other, with numbers and with nothing. What depends on the page being set is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from synth.passages.latex_definitions import Macro, read_argument

__all__ = ["BRACED", "Switches", "Test", "branch_end", "is_condition", "read_test"]

_KNOWN_TO_TEX = frozenset(
    """pdfoutput documentclass begin end section usepackage relax par textbf newcommand def chapter
    pdfcompresslevel pdftexversion""".split()
)
"""Macros that every pdfTeX has, among those that sources ask for."""

_NO_CONDITIONS = frozenset("iff ifthenelse IfFileExists ifstrequal ifblank ifstrempty".split())

_BRANCH = re.compile(r"\\(?:newif\s*\\)?(if[a-zA-Z@]*|else|or|fi)(?![a-zA-Z@])|\\.", re.S)
_TOKEN = re.compile(r"\s*(?:\\([a-zA-Z@]+)[ \t]*|(\\.)|(.))", re.S)
_RELATION = re.compile(r"\s*([<>=])")
_SIGNED = re.compile(r"\s*([+-]?)\s*(\d+)\s?")
_NAMED = re.compile(r"\s*\\([a-zA-Z@]+)\s?")


class Test(NamedTuple):
    """What a condition comes to."""

    is_true: bool | None
    """None where a source does not tell."""
    stop: int
    """Offset behind what it compares."""
    case: int | None = None
    r"""Which branch `\ifcase` takes."""


class Switches:
    """The switches of a source by name: TeX's, etoolbox's and ifthen's."""

    def __init__(self) -> None:
        self.values: dict[str, bool] = {}

    def get(self, name: str) -> bool | None:
        """Return a switch's value; None for one that was never set up."""
        return self.values.get(name.strip())

    def set(self, name: str, value: str | bool) -> None:
        """Set a switch."""
        self.values[name.strip()] = value if isinstance(value, bool) else value.strip().lower() == "true"


def is_condition(name: str, after: str, switches: Switches) -> bool:
    r"""Tell whether a macro is closed by `\fi`, by its name and the character behind it."""
    if not name.startswith("if") or name in _NO_CONDITIONS or name in BRACED:
        return False
    return after != "{" or name in _PRIMITIVES or switches.get(name[2:]) is not None


def branch_end(text: str, at: int, switches: Switches) -> tuple[str, int, int] | None:
    r"""Find the `\else`, `\or` or `\fi` of the condition whose branch stands at an offset.

    Returns its name and where it begins and ends; None where the text ends before.
    """
    depth = 0
    for match in _BRANCH.finditer(text, at):
        word = match[1]
        if not word or "newif" in match[0]:
            continue
        if word.startswith("if"):
            depth += is_condition(word, text[match.end() : match.end() + 1], switches)
        elif depth == 0:
            return word, match.start(), match.end()
        elif word == "fi":
            depth -= 1
    return None


def read_test(name: str, text: str, at: int, macros: Mapping[str, Macro], switches: Switches) -> Test:
    r"""Evaluate the condition `\name` whose operands stand at an offset."""
    if name in ("iftrue", "iffalse"):
        return Test(name == "iftrue", at)
    known = switches.get(name[2:])
    if known is not None:
        return Test(known, at)
    reader = _PRIMITIVES.get(name)
    return reader(text, at, macros) if reader else Test(None, at)


def _ifx(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    first = _TOKEN.match(text, at)
    second = _TOKEN.match(text, first.end()) if first else None
    if first is None or second is None:
        return Test(None, at)
    return Test(_meaning(first, macros) == _meaning(second, macros), second.end())


def _meaning(token: re.Match[str], macros: Mapping[str, Macro]) -> object:
    name = token[1]
    if name is None:
        return token[2] or token[3]
    if name in ("empty", "@empty"):
        return Macro()
    if name in macros:
        return macros[name]._replace(is_final=False)
    return f"\\{name}" if name in _KNOWN_TO_TEX else None


def _if(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    first, at = _character(text, at, macros)
    second, at = _character(text, at, macros)
    return Test(None if first is None or second is None else first == second, at)


def _character(text: str, at: int, macros: Mapping[str, Macro]) -> tuple[str | None, int]:
    r"""Return the one character that a token stands for, as in `\if1\blind`."""
    token = _TOKEN.match(text, at)
    if token is None:
        return None, at
    for _ in range(5):
        name = token[1]
        if name is None:
            return token[2] or token[3], token.end()
        macro = macros.get(name)
        if macro is None or macro.arity:
            return (f"\\{name}" if name in ("relax", "empty") else None), token.end()
        body = macro.body.strip()
        if not body.startswith("\\"):
            return (body if len(body) == 1 else None), token.end()
        inner = _TOKEN.match(body)
        if inner is None or inner.end() < len(body):
            return None, token.end()
        stop = token.end()
        return _character(body, 0, macros)[0], stop
    return None, token.end()


def _ifnum(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    first, at = _number(text, at, macros)
    relation = _RELATION.match(text, at)
    if relation is None:
        return Test(None, at)
    second, at = _number(text, relation.end(), macros)
    if first is None or second is None:
        return Test(None, at)
    compared = {"<": first < second, ">": first > second, "=": first == second}
    return Test(compared[relation[1]], at)


def _number(text: str, at: int, macros: Mapping[str, Macro]) -> tuple[int | None, int]:
    digits = _SIGNED.match(text, at)
    if digits:
        return int(digits[1] + digits[2][:12]), digits.end()
    named = _NAMED.match(text, at)
    if named is None:
        return None, at
    macro = macros.get(named[1])
    body = _SIGNED.fullmatch(macro.body) if macro and not macro.arity else None
    if body:
        return int(body[1] + body[2][:12]), named.end()
    stop = named.end()
    if named[1] == "value" and (argument := read_argument(text, stop)):
        stop = argument[2]
    return (1 if named[1] == "pdfoutput" else None), stop


def _ifodd(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    number, at = _number(text, at, macros)
    return Test(None if number is None else number % 2 == 1, at)


def _ifcase(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    number, at = _number(text, at, macros)
    return Test(None, at, number)


def _ifdim(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    del macros
    size = r"\s*-?(?:\d*\.?\d*\s*)?(?:\\[a-zA-Z@]+|(?:pt|em|ex|cm|mm|in|sp)\b)\s*"
    match = re.compile(rf"{size}[<>=]{size}").match(text, at)
    return Test(None, match.end() if match else at)


def _ifdefined(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    token = _TOKEN.match(text, at)
    if token is None:
        return Test(None, at)
    return Test(token[1] is None or _meaning(token, macros) is not None, token.end())


def _ifcsname(text: str, at: int, macros: Mapping[str, Macro]) -> Test:
    stop = text.find("\\endcsname", at, at + 200)
    if stop < 0:
        return Test(None, at)
    return Test(text[at:stop].strip() in macros, stop + len("\\endcsname"))


_PRIMITIVES: Mapping[str, Callable[[str, int, Mapping[str, Macro]], Test]] = {
    "ifx": _ifx,
    "if": _if,
    "ifcat": lambda text, at, macros: Test(None, _if(text, at, macros).stop),
    "ifnum": _ifnum,
    "ifodd": _ifodd,
    "ifcase": _ifcase,
    "ifdim": _ifdim,
    "ifdefined": _ifdefined,
    "ifcsname": _ifcsname,
}


# ------------------------------------------------------------------- conditions with branches in braces

_Braced = Callable[[list[str], Mapping[str, Macro], Switches], bool | None]


def _is_defined(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool:
    del switches
    name = arguments[0].strip().removeprefix("\\")
    return name in macros or name in _KNOWN_TO_TEX


def _is_on(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool | None:
    del macros
    return switches.get(arguments[0])


def _written(text: str, macros: Mapping[str, Macro]) -> str:
    """Write out macros without arguments."""
    for _ in range(5):
        longer = re.sub(
            r"\\([a-zA-Z@]+)\s*",
            lambda m: macros[m[1]].body if m[1] in macros and not macros[m[1]].arity else m[0],
            text,
        )
        if longer == text or len(longer) > 10_000:
            break
        text = longer
    return text.strip()


def _is_blank(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool:
    del macros, switches
    return not arguments[0].strip()


def _is_empty(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool:
    del switches
    name = arguments[0].strip().removeprefix("\\")
    return name not in macros or not macros[name].body.strip()


def _are_equal(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool:
    del switches
    return _written(arguments[0], macros) == _written(arguments[1], macros)


def _not(test: _Braced) -> _Braced:
    def turned(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool | None:
        found = test(arguments, macros, switches)
        return None if found is None else not found

    return turned


_OPERATOR = re.compile(r"\\(?:or|OR|and|AND|not|NOT|boolean|equal|\(|\))|[^\\]+|\\[a-zA-Z@]+\s*|\\.", re.S)


def _ifthenelse(arguments: list[str], macros: Mapping[str, Macro], switches: Switches) -> bool | None:
    r"""Evaluate a test of the package ifthen, from the left: `\boolean{x} \and \not \equal{a}{b}`."""
    text = arguments[0]
    value: bool | None = None
    at, joined, turn = 0, "", False
    while match := _OPERATOR.match(text, at):
        at = match.end()
        word = match[0].strip().lower()
        if word in ("\\and", "\\or"):
            joined = word
            continue
        if word == "\\not":
            turn = not turn
            continue
        if not word:
            continue
        found, at = _operand(word, match[0], text, at, macros, switches)
        if found is None:
            return None
        found = found != turn
        turn = False
        if value is None:
            value = found
        else:
            value = (value and found) if joined == "\\and" else (value or found)
    return value


def _operand(
    word: str, written: str, text: str, at: int, macros: Mapping[str, Macro], switches: Switches
) -> tuple[bool | None, int]:
    first = read_argument(text, at)
    if word == "\\boolean" and first:
        return switches.get(text[first[0] : first[1]]), first[2]
    second = read_argument(text, first[2]) if first else None
    if word == "\\equal" and first and second:
        pair = [text[first[0] : first[1]], text[second[0] : second[1]]]
        return _are_equal(pair, macros, switches), second[2]
    test = _ifnum(_written(text[at - len(written) :], macros), 0, macros)
    return test.is_true, len(text)


BRACED: Mapping[str, tuple[int, _Braced]] = {
    "ifthenelse": (1, _ifthenelse),
    "iftoggle": (1, _is_on),
    "nottoggle": (1, _not(_is_on)),
    "ifbool": (1, _is_on),
    "notbool": (1, _not(_is_on)),
    "ifdef": (1, _is_defined),
    "ifundef": (1, _not(_is_defined)),
    "ifcsdef": (1, _is_defined),
    "ifcsundef": (1, _not(_is_defined)),
    "@ifundefined": (1, _not(_is_defined)),
    "ifstrequal": (2, _are_equal),
    "ifdefstring": (2, _are_equal),
    "ifdefstrequal": (2, _are_equal),
    "ifblank": (1, _is_blank),
    "notblank": (1, _not(_is_blank)),
    "ifstrempty": (1, _is_blank),
    "ifdefempty": (1, _is_empty),
    "ifdefvoid": (1, _is_empty),
    "IfFileExists": (1, lambda arguments, macros, switches: True),
}
"""Conditions whose branches are arguments: how many arguments come before these, and the test."""
