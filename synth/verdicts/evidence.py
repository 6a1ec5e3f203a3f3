"""A claim's quantities held against all that a source states, prose and tables in one pool."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from synth.types import Passage, Quantity
from synth.verdicts.agreement import compare_loosely, is_of_two, is_part, kind_of_role, may_be_change
from synth.verdicts.alterations import with_alterations
from synth.verdicts.anchored import derive_beside
from synth.verdicts.asides import without_asides, without_told_elsewhere
from synth.verdicts.company import with_names
from synth.verdicts.compare import Outcome, Reading, read_quantity
from synth.verdicts.conflicts import Candidate, conflict_of
from synth.verdicts.counted import with_tallies
from synth.verdicts.derive import Derived, are_whole, derive, is_complement_of, rest_of_whole, speaks_of_mean
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.grids import PaperTable
from synth.verdicts.holding import Level, hold
from synth.verdicts.ledger import Ledger, Place, plain_digits
from synth.verdicts.lookup import choose_tables, look_beside, look_up
from synth.verdicts.match import QuantityMatch, levels_of
from synth.verdicts.named_gaps import NamedGap, named_gap, with_gap
from synth.verdicts.owners import derived_conflict, owner_of
from synth.verdicts.pairs import pair_up, with_pairings
from synth.verdicts.printed import digits_of, printed_at, word_of
from synth.verdicts.settling import Pool, settle
from synth.verdicts.shares import with_shares
from synth.verdicts.subjects import Term, contexts, is_held, window, window_likeness
from synth.verdicts.totals import derive_total
from synth.verdicts.units import is_measure

__all__ = ["match_claim"]

WITH_NUMBER = 10
"""Passages with the claimed value that are read, those with most of the claim's words."""

SHARED, SENTENCE, AROUND = 0.95, 0.8, 0.5
"""Credit for a word that all numbers of a sentence share, that stands elsewhere in it, or around it."""

DOUBTFUL = 0.15
"""Pairs expected to come to a number by chance from which one counts only in the table that is meant."""

BARE_SUBJECT = 1.2
"""Weight of a number's own words up to which they don't tell what it is of."""

DERIVED_FIT = 0.35
"""Share of the claim's words that a passage must have before two of its numbers are combined."""

EARLIER = 3
"""Sentences ahead of one in which the other end of a change is looked for."""

CROWDED = 14
"""Numbers from which a "sentence" is a table that was read as a line of text."""

_SLACK = 0.12
_SCALES = (1.0, 0.01, 100.0)


def match_claim(claimed: Sequence[Claimed], ledger: Ledger, hits: Sequence[Passage]) -> list[QuantityMatch]:
    """Return for each quantity the best witness for it and the best against it.

    Args:
        claimed: The claim's quantities, at least one.
        ledger: The source.
        hits: Passages that a search found for the claim, best first.
    """
    weighed = [_weighed(one, ledger) for one in claimed]
    found = [row for passage in hits if (row := ledger.row_of(passage)) is not None]
    tables = choose_tables(weighed[0].all_terms, ledger.tables)
    is_one_change = sum(one.quantity.role == "difference" for one in weighed) == 1
    gaps = [named_gap(one, tables) if is_one_change else None for one in weighed]
    pools = [_pool(one, ledger, found, tables, gap) for one, gap in zip(weighed, gaps, strict=True)]
    _look_beside(weighed, pools, tables)
    derive_beside(weighed, pools, ledger, _candidate)
    pairings = pair_up(weighed, [[*pool.agreeing, *_turned(pool)] for pool in pools], tables)
    matches = with_names([settle(weighed, place, pools) for place in range(len(weighed))])
    matches = with_tallies(with_pairings(matches, pairings), ledger)
    return with_alterations(with_shares(matches, ledger, _candidate), ledger, found)


def _turned(pool: Pool) -> list[Candidate]:
    """Return the places with the claimed value that have something else against them."""
    return [one for one in pool.opposing if one.outcome.kind == "equal"]


def _weighed(claimed: Claimed, ledger: Ledger) -> Claimed:
    """Weigh a quantity's words; one that stands with hardly any ("…, where three were used") has all."""
    terms, all_terms = (
        without_told_elsewhere(
            _without_authors(ledger.weigh(words), claimed.text, ledger), claimed.text, claimed.places, ledger
        )
        for words in (claimed.terms, claimed.all_terms)
    )
    if sum(term.weight for term in terms) < BARE_SUBJECT:
        terms = all_terms
    if not is_of_two(claimed):
        terms = without_asides(terms, claimed.text, claimed.places)
    told = [term for term in all_terms if term.weight]
    strangers = ledger.strangers(claimed.quantity, told, claimed.text)
    return replace(claimed, terms=terms, all_terms=all_terms, strangers=strangers)


_AUTHOR = re.compile(
    r"(?P<name>[^\W\d_][\w-]+)(?:['’]s?)? (?:et al\b|(?:and|&) (?:their |his |her )?(?:co-?author|colleague))"
)


def _without_authors(terms: Sequence[Term], text: str, ledger: Ledger) -> tuple[Term, ...]:
    """Let the names of authors tell nothing that the source never names: they are its own."""
    starts = {match.start("name") for match in _AUTHOR.finditer(text)}
    return tuple(
        replace(term, weight=0.0, is_name=False)
        if ledger.is_by(term) or (term.start in starts and not ledger.knows(term))
        else term
        for term in terms
    )


def _pool(
    claimed: Claimed,
    ledger: Ledger,
    hits: Sequence[int],
    tables: Sequence[PaperTable],
    gap: NamedGap | None,
) -> Pool:
    rows = _rows_with(claimed.reading, ledger)
    if (rest := rest_of_whole(claimed.text, claimed.reading)) is not None:
        rows = sorted({*rows, *_rows_with(rest, ledger)})
    alike = frozenset(_rows_measuring(claimed.reading, ledger))
    best = sorted(rows, key=lambda row: (row not in alike, -ledger.share(row, claimed.all_terms), row))
    near = list(dict.fromkeys([*hits, *best[:WITH_NUMBER]]))
    candidates = _candidates(claimed, ledger, near, tables)
    if may_be_change(claimed) and not any(one.outcome.kind == "equal" for one in candidates):
        change = replace(claimed, quantity=replace(claimed.quantity, role="difference"))
        candidates += (one for one in _candidates(change, ledger, near, tables) if one.second is not None)
    candidates = with_gap(gap, candidates)
    agreeing = [one for one in candidates if one.agrees]
    opposing = [one for one in candidates if not one.agrees]
    return Pool(agreeing, opposing, len(rows) + sum(one.cell is not None for one in agreeing))


def _candidates(
    claimed: Claimed, ledger: Ledger, rows: Sequence[int], tables: Sequence[PaperTable]
) -> list[Candidate]:
    """Hold a claimed quantity against what some passages and tables state."""
    candidates: list[Candidate] = []
    for row in rows:
        here = _in_place(claimed, ledger.place(row))
        candidates += here
        if is_of_two(claimed) and not any(one.outcome.kind == "equal" for one in here):
            candidates += _across_sentences(claimed, ledger, row)
    for table in tables:
        candidates += (one for one in look_up(claimed, table) if not _is_of_another(one, tables))
    return candidates


def _is_of_another(candidate: Candidate, tables: Sequence[PaperTable]) -> bool:
    """Whether two cells may come to a number by chance, in a table that lacks a name which another has."""
    return candidate.chance > DOUBTFUL and any(
        is_held(term, table.keys) for term in candidate.missing for table in tables
    )


def _look_beside(claimed: Sequence[Claimed], pools: Sequence[Pool], tables: Sequence[PaperTable]) -> None:
    """Look up a number without a cell of its own beside the cells of the claim's other numbers."""
    for place, pool in enumerate(pools):
        if any(one.cell is not None for one in pool.agreeing):
            continue
        for table in tables:
            anchors = [
                one.at
                for other, rival in enumerate(pools)
                if other != place
                for one in rival.agreeing
                if one.second is None and _is_in(one, table)
            ]
            for anchor in anchors:
                pool.agreeing.extend(look_beside(claimed[place], table, anchor))


def _is_in(candidate: Candidate, table: PaperTable) -> bool:
    return candidate.cell is not None and candidate.facts.passage.index == table.table.index


def _rows_with(reading: Reading, ledger: Ledger) -> list[int]:
    """Return the passages that may give a number equal to a claimed one, in whatever unit."""
    rows: set[int] = set()
    for number in (reading.value, reading.low, reading.high):
        if number is None:
            continue
        base, step = abs(number * reading.unit.factor), reading.step * reading.unit.factor
        low, high = _range(reading, float(base), float(step))
        for scale in _SCALES if reading.unit.dimension in ("percent", "bare", "ratio") else _SCALES[:1]:
            rows.update(ledger.rows_with(low * scale, high * scale))
        if not reading.bound and number.copy_abs() >= 10:
            for digits in (digits_of(number), digits_of(number * reading.unit.factor)):
                rows.update(ledger.rows_with_digits(digits))
        if not reading.bound and (word := word_of(number)):
            rows.update(ledger.rows_with_digits(word))
    return sorted(rows)


def _rows_measuring(reading: Reading, ledger: Ledger) -> list[int]:
    """Return the passages that give about a claimed measure in its own sort of unit, which tells most."""
    if reading.value is None or not is_measure(reading.unit):
        return []
    base, step = (abs(float(number * reading.unit.factor)) for number in (reading.value, reading.step))
    return ledger.rows_with(*_range(reading, base, step), reading.unit.dimension)


def _range(reading: Reading, base: float, step: float) -> tuple[float, float]:
    if reading.bound == ">":
        return base, 2 * base
    if reading.bound == "<":
        return base / 2, base
    slack = max(step / 2, _SLACK * base) if reading.bound == "~" else step / 2
    return base - slack * 1.0001, base + slack * 1.0001


def _in_place(claimed: Claimed, place: Place) -> list[Candidate]:
    """Hold a claimed quantity against each quantity of a passage, and against what follows from two."""
    facts = place.facts
    if len(facts.stated) > CROWDED:
        return _in_crowd(claimed, place)
    everything = [_candidate(claimed, place, stated) for stated in facts.stated]
    if not any(one.outcome.kind == "equal" for one in everything):
        loose = _digits_in(claimed, place)
        derived = _derived(claimed, place, everything)
        return [*(one for one in everything if one.outcome.kind != "incomparable"), *derived, *loose]
    return [
        _with_conflict(claimed, one, everything) if one.outcome.kind == "equal" else one
        for one in everything
        if one.outcome.kind != "incomparable"
    ]


def _with_conflict(claimed: Claimed, candidate: Candidate, everything: Sequence[Candidate]) -> Candidate:
    """Say what speaks against a number with the claimed value, and what its passage gives instead."""
    conflict = conflict_of(claimed, candidate, everything)
    rival = _rival_of(claimed, candidate, everything) if conflict == "subject_differs" else None
    is_loose = candidate.facts.passage.kind == "table"
    return replace(candidate, conflict=conflict, rival=rival, is_loose=is_loose)


def _rival_of(claimed: Claimed, candidate: Candidate, everything: Sequence[Candidate]) -> Stated | None:
    """Return the number of the passage that stands with most of the claim's words; None if none leads."""
    mine = candidate.stated.context.own_keys

    def share(one: Candidate) -> float:
        keys = one.stated.context.own_keys - mine
        return sum(term.weight for term in claimed.terms if term.key in keys)

    rivals = [one for one in everything if one.outcome.kind == "differs"]
    best = max(rivals, key=share, default=None)
    return best.stated if best is not None and share(best) > 0 else None


def _derived(claimed: Claimed, place: Place, stated: Sequence[Candidate]) -> list[Candidate]:
    """Return the claimed change where two numbers of a passage that speaks of it give it."""
    if not stated or stated[0].coverage < DERIVED_FIT:
        return []
    numbers = [(one, level) for one in stated for level in levels_of(one.stated)]
    is_complement = is_complement_of(claimed.text, place.facts.passage.text)
    found = derive(
        claimed.reading,
        [level for _, level in numbers],
        is_change=is_of_two(claimed),
        is_mean=speaks_of_mean(claimed.text),
        is_complement=is_complement,
    )
    if found is not None and is_part(claimed) and not _is_of_whole(claimed, numbers, found):
        found = None
    if found is None and kind_of_role(claimed.quantity) == "value":
        found = derive_total(
            claimed, [level for _, level in numbers], place.facts.passage.text, is_complement=is_complement
        )
    if found is None:
        return []
    first, second = numbers[found.first][0], numbers[found.second][0]
    is_of_both = second is not first
    if is_of_both and is_part(claimed) and not are_whole(first.stated.reading, second.stated.reading):
        return []
    best = max(first, second, key=lambda one: one.subject)
    outcome = Outcome("equal", found.reason)
    conflict = derived_conflict(claimed, first.stated, second.stated) if second is not first else ""
    return [
        replace(best, outcome=outcome, stated=first.stated, second=second.stated, owner="", conflict=conflict)
    ]


def _is_of_whole(claimed: Claimed, numbers: Sequence[tuple[Candidate, Reading]], found: Derived) -> bool:
    """Whether the larger of two numbers may be the whole of a claimed part: the largest there, or named.

    Of "12,500 texts: 10,000 for training, 1,000 for validation, 1,500 for testing" two thirds are none of it.
    """
    one, other = (numbers[place][1] for place in (found.first, found.second))
    whole = max((one, other), key=_size)
    noun = whole.unit.dimension.removeprefix("count:").split(" ")[-1]
    if any(term.key == noun for term in claimed.all_terms):
        return True
    alike = (reading for _, reading in numbers if reading.unit.dimension == whole.unit.dimension)
    counts = (reading for _, reading in numbers if reading.unit.dimension.startswith("count:"))
    return all(_size(reading) <= _size(whole) for reading in (*alike, *counts))


def _size(reading: Reading) -> Decimal:
    return abs((reading.value or Decimal(0)) * reading.unit.factor)


def _across_sentences(claimed: Claimed, ledger: Ledger, row: int) -> list[Candidate]:
    """Return the claimed change where a sentence and one shortly ahead of it give its two ends.

    "It needs 100 GB. We compress it to 36 GB." Only measures: scores of neighbouring sentences are of
    anything.
    """
    place = ledger.place(row)
    ends = [stated for stated in place.facts.stated if is_measure(stated.reading.unit)]
    if not ends or len(place.facts.stated) > CROWDED:
        return []
    for ahead in range(row - 1, max(-1, row - 1 - EARLIER), -1):
        before = ledger.place(ahead)
        if before.facts.passage.section != place.facts.passage.section:
            break
        if len(place.facts.stated) + len(before.facts.stated) <= CROWDED:
            if (found := _between(claimed, before, place, ends)) is not None:
                return [found]
    return []


def _between(claimed: Claimed, before: Place, place: Place, ends: Sequence[Stated]) -> Candidate | None:
    """Return the claimed change between a number of one sentence and one of a later one."""
    for stated in ends:
        for earlier in before.facts.stated:
            if not _are_ends(earlier, stated):
                continue
            found = derive(claimed.reading, [earlier.reading, stated.reading], is_change=True)
            if found is None:
                continue
            witness = _candidate(claimed, place, stated)
            if witness.coverage >= DERIVED_FIT:
                outcome = Outcome("equal", found.reason)
                return replace(witness, outcome=outcome, second=earlier, beside=before.facts, owner="")
    return None


def _are_ends(one: Stated, other: Stated) -> bool:
    """Whether two numbers measure in the same unit, as what is before and after a change does."""
    unit = one.reading.unit
    return is_measure(unit) and unit.dimension == other.reading.unit.dimension


def _in_crowd(claimed: Claimed, place: Place) -> list[Candidate]:
    """Take the claimed value from a table that was read as a line: whose it is there can't be told."""
    found = [_candidate(claimed, place, stated) for stated in place.facts.stated]
    return [replace(one, is_loose=True, owner="") for one in found if one.outcome.kind == "equal"][:1]


def _digits_in(claimed: Claimed, place: Place) -> list[Candidate]:
    """Find a whole number that the passage prints without stating it, as in "m = 210" or "five for Thai"."""
    value, dimension = claimed.reading.value, claimed.reading.unit.dimension
    if value is None or not (dimension == "bare" or dimension.startswith("count:")) or claimed.reading.bound:
        return []
    taken = [(one.quantity.start, one.quantity.end) for one in place.facts.stated]
    for match in printed_at(value, claimed.reading.unit.factor, place.facts.passage.text):
        is_torn = " " in match.group()
        if is_torn or not any(start < match.end() and match.start() < end for start, end in taken):
            stated = _loose(match, place.facts, claimed)
            return [replace(_candidate(claimed, place, stated), is_loose=True, owner="")] if stated else []
    return []


def _loose(match: re.Match[str], facts: Facts, claimed: Claimed) -> Stated | None:
    text = facts.passage.text
    scale = _scale_behind(text, match.end())
    quantity = Quantity(
        text=text[match.start() : match.end() + bool(scale)],
        start=match.start(),
        end=match.end() + bool(scale),
        value=claimed.quantity.value if match.group().isalpha() else plain_digits(match.group()),
        unit=scale,
        role=claimed.quantity.role,
    )
    numbers = sorted([*(one.quantity for one in facts.stated), quantity], key=lambda q: q.start)
    context = contexts(text, numbers)[numbers.index(quantity)]
    reading = read_quantity(quantity)
    near = window(text, quantity.start, quantity.end)
    return None if reading is None else Stated(quantity, reading, context, 0, near)


def _scale_behind(text: str, end: int) -> str | None:
    """Return the scale of a size within a name: "11B" is 11 billion."""
    match = _SCALED.match(text, end)
    return _SCALE_WORDS[match.group()] if match else None


_SCALED = re.compile(r"[KMBT](?!\w)")
_SCALE_WORDS = {"K": "thousand", "M": "million", "B": "billion", "T": "trillion"}


def _candidate(claimed: Claimed, place: Place, stated: Stated) -> Candidate:
    facts, context = place.facts, stated.context
    levels: list[Level] = [
        (1.0, context.own_keys),
        (SHARED, context.shared_keys),
        (SENTENCE, facts.keys),
        (AROUND, place.around),
    ]
    subject, missing = hold(claimed.terms, levels)
    share, _ = hold(claimed.all_terms, [(1.0, facts.keys), (AROUND, place.around)])
    return Candidate(
        facts=facts,
        stated=stated,
        outcome=compare_loosely(claimed, stated),
        subject=subject,
        coverage=share,
        likeness=window_likeness(claimed.window, stated.window),
        missing=missing,
        conflict="",
        owner=owner_of(claimed, stated, facts),
    )
