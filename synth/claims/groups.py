"""The quantities of a sentence in groups, each with the stretch of text that speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from synth.claims.drafts import Draft
from synth.claims.phrases import Mention, Sentence
from synth.types import Role

__all__ = ["BLANK", "STRONG", "Group", "blank_quantities", "group_drafts", "segment"]

BLANK = "\x01"
"""Stands in for quantities where the words around them are searched."""


@dataclass(slots=True)
class Group:
    """The quantities of one enumeration with the stretch of text that speaks of them."""

    drafts: list[Draft]
    roles: list[Role] = field(default_factory=list)
    left: int = 0
    """Where its segment begins."""
    right: int = 0
    """Where its segment ends."""
    metric: tuple[str, ...] = ()
    dataset: tuple[str, ...] = ()
    method: tuple[str, ...] = ()
    baseline: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    is_comparand: bool = False
    """Whether it is what another number is compared with ("…, compared to 66.3 for mBERT")."""
    rival: str | None = None
    """Whose value the second of two is: "It beats BM25 (65.2 vs. 42.9)"."""
    anaphor: bool = False
    """Whether its subject is "it" or "the model": what an earlier sentence names."""
    is_inferred: bool = False
    """Whether its method comes from the sentences before."""
    has_verb: bool = True
    """Whether a verb stands between it and the group before."""

    @property
    def start(self) -> int:
        """Offset of its first quantity."""
        return self.drafts[0].start

    @property
    def end(self) -> int:
        """Offset behind its last quantity."""
        return self.drafts[-1].end

    @property
    def role(self) -> Role:
        """The role of its last quantity."""
        return self.roles[-1]


def blank_quantities(plain: str, drafts: list[Draft]) -> str:
    """Return the text with every quantity replaced by `BLANK`, length unchanged."""
    parts, last = [], 0
    for draft in drafts:
        if draft.start < last:
            continue
        parts.append(plain[last : draft.start])
        parts.append(BLANK * (draft.end - draft.start))
        last = draft.end
    parts.append(plain[last:])
    return "".join(parts)


def group_drafts(drafts: list[Draft]) -> list[Group]:
    """Put the items of an enumeration, or both of a pair, into one group."""
    groups: list[Group] = []
    for draft in drafts:
        last = groups[-1] if groups else None
        in_list = last is not None and draft.list_id >= 0 and draft.list_id == last.drafts[-1].list_id
        in_pair = last is not None and draft.pair is not None and draft.pair is last.drafts[-1]
        if last is not None and (in_list or in_pair):
            last.drafts.append(draft)
        else:
            groups.append(Group([draft]))
    return groups


_SEPARATOR = re.compile(
    r";|:(?=\s)|,?\s(?:and|but|while|whereas|or|although|though|yet)\s(?:also\s|only\s"
    r"|by\s(?=\x01))?|\s\(?(?=(?:vs\.?|v\.s\.|versus|compared\s(?:to|with)|instead\sof"
    r"|as\sopposed\sto)\s)|,\s?|\)(?=\s)"
)
STRONG = re.compile(
    r";|(?<![. ]al)(?<!vs)(?<!cf)(?<!\.[eg])(?<!Fig)\.\s(?=[A-Z“\"])|\s(?:while|whereas|but"
    r"|although|though)\s"
)


def segment(sentence: Sentence, groups: list[Group]) -> None:
    """Give each group its stretch of the sentence."""
    plain = sentence.plain
    groups[0].left, groups[-1].right = 0, len(plain)
    for before, behind in zip(groups, groups[1:], strict=False):
        gap_start, gap_end = before.end, behind.start
        verbs = [v for v in sentence.verbs if gap_start <= v.start and v.end <= gap_end]
        behind.has_verb = bool(verbs)
        cut = _cut(sentence, gap_start, gap_end, verbs[0] if verbs else None)
        if cut is None:
            before.right, behind.left = gap_end, gap_start
        else:
            before.right, behind.left = cut


def _cut(sentence: Sentence, start: int, end: int, verb: Mention | None) -> tuple[int, int] | None:
    separators = list(_SEPARATOR.finditer(sentence.plain, start, end))
    if not separators:
        return None
    strong = STRONG.search(sentence.plain, start, end)
    if strong is not None:
        return strong.start(), strong.end() if strong.group().strip() in (";", ".") else strong.start() + 1
    if verb is not None:
        before_verb = [s for s in separators if s.end() <= verb.start]
        if before_verb:
            index = len(before_verb) - 1
            while index > 0 and _is_bare_name(
                sentence, before_verb[index - 1].end(), before_verb[index].start()
            ):
                index -= 1
            return before_verb[index].start(), before_verb[index].end()
    index = len(separators) - 1
    while index > 0 and _is_bare_name(sentence, separators[index - 1].end(), separators[index].start()):
        index -= 1
    return separators[index].start(), separators[index].end()


def _is_bare_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is one name and nothing else: an item of a list, not a clause."""
    names = sentence.names_between(start, end)
    return (
        len(names) == 1 and sentence.plain[start:end].strip() == sentence.plain[names[0].start : names[0].end]
    )
