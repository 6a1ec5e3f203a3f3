"""A PDF's characters with their places, through PDFium; the only importer of pypdfium2.

PDFium may abort on a hostile file, so this module belongs in a process that can be lost
(`synth.passages.worker`). It calls PDFium's C functions straight through ctypes prototypes of its
own: a call then costs a third of what the generated bindings cost, and pages have thousands of
characters.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from synth.passages.pdf_gate import encrypted

__all__ = ["Glyphs", "PageContent", "PdfFile", "Rule", "SPACE_HINT", "open_pdf"]

HYPHEN_MARK = 2
"""PDFium's code for a hyphen that it takes for a word division at a line's end."""

SPACE_HINT = "\x1f"
"""Stands where PDFium takes a gap for a space; `lines` decides, which knows scripts and columns."""

MAX_OBJECTS = 6_000
"""Drawn objects of a page that are looked at for rules and figures; plots have many more."""

_FPDF_ERR_PASSWORD = 4
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
    "FPDFText_GetTextObject": (_Pointer, _Pointer, _Int),
    "FPDFText_GetLooseCharBox": (_Int, _Pointer, _Int, _Pointer),
    "FPDFText_GetCharOrigin": (_Int, _Pointer, _Int, _Pointer, _Pointer),
    "FPDFText_GetFontSize": (_Double, _Pointer, _Int),
    "FPDFText_GetMatrix": (_Int, _Pointer, _Int, _Pointer),
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
        import pypdfium2.raw as raw

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
        glyphs = _read_glyphs(call, text_page)
        rules, figures = _read_drawings(call, page)
        media = _media_box(call, page)
    finally:
        call["FPDFText_ClosePage"](text_page)
        call["FPDF_ClosePage"](page)
    return _upright(index + 1, media, glyphs, rules, figures)


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


class _Run:
    """Characters being collected until the drawing instruction changes."""

    __slots__ = ("angle", "chars", "font", "lefts", "origins", "rights", "size")

    def __init__(self, size: float, font: str, angle: int) -> None:
        self.chars: list[str] = []
        self.lefts: list[tuple[float, float]] = []
        self.rights: list[tuple[float, float]] = []
        self.origins: list[tuple[float, float]] = []
        self.size, self.font, self.angle = size, font, angle

    def add(
        self, char: str, left: tuple[float, float], right: tuple[float, float], origin: tuple[float, float]
    ) -> None:
        """Take a character with the lower left and upper right corner of its box and its origin."""
        self.chars.append(char)
        self.lefts.append(left)
        self.rights.append(right)
        self.origins.append(origin)


def _read_glyphs(call: dict[str, Callable[..., Any]], text_page: Any) -> list[_Run]:
    get_unicode, get_object = call["FPDFText_GetUnicode"], call["FPDFText_GetTextObject"]
    get_box, get_origin = call["FPDFText_GetLooseCharBox"], call["FPDFText_GetCharOrigin"]
    is_generated = call["FPDFText_IsGenerated"]
    box, origin = (_Float * 4)(), (_Double * 2)()
    box_at, origin_at = ctypes.addressof(box), ctypes.addressof(origin)
    fonts: dict[int, str] = {}
    runs: list[_Run] = []
    run, last_object = None, None
    for i in range(call["FPDFText_CountChars"](text_page)):
        code = get_unicode(text_page, i)
        if code in (10, 13):
            continue
        if code == 0:
            continue
        if code == 32 and is_generated(text_page, i):
            if run is not None and run.chars:
                run.add(SPACE_HINT, run.lefts[-1], run.rights[-1], run.origins[-1])
            continue
        text_object = get_object(text_page, i)
        if run is None or text_object != last_object:
            run = _Run(*_style(call, text_page, i, text_object, fonts))
            runs.append(run)
            last_object = text_object
        get_box(text_page, i, box_at)
        get_origin(text_page, i, origin_at, origin_at + 8)
        char = "-" if code == HYPHEN_MARK else chr(code) if code < 0x110000 else "\ufffd"
        run.add(char, (box[0], box[3]), (box[2], box[1]), (origin[0], origin[1]))
    return [run for run in runs if run.chars]


def _style(
    call: dict[str, Callable[..., Any]], text_page: Any, i: int, text_object: Any, fonts: dict[int, str]
) -> tuple[float, str, int]:
    """Return size in points, font name and direction in degrees of a character."""
    matrix = (_Float * 6)()
    size = call["FPDFText_GetFontSize"](text_page, i)
    angle = 0
    if call["FPDFText_GetMatrix"](text_page, i, ctypes.addressof(matrix)):
        size *= math.hypot(matrix[2], matrix[3])
        angle = round(math.degrees(math.atan2(matrix[1], matrix[0]))) % 360
    if not text_object:
        return abs(size), "", angle
    font = call["FPDFTextObj_GetFont"](text_object)
    if font not in fonts:
        buffer = ctypes.create_string_buffer(128)
        length = call["FPDFFont_GetBaseFontName"](font, ctypes.addressof(buffer), 128) if font else 0
        fonts[font] = buffer.value.decode("latin-1") if 0 < length <= 128 else ""
    return abs(size), fonts[font], angle


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
    runs: list[_Run],
    strokes: list[tuple[float, ...]],
    figures: list[tuple[float, ...]],
) -> PageContent:
    """Turn a page so that most of its text reads from left to right."""
    weight = {0: 0, 90: 0, 180: 0, 270: 0}
    for run in runs:
        if run.angle in weight:
            weight[run.angle] += len(run.chars)
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

    glyphs = []
    for run in runs:
        corners = zip(run.lefts, run.rights, strict=True)
        if turn == 0:
            spans = [(a[0] - left, b[0] - left) for a, b in corners]
        else:
            spans = [(place(*a)[0], place(*b)[0]) for a, b in corners]
        glyphs.append(
            Glyphs(
                "".join(run.chars),
                tuple(min(span) for span in spans),
                tuple(max(span) for span in spans),
                round(place(*run.origins[0])[1], 2),
                round(run.size, 2),
                run.font,
                (run.angle - turn) % 360,
            )
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
        glyphs=tuple(glyphs),
        rules=tuple(sorted((r for r in rules if r.x1 - r.x0 > 20), key=lambda r: (-r.y, r.x0))),
        figures=tuple((min(a[0], a[2]), min(a[1], a[3]), max(a[0], a[2]), max(a[1], a[3])) for a in areas),
    )
