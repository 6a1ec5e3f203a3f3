"""The seams: what a stage needs from outside, as Protocols.

Real and stand-in implementations of a port pass the same suite in `tests/contracts/`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from synth.types import (
    Claim,
    Document,
    Draft,
    FetchedFile,
    Paper,
    Passage,
    Quantity,
    Review,
    SearchOutcome,
    SearchPlan,
    Standing,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = [
    "Board",
    "ClaimReader",
    "DocumentReader",
    "Embedder",
    "Entailment",
    "PaperSource",
    "PassageSearch",
    "Progress",
    "QuantityReader",
    "Register",
    "Reviewer",
    "TexCompiler",
    "VectorCache",
]


class Progress(Protocol):
    """Hears how far a stage has come."""

    def __call__(self, done: int, total: int | None, note: str = "") -> None:
        """Take the count so far, the total if it is known, and what is being worked on."""


class Board(Protocol):
    """Shows a person how far a run has come."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Progress]:
        """Open a stage; the progress it gives counts that stage's items."""

    def say(self, text: str) -> None:
        """Tell one line that is no progress: a paper that can't be read, a source that is out of reach."""


class PaperSource(Protocol):
    """A database of papers: arXiv, the demo corpus, a folder.

    All methods raise `SourceUnavailable` when the database is out of reach after retries;
    an outage is never an empty answer.
    """

    name: str
    """Stands in `Paper.database` and in the flow."""

    keeps_versions: bool
    """Whether a version's document stays what it is; False for a folder, whose files are overwritten."""

    def search(self, plan: SearchPlan, progress: Progress) -> SearchOutcome:
        """Run the plan's queries for this database; papers come best first per query."""

    def lookup(self, ids: Sequence[str]) -> tuple[Paper, ...]:
        """Return the papers of these ids ("1911.02116", "1911.02116v2"), in order.

        Raises `UsageError` for a malformed id, `PaperNotFound` for an unknown one.
        """

    def newest(self, ids: Sequence[str]) -> Mapping[str, Paper]:
        """Return today's newest version of each paper by its bare id, asked afresh.

        Ids that the database does not know are left out; no answer of an earlier command stands for
        today's, so that offline `SourceUnavailable` is raised where the network is needed.
        """

    def fetch(self, paper: Paper) -> FetchedFile:
        """Return the paper's document, from the cache or from the source; PDF before LaTeX source.

        A PDF comes with the LaTeX source beside it where the settings ask for that and there is one.

        Raises `DocumentRejected` for what is not a document, `PaperNotFound` where there is none
        (withdrawn, no PDF and no source).
        """


class Register(Protocol):
    """Keeps what was said against published works, by DOI: retractions, corrections, concerns."""

    name: str
    """Stands in `Notice.register` and `Standing.unasked`."""

    def ask(self, dois: Sequence[str]) -> Mapping[str, Standing]:
        """Return what it says today of each of these DOIs (lower case), none left out.

        Never raises for an outage, an unreadable answer or an unknown DOI: the standing is `unknown`
        then, and says why.
        """


class DocumentReader(Protocol):
    """Turns a file into text with places."""

    def __call__(self, file: FetchedFile, *, paper_id: str, version: int | None) -> Document:
        """Read one file within the limits; raises `UnreadablePaper` with its reason."""


class Embedder(Protocol):
    """Turns texts into vectors."""

    name: str
    """Model name with revision or digest: part of every cache key."""
    dimension: int
    """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return `vectors_ND` of unit length, in order; shape (0, D) for no texts."""


class Entailment(Protocol):
    """Scores whether one text follows from another."""

    name: str
    """Model name with revision or digest: part of every key of what it decided."""

    def score(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N3` of entailed, contradicted, neutral for (premise, hypothesis) pairs.

        Rows sum to 1 and do not depend on the other pairs; shape (0, 3) for no pairs.
        """


class QuantityLinker(Protocol):
    """Scores whether two numbers, each marked in its context, are of the same quantity."""

    @property
    def name(self) -> str:
        """Model name with revision or digest."""

    def link(self, pairs: Sequence[tuple[str, str]]) -> npt.NDArray[np.float32]:
        """Return `probabilities_N` that both are, for (context in a source, context in a claim) pairs."""


class VectorCache(Protocol):
    """Keeps vectors between runs, float32, by model name (revision included) and text hash."""

    def get(self, model: str, text_hashes: Sequence[str]) -> Mapping[str, npt.NDArray[np.float32]]:
        """Return the vectors that are known, by text hash; unknown hashes are left out."""

    def put(self, model: str, vectors: Mapping[str, npt.NDArray[np.float32]]) -> None:
        """Keep vectors of shape (D,) by text hash; a hash that is known already stays as it is."""


class QuantityReader(Protocol):
    """Reads the quantities that a text states."""

    def __call__(self, text: str) -> tuple[Quantity, ...]:
        """Return them in order, offsets counted in `text`, subjects bound where named."""


class PassageSearch(Protocol):
    """Finds passages that may bear on a claim."""

    def __call__(self, query: str, *, paper_id: str | None, limit: int) -> tuple[tuple[Passage, float], ...]:
        """Return passages with scores in [0, 1], best first; of one paper, or of all for None."""


class Reviewer(Protocol):
    """Marks a draft under one concern."""

    name: str
    concern: str

    def __call__(self, draft: Draft) -> Review:
        """Return 0 to 10 per criterion with reasons; may raise, which the panel reports."""


class TexCompiler(Protocol):
    """Typesets a LaTeX document."""

    def __call__(self, folder: Path, main: str) -> Path:
        """Compile `folder/main`.tex, return the PDF's path; raises `RenderError`, `PrerequisiteError`."""


ClaimReader = Callable[[Document], tuple[Claim, ...]]
"""Extracts the claims of a document."""
