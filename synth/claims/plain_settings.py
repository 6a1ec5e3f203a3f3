"""What a number is one of that is no score: how something was set, how much of something there is.

"A batch size of 256", "trained for 90 epochs", "118K training and 5K test images", "at 36 GB".
"""

from __future__ import annotations

import re

from synth.claims.plain_measures import find_thing, find_told_noun
from synth.claims.units import SCALES

__all__ = ["counted_noun", "find_amount", "is_of_data", "is_of_model"]

_SCALES = frozenset(SCALES.values())
_NOUN = re.compile(r"[a-zA-Z][a-z]{2,}(?:[ -][a-z]+){0,2}")
_MODEL_NOUN = re.compile(
    r"\b(?:parameters|layers?|heads?|blocks?|dimensions?|GPUs?|TPUs?|CPUs?|FLOPs|memory|neurons"
    r"|hidden (?:size|units)|experts|filters|channels|qubits)$"
)
_MACHINES = re.compile(r"(?:GPU|TPU|CPU)s?(?: cores?| nodes?)?|FPS|images/s(?:ec)?")
_SYMBOL = re.compile(r"(?<![\w-])(?P<name>[A-Za-zα-ωΑ-Ω](?:[A-Za-z_']|_?\d){0,3}) ?(?:=|≈|∈ ?\{) ?$")
_SET = re.compile(
    r"(?<![\w’-])(?P<what>(?:[a-z][a-z’-]+ ){0,2}[a-z][a-z’-]{3,}) (?:was |is |are |were )?"
    r"(?:(?:initially |always )?(?:set|fixed|kept|tuned|chosen|limited|reduced|increased|equal|sampled) )?"
    r"(?:(?:of|is|at|to|was|are|were|as|by|=|:|be) )"
    r"(?:(?:only|about|around|roughly|just|up to|at most|at least|a) )?[(]?$"
)
_LEAD = re.compile(
    r"(?:(?:with|and|or|take|takes|took|the|an?|its|our|their|using|use|uses|used|we|set|of|for|in|to|is|are|by|as|on|at|from|where|while"
    r"|that|maximum|initial|constant|default|fixed|same|total|both|has|have|had|consists?|made|adopt|employ)\s+)+"
)
_ALONE = re.compile(r"\s*(?:parameters?|params)\b")
_DATA = (
    r"(?P<what>images?|sentences?|questions?|examples?|instances?|samples?|pairs?|documents?|tokens?|words?|queries"
    r"|passages?|articles?|videos?|utterances?|languages?|classes|categories|labels|annotations|dialogu?es|tables"
    r"|reviews|tweets|problems|records|users|items|triples|entities|relations)\b"
)
_DATA_NOUN = re.compile(rf"(?:[\w-]+ )*{_DATA}")
_NEXT_NOUN = re.compile(rf"(?:[^.;()]{{0,60}}?\d[\d.,]*[KMB]?\s)(?:[a-z-]+ ){{0,2}}?{_DATA}")
_NOUN_BEFORE = re.compile(rf"\d[\d.,]*[KMB]?\s(?:[a-z-]+ ){{0,2}}?{_DATA}[^.;()]{{0,40}}$")
_MODELS = re.compile(r"\b(?:language |smaller |larger )models?\b|\bmodels? sizes?\b|\bmodels,", re.IGNORECASE)
_BESIDE_NAME = re.compile(r"\((?:~|about |vs\.? )?$")
_MODEL = re.compile(r"[ -](?:[A-Za-z][\w-]* )?(?:models?|version|variant|LLMs?)\b")
_EMPTY = re.compile(
    r"(?:takes?|took|needs?|with|of|value|values|total|thing|things|set|fixed|kept|number|size|amount|result|results)$"
)
_SIZES = frozenset({"million", "billion", "M", "B"})


def find_amount(text: str, start: int, end: int, unit: str | None) -> str | None:
    """Return what the number at `start:end` of a text sets or counts, in the text's words, or None."""
    noun = counted_noun(unit)
    if noun is not None and _MACHINES.fullmatch(noun):
        return noun
    thing = find_thing(text, start, end, unit)
    if thing is not None:
        return thing
    if noun is not None and _NOUN.fullmatch(noun) and not _takes_parameters(text, end):
        return noun
    if unit in _SIZES and _takes_parameters(text, end):
        return "parameters"
    symbol = _SYMBOL.search(text, 0, start)
    if symbol is not None:
        return symbol["name"]
    told = _told(text, start)
    if told is not None:
        return told
    if noun is None and unit in _SCALES:
        near = _NEXT_NOUN.match(text, end) or _NOUN_BEFORE.search(text, 0, start)
        if near is not None:
            return near["what"]
        return "parameters" if unit in _SIZES and _is_size(text, start, end) else None
    noun = find_told_noun(text, start)
    return _bare(noun) if noun is not None else None


def _is_size(text: str, start: int, end: int) -> bool:
    """Whether a bare number of millions is how large a model is: "Fern (7 billion)", "a 7B model"."""
    is_said = _MODEL.match(text, end) is not None or _MODELS.search(text) is not None
    return is_said or _BESIDE_NAME.search(text, 0, start) is not None


def _takes_parameters(text: str, end: int) -> bool:
    """Whether "parameters" stands behind a number, as what follows it or what it qualifies."""
    return _ALONE.match(text, end) is not None


def _told(text: str, start: int) -> str | None:
    match = _SET.search(text, max(0, start - 80), start)
    return _bare(match["what"]) if match is not None else None


def _bare(what: str) -> str | None:
    """Return a noun without the words that lead up to it; None where nothing but such words are left."""
    lead = _LEAD.match(what)
    what = what[lead.end() if lead else 0 :].strip()
    return what if what and not _EMPTY.match(what) else None


def is_of_data(noun: str | None) -> bool:
    """Whether what is counted is what data sets consist of, which no method has."""
    return noun is not None and _DATA_NOUN.fullmatch(noun) is not None


def is_of_model(noun: str | None) -> bool:
    """Whether what is counted is what models and machines consist of, which no data set has."""
    return noun is not None and _MODEL_NOUN.search(noun) is not None


def counted_noun(unit: str | None) -> str | None:
    """Return what is counted, without its scale: "pairs" of "million pairs"."""
    return " ".join(word for word in (unit or "").split() if word not in _SCALES) or None
