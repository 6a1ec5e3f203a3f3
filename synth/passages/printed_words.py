"""Citations and references of a LaTeX source as they are printed: "[12]" and "Table 3".

What a source has for them is a key: "[smith2019]", "Table ref". Where the word before one was found in the
print and what follows is the same, what stands between is what readers see, and what a quotation should say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from synth.passages.letters import Letters
from synth.types import Document, PlacedTable

__all__ = ["Edit", "Print", "keys_in", "put_in", "read_keys"]

_KEY = re.compile(r"\[[^\[\]\n]*[A-Za-z][^\[\]\n]*\]|(?<![\w-])ref(?!\w)")
_LETTER = re.compile(r"[^\W_]")
_BARE = r"(?:(?:[A-Z]{1,3}\.?)?\d{1,3}(?:\.\d{1,3}){0,3}[a-z]?|[IVX]{1,5}|[A-Z])"
_NUMBER = rf"(?:\({_BARE}\)|{_BARE})"
_REFERENCE = re.compile(
    rf"(?:(?:[A-Za-z][a-z]{{1,11}}\.?|§)\s?)?{_NUMBER}(?:\s?(?:,|and|to|–|-)\s?{_NUMBER}){{0,5}}"
)
_WORK = (
    r"(?:\[[^\[\]]{1,300}\]|\([^()]{1,300}\d[^()]{0,300}\)|\^\d{1,3}(?:[,–-]\d{1,3}){0,20}"
    r"|[A-Z][^\[\]()\d]{1,60}[\[(]\d{4}[^\[\]()]{0,30}[\])])"
)
_CITATION = re.compile(rf"{_WORK}(?:\s?(?:,|;|and|&)\s?{_WORK}){{0,20}}")

REACH = 700
"""Characters of print in which a citation is looked for."""

AGREEING = 4
"""Letters behind a key that must follow in the print too."""


class Edit(NamedTuple):
    """A stretch of a document's text, and what is printed in its place."""

    start: int
    end: int
    printed: str


def keys_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where citations and references stand between two offsets; those side by side count as one."""
    found: list[tuple[int, int]] = []
    for match in _KEY.finditer(text, start, end):
        if found and not _LETTER.search(text, found[-1][1], match.start()):
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found


class Print(NamedTuple):
    """The text of a PDF, and its letters."""

    text: str
    letters: Letters


def read_keys(
    text: str, keys: Sequence[tuple[int, int]], letters: Letters, places: Sequence[int], print_: Print
) -> list[Edit]:
    """Return what is printed for keys of a text.

    `letters` are those of the text without its keys, `places` their counterparts in the print, -1 for none.
    """
    edits: list[Edit] = []
    following = [*(start for start, _ in keys), len(text)][1:]
    for (start, end), limit in zip(keys, following, strict=True):
        behind = bisect_left(letters.offsets, end)
        if not behind or places[behind - 1] < 0:
            continue
        before = text[letters.offsets[behind - 1] + 1 : start]
        stop = letters.offsets[behind] if behind < len(letters.offsets) else len(text)
        after, is_last = _signs_behind(text, end, stop)
        if _LETTER.search(before) or _LETTER.search(after):
            continue
        begin = print_.letters.offsets[places[behind - 1]] + 1
        # Behind the next key the print goes on with what that stands for.
        known = min(behind + AGREEING, bisect_left(letters.offsets, limit))
        expected = "" if is_last else letters.text[behind:known]
        found = _find(print_, begin, before, after, text[start:end], expected)
        if found:
            edits.append(Edit(start, end, found))
    return edits


def _signs_behind(text: str, start: int, end: int) -> tuple[str, bool]:
    """Return what stands between a key and the next word, and whether a paragraph ends there."""
    close = text.find("\n\n", start, end)
    return (text[start:end], False) if close < 0 else (text[start:close], True)


def _find(print_: Print, begin: int, before: str, after: str, key: str, expected: str) -> str | None:
    """Return what is printed between the signs before and after a key; None if it is no such thing."""
    at = _pass(print_.text, begin, before)
    pattern = _CITATION if "[" in key else _REFERENCE
    found = pattern.match(print_.text, at, at + REACH) if at is not None else None
    if found is None or not (after.strip() or expected):
        return None
    behind = _pass(print_.text, found.end(), after)
    if behind is None:
        return None
    first = bisect_left(print_.letters.offsets, behind)
    if print_.letters.text[first : first + len(expected)] != expected:
        return None
    return " ".join(found[0].split())


def _pass(text: str, at: int, signs: str) -> int | None:
    """Pass over signs and the space around them; None where others stand there."""
    for sign in "".join(signs.split()):
        while text[at : at + 1].isspace():
            at += 1
        if not text.startswith(sign, at):
            return None
        at += 1
    while text[at : at + 1].isspace():
        at += 1
    return at


# ------------------------------------------------------------------- the document


class _Moves:
    """Where offsets of a text stand once stretches of it have been put otherwise."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._ends = [edit.end for edit in edits]
        self._shifts = [0]
        for edit in edits:
            self._shifts.append(self._shifts[-1] + len(edit.printed) - (edit.end - edit.start))

    def __call__(self, offset: int) -> int:
        return offset + self._shifts[bisect_left(self._ends, offset + 1)]


def put_in(document: Document, edits: Sequence[Edit]) -> Document:
    """Return a document with stretches of its running text put otherwise; `edits` are in order and apart.

    No edit may touch a table's cells.
    """
    if not edits:
        return document
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += document.text[at : edit.start], edit.printed
        at = edit.end
    text = "".join((*parts, document.text[at:]))
    moved = _Moves(edits)
    return replace(
        document,
        text=text,
        page_starts=tuple(moved(start) for start in document.page_starts),
        passages=tuple(
            replace(
                passage,
                start=moved(passage.start),
                end=moved(passage.end),
                text=text[moved(passage.start) : moved(passage.end)],
            )
            for passage in document.passages
        ),
        tables=tuple(_moved_table(table, moved) for table in document.tables),
    )


def _moved_table(table: PlacedTable, moved: _Moves) -> PlacedTable:
    return replace(
        table,
        spans=tuple(
            tuple(None if span is None else (moved(span[0]), moved(span[1])) for span in row)
            for row in table.spans
        ),
    )
