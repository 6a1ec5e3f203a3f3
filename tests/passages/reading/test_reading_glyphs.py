"""Reading a page in bulk gives what reading it character by character gives."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from synth.passages.pdf_text import _page_text, _read_runs


def text_calls(codes: Sequence[int], unnamed: Callable[[int], bool]) -> dict[str, Callable[..., Any]]:
    """PDFium's text functions over these UTF-16 units; `unnamed` ones are left out of the text."""
    kept = [i for i, code in enumerate(codes) if not unnamed(code)]

    def get_text(_page: int, _start: int, _count: int, at: int) -> int:
        units = [0xFFFE if codes[i] == 2 else codes[i] for i in kept] + [0]
        ctypes.memmove(at, (ctypes.c_uint16 * len(units))(*units), 2 * len(units))
        return len(units)

    return {
        "FPDFText_CountChars": lambda _page: len(codes),
        "FPDFText_GetText": get_text,
        "FPDFText_GetUnicode": lambda _page, i: codes[i],
        "FPDFText_GetTextIndexFromCharIndex": lambda _page, i: kept.index(i) if i in kept else -1,
    }


@given(st.lists(st.sampled_from([2, 3, 13, 10, 32, 65, 0x3B1, 0xD835, 0xDC41]), max_size=400))
def test_every_character_has_its_place_in_the_text_of_a_page(codes: list[int]) -> None:
    # PDFium's text lacks characters such as U+0003, which moved all that followed; and it counts the
    # halves of a surrogate pair one by one, which Python's decoder does not: the second one's place
    # is kept by a character that is drawn nowhere.
    expected = "".join("-" if code == 2 else chr(code) for code in codes)
    expected = expected.replace("\ud835\udc41", "\U0001d441\0")
    assert _page_text(text_calls(codes, lambda code: code == 3), 1) == expected


@given(st.lists(st.integers(1, 90), min_size=1, max_size=30))
def test_runs_end_where_the_drawing_instruction_changes(lengths: list[int]) -> None:
    objects = [1 + n for n, length in enumerate(lengths) for _ in range(length)]
    calls: dict[str, Callable[..., Any]] = {
        "FPDFText_GetTextObject": lambda _page, i: objects[i],
        "FPDFText_GetCharOrigin": lambda *_: 1,
        "FPDFText_GetFontSize": lambda *_: 10.0,
        "FPDFText_GetMatrix": lambda *_: 0,
        "FPDFTextObj_GetFont": lambda _object: None,
    }
    indexes = list(range(len(objects)))
    for longest in (1, 64):
        runs = _read_runs(calls, 1, indexes, indexes, longest)
        assert [run.end - run.start for run in runs] == lengths
        assert [run.start for run in runs] == [sum(lengths[:n]) for n in range(len(lengths))]
