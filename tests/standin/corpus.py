"""A folder of papers as arXiv would hold them: versions by date, files by version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Record:
    """One version of a paper."""

    id: str
    version: int
    title: str
    summary: str
    published: str
    updated: str
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ("cs.CL",)
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    pdf: Path | bytes | None = None
    src: Path | bytes | None = None

    @property
    def versioned_id(self) -> str:
        return f"{self.id}v{self.version}"


@dataclass(frozen=True)
class View:
    """What a corpus shows of itself, so that papers can change between two commands."""

    newest: Mapping[str, int] = field(default_factory=dict)
    """Version by id after which no other is shown."""
    withdrawn: Mapping[str, str] = field(default_factory=dict)
    """Comment by id: a further version that has it, and no document."""
    no_pdf: tuple[str, ...] = ()
    """Versioned ids whose PDF is missing."""
    no_document: tuple[str, ...] = ()
    """Versioned ids of which neither the PDF nor the source is there."""
    unknown: tuple[str, ...] = ()
    """Ids that are not known at all."""
    out_of_reach: tuple[str, ...] = ()
    """Beginnings of paths that answer 503: "/api/", "/pdf/2003.11080v5", "/"."""

    @classmethod
    def read(cls, file: Path) -> View:
        """Read the fields from a JSON object; an absent or empty file shows everything."""
        text = file.read_text("utf-8") if file.exists() else ""
        row = json.loads(text) if text.strip() else {}
        return cls(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
        )


@dataclass
class Corpus:
    """Records by id, seen as of a day: `until` hides the versions of later days, `view` what it names."""

    records: tuple[Record, ...]
    until: str | None = None
    view: View = field(default_factory=View)
    _by_id: dict[str, list[Record]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for record in sorted(self.records, key=lambda r: (r.id, r.version)):
            self._by_id.setdefault(record.id, []).append(record)

    def newest(self) -> list[Record]:
        """The newest visible version of every paper, by id."""
        return [found for name in self._by_id if (found := self.find(name, None)) is not None]

    def find(self, identifier: str, version: int | None) -> Record | None:
        if identifier in self.view.unknown:
            return None
        visible = [self._shown(r) for r in self._by_id.get(identifier, ()) if self._is_visible(r)]
        if visible and identifier in self.view.withdrawn:
            visible.append(_withdrawal(visible[-1], self.view.withdrawn[identifier]))
        if version is None:
            return visible[-1] if visible else None
        return next((r for r in visible if r.version == version), None)

    def _is_visible(self, record: Record) -> bool:
        is_early = self.until is None or record.updated[:10] <= self.until
        return is_early and record.version <= self.view.newest.get(record.id, record.version)

    def _shown(self, record: Record) -> Record:
        if record.versioned_id in self.view.no_document:
            return replace(record, pdf=None, src=None)
        return replace(record, pdf=None) if record.versioned_id in self.view.no_pdf else record


def _withdrawal(record: Record, comment: str) -> Record:
    moment = max(record.updated, "2026-01-01T00:00:00Z")
    return replace(record, version=record.version + 1, comment=comment, updated=moment, pdf=None, src=None)


def read_corpus(folder: Path, until: str | None = None) -> Corpus:
    """Read `papers.jsonl`; `pdf` and `src` are paths relative to the folder."""
    rows = (json.loads(line) for line in (folder / "papers.jsonl").read_text("utf-8").splitlines() if line)
    return Corpus(tuple(_record(row, folder) for row in rows), until)


def corpus_of(rows: Iterable[Mapping[str, Any]], until: str | None = None) -> Corpus:
    """Make a corpus of rows whose `pdf` and `src` are the files' bytes."""
    return Corpus(tuple(_record(row, None) for row in rows), until)


def _record(row: Mapping[str, Any], folder: Path | None) -> Record:
    def file(key: str) -> Path | bytes | None:
        value = row.get(key)
        return folder / value if folder is not None and value is not None else value

    return Record(
        id=row["id"],
        version=row.get("version") or 1,
        title=row["title"],
        summary=row.get("summary") or row.get("abstract") or "",
        published=_moment(row.get("published") or "2020-01-01"),
        updated=_moment(row.get("updated") or row.get("published") or "2020-01-01"),
        authors=tuple(row.get("authors") or ()),
        categories=tuple(row.get("categories") or ("cs.CL",)),
        comment=row.get("comment"),
        journal_ref=row.get("journal_ref"),
        doi=row.get("doi"),
        pdf=file("pdf"),
        src=file("src"),
    )


def _moment(text: str) -> str:
    return text if "T" in text else f"{text}T00:00:00Z"
