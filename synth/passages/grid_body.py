"""The rows under a table's header: names, groups, cells that reach over several rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from synth.passages.grid_columns import Column, Phrase
from synth.passages.grid_rows import NEAR, GridRow, TableRow, cell_text, clean, pitch_of, single_cells
from synth.passages.pdf_text import Rule
from synth.passages.table_text import is_figure

__all__ = ["TableBody"]

_OPEN = re.compile(r"(?:[-–,&+/(]|\b(?:and|or|of|with|w/|for|the|on|in|from|to|by|without))$")
_NUMBERS_SIDE_BY_SIDE = re.compile(r"\d\.\d+ +\d+\.\d")


class TableBody:
    """The rows under a header while they are read."""

    def __init__(
        self,
        rows: Sequence[TableRow],
        columns: Sequence[Column],
        lead: int,
        separators: set[int],
        rules: Sequence[Rule],
        *,
        is_named: bool = True,
    ) -> None:
        self.rows, self.columns, self.lead = rows, columns, lead
        self.is_named = is_named
        """Whether the first columns name the rows and tell nothing else."""
        self.separators, self.rules = separators, rules
        self.pitch = pitch_of(rows)

    def read(self, titles: Sequence[str]) -> list[GridRow] | None:
        """Return the rows as they are written; None where one fits into no column."""
        kinds = [self._kind(i) for i in range(len(self.rows))]
        if "unclear" in kinds:
            return None
        labels = self._labels(kinds)
        placed = {phrase for lines in labels.values() for _, phrase in lines}
        if any(kinds[i] == "label" and not placed.issuperset(row.phrases) for i, row in enumerate(self.rows)):
            return None
        written: list[GridRow] = []
        groups: list[tuple[TableRow, str]] = []
        for i, (row, kind) in enumerate(zip(self.rows, kinds, strict=True)):
            if kind == "group":
                text = " / ".join(phrase.text for phrase in row.phrases)
                if i and kinds[i - 1] == "group":
                    groups.append((row, text))
                else:
                    groups = [*self._outer(groups, row), (row, text)]
                written.append(GridRow("group", single_cells(row.phrases)))
            elif kind == "body":
                spanned = tuple(
                    row.spread.get(c) or self._spanned_text(labels.get((i, c)))
                    for c in range(len(self.columns))
                )
                cells = self._cells(i, labels)
                if cells is None:
                    return None
                named = range(self.lead if self.is_named else 0)
                names = [spanned[c] or cell_text(cells[c]) for c in named]
                parts = [*titles, *(text for _, text in groups), *names]
                written.append(GridRow("body", cells, " / ".join(filter(None, parts)), spanned))
        return _without_name_marks(written)

    def _outer(self, groups: Sequence[tuple[TableRow, str]], row: TableRow) -> list[tuple[TableRow, str]]:
        """Return the groups that go on when another begins: those set in another type."""
        line = row.phrases[0].line
        kept: list[tuple[TableRow, str]] = []
        for other, text in groups[:-1]:
            before = other.phrases[0].line
            if before.font == line.font and abs(before.x0 - line.x0) < 3:
                break
            kept.append((other, text))
        return kept

    def _kind(self, i: int) -> Literal["body", "group", "label", "unclear"]:
        row = self.rows[i]
        if self._is_between(i):
            return "label"
        if self._is_title(row):
            return "group"
        if row.is_data or (len(row.phrases) > 1 and not self._is_in_lead(row)):
            if None not in row.places and len(set(row.places)) == len(row.places):
                return "body"
            return "group" if self._is_banner(i) else "unclear"
        if not row.is_names and len(row.phrases) == 1 and is_figure(row.phrases[0].text):
            return "unclear" if row.places[0] is None else "body"
        if self._is_in_lead(row) and self._is_beside(i):
            return "label"
        if self._is_in_lead(row) and self._runs_on(i):
            return "label"
        return "group" if len(row.phrases) == 1 and self._is_at_edge(row) else "unclear"

    def _is_beside(self, i: int) -> bool:
        """Tell whether a row's words stand beside rows of figures, and have no line of their own."""
        row = self.rows[i]
        distances = [(abs(other.y - row.y), other) for other in self.rows if other is not row]
        if min(distance for distance, other in distances if other.is_data) < NEAR * self.pitch:
            return True
        is_apart = min(distance for distance, _ in distances) > 0.8 * self.pitch
        data = sorted((item for item in distances if item[1].is_data), key=lambda item: item[0])[:2]
        return not is_apart and not any(row.places[0] in other.places for _, other in data)

    def _runs_on(self, i: int) -> bool:
        """Tell whether a row's words go on with the name in the row above."""
        if i == 0 or i in self.separators:
            return False
        row, above = self.rows[i], self.rows[i - 1]
        names = [
            p.text for p, place in zip(above.phrases, above.places, strict=True) if place == row.places[0]
        ]
        is_nearer = i + 1 == len(self.rows) or above.y - row.y < row.y - self.rows[i + 1].y + 1
        return bool(names) and is_nearer and (row.phrases[0].text[0] == "(" or bool(_OPEN.search(names[0])))

    def _is_at_edge(self, row: TableRow) -> bool:
        """Tell whether a row's words begin among the names, or stand in the middle of the table."""
        phrase, left, right = row.phrases[0], self.columns[0].x0, self.columns[-1].x1
        size = phrase.line.size
        middles = ((left + right) / 2, (self.columns[self.lead].x0 + right) / 2)
        return phrase.x0 < self.columns[self.lead].x0 - size or any(
            abs(phrase.middle - middle) < size for middle in middles
        )

    def _is_title(self, row: TableRow) -> bool:
        """Tell whether a row is the name of a group beside a title centred over the figures."""
        middle = (self.columns[self.lead].x0 + self.columns[-1].x1) / 2
        return (
            len(row.phrases) == 2
            and row.is_names
            and self._is_in_lead(row, 1)
            and any(0 < rule.y - row.y < 2 * self.pitch for rule in self.rules)
            and any(0 < row.y - rule.y < 2 * self.pitch for rule in self.rules)
            and len(self.columns) - self.lead > 2
            and abs(row.phrases[1].middle - middle) < 0.5 * row.phrases[1].line.size
        )

    def _is_banner(self, i: int) -> bool:
        """Tell whether a row of words without figures stands alone between rules over the whole width."""
        is_alone = (i == 0 or i in self.separators) and i + 1 in self.separators
        return is_alone and not any(is_figure(phrase.text) for phrase in self.rows[i].phrases)

    def _is_between(self, i: int) -> bool:
        """Tell whether a row stands half way between two rows that are blank where it is not."""
        if not 0 < i < len(self.rows) - 1 or None in self.rows[i].places or {i, i + 1} & self.separators:
            return False
        above, below = self.rows[i - 1], self.rows[i + 1]
        if not (above.is_data and below.is_data):
            return False
        is_near = max(above.y - self.rows[i].y, self.rows[i].y - below.y) < NEAR * self.pitch
        return is_near and not set(self.rows[i].places) & {*above.places, *below.places}

    def _is_in_lead(self, row: TableRow, count: int | None = None) -> bool:
        return all(place is not None and place < self.lead for place in row.places[:count])

    # ---- cells that reach over rows

    def _labels(self, kinds: Sequence[str]) -> dict[tuple[int, int], list[tuple[int, Phrase]]]:
        """Return, by row and column, the lines of cells that stand beside the row's own line.

        Each line comes with the row that writes it, so that the others only repeat it.
        """
        found: dict[tuple[int, int], list[tuple[int, Phrase]]] = {}
        for c in range(len(self.columns)):
            block: list[int] = []
            for i in range(len(self.rows) + 1):
                is_parted = i == len(self.rows) or (i > 0 and self._is_parted(i, c))
                if is_parted or (kinds[i] == "group" and not self._is_inside(i, c)):
                    self._label_block(block, c, kinds, found)
                    block = []
                if i < len(self.rows) and (kinds[i] != "group" or self._is_inside(i, c)):
                    block.append(i)
        return found

    def _is_parted(self, i: int, c: int) -> bool:
        """Tell whether a rule above a row runs from a column to the table's right edge."""
        top, bottom = self.rows[i - 1].y, self.rows[i].y
        left, right = self.columns[c].x0 + 3, self.columns[-1].x1 - 6
        return i in self.separators or any(
            bottom < rule.y < top and rule.x0 < left and rule.x1 > right for rule in self.rules
        )

    def _is_inside(self, i: int, c: int) -> bool:
        """Tell whether the name of a group stands to the right of a column, and so inside its cells."""
        place = self.rows[i].places[0]
        return place is not None and place > c

    def _label_block(
        self,
        block: Sequence[int],
        c: int,
        kinds: Sequence[str],
        found: dict[tuple[int, int], list[tuple[int, Phrase]]],
    ) -> None:
        body = [i for i in block if kinds[i] in ("body", "group")]
        own = {
            i: phrase
            for i in block
            for phrase, place in zip(self.rows[i].phrases, self.rows[i].places, strict=True)
            if place == c
        }
        loose = {i for i in own if kinds[i] == "label"}
        blank = [i for i in body if i not in own]
        if not any(kinds[i] == "body" for i in body) or (c >= self.lead and not loose):
            return
        if not blank and not loose and c + 1 < self.lead and len(body) > 1 and self._are_split(c):
            for i in body:
                found[i, c] = [(body[0], own[j]) for j in body]
            return
        if not blank:
            for i in sorted(loose):
                nearest = min(body, key=lambda j: (abs(self.rows[j].y - self.rows[i].y), self.rows[j].y))
                found.setdefault((nearest, c), []).append((nearest, own[i]))
            for i in body:
                if (i, c) in found:
                    lines = [*found[i, c], (i, own[i])]
                    found[i, c] = sorted(lines, key=lambda item: -item[1].line.baseline)
            return
        if c > 0 and not loose and len(own) <= 1 and len(blank) == len(body):
            return
        for rows, names in self._shares(body, own, loose):
            first = next((i for i in rows if kinds[i] == "body"), rows[0])
            for i in rows:
                found[i, c] = [(first, own[j]) for j in names]

    def _are_split(self, c: int) -> bool:
        """Tell whether names go on in the rows below theirs: one between rules has its end in brackets."""
        texts = [
            {p: phrase.text for phrase, p in zip(row.phrases, row.places, strict=True)}.get(c, "")
            for row in self.rows
        ]
        return any(
            text.startswith("(") and above and above[0] != "(" and i + 1 not in self.separators
            for i, (above, text) in enumerate(zip(texts, texts[1:], strict=False))
        )

    def _shares(
        self, body: Sequence[int], own: dict[int, Phrase], loose: set[int]
    ) -> list[tuple[list[int], list[int]]]:
        """Deal rows out to names: those in whose middle each stands, or from which on it stands."""
        lines = sorted(own)
        shares = self._centred(body, own, loose)
        if shares:
            return shares
        is_one = all(
            a in loose and b in loose and self._is_close(own[a], own[b])
            for a, b in zip(lines, lines[1:], strict=False)
        )
        if is_one:
            return [(list(body), lines)] if lines else []
        if lines and body[0] == lines[0] and not loose:
            edges = [*(body.index(line) for line in lines), len(body)]
            return [(list(body[a:b]), [line]) for a, b, line in zip(edges, edges[1:], lines, strict=False)]
        return [(list(body), lines)] if self._is_one_name(body, own) else []

    def _is_one_name(self, body: Sequence[int], own: dict[int, Phrase]) -> bool:
        """Tell whether the lines in the midst of a block of rows are the name of all of them."""
        lines = sorted(own)
        if not lines or body[0] in own or body[-1] in own:
            return False
        y = sum(self.rows[i].y for i in lines) / len(lines)
        middle = (self.rows[body[0]].y + self.rows[body[-1]].y) / 2
        between = [i for i in body if lines[0] < i < lines[-1]]
        return abs(y - middle) < 0.6 * self.pitch and all(i in own for i in between) and len(lines) < 4

    def _is_close(self, above: Phrase, below: Phrase) -> bool:
        return above.line.baseline - below.line.baseline < 1.45 * below.line.size

    def _centred(
        self, body: Sequence[int], own: dict[int, Phrase], loose: set[int]
    ) -> list[tuple[list[int], list[int]]]:
        """Part names and rows so that each name stands in the middle of its rows, in small parts."""
        lines = sorted(own)
        # For each number of lines and rows dealt out: the most parts there can be, and the last one.
        best: dict[tuple[int, int], tuple[int, tuple[int, int]]] = {(0, 0): (0, (0, 0))}
        for a, b in ((a, b) for a in range(len(lines)) for b in range(len(body))):
            if (a, b) not in best:
                continue
            for end in range(a + 1, len(lines) + 1):
                part = lines[a:end]
                if end - a > 1 and not (
                    self._is_close(own[part[-2]], own[part[-1]]) and loose.issuperset(part)
                ):
                    break
                y = sum(self.rows[i].y for i in part) / len(part)
                for stop in range(b + 1, len(body) + 1):
                    rows = body[b:stop]
                    if any(i in own and i not in part for i in rows):
                        break
                    middle = (self.rows[rows[0]].y + self.rows[rows[-1]].y) / 2
                    fits = abs(middle - y) < 0.3 * self.pitch and all(i in loose or i in rows for i in part)
                    if fits and best.get((end, stop), (0, (0, 0)))[0] < best[a, b][0] + 1:
                        best[end, stop] = (best[a, b][0] + 1, (a, b))
        at = (len(lines), len(body))
        shares: list[tuple[list[int], list[int]]] = []
        while at in best and at != (0, 0):
            before = best[at][1]
            shares.append((list(body[before[1] : at[1]]), lines[before[0] : at[0]]))
            at = before
        return shares[::-1]

    # ---- cells

    def _spanned_text(self, lines: list[tuple[int, Phrase]] | None) -> str:
        return clean(" ".join(phrase.text for _, phrase in lines)) if lines else ""

    def _cells(
        self, i: int, labels: dict[tuple[int, int], list[tuple[int, Phrase]]]
    ) -> tuple[tuple[Phrase, ...], ...] | None:
        cells: list[tuple[Phrase, ...]] = [()] * len(self.columns)
        row = self.rows[i]
        for phrase, place in zip(row.phrases, row.places, strict=True):
            if place is None or _is_many(phrase.text):
                return None
            cells[place] = (phrase, *row.more.get(place, ()))
        for c in range(len(self.columns)):
            lines = labels.get((i, c))
            if lines is not None:
                cells[c] = tuple(phrase for writer, phrase in lines if writer == i)
                if sum(is_figure(phrase.text) for _, phrase in lines) > 1:
                    return None
        return tuple(cells)


def _without_name_marks(rows: Sequence[GridRow]) -> list[GridRow]:
    """Take footnote marks from the names of rows, unless nothing else tells two of them apart."""
    bare = [" / ".join(clean(part) for part in row.name.split(" / ")) for row in rows]
    whole: dict[str, set[str]] = {}
    for name, row in zip(bare, rows, strict=True):
        whole.setdefault(name, set()).add(row.name)
    return [
        row._replace(name=name) if len(whole[name]) == 1 else row
        for name, row in zip(bare, rows, strict=True)
    ]


def _is_many(text: str) -> bool:
    """Tell whether a cell holds the numbers of several columns."""
    words = text.split()
    is_row = len(words) > 2 and all(is_figure(word) and word[0] not in "([{" for word in words)
    is_list = any(word[-1] == "," for word in words)
    return bool(_NUMBERS_SIDE_BY_SIDE.search(text)) or (is_row and not is_list and "." in text)
