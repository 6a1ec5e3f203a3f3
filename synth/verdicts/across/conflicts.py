"""Agreement and conflict: numbers of one subject, method and setting held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from synth.types import Claim, Conflict, Evidence, Independent, Quantity
from synth.verdicts.across.entries import Entry, agree, details_of, evidence_of

__all__ = ["Witnesses", "find_conflicts", "in_sentence", "told", "what_of"]

_LIKELY = tuple(
    # Not within a name: "Tallow-base" says nothing of the size of what is compared with it.
    (reason, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE))
    for reason, words in (
        ("model_size", r"tiny|mini|small|base|medium|large|huge|xx?l|\d+(?:\.\d+)?\s?[MB]"),
        ("split", r"dev|development|validation|test|held-out|train(?:ing)? set"),
        ("training_data", r"translate-train|fine-?tun\w+|pre-?train\w+|trained on|epochs?|augment\w+"),
        ("language", r"english|german|french|chinese|spanish|multilingual|cross-lingual|languages?"),
    )
)
_EXPLANATIONS = {
    "model_size": "the papers may speak of models of different size",
    "split": "the papers may have measured on different splits",
    "training_data": "the papers may have trained differently",
    "language": "the papers may count different languages",
    "rounding": "the values differ by no more than rounding",
    "condition": "they may have measured under different conditions",
    "unknown": "the sentences themselves do not tell why",
}
_CIRCUMSTANCE = re.compile(
    r"^(?:When|With|Without|Using|Under|After|Unlike|For|In|Given|If)\b[^,;.]{3,90}(?=,)", re.IGNORECASE
)
"""What a sentence opens with before it comes to its number: "with calibrated bins,"."""


class Witnesses:
    """What other papers say of each claim, gathered number by number."""

    def __init__(self) -> None:
        self._supports: dict[str, dict[str, Evidence]] = defaultdict(dict)
        self._contradicts: dict[str, dict[str, Evidence]] = defaultdict(dict)

    def note(self, entry: Entry, other: Entry) -> None:
        """Note what another paper's number says of an entry's claim; what is quoted confirms nothing."""
        if not agree(entry, other):
            self._contradicts[entry.claim.id][other.claim.id] = evidence_of(other.claim)
        elif entry.is_own and other.is_own:
            self._supports[entry.claim.id][other.claim.id] = evidence_of(other.claim)

    def of(self, claim: Claim) -> Independent:
        """Return what was noted for a claim."""
        return Independent(
            supports=tuple(self._supports[claim.id].values()),
            contradicts=tuple(self._contradicts[claim.id].values()),
        )


def find_conflicts(entries: Iterable[Entry], witnesses: Witnesses) -> tuple[Conflict, ...]:
    """Return the conflicts, ordered by subject and method, and note each number's witnesses."""
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.subject, entry.method.key, entry.regime, entry.part].append(entry)
    found: dict[tuple[object, ...], list[list[Entry]]] = defaultdict(list)
    for key in sorted(groups):
        for sized in _by_size(groups[key]):
            disagreeing = _disagreeing(sized, witnesses)
            if disagreeing:
                row = tuple(sorted({entry.paper for entry in disagreeing})), disagreeing[0].method.size
                found[*key[:3], *row].append(disagreeing)
    # Papers that differ on a data set differ on many of its parts: that is one conflict, told of the whole.
    return tuple(_conflict(parts[0], len(parts) - 1) for parts in found.values())


def _by_size(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Bring the numbers of one size together.

    A name without a size that only one paper uses may mean any size which that paper does not name: its
    numbers are held against those of every size, so that the size can be told as what may set them apart.
    A bare name that several papers use is a model of its own, and one in a quoted row may be any.
    """
    unsized = [entry for entry in entries if not entry.method.size]
    groups = [unsized]
    is_own_model = len({entry.paper for entry in unsized if entry.is_own}) > 1
    for size in sorted({entry.method.size for entry in entries} - {""}):
        sized = [entry for entry in entries if entry.method.size == size]
        papers = {entry.paper for entry in sized}
        loose = [e for e in unsized if e.is_own and e.paper not in papers and not is_own_model]
        groups.append(sized + loose)
    return [group for group in groups if group]


def _disagreeing(entries: Sequence[Entry], witnesses: Witnesses) -> list[Entry]:
    """Return the entries that another paper's number contradicts, and note what each says of the others."""
    papers = [entry for entry in _one_a_paper(entries) if _is_witness(entry, entries)]
    is_of_one_size = len({entry.method.size for entry in papers}) == 1
    disagreeing: list[Entry] = []
    for entry in papers:
        others = [
            other
            for other in papers
            if other is not entry
            and (entry.is_own or other.is_own)
            # Where the group is one of a size, numbers without a size have been compared among themselves.
            and (is_of_one_size or entry.method.size or other.method.size)
            # Means over different languages are different quantities.
            and (entry.languages == other.languages or not entry.languages or not other.languages)
        ]
        for other in others:
            witnesses.note(entry, other)
        if any(not agree(entry, other) for other in others):
            disagreeing.append(entry)
    return disagreeing


def _is_witness(entry: Entry, entries: Sequence[Entry]) -> bool:
    """Whether a number speaks for itself: a paper's own, or one quoted from work that is not at hand."""
    papers = {other.paper for other in entries}
    return entry.is_own or (entry.origin is not None and entry.origin not in papers)


def _one_a_paper(entries: Sequence[Entry]) -> list[Entry]:
    """Keep each paper's value, or of several (of which one is an ablation's) the abstract's.

    A paper's own number comes before those that it quotes. A paper whose abstract gives none of them, or
    several, means several things by it and is left out.
    """
    by_paper: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_paper[entry.paper].append(entry)
    own = (([e for e in found if e.is_own] or found) for _, found in sorted(by_paper.items()))
    return [main for found in own if (main := _main(found)) is not None]


def _main(entries: Sequence[Entry]) -> Entry | None:
    """Return the one value that a paper's entries give, in all places or else in its abstract."""
    for found in (entries, [entry for entry in entries if entry.claim.where == "abstract"]):
        if found and all(agree(found[0], other) for other in found[1:]):
            return found[0]
    return None


def what_of(entry: Entry) -> str:
    """Say what an entry is a number of: "accuracy of mWick on Quillfish (zero-shot)".

    A change is one in something: "increase in accuracy of mWick relative to Wick on Quillfish".
    """
    metric = in_sentence(entry.quantity.metric or entry.subject[1])
    setting = f" ({entry.condition})" if entry.condition else ""
    over = ""
    if entry.quantity.role == "difference":
        metric = f"{entry.quantity.direction or 'difference'} in {metric}"
        over = f" relative to {entry.quantity.baseline}" if entry.quantity.baseline else ""
    return f"{metric} of {entry.method.name}{over} on {entry.quantity.dataset}{setting}"


def _conflict(entries: Sequence[Entry], n_more: int) -> Conflict:
    """Tell a conflict; `n_more` counts the other parts of the data set on which the papers differ."""
    reason = _likely_reason(entries)
    # An entry that tells its metric and setting is the best to name the subject by.
    what = what_of(max(entries, key=lambda entry: (bool(entry.quantity.metric), bool(entry.condition))))
    texts = dict.fromkeys(told(entry.quantity) for entry in entries)
    more = f", and differ on {n_more} more of its parts" if n_more else ""
    return Conflict(
        subject=what,
        claim_ids=tuple(entry.claim.id for entry in entries),
        values=tuple(entry.quantity.value or "" for entry in entries),
        likely_reason=reason,
        explanation=f"the papers give {_listed(list(texts))} for the {what}{more}; {_why(reason, entries)}",
        quoted=() if all(e.is_own for e in entries) else tuple(not e.is_own for e in entries),
    )


def _why(reason: str, entries: Sequence[Entry]) -> str:
    """Tell the likely reason; for a condition, the paper's words for it."""
    if reason != "condition":
        return _EXPLANATIONS[reason]
    entry, words = next((entry, words) for entry in entries if (words := _circumstance(entry)))
    return f"{told(entry.quantity)} was measured “{words[0].lower()}{words[1:]}”"


def _circumstance(entry: Entry) -> str:
    """Return what the entry's sentence opens with; "" where that only names the data set."""
    match = _CIRCUMSTANCE.match(entry.claim.quote)
    return "" if match is None or (entry.quantity.dataset or "") in match[0] else match[0]


def told(quantity: Quantity) -> str:
    """Return a value with its unit, without what else the paper's words have."""
    unit = quantity.unit or ""
    return f"{quantity.value}{unit if unit == '%' else f' {unit}' if unit else ''}"


def _listed(texts: Sequence[str]) -> str:
    return " and ".join((", ".join(texts[:-1]), texts[-1])) if len(texts) > 1 else texts[0]


def in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: "Accuracy" without its capital, "F1" with it."""
    return name.lower() if name.istitle() and name.isalpha() else name


def _words(entry: Entry) -> str:
    """Return what tells of an entry's circumstances: its sentence, or of a table what belongs to its row."""
    if not entry.is_tabled:
        return entry.claim.quote
    return " ".join((entry.condition or "", *details_of(entry)))


def _likely_reason(entries: Sequence[Entry]) -> str:
    """Name what one sentence says and another does not; first of all a condition that it opens with."""
    step = max(entry.reading.step for entry in entries)
    numbers = [entry.reading.value for entry in entries if entry.reading.value is not None]
    if max(numbers) - min(numbers) <= step:
        return "rounding"
    if len({entry.method.size for entry in entries}) > 1:
        return "model_size"
    circumstances = {_circumstance(entry) for entry in entries} - {""}
    if len(circumstances) == 1 and not all(_circumstance(entry) for entry in entries):
        return "condition"
    for reason, pattern in _LIKELY:
        said = {frozenset(word.lower() for word in pattern.findall(_words(entry))) for entry in entries}
        if len(said) > 1:
            return reason
    return "unknown"
