"""What a revision comes to, in sentences. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from synth.report.phrases import capital, count_of, join_words, moment_in_words, shorten
from synth.report.revised import conflict_changes
from synth.types import ClaimChange, PaperChange, Revision, Standing

__all__ = [
    "FINDING_WORDS",
    "UNTOUCHED",
    "commands",
    "lead",
    "standing_in_words",
    "touched_in_words",
    "versions_in_words",
]

FINDING_WORDS = {
    "gone": "no longer drawn",
    "changed": "reads otherwise now",
    "kept": "still drawn",
    "new": "new",
}
"""What a reader sees for what became of a finding."""

UNTOUCHED = "no claim that it rests on has changed"
"""What is said of a finding that is gone all the same: a report has the first few of each kind."""

_PAPER_VERBS = {
    "withdrawn": ("has been withdrawn", "have been withdrawn"),
    "retracted": ("has been retracted", "have been retracted"),
    "corrected": ("has been corrected", "have been corrected"),
    "new_version": ("has a new version", "have new versions"),
    "unknown": ("could not be asked", "could not be asked"),
    "unchanged": ("is as it was", "are as they were"),
}
_CLAIM_VERBS = {
    "source_withdrawn": ("has lost its source", "have lost their source"),
    "value_changed": ("has another value", "have other values"),
    "gone": ("is gone", "are gone"),
    "unjudged": ("can't be told of", "can't be told of"),
    "reworded": ("says the same in other words", "say the same in other words"),
    "moved": ("has moved", "have moved"),
    "unchanged": ("stands as it was", "stand as they were"),
}


def lead(revision: Revision, listed: Sequence[ClaimChange]) -> tuple[str, ...]:
    """Return what happened, the worst first: a sentence on papers, one on claims, one on what is new.

    `listed` are the changes that are claims of the report; the others are cells of the same tables.
    """
    if not revision.has_changes:
        return (_calm(revision, len(listed)), *_doubts(revision), *_problem_count(revision))
    sentences = [
        _sum("paper", [change.status for change in revision.papers], _PAPER_VERBS),
        _sum("claim", [change.status for change in listed], _CLAIM_VERBS),
    ]
    n_others = len(revision.claims) - len(listed)
    if n_others:
        is_one = n_others == 1
        sentences.append(
            f"{capital(count_of(n_others, 'other value'))} of their tables, on which no claim of the report "
            f"rests, {'is' if is_one else 'are'} not as {'it was' if is_one else 'they were'}."
        )
    if revision.added:
        n = len(revision.added)
        sentences.append(
            f"{capital(count_of(n, 'claim'))} {'is' if n == 1 else 'are'} new in later versions."
        )
    conflicts = conflict_changes(revision)
    went, came = sum(c.new is None for c in conflicts), sum(c.old is None for c in conflicts)
    if conflicts:
        told = [f"{count_of(went, 'conflict')} between papers {'has' if went == 1 else 'have'} gone"] * bool(
            went
        )
        told += [f"{count_of(came, 'conflict')} {'has' if came == 1 else 'have'} come up"] * bool(came)
        stay = len(conflicts) - went - came
        told += [f"{count_of(stay, 'conflict')} {'is' if stay == 1 else 'are'} not as before"] * bool(stay)
        sentences.append(f"{capital(join_words(told))}.")
    if revision.newcomers:
        sentences.append(f"The search finds {count_of(len(revision.newcomers), 'new paper')}.")
    return (*filter(None, sentences), *_doubts(revision), *_problem_count(revision))


def versions_in_words(change: PaperChange) -> str:
    """Return "version 3 → 5", "version 2", or "" where the source knows no versions."""
    old, new = change.paper.version, None if change.today is None else change.today.version
    if old is None:
        return ""
    return f"version {old}" if new is None or new == old else f"version {old} → {new}"


def standing_in_words(standing: Standing) -> str:
    """Return what the registers come to; unknown is never put as fine."""
    words = {"fine": "stands", "withdrawn": "stands no longer", "unknown": "not known whether it stands"}
    unasked = [f"{shorten(register)}: {shorten(reason, 200)}" for register, reason in standing.unasked]
    return words[standing.state] + (f" ({'; '.join(unasked)})" if unasked else "")


def touched_in_words(changes: Sequence[ClaimChange]) -> str:
    """Return what became of the claims that a finding rested on: "two claims have other values"."""
    counts: Counter[str] = Counter(change.status for change in changes)
    told = [
        f"{count_of(counts[status], 'claim')} {verbs[counts[status] > 1]}"
        for status, verbs in _CLAIM_VERBS.items()
        if counts[status] and status not in ("unchanged", "moved", "reworded")
    ]
    n_flipped = sum(counts[status] for status in ("unchanged", "moved", "reworded"))
    if n_flipped:
        told.append(f"{count_of(n_flipped, 'claim')} {'is' if n_flipped == 1 else 'are'} judged otherwise")
    return join_words(told)


def commands(revision: Revision) -> tuple[tuple[str, str], ...]:
    """Return what can be done next, as commands that work as they stand."""
    run, old, new = revision.run_id, revision.old_state, revision.new_state
    found = []
    if new != old:
        found.append((f"synth show {run} --state {old}", "the report as it was"))
        found.append((f"synth show {run} --state {old}..{new}", "both states side by side"))
    is_cut = bool(revision.problems) or any(change.status == "unknown" for change in revision.papers)
    found.append((f"synth update {run}", "ask again what could not be told" if is_cut else "ask again"))
    if revision.newcomers:
        found.append((f"synth update {run} --include-new", "take the new papers in"))
    return tuple(found)


def _calm(revision: Revision, n_claims: int) -> str:
    n_papers = len(revision.papers)
    papers = "the one paper was" if n_papers == 1 else f"all {n_papers:,} papers were"
    claims = "its one claim stands" if n_claims == 1 else f"all {n_claims:,} claims stand"
    return (
        f"Nothing changed: {papers} asked for on {moment_in_words(revision.checked)}, and {claims} as before."
    )


def _sum(noun: str, found: Sequence[str], verbs: dict[str, tuple[str, str]]) -> str:
    """Return "Of 15 papers, one has been withdrawn, two have new versions and 12 are as they were."."""
    counts = Counter(found)
    told = [
        f"{counts[status]:,} {several if counts[status] > 1 else one}"
        for status, (one, several) in verbs.items()
        if counts[status]
    ]
    if not told:
        return ""
    return f"Of {len(found):,} {noun if len(found) == 1 else f'{noun}s'}, {join_words(told)}."


def _doubts(revision: Revision) -> tuple[str, ...]:
    """Say of how many papers it is not known whether they stand, besides those that are counted as such."""
    n = sum(change.standing.state == "unknown" and change.status != "unknown" for change in revision.papers)
    return (
        ()
        if not n
        else (
            f"Of {count_of(n, 'paper')} it is not known whether {'it stands' if n == 1 else 'they stand'}.",
        )
    )


def _problem_count(revision: Revision) -> tuple[str, ...]:
    n = len(revision.problems)
    return () if not n else (f"{capital(count_of(n, 'thing'))} could not be asked or read; see below.",)
