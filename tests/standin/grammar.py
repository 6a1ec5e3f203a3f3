"""arXiv's query grammar: fields, phrases, AND, OR, ANDNOT, brackets and date ranges.

https://info.arxiv.org/help/api/user-manual.html#query_details

The manual says nothing of words. Here they are compared as arXiv's users see them compared: without
case; a hyphen parts words, in quotes and out of them; a plural is its singular, in quotes too
(https://github.com/arXiv/arxiv-search/issues/303); "pretraining" and "pre-training", "modelling" and
"modeling" differ. Terms without an operator between them are alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tests.standin.corpus import Record

Matcher = Callable[[Record], float]
"""A record's score for a query; 0 where it does not match."""


class BadQueryError(ValueError):
    """A query outside the grammar."""


_TOKEN = re.compile(
    r"\s*(?:(?P<bracket>[()])|(?P<operator>ANDNOT|AND|OR)(?=[\s(]|$)"
    r"|(?P<dates>(?:submittedDate|lastUpdatedDate):\[\s*\d{8,14}\s+TO\s+\d{8,14}\s*\])"
    r"|(?:(?P<field>[a-z]{2,3}):)?(?:\"(?P<phrase>[^\"]*)\"|(?P<word>[^\s()\"]+)))"
)
_FIELDS = ("ti", "au", "abs", "co", "jr", "cat", "rn", "id", "all")


@dataclass
class _Tokens:
    items: list[re.Match[str]]
    position: int = 0

    def peek(self) -> re.Match[str] | None:
        return self.items[self.position] if self.position < len(self.items) else None

    def take(self) -> re.Match[str]:
        item = self.peek()
        if item is None:
            raise BadQueryError("the query ends too early")
        self.position += 1
        return item


def parse_query(text: str) -> Matcher:
    """Turn a query into a function that scores records."""
    tokens = _Tokens(_tokenize(text))
    matcher = _either(tokens)
    if tokens.peek() is not None:
        raise BadQueryError(f"unexpected {tokens.take()[0]!r}")
    return matcher


def _tokenize(text: str) -> list[re.Match[str]]:
    items, position, text = [], 0, text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or match.end() == position:
            raise BadQueryError(f"can't read {text[position:]!r}")
        items.append(match)
        position = match.end()
    if not items:
        raise BadQueryError("the query is empty")
    return items


def _either(tokens: _Tokens) -> Matcher:
    matcher = _both(tokens)
    while (item := tokens.peek()) is not None and item["bracket"] != ")":
        if item["operator"] == "OR":
            tokens.take()
        matcher = _or(matcher, _both(tokens))
    return matcher


def _both(tokens: _Tokens) -> Matcher:
    matcher = _single(tokens)
    while (item := tokens.peek()) is not None and item["operator"] in ("AND", "ANDNOT"):
        tokens.take()
        matcher = (_and_not if item["operator"] == "ANDNOT" else _and)(matcher, _single(tokens))
    return matcher


def _single(tokens: _Tokens) -> Matcher:
    item = tokens.take()
    if item["bracket"] == "(":
        matcher = _either(tokens)
        if tokens.take()["bracket"] != ")":
            raise BadQueryError("a bracket is not closed")
        return matcher
    if item["bracket"] or item["operator"]:
        raise BadQueryError(f"unexpected {item[0].strip()!r}")
    if item["dates"]:
        return _date_range(item["dates"])
    return _term(item["field"] or "all", item["phrase"] if item["phrase"] is not None else item["word"])


def _or(one: Matcher, other: Matcher) -> Matcher:
    return lambda record: one(record) + other(record)


def _and(one: Matcher, other: Matcher) -> Matcher:
    def match(record: Record) -> float:
        score = one(record)
        more = other(record) if score else 0.0
        return score + more if more else 0.0

    return match


def _and_not(one: Matcher, other: Matcher) -> Matcher:
    return lambda record: 0.0 if other(record) else one(record)


def _date_range(text: str) -> Matcher:
    field, first, last = re.findall(r"[a-zA-Z]+Date|\d{8,14}", text)

    def match(record: Record) -> float:
        moment = record.published if field == "submittedDate" else record.updated
        stamp = re.sub(r"\D", "", moment)[:12]
        return 1.0 if first.ljust(12, "0")[:12] <= stamp <= last.ljust(12, "9")[:12] else 0.0

    return match


def _term(field: str, text: str) -> Matcher:
    if field not in _FIELDS:
        raise BadQueryError(f"unknown field {field!r}")
    if field == "cat":
        pattern = re.compile(re.escape(text.lower()).replace(r"\*", ".*"))
        return lambda record: float(any(pattern.fullmatch(c.lower()) for c in record.categories))
    if field == "id":
        return lambda record: float(text in (record.id, record.versioned_id))
    wanted = split_words(text)
    if not wanted:
        return lambda record: 0.0

    def match(record: Record) -> float:
        counts = ((_occurrences(wanted, words), weight) for words, weight in _texts(field, record))
        # Repetition counts less and less: what has more of the terms comes before what has one often.
        return sum(weight * n / (n + 1) for n, weight in counts)

    return match


def _texts(field: str, record: Record) -> list[tuple[list[str], float]]:
    texts = {
        "ti": (record.title, 3.0),
        "abs": (record.summary, 1.0),
        "au": (" ; ".join(record.authors), 1.0),
        "co": (record.comment or "", 0.5),
        "jr": (record.journal_ref or "", 0.5),
        "rn": ("", 0.5),
    }
    chosen = texts.values() if field == "all" else (texts[field],)
    return [(split_words(text), weight) for text, weight in chosen]


@lru_cache(maxsize=4096)
def split_words(text: str) -> list[str]:
    """Words as the index holds them: lower case, without accents or plural, parted at hyphens; * stays."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return [_singular(word) for word in re.findall(r"[^\W_]+\*?", bare.lower())]


def _singular(word: str) -> str:
    """Cut a plural's ending as Harman's S-stemmer does (How effective is suffixing?, 1991, table 1)."""
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")):
        return word[:-1]
    return word


def _occurrences(wanted: list[str], words: list[str]) -> int:
    if not any(want.endswith("*") for want in wanted):
        # Words parted by two spaces, so that neighbours don't share one.
        return "  ".join(["", *words, ""]).count(" " + "  ".join(wanted) + " ")
    pattern = "  ".join(re.escape(want[:-1]) + r"\S*" if want.endswith("*") else want for want in wanted)
    return len(re.findall(f" {pattern} ", "  ".join(["", *words, ""])))
