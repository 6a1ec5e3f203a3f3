"""What became of a claim, in a sentence for a reader."""

from __future__ import annotations

from collections.abc import Sequence

from synth.types import Claim, QuantityChange

__all__ = ["explain"]

MAX_VALUES = 6
"""Changed numbers that one sentence tells; the others are counted."""

_SENTENCES = {
    "same_place": "{New} says the same in the same place{at}",
    "other_page": "{New} says the same on page {new_page}; {old} has it on page {old_page}",
    "other_section": "{New} says the same in another section{at}",
    "other_table": "{New} gives the same in another table{at}",
    "found_in_text": "{New} has the same row in its text",
    "other_words": "{New} states the same numbers in other words{at}",
    "stated_elsewhere": "{New} has not this sentence, but states its numbers in another{at}",
    "twin_left": "{New} has not this sentence; of its kind, with the same numbers, only another is left{at}",
    "row_renamed": "{New} gives the same numbers in a row of another name{at}",
    "precision_differs": "{New} prints the number with another precision{at}",
    "no_counterpart": "{New} has no such sentence",
    "subject_differs": "{New} has a similar sentence about something else{at}, and not this one",
    "number_dropped": "{New} has the sentence without the number{at}",
    "cell_empty": "{New} leaves the cell empty{at}",
    "column_gone": "{New} has the table without this column{at}",
    "row_gone": "{New} has the table without this row{at}",
    "table_gone": "{New} has no such table",
    "table_not_read": "{New} has a table of this caption that could not be read as a grid",
    "row_not_aligned": "{New} has a table in which this row could not be told from others{at}",
    "cell_not_read": "{New} has the number beside the table, in a cell that could not be read{at}",
    "column_not_aligned": "{New} has a table in which this column could not be told from others{at}",
    "formula_not_aligned": "{New} was read from another kind of file; the formula could not be followed{at}",
    "not_aligned": "What stands where {old} has this could not be told in {new}",
}


def explain(
    reason: str,
    claim: Claim,
    version: int | None,
    page: int | None,
    values: Sequence[QuantityChange] = (),
    *,
    subject: str = "",
    names: Sequence[str] = (),
) -> str:
    """Return one sentence without quotes.

    `subject` names a table's cell, "Table 2, XLM-R Large, POS", or its row; then `names` are the columns of
    the values.
    `version` and `page` are the counterpart's, or the later document's version where there is none.
    """
    old, new = _version(claim.version, "the earlier version"), _version(version, "the later version")
    at = "" if page is None else f" (page {page})"
    if values:
        told = [_change(value, old, new, is_first=n == 0) for n, value in enumerate(values[:MAX_VALUES])]
        told = [f"{name} {change}" for name, change in zip(names, told, strict=False)] if names else told
        more = f"; and {len(values) - MAX_VALUES} more" if len(values) > MAX_VALUES else ""
        sentence = "; ".join(told) + more + at
    else:
        words = {"old": old, "new": new, "New": new[:1].upper() + new[1:], "at": at, "new_page": page}
        sentence = _SENTENCES[reason].format(**words, old_page=claim.page)
    return f"{subject}: {sentence}." if subject else f"{sentence}."


def _version(version: int | None, otherwise: str) -> str:
    return otherwise if version is None else f"version {version}"


def _change(change: QuantityChange, old: str, new: str, *, is_first: bool) -> str:
    before = change.old.text if change.old is not None else "no number"
    now = change.new.text if change.new is not None else "no number"
    return f"{before} in {old}, {now} in {new}" if is_first else f"{before}, now {now}"
