"""A sentence's words and numbers, less what differs between two readings of the same words.

Citations, references to tables and sections, marks of footnotes and addresses are left out: they
are numbered anew with every version, and a LaTeX source prints keys where a PDF prints numbers.
Hyphens, spaces, case, accents, ligatures and mathematical signs are left out of what is compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from synth.text import fold

__all__ = ["REFERENCE", "SHORT_WORDS", "Token", "is_close", "read_tokens", "skeleton"]


class Token(NamedTuple):
    """A word or a number of a text."""

    key: str
    """What is compared: letters and digits of a word, lower case; a number without needless zeros."""
    start: int
    """Offset of its first character."""
    end: int
    """Offset behind its last character."""
    printed: str = ""
    """A number as printed, less thousands separators; "" for a word, a year, a part of a name ("GPT-4")."""

    @property
    def is_number(self) -> bool:
        """Whether it is a number of the world."""
        return bool(self.printed)


_YEAR = r"(?:19|20)\d\d[a-z]?(?:,\s?[a-z]\b)*"
_NAME = r"[A-Z][^\W\d_]*+(?:[-'’][^\W\d_]+)*+"
_AND = rf"(?:\s(?:and|&)\s{_NAME})"
_CITED = re.compile(
    rf"(?<![\w'’-])(?:{_NAME}\s?et\s?al\.?,?(?:\s?\(?{_YEAR}\)?)?"  # Lee et al. (2019)
    rf"|{_NAME}{_AND},?\s\(?{_YEAR}\)?"  # Khattab and Zaharia, 2020
    rf"|{_NAME},?\s\({_YEAR}\))"
    rf"|\({_NAME}{_AND}\)"
    rf"|(?<=[(;]){_NAME},?\s{_YEAR}|(?<=[(;]\s){_NAME},?\s{_YEAR}"
    rf"|(?<=\bsee\s){_NAME},?\s{_YEAR}|(?<=e\.g\.\s){_NAME},?\s{_YEAR}|(?<=e\.g\.,\s){_NAME},?\s{_YEAR}"
    rf"|\({_YEAR}\)|(?<=[;,]\s){_YEAR}(?=[;)])"
    r"|\(\d{1,3}(?:;\s?\d{1,3})+\)"
)
_BRACKET = re.compile(r"\[([^\[\]]{1,400})\]")
_NUMBERED = re.compile(r"[1-9]\d{0,2}(?:\s?[-–]\s?[1-9]\d{0,2})?$")
_KEYED = re.compile(r"(?=[^a-zA-Z]*[a-zA-Z][^a-zA-Z]*[a-zA-Z])[^\W\d_][\w:./+&*^'’-]*$")
_INTERVAL = re.compile(r"(?:\b(?:CI|interval|range)|∈|=)\s?:?\s?$", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]{0,300}\)")
_BESIDE_CITED = frozenset(
    "see also e.g eg i.e cf and in for example a the review reviews by of inter alia".split()
)
"""Words that stand beside a citation in its brackets."""

_ONE = (
    r"[Tt]able|TABLE|Tab\.?|[Ff]igure|FIGURE|[Ff]ig\.?|[Ss]ection|Sec\.?|Sect\.?|[Ee]quation|Eqn?\.?|eqn?\."
    r"|[Aa]ppendix|App\.|[Cc]hapter|Ch\.|[Aa]lgorithm|Alg\.|[Tt]heorem|[Ll]emma|[Pp]roposition|[Cc]orollary"
    r"|[Dd]efinition|[Ff]ootnote|[Pp]age|pp?\.|[Ll]isting|[Ss]upplement(?:ary)?|§"
)
_MANY = (
    r"[Tt]ables|Tabs\.?|[Ff]igures|[Ff]igs\.?|[Ss]ections|Secs\.?|Sects\.?|[Ee]quations|Eqn?s\.?|eqn?s\."
    r"|[Aa]ppendices|[Cc]hapters|[Aa]lgorithms|[Tt]heorems|[Ll]emmas|[Pp]ropositions|[Dd]efinitions|[Pp]ages|§§"
)
_LABEL = r"\(?(?:[A-Z]?[.-]?\d++(?:\.\d++)*+[a-z]?|[A-Z](?:\.\d+)*|[IVX]+|ref[a-z]?|\?\?)\)?(?![\w%]|[.,]\d)"
_REFERENCE = re.compile(
    rf"(?<![\w-])(?:(?:{_ONE})[\s~]?{_LABEL}(?:\s?[-–]\s?{_LABEL})?"
    rf"|(?:{_MANY})[\s~]?{_LABEL}(?:\s?(?:,|and|&|to|or|[-–])+\s?{_LABEL})*)(?:\s?[:.](?=\s))?"
)
_EQUATION = re.compile(
    r"\b(of|in|by|from|with|using|see|before|after|given|prove[sdn]?|proving|formulas?|relations?|equations?"
    r"|inequality|inequalities|sequences?|results?|theorems?|lemmas?|conjectures?|corollary|propositions?"
    r"|definitions?|remarks?|observations?|propert(?:y|ies)|conditions?|statements?|identity|symmetry|systems?)"
    r"\s\(\d{1,3}(?:\.\d{1,2})?[a-z]?\)"
    r"|((?:[^\w\s]|\b\w|[_^]\w{1,9})\s?)\(\d{1,3}(?:\.\d{1,2})?\)(?=\s*[.,;]?\s*$)"
    r"|((?:[=<>≤≥]\s?-?\d{1,9}|\^\w{1,2}|[)\]}′'|])\s)\(\d{1,3}(?:\.\d{1,2})?\)(?=\s+[a-z])"
    r"|(\()\d{1,2}\.\d{1,2}(?=,\s(?:part\s)?\()",
    re.IGNORECASE,
)
"""Numbers of equations and theorems, told by what stands before them; scores stand behind names."""
_MARK = re.compile(
    r"^\s*(?:\^\d{1,2}|[*†‡§¶•])+"  # a footnote's own mark
    r"|^\s*(?:\d{1,2}[.)]|\(\d{1,2}(?:\.\d{1,2})*+\)|[-–])\s+(?=[A-Z(])"  # the number of an item or a theorem
    r"(?:(?:Theorem|Lemma|Proposition|Corollary|Definition|Remark|Example|Conjecture|Claim)[.:])?"
    r"|^\s*Proof[.:](?=\s)"
    r"|(?<=[^\W\d_]{2})\^\d{1,3}(?:[,–-]\s?\d{1,3})*+(?!\d)"
    r"|(?<=[^\W\d_][.,;)])\^?\d{1,2}(?=\s|$)"  # "benchmarks.1"
    r"|\s\^\d{1,2}(?=[\s.,;:)])"
)
_ADDRESS = re.compile(r"(?:https?:\s?//|www\.)\S*")


def _blank_references(text: str, *, is_cell: bool) -> str:
    """Return the text with citations, references, marks and addresses as spaces; offsets stay."""
    printed = text
    text = _ADDRESS.sub(_blank, text) if "//" in text or "www" in text else text
    if "[" in text:
        text = _BRACKET.sub(_blank_citation, text)
    if "et al" in text or "&" in text or ";" in text or re.search(r"(?:19|20)\d\d", text):
        text = _CITED.sub(_blank, text)
    if text != printed and "(" in text:
        text = _ASIDE.sub(lambda match: _blank_aside(match, printed), text)
    text = _REFERENCE.sub(_blank, text)
    return text if is_cell else _MARK.sub(_blank, _EQUATION.sub(_blank_behind, text))


def _blank(match: re.Match[str]) -> str:
    return " " * (match.end() - match.start())


def _blank_behind(match: re.Match[str]) -> str:
    word = match[1] or match[2] or match[3] or match[4] or ""
    return word + " " * (match.end() - match.start() - len(word))


def _blank_citation(match: re.Match[str]) -> str:
    parts = [part.strip() for part in re.split("[,;]", match[1])]
    is_numbered = all(_NUMBERED.match(part) for part in parts)
    if is_numbered and _INTERVAL.search(match.string, 0, match.start()):
        return match.group()
    is_cited = is_numbered or all(_NUMBERED.match(part) or _KEYED.match(part) for part in parts)
    return _blank(match) if is_cited or re.search(_YEAR, match[1]) else match.group()


def _blank_aside(match: re.Match[str], printed: str) -> str:
    """Blank brackets of which nothing but "see also" is left beside the citation."""
    was_cited = match.group() != printed[match.start() : match.end()]
    words = re.findall(r"\w+(?:\.\w+)*", match.group())
    return _blank(match) if was_cited and _BESIDE_CITED.issuperset(words) else match.group()


_TOKEN = re.compile(
    r"(?P<word>[a-z](?=-\d)|[^\W\d_](?:[^\W_]|[-‐‑'’](?=[^\W_])|\.(?=\d))*)"
    # A formula's "200, 000" is one number; "100, 200, 300" are three.
    r"|(?P<number>(?<!\d,\s)(?<![{\[(])\d{1,3}(?:,\s\d{3})++(?!\d|,?\s?\d|,?\s(?:and|or|to)\s\d)(?:\.\d+)?"
    r"|(?<=[=≈~<>≤≥]\s)\d{1,3}(?:,\s\d{3})++(?![\d,])(?:\.\d+)?"
    r"|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<!\d)\.\d+)|(?P<percent>%)"
)
_NOT_KEY = re.compile(r"[\W_\u0370-\u03ff\u1f00-\u1fff]+")
_MINUS = "-−–"
_TAKEN_FROM = re.compile(r"[\w%)\]}+]$|(?<![^\W_])[\w)\]}]\s$|(?<![^\W_])\d[\w)\]}]\s$")
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


SHORT_WORDS = frozenset("a is or of in on at to by as we it be if do so up us no my he an".split())
"""English words of one or two letters; others are what is left of formulas."""
REFERENCE = "ref"
"""Key of a reference whose number is not known; it stands for any number, or for none."""


def read_tokens(text: str, offset: int = 0, *, is_cell: bool = False) -> tuple[Token, ...]:
    """Return the words and numbers of a text in order, references left out; linear in its length.

    In a cell a number in brackets is a number: "33 (90)".
    """
    found = _read_text(text, is_cell)
    return tuple(Token(t[0], t[1] + offset, t[2] + offset, t[3]) for t in found) if offset else found


@lru_cache(maxsize=16_384)  # most sentences and cells stand in both versions
def _read_text(text: str, is_cell: bool) -> tuple[Token, ...]:
    found: list[Token] = []
    for match in _TOKEN.finditer(_blank_references(text, is_cell=is_cell)):
        key, printed = _read(match, found)
        if key and not (is_cell and key == REFERENCE):
            found.append(Token(key, match.start(), match.end(), printed))
    return tuple(found)


def _read(match: re.Match[str], before: Sequence[Token]) -> tuple[str, str]:
    """Return a token's key and, of a number, what is printed; the key is "" for what is not compared."""
    text = match.group()
    if match.lastgroup == "percent":
        return "%", ""
    if match.lastgroup == "number":
        if _is_year(text, before):
            return text, ""
        printed = _sign(match.string, match.start()) + re.sub(r",\s?", "", text)
        return _plain(printed), printed
    key = _key(text)
    return key, key if key.isdecimal() or key == REFERENCE else ""


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    key = _NOT_KEY.sub("", fold(word))
    if key in ("percent", "percentage"):
        return "%"
    # Symbols are read differently, or not at all, from a PDF.
    return "" if len(key) == 1 and not key.isascii() else _SPELLED.get(key, key)


def _is_year(text: str, before: Sequence[Token]) -> bool:
    is_like = len(text) == 4 and text.isdigit() and text[:2] in ("19", "20")
    return is_like and bool(before) and before[-1].key in _DATED


def _sign(context: str, start: int) -> str:
    """Return "-" for a minus that is no dash and takes nothing from what stands before it ("K -1")."""
    if start == 0 or context[start - 1] not in _MINUS:
        return ""
    return "" if _TAKEN_FROM.search(context[max(0, start - 6) : start - 1]) else "-"


def _plain(number: str) -> str:
    """Return a number without needless zeros: one spelling for each value."""
    sign, bare = ("-", number[1:]) if number.startswith("-") else ("", number)
    if "." in bare:
        bare = bare.rstrip("0").rstrip(".")
    bare = bare.lstrip("0") or "0"
    return f"{sign}0{bare}" if bare.startswith(".") else f"{sign}{bare}"


def skeleton(tokens: Sequence[Token]) -> str:
    """Return what two readings of the same words share: letters without spaces, numbers set apart."""
    told = (token for token in tokens if token.key != REFERENCE)
    return "".join(f"<{token.key}>" if token.is_number else token.key for token in told)


def is_close(old: str, new: str) -> bool:
    """Whether two printed numbers are one within the precision of the coarser: 0.9 and 0.88.

    Whole numbers are precise: 68 and 68.2 are two.
    """
    first, second = Decimal(old), Decimal(new)
    if first == second:
        return True
    step = max(_step(first), _step(second))
    return _step(first) != _step(second) and step < 1 and abs(first - second) <= step / 2


def _step(value: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(value.as_tuple().exponent))
