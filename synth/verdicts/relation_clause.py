"""A clause of a claim held against a table: what it names there, and along which lines it speaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from synth.verdicts.aliases import language_keys
from synth.verdicts.grids import PaperTable, left_out
from synth.verdicts.relation_cues import AVERAGE, COMPARES, compares
from synth.verdicts.subjects import is_held, terms_of
from synth.verdicts.table_cues import is_lower_better
from synth.verdicts.table_names import Level, Name
from synth.verdicts.table_words import Said, words_of

__all__ = ["Cell", "Clause", "Line", "TableNames", "scope_before"]

Cell = tuple[int, int]
"""Row and column."""

Line = tuple[Cell, ...]
"""The cells of one row, or of one column, that are compared."""

UNLIKE = 20
"""How many times as large the numbers of one column are where it is of another measure than the other."""

_SCOPE = re.compile(
    r"\b(?:on|in|for|at|across|among|over|against|with|under|within|throughout|of|from|to|into|per|by|using)"
    r"(?: (?:the|a|an|both|its|all|each|every|open|average|either))*$"
)
_OPENING = re.compile(
    r"\s*(?:in|on|for|across|among|within|under|judged by|measured by|going by|by|at|over)\s[^,;:]*,"
    r"(?! and\b| or\b)"
)
"""What sets the scene of a clause."""
_EXCEPT = re.compile(
    r"\b(?:except(?:ing| for)?|save(?: for)?|apart from|aside from|other than|excluding|but|losing only|"
    r"leaving aside|not counting|bar|with the exceptions? of|exceptions? (?:is|are|being|of))\b"
    r"(?! (?:one|two|three|four|\d)\b)"
)
_EXCEPTED = re.compile(r"(?:being|is|are|as) the (?:\w+ )?exceptions?\b")
_IN_LIST = re.compile(
    r"(?:\W|\d|\b(?:and|or|the|a|an|its|both|as|well|plus|on|in|for|to|from|of|with|languages?|datasets?|tasks?|columns?"
    r"|rows?|scores?|splits?|settings?)\b)*"
)
"""What may stand between the names of a list."""
_CAPITALIZED = re.compile(r"\b[A-Z][\w-]*")
_WHOLE = re.compile(r"\b(?:every|all|each|any|everything|everywhere)\b(?: [\w-]+){0,4}$")
_STOP = re.compile(r",(?! \w+(?:,| and))|;")
_JOINS = re.compile(r"[\s('’\"]*(?:(?:under|with|using|when|in|of|the|its|by|plus|on)\s+){0,3}[('’\"]*")
_JOINT = re.compile(r"(?:,? (?:and|or)|,)(?: (?:the|its|on|in|for))*$")
_TOPS = re.compile(r"human|oracle|gold|upper|skyline|ceiling|random|chance", re.IGNORECASE)
_NO_SCORE = re.compile(
    r"#|\b(?:param|size|flops?|layers?|epochs?|tokens?|gpu|memory|throughput|speed|time|latency|num|number|year|heads|hidden|"
    r"dim|mlp|width|depth)",
    re.IGNORECASE,
)
_LOW_TOLD = re.compile(
    r"↓|\blower (?:is|are|means|=|indicates?) better|\bthe lower,? the better|"
    r"\bbits[- ]per|perplexit|\bword error",
    re.IGNORECASE,
)
_SCORE = re.compile(r"\b(?:acc|f1|em|bleu|rouge|exact match|recall|precision|map|mrr)", re.IGNORECASE)


class TableNames:
    """A paper's table made ready for comparisons; the same for all claims about it."""

    def __init__(self, table: PaperTable) -> None:
        self.table = table
        self.levels: tuple[Level, ...] = table.levels
        self.values: Mapping[Cell, Decimal] = table.values
        self._measures: dict[int, tuple[Decimal, bool]] = {}

    def axis_of(self, name: Name) -> int:
        """Return 0 for a name of rows, 1 for one of columns."""
        return self.levels[name.level].axis

    def text_of(self, axis: int, item: int) -> str:
        """Return the header of a row or a column."""
        return (self.table.rows, self.table.columns)[axis][item].text

    def is_low_better(self, cell: Cell) -> bool:
        """Whether a cell's metric is better when low."""
        texts = self.text_of(0, cell[0]), self.text_of(1, cell[1])
        if any("↑" in text for text in texts):
            return False
        caption = self.table.table.table.caption
        if any("↓" in text for text in texts) or is_lower_better(*texts):
            return True
        told = _LOW_TOLD.search(caption)
        return told is not None and ("lower" in told.group().lower() or not _SCORE.search(" ".join(texts)))

    def is_summary(self, axis: int, item: int) -> bool:
        """Whether a row or column sums others up."""
        return any(
            level.axis == axis and (place := level.label_of(item)) is not None and level.is_summary(place)
            for level in self.levels
        )

    def is_no_rival(self, axis: int, item: int) -> bool:
        """Whether a row is no system that others are measured against: "Human"."""
        return _TOPS.match(self.text_of(axis, item)) is not None

    def rivals_of(self, axis: int, subject: Name) -> frozenset[int] | None:
        """Return the rows, or columns, that are of the subject's kind: the languages; None where untold."""
        spoken = frozenset(
            item
            for item in {cell[axis] for cell in self.values}
            # by the first word of a part: "et" in "Lee et al." is no Estonian
            if any(language_keys(part.split()[0]) for part in self.text_of(axis, item).split(" / ") if part)
        )
        return spoken if subject.items <= spoken and len(spoken) > 1 else None

    def is_no_score(self, axis: int, item: int) -> bool:
        """Whether a column tells of what a system is, not of how it does."""
        return axis == 1 and _NO_SCORE.search(self.text_of(axis, item)) is not None

    def are_alike(self, one: int, other: int) -> bool:
        """Whether two columns may be of one measure: as good when low, and of like size."""
        if one == other:
            return True
        if self.is_no_score(1, one) != self.is_no_score(1, other):
            return False
        mine, theirs = self._measure(one), self._measure(other)
        sizes = mine[0], theirs[0]
        return mine[1] == theirs[1] and bool(max(sizes) <= UNLIKE * min(sizes))

    def _measure(self, column: int) -> tuple[Decimal, bool]:
        """Return the middle of a column's sizes, and whether it is better when low."""
        if column not in self._measures:
            cells = sorted((abs(v), cell) for cell, v in self.values.items() if cell[1] == column)
            size, cell = cells[len(cells) // 2]
            self._measures[column] = size, self.is_low_better(cell)
        return self._measures[column]

    def is_without(self, name: Name) -> bool:
        """Whether a name says itself that something is left out: "w/o dropout", no group of that heading."""
        level = self.levels[name.level]
        return all(bool(left_out(level.labels[place])) for place in name.labels)

    def agreement(self, one: int, other: int, axis: int) -> float:
        """Return in how many levels two rows, or columns, are headed alike, or by some of the same words."""
        levels = [level for level in self.levels if level.axis == axis]
        places = [(level, level.label_of(one), level.label_of(other)) for level in levels]
        return sum(
            (a == b) if a is None or b is None else _likeness(level.labels[a], level.labels[b])
            for level, a, b in places
        )

    def told(self, cells: Sequence[Cell]) -> str:
        """Tell cells that are held against each other, each once."""
        told = []
        for row, column in dict.fromkeys(cells):
            names = f"{self.text_of(0, row)}, {self.text_of(1, column)}"
            told.append(f"{self.table.table.table.rows[row][column]} ({names})")
        return f"the table has {' against '.join(told)}"


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a claim with what it names in a table."""

    said: Said
    """The claim."""
    start: int
    """Offset of the clause's first character."""
    end: int
    """Offset behind it."""
    table: TableNames
    """The table."""
    names: tuple[Name, ...]
    """What it names, in order, but for what it leaves out."""
    excepted: tuple[Name, ...]
    """What it leaves out: "in all languages but German"."""
    before: tuple[Name, ...]
    """What the claim's earlier clauses name."""
    text: str = field(default="")
    """Its words, folded."""

    @classmethod
    def read(
        cls,
        said: Said,
        span: tuple[int, int],
        names: Sequence[Name],
        before: Sequence[Name],
        table: TableNames,
    ) -> Clause:
        """Return a clause with its names told apart from what it leaves out."""
        text = said.lower[span[0] : span[1]]
        names = [name for name in names if not _is_cue(said, name)]
        whole = cls(said, span[0], span[1], table, tuple(names), (), tuple(before), text)
        left_out = whole._left_out()
        kept = tuple(name for name in names if name not in left_out)
        return replace(whole, names=kept, excepted=tuple(left_out))

    def _left_out(self) -> list[Name]:
        """Return the names behind "except", or ahead of "being the exception"."""
        found = []
        for match in _EXCEPT.finditer(self.text):
            if match.group() == "but" and not _WHOLE.search(self.text[: match.start()].rstrip()):
                continue
            stop = _STOP.search(self.text, match.end())
            end = stop.start() if stop and match.group() != "but" else len(self.text)
            found += self._listed([name for name in self.names if match.end() <= self.offset(name) < end])
        turned = _EXCEPTED.search(self.text)
        if turned:
            comma = self.text.rfind(",", 0, turned.start())
            found += [name for name in self.names if comma < self.offset(name) < turned.start()]
        return [name for name in self.names if name in found]

    def _listed(self, names: Sequence[Name]) -> list[Name]:
        """Return of some names those up to where their list ends: "but oak and elm see …"."""
        kept: list[Name] = []
        for name in names:
            if kept and self.offset(name) > self.end_of(kept[-1]):
                gap = self.said.text[self.start + self.end_of(kept[-1]) : self.start + self.offset(name)]
                if not _IN_LIST.fullmatch(_CAPITALIZED.sub("", gap)):
                    break
            kept.append(name)
        return kept

    @property
    def has_strange_exception(self) -> bool:
        """Whether it leaves out what the table has under no such name: "every one but Austroasiatic"."""
        known = [(self.offset(name), self.end_of(name)) for name in self.excepted]
        for match in _EXCEPT.finditer(self.text):
            if match.group() == "but" and not _WHOLE.search(self.text[: match.start()].rstrip()):
                continue
            end = max((end for start, end in known if start >= match.end()), default=0)
            strange = _CAPITALIZED.finditer(self.said.text, self.start + match.end(), self.start + end)
            places = [one.start() - self.start for one in strange]
            if not end or any(not any(a <= place < b for a, b in known) for place in places):
                return True
        return False

    def offset(self, name: Name) -> int:
        """Return where a name starts in the clause."""
        return self.said.words[name.start].start - self.start

    def end_of(self, name: Name) -> int:
        """Return where a name ends in the clause."""
        return self.said.words[name.end].end - self.start

    def is_in_name(self, start: int) -> bool:
        """Whether a place of the clause is within a name: "maximum" in "Maximum power density"."""
        return any(self.offset(name) <= start < self.end_of(name) for name in (*self.names, *self.excepted))

    def ahead_of(self, place: int) -> list[Name]:
        """Return the names that end before a place, in order."""
        return [name for name in self.names if self.end_of(name) <= place]

    def behind(self, place: int) -> list[Name]:
        """Return the names that start from a place on, in order."""
        return [name for name in self.names if self.offset(name) >= place]

    def is_scope(self, name: Name) -> bool:
        """Whether a name stands behind a preposition: "on X", "in the X", "on W and X"."""
        before = self.said.lower[: self.said.words[name.start].start].rstrip(" '\"“‘(")
        joint = _JOINT.search(before)
        if joint is not None:
            place = joint.start()
            fellow = next(
                (one for one in (*self.before, *self.names) if self.said.words[one.end].end == place), None
            )
            if fellow is not None and fellow.level == name.level:
                return self.is_scope(fellow)
        return scope_before(before) is not None or self._opens_with(name)

    def _opens_with(self, name: Name) -> bool:
        """Whether a name stands in what the clause opens with: "In the oak-versus-elm study, …"."""
        opening = _OPENING.match(self.text)
        if opening is None or not 0 < self.end_of(name) <= opening.end():
            return False
        return not compares(opening.group())  # "on A, B is best", not "on A B is best in C, D and E"

    def are_of_a_sort(self, one: Name, other: Name) -> bool:
        """Whether a name can be held against another: of one level, or rows (or columns) that differ."""
        if one.level == other.level:
            return not one.labels & other.labels or one.labels < other.labels
        return self.table.axis_of(one) == self.table.axis_of(other) and not one.items & other.items

    def has_stranger(self, start: int, end: int) -> bool:
        """Whether a name that the table lacks stands between two places of the clause."""
        known = [(self.offset(name), self.end_of(name)) for name in self.names]
        text = self.said.text[self.start + start : self.start + end]
        return any(
            term.is_name
            and not any(a <= start + term.start - 2 < b for a, b in known)
            and not is_held(term, self.table.table.caption)
            and text[term.end - 2 :].strip() != "("  # "Lantern (Lee et al.)" is called by its citation
            for term in terms_of(f"x {text}")
        )

    def is_told_of(self, place: int, cell: Cell) -> bool:
        """Whether the names next to a word of the claim are those of a cell's row and column."""
        for axis in (0, 1):
            names = [name for name in self.names if self.table.axis_of(name) == axis]
            nearest = min(
                names, key=lambda name: min(abs(name.start - place), abs(name.end - place)), default=None
            )
            if nearest is not None and cell[axis] not in nearest.items:
                return False
        return True

    def grown(self, name: Name) -> tuple[Name, tuple[Name, ...]]:
        """Join a name with those beside it that tell more of the same row or column: "A under B".

        Also returns the names that it was joined with.
        """
        axis, joined = self.table.axis_of(name), []
        for other in self.names:
            if other.level == name.level or self.table.axis_of(other) != axis:
                continue
            first, last = sorted((name, other), key=lambda one: one.start)
            between = self.text[self.end_of(first) : self.offset(last)]
            if last.start - first.end > 3 or not _JOINS.fullmatch(between) or not name.items & other.items:
                continue
            joined.append(other)
            end = max(first.end, last.end)
            name = replace(name, items=name.items & other.items, start=first.start, end=end)
        return name, tuple(joined)

    def excepted_items(self, axis: int) -> frozenset[int]:
        """Return the rows, or columns, that the clause leaves out."""
        return frozenset().union(*(name.items for name in self.excepted if self.table.axis_of(name) == axis))

    def left_out(self, axis: int) -> frozenset[int]:
        """Return the same, with what is called alike but for what stands in brackets: "BERT (ours)"."""
        found: set[int] = set(self.excepted_items(axis))
        for name in self.excepted:
            level = self.table.levels[name.level]
            if level.axis == axis:
                bare = {_bare(level.labels[place]) for place in name.labels}
                alike = [level.items[n] for n, label in enumerate(level.labels) if _bare(label) in bare]
                found.update(*alike)
        return frozenset(found)

    def is_twofold(self, name: Name) -> bool:
        """Whether the same words name parts of two levels of one axis."""
        axis = self.table.axis_of(name)
        return any(
            other.level != name.level
            and self.table.axis_of(other) == axis
            and (other.start, other.end) == (name.start, name.end)
            for other in self.names
        )

    # ------------------------------------------------------------------ along which lines

    def lines(
        self, axis: int, used: Sequence[Name], spent: Sequence[Name] = (), *, is_any: bool = False
    ) -> tuple[Line, ...]:
        """Return the lines of cells, along an axis, that the clause speaks of.

        Args:
            axis: Along which the cells of a line are compared with each other.
            used: The names that say what is compared, which say nothing of the lines.
            spent: More names that say nothing of the lines.
            is_any: Whether all lines are meant, though some are named.
        """
        named = None if is_any else self.named_items(1 - axis, used, spent)
        kept = self.named_items(axis, used, spent)
        if kept is not None:  # what is compared stays, wherever the others are looked for
            kept = kept.union(*(name.items for name in used if not name.items & kept))
        cells = self.table.values
        across = sorted({cell[1 - axis] for cell in cells})
        if named is not None:
            spared = self.excepted_items(1 - axis)
            across = [item for item in across if item in named or item in spared]
        else:
            across = self._unnamed(across, axis)
        lines = [
            tuple(cell for cell in cells if cell[1 - axis] == item and (kept is None or cell[axis] in kept))
            for item in across
        ]
        return tuple(line for line in lines if line)

    def named_items(
        self, axis: int, used: Sequence[Name], spent: Sequence[Name] = ()
    ) -> frozenset[int] | None:
        """Return the rows or columns that the names not used leave; None where they name none."""
        found: dict[int, frozenset[int]] = {}
        taken = (*used, *spent)
        mine = [name for name in self.names if not any(_repeats(name, one) for one in taken)]
        levels = {name.level for name in (*mine, *taken)}
        mine += [name for name in self.before if name.level not in levels]
        for name in mine:
            if self.table.axis_of(name) == axis:
                found[name.level] = found.get(name.level, frozenset()) | name.items
        if not found:
            return None
        kept = frozenset.intersection(*found.values())
        reach = frozenset().union(*(name.items for name in used)) if used else kept
        if used and self.table.axis_of(used[0]) == axis and not kept & reach:
            among = [name for name in mine if self.table.axis_of(name) == axis]
            return kept | reach if all(self._opens_with(name) for name in among) else None
        return kept or None

    def _unnamed(self, across: Sequence[int], axis: int) -> list[int]:
        """Return the lines meant where none is named: the averages, or all that are scores."""
        sums = [item for item in across if self.table.is_summary(1 - axis, item)]
        if sums and AVERAGE.search(self.said.lower):
            return sums
        return [item for item in across if item not in sums and not self.table.is_no_score(1 - axis, item)]


def scope_before(text: str) -> str | None:
    """Return the preposition that a text ends in, with its article; None where it ends in none."""
    match = _SCOPE.search(text)
    return match.group() if match else None


def _is_cue(said: Said, name: Name) -> bool:
    """Whether what seems to name a row only compares: "highest" where a row is "High"."""
    return COMPARES.fullmatch(said.lower[said.words[name.start].start : said.words[name.end].end]) is not None


def _repeats(name: Name, used: Name) -> bool:
    """Whether a name says again what another does, or is a part of it."""
    return name.level == used.level and (name.labels == used.labels or used.start <= name.start <= used.end)


@lru_cache(maxsize=65_536)
def _likeness(one: str, other: str) -> float:
    """Return which share of the words of two headers both have."""
    mine, theirs = ({word.key for word in words_of(text)} for text in (one, other))
    return float(one == other) or len(mine & theirs) / max(1, len(mine | theirs) + 1)


def _bare(label: str) -> str:
    return re.sub(r"\(.*?\)|\[.*?\]", "", label).strip().lower()
