"""Tables that a page's end breaks: the parts on later pages get the header, all of them the caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from synth.passages.grid_columns import Column, find_columns_of
from synth.passages.grid_headers import ALIGNED
from synth.passages.grid_rows import TableRow
from synth.passages.grids import header_rows
from synth.passages.layout import Block
from synth.passages.pdf_text import PageContent

__all__ = ["join_broken_tables"]

LOW, HIGH = 0.25, 0.8
"""Where the last row of a part and the first one of the next stand, in heights of the page."""


def join_broken_tables(
    asides: Mapping[int, Sequence[Block]], pages: Sequence[PageContent]
) -> dict[int, list[Block]]:
    """Give each part of a broken table the header of the first part and the caption of any.

    A part goes on with the last table of the page before where it stands at the top of its page, has
    no header, and its figures stand in the same columns.
    """
    joined = {number: list(blocks) for number, blocks in asides.items()}
    chain: list[tuple[int, int]] = []  # Page and place of the parts found so far.
    for page, following in zip(pages, pages[1:], strict=False):
        last = _last(joined[page.number], page)
        first = _first(joined[following.number], following)
        if last is None or first is None:
            continue
        above, below = joined[page.number][last], joined[following.number][first]
        is_open = bool(chain) and chain[-1] == (page.number, last)
        if not (is_open or header_rows(above.rows, page.rules)) or not _goes_on(above, below):
            continue
        if not is_open:
            _close(joined, chain, pages)
            chain = [(page.number, last)]
        chain.append((following.number, first))
    _close(joined, chain, pages)
    return joined


def _last(blocks: Sequence[Block], page: PageContent) -> int | None:
    """Return the place of the table that reaches down to a page's end."""
    tables = [(block.rows[-1][0].baseline, i) for i, block in enumerate(blocks) if block.rows]
    lowest = min(tables, default=(page.height, 0))
    return lowest[1] if lowest[0] < LOW * page.height else None


def _first(blocks: Sequence[Block], page: PageContent) -> int | None:
    """Return the place of the table that begins at a page's top."""
    tables = [(-block.rows[0][0].baseline, i) for i, block in enumerate(blocks) if block.rows]
    highest = min(tables, default=(0.0, 0))
    return highest[1] if -highest[0] > HIGH * page.height else None


def _goes_on(above: Block, below: Block) -> bool:
    if (above.is_captioned and below.is_captioned) or not TableRow.of(below.rows[0]).is_data:
        return False
    one, other = _columns(above), _columns(below)
    return len(one) == len(other) > 1 and all(map(_is_aligned, one, other))


def _columns(block: Block) -> list[Column]:
    rows = [row for row in map(TableRow.of, block.rows) if row.is_data]
    return (find_columns_of([row.phrases for row in rows]) or []) if len(rows) > 2 else []


def _is_aligned(one: Column, other: Column) -> bool:
    offsets = (one.x0 - other.x0, one.middle - other.middle, one.x1 - other.x1)
    return min(map(abs, offsets)) < ALIGNED


def _close(
    joined: dict[int, list[Block]], chain: Sequence[tuple[int, int]], pages: Sequence[PageContent]
) -> None:
    """Write header and caption into the parts of one table."""
    if not chain:
        return
    number, at = chain[0]
    rules = next(page.rules for page in pages if page.number == number)
    head = header_rows(joined[number][at].rows, rules)
    captions = [joined[n][i - 1].text for n, i in chain if joined[n][i].is_captioned]
    caption = captions[0] if captions else ""
    for n, i in chain:
        block = joined[n][i]
        joined[n][i] = replace(block, head=() if (n, i) == chain[0] else head, caption=caption)
