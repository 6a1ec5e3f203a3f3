"""Which data sets a question names, and which claims bear on them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from synth.text import clean_line, fold
from synth.types import Claim, JudgedClaim, Quantity, Question

__all__ = ["asked_datasets", "bearing_claims", "is_asked", "is_on", "names_in"]

LIMIT = 15
"""Claims that are quoted as results that bear on the question."""
PER_PAPER = 4
"""Of these, from one paper at most: one paper must not speak for all."""

_WORD = re.compile(r"[^\s“”\"'(),;:?!/]+")


def asked_datasets(question: Question, claims: Sequence[JudgedClaim]) -> tuple[str, ...]:
    """Return the data sets that a question names, in its order.

    A name is a word with a capital inside it, or with a capital and a digit ("XNLI", "PAWS-X",
    "MossBench"). One that the claims know as a method or a metric and not as a data set is left out.
    """
    quantities = [quantity for judged in claims for quantity in judged.claim.quantities]
    return tuple(name for name in names_in(question.text) if not _is_something_else(name, quantities))


def names_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that are written as names, each once."""
    words = (word.strip(".-") for word in _WORD.findall(clean_line(text)))
    return tuple(dict.fromkeys(word for word in words if _is_name(word)))


def is_on(quantity: Quantity, dataset: str) -> bool:
    """Tell whether a quantity is bound to a data set."""
    return bool(quantity.dataset) and _mentions(quantity.dataset or "", dataset)


def is_asked(dataset: str, datasets: Sequence[str]) -> bool:
    """Tell whether a data set is one of those that a question names, or a part of one."""
    return any(_mentions(dataset, name) for name in datasets)


def bearing_claims(
    claims: Sequence[JudgedClaim], datasets: Sequence[str]
) -> tuple[tuple[str, tuple[JudgedClaim, ...]], ...]:
    """Return results of the papers' own that bear on the question, grouped by the data set asked for.

    Only claims that state a score or a difference; of each data set the most relevant first, then
    what is relevant otherwise under ""; a sentence that a paper repeats is taken once.
    """
    results, seen = [], set()
    for judged in sorted(claims, key=_by_relevance):
        key = (judged.claim.paper_id, fold(judged.claim.quote))
        if _is_result(judged.claim) and key not in seen:
            seen.add(key)
            results.append(judged)
    found_for = {name: [j for j in results if _speaks_of(j.claim, name)] for name in datasets}
    # A claim about two data sets stands with the one of which less is known.
    rarest = sorted(datasets, key=lambda name: len(found_for[name]))
    groups: dict[str, list[JudgedClaim]] = {name: [] for name in (*datasets, "")}
    for judged in results:
        groups[next((name for name in rarest if judged in found_for[name]), "")].append(judged)
    quota = -(-LIMIT // max(1, len(datasets)))
    chosen: dict[str, list[JudgedClaim]] = {name: [] for name in groups}
    taken: dict[str | None, int] = {}
    for room in (quota, LIMIT):
        for name, found in groups.items():
            for judged in found:
                is_full = sum(map(len, chosen.values())) >= LIMIT or len(chosen[name]) >= room
                paper = judged.claim.paper_id
                if not is_full and taken.get(paper, 0) < PER_PAPER and judged not in chosen[name]:
                    chosen[name].append(judged)
                    taken[paper] = taken.get(paper, 0) + 1
    return tuple((name, tuple(sorted(found, key=_by_relevance))) for name, found in chosen.items() if found)


def _by_relevance(judged: JudgedClaim) -> tuple[float, str, int, str]:
    claim = judged.claim
    return (-(claim.relevance or 0.0), claim.paper_id or "", claim.start, claim.id)


def _is_result(claim: Claim) -> bool:
    # A row of a table can't be read alone; the comparison tables have it under its headers.
    is_said = claim.asserts == "own" and claim.where != "table"
    return is_said and any(_is_outcome(quantity) for quantity in claim.quantities)


def _is_outcome(quantity: Quantity) -> bool:
    """Tell a score or a gain from the size of a corpus and from a number of which nothing is known."""
    if quantity.role in ("difference", "ratio"):
        return quantity.direction is not None
    is_score = bool(quantity.metric) or (quantity.unit in ("%", "points") and bool(quantity.dataset))
    return quantity.role == "level" and is_score


def _speaks_of(claim: Claim, dataset: str) -> bool:
    return any(is_on(quantity, dataset) for quantity in claim.quantities) or _mentions(claim.quote, dataset)


def _is_something_else(name: str, quantities: Sequence[Quantity]) -> bool:
    if any(is_on(quantity, name) for quantity in quantities):
        return False
    return any(
        other and fold(other) == fold(name)
        for quantity in quantities
        for other in (quantity.method, quantity.baseline, quantity.metric)
    )


def _is_name(word: str) -> bool:
    has_inner_capital = any(char.isupper() for char in word[1:])
    return has_inner_capital or (any(map(str.isupper, word)) and any(map(str.isdigit, word)))


def _mentions(text: str, name: str) -> bool:
    return _pattern(name).search(fold(text)) is not None


@lru_cache(maxsize=64)
def _pattern(name: str) -> re.Pattern[str]:
    # "PAWS" is not "PAWS-X": a name ends where neither a letter nor a hyphen with more follows.
    return re.compile(rf"(?<![\w-]){re.escape(fold(name))}(?!\w|-\w)")
