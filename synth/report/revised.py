"""What a revision means for a report: which claims carry a mark, which findings came and went. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from synth.report.differences import common_share
from synth.types import ClaimChange, Conflict, Finding, PaperChange, Report, Revision

__all__ = [
    "ConflictChange",
    "FindingChange",
    "Places",
    "conflict_changes",
    "finding_changes",
    "is_flipped",
    "marks_of",
    "matters",
]

ALIKE = 0.75
"""Share of common text from which two findings are one in other words."""

_MATTERS = frozenset(("value_changed", "gone", "source_withdrawn", "unjudged"))


def matters(change: ClaimChange) -> bool:
    """Tell whether what rested on the claim may rest on it no longer: other words alone don't matter."""
    return change.status in _MATTERS or is_flipped(change)


def is_flipped(change: ClaimChange) -> bool:
    """Tell whether the claim was judged in both states, and otherwise; one without a source is not judged."""
    old, new = change.old_verdict, change.new_verdict
    is_judged = change.status not in ("gone", "source_withdrawn", "unjudged")
    return is_judged and old is not None and new is not None and old.label != new.label


def marks_of(revision: Revision) -> dict[str, ClaimChange]:
    """Return the changes by the id that the claim has in the later state's report."""
    return {
        (change.old if change.new is None else change.new).id: change
        for change in revision.claims
        if change.status != "unchanged" or is_flipped(change)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the things that changed stand in the two states' reports."""

    papers: dict[str, PaperChange]
    """By id."""
    numbers: Mapping[str, int]
    """The numbers of the later report's claims, by id."""
    known: frozenset[str] | None
    """Ids of the claims of both reports; None where the earlier one is not at hand."""

    @classmethod
    def of(cls, revision: Revision, report: Report, earlier: Report | None) -> Places:
        """Return the places of a revision between two reports."""
        numbers = {judged.claim.id: n for n, judged in enumerate(report.draft.claims, start=1)}
        return cls(
            papers={change.paper.id: change for change in revision.papers},
            numbers=numbers,
            known=None
            if earlier is None
            else frozenset(numbers) | {judged.claim.id for judged in earlier.draft.claims},
        )

    def is_of_report(self, change: ClaimChange) -> bool:
        """Tell whether a claim is one of either report, and no other cell of its paper's tables."""
        ids = {change.old.id} if change.new is None else {change.old.id, change.new.id}
        return change.is_listed and (self.known is None or bool(ids & self.known))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingChange:
    """What became of a finding: gone, other words, or the same words on claims that changed; or a new one."""

    old: Finding | None
    """As the earlier report has it; None for a new one."""
    new: Finding | None
    """As the later report has it; None where it draws it no more."""
    changes: tuple[ClaimChange, ...] = ()
    """What the old one rested on that does not stand as it did."""

    @property
    def status(self) -> Literal["gone", "changed", "kept", "new"]:
        """What became of it in a word; `kept` on claims that changed."""
        if self.old is None:
            return "new"
        if self.new is None:
            return "gone"
        return "kept" if self.old.text == self.new.text else "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictChange:
    """A conflict that is gone, has come up, or has other values now."""

    old: Conflict | None
    """As the earlier state has it; None for a new one."""
    new: Conflict | None
    """As the later state has it; None where it is gone."""


def conflict_changes(revision: Revision) -> tuple[ConflictChange, ...]:
    """Return what became of the conflicts, those that are gone first; one subject is one conflict."""
    came = {conflict.subject: conflict for conflict in revision.conflicts_new}
    went = {conflict.subject for conflict in revision.conflicts_gone}
    found = [ConflictChange(old=old, new=came.get(old.subject)) for old in revision.conflicts_gone]
    found += [ConflictChange(old=None, new=new) for new in revision.conflicts_new if new.subject not in went]
    return tuple(sorted(found, key=lambda change: (change.new is not None, change.old is None)))


def finding_changes(revision: Revision, report: Report, earlier: Report | None) -> tuple[FindingChange, ...]:
    """Return what became of the findings, those that are gone first; empty without the earlier report.

    A finding of the later report is taken for an earlier one in other words where both rest on a common
    claim and most of their text is common; untouched findings that both reports have are left out.
    """
    if earlier is None:
        return ()
    shaken = {change.old.id: change for change in revision.claims if matters(change)}
    then, now = earlier.draft.findings, report.draft.findings
    by_text = {finding.text: finding for finding in now}
    lost = [finding for finding in then if finding.text not in by_text]
    came = [finding for finding in now if finding.text not in {known.text for known in then}]
    later_ids = {change.old.id: (change.new or change.old).id for change in revision.claims}
    pairs = _pairs(lost, came, later_ids)
    found = []
    for finding in then:
        later = by_text.get(finding.text) or pairs.get(finding.text)
        changes = tuple(shaken[id] for id in finding.claim_ids if id in shaken)
        if changes or finding.text not in by_text:
            found.append(FindingChange(old=finding, new=later, changes=changes))
    taken = {finding.text for finding in pairs.values()}
    found += [FindingChange(old=None, new=finding) for finding in came if finding.text not in taken]
    order = ("gone", "changed", "kept", "new")
    return tuple(sorted(found, key=lambda change: order.index(change.status)))


def _pairs(
    lost: Sequence[Finding], came: Sequence[Finding], later_ids: Mapping[str, str]
) -> dict[str, Finding]:
    """Return for each lost finding's text the new one that says nearly the same, one to one."""
    scored = sorted(
        (
            (-common_share(old.text, new.text), i, j)
            for i, old in enumerate(lost)
            for j, new in enumerate(came)
            if {later_ids.get(id, id) for id in old.claim_ids} & set(new.claim_ids)
        )
    )
    pairs: dict[int, int] = {}
    for score, i, j in scored:
        if -score >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return {lost[i].text: came[j] for i, j in pairs.items()}
