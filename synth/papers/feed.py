"""Whether an answer of the arXiv API can be believed: bytes in, a verdict out; pure.

`arxiv`'s own parser mends what is broken and drops what it can't read, which suits a reader who asks
again; we have to know, since a bad answer must be asked for again and must never be kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

__all__ = ["FeedHead", "read_feed_head"]

_ATOM = "{http://www.w3.org/2005/Atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_WEB_PAGE = re.compile(rb"\s*<(?:!DOCTYPE\s+html|html)\b", re.IGNORECASE)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class FeedHead(NamedTuple):
    """What a page of results says of itself."""

    total: int
    """Matches that arXiv reports, on all pages."""
    n_entries: int
    """Entries on this page."""
    error: str | None
    """arXiv's own words where the page is an error entry."""
    problem: str | None
    """Why the page can't be believed; None for a good one."""


def read_feed_head(content: bytes) -> FeedHead:
    """Check that a page is whole and holds results where it promises some.

    A page is refused when it is not well-formed XML, declares entities (none of arXiv's does, and
    they are how XML is made to explode), is no Atom feed, lacks the OpenSearch counts, has an entry
    without the fields that a paper needs, or is empty although `totalResults` reaches beyond
    `startIndex`.
    """
    if _WEB_PAGE.match(content):
        return _refused("a web page came in place of the feed")
    if _DECLARATION.search(content):
        return _refused("the answer declares entities")
    try:
        root = ElementTree.fromstring(content)  # declarations are refused above
    except ElementTree.ParseError as error:
        return _refused(f"the answer is not whole XML ({error})")
    if root.tag != f"{_ATOM}feed":
        return _refused(f"the answer is a <{root.tag.rsplit('}')[-1]}>, not an Atom feed")
    total, start = _count(root, "totalResults"), _count(root, "startIndex")
    if total is None or start is None:
        return _refused("the answer has no OpenSearch counts")
    entries = root.findall(f"{_ATOM}entry")
    words = _error_entry(entries)
    if words is not None:
        return FeedHead(0, 0, words, None)
    return FeedHead(total, len(entries), None, _entry_problem(entries, total, start))


def _refused(problem: str) -> FeedHead:
    return FeedHead(0, 0, None, problem)


def _count(root: ElementTree.Element, name: str) -> int | None:
    text = (root.findtext(f"{_OPENSEARCH}{name}") or "").strip()
    return int(text) if text.isdecimal() and len(text) < 12 else None


def _error_entry(entries: list[ElementTree.Element]) -> str | None:
    for entry in entries:
        if "/api/errors" in (entry.findtext(f"{_ATOM}id") or ""):
            return (entry.findtext(f"{_ATOM}summary") or "").strip() or "unnamed error"
    return None


def _entry_problem(entries: list[ElementTree.Element], total: int, start: int) -> str | None:
    if not entries and total > start:
        return f"the page is empty although {total} results are promised"
    for entry in entries:
        if "/abs/" not in (entry.findtext(f"{_ATOM}id") or ""):
            return "an entry has no address of a paper"
        for name in ("title", "updated", "published"):
            if not (entry.findtext(f"{_ATOM}{name}") or "").strip():
                return f"an entry has no <{name}>"
    return None
