"""Rows in, outcomes out: statements are judged as `synth check` judges them."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from synth.errors import SynthError
from synth.evaluation.outcomes import Outcome
from synth.evaluation.rows import Row
from synth.identity import digest
from synth.ports import Board
from synth.tasks import SUFFIXES, CheckRow, RowJudge, read_table
from synth.types import Label

__all__ = ["Statement", "from_row", "from_statement_row", "judge_all"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A row to judge, with the label that is right."""

    row: CheckRow
    gold: Label
    cluster: str
    """What it shares with other rows: a text, a table, a paper."""
    kind: str = ""
    """What sort of statement it is, where the set says so."""


def from_row(row: Row) -> Statement:
    """Read a verification row; rows that share a text or a table share a cluster."""
    check = CheckRow(id=str(row["id"]), claim=row["claim"], text=row.get("text"))
    basis = row.get("table") or row.get("text")
    if row.get("table") is not None:
        try:
            check = CheckRow(id=check.id, claim=check.claim, table=read_table(row["table"]))
        except (KeyError, TypeError, ValueError) as error:
            check = CheckRow(id=check.id, claim=check.claim, fault=f"the table can't be used: {error}")
    return Statement(check, row["label"], digest(basis), str(row.get("kind") or ""))


def from_statement_row(row: Row, papers: Path | None) -> Statement:
    """Read a hand-made statement; its paper is a file of the folder by that name, else an arXiv id."""
    check = CheckRow(id=str(row["id"]), claim=row["claim"], source=find_paper_file(row["source"], papers))
    return Statement(check, row["label"], row["source"], str(row.get("kind") or ""))


def find_paper_file(source: str, papers: Path | None) -> str:
    """Return the path of the folder's file that is named so, PDF before LaTeX, or the source as it is."""
    name = source.replace("/", "_")
    for folder in (papers,) if papers is not None else ():
        for ending in (*SUFFIXES, ".tar.gz"):
            for stem in (name, source.rpartition("/")[2]):
                if (folder / f"{stem}{ending}").is_file():
                    return str(folder / f"{stem}{ending}")
    return source


def judge_all(
    statements: Sequence[Statement], judge: RowJudge, board: Board, name: str
) -> tuple[Outcome, ...]:
    """Judge the statements in order; papers are read before the clock of their first claim starts."""
    if statements:
        # The first encoding loads the model, which is no claim's time.
        judge.judge(CheckRow(id="", claim="warm it up", text="Warm words without any number."))
    return tuple(_judged(statements, judge, board, name))


def _judged(statements: Sequence[Statement], judge: RowJudge, board: Board, name: str) -> Iterator[Outcome]:
    with board.stage(f"Judging {name}", len(statements)) as progress:
        for number, one in enumerate(statements, start=1):
            if one.row.source is not None:
                opened = judge.open(one.row.source)
                if isinstance(opened, SynthError):
                    board.say(f"{one.row.source}: {opened}")
            began = time.perf_counter()
            verdict = judge.judge(one.row)
            seconds = time.perf_counter() - began
            yield Outcome(
                id=one.row.id,
                cluster=one.cluster,
                gold=one.gold,
                label=verdict.label,
                confidence=verdict.confidence,
                probabilities=verdict.probabilities,
                seconds=seconds,
                kind=one.kind,
                claim=one.row.claim,
                source=one.row.source or "",
                reasons=verdict.reasons,
                explanation=verdict.explanation,
            )
            progress(number, len(statements))
