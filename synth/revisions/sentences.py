"""What became of the claims that sentences make."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from synth.identity import content_id
from synth.revisions.carrying import carry
from synth.revisions.numbers import Comparison, NumberChange, compare_sentences
from synth.revisions.places import Places
from synth.revisions.prose import MIN_RUN, Match, Prose, Unit
from synth.revisions.squashed import SquashedText
from synth.revisions.subjects import are_other, names_of
from synth.revisions.tokens import REFERENCE, SHORT_WORDS, Token, read_tokens, skeleton
from synth.revisions.wording import explain
from synth.types import Claim, ClaimChange, ClaimStatus, Document, Quantity, QuantityChange

__all__ = ["SentenceClaims"]

LIKE = 0.55
"""Share of equal words from which a sentence with another number is the same statement."""
_LABEL = re.compile(r"\(1?\d\.\d{1,2}\)")
_MATH = re.compile(r"[_^{}∂∈∉⊂∪∩→↦∞√∑∏∫]")
WORDED = 0.6
"""Share of words of more than two letters below which a sentence is mostly a formula."""
CONTAINED = 0.6
"""Share of a sentence's words that another must have to state its numbers in other words."""


class SentenceClaims:
    """Follows the claims of an earlier version's sentences into the later one."""

    def __init__(
        self,
        earlier: Document,
        later: Document,
        old: Prose,
        new: Prose,
        matches: Mapping[int, Match],
        claims: Sequence[Claim],
    ) -> None:
        self._earlier, self._later = earlier, later
        self._old, self._new = old, new
        self._matches = matches
        self._claims = claims
        self._places = Places(earlier, later)
        self._text, self._earlier_text = SquashedText(later.text), SquashedText(earlier.text)
        self._number_of = {unit.passage.index: n for n, unit in enumerate(old.units)}
        self._later_number_of = {unit.passage.index: n for n, unit in enumerate(new.units)}
        self._came_from: dict[int, list[int]] = defaultdict(list)
        for number, match in sorted(matches.items()):
            for other in range(match.first, match.last + 1):
                self._came_from[other].append(number)
        self._edits = {n: self._edit(n, m) for n, m in matches.items() if not m.is_same}
        for number, edit in self._edits.items():
            if edit.is_other:
                for other in range(edit.match.first, edit.match.last + 1):
                    self._came_from[other] = [n for n in self._came_from[other] if n != number]
        self._claims_by_unit: dict[int, list[Claim]] = defaultdict(list)
        for claim in claims:
            unit = _unit_of(claim, self._later_number_of)
            if unit is not None:
                self._claims_by_unit[unit].append(claim)

    def revise(self, claim: Claim) -> ClaimChange:
        """Return what became of a claim."""
        number = _unit_of(claim, self._number_of)
        if number is None:
            return self._revise_loose(claim)
        match = self._matches.get(number)
        if match is None:
            return self._without_match(claim, self._old.units[number])
        if match.is_same:
            return self._same(claim, self._old.units[number], match)
        return self._edited(claim, self._old.units[number], self._edits[number])

    def is_added(self, claim: Claim) -> bool:
        """Whether a later claim states something that the earlier version did not."""
        number = _unit_of(claim, self._later_number_of)
        if number is None:
            key = skeleton(read_tokens(claim.quote))
            return len(key) < MIN_RUN or key not in self._old.text
        unit = self._new.units[number]
        if len(unit.key) >= MIN_RUN and unit.key in self._old.text:
            return False
        if not self._came_from[number]:
            return self._earlier_text.find(claim.quote, ()) is None
        # An edited sentence says something new only where it had no number.
        had_numbers = any(self._old.units[old].numbers for old in self._came_from[number])
        return bool(unit.numbers) and not had_numbers

    # ----------------------------------------------------------------------------- cases

    def _same(self, claim: Claim, unit: Unit, match: Match) -> ClaimChange:
        place = self._new.units[match.first].passage
        reason = self._places.of_sentence(unit.passage, place)
        status: ClaimStatus = "unchanged" if reason == "same_place" else "moved"
        return self._change(claim, status, reason, self._counterpart(claim, unit.tokens, match), place.page)

    def _edit(self, number: int, match: Match) -> _Edit:
        unit = self._old.units[number]
        match, tokens = self._extended(unit, match)
        nearby = frozenset(
            token.key
            for number in (match.first - 1, match.last + 1)
            if 0 <= number < len(self._new.units)
            for token in self._new.units[number].tokens
            if token.is_number
        )
        found = compare_sentences(unit.tokens, tokens, nearby=nearby)
        is_other = any(c.old is not None and c.new is not None for c in found.changes) and (
            found.likeness < LIKE or are_other(unit.names, names_of(tokens, self._later.text), unit.subject)
        )
        return _Edit(match, tokens, found, is_other)

    def _edited(self, claim: Claim, unit: Unit, edit: _Edit) -> ClaimChange:
        stated = _stated(claim, unit.tokens)
        changes = [
            c
            for c in edit.found.changes
            if c.old is not None and c.old in stated and not self._is_label(claim, unit, edit, c)
        ]
        page = self._new.units[edit.match.first].passage.page
        if edit.is_other:
            return self._without_match(claim, unit, "subject_differs", page)
        if changes and len(changes) == len(stated) and all(c.new is None for c in changes):
            return self._without_match(claim, unit, "number_dropped", page)
        if not changes and not edit.found.is_reworded:
            return self._same(claim, unit, edit.match)
        new = self._counterpart(claim, unit.tokens, edit.match, edit.tokens, edit.found)
        if not changes:
            return self._change(claim, "reworded", "other_words", new, page)
        if self._is_formula(unit) and any(c.new is None for c in changes):
            return self._change(claim, "unjudged", "formula_not_aligned", new, page)
        values = self._values(claim, new, unit.tokens, edit.tokens, changes)
        return self._change(claim, "value_changed", "value_differs", new, page, values)

    def _is_formula(self, unit: Unit) -> bool:
        """Whether a sentence is mostly a formula that was read from a PDF in one version only."""
        keys = [token.key for token in unit.words if not token.is_number]
        words = sum(len(key) > 2 or key in SHORT_WORDS for key in keys)
        is_worded = words >= WORDED * len(unit.words)
        return (
            self._earlier.kind != self._later.kind and not is_worded and bool(_MATH.search(unit.passage.text))
        )

    def _is_label(self, claim: Claim, unit: Unit, edit: _Edit, change: NumberChange) -> bool:
        """Whether a number and its counterpart only count theorems: "(5.3)", bound to nothing."""
        if change.old is None or change.new is None:
            return False
        sides = (unit.tokens[change.old], self._earlier.text), (edit.tokens[change.new], self._later.text)
        told = [q for q in claim.quantities if q.start <= sides[0][0].start < q.end]
        return all(_LABEL.match(text, max(0, token.start - 1)) for token, text in sides) and not any(
            q.metric or q.unit or q.method or q.dataset for q in told
        )

    def _extended(self, unit: Unit, match: Match) -> tuple[Match, tuple[Token, ...]]:
        """Add the sentence before or behind where an earlier sentence was cut in two."""
        tokens = self._new.units[match.first].tokens
        best, best_match = compare_sentences(unit.tokens, tokens).likeness, match
        for number in (match.first - 1, match.first + 1):
            if not 0 <= number < len(self._new.units) or self._came_from[number]:
                continue
            first, last = min(number, match.first), max(number, match.first)
            both = (*self._new.units[first].tokens, *self._new.units[last].tokens)
            likeness = compare_sentences(unit.tokens, both).likeness
            n_added = len(self._new.units[number].words)
            n_aligned = [
                share * (len(unit.words) + n) / 2 for share, n in ((best, len(tokens)), (likeness, len(both)))
            ]
            if likeness > best + 0.05 and n_aligned[1] - n_aligned[0] >= CONTAINED * n_added:
                places = self._new.units[first].passage.start, self._new.units[last].passage.end
                best, best_match, tokens = likeness, Match(first, last, *places, False), both
        return best_match, tokens

    def _without_match(
        self, claim: Claim, unit: Unit, reason: str = "no_counterpart", page: int | None = None
    ) -> ClaimChange:
        """Look for the numbers in another sentence; if none has them, the claim is gone."""
        number = self._best_restating(claim, unit)
        is_twin = number is not None and any(self._matches[n].is_same for n in self._came_from[number])
        if number is not None and not is_twin:
            place = self._new.units[number].passage
            match = Match(number, number, place.start, place.end, False)
            tokens = self._new.units[number].tokens
            found = compare_sentences(unit.tokens, tokens)
            counterpart = self._counterpart(claim, unit.tokens, match, tokens, found)
            return self._change(claim, "reworded", "stated_elsewhere", counterpart, place.page)
        letters = self._text.find(claim.quote, claim.quantities) if reason == "no_counterpart" else None
        if letters is not None:
            return self._change(claim, "unchanged", "same_place", self._restated(claim, *letters), None)
        if self._is_formula(unit):
            return self._change(claim, "unjudged", "formula_not_aligned", None, page)
        if number is not None:
            reason, page = "twin_left", self._new.units[number].passage.page
        return self._change(claim, "gone", reason, None, page)

    def _best_restating(self, claim: Claim, unit: Unit) -> int | None:
        """Return the later sentence that has the claim's numbers and most of its words."""
        stated = {unit.tokens[i].key for i in _stated(claim, unit.tokens)}
        words = {t.key for t in unit.words if not t.is_number and len(t.key) > 2}
        if not any(len(key) > 1 for key in stated):
            return None
        best: tuple[float, int | None] = (CONTAINED, None)
        for number, other in enumerate(self._new.units):
            keys = {t.key for t in other.words}
            # A reference whose number is not known may be any number.
            if len(stated - keys) <= sum(t.key == REFERENCE for t in other.words):
                share = len(words & keys) / max(1, len(words))
                if share > best[0]:
                    best = (share, number)
        return best[1]

    def _restated(self, claim: Claim, start: int, end: int, quantities: tuple[Quantity, ...]) -> Claim:
        """Return a claim as it stands in text that was not read as sentences: words run together."""
        quote = self._later.text[start:end]
        return replace(
            claim,
            id=content_id("claim", self._payload(quote, start)),
            version=self._later.version,
            quote=quote,
            page=bisect_right(self._later.page_starts, start) or None,
            start=start,
            end=end,
            quantities=quantities,
            passage_index=None,
            boxes=(),
        )

    def _payload(self, quote: str, start: int) -> dict[str, object]:
        return {
            "paper": self._later.paper_id,
            "version": self._later.version,
            "quote": quote,
            "start": start,
        }

    def _revise_loose(self, claim: Claim) -> ClaimChange:
        """Follow a claim that is no sentence of the document by its words alone."""
        tokens = read_tokens(claim.quote, claim.start)
        key = skeleton(tokens)
        start = self._new.text.find(key) if len(key) >= MIN_RUN else -1
        if start < 0:
            letters = self._text.find(claim.quote, claim.quantities)
            if letters is None:
                return self._change(claim, "unjudged", "not_aligned", None, None)
            return self._change(claim, "unchanged", "same_place", self._restated(claim, *letters), None)
        match = Match(*self._new.locate(key, start), True)
        place = self._new.units[match.first].passage
        is_moved = claim.page is not None and place.page is not None and claim.page != place.page
        counterpart = self._counterpart(claim, tokens, match)
        status: ClaimStatus = "moved" if is_moved else "unchanged"
        return self._change(
            claim, status, "other_page" if is_moved else "same_place", counterpart, place.page
        )

    def _change(
        self,
        claim: Claim,
        status: ClaimStatus,
        reason: str,
        new: Claim | None,
        page: int | None,
        values: tuple[QuantityChange, ...] = (),
    ) -> ClaimChange:
        return ClaimChange(
            old=claim,
            new=new,
            status=status,
            reason=reason,
            explanation=explain(reason, claim, self._later.version, page, values),
            quantities=values,
        )

    # ----------------------------------------------------------------------------- counterparts

    def _counterpart(
        self,
        claim: Claim,
        old: Sequence[Token],
        match: Match,
        new: Sequence[Token] | None = None,
        found: Comparison | None = None,
    ) -> Claim:
        """Return the later claim of the matched text, or make it from the earlier one."""
        known = [c for number in range(match.first, match.last + 1) for c in self._claims_by_unit[number]]
        if known:
            return max(known, key=lambda c: (min(c.end, match.end) - max(c.start, match.start), c.id))
        if new is None:
            units = self._new.units[match.first : match.last + 1]
            new = [t for unit in units for t in unit.tokens if match.start <= t.start and t.end <= match.end]
        pairs = _pairs(found or compare_sentences(old, new), old, new)
        passage = self._new.units[match.first].passage
        quote = self._later.text[match.start : match.end]
        carried = ((q, [(a, b) for a, b in pairs if q.start <= a.start < q.end]) for q in claim.quantities)
        quantities = tuple(carry(q, told, self._earlier, self._later) for q, told in carried if told)
        return replace(
            claim,
            id=content_id("claim", self._payload(quote, match.start)),
            version=self._later.version,
            quote=quote,
            page=passage.page,
            start=match.start,
            end=match.end,
            where=passage.where,
            section=passage.section,
            quantities=quantities,
            passage_index=passage.index,
            boxes=passage.boxes,
        )

    def _values(
        self,
        claim: Claim,
        counterpart: Claim,
        old: Sequence[Token],
        new: Sequence[Token],
        changes: Sequence[NumberChange],
    ) -> tuple[QuantityChange, ...]:
        found: list[QuantityChange] = []
        for change in changes:
            assert change.old is not None
            before = next(q for q in claim.quantities if q.start <= old[change.old].start < q.end)
            if any(value.old == before for value in found):
                continue
            now = None
            if change.new is not None:
                token = new[change.new]
                now = next((q for q in counterpart.quantities if q.start <= token.start < q.end), None)
                now = now or carry(before, [(old[change.old], token)], self._earlier, self._later)
            found.append(QuantityChange(old=before, new=now))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Edit:
    """A sentence that was edited."""

    match: Match
    tokens: tuple[Token, ...]
    found: Comparison
    is_other: bool
    """Whether it gives another number of another subject: no counterpart after all."""


def _pairs(found: Comparison, old: Sequence[Token], new: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Return the numbers of a sentence with those that stand in their place."""
    changed = {c.old: c.new for c in found.changes if c.old is not None and c.new is not None}
    return [(old[i], new[k]) for i, k in sorted((found.places | changed).items())]


def _unit_of(claim: Claim, numbers: Mapping[int, int]) -> int | None:
    return None if claim.passage_index is None else numbers.get(claim.passage_index)


def _stated(claim: Claim, tokens: Sequence[Token]) -> list[int]:
    """Return the tokens that are numbers of the claim's quantities."""
    return [
        n
        for n, token in enumerate(tokens)
        if token.is_number and any(q.start <= token.start < q.end for q in claim.quantities)
    ]
