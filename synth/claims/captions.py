"""What a caption tells of its table: its terms, its marks, the setting of all or of some of its rows.

A caption is read clause by clause; what it defines ("∆ is the average accuracy", "Cross-lingual TEST is to
train on English and test elsewhere") is what the header of that name stands for.
"""

from __future__ import annotations

import re

from synth.text import tokens

__all__ = ["clauses_beside", "describes_data", "first_sentence", "meaning_of", "sentences_about_all"]

_CLAUSE_END = re.compile(r"(?<=[\w)%])[.;:]\s+")
_DEFINITION = re.compile(
    r"(?:and |where |while )?(?P<term>\S.{0,48}?)\s(?:(?:is|are)(?: to| the)?|denotes?|corresponds? to"
    r"|stands? for|refers? to|means|represents?|indicates?)\s(?P<meaning>\S.*)"
)
_PARTS = re.compile(r"(?<=\w)(?:[.;:,]\s|\s(?:and|while|whereas|or)\s)")
_ALL = re.compile(
    r"\b(?:all|each|every|any)\b[^.]{0,40}\b(?:models?|methods?|systems?|results?|numbers)\b", re.I
)
_LABEL = re.compile(r"^\s*(?:table|tab\.)\s?[\w.]{1,6}?[.:|]\s+", re.IGNORECASE)
_FIRST_END = re.compile(r"(?<=[\w)])\.\s+(?=[A-Z†‡*§(“])")
_NO_RESULTS = re.compile(
    r"\bhyper-?\s?parameters?\b|\bstatistics (?:of|for|on|about)\b|\bcharacteristics of\b"
    r"|\b(?:training|fine-?tuning|optimi[sz]ation|model) (?:settings|configurations?|recipes?)\b",
    re.IGNORECASE,
)
_SHARED = 0.75
"""Share of a heading's words that a clause must repeat to speak of it."""


def meaning_of(header: str, caption: str) -> str:
    """Return what the caption says that a header, or a term within it, stands for; "" where nothing."""
    words = tokens(header)
    for clause in _CLAUSE_END.split(caption):
        match = _DEFINITION.match(clause)
        if match is None:
            continue
        term = tokens(match["term"])
        # A sign such as "∆" has no words: it must be the header.
        if _contains(words, term) if term else match["term"].strip() == header.strip():
            return match["meaning"]
    return ""


def _contains(words: list[str], part: list[str]) -> bool:
    return any(words[i : i + len(part)] == part for i in range(len(words) - len(part) + 1))


def clauses_beside(heading: str, caption: str) -> tuple[str, ...]:
    """Return the clauses of a caption that repeat most words of a heading of at least two words."""
    words = set(tokens(heading))
    if len(words) < 2:
        return ()
    parts = (part for part in _PARTS.split(caption) if part)
    return tuple(part for part in parts if len(words & set(tokens(part))) >= _SHARED * len(words))


def sentences_about_all(caption: str) -> str:
    """Return what a caption says of the whole table: its first sentence, and those about all or each."""
    first, *others = _sentences(caption)
    return ". ".join([first, *(other for other in others if _ALL.search(other))])


def first_sentence(caption: str) -> str:
    """Return a caption's first sentence, without the table's label; marks may open the next one."""
    return _FIRST_END.split(_LABEL.sub("", caption), maxsplit=1)[0]


def describes_data(caption: str) -> bool:
    """Whether a caption announces settings or counts instead of results."""
    return _NO_RESULTS.search(_sentences(caption)[0]) is not None


def _sentences(caption: str) -> list[str]:
    return re.split(r"(?<=[\w)])\.\s+(?=[A-Z])", _LABEL.sub("", caption))
