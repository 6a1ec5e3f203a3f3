"""Links inside the report and to the web; strangers' addresses pass only when they are web addresses."""

from __future__ import annotations

import re
from typing import Protocol
from urllib.parse import quote, urlsplit

from synth.types import Paper

__all__ = ["Pointer", "Stretch", "page_link", "safe_url", "tex_url", "web_page"]

# RFC 3986's unreserved and reserved characters, less quotes, brackets and parentheses, which end a
# link in HTML or Markdown; "%" stays, since the address may be encoded already.
_SAFE = "-._:/?#@!*+,;=&%~"
_CONTROL = re.compile(r"[\x00-\x20\x7f]")


class Pointer(Protocol):
    """A number that leads somewhere: `view.Reference`."""

    @property
    def text(self) -> str:
        """What is printed."""

    @property
    def anchor(self) -> str | None:
        """The place in the report; None where it leads out of it."""

    @property
    def url(self) -> str | None:
        """The address; None where it leads nowhere outside."""


class Stretch(Protocol):
    """A stretch of a wording that two versions share, or one of them has: `differences.Piece`."""

    @property
    def kind(self) -> str:
        """Which of the two have it: "same", "old" or "new"."""

    @property
    def core(self) -> str:
        """Its words without the space around them."""

    @property
    def leads(self) -> bool:
        """Whether space stands before it."""

    @property
    def trails(self) -> bool:
        """Whether space stands behind it."""


def safe_url(url: str | None) -> str | None:
    """Return the address with every doubtful character percent-encoded; None if it is not http(s)."""
    if not url or _CONTROL.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    return quote(url, safe=_SAFE, errors="replace")


def tex_url(url: str) -> str:
    r"""Return an address for `\href`, with the characters that TeX would act on disarmed."""
    plain = safe_url(url) or ""
    # A lone % that encodes nothing is encoded itself, so that each % can be escaped alike.
    for char, code in (("~", "%7E"), ("%", r"\%"), ("#", r"\#"), ("&", r"\&"), ("_", r"\_")):
        plain = plain.replace(char, code)
    return plain


def web_page(paper: Paper) -> str | None:
    """Return where a person would open the paper: its page, its DOI, its PDF."""
    # Registrants are numbered from 1000 on: a prefix such as 10.0000 leads nowhere (DOI Handbook, 2.2).
    is_doi = bool(paper.doi) and re.fullmatch(r"10\.[1-9][0-9.]{3,}/\S+", paper.doi or "") is not None
    doi = f"https://doi.org/{quote(paper.doi or '', safe='/.:-_')}" if is_doi else None
    return safe_url(paper.page_url) or safe_url(doi) or safe_url(paper.pdf_url)


def page_link(paper: Paper, page: int | None) -> str | None:
    """Return the address of a page of the paper's PDF, or of the paper where there is no PDF."""
    pdf = safe_url(paper.pdf_url)
    if pdf is None:
        return web_page(paper)
    return pdf if page is None else f"{pdf.split('#')[0]}#page={page}"
