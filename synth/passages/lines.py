"""Characters with places in, lines of text out: spaces, superscripts and accents put right.

A line is a stretch without a wide gap, so that cells of a table row and the two columns of a page
come out as lines of their own that share a `row`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import sub
from typing import NamedTuple

from synth.passages.characters import ACCENTS, normal_char
from synth.passages.pdf_text import SPACE_HINT, Glyphs, PageContent

__all__ = ["Line", "join_cells", "page_lines"]

CELL_GAP = 1.25
"""Gap that parts two cells or columns, in ems; a justified line's word space stays below one."""

WORD_GAP = 0.13
"""Gap that parts two words, in ems; TeX shrinks a Times word space of 0.25 to 0.17 at most."""

HINTED_GAP = 0.02
"""The same where PDFium sees a space too: some lines are set that tightly."""

ORNAMENTS = "*†‡§¶,;∗⋆′'’”"
"""Raised characters that need no mark."""

_PLAIN_WORD = re.compile(SPACE_HINT + r"*([!-_a-~]+)")
"""Characters that stand for themselves and that no accent among them changes."""

_BOLD = ("bold", "medi", "cmbx", "cmmib", "cmbsy", "black", "heavy", "-bd", "demi", "sfbx", "ecbx", "cmb1")
_MATH = ("cmmi", "cmsy", "cmex", "msam", "msbm", "math", "txmi", "txsy", "pxmi", "rmi", "symbol", "stix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a column, or a cell of a table."""

    page: int
    """1-based."""
    row: int
    """Lines of a page that stand side by side share it."""
    text: str
    """Normalised; scripts are written `10^20` and `BERT_BASE`."""
    lefts: tuple[float, ...]
    """Left edge of each character of `text`."""
    rights: tuple[float, ...]
    """Right edge of each character of `text`."""
    baseline: float
    """Height of the main baseline."""
    size: float
    """Font size of most of it, points."""
    max_size: float
    """Font size of its largest letters, points."""
    bold_until: int
    """Length of the bold beginning of `text`; 0 when it begins in regular type."""
    math_share: float
    """Share of its characters set in a maths font."""
    is_upright: bool
    """False for text that runs at an angle to the page's."""
    font: str = ""
    """Font of most of it."""
    bold: tuple[tuple[int, int], ...] = ()
    """Half-open offsets in `text` of what is set in bold."""

    @property
    def x0(self) -> float:
        """Left edge."""
        return self.lefts[0]

    @property
    def x1(self) -> float:
        """Right edge."""
        return self.rights[-1]

    @property
    def y0(self) -> float:
        """Lower edge: the descenders'."""
        return self.baseline - 0.22 * self.size

    @property
    def y1(self) -> float:
        """Upper edge: the ascenders'."""
        return self.baseline + 0.75 * self.size

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return self.bold_until >= len(self.text)


def join_cells(cells: Sequence[Line], gap: str) -> Line:
    """Return lines that stand side by side as one, parted by `gap`."""
    if len(cells) == 1:
        return cells[0]
    text = ""
    lefts: list[float] = []
    rights: list[float] = []
    strong: list[tuple[int, int]] = []
    for cell in cells:
        if text:
            text += gap
            lefts += [rights[-1]] * len(gap)
            rights += [cell.x0] * len(gap)
        strong += ((len(text) + start, len(text) + end) for start, end in cell.bold)
        text += cell.text
        lefts += cell.lefts
        rights += cell.rights
    longest = max(cells, key=lambda cell: len(cell.text))
    bold = next((cell.bold_until for cell in cells if not cell.is_bold), len(text))
    math = sum(cell.math_share * len(cell.text) for cell in cells) / len(text)
    return replace(
        longest,
        text=text,
        lefts=tuple(lefts),
        rights=tuple(rights),
        max_size=max(cell.max_size for cell in cells),
        bold_until=bold if bold == len(text) or cells[0].bold_until == bold else cells[0].bold_until,
        math_share=math,
        bold=tuple(strong),
    )


def page_lines(page: PageContent) -> list[Line]:
    """Return the page's lines in the order in which they are drawn."""
    lines: list[Line] = []
    row = 0
    for group in _group(page.glyphs):
        lines.extend(_to_lines(page.number, row, group))
        row += 1
    return lines


def _group(glyphs: Sequence[Glyphs]) -> list[list[Glyphs]]:
    """Gather what is drawn on one baseline from left to right, scripts included."""
    groups: list[list[Glyphs]] = []
    at = _Position(0.0, 0.0, 0.0, 0.0, 0.0)
    angle = 0
    for run in glyphs:
        right = run.rights[-1]
        if groups and run.angle == angle and _continues(run, at, groups[-1][-1]):
            groups[-1].append(run)
            is_base = run.size >= 0.88 * at.size
            at = at._replace(edge=max(at.edge, right), base_edge=right if is_base else at.base_edge)
            if run.size > 1.1 * at.size:
                at = at._replace(base=run.baseline, size=run.size)
        else:
            groups.append([run])
            at, angle = _Position(run.baseline, run.size, run.lefts[0], right, right), run.angle
    return groups


class _Position(NamedTuple):
    """Where a line being gathered stands: its baseline and size, where it began and has come to."""

    base: float
    size: float
    start: float
    edge: float
    base_edge: float


def _continues(run: Glyphs, at: _Position, before: Glyphs) -> bool:
    larger = max(run.size, at.size)
    shift = abs(run.baseline - at.base)
    left = run.lefts[0]
    if run.text.strip(SPACE_HINT) in ACCENTS:
        return shift < 0.4 * larger and at.start <= left <= at.edge + CELL_GAP * larger
    is_script = min(run.size, at.size) < 0.88 * larger and shift < 0.62 * larger
    if is_script and run.size < at.size and left >= at.base_edge - 0.3 * larger:
        # An index under an exponent begins where the exponent began.
        return True
    # Some operators are drawn back over what stands before them, and letters under their accent.
    has_accent = before.text.rstrip(SPACE_HINT)[-1:] in ACCENTS
    back = 1.0 if len(run.text) <= 2 or has_accent else 0.45
    return (shift <= 0.12 * larger or is_script) and left >= at.edge - back * larger


def _to_lines(page: int, row: int, group: list[Glyphs]) -> list[Line]:
    builder = _Builder(page, row, *_main_style(group), is_upright=group[0].angle == 0)
    for run in group:
        builder.add(run)
    builder.flush()
    return builder.lines


def _main_style(group: list[Glyphs]) -> tuple[float, float]:
    """Return size and baseline of a group's main text: the largest that is no mere ornament."""
    counts: dict[tuple[float, float], int] = {}
    for run in group:
        key = (round(run.size, 1), round(run.baseline, 1))
        counts[key] = counts.get(key, 0) + len(run.text.strip())
    total = sum(counts.values())
    large = [key for key, count in counts.items() if count >= 0.2 * total] or list(counts)
    top = max(size for size, _ in large)
    return max((k for k in large if k[0] >= 0.88 * top), key=lambda k: (counts[k], k))


class _Builder:
    """Puts a group's characters together and cuts it at wide gaps."""

    def __init__(self, page: int, row: int, size: float, baseline: float, *, is_upright: bool) -> None:
        self.page, self.row, self.size, self.baseline = page, row, size, baseline
        self.is_upright = is_upright
        self.lines: list[Line] = []
        self._reset()

    def _reset(self) -> None:
        self.chars: list[str] = []
        self.lefts: list[float] = []
        self.rights: list[float] = []
        self.spans: list[tuple[Glyphs, int]] = []  # Runs and how many of the characters they set.
        self.level = 0
        self.has_hint = False
        self.edge: float | None = None

    def add(self, run: Glyphs) -> None:
        """Take the characters of a drawing instruction."""
        level = self._level(run)
        at = 0
        for word in _PLAIN_WORD.finditer(run.text):
            start, end = word.start(1), word.end()
            if word.start() > at:
                self._add_each(run, level, at, word.start())
            self.has_hint |= start > word.start()
            self._space(run, run.lefts[start])
            # No script begins here, no accent waits for its letter, and no gap parts the letters.
            follows = level == self.level and not (self.chars and self.chars[-1] in ACCENTS)
            if follows and self._is_tight(run, start, end):
                self._add_all(run, start, end)
            else:
                self._add_each(run, level, start, end)
            at = end
        if at < len(run.text):
            self._add_each(run, level, at, len(run.text))

    def _is_tight(self, run: Glyphs, start: int, end: int) -> bool:
        """Tell whether no character stands apart from the one before it."""
        if end - start == 1:
            return True
        gap: float = max(map(sub, run.lefts[start + 1 : end], run.rights[start:end]))
        return gap <= min(WORD_GAP * run.size, CELL_GAP * self.size)

    def _add_all(self, run: Glyphs, start: int, end: int) -> None:
        rights = run.rights[start:end]
        self.chars += run.text[start:end]
        self.lefts += run.lefts[start:end]
        self.rights += rights
        self.spans.append((run, end - start))
        if self.edge is None or not self.is_upright:
            self.edge = max(rights) if self.is_upright else rights[-1]
        else:
            self.edge = max(self.edge, *rights)

    def _add_each(self, run: Glyphs, level: int, start: int, end: int) -> None:
        for at in range(start, end):
            char, left, right = run.text[at], run.lefts[at], run.rights[at]
            if char == SPACE_HINT:
                self.has_hint = True
                continue
            self._space(run, left)
            piece = normal_char(char)
            if piece == " ":
                self._push(" ", left, right, run)
            elif piece and not self._compose(char, piece, left, right):
                if level or self.level:
                    self._mark(level, piece, run)
                for part in piece:
                    self._push(part, left, right, run)
            if piece and piece != " ":
                # What is drawn back over the text must not make a gap out of nothing.
                self.edge = right if self.edge is None or not self.is_upright else max(self.edge, right)

    def flush(self) -> None:
        """Close the line at hand."""
        if self.chars and self.chars[-1] == " ":
            run, count = self.spans.pop()
            self.spans += [(run, count - 1)] if count > 1 else []
        text = "".join(self.chars).rstrip(" ")
        if text:
            end = len(text)
            styles: Counter[tuple[float, str]] = Counter()
            for run, count in self.spans:
                styles[run.size, run.font] += count
            size, font = max(styles, key=lambda style: (styles[style], style))
            self.lines.append(
                Line(
                    page=self.page,
                    row=self.row,
                    text=text,
                    lefts=tuple(self.lefts[:end]),
                    rights=tuple(self.rights[:end]),
                    baseline=self.baseline,
                    size=size if size >= 0.88 * self.size else self.size,
                    max_size=max(size for size, _ in styles),
                    bold_until=self._bold_until(text),
                    math_share=sum(count for run, count in self.spans if _is_math(run.font)) / end,
                    is_upright=self.is_upright,
                    font=font,
                    bold=self._bold(end) if any(_is_bold(font) for _, font in styles) else (),
                )
            )
        self._reset()

    def _bold(self, end: int) -> tuple[tuple[int, int], ...]:
        """Return the stretches of the first `end` characters that are set in bold."""
        found: list[tuple[int, int]] = []
        start = 0
        for run, count in self.spans:
            stop = min(start + count, end)
            if _is_bold(run.font) and stop > start:
                if found and found[-1][1] == start:
                    found[-1] = (found[-1][0], stop)
                else:
                    found.append((start, stop))
            start += count
        return tuple(found)

    def _bold_until(self, text: str) -> int:
        """Return where the first character in regular type stands."""
        start = 0
        for run, count in self.spans:
            if not _is_bold(run.font):
                regular = text[start : start + count]
                if regular.strip(" "):
                    return start + len(regular) - len(regular.lstrip(" "))
            start += count
        return len(text)

    def _level(self, run: Glyphs) -> int:
        if run.size >= 0.88 * self.size:
            return 0
        shift = run.baseline - self.baseline
        if shift > 0.12 * self.size:
            return 1
        return -1 if shift < -0.07 * self.size else 0

    def _space(self, run: Glyphs, left: float) -> None:
        """Cut at a wide gap, part words at a narrower one."""
        needed = HINTED_GAP if self.has_hint else WORD_GAP
        self.has_hint = False
        if self.edge is None:
            return
        gap = left - self.edge
        if gap > CELL_GAP * self.size and self.is_upright:
            self.flush()
        elif self.chars and gap > needed * max(run.size, self.spans[-1][0].size):
            self._push(" ", self.edge, left, run)

    def _mark(self, level: int, piece: str, run: Glyphs) -> None:
        """Write the step to another level, where leaving it out would glue numbers or names."""
        was, self.level = self.level, level
        if level == was or piece[0] in ORNAMENTS:
            # An asterisk or dagger shows by itself that it is no digit; what follows it may be one.
            self.level = was if piece[0] in ORNAMENTS else level
            return
        previous = self.chars[-1] if self.chars else ""
        mark = ""
        if piece[0] == "±":
            mark = " "
        elif level == 1:
            mark = "^"
        elif level == -1:
            # F with an index 1 is written F1 by everyone; x with an index max is not xmax.
            stands_alone = previous.isalpha() and not "".join(self.chars[-2:-1]).isalnum()
            mark = "" if (stands_alone and piece[0].isdigit()) or previous in ("", " ") else "_"
        elif was == 1 and previous.isdigit() and piece[0].isdigit():
            mark = " "
        if mark:
            at = self.rights[-1] if self.rights else run.lefts[0]
            self._push(mark, at, at, run)

    def _compose(self, char: str, piece: str, left: float, right: float) -> bool:
        """Join an accent with its letter, whichever is drawn first."""
        if char in ACCENTS or (char > "\x7f" and unicodedata.combining(char)):
            middle = (left + right) / 2
            under = (
                i for i in range(len(self.chars) - 1, -1, -1) if self.lefts[i] <= middle <= self.rights[i]
            )
            at, accent = next(under, -1), ACCENTS.get(char, char)
            letter = self.chars[at] if at >= 0 else ""
        else:
            at, letter = len(self.chars) - 1, piece
            before = self.chars[-1] if self.chars else ""
            if before not in ACCENTS or not left <= (self.lefts[-1] + self.rights[-1]) / 2 <= right:
                return False
            accent = ACCENTS[before]
        joined = unicodedata.normalize("NFC", letter.replace("ı", "i").replace("ȷ", "j") + accent)
        if not letter.isalpha() or len(joined) != 1:
            return False
        self.chars[at] = joined
        self.lefts[at], self.rights[at] = min(self.lefts[at], left), max(self.rights[at], right)
        return True

    def _push(self, char: str, left: float, right: float, run: Glyphs) -> None:
        if char == " " and (not self.chars or self.chars[-1] == " "):
            return
        self.chars.append(char)
        self.lefts.append(left)
        self.rights.append(right)
        self.spans.append((run, 1))


@lru_cache(maxsize=512)
def _is_bold(font: str) -> bool:
    return any(mark in font.lower() for mark in _BOLD)


@lru_cache(maxsize=512)
def _is_math(font: str) -> bool:
    return any(mark in font.lower() for mark in _MATH)
