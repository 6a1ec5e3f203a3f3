"""What the command line does besides whole runs: extract a paper's claims, check given ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from synth.adapters import Adapters, find_paper, make_judge
from synth.errors import NothingFound, SynthError, UnreadableInput, UnreadablePaper, UsageError
from synth.ports import Board
from synth.types import (
    Claim,
    Document,
    FetchedFile,
    Paper,
    Table,
    Verdict,
)

if TYPE_CHECKING:
    from synth.verdicts import Judge

__all__ = ["CheckRow", "RowJudge", "check_rows", "extract_source", "open_source", "read_rows", "read_table"]

SUFFIXES: Mapping[str, Literal["pdf", "source", "text"]] = {
    ".pdf": "pdf",
    ".tex": "source",
    ".gz": "source",
    ".tgz": "source",
    ".tar": "source",
}
"""What a file is by its ending; anything else is read as text once it proves to be text."""


# --------------------------------------------------------------------------- sources


def open_source(
    name: str, adapters: Adapters, sources: Sequence[str] = ("arxiv",), *, pdf: str | None = None
) -> Document:
    """Return the document of a path, an arXiv id or a demo id.

    A LaTeX source is read with the PDF that `pdf` names, else with one of its own name that lies beside it.

    Raises `UnreadableInput` for a path that can't be read, `UsageError` for a malformed id,
    `PaperNotFound` for an unknown one.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return _open_file(path.absolute(), adapters, beside=_pdf_of(path.absolute(), pdf, adapters))
    if pdf is not None:
        raise UsageError(
            f"--pdf goes with a LaTeX source; there is no file {name}",
            advice="Name a .tex file or an archive: synth extract main.tex --pdf paper.pdf",
        )
    if path.is_dir():
        raise UsageError(
            f"{name} is a folder; a single paper is wanted",
            advice=f"Name a file in it, or ask a question of it: synth report QUESTION --source {name}",
        )
    if "/" in name and (path.parent.is_dir() or path.suffix) and not _is_old_arxiv_id(name):
        raise UnreadableInput(f"there is no file {name}", advice="Check the path, or name an arXiv id.")
    if path.suffix.lower() in SUFFIXES:
        raise UnreadableInput(f"there is no file {name}", advice="Check the path, or name an arXiv id.")
    paper = find_paper(adapters, name, sources)
    file = adapters.source(paper.database if paper.database in ("arxiv", "demo") else sources[0]).fetch(paper)
    return adapters.document(file, paper)


def _is_old_arxiv_id(name: str) -> bool:
    return re.fullmatch(r"(arxiv:)?[a-z-]+(\.[A-Z]{2})?/\d{7}(v\d+)?", name, re.IGNORECASE) is not None


def _pdf_of(path: Path, named: str | None, adapters: Adapters) -> Path | None:
    """Return the PDF that a LaTeX source is to be read with; None where there is none."""
    is_source = SUFFIXES.get(path.suffix.lower()) == "source"
    if named is not None:
        pdf = Path(named).expanduser().absolute()
        if not is_source:
            raise UsageError(
                f"--pdf goes with a LaTeX source, and {path.name} is none", advice="Leave --pdf out."
            )
        if not pdf.is_file():
            raise UnreadableInput(f"there is no file {named}", advice="Check the path after --pdf.")
        return pdf
    pdf = path.with_name(path.name[: -len(path.suffix)].removesuffix(".tar") + ".pdf")
    return pdf if is_source and adapters.settings.read_from != "pdf" and pdf.is_file() else None


def _open_file(path: Path, adapters: Adapters, beside: Path | None = None) -> Document:
    from synth.papers import identify_file

    file = _describe_file(path, adapters)
    if beside is not None:
        file = replace(file, beside=_describe_file(beside, adapters))
    paper_id, version = identify_file(path)
    try:
        return adapters.document(
            file, Paper(id=paper_id, version=version, database="folder", title=path.stem)
        )
    except UnreadablePaper as error:
        named = f"{path.name}: {error.message}"
        raise UnreadablePaper(named, reason=error.reason, advice=error.advice) from error


def _describe_file(path: Path, adapters: Adapters) -> FetchedFile:
    from synth.papers import hash_file

    try:
        size = path.stat().st_size
        if not 0 < size <= adapters.settings.limits.file_bytes:
            reason = "too_large" if size else "empty"
            raise UnreadablePaper(
                f"{path.name} is {reason.replace('_', ' ')}", reason=reason, advice="Get it again."
            )
        with path.open("rb") as opened:
            is_pdf = opened.read(4) == b"%PDF"
        sha256 = hash_file(path)
    except OSError as error:
        raise UnreadableInput(
            f"{path} can't be read: {error.strerror}", advice="Check its permissions."
        ) from error
    kind = SUFFIXES.get(path.suffix.lower()) or ("pdf" if is_pdf else "text")
    return FetchedFile(path=str(path), kind=kind, sha256=sha256, size=size)


# --------------------------------------------------------------------------- extract


def extract_source(
    name: str, adapters: Adapters, sources: Sequence[str] = ("arxiv",), *, pdf: str | None = None
) -> tuple[Document, tuple[Claim, ...]]:
    """Return a paper's document and its numeric claims in reading order, each cell of a table one.

    Raises `NothingFound` when it states no number.
    """
    from synth.claims import extract_paper

    document = open_source(name, adapters, sources, pdf=pdf)
    claims = extract_paper(document, adapters.claims(document))
    if not claims:
        raise NothingFound(
            f"{name} was read ({len(document.text)} characters) and states no numeric claim",
            advice="If it should, see what was read of it: synth extract SOURCE --text",
        )
    return document, claims


# --------------------------------------------------------------------------- check


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """A claim to check, with the text, table or source to check it against."""

    id: str
    claim: str
    text: str | None = None
    table: Table | None = None
    source: str | None = None
    fault: str | None = None
    """Why the row can't be used; its verdict will be `unjudged`."""


def read_rows(path: Path, adapters: Adapters) -> tuple[CheckRow, ...]:
    """Read the claims of a file: JSON lines, or text with a claim a line (.txt) or in sentences (.md, .tex).

    A broken row comes back with its `fault`, so that the others are still judged.
    """
    if path.suffix.lower() in (".md", ".tex") and path.is_file():
        return _sentence_rows(_open_file(path.absolute(), adapters))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise UnreadableInput(f"there is no file {path}", advice="Check the path.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            f"{path} can't be read as UTF-8 text: {error}", advice="Save it as UTF-8."
        ) from error
    if path.suffix.lower() in (".jsonl", ".json", ".ndjson"):
        rows = tuple(_jsonl_rows(text))
    else:
        lines = enumerate(text.splitlines(), start=1)
        rows = tuple(CheckRow(id=str(n), claim=line.strip()) for n, line in lines if line.strip())
    if not rows:
        raise NothingFound(f"{path} holds no claim", advice='Write one a line: {"id": "1", "claim": "…"}')
    return rows


def _jsonl_rows(text: str) -> Iterator[CheckRow]:
    # Only newlines part rows: splitlines() would also cut at U+2028, which JSON strings may hold.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _parse_row(line, number)


def _parse_row(line: str, number: int) -> CheckRow:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return CheckRow(id=str(number), claim="", fault=f"row {number} is not JSON: {error}")
    if not isinstance(row, dict):
        return CheckRow(id=str(number), claim="", fault=f"row {number} is no JSON object")
    row_id = str(row.get("id", number))
    claim = row.get("claim")
    if not isinstance(claim, str) or not claim.strip():
        return CheckRow(id=row_id, claim="", fault=f'row {number} has no text under "claim"')
    for key in ("text", "source"):
        if row.get(key) is not None and not isinstance(row[key], str):
            return CheckRow(id=row_id, claim=claim, fault=f'row {number} has no string under "{key}"')
    try:
        table = read_table(row["table"]) if row.get("table") is not None else None
    except (KeyError, TypeError, ValueError) as error:
        fault = f'row {number} has a broken "table" ({error}); it needs "caption", "columns" and "rows"'
        return CheckRow(id=row_id, claim=claim, fault=fault)
    return CheckRow(id=row_id, claim=claim, text=row.get("text"), table=table, source=row.get("source"))


def read_table(raw: Any) -> Table:
    """Return the table of a row; raises KeyError, TypeError or ValueError for what is none."""
    columns = tuple(str(cell) for cell in raw["columns"])
    rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in raw["rows"])
    width = max([len(columns), *(len(row) for row in rows)])
    if not width:
        raise ValueError("no cells")
    # Ragged rows are common in tables taken from the wild; missing cells are empty, not zero.
    return Table(
        caption=str(raw.get("caption") or ""),
        columns=columns + ("",) * (width - len(columns)),
        rows=tuple(row + ("",) * (width - len(row)) for row in rows),
    )


def _sentence_rows(document: Document) -> tuple[CheckRow, ...]:
    """Take every sentence of a user's own text that states a quantity."""
    from synth.claims import read_quantities

    texts = [p.text for p in document.passages if p.kind in ("sentence", "caption", "footnote")]
    stating = [text for text in texts if read_quantities(text)]
    if not stating:
        raise NothingFound(
            f"{document.paper_id} states no number", advice="Name a file whose sentences state quantities."
        )
    return tuple(CheckRow(id=str(number), claim=text) for number, text in enumerate(stating, start=1))


def check_rows(
    rows: Sequence[CheckRow],
    against: Sequence[str],
    adapters: Adapters,
    board: Board,
    sources: Sequence[str] = ("arxiv",),
) -> Iterator[tuple[CheckRow, Verdict]]:
    """Judge the rows in order; a source that can't be had leaves its rows unjudged, with the reason."""
    judge = RowJudge(adapters, sources)
    with board.stage("Checking claims", len(rows)) as progress:
        for number, row in enumerate(rows, start=1):
            yield row, judge.judge(row, against)
            progress(number, len(rows))


class RowJudge:
    """Judges rows; opens each source once."""

    def __init__(self, adapters: Adapters, sources: Sequence[str] = ("arxiv",)) -> None:
        self._adapters = adapters
        self._sources = sources
        self._opened: dict[str, Judge | SynthError] = {}

    def open(self, name: str) -> Judge | SynthError:
        """Return the judge of a source, read now or before, or why it can't be read."""
        if name not in self._opened:
            try:
                document = open_source(name, self._adapters, self._sources)
                self._opened[name] = make_judge(document, self._adapters.embedder, self._adapters.entailment)
            except SynthError as error:
                self._opened[name] = error
        return self._opened[name]

    def judge(self, row: CheckRow, against: Sequence[str] = ()) -> Verdict:
        """Judge a row against what it names, or against the sources that serve rows which name none."""
        from synth.claims import read_quantities, read_statement
        from synth.passages import PassageIndex, passages_of_text
        from synth.verdicts import judge_claim, judge_table

        if row.fault:
            return Verdict.unjudged("broken_row", row.fault)
        claim = read_statement(row.claim, id=row.id)
        embedder = self._adapters.embedder
        if row.table is not None:
            return judge_table(claim, row.table)
        if row.text is not None:
            if not row.text.strip():
                return Verdict.unjudged("empty_source", "the text to check against is empty")
            index = PassageIndex(passages_of_text(row.text), embedder)
            entailment = self._adapters.entailment
            verdict = judge_claim(claim, index, read_quantities, embedder=embedder, entailment=entailment)
            return _without_paper(verdict)
        names = [row.source] if row.source else list(against)
        if not names:
            return Verdict.unjudged("no_source", "nothing was named to check it against")
        return _strongest([self._against(claim, name) for name in names])

    def _against(self, claim: Claim, name: str) -> Verdict:
        opened = self.open(name)
        if isinstance(opened, SynthError):
            reason = opened.reason if isinstance(opened, UnreadablePaper) else "source_not_read"
            return Verdict.unjudged(reason, f"{name} could not be read: {opened}")
        return opened.judge(claim)


def _without_paper(verdict: Verdict) -> Verdict:
    """Text given inline is no paper: its evidence names none."""
    return replace(verdict, evidence=tuple(replace(e, paper_id=None) for e in verdict.evidence))


def _strongest(verdicts: Sequence[Verdict]) -> Verdict:
    """Of a claim's verdicts in several sources, take the one that says most; ties go to the first source."""
    rank = {"supported": 3, "refuted": 2, "not_found": 1, "unjudged": 0}
    return max(verdicts, key=lambda verdict: (rank[verdict.label], verdict.confidence or 0.0))
