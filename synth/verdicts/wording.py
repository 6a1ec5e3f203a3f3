"""A stated quantity in words: what the paper gives, of what, for whom."""

from __future__ import annotations

from collections.abc import Sequence

from synth.types import Quantity
from synth.verdicts.facts import CHANGES, Stated
from synth.verdicts.subjects import Term

__all__ = ["kind_in_words", "plain_text", "told", "told_apart"]

_TELLING = ("condition", "dataset", "method", "metric")
"""Fields that tell two numbers of a sentence apart, the narrowest first."""

_PREPOSITIONS = {"dataset": "on", "method": "for", "condition": "for", "metric": "in"}


def told(stated: Stated, names: Sequence[Term] = ()) -> str:
    """Return a quantity with the noun it counts and what it is bound to: "71 % accuracy on X for Y".

    Args:
        stated: The quantity.
        names: Names of the claim, to be told if they stand with the quantity unbound.
    """
    quantity = stated.quantity
    if quantity.role == "p_value":
        return f"p {quantity.comparator} {plain_text(quantity).lstrip('pP=<> ')}"
    noun = quantity.unit.split()[-1] if quantity.unit and quantity.role in ("count", "setting") else ""
    counted = f" {noun}" if noun.islower() and noun not in quantity.text.lower() else ""
    words = f"{plain_text(quantity)}{counted}{_subject(quantity)}"
    keys = {term.key for term in stated.context.own}
    besides = [t.surface for t in names if t.is_name and t.key in keys and t.surface not in words]
    return words if quantity.dataset or not besides else f"{words} ({', '.join(dict.fromkeys(besides))})"


def told_apart(one: Stated, other: Stated) -> tuple[str, str] | None:
    """Return what two numbers are of where they differ ("for Urdu", "for Swahili"); None if unknown."""
    first, second = one.quantity, other.quantity
    for field in _TELLING:
        mine, theirs = getattr(first, field), getattr(second, field)
        if mine and theirs and mine != theirs:
            word = _PREPOSITIONS[field]
            return f"{word} {_own_part(mine, theirs)}", f"{word} {_own_part(theirs, mine)}"
    names = [
        next((t.surface for t in stated.context.own if t.is_name and t.key not in rival.context.own_keys), "")
        for stated, rival in ((one, other), (other, one))
    ]
    return (f"for {names[0]}", f"for {names[1]}") if all(names) else None


def kind_in_words(quantity: Quantity, direction: int = 0) -> str:
    """Name what kind of number it is: "gain", "loss", "difference", "ratio", "value"."""
    if quantity.role == "ratio":
        return "ratio"
    if quantity.role in CHANGES:
        return {1: "gain", -1: "loss"}.get(direction, "difference")
    return "value"


def plain_text(quantity: Quantity) -> str:
    """Return a quantity's words without a bracket that opens and never closes."""
    text = quantity.text
    return text[: text.rfind("(")].rstrip() if text.count("(") > text.count(")") else text


def _own_part(name: str, other: str) -> str:
    """Return the parts of a list ("low-resource, Swahili") that the other lacks; the narrowest is last."""
    others = {part.strip() for part in other.split(",")}
    own = [part.strip() for part in name.split(",") if part.strip() not in others]
    return own[-1] if own else name


def _subject(quantity: Quantity) -> str:
    """Name what a quantity is of, from its bound fields."""
    words = ""
    if quantity.metric and quantity.metric.lower() not in quantity.text.lower():
        metric = quantity.metric.lower() if quantity.metric.istitle() else quantity.metric
        words += f" in {metric}" if quantity.role in CHANGES else f" {metric}"
    for field, preposition in (("dataset", "on"), ("method", "for"), ("baseline", "over")):
        name = getattr(quantity, field)
        if name and (field != "baseline" or quantity.role in CHANGES):
            words += f" {preposition} {name}"
    return words
