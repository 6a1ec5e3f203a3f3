"""Cells of real tables that were judged right by eye are still read so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.cells import share_right


@pytest.mark.shared
def test_numeric_cells_of_latex_stand_under_their_headers(shared_dir: Path) -> None:
    share = share_right(shared_dir, "latex")
    assert share.of == 300
    assert share.right >= 0.98 * share.of, (share.wrong, share.changed)
