"""Statements judged against a table: its numbers, its comparisons and its extremes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from synth.types import CellRef, Claim, Evidence, Table, Verdict
from synth.verdicts.cells import Cell, Grid, read_grid
from synth.verdicts.cues import direction_of, is_negated
from synth.verdicts.decide import Probabilities, label_of, predict, soften
from synth.verdicts.facts import Claimed, claimed_quantities
from synth.verdicts.match import QuantityMatch, match_quantity
from synth.verdicts.reasons import REASONS, explain, reason_of
from synth.verdicts.subjects import Term, coverage, is_held, terms_of, text_keys

__all__ = ["judge_table"]

MAX_EVIDENCE = 3

_SUPERLATIVE = re.compile(
    r"\b(?P<high>best|highest|largest|most|greatest|top|maximum|strongest|longest)\b|"
    r"\b(?P<low>lowest|smallest|least|worst|minimum|fewest|weakest|shortest)\b",
    re.IGNORECASE,
)
_LOWER_IS_BETTER = re.compile(
    r"error|perplexity|\bppl\b|loss|latency|\btime\b|rmse|\bmae\b|\bmse\b|\bw?er\b|\bfid\b|distance|↓",
    re.IGNORECASE,
)
_GOOD = re.compile(
    r"\b(?:best|top|strongest|outperform\w*|better|improv\w*|superior|surpass\w*|beat\w*)\b", re.I
)
_BAD = re.compile(r"\b(?:worst|weakest|worse|underperform\w*|degrad\w*|hurt\w*|inferior)\b", re.I)
_SPLIT = re.compile(
    r"\b(?:than|over|outperform\w*|surpass\w*|exceed\w*|beat\w*|compared (?:to|with)|versus|vs|against|to)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WordTest:
    """A comparison that a claim makes in words, tried on the table's values."""

    kind: str
    """"extreme" ("the best") or "comparison" ("better than")."""
    holds: float
    """Share of the columns or pairs in which it holds, 0 to 1."""
    cells: tuple[Cell, ...]
    """The cells it was tried on."""


def judge_table(claim: Claim, table: Table) -> Verdict:
    """Say whether the table bears the claim out; evidence names the cells."""
    grid = read_grid(table)
    if not terms_of(claim.quote) and not claim.quantities:
        return Verdict.unjudged("empty_claim", REASONS["empty_claim"])
    if not grid.keys:
        return Verdict.unjudged("empty_source", "the table is empty")
    features, matches, tests = features_of(claim, grid)
    probabilities = _restrict(predict("table", features), matches, tests)
    label = label_of(probabilities)
    reasons, explanation, cells = _say(label, grid, matches, tests)
    return Verdict(
        label=label,
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=reasons,
        explanation=explanation,
        evidence=tuple(_evidence(cell) for cell in cells[:MAX_EVIDENCE]),
    )


def _restrict(
    probabilities: Probabilities, matches: Sequence[QuantityMatch], tests: Sequence[WordTest]
) -> Probabilities:
    """Support no claim whose decimal numbers stand in no cell, unless a comparison bears it out.

    Whole numbers may count rows or columns, which no cell states.
    """
    measured = [match for match in matches if "." in (match.claimed.quantity.value or "")]
    has_witness = any(match.agrees for match in measured) or any(test.holds >= 0.5 for test in tests)
    if has_witness or not measured:
        return probabilities
    return soften((0.0, probabilities[1], probabilities[0] + probabilities[2]))


def features_of(claim: Claim, grid: Grid) -> tuple[dict[str, float], list[QuantityMatch], list[WordTest]]:
    """Hold a claim against a table: its features, its numbers in the cells, its words tried on them."""
    terms = terms_of(claim.quote)
    facts = [cell.facts for cell in grid.cells]
    matches = [match_quantity(claimed, facts) for claimed in _in_cells(claim)]
    tests = _test_words(claim.quote, terms, grid)
    return _features(claim.quote, terms, grid, matches, tests), matches, tests


def _features(
    claim: str, terms: Sequence[Term], grid: Grid, matches: Sequence[QuantityMatch], tests: Sequence[WordTest]
) -> dict[str, float]:
    """Describe how the table's cells bear on a claim; every feature lies in [-1, 1]."""
    names = [term for term in terms if term.is_name]
    agreeing = [match for match in matches if match.agrees and not _is_outdone(match)]
    against = [match for match in matches if match.agrees is None and match.contradicts]
    outdone = [match for match in matches if match.agrees and _is_outdone(match)]
    by_kind = {
        kind: [test.holds for test in tests if test.kind == kind] for kind in ("comparison", "extreme")
    }
    n = len(matches) or 1
    features = {
        "coverage": coverage(terms, grid.keys),
        "names": sum(is_held(t, grid.keys) for t in names) / len(names) if names else 1.0,
        "has_numbers": float(bool(matches)),
        "numbers_agree": len(agreeing) / n,
        "numbers_all_agree": float(bool(matches) and len(agreeing) == len(matches)),
        "numbers_agree_subject": max((m.agrees.subject for m in agreeing if m.agrees), default=0.0),
        "numbers_against": len(against) / n,
        "numbers_against_subject": max(
            (m.contradicts.subject for m in against if m.contradicts), default=0.0
        ),
        "numbers_outdone": len(outdone) / n,
        "negated": float(is_negated(claim)),
    }
    for kind, results in by_kind.items():
        features[f"{kind}_holds"] = 2 * min(results) - 1 if results else 0.0
        features[f"{kind}_tested"] = float(bool(results))
        features[f"{kind}_fails"] = float(bool(results) and min(results) < 0.5)
    return features


def _in_cells(claim: Claim) -> list[Claimed]:
    """Return the claim's quantities; a cell has no direction and no baseline of its own."""
    return [
        replace(
            claimed,
            direction=0,
            baselines=(),
            comparison=None,
            quantity=replace(claimed.quantity, role="level"),
        )
        for claimed in claimed_quantities(claim)
    ]


def _is_outdone(match: QuantityMatch) -> bool:
    """Whether another cell fits the claim's subject better than the one with its value."""
    yes, no = match.agrees, match.contradicts
    return yes is not None and no is not None and no.subject > yes.subject + 0.04


# ------------------------------------------------------------------ comparisons in words


def _test_words(claim: str, terms: Sequence[Term], grid: Grid) -> list[WordTest]:
    columns = _mentioned_columns(terms, grid)
    tests = [_test_extreme(claim, terms, grid, columns), _test_comparison(claim, grid, columns)]
    return [test for test in tests if test is not None]


def _mentioned_columns(terms: Sequence[Term], grid: Grid) -> list[int]:
    """Return the columns that the claim names, all numeric ones where it names none."""
    numeric = sorted({cell.column for cell in grid.cells})
    keys = text_keys(terms)
    shares = {column: _header_share(grid.column_headers[column], keys) for column in numeric}
    best = max(shares.values(), default=0.0)
    return [column for column in numeric if best > 0 and shares[column] >= 0.8 * best] or numeric


def _header_share(header: str, keys: frozenset[str]) -> float:
    terms = terms_of(header)
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.key in keys) / total if total else 0.0


def _named_rows(text: str, grid: Grid) -> list[int]:
    """Return the rows whose header the text names best; none where it names none."""
    keys = text_keys(terms_of(text))
    rows = sorted({cell.row for cell in grid.cells})
    shares = {row: _header_share(grid.row_headers[row], keys) for row in rows}
    best = max(shares.values(), default=0.0)
    return [row for row in rows if best >= 0.5 and shares[row] >= best - 1e-9]


def _test_extreme(claim: str, terms: Sequence[Term], grid: Grid, columns: Sequence[int]) -> WordTest | None:
    match = _SUPERLATIVE.search(claim)
    rows = _named_rows(claim, grid)
    all_rows = {cell.row for cell in grid.cells}
    if match is None or not rows or len(rows) == len(all_rows):
        return None
    wins, used = [], []
    for column in columns:
        cells = [cell for cell in grid.cells if cell.column == column]
        mine = [cell for cell in cells if cell.row in rows]
        if not mine or len(cells) < 2:
            continue
        is_high = bool(match["high"])
        if _GOOD.search(match.group()) or _BAD.search(match.group()):
            is_high ^= _is_lower_better(grid, column)
        extreme = (max if is_high else min)(cell.value for cell in cells)
        wins.append(any(cell.value == extreme for cell in mine))
        used.append((max if is_high else min)(mine, key=lambda cell: cell.value))
    return WordTest("extreme", sum(wins) / len(wins), tuple(used)) if wins else None


def _test_comparison(claim: str, grid: Grid, columns: Sequence[int]) -> WordTest | None:
    match = _SPLIT.search(claim)
    direction = direction_of(claim)
    if match is None:
        return None
    is_good, is_bad = bool(_GOOD.search(claim)), bool(_BAD.search(claim))
    if not direction and not is_good and not is_bad:
        return None
    left, right = _named_rows(claim[: match.start()], grid), _named_rows(claim[match.end() :], grid)
    left, right = [r for r in left if r not in right], [r for r in right if r not in left]
    if not left or not right:
        return None
    up = not is_bad if is_good or is_bad else direction > 0
    wins, used = [], []
    for column in columns:
        mine = [cell for cell in grid.cells if cell.column == column and cell.row in left]
        theirs = [cell for cell in grid.cells if cell.column == column and cell.row in right]
        is_up = up ^ _is_lower_better(grid, column) if is_good or is_bad else up
        for one, other in _pairs(mine, theirs):
            wins.append(one.value > other.value if is_up else one.value < other.value)
            used += [one, other]
    return WordTest("comparison", sum(wins) / len(wins), tuple(used)) if wins else None


def _pairs(mine: Sequence[Cell], theirs: Sequence[Cell]) -> list[tuple[Cell, Cell]]:
    """Pair rows one to one where both sides have as many, else each with each."""
    if len(mine) == len(theirs):
        return list(zip(mine, theirs, strict=True))
    return [(one, other) for one in mine for other in theirs]


def _is_lower_better(grid: Grid, column: int) -> bool:
    header = grid.column_headers[column]
    return bool(_LOWER_IS_BETTER.search(header) or (not header and _LOWER_IS_BETTER.search(grid.caption)))


# ------------------------------------------------------------------ what is told of it


def _say(
    label: str, grid: Grid, matches: Sequence[QuantityMatch], tests: Sequence[WordTest]
) -> tuple[tuple[str, ...], str, list[Cell]]:
    if matches:
        decisive = next((m for m in matches if (m.agrees is not None) == (label == "supported")), matches[0])
        witness = decisive.agrees if label == "supported" else decisive.contradicts or decisive.agrees
        if witness is not None and label != "not_found":
            cells = [cell for cell in grid.cells if cell.facts is witness.facts]
            return (reason_of(witness),), explain(label, matches, decisive), cells
    deciding = [test for test in tests if (test.holds >= 0.5) == (label == "supported")]
    if deciding and label != "not_found":
        code = "comparison_holds" if label == "supported" else "comparison_fails"
        return (code,), REASONS[code], list(deciding[0].cells)
    code = {"supported": "text_agrees", "refuted": "text_disagrees"}.get(label, "no_passage")
    return (code,), REASONS[code].replace("the source", "the table"), []


def _evidence(cell: Cell) -> Evidence:
    return Evidence(
        paper_id=None,
        version=None,
        page=None,
        start=0,
        end=len(cell.text),
        quote=cell.text,
        cell=CellRef(row=cell.row_header or cell.row, column=cell.column_header or cell.column),
    )
