"""Comparisons of which a clause names one side: "suffers under A", "improves once A is added".

The other side is what A is added to, or how it is without A: the other of two columns, or the row that its
header calls the standard one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from synth.verdicts.relation_clause import Clause
from synth.verdicts.relation_cues import DENIED, ONLY_WHERE, Cue, how_many
from synth.verdicts.relation_plans import Plan, grown, only_in
from synth.verdicts.table_names import Name

__all__ = ["effects_of"]

_EFFECT = re.compile(
    r"\b(?:(?P<worse>suffer(?:s|ed|ing)?|(?:is|are|gets?) (?:hurt|harmed)|degrad(?:es?|ed|ing)"
    r"|worsen(?:s|ed|ing)?|declin(?:es?|ed|ing)|deteriorat(?:es?|ed|ing)|loses|lost|losing|drops|dropped|falls"
    r"|(?:sees?|shows?|has|have|gets?|scores?) (?:a )?(?:lower|worse)(?: [\w-]+)?)"
    r"|(?P<better>benefit(?:s|ed|ing)?|gain(?:s|ed|ing)?|profit(?:s|ed|ing)?|improv(?:es?|ed|ing)"
    r"|(?:is|are) helped|(?:sees?|shows?|has|have|gets?|scores?) (?:a )?(?:higher|better)(?: [\w-]+)?))"
    r" (?:from|under|with|when|once|if|after|through|via|by)\b"
)
_APPLIED_TO = re.compile(r"\b(?:(?:applied|added|fitted) to|(?:instead|in place|on top) of|replac\w+|over)\b")
_STANDARD = re.compile(
    r"(?:standard|plain|vanilla|original|baseline|none|default|direct|basic|unmodified|without|w/o|no)\b.*",
    re.IGNORECASE,
)
"""What a header calls the side that has nothing done to it."""


def effects_of(clause: Clause) -> Iterator[Plan]:
    """Return what a clause says to be better or worse for something than without it."""
    for match in _EFFECT.finditer(clause.text):
        cue = Cue(match.start(), match.end(), is_up=match["better"] is not None, is_better=True)
        for subject in clause.behind(match.end())[:2]:
            other = _applied_to(clause, subject) or _standard(clause, subject)
            if other is None:
                continue
            axis = clause.table.axis_of(subject)
            used, spent = grown(clause, [subject, other])
            only, told = only_in(clause, axis)
            group = _group_of(clause, subject) if only == "subject" else None
            if group is not None:
                only, told = "lines", group.items
            elif only == "subject":
                continue
            rest = replace(clause, names=tuple(name for name in clause.names if name is not group))
            yield Plan(
                relation="ahead",
                cue=cue,
                axis=axis,
                subject=used[0],
                other=used[1],
                lines=rest.lines(axis, used, spent, is_any=only == "lines" and group is None),
                is_up=cue.is_up,
                many=how_many(clause.text),
                used=tuple(used),
                is_named=clause.named_items(1 - axis, used, spent) is not None,
                only=only,
                told=told,
                is_by_group=group is not None,
                is_denied=DENIED.search(clause.text[: cue.start]) is not None,
            )
            return


def _group_of(clause: Clause, subject: Name) -> Name | None:
    """Return the group of rows ahead of "the only one", of which each has the rows that are compared."""
    where = ONLY_WHERE.search(clause.text)
    ahead = clause.ahead_of(where.start() + 1) if where else []
    axis = clause.table.axis_of(subject)
    groups = [name for name in ahead if name.level != subject.level and clause.table.axis_of(name) == axis]
    return groups[-1] if groups else None


def _applied_to(clause: Clause, subject: Name) -> Name | None:
    """Return what a claim says its subject is applied to, or put in place of."""
    end = clause.end_of(subject)
    said = _APPLIED_TO.search(clause.text, end)
    names = clause.behind(said.end()) if said else []
    return next((name for name in names if clause.are_of_a_sort(subject, name)), None)


def _standard(clause: Clause, subject: Name) -> Name | None:
    """Return the other one of two parts, or the one of several that is called the standard."""
    labels = clause.table.levels[subject.level].labels
    rest = [place for place in range(len(labels)) if place not in subject.labels]
    if len(labels) > 2:
        rest = [place for place in rest if _STANDARD.fullmatch(labels[place])]
    if len(rest) != 1 or len(subject.labels) != 1:
        return None
    items = clause.table.levels[subject.level].items[rest[0]]
    return Name(subject.level, frozenset(rest), items, subject.start, subject.end, subject.score)
