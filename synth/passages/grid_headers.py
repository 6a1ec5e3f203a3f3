"""The header of a table: which of its words stand over which columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from synth.passages.grid_columns import Column, Phrase, overlapped, widened
from synth.passages.pdf_text import Rule

__all__ = ["ALIGNED", "HeaderLabel", "read_header", "titles_of"]

CENTRED = 0.1
"""How far a header's middle may lie from its columns', in widths of a column."""

WORD_SPACE = 0.36
"""Widest space between the words of one name, in ems."""

ALIGNED = 1.6
"""How far, in points, a column's name may lie from its cells' left, middle or right."""

SETTING = 0.25
"""How far words that a program centred may lie from the middle, in points."""

EXACT = 0.6
"""The same for words that may be one name in the middle of several columns."""


_PART = re.compile(r"\([a-z]\) \w")
"""Begins the title of a part: "(a) Long runs"."""


class HeaderLabel(NamedTuple):
    """Words of a header and the columns that they stand over, both ends included."""

    text: str
    first: int
    last: int
    y: float
    x0: float
    x1: float

    @classmethod
    def of(cls, phrase: Phrase, first: int, last: int) -> HeaderLabel:
        """Take a phrase for the label of some columns."""
        return cls(phrase.text, first, last, phrase.line.baseline, phrase.x0, phrase.x1)


@dataclass(frozen=True, slots=True)
class _Header:
    """What is known of a table when a row of its header is read."""

    columns: Sequence[Column]
    """As wide as their cells and what the rows below say of each alone."""
    wide: Sequence[Column]
    """As wide as their cells and any words that stand over each alone."""
    lead: int
    """Columns that name the rows: no header reaches over them and others."""
    rules: Sequence[Rule]
    groups: Sequence[int]
    """The number of the label under which each column stands in the row below, from the left."""


def read_header(
    rows: Sequence[Sequence[Phrase]],
    columns: Sequence[Column],
    lead: int,
    rules: Sequence[Rule],
    bottom: float,
) -> tuple[list[str], tuple[str, ...]] | None:
    """Return titles of the whole and each column's header, levels joined by " / "; None if unsure.

    `rows` are the header's, top down; `bottom` is the height at which the body begins, `rules` the
    horizontal lines between.
    """
    found: list[HeaderLabel] = []
    reach = list(columns)
    below: list[float | None] = [None] * len(columns)
    groups = list(range(len(columns)))
    wide = widened(columns, rows)
    heights = [_baseline(row) for row in rows] + [bottom]
    for i in range(len(rows) - 1, -1, -1):
        between = [rule for rule in rules if heights[i + 1] < rule.y < heights[i]]
        labels = _read_row(rows[i], _Header(reach, wide, lead, between, groups), below)
        if labels is None:
            return None
        for label in labels:
            for c in range(label.first, label.last + 1):
                below[c] = label.y
            if label.first == label.last:
                column = reach[label.first]
                reach[label.first] = Column(min(column.x0, label.x0), max(column.x1, label.x1))
            else:
                groups[label.first : label.last + 1] = [label.first] * (label.last - label.first + 1)
        found = [*labels, *found]
    if None in below[lead:]:
        return None
    # What stands alone over columns of names and of figures is the title of the whole.
    alone = {label.y for label in found if sum(other.y == label.y for other in found) == 1}
    titles = [label for label in found if label.y in alone and label.first < lead <= label.last]
    levels = [label for label in found if label not in titles]
    return [label.text for label in titles], tuple(_join(c, levels, rules) for c in range(len(columns)))


def titles_of(rows: Sequence[Sequence[Phrase]], columns: Sequence[Column]) -> int:
    """Return how many of a header's first rows are titles of the whole table."""
    count = 0
    left, right = columns[0].x0, columns[-1].x1
    for row in rows[:-1]:
        over = overlapped(row[0], columns)
        is_central = abs(row[0].middle - (left + right) / 2) < 0.02 * (right - left) + 1
        is_left = row[0].x0 < columns[0].x1 and len(over) > 1
        of_data = abs(row[0].middle - (columns[min(1, len(columns) - 1)].x0 + right) / 2) < 3
        is_title = is_left or (is_central and not of_data) or bool(_PART.match(row[0].text))
        if len(row) > 1 or not is_title:
            break
        count += 1
    return count


def _baseline(row: Sequence[Phrase]) -> float:
    return row[0].line.baseline


def _read_row(
    row: Sequence[Phrase], header: _Header, below: Sequence[float | None]
) -> list[HeaderLabel] | None:
    labels: list[HeaderLabel] = []
    open_phrases: list[tuple[Phrase, list[int]]] = []
    for phrase in row:
        over = overlapped(phrase, header.columns) or [_beside(phrase, header)]
        ruled = _ruled(phrase, row, header)
        if ruled and any(below[c] is not None for c in range(ruled[0], ruled[1] + 1)):
            labels.append(HeaderLabel.of(phrase, *ruled))
        elif all(below[c] is None for c in over):
            pieces = _by_words(phrase, over, header.columns) if len(over) > 1 else None
            if pieces:
                labels += [HeaderLabel.of(part, c, c) for c, part in pieces]
            elif len(over) > 1 and over[-1] >= header.lead and not _is_over(phrase, over, header):
                return None
            else:
                labels.append(HeaderLabel.of(phrase, over[0], over[-1]))
        elif len(over) > 1 and (pieces := _by_words(phrase, over, header.columns, _precision(phrase))):
            # The first lines of names that stand close beside each other.
            labels += [HeaderLabel.of(part, c, c) for c, part in pieces]
        else:
            open_phrases.append((phrase, over))
    if open_phrases:
        spans = _spread(open_phrases, labels, header, below)
        if spans is None:
            parted = [(phrase, _by_words(phrase, over, header.columns)) for phrase, over in open_phrases]
            if not all(pieces for _, pieces in parted):
                return None
            labels += [HeaderLabel.of(part, c, c) for _, pieces in parted for c, part in pieces or ()]
            open_phrases, spans = [], []
        labels += [
            HeaderLabel.of(phrase, *span) for (phrase, _), span in zip(open_phrases, spans, strict=True)
        ]
    labels.sort(key=lambda label: label.first)
    labels = _stretched(labels, row, header, below)
    if any(one.last >= other.first for one, other in zip(labels, labels[1:], strict=False)):
        return _stack(labels)
    return labels


def _stretched(
    labels: list[HeaderLabel], row: Sequence[Phrase], header: _Header, below: Sequence[float | None]
) -> list[HeaderLabel]:
    """Let labels of the lowest row reach over columns beside them if the row then covers all columns.

    So stands a measure under the names of several data sets.
    """
    columns = header.columns
    if len(labels) != len(row) or any(y is not None for y in below[header.lead :]):
        return labels
    edges = [-1, *(label.first for label in labels), len(columns)]
    ends = [header.lead - 1, *(label.last for label in labels)]
    stretched: list[HeaderLabel] = []
    for i, (label, phrase) in enumerate(zip(labels, sorted(row, key=lambda p: p.x0), strict=True)):
        low = max(ends[i] + 1, header.lead) if label.first >= header.lead else label.first
        best = label
        for first in range(low, label.first + 1):
            for last in range(label.last, edges[i + 2]):
                is_central = _askew(phrase, first, last, header) < ALIGNED
                if is_central and last - first > best.last - best.first:
                    best = label._replace(first=first, last=last)
        stretched.append(best)
        ends[i + 1] = best.last
    covered = [c for label in stretched for c in range(label.first, label.last + 1)]
    is_whole = len(set(covered)) == len(covered) and set(range(header.lead, len(columns))) <= set(covered)
    return stretched if is_whole else labels


def _stack(labels: Sequence[HeaderLabel]) -> list[HeaderLabel] | None:
    """Join labels of one row that stand over one column; None where they overlap another way."""
    joined: list[HeaderLabel] = []
    for label in labels:
        before = joined[-1] if joined else None
        if before and (before.first, before.last) == (label.first, label.last):
            text = f"{before.text} {label.text}"
            joined[-1] = before._replace(text=text, x1=max(before.x1, label.x1))
        elif before and before.last >= label.first:
            return None
        else:
            joined.append(label)
    return joined


def _beside(phrase: Phrase, header: _Header) -> int:
    """Return the column of words that stand over none: the names' where they stand before the figures."""
    if phrase.x1 <= header.columns[header.lead].x0:
        return header.lead - 1
    return _nearest(phrase, header.columns)


def _nearest(phrase: Phrase, columns: Sequence[Column]) -> int:
    return min(range(len(columns)), key=lambda c: (abs(columns[c].middle - phrase.middle), c))


def _ruled(phrase: Phrase, row: Sequence[Phrase], header: _Header) -> tuple[int, int] | None:
    """Return the columns over which a rule underlines a phrase and no other."""
    width = header.columns[-1].x1 - header.columns[0].x0
    for rule in header.rules:
        over = [other for other in row if rule.x0 - 2 <= other.middle <= rule.x1 + 2]
        if over == [phrase] and rule.x1 - rule.x0 < 0.9 * width:
            under = [
                c for c, column in enumerate(header.columns) if rule.x0 - 3 <= column.middle <= rule.x1 + 3
            ]
            if under:
                return under[0], under[-1]
    return None


def _by_words(
    phrase: Phrase, over: Sequence[int], columns: Sequence[Column], within: float = ALIGNED
) -> list[tuple[int, Phrase]] | None:
    """Deal the words of a phrase out to the columns under it, where all stand over theirs alike."""
    dealt: dict[int, Phrase] = {}
    for word in phrase.words():
        c = _nearest(word, columns)
        dealt[c] = dealt[c].until(word.end) if c in dealt else word
    if sorted(dealt) != list(over):
        return None
    offsets = [
        (part.x0 - columns[c].x0, part.middle - columns[c].middle, part.x1 - columns[c].x1)
        for c, part in dealt.items()
    ]
    askew = min(max(abs(offset[i]) for offset in offsets) for i in range(3))
    # Words that stand in the middle of all the columns together are said of all.
    is_one = abs(phrase.middle - (columns[over[0]].x0 + columns[over[-1]].x1) / 2) < askew - 0.5
    return [(c, dealt[c]) for c in sorted(dealt)] if askew < within and not is_one else None


def _precision(phrase: Phrase) -> float:
    """Return how near words must lie to their columns to be names of their own, in points.

    With gaps no wider than those in a text they may as well be one name of all.
    """
    words = list(phrase.words())
    gaps = [after.x0 - before.x1 for before, after in zip(words, words[1:], strict=False)]
    return EXACT if max(gaps, default=0.0) < WORD_SPACE * phrase.line.size else ALIGNED


def _is_over(phrase: Phrase, over: Sequence[int], header: _Header) -> bool:
    """Tell whether a phrase stands in the middle of the columns that it reaches over."""
    width = header.columns[over[-1]].x1 - header.columns[over[0]].x0
    return _askew(phrase, over[0], over[-1], header) <= max(3.5, CENTRED * width / len(over))


def _spread(
    phrases: Sequence[tuple[Phrase, list[int]]],
    labels: Sequence[HeaderLabel],
    header: _Header,
    below: Sequence[float | None],
) -> list[tuple[int, int]] | None:
    """Find the columns over which phrases are centred, as many as can be; None where there are none."""
    taken = {c for label in labels for c in range(label.first, label.last + 1)}
    options: list[list[tuple[int, int]]] = []
    doubtful: list[list[int]] = []
    for i, (phrase, over) in enumerate(phrases):
        others = taken.union(*(o for j, (_, o) in enumerate(phrases) if j != i))
        choices = _centred(phrase, over, others, header, below)
        doubtful += [] if choices else [over]
        options.append(choices or [(over[0], over[-1])])
    if len(phrases) == 1 and len(phrases[0][1]) == 1:
        # One word over one of many columns may be the first line of that column's name alone.
        last = len(header.columns) - 1
        own = phrases[0][1][0], phrases[0][1][0]
        options = [[s for s in options[0] if s == own or (s[0] <= header.lead and s[1] == last)]]
    best = _widest(options)
    if best is None or not _covers(best, taken, header):
        best = _widest(_first_lines(phrases, options))
    if best is None:
        return None
    # What stands over several columns but in the middle of none must have none of its own beside it.
    covered = taken.union(*(range(first, last + 1) for first, last in best))
    free = set(range(header.lead, len(header.columns))) - covered
    is_doubtful = any({over[0] - 1, over[-1] + 1} & free for over in doubtful)
    # A middle is that of three columns as of five: only where no gap is left can it be told.
    is_open = any(len(choices) > 1 for choices in options)
    # What a label of the row below reaches over has its name there.
    free = {c for c in free if header.groups.count(header.groups[c]) == 1}
    return None if is_doubtful or (is_open and _has_gap(free, covered)) else best


def _covers(spans: Sequence[tuple[int, int]], taken: set[int], header: _Header) -> bool:
    """Tell whether several labels leave no column of figures without one."""
    covered = taken.union(*(range(first, last + 1) for first, last in spans))
    is_whole = covered.issuperset(range(header.lead, len(header.columns)))
    return is_whole and sum(first >= header.lead for first, _ in spans) > 1


def _first_lines(
    phrases: Sequence[tuple[Phrase, list[int]]], options: list[list[tuple[int, int]]]
) -> list[list[tuple[int, int]]]:
    """Keep words over their own column where two others of their row are first lines of a column's name."""
    alone = [len(choices) == 1 and choices[0][0] == choices[0][1] for choices in options]
    if sum(alone) < 2:
        return options
    own = [(over[0], over[0]) if len(over) == 1 else None for _, over in phrases]
    return [
        [mine] if mine in choices else choices for mine, choices in zip(own, options, strict=True) if choices
    ]


def _has_gap(free: set[int], covered: set[int]) -> bool:
    """Tell whether a column without a label stands between columns with one."""
    return any(min(covered) < c < max(covered) for c in free)


def _widest(options: Sequence[Sequence[tuple[int, int]]]) -> list[tuple[int, int]] | None:
    """Choose one stretch from each list, left to right and apart, so that most columns are covered."""
    states: dict[int, tuple[int, list[tuple[int, int]]]] = {-1: (0, [])}
    for choices in options:
        following: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        for end, (score, spans) in states.items():
            for first, last in choices:
                total = score + last - first + 1
                if first > end and (last not in following or following[last][0] < total):
                    following[last] = (total, [*spans, (first, last)])
        states = following
    return max(states.values(), key=lambda state: state[0])[1] if states else None


def _centred(
    phrase: Phrase, over: Sequence[int], others: set[int], header: _Header, below: Sequence[float | None]
) -> list[tuple[int, int]]:
    """Return the stretches of free columns in whose middle a phrase stands."""
    columns = header.columns
    low, high = over[0], over[-1]

    def is_free(c: int) -> bool:
        # A name that stands beside the phrase, not under it, is another column's.
        under = below[c]
        return c not in others and under is not None and under < phrase.line.baseline - phrase.line.size

    if low >= header.lead:
        while low > 0 and is_free(low - 1):
            low -= 1
        while high + 1 < len(columns) and is_free(high + 1):
            high += 1
    found: list[tuple[int, int]] = []
    exact: list[tuple[int, int]] = []
    for first in range(low, over[0] + 1):
        for last in range(over[-1], high + 1):
            askew = _askew(phrase, first, last, header)
            # Groups of columns are as wide as their names may be, so that their middle is not the cells'.
            count = len(set(header.groups[first : last + 1]))
            pitch = (columns[last].x1 - columns[first].x0) / count
            if askew <= max(3.5, CENTRED * pitch) and _is_whole(first, last, header):
                found.append((first, last))
                exact += [(first, last)] if askew < SETTING and first < last else []
    if len(exact) == 1:
        # Of three columns and of five that have nearly one middle, one has the words' own.
        found = [span for span in found if span == exact[0] or _askew(phrase, *span, header) < SETTING]
    own = columns[over[0]]
    is_aligned = min(abs(own.x0 - phrase.x0), abs(own.x1 - phrase.x1)) < 2 * ALIGNED
    # The corner over the names may hold words that stand askew: "train \\ test".
    is_own = len(over) == 1 and (is_aligned or over[0] < header.lead)
    return found or ([(over[0], over[0])] if is_own else [])


def _askew(phrase: Phrase, first: int, last: int, header: _Header) -> float:
    """Return how far a phrase stands from the middle of columns, points."""
    middles = ((reach[first].x0 + reach[last].x1) / 2 for reach in (header.columns, header.wide))
    return min(abs(middle - phrase.middle) for middle in middles)


def _is_whole(first: int, last: int, header: _Header) -> bool:
    """Tell whether a stretch of columns cuts through no group of them that the row below makes."""
    groups = header.groups
    before, after = groups[:first], groups[last + 1 :]
    return first == last or (groups[first] not in before and groups[last] not in after)


def _join(c: int, labels: Sequence[HeaderLabel], rules: Sequence[Rule]) -> str:
    """Join the labels over a column: lines of one name by a space, levels by a stroke."""
    text = ""
    above: HeaderLabel | None = None
    for label in labels:
        if not label.first <= c <= label.last:
            continue
        if above is None:
            text = label.text
        else:
            is_parted = (above.first, above.last) != (label.first, label.last) or any(
                label.y < rule.y < above.y for rule in rules
            )
            text += (" / " if is_parted else " ") + label.text
        above = label
    return text
