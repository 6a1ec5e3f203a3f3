"""Papers → the names that a sentence calls them by: "Brook et al. (2025a)". Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synth.report.phrases import join_words, shorten
from synth.text import clean_line
from synth.types import Paper

__all__ = ["Names", "PaperName", "named", "paper_names", "surname"]

MOST_NAMED = 3
"""Papers that a sentence names; of more it gives the number."""


_OTHER_SCRIPT = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<other>[^()]+)\)")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_BODIES = frozenset(("collaboration", "consortium", "group", "initiative", "network", "project", "team"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperName:
    """How a paper is called in running text."""

    text: str
    """Authors and year: "Brook and Li (2025)"; the title in quotes where no author is known."""
    year: str
    """The year with the letter that tells it apart: "2025a"; "" where no date is known."""
    is_plural: bool
    """Whether a verb behind it is plural: several authors report, one author reports."""


Names = Mapping[str, PaperName]
"""A name per paper id."""


def paper_names(papers: Sequence[Paper]) -> dict[str, PaperName]:
    """Return a name per paper id; papers that would share one get letters in the order of their ids."""
    heads = {paper.id: _head(paper) for paper in papers}
    years = {paper.id: _year(paper) for paper in papers}
    sharing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id in sorted(heads):
        sharing[heads[id], years[id]].append(id)
    names = {}
    for paper in papers:
        group = sharing[heads[paper.id], years[paper.id]]
        letter = _letter(group.index(paper.id)) if len(group) > 1 else ""
        year = years[paper.id]
        shown = f"{year}{letter}" if year else f"undated {letter}".strip()
        names[paper.id] = PaperName(
            text=f"{heads[paper.id]} ({shown})",
            year=f"{year}{letter}" if year else "",
            is_plural=len(paper.authors) > 1,
        )
    return names


def named(ids: Sequence[str], names: Names) -> str:
    """Return the papers by name, "A (2024) and B (2025)"; "" where they are too many or one has no name."""
    known = [names[id].text for id in ids if id in names]
    return join_words(known) if len(known) == len(ids) <= MOST_NAMED else ""


def surname(name: str) -> str:
    """Return the family name: "van der Berg" of "Kim van der Berg"; a body's name is kept whole."""
    line = clean_line(name)
    twice = _OTHER_SCRIPT.fullmatch(line)
    if twice is not None:
        # The form in Latin letters is the one whose order is known.
        line = twice["other"] if not _LATIN.search(twice["name"]) else twice["name"]
    if "," in line:
        return line.split(",")[0].strip()
    words = line.split(" ")
    if words[-1].lower() in _BODIES:
        return " ".join(words[1:] if words[0].lower() == "the" and len(words) > 2 else words)
    if len(words) > 1 and words[-1].lower() in _SUFFIXES:
        words = words[:-1]
    first = len(words) - 1
    # Particles are written small: "van der Berg", "de la Cruz".
    while first > 1 and words[first - 1][:1].islower():
        first -= 1
    return " ".join(words[first:])


def _head(paper: Paper) -> str:
    names = [shorten(found, 40) for author in paper.authors if (found := surname(author))]
    if not names:
        return f"“{shorten(paper.title, 60) or paper.id}”"
    if len(names) == 1:
        return names[0]
    return f"{names[0]} and {names[1]}" if len(names) == 2 else f"{names[0]} et al."


def _year(paper: Paper) -> str:
    year = (paper.published or paper.updated or "")[:4]
    return year if year.isdigit() else ""


def _letter(position: int) -> str:
    """Return "a" for 0, "b" for 1, "aa" for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
