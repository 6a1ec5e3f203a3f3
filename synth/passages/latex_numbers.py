r"""Numbers that LaTeX gives to sections, tables, figures, equations and theorems, and what labels refer to.

Counts as LaTeX does (Lamport's manual, appendix C.8): captions in order by their kind, sections by their
levels and with letters in an appendix, equations by their rows, theorems by their counters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from synth.passages.latex_source import group_end

__all__ = ["CAPTION", "Numbers", "Reference", "float_kind", "read_numbers"]

CAPTION = re.compile(
    r"\\(?:table)?caption(?:of(?P<star2>\*)?\s*\{(?P<kind>[a-z]+)\*?\})?(?P<star>\*)?\s*(?=[\[{])"
)
"""A caption, up to its options or argument."""

_TOKEN = re.compile(
    rf"(?P<caption>{CAPTION.pattern})"
    r"|\\(?P<edge>begin|end)\s*\{\s*(?P<environment>[a-zA-Z]+)(?P<starred>\*?)\s*\}"
    r"|\\(?P<section>part|chapter|section|subsection|subsubsection)(?![a-zA-Z])(?P<plain>\*?)"
    r"|\\label\s*\{(?P<label>[^{}]{1,200})\}"
    r"|\\(?P<change>setcounter|addtocounter)\s*\{(?P<counter>[a-z]+)\}\s*\{\s*(?P<value>-?\d{1,6})\s*\}"
    r"|\\(?P<step>refstepcounter|stepcounter)\s*\{(?P<stepped>[a-z]+)\}"
    r"|\\(?P<within>numberwithin|counterwithin|counterwithout)\*?\s*\{(?P<child>[a-z]+)\}\s*\{(?P<parent>[a-z]+)\}"
    r"|\\renewcommand\{\\the(?P<shown>[a-z]+)\}(?=\{)"
    r"|\\captionsetup\s*\{[^{}]*type=(?P<type>[a-z]+)[^{}]*\}"
    r"|\\(?P<box>capbtabbox|ttabbox|ffigbox)(?![a-zA-Z])"
    r"|\\(?P<appendix>appendix|appendices)(?![a-zA-Z])"
    r"|\\(?P<part>subfloat|subfigure|subtable|subcaptionbox)(?![a-zA-Z])"
    r"|\\tag\*?\s*\{(?P<tag>[^{}]{1,40})\}"
    r"|\\(?P<bare>nonumber|notag)(?![a-zA-Z])"
    r"|\\newtheorem(?P<unnumbered>\*?)\s*\{(?P<theorem>[^{}]+)\}\s*(?:\[(?P<shares>[^\[\]]+)\])?\s*"
    r"\{(?P<title>[^{}]*)\}\s*(?:\[(?P<under>[a-z]+)\])?"
    r"|\\(?P<item>item)(?![a-zA-Z])|(?P<row>\\\\)|\\.",
    re.S,
)
_CLASS = re.compile(r"\\document(?:class|style)\s*(?:\[([^\[\]]*)\]\s*)?\{\s*([^{}\s]*)")
_FORMAT = re.compile(
    r"\\(?P<style>arabic|Roman|roman|Alph|alph)\s*\{(?P<of>[a-z]+)\}|\\the(?P<the>[a-z]+)\s*|\\[a-zA-Z@]+\s*|[{}$]"
)
_LEVELS = ("part", "chapter", "section", "subsection", "subsubsection")
_ONE_NUMBER = frozenset("equation multline dmath".split())
_NUMBER_A_ROW = frozenset("align gather flalign alignat eqnarray xalignat IEEEeqnarray".split())
_PARTS = frozenset("subtable subfigure subfloat subcaptionblock".split())
_CHAPTERED = frozenset("book report scrbook scrreprt memoir thesis amsbook".split())
_ROMAN_TABLES = re.compile(r"IEEEtran|ieee|revtex", re.I)


class Reference(NamedTuple):
    """What a label refers to."""

    kind: str
    """`table`, `figure`, `section`, `appendix`, `equation`, `algorithm`, `item` or a theorem's title."""
    number: str
    """As it is printed: "3", "A.1", "2b"."""


class Numbers(NamedTuple):
    """The numbers of a source."""

    labels: Mapping[str, Reference]
    captions: Mapping[int, Reference]
    """By the offset behind the caption's macro; none for captions without a number."""


def read_numbers(text: str) -> Numbers:
    """Count what a source without macros of its own numbers."""
    return _Counters(text).read()


class _Counters:
    def __init__(self, text: str) -> None:
        self.text = text
        self.values: dict[str, int] = {}
        self.within: dict[str, str] = {"subsection": "section", "subsubsection": "subsection"}
        self.formats: dict[str, str] = {}
        self.theorems: dict[str, tuple[str, str]] = {}
        """Theorem environments: their counter and title."""
        self.labels: dict[str, Reference] = {}
        self.captions: dict[int, Reference] = {}
        self.current: Reference | None = None
        self.open: list[tuple[str, Reference | None, bool]] = []
        """Environments: name, what a label meant before, whether its caption was there."""
        self.caption_type: str | None = None
        self.base: str | None = None
        """Number of the equation whose parts have letters."""
        self.is_appendix = False
        found = _CLASS.search(text)
        name = found[2] if found else "article"
        if name in _CHAPTERED:
            self.within |= dict.fromkeys(("section", "table", "figure", "equation"), "chapter")
        if _ROMAN_TABLES.search(name):
            self.formats["table"] = r"\Roman{table}"
            self.formats["section"] = r"\Roman{section}"
            self.formats["subsection"] = r"\thesection-\Alph{subsection}"

    def read(self) -> Numbers:
        """Go through the source once."""
        readers: tuple[tuple[str, Callable[[re.Match[str]], None]], ...] = (
            ("caption", self._caption),
            ("edge", self._environment),
            ("section", self._section),
            ("label", self._label),
            ("change", self._change),
            ("step", self._stepped),
            ("within", self._within),
            ("shown", self._format),
            ("type", self._set_type),
            ("box", self._set_box),
            ("appendix", self._appendix),
            ("part", lambda match: self._part()),
            ("tag", self._tag),
            ("bare", lambda match: self._unnumber()),
            ("theorem", self._theorem),
            ("item", lambda match: self._item()),
            ("row", lambda match: self._row()),
        )
        for match in _TOKEN.finditer(self.text):
            if match.lastindex is None:
                continue
            reader = next((reader for name, reader in readers if match[name]), None)
            if reader:
                reader(match)
        return Numbers(self.labels, self.captions)

    # ---- counters

    def _step(self, counter: str) -> None:
        self.values[counter] = self.values.get(counter, 0) + 1
        self._reset(counter)

    def _stepped(self, match: re.Match[str]) -> None:
        self._refer(match["stepped"], match["stepped"])

    def _reset(self, parent: str) -> None:
        for child, over in self.within.items():
            if over == parent and self.values.get(child):
                self.values[child] = 0
                self._reset(child)

    def _refer(self, counter: str, kind: str) -> Reference:
        self._step(counter)
        self.current = Reference(kind, self.number(counter))
        return self.current

    def number(self, counter: str, depth: int = 0) -> str:
        """Return a counter's value as it is printed."""
        written = self.formats.get(counter)
        if written is not None and depth < 6:
            return _FORMAT.sub(lambda match: self._formatted(match, depth), written).strip()
        own = str(self.values.get(counter, 0))
        over = self.within.get(counter)
        if over and depth < 6 and self.values.get(over):
            return f"{self.number(over, depth + 1)}.{own}"
        return own

    def _formatted(self, match: re.Match[str], depth: int) -> str:
        if match["the"]:
            return self.number(match["the"], depth + 1)
        if match["style"] is None:
            return ""
        value = self.values.get(match["of"], 0)
        styles: dict[str, Callable[[int], str]] = {
            "arabic": str,
            "Roman": _roman,
            "roman": lambda number: _roman(number).lower(),
            "Alph": _letter,
            "alph": lambda number: _letter(number).lower(),
        }
        return styles[match["style"]](value)

    def _change(self, match: re.Match[str]) -> None:
        before = self.values.get(match["counter"], 0) if match["change"] == "addtocounter" else 0
        self.values[match["counter"]] = before + int(match["value"])

    def _within(self, match: re.Match[str]) -> None:
        if match["within"] == "counterwithout":
            self.within.pop(match["child"], None)
        else:
            self.within[match["child"]] = match["parent"]
        self.formats.pop(match["child"], None)

    def _format(self, match: re.Match[str]) -> None:
        closed = group_end(self.text, match.end(), 500)
        if closed > 0:
            self.formats[match["shown"]] = self.text[match.end() + 1 : closed - 1]

    # ---- sections

    def _section(self, match: re.Match[str]) -> None:
        if match["plain"]:
            return
        level = match["section"]
        top = "chapter" if self.within.get("section") == "chapter" else "section"
        self._refer(
            level,
            "appendix" if self.is_appendix and _LEVELS.index(level) >= _LEVELS.index(top) else "section",
        )

    def _appendix(self, match: re.Match[str] | None) -> None:
        del match
        top = "chapter" if self.within.get("section") == "chapter" else "section"
        self.is_appendix = True
        self.values[top] = 0
        self._reset(top)
        self.formats[top] = rf"\Alph{{{top}}}"

    # ---- labels, captions and environments

    def _label(self, match: re.Match[str]) -> None:
        if self.current:
            self.labels.setdefault(match["label"].strip(), self.current)

    def _set_type(self, match: re.Match[str]) -> None:
        self.caption_type = match["type"]

    def _set_box(self, match: re.Match[str]) -> None:
        self.caption_type = "figure" if match["box"] == "ffigbox" else "table"

    def _float(self) -> int | None:
        """Return which of the open environments is the float."""
        return next((i for i, (name, _, _) in enumerate(self.open) if float_kind(name)), None)

    def _caption(self, match: re.Match[str]) -> None:
        if match["star"] or match["star2"]:
            return
        holder = self._float()
        if any(name in _PARTS for name, _, _ in self.open) and not match["kind"]:
            self._part()
            return
        kind = (
            match["kind"]
            or self.caption_type
            or (float_kind(self.open[holder][0]) if holder is not None else None)
        )
        if kind is None:
            return
        self.captions[match.end()] = self._refer(kind, kind)
        self.caption_type = None
        if holder is not None:
            self.open[holder] = (*self.open[holder][:2], True)
            self.values[f"sub{kind}"] = 0

    def _part(self) -> None:
        """Number a part of a float: its own caption may come before the float's."""
        holder = self._float()
        if holder is None:
            return
        name, _, has_caption = self.open[holder]
        kind = float_kind(name) or "figure"
        sub = f"sub{kind}"
        self._step(sub)
        self.values[kind] = self.values.get(kind, 0) + (not has_caption)
        number = self.number(kind)
        self.values[kind] -= not has_caption
        self.current = Reference(kind, number + _letter(self.values[sub]).lower())

    def _environment(self, match: re.Match[str]) -> None:
        name = match["environment"]
        if match["edge"] == "end":
            self._close(name)
            return
        self.open.append((name, self.current, False))
        if name == "subequations":
            self._step("equation")
            self.base = self.number("equation")
            self.values["subequation"] = 0
            self.current = Reference("equation", self.base)
        elif name in ("appendices", "appendix", "subappendices"):
            self._appendix(None)
        elif match["starred"]:
            return
        elif name in _ONE_NUMBER or name in _NUMBER_A_ROW:
            self._equation()
        elif name in self.theorems:
            counter, title = self.theorems[name]
            self._refer(counter, title)
        elif name == "enumerate":
            self.values[f"item{sum(opened[0] == name for opened in self.open)}"] = 0
        elif float_kind(name):
            self.values[f"sub{float_kind(name)}"] = 0
            self.caption_type = None

    def _close(self, name: str) -> None:
        index = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][0] == name), None)
        if index is None:
            return
        # A label means again what it meant before the environment.
        self.current = self.open[index][1]
        del self.open[index:]
        if name == "subequations":
            self.base = None

    def _item(self) -> None:
        depth = sum(name == "enumerate" for name, _, _ in self.open)
        if depth and self.open[-1][0] == "enumerate":
            self._refer(f"item{depth}", "item")

    # ---- equations

    def _equation(self) -> None:
        if self.base is None:
            self._refer("equation", "equation")
            return
        self._step("subequation")
        self.current = Reference("equation", self.base + _letter(self.values["subequation"]).lower())

    def _row(self) -> None:
        if self.open and self.open[-1][0] in _NUMBER_A_ROW and self._is_numbered_display():
            self._equation()

    def _is_numbered_display(self) -> bool:
        # A starred environment is open under the same name, but has set no number.
        return self.current is not None and self.current is not self.open[-1][1]

    def _unnumber(self) -> None:
        if self.open and (self.open[-1][0] in _NUMBER_A_ROW or self.open[-1][0] in _ONE_NUMBER):
            counter = "equation" if self.base is None else "subequation"
            self.values[counter] = max(self.values.get(counter, 0) - 1, 0)

    def _tag(self, match: re.Match[str]) -> None:
        self._unnumber()
        self.current = Reference("equation", match["tag"].strip())

    # ---- theorems

    def _theorem(self, match: re.Match[str]) -> None:
        if match["unnumbered"]:
            return
        name = match["theorem"].strip()
        shared = (match["shares"] or "").strip()
        self.theorems[name] = (
            self.theorems[shared][0] if shared in self.theorems else shared or name,
            match["title"],
        )
        if match["under"]:
            self.within[name] = match["under"]


def float_kind(environment: str) -> str | None:
    """Tell which captions an environment has by its name."""
    lower = environment.lower()
    if lower in ("tablenotes", "threeparttable", "subtable", "subfigure", "subfloat", "subcaptionblock"):
        return None
    if "table" in lower or lower in (
        "xltabular",
        "longtblr",
        "talltblr",
        "longtabu",
        "supertabular",
        "xtabular",
    ):
        return "table"
    if "figure" in lower:
        return "figure"
    return "algorithm" if lower.startswith("algorithm") and lower != "algorithmic" else None


def _letter(number: int) -> str:
    return chr(64 + number) if 0 < number < 27 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)
