"""What rules on a page tell of its tables: the strips between them, and how wide a table is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from synth.passages.layout import Columns, Style, gather_rows, is_prose
from synth.passages.lines import Line
from synth.passages.pdf_text import Rule

__all__ = ["Region", "regions_beside", "ruled_regions", "wrapped_width"]


class Region(NamedTuple):
    """A strip of a page between two rules."""

    x0: float
    x1: float
    y0: float
    y1: float

    def holds(self, row: Sequence[Line]) -> bool:
        """Tell whether a row stands between the region's rules."""
        middle = (row[0].x0 + row[-1].x1) / 2
        return self.y0 - 2 <= row[0].baseline <= self.y1 and self.x0 - 6 <= middle <= self.x1 + 6


def ruled_regions(
    rules: Sequence[Rule],
    lines: Sequence[Line],
    captions: Sequence[Sequence[Line]],
    columns: Columns,
    style: Style,
) -> list[Region]:
    """Return the strips between neighbouring rules of one width that hold no running text and no caption.

    Between the rules over and under a page stand captions, headings and tables of any number.
    """
    clusters: list[list[Rule]] = []
    for rule in rules:
        if rule.x1 - rule.x0 < 50:
            continue
        for cluster in clusters:
            if abs(cluster[0].x0 - rule.x0) < 4 and abs(cluster[0].x1 - rule.x1) < 4:
                cluster.append(rule)
                break
        else:
            clusters.append([rule])
    regions = []
    for cluster in clusters:
        x0, x1 = cluster[0].x0 - 6, cluster[0].x1 + 6
        # Lines beside the rules, of the page's other column, would make one row with those between.
        rows = gather_rows(line for line in lines if x0 <= (line.x0 + line.x1) / 2 <= x1)
        for upper, lower in zip(cluster, cluster[1:], strict=False):
            strip = Region(upper.x0, upper.x1, lower.y, upper.y)
            inside = [row for row in rows if strip.holds(row)]
            prose = sum(len(row) == 1 and is_prose(row, columns, style) for row in inside)
            if any(strip.holds(caption) for caption in captions):
                continue
            if inside and prose <= max(2, 0.5 * len(inside)):
                regions.append(strip)
    return regions


def wrapped_width(caption: Sequence[Line], regions: Sequence[Region], width: float) -> Region | None:
    """Return the strip over or under a caption that text runs around, None where it stands alone.

    `width` is that of the page's text, in points.
    """
    x0, x1 = min(line.x0 for line in caption), max(line.x1 for line in caption)
    top, bottom = caption[0].y1, caption[-1].y0
    for region in regions:
        is_near = -5 < region.y0 - top < 30 or -5 < bottom - region.y1 < 30
        if is_near and region.x0 - 12 <= x0 and x1 <= region.x1 + 12 and region.x1 - region.x0 < 0.7 * width:
            return region
    return None


def regions_beside(
    caption: Sequence[Line], others: Sequence[Sequence[Line]], regions: Sequence[Region], columns: Columns
) -> list[Region]:
    """Return the strips of the table to whose left or right a caption stands; none where it does not.

    `others` are the page's other captions.
    """
    x0, x1 = min(line.x0 for line in caption), max(line.x1 for line in caption)
    top, bottom = caption[0].y1, caption[-1].y0
    found = [
        region
        for region in regions
        if region.y0 < top
        and region.y1 > bottom
        and (region.x1 < x0 + 8 or region.x0 > x1 - 8)
        and (columns.gutter is None or (x0 < columns.gutter) == (region.x0 < columns.gutter))
    ]
    claimed = [
        other
        for other in others
        if any(
            other[0].x0 < region.x1
            and other[0].x1 > region.x0
            and (abs(other[0].y1 - region.y0) < 60 or abs(other[-1].y0 - region.y1) < 60)
            for region in found
        )
    ]
    return [] if claimed else found
