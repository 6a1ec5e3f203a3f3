"""From a clause to plans: who is held against whom, on which lines, and on how many of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from synth.verdicts.cues import direction_of
from synth.verdicts.relation_clause import Clause, Line, scope_before
from synth.verdicts.relation_cues import (
    DENIED,
    EACH,
    FAILS,
    NONE,
    ONLY,
    ONLY_ON,
    ONLY_WHERE,
    REMOVED,
    Cue,
    HowMany,
    compared_in,
    exchanges_in,
    extremes_in,
    gaps_in,
    how_many,
    limits_in,
)
from synth.verdicts.subjects import is_held, terms_of
from synth.verdicts.table_names import Name

__all__ = ["Plan", "grown", "only_in", "plans_of"]

_BELONGS = re.compile(
    r"\b(?:belongs? to|goes to|comes? (?:from|with)|held by|obtained (?:by|with|on|for|in)|"
    r"(?:achieved|reached|found|seen) (?:by|with|on|for|in)|posted by|"
    r"(?:is|was|are)(?: (?:on|in|for|with|at))?)"
    r"(?: (?:the|an?|that of))*$"
)
_OWN = re.compile(r"\b(?:its|their) (?:own )?$")
_SHORT_WAY = re.compile(r"[^,;]{0,90}$")
_PHRASE = re.compile(r"(?:\s(?!on\b|in\b|for\b|of\b|at\b|and\b|but\b|with\b|among\b)[\w-]+){1,4}")
_ON = re.compile(r"on\b|for\b")
_NEXT = re.compile(r"(?:\W|\b(?:on|for|the|its|their|that|of|a|an)\b)*")
_THAN = re.compile(r"\bthan\b")
_COUNTS = ("of", "at_least", "all_but", "most")
_ASIDE = re.compile(r", \w+ing\b")
_JOINED = re.compile(r",|;|\b(?:and|or|but|than|while|whereas|from|to)\b")
_EXTENDED = 0.5
"""What is left of the ground where what is compared with may be but a part of what is meant."""
_NOT_MEASURED = 0.4
"""What is left of the ground where what is said to be high is nothing that the table speaks of."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A comparison as it is to be tried on a table."""

    relation: Literal["ahead", "best", "gap", "within"]
    """The subject ahead of another, of all others, most apart from another, or within a limit."""
    cue: Cue
    """The words that compare."""
    axis: int
    """Along which cells are compared with each other: 0 down a column, 1 along a row."""
    subject: Name | None
    """Of whom it is said; None for "no system", "all systems"."""
    other: Name | None
    """Whom it is held against; None for all others."""
    lines: tuple[Line, ...]
    """The cells among which it shall be so, line by line."""
    is_up: bool
    """Whether the subject shall be higher, or better."""
    many: HowMany
    """On how many of the lines."""
    used: tuple[Name, ...]
    """The names that it rests on."""
    is_named: bool = False
    """Whether the clause names the lines."""
    only: Literal["", "subject", "lines"] = ""
    """Whether it shall be so of nothing but the subject, or on nothing but the lines named."""
    told: frozenset[int] = frozenset()
    """Those lines."""
    is_by_group: bool = False
    """Whether those are no lines, but rows of one group of several: what is compared stands in each."""
    is_denied: bool = False
    """Whether it is said not to be so."""
    is_of_items: bool = False
    """Whether rows (or columns) are counted, not lines: "three of five systems beat B"."""
    ground: float = 1.0
    """How sure it is that the words are meant so."""


def plans_of(clause: Clause) -> Iterator[Plan]:
    """Return what a clause may ask of its table, what is said most plainly first."""
    limits = list(limits_in(clause.text))
    yield from _within(clause, limits)
    yield from _apart(clause)
    yield from _ahead(clause, {cue.start for cue in limits})
    yield from _exchanged(clause)
    yield from _best(clause)


# ---------------------------------------------------------------------- A beats B


def _ahead(clause: Clause, limits: set[int]) -> Iterator[Plan]:
    for cue in compared_in(clause.text):
        if cue.start in limits or clause.is_in_name(cue.start):
            continue
        sides = _sides(clause, cue)
        if sides is None:
            continue
        subject, other = sides
        used, spent = grown(clause, [subject, other] if subject else [other])
        axis = clause.table.axis_of(other)
        before = clause.text[: cue.start]
        only, told = only_in(clause, axis)
        if only != "lines":
            is_alone = subject is not None and ONLY.search(clause.text[clause.end_of(subject) : cue.start])
            only = "subject" if is_alone else ""
        is_up = cue.is_up
        is_of_items = subject is None and how_many(before).kind in _COUNTS
        if subject is None and not is_of_items:
            is_up = is_up == (NONE.search(before) is not None)
        elif subject is not None and _is_of_use(clause, (subject, other)):
            is_up = not is_up
        plan = Plan(
            relation="ahead",
            cue=cue,
            axis=axis,
            subject=used[0] if subject else None,
            other=used[-1],
            lines=clause.lines(axis, used, spent, is_any=only == "lines"),
            is_up=is_up,
            many=how_many(clause.text),
            used=tuple(used),
            is_named=clause.named_items(1 - axis, used, spent) is not None,
            only=only,
            told=told,
            is_denied=subject is not None and DENIED.search(before) is not None,
            is_of_items=is_of_items,
            ground=_EXTENDED if _is_extended(clause, other) else 1.0,
        )
        yield _on_all_lines(plan, clause, used, spent)


def _sides(clause: Clause, cue: Cue) -> tuple[Name | None, Name] | None:
    """Return who is compared and with whom; no subject for "none beats B"."""
    ahead, behind = clause.ahead_of(cue.start), clause.behind(cue.end)
    if (pair := _within_than(clause, cue, behind)) is not None:
        return pair
    before = clause.text[: cue.start]
    subjects = [name for name in reversed(ahead) if not clause.is_scope(name)] or list(reversed(ahead))
    if not ahead and not terms_of(f"x {before}"):
        earlier = list(reversed(clause.before))  # "A is best on C but trails B on D"
        subjects = [name for name in earlier if not clause.is_scope(name)] or earlier
    for other in behind:
        if clause.has_stranger(cue.end, clause.offset(other)):
            return None
        if not _is_object(clause, cue, other):
            continue
        for subject in subjects:
            if clause.are_of_a_sort(subject, other):
                return subject, other
    others = [name for name in behind if not clause.is_scope(name)]
    if others and not cue.is_change and (NONE.search(before) or (not ahead and EACH.match(before))):
        return None, others[0]
    are_counted = how_many(before).kind in _COUNTS and all(clause.is_scope(name) for name in ahead)
    if others and not cue.is_change and are_counted:
        return None, others[0]
    if ONLY.search(before):  # "of those set against B, A alone is higher"
        against = [name for name in ahead if clause.is_scope(name)]
        return next(
            ((a, b) for a in subjects for b in against if clause.are_of_a_sort(a, b)),
            None,
        )
    return None


def _is_object(clause: Clause, cue: Cue, other: Name) -> bool:
    """Whether what is named behind "beats" may be what is beaten, and no line: "beats both others on A"."""
    place = clause.offset(other)
    scope = scope_before(clause.text[:place].rstrip()) or ""
    if _ON.match(scope) and not _NEXT.fullmatch(clause.text, cue.end, place):
        return False  # but "improves on A"
    return _ASIDE.search(clause.text, cue.end, place) is None  # "leads on four of six, losing one to B"


def _within_than(clause: Clause, cue: Cue, behind: Sequence[Name]) -> tuple[Name, Name] | None:
    """Return what stands on both sides of "than": "accuracy is higher with A than with B"."""
    than = _THAN.search(clause.text, cue.end)
    if than is None:
        return None
    first = [name for name in behind if clause.end_of(name) <= than.start()]
    second = [name for name in behind if clause.offset(name) >= than.end()]
    if not first or not clause.is_scope(first[0]):
        return None
    return next(((a, b) for a in first for b in second if clause.are_of_a_sort(a, b)), None)


def only_in(clause: Clause, axis: int) -> tuple[Literal["", "subject", "lines"], frozenset[int]]:
    """Say whether a clause tells the only ones of which, or the only lines on which it is so, and these."""
    where = ONLY_WHERE.search(clause.text)
    if where is None:
        return "", frozenset()
    ahead = clause.ahead_of(where.start() + 1)
    plain = [name for name in ahead if not clause.is_scope(name)] or ahead
    if not plain or clause.table.axis_of(plain[-1]) == axis:
        return "subject" if plain else "lines", frozenset()
    told = [name for name in plain if clause.table.axis_of(name) != axis]
    return "lines", frozenset().union(*(name.items for name in told))


def _is_of_use(clause: Clause, names: Sequence[Name]) -> bool:
    """Whether rows that leave something out are spoken of by what that is: "A is worth more than B"."""
    return all(clause.table.is_without(name) for name in names) and not REMOVED.search(clause.text)


def grown(clause: Clause, names: Sequence[Name]) -> tuple[list[Name], list[Name]]:
    """Join each name with those beside it that tell more of it; also return those."""
    found: list[Name] = []
    spent: list[Name] = []
    for name in names:
        one, joined = clause.grown(name)
        found.append(one)
        spent += joined
    return found, spent


def _is_extended(clause: Clause, other: Name) -> bool:
    """Whether what is held against the subject has another name of its level in its phrase: "B with C"."""
    for name in clause.behind(clause.end_of(other)):
        if name.level == other.level and not name.items & other.items:
            return _JOINED.search(clause.text[clause.end_of(other) : clause.offset(name)]) is None
    return False


def _on_all_lines(plan: Plan, clause: Clause, used: Sequence[Name], spent: Sequence[Name]) -> Plan:
    """Read a plan of which the clause names the only lines, or those that make up "n of m".

    "A beats B only on C", "on three of five, losing on C and D", "on two of four, namely C and D".
    """
    if plan.only or plan.subject is None:
        return plan
    counted = plan.many if plan.many.kind == "of" else None
    only = ONLY_ON.search(clause.text, plan.cue.end)
    start = counted.span[1] if counted else only.end() if only else None
    if start is None:
        return plan
    listed = [
        name for name in clause.behind(start) if clause.table.axis_of(name) != plan.axis and name not in spent
    ]
    apart = replace(clause, names=tuple(listed), before=(), excepted=())
    told = apart.named_items(1 - plan.axis, (), ()) if listed else None
    if told is None:
        return plan
    rest = replace(clause, names=tuple(name for name in clause.names if name not in listed))
    lines = rest.lines(plan.axis, used, spent)
    everywhere = frozenset(line[0][1 - plan.axis] for line in lines)
    told &= everywhere
    if not told or told == everywhere:
        return plan
    if counted is not None:
        # a table in two parts has each line twice
        n_told = len({clause.table.text_of(1 - plan.axis, item) for item in told})
        is_of_failing = n_told == counted.m - counted.n
        between = clause.text[counted.span[1] : min(clause.offset(name) for name in listed)]
        if is_of_failing and (n_told != counted.n or FAILS.search(between)):
            told = everywhere - told
        elif n_told != counted.n:
            return plan
    return replace(plan, lines=lines, only="lines", told=told)


# ---------------------------------------------------------------------- A instead of B


def _exchanged(clause: Clause) -> Iterator[Plan]:
    """Read that one thing instead of another, or a move from one to another, does what is said."""
    way = direction_of(clause.text)
    for cue in exchanges_in(clause.text):
        pair = _exchange(clause, cue)
        if pair is None:
            continue
        used, spent = grown(clause, pair)
        axis = clause.table.axis_of(pair[1])
        yield Plan(
            relation="ahead",
            cue=cue,
            axis=axis,
            subject=used[0],
            other=used[1],
            lines=clause.lines(axis, used, spent),
            is_up=way > 0,
            many=how_many(clause.text),
            used=tuple(used),
            is_named=clause.named_items(1 - axis, used, spent) is not None,
            is_denied=DENIED.search(clause.text) is not None,
            ground=1.0 if way else 0.0,
        )


def _exchange(clause: Clause, cue: Cue) -> tuple[Name, Name] | None:
    """Return what is new and what it replaces."""
    behind, ahead = clause.behind(cue.end), clause.ahead_of(cue.start)[::-1]
    if cue.is_move:
        to = re.compile(r"\b(?:to|and)\b").search(clause.text, cue.end)
        if to is None:
            return None
        ahead = [name for name in behind if clause.offset(name) >= to.end()]
        behind = [name for name in behind if clause.end_of(name) <= to.start()]
    return next(((a, b) for b in behind[:1] for a in ahead if clause.are_of_a_sort(a, b)), None)


# ---------------------------------------------------------------------- A gains most


def _apart(clause: Clause) -> Iterator[Plan]:
    """Read where two things are said to be most, or least, apart: "A gains most over B on C"."""
    for cue in gaps_in(clause.text):
        for subject in _named_line(clause, cue):
            axis = 1 - clause.table.axis_of(subject)
            pair = _pair_apart(clause, axis, cue)
            if pair is None:
                continue
            used, spent = grown(clause, pair)
            lines = clause.lines(axis, used, [*spent, *(n for n in clause.names if n.level == subject.level)])
            yield Plan(
                relation="gap",
                cue=cue,
                axis=axis,
                subject=used[0],
                other=used[1],
                lines=lines,
                is_up=cue.is_up,
                many=HowMany("open"),
                used=(*used, subject),
                only="lines",
                told=subject.items,
                is_denied=DENIED.search(clause.text[: cue.start]) is not None,
            )
            return


def _named_line(clause: Clause, cue: Cue) -> list[Name]:
    """Return who may be said to gain most: names behind the words and in a scope, else the nearest ahead."""
    behind = [name for name in clause.behind(cue.end) if clause.is_scope(name)]
    ahead = [name for name in reversed(clause.ahead_of(cue.start)) if not clause.is_scope(name)]
    return [*behind, *ahead]


def _pair_apart(clause: Clause, axis: int, cue: Cue) -> tuple[Name, Name] | None:
    """Return the two between which there is the gap, what is ahead first; of a level of two, one will do."""
    names = [name for name in clause.names if clause.table.axis_of(name) == axis]
    for exchange in exchanges_in(clause.text):
        pair = _exchange(clause, exchange)
        if pair is not None and clause.table.axis_of(pair[0]) == axis:
            return pair
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if clause.are_of_a_sort(one, other):
                return one, other
    return None


# ---------------------------------------------------------------------- only A is above 80


def _within(clause: Clause, limits: Sequence[Cue]) -> Iterator[Plan]:
    """Read that values stay within a limit: in all cases named, in so many of them, or in no others."""
    for cue in limits:
        ahead = clause.ahead_of(cue.start)
        subjects = [name for name in reversed(ahead) if not clause.is_scope(name)]
        before = clause.text[: cue.start]
        is_only = ONLY.search(before) is not None
        if where := ONLY_WHERE.search(clause.text):  # "A is the only one whose B is above 80"
            subjects = [name for name in subjects if clause.end_of(name) <= where.start()] or subjects
        many = how_many(clause.text)
        if not subjects:
            yield from _all_within(clause, cue)
            continue
        if not (is_only or many.kind != "open"):
            continue
        (subject, *_), spent = grown(clause, subjects[:1])
        axis = clause.table.axis_of(subject)
        yield Plan(
            relation="within",
            cue=cue,
            axis=axis,
            subject=subject,
            other=None,
            lines=clause.lines(axis, [subject], spent),
            is_up=cue.is_up,
            many=many,
            used=(subject,),
            is_named=clause.named_items(1 - axis, [subject], spent) is not None,
            only="subject" if is_only else "",
            is_denied=DENIED.search(before) is not None,
        )


def _all_within(clause: Clause, cue: Cue) -> Iterator[Plan]:
    """Read that no system, every system, or so many of them stay within a limit on the lines named."""
    before = clause.text[: cue.start]
    is_none, many = NONE.search(before) is not None, how_many(before)
    if not clause.names or not (is_none or many.kind != "open"):
        return
    axis = 1 - clause.table.axis_of(clause.names[0])
    yield Plan(
        relation="within",
        cue=cue,
        axis=axis,
        subject=None,
        other=None,
        lines=clause.lines(axis, ()),
        is_up=cue.is_up,
        many=many,
        used=clause.names,
        is_named=True,
        is_denied=is_none,
        is_of_items=True,
    )


# ---------------------------------------------------------------------- A is best


def _best(clause: Clause) -> Iterator[Plan]:
    for cue in extremes_in(clause.text):
        if clause.is_in_name(cue.start):
            continue
        is_measured = cue.is_better or _is_measured(clause, cue)
        for subject in _best_of(clause, cue):
            (whole, *_), spent = grown(clause, [subject])
            axis = clause.table.axis_of(whole)
            fellows = [
                name
                for name in clause.names
                if name is not subject and name.level == whole.level and not clause.is_scope(name)
            ]
            only, told = only_in(clause, axis)
            plan = Plan(
                relation="best",
                cue=cue,
                axis=axis,
                subject=whole,
                other=None,
                lines=clause.lines(axis, [whole, *fellows], spent, is_any=only == "lines"),
                is_up=cue.is_up,
                many=how_many(clause.text),
                used=(whole,),
                is_named=clause.named_items(1 - axis, [whole], spent) is not None,
                only="lines" if only == "lines" else "",
                told=told,
                is_denied=DENIED.search(clause.text[: cue.start]) is not None,
                ground=1.0 if is_measured else _NOT_MEASURED,
            )
            yield _on_all_lines(plan, clause, [whole, *fellows], spent)


def _best_of(clause: Clause, cue: Cue) -> list[Name]:
    """Return who may be said to be best, the likeliest first.

    That is the name to which the best "belongs", else one ahead of the word: rather who does something
    than what stands in a scope.
    """
    behind = clause.behind(cue.end)
    for name in behind:
        if _BELONGS.search(clause.text[: clause.offset(name)].rstrip()) and _SHORT_WAY.match(
            clause.text[cue.end : clause.offset(name)]
        ):
            return [name]
    ahead = clause.ahead_of(cue.start + 1)
    if _OWN.search(clause.text, 0, cue.start) and ahead:  # "A has its best score on B" is of A alone
        axis = clause.table.axis_of(ahead[-1])
        return [name for name in behind if clause.table.axis_of(name) != axis and clause.is_scope(name)][:1]
    if where := ONLY_WHERE.search(clause.text[: cue.start + 1]):
        ahead = [name for name in ahead if clause.offset(name) >= where.end() - 1]
    plain = [name for name in ahead if not clause.is_scope(name)]
    if plain:
        first = plain[-1] if len({name.level for name in plain}) == 1 else plain[0]
        axis = clause.table.axis_of(first)
        others = [name for name in reversed(ahead) if clause.table.axis_of(name) != axis]
        return [first, *others[:1]]
    levels = {one.level for one in (*ahead, *behind)}
    subjects = [name for name in clause.before if name.level not in levels]
    subjects = [name for name in subjects if not clause.is_scope(name)] or subjects
    is_told = any(term.start >= 2 for term in terms_of(f"x {clause.text[: cue.start]}")) and not ahead
    is_open = all(clause.is_scope(name) for name in behind)
    return subjects[:1] if subjects and is_open and not is_told else []


def _is_measured(clause: Clause, cue: Cue) -> bool:
    """Whether the table speaks of what is said to be high or low: "the largest *share*"."""
    noun = _PHRASE.match(clause.text, cue.end)
    terms = terms_of(f"x {noun.group()}") if noun else ()
    return not terms or any(is_held(term, clause.table.table.keys) for term in terms)
