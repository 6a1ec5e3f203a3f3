"""What the fitted model sees of a claim with numbers and its evidence; every feature lies in [-1, 1]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from synth.ports import QuantityLinker
from synth.verdicts.agreement import is_count, is_minor
from synth.verdicts.clauses import is_at_odds
from synth.verdicts.compare import significant_digits
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import Probabilities
from synth.verdicts.facts import Claimed
from synth.verdicts.ledger import Ledger
from synth.verdicts.links import link_odds
from synth.verdicts.match import QuantityMatch
from synth.verdicts.nouns import may_be_one
from synth.verdicts.subjects import Term
from synth.verdicts.units import share_nouns

__all__ = ["claim_features", "decisive_match", "is_borne_out", "is_opposed", "worst_match"]

SAME_DIGITS = ("unit_differs", "scale_differs", "bound_differs", "bound_violated")
"""Reasons that hold of the claimed digits themselves."""

_SUPPORT = (
    "subject",
    "coverage",
    "lacks_name",
    "other_name",
    "company",
    "is_alone",
    "is_tied",
    "thin",
    "thin_coverage",
    "rare",
    "digits",
    "telling",
    "derived",
    "inexact",
    "loose",
    "in_cell",
    "verbatim",
    "derived_thin",
)
_OPPOSITION = (
    "against",
    "against_subject",
    "against_coverage",
    "against_lacks_name",
    "against_other_unit",
    "against_turned",
    "against_turned_fit",
    "against_same_digits",
    "against_in_cell",
    "against_leads",
    "against_alone",
    "against_verbatim",
)
_INEXACT = ("rounded", "hedge_met", "bound_met", "within_range", "range_end")

_SWEEPING = re.compile(
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

TIE = 0.02
"""Lead of a cell up to which the claim's words lead to another cell as well."""

THIN = 0.5
"""Share of the claim's words from which less is missing than a paraphrase may lack."""

MISCOUNTED = 0.5
"""By how much better than any place with the claimed count one with another must fit to refuse it. Of the
hand-made claims called supported that it meets 5 of 6 were false, and of those with a count raised by one
it meets a third."""

CLEARLY = 0.2
"""By how much better the same number of other things must fit than one of what the claim counts."""

DERIVED = 0.6
"""Fit below which a number computed from two is likely to be so by chance."""


def decisive_match(matches: Sequence[QuantityMatch]) -> QuantityMatch:
    """Return the match on which support of the claim hangs: the weakest of those that matter."""
    return min(results_of(matches), key=lambda match: strength_of(match.agrees))


def is_borne_out(quote: str, matches: Sequence[QuantityMatch], table: Probabilities) -> bool:
    """Whether a claim can be supported at all: each number that matters has a witness.

    That a paper has "four tasks" says nothing for "best on all four": a table must, or the same words.
    """
    major = [match for match in matches if not is_minor(match.claimed)]
    if not all(match.agrees or _sets_scene(match) for match in major):
        return False
    if major and not any(match.agrees for match in major):
        return False
    if any(match.claimed.strangers or match.is_altered for match in matches):
        return False  # the source says nothing of what it never names
    if any(match.swapped or _is_miscounted(match) for match in matches) or _is_at_odds(quote, matches):
        return False
    if not all(is_minor(one.claimed) or _opens(quote, one) for one in matches) or not _SWEEPING.search(quote):
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
    if _miscounted([match]) >= MISCOUNTED:
        return True
    if no is None or not is_count(match.claimed):
        return False
    if no.outcome.reason == "unit_differs" and _fit(no) - _fit(match.agrees) > CLEARLY:
        return True  # the same number, of other things
    if match.agrees is not None or not is_minor(match.claimed) or no.company < 1:
        return False
    return match.claimed.reading.unit == no.stated.reading.unit and no.outcome.reason == "value_differs"


def _miscounted(matches: Sequence[QuantityMatch]) -> float:
    """Return by how much better another number fits what a claim counts than the claimed one, at most."""
    return max((match.tally.lead_of_others for match in matches if match.tally is not None), default=0.0)


def _is_at_odds(quote: str, matches: Sequence[QuantityMatch]) -> bool:
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


def is_opposed(matches: Sequence[QuantityMatch], table: Probabilities) -> bool:
    """Whether a claim can be refuted at all: a number of the source or a table speaks against it."""
    return any(match.contradicts for match in matches) or table[1] > table[0]


def results_of(matches: Sequence[QuantityMatch]) -> list[QuantityMatch]:
    """Return the quantities that a claim is about: its scores and measures, or else its counts."""
    results = [match for match in matches if not is_count(match.claimed) and not match.names_place]
    major = [match for match in matches if not is_minor(match.claimed)]
    return results or major or list(matches)


def strength_of(candidate: Candidate | None) -> float:
    """Return how far a witness fits, 0 without one."""
    if candidate is None:
        return 0.0
    return 0.01 + candidate.subject + candidate.coverage + 0.4 * candidate.company + min(0.0, candidate.lead)


def claim_features(
    quote: str,
    matches: Sequence[QuantityMatch],
    ledger: Ledger,
    table: Probabilities,
    linker: QuantityLinker,
) -> dict[str, float]:
    """Describe how a source bears on a claim of at least one quantity.

    Args:
        quote: The claim.
        matches: Its quantities held against the source.
        ledger: The source.
        table: What its tables say of the claim as a whole.
        linker: Says whether a witness is of the claimed quantity.
    """
    weakest = decisive_match(matches)
    worst = worst_match(matches)
    return {
        **_shape(quote, matches, table),
        **_support(weakest, matches, ledger),
        **_opposition(worst),
        "paired": max(match.paired for match in matches),
        "swapped": max(match.swapped for match in matches),
        "odd_digits": _odd_digits(quote, matches),
        **_linked(weakest, worst, linker),
        "strange_names": _strange(weakest.claimed.all_terms, ledger),
    }


def _linked(weakest: QuantityMatch, worst: QuantityMatch | None, linker: QuantityLinker) -> dict[str, float]:
    """Describe whether the model takes the deciding witnesses to be of the claimed quantity."""
    no = worst.contradicts if worst else None
    against = link_odds(linker, worst.claimed, no) if worst else 0.0
    return {
        "linked": link_odds(linker, weakest.claimed, weakest.agrees),
        "against_linked": against,
        "against_turned_linked": against * (no is not None and no.outcome.kind == "equal"),
    }


def _shape(quote: str, matches: Sequence[QuantityMatch], table: Probabilities) -> dict[str, float]:
    """Describe what kind of claim it is, how many of its numbers are found, and what the tables say."""
    minor = [match for match in matches if is_minor(match.claimed)]
    major = [match for match in matches if not is_minor(match.claimed)] or list(matches)
    results = results_of(matches)
    beside = [match for match in matches if match not in results]
    lost = [match for match in minor if match.agrees is None and not match.stands]
    is_sweeping = _SWEEPING.search(quote) is not None
    return {
        "all_agree": float(all(match.agrees or match.names_place for match in major)),
        "share_agree": sum(match.agrees is not None or match.names_place for match in major) / len(major),
        "minor_lost": max(float(bool(lost)), min(1.0, _miscounted(matches) / MISCOUNTED)),
        "beside_lost": float(any(m.agrees is None and not m.stands for m in beside)),
        "beside_thin": max((_thin(match) for match in beside), default=0.0),
        "other_noun": float(any(m.agrees is not None and _counts_otherwise(m) for m in matches)),
        "only_minor": float(len(minor) == len(matches)),
        "sweeping": float(len(minor) == len(matches) and is_sweeping),
        "several": float(len(major) > 1),
        "together": _together(matches),
        "table_yes": table[0],
        "table_no": table[1],
        "table_yes_sweeping": table[0] * is_sweeping,
        "table_no_sweeping": table[1] * is_sweeping,
    }


def _support(weakest: QuantityMatch, matches: Sequence[QuantityMatch], ledger: Ledger) -> dict[str, float]:
    """Describe the witness for the quantity that support hangs on."""
    yes = weakest.agrees
    if yes is None:
        return dict.fromkeys(_SUPPORT, 0.0)
    digits = min(_digits(weakest.claimed), 5) / 5
    rare = 1 / max(1, weakest.n_places)
    described = {
        "subject": yes.subject,
        "coverage": yes.coverage,
        "lacks_name": _lacking(yes),
        "other_name": float(_names_another(yes, weakest.claimed.all_terms)),
        "company": yes.company if len(matches) > 1 else 0.0,
        "is_alone": float(yes.cell is not None and yes.lead > TIE),
        "is_tied": float(yes.cell is not None and yes.lead <= TIE),
        "thin": max(0.0, THIN - yes.subject),
        "thin_coverage": max(0.0, THIN - yes.coverage),
        "rare": rare,
        "digits": digits,
        "telling": rare * digits,
        "derived": float(yes.outcome.reason.startswith("derived")),
        "inexact": float(yes.outcome.reason in _INEXACT),
        "loose": float(yes.is_loose),
        "in_cell": float(yes.cell is not None),
        "verbatim": max(0.0, yes.coverage - 0.8) * 5,
        "derived_thin": _by_chance(yes),
    }
    return described


def _opposition(worst: QuantityMatch | None) -> dict[str, float]:
    """Describe what speaks most against the claim."""
    no = worst.contradicts if worst else None
    if worst is None or no is None:
        return dict.fromkeys(_OPPOSITION, 0.0)
    yes, turned = worst.agrees, bool(no.conflict)
    mine, theirs = worst.claimed.reading.unit, no.stated.reading.unit
    described = {
        "against": 1.0,
        "against_subject": no.subject,
        "against_coverage": no.coverage,
        "against_lacks_name": _lacking(no),
        "against_other_unit": float(mine.dimension != theirs.dimension),
        "against_turned": float(turned),
        "against_turned_fit": turned * (no.subject + no.coverage) / 2,
        "against_same_digits": float(no.outcome.reason in SAME_DIGITS),
        "against_in_cell": float(no.cell is not None),
        "against_leads": max(0.0, _fit(no) - _fit(yes)) if yes else 0.0,
        "against_alone": _fit(no) if yes is None else 0.0,
        "against_verbatim": max(0.0, no.coverage - 0.8) * 5,
    }
    return described


def worst_match(matches: Sequence[QuantityMatch]) -> QuantityMatch | None:
    """Return the match of which most speaks against the claim; None where nothing does."""
    against = [match for match in matches if match.contradicts is not None]
    return max(against, key=lambda match: (match.is_altered, _threat(match)), default=None)


def _thin(match: QuantityMatch) -> float:
    """Return how much a number beside the results lacks of a witness, 0 to 1."""
    return 0.0 if match.stands else max(0.0, 1 - strength_of(match.agrees) / 2)


def _together(matches: Sequence[QuantityMatch]) -> float:
    """Return how far the witnesses of several numbers stand at one place, 0 for a single number."""
    found = [match.agrees.company for match in matches if match.agrees is not None]
    return sum(found) / len(matches) if len(matches) > 1 else 0.0


_PRINTED = re.compile(r"(?<![\w.-])\d+(?:[.,]\d+)*")


def _odd_digits(quote: str, matches: Sequence[QuantityMatch]) -> float:
    """Return which share of the numbers that a claim only names (years, versions) no witness names as well.

    Witnesses are sentences only: a table's cell names nothing.
    """
    taken = [(match.claimed.quantity.start, match.claimed.quantity.end) for match in matches]
    named = [
        one.group()
        for one in _PRINTED.finditer(quote)
        if not any(start < one.end() and one.start() < end for start, end in taken)
    ]
    texts = [m.agrees.facts.passage.text for m in matches if m.agrees is not None and m.agrees.cell is None]
    if not named or not texts:
        return 0.0
    printed = {one.group() for text in texts for one in _PRINTED.finditer(text)}
    return sum(number not in printed for number in named) / len(named)


def _counts_otherwise(match: QuantityMatch) -> bool:
    """Whether the claim counts what is not known to be what the source counts."""
    assert match.agrees is not None
    mine, theirs = match.claimed.reading.unit, match.agrees.stated.reading.unit
    are_counts = mine.dimension.startswith("count:") and theirs.dimension.startswith("count:")
    are_alike = mine.dimension == theirs.dimension or share_nouns(mine, theirs) or may_be_one(mine, theirs)
    return are_counts and not are_alike


def _threat(match: QuantityMatch) -> float:
    return _fit(match.contradicts) - 0.5 * _fit(match.agrees)


def _fit(candidate: Candidate | None) -> float:
    return (candidate.subject + candidate.coverage) / 2 if candidate else 0.0


def _by_chance(candidate: Candidate) -> float:
    """Return how likely two numbers come to a third by chance, 0 to 0.6; 0 for what is stated itself."""
    if candidate.second is None:
        return 0.0
    if candidate.alike:
        return min(DERIVED, candidate.chance)
    return max(0.0, DERIVED - _fit(candidate))


def _lacking(candidate: Candidate | None) -> float:
    """Return how much the names weigh that the place lacks."""
    return min(1.0, sum(term.weight for term in candidate.missing) / 3) if candidate else 0.0


def _names_another(candidate: Candidate, terms: Sequence[Term]) -> bool:
    """Whether a place has names that the claim lacks where the claim has names that it lacks."""
    claimed = {term.key for term in terms}
    context = candidate.stated.context
    return bool(candidate.missing) and any(
        term.is_name and term.key not in claimed for term in (*context.own, *context.shared)
    )


def _digits(claimed: Claimed) -> int:
    return significant_digits(claimed.quantity.value or claimed.quantity.low or "")


def _strange(terms: Sequence[Term], ledger: Ledger) -> float:
    """Return which share of the claim's names the source never uses."""
    names = [term for term in terms if term.is_name and term.weight]
    return sum(not ledger.knows(term) for term in names) / len(names) if names else 0.0
