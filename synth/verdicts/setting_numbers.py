"""Numbers that name a row, a column or a setting: "13B", "base 19", "five-digit", "100 epochs".

A header prints such a number, and a claim says it in its own way: "13B" is "13-billion-parameter", "5" is
"five-digit". Both are read into one key, the number in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from synth.text import SMALL_NUMBERS
from synth.types import Quantity
from synth.verdicts.compare import Reading
from synth.verdicts.subjects import Term
from synth.verdicts.units import SCALES

__all__ = ["key_of", "number_key", "numbers_beside", "printed_numbers"]

_SCALES = {"k": 3, "m": 6, "b": 9, "t": 12}
"""Letters behind a size and their powers of ten."""

_IN_HEADER = re.compile(
    r"(?<![\w.])(?P<number>\d{1,6}(?:,\d{3})*(?:\.\d+)?)(?:(?P<scale>[KkMBT])(?![\w])|(?![\w.]*\d))"
)
_SIZE = re.compile(r"(?<![\w.,])(?P<number>\d{1,4}(?:\.\d{1,2})?)(?P<scale>[BMK])\b")
"""The size of a model as part of its name."""

_VALUES = {word: number for number, word in enumerate(SMALL_NUMBERS)}
_BEFORE = re.compile(
    rf"(?<![\w.,-])(?P<number>\d{{1,4}}|{'|'.join(SMALL_NUMBERS[1:])})-(?=[a-z]{{3,}}|,? (?:and|or)\b)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?<![\w.-])[a-z]{2,}-(?P<number>\d{1,4})(?![\w]|[.,-]\w)")
"""A number joined to what it numbers: "five-digit", "base-5"."""


def number_key(value: Decimal) -> str:
    """Return a number as a key that a header and a claim share: "#13000000000" for 13 billion."""
    text = f"{value.normalize():f}"
    return f"#{text}"


@lru_cache(maxsize=8_192)
def printed_numbers(text: str) -> frozenset[str]:
    """Return the keys of the numbers of a header or caption, scaled by a letter behind them: "13B"."""
    return frozenset(
        _scaled(match["number"].replace(",", ""), match["scale"]) for match in _IN_HEADER.finditer(text)
    )


def _scaled(number: str, letter: str | None) -> str:
    return number_key(Decimal(number).scaleb(_SCALES[letter.lower()] if letter else 0))


def numbers_beside(text: str, quantities: Sequence[Quantity], quantity: Quantity) -> tuple[Term, ...]:
    """Return the numbers beside a quantity of a claim that may name where it stands.

    That is: the claim's other whole numbers and scaled ones, sizes in names ("Llama 2 13B"), and numbers
    joined to a word ("five-digit").

    Args:
        text: The claim.
        quantities: All its quantities; offsets count in `text`.
        quantity: The one that is looked up.
    """
    spans = [(one.start, one.end) for one in quantities]
    told = [(key, one.start, one.end) for one in quantities if one is not quantity and (key := _key_of(one))]
    told += [
        (key, start, end)
        for key, start, end in _joined(text)
        if not any(begin < end and start < stop for begin, stop in spans)
    ]
    return tuple(Term(key, start, end, 1.0, False, text[start:end]) for key, start, end in told)


def _key_of(quantity: Quantity) -> str:
    """Return the key of a whole or a scaled number; "" for a score."""
    if not quantity.value or not re.fullmatch(r"\d+(?:\.\d+)?", quantity.value):
        return ""
    scale = next((SCALES[word] for word in (quantity.unit or "").split()[:1] if word in SCALES), None)
    if scale is None and not quantity.value.isdigit() and (quantity.metric or quantity.unit):
        return ""
    return number_key(Decimal(quantity.value).scaleb(scale or 0))


def key_of(reading: Reading) -> str:
    """Return the key by which a claimed number may name a row or a column; "" for a bound or a score."""
    dimension = reading.unit.dimension
    if reading.value is None or reading.bound or not (dimension == "bare" or dimension.startswith("count:")):
        return ""
    return number_key(reading.value * reading.unit.factor)


def _joined(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _SIZE.finditer(text):
        yield _scaled(match["number"], match["scale"]), match.start(), match.end()
    for pattern in (_BEFORE, _BEHIND):
        for match in pattern.finditer(text):
            said = match["number"].lower()
            yield f"#{_VALUES.get(said, said)}", *match.span("number")
