"""What a paper's own sentences leave out because it goes without saying: its method, its data set.

In "TarnNet is on a par with its teacher, being 7.5x smaller", the method stands at the head of the sentence;
in "we introduce FernSet, which unites 15 tasks", what is counted is the data set. An abstract speaks of the
paper's own unless it names another. Only slots that nothing else filled are filled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from synth.claims.names import NAME, NameTable, name_kind
from synth.types import Claim, Quantity

__all__ = ["name_own_subjects"]

_HEAD = 40
"""Characters within which the subject of a sentence stands."""
_MEASURED = (
    (re.compile(r"[ -](?:times[ ])?(?:faster|quicker|slower|speed-?up)\b"), "speed"),
    (re.compile(r"[ -](?:times[ ])?(?:smaller|larger|bigger|compression)\b"), "size"),
    (re.compile(r"[ -](?:times[ ])?(?:cheaper)\b"), "cost"),
    (re.compile(r"[ -](?:times[ ])?(?:fewer|less|more)[ ](?P<noun>[a-z]{4,20})\b"), ""),
)
"""What a factor is one of, by the word behind it: "9.4x faster"."""


def name_own_subjects(claims: Sequence[Claim], names: NameTable) -> tuple[Claim, ...]:
    """Return the claims with the paper's own method and data set where its own sentences imply them."""
    return tuple(_named(claim, names) if claim.asserts != "reported" else claim for claim in claims)


def _named(claim: Claim, names: NameTable) -> Claim:
    is_abstract = claim.where == "abstract"
    method = names.own_method if is_abstract or _heads(claim.quote, names) else None
    is_named = names.own_dataset is not None and names.own_dataset in claim.quote
    dataset = names.own_dataset if is_named or (is_abstract and names.own_method is None) else None
    others = is_abstract and _names_others(claim.quote, names)
    quantities = tuple(
        _filled(q, claim, None if others and q.role == "level" else method, dataset) for q in claim.quantities
    )
    return claim if quantities == claim.quantities else replace(claim, quantities=quantities)


def _heads(text: str, names: NameTable) -> bool:
    """Whether the first method that a sentence names, at its head, is the paper's own."""
    if names.own_method is None:
        return False
    own = re.search(
        rf"(?<![\w-]){re.escape(names.own_method)}(?![\w-])", text[: _HEAD + len(names.own_method)]
    )
    if own is None:
        return False
    before = (match.group() for match in NAME.finditer(text, 0, own.start()))
    return not any(name_kind(name, names) == "method" for name in before)


def _names_others(text: str, names: NameTable) -> bool:
    own = (names.own_method or "").lower()
    found = (match.group().lower() for match in NAME.finditer(text))
    return any(name not in own and name_kind(name, names) == "method" for name in found)


def _filled(quantity: Quantity, claim: Claim, method: str | None, dataset: str | None) -> Quantity:
    if quantity.role == "ratio" and quantity.metric is None:
        quantity = replace(quantity, metric=_measured(claim.quote, quantity.end - claim.start))
    if quantity.role in ("level", "difference", "ratio") and quantity.method is None:
        return replace(quantity, method=method)
    if quantity.role == "count" and quantity.dataset is None and dataset is not None:
        return replace(quantity, dataset=dataset)
    return quantity


def _measured(text: str, end: int) -> str | None:
    for pattern, measure in _MEASURED:
        match = pattern.match(text, end)
        if match is not None:
            return measure or match["noun"]
    return None
