"""Everything that reaches outside, built on first use: network, files, models, the store's memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from synth import records
from synth.errors import PaperNotFound, SynthError, UsageError
from synth.identity import content_id, digest
from synth.ports import Embedder, Entailment, PaperSource
from synth.resources import code_digest, data_dir
from synth.settings import Settings
from synth.types import Claim, Document, FetchedFile, NameNote, Paper

if TYPE_CHECKING:
    from synth.papers import Transport
    from synth.store import Store
    from synth.verdicts import Judge

__all__ = ["Adapters", "find_paper", "make_judge"]

T = TypeVar("T")


class Adapters:
    """Everything that reaches outside, built on first use and shared by a run's stages."""

    def __init__(self, settings: Settings, store: Store, say: Callable[[str], None] | None = None) -> None:
        self.settings = settings
        self.store = store
        self._say = say
        self._transport: Transport | None = None
        self._embedder: Embedder | None = None
        self._entailment: Entailment | None = None
        self._sources: dict[Path, PaperSource] = {}
        self._base = Path()

    @property
    def transport(self) -> Transport:
        """The one way to the network."""
        if self._transport is None:
            from synth.papers import Transport

            self._transport = Transport(
                self.settings, backoff_s=self.settings.request_backoff_s, notify=self._say
            )
        return self._transport

    def __enter__(self) -> Adapters:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._transport is not None:
            self._transport.close()

    @property
    def requests_made(self) -> int:
        """Requests that went over the network so far."""
        return 0 if self._transport is None else self._transport.requests_made

    @property
    def embedder(self) -> Embedder:
        """The encoder of the settings, with its vectors kept in the store."""
        if self._embedder is None:
            from synth.passages import make_embedder

            self._embedder = make_embedder(self.settings, self.store.vectors)
        return self._embedder

    @property
    def entailment(self) -> Entailment:
        """The entailment model of the settings."""
        if self._entailment is None:
            from synth.verdicts import make_entailment

            self._entailment = make_entailment(self.settings)
        return self._entailment

    def source(self, name: str) -> PaperSource:
        """Return the source of this name; anything but "arxiv" and "demo" is a folder's path."""
        place = Path(name) if name in ("arxiv", "demo") else self._base / Path(name).expanduser()
        if place not in self._sources:
            from synth.papers import ArxivSource, FolderSource

            wants_sources = self.settings.read_from != "pdf"
            if name == "arxiv":
                self._sources[place] = ArxivSource(self.settings, self.transport)
            elif name == "demo":
                self._sources[place] = FolderSource(
                    data_dir() / "demo", name="demo", wants_sources=wants_sources
                )
            else:
                self._sources[place] = FolderSource(place, name=name, wants_sources=wants_sources)
        return self._sources[place]

    @contextmanager
    def at(self, folder: str) -> Iterator[None]:
        """Take the names of folders as relative to this one: the working folder of an earlier run."""
        before, self._base = self._base, Path(folder)
        try:
            yield
        finally:
            self._base = before

    def memo(
        self, stage: str, code: Sequence[str], inputs: object, kind: type[T], make: Callable[[], T]
    ) -> T:
        """Return what the store holds for these inputs, or make it and keep it."""
        return self._memo_at(self.key(stage, code, inputs), stage, kind, make)

    def _memo_at(self, key: str, stage: str, kind: type[T], make: Callable[[], T]) -> T:
        known = self.store.get(key)
        if known is not None:
            return records.decode(known, kind)
        made = make()
        self.store.put(key, stage, records.encode(made))
        return made

    @staticmethod
    def key(stage: str, code: Sequence[str], inputs: object) -> str:
        """Name a result by the code and the inputs that make it."""
        return content_id(stage, inputs, [code_digest(*code)])

    # ----------------------------------------------------------------- documents and claims

    def document_key(self, sha256: str, paper: Paper, beside_sha256: str | None = None) -> str:
        """Name a document by its bytes, those of the file beside it, its paper and the reader's code."""
        inputs = [sha256, beside_sha256, paper.id, paper.version, self.settings.limits.pages]
        return self.key("document", ("passages",), inputs)

    def file_key(self, file: FetchedFile, paper: Paper) -> str:
        """Name the document of a file; see `document_key`."""
        return self.document_key(file.sha256, paper, file.beside.sha256 if file.beside else None)

    def read(self, file: FetchedFile, paper: Paper) -> Document:
        """Read a document in a process of its own; raises `UnreadablePaper`."""
        from synth.passages import read_document

        # The package loads its parts lazily, which hides their types.
        document: Document = read_document(
            file, paper_id=paper.id, version=paper.version, limits=self.settings.limits
        )
        return document

    def known(self, key: str, kind: type[T]) -> T | None:
        """Return what the store holds under a key, or None."""
        kept = self.store.get(key)
        return None if kept is None else records.decode(kept, kind)

    def known_document(self, key: str) -> Document | None:
        """Return a document read before, or None."""
        return self.known(key, Document)

    def keep_document(self, key: str, document: Document) -> None:
        """Keep a document that was read."""
        self.store.put(key, "document", records.encode(document))

    def document(self, file: FetchedFile, paper: Paper) -> Document:
        """Return the document of a file, read before or now."""
        key = self.file_key(file, paper)
        known = self.known_document(key)
        if known is None:
            known = self.read(file, paper)
            self.keep_document(key, known)
        return known

    def claims(self, document: Document) -> tuple[Claim, ...]:
        """Return a document's claims, extracted before or now."""
        return self.memo(
            "claims",
            ("claims", "passages"),
            _inputs(document),
            tuple[Claim, ...],
            lambda: _extract(document),
        )

    def table_claims(self, document: Document) -> tuple[Claim, ...]:
        """Return the claims that a document's tables make, extracted before or now."""
        return self._memo_at(
            self.tables_key(document), "claims", tuple[Claim, ...], lambda: _extract_tables(document)
        )

    def name_notes(self, document: Document) -> tuple[NameNote, ...]:
        """Return what a document says of the names it uses, read before or now."""
        return self._memo_at(
            self.notes_key(document), "claims", tuple[NameNote, ...], lambda: _read_notes(document)
        )

    def tables_key(self, document: Document) -> str:
        """Name the claims of a document's tables."""
        return self.key("claims", ("claims", "passages"), [*_inputs(document), "tables"])

    def notes_key(self, document: Document) -> str:
        """Name what a document says of the names it uses."""
        return self.key("claims", ("claims", "passages"), [*_inputs(document), "names"])


def _inputs(document: Document) -> list[str | int | None]:
    """Name a document by the files it was read from and what was read."""
    files = [document.sha256, document.beside_sha256]
    return [*files, document.paper_id, document.version, digest(document.text)]


def _read_notes(document: Document) -> tuple[NameNote, ...]:
    from synth.claims import read_name_notes

    return read_name_notes(document)


def _extract_tables(document: Document) -> tuple[Claim, ...]:
    from synth.claims import extract_table_claims

    return extract_table_claims(document)


def _extract(document: Document) -> tuple[Claim, ...]:
    from synth.claims import extract_claims

    return extract_claims(document)


def _is_demo(paper_id: str) -> bool:
    return paper_id.startswith("demo.")


def find_paper(adapters: Adapters, paper_id: str, sources: Sequence[str]) -> Paper:
    """Return the paper of an id from the first of the sources that knows it.

    Raises `PaperNotFound` when none does, `UsageError` for a malformed id.
    """
    missing: SynthError | None = None
    for name in ("demo",) if _is_demo(paper_id) else sources:
        try:
            return adapters.source(name).lookup([paper_id])[0]
        except (PaperNotFound, UsageError) as error:
            missing = error
    raise missing or UsageError("no source is named", advice="Name one with --source.")


def make_judge(document: Document, embedder: Embedder, entailment: Entailment | None = None) -> Judge:
    """Build a judge of one document, which reads its numbers as its claims carry them."""
    from synth.claims import read_in_context, read_names
    from synth.passages import PassageIndex
    from synth.verdicts import Judge

    return Judge(
        PassageIndex(document.passages, embedder),
        read_in_context(document),
        embedder,
        entailment,
        number_search=PassageIndex(document.passages),
        document=document,
        abbreviations=read_names(document).abbreviations,
    )
