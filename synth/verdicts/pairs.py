"""Two numbers of a claim held against the two places in the source that have them: are they swapped?

Each number by itself may stand in the source, and yet be the other's: "A reaches 71 and B 69" where A
has 69. The words that tell the two places apart (in a table the headers in which they differ, in a
sentence the words next to each number) say whose each number is there, the claim's wording whose it is
said to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from synth.verdicts.agreement import compare_loosely
from synth.verdicts.clauses import Mention, ends_of_change, is_removed, parted, sides_told
from synth.verdicts.compare import are_of_other_size
from synth.verdicts.conflicts import Candidate
from synth.verdicts.facts import Claimed, Facts, Stated
from synth.verdicts.grids import GridCell, PaperTable
from synth.verdicts.lookup import named_cell
from synth.verdicts.match import QuantityMatch
from synth.verdicts.subjects import is_held, name_key, terms_of, text_keys

__all__ = ["Pairing", "pair_up", "with_pairings"]

CAPTION = 0.8
"""Credit for a claim's word that only a table's caption has."""

TELLING = 0.12
"""Weight from which a word tells two places apart."""

FITTING = 0.3
"""Share of the claim's words from which two places may be those it speaks of."""

APART = 0.1
"""What two cells lose for each further level in which their headers differ."""

_WORD = re.compile(r"[^\W\d_]+|\d+")
_PRINTED = re.compile(r"[^\W\d_][\w.+-]*\w")
_SHORT = re.compile(r"(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{3,6}")
"""A header that may be the initials of a longer name."""

SHORTEST = 3
"""Letters of a name that is looked for in one piece."""

_MARKS = frozenset(("X", "x", "✓", "✔", "√", "yes", "Yes"))
"""What a cell has where a row has what its column names."""

MAX_NUMBERS = 6
"""Numbers of a claim that are paired."""

MAX_CELLS = 12
"""Cells with one number that are tried; a table full of it says little by it."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two numbers of a claim at two places of the source that differ in what they are of."""

    first: int
    """Which of the claim's numbers."""
    second: int
    """Which other one, behind the first."""
    told: int
    """1 where the claim gives both to what the source gives them to, -1 where it swaps them, 0 if untold."""
    fit: float
    """Share of the claim's words that the two places hold, 0 to 1."""
    witness: Candidate
    """The place of the second number; in conflict with the claim where it is swapped."""


def pair_up(
    claimed: Sequence[Claimed], pools: Sequence[Sequence[Candidate]], tables: Sequence[PaperTable]
) -> list[Pairing]:
    """Return for each two numbers of a claim the pair of places that fits best, if any tells them apart.

    Args:
        claimed: The claim's quantities, their words weighted.
        pools: Of each the places of the source that have it.
        tables: Tables that may be meant.
    """
    order = sorted(range(len(claimed)), key=lambda place: claimed[place].quantity.start)[:MAX_NUMBERS]
    found = []
    for one, other in combinations(order, 2):
        if not _are_alike(claimed[one], claimed[other]):
            continue
        pairings = [*_in_tables(claimed, (one, other), tables), *_in_sentences(claimed, (one, other), pools)]
        best = max(pairings, key=lambda pairing: (round(pairing.fit, 3), pairing.told), default=None)
        if best is not None:
            found.append(best)
    return found


def with_pairings(matches: Sequence[QuantityMatch], pairings: Sequence[Pairing]) -> list[QuantityMatch]:
    """Tell of each match whether it and another number stand as the claim gives them, or swapped."""
    found = list(matches)
    for pairing in pairings:
        if pairing.fit < FITTING or not pairing.told:
            continue
        for place in (pairing.first, pairing.second):
            match = found[place]
            if pairing.told > 0:
                found[place] = replace(match, paired=max(match.paired, pairing.fit))
            elif place == pairing.second:
                found[place] = replace(match, swapped=pairing.fit, contradicts=pairing.witness)
    return found


def _are_alike(one: Claimed, other: Claimed) -> bool:
    """Whether two numbers may be of one measure, and are not the same."""
    mine, theirs = one.reading, other.reading
    if mine.value is None or theirs.value is None or mine.value == theirs.value:
        return False
    if are_of_other_size(mine, theirs):
        return False  # a model's size and its score
    units = {mine.unit.dimension, theirs.unit.dimension}
    if len(units) == 1 or units <= {"bare", "percent", "points"}:
        return True
    # "200 texts and 1,800": what is counted is said once.
    bare = one if mine.unit.dimension == "bare" else other
    is_counted = "bare" in units and any(unit.startswith("count:") for unit in units)
    return is_counted and not _TOLD.search(bare.text, 0, bare.quantity.start)


_TOLD = re.compile(
    r"(?:\b(?:of|at|size|rate|length|width|depth|dimensions?|batch|seed|k|p)|[=:])\W*$", re.IGNORECASE
)
"""Words ahead of a number that say what it is: it shares no noun with the one before it."""


def _in_tables(
    claimed: Sequence[Claimed], pair: tuple[int, int], tables: Sequence[PaperTable]
) -> Iterator[Pairing]:
    one, other = (claimed[place] for place in pair)
    for table in tables:
        mine, theirs = _cells_with(one, table), _cells_with(other, table)
        for cell in mine:
            for rival in theirs:
                if (cell.row == rival.row) == (cell.column == rival.column):
                    continue
                yield _pairing_of_cells(one, other, pair, table, (cell, rival))


def _cells_with(claimed: Claimed, table: PaperTable) -> list[GridCell]:
    found = [
        cell
        for cell in (table.cells[place] for place in sorted(table.numbers.near(claimed.reading)))
        if any(_is_equal(claimed, stated) for stated in cell.facts.stated[:2])
        and cell.facts.passage.text not in table.rows[cell.row].text.split(" / ")
    ]
    return found if len(found) <= MAX_CELLS else []


def _is_equal(claimed: Claimed, stated: Stated) -> bool:
    if stated.reading.value is not None and stated.reading.value == claimed.reading.value:
        return True
    return compare_loosely(claimed, stated).kind == "equal"


def _pairing_of_cells(
    one: Claimed, other: Claimed, pair: tuple[int, int], table: PaperTable, cells: tuple[GridCell, GridCell]
) -> Pairing:
    is_row = cells[0].row == cells[1].row
    keys = [table.rows[cell.row].keys | table.columns[cell.column].keys for cell in cells]
    sides = [_side_of(table, cell, is_row=is_row) for cell in cells]
    fit = _fit(one, frozenset().union(*keys, sides[0].own, sides[1].own), table.caption | table.around)
    fit -= APART * _apart(sides[0].text, sides[1].text)
    told = _told(one, other, sides)
    stated = [_stated(cell, claimed) for cell, claimed in zip(cells, (one, other), strict=True)]
    second = named_cell(other, table, cells[1], stated[1])
    if told < 0:
        rival = named_cell(one, table, cells[0], stated[0]).stated
        second = replace(second, conflict=_conflict(one, other), rival=rival)
    return Pairing(*pair, told, fit, second)


def _stated(cell: GridCell, claimed: Claimed) -> Stated:
    return next((s for s in cell.facts.stated[:2] if _is_equal(claimed, s)), cell.facts.stated[0])


def _conflict(one: Claimed, other: Claimed) -> str:
    """Say what is wrong with two swapped numbers: the change, or whose they are."""
    spans = [(claimed.quantity.start, claimed.quantity.end) for claimed in (one, other)]
    return "direction_reversed" if ends_of_change(one.text, spans[0], spans[1]) else "subject_differs"


def _side_of(table: PaperTable, cell: GridCell, *, is_row: bool) -> _Side:
    """Return what tells a cell from another of its row, or else of its column.

    A row with marks under "MLP" and "pretrained" is of these; where two tables are printed side by side,
    a cell of the second one is of the label nearest to it.
    """
    header = table.columns[cell.column] if is_row else table.rows[cell.row]
    texts = table.table.table.rows[cell.row]
    keys = header.keys
    if is_row:
        label = next((texts[c] for c in range(cell.column - 1, -1, -1) if _is_label(texts[c])), "")
        keys |= text_keys(terms_of(f"x {label}"))
    else:
        marked = [table.columns[place].keys for place, text in enumerate(texts) if text in _MARKS]
        keys = keys.union(*marked)
    return _Side(keys, keys, header.lacks, header.text)


def _is_label(text: str) -> bool:
    return len(text) > 1 and not any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _apart(one: str, other: str) -> int:
    """Return in how many levels two headers differ, beyond the one that sets them against each other."""
    mine, theirs = one.split(" / "), other.split(" / ")
    if len(mine) != len(theirs):
        return 0
    return max(0, sum(a != b for a, b in zip(mine, theirs, strict=True)) - 1)


def _fit(claimed: Claimed, keys: frozenset[str], around: frozenset[str]) -> float:
    total = held = 0.0
    for term in claimed.all_terms:
        total += term.weight
        if is_held(term, keys):
            held += term.weight
        elif is_held(term, around):
            held += term.weight * CAPTION
    return held / total if total else 0.0


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of one of two places."""

    own: frozenset[str]
    """Keys of what names it."""
    all: frozenset[str]
    """Keys of what may name it."""
    lacks: frozenset[str] = frozenset()
    """Keys of what it leaves out."""
    text: str = ""
    """Its header."""


def _told(one: Claimed, other: Claimed, sides: Sequence[_Side]) -> int:
    """Return whether a claim gives its two numbers to the sides that have them in the source."""
    names = list(_names(one.text, sides))
    words = [word for word in _mentions(one, sides) if not any(_is_part(word, name) for name in names)]
    mentions = sorted((*names, *words), key=lambda mention: (mention.start, mention.side))
    mine, theirs = ((q.start, q.end) for q in (one.quantity, other.quantity))
    return sides_told(one.text, mine, theirs, mentions)


def _is_part(word: Mention, name: Mention) -> bool:
    """Whether a word is one of a name's, or its noun: "chain-of-thought prompting"."""
    return name.start <= word.start <= name.end + 1


def _mentions(claimed: Claimed, sides: Sequence[_Side]) -> Iterator[Mention]:
    # What a number counts goes with that number: "24 hours on 128 GPUs" gives no hours to GPUs.
    counted = {end + 1 for _, end in claimed.places}
    for term in claimed.all_terms:
        if term.weight < TELLING or term.start in counted:
            continue
        own = [is_held(term, side.own) for side in sides]
        lacked = [term.key in side.lacks for side in sides]
        if own[0] and own[1] and lacked[0] != lacked[1]:
            own = [not lack for lack in lacked]
        elif own[0] == own[1] or is_held(term, sides[own[0]].all):
            continue
        place = 0 if own[0] else 1
        if is_removed(claimed.text, term.start) != lacked[place]:
            place = 1 - place
        yield Mention(term.start, term.end, place, sides[place].text.startswith("+"))


_FORMULA = re.compile(r"(?<![\w-])[^\W\d_](?:[ ]?[*·×⊙⊕^−-][ ]?[^\W\d_])+(?![\w-])")
"""A formula by which a header names what it is of: "u * v"."""
_SIGNS = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "⊙": "*", " ": None})


def _formulas(text: str, sides: Sequence[_Side]) -> Iterator[Mention]:
    """Find formulas of one header that the other lacks, whatever their signs and spaces."""
    told = [(match.group().translate(_SIGNS), match.span()) for match in _FORMULA.finditer(text)]
    own = [{match.group().translate(_SIGNS) for match in _FORMULA.finditer(side.text)} for side in sides]
    for place, formulas in enumerate(own):
        for formula, (start, end) in told:
            if formula in formulas - own[1 - place]:
                yield Mention(start, end, place, is_variant=own[1 - place] <= formulas)


def _names(text: str, sides: Sequence[_Side]) -> Iterator[Mention]:
    """Find headers that a claim writes in several words: "CoT" or "LLaMA3-70B" as "Llama 3 70B"."""
    yield from _formulas(text, sides)
    words = list(_WORD.finditer(text))
    initials = "".join(word.group()[0].lower() for word in words)
    starts, ends, joined = {}, {}, ""
    for word in words:
        starts[len(joined)] = word.start()
        joined += word.group().lower()
        ends[len(joined)] = word.end()
    for place, side in enumerate(sides):
        other = sides[1 - place].text.lower()
        for match in _PRINTED.finditer(side.text):
            name, key = match.group(), name_key(match.group())
            if name.lower() in other or len(key) < SHORTEST:
                continue
            at = joined.find(key)
            if at in starts and at + len(key) in ends:
                yield Mention(starts[at], ends[at + len(key)], place)
            elif _SHORT.fullmatch(name) and (at := initials.find(name.lower())) >= 0:
                yield Mention(words[at].start(), words[at + len(name) - 1].end(), place)


def _in_sentences(
    claimed: Sequence[Claimed], pair: tuple[int, int], pools: Sequence[Sequence[Candidate]]
) -> Iterator[Pairing]:
    one, other = (claimed[place] for place in pair)
    mine, theirs = (
        [c for c in pools[place] if c.cell is None and c.second is None and not c.is_loose] for place in pair
    )
    for candidate in mine:
        for rival in theirs:
            if candidate.facts is rival.facts and candidate.stated is not rival.stated:
                told = _told_in_sentence(one, other, (candidate.stated, rival.stated), candidate.facts)
                fit = _fit(one, candidate.facts.keys, frozenset())
                if told < 0:
                    rival = replace(rival, conflict=_conflict(one, other), rival=candidate.stated)
                yield Pairing(*pair, told, fit, rival)


def _told_in_sentence(one: Claimed, other: Claimed, stated: tuple[Stated, Stated], facts: Facts) -> int:
    spans = [(q.start, q.end) for q in (one.quantity, other.quantity)]
    places = [(s.quantity.start, s.quantity.end) for s in stated]
    is_turned = places[0] > places[1]
    ends = ends_of_change(one.text, *spans)
    given = ends_of_change(facts.passage.text, *sorted(places)) * (-1 if is_turned else 1)
    if ends and given:
        return 1 if ends == given else -1
    sides = _sides_in_sentence(stated, facts)
    return _told(one, other, sides)


_JOINED = re.compile(
    r"\s?(?:%|points?|[A-Z]\w{0,3})?,?\s(?:and|vs\.?|versus|against|compared (?:to|with)|or)\s"
    r"(?:only |just )?[~≈]?"
)
"""What stands between two numbers that are told for two things named before: "1,800 and 200"."""
_TWO = re.compile(
    r"(?P<one>(?:[\w.+'’-]+ ){1,3})"
    r"(?:and|vs\.?|versus|or|than|outperforms?|beats|surpass(?:es)?|exceeds?)"
    r"(?P<other>(?: [\w.+'’-]+){1,3})"
)
"""Two things named side by side, or one set above another."""
_REACH = 120
"""Characters ahead of two numbers in which what they are of is named."""


def _listed(text: str, low: tuple[int, int], high: tuple[int, int]) -> list[_Side] | None:
    """Return the sides of two numbers told in one go, in the order of what they are of; None for others.

    "A and B have 1 and 2", "beats B (1 vs. 2)".
    """
    if not _JOINED.fullmatch(text, low[1], high[0]):
        return None
    found = [*_TWO.finditer(text, max(0, low[0] - _REACH), low[0])]
    for match in reversed(found):
        keys = [text_keys(terms_of(f"x {match[name]}")) for name in ("one", "other")]
        one, other = keys[0] - keys[1], keys[1] - keys[0]
        if one and other:
            return [_Side(one, one), _Side(other, other)]
    return None


def _sides_in_sentence(stated: tuple[Stated, Stated], facts: Facts) -> list[_Side]:
    """Part a sentence's words between two of its numbers; those ahead of both may be of either."""
    places = [(s.quantity.start, s.quantity.end) for s in stated]
    low, high = sorted(places)
    if (listed := _listed(facts.passage.text, low, high)) is not None:
        return listed if places[0] == low else listed[::-1]
    if any(low[1] <= s.quantity.start < high[0] for s in facts.stated):
        return [_Side(s.context.own_keys, s.context.own_keys | s.context.shared_keys) for s in stated]
    cut = parted(facts.passage.text, low, high)
    terms = terms_of(facts.passage.text)
    head = text_keys([term for term in terms if term.end <= low[0]])
    mine = text_keys([term for term in terms if low[1] <= term.start < cut])
    theirs = text_keys([term for term in terms if cut <= term.start < high[0]])
    tail = text_keys([term for term in terms if term.start >= high[1]])
    sides = [_Side(mine, mine | head), _Side(theirs | tail if mine else theirs, theirs | tail | head)]
    return sides if places[0] == low else sides[::-1]
