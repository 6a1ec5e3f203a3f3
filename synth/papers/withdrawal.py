"""Whether a paper's own words say that it is withdrawn; pure."""

from __future__ import annotations

import re

__all__ = ["says_withdrawn"]

_PAPER = r"(?:papers?|articles?|manuscripts?|preprints?|submissions?|e-?prints?|works?|versions?|notes?)"
_GONE = r"(?:withdrawn|retracted)"
# arXiv's moderators write "removed" where authors write "withdrawn".
_REMOVED = r"\bremoved by (?:the )?arxiv(?: admin\w*| moderat\w*)\b"
_WANTS_IT_GONE = (
    rf"\b(?:(?:am|are|is) withdrawing|(?:wish|want|would like) to withdraw) (?:this|the|our) {_PAPER}\b"
)
_IS_GONE = rf"(?:has|have|had|is|was)(?: now| been| being){{0,2}} {_GONE}\b"

# A comment speaks of its own paper even where it does not name it.
_IN_COMMENT = re.compile(
    rf"^\W*(?:temporarily )?{_GONE}\b"
    rf"|\b{_PAPER} (?:temporarily )?{_GONE}\b"
    rf"|\b{_IS_GONE}"
    rf"|\b{_GONE} (?:by|due|because|owing|since|as)\b"
    rf"|\b(?:authors?|we|i) (?:hereby |have |has ){{0,2}}withdr[ae]w[ns]? (?:this|the|our) {_PAPER}\b"
    rf"|{_WANTS_IT_GONE}|{_REMOVED}",
    re.IGNORECASE,
)
# An abstract may be about withdrawn drugs or retracted papers, so here only a sentence counts whose
# subject is this paper.
_IN_ABSTRACT = re.compile(
    rf"^\W*(?:{_PAPER} )?{_GONE}\b"
    rf"|(?:^|[.!?] )\W*(?:this|our)(?: [\w'-]+)?(?: {_PAPER})? {_IS_GONE}"
    rf"|\bwe (?:hereby |have ){{0,2}}withdr[ae]w[n]? (?:this|our) {_PAPER}\b"
    rf"|\bthis {_PAPER} (?:has been|was|is) {_REMOVED}",
    re.IGNORECASE,
)
# "Withdrawn from a conference", "replaces the withdrawn version", "the first version was withdrawn": this
# version stands.
_EARLIER = r"(?:first|previous|prior|earlier|older?|former|initial)"
_STANDS = re.compile(
    rf"\b{_GONE} from\b"
    rf"|\b(?:supersedes?|replac(?:es|ing))\b(?:[^.]|\.(?=\d)){{0,60}}\b{_GONE}\b"
    rf"|\b{_EARLIER} {_PAPER} {_IS_GONE}",
    re.IGNORECASE,
)


def says_withdrawn(comment: str | None, abstract: str) -> bool:
    """Say whether the authors' comment or the abstract declares the paper withdrawn."""
    return _matches(_IN_COMMENT, comment or "") or _matches(_IN_ABSTRACT, abstract)


def _matches(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None and _STANDS.search(text) is None
