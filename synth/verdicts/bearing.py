"""Whether a claim's numbers are borne out: each that matters has a witness, and nothing speaks against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from synth.verdicts.agreement import is_count, is_minor
from synth.verdicts.clauses import is_at_odds
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import Probabilities
from synth.verdicts.match import QuantityMatch

__all__ = [
    "MISCOUNTED",
    "SAME_DIGITS",
    "SWEEPING",
    "contradicts_itself",
    "is_borne_out",
    "may_be_borne_out",
    "miscounted",
    "words_held",
]

SAME_DIGITS = ("unit_differs", "scale_differs", "bound_differs", "bound_violated")
"""Reasons that hold of the claimed digits themselves."""

SWEEPING = re.compile(
    r"\b(?:best|worst|highest|lowest|largest|smallest|fastest|slowest|top|leads?|leading|only|none|every|each|all"
    r"|any|both|outperform\w*|beats?|surpass\w*|wins?|winner|first|record|ahead|better|worse|more|fewer|less)\b",
    re.IGNORECASE,
)
"""Words that say something of all that a count counts, which finding the count does not bear out."""

TABLE_SAYS = 0.4
"""Probability from which a table bears out what is said of all that a count counts."""

SAID_IN_WORDS = 0.75
"""Share of a claim's words from which a passage says the same."""

SAID_TOGETHER = 0.5
"""The same where the passage has all of several counts."""

MISCOUNTED = 0.5
"""By how much better than any place with the claimed count one with another must fit to refuse it. Of the
hand-made claims called supported that it meets 5 of 6 were false, and of those with a count raised by one
it meets a third."""

CLEARLY = 0.2
"""By how much better the same number of other things must fit than one of what the claim counts."""


def may_be_borne_out(matches: Sequence[QuantityMatch]) -> bool:
    """Whether a claim can be supported at all: the source has its names, and each number that matters.

    Nor can one of which two numbers are swapped, or that says a sentence over again but for a number.
    """
    if any(_is_barred(match) for match in matches):
        return False
    major = [match for match in matches if not is_minor(match.claimed)] or matches
    return all(match.witness or _sets_scene(match) for match in major) and any(m.witness for m in major)


def _is_barred(match: QuantityMatch) -> bool:
    """Whether a number is of what the source never names, another's, or altered in a sentence said again."""
    return bool(match.claimed.strangers or match.swapped or match.is_altered)


def is_borne_out(quote: str, matches: Sequence[QuantityMatch], table: Probabilities) -> bool:
    """Whether each number that matters has a witness with nothing against it.

    That a paper has "four tasks" says nothing for "best on all four": a table must, or the same words.
    """
    major = [match for match in matches if not is_minor(match.claimed)]
    if not all(match.agrees or _sets_scene(match) for match in major):
        return False
    if major and not any(match.agrees for match in major):
        return False
    if any(_is_barred(match) or _is_miscounted(match) for match in matches):
        return False
    if contradicts_itself(quote, matches):
        return False
    if not all(is_minor(one.claimed) or _opens(quote, one) for one in matches) or not SWEEPING.search(quote):
        return True
    said = max((match.agrees.coverage for match in matches if match.agrees), default=0.0)
    if _count_together(matches) and said >= SAID_TOGETHER and not _SHARE_AHEAD.search(quote):
        return True
    return table[0] >= max(TABLE_SAYS, table[1]) or said >= SAID_IN_WORDS


_SCENE = re.compile(
    r"(?:given|with|at|under|after|for|over|within|despite|once|when)\s[^,;]*,", re.IGNORECASE
)
_SHARE_AHEAD = re.compile(
    r"\b(?:best|worst|first|beats?|outperform\w*|surpass\w*|ahead|better|worse)\b.*\b(?:on|in|for) [\w-]+ "
    r"(?:out )?of (?:the |its |all )?[\w-]+ ",
    re.IGNORECASE,
)
"""Words that say of how many it is so that one is ahead, which no count of things bears out."""


def _opens(quote: str, match: QuantityMatch) -> bool:
    """Whether a multiple only sets the scene of what is said behind it: "Given twice the time, A is best"."""
    scene = _SCENE.match(quote)
    is_multiple = match.claimed.reading.unit.dimension == "ratio"
    return is_multiple and scene is not None and match.claimed.quantity.end <= scene.end()


def _sets_scene(match: QuantityMatch) -> bool:
    """Whether a number is at least printed where the claim's others are, and nowhere with another unit."""
    if match.names_place:
        return True
    no = match.contradicts
    return match.stands and (no is None or no.outcome.reason not in SAME_DIGITS) and not _is_result(match)


def _is_result(match: QuantityMatch) -> bool:
    """Whether a number is one that the claim is about: not a whole number of so many, or per cent."""
    value = match.claimed.reading.value
    return value is None or value != value.to_integral_value()


def _is_miscounted(match: QuantityMatch) -> bool:
    """Whether a count is of other things, or what it counts has another number in the source."""
    no = match.contradicts
    if miscounted([match]) >= MISCOUNTED:
        return True
    if no is None or not is_count(match.claimed):
        return False
    if no.outcome.reason == "unit_differs" and words_held(no) - words_held(match.agrees) > CLEARLY:
        return True  # the same number, of other things
    if match.agrees is not None or not is_minor(match.claimed) or no.company < 1:
        return False
    return match.claimed.reading.unit == no.stated.reading.unit and no.outcome.reason == "value_differs"


def miscounted(matches: Sequence[QuantityMatch]) -> float:
    """Return by how much better another number fits what a claim counts than the claimed one, at most."""
    return max((match.tally.lead_of_others for match in matches if match.tally is not None), default=0.0)


def contradicts_itself(quote: str, matches: Sequence[QuantityMatch]) -> bool:
    """Whether the claim's own words don't fit the order of two of its numbers: "falls from 61 to 64"."""
    claimed = sorted((match.claimed for match in matches), key=lambda one: one.quantity.start)
    for one, other in pairwise(claimed):
        values = one.reading.value, other.reading.value
        if values[0] is None or values[1] is None or one.reading.unit != other.reading.unit:
            continue
        spans = [(each.quantity.start, each.quantity.end) for each in (one, other)]
        if values[0] != values[1] and is_at_odds(quote, *spans, is_rise=values[1] > values[0]):
            return True
    return False


def _count_together(matches: Sequence[QuantityMatch]) -> bool:
    """Whether several counts of a claim all stand in one sentence, which by itself says what it says."""
    return len(matches) > 1 and all(
        match.agrees is not None and match.agrees.company == 1 and match.agrees.cell is None
        for match in matches
    )


def words_held(candidate: Candidate | None) -> float:
    """Return which share of a claim's words a place holds, of its subject and of all; 0 without a place."""
    return (candidate.subject + candidate.coverage) / 2 if candidate else 0.0
