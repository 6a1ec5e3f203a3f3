"""A claim's quantities held against all that a source states, prose and tables in one pool."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from synth.types import Passage, Quantity
from synth.verdicts.agreement import base_of, compare_loosely, is_count, is_of_two, is_part, kind_of_role
from synth.verdicts.asides import without_asides
from synth.verdicts.clauses import ends_of_change
from synth.verdicts.company import Home, has_number, in_company, names_place, with_names
from synth.verdicts.compare import Outcome, Reading, compare, read_quantity
from synth.verdicts.conflicts import Candidate, conflict_of
from synth.verdicts.counted import with_tallies
from synth.verdicts.derive import are_whole, derive, is_complement_of, rest_of_whole, speaks_of_mean
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.grids import PaperTable
from synth.verdicts.holding import Level, hold
from synth.verdicts.ledger import DIGITS, NUMBER_WORDS, WORD_OF, Ledger, Place, plain_digits
from synth.verdicts.lookup import UNLIKELY, choose_tables, look_beside, look_up
from synth.verdicts.match import QuantityMatch, levels_of, may_oppose
from synth.verdicts.nouns import are_other_nouns
from synth.verdicts.owners import derived_conflict, owner_of
from synth.verdicts.pairs import pair_up, with_pairings
from synth.verdicts.setting_numbers import number_key
from synth.verdicts.subjects import Term, contexts, is_held, terms_of, window, window_likeness
from synth.verdicts.totals import derive_total
from synth.verdicts.units import is_measure

__all__ = ["match_claim"]

WITH_NUMBER = 10
"""Passages with the claimed value that are read, those with most of the claim's words."""

SHARED, SENTENCE, AROUND = 0.95, 0.8, 0.5
"""Credit for a word that all numbers of a sentence share, that stands elsewhere in it, or around it."""

COMPANY = 0.6
"""What it adds to a candidate that all of the claim's other numbers stand at its place."""

TURNED = 0.1
"""Bonus of a candidate with the claim's value and something against it: it tells a reader most."""

CHANCE = 0.3
"""By how much better than the claimed pair others must fit for the claimed value to be theirs."""

DOUBTFUL = 0.15
"""Pairs expected to come to a number by chance from which one counts only in the table that is meant."""

BOUND_SUBJECT = 0.4
"""Share of the claim's subject that a number must have to keep its bound."""

BARE_SUBJECT = 1.2
"""Weight of a number's own words up to which they don't tell what it is of."""

TELLING_COUNT = 100
"""Count from which the same number of other things is the same number, misread: small ones are chance."""

SAME_WORDS = 0.75
"""Share of a claim's words from which a sentence says the same of another thing counted."""

JUST_BEYOND = Decimal("0.1")
"""Relative distance from a bound up to which it is taken to be made for a number."""

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
    pools = [_pool(one, ledger, found, tables) for one in weighed]
    _look_beside(weighed, pools, tables)
    pairings = pair_up(weighed, [[*pool.agreeing, *_turned(pool)] for pool in pools], tables)
    matches = with_names([_settle(weighed, place, pools) for place in range(len(weighed))])
    return with_tallies(with_pairings(matches, pairings), ledger)


def _turned(pool: _Pool) -> list[Candidate]:
    """Return the places with the claimed value that have something else against them."""
    return [one for one in pool.opposing if one.outcome.kind == "equal"]


def _weighed(claimed: Claimed, ledger: Ledger) -> Claimed:
    """Weigh a quantity's words; one that stands with hardly any ("…, where three were used") has all."""
    terms, all_terms = (
        _without_authors(ledger.weigh(words), claimed.text, ledger)
        for words in (claimed.terms, claimed.all_terms)
    )
    if sum(term.weight for term in terms) < BARE_SUBJECT:
        terms = all_terms
    if not is_of_two(claimed):
        terms = without_asides(terms, claimed.text, claimed.places)
    return replace(claimed, terms=terms, all_terms=all_terms)


_AUTHOR = re.compile(
    r"(?P<name>[^\W\d_][\w-]+)(?:['’]s?)? (?:et al\b|(?:and|&) (?:their |his |her )?(?:co-?author|colleague))"
)


def _without_authors(terms: Sequence[Term], text: str, ledger: Ledger) -> tuple[Term, ...]:
    """Let the names of authors tell nothing that the source never names: they are its own."""
    starts = {match.start("name") for match in _AUTHOR.finditer(text)}
    return tuple(
        replace(term, weight=0.0) if term.start in starts and not ledger.knows(term) else term
        for term in terms
    )


@dataclass(frozen=True, slots=True)
class _Pool:
    agreeing: list[Candidate]
    opposing: list[Candidate]
    n_places: int


def _pool(claimed: Claimed, ledger: Ledger, hits: Sequence[int], tables: Sequence[PaperTable]) -> _Pool:
    rows = _rows_with(claimed.reading, ledger)
    if (rest := rest_of_whole(claimed.text, claimed.reading)) is not None:
        rows = sorted({*rows, *_rows_with(rest, ledger)})
    best = sorted(rows, key=lambda row: (-ledger.share(row, claimed.all_terms), row))[:WITH_NUMBER]
    candidates: list[Candidate] = []
    for row in dict.fromkeys([*hits, *best]):
        here = _in_place(claimed, ledger.place(row))
        candidates += here
        if is_of_two(claimed) and not any(one.outcome.kind == "equal" for one in here):
            candidates += _across_sentences(claimed, ledger, row)
    for table in tables:
        candidates += (one for one in look_up(claimed, table) if not _is_of_another(one, tables))
    agreeing = [one for one in candidates if one.agrees]
    opposing = [one for one in candidates if not one.agrees]
    return _Pool(agreeing, opposing, len(rows) + sum(one.cell is not None for one in agreeing))


def _is_of_another(candidate: Candidate, tables: Sequence[PaperTable]) -> bool:
    """Whether two cells may come to a number by chance, in a table that lacks a name which another has."""
    return candidate.chance > DOUBTFUL and any(
        is_held(term, table.keys) for term in candidate.missing for table in tables
    )


def _look_beside(claimed: Sequence[Claimed], pools: Sequence[_Pool], tables: Sequence[PaperTable]) -> None:
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
            for digits in (_digits_of(number), _digits_of(number * reading.unit.factor)):
                rows.update(ledger.rows_with_digits(digits))
        if not reading.bound and (word := _word_of(number)):
            rows.update(ledger.rows_with_digits(word))
    return sorted(rows)


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
    for match in _printed(value, claimed.reading.unit.factor, place.facts.passage.text):
        is_torn = " " in match.group()
        if is_torn or not any(start < match.end() and match.start() < end for start, end in taken):
            stated = _loose(match, place.facts, claimed)
            return [replace(_candidate(claimed, place, stated), is_loose=True, owner="")] if stated else []
    return []


def _printed(value: Decimal, factor: Decimal, text: str) -> Iterator[re.Match[str]]:
    """Yield where a text prints a number, in digits of which there are two at least, or in a word."""
    wanted = {_digits_of(value), _digits_of(value * factor)}
    for match in DIGITS.finditer(text):
        if plain_digits(match.group()) in wanted and len(match.group()) > 1:
            if not _is_citation(text, match.start(), match.end()):
                yield match
    if word := _word_of(value):
        for match in NUMBER_WORDS.finditer(text):
            if match.group().lower() == word:
                yield match


_NUMBERS_ONLY = re.compile(r"[\d\s,;–-]*")


def _is_citation(text: str, start: int, end: int) -> bool:
    """Whether a number stands in square brackets with nothing but numbers, as a citation does."""
    opening, closing = text.rfind("[", 0, start), text.find("]", end)
    return opening >= 0 and closing >= 0 and _NUMBERS_ONLY.fullmatch(text, opening + 1, closing) is not None


def _word_of(value: Decimal) -> str:
    """Return a small whole number in words; "" for others."""
    return WORD_OF.get(int(value), "") if value == value.to_integral_value() else ""


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


def _digits_of(value: Decimal) -> str:
    return plain_digits(f"{value:f}")


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


# ------------------------------------------------------------------ the best of a pool


def _settle(weighed: Sequence[Claimed], place: int, pools: Sequence[_Pool]) -> QuantityMatch:
    """Choose the strongest witness for a quantity and the strongest against it."""
    claimed = weighed[place]
    others = [pool for other, pool in enumerate(pools) if other != place]
    homes = [Home.of(weighed[n].reading, pool.agreeing) for n, pool in enumerate(pools) if n != place]
    agreeing = [in_company(one, homes) for one in pools[place].agreeing]
    opposing = [
        in_company(one, homes)
        for one in pools[place].opposing
        if one.conflict and one.cell is not None or may_oppose(claimed, one)
    ]
    opposing = [
        one
        for one in opposing
        if not _is_chance(claimed, one) and not _is_other_end(claimed, one.stated.reading)
    ]
    agreeing = [
        one
        for one in agreeing
        if _is_firm(claimed, one, opposing)
        and not any(_is_turned_elsewhere(one, other) for other in opposing)
    ]
    best = max(agreeing, key=_strength, default=None)
    if best is not None:
        # Its sentence or table gives other values for other things; so do places that fit no better.
        opposing = [
            one
            for one in opposing
            if _strength(one) > _strength(best)
            and not _is_beside(best, one, claimed)
            and not _is_same_bounded(best, one)
            and not _is_computed_elsewhere(best, one)
        ]
    against = max(opposing, key=_strength, default=None)
    stands = best is not None or any(_stands_at(claimed, one) for pool in others for one in pool.agreeing)
    if stands and is_count(claimed) and (against is None or against.outcome.reason != "unit_differs"):
        against = None  # how it was done is told where the claim's results are
    neighbours = [one for one in opposing if one.cell is not None and one.conflict == "subject_differs"]
    return QuantityMatch(
        claimed,
        best,
        against,
        n_places=pools[place].n_places,
        neighbour=max(neighbours, key=_strength, default=None),
        stands=stands,
    )


def _is_other_end(claimed: Claimed, stated: Reading) -> bool:
    """Whether a number is the other end of a claim's change: 61.2, for 58.7, in "from 58.7 to 61.2"."""
    told = [*claimed.before, None, *claimed.behind]
    if len(told) != len(claimed.places):
        return False  # some of the claim's numbers could not be read
    own = claimed.places[len(claimed.before)]
    return any(
        other is not None
        and ends_of_change(claimed.text, *sorted((own, place))) != 0
        and compare(other.reading, stated).kind == "equal"
        for other, place in zip(told, claimed.places, strict=True)
    )


def _is_chance(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether a small count has the same number of other things only as many another place may have."""
    value = base_of(claimed.reading)
    if candidate.outcome.reason != "unit_differs" or value is None or value >= TELLING_COUNT:
        return False
    return is_count(claimed) and candidate.company < 1 and candidate.coverage < SAME_WORDS


def _is_same_bounded(agreeing: Candidate, opposing: Candidate) -> bool:
    """Whether the source has one number twice, once with a bound: "12 hours", "as little as 12 hours"."""
    reasons = agreeing.outcome.reason, opposing.outcome.reason
    return reasons[0] in ("value_equal", "unit_converted") and reasons[1] == "bound_differs"


def _is_turned_elsewhere(agreeing: Candidate, opposing: Candidate) -> bool:
    """Whether a claimed change that two numbers give goes the other way round elsewhere.

    A sentence that gives both seldom tells whose each is as clearly as headers do. And what two numbers
    come to says little where the number itself is stated of the subject, the other way round.
    """
    if agreeing.second is not None and opposing.second is None and opposing.outcome.reason == "value_equal":
        return opposing.conflict == "direction_reversed" and opposing.subject >= agreeing.subject
    if agreeing.cell is not None or opposing.cell is None or opposing.conflict != "direction_reversed":
        return False
    mine, theirs = (
        {one.reading.value for one in (candidate.stated, candidate.second) if one is not None}
        for candidate in (agreeing, opposing)
    )
    return len(mine) == 2 and mine == theirs


def _is_computed_elsewhere(agreeing: Candidate, opposing: Candidate) -> bool:
    """Whether it is what two numbers of another place come to: two of one place give the claimed value."""
    if agreeing.second is None or opposing.second is None or opposing.conflict not in ("subject_differs", ""):
        return False
    if agreeing.chance > UNLIKELY:
        return False
    if agreeing.missing and not opposing.missing:
        return False  # the claim names what only the other two are of
    bonus = TURNED if opposing.conflict else 0
    return _strength(opposing)[0] - bonus - _strength(agreeing)[0] < CHANCE


def _is_beside(agreeing: Candidate, opposing: Candidate, claimed: Claimed) -> bool:
    """Whether a number speaks of something wider: its place lacks the name the claimed value stands with.

    "The attack succeeds in 47 % of cases" is nothing against the 53 % of one language's row.
    """
    if opposing.conflict or agreeing.outcome.reason != "value_equal":
        return False
    if opposing.stated.quantity.metric and not claimed.quantity.metric:
        said = frozenset(term.key for term in claimed.all_terms)
        if not any(is_held(term, said) for term in terms_of(f"x {opposing.stated.quantity.metric}")):
            return True
    lacking = {term.key for term in opposing.missing}
    keys = agreeing.stated.context.own_keys
    if any(names_place(agreeing, one.key) and not has_number(opposing, one.key) for one in claimed.others):
        return True
    return any(term.is_name and term.key in lacking and is_held(term, keys) for term in claimed.terms)


def _is_firm(claimed: Claimed, candidate: Candidate, opposing: Sequence[Candidate]) -> bool:
    """Whether a number that only keeps a claimed bound or range is of the claim's subject: some number does.

    It must fit the subject as well as the numbers that break the bound, or as another range that is stated.
    """
    reason = candidate.outcome.reason
    if reason == "within_range":
        return candidate.subject > _best_fit(opposing, "range_differs")
    is_derived = candidate.second is not None and claimed.reading.bound in ("<", ">")
    if reason != "bound_met" and not is_derived:
        return True
    if not is_derived and candidate.cell is None and candidate.company >= FIRM_COMPANY:
        return True
    enough = 0.0 if claimed.reading.is_near and not is_derived else BOUND_SUBJECT
    if (
        not is_derived
        and candidate.subject >= enough
        and _is_just_beyond(claimed.reading, candidate.stated.reading)
    ):
        return True
    return candidate.subject >= max(enough, _best_fit(opposing, "bound_violated"))


FIRM_COMPANY = 0.5
"""Share of a claim's other numbers beside which a number that keeps a bound is of the claim's subject."""


def _is_just_beyond(claim: Reading, source: Reading) -> bool:
    """Whether a number lies so near the bound it keeps that the bound was made for it: 8.8 for "below 9"."""
    if claim.value is None or source.value is None:
        return False
    mine, theirs = claim.value * claim.unit.factor, source.value * source.unit.factor
    return abs(mine - theirs) <= JUST_BEYOND * abs(mine)


def _best_fit(candidates: Sequence[Candidate], reason: str) -> float:
    return max((one.subject for one in candidates if one.outcome.reason == reason), default=0.0)


def _strength(candidate: Candidate) -> tuple[float, int, int]:
    fit = candidate.subject + candidate.coverage + COMPANY * candidate.company
    fit += min(0.0, candidate.lead) + (TURNED if candidate.conflict else 0)
    is_plain = candidate.outcome.reason in ("value_equal", "value_differs")
    return round(fit, 3), int(is_plain), -candidate.facts.passage.start


def _stands_at(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether a whole number's digits stand where another of the claim's numbers does, as in a name."""
    value = claimed.reading.value
    if value is None or value != value.to_integral_value():
        return False
    if candidate.cell is not None:
        base = base_of(claimed.reading)
        return base is not None and number_key(base) in candidate.facts.keys
    same = [one.reading for one in candidate.facts.stated if one.reading.value == value]
    if same and all(are_other_nouns(claimed.reading.unit, reading.unit) for reading in same):
        return False
    return bool(re.search(rf"(?<![\d.,]){int(value)}(?!\d|[.,]\d)", candidate.facts.passage.text))
