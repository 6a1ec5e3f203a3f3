"""arXiv's Atom: feeds and error entries, element by element as its API writes them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.standin.corpus import Record

_HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
"""
_SCHEME = 'scheme="http://arxiv.org/schemas/atom"'
_NOW = "2026-01-01T00:00:00Z"


def write_feed(
    records: Sequence[Record], *, query: str, id_list: str, total: int, start: int, max_results: int
) -> bytes:
    """A page of results; links name arxiv.org, as those of export.arxiv.org do."""
    asked = f"search_query={query}&id_list={id_list}&start={start}&max_results={max_results}"
    name = hashlib.sha1(asked.encode()).hexdigest()[:20]
    head = (
        f"  <id>https://arxiv.org/api/{name}</id>\n"
        f"  <title>arXiv Query: {escape(asked)}</title>\n"
        f"  <updated>{_NOW}</updated>\n"
        f'  <link href={quoteattr("https://arxiv.org/api/query?" + asked)} type="application/atom+xml"/>\n'
    )
    body = "".join(_entry(record) for record in records)
    return (_HEAD + head + _counts(max_results, total, start) + body + "</feed>\n").encode()


def write_error(words: str) -> bytes:
    """The feed with one entry by which arXiv says what was wrong with a request."""
    url = "https://arxiv.org/api/errors#" + words.replace(" ", "_")
    entry = (
        f"  <entry>\n    <id>{escape(url)}</id>\n    <title>Error</title>\n    <updated>{_NOW}</updated>\n"
        f'    <link href={quoteattr(url)} rel="alternate" type="text/html"/>\n'
        f"    <summary>{escape(words)}</summary>\n"
        "    <author>\n      <name>arXiv api core</name>\n    </author>\n  </entry>\n"
    )
    head = (
        f"  <id>https://arxiv.org/</id>\n  <title>arXiv Search Results</title>\n  <updated>{_NOW}</updated>\n"
    )
    return (_HEAD + head + _counts(1, 1, 0) + entry + "</feed>\n").encode()


def _counts(per_page: int, total: int, start: int) -> str:
    return (
        f"  <opensearch:itemsPerPage>{per_page}</opensearch:itemsPerPage>\n"
        f"  <opensearch:totalResults>{total}</opensearch:totalResults>\n"
        f"  <opensearch:startIndex>{start}</opensearch:startIndex>\n"
    )


def _entry(record: Record) -> str:
    name = record.versioned_id
    lines = [
        f"<id>http://arxiv.org/abs/{name}</id>",
        f"<title>{escape(record.title)}</title>",
        f"<updated>{record.updated}</updated>",
        f'<link href="https://arxiv.org/abs/{name}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{name}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{escape(record.summary)}</summary>",
        *(f"<category term={quoteattr(name)} {_SCHEME}/>" for name in record.categories),
        f"<published>{record.published}</published>",
    ]
    if record.comment:
        lines.append(f"<arxiv:comment>{escape(record.comment)}</arxiv:comment>")
    lines.append(f"<arxiv:primary_category term={quoteattr(record.categories[0])}/>")
    if record.journal_ref:
        lines.append(f"<arxiv:journal_ref>{escape(record.journal_ref)}</arxiv:journal_ref>")
    for author in record.authors:
        lines.append(f"<author>\n      <name>{escape(author)}</name>\n    </author>")
    if record.doi:
        lines.append(f"<arxiv:doi>{escape(record.doi)}</arxiv:doi>")
        lines.append(f'<link rel="related" href={quoteattr("https://doi.org/" + record.doi)} title="doi"/>')
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"
