"""Text of strangers → Markdown that shows it, by CommonMark's backslash escapes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from synth.report.links import Pointer, Stretch, safe_url
from synth.text import clean_line

__all__ = ["Plain", "escape", "link", "marked", "pointers"]

# Whatever may open a construct inside a line, in CommonMark and in GitHub's dialect of it.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~#&$!{}])")
# What opens a block when it happens to stand first on a line.
_FIRST = re.compile(r"^(|\d+(?=[.)](?:\s|$)))([-+=.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|javascript|data|vbscript):|\bwww\.")


class Plain(str):
    """Markdown of ours that needs no escaping."""

    __slots__ = ()


def escape(text: str) -> str:
    """Return Markdown that shows the text on one line; addresses in it don't become links."""
    if isinstance(text, Plain):
        return text
    line = _SPECIAL.sub(r"\\\1", clean_line(text))
    line = _FIRST.sub(r"\1\\\2", line)
    return _ADDRESS.sub(lambda match: match.group().replace(":", "&#58;").replace(".", "&#46;"), line)


def link(text: str, url: str | None) -> Plain:
    """Return a link, or the bare text where there is no web address."""
    address = safe_url(url)
    return Plain(escape(text) if address is None else f"[{escape(text)}](<{address}>)")


def marked(pieces: Sequence[Stretch]) -> Plain:
    """Return a wording with what was dropped and what came in marked, as HTML marks it."""
    shown, last = "", None
    for piece in pieces:
        tag = {"old": "del", "new": "ins"}.get(piece.kind)
        is_glued = tag == "ins" and last == "del" and not piece.leads and not shown.endswith(" ")
        core = escape(piece.core) if tag is None or not piece.core else f"<{tag}>{escape(piece.core)}</{tag}>"
        shown += " " * (is_glued or piece.leads) + core + " " * piece.trails
        last = tag
    return Plain(shown)


def pointers(references: Sequence[Pointer], limit: int = 12) -> Plain:
    """Return references separated by commas, linked inside the document; the rest is counted."""
    shown = [
        escape(reference.text)
        if reference.anchor is None
        else f"[{escape(reference.text)}](#{reference.anchor})"
        for reference in references[:limit]
    ]
    rest = len(references) - len(shown)
    return Plain(", ".join(shown) + (f" and {rest} more" if rest else ""))
