"""The second question: do other papers report the same quantity, and do they agree?

Precision goes first: a conflict that is none costs more trust than one that is missed. Only
numbers whose metric, data set and method are all named take part, and they are compared only
where nothing that the papers say sets them apart: neither the kind of average, nor the unit, nor a
condition, nor what a gain is a gain over. What a paper quotes from another is no finding of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from synth.text import fold, stem
from synth.types import Claim, Comparison, ComparisonCell, Conflict, Evidence, Independent, Quantity
from synth.verdicts.compare import Reading, compare, read_quantity

__all__ = ["compare_papers"]

_COMPARED = ("level", "difference")
_GENERIC = frozenset(
    stem(word)
    for word in """a an the our ours this that these those proposed method methods model models approach
    approaches system systems framework baseline baselines dataset datasets data set sets task tasks
    benchmark benchmarks corpus score scores result results performance value values average averaged
    mean overall on of for in""".split()
)
_METRICS = {
    "acc": "accuracy",
    "accuracies": "accuracy",
    "em": "exactmatch",
    "ppl": "perplexity",
    "f1score": "f1",
}
_QUALIFIER = re.compile(
    r"\b(?:average|averaged|mean|avg\.?|overall|macro|micro|weighted|median)\b", re.IGNORECASE
)
_KINDS = {"averaged": "average", "mean": "average", "avg": "average", "avg.": "average"}
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

_SIZE = re.compile(
    r"(?<![^\W_])(?:tiny|mini|small|base|medium|large|huge|xx?l|\d+(?:\.\d+)?[mb])(?![^\W_])", re.IGNORECASE
)
"""What tells the sizes of one method apart, within a name."""

_REGIME = re.compile(r"[\w-]+-shot|translate-[\w-]+|dev(?:elopment)?|test|validation|val", re.IGNORECASE)
"""Settings that concern a data set as a whole, unlike a language or a subset of it."""

Subject = tuple[str, str, str, str, str]
"""Data set, metric with its kind of average, role, unit, and what else sets numbers apart."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One number of one claim with its normalised subject."""

    claim: Claim
    quantity: Quantity
    reading: Reading
    method: str
    """The method's name without its size."""
    size: str
    """The size that its name gives; "" where it gives none."""
    setting: str
    """What sets it apart: its condition, and for a change its baseline and direction."""


def compare_papers(
    claims: Sequence[Claim],
) -> tuple[dict[str, Independent], tuple[Comparison, ...], tuple[Conflict, ...]]:
    """Compare the claims of different papers with each other.

    Returns what other papers say for every claim by its id (both sides empty where none speaks of
    it), comparison tables over at least two papers, and conflicts. Work grows with the number of
    claims, and with the square only of the papers that report one and the same quantity.
    """
    groups = _group(claims)
    supports: dict[str, dict[str, Evidence]] = defaultdict(dict)
    contradicts: dict[str, dict[str, Evidence]] = defaultdict(dict)
    conflicts: list[Conflict] = []
    for subject in sorted(groups):
        for entries in _by_method(groups[subject]):
            conflicts.extend(_compare_entries(entries, supports, contradicts))
    independent = {
        claim.id: Independent(
            supports=tuple(supports[claim.id].values()), contradicts=tuple(contradicts[claim.id].values())
        )
        for claim in claims
    }
    tables = (_table(_shown(groups[subject])) for subject in sorted(groups))
    return independent, tuple(table for table in tables if table is not None), tuple(conflicts)


def _group(claims: Iterable[Claim]) -> dict[Subject, list[_Entry]]:
    """Bring numbers of one data set, metric, role and unit together."""
    groups: dict[Subject, list[_Entry]] = defaultdict(list)
    for claim in claims:
        for quantity in claim.quantities:
            entry = _entry(claim, quantity)
            if entry is not None:
                dataset, metric = _key(quantity.dataset), _metric_key(quantity.metric)
                unit = _unit_key(entry.reading, quantity)
                groups[dataset, metric, quantity.role, unit, entry.setting].append(entry)
    return groups


def _entry(claim: Claim, quantity: Quantity) -> _Entry | None:
    if claim.paper_id is None or quantity.role not in _COMPARED or quantity.comparator != "=":
        return None
    if not (_is_named(quantity.dataset) and _is_named(quantity.method) and quantity.metric):
        return None
    reading = read_quantity(quantity)
    if reading is None or reading.value is None or not _metric_key(quantity.metric):
        return None
    parts = (quantity.condition or "", quantity.baseline or "", quantity.direction or "")
    method, size = _method_key(quantity.method or "")
    if not method:
        return None
    return _Entry(claim, quantity, reading, method, size, "|".join(_key(part) for part in parts))


def _method_key(name: str) -> tuple[str, str]:
    """Return a method's name and its size, both normalised; "multilingual BERT" is "mBERT"."""
    sizes = sorted({size.lower() for size in _SIZE.findall(name)})
    key = _key(_SIZE.sub(" ", name))
    return re.sub(r"^multilingual(?=\w{3})", "m", key), " ".join(sizes)


def _by_method(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    """Bring the numbers of one method together, those of different sizes apart.

    A name without a size that only one paper uses may mean any size which that paper does not name: its
    numbers are held against those of every size, so that the size can be told as what may set them apart.
    A bare name that several papers use is a model of its own.
    """
    methods: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        if entry.claim.asserts != "reported":
            methods[entry.method].append(entry)
    return [group for key in sorted(methods) for group in _by_size(methods[key])]


def _by_size(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    unsized = [entry for entry in entries if not entry.size]
    groups = [unsized]
    is_own_model = len({entry.claim.paper_id for entry in unsized}) > 1
    for size in sorted({entry.size for entry in entries} - {""}):
        sized = [entry for entry in entries if entry.size == size]
        papers = {entry.claim.paper_id for entry in sized}
        loose = [entry for entry in unsized if entry.claim.paper_id not in papers and not is_own_model]
        groups.append(sized + loose)
    return [group for group in groups if group]


def _compare_entries(
    entries: Sequence[_Entry],
    supports: dict[str, dict[str, Evidence]],
    contradicts: dict[str, dict[str, Evidence]],
) -> list[Conflict]:
    papers = _one_a_paper(entries)
    if len(papers) < 2:
        return []
    sizes = {entry.size for entry in papers}
    disagreeing: list[_Entry] = []
    for entry in papers:
        # Where the group is one of a size, numbers without a size have been compared among themselves.
        others = [o for o in papers if o is not entry and (len(sizes) == 1 or entry.size or o.size)]
        for other in others:
            side = supports if _agree(entry, other) else contradicts
            side[entry.claim.id][other.claim.id] = _evidence(other.claim)
        if any(not _agree(entry, other) for other in others):
            disagreeing.append(entry)
    return [_conflict(disagreeing)] if disagreeing else []


def _one_a_paper(entries: Sequence[_Entry]) -> list[_Entry]:
    """Keep each paper's value, or of several (of which one is an ablation's) the abstract's.

    A paper whose abstract gives none of them, or several, means several things by it and is left out.
    """
    by_paper: dict[str, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_paper[entry.claim.paper_id or ""].append(entry)
    main = (_main(found) for _, found in sorted(by_paper.items()))
    return [entry for entry in main if entry is not None]


def _main(entries: Sequence[_Entry]) -> _Entry | None:
    """Return the one value that a paper's entries give, in all places or else in its abstract."""
    for found in (entries, [entry for entry in entries if entry.claim.where == "abstract"]):
        if found and all(_agree(found[0], other) for other in found[1:]):
            return found[0]
    return None


def _agree(one: _Entry, other: _Entry) -> bool:
    """Whether two numbers are equal within the coarser one's precision."""
    coarse, fine = sorted((one.reading, other.reading), key=lambda reading: -reading.step)
    return compare(coarse, fine).kind == "equal"


def _conflict(entries: Sequence[_Entry]) -> Conflict:
    reason = _likely_reason(entries)
    first = entries[0].quantity
    what = f"{_in_sentence(first.metric or '')} of {first.method} on {first.dataset}"
    texts = dict.fromkeys(_told(entry.quantity) for entry in entries)
    return Conflict(
        subject=what,
        claim_ids=tuple(entry.claim.id for entry in entries),
        values=tuple(entry.quantity.value or "" for entry in entries),
        likely_reason=reason,
        explanation=f"the papers give {_listed(list(texts))} for the {what}; {_why(reason, entries)}",
    )


def _why(reason: str, entries: Sequence[_Entry]) -> str:
    """Tell the likely reason; for a condition, the paper's words for it."""
    if reason != "condition":
        return _EXPLANATIONS[reason]
    entry, words = next((entry, words) for entry in entries if (words := _circumstance(entry)))
    return f"{_told(entry.quantity)} was measured “{words[0].lower()}{words[1:]}”"


def _circumstance(entry: _Entry) -> str:
    """Return what the entry's sentence opens with; "" where that only names the data set."""
    match = _CIRCUMSTANCE.match(entry.claim.quote)
    return "" if match is None or (entry.quantity.dataset or "") in match[0] else match[0]


def _told(quantity: Quantity) -> str:
    """Return a value with its unit, without what else the paper's words have."""
    unit = quantity.unit or ""
    return f"{quantity.value}{unit if unit == '%' else f' {unit}' if unit else ''}"


def _listed(texts: Sequence[str]) -> str:
    return " and ".join((", ".join(texts[:-1]), texts[-1])) if len(texts) > 1 else texts[0]


def _in_sentence(name: str) -> str:
    """Return a name as it stands within a sentence: "Accuracy" without its capital, "F1" with it."""
    return name.lower() if name.istitle() and name.isalpha() else name


def _likely_reason(entries: Sequence[_Entry]) -> str:
    """Name what one sentence says and another does not; first of all a condition that it opens with."""
    step = max(entry.reading.step for entry in entries)
    numbers = [entry.reading.value for entry in entries if entry.reading.value is not None]
    if max(numbers) - min(numbers) <= step:
        return "rounding"
    if len({entry.size for entry in entries}) > 1:
        return "model_size"
    circumstances = {_circumstance(entry) for entry in entries} - {""}
    if len(circumstances) == 1 and not all(_circumstance(entry) for entry in entries):
        return "condition"
    for reason, pattern in _LIKELY:
        said = {frozenset(word.lower() for word in pattern.findall(entry.claim.quote)) for entry in entries}
        if len(said) > 1:
            return reason
    return "unknown"


def _shown(entries: Sequence[_Entry]) -> list[_Entry]:
    """Return the entries that a reader would look for in a comparison.

    A sentence states what its authors found worth saying. A printed table has everything, so of it
    count scores of a whole data set, and only where a method has one such score in the paper.
    """
    scores: dict[tuple[str, str, str], list[_Entry]] = defaultdict(list)
    for entry in entries:
        if _is_tabled(entry) and _is_whole(entry.quantity.condition or ""):
            scores[entry.claim.paper_id or "", entry.method, entry.size].append(entry)
    kept = {
        (entry.claim.id, entry.quantity.start)
        for found in scores.values()
        if all(_agree(found[0], other) for other in found)
        for entry in found[:1]
    }
    return [e for e in entries if not _is_tabled(e) or (e.claim.id, e.quantity.start) in kept]


def _is_tabled(entry: _Entry) -> bool:
    return entry.claim.where == "table"


def _is_whole(condition: str) -> bool:
    """Whether a condition, a list parted by commas, only says how the whole data set was used."""
    return all(_REGIME.fullmatch(part.strip()) for part in condition.split(",") if part.strip())


def _table(entries: Sequence[_Entry]) -> Comparison | None:
    cells: dict[tuple[str, ...], ComparisonCell] = {}
    for entry in entries:
        claim, quantity = entry.claim, entry.quantity
        key = (entry.method, entry.size, claim.paper_id or "", quantity.value or "", entry.setting)
        cells.setdefault(
            key,
            ComparisonCell(
                method=quantity.method or "",
                paper_id=claim.paper_id or "",
                version=claim.version,
                value=quantity.value or "",
                unit=quantity.unit,
                claim_id=claim.id,
                page=claim.page,
                condition=quantity.condition,
                is_own=claim.asserts == "own",
            ),
        )
    if len({cell.paper_id for cell in cells.values() if cell.is_own}) < 2:
        return None
    return Comparison(
        dataset=_commonest(entry.quantity.dataset for entry in entries),
        metric=_commonest(_in_sentence(entry.quantity.metric or "") for entry in entries),
        role=entries[0].quantity.role,
        cells=tuple(cells[key] for key in sorted(cells)),
    )


def _evidence(claim: Claim) -> Evidence:
    return Evidence(
        paper_id=claim.paper_id,
        version=claim.version,
        page=claim.page,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        boxes=claim.boxes,
    )


def _commonest(names: Iterable[str | None]) -> str:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name))


def _is_named(name: str | None) -> bool:
    """Whether a bound field is a name rather than "our model" or "the test set"."""
    return bool(name) and bool(_key(name)) and any(c.isupper() or c.isdigit() for c in name or "")


def _key(name: str | None) -> str:
    """Return a name without case, punctuation and generic words."""
    words = re.findall(r"[^\W_]+", fold(name or ""))
    return "".join(word for word in words if stem(word) not in _GENERIC)


def _metric_key(metric: str | None) -> str:
    """Return a metric's name with the kind of average that it is; "" for none."""
    kinds = sorted({_KINDS.get(kind, kind) for kind in map(str.lower, _QUALIFIER.findall(metric or ""))})
    bare = _key(_QUALIFIER.sub(" ", metric or ""))
    return " ".join((*kinds, _METRICS.get(bare, bare))) if bare else ""


def _unit_key(reading: Reading, quantity: Quantity) -> str:
    """Return the unit's dimension; scores are printed with and without their sign.

    A bare change of a score is one in points, and never one in per cent.
    """
    dimension = reading.unit.dimension
    if quantity.role == "difference":
        return "points" if dimension == "bare" else dimension
    return "score" if dimension in ("bare", "percent") else dimension
