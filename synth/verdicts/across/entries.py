"""Claims → entries: each number with a named subject, in a form that can be held against others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from synth.types import Claim, Evidence, NameMerge, Quantity
from synth.verdicts.across.names import Identity, NameBook, is_named, key_of, metric_key
from synth.verdicts.compare import Reading, compare, read_quantity

__all__ = [
    "Entry",
    "Subject",
    "agree",
    "details_of",
    "evidence_of",
    "join_tellings",
    "name_means",
    "read_entries",
    "with_common_names",
]

_COMPARED = ("level", "difference")
_REGIME = re.compile(
    r"[\w-]+-shot|translate-[\w-]+|dev(?:elopment)?|test|validation|val|cross-?lingual|monolingual",
    re.IGNORECASE,
)
"""Settings that concern a data set as a whole, unlike a language or a subset of it."""
_MEAN_OF = "mean of "
_USUAL = 0.75
"""Share of the papers that must use a metric for it to be a data set's usual one."""

Subject = tuple[str, str, str, str, str]
"""Data set, metric with its kind of average, role, unit, and for a change its baseline and direction."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of one claim with its normalised subject."""

    claim: Claim
    quantity: Quantity
    reading: Reading
    method: Identity
    subject: Subject
    regime: tuple[str, ...]
    """How the data set as a whole was used: "zero-shot", "dev"; normalised, in order."""
    part: tuple[str, ...]
    """What else sets it apart: a language, a subset, a group of rows; normalised, in order."""
    condition: str | None
    """Both for a reader."""
    languages: frozenset[str]
    """The languages that a mean is over; empty where the paper does not tell."""
    is_own: bool
    """Whether it is the paper's own result."""
    dataset_merge: NameMerge | None = None
    """Why its data set goes under another name; None where it does not."""
    origin: str | None = None
    """Of a quoted value, the paper of the run that it is quoted from, or else the citation."""
    origin_has_it: bool | None = None
    """Whether that paper prints the value; None where it is not of the run, or prints none to compare."""
    also: tuple[Evidence, ...] = ()
    """Other places of the paper with the same value."""

    @property
    def paper(self) -> str:
        """The paper's id."""
        return self.claim.paper_id or ""

    @property
    def is_tabled(self) -> bool:
        """Whether it stands in a table."""
        return self.claim.where == "table"


def read_entries(claims: Iterable[Claim], book: NameBook) -> list[Entry]:
    """Return the numbers whose data set, metric and method are all named.

    A table that tells the metric of its other columns may leave one out; then it is the one that nearly all
    the other papers' tables give for that data set.
    """
    known = tuple(claims)
    usual = _usual_metrics(known, book)
    entries = (_entry(claim, quantity, book, usual) for claim in known for quantity in claim.quantities)
    return [entry for entry in entries if entry is not None]


def _usual_metrics(claims: Sequence[Claim], book: NameBook) -> dict[str, str]:
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        for quantity in claim.quantities if claim.where == "table" else ():
            if metric := metric_key(quantity.metric):
                found[book.dataset(quantity.dataset)[0]][metric].add(claim.paper_id or "")
    usual = {}
    for dataset, metrics in found.items():
        first = min(metrics, key=lambda metric: (-len(metrics[metric]), metric))
        papers = set().union(*metrics.values())
        if len(metrics[first]) > 1 and len(metrics[first]) >= _USUAL * len(papers):
            usual[dataset] = first
    return usual


def _entry(claim: Claim, quantity: Quantity, book: NameBook, usual: Mapping[str, str]) -> Entry | None:
    if claim.paper_id is None or quantity.role not in _COMPARED or quantity.comparator != "=":
        return None
    if not (is_named(quantity.dataset) and is_named(quantity.method)):
        return None
    dataset, merge = book.dataset(quantity.dataset)
    metric = metric_key(quantity.metric) or (usual.get(dataset, "") if claim.where == "table" else "")
    reading = read_quantity(quantity)
    method = book.identify(claim.paper_id, quantity.method or "")
    if reading is None or reading.value is None or not metric or not method.key:
        return None
    means = [detail.removeprefix(_MEAN_OF) for detail in quantity.details if detail.startswith(_MEAN_OF)]
    parts = [part.strip() for part in (quantity.condition or "").split(",") if part.strip()]
    if sum(part.lower().startswith("translate-") for part in parts) > 1:
        # A sentence that lists several ways of training does not tell which of its numbers is of which.
        return None
    is_change = quantity.role == "difference"
    change = "|".join(key_of(part) for part in (quantity.baseline, quantity.direction)) if is_change else ""
    return Entry(
        claim=claim,
        quantity=quantity,
        reading=reading,
        method=method,
        subject=(dataset, metric, quantity.role, _unit_key(reading, quantity), change),
        regime=_normalised(part for part in parts if _REGIME.fullmatch(part)),
        part=_normalised(part for part in parts if not _REGIME.fullmatch(part)),
        condition=quantity.condition,
        languages=frozenset(means[0].split(", ")) if means else frozenset(),
        is_own=claim.asserts == "own",
        dataset_merge=merge,
        origin=None if claim.asserts == "own" else next(iter(claim.cites), None),
    )


def _normalised(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({key for part in parts if (key := key_of(part))}))


def _unit_key(reading: Reading, quantity: Quantity) -> str:
    """Return the unit's dimension; scores are printed with and without their sign.

    A bare change of a score is one in points, and never one in per cent.
    """
    dimension = reading.unit.dimension
    if quantity.role == "difference":
        return "points" if dimension == "bare" else dimension
    return "score" if dimension in ("bare", "percent") else dimension


def join_tellings(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries, each with what the paper tells elsewhere of the same value of the same method.

    An appendix prints the languages of a mean, the main table its setting.
    """
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_twin_key(entry)].append(entry)
    joined = []
    for entry in entries:
        twins = groups[_twin_key(entry)]
        settings = {(t.regime, t.part): t.condition for t in twins if t.is_tabled}
        if not (entry.is_tabled or entry.regime or entry.part) and len(settings) == 1:
            # A sentence often leaves to the table in what setting its number was measured.
            [((regime, part), condition)] = settings.items()
            entry = replace(entry, regime=regime, part=part, condition=condition)
        alike = [twin for twin in twins if twin.part == entry.part]
        regimes = {twin.regime: twin.condition for twin in alike if twin.regime}
        languages = {twin.languages for twin in alike if twin.languages}
        if not entry.regime and not entry.part and len(regimes) == 1:
            [(regime, condition)] = regimes.items()
            entry = replace(entry, regime=regime, condition=condition)
        if not entry.languages and len(languages) == 1:
            entry = replace(entry, languages=next(iter(languages)))
        joined.append(entry)
    return joined


def _twin_key(entry: Entry) -> tuple[object, ...]:
    return entry.paper, entry.subject, entry.method.key, entry.method.size, entry.reading.value


def with_common_names(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries with each method under the name that most of them end at."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for entry in entries:
        found[entry.method.key, entry.method.size][entry.method.name] += 1
    names = {
        key: min(counts, key=lambda name: (-counts[name], len(name), name)) for key, counts in found.items()
    }
    return [_renamed(entry, names[entry.method.key, entry.method.size]) for entry in entries]


def _renamed(entry: Entry, name: str) -> Entry:
    method = entry.method
    if method.name == name:
        return entry
    step = NameMerge(kind="spelling", printed=method.name, name=name)
    return replace(entry, method=replace(method, name=name, merges=(*method.merges, step)))


def name_means(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of one subject; means over different languages in one setting say over how many.

    An average over four languages beside one over seven would pass for a better score.
    """
    spans: dict[tuple[object, ...], set[frozenset[str]]] = defaultdict(set)
    for entry in entries:
        if entry.languages:
            spans[entry.regime, entry.part].add(entry.languages)
    return [_with_mean(e) if e.languages and len(spans[e.regime, e.part]) > 1 else e for e in entries]


def _with_mean(entry: Entry) -> Entry:
    mean = f"mean of {len(entry.languages)} languages"
    condition = f"{entry.condition}, {mean}" if entry.condition else mean
    return replace(entry, condition=condition, regime=tuple(sorted((*entry.regime, key_of(mean)))))


def details_of(entry: Entry) -> tuple[str, ...]:
    """Return what else its row tells of an entry, but for the languages of a mean."""
    return tuple(detail for detail in entry.quantity.details if not detail.startswith(_MEAN_OF))


def agree(one: Entry, other: Entry) -> bool:
    """Whether two numbers are equal within the coarser one's precision."""
    coarse, fine = sorted((one.reading, other.reading), key=lambda reading: -reading.step)
    return compare(coarse, fine).kind == "equal"


def evidence_of(claim: Claim) -> Evidence:
    """Return a claim's place."""
    return Evidence(
        paper_id=claim.paper_id,
        version=claim.version,
        page=claim.page,
        start=claim.start,
        end=claim.end,
        quote=claim.quote,
        boxes=claim.boxes,
    )
