"""Rows that a table tells apart by numbers: "256" under "batch", of which a claim speaks by the number.

Such a column holds whole numbers, as settings and sizes are; what it says of a row stands in its cells
instead of its header.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from synth.verdicts.agreement import is_count
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import PaperTable
from synth.verdicts.setting_numbers import number_key

__all__ = ["with_settings"]


def with_settings(claimed: Claimed, table: PaperTable) -> PaperTable:
    """Let a row have those of the claim's other numbers that stand in it and not in every row.

    A setting is not told by the results that it led to: a count is looked up in the table as it is.

    Args:
        claimed: The claimed quantity.
        table: The table, as printed or with the claim's words for its headers.
    """
    said = frozenset(term.key for term in claimed.others)
    if not said or is_count(claimed):
        return table
    columns: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), value in table.values.items():
        columns[column][row] = number_key(value)
    rows = list(table.rows)
    for held in columns.values():
        told = said & set(held.values())
        if not told or len(set(held.values())) < 2 or not all(key[1:].isdigit() for key in held.values()):
            continue
        for row, key in held.items():
            if key in told:
                rows[row] = replace(rows[row], keys=rows[row].keys | {key})
    return replace(table, rows=tuple(rows))
