"""Two wordings or two values → what differs between them. Pure."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from synth.report.phrases import with_unit
from synth.text import clean_line
from synth.types import Quantity

__all__ = ["Piece", "common_share", "differing_pieces", "value_difference"]

LONGEST = 2_000
"""Words and marks of both wordings together above which they are not compared word by word."""
ALIKE = 0.35
"""Share of common text under which two wordings are shown one after the other, not as one with changes."""
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\s|.")
_LARGEST_EXPONENT = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a wording that both versions have, or one only."""

    kind: Literal["same", "old", "new"]
    text: str

    @property
    def core(self) -> str:
        """Its text without the blanks around it."""
        return self.text.strip()

    @property
    def leads(self) -> bool:
        """Whether a blank stands before its core."""
        return self.text != self.text.lstrip() and bool(self.core)

    @property
    def trails(self) -> bool:
        """Whether a blank stands behind its core; a piece of blanks alone is one behind nothing."""
        return self.text != self.text.rstrip()


def differing_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Return both wordings as one line: what they share, what only the old has, what only the new has.

    Numbers are never taken apart. Wordings with little in common come out as one old piece and one new.
    """
    old, new = clean_line(old), clean_line(new)
    if old == new:
        return _joined([("same", old)])
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(first) + len(second) > LONGEST:
        return _joined([("old", old), ("new", new)])
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if _is_worth(first, block.a, block.size)]
    shared = sum(len("".join(first[block.a : block.a + block.size])) for block in blocks)
    if shared < ALIKE * max(len(old), len(new)):
        return _joined([("old", old), ("new", new)])
    parts: list[tuple[Literal["same", "old", "new"], str]] = []
    a = b = 0
    for block in [*blocks, difflib.Match(len(first), len(second), 0)]:
        parts += [("old", "".join(first[a : block.a])), ("new", "".join(second[b : block.b]))]
        parts.append(("same", "".join(first[block.a : block.a + block.size])))
        a, b = block.a + block.size, block.b + block.size
    return _joined(parts)


def common_share(old: str, new: str) -> float:
    """Return the share of the longer text that both have in one order, word by word; 0 to 1."""
    pieces = differing_pieces(old, new)
    return sum(len(piece.text) for piece in pieces if piece.kind == "same") / max(1, len(old), len(new))


def value_difference(old: Quantity | None, new: Quantity | None) -> str:
    """Return by how much a value changed, signed, in its unit: "+1.2", "−0.4 points".

    "" where one of the two is no plain number, their units are not one, or both are equal. The
    difference of two percentages is in points.
    """
    if old is None or new is None or old.unit != new.unit:
        return ""
    first, second = _number(old.value), _number(new.value)
    if first is None or second is None:
        return ""
    if first == second:
        return ""
    shown = f"{second - first:+f}".replace("-", "−")
    unit = "points" if old.unit == "%" else old.unit
    return with_unit(shown, None if unit == "x" else unit)


def _is_worth(tokens: list[str], start: int, size: int) -> bool:
    # A blank or a comma between two changed words is no common ground.
    return any(token[0].isalnum() for token in tokens[start : start + size])


def _joined(parts: list[tuple[Literal["same", "old", "new"], str]]) -> tuple[Piece, ...]:
    return tuple(Piece(kind=kind, text=text) for kind, text in parts if text)


def _number(value: str | None) -> Decimal | None:
    try:
        number = Decimal(value or "")
    except InvalidOperation:
        return None
    is_plain = number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT
    return number if is_plain else None
