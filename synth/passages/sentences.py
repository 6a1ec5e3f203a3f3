"""Text cut into sentences without losing a character, and lines put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["Words", "joint", "split_sentences"]

_ABBREVIATIONS = frozenset(
    """al app approx appx arxiv assn avg ca calc cf ch chap co col coll conf conj cor corp def dept diff dist
    dr ed eds e.g eg eq eqn eqns eqs esp est ex exp fig figs hyp i.e ie inc incl int jr lem lit ltd max med
    min mr mrs ms no nos nr num op par pp pr prof prop props pt pts rem resp rev sec secs sect sp sr st suppl
    tab tabs thm thms univ var viz vol vols vs w.r.t wrt a.k.a i.i.d ref refs alg algs rel""".split()
)
"""Words before a full stop that does not end a sentence, lower case."""

_SOFT = frozenset("al etc co inc ltd corp jr max min no ms ex exp u.s u.k i.i.d a.k.a".split())
"""Those that end a sentence too, when a word follows that opens one."""

_OPENERS = frozenset(
    """A All Also Although An And As At Because Besides Both But By Compared Consequently Each Even Every
    Finally First For From Further Furthermore Given Hence Here How However If In Instead Interestingly It Its
    Let Like Moreover Most Nevertheless Next No Note Notably On Once One Our Overall Recall Second Similarly
    Since So Some Specifically Such That The Their Then There Therefore These They This Those Though Thus To
    Unlike Using We What When Where Whereas Whether Which While Why With""".split()
)
"""Words that, capitalised behind a doubtful full stop, open a sentence."""

_CANDIDATE = re.compile(
    r"""(?:(?<![.!?])[.!?]++(?:["'”’)\]]{0,3})(?:\^\d{1,3}(?:[,–-]\d{1,3}){0,4})?"""
    r"""(?:\[[\d,\s–-]{1,20}\])?[*†‡]{0,2}(?=\s)|[。！？])"""
)
_LAST_WORD = re.compile(r"[^\s(\[{“\"'‘/]*$")
_NEXT_WORD = re.compile(r"""\s*([("'“‘\[•*–—]*)(\S+)""")
_LIST_MARK = re.compile(r"^\s*\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]$")
_LABEL = re.compile(
    r"(?:Appendix|Appendices|Section|Table|Figure|Theorem|Lemma|Case|Type|Model|System|Class|Group|Setting)"
    r"\s+[A-Z]$"
)
_CAPTION_LABEL = re.compile(
    r"^\s*(?:Supplementary\s)?(?:Table|Figure|Fig\.?|Tab\.|Algorithm|Listing|Scheme|Theorem|Lemma|Definition|"
    r"Proposition|Corollary|Remark|Example)\s*[A-Z]?[\d.]*$",
    re.I,
)
_ENUMERATOR = re.compile(r"(?:\d{1,2}|[a-z]|[ivx]{1,4})\)")
_PAIRS = {")": "(", "]": "["}

MAX_BRACKET = 500
"""Characters within which a bracket must close to count; a stray one must not swallow a paper."""


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return the half-open spans of a text's sentences, in order, without surrounding space.

    Full stops inside brackets, of abbreviations, initials, numbers and list marks don't part
    sentences. Every character that is not white space lies in exactly one span.
    """
    shut = _bracket_spans(text)
    spans: list[tuple[int, int]] = []
    start = 0
    inside = iter([*shut, (len(text) + 1, len(text) + 1)])
    opening, closing = next(inside)
    for match in _CANDIDATE.finditer(text):
        stop = match.start()
        while stop >= closing:
            opening, closing = next(inside)
        if opening < stop < closing or not _ends_sentence(text, start, match):
            continue
        spans.append((start, match.end()))
        start = match.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    end = start + len(piece.rstrip())
    return (start + lead, end) if end > start + lead else None


def _bracket_spans(text: str) -> list[tuple[int, int]]:
    """Return the outermost bracketed stretches, at most `MAX_BRACKET` long."""
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for match in re.finditer(r"[()\[\]]", text):
        char, at = match[0], match.start()
        if char in "([":
            stack.append((char, at))
        elif stack and stack[-1][0] == _PAIRS[char]:
            _, opening = stack.pop()
            if at - opening <= MAX_BRACKET:
                while spans and spans[-1][0] > opening:
                    spans.pop()
                spans.append((opening, at))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match[0][0]
    if mark in "。！？":
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return True
    opener, word = following[1], following[2]
    is_listed = opener.startswith("•") or (opener == "(" and bool(_ENUMERATOR.match(word)))
    if word[0].islower() and not is_listed and not re.match(r"[a-z]+[A-Z]", word):
        return False
    if mark != ".":
        return True
    if match[0].startswith("..") and not word[0].isupper():
        return False
    return not _is_abbreviation(text, start, match.start(), word)


def _is_abbreviation(text: str, start: int, stop: int, following: str) -> bool:
    """Tell whether the full stop at `stop` belongs to the word before it."""
    before = text[max(start, stop - 40) : stop]
    found = _LAST_WORD.search(before)
    word = found[0] if found else ""
    opens = following.rstrip(",.;:") in _OPENERS
    if stop - start < 60 and (
        _LIST_MARK.match(text[start : stop + 1]) or _CAPTION_LABEL.match(text[start:stop])
    ):
        return True
    if len(word) == 1 and word.isupper():
        return not (opens and (_LABEL.search(before) or following.rstrip(",") not in ("A", "No", "As")))
    if word in ("ref", "refs"):
        # What LaTeX's \\ref is read as; the abbreviation is capitalised.
        return False
    folded = word.lower().lstrip("*†^_-–—,;:")
    if folded in _ABBREVIATIONS or folded == "etc" or re.fullmatch(r"(?:[a-z]\.)+[a-z]", folded):
        return not (opens and (folded in _SOFT or "." in folded and folded[:3] not in ("e.g", "i.e", "w.r")))
    return False


# ------------------------------------------------------------------- lines put together

_END_WORD = re.compile(r"([^\W\d_]+)-$")
_START_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_PLAIN = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = frozenset(
    "in to with there under over for be an on out up so as at by me he we us it is a or no".split()
)
_PREFIXES = frozenset(
    "non self multi cross co semi ex zero few one two three pre post sub mid low high well".split()
)


_COMPOUND_END = re.compile(
    r"(?:[a-z]{4,}(?:ed|ing)|based|free|like|aware|level|specific|wise|agnostic|invariant|oriented|driven)$"
)
"""Second halves of compounds such as "sequence-aligned"; too long for an ending of their own."""


class Words:
    """How often a document uses words, plain and hyphenated, where no line ends in them."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._plain: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        is_divided = False
        kept: list[str] = []
        for line in lines:
            # Halves of divided words are no words.
            whole = line.lower().partition(" ")[2] if is_divided else line.lower()
            is_divided = whole.endswith("-")
            kept.append(whole.rpartition(" ")[0] if is_divided else whole)
        text = "\n".join(kept)
        self._plain.update(_PLAIN.findall(text))
        for compound in _HYPHENATED.findall(text):
            parts = compound.split("-")
            self._pairs.update(zip(parts, parts[1:], strict=False))

    def keeps_hyphen(self, first: str, second: str) -> bool:
        """Tell whether `first` and `second`, parted at a line's end, are a compound."""
        if first != first.lower() and not first.istitle():
            # "LAN-/GUAGE" in a title of capitals, against "BERT-/based".
            return not (second.isupper() and self._plain[(first + second).lower()])
        first, second = first.lower(), second.lower()
        joined, compound = self._plain[first + second], self._pairs[first, second]
        if joined or compound:
            return compound > joined
        if first in _FUNCTION_WORDS or len(second) < 3 or len(first) < 3:
            return False
        if first in _PREFIXES:
            return self._plain[second] > 0
        is_word = self._plain[first] > 0
        return is_word and (self._plain[second] > 0 or bool(_COMPOUND_END.match(second)))


_DECIMAL_HEAD = re.compile(r"(?:^|[\s(±~=<>])[-+]?\d{1,3}\.$")
_DECIMAL_TAIL = re.compile(r"\d{1,3}(?!\d)(?:$|%|[\s,;)±]\s?(?![A-Z])|\.(?:\s|$))")


def joint(before: str, after: str, words: Words) -> tuple[int, str]:
    """Return how many characters to cut from `before`'s end, and what to put between it and `after`.

    Divided words are mended, compounds keep their hyphen, and a decimal number that was divided
    behind its point becomes whole.
    """
    if before.endswith("-") and after[:1].isalnum():
        return _hyphen_joint(before, after, words)
    if before.endswith(("—", "–", "/")) and before[-2:-1].isalnum() and after[:1].isalnum():
        return 0, ""
    # A year or a section's number before the point is the end of a sentence instead.
    if _DECIMAL_HEAD.search(before) and _DECIMAL_TAIL.match(after):
        return 0, ""
    return 0, " "


def _hyphen_joint(before: str, after: str, words: Words) -> tuple[int, str]:
    last, first = _END_WORD.search(before), _START_WORD.match(after)
    if last is None or first is None:
        # "GPT-/3", "22-/layer", "2018-/2020": nothing was divided here; "a - / b" is a dash.
        return (0, "") if before[-2:-1].strip() else (0, " ")
    if not after[0].islower() and not (first[0].isupper() and last[1].isupper()):
        return 0, ""
    if len(first[0]) < len(after) and after[len(first[0])].isdigit():
        return 0, ""
    if before[: last.start()].endswith("-") and words.keeps_hyphen(last[1], first[0]):
        return 0, ""
    if before[: last.start()][-1:].isdigit() or re.search(r"\d-$", before[: last.start()]):
        return 0, ""
    return (0, "") if words.keeps_hyphen(last[1], first[0]) else (1, "")
