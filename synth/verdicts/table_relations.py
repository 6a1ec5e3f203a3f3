"""Who is ahead of whom, and where: a claim's comparisons and superlatives tried on a paper's table.

A clause puts a subject ahead of an object ("A beats B"), or of all others ("A is best"), along some lines
of the table ("on C and D", "in every language but E", "on five of seven tasks"). Subject and object are
parts of one level of the headers; what the clause names on the other levels says along which lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from synth.verdicts.cues import direction_of
from synth.verdicts.grids import PaperTable, names_in
from synth.verdicts.subjects import is_held, terms_of
from synth.verdicts.table_cues import is_lower_better
from synth.verdicts.table_names import Name
from synth.verdicts.table_words import Said, read_words

__all__ = ["Relation", "read_relation"]

Cell = tuple[int, int]
"""Row and column."""

MAX_PAIRS = 8
"""Pairs of cells of a comparison that are told."""

_CLAUSE = re.compile(
    r";|,? (?:but|yet)\b(?! also)|,? (?:while|whereas|even though|although|though|where)\b"
    r"|, and (?=[^,]*\b(?:on|trails?)\b)"
)
_WHOLE = re.compile(r"\b(?:every|all|each|any|everything|everywhere)\b(?: [\w-]+){0,4}$")
_EXCEPT = re.compile(
    r"\b(?:except(?:ing| for)?|save(?: for)?|apart from|aside from|other than|excluding|but|losing only|"
    r"leaving aside|not counting|bar|with the exceptions? of|exceptions? (?:is|are|being|of))\b"
)
_EXCEPTED = re.compile(r"(?:being|is|are|as) the (?:\w+ )?exceptions?\b")

_AHEAD = (
    r"outperform\w*|surpass\w*|beat(?:s|en|ing)?|outscor\w+|outdo\w*|outdid|overtak\w+|better|superior|"
    r"stronger|ahead of|improv\w+ (?:on|over|upon)|wins? (?:over|against)|"
    r"more (?:effective|accurate|efficient|robust)|faster|quicker|leads|leading"
)
_BEHIND = (
    r"underperform\w*|trail\w*|lags?|lagged|lagging|worse|inferior|weaker|behind|short of|"
    r"los(?:es|ing|t) (?:out )?(?:to|against)|less (?:effective|accurate|efficient|robust)|slower|poorer"
)
_UP = r"higher|greater|larger|more|exceed\w*|above|bigger|longer"
_DOWN = r"lower|smaller|less|fewer|below|shorter"
_COMPARED = re.compile(rf"\b(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_EXCHANGED = re.compile(
    r"\b(?:(?P<move>(?:switch|mov|go|chang|pass|shift|step|grow|rais|scal)\w*(?: \w+){0,3} from|between)"
    r"|instead of|rather than|in place of|as opposed to)\b"
)
_PASSIVE = re.compile(r"\s+by\b(?!\s+(?:[\d(]|an?\b|nearly|about|almost|some|over|more|just))")
_EXTREME = re.compile(
    r"\b(?:(?P<good>best|top(?!-| \d)|tops|topped|strongest|most (?:accurate|effective)|record|"
    r"(?:leads|leading)(?= (?:on|in|at|for|across|every|all|both|throughout)\b|[,.]|$)|first place)"
    r"|(?P<bad>worst|weakest|poorest)"
    r"|(?P<high>highest|largest|greatest|most|maximum|longest|biggest)"
    r"|(?P<low>lowest|smallest|least|fewest|minimum|shortest))\b"
    r"(?!-| of (?:the|all|these|its)\b| likely| \w+ly\b)"
)
_SCORE = re.compile(r"\b(?:acc|f1|em|bleu|rouge|exact match|recall|precision|map|mrr)", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:over|than|below|above|behind|against|of|from|to|beats?|(?:surpass|outperform|exceed)\w*)"
    r"(?: the| its| their| even)*$"
)
"""Ahead of "the best earlier system", which is only what is compared with."""
_SECOND = re.compile(r"\b(?:second|third|next|runner|two|three|five|\d)[ -]$")
_SCOPE = re.compile(
    r"\b(?:on|in|for|at|across|among|over|against|with|under|within|throughout|of|from|to|into|per|by|using)"
    r"(?: (?:the|a|an|both|its|all|each|every|open|average|either))*$"
)
_GIVEN_TO = re.compile(
    r"\b(?:belongs? to|goes to|comes? from|is held by|held by|obtained by|achieved by|of|by|for)$"
)
_PHRASE = re.compile(r"(?:\s(?!on\b|in\b|for\b|of\b|at\b|and\b|but\b|with\b|among\b)[\w-]+){1,4}")
_JOINS = re.compile(r"[\s('’\"]*(?:(?:under|with|using|when|in|of|the|its|by|plus|on)\s+){0,3}[('’\"]*")
_REST = re.compile(
    r"\b(?:other|others|rest|any|every|all|previous|prior|earlier|remaining|existing|baselines?)\b"
)
_EACH = re.compile(
    r"\b(?:each|every|all|both|throughout|across the board|consistently|alike|any|either|everywhere|always|"
    r"invariably)\b"
)
_ONLY = re.compile(r"\b(?:the only|alone|the sole|only one)\b")
_ONLY_WHERE = re.compile(r"\b(?:the only|the sole)\b[^,;]*\b(?:which|where|that|whom)\b")
_TOPS = re.compile(r"human|oracle|gold|upper|skyline|ceiling|random|chance", re.IGNORECASE)
_NONE = re.compile(r"\b(?:no|none of|neither|nothing)\b")
_DENIED = re.compile(r"\b(?:not|never|fails? to|cannot|no longer)\b|n['’]t\b")
_NUMBERS = {
    word: n
    for n, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
_N = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_N_OF_M = re.compile(rf"\b(?P<n>{_N}) (?:out )?of (?:the |its |all )?(?P<m>{_N})\b")
_ALL_BUT = re.compile(rf"\ball but (?P<n>{_N})\b")
_AVERAGE = re.compile(r"\b(?:averag\w*|mean|overall)\b")
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


@dataclass(frozen=True, slots=True)
class Relation:
    """What a table says of a claim's comparisons."""

    holds: bool
    """Whether all of them hold."""
    ground: float
    """How sure it is that they are meant so, 0 to 1."""
    cells: tuple[Cell, ...]
    """The cells that decide."""
    told: str
    """What a reader is told."""
    pairs: tuple[tuple[Cell, Cell, bool], ...] = ()
    """The cells that are held against each other, and whether the first is ahead as claimed."""


class Outcome(NamedTuple):
    """Whether a comparison holds on one line of a table."""

    holds: bool
    """Whether it does."""
    cells: tuple[Cell, ...]
    """The cells compared."""
    line: int
    """The column, or the row, that the line is."""


class TableNames:
    """A paper's table made ready for comparisons; the same for all claims about it."""

    def __init__(self, table: PaperTable) -> None:
        self.table = table
        self.levels = table.levels
        self.values = table.values

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


@dataclass(frozen=True, slots=True)
class _Clause:
    """A stretch of a claim."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset behind it."""


@lru_cache(maxsize=256)
def read_relation(text: str, paper_table: PaperTable) -> Relation | None:
    """Try a claim's comparisons on a table; None where none of them is about it."""
    names = names_in(text, paper_table)
    if not names:
        return None
    said, table = read_words(text), TableNames(paper_table)
    found: list[Relation] = []
    before: list[Name] = []
    for clause in _clauses(said.lower):
        mine = [name for name in names if clause.start <= said.words[name.start].start < clause.end]
        reading = _Reading(said, clause, mine, before, table).judge()
        if reading is not None:
            found.append(reading)
        before += mine
    if not found:
        return None
    pairs = tuple(pair for one in found for pair in one.pairs)[:MAX_PAIRS]
    settled = [one for one in found if one.ground]
    if not settled:
        return Relation(False, 0.0, (), "", pairs)
    failing = [one for one in settled if not one.holds]
    decisive = max(failing or settled, key=lambda one: one.ground)
    ground = decisive.ground if failing else min(one.ground for one in settled)
    ground *= _known(text, said, names, table)
    return Relation(not failing, ground, decisive.cells, decisive.told, pairs)


def _known(text: str, said: Said, names: Sequence[Name], table: TableNames) -> float:
    """Return how far a table has the names and the numbers of a claim, 0 to 1."""
    spans = [(said.words[name.start].start, said.words[name.end].end) for name in names]
    terms = [term for term in terms_of(text) if term.is_name]
    told = [
        any(start <= term.start < end for start, end in spans)
        or is_held(term, table.table.keys)
        or 0.7 * is_held(term, table.table.around)
        for term in terms
    ]
    share = sum(told) / len(told) if told else 0.8
    exact = [number for number in said.numbers if number.step < 1 and not number.is_percent]
    values = set(table.values.values())
    found = [number.value in values for number in exact]
    return (0.3 + 0.7 * share) * (0.6 + 0.4 * sum(found) / len(found) if found else 1.0)


def _clauses(text: str) -> Iterator[_Clause]:
    start = 0
    if re.match(r"(?:although|while|though|whereas|even though)\b", text):
        comma = text.find(",")
        if comma > 0:
            yield _Clause(0, comma)
            start = comma
    for match in _CLAUSE.finditer(text, start + 1):
        if "but" in match.group() and _WHOLE.search(text[start : match.start()]):
            continue
        yield from _halves(text, start, match.start())
        start = match.end()
    yield from _halves(text, start, len(text))


def _halves(text: str, start: int, end: int) -> Iterator[_Clause]:
    """Part "A benefits least and B most"."""
    for match in re.finditer(r" and ", text[start:end]):
        place = start + match.start()
        if _EXTREME.search(text, start, place) and _EXTREME.search(text, place, end):
            yield _Clause(start, place)
            yield _Clause(place + len(match.group()), end)
            return
    yield _Clause(start, end)


class _Reading:
    """One clause held against a table."""

    def __init__(
        self, said: Said, clause: _Clause, names: Sequence[Name], before: Sequence[Name], table: TableNames
    ) -> None:
        self.said, self.clause, self.table = said, clause, table
        self.text = said.lower[clause.start : clause.end]
        excepted = self._excepted(names)
        self.excepted = [name for name in names if name in excepted]
        self.names = [name for name in names if name not in excepted]
        self.before = before
        self.joined: list[Name] = []

    def judge(self) -> Relation | None:
        """Say whether the clause's comparison holds."""
        for judge in (self._judge_comparison, self._judge_exchange, self._judge_extreme):
            found = judge()
            if found is not None:
                return found
        return None

    # -------------------------------------------------------------- what is named

    def _offset(self, name: Name) -> int:
        return self.said.words[name.start].start - self.clause.start

    def _end(self, name: Name) -> int:
        return self.said.words[name.end].end - self.clause.start

    def _excepted(self, names: Sequence[Name]) -> list[Name]:
        """Return the names behind "except", or ahead of "being the exception"."""
        found = []
        for match in _EXCEPT.finditer(self.text):
            if match.group() == "but" and not _WHOLE.search(self.text[: match.start()].rstrip()):
                continue
            stop = re.compile(r",(?! \w+(?:,| and))|;").search(self.text, match.end())
            end = stop.start() if stop and match.group() != "but" else len(self.text)
            found += [name for name in names if match.end() <= self._offset(name) < end]
        turned = _EXCEPTED.search(self.text)
        if turned:
            comma = self.text.rfind(",", 0, turned.start())
            found += [name for name in names if comma < self._offset(name) < turned.start()]
        return found

    def _is_scope(self, name: Name) -> bool:
        """Whether a name stands behind a preposition: "on X", "in the X"."""
        return _SCOPE.search(self.text[: self._offset(name)].rstrip(" '\"“‘(")) is not None

    def _same(self, one: Name, other: Name) -> bool:
        """Whether two names are of one sort: of one level, or of rows (or columns) that differ."""
        if one.level == other.level:
            return not one.labels & other.labels
        levels = self.table.levels
        return levels[one.level].axis == levels[other.level].axis and not one.items & other.items

    def _is_stranger_between(self, start: int, end: int) -> bool:
        """Whether a name that the table lacks stands between two places of the clause."""
        known = [(self._offset(name), self._end(name)) for name in self.names]
        text = self.said.text[self.clause.start + start : self.clause.start + end]
        return any(
            term.is_name
            and not any(a <= start + term.start - 2 < b for a, b in known)
            and text[term.end - 2 :].strip() != "("  # "Lantern (Lee et al.)" is called by its citation
            for term in terms_of(f"x {text}")
        )

    def _grown(self, name: Name) -> Name:
        """Join a name with those beside it that tell more of the same row or column: "A under B"."""
        axis = self.table.levels[name.level].axis
        for other in self.names:
            if other.level == name.level or self.table.levels[other.level].axis != axis:
                continue
            first, last = sorted((name, other), key=lambda one: one.start)
            between = self.text[self._end(first) : self._offset(last)]
            if last.start - first.end > 3 or not _JOINS.fullmatch(between) or not name.items & other.items:
                continue
            self.joined.append(other)
            name = replace(
                name, items=name.items & other.items, start=first.start, end=max(first.end, last.end)
            )
        return name

    # -------------------------------------------------------------- A beats B

    def _judge_comparison(self) -> Relation | None:
        for match in _COMPARED.finditer(self.text):
            if re.match(r"(?:more|less)\b", match.group()) and not re.search(
                r"\bthan\b", self.text[match.end() :]
            ):
                continue
            behind = [name for name in self.names if self._offset(name) >= match.end()]
            ahead = [name for name in self.names if self._end(name) <= match.start()]
            found = self._sides(match, ahead, behind)
            if found is None:
                continue
            subject, other = found
            return self._compare(match, subject and self._grown(subject), self._grown(other))
        return None

    def _sides(
        self, match: re.Match[str], ahead: Sequence[Name], behind: Sequence[Name]
    ) -> tuple[Name | None, Name] | None:
        """Return who is compared and with whom; no subject for "none beats B"."""
        subjects = [name for name in reversed(ahead) if not self._is_scope(name)] or list(reversed(ahead))
        if not ahead and not terms_of(f"x {self.text[: match.start()]}"):
            subjects = list(reversed(self.before))  # "A is best on C but trails B on D"
        for other in behind:
            scope = _SCOPE.search(self.text[: self._offset(other)])
            if scope and not re.search(r"\b(?:of|than|to|over|by|from|with|on|for)\b", scope.group()):
                continue
            if self._is_stranger_between(match.end(), self._offset(other)):
                return None
            for subject in subjects:
                if self._same(subject, other):
                    return subject, other
        before = self.text[: match.start()]
        others = [name for name in behind if not self._is_scope(name)]
        if others and (_NONE.search(before) or not ahead and _EACH.match(before)):
            return None, others[0]
        if _ONLY.search(before):  # "of those set against B, A alone is higher"
            against = [name for name in ahead if self._is_scope(name)]
            return next(((a, b) for a in subjects for b in against if self._same(a, b)), None)
        return None

    def _compare(self, match: re.Match[str], subject: Name | None, other: Name) -> Relation | None:
        is_better = bool(match["ahead"] or match["behind"])
        is_up = bool(match["ahead"] or match["up"])
        if match.group().endswith(("ed", "en")) and _PASSIVE.match(self.text, match.end()):
            is_up = not is_up
        used = [name for name in (subject, other) if name is not None]
        lines = self._lines(other, used)
        if subject is not None:
            outcomes = self._pairwise(subject, other, lines, is_up=is_up, is_better=is_better)
        else:
            is_top = is_up == (_NONE.search(self.text[: match.start()]) is not None)
            outcomes = self._against_all(other, lines, is_up=is_top, is_better=is_better)
        only = self._uniqueness(subject, match)
        if only and subject is not None:
            return self._alone(subject, other, lines, is_up=is_up, is_better=is_better)
        is_denied = subject is not None and _DENIED.search(self.text[: match.start()]) is not None
        found = self._quantify(outcomes, used, is_denied=is_denied)
        return found if subject is None else _with_pairs(found, outcomes)

    def _uniqueness(self, subject: Name | None, match: re.Match[str]) -> bool:
        """Whether the subject is said to be the only one: "X alone", "X is the only one"."""
        if subject is None:
            return False
        between = self.text[self._end(subject) : match.start()]
        return _ONLY.search(between) is not None

    def _alone(
        self, subject: Name, other: Name, lines: Sequence[Sequence[Cell]], *, is_up: bool, is_better: bool
    ) -> Relation | None:
        """Say whether the subject, and nothing else, is ahead of another on all lines."""
        axis = self.table.levels[subject.level].axis
        ahead: set[int] | None = None
        for line in lines:
            values = {
                cell[axis]: self.table.values[cell]
                for cell in line
                if not self._is_no_rival(axis, cell[axis], other)
            }
            base = [values[item] for item in values if item in other.items]
            if not base:
                continue
            up = is_up != (is_better and self.table.is_low_better(line[0]))
            mine = {item for item, value in values.items() if (value > base[0]) == up and value != base[0]}
            ahead = mine if ahead is None else ahead & mine
        if ahead is None:
            return None
        holds = bool(ahead) and ahead <= subject.items
        names = ", ".join(self.table.text_of(axis, item) for item in sorted(ahead)) or "none"
        cells = tuple(cell for line in lines for cell in line if cell[axis] in ahead | other.items)[:3]
        return Relation(holds, self._ground([subject, other], 0.85), cells, f"ahead in the table: {names}")

    def _pairwise(
        self, subject: Name, other: Name, lines: Sequence[Sequence[Cell]], *, is_up: bool, is_better: bool
    ) -> list[Outcome]:
        axis = self.table.levels[subject.level].axis
        outcomes = []
        for line in lines:
            mine = [cell for cell in line if cell[axis] in subject.items]
            theirs = [cell for cell in line if cell[axis] in other.items and cell[axis] not in subject.items]
            for one, two in self._closest(mine, theirs, axis):
                up = is_up != (is_better and self.table.is_low_better(one))
                a, b = self.table.values[one], self.table.values[two]
                outcomes.append(Outcome((a > b) if up else (a < b), (one, two), one[1 - axis]))
        return outcomes

    def _closest(self, mine: Sequence[Cell], theirs: Sequence[Cell], axis: int) -> list[tuple[Cell, Cell]]:
        """Pair the cells whose headers agree most beside what is compared."""
        pairs = [(self._agreement(one[axis], two[axis], axis), one, two) for one in mine for two in theirs]
        best = max((agreement for agreement, _, _ in pairs), default=0)
        return [(one, two) for agreement, one, two in pairs if agreement == best][:12]

    def _agreement(self, one: int, other: int, axis: int) -> int:
        levels = [level for level in self.table.levels if level.axis == axis]
        return sum(level.label_of(one) == level.label_of(other) for level in levels)

    # -------------------------------------------------------------- A instead of B

    def _judge_exchange(self) -> Relation | None:
        """Say whether one thing instead of another, or a move from one to another, does what is said."""
        way = direction_of(self.text)
        for match in _EXCHANGED.finditer(self.text):
            behind = [name for name in self.names if self._offset(name) >= match.end()]
            ahead = [name for name in reversed(self.names) if self._end(name) <= match.start()]
            is_from = match["move"] is not None
            if is_from:
                to = re.compile(r"\b(?:to|and)\b").search(self.text, match.end())
                if to is None:
                    continue
                ahead = [name for name in behind if self._offset(name) >= to.end()]
                behind = [name for name in behind if self._end(name) <= to.start()]
            pair = next(((a, b) for b in behind[:1] for a in ahead if self._same(a, b)), None)
            if pair is None:
                continue
            new, old = pair
            used = [self._grown(new), self._grown(old)]
            outcomes = self._pairwise(
                used[0], used[1], self._lines(old, used), is_up=way > 0, is_better=False
            )
            if not way:
                return _with_pairs(None, [one._replace(holds=True) for one in outcomes])
            found = self._quantify(outcomes, used, is_denied=bool(_DENIED.search(self.text)))
            return _with_pairs(found, outcomes)
        return None

    # -------------------------------------------------------------- A is best

    def _judge_extreme(self) -> Relation | None:
        for match in _EXTREME.finditer(self.text):
            before = self.text[: match.start()]
            if _SECOND.search(before) or _BESIDE.search(before.rstrip()):
                continue
            subject = self._subject_of(match)
            if subject is None:
                continue
            others = [name for name in self.names if name is not subject]
            subject = self._grown(subject)
            fellows = [name for name in others if name.level == subject.level and not self._is_scope(name)]
            lines = self._lines(subject, [subject, *fellows])
            is_better = bool(match["good"] or match["bad"])
            is_up = bool(match["good"] or match["high"])
            outcomes = self._against_all(subject, lines, is_up=is_up, is_better=is_better)
            is_denied = _DENIED.search(before) is not None
            found = self._quantify(outcomes, [subject], is_denied=is_denied)
            if found is None or is_better or self._is_measured(match.end()):
                return found
            return replace(found, ground=0.4 * found.ground)
        return None

    def _is_measured(self, start: int) -> bool:
        """Whether the table speaks of what is said to be high or low: "the largest *share*"."""
        noun = _PHRASE.match(self.text, start)
        terms = terms_of(f"x {noun.group()}") if noun else ()
        return not terms or any(is_held(term, self.table.table.keys) for term in terms)

    def _subject_of(self, match: re.Match[str]) -> Name | None:
        """Return who is said to be best: a name ahead of the word, or the one that the best "belongs to"."""
        behind = [name for name in self.names if self._offset(name) >= match.end()]
        for name in behind:
            if re.search(
                r"\b(?:belongs? to|goes to|comes? from|held by|obtained (?:by|with)|"
                r"achieved by|posted by|is|was|are)(?: (?:the|an?|that of))*$",
                self.text[: self._offset(name)].rstrip(),
            ) and re.match(r"[^,;]{0,90}$", self.text[match.end() : self._offset(name)]):
                return name
        ahead = [name for name in self.names if self._end(name) <= match.start() + 1]
        if where := _ONLY_WHERE.search(self.text[: match.start() + 1]):
            ahead = [name for name in ahead if self._offset(name) >= where.end() - 1]
        plain = [name for name in ahead if not self._is_scope(name)]
        if plain:
            return plain[-1] if len({name.level for name in plain}) == 1 else plain[0]
        subjects = [name for name in self.before if name.level not in {one.level for one in ahead}]
        is_told = any(term.start >= 2 for term in terms_of(f"x {self.text[: match.start()]}")) and not ahead
        return subjects[0] if subjects and not behind and not is_told else None

    def _against_all(
        self, subject: Name, lines: Sequence[Sequence[Cell]], *, is_up: bool, is_better: bool
    ) -> list[Outcome]:
        """Say of each line whether its extreme is the subject's."""
        axis = self.table.levels[subject.level].axis
        left_out = self._excepted_items(axis) | self._alike(axis)
        outcomes = []
        for line in lines:
            cells = [
                cell
                for cell in line
                if cell[axis] not in left_out
                and not self._is_summary(axis, cell[axis])
                and not self._is_no_rival(axis, cell[axis], subject)
            ]
            mine = [cell for cell in cells if cell[axis] in subject.items]
            if not mine or len(cells) < 2:
                continue
            up = is_up != (is_better and self.table.is_low_better(cells[0]))
            best = (max if up else min)(cells, key=lambda cell: self.table.values[cell])
            holds = any(self.table.values[cell] == self.table.values[best] for cell in mine)
            outcomes.append(Outcome(holds, (mine[0], best), best[1 - axis]))
        return outcomes

    def _alike(self, axis: int) -> frozenset[int]:
        """Return what is called as what is left out, but for what stands in brackets: "BERT (ours)"."""
        found: set[int] = set()
        for name in self.excepted:
            level = self.table.levels[name.level]
            if level.axis == axis:
                bare = {_bare(level.labels[place]) for place in name.labels}
                found.update(
                    *(level.items[n] for n, label in enumerate(level.labels) if _bare(label) in bare)
                )
        return frozenset(found)

    def _is_no_rival(self, axis: int, item: int, subject: Name) -> bool:
        """Whether a row is no system that others are measured against, unless it is spoken of: "Human"."""
        return item not in subject.items and _TOPS.match(self.table.text_of(axis, item)) is not None

    def _is_summary(self, axis: int, item: int) -> bool:
        return any(
            level.axis == axis and (place := level.label_of(item)) is not None and level.is_summary(place)
            for level in self.table.levels
        )

    # -------------------------------------------------------------- along which lines

    def _lines(self, about: Name, used: Sequence[Name]) -> list[list[Cell]]:
        """Return the lines of cells, along the level that is compared, that the clause speaks of."""
        axis = self.table.levels[about.level].axis
        is_only = _ONLY_WHERE.search(self.text) is not None
        named = None if is_only else self._named_items(1 - axis, used)
        kept = self._named_items(axis, used)
        cells = self.table.values
        across = sorted({cell[1 - axis] for cell in cells})
        if named is not None:
            across = [item for item in across if item in named or item in self._excepted_items(1 - axis)]
        else:
            across = self._unnamed(across, axis)
        lines = []
        for item in across:
            line = [cell for cell in cells if cell[1 - axis] == item and (kept is None or cell[axis] in kept)]
            if line:
                lines.append(line)
        return lines

    def _excepted_items(self, axis: int) -> frozenset[int]:
        return frozenset().union(
            *(name.items for name in self.excepted if self.table.levels[name.level].axis == axis)
        )

    def _named_items(self, axis: int, used: Sequence[Name]) -> frozenset[int] | None:
        """Return the rows or columns that the other names leave; None where they name none."""
        found: dict[int, frozenset[int]] = {}
        mine = [name for name in self.names if name not in used and name not in self.joined]
        mine = [name for name in mine if not any(_repeats(name, one) for one in used)]
        levels = {name.level for name in (*mine, *used, *self.joined)}
        mine += [name for name in self.before if name.level not in levels]
        for name in mine:
            if self.table.levels[name.level].axis == axis:
                found[name.level] = found.get(name.level, frozenset()) | name.items
        if not found:
            return None
        kept = frozenset.intersection(*found.values())
        reach = frozenset().union(*(name.items for name in used)) if used else kept
        if used and self.table.levels[used[0].level].axis == axis and not kept & reach:
            return None
        return kept or None

    def _unnamed(self, across: Sequence[int], axis: int) -> list[int]:
        """Return the lines meant where none is named: the averages, or all that are scores."""
        sums = [item for item in across if self._is_summary(1 - axis, item)]
        if sums and _AVERAGE.search(self.said.lower):
            return sums
        return [item for item in across if item not in sums and not self._is_no_score(1 - axis, item)]

    def _is_no_score(self, axis: int, item: int) -> bool:
        return axis == 1 and _NO_SCORE.search(self.table.text_of(axis, item)) is not None

    # -------------------------------------------------------------- on how many of them

    def _quantify(
        self,
        outcomes: Sequence[Outcome],
        used: Sequence[Name],
        *,
        is_denied: bool,
    ) -> Relation | None:
        """Hold the outcomes of the lines against how many the clause speaks of."""
        if not outcomes:
            return None
        axis = self.table.levels[used[0].level].axis
        spared = self._excepted_items(1 - axis)
        held = [one.holds for one in outcomes if one.line not in spared]
        freed = [one.holds for one in outcomes if one.line in spared]
        text = self.text
        strict = 0.85
        if where := _ONLY_WHERE.search(text):
            return self._only_where(where, used, outcomes)
        if match := _ALL_BUT.search(text):
            holds = outcomes_false(outcomes) == _count(match["n"])
        elif match := _N_OF_M.search(text):
            strict = 0.85 if len(outcomes) == _count(match["m"]) else 0.4
            holds = sum(held) == _count(match["n"]) - sum(freed)
        elif len(outcomes) == 1 or _EACH.search(text) or self._named_items(1 - axis, used) is not None:
            holds = all(held) and bool(held) and not (freed and all(freed))
        elif all(held) or not any(held):
            holds, strict = all(held), 0.6
        else:
            return None
        if is_denied:
            holds = not any(held)
        decisive = next((one for one in outcomes if one.holds == holds), outcomes[0])
        told = self._told(decisive.cells)
        if len(outcomes) > 1:
            told += f"; of {len(outcomes)} such cases {sum(one.holds for one in outcomes)} are as claimed"
        return Relation(holds, self._ground(used, strict), decisive.cells, told)

    def _only_where(
        self,
        where: re.Match[str],
        used: Sequence[Name],
        outcomes: Sequence[Outcome],
    ) -> Relation | None:
        """Hold "A and B are the only ones on which …" against all lines."""
        axis = self.table.levels[used[0].level].axis
        ahead = [
            name
            for name in self.names
            if self._end(name) <= where.start() + 1 and self.table.levels[name.level].axis != axis
        ]
        if not ahead:
            return None
        told = frozenset().union(*(name.items for name in ahead))
        holds = all(one.holds == (one.line in told) for one in outcomes)
        wrong = next((one for one in outcomes if one.holds != (one.line in told)), outcomes[0])
        ground = self._ground([*used, *ahead], 0.85)
        return Relation(holds, ground, wrong.cells, self._told(wrong.cells))

    def _ground(self, used: Sequence[Name], strict: float) -> float:
        ground = strict * min(name.score for name in used)
        return ground * 0.5 if any(self._is_twofold(name) for name in used) else ground

    def _is_twofold(self, name: Name) -> bool:
        """Whether the same words name parts of two levels of one axis."""
        axis = self.table.levels[name.level].axis
        return any(
            other.level != name.level
            and self.table.levels[other.level].axis == axis
            and (other.start, other.end) == (name.start, name.end)
            for other in self.names
        )

    def _told(self, cells: Sequence[Cell]) -> str:
        """Tell cells that are held against each other, each once."""
        told = []
        for row, column in dict.fromkeys(cells):
            names = f"{self.table.text_of(0, row)}, {self.table.text_of(1, column)}"
            told.append(f"{self.table.table.table.table.rows[row][column]} ({names})")
        return f"the table has {' against '.join(told)}"


def _with_pairs(relation: Relation | None, outcomes: Sequence[Outcome]) -> Relation | None:
    """Tell the cells held against each other, even where they don't settle a comparison."""
    pairs = tuple((one.cells[0], one.cells[1], one.holds) for one in outcomes)[:MAX_PAIRS]
    if relation is None:
        return Relation(False, 0.0, (), "", pairs) if pairs else None
    return replace(relation, pairs=pairs)


def _repeats(name: Name, used: Name) -> bool:
    """Whether a name says again what another does, or is a part of it."""
    return name.level == used.level and (name.labels == used.labels or used.start <= name.start <= used.end)


def _bare(label: str) -> str:
    return re.sub(r"\(.*?\)|\[.*?\]", "", label).strip().lower()


def outcomes_false(outcomes: Sequence[Outcome]) -> int:
    """Return how many lines do not bear a comparison out."""
    return sum(not one.holds for one in outcomes)


def _count(text: str) -> int:
    return _NUMBERS.get(text) or int(text)
