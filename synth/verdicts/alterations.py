"""A sentence of the source said over again but for one thing: the claim is that sentence, altered.

Where all else is the same and one slot is not, that is so wherever else in the source the number may
stand: a batch size of 21 for one of 25 is borne out by no equation (21).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from synth.verdicts.agreement import LOOSE, compare_loosely
from synth.verdicts.compare import Outcome
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.holding import hold
from synth.verdicts.ledger import Ledger
from synth.verdicts.match import QuantityMatch
from synth.verdicts.quoted import Differences, Word, differences
from synth.verdicts.subjects import is_held, text_keys

__all__ = ["with_alterations"]

FIRM = 0.6
"""Fit of a place with the claimed number from which it is of the claim's subject."""

OTHER_WORDS = 1
"""Words with a meaning of their own that an altered sentence may have besides."""


def with_alterations(
    matches: Sequence[QuantityMatch], ledger: Ledger, hits: Sequence[int]
) -> list[QuantityMatch]:
    """Tell which numbers a claim gives otherwise than the sentence that it says over again.

    Args:
        matches: The claim's quantities, at least one.
        ledger: The source.
        hits: Rows of the passages that a search found for the claim.
    """
    found = list(matches)
    sentences = [ledger.place(row).facts for row in hits]
    said = [(facts, one) for facts in sentences if (one := _said_again(matches, facts)) is not None]
    plain = [(facts, one) for facts, one in said if not one.altered]
    if plain:  # it is one of them, to the letter or in other words
        facts, again = plain[0]
        return [_as_said(match, facts) for match in matches] if again.is_whole else found
    for place, witness in max((one for _, one in said), key=lambda one: one.same).altered if said else ():
        found[place] = replace(found[place], contradicts=witness, is_altered=True)
    return found


class _Again(NamedTuple):
    """A claim as a sentence said over again."""

    same: int
    """How many of its words are the sentence's."""
    altered: list[tuple[int, Candidate]]
    """Which of its quantities it has otherwise, and what the sentence has."""
    is_whole: bool = False
    """Whether it has no word of its own besides."""


def _as_said(match: QuantityMatch, facts: Facts) -> QuantityMatch:
    """Let a sentence with a claimed number bear it out that says nothing otherwise than the claim."""
    no = match.contradicts
    if no is None or no.facts is not facts or no.outcome.kind != "equal":
        return match
    return replace(match, agrees=match.agrees or replace(no, conflict="", rival=None), contradicts=None)


def _said_again(matches: Sequence[QuantityMatch], facts: Facts) -> _Again | None:
    """Hold a claim against a sentence; None for one that it does not say over again."""
    text = matches[0].claimed.text
    told = differences(text, facts.passage.text) if facts.passage.kind != "table" else None
    if told is None or told.n_words > OTHER_WORDS:
        return None
    numbers = list(_numbers(matches, facts, told))
    names = [
        (mine, theirs)
        for mine, theirs in told.names
        if not _is_counted(mine, matches) and not _may_be_one(mine, theirs, facts)
    ]
    if names and (numbers or len(names) > 1):
        return None  # it speaks of something else
    if numbers:
        return _Again(told.same, [(n, w) for n, w in numbers if not _is_given_elsewhere(matches[n], w)])
    if names and not told.turned:
        return _Again(told.same, _of_another(matches, facts, told, names[0][0]))
    if told.turned and not names:
        turned = told.turned[0][0]
        return _Again(told.same, _next_to(matches, facts, told, turned, "direction_reversed"))
    return None if names else _Again(told.same, [], is_whole=not told.n_words)


def _numbers(
    matches: Sequence[QuantityMatch], facts: Facts, told: Differences
) -> Iterator[tuple[int, Candidate]]:
    """Yield which of the claim's quantities the sentence gives otherwise, and what it gives."""
    for mine, theirs in told.numbers:
        place, stated = _claimed_at(matches, mine), _stated_at(facts, theirs)
        if place is None or stated is None:
            continue
        claimed = matches[place].claimed
        outcome = compare_loosely(claimed, stated)
        if outcome.kind == "equal" or _are_one(claimed, stated):
            continue
        yield place, _witness(claimed, facts, stated, replace(outcome, kind="differs"), "")


def _are_one(claimed: Claimed, stated: Stated) -> bool:
    """Whether two numbers are printed alike, with one unit and one bound, whatever they are said to be."""
    mine, theirs = claimed.reading, stated.reading
    return (mine.value, mine.unit, mine.bound) == (theirs.value, theirs.unit, theirs.bound)


def _claimed_at(matches: Sequence[QuantityMatch], word: Word) -> int | None:
    spans = [(match.claimed.quantity.start, match.claimed.quantity.end) for match in matches]
    return next((n for n, (start, end) in enumerate(spans) if start <= word.start < end), None)


def _stated_at(facts: Facts, word: Word) -> Stated | None:
    return next((s for s in facts.stated if s.quantity.start <= word.start < s.quantity.end), None)


def _is_given_elsewhere(match: QuantityMatch, witness: Candidate) -> bool:
    """Whether another place gives the claimed number itself for the claim's subject."""
    yes = match.agrees
    if yes is None or yes.is_loose or yes.second is not None or yes.outcome.reason in LOOSE:
        return False
    return yes.facts is not witness.facts and yes.subject >= FIRM


def _is_counted(word: Word, matches: Sequence[QuantityMatch]) -> bool:
    """Whether a name is what a number counts, which is compared with it: "8 CPUs"."""
    return any(
        (match.claimed.quantity.unit or "").endswith(match.claimed.text[word.start : word.end])
        for match in matches
    )


def _may_be_one(mine: Word, theirs: Word, facts: Facts) -> bool:
    """Whether a name and the one in its place are the same, or the sentence has both."""
    if mine.term is None or theirs.term is None:
        return True
    return is_held(mine.term, facts.keys) or is_held(theirs.term, text_keys([mine.term]))


def _of_another(
    matches: Sequence[QuantityMatch], facts: Facts, told: Differences, name: Word
) -> list[tuple[int, Candidate]]:
    """Return the number next to a name that stands for another, unless the source gives it with that name."""
    for match in matches:
        yes = match.agrees
        if yes is not None and yes.facts is not facts and name.term and is_held(name.term, yes.facts.keys):
            return []
    return _next_to(matches, facts, told, name, "subject_differs")


def _next_to(
    matches: Sequence[QuantityMatch], facts: Facts, told: Differences, word: Word, conflict: str
) -> list[tuple[int, Candidate]]:
    """Return the number next to an altered word, with what speaks against it."""
    found = []
    for mine, theirs in told.numbers:
        place, stated = _claimed_at(matches, mine), _stated_at(facts, theirs)
        if place is not None and stated is not None:
            found.append((abs(mine.start - word.start), place, stated))
    if not found:
        return []
    _, place, stated = min(found, key=lambda one: one[:2])
    outcome = Outcome("equal", "value_equal")
    return [(place, _witness(matches[place].claimed, facts, stated, outcome, conflict))]


def _witness(claimed: Claimed, facts: Facts, stated: Stated, outcome: Outcome, conflict: str) -> Candidate:
    subject, missing = hold(claimed.terms, [(1.0, facts.keys)])
    coverage, _ = hold(claimed.all_terms, [(1.0, facts.keys)])
    return Candidate(facts, stated, outcome, subject, coverage, 1.0, missing, conflict)
