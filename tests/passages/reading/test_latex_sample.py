"""Cells of real LaTeX tables that were judged right by eye are still read so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.latex_cells import share_right


@pytest.mark.shared
def test_numeric_cells_stand_under_their_headers(shared_dir: Path) -> None:
    right, count, wrong = share_right(shared_dir / "corpus" / "src")
    assert count == 300
    assert right >= 0.98 * count, wrong
