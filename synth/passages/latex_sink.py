"""Text of a LaTeX source being written, with the source line of each character."""

from __future__ import annotations

import re

__all__ = ["Sink"]

_SPACES = re.compile(r"[ \n\t]+")


class Sink:
    """Text being written, with the source line of each character."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.lines: list[int] = []

    def push(self, text: str, line: int) -> None:
        """Append text; white space collapses."""
        if " " in text or "\n" in text or "\t" in text:
            text = _SPACES.sub(" ", text)
            if text[0] == " " and (not self.chars or self.chars[-1] == " "):
                text = text[1:]
        self.chars += text
        self.lines += [line] * len(text)

    @property
    def last(self) -> str:
        """The last character, "" at the beginning."""
        return self.chars[-1] if self.chars else ""

    def take(self) -> tuple[str, list[int]]:
        """Return what was written, tidied, and begin anew."""
        text, lines = "".join(self.chars), self.lines
        self.chars, self.lines = [], []
        return _tidy(text, lines)


def _tidy(text: str, lines: list[int]) -> tuple[str, list[int]]:
    """Drop the space that a dropped macro leaves before punctuation, and that at the ends."""
    kept = [
        i
        for i, char in enumerate(text)
        if not (
            char == " "
            and (i + 1 == len(text) or (text[i + 1] in ",.;:)" and text[i + 2 : i + 3] in ("", " ", "\n")))
        )
    ]
    out = "".join(text[i] for i in kept)
    lead = len(out) - len(out.lstrip())
    return out[lead:].rstrip(), [lines[i] for i in kept][lead:]
