"""Numbers as texts print them: digits, powers of ten, number words, fractions, multiples.

`find_numerals` gives the bare numbers of a text in order; what they mean (unit, range, hedge) is
told by `synth.claims.quantities`. All patterns are linear in the length of the text: repetitions
are bounded or possessive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from synth.claims.number_words import (
    BELOW_100,
    ONES,
    PART_NAMES,
    ROUND_TENS,
    ROUND_WORDS,
    TEENS,
    fraction_value,
    one_in,
    word_value,
)

__all__ = ["Numeral", "NumeralKind", "as_decimal", "find_numerals"]

NumeralKind = Literal["digits", "word", "fraction", "multiple"]
"""`digits`: 2.1; `word`: fifteen; `fraction`: one third, half; `multiple`: twofold, doubles."""

MAX_LENGTH = 40
"""Characters of the longest number that is read; longer digit runs are keys or hashes."""
MAX_POWER = 64
"""Largest exponent that is multiplied out for bases other than ten (2^10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A bare number where it stands."""

    start: int
    """Offset of its first character, sign included."""
    end: int
    """Offset behind it."""
    value: str
    """Decimal string: thousands separators gone, powers of ten as "3e8", "-" for a minus."""
    kind: NumeralKind
    """How it is written."""
    sign: str = ""
    """"+" or "-" where one is printed."""
    uncertainty: str | None = None
    """From digits in brackets: "1.234(5)" has "0.005"."""
    grows: bool | None = None
    """For verbs that are multiples: True for "doubles", False for "halves"."""
    is_share: bool = False
    """For a fraction: whether it is told as so many of a whole."""

    unit: str | None = None
    """What its own writing tells: "s" for "0:01:30"."""

    @property
    def is_integer(self) -> bool:
        """Whether it is written without a fraction or a power."""
        return "." not in self.value and "e" not in self.value


def as_decimal(value: str) -> Decimal | None:
    """Return the value as a Decimal; None for what is none."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


_THIN = "\u2009\u202f\u00a0"
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

# A number may follow a letter and a dash only as part of a name (GPT-4, top-5, ViT-L/16).
_DIGITS = re.compile(
    rf"""
    (?<![\w^\\∥‖|⟩⟨}})])(?<![\w.][.,])(?<![A-Za-z]@)(?<!\^[-−–])(?:(?<![^\W\d_][-–‐‑/_'’])
      |(?<=\d[kKMBx][-–‐‑]))(?<![\])][-–‐‑])
    (?P<sign>(?<![\d%\)\]])[+\-−–]|\+/?[-−])?
    (?P<number>
        \d{{1,3}}(?:,\d{{3}}){{1,6}}(?:\.\d++)?(?![\d]|,\d)
      | [1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}}){{1,6}}(?:\.\d++)?(?!\d)
      | [1-9]\d{{0,2}},[ ]0\d\d(?![\d.]|,\d)
      | [1-9]\d{{0,2}},[ ]\d{{3}}(?=/[1-9]\d{{0,2}},[ ]\d{{3}}(?!\d))
      | (?<=,[ ]\d\d\d/)[1-9]\d{{0,2}},[ ]\d{{3}}(?!\d)
      | (?<!\d[ ])[1-9]\d{{0,2}}(?:[ ]\d{{3}}){{1,6}}(?![\d.,/]*+\d|[ ]\d)
      | 0,\d{{1,4}}(?![\d,])
      | \d++(?:\.\d++)?(?!\.\d)
      | \.\d++(?!\.\d)
    )
    (?:
        (?P<e>(?:[eE][+\-−–]?|[ ]?[eE][ ]?\^?[ ]?\{{?[+\-−–][ ]?)\d{{1,3}}(?:\}}|(?!\w|\.\w)))
      | (?P<times>[ {_THIN}]?[×x·∗*⋅][ {_THIN}]?10
            (?:[ ]?\^[ ]?\{{?[ ]?(?P<t1>[-−–+]?[ ]?\d{{1,3}})(?:[ ]?\}})?
              | (?P<t2>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}) | (?P<t3>−\d{{1,2}}))
            (?!\d))
      | (?P<power>\^[ ]?\{{?[ ]?(?P<p1>[-−–+]?[ ]?\d{{1,3}})(?:[ ]?\}})?(?!\d)
            | (?P<p2>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}})
            | (?<=10)(?P<p3>−\d{{1,2}})(?![\d.%]))
    )?
    (?P<digits>\((?P<last>\d{{1,2}})\))?
    """,
    re.VERBOSE,
)

_MULTIPLES = {
    "twice": "2",
    "thrice": "3",
    "doub": "2",
    "trip": "3",
    "quadrup": "4",
    "quintup": "5",
    "halv": "0.5",
}

_TIMES = "minute|hour|day|week|month|year"
"""Units of time of which a text says "about a day" or "an hour and a half"."""

_UNIT_BEFORE = re.compile(rf"(?i:\b(?:an?|one)[ ](?:point|{_TIMES})[ ]and[ ])$")

_HALVED = rf"(?:{_TIMES}|second|point|percent)"
"""What "half-" stands before: "a half-hour session"."""

_FIXED = {
    "unit_and_half": "1.5",
    "half_unit": "0.5",
    "half_dozen": "6",
    "dozen": "12",
    "single": "1",
    "scaled": "1",
}
"""Groups of words that are always the same number."""

_ROUND = {"hundreds": "100", "thousands": "1000", "millions": "1000000", "billions": "1000000000"}
"""What "hundreds of" is at least."""

_WORDS = re.compile(
    rf"""(?<![\w-])(?=[otfsenahdqbmOTFSENAHDQBM])(?:
      (?P<fold>{ONES}|{TEENS}|{ROUND_TENS}|hundred|thousand)[- ]?fold\b
    | (?P<and_half>(?:an?|{BELOW_100})(?=[- ]and[- ]a[- ]half\b)[- ]and[- ]a[- ]half\b)
    | (?P<unit_and_half>(?:an?|one)(?=[ ](?:point|{_TIMES})[ ]and[ ]a[ ]half\b))
    | (?P<half_unit>half(?=-{_HALVED}\b))
    | (?P<half_dozen>half[ ]a[ ]dozen)\b
    | (?P<dozens>{ONES}|{TEENS})[ ]dozen\b
    | (?P<single>(?:an?|one)[ ](?:full|single|whole|mere|further|extra)(?=[ ](?:point|percent|{_TIMES})\b)
      |(?:(?<=about[ ])|(?<=around[ ])|(?<=roughly[ ])|(?<=nearly[ ])|(?<=almost[ ])|(?<=than[ ])
        |(?<=under[ ])|(?<=over[ ])|(?<=within[ ])|(?<=takes[ ])|(?<=took[ ])|(?<=lasts[ ])|(?<=lasted[ ])
        |(?<=just[ ]))
      an?(?=[ ](?:{_TIMES})\b))
    | (?P<hundreds>(?:hundreds|thousands|millions|billions)
      (?=[ ]of[ ](?!(?:hundreds|thousands|millions)\b)[a-z]))
    | (?P<fraction>
        (?P<many>{ONES}|an?|(?:first|last)(?=[ ](?:fifth|tenth)[ ]of\b))[- ]
          (?P<part>{PART_NAMES})s?\b(?!-{_HALVED})
      | (?<!-level[ ])(?<!-based[ ])one[ ](?:in|out[ ]of)[ ](?:every[ ])?(?P<of>{ROUND_WORDS}|{BELOW_100})\b
        (?![- ](?:hundred|thousand|million)|[ ]of[ ](?:the|its|their|these|those|our|all)\b)
      | (?P<half>half)(?=[ ](?:of|the|as|that|an?|its|their)\b)
      | (?:(?<=by[ ])|(?<=than[ ])|(?<=nearly[ ])|(?<=almost[ ])|(?<=about[ ])|(?<=roughly[ ]))
        half(?![ -]an?\b)\b
      | (?<=in[ ])half(?=[ ]?[.,;:)]|$|[ ](?:on|for|at|when|while|with|compared|relative|by|and|without)\b))
    | (?P<multiple>
        (?:twice|thrice)(?=[ ][A-Z][\w.+-]{{0,30}}['’])
      | (?:twice|thrice)(?=[ ](?:as|the|that|more|its|their|larger|faster|higher)\b)
      | (?:doub|trip|quadrup|quintup)(?:led|ling)(?![- ]?(?:blind|precision|descent|check|headed))
      | (?:doub|trip|quadrup|quintup)les?(?=[ ](?:the|that|its|their|in|as)\b) | doubles(?=[ ][a-z])
      | (?:trip|quadrup|quintup)les\b
      | (?:(?<=more[ ]than[ ])|(?<=nearly[ ])|(?<=almost[ ])|(?<=roughly[ ]))(?:doub|trip|quadrup|quintup)les
      | (?<=than[ ])double | (?<=nearly[ ])double | (?<=almost[ ])double
      | halv(?:ed|ing) | halves(?=[ ](?:the|its|their|that|our|training|inference|memory|error|latency
        |compute|cost)\b))\b
    | (?P<dozen>(?:an?[ ]|one[ ])?dozen)\b(?!s)
    | (?P<scaled>(?:an?|another)(?:[ ](?:further|random|full|whole|mere|good))?)
      (?=[ ](?:thousand|million|billion|trillion|order[ ]of[ ]magnitude)\b(?!s))
    | (?P<words>(?:(?:an?|{BELOW_100})[- ]hundred(?:[ ]and[ ]{BELOW_100}|[ ]{BELOW_100})?|{BELOW_100}))
      (?![\w]|[-–](?!(?:odd[ ]|second|minute|hour|day|week|month|year|point|percent|million|billion|parameter
        |layer)))
    )""",
    re.VERBOSE | re.IGNORECASE,
)


# "A third sub-layer" counts; "a third of", "a third less" and "a third." measure.
_ORDINAL = re.compile(
    r"[ ](?!(?:of|the|as|less|more|fewer|lower|higher|smaller|larger|faster|slower|better|worse|in|on|to|at"
    r"|by|for|from|when|while|after|before|and|or|that|is|was|are|were|compared|relative|versus|against"
    r"|below|above|behind|ahead|over|under|with|without|across|if|once|during|but|only|overall)\b)[a-z]"
)


def find_numerals(text: str) -> list[Numeral]:
    """Return the numbers of a text in order, none overlapping another."""
    found = [n for match in _DIGITS.finditer(text) if (n := _from_digits(match)) is not None]
    found = _join_parts(text, found)
    if ":" in text:
        found = _read_clocks(text, found)
    words = [n for match in _WORDS.finditer(text) if (n := _from_words(match)) is not None]
    return _join_shares(text, sorted(found + words, key=lambda n: n.start) if words else found)


_CLOCK = re.compile(r"(?<![\w:.-])(?P<h>\d{1,3}):(?P<min>[0-5]\d):(?P<s>[0-5]\d)(?![\w:]|\.\d{4})")


def _read_clocks(text: str, found: list[Numeral]) -> list[Numeral]:
    """Read "0:01:30" as 90 seconds; two digits of hours ("09:32:03") tell the time of the day."""
    for match in _CLOCK.finditer(text):
        found = [n for n in found if n.end <= match.start() or n.start >= match.end()]
        if len(match["h"]) == 2:
            continue
        seconds = (int(match["h"]) * 60 + int(match["min"])) * 60 + int(match["s"])
        found.append(
            Numeral(start=match.start(), end=match.end(), value=str(seconds), kind="digits", unit="s")
        )
    return sorted(found, key=lambda n: n.start)


_OUT_OF = re.compile(r" (?:in|out of) (?:every )?$| (?:[a-z]+ ){1,2}out of (?:every )?$")
_OUT_OF_EVERY = re.compile(r" (?:(?:in|out of) every|in) $")
_ROUND_WHOLES = ("10", "100", "1000")
_SMALL_WHOLES = ("3", "4", "5", "6", "8")
_OF_THEM = re.compile(r" of\b|[ -](?:second|minute|hour|day|week|month|year|epoch|step|percent|point|%)")
_TIME_BEHIND = re.compile(r"[ -](?:second|minute|hour|day|week|month|year|epoch|step|percent|point|%)")


def _join_shares(text: str, found: list[Numeral]) -> list[Numeral]:
    """Read "nine out of ten" and "28 answers out of a hundred" as parts of a whole, not as counts."""
    joined: list[Numeral] = []
    for numeral in found:
        part = joined[-1] if joined else None
        if part is not None and _is_share(text, part, numeral):
            share = Decimal(part.value) / Decimal(numeral.value)
            joined[-1] = Numeral(
                start=part.start, end=numeral.end, value=str(share), kind="fraction", is_share=True
            )
        else:
            joined.append(numeral)
    return joined


def _is_share(text: str, part: Numeral, whole: Numeral) -> bool:
    """Whether a number is told of a round whole: in digits only behind "out of", as "in 10" may be a time."""
    between = text[part.end : whole.start]
    if whole.value in _SMALL_WHOLES and part.kind == whole.kind == "word":  # "three in four readers"
        is_share = _OUT_OF_EVERY.match(between) and not _OF_THEM.match(text, whole.end)
        return bool(is_share) and 0 < int(part.value) < int(whole.value)
    if whole.value not in _ROUND_WHOLES or not part.is_integer or part.kind == "fraction":
        return False
    if len(between) > 40 or not _OUT_OF.match(between) or not 0 < int(part.value) < int(whole.value):
        return False
    return whole.kind == "word" and not _TIME_BEHIND.match(text, whole.end) or "out of" in between


_ONE_IN = re.compile(r"(?<![\w.,])1 (?:in|out of)(?: every)? (?P<of>[1-9]\d?)(?![\w.,%-]*\d| [x×])")


def _join_parts(text: str, found: list[Numeral]) -> list[Numeral]:
    """Read "1 in 5" as a part, not as two numbers."""
    for match in _ONE_IN.finditer(text):
        if int(match["of"]) < 2:
            continue
        part = str(round(Decimal(1) / int(match["of"]), 2).normalize())
        found = [n for n in found if n.end <= match.start() or n.start >= match.end()]
        found.append(Numeral(start=match.start(), end=match.end(), value=part, kind="fraction"))
    return sorted(found, key=lambda n: n.start)


def _from_digits(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if end - start > MAX_LENGTH or _inside_name(match.string, start):
        return None
    sign = "+" if "+" in (match["sign"] or "") else "-" if match["sign"] else ""
    if not sign and match.string[max(0, start - 2) : start] == "/+":  # "+2.8/+2.2"
        sign, start = "+", start - 1
    value = _plain_digits(match["number"])
    uncertainty = None
    if match["power"]:
        exponent = _exponent(match["p1"] or match["p2"] or match["p3"])
        powered = _power(value, exponent)
        if powered is None:  # a footnote mark behind a number: 81.3^2
            end = match.start("power")
        else:
            value = powered
    elif match["e"] or match["times"]:
        exponent = _exponent(
            match["e"].strip(" eE^{}") if match["e"] else match["t1"] or match["t2"] or match["t3"]
        )
        value = f"{value}e{exponent}"
    if match["digits"]:
        if "." in value and "e" not in value:
            uncertainty = _last_digits(value, match["last"])
        else:
            end = min(end, match.start("digits"))
    value = f"-{value}" if sign == "-" else value
    return Numeral(start=start, end=end, value=value, kind="digits", sign=sign, uncertainty=uncertainty)


_NAME_BEFORE = re.compile(r"[^\W\d_]\w*+(?:[-–‐‑]\d[\w.]*+)*+[-–‐‑/]$")


def _inside_name(text: str, start: int) -> bool:
    """Whether the number is the tail of a name such as "E5-2690"."""
    if text[start - 1 : start] not in ("-", "–", "‐", "‑", "/") and text[start] not in "-–":
        return False
    tail = text[max(0, start - 24) : start + (text[start] in "-–")]
    head = _NAME_BEFORE.search(tail)
    return head is not None and not re.match(r"[kKMBxX]?[-–/]", head.group())


def _plain_digits(number: str) -> str:
    if re.fullmatch(r"0,\d{1,4}", number):
        return number.replace(",", ".")
    plain = re.sub(rf"[,{_THIN} ]", "", number)
    return f"0{plain}" if plain.startswith(".") else plain


def _exponent(printed: str) -> int:
    return int(re.sub(r"[−–]", "-", printed).replace(" ", "").translate(_SUPER))


def _power(base: str, exponent: int) -> str | None:
    if base == "10":
        return f"1e{exponent}"
    # Two to some power is a size; any other superscript is a footnote mark more often than a power.
    if base == "2" and 2 < exponent <= MAX_POWER:
        return str(2**exponent)
    return None


def _last_digits(value: str, digits: str) -> str:
    places = len(value.split(".")[1])
    return str(Decimal(digits).scaleb(-places))


def _from_words(match: re.Match[str]) -> Numeral | None:
    if match["fraction"]:
        return _from_fraction(match)
    if match["multiple"]:
        return _from_multiple(match)
    kind: NumeralKind = "multiple" if match["fold"] else "word"
    return Numeral(start=match.start(), end=match.end(), value=_counted(match), kind=kind)


def _counted(match: re.Match[str]) -> str:
    """Return the value of a number word that is neither a part nor a multiple."""
    if match["fold"]:
        word = match["fold"].lower()
        return str({"hundred": 100, "thousand": 1000}.get(word, word_value(word)))
    if match["and_half"]:
        whole = word_value(re.split(r"[- ]and[- ]", match["and_half"].lower())[0]) or 1
        return f"{whole}.5"
    if match["hundreds"]:
        return _ROUND[match["hundreds"].lower()]
    if match["dozens"]:
        return str(12 * word_value(match["dozens"].lower()))
    fixed = next((value for group, value in _FIXED.items() if match[group]), None)
    return fixed or str(word_value(match["words"].lower()))


def _from_fraction(match: re.Match[str]) -> Numeral | None:
    start, end = match.span()
    if match["of"]:
        return Numeral(
            start=start, end=end, value=one_in(match["of"].lower()), kind="fraction", is_share=True
        )
    many = (match["many"] or "").lower()
    if many in ("a", "an") and _ORDINAL.match(match.string, end):
        return None
    if _UNIT_BEFORE.search(match.string, max(0, start - 16), start):
        return None  # "a day and a half"
    value = fraction_value(many, (match["part"] or "half").lower())
    return Numeral(start=start, end=end, value=value, kind="fraction") if value else None


def _from_multiple(match: re.Match[str]) -> Numeral | None:
    word = match["multiple"].lower()
    if word in ("triples", "quadruples", "quintuples") and not _is_said_of_measure(match):
        return None
    value = next(v for stem, v in _MULTIPLES.items() if word.startswith(stem))
    grows = None if word in ("twice", "thrice", "double") else value != "0.5"
    return Numeral(start=match.start(), end=match.end(), value=value, kind="multiple", grows=grows)


_MEASURED = re.compile(
    r"(?:accurac(?:y|ies)|scores?|performance|throughput|memory|costs?|times?|latency|rates?|errors?|numbers?"
    r"|size|speed|count|usage|consumption|perplexity|precision|recall|BLEU|F1|EM|loss|gap|gain|advantage"
    r"|footprint|length|runtime|compute|budget|yield|coverage|quality|it|this|which|that|and|more[ ]than"
    r"|nearly|almost|roughly|about|even|then)[ ]$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"[ ](?:the|its|their|that|in|as|when|once|if|with|from|on|for|by|after|to)\b"
    r"|[ ][A-Z][\w.+-]*['’]|[ ]?[.,;]|$"
)


def _is_said_of_measure(match: re.Match[str]) -> bool:
    """Whether "triples" is a verb ("accuracy triples", "triples the memory") and no group of three."""
    text, start, end = match.string, match.start(), match.end()
    if re.match(r"[ ](?:the|its|their)\b", text[end : end + 8]):
        return True
    is_said = _MEASURED.search(text, max(0, start - 20), start) is not None
    return is_said and _OBJECT.match(text, end) is not None
