"""Papers → `references.bib`, whatever their titles hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from synth.report.links import web_page
from synth.text import clean_line, fold
from synth.types import Paper

__all__ = ["bibliography", "citation_keys"]

# BibTeX counts braces even behind a backslash, so that a brace has to go by its name; an unescaped
# % would end the line for TeX, and # and ~ mean something to both.
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_DULL = frozenset(
    "a an the on of in for to and with towards toward from by at is are do does how what why".split()
)


def bibliography(papers: Sequence[Paper]) -> str:
    """Return one entry per paper, in order: `@article` where a journal or DOI is known, else `@misc`."""
    entries = [_entry(paper, key) for paper, key in zip(papers, citation_keys(papers), strict=True)]
    return "\n".join(entries)


def citation_keys(papers: Sequence[Paper]) -> tuple[str, ...]:
    """Return a key per paper, in order: surname, year, first telling word of the title.

    Papers that would share a key get letters in the order of their ids, so that keys don't
    depend on ranking.
    """
    stems = [_key_stem(paper) for paper in papers]
    keys: dict[int, str] = {}
    taken: set[str] = set()
    for i in sorted(range(len(papers)), key=lambda i: (papers[i].id, papers[i].version or 0)):
        keys[i] = next(key for key in _candidates(stems[i], stems.count(stems[i]) > 1) if key not in taken)
        taken.add(keys[i])
    return tuple(keys[i] for i in range(len(papers)))


def _candidates(stem: str, is_shared: bool) -> list[str]:
    letters = "abcdefghijklmnopqrstuvwxyz"
    several = [stem + letter for letter in letters] + [f"{stem}-{n}" for n in range(2, 10_000)]
    return several if is_shared else [stem, *several]


def _key_stem(paper: Paper) -> str:
    surname = _ascii(paper.authors[0].split()[-1]) if paper.authors and paper.authors[0].split() else ""
    words = [word for word in (_ascii(w) for w in paper.title.split()) if word and word not in _DULL]
    year = (paper.published or paper.updated or "")[:4]
    stem = f"{surname[:24]}{year if year.isdigit() else ''}{(words or [''])[0][:24]}"
    return stem if stem and stem[0].isalpha() else f"paper{_ascii(paper.id)}"


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(text))


def _entry(paper: Paper, key: str) -> str:
    is_article = bool(paper.journal_ref or paper.doi)
    fields = [
        ("author", " and ".join(_author(name) for name in paper.authors)),
        ("title", f"{{{_escape(paper.title)}}}"),
        ("journal", _escape(paper.journal_ref or ("Unknown journal" if is_article else ""))),
        ("year", (paper.published or paper.updated or "")[:4]),
        ("doi", _escape(paper.doi or "")),
        *_eprint(paper),
        ("url", _url(web_page(paper))),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    return "\n".join([f"@{'article' if is_article else 'misc'}{{{key},", *lines, "}", ""])


def _eprint(paper: Paper) -> list[tuple[str, str]]:
    if paper.database != "arxiv":
        return [("note", _escape(f"{paper.database}: {paper.versioned_id}"))]
    category = re.sub(r"[^A-Za-z.-]", "", paper.categories[0]) if paper.categories else ""
    return [("eprint", _escape(paper.versioned_id)), ("archivePrefix", "arXiv"), ("primaryClass", category)]


def _author(name: str) -> str:
    escaped = _escape(name)
    # " and " separates authors and "," turns a name round: a name that holds either is kept whole.
    is_special = " and " in f" {name.lower()} " or "," in name
    return f"{{{escaped}}}" if is_special else escaped


def _escape(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in clean_line(text))


def _url(url: str | None) -> str:
    return "" if url is None else quote(url, safe="-._:/?#@!*+,;=&%").replace("%", r"\%").replace("#", r"\#")
