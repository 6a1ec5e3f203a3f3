from __future__ import annotations

import json
from pathlib import Path

import pytest

from synth.papers.withdrawal import says_withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the authors",
        "withdrawn by arXiv administrators due to overlap",
        "Paper withdrawn; Lemma 3 is wrong",
        "Withdrawn.",
        "The article is withdrawn because of a sign error",
        "5 pages. We withdraw this paper since the proof has a gap",
        "Retracted due to an error in the data",
        "I am withdrawing this paper due to an error",
        "This paper is being withdrawn",
        "The authors wish to withdraw this paper",
        "This submission has been removed by arXiv administrators",
    ],
)
def test_comments_that_withdraw(comment: str) -> None:
    assert says_withdrawn(comment, "We count spores.")


@pytest.mark.parametrize(
    ("comment", "abstract"),
    [
        (None, "Patients were withdrawn from the study after a week."),
        (None, "Funds withdrawn due to panic move markets."),
        (None, "We study 900 retracted papers. Most articles are retracted within a year."),
        (None, "The withdrawn articles were cited 12 times a year."),
        ("Withdrawn from the spring meeting, shown in autumn", "We count spores."),
        ("This version replaces the withdrawn version 2", "We count spores."),
        ("This article supersedes arXiv:1234.5678, which has been withdrawn", "We count spores."),
        ("The previous version was withdrawn by mistake", "We count spores."),
        (None, "We withdraw the assumption of independence."),
        (None, "We read 90 preprints that were removed by arXiv administrators."),
        ("12 pages, 3 figures", "We count spores."),
        (None, ""),
    ],
)
def test_papers_that_stand(comment: str | None, abstract: str) -> None:
    assert not says_withdrawn(comment, abstract)


@pytest.mark.parametrize(
    "abstract",
    [
        "This paper has been withdrawn.",
        "Paper withdrawn due to an error in eq. 4.",
        "This paper has been removed by arXiv administrators.",
    ],
)
def test_abstracts_that_withdraw(abstract: str) -> None:
    assert says_withdrawn(None, abstract)


@pytest.mark.shared
def test_real_withdrawals(shared_dir: Path) -> None:
    rows = [
        json.loads(line) for line in (shared_dir / "corpus" / "papers.jsonl").read_text("utf-8").splitlines()
    ]
    wrong = [row["id"] for row in rows if says_withdrawn(row["comment"], row["summary"]) != row["withdrawn"]]
    assert sum(row["withdrawn"] for row in rows) == 8
    assert wrong == []
