"""The text of a LaTeX source found on the pages of its PDF: pages and boxes for passages and cells.

The running text is aligned as a whole; what moves (floats, footnotes) and what the print has in another
order is looked for piece by piece. A passage counts as found when most of its letters are, in one place
and in order: a wrong box is worse than none.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from synth.passages.document import Printed
from synth.passages.letters import Letters, align_letters, letters_of
from synth.passages.printed_words import Edit, Print, keys_in, put_in, read_keys
from synth.passages.table_places import PlacedCells, place_tables
from synth.passages.table_writer import enclose
from synth.passages.writer import line_box
from synth.types import Box, Document, Passage

__all__ = ["LEAST_SHARE", "Placed", "place_document"]

LEAST_SHARE = 0.7
"""Share of the sentences that must be found for the two to be of one paper."""

_RUNNING = frozenset(("title", "heading", "sentence", "reference"))
_CHAINED, _ALONE = 0.6, 0.75
"""Share of a passage's letters that must be found: among its neighbours, and anywhere."""

_WORDY = 12
"""Letters from which a passage says enough to be looked for, and to count."""

_GRAM = 10
"""Letters of the stretches by which a passage is looked for anywhere."""

_STRIDE = 3
"""Every how many letters of the print such a stretch is noted."""

_TRIES = 4
"""Places at which such a passage is looked for."""

_JUMP = 60
"""Letters of print within a passage that are none of it, from which it stands in two places."""

_CLOSING = ".,;:!?)]}”’\"'%"
_OPENING = "([{“‘\"'"


_TAIL = re.compile(r"[^\n]{0,40}?[.!?](?=\s|$)")
"""What may stand between the last word of a sentence and its end."""


class Placed(NamedTuple):
    """A document with its places, and how much of it was found."""

    document: Document
    share: float
    """Share of the sentences that were found, 0 to 1."""


def place_document(document: Document, printed: Printed) -> Placed:
    """Give the passages and tables of a LaTeX source the places that they have in its PDF."""
    finder = _Finder(document, printed)
    extents = finder.find()
    pages: list[int | None] = []
    boxes: list[tuple[Box, ...]] = []
    taken = sorted(span for extent in extents for span in extent)
    for passage, extent in zip(document.passages, extents, strict=True):
        places = finder.boxes(extent, passage.text, taken) if extent else ()
        boxes.append(places)
        pages.append(places[0].page if places else None)
    tables = place_tables(document, pages, printed)
    for index, place in tables.rows.items():
        pages[index], boxes[index] = place
    _infer_pages(document.passages, pages)
    passages = tuple(
        replace(passage, page=page, boxes=found)
        for passage, page, found in zip(document.passages, pages, boxes, strict=True)
    )
    told = [i for i, passage in enumerate(passages) if _counts(passage, finder.sizes[i])]
    found = sum(1 for i in told if boxes[i])
    placed = replace(
        document,
        passages=passages,
        tables=tables.tables,
        page_starts=_page_starts(document, pages, len(printed.document.page_starts)),
        warnings=(*document.warnings, *_warnings(found, len(told), tables)),
    )
    return Placed(put_in(placed, finder.printed_keys()), found / len(told) if told else 0.0)


def _counts(passage: Passage, size: int) -> bool:
    return passage.kind == "sentence" and size >= _WORDY


def _warnings(found: int, told: int, tables: PlacedCells) -> Iterator[str]:
    if found < told:
        yield f"{told - found} of {told} sentences of the LaTeX source were not found on the PDF's pages"
    if tables.found < tables.numbers:
        lost = tables.numbers - tables.found
        yield f"{lost} of {tables.numbers} table cells with numbers were not found on the PDF's pages"
    yield from tables.differing


def _infer_pages(passages: Sequence[Passage], pages: list[int | None]) -> None:
    """Give running text that was not found the page that the text before and behind it stands on."""
    running = [i for i, passage in enumerate(passages) if passage.kind in _RUNNING]
    known = [n for n, i in enumerate(running) if pages[i] is not None]
    for before, behind in zip(known, known[1:], strict=False):
        if pages[running[before]] == pages[running[behind]]:
            for n in range(before + 1, behind):
                pages[running[n]] = pages[running[before]]


def _page_starts(document: Document, pages: Sequence[int | None], count: int) -> tuple[int, ...]:
    """Return where the running text of each page begins; a page without any begins with the next."""
    starts = [len(document.text)] * (count + 1)
    for passage, page in zip(document.passages, pages, strict=True):
        if page is not None and passage.kind in _RUNNING and passage.start < starts[page - 1]:
            starts[page - 1] = passage.start
    for n in range(count - 1, -1, -1):
        starts[n] = min(starts[n], starts[n + 1])
    return (0, *starts[1:count]) if count else ()


# ------------------------------------------------------------------- passages


Extent = tuple[tuple[int, int], ...]
"""Half-open stretches of the print's letters, in reading order."""


class _Finder:
    """Looks for the passages of one document in the print of it."""

    def __init__(self, document: Document, printed: Printed) -> None:
        self._document, self._printed = document, printed
        self._print = letters_of(printed.document.text)
        self._starts = [segment.start for segment in printed.segments]
        self._index: dict[str, list[int]] | None = None
        text = document.text
        self._keys = [
            [] if passage.kind == "reference" else keys_in(text, passage.start, passage.end)
            for passage in document.passages
        ]
        self._letters = [
            letters_of(text, _around(keys, passage.start, passage.end))
            for passage, keys in zip(document.passages, self._keys, strict=True)
        ]
        self.sizes = [len(letters.text) for letters in self._letters]
        """Letters of each passage."""
        running = [i for i, passage in enumerate(document.passages) if passage.kind in _RUNNING]
        self._running = running
        self._stream = Letters(
            "".join(self._letters[i].text for i in running),
            array("l", (offset for i in running for offset in self._letters[i].offsets)),
        )
        self._places = align_letters(self._stream.text, self._print.text)

    def find(self) -> list[Extent]:
        """Return where each passage stands; empty where it was not found. Rows of tables are left out."""
        kinds = [passage.kind for passage in self._document.passages]
        extents: list[Extent] = [()] * len(kinds)
        at = 0
        for i in self._running:
            size = self.sizes[i]
            extents[i] = _extent(self._places[at : at + size], _CHAINED)
            at += size
        for i, kind in enumerate(kinds):
            if not extents[i] and kind not in ("table", "furniture") and self.sizes[i] >= _WORDY:
                extents[i] = self._search(self._letters[i].text)
        return extents

    def _search(self, letters: str) -> Extent:
        """Look for a passage anywhere; where two places do equally well, it is found in neither."""
        print_ = self._print.text
        votes: dict[int, int] = {}
        index = self._grams()
        for i in range(len(letters) - _GRAM + 1):
            for j in index.get(letters[i : i + _GRAM], ()):
                bucket = (j - i) // 100
                votes[bucket] = votes.get(bucket, 0) + 1
        best: list[tuple[int, Extent]] = []
        ranked = sorted(votes, key=lambda bucket: (-votes[bucket], bucket))[:_TRIES]
        for bucket in ranked:
            if best and votes[bucket] < 0.5 * votes[ranked[0]]:
                break
            start = max(bucket * 100 - 150, 0)
            end = min((bucket + 1) * 100 + len(letters) + 150, len(print_))
            places = align_letters(letters, print_[start:end])
            extent = tuple((first + start, last + start) for first, last in _extent(places, _ALONE))
            if extent and all(extent != known for _, known in best):
                best.append((sum(place >= 0 for place in places), extent))
        best.sort(key=lambda found: -found[0])
        if len(best) > 1 and best[0][0] == best[1][0] and not _overlap(best[0][1], best[1][1]):
            return ()
        return best[0][1] if best else ()

    def _grams(self) -> Mapping[str, list[int]]:
        if self._index is None:
            text = self._print.text
            self._index = {}
            for at in range(0, len(text) - _GRAM + 1, _STRIDE):
                self._index.setdefault(text[at : at + _GRAM], []).append(at)
        return self._index

    def printed_keys(self) -> list[Edit]:
        """Return how the citations and references of the running text are printed."""
        keys = [key for i in self._running for key in self._keys[i]]
        print_ = Print(self._printed.document.text, self._print)
        return read_keys(self._document.text, keys, self._stream, self._places, print_)

    # ---- boxes

    def boxes(self, extent: Extent, written: str, taken: Sequence[tuple[int, int]]) -> tuple[Box, ...]:
        """Return the boxes of stretches of the print, a box a line.

        `taken` are the stretches of all passages in order: what follows the last one and is none of them,
        a citation or the number of a table, belongs to the sentence that it ends.
        """
        found: dict[int, Box] = {}
        for first, last in extent:
            start, end = self._span(first, last)
            if last == extent[-1][1] and written.endswith((".", "!", "?")):
                end = self._sentence_end(end, taken)
            at = max(bisect_right(self._starts, start) - 1, 0)
            while at < len(self._printed.segments) and self._starts[at] < end:
                box = self._box(at, start, end)
                if box is not None:
                    key = id(self._printed.segments[at].line)
                    found[key] = enclose([found[key], box]) if key in found else box
                at += 1
        return tuple(found.values())

    def _span(self, first: int, last: int) -> tuple[int, int]:
        """Return the text of a stretch of letters, with the signs that belong to its words."""
        text = self._printed.document.text
        start, end = self._print.offsets[first], self._print.offsets[last - 1] + 1
        while start and text[start - 1] in _OPENING:
            start -= 1
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        return start, end

    def _sentence_end(self, end: int, taken: Sequence[tuple[int, int]]) -> int:
        """Return where the sentence ends of which `end` is the last that was found."""
        text, offsets = self._printed.document.text, self._print.offsets
        if text[end - 1] in ".!?":
            return end
        tail = _TAIL.match(text, end)
        if tail is None:
            return end
        first, last = bisect_left(offsets, end), bisect_left(offsets, tail.end())
        following = bisect_left(taken, (first, first))
        is_free = following == len(taken) or taken[following][0] >= last
        return tail.end() if is_free else end

    def _box(self, at: int, start: int, end: int) -> Box | None:
        segment = self._printed.segments[at]
        first = max(start - segment.start, 0)
        last = min(end - segment.start, segment.length)
        if last <= first:
            return None
        page = self._printed.pages[segment.line.page]
        return line_box(segment.line, first + segment.offset, last + segment.offset, page)


def _around(keys: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Return the stretches between two offsets that are none of the keys."""
    edges = [start, *(edge for key in keys for edge in key), end]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _extent(places: Sequence[int], least: float) -> Extent:
    """Return the stretches that a passage's letters fill; empty where fewer than `least` are found."""
    found = [(i, place) for i, place in enumerate(places) if place >= 0]
    if not found or len(found) < least * len(places):
        return ()
    groups: list[list[tuple[int, int]]] = [[found[0]]]
    for (i, place), (next_i, next_place) in zip(found, found[1:], strict=False):
        if (next_place - place) - (next_i - i) > _JUMP:
            groups.append([])
        groups[-1].append((next_i, next_place))
    # A few letters that happen to stand elsewhere are no part of it.
    kept = [group for group in groups if len(group) >= min(8, len(places)) and _is_dense(group)]
    if sum(len(group) for group in kept) < least * len(places):
        return ()
    return tuple((group[0][1], group[-1][1] + 1) for group in kept)


def _is_dense(group: Sequence[tuple[int, int]]) -> bool:
    return len(group) >= 0.4 * (group[-1][1] - group[0][1] + 1)


def _overlap(one: Extent, other: Extent) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)
