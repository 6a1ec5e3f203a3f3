"""The PRISMA flow, the reported effects and reliability as vector figures: equal input, equal bytes.

Drawn without pyplot and without a display, in one ink and one accent, with shapes that carry the
meaning, so that a copy in grey or to a colour-blind reader loses nothing. Text is set in DejaVu Sans,
which comes with matplotlib: what a figure looks like does not depend on the machine's fonts.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from synth.report.effects import EffectGroup, EffectRow
from synth.report.phrases import reason_in_words
from synth.text import clean_line
from synth.types import Flow

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["draw_effects", "draw_flow", "draw_reliability"]

INK, MUTED, LINE, FILL, ACCENT, PAPER = "#1b2733", "#5b6875", "#8e9aa6", "#f2f4f6", "#0a5a8c", "#ffffff"
# The same for a dark page; the SVG itself asks which the reader prefers.
_DARK = {
    INK: "#e8ecf0",
    MUTED: "#a7b2bd",
    LINE: "#6b7783",
    FILL: "#222c36",
    ACCENT: "#6bb8ea",
    PAPER: "#12181e",
}
_STYLE: dict[Any, Any] = {
    "font.family": ["DejaVu Sans"],
    "font.size": 7.5,
    "text.color": INK,
    "axes.edgecolor": LINE,
    "axes.labelcolor": INK,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "axes.linewidth": 0.6,
    "xtick.major.width": 0.6,
    "pdf.fonttype": 42,
    "svg.fonttype": "path",
    "svg.hashsalt": "synth",
    "text.parse_math": False,
    "axes.unicode_minus": True,
}
_WIDTH = 6.3
_LINE_HEIGHT = 0.135


def draw_flow(flow: Flow) -> dict[str, bytes]:
    """Return the PRISMA 2020 flow of a run as "pdf" and "svg" (Page et al. 2021, BMJ 372:n71)."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        return _save(_flow_figure(flow))


def draw_effects(groups: Sequence[EffectGroup]) -> dict[str, bytes]:
    """Return the plot of reported effects as "pdf" and "svg"; there must be at least one group."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        return _save(_effects_figure(groups))


def draw_reliability(
    panels: Sequence[tuple[str, Sequence[tuple[float, int, float]]]],
) -> dict[str, bytes]:
    """Return reliability diagrams side by side as "pdf" and "svg" (Guo et al. 2017, figure 1).

    Args:
        panels: At least one (name, bins); a bin is its mean confidence, its number of verdicts and the
            share of them that is right.
    """
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        return _save(_reliability_figure(panels))


# --------------------------------------------------------------------------- flow


def _flow_figure(flow: Flow) -> Figure:
    from matplotlib.figure import Figure

    rows = _flow_rows(flow)
    heights = [max(len(left), len(right)) * _LINE_HEIGHT + 0.2 for _, left, right in rows]
    # The first and the last box stand alone in their phase, whose name is written along them.
    heights[0], heights[-1] = max(heights[0], 0.82), max(heights[-1], 0.56)
    gap = 0.24
    total = sum(heights) + gap * (len(rows) - 1) + 0.1
    figure = Figure(figsize=(_WIDTH, total))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, _WIDTH)
    axes.set_ylim(0, total)
    axes.axis("off")
    top = total - 0.05
    spans: dict[str, tuple[float, float]] = {}
    for number, ((phase, left, right), height) in enumerate(zip(rows, heights, strict=True)):
        bottom = top - height
        first_top = spans.get(phase, (top, 0.0))[0]
        spans[phase] = (first_top, bottom)
        _box(axes, 0.55, bottom, 2.6, height, left, is_main=True)
        if right:
            _box(axes, 3.6, bottom, 2.65, height, right, is_main=False)
            _arrow(axes, (3.15, bottom + height / 2), (3.6, bottom + height / 2))
        if number + 1 < len(rows):
            _arrow(axes, (1.85, bottom), (1.85, bottom - gap))
        top = bottom - gap
    for phase, (high, low) in spans.items():
        _phase(axes, phase, low, high)
    return figure


def _flow_rows(flow: Flow) -> list[tuple[str, list[str], list[str]]]:
    found = sum(n for _, n in flow.identified)
    lost = sum(n for _, n in flow.excluded_full_text)
    names = [f"{clean_line(name)}: {n:,}" for name, n in flow.identified]
    return [
        (
            "Identification",
            _lines(f"Records identified (n = {found:,})", names),
            _lines(f"Removed before screening (n = {flow.duplicates:,})", ["duplicate records"]),
        ),
        (
            "Screening",
            [f"Papers screened (n = {flow.screened:,})"],
            _lines(f"Excluded (n = {flow.excluded:,})", _reason_lines(flow.excluded_by_reason)),
        ),
        (
            "Screening",
            [f"Full texts sought (n = {flow.sought:,})"],
            _lines(
                f"Not retrieved (n = {flow.not_retrieved:,})", _reason_lines(flow.not_retrieved_by_reason)
            ),
        ),
        (
            "Screening",
            [f"Full texts assessed (n = {flow.assessed:,})"],
            _lines(f"Excluded after reading (n = {lost:,})", _reason_lines(flow.excluded_full_text)),
        ),
        ("Included", [f"Papers included (n = {flow.included:,})"], []),
    ]


def _reason_lines(counts: Sequence[tuple[str, int]], limit: int = 5) -> list[str]:
    ordered = sorted(counts, key=lambda item: (-item[1], item[0]))
    lines = [f"{reason_in_words(reason)}: {n:,}" for reason, n in ordered[:limit]]
    rest = sum(n for _, n in ordered[limit:])
    return [*lines, f"other reasons: {rest:,}"] if rest else lines


def _lines(head: str, rest: Sequence[str]) -> list[str]:
    return [head, *(line for text in rest for line in textwrap.wrap(_printable(text), 46)[:2])]


def _box(
    axes: Axes, x: float, y: float, width: float, height: float, lines: Sequence[str], *, is_main: bool
) -> None:
    from matplotlib.patches import Rectangle

    face = FILL if is_main else "none"
    axes.add_patch(Rectangle((x, y), width, height, facecolor=face, edgecolor=LINE, linewidth=0.7))
    top = y + height / 2 + (len(lines) - 1) * _LINE_HEIGHT / 2
    for number, line in enumerate(lines):
        weight, color = ("bold", INK) if number == 0 else ("normal", MUTED)
        axes.text(
            x + 0.12,
            top - number * _LINE_HEIGHT,
            line,
            ha="left",
            va="center_baseline",
            color=color,
            weight=weight,
            fontsize=7.2 if number == 0 else 6.8,
        )


def _phase(axes: Axes, name: str, low: float, high: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((0.05, low), 0.3, high - low, facecolor=ACCENT, edgecolor="none"))
    axes.text(
        0.2,
        (low + high) / 2,
        name,
        rotation=90,
        ha="center",
        va="center",
        color=PAPER,
        weight="bold",
        fontsize=6.6,
    )


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    style = {
        "arrowstyle": "-|>",
        "color": MUTED,
        "linewidth": 0.7,
        "shrinkA": 0,
        "shrinkB": 0,
        "mutation_scale": 7,
    }
    axes.annotate("", xy=end, xytext=start, arrowprops=style)


# --------------------------------------------------------------------------- effects


def _effects_figure(groups: Sequence[EffectGroup]) -> Figure:
    from matplotlib.figure import Figure

    row, head, foot = 0.165, 0.3, 0.36
    heights = [len(group.rows) * row + head + foot for group in groups]
    total = sum(heights) + 0.22
    figure = Figure(figsize=(_WIDTH, total))
    top = total
    for group, height in zip(groups, heights, strict=True):
        bottom = top - height
        axes = figure.add_axes((0.42, (bottom + foot) / total, 0.55, (height - head - foot) / total))
        _panel(axes, group, figure, (top - 0.14) / total)
        top = bottom
    _legend(figure, total)
    return figure


def _panel(axes: Axes, group: EffectGroup, figure: Figure, title_y: float) -> None:
    positions = list(range(len(group.rows)))[::-1]
    for y, row in zip(positions, group.rows, strict=True):
        axes.axhline(y, color=FILL, linewidth=5.5, zorder=0)
        if row.low is not None and row.high is not None:
            axes.plot([row.low, row.high], [y, y], color=INK, linewidth=0.9, zorder=2, solid_capstyle="butt")
        face = (ACCENT if row.is_own else LINE) if row.is_supported else PAPER
        axes.plot(
            [row.value],
            [y],
            marker="s" if row.is_own else "D",
            markersize=4.2 if row.is_own else 3.6,
            markerfacecolor=face,
            markeredgecolor=ACCENT if row.is_own else MUTED,
            markeredgewidth=0.9,
            linestyle="none",
            zorder=3,
        )
    if group.is_difference:
        axes.axvline(0, color=MUTED, linewidth=0.7, zorder=1)
    axes.set_ylim(-0.7, len(group.rows) - 0.3)
    axes.margins(x=0.08)
    axes.set_yticks(positions, [_label(row) for row in group.rows], fontsize=6.6)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=6.4, length=2.5)
    axes.locator_params(axis="x", nbins=6)
    for side in ("top", "left", "right"):
        axes.spines[side].set_visible(False)
    unit = f" ({group.unit})" if group.unit else ""
    what = "difference in " if group.is_difference else ""
    rest = f"   {group.n_left_out} more in claims.csv" if group.n_left_out else ""
    title = _printable(f"{what}{group.title}{unit}{group.relative}")
    figure.text(
        0.02, title_y, f"{title[:1].upper()}{title[1:]}"[:90], fontsize=7.6, weight="bold", va="center"
    )
    if rest:
        figure.text(0.97, title_y, rest.strip(), fontsize=6.4, color=MUTED, va="center", ha="right")


def _legend(figure: Figure, total: float) -> None:
    from matplotlib.lines import Line2D

    def marker(shape: str, face: str, edge: str, label: str) -> Line2D:
        """Return one entry of the legend: a mark without a line."""
        return Line2D(
            [],
            [],
            marker=shape,
            linestyle="none",
            markersize=4,
            markerfacecolor=face,
            markeredgecolor=edge,
            label=label,
        )

    handles = [
        marker("s", ACCENT, ACCENT, "own result, supported"),
        marker("D", LINE, MUTED, "quoted from other work, supported"),
        marker("s", PAPER, ACCENT, "not supported or unjudged (hollow)"),
    ]
    figure.legend(
        handles=handles,
        loc="lower left",
        bbox_to_anchor=(0.01, 0),
        ncols=3,
        frameon=False,
        fontsize=6.4,
        handletextpad=0.2,
    )


# --------------------------------------------------------------------------- reliability

_PANEL, _PANELS_A_ROW = 1.5, 4


def _reliability_figure(panels: Sequence[tuple[str, Sequence[tuple[float, int, float]]]]) -> Figure:
    from matplotlib.figure import Figure

    n_rows, n_columns = -(-len(panels) // _PANELS_A_ROW), min(len(panels), _PANELS_A_ROW)
    width, height = n_columns * _PANEL + 0.3, n_rows * (_PANEL + 0.1) + 0.25
    figure = Figure(figsize=(width, height))
    for number, (name, bins) in enumerate(panels):
        row, column = divmod(number, _PANELS_A_ROW)
        left, top = 0.42 + column * _PANEL, height - row * (_PANEL + 0.1) - 0.25
        side = _PANEL - 0.28
        axes = figure.add_axes((left / width, (top - side) / height, side / width, side / height))
        axes.plot([0, 1], [0, 1], color=LINE, linewidth=0.7, linestyle=(0, (3, 2)), zorder=1)
        most = max(n for _, n, _ in bins)
        axes.plot([c for c, _, _ in bins], [a for _, _, a in bins], color=ACCENT, linewidth=0.8, zorder=2)
        for confidence, n, accuracy in bins:
            # The area of a point is its share of the verdicts.
            size = 1.5 + 4.5 * (n / most) ** 0.5
            axes.plot([confidence], [accuracy], marker="o", markersize=size, color=ACCENT, zorder=3)
        axes.set(xlim=(0, 1), ylim=(0, 1), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
        axes.tick_params(labelsize=5.8, length=2, labelleft=column == 0)
        axes.set_title(_printable(name), fontsize=6.6, pad=3)
        for line in ("top", "right"):
            axes.spines[line].set_visible(False)
    figure.text(0.5, 0.06 / height, "confidence", ha="center", fontsize=6.4, color=MUTED)
    figure.text(0.08 / width, 0.5, "share that is right", rotation=90, va="center", fontsize=6.4, color=MUTED)
    return figure


# --------------------------------------------------------------------------- both


def _label(row: EffectRow, width: int = 44) -> str:
    """Cut a long method name, never the paper and page behind it."""
    name, room = _printable(row.name), width - len(row.place)
    return f"{name if len(name) <= room else name[: room - 1] + '…'}  {row.place}"


def _printable(text: str) -> str:
    """Return the text with characters that DejaVu Sans lacks shown as an empty box."""
    from matplotlib import font_manager

    known = font_manager.get_font(
        font_manager.findfont("DejaVu Sans", fallback_to_default=False)
    ).get_charmap()
    return "".join(char if ord(char) in known else "\u25a1" for char in clean_line(text))


def _save(figure: Figure) -> dict[str, bytes]:
    pdf, svg = io.BytesIO(), io.BytesIO()
    figure.savefig(
        pdf,
        format="pdf",
        transparent=True,
        metadata={"CreationDate": None, "Producer": None, "Creator": None},
    )
    figure.savefig(svg, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return {"pdf": pdf.getvalue(), "svg": _with_dark_mode(svg.getvalue())}


def _with_dark_mode(svg: bytes) -> bytes:
    rules = "".join(
        f'[style*="{name}: {light}"]{{{name}:{dark}!important}}'
        for light, dark in _DARK.items()
        for name in ("fill", "stroke")
    )
    # Glyphs without a style of their own are black by default.
    style = f"<style>@media (prefers-color-scheme:dark){{{rules}}}</style>"
    return svg.replace(b" <defs>", f" {style}\n <defs>".encode(), 1)
