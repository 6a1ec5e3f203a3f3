"""A paper's LaTeX source and its PDF read together: text and tables from the one, places from the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal, NamedTuple

from synth.errors import UnreadablePaper
from synth.passages.document import Printed
from synth.passages.placing import LEAST_SHARE, place_document
from synth.passages.read_pdf import read_print
from synth.passages.read_source import read_source
from synth.settings import ReaderLimits
from synth.types import Document

__all__ = ["read_pair"]


class _Read(NamedTuple):
    """What became of one of the two files: read, or why not."""

    document: Document | None
    refusal: UnreadablePaper | None
    printed: Printed | None = None
    notes: tuple[str, ...] = ()


def read_pair(
    pdf: bytes,
    source: bytes,
    request: dict[str, Any],
    limits: ReaderLimits,
    primary: Literal["pdf", "source"],
) -> Document:
    """Read both; where they are not of one text, or one can't be read, the other is read alone.

    `primary` is the file that is read alone where both could be. Raises `UnreadablePaper` where
    neither can be read, with the reason of the primary file.
    """
    latex = _try(lambda: _Read(read_source(source, request, limits), None))
    printed = _try(lambda: _read_print(pdf, request, limits))
    if latex.document is not None and latex.document.kind != "latex":
        # What a database gives as the source of a paper that was sent in as a PDF.
        latex = _Read(None, None)
    if latex.document is None:
        return _alone(printed, "LaTeX source", latex.refusal, "PDF", printed.refusal or latex.refusal)
    if printed.document is None or printed.printed is None:
        return _alone(latex, "PDF", printed.refusal, "LaTeX source", latex.refusal)
    placed = place_document(latex.document, printed.printed)
    if placed.share >= LEAST_SHARE:
        return replace(placed.document, warnings=(*printed.notes, *placed.document.warnings))
    kept = printed.document if primary == "pdf" else latex.document
    share = f"{100 * placed.share:.0f} % of the sentences of the LaTeX source stand in the PDF"
    name = "PDF" if primary == "pdf" else "LaTeX source"
    return replace(kept, warnings=(f"only {share}: the {name} was read alone", *kept.warnings))


def _try(read: Callable[[], _Read]) -> _Read:
    try:
        return read()
    except UnreadablePaper as refusal:
        return _Read(None, refusal)
    except RecursionError:
        return _Read(None, UnreadablePaper("its structure is nested too deeply", reason="crashed", advice=""))


def _read_print(pdf: bytes, request: dict[str, Any], limits: ReaderLimits) -> _Read:
    found = read_print(pdf, request, limits)
    refusal = None
    if found.printed is None:
        refusal = UnreadablePaper("only its bare text can be read", reason="crashed", advice="")
    return _Read(found.document, refusal, found.printed, found.notes)


def _alone(
    read: _Read, lost: str, refusal: UnreadablePaper | None, kept: str, reason: UnreadablePaper | None
) -> Document:
    """Return what could be read of a pair, with a warning that names what could not."""
    if read.document is None:
        assert reason is not None
        raise reason
    if refusal is None:
        return read.document
    note = f"the {lost} could not be read ({refusal.message}): the {kept} was read alone"
    return replace(read.document, warnings=(note, *read.document.warnings))
