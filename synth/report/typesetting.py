"""LaTeX with its figures → a PDF, in a folder of its own, dated by what it tells of."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from synth.errors import RenderError
from synth.ports import TexCompiler
from synth.report.files import write_whole
from synth.report.tex_compiler import missing_characters

__all__ = ["typeset"]

_log = logging.getLogger("synth.report")


def typeset(
    source: bytes, figures: Mapping[str, bytes], name: str, created: str, compile_tex: TexCompiler
) -> bytes:
    """Return the PDF of a LaTeX document; `created` is the ISO 8601 time that it bears.

    Raises `RenderError` when it can't be typeset or the time can't be read, and what the compiler raises.
    """
    with tempfile.TemporaryDirectory(prefix="synth-tex-") as path:
        folder = Path(path)
        for figure, content in figures.items():
            write_whole(folder / "figures" / f"{figure}.pdf", content)
        main = write_whole(folder / f"{name}.tex", source)
        # The compiler dates the PDF by this file.
        epoch = _epoch(created)
        os.utime(main, (epoch, epoch))
        pdf = compile_tex(folder, name)
        log = folder / f"{name}.log"
        missing = missing_characters(log.read_text("utf-8", "replace")) if log.is_file() else ()
        if missing:
            _log.warning("no font has %d characters of the report: %s", len(missing), ", ".join(missing[:10]))
        return pdf.read_bytes()


def _epoch(created: str) -> int:
    """Seconds since 1970 of an ISO 8601 time; a time without a zone is UTC."""
    try:
        moment = datetime.fromisoformat(created)
    except ValueError as error:
        raise RenderError(f"the run's time {created!r} is not ISO 8601") from error
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
