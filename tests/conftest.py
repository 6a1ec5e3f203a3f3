"""Fixtures that all tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The private development corpus: beside the checkout, or where SYNTH_SHARED says."""
    folder = Path(os.environ.get("SYNTH_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "papers.jsonl").is_file():
        pytest.skip("the private development corpus is not on this machine (set SYNTH_SHARED)")
    return folder
