"""A PDF's characters with their places, through PDFium; the only importer of pypdfium2_raw.

PDFium may abort on a hostile file, so this module belongs in a process that can be lost
(`synth.passages.worker`). It calls PDFium's C functions straight through ctypes prototypes of its
own: a call then costs a third of what the generated bindings cost, and pages have thousands of
characters.
"""

from __future__ import annotations

import ctypes
import math
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import gt
from typing import Any, NamedTuple

from synth.passages.pdf_gate import encrypted

__all__ = ["Glyphs", "PageContent", "PdfFile", "Rule", "SPACE_HINT", "open_pdf"]

HYPHEN_MARK = "\ufffe"
"""Stands in PDFium's text for a hyphen that it takes for a word division at a line's end."""

SPACE_HINT = "\x1f"
"""Stands where PDFium takes a gap for a space; `lines` decides, which knows scripts and columns."""

MAX_OBJECTS = 6_000
"""Drawn objects of a page that are looked at for rules and figures; plots have many more."""

_FPDF_ERR_PASSWORD = 4
_HYPHEN_CODE = 2  # What FPDFText_GetUnicode gives for the same.
_OBJECT_TEXT, _OBJECT_PATH, _OBJECT_IMAGE, _OBJECT_FORM = 1, 2, 3, 5

_Pointer, _Int, _Float, _Double = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_double
_PROTOTYPES: dict[str, tuple[Any, ...]] = {
    "FPDF_LoadPage": (_Pointer, _Pointer, _Int),
    "FPDF_ClosePage": (None, _Pointer),
    "FPDF_GetPageWidthF": (_Float, _Pointer),
    "FPDF_GetPageHeightF": (_Float, _Pointer),
    "FPDFPage_GetMediaBox": (_Int, _Pointer, _Pointer, _Pointer, _Pointer, _Pointer),
    "FPDFText_LoadPage": (_Pointer, _Pointer),
    "FPDFText_ClosePage": (None, _Pointer),
    "FPDFText_CountChars": (_Int, _Pointer),
    "FPDFText_GetUnicode": (ctypes.c_uint, _Pointer, _Int),
    "FPDFText_GetTextIndexFromCharIndex": (_Int, _Pointer, _Int),
    "FPDFText_GetText": (_Int, _Pointer, _Int, _Int, _Pointer),
    # Called for very many characters: pointers come as ctypes' own values, which it need not convert.
    "FPDFText_GetTextObject": (_Pointer,),
    "FPDFText_GetLooseCharBox": (_Int,),
    "FPDFText_GetCharOrigin": (_Int,),
    "FPDFText_GetFontSize": (_Double,),
    "FPDFText_GetMatrix": (_Int,),
    "FPDFText_IsGenerated": (_Int, _Pointer, _Int),
    "FPDFTextObj_GetFont": (_Pointer, _Pointer),
    "FPDFFont_GetBaseFontName": (ctypes.c_size_t, _Pointer, _Pointer, ctypes.c_size_t),
    "FPDFPage_CountObjects": (_Int, _Pointer),
    "FPDFPage_GetObject": (_Pointer, _Pointer, _Int),
    "FPDFPageObj_GetType": (_Int, _Pointer),
    "FPDFPageObj_GetBounds": (_Int, _Pointer, _Pointer, _Pointer, _Pointer, _Pointer),
}


class Glyphs(NamedTuple):
    """Characters that one drawing instruction put on a page, left to right.

    `lefts` and `rights` hold each character's advance box; coordinates are points in the page's
    own upright frame, origin at the lower left.
    """

    text: str
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    baseline: float
    size: float
    font: str
    angle: int


class Rule(NamedTuple):
    """A horizontal line that is drawn: of a table, above footnotes, under a running head."""

    x0: float
    x1: float
    y: float


MAX_DASH = 8.0
"""Longest dash of a broken line and widest gap in it, points."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page."""

    number: int
    """1-based."""
    width: float
    """Points, of the upright page."""
    height: float
    """Points, of the upright page."""
    turn: int
    """Degrees by which the page's text was turned to stand upright: 0, 90, 180 or 270."""
    glyphs: tuple[Glyphs, ...]
    """In the order in which they are drawn."""
    rules: tuple[Rule, ...] = ()
    """Horizontal lines, top down."""
    figures: tuple[tuple[float, float, float, float], ...] = ()
    """Images and embedded drawings: x0, y0, x1, y1."""


class _Library:
    """PDFium's functions, each with the prototype that we call it by."""

    def __init__(self) -> None:
        # The package above it loads helpers that take longer to import than a paper to read.
        import pypdfium2_raw as raw

        self.raw = raw
        raw.FPDF_InitLibrary()
        self.call: dict[str, Callable[..., Any]] = {}
        for name, (result, *arguments) in _PROTOTYPES.items():
            address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
            assert address is not None
            self.call[name] = ctypes.PYFUNCTYPE(result, *arguments)(address)


class PdfFile:
    """An open PDF. `title` is its metadata's, "" where it has none."""

    def __init__(self, library: _Library, handle: Any, data: bytes) -> None:
        self._library = library
        self._handle = handle
        self._data = data  # PDFium reads from this memory as long as the document is open.
        self.page_count: int = library.raw.FPDF_GetPageCount(handle)
        self.title = self._meta("Title")

    def pages(self, limit: int) -> Iterator[PageContent | None]:
        """Give the pages in order, at most `limit`; None for one that PDFium can't load."""
        handle = ctypes.cast(self._handle, ctypes.c_void_p).value
        for index in range(min(limit, self.page_count)):
            yield _read_page(self._library.call, handle, index)

    def _meta(self, key: str) -> str:
        raw = self._library.raw
        size = raw.FPDF_GetMetaText(self._handle, key.encode(), None, 0)
        if not 2 < size < 10_000:
            return ""
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_GetMetaText(self._handle, key.encode(), buffer, size)
        return buffer.raw[: size - 2].decode("utf-16-le", errors="replace")


def open_pdf(data: bytes) -> PdfFile | None:
    """Open a PDF, trying the empty password; None where PDFium can't make sense of it.

    Raises `UnreadablePaper` with reason `encrypted` when a password is needed.
    """
    library = _Library()
    handle = library.raw.FPDF_LoadMemDocument64(data, len(data), b"")
    if handle:
        return PdfFile(library, handle, data)
    if library.raw.FPDF_GetLastError() == _FPDF_ERR_PASSWORD:
        raise encrypted()
    return None


def _read_page(call: dict[str, Callable[..., Any]], handle: Any, index: int) -> PageContent | None:
    page = call["FPDF_LoadPage"](handle, index)
    if not page:
        return None
    text_page = call["FPDFText_LoadPage"](page)
    if not text_page:
        call["FPDF_ClosePage"](page)
        return None
    try:
        characters = _read_characters(call, text_page)
        rules, figures = _read_drawings(call, page)
        media = _media_box(call, page)
    finally:
        call["FPDFText_ClosePage"](text_page)
        call["FPDF_ClosePage"](page)
    return _upright(index + 1, media, characters, rules, figures)


def _media_box(call: dict[str, Callable[..., Any]], page: Any) -> tuple[float, float, float, float]:
    box = (_Float * 4)()
    at = ctypes.addressof(box)
    if (
        call["FPDFPage_GetMediaBox"](page, at, at + 4, at + 8, at + 12)
        and box[2] > box[0]
        and box[3] > box[1]
    ):
        return box[0], box[1], box[2], box[3]
    return 0.0, 0.0, call["FPDF_GetPageWidthF"](page), call["FPDF_GetPageHeightF"](page)


class _Run(NamedTuple):
    """Characters that one drawing instruction put on a page: a stretch of `_Characters.text`."""

    start: int
    end: int
    origin: tuple[float, float]
    size: float
    font: str
    angle: int


class _Characters(NamedTuple):
    """A page's characters as PDFium has them, in the order in which they are drawn."""

    text: str
    """With space hints."""
    edges: list[float]
    """Left, top, right and bottom of the boxes of those that are drawn, one after the other."""
    places: list[int]
    """Which of these boxes each character of `text` has; a space hint that of the character before."""
    runs: list[_Run]


_SPECIAL = re.compile(r"[\0\n\r ]")
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")

_STRIP = 128
"""Characters whose text is asked for at once."""

_BATCH = 1024
"""Characters whose boxes fit into the buffer."""


def _read_characters(call: dict[str, Callable[..., Any]], text_page: Any) -> _Characters:
    drawn: list[int] = []  # PDFium's indexes of the characters that a drawing instruction put there.
    places: list[int] = []  # See `_Characters`.
    parts: list[str] = []
    text = _page_text(call, text_page)
    after = 0
    for special in _SPECIAL.finditer(text + "\n"):
        at = special.start()
        is_space = special[0] == " "
        is_hint = is_space and call["FPDFText_IsGenerated"](text_page, at)
        end = at + 1 if is_space and not is_hint else at
        places.extend(range(len(drawn), len(drawn) + end - after))
        drawn.extend(range(after, end))
        parts.append(text[after:end])
        if is_hint and drawn:
            places.append(len(drawn) - 1)
            parts.append(SPACE_HINT)
        after = at + 1
    edges = _char_edges(call, text_page, drawn)
    # PDFium reverses Hebrew and Arabic words, so that an instruction's characters may lie around another's.
    longest = 1 if _RIGHT_TO_LEFT.search(text) else 64
    runs = _read_runs(call, text_page, drawn, places, longest)
    return _Characters("".join(parts), edges, places, runs)


def _page_text(call: dict[str, Callable[..., Any]], text_page: Any) -> str:
    """Return a page's characters, one for each of PDFium's."""
    count = call["FPDFText_CountChars"](text_page)
    buffer = ctypes.create_string_buffer(4 * max(count, 0) + 2)
    written = call["FPDFText_GetText"](text_page, 0, count, ctypes.addressof(buffer))
    units = buffer.raw[: 2 * max(written - 1, 0)]
    whole = units.decode("utf-16-le", "surrogatepass")
    if 2 * len(whole) != len(units):
        # PDFium counts the two halves of a surrogate pair as characters.
        whole = "".join(map(chr, memoryview(units).cast("H")))
    parts: list[str] = []
    for start in range(0, count, _STRIP):
        end = min(start + _STRIP, count)
        # The text leaves characters without a code point out; such a strip is read one by one.
        first = call["FPDFText_GetTextIndexFromCharIndex"](text_page, start)
        last = call["FPDFText_GetTextIndexFromCharIndex"](text_page, end - 1)
        strip = whole[first : last + 1] if 0 <= first <= last else ""
        if len(strip) == end - start and strip[0] == _char(call, text_page, start):
            parts.append(strip)
        else:
            parts += (_char(call, text_page, at) for at in range(start, end))
    return _SURROGATES.sub(_pair, "".join(parts)).replace(HYPHEN_MARK, "-")


def _pair(halves: re.Match[str]) -> str:
    """Return the character that two halves stand for, and what is drawn nowhere in the second's place."""
    return halves[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\0"


def _char(call: dict[str, Callable[..., Any]], text_page: Any, index: int) -> str:
    code = call["FPDFText_GetUnicode"](text_page, index)
    if code == _HYPHEN_CODE:
        return HYPHEN_MARK
    return chr(code) if code < 0x110000 else "\ufffd"


def _char_edges(call: dict[str, Callable[..., Any]], text_page: Any, indexes: list[int]) -> list[float]:
    """Return left, top, right and bottom of the characters' boxes, one after the other."""
    buffer = (_Float * (4 * _BATCH))()
    # Ready-made arguments halve the cost of a call, and there is one per character.
    page = repeat(ctypes.c_void_p(text_page))
    slots = [ctypes.byref(buffer, 16 * i) for i in range(min(_BATCH, len(indexes)))]
    edges: list[float] = []
    for start in range(0, len(indexes), _BATCH):
        batch = indexes[start : start + _BATCH]
        deque(map(call["FPDFText_GetLooseCharBox"], page, batch, slots), maxlen=0)
        edges += buffer[: 4 * len(batch)]
    return edges


def _read_runs(
    call: dict[str, Callable[..., Any]], text_page: Any, drawn: list[int], places: list[int], longest: int
) -> list[_Run]:
    """Find where the drawing instruction changes, by steps that double up to `longest`."""
    styles = _Styles(call, text_page)
    runs: list[_Run] = []
    get_object, page = call["FPDFText_GetTextObject"], ctypes.c_void_p(text_page)
    first = start = 0
    while first < len(drawn):
        text_object = get_object(page, drawn[first])
        same, step = first, 1
        while same + step < len(drawn) and get_object(page, drawn[same + step]) == text_object:
            same, step = same + step, min(2 * step, longest)
        other = min(same + step, len(drawn))
        while other - same > 1:
            middle = (same + other) // 2
            if get_object(page, drawn[middle]) == text_object:
                same = middle
            else:
                other = middle
        end = bisect_left(places, other, start)
        runs.append(_Run(start, end, *styles.of(drawn[first], text_object)))
        first, start = other, end
    return runs


class _Styles:
    """Asks how a page's characters are set, with buffers that are made once."""

    def __init__(self, call: dict[str, Callable[..., Any]], text_page: Any) -> None:
        self._call, self._page = call, ctypes.c_void_p(text_page)
        self._origin, self._matrix = (_Double * 2)(), (_Float * 6)()
        self._x, self._y = ctypes.byref(self._origin), ctypes.byref(self._origin, 8)
        self._at = ctypes.byref(self._matrix)
        self._fonts: dict[int | None, str] = {None: ""}

    def of(self, i: int, text_object: Any) -> tuple[tuple[float, float], float, str, int]:
        """Return origin, size in points, font name and direction in degrees of a character."""
        call = self._call
        call["FPDFText_GetCharOrigin"](self._page, i, self._x, self._y)
        size, angle = call["FPDFText_GetFontSize"](self._page, i), 0
        if call["FPDFText_GetMatrix"](self._page, i, self._at):
            a, b, c, d, _, _ = self._matrix
            size *= math.hypot(c, d)
            angle = round(math.degrees(math.atan2(b, a))) % 360
        font = call["FPDFTextObj_GetFont"](text_object) if text_object else None
        return tuple(self._origin), abs(size), self._name(font), angle

    def _name(self, font: int | None) -> str:
        if font in self._fonts:
            return self._fonts[font]
        buffer = ctypes.create_string_buffer(128)
        length = self._call["FPDFFont_GetBaseFontName"](font, ctypes.addressof(buffer), 128)
        self._fonts[font] = buffer.value.decode("latin-1") if 0 < length <= 128 else ""
        return self._fonts[font]


def _read_drawings(
    call: dict[str, Callable[..., Any]], page: Any
) -> tuple[list[tuple[float, ...]], list[tuple[float, ...]]]:
    """Return the bounds of thin horizontal strokes and those of images and embedded drawings."""
    bounds = (_Float * 4)()
    at = ctypes.addressof(bounds)
    strokes: list[tuple[float, ...]] = []
    figures: list[tuple[float, ...]] = []
    for i in range(min(call["FPDFPage_CountObjects"](page), MAX_OBJECTS)):
        drawn = call["FPDFPage_GetObject"](page, i)
        kind = call["FPDFPageObj_GetType"](drawn)
        if kind == _OBJECT_TEXT or not call["FPDFPageObj_GetBounds"](drawn, at, at + 4, at + 8, at + 12):
            continue
        found = (bounds[0], bounds[1], bounds[2], bounds[3])
        if kind in (_OBJECT_PATH, _OBJECT_IMAGE) and min(found[2] - found[0], found[3] - found[1]) < 2.5:
            strokes.append(found)
        elif kind in (_OBJECT_IMAGE, _OBJECT_FORM):
            figures.append(found)
    return strokes, figures


def _upright(
    number: int,
    media: tuple[float, float, float, float],
    found: _Characters,
    strokes: list[tuple[float, ...]],
    figures: list[tuple[float, ...]],
) -> PageContent:
    """Turn a page so that most of its text reads from left to right."""
    weight = {0: 0, 90: 0, 180: 0, 270: 0}
    for run in found.runs:
        if run.angle in weight:
            weight[run.angle] += run.end - run.start
    turn = max(weight, key=lambda angle: (weight[angle], -angle))
    left, bottom, right, top = media
    width, height = right - left, top - bottom

    def place(x: float, y: float) -> tuple[float, float]:
        x, y = x - left, y - bottom
        if turn == 90:
            return y, width - x
        if turn == 180:
            return width - x, height - y
        if turn == 270:
            return height - y, x
        return x, y

    lefts, rights = _sides(found, turn, media)
    glyphs = tuple(
        Glyphs(
            found.text[run.start : run.end],
            lefts[run.start : run.end],
            rights[run.start : run.end],
            round(place(*run.origin)[1], 2),
            round(run.size, 2),
            run.font,
            (run.angle - turn) % 360,
        )
        for run in found.runs
    )
    boxes = [(*place(b[0], b[1]), *place(b[2], b[3])) for b in strokes]
    rules = [
        Rule(min(b[0], b[2]), max(b[0], b[2]), (b[1] + b[3]) / 2) for b in boxes if abs(b[3] - b[1]) < 2.5
    ]
    areas = [(*place(b[0], b[1]), *place(b[2], b[3])) for b in figures]
    upright_width, upright_height = (height, width) if turn in (90, 270) else (width, height)
    return PageContent(
        number=number,
        width=upright_width,
        height=upright_height,
        turn=turn,
        glyphs=glyphs,
        rules=tuple(sorted((r for r in _dashes_joined(rules) if r.x1 - r.x0 > 20), key=_by_height)),
        figures=tuple((min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3])) for a in areas),
    )


def _by_height(rule: Rule) -> tuple[float, float]:
    return -rule.y, rule.x0


def _dashes_joined(rules: Sequence[Rule]) -> list[Rule]:
    """Join the dashes that make a broken line: short strokes of one height, close to each other."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=_by_height):
        last = joined[-1] if joined else rule
        is_dash = rule.x1 - rule.x0 < MAX_DASH and abs(last.y - rule.y) < 0.1
        if is_dash and 0.2 < rule.x0 - last.x1 < MAX_DASH:
            joined[-1] = Rule(last.x0, rule.x1, last.y)
        else:
            joined.append(rule)
    return joined


def _sides(
    found: _Characters, turn: int, media: tuple[float, float, float, float]
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the left and the right edge of each character on the upright page."""
    sides, zero = ((0, 2), media[0]) if turn in (0, 180) else ((3, 1), media[1])
    length = media[2] - media[0] if turn in (0, 180) else media[3] - media[1]
    one, other = (found.edges[side::4] for side in sides)
    if zero:
        one, other = [x - zero for x in one], [x - zero for x in other]
    if turn in (180, 270):
        one, other = [length - x for x in one], [length - x for x in other]
    if any(map(gt, one, other)):
        one, other = list(map(min, one, other)), list(map(max, one, other))
    return tuple(map(one.__getitem__, found.places)), tuple(map(other.__getitem__, found.places))
