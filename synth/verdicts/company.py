"""Which of a claim's numbers stand together: in one sentence, in one table, or one as the other's header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.verdicts.compare import Reading
from synth.verdicts.conflicts import Candidate
from synth.verdicts.match import QuantityMatch
from synth.verdicts.setting_numbers import key_of, printed_numbers

__all__ = ["Home", "has_number", "in_company", "names_place", "with_names"]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a number of a claim is to be met."""

    places: frozenset[tuple[str, int]]
    """The passages and tables that give it."""
    key: str
    """Its key in the header of a row or a column; "" for one that names none."""

    @staticmethod
    def of(reading: Reading, agreeing: Sequence[Candidate]) -> Home:
        """Return the home of a claimed number that some places give."""
        return Home(frozenset(_place_of(one) for one in agreeing), key_of(reading))


def _place_of(candidate: Candidate) -> tuple[str, int]:
    """Name the place of a candidate: its passage, or its whole table."""
    passage = candidate.facts.passage
    return ("table", passage.index) if candidate.cell is not None else ("text", passage.start)


def in_company(candidate: Candidate, homes: Sequence[Home]) -> Candidate:
    """Say which share of the claim's other numbers stands at a candidate's place, or names it."""
    place = _place_of(candidate)
    told = [place in home.places or names_place(candidate, home.key) for home in homes]
    return replace(candidate, company=sum(told) / len(told) if told else 0.0)


def with_names(matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Tell which numbers name the place of another: "at a rate of 0.3" leads to the column so headed."""
    return [
        replace(match, names_place=True, contradicts=None) if _is_name(match, matches) else match
        for match in matches
    ]


def _is_name(match: QuantityMatch, matches: Sequence[QuantityMatch]) -> bool:
    if match.contradicts is not None and match.contradicts.outcome.reason == "unit_differs":
        return False  # the same number, of other things
    key = key_of(match.claimed.reading)
    return any(
        other is not match and other.agrees is not None and names_place(other.agrees, key)
        for other in matches
    )


def has_number(candidate: Candidate, key: str) -> bool:
    """Whether a number stands at a candidate's place, in its headers, its caption or its sentence."""
    return key in candidate.facts.keys or key in printed_numbers(candidate.facts.passage.text)


def names_place(candidate: Candidate, key: str) -> bool:
    """Whether a row or a column of a candidate's cells has a number with this key for a name."""
    if not key or candidate.cell is None:
        return False
    second = candidate.second if candidate.second_cell is not None else None
    return key in candidate.stated.context.own_keys or (second is not None and key in second.context.own_keys)
