"""A folder as a source of papers: the user's own, or the demo corpus that comes with Synth."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from synth.errors import NothingFound, PaperNotFound, UnreadableInput, UsageError
from synth.papers.arxiv_id import find_arxiv_id
from synth.papers.documents import hash_file
from synth.papers.withdrawal import says_withdrawn
from synth.text import clean_line, fold
from synth.types import FetchedFile, Paper, QueryRun, SearchOutcome

if TYPE_CHECKING:
    from synth.ports import Progress
    from synth.types import SearchPlan

__all__ = ["FolderSource", "identify_file"]

_KINDS: dict[str, Literal["pdf", "source", "text"]] = {
    ".pdf": "pdf",
    ".tex": "source",
    ".tar.gz": "source",
    ".tgz": "source",
    ".tar": "source",
    ".gz": "source",
    ".txt": "text",
    ".md": "text",
}
_ORDER = ("pdf", "source", "text")
_CATALOGUE = "papers.jsonl"
# A .tex file that lacks both is a chapter of another.
_IS_MAIN_TEX = re.compile(rb"\\document(?:class|style)\b|\\begin\s*\{document\}")
_ID = re.compile(r"\w[\w./:-]{0,79}")
_TEX_HEAD_BYTES = 200_000
_FORMATS = "PDF, .tex, .tar.gz, .gz, .tar, .txt or .md"


class FolderSource:
    """The papers of a folder as a `PaperSource`.

    Where the folder has a `papers.jsonl`, its rows are the papers (the keys of `Paper`, and the
    relative paths `pdf` and `src`). Otherwise the files of the folder and of the folders in it are:
    the id is the arXiv id in a file's name or a slug of the name, and the title its name until the
    document has been read. Links that lead out of the folder are not followed.

    Args:
        folder: The folder.
        name: Stands in `Paper.database`.
        wants_sources: Whether a PDF's LaTeX source is given beside it.

    Raises:
        UsageError: There is no such folder.
        NothingFound: It holds no paper.
        UnreadableInput: It can't be listed, or its `papers.jsonl` has a broken row.
    """

    keeps_versions = False

    def __init__(self, folder: Path, name: str = "folder", *, wants_sources: bool = True) -> None:
        self.name = name
        self._wants_sources = wants_sources
        if not folder.is_dir():
            raise UsageError(
                f"there is no folder {folder}",
                advice="--source takes arxiv, demo, or the path of a folder with papers.",
            )
        self._folder = folder.resolve()
        self._given = folder
        try:
            has_catalogue = (self._folder / _CATALOGUE).is_file()
            self._papers = self._read_catalogue() if has_catalogue else self._scan()
        except OSError as error:
            raise UnreadableInput(
                f"the folder {folder} can't be read: {error}", advice="Make it and its files readable."
            ) from error
        if not self._papers:
            raise NothingFound(
                f"the folder {folder} holds no papers",
                advice=f"Put papers into it as {_FORMATS}, or name another folder with --source.",
            )

    def search(self, plan: SearchPlan, progress: Progress) -> SearchOutcome:
        """Return all papers in all versions: a folder is small enough to be ranked as a whole."""
        progress(len(self._papers), len(self._papers), str(self._given))
        run = QueryRun(
            database=self.name, query="all papers", total=len(self._papers), fetched=len(self._papers)
        )
        return SearchOutcome(papers=self._papers, runs=(run,))

    def lookup(self, ids: Sequence[str]) -> tuple[Paper, ...]:
        """Return the papers of these ids, the newest version where none is named."""
        index = self._index()
        missing = [wanted for wanted in ids if wanted not in index]
        if missing:
            known = ", ".join(sorted({paper.id for paper in self._papers})[:5])
            raise PaperNotFound(
                f"the source {self.name} has no paper {', '.join(missing)}", advice=f"It has {known}, …"
            )
        return tuple(index[wanted] for wanted in ids)

    def newest(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Return the newest version in the folder of each of these papers, by id."""
        index = self._index()
        return {wanted: index[wanted] for wanted in ids if wanted in index}

    def fetch(self, paper: Paper) -> FetchedFile:
        """Return the paper's file where it lies; raises `PaperNotFound` where there is none to be read."""
        if paper.status == "withdrawn":
            raise PaperNotFound(f"{paper.versioned_id} is withdrawn: {paper.comment or 'no document'}")
        paths = [self._inside(relative) for relative in (paper.pdf_url, paper.source_url) if relative]
        found = [path for path in paths if path is not None]
        if found:
            return self._with_source(_describe_file(found[0]), found[1:])
        raise PaperNotFound(
            f"the file of {paper.versioned_id} is not in {self._given}",
            advice=f"Put it back, or correct {_CATALOGUE}.",
        )

    def _index(self) -> dict[str, Paper]:
        index: dict[str, Paper] = {}
        for paper in sorted(self._papers, key=lambda paper: paper.version or 0):
            index[paper.versioned_id] = index[paper.id] = paper
        return index

    def _with_source(self, file: FetchedFile, others: Sequence[Path]) -> FetchedFile:
        """Return a PDF with the LaTeX source that lies beside it; other files as they are."""
        sources = [path for path in others if _KINDS[_suffix(path.name)] == "source"]
        if file.kind != "pdf" or not sources or not self._wants_sources:
            return file
        try:
            return replace(file, beside=_describe_file(sources[0]))
        except PaperNotFound as error:
            return replace(file, warning=f"its LaTeX source could not be had: {error.message}")

    # ------------------------------------------------------------------ a folder with a catalogue

    def _read_catalogue(self) -> tuple[Paper, ...]:
        path = self._folder / _CATALOGUE
        papers = []
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if line.strip():
                try:
                    papers.append(_paper_from_row(json.loads(line), self.name))
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise UnreadableInput(
                        f"row {number} of {path} can't be read: {type(error).__name__}: {error}",
                        advice="A row is a JSON object with at least id and title.",
                    ) from error
        return tuple(papers)

    # ------------------------------------------------------------------ a folder of files

    def _scan(self) -> tuple[Paper, ...]:
        records: list[_Record] = []
        for relative in self._list_files():
            _add_file(records, relative)
        records.sort(key=lambda record: (record.id, record.version or 0, min(record.files.values())))
        return tuple(_paper_from_files(record, self.name) for record in records)

    def _list_files(self) -> list[str]:
        top = sorted(path for path in self._folder.iterdir() if not path.name.startswith("."))
        below = [
            path
            for folder in top
            if folder.is_dir() and folder.resolve().is_relative_to(self._folder)
            for path in sorted(folder.iterdir())
            if not path.name.startswith(".")
        ]
        names = [path.relative_to(self._folder).as_posix() for path in (*top, *below)]
        # A file that is reached on two ways, over a link, is one paper.
        by_place: dict[Path | None, str] = {}
        for name in names:
            by_place.setdefault(self._inside(name), name)
        return [name for path, name in by_place.items() if path is not None and _is_paper(path)]

    def _inside(self, relative: str) -> Path | None:
        """Return the file's real place; None where it is missing or lies outside the folder."""
        try:
            path = (self._folder / relative).resolve()
            is_ours = path.is_relative_to(self._folder) and path.is_file() and _suffix(path.name) != ""
        except (OSError, RuntimeError, ValueError):
            return None  # a link to itself, a name too long, a NUL in it: no file of ours
        return path if is_ours else None


def _is_paper(path: Path) -> bool:
    if _suffix(path.name) != ".tex":
        return True
    with path.open("rb") as file:
        return _IS_MAIN_TEX.search(file.read(_TEX_HEAD_BYTES)) is not None


def identify_file(path: Path) -> tuple[str, int | None]:
    """Return the paper id and version that a file's name gives: an arXiv id, else a slug of the name."""
    suffix = _suffix(path.name)
    stem = path.name.removesuffix(suffix) if suffix else path.stem
    found = find_arxiv_id(stem)
    return (found.id, found.version) if found else (_slug(stem), None)


class _Record(NamedTuple):
    """The files of one paper: a PDF and its source, say."""

    id: str
    version: int | None
    files: dict[str, str]


def _add_file(records: list[_Record], relative: str) -> None:
    """Put a file with the paper that it belongs to: same name or arXiv id, another kind of file."""
    path = Path(relative)
    kind = _KINDS[_suffix(relative)]
    stem = path.name[: -len(_suffix(relative))]
    found = find_arxiv_id(stem)
    key = identify_file(path)
    same = [record for record in records if (record.id, record.version) == key]
    for record in same:
        if kind not in record.files:
            record.files[kind] = relative
            return
    if same and found is None:
        # Another paper of the same name in another folder: both stay, each with an id of its own.
        taken = {record.id for record in records}
        base = _slug(relative[: -len(_suffix(relative))])
        names = (base if n == 1 else f"{base}-{n}" for n in itertools.count(1))
        key = (next(name for name in names if name not in taken), None)
    records.append(_Record(*key, {kind: relative}))


def _paper_from_files(record: _Record, database: str) -> Paper:
    first, *rest = [record.files[kind] for kind in _ORDER if kind in record.files]
    return Paper(
        id=record.id,
        version=record.version,
        database=database,
        title=clean_line(Path(first).name[: -len(_suffix(first))]),
        pdf_url=first,
        source_url=rest[0] if rest else None,
    )


def _describe_file(path: Path) -> FetchedFile:
    try:
        sha256, size = hash_file(path), path.stat().st_size
    except OSError as error:
        raise PaperNotFound(f"{path} can't be opened: {error}", advice="Make it readable.") from error
    return FetchedFile(path=str(path), kind=_KINDS[_suffix(path.name)], sha256=sha256, size=size)


def _paper_from_row(row: Mapping[str, Any], database: str) -> Paper:
    comment = clean_line(row["comment"]) if row.get("comment") else None
    abstract = clean_line(row.get("abstract") or row.get("summary") or "")
    is_withdrawn = bool(row.get("withdrawn")) or says_withdrawn(comment, abstract)
    version = row.get("version")
    return Paper(
        id=_checked_id(row["id"]),
        version=None if version is None else int(version),
        database=database,
        title=clean_line(row["title"]),
        authors=tuple(clean_line(name) for name in row.get("authors") or ()),
        abstract=abstract,
        published=_day(row.get("published")),
        updated=_day(row.get("updated")),
        categories=tuple(row.get("categories") or ()),
        comment=comment,
        journal_ref=row.get("journal_ref"),
        doi=row.get("doi"),
        pdf_url=row.get("pdf") or row.get("pdf_url"),
        source_url=row.get("src") or row.get("source_url"),
        page_url=row.get("page_url"),
        status="withdrawn" if is_withdrawn else row.get("status") or "fine",
    )


def _checked_id(identifier: str) -> str:
    # Ids end up in file names and in LaTeX; one that walks through folders is no id.
    if not _ID.fullmatch(identifier) or ".." in identifier:
        raise ValueError(f"{identifier!r} is no id")
    return identifier


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _suffix(name: str) -> str:
    lowered = name.lower()
    for suffix in _KINDS:  # .tar.gz stands before .gz
        if lowered.endswith(suffix) and len(lowered) > len(suffix):
            return suffix
    return ""


def _slug(stem: str) -> str:
    return re.sub(r"[^\w]+", "-", fold(stem)).strip("-") or "paper"
