"""Who is ahead of whom, and where: a claim's comparisons and superlatives tried on a paper's table.

A clause puts a subject ahead of an object ("A beats B"), or of all others ("A is best"), along some lines
of the table ("on C and D", "in every language but E", "on five of seven tasks"). Subject and object are
parts of one level of the headers; what the clause names on the other levels says along which lines.
`relation_cues` finds the words that compare, `relation_plans` makes of them what is to be tried, and
`relation_cells` tries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from synth.verdicts.grids import PaperTable
from synth.verdicts.relation_cells import MAX_PAIRS, Relation, carry_out
from synth.verdicts.relation_clause import Clause, TableNames
from synth.verdicts.relation_cues import (
    clauses_of,
    compares,
    extremes_in,
    how_many,
    limits_in,
)
from synth.verdicts.relation_effects import effects_of
from synth.verdicts.relation_names import names_compared
from synth.verdicts.relation_plans import plans_of
from synth.verdicts.setting_numbers import number_key
from synth.verdicts.subjects import is_held, terms_of
from synth.verdicts.table_names import Name
from synth.verdicts.table_words import Said, is_same_number, read_words

__all__ = ["Relation", "read_relation"]

_BY = re.compile(
    r"\bby (?:(?:about|around|roughly|nearly|almost|some|only|just|a mere|a narrow|barely|up to|over"
    r"|more than|as (?:much|little) as|no more than) )?(?:the )?$"
)
_POINTS = re.compile(r"[ -](?:percentage )?points?\b")
_APART = re.compile(
    r"%? (?:(?:ms|seconds|minutes|hours|days) )?(?:higher|lower|more|less|better|worse|above|below|ahead"
    r"|behind|larger|smaller|greater|fewer|longer|shorter|faster|slower)\b"
)
"""Behind a number that tells how far two things are apart: "A is 0.4 lower than B"."""

UNREAD = 0.75
"""What is left of the ground for each clause that says something to be best and that was not read."""

MANY = 5
"""Cases that are all as claimed from which it is hardly chance."""

RIVAL, IN_DOUBT = 0.8, 0.5
"""Share of a reading's ground from which another is its rival, and what a rival leaves of its ground."""


@lru_cache(maxsize=256)
def read_relation(text: str, paper_table: PaperTable) -> Relation | None:
    """Try a claim's comparisons on a table; None where none of them is about it."""
    said = read_words(text)
    names = names_compared(text, paper_table) if compares(said.lower) else ()
    if not names:
        return None
    table = TableNames(paper_table)
    found: list[Relation] = []
    before: list[Name] = []
    proved: list[tuple[int, int]] = []
    n_unread = 0
    for span in clauses_of(said.lower):
        mine = [name for name in names if span[0] <= said.words[name.start].start < span[1]]
        clause = Clause.read(said, span, mine, before, table)
        reading = _read_clause(clause)
        if reading is not None:
            found.append(reading)
            proved += _proved(clause, reading)
        elif any(True for _ in extremes_in(clause.text)):
            n_unread += 1
        before += mine
    if not found:
        return None
    pairs = tuple(pair for one in found for pair in one.pairs)[:MAX_PAIRS]
    settled = [one for one in found if one.ground]
    if not settled:
        return Relation(False, 0.0, (), "", pairs)
    failing = [one for one in settled if not one.holds]
    decisive = max(failing or settled, key=lambda one: one.ground)
    ground = decisive.ground if failing else min(one.ground for one in settled)
    ground *= _known(text, said, names, table, proved)
    if not failing:
        ground *= UNREAD**n_unread
    is_sure = not failing and _is_borne_out(said, names, found, proved)
    return Relation(
        not failing,
        ground,
        decisive.cells,
        decisive.told,
        pairs,
        proved=tuple(proved),
        is_borne_out=is_sure,
    )


def _is_borne_out(
    said: Said, names: Sequence[Name], found: Sequence[Relation], proved: Sequence[tuple[int, int]]
) -> bool:
    """Whether a claim's exact numbers are what its comparisons come to, or they hold in many cases."""
    exact = [
        (said.words[number.place].start, said.words[number.place].end)
        for number in said.numbers
        if number.step < 1 and not _is_in_name(said, number.place, names)
    ]
    if exact:
        return all(span in proved for span in exact)
    return any(len(one.cases) >= MANY for one in found)


def _read_clause(clause: Clause) -> Relation | None:
    """Carry out the first of a clause's plans that the table has cells for.

    Where that fails and another that is nearly as plain holds, it is in doubt which is meant.
    """
    plans = (*plans_of(clause), *effects_of(clause))
    found = [relation for plan in plans if (relation := carry_out(plan, clause)) is not None]
    if not found:
        return None
    first = found[0]
    if not first.holds and any(one.holds and one.ground >= RIVAL * first.ground for one in found[1:]):
        return replace(first, ground=IN_DOUBT * first.ground)
    return first


def _proved(clause: Clause, relation: Relation) -> Iterator[tuple[int, int]]:
    """Yield where a clause gives numbers that its comparison comes to: of cells, gaps and cases."""
    said, values = clause.said, clause.table.values
    counts = {Decimal(len(relation.cases))}
    if relation.is_counted:
        many = how_many(clause.text)
        counts |= {Decimal(many.n), Decimal(many.m)}
    is_of_limit = not relation.pairs and not relation.cases_of_two
    limits = {cue.limit for cue in limits_in(clause.text)} if is_of_limit else set()
    gaps = [abs(values[one] - values[other]) for one, other, *_ in relation.cases_of_two]
    for number in said.numbers:
        start, end = said.words[number.place].start, said.words[number.place].end
        if not clause.start <= start < clause.end:
            continue
        if _is_in_name(said, number.place, clause.names) or number.value in limits:
            yield start, end
            continue
        is_gap = _BY.search(said.lower[:start]) or _POINTS.match(said.lower, end)
        if is_gap or _APART.match(said.lower, end):
            apart = abs(number.value)
            is_so = not number.is_percent and any(abs(gap - apart) <= number.step / 2 for gap in gaps)
        else:
            is_so = number.value in counts or any(
                is_same_number(number, values[cell]) and clause.is_told_of(number.place, cell)
                for cell in {cell for case in relation.cases for cell in case}
            )
        if is_so:
            yield start, end


def _known(
    text: str, said: Said, names: Sequence[Name], table: TableNames, proved: Sequence[tuple[int, int]]
) -> float:
    """Return how far a table has the names and the numbers of a claim, 0 to 1.

    A number is known that stands in a cell or in a header, or that the comparisons come to.
    """
    spans = [(said.words[name.start].start, said.words[name.end].end) for name in names]
    terms = [term for term in terms_of(text) if term.is_name]
    told = [
        any(start <= term.start < end for start, end in spans)
        or is_held(term, table.table.keys)
        or 0.7 * is_held(term, table.table.around)
        for term in terms
    ]
    share = sum(told) / len(told) if told else 0.8
    values = set(table.values.values())
    found = [
        number.value in values
        or number_key(number.value) in table.table.keys
        or (said.words[number.place].start, said.words[number.place].end) in proved
        for number in said.numbers
        if number.step < 1 and not number.is_percent and not _is_in_name(said, number.place, names)
    ]
    return (0.3 + 0.7 * share) * (0.6 + 0.4 * sum(found) / len(found) if found else 1.0)


def _is_in_name(said: Said, place: int, names: Sequence[Name]) -> bool:
    """Whether a number is part of a name: "GPT-3.5", or "0.4" where a row is headed so."""
    start = said.words[place].start
    is_joined = start > 1 and said.text[start - 1] in "-_" and said.text[start - 2].isalnum()
    return is_joined or any(place in name.words for name in names)
