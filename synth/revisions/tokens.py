"""A sentence's words and numbers, less what differs between two readings of the same words.

Citations, references to tables and sections, marks of footnotes and addresses are left out: they
are numbered anew with every version, and a LaTeX source prints keys where a PDF prints numbers.
Hyphens, spaces, case, accents, ligatures and mathematical signs are left out of what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from synth.text import fold

__all__ = ["Token", "blank_references", "read_tokens", "skeleton"]


class Token(NamedTuple):
    """A word or a number of a text."""

    key: str
    """What is compared: letters and digits of a word, lower case; a number without needless zeros."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    is_number: bool
    """Whether it is a number of the world: not a year, not a part of a name ("GPT-4")."""


_YEAR = r"(?:19|20)\d\d[a-z]?(?:,\s?[a-z]\b)*"
_NAME = r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
_AND = r"(?:\s(?:and|&)\s" + _NAME + ")"
_CITED = re.compile(
    rf"{_NAME}\s?et\s?al\.?,?(?:\s?\(?{_YEAR}\)?)?"  # Lee et al. (2019)
    rf"|{_NAME}{_AND},?\s\(?{_YEAR}\)?"  # Khattab and Zaharia, 2020
    rf"|\({_NAME}{_AND}\)"
    rf"|{_NAME},?\s\({_YEAR}\)"
    rf"|(?<=[(;]){_NAME},\s{_YEAR}|(?<=[(;]\s){_NAME},\s{_YEAR}"
    rf"|\({_YEAR}\)|(?<=[;,]\s){_YEAR}(?=[;)])"
)
_BRACKET = re.compile(r"\[([^\[\]]{1,400})\]")
_NUMBERED = re.compile(r"[1-9]\d{0,2}(?:\s?[-–]\s?[1-9]\d{0,2})?$")
_KEYED = re.compile(r"[^\W\d_][\w:./+&*'’-]*$")
_INTERVAL = re.compile(r"(?:\b(?:CI|interval|range|in|between|from)|∈|=)\s?:?\s?$", re.IGNORECASE)

_HEAD = (
    r"(?:[Tt]ab(?:le|les|s)?\.?|TABLE|[Ff]ig(?:ure|ures|s)?\.?|FIGURE|[Ss]ec(?:tion|tions|ts?|s)?\.?"
    r"|[Ee]q(?:uation|uations|ns?|s)?\.?|[Aa]pp(?:endix|endices)?\.?|[Cc]h(?:apter|apters|ap)\.?"
    r"|[Aa]lg(?:orithm|orithms)?\.?|[Tt]heorems?|[Ll]emmas?|[Pp]ropositions?|[Cc]oroll(?:ary|aries)"
    r"|[Dd]efinitions?|[Ff]ootnotes?|[Pp]ages?|pp?\.|[Ll]istings?|[Ss]upp(?:lement(?:ary)?|l)?\.?|§§?)"
)
_LABEL = r"\(?(?:[A-Z]?[.-]?\d+(?:\.\d+)*[a-z]?|[A-Z](?:\.\d+)*|[IVX]+|ref|\?\?)\)?(?![\w%])"
_REFERENCE = re.compile(
    rf"(?<![\w-]){_HEAD}[\s~]?{_LABEL}(?:\s?(?:,|and|&|to|or|[-–])+\s?{_LABEL})*(?:\s?[:.](?=\s))?"
)
_MARK = re.compile(
    r"^\s*(?:\^\d{1,2}|[*†‡§¶•])+"  # a footnote's own mark
    r"|(?<=[^\W\d_]{2})\^\d{1,2}(?!\d)|(?<=[^\W\d_][.,;:)])\^?\d{1,2}(?=\s|$)"  # "benchmarks.1"
    r"|\s\^\d{1,2}(?=[\s.,;:)])"
)
_ADDRESS = re.compile(r"(?:https?:\s?//|www\.)\S*")
_LOOSE = re.compile(r"\bref\b")


def blank_references(text: str) -> str:
    """Return the text with citations, references, marks and addresses as spaces; offsets stay."""
    text = _ADDRESS.sub(_blank, text) if "//" in text or "www" in text else text
    if "[" in text:
        text = _BRACKET.sub(_blank_citation, text)
    if "19" in text or "20" in text or "et al" in text or "&" in text:
        text = _CITED.sub(_blank, text)
    text = _REFERENCE.sub(_blank, text)
    return _LOOSE.sub(_blank, _MARK.sub(_blank, text))


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _blank_citation(match: re.Match[str]) -> str:
    parts = [part.strip() for part in re.split("[,;]", match[1])]
    is_numbered = all(_NUMBERED.match(part) for part in parts)
    if is_numbered and _INTERVAL.search(match.string, 0, match.start()):
        return match.group()  # "in [1, 10]" is an interval
    is_cited = is_numbered or all(_NUMBERED.match(part) or _KEYED.match(part) for part in parts)
    return _blank(match) if is_cited or re.search(_YEAR, match[1]) else match.group()


_TOKEN = re.compile(
    r"(?P<word>[^\W\d_](?:[^\W_]|[-‐‑'’](?=[^\W_])|\.(?=\d))*)"
    r"|(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)|(?P<percent>%)"
)
_NOT_KEY = re.compile(r"[\W_]+")
_MINUS = "-−–"
_SPELLED = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve".split()
    )
} | {"twofold": "2", "threefold": "3", "fourfold": "4"}
_DATED = frozenset(
    """january february march april may june july august september october november december jan feb mar
    apr jun jul aug sep sept oct nov dec in since until early late mid by of year fall spring summer
    winter""".split()
)
"""Words before four digits that make them a year."""


def read_tokens(text: str, offset: int = 0) -> tuple[Token, ...]:
    """Return the words and numbers of a text in order, references left out; linear in its length."""
    found: list[Token] = []
    for match in _TOKEN.finditer(blank_references(text)):
        token = _token(match, found)
        if token is not None:
            start, end = match.span()
            found.append(Token(token[0], start + offset, end + offset, token[1]))
    return tuple(found)


def _token(match: re.Match[str], before: Sequence[Token]) -> tuple[str, bool] | None:
    if match.lastgroup == "percent":
        return "%", False
    text = match.group()
    if match.lastgroup == "number":
        if _is_year(text, before):
            return text, False
        return _number(text, match.string, match.start()), True
    key = _NOT_KEY.sub("", fold(text))
    if key in _SPELLED:
        return _SPELLED[key], True
    if key in ("percent", "percentage"):
        return "%", False
    if not key or len(key) == 1 and not key.isascii():
        return None  # symbols are read differently, or not at all, from a PDF
    return key, False


def _is_year(text: str, before: Sequence[Token]) -> bool:
    is_like = len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
    return is_like and bool(before) and before[-1].key in _DATED


def _number(text: str, context: str, start: int) -> str:
    bare = text.replace(",", "")
    if "." in bare:
        bare = bare.rstrip("0").rstrip(".")
    bare = bare.lstrip("0") or "0"
    bare = f"0{bare}" if bare.startswith(".") else bare
    before = context[start - 1 : start]
    if before and before in _MINUS and not re.match(r"[\w%)\]]", context[start - 2 : start - 1] or " "):
        return f"-{bare}"
    return bare


def skeleton(tokens: Sequence[Token]) -> str:
    """Return what two readings of the same words share: letters without spaces, numbers set apart."""
    return "".join(f"<{token.key}>" if token.is_number else token.key for token in tokens)


def is_close(old: str, new: str) -> bool:
    """Whether two numbers are one within the precision of the coarser."""
    first, second = Decimal(old), Decimal(new)
    if first == second:
        return True
    step = max(_step(first), _step(second))
    return _step(first) != _step(second) and step < 1 and abs(first - second) <= step / 2


def _step(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent))
