"""Where the files that come with Synth lie, installed or in a checkout."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path

from synth.errors import PrerequisiteError

__all__ = ["REINSTALL", "code_digest", "data_dir", "template_dir"]

REINSTALL = (
    "Install Synth again from where you have it: ./install.sh in its checkout, or pip install "
    "--force-reinstall with its wheel."
)
"""Advice where a file that belongs to Synth is missing or spoilt."""

_PACKAGE = Path(__file__).parent


def template_dir() -> Path:
    """Return the folder of report templates."""
    return _find("templates")


def data_dir() -> Path:
    """Return the folder that holds `demo/`, the corpus that comes with Synth."""
    return _find("data")


def _find(name: str) -> Path:
    # The wheel carries them inside the package; a checkout has them beside it.
    for candidate in (_PACKAGE / f"_{name}", _PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise PrerequisiteError(
        f"the folder {name}/ that belongs to Synth is missing",
        advice=REINSTALL,
    )


# A run asks for it once per paper and stage; the files don't change under a running process.
@functools.cache
def code_digest(*stages: str) -> str:
    """Name the code of these stages, so that results made by other code are not taken for today's."""
    summary = hashlib.blake2b(digest_size=10)
    for stage in stages:
        for path in sorted((_PACKAGE / stage).rglob("*")):
            if path.suffix in (".py", ".json"):
                summary.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return summary.hexdigest()
