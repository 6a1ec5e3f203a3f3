"""Statements judged against a table: what they say is tried as small programs on its cells."""

from __future__ import annotations

from synth.types import CellRef, Claim, Evidence, PlacedTable, Table, Verdict
from synth.verdicts.cells import read_grid, read_placed
from synth.verdicts.decide import label_of, predict
from synth.verdicts.reasons import REASONS
from synth.verdicts.table_features import Reading, read_claim, table_features
from synth.verdicts.table_numbers import Finding
from synth.verdicts.table_view import Place, TableIndex, index_grid

__all__ = ["judge_table", "judge_with"]

MAX_EVIDENCE = 3


def judge_table(claim: Claim, table: Table | PlacedTable) -> Verdict:
    """Say whether the table bears the claim out; evidence names the cells."""
    grid = read_placed(table) if isinstance(table, PlacedTable) else read_grid(table)
    return judge_with(claim, index_grid(grid))


def judge_with(claim: Claim, index: TableIndex) -> Verdict:
    """Judge a claim against a table that has been made ready; for many claims on one table."""
    if not any(character.isalnum() for character in claim.quote):
        return Verdict.unjudged("empty_claim", REASONS["empty_claim"])
    if not index.grid.keys:
        return Verdict.unjudged("empty_source", "the table is empty")
    reading = read_claim(claim.quote, index)
    probabilities = predict("table", table_features(reading))
    label = label_of(probabilities)
    code, explanation, cells = _say(label, reading)
    return Verdict(
        label=label,
        confidence=max(probabilities),
        probabilities=probabilities,
        reasons=(code,),
        explanation=explanation,
        evidence=tuple(_evidence(index, place) for place in cells[:MAX_EVIDENCE]),
    )


def _say(label: str, reading: Reading) -> tuple[str, str, tuple[Place, ...]]:
    """Return the reason code, the sentence for a reader, and the cells that it rests on."""
    wanted = label == "supported"
    deciding = [f for f in reading.findings if (f.holds >= 0.5) == wanted]
    if label == "not_found" or not deciding:
        return _say_without(label, reading)
    best = max(deciding, key=lambda finding: finding.ground)
    return _code(best, wanted), best.told, best.cells


def _code(finding: Finding, agrees: bool) -> str:
    if finding.kind in ("lookup", "misplaced", "absent", "bound", "text"):
        return "cell_agrees" if agrees else "cell_differs"
    return "comparison_holds" if agrees else "comparison_fails"


def _say_without(label: str, reading: Reading) -> tuple[str, str, tuple[Place, ...]]:
    if label == "not_found":
        missing = reading.missing_words[:3]
        told = f"nothing in the table speaks of {', '.join(missing)}" if missing else REASONS["no_passage"]
        return "no_passage", told.replace("the source", "the table"), ()
    code = {"supported": "text_agrees", "refuted": "text_disagrees"}[label]
    return code, REASONS[code].replace("the source", "the table"), ()


def _evidence(index: TableIndex, place: Place) -> Evidence:
    row, column = place
    grid = index.grid
    text, name = grid.texts[row][column], grid.row_name(row)
    return Evidence(
        paper_id=None,
        version=None,
        page=None,
        start=0,
        end=len(text),
        quote=text,
        cell=CellRef(
            row=row if name == f"row {row + 1}" else name, column=grid.column_headers[column] or column
        ),
    )
