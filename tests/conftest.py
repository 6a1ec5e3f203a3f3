"""Fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The private development corpus: beside the checkout, or where SYNTH_SHARED says."""
    folder = Path(os.environ.get("SYNTH_SHARED", ROOT.parent / "shared"))
    if not (folder / "corpus" / "papers.jsonl").is_file():
        pytest.skip("the private development corpus is not on this machine (set SYNTH_SHARED)")
    return folder


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the packaged model's export is made once for all tests."""
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def home(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh SYNTH_HOME, an empty working folder, and no arXiv within reach."""
    for name in [name for name in os.environ if name.startswith("SYNTH_") and name != "SYNTH_SHARED"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SYNTH_HOME", str(tmp_path / "home"))
    # Port 9 (discard) refuses at once: a test that forgets its stand-in fails instead of reaching out.
    monkeypatch.setenv("SYNTH_ARXIV_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SYNTH_CROSSREF_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SYNTH_OPENALEX_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("SYNTH_REGISTER_INTERVAL_S", "0")
    monkeypatch.setenv("SYNTH_ARXIV_INTERVAL_S", "0")
    monkeypatch.setenv("SYNTH_DOCUMENT_INTERVAL_S", "0")
    monkeypatch.setenv("SYNTH_REQUEST_RETRIES", "0")
    monkeypatch.setenv("SYNTH_REQUEST_BACKOFF_S", "0.001")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "models").symlink_to(models)
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return tmp_path / "home"


@pytest.fixture
def synth(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Run a command line in this process."""
    from synth.cli import main

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr("sys.argv", ["synth", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, out, err)

    return run
