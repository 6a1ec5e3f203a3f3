"""Whether a paper still stands, from what several registers say; pure.

Fails closed: only where every register that was to be asked answered, and none objects, is it `fine`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from synth.types import Notice, Paper, Standing

__all__ = ["carry_over", "join_registers", "join_standings", "source_standing", "without_document"]

_GRAVITY = ("retraction", "withdrawal", "concern", "correction")
_SERVED_BY = {"retraction-watch": "crossref"}


def source_standing(today: Paper) -> Standing:
    """Return what a paper's own database says of its newest version."""
    if today.status == "withdrawn":
        words = f"“{today.comment.rstrip('.')}”" if today.comment else "its abstract says so"
        return Standing(
            state="withdrawn",
            notices=(
                Notice(
                    kind="withdrawal",
                    register=today.database,
                    detail=f"{today.versioned_id} withdraws the paper: {words}.",
                    date=today.updated,
                    url=today.page_url,
                ),
            ),
        )
    if today.status == "unknown":
        reason = "keeps no record of withdrawals"
        return Standing(state="unknown", unasked=((today.database, reason),))
    return Standing(state="fine")


def without_document(today: Paper, standing: Standing) -> Standing:
    """Return the standing of a paper whose newest version turned out to have no document.

    arXiv keeps a withdrawn version as a record without a PDF and without a source. For a version after
    one that had them this is the only sign where the authors' comment does not say so.
    """
    notice = Notice(
        kind="withdrawal",
        register=today.database,
        detail=f"{today.versioned_id} has neither a PDF nor a source, as a withdrawn version has not.",
        date=today.updated,
        url=today.page_url,
    )
    return join_standings([Standing(state="withdrawn", notices=(notice,)), standing])


def join_registers(told: Mapping[str, Standing]) -> Standing:
    """Join what the registers say of one DOI, by register.

    A retraction that OpenAlex alone claims, against a Crossref that answered and has none, makes the
    work `unknown`: its flag has been wrong before, and Crossref has the notices that it is made from.
    Where Crossref did not answer nothing speaks against the flag, and the work is `withdrawn`.
    """
    joined = join_standings(told.values())
    crossref = told.get("crossref")
    objecting = [name for name, standing in told.items() if standing.state == "withdrawn"]
    if objecting == ["openalex"] and crossref is not None and crossref.state == "fine":
        gap = ("openalex", "claims a retraction of which Crossref and Retraction Watch have no notice")
        return Standing(state="unknown", notices=joined.notices, unasked=(*joined.unasked, gap))
    return joined


def join_standings(standings: Iterable[Standing]) -> Standing:
    """Join standings into the worst: `withdrawn` before `unknown` before `fine`; notices gravest first."""
    parts = list(standings)
    states = {part.state for part in parts}
    notices = dict.fromkeys(notice for part in parts for notice in part.notices)
    unasked = dict.fromkeys(gap for part in parts for gap in part.unasked)
    return Standing(
        state="withdrawn" if "withdrawn" in states else "unknown" if "unknown" in states else "fine",
        notices=tuple(
            sorted(notices, key=lambda notice: (_GRAVITY.index(notice.kind), notice.date or "9999"))
        ),
        unasked=tuple(unasked),
    )


def carry_over(earlier: Standing | None, today: Standing) -> Standing:
    """Return today's standing with the earlier notices of the registers that could not be asked today.

    A paper that was withdrawn stays so while the register that said so is out of reach.
    """
    silent = {register for register, _ in today.unasked}
    kept = tuple(
        notice
        for notice in (earlier.notices if earlier else ())
        if _SERVED_BY.get(notice.register, notice.register) in silent and notice not in today.notices
    )
    if not earlier or not kept:
        return today
    is_gone = any(notice.kind in ("retraction", "withdrawal") for notice in kept)
    was_gone = earlier.state == "withdrawn"
    return join_standings(
        [today, Standing(state="withdrawn" if is_gone and was_gone else "unknown", notices=kept)]
    )
