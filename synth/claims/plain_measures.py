"""What a number is one of where its sentence names no measure: "performance", "40% fewer parameters".

What is found here are candidates only; `synth.claims.attribution` weighs them against the measures that the
paper names.
"""

from __future__ import annotations

import re

from synth.text import has_word

__all__ = ["find_counted", "find_thing", "find_told_noun", "find_vague_measures"]

_VAGUE = re.compile(
    r"(?:(?:average|mean|overall|macro|final|GLUE|SuperGLUE|[A-Z][\w-]+) )?"
    r"\b(?:performances?|scores?|results?|quality|success|agreement)\b",
    re.IGNORECASE,
)


def find_vague_measures(text: str) -> list[tuple[int, int, str]]:
    """Return the words that stand for a measure that is not told: "performance", "average score"."""
    return [(m.start(), m.end(), m.group()) for m in _VAGUE.finditer(text)]


_NP = (
    r"(?:(?:the|an?|all|its|their|our|these|those|both) ){{0,3}}"
    r"(?P<what>(?!time\b|{stop})[\w’'-]+(?: (?!time\b|{stop})[\w’'-]+){{0,4}}(?: of [a-z-]+)?)"
)
_HALT = (
    r"(?:on|in|to|from|than|over|and|or|but|while|whereas|which|that|is|are|was|were|has|have|had|compared"
    r"|when|can|by"
    r"|respectively|with|for|at|as|we|it|where|who|if|using|per|correctly|only|also|does|do|did|under"
    r"|between|among"
    r"|across|after|before|without|absolute|relative|overall|points?|average|percent|better|worse|higher|lower|above|below"
    r"|ahead|more"
    r"|less|fewer|because|of|them|it|its|the|this|these|such|gains?|improvements?|increases?|drops?"
    r"|reductions?|decreases?|versus|vs)\b"
)
_THING = _NP.format(stop=_HALT)
_SHARE_OF = re.compile(rf"[ ]of[ ]{_THING}")
_FEWER = re.compile(rf"[ -](?:times )?(?:fewer|less|more|lower|higher|longer) {_THING}")
_HOW = (
    (
        re.compile(
            r"[ -](?:times |x |× )?(?:relative |absolute )?(?:faster|quicker|slower|speed-?ups?"
            r"|acceleration)\b"
        ),
        "speed",
    ),
    (re.compile(r"[ -](?:times |x |× )?(?:smaller|larger|bigger|compress\w+)\b"), "size"),
    (re.compile(r"[ -](?:times |x |× )?(?:cheaper|more expensive)\b"), "cost"),
)
_COSTS = re.compile(
    r"(?:(?:inference|training|pre-?training|decoding|running|wall-?clock|compute|computation\w*|GPU|model"
    r"|memory|storage"
    r"|disk|index) )?(?:times?|latency|speed|throughput|memory(?: usage| consumption| footprint)?|storage"
    r"|footprint"
    r"|size|weigh\w*|compute|parameters|params|FLOPs|costs?|budget)\b",
    re.IGNORECASE,
)
_OF_UNIT = (
    (re.compile(r"(?:s|ms|µs|min|h|days?|weeks?|months?|hours?|minutes?|seconds?|(?:GPU|TPU).*)"), "time"),
    (re.compile(r"(?:[KMGT]i?B|bytes?)"), "memory"),
    (re.compile(r".+/s"), "throughput"),
    (re.compile(r".*(?:parameters|params)"), "parameters"),
    (re.compile(r".*FLOP.*"), "FLOPs"),
    (re.compile(r"(?:\$|USD|€|EUR|£)"), "cost"),
)
_KIND_OF_UNIT = {
    "time": re.compile(r"times?$|latency|speed", re.I),
    "memory": re.compile(r"memory|storage|footprint|size|weigh", re.I),
    "throughput": re.compile(r"throughput|speed", re.I),
}
_FEWER_BEFORE = re.compile(
    r"\b(?:fewer|less|more|lower|smaller|shorter) (?P<what>[a-z][a-z -]{2,28}?) \((?:only |about |~)?$"
)


def find_thing(text: str, start: int, end: int, unit: str | None) -> str | None:
    """Return what a number that is no score is one of, in plain words, or None.

    "9.4x faster": speed; "40% fewer parameters"; "71.8% of the examples"; "207 MB": memory, or how the
    sentence calls it.
    """
    fewer = _FEWER_BEFORE.search(text, 0, start)
    if fewer is not None:
        return fewer["what"]
    for pattern, name in _HOW:
        if pattern.match(text, end):
            return name
    for pattern in (_FEWER, _SHARE_OF):
        match = pattern.match(text, end) if unit != "points" else None
        if match is not None and has_word(match["what"]):
            return match["what"].strip()
    for pattern, name in _OF_UNIT:
        if unit is not None and pattern.fullmatch(unit):
            return _cost_named(text, start, name)
    return None


def _cost_named(text: str, at: int, name: str) -> str:
    """Return the words for a cost that stand nearest in a sentence, or its plain name."""
    kind = _KIND_OF_UNIT.get(name)
    said = [m for m in _COSTS.finditer(text) if kind is not None and kind.search(m.group())]
    nearest = min(said, key=lambda m: abs(m.start() - at), default=None)
    if nearest is None or "weigh" in nearest.group().lower():
        return "size" if nearest is not None else name
    return nearest.group()


_COUNTED = re.compile(rf"[ ]{_THING}")


def find_counted(text: str, end: int) -> str | None:
    """Return the noun behind a number: "28% parameters"."""
    match = _COUNTED.match(text, end)
    return match["what"].strip() if match is not None and has_word(match["what"]) else None


_TOLD_NOUN = re.compile(
    r"(?<![\w’-])(?P<what>(?:[A-Za-z][a-z’-]+ )?[A-Za-z][a-z’-]{3,})(?: values?| scores?)?"
    r" (?:(?:of|is|at|to|was|=|reaches|reached|about|only|around"
    r"|between the two) )?(?:(?:only|about|around|roughly|just|over|up to|as high as|as low as) )?[(]?$"
)
_NO_NOUN = re.compile(
    r"(?:(?:was|were|is|are) .*|\w+ )?(?:kept|falls?|fell|rises?|rose"
    r"|gains?|improvements?|increases?|drops?|gaps?|differences?"
    r"|margins?|factors?|totals?"
    r"|decreases?|reductions?"
    r"|performances?|results?|models?|outperforms?|achieves?|obtains?|reaches|than|with|from|only|about"
    r"|over|have|has"
    r"|been|which|that|there|while|nearly|almost|roughly|around|approximately|additional|another|average"
    r"|[a-z]+ed"
    r"|[a-z]+ing|[a-z]+ly|baselines?|methods?|state-of-the-art|respectively|compared)$"
)


def find_told_noun(text: str, start: int) -> str | None:
    """Return the noun that a number is the value of: "probability (0.129)", "a cosine similarity of 0.06"."""
    match = _TOLD_NOUN.search(text, max(0, start - 70), start)
    return match["what"] if match is not None and not _NO_NOUN.match(match["what"]) else None
