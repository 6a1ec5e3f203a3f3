"""Programs on a table that look at many cells at once: counts, sameness, sign, "only" and what is missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from synth.text import STOPWORDS, stem
from synth.verdicts.cells import is_blank
from synth.verdicts.table_cues import asking_places, has
from synth.verdicts.table_numbers import BOUNDS, Finding, line_of, said_values
from synth.verdicts.table_orders import has_negation
from synth.verdicts.table_view import Group, Place, View
from synth.verdicts.table_words import SaidNumber, words_of

__all__ = [
    "judge_count",
    "judge_missing",
    "judge_only",
    "judge_range",
    "judge_same",
    "judge_sign",
    "judge_text",
]

_COUNTED = frozenset(
    stem(word)
    for word in """categories types kinds groups different unique distinct rows columns values entries items
    headers heads variables parameters records observations fields samples cases levels classes sets sections
    various""".split()
)
"""Stems of nouns that stand for whatever a table lists."""
SAMENESS = re.compile(r"same|equal|identic|uniq|distinct|differ|repeat|duplic|constant|var")
_MEASURE = re.compile(r"(?:points?|times|percent\w*|fold|higher|lower|more|less|better|worse)\b")
_OF_KINDS = frozenset(stem(word) for word in ("types", "kinds", "different", "distinct", "unique"))
_WINDOW = 6
"""Words behind a number that may say what is counted."""


# ------------------------------------------------------------------ counts


def judge_count(view: View) -> tuple[Finding | None, frozenset[int]]:
    """Try "there are five models": distinct or filled cells of a column, rows, columns, headers of a kind.

    Also returns the indices of the words read as counts.
    """
    for number in view.free_numbers:
        if number.value != number.value.to_integral_value() or number.is_percent or number.value < 0:
            continue
        if not _may_count(view, number):
            continue
        strong, weak, told = _counts(view, number)
        if not strong and not (weak and has(view.said, "existence")):
            continue
        if not strong and not number.is_spelt and not has(view.said, "table") and view.places_of(number):
            continue
        return _compare_count(view, number, strong, weak, told), frozenset({number.place})
    return None, frozenset()


def _may_count(view: View, number: SaidNumber) -> bool:
    words, place = view.said.words, number.place
    if place + 1 >= len(words):
        return False
    if _MEASURE.match(view.said.lower, words[place + 1].start):
        return False
    gap = view.said.lower[words[place].end : words[place + 1].start]
    if gap.strip() or not gap:
        return False  # "5)", "3/day", "2, …"
    before = view.said.lower[: words[place].start]
    if (
        number.is_spelt
        and number.value == 1
        and not re.search(r"(?:is|are|has|have|only|than|contains?)\s*$", before)
    ):
        return False
    return not any(before.rstrip().endswith(word) for word in ("table", "value of", "score of", "factor"))


def _counts(view: View, number: SaidNumber) -> tuple[set[int], set[int], str]:
    """Return the counts that may be meant: by what the next words name, and by default."""
    grid = view.grid
    keys = _counted_words(view, number)
    rows = [row for row in grid.body if not grid.is_summary(row)]
    n_headings = len({grid.headings[row] for row in grid.body} - {""})
    if "column" in keys[:3]:
        return {len(grid.column_headers), len([h for h in grid.column_headers if h])}, set(), "columns"
    if "row" in keys[:3]:
        extra = {len(grid.body) + len(grid.levels), len(grid.body) + n_headings}
        return {len(grid.body), len(rows), *extra}, set(), "rows"
    strong: set[int] = set()
    told = "entries"
    for column, header in enumerate(grid.column_headers):
        header_keys = {word.key for word in words_of(header)}
        if header_keys & set(keys) - _COUNTED or (header_keys & set(keys) and header_keys <= _COUNTED):
            for counted in (grid.body, rows):
                strong |= _sizes(view, column, counted, of_kinds=bool(_OF_KINDS & set(keys)))
            told = header
    for key in keys[:4]:
        if key in _COUNTED:
            continue
        for level in grid.levels:
            holders = {header for header in level if key in {w.key for w in words_of(header)}}
            strong |= {len(holders)} if len(holders) > 1 else set()
        named = {
            grid.row_name(row) for row in grid.body if key in {w.key for w in words_of(grid.row_name(row))}
        }
        strong |= {len(named)} if len(named) > 1 else set()
    weak = {len(grid.body), len(rows), len(grid.column_headers), len(grid.column_headers) - 1, n_headings}
    for column in grid.key_columns:
        weak |= _sizes(view, column, grid.body) | _sizes(view, column, rows)
    weak |= {len(set(level) - {""}) for level in grid.levels} | {
        len(set(level[1:]) - {""}) for level in grid.levels
    }
    return strong, weak - {0}, told


def _counted_words(view: View, number: SaidNumber) -> list[str]:
    """Return the words behind a number up to where another phrase begins: "five types of metal | in"."""
    keys: list[str] = []
    for word in view.said.words[number.place + 1 : number.place + 1 + _WINDOW]:
        text = view.said.lower[word.start : word.end]
        gap = view.said.lower[word.start - 2 : word.start]
        if text == "of" and keys and keys[-1] in _COUNTED:
            continue
        if text in STOPWORDS or (keys and any(c in gap for c in ",;:()")):
            break
        keys.append(word.key)
    return keys


def _sizes(view: View, column: int, rows: Iterable[int], *, of_kinds: bool = False) -> set[int]:
    """Return how many distinct cells a column has, and how many filled ones unless kinds are counted."""
    filled = [view.grid.texts[row][column] for row in rows if not is_blank(view.grid.texts[row][column])]
    return ({len(set(filled))} | (set() if of_kinds else {len(filled)})) - {0}


def _compare_count(view: View, number: SaidNumber, strong: set[int], weak: set[int], told: str) -> Finding:
    def is_met(size: int) -> bool:
        if number.bound in BOUNDS:
            return BOUNDS[number.bound](Decimal(size), number.value)
        return size == number.value

    found = sorted(strong or weak)
    sure = 1.0 if has(view.said, "listing") and not view.rows else 0.5
    told = f"the table has {' or '.join(map(str, found[:3]))} {told}"
    if any(is_met(size) for size in strong):
        return Finding("count", 1.0, 0.9 * sure, (), told)
    if not strong and any(is_met(size) for size in weak):
        return Finding("count", 1.0, 0.7 * sure, (), told)
    return Finding("count", 0.0, (0.9 if strong else 0.7) * sure, (), told)


# ------------------------------------------------------------------ the same, or different


def judge_same(view: View) -> Finding | None:
    """Try "the same", "different", "unique", "repeated" on the named rows and columns."""
    same, differs, repeats = (has(view.said, cue) for cue in ("same", "differs", "repeats"))
    if same + differs + repeats != 1:
        return None
    lines, ground = _compared_lines(view)
    lines = [line for line in lines if len(line) > 1]
    if not lines:
        return None
    is_pair = all(len(line) == 2 for line in lines)
    distinct = [len(set(line)) for line in lines]
    if same:
        outcomes = [n == 1 for n in distinct]
    elif repeats:
        outcomes = [n < len(line) for n, line in zip(distinct, lines, strict=True)]
    elif has(view.said, "kinds") and not view.said.numbers:
        outcomes = [n > 1 for n in distinct]
    else:
        outcomes = [n > 1 if is_pair else n == len(line) for n, line in zip(distinct, lines, strict=True)]
    holds = sum(outcomes) / len(outcomes)
    if has_negation(view.said.lower) or has(view.said, "none"):
        holds = 1 - holds
    if has(view.said, "except"):
        ground *= 0.3
    told = f"the table has {distinct[0]} different values in the {len(lines[0])} cells"
    return Finding("same", holds, ground, (), told)


def _compared_lines(view: View) -> tuple[list[list[str]], float]:
    """Return the cells' texts that are compared with one another, a list a comparison."""
    texts, data = view.grid.texts, view.index.data_columns()
    rows, columns = view.rows, view.columns
    named_columns = list(view.column_items)
    if len(rows) > 1:
        lines = named_columns or data or _other_columns(view)
        return _across(texts, rows, lines), 0.9 if named_columns else 0.6
    if len(columns) > 1 and (rows or not has(view.said, "every")):
        compared = view.row_items or view.grid.body
        return [[texts[row][c] for c in _first(columns)] for row in compared], 0.8 if rows else 0.5
    if rows and len(rows[0].items) > 1 and columns:
        return [[texts[row][c] for row in rows[0].items] for c in named_columns], 0.7
    if rows and not columns:
        return [[texts[row][c] for c in data if texts[row][c]] for row in view.row_items], 0.5
    cued = next((p for p in sorted(asking_places(view.said)) if _is_sameness(view, p)), 0)
    nearest = min(columns, key=lambda g: (min(abs(p - cued) for p in g.places), g.items), default=None)
    near = nearest.items if nearest else ()
    filled = [[texts[row][c] for row in view.grid.body if not is_blank(texts[row][c])] for c in near]
    if filled and not rows:
        return filled, 0.9
    return [], 0.0


def _is_sameness(view: View, place: int) -> bool:
    word = view.said.words[place]
    return bool(SAMENESS.match(view.said.lower[word.start : word.end]))


def _first(groups: Sequence[Group]) -> list[int]:
    return [group.items[0] for group in groups]


def _other_columns(view: View) -> list[int]:
    return [c for c in range(view.index.width) if c not in view.grid.key_columns]


def _across(
    texts: Sequence[Sequence[str]], groups: Sequence[Group], columns: Sequence[int]
) -> list[list[str]]:
    return [[texts[row][column] for row in _first(groups)] for column in columns]


# ------------------------------------------------------------------ ranges


def judge_range(view: View) -> Finding | None:
    """Try "ranges from A to B" on the least and greatest value of each named column."""
    numbers = [n for n in view.said.numbers if not n.is_spelt and n.bound == ""]
    if len(numbers) < 2 or not has(view.said, "range"):
        return None
    low, high = min(n.value for n in numbers[-2:]), max(n.value for n in numbers[-2:])
    columns = [c for c in view.column_items if c in view.grid.numeric_columns]
    for column in columns or sorted(view.grid.numeric_columns):
        values = [v for v in (view.index.value(row, column) for row in view.grid.body) if v is not None]
        if values and abs(min(values)) in (low, high) and abs(max(values)) in (low, high):
            told = f"{view.grid.column_name(column)} goes from {min(values)} to {max(values)}"
            return Finding("range", 1.0, 0.9, (), told)
    if not columns or not has(view.said, "extent"):
        return None
    return Finding("range", 0.0, 0.8, (), f"{view.grid.column_name(columns[0])} has another range")


# ------------------------------------------------------------------ sign


def judge_sign(view: View) -> Finding | None:
    """Try "all values are positive" and "some are negative" on the named cells, or on all."""
    negative, positive = has(view.said, "negative"), has(view.said, "positive")
    if negative == positive or has(view.said, "same"):
        return None
    data = view.index.data_columns()
    rows, columns = view.row_items or view.grid.body, [c for c in view.column_items if c in data] or data
    cells = line_of(view, rows, columns)
    names = " ".join((view.grid.caption, *view.grid.column_headers, *view.grid.row_headers)).lower()
    if not cells or ("negative" if negative else "positive") in names:
        return None
    signs = [value < 0 if negative else value >= 0 for _, value in cells]
    some = has(view.said, "some") and not has(view.said, "every")
    holds = float(any(signs)) if some else float(all(signs))
    if has(view.said, "none") or has_negation(view.said.lower):
        holds = 1 - float(any(signs))
    told = f"{sum(signs)} of {len(signs)} cells are {'negative' if negative else 'not negative'}"
    return Finding(
        "sign", holds, 0.8, tuple(p for (p, _), s in zip(cells, signs, strict=True) if s)[:3], told
    )


# ------------------------------------------------------------------ only, and what is missing


def judge_only(view: View) -> Finding | None:
    """Try "only X has Y": X's rows are those, and all of those, that have it."""
    if not view.rows or not _is_restricted(view):
        return None
    named = set(view.row_items)
    holders: set[int] = set()
    for mention, _ in view.quoted:
        holders = holders & set(mention.items) if holders else set(mention.items)
    if not view.quoted:
        numbers = said_values(view)
        if numbers:
            holders = {
                row
                for row, column in view.places_of(numbers[0])
                if not view.columns or column in view.column_items
            }
        elif view.columns:
            columns = view.column_items
            holders = {
                row for row in view.grid.body if any(not is_blank(view.grid.texts[row][c]) for c in columns)
            }
    if not holders or len(named) == len(view.grid.body):
        return None
    names = ", ".join(dict.fromkeys(view.grid.row_name(row) for row in sorted(holders)))
    return Finding("only", float(holders <= named), 0.7, (), f"it holds for {names}")


def _is_restricted(view: View) -> bool:
    """Whether "only" restricts a named row: "only X", "X is the only one"; not "X only has"."""
    for place in view.said.places.get(stem("only"), ()):
        for group in view.rows:
            before = view.said.words[place - 1].key if place else ""
            if 0 < group.start - place <= 3 or (0 < place - group.end <= 3 and before == "the"):
                return True
    return False


def judge_missing(view: View) -> Finding | None:
    """Try "X has no value for Y": the named cells are blank."""
    if not has(view.said, "missing") or not view.rows or not view.columns:
        return None
    places: list[Place] = [(row, column) for row in view.row_items for column in view.column_items]
    places = [place for place in places if place[1] not in view.grid.key_columns]
    if not places:
        return None
    blank = [is_blank(view.grid.texts[row][column]) for row, column in places]
    told = f"{sum(blank)} of these {len(blank)} cells are empty"
    return Finding("missing", sum(blank) / len(blank), 0.8, tuple(places[:2]), told)


# ------------------------------------------------------------------ cells of words


def judge_text(view: View) -> Finding | None:
    """Try "the code of X is Y" on cells of words: what is quoted must stand in the rows that are named."""
    if not view.quoted:
        return _unquoted(view)
    if not view.rows:
        return _together(view)
    named = set(view.row_items)
    held = [bool(named & set(mention.items)) for mention, _ in view.quoted]
    mention, column = view.quoted[0 if all(held) else held.index(False)]
    place = (view.row_items[0], column)
    told = f"the table gives {view.grid.texts[place[0]][column][:80]} for {_named(view, place)}"
    weight = max(m.score * min(1.0, 0.4 + 0.2 * len(m.places)) for m, _ in view.quoted)
    return Finding("text", sum(held) / len(held), weight, (place,), told)


def _named(view: View, place: Place) -> str:
    return f"{view.grid.row_name(place[0])} under {view.grid.column_name(place[1])}"


def _together(view: View) -> Finding | None:
    """Two quoted cells must stand in one row."""
    if len(view.quoted) < 2 or len({column for _, column in view.quoted}) < 2:
        return None
    rows = set(view.quoted[0][0].items)
    for mention, _ in view.quoted[1:]:
        rows &= set(mention.items)
    return Finding(
        "text", float(bool(rows)), 0.5, (), "what it quotes stands in one row" if rows else "no row has both"
    )


def _unquoted(view: View) -> Finding | None:
    """A named row's cell of words holds none of the words that the statement leaves over."""
    texts = [
        c for c in view.column_items if c not in view.grid.numeric_columns and c not in view.grid.key_columns
    ]
    if not view.rows or not texts or said_values(view):
        return None
    left = {word.key for i, word in enumerate(view.said.words) if i not in view.named and len(word.key) > 2}
    left &= set(view.index.frequency)
    target = {w.key for row in view.row_items for c in texts for w in words_of(view.grid.texts[row][c])}
    if not left:
        return None
    share = len(left & target) / len(left)
    place = (view.row_items[0], texts[0])
    return Finding(
        "text",
        share,
        0.5,
        (place,),
        f"the table gives {view.grid.texts[place[0]][place[1]][:80]} for {_named(view, place)}",
    )
