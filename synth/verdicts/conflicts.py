"""A stated number with the claimed value may still speak against the claim: why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from synth.types import CellRef
from synth.verdicts.agreement import LOOSE, are_distinct, base_of, kind_of_role
from synth.verdicts.compare import Outcome, are_of_other_size, compare
from synth.verdicts.cues import (
    are_turned,
    direction_of,
    is_better_low,
    is_reversed,
    is_turned_round,
    is_two_way,
)
from synth.verdicts.facts import CHANGES, Claimed, Facts, Stated
from synth.verdicts.owners import are_named_apart, are_swapped, is_renamed
from synth.verdicts.subjects import (
    Context,
    Term,
    is_held,
    names_of,
    terms_of,
)
from synth.verdicts.units import Unit

__all__ = ["Candidate", "conflict_of"]

TELLING = 0.8
"""Weight of the claim's words that stand with another number of the sentence from which it owns them."""

LIKELIER = 0.25
"""By how much another number must stand in the claim's own wording more closely to own it."""


_MOVES = frozenset(CHANGES)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stated quantity held against a claimed one."""

    facts: Facts
    """The passage."""
    stated: Stated
    """The quantity in it."""
    outcome: Outcome
    """How the numbers relate."""
    subject: float
    """Share of the claim's subject that its context holds, 0 to 1."""
    coverage: float
    """Share of all the claim's words that its passage holds anywhere, 0 to 1."""
    likeness: float
    """How far it stands in the claim's own wording, 0 to 1."""
    missing: tuple[Term, ...]
    """Names of the claim's subject that its passage lacks."""
    conflict: str
    """"direction_reversed", "baseline_differs", "subject_differs", "role_differs"; "" for none."""
    second: Stated | None = None
    """The other number where `outcome` was derived from two."""
    beside: Facts | None = None
    """Where that one stands, if not in the same passage."""
    second_cell: CellRef | None = None
    """Where that one is a table's cell."""
    owner: str = ""
    """The other method or data set that the number is bound to; "" if it may be the claim's."""
    lead: float = 0.0
    """By how much its cell fits the claim better than the best cell with another value."""
    company: float = 0.0
    """Share of the claim's other numbers that stand at the same place."""
    cell: CellRef | None = None
    """Where it is a table's cell."""
    caption: str = ""
    """Of that cell's table."""
    alike: int = 0
    """Pairs of that table's cells that come to the number, if it was looked for among all of them."""
    chance: float = 0.0
    """For what two cells come to: pairs that fit as well and may be expected to do so by chance."""
    at: tuple[int, int] = (-1, -1)
    """Row and column of that cell."""
    second_at: tuple[int, int] = (-1, -1)
    """The same of the other one."""
    rival: Stated | None = None
    """The number that the source gives for the claim's subject instead."""
    is_loose: bool = False
    """Whether it is only the claim's digits in a passage, or a number of a table read as a line."""

    @property
    def cells(self) -> frozenset[tuple[int, int]]:
        """Row and column of the cell that it is, or of the two that it is computed from."""
        return frozenset((self.at, self.second_at)) - {(-1, -1)}

    @property
    def agrees(self) -> bool:
        """Whether it has the claimed value and nothing against it."""
        return self.outcome.kind == "equal" and not self.conflict


def conflict_of(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> str:
    """Return the reason code of what speaks against a candidate with the claimed value; "" for nothing.

    Args:
        claimed: The claimed quantity.
        candidate: A stated quantity that equals it.
        others: What all numbers of the same passage come to, this one included.
    """
    stated, facts = candidate.stated, candidate.facts
    if is_reversed(claimed.comparison, facts.comparison) or _points_elsewhere(claimed, stated, facts):
        return "direction_reversed"
    rivals = _told(claimed, others) if _ends_pair(claimed, candidate, others) else others
    if _counts_anothers(claimed, stated):
        return "subject_differs"
    if candidate.owner or any(_owns(claimed, other, candidate) for other in rivals):
        return "subject_differs"
    if _has_other_baseline(claimed, facts) or _is_against_another(claimed, stated, facts):
        return "baseline_differs"
    if _is_of_another(claimed, candidate) or is_renamed(claimed, facts):
        return "subject_differs"
    if _is_other_role(claimed, stated, facts):
        return "role_differs"
    return ""


def _counts_anothers(claimed: Claimed, stated: Stated) -> bool:
    """Whether a number counts what another of the claim's does: 27 families for "27 scripts, 29 families"."""
    mine, theirs = claimed.reading.unit, stated.reading.unit
    nouns = [_noun_of(unit) for unit in (mine, theirs)]
    if not all(nouns) or nouns[0] == nouns[1]:
        return False
    others = [one.reading for one in (*claimed.before, *claimed.behind)]
    return any(
        _noun_of(other.unit) == nouns[1] and base_of(other) != base_of(stated.reading) for other in others
    )


def _noun_of(unit: Unit) -> str:
    return unit.dimension.split()[-1].removeprefix("count:") if unit.dimension.startswith("count:") else ""


def _measures_another(rival: Stated, candidate: Stated, claimed: Claimed) -> bool:
    """Whether the candidate is bound to what the claim measures, and the rival to something else."""
    mine, own = claimed.quantity.metric, candidate.quantity.metric
    if own is None or are_distinct(mine, own) or not are_distinct(mine, rival.quantity.metric):
        return False
    only_there = rival.context.own_keys - candidate.context.own_keys
    return not any(term.is_name and term.key in only_there for term in claimed.all_terms)


def _keeps_place(rival: Candidate, candidate: Candidate, claimed: Claimed) -> bool:
    """Whether the claim tells the rival too, and numbers and names in the source's order: none is swapped."""
    is_ahead = rival.stated.quantity.start < candidate.stated.quantity.start
    told = claimed.before if is_ahead else claimed.behind
    if not any(compare(other.reading, rival.stated.reading).kind == "equal" for other in told):
        return False
    return _keeps_names(claimed, candidate.facts)


def _keeps_names(claimed: Claimed, facts: Facts) -> bool:
    """Whether the claim's names stand in the passage in the same order, and some do."""
    mine = [term.key for term in claimed.all_terms if term.is_name]
    theirs = [term.key for term in terms_of(facts.passage.text) if term.is_name]
    if mine and not set(mine) & set(theirs):
        return False
    order = iter(theirs)
    return all(key in order for key in mine if key in theirs)


def _ends_pair(claimed: Claimed, candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Whether the numbers next to each other in the claim are so in the passage: "55 versus 30"."""
    if not claimed.before or not claimed.before[-1].reading.value:
        return False
    place = candidate.stated.quantity.start
    ahead = [one.stated for one in others if one.stated.quantity.start < place]
    last = max(ahead, key=lambda one: one.quantity.start, default=None)
    if last is None or compare(claimed.before[-1].reading, last.reading).reason != "value_equal":
        return False
    between = candidate.facts.passage.text[last.quantity.end : place]
    return _VERSUS.fullmatch(between) is not None


_VERSUS = re.compile(r"\W{0,3}(?:vs\.?|versus|against|compared (?:to|with))\W{0,3}", re.IGNORECASE)


def _told(claimed: Claimed, others: Sequence[Candidate]) -> list[Candidate]:
    """Return the numbers of a passage that the claim tells as well."""
    told = [one.reading for one in (*claimed.before, *claimed.behind)]
    return [one for one in others if any(compare(mine, one.stated.reading).kind == "equal" for mine in told)]


def _owns(claimed: Claimed, rival: Candidate, candidate: Candidate) -> bool:
    """Whether the claim rather speaks of another number of the same sentence.

    What is said ahead of all numbers may hold for each of them and decides nothing.
    """
    one, other = candidate.stated, rival.stated
    is_like = one.reading.unit == other.reading.unit and one.quantity.role == other.quantity.role
    if rival.outcome.kind == "equal" or not is_like or _measures_another(other, one, claimed):
        return False
    if _keeps_place(rival, candidate, claimed) or are_of_other_size(one.reading, other.reading):
        return False
    head = candidate.facts.head
    mine, theirs = one.context.own_keys - head, other.context.own_keys - head
    gain = sum(
        term.weight * ((term.key in theirs) - (term.key in mine))
        for term in claimed.terms
        if not claimed.own or term.key in claimed.own
    )
    if gain >= 2 * TELLING:
        return True
    if gain >= TELLING:
        return rival.likeness > candidate.likeness - LIKELIER
    if candidate.outcome.reason in LOOSE:
        return False
    return rival.likeness > candidate.likeness + LIKELIER and gain > -TELLING / 2


def _points_elsewhere(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether the claim has the number go the other way."""
    if are_swapped(claimed, stated):
        return claimed.direction == stated.direction != 0
    if is_turned_round(claimed.comparison, facts.comparison):
        return False  # "A leads B by 2" where "B trails A by 2" is stated
    mine, theirs = ([term.surface for term in terms] for terms in (claimed.terms, _words(stated.context)))
    if _MOVES & {claimed.quantity.role, stated.quantity.role} and are_turned(mine, theirs):
        return True
    sign = _sign(stated)
    if claimed.quantity.role in CHANGES and sign and not _sign(claimed):
        return claimed.direction * sign < 0
    if claimed.direction * stated.direction >= 0:
        return False
    if _is_ambiguous(stated) or _is_ambiguous(claimed):
        return False  # "the gain shrinks": which of the two the number has is not told
    if _is_what_becomes_of_change(claimed.text, claimed.quantity.start) != _is_what_becomes_of_change(
        facts.passage.text, stated.quantity.start
    ):
        return False
    if _are_bound_alike(claimed, stated):
        return True
    if direction_of(" ".join(mine)) != direction_of(" ".join(theirs)):
        return True
    whole = direction_of(" ".join(term.surface for term in claimed.all_terms))
    return whole * direction_of(facts.passage.text) < 0


def _sign(number: Claimed | Stated) -> int:
    """Return 1 or -1 for a number printed with its sign."""
    return {"+": 1, "-": -1, "−": -1, "–": -1}.get(number.quantity.text[:1], 0)


def _is_ambiguous(number: Claimed | Stated) -> bool:
    """Whether words of rise and of fall both stand next to a number that prints no sign."""
    before, after = number.window
    return number.quantity.text[:1] not in "+-−–" and is_two_way([*before, *after])


_BECOMES = re.compile(
    r"\b(?:gain|lead|margin|advantage|improvement|benefit|edge|gap|difference|drop|loss|deficit|decline)s?\b"
    r"[^.;,()\d]{0,60}\b(?:shr[aiu]nks?|narrow(?:s|ed)|widen(?:s|ed)|f[ae]lls?|drop(?:s|ped)|gr(?:ows?|ew)|r[io]ses?"
    r"|(?:in|de)creases?d?|reduce[sd]?|shrinking|cut|halve[sd]) to (?:only |just |about |around |some )?$",
    re.IGNORECASE,
)


def _is_what_becomes_of_change(text: str, start: int) -> bool:
    """Whether a number is what a change comes to when it changes itself: "its gain shrinks to 2.9 points"."""
    return _BECOMES.search(text[max(0, start - 120) : start]) is not None


def _are_bound_alike(claimed: Claimed, stated: Stated) -> bool:
    """Whether grammar gives both numbers a direction, of measures for which better means the same."""
    mine, theirs = claimed.quantity, stated.quantity
    if mine.direction is None or theirs.direction is None:
        return False
    return is_better_low(mine.metric) == is_better_low(theirs.metric)


def _has_other_baseline(claimed: Claimed, facts: Facts) -> bool:
    """Whether the passage compares with something, and the claim with something it never names."""
    if not claimed.baselines or not facts.baselines:
        return False
    if any(is_held(term, facts.keys) for term in claimed.baselines):
        return False
    # "BERT-base" is claimed where "BERT" is stated, or the other way round.
    return not any(
        mine.key.startswith(theirs.key) or theirs.key.startswith(mine.key)
        for mine in claimed.baselines
        for theirs in facts.baselines
    )


def _is_against_another(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether this number is compared with one name, and the claim's with another that the passage lacks."""
    mine, theirs = claimed.quantity.baseline, stated.quantity.baseline
    names = names_of(mine)
    if not theirs or not names or any(is_held(term, facts.keys) for term in names):
        return False
    return are_named_apart(mine, theirs, facts.passage.text)


def _is_of_another(claimed: Claimed, candidate: Candidate) -> bool:
    """Whether the number is bound to a metric or a data set that is told apart from the claim's."""
    mine, theirs = claimed.quantity, candidate.stated.quantity
    if are_distinct(mine.metric, theirs.metric) and not _is_said_there(mine.metric, candidate.facts):
        return True
    lacking = {term.key for term in candidate.missing}
    is_unsaid = any(term.key in lacking for term in names_of(mine.dataset))
    return is_unsaid and are_distinct(mine.dataset, theirs.dataset)


def _is_said_there(metric: str | None, facts: Facts) -> bool:
    """Whether all telling words of a metric stand in the passage: "the precision/recall/F1 is 98%"."""
    return all(is_held(term, facts.keys) for term in terms_of(f"x {metric}") if term.weight >= 1)


def _is_other_role(claimed: Claimed, stated: Stated, facts: Facts) -> bool:
    """Whether a gain is claimed where a level is stated, or the other way round."""
    mine, theirs = kind_of_role(claimed.quantity), kind_of_role(stated.quantity)
    if (mine, theirs) == ("value", "change"):
        return _reads_as_change(stated) and not _reads_as_change(claimed)
    if (mine, theirs) == ("change", "value"):
        return claimed.direction != 0 and direction_of(facts.passage.text) == 0
    return False


def _reads_as_change(number: Claimed | Stated) -> bool:
    """Whether the wording next to a number is that of a change: "by 2", "a gain of 2"."""
    before, after = number.window
    return before[:1] == ("by",) or direction_of(" ".join((*before, *after))) != 0


def _words(context: Context) -> tuple[Term, ...]:
    return (*context.own, *context.shared)
