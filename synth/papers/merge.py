"""One record per paper: versions and databases merged; pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from synth.papers.arxiv_id import find_arxiv_id
from synth.text import fold, tokens
from synth.types import Paper

__all__ = ["merge_versions"]

# Shorter titles ("Introduction", "Erratum", "A note on rings") name several papers.
_TITLE_WORDS = 4


def merge_versions(records: Sequence[Paper], *, pinned: Collection[Paper] = ()) -> tuple[Paper, ...]:
    """Keep one record per paper, its newest version, in the order in which the papers first came.

    Records are of one paper when they share an arXiv id, or, in different databases, a DOI or a
    title of at least four words with the first author in common. Of one version the record that came
    first is kept. What is missing from the result are the duplicates of the PRISMA flow.

    Args:
        records: As the databases gave them.
        pinned: Versions that the user asked for: each is kept, and no other of its paper.
    """
    wanted = {paper.versioned_id for paper in pinned}
    kept: list[Paper] = []
    for group in _group(records):
        asked_for = {paper.versioned_id: paper for paper in reversed(group) if paper.versioned_id in wanted}
        newest = max(group, key=lambda paper: paper.version or 0)
        kept.extend(reversed(asked_for.values()) if asked_for else [newest])
    return tuple(kept)


def _group(records: Iterable[Paper]) -> list[list[Paper]]:
    groups: list[list[Paper]] = []
    by_identity: dict[tuple[str, str], int] = {}
    by_doi: dict[str, int] = {}
    by_title: dict[tuple[str, ...], int] = {}
    for paper in records:
        number = by_identity.get(_identity(paper))
        if number is None:
            number = _find_elsewhere(paper, groups, by_doi, by_title)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(paper)
        by_identity.setdefault(_identity(paper), number)
        if paper.doi:
            by_doi.setdefault(paper.doi.lower(), number)
        by_title.setdefault(_title_key(paper), number)
    return groups


def _find_elsewhere(
    paper: Paper,
    groups: Sequence[Sequence[Paper]],
    by_doi: dict[str, int],
    by_title: dict[tuple[str, ...], int],
) -> int | None:
    """Find the group that holds the same paper from another database."""
    title = _title_key(paper)
    by_name = by_title.get(title) if len(title) >= _TITLE_WORDS else None
    for number, is_sure in ((by_doi.get((paper.doi or "").lower()), True), (by_name, False)):
        if number is None:
            continue
        group = groups[number]
        is_elsewhere = all(other.database != paper.database for other in group)
        if is_elsewhere and (is_sure or _share_first_author(paper, group[0])):
            return number
    return None


def _identity(paper: Paper) -> tuple[str, str]:
    # A folder's file named by an arXiv id is that arXiv paper.
    found = find_arxiv_id(paper.id)
    is_arxiv = found is not None and found.id == paper.id.lower()
    return ("arxiv" if is_arxiv else paper.database, paper.id)


def _title_key(paper: Paper) -> tuple[str, ...]:
    return tuple(tokens(paper.title, keep_stopwords=True))


def _share_first_author(one: Paper, other: Paper) -> bool:
    """Compare the surnames; a record without authors agrees with any."""
    if not one.authors or not other.authors:
        return True
    return _surname(one.authors[0]) == _surname(other.authors[0])


def _surname(name: str) -> str:
    return fold(name.split(",")[0] if "," in name else name.rpartition(" ")[2])
