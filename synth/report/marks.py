"""What a revision changed in a report, as marks on its claims, cells, findings and papers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from synth.report.phrases import (
    LABEL_WORDS,
    STATUS_WORDS,
    count_of,
    moment_in_words,
    reason_in_words,
    value_in_words,
)
from synth.report.revised import is_flipped, marks_of, matters
from synth.report.view_records import Mark, RevisionView
from synth.report.words_changes import lead, versions_in_words
from synth.types import ClaimChange, ComparisonCell, Finding, PaperChange, Revision, Verdict

__all__ = ["Marks", "marks_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What stands beside the things that changed; empty where a report has no earlier state."""

    since: str
    """"state 1"."""
    changes: Mapping[str, ClaimChange]
    """By the id that the claim has in this report."""
    added: frozenset[str]
    """Ids of the claims that the earlier versions had not."""
    papers: Mapping[str, PaperChange]
    """By id."""
    view: RevisionView | None

    def claim(self, id: str) -> Mark | None:
        """Return what became of a claim; None where it stands as it did."""
        change = self.changes.get(id)
        if change is None:
            return Mark(kind="added", text=f"new since {self.since}") if id in self.added else None
        if is_flipped(change) and change.status != "value_changed":
            return Mark(
                kind="verdict_changed", text=f"judged otherwise since {self.since}: {_verdicts(change)}"
            )
        return Mark(kind=change.status, text=self._words(change))

    def must_show(self, id: str) -> bool:
        """Tell whether no format may leave a claim out: it does not stand as it did."""
        return id in self.changes and matters(self.changes[id])

    def cell(self, cell: ComparisonCell) -> str:
        """Return what stands behind a value in a table: "was 72.6", "source withdrawn"; "" for nothing."""
        change = self.changes.get(cell.claim_id)
        if change is None:
            return "new" if cell.claim_id in self.added else ""
        if change.status != "value_changed":
            return STATUS_WORDS[change.status] if change.status in ("source_withdrawn", "unjudged") else ""
        for each in change.quantities:
            if each.new is not None and each.new.value == cell.value:
                return f"was {value_in_words(each.old)}" if each.old is not None else "new"
        return ""

    def finding(self, finding: Finding) -> str:
        """Return how many of the claims that a finding rests on changed or can't be told; "" for none."""
        touched = [id for id in finding.claim_ids if id in self.added or self.must_show(id)]
        n_untold = sum(id in self.changes and self.changes[id].status == "unjudged" for id in touched)
        n_changed = len(touched) - n_untold
        told = [f"{count_of(n_changed, 'claim')} changed since {self.since}"] if n_changed else []
        told += [f"{count_of(n_untold, 'claim')} could not be verified again"] if n_untold else []
        return "; ".join(told)

    def paper(self, id: str) -> str:
        """Return what became of a paper, or that it is new; "" where it is as it was."""
        if self.view is None:
            return ""
        change = self.papers.get(id)
        if change is None:
            return f"new since {self.since}"
        if change.status == "new_version":
            return f"{versions_in_words(change)} since {self.since}"
        words = {
            "withdrawn": f"withdrawn since {self.since}",
            "retracted": f"retracted since {self.since}",
            "corrected": f"corrected since {self.since}",
            "unknown": "could not be asked again",
        }
        return words.get(change.status, "")

    def _words(self, change: ClaimChange) -> str:
        if change.status == "value_changed":
            told = [
                f"{'none' if each.old is None else value_in_words(each.old)} → "
                f"{'none' if each.new is None else value_in_words(each.new)}"
                for each in change.quantities
            ]
            return f"changed since {self.since}" + (f": {'; '.join(told)}" if told else "")
        if change.status == "unjudged":
            return f"could not be verified again: {reason_in_words(change.reason)}"
        pages = None if change.new is None else (change.old.page, change.new.page)
        if change.status == "moved" and pages is not None and None not in pages and pages[0] != pages[1]:
            return f"moved since {self.since}: p. {pages[0]} → p. {pages[1]}"
        return f"{STATUS_WORDS[change.status]} since {self.since}"


def marks_for(revision: Revision | None) -> Marks:
    """Return the marks of a revision; without one, marks that mark nothing."""
    if revision is None:
        return Marks(since="", changes={}, added=frozenset(), papers={}, view=None)
    since = f"state {revision.old_state}"
    return Marks(
        since=since,
        changes=marks_of(revision),
        added=frozenset(claim.id for claim in revision.added),
        papers={change.paper.id: change for change in revision.papers},
        view=RevisionView(
            since=since,
            checked=moment_in_words(revision.checked),
            lead=lead(revision, [change for change in revision.claims if change.is_listed]),
        ),
    )


def _verdicts(change: ClaimChange) -> str:
    return " → ".join(_verdict(v) for v in (change.old_verdict, change.new_verdict) if v is not None)


def _verdict(verdict: Verdict) -> str:
    confidence = "" if verdict.confidence is None else f" {verdict.confidence:.2f}"
    return f"{LABEL_WORDS[verdict.label]}{confidence}"
