"""DOIs as authors write them into a record; pure.

Syntax: https://www.crossref.org/blog/dois-and-matching-regular-expressions/
"""

from __future__ import annotations

import re

__all__ = ["read_dois", "same_doi"]

_DOI = re.compile(r"10\.\d{4,9}/[^\s\"\\]{1,200}", re.IGNORECASE)
_RESOLVER = re.compile(r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE)
# arXiv's own DOI names the preprint; the register of preprints is arXiv itself.
_ARXIV = "10.48550/arxiv."
_LONGEST_FIELD = 2_000


def read_dois(field: str | None) -> tuple[str, ...]:
    """Return the DOIs of a field, lower case, each once: some records name two, apart by a space.

    DOIs are the same in upper and lower case (DOI Handbook, 2.4). arXiv's own are left out.
    """
    found: dict[str, None] = {}
    for word in _RESOLVER.sub(" ", (field or "")[:_LONGEST_FIELD]).split():
        match = _DOI.fullmatch(word.rstrip(".,;"))
        if match and not match[0].lower().startswith(_ARXIV):
            found[match[0].lower()] = None
    return tuple(found)


def same_doi(value: object, doi: str) -> bool:
    """Say whether a field of a register's record is this DOI (lower case)."""
    return isinstance(value, str) and _RESOLVER.sub("", value).strip().lower() == doi
