"""Known agreements and conflicts between real papers are found, and none that is false."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import conflicts


@pytest.mark.shared
def test_known_conflicts_are_found_and_false_ones_are_not(shared_dir: Path) -> None:
    rows = conflicts.read_rows(shared_dir)
    compared, claims = conflicts.compare_corpus(shared_dir, rows)
    found = {one.claim: one.outcome for one in conflicts.judge_groups(rows, compared, claims)}
    assert list(found.values()).count("found") >= 7, found
    assert "wrong" not in found.values(), found
