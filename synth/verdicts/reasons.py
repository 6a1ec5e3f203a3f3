"""Reason codes, and the sentence that tells a reader what they mean here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from synth.types import CellRef, Evidence, Passage
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Stated
from synth.verdicts.match import QuantityMatch, candidates_in
from synth.verdicts.subjects import Term
from synth.verdicts.wording import kind_in_words, plain_text, told, told_apart

__all__ = ["REASONS", "all_evidence_of", "evidence_of", "explain", "place_of", "reason_of", "strangers_of"]

REASONS = {
    "value_equal": "the source states the same value",
    "rounded": "the source's value rounds to it",
    "unit_converted": "the source states the same value in another unit",
    "hedge_met": "the source's value is about that",
    "bound_met": "the source's value keeps the bound",
    "within_range": "the source's value lies in the range",
    "range_end": "the source gives it as an end of a range",
    "derived_difference": "it is the difference of two stated values",
    "derived_ratio": "it is the ratio of two stated values",
    "derived_change": "it is the relative change between two stated values",
    "derived_sum": "it is the sum of two stated values",
    "derived_product": "it is so many times a stated value",
    "derived_rest": "it is what stated values leave of a whole",
    "derived_mean": "it is the mean of stated values",
    "derived_total": "it is what several stated values add up to",
    "derived_complement": "it is what a stated share leaves of the whole",
    "value_differs": "the source gives another value",
    "range_differs": "the source gives another range",
    "uncertainty_differs": "the source gives another uncertainty",
    "unit_differs": "the source gives the number in another unit",
    "scale_differs": "the source gives the number at another scale",
    "bound_differs": "the source states a bound, not the value",
    "bound_violated": "the source's value breaks the bound",
    "direction_reversed": "the source says it the other way round",
    "baseline_differs": "the source compares with something else",
    "subject_differs": "the source gives this number for something else",
    "role_differs": "the source states a level where the claim states a change, or the other way round",
    "value_missing": "the source speaks of it without this value",
    "name_unknown": "the source never uses a name that the claim uses",
    "no_passage": "nothing in the source speaks of it",
    "text_agrees": "the source says so in words",
    "text_disagrees": "the source says the opposite in words",
    "text_unclear": "the source speaks of it without saying so",
    "text_undecided": "the source speaks of it, but whether it says so can't be told from its words",
    "quote_at_place": "the sentence stands in the source at its place",
    "quote_not_at_place": "the sentence does not stand at its place",
    "restated_elsewhere": "another part of the paper says the same",
    "internal_conflict": "another part of the paper gives another value",
    "cell_agrees": "a cell of the table has it",
    "cell_differs": "the table's cell has another value",
    "comparison_holds": "the table's values bear the comparison out",
    "comparison_fails": "the table's values say otherwise",
    "source_unreadable": "the source can't be read",
    "source_withdrawn": "the paper was withdrawn or retracted, and supports nothing any more",
    "empty_claim": "the claim states nothing that can be judged",
    "empty_source": "the source has no text",
}
"""What each code means, for the documentation and for readers."""

DOUBT = ", if that is what the claim speaks of"
"""What is said of a number that speaks for a claim in spite of something against its place."""

_AGREEMENT = {
    "value_equal": "as claimed",
    "rounded": "which rounds to {}",
    "unit_converted": "which is the same as {}",
    "hedge_met": "which fits {}",
    "bound_met": "which keeps to {}",
    "within_range": "which lies within {}",
    "range_end": "of which {} is an end",
}
"""How the paper's number bears out the claimed one; the claim's words go into the brackets."""


def reason_of(candidate: Candidate, label: str) -> str:
    """Return the code of what a candidate shows: for what is supported, how its number is the claimed one."""
    if label == "supported":
        return candidate.outcome.reason
    return candidate.conflict or candidate.outcome.reason


def explain(label: str, matches: Sequence[QuantityMatch], decisive: QuantityMatch) -> str:
    """Say in one sentence why a claim with numbers got its label."""
    claimed = plain_text(decisive.claimed.quantity)
    if label == "supported" and decisive.witness is not None:
        return _explain_agreement(decisive, decisive.witness, matches)
    if label == "refuted" and decisive.contradicts is not None:
        return _explain_conflict(claimed, decisive)
    if strangers := strangers_of(matches):
        return f"the source never names {' or '.join(term.surface for term in strangers)}"
    if decisive.agrees is not None:
        place = place_of(decisive.agrees.facts.passage)
        return f"the number {claimed} stands in the source{place}, but not clearly for this subject"
    if decisive.contradicts is not None:
        place = place_of(decisive.contradicts.facts.passage)
        return f"the source speaks of something like it{place}, but nowhere gives {claimed} for it"
    return f"nothing in the source speaks of {claimed} or of its subject"


def strangers_of(matches: Sequence[QuantityMatch]) -> tuple[Term, ...]:
    """Return the names of a claim that the source has in no form."""
    found = {term.key: term for match in matches for term in match.claimed.strangers}
    return tuple(found.values())


def evidence_of(place: Passage | Candidate) -> Evidence:
    """Return a passage or a table's cell as evidence, quoted in full."""
    if isinstance(place, Passage):
        return _quoted(place, None)
    return _quoted(place.facts.passage, place.cell)


def all_evidence_of(candidate: Candidate) -> Iterator[Evidence]:
    """Yield where a number stands; both places of one that is computed from two."""
    yield evidence_of(candidate)
    if candidate.beside is not None:
        yield _quoted(candidate.beside.passage, candidate.second_cell)


def _quoted(passage: Passage, cell: CellRef | None) -> Evidence:
    return Evidence(
        paper_id=passage.paper_id or None,
        version=passage.version,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
        line=passage.line,
        cell=cell,
        boxes=passage.boxes,
    )


def place_of(passage: Passage | Evidence) -> str:
    """Return ", page 3", or nothing where there are no pages."""
    return "" if passage.page is None else f", page {passage.page}"


def _explain_agreement(
    decisive: QuantityMatch, candidate: Candidate, matches: Sequence[QuantityMatch]
) -> str:
    match = decisive.claimed
    stated, place = candidate.stated, place_of(candidate.facts.passage)
    claimed = plain_text(match.quantity)
    code = candidate.outcome.reason
    more = (DOUBT if candidate.conflict else "") + _tell_others(decisive, matches)
    if code == "derived_product":
        return f"{claimed} is so many times {told(stated, match.terms)}{place}{more}"
    if code == "derived_complement":
        return f"{claimed} is what {told(stated, match.terms)} leaves of the whole{place}{more}"
    if code in ("derived_mean", "derived_total") and candidate.second is not None:
        ends = f"from {plain_text(stated.quantity)} to {plain_text(candidate.second.quantity)}"
        return f"{claimed} is the {code.removeprefix('derived_')} of the numbers {ends}{place}{more}"
    if candidate.second is not None:
        both = f"{_told_briefly(candidate, stated)} and {_told_briefly(candidate, candidate.second)}"
        kind = code.removeprefix("derived_").replace("change", "relative change")
        joint = "between" if code == "derived_change" else "of"
        return f"{claimed} is the {kind} {joint} {both}{place}{more}"
    return f"the paper gives {told(stated, match.terms)}{place}, {_AGREEMENT[code].format(claimed)}{more}"


def _tell_others(decisive: QuantityMatch, matches: Sequence[QuantityMatch]) -> str:
    """Say how many of a claim's other numbers the source bears out as well."""
    others = [match for match in matches if match is not decisive]
    n_agreeing = sum(match.agrees is not None or match.names_place or match.stands for match in others)
    if not n_agreeing:
        return ""
    if n_agreeing < len(others):
        return (
            f"; {n_agreeing} of its {len(others)} other numbers {'agree' if n_agreeing > 1 else 'agrees'} too"
        )
    return (
        "; its other number agrees too" if n_agreeing == 1 else f"; its {n_agreeing} other numbers agree too"
    )


def _explain_conflict(claimed: str, match: QuantityMatch) -> str:
    candidate = match.contradicts
    assert candidate is not None
    stated, place = candidate.stated, place_of(candidate.facts.passage)
    value = plain_text(stated.quantity)
    if candidate.conflict == "subject_differs":
        return f"{_tell_subject(match, candidate)}{place}"
    if candidate.conflict == "direction_reversed":
        return f"{_tell_direction(match, candidate)}{place}"
    if candidate.conflict == "baseline_differs":
        against = " and ".join(dict.fromkeys(term.surface for term in candidate.facts.baselines))
        named = " and ".join(dict.fromkeys(term.surface for term in match.claimed.baselines))
        named = named or match.claimed.quantity.baseline or ""
        if candidate.second is not None:
            return f"the table gives {_tell_cells(match, candidate)}, but neither for {named}{place}"
        other = f", not with {named}," if named else ""
        return f"the paper compares with {against}{other} where it gives {value}{place}"
    if candidate.conflict == "role_differs":
        kind = kind_in_words(match.claimed.quantity, match.claimed.direction)
        return f"the paper has it as a {_kind(stated)}, not as a {kind}: {told(stated)}{place}"
    beside = match.neighbour
    if candidate.cell is not None and beside is not None and beside is not candidate:
        given = _tell_cells(match, candidate)
        return f"the table gives {given}, not {claimed}; {_tell_beside(claimed, beside)}{place}"
    if candidate.cell is not None and candidate.second is not None:
        return f"the table gives {_tell_cells(match, candidate)}, not {claimed}{place}"
    given = told(stated, match.claimed.terms)
    if value == claimed:
        return f"the paper gives {given}, which is not what the claim says{place}"
    return f"the paper gives {given}, not {claimed}{place}"


def _tell_cells(match: QuantityMatch, candidate: Candidate) -> str:
    """Tell a cell, or two and how far they are apart: "91.7 for A and 89.5 for B, a difference of 2.2"."""
    stated, second = candidate.stated, candidate.second
    if second is None:
        return told(stated, match.claimed.terms)
    both = f"{told(stated)} and {told(second)}"
    one, other = stated.reading.value, second.reading.value
    if match.claimed.quantity.role != "difference" or one is None or other is None:
        return both
    return f"{both}, a difference of {abs(one - other)}"


def _tell_beside(claimed: str, beside: Candidate) -> str:
    """Say where the table has the claimed number."""
    if beside.second is None:
        return f"it has {told(beside.stated)}"
    return f"{claimed} lies between {told(beside.stated)} and {told(beside.second)}"


def _tell_subject(match: QuantityMatch, candidate: Candidate) -> str:
    """Say whose number it is, and what the claim's own subject has instead."""
    stated, claimed = candidate.stated, match.claimed.quantity
    value = plain_text(stated.quantity)
    if candidate.cell is not None:
        meant = f"; where the claim points it has {told(candidate.rival)}" if candidate.rival else ""
        return f"the table has {told(stated)}{meant}"
    if candidate.owner:
        if candidate.owner == stated.quantity.condition:
            return _tell_rival(match, candidate)
        is_method = candidate.owner == stated.quantity.method
        word, mine = ("for", claimed.method) if is_method else ("on", claimed.dataset)
        return f"the paper has {value} {word} {candidate.owner}, not {word} {mine}"
    return _tell_rival(match, candidate)


def _told_briefly(candidate: Candidate, stated: Stated) -> str:
    """Tell a number by itself, or with the row and column of its cell."""
    if candidate.cell is None:
        return plain_text(stated.quantity)
    return told(stated)


def _tell_rival(match: QuantityMatch, candidate: Candidate) -> str:
    """Say what the number is of, and what the sentence gives for the claim's own subject."""
    stated = candidate.stated
    value = plain_text(stated.quantity)
    rival = _rival(match, candidate)
    apart = told_apart(rival, stated) if rival is not None else None
    if rival is not None and apart is not None:
        kind = _kind(stated)
        return f"the paper gives {plain_text(rival.quantity)} {apart[0]}; {value} is its {kind} {apart[1]}"
    if rival is not None:
        return f"the paper gives {told(rival)} there; {value} is of something else"
    return f"the paper gives {told(stated)}, which is not what the claim speaks of"


def _tell_direction(match: QuantityMatch, candidate: Candidate) -> str:
    stated = candidate.stated
    if candidate.second is not None:
        return f"the paper gives {_tell_cells(match, candidate)}, but the other way round"
    mine, theirs = kind_in_words(match.claimed.quantity, match.claimed.direction), _kind(stated)
    if mine != theirs:
        return f"the paper has it as a {theirs}, not as a {mine}: {told(stated)}"
    return f"the paper gives {told(stated)}, but the other way round"


def _kind(stated: Stated) -> str:
    return kind_in_words(stated.quantity, stated.direction)


def _rival(match: QuantityMatch, candidate: Candidate) -> Stated | None:
    """Return the number of the same sentence that fits the claim's subject best."""
    if candidate.rival is not None:
        return candidate.rival
    rivals = [
        other
        for other in candidates_in(match.claimed, candidate.facts)
        if other.outcome.kind == "differs" and other.subject > candidate.subject
    ]
    return max(rivals, key=lambda other: other.subject).stated if rivals else None
