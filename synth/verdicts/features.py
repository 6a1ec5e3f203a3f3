"""What the fitted model sees of a claim with numbers and its evidence; every feature lies in [-1, 1]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import fmean

from synth.ports import QuantityLinker
from synth.verdicts.agreement import is_count, is_minor, kind_of_role
from synth.verdicts.bearing import (
    MISCOUNTED,
    SAME_DIGITS,
    SWEEPING,
    contradicts_itself,
    is_borne_out,
    miscounted,
    words_held,
)
from synth.verdicts.compare import significant_digits
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import Probabilities
from synth.verdicts.extremes import extreme_told
from synth.verdicts.facts import Claimed
from synth.verdicts.ledger import Ledger
from synth.verdicts.links import LinkOdds
from synth.verdicts.match import QuantityMatch
from synth.verdicts.nouns import may_be_one
from synth.verdicts.settling import fit_of
from synth.verdicts.subjects import Term
from synth.verdicts.units import share_nouns

__all__ = ["claim_features", "decisive_match", "is_opposed", "worst_match"]

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

TIE = 0.02
"""Lead of a cell up to which the claim's words lead to another cell as well."""

THIN = 0.5
"""Share of the claim's words from which less is missing than a paraphrase may lack."""

LINKED = 4
"""Numbers of a claim of which the model says whether the witness is of them; it takes time."""

CONFLICTS = ("subject_differs", "direction_reversed", "role_differs", "baseline_differs")
"""What may speak against a place that has the claimed value."""

DERIVED = 0.6
"""Fit below which a number computed from two is likely to be so by chance."""


def decisive_match(matches: Sequence[QuantityMatch]) -> QuantityMatch:
    """Return the match on which support of the claim hangs: the weakest of those that matter."""
    return min(results_of(matches), key=lambda match: strength_of(match.agrees))


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
    odds = LinkOdds(linker)
    return {
        **_shape(quote, matches, table),
        **_support(weakest, matches, ledger),
        **_opposition(worst),
        "paired": max(match.paired for match in matches),
        "swapped": max(match.swapped for match in matches),
        "odd_digits": _odd_digits(quote, matches),
        **_linked(weakest, worst, odds),
        **_of_all(matches, odds),
        "borne_out": float(is_borne_out(quote, matches, table)),
        "at_odds": float(contradicts_itself(quote, matches)),
        "extreme": float(extreme_told(quote, _witnesses_of(results_of(matches)), ledger.tables)),
        "strange_names": _strange(weakest.claimed.all_terms, ledger),
    }


def _linked(weakest: QuantityMatch, worst: QuantityMatch | None, odds: LinkOdds) -> dict[str, float]:
    """Describe whether the model takes the deciding witnesses to be of the claimed quantity."""
    no = worst.contradicts if worst else None
    against = odds(worst.claimed, no) if worst else 0.0
    return {
        "linked": odds(weakest.claimed, weakest.agrees),
        "against_linked": against,
        "against_turned_linked": against * (no is not None and no.outcome.kind == "equal"),
    }


def _of_all(matches: Sequence[QuantityMatch], odds: LinkOdds) -> dict[str, float]:
    """Describe the witnesses of all numbers together, and how they fare against places with other values.

    A number whose place fits worse than one with another value is likely to be another's. What only names a
    row or sets the scene is left out.
    """
    matches = [m for m in matches if not m.names_place and (m.agrees or not m.stands)] or matches
    witnesses = [match.witness for match in matches]
    found = _witnesses_of(matches)
    told_as_levels = [
        one is not None and one.second is not None and kind_of_role(match.claimed.quantity) == "value"
        for match, one in zip(matches, witnesses, strict=True)
    ]
    links = [odds(match.claimed, match.witness) for match in matches[:LINKED]]
    return {
        "lead": fmean(fit_of(match.nearest) - fit_of(match.rival) for match in matches),
        "rival": fmean(fit_of(match.rival) for match in matches),
        "best_fit": max((fit_of(one) for one in found), default=0.0),
        "best_subject": max((one.subject for one in found), default=0.0),
        "best_coverage": max((one.coverage for one in found), default=0.0),
        "best_linked": max(links),
        "all_linked": fmean(links),
        "some_derived": float(any(one.second is not None for one in found)),
        "as_change": fmean(told_as_levels),
        "converted": fmean(one is not None and one.outcome.reason == "unit_converted" for one in witnesses),
        "owned": float(any(one.owner for one in found)),
        "strangers": fmean(bool(match.claimed.strangers) for match in matches),
        "miscounted": fmean(match.tally.lead_of_others if match.tally else 0.0 for match in matches) / 1.25,
        "all_swapped": fmean(match.swapped for match in matches),
        **{
            f"some_{conflict}": fmean(one is not None and one.conflict == conflict for one in witnesses)
            for conflict in CONFLICTS
        },
    }


def _witnesses_of(matches: Sequence[QuantityMatch]) -> list[Candidate]:
    return [one for match in matches if (one := match.witness) is not None]


def _shape(quote: str, matches: Sequence[QuantityMatch], table: Probabilities) -> dict[str, float]:
    """Describe what kind of claim it is, how many of its numbers are found, and what the tables say."""
    minor = [match for match in matches if is_minor(match.claimed)]
    major = [match for match in matches if not is_minor(match.claimed)] or list(matches)
    results = results_of(matches)
    beside = [match for match in matches if match not in results]
    lost = [match for match in minor if match.agrees is None and not match.stands]
    is_sweeping = SWEEPING.search(quote) is not None
    return {
        "all_agree": float(all(match.agrees or match.names_place for match in major)),
        "share_agree": sum(match.agrees is not None or match.names_place for match in major) / len(major),
        "minor_lost": max(float(bool(lost)), min(1.0, miscounted(matches) / MISCOUNTED)),
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
        "against_leads": max(0.0, words_held(no) - words_held(yes)) if yes else 0.0,
        "against_alone": words_held(no) if yes is None else 0.0,
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
    return words_held(match.contradicts) - 0.5 * words_held(match.agrees)


def _by_chance(candidate: Candidate) -> float:
    """Return how likely two numbers come to a third by chance, 0 to 0.6; 0 for what is stated itself."""
    if candidate.second is None:
        return 0.0
    if candidate.alike:
        return min(DERIVED, candidate.chance)
    return max(0.0, DERIVED - words_held(candidate))


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
