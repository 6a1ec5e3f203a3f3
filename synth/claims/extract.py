"""A document in, its numeric claims out; a statement in, a claim out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from synth.claims.binding import bind
from synth.claims.names import EMPTY, NameTable, read_names
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.claims.quantities import MAX_QUANTITIES, may_state_quantity, scan
from synth.identity import content_id
from synth.types import Claim, Document, Passage, Quantity

__all__ = ["extract_claims", "read_quantities", "read_statement"]

_KINDS = ("sentence", "caption", "footnote")


def read_quantities(text: str, names: NameTable | None = None) -> tuple[Quantity, ...]:
    """Return all quantities that a text states, in order, bound to their subjects where named.

    Offsets count in `text`, and `text[q.start:q.end] == q.text`. Conventions of values and units:
    see `synth.claims.quantities` and `synth.claims.units`. Never raises, whatever the text.
    """
    table = names or EMPTY
    if len(text) <= MAX_LENGTH:
        return _read(text, table)
    found: list[Quantity] = []
    for start, end in _pieces(text):
        if len(found) >= MAX_QUANTITIES:
            break
        found += (_moved(q, start) for q in _read(text[start:end], table))
    return tuple(found)


MAX_LENGTH = 3000
"""Characters that are read as one sentence; a longer text is read in pieces of at most so many."""


def _read(text: str, names: NameTable) -> tuple[Quantity, ...]:
    return bind(text, scan(text), names) if may_state_quantity(text) else ()


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut a text that is too long for a sentence at spaces, so that reading stays linear."""
    pieces, start = [], 0
    while len(text) - start > MAX_LENGTH:
        space = text.rfind(" ", start + 1, start + MAX_LENGTH)
        end = space if space > start else start + MAX_LENGTH
        pieces.append((start, end))
        start = end
    return [*pieces, (start, len(text))]


def _moved(quantity: Quantity, offset: int) -> Quantity:
    return replace(quantity, start=quantity.start + offset, end=quantity.end + offset)


def read_statement(text: str, *, id: str | None = None, names: NameTable | None = None) -> Claim:
    """Read a statement given by a user; offsets count in the statement."""
    quantities = read_quantities(text, names)
    return Claim(
        id=id or content_id("claim", {"paper": None, "version": None, "quote": text, "start": 0}),
        paper_id=None,
        version=None,
        quote=text,
        page=None,
        start=0,
        end=len(text),
        where="text",
        section=None,
        quantities=quantities,
        asserts=_asserts(text, None, quantities),
        cites=_citations(text),
    )


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of a paper in reading order.

    A sentence, caption or footnote is a claim when it asserts a quantity that says something of
    the world: a score, a gain, a ratio, a size. Each quote is the full sentence and stands at
    `start:end` of `Document.text` to the letter, and so does each quantity.
    """
    names = read_names(document)
    claims = (_claim(document, passage, names) for passage in document.passages if passage.kind in _KINDS)
    return tuple(claim for claim in claims if claim is not None)


def _claim(document: Document, passage: Passage, names: NameTable) -> Claim | None:
    text = passage.text
    if not may_state_quantity(text) or passage.where == "table" or _is_debris(text):
        return None
    quantities = read_quantities(text, names)
    if not any(_is_assertive(q, text) for q in quantities):
        return None
    asserts = _asserts(text, passage.section, quantities)
    payload = {"paper": document.paper_id, "version": document.version, "quote": text, "start": passage.start}
    return Claim(
        id=content_id("claim", payload),
        paper_id=document.paper_id,
        version=document.version,
        quote=text,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        where=passage.where,
        section=passage.section,
        quantities=tuple(_moved(q, passage.start) for q in quantities),
        asserts=asserts,
        cites=_citations(text) if asserts == "reported" else (),
        passage_index=passage.index,
        boxes=passage.boxes,
    )


_NUMBERISH = re.compile(r"[\d.,%±+–-]*\d[\d.,%±+–-]*$")


def _is_debris(text: str) -> bool:
    """Whether a "sentence" is a row of a table or the labels of a plot."""
    words = [word.strip(".,;:()") for word in text.split()]
    if len(words) < 4:
        return True
    numbers = sum(1 for word in words if _NUMBERISH.match(word))
    plain = sum(1 for word in words if word.isalpha() and word.islower() and len(word) > 1)
    return numbers > 4 and numbers * 2 > len(words) or plain < 3 or numbers > 6 and plain < numbers


_SYMBOL_BEFORE = re.compile(r"[=≤≥<>∈{(,][ ]?[−-]?$")


def _is_assertive(quantity: Quantity, text: str) -> bool:
    """Whether a quantity makes its sentence a claim: not a bare integer, "j = 0" or "two methods"."""
    if quantity.role in ("difference", "ratio", "p_value"):
        return True
    if quantity.role == "setting":
        is_index = (
            quantity.unit is None and "." not in (quantity.value or ".") and "e" not in (quantity.value or "")
        )
        before = text[max(0, quantity.start - 3) : quantity.start]
        return any(c.isdigit() for c in quantity.text) and not (is_index and _SYMBOL_BEFORE.search(before))
    if quantity.metric is not None or quantity.uncertainty is not None:
        return True
    if quantity.role == "count":
        return any(c.isdigit() for c in quantity.text)
    return quantity.unit is not None or "." in f"{quantity.value}{quantity.low}"


_REPORTING = (
    r"(?:report|show|find|found|achiev|obtain|observ|improv|demonstrat|claim|estimat|reach"
    r"|attain|present|propos|train|us|introduc|note|state|argue|outperform|collect|evaluat"
    r"|conclud|describ|measur|scor)\w*"
)
_REPORTED_BY = re.compile(
    r"(?i:\b(?:as[ ]|were[ ]|was[ ]|are[ ]|is[ ])?(?:reported|published|given|found|described"
    r"|measured|obtained)[ ](?:in|by)[ ]|\baccording[ ]to[ ]|\btaken[ ]from[ ]"
    r"|\bquoted[ ]from[ ]|\b(?:results?|numbers?|scores?|performance)[ ](?:from|of|by"
    r"|reported)[ ])$"
)
_REPORTS = re.compile(rf"[ ,]{{0,2}}(?:also[ ]|further[ ]|\w+ly[ ])?{_REPORTING}\b")
_FIRST_PERSON = re.compile(r"(?i:\b(?:we|our|ours|us)\b)")
_OTHERS_SECTION = re.compile(
    r"(?i:related[ ]work|background|prior[ ]work|previous[ ]work|literature|preliminar|introduction)"
)


def _asserts(
    text: str, section: str | None, quantities: tuple[Quantity, ...]
) -> Literal["own", "reported", "setting"]:
    if _is_reported(text, section):
        return "reported"
    weighty = [
        q
        for q in quantities
        if q.role in ("level", "difference", "ratio", "p_value") and _is_assertive(q, text)
    ]
    if weighty or not quantities:
        return "own"
    if any(q.role == "setting" for q in quantities):
        return "setting"
    return "own"


def _is_reported(text: str, section: str | None) -> bool:
    """Whether a sentence tells another's result: its subject or source is a citation."""
    cites = [*AUTHOR_YEAR.finditer(text), *(BRACKET_CITATION.finditer(text) if "[" in text else ())]
    if not cites:
        return False
    for match in cites:
        before, behind = (
            text[max(0, match.start() - 40) : match.start()],
            text[match.end() : match.end() + 30],
        )
        if _REPORTED_BY.search(before) and not _FIRST_PERSON.search(text):
            return True
        if match.start() < 60 and _REPORTS.match(behind) and not _FIRST_PERSON.search(text[: match.start()]):
            return True
    is_background = section is not None and _OTHERS_SECTION.search(section) is not None
    return is_background and not _FIRST_PERSON.search(text)


def _citations(text: str) -> tuple[str, ...]:
    found = [m for m in AUTHOR_YEAR.finditer(text)]
    spans = [(m.start(), m.end()) for m in found]
    if "[" in text:
        found += [m for m in BRACKET_CITATION.finditer(text) if not any(s <= m.start() < e for s, e in spans)]
    return tuple(m.group() for m in sorted(found, key=lambda m: m.start()))
