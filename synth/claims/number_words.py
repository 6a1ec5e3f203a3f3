"""What numbers in words come to: cardinals up to the thousands, parts of a whole."""

from __future__ import annotations

import re
from decimal import Decimal

from synth.text import SMALL_NUMBERS, TENS

__all__ = [
    "BELOW_100",
    "ONES",
    "PART_NAMES",
    "ROUND_TENS",
    "ROUND_WORDS",
    "TEENS",
    "fraction_value",
    "one_in",
    "word_value",
]

_SMALL = {word: n for n, word in enumerate(SMALL_NUMBERS[:20])}
_TENS = {word: 10 * n for n, word in enumerate(TENS, start=2)}
_ROUND = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}

# Sources of patterns, for use inside others; they hold no groups.
ONES = "|".join(SMALL_NUMBERS[1:10])
TEENS = "|".join(SMALL_NUMBERS[10:20])
ROUND_TENS = "|".join(TENS)
BELOW_100 = rf"(?:(?:{ROUND_TENS})(?:[-– ](?:{ONES}))?|{TEENS}|{ONES})"
ROUND_WORDS = r"(?:(?:an?|one|ten)[ ])?(?:hundred|thousand|million)"
"""The wholes of which one is told: "one in a hundred"."""

_PARTS = {
    "half": "0.5",
    "halves": "0.5",
    "third": "0.33",
    "quarter": "0.25",
    "fourth": "0.25",
    "fifth": "0.2",
    "sixth": "0.17",
    "seventh": "0.14",
    "eighth": "0.125",
    "ninth": "0.11",
    "tenth": "0.1",
    "twelfth": "0.083",
    "fifteenth": "0.067",
    "sixteenth": "0.0625",
    "twentieth": "0.05",
    "thirtieth": "0.033",
    "fortieth": "0.025",
    "fiftieth": "0.02",
    "hundredth": "0.01",
    "thousandth": "0.001",
    "ten-thousandth": "0.0001",
    "hundred-thousandth": "0.00001",
    "millionth": "0.000001",
}
PART_NAMES = "|".join(sorted(_PARTS, key=len, reverse=True))
_SEVERAL_PARTS = {("two", "third"): "0.67", ("three", "quarter"): "0.75", ("three", "fourth"): "0.75"}
_TINY = Decimal("0.01")
"""Parts up to here are exact in decimals, and so are several of them."""


def word_value(words: str) -> int:
    """Return the value of a number in words, lower case: 256 for "two hundred and fifty-six"."""
    total = 0
    for word in re.split(r"[-– ]", words):
        if word in _ROUND:
            total = max(total, 1) * _ROUND[word]
        else:
            total += _SMALL.get(word, 0) or _TENS.get(word, 0)
    return total


def one_in(words: str) -> str:
    """Return one of so many, as a decimal: "0.2" for "five", "0.001" for "a thousand"."""
    whole = word_value(words)
    part = Decimal(1) / whole
    return str(part if whole >= _ROUND["hundred"] else round(part, 2).normalize())


def fraction_value(many: str, part: str) -> str | None:
    """Return so many parts of a whole ("two", "third"), as a decimal; None where they count things."""
    if many not in _SMALL or many == "one":
        return _PARTS[part]
    if part in ("half", "halves"):
        return None
    exact = _SEVERAL_PARTS.get((many, part))
    if exact or _SMALL[many] * Decimal(_PARTS[part]) >= 1:
        return exact  # "three halves" counts
    if Decimal(_PARTS[part]) <= _TINY:
        return str(_SMALL[many] * Decimal(_PARTS[part]))
    return str(round(Decimal(_SMALL[many]) / round(1 / Decimal(_PARTS[part])), 2).normalize())
