"""Of all places that bear on a claimed quantity, the strongest for it and the strongest against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from synth.verdicts.agreement import base_of, is_count, is_of_two
from synth.verdicts.clauses import ends_of_change
from synth.verdicts.company import Home, has_number, in_company, names_place
from synth.verdicts.compare import Reading, are_of_other_size, compare
from synth.verdicts.conflicts import Candidate
from synth.verdicts.derive import combine_two
from synth.verdicts.facts import Claimed
from synth.verdicts.lookup import UNLIKELY
from synth.verdicts.match import QuantityMatch, may_oppose
from synth.verdicts.nouns import are_other_nouns
from synth.verdicts.setting_numbers import number_key
from synth.verdicts.subjects import is_held, is_size, terms_of
from synth.verdicts.units import SCALES

__all__ = ["Pool", "fit_of", "settle"]

COMPANY = 0.6
"""What it adds to a candidate that all of the claim's other numbers stand at its place."""

BEST = 2 + COMPANY
"""Strength of a place that has all of a claim's words and numbers."""

TURNED = 0.1
"""Bonus of a candidate with the claim's value and something against it: it tells a reader most."""

CHANCE = 0.3
"""By how much better than the claimed pair others must fit for the claimed value to be theirs."""

BOUND_SUBJECT = 0.4
"""Share of the claim's subject that a number must have to keep its bound."""

TELLING_COUNT = 100
"""Count from which the same number of other things is the same number, misread: small ones are chance."""

SAME_WORDS = 0.75
"""Share of a claim's words from which a sentence says the same of another thing counted."""

JUST_BEYOND = Decimal("0.1")
"""Relative distance from a bound up to which it is taken to be made for a number."""

FIRM_COMPANY = 0.5
"""Share of a claim's other numbers beside which a number that keeps a bound is of the claim's subject."""


@dataclass(frozen=True, slots=True)
class Pool:
    """The places of the source that bear on a claimed quantity."""

    agreeing: list[Candidate]
    """Those with its value, and nothing against them."""
    opposing: list[Candidate]
    """Those with another value, or with something else against them."""
    n_places: int
    """Passages that may give the value in some unit, and cells that do."""


def settle(weighed: Sequence[Claimed], place: int, pools: Sequence[Pool]) -> QuantityMatch:
    """Choose the strongest witness for a quantity and the strongest against it."""
    claimed = weighed[place]
    others = [pool for other, pool in enumerate(pools) if other != place]
    homes = [Home.of(weighed[n].reading, pool.agreeing) for n, pool in enumerate(pools) if n != place]
    agreeing = [in_company(one, homes) for one in pools[place].agreeing]
    against_it = [in_company(one, homes) for one in pools[place].opposing]
    with_value = [*agreeing, *(one for one in against_it if one.outcome.kind == "equal")]
    nearest = max(with_value, key=_strength, default=None)
    rivals = [one for one in against_it if one.outcome.kind != "equal" and not _is_used(one, nearest)]
    opposing = [
        one
        for one in against_it
        if (one.conflict and one.cell is not None or may_oppose(claimed, one))
        and not _is_chance(claimed, one)
        and not _is_other_end(claimed, one.stated.reading)
        and not _is_of_other_size(claimed, one)
        and not _is_in_claimed_name(claimed, one)
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
            and not _is_told_of_another(one, others)
            and not _is_less_bounded(best, one)
            and not _is_implied(claimed, one, weighed)
        ]
    against = max(opposing, key=_strength, default=None)
    stands = best is not None or any(_stands_at(claimed, one) for pool in others for one in pool.agreeing)
    if stands and is_count(claimed) and (against is None or not _is_of_one_number(claimed, against)):
        against = None  # how it was done is told where the claim's results are
    neighbours = [one for one in opposing if one.cell is not None and one.conflict == "subject_differs"]
    return QuantityMatch(
        claimed,
        best,
        against,
        n_places=pools[place].n_places,
        neighbour=max(neighbours, key=_strength, default=None),
        stands=stands,
        nearest=nearest,
        rival=max(rivals, key=_strength, default=None),
    )


def _is_used(rival: Candidate, witness: Candidate | None) -> bool:
    """Whether a number is one of those that a witness is computed from."""
    if witness is None or (witness.second is None and witness.outcome.reason != "derived_complement"):
        return False
    return rival.stated is witness.stated or rival.stated is witness.second


def _is_of_one_number(claimed: Claimed, against: Candidate) -> bool:
    """Whether a place has the claim's digits of other things, or at another scale than the claim says."""
    reason = against.outcome.reason
    return reason == "unit_differs" or (reason == "scale_differs" and claimed.reading.unit.factor in _SCALED)


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


def _is_of_other_size(claimed: Claimed, opposing: Candidate) -> bool:
    """Whether a number of a sentence is far too large or small to stand for the claimed one: 62B for 28."""
    is_plain = opposing.outcome.reason == "value_differs" and not opposing.conflict
    if not is_plain or opposing.cell is not None or opposing.second is not None:
        return False
    return are_of_other_size(claimed.reading, opposing.stated.reading)


def _is_in_claimed_name(claimed: Claimed, opposing: Candidate) -> bool:
    """Whether a number is part of a name that the claim has too: the 60M of "Lantern-60M" for "60 digits"."""
    printed = opposing.stated.quantity.text
    if opposing.cell is not None or not is_size(printed):
        return False
    return re.search(rf"(?<=[A-Za-z\d][-_ ]){printed}(?!\w)", claimed.text) is not None


def _is_chance(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether a small count has the same number of other things only as many another place may have."""
    if _has_bare_digits(candidate):
        return True
    value = base_of(claimed.reading)
    if candidate.outcome.reason != "unit_differs" or value is None or value >= TELLING_COUNT:
        return False
    return is_count(claimed) and candidate.company < 1 and candidate.coverage < SAME_WORDS


FEW_DIGITS = 100
"""Number up to which the same digits at another scale are chance, where nothing stands with them."""


def _has_bare_digits(candidate: Candidate) -> bool:
    """Whether a bare small number has the claim's digits at another scale: a 10 for "ten million"."""
    if candidate.outcome.reason != "scale_differs" or candidate.cell is not None:
        return False
    reading = candidate.stated.reading
    is_bare = reading.unit.dimension == "bare" and reading.unit.factor == 1
    return is_bare and reading.value is not None and abs(reading.value) < FEW_DIGITS


def _is_same_bounded(agreeing: Candidate, opposing: Candidate) -> bool:
    """Whether the source has one number twice, once with a bound: "12 hours", "as little as 12 hours"."""
    reasons = agreeing.outcome.reason, opposing.outcome.reason
    return reasons[0] in ("value_equal", "unit_converted") and reasons[1] == "bound_differs"


def _is_less_bounded(agreeing: Candidate, opposing: Candidate) -> bool:
    """Whether a number breaks a claimed bound that the source states as well, in so many words."""
    if agreeing.outcome.reason != "value_equal" or opposing.outcome.reason != "bound_violated":
        return False
    is_stated = agreeing.stated.reading.bound in ("<", ">")
    return is_stated and agreeing.subject > BOUND_SUBJECT and opposing.subject < agreeing.subject + TURNED


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


def _is_told_of_another(opposing: Candidate, others: Sequence[Pool]) -> bool:
    """Whether a number that breaks a bound bears out another number of the claim: "30 %, at most 15 %"."""
    if opposing.cell is not None or opposing.outcome.reason != "bound_violated":
        return False
    return any(one.stated is opposing.stated for pool in others for one in pool.agreeing)


def _is_implied(claimed: Claimed, opposing: Candidate, together: Sequence[Claimed]) -> bool:
    """Whether a number is what the claim compares its own with: 215 GB for "15 TB, seventy times as much"."""
    if opposing.conflict or opposing.second is not None or claimed.reading.bound in ("<", ">"):
        return False
    return any(
        is_of_two(other)
        and other is not claimed
        and (found := combine_two(other.reading, claimed.reading, opposing.stated.reading)) is not None
        and found.kind == "equal"
        for other in together
    )


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
    if candidate.cell is None and candidate.company >= FIRM_COMPANY:
        return True
    enough = 0.0 if claimed.reading.is_near and not is_derived else BOUND_SUBJECT
    if (
        not is_derived
        and candidate.subject >= enough
        and _is_just_beyond(claimed.reading, candidate.stated.reading)
    ):
        return True
    return candidate.subject >= max(enough, _best_fit(opposing, "bound_violated"))


def _is_just_beyond(claim: Reading, source: Reading) -> bool:
    """Whether a number lies so near the bound it keeps that the bound was made for it: 8.8 for "below 9"."""
    if claim.value is None or source.value is None:
        return False
    mine, theirs = claim.value * claim.unit.factor, source.value * source.unit.factor
    return abs(mine - theirs) <= JUST_BEYOND * abs(mine)


def _best_fit(candidates: Sequence[Candidate], reason: str) -> float:
    return max((one.subject for one in candidates if one.outcome.reason == reason), default=0.0)


def fit_of(candidate: Candidate | None) -> float:
    """Return how well a place fits a claimed number's words and neighbours, -1 to 1; 0 without a place."""
    if candidate is None:
        return 0.0
    fit = candidate.subject + candidate.coverage + COMPANY * candidate.company + min(0.0, candidate.lead)
    return fit / BEST


def _strength(candidate: Candidate) -> tuple[float, int, int]:
    fit = BEST * fit_of(candidate) + (TURNED if candidate.conflict else 0)
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
    text, factor = candidate.facts.passage.text, claimed.reading.unit.factor
    printed = re.finditer(rf"(?<![\d.,]){int(value)}(?!\d|[.,]\d)", text)
    is_scaled = factor in _SCALED
    return any(not is_scaled or _scale_behind(text, match.end()) == factor for match in printed)


def _scale_behind(text: str, end: int) -> Decimal:
    """Return by how much the word behind a number scales it: a million for "3 million" and "3M"."""
    word = _SCALE_WORD.match(text, end)
    return Decimal(1).scaleb(SCALES.get(word[1].lower(), 0)) if word else Decimal(1)


_SCALE_WORD = re.compile(r"[\s-]?([A-Za-z]+)\b")
_SCALED = frozenset(Decimal(1).scaleb(power) for power in SCALES.values())
