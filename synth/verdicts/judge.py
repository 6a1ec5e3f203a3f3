"""A statement and a source in, a verdict with its evidence out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from synth.ports import Embedder, Entailment, PassageSearch, QuantityLinker, QuantityReader
from synth.types import Claim, Document, Evidence, Passage, Verdict
from synth.verdicts.agreement import is_minor
from synth.verdicts.aliases import Aliases
from synth.verdicts.bearing import may_be_borne_out
from synth.verdicts.conflicts import Candidate
from synth.verdicts.decide import Probabilities, calibrate, label_of, predict, require_witness
from synth.verdicts.entailment import PackagedEntailment
from synth.verdicts.evidence import match_claim
from synth.verdicts.facts import Claimed, FactReader, claimed_quantities
from synth.verdicts.features import (
    claim_features,
    decisive_match,
    is_opposed,
    worst_match,
)
from synth.verdicts.ledger import Ledger
from synth.verdicts.lookup import choose_tables
from synth.verdicts.match import QuantityMatch
from synth.verdicts.own import verdict_on_own
from synth.verdicts.reasons import REASONS, all_evidence_of, explain, place_of, reason_of, strangers_of
from synth.verdicts.subjects import terms_of
from synth.verdicts.text_judge import is_nearly_said, judge_text
from synth.verdicts.whole_tables import TableVerdict, WholeTables, placed_evidence

__all__ = ["Judge", "judge_claim", "judge_own_claim"]

PASSAGES = 12
"""Passages that are read for a claim; the search puts the right one among the first few."""

OWN_SHARE = 0.3
"""Score from which a passage may say again, or contradict, what a paper's own claim says."""

MAX_EVIDENCE = 3
"""Places shown for a verdict."""

SETTLED = 0.65
"""Probability from which a table's comparison outweighs what the passages say in words."""

FOUND_IN_PAPER = 0.65
"""How much less the words of a whole paper say for a claim than those of an abstract: among some hundred
passages a few have its words. Of the 18 hand-made claims called supported by words alone with 0.75, at some
0.46 each, 7 were true."""

EVEN = 0.5
"""Probability up to which the words of a whole paper are no verdict. Of 59 hand-made claims without numbers
on 33 papers neither the share of their words found (area under the ROC curve 0.43), nor the likeness of
their meaning (0.47), nor the entailment model (0.53) told the true ones from the false: a paper that speaks
of something has its words, whatever it says."""

_NOTHING_SHARED: Probabilities = (0.01, 0.01, 0.98)
"""Where the source has no word of the claim; an estimate, since no such row was fitted on."""


class Judge:
    """Judges statements against sources; reads each passage once, however many claims it serves.

    Args:
        search: Finds passages of the source.
        read: Reads the quantities of a text.
        embedder: Compares the meaning of statements without numbers; None compares words alone.
        entailment: Says whether such a statement follows from passages; None goes without.
        linker: Says whether a claimed number and a stated one are of the same quantity; None for the
            packaged model.
        number_search: Finds them for claims with numbers, which need no comparison of meaning; None for
            the same search.
        document: The one document that is searched, if it is one; else a claim is held against the
            passages that the search finds for it.
        abbreviations: (short, long) names that the document defines.
    """

    def __init__(
        self,
        search: PassageSearch,
        read: QuantityReader,
        embedder: Embedder | None = None,
        entailment: Entailment | None = None,
        *,
        linker: QuantityLinker | None = None,
        number_search: PassageSearch | None = None,
        document: Document | None = None,
        abbreviations: Sequence[tuple[str, str]] = (),
    ) -> None:
        self._search = search
        self._number_search = number_search or search
        self._facts = FactReader(read)
        self._embedder = embedder
        self._entailment = entailment
        self._linker = linker or PackagedEntailment()
        self._tables = WholeTables()
        self._aliases = Aliases(abbreviations)
        self._ledger = self._open(document) if document is not None else None

    def _open(self, document: Document) -> Ledger:
        return Ledger(document.passages, self._facts, document.tables, self._aliases)

    def judge(self, claim: Claim, *, paper_id: str | None = None) -> Verdict:
        """Say whether the source (one paper, or all for None) states what the claim states."""
        if not terms_of(claim.quote) and not claim.quantities:
            return Verdict.unjudged("empty_claim", REASONS["empty_claim"])
        claimed = claimed_quantities(claim)
        search = self._number_search if claimed else self._search
        hits = [passage for passage, _ in search(claim.quote, paper_id=paper_id, limit=PASSAGES)]
        if not hits and not (claimed and self._ledger is not None and self._ledger.tables):
            return _nothing_found()
        ledger = self._ledger or Ledger(hits, self._facts, (), self._aliases, is_whole=False)
        if not claimed:
            return self._judge_words(claim, hits, ledger)
        tables = choose_tables(ledger.weigh(claimed[0].all_terms), ledger.tables)
        whole = self._tables.judge(claim, tables)
        if whole.is_comparison and all(_is_settled(one, whole) for one in claimed):
            if (settled := self._settled(whole, ledger)) is not None:
                return settled
        matches = match_claim(claimed, ledger, hits)
        return judge_numbers(claim.quote, matches, ledger, whole, self._linker)

    def _judge_words(self, claim: Claim, hits: Sequence[Passage], ledger: Ledger) -> Verdict:
        """Judge a claim without numbers by the passages found, or by a table that settles it."""
        if self._ledger is not None:
            tables = choose_tables(ledger.weigh(terms_of(claim.quote)), ledger.tables)
            if (settled := self._settled(self._tables.judge(claim, tables), ledger)) is not None:
                return settled  # before the models read a passage for nothing
        said = judge_text(claim, self._facts.read_all(hits), self._embedder, self._entailment)
        if self._ledger is None or said.probabilities is None:
            return said
        if any(is_nearly_said(claim.quote, passage.text) for passage in hits):
            return said
        supported, refuted, rest = said.probabilities
        doubt = supported * (1 - FOUND_IN_PAPER)
        probabilities = calibrate("words", (supported - doubt, refuted, rest + doubt))
        label, confidence = label_of(probabilities), max(probabilities)
        if confidence <= EVEN or label == "refuted" != said.label:
            place = place_of(said.evidence[0])
            undecided = Verdict.unjudged("text_undecided", f"{REASONS['text_undecided']}{place}")
            return replace(undecided, evidence=said.evidence)
        said = replace(said, label=label, probabilities=probabilities, confidence=confidence)
        if label == "not_found":
            return replace(said, reasons=("text_unclear",), explanation=REASONS["text_unclear"])
        return said

    @staticmethod
    def _settled(whole: TableVerdict, ledger: Ledger) -> Verdict | None:
        """Return what a table says of a claim that states no value, if the table settles it."""
        if whole.verdict is None or max(whole.probabilities[:2]) <= SETTLED:
            return None
        return _by_table(whole, whole.verdict, calibrate("words", whole.probabilities), ledger)

    def judge_own(self, claim: Claim) -> Verdict:
        """Check a claim extracted from a paper: it stands at its place, and the rest agrees with it."""
        hits = self._search(claim.quote, paper_id=claim.paper_id, limit=PASSAGES)
        return verdict_on_own(claim, [passage for passage, score in hits if score >= OWN_SHARE], self._facts)


def _is_settled(claimed: Claimed, whole: TableVerdict) -> bool:
    """Whether a number only sets the scene of a comparison, or is what the comparison comes to."""
    quantity = claimed.quantity
    return is_minor(claimed) or whole.accounts_for(quantity.start, quantity.end)


def judge_claim(
    claim: Claim,
    search: PassageSearch,
    read: QuantityReader,
    *,
    paper_id: str | None = None,
    embedder: Embedder | None = None,
    entailment: Entailment | None = None,
) -> Verdict:
    """Judge one statement; for many against the same source keep a `Judge`."""
    return Judge(search, read, embedder, entailment).judge(claim, paper_id=paper_id)


def judge_own_claim(claim: Claim, search: PassageSearch, read: QuantityReader) -> Verdict:
    """Check one claim against the paper it was extracted from; for many keep a `Judge`."""
    return Judge(search, read).judge_own(claim)


def _by_table(whole: TableVerdict, verdict: Verdict, probabilities: Probabilities, ledger: Ledger) -> Verdict:
    """Return a table's verdict with the paper's own probabilities and the places of its cells."""
    cells = placed_evidence(whole, ledger.paper)
    return replace(
        verdict,
        probabilities=probabilities,
        confidence=max(probabilities),
        explanation=f"{verdict.explanation}{place_of(cells[0]) if cells else ''}",
        evidence=cells,
    )


def judge_numbers(
    quote: str,
    matches: Sequence[QuantityMatch],
    ledger: Ledger,
    whole: TableVerdict,
    linker: QuantityLinker,
) -> Verdict:
    """Turn the matches of a claim's quantities, at least one, into its verdict."""
    features = claim_features(quote, matches, ledger, whole.probabilities, linker)
    raw = require_witness(
        predict("quantity", features),
        can_support=may_be_borne_out(matches),
        can_refute=is_opposed(matches, whole.probabilities),
    )
    closeness = max(features["coverage"], features["against_coverage"])
    probabilities = calibrate("numbers", raw, closeness)
    label = label_of(probabilities)
    if _rests_on_table(label, matches, whole) and whole.verdict is not None:
        return _by_table(whole, whole.verdict, probabilities, ledger)
    decisive = _decisive(label, matches)
    witnesses = _witnesses(label, matches, decisive)
    reasons = tuple(dict.fromkeys(reason_of(candidate, label) for candidate in witnesses))
    if label == "not_found":
        reasons = ("value_missing",) if witnesses else ("no_passage",)
        if strangers_of(matches):
            reasons, witnesses = ("name_unknown",), []
    return Verdict(
        label=label,
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=reasons,
        explanation=explain(label, matches, decisive),
        evidence=_distinct(place for candidate in witnesses for place in all_evidence_of(candidate)),
    )


def _nothing_found() -> Verdict:
    return Verdict(
        label="not_found",
        confidence=_NOTHING_SHARED[2],
        probabilities=_NOTHING_SHARED,
        reasons=("no_passage",),
        explanation=REASONS["no_passage"],
    )


def _rests_on_table(label: str, matches: Sequence[QuantityMatch], whole: TableVerdict) -> bool:
    """Whether a table as a whole says it, and no number by itself."""
    if whole.verdict is None or whole.verdict.label != label:
        return False
    if label == "refuted":
        return not any(match.contradicts for match in matches)
    return label == "supported" and all(is_minor(match.claimed) for match in matches)


def _decisive(label: str, matches: Sequence[QuantityMatch]) -> QuantityMatch:
    """Return the quantity that the label hangs on."""
    if label == "refuted":
        return worst_match(matches) or matches[0]
    return decisive_match(matches)


def _witnesses(label: str, matches: Sequence[QuantityMatch], decisive: QuantityMatch) -> list[Candidate]:
    """Return the candidates that bear the label out, the decisive quantity's first."""
    order = [decisive, *(match for match in matches if match is not decisive)]
    if label == "supported":
        found = [match.witness for match in order]
    elif label == "refuted":
        found = [decisive.contradicts]
    else:
        found = [decisive.agrees or decisive.contradicts]
    return [candidate for candidate in found if candidate is not None]


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple({(one.paper_id, one.start, one.end): one for one in evidence}.values())[:MAX_EVIDENCE]
