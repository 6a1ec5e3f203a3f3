"""A document in, its numeric claims out; a statement in, a claim out."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from synth.claims.binding import bind
from synth.claims.context import Thread
from synth.claims.examples import ExampleBlocks
from synth.claims.names import EMPTY, NAME, NameTable, name_kind, read_names
from synth.claims.nonquantities import AUTHOR_YEAR, BRACKET_CITATION
from synth.claims.quantities import MAX_QUANTITIES, may_state_quantity, scan
from synth.identity import content_id
from synth.ports import QuantityReader
from synth.types import Claim, Document, Passage, Quantity

__all__ = ["extract_claims", "read_in_context", "read_quantities", "read_statement"]

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
        asserts=_asserts(text, None, quantities, names or EMPTY),
        cites=_citations(text),
    )


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """Return the claims of a paper in reading order.

    A sentence, caption or footnote is a claim when it asserts a quantity that says something of
    the world: a score, a gain, a ratio, a size. Each quote is the full sentence and stands at
    `start:end` of `Document.text` to the letter, and so does each quantity.
    """
    names = read_names(document)
    claims = (
        _claim(document, passage, quantities, names) for passage, quantities in _read_passages(document)
    )
    return tuple(claim for claim in claims if claim is not None)


def read_in_context(document: Document) -> QuantityReader:
    """Return a reader of the document's sentences: `read_quantities` with what each leaves unsaid.

    A text that is none of its sentences, or stands in it twice with different readings, is read
    by itself. Offsets count in the text.
    """
    names = read_names(document)
    known: dict[str, tuple[Quantity, ...] | None] = {}
    for passage, quantities in _read_passages(document):
        earlier = known.setdefault(passage.text, quantities)
        if earlier != quantities:
            known[passage.text] = None

    def read(text: str) -> tuple[Quantity, ...]:
        quantities = known.get(text)
        return read_quantities(text, names) if quantities is None else quantities

    return read


@lru_cache(maxsize=32)  # a run reads its papers once for their claims and once for judging
def _read_passages(document: Document) -> tuple[tuple[Passage, tuple[Quantity, ...]], ...]:
    """Read the passages that may be claims, in order, each in the context of those before."""
    names = read_names(document)
    thread = Thread(names)
    examples = ExampleBlocks()
    found = []
    for passage in document.passages:
        if examples.is_example(passage):
            continue
        quantities: tuple[Quantity, ...] = ()
        if passage.kind in _KINDS and may_state_quantity(passage.text):
            quantities = _read_in_context(passage, names, thread)
            found.append((passage, quantities))
        thread.advance(passage, quantities)
    return tuple(found)


def _read_in_context(passage: Passage, names: NameTable, thread: Thread) -> tuple[Quantity, ...]:
    if len(passage.text) > MAX_LENGTH:
        return read_quantities(passage.text, names)
    drafts = scan(passage.text)
    if all(draft.noun is not None or draft.unit not in (None, "%", "points") for draft in drafts):
        return bind(passage.text, drafts, names)  # no score among them that could lack a subject
    context = thread.context(passage)
    if context.is_own and _is_reported(passage.text, passage.section):
        context = replace(context, is_own=False)
    return bind(passage.text, drafts, names, context)


def _claim(
    document: Document, passage: Passage, quantities: tuple[Quantity, ...], names: NameTable
) -> Claim | None:
    text = passage.text
    if passage.where == "table" or _is_debris(text):
        return None
    if not any(_is_assertive(q, text) for q in quantities):
        return None
    asserts = _asserts(text, passage.section, quantities, names)
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


_SCORES = re.compile(
    r"\b(?:achiev|reach|obtain|attain|outperform|improv|surpass|exceed|beat|gain|score|get|got|yield|drop)(?:e?s|e?d|ing)?\b"
)


def _is_debris(text: str) -> bool:
    """Whether a "sentence" is a row of a table or the labels of a plot."""
    words = [word.strip(".,;:()") for word in text.split()]
    if len(words) < 4:
        return True
    numbers = sum(1 for word in words if _NUMBERISH.match(word))
    plain = sum(1 for word in words if word.isalpha() and word.islower() and len(word) > 1)
    if numbers > 4 and numbers * 2 > len(words) or numbers > 6 and plain < numbers:
        return True
    return plain < 3 and not _SCORES.search(text)


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


_SETUP_SECTION = re.compile(
    r"(?i:\b(?:set-?ups?|settings?|implementation|hyper-?parameters?|training[ ]details|details"
    r"|materials?|methods?"
    r"|methodology|data|datasets?|corpora|corpus|annotation|pre-?processing|apparatus|participants|procedure|statistics"
    r"|fabrication|preparation)\b)"
)
_DESCRIBES = re.compile(
    r"\b(?:contain(?:s|ed|ing)?|consist(?:s|ed|ing)?[ ]of|compris(?:es|ed|ing|e)|includ(?:es|ed|ing|e)"
    r"|cover(?:s|ed|ing)?"
    r"|span(?:s|ned|ning)?|has|have|had|composed[ ]of|made[ ]up[ ]of|collect(?:s|ed)?|with|measur(?:es"
    r"|ed|ing)"
    r"|us(?:e|es|ed|ing)|set|train(?:ed)?|sampl(?:e|ed)|select(?:ed)?|took|take|split|appl(?:y|ied)|was|were)\b"
)
_MAKES = re.compile(
    r"(?i:\b(?:we[ ](?:\w+[ ]){0,2}(?:collect|build|built|creat|introduc|present|construct|annotat"
    r"|releas|propos|compil"
    r"|curat|gather)\w*|our[ ](?:\w+[ ]){0,2}(?:data[ ]?set|benchmark|corpus|collection|test[ ]set))\b)"
)


def _asserts(
    text: str, section: str | None, quantities: tuple[Quantity, ...], names: NameTable
) -> Literal["own", "reported", "setting"]:
    if _is_reported(text, section) and not _speaks_of_own(quantities, names):
        return "reported"
    in_setup = section is not None and _SETUP_SECTION.search(section) is not None
    if not quantities or any(_is_weighty(q, text) and not (in_setup and _is_size(q)) for q in quantities):
        return "own"
    if any(q.role == "setting" for q in quantities) or _describes_known_set(text, names):
        return "setting"
    is_described = in_setup and _DESCRIBES.search(text) is not None and _MAKES.search(text) is None
    return "setting" if is_described and names.own_dataset is None else "own"


def _is_weighty(quantity: Quantity, text: str) -> bool:
    return quantity.role in ("level", "difference", "ratio", "p_value") and _is_assertive(quantity, text)


def _is_size(quantity: Quantity) -> bool:
    """Whether a number is a measure in units of its own, and no score."""
    is_measure = quantity.unit not in (None, "%", "points", "x") and quantity.metric is None
    return quantity.role == "level" and is_measure


def _describes_known_set(text: str, names: NameTable) -> bool:
    """Whether a sentence of counts describes a data set that is not the paper's own."""
    if _DESCRIBES.search(text) is None or _MAKES.search(text) or (names.own_dataset or "\0") in text:
        return False
    first = NAME.search(text)
    return first is not None and name_kind(first.group(), names) == "dataset" and first.start() < 40


def _speaks_of_own(quantities: tuple[Quantity, ...], names: NameTable) -> bool:
    return names.own_method is not None and any(q.method == names.own_method for q in quantities)


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
