"""Whether a cell with the claimed value is what a claim speaks of, though its words lead to another as well.

A claim names more than what its number is of: a language that it is translated from, the vectors that a
method starts from, whom it is compared with. "Translating the Chinese test set into English gives 68.3" has
the words of the column "en" and of the column "zh". The cell under "zh" that has 68.3 owes nothing to "en".
"""

from __future__ import annotations

from synth.verdicts.clauses import compared_words, is_removed
from synth.verdicts.compare import compare
from synth.verdicts.facts import Claimed
from synth.verdicts.grids import GridCell, PaperTable, left_out, names_in
from synth.verdicts.subjects import compared_spans
from synth.verdicts.table_fit import Scored
from synth.verdicts.table_names import Level, Name
from synth.verdicts.table_words import read_words, words_of

__all__ = ["holds_against", "is_told_elsewhere"]

SAID = 0.8
"""Share of a part of a header that the claim must have for its cell to be named by it."""


def holds_against(claimed: Claimed, printed: PaperTable, found: Scored, rival: Scored) -> bool:
    """Whether a cell with the claimed value is named wherever its headers differ from those of a rival.

    Args:
        claimed: The claimed quantity.
        printed: The table as printed.
        found: A cell with the claimed value.
        rival: A cell with another one.
    """
    if found.second is not None or rival.second is not None or found.cell.at == rival.cell.at:
        return False
    names = names_in(claimed.text, printed)
    levels = enumerate(printed.levels)
    apart = [(n, level) for n, level in levels if _differ(level, found.cell, rival.cell)]
    return bool(apart) and all(
        any(
            name.level == n
            and found.cell.at[level.axis] in name.items
            and rival.cell.at[level.axis] not in name.items
            and _is_meant(claimed, name, level)
            and _tells_apart(claimed, name, level, (found.cell, rival.cell))
            for name in names
        )
        for n, level in apart
    )


def _differ(level: Level, one: GridCell, other: GridCell) -> bool:
    """Whether two cells have different parts of their headers at a level."""
    return level.label_of(one.at[level.axis]) != level.label_of(other.at[level.axis])


def _tells_apart(claimed: Claimed, name: Name, level: Level, cells: tuple[GridCell, GridCell]) -> bool:
    """Whether of two parts that share words the claim says one that only the first has: "oak (large)"."""
    places = [level.label_of(cell.at[level.axis]) for cell in cells]
    if None in places:
        return True
    mine, theirs = (
        {word.key for word in words_of(level.labels[place])} for place in places if place is not None
    )
    words = read_words(claimed.text).words
    said = {words[place].key for place in name.words}
    if mine & said:
        return not mine & theirs or bool((mine - theirs) & said)
    # "Chinese" is "zh", but "reads" no "Readers".
    return any(claimed.text[words[place].start].isupper() for place in name.words)


def _is_meant(claimed: Claimed, name: Name, level: Level) -> bool:
    """Whether a claim names what its number may be of, and not only what its subject is held against.

    A row that goes without something is meant where that is said to be gone, or to be replaced.
    """
    words = [read_words(claimed.text).words[place] for place in sorted(name.words)]
    spans = (*compared_spans(claimed.text), *compared_words(claimed.text))
    is_replaced = any(begin <= word.start < end for word in words for begin, end in spans)
    labels = [level.labels[place] for place in name.labels]
    if all(left_out(label) for label in labels):
        return is_replaced or any(is_removed(claimed.text, word.start) for word in words)
    if name.score < SAID:
        return False
    return not any(begin <= words[0].start < end for begin, end in spans)


def is_told_elsewhere(claimed: Claimed, rival: Scored) -> bool:
    """Whether a cell's number is another of the claim's numbers, and so nothing in place of this one."""
    return rival.second is None and any(
        compare(other.reading, rival.stated.reading).reason == "value_equal"
        for other in (*claimed.before, *claimed.behind)
    )
