"""Comparison tables: for each task's metric, the methods by papers, each value under its setting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from synth.types import Comparison, ComparisonCell
from synth.verdicts.across.conflicts import in_sentence
from synth.verdicts.across.entries import Entry, Subject, agree, details_of, evidence_of, name_means

__all__ = ["build_tables"]

_MOST_VARIANTS = 3
"""Values of one method in one setting that a table shows side by side; more are a study of their own."""


def build_tables(entries: Sequence[Entry]) -> tuple[Comparison, ...]:
    """Return a table for each subject of which at least two papers have results of their own."""
    subjects: dict[tuple[Subject, tuple[str, ...]], list[Entry]] = defaultdict(list)
    for entry in entries:
        # Gains mean nothing beside each other where they were measured in different settings.
        setting = (*entry.regime, "", *entry.part) if entry.quantity.role == "difference" else ()
        subjects[entry.subject, setting].append(entry)
    tables = (_table(name_means(_shown(_without_repeats(subjects[key])))) for key in sorted(subjects))
    return tuple(table for table in tables if table is not None)


def _without_repeats(entries: Sequence[Entry]) -> list[Entry]:
    """Join what a paper says twice: the same value of the same method, its setting told once or twice.

    The place that tells the most of its setting stands for all; a table comes before a sentence, but for a
    part of a data set, of which tables have too many.
    """
    groups: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.paper, entry.method.key, entry.method.size, entry.is_own].append(entry)
    kept: list[Entry] = []
    for found in groups.values():
        ranked = sorted(
            found,
            key=lambda e: (-len(e.regime) - len(e.part), e.is_tabled == bool(e.part), e.reading.step),
        )
        heads: list[Entry] = []
        for entry in ranked:
            place = next((n for n, head in enumerate(heads) if _is_told_by(entry, head)), None)
            if place is None:
                heads.append(entry)
            else:
                heads[place] = _with_place(heads[place], entry)
        kept += heads
    return kept


def _is_told_by(entry: Entry, head: Entry) -> bool:
    return set(entry.regime) <= set(head.regime) and entry.part == head.part and agree(entry, head)


def _with_place(head: Entry, entry: Entry) -> Entry:
    place = evidence_of(entry.claim)
    known = {(e.start, e.end) for e in head.also} | {(head.claim.start, head.claim.end)}
    also = head.also if (place.start, place.end) in known else (*head.also, place)
    return replace(head, also=also, languages=head.languages or entry.languages)


def _shown(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that a reader would look for in a comparison.

    A sentence states what its authors found worth saying. A printed table has everything, so of it
    count scores of a whole data set, and only where a method has one such score in the paper, or where the
    table tells the rows of that method apart.
    """
    scores: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.is_tabled and not entry.part:
            key = (entry.paper, entry.method.key, entry.method.size, entry.regime, entry.is_own)
            scores[key].append(entry)
    kept = {id(entry) for found in scores.values() if _is_told_apart(found) for entry in found}
    return [entry for entry in entries if not entry.is_tabled or id(entry) in kept]


def _is_told_apart(entries: Sequence[Entry]) -> bool:
    details = {details_of(entry) for entry in entries}
    return all(agree(entries[0], other) for other in entries) or (
        len(details) == len(entries) <= _MOST_VARIANTS and () not in details
    )


def _table(entries: Sequence[Entry]) -> Comparison | None:
    if len({entry.paper for entry in entries if entry.is_own}) < 2:
        return None
    variants = Counter(_row_of(entry) for entry in entries)
    cells = {
        (*_row_of(entry), entry.quantity.value, details_of(entry)): _cell(entry, variants[_row_of(entry)] > 1)
        for entry in entries
    }
    is_change = entries[0].quantity.role == "difference"
    baselines = [entry.quantity.baseline for entry in entries if entry.quantity.baseline and is_change]
    return Comparison(
        dataset=_commonest(entry.quantity.dataset for entry in entries),
        metric=_commonest(in_sentence(e.quantity.metric) for e in entries if e.quantity.metric),
        role=entries[0].quantity.role,
        cells=tuple(cells[key] for key in sorted(cells, key=str)),
        merges=tuple(dict.fromkeys(e.dataset_merge for e in entries if e.dataset_merge is not None)),
        baseline=_commonest(baselines) if baselines else None,
        direction=entries[0].quantity.direction if is_change else None,
    )


def _row_of(entry: Entry) -> tuple[tuple[str, ...], tuple[str, ...], str, str, str]:
    return entry.regime, entry.part, entry.method.key, entry.method.size, entry.paper


def _cell(entry: Entry, has_variants: bool) -> ComparisonCell:
    claim, quantity = entry.claim, entry.quantity
    return ComparisonCell(
        method=quantity.method or "",
        paper_id=entry.paper,
        version=claim.version,
        value=quantity.value or "",
        unit=quantity.unit,
        claim_id=claim.id,
        page=claim.page,
        condition=entry.condition,
        is_own=entry.is_own,
        name=entry.method.name,
        details=details_of(entry) if has_variants else (),
        merges=entry.method.merges,
        origin=entry.origin,
        origin_has_it=entry.origin_has_it,
        also=entry.also,
    )


def _commonest(names: Iterable[str | None]) -> str:
    counts = Counter(name for name in names if name)
    return min(counts, key=lambda name: (-counts[name], name))
