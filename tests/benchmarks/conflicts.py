"""How many known agreements and conflicts between real papers are found.

Run: python tests/benchmarks/conflicts.py SHARED

`SHARED/corpus/CLAIM_CONFLICTS.tsv` lists what several papers report for one quantity. The PDFs are read,
their sentences and tables compared as a run of the pipeline compares them, and each quantity of the list is
printed with what was found of it:

    found    all papers' values stand in one comparison under one name; values that differ are in a conflict
    part     so do some of the papers' values, or no conflict is told of those that differ
    missed   no paper's value is compared with another's
    wrong    a conflict is told between two quantities that the list has apart
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from synth.claims import extract_claims, extract_table_claims, read_name_notes
from synth.passages import read_document
from synth.settings import Settings
from synth.types import Claim, Conflict, FetchedFile, NameNote, Paper
from synth.verdicts import Compared, compare_papers

__all__ = ["Row", "compare_corpus", "judge_groups", "read_rows"]


class Row(NamedTuple):
    """One paper's value of one quantity."""

    claim: str
    value: str
    paper: str
    """Id and version: "2003.11080v5"."""
    page: int


class Found(NamedTuple):
    """What was found of a quantity."""

    claim: str
    outcome: str
    detail: str


def read_rows(shared: Path) -> list[Row]:
    """Read the list; of a paper in two versions only the newer is kept, since a run has one."""
    with (shared / "corpus" / "CLAIM_CONFLICTS.tsv").open(encoding="utf-8") as file:
        rows = [
            Row(r["claim"], r["value"], r["paper"], int(r["page"]))
            for r in csv.DictReader(file, delimiter="\t")
        ]
    newest = {row.paper.rpartition("v")[0]: "" for row in rows}
    for row in rows:
        id, _, version = row.paper.rpartition("v")
        newest[id] = max(newest[id], version, key=lambda v: int(v or 0))
    return [row for row in rows if row.paper.rpartition("v")[2] == newest[row.paper.rpartition("v")[0]]]


def compare_corpus(shared: Path, rows: Sequence[Row]) -> tuple[Compared, dict[str, Claim]]:
    """Read the papers of the rows and compare them; returns the claims by id beside it."""
    wanted = {row.paper for row in rows}
    lines = (shared / "corpus" / "papers.jsonl").read_text(encoding="utf-8").splitlines()
    known = [json.loads(line) for line in lines]
    papers: list[Paper] = []
    claims: list[Claim] = []
    notes: dict[str, tuple[NameNote, ...]] = {}
    texts: dict[str, str] = {}
    for record in known:
        if f"{record['id']}v{record['version']}" not in wanted:
            continue
        path = shared / "corpus" / record["pdf"]
        data = path.read_bytes()
        file = FetchedFile(
            path=str(path), kind="pdf", sha256=hashlib.sha256(data).hexdigest(), size=len(data)
        )
        document = read_document(
            file, paper_id=record["id"], version=record["version"], limits=Settings().limits
        )
        claims += [*extract_claims(document), *extract_table_claims(document)]
        notes[document.paper_id] = read_name_notes(document)
        texts[document.paper_id] = document.text
        papers.append(
            Paper(
                id=record["id"],
                version=record["version"],
                database="arxiv",
                title=record["title"],
                authors=tuple(record["authors"]),
                published=record["published"],
            )
        )
    compared = compare_papers(claims, notes=notes, papers=papers, texts=texts)
    return compared, {claim.id: claim for claim in claims}


def judge_groups(rows: Sequence[Row], compared: Compared, claims: Mapping[str, Claim]) -> list[Found]:
    """Return what was found of each quantity, in the order of the list."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.claim].append(row)
    return [_judge(name, group, groups, compared, claims) for name, group in groups.items()]


def _judge(
    name: str,
    group: Sequence[Row],
    groups: Mapping[str, Sequence[Row]],
    compared: Compared,
    claims: Mapping[str, Claim],
) -> Found:
    if _is_mixed(group, groups, compared, claims):
        return Found(name, "wrong", "in conflict with another quantity of the list")
    named: dict[tuple[str, str, str], set[Row]] = defaultdict(set)
    for comparison in compared.comparisons:
        for cell in comparison.cells:
            for row in group:
                if (cell.paper_id, cell.value, cell.page) == (
                    row.paper.rpartition("v")[0],
                    row.value,
                    row.page,
                ):
                    named[comparison.dataset, comparison.metric, cell.name].add(row)
    # The one name that most papers' values stand under; sizes may be told in the name or not.
    best = max(named.values(), key=len, default=set())
    values = {row.value for row in group}
    told = max((_told(conflict, group, claims) for conflict in compared.conflicts), key=len, default=set())
    # A conflict may stand between two names, "Wick" and "Wick large", with the size as its likely reason.
    reached = len(best | told) if best & told else max(len(best), len(told))
    detail = f"{reached} of {len(group)} papers"
    if len(values) > 1:
        detail += f", conflict of {len(told)}"
    if reached == len(group) and (len(values) == 1 or told):
        return Found(name, "found", detail)
    return Found(name, "part" if reached > 1 or told else "missed", detail)


def _told(conflict: Conflict, group: Sequence[Row], claims: Mapping[str, Claim]) -> set[Row]:
    """Return the rows of a group that a conflict has, where it has more than one value of it."""
    sides = _sides(conflict, claims)
    rows = {row for row in group if (row.paper.rpartition("v")[0], row.value) in sides}
    return rows if len({row.value for row in rows}) > 1 else set()


def _sides(conflict: Conflict, claims: Mapping[str, Claim]) -> set[tuple[str, str]]:
    pairs = zip(conflict.claim_ids, conflict.values, strict=True)
    return {(claims[id].paper_id or "", value) for id, value in pairs}


def _is_mixed(
    group: Sequence[Row],
    groups: Mapping[str, Sequence[Row]],
    compared: Compared,
    claims: Mapping[str, Claim],
) -> bool:
    mine = {(row.paper.rpartition("v")[0], row.value) for row in group}
    others = {
        (row.paper.rpartition("v")[0], row.value)
        for rows in groups.values()
        for row in rows
        if rows is not group
    } - mine
    return any(
        sides & mine and sides & others
        for conflict in compared.conflicts
        if (sides := _sides(conflict, claims))
    )


def main(shared: Path) -> None:
    """Print each quantity of the list with what was found of it, then how many of each."""
    rows = read_rows(shared)
    compared, claims = compare_corpus(shared, rows)
    found = judge_groups(rows, compared, claims)
    for one in found:
        print(f"{one.outcome:7}{one.claim}: {one.detail}")
    outcomes = [one.outcome for one in found]
    print(", ".join(f"{outcomes.count(name)} {name}" for name in ("found", "part", "missed", "wrong")))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
