"""Statements about a table with their labels: true ones, corruptions, and ones that it says nothing of.

Nothing of the code under test is used here: a table's first column names its rows, its headers its
columns, and what is true is computed from the cells' text. Each statement has a kind, so that kinds
can be weighed and measured apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from real_tables import Source

Label = Literal["supported", "refuted", "not_found"]
Said = tuple[str, Label, str]
"""A statement, its label, its kind."""

_NUMBER = re.compile(r"\s*([-−–]?\d[\d,]*(?:\.\d+)?)\s*(?:%|\*+|[±(].*|°C)?\s*")
_SPELT = "zero one two three four five six seven eight nine ten eleven twelve".split()
_ANY_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


@dataclass
class Sheet:
    """A table with what statements are made of."""

    source: Source
    rng: random.Random
    names: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    numeric: list[int] = field(default_factory=list)
    wordy: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        table = self.source.table
        self.headers = [_plain(h) for h in table.columns]
        rows = [tuple(map(_plain, row)) for row in table.rows if row and row[0]]
        self.rows = [row for row in rows if len(row) == len(self.headers) and len(set(row)) > 1]
        self.names = [row[0] for row in self.rows]
        for column in range(1, len(self.headers)):
            filled = [row[column] for row in self.rows if row[column]]
            values = [value_of(cell) for cell in filled]
            if filled and all(value is not None for value in values):
                self.numeric.append(column)
            elif filled and not any(value is not None for value in values):
                self.wordy.append(column)

    @property
    def is_clear(self) -> bool:
        """Whether rows and columns can be told apart by name."""
        used = [self.headers[column] for column in (*self.numeric, *self.wordy)]
        named = all(re.search("[A-Za-z]", header) for header in used)
        return (
            len(self.rows) >= 2
            and bool(used)
            and named
            and len(set(used)) == len(used)
            and len(set(self.names)) == len(self.names)
        )

    def values(self, column: int) -> list[tuple[str, float, str]]:
        """Return name, value and text of a column's filled cells."""
        found = []
        for row in self.rows:
            value = value_of(row[column])
            if value is not None:
                found.append((row[0], value, row[column]))
        return found

    def flat(self) -> str:
        """Return all of the table's text."""
        return " ".join([self.source.table.caption, *self.headers, *(c for row in self.rows for c in row)])


def _plain(text: str) -> str:
    return " ".join(re.sub(r"</?\w+>", "", text).split())


def value_of(text: str) -> float | None:
    """Return the number that a cell is, if it is one."""
    match = _NUMBER.fullmatch(text)
    return float(re.sub("[−–]", "-", match[1]).replace(",", "")) if match else None


def table_statements(source: Source, others: Sequence[Source], seed: int) -> Iterator[Said]:
    """Make statements about one table; those that name what only another has are not found in it."""
    sheet = Sheet(source, random.Random(seed))
    rivals = [sheet for sheet in (Sheet(other, sheet.rng) for other in others) if sheet.is_clear]
    if sheet.is_clear:
        for make in (
            lookups,
            words,
            extremes,
            counts,
            comparisons,
            sameness,
            ranges,
            bounds,
            derived,
            about,
            only,
            outsiders,
        ):
            yield from make(sheet)
        for rival in rivals:
            yield from foreign(sheet, rival)
    yield from sentences(sheet)


# ------------------------------------------------------------------ wording


def _worn(sheet: Sheet, name: str) -> str:
    """Say a name as people copy it: without its unit, in another case."""
    if sheet.rng.random() < 0.4:
        name = re.sub(r"\s*[\[(][^\])]*[\])]\s*$", "", name) or name
    return name.lower() if sheet.rng.random() < 0.2 else name


def _pick(sheet: Sheet, *templates: str, **parts: str) -> str:
    text = sheet.rng.choice(templates).format(**parts)
    text = text[0].upper() + text[1:] if sheet.rng.random() < 0.8 else text
    return text + ("." if sheet.rng.random() < 0.9 else "")


def _value_said(sheet: Sheet, row: str, column: str, value: str) -> str:
    return _pick(
        sheet,
        "{row} has a {column} of {value}",
        "the {column} of {row} is {value}",
        "{value} is the {column} of {row}",
        "{row} {column} is {value}",
        "the {column} for {row} is {value}",
        "{row} has {value} {column}",
        "{row} achieves {value} in terms of {column}",
        "{row} has the value of {value} under {column}",
        "{column} of {row} is {value}",
        "for {row}, a {column} of {value} was found",
        "{row} obtains a {column} of {value}",
        row=_worn(sheet, row),
        column=_worn(sheet, column),
        value=value,
    )


def _changed(sheet: Sheet, text: str) -> str | None:
    """Change a digit so that the number is of no other cell."""
    places = [i for i, c in enumerate(text) if c.isdigit()][:3]
    flat = {cell for row in sheet.rows for cell in row}
    for _ in range(5 if places else 0):
        place = sheet.rng.choice(places)
        made = (
            text[:place] + sheet.rng.choice([d for d in "123456789" if d != text[place]]) + text[place + 1 :]
        )
        if sheet.rng.random() < 0.25:
            made = sheet.rng.choice("123456789") + text.lstrip("-−–")
        if not any(made in cell for cell in flat):
            return made
    return None


# ------------------------------------------------------------------ cells


def lookups(sheet: Sheet) -> Iterator[Said]:
    """A cell's number: as it is, with another digit, of another row, of another column."""
    for _ in range(3 if sheet.numeric else 0):
        column = sheet.rng.choice(sheet.numeric)
        cells = sheet.values(column)
        if not cells:
            continue
        name, value, text = sheet.rng.choice(cells)
        header = sheet.headers[column]
        said = text if sheet.rng.random() < 0.7 else re.sub(r"\s*[±(*].*", "", text)
        yield _value_said(sheet, name, header, said), "supported", "lookup"
        changed = _changed(sheet, said)
        if changed:
            yield _value_said(sheet, name, header, changed), "refuted", "digit"
        rivals = [other for other in cells if other[1] != value]
        if rivals:
            yield _value_said(sheet, name, header, sheet.rng.choice(rivals)[2]), "refuted", "row swapped"
        row = next(row for row in sheet.rows if row[0] == name)
        swaps = [c for c in sheet.numeric if value_of(row[c]) not in (value, None)]
        if swaps:
            yield _value_said(sheet, name, header, row[sheet.rng.choice(swaps)]), "refuted", "column swapped"


def words(sheet: Sheet) -> Iterator[Said]:
    """A cell of words: as it is, or another row's."""
    for column in sheet.wordy[:3]:
        rows = [row for row in sheet.rows if row[column]]
        row = sheet.rng.choice(rows)
        templates = (
            "the {c} of {r} is {v}",
            "{r} has {v} as {c}",
            "{v} is the {c} for {r}",
            "{r} has the {c} {v}",
            "{c} of {r} is {v}",
        )
        parts = {"r": row[0], "c": _worn(sheet, sheet.headers[column])}
        yield _pick(sheet, *templates, v=row[column], **parts), "supported", "word"
        other = [r[column] for r in rows if r[column] != row[column]]
        if other:
            yield _pick(sheet, *templates, v=sheet.rng.choice(other), **parts), "refuted", "word swapped"


# ------------------------------------------------------------------ order


def extremes(sheet: Sheet) -> Iterator[Said]:
    """The highest and the lowest of a column: by value, by name, by both."""
    for column in sheet.rng.sample(sheet.numeric, min(3, len(sheet.numeric))):
        cells = sorted(sheet.values(column), key=lambda cell: cell[1])
        if len(cells) < 3 or cells[-1][1] == cells[-2][1] or cells[0][1] == cells[1][1]:
            continue
        header = _worn(sheet, sheet.headers[column])
        high = sheet.rng.random() < 0.6
        top = cells[-1] if high else cells[0]
        wrong = sheet.rng.choice(cells[:-1] if high else cells[1:])
        word = sheet.rng.choice(
            ("highest", "largest", "greatest", "maximum")
            if high
            else ("lowest", "smallest", "minimum", "least")
        )
        by_value = (
            "the {w} {c} is {v}",
            "{v} is the {w} {c}",
            "the {w} value of {c} is {v}",
            "{c} has a {w} value of {v}",
        )
        by_name = (
            "{r} has the {w} {c}",
            "the {w} {c} is that of {r}",
            "{r} shows the {w} value for {c}",
            "the {w} {c} was found for {r}",
        )
        by_both = ("the {w} {c} is {v} in {r}", "{r} has the {w} {c} of {v}", "the {w} {c} is {v}, for {r}")
        parts = {"w": word, "c": header}
        yield _pick(sheet, *by_value, v=top[2], **parts), "supported", "extreme"
        yield _pick(sheet, *by_value, v=wrong[2], **parts), "refuted", "extreme wrong"
        yield _pick(sheet, *by_name, r=top[0], **parts), "supported", "extreme"
        yield _pick(sheet, *by_name, r=wrong[0], **parts), "refuted", "extreme wrong"
        yield _pick(sheet, *by_both, r=top[0], v=top[2], **parts), "supported", "extreme"
        mixed = sheet.rng.choice(((top[0], wrong[2]), (wrong[0], top[2]), (wrong[0], wrong[2])))
        yield _pick(sheet, *by_both, r=mixed[0], v=mixed[1], **parts), "refuted", "extreme wrong"
        changed = _changed(sheet, top[2])
        if changed:
            yield _pick(sheet, *by_value, v=changed, **parts), "refuted", "extreme digit"


def comparisons(sheet: Sheet) -> Iterator[Said]:
    """Two rows in one column, two columns in one row, by how much."""
    for _ in range(2 if sheet.numeric else 0):
        column = sheet.rng.choice(sheet.numeric)
        cells = sheet.values(column)
        if len({value for _, value, _ in cells}) < 2:
            continue
        one, other = sheet.rng.sample(cells, 2)
        if one[1] == other[1]:
            continue
        high, low = (one, other) if one[1] > other[1] else (other, one)
        header = _worn(sheet, sheet.headers[column])
        up = (
            "{a} has a higher {c} than {b}",
            "the {c} of {a} is greater than that of {b}",
            "{c} is higher for {a} than for {b}",
            "the {c} is larger in {a} compared to {b}",
        )
        down = (
            "{a} has a lower {c} than {b}",
            "the {c} of {a} is less than that of {b}",
            "{c} is lower for {a} than for {b}",
        )
        yield _pick(sheet, *up, a=high[0], b=low[0], c=header), "supported", "compare"
        yield _pick(sheet, *up, a=low[0], b=high[0], c=header), "refuted", "compare turned"
        yield _pick(sheet, *down, a=low[0], b=high[0], c=header), "supported", "compare"
        yield _pick(sheet, *down, a=high[0], b=low[0], c=header), "refuted", "compare turned"
        yield (
            _pick(sheet, "{a} does not have a higher {c} than {b}", a=high[0], b=low[0], c=header),
            "refuted",
            "compare denied",
        )
        yield from _columns_compared(sheet, sheet.rng.choice(sheet.rows))


def _columns_compared(sheet: Sheet, row: tuple[str, ...]) -> Iterator[Said]:
    cells = [(sheet.headers[c], value_of(row[c])) for c in sheet.numeric]
    filled = [(header, value) for header, value in cells if value is not None]
    if len(filled) < 2:
        return
    one, other = sheet.rng.sample(filled, 2)
    if one[1] == other[1]:
        return
    high, low = (one, other) if one[1] > other[1] else (other, one)
    templates = (
        "for {r}, {a} is higher than {b}",
        "{r} has a higher value in {a} than in {b}",
        "{r} is greater in {a} than {b}",
    )
    yield _pick(sheet, *templates, r=row[0], a=high[0], b=low[0]), "supported", "compare columns"
    yield _pick(sheet, *templates, r=row[0], a=low[0], b=high[0]), "refuted", "compare columns turned"


# ------------------------------------------------------------------ sets


def counts(sheet: Sheet) -> Iterator[Said]:
    """How many rows, columns, kinds of something there are."""
    options = [("columns", len(sheet.headers)), ("rows", len(sheet.rows))]
    key = sheet.headers[0].lower()
    if key and key.isalpha():
        options += [(f"{key}s", len(set(sheet.names)))] * 3
    for column in sheet.wordy:
        kinds = {row[column] for row in sheet.rows if row[column]}
        options.append((f"types of {sheet.headers[column]}", len(kinds)))
        options.append((f"different {sheet.headers[column].lower()} values", len(kinds)))
    for noun, n in sheet.rng.sample(options, min(3, len(options))):
        wrong = max(1, n + sheet.rng.choice((-3, -2, -1, 1, 2, 3, 5)))
        templates = (
            "there are {n} {x} in the table",
            "the table has {n} {x}",
            "there are {n} different {x}",
            "{n} {x} are shown",
            "the table lists {n} {x}",
        )
        yield _pick(sheet, *templates, n=_number(sheet, n), x=noun), "supported", "count"
        if wrong != n:
            yield _pick(sheet, *templates, n=_number(sheet, wrong), x=noun), "refuted", "count wrong"
        yield (
            _pick(
                sheet,
                "there are more than {n} {x}",
                "the table has at least {n} {x}",
                n=_number(sheet, max(1, n - 2)),
                x=noun,
            ),
            ("supported" if n > 2 else "not_found"),
            "count bound",
        )
        yield (
            _pick(
                sheet,
                "there are more than {n} {x}",
                "the table has at least {n} {x}",
                n=_number(sheet, n + 3),
                x=noun,
            ),
            "refuted",
            "count bound wrong",
        )


def _number(sheet: Sheet, n: int) -> str:
    return _SPELT[n] if n < len(_SPELT) and sheet.rng.random() < 0.5 else str(n)


def sameness(sheet: Sheet) -> Iterator[Said]:
    """Two cells alike or not, a column without or with repeats."""
    for column in sheet.rng.sample(
        [*sheet.numeric, *sheet.wordy], min(2, len(sheet.numeric) + len(sheet.wordy))
    ):
        cells = [(row[0], row[column]) for row in sheet.rows if row[column]]
        if len(cells) < 3:
            continue
        header = _worn(sheet, sheet.headers[column])
        n = len({text for _, text in cells})
        unique: Label = "supported" if n == len(cells) else "refuted"
        repeated: Label = "refuted" if n == len(cells) else "supported"
        yield (
            _pick(
                sheet,
                "all {c} values are different",
                "every {c} is unique",
                "the {c} values are distinct",
                c=header,
            ),
            unique,
            "unique",
        )
        yield (
            _pick(sheet, "the {c} has repeated values", "there are repeated values for {c}", c=header),
            repeated,
            "repeats",
        )
        yield (
            _pick(sheet, "the {c} is the same for all", "all have the same {c}", c=header),
            "supported" if n == 1 else "refuted",
            "all same",
        )
        one, other = sheet.rng.sample(cells, 2)
        alike: Label = "supported" if one[1] == other[1] else "refuted"
        unlike: Label = "refuted" if one[1] == other[1] else "supported"
        yield (
            _pick(
                sheet,
                "{a} and {b} have the same {c}",
                "the {c} of {a} and {b} is identical",
                a=one[0],
                b=other[0],
                c=header,
            ),
            alike,
            "pair same",
        )
        yield (
            _pick(
                sheet,
                "{a} and {b} have different {c}",
                "the {c} of {a} differs from that of {b}",
                a=one[0],
                b=other[0],
                c=header,
            ),
            unlike,
            "pair differs",
        )


def ranges(sheet: Sheet) -> Iterator[Said]:
    """From the least to the greatest of a column."""
    for column in sheet.rng.sample(sheet.numeric, min(1, len(sheet.numeric))):
        cells = sorted(sheet.values(column), key=lambda cell: cell[1])
        if len(cells) < 3 or cells[0][1] == cells[-1][1]:
            continue
        templates = (
            "the {c} ranges from {a} to {b}",
            "{c} varies between {a} and {b}",
            "the range of {c} is from {a} to {b}",
        )
        header, low, high = _worn(sheet, sheet.headers[column]), cells[0][2], cells[-1][2]
        yield _pick(sheet, *templates, c=header, a=low, b=high), "supported", "range"
        changed = _changed(sheet, high) or _changed(sheet, low)
        if changed:
            yield _pick(sheet, *templates, c=header, a=low, b=changed), "refuted", "range wrong"
        if len(cells) > 3:
            yield _pick(sheet, *templates, c=header, a=cells[1][2], b=high), "refuted", "range wrong"


def bounds(sheet: Sheet) -> Iterator[Said]:
    """All, some or none of a column above or below a number; signs."""
    for column in sheet.rng.sample(sheet.numeric, min(2, len(sheet.numeric))):
        numbers = sorted(value for _, value, _ in sheet.values(column))
        if len(numbers) < 3 or numbers[0] == numbers[-1]:
            continue
        header = _worn(sheet, sheet.headers[column])
        middle, below = f"{numbers[len(numbers) // 2]:g}", f"{numbers[0] - abs(numbers[0]) * 0.2 - 1:.0f}"
        over = (
            "all {c} values are above {v}",
            "every {c} is greater than {v}",
            "the {c} is always higher than {v}",
        )
        if numbers[0] > float(below) >= 0:
            yield _pick(sheet, *over, c=header, v=below), "supported", "all above"
        yield _pick(sheet, *over, c=header, v=middle), "refuted", "all above wrong"
        if numbers[0] > 0:
            yield _pick(sheet, "all {c} values are positive", c=header), "supported", "sign"
            yield (
                _pick(sheet, "all {c} values are negative", "some {c} values are negative", c=header),
                "refuted",
                "sign wrong",
            )


def derived(sheet: Sheet) -> Iterator[Said]:
    """Difference, mean and sum."""
    if not sheet.numeric:
        return
    column = sheet.rng.choice(sheet.numeric)
    cells = [cell for cell in sheet.values(column) if re.fullmatch(r"\d+(?:\.\d+)?%?", cell[2])]
    if len(cells) < 3:
        return
    header, digits = sheet.headers[column], max(len(c[2].rstrip("%").partition(".")[2]) for c in cells)
    one, other = sheet.rng.sample(cells, 2)
    gap = abs(one[1] - other[1])
    if gap > 0:
        high, low = (one, other) if one[1] > other[1] else (other, one)
        templates = (
            "{a} is {d} points higher than {b} on {c}",
            "{a} outperforms {b} by {d} on {c}",
            "the difference in {c} between {a} and {b} is {d}",
        )
        parts = {"a": high[0], "b": low[0], "c": header}
        if "err" not in header.lower():
            yield _pick(sheet, *templates, d=f"{gap:.{digits}f}", **parts), "supported", "difference"
            yield (
                _pick(
                    sheet,
                    *templates,
                    d=f"{gap * sheet.rng.choice((1.7, 2.6, 0.4)) + 0.3:.{digits}f}",
                    **parts,
                ),
                "refuted",
                "difference wrong",
            )
    mean, total = sum(c[1] for c in cells) / len(cells), sum(c[1] for c in cells)
    if not any(re.match("(?i)total|average|mean|all", name) for name in sheet.names):
        yield (
            _pick(
                sheet, "the average {c} is {v}", "the mean of {c} is {v}", c=header, v=f"{mean:.{digits}f}"
            ),
            "supported",
            "mean",
        )
        yield (
            _pick(
                sheet,
                "the average {c} is {v}",
                "the mean of {c} is {v}",
                c=header,
                v=f"{mean * 1.37 + 0.6:.{digits}f}",
            ),
            "refuted",
            "mean wrong",
        )
        yield _pick(sheet, "the total {c} is {v}", c=header, v=f"{total:.{digits}f}"), "supported", "sum"


def only(sheet: Sheet) -> Iterator[Said]:
    """The one row that has a word."""
    for column in sheet.wordy[:2]:
        texts = [row[column] for row in sheet.rows]
        for row in sheet.rng.sample(sheet.rows, min(2, len(sheet.rows))):
            if not row[column]:
                continue
            label: Label = "supported" if texts.count(row[column]) == 1 else "refuted"
            said = _pick(
                sheet,
                "only {r} has the {c} {v}",
                "{r} is the only one with {v} as {c}",
                r=row[0],
                c=sheet.headers[column],
                v=row[column],
            )
            yield said, label, "only"


# ------------------------------------------------------------------ the table as a whole, and other tables


def about(sheet: Sheet) -> Iterator[Said]:
    """What the table shows."""
    used = [_worn(sheet, sheet.headers[c]) for c in (*sheet.numeric, *sheet.wordy)]
    column, name = sheet.rng.choice(used), sheet.rng.choice(sheet.names)
    topic = re.sub(r"^Table \w+[.:]?\s*", "", sheet.source.table.caption).split(". ")[0]
    yield (
        _pick(
            sheet,
            "the table shows the {c} of {r}",
            "the table contains the {c}",
            "{c} is given for each {k}",
            "{r} is listed in the table",
            c=column,
            r=name,
            k=sheet.headers[0] or "row",
        ),
        "supported",
        "about",
    )
    if 3 <= len(topic.split()) <= 25:
        yield (
            _pick(
                sheet,
                "the table shows {t}",
                "the table presents {t}",
                "{t} are shown in the table",
                t=topic[0].lower() + topic[1:],
            ),
            "supported",
            "about",
        )
    if len(used) > 1:
        pair = sheet.rng.sample(used, 2)
        yield (
            _pick(
                sheet,
                "the table has the columns {a} and {b}",
                "{a} and {b} are shown in the table",
                a=pair[0],
                b=pair[1],
            ),
            "supported",
            "about",
        )


def foreign(sheet: Sheet, rival: Sheet) -> Iterator[Said]:
    """A row, a column or a whole statement of another table."""
    flat = sheet.flat().lower()
    names = [n for n in rival.names if not _overlaps(n, flat)]
    headers = [rival.headers[c] for c in rival.numeric if not _overlaps(rival.headers[c], flat)]
    rng = sheet.rng
    if not sheet.numeric:
        return
    column = rng.choice(sheet.numeric)
    cells = sheet.values(column)
    if names and cells:
        yield (
            _value_said(sheet, rng.choice(names), sheet.headers[column], rng.choice(cells)[2]),
            "not_found",
            "foreign row",
        )
        parts = {"a": rng.choice(names), "b": rng.choice(sheet.names), "c": sheet.headers[column]}
        yield (
            _pick(sheet, "{a} has a higher {c} than {b}", "{a} outperforms {b} on {c}", **parts),
            "not_found",
            "foreign row",
        )
        yield _pick(sheet, "{a} has the highest {c}", **parts), "not_found", "foreign row"
    if headers and cells:
        value = f"{rng.uniform(0, 100):.1f}" if rng.random() < 0.5 else rng.choice(cells)[2]
        yield (
            _value_said(sheet, rng.choice(sheet.names), rng.choice(headers), value),
            "not_found",
            "foreign column",
        )
        yield (
            _pick(sheet, "the highest {c} is {v}", "the lowest {c} is {v}", c=rng.choice(headers), v=value),
            "not_found",
            "foreign column",
        )
        yield (
            _pick(
                sheet,
                "the table shows the {c} of {r}",
                "{c} is given for {r}",
                c=rng.choice(headers),
                r=rng.choice(sheet.names),
            ),
            "not_found",
            "foreign column",
        )
    if headers and names:
        column = rng.choice([c for c in rival.numeric if rival.headers[c] in headers])
        foreign_cells = [cell for cell in rival.values(column) if cell[0] in names]
        if foreign_cells:
            name, _, text = rng.choice(foreign_cells)
            yield _value_said(sheet, name, rival.headers[column], text), "not_found", "foreign cell"


def outsiders(sheet: Sheet) -> Iterator[Said]:
    """A member that a numbered family of headers does not have: "Factor 8" of five."""
    families = [re.fullmatch(r"([A-Za-z]+) (\d+)", sheet.headers[c]) for c in sheet.numeric]
    members = [(match[1], int(match[2])) for match in families if match]
    if len(members) < 2:
        return
    name = f"{members[0][0]} {max(n for _, n in members) + sheet.rng.randint(1, 6)}"
    cells = sheet.values(sheet.rng.choice(sheet.numeric))
    value, row = sheet.rng.choice(cells)[2], sheet.rng.choice(sheet.names)
    yield (
        _pick(sheet, "the highest {c} is {v}", "the lowest {c} is {v}", c=name, v=value),
        "not_found",
        "outsider",
    )
    yield _value_said(sheet, row, name, value), "not_found", "outsider"


def _overlaps(name: str, flat: str) -> bool:
    words = [w for w in re.findall(r"[a-z0-9]+", name.lower()) if len(w) > 2 or w.isdigit()]
    return not words or any(word in flat for word in words)


# ------------------------------------------------------------------ the paper's own sentences

_TURNS = (
    ("higher", "lower"), ("lower", "higher"), ("better", "worse"), ("worse", "better"),
    ("outperforms", "underperforms"),
    ("outperform", "underperform"), ("best", "worst"), ("increase", "decrease"), ("decrease", "increase"),
    ("improves", "degrades"), ("improvement", "degradation"), ("more", "less"), ("highest", "lowest"),
)  # fmt: skip


def sentences(sheet: Sheet) -> Iterator[Said]:
    """Sentences of the table's paper: those that give its numbers, altered, and those of other things."""
    stated = {n for row in sheet.rows for cell in row[1:] for n in _ANY_NUMBER.findall(cell) if "." in n}
    label = re.match(r"Table (\w+)", sheet.source.table.caption)
    plain = []
    for sentence in sheet.source.sentences:
        numbers = [n for n in _ANY_NUMBER.findall(sentence) if "." in n]
        points_here = bool(label and re.search(rf"Table {label[1]}\b", sentence))
        points_away = bool(re.search(r"(?:Table|Figure|Fig\.|Section) \w+", sentence)) and not points_here
        if len(numbers) >= 1 and all(n in stated for n in numbers) and (len(numbers) > 1 or points_here):
            yield from _told(sheet, sentence, numbers)
        elif points_here and not numbers:
            yield sentence, "supported", "prose"
            yield from _turned(sentence)
        elif points_away or not numbers:
            plain.append(sentence)
    for sentence in sheet.rng.sample(plain, min(4, len(plain))):
        yield sentence, "not_found", "prose elsewhere"


def _told(sheet: Sheet, sentence: str, numbers: Sequence[str]) -> Iterator[Said]:
    yield sentence, "supported", "prose number"
    number = sheet.rng.choice(numbers)
    changed = _changed(sheet, number)
    if changed:
        yield sentence.replace(number, changed), "refuted", "prose digit"
    if len(set(numbers)) > 1:
        one, other = sheet.rng.sample(sorted(set(numbers)), 2)
        swapped = sentence.replace(one, "\0").replace(other, one).replace("\0", other)
        yield swapped, "refuted", "prose swapped"
    yield from _turned(sentence)


def _turned(sentence: str) -> Iterator[Said]:
    for word, turned in _TURNS:
        if re.search(rf"\b{word}\b", sentence):
            yield re.sub(rf"\b{word}\b", turned, sentence), "refuted", "prose turned"
            return
