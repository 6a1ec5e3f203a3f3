"""A corpus in, the mutation benchmark's figures out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from synth.adapters import Adapters
from synth.errors import NothingFound, UnreadableInput, UsageError
from synth.evaluation.counts import count_kinds, digest_of, milliseconds, spread
from synth.evaluation.metrics import measure, reliability
from synth.evaluation.mutations import MadeStatement, make_statements
from synth.evaluation.outcomes import Evaluation, Outcome
from synth.evaluation.verification import Statement, judge_all
from synth.ports import Board
from synth.resources import data_dir
from synth.tasks import SUFFIXES, CheckRow, RowJudge, open_source
from synth.types import Document

__all__ = ["evaluate_mutations", "papers_in", "two_sided"]

PER_PAPER = 4
"""Statements of a kind that one paper gives at most, so that none of them weighs much."""


def evaluate_mutations(
    adapters: Adapters,
    board: Board,
    *,
    corpus: Path | None = None,
    papers: int | None = None,
    limit: int | None = None,
    seed: int = 0,
) -> tuple[Evaluation, tuple[Outcome, ...]]:
    """Make statements from the papers of a folder (the demo corpus for None) and judge them.

    Raises `UsageError` for what is no folder, `NothingFound` where no statement can be made.
    """
    folder = corpus or data_dir() / "demo" / "pdf"
    documents: dict[Path, Document] = {}
    for path in spread(papers_in(folder), papers):
        try:
            documents[path] = open_source(str(path), adapters)
        except UnreadableInput as error:
            board.say(f"{path.name}: {error}")
    statements = _statements(documents, adapters, seed, limit)
    if not statements:
        raise NothingFound(
            f"no statement can be made from the {len(documents)} papers of {folder}",
            advice="Name a folder of papers that state numbers: synth eval mutations --corpus FOLDER",
        )
    name = f"mutations/{corpus.name if corpus else 'demo'}"
    outcomes = judge_all(statements, RowJudge(adapters), board, name)
    sided = [two_sided(outcome) for outcome in outcomes]
    return (
        Evaluation(
            name=name,
            sha256=digest_of([f"{path.name} {document.sha256}" for path, document in documents.items()]),
            rows=len(outcomes),
            clusters=len({outcome.cluster for outcome in outcomes}),
            unjudged=sum(outcome.label == "unjudged" for outcome in outcomes),
            seed=seed,
            limit=limit,
            figures={
                name: figure
                for name, figure in measure(sided, seed=seed).items()
                if name in ("accuracy", "true_support", "false_support", "ece", "brier")
            },
            ms=milliseconds([outcome.seconds for outcome in outcomes]),
            reliability=reliability(sided),
            kinds=count_kinds(outcomes),
            models={"embedder": adapters.settings.embedder, "entailment": adapters.settings.entailment},
            notes=("a false statement is wanted refused, as refuted or as not found: the two count as one",),
        ),
        outcomes,
    )


def papers_in(folder: Path) -> list[Path]:
    """Return a folder's papers by name, PDF before LaTeX; raises `UsageError` for no folder."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", advice="Name a folder of PDFs or LaTeX sources.")
    found: dict[str, Path] = {}
    for ending in SUFFIXES:
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.name.lower().endswith(ending):
                stem = path.name[: -len(ending)].removesuffix(".tar")
                found.setdefault(stem, path)
    return [found[stem] for stem in sorted(found)]


def two_sided(outcome: Outcome) -> Outcome:
    """Return the outcome with refuted and not_found as one label, whose probability is their sum."""
    p = outcome.probabilities
    if p is None:
        return outcome
    is_supported = outcome.label == "supported"
    return replace(
        outcome,
        label="supported" if is_supported else "refuted",
        confidence=p[0] if is_supported else 1 - p[0],
        probabilities=(p[0], 1 - p[0], 0.0),
    )


def _statements(
    documents: Mapping[Path, Document], adapters: Adapters, seed: int, limit: int | None
) -> list[Statement]:
    """Make every paper's statements; of each kind at most `limit`, papers taking turns."""
    made = {
        path: make_statements(document, adapters.claims(document), seed=seed, per_kind=PER_PAPER)
        for path, document in documents.items()
    }
    chosen = _limited(made, limit)
    return [
        Statement(
            CheckRow(id=f"{path.stem}-{number}", claim=one.text, source=str(path)),
            one.gold,
            path.stem,
            one.kind,
        )
        for path, ones in made.items()
        for number, one in enumerate(ones)
        if (path, number) in chosen
    ]


def _limited(made: Mapping[Path, Sequence[MadeStatement]], limit: int | None) -> set[tuple[Path, int]]:
    by_kind: dict[str, list[tuple[int, Path, int]]] = {}
    for path, ones in made.items():
        turns: dict[str, int] = {}
        for number, one in enumerate(ones):
            turns[one.kind] = turns.get(one.kind, 0) + 1
            by_kind.setdefault(one.kind, []).append((turns[one.kind], path, number))
    return {(path, number) for places in by_kind.values() for _, path, number in sorted(places)[:limit]}
